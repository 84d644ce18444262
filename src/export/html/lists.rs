//! Notes, commitments, points to raise and meetings, and links to where they stand.
//!
//! Invariant: each of them stands once in the file; wherever else it matters, there is a link.

use super::{
    parts::{column, open_table, part, section},
    sheet::Sheet,
    text::Html,
};
use crate::{
    domain::{
        instant::Day,
        snapshot::{Commitment, Meeting},
    },
    words::{brief, html as own_words, report as words},
};

/// Notes, oldest first, each with what it is on, when and by whom.
pub(super) fn notes(html: &mut Html, sheet: &Sheet, places: &[usize]) {
    if places.is_empty() {
        return;
    }
    html.raw("<ul class=\"notes\">\n");
    for note in places.iter().map(|place| sheet.notes[*place]) {
        if !sheet.report.watch.goes_on() {
            break;
        }
        html.raw("<li class=\"note\" id=\"note-").text(&note.id.to_string()).raw("\"><p dir=\"auto\">");
        html.lines(&note.text).raw("</p><p class=\"about\">");
        if let Some(who) = &note.who {
            sheet.code(html, who);
            html.raw(" · ");
        }
        if let Some(item) = &note.item {
            sheet.key(html, item);
            html.raw(" · ");
        }
        html.instant(note.on).raw(" · ").text(&note.by).raw(" · ");
        html.pair(if note.is_shareable() { words::SHAREABLE } else { words::INTERNAL });
        html.raw(" · ").text(&note.id.to_string()).raw("</p></li>\n");
    }
    html.raw("</ul>\n");
}

/// Links to notes that stand on the pages of items.
pub(super) fn notes_elsewhere(html: &mut Html, sheet: &Sheet, places: &[usize]) {
    let links = places.iter().map(|place| sheet.notes[*place]);
    list(html, links, |html, note| {
        html.raw("<a href=\"#note-").text(&note.id.to_string()).raw("\">");
        let key = note.item.map(|item| sheet.report.paper.key(&item)).unwrap_or_default();
        html.text(key.as_str()).raw(", ").instant(note.on);
        html.raw("</a>");
    });
}

/// Links to commitments, points to raise and meetings.
pub(super) fn links(
    html: &mut Html,
    sheet: &Sheet,
    level: &str,
    made: &[usize],
    raised: &[usize],
    met: &[usize],
) {
    part(html, level, words::COMMITMENTS, |html| {
        list(html, made.iter().map(|place| sheet.commitments[*place]), |html, made| {
            html.raw("<a href=\"#made-").text(&made.id.to_string()).raw("\">").text(made.who.as_str());
            html.raw(" ").text(sheet.report.paper.key(&made.item).as_str());
            if let Some(due) = made.due {
                html.raw(", ").pair(words::DUE).raw(" ").raw(&due.to_string());
            }
            html.raw("</a> (").each(|lang| made.status.name(lang).to_owned()).raw(")");
        });
    });
    part(html, level, words::POINTS, |html| {
        list(html, raised.iter(), |html, place| {
            let point = sheet.points[*place];
            html.raw("<a href=\"#point-").count(*place).raw("\">").text(point.who.as_str()).raw(" ");
            html.text(sheet.report.paper.key(&point.item).as_str()).raw("</a>");
        });
    });
    part(html, level, words::MEETINGS, |html| {
        list(html, met.iter().map(|place| sheet.meetings[*place]), |html, meeting| {
            html.raw("<a href=\"#meeting-").text(&meeting.id.to_string()).raw("\">");
            html.instant(meeting.when).raw("</a>");
        });
    });
}

fn list<T>(html: &mut Html, all: impl Iterator<Item = T>, write: impl Fn(&mut Html, T)) {
    let start = html.0.len();
    html.raw("<ul class=\"links\">");
    let content = html.0.len();
    for one in all {
        html.raw("<li>");
        write(html, one);
        html.raw("</li>");
    }
    if html.0.len() == content { html.0.truncate(start) } else { html.0.push_str("</ul>\n") }
}

/// Writes the sections of commitments, points to raise, meetings and loose notes.
pub(super) fn write(html: &mut Html, sheet: &Sheet) {
    section(html, "commitments", words::COMMITMENTS, |html| commitments(html, sheet));
    section(html, "points", words::POINTS, |html| points(html, sheet));
    section(html, "meetings", words::MEETINGS, |html| meetings(html, sheet));
    section(html, "notes", own_words::GENERAL_NOTES, |html| notes(html, sheet, &sheet.of_notes.loose));
}

fn commitments(html: &mut Html, sheet: &Sheet) {
    if sheet.commitments.is_empty() {
        return;
    }
    open_table(html, "rows sort", |html| {
        html.pair(words::COMMITMENTS);
    });
    for title in [
        words::DUE,
        words::PARTICIPANT,
        words::ITEM,
        words::TEXT,
        words::STATUS,
        words::RECORDED_BY,
        words::ID,
    ] {
        column(html, title);
    }
    html.raw("</tr></thead>\n<tbody>\n");
    let today = Day(sheet.report.cover.as_of.date());
    for made in &sheet.commitments {
        if !sheet.report.watch.goes_on() {
            break;
        }
        commitment(html, sheet, made, today);
    }
    html.raw("</tbody></table>\n");
}

fn commitment(html: &mut Html, sheet: &Sheet, made: &Commitment, today: Day) {
    html.raw("<tr id=\"made-").text(&made.id.to_string()).raw("\"><td class=\"date\">");
    match made.due {
        Some(due) => html.raw(&due.to_string()),
        None => html.raw("-"),
    };
    if made.is_overdue(today) {
        html.raw(" <strong class=\"late\">").pair(words::OVERDUE).raw("</strong>");
    }
    html.raw("</td><td>");
    sheet.code(html, &made.who);
    html.raw("</td><td>");
    sheet.key(html, &made.item);
    html.raw("</td><td dir=\"auto\">").lines(&made.text);
    if let Some(source) = &made.source {
        html.raw(" (");
        sheet.source(html, source);
        html.raw(")");
    }
    html.raw("</td><td dir=\"auto\">").each(|lang| made.status.name(lang).to_owned());
    if !made.evidence.is_empty() {
        html.raw(": ").lines(&made.evidence);
    }
    html.raw("</td><td>").text(&made.by).raw(", ").instant(made.at).raw("</td><td>");
    html.text(&made.id.to_string()).raw("</td></tr>\n");
}

fn points(html: &mut Html, sheet: &Sheet) {
    if sheet.points.is_empty() {
        return;
    }
    open_table(html, "rows sort", |html| {
        html.pair(words::POINTS);
    });
    [words::PARTICIPANT, words::ITEM, words::TEXT].into_iter().for_each(|title| column(html, title));
    html.raw("</tr></thead>\n<tbody>\n");
    for (place, point) in sheet.points.iter().enumerate() {
        html.raw("<tr id=\"point-").count(place).raw("\"><td>");
        sheet.code(html, &point.who);
        html.raw("</td><td>");
        sheet.key(html, &point.item);
        html.raw("</td><td dir=\"auto\">").lines(&point.text).raw("</td></tr>\n");
    }
    html.raw("</tbody></table>\n");
}

fn meetings(html: &mut Html, sheet: &Sheet) {
    if sheet.meetings.is_empty() {
        return;
    }
    open_table(html, "rows sort", |html| {
        html.pair(words::MEETINGS);
    });
    for title in [brief::WHEN, words::PARTICIPANT, words::ITEM, brief::PLACE, brief::OUTCOME, words::ID] {
        column(html, title);
    }
    html.raw("</tr></thead>\n<tbody>\n");
    sheet.meetings.iter().for_each(|meeting| one_meeting(html, sheet, meeting));
    html.raw("</tbody></table>\n");
}

fn one_meeting(html: &mut Html, sheet: &Sheet, meeting: &Meeting) {
    html.raw("<tr id=\"meeting-").text(&meeting.id.to_string()).raw("\"><td class=\"date\">");
    html.instant(meeting.when).raw("</td><td>");
    for (number, who) in meeting.participants.iter().enumerate() {
        html.raw(if number == 0 { "" } else { ", " });
        sheet.code(html, who);
    }
    html.raw("</td><td>");
    for (number, item) in meeting.items.iter().enumerate() {
        html.raw(if number == 0 { "" } else { ", " });
        sheet.key(html, item);
    }
    html.raw("</td><td dir=\"auto\">").lines(&meeting.place).raw("</td><td dir=\"auto\">");
    if let Some(outcome) = &meeting.outcome {
        html.pair(words::FINISHED).raw(if outcome.is_empty() { "" } else { ": " }).lines(outcome);
    }
    html.raw("</td><td>").text(&meeting.id.to_string()).raw("</td></tr>\n");
}

/// A list of who and what an extent names.
pub(super) fn extent(html: &mut Html, sheet: &Sheet) {
    let extent = &sheet.report.cover.extent;
    let items = extent.items.iter().flatten().map(|item| sheet.report.paper.key(item).0);
    let who = extent.who.iter().flatten().map(|who| who.0);
    for (number, name) in items.chain(who).enumerate() {
        html.raw(if number == 0 { "" } else { ", " }).text(&name);
    }
}
