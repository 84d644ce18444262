//! What the pages for people hold: the whole snapshot, the overview, one item, one participant.
//!
//! Invariant: every number is the snapshot's; a section without content is left out.

use super::{
    Report,
    page::{Block, Page, Table, facts, table},
};
use crate::{
    domain::{
        ids::{ItemKey, Who},
        lang::Lang,
        paper::{Area, Item},
        position::Position,
        roster::ParticipantIndex,
        rows::PositionRow,
        snapshot::{Commitment, Line, Meeting, Note, Raise},
    },
    words::report as words,
};

/// The whole snapshot as a hand-out: cover, overview, every item on which there is something, and the rest.
pub fn whole(report: &Report) -> Page {
    let mut page = cover(report);
    page.extend(tallies(report, Position::name));
    for (index, (area, item)) in report.paper.items().enumerate() {
        if has_content(report, index) {
            page.extend(item_section(report, index, area, item));
        }
    }
    page.extend(loose_notes(report));
    let (lang, snapshot) = (report.cover.lang, report.snapshot);
    page.extend(section(2, words::COMMITMENTS.get(lang), commitments(report, snapshot.commitments.iter())));
    page.extend(section(2, words::TO_RAISE.get(lang), raises(lang, snapshot.raises.iter())));
    page.extend(section(2, words::MEETINGS.get(lang), meetings(lang, snapshot.meetings.iter())));
    page
}

/// The overview: cover and tallies, narrow enough for a terminal, with what the signs mean.
pub fn overview(report: &Report) -> Page {
    let lang = report.cover.lang;
    let mut page = cover(report);
    page.extend(tallies(report, |position, _| position.sign()));
    let signs = Position::ALL.map(|position| format!("{} {}", position.sign(), position.name(lang)));
    page.push(Block::Text(signs.join("  ")));
    page
}

/// One item with all that is recorded on it.
pub fn item(report: &Report, key: &ItemKey) -> Page {
    let Some(index) = report.snapshot.item_index(key) else { return Page::new() };
    let Some((area, item)) = report.paper.item(key) else { return Page::new() };
    let lang = report.cover.lang;
    let mut page = item_section(report, index, area, item);
    let references: Vec<&str> = area.references.iter().map(|reference| reference.text.get(lang)).collect();
    let separator = if lang == Lang::Zh { "；" } else { "; " };
    page.splice(2..2, facts([(words::REFERENCES.get(lang), references.join(separator))]));
    let snapshot = report.snapshot;
    page.extend(section(
        3,
        words::COMMITMENTS.get(lang),
        commitments(report, snapshot.commitments_on(None, Some(key))),
    ));
    let on_item = snapshot.raises.iter().filter(|raise| raise.item == *key);
    page.extend(section(3, words::TO_RAISE.get(lang), raises(lang, on_item)));
    page
}

/// One participant with all that is recorded on it.
pub fn participant(report: &Report, who: ParticipantIndex) -> Page {
    let (lang, roster, snapshot) = (report.cover.lang, report.roster, report.snapshot);
    let code = roster.code(who);
    let mut page = vec![Block::Heading(2, format!("{code} {}", roster.name(who).get(lang)))];
    page.extend(about(report, who));
    let rows: Vec<PositionRow> = snapshot.positions(roster).filter(|row| row.who == who).collect();
    page.extend(section(3, words::POSITIONS.get(lang), of_participant(report, &rows)));
    page.extend(section(3, words::NOTES.get(lang), notes(report, snapshot.notes_on(Some(code), None))));
    page.extend(section(
        3,
        words::COMMITMENTS.get(lang),
        commitments(report, snapshot.commitments_on(Some(code), None)),
    ));
    page.extend(section(3, words::TO_RAISE.get(lang), raises(lang, snapshot.raises_with(code))));
    let with = snapshot.meetings.iter().filter(|meeting| meeting.participants.contains(code));
    page.extend(section(3, words::MEETINGS.get(lang), meetings(lang, with)));
    page
}

/// A heading with what stands under it; nothing where there is nothing.
fn section(level: u8, title: &str, content: impl IntoIterator<Item = Block>) -> Page {
    let mut page = vec![Block::Heading(level, title.to_owned())];
    page.extend(content);
    if page.len() > 1 { page } else { Page::new() }
}

fn cover(report: &Report) -> Page {
    let (cover, lang) = (report.cover, report.cover.lang);
    let known_at = report.snapshot.view.known_at.map_or(String::new(), |at| at.to_string());
    let mut page = vec![Block::Heading(1, report.paper.file.title.get(lang).to_owned())];
    page.extend(facts([
        (words::MARKING.get(lang), cover.marking.clone()),
        (words::AS_OF.get(lang), cover.as_of.to_string()),
        (words::KNOWN_AT.get(lang), known_at),
        (words::BY.get(lang), cover.by.clone()),
        (words::COVERAGE.get(lang), report.coverage()),
    ]));
    page.push(Block::Text(words::DISCLAIMER.get(lang).to_owned()));
    page
}

/// Every item with its numbers: one table an area.
fn tallies(report: &Report, name: fn(Position, Lang) -> &'static str) -> Page {
    let lang = report.cover.lang;
    let mut page = Page::new();
    let mut tallies = report.snapshot.tallies.iter();
    for area in &report.paper.areas {
        let cluster = words::cluster(lang, area.cluster);
        page.push(Block::Heading(2, format!("{}  {} ({cluster})", area.number, area.title.get(lang))));
        let names = Position::ALL.map(|position| name(position, lang));
        let mut head = vec![words::ITEM.get(lang), ""];
        head.extend(names);
        head.extend([
            words::RECORDED.get(lang),
            words::THROUGH.get(lang),
            words::CLASHES.get(lang),
            words::MEAN.get(lang),
        ]);
        let mut rows = Vec::new();
        for (item, tally) in area.items.iter().zip(tallies.by_ref()) {
            let mut row = vec![item.key.to_string(), item.label().get(lang).to_owned()];
            row.extend(tally.own.map(|count| count.to_string()));
            row.extend(
                [tally.recorded(), tally.through_groups(), tally.clashes].map(|count| count.to_string()),
            );
            row.push(tally.mean().map_or("-".to_owned(), |mean| format!("{mean:+.2}")));
            rows.push(row);
        }
        page.extend(table(Table { head: head.into_iter().map(str::to_owned).collect(), rows }));
    }
    page
}

fn has_content(report: &Report, item: usize) -> bool {
    let (snapshot, key) = (report.snapshot, &report.snapshot.items[item]);
    let tally = &snapshot.tallies[item];
    tally.recorded() + tally.through_groups() + tally.clashes > 0
        || snapshot.lines_on(key).next().is_some()
        || snapshot.notes_on(None, Some(key)).any(|note| report.takes(note.shareable))
        || report.roster.all().any(|who| snapshot.cell(who, item).own.is_some())
}

fn item_section(report: &Report, index: usize, area: &Area, item: &Item) -> Page {
    let (lang, snapshot) = (report.cover.lang, report.snapshot);
    let tally = &snapshot.tallies[index];
    let paragraph = words::paragraph(lang, &item.paragraph);
    let mut page = vec![
        Block::Heading(2, format!("{}  {} ({paragraph})", item.key, area.title.get(lang))),
        Block::Text(item.text.get(lang).to_owned()),
    ];
    let coverage =
        words::coverage(lang, tally.recorded(), snapshot.delegations, tally.through_groups(), tally.clashes);
    let (_, scored) = tally.scored();
    page.extend(facts([
        (words::COVERAGE.get(lang), coverage),
        (words::MEAN.get(lang), words::mean(lang, tally.mean(), scored, snapshot.delegations)),
    ]));
    page.extend(section(
        3,
        words::LINES.get(lang),
        snapshot.lines_on(&item.key).filter_map(|line| our_line(lang, line)),
    ));
    page.extend(section(3, words::POSITIONS.get(lang), on_item(report, index)));
    page.extend(through(report, index));
    page.extend(section(3, words::NOTES.get(lang), notes(report, snapshot.notes_on(None, Some(&item.key)))));
    page
}

/// Our lines on an item.
pub fn line(report: &Report, key: &ItemKey) -> Page {
    let lang = report.cover.lang;
    let lines: Page = report.snapshot.lines_on(key).filter_map(|line| our_line(lang, line)).collect();
    if lines.is_empty() { vec![Block::Text(words::NONE.get(lang).to_owned())] } else { lines }
}

fn our_line(lang: Lang, line: &Line) -> Option<Block> {
    facts([
        (words::OBJECTIVE.get(lang), line.drawn.objective.clone()),
        (words::ARGUMENTS.get(lang), line.drawn.arguments.clone()),
        (words::ASK.get(lang), line.drawn.ask.clone()),
        (words::BY.get(lang), format!("{}, {}", line.by, line.at.short())),
    ])
}

/// Own positions on an item in the order of the scale.
fn on_item(report: &Report, item: usize) -> Option<Block> {
    let (lang, roster) = (report.cover.lang, report.roster);
    let mut rows: Vec<PositionRow> =
        report.snapshot.positions(roster).filter(|row| row.item == item && row.through.is_none()).collect();
    rows.sort_by_key(|row| row.standing.position().map_or(usize::MAX, Position::index));
    positions(report, &rows, words::PARTICIPANT.get(lang), |row| {
        format!("{} {}", roster.code(row.who), roster.name(row.who).get(lang))
    })
}

fn of_participant(report: &Report, rows: &[PositionRow]) -> Option<Block> {
    let lang = report.cover.lang;
    let labels: Vec<&str> = report.paper.items().map(|(_, item)| item.label().get(lang)).collect();
    positions(report, rows, words::ITEM.get(lang), |row| {
        format!("{} {}", report.snapshot.items[row.item], labels[row.item])
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
            standing.source().map_or(String::new(), |source| source.shown(lang)),
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
    let remarks = [
        row.clash.then(|| words::CLASH.get(lang).to_owned()),
        row.through.map(|group| words::through(lang, roster.code(group).as_str())),
        departs.map(|group| words::departs(lang, roster.code(group).as_str())),
        row.standing.earlier_text.then(|| words::EARLIER_TEXT.get(lang).to_owned()),
    ];
    remarks.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Members for whom a group speaks on an item, a line a group.
fn through(report: &Report, item: usize) -> Page {
    let (lang, roster, snapshot) = (report.cover.lang, report.roster, report.snapshot);
    let mut groups: Vec<(ParticipantIndex, Vec<&str>)> = Vec::new();
    for row in snapshot.positions(roster).filter(|row| row.item == item) {
        let Some(group) = row.through else { continue };
        let code = roster.code(row.who).as_str();
        match groups.iter_mut().find(|(g, _)| *g == group) {
            Some((_, members)) => members.push(code),
            None => groups.push((group, vec![code])),
        }
    }
    let mut listed = Table::new([words::POSITION.get(lang), "", words::MEMBERS.get(lang)]);
    for (group, members) in groups {
        let standing = snapshot.cell(group, item).own.as_ref();
        let Some(position) = standing.and_then(|standing| standing.position()) else { continue };
        let names = format!("{}: {}", members.len(), members.join(", "));
        listed.rows.push(vec![
            format!("{} {}", position.sign(), position.name(lang)),
            words::through(lang, roster.code(group).as_str()),
            names,
        ]);
    }
    section(3, words::THROUGH.get(lang), table(listed))
}

/// Notes on a participant as such, which stand under no item.
fn loose_notes(report: &Report) -> Page {
    let lang = report.cover.lang;
    let loose = report.snapshot.notes.iter().filter(|note| note.item.is_none());
    section(2, words::NOTES.get(lang), notes(report, loose))
}

fn notes<'a>(report: &Report, notes: impl Iterator<Item = &'a Note>) -> Vec<Block> {
    let lang = report.cover.lang;
    let taken = notes.filter(|note| report.takes(note.shareable));
    taken
        .map(|note| {
            let shareable = if note.shareable { words::SHAREABLE } else { words::INTERNAL };
            let on = note.on.short();
            let about = [place(note.who.as_ref(), note.item.as_ref()), on, note.by.to_string()];
            let id = note.id.to_string();
            let about = about.into_iter().chain([shareable.get(lang).to_owned(), id]);
            Block::Quote(
                note.text.clone(),
                about.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", "),
            )
        })
        .collect()
}

fn place(who: Option<&Who>, item: Option<&ItemKey>) -> String {
    let parts = [who.map(Who::as_str), item.map(ItemKey::as_str)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Commitments as a table, those with a date first.
pub fn commitments<'a>(report: &Report, all: impl Iterator<Item = &'a Commitment>) -> Option<Block> {
    let lang = report.cover.lang;
    let today = crate::domain::instant::Day(report.cover.as_of.date());
    let mut listed = Table::new([
        words::DUE.get(lang),
        words::PARTICIPANT.get(lang),
        words::ITEM.get(lang),
        words::TEXT.get(lang),
        words::PROGRESS.get(lang),
        words::RECORDED_BY.get(lang),
        words::ID.get(lang),
    ]);
    let mut all: Vec<&Commitment> = all.collect();
    all.sort_by_key(|c| (c.due.is_none(), c.due, c.id.clone()));
    for c in all {
        let overdue =
            if c.is_overdue(today) { format!(" {}", words::OVERDUE.get(lang)) } else { String::new() };
        let basis = if c.basis.is_empty() { String::new() } else { format!(": {}", c.basis) };
        let source = c.source.as_ref().map_or(String::new(), |source| format!(" ({})", source.shown(lang)));
        listed.rows.push(vec![
            c.due.map_or("-".to_owned(), |due| format!("{due}{overdue}")),
            c.who.to_string(),
            c.item.to_string(),
            format!("{}{source}", c.text),
            format!("{}{basis}", c.progress.name(lang)),
            format!("{}, {}", c.by, c.at.short()),
            c.id.to_string(),
        ]);
    }
    table(listed)
}

fn raises<'a>(lang: Lang, all: impl Iterator<Item = &'a Raise>) -> Option<Block> {
    let mut listed = Table::new([words::PARTICIPANT.get(lang), words::ITEM.get(lang), words::TEXT.get(lang)]);
    listed
        .rows
        .extend(all.map(|raise| vec![raise.who.to_string(), raise.item.to_string(), raise.text.clone()]));
    table(listed)
}

fn meetings<'a>(lang: Lang, all: impl Iterator<Item = &'a Meeting>) -> Option<Block> {
    let mut listed =
        Table::new(["", words::PARTICIPANT.get(lang), words::ITEM.get(lang), "", words::ID.get(lang)]);
    for meeting in all {
        let who: Vec<&str> = meeting.participants.iter().map(Who::as_str).collect();
        let items: Vec<&str> = meeting.items.iter().map(ItemKey::as_str).collect();
        let held = meeting.outcome.as_ref().map(|outcome| match outcome.is_empty() {
            true => words::HELD.get(lang).to_owned(),
            false => format!("{}: {outcome}", words::HELD.get(lang)),
        });
        let rest = [meeting.place.clone(), held.unwrap_or_default()];
        let rest: Vec<String> = rest.into_iter().filter(|part| !part.is_empty()).collect();
        listed.rows.push(vec![
            meeting.when.short(),
            who.join(", "),
            items.join(", "),
            rest.join(", "),
            meeting.id.to_string(),
        ]);
    }
    table(listed)
}

/// What is known of a participant from the roster.
fn about(report: &Report, who: ParticipantIndex) -> Option<Block> {
    let (lang, roster) = (report.cover.lang, report.roster);
    if let Some(group) = roster.group(who) {
        let members: Vec<&str> = roster.members(who).map(|member| roster.code(member).as_str()).collect();
        let as_of = words::members_as_of(lang, &group.members_as_of, group.confidence.get(lang));
        return facts([(
            words::MEMBERS.get(lang),
            format!("{} ({as_of}): {}", members.len(), members.join(", ")),
        )]);
    }
    let delegation = roster.delegation(who)?;
    let groups: Vec<&str> = roster.groups_of(who).map(|group| roster.code(group).as_str()).collect();
    let nuclear = match delegation.nuclear_weapon_state {
        true => format!(", {}", words::NUCLEAR_WEAPON_STATE.get(lang)),
        false => String::new(),
    };
    let region = format!("{}{nuclear}", delegation.region.name(lang));
    facts([(words::REGION.get(lang), region), (words::GROUPS.get(lang), groups.join(", "))])
}
