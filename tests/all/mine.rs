//! What is mine alone never leaves the device.

use crate::{
    support::{Sandbox, Screens, has},
    terminal::Terminal,
};
use prepcom::{
    domain::{
        entry::{Fact, Visibility},
        lang::Lang,
    },
    tui::message::Effect,
};
use std::path::{Path, PathBuf};

const SECRET: &str = "Zwetschkenknoedel";

/// Files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let there = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    there.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

fn holds(path: &Path) -> bool {
    let bytes = std::fs::read(path).unwrap();
    bytes.windows(SECRET.len()).any(|part| part == SECRET.as_bytes())
}

fn written() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.ok(&["set", "aut", "1a", "supports"]);
    sandbox.ok(&["note", "aut", "1a", SECRET, "--mine"]);
    sandbox
}

#[test]
fn a_note_that_is_mine_alone_is_in_no_file_of_the_state_but_its_own() {
    let sandbox = written();
    sandbox.ok(&["snapshot", "save", "day one"]);
    let state = sandbox.workspace().join("state");
    let found: Vec<PathBuf> = files(&state).into_iter().filter(|path| holds(path)).collect();
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].parent().unwrap(), state.join("local/mine"));
    let own = sandbox.journals().remove(0);
    assert_eq!(
        found[0].file_stem().unwrap().to_str().unwrap(),
        format!("{}m", own.file_stem().unwrap().to_str().unwrap())
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&found[0]), mode(&state.join("local/mine"))), (0o600, 0o700));
    }
    assert!(sandbox.ok(&["check"]).contains("no problems"));
}

#[test]
fn a_note_that_is_mine_alone_is_in_no_export_whatever_is_asked_and_is_shown_here() {
    let sandbox = written();
    for format in ["md", "csv", "json", "ron", "html", "ics"] {
        for audience in ["outside", "internal"] {
            for notes in ["none", "shareable", "all"] {
                let out = sandbox.run(&["export", "--format", format, "--for", audience, "--notes", notes]);
                assert_eq!(out.code, Some(0), "{format} {audience} {notes}: {}", out.err);
                assert!(!out.out.contains(SECRET), "{format} {audience} {notes}");
            }
        }
    }
    for format in ["xlsx", "docx"] {
        let out = sandbox.workspace().join(format!("out.{format}"));
        sandbox.ok(&["export", "--for", "internal", "--notes", "all", "-o", &out.to_string_lossy()]);
        assert!(!unpacked(&out).contains(SECRET), "{format}");
    }
    for arguments in [
        &["brief", "aut", "--format", "md"][..],
        &["brief", "aut", "--format", "html"],
        &["brief", "aut", "--json"],
        &["show", "aut", "--json"],
        &["log", "--json"],
        &["diff", "2020-01-01", "now", "--notes", "all", "--format", "md"],
    ] {
        assert!(!sandbox.ok(arguments).contains(SECRET), "{arguments:?}");
    }
    for arguments in [["show", "1a"], ["show", "aut"], ["brief", "aut"]] {
        let shown = sandbox.ok(&arguments);
        assert!(shown.contains(SECRET) && shown.contains("mine alone"), "{arguments:?}: {shown}");
    }
}

/// All that is in an archive, as text.
fn unpacked(path: &Path) -> String {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let mut all = Vec::new();
    for place in 0..archive.len() {
        std::io::Read::read_to_end(&mut archive.by_index(place).unwrap(), &mut all).unwrap();
    }
    String::from_utf8_lossy(&all).into_owned()
}

#[test]
fn undo_takes_back_what_is_mine_alone_and_redo_brings_it_back_in_turn_with_the_rest() {
    let sandbox = written();
    let has = || sandbox.ok(&["show", "1a"]).contains(SECRET);
    let stands = || sandbox.json(&["show", "1a", "--json"])["positions"].as_array().unwrap().len();
    let lines = || std::fs::read_to_string(sandbox.journals().remove(0)).unwrap().lines().count();
    let (before, shared) = (stands(), lines());
    sandbox.ok(&["undo"]);
    assert!(!has());
    assert_eq!((stands(), lines()), (before, shared), "the note alone, and not in the shared journal");
    sandbox.ok(&["redo"]);
    assert!(has());
    assert_eq!(lines(), shared);
    sandbox.ok(&["undo"]);
    sandbox.ok(&["undo"]);
    assert!(!has() && lines() == shared + 1, "then what was before it");
    sandbox.ok(&["redo"]);
    sandbox.ok(&["redo"]);
    assert!(has() && lines() == shared + 2);
}

#[test]
fn a_copy_of_the_workspace_without_what_is_local_lacks_what_is_mine_alone() {
    let (sandbox, copy) = (written(), Sandbox::new());
    copy.receive(&sandbox);
    assert!(sandbox.ok(&["show", "1a"]).contains(SECRET));
    let shown = copy.ok(&["show", "1a"]);
    assert!(!shown.contains(SECRET) && !copy.ok(&["log"]).contains(SECRET), "{shown}");
    assert!(copy.ok(&["check"]).contains("no problems"));
}

#[test]
fn a_repair_mends_the_file_of_what_is_mine_alone_and_what_goes_aside_stays_with_it() {
    let sandbox = written();
    sandbox.ok(&["note", "fra", "3a", "a second one", "--mine"]);
    let mine = sandbox.workspace().join("state/local/mine");
    let path =
        files(&mine).into_iter().find(|path| path.extension().is_some_and(|end| end == "jsonl")).unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    let second = text.lines().nth(1).unwrap();
    // A bit of the first line is flipped, and the last one is torn.
    let flipped = text.lines().next().unwrap().replacen("knoedel", "knoedem", 1);
    std::fs::write(&path, format!("{flipped}\n{second}\n{}", &second[..second.len() / 2])).unwrap();
    assert_eq!(sandbox.run(&["check"]).code, Some(3));
    let would = sandbox.run(&["check", "--repair", "--dry-run"]).out;
    assert!(would.contains("would move aside: state/local/mine/"), "{would}");
    let did = sandbox.run(&["check", "--repair"]).out;
    assert!(did.contains("moved to state/local/mine/aside/"), "{did}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), format!("{second}\n"));
    let elsewhere = files(&sandbox.workspace().join("state")).into_iter();
    let elsewhere: Vec<PathBuf> =
        elsewhere.filter(|path| !path.starts_with(&mine) && holds_text(path, "Zwetschken")).collect();
    assert!(elsewhere.is_empty(), "{elsewhere:?}");
    assert!(sandbox.ok(&["show", "3a"]).contains("a second one"));
    assert!(sandbox.ok(&["check"]).contains("no problems"));
}

fn holds_text(path: &Path, text: &str) -> bool {
    String::from_utf8_lossy(&std::fs::read(path).unwrap()).contains(text)
}

fn last_note(screens: &Screens) -> Fact {
    let appended = screens.effects.iter().rev().find_map(|effect| match effect {
        Effect::Append(facts) => facts.first().cloned(),
        _ => None,
    });
    appended.unwrap()
}

#[test]
fn who_may_see_a_new_note_is_chosen_with_one_key_and_shown() {
    let mut screens = Screens::new(80, 24, Lang::En);
    screens.press("faut<enter>nfirst");
    for shown in [" internal ", " shareable ", " mine alone ", " internal "] {
        has(&screens, shown);
        screens.press("<c-t>");
    }
    screens.press("<c-t><c-s>");
    assert!(matches!(last_note(&screens), Fact::Note(note) if note.visibility == Visibility::Mine));
}

#[test]
fn a_note_that_was_mine_alone_is_shared_as_another_that_takes_its_place() {
    let mut screens = Screens::new(80, 24, Lang::En);
    screens.press("faut<enter>nfor me<c-t><c-t><c-s>");
    screens.press("<tab><enter>");
    for shown in [" mine alone ", " internal ", " shareable ", " mine alone "] {
        has(&screens, shown);
        screens.press("<c-t>");
    }
    // Where it stays what it is, only its text changes.
    screens.press("<c-t><c-t>!<c-s>");
    assert!(matches!(last_note(&screens), Fact::NoteEdited(note) if note.visibility == Visibility::Mine));
    has(&screens, "for me!");
    screens.press("<enter><c-t>");
    has(&screens, " internal ");
    screens.press(" and you<c-s>");
    assert!(matches!(last_note(&screens), Fact::Note(note) if note.visibility == Visibility::Internal));
    let frame = screens.frame();
    assert_eq!(frame.matches("for me!").count(), 2, "once as a note, once as what was recorded:\n{frame}");
    assert!(!frame.contains("mine alone"), "{frame}");
    screens.press("u");
    has(&screens, "mine alone");
}

#[test]
fn a_shared_note_never_becomes_mine_alone_and_the_editor_says_so() {
    for lang in [Lang::En, Lang::Zh] {
        let mut screens = Screens::new(80, 24, lang);
        screens.press("faut<enter>nfor us<c-s><tab><enter>");
        for visibility in [Visibility::Internal, Visibility::Shareable, Visibility::Internal] {
            has(&screens, &format!(" {} ", visibility.name(lang)));
            screens.press("<c-t>");
        }
        screens.press("<c-t>");
        has(&screens, screens.model.words().stays_shared);
        screens.press("<c-s>");
        let is_internal =
            |fact: Fact| matches!(fact, Fact::NoteEdited(note) if note.visibility == Visibility::Internal);
        assert!(is_internal(last_note(&screens)));
    }
}

#[test]
fn a_note_that_was_mine_alone_is_shared_by_an_entry_of_the_shared_journal_and_undo_takes_it_back() {
    let (sandbox, copy) = (written(), Sandbox::new());
    let shared = || std::fs::read_to_string(sandbox.journals().remove(0)).unwrap();
    let mine = sandbox.workspace().join("state/local/mine");
    let mine =
        files(&mine).into_iter().find(|path| path.extension().is_some_and(|end| end == "jsonl")).unwrap();
    let (before, alone) = (shared(), std::fs::read(&mine).unwrap());
    let mut terminal = Terminal::open(&sandbox, 100, 30, &[], &[]);
    terminal.wait("Overview");
    terminal.keys("faut\r", SECRET);
    terminal.keys("\tj\r", "Note: ");
    terminal.keys("\u{14}", " internal ");
    terminal.keys("\u{13}", "recorded");
    terminal.keys("q", "");
    assert_eq!(terminal.ends(), 0);
    assert_eq!(std::fs::read(&mine).unwrap(), alone, "what was written for oneself stays as it is");
    let entry: serde_json::Value = serde_json::from_str(shared().strip_prefix(&before).unwrap()).unwrap();
    assert_eq!(entry["facts"][0]["note"]["text"], SECRET);
    assert_eq!(entry["facts"][1]["note_removed"].as_object().unwrap().len(), 1);
    copy.receive(&sandbox);
    for sandbox in [&sandbox, &copy] {
        let shown = sandbox.ok(&["show", "1a"]);
        assert_eq!(shown.matches(SECRET).count(), 1, "{shown}");
        assert!(!shown.contains("mine alone") && sandbox.ok(&["log", "--json"]).contains(SECRET), "{shown}");
        assert!(sandbox.ok(&["check"]).contains("no problems"));
    }
    sandbox.ok(&["undo"]);
    let shown = sandbox.ok(&["show", "1a"]);
    assert_eq!((shown.matches(SECRET).count(), shown.matches("mine alone").count()), (1, 1), "{shown}");
    copy.receive(&sandbox);
    assert!(!copy.ok(&["show", "1a"]).contains(SECRET));
    sandbox.ok(&["redo"]);
    assert!(!sandbox.ok(&["show", "1a"]).contains("mine alone"));
}
