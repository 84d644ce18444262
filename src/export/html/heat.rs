//! The heat map: whoever has a position, item by item.
//!
//! Invariant: what a cell says by colour it says by its sign too, and in words to whoever can't see either.

use super::{
    parts::{mark, open_table, section},
    sheet::Sheet,
    text::Html,
};
use crate::{
    domain::{
        position::{POSITIONS, Position},
        roster::ParticipantIndex,
        rows::PositionRow,
    },
    words::{html as own_words, report as words},
};

/// Writes the heat map, where there is a position at all.
pub(super) fn write(html: &mut Html, sheet: &Sheet) {
    section(html, "heat-map", own_words::HEAT_MAP, |html| {
        if sheet.positions.is_empty() {
            return;
        }
        html.raw("<p class=\"legend\">");
        sheet.chips[..POSITIONS].iter().for_each(|chip| {
            html.raw(chip).raw(" ");
        });
        html.raw("</p>\n<p class=\"legend\">").pair(own_words::LEGEND).raw("</p>\n<div class=\"wide map\">");
        table(html, sheet);
        html.raw("</div>\n");
    });
}

fn table(html: &mut Html, sheet: &Sheet) {
    open_table(html, "heat sort", |html| {
        html.pair(own_words::HEAT_MAP);
    });
    html.raw("<th scope=\"col\">").pair(words::PARTICIPANT).raw("</th>");
    let shown: Vec<usize> = (0..sheet.items.len()).filter(|place| sheet.has_item[*place]).collect();
    for place in &shown {
        html.raw("<th scope=\"col\">").raw(&sheet.keys[*place]).raw("</th>");
    }
    html.raw("</tr></thead>\n<tbody>\n");
    let cells = Cells::new();
    for (who, rows) in sheet.of_positions.on_who.iter().enumerate() {
        let differ = differing(sheet, who);
        if rows.is_empty() && differ.is_empty() {
            continue;
        }
        if !sheet.report.watch.goes_on() {
            break;
        }
        html.raw("<tr data-p=\"");
        html.0.extend(rows.iter().filter_map(|row| sheet.positions[*row].standing.position().map(mark)));
        html.raw("\"><th scope=\"row\">").raw(&sheet.names[who]).raw("</th>");
        let mut rest = rows.iter().map(|row| &sheet.positions[*row]).peekable();
        for place in &shown {
            let mut counts: Option<&PositionRow> = None;
            let mut conflict = false;
            while let Some(row) = rest.next_if(|row| row.item <= *place) {
                conflict |= row.conflict;
                counts = counts.or(row.counts.then_some(row));
            }
            html.raw(cells.of(counts, conflict, differ.contains(place)));
        }
        html.raw("</tr>\n");
    }
    html.raw("</tbody></table>");
}

/// Items on which the groups of a participant that goes in have taken different positions, and it has none of its own.
fn differing(sheet: &Sheet, who: usize) -> Vec<usize> {
    let report = sheet.report;
    let who = ParticipantIndex(who);
    let goes_in = report.cover.extent.has_who(Some(report.roster.code(who)));
    let differ = |place: &usize| goes_in && report.snapshot.cell(who, *place).groups_differ();
    (0..sheet.items.len()).filter(differ).collect()
}

/// Every cell that there can be, written once: by position, whether it is via a group, whether records conflict; and where groups differ.
struct Cells {
    all: [[[String; 2]; 2]; POSITIONS],
    conflict: String,
    differ: String,
}

impl Cells {
    fn new() -> Cells {
        let sides = [false, true];
        let all = Position::ALL
            .map(|p| sides.map(|through| sides.map(|conflict| cell(Some(p), through, conflict))));
        let mut differ = Html::default();
        differ.raw("<td class=\"via\"><span aria-hidden=\"true\">/</span><span class=\"heard\">");
        differ.pair(words::GROUPS_DIFFER).raw("</span></td>");
        Cells { all, conflict: cell(None, false, true), differ: differ.0 }
    }

    fn of(&self, row: Option<&PositionRow>, conflict: bool, differ: bool) -> &str {
        match row.and_then(|row| Some((row.standing.position()?, row.via.is_some()))) {
            Some((position, through)) => {
                &self.all[position.index()][usize::from(through)][usize::from(conflict)]
            }
            None if conflict => &self.conflict,
            None if differ => &self.differ,
            None => "<td></td>",
        }
    }
}

fn cell(position: Option<Position>, through: bool, conflict: bool) -> String {
    let mut html = Html::default();
    html.raw("<td class=\"p").count(position.map_or(0, |position| position.index() + 1));
    html.raw(if through { " via\">" } else { "\">" }).raw("<span aria-hidden=\"true\">");
    html.text(position.map_or("", Position::sign)).raw(if conflict { "!" } else { "" });
    html.raw("</span><span class=\"heard\">").each(|lang| {
        let name = position.map(|position| position.name(lang));
        let through = through.then(|| own_words::THROUGH_GROUP.get(lang));
        let conflict = conflict.then(|| words::CONFLICT.get(lang));
        [name, through, conflict].into_iter().flatten().collect::<Vec<_>>().join(", ")
    });
    html.raw("</span></td>");
    html.0
}
