//! Power cuts, refused writes, failed waits, vanished folders and wrong clocks, on a disk in memory that may be left in any way.

use crate::simulated_disk::{Act, Fate, SimulatedDisk};
use prepcom::{
    domain::{
        entry::{Entry, Fact, NoteWritten},
        instant::Instant,
        lang::Lang,
        ledger::Ledger,
    },
    store::{
        journal::{AppendError, Journal},
        repair,
        workspace::Workspace,
    },
};
use std::{
    io::ErrorKind,
    path::{Path, PathBuf},
    sync::Arc,
    time::{self, Duration},
};

const NOW: i64 = 1_795_424_400_000;

fn workspace() -> Workspace {
    Workspace::at(Path::new("/work"))
}

fn simulated_disk() -> SimulatedDisk {
    SimulatedDisk::new("a machine", &workspace().root)
}

fn note(length: usize) -> Vec<Fact> {
    let text = format!("said: {}", "字".repeat(length / 3));
    vec![Fact::Note(NoteWritten {
        who: None,
        item: None,
        text,
        on: Instant::default(),
        ..NoteWritten::default()
    })]
}

/// One program at work on a disk.
struct Program {
    journal: Journal,
    ledger: Ledger,
}

impl Program {
    fn start(simulated_disk: &SimulatedDisk) -> Program {
        let journal = Journal::on(Arc::new(simulated_disk.clone()), workspace());
        let mut program = Program { journal, ledger: Ledger::default() };
        program.refresh();
        program
    }

    fn refresh(&mut self) -> bool {
        self.journal.refresh(&mut self.ledger)
    }

    fn record_at(&mut self, length: usize, now: i64) -> Result<Entry, AppendError> {
        self.journal.append(note(length), "A. Diplomat", Instant::from_millis(now), &mut self.ledger)
    }

    fn record(&mut self, length: usize) -> Result<Entry, AppendError> {
        self.record_at(length, NOW)
    }

    fn said(&self) -> Vec<String> {
        self.journal
            .problems()
            .iter()
            .map(|problem| format!("{}: {}", problem.place, problem.what.en))
            .collect()
    }

    fn file(&self) -> PathBuf {
        workspace().journals().join(format!("{}.jsonl", self.journal.device().unwrap()))
    }

    fn has(&self, entry: &Entry) -> bool {
        self.ledger.entry(&entry.id).is_some_and(|there| **there == *entry)
    }
}

/// What holds on a disk that a power cut has left, and that recording goes on there. `said` are the words of problems that may be there.
fn goes_on(left: &SimulatedDisk, reported: &[Entry], said: &[&str]) {
    let mut program = Program::start(left);
    for entry in reported {
        assert!(program.has(entry), "{} is lost", entry.id);
    }
    assert!(program.ledger.len() <= reported.len() + 1, "more than the entry being written");
    for problem in program.said() {
        assert!(said.iter().any(|words| problem.contains(words)), "{problem}");
    }
    let next = program.record(5).unwrap();
    assert!(reported.iter().all(|entry| entry.id != next.id), "{} is used twice", next.id);
    let again = Program::start(left);
    assert_eq!(again.ledger.len(), program.ledger.len());
    assert!(again.has(&next) && reported.iter().all(|entry| again.has(entry)));
    assert!(again.ledger.claimed_twice().is_empty());
    assert!(again.said().len() <= 1, "{:?}", again.said());
}

/// Records until the power is cut; returns what was reported as recorded.
fn until_the_power_is_cut(simulated_disk: &SimulatedDisk, lengths: &[usize]) -> Vec<Entry> {
    let mut program = Program::start(simulated_disk);
    lengths.iter().map_while(|length| program.record(*length).ok()).collect()
}

#[test]
fn a_power_cut_at_any_point_of_any_write_costs_at_most_the_entry_being_written() {
    let lengths = [0, 90, 300];
    let whole = simulated_disk();
    whole.plan(|_, _, _| Fate::Done);
    assert_eq!(until_the_power_is_cut(&whole, &lengths).len(), lengths.len());
    let mut points = 0;
    for cut in 0..=whole.acts() {
        let disk = simulated_disk();
        disk.plan(move |act, _, _| if act == cut { Fate::PowerCut } else { Fate::Done });
        let reported = until_the_power_is_cut(&disk, &lengths);
        for left in disk.after_the_power_cut() {
            goes_on(&left, &reported, &["cut short"]);
            points += 1;
        }
    }
    assert!(points >= 2000, "{points} power cuts");
}

#[test]
fn a_second_power_cut_while_a_torn_line_is_closed_off_costs_no_more() {
    let first = simulated_disk();
    let mut reported = until_the_power_is_cut(&first, &[20, 20]);
    let path = Program::start(&first).file();
    let bytes = first.file(&path).unwrap();
    let torn = [&bytes[..], &bytes[..bytes.len() / 3]].concat();
    let mut points = 0;
    for cut in 0.. {
        let disk = first.copy_to("a machine");
        disk.put_file(&path, &torn);
        disk.plan(move |act, _, _| if act == cut { Fate::PowerCut } else { Fate::Done });
        let recorded = Program::start(&disk).record(20);
        let is_whole = recorded.is_ok();
        reported.extend(recorded);
        for left in disk.after_the_power_cut() {
            goes_on_after_torn(&left, &reported);
            points += 1;
        }
        if is_whole && disk.acts() <= cut {
            break;
        }
        reported.truncate(2);
    }
    assert!(points >= 250, "{points} power cuts");
}

/// As `goes_on`, with one torn line more.
fn goes_on_after_torn(left: &SimulatedDisk, reported: &[Entry]) {
    let mut program = Program::start(left);
    assert!(reported.iter().all(|entry| program.has(entry)));
    let next = program.record(5).unwrap();
    let again = Program::start(left);
    assert!(again.has(&next) && reported.iter().all(|entry| again.has(entry)));
    assert!(again.ledger.claimed_twice().is_empty() && again.ledger.len() <= reported.len() + 2);
    assert!(again.said().iter().all(|said| said.contains("cut short")), "{:?}", again.said());
}

#[test]
fn a_wait_for_the_disk_that_fails_once_records_nothing_and_the_next_try_records_once() {
    let disk = simulated_disk();
    let mut program = Program::start(&disk);
    let first = program.record(10).unwrap();
    disk.plan(|act, kind, _| match (act, kind) {
        (1, Act::Sync) => Fate::Refused(ErrorKind::Other),
        _ => Fate::Done,
    });
    let refused = program.record(50).unwrap_err();
    assert!(refused.to_string().contains("nothing was recorded"), "{refused}");
    program.refresh();
    assert_eq!((program.ledger.len(), Program::start(&disk).ledger.len()), (1, 1));
    let second = program.record(50).unwrap();
    assert_eq!(second.id.number, first.id.number + 1);
    for left in disk.after_the_power_cut() {
        goes_on(&left, &[first.clone(), second.clone()], &[]);
    }
}

#[test]
fn where_cutting_back_fails_too_nothing_counts_until_it_succeeds_and_nothing_is_there_twice() {
    let disk = simulated_disk();
    let mut program = Program::start(&disk);
    let first = program.record(10).unwrap();
    let before = disk.file(&program.file()).unwrap();
    disk.plan(|_, act, _| match act {
        Act::Sync | Act::Cut => Fate::Refused(ErrorKind::Other),
        _ => Fate::Done,
    });
    for _ in 0..3 {
        let refused = program.record(50).unwrap_err();
        assert!(matches!(refused, AppendError::Unsure(_)), "{refused}");
        assert!(refused.to_string().contains("does not count as recorded"), "{refused}");
        program.refresh();
        assert_eq!((program.ledger.len(), program.said()), (1, Vec::new()));
    }
    assert!(disk.file(&program.file()).unwrap().len() > before.len(), "it is still in the file");
    disk.plan(|_, _, _| Fate::Done);
    let second = program.record(50).unwrap();
    assert_eq!(program.ledger.len(), 2);
    for left in disk.after_the_power_cut() {
        goes_on(&left, &[first.clone(), second.clone()], &[]);
    }
}

#[test]
fn where_a_file_can_only_grow_a_part_of_a_line_is_closed_off() {
    let disk = simulated_disk();
    let mut program = Program::start(&disk);
    let first = program.record(10).unwrap();
    disk.plan(|act, kind, _| match (act, kind) {
        (0, Act::Write) => Fate::Partly(40, ErrorKind::StorageFull),
        (_, Act::Cut) => Fate::Refused(ErrorKind::PermissionDenied),
        _ => Fate::Done,
    });
    assert!(program.record(50).is_err());
    let second = program.record(50).unwrap();
    let again = Program::start(&disk);
    assert!(again.has(&first) && again.has(&second) && again.ledger.len() == 2);
    assert!(again.said()[0].contains(":2:1: this line is cut short"), "{:?}", again.said());
}

#[test]
fn a_full_disk_or_quota_at_any_byte_of_a_line_records_nothing_and_says_which_it_was() {
    let words = [
        (ErrorKind::StorageFull, "the disk is full", "磁盘已满"),
        (ErrorKind::QuotaExceeded, "your quota on this disk is used up", "磁盘配额已用尽"),
        (ErrorKind::ReadOnlyFilesystem, "the folder can only be read", "该文件夹只读"),
        (ErrorKind::StaleNetworkFileHandle, "the network folder does not answer", "网络文件夹没有响应"),
    ];
    for (kind, en, zh) in words {
        let disk = simulated_disk();
        let mut program = Program::start(&disk);
        let first = program.record(10).unwrap();
        let before = disk.file(&program.file()).unwrap();
        for part in 0..before.len() {
            disk.plan(move |act, _, _| if act == 0 { Fate::Partly(part, kind) } else { Fate::Done });
            let refused = program.record(10).unwrap_err().said();
            assert!(refused.get(Lang::En).contains(en) && refused.get(Lang::Zh).contains(zh), "{refused:?}");
            assert!(refused.en.contains("nothing was recorded"), "{refused:?}");
            assert_eq!(disk.file(&program.file()).unwrap(), before, "cut back");
        }
        disk.plan(|_, _, _| Fate::Done);
        let second = program.record(10).unwrap();
        goes_on(&disk, &[first, second], &[]);
    }
}

#[test]
fn a_folder_that_vanishes_is_told_nothing_is_recorded_elsewhere_and_it_may_come_back() {
    let disk = simulated_disk();
    let mut program = Program::start(&disk);
    let first = program.record(10).unwrap();
    let there = disk.copy_to("a machine");
    disk.take_away(&workspace().root.join("state"));
    assert!(program.refresh());
    assert!(program.said()[0].contains("it was there and is gone"), "{:?}", program.said());
    assert!(!program.refresh(), "told once");
    let refused = program.record(10).unwrap_err();
    assert!(matches!(refused, AppendError::Vanished(_)), "{refused}");
    assert!(program.has(&first) && disk.file(&program.file()).is_none());
    disk.bring_back(&there);
    assert!(program.refresh());
    assert_eq!(program.said(), Vec::<String>::new());
    let second = program.record(10).unwrap();
    goes_on(&disk, &[first, second], &[]);
}

#[test]
fn a_file_that_vanishes_alone_is_told_and_its_numbers_are_not_used_again() {
    let disk = simulated_disk();
    let mut program = Program::start(&disk);
    let first = program.record(10).unwrap();
    disk.take_away(&program.file());
    program.refresh();
    assert!(program.said()[0].contains("it was there and is gone"), "{:?}", program.said());
    let mut later = Program::start(&disk);
    assert!(later.said()[0].contains("but the file is gone or empty"), "{:?}", later.said());
    assert_eq!(later.record(10).unwrap().id.number, first.id.number + 1);
}

#[test]
fn an_older_backup_put_back_is_told_and_no_number_is_used_twice() {
    let disk = simulated_disk();
    let mut program = Program::start(&disk);
    let entries: Vec<Entry> =
        [10, 20, 30, 40, 50].iter().map(|length| program.record(*length).unwrap()).collect();
    let (path, device) = (program.file(), program.journal.device().unwrap().to_owned());
    let newest = disk.file(&path).unwrap();
    let ends: Vec<usize> =
        newest.iter().enumerate().filter(|(_, b)| **b == b'\n').map(|(at, _)| at + 1).collect();
    disk.put_file(&path, &newest[..ends[1]]);

    let mut later = Program::start(&disk);
    let told = later.said();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        told[0].starts_with(&format!("state/journal/{device}.jsonl:2: {device}-3…5 were recorded here")),
        "{told:?}"
    );
    assert!(told[0].contains("an older copy of it was put back, or its end was cut off"), "{told:?}");
    let sixth = later.record(60).unwrap();
    assert_eq!(sixth.id.number, 6);

    // From then on the hole is in the middle, and said with the line before which it is.
    let again = Program::start(&disk);
    let told = again.said();
    assert!(
        told[0].starts_with(&format!("state/journal/{device}.jsonl:3: {device}-3…5 should stand before")),
        "{told:?}"
    );

    // What had been there comes back beside it, and all is well.
    disk.put_file(&workspace().journals().join("from a backup.jsonl"), &newest);
    let all = Program::start(&disk);
    assert!(entries.iter().chain([&sixth]).all(|entry| all.has(entry)));
    assert!(all.said().iter().all(|said| said.contains("is of the device")), "{:?}", all.said());
    repair::perform(&workspace(), &all.journal, &device, Instant::from_millis(NOW)).unwrap();
    let repaired = Program::start(&disk);
    assert!(entries.iter().chain([&sixth]).all(|entry| repaired.has(entry)));
    assert_eq!(repaired.said(), Vec::<String>::new());
    assert!(disk.file(&workspace().journals().join("from a backup.jsonl")).is_none());
}

#[test]
fn a_program_that_ran_on_while_an_older_copy_was_put_back_uses_no_number_twice() {
    let disk = simulated_disk();
    let mut one = Program::start(&disk);
    one.record(10).unwrap();
    let path = one.file();
    let old = disk.file(&path).unwrap();
    let mut other = Program::start(&disk);
    one.record(10).unwrap();
    disk.put_file(&path, &old);
    assert_eq!(other.record(10).unwrap().id.number, 3, "it never saw number 2 but in the mark");
    one.refresh();
    assert!(one.said().iter().any(|said| said.contains("replaced or cut")), "{:?}", one.said());
}

#[test]
fn a_mark_that_is_damaged_or_old_costs_nothing_but_the_notice() {
    let disk = simulated_disk();
    let mut program = Program::start(&disk);
    program.record(10).unwrap();
    let mark = workspace().local().join(format!("{}.last", program.journal.device().unwrap()));
    let first = disk.file(&mark).unwrap();
    program.record(10).unwrap();
    let second = disk.file(&mark).unwrap();
    assert_eq!(first.len(), second.len(), "one is written over the other");
    for cut in 0..first.len() {
        let torn = [&second[..cut], &first[cut..]].concat();
        disk.put_file(&mark, &torn);
        let mut later = Program::start(&disk);
        assert_eq!(later.said(), Vec::<String>::new(), "{}", String::from_utf8_lossy(&torn));
        assert_eq!(later.ledger.len(), 2);
        if cut % 16 == 0 {
            let copy = disk.copy_to("a machine");
            assert_eq!(Program::start(&copy).record(10).unwrap().id.number, 3);
        }
        later.refresh();
    }
}

#[test]
fn a_copied_disk_in_another_machine_records_under_a_name_of_its_own() {
    let disk = simulated_disk();
    let mut program = Program::start(&disk);
    let first = program.record(10).unwrap();
    let copy = disk.copy_to("another machine");
    let mut there = Program::start(&copy);
    assert_eq!(there.journal.device(), None);
    let theirs = there.record(10).unwrap();
    let ours = program.record(10).unwrap();
    assert_ne!(theirs.id.device, ours.id.device);
    assert!(there.has(&first) && there.said().is_empty());
}

#[test]
fn a_name_that_was_changed_by_hand_is_not_used_so_that_no_file_of_another_is_written() {
    let disk = simulated_disk();
    let mut program = Program::start(&disk);
    program.record(10).unwrap();
    let (path, own) = (workspace().local().join("device.json"), program.journal.device().unwrap().to_owned());
    let whole = disk.file(&path).unwrap();
    let changed = String::from_utf8(whole.clone()).unwrap().replace(&own, "colleague");
    for bytes in [changed.as_bytes(), &whole[..whole.len() / 2], b"", b"\0\0\0\0"] {
        let copy = disk.copy_to("a machine");
        copy.put_file(&path, bytes);
        let mut later = Program::start(&copy);
        assert_eq!(later.journal.device(), None);
        let entry = later.record(10).unwrap();
        assert!(*entry.id.device != *own && entry.id.device != "colleague");
        assert_eq!(Program::start(&copy).ledger.len(), 2);
    }
}

#[test]
fn a_clock_that_jumps_back_a_year_neither_reorders_nor_loses() {
    let disk = simulated_disk();
    let mut program = Program::start(&disk);
    let (year, minute) = (366 * 86_400_000, 60_000);
    let first = program.record_at(10, NOW).unwrap();
    let second = program.record_at(10, NOW - year).unwrap();
    let third = Program::start(&disk).record_at(10, NOW - year - minute).unwrap();
    assert_eq!(second.at.millis(), NOW - year, "a clock that is set right is believed");
    assert_eq!(third.at, second.at, "one that goes back a little is not");
    assert_eq!([&first, &second, &third].map(|entry| entry.id.number), [1, 2, 3]);
    goes_on(&disk, &[first, second, third], &[]);
}

#[test]
fn a_disk_that_stalls_is_waited_for_and_then_it_is_recorded() {
    let disk = simulated_disk();
    let mut program = Program::start(&disk);
    disk.plan(|_, act, _| if act == Act::Sync { Fate::Slow(Duration::from_millis(30)) } else { Fate::Done });
    let began = time::Instant::now();
    let entry = program.record(10).unwrap();
    assert!(began.elapsed() >= Duration::from_millis(30));
    assert!(Program::start(&disk).has(&entry));
}

#[test]
fn a_power_cut_at_any_point_of_a_repair_leaves_every_entry_and_every_bad_line() {
    let first = simulated_disk();
    let entries = until_the_power_is_cut(&first, &[20, 20, 20, 20]);
    let program = Program::start(&first);
    let (path, device) = (program.file(), program.journal.device().unwrap().to_owned());
    let text = String::from_utf8(first.file(&path).unwrap()).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let bad = ["<<<<<<< HEAD", "not of ours", &lines[1][..50]];
    let damaged = format!("{}\n{}\n{}\n{}\n{}", lines[0], bad[0], bad[1], lines[1], bad[2]);
    let copy = format!("{}\n{}\n{}\n", lines[0], lines[2], lines[3]);
    let second = workspace().journals().join(format!("{device} (copy).jsonl"));
    let now = Instant::from_millis(NOW);
    let mut points = 0;
    for cut in 0.. {
        let disk = first.copy_to("a machine");
        disk.put_file(&path, damaged.as_bytes());
        disk.put_file(&second, copy.as_bytes());
        let before = Program::start(&disk);
        disk.plan(move |act, _, _| if act == cut { Fate::PowerCut } else { Fate::Done });
        let is_whole = repair::perform(&workspace(), &before.journal, &device, now).is_ok();
        for left in disk.after_the_power_cut() {
            let after = Program::start(&left);
            assert!(entries.iter().all(|entry| after.has(entry)), "an entry is lost at act {cut}");
            let everywhere = left.all_bytes();
            assert!(bad.iter().all(|line| everywhere.contains(line)), "a bad line is lost at act {cut}");
            let repaired = repair::perform(&workspace(), &after.journal, &device, now).unwrap();
            assert!(is_whole == repaired.is_empty() || !is_whole);
            let again = Program::start(&left);
            assert_eq!(again.said(), Vec::<String>::new());
            assert!(entries.iter().all(|entry| again.has(entry)) && again.ledger.len() == entries.len());
            assert!(repair::plan(&workspace(), &again.journal, &device).unwrap().is_empty());
            points += 1;
        }
        if is_whole {
            break;
        }
    }
    assert!(points >= 400, "{points} power cuts");
}
