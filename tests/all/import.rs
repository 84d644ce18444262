//! What was exported, or kept in a spreadsheet, reads back: exactly, once, and with every mistake named.

use crate::support::{Ran, Sandbox};
use prepcom::{
    domain::{
        entry::Entry,
        extent::{Extent, Notes},
        ids::EntryId,
        instant::Instant,
        lang::Lang,
        ledger::{Ledger, View},
        snapshot::Snapshot,
    },
    export::{self, Cover, Report, watch::Watch},
    import::{
        self, Around, NotesAre, WordMap,
        plan::{Recorded, plan},
    },
    store::assets,
};
use proptest::prelude::*;
use serde_json::Value;
use std::path::Path;

const HEAD: &str = "participant,item,position,condition,source,reference,date,note\n";

fn votes() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/votes-2018.csv").to_string_lossy().into_owned()
}

/// Imports bytes from standard input.
fn run(sandbox: &Sandbox, bytes: impl AsRef<[u8]>, more: &[&str]) -> Ran {
    sandbox.with_input(&[&["import", "-"], more].concat(), bytes.as_ref())
}

/// Imports bytes and expects success; returns what was said on standard output.
fn imported(sandbox: &Sandbox, bytes: impl AsRef<[u8]>, more: &[&str]) -> String {
    let ran = run(sandbox, bytes, more);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    ran.out
}

/// Imports bytes and expects that nothing was recorded; returns what was said of it.
fn refused(bytes: impl AsRef<[u8]>, more: &[&str]) -> String {
    let sandbox = Sandbox::new();
    let ran = run(&sandbox, bytes, more);
    assert_eq!((ran.code, ran.out.as_str()), (Some(3), ""), "{}", ran.err);
    assert!(sandbox.journals().is_empty(), "nothing was recorded");
    ran.err
}

fn lines_of_journals(sandbox: &Sandbox) -> usize {
    sandbox.journals().iter().map(|file| std::fs::read_to_string(file).unwrap().lines().count()).sum()
}

/// A document without instants of recording, authors and names of things.
fn but_for_names(mut value: Value) -> Value {
    fn strip(value: &mut Value) {
        match value {
            Value::Object(fields) => {
                fields.retain(|name, _| !["at", "as_of", "by", "id"].contains(&name.as_str()));
                fields.values_mut().for_each(strip);
            }
            Value::Array(rows) => rows.iter_mut().for_each(strip),
            _ => {}
        }
    }
    strip(&mut value);
    value
}

fn as_json(sandbox: &Sandbox) -> Value {
    but_for_names(sandbox.json(&["export", "--format", "json", "--notes", "all"]))
}

/// A workspace with everything that a file can hold, some of it hostile.
fn full() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.ok(&["set", "@nam", "8b", "supports", "--on", "2024-07-22"]);
    sandbox.ok(&[
        "set",
        "cub",
        "8b",
        "champions",
        "--if",
        "=1+1 | a \"b\"; c",
        "--source",
        "working-paper:@SUM(A1)",
    ]);
    sandbox.ok(&["set", "aut", "3a", "supports", "--on", "2020-01-01"]);
    sandbox.ok(&["set", "aut", "3a", "abstained", "--note", "an internal *note*", "--source", "vote"]);
    sandbox.ok(&["note", "--shareable", "aut", "3a", "'=two\n\nlines, \"quoted\"\n<script>]]>"]);
    sandbox.ok(&["note", "--shareable", "--on", "2024-01-01T10:00", "fra", &"核".repeat(5000)]);
    sandbox.ok(&[
        "commitment",
        "add",
        "nld",
        "3a",
        "circulate a paper",
        "--due",
        "2027-04-01",
        "--source",
        "statement:SR.1",
    ]);
    let made = sandbox.json(&["commitment", "list", "--json"])["commitments"][0]["id"].clone();
    sandbox.ok(&["commitment", "status", made.as_str().unwrap(), "limited", "--evidence", "they said so"]);
    sandbox.ok(&["line", "3a", "--objective", "more reports", "--asks", "when?"]);
    sandbox.ok(&["point", "nld", "3a", "the paper"]);
    sandbox.ok(&["point", "nld", "3b"]);
    sandbox.ok(&["meeting", "plan", "nld,@nac", "2099-04-26T15:00", "--place", "Room C", "--items", "3a,3b"]);
    sandbox.ok(&["meeting", "plan", "aut", "2024-04-26"]);
    let past = sandbox.json(&["meeting", "list", "--json"])["meetings"][0]["id"].clone();
    sandbox.ok(&["meeting", "finish", past.as_str().unwrap(), "--outcome", "agreed to meet again"]);
    sandbox
}

#[test]
fn the_votes_of_2018_are_one_act_and_the_same_file_again_is_none() {
    let sandbox = Sandbox::new();
    let before = sandbox.ok(&["export", "--format", "csv"]);
    let dry = sandbox.ok(&["import", "--dry-run", &votes()]);
    assert!(dry.starts_with("would record 2183 positions\n"), "{dry}");
    assert!(dry.contains("not recorded -> Opposes (4): CHN, PRK, RUS, SYR"), "{dry}");
    assert!(sandbox.journals().is_empty(), "a dry run records nothing");
    let said = sandbox.ok(&["import", &votes()]);
    assert!(said.contains(": 2183 positions\n") && said.contains("prepcom undo"), "{said}");
    assert_eq!(lines_of_journals(&sandbox), 1, "one act");
    let json = sandbox.json(&["export", "--format", "json"]);
    assert_eq!(json["coverage"]["recorded"], 2183);
    for again in [&["import", "--dry-run"][..], &["import"]] {
        let said = sandbox.ok(&[again, &[votes().as_str()]].concat());
        assert_eq!(said, "nothing new: all of it is recorded already\n");
    }
    assert_eq!(lines_of_journals(&sandbox), 1);
    sandbox.ok(&["undo"]);
    assert_eq!(sandbox.ok(&["export", "--format", "csv"]), before);
    let said = sandbox.ok(&["import", &votes()]);
    assert!(said.contains(": 2183 positions"), "what was taken back is new again: {said}");
}

#[test]
fn both_years_of_votes_are_one_act_each_and_their_abstentions_are_abstentions() {
    let sandbox = Sandbox::new();
    let votes_of_2019 = votes().replace("2018", "2019");
    sandbox.ok(&["import", &votes()]);
    assert!(sandbox.ok(&["import", &votes_of_2019]).contains(": 2343 positions\n"));
    assert_eq!(lines_of_journals(&sandbox), 2);
    let json = sandbox.json(&["export", "--format", "json"]);
    let items = json["areas"].as_array().unwrap().iter().flat_map(|area| area["items"].as_array().unwrap());
    let count = |name: &str| items.clone().map(|item| item["tally"][name].as_u64().unwrap()).sum::<u64>();
    assert_eq!(count("concerns"), 0, "an abstention is no concern");
    assert!(count("abstained") > 100, "{}", count("abstained"));
}

#[test]
fn csv_goes_into_a_new_workspace_and_comes_out_byte_for_byte() {
    let voted = Sandbox::new();
    voted.ok(&["import", &votes()]);
    for (source, notes) in
        [(&voted, "shareable"), (&full(), "shareable"), (&full(), "all"), (&full(), "none")]
    {
        let csv = source.ok(&["export", "--format", "csv", "--notes", notes]);
        let other = Sandbox::new();
        imported(&other, &csv, &[]);
        assert_eq!(other.ok(&["export", "--format", "csv", "--notes", notes]), csv, "{notes}");
        let again = imported(&other, &csv, &[]);
        assert!(again.starts_with("nothing new"), "{again}");
        assert!(imported(source, &csv, &[]).starts_with("nothing new"), "and nothing where it came from");
    }
}

#[test]
fn json_goes_into_a_new_workspace_and_comes_out_but_for_instants_authors_and_names() {
    let voted = Sandbox::new();
    voted.ok(&["import", &votes()]);
    for source in [voted, full()] {
        let json = source.ok(&["export", "--format", "json", "--notes", "all"]);
        let other = Sandbox::new();
        let said = imported(&other, &json, &[]);
        assert_eq!(lines_of_journals(&other), 1, "one act: {said}");
        assert_eq!(as_json(&other), as_json(&source));
        assert!(imported(&other, &json, &[]).starts_with("nothing new"));
        assert!(imported(&source, &json, &[]).starts_with("nothing new"));
        other.ok(&["undo"]);
        assert_eq!(as_json(&other), as_json(&Sandbox::new()));
    }
}

#[test]
fn conflicts_in_json_come_back_as_conflicts_and_can_be_settled() {
    let (ana, bo) = (Sandbox::new(), Sandbox::new());
    for (sandbox, position, line) in [(&ana, "supports", "ours"), (&bo, "opposes", "theirs")] {
        sandbox.ok(&["set", "aut,irl", "1a", position]);
        sandbox.ok(&["line", "1a", "--objective", line]);
    }
    bo.ok(&["clear", "irl", "1a"]);
    ana.receive(&bo);
    let json = ana.ok(&["export", "--format", "json"]);
    let other = Sandbox::new();
    imported(&other, &json, &[]);
    assert_eq!(as_json(&other), as_json(&ana));
    assert_eq!(as_json(&other)["coverage"]["conflicts"], 2);
    assert!(imported(&other, &json, &[]).starts_with("nothing new"));
    other.ok(&["set", "aut,irl", "1a", "accepts"]);
    assert_eq!(as_json(&other)["coverage"]["conflicts"], 0, "somebody saw both");
    let mine = Sandbox::new();
    mine.receive(&bo);
    imported(&mine, &json, &[]);
    assert_eq!(as_json(&mine)["coverage"]["conflicts"], 2, "what was here conflicts with what came");
}

#[test]
fn a_conflict_in_csv_becomes_history_below_what_counts() {
    let (ana, bo) = (Sandbox::new(), Sandbox::new());
    ana.ok(&["set", "aut", "1a", "supports"]);
    bo.ok(&["set", "aut", "1a", "opposes"]);
    ana.receive(&bo);
    let other = Sandbox::new();
    let said = imported(&other, ana.ok(&["export", "--format", "csv"]), &[]);
    assert!(said.contains("2 positions"), "{said}");
    let json = as_json(&other);
    assert_eq!(
        (&json["coverage"]["conflicts"], &json["positions"][0]["position"]),
        (&0.into(), &"opposes".into())
    );
}

#[test]
fn several_rows_on_a_cell_are_its_history_and_never_conflict_with_what_stands() {
    let sandbox = Sandbox::new();
    let rows =
        "AUT,3a,opposes,,,,2019-01-01,\nAUT,3a,supports,,,,2018-01-01,\nAUT,3a,abstained,,,,2019-01-01,\n";
    let csv = format!("{HEAD}{rows}");
    assert!(imported(&sandbox, &csv, &[]).contains("3 positions"));
    let position = |json: &Value| json["positions"][0]["position"].clone();
    let at = |day: &str| sandbox.json(&["--as-of", day, "export", "--format", "json"]);
    assert_eq!(position(&at("2018-06-01")), "supports");
    assert_eq!(position(&at("2019-01-01")), "abstained", "of one day the later row");
    sandbox.ok(&["set", "aut", "3a", "blocks", "--on", "2019-01-01"]);
    assert!(imported(&sandbox, &csv, &[]).starts_with("nothing new"), "a correction of the same day stands");
    let older = imported(&sandbox, format!("{HEAD}AUT,3a,accepts,,,,2018-05-01,\n"), &["--dry-run"]);
    assert!(older.contains("history: 1 position, older than what is recorded"), "{older}");
    let newer = imported(&sandbox, format!("{HEAD}AUT,3a,accepts,reports,,,2020-05-01,\n"), &["--dry-run"]);
    assert!(newer.contains("3a\n  Red line -> Can accept, if reports (1): AUT"), "{newer}");
    let json = sandbox.json(&["export", "--format", "json"]);
    assert_eq!((position(&json), &json["coverage"]["conflicts"]), ("blocks".into(), &0.into()));
}

#[test]
fn rows_without_a_date_are_taken_now_and_compared_with_what_stands() {
    let sandbox = Sandbox::new();
    let csv = "participant,item,position\nAUT,3a,supports\nAUT,3a,opposes\nFRA,3a,opposes\nFRA,3a,opposes\n";
    assert!(imported(&sandbox, csv, &[]).contains("3 positions; 1 row is recorded already"));
    assert!(imported(&sandbox, csv, &[]).starts_with("nothing new"));
    sandbox.ok(&["set", "fra", "3a", "accepts"]);
    assert!(imported(&sandbox, csv, &[]).contains("1 position; 3 rows are recorded already"));
    let json = sandbox.json(&["export", "--format", "json"]);
    let named = |row: &Value| (row["participant"].clone(), row["position"].clone());
    let rows: Vec<_> = json["positions"].as_array().unwrap().iter().map(named).collect();
    assert_eq!(rows, [("AUT".into(), "opposes".into()), ("FRA".into(), "opposes".into())]);
}

#[test]
fn spreadsheets_as_people_have_them() {
    let plain = "participant,item,position,note\nCÔTE D'IVOIRE,3A,Supports,\"two\nlines, and \"\"more\"\"\"\n法国,3b,反对,笔记\n@nam,8b,2,\n";
    let expected = {
        let sandbox = Sandbox::new();
        imported(&sandbox, plain, &["--shareable"]);
        sandbox
    };
    let positions = |sandbox: &Sandbox| {
        let json = as_json(sandbox);
        let rows = |list: &str| {
            let rows = json[list].as_array().unwrap().iter();
            rows.map(|row| {
                (
                    row["participant"].clone(),
                    row["item"].clone(),
                    row["position"].clone(),
                    row["text"].clone(),
                )
            })
            .collect::<Vec<_>>()
        };
        (rows("positions"), rows("notes"))
    };
    assert_eq!(positions(&expected).1[0].3, "two\nlines, and \"more\"");
    assert_eq!(positions(&expected).0.iter().filter(|row| row.0 == "@NAM" && row.2 == "supports").count(), 1);
    let utf_16 =
        |text: &str, bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    let semicolons = "\u{feff}Position;Item;Participant;Note\r\nSupports;3A;CÔTE D'IVOIRE;\"two\r\nlines, and \"\"more\"\"\"\r\n反对;3b;法国;笔记\r\n\r\n2;8b;@nam;\r\n";
    let tabs = "与会方\t议题\t立场\t笔记\t\rivory coast\t3a\tsupports\t\"two\rlines, and \"\"more\"\"\"\t\rFRA\t3b\topposes\t笔记\t\r@NAM\t8b\t支持\t\t\r";
    let marked = format!("\u{feff}{semicolons}").replacen('\u{feff}', "", 1);
    let files: [(Vec<u8>, &[&str]); 6] = [
        (semicolons.into(), &[]),
        (tabs.into(), &[]),
        (format!("sep=;\n{}", &semicolons[3..]).into(), &[]),
        (utf_16(&marked, u16::to_le_bytes), &[]),
        (utf_16(&marked, u16::to_be_bytes), &[]),
        (encoding_rs::GB18030.encode(plain).0.into_owned(), &["--encoding", "gb18030"]),
    ];
    for (bytes, more) in files {
        let sandbox = Sandbox::new();
        imported(&sandbox, bytes, &[more, &["--shareable"]].concat());
        assert_eq!(positions(&sandbox), positions(&expected));
    }
}

#[test]
fn words_of_other_scales_are_mapped_or_left_out() {
    let csv =
        "participant,item,position\nAUT,3a,Yes\nFRA,3a,NO\nDEU,3a,abstain\nGBR,3a,absent\nIRL,3a,supports\n";
    assert!(refused(csv, &[]).contains("hint: it is one of champions, supports, accepts, abstained, concerns, opposes, blocks, undecided, awaiting, silent; --map Yes=supports would take the word as that"));
    let sandbox = Sandbox::new();
    let ran =
        run(&sandbox, csv, &["--map", "yes=supports,no=opposes", "--map", "abstain=abstained,absent=-"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert_eq!(ran.err, "1 row was left out, as --map says\n");
    let out = sandbox.ok(&["export", "--format", "csv"]);
    for row in ["AUT,3a,supports", "FRA,3a,opposes", "DEU,3a,abstained", "IRL,3a,supports"] {
        assert!(out.contains(row), "{row}: {out}");
    }
    let ran = run(&sandbox, csv, &["--map", "yes=agrees"]);
    assert_eq!(ran.code, Some(2), "{}", ran.err);
}

#[test]
fn every_mistake_of_a_row_is_named_with_its_place_and_what_comes_near() {
    let csv = "participant;item;position;condition;source;reference;date\n\
        frnace;3z;suports;;;;\n\
        congo;4;supports;;votes;;05/12/2018\n\
        AUT;;;;;SR.3;2999-01-01\n\
        FRA;3a;supports;\"a long;\ncondition\";rumour;;\n\
        FRA;3a;supports;;;;;;more\n";
    let said = refused(csv, &[]);
    for expected in [
        "-:2:1: nobody is called `frnace`\n    2 | frnace;3z;suports;;;;\n      | ^^^^^^\n   hint: did you mean FRA (France)?\n",
        "-:2:8: no item is called `3z`\n",
        "-:2:11: `suports` is not a position\n    2 | frnace;3z;suports;;;;\n      |           ^^^^^^^\n   hint: did you mean supports? it is one of",
        "-:3:7: `4` means several items\n",
        "hint: a row is about one of 4a, 4b, 4c\n",
        "-:3:19: `votes` is not a kind of source\n",
        "hint: did you mean vote? it is one of statement, group-statement, aligned, explanation, working-paper, vote, bilateral, informal, third-party, assessment\n",
        "-:3:26: `05/12/2018` is not a date\n",
        "hint: write 2018-12-05, 2018-12-05T15:00, today or 30d for thirty days ago\n",
        "-:4:5: item is empty\n",
        "-:4:6: position is empty\n",
        "-:4:9: `SR.3` is a reference without a source\n",
        "-:4:14: 2999-01-01 is later than now\n",
        "-:6:12: `rumour` is not a kind of source\n",
        "-:7:22: `more` stands in no column that has a name\n",
        "5 of 5 rows are bad; nothing was recorded; --skip-bad records the others\n",
    ] {
        assert!(said.contains(expected), "no `{expected}` in:\n{said}");
    }
}

#[test]
fn a_head_that_cannot_be_understood_is_refused_with_the_nearest_names() {
    let said =
        refused("participant,itm,position,colour,position\nAUT,3a,supports,red,opposes\n", &["--skip-bad"]);
    for expected in [
        "-:1:13: unknown column `itm`\n",
        "hint: did you mean item? columns are participant, item, position, condition, reason, quote, quote_language, source, group, reference, date, note, visibility, name, region, groups\n",
        "-:1:26: unknown column `colour`\n",
        "-:1:33: the column `position` stands twice\n",
        "-:1: the column `item` is missing\n",
        "the file can't be read back; nothing was recorded\n",
    ] {
        assert!(said.contains(expected), "no `{expected}` in:\n{said}");
    }
    assert!(refused("", &[]).contains("-: the file is empty\n"));
}

#[test]
fn a_quote_that_is_never_closed_is_named_where_it_opens() {
    let said =
        refused("participant,item,position,note\nAUT,3a,supports,\"open\nFRA,3a,opposes,\n", &["--skip-bad"]);
    assert!(said.contains("-:2:17: a double quote is opened here and never closed\n"), "{said}");
}

#[test]
fn bytes_of_another_encoding_are_an_error_with_its_line_and_how_to_say_it() {
    let chinese = encoding_rs::GB18030.encode("participant,item,position\n法国,3a,支持\n").0.into_owned();
    let said = refused(&chinese, &[]);
    assert!(said.contains("-:2:1: byte 0xb7 is not UTF-8 text\n"), "{said}");
    assert!(said.contains("--encoding gb18030"), "{said}");
    let said = refused(&chinese, &["--encoding", "windows-1252"]);
    assert!(said.contains("nobody is called `·¨¹ú`"), "read as what was said: {said}");
    let said = refused(b"participant,item,position\nAUT,3a,\xff", &["--encoding", "gb18030"]);
    assert!(said.contains("-:2:8: what comes here is not gb18030\n"), "{said}");
    assert!(refused(b"p\0a\0", &[]).contains("say --encoding utf-16le"));
    let ran = run(&Sandbox::new(), "", &["--encoding", "klingon"]);
    assert_eq!(ran.code, Some(2));
}

#[test]
fn bad_rows_are_skipped_only_where_that_is_asked_for() {
    let csv = "participant,item,position\nAUT,3a,supports\nXXX,3a,supports\nFRA,3a,opposes\n";
    assert!(refused(csv, &[]).contains("1 of 3 rows are bad; nothing was recorded"));
    assert!(refused(csv, &["--dry-run"]).contains("nobody is called `XXX`"));
    let sandbox = Sandbox::new();
    let ran = run(&sandbox, csv, &["--skip-bad"]);
    assert_eq!(ran.code, Some(0));
    assert!(ran.out.contains("2 positions"), "{}", ran.out);
    assert!(
        ran.err.contains("-:3:1: nobody is called `XXX`")
            && ran.err.contains("1 of 3 rows are bad and were skipped"),
        "{}",
        ran.err
    );
    assert!(
        refused("participant,item,position\nXXX,3a,supports\n", &["--skip-bad"])
            .contains("1 of 1 rows are bad")
    );
}

#[test]
fn notes_of_a_table_stay_internal_unless_their_row_or_somebody_says_otherwise() {
    let shareable = |csv: &str, more: &[&str]| {
        let sandbox = Sandbox::new();
        imported(&sandbox, csv, more);
        as_json(&sandbox)["notes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|note| note["visibility"] == "shareable")
            .collect::<Vec<_>>()
    };
    let typed = "participant,item,position,note\nAUT,3a,supports,heard in the corridor\n";
    assert_eq!(shareable(typed, &[]), [false]);
    assert_eq!(shareable(typed, &["--shareable"]), [true]);
    let exported = full().ok(&["export", "--format", "csv", "--notes", "all"]);
    assert_eq!(shareable(&exported, &[]), [false, true]);
    assert_eq!(shareable(&exported, &["--internal"]), [false, false]);
    let edited = exported.replace("an internal *note*", "\"an internal *note*\n\nand one more\"");
    let sandbox = full();
    let said = imported(&sandbox, edited, &[]);
    assert!(said.contains("1 note (internal)"), "only the new part: {said}");
}

#[test]
fn json_names_path_line_column_and_what_comes_near() {
    let json = "{\n  \"schema\": 1,\n  \"positions\": [\n    {\"participant\": \"AUT\", \"item\": \"3a\", \"position\": \"supports\"},\n    {\"participant\": \"frnace\", \"item\": \"3z\", \"position\": \"suport\", \"on\": 5,\n     \"source\": {\"kind\": \"votes\"}},\n    {\"item\": \"3a\", \"position\": null}, 7\n  ],\n  \"commitments\": [{\"participant\": \"AUT\", \"item\": \"3a\", \"text\": \"\", \"due\": \"soon\", \"status\": \"half\"}]\n}\n";
    let said = refused(json, &[]);
    for expected in [
        "-:5:21: positions[1].participant: nobody is called `frnace`\n",
        "-:5:39: positions[1].item: no item is called `3z`\n",
        "-:5:57: positions[1].position: `suport` is not a position\n",
        "hint: did you mean supports?",
        "-:5:73: positions[1].on: `5` is not a string\n",
        "-:6:25: positions[1].source.kind: `votes` is not a kind of source\n",
        "-:7:5: positions[2].participant: participant is empty\n",
        "-:7:5: positions[2].position: position is empty\n",
        "-:7:39: positions[3] is not an object\n",
        "commitments[0].text: text is empty\n",
        "commitments[0].due: `soon` is not a date\n",
        "commitments[0].status: `half` is not a status\n",
        "4 of 5 rows are bad; nothing was recorded",
    ] {
        assert!(said.contains(expected), "no `{expected}` in:\n{said}");
    }
    let sandbox = Sandbox::new();
    let ran = run(&sandbox, json, &["--skip-bad"]);
    assert!(ran.out.contains("1 position\n"), "{}", ran.out);
}

#[test]
fn json_that_is_cut_newer_nested_or_something_else_is_refused() {
    let said = refused("{\n  \"schema\": 1,\n  \"positions\": [", &[]);
    assert!(said.contains("-:3:") && said.contains("not JSON: EOF while parsing"), "{said}");
    let said = refused("{\"schema\": 2, \"positions\": \"what?\"}", &[]);
    assert!(said.contains("-:1:12: the file has schema 2, and this prepcom reads schema 1\n"), "{said}");
    assert!(refused("{\"positions\": []}", &[]).contains("this is not a snapshot of schema 1"));
    assert!(refused("{\"schema\": 1, \"notes\": {}}", &[]).contains("-:1:24: notes is not a list\n"));
    let deep = "[".repeat(100_000);
    assert!(refused(format!("{{\"schema\": 1, \"positions\": {deep}"), &[]).contains("not JSON"));
    let closed = format!("{{\"schema\": 1, \"positions\": [{deep}{}]}}", "]".repeat(100_000));
    assert!(refused(closed, &[]).contains("positions[0] is not an object"));
}

#[test]
fn a_position_taken_on_another_text_of_the_item_stays_one() {
    let source = Sandbox::new();
    source.ok(&["set", "aut", "3a", "supports"]);
    let mut json: Value = source.json(&["export", "--format", "json"]);
    let item = json["areas"]
        .as_array_mut()
        .unwrap()
        .iter_mut()
        .flat_map(|area| area["items"].as_array_mut().unwrap());
    let item = item.into_iter().find(|item| item["key"] == "3a").unwrap();
    item["text"]["en"] = "An earlier wording".into();
    let other = Sandbox::new();
    imported(&other, json.to_string(), &[]);
    assert_eq!(as_json(&other)["positions"][0]["earlier_wording"], true);
    let third = Sandbox::new();
    imported(&third, other.ok(&["export", "--format", "json"]), &[]);
    assert_eq!(as_json(&third), as_json(&other));
}

#[test]
fn a_colleagues_newer_progress_and_outcome_come_in_and_older_ones_do_not() {
    let (ana, bo) = (Sandbox::new(), Sandbox::new());
    ana.ok(&["commitment", "add", "nld", "3a", "a paper"]);
    ana.ok(&["meeting", "plan", "nld", "2024-04-26"]);
    ana.ok(&["line", "3a", "--objective", "first"]);
    let early = ana.ok(&["export", "--format", "json"]);
    imported(&bo, &early, &[]);
    let made = ana.json(&["commitment", "list", "--json"])["commitments"][0]["id"].clone();
    ana.ok(&["commitment", "status", made.as_str().unwrap(), "complete"]);
    let planned = ana.json(&["meeting", "list", "--json"])["meetings"][0]["id"].clone();
    ana.ok(&["meeting", "finish", planned.as_str().unwrap(), "--outcome", "went well"]);
    ana.ok(&["line", "3a", "--objective", "second"]);
    let said = imported(&bo, ana.ok(&["export", "--format", "json"]), &[]);
    assert!(said.contains("1 status of a commitment, 1 line of ours, 1 meeting finished"), "{said}");
    assert_eq!(as_json(&bo), as_json(&ana));
    let ran = run(&bo, &early, &[]);
    assert!(ran.out.starts_with("nothing new"), "{}", ran.out);
    assert!(ran.err.contains("1 line of ours is older than what is recorded here"), "{}", ran.err);
    assert_eq!(as_json(&bo), as_json(&ana));
}

#[test]
fn hostile_text_goes_in_as_data_and_what_acts_on_a_terminal_is_taken_out_and_said() {
    let sandbox = Sandbox::new();
    let long = "核".repeat(100_000);
    let csv = format!(
        "{HEAD}AUT,3a,supports,\"a\u{1b}[31mb\u{0}\nc\u{202e}d\",working-paper,<script>,,\"=cmd|' /C calc'!A0 ]]> {long}\"\n"
    );
    let ran = run(&sandbox, &csv, &["--shareable"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.err.contains("1 text held characters that act on a terminal"), "{}", ran.err);
    let json = as_json(&sandbox);
    assert_eq!(json["positions"][0]["condition"], "ab cd");
    assert_eq!(json["positions"][0]["source"]["reference"], "<script>");
    assert_eq!(json["notes"][0]["text"], format!("=cmd|' /C calc'!A0 ]]> {long}"));
    assert!(
        run(&sandbox, &csv, &[]).out.starts_with("nothing new") || csv.contains(",,\""),
        "an undated row"
    );
    let hostile = "participant,item,position\n\"\u{1b}[2Jevil\nname\",3a,supports\n";
    let said = refused(hostile, &[]);
    assert!(said.contains("nobody is called `evil name`") && !said.contains('\u{1b}'), "{said}");
}

#[test]
fn an_import_is_refused_while_the_past_is_shown_and_where_there_is_no_file() {
    let sandbox = Sandbox::new();
    let ran = sandbox.run(&["--as-of", "2020-01-01", "import", &votes()]);
    assert_eq!(ran.code, Some(2), "{}", ran.err);
    let ran = sandbox.run(&["import", "nowhere.csv"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("can't read nowhere.csv"), "{}", ran.err);
    let ran = sandbox.run(&["import", "old.xls"]);
    assert!(ran.code == Some(1) || ran.code == Some(2), "{}", ran.err);
    assert!(sandbox.journals().is_empty());
}

#[test]
fn what_is_wrong_is_said_in_chinese_too() {
    let said = refused("participant,item,position\nfrnace,3a,支持\n", &["--lang", "zh"]);
    for expected in
        ["没有名为 frnace 的与会方", "提示：是否应为 FRA (France)？", "1 行中有 1 行有误，未作任何记录"]
    {
        assert!(said.contains(expected), "no `{expected}` in:\n{said}");
    }
    let sandbox = Sandbox::new();
    let dry = sandbox.ok(&["--lang", "zh", "import", "--dry-run", &votes()]);
    assert!(dry.starts_with("将记录 2183 项立场\n") && dry.contains("未记录 -> 反对 (4)"), "{dry}");
}

/// A workbook as an export writes it: a hidden first row of names, heads below, then rows; edited by whoever wants.
fn workbook(
    sheet_name: &str,
    names: bool,
    heads: &[&str],
    edit: impl Fn(&mut rust_xlsxwriter::Worksheet),
) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet().set_name("Matrix").unwrap().write_string(0, 0, "AUT").unwrap();
    let sheet = book.add_worksheet().set_name(sheet_name).unwrap();
    let all = ["participant", "name", "item", "position", "condition", "source", "reference", "date", "via"];
    if names {
        for (column, name) in (0..).zip(all) {
            sheet.write_string(0, column, name).unwrap();
        }
    }
    for (column, head) in (0..).zip(heads) {
        sheet.write_string(u32::from(names), column, *head).unwrap();
    }
    edit(sheet);
    book.save_to_buffer().unwrap()
}

const ENGLISH: [&str; 9] =
    ["Participant", "Name", "Item", "Position", "Condition", "Source", "Reference", "Said", "Via"];
const BOTH: [&str; 9] = [
    "与会方 / Participant",
    "名称 / Name",
    "议题 / Item",
    "立场 / Position",
    "条件 / Condition",
    "来源 / Source",
    "出处 / Reference",
    "时间 / Said",
    "随集团 / Via",
];

fn fill(sheet: &mut rust_xlsxwriter::Worksheet, first: u32, rows: &[&[&str]]) {
    for (row, cells) in (first..).zip(rows) {
        for (column, text) in (0..).zip(*cells) {
            sheet.write_string(row, column, *text).unwrap();
        }
    }
}

#[test]
fn a_workbook_reads_by_names_or_heads_in_either_language_with_dates_as_dates_or_text() {
    let rows: [&[&str]; 3] = [
        &["AUT", "Austria", "3a", "Supports", "=1+1", "Vote", "A/RES/73/29"],
        &["FRA", "法国", "3a", "反对 / Opposes", "", "表决 / Vote", "", "2018-12-05"],
        &["CUB", "Cuba", "8b", "Supports", "", "", "", "", "@NAM"],
    ];
    let day = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd");
    for (name, names, heads) in [
        ("Positions", true, ENGLISH),
        ("立场", true, BOTH),
        ("Positions 立场", false, BOTH),
        ("positions", false, ENGLISH),
    ] {
        let bytes = workbook(name, names, &heads, |sheet| {
            fill(sheet, 1 + u32::from(names), &rows);
            sheet.write_number_with_format(1 + u32::from(names), 7, 43_439.5, &day).unwrap();
            sheet.write_number(4 + u32::from(names), 2, 11.0).unwrap();
            fill(sheet, 4 + u32::from(names), &[&["IRL"]]);
            sheet.write_string(4 + u32::from(names), 3, "2").unwrap();
        });
        let sandbox = Sandbox::new();
        assert!(imported(&sandbox, &bytes, &[]).contains("3 positions"), "{name}");
        let csv = sandbox.ok(&["export", "--format", "csv"]);
        for row in [
            "AUT,3a,supports,'=1+1,,,,vote,,A/RES/73/29,2018-12-05T12:00:00.000Z,,,Austria,weog,@EU",
            "FRA,3a,opposes,,,,,vote,,,2018-12-05,",
            "IRL,11,supports,",
        ] {
            assert!(csv.contains(row), "{name}: no {row} in {csv}");
        }
        assert!(!csv.contains("CUB"), "a row through a group is the group's");
        assert!(imported(&sandbox, &bytes, &[]).starts_with("nothing new"));
    }
}

#[test]
fn mistakes_in_a_workbook_are_named_with_their_cell() {
    let bytes = workbook("Positions", true, &ENGLISH, |sheet| {
        fill(
            sheet,
            2,
            &[&["AUT", "", "3z", "Suports"], &["AUT", "", "3a", "Supports", "", "", "", "", "", "stray"]],
        );
    });
    let said = refused(&bytes, &[]);
    for expected in [
        "-, Positions!C3: no item is called `3z`\n",
        "-, Positions!D3: `Suports` is not a position\n",
        "hint: did you mean supports?",
        "-, Positions!J4: `stray` stands in no column that has a name\n",
        "2 of 2 rows are bad",
    ] {
        assert!(said.contains(expected), "no `{expected}` in:\n{said}");
    }
    let heads: Vec<&str> = ENGLISH.into_iter().chain(["Condtion 2"]).collect();
    let said = refused(workbook("Positions", true, &heads, |_| {}), &[]);
    assert!(
        said.contains("-, Positions!J1: unknown column `Condtion 2`\n   hint: did you mean condition?"),
        "{said}"
    );
    let said = refused(workbook("Positions", false, &["Participant", "Position"], |_| {}), &[]);
    assert!(said.contains("-, Positions: the column `item` is missing"), "{said}");
    let said = refused(b"PK\x03\x04 and so on", &[]);
    assert!(said.contains("this is not a workbook that can be read"), "{said}");
    let long = workbook("Positions", true, &ENGLISH, |sheet| {
        fill(sheet, 2, &[&["AUT", "", "3a", "Supports", &"x".repeat(32_767)]]);
    });
    assert!(refused(long, &[]).contains("-, Positions!E3: the text fills its cell and was cut there"));
}

/// What each sheet of a workbook lists, read by the program, beside the same workspace as JSON.
#[test]
fn notes_and_commitments_of_a_workbook_come_in_too() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheets: [(&str, &[&[&str]]); 5] = [
        (
            "Notes",
            &[
                &["id", "participant", "item", "text", "visibility", "date"],
                &["Id", "Participant", "Item", "Text", "Visibility", "Said"],
                &["dev-1", "AUT", "3a", "two\nlines", "shareable", "2020-01-01"],
                &["", "", "3b", "inside", "", ""],
            ],
        ),
        (
            "承诺",
            &[
                &["与会方", "议题", "内容", "期限", "进展", "依据", "来源", "出处"],
                &["NLD", "3a", "a paper", "2027-04-01", "有限进展", "they said so", "国家发言", "SR.1"],
            ],
        ),
        ("Our line", &[&["Item", "Objective", "Arguments", "To ask"], &["3a", "more reports", "", "when?"]]),
        ("To raise", &[&["Participant", "Item", "Text"], &["NLD", "3a", "the paper"]]),
        (
            "Meetings",
            &[
                &["Participant", "When", "Place", "Item", "Finished", "Outcome"],
                &["NLD, AUT", "2024-04-26T15:00", "Room C", "3a, 3b", "yes", "agreed"],
            ],
        ),
    ];
    for (name, rows) in sheets {
        fill(book.add_worksheet().set_name(name).unwrap(), 0, rows);
    }
    let bytes = book.save_to_buffer().unwrap();
    let sandbox = Sandbox::new();
    let said = imported(&sandbox, &bytes, &[]);
    assert!(
        said.contains("2 notes (1 shareable), 1 commitment, 1 line of ours, 1 point to raise, 1 meeting"),
        "{said}"
    );
    let json = as_json(&sandbox);
    assert_eq!(json["notes"][0]["text"], "two\nlines");
    assert_eq!(json["commitments"][0]["status"], "limited");
    assert_eq!(json["commitments"][0]["source"]["kind"], "statement");
    assert_eq!(
        (&json["meetings"][0]["finished"], &json["meetings"][0]["items"][1]),
        (&true.into(), &"3b".into())
    );
    assert!(imported(&sandbox, &bytes, &[]).starts_with("nothing new"));
}

/// The shipped paper and a ledger of its own, without a disk.
struct Desk {
    assets: assets::Assets,
    ledger: Ledger,
}

impl Desk {
    fn new() -> Desk {
        Desk { assets: assets::load(None), ledger: Ledger::default() }
    }

    fn import(&mut self, bytes: &[u8], format: import::Format, notes: NotesAre) -> usize {
        let (paper, roster, clock) = (&self.assets.paper, &self.assets.roster, crate::support::clock());
        let around =
            Around { paper, roster, clock, file: "-", encoding: None, words: &WordMap::new(), notes };
        let read = import::read(bytes, format, around);
        assert!(read.problems.is_empty(), "{:?}", read.problems);
        let snapshot = Snapshot::new(paper, roster, &self.ledger, View::default());
        let plan = plan(
            read.contents,
            Recorded { paper, ledger: &self.ledger, snapshot: &snapshot, now: clock.now },
        );
        let number = u32::try_from(self.ledger.len()).unwrap() + 1;
        let id = EntryId { device: "dev".into(), number };
        let facts = plan.facts(&id);
        let count = facts.len();
        if count > 0 {
            self.ledger.apply(Entry { v: 1, id, at: clock.now, by: "A".into(), facts });
        }
        count
    }

    fn export(&self, format: export::Format) -> String {
        let (paper, roster) = (&self.assets.paper, &self.assets.roster);
        let cover = Cover {
            lang: Lang::En,
            beside: false,
            as_of: Instant::from_millis(crate::support::NOW),
            by: "A".into(),
            marking: String::new(),
            audience: prepcom::domain::extent::Audience::Internal,
            zone: chrono_tz::Tz::UTC,
            problems: 0,
            notes: Notes::All,
            extent: Extent::default(),
        };
        let snapshot = &Snapshot::new(paper, roster, &self.ledger, View::default());
        let report = Report { paper, roster, snapshot, cover: &cover, watch: &Watch::default() };
        String::from_utf8(export::render(&report, format).unwrap()).unwrap()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn whatever_a_text_holds_it_goes_through_csv_and_json_as_it_is(
        texts in prop::collection::vec("(?s)['=@+-]{0,2}.{0,40}", 3),
        internal in any::<bool>(),
    ) {
        let mut source = Desk::new();
        let quoted = |text: &str| format!("\"{}\"", prepcom::export::csv::guard(text).replace('"', "\"\""));
        let row = |(text, who): (&String, &str)| {
            let text = quoted(text);
            format!("{who},3a,supports,{text},vote,{text},2018-12-05,{text}\n")
        };
        let rows = texts.iter().zip(["AUT", "CUB", "IRL"]).map(row);
        let csv: String = std::iter::once(HEAD.to_owned()).chain(rows).collect();
        let notes = if internal { NotesAre::Internal } else { NotesAre::Shareable };
        prop_assert!(source.import(csv.as_bytes(), import::Format::Csv, notes) >= 3);
        for (read, written) in [(import::Format::Csv, export::Format::Csv), (import::Format::Json, export::Format::Json)] {
            let (file, mut other) = (source.export(written), Desk::new());
            other.import(file.as_bytes(), read, NotesAre::AsWritten);
            prop_assert_eq!(other.export(export::Format::Csv), source.export(export::Format::Csv));
            let both = [&other, &source].map(|desk| {
                but_for_names(serde_json::from_str(&desk.export(export::Format::Json)).unwrap())
            });
            prop_assert_eq!(&both[0]["positions"], &both[1]["positions"]);
            prop_assert_eq!(&both[0]["notes"], &both[1]["notes"]);
            prop_assert_eq!(other.import(file.as_bytes(), read, NotesAre::AsWritten), 0);
        }
    }

    #[test]
    fn no_bytes_stop_the_reading(bytes in prop::collection::vec(any::<u8>(), 0..200), text in "[a-c\"\\n,;\\[{}:0-9ponsit]{0,60}") {
        let desk = Desk::new();
        let (paper, roster) = (&desk.assets.paper, &desk.assets.roster);
        for format in import::Format::ALL {
            for bytes in [&bytes, text.as_bytes(), format!("{HEAD}{text}").as_bytes(), format!("{{\"schema\":1,\"positions\":[{text}]}}").as_bytes()] {
                let clock = crate::support::clock();
                let around = Around { paper, roster, clock, file: "-", encoding: None, words: &WordMap::new(), notes: NotesAre::AsWritten };
                let read = import::read(bytes, format, around);
                prop_assert!(read.bad <= read.rows && read.refused <= !read.problems.is_empty());
            }
        }
    }
}
