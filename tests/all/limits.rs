//! Input that is too large, too deep or too much is refused in words, and no reader takes more than its share of time.

use crate::clock::{growth, timed};
use crate::support::{NOW, Sandbox, Screens, has, project_file, sealed};
use prepcom::{
    domain::{
        entry::{Entry, Fact, PositionSet, Undone},
        ids::{EntryId, Who},
        instant::Instant,
        lang::Lang,
        ledger::{Ledger, View},
        limits::{self, Limit},
        line::{BadLine, read_line, write_line},
        position::Position,
        saved,
        snapshot::Snapshot,
    },
    import::{self, Around, Format, NotesAre, Read, WordMap, plan},
    store::{assets, settings},
    tui::message::Message,
};
use std::{cell::RefCell, fmt::Write as _, sync::LazyLock, time::Duration};

static SHIPPED: LazyLock<assets::Assets> = LazyLock::new(|| assets::load(None));

fn imported(bytes: &[u8], format: Format) -> Read {
    let words = WordMap::default();
    let around = Around {
        paper: &SHIPPED.paper,
        roster: &SHIPPED.roster,
        clock: crate::support::clock(),
        file: "x",
        encoding: None,
        words: &words,
        notes: NotesAre::AsWritten,
    };
    import::read(bytes, format, around)
}

/// The facts of a file that is imported into a ledger.
fn planned(bytes: &[u8], format: Format, ledger: &Ledger) -> Vec<Fact> {
    let read = imported(bytes, format);
    assert!(!read.refused, "{:?}", read.problems.first());
    let shown = snapshot(ledger);
    let now = Instant::from_millis(NOW);
    let recorded = plan::Recorded { paper: &SHIPPED.paper, ledger, snapshot: &shown, now };
    plan::plan(read.contents, recorded).facts(&id("a", 1))
}

fn snapshot(ledger: &Ledger) -> Snapshot {
    Snapshot::new(&SHIPPED.paper, &SHIPPED.roster, ledger, View::default())
}

fn id(device: &str, number: u32) -> EntryId {
    EntryId { device: device.into(), number }
}

fn entry(id: EntryId, facts: Vec<Fact>) -> Entry {
    let at = Instant::from_millis(1_720_000_000_000 + i64::from(id.number));
    Entry { v: 1, id, at, by: "A".into(), facts }
}

fn stand(condition: &str, parents: Vec<EntryId>) -> Fact {
    Fact::Position(PositionSet {
        who: Who::new("AUT"),
        item: crate::support::item("1a"),
        is: Some(Position::Supports),
        condition: condition.to_owned(),
        source: None,
        on: Instant::from_millis(1_720_000_000_000),
        text: "".into(),
        parents,
        ..PositionSet::default()
    })
}

/// What a busy machine adds to any work.
const SLACK: Duration = Duration::from_millis(20);
/// Between ten, which is linear, and a hundred, which is quadratic.
const LINEAR: f64 = 30.0;

fn grows_with_its_input(name: &str, small: usize, work: impl FnMut(usize)) {
    let work = RefCell::new(work);
    let takes = |size: usize| timed(|| work.borrow_mut()(size));
    let ratio = growth(LINEAR, || takes(small), || takes(small * 10).saturating_sub(SLACK));
    assert!(ratio <= LINEAR, "{name}: ten times as much as {small} takes {ratio:.1} times as long");
}

const ROW: &str = r#"(code: "AUT", iso2: "AT", name: (en: "A", zh: "B"), region: WEOG)"#;

#[test]
fn the_paper_and_the_roster_take_time_in_step_with_their_size() {
    let text = |n: usize| r#"(paragraph: "1", text: (en: "a", zh: "b")), "#.repeat(n);
    let area = |n: usize, end: &str| {
        format!(
            r#"(number: 1, cluster: 1, paragraphs: "1", title: (en: "A", zh: "B"), background: [{}]{end}"#,
            text(n)
        )
    };
    let items = r#", items: [(key: "1a", paragraph: "1", text: (en: "a", zh: "b"))])"#;
    let read = |name: &str, text: String| drop(assets::alone(name, text.into_bytes()));
    grows_with_its_input("an area", 300, |n| read("areas/1.ron", area(n, items)));
    grows_with_its_input("an area that is cut short", 300, |n| read("areas/1.ron", area(n, "")));
    grows_with_its_input("wrong fields", 300, |n| {
        read("areas/1.ron", area(n, items).replace("paragraph:", "paragraf:"));
    });
    grows_with_its_input("rows", 100, |n| {
        read("delegations.ron", format!("[{}]", format!("{ROW}, ").repeat(n)))
    });
    grows_with_its_input("rows without commas", 100, |n| {
        read("delegations.ron", format!("[{}]", format!("{ROW}\n").repeat(n)));
    });
    grows_with_its_input("aliases", 500, |n| {
        let aliases = (0..n).fold(String::new(), |mut all, i| {
            let _ = write!(all, "\"name {i}\", ");
            all
        });
        let row = ROW.replace("region", &format!("aliases: [{aliases}], region"));
        let read = assets::alone("delegations.ron", format!("[{row}]").into_bytes());
        assert!(read.roster.find("name 3").is_ok());
    });
    grows_with_its_input("brackets", 2000, |n| read("paper.ron", "(a: [".repeat(n)));
    grows_with_its_input("comments", 2000, |n| read("paper.ron", "/*".repeat(n)));
}

#[test]
fn journals_take_time_in_step_with_their_size_whatever_their_entries_say_of_each_other() {
    let folded = |entries: Vec<Entry>| {
        let mut ledger = Ledger::default();
        for entry in entries {
            ledger.apply(read_line(&write_line(&entry).unwrap()).unwrap());
        }
        drop(snapshot(&ledger));
        drop(ledger.heads(&Who::new("AUT"), &crate::support::item("1a")));
    };
    let numbers = |n: usize| 1..u32::try_from(n).unwrap() + 1;
    grows_with_its_input("a chain on one cell", 200, |n| {
        let parents = |i: u32| if i > 1 { vec![id("a", i - 1)] } else { Vec::new() };
        folded(numbers(n).map(|i| entry(id("a", i), vec![stand(&i.to_string(), parents(i))])).collect());
    });
    grows_with_its_input("records that know of nothing", 200, |n| {
        folded(numbers(n).map(|i| entry(id("a", i), vec![stand(&i.to_string(), Vec::new())])).collect());
    });
    grows_with_its_input("one name for all", 200, |n| {
        let twins = numbers(n).map(|i| entry(id("a", 1), vec![stand(&i.to_string(), Vec::new())]));
        let knowing = numbers(n).map(|i| entry(id("b", i), vec![stand("", vec![id("a", 1)])]));
        folded(twins.chain(knowing).collect());
    });
    grows_with_its_input("one entry with many facts on one cell", 200, |n| {
        folded(vec![entry(id("a", 1), numbers(n).map(|i| stand(&i.to_string(), Vec::new())).collect())]);
    });
    grows_with_its_input("undos of undos", 200, |n| {
        let undo = |i: u32| Fact::Undo(Undone { entry: id("a", i) });
        let fact = |i: u32| if i == 1 { stand("", Vec::new()) } else { undo(i - 1) };
        folded(numbers(n).map(|i| entry(id("a", i), vec![fact(i)])).collect());
    });
    grows_with_its_input("undos in a circle", 200, |n| {
        let target = |i: u32| if i == 1 { u32::try_from(n).unwrap() } else { i - 1 };
        let undo = |i: u32| Fact::Undo(Undone { entry: id("a", target(i)) });
        folded(numbers(n).map(|i| entry(id("a", i), vec![undo(i)])).collect());
    });
    grows_with_its_input("undos of one entry", 200, |n| {
        let undo = || Fact::Undo(Undone { entry: id("b", 1) });
        folded(numbers(n).map(|i| entry(id("a", i), vec![undo()])).collect());
    });
}

#[test]
fn files_of_journals_take_time_in_step_with_their_size_whatever_stands_in_them() {
    let line = |number: u32| write_line(&entry(id("a", number), vec![stand("", Vec::new())])).unwrap();
    let refreshed = |text: String| {
        let folder = tempfile::tempdir().unwrap();
        let workspace = prepcom::store::workspace::Workspace::at(folder.path());
        std::fs::create_dir_all(workspace.journals()).unwrap();
        std::fs::write(workspace.journals().join("a.jsonl"), text).unwrap();
        let mut journal = prepcom::store::journal::Journal::new(workspace);
        let mut ledger = Ledger::default();
        journal.refresh(&mut ledger);
        drop(journal.problems());
    };
    let numbers = |n: usize| 1..u32::try_from(n).unwrap() + 1;
    let all = |lines: Vec<String>, end: &str| lines.iter().fold(String::new(), |all, line| all + line + end);
    grows_with_its_input("lines", 300, |n| refreshed(all(numbers(n).map(line).collect(), "\n")));
    grows_with_its_input("lines without line ends", 300, |n| {
        refreshed(all(numbers(n).map(line).collect(), ""))
    });
    grows_with_its_input("numbers with gaps", 300, |n| {
        refreshed(all(numbers(n).map(|i| line(i * 2)).collect(), "\n"));
    });
    grows_with_its_input("numbers that fall", 300, |n| {
        refreshed(all(numbers(n).rev().map(line).collect(), "\n"));
    });
    grows_with_its_input("bad lines", 1000, |n| refreshed("{\"sum\":\"00000000\",\"v\":1}\n".repeat(n)));
    grows_with_its_input("one bad line", 1000, |n| refreshed("{\"sum\":\"00000000\",\"v\":1}".repeat(n)));
    grows_with_its_input("blank lines", 5000, |n| refreshed("\n \r\n".repeat(n)));
}

#[test]
fn imports_take_time_in_step_with_their_size() {
    let head = "participant,item,position,note\n";
    let none = Ledger::default();
    let csv = |text: String| drop(planned(text.as_bytes(), Format::Csv, &none));
    grows_with_its_input("rows", 1000, |n| csv(format!("{head}{}", "AUT,1a,supports,a note\n".repeat(n))));
    grows_with_its_input("bad rows", 500, |n| {
        drop(imported(format!("{head}{}", "XXX,9z,maybe,\n".repeat(n)).as_bytes(), Format::Csv));
    });
    grows_with_its_input("an open quote", 2000, |n| {
        drop(imported(format!("{head}AUT,1a,\"{}", "supports\n".repeat(n)).as_bytes(), Format::Csv));
    });
    grows_with_its_input("quotes in one value", 2000, |n| {
        csv(format!("{head}AUT,1a,supports,\"{}\"\n", "\"\"x".repeat(n)));
    });
    let json = |list: &str, row: &str, n: usize| {
        format!("{{\"schema\":1,\"{list}\":[{}{row}]}}", format!("{row},").repeat(n - 1))
    };
    for (list, row) in [
        ("positions", r#"{"participant":"AUT","item":"1a","position":"supports","conflict":true}"#),
        ("notes", r#"{"participant":"AUT","text":"a note"}"#),
        ("commitments", r#"{"participant":"AUT","item":"1a","text":"a"}"#),
        ("lines", r#"{"item":"1a","objective":"a"}"#),
        ("point", r#"{"participant":"AUT","item":"1a","text":"a"}"#),
        ("meetings", r#"{"participants":["AUT"],"when":"2027-01-01"}"#),
        ("point", "{}"),
    ] {
        grows_with_its_input(list, 400, |n| {
            drop(planned(json(list, row, n).as_bytes(), Format::Json, &none));
        });
    }
    grows_with_its_input("lines that conflict with as many", 150, |n| {
        let lines = |who: &str| {
            (0..n).map(|i| format!(r#"{{"item":"1a","objective":"{who} {i}"}}"#)).collect::<Vec<_>>()
        };
        let file = |who: &str| format!("{{\"schema\":1,\"lines\":[{}]}}", lines(who).join(","));
        let mut ledger = Ledger::default();
        ledger.apply(entry(id("a", 1), planned(file("a").as_bytes(), Format::Json, &ledger)));
        assert_eq!(planned(file("a").as_bytes(), Format::Json, &ledger), []);
        assert_eq!(planned(file("b").as_bytes(), Format::Json, &ledger).len(), n);
    });
    grows_with_its_input("sheets", 50, |n| drop(imported(&workbook(n), Format::Xlsx)));
}

fn workbook(rows: usize) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let mut line = |row: usize, cells: [&str; 3]| {
        for (column, cell) in cells.into_iter().enumerate() {
            let (row, column) = (u32::try_from(row).unwrap(), u16::try_from(column).unwrap());
            sheet.write_string(row, column, cell).unwrap();
        }
    };
    line(0, ["participant", "item", "position"]);
    (1..=rows).for_each(|row| line(row, ["AUT", "1a", "supports"]));
    book.save_to_buffer().unwrap()
}

#[test]
fn settings_snapshots_and_screens_take_time_in_step_with_their_input() {
    grows_with_its_input("settings", 300, |n| {
        drop(settings::parse(&format!("(schema: 2, {})", "moods: [1, (2)], ".repeat(n))));
        drop(settings::parse(&format!("(marking: \"{}\")", "x".repeat(n))));
    });
    grows_with_its_input("snapshots", 300, |n| {
        drop(saved::read(&format!("{{\"schema\":1,\"notes\":[{}", "{\"id\":1},".repeat(n))));
        drop(saved::read(&"[".repeat(n)));
        drop(saved::read(&format!("  \"sha256\": \"{}", "\",\n".repeat(n))));
    });
    grows_with_its_input("a paste into one line", 1000, |n| {
        let mut screens = Screens::new(80, 24, Lang::En);
        screens.press("/");
        screens.send(Message::Paste("核é".repeat(n)));
    });
    grows_with_its_input("a paste into a note", 1000, |n| {
        let mut screens = Screens::new(80, 24, Lang::En);
        screens.press("<enter>n");
        screens.send(Message::Paste("a line\n".repeat(n)));
    });
    grows_with_its_input("keys", 20, |n| {
        let mut screens = Screens::new(80, 24, Lang::En);
        (0..n).for_each(|_| {
            screens.press("<down><up>");
        });
    });
}

#[test]
fn nesting_a_hundred_thousand_deep_is_refused_calmly_by_every_reader() {
    for open in ["(", "[", "{", "Some(", "(a: ", "(schema: 2, x: (", "{\"a\":", "\"a\":["] {
        let text = open.repeat(100_000);
        for name in ["paper.ron", "delegations.ron", "groups.ron", "areas/1.ron"] {
            assert!(!assets::alone(name, text.clone().into_bytes()).problems.is_empty());
        }
        assert!(settings::parse(&text).is_err());
        assert!(saved::read(&text).is_err());
        assert!(imported(text.as_bytes(), Format::Json).refused);
        assert!(prepcom::store::local::read::<std::collections::BTreeMap<String, String>>(&text).is_none());
        for members in
            [format!("\"v\":1,\"id\":\"a-1\",\"x\":{text}}}"), format!("\"v\":1,\"facts\":[{text}}}")]
        {
            assert!(matches!(read_line(&sealed(&members)), Err(BadLine::NotUnderstood(_))));
        }
    }
}

fn refused(read: &Read, limit: Limit) {
    let last = read.problems.last().unwrap();
    assert!(read.refused, "{:?}", read.problems);
    assert_eq!((&last.what, &last.hint), (&limit.what(), &limit.hint()));
}

#[test]
fn a_table_beyond_a_limit_is_refused_with_its_place() {
    let wide = format!("participant,item,position{}\n", ",".repeat(limits::COLUMNS));
    refused(&imported(wide.as_bytes(), Format::Csv), Limit::Columns(limits::COLUMNS));
    let wide = format!("participant,item,position\nAUT,1a,supports{}\n", ",".repeat(10_000));
    let read = imported(wide.as_bytes(), Format::Csv);
    refused(&read, Limit::Columns(limits::COLUMNS));
    assert_eq!((read.problems[0].place.line, read.problems[0].place.column), (2, 14 + limits::COLUMNS));
    let long =
        format!("participant,item,position,note\nAUT,1a,supports,{}\n", "x".repeat(limits::VALUE_BYTES + 1));
    let read = imported(long.as_bytes(), Format::Csv);
    assert_eq!(read.problems[0].what, Limit::ValueBytes(limits::VALUE_BYTES).what());
    assert_eq!(read.problems[0].place.to_string(), "x:2:17");
    let long =
        format!("{{\"schema\":1,\"notes\":[{{\"text\":\"{}\"}}]}}", "x".repeat(limits::VALUE_BYTES + 1));
    let read = imported(long.as_bytes(), Format::Json);
    assert!(read.problems[0].what.en.contains("1 MiB"), "{:?}", read.problems[0].what);
    let rows = "{},".repeat(limits::ROWS) + "{}";
    let read = imported(format!("{{\"schema\":1,\"notes\":[{rows}]}}").as_bytes(), Format::Json);
    refused(&read, Limit::Rows(limits::ROWS));
}

#[test]
fn problems_of_a_table_are_listed_up_to_a_thousand_and_counted_beyond() {
    let rows = format!("participant,item,position\n{}", "XXX,1a,supports\n".repeat(1500));
    let read = imported(rows.as_bytes(), Format::Csv);
    assert_eq!((read.problems.len(), read.unlisted, read.bad), (import::LISTED, 500, 1500));
}

#[test]
fn a_workbook_of_too_many_parts_is_refused() {
    let packed = |names: &[String]| {
        let mut file = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for name in names {
            file.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        }
        file.finish().unwrap().into_inner()
    };
    let names: Vec<String> = (0..=limits::PARTS).map(|i| i.to_string()).collect();
    refused(&imported(&packed(&names), Format::Xlsx), Limit::Parts(limits::PARTS));
}

#[test]
fn a_paper_and_a_roster_beyond_their_limits_keep_what_fits_and_say_what_is_left_out() {
    let code = |n: usize| [n / 676, n / 26 % 26, n % 26].map(|d| char::from(b'A' + u8::try_from(d).unwrap()));
    let rows = (0..limits::DELEGATIONS + 5).fold(String::new(), |mut rows, n| {
        let code = String::from_iter(code(n));
        let _ = writeln!(rows, "{},", ROW.replace("AUT", &code).replace("\"A\"", &format!("\"name {n}\"")));
        rows
    });
    let read = assets::alone("delegations.ron", format!("[\n{rows}]").into_bytes());
    assert_eq!(read.roster.delegation_count(), limits::DELEGATIONS);
    let [problem] = &read.problems[..] else { panic!("{:?}", read.problems) };
    assert_eq!(problem.what, Limit::Delegations(limits::DELEGATIONS).what());
    assert_eq!(problem.place.line, limits::DELEGATIONS + 2);

    let sandbox = Sandbox::new();
    let folder = sandbox.workspace().join("assets/areas");
    std::fs::create_dir_all(&folder).unwrap();
    for number in 1..=limits::AREAS + 2 {
        let area = format!(
            r#"(number: {number}, cluster: 1, paragraphs: "1", title: (en: "A", zh: "B"), items: [(key: "{number}", paragraph: "1", text: (en: "a", zh: "b"))])"#
        );
        std::fs::write(folder.join(format!("{number:03}.ron")), area).unwrap();
    }
    let read = assets::load(Some(&sandbox.workspace()));
    assert_eq!(read.paper.areas.len(), limits::AREAS);
    let told: Vec<_> =
        read.problems.iter().filter(|problem| problem.what == Limit::Areas(limits::AREAS).what()).collect();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].place.file, "assets/areas/101.ron");
}

#[test]
fn a_file_beyond_its_size_is_refused_by_name_on_the_command_line() {
    let sandbox = Sandbox::new();
    let large = |name: &str, bytes: u64| {
        let path = sandbox.workspace().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::File::create(&path).unwrap().set_len(bytes + 1).unwrap();
        path
    };
    let csv = large("large.csv", limits::IMPORT_BYTES);
    for (lang, words) in
        [("en", "it is larger than 256 MiB and was not read"), ("zh", "超过 256 MiB，未读取")]
    {
        let ran = sandbox.run(&["--lang", lang, "import", csv.to_str().unwrap()]);
        assert!(
            ran.code == Some(1) && ran.err.contains("large.csv") && ran.err.contains(words),
            "{}",
            ran.err
        );
    }
    large("state/snapshots/x.json", limits::SNAPSHOT_BYTES);
    let ran = sandbox.run(&["check"]);
    assert!(ran.code == Some(3) && ran.out.contains("x.json: it can't be read: it is larger"), "{}", ran.out);
    let settings = sandbox.home().join(".config/prepcom");
    std::fs::create_dir_all(&settings).unwrap();
    std::fs::write(settings.join("settings.ron"), " ".repeat((1 << 20) + 1)).unwrap();
    let ran = sandbox.run(&["show"]);
    assert!(ran.code == Some(1) && ran.err.contains("settings.ron: it is larger than 1 MiB"), "{}", ran.err);
}

#[test]
fn a_paste_beyond_its_limit_is_refused_whole_and_what_was_typed_stays() {
    for lang in [Lang::En, Lang::Zh] {
        let mut screens = Screens::new(120, 30, lang);
        screens.press("<enter>nkept");
        screens.send(Message::Paste("x".repeat(limits::TYPED + 1)));
        has(&screens, "kept");
        let said = &screens.model.status.text;
        assert_eq!(said, Limit::Typed(limits::TYPED).what().get(lang));
        screens.send(Message::Paste("核".repeat(limits::TYPED)));
        screens.frame();
    }
}

#[test]
fn a_pasted_line_goes_in_where_the_cursor_is() {
    let mut screens = Screens::new(120, 30, Lang::En);
    screens.press("/ab<left>");
    screens.send(Message::Paste("核\nx".into()));
    screens.press("!");
    has(&screens, "a核 x!b");
}

#[test]
fn a_line_far_longer_than_any_real_one_is_written_and_read() {
    let facts: Vec<Fact> =
        (0..2000).map(|i| stand(&format!("{i} {}", "x".repeat(1000)), Vec::new())).collect();
    let line = write_line(&entry(id("a", 1), facts)).unwrap();
    assert!(line.len() > 2 << 20 && read_line(&line).is_ok());
}

#[test]
fn every_limit_stands_in_the_description_of_the_format() {
    let described = project_file("docs/format.md");
    let source = project_file("src/domain/limits.rs");
    let section = described.split("## Limits").nth(1).unwrap();
    for line in source.lines().filter(|line| line.starts_with("pub const")) {
        let (name, rest) = line.trim_start_matches("pub const ").split_once(':').unwrap();
        let value = rest.split_once("= ").unwrap().1.trim_end_matches(';');
        let figure = match value.split_once(" << ") {
            Some((n, "20")) => format!("{n} MiB"),
            Some(_) => panic!("{line}"),
            None => value.replace('_', ","),
        };
        let row = section.lines().find(|row| row.contains(&format!("`{name}`")));
        let row = row.unwrap_or_else(|| panic!("docs/format.md does not tell of {name}"));
        assert!(row.contains(&figure), "{name} is {figure}: {row}");
    }
}
