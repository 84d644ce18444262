//! Where entries are, by their names.
//!
//! Invariant: a device numbers its entries from 1 on without gaps, so nearly all are found by counting; those far ahead are found all the same.

use crate::domain::{entry::Entry, ids::EntryId, line::write_line, name::Name};
use foldhash::HashMap;
use std::{collections::BTreeMap, sync::Arc};

/// Places of entries by their names.
#[derive(Debug, Default)]
pub(super) struct Register {
    /// For each device the places of its numbers, from 1 on.
    near: HashMap<Name, Vec<u32>>,
    /// Names with numbers far ahead of all others of their device.
    far: HashMap<EntryId, u32>,
    /// Of each name that different entries claim, the places of all of them by what they say as a line.
    twins: HashMap<EntryId, BTreeMap<String, u32>>,
    last_number: HashMap<Name, u32>,
}

/// A number that nobody has used.
const NOBODY: u32 = u32::MAX;
/// How many unused numbers in a row are kept as such.
const GAP: usize = 1024;

impl Register {
    /// The place of the first entry that came with a name.
    pub(super) fn first(&self, id: &EntryId) -> Option<usize> {
        let near = self.near.get(&id.device).zip(index(id)).and_then(|(places, index)| places.get(index));
        let place = near.filter(|place| **place != NOBODY).or_else(|| self.far.get(id));
        place.map(|place| *place as usize)
    }

    /// Places of all entries that claim a name, in an order that depends on nothing but what they say; one in any honest journal.
    pub(super) fn all<'a>(&'a self, id: &EntryId) -> impl Iterator<Item = usize> + use<'a> {
        let twins = self.twins.get(id);
        let only = self.first(id).filter(|_| twins.is_none());
        twins.into_iter().flat_map(BTreeMap::values).map(|place| *place as usize).chain(only)
    }

    /// Whether two entries claim a name.
    pub(super) fn is_claimed_twice(&self, id: &EntryId) -> bool {
        self.twins.contains_key(id)
    }

    /// Whether any name is claimed by two entries.
    pub(super) fn has_twins(&self) -> bool {
        !self.twins.is_empty()
    }

    /// Names that two entries claim.
    pub(super) fn claimed_twice(&self) -> impl Iterator<Item = &EntryId> {
        self.twins.keys()
    }

    /// Keeps the place that an entry is to have behind those that are there. Returns whether it is new.
    pub(super) fn insert(&mut self, entry: &Entry, entries: &[Arc<Entry>]) -> bool {
        let (id, place) = (&entry.id, u32::try_from(entries.len()).unwrap_or(NOBODY));
        if let Some(first) = self.first(id) {
            return *entries[first] != *entry && self.insert_twin(entry, place, &entries[first], first);
        }
        let last = self.last_number.entry(id.device).or_default();
        *last = id.number.max(*last);
        let near = self.near.entry(id.device).or_default();
        match index(id).filter(|index| *index <= near.len() + GAP) {
            Some(index) => {
                near.resize(near.len().max(index + 1), NOBODY);
                near[index] = place;
            }
            None => {
                self.far.insert(*id, place);
            }
        }
        true
    }

    /// Keeps the place of one more entry of a name; what it says is compared without going through all of them.
    fn insert_twin(&mut self, entry: &Entry, place: u32, first: &Entry, first_place: usize) -> bool {
        let text = |entry: &Entry| write_line(entry).unwrap_or_default();
        let twins = self.twins.entry(entry.id).or_default();
        if twins.is_empty() {
            twins.insert(text(first), u32::try_from(first_place).unwrap_or(NOBODY));
        }
        match twins.entry(text(entry)) {
            std::collections::btree_map::Entry::Occupied(_) => false,
            std::collections::btree_map::Entry::Vacant(vacant) => {
                vacant.insert(place);
                true
            }
        }
    }

    /// The highest number of a device; 0 where it has none.
    pub(super) fn last_number(&self, device: &Name) -> u32 {
        self.last_number.get(device).copied().unwrap_or(0)
    }

    /// Places of a device's entries, the highest number first.
    pub(super) fn newest_of(&self, device: &Name) -> impl Iterator<Item = usize> + use<'_> {
        let mut far: Vec<(u32, u32)> = self
            .far
            .iter()
            .filter(|(id, _)| id.device == *device)
            .map(|(id, place)| (id.number, *place))
            .collect();
        far.sort_unstable_by(|a, b| b.cmp(a));
        let near = self.near.get(device).into_iter().flatten().rev().copied();
        let places = far.into_iter().map(|(_, place)| place).chain(near.filter(|place| *place != NOBODY));
        places.map(|place| place as usize)
    }
}

fn index(id: &EntryId) -> Option<usize> {
    usize::try_from(id.number.checked_sub(1)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(number: u32) -> EntryId {
        EntryId { device: "dev".into(), number }
    }

    fn register(numbers: &[u32], authors: &[&str]) -> (Register, Vec<Arc<Entry>>) {
        let (mut register, mut entries) = (Register::default(), Vec::new());
        for (number, by) in numbers.iter().zip(authors.iter().cycle()) {
            let (id, at) = (id(*number), Default::default());
            let entry = Entry { v: 1, id, at, by: (*by).into(), facts: Vec::new() };
            if register.insert(&entry, &entries) {
                entries.push(Arc::new(entry));
            }
        }
        (register, entries)
    }

    #[test]
    fn entries_are_found_whatever_order_their_numbers_came_in_and_however_far_they_are_apart() {
        for numbers in [vec![1, 2, 3], vec![3, 1, 900], vec![u32::MAX, 5000, 1, 0, 2, 1100, 1099, 2200]] {
            let (register, _) = register(&numbers, &["A"]);
            for (number, place) in numbers.iter().zip(0..) {
                assert_eq!(register.first(&id(*number)), Some(place), "{numbers:?}");
            }
            assert_eq!(register.first(&id(4)), None);
            assert_eq!(register.last_number(&"dev".into()), numbers.iter().copied().max().unwrap());
            let mut found: Vec<usize> = register.newest_of(&"dev".into()).collect();
            let mut by_number: Vec<usize> = (0..numbers.len()).collect();
            by_number.sort_by_key(|place| std::cmp::Reverse(numbers[*place]));
            if numbers.contains(&0) {
                found.sort_unstable();
                by_number.sort_unstable();
            }
            assert_eq!(found, by_number);
        }
    }

    #[test]
    fn of_two_that_claim_a_name_both_are_kept_and_one_that_is_there_is_not_new() {
        let (register, entries) = register(&[1, 2, 1, 1, 1], &["B", "A", "A", "B", "A"]);
        assert_eq!(entries.len(), 3);
        assert_eq!(register.all(&id(1)).collect::<Vec<_>>(), [2, 0], "by what they say");
        assert!(register.is_claimed_twice(&id(1)) && !register.is_claimed_twice(&id(2)));
    }
}
