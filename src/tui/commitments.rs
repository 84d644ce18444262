//! The list of commitments: which of them are shown, and in what order.
//!
//! Invariant: every order is total, so that the same commitments always come the same way.

use super::{list::Row, model::Model, row_filter::RowFilter};
use crate::{
    domain::{
        ids::{EntryId, FactId},
        snapshot::Commitment,
    },
    words::screen::ListWords,
};

/// What commitments are sorted by; by due date where that is equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// By due date, those without one last.
    #[default]
    Due,
    /// By participant.
    Participant,
    /// By item.
    Item,
    /// By progress, from nothing known to the end.
    Status,
}

impl Sort {
    /// The next order, round.
    pub fn next(self) -> Sort {
        match self {
            Sort::Due => Sort::Participant,
            Sort::Participant => Sort::Item,
            Sort::Item => Sort::Status,
            Sort::Status => Sort::Due,
        }
    }

    /// What it is called.
    pub fn name(self, words: &'static ListWords) -> &'static str {
        match self {
            Sort::Due => words.by_due,
            Sort::Participant => words.by_participant,
            Sort::Item => words.by_item,
            Sort::Status => words.by_status,
        }
    }
}

/// Which commitments are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shown {
    /// All.
    #[default]
    All,
    /// Those with something still to be done.
    Open,
}

impl Shown {
    /// The other one.
    pub fn other(self) -> Shown {
        match self {
            Shown::All => Shown::Open,
            Shown::Open => Shown::All,
        }
    }

    /// What it is called.
    pub fn name(self, words: &'static ListWords) -> &'static str {
        match self {
            Shown::All => words.open_and_done,
            Shown::Open => words.open_only,
        }
    }
}

/// How commitments are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Commitments {
    /// In what order.
    pub sort: Sort,
    /// Which.
    pub shown: Shown,
}

/// The commitments that are shown and pass a filter, in order.
pub fn rows(model: &Model, row_filter: &RowFilter) -> Vec<Row> {
    let Commitments { sort, shown } = model.commitments;
    let is_shown = |c: &&Commitment| shown == Shown::All || c.status.is_open();
    let commitments = model.snapshot.commitments().iter().filter(is_shown);
    let mut commitments: Vec<&Commitment> = commitments.filter(|c| row_filter.takes_commitment(c)).collect();
    let who = |c: &Commitment| model.roster.by_code(&c.who).map_or(usize::MAX, |who| who.0);
    let item = |c: &Commitment| model.snapshot.item_index(&c.item).unwrap_or(usize::MAX);
    commitments.sort_by_cached_key(|c| {
        let first = match sort {
            Sort::Due => 0,
            Sort::Participant => who(c),
            Sort::Item => item(c),
            Sort::Status => c.status as usize,
        };
        (first, c.due.is_none(), c.due, who(c), item(c), c.id)
    });
    commitments.into_iter().map(|c| row(&c.id)).collect()
}

/// The row of a commitment: its name, which stays the same whatever else comes in.
pub fn row(id: &FactId) -> Row {
    Row::Commitment(id.entry.device.as_str(), id.entry.number, id.index)
}

/// The commitment of a row.
pub fn of_row(model: &Model, row: Row) -> Option<&Commitment> {
    let Row::Commitment(device, number, index) = row else { return None };
    let entry = EntryId { device: device.into(), number };
    model.snapshot.commitment(&FactId { entry, index })
}
