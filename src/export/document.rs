//! A report as the document of schema 1.
//!
//! Invariant: it holds what the report's extent and notes let in; coverage and tallies stay those of the whole snapshot, however narrow it is.

pub mod committee;

use super::Report;
use crate::domain::ids::{ItemId, ItemKey, Who};
use crate::{
    domain::{
        document::{
            AreaRow, CommitmentRow, Coverage, Document, ExtentRow, ItemRow, KIND, LineRow, MeetingRow,
            NoteRow, ParticipantRow, PointRow, PositionEntry, QuoteRow, SCHEMA, SourceRow, TallyRow,
        },
        entry::Quote,
        name::Name,
        paper::Paper,
        position::Source,
        roster::ParticipantIndex,
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

fn source_row<'a>(source: &Source) -> SourceRow<'a> {
    SourceRow {
        kind: source.kind,
        group: source.group,
        reference: given(source.reference.as_str()),
        url: given(source.url.as_str()),
    }
}

fn quote_row(quote: &Quote) -> QuoteRow<'_> {
    QuoteRow { text: (&*quote.text).into(), language: given(&quote.language) }
}

fn participants<'a>(report: &Report<'a>, languages: &[Name]) -> Vec<ParticipantRow<'a>> {
    let roster = report.roster;
    let wanted = |who: &ParticipantIndex| report.cover.extent.has_who(Some(roster.code(*who)));
    let row = |who: ParticipantIndex| {
        let delegation = roster.delegation(who);
        ParticipantRow {
            code: *roster.code(who),
            name: text(roster.name(who), languages),
            region: delegation.map(|delegation| delegation.region.slug().into()),
            groups: roster.groups_of(who).map(|group| *roster.code(group)).collect(),
            nuclear_weapon_state: delegation.is_some_and(|delegation| delegation.nuclear_weapon_state),
        }
    };
    roster.all().filter(wanted).map(row).collect()
}

/// The document of a report.
pub fn document<'a>(report: &Report<'a>) -> Document<'a> {
    let (snapshot, cover) = (report.snapshot, report.cover);
    let total = &snapshot.total;
    let languages = report.paper.languages();
    Document {
        kind: KIND.into(),
        schema: SCHEMA,
        problems: cover.problems,
        title: text(&report.paper.file.title, &languages),
        as_of: cover.as_of,
        known_at: snapshot.view.known_at,
        zone: cover.zone.name().into(),
        by: given(&cover.by),
        marking: given(&cover.marking),
        audience: cover.audience,
        disclaimer: words::DISCLAIMER.get(cover.lang).into(),
        extent: ExtentRow {
            items: cover.extent.items.as_ref().map(|items| keys(report.paper, items)),
            participants: cover.extent.who.clone(),
            notes: cover.notes,
        },
        coverage: Coverage {
            recorded: total.recorded(),
            via_groups: total.via_groups(),
            cells: snapshot.cell_count(),
            conflicts: total.conflicts,
            groups_differ: total.groups_differ,
        },
        areas: areas(report, &languages),
        participants: participants(report, &languages),
        positions: positions(report),
        sittings: committee::sittings(report),
        interventions: committee::interventions(report),
        documents: committee::documents(report),
        amendments: committee::amendments(report),
        notes: notes(report),
        commitments: report.commitments().map(|made| commitment(report.paper, made)).collect(),
        lines: lines(report),
        points: report
            .points()
            .map(|point| PointRow {
                id: point.id,
                participant: point.who,
                item: report.paper.key(&point.item),
                text: given(&point.text),
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
            .filter(|(item, _)| report.cover.extent.has_item(Some(&item.id)))
            .map(|(item, tally)| ItemRow {
                key: item.key,
                id: item.id,
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
        participant: *report.roster.code(row.who),
        item: report.paper.key(&report.snapshot.items[row.item]),
        position: standing.position(),
        condition: given(standing.condition()),
        reason: given(standing.reason()),
        quote: standing.quote().map(quote_row),
        source: report.snapshot.committee.source_of(standing).map(|source| source_row(&source)),
        on: standing.on(),
        at: standing.at(),
        by: standing.by().into(),
        via: via(report, row),
        intervention: standing.intervention().map(|id| report.snapshot.committee.name_of(id)),
        corrects: standing.corrects(),
        conflict: row.conflict,
        earlier_text: standing.earlier_text,
    }
}

/// Codes of the groups whose position a row is.
fn via(report: &Report, row: &PositionRow) -> Vec<Who> {
    let groups = match row.via {
        Some(_) => &*report.snapshot.cell(row.who, row.item).via,
        None => &[],
    };
    groups.iter().map(|group| *report.roster.code(*group)).collect()
}

fn notes<'a>(report: &Report<'a>) -> Vec<NoteRow<'a>> {
    let going_on = report.notes().take_while(|_| report.watch.goes_on());
    going_on.map(|made| note(report.paper, made)).collect()
}

/// The row of a note.
pub fn note<'a>(paper: &Paper, note: &'a Note) -> NoteRow<'a> {
    NoteRow {
        id: note.id,
        participant: note.who,
        item: note.item.map(|item| paper.key(&item)),
        text: (&*note.text).into(),
        visibility: note.visibility,
        source: note.source.as_ref().map(source_row),
        quote: note.quote.as_ref().map(quote_row),
        sitting: note.sitting,
        intervention: note.intervention,
        on: note.on,
        at: note.at,
        by: (&*note.by).into(),
    }
}

/// The row of a commitment.
pub fn commitment<'a>(paper: &Paper, commitment: &'a Commitment) -> CommitmentRow<'a> {
    CommitmentRow {
        id: commitment.id,
        participant: commitment.who,
        item: paper.key(&commitment.item),
        text: (&*commitment.text).into(),
        due: commitment.due,
        status: commitment.status,
        at: commitment.at,
        by: (&*commitment.by).into(),
        source: commitment.source.as_ref().map(source_row),
        evidence: given(&commitment.evidence),
    }
}

/// The keys of items.
fn keys(paper: &Paper, items: &[ItemId]) -> Vec<ItemKey> {
    items.iter().map(|item| paper.key(item)).collect()
}

fn lines<'a>(report: &Report<'a>) -> Vec<LineRow<'a>> {
    report
        .lines()
        .map(|line| LineRow {
            item: report.paper.key(&line.drawn.item),
            objective: given(&line.drawn.objective),
            arguments: given(&line.drawn.arguments),
            asks: given(&line.drawn.asks),
            at: line.at,
            by: (&*line.by).into(),
        })
        .collect()
}

fn meetings<'a>(report: &Report<'a>) -> Vec<MeetingRow<'a>> {
    report
        .meetings()
        .map(|meeting| MeetingRow {
            id: meeting.id,
            participants: (&*meeting.participants).into(),
            when: meeting.when,
            until: meeting.until,
            place: given(&meeting.place),
            items: keys(report.paper, &meeting.items).into(),
            finished: meeting.outcome.is_some(),
            outcome: meeting.outcome.as_deref().and_then(given),
        })
        .collect()
}
