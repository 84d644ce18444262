//! A snapshot as schema 1 describes it: the one value behind JSON and RON.
//!
//! Invariant: field names, their order and their meaning change only with a new schema number; what is absent is `null`.

use super::Report;
use crate::{
    domain::{
        ids::{ItemKey, Who},
        instant::{Day, Instant},
        lang::Text,
        position::{Position, Progress, Source},
        rows::PositionRow,
        snapshot::{Commitment, Meeting, Tally},
    },
    words::report as words,
};
use serde::Serialize;

/// The version of the schema.
pub const SCHEMA: u32 = 1;

/// A whole snapshot.
#[derive(Debug, Serialize)]
pub struct Document<'a> {
    schema: u32,
    title: &'a Text,
    as_of: Instant,
    by: Option<&'a str>,
    marking: Option<&'a str>,
    disclaimer: &'a str,
    coverage: Coverage,
    areas: Vec<AreaRow<'a>>,
    positions: Vec<Row<'a>>,
    notes: Vec<NoteRow<'a>>,
    commitments: Vec<CommitmentRow<'a>>,
    lines: Vec<LineRow<'a>>,
    raise: Vec<RaiseRow<'a>>,
    meetings: Vec<MeetingRow<'a>>,
}

#[derive(Debug, Serialize)]
struct Coverage {
    recorded: usize,
    through_groups: usize,
    cells: usize,
    clashes: usize,
}

#[derive(Debug, Serialize)]
struct AreaRow<'a> {
    number: u32,
    cluster: u32,
    title: &'a Text,
    items: Vec<ItemRow<'a>>,
}

#[derive(Debug, Serialize)]
struct ItemRow<'a> {
    key: &'a ItemKey,
    paragraph: &'a str,
    text: &'a Text,
    tally: TallyRow,
    recorded: usize,
    through_groups: usize,
}

#[derive(Debug, Serialize)]
struct TallyRow {
    champions: usize,
    supports: usize,
    accepts: usize,
    reserved: usize,
    opposes: usize,
    blocks: usize,
    awaiting: usize,
    silent: usize,
}

#[derive(Debug, Serialize)]
struct Row<'a> {
    participant: &'a Who,
    item: &'a ItemKey,
    position: Option<&'static str>,
    score: Option<i8>,
    condition: Option<&'a str>,
    source: Option<SourceRow<'a>>,
    on: Instant,
    at: Instant,
    by: &'a str,
    through: Option<&'a Who>,
    clash: bool,
    earlier_text: bool,
}

#[derive(Debug, Serialize)]
struct SourceRow<'a> {
    kind: &'static str,
    reference: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct NoteRow<'a> {
    id: String,
    participant: Option<&'a Who>,
    item: Option<&'a ItemKey>,
    text: &'a str,
    shareable: bool,
    on: Instant,
    at: Instant,
    by: &'a str,
}

/// A commitment as schema 1 describes it.
#[derive(Debug, Serialize)]
pub struct CommitmentRow<'a> {
    id: String,
    participant: &'a Who,
    item: &'a ItemKey,
    text: &'a str,
    due: Option<Day>,
    progress: &'static str,
    at: Instant,
    by: &'a str,
}

#[derive(Debug, Serialize)]
struct LineRow<'a> {
    item: &'a ItemKey,
    objective: Option<&'a str>,
    arguments: Option<&'a str>,
    ask: Option<&'a str>,
    at: Instant,
    by: &'a str,
}

#[derive(Debug, Serialize)]
struct RaiseRow<'a> {
    participant: &'a Who,
    item: &'a ItemKey,
    text: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct MeetingRow<'a> {
    id: String,
    participants: &'a [Who],
    when: Instant,
    place: Option<&'a str>,
    items: &'a [ItemKey],
    held: bool,
}

/// What a document is narrowed to; an absent part keeps all.
#[derive(Debug, Clone, Copy, Default)]
pub struct Narrow<'a> {
    /// Only these items.
    pub items: Option<&'a [ItemKey]>,
    /// Only these participants, and notes and the like on them.
    pub who: Option<&'a [Who]>,
}

impl Narrow<'_> {
    fn item(&self, item: Option<&ItemKey>) -> bool {
        self.items.is_none_or(|items| item.is_some_and(|item| items.contains(item)))
    }

    fn who(&self, who: Option<&Who>) -> bool {
        self.who.is_none_or(|wanted| who.is_some_and(|who| wanted.contains(who)))
    }

    fn both(&self, who: &Who, item: &ItemKey) -> bool {
        self.who(Some(who)) && self.item(Some(item))
    }
}

fn given(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

/// The document of a report. Coverage and tallies stay those of the whole snapshot, however narrow it is.
pub fn document<'a>(report: &Report<'a>, narrow: Narrow) -> Document<'a> {
    let (snapshot, cover) = (report.snapshot, report.cover);
    let total = &snapshot.total;
    Document {
        schema: SCHEMA,
        title: &report.paper.file.title,
        as_of: cover.as_of,
        by: given(&cover.by),
        marking: given(&cover.marking),
        disclaimer: words::DISCLAIMER.get(cover.lang),
        coverage: Coverage {
            recorded: total.recorded(),
            through_groups: total.through_groups(),
            cells: snapshot.cell_count(),
            clashes: total.clashes,
        },
        areas: areas(report, narrow),
        positions: positions(report, narrow),
        notes: notes(report, narrow),
        commitments: commitments(report, narrow),
        lines: lines(report, narrow),
        raise: raise(report, narrow),
        meetings: meetings(report, narrow),
    }
}

fn areas<'a>(report: &Report<'a>, narrow: Narrow) -> Vec<AreaRow<'a>> {
    let mut tallies = report.snapshot.tallies.iter();
    let mut rows = Vec::new();
    for area in &report.paper.areas {
        let of_area = area.items.iter().zip(tallies.by_ref());
        let items: Vec<ItemRow> = of_area
            .filter(|(item, _)| narrow.item(Some(&item.key)))
            .map(|(item, tally)| ItemRow {
                key: &item.key,
                paragraph: &item.paragraph,
                text: &item.text,
                tally: tally_row(tally),
                recorded: tally.recorded(),
                through_groups: tally.through_groups(),
            })
            .collect();
        if !items.is_empty() {
            rows.push(AreaRow { number: area.number, cluster: area.cluster, title: &area.title, items });
        }
    }
    rows
}

fn tally_row(tally: &Tally) -> TallyRow {
    let of = |position: Position| tally.own[position.index()];
    TallyRow {
        champions: of(Position::Champions),
        supports: of(Position::Supports),
        accepts: of(Position::Accepts),
        reserved: of(Position::Reserved),
        opposes: of(Position::Opposes),
        blocks: of(Position::Blocks),
        awaiting: of(Position::Awaiting),
        silent: of(Position::Silent),
    }
}

fn positions<'a>(report: &Report<'a>, narrow: Narrow) -> Vec<Row<'a>> {
    let rows = report.snapshot.positions(report.roster);
    rows.map(|row| position(report, &row)).filter(|row| narrow.both(row.participant, row.item)).collect()
}

fn position<'a>(report: &Report<'a>, row: &PositionRow<'a>) -> Row<'a> {
    let standing = row.standing;
    let source =
        |source: &'a Source| SourceRow { kind: source.kind.slug(), reference: given(&source.reference) };
    Row {
        participant: report.roster.code(row.who),
        item: &report.snapshot.items[row.item],
        position: standing.position().map(Position::slug),
        score: standing.position().and_then(Position::score),
        condition: given(standing.condition()),
        source: standing.source().map(source),
        on: standing.on(),
        at: standing.at(),
        by: standing.by(),
        through: row.through.map(|group| report.roster.code(group)),
        clash: row.clash,
        earlier_text: standing.earlier_text,
    }
}

fn notes<'a>(report: &Report<'a>, narrow: Narrow) -> Vec<NoteRow<'a>> {
    let notes = report.snapshot.notes.iter().filter(|note| report.takes(note.shareable));
    notes
        .filter(|note| narrow.who(note.who.as_ref()) && narrow.item(note.item.as_ref()))
        .map(|note| NoteRow {
            id: note.id.to_string(),
            participant: note.who.as_ref(),
            item: note.item.as_ref(),
            text: &note.text,
            shareable: note.shareable,
            on: note.on,
            at: note.at,
            by: &note.by,
        })
        .collect()
}

fn commitments<'a>(report: &Report<'a>, narrow: Narrow) -> Vec<CommitmentRow<'a>> {
    let all = report.snapshot.commitments.iter().filter(|c| narrow.both(&c.who, &c.item));
    all.map(CommitmentRow::of).collect()
}

impl<'a> CommitmentRow<'a> {
    /// The row of a commitment.
    pub fn of(commitment: &'a Commitment) -> CommitmentRow<'a> {
        CommitmentRow {
            id: commitment.id.to_string(),
            participant: &commitment.who,
            item: &commitment.item,
            text: &commitment.text,
            due: commitment.due,
            progress: Progress::slug(commitment.progress),
            at: commitment.at,
            by: &commitment.by,
        }
    }
}

fn lines<'a>(report: &Report<'a>, narrow: Narrow) -> Vec<LineRow<'a>> {
    let all = report.snapshot.lines.iter().filter(|line| narrow.item(Some(&line.drawn.item)));
    let all = all.filter(|_| narrow.who.is_none());
    all.map(|line| LineRow {
        item: &line.drawn.item,
        objective: given(&line.drawn.objective),
        arguments: given(&line.drawn.arguments),
        ask: given(&line.drawn.ask),
        at: line.at,
        by: &line.by,
    })
    .collect()
}

fn raise<'a>(report: &Report<'a>, narrow: Narrow) -> Vec<RaiseRow<'a>> {
    let all = report.snapshot.raises.iter().filter(|raise| narrow.both(&raise.who, &raise.item));
    all.map(|raise| RaiseRow { participant: &raise.who, item: &raise.item, text: given(&raise.text) })
        .collect()
}

fn meetings<'a>(report: &Report<'a>, narrow: Narrow) -> Vec<MeetingRow<'a>> {
    let concerns = |meeting: &&Meeting| {
        narrow.who.is_none_or(|who| meeting.participants.iter().any(|with| who.contains(with)))
            && (narrow.items.is_none() || meeting.items.iter().any(|item| narrow.item(Some(item))))
    };
    let all = report.snapshot.meetings.iter().filter(concerns);
    all.map(|meeting| MeetingRow {
        id: meeting.id.to_string(),
        participants: &meeting.participants,
        when: meeting.when,
        place: given(&meeting.place),
        items: &meeting.items,
        held: meeting.outcome.is_some(),
    })
    .collect()
}
