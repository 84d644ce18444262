//! A snapshot as a file: one format per module, bytes out.
//!
//! Invariant: pure, and nothing is counted here; every number is the snapshot's, so that a file and a screen can't disagree.

pub mod agenda;
pub mod brief;
pub mod csv;
pub mod document;
pub mod html;
pub mod json;
pub mod log;
pub mod markdown;
pub mod page;
pub mod pages;
pub mod ron;
pub mod tables;
pub mod text;

use crate::{
    domain::{instant::Instant, lang::Lang, paper::Paper, roster::Roster, snapshot::Snapshot},
    words::report as words,
};

/// What a snapshot is rendered from.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// The paper.
    pub paper: &'a Paper,
    /// Delegations and groups.
    pub roster: &'a Roster,
    /// What stands.
    pub snapshot: &'a Snapshot,
    /// What the file says of itself.
    pub cover: &'a Cover,
}

/// What a file says of itself, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cover {
    /// The language.
    pub lang: Lang,
    /// The instant that is shown: what was asked for, or now.
    pub as_of: Instant,
    /// Who hands it out.
    pub by: String,
    /// For example "RESTRICTED"; empty where there is none.
    pub marking: String,
    /// Which notes go in.
    pub notes: Notes,
}

/// Which notes go into a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Notes {
    /// None at all.
    None,
    /// Those that were marked as shareable.
    #[default]
    Shareable,
    /// Internal ones too.
    All,
}

/// What a snapshot can be written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Markdown, for people.
    Markdown,
    /// One row a position, for spreadsheets.
    Csv,
    /// Schema 1, for programs.
    Json,
    /// As JSON, in RON.
    Ron,
}

/// A format refused a value, which no snapshot causes.
#[derive(Debug, thiserror::Error)]
#[error("the snapshot can't be written as {format}: {why}")]
pub struct ExportError {
    format: &'static str,
    why: String,
}

impl ExportError {
    fn of(format: &'static str) -> impl FnOnce(&dyn std::fmt::Display) -> ExportError {
        move |why| ExportError { format, why: why.to_string() }
    }
}

/// The snapshot in a format, as UTF-8.
///
/// # Errors
/// When the format refuses a value.
pub fn render(report: &Report, format: Format) -> Result<Vec<u8>, ExportError> {
    match format {
        Format::Markdown => Ok(markdown::render(report).into_bytes()),
        Format::Csv => csv::render(report).map_err(|error| ExportError::of("CSV")(&error)),
        Format::Json => json::render(report).map_err(|error| ExportError::of("JSON")(&error)),
        Format::Ron => ron::render(report).map_err(|error| ExportError::of("RON")(&error)),
    }
}

impl Report<'_> {
    /// How much of all cells has a position, in words.
    pub fn coverage(&self) -> String {
        let total = &self.snapshot.total;
        let cells = self.snapshot.cell_count();
        words::coverage(self.cover.lang, total.recorded(), cells, total.through_groups(), total.clashes)
    }

    /// Whether a note goes in.
    pub fn takes(&self, shareable: bool) -> bool {
        match self.cover.notes {
            Notes::None => false,
            Notes::Shareable => shareable,
            Notes::All => true,
        }
    }

    /// Internal notes that are left out although others go in.
    pub fn notes_left_out(&self) -> usize {
        self.snapshot.notes.iter().filter(|note| !self.takes(note.shareable)).count()
    }
}
