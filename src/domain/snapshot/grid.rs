//! Every participant's cell with every item; only those with anything on them take room.
//!
//! Invariant: a cell without anything on it is not kept, so grids that say the same are equal.

use super::{Cell, Has};
use crate::domain::roster::ParticipantIndex;

/// Cells by participant and item.
#[derive(Debug, Clone, Default)]
pub(super) struct Grid {
    participants: usize,
    items: usize,
    /// Empty until there is anything on a cell.
    cells: Vec<Option<Box<Cell>>>,
}

impl PartialEq for Grid {
    fn eq(&self, other: &Grid) -> bool {
        let alike = |place| self.at(place) == other.at(place);
        (self.participants, self.items) == (other.participants, other.items)
            && (0..self.cells.len().max(other.cells.len())).all(alike)
    }
}

static EMPTY: Cell = Cell {
    own: None,
    cleared: None,
    rivals: Vec::new(),
    via: Vec::new(),
    differing: Vec::new(),
    departs_from: None,
    older_than: None,
    has: Has { notes: false, commitments: false, points: false },
};

impl Grid {
    /// A grid with nothing on it.
    pub(super) fn new(participants: usize, items: usize) -> Grid {
        Grid { participants, items, cells: Vec::new() }
    }

    /// How many participants there are.
    pub(super) fn participants(&self) -> usize {
        self.participants
    }

    /// Whether there is nothing on any cell.
    pub(super) fn is_empty(&self) -> bool {
        self.cells.iter().all(Option::is_none)
    }

    /// What is recorded where a participant meets an item.
    pub(super) fn cell(&self, who: ParticipantIndex, item: usize) -> &Cell {
        self.at(who.0 * self.items + item)
    }

    fn at(&self, place: usize) -> &Cell {
        self.cells.get(place).and_then(Option::as_deref).unwrap_or(&EMPTY)
    }

    /// Changes a cell.
    pub(super) fn change(&mut self, who: ParticipantIndex, item: usize, change: impl FnOnce(&mut Cell)) {
        if self.cells.is_empty() {
            self.cells.resize(self.participants * self.items, None);
        }
        let slot = &mut self.cells[who.0 * self.items + item];
        let mut cell = slot.take().unwrap_or_default();
        change(&mut cell);
        *slot = (*cell != EMPTY).then_some(cell);
    }

    /// Forgets of every cell what there is beside positions.
    pub(super) fn forget_rest(&mut self) {
        for slot in &mut self.cells {
            if let Some(cell) = slot {
                cell.has = Has::default();
            }
            *slot = slot.take().filter(|cell| **cell != EMPTY);
        }
    }
}
