//! An entry, one line of a journal: one act of one person, with the facts it states.
//!
//! Invariant: nothing here is ever rewritten; a correction is another fact. Fields may be added with a default, never renamed or reused.

pub use super::record::{note::Visibility, quote::Quote};
use super::{
    absent::is_default,
    ids::{EntryId, FactId, ItemId, Who},
    instant::{Day, Instant, Zones},
    name::Name,
    position::{Position, Source, Status},
    record::{
        amendment::{AmendmentProposed, AmendmentSettled, AmendmentSupported},
        paper::{DocumentAdded, DocumentEdited, Sponsored},
        sitting::{InterventionEdited, InterventionMade, SittingAdded, SittingEdited},
    },
};
use serde::{Deserialize, Serialize};

/// The version of the entry format that this program writes.
pub const ENTRY_VERSION: u32 = 1;

/// One act of one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Version of the format.
    pub v: u32,
    /// Its name: the device and its number there.
    pub id: EntryId,
    /// When it was recorded.
    pub at: Instant,
    /// Who recorded it.
    pub by: Name,
    /// What it states, in order; at least one.
    pub facts: Vec<Fact>,
}

/// One thing that an entry states.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    /// A position set or cleared.
    Position(PositionSet),
    /// A note written.
    Note(NoteWritten),
    /// A note's text or shareability changed.
    #[serde(rename = "note_edited")]
    NoteEdited(NoteEdited),
    /// A note taken off.
    #[serde(rename = "note_removed")]
    NoteRemoved(NoteRemoved),
    /// A commitment made.
    Commitment(CommitmentMade),
    /// A commitment's text or due date changed.
    #[serde(rename = "commitment_edited")]
    CommitmentEdited(CommitmentEdited),
    /// A commitment's progress changed.
    Status(StatusSet),
    /// Our own line on an item.
    Line(LineSet),
    /// A point to raise with a participant, or taken off again.
    #[serde(rename = "point")]
    Point(PointSet),
    /// A meeting planned.
    Meeting(MeetingPlanned),
    /// A meeting finished.
    #[serde(rename = "meeting_finished")]
    MeetingFinished(MeetingFinished),
    /// A sitting of the Committee.
    Sitting(SittingAdded),
    /// A sitting described anew.
    SittingEdited(SittingEdited),
    /// An intervention in a sitting.
    Intervention(InterventionMade),
    /// What came to be known of an intervention later.
    InterventionEdited(InterventionEdited),
    /// A document that circulates.
    Document(DocumentAdded),
    /// A document described anew.
    DocumentEdited(DocumentEdited),
    /// Who sponsors a document, or no longer does.
    Sponsored(Sponsored),
    /// A change to the text, or an idea on an item.
    Amendment(AmendmentProposed),
    /// Who supports an amendment, or no longer does.
    AmendmentSupported(AmendmentSupported),
    /// What became of an amendment.
    AmendmentSettled(AmendmentSettled),
    /// Another entry taken back. Of an undo: put back.
    Undo(Undone),
}

/// A position set on a cell, or cleared where `is` is absent.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PositionSet {
    /// Whose position.
    #[serde(rename = "participant")]
    pub who: Who,
    /// On what.
    pub item: ItemId,
    /// The position; absent: back to not recorded.
    #[serde(default, rename = "position", skip_serializing_if = "Option::is_none")]
    pub is: Option<Position>,
    /// "if …"; empty where there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub condition: String,
    /// Why it is a red line, or what speaks for the position; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// The words that were said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<Quote>,
    /// How we know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// When it was taken.
    pub on: Instant,
    /// Fingerprint of the wording of the item on which it was taken; empty where the item was unknown.
    #[serde(default, rename = "wording", skip_serializing_if = "Name::is_empty")]
    pub text: Name,
    /// The intervention in which it was taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intervention: Option<FactId>,
    /// The record that was wrong and that this one corrects: no move of the participant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrects: Option<FactId>,
    /// The newest entries on this cell that the author had seen.
    #[serde(default, rename = "parents", skip_serializing_if = "Vec::is_empty")]
    pub parents: Vec<EntryId>,
    /// Made without knowledge of what is before it in the same entry: one of several that conflict, as a file had them.
    #[serde(default, rename = "concurrent", skip_serializing_if = "is_default")]
    pub concurrent: bool,
}

/// A note on a participant, an item or both.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct NoteWritten {
    /// On whom.
    #[serde(default, rename = "participant", skip_serializing_if = "Option::is_none")]
    pub who: Option<Who>,
    /// On what.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemId>,
    /// What it says.
    pub text: String,
    /// Who may see it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub visibility: Visibility,
    /// How we know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// The words that were said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<Quote>,
    /// The sitting that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sitting: Option<FactId>,
    /// The intervention that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intervention: Option<FactId>,
    /// When it was said or seen.
    pub on: Instant,
}

/// A note's text or shareability changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteEdited {
    /// Which.
    pub note: FactId,
    /// What it says now.
    pub text: String,
    /// Who may see it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub visibility: Visibility,
}

/// A note taken off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteRemoved {
    /// Which.
    pub note: FactId,
}

/// What a participant promised under an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommitmentMade {
    /// Who promised.
    #[serde(rename = "participant")]
    pub who: Who,
    /// Under what.
    pub item: ItemId,
    /// What was promised.
    pub text: String,
    /// By when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Day>,
    /// How we know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

/// A commitment's text or due date changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommitmentEdited {
    /// Which.
    pub commitment: FactId,
    /// What was promised.
    pub text: String,
    /// By when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Day>,
}

/// A commitment's progress changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusSet {
    /// Which.
    pub commitment: FactId,
    /// How far it has got.
    #[serde(rename = "status")]
    pub is: Status,
    /// What that rests on; may be empty.
    #[serde(default, rename = "evidence", skip_serializing_if = "String::is_empty")]
    pub evidence: String,
}

/// Our own line on an item; all three may be empty.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct LineSet {
    /// On what.
    pub item: ItemId,
    /// What we want.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub objective: String,
    /// What speaks for it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub arguments: String,
    /// What to ask of others.
    #[serde(default, rename = "asks", skip_serializing_if = "String::is_empty")]
    pub asks: String,
    /// The newest entries on this line that the author had seen.
    #[serde(default, rename = "parents", skip_serializing_if = "Vec::is_empty")]
    pub parents: Vec<EntryId>,
    /// Made without knowledge of what is before it in the same entry: one of several that conflict, as a file had them.
    #[serde(default, rename = "concurrent", skip_serializing_if = "is_default")]
    pub concurrent: bool,
}

/// A point to raise with a participant at the next meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PointSet {
    /// With whom.
    #[serde(rename = "participant")]
    pub who: Who,
    /// Under what.
    pub item: ItemId,
    /// What to say; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Taken off again.
    #[serde(default, skip_serializing_if = "is_default")]
    pub done: bool,
}

/// A meeting planned.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct MeetingPlanned {
    /// With whom.
    pub participants: Vec<Who>,
    /// When it is to be.
    pub when: Instant,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Instant>,
    /// Where; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// On what; may be empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<ItemId>,
}

/// A meeting finish.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingFinished {
    /// Which.
    pub meeting: FactId,
    /// What came of it; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub outcome: String,
}

/// Another entry taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undone {
    /// Which.
    pub entry: EntryId,
}

impl Fact {
    /// Whether this says what is its author's alone.
    pub fn is_mine(&self) -> bool {
        match self {
            Fact::Note(note) => note.visibility == Visibility::Mine,
            Fact::NoteEdited(amended) => amended.visibility == Visibility::Mine,
            _ => false,
        }
    }

    /// The entry that this takes back, or whose note this changes or removes.
    pub fn of_entry(&self) -> Option<&EntryId> {
        match self {
            Fact::NoteEdited(amended) => Some(&amended.note.entry),
            Fact::NoteRemoved(struck) => Some(&struck.note.entry),
            Fact::Undo(undone) => Some(&undone.entry),
            _ => None,
        }
    }

    /// The position that it sets or clears, where it does.
    pub fn position(&self) -> Option<&PositionSet> {
        match self {
            Fact::Position(stand) => Some(stand),
            _ => None,
        }
    }

    /// When what it states was taken or said, where it says so.
    pub fn on(&self) -> Option<Instant> {
        match self {
            Fact::Position(PositionSet { on, .. }) | Fact::Note(NoteWritten { on, .. }) => Some(*on),
            _ => None,
        }
    }
}

impl Entry {
    /// Gives its days and moments the offsets that hold in the zones of a workspace.
    pub fn settle(&mut self, zones: Zones) {
        self.at = zones.settle(self.at);
        for fact in &mut self.facts {
            match fact {
                Fact::Position(stand) => stand.on = zones.settle(stand.on),
                Fact::Note(note) => note.on = zones.settle(note.on),
                Fact::Meeting(meeting) => {
                    meeting.when = zones.settle(meeting.when);
                    meeting.until = meeting.until.map(|until| zones.settle(until));
                }
                Fact::Sitting(sitting) => sitting.settle(zones),
                Fact::SittingEdited(edited) => edited.to.settle(zones),
                _ => {}
            }
        }
    }

    /// The entry that this one takes back, where it does.
    pub fn undoes(&self) -> Option<&EntryId> {
        self.facts.iter().find_map(|fact| match fact {
            Fact::Undo(undone) => Some(&undone.entry),
            _ => None,
        })
    }
}
