//! CSV: one row a position, for spreadsheets and for reading back in.
//!
//! Invariant: UTF-8 with a byte order mark and CRLF, as spreadsheets expect; free text never begins like a formula and carries nothing that acts on a terminal.
//! A position through a group has no row, since it follows from the group's own; where records conflict, the one that counts comes last. Each
//! note beside what counts has a row, the position again in each, so that it reads back as it is and for whom it is.

use super::Report;
use crate::domain::{
    ids::{ItemId, Who},
    position::Source,
    rows::PositionRow,
    snapshot::Note,
    text::clean,
};
use foldhash::fast::RandomState;
use std::collections::HashMap;

/// Names of the columns, in order; the last three are for people.
pub const COLUMNS: [&str; 16] = [
    "participant",
    "item",
    "position",
    "condition",
    "reason",
    "quote",
    "quote_language",
    "source",
    "group",
    "reference",
    "date",
    "note",
    "visibility",
    "name",
    "region",
    "groups",
];

/// Puts an apostrophe before text that a spreadsheet would take for a formula, or that begins with such an apostrophe itself.
pub fn guard(text: &str) -> String {
    let bare = text.trim_start_matches('\'');
    let risky = bare.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if risky { format!("'{text}") } else { text.to_owned() }
}

/// Takes off the apostrophe that `guard` put on.
pub fn unguard(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if guard(rest) == text => rest,
        _ => text,
    }
}

/// What spreadsheets know UTF-8 by, at the beginning of a file.
pub const MARK: &str = "\u{feff}";

/// The positions as CSV, with the byte order mark that a file has.
///
/// # Errors
/// When the writer refuses, which writing to memory does not cause.
pub fn render(report: &Report) -> Result<Vec<u8>, csv::Error> {
    let mut out = MARK.as_bytes().to_vec();
    {
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(&mut out);
        writer.write_record(COLUMNS)?;
        let notes = notes_by_cell(report);
        for row in report.positions().filter(|row| row.via.is_none()) {
            let cell = (report.roster.code(row.who), &report.snapshot.items[row.item]);
            let of_cell = notes.get(&cell).filter(|_| row.counts).map_or(&[][..], Vec::as_slice);
            let first = of_cell.first().copied();
            for note in std::iter::once(first).chain(of_cell.iter().skip(1).copied().map(Some)) {
                if let Some(record) = record(report, &row, note) {
                    writer.write_record(record)?;
                }
            }
        }
        writer.flush()?;
    }
    Ok(out)
}

/// Notes on a participant and an item, oldest first.
type NotesByCell<'a> = HashMap<(&'a Who, &'a ItemId), Vec<&'a Note>, RandomState>;

fn notes_by_cell<'a>(report: &Report<'a>) -> NotesByCell<'a> {
    let mut by_cell = NotesByCell::default();
    for note in report.notes() {
        if let (Some(who), Some(item)) = (&note.who, &note.item) {
            by_cell.entry((who, item)).or_default().push(note);
        }
    }
    by_cell
}

fn record(report: &Report, row: &PositionRow, note: Option<&Note>) -> Option<[String; 16]> {
    let (standing, roster) = (row.standing, report.roster);
    let source = report.snapshot.committee.source_of(standing);
    let quote = standing.quote();
    let free = |text: &str| guard(&clean(text));
    let groups: Vec<&str> = roster.groups_of(row.who).map(|group| roster.code(group).as_str()).collect();
    Some([
        roster.code(row.who).to_string(),
        report.paper.key(&report.snapshot.items[row.item]).to_string(),
        standing.position()?.slug().to_owned(),
        free(standing.condition()),
        free(standing.reason()),
        free(quote.map_or("", |quote| &quote.text)),
        free(quote.map_or("", |quote| &quote.language)),
        source.as_ref().map_or(String::new(), |source| source.kind.slug().to_owned()),
        source.as_ref().and_then(|source| source.group).map_or(String::new(), |group| group.to_string()),
        free(&source.as_ref().map_or(String::new(), Source::referred)),
        standing.on().to_string(),
        free(note.map_or("", |note| &note.text)),
        note.map_or(String::new(), |note| note.visibility.slug().to_owned()),
        free(roster.name(row.who).get(report.cover.lang)),
        roster.delegation(row.who).map_or(String::new(), |one| one.region.slug().to_owned()),
        groups.join(" "),
    ])
}

/// How many notes, commitments, lines and points to raise have no place in these rows.
pub fn left_out(report: &Report) -> usize {
    let snapshot = report.snapshot;
    let has_row = |who: &Option<crate::domain::ids::Who>, item: &Option<crate::domain::ids::ItemId>| {
        let place = who.as_ref().and_then(|who| report.roster.by_code(who));
        let place = place.zip(item.as_ref().and_then(|item| snapshot.item_index(item)));
        place.is_some_and(|(who, item)| snapshot.cell(who, item).own.is_some())
    };
    report.notes().filter(|note| !has_row(&note.who, &note.item)).count()
        + report.commitments().count()
        + report.lines().count()
        + report.points().count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_looks_like_a_formula_is_text() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "＝1"] {
            assert_eq!(guard(text), format!("'{text}"));
        }
        assert_eq!(guard("if reports come yearly"), "if reports come yearly");
    }

    proptest! {
        #[test]
        fn the_guard_comes_off_again(text in "['=@a]{0,4}.*") {
            let guarded = guard(&text);
            prop_assert_eq!(unguard(&guarded), text.as_str());
        }
    }
}
