//! A brief as JSON, schema 1.
//!
//! Invariant: names of fields and their meaning change only with a new schema number; what is absent is `null`; lists keep the order of rank.

use crate::{
    domain::{
        brief::{Brief, Owed, Since, Stance},
        moves::Move,
        paper::Paper,
        position::{Position, Source},
        roster::ParticipantIndex,
        snapshot::{Meeting, Note, Point, Standing},
    },
    export::Report,
};
use serde_json::{Value, json};

/// The brief as a value of schema 1.
pub fn document(report: &Report, brief: &Brief) -> Value {
    let key = |item: &usize| report.paper.key(&report.snapshot.items[*item]);
    let paper = report.paper;
    let met = matches!(brief.since, Since::Met(_));
    json!({
        "schema": 1,
        "participant": report.roster.code(brief.who),
        "name": report.roster.name(brief.who),
        "own": brief.own.map(|own| report.roster.code(own)),
        "as_of": report.cover.as_of,
        "by": given(&report.cover.by),
        "marking": given(&report.cover.marking),
        "points": brief.points.iter().map(|one| point(paper, one)).collect::<Vec<_>>(),
        "owes": brief.owes.iter().map(|one| owed(paper, one)).collect::<Vec<_>>(),
        "positions": brief.stances.iter().map(|stance| beside_ours(report, stance)).collect::<Vec<_>>(),
        "unheard": brief.unheard.iter().map(key).collect::<Vec<_>>(),
        "groups_differ": brief.divided.iter().map(key).collect::<Vec<_>>(),
        "since": { "instant": brief.since.instant(), "last_met": met },
        "moves": brief.moves.iter().map(|moved| row_of(report, moved)).collect::<Vec<_>>(),
        "notes": brief.notes.iter().chain(&brief.about).map(|one| note(paper, one)).collect::<Vec<_>>(),
        "older_notes": brief.older_notes,
        "meetings": {
            "next": brief.next.iter().map(|one| meeting(paper, one)).collect::<Vec<_>>(),
            "unmarked": brief.unmarked.iter().map(|one| meeting(paper, one)).collect::<Vec<_>>(),
            "last": brief.last.as_ref().map(|one| meeting(paper, one)),
        },
    })
}

fn given(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

fn source(source: Option<&Source>) -> Option<Value> {
    source.map(|source| {
        json!({
            "kind": source.kind.slug(), "group": source.group, "reference": given(&source.reference), "url": given(&source.url),
        })
    })
}

fn point(paper: &Paper, point: &Point) -> Value {
    json!({ "item": paper.key(&point.item), "text": given(&point.text) })
}

fn owed(paper: &Paper, owed: &Owed) -> Value {
    let made = &owed.commitment;
    json!({
        "id": made.id, "item": paper.key(&made.item), "text": made.text, "due": made.due, "overdue": owed.overdue,
        "status": made.status.slug(), "evidence": given(&made.evidence), "source": source(made.source.as_ref()),
        "at": made.at, "by": made.by,
    })
}

/// A position as it stands.
pub(in crate::export) fn standing(
    report: &Report,
    standing: &Standing,
    via: Option<ParticipantIndex>,
) -> Value {
    json!({
        "position": standing.position().map(Position::slug),
        "condition": given(standing.condition()), "source": source(report.snapshot.committee.source_of(standing).as_ref()),
        "on": standing.on(), "at": standing.at(), "by": standing.by(),
        "via": via.map(|group| report.roster.code(group)), "earlier_wording": standing.earlier_text,
    })
}

fn beside_ours(report: &Report, stance: &Stance) -> Value {
    let line = stance.lines.first().map(|line| &line.drawn);
    json!({
        "item": report.paper.key(&report.snapshot.items[stance.item]),
        "theirs": standing(report, &stance.theirs, stance.via),
        "ours": stance.ours.as_ref().map(|ours| standing(report, ours, stance.ours_via)),
        "objective": line.and_then(|line| given(&line.objective)),
        "asks": line.and_then(|line| given(&line.asks)),
        "apart": stance.apart,
        "differs": stance.differs(),
        "departs_from": stance.departs_from.map(|group| report.roster.code(group)),
        "older_than": stance.older_than.map(|group| report.roster.code(group)),
        "conflicts_with": stance.rivals.iter().map(|rival| standing(report, rival, stance.via)).collect::<Vec<_>>(),
    })
}

fn row_of(report: &Report, moved: &Move) -> Value {
    json!({
        "item": report.paper.key(&report.snapshot.items[moved.item]),
        "from": moved.from.map(Position::slug), "to": moved.to.map(Position::slug),
        "from_condition": given(&moved.from_condition), "to_condition": given(&moved.to_condition),
        "direction": moved.direction.slug(), "on": moved.on, "by": given(&moved.by),
    })
}

fn note(paper: &Paper, note: &Note) -> Value {
    json!({
        "id": note.id, "item": note.item.map(|item| paper.key(&item)), "text": note.text, "visibility": note.visibility.slug(),
        "on": note.on, "at": note.at, "by": note.by,
    })
}

/// A meeting with what came of it.
pub fn meeting(paper: &Paper, meeting: &Meeting) -> Value {
    let items: Vec<_> = meeting.items.iter().map(|item| paper.key(item)).collect();
    json!({
        "id": meeting.id, "participants": meeting.participants, "when": meeting.when,
        "place": given(&meeting.place), "items": items, "finished": meeting.outcome.is_some(),
        "outcome": meeting.outcome.as_deref().and_then(given),
    })
}
