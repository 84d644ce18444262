//! Which entries the journals hold, by their names alone, so that they can be read without the ledger at hand.
//!
//! Invariant: says of each device what all its entries say, in whatever order they came; numbers in a row take no more room than one.

use crate::domain::{entry::Entry, instant::Instant, name::Name};
use foldhash::HashMap;
use std::collections::BTreeMap;

/// The names of all entries that were read or written.
#[derive(Debug, Clone, Default)]
pub(super) struct Roll {
    devices: HashMap<Name, Called>,
}

/// The entries of one device.
#[derive(Debug, Clone, Default)]
struct Called {
    /// The first and the last of numbers in a row.
    rows: BTreeMap<u32, u32>,
    /// The highest number and when it was recorded.
    newest: (u32, Instant),
}

impl Roll {
    /// Takes note of an entry; returns whether none of its name was there.
    pub(super) fn take(&mut self, entry: &Entry) -> bool {
        let called = self.devices.entry(entry.id.device).or_default();
        if entry.id.number >= called.newest.0 {
            called.newest = (entry.id.number, entry.at);
        }
        called.insert(entry.id.number)
    }

    /// Whether there is an entry of a name.
    pub(super) fn has(&self, device: &str, number: u32) -> bool {
        self.called(device).is_some_and(|called| called.row_of(number).is_some())
    }

    /// The highest number of a device; 0 where it has none.
    pub(super) fn last_number(&self, device: &str) -> u32 {
        self.called(device).and_then(|called| called.rows.last_key_value()).map_or(0, |(_, last)| *last)
    }

    /// When the entry of the highest number of a device was recorded.
    pub(super) fn latest(&self, device: &str) -> Instant {
        self.called(device).map_or_else(Instant::default, |called| called.newest.1)
    }

    fn called(&self, device: &str) -> Option<&Called> {
        self.devices.get(&Name::from(device))
    }
}

impl Called {
    /// The row that a number is in.
    fn row_of(&self, number: u32) -> Option<(u32, u32)> {
        let (first, last) = self.rows.range(..=number).next_back()?;
        (*last >= number).then_some((*first, *last))
    }

    fn insert(&mut self, number: u32) -> bool {
        if self.row_of(number).is_some() {
            return false;
        }
        let before = number.checked_sub(1).and_then(|before| self.row_of(before));
        let behind = number.checked_add(1).and_then(|behind| self.rows.remove(&behind));
        self.rows.insert(before.map_or(number, |(first, _)| first), behind.unwrap_or(number));
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::EntryId;

    fn entry(number: u32, at: i64) -> Entry {
        let id = EntryId { device: "dev".into(), number };
        Entry { v: 1, id, at: Instant::from_millis(at), by: "A".into(), facts: Vec::new() }
    }

    #[test]
    fn numbers_are_known_whatever_order_they_came_in_and_those_in_a_row_are_kept_as_one() {
        let mut roll = Roll::default();
        for number in [3, 1, 2, 0, u32::MAX, u32::MAX - 1, 7] {
            assert!(roll.take(&entry(number, 5)), "{number}");
        }
        assert!(!roll.take(&entry(2, 9)), "a second of the same name");
        assert!(!roll.take(&entry(u32::MAX, 8)), "a second of the last");
        assert_eq!(roll.devices[&Name::from("dev")].rows.len(), 3);
        let known = |number| roll.has("dev", number);
        assert!([0, 1, 2, 3, 7, u32::MAX - 1, u32::MAX].into_iter().all(known));
        assert!(![4, 6, 8, u32::MAX - 2].into_iter().any(known));
        assert!(!roll.has("other", 1));
        assert_eq!((roll.last_number("dev"), roll.last_number("other")), (u32::MAX, 0));
        assert_eq!(roll.latest("dev"), Instant::from_millis(8));
    }
}
