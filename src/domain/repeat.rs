//! What is handed in once more: the record that says the same already.
//!
//! Invariant: only what is equal in all that it says is a repetition. A position that no longer counts, or that is in conflict, is none.

use super::{
    entry::{Fact, NoteWritten, PositionSet},
    ids::{EntryId, FactId},
    instant::Instant,
    ledger::{Ledger, View},
    snapshot::{Note, Snapshot},
};
use std::{collections::HashSet, sync::Arc};

/// How what is handed in got its date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dated {
    /// It was given.
    Given,
    /// It is of now.
    Now,
}

/// What is recorded already.
#[derive(Debug)]
pub struct Recorded<'a> {
    ledger: &'a Ledger,
    snapshot: &'a Snapshot,
    undone: Arc<HashSet<EntryId>>,
}

impl<'a> Recorded<'a> {
    /// What a ledger says at present, of which this is the snapshot.
    pub fn new(ledger: &'a Ledger, snapshot: &'a Snapshot) -> Recorded<'a> {
        Recorded { ledger, snapshot, undone: ledger.undone(View::default()) }
    }

    /// The record that says what a fact says, if there is one; positions and notes have some.
    pub fn find(&self, fact: &Fact, dated: Dated) -> Option<FactId> {
        match fact {
            Fact::Position(stand) => self.position(stand, dated),
            Fact::Note(written) => {
                let mut notes = self.snapshot.notes_at(written.who.as_ref(), written.item.as_ref());
                notes.find(|note| is_note(written, note, dated)).map(|note| note.id)
            }
            _ => None,
        }
    }

    /// Of what counted on the cell at that time, where that is one position.
    fn position(&self, stand: &PositionSet, dated: Dated) -> Option<FactId> {
        let view = View { as_of: Some(stand.on), ..View::default() };
        let standing = self.ledger.standing(&stand.who, &stand.item, view, &self.undone);
        let known: Vec<(FactId, &PositionSet)> =
            standing.iter().filter_map(|record| Some((record.id(), record.fact().position()?))).collect();
        let (_, best) = known.first()?;
        if known.iter().any(|(_, known)| (known.is, &known.condition) != (best.is, &best.condition)) {
            return None;
        }
        // A correction has the day of what it corrects.
        let dated = if stand.corrects.is_some() { Dated::Given } else { dated };
        let same = known.iter().find(|(id, known)| is_position(stand, *id, known, dated));
        same.map(|(id, _)| *id)
    }
}

fn is_position(stand: &PositionSet, id: FactId, known: &PositionSet, dated: Dated) -> bool {
    let PositionSet { is, condition, reason, quote, source, on, text, intervention, corrects, .. } = stand;
    let corrects_nothing_more = corrects.is_none() || *corrects == known.corrects || *corrects == Some(id);
    corrects_nothing_more
        && is_same_time(*on, known.on, dated)
        && (is, condition, reason, quote, source, text, intervention)
            == (
                &known.is,
                &known.condition,
                &known.reason,
                &known.quote,
                &known.source,
                &known.text,
                &known.intervention,
            )
}

fn is_note(written: &NoteWritten, known: &Note, dated: Dated) -> bool {
    let NoteWritten { on, text, visibility, source, quote, sitting, intervention, .. } = written;
    let is_of_a_day = on.is_date() && on.date() == known.on.date();
    (is_of_a_day || is_same_time(*on, known.on, dated))
        && (text, visibility, source, quote, sitting, intervention)
            == (
                &known.text,
                &known.visibility,
                &known.source,
                &known.quote,
                &known.sitting,
                &known.intervention,
            )
}

/// A date that was given is meant as it is; now is the civil day.
fn is_same_time(on: Instant, known: Instant, dated: Dated) -> bool {
    match dated {
        Dated::Given => on == known,
        Dated::Now => on.date() == known.date(),
    }
}
