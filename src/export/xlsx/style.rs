//! How cells look, and the one place that writes them.
//!
//! Invariant: what a spreadsheet would take for a formula when somebody edits the cell carries the mark that keeps it a text.

use super::{
    super::csv::guard,
    cells::{Cell, fitting, serial},
    lists::Kind,
};
use crate::domain::position::{POSITIONS, Position};
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

/// The looks of all cells.
pub(super) struct Styles {
    /// Heads of columns.
    pub(super) head: Format,
    /// Heads of columns of numbers.
    pub(super) head_centred: Format,
    /// Areas above their items.
    pub(super) area: Format,
    /// Heads of columns in Chinese, a character below the other.
    pub(super) stacked: Format,
    /// Keys of items.
    pub(super) key: Format,
    /// Heads of columns that stand upright.
    pub(super) upright: Format,
    /// The title of the paper.
    pub(super) title: Format,
    /// The marking.
    pub(super) marking: Format,
    /// What is below a title.
    pub(super) faint: Format,
    /// Texts of several lines.
    pub(super) wrapped: Format,
    /// Names of what is beside them, and sums.
    pub(super) bold: Format,
    /// Numbers with a sign and two decimals.
    /// Where nothing is recorded.
    pub(super) vacant: Format,
    /// A count.
    pub(super) count: Format,
    /// A count over all items.
    pub(super) sum: Format,
    plain: Format,
    quoted: Format,
    date: Format,
    minute: Format,
    chips: [(Format, Format); POSITIONS],
    legend: [Format; POSITIONS],
}

/// Ground and letters of a position: blue for, orange against, grey for neither, as on the screens.
fn colors(position: Position) -> (u32, u32) {
    match position {
        Position::Champions => (0x00_5F_AF, 0xFF_FF_FF),
        Position::Supports => (0x5F_AF_D7, 0),
        Position::Accepts => (0xAF_D7_D7, 0),
        Position::Abstained => (0xE4_E4_E4, 0),
        Position::Concerns => (0xFF_D7_AF, 0),
        Position::Opposes => (0xFF_AF_00, 0),
        Position::Blocks => (0xAF_5F_00, 0xFF_FF_FF),
        Position::Undecided => (0xD7_D7_FF, 0),
        Position::Awaiting => (0xD0_D0_D0, 0),
        Position::Silent => (0x94_94_94, 0),
    }
}

impl Styles {
    pub(super) fn new() -> Styles {
        let top = || Format::new().set_align(FormatAlign::Top);
        let dated = |format: &str| top().set_num_format(format).set_align(FormatAlign::Left);
        let centred = || top().set_align(FormatAlign::Center);
        let head = || {
            let bold = Format::new().set_bold().set_text_wrap().set_background_color(0xE4_E9_EE);
            bold.set_border_bottom(FormatBorder::Thin).set_border_color(0x80_80_80)
        };
        Styles {
            head: head().set_align(FormatAlign::Top),
            head_centred: head().set_align(FormatAlign::Top).set_align(FormatAlign::Center),
            area: ruled(head())
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter)
                .set_font_size(9),
            stacked: ruled(head())
                .set_rotation(270)
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::Top)
                .set_font_size(9),
            key: ruled(head()).set_align(FormatAlign::Center),
            upright: ruled(head())
                .set_rotation(90)
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::Top)
                .set_font_size(9),
            title: Format::new().set_bold().set_font_size(14),
            marking: Format::new().set_bold().set_font_color(0x9C_2A_00),
            faint: Format::new().set_font_color(0x59_59_59),
            wrapped: top().set_text_wrap(),
            bold: top().set_bold(),
            vacant: ruled(Format::new()),
            count: centred(),
            sum: centred().set_bold(),
            plain: top(),
            quoted: top().set_text_wrap().set_quote_prefix(),
            date: dated("yyyy-mm-dd"),
            minute: dated("yyyy-mm-dd hh:mm"),
            chips: Position::ALL.map(|position| {
                let (ground, letters) = colors(position);
                let chip = ruled(Format::new()).set_background_color(ground).set_font_color(letters);
                let chip = chip.set_align(FormatAlign::Center).set_align(FormatAlign::Top);
                (chip.clone().set_bold(), chip.set_italic())
            }),
            legend: Position::ALL.map(|position| {
                let (ground, letters) = colors(position);
                top().set_background_color(ground).set_font_color(letters)
            }),
        }
    }

    /// How the cells of a kind of column look.
    pub(super) fn of(&self, kind: Kind) -> &Format {
        match kind {
            Kind::Short | Kind::Position => &self.plain,
            Kind::Long => &self.wrapped,
            Kind::Number => &self.count,
            Kind::Date => &self.minute,
        }
    }

    /// A position in its colour; one that is a group's is set apart.
    pub(super) fn chip(&self, position: Position, is_own: bool) -> &Format {
        let (own, through) = &self.chips[position.index()];
        if is_own { own } else { through }
    }

    /// A position with its name, in its colour.
    pub(super) fn legend(&self, position: Position) -> &Format {
        &self.legend[position.index()]
    }

    /// Writes a cell that looks as its column does.
    pub(super) fn put(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        column: u16,
        cell: &Cell,
    ) -> Result<(), XlsxError> {
        match cell {
            Cell::Empty => return Ok(()),
            Cell::Position(position, is_own, text) => {
                sheet.write_string_with_format(row, column, &**text, self.chip(*position, *is_own))?
            }
            Cell::Text(text) if guard(text).len() > text.len() => {
                sheet.write_string_with_format(row, column, fitting(text), &self.quoted)?
            }
            Cell::Text(text) => sheet.write_string(row, column, fitting(text))?,
            Cell::Number(number) => sheet.write_number(row, column, *number)?,
            Cell::When(when) => match serial(*when) {
                None => sheet.write_string(row, column, when.to_string())?,
                Some(days) if when.is_date() => {
                    sheet.write_number_with_format(row, column, days, &self.date)?
                }
                Some(days) => sheet.write_number(row, column, days)?,
            },
        };
        Ok(())
    }
}

/// A fine line round a cell.
fn ruled(format: Format) -> Format {
    format.set_border(FormatBorder::Hair).set_border_color(0xB0_B0_B0)
}
