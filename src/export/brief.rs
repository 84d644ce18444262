//! A brief as a page for people: what to raise first, then what they owe, where they stand beside us, what moved, notes and meetings.
//!
//! Invariant: the sections stand in the brief's order of rank, whatever the format; a section without content is left out, but for moves.

use super::{
    Report,
    page::{Block, Page, Table, facts, section, table},
    pages::about,
    tables::items_on_which_groups_differ,
};
use crate::{
    domain::{
        brief::{Brief, Owed, Stance},
        ids::ItemId,
        lang::Lang,
        moves::Move,
        position::Position,
        roster::ParticipantIndex,
        snapshot::{Meeting, Note, Point, Standing},
    },
    words::{brief as words, report},
};

mod document;

pub(super) use document::standing as standing_row;
pub use document::{document, meeting};

/// The longest note that a brief holds in full, in characters.
const LONGEST: usize = 400;

/// The brief as a page. The report gives the paper, the roster and the cover.
pub fn page(report: &Report, brief: &Brief) -> Page {
    let lang = report.cover.lang;
    let mut page = cover(report, brief);
    page.extend(section(2, report::POINTS.get(lang), points(report, &brief.points)));
    page.extend(section(2, words::OWED.get(lang), owes(report, &brief.owes)));
    page.extend(section(2, words::BESIDE_OURS.get(lang), stances(report, brief)));
    page.extend(moves(report, brief));
    page.extend(section(2, words::LAST_NOTES.get(lang), notes(report, &brief.notes)));
    page.extend(section(2, words::NOTES_ON_THEM.get(lang), notes(report, &brief.about)));
    if brief.older_notes > 0 {
        let code = report.roster.code(brief.who).as_str();
        page.push(Block::Text(words::older_notes(lang, brief.older_notes, code)));
    }
    page.extend(section(2, words::MEETINGS_WITH.get(lang), meetings(report, brief)));
    page
}

/// A participant by code and name.
fn named(report: &Report, who: ParticipantIndex) -> String {
    format!("{} {}", report.roster.code(who), report.roster.name(who).get(report.cover.lang))
}

fn cover(report: &Report, brief: &Brief) -> Page {
    let (cover, lang, roster) = (report.cover, report.cover.lang, report.roster);
    let (code, name) = (roster.code(brief.who).as_str(), roster.name(brief.who).get(lang));
    let own = match brief.own {
        Some(own) => named(report, own),
        None => words::NO_OWN.get(lang).to_owned(),
    };
    let known_at = report.snapshot.view.known_at.map_or(String::new(), |at| at.short());
    let mut page = vec![Block::Heading(1, words::title(lang, code, name))];
    page.extend(facts([
        (report::MARKING.get(lang), cover.marking.clone()),
        (report::AS_OF.get(lang), cover.as_of.short()),
        (report::KNOWN_AT.get(lang), known_at),
        (report::BY.get(lang), cover.by.clone()),
        (words::OWN.get(lang), own),
    ]));
    page.extend(about(report, brief.who));
    page.push(Block::Text(words::OUR_PAPER.get(lang).to_owned()));
    page
}

/// An item by key and label.
fn item(report: &Report, id: &ItemId) -> String {
    match report.paper.item(id) {
        Some((_, item)) => format!("{} {}", item.key, item.label().get(report.cover.lang)),
        None => report.paper.key(id).to_string(),
    }
}

/// What to raise, beside what our line on the item asks of others.
fn points(report: &Report, points: &[Point]) -> Option<Block> {
    let lang = report.cover.lang;
    let mut listed = Table::new([report::ITEM.get(lang), report::TEXT.get(lang), report::ASKS.get(lang)]);
    for point in points {
        let asks: Vec<&str> = report
            .snapshot
            .lines_on(&point.item)
            .map(|line| line.drawn.asks.as_str())
            .filter(|ask| !ask.is_empty())
            .collect();
        listed.rows.push(vec![item(report, &point.item), point.text.clone(), asks.join(" / ")]);
    }
    table(listed)
}

fn owes(report: &Report, owes: &[Owed]) -> Option<Block> {
    let lang = report.cover.lang;
    let head = [report::DUE, report::ITEM, report::TEXT, report::STATUS, report::SOURCE, report::ID];
    let mut listed = Table::new(head.map(|name| name.get(lang)));
    for Owed { commitment: made, overdue } in owes {
        let overdue = if *overdue { format!(" {}", report::OVERDUE.get(lang)) } else { String::new() };
        let evidence = if made.evidence.is_empty() { String::new() } else { format!(": {}", made.evidence) };
        listed.rows.push(vec![
            made.due.map_or("-".to_owned(), |due| format!("{due}{overdue}")),
            report.paper.key(&made.item).to_string(),
            made.text.clone(),
            format!("{}{evidence}", made.status.name(lang)),
            made.source.as_ref().map_or(String::new(), |source| source.shown(lang)),
            made.id.to_string(),
        ]);
    }
    table(listed)
}

fn stances(report: &Report, brief: &Brief) -> Page {
    let lang = report.cover.lang;
    let head = [
        report::ITEM,
        words::THEIRS,
        words::OURS,
        report::REMARK,
        words::OUR_OBJECTIVE,
        report::SOURCE,
        report::TAKEN,
    ];
    let mut listed = Table::new(head.map(|name| name.get(lang)));
    listed.rows.extend(brief.stances.iter().map(|stance| beside_ours(report, stance)));
    let unheard: Vec<ItemId> = brief.unheard.iter().map(|item| report.snapshot.items[*item]).collect();
    let unheard = facts([(words::UNHEARD.get(lang), report.paper.keys(&unheard))]);
    let divided = items_on_which_groups_differ(report, brief.who).into_iter();
    let divided = section(3, report::GROUPS_DIFFER.get(lang), divided);
    table(listed).into_iter().chain(unheard).chain(divided).collect()
}

fn beside_ours(report: &Report, stance: &Stance) -> Vec<String> {
    let lang = report.cover.lang;
    let ours = stance.ours.as_ref();
    let objectives: Vec<&str> = stance
        .lines
        .iter()
        .map(|line| line.drawn.objective.as_str())
        .filter(|objective| !objective.is_empty())
        .collect();
    vec![
        item(report, &report.snapshot.items[stance.item]),
        standing(report, &stance.theirs, stance.via),
        ours.map_or("-".to_owned(), |ours| standing(report, ours, stance.ours_via)),
        remark(report, stance),
        objectives.join(" / "),
        report
            .snapshot
            .committee
            .source_of(&stance.theirs)
            .map_or(String::new(), |source| source.shown(lang)),
        stance.theirs.on().short(),
    ]
}

/// A position with its sign, its condition and the group that holds it.
fn standing(report: &Report, standing: &Standing, via: Option<ParticipantIndex>) -> String {
    let lang = report.cover.lang;
    let said = words::under(lang, &position(lang, standing.position()), standing.condition());
    match (via, lang) {
        (None, _) => said,
        (Some(group), Lang::En) => format!("{said} ({})", report::via(lang, code(report, group))),
        (Some(group), Lang::Zh) => format!("{said}（{}）", report::via(lang, code(report, group))),
    }
}

fn code<'a>(report: &Report<'a>, who: ParticipantIndex) -> &'a str {
    report.roster.code(who).as_str()
}

/// A position with its sign; of none, that it was cleared.
pub(super) fn position(lang: Lang, position: Option<Position>) -> String {
    match position {
        Some(position) => format!("{} {}", position.sign(), position.name(lang)),
        None => report::CLEARED.get(lang).to_owned(),
    }
}

/// Records with their authors, for a conflict.
pub(super) fn records(lang: Lang, records: &[Standing]) -> String {
    let one = |standing: &Standing| {
        let said = words::under(lang, &position(lang, standing.position()), standing.condition());
        format!("{said} ({}, {})", standing.by(), standing.on().short())
    };
    records.iter().map(one).collect::<Vec<_>>().join(if lang == Lang::Zh { "；" } else { "; " })
}

/// What is odd about a stance, what matters most first.
fn remark(report: &Report, stance: &Stance) -> String {
    let lang = report.cover.lang;
    let remarks = [
        stance.apart.filter(|_| stance.differs()).map(|apart| words::differs(lang, apart)),
        stance.departs_from.map(|group| report::departs(lang, code(report, group))),
        stance.older_than.map(|group| {
            let on = report.snapshot.taken_on(group, stance.item);
            report::older_than(lang, code(report, group), &on)
        }),
        (!stance.rivals.is_empty()).then(|| words::conflicts_with(lang, &records(lang, &stance.rivals))),
        stance.theirs.earlier_text.then(|| report::EARLIER_TEXT.get(lang).to_owned()),
    ];
    let separator = if lang == Lang::Zh { "，" } else { ", " };
    remarks.into_iter().flatten().collect::<Vec<_>>().join(separator)
}

fn moves(report: &Report, brief: &Brief) -> Page {
    let lang = report.cover.lang;
    let title = words::moved(lang, brief.since);
    let head =
        [report::TAKEN, report::ITEM, words::BEFORE, words::AFTER, words::DIRECTION, report::RECORDED_BY];
    let mut listed = Table::new(head.map(|name| name.get(lang)));
    listed.rows.extend(brief.moves.iter().map(|moved| row_of(report, moved)));
    let none = || Block::Text(report::NONE.get(lang).to_owned());
    vec![Block::Heading(2, title), table(listed).unwrap_or_else(none)]
}

fn row_of(report: &Report, moved: &Move) -> Vec<String> {
    let lang = report.cover.lang;
    let said = |at: Option<Position>, condition: &str| match at {
        Some(_) => words::under(lang, &position(lang, at), condition),
        None => "-".to_owned(),
    };
    vec![
        moved.on.map_or("-".to_owned(), |on| on.short()),
        report.paper.key(&report.snapshot.items[moved.item]).to_string(),
        said(moved.from, &moved.from_condition),
        said(moved.to, &moved.to_condition),
        words::direction(lang, moved.direction).to_owned(),
        moved.by.to_string(),
    ]
}

fn notes(report: &Report, notes: &[Note]) -> Page {
    let lang = report.cover.lang;
    let quote = |note: &Note| {
        let item = note.item.map_or(String::new(), |item| report.paper.key(&item).to_string());
        let about = [item, note.on.short(), note.by.to_string(), note.visibility.name(lang).to_owned()];
        let about: Vec<String> = about.into_iter().filter(|part| !part.is_empty()).collect();
        Block::Quote(shortened(&note.text), about.join(", "))
    };
    notes.iter().map(quote).collect()
}

/// The beginning of a long text, with a sign that there is more.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{} …", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

fn meetings(report: &Report, brief: &Brief) -> Option<Block> {
    let lang = report.cover.lang;
    let mut listed: Vec<(String, String)> = Vec::new();
    let mut add = |name: &str, meeting: &Meeting| {
        let items = report.paper.keys(&meeting.items);
        let outcome = meeting.outcome.clone().unwrap_or_default();
        let parts = [meeting.when.short(), meeting.place.clone(), items, outcome];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        listed.push((name.to_owned(), parts.join(", ")));
    };
    brief.next.iter().for_each(|meeting| add(words::NEXT.get(lang), meeting));
    brief.unmarked.iter().for_each(|meeting| add(words::UNMARKED.get(lang), meeting));
    brief.last.iter().for_each(|meeting| add(words::LAST.get(lang), meeting));
    (!listed.is_empty()).then_some(Block::Facts(listed))
}
