//! The screens while a disk or a network folder takes its time.

use crate::{support::Sandbox, terminal::Terminal};
use std::{fs::File, path::PathBuf, thread::sleep, time::Duration};

/// A workspace with one position in it.
fn recorded() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.ok(&["set", "aut", "1a", "supports"]);
    sandbox
}

/// The screens, at Austria.
fn at_austria(sandbox: &Sandbox) -> Terminal {
    let mut terminal = Terminal::open(sandbox, 80, 24, &["--color", "never"], &[]);
    terminal.wait("1 of 4966 recorded");
    terminal.keys("faustria\r", "Austria (AUT)");
    terminal
}

/// Holds what every act has to wait for, as long as it is kept.
fn hold(sandbox: &Sandbox) -> File {
    let lock = File::open(sandbox.workspace().join("state/local/lock")).unwrap();
    lock.lock().unwrap();
    lock
}

/// Puts so many large files into a folder of the state that reading it takes a minute, as with a network folder that stalls.
fn stall(sandbox: &Sandbox, folder: &str, extension: &str, head: &str) -> Vec<PathBuf> {
    let folder = sandbox.workspace().join("state").join(folder);
    std::fs::create_dir_all(&folder).unwrap();
    let large = |number: u32| {
        let path = folder.join(format!("large{number}.{extension}"));
        std::fs::write(&path, head).unwrap();
        File::options().write(true).open(&path).unwrap().set_len(16 << 20).unwrap();
        path
    };
    (0..200).map(large).collect()
}

/// Takes the large files away, so that it goes on.
fn let_go(large: &[PathBuf]) {
    large.iter().for_each(|path| std::fs::remove_file(path).unwrap());
}

#[test]
fn keys_go_on_while_an_act_waits_for_the_disk_and_it_is_recorded_when_that_answers() {
    let sandbox = recorded();
    let mut terminal = at_austria(&sandbox);
    let held = hold(&sandbox);
    terminal.keys("3", "Austria (AUT)");
    terminal.keys("j", "Ways to further institutionalize");
    terminal.keys("?", "Keys that work here");
    terminal.keys("\u{1b}", "Ways to further institutionalize");
    terminal.wait("The workspace's folder does not answer. Keys go on");
    assert_eq!(sandbox.ok(&["show", "aut"]).matches("Supports").count(), 1, "nothing of it is on disk");
    drop(held);
    terminal.wait("Recorded: AUT on 1a: Can accept");
    terminal.keys("q", "");
    assert_eq!(terminal.ends(), 0);
    assert!(sandbox.ok(&["show", "aut"]).contains("Can accept"));
    sandbox.ok(&["check"]);
}

#[test]
fn a_second_act_rests_on_the_first_or_is_refused_in_words_while_the_disk_does_not_answer() {
    let sandbox = recorded();
    let mut terminal = at_austria(&sandbox);
    let held = hold(&sandbox);
    terminal.keys("34", "The disk has not answered to the act before; this one was not recorded");
    drop(held);
    terminal.wait("Recorded: AUT on 1a: Can accept");
    // One that comes within a second of the disk's answer waits for it.
    let held = hold(&sandbox);
    terminal.keys("56", "");
    sleep(Duration::from_millis(200));
    drop(held);
    terminal.wait("Recorded: AUT on 1a: Red line");
    terminal.keys("q", "");
    assert_eq!(terminal.ends(), 0);
    let json = sandbox.json(&["export", "--format", "json"]);
    assert_eq!(json["coverage"]["conflicts"], 0, "each knew of the one before");
    sandbox.ok(&["check"]);
}

#[test]
fn leaving_while_an_act_waits_says_that_it_may_not_be_recorded() {
    let sandbox = recorded();
    let mut terminal = at_austria(&sandbox);
    let held = hold(&sandbox);
    terminal.keys("3q", "what was done last may not be recorded");
    assert_eq!(terminal.ends(), 1);
    drop(held);
    sandbox.ok(&["check"]);
}

#[test]
fn leaving_before_an_act_is_refused_says_why_it_is_not_recorded() {
    let sandbox = recorded();
    let mut terminal = at_austria(&sandbox);
    let held = hold(&sandbox);
    terminal.keys("3", "Austria (AUT)");
    let journal = sandbox.journals().remove(0);
    std::fs::remove_file(&journal).unwrap();
    std::fs::create_dir(&journal).unwrap();
    terminal.keys("q", "");
    sleep(Duration::from_millis(200));
    drop(held);
    assert_eq!(terminal.ends(), 1);
    terminal.wait("nothing was recorded");
}

#[test]
fn the_screens_open_while_the_journals_are_not_read_and_nothing_is_recorded_or_handed_on_before() {
    let sandbox = recorded();
    let large = stall(&sandbox, "journal", "jsonl", "");
    let mut terminal = Terminal::open(&sandbox, 80, 24, &["--color", "never"], &[]);
    terminal.wait("reading the journals");
    assert!(!terminal.text().contains("Nothing is recorded yet"), "{}", terminal.text());
    terminal.keys("faustria\r", "Austria (AUT)");
    terminal.keys("3", "The journals are still being read");
    terminal.keys("O", "The journals are still being read");
    let_go(&large);
    terminal.until("all that was recorded", |text| text.contains("Supports") && !text.contains("reading"));
    terminal.keys("3", "Recorded: AUT on 1a: Can accept");
    terminal.keys("q", "");
    assert_eq!(terminal.ends(), 0);
}

#[test]
fn a_folder_that_does_not_answer_is_told_once_and_so_is_that_it_answers_again() {
    let sandbox = recorded();
    let mut terminal = Terminal::open(&sandbox, 80, 24, &["--color", "never"], &[]);
    terminal.wait("1 of 4966 recorded");
    let head = format!("{{\n  \"format\": 1,\n  \"sha256\": \"{:064}\",\n", 0);
    let large = stall(&sandbox, "snapshots", "json", &head);
    // The snapshots that are kept are listed.
    terminal.keys("D", "");
    terminal.wait("does not answer. What was read stays on screen");
    terminal.keys("faustria\r", "Austria (AUT)");
    assert!(!terminal.text().contains("does not answer"), "a key puts other words there");
    let_go(&large);
    terminal.wait("The workspace's folder answers again");
    terminal.keys("\u{1b}", "Austria (AUT)");
    terminal.until("the choice to be gone", |text| !text.contains("Esc leave"));
    terminal.keys("q", "");
    assert_eq!(terminal.ends(), 0);
}
