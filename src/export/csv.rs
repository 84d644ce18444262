//! CSV: one row a position, for spreadsheets and for reading back in.
//!
//! Invariant: UTF-8 with a byte order mark and CRLF, as spreadsheets expect; free text never begins like a formula and carries nothing that acts on a terminal.
//! A position through a group has no row, since it follows from the group's own; where records clash, the one that counts comes last.
//! Internal notes, where they go in at all, stand in a column of their own, so that reading back never makes one shareable.

use super::Report;
use crate::domain::{
    extent::Notes,
    ids::{ItemKey, Who},
    rows::PositionRow,
    text::clean,
};
use foldhash::fast::RandomState;
use std::collections::HashMap;

/// Names of the columns, in order.
pub const COLUMNS: [&str; 8] =
    ["participant", "item", "position", "condition", "source", "reference", "date", "note"];

/// The column behind the others where internal notes go in too.
pub const INTERNAL: &str = "internal";

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

/// The positions as CSV.
///
/// # Errors
/// When the writer refuses, which writing to memory does not cause.
pub fn render(report: &Report) -> Result<Vec<u8>, csv::Error> {
    let mut out = "\u{feff}".as_bytes().to_vec();
    {
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(&mut out);
        let internal = report.cover.notes == Notes::All;
        writer.write_record(COLUMNS.into_iter().chain(internal.then_some(INTERNAL)))?;
        let notes = [true, false].map(|shareable| notes_by_cell(report, shareable));
        for row in report.positions().filter(|row| row.via.is_none()) {
            if let Some(record) = record(report, &row, &notes[0]) {
                let internal = internal.then(|| noted(report, &row, &notes[1]));
                writer.write_record(record.into_iter().chain(internal))?;
            }
        }
        writer.flush()?;
    }
    Ok(out)
}

/// Notes on a participant and an item, oldest first.
type NotesByCell<'a> = HashMap<(&'a Who, &'a ItemKey), Vec<&'a str>, RandomState>;

fn notes_by_cell<'a>(report: &Report<'a>, shareable: bool) -> NotesByCell<'a> {
    let mut by_cell = NotesByCell::default();
    for note in report.notes().filter(|note| note.shareable == shareable) {
        if let (Some(who), Some(item)) = (&note.who, &note.item) {
            by_cell.entry((who, item)).or_default().push(&note.text);
        }
    }
    by_cell
}

fn record(report: &Report, row: &PositionRow, notes: &NotesByCell) -> Option<[String; 8]> {
    let standing = row.standing;
    let source = standing.source();
    Some([
        report.roster.code(row.who).to_string(),
        report.snapshot.items[row.item].to_string(),
        standing.position()?.slug().to_owned(),
        guard(&clean(standing.condition())),
        source.map_or(String::new(), |source| source.kind.slug().to_owned()),
        guard(&source.map_or(String::new(), |source| clean(&source.description()))),
        standing.on().to_string(),
        noted(report, row, notes),
    ])
}

/// Notes on the row's participant and item, an empty line between two; none beside a position that does not count.
fn noted(report: &Report, row: &PositionRow, notes: &NotesByCell) -> String {
    let cell = (report.roster.code(row.who), &report.snapshot.items[row.item]);
    match notes.get(&cell).filter(|_| row.counts) {
        Some(notes) => guard(&clean(&notes.join("\n\n"))),
        None => String::new(),
    }
}

/// How many notes, commitments, lines and points to raise have no place in these rows.
pub fn left_out(report: &Report) -> usize {
    let snapshot = report.snapshot;
    let has_row = |who: &Option<crate::domain::ids::Who>, item: &Option<crate::domain::ids::ItemKey>| {
        let place = who.as_ref().and_then(|who| report.roster.by_code(who));
        let place = place.zip(item.as_ref().and_then(|item| snapshot.item_index(item)));
        place.is_some_and(|(who, item)| snapshot.cell(who, item).own.is_some())
    };
    report.notes().filter(|note| !has_row(&note.who, &note.item)).count()
        + report.commitments().count()
        + report.lines().count()
        + report.raises().count()
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
