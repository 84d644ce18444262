//! What the pages for people hold: the whole snapshot, the overview, one item, one participant.
//!
//! Invariant: every number is the snapshot's; a section without content is left out.

use super::{
    Cover, Report, committee,
    page::{Block, Page, Table, beside, facts, section, table},
    tables::{
        commitments, groups_differ, items_on_which_groups_differ, meetings, notes, of_participant, on_item,
        our_line, points, through,
    },
};
use crate::domain::document::Coverage;
use crate::{
    domain::{
        ids::{ItemId, Who},
        lang::Lang,
        paper::{Area, Item},
        position::Position,
        roster::ParticipantIndex,
        rows::PositionRow,
        snapshot::{Line, Note, Tally},
    },
    words::report as words,
};

/// The whole snapshot as a hand-out: cover, overview, every item on which there is something, and the rest. In both languages where
/// the cover says so.
pub fn whole(report: &Report) -> Page {
    if !report.cover.beside {
        return in_its_language(report);
    }
    let other = Cover { lang: report.cover.lang.other(), beside: false, ..report.cover.clone() };
    beside(in_its_language(report), in_its_language(&Report { cover: &other, ..*report }))
}

fn in_its_language(report: &Report) -> Page {
    let mut page = cover(report);
    page.extend(tallies(report, Position::name));
    for ((area, item), found) in report.paper.items().zip(by_item(report)) {
        if !report.watch.goes_on() {
            return page;
        }
        if !found.is_empty() {
            page.extend(item_section(report, area, item, &found));
        }
    }
    let lang = report.cover.lang;
    let loose = report.notes().filter(|note| note.item.is_none());
    page.extend(section(2, words::NOTES.get(lang), notes(report, loose)));
    page.extend(section(2, words::COMMITMENTS.get(lang), commitments(report, report.commitments())));
    page.extend(section(2, words::POINTS.get(lang), points(report, report.points())));
    page.extend(section(2, words::MEETINGS.get(lang), meetings(report, report.meetings())));
    page
}

/// What there is on an item.
#[derive(Debug, Default)]
struct OnItem<'a> {
    positions: Vec<PositionRow<'a>>,
    notes: Vec<&'a Note>,
    lines: Vec<&'a Line>,
}

impl OnItem<'_> {
    fn is_empty(&self) -> bool {
        self.positions.is_empty() && self.notes.is_empty() && self.lines.is_empty()
    }
}

/// What goes in on each item, in the paper's order; nothing on items that don't go in.
fn by_item<'a>(report: &Report<'a>) -> Vec<OnItem<'a>> {
    let snapshot = report.snapshot;
    let mut found: Vec<OnItem> = snapshot.items.iter().map(|_| OnItem::default()).collect();
    report.positions().for_each(|row| found[row.item].positions.push(row));
    for note in report.notes() {
        if let Some(item) = note.item.as_ref().and_then(|item| snapshot.item_index(item)) {
            found[item].notes.push(note);
        }
    }
    for line in report.lines() {
        if let Some(item) = snapshot.item_index(&line.drawn.item) {
            found[item].lines.push(line);
        }
    }
    found
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
pub fn item(report: &Report, key: &ItemId) -> Page {
    let Some(index) = report.snapshot.item_index(key) else { return Page::new() };
    let Some((area, item)) = report.paper.item(key) else { return Page::new() };
    let lang = report.cover.lang;
    let mut page = item_section(report, area, item, &by_item(report)[index]);
    let references: Vec<String> =
        area.references.iter().map(|reference| words::reference(lang, reference)).collect();
    let separator = if lang == Lang::Zh { "；" } else { "; " };
    page.splice(2..2, facts([(words::REFERENCES.get(lang), references.join(separator))]));
    let snapshot = report.snapshot;
    page.extend(section(
        3,
        words::COMMITMENTS.get(lang),
        commitments(report, snapshot.commitments_on(None, Some(key))),
    ));
    let on_item = snapshot.points.iter().filter(|point| point.item == *key);
    page.extend(section(3, words::POINTS.get(lang), points(report, on_item)));
    let committee = &snapshot.committee;
    page.extend(committee::section_of(
        report.paper,
        lang,
        committee.documents_on(*key),
        committee.amendments_on(*key),
    ));
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
    page.extend(section(3, words::GROUPS_DIFFER.get(lang), items_on_which_groups_differ(report, who)));
    page.extend(section(3, words::NOTES.get(lang), notes(report, snapshot.notes_on(Some(code), None))));
    page.extend(section(
        3,
        words::COMMITMENTS.get(lang),
        commitments(report, snapshot.commitments_on(Some(code), None)),
    ));
    page.extend(section(3, words::POINTS.get(lang), points(report, snapshot.points_with(code))));
    let with = snapshot.meetings().iter().filter(|meeting| meeting.participants.contains(code));
    page.extend(section(3, words::MEETINGS.get(lang), meetings(report, with)));
    let committee = &snapshot.committee;
    page.extend(committee::section_of(
        report.paper,
        lang,
        committee.documents_of(*code),
        committee.amendments_of(*code),
    ));
    page
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
        (words::EXTENT.get(lang), extent(report)),
        (words::COVERAGE.get(lang), report.coverage()),
    ]));
    page.push(Block::Text(words::DISCLAIMER.get(lang).to_owned()));
    page
}

/// What a narrowed report holds, in words; empty where it holds all.
pub(super) fn extent(report: &Report) -> String {
    let extent = &report.cover.extent;
    let items = extent.items.iter().flatten().map(|item| report.paper.key(item).to_string());
    let who = extent.who.iter().flatten().map(Who::to_string);
    items.chain(who).collect::<Vec<_>>().join(", ")
}

/// Every item with its numbers: one table an area.
fn tallies(report: &Report, name: fn(Position, Lang) -> &'static str) -> Page {
    let lang = report.cover.lang;
    let mut page = Page::new();
    let mut tallies = report.snapshot.tallies.iter();
    for area in &report.paper.areas {
        let cluster = words::cluster(lang, area.cluster);
        let title = format!("{}  {} ({cluster})", area.number, area.title.get(lang));
        let names = Position::ALL.map(|position| name(position, lang));
        let mut head = vec![words::ITEM.get(lang), ""];
        head.extend(names);
        head.extend([
            words::FOR.get(lang),
            words::AGAINST.get(lang),
            words::RECORDED.get(lang),
            words::THROUGH.get(lang),
            words::GROUPS_DIFFER.get(lang),
            words::CONFLICTS.get(lang),
        ]);
        let mut rows = Vec::new();
        for (item, tally) in area.items.iter().zip(tallies.by_ref()) {
            if !report.cover.extent.has_item(Some(&item.id)) {
                continue;
            }
            let mut row = vec![item.key.to_string(), item.label().get(lang).to_owned()];
            row.extend(tally.own.map(|count| count.to_string()));
            let sums = [tally.in_favour(), tally.against(), tally.recorded(), tally.via_groups()];
            row.extend(
                sums.into_iter().chain([tally.groups_differ, tally.conflicts]).map(|count| count.to_string()),
            );
            rows.push(row);
        }
        let listed = table(Table { head: head.into_iter().map(str::to_owned).collect(), rows });
        page.extend(section(2, &title, listed));
    }
    page
}

fn item_section(report: &Report, area: &Area, item: &Item, found: &OnItem) -> Page {
    let (lang, snapshot) = (report.cover.lang, report.snapshot);
    let tally = snapshot.item_index(&item.id).map_or_else(Tally::default, |index| snapshot.tallies[index]);
    let paragraph = words::paragraph(lang, &item.paragraph);
    let mut page = vec![
        Block::Heading(2, format!("{}  {} ({paragraph})", item.key, area.title.get(lang))),
        Block::Text(item.text.get(lang).to_owned()),
    ];
    let coverage = words::coverage(lang, &Coverage::of(&tally, snapshot.delegations));
    page.extend(facts([
        (words::COVERAGE.get(lang), coverage),
        (words::SIDES.get(lang), words::sides(lang, &tally)),
    ]));
    page.extend(section(
        3,
        words::LINES.get(lang),
        found.lines.iter().filter_map(|line| our_line(lang, line)),
    ));
    page.extend(section(3, words::POSITIONS.get(lang), on_item(report, &found.positions)));
    page.extend(section(3, words::THROUGH.get(lang), through(report, &found.positions)));
    let differing = snapshot.item_index(&item.id).and_then(|index| groups_differ(report, index));
    page.extend(section(3, words::GROUPS_DIFFER.get(lang), differing));
    page.extend(section(3, words::NOTES.get(lang), notes(report, found.notes.iter().copied())));
    page
}

/// Our lines on an item.
pub fn line(report: &Report, key: &ItemId) -> Page {
    let lang = report.cover.lang;
    let lines: Page = report.snapshot.lines_on(key).filter_map(|line| our_line(lang, line)).collect();
    if lines.is_empty() { vec![Block::Text(words::NONE.get(lang).to_owned())] } else { lines }
}

/// What is known of a participant from the roster.
pub(super) fn about(report: &Report, who: ParticipantIndex) -> Option<Block> {
    let (lang, roster) = (report.cover.lang, report.roster);
    if let Some(group) = roster.group(who) {
        let members: Vec<&str> = roster.members(who).map(|member| roster.code(member).as_str()).collect();
        let as_of = words::members_as_of(lang, &group.members_as_of, group.basis.get(lang));
        return facts([(
            words::MEMBERS.get(lang),
            format!(
                "{} ({as_of}): {}",
                words::members_listed(lang, members.len(), group.members_in_all),
                members.join(", ")
            ),
        )]);
    }
    let delegation = roster.delegation(who)?;
    let groups: Vec<&str> = roster.groups_of(who).map(|group| roster.code(group).as_str()).collect();
    let nuclear = match delegation.nuclear_weapon_state {
        true => format!(", {}", words::NUCLEAR_WEAPON_STATE.get(lang)),
        false => String::new(),
    };
    let region = format!("{}{nuclear}", delegation.region.name(lang));
    facts([
        (words::REGION.get(lang), region),
        (words::GROUPS.get(lang), groups.join(", ")),
        (words::REMARK.get(lang), delegation.remark.get(lang).to_owned()),
    ])
}
