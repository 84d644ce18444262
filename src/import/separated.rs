//! A table as text: CSV with commas, semicolons or tabs.
//!
//! Invariant: every value keeps its place in the file; a quote that is never closed is a problem and swallows nothing in silence.

use super::{
    documents,
    head::{COUNT, Column, Head},
    places::Places,
    values::{Reading, Row},
};
use crate::{
    domain::{
        limits::{COLUMNS, Limit, ROWS},
        problem::{Place, Problem},
    },
    words::import::wrong as words,
};
use std::ops::Range;

/// Reads a whole table.
pub fn read(reading: &mut Reading, text: &str) {
    let file = reading.around.file;
    let places = Places::new(file, text);
    let (first, separator) = opening(text);
    let mut reader = rows(&text[first..], separator);
    let mut record = csv::StringRecord::new();
    let place = |start: u64, field: usize| {
        let start = first + usize::try_from(start).unwrap_or(0);
        places.at(field_range(text, start, separator, field))
    };
    let mut table: Option<Table> = None;
    loop {
        let next = first + usize::try_from(reader.position().byte()).unwrap_or(0);
        if let Some(field) = field_beyond(text, next, separator) {
            return reading.refuse_beyond(Limit::Columns(COLUMNS), places.at(field));
        }
        if !reader.read_record(&mut record).unwrap_or(false) {
            break;
        }
        let start = record.position().map_or(0, csv::Position::byte);
        let Some(table) = &table else {
            match Table::read(&record) {
                Ok(found) => table = Some(found),
                Err(wrong) => return refuse(reading, wrong, |field| place(start, field)),
            }
            continue;
        };
        if let Some(quote) = open_quote(text, first, start, reader.position().byte(), separator) {
            let (what, hint) = words::open_quote();
            reading.refuse(Problem { place: places.at(quote..quote + 1), what, hint });
            return;
        }
        if record.iter().all(|field| field.trim().is_empty()) {
            continue;
        }
        if !reading.takes_more(reading.read.rows + reading.read.left_out) {
            return reading.refuse_beyond(Limit::Rows(ROWS), Place { column: 0, ..place(start, 0) });
        }
        table.take(reading, &record, |field| place(start, field));
    }
    if table.is_none() {
        let (what, hint) = words::empty_file();
        reading.refuse(Problem { place: Place::file(file), what, hint });
    }
}

/// A reader of rows that may be of different lengths.
fn rows(text: &str, separator: u8) -> csv::Reader<&[u8]> {
    let mut options = csv::ReaderBuilder::new();
    options.has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes())
}

/// A table by its head: which column says what.
enum Table {
    Positions(Vec<Option<Column>>),
    Documents(Vec<Option<&'static str>>),
}

impl Table {
    fn read(head: &csv::StringRecord) -> Result<Table, Vec<(usize, words::Said)>> {
        match documents::head(head.iter()) {
            Some(columns) => columns.map(Table::Documents),
            None => Head::read(head.iter()).map(|Head(columns)| Table::Positions(columns)),
        }
    }

    fn has(&self, field: usize) -> bool {
        match self {
            Table::Positions(columns) => columns.get(field).copied().flatten().is_some(),
            Table::Documents(columns) => columns.get(field).copied().flatten().is_some(),
        }
    }

    /// Takes in a row, or what is wrong with it.
    fn take(&self, reading: &mut Reading, record: &csv::StringRecord, place: impl Fn(usize) -> Place) {
        let is_without = |(i, field): &(usize, &str)| !field.trim().is_empty() && !self.has(*i);
        if let Some((i, field)) = record.iter().enumerate().find(is_without) {
            let (what, hint) = words::value_without_head(field);
            return reading.bad_row([Problem { place: place(i), what, hint }]);
        }
        match self {
            Table::Positions(columns) => {
                let mut cells = [""; COUNT];
                for (field, column) in record.iter().zip(columns) {
                    if let Some(column) = column {
                        cells[*column as usize] = field;
                    }
                }
                let at = |column: Column| columns.iter().position(|known| *known == Some(column));
                reading.take_row(&Row { cells, place: &|column| place(at(column).unwrap_or(0)) });
            }
            Table::Documents(columns) => {
                let at = |column: &str| columns.iter().position(|known| *known == Some(column));
                let get = |column: &str| at(column).and_then(|field| record.get(field)).unwrap_or_default();
                documents::take(reading, get, |column| place(at(column).unwrap_or(0)));
            }
        }
    }
}

/// The head can't be understood, so nothing below it is read.
pub(super) fn refuse(
    reading: &mut Reading,
    wrong: Vec<(usize, words::Said)>,
    place: impl Fn(usize) -> Place,
) {
    for (field, (what, hint)) in wrong {
        let place = if field == usize::MAX { Place { column: 0, ..place(0) } } else { place(field) };
        reading.refuse(Problem { place, what, hint });
    }
}

/// Where the table begins and what separates its values: as a line `sep=;` says, else what the head line has most of.
fn opening(text: &str) -> (usize, u8) {
    let line_of = |from: usize| text[from..].split(['\r', '\n']).next().unwrap_or_default();
    if let Some(&[separator]) = line_of(0).strip_prefix("sep=").map(str::as_bytes)
        && separator.is_ascii()
    {
        return (line_of(0).len(), separator);
    }
    let blank = text.len() - text.trim_start_matches(['\r', '\n']).len();
    let count = |separator: u8| line_of(blank).bytes().filter(|byte| *byte == separator).count();
    let [comma, rest @ ..] = [b',', b';', b'\t'];
    let best = rest.into_iter().fold(comma, |best, one| if count(one) > count(best) { one } else { best });
    (0, best)
}

/// What a walk through a record's bytes finds.
struct Walk {
    /// The range of the field that was asked for, or the end of the record.
    field: Range<usize>,
    /// Whether the record has that field.
    is_there: bool,
    /// Where a quote begins that is not closed.
    open: Option<usize>,
}

/// The bytes of one field of the record that starts at or behind `start`, without its quotes where it fits in a line.
fn field_range(text: &str, start: usize, separator: u8, field: usize) -> Range<usize> {
    walk(text.as_bytes(), start, text.len(), separator, field).field
}

/// The first field of the record that starts at or behind `start` that it has too many of.
fn field_beyond(text: &str, start: usize, separator: u8) -> Option<Range<usize>> {
    let walk = walk(text.as_bytes(), start, text.len(), separator, COLUMNS);
    walk.is_there.then_some(walk.field)
}

/// Where the last record opens a quote that it does not close; only a record that reaches the end of the text can.
fn open_quote(text: &str, first: usize, start: u64, end: u64, separator: u8) -> Option<usize> {
    let byte = |at: u64| first + usize::try_from(at).unwrap_or(0);
    if byte(end) < text.len() {
        return None;
    }
    walk(text.as_bytes(), byte(start), text.len(), separator, usize::MAX).open
}

fn walk(bytes: &[u8], start: usize, end: usize, separator: u8, wanted: usize) -> Walk {
    let is_end = |byte: u8| byte == b'\n' || byte == b'\r';
    let mut at = start;
    while at < end && is_end(bytes[at]) {
        at += 1;
    }
    let mut field = 0;
    loop {
        let begin = at;
        if at < end && bytes[at] == b'"' {
            at += 1;
            loop {
                match bytes[at..end].iter().position(|byte| *byte == b'"') {
                    None => return Walk { field: begin..end, is_there: field == wanted, open: Some(begin) },
                    Some(found) if bytes.get(at + found + 1) == Some(&b'"') => at += found + 2,
                    Some(found) => {
                        at += found + 1;
                        break;
                    }
                }
            }
        }
        while at < end && bytes[at] != separator && !is_end(bytes[at]) {
            at += 1;
        }
        if field == wanted || at >= end || is_end(bytes[at]) {
            return Walk { field: begin..at, is_there: field == wanted, open: None };
        }
        (field, at) = (field + 1, at + 1);
    }
}
