//! Reading back: the bytes of a file in; what it says, what is wrong with it and what of that is new out.
//!
//! Invariant: pure, and nothing is guessed; what is not understood is a problem with its place, and a row with a problem gives nothing.

pub mod contents;
pub mod decode;
pub mod diff;
pub mod documents;
pub mod head;
pub mod json;
pub mod places;
pub mod plan;
pub mod separated;
pub mod sheets;
pub mod values;

use crate::domain::{instant::Clock, paper::Paper, position::Position, problem::Problem, roster::Roster};
use contents::Contents;
use encoding_rs::Encoding;
use std::collections::HashMap;
use values::Reading;

/// What can be read back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One row a position, with commas, semicolons or tabs.
    Csv,
    /// Schema 1.
    Json,
    /// Sheets.
    Xlsx,
}

impl Format {
    /// All formats.
    pub const ALL: [Format; 3] = [Format::Csv, Format::Json, Format::Xlsx];

    /// Name on the command line, which is also how names of such files end.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::Json => "json",
            Format::Xlsx => "xlsx",
        }
    }

    /// The format with an extension, in any case.
    pub fn of_extension(extension: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|format| format.extension().eq_ignore_ascii_case(extension))
    }

    /// What a file is by how it begins.
    pub fn of_content(bytes: &[u8]) -> Format {
        let text = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        match text.iter().find(|byte| !byte.is_ascii_whitespace()) {
            _ if bytes.starts_with(b"PK\x03\x04") => Format::Xlsx,
            Some(b'{') => Format::Json,
            _ => Format::Csv,
        }
    }
}

/// What notes of a table are, where it does not say so itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NotesAre {
    /// As their rows say, else internal.
    #[default]
    AsWritten,
    /// Internal, whatever the file.
    Internal,
    /// Shareable, whatever the file.
    Shareable,
}

/// How words of the position column are to be understood; `None` means that the row is left out.
pub type WordMap = HashMap<String, Option<Position>>;

/// What a file is read against.
#[derive(Debug, Clone, Copy)]
pub struct Around<'a> {
    /// The paper.
    pub paper: &'a Paper,
    /// Delegations and groups.
    pub roster: &'a Roster,
    /// The present, and the zones by which it is understood.
    pub clock: Clock,
    /// Name of the file as the user knows it.
    pub file: &'a str,
    /// Encoding of its text, where somebody said so.
    pub encoding: Option<&'static Encoding>,
    /// Words of the position column, folded.
    pub words: &'a WordMap,
    /// What notes are.
    pub notes: NotesAre,
}

/// Problems that are listed before the others are counted.
pub const LISTED: usize = 1000;

/// A file as it was read.
#[derive(Debug, Default)]
pub struct Read {
    /// What its good rows say.
    pub contents: Contents,
    /// What is wrong, in the order of the file; the first `LISTED`.
    pub problems: Vec<Problem>,
    /// What else is wrong, counted.
    pub unlisted: usize,
    /// Rows that say something.
    pub rows: usize,
    /// Rows of these in which something is wrong.
    pub bad: usize,
    /// Rows that were left out because the user said so.
    pub left_out: usize,
    /// Texts out of which characters were taken that act on a terminal.
    pub cleaned: usize,
    /// Whether the file as such can't be understood, so that no row counts.
    pub refused: bool,
}

/// Reads a file.
pub fn read(bytes: &[u8], format: Format, around: Around) -> Read {
    let mut reading = Reading::new(around);
    match format {
        Format::Xlsx => sheets::read(&mut reading, bytes),
        Format::Csv | Format::Json => match decode::decode(bytes, around.encoding, around.file) {
            Err(problem) => reading.refuse(*problem),
            Ok(decoded) if format == Format::Json => json::read(&mut reading, &decoded),
            Ok(decoded) => separated::read(&mut reading, &decoded),
        },
    }
    reading.read
}
