//! Sheets, documents and calendars, read back by readers that others wrote.

use crate::support::Sandbox;
use calamine::{Data, Reader, Xlsx};
use icalendar::{Calendar, CalendarComponent, Component};
use prepcom::{domain::position::Position, export::xlsx};
use roxmltree::{Document, Node};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    io::{Cursor, Read},
};

/// What no file may take for anything but text.
const HOSTILE: &str = "=cmd|' /C calc'!A0 <script>]]>&amp; _x0041_ \u{1b}[31m \u{202e}bidi \u{0}nul\tend\r\nBEGIN:VEVENT\r\nnext, \\n; line";
const SECRET: &str = "sealedwithin";
/// A day on which all of it stands.
const DAY: &str = "2099-01-01";

/// A workspace with groups, a conflict, conditions, hostile text, notes, commitments, lines and meetings, and a marking.
fn rich() -> Sandbox {
    let (sandbox, other) = (Sandbox::new(), Sandbox::new());
    let settings = sandbox.home().join(".config/prepcom");
    std::fs::create_dir_all(&settings).unwrap();
    std::fs::write(settings.join("settings.ron"), "(marking: \"RESTRICTED & <co>\")").unwrap();
    sandbox.ok(&["set", "@nam", "8b", "supports", "--on", "2024-07-22"]);
    sandbox.ok(&["set", "cub,egy", "8b", "champions", "--if", "=1+1", "--source", "working-paper:@SUM(A1)"]);
    sandbox.ok(&[
        "set",
        "fra,gbr",
        "3a",
        "opposes",
        "--on",
        "2024-07-22T15:00",
        "--source",
        "statement:SR.3",
    ]);
    sandbox.ok(&["set", "aut", "1a", "supports", "--note", SECRET]);
    sandbox.ok(&["set", "chn", "11", "awaiting"]);
    assert_eq!(
        sandbox.with_input(&["note", "aut", "1a", "-", "--shareable"], HOSTILE.as_bytes()).code,
        Some(0)
    );
    sandbox.ok(&["note", "@eu", "核武器国家的报告", "--shareable"]);
    sandbox.ok(&["commitment", "add", "aut", "1a", "a report, yearly; or more", "--due", "2027-04-01"]);
    sandbox.ok(&["commitment", "add", "fra", "3a", "withdrawn later", "--due", "2027-05-01"]);
    sandbox.ok(&["commitment", "add", "fra", "3a", "no date"]);
    let listed = sandbox.json(&["export", "--format", "json"]);
    let withdrawn =
        listed["commitments"].as_array().unwrap().iter().find(|c| c["text"] == "withdrawn later").unwrap();
    sandbox.ok(&["commitment", "status", withdrawn["id"].as_str().unwrap(), "withdrawn"]);
    sandbox.ok(&["line", "1a", "--objective", "+a form"]);
    sandbox.ok(&["point", "aut", "1a", "the report"]);
    sandbox.ok(&["meeting", "plan", "aut,irl", "2027-03-01T10:00", "--place", "Room IV", "--items", "1a"]);
    other.ok(&["--author", "Bo", "set", "aut", "1a", "concerns"]);
    sandbox.receive(&other);
    sandbox
}

/// An export as bytes, and what was said of it.
fn exported(sandbox: &Sandbox, format: &str, more: &[&str]) -> (Vec<u8>, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(format!("out.{format}"));
    let shown = path.to_str().unwrap();
    let ran = sandbox.run(&[&["export", "--as-of", DAY, "-o", shown], more].concat());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    (std::fs::read(&path).unwrap(), ran.err)
}

fn json(sandbox: &Sandbox) -> Value {
    sandbox.json(&["--as-of", DAY, "export", "--format", "json"])
}

/// The files of an archive by name.
fn unpacked(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut files = BTreeMap::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        files.insert(file.name().unwrap().into_owned(), content);
    }
    files
}

fn workbook(bytes: Vec<u8>) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes)).unwrap()
}

/// The rows of a sheet below its heads, each by the names of the hidden first row.
fn rows(book: &mut Xlsx<Cursor<Vec<u8>>>, sheet: &str) -> Vec<BTreeMap<String, Data>> {
    let range = book.worksheet_range(sheet).unwrap();
    let names: Vec<String> = range.rows().next().unwrap().iter().map(ToString::to_string).collect();
    let named = |row: &[Data]| names.iter().cloned().zip(row.iter().cloned()).collect();
    range.rows().skip(2).map(named).collect()
}

fn text<'a>(value: &'a Value, field: &str) -> &'a str {
    value[field].as_str().unwrap_or_default()
}

/// An instant of a cell, as JSON writes it.
fn instant(cell: &Data) -> String {
    let Data::DateTime(moment) = cell else { panic!("{cell:?} is no date") };
    moment.as_datetime().unwrap().format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
}

#[test]
fn a_workbook_has_the_tallies_of_all_items_in_either_language() {
    let sandbox = rich();
    let json = json(&sandbox);
    for (lang, sheet) in [("en", "Coverage"), ("zh", "覆盖情况")] {
        let (bytes, _) = exported(&sandbox, "xlsx", &["--lang", lang]);
        let found = rows(&mut workbook(bytes), sheet);
        let items: Vec<&Value> =
            json["areas"].as_array().unwrap().iter().flat_map(|a| a["items"].as_array().unwrap()).collect();
        assert_eq!((items.len(), found.len()), (26, 27), "the last row is of all items");
        for (item, row) in items.iter().zip(&found) {
            assert_eq!(row["item"].to_string(), text(item, "key"));
            let tally = item["tally"].as_object().unwrap().iter();
            let others =
                ["recorded", "via_groups", "groups_differ"].map(|name| (name.to_owned(), item[name].clone()));
            for (name, count) in tally.map(|(name, count)| (name.clone(), count.clone())).chain(others) {
                assert_eq!(row[&name], Data::Float(count.as_f64().unwrap()), "{name} of {}", item["key"]);
            }
        }
        for name in ["recorded", "via_groups", "groups_differ", "conflicts"] {
            assert_eq!(found[26][name], Data::Float(json["coverage"][name].as_f64().unwrap()), "{name}");
        }
    }
}

#[test]
fn a_workbook_has_every_position_with_its_dates_as_dates() {
    let sandbox = rich();
    let json = json(&sandbox);
    let (bytes, _) = exported(&sandbox, "xlsx", &[]);
    let mut book = workbook(bytes);
    let range = book.worksheet_range("Positions").unwrap();
    let names: Vec<String> = range.rows().next().unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(names, xlsx::POSITIONS);
    let (found, expected) = (rows(&mut book, "Positions"), json["positions"].as_array().unwrap());
    assert_eq!(found.len(), expected.len());
    for (row, position) in found.iter().zip(expected) {
        for name in ["participant", "item", "condition", "by"] {
            assert_eq!(row[name].to_string(), text(position, name), "{position}");
        }
        assert_eq!(
            row["position"].to_string().parse::<Position>().unwrap().slug(),
            text(position, "position")
        );
        assert_eq!(row["reference"].to_string(), text(&position["source"], "reference"));
        assert_eq!(row["via"].to_string(), position["via"][0].as_str().unwrap_or_default());
        let on = text(position, "on");
        assert_eq!(
            instant(&row["date"]),
            if on.len() == 10 { format!("{on}T00:00:00.000Z") } else { on.to_owned() }
        );
        assert_eq!(instant(&row["recorded"]), text(position, "at"));
        assert_eq!(row["conflict"] == "yes", position["conflict"].as_bool().unwrap());
    }
    assert!(found.iter().any(|row| row["via"] == "@NAM"));
    let due: Vec<String> = rows(&mut book, "Commitments")
        .iter()
        .filter(|row| row["due"] != Data::Empty)
        .map(|row| instant(&row["due"]))
        .collect();
    assert_eq!(due, ["2027-04-01T00:00:00.000Z", "2027-05-01T00:00:00.000Z"]);
    assert_eq!(instant(&rows(&mut book, "Meetings")[0]["when"]), "2027-03-01T10:00:00.000Z");
}

#[test]
fn the_matrix_has_a_sign_where_a_participant_has_a_position() {
    let sandbox = rich();
    let (bytes, _) = exported(&sandbox, "xlsx", &[]);
    let range = workbook(bytes).worksheet_range("Matrix").unwrap();
    let all: Vec<Vec<String>> =
        range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect();
    let keys = all.iter().find(|row| row.contains(&"10b".to_owned())).unwrap();
    let sign = |who: &str, item: &str| {
        let column = keys.iter().position(|key| key == item).unwrap();
        all.iter().find(|row| row[0] == who).unwrap()[column].clone()
    };
    assert_eq!(sign("@NAM", "8b"), "+");
    assert_eq!(sign("CUB", "8b"), "*");
    assert_eq!(sign("IDN", "8b"), "(+)");
    assert_eq!(sign("AUT", "1a"), "?!", "the later of two that conflict");
    assert_eq!(sign("AUT", "1b"), "");
    assert!(!all.iter().any(|row| row[0] == "CHE"), "whoever has nothing has no row");
}

#[test]
fn sheets_have_filters_frozen_heads_and_names_for_reading_back_out_of_sight() {
    let (bytes, _) = exported(&rich(), "xlsx", &[]);
    let files = unpacked(&bytes);
    for number in 1..=9 {
        let content = String::from_utf8(files[&format!("xl/worksheets/sheet{number}.xml")].clone()).unwrap();
        let xml = Document::parse(&content).unwrap();
        let has = |name: &str| xml.descendants().any(|node| node.tag_name().name() == name);
        if number < 9 {
            let pane = xml.descendants().find(|node| node.tag_name().name() == "pane").unwrap();
            assert_eq!(pane.attribute("state"), Some("frozen"), "sheet {number}");
            assert!(has("autoFilter"), "sheet {number}");
        }
        if (2..9).contains(&number) {
            let first = xml.descendants().find(|node| node.tag_name().name() == "row").unwrap();
            assert_eq!((first.attribute("r"), first.attribute("hidden")), (Some("1"), Some("1")));
        }
        assert!(
            content.contains("RESTRICTED &amp;&amp; &lt;co&gt;"),
            "the marking in print of sheet {number}"
        );
        assert!(content.contains("&amp;P / &amp;N") && content.contains("orientation=\"landscape\""));
    }
}

#[test]
fn hostile_text_stays_text_in_a_workbook_and_comes_back_whole() {
    let sandbox = rich();
    let json = json(&sandbox);
    let (bytes, said) = exported(&sandbox, "xlsx", &["--notes", "all"]);
    for (name, content) in unpacked(&bytes) {
        let content = String::from_utf8(content).unwrap();
        let xml = Document::parse(&content).unwrap_or_else(|error| panic!("{name}: {error}"));
        let is_live = |node: Node| matches!(node.tag_name().name(), "f" | "hyperlink");
        assert!(!xml.descendants().any(is_live), "{name}");
    }
    let found = rows(&mut workbook(bytes), "Notes");
    let shared: Vec<&Value> = json["notes"].as_array().unwrap().iter().collect();
    for note in shared {
        let row = found.iter().find(|row| row["id"] == text(note, "id")).unwrap();
        assert_eq!(row["text"], Data::String(text(note, "text").to_owned()));
    }
    assert!(!said.contains("cut"), "{said}");
}

#[test]
fn a_text_that_no_cell_can_hold_is_cut_and_that_is_said() {
    let sandbox = Sandbox::new();
    let long = "核".repeat(40_000);
    assert_eq!(sandbox.with_input(&["note", "aut", "1a", "-", "--shareable"], long.as_bytes()).code, Some(0));
    let (bytes, said) = exported(&sandbox, "xlsx", &[]);
    assert!(said.contains("1 text is longer than the 32,767 characters of a cell"), "{said}");
    let shown = rows(&mut workbook(bytes), "Notes")[0]["text"].to_string();
    assert_eq!(shown.encode_utf16().count(), 32_767);
    assert!(shown.ends_with("核…"));
    let (bytes, _) = exported(&sandbox, "docx", &[]);
    let body = String::from_utf8(unpacked(&bytes)["word/document.xml"].clone()).unwrap();
    assert!(body.contains(&long), "a document has room for all of it");
}

fn name<'a>(node: &Node<'a, '_>) -> &'a str {
    node.tag_name().name()
}

/// All text below a node.
fn words(node: Node) -> String {
    node.descendants().filter(|node| name(node) == "t").filter_map(|node| node.text()).collect()
}

/// The value of an attribute of the same namespace as its element.
fn value<'a>(node: Node<'a, '_>, attribute: &str) -> &'a str {
    node.attributes().find(|found| found.name() == attribute).map_or("", |found| found.value())
}

#[test]
fn a_document_has_headings_and_tables_with_the_tallies_of_all_items() {
    let sandbox = rich();
    let json = json(&sandbox);
    let (bytes, _) = exported(&sandbox, "docx", &[]);
    let files = unpacked(&bytes);
    let body = String::from_utf8(files["word/document.xml"].clone()).unwrap();
    let xml = Document::parse(&body).unwrap();
    let of_style = |wanted: &str| {
        let styled = xml.descendants().filter(|node| name(node) == "pStyle" && value(*node, "val") == wanted);
        styled.filter_map(|node| node.ancestors().nth(2)).map(words).collect::<Vec<_>>()
    };
    assert_eq!(of_style("Heading1"), [text(&json["title"], "en")]);
    for heading in [
        "1  Accountability for the implementation of disarmament commitments, and transparency of the steps taken in this regard (cluster 1)",
        "Notes",
    ] {
        assert!(of_style("Heading2").iter().any(|found| found == heading), "{:?}", of_style("Heading2"));
    }
    assert!(of_style("Quote").iter().any(|quote| quote.contains("<script>]]>&amp; _x0041_")));
    let cells = |row: Node| row.children().filter(|node| name(node) == "tc").map(words).collect::<Vec<_>>();
    let table_rows: Vec<Vec<String>> =
        xml.descendants().filter(|node| name(node) == "tr").map(cells).collect();
    for item in json["areas"].as_array().unwrap().iter().flat_map(|area| area["items"].as_array().unwrap()) {
        let row = table_rows.iter().find(|row| row[0] == text(item, "key")).unwrap();
        let counts = Position::ALL.map(|position| item["tally"][position.slug()].to_string());
        assert_eq!(row[2..12], counts, "{}", item["key"]);
        let others = ["recorded", "via_groups", "groups_differ"].map(|name| item[name].to_string());
        assert_eq!(row[14..17], others);
    }
    for table in xml.descendants().filter(|node| name(node) == "tbl") {
        let first = table.children().find(|node| name(node) == "tr").unwrap();
        assert!(first.descendants().any(|node| name(&node) == "tblHeader"), "its head repeats");
    }
}

#[test]
fn a_document_has_its_marking_and_page_numbers_on_every_page_and_a_font_for_chinese() {
    let (bytes, _) = exported(&rich(), "docx", &[]);
    let files = unpacked(&bytes);
    let parsed = |part: &str| String::from_utf8(files[part].clone()).unwrap();
    for (part, content) in &files {
        let content = std::str::from_utf8(content).unwrap();
        assert!(Document::parse(content).is_ok(), "{part} is well-formed");
    }
    for part in ["word/header1.xml", "word/footer1.xml"] {
        let content = parsed(part);
        assert!(words(Document::parse(&content).unwrap().root()).contains("RESTRICTED & <co>"), "{part}");
    }
    let footer = parsed("word/footer1.xml");
    let xml = Document::parse(&footer).unwrap();
    let fields: Vec<&str> =
        xml.descendants().filter(|node| name(node) == "fldSimple").map(|node| value(node, "instr")).collect();
    assert_eq!(fields, ["PAGE", "NUMPAGES"]);
    let styles = parsed("word/styles.xml");
    let xml = Document::parse(&styles).unwrap();
    let fonts = xml.descendants().find(|node| name(node) == "rFonts").unwrap();
    assert_eq!(value(fonts, "eastAsia"), "Microsoft YaHei");
    let lang = xml.descendants().find(|node| name(node) == "lang").unwrap();
    assert_eq!((value(lang, "val"), value(lang, "eastAsia")), ("en-GB", "zh-CN"));
    let core = parsed("docProps/core.xml");
    assert!(core.contains("2099-01-01T23:59:59.999Z") && core.contains("A. Diplomat"), "{core}");
    let body = parsed("word/document.xml");
    let styled = Document::parse(&body).unwrap();
    let used: BTreeSet<&str> = styled
        .descendants()
        .filter(|node| matches!(name(node), "pStyle" | "tblStyle"))
        .map(|node| value(node, "val"))
        .collect();
    let known: BTreeSet<&str> =
        xml.descendants().filter(|node| name(node) == "style").map(|node| value(node, "styleId")).collect();
    assert!(used.is_subset(&known), "{used:?} are all among {known:?}");
}

#[test]
fn both_languages_stand_beside_each_other_in_sheets_and_documents() {
    let sandbox = rich();
    let (bytes, _) = exported(&sandbox, "xlsx", &["--both-languages"]);
    let mut book = workbook(bytes);
    let found = rows(&mut book, "Positions 立场");
    let cuba = found.iter().find(|row| row["participant"] == "CUB").unwrap();
    assert_eq!(cuba["position"].to_string(), "Champions / 倡导");
    assert_eq!(cuba["name"].to_string(), "Cuba / 古巴");
    let (bytes, _) = exported(&sandbox, "docx", &["--both-languages"]);
    let body = String::from_utf8(unpacked(&bytes)["word/document.xml"].clone()).unwrap();
    assert!(body.contains("Positions / 立场") && body.contains("并非商定措辞"));
}

#[test]
fn a_brief_is_a_document_too() {
    let sandbox = rich();
    let folder = tempfile::tempdir().unwrap();
    let shown = format!("{}/", folder.path().display());
    sandbox.ok(&["--as-of", DAY, "brief", "aut", "--format", "docx", "-o", &shown]);
    let bytes = std::fs::read(folder.path().join(format!("brief-AUT_{DAY}.docx"))).unwrap();
    let files = unpacked(&bytes);
    let body = String::from_utf8(files["word/document.xml"].clone()).unwrap();
    assert!(words(Document::parse(&body).unwrap().root()).contains("Austria"));
    assert!(String::from_utf8_lossy(&files["word/header1.xml"]).contains("RESTRICTED"));
}

/// The events of a calendar, each with its properties by name.
fn events(calendar: &str) -> Vec<BTreeMap<String, String>> {
    let calendar: Calendar = calendar.parse().unwrap();
    let of_event = |component: &CalendarComponent| match component {
        CalendarComponent::Event(event) => {
            let all = event.properties().iter();
            all.map(|(name, property)| (name.clone(), property.value().to_owned())).collect()
        }
        other => panic!("{other:?} is no event"),
    };
    calendar.components.iter().map(of_event).collect()
}

fn calendar(sandbox: &Sandbox, more: &[&str]) -> String {
    String::from_utf8(exported(sandbox, "ics", more).0).unwrap()
}

#[test]
fn a_calendar_has_meetings_and_due_dates() {
    let sandbox = rich();
    let written = calendar(&sandbox, &[]);
    let found = events(&written);
    assert_eq!(found.len(), 3, "{written}");
    let json = json(&sandbox);
    let id = |kind: &str, place: usize| format!("{}@prepcom", text(&json[kind][place], "id"));
    let [meeting, report, withdrawn] = &found[..] else { panic!() };
    assert_eq!(meeting["UID"], id("meetings", 0));
    assert_eq!(meeting["DTSTART"], "20270301T100000Z");
    assert_eq!((&*meeting["LOCATION"], &*meeting["STATUS"]), ("Room IV", "CONFIRMED"));
    assert_eq!(meeting["SUMMARY"], "Meeting: AUT, IRL (1a)");
    assert!(meeting["DESCRIPTION"].contains("AUT Austria\nIRL Ireland\n1a Standard reporting by the NWS"));
    assert_eq!(report["UID"], id("commitments", 0));
    assert_eq!((&*report["DTSTART"], &*report["TRANSP"]), ("20270401", "TRANSPARENT"));
    assert!(written.contains("DTSTART;VALUE=DATE:20270401\r\n"));
    assert!(report["SUMMARY"].starts_with("AUT 1a: a report, yearly; or more"), "{}", report["SUMMARY"]);
    assert_eq!(withdrawn["STATUS"], "CANCELLED");
    assert!(found.iter().all(|event| event["CLASS"] == "CONFIDENTIAL"));
    assert!(written.contains("X-WR-CALNAME:") && written.contains("RESTRICTED & <co>"));
    let said = exported(&sandbox, "ics", &[]).1;
    assert!(said.contains("1 commitment without a date is not in it"), "{said}");
}

#[test]
fn a_later_calendar_replaces_what_an_earlier_one_said() {
    let sandbox = rich();
    let of_day = |day: &str| {
        let shown = sandbox.ok(&["--as-of", day, "export", "--format", "ics"]);
        events(&shown).into_iter().map(|event| (event["UID"].clone(), event["SEQUENCE"].clone())).collect()
    };
    let (first, second): (BTreeMap<_, _>, BTreeMap<_, _>) = (of_day("2060-01-01"), of_day("2060-01-02"));
    assert_eq!(first.keys().collect::<Vec<_>>(), second.keys().collect::<Vec<_>>());
    for (uid, sequence) in &first {
        let number = |text: &str| text.parse::<i32>().unwrap();
        assert!(number(sequence) < number(&second[uid]), "{uid}");
    }
}

#[test]
fn no_text_becomes_a_line_of_a_calendar_and_lines_are_folded() {
    let sandbox = Sandbox::new();
    let evil = format!("first\r\nBEGIN:VEVENT\r\nUID:evil {}", "核武器国家的报告 ".repeat(400));
    let args = ["meeting", "plan", "aut", "2027-03-01T10:00", "--place", &evil];
    sandbox.ok(&args);
    sandbox.ok(&["commitment", "add", "aut", "1a", &evil, "--due", "2027-04-01"]);
    let written = calendar(&sandbox, &[]);
    let found = events(&written);
    assert_eq!(found.len(), 2);
    assert!(found[1]["DESCRIPTION"].starts_with("first\nBEGIN:VEVENT\nUID:evil 核武器国家的报告 核武"));
    assert!(found[1]["DESCRIPTION"].matches("核武器国家的报告").count() == 400);
    assert!(written.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])));
    assert_eq!(written.lines().filter(|line| line.starts_with("BEGIN:VEVENT")).count(), 2);
}

#[test]
fn internal_notes_are_in_no_byte_unless_asked_for() {
    let sandbox = rich();
    let holds = |bytes: &[u8]| bytes.windows(SECRET.len()).any(|part| part == SECRET.as_bytes());
    for format in ["xlsx", "docx", "ics"] {
        let leaks = |more: &[&str]| {
            let (bytes, _) = exported(&sandbox, format, more);
            match format {
                "ics" => holds(&bytes),
                _ => unpacked(&bytes).values().any(|content| holds(content)),
            }
        };
        assert!(!leaks(&[]) && !leaks(&["--notes", "none"]), "{format}");
        assert_eq!(leaks(&["--notes", "all"]), format != "ics", "{format}");
    }
}

#[test]
fn the_same_snapshot_gives_the_same_bytes() {
    let sandbox = rich();
    for format in ["xlsx", "docx", "ics"] {
        assert!(exported(&sandbox, format, &[]).0 == exported(&sandbox, format, &[]).0, "{format}");
    }
}

#[test]
fn a_narrowed_export_holds_what_was_asked_for() {
    let sandbox = rich();
    let narrow = ["--item", "1a", "--who", "aut"];
    let mut book = workbook(exported(&sandbox, "xlsx", &narrow).0);
    let found = rows(&mut book, "Positions");
    assert_eq!(found.len(), 2, "both that conflict");
    assert!(found.iter().all(|row| row["participant"] == "AUT"));
    assert_eq!(rows(&mut book, "Commitments").len(), 1);
    assert_eq!(rows(&mut book, "Coverage").len(), 2);
    assert_eq!(events(&calendar(&sandbox, &narrow)).len(), 2);
}
