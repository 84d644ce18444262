//! The list of a screen: its rows, the cursor and the first row in view.
//!
//! Invariant: the cursor is on a row that can be selected, where there is one; rows change when figures change, never while drawing.

use super::{
    commitments, conflicts,
    model::{Model, Place, Subject},
    moved,
    row_filter::RowFilter,
};
use crate::domain::{
    conflict::Contested,
    moves::Move,
    position::{POSITIONS, Position},
    roster::ParticipantIndex,
    text,
};

/// A row of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    /// An area.
    Area(usize),
    /// An item.
    Item(usize),
    /// Those with a position, or with none: own, and through a group.
    Heading(Option<Position>, usize, usize),
    /// A participant.
    Participant(ParticipantIndex),
    /// A commitment, by its name: the device, the entry's number there, and the fact's place in it.
    Commitment(&'static str, u32, u32),
    /// An entry: its place in the ledger.
    Entry(usize),
    /// A participant's move on an item.
    Move(ParticipantIndex, usize),
    /// A conflict.
    Conflict(Contested),
}

impl Row {
    /// What is meant by it.
    pub fn subject(self) -> Subject {
        match self {
            Row::Area(area) => Subject { area: Some(area), ..Subject::default() },
            Row::Item(item) => Subject { item: Some(item), ..Subject::default() },
            Row::Heading(..) | Row::Commitment(..) | Row::Entry(_) => Subject::default(),
            Row::Participant(who) => Subject { who: Some(who), ..Subject::default() },
            Row::Conflict(Contested::Line(item)) => Subject { item: Some(item), ..Subject::default() },
            Row::Move(who, item) | Row::Conflict(Contested::Position(who, item)) => {
                Subject { who: Some(who), item: Some(item), area: None }
            }
        }
    }
}

/// Rows without any, but with their room: giving back that of a million rows would keep a key waiting.
fn emptied(mut rows: Vec<Row>) -> Vec<Row> {
    rows.clear();
    rows
}

/// How many entries are looked through between two keys.
const PORTION: usize = 1500;

/// Rows with a cursor.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct List {
    /// The rows.
    pub rows: Vec<Row>,
    /// The row under the cursor.
    pub cursor: usize,
    /// The first row in view.
    pub top: usize,
    /// What the rows of moves tell, one each; empty in other lists.
    pub moves: Vec<Move>,
    areas_too: bool,
    /// How many entries, oldest first, are yet to be looked through for a filter's text.
    left: usize,
    /// What the cursor was on and is to be on again, should it be among those.
    awaited: Option<Row>,
}

impl List {
    /// Areas and items, the cursor on the first item.
    pub fn overview(model: &Model) -> List {
        let rows = paper_rows(model);
        let cursor = rows.iter().position(|row| matches!(row, Row::Item(_))).unwrap_or(0);
        List { rows, cursor, areas_too: true, ..List::default() }
    }

    /// Everybody, grouped by position on an item, the cursor on the first.
    pub fn item(model: &Model, item: usize) -> List {
        let mut list = List { rows: participant_rows(model, item), ..List::default() };
        list.go_to_first();
        list
    }

    /// Items with their areas as headings, the cursor on the first item.
    pub fn participant(model: &Model) -> List {
        let mut list = List { rows: paper_rows(model), ..List::default() };
        list.go_to_first();
        list
    }

    /// Commitments, entries or moves, the cursor on the first.
    pub fn records(model: &Model, place: Place) -> List {
        let mut list = List::default();
        list.rebuild(model, place, "");
        list.go_to_first();
        list
    }

    /// Computes the rows that hold a text anew and keeps the cursor on what it was on, else on the first.
    pub fn rebuild(&mut self, model: &Model, place: Place, filter: &str) {
        let was = self.selected();
        let folded = text::fold(filter);
        (self.left, self.awaited) = (0, None);
        self.rows = match place {
            Place::Overview | Place::Participant(_) => kept(model, paper_rows(model), &folded),
            Place::Item(item) => kept(model, participant_rows(model, item), &folded),
            Place::Commitments => commitments::rows(model, &RowFilter::new(model, filter)),
            Place::Timeline => emptied(std::mem::take(&mut self.rows)),
            Place::Moves(span) => {
                self.moves = moved::moves(model, span, &RowFilter::new(model, filter));
                self.moves.iter().map(|moved| Row::Move(moved.who, moved.item)).collect()
            }
            Place::Conflicts => conflicts::rows(model, &RowFilter::new(model, filter)),
            Place::Session | Place::Matrix | Place::Brief(_) | Place::ToDo | Place::Changes => Vec::new(),
        };
        if place == Place::Timeline {
            self.left = model.ledger.len();
            self.seek(model, filter, if folded.is_empty() { usize::MAX } else { PORTION });
        }
        match was {
            Some(row) if self.select(row) => {}
            Some(row) if self.is_seeking() => {
                self.go_to_first();
                self.awaited = Some(row);
            }
            _ if folded.is_empty() => self.cursor = self.cursor.min(self.rows.len().saturating_sub(1)),
            _ => self.go_to_first(),
        }
    }

    /// Whether entries are yet to be looked through for a filter's text.
    pub fn is_seeking(&self) -> bool {
        self.left > 0
    }

    /// Looks through the next entries for a filter's text.
    pub fn seek_on(&mut self, model: &Model, filter: &str) {
        self.seek(model, filter, PORTION);
        if let Some(place) = self.awaited.and_then(|row| self.rows.iter().position(|other| *other == row)) {
            (self.cursor, self.awaited) = (place, None);
        }
    }

    /// Looks through so many entries, newest first.
    fn seek(&mut self, model: &Model, filter: &str, most: usize) {
        let (entries, view, row_filter) =
            (model.ledger.entries(), model.options.view, RowFilter::new(model, filter));
        let from = self.left.saturating_sub(most);
        let newest_first = model.ledger.in_time()[from..self.left].iter().rev().map(|place| *place as usize);
        let passing = newest_first
            .filter(|place| view.knows(entries[*place].at) && row_filter.takes_entry(&entries[*place]));
        self.rows.extend(passing.map(Row::Entry));
        self.left = from;
    }

    /// How many rows can be selected and are no headings.
    pub fn count(&self) -> usize {
        if let Some(Row::Entry(_) | Row::Commitment(..) | Row::Move(..) | Row::Conflict(_)) =
            self.rows.first()
        {
            return self.rows.len();
        }
        self.rows.iter().filter(|row| !matches!(row, Row::Area(_) | Row::Heading(..))).count()
    }

    /// The row under the cursor.
    pub fn selected(&self) -> Option<Row> {
        self.rows.get(self.cursor).copied().filter(|row| self.can_select(row))
    }

    /// Puts the cursor on a row. Returns whether it is there.
    pub fn select(&mut self, row: Row) -> bool {
        let found = self.rows.iter().position(|r| *r == row);
        self.cursor = found.unwrap_or(self.cursor);
        found.is_some()
    }

    /// Puts the cursor on a row by its place. Returns whether it can be there.
    pub fn point_at(&mut self, place: usize) -> bool {
        self.awaited = None;
        let can = self.rows.get(place).is_some_and(|row| self.can_select(row));
        if can {
            self.cursor = place;
        }
        can
    }

    /// Moves the cursor by so many rows that can be selected, as far as there are.
    pub fn step(&mut self, rows: isize) {
        self.awaited = None;
        let mut left = rows.unsigned_abs();
        let mut at = self.cursor;
        while left > 0 {
            let next = if rows < 0 { at.checked_sub(1) } else { Some(at + 1) };
            let Some(next) = next.filter(|next| *next < self.rows.len()) else { break };
            at = next;
            if self.can_select(&self.rows[at]) {
                self.cursor = at;
                left -= 1;
            }
        }
    }

    /// Puts the cursor on the first row.
    pub fn go_to_first(&mut self) {
        self.awaited = None;
        self.cursor = self.rows.iter().position(|row| self.can_select(row)).unwrap_or(0);
        self.top = 0;
    }

    /// Puts the cursor on the last row.
    pub fn go_to_last(&mut self) {
        self.awaited = None;
        self.cursor = self.rows.iter().rposition(|row| self.can_select(row)).unwrap_or(0);
    }

    /// Moves the view so that the cursor is in it, with the heading above it where that is next to the edge.
    pub fn scroll(&mut self, height: usize) {
        let height = height.max(1);
        let heading_above = self.cursor > 0 && !self.can_select(&self.rows[self.cursor - 1]);
        let first = self.cursor - usize::from(heading_above && height > 1);
        if first < self.top {
            self.top = first;
        }
        if self.cursor >= self.top + height {
            self.top = self.cursor + 1 - height;
        }
        self.top = self.top.min(self.rows.len().saturating_sub(height));
    }

    fn can_select(&self, row: &Row) -> bool {
        match row {
            Row::Area(_) => self.areas_too,
            Row::Heading(..) => false,
            Row::Item(_) | Row::Participant(_) => true,
            Row::Commitment(..) | Row::Entry(_) | Row::Move(..) | Row::Conflict(_) => true,
        }
    }
}

/// Rows that hold a folded text, with the headings that have some below them.
fn kept(model: &Model, mut rows: Vec<Row>, folded: &str) -> Vec<Row> {
    if !folded.is_empty() {
        rows.retain(|row| holds(model, *row, folded));
        drop_empty_headings(&mut rows);
    }
    rows
}

/// Whether a row holds a folded text; a heading stays until it is known what is left below it.
fn holds(model: &Model, row: Row, folded: &str) -> bool {
    match row {
        Row::Area(_) | Row::Heading(..) => true,
        Row::Commitment(..) | Row::Entry(_) | Row::Move(..) | Row::Conflict(_) => true,
        Row::Participant(who) => model.roster.matches(who, folded),
        Row::Item(item) => model.item(item).is_some_and(|(area, item)| {
            let texts = [item.label(), &item.text, &area.title];
            let mut words = texts.into_iter().flat_map(|text| text.all()).chain([item.key.as_str()]);
            words.any(|words| text::fold(words).contains(folded))
        }),
    }
}

/// Takes out headings without a row of their own.
fn drop_empty_headings(rows: &mut Vec<Row>) {
    let is_heading = |row: &Row| matches!(row, Row::Area(_) | Row::Heading(..));
    let kept: Vec<bool> = (0..rows.len())
        .map(|place| !is_heading(&rows[place]) || rows.get(place + 1).is_some_and(|next| !is_heading(next)))
        .collect();
    let mut kept = kept.into_iter();
    rows.retain(|_| kept.next().unwrap_or(true));
}

fn paper_rows(model: &Model) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut item = 0;
    for (index, area) in model.paper.areas.iter().enumerate() {
        rows.push(Row::Area(index));
        for _ in &area.items {
            rows.push(Row::Item(item));
            item += 1;
        }
    }
    rows
}

/// Participants under a heading for each position: who has it of its own before who has it through a group, groups before delegations.
fn participant_rows(model: &Model, item: usize) -> Vec<Row> {
    let mut sections: [Vec<(bool, bool, ParticipantIndex)>; POSITIONS + 1] = Default::default();
    for who in model.roster.all() {
        let cell = model.snapshot.cell(who, item);
        let position = model.snapshot.standing(who, item).and_then(|standing| standing.position());
        let is_group = model.roster.group(who).is_some();
        let section = position.map_or(POSITIONS, Position::index);
        sections[section].push((cell.own.is_none(), !is_group && section < POSITIONS, who));
    }
    let mut rows = Vec::new();
    for (index, mut section) in sections.into_iter().enumerate() {
        if section.is_empty() {
            continue;
        }
        section.sort_by_key(|(inherited, delegation, who)| (*inherited, *delegation, *who));
        let delegations = section.iter().filter(|(_, _, who)| model.roster.delegation(*who).is_some());
        let through = delegations.clone().filter(|(inherited, ..)| *inherited && index < POSITIONS).count();
        let own = delegations.count() - through;
        rows.push(Row::Heading(Position::ALL.get(index).copied(), own, through));
        rows.extend(section.into_iter().map(|(_, _, who)| Row::Participant(who)));
    }
    rows
}
