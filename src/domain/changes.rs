//! What changed between two snapshots, each a document of schema 1: of this workspace, kept, or from a colleague's machine.
//!
//! Invariant: only what both hold is compared, and what that leaves out is said; which way somebody moved is `moves::Direction`, here as everywhere.

mod rows;

use super::{
    document::{
        CommitmentRow, Coverage, Document, ItemRow, LineRow, MeetingRow, NoteRow, PointRow, PositionEntry,
    },
    extent::{Extent, Notes},
    ids::{ItemKey, Who},
    moves::Direction,
};
pub use rows::{Change, Field};
use std::collections::HashMap;

/// What changed from one document to another.
#[derive(Debug, Clone, PartialEq)]
pub struct Changes<'a> {
    /// What was compared.
    pub compared: Compared,
    /// Numbers over all items and delegations, before and after.
    pub coverage: (Coverage, Coverage),
    /// Items whose numbers or text are others, in the paper's order.
    pub items: Vec<ItemChange<'a>>,
    /// Cells on which a participant's own position is another, items in the paper's order, participants by code.
    pub cells: Vec<CellChange<'a>>,
    /// Notes.
    pub notes: Vec<Change<'a, NoteRow<'a>>>,
    /// Commitments.
    pub commitments: Vec<Change<'a, CommitmentRow<'a>>>,
    /// Our lines.
    pub lines: Vec<Change<'a, LineRow<'a>>>,
    /// Points to raise.
    pub points: Vec<Change<'a, PointRow<'a>>>,
    /// Meetings.
    pub meetings: Vec<Change<'a, MeetingRow<'a>>>,
}

/// What was compared: what both documents hold, and of that what was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// The items and participants.
    pub extent: Extent<ItemKey>,
    /// The notes.
    pub notes: Notes,
    /// The notes that both hold.
    pub notes_held: Notes,
    /// Changed notes that were not asked for.
    pub notes_left_out: usize,
    /// Items that only one of the papers has.
    pub items_of_one: Vec<ItemKey>,
    /// Whether the papers have different titles.
    pub other_paper: bool,
}

/// An item whose numbers or text are others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ItemChange<'a> {
    /// Before.
    pub before: &'a ItemRow<'a>,
    /// After.
    pub after: &'a ItemRow<'a>,
}

impl ItemChange<'_> {
    /// Whether the numbers are others.
    pub fn is_counted_anew(&self) -> bool {
        let numbers = |item: &ItemRow| (item.tally, item.recorded, item.via_groups, item.groups_differ);
        numbers(self.before) != numbers(self.after)
    }

    /// Whether what is proposed reads otherwise.
    pub fn is_reworded(&self) -> bool {
        self.before.text != self.after.text
    }
}

/// A cell on which a participant's own position is another.
#[derive(Debug, Clone, PartialEq)]
pub struct CellChange<'a> {
    /// Whose.
    pub who: &'a Who,
    /// On what.
    pub item: &'a ItemKey,
    /// What counted before; absent where nothing did.
    pub before: Option<&'a PositionEntry<'a>>,
    /// What counts after; absent where nothing does.
    pub after: Option<&'a PositionEntry<'a>>,
    /// Which way it moved; absent where position and condition are the same.
    pub direction: Option<Direction>,
    /// Whether the source of the same position is another.
    pub has_other_source: bool,
    /// Whether the same position was taken at another time.
    pub has_other_date: bool,
    /// Whether records began or ceased to conflict.
    pub conflict: Option<Turn>,
}

/// Something began or ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// It began.
    Begun,
    /// It ended.
    Ended,
}

impl Changes<'_> {
    /// Whether nothing changed.
    pub fn is_none(&self) -> bool {
        self.coverage.0 == self.coverage.1
            && self.items.is_empty()
            && self.cells.is_empty()
            && self.notes.is_empty()
            && self.commitments.is_empty()
            && self.lines.is_empty()
            && self.points.is_empty()
            && self.meetings.is_empty()
    }

    /// Cells on which somebody moved.
    pub fn moved(&self) -> impl Iterator<Item = &CellChange<'_>> {
        let moved = |way: Direction| way != Direction::Corrected;
        self.cells.iter().filter(move |cell| cell.direction.is_some_and(moved))
    }

    /// Cells on which our record was wrong and nobody moved.
    pub fn corrected(&self) -> impl Iterator<Item = &CellChange<'_>> {
        self.cells.iter().filter(|cell| cell.direction == Some(Direction::Corrected))
    }

    /// Cells on which the same position has another source or date.
    pub fn told_anew(&self) -> impl Iterator<Item = &CellChange<'_>> {
        self.cells.iter().filter(|cell| cell.has_other_source || cell.has_other_date)
    }
}

/// What changed from one document to another, within an extent and among some notes.
pub fn between<'a>(
    before: &'a Document<'a>,
    after: &'a Document<'a>,
    asked: &Extent<ItemKey>,
    notes: Notes,
) -> Changes<'a> {
    let held = before.extent.extent().within(&after.extent.extent());
    let extent = held.within(asked);
    let notes_held = before.extent.notes.min(after.extent.notes);
    let items_of_one = items_of_one(before, after, &extent);
    let scope = Scope { extent: &extent, items_of_one: &items_of_one };
    let taken = notes_held.min(notes);
    let changed_notes = rows::notes(scope.notes(before, taken), scope.notes(after, taken));
    let all_notes = rows::notes(scope.notes(before, notes_held), scope.notes(after, notes_held));
    Changes {
        coverage: (before.coverage, after.coverage),
        items: items(before, after, &scope),
        cells: cells(before, after, &scope),
        commitments: rows::commitments(scope.commitments(before), scope.commitments(after)),
        lines: rows::lines(scope.lines(before), scope.lines(after)),
        points: rows::points(scope.points(before), scope.points(after)),
        meetings: rows::meetings(scope.meetings(before), scope.meetings(after)),
        compared: Compared {
            notes: taken,
            notes_held,
            notes_left_out: all_notes.len().saturating_sub(changed_notes.len()),
            other_paper: before.title != after.title,
            items_of_one: items_of_one.clone(),
            extent: extent.clone(),
        },
        notes: changed_notes,
    }
}

fn item_rows<'a>(document: &'a Document<'a>) -> impl Iterator<Item = &'a ItemRow<'a>> {
    document.areas.iter().flat_map(|area| &area.items)
}

/// Items that only one of the papers has, though both documents could hold them.
fn items_of_one(before: &Document, after: &Document, extent: &Extent<ItemKey>) -> Vec<ItemKey> {
    let only = |one: &Document, other: &Document| -> Vec<ItemKey> {
        let missing = item_rows(one).filter(|item| !item_rows(other).any(|same| same.key == item.key));
        missing.map(|item| item.key).filter(|key| extent.has_item(Some(key))).collect()
    };
    let mut keys = only(before, after);
    keys.extend(only(after, before));
    keys
}

/// What of a document is compared.
#[derive(Clone, Copy)]
struct Scope<'s> {
    extent: &'s Extent<ItemKey>,
    items_of_one: &'s [ItemKey],
}

impl Scope<'_> {
    fn has_item(&self, item: &ItemKey) -> bool {
        !self.items_of_one.contains(item)
    }

    fn has(&self, who: &Who, item: &ItemKey) -> bool {
        self.extent.has(who, item) && self.has_item(item)
    }

    fn notes<'a>(&self, document: &'a Document<'a>, notes: Notes) -> Vec<&'a NoteRow<'a>> {
        let known = |note: &NoteRow| note.item.as_ref().is_none_or(|item| self.has_item(item));
        let meant = |note: &NoteRow| self.extent.has_note(note.participant.as_ref(), note.item.as_ref());
        let taken = document.notes.iter().filter(|note| notes.take(note.visibility));
        taken.filter(|note| known(note) && meant(note)).collect()
    }

    fn commitments<'a>(&self, document: &'a Document<'a>) -> Vec<&'a CommitmentRow<'a>> {
        document.commitments.iter().filter(|made| self.has(&made.participant, &made.item)).collect()
    }

    fn lines<'a>(&self, document: &'a Document<'a>) -> Vec<&'a LineRow<'a>> {
        let meant = |line: &&LineRow| self.extent.has_line(&line.item) && self.has_item(&line.item);
        document.lines.iter().filter(meant).collect()
    }

    fn points<'a>(&self, document: &'a Document<'a>) -> Vec<&'a PointRow<'a>> {
        document.points.iter().filter(|point| self.has(&point.participant, &point.item)).collect()
    }

    fn meetings<'a>(&self, document: &'a Document<'a>) -> Vec<&'a MeetingRow<'a>> {
        let meant = |row: &&MeetingRow| self.extent.has_meeting_of(&row.participants, &row.items);
        document.meetings.iter().filter(meant).collect()
    }
}

fn items<'a>(before: &'a Document<'a>, after: &'a Document<'a>, scope: &Scope) -> Vec<ItemChange<'a>> {
    let meant = item_rows(after).filter(|item| scope.extent.has_item(Some(&item.key)));
    let both = meant.filter_map(|after| {
        item_rows(before).find(|before| before.key == after.key).map(|before| ItemChange { before, after })
    });
    both.filter(|item| item.is_counted_anew() || item.is_reworded()).collect()
}

/// What is said on a cell: the record that counts, and whether others conflict with it.
#[derive(Debug, Clone, Copy, Default)]
struct Said<'a> {
    counts: Option<&'a PositionEntry<'a>>,
    conflicts: bool,
}

impl Said<'_> {
    fn condition(&self) -> &str {
        self.counts.and_then(|row| row.condition.as_deref()).unwrap_or("")
    }
}

type Cells<'a> = HashMap<(&'a Who, &'a ItemKey), Said<'a>>;

/// What participants say themselves; of records that conflict the last of a cell counts.
fn own<'a>(document: &'a Document<'a>, scope: &Scope) -> Cells<'a> {
    let mut cells = Cells::new();
    for row in document.positions.iter().filter(|row| row.via.is_empty()) {
        if scope.has(&row.participant, &row.item) {
            let said = cells.entry((&row.participant, &row.item)).or_default();
            said.counts = Some(row).filter(|row| row.position.is_some());
            said.conflicts |= row.conflict;
        }
    }
    cells
}

fn cells<'a>(before: &'a Document<'a>, after: &'a Document<'a>, scope: &Scope) -> Vec<CellChange<'a>> {
    let order: HashMap<&ItemKey, usize> =
        item_rows(before).chain(item_rows(after)).map(|item| &item.key).zip(0..).collect();
    let (old, new) = (own(before, scope), own(after, scope));
    let gone = old.keys().filter(|cell| !new.contains_key(*cell));
    let all = new.keys().chain(gone);
    let said =
        |cells: &Cells<'a>, cell: &(&'a Who, &'a ItemKey)| cells.get(cell).copied().unwrap_or_default();
    let mut changes: Vec<CellChange> =
        all.filter_map(|cell| cell_change(*cell, said(&old, cell), said(&new, cell))).collect();
    let place = |item: &ItemKey| order.get(item).copied().unwrap_or(usize::MAX);
    changes.sort_by(|a, b| (place(a.item), a.item, a.who).cmp(&(place(b.item), b.item, b.who)));
    changes
}

/// Whether a record says of the same time what another one before it had wrong.
fn is_correction(old: Said, new: Said) -> bool {
    let both = old.counts.zip(new.counts);
    both.is_some_and(|(old, new)| new.corrects.is_some() && new.on == old.on && new.at >= old.at)
}

fn cell_change<'a>(
    (who, item): (&'a Who, &'a ItemKey),
    old: Said<'a>,
    new: Said<'a>,
) -> Option<CellChange<'a>> {
    let position = |said: Said| said.counts.and_then(|row| row.position);
    let (from, to) = (position(old), position(new));
    let moved = (from, old.condition()) != (to, new.condition());
    let same = old.counts.zip(new.counts).filter(|_| !moved);
    let change = CellChange {
        who,
        item,
        before: old.counts,
        after: new.counts,
        direction: moved
            .then(|| if is_correction(old, new) { Direction::Corrected } else { Direction::of(from, to) }),
        has_other_source: same.is_some_and(|(old, new)| old.source != new.source),
        has_other_date: same.is_some_and(|(old, new)| old.on != new.on),
        conflict: match (old.conflicts, new.conflicts) {
            (false, true) => Some(Turn::Begun),
            (true, false) => Some(Turn::Ended),
            _ => None,
        },
    };
    let differs = moved || change.has_other_source || change.has_other_date || change.conflict.is_some();
    differs.then_some(change)
}
