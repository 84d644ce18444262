//! Hostile text in every field goes through every format and stays text; internal notes are in no byte of any.

use calamine::{Data, Reader};
use prepcom::{
    domain::{
        document::Document,
        entry::{
            CommitmentMade, Entry, Fact, LineSet, MeetingFinished, MeetingPlanned, NoteWritten, PointSet,
            PositionSet,
        },
        extent::{Extent, Notes},
        ids::{EntryId, FactId, Who},
        instant::{Day, Instant},
        lang::Lang,
        ledger::{Ledger, View},
        line::{read_line, write_line},
        position::{Position, Source, SourceKind},
        snapshot::Snapshot,
        text::{clean, is_unsafe},
    },
    export::{Cover, Format, Report, csv, document::document, file_name, remarks, render, watch::Watch},
    store::assets,
};
use std::io::{Cursor, Read};

/// What somebody might write, or have written, to make a colleague's program do something.
fn hostile() -> Vec<String> {
    let plain = [
        "<script>alert(1)</script><img src=x onerror=alert(2)>",
        "=cmd|' /C calc'!A0",
        "@SUM(1+1)*cmd",
        "+1-1",
        "\u{1b}[2J\u{1b}]0;title\u{7}\u{9b}31m red",
        "\u{202e}desrever\u{2066}\u{200b}",
        "nul\0nul",
        "]]>&amp;\"'`{{ 7*7 }}{% raw %}",
        "one\r\nBEGIN:VEVENT\r\nEND:VCALENDAR\n\ntwo",
        "../../etc/passwd",
        "_x0000_ and _x000D_",
        "\u{feff}\u{fffe}\u{fdd0}\u{e0041}",
        "中文，。「」\u{3000}<b>粗</b>",
    ];
    let long = "x".repeat(100_000);
    plain.iter().map(|text| (*text).to_owned()).chain([long]).collect()
}

/// Facts that carry a text in every field that takes one.
fn facts(text: &str, index: usize) -> Vec<Fact> {
    let items = ["1a", "1b", "2a", "2b", "3a", "3b", "4a", "4b", "4c", "5a", "5b", "6a", "6b", "6c"];
    let (who, item) = (Who::new("AUT"), crate::support::item(items[index]));
    let text = || text.to_owned();
    let on = Instant::from_millis(1_720_000_000_000);
    let source = || Some(Source::new(SourceKind::WorkingPaper, &text()));
    vec![
        Fact::Position(PositionSet {
            who,
            item,
            is: Some(Position::Supports),
            condition: text(),
            source: source(),
            on,
            text: "".into(),
            parents: Vec::new(),
            ..PositionSet::default()
        }),
        Fact::Note(NoteWritten {
            who: Some(who),
            item: Some(item),
            text: text(),
            visibility: prepcom::domain::entry::Visibility::Shareable,
            on,
            ..NoteWritten::default()
        }),
        Fact::Commitment(CommitmentMade {
            who,
            item,
            text: text(),
            due: Some("2027-04-01".parse::<Day>().unwrap()),
            source: source(),
        }),
        Fact::Line(LineSet {
            item,
            objective: text(),
            arguments: text(),
            asks: text(),
            parents: Vec::new(),
            concurrent: false,
        }),
        Fact::Point(PointSet { who, item, text: text(), done: false }),
        Fact::Meeting(MeetingPlanned {
            participants: vec![who],
            when: on,
            place: text(),
            items: vec![item],
            ..MeetingPlanned::default()
        }),
    ]
}

/// Entries as they come from a journal that somebody else wrote.
fn ledger(texts: &[String]) -> Ledger {
    let mut ledger = Ledger::default();
    let mut number = 0;
    let mut add = |by: &str, facts: Vec<Fact>| {
        number += 1;
        let id = EntryId { device: "evil".into(), number };
        let at = Instant::from_millis(1_720_000_000_000 + i64::from(number));
        let entry = Entry { v: 1, id, at, by: by.into(), facts };
        ledger.apply(read_line(&write_line(&entry).unwrap()).unwrap());
        id
    };
    for (index, text) in texts.iter().enumerate() {
        let entry = add(text, facts(text, index));
        let meeting = FactId { entry, index: 5 };
        add(text, vec![Fact::MeetingFinished(MeetingFinished { meeting, outcome: text.clone() })]);
    }
    ledger
}

/// Calls back with a report on a ledger, with a hostile author and marking.
fn reporting<T>(ledger: &Ledger, notes: Notes, marking: &str, then: impl FnOnce(&Report) -> T) -> T {
    let assets = assets::load(None);
    let (paper, roster) = (&assets.paper, &assets.roster);
    let snapshot = &Snapshot::new(paper, roster, ledger, View::default());
    let cover = &Cover {
        lang: Lang::En,
        beside: false,
        as_of: Instant::from_millis(1_795_424_400_000),
        by: marking.into(),
        marking: marking.into(),
        audience: prepcom::domain::extent::Audience::Internal,
        zone: chrono_tz::Tz::UTC,
        problems: 0,
        notes,
        extent: Extent::default(),
    };
    then(&Report { paper, roster, snapshot, cover, watch: &Watch::default() })
}

/// The parts of a file: those within a packed one, or the file itself.
fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    if !bytes.starts_with(b"PK") {
        return vec![(String::new(), bytes.to_vec())];
    }
    let mut packed = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let count = packed.len();
    let read = |index| {
        let mut file = packed.by_index(index).unwrap();
        let mut part = Vec::new();
        file.read_to_end(&mut part).unwrap();
        (file.name().unwrap().into_owned(), part)
    };
    (0..count).map(read).collect()
}

const MARKING: &str = "</w:t><script>=1+1\u{1b}[2J\r\nX-EVIL:1";

#[test]
fn no_part_of_any_file_holds_a_character_that_acts_on_a_terminal() {
    reporting(&ledger(&hostile()), Notes::All, MARKING, |report| {
        for format in Format::ALL {
            let bytes = render(report, format).unwrap();
            for (name, part) in parts(&bytes) {
                let text =
                    String::from_utf8(part).unwrap_or_else(|_| panic!("{format:?} {name} is not UTF-8"));
                let bare = text.trim_start_matches('\u{feff}');
                // CSV and calendars end their lines with a carriage return and a line feed.
                let bad = bare.replace("\r\n", "\n").chars().find(|c| is_unsafe(*c));
                // What is packed reaches no terminal, and a cell keeps every character.
                assert!(
                    bad.is_none() || !name.is_empty() && format.keeps_all(),
                    "{format:?} {name}: {bad:?}"
                );
                if name.ends_with(".xml") || name.ends_with(".rels") {
                    roxmltree::Document::parse(&text).unwrap_or_else(|e| panic!("{format:?} {name}: {e}"));
                }
            }
        }
    });
}

#[test]
fn json_and_ron_lose_nothing() {
    reporting(&ledger(&hostile()), Notes::All, MARKING, |report| {
        let expected = document(report);
        let json: Document = serde_json::from_slice(&render(report, Format::Json).unwrap()).unwrap();
        assert_eq!(json, expected);
        let ron = String::from_utf8(render(report, Format::Ron).unwrap()).unwrap();
        assert_eq!(ron::from_str::<Document>(&ron).unwrap(), expected);
    });
}

#[test]
fn no_cell_of_a_table_begins_like_a_formula_and_the_text_comes_back() {
    let texts = hostile();
    reporting(&ledger(&texts), Notes::All, MARKING, |report| {
        let bytes = render(report, Format::Csv).unwrap();
        let mut reader = ::csv::Reader::from_reader(bytes.strip_prefix("\u{feff}".as_bytes()).unwrap());
        let rows: Vec<::csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), texts.len());
        for (row, text) in rows.iter().zip(&texts) {
            for cell in [&row[3], &row[9], &row[11]] {
                assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell:.40}");
                assert_eq!(csv::unguard(cell), clean(text));
            }
        }
    });
}

#[test]
fn a_workbook_has_no_formula_and_says_which_texts_it_cuts() {
    let texts = hostile();
    reporting(&ledger(&texts), Notes::All, MARKING, |report| {
        let bytes = render(report, Format::Xlsx).unwrap();
        for (name, part) in parts(&bytes) {
            let text = String::from_utf8(part).unwrap();
            assert!(!text.contains("<f>") && !text.contains("<hyperlink"), "{name}");
        }
        let mut book = calamine::open_workbook_from_rs::<calamine::Xlsx<_>, _>(Cursor::new(bytes)).unwrap();
        let mut cells: Vec<String> = Vec::new();
        for sheet in book.sheet_names() {
            let range = book.worksheet_range(&sheet).unwrap();
            cells.extend(range.cells().filter_map(|(_, _, cell)| match cell {
                Data::String(text) => Some(text.clone()),
                _ => None,
            }));
        }
        for text in texts.iter().filter(|text| text.len() < 1000) {
            assert!(cells.iter().any(|cell| clean(cell) == clean(text)), "{text:?}");
            let is_kept = cells.iter().any(|cell| cell.replace("\r\n", "\n") == text.replace("\r\n", "\n"));
            assert!(is_kept, "{text:?}");
        }
        assert!(cells.iter().all(|cell| cell.encode_utf16().count() <= 32_767));
        let said = remarks(report, Format::Xlsx, Lang::En).join("\n");
        assert!(said.contains("32,767") || said.contains("32767"), "{said}");
    });
}

#[test]
fn what_is_left_out_of_a_text_is_said_beforehand() {
    reporting(&ledger(&hostile()), Notes::All, "", |report| {
        for format in Format::ALL {
            let said = remarks(report, format, Lang::En).join("\n");
            assert_eq!(
                said.contains("control or hidden direction characters"),
                !format.keeps_all(),
                "{format:?}"
            );
        }
    });
}

#[test]
fn a_page_in_a_browser_runs_nothing_and_loads_nothing() {
    let live = |html: &[u8]| {
        let page = scraper::Html::parse_document(std::str::from_utf8(html).unwrap());
        let count = |selector: &str| page.select(&scraper::Selector::parse(selector).unwrap()).count();
        for element in page.select(&scraper::Selector::parse("*").unwrap()) {
            for (name, value) in element.value().attrs() {
                let is_live = name.starts_with("on") || matches!(name, "src" | "srcset" | "action" | "data");
                assert!(!is_live && (name != "href" || value.starts_with('#')), "{name}={value}");
            }
        }
        (count("script"), count("img, iframe, object, embed, link, base, form"))
    };
    let html = |texts: &[String]| {
        reporting(&ledger(texts), Notes::All, MARKING, |report| render(report, Format::Html).unwrap())
    };
    let (scripts, loading) = live(&html(&hostile()));
    assert_eq!((scripts, loading), live(&html(&["a word".to_owned()])));
    assert_eq!(loading, 0);
    let page = String::from_utf8(html(&hostile())).unwrap();
    for text in ["alert(1)", "cmd|", "etc/passwd", "中文，。「」"] {
        assert!(page.contains(text), "{text}");
    }
}

#[test]
fn a_calendar_keeps_its_lines_and_its_events() {
    let texts = hostile();
    let calendar = |texts: &[String]| {
        let bytes =
            reporting(&ledger(texts), Notes::All, MARKING, |report| render(report, Format::Ics).unwrap());
        String::from_utf8(bytes).unwrap()
    };
    let events = |text: &str| text.lines().filter(|line| line.trim() == "BEGIN:VEVENT").count();
    let harmless: Vec<String> = texts.iter().map(|_| "a word".to_owned()).collect();
    let text = calendar(&texts);
    assert_eq!(events(&text), events(&calendar(&harmless)));
    assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])));
    assert!(!text.contains("\r\nX-EVIL"), "a marking is no property");
}

#[test]
fn a_document_has_no_field_but_its_page_numbers() {
    reporting(&ledger(&hostile()), Notes::All, MARKING, |report| {
        for (name, part) in parts(&render(report, Format::Docx).unwrap()) {
            let Ok(text) = String::from_utf8(part) else { continue };
            let Ok(xml) = roxmltree::Document::parse(&text) else { continue };
            for node in xml.descendants() {
                let is_field = matches!(node.tag_name().name(), "instrText" | "fldSimple");
                let code = node.attributes().find(|a| a.name() == "instr").map(|a| a.value()).or(node.text());
                let code = code.unwrap_or_default().trim();
                assert!(!is_field || matches!(code, "PAGE" | "NUMPAGES"), "{name}: {code}");
                assert!(!matches!(node.tag_name().name(), "hyperlink" | "object" | "altChunk"), "{name}");
            }
        }
    });
}

#[test]
fn a_name_of_a_file_leads_nowhere_else() {
    for marking in ["../../etc/passwd", "a/b\\c:d*e?f\"g<h>i|j", "\0\u{1b}[2J\u{202e}", "CON", " . "] {
        reporting(&Ledger::default(), Notes::All, marking, |report| {
            for format in Format::ALL {
                let name = file_name(report, format);
                assert!(name.ends_with(&format!(".{}", format.extension())), "{name}");
                let stem = name.strip_suffix(&format!(".{}", format.extension())).unwrap();
                assert!(stem.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_')), "{name}");
            }
        });
    }
}

#[test]
fn internal_notes_are_in_no_byte_of_any_file_unless_all_notes_are_asked_for() {
    const WORD: &str = "ZQXINTERNALZQX";
    let on = Instant::from_millis(1_720_000_000_000);
    let spots = [
        (Some("AUT"), Some("1a")),
        (Some("AUT"), None),
        (None, Some("1a")),
        (None, None),
        (Some("@NAM"), Some("8b")),
        (Some("XXX"), Some("99z")),
    ];
    let mut facts: Vec<Fact> = spots
        .into_iter()
        .map(|(who, item)| {
            let (who, item) = (who.map(Who::new), item.map(crate::support::item));
            Fact::Note(NoteWritten {
                who,
                item,
                text: format!("said {WORD} to us"),
                on,
                ..NoteWritten::default()
            })
        })
        .collect();
    facts.extend(self::facts("a word", 0));
    let mut ledger = Ledger::default();
    let id = EntryId { device: "dev".into(), number: 1 };
    ledger.apply(Entry { v: 1, id, at: on, by: "Ana".into(), facts });
    let holds = |bytes: &[u8]| {
        parts(bytes).iter().any(|(name, part)| {
            name.contains(WORD) || part.windows(WORD.len()).any(|window| window == WORD.as_bytes())
        })
    };
    for format in Format::ALL {
        for notes in [Notes::None, Notes::Shareable] {
            let bytes = reporting(&ledger, notes, "", |report| render(report, format).unwrap());
            assert!(!holds(&bytes), "{format:?} with {notes:?}");
        }
        let bytes = reporting(&ledger, Notes::All, "", |report| render(report, format).unwrap());
        assert_eq!(holds(&bytes), format != Format::Ics, "{format:?}: the scan would find them");
    }
}
