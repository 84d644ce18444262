//! What a person wants recorded, turned into facts: the one place where heads, fingerprints and dates are filled in.
//!
//! Invariant: a record that is not back-dated on purpose always counts, whatever the clocks of others say.

use super::{
    entry::{Fact, LineDrawn, Stand},
    ids::{EntryId, ItemKey, Who},
    instant::Instant,
    ledger::Ledger,
    name::Name,
    paper::Paper,
    position::{Position, Source},
};

/// A position to be recorded, as a person gives it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
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

impl Taken {
    /// What a record says.
    pub fn of(stand: &Stand) -> Taken {
        let (condition, source) = (stand.condition.clone(), stand.source.clone());
        Taken { is: stand.is, condition, source, on: Some(stand.on) }
    }
}

/// A cell on which something is about to be recorded, once or several times in one act.
#[derive(Debug)]
pub struct OnCell<'a> {
    who: &'a Who,
    item: &'a ItemKey,
    /// When a record without a date of its own is taken: now, or with the newest that there is.
    undated: Instant,
    text: Name,
    saw: Vec<EntryId>,
}

impl<'a> OnCell<'a> {
    /// The cell with all that its next author has before him.
    pub fn new(paper: &Paper, ledger: &Ledger, who: &'a Who, item: &'a ItemKey, now: Instant) -> OnCell<'a> {
        let fingerprint = paper.item(item).map(|(_, item)| item.fingerprint());
        let text = fingerprint.unwrap_or_default().into();
        OnCell {
            who,
            item,
            undated: now.max(ledger.latest_on(who, item).unwrap_or(now)),
            text,
            saw: ledger.heads(who, item),
        }
    }

    /// The fact that a position was taken.
    pub fn position(&self, taken: &Taken) -> Fact {
        Fact::Position(self.stand(taken))
    }

    /// What `position` states.
    pub fn stand(&self, taken: &Taken) -> Stand {
        Stand {
            who: self.who.clone(),
            item: self.item.clone(),
            is: taken.is,
            condition: taken.condition.clone(),
            source: taken.source.clone(),
            on: taken.on.unwrap_or(self.undated),
            text: self.text.clone(),
            saw: self.saw.clone(),
            apart: false,
        }
    }
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
    OnCell::new(paper, ledger, who, item, now).position(taken)
}

/// The fact that our line on an item was drawn.
pub fn line(ledger: &Ledger, drawn: LineDrawn) -> Fact {
    Fact::Line(LineDrawn { saw: ledger.line_heads(&drawn.item), ..drawn })
}
