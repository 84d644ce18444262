//! A snapshot as schema 1 describes it: what JSON and RON are written from, what a kept or a colleague's snapshot is read into, what a comparison compares.
//!
//! Invariant: field names, their order and their meaning change only with a new schema number; what is absent is `null`.

mod committee;
mod figures;
mod name;
mod name_or_null;
mod settle;

pub use self::{
    committee::{AmendmentRow, DocumentRow, InterventionRow, SittingRow},
    figures::{Coverage, TallyRow},
};

use super::{
    entry::Visibility,
    extent::{Audience, Extent, Notes},
    ids::{FactId, ItemId, ItemKey, Who},
    instant::{Day, Instant},
    position::{Position, SourceKind, Status},
    texts::Text,
};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// What a snapshot calls itself.
pub const KIND: &str = "snapshot";
/// The version of the schema.
pub const SCHEMA: u32 = 1;

/// A whole snapshot; what it borrows when it is written, it owns when it was read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Document<'a> {
    /// What the document is: `snapshot`.
    pub kind: Cow<'a, str>,
    /// The version of the schema.
    pub schema: u32,
    /// How many problems the workspace had, which `prepcom check` lists.
    pub problems: usize,
    /// Title of the paper.
    pub title: Cow<'a, Text>,
    /// The instant that is shown.
    pub as_of: Instant,
    /// Until when it had been recorded, where that was asked for.
    #[serde(default)]
    pub known_at: Option<Instant>,
    /// The zone of the workspace, by which its days and hours are understood.
    pub zone: Cow<'a, str>,
    /// Who handed it out.
    pub by: Option<Cow<'a, str>>,
    /// For example "RESTRICTED".
    pub marking: Option<Cow<'a, str>>,
    /// Who it is for.
    #[serde(with = "name")]
    pub audience: Audience,
    /// What the positions are worth.
    pub disclaimer: Cow<'a, str>,
    /// What it is narrowed to.
    #[serde(default)]
    pub extent: ExtentRow,
    /// How much of all cells has a position.
    pub coverage: Coverage,
    /// Areas with their items.
    pub areas: Vec<AreaRow<'a>>,
    /// Who can take a position, in the roster's order.
    #[serde(default)]
    pub participants: Vec<ParticipantRow<'a>>,
    /// Positions that stand, participants in the roster's order, items in the paper's.
    pub positions: Vec<PositionEntry<'a>>,
    /// Sittings in order of time.
    #[serde(default)]
    pub sittings: Vec<SittingRow<'a>>,
    /// Interventions by sitting, in their order.
    #[serde(default)]
    pub interventions: Vec<InterventionRow<'a>>,
    /// Documents in order of symbol and title.
    #[serde(default)]
    pub documents: Vec<DocumentRow<'a>>,
    /// Amendments in order of item and time.
    #[serde(default)]
    pub amendments: Vec<AmendmentRow<'a>>,
    /// Notes, oldest first.
    pub notes: Vec<NoteRow<'a>>,
    /// Commitments in the order of their names.
    pub commitments: Vec<CommitmentRow<'a>>,
    /// Our lines.
    pub lines: Vec<LineRow<'a>>,
    /// Points to raise.
    pub points: Vec<PointRow<'a>>,
    /// Meetings in order of time.
    pub meetings: Vec<MeetingRow<'a>>,
}

/// What a document is narrowed to; `null` where it holds all.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ExtentRow {
    /// The items.
    pub items: Option<Vec<ItemKey>>,
    /// The participants.
    pub participants: Option<Vec<Who>>,
    /// Which notes went in.
    #[serde(with = "name")]
    pub notes: Notes,
}

impl ExtentRow {
    /// The extent without its notes.
    pub fn extent(&self) -> Extent<ItemKey> {
        Extent { items: self.items.clone(), who: self.participants.clone() }
    }
}

/// An area with its items.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AreaRow<'a> {
    /// Its number.
    pub number: u32,
    /// Its cluster.
    pub cluster: u32,
    /// Its title.
    pub title: Cow<'a, Text>,
    /// Its items.
    pub items: Vec<ItemRow<'a>>,
}

/// An item with its numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ItemRow<'a> {
    /// Its key.
    pub key: ItemKey,
    /// What it is called whatever its number.
    pub id: ItemId,
    /// The paragraph of the paper.
    pub paragraph: Cow<'a, str>,
    /// A few words for lists.
    pub label: Cow<'a, Text>,
    /// What is proposed.
    pub text: Cow<'a, Text>,
    /// Delegations' own positions by name.
    pub tally: TallyRow,
    /// How many these are.
    pub recorded: usize,
    /// Members that have none of their own but whose groups have one.
    pub via_groups: usize,
    /// Members that have none of their own and whose groups have taken different ones.
    pub groups_differ: usize,
}

/// A position that stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PositionEntry<'a> {
    /// Whose.
    pub participant: Who,
    /// On what.
    pub item: ItemKey,
    /// The position; absent where it was cleared.
    #[serde(with = "name_or_null")]
    pub position: Option<Position>,
    /// "if …".
    pub condition: Option<Cow<'a, str>>,
    /// Why it is a red line, or what speaks for it.
    #[serde(default)]
    pub reason: Option<Cow<'a, str>>,
    /// The words that were said.
    #[serde(default)]
    pub quote: Option<QuoteRow<'a>>,
    /// How we know.
    pub source: Option<SourceRow<'a>>,
    /// When it was taken.
    pub on: Instant,
    /// When it was recorded.
    pub at: Instant,
    /// Who recorded it.
    pub by: Cow<'a, str>,
    /// The groups whose position it is, the one that spoke last first; empty where it is the participant's own.
    pub via: Vec<Who>,
    /// The intervention in which it was taken.
    #[serde(default)]
    pub intervention: Option<FactId>,
    /// The record that it corrects.
    #[serde(default)]
    pub corrects: Option<FactId>,
    /// Whether another record, made without knowledge of this one, differs.
    #[serde(rename = "conflict")]
    pub conflict: bool,
    /// Whether it was taken on a text of the item that has changed since.
    #[serde(rename = "earlier_wording")]
    pub earlier_text: bool,
}

/// How we know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceRow<'a> {
    /// The kind.
    #[serde(with = "name")]
    pub kind: SourceKind,
    /// The group whose statement it is.
    pub group: Option<Who>,
    /// Where to look it up.
    pub reference: Option<Cow<'a, str>>,
    /// Link to the text.
    pub url: Option<Cow<'a, str>>,
}

/// A note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteRow<'a> {
    /// Its name.
    pub id: FactId,
    /// On whom.
    pub participant: Option<Who>,
    /// On what.
    pub item: Option<ItemKey>,
    /// What it says.
    pub text: Cow<'a, str>,
    /// Who may see it.
    #[serde(with = "name")]
    pub visibility: Visibility,
    /// How we know.
    #[serde(default)]
    pub source: Option<SourceRow<'a>>,
    /// The words that were said.
    #[serde(default)]
    pub quote: Option<QuoteRow<'a>>,
    /// The sitting that it is about.
    #[serde(default)]
    pub sitting: Option<FactId>,
    /// The intervention that it is about.
    #[serde(default)]
    pub intervention: Option<FactId>,
    /// When it was said or seen.
    pub on: Instant,
    /// When it was last written.
    pub at: Instant,
    /// Who last wrote it.
    pub by: Cow<'a, str>,
}

/// A commitment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommitmentRow<'a> {
    /// Its name.
    pub id: FactId,
    /// Who promised.
    pub participant: Who,
    /// Under what.
    pub item: ItemKey,
    /// What was promised.
    pub text: Cow<'a, str>,
    /// By when.
    pub due: Option<Day>,
    /// How far it has got.
    #[serde(with = "name", rename = "status")]
    pub status: Status,
    /// When it was last changed.
    pub at: Instant,
    /// Who last changed it.
    pub by: Cow<'a, str>,
    /// How we know.
    #[serde(default)]
    pub source: Option<SourceRow<'a>>,
    /// What the progress rests on.
    #[serde(default, rename = "evidence")]
    pub evidence: Option<Cow<'a, str>>,
}

/// Our line on an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineRow<'a> {
    /// The item.
    pub item: ItemKey,
    /// What we want.
    pub objective: Option<Cow<'a, str>>,
    /// What speaks for it.
    pub arguments: Option<Cow<'a, str>>,
    /// What to ask of others.
    #[serde(rename = "asks")]
    pub asks: Option<Cow<'a, str>>,
    /// When it was drawn.
    pub at: Instant,
    /// Who drew it.
    pub by: Cow<'a, str>,
}

/// A point to raise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PointRow<'a> {
    /// Its name.
    pub id: FactId,
    /// With whom.
    pub participant: Who,
    /// Under what.
    pub item: ItemKey,
    /// What to say.
    pub text: Option<Cow<'a, str>>,
}

/// A meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingRow<'a> {
    /// Its name.
    pub id: FactId,
    /// With whom.
    pub participants: Cow<'a, [Who]>,
    /// When.
    pub when: Instant,
    /// Until when.
    #[serde(default)]
    pub until: Option<Instant>,
    /// Where.
    pub place: Option<Cow<'a, str>>,
    /// On what.
    pub items: Cow<'a, [ItemKey]>,
    /// Whether it is finished.
    #[serde(rename = "finished")]
    pub finished: bool,
    /// What came of it.
    #[serde(default)]
    pub outcome: Option<Cow<'a, str>>,
}

/// Words that were said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuoteRow<'a> {
    /// The words.
    pub text: Cow<'a, str>,
    /// Code of the language.
    pub language: Option<Cow<'a, str>>,
}

/// A delegation or a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParticipantRow<'a> {
    /// Its code.
    pub code: Who,
    /// Its name.
    pub name: Cow<'a, Text>,
    /// Code of its regional group; absent of a group.
    pub region: Option<Cow<'a, str>>,
    /// Codes of the groups that it is in.
    pub groups: Vec<Who>,
    /// Whether it is a nuclear-weapon State.
    pub nuclear_weapon_state: bool,
}
