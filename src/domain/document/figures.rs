//! What is counted: how much of all cells has a position, and how delegations stand on an item.
//!
//! Invariant: counts are those of the snapshot, whatever the document is narrowed to.

use crate::domain::{position::POSITIONS, snapshot::Tally};
use serde::{Deserialize, Serialize};

/// Numbers over all items and delegations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// Delegations' own positions.
    pub recorded: usize,
    /// Members that have none of their own but whose groups have one.
    pub via_groups: usize,
    /// Members that have none of their own and whose groups have taken different ones.
    pub groups_differ: usize,
    /// Delegations × items.
    pub cells: usize,
    /// Cells on which records conflict.
    #[serde(rename = "conflicts")]
    pub conflicts: usize,
}

impl Coverage {
    /// What a tally says of so many cells.
    pub fn of(tally: &Tally, cells: usize) -> Coverage {
        Coverage {
            recorded: tally.recorded(),
            via_groups: tally.via_groups(),
            groups_differ: tally.groups_differ,
            cells,
            conflicts: tally.conflicts,
        }
    }
}

/// Delegations' own positions by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each is a position of the scale")]
pub struct TallyRow {
    pub champions: usize,
    pub supports: usize,
    pub accepts: usize,
    pub abstained: usize,
    pub concerns: usize,
    pub opposes: usize,
    pub blocks: usize,
    pub undecided: usize,
    pub awaiting: usize,
    pub silent: usize,
}

impl TallyRow {
    /// Counts in the order of `Position::ALL`.
    pub fn new(own: [usize; POSITIONS]) -> TallyRow {
        let [champions, supports, accepts, abstained, concerns, opposes, blocks, undecided, awaiting, silent] =
            own;
        TallyRow {
            champions,
            supports,
            accepts,
            abstained,
            concerns,
            opposes,
            blocks,
            undecided,
            awaiting,
            silent,
        }
    }

    /// Counts in the order of `Position::ALL`.
    pub fn counts(&self) -> [usize; POSITIONS] {
        [
            self.champions,
            self.supports,
            self.accepts,
            self.abstained,
            self.concerns,
            self.opposes,
            self.blocks,
            self.undecided,
            self.awaiting,
            self.silent,
        ]
    }
}
