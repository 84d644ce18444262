//! What every section is made of: headings, tables, rows of positions.
//!
//! Invariant: a section, a part or a column without content isn't written.

use super::{sheet::Sheet, text::Html};
use crate::{
    domain::{
        lang::Pair,
        position::{Position, Source},
        rows::PositionRow,
    },
    words::report as words,
};

/// A section of the report: its name, its heading, and what `write` puts there; nothing where that is nothing.
pub(super) fn section(html: &mut Html, name: &str, title: Pair, write: impl FnOnce(&mut Html)) {
    let start = html.0.len();
    html.raw("<section id=\"").raw(name).raw("\" data-box>\n<h2>").pair(title).raw("</h2>\n");
    let content = html.0.len();
    write(html);
    if html.0.len() == content { html.0.truncate(start) } else { html.0.push_str("</section>\n") }
}

/// A part of a page with a heading of a level; nothing where `write` puts nothing there.
pub(super) fn part(html: &mut Html, level: &str, title: Pair, write: impl FnOnce(&mut Html)) {
    let start = html.0.len();
    html.raw("<div class=\"part\"><h").raw(level).raw(">").pair(title).raw("</h").raw(level).raw(">\n");
    let content = html.0.len();
    write(html);
    if html.0.len() == content { html.0.truncate(start) } else { html.0.push_str("</div>\n") }
}

/// The beginning of a table with a caption that is heard and not seen.
pub(super) fn open_table(html: &mut Html, class: &str, caption: impl FnOnce(&mut Html)) {
    html.raw("<table class=\"").raw(class).raw("\"><caption class=\"heard\">");
    caption(html);
    html.raw("</caption>\n<thead><tr>");
}

/// The head of a column.
pub(super) fn column(html: &mut Html, title: Pair) {
    html.raw("<th scope=\"col\">").pair(title).raw("</th>");
}

/// What a row holds that no column of it is left out for.
#[derive(Debug, Default, Clone, Copy)]
struct Used {
    condition: bool,
    source: bool,
    remark: bool,
}

impl Sheet<'_> {
    /// A table of positions, each with what `names` has for it.
    pub(super) fn positions<'n>(
        &self,
        html: &mut Html,
        rows: &[usize],
        title: Pair,
        name: impl Fn(&PositionRow) -> &'n str,
        caption: impl FnOnce(&mut Html),
    ) {
        let mut used = Used::default();
        for row in rows.iter().map(|place| &self.positions[*place]) {
            used.condition |= !row.standing.condition().is_empty();
            used.source |= self.report.snapshot.committee.source_of(row.standing).is_some();
            used.remark |= self.has_remark(row);
        }
        open_table(html, "rows sort", caption);
        column(html, words::POSITION);
        column(html, title);
        let columns = [
            (used.condition, words::CONDITION),
            (used.source, words::SOURCE),
            (true, words::TAKEN),
            (true, words::RECORDED_BY),
            (used.remark, words::REMARK),
        ];
        columns.iter().filter(|(used, _)| *used).for_each(|(_, title)| column(html, *title));
        html.raw("</tr></thead>\n<tbody>\n");
        for row in rows.iter().map(|place| &self.positions[*place]) {
            self.position(html, row, used, name(row));
        }
        html.raw("</tbody></table>\n");
    }

    fn position(&self, html: &mut Html, row: &PositionRow, used: Used, name: &str) {
        let standing = row.standing;
        html.raw("<tr data-p=\"");
        match standing.position() {
            Some(position) => html.0.push(mark(position)),
            None => html.0.push('0'),
        }
        html.raw("\"><td>");
        self.chip(html, standing.position(), row.via.is_some());
        html.raw("</td><th scope=\"row\">").raw(name).raw("</th>");
        if used.condition {
            html.raw("<td dir=\"auto\">").lines(standing.condition()).raw("</td>");
        }
        if used.source {
            html.raw("<td class=\"src\" dir=\"auto\">");
            if let Some(source) = self.report.snapshot.committee.source_of(standing) {
                self.source(html, &source);
            }
            html.raw("</td>");
        }
        html.raw("<td class=\"date\">")
            .instant(standing.on())
            .raw("</td><td class=\"by\">")
            .text(standing.by());
        html.raw(", ").instant(standing.at()).raw("</td>");
        if used.remark {
            html.raw("<td>");
            self.remarks(html, row);
            html.raw("</td>");
        }
        html.raw("</tr>\n");
    }

    /// How we know.
    pub(super) fn source(&self, html: &mut Html, source: &Source) {
        html.each(|lang| source.kind.name(lang).to_owned());
        if let Some(group) = &source.group {
            html.raw(" ").text(group.as_str());
        }
        for part in [&source.reference, &source.url].into_iter().filter(|part| !part.is_empty()) {
            html.raw(" ").text(part);
        }
    }
}

/// The letter by which the script finds a position: its key, or `a` for an abstention, which has none.
pub(super) fn mark(position: Position) -> char {
    position.key().unwrap_or('a')
}
