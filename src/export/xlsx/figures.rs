//! The sheets of figures and of what the file is.
//!
//! Invariant: every number is the snapshot's, those of the last row too; nothing is summed here.

use super::{
    super::{Report, pages::extent},
    HEAD_ROW, NAMES_ROW, Wording,
    cells::Cell,
    coverage as in_words,
    lists::Kind,
    stretch,
    style::Styles,
};
use crate::{
    domain::{extent::Notes, lang::Pair, position::Position, snapshot::Tally, text::clean_line},
    words::{office, report as words},
};
use rust_xlsxwriter::{Format, Worksheet, XlsxError};

/// Columns before and behind the positions, each with its name, head and width.
const BEFORE: [(&str, Pair, f64); 6] = [
    ("area", office::NUMBER, 6.0),
    ("title", office::AREA, 44.0),
    ("cluster", office::CLUSTER, 8.0),
    ("item", words::ITEM, 7.0),
    ("paragraph", office::PARAGRAPH, 8.0),
    ("subject", office::SUBJECT, 36.0),
];
const BEHIND: [(&str, Pair, f64); 6] = [
    ("for", words::FOR, 9.0),
    ("against", words::AGAINST, 9.0),
    ("recorded", words::RECORDED, 11.0),
    ("via_groups", words::THROUGH, 11.0),
    ("groups_differ", words::GROUPS_DIFFER, 11.0),
    ("conflicts", words::CONFLICTS, 9.0),
];

/// The first column of positions.
const FIGURES: u16 = 6;

/// Every item with its numbers, and all of them in the last row.
pub(super) fn coverage(
    sheet: &mut Worksheet,
    report: &Report,
    words: &Wording,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let of_position = Position::ALL.map(|position| {
        (position.slug(), words.both(|lang| format!("{} {}", position.sign(), position.name(lang))), 13.0)
    });
    let named = |(name, head, width): (&'static str, Pair, f64)| (name, words.pair(head), width);
    let columns = BEFORE.map(named).into_iter().chain(of_position).chain(BEHIND.map(named));
    let (mut last, mut tallest) = (0, 1);
    for (column, (name, head, width)) in (0..).zip(columns) {
        sheet.set_column_width(column, width)?;
        sheet.write_string(NAMES_ROW, column, name)?;
        let is_text = matches!(name, "title" | "subject");
        sheet.set_column_format(column, if is_text { &styles.wrapped } else { styles.of(Kind::Number) })?;
        tallest = tallest.max(Cell::text(&*head).lines(width));
        let looks = if is_text { &styles.head } else { &styles.head_centred };
        sheet.write_string_with_format(HEAD_ROW, column, head, looks)?;
        last = column;
    }
    stretch(sheet, HEAD_ROW, tallest)?;
    let mut row = HEAD_ROW;
    for ((area, item), tally) in report.paper.items().zip(&report.snapshot.tallies) {
        if !report.cover.extent.has_item(Some(&item.id)) {
            continue;
        }
        row += 1;
        let before = [
            Cell::Number(area.number.into()),
            Cell::text(words.text(&area.title)),
            Cell::Number(area.cluster.into()),
            Cell::text(item.key.as_str()),
            Cell::text(&*item.paragraph),
            Cell::text(words.text(item.label())),
        ];
        for (column, cell) in (0..).zip(&before) {
            styles.put(sheet, row, column, cell)?;
        }
        let tallest = before.iter().zip(&BEFORE).map(|(cell, (_, _, width))| cell.lines(*width)).max();
        stretch(sheet, row, tallest.unwrap_or(1))?;
        figures(sheet, row, tally, &styles.count)?;
    }
    sheet.autofilter(HEAD_ROW, 0, row, last)?;
    row += 1;
    sheet.write_string_with_format(row, 1, words.pair(office::ALL_ITEMS), &styles.bold)?;
    figures(sheet, row, &report.snapshot.total, &styles.sum)?;
    sheet.set_row_hidden(NAMES_ROW)?;
    sheet.set_freeze_panes(HEAD_ROW + 1, 0)?;
    sheet.set_repeat_rows(HEAD_ROW, HEAD_ROW)?;
    Ok(())
}

fn figures(sheet: &mut Worksheet, row: u32, tally: &Tally, looks: &Format) -> Result<(), XlsxError> {
    let sums = [tally.in_favour(), tally.against(), tally.recorded(), tally.via_groups()];
    let counts = tally.own.into_iter().chain(sums).chain([tally.groups_differ, tally.conflicts]);
    for (column, count) in (FIGURES..).zip(counts) {
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        sheet.write_number_with_format(row, column, count, looks)?;
    }
    Ok(())
}

/// What the file is.
pub(super) fn about(
    sheet: &mut Worksheet,
    report: &Report,
    words: &Wording,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let cover = report.cover;
    let notes = match cover.notes {
        Notes::None => words.pair(words::NONE),
        Notes::Shareable => words.pair(words::SHAREABLE),
        Notes::All | Notes::Here => {
            words.both(|lang| format!("{}, {}", words::SHAREABLE.get(lang), words::INTERNAL.get(lang)))
        }
    };
    let known_at = report.snapshot.view.known_at.map_or(String::new(), |at| at.to_string());
    let facts = [
        (office::TITLE, words.text(&report.paper.file.title)),
        (words::MARKING, cover.marking.clone()),
        (words::AS_OF, cover.as_of.to_string()),
        (words::KNOWN_AT, known_at),
        (words::BY, cover.by.clone()),
        (words::EXTENT, extent(report)),
        (words::NOTES, notes),
        (words::COVERAGE, in_words(report, words)),
        (office::STANDING, words.pair(words::DISCLAIMER)),
    ];
    sheet.set_column_width(0, 20)?.set_column_width(1, 100)?;
    sheet.set_column_format(1, &styles.wrapped)?;
    let mut row = 0;
    for (name, value) in facts.iter().filter(|(_, value)| !value.is_empty()) {
        stretch(sheet, row, Cell::text(value.as_str()).lines(100.0))?;
        sheet.write_string_with_format(row, 0, words.pair(*name), &styles.bold)?;
        styles.put(sheet, row, 1, &Cell::text(clean_line(value)))?;
        row += 1;
    }
    row += 1;
    sheet.write_string_with_format(row, 0, words.pair(office::SIGNS), &styles.bold)?;
    for position in Position::ALL {
        let name = words.both(|lang| position.name(lang));
        sheet.write_string_with_format(
            row,
            1,
            format!("{}  {name}", position.sign()),
            styles.legend(position),
        )?;
        row += 1;
    }
    for also in [office::IN_BRACKETS, office::MARKED] {
        sheet.write_string(row, 1, words.pair(also))?;
        row += 1;
    }
    Ok(())
}
