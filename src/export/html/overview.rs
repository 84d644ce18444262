//! The overview: every item with its counts by position and a bar of them.
//!
//! Invariant: every number is the snapshot's, however narrow the extent is.

use super::{
    parts::{column, mark, open_table, section},
    sheet::Sheet,
    text::Html,
};
use crate::{
    domain::{position::Position, snapshot::Tally},
    words::{html as own_words, report as words},
};

/// Writes the overview.
pub(super) fn write(html: &mut Html, sheet: &Sheet) {
    let (snapshot, has_item) = (sheet.report.snapshot, &sheet.has_item);
    section(html, "overview", own_words::OVERVIEW, |html| {
        html.raw("<div class=\"wide\">");
        open_table(html, "tally sort", |html| {
            html.pair(own_words::OVERVIEW);
        });
        column(html, words::ITEM);
        html.raw("<th scope=\"col\" class=\"fixed\">").pair(own_words::SHARE).raw("</th>");
        for (position, chip) in Position::ALL.iter().zip(&sheet.chips) {
            html.raw("<th scope=\"col\" class=\"n\" id=\"count-").raw(position.slug()).raw("\">");
            html.raw(chip).raw("</th>");
        }
        let titles = [
            words::FOR,
            words::AGAINST,
            words::RECORDED,
            words::THROUGH,
            words::GROUPS_DIFFER,
            words::CONFLICTS,
        ];
        for title in titles {
            html.raw("<th scope=\"col\" class=\"n\">").pair(title).raw("</th>");
        }
        html.raw("</tr></thead>\n<tbody>\n");
        for place in (0..sheet.items.len()).filter(|place| has_item[*place]) {
            row(html, &snapshot.tallies[place], snapshot.delegations, |html| {
                html.raw(&sheet.labels[place]);
            });
        }
        html.raw("</tbody>\n<tfoot>\n");
        row(html, &snapshot.total, snapshot.cell_count(), |html| {
            html.pair(own_words::ALL_ITEMS);
        });
        html.raw("</tfoot></table></div>\n");
    });
}

fn row(html: &mut Html, tally: &Tally, all: usize, name: impl FnOnce(&mut Html)) {
    html.raw("<tr data-p=\"");
    let with = Position::ALL.iter().filter(|position| tally.own[position.index()] > 0);
    html.0.extend(with.map(|position| mark(*position)));
    html.raw("\"><th scope=\"row\">");
    name(html);
    html.raw("</th><td class=\"bar\">");
    bar(html, tally, all);
    html.raw("</td>");
    for count in tally.own {
        number(html, count, "n");
    }
    number(html, tally.in_favour(), "n all");
    number(html, tally.against(), "n all");
    number(html, tally.recorded(), "n all");
    number(html, tally.via_groups(), "n");
    number(html, tally.groups_differ, "n");
    number(html, tally.conflicts, "n");
    html.raw("</tr>\n");
}

/// A number, paler where it is none.
fn number(html: &mut Html, count: usize, class: &str) {
    html.raw("<td class=\"").raw(class).raw(if count == 0 { " none\">" } else { "\">" });
    html.count(count).raw("</td>");
}

/// A picture of what the numbers beside it say: own positions in the order of the scale, then those through groups, paler.
fn bar(html: &mut Html, tally: &Tally, all: usize) {
    html.raw("<svg aria-hidden=\"true\" focusable=\"false\" preserveAspectRatio=\"none\" viewBox=\"0 0 ");
    html.count(all.max(1)).raw(" 1\"><rect class=\"f0\" width=\"").count(all).raw("\" height=\"1\"/>");
    let mut from = 0;
    for (counts, class) in [(tally.own, "f"), (tally.via, "via f")] {
        for (position, count) in counts.into_iter().enumerate().filter(|(_, count)| *count > 0) {
            html.raw("<rect class=\"").raw(class).count(position + 1).raw("\" x=\"").count(from);
            html.raw("\" width=\"").count(count).raw("\" height=\"1\"/>");
            from += count;
        }
    }
    html.raw("</svg>");
}
