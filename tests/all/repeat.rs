//! What is recorded once more on the command line is nothing new, and what differs in anything is.

use crate::support::Sandbox;

/// Expects that a command records nothing, and says so.
fn known(sandbox: &Sandbox, arguments: &[&str]) {
    let before = sandbox.ok(&["log"]);
    let ran = sandbox.run(arguments);
    assert_eq!(ran.code, Some(0), "{arguments:?}: {}", ran.err);
    assert!(ran.out.starts_with("already recorded"), "{arguments:?}: {}{}", ran.out, ran.err);
    assert_eq!(sandbox.ok(&["log"]), before, "{arguments:?}");
}

/// Expects that a command records something.
fn new(sandbox: &Sandbox, arguments: &[&str]) {
    let before = sandbox.ok(&["log"]);
    let said = sandbox.ok(arguments);
    assert!(said.starts_with("recorded "), "{arguments:?}: {said}");
    assert_ne!(sandbox.ok(&["log"]), before, "{arguments:?}");
}

/// Expects that a command records something the first time alone.
fn once(sandbox: &Sandbox, arguments: &[&str]) {
    new(sandbox, arguments);
    known(sandbox, arguments);
}

#[test]
fn the_same_position_again_is_already_recorded_and_one_that_differs_in_anything_is_not() {
    let sandbox = Sandbox::new();
    let set = ["set", "aut", "1a", "supports"];
    for more in [
        &[][..],
        &["--if", "yearly"],
        &["--reason", "transparency"],
        &["--quote", "Yes.", "--quote-language", "en"],
        &["--source", "statement"],
        &["--source", "statement:PC.1"],
        &["--on", "today"],
        &["--on", "2024-07-22"],
        &["--on", "2024-07-22T15:00"],
    ] {
        once(&sandbox, &[&set, more].concat());
    }
    once(&sandbox, &["set", "aut", "1a", "concerns"]);
    new(&sandbox, &set);
    sandbox.ok(&["undo"]);
    known(&sandbox, &["set", "aut", "1a", "concerns"]);
    new(&sandbox, &set);
    sandbox.ok(&["clear", "aut", "1a"]);
    once(&sandbox, &set);
    let yes = ["set", "aut", "1a", "supports", "--author", "Somebody Else"];
    known(&sandbox, &yes);
}

#[test]
fn on_another_day_the_same_position_is_taken_anew() {
    let sandbox = Sandbox::new();
    let on = |day: &str, arguments: &[&str]| {
        let out = sandbox.command(arguments).env("PREPCOM_NOW", format!("{day}T12:00:00Z")).output().unwrap();
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        String::from_utf8(out.stdout).unwrap().starts_with("already recorded")
    };
    for arguments in [&["set", "aut", "1a", "supports"][..], &["note", "aut", "1a", "spoke"]] {
        assert!(!on("2026-04-27", arguments));
        assert!(on("2026-04-27", arguments));
        assert!(!on("2026-04-28", arguments));
        assert!(on("2026-04-28", arguments));
    }
}

#[test]
fn of_several_cells_only_those_that_are_new_are_recorded_and_how_many_were_not_is_said() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["set", "aut", "1a", "supports"]);
    let all = ["set", "aut,fra", "1a,3a", "supports"];
    let ran = sandbox.run(&all);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.err.contains("already recorded: 1 of 4"), "{}", ran.err);
    assert!(!ran.out.contains("already"), "{}", ran.out);
    let newest = &sandbox.json(&["log", "--json"])["entries"][0]["facts"];
    assert_eq!(newest.as_array().unwrap().len(), 3, "{newest}");
    known(&sandbox, &all);
    assert!(sandbox.ok(&all).contains("already recorded: 4 of 4"));
    // A note to what is there is recorded alone.
    once(&sandbox, &["set", "aut", "1a", "supports", "--note", "said twice"]);
    let shown = sandbox.ok(&["show", "aut"]);
    assert_eq!(shown.matches("said twice").count(), 1, "{shown}");
}

#[test]
fn what_was_said_in_a_sitting_and_what_was_corrected_are_recorded_once() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["sitting", "add", "2026-04-27T10:00", "--number", "1"]);
    let id = sandbox.json(&["sitting", "list", "--json"])["sittings"][0]["id"].as_str().unwrap().to_owned();
    once(&sandbox, &["set", "aut", "1a", "supports", "--sitting", &id]);
    once(&sandbox, &["set", "aut", "1a", "concerns", "--corrects"]);
    known(&sandbox, &["set", "aut", "1a", "concerns", "--corrects"]);
    new(&sandbox, &["set", "aut", "1a", "opposes", "--corrects"]);
}

#[test]
fn a_conflict_is_resolved_by_what_one_of_its_versions_says() {
    let (one, other) = (Sandbox::new(), Sandbox::new());
    one.ok(&["set", "aut", "1a", "supports"]);
    other.ok(&["set", "aut", "1a", "opposes"]);
    one.receive(&other);
    assert!(one.ok(&["conflict", "list"]).contains("AUT"));
    new(&one, &["set", "aut", "1a", "opposes"]);
    assert!(!one.ok(&["conflict", "list"]).contains("AUT"));
    known(&one, &["set", "aut", "1a", "opposes"]);
}

#[test]
fn the_same_note_again_on_one_day_is_already_recorded_and_one_that_differs_in_anything_is_not() {
    let sandbox = Sandbox::new();
    for arguments in [
        &["note", "aut", "1a", "asked for time"][..],
        &["note", "aut", "1a", "asked for more time"],
        &["note", "aut", "asked for time"],
        &["note", "1a", "asked for time"],
        &["note", "fra,chn", "1a", "asked for time"],
        &["note", "aut", "1a", "asked for time", "--shareable"],
        &["note", "aut", "1a", "asked for time", "--mine"],
        &["note", "aut", "1a", "asked for time", "--source", "bilateral"],
        &["note", "aut", "1a", "asked for time", "--quote", "Time, please."],
        &["note", "aut", "1a", "asked for time", "--on", "2024-07-22"],
        &["note", "aut", "1a", "asked for time", "--on", "2024-07-23T10:00"],
        &["note", "aut", "1a", "asked for time", "--on", "2024-07-23T11:00"],
    ] {
        once(&sandbox, arguments);
    }
    known(&sandbox, &["note", "aut", "1a", "asked for time", "--on", "today"]);
    sandbox.ok(&["undo"]);
    new(&sandbox, &["note", "aut", "1a", "asked for time", "--on", "2024-07-23T11:00"]);
}
