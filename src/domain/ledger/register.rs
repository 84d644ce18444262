//! Where entries are, by their names.
//!
//! Invariant: a device numbers its entries from 1 on without gaps, so nearly all are found by counting; those far ahead are found all the same.

use crate::domain::{ids::EntryId, name::Name};
use foldhash::HashMap;

/// Places of entries by their names.
#[derive(Debug, Default)]
pub(super) struct Register {
    /// For each device the places of its numbers, from 1 on.
    near: HashMap<Name, Vec<u32>>,
    /// Names with numbers far ahead of all others of their device.
    far: HashMap<EntryId, u32>,
    /// Places of further entries that claim a name.
    twins: HashMap<EntryId, Vec<u32>>,
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

    /// Places of all entries that claim a name.
    pub(super) fn all(&self, id: &EntryId) -> impl Iterator<Item = usize> {
        let twins = self.twins.get(id).into_iter().flatten().map(|place| *place as usize);
        self.first(id).into_iter().chain(twins)
    }

    /// Whether two entries claim a name.
    pub(super) fn is_claimed_twice(&self, id: &EntryId) -> bool {
        self.twins.contains_key(id)
    }

    /// Names that two entries claim.
    pub(super) fn claimed_twice(&self) -> impl Iterator<Item = &EntryId> {
        self.twins.keys()
    }

    /// Keeps the place of an entry.
    pub(super) fn insert(&mut self, id: &EntryId, place: usize) {
        let place = u32::try_from(place).unwrap_or(NOBODY);
        let last = self.last_number.entry(id.device.clone()).or_default();
        *last = id.number.max(*last);
        if self.first(id).is_some() {
            self.twins.entry(id.clone()).or_default().push(place);
            return;
        }
        let near = self.near.entry(id.device.clone()).or_default();
        match index(id).filter(|index| *index <= near.len() + GAP) {
            Some(index) => {
                near.resize(near.len().max(index + 1), NOBODY);
                near[index] = place;
            }
            None => {
                self.far.insert(id.clone(), place);
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
    use std::collections::BTreeMap;

    fn id(number: u32) -> EntryId {
        EntryId { device: "dev".into(), number }
    }

    #[test]
    fn entries_are_found_whatever_order_their_numbers_came_in_and_however_far_they_are_apart() {
        for numbers in [vec![1, 2, 3], vec![3, 1, 900], vec![u32::MAX, 5000, 1, 0, 2, 1100, 1099, 2200]] {
            let mut register = Register::default();
            numbers.iter().zip(0..).for_each(|(number, place)| register.insert(&id(*number), place));
            for (number, place) in numbers.iter().zip(0..) {
                assert_eq!(register.first(&id(*number)), Some(place), "{numbers:?}");
            }
            assert_eq!(register.first(&id(4)), None);
            assert_eq!(register.last_number(&"dev".into()), numbers.iter().copied().max().unwrap());
            let by_number: BTreeMap<u32, usize> = numbers.iter().copied().zip(0..).collect();
            let mut found: Vec<usize> = register.newest_of(&"dev".into()).collect();
            if numbers.contains(&0) {
                found.sort_unstable();
                assert_eq!(found, (0..numbers.len()).collect::<Vec<_>>());
            } else {
                assert_eq!(found, by_number.into_values().rev().collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn of_two_that_claim_a_name_both_are_kept() {
        let mut register = Register::default();
        [1, 2, 1].into_iter().zip(0..).for_each(|(number, place)| register.insert(&id(number), place));
        assert_eq!(register.all(&id(1)).collect::<Vec<_>>(), [0, 2]);
        assert!(register.is_claimed_twice(&id(1)) && !register.is_claimed_twice(&id(2)));
    }
}
