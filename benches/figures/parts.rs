//! The parts of the way from a journal to a screen, each against the least that would have to be done.

use crate::{generate, history::History, pace};
use prepcom::{
    domain::{
        entry::{Entry, Fact, PositionSet},
        ids::{EntryId, ItemId, Who},
        instant::Instant,
        lang::Lang,
        ledger::{Ledger, View},
        line::read_line,
        matrix::{self, Arrangement, Basis, Matrix, Sort, Zoom},
        roster::ParticipantIndex,
        snapshot::{Snapshot, Standing},
    },
    store::assets::{self, Assets},
    tui::{Options, message::Message, model::Model, update::update},
};
use std::{
    collections::{BTreeMap, HashMap},
    hint::black_box,
    time::Duration,
};

pub(crate) fn run() {
    let assets = assets::load(None);
    for (count, rounds) in [(5_000, 31), (50_000, 9), (1_000_000, 3)] {
        parse(&assets, count, rounds);
        let entries: Vec<Entry> = History::new(&assets.paper, &assets.roster, count).collect();
        apply(&entries, rounds);
        snapshot(&assets, &entries, rounds);
        take_in(&assets, &entries);
        filter(&entries, rounds);
    }
    similarity(&assets);
}

/// A line read with its checksum, against the bare parser.
fn parse(assets: &Assets, count: u32, rounds: usize) {
    let lines = generate::lines(&assets.paper, &assets.roster, count.min(50_000));
    let times = pace::in_turns(
        rounds,
        || pace::timed(|| lines.iter().for_each(|line| drop(black_box(read_line(line))))),
        || pace::timed(|| lines.iter().for_each(|line| drop(black_box(serde_json::from_str::<Entry>(line))))),
    );
    if count <= 50_000 {
        pace::row(&format!("{count} lines parsed / bare parse"), times, 1.2);
    }
}

/// Entries into the ledger, against a bare map from their names.
fn apply(entries: &[Entry], rounds: usize) {
    let times = pace::in_turns(
        rounds,
        || {
            let (mut ledger, entries) = (Ledger::default(), entries.to_vec());
            let time = pace::timed(|| {
                for entry in entries {
                    ledger.apply(entry);
                }
            });
            assert_eq!(black_box(&ledger).len(), ledger.entries().len());
            time
        },
        || {
            let (mut map, entries) = (HashMap::<EntryId, Entry>::new(), entries.to_vec());
            let time = pace::timed(|| {
                for entry in entries {
                    map.insert(entry.id, entry);
                }
            });
            black_box(&map);
            time
        },
    );
    pace::row(&format!("{} entries applied / bare hash map", entries.len()), times, 4.0);
}

fn ledger_of(entries: &[Entry]) -> Ledger {
    let mut ledger = Ledger::default();
    for entry in entries.iter().cloned() {
        ledger.apply(entry);
    }
    ledger
}

/// A snapshot, against the last position of each cell and the text of each note, without heads, undo, groups or counts.
fn snapshot(assets: &Assets, entries: &[Entry], rounds: usize) {
    let ledger = ledger_of(entries);
    let times = pace::in_turns(
        rounds,
        || {
            pace::timed(|| {
                black_box(Snapshot::new(&assets.paper, &assets.roster, &ledger, View::default()));
            })
        },
        || pace::timed(|| drop(black_box(bare_fold(entries)))),
    );
    pace::row(&format!("snapshot of {} entries / bare fold", entries.len()), times, 4.0);
}

type Bare<'a> = (HashMap<(Who, ItemId), &'a PositionSet>, BTreeMap<EntryId, String>);

fn bare_fold(entries: &[Entry]) -> Bare<'_> {
    let (mut cells, mut notes) = (HashMap::new(), BTreeMap::new());
    for entry in entries {
        for fact in &entry.facts {
            match fact {
                Fact::Position(stand) => {
                    cells.insert((stand.who, stand.item), stand);
                }
                Fact::Note(note) => {
                    notes.insert(entry.id, note.text.to_string());
                }
                _ => {}
            }
        }
    }
    (cells, notes)
}

/// One more entry of a colleague's, against the same where nothing was recorded before.
fn take_in(assets: &Assets, entries: &[Entry]) {
    let (paper, roster) = (&assets.paper, &assets.roster);
    let count = u32::try_from(entries.len()).expect("a count");
    let more: Vec<Entry> = History::new(paper, roster, count).late(200).collect();
    let taking = |before: &[Entry]| {
        let mut ledger = ledger_of(before);
        let mut snapshot = Snapshot::new(paper, roster, &ledger, View::default());
        let mut more = more.iter().cycle();
        move || {
            let Some(entry) = more.next() else { return Duration::ZERO };
            pace::timed(|| {
                ledger.apply(entry.clone());
                snapshot.take_in(paper, roster, &ledger, std::slice::from_ref(entry));
            })
        }
    };
    let times = pace::in_turns(181, taking(entries), taking(&[]));
    pace::row(&format!("one entry more, after {count} / after none"), times, 2.0);
}

/// A letter typed into the filter of the timeline, against a search through the texts of the same entries.
fn filter(entries: &[Entry], rounds: usize) {
    let assets = assets::load(None);
    let now = Instant::from_millis(1_795_424_400_000);
    let options = Options { author: Some("Ana".into()), ..Options::default() };
    let mut model = Model::new(assets.paper, assets.roster, ledger_of(entries), options, (200, 50), now);
    let press = |model: &mut Model, c: char| {
        let code =
            if c == '<' { crossterm::event::KeyCode::Backspace } else { crossterm::event::KeyCode::Char(c) };
        update(
            model,
            Message::Key(crossterm::event::KeyEvent::new(code, crossterm::event::KeyModifiers::NONE)),
            now,
        );
    };
    "t/lunc".chars().for_each(|c| press(&mut model, c));
    let texts: Vec<String> = entries.iter().flat_map(|entry| entry.facts.iter().map(text_of)).collect();
    let times = pace::in_turns(
        rounds,
        || {
            let time = pace::timed(|| press(&mut model, 'h'));
            press(&mut model, '<');
            time
        },
        || {
            pace::timed(|| {
                black_box(texts.iter().filter(|text| text.contains("lunch")).count());
            })
        },
    );
    pace::row(&format!("timeline of {}: a letter filtered / bare search", entries.len()), times, 20.0);
}

fn text_of(fact: &Fact) -> String {
    match fact {
        Fact::Position(stand) => format!("{} {} {}", stand.who, stand.item.0, stand.condition).to_lowercase(),
        Fact::Note(note) => note.text.to_lowercase(),
        Fact::Commitment(made) => made.text.to_lowercase(),
        _ => String::new(),
    }
}

/// Delegations sorted by likeness to one, against the same sum over a bare table of places on the scale.
fn similarity(assets: &Assets) {
    let (paper, roster) = (&assets.paper, &assets.roster);
    let mut ledger = Ledger::default();
    History::new(paper, roster, 5_000).for_each(|entry| {
        ledger.apply(entry);
    });
    let snapshot = &Snapshot::new(paper, roster, &ledger, View::default());
    let ranks = &matrix::ranks(roster, Lang::En);
    let (basis, other) = (Basis { paper, roster, snapshot, ranks }, ParticipantIndex(7));
    let arrangement = Arrangement { sort: Sort::SimilarTo(other), ..Arrangement::default() };
    let items = Zoom::All.items(paper);
    let place = |who, item: &usize| snapshot.standing(who, *item).and_then(Standing::position)?.place();
    let times = pace::in_turns(
        200,
        || pace::timed(|| drop(black_box(Matrix::new(basis, &arrangement)))),
        || {
            pace::timed(|| {
                let row = |who| items.iter().map(|item| place(who, item)).collect::<Vec<Option<u8>>>();
                let others = row(other);
                let mut concurrent: Vec<(u32, u32, usize)> = (0..roster.delegation_count())
                    .map(|who| {
                        let places = row(ParticipantIndex(who));
                        let both =
                            places.iter().zip(&others).filter_map(|(a, b)| Some((*a)?.abs_diff((*b)?)));
                        let (sum, count) = both.fold((0, 0), |(sum, n), by| (sum + u32::from(by), n + 1));
                        (sum, count, who)
                    })
                    .collect();
                concurrent.sort_unstable();
                black_box(concurrent);
            })
        },
    );
    pace::row("matrix sorted by likeness / bare sum and sort", times, 4.0);
}
