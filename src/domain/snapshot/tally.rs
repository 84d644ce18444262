//! How delegations stand on one item, counted.
//!
//! Invariant: positions of their own and those of their groups are counted apart; no count is a mean.

use crate::domain::position::{POSITIONS, Position, Side};

/// How delegations stand on one item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Delegations' own positions, in the order of `Position::ALL`.
    pub own: [usize; POSITIONS],
    /// Positions of members that have none of their own but whose groups have one.
    pub via: [usize; POSITIONS],
    /// Members that have none of their own and whose groups have taken different ones.
    pub groups_differ: usize,
    /// Cells of delegations and groups on which records conflict.
    pub conflicts: usize,
}

impl Tally {
    /// Delegations with a position of their own.
    pub fn recorded(&self) -> usize {
        self.own.iter().sum()
    }

    /// Members that have none of their own but whose groups have one.
    pub fn via_groups(&self) -> usize {
        self.via.iter().sum()
    }

    /// Delegations that are for.
    pub fn in_favour(&self) -> usize {
        self.on_side(Side::For)
    }

    /// Delegations that have concerns.
    pub fn with_concerns(&self) -> usize {
        self.on_side(Side::Concerns)
    }

    /// Delegations that are against, those with a red line among them.
    pub fn against(&self) -> usize {
        self.on_side(Side::Against)
    }

    /// Delegations that have a red line.
    pub fn red_lines(&self) -> usize {
        self.own[Position::Blocks.index()]
    }

    fn on_side(&self, side: Side) -> usize {
        let on_side =
            Position::ALL.iter().zip(self.own).filter(|(position, _)| position.side() == Some(side));
        on_side.map(|(_, count)| count).sum()
    }

    pub(super) fn add(&mut self, other: &Tally) {
        for i in 0..POSITIONS {
            self.own[i] += other.own[i];
            self.via[i] += other.via[i];
        }
        self.groups_differ += other.groups_differ;
        self.conflicts += other.conflicts;
    }
}
