//! The tables and quotes of the pages: our lines, positions, notes, commitments, points to raise, meetings.
//!
//! Invariant: a table without rows is no table.

use super::{
    Report,
    page::{Block, Table, facts, table},
};
use crate::domain::{roster::Roster, snapshot::Snapshot};
use crate::{
    domain::{
        document::TallyRow,
        ids::{ItemId, Who},
        instant::Day,
        lang::Lang,
        paper::Paper,
        position::Position,
        roster::ParticipantIndex,
        rows::PositionRow,
        snapshot::{Commitment, Line, Meeting, Note, Point, Standing},
    },
    words::{brief, report as words},
};

/// One of our lines on an item.
pub(super) fn our_line(lang: Lang, line: &Line) -> Option<Block> {
    facts([
        (words::OBJECTIVE.get(lang), line.drawn.objective.clone()),
        (words::ARGUMENTS.get(lang), line.drawn.arguments.clone()),
        (words::ASKS.get(lang), line.drawn.asks.clone()),
        (words::BY.get(lang), format!("{}, {}", line.by, line.at.short())),
    ])
}

/// Own positions on an item in the order of the scale.
pub(super) fn on_item(report: &Report, found: &[PositionRow]) -> Option<Block> {
    let (lang, roster) = (report.cover.lang, report.roster);
    let own = found.iter().copied().filter(|row| row.via.is_none());
    let mut rows: Vec<PositionRow> = own.collect();
    rows.sort_by_key(|row| row.standing.position().map_or(usize::MAX, Position::index));
    positions(report, &rows, words::PARTICIPANT.get(lang), |row| {
        format!("{} {}", roster.code(row.who), roster.name(row.who).get(lang))
    })
}

/// Positions of a participant in the paper's order.
pub(super) fn of_participant(report: &Report, rows: &[PositionRow]) -> Option<Block> {
    let lang = report.cover.lang;
    let labels: Vec<&str> = report.paper.items().map(|(_, item)| item.label().get(lang)).collect();
    positions(report, rows, words::ITEM.get(lang), |row| {
        format!("{} {}", report.paper.key(&report.snapshot.items[row.item]), labels[row.item])
    })
}

fn positions(
    report: &Report,
    rows: &[PositionRow],
    name: &str,
    named: impl Fn(&PositionRow) -> String,
) -> Option<Block> {
    let lang = report.cover.lang;
    let mut listed = Table::new([
        words::POSITION.get(lang),
        name,
        words::CONDITION.get(lang),
        words::SOURCE.get(lang),
        words::TAKEN.get(lang),
        words::RECORDED_BY.get(lang),
        words::REMARK.get(lang),
    ]);
    for row in rows {
        let standing = row.standing;
        let position = match standing.position() {
            Some(position) => format!("{} {}", position.sign(), position.name(lang)),
            None => words::CLEARED.get(lang).to_owned(),
        };
        listed.rows.push(vec![
            position,
            named(row),
            standing.condition().to_owned(),
            report.snapshot.committee.source_of(standing).map_or(String::new(), |source| source.shown(lang)),
            standing.on().short(),
            format!("{}, {}", standing.by(), standing.at().short()),
            remark(report, row),
        ]);
    }
    table(listed)
}

/// What is odd about a position.
fn remark(report: &Report, row: &PositionRow) -> String {
    let (lang, roster) = (report.cover.lang, report.roster);
    let cell = report.snapshot.cell(row.who, row.item);
    let departs = cell.departs_from.filter(|_| row.counts);
    let older = cell.older_than.filter(|_| row.counts);
    let standing = row.standing;
    let remarks = [
        (!standing.reason().is_empty()).then(|| words::reason(lang, standing.reason())),
        standing.quote().map(|quote| words::quoted(lang, quote)),
        standing.corrects().map(|_| words::CORRECTED.get(lang).to_owned()),
        row.conflict.then(|| words::CONFLICT.get(lang).to_owned()),
        row.via.map(|group| words::via(lang, roster.code(group).as_str())),
        departs.map(|group| words::departs(lang, roster.code(group).as_str())),
        older.map(|group| {
            let on = report.snapshot.taken_on(group, row.item);
            words::older_than(lang, roster.code(group).as_str(), &on)
        }),
        row.standing.earlier_text.then(|| words::EARLIER_TEXT.get(lang).to_owned()),
    ];
    remarks.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Members for whom a group speaks on an item, a line a group.
pub(super) fn through(report: &Report, found: &[PositionRow]) -> Option<Block> {
    let (lang, roster) = (report.cover.lang, report.roster);
    let mut groups: Vec<(ParticipantIndex, &Standing, Vec<&str>)> = Vec::new();
    for row in found {
        let Some(group) = row.via else { continue };
        let code = roster.code(row.who).as_str();
        match groups.iter_mut().find(|(g, ..)| *g == group) {
            Some((.., members)) => members.push(code),
            None => groups.push((group, row.standing, vec![code])),
        }
    }
    let mut listed = Table::new([words::POSITION.get(lang), "", words::MEMBERS.get(lang)]);
    for (group, standing, members) in groups {
        let Some(position) = standing.position() else { continue };
        let names = format!("{}: {}", members.len(), members.join(", "));
        listed.rows.push(vec![
            format!("{} {}", position.sign(), position.name(lang)),
            words::via(lang, roster.code(group).as_str()),
            names,
        ]);
    }
    table(listed)
}

/// Members of groups that have taken different positions on an item, and have none of their own.
pub(super) fn groups_differ(report: &Report, item: usize) -> Option<Block> {
    let (lang, roster, snapshot) = (report.cover.lang, report.roster, report.snapshot);
    let mut listed = Table::new([words::PARTICIPANT.get(lang), words::GROUPS.get(lang)]);
    for who in roster.all().filter(|who| report.cover.extent.has_who(Some(roster.code(*who)))) {
        let differing = &snapshot.cell(who, item).differing;
        if !differing.is_empty() {
            let name = format!("{} {}", roster.code(who), roster.name(who).get(lang));
            listed.rows.push(vec![name, differing_groups(snapshot, roster, differing, item)]);
        }
    }
    table(listed)
}

/// Items on which the groups of a participant have taken different positions, and it has none of its own.
pub(super) fn items_on_which_groups_differ(report: &Report, who: ParticipantIndex) -> Option<Block> {
    let (lang, snapshot) = (report.cover.lang, report.snapshot);
    let mut listed = Table::new([words::ITEM.get(lang), words::GROUPS.get(lang)]);
    for (place, (_, item)) in report.paper.items().enumerate() {
        let differing = &snapshot.cell(who, place).differing;
        if !differing.is_empty() {
            let name = format!("{} {}", item.key, item.label().get(lang));
            listed.rows.push(vec![name, differing_groups(snapshot, report.roster, differing, place)]);
        }
    }
    table(listed)
}

/// Groups with the signs of their positions on an item: `@NAM +, @AFRICAN ?`.
pub fn differing_groups(
    snapshot: &Snapshot,
    roster: &Roster,
    groups: &[ParticipantIndex],
    item: usize,
) -> String {
    let sign = |group: &ParticipantIndex| {
        let position = snapshot.cell(*group, item).own.as_ref().and_then(Standing::position);
        format!("{} {}", roster.code(*group), position.map_or("", Position::sign))
    };
    groups.iter().map(sign).collect::<Vec<_>>().join(", ")
}

/// Notes that go in, each with what it is on, when and by whom.
pub(super) fn notes<'a>(report: &Report, notes: impl Iterator<Item = &'a Note>) -> Vec<Block> {
    let lang = report.cover.lang;
    let taken = notes.filter(|note| report.takes(note));
    taken
        .map(|note| {
            let mut about = place(report.paper, note.who.as_ref(), note.item.as_ref());
            for part in [&note.on.short(), &*note.by, note.visibility.name(lang), &note.id.to_string()] {
                if !about.is_empty() && !part.is_empty() {
                    about.push_str(", ");
                }
                about.push_str(part);
            }
            Block::Quote(note.text.clone(), about)
        })
        .collect()
}

fn place(paper: &Paper, who: Option<&Who>, item: Option<&ItemId>) -> String {
    let parts = [who.map(Who::to_string), item.map(|item| paper.key(item).to_string())];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Commitments as a table, those with a date first.
pub fn commitments<'a>(report: &Report, all: impl Iterator<Item = &'a Commitment>) -> Option<Block> {
    let lang = report.cover.lang;
    let today = Day(report.cover.as_of.date());
    let mut listed = Table::new([
        words::DUE.get(lang),
        words::PARTICIPANT.get(lang),
        words::ITEM.get(lang),
        words::TEXT.get(lang),
        words::STATUS.get(lang),
        words::RECORDED_BY.get(lang),
        words::ID.get(lang),
    ]);
    let mut all: Vec<&Commitment> = all.collect();
    all.sort_by_key(|c| (c.due.is_none(), c.due, c.id));
    for c in all {
        let overdue =
            if c.is_overdue(today) { format!(" {}", words::OVERDUE.get(lang)) } else { String::new() };
        let evidence = if c.evidence.is_empty() { String::new() } else { format!(": {}", c.evidence) };
        let source = c.source.as_ref().map_or(String::new(), |source| format!(" ({})", source.shown(lang)));
        listed.rows.push(vec![
            c.due.map_or("-".to_owned(), |due| format!("{due}{overdue}")),
            c.who.to_string(),
            report.paper.key(&c.item).to_string(),
            format!("{}{source}", c.text),
            format!("{}{evidence}", c.status.name(lang)),
            format!("{}, {}", c.by, c.at.short()),
            c.id.to_string(),
        ]);
    }
    table(listed)
}

/// Counts by position, those that are not 0.
pub fn tally_told(lang: Lang, tally: &TallyRow) -> String {
    let counted = Position::ALL.into_iter().zip(tally.counts()).filter(|(_, count)| *count > 0);
    let told = counted.map(|(position, count)| format!("{} {count}", position.name(lang)));
    told.collect::<Vec<_>>().join(", ")
}

/// Points to raise.
pub(super) fn points<'a>(report: &Report, all: impl Iterator<Item = &'a Point>) -> Option<Block> {
    let head = [words::PARTICIPANT, words::ITEM, words::TEXT];
    let mut listed = Table::new(head.map(|name| name.get(report.cover.lang)));
    let row = |point: &Point| {
        vec![point.who.to_string(), report.paper.key(&point.item).to_string(), point.text.clone()]
    };
    listed.rows.extend(all.map(row));
    table(listed)
}

/// Meetings, planned and held.
pub fn meetings<'a>(report: &Report, all: impl Iterator<Item = &'a Meeting>) -> Option<Block> {
    let lang = report.cover.lang;
    let head = [brief::WHEN, words::PARTICIPANT, words::ITEM, brief::PLACE, brief::OUTCOME, words::ID];
    let mut listed = Table::new(head.map(|name| name.get(lang)));
    for meeting in all {
        let who: Vec<&str> = meeting.participants.iter().map(Who::as_str).collect();
        let items = report.paper.keys(&meeting.items);
        let finished = meeting.outcome.as_ref().map(|outcome| match outcome.is_empty() {
            true => words::FINISHED.get(lang).to_owned(),
            false => format!("{}: {outcome}", words::FINISHED.get(lang)),
        });
        listed.rows.push(vec![
            meeting.when.short(),
            who.join(", "),
            items,
            meeting.place.clone(),
            finished.unwrap_or_default(),
            meeting.id.to_string(),
        ]);
    }
    table(listed)
}
