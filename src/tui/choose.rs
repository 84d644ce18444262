//! A list of choices that is narrowed by typing: orders and filters of the matrix, and what to compare with.
//!
//! Invariant: texts are made when the list opens; the language does not change while it is open.

use super::model::Model;
use crate::domain::{
    matrix::{Arrangement, Filter, Record, Sort},
    position::Position,
    roster::{ParticipantIndex, Region},
    text,
};
use crate::words::past;
use tui_input::Input;

/// What the list is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// In which order delegations stand.
    Sort,
    /// Which delegations are shown.
    Filter,
    /// What to compare with.
    Compare,
}

/// What one choice does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// Sorts.
    Sort(Sort),
    /// Shows everybody.
    Everybody,
    /// Shows who has spoken, or who has not.
    Record(Record),
    /// Shows who stands there.
    Position(Position),
    /// Shows a regional group.
    Region(Region),
    /// Shows members of a group.
    Group(ParticipantIndex),
    /// Compares two dates.
    Dates,
    /// Compares with a saved snapshot, by its place in the list.
    Saved(usize),
}

/// One row of the list.
#[derive(Debug)]
pub struct Entry {
    /// What it does.
    pub choice: Choice,
    /// What it is about: position, region or group; may be empty.
    pub kind: &'static str,
    /// What it says.
    pub text: String,
    /// Whether it is in force.
    pub is_on: bool,
    folded: String,
}

/// The list with what was typed.
#[derive(Debug)]
pub struct Chooser {
    /// What it is for.
    pub kind: Kind,
    /// What was typed.
    pub input: Input,
    /// All rows.
    pub entries: Vec<Entry>,
    /// Places of those that hold what was typed.
    pub found: Vec<usize>,
    /// Which of them is selected.
    pub cursor: usize,
}

impl Chooser {
    /// Orders, the one in force selected; the comparison is with a delegation, where there is one.
    pub fn sorts(model: &Model, with: Option<ParticipantIndex>) -> Chooser {
        let plain = [Sort::Name, Sort::Region, Sort::Coverage, Sort::For, Sort::Against, Sort::LastHeard]
            .into_iter()
            .map(Some);
        let similar = with.map(Sort::SimilarTo);
        let groups = groups(model).map(|group| Some(Sort::Group(group)));
        let sorts = plain.chain([similar]).chain(groups).flatten();
        let now = model.grid.arrangement.sort;
        let entries = sorts.map(|sort| {
            let text = described_sort(model, sort);
            entry(Choice::Sort(sort), "", text, sort == now)
        });
        Chooser::new(Kind::Sort, entries.collect())
    }

    /// Filters, those in force marked.
    pub fn filters(model: &Model) -> Chooser {
        let words = model.words();
        let now = &model.grid.arrangement.filter;
        let records = [(Record::Some, words.matrix.has_record), (Record::None, words.matrix.has_no_record)];
        let mut entries =
            vec![entry(Choice::Everybody, "", words.matrix.everybody.to_owned(), !model.grid.is_filtered())];
        entries.extend(records.map(|(record, text)| {
            entry(Choice::Record(record), "", text.to_owned(), now.record == Some(record))
        }));
        entries.extend(Position::ALL.map(|position| {
            let text = format!("{} {}", position.sign(), position.name(model.lang));
            entry(Choice::Position(position), words.field_position, text, now.position == Some(position))
        }));
        entries.extend(Region::ALL.map(|region| {
            let text = region.name(model.lang).to_owned();
            entry(Choice::Region(region), words.matrix.region, text, now.region == Some(region))
        }));
        entries.extend(groups(model).map(|group| {
            let text = format!("{} {}", model.code(group), model.name(group));
            entry(Choice::Group(group), words.matrix.group, text, now.group == Some(group))
        }));
        Chooser::new(Kind::Filter, entries)
    }

    /// What to compare with: two dates, or a saved snapshot.
    pub fn compare(model: &Model) -> Chooser {
        let lang = model.lang;
        let mut entries = vec![entry(Choice::Dates, "", past::TWO_DATES.get(lang).to_owned(), false)];
        entries.extend(model.saved.iter().enumerate().map(|(place, kept)| {
            let text = format!("{} ({})", kept.name, kept.saved_at.short());
            entry(Choice::Saved(place), past::SAVED.get(lang), text, false)
        }));
        Chooser::new(Kind::Compare, entries)
    }

    fn new(kind: Kind, entries: Vec<Entry>) -> Chooser {
        let found = (0..entries.len()).collect();
        let cursor = entries.iter().position(|entry| entry.is_on).unwrap_or(0);
        Chooser { kind, input: Input::default(), entries, found, cursor }
    }

    /// Looks again for what holds what was typed.
    pub fn search(&mut self) {
        let folded = text::fold(self.input.value());
        self.found = (0..self.entries.len()).filter(|i| self.entries[*i].folded.contains(&folded)).collect();
        self.cursor = 0;
    }

    /// Moves by so many rows, as far as there are.
    pub fn step(&mut self, rows: isize) {
        self.cursor = self.cursor.saturating_add_signed(rows).min(self.found.len().saturating_sub(1));
    }

    /// What is selected.
    pub fn selected(&self) -> Option<Choice> {
        self.found.get(self.cursor).and_then(|place| self.entries.get(*place)).map(|entry| entry.choice)
    }
}

impl Choice {
    /// Puts the choice in force; a filter that was in force already is taken off.
    pub fn apply(self, arrangement: &mut Arrangement) {
        fn turn<T: PartialEq + Copy>(field: &mut Option<T>, to: T) {
            *field = if *field == Some(to) { None } else { Some(to) };
        }
        let filter = &mut arrangement.filter;
        match self {
            Choice::Sort(sort) => arrangement.sort = sort,
            Choice::Everybody => {
                *filter = Filter { text: std::mem::take(&mut filter.text), ..Filter::default() };
            }
            Choice::Record(record) => turn(&mut filter.record, record),
            Choice::Position(position) => turn(&mut filter.position, position),
            Choice::Region(region) => turn(&mut filter.region, region),
            Choice::Group(group) => turn(&mut filter.group, group),
            Choice::Dates | Choice::Saved(_) => {}
        }
    }
}

fn groups(model: &Model) -> impl Iterator<Item = ParticipantIndex> + '_ {
    model.roster.all().filter(|who| model.roster.group(*who).is_some())
}

fn entry(choice: Choice, kind: &'static str, text: String, is_on: bool) -> Entry {
    let folded = text::fold(&text);
    Entry { choice, kind, text, is_on, folded }
}

/// What an order is called.
pub fn described_sort(model: &Model, sort: Sort) -> String {
    let words = model.words();
    match sort {
        Sort::Name => words.matrix.by_name.to_owned(),
        Sort::Region => words.matrix.by_region.to_owned(),
        Sort::Group(group) => words.members_first(model.code(group).as_str()),
        Sort::Coverage => words.matrix.by_coverage.to_owned(),
        Sort::For => words.matrix.by_for.to_owned(),
        Sort::Against => words.matrix.by_against.to_owned(),
        Sort::LastHeard => words.matrix.by_last_heard.to_owned(),
        Sort::SimilarTo(who) => words.by_similarity(model.code(who).as_str()),
    }
}
