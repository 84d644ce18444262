//! The ledger as of an instant, as one value: every screen of figures and every export reads this and nothing else.
//!
//! Invariant: computed once per change, never per frame; a screen and an export can't disagree.

mod fold;
mod grid;
mod lists;
mod spots;
mod tally;
mod things;

pub use self::tally::Tally;

use super::{
    committee::Committee,
    entry::{Fact, LineSet, NoteWritten, PositionSet, Quote, Visibility},
    ids::{EntryId, FactId, ItemId, Who},
    instant::{Day, Instant},
    ledger::{FactRef, View},
    name::Name,
    position::{Position, Source, Status},
    roster::ParticipantIndex,
};
use grid::Grid;
use spots::Spots;
use std::collections::BTreeMap;

/// A position that stands on a cell, with all that is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    fact: FactRef,
    /// What every count and comparison asks for, beside the fact so that none has to go there.
    is: Option<Position>,
    on: Instant,
    /// Taken on a text of the item that has changed since.
    pub earlier_text: bool,
}

impl Standing {
    pub(super) fn new(fact: FactRef, fingerprint: &str) -> Standing {
        let (text, is) = match fact.fact() {
            Fact::Position(stand) => (stand.text, stand.is),
            _ => (Name::default(), None),
        };
        let on = super::ledger::on_of(&fact);
        Standing { fact, is, on, earlier_text: !text.is_empty() && text != fingerprint }
    }

    fn stand(&self) -> Option<&PositionSet> {
        match self.fact.fact() {
            Fact::Position(stand) => Some(stand),
            _ => None,
        }
    }

    /// The position; absent where it was cleared.
    pub fn position(&self) -> Option<Position> {
        self.is
    }

    /// "if …"; empty where there is none.
    pub fn condition(&self) -> &str {
        self.stand().map_or("", |stand| &stand.condition)
    }

    /// Why it is a red line, or what speaks for it; empty where nothing is said.
    pub fn reason(&self) -> &str {
        self.stand().map_or("", |stand| &stand.reason)
    }

    /// The words that were said.
    pub fn quote(&self) -> Option<&Quote> {
        self.stand().and_then(|stand| stand.quote.as_ref())
    }

    /// The intervention in which it was taken.
    pub fn intervention(&self) -> Option<FactId> {
        self.stand().and_then(|stand| stand.intervention)
    }

    /// The record that it corrects.
    pub fn corrects(&self) -> Option<FactId> {
        self.stand().and_then(|stand| stand.corrects)
    }

    /// The name of the record.
    pub fn id(&self) -> FactId {
        self.fact.id()
    }

    /// Fingerprint of the item's text on which it was taken; empty where that was unknown.
    pub fn text(&self) -> &str {
        self.stand().map_or("", |stand| &stand.text)
    }

    /// How we know.
    pub fn source(&self) -> Option<&Source> {
        self.stand().and_then(|stand| stand.source.as_ref())
    }

    /// When it was taken.
    pub fn on(&self) -> Instant {
        self.on
    }

    /// When it was recorded.
    pub fn at(&self) -> Instant {
        self.fact.entry.at
    }

    /// Who recorded it.
    pub fn by(&self) -> &str {
        &self.fact.entry.by
    }

    /// The entry that recorded it.
    pub fn entry(&self) -> &EntryId {
        &self.fact.entry.id
    }
}

/// What is recorded where a participant meets an item.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    /// The participant's own position that counts; absent where none is recorded.
    pub own: Option<Standing>,
    /// The record that took the position back to nothing, where that is what counts.
    pub cleared: Option<Standing>,
    /// What conflicts with it, or with having been cleared; empty where nothing does.
    pub rivals: Vec<Standing>,
    /// The groups whose position the participant has, where it has none of its own: they agree, and the one that spoke last is the first.
    pub via: Vec<ParticipantIndex>,
    /// The groups of the participant, where it has no position of its own and they have taken different ones; the one that spoke last first.
    pub differing: Vec<ParticipantIndex>,
    /// A group of the participant that has taken another position, and not since the participant took its own.
    pub departs_from: Option<ParticipantIndex>,
    /// A group of the participant that has taken another position since the participant took its own.
    pub older_than: Option<ParticipantIndex>,
    /// What else there is.
    pub has: Has,
}

/// What there is on a cell or an item beside positions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Has {
    /// Notes.
    pub notes: bool,
    /// Commitments.
    pub commitments: bool,
    /// Something to raise.
    pub points: bool,
}

impl Cell {
    /// The group whose position the participant has, where it has none of its own: of several that agree the one that spoke last.
    pub fn speaker(&self) -> Option<ParticipantIndex> {
        self.via.first().copied()
    }

    /// Whether the participant's groups have taken different positions and it has none of its own.
    pub fn groups_differ(&self) -> bool {
        !self.differing.is_empty()
    }

    /// Whether records that did not know of each other differ here.
    pub fn conflicts(&self) -> bool {
        !self.rivals.is_empty()
    }
}

/// A note as it reads now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Its name.
    pub id: FactId,
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
    /// The sitting that it is about.
    pub sitting: Option<FactId>,
    /// The intervention that it is about.
    pub intervention: Option<FactId>,
    /// When it was said or seen.
    pub on: Instant,
    /// When it was last written.
    pub at: Instant,
    /// Who last wrote it.
    pub by: Name,
}

impl Note {
    /// The fact that would write it as it is.
    pub fn written(&self) -> NoteWritten {
        NoteWritten {
            who: self.who,
            item: self.item,
            text: self.text.clone(),
            visibility: self.visibility,
            source: self.source.clone(),
            quote: self.quote.clone(),
            sitting: self.sitting,
            intervention: self.intervention,
            on: self.on,
        }
    }
}

/// A commitment as it stands now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commitment {
    /// Its name.
    pub id: FactId,
    /// Who promised.
    pub who: Who,
    /// Under what.
    pub item: ItemId,
    /// What was promised.
    pub text: String,
    /// By when.
    pub due: Option<Day>,
    /// How we know.
    pub source: Option<Source>,
    /// How far it has got.
    pub status: Status,
    /// What the progress rests on.
    pub evidence: String,
    /// When it was last changed.
    pub at: Instant,
    /// Who last changed it.
    pub by: Name,
}

impl Commitment {
    /// Whether it is open and its due date has passed on a day.
    pub fn is_overdue(&self, today: Day) -> bool {
        self.status.is_open() && self.due.is_some_and(|due| due < today)
    }
}

/// Our line on an item; several stand where two were drawn without knowledge of each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it says.
    pub drawn: LineSet,
    /// When it was drawn.
    pub at: Instant,
    /// Who drew it.
    pub by: Name,
    /// The entry that drew it.
    pub entry: EntryId,
}

/// A point to raise with a participant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// Its name.
    pub id: FactId,
    /// With whom.
    pub who: Who,
    /// Under what.
    pub item: ItemId,
    /// What to say; may be empty.
    pub text: String,
}

/// A meeting, planned or held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// Its name.
    pub id: FactId,
    /// With whom.
    pub participants: Vec<Who>,
    /// When.
    pub when: Instant,
    /// Until when.
    pub until: Option<Instant>,
    /// Where; may be empty.
    pub place: String,
    /// On what; may be empty.
    pub items: Vec<ItemId>,
    /// What came of it, where it was held.
    pub outcome: Option<String>,
}

impl Note {
    /// Whether it may leave in an export to anybody.
    pub fn is_shareable(&self) -> bool {
        self.visibility == Visibility::Shareable
    }
}

impl Meeting {
    /// Whether it is planned, and for this day or a later one.
    pub fn is_to_come(&self, now: Instant) -> bool {
        self.outcome.is_none() && self.when.date() >= now.date()
    }
}

/// The ledger as of an instant.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Snapshot {
    /// What was asked for.
    pub view: View,
    /// Keys of the items, in the paper's order.
    pub items: Vec<ItemId>,
    /// How many delegations there are.
    pub delegations: usize,
    grid: Grid,
    noted: Spots<(Instant, FactId)>,
    promised: Spots<FactId>,
    /// How many open commitments are due on a day, or on none.
    due: BTreeMap<Option<Day>, usize>,
    /// One per item.
    pub tallies: Vec<Tally>,
    /// What there is on each item beside positions, from anybody.
    pub has: Vec<Has>,
    /// All items together.
    pub total: Tally,
    notes: Vec<Note>,
    commitments: Vec<Commitment>,
    /// Our lines, in the paper's order, best first where several stand.
    pub lines: Vec<Line>,
    /// Points to raise, in the order of participants' codes and items.
    pub points: Vec<Point>,
    meetings: Vec<Meeting>,
    /// What is recorded of the Committee.
    pub committee: Committee,
    /// Records on participants or items that the paper does not have, counted by name.
    pub unknown: BTreeMap<String, usize>,
}

impl Snapshot {
    /// What is recorded where a participant meets an item.
    pub fn cell(&self, who: ParticipantIndex, item: usize) -> &Cell {
        self.grid.cell(who, item)
    }

    /// A participant's position on an item, its own or its group's; `None` where neither is recorded.
    pub fn standing(&self, who: ParticipantIndex, item: usize) -> Option<&Standing> {
        let cell = self.cell(who, item);
        cell.own.as_ref().or_else(|| self.cell(cell.speaker()?, item).own.as_ref())
    }

    /// When a participant took its own position on an item, for people; empty where it has none.
    pub fn taken_on(&self, who: ParticipantIndex, item: usize) -> String {
        self.cell(who, item).own.as_ref().map_or(String::new(), |own| own.on().short())
    }

    /// Delegations × items.
    pub fn cell_count(&self) -> usize {
        self.delegations * self.items.len()
    }

    /// The place of an item in the paper's order.
    pub fn item_index(&self, key: &ItemId) -> Option<usize> {
        self.items.iter().position(|item| item == key)
    }
}
