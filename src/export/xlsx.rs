//! The snapshot as a workbook: a matrix to look at, and a sheet each of what there is, to filter and to edit.
//!
//! Invariant: every text is written as a text, never as a formula or a link. Reading back goes by `POSITIONS` and its like, names that stand in
//! each sheet's first row, which is hidden; the heads below them are for people and change with the language.

mod cells;
mod figures;
mod lists;
mod matrix;
mod style;

use super::{ExportError, Report, wording::Wording};
use crate::domain::document::Coverage;
use crate::{
    domain::{lang::Pair, text::clean_line},
    words::{office, report as words},
};
use cells::{Cell, cut};
pub use lists::{COMMITMENTS, LINES, MEETINGS, NOTES, POSITIONS, RAISES};
use lists::{Kind, List};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};
use style::Styles;

/// The row in which the names for reading back stand, counted from 0.
pub const NAMES_ROW: u32 = 0;
/// The row of the heads.
const HEAD_ROW: u32 = 1;

/// Points of a line, and of the tallest row that a sheet can have.
const LINE: u32 = 15;
const TALLEST: u32 = 409;

/// The workbook as bytes.
///
/// # Errors
/// When the writer refuses, which more rows than a sheet can have does cause.
pub fn render(report: &Report) -> Result<Vec<u8>, ExportError> {
    write(report).map_err(ExportError::of("XLSX"))
}

fn write(report: &Report) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    book.set_zip_compression_level(3);
    book.set_properties(&properties(report));
    let (words, styles) = (Wording::of(report), Styles::new());
    matrix::write(sheet(&mut book, report, &words, office::MATRIX)?, report, &words, &styles)?;
    for list in lists::all(report) {
        let sheet = sheet(&mut book, report, &words, list.title)?;
        write_list(sheet, report, &words, &styles, list)?;
    }
    figures::coverage(sheet(&mut book, report, &words, words::COVERAGE)?, report, &words, &styles)?;
    figures::about(sheet(&mut book, report, &words, office::ABOUT)?, report, &words, &styles)?;
    book.save_to_buffer()
}

/// How many texts are longer than a cell can be.
pub fn cut_cells(report: &Report) -> usize {
    let in_row = |row: Vec<Cell>| row.iter().filter(|cell| cell.is_too_long()).count();
    lists::all(report).into_iter().flat_map(|list| list.rows).map(in_row).sum()
}

/// What a sheet of a kind may be called: its name in either language, alone or one behind the other.
pub fn sheet_names(title: Pair) -> [String; 4] {
    let Pair(en, zh) = title;
    [en.to_owned(), zh.to_owned(), format!("{en} {zh}"), format!("{zh} {en}")]
}

fn properties(report: &Report) -> DocProperties {
    let cover = report.cover;
    let properties = DocProperties::new()
        .set_title(clean_line(report.paper.file.title.get(cover.lang)))
        .set_author(clean_line(&cover.by))
        .set_subject(clean_line(&cover.marking))
        .set_comment(words::DISCLAIMER.get(cover.lang));
    match ExcelDateTime::from_timestamp(cover.as_of.millis().div_euclid(1000)) {
        Ok(as_of) => properties.set_creation_datetime(&as_of),
        Err(_) => properties.set_creation_datetime(&ExcelDateTime::default()),
    }
}

/// How much of all cells has a position, in words.
fn coverage(report: &Report, words: &Wording) -> String {
    let (total, cells) = (&report.snapshot.total, report.snapshot.cell_count());
    words.both(|lang| words::coverage(lang, &Coverage::of(total, cells)))
}

/// A new sheet with its name, its page and what is above and below it in print.
fn sheet<'a>(
    book: &'a mut Workbook,
    report: &Report,
    words: &Wording,
    title: Pair,
) -> Result<&'a mut Worksheet, XlsxError> {
    let (cover, lang) = (report.cover, words.lang);
    let name = match words.beside {
        true => format!("{} {}", title.get(lang), title.get(lang.other())),
        false => title.get(lang).to_owned(),
    };
    let marking = in_print(&cover.marking, 60);
    let as_of = format!("{} {}", words::AS_OF.get(lang), cover.as_of.short());
    let paper = in_print(report.paper.file.title.get(lang), 60);
    let sheet = book.add_worksheet().set_name(name)?;
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_margins(0.4, 0.4, 0.6, 0.6, 0.3, 0.3);
    sheet.set_header(format!("&L&A&C&\"-,Bold\"{marking}&R{as_of}"));
    sheet.set_footer(format!("&L{paper}&C&\"-,Bold\"{marking}&R&P / &N"));
    Ok(sheet)
}

/// A text in a header or footer, where `&` begins a code.
fn in_print(text: &str, columns: usize) -> String {
    cut(&clean_line(text), columns).replace('&', "&&")
}

fn write_list(
    sheet: &mut Worksheet,
    report: &Report,
    words: &Wording,
    styles: &Styles,
    list: List,
) -> Result<(), XlsxError> {
    let mut tallest = 1;
    for (column, about) in (0..).zip(&list.columns) {
        sheet.set_column_width(column, about.width)?;
        sheet.set_column_format(column, styles.of(about.kind))?;
        sheet.write_string(NAMES_ROW, column, about.name)?;
        let head = if about.kind == Kind::Number { &styles.head_centred } else { &styles.head };
        let text = words.pair(about.head);
        tallest = tallest.max(Cell::text(&*text).lines(about.width));
        sheet.write_string_with_format(HEAD_ROW, column, text, head)?;
    }
    stretch(sheet, HEAD_ROW, tallest)?;
    let mut row = HEAD_ROW;
    for cells in list.rows {
        if !report.watch.goes_on() {
            break;
        }
        row += 1;
        for (column, cell) in (0..).zip(&cells) {
            styles.put(sheet, row, column, cell)?;
        }
        let tallest = cells.iter().zip(&list.columns).map(|(cell, column)| cell.lines(column.width)).max();
        stretch(sheet, row, tallest.unwrap_or(1))?;
    }
    let last = u16::try_from(list.columns.len()).unwrap_or(1).saturating_sub(1);
    sheet.set_row_hidden(NAMES_ROW)?;
    sheet.set_freeze_panes(HEAD_ROW + 1, list.frozen)?;
    sheet.set_repeat_rows(HEAD_ROW, HEAD_ROW)?;
    sheet.autofilter(HEAD_ROW, 0, row, last)?;
    Ok(())
}

/// Makes a row as tall as its lines, since not every program does so by itself when it opens the file.
fn stretch(sheet: &mut Worksheet, row: u32, lines: u32) -> Result<(), XlsxError> {
    if lines > 1 {
        sheet.set_row_height(row, (lines * LINE).min(TALLEST))?;
    }
    Ok(())
}
