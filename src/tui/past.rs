//! Days on which something changed, and the way through them.
//!
//! Invariant: days are gathered when the ledger changes and never while drawing; today is the present and no day past.

use super::model::Model;
use crate::{
    domain::{
        entry::{Entry, Fact},
        ids::EntryId,
        instant::Instant,
        ledger::{Ledger, View},
    },
    words::past,
};
use chrono::NaiveDate;
use std::{
    collections::{BTreeMap, HashSet},
    sync::Arc,
};

/// Days on which something was taken, said or recorded that still counts, with how many facts each has.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Days(BTreeMap<NaiveDate, usize>);

impl Days {
    /// The days of a ledger, of which these entries are taken back in the view.
    pub fn of(ledger: &Ledger, undone: &HashSet<EntryId>, view: View) -> Days {
        let counts = |entry: &&Arc<Entry>| !undone.contains(&entry.id) && view.knows(entry.at);
        let mut days = Days::default();
        ledger.entries().iter().filter(counts).for_each(|entry| days.add(entry));
        days
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// Takes in that an entry counts.
    pub fn add(&mut self, entry: &Entry) {
        of(entry).for_each(|day| *self.0.entry(day).or_default() += 1);
    }

    /// Takes in that an entry counts no more.
    pub fn remove(&mut self, entry: &Entry) {
        for day in of(entry) {
            let left = self.0.get_mut(&day).map_or(0, |count| {
                *count = count.saturating_sub(1);
                *count
            });
            if left == 0 {
                self.0.remove(&day);
            }
        }
    }
}

/// Days on which what an entry says was taken, said or recorded.
fn of(entry: &Entry) -> impl Iterator<Item = NaiveDate> + '_ {
    let day = |fact: &Fact| match fact {
        Fact::Position(stand) => Some(stand.on.date()),
        Fact::Note(note) => Some(note.on.date()),
        Fact::Undo(_) => None,
        _ => Some(entry.at.date()),
    };
    entry.facts.iter().filter_map(day)
}

/// The end of the day before the one that is shown on which something changed.
pub fn before(model: &Model) -> Option<Instant> {
    let shown = model.options.view.as_of;
    stops(model).rev().find(|stop| shown.is_none_or(|shown| *stop < shown))
}

/// The end of the day after the one that is shown on which something changed; none where that is the present.
pub fn after(model: &Model) -> Option<Instant> {
    let shown = model.options.view.as_of?;
    stops(model).find(|stop| *stop > shown)
}

/// What is said on every screen that shows a day past.
pub fn banner(model: &Model) -> Option<String> {
    let shown = model.options.view.as_of?;
    let number = stops(model).filter(|stop| *stop <= shown).count();
    let as_of = if shown.ends_a_day() { shown.date().to_string() } else { shown.short() };
    Some(past::banner(model.lang, &as_of, number, stops(model).count()))
}

/// Ends of days past on which something changed.
fn stops(model: &Model) -> impl DoubleEndedIterator<Item = Instant> + '_ {
    let zones = model.options.zones;
    model.days.0.range(..model.now.date()).map(move |(day, _)| zones.end_of(*day))
}
