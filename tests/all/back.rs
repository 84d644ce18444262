//! What an export says of positions, notes and the Committee reads back into a new workspace, and out of that again.

use crate::support::Sandbox;
use serde_json::Value;
use std::{collections::HashMap, fmt::Write as _, path::Path};

const NOW: (&str, &str) = ("PREPCOM_NOW", "2026-11-23T09:00:00Z");

/// Runs at a fixed time and expects success; returns standard output.
fn ok(sandbox: &Sandbox, arguments: &[&str]) -> String {
    let ran = sandbox.command(arguments).env(NOW.0, NOW.1).output().unwrap();
    let said = String::from_utf8_lossy(&ran.stderr).into_owned();
    assert_eq!(ran.status.code(), Some(0), "{arguments:?}: {said}");
    String::from_utf8(ran.stdout).unwrap()
}

fn export(sandbox: &Sandbox, format: &str) -> String {
    ok(sandbox, &["export", "--format", format, "--for", "internal"])
}

/// Imports a text as a file of its own.
fn import(sandbox: &Sandbox, name: &str, text: &str) -> String {
    let file = sandbox.home().with_file_name(name);
    std::fs::write(&file, text).unwrap();
    ok(sandbox, &["import", file.to_str().unwrap()])
}

/// A document with the names of its things counted in the order in which they appear.
fn but_for_devices(json: &str) -> Value {
    fn walk(value: &mut Value, names: &mut HashMap<String, usize>) {
        match value {
            Value::String(text) => {
                let is_name = text.parse::<prepcom::domain::ids::FactId>().is_ok();
                if is_name {
                    let next = names.len();
                    *text = format!("#{}", names.entry(text.clone()).or_insert(next));
                }
            }
            Value::Array(rows) => rows.iter_mut().for_each(|row| walk(row, names)),
            Value::Object(fields) => fields.values_mut().for_each(|field| walk(field, names)),
            _ => {}
        }
    }
    let mut value = serde_json::from_str(json).unwrap();
    walk(&mut value, &mut HashMap::new());
    value
}

const COMMITTEE: &str = r#"{ "kind": "snapshot", "schema": 1,
  "sittings": [
    { "id": "abcdef-1", "number": "3", "kind": "cluster", "title": "Cluster 1", "begin": "2026-11-20T10:00:00Z",
      "end": "2026-11-20T13:00:00Z", "place": "Room C", "items": ["3a", "3b"], "symbol": "NPT/CONF.2026/PC.II/SR.3" },
    { "id": "abcdef-1.1", "number": null, "kind": "plenary", "title": "Opening", "begin": "2026-11-19", "items": [] } ],
  "interventions": [
    { "id": "abcdef-2", "sitting": "abcdef-1", "order": 1, "participant": "AUT", "for": null, "kind": "statement", "checked": true },
    { "id": "abcdef-2.1", "sitting": "abcdef-1", "order": 2, "participant": "FRA", "for": null, "kind": "right-of-reply",
      "to": "AUT", "url": "https://example.org/fra", "checked": false },
    { "id": "abcdef-2.2", "sitting": "abcdef-1", "order": 3, "participant": "AUT", "kind": "statement" } ],
  "documents": [
    { "id": "abcdef-3", "symbol": "NPT/CONF.2026/PC.II/WP.12", "title": "Transparency", "date": "2026-11-02",
      "items": ["3a"], "url": null, "sponsors": ["AUT", "IRL"], "group": "@NAC" },
    { "id": "abcdef-4", "symbol": null, "title": "A non-paper", "date": null, "items": [], "sponsors": [] } ],
  "amendments": [
    { "id": "abcdef-5", "item": "3a", "kind": "replace", "passage": "should", "words": "shall", "by": ["AUT"],
      "supported_by": ["IRL", "NZL"], "state": "agreed" } ],
  "positions": [
    { "participant": "AUT", "item": "3a", "position": "supports", "on": "2026-11-20", "reason": "openness",
      "quote": { "text": "we support it", "language": "en" }, "intervention": "abcdef-2.2",
      "source": { "kind": "statement", "reference": "NPT/CONF.2026/PC.II/SR.3" } },
    { "participant": "FRA", "item": "3a", "position": "blocks", "on": "2026-11-20", "corrects": "abcdef-9",
      "source": { "kind": "group-statement", "group": "@NAC", "reference": "SR.3", "url": "https://example.org/sr3" } } ],
  "notes": [
    { "id": "abcdef-6", "participant": "AUT", "item": "3a", "text": "heard it", "visibility": "shareable", "on": "2026-11-20",
      "source": { "kind": "statement" }, "quote": { "text": "yes", "language": "en" }, "sitting": "abcdef-1", "intervention": "abcdef-2" },
    { "id": "abcdef-7", "participant": "AUT", "item": "3a", "text": "between us", "visibility": "internal", "on": "2026-11-20" } ],
  "points": [ { "id": "abcdef-8", "participant": "AUT", "item": "3a", "text": "the paper" } ],
  "meetings": [ { "id": "abcdef-9", "participants": ["AUT"], "when": "2026-11-24T10:00:00Z", "until": "2026-11-24T10:45:00Z",
      "place": "Room D", "items": ["3a"], "finished": true, "outcome": "agreed" } ] }"#;

#[test]
fn what_an_export_says_of_the_committee_reads_back_and_is_known_again() {
    let first = Sandbox::new();
    let said = import(&first, "a.json", COMMITTEE);
    for counted in ["2 sittings", "3 interventions", "2 documents", "1 amendment", "1 meeting"] {
        assert!(said.contains(counted), "no {counted}: {said}");
    }
    let json = export(&first, "json");
    let read: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(read["positions"][0]["intervention"], read["interventions"][2]["id"], "the second of two");
    assert_eq!(read["notes"][0]["intervention"], read["interventions"][0]["id"]);
    assert_eq!(read["amendments"][0]["supported_by"], serde_json::json!(["IRL", "NZL"]));
    assert_eq!(
        (&read["amendments"][0]["state"], &read["meetings"][0]["finished"]),
        (&"agreed".into(), &true.into())
    );
    assert!(import(&first, "a.json", COMMITTEE).starts_with("nothing new"));
    assert!(import(&first, "b.json", &json).starts_with("nothing new"), "nor is it where it came from");
    let second = Sandbox::new();
    import(&second, "b.json", &json);
    assert_eq!(but_for_devices(&export(&second, "json")), but_for_devices(&json));
    assert!(import(&second, "b.json", &json).starts_with("nothing new"));
}

#[test]
fn what_is_known_under_another_name_only_gains_what_was_not_known() {
    let (first, second) = (Sandbox::new(), Sandbox::new());
    import(&first, "a.json", COMMITTEE);
    let less = COMMITTEE
        .replace(r#""place": "Room C", "#, "")
        .replace(r#""sponsors": ["AUT", "IRL"]"#, r#""sponsors": ["CUB"]"#);
    import(&second, "b.json", &less);
    let said = import(&second, "a.json", &export(&first, "json"));
    assert!(said.contains("2 sponsors") && said.contains("1 record of the Committee completed"), "{said}");
    let read: Value = serde_json::from_str(&export(&second, "json")).unwrap();
    assert_eq!(read["documents"][0]["sponsors"], serde_json::json!(["AUT", "CUB", "IRL"]));
    assert!(read["sittings"].as_array().unwrap().iter().any(|sitting| sitting["place"] == "Room C"));
    let known = export(&first, "json").replace("Room C", "Room E");
    assert!(import(&first, "c.json", &known).contains("1 record of the Committee completed"));
    assert!(export(&first, "json").contains("Room E"), "described anew under its own name");
}

#[test]
fn csv_for_us_reads_back_to_the_same_positions_and_notes() {
    let first = Sandbox::new();
    import(&first, "a.json", COMMITTEE);
    let csv = export(&first, "csv");
    assert!(
        csv.contains("shareable") && csv.contains("internal") && csv.contains("SR.3 https://example.org/sr3"),
        "{csv}"
    );
    assert!(import(&first, "a.csv", &csv).starts_with("nothing new"));
    let second = Sandbox::new();
    import(&second, "a.csv", &csv);
    assert_eq!(export(&second, "csv"), csv);
    let notes = |sandbox: &Sandbox| {
        let read: Value = serde_json::from_str(&export(sandbox, "json")).unwrap();
        let notes = read["notes"].as_array().unwrap().iter();
        notes.map(|note| (note["text"].clone(), note["visibility"].clone())).collect::<Vec<_>>()
    };
    assert_eq!(notes(&second), notes(&first));
    let wrong = csv.replace("Austria", "Australia");
    let file = first.home().with_file_name("wrong.csv");
    std::fs::write(&file, wrong).unwrap();
    let ran = first.run(&["import", file.to_str().unwrap()]);
    assert!(ran.code == Some(3) && ran.err.contains("`Australia` is not a name of AUT"), "{}", ran.err);
}

#[test]
fn two_years_of_votes_come_out_as_they_went_in() {
    let first = Sandbox::new();
    for year in ["votes-2018.csv", "votes-2019.csv"] {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(year);
        let before = lines(&first);
        ok(&first, &["import", file.to_str().unwrap()]);
        assert_eq!(lines(&first), before + 1, "{year} is one act");
    }
    for format in ["csv", "json"] {
        let (written, other) = (export(&first, format), Sandbox::new());
        import(&other, &format!("votes.{format}"), &written);
        assert!(export(&other, format) == written, "{format} came out otherwise");
    }
}

fn lines(sandbox: &Sandbox) -> usize {
    sandbox.journals().iter().map(|file| std::fs::read_to_string(file).unwrap().lines().count()).sum()
}

#[test]
fn sixty_papers_and_all_their_sponsors_arrive_one_row_a_sponsorship() {
    let sandbox = Sandbox::new();
    let json: Value = serde_json::from_str(&export(&sandbox, "json")).unwrap();
    let codes: Vec<&str> =
        json["participants"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect();
    let codes: Vec<&str> = codes.into_iter().filter(|code| !code.starts_with('@')).collect();
    let mut table = "symbol,title,items,sponsor\n".to_owned();
    for row in 0..1573 {
        let (paper, round) = (row % 60, row / 60);
        let item = ["3a", "3b", "1a"][paper % 3];
        let sponsor = codes[(paper + round) % codes.len()];
        writeln!(table, "NPT/CONF.2026/PC.II/WP.{},Paper {paper},{item},{sponsor}", paper + 1).unwrap();
    }
    let said = import(&sandbox, "papers.csv", &table);
    assert!(said.contains("60 documents, 1573 sponsors"), "{said}");
    let read: Value = serde_json::from_str(&export(&sandbox, "json")).unwrap();
    let documents = read["documents"].as_array().unwrap();
    let sponsors: usize = documents.iter().map(|one| one["sponsors"].as_array().unwrap().len()).sum();
    assert_eq!((documents.len(), sponsors), (60, 1573));
    assert!(import(&sandbox, "papers.csv", &table).starts_with("nothing new"));
    let listed = "Symbol;Sponsors\nnpt/conf.2026/pc.ii/wp.1;\"Austria, Cuba, Ireland\"\n";
    let said = import(&sandbox, "more.csv", listed);
    assert!(said.contains("sponsor"), "{said}");
}
