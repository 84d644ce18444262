//! The records on one cell, and what counts there at present once somebody has asked.
//!
//! Invariant: what is kept of the present is what `domain::cell` would find; where that is not plain to see, it is found anew.

use crate::domain::{
    entry::{Entry, PositionSet},
    ids::EntryId,
    instant::Instant,
};
use std::{collections::VecDeque, sync::OnceLock};

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
    /// The last records below which nobody needs to look, the oldest first.
    bases: VecDeque<Base>,
}

/// A record whose author had everything before him and that nothing below it could overtake.
///
/// Whatever comes by those who knew of it or of nothing older is decided among the records from it on: all below is its history, as long as
/// it is not taken back and nothing below it that was taken back counts again.
#[derive(Debug)]
pub(super) struct Base {
    /// Where it is among the cell's records.
    pub(super) from: usize,
    /// Its entry.
    entry: u32,
    /// Entries that records up to it knew and that may be missing.
    pub(super) awaited: Vec<EntryId>,
}

/// How many bases are kept, so that what was recorded lately can be taken back, or crossed by somebody else's record.
const BASES: usize = 16;

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
    pub(super) fn push(&mut self, place: Place, entry: &Entry, stand: &PositionSet, standing: Claim) {
        let is_second = self.places.last().is_some_and(|last| last.0 == place.0);
        self.places.push(place);
        self.latest = self.latest.max(Some(stand.on));
        if self.bases.iter().any(|base| base.awaited.contains(&entry.id)) {
            self.bases.clear();
        }
        let present = self.present.take().filter(|_| standing == Claim::Plain && !is_second);
        let Some(present) = present.and_then(|present| present.followed_by(place, entry, stand)) else {
            return;
        };
        if present.standing[..] == [(place, stand.on)] {
            let (from, awaited) = (self.places.len() - 1, present.awaited.clone());
            self.bases.push_back(Base { from, entry: place.0, awaited });
            self.bases.drain(..self.bases.len().saturating_sub(BASES));
        }
        self.present = OnceLock::from(present);
    }

    /// Forgets what counts at present, since an entry counts or does not count any more.
    pub(super) fn forget(&mut self, entry: u32) {
        self.present.take();
        self.bases.retain(|base| base.entry < entry);
    }

    /// Forgets what counts at present, since any entry may count or not.
    pub(super) fn forget_all(&mut self) {
        self.present.take();
        self.bases.clear();
    }

    /// Records below which nobody needs to look, the newest first.
    pub(super) fn bases(&self) -> impl Iterator<Item = &Base> {
        self.bases.iter().rev()
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
    fn followed_by(mut self, place: Place, entry: &Entry, stand: &PositionSet) -> Option<Present> {
        // Without heads knowledge runs in a circle, and nobody has all of it before him.
        let knows_all = !self.heads.is_empty() && self.heads.iter().all(|head| stand.parents.contains(head));
        if !knows_all || self.awaited.contains(&entry.id) {
            return None;
        }
        self.awaited.extend(stand.parents.iter().filter(|parents| !self.heads.contains(parents)).cloned());
        self.standing.retain(|(_, on)| *on > stand.on);
        if self.standing.is_empty() {
            self.standing.push((place, stand.on));
        }
        self.heads = vec![entry.id];
        (self.awaited.len() <= PATIENCE).then_some(self)
    }
}
