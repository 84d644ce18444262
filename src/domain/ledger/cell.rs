//! The records on one cell, and what counts there at present once somebody has asked.
//!
//! Invariant: what is kept of the present is what `domain::cell` would find; where that is not plain to see, it is found anew.

use crate::domain::{
    entry::{Entry, Stand},
    ids::EntryId,
    instant::Instant,
};
use std::sync::OnceLock;

/// Where a fact is: the place of its entry, and its own in that.
pub(super) type Place = (u32, u32);

/// The records on one cell.
#[derive(Debug, Default)]
pub(super) struct Records {
    /// In the order in which they came.
    pub(super) places: Vec<Place>,
    /// The latest `on`, also of those that were taken back.
    pub(super) latest: Option<Instant>,
    present: OnceLock<Present>,
}

/// What counts on a cell at present.
#[derive(Debug)]
pub(super) struct Present {
    /// What nothing has overtaken, best first.
    pub(super) standing: Vec<(Place, Instant)>,
    /// What the next author has before him.
    pub(super) heads: Vec<EntryId>,
    /// Entries that records here knew and that may be missing or already known.
    pub(super) awaited: Vec<EntryId>,
}

/// How many awaited entries are kept before the present is rather found anew.
const PATIENCE: usize = 32;

impl Records {
    /// Takes in a record. `is_plain` tells that no other entry claims its name and none takes it back.
    pub(super) fn push(&mut self, place: Place, entry: &Entry, stand: &Stand, standing: Claim) {
        let is_second = self.places.last().is_some_and(|last| last.0 == place.0);
        self.places.push(place);
        self.latest = self.latest.max(Some(stand.on));
        let present = self.present.take().filter(|_| standing == Claim::Plain && !is_second);
        if let Some(present) = present.and_then(|present| present.followed_by(place, entry, stand)) {
            self.present = OnceLock::from(present);
        }
    }

    /// Forgets what counts at present.
    pub(super) fn forget(&mut self) {
        self.present.take();
    }

    /// What counts at present, found by `find` where it is not known.
    pub(super) fn present(&self, find: impl FnOnce() -> Present) -> &Present {
        self.present.get_or_init(find)
    }
}

/// Whether an entry is the only one of its name and not taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Claim {
    /// It is.
    Plain,
    /// Another claims its name, or takes it back.
    Disputed,
}

impl Present {
    /// The present after one more record, where its author had all of it before him and nobody knew of it beforehand.
    fn followed_by(mut self, place: Place, entry: &Entry, stand: &Stand) -> Option<Present> {
        let saw_all = self.heads.iter().all(|head| stand.saw.contains(head));
        if !saw_all || self.awaited.contains(&entry.id) {
            return None;
        }
        self.awaited.extend(stand.saw.iter().filter(|saw| !self.heads.contains(saw)).cloned());
        self.standing.retain(|(_, on)| *on > stand.on);
        if self.standing.is_empty() {
            self.standing.push((place, stand.on));
        }
        self.heads = vec![entry.id.clone()];
        (self.awaited.len() <= PATIENCE).then_some(self)
    }
}
