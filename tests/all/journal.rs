//! The journal on disk: what survives kills, torn lines, flipped bits, merges and newer versions.

use crate::support::{Sandbox, sealed};
use prepcom::{
    domain::{
        entry::{Fact, NoteWritten},
        ids::Who,
        instant::Instant,
        lang::Lang,
        ledger::Ledger,
        text::clean_line,
    },
    store::{desk::Desk, journal::Journal, workspace::Workspace},
};
use std::{
    fs,
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};

fn three_entries() -> (Sandbox, PathBuf, Vec<String>) {
    let sandbox = Sandbox::new();
    for who in ["aut", "fra", "chn"] {
        sandbox.ok(&["set", who, "1a", "supports"]);
    }
    let path = sandbox.journals().remove(0);
    let lines = std::fs::read_to_string(&path).unwrap().lines().map(str::to_owned).collect();
    (sandbox, path, lines)
}

fn recorded(sandbox: &Sandbox) -> u64 {
    sandbox.json(&["export", "--format", "json"])["coverage"]["recorded"].as_u64().unwrap()
}

/// Writes the lines, expects so many records and one problem with these words at this line.
fn with_bad_line(sandbox: &Sandbox, path: &Path, bytes: &[u8], line: usize, words: &str, left: u64) {
    std::fs::write(path, bytes).unwrap();
    assert_eq!(recorded(sandbox), left, "{words}");
    let ran = sandbox.run(&["check"]);
    assert_eq!(ran.code, Some(3), "{words}");
    let name = path.file_name().unwrap().to_str().unwrap();
    assert!(ran.out.contains(&format!("state/journal/{name}:{line}")), "{words}: {}", ran.out);
    assert!(ran.out.contains(words), "{words}: {}", ran.out);
    let json = serde_json::from_str::<serde_json::Value>(&sandbox.run(&["check", "--json"]).out).unwrap();
    assert_eq!(json["problems"].as_array().unwrap().len(), 1);
    assert_eq!(json["problems"][0]["line"], line);
}

#[test]
fn each_kind_of_bad_line_is_named_and_costs_only_itself() {
    let (sandbox, path, lines) = three_entries();
    let joined = |lines: &[&str]| (lines.join("\n") + "\n").into_bytes();
    let whole: Vec<&str> = lines.iter().map(String::as_str).collect();
    let torn = &whole[2][..whole[2].len() / 2];
    with_bad_line(
        &sandbox,
        &path,
        format!("{}\n{}\n{torn}", whole[0], whole[1]).as_bytes(),
        3,
        "cut short",
        2,
    );
    let flipped = whole[1].replace("FRA", "FRB");
    with_bad_line(&sandbox, &path, &joined(&[whole[0], &flipped, whole[2]]), 2, "checksum", 2);
    let merged = ["<<<<<<< HEAD", whole[0], whole[1], whole[2]];
    with_bad_line(&sandbox, &path, &joined(&merged), 1, "merge", 3);
    let mut not_text = joined(&[whole[0], whole[1]]);
    not_text.extend(b"\xff\xfe\n");
    not_text.extend(joined(&[whole[2]]));
    with_bad_line(&sandbox, &path, &not_text, 3, "damaged", 3);
    let newer = sealed(r#""v":2,"id":"zzzzzz-1","new":[{"shape":1}]}"#);
    with_bad_line(&sandbox, &path, &joined(&[whole[0], &newer, whole[1], whole[2]]), 2, "newer", 3);
}

#[test]
fn carriage_returns_a_byte_order_mark_and_blank_lines_do_no_harm() {
    let (sandbox, path, lines) = three_entries();
    std::fs::write(&path, format!("\u{feff}{}\r\n\r\n{}\r\n{}", lines[0], lines[1], lines[2])).unwrap();
    assert_eq!(recorded(&sandbox), 3);
    sandbox.ok(&["check"]);
}

#[test]
fn after_a_torn_line_the_next_entry_stands_on_a_line_of_its_own() {
    let (sandbox, path, lines) = three_entries();
    std::fs::write(&path, format!("{}\n{}", lines[0], &lines[1][..40])).unwrap();
    sandbox.ok(&["set", "usa", "1a", "concerns"]);
    assert_eq!(recorded(&sandbox), 2);
    let text = std::fs::read_to_string(&path).unwrap();
    assert_eq!(text.lines().count(), 3, "{text}");
    assert_eq!(sandbox.run(&["check"]).code, Some(3));
}

#[test]
fn the_order_of_the_files_does_not_matter() {
    let sandboxes = [Sandbox::new(), Sandbox::new()];
    sandboxes[0].ok(&["set", "aut", "1a", "supports"]);
    sandboxes[1].ok(&["set", "aut", "1a", "concerns"]);
    let both = Sandbox::new();
    both.receive(&sandboxes[0]);
    both.receive(&sandboxes[1]);
    let positions = || both.json(&["export", "--format", "json"])["positions"].clone();
    let before = positions();
    let files = both.journals();
    let other = both.workspace().join("state/journal/other.jsonl");
    std::fs::rename(&files[0], &other).unwrap();
    std::fs::rename(&files[1], &files[0]).unwrap();
    std::fs::rename(&other, &files[1]).unwrap();
    assert_eq!(positions(), before);
}

#[test]
fn a_copied_workspace_gets_a_device_of_its_own() {
    let (sandbox, path, _) = three_entries();
    let copy = Sandbox::new();
    let local = copy.workspace().join("state/local");
    copy.receive(&sandbox);
    std::fs::create_dir_all(&local).unwrap();
    std::fs::copy(sandbox.workspace().join("state/local/device.json"), local.join("device.json")).unwrap();
    copy.ok(&["set", "usa", "1a", "concerns"]);
    assert_eq!(copy.journals().len(), 2);
    let own = copy.workspace().join("state/journal").join(path.file_name().unwrap());
    assert_eq!(std::fs::read(own).unwrap(), std::fs::read(path).unwrap());
}

#[test]
fn what_others_append_is_taken_in_without_reading_again() {
    let (sandbox, _, _) = three_entries();
    let mut desk = Desk::open(Workspace::at(&sandbox.workspace()));
    assert_eq!((desk.ledger.len(), desk.refresh()), (3, false));
    sandbox.ok(&["set", "usa", "1a", "concerns"]);
    assert!(desk.refresh());
    assert_eq!((desk.ledger.len(), desk.refresh()), (4, false));
}

#[test]
fn two_programs_on_one_workspace_both_record() {
    let sandbox = Sandbox::new();
    let children: Vec<_> = (0..12)
        .map(|number| {
            let text = format!("note {number}");
            let mut command = sandbox.command(&["note", "aut", "1a", &text]);
            command.stdout(Stdio::null()).spawn().unwrap()
        })
        .collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    sandbox.ok(&["check"]);
    let json = sandbox.json(&["log", "--json"]);
    let ids: std::collections::HashSet<String> = json["entries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["id"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(
        (ids.len(), sandbox.journals().len()),
        (12, 1),
        "also the first record is made under one name"
    );
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_is_said_and_nothing_is_recorded() {
    use std::os::unix::fs::PermissionsExt;
    let (sandbox, path, _) = three_entries();
    let before = std::fs::read(&path).unwrap();
    let denied = |mode: u32| std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
    denied(0o400);
    let may_write = std::fs::OpenOptions::new().append(true).open(&path).is_ok();
    let ran = sandbox.run(&["set", "usa", "1a", "concerns"]);
    denied(0o600);
    if may_write {
        return; // The superuser may write anything; there is nothing to see here then.
    }
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("nothing was recorded"), "{}", ran.err);
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn a_full_disk_is_said_and_what_was_there_stays() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["set", "aut", "1a", "supports"]);
    let limited = format!(
        "ulimit -f 1; trap '' XFSZ; exec \"{}\" note aut 1a \"$(printf 'x%.0s' $(seq 1 4000))\"",
        env!("CARGO_BIN_EXE_prepcom")
    );
    let mut command = Command::new("sh");
    command.args(["-c", &limited]).env_clear().env("PATH", std::env::var("PATH").unwrap());
    for (name, value) in sandbox.environment() {
        command.env(name, value);
    }
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("nothing was recorded"), "{said}");
    sandbox.ok(&["check"]);
    assert_eq!(sandbox.json(&["log", "--json"])["entries"].as_array().unwrap().len(), 1);
}

fn copy_all(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for file in std::fs::read_dir(from).unwrap() {
        let path = file.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        match path.is_dir() {
            true => copy_all(&path, &target),
            // A file that is written through a neighbour may be gone by now, and is not missed.
            false => drop(std::fs::copy(&path, &target)),
        }
    }
}

#[test]
fn a_copy_of_the_folder_at_any_moment_is_a_backup_with_all_that_was_reported_before() {
    let sandbox = Sandbox::new();
    let folder = sandbox.workspace();
    let (reported, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let (mut journal, mut ledger) = (Journal::new(Workspace::at(&folder)), Ledger::default());
            for number in 0..400 {
                let text = format!("note {number} {}", "字".repeat(number % 300));
                let note = NoteWritten {
                    who: None,
                    item: None,
                    text,
                    on: Instant::default(),
                    ..NoteWritten::default()
                };
                journal.append(vec![Fact::Note(note)], "writer", Instant::default(), &mut ledger).unwrap();
                reported.fetch_add(1, Ordering::SeqCst);
            }
            done.store(1, Ordering::SeqCst);
        });
        let mut copies = 0;
        while done.load(Ordering::SeqCst) == 0 || copies == 0 {
            let before = reported.load(Ordering::SeqCst);
            let backup = tempfile::tempdir().unwrap();
            copy_all(&folder, backup.path());
            let (mut journal, mut ledger) = (Journal::new(Workspace::at(backup.path())), Ledger::default());
            journal.refresh(&mut ledger);
            assert!(ledger.len() >= before, "{} of {before} are in the backup", ledger.len());
            let said: Vec<_> = journal.problems().iter().map(|problem| problem.what.en.clone()).collect();
            assert!(said.len() <= 1 && said.iter().all(|said| said.contains("cut short")), "{said:?}");
            copies += 1;
        }
        assert!(copies >= 5, "{copies} copies");
    });
    assert_eq!(reported.load(Ordering::SeqCst), 400);
}

/// Names the folder in which the child below writes; absent in every other run.
const WRITE_TO: &str = "PREPCOM_TEST_WRITE_TO";

/// Not a test of its own: the child of the test below, which writes until it is killed.
#[test]
fn child_that_writes_until_it_is_killed() {
    let Ok(folder) = std::env::var(WRITE_TO) else { return };
    let workspace = Workspace::at(Path::new(&folder));
    let (mut journal, mut ledger) = (Journal::new(workspace), Ledger::default());
    journal.refresh(&mut ledger);
    let mut out = std::io::stdout().lock();
    for number in 0.. {
        let note = NoteWritten {
            who: Some(Who::new("AUT")),
            item: Some(crate::support::item("1a")),
            text: format!("note {number} {}", "x".repeat(number % 900)),
            on: Instant::from_millis(1_700_000_000_000),
            ..NoteWritten::default()
        };
        let now = Instant::from_millis(1_700_000_000_000 + i64::try_from(number).unwrap());
        let entry = journal.append(vec![Fact::Note(note)], "child", now, &mut ledger).unwrap();
        writeln!(out, "recorded {}", entry.id).unwrap();
    }
}

/// Starts the child on a folder, kills it a moment after its first entry, and returns what it reported as recorded.
fn reported_until_killed(folder: &Path, moment: Duration) -> Vec<String> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "journal::child_that_writes_until_it_is_killed", "--nocapture"])
        .env(WRITE_TO, folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let first = lines.by_ref().map_while(Result::ok).find(|line| line.contains("recorded "));
    std::thread::sleep(moment);
    child.kill().unwrap();
    child.wait().unwrap();
    let lines = first.into_iter().chain(lines.map_while(Result::ok));
    lines.filter_map(|line| line.split_once("recorded ").map(|(_, id)| id.to_owned())).collect()
}

#[test]
fn no_entry_that_was_reported_as_recorded_is_lost_to_a_kill_at_any_of_500_moments() {
    let mut random = 0x2545_f491_4f6c_dd1d_u64;
    let mut count = 0;
    for _ in 0..25 {
        let sandbox = Sandbox::new();
        let mut reported = Vec::new();
        for _ in 0..20 {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            reported
                .extend(reported_until_killed(&sandbox.workspace(), Duration::from_micros(random % 4000)));
        }
        let (mut journal, mut ledger) =
            (Journal::new(Workspace::at(&sandbox.workspace())), Ledger::default());
        journal.refresh(&mut ledger);
        let lost: Vec<&String> =
            reported.iter().filter(|id| ledger.entry(&id.parse().unwrap()).is_none()).collect();
        assert!(lost.is_empty(), "{} of {} are lost: {lost:?}", lost.len(), reported.len());
        for problem in journal.problems() {
            let said = clean_line(problem.what.get(Lang::En));
            assert!(said.contains("cut short"), "{said}");
        }
        count += reported.len();
    }
    assert!(count >= 500, "{count} were reported");
}

#[test]
fn a_dropped_file_is_enough_even_one_that_is_copied_slowly() {
    let (ours, theirs) = (Sandbox::new(), Sandbox::new());
    ours.ok(&["set", "aut", "1a", "supports"]);
    for (item, text) in [("1a", "one"), ("3a", "两")] {
        theirs.ok(&["note", "irl", item, text]);
    }
    let from = theirs.journals().remove(0);
    let to = ours.workspace().join("state/journal").join(from.file_name().unwrap());
    let whole = fs::read(&from).unwrap();
    let mut desk = Desk::open(Workspace::at(&ours.workspace()));
    for end in [whole.len() / 3, whole.len() * 2 / 3, whole.len()] {
        fs::write(&to, &whole[..end]).unwrap();
        desk.refresh();
    }
    assert_eq!(desk.ledger.entries().len(), 3);
    assert_eq!(desk.journal.problems(), []);
    theirs.receive(&ours);
    ours.ok(&["check"]);
    let snapshot = |sandbox: &Sandbox, format| {
        sandbox.ok(&["export", "--format", format, "--notes", "all", "--as-of", "2099-01-01"])
    };
    assert_eq!(snapshot(&ours, "json"), snapshot(&theirs, "json"));
    theirs.ok(&["set", "irl", "3a", "opposes"]);
    ours.receive(&theirs);
    assert_eq!(snapshot(&ours, "ron"), snapshot(&theirs, "ron"));
}
