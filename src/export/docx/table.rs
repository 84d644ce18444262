//! Tables: columns as wide as what they hold asks for, heads that repeat on each page, figures below upright heads.
//!
//! Invariant: columns that hold nothing are left out; widths add up to no more than the page has.

use super::{
    super::page::Table,
    ROOM,
    xml::{Done, Xml},
};
use crate::domain::text::width;

/// From so many columns on, figures stand narrow, below heads that are turned, in small letters.
const MANY: usize = 8;
/// Twentieths of a point that a character takes, in small letters and in others, and what is beside the text of a cell.
const SMALL: usize = 104;
const NORMAL: usize = 118;
const BESIDE: usize = 190;
/// The narrowest and the widest that a column is asked to be, in characters.
const LEAST: usize = 3;
const MOST: usize = 46;
/// The longest word, in characters, that heads figures without being turned.
const UPRIGHT: usize = 4;

struct Layout {
    /// Columns that hold something, with their widths.
    columns: Vec<(usize, usize)>,
    /// Columns whose heads are turned.
    turned: Vec<usize>,
    is_small: bool,
}

/// Writes a table.
pub(super) fn write(out: &mut Xml, table: &Table) -> Done {
    let layout = layout(table);
    out.open("w:tbl", &[])?;
    out.open("w:tblPr", &[])?;
    out.empty("w:tblStyle", &[("w:val", "Rows")])?;
    let total: usize = layout.columns.iter().map(|(_, width)| width).sum();
    out.empty("w:tblW", &[("w:w", &total.to_string()), ("w:type", "dxa")])?;
    out.empty("w:tblLayout", &[("w:type", "fixed")])?;
    out.empty("w:tblLook", &[("w:val", "0020"), ("w:firstRow", "1")])?;
    out.close("w:tblPr")?;
    out.open("w:tblGrid", &[])?;
    let widths: Vec<String> = layout.columns.iter().map(|(_, width)| width.to_string()).collect();
    widths.iter().try_for_each(|width| out.empty("w:gridCol", &[("w:w", width)]))?;
    out.close("w:tblGrid")?;
    head(out, table, &layout, &widths)?;
    let styles: Vec<&str> = layout
        .columns
        .iter()
        .map(|(column, _)| match (table.is_numeric(*column), layout.is_small) {
            (true, _) => "CellNumber",
            (false, true) => "CellSmall",
            (false, false) => "Cell",
        })
        .collect();
    for row in &table.rows {
        out.open("w:tr", &[])?;
        out.open("w:trPr", &[])?;
        out.empty("w:cantSplit", &[])?;
        out.close("w:trPr")?;
        for (((column, _), width), style) in layout.columns.iter().zip(&widths).zip(&styles) {
            out.open("w:tc", &[])?;
            out.open("w:tcPr", &[])?;
            out.empty("w:tcW", &[("w:w", width), ("w:type", "dxa")])?;
            out.close("w:tcPr")?;
            out.paragraph(style, &row[*column])?;
            out.close("w:tc")?;
        }
        out.close("w:tr")?;
    }
    out.close("w:tbl")?;
    out.paragraph("AfterTable", "")
}

/// The row of heads, which repeats on each page that the table reaches.
fn head(out: &mut Xml, table: &Table, layout: &Layout, widths: &[String]) -> Done {
    out.open("w:tr", &[])?;
    out.open("w:trPr", &[])?;
    out.empty("w:cantSplit", &[])?;
    let longest = layout.turned.iter().map(|column| width(&table.head[*column])).max().unwrap_or(0);
    if longest > 0 {
        let height = (longest * SMALL + BESIDE).to_string();
        out.empty("w:trHeight", &[("w:val", &height), ("w:hRule", "atLeast")])?;
    }
    out.empty("w:tblHeader", &[])?;
    out.close("w:trPr")?;
    for ((column, _), width) in layout.columns.iter().zip(widths) {
        out.open("w:tc", &[])?;
        out.open("w:tcPr", &[])?;
        out.empty("w:tcW", &[("w:w", width), ("w:type", "dxa")])?;
        if layout.turned.contains(column) {
            out.empty("w:textDirection", &[("w:val", "btLr")])?;
        }
        out.empty("w:vAlign", &[("w:val", if longest > 0 { "bottom" } else { "top" })])?;
        out.close("w:tcPr")?;
        out.paragraph(if layout.is_small { "HeadSmall" } else { "Head" }, &table.head[*column])?;
        out.close("w:tc")?;
    }
    out.close("w:tr")
}

fn layout(table: &Table) -> Layout {
    let is_used = |column: &usize| table.rows.iter().any(|row| !row[*column].is_empty());
    let used: Vec<usize> = (0..table.head.len()).filter(is_used).collect();
    let is_small = used.len() >= MANY;
    let turns = |column: &usize| {
        is_small && table.is_numeric(*column) && longest_word(&table.head[*column]) > UPRIGHT
    };
    let turned: Vec<usize> = used.iter().copied().filter(turns).collect();
    let asked = used.iter().map(|column| {
        let of_head = if turned.contains(column) { 0 } else { longest_word(&table.head[*column]) };
        let of_rows = table.rows.iter().map(|row| widest(&row[*column])).max().unwrap_or(0);
        let character = if is_small { SMALL } else { NORMAL };
        of_head.max(of_rows).clamp(LEAST, MOST) * character + BESIDE
    });
    let asked: Vec<usize> = asked.collect();
    Layout { columns: used.into_iter().zip(fitted(&asked)).collect(), turned, is_small }
}

/// Characters of the longest part of a text that stays on one line; Chinese breaks anywhere.
fn longest_word(text: &str) -> usize {
    text.split(|c: char| c.is_whitespace() || c >= '\u{2e80}').map(width).max().unwrap_or(0)
}

/// Characters of the longest line of a text.
fn widest(text: &str) -> usize {
    text.lines().map(width).max().unwrap_or(0)
}

/// Widths that the page has room for: where it has too little, the widest give, down to one width for all that are wider.
fn fitted(asked: &[usize]) -> Vec<usize> {
    let mut sorted = asked.to_vec();
    sorted.sort_unstable();
    let (mut room, mut most) = (ROOM, ROOM);
    for (place, width) in sorted.iter().enumerate() {
        let share = room / (sorted.len() - place);
        if *width > share {
            most = share;
            break;
        }
        room -= width;
    }
    asked.iter().map(|width| *width.min(&most)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn narrow_columns_keep_what_they_ask_for() {
        assert_eq!(fitted(&[1000, 2000]), [1000, 2000]);
        assert_eq!(fitted(&[1000, 9000, 8000]), [1000, 4319, 4319]);
    }

    proptest! {
        #[test]
        fn columns_never_take_more_than_the_page_has(asked in prop::collection::vec(500usize..9000, 1..15)) {
            let widths = fitted(&asked);
            prop_assert!(widths.iter().sum::<usize>() <= ROOM && widths.iter().all(|width| *width > 0));
        }
    }
}
