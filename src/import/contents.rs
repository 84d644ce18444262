//! What a file says, row by row, understood but not yet compared with what is recorded.
//!
//! Invariant: every participant and item here is one that the roster and the paper have.

use crate::domain::{
    entry::{CommitmentMade, LineSet, MeetingPlanned, PointSet, Quote, Visibility},
    ids::{FactId, ItemId, Who},
    instant::Instant,
    intent::Taken,
    name::Name,
    position::{Source, Status},
    record::{
        amendment::{AmendmentProposed, AmendmentState},
        paper::DocumentAdded,
        sitting::{InterventionMade, SittingAdded},
    },
};

/// What the good rows of a file say, each kind in the order of the file.
#[derive(Debug, Default)]
pub struct Contents {
    /// Sittings.
    pub sittings: Vec<Named<SittingAdded>>,
    /// Interventions, each with its sitting as the file names it.
    pub interventions: Vec<Named<InterventionMade>>,
    /// Documents; of one that stands in several rows each may name other sponsors.
    pub documents: Vec<Named<DocumentAdded>>,
    /// Amendments.
    pub amendments: Vec<AmendmentIn>,
    /// Positions.
    pub positions: Vec<PositionIn>,
    /// Notes.
    pub notes: Vec<NoteIn>,
    /// Commitments.
    pub commitments: Vec<CommitmentIn>,
    /// Our lines, the best first where several stand on an item.
    pub lines: Vec<LineIn>,
    /// Points to raise.
    pub points: Vec<PointSet>,
    /// Meetings.
    pub meetings: Vec<MeetingIn>,
}

/// A thing with its name where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named<T> {
    /// Its name there.
    pub id: Option<FactId>,
    /// What it is.
    pub is: T,
}

/// An amendment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AmendmentIn {
    /// What was proposed.
    pub is: AmendmentProposed,
    /// Who supports it beside those who proposed it.
    pub supported_by: Vec<Who>,
    /// What became of it.
    pub state: AmendmentState,
    /// Its name where it comes from.
    pub id: Option<FactId>,
}

/// A position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PositionIn {
    /// Whose.
    pub who: Who,
    /// On what.
    pub item: ItemId,
    /// The position with its condition, source and date.
    pub taken: Taken,
    /// Fingerprint of the item's text where it is not the paper's.
    pub text: Option<Name>,
    /// Whether it is one of several that conflict.
    pub conflict: bool,
}

/// A note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteIn {
    /// On whom.
    pub who: Option<Who>,
    /// On what.
    pub item: Option<ItemId>,
    /// What it says.
    pub text: String,
    /// Who may see it.
    pub visibility: Visibility,
    /// How we know.
    pub source: Option<Source>,
    /// The words that were said.
    pub quote: Option<Quote>,
    /// The sitting that it is about, as the file names it.
    pub sitting: Option<FactId>,
    /// The intervention that it is about, as the file names it.
    pub intervention: Option<FactId>,
    /// When it was said; absent: now.
    pub on: Option<Instant>,
    /// Where it comes from.
    pub origin: Origin,
}

impl NoteIn {
    /// A note in a field of a row about a participant and an item.
    pub(super) fn on_cell(
        who: Who,
        item: ItemId,
        text: String,
        visibility: Visibility,
        on: Option<Instant>,
    ) -> NoteIn {
        NoteIn {
            who: Some(who),
            item: Some(item),
            text,
            visibility,
            source: None,
            quote: None,
            sitting: None,
            intervention: None,
            on,
            origin: Origin::Field,
        }
    }

    /// Whether it is a row of its own that does not say when it was said.
    pub(super) fn is_of_any_date(&self) -> bool {
        self.on.is_none() && self.origin != Origin::Field
    }
}

/// Where a note comes from, and with that when it is known already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A field of a row, in which several notes may stand with an empty line between: each part of it that stands already is known.
    Field,
    /// A row of its own, by this name there.
    Row(Option<FactId>),
}

/// A commitment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommitmentIn {
    /// What was promised.
    pub made: CommitmentMade,
    /// How far it has got.
    pub status: Status,
    /// What that rests on; may be empty.
    pub evidence: String,
    /// When it was last changed where it comes from.
    pub at: Option<Instant>,
    /// Its name there.
    pub id: Option<FactId>,
}

/// Our line on an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineIn {
    /// What it says.
    pub drawn: LineSet,
    /// When it was drawn where it comes from.
    pub at: Option<Instant>,
}

/// A meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingIn {
    /// What was planned.
    pub planned: MeetingPlanned,
    /// What came of it, where it was held.
    pub outcome: Option<String>,
    /// Its name where it comes from.
    pub id: Option<FactId>,
}
