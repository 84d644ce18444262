//! Files say what the screen says, number by number.

use crate::support::{Sandbox, project_file};
use prepcom::domain::position::Position;
use serde_json::Value;
use std::collections::BTreeMap;

/// A workspace with groups, conditions, a conflict, notes, commitments and lines.
fn full() -> Sandbox {
    let (sandbox, other) = (Sandbox::new(), Sandbox::new());
    sandbox.ok(&["set", "@nam", "8b", "supports", "--on", "2024-07-22"]);
    sandbox.ok(&[
        "set",
        "cub,egy",
        "8b",
        "champions",
        "--if",
        "=1+1 | a \"quoted\" word",
        "--source",
        "working-paper:NPT/WP.1",
    ]);
    sandbox.ok(&[
        "set",
        "fra,gbr,usa",
        "3a",
        "opposes",
        "--source",
        "statement:SR.3",
        "--on",
        "2024-07-22T15:00",
    ]);
    sandbox.ok(&["set", "aut", "3a,1a", "supports", "--note", "an internal *note*"]);
    sandbox.ok(&["set", "chn", "11", "awaiting"]);
    sandbox.ok(&["note", "aut", "1a", "shared,\nover two lines", "--shareable"]);
    sandbox.ok(&["note", "@eu", "shared on a group", "--shareable"]);
    sandbox.ok(&["commitment", "add", "aut", "1a", "a report", "--due", "2027-04-01"]);
    sandbox.ok(&["line", "1a", "--objective", "a form"]);
    sandbox.ok(&["point", "aut", "1a", "the report"]);
    other.ok(&["--author", "Bo", "set", "aut", "1a", "concerns"]);
    sandbox.receive(&other);
    sandbox
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

/// Fields of a value in the order in which they are written, which a parsed object does not keep.
fn is_field_order(text: &str, fields: &[&str]) {
    let mut from = 0;
    for field in fields {
        let name = format!("\"{field}\":");
        let place =
            text[from..].find(&name).unwrap_or_else(|| panic!("{field} is not behind the one before"));
        from += place + name.len();
    }
}

fn sorted<'a>(fields: &[&'a str]) -> Vec<&'a str> {
    let mut fields = fields.to_vec();
    fields.sort_unstable();
    fields
}

const ITEM: [&str; 9] =
    ["key", "id", "paragraph", "label", "text", "tally", "recorded", "via_groups", "groups_differ"];

/// Members of a snapshot in their order.
const TOP: [&str; 25] = [
    "kind",
    "schema",
    "problems",
    "title",
    "as_of",
    "known_at",
    "zone",
    "by",
    "marking",
    "audience",
    "disclaimer",
    "extent",
    "coverage",
    "areas",
    "participants",
    "positions",
    "sittings",
    "interventions",
    "documents",
    "amendments",
    "notes",
    "commitments",
    "lines",
    "points",
    "meetings",
];

#[test]
fn json_has_exactly_the_fields_of_schema_1() {
    let sandbox = full();
    let text = sandbox.ok(&["export", "--format", "json"]);
    let json: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(keys(&json), sorted(&TOP));
    is_field_order(&text, &TOP);
    assert_eq!(json["schema"], 1);
    assert_eq!(json["by"], "A. Diplomat");
    assert_eq!(json["marking"], Value::Null);
    assert_eq!(keys(&json["title"]), ["en", "zh"]);
    assert_eq!(
        keys(&json["coverage"]),
        sorted(&["recorded", "via_groups", "groups_differ", "cells", "conflicts"])
    );
    assert_eq!(keys(&json["areas"][0]), sorted(&["number", "cluster", "title", "items"]));
    let item = &json["areas"][0]["items"][0];
    assert_eq!(keys(item), sorted(&ITEM));
    assert_eq!(keys(&item["tally"]), sorted(&Position::ALL.map(Position::slug)));
    let position = [
        "participant",
        "item",
        "position",
        "condition",
        "reason",
        "quote",
        "source",
        "on",
        "at",
        "by",
        "via",
        "intervention",
        "corrects",
        "conflict",
        "earlier_wording",
    ];
    for row in json["positions"].as_array().unwrap() {
        assert_eq!(keys(row), sorted(&position));
        if !row["source"].is_null() {
            assert_eq!(keys(&row["source"]), ["group", "kind", "reference", "url"]);
        }
    }
    let note = [
        "id",
        "participant",
        "item",
        "text",
        "visibility",
        "source",
        "quote",
        "sitting",
        "intervention",
        "on",
        "at",
        "by",
    ];
    assert_eq!(keys(&json["notes"][0]), sorted(&note));
    let commitment = ["id", "participant", "item", "text", "due", "status", "at", "by", "source", "evidence"];
    assert_eq!(keys(&json["extent"]), ["items", "notes", "participants"]);
    assert_eq!(keys(&json["commitments"][0]), sorted(&commitment));
    assert_eq!(keys(&json["lines"][0]), sorted(&["item", "objective", "arguments", "asks", "at", "by"]));
    assert_eq!(keys(&json["points"][0]), ["id", "item", "participant", "text"]);
}

#[test]
fn moments_in_json_have_their_offset_and_days_are_dates() {
    let json = full().json(&["export", "--format", "json"]);
    let instant = json["as_of"].as_str().unwrap();
    assert!(instant.len() == 24 && instant.ends_with('Z'), "{instant}");
    assert_eq!(json["commitments"][0]["due"], "2027-04-01");
    let nam = json["positions"].as_array().unwrap().iter().find(|row| row["participant"] == "@NAM").unwrap();
    assert_eq!(nam["on"], "2024-07-22");
}

fn is_own(row: &Value) -> bool {
    row["via"].as_array().unwrap().is_empty()
}

/// What JSON says of each item: counts by position, recorded, through groups.
fn tallies(json: &Value) -> BTreeMap<String, (BTreeMap<String, u64>, u64, u64)> {
    let areas = json["areas"].as_array().unwrap().iter();
    areas
        .flat_map(|area| area["items"].as_array().unwrap())
        .map(|item| {
            let tally = item["tally"].as_object().unwrap();
            let counts = tally.iter().map(|(name, n)| (name.clone(), n.as_u64().unwrap())).collect();
            let count = |name: &str| item[name].as_u64().unwrap();
            (item["key"].as_str().unwrap().to_owned(), (counts, count("recorded"), count("via_groups")))
        })
        .collect()
}

#[test]
fn every_format_and_the_screen_agree_number_by_number() {
    let sandbox = full();
    let json = sandbox.json(&["export", "--format", "json"]);
    let of_json = tallies(&json);
    let coverage = &json["coverage"];
    let rows = json["positions"].as_array().unwrap();
    for (item, (counts, recorded, through)) in &of_json {
        let own = |row: &&Value| row["item"] == **item && is_own(row);
        let is_delegation = |row: &&Value| !row["participant"].as_str().unwrap().starts_with('@');
        let names: std::collections::BTreeSet<&str> = rows
            .iter()
            .filter(own)
            .filter(is_delegation)
            .map(|row| row["participant"].as_str().unwrap())
            .collect();
        assert_eq!(names.len() as u64, *recorded, "{item}");
        assert_eq!(counts.values().sum::<u64>(), *recorded, "{item}");
        let inherited = rows.iter().filter(|row| row["item"] == **item && !is_own(row)).count();
        assert_eq!(inherited as u64, *through, "{item}");
    }
    let markdown = sandbox.ok(&["export", "--format", "md"]);
    for (item, (counts, recorded, through)) in &of_json {
        let row = markdown.lines().find(|line| line.starts_with(&format!("| {item} |"))).unwrap();
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let own = Position::ALL.map(|position| counts[position.slug()]);
        let expected: Vec<String> = own
            .into_iter()
            .chain([own[..3].iter().sum(), own[5] + own[6], *recorded, *through])
            .map(|n| n.to_string())
            .collect();
        assert_eq!(cells[3..17], expected, "{row}");
    }
    let ron: RonDocument = ron::Options::default()
        .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
        .from_str(&sandbox.ok(&["export", "--format", "ron"]))
        .unwrap();
    assert_eq!(ron.coverage.recorded, coverage["recorded"]);
    assert_eq!(ron.coverage.via_groups, coverage["via_groups"]);
    assert_eq!(ron.positions.len(), rows.len());
    let screen = format!(
        "{} of {} recorded, {} more via groups, {} conflict",
        coverage["recorded"], coverage["cells"], coverage["via_groups"], coverage["conflicts"]
    );
    assert!(sandbox.ok(&["show"]).contains(&screen));
    assert!(markdown.contains(&screen));
}

#[derive(serde::Deserialize)]
struct RonDocument {
    coverage: RonCoverage,
    positions: Vec<ron::Value>,
}

#[derive(serde::Deserialize)]
struct RonCoverage {
    recorded: u64,
    via_groups: u64,
}

#[test]
fn csv_reads_back_with_another_reader_row_by_row() {
    let sandbox = full();
    let bare = sandbox.ok(&["export", "--format", "csv"]);
    assert!(bare.starts_with("participant,"), "what reads a pipe needs no byte order mark");
    let file = sandbox.workspace().join("out.csv");
    sandbox.ok(&["export", "-o", &file.to_string_lossy()]);
    let text = std::fs::read_to_string(file).unwrap();
    assert_eq!(text, format!("\u{feff}{bare}"), "spreadsheets need it in a file");
    let mut reader = csv::Reader::from_reader(bare.as_bytes());
    assert_eq!(
        reader.headers().unwrap(),
        vec![
            "participant",
            "item",
            "position",
            "condition",
            "reason",
            "quote",
            "quote_language",
            "source",
            "group",
            "reference",
            "date",
            "note",
            "visibility",
            "name",
            "region",
            "groups"
        ]
    );
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let json = sandbox.json(&["export", "--format", "json"]);
    let own = json["positions"].as_array().unwrap().iter().filter(|row| is_own(row));
    assert_eq!(rows.len(), own.count());
    let cuba = rows.iter().find(|row| &row[0] == "CUB").unwrap();
    assert_eq!(&cuba[3], "'=1+1 | a \"quoted\" word", "text that begins like a formula is text");
    assert!(rows.iter().any(|row| &row[0] == "@NAM" && &row[10] == "2024-07-22"));
    let austria: Vec<&csv::StringRecord> =
        rows.iter().filter(|row| &row[0] == "AUT" && &row[1] == "1a").collect();
    assert_eq!(austria.len(), 2, "a conflict has a row each");
    assert_eq!(&austria[1][2], "concerns", "the one that counts is last");
    assert_eq!(&austria[1][11], "shared,\nover two lines");
}

#[test]
fn internal_notes_stay_inside_unless_asked_for() {
    let sandbox = full();
    for format in ["md", "json", "csv", "ron"] {
        let ran = sandbox.run(&["export", "--format", format]);
        assert!(!ran.out.contains("internal *note*") && !ran.out.contains("internal \\*note"), "{format}");
        assert!(ran.err.contains("2 internal notes are left out"), "{format}: {}", ran.err);
        let all = sandbox.run(&["export", "--format", format, "--notes", "all"]);
        assert!(all.out.contains("an internal"), "{format}");
        assert!(!all.err.contains("internal"), "{}", all.err);
        let none = sandbox.ok(&["export", "--format", format, "--notes", "none"]);
        assert!(!none.contains("two lines"), "{format}");
    }
}

#[test]
fn a_file_carries_title_instant_author_coverage_marking_and_disclaimer() {
    let sandbox = full();
    let settings = sandbox.home().join(".config/prepcom");
    std::fs::create_dir_all(&settings).unwrap();
    std::fs::write(settings.join("settings.ron"), "(marking: \"RESTRICTED\")").unwrap();
    let markdown = sandbox.ok(&["--as-of", "2026-01-01", "export", "--format", "md"]);
    for part in [
        "Reflections of the Chair of the first session",
        "2026-01-01T23:59:59.999Z",
        "A. Diplomat",
        "RESTRICTED",
        "not agreed language",
        "3 of 4966",
    ] {
        assert!(markdown.contains(part), "{part}: {markdown}");
    }
    let chinese = sandbox.ok(&["--lang", "zh", "export", "--format", "md"]);
    assert!(chinese.contains("并非商定措辞") && chinese.contains("反对"), "{chinese}");
}

#[test]
fn a_file_is_written_whole_or_not_at_all() {
    let sandbox = full();
    let path = sandbox.home().join("snapshot.json");
    let shown = path.to_str().unwrap();
    let ran = sandbox.run(&["export", "--format", "json", "-o", shown]);
    assert_eq!(ran.code, Some(1), "the folder does not exist");
    let why = "No such file or directory (os error 2)";
    assert_eq!(
        ran.err.trim(),
        format!("prepcom: can't write {shown}: {why}"),
        "once, and without the neighbour"
    );
    std::fs::create_dir_all(sandbox.home()).unwrap();
    sandbox.ok(&["export", "--format", "json", "-o", shown]);
    assert!(serde_json::from_slice::<Value>(&std::fs::read(&path).unwrap()).is_ok());
    assert_eq!(std::fs::read_dir(sandbox.home()).unwrap().count(), 1, "no neighbour is left behind");
}

#[test]
fn the_shipped_paper_is_what_the_facts_say() {
    let json = Sandbox::new().json(&["export", "--format", "json"]);
    assert_eq!(tallies(&json).len(), 26);
    assert_eq!(json["coverage"]["cells"], 191 * 26);
    for area in json["areas"].as_array().unwrap() {
        for text in area["items"].as_array().unwrap().iter().map(|item| &item["text"]).chain([&area["title"]])
        {
            assert!(!text["en"].as_str().unwrap().is_empty() && !text["zh"].as_str().unwrap().is_empty());
        }
    }
    for file in ["assets/paper.ron", "assets/groups.ron", "assets/delegations.ron"] {
        assert!(!project_file(file).contains("Some("), "{file}");
    }
}
