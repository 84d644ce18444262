//! What happened to a note, a commitment or a meeting, and the order of entries in time.
//!
//! Invariant: nothing is left out because it was taken back; what counts is not decided here.

use super::{FactRef, Ledger, View, on_of};
use crate::domain::{
    entry::{Entry, Fact},
    ids::{EntryId, FactId, ItemId, Who},
    instant::Instant,
};
use std::sync::Arc;

impl Ledger {
    /// All entries that claim a name; several do only where one of them was forged or a device was copied.
    pub fn claims(&self, id: &EntryId) -> impl Iterator<Item = &Arc<Entry>> {
        self.register.all(id).map(|place| &self.entries[place])
    }

    /// How a thing that a fact made came to be what it is: its making and every change that a view knows of, undone ones too,
    /// oldest first.
    pub fn history_of(&self, id: &FactId, view: View) -> Vec<FactRef> {
        let made = self.register.all(&id.entry).filter(|entry| {
            usize::try_from(id.index).is_ok_and(|index| index < self.entries[*entry].facts.len())
        });
        let made = made.map(|entry| (u32::try_from(entry).unwrap_or(u32::MAX), id.index));
        let changes = self.changes.get(id).into_iter().flatten().copied();
        let mut facts = self.facts(&made.chain(changes).collect::<Vec<_>>(), view);
        facts.sort_by_cached_key(|fact| (fact.fact().changes().is_some(), fact.entry.at, fact.id()));
        facts
    }

    /// The latest of the records on a cell, undone or not, oldest first, so many at most; and how many there are in all.
    pub fn history_end(&self, who: &Who, item: &ItemId, view: View, most: usize) -> (Vec<FactRef>, usize) {
        let places = self.records(who, item).map_or(&[][..], |records| &records.places);
        let records = places.iter().map(|place| self.fact(*place)).filter(|fact| view.knows(fact.entry.at));
        let mut keyed: Vec<_> =
            records.map(|fact| ((on_of(&fact), fact.entry.at, fact.id()), fact)).collect();
        let (count, earlier) = (keyed.len(), keyed.len().saturating_sub(most));
        if (1..count).contains(&earlier) {
            keyed.select_nth_unstable_by(earlier, |a, b| a.0.cmp(&b.0));
        }
        keyed.drain(..earlier);
        keyed.sort_by_key(|a| a.0);
        (keyed.into_iter().map(|(_, fact)| fact).collect(), count)
    }

    /// The fact that made a thing, where one entry alone has its name.
    pub fn made(&self, id: &FactId) -> Option<&Fact> {
        let entry = &self.entries[self.register.first(&id.entry)?];
        entry.facts.get(usize::try_from(id.index).ok()?)
    }

    /// What was to be raised with a participant under an item, and taken off again, undone or not, in order of time.
    pub fn points_on(&self, who: &Who, item: &ItemId, view: View) -> Vec<FactRef> {
        let places = self.points.get(&(*who, *item));
        let mut facts = self.facts(places.map_or(&[], Vec::as_slice), view);
        facts.sort_by_cached_key(|fact| (fact.entry.at, fact.id()));
        facts
    }

    /// Places in `entries` of those that a view knows of, newest first: by when they were recorded, then by their names.
    pub fn newest_places(&self, view: View) -> Vec<usize> {
        let newest_first = self.in_time().iter().rev().map(|place| *place as usize);
        newest_first.filter(|place| view.knows(self.entries[*place].at)).collect()
    }

    /// Places in `entries` of all, oldest first: by when they were recorded, then by their names.
    pub fn in_time(&self) -> &[u32] {
        self.order.get_or_init(|| {
            let mut order: Vec<u32> = (0..).take(self.entries.len()).collect();
            order.sort_by_key(|place| self.time_of(*place));
            order
        })
    }

    /// What entries are ordered by in time: when they were recorded, then their names.
    pub(super) fn time_of(&self, place: u32) -> (Instant, &EntryId) {
        let entry = &self.entries[place as usize];
        (entry.at, &entry.id)
    }

    /// Every entry, newest first.
    pub fn newest_first(&self) -> Vec<&Arc<Entry>> {
        self.newest_places(View::default()).into_iter().map(|place| &self.entries[place]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        entry::{CommitmentEdited, CommitmentMade, Fact, PositionSet, StatusSet, Undone},
        ids::{ItemId, Who},
        instant::Instant,
        position::{Position, Status},
    };

    fn id(number: u32) -> EntryId {
        EntryId { device: "dev".into(), number }
    }

    fn commitment() -> FactId {
        FactId { entry: id(1), index: 0 }
    }

    fn entry(number: u32, fact: Fact) -> Entry {
        let at = Instant::from_millis(i64::from(number) * 1000);
        Entry { v: 1, id: id(number), at, by: "A".into(), facts: vec![fact] }
    }

    fn entries() -> Vec<Entry> {
        let (who, item, text) = (Who::new("AUT"), ItemId::new("1a"), "a report".to_owned());
        let made = CommitmentMade { who, item, text, due: None, source: None };
        let amended = CommitmentEdited { commitment: commitment(), text: "two reports".into(), due: None };
        let status = |is| Fact::Status(StatusSet { commitment: commitment(), is, evidence: String::new() });
        vec![
            entry(1, Fact::Commitment(made.clone())),
            entry(2, Fact::Commitment(made)),
            entry(3, Fact::CommitmentEdited(amended)),
            entry(4, status(Status::Limited)),
            entry(5, Fact::Undo(Undone { entry: id(4) })),
            entry(6, status(Status::Complete)),
        ]
    }

    fn numbers(facts: &[FactRef]) -> Vec<u32> {
        facts.iter().map(|fact| fact.entry.id.number).collect()
    }

    #[test]
    fn a_commitment_has_its_making_and_all_its_changes_undone_ones_too_whatever_order_they_came_in() {
        let (mut one_way, mut other_way) = (Ledger::default(), Ledger::default());
        for entry in entries() {
            one_way.apply(entry);
        }
        for entry in entries().into_iter().rev().chain(entries()) {
            other_way.apply(entry);
        }
        let history = one_way.history_of(&commitment(), View::default());
        assert_eq!(numbers(&history), [1, 3, 4, 6]);
        assert_eq!(history, other_way.history_of(&commitment(), View::default()));
    }

    #[test]
    fn a_history_reaches_as_far_as_the_view_and_what_nobody_made_has_only_its_changes() {
        let mut ledger = Ledger::default();
        for entry in entries() {
            ledger.apply(entry);
        }
        let view = View { known_at: Some(Instant::from_millis(3000)), as_of: None };
        assert_eq!(numbers(&ledger.history_of(&commitment(), view)), [1, 3]);
        let nobodys = FactId { entry: id(9), index: 0 };
        assert!(ledger.history_of(&nobodys, View::default()).is_empty());
        let beyond = FactId { entry: id(1), index: 7 };
        assert!(ledger.history_of(&beyond, View::default()).is_empty());
    }

    #[test]
    fn entries_come_newest_first_and_only_those_that_the_view_knows() {
        let mut ledger = Ledger::default();
        for entry in entries() {
            ledger.apply(entry);
        }
        assert_eq!(ledger.newest_places(View::default()), [5, 4, 3, 2, 1, 0]);
        let view = View { known_at: Some(Instant::from_millis(2000)), as_of: None };
        assert_eq!(ledger.newest_places(view), [1, 0]);
    }

    #[test]
    fn the_end_of_a_history_is_the_end_of_all_of_it() {
        let (who, item) = (Who::new("AUT"), ItemId::new("1a"));
        let mut ledger = Ledger::default();
        for (number, day) in (1..).zip([5, 3, 9, 1, 7, 7, 2]) {
            let (is, source, parents) = (Position::ALL.get(number as usize).copied(), None, Vec::new());
            let on = Instant::from_millis(day * 86_400_000);
            let (condition, text) = (String::new(), "".into());
            let stand =
                PositionSet { who, item, is, condition, source, on, text, parents, ..PositionSet::default() };
            let at = Instant::from_millis(i64::from(number));
            let facts = vec![Fact::Position(stand)];
            ledger.apply(Entry { v: 1, id: id(number), at, by: "".into(), facts });
        }
        let all = ledger.history(&who, &item, View::default());
        for most in 0..9 {
            let (end, count) = ledger.history_end(&who, &item, View::default(), most);
            assert_eq!((&end[..], count), (&all[7 - most.min(7)..], 7));
        }
    }
}
