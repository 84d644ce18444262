//! A snapshot as schema 1 describes it: what JSON and RON are written from, what a kept or a colleague's snapshot is read into, what a comparison compares.
//!
//! Invariant: field names, their order and their meaning change only with a new schema number; what is absent is `null`.

mod settle;

use super::{
    extent::{Extent, Notes},
    ids::{FactId, ItemId, ItemKey, Who},
    instant::{Day, Instant},
    position::{POSITIONS, Position, SourceKind, Status},
    snapshot::Tally,
    texts::Text,
};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The version of the schema.
pub const SCHEMA: u32 = 1;

/// A whole snapshot; what it borrows when it is written, it owns when it was read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Document<'a> {
    /// The version of the schema.
    pub schema: u32,
    /// Title of the paper.
    pub title: Cow<'a, Text>,
    /// The instant that is shown.
    pub as_of: Instant,
    /// Until when it had been recorded, where that was asked for.
    #[serde(default)]
    pub known_at: Option<Instant>,
    /// Who handed it out.
    pub by: Option<Cow<'a, str>>,
    /// For example "RESTRICTED".
    pub marking: Option<Cow<'a, str>>,
    /// What the positions are worth.
    pub disclaimer: Cow<'a, str>,
    /// What it is narrowed to.
    #[serde(default)]
    pub extent: ExtentRow,
    /// How much of all cells has a position.
    pub coverage: Coverage,
    /// Areas with their items.
    pub areas: Vec<AreaRow<'a>>,
    /// Positions that stand, participants in the roster's order, items in the paper's.
    pub positions: Vec<PositionEntry<'a>>,
    /// Notes, oldest first.
    pub notes: Vec<NoteRow<'a>>,
    /// Commitments in the order of their names.
    pub commitments: Vec<CommitmentRow<'a>>,
    /// Our lines.
    pub lines: Vec<LineRow<'a>>,
    /// Points to raise.
    pub raise: Vec<RaiseRow<'a>>,
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
    pub fn extent(&self) -> Extent {
        Extent { items: self.items.clone(), who: self.participants.clone() }
    }
}

/// Numbers over all items and delegations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// Delegations' own positions.
    pub recorded: usize,
    /// Members that have none of their own but whose groups have one.
    pub via_groups: usize,
    /// Members that have none of their own and whose groups have taken different ones.
    pub groups_differ: usize,
    /// Delegations × items.
    pub cells: usize,
    /// Cells on which records clash.
    pub clashes: usize,
}

impl Coverage {
    /// What a tally says of so many cells.
    pub fn of(tally: &Tally, cells: usize) -> Coverage {
        Coverage {
            recorded: tally.recorded(),
            via_groups: tally.via_groups(),
            groups_differ: tally.groups_differ,
            cells,
            clashes: tally.clashes,
        }
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

/// Delegations' own positions by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each is a position of the scale")]
pub struct TallyRow {
    pub champions: usize,
    pub supports: usize,
    pub accepts: usize,
    pub abstained: usize,
    pub concerns: usize,
    pub opposes: usize,
    pub blocks: usize,
    pub undecided: usize,
    pub awaiting: usize,
    pub silent: usize,
}

impl TallyRow {
    /// Counts in the order of `Position::ALL`.
    pub fn new(own: [usize; POSITIONS]) -> TallyRow {
        let [champions, supports, accepts, abstained, concerns, opposes, blocks, undecided, awaiting, silent] =
            own;
        TallyRow {
            champions,
            supports,
            accepts,
            abstained,
            concerns,
            opposes,
            blocks,
            undecided,
            awaiting,
            silent,
        }
    }

    /// Counts in the order of `Position::ALL`.
    pub fn counts(&self) -> [usize; POSITIONS] {
        [
            self.champions,
            self.supports,
            self.accepts,
            self.abstained,
            self.concerns,
            self.opposes,
            self.blocks,
            self.undecided,
            self.awaiting,
            self.silent,
        ]
    }
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
    /// Whether another record, made without knowledge of this one, differs.
    pub clash: bool,
    /// Whether it was taken on a text of the item that has changed since.
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
    /// Whether it may leave in an export.
    pub shareable: bool,
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
    #[serde(with = "name")]
    pub progress: Status,
    /// When it was last changed.
    pub at: Instant,
    /// Who last changed it.
    pub by: Cow<'a, str>,
    /// How we know.
    #[serde(default)]
    pub source: Option<SourceRow<'a>>,
    /// What the progress rests on.
    #[serde(default)]
    pub basis: Option<Cow<'a, str>>,
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
    pub ask: Option<Cow<'a, str>>,
    /// When it was drawn.
    pub at: Instant,
    /// Who drew it.
    pub by: Cow<'a, str>,
}

/// A point to raise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RaiseRow<'a> {
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
    /// Where.
    pub place: Option<Cow<'a, str>>,
    /// On what.
    pub items: Cow<'a, [ItemKey]>,
    /// Whether it was held.
    pub held: bool,
    /// What came of it.
    #[serde(default)]
    pub outcome: Option<Cow<'a, str>>,
}

/// A value by the name that files have for it.
trait Named: Copy + std::str::FromStr<Err = super::position::BadName> {
    fn name_in_files(self) -> &'static str;
}

impl Named for Position {
    fn name_in_files(self) -> &'static str {
        self.slug()
    }
}

impl Named for SourceKind {
    fn name_in_files(self) -> &'static str {
        self.slug()
    }
}

impl Named for Status {
    fn name_in_files(self) -> &'static str {
        self.slug()
    }
}

impl Named for Notes {
    fn name_in_files(self) -> &'static str {
        self.slug()
    }
}

mod name {
    use super::{super::ids::parse_str, Named};
    use serde::{Deserializer, Serializer};

    pub(super) fn serialize<T: Named, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(value.name_in_files())
    }

    pub(super) fn deserialize<'de, T: Named, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        parse_str(deserializer)
    }
}

mod name_or_null {
    use super::Named;
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
    use std::borrow::Cow;

    #[expect(clippy::ref_option, reason = "serde asks for a reference")]
    pub(super) fn serialize<T: Named, S: Serializer>(
        value: &Option<T>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        value.map(T::name_in_files).serialize(serializer)
    }

    pub(super) fn deserialize<'de, T: Named, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<T>, D::Error> {
        let name = Option::<Cow<'de, str>>::deserialize(deserializer)?;
        name.map(|name| name.parse().map_err(D::Error::custom)).transpose()
    }
}
