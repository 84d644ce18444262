//! Whether a file holds what its name says: the entries of one device, none left out.
//!
//! Invariant: a number that a bad line may have had is not counted as missing; the bad line is told by itself.

use crate::domain::{ids::EntryId, name::Name};

/// The entries of a file by their names.
#[derive(Debug, Clone, Default)]
pub(in crate::store) struct Order {
    /// The highest number so far of the device after which the file is called.
    pub(in crate::store) last: u32,
    /// Bad lines since then.
    pub(in crate::store) bad: u32,
    /// Numbers that no line so far has, and no bad line may have had.
    pub(in crate::store) gaps: Vec<Gap>,
    /// Entries of another device.
    pub(in crate::store) astray: Option<Astray>,
}

/// Numbers that are missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::store) struct Gap {
    /// The first.
    pub(in crate::store) from: u32,
    /// The last.
    pub(in crate::store) to: u32,
    /// The line before which they should stand.
    pub(in crate::store) line: usize,
}

/// Entries in a file that is not named after their device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::store) struct Astray {
    /// The device of the first.
    pub(in crate::store) device: Name,
    /// Its line.
    pub(in crate::store) line: usize,
    /// How many there are.
    pub(in crate::store) count: usize,
}

impl Order {
    /// Takes note of an entry in a file that is named after a device.
    pub(in crate::store) fn entry(&mut self, device: &str, id: &EntryId, line: usize) {
        if id.device != device {
            let first = Astray { device: id.device, line, count: 0 };
            self.astray.get_or_insert(first).count += 1;
            return;
        }
        if id.number <= self.last {
            self.fill(id.number);
            return;
        }
        let missing = id.number - self.last - 1;
        if missing > self.bad {
            self.gaps.push(Gap { from: self.last + 1, to: id.number - 1, line });
        }
        (self.last, self.bad) = (id.number, 0);
    }

    /// Takes note of a bad line.
    pub(in crate::store) fn bad_line(&mut self) {
        self.bad = self.bad.saturating_add(1);
    }

    fn fill(&mut self, number: u32) {
        let Some(place) = self.gaps.iter().position(|gap| (gap.from..=gap.to).contains(&number)) else {
            return;
        };
        let gap = self.gaps.remove(place);
        let parts = [Gap { to: number - 1, ..gap }, Gap { from: number.saturating_add(1), ..gap }];
        self.gaps.extend(parts.into_iter().filter(|part| part.from <= part.to));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(numbers: &[u32]) -> Order {
        let mut order = Order::default();
        for (place, number) in numbers.iter().enumerate() {
            match number {
                0 => order.bad_line(),
                _ => order.entry("abc", &EntryId { device: "abc".into(), number: *number }, place + 1),
            }
        }
        order
    }

    #[test]
    fn numbers_that_are_left_out_are_gaps_until_a_later_line_has_them() {
        assert_eq!(order(&[1, 2, 3]).gaps, []);
        assert_eq!(order(&[1, 5]).gaps, [Gap { from: 2, to: 4, line: 2 }]);
        let parts = [Gap { from: 2, to: 2, line: 2 }, Gap { from: 4, to: 4, line: 2 }];
        assert_eq!(order(&[1, 5, 3]).gaps, parts);
        assert_eq!(order(&[1, 5, 3, 2, 4, 4, 1, 6]).gaps, []);
        assert_eq!(order(&[3]).gaps, [Gap { from: 1, to: 2, line: 1 }]);
    }

    #[test]
    fn a_bad_line_stands_for_one_number_and_not_for_two() {
        assert_eq!(order(&[1, 0, 3]).gaps, []);
        assert_eq!(order(&[1, 0, 4]).gaps, [Gap { from: 2, to: 3, line: 3 }]);
        assert_eq!(order(&[0, 1, 3]).gaps, [Gap { from: 2, to: 2, line: 3 }]);
    }

    #[test]
    fn entries_of_another_device_are_counted_from_the_first_on() {
        let mut order = order(&[1]);
        for (line, device) in [(2, "xyz"), (3, "xyz"), (4, "uvw")] {
            order.entry("abc", &EntryId { device: device.into(), number: 9 }, line);
        }
        assert_eq!(order.astray, Some(Astray { device: "xyz".into(), line: 2, count: 3 }));
        assert_eq!(order.last, 1);
    }
}
