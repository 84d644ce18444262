//! Who moved between two dates, and the dates.
//!
//! Invariant: the comparison is the domain's; here is only what is compared and which rows pass a filter.

use super::{model::Model, row_filter::RowFilter};
use crate::domain::{
    instant::Instant,
    ledger::View,
    moves::{self, Direction, Move},
    snapshot::Snapshot,
};

/// From when to when; until now, where the end is absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// What had been taken by then is where everybody comes from.
    pub from: Instant,
    /// What had been taken by then is where everybody went.
    pub until: Option<Instant>,
}

/// Moves within a span that pass a filter, newest first.
pub fn moves(model: &Model, span: Span, row_filter: &RowFilter) -> Vec<Move> {
    let as_of = |at: Instant| {
        let view = View { as_of: Some(at), known_at: model.options.view.known_at };
        Snapshot::new(&model.paper, &model.roster, &model.ledger, view)
    };
    let before = as_of(span.from);
    let moves = match span.until {
        Some(until) => moves::between(&model.roster, &model.ledger, &before, &as_of(until)),
        None => moves::between(&model.roster, &model.ledger, &before, &model.snapshot),
    };
    moves.into_iter().filter(|moved| takes(row_filter, moved)).collect()
}

fn takes(row_filter: &RowFilter, moved: &Move) -> bool {
    row_filter.takes_cell(moved.who.0, moved.item)
        || [moved.from, moved.to].into_iter().flatten().any(|position| row_filter.takes_position(position))
        || [&moved.from_condition, &moved.to_condition]
            .into_iter()
            .any(|condition| row_filter.text(condition))
        || row_filter.name(&moved.by)
}

/// Which way a move went, in one character.
pub fn sign(direction: Direction) -> &'static str {
    match direction {
        Direction::Towards => "^",
        Direction::Away => "v",
        Direction::New => ">",
        Direction::Gone => "<",
        Direction::Condition => "~",
        Direction::Corrected => "=",
    }
}
