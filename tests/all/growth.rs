//! Eight times the entries take about eight times the time, never sixty-four: every way from a journal to a screen or a file is watched.
//!
//! Invariant: what is compared was measured in the same moment, the best of several goes, and a limit leaves room for a busy machine but not for
//! a loop within a loop.

#[path = "../../benches/figures/history.rs"]
mod history;

use self::history::History;
use crate::clock::{GOES, growth, timed};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use prepcom::{
    domain::{
        entry::{Entry, Fact, NoteWritten, PositionSet, Undone},
        extent::{Extent, Notes},
        ids::{EntryId, Who},
        instant::Instant,
        intent::{self, Taken},
        lang::Lang,
        ledger::{Ledger, View},
        line::write_line,
        position::Position,
        snapshot::Snapshot,
        text,
    },
    export::{Cover, Format, Report, page::Block, render, text as plain, watch::Watch},
    store::{
        assets::{self, Assets},
        journal::Journal,
        workspace::Workspace,
    },
    tui::{Options, message::Message, model::Model, update::update, view},
};
use ratatui::{buffer::Buffer, layout::Rect};
use std::{hint::black_box, time::Duration};

const FEW: u32 = 400;
const MANY: u32 = 8 * FEW;
/// Between eight, which is linear, and sixty-four, which is quadratic.
const LINEAR: f64 = 32.0;
fn grows_at_most(limit: f64, few: impl FnMut() -> Duration, many: impl FnMut() -> Duration) {
    let ratio = growth(limit, few, many);
    assert!(ratio <= limit, "eight times as many take {ratio:.1} times as long; at most {limit}");
}

fn history(assets: &Assets, count: u32) -> Vec<Entry> {
    History::new(&assets.paper, &assets.roster, count).collect()
}

fn ledger(entries: &[Entry]) -> Ledger {
    let mut ledger = Ledger::default();
    for entry in entries.iter().cloned() {
        ledger.apply(entry);
    }
    ledger
}

fn entry(number: u32, fact: Fact) -> Entry {
    let at = Instant::from_millis(1_700_000_000_000 + i64::from(number) * 1000);
    Entry { v: 1, id: EntryId { device: "dev".into(), number }, at, by: "Ana".into(), facts: vec![fact] }
}

/// A snapshot of entries, again and again.
fn snapshots<'a>(assets: &'a Assets, entries: &[Entry]) -> impl FnMut() -> Duration + 'a {
    let ledger = ledger(entries);
    move || timed(|| drop(black_box(Snapshot::new(&assets.paper, &assets.roster, &ledger, View::default()))))
}

#[test]
fn replay_grows_with_the_journals() {
    let assets = assets::load(None);
    let replays = |count: u32| {
        let folder = tempfile::tempdir().unwrap();
        let workspace = Workspace::at(folder.path());
        workspace.make_folders().unwrap();
        let lines =
            history(&assets, count).iter().map(|entry| write_line(entry).unwrap() + "\n").collect::<String>();
        std::fs::write(workspace.journals().join("aaaaaa.jsonl"), lines).unwrap();
        move || {
            let (_folder, mut ledger) = (&folder, Ledger::default());
            let took = timed(|| {
                Journal::new(workspace.clone()).refresh(&mut ledger);
            });
            assert_eq!(ledger.len(), count as usize);
            took
        }
    };
    grows_at_most(LINEAR, replays(FEW), replays(MANY));
}

#[test]
fn entries_are_applied_in_time_that_grows_with_their_number() {
    let assets = assets::load(None);
    let applies = |count: u32| {
        let entries = history(&assets, count);
        move || timed(|| drop(black_box(ledger(&entries))))
    };
    grows_at_most(LINEAR, applies(FEW), applies(MANY));
}

#[test]
fn a_snapshot_grows_with_the_entries() {
    let assets = assets::load(None);
    grows_at_most(
        LINEAR,
        snapshots(&assets, &history(&assets, FEW)),
        snapshots(&assets, &history(&assets, MANY)),
    );
}

#[test]
fn a_snapshot_of_one_cell_grows_with_its_records() {
    let assets = assets::load(None);
    let (who, item) = (Who::new("AUT"), crate::support::item("1a"));
    let records = |count: u32| -> Vec<Entry> {
        let stand = |number: u32| PositionSet {
            who,
            item,
            is: Some(Position::Supports),
            condition: String::new(),
            source: None,
            on: Instant::from_millis(1_700_000_000_000 + i64::from(number)),
            text: "".into(),
            parents: (number > 1)
                .then(|| EntryId { device: "dev".into(), number: number - 1 })
                .into_iter()
                .collect(),
            ..PositionSet::default()
        };
        (1..=count).map(|number| entry(number, Fact::Position(stand(number)))).collect()
    };
    // Fewer would lie in the processor's cache, and many not.
    let (few, many) = (MANY, 8 * MANY);
    grows_at_most(LINEAR, snapshots(&assets, &records(few)), snapshots(&assets, &records(many)));
    let wishes = |count: u32| {
        let (ledger, assets, who, item) = (ledger(&records(count)), &assets, &who, &item);
        move || {
            timed(|| {
                let now = Instant::from_millis(1_800_000_000_000);
                black_box(intent::position(&assets.paper, &ledger, who, item, &Taken::default(), now));
            })
        }
    };
    grows_at_most(LINEAR, wishes(few), wishes(many));
}

#[test]
fn undos_of_undos_are_judged_in_time_that_grows_with_their_number() {
    let assets = assets::load(None);
    let undos = |count: u32| -> Vec<Entry> {
        let of = |number: u32| Undone { entry: EntryId { device: "dev".into(), number: number - 1 } };
        (2..=count).map(|number| entry(number, Fact::Undo(of(number)))).collect()
    };
    grows_at_most(LINEAR, snapshots(&assets, &undos(FEW)), snapshots(&assets, &undos(MANY)));
}

#[test]
fn one_entry_more_is_taken_in_at_most_as_slowly_as_there_are_more_of_them() {
    let assets = assets::load(None);
    let (paper, roster) = (&assets.paper, &assets.roster);
    let takes = |count: u32| {
        let mut ledger = ledger(&history(&assets, count));
        let mut snapshot = Snapshot::new(paper, roster, &ledger, View::default());
        let mut more = History::new(paper, roster, count).late(20 * u32::try_from(GOES).unwrap());
        move || {
            let entries: Vec<Entry> = more.by_ref().take(20).collect();
            timed(|| {
                for entry in entries {
                    ledger.apply(entry.clone());
                    snapshot.take_in(paper, roster, &ledger, std::slice::from_ref(&entry));
                }
            })
        }
    };
    grows_at_most(LINEAR, takes(FEW), takes(MANY));
}

/// Screens on a history, after some keys.
fn screens(count: u32, keys: &str) -> Model {
    let assets = assets::load(None);
    let ledger = ledger(&history(&assets, count));
    let options = Options { author: Some("Ana".into()), ..Options::default() };
    let now = Instant::from_millis(crate::support::NOW);
    let mut model = Model::new(assets.paper, assets.roster, ledger, options, (80, 24), now);
    keys.chars().for_each(|c| press(&mut model, KeyCode::Char(c)));
    model
}

fn press(model: &mut Model, code: KeyCode) {
    let now = Instant::from_millis(crate::support::NOW);
    update(model, Message::Key(KeyEvent::new(code, KeyModifiers::NONE)), now);
}

/// A key, and the one that takes it back.
fn presses(count: u32, before: &str, keys: [KeyCode; 2]) -> impl FnMut() -> Duration {
    let mut model = screens(count, before);
    move || {
        let took = timed(|| press(&mut model, keys[0]));
        press(&mut model, keys[1]);
        took
    }
}

#[test]
fn the_rows_of_the_timeline_grow_with_the_entries() {
    let keys = [KeyCode::Char('t'), KeyCode::Esc];
    grows_at_most(LINEAR, presses(FEW, "", keys), presses(MANY, "", keys));
}

#[test]
fn a_filter_grows_with_the_rows_that_it_sifts() {
    let keys = [KeyCode::Char('h'), KeyCode::Backspace];
    grows_at_most(LINEAR, presses(FEW, "t/lunc", keys), presses(MANY, "t/lunc", keys));
    grows_at_most(LINEAR, presses(FEW, "C/lunc", keys), presses(MANY, "C/lunc", keys));
}

/// Texts of so many bytes with nowhere to break, and one that can break everywhere.
fn long_texts(bytes: usize) -> [String; 5] {
    ["x", "é", "e\u{301}", "\u{1f1e6}\u{1f1f9}\u{2060}", "word "].map(|part| part.repeat(bytes / part.len()))
}

#[test]
fn wrapping_cleaning_and_cutting_grow_with_the_text_even_where_it_can_not_break() {
    let (few, many) = (long_texts(100_000), long_texts(800_000));
    for (few, many) in few.iter().zip(&many) {
        let wraps = |text: &'_ String| {
            let text = text.clone();
            move || timed(|| drop(black_box(text::wrap(&text, 38))))
        };
        grows_at_most(LINEAR, wraps(few), wraps(many));
        let cleans = |text: &'_ String| {
            let text = format!("{text}\t");
            move || timed(|| drop(black_box((text::clean(&text), text::fit(&text, 38)))))
        };
        grows_at_most(LINEAR, cleans(few), cleans(many));
    }
}

#[test]
fn a_note_without_a_break_is_printed_and_drawn_about_as_fast_as_one_with_breaks() {
    const LONG: usize = 4_000_000;
    let assets = assets::load(None);
    let model_with = |text: String| {
        let (who, item) = (Some(Who::new("AUT")), Some(crate::support::item("1a")));
        let on = Instant::from_millis(1_700_000_000_000);
        let note = NoteWritten { who, item, text, on, ..NoteWritten::default() };
        let ledger = ledger(&[entry(1, Fact::Note(note))]);
        let now = Instant::from_millis(crate::support::NOW);
        let (paper, roster) = (assets.paper.clone(), assets.roster.clone());
        let mut model = Model::new(paper, roster, ledger, Options::default(), (80, 24), now);
        "faut".chars().for_each(|c| press(&mut model, KeyCode::Char(c)));
        press(&mut model, KeyCode::Enter);
        model
    };
    let draws = |part: &str| {
        let model = model_with(part.repeat(LONG / part.len()));
        move || {
            let mut buffer = Buffer::empty(Rect::new(0, 0, 80, 24));
            timed(|| {
                black_box(view::draw(&mut buffer, &model));
            })
        }
    };
    let prints = |part: &str| {
        let page = [Block::Quote(part.repeat(LONG / part.len()), "Ana".into())];
        move || timed(|| drop(black_box(plain::write(&page, 100))))
    };
    // Three times is what is promised; more leaves room for a busy machine. A loop within a loop takes hundreds of times as long.
    let limit = 5.0;
    for (name, ratio) in [
        ("drawn", growth(limit, draws("a word "), draws("x"))),
        ("drawn", growth(limit, draws("一个词。"), draws("é"))),
        ("drawn", growth(limit, draws("éééé "), draws("é"))),
        ("printed", growth(limit, prints("a word "), prints("x"))),
        ("printed", growth(limit, prints("一个词。"), prints("é"))),
        ("printed", growth(limit, prints("e\u{301}e\u{301} "), prints("e\u{301}"))),
    ] {
        assert!(ratio <= limit, "{name} {ratio:.1} times as slowly");
    }
}

#[test]
fn every_export_grows_with_what_goes_in() {
    let assets = assets::load(None);
    let (paper, roster) = (&assets.paper, &assets.roster);
    let cover = Cover {
        lang: Lang::En,
        beside: false,
        as_of: Instant::from_millis(crate::support::NOW),
        by: "A. Diplomat".into(),
        marking: "RESTRICTED".into(),
        audience: prepcom::domain::extent::Audience::Internal,
        zone: chrono_tz::Tz::UTC,
        problems: 0,
        notes: Notes::All,
        extent: Extent::default(),
    };
    let snapshot = |count| Snapshot::new(paper, roster, &ledger(&history(&assets, count)), View::default());
    let (few, many) = (snapshot(FEW), snapshot(MANY));
    for format in Format::ALL {
        let writes = |snapshot| {
            let (cover, watch) = (&cover, Watch::default());
            move || {
                timed(|| {
                    let report = Report { paper, roster, snapshot, cover, watch: &watch };
                    drop(black_box(render(&report, format).unwrap()));
                })
            }
        };
        grows_at_most(LINEAR, writes(&few), writes(&many));
    }
}
