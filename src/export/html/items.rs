//! The pages of items, area by area: text, references, our lines, positions, notes, and links to the rest.
//!
//! Invariant: a note on an item stands on the item's page and nowhere else.

use super::{
    lists,
    parts::{mark, open_table, part, section},
    sheet::Sheet,
    text::Html,
};
use crate::{
    domain::{
        document::Coverage,
        lang::Lang,
        paper::Area,
        position::Position,
        roster::ParticipantIndex,
        snapshot::{Line, Standing},
    },
    export::{Report, tables::differing_groups},
    words::{html as own_words, report as words},
};

/// Writes the pages of all items that go in.
pub(super) fn write(html: &mut Html, sheet: &Sheet) {
    section(html, "items", own_words::ITEMS, |html| {
        let mut place = 0;
        for area in &sheet.report.paper.areas {
            let of_area = place..place + area.items.len();
            place = of_area.end;
            if !sheet.has_item[of_area.clone()].contains(&true) {
                continue;
            }
            open_area(html, area);
            for place in of_area.filter(|place| sheet.has_item[*place]) {
                if !sheet.report.watch.goes_on() {
                    return;
                }
                page(html, sheet, place);
            }
            html.raw("</div>\n");
        }
    });
}

fn open_area(html: &mut Html, area: &Area) {
    html.raw("<div class=\"area\" id=\"area-").text(&area.number.to_string()).raw("\" data-box>\n<h3>");
    html.both(
        &own_words::area(Lang::En, area.number, area.title.get(Lang::En)),
        &own_words::area(Lang::Zh, area.number, area.title.get(Lang::Zh)),
    );
    html.raw("</h3>\n<p class=\"about\">").each(|lang| words::cluster(lang, area.cluster)).raw("</p>\n");
    if !area.references.is_empty() {
        html.raw("<details><summary>").pair(words::REFERENCES).raw("</summary>\n<ul>\n");
        for reference in &area.references {
            html.raw("<li>").each(|lang| words::reference(lang, reference)).raw("</li>\n");
        }
        html.raw("</ul></details>\n");
    }
}

fn page(html: &mut Html, sheet: &Sheet, place: usize) {
    let (_, item) = sheet.items[place];
    let (key, label) = (item.key.as_str(), item.label());
    html.raw("<article class=\"page\" id=\"item-").text(key).raw("\" data-box>\n<h4>");
    html.raw("<span class=\"key\">").text(key).raw("</span> ").of(label).raw("</h4>\n<p>");
    html.of(&item.text).raw("</p>\n");
    facts(html, sheet, place);
    lines(html, sheet.of_lines.on_item[place].iter().map(|line| sheet.lines[*line]));
    part(html, "5", words::POSITIONS, |html| {
        let mut own = sheet.of_positions.on_item[place].clone();
        own.retain(|row| sheet.positions[*row].via.is_none());
        own.sort_by_key(|row| sheet.positions[*row].standing.position().map_or(usize::MAX, Position::index));
        let caption = |html: &mut Html| {
            html.each(|lang| own_words::positions_of(lang, key));
        };
        let name = |who: ParticipantIndex| &*sheet.names[who.0];
        if !own.is_empty() {
            sheet.positions(html, &own, words::PARTICIPANT, |row| name(row.who), caption);
        }
    });
    part(html, "5", words::THROUGH, |html| through(html, sheet, place));
    part(html, "5", words::GROUPS_DIFFER, |html| groups_differ(html, sheet, place));
    part(html, "5", words::NOTES, |html| lists::notes(html, sheet, &sheet.of_notes.on_item[place]));
    let of = [&sheet.of_commitments, &sheet.of_raises].map(|places| &*places.on_item[place]);
    lists::links(html, sheet, "5", of[0], of[1], &[]);
    html.raw("</article>\n");
}

fn facts(html: &mut Html, sheet: &Sheet, place: usize) {
    let (_, item) = sheet.items[place];
    let snapshot = sheet.report.snapshot;
    let (tally, all) = (&snapshot.tallies[place], snapshot.delegations);
    html.raw("<dl>\n<dt>")
        .pair(words::COVERAGE)
        .raw("</dt><dd>")
        .each(|lang| words::coverage(lang, &Coverage::of(tally, all)));
    html.raw("</dd>\n<dt>").pair(words::SIDES).raw("</dt><dd>");
    html.each(|lang| words::sides(lang, tally));
    html.raw("</dd>\n<dt>").pair(own_words::PARAGRAPH).raw("</dt><dd>").text(&item.paragraph);
    html.raw("</dd>\n</dl>\n");
}

fn lines<'a>(html: &mut Html, lines: impl Iterator<Item = &'a Line>) {
    part(html, "5", words::LINES, |html| {
        for line in lines {
            html.raw("<dl class=\"ours\">\n");
            let drawn = &line.drawn;
            for (title, text) in [
                (words::OBJECTIVE, &drawn.objective),
                (words::ARGUMENTS, &drawn.arguments),
                (words::ASKS, &drawn.asks),
            ] {
                if !text.is_empty() {
                    html.raw("<dt>").pair(title).raw("</dt><dd dir=\"auto\">").lines(text).raw("</dd>\n");
                }
            }
            html.raw("<dt>").pair(words::BY).raw("</dt><dd>").text(&line.by).raw(", ").instant(line.at);
            html.raw("</dd>\n</dl>\n");
        }
    });
}

/// Members whose groups have taken different positions, with those.
fn groups_differ(html: &mut Html, sheet: &Sheet, place: usize) {
    let Report { snapshot, roster, cover, .. } = sheet.report;
    let goes_in = |who: &ParticipantIndex| cover.extent.has_who(Some(roster.code(*who)));
    let differing = |who: ParticipantIndex| &snapshot.cell(who, place).differing;
    let mut members = roster.all().filter(goes_in).filter(|who| !differing(*who).is_empty()).peekable();
    if members.peek().is_none() {
        return;
    }
    html.raw("<p class=\"codes\">");
    for (number, who) in members.enumerate() {
        html.raw(if number == 0 { "" } else { "; " }).raw(&sheet.codes[who.0]).raw(" (");
        html.text(&differing_groups(snapshot, roster, differing(who), place)).raw(")");
    }
    html.raw("</p>\n");
}

/// Members for whom a group speaks, a row a group.
fn through(html: &mut Html, sheet: &Sheet, place: usize) {
    let mut groups: Vec<(ParticipantIndex, &Standing, Vec<usize>)> = Vec::new();
    for row in sheet.of_positions.on_item[place].iter().map(|row| &sheet.positions[*row]) {
        let Some(group) = row.via else { continue };
        match groups.iter_mut().find(|(known, ..)| *known == group) {
            Some((.., members)) => members.push(row.who.0),
            None => groups.push((group, row.standing, vec![row.who.0])),
        }
    }
    if groups.is_empty() {
        return;
    }
    open_table(html, "rows", |html| {
        html.each(|lang| own_words::through_of(lang, sheet.items[place].1.key.as_str()));
    });
    for title in [words::POSITION, own_words::GROUP, words::MEMBERS] {
        super::parts::column(html, title);
    }
    html.raw("</tr></thead>\n<tbody>\n");
    for (group, standing, members) in groups {
        html.raw("<tr data-p=\"");
        html.0.extend(standing.position().map(mark));
        html.raw("\"><td>");
        sheet.chip(html, standing.position(), true);
        html.raw("</td><th scope=\"row\">").raw(&sheet.codes[group.0]).raw("</th><td class=\"codes\">");
        html.count(members.len()).raw(": ");
        for (number, member) in members.into_iter().enumerate() {
            html.raw(if number == 0 { "" } else { ", " }).raw(&sheet.codes[member]);
        }
        html.raw("</td></tr>\n");
    }
    html.raw("</tbody></table>\n");
}
