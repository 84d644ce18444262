//! What a snapshot lists, and how it is found: notes, commitments, meetings, points to raise and lines.
//!
//! Invariant: what is found on something is in the order of the list that it is from.

use super::{Commitment, Line, Meeting, Note, Point, Snapshot};
use crate::domain::{
    ids::{FactId, ItemId, Who},
    instant::{Day, Instant},
};
use std::ops::{Bound, RangeBounds};

impl Snapshot {
    /// Notes, oldest first.
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// Commitments in the order of their names.
    pub fn commitments(&self) -> &[Commitment] {
        &self.commitments
    }

    /// Meetings in order of time.
    pub fn meetings(&self) -> &[Meeting] {
        &self.meetings
    }

    /// Notes on a participant, an item or where both meet; an absent one matches any.
    pub fn notes_on<'a>(
        &'a self,
        who: Option<&'a Who>,
        item: Option<&'a ItemId>,
    ) -> impl Iterator<Item = &'a Note> {
        self.noted.on(who, item).into_iter().filter_map(|key| self.note(key))
    }

    /// Notes on exactly this: on a participant alone, an item alone or where both meet.
    pub fn notes_at<'a>(
        &'a self,
        who: Option<&Who>,
        item: Option<&ItemId>,
    ) -> impl Iterator<Item = &'a Note> + use<'a> {
        self.noted.at(who, item).iter().filter_map(|key| self.note(key))
    }

    fn note(&self, (on, id): &(Instant, FactId)) -> Option<&Note> {
        let place = self.notes.binary_search_by(|note| (note.on, &note.id).cmp(&(*on, id))).ok()?;
        self.notes.get(place)
    }

    /// Commitments of a participant, under an item or both; an absent one matches any.
    pub fn commitments_on<'a>(
        &'a self,
        who: Option<&'a Who>,
        item: Option<&'a ItemId>,
    ) -> impl Iterator<Item = &'a Commitment> {
        self.promised.on(who, item).into_iter().filter_map(|id| self.commitment(id))
    }

    /// How many open commitments are due on days of a range.
    pub fn due_within(&self, days: impl RangeBounds<Day>) -> usize {
        let from = match days.start_bound() {
            Bound::Unbounded => Bound::Excluded(None),
            bound => bound.map(|day| Some(*day)),
        };
        self.due.range((from, days.end_bound().map(|day| Some(*day)))).map(|(_, count)| count).sum()
    }

    /// How many commitments are open.
    pub fn open(&self) -> usize {
        self.due.values().sum()
    }

    /// The commitment with a name.
    pub fn commitment(&self, id: &FactId) -> Option<&Commitment> {
        let commitments = self.commitments();
        let place = commitments.binary_search_by(|commitment| commitment.id.cmp(id)).ok()?;
        commitments.get(place)
    }

    /// Points to raise with a participant.
    pub fn points_with<'a>(&'a self, who: &'a Who) -> impl Iterator<Item = &'a Point> {
        let from = self.points.partition_point(|point| point.who < *who);
        self.points[from..].iter().take_while(move |point| point.who == *who)
    }

    /// Our lines on an item, best first.
    pub fn lines_on<'a>(&'a self, item: &'a ItemId) -> impl Iterator<Item = &'a Line> {
        self.lines.iter().filter(move |line| line.drawn.item == *item)
    }
}
