//! A journal from somebody else takes nothing back, strikes nothing and amends nothing without its being said.

use crate::support::{Sandbox, Screens, has, has_not};
use prepcom::{
    domain::{
        entry::{CommitmentEdited, Entry, Fact, NoteEdited, NoteRemoved, Undone},
        ids::{EntryId, FactId},
        instant::Instant,
        lang::Lang,
        line::write_line,
    },
    tui::keys::Action,
};
use serde_json::Value;

/// 2030-01-01T10:00:00Z.
const LATER: i64 = 1_893_492_000_000;

fn entry(number: u32, by: &str, fact: Fact) -> Entry {
    let id = EntryId { device: "evil".into(), number };
    Entry { v: 1, id, at: Instant::from_millis(LATER + i64::from(number)), by: by.into(), facts: vec![fact] }
}

fn undo(id: &str) -> Fact {
    Fact::Undo(Undone { entry: id.parse().unwrap() })
}

/// Puts the journal of somebody else into a workspace.
fn smuggle(sandbox: &Sandbox, entries: &[Entry]) {
    let lines: Vec<String> = entries.iter().map(|entry| write_line(entry).unwrap() + "\n").collect();
    let path = sandbox.workspace().join("state/journal/evil.jsonl");
    std::fs::write(&path, lines.concat()).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
    }
}

/// A position, a note and a commitment of A. Diplomat's, by their entries.
fn recorded() -> (Sandbox, [String; 3]) {
    let sandbox = Sandbox::new();
    sandbox.ok(&["set", "aut", "1a", "supports"]);
    sandbox.ok(&["note", "aut", "1a", "said at lunch"]);
    sandbox.ok(&["commitment", "add", "aut", "1a", "a report"]);
    let log = sandbox.json(&["log", "--json"]);
    let id = |place: usize| log["entries"][2 - place]["id"].as_str().unwrap().to_owned();
    let ids = [id(0), id(1), id(2)];
    (sandbox, ids)
}

/// Text without its line breaks.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What the newest entry says.
fn newest(sandbox: &Sandbox) -> String {
    sandbox.json(&["log", "--json"])["entries"][0]["summary"].as_str().unwrap().to_owned()
}

#[test]
fn an_undo_of_somebody_elses_entry_is_told_in_the_log_and_counted_by_check_until_it_is_put_back() {
    let (sandbox, [position, ..]) = recorded();
    smuggle(&sandbox, &[entry(1, "Eve", undo(&position))]);
    let told = format!("took back A. Diplomat's entry {position}: AUT on 1a: Supports");
    let log = sandbox.ok(&["log"]);
    assert!(log.contains("took back A. Diplomat's entry"), "{log}");
    assert!(log.contains("taken back by Eve"), "{log}");
    let chinese = sandbox.ok(&["--lang", "zh", "log"]);
    assert!(chinese.contains("撤销了 A. Diplomat 的记录"), "{chinese}");
    assert!(chinese.contains("被 Eve 撤销于"), "{chinese}");

    let json = sandbox.json(&["log", "--json"]);
    let by_id = |id: &str| {
        json["entries"].as_array().unwrap().iter().find(|entry| entry["id"] == id).unwrap().clone()
    };
    assert_eq!(by_id("evil-1")["summary"], told);
    assert_eq!(by_id("evil-1")["facts"][0]["of"], "A. Diplomat");
    assert_eq!(by_id(&position)["taken_back_by"]["by"], "Eve");
    assert_eq!(by_id(&position)["taken_back_by"]["entry"], "evil-1");

    let checked = sandbox.run(&["check"]);
    assert!(flat(&checked.out).contains("a clock is or was wrong"), "nothing else is: {}", checked.out);
    for part in ["Worth knowing", &told, &format!("prepcom redo {position}")] {
        assert!(flat(&checked.out).contains(part), "{part}: {}", checked.out);
    }
    let notices: Value = serde_json::from_str(&sandbox.run(&["check", "--json"]).out).unwrap();
    assert_eq!(notices["notices"].as_array().unwrap().len(), 1, "{notices}");
    assert_eq!(notices["problems"].as_array().unwrap().len(), 1, "the clock alone: {notices}");
    let shown = sandbox.run(&["show", "aut"]);
    assert!(shown.err.contains("1 record was taken back by somebody else"), "{}", shown.err);

    let back = sandbox.ok(&["redo", &position]);
    assert!(back.contains("put back") && back.contains("prepcom redo"), "{back}");
    assert!(sandbox.ok(&["show", "aut"]).contains("Supports"));
    assert!(!sandbox.run(&["check"]).out.contains("Worth knowing"));
    let again = sandbox.run(&["redo", &position]);
    assert_eq!(again.code, Some(1));
    assert!(again.err.contains("was not taken back by somebody else"), "{}", again.err);
}

#[test]
fn the_same_name_from_another_device_is_told_and_an_undo_of_ones_own_is_not() {
    let (sandbox, [position, note, _]) = recorded();
    smuggle(&sandbox, &[entry(1, "A. Diplomat", undo(&position))]);
    assert_eq!(
        newest(&sandbox),
        format!("took back A. Diplomat's entry {position} from another device: AUT on 1a: Supports")
    );
    assert!(sandbox.run(&["check"]).out.contains("Worth knowing"));
    let (own, _) = recorded();
    own.ok(&["undo"]);
    assert!(!own.ok(&["check"]).contains("Worth knowing"));
    assert!(own.ok(&["log"]).contains("undone: commitment AUT 1a"));
    // The same person amends on the second device what was written on the first.
    let note = FactId { entry: note.parse().unwrap(), index: 0 };
    let amended = Fact::NoteEdited(NoteEdited {
        note,
        text: "new".into(),
        visibility: prepcom::domain::entry::Visibility::Internal,
    });
    smuggle(&sandbox, &[entry(1, "A. Diplomat", amended)]);
    assert!(newest(&sandbox).starts_with("note amended"));
}

#[test]
fn notes_struck_and_commitments_amended_by_somebody_else_say_whose_they_are() {
    let (sandbox, [_, note, commitment]) = recorded();
    let of = |id: &str| FactId { entry: id.parse().unwrap(), index: 0 };
    let amended = CommitmentEdited { commitment: of(&commitment), text: "two".into(), due: None };
    smuggle(
        &sandbox,
        &[
            entry(1, "Eve", Fact::NoteRemoved(NoteRemoved { note: of(&note) })),
            entry(2, "Eve", Fact::CommitmentEdited(amended)),
        ],
    );
    let json = sandbox.json(&["log", "--json"]);
    let said = |place: usize| json["entries"][place]["summary"].as_str().unwrap().to_owned();
    assert_eq!(said(0), format!("amended A. Diplomat's commitment {commitment}: two"));
    assert_eq!(said(1), format!("struck A. Diplomat's note {note}: said at lunch"));
    assert_eq!(json["entries"][0]["facts"][0]["of"], "A. Diplomat");
    assert!(json["entries"][4]["facts"][0].get("of").is_none());
}

/// Austria's position by Ana, taken back by Eve.
fn screens(lang: Lang) -> Screens {
    let mut screens = Screens::new(100, 40, lang);
    screens.press("faut<enter>2");
    screens.receive(entry(1, "Eve", undo("dev-1")));
    screens
}

#[test]
fn the_screens_say_it_in_the_bar_in_the_history_in_the_timeline_and_among_the_problems() {
    let mut screens = screens(Lang::En);
    has(&screens, "1 notice: P");
    has(&screens, "History");
    has(&screens, "Supports (taken back by Eve 2030-01-01 10:00)");
    screens.press("P");
    for part in ["No problems", "Worth knowing", "state/journal/evil.jsonl", "took back Ana's entry dev-1"] {
        has(&screens, part);
    }
    screens.press("<esc>t");
    has(&screens, "took back Ana's entry dev-1: AUT on 1a: Supports");
    has(&screens, "(taken back by Eve 2030-01-01 10:00)");
    let mut chinese = self::screens(Lang::Zh);
    has(&chinese, "1 条提示：P");
    has(&chinese, "被 Eve 撤销于");
    chinese.press("P");
    has(&chinese, "撤销了 Ana 的记录 dev-1");
}

#[test]
fn u_in_the_timeline_puts_back_what_somebody_else_took_back_and_nothing_else() {
    for way in ["tg", "tG"] {
        let mut screens = screens(Lang::En);
        screens.press(way).press("U");
        has(&screens, "Put back: AUT on 1a: Supports");
        has_not(&screens, "notice");
        screens.press("U");
        has(&screens, "Only what somebody else took back");
    }
    assert_eq!(prepcom::tui::keys::of(Action::PutBack), Some("U".to_owned()));
}
