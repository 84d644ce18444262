//! A reader that somebody else could have written, by docs/format.md alone: `docs/reader.py` comes to the same tallies.

use crate::support::{Sandbox, project_file};
use prepcom::domain::{
    entry::{Entry, Fact, PositionSet, Undone},
    ids::{EntryId, Who},
    instant::Instant,
    ledger::Ledger,
    line::write_line,
    position::Position,
};
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
use serde_json::{Value, json};
use std::{
    path::Path,
    process::{Command, Stdio},
};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Whether this machine has Python; without it there is nothing to compare with. CI sets `PREPCOM_NEEDS_PYTHON`, so that it never goes
/// without.
fn has_python() -> bool {
    let version =
        Command::new("python3").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    let has_python = version.is_ok_and(|status| status.success());
    assert!(has_python || std::env::var_os("PREPCOM_NEEDS_PYTHON").is_none(), "there is no python3");
    has_python
}

/// The day on which both are asked, in the middle of those of the random histories.
const TODAY: &str = "2024-07-05";

/// What the reader in Python says, item by item.
fn by_python(sandbox: &Sandbox, today: &str) -> Vec<Value> {
    let ran = Command::new("python3")
        .arg(root().join("docs/reader.py"))
        .args([sandbox.workspace(), root().join("assets")])
        .arg(today)
        .output()
        .unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    String::from_utf8(ran.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The same from an export.
fn by_export(sandbox: &Sandbox, today: &str) -> (Vec<Value>, u64) {
    let mut command = sandbox.command(&["export", "--format", "json"]);
    let ran = command.env("PREPCOM_NOW", format!("{today}T12:00:00Z")).output().unwrap();
    let document: Value = serde_json::from_slice(&ran.stdout).unwrap();
    let areas = document["areas"].as_array().unwrap();
    let items = areas.iter().flat_map(|area| area["items"].as_array().unwrap());
    let row = |item: &Value| {
        json!({
            "key": item["key"], "tally": item["tally"], "recorded": item["recorded"],
            "via_groups": item["via_groups"], "groups_differ": item["groups_differ"],
        })
    };
    (items.map(row).collect(), document["coverage"]["conflicts"].as_u64().unwrap())
}

fn assert_same(sandbox: &Sandbox, today: &str) -> u64 {
    let mut python = by_python(sandbox, today);
    let (exported, conflicts) = by_export(sandbox, today);
    let counted = python.iter_mut().map(|item| item.as_object_mut().unwrap().remove("conflicts").unwrap());
    let counted: u64 = counted.map(|conflicts| conflicts.as_u64().unwrap()).sum();
    assert_eq!((&python, counted), (&exported, conflicts));
    conflicts
}

#[test]
fn the_reader_is_seventy_lines_at_most_and_imports_nothing_but_the_standard_library() {
    let text = project_file("docs/reader.py");
    assert!(text.lines().count() <= 70, "{}", text.lines().count());
    let imports = text.lines().filter(|line| line.starts_with("import") || line.starts_with("from"));
    assert_eq!(
        imports.collect::<Vec<_>>(),
        ["import collections, datetime, functools, json, pathlib, re, sys, zlib, zoneinfo"]
    );
}

#[test]
fn a_reader_in_another_language_counts_the_votes_of_2018_as_the_program_does() {
    if !has_python() {
        return;
    }
    let sandbox = Sandbox::new();
    let votes = root().join("tests/data/votes-2018.csv");
    sandbox.ok(&["import", votes.to_str().unwrap(), "--shareable"]);
    sandbox.ok(&["set", "@nam", "3a", "supports"]);
    sandbox.ok(&["set", "aut", "3a", "silent", "--if", "核 \"quoted\" \\ and 'more'\u{1}"]);
    assert_same(&sandbox, "2100-01-01");
    let (items, _) = by_export(&sandbox, "2100-01-01");
    assert!(items.iter().map(|item| item["recorded"].as_u64().unwrap()).sum::<u64>() > 170, "{items:?}");
}

#[derive(Debug, Clone)]
enum Act {
    Set { who: usize, item: usize, is: usize, day: i64, knows: bool, concurrent: bool, twice: bool },
    Undo(prop::sample::Index),
}

fn act() -> impl Strategy<Value = Act> {
    let set = (
        0..7_usize,
        0..2_usize,
        0..6_usize,
        0..4_i64,
        prop::bool::weighted(0.6),
        any::<bool>(),
        any::<bool>(),
    );
    let set = set.prop_map(|(who, item, is, day, knows, concurrent, twice)| Act::Set {
        who,
        item,
        is,
        day,
        knows,
        concurrent,
        twice,
    });
    prop_oneof![4 => set, 1 => any::<prop::sample::Index>().prop_map(Act::Undo)]
}

/// Entries of three devices: each knows of everything before it, or of nothing.
fn history(acts: &[(usize, Act)]) -> Vec<Entry> {
    const WHO: [&str; 7] = ["AUT", "FRA", "CHN", "IDN", "@NAM", "@N5", "@EU"];
    let (mut ledger, mut numbers) = (Ledger::default(), [0_u32; 3]);
    let mut entries: Vec<Entry> = Vec::new();
    for (clock, (device, act)) in (0..).zip(acts) {
        numbers[*device] += 1;
        let id = EntryId { device: ["a", "b", "c1"][*device].into(), number: numbers[*device] };
        let facts = match act {
            Act::Undo(_) if entries.is_empty() => continue,
            Act::Undo(index) => vec![Fact::Undo(Undone { entry: index.get(&entries).id })],
            Act::Set { who, item, is, day, knows, concurrent, twice } => {
                let (who, item) = (Who::new(WHO[*who]), crate::support::item(["3a", "3b"][*item]));
                let parents = if *knows { ledger.heads(&who, &item) } else { Vec::new() };
                let stand = |is: usize, concurrent: bool| {
                    Fact::Position(PositionSet {
                        who,
                        item,
                        is: [Position::Supports, Position::Opposes, Position::Silent].get(is % 4).copied(),
                        condition: if is > 3 { "if \"so\"\n核\t\\".into() } else { String::new() },
                        source: None,
                        on: Instant::from_millis(1_720_000_000_000 + day * 86_400_000),
                        text: "".into(),
                        parents: parents.clone(),
                        concurrent,
                        ..PositionSet::default()
                    })
                };
                let again = twice.then(|| stand(is + 1, *concurrent));
                [stand(*is, false)].into_iter().chain(again).collect()
            }
        };
        let at = Instant::from_millis(1_725_000_000_000 + clock / 3);
        let entry = Entry { v: 1, id, at, by: "A".into(), facts };
        ledger.apply(entry.clone());
        entries.push(entry);
    }
    entries
}

#[test]
fn a_reader_in_another_language_folds_random_histories_of_several_devices_as_the_program_does() {
    if !has_python() {
        return;
    }
    let (mut conflicts, mut undos) = (0, 0);
    let mut runner = TestRunner::deterministic();
    for _ in 0..8 {
        let acts = prop::collection::vec((0..3_usize, act()), 60..140);
        let acts = acts.new_tree(&mut runner).unwrap().current();
        let sandbox = Sandbox::new();
        let folder = sandbox.workspace().join("state/journal");
        std::fs::create_dir_all(&folder).unwrap();
        let mut files = [String::new(), String::new(), String::new()];
        for (index, entry) in history(&acts).iter().enumerate() {
            undos += usize::from(entry.undoes().is_some());
            let line = write_line(entry).unwrap() + if index % 5 == 0 { "\r\n" } else { "\n" };
            files[["a", "b", "c1"].iter().position(|name| entry.id.device == *name).unwrap()] += &line;
            if index % 7 == 0 {
                files[index % 3] +=
                    &format!("{line}<<<<<<< HEAD\n{}\n\n", &line[..line.floor_char_boundary(line.len() / 2)]);
                files[(index + 1) % 3] += &line.replacen("{\"sum\":\"", "{\"sum\":\"0", 1);
            }
        }
        for (name, text) in ["a", "b", "c1"].into_iter().zip(files) {
            std::fs::write(folder.join(format!("{name}.jsonl")), text).unwrap();
        }
        conflicts += assert_same(&sandbox, TODAY);
    }
    assert!(conflicts > 20 && undos > 50, "the histories hold {conflicts} conflicts and {undos} undos");
}
