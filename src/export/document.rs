//! A report as the document of schema 1.
//!
//! Invariant: it holds what the report's extent and notes let in; coverage and tallies stay those of the whole snapshot, however narrow it is.

use super::Report;
use crate::domain::ids::Who;
use crate::{
    domain::{
        document::{
            AreaRow, CommitmentRow, Coverage, Document, ExtentRow, ItemRow, LineRow, MeetingRow, NoteRow,
            PositionEntry, RaiseRow, SCHEMA, SourceRow, TallyRow,
        },
        name::Name,
        position::Source,
        rows::PositionRow,
        snapshot::{Commitment, Note},
        texts::Text,
    },
    words::report as words,
};
use std::borrow::Cow;

fn given(text: &str) -> Option<Cow<'_, str>> {
    (!text.is_empty()).then_some(text.into())
}

fn source_row(source: &Source) -> SourceRow<'_> {
    SourceRow {
        kind: source.kind,
        group: source.group.clone(),
        reference: given(&source.reference),
        url: given(&source.url),
    }
}

/// The document of a report.
pub fn document<'a>(report: &Report<'a>) -> Document<'a> {
    let (snapshot, cover) = (report.snapshot, report.cover);
    let total = &snapshot.total;
    let languages = report.paper.languages();
    Document {
        schema: SCHEMA,
        title: text(&report.paper.file.title, &languages),
        as_of: cover.as_of,
        known_at: snapshot.view.known_at,
        by: given(&cover.by),
        marking: given(&cover.marking),
        disclaimer: words::DISCLAIMER.get(cover.lang).into(),
        extent: ExtentRow {
            items: cover.extent.items.clone(),
            participants: cover.extent.who.clone(),
            notes: cover.notes,
        },
        coverage: Coverage {
            recorded: total.recorded(),
            via_groups: total.via_groups(),
            cells: snapshot.cell_count(),
            clashes: total.clashes,
            groups_differ: total.groups_differ,
        },
        areas: areas(report, &languages),
        positions: positions(report),
        notes: notes(report),
        commitments: report.commitments().map(commitment).collect(),
        lines: lines(report),
        raise: report
            .raises()
            .map(|raise| RaiseRow {
                participant: raise.who.clone(),
                item: raise.item.clone(),
                text: given(&raise.text),
            })
            .collect(),
        meetings: meetings(report),
    }
}

/// A text with a member for each language of the paper.
fn text<'a>(text: &'a Text, languages: &[Name]) -> Cow<'a, Text> {
    match text.each().map(|(code, _)| code).eq(languages) {
        true => Cow::Borrowed(text),
        false => Cow::Owned(text.among(languages)),
    }
}

fn areas<'a>(report: &Report<'a>, languages: &[Name]) -> Vec<AreaRow<'a>> {
    let mut tallies = report.snapshot.tallies.iter();
    let mut rows = Vec::new();
    for area in &report.paper.areas {
        let of_area = area.items.iter().zip(tallies.by_ref());
        let items: Vec<ItemRow> = of_area
            .filter(|(item, _)| report.cover.extent.has_item(Some(&item.key)))
            .map(|(item, tally)| ItemRow {
                key: item.key.clone(),
                id: item.id.clone(),
                paragraph: (&*item.paragraph).into(),
                label: text(item.label(), languages),
                text: text(&item.text, languages),
                tally: TallyRow::new(tally.own),
                recorded: tally.recorded(),
                via_groups: tally.via_groups(),
                groups_differ: tally.groups_differ,
            })
            .collect();
        if !items.is_empty() {
            let title = text(&area.title, languages);
            rows.push(AreaRow { number: area.number, cluster: area.cluster, title, items });
        }
    }
    rows
}

fn positions<'a>(report: &Report<'a>) -> Vec<PositionEntry<'a>> {
    let going_on = |_: &PositionRow| report.watch.goes_on();
    report.positions().take_while(going_on).map(|row| position(report, &row)).collect()
}

fn position<'a>(report: &Report<'a>, row: &PositionRow<'a>) -> PositionEntry<'a> {
    let standing = row.standing;
    PositionEntry {
        participant: report.roster.code(row.who).clone(),
        item: report.snapshot.items[row.item].clone(),
        position: standing.position(),
        condition: given(standing.condition()),
        source: standing.source().map(source_row),
        on: standing.on(),
        at: standing.at(),
        by: standing.by().into(),
        via: via(report, row),
        clash: row.clash,
        earlier_text: standing.earlier_text,
    }
}

/// Codes of the groups whose position a row is.
fn via(report: &Report, row: &PositionRow) -> Vec<Who> {
    let groups = match row.via {
        Some(_) => &*report.snapshot.cell(row.who, row.item).via,
        None => &[],
    };
    groups.iter().map(|group| report.roster.code(*group).clone()).collect()
}

fn notes<'a>(report: &Report<'a>) -> Vec<NoteRow<'a>> {
    let going_on = report.notes().take_while(|_| report.watch.goes_on());
    going_on.map(note).collect()
}

/// The row of a note.
pub fn note(note: &Note) -> NoteRow<'_> {
    NoteRow {
        id: note.id.clone(),
        participant: note.who.clone(),
        item: note.item.clone(),
        text: (&*note.text).into(),
        shareable: note.shareable,
        on: note.on,
        at: note.at,
        by: (&*note.by).into(),
    }
}

/// The row of a commitment.
pub fn commitment(commitment: &Commitment) -> CommitmentRow<'_> {
    CommitmentRow {
        id: commitment.id.clone(),
        participant: commitment.who.clone(),
        item: commitment.item.clone(),
        text: (&*commitment.text).into(),
        due: commitment.due,
        progress: commitment.progress,
        at: commitment.at,
        by: (&*commitment.by).into(),
        source: commitment.source.as_ref().map(source_row),
        basis: given(&commitment.basis),
    }
}

fn lines<'a>(report: &Report<'a>) -> Vec<LineRow<'a>> {
    report
        .lines()
        .map(|line| LineRow {
            item: line.drawn.item.clone(),
            objective: given(&line.drawn.objective),
            arguments: given(&line.drawn.arguments),
            ask: given(&line.drawn.ask),
            at: line.at,
            by: (&*line.by).into(),
        })
        .collect()
}

fn meetings<'a>(report: &Report<'a>) -> Vec<MeetingRow<'a>> {
    report
        .meetings()
        .map(|meeting| MeetingRow {
            id: meeting.id.clone(),
            participants: (&*meeting.participants).into(),
            when: meeting.when,
            place: given(&meeting.place),
            items: (&*meeting.items).into(),
            held: meeting.outcome.is_some(),
            outcome: meeting.outcome.as_deref().and_then(given),
        })
        .collect()
}
