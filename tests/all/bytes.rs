//! A journal of 200 entries, cut at every byte and with bits of every byte flipped.
//!
//! Every line before the one that is cut or changed is read as it was; so each case goes on from a journal that has read those.

use crate::simulated_disk::SimulatedDisk;
use prepcom::{
    domain::{
        entry::{Entry, Fact, NoteWritten, PositionSet},
        ids::{EntryId, Who},
        instant::Instant,
        ledger::Ledger,
        line::write_line,
        position::Position,
    },
    store::{journal::Journal, workspace::Workspace},
};
use std::{
    ops::Range,
    path::{Path, PathBuf},
    sync::Arc,
    thread,
};

const ENTRIES: u32 = 200;

/// Set where there is time for every bit of every byte; otherwise that is one line in eight, and one bit of each byte of the others.
const ALL_BITS: &str = "PREPCOM_TEST_ALL_BITS";

fn workspace() -> Workspace {
    Workspace::at(Path::new("/work"))
}

/// A disk on which this machine has a name, and the name.
fn named() -> (SimulatedDisk, String) {
    let simulated_disk = SimulatedDisk::new("a machine", &workspace().root);
    let (mut journal, mut ledger) =
        (Journal::on(Arc::new(simulated_disk.clone()), workspace()), Ledger::default());
    let note = NoteWritten {
        who: None,
        item: None,
        text: "".into(),
        on: Instant::default(),
        ..NoteWritten::default()
    };
    journal.append(vec![Fact::Note(note)], "A", Instant::default(), &mut ledger).unwrap();
    let device = journal.device().unwrap().to_owned();
    forget(&simulated_disk, &device);
    (simulated_disk, device)
}

/// Has the machine forget what it has recorded, but not its name.
fn forget(simulated_disk: &SimulatedDisk, device: &str) {
    simulated_disk.take_away(&workspace().local().join(format!("{device}.last")));
    simulated_disk.take_away(&path(device));
}

fn path(device: &str) -> PathBuf {
    workspace().journals().join(format!("{device}.jsonl"))
}

fn entry(device: &str, number: u32) -> Entry {
    let on = Instant::from_millis(1_720_000_000_000 + i64::from(number) * 60_000);
    let (who, item) = (Who::new(["AUT", "FRA", "@NAM"][number as usize % 3]), crate::support::item("3a"));
    let fact = match number % 4 {
        0 => {
            let text = "said \"so\" – 如此说\n".repeat(number as usize % 3);
            Fact::Note(NoteWritten {
                who: Some(who),
                item: None,
                text,
                visibility: prepcom::domain::entry::Visibility::Shareable,
                on,
                ..NoteWritten::default()
            })
        }
        _ => Fact::Position(PositionSet {
            who,
            item,
            is: Position::ALL.get(number as usize % 9).copied(),
            condition: String::new(),
            source: None,
            on,
            text: "0a1b2c3d".into(),
            parents: Vec::new(),
            ..PositionSet::default()
        }),
    };
    Entry {
        v: 1,
        id: EntryId { device: device.into(), number },
        at: on,
        by: "A. Diplomat".into(),
        facts: vec![fact],
    }
}

/// The journal, and where in it each line is, with its line end.
struct Written {
    bytes: Vec<u8>,
    lines: Vec<Range<usize>>,
}

fn written(device: &str) -> Written {
    let (mut bytes, mut lines) = (Vec::new(), Vec::new());
    for number in 1..=ENTRIES {
        let start = bytes.len();
        bytes.extend_from_slice(write_line(&entry(device, number)).unwrap().as_bytes());
        bytes.push(b'\n');
        lines.push(start..bytes.len());
    }
    Written { bytes, lines }
}

/// What a journal that goes on reading takes in: numbers of entries, and problems as place and words.
fn read_on(mut journal: Journal) -> (Vec<u32>, Vec<String>) {
    let mut ledger = Ledger::default();
    journal.refresh(&mut ledger);
    let mut numbers: Vec<u32> = ledger.entries().iter().map(|entry| entry.id.number).collect();
    numbers.sort_unstable();
    let whole = ledger.entries().iter().all(|there| **there == entry(&there.id.device, there.id.number));
    assert!(whole, "an entry that nobody recorded");
    let said = journal.problems().iter().map(|p| format!("{}: {}", p.place, p.what.en)).collect();
    (numbers, said)
}

/// One line of the journal, with all before it read.
struct Case<'a> {
    written: &'a Written,
    simulated_disk: &'a SimulatedDisk,
    device: &'a str,
    /// A journal that has read all lines before it.
    journal: &'a Journal,
    place: usize,
}

impl Case<'_> {
    fn number(&self) -> u32 {
        u32::try_from(self.place).unwrap() + 1
    }

    fn put(&self, bytes: &[u8]) {
        self.simulated_disk.put_file(&path(self.device), bytes);
    }

    /// The next entry is recorded behind what is there, and read.
    fn goes_on(&self, before: usize) {
        let (mut program, mut ledger) = (self.journal.clone(), Ledger::default());
        program.refresh(&mut ledger);
        let note = NoteWritten {
            who: None,
            item: None,
            text: "on".into(),
            on: Instant::default(),
            ..NoteWritten::default()
        };
        let next = program.append(vec![Fact::Note(note)], "A", Instant::default(), &mut ledger).unwrap();
        let mut ledger = Ledger::default();
        self.journal.clone().refresh(&mut ledger);
        assert!(ledger.entry(&next.id).is_some() && ledger.len() == before + 1);
        forget(self.simulated_disk, self.device);
    }
}

/// Tests each line in turn, in several threads.
fn for_each_line(test: impl Fn(&Case) + Sync) {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for first in 0..threads {
            let test = &test;
            scope.spawn(move || {
                let (simulated_disk, device) = named();
                let written = written(&device);
                let mut journal = Journal::on(Arc::new(simulated_disk.clone()), workspace());
                for place in 0..written.lines.len() {
                    simulated_disk.put_file(&path(&device), &written.bytes[..written.lines[place].start]);
                    journal.refresh(&mut Ledger::default());
                    assert!(journal.problems().is_empty());
                    if place % threads == first {
                        let (written, simulated_disk, device, journal) =
                            (&written, &simulated_disk, &*device, &journal);
                        test(&Case { written, simulated_disk, device, journal, place });
                    }
                }
            });
        }
    });
}

#[test]
fn a_journal_of_200_entries_cut_at_any_byte_loses_only_what_was_cut_off_and_goes_on() {
    for_each_line(|case| {
        let Range { start, end } = case.written.lines[case.place];
        for cut in start..end {
            case.put(&case.written.bytes[..cut]);
            let (numbers, said) = read_on(case.journal.clone());
            let is_whole = cut == end - 1;
            assert_eq!(numbers, if is_whole { vec![case.number()] } else { vec![] }, "cut at byte {cut}");
            match said.first() {
                None => assert!(is_whole || cut == start, "cut at byte {cut} unnoticed"),
                Some(said) => {
                    let (device, number) = (case.device, case.number());
                    let told = format!("state/journal/{device}.jsonl:{number}:1: this line is cut short");
                    assert!(said.starts_with(&told), "cut at byte {cut}: {said}");
                }
            }
            if cut % 8 == 0 {
                case.goes_on(numbers.len());
            }
        }
    });
}

#[test]
fn no_flipped_bit_of_a_journal_of_200_entries_passes_or_costs_more_than_its_line() {
    for_each_line(|case| {
        let Range { start, end } = case.written.lines[case.place];
        let next = case.written.lines.get(case.place + 1).map_or(end, |next| next.end);
        let has_all = case.place % 8 == 0 || std::env::var_os(ALL_BITS).is_some();
        for (byte, bit) in (start..end).flat_map(|byte| (0..8).map(move |bit| (byte, bit))) {
            // What follows is read after one flip of each byte; the others end with the line.
            let is_long = bit == byte % 8;
            if !is_long && !has_all {
                continue;
            }
            let mut bytes = case.written.bytes[..if is_long { next } else { end }].to_vec();
            bytes[byte] ^= 1 << bit;
            case.put(&bytes);
            let (numbers, said) = read_on(case.journal.clone());
            // A line end that is none any more costs nothing: the checksums tell where the lines are.
            let own = (byte == end - 1).then_some(case.number());
            let following = (is_long && next > end).then_some(case.number() + 1);
            let expected: Vec<u32> = own.into_iter().chain(following).collect();
            assert_eq!(numbers, expected, "bit {bit} of byte {byte}");
            let told = format!("state/journal/{}.jsonl:{}:1: ", case.device, case.number());
            assert!(said[0].starts_with(&told), "bit {bit} of byte {byte}: {said:?}");
        }
    });
}

#[test]
fn a_journal_of_200_entries_with_one_bad_line_reads_from_the_beginning_as_it_reads_on() {
    let (simulated_disk, device) = named();
    let written = written(&device);
    let read = |bytes: &[u8]| {
        simulated_disk.put_file(&path(&device), bytes);
        read_on(Journal::on(Arc::new(simulated_disk.clone()), workspace()))
    };
    for place in (0..written.lines.len()).step_by(13) {
        let Range { start, end } = written.lines[place];
        let number = u32::try_from(place).unwrap() + 1;
        let (numbers, said) = read(&written.bytes[..(start + end) / 2]);
        assert_eq!((numbers.len(), said.len()), (place, 1));
        let mut flipped = written.bytes.clone();
        flipped[(start + end) / 2] ^= 4;
        let (numbers, said) = read(&flipped);
        assert_eq!((numbers.len(), said.len()), (written.lines.len() - 1, 1), "{said:?}");
        assert!(!numbers.contains(&number) && said[0].contains(&format!("{device}.jsonl:{number}:1: ")));
        let (numbers, said) = read(&[&written.bytes[..start], &written.bytes[end..]].concat());
        assert_eq!(numbers.len(), written.lines.len() - 1);
        let told = format!("{device}.jsonl:{number}: {device}-{number} should stand before this line");
        assert!(said[0].contains(&told), "{said:?}");
    }
}
