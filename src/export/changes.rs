//! A comparison of two snapshots as a page for people and as JSON, schema 1.
//!
//! Invariant: both hold the same changes; a section without content is left out of the page and empty in JSON.

mod document;

use super::{
    Cover,
    page::{Block, Page, Table, facts, section, table},
};
use crate::{
    domain::{
        changes::{CellChange, Change, Changes, ItemChange},
        document::{CommitmentRow, Document, LineRow, MeetingRow, NoteRow, PositionEntry, SourceRow},
        extent::Notes,
        ids::{ItemKey, Who},
        instant::Instant,
        lang::Lang,
        paper::Paper,
        position::{Position, Source},
        roster::Roster,
    },
    words::{brief, changes as words, report},
};
pub use document::document;
use std::borrow::Cow;

/// Two snapshots and what changed from one to the other.
#[derive(Debug, Clone, Copy)]
pub struct Comparison<'a> {
    /// What the page says of itself.
    pub cover: &'a Cover,
    /// The paper, for names of items.
    pub paper: &'a Paper,
    /// Delegations and groups, for their names.
    pub roster: &'a Roster,
    /// The earlier one.
    pub from: End<'a>,
    /// The later one.
    pub to: End<'a>,
    /// What changed.
    pub changes: &'a Changes<'a>,
}

/// One of the two snapshots.
#[derive(Debug, Clone, Copy)]
pub struct End<'a> {
    /// Where it is from.
    pub origin: Origin<'a>,
    /// What it says.
    pub document: &'a Document<'a>,
}

/// Where a snapshot is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin<'a> {
    /// The workspace in the present.
    Now,
    /// The workspace at an instant.
    Instant,
    /// One that was kept under a name.
    Saved(&'a str),
    /// A file.
    File(&'a str),
}

impl End<'_> {
    /// What it is called.
    pub fn told(&self, lang: Lang) -> String {
        let as_of = told_instant(self.document.as_of);
        match self.origin {
            Origin::Now => format!("{} ({as_of})", words::NOW.get(lang)),
            Origin::Instant => as_of,
            Origin::Saved(name) => words::kept(lang, name, &as_of),
            Origin::File(path) => words::file(lang, path, &as_of, self.document.by.as_deref()),
        }
    }
}

/// An instant; the end of a day is the day.
fn told_instant(at: Instant) -> String {
    if at.ends_a_day() { at.date().to_string() } else { at.short() }
}

/// A comparison as a page.
pub fn page(comparison: &Comparison) -> Page {
    let (cover, changes) = (comparison.cover, comparison.changes);
    let lang = cover.lang;
    let mut page = vec![Block::Heading(1, words::TITLE.get(lang).to_owned())];
    page.extend(facts([
        (report::MARKING.get(lang), cover.marking.clone()),
        (words::FROM.get(lang), comparison.from.told(lang)),
        (words::TO.get(lang), comparison.to.told(lang)),
        (words::COMPARED.get(lang), compared(comparison)),
        (report::BY.get(lang), cover.by.clone()),
    ]));
    page.push(Block::Text(report::DISCLAIMER.get(lang).to_owned()));
    if changes.is_none() {
        page.push(Block::Text(words::NOTHING.get(lang).to_owned()));
        return page;
    }
    page.extend(section(2, report::COVERAGE.get(lang), coverage(lang, changes)));
    page.extend(section(
        2,
        &words::moved(lang, changes.moved().count()),
        by_item(comparison, changes.moved()),
    ));
    page.extend(section(2, words::CORRECTED.get(lang), by_item(comparison, changes.corrected())));
    page.extend(section(2, words::TOLD_ANEW.get(lang), told_anew(comparison)));
    page.extend(section(2, report::CONFLICTS.get(lang), conflicts(comparison)));
    let of_note = |note: &NoteRow| (note.participant, note.item);
    let notes = rows(lang, &changes.notes, of_note, |note| note_text(lang, note));
    page.extend(section(2, report::NOTES.get(lang), notes));
    let of_commitment = |made: &CommitmentRow| (Some(made.participant), Some(made.item));
    let commitments = rows(lang, &changes.commitments, of_commitment, |made| commitment_text(lang, made));
    page.extend(section(2, report::COMMITMENTS.get(lang), commitments));
    let lines = rows(lang, &changes.lines, |line| (None, Some(line.item)), line_text);
    page.extend(section(2, report::LINES.get(lang), lines));
    let points = rows(
        lang,
        &changes.points,
        |point| (Some(point.participant), Some(point.item)),
        |point| point.text.as_deref().unwrap_or("").to_owned(),
    );
    page.extend(section(2, report::POINTS.get(lang), points));
    page.extend(section(2, report::MEETINGS.get(lang), meetings(lang, &changes.meetings)));
    page.extend(section(2, words::BY_ITEM.get(lang), tallies(lang, &changes.items)));
    page.extend(section(2, words::REWORDED_ITEMS.get(lang), reworded(lang, &changes.items)));
    page
}

/// What was left out of the comparison, and why.
fn compared(comparison: &Comparison) -> String {
    let (lang, compared) = (comparison.cover.lang, &comparison.changes.compared);
    let items = |keys: &[ItemKey]| join(keys.iter().map(ItemKey::as_str));
    let participants = |codes: &[Who]| join(codes.iter().map(Who::as_str));
    let notes = match compared.notes_held {
        finished if finished >= comparison.cover.notes => None,
        Notes::All | Notes::Here => None,
        Notes::Shareable => Some(words::only_shareable(lang).to_owned()),
        Notes::None => Some(words::no_notes(lang).to_owned()),
    };
    let said = [
        compared.extent.items.as_deref().map(|keys| words::only_items(lang, &items(keys))),
        compared.extent.who.as_deref().map(|codes| words::only_participants(lang, &participants(codes))),
        (!compared.items_of_one.is_empty())
            .then(|| words::items_of_one(lang, &items(&compared.items_of_one))),
        notes,
        compared.other_paper.then(|| words::OTHER_PAPER.get(lang).to_owned()),
    ];
    said.into_iter().flatten().collect::<Vec<_>>().join(separator(lang))
}

fn separator(lang: Lang) -> &'static str {
    if lang == Lang::Zh { "；" } else { "; " }
}

/// Texts one after the other, without those that are empty.
fn join<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ")
}

fn coverage(lang: Lang, changes: &Changes) -> Option<Block> {
    let (before, after) = changes.coverage;
    let numbers = [
        (report::RECORDED, before.recorded, after.recorded),
        (report::THROUGH, before.via_groups, after.via_groups),
        (report::GROUPS_DIFFER, before.groups_differ, after.groups_differ),
        (words::CELLS, before.cells, after.cells),
        (report::CONFLICTS, before.conflicts, after.conflicts),
    ];
    let mut listed = Table::new(["", words::BEFORE.get(lang), words::AFTER.get(lang)]);
    for (name, before, after) in numbers.into_iter().filter(|(_, before, after)| before != after) {
        listed.rows.push(vec![name.get(lang).to_owned(), before.to_string(), after.to_string()]);
    }
    table(listed)
}

impl Comparison<'_> {
    /// A participant by code and, where it is known, name.
    fn participant(&self, who: &Who) -> String {
        match self.roster.by_code(who) {
            Some(known) => format!("{who} {}", self.roster.name(known).get(self.cover.lang)),
            None => who.to_string(),
        }
    }

    /// An item by key and, where it is known, label.
    fn item(&self, key: &ItemKey) -> String {
        match self.paper.item_by_key(key) {
            Some((_, item)) => format!("{key} {}", item.label().get(self.cover.lang)),
            None => key.to_string(),
        }
    }
}

/// A position with its sign and its condition; empty where there is none.
fn position(lang: Lang, row: Option<&PositionEntry>) -> String {
    let told = row.and_then(|row| Some((row.position?, row.condition.as_deref().unwrap_or(""))));
    told.map_or(String::new(), |(position, condition)| {
        brief::under(lang, &format!("{} {}", position.sign(), position.name(lang)), condition)
    })
}

fn source(lang: Lang, row: &SourceRow) -> String {
    let given = |part: &Option<Cow<str>>| part.as_deref().unwrap_or("").into();
    let (reference, url) = (given(&row.reference), given(&row.url));
    Source { kind: row.kind, group: row.group, reference, url }.shown(lang)
}

fn source_of(lang: Lang, row: Option<&PositionEntry>) -> String {
    row.and_then(|row| row.source.as_ref()).map_or(String::new(), |row| source(lang, row))
}

fn on(row: Option<&PositionEntry>) -> String {
    row.map_or(String::new(), |row| row.on.short())
}

/// Positions that are others, item by item.
fn by_item<'a>(comparison: &Comparison, cells: impl Iterator<Item = &'a CellChange<'a>>) -> Vec<Block> {
    let lang = comparison.cover.lang;
    let head =
        [report::PARTICIPANT, words::BEFORE, words::AFTER, brief::DIRECTION, report::TAKEN, report::SOURCE];
    let cells: Vec<&CellChange> = cells.collect();
    let mut blocks = Vec::new();
    for on_item in cells.chunk_by(|one, next| one.item == next.item) {
        let mut listed = Table::new(head.map(|name| name.get(lang)));
        for cell in on_item {
            listed.rows.push(vec![
                comparison.participant(cell.who),
                position(lang, cell.before),
                position(lang, cell.after),
                cell.direction.map_or(String::new(), |way| brief::direction(lang, way).to_owned()),
                on(cell.after),
                source_of(lang, cell.after),
            ]);
        }
        let heading = on_item.first().map_or(String::new(), |cell| comparison.item(cell.item));
        blocks.extend(section(3, &heading, table(listed)));
    }
    blocks
}

fn told_anew(comparison: &Comparison) -> Option<Block> {
    let lang = comparison.cover.lang;
    let head =
        [report::ITEM, report::PARTICIPANT, report::POSITION, words::CHANGE, words::BEFORE, words::AFTER];
    let mut listed = Table::new(head.map(|name| name.get(lang)));
    for cell in comparison.changes.told_anew() {
        let told = |row: Option<&PositionEntry>| {
            let source = cell.has_other_source.then(|| source_of(lang, row));
            let date = cell.has_other_date.then(|| on(row));
            join(source.iter().chain(&date).map(String::as_str))
        };
        let what = [
            cell.has_other_source.then(|| words::OTHER_SOURCE.get(lang)),
            cell.has_other_date.then(|| words::OTHER_DATE.get(lang)),
        ];
        listed.rows.push(vec![
            comparison.item(cell.item),
            comparison.participant(cell.who),
            position(lang, cell.after),
            join(what.into_iter().flatten()),
            told(cell.before),
            told(cell.after),
        ]);
    }
    table(listed)
}

fn conflicts(comparison: &Comparison) -> Option<Block> {
    let lang = comparison.cover.lang;
    let head = [report::ITEM, report::PARTICIPANT, words::CHANGE, report::POSITION];
    let mut listed = Table::new(head.map(|name| name.get(lang)));
    let turned = |cell: &CellChange| cell.conflict.map(|turn| words::conflict(lang, turn).to_owned());
    for (cell, turn) in comparison.changes.cells.iter().filter_map(|cell| Some((cell, turned(cell)?))) {
        let counts = position(lang, cell.after);
        listed.rows.push(vec![comparison.item(cell.item), comparison.participant(cell.who), turn, counts]);
    }
    table(listed)
}

/// What is another about a row.
fn change<T>(lang: Lang, change: &Change<T>) -> String {
    match (change.before, change.after) {
        (None, _) => words::NEW.get(lang).to_owned(),
        (_, None) => words::GONE.get(lang).to_owned(),
        (Some(_), Some(_)) => join(change.fields.iter().map(|field| words::field(lang, *field))),
    }
}

/// Rows that are new, gone or read otherwise.
fn rows<T>(
    lang: Lang,
    changes: &[Change<T>],
    about: impl Fn(&T) -> (Option<Who>, Option<ItemKey>),
    text: impl Fn(&T) -> String,
) -> Option<Block> {
    let head = [words::CHANGE, report::PARTICIPANT, report::ITEM, words::BEFORE, words::AFTER];
    let mut listed = Table::new(head.map(|name| name.get(lang)));
    for one in changes {
        let (who, item) = one.row().map(&about).unwrap_or_default();
        listed.rows.push(vec![
            change(lang, one),
            who.map_or(String::new(), |who| who.to_string()),
            item.map_or(String::new(), |item| item.to_string()),
            one.before.map(&text).unwrap_or_default(),
            one.after.map(&text).unwrap_or_default(),
        ]);
    }
    table(listed)
}

fn note_text(lang: Lang, note: &NoteRow) -> String {
    let kind = if note.visibility == crate::domain::entry::Visibility::Shareable {
        report::SHAREABLE
    } else {
        report::INTERNAL
    };
    format!("{} ({}, {}, {})", note.text, note.by, note.on.short(), kind.get(lang))
}

fn commitment_text(lang: Lang, made: &CommitmentRow) -> String {
    let due = made.due.map_or(String::new(), |due| format!("{} {due}", report::DUE.get(lang)));
    let evidence = made.evidence.as_deref().unwrap_or("");
    join([made.text.as_ref(), &due, made.status.name(lang), evidence].into_iter())
}

fn line_text(line: &LineRow) -> String {
    let parts = [&line.objective, &line.arguments, &line.asks];
    let parts: Vec<&str> = parts.into_iter().filter_map(|part| part.as_deref()).collect();
    parts.join(" / ")
}

fn meetings(lang: Lang, changes: &[Change<MeetingRow>]) -> Option<Block> {
    let head = [words::CHANGE, brief::WHEN, report::PARTICIPANT, words::BEFORE, words::AFTER];
    let mut listed = Table::new(head.map(|name| name.get(lang)));
    let text = |meeting: &MeetingRow| {
        let items = join(meeting.items.iter().map(ItemKey::as_str));
        let finished = if meeting.finished { report::FINISHED.get(lang) } else { "" };
        let (place, outcome) = (meeting.place.as_deref(), meeting.outcome.as_deref());
        join([items.as_str(), place.unwrap_or(""), finished, outcome.unwrap_or("")].into_iter())
    };
    for one in changes {
        let (when, who) = one.row().map_or((String::new(), String::new()), |row| {
            (row.when.short(), join(row.participants.iter().map(Who::as_str)))
        });
        let (before, after) = (one.before.map(text), one.after.map(text));
        listed.rows.push(vec![
            change(lang, one),
            when,
            who,
            before.unwrap_or_default(),
            after.unwrap_or_default(),
        ]);
    }
    table(listed)
}

fn tallies(lang: Lang, items: &[ItemChange]) -> Option<Block> {
    let head = [report::ITEM, report::RECORDED, report::THROUGH, words::TALLY];
    let mut listed = Table::new(head.map(|name| name.get(lang)));
    let step = |before: usize, after: usize| match before == after {
        true => after.to_string(),
        false => format!("{before} → {after}"),
    };
    for item in items.iter().filter(|item| item.is_counted_anew()) {
        let (before, after) = (item.before, item.after);
        let both = before.tally.counts().into_iter().zip(after.tally.counts());
        let changed = Position::ALL.into_iter().zip(both).filter(|(_, (before, after))| before != after);
        let changed: Vec<String> = changed
            .map(|(position, (before, after))| {
                format!("{} {} {}", position.sign(), position.name(lang), step(before, after))
            })
            .collect();
        listed.rows.push(vec![
            after.key.to_string(),
            step(before.recorded, after.recorded),
            step(before.via_groups, after.via_groups),
            changed.join(", "),
        ]);
    }
    table(listed)
}

fn reworded(lang: Lang, items: &[ItemChange]) -> Option<Block> {
    let head = [report::ITEM, words::BEFORE, words::AFTER];
    let mut listed = Table::new(head.map(|name| name.get(lang)));
    for item in items.iter().filter(|item| item.is_reworded()) {
        let text = |text: &str| text.to_owned();
        let (before, after) = (item.before.text.get(lang), item.after.text.get(lang));
        listed.rows.push(vec![item.after.key.to_string(), text(before), text(after)]);
    }
    table(listed)
}
