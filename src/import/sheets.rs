//! XLSX: the lists of a workbook that an export wrote and a person may have edited.
//!
//! Invariant: columns go by their names in the first row or their heads below it, wherever they stand; dates are dates or text; a row that is
//! a member's through its group is the group's and is passed over.

mod heads;
mod rows;
mod unpacked;

use self::{
    heads::{Names, Sheet},
    rows::SheetRow,
};
use super::values::Reading;
use crate::{
    domain::{
        limits::{COLUMNS, Limit, ROWS, UNPACKED_BYTES},
        problem::{Place, Problem},
    },
    words::import::wrong as words,
};
use calamine::{Cell, DataRef, Reader, Xlsx};
use chrono::{NaiveDateTime, NaiveTime};
use std::{collections::BTreeMap, io::Cursor};

/// Columns beyond which nothing is read.
const WIDEST: u32 = COLUMNS as u32;
/// Rows at the top among which the head is looked for.
const TOP: usize = 10;

/// A sheet's cells: rows by number, in each the texts by column; all from 0.
type Cells = BTreeMap<u32, BTreeMap<u32, String>>;

/// Reads a workbook.
pub fn read(reading: &mut Reading, bytes: &[u8]) {
    let file = reading.around.file;
    if let Err(limit) = unpacked::measure(bytes) {
        return reading.refuse_beyond(limit, Place::file(file));
    }
    let mut book: Xlsx<_> = match calamine::open_workbook_from_rs(Cursor::new(bytes)) {
        Ok(book) => book,
        Err(error) => {
            let error: calamine::XlsxError = error;
            return refuse(reading, file, words::not_a_workbook(&error.to_string()));
        }
    };
    let names = book.sheet_names();
    let mut found = false;
    for sheet in Sheet::ALL {
        let of_sheet = names.iter().find(|name| sheet.is_called(name));
        let only = names.first().filter(|_| sheet == Sheet::Positions && !any_known(&names));
        let Some(name) = of_sheet.or(only) else { continue };
        found = true;
        match cells(&mut book, name) {
            Ok(cells) if of_sheet.is_none() && has_documents(&cells) => {
                list(reading, Sheet::Documents, name, &cells);
            }
            Ok(cells) => list(reading, sheet, name, &cells),
            Err(Stop::Unread(error)) => {
                refuse(reading, &format!("{file}, {name}"), words::not_a_workbook(&error.to_string()))
            }
            Err(Stop::Beyond(limit)) => {
                reading.refuse_beyond(limit, Place::file(&format!("{file}, {name}")));
            }
        }
    }
    if !found {
        refuse(reading, file, words::no_sheet());
    }
}

fn any_known(names: &[String]) -> bool {
    names.iter().any(|name| Sheet::ALL.iter().any(|sheet| sheet.is_called(name)))
}

/// Whether a sheet with a name of its own is a table of documents.
fn has_documents(cells: &Cells) -> bool {
    cells.values().take(TOP).any(|row| Names::of(Sheet::Documents, row).are_enough(Sheet::Documents))
}

fn refuse(reading: &mut Reading, file: &str, (what, hint): words::Said) {
    reading.refuse(Problem { place: Place::file(file), what, hint });
}

/// Why a sheet is not read to its end.
enum Stop {
    Unread(calamine::XlsxError),
    Beyond(Limit),
}

impl From<calamine::XlsxError> for Stop {
    fn from(error: calamine::XlsxError) -> Stop {
        Stop::Unread(error)
    }
}

fn cells(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Cells, Stop> {
    let mut reader = book.worksheet_cells_reader(name)?;
    let mut cells = Cells::new();
    let mut size = 0;
    while let Some(cell) = reader.next_cell()? {
        let ((row, column), text) = (cell.get_position(), text(&cell));
        if column < WIDEST && !text.trim().is_empty() {
            size += text.len() as u64;
            cells.entry(row).or_default().insert(column, text);
        }
        if cells.len() > ROWS {
            return Err(Stop::Beyond(Limit::Rows(ROWS)));
        }
        if size > UNPACKED_BYTES {
            return Err(Stop::Beyond(Limit::UnpackedBytes(UNPACKED_BYTES)));
        }
    }
    Ok(cells)
}

/// What a cell says: a date as a date is written, a whole number without a point.
fn text(cell: &Cell<DataRef>) -> String {
    match cell.get_value() {
        DataRef::Empty => String::new(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(is_so) => is_so.to_string(),
        DataRef::Error(error) => error.to_string(),
        DataRef::DateTime(date) => match date.as_datetime() {
            Some(time) => local_text(time),
            None => date.as_f64().to_string(),
        },
    }
}

/// A time as a sheet shows it, which is by the clock of the workspace; at midnight, the day as such.
fn local_text(time: NaiveDateTime) -> String {
    match time.time() == NaiveTime::MIN {
        true => time.date().to_string(),
        false => time.format("%Y-%m-%dT%H:%M:%S%.3f").to_string(),
    }
}

/// Reads a sheet's rows below its head.
fn list(reading: &mut Reading, sheet: Sheet, name: &str, cells: &Cells) {
    let file = format!("{}, {name}", reading.around.file);
    let head = cells.iter().take(TOP).map(|(row, cells)| (*row, Names::of(sheet, cells)));
    let heads: Vec<(u32, Names)> = head.filter(|(_, names)| names.are_enough(sheet)).collect();
    let Some((first, names)) = heads.first() else {
        let top = cells.first_key_value().map(|(_, cells)| Names::of(sheet, cells)).unwrap_or_default();
        for missing in top.missing(sheet).filter(|_| sheet == Sheet::Positions) {
            refuse(reading, &file, words::column_missing(missing));
        }
        return;
    };
    let below = heads.iter().zip(*first..).take_while(|((row, _), expected)| row == expected).count();
    let last_head = first.saturating_add(u32::try_from(below).unwrap_or(1)) - 1;
    let unknown = (*first..=last_head).filter_map(|row| cells.get(&row)).flatten();
    let unknown: BTreeMap<u32, &String> =
        unknown.filter(|(at, _)| !names.has(**at)).map(|(at, text)| (*at, text)).collect();
    for (column, head) in &unknown {
        let place = Place::file(&format!("{file}!{}", place_of(*first, *column)));
        let (what, hint) = words::unknown_column(head, names.near(sheet, head), &sheet.all_names());
        reading.refuse(Problem { place, what, hint });
    }
    for (number, row) in cells.range(last_head + 1..) {
        let mut row = SheetRow::new(&file, *number, names, row);
        if !row.get("via").is_empty() {
            continue;
        }
        row.check();
        row.take(reading, sheet);
    }
}

/// A cell as people call it: `C12`.
fn place_of(row: u32, column: u32) -> String {
    let mut letters = String::new();
    let mut left = column + 1;
    while left > 0 {
        let digit = u8::try_from((left - 1) % 26).unwrap_or(0);
        letters.insert(0, char::from(b'A' + digit));
        left = (left - 1) / 26;
    }
    format!("{letters}{}", row + 1)
}
