//! Reading the journals against the bare parser on the same lines, and recording against a bare append and fsync of the same bytes.

use crate::{generate, history::DEVICES, pace};
use prepcom::{
    domain::{
        entry::{Entry, Fact, NoteWritten},
        ids::ItemId,
        instant::Instant,
        ledger::Ledger,
    },
    store::{
        journal::{Journal, Take},
        workspace::Workspace,
    },
};
use std::{
    fs::{self, OpenOptions},
    hint::black_box,
    io::Write,
    path::Path,
    time,
};

pub(crate) fn replay() {
    for (count, rounds) in [(10_000, 15), (50_000, 9), (1_000_000, 3)] {
        let folder = tempfile::tempdir().expect("a folder");
        generate::workspace(folder.path(), count).expect("a workspace");
        let workspace = Workspace::at(folder.path());
        let times = pace::in_turns(
            rounds,
            || {
                let mut ledger = Ledger::default();
                let time = pace::timed(|| {
                    Journal::new(workspace.clone()).refresh(&mut ledger);
                });
                assert_eq!(black_box(&ledger).len(), count as usize);
                time
            },
            || {
                let mut entries: Vec<Entry> = Vec::new();
                let time = pace::timed(|| {
                    for device in 0..DEVICES {
                        let journal = generate::journal(folder.path(), device);
                        let text = fs::read_to_string(journal).expect("a journal");
                        entries
                            .extend(text.lines().filter_map(|line| serde_json::from_str::<Entry>(line).ok()));
                    }
                });
                assert_eq!(black_box(&entries).len(), count as usize);
                time
            },
        );
        pace::row(&format!("replay of {count} entries / bare parse"), times, 3.0);
    }
}

pub(crate) fn append() {
    let folder =
        tempfile::tempdir_in(Path::new(env!("CARGO_MANIFEST_DIR")).join("target")).expect("a folder");
    let mut journal = Journal::new(Workspace::at(folder.path()));
    let mut ledger = Ledger::default();
    let note = || NoteWritten {
        who: None,
        item: Some(ItemId::new("1a")),
        text: "said so twice, second time on the record".into(),
        on: Instant::from_millis(1_720_000_000_000),
        ..NoteWritten::default()
    };
    let now = Instant::from_millis(1_720_000_000_000);
    let entry = journal.append(vec![Fact::Note(note())], "A. Diplomat", now, &mut ledger).expect("an entry");
    let line = prepcom::domain::line::write_line(&entry).expect("a line") + "\n";
    let bare = folder.path().join("bare");
    let times = pace::in_turns(
        300,
        || {
            let mut act = Act { ledger: &mut ledger, told: None };
            let begun = time::Instant::now();
            journal.append(vec![Fact::Note(note())], "A. Diplomat", now, &mut act).expect("an entry");
            act.told.map_or(time::Duration::MAX, |told| told.duration_since(begun))
        },
        || {
            pace::timed(|| {
                let mut file = OpenOptions::new().append(true).create(true).open(&bare).expect("a file");
                file.write_all(line.as_bytes()).and_then(|()| file.sync_data()).expect("on disk");
            })
        },
    );
    pace::row("one act, until told / bare append and fsync", times, 1.3);
}

/// Notes when an act is told to be on disk.
struct Act<'a> {
    ledger: &'a mut Ledger,
    told: Option<time::Instant>,
}

impl Take for Act<'_> {
    fn take(&mut self, entry: Entry) {
        self.ledger.apply(entry);
    }

    fn recorded(&mut self, _entry: &Entry) {
        self.told = Some(time::Instant::now());
    }
}
