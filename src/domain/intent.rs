//! What a person wants recorded, turned into facts: the one place where heads, fingerprints and dates are filled in.
//!
//! Invariant: a record that is not back-dated on purpose always counts, whatever the clocks of others say.

use super::{
    entry::{Fact, LineDrawn, Stand},
    ids::{ItemKey, Who},
    instant::Instant,
    ledger::{Ledger, View, on_of},
    paper::Paper,
    position::{Position, Source},
};

/// A position to be recorded, as a person gives it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Taken {
    /// The position; absent: cleared.
    pub is: Option<Position>,
    /// "if …".
    pub condition: String,
    /// How we know.
    pub source: Option<Source>,
    /// When it was taken; absent: now.
    pub on: Option<Instant>,
}

/// The fact that a position was taken on a cell.
pub fn position(
    paper: &Paper,
    ledger: &Ledger,
    who: &Who,
    item: &ItemKey,
    taken: &Taken,
    now: Instant,
) -> Fact {
    let newest = ledger.history(who, item, View::default()).last().map_or(now, on_of);
    let fingerprint = paper.items().find(|(_, i)| i.key == *item).map(|(_, i)| i.fingerprint());
    Fact::Position(Stand {
        who: who.clone(),
        item: item.clone(),
        is: taken.is,
        condition: taken.condition.clone(),
        source: taken.source.clone(),
        on: taken.on.unwrap_or_else(|| now.max(newest)),
        text: fingerprint.unwrap_or_default().into(),
        saw: ledger.heads(who, item),
    })
}

/// The fact that our line on an item was drawn.
pub fn line(ledger: &Ledger, drawn: LineDrawn) -> Fact {
    Fact::Line(LineDrawn { saw: ledger.line_heads(&drawn.item), ..drawn })
}
