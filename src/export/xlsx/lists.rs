//! The sheets that are lists: positions, notes, commitments, our lines, points to raise, meetings.
//!
//! Invariant: names and order of columns are the format for reading back: add at the end, never rename or move.

use super::{super::Report, Wording, cells::Cell};
use crate::{
    domain::{
        ids::{ItemId, Who},
        instant::Day,
        lang::Pair,
        position::Source,
        rows::PositionRow,
        snapshot::{Commitment, Line, Meeting, Note, Point},
    },
    words::{brief, office, report as words},
};

/// Columns of positions.
pub const POSITIONS: [&str; 18] = [
    "participant",
    "name",
    "item",
    "subject",
    "position",
    "condition",
    "source",
    "reference",
    "date",
    "recorded",
    "by",
    "via",
    "conflict",
    "earlier_wording",
    "reason",
    "quote",
    "quote_language",
    "group",
];
/// Columns of notes.
pub const NOTES: [&str; 9] =
    ["id", "participant", "name", "item", "text", "visibility", "date", "recorded", "by"];
/// Columns of commitments.
pub const COMMITMENTS: [&str; 14] = [
    "id",
    "participant",
    "name",
    "item",
    "text",
    "due",
    "overdue",
    "status",
    "evidence",
    "source",
    "reference",
    "recorded",
    "by",
    "group",
];
/// Columns of our lines.
pub const LINES: [&str; 7] = ["item", "subject", "objective", "arguments", "asks", "recorded", "by"];
/// Columns of points to raise.
pub const RAISES: [&str; 5] = ["participant", "name", "item", "subject", "text"];
/// Columns of meetings.
pub const MEETINGS: [&str; 8] =
    ["id", "participants", "when", "until", "place", "items", "finished", "outcome"];

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Names.
    Short,
    /// Numbers.
    Number,
    /// Positions, in their colours.
    Position,
    /// Texts of several lines.
    Long,
    /// Days and instants.
    Date,
}

/// A column.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    /// Its name for reading back.
    pub(super) name: &'static str,
    /// Its head for people.
    pub(super) head: Pair,
    /// What it holds.
    pub(super) kind: Kind,
    /// Its width in characters.
    pub(super) width: f64,
}

/// A sheet that is a list.
pub(super) struct List<'a> {
    /// Its name.
    pub(super) title: Pair,
    /// Its columns.
    pub(super) columns: Vec<Column>,
    /// Columns at the left that stay in view.
    pub(super) frozen: u16,
    /// Its rows, a cell a column.
    pub(super) rows: Box<dyn Iterator<Item = Vec<Cell<'a>>> + 'a>,
}

/// Heads, kinds and widths of columns by their names.
fn columns(names: &[&'static str]) -> Vec<Column> {
    names
        .iter()
        .map(|name| {
            let (head, kind, width) = column(name);
            Column { name, head, kind, width }
        })
        .collect()
}

fn column(name: &str) -> (Pair, Kind, f64) {
    use Kind::{Date, Long, Number, Position, Short};
    match name {
        "participant" => (words::PARTICIPANT, Short, 13.0),
        "name" => (office::NAME, Long, 30.0),
        "item" => (words::ITEM, Short, 7.0),
        "subject" => (office::SUBJECT, Long, 34.0),
        "position" => (words::POSITION, Position, 14.0),
        "condition" => (words::CONDITION, Long, 36.0),
        "source" => (words::SOURCE, Short, 12.0),
        "reference" => (office::REFERENCE, Long, 28.0),
        "date" => (office::SAID, Date, 18.0),
        "recorded" => (office::RECORDED, Date, 18.0),
        "by" => (words::BY, Long, 16.0),
        "via" => (office::THROUGH, Short, 11.0),
        "conflict" => (office::CONFLICT, Number, 8.0),
        "earlier_wording" => (office::EARLIER_TEXT, Number, 12.0),
        "text" => (words::TEXT, Long, 70.0),
        "visibility" => (office::VISIBILITY, Short, 12.0),
        "when" => (brief::WHEN, Date, 18.0),
        "until" => (office::UNTIL, Date, 18.0),
        "reason" => (office::REASON, Long, 36.0),
        "quote" => (office::QUOTE, Long, 45.0),
        "quote_language" => (office::QUOTE_LANGUAGE, Short, 10.0),
        "group" => (office::GROUP, Short, 12.0),
        "due" => (words::DUE, Date, 12.0),
        "overdue" => (office::OVERDUE, Number, 10.0),
        "status" => (words::STATUS, Short, 14.0),
        "evidence" => (office::BASIS, Long, 28.0),
        "objective" => (words::OBJECTIVE, Long, 45.0),
        "arguments" => (words::ARGUMENTS, Long, 60.0),
        "asks" => (words::ASKS, Long, 45.0),
        "participants" => (words::PARTICIPANT, Long, 28.0),
        "place" => (brief::PLACE, Long, 24.0),
        "items" => (words::ITEM, Long, 14.0),
        "finished" => (office::FINISHED, Number, 8.0),
        "outcome" => (brief::OUTCOME, Long, 60.0),
        _ => (words::ID, Short, 14.0),
    }
}

/// All lists of a report, in the order of their sheets.
pub(super) fn all<'a>(report: &Report<'a>) -> [List<'a>; 6] {
    let teller = Teller::new(report);
    let list =
        |title, names: &[&'static str], frozen, rows| List { title, columns: columns(names), frozen, rows };
    let tell = || teller.clone();
    [
        list(words::POSITIONS, &POSITIONS, 3, rows(report.positions(), tell(), Teller::position)),
        list(words::NOTES, &NOTES, 0, rows(report.notes(), tell(), Teller::note)),
        list(words::COMMITMENTS, &COMMITMENTS, 0, rows(report.commitments(), tell(), Teller::commitment)),
        list(words::LINES, &LINES, 0, rows(report.lines(), tell(), Teller::line)),
        list(words::POINTS, &RAISES, 0, rows(report.points(), tell(), Teller::point)),
        list(words::MEETINGS, &MEETINGS, 0, rows(report.meetings(), tell(), Teller::meeting)),
    ]
}

fn rows<'a, T: 'a>(
    all: impl Iterator<Item = T> + 'a,
    teller: Teller<'a>,
    row: fn(&Teller<'a>, T) -> Vec<Cell<'a>>,
) -> Box<dyn Iterator<Item = Vec<Cell<'a>>> + 'a> {
    Box::new(all.map(move |one| row(&teller, one)))
}

/// Makes the row of each thing.
#[derive(Clone)]
struct Teller<'a> {
    report: Report<'a>,
    names: Vec<String>,
    subjects: Vec<String>,
}

impl<'a> Teller<'a> {
    fn new(report: &Report<'a>) -> Teller<'a> {
        let (words, roster) = (Wording::of(report), report.roster);
        Teller {
            report: *report,
            names: roster.all().map(|who| words.text(roster.name(who))).collect(),
            subjects: report.paper.items().map(|(_, item)| words.text(item.label())).collect(),
        }
    }

    fn name(&self, who: Option<&Who>) -> Cell<'a> {
        let index = who.and_then(|who| self.report.roster.by_code(who));
        Cell::text(index.map_or_else(String::new, |who| self.names[who.0].clone()))
    }

    fn subject(&self, item: &ItemId) -> Cell<'a> {
        let index = self.report.snapshot.item_index(item);
        Cell::text(index.map_or_else(String::new, |item| self.subjects[item].clone()))
    }

    fn said(&self, pair: Pair) -> Cell<'a> {
        Cell::text(Wording::of(&self.report).pair(pair))
    }

    fn mark(&self, is_so: bool) -> Cell<'a> {
        if is_so { self.said(office::YES) } else { Cell::Empty }
    }

    /// Kind, reference with its link, and group.
    fn source(&self, source: Option<&Source>) -> [Cell<'a>; 3] {
        let Some(source) = source else { return [Cell::Empty, Cell::Empty, Cell::Empty] };
        let kind = Wording::of(&self.report).both(|lang| source.kind.name(lang));
        let group = source.group.map_or(Cell::Empty, |group| Cell::text(group.to_string()));
        [Cell::text(kind), Cell::text(source.referred()), group]
    }

    fn key(&self, item: &ItemId) -> String {
        self.report.paper.key(item).to_string()
    }

    fn position(&self, row: PositionRow<'a>) -> Vec<Cell<'a>> {
        let (standing, roster) = (row.standing, self.report.roster);
        let words = Wording::of(&self.report);
        let named = match standing.position() {
            None => self.said(words::CLEARED),
            Some(position) => {
                let is_own = row.via.is_none();
                Cell::Position(position, is_own, words.both(|lang| position.name(lang)))
            }
        };
        let [source, reference, group] =
            self.source(self.report.snapshot.committee.source_of(standing).as_ref());
        let quote = standing.quote();
        vec![
            Cell::text(roster.code(row.who).as_str()),
            Cell::text(self.names[row.who.0].clone()),
            Cell::text(self.key(&self.report.snapshot.items[row.item])),
            Cell::text(self.subjects[row.item].clone()),
            named,
            Cell::text(standing.condition()),
            source,
            reference,
            Cell::When(standing.on()),
            Cell::When(standing.at()),
            Cell::text(standing.by()),
            row.via.map_or(Cell::Empty, |group| Cell::text(roster.code(group).as_str())),
            self.mark(row.conflict),
            self.mark(standing.earlier_text),
            Cell::text(standing.reason()),
            Cell::text(quote.map_or("", |quote| &quote.text)),
            Cell::text(quote.map_or("", |quote| quote.language.as_str())),
            group,
        ]
    }

    fn note(&self, note: &'a Note) -> Vec<Cell<'a>> {
        vec![
            Cell::text(note.id.to_string()),
            Cell::text(note.who.as_ref().map_or("", Who::as_str)),
            self.name(note.who.as_ref()),
            Cell::text(note.item.as_ref().map(|item| self.key(item)).unwrap_or_default()),
            Cell::text(&*note.text),
            Cell::text(Wording::of(&self.report).both(|lang| note.visibility.name(lang))),
            Cell::When(note.on),
            Cell::When(note.at),
            Cell::text(&*note.by),
        ]
    }

    fn commitment(&self, made: &'a Commitment) -> Vec<Cell<'a>> {
        let today = Day(self.report.cover.as_of.date());
        let [source, reference, group] = self.source(made.source.as_ref());
        vec![
            Cell::text(made.id.to_string()),
            Cell::text(made.who.as_str()),
            self.name(Some(&made.who)),
            Cell::text(self.key(&made.item)),
            Cell::text(&*made.text),
            Cell::day(made.due),
            self.mark(made.is_overdue(today)),
            Cell::text(Wording::of(&self.report).both(|lang| made.status.name(lang))),
            Cell::text(&*made.evidence),
            source,
            reference,
            Cell::When(made.at),
            Cell::text(&*made.by),
            group,
        ]
    }

    fn line(&self, line: &'a Line) -> Vec<Cell<'a>> {
        vec![
            Cell::text(self.key(&line.drawn.item)),
            self.subject(&line.drawn.item),
            Cell::text(&*line.drawn.objective),
            Cell::text(&*line.drawn.arguments),
            Cell::text(&*line.drawn.asks),
            Cell::When(line.at),
            Cell::text(&*line.by),
        ]
    }

    fn point(&self, point: &'a Point) -> Vec<Cell<'a>> {
        vec![
            Cell::text(point.who.as_str()),
            self.name(Some(&point.who)),
            Cell::text(self.key(&point.item)),
            self.subject(&point.item),
            Cell::text(&*point.text),
        ]
    }

    fn meeting(&self, meeting: &'a Meeting) -> Vec<Cell<'a>> {
        vec![
            Cell::text(meeting.id.to_string()),
            Cell::text(meeting.participants.iter().map(Who::as_str).collect::<Vec<_>>().join(", ")),
            Cell::When(meeting.when),
            meeting.until.map_or(Cell::Empty, Cell::When),
            Cell::text(&*meeting.place),
            Cell::text(self.report.paper.keys(&meeting.items)),
            self.mark(meeting.outcome.is_some()),
            Cell::text(meeting.outcome.as_deref().unwrap_or_default()),
        ]
    }
}
