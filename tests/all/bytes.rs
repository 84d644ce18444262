//! A journal of 200 entries, cut at every byte and with every bit of every byte flipped.
//!
//! Every line before the one that is cut or changed is read as it was; so each case goes on from a journal that has read those.

use crate::platter::Platter;
use prepcom::{
    domain::{
        entry::{Entry, Fact, NoteWritten, Stand},
        ids::{EntryId, ItemKey, Who},
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

fn workspace() -> Workspace {
    Workspace::at(Path::new("/work"))
}

fn path() -> PathBuf {
    workspace().journals().join("k3f9x2.ron")
}

fn entry(number: u32) -> Entry {
    let on = Instant::from_millis(1_720_000_000_000 + i64::from(number) * 60_000);
    let (who, item) = (Who::new(["AUT", "FRA", "@NAM"][number as usize % 3]), ItemKey::new("3a"));
    let fact = match number % 4 {
        0 => {
            let text = "said \"so\" – 如此说\n".repeat(number as usize % 3);
            Fact::Note(NoteWritten { who: Some(who), item: None, text, shareable: true, on })
        }
        _ => Fact::Position(Stand {
            who,
            item,
            is: Position::ALL.get(number as usize % 9).copied(),
            condition: String::new(),
            source: None,
            on,
            text: "0a1b2c3d".into(),
            saw: Vec::new(),
            apart: false,
        }),
    };
    Entry {
        v: 1,
        id: EntryId { device: "k3f9x2".into(), number },
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

fn written() -> Written {
    let (mut bytes, mut lines) = (Vec::new(), Vec::new());
    for number in 1..=ENTRIES {
        let start = bytes.len();
        bytes.extend_from_slice(write_line(&entry(number)).unwrap().as_bytes());
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
    let whole = ledger.entries().iter().all(|there| **there == entry(there.id.number));
    assert!(whole, "an entry that nobody recorded");
    let said = journal.problems().iter().map(|p| format!("{}: {}", p.place, p.what.en)).collect();
    (numbers, said)
}

/// For each line, in several threads: the disk, a journal that has read all lines before it, and the line's place.
fn for_each_line(written: &Written, test: impl Fn(&Platter, &Journal, usize) + Sync) {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for first in 0..threads {
            let test = &test;
            scope.spawn(move || {
                let platter = Platter::new("a machine", &workspace().journals());
                platter.put_file(&path(), b"");
                let mut journal = Journal::on(Arc::new(platter.clone()), workspace());
                for place in 0..written.lines.len() {
                    platter.put_file(&path(), &written.bytes[..written.lines[place].start]);
                    journal.refresh(&mut Ledger::default());
                    assert!(journal.problems().is_empty());
                    if place % threads == first {
                        test(&platter, &journal, place);
                    }
                }
            });
        }
    });
}

#[test]
fn a_journal_of_200_entries_cut_at_any_byte_loses_only_what_was_cut_off_and_goes_on() {
    let written = written();
    for_each_line(&written, |platter, journal, place| {
        let Range { start, end } = written.lines[place];
        let number = u32::try_from(place).unwrap() + 1;
        for cut in start..end {
            platter.put_file(&path(), &written.bytes[..cut]);
            let (numbers, said) = read_on(journal.clone());
            let is_whole = cut == end - 1;
            assert_eq!(numbers, if is_whole { vec![number] } else { vec![] }, "cut at byte {cut}");
            match said.first() {
                None => assert!(is_whole || cut == start, "cut at byte {cut} unnoticed"),
                Some(said) => {
                    let told = format!("state/journal/k3f9x2.ron:{number}:1: this line is cut short");
                    assert!(said.starts_with(&told), "cut at byte {cut}: {said}");
                }
            }
            if cut % 8 == 0 {
                goes_on(platter, journal, &numbers);
            }
        }
    });
}

/// The next entry is recorded and read, by this program and by one that begins there.
fn goes_on(platter: &Platter, journal: &Journal, before: &[u32]) {
    let mut program = journal.clone();
    let mut ledger = Ledger::default();
    program.refresh(&mut ledger);
    let note =
        NoteWritten { who: None, item: None, text: "on".into(), shareable: false, on: Instant::default() };
    // This machine has another name, so its entry goes into a file of its own; put behind the cut, it stands for what follows there.
    let own = program.append(vec![Fact::Note(note)], "A", Instant::default(), &mut ledger).unwrap();
    let line = write_line(&own).unwrap();
    let cut = platter.file(&path()).unwrap();
    let closing: &[u8] = if cut.is_empty() || cut.ends_with(b"\n") { b"" } else { b"\n" };
    platter.put_file(&path(), &[&cut[..], closing, line.as_bytes(), b"\n"].concat());
    let mut ledger = Ledger::default();
    journal.clone().refresh(&mut ledger);
    assert!(ledger.entry(&own.id).is_some() && ledger.len() == before.len() + 1);
}

#[test]
fn no_flipped_bit_of_a_journal_of_200_entries_passes_or_costs_more_than_its_line() {
    let written = written();
    for_each_line(&written, |platter, journal, place| {
        let Range { start, end } = written.lines[place];
        let number = u32::try_from(place).unwrap() + 1;
        let next = written.lines.get(place + 1).map_or(end, |next| next.end);
        for byte in start..end {
            for bit in 0..8 {
                // What follows is read after one flip of each byte; the others end with the line.
                let is_long = bit == byte % 8;
                let mut bytes = written.bytes[..if is_long { next } else { end }].to_vec();
                bytes[byte] ^= 1 << bit;
                platter.put_file(&path(), &bytes);
                let (numbers, said) = read_on(journal.clone());
                let own = (byte == end - 1).then_some(number);
                let following = (is_long && next > end).then_some(number + 1);
                let expected: Vec<u32> = own.into_iter().chain(following).collect();
                assert_eq!(numbers, expected, "bit {bit} of byte {byte}");
                let told = format!("state/journal/k3f9x2.ron:{number}:1: ");
                assert!(said[0].starts_with(&told), "bit {bit} of byte {byte}: {said:?}");
            }
        }
    });
}

#[test]
fn a_journal_of_200_entries_with_one_bad_line_reads_from_the_beginning_as_it_reads_on() {
    let written = written();
    for place in (0..written.lines.len()).step_by(13) {
        let Range { start, end } = written.lines[place];
        let number = u32::try_from(place).unwrap() + 1;
        let platter = Platter::new("a machine", &workspace().journals());
        let read = |bytes: &[u8]| {
            platter.put_file(&path(), bytes);
            read_on(Journal::on(Arc::new(platter.clone()), workspace()))
        };
        let (numbers, said) = read(&written.bytes[..(start + end) / 2]);
        assert_eq!((numbers.len(), said.len()), (place, 1));
        let mut flipped = written.bytes.clone();
        flipped[(start + end) / 2] ^= 4;
        let (numbers, said) = read(&flipped);
        assert_eq!((numbers.len(), said.len()), (written.lines.len() - 1, 1), "{said:?}");
        assert!(!numbers.contains(&number) && said[0].contains(&format!("k3f9x2.ron:{number}:1: ")));
        let without = [&written.bytes[..start], &written.bytes[end..]].concat();
        let (numbers, said) = read(&without);
        assert_eq!(numbers.len(), written.lines.len() - 1);
        match number == ENTRIES {
            true => assert_eq!(said.len(), 0, "its end is not known on a machine that did not write it"),
            false => assert!(
                said[0].starts_with(&format!(
                    "state/journal/k3f9x2.ron:{number}: k3f9x2-{number} should stand before this line"
                )),
                "{said:?}"
            ),
        }
    }
}
