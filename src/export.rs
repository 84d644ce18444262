//! A snapshot as a file: one format per module, bytes out.
//!
//! Invariant: pure, and nothing is counted here; every number is the snapshot's, so that a file and a screen can't disagree.

pub mod brief;
pub mod changes;
pub mod committee;
pub mod conflict;
pub mod csv;
pub mod document;
pub mod docx;
pub mod html;
pub mod ics;
pub mod json;
pub mod log;
pub mod markdown;
pub mod page;
pub mod pages;
pub mod ron;
pub mod saved;
pub mod tables;
pub mod text;
pub mod to_do;
pub mod watch;
mod wording;
pub mod xlsx;

use crate::domain::document::Coverage;
use crate::domain::{extent::Audience, ids::ItemId};
use crate::{
    domain::{
        extent::{Extent, Notes},
        instant::Instant,
        lang::Lang,
        paper::Paper,
        roster::Roster,
        rows::PositionRow,
        snapshot::{Commitment, Line, Meeting, Note, Point, Snapshot},
        text::{is_unsafe, plain},
    },
    words::{office, report as words},
};
use chrono_tz::Tz;
use watch::Watch;

/// What a snapshot is rendered from.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// The paper.
    pub paper: &'a Paper,
    /// Delegations and groups.
    pub roster: &'a Roster,
    /// The snapshot.
    pub snapshot: &'a Snapshot,
    /// What the file says of itself.
    pub cover: &'a Cover,
    /// How far it has got.
    pub watch: &'a Watch,
}

/// What a file says of itself, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cover {
    /// The language.
    pub lang: Lang,
    /// Whether the other language stands beside it.
    pub beside: bool,
    /// The instant that is shown: what was asked for, or now.
    pub as_of: Instant,
    /// Who hands it out.
    pub by: String,
    /// For example "RESTRICTED"; empty where there is none.
    pub marking: String,
    /// Who it is for.
    pub audience: Audience,
    /// The zone of the workspace.
    pub zone: Tz,
    /// How many problems the workspace has.
    pub problems: usize,
    /// Which notes go in.
    pub notes: Notes,
    /// Which items and participants.
    pub extent: Extent,
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
    /// One file that a browser opens.
    Html,
    /// A workbook: a matrix to look at, lists to filter and to edit.
    Xlsx,
    /// A document, for a word processor.
    Docx,
    /// Meetings and due dates, for calendars.
    Ics,
}

impl Format {
    /// All formats, in the order in which they are offered.
    pub const ALL: [Format; 8] = [
        Format::Markdown,
        Format::Html,
        Format::Docx,
        Format::Xlsx,
        Format::Csv,
        Format::Ics,
        Format::Json,
        Format::Ron,
    ];

    /// Name on the command line, which is also how names of such files end.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Markdown => "md",
            Format::Csv => "csv",
            Format::Json => "json",
            Format::Ron => "ron",
            Format::Html => "html",
            Format::Xlsx => "xlsx",
            Format::Docx => "docx",
            Format::Ics => "ics",
        }
    }

    /// The format with an extension, in any case.
    pub fn of_extension(extension: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|format| format.extension().eq_ignore_ascii_case(extension))
    }

    /// Whether it carries every character of every text, those that could act on a terminal as escapes.
    pub fn keeps_all(self) -> bool {
        matches!(self, Format::Json | Format::Ron | Format::Xlsx)
    }

    /// Whether it is text, which a terminal can show.
    pub fn is_text(self) -> bool {
        !matches!(self, Format::Xlsx | Format::Docx)
    }
}

/// A rendering came to no end.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// A format refused a value, which no snapshot causes.
    #[error("the snapshot can't be written as {format}: {why}")]
    Refused {
        /// The format's name.
        format: &'static str,
        /// What it said.
        why: String,
    },
    /// It was asked to stop.
    #[error("stopped before it was done; nothing was written")]
    Stopped,
}

impl ExportError {
    /// For `map_err`: what a format's writer said.
    pub fn of<E: std::fmt::Display>(format: &'static str) -> impl FnOnce(E) -> ExportError {
        move |why| ExportError::Refused { format, why: why.to_string() }
    }
}

/// The snapshot in a format, as bytes.
///
/// # Errors
/// When the format refuses a value, or the watch was asked to stop.
pub fn render(report: &Report, format: Format) -> Result<Vec<u8>, ExportError> {
    let bytes = match format {
        Format::Markdown => markdown::marked(&pages::whole(report), &report.cover.marking).into_bytes(),
        Format::Csv => csv::render(report).map_err(ExportError::of("CSV"))?,
        Format::Json => json::render(report).map_err(ExportError::of("JSON"))?,
        Format::Ron => ron::render(report).map_err(ExportError::of("RON"))?,
        Format::Html => html::snapshot::render(report).into_bytes(),
        Format::Xlsx => xlsx::render(report)?,
        Format::Docx => docx::render(report)?,
        Format::Ics => ics::render(report).into_bytes(),
    };
    if report.watch.is_stopped() { Err(ExportError::Stopped) } else { Ok(bytes) }
}

/// What a format leaves out of the snapshot or cuts short, a sentence each; known before it is written.
pub fn remarks(report: &Report, format: Format, lang: Lang) -> Vec<String> {
    let mut said = Vec::new();
    let internal = report.notes_left_out();
    if internal > 0 && report.cover.notes == Notes::Shareable {
        said.push(words::notes_left_out(lang, internal));
    }
    let acting = if format.keeps_all() {
        0
    } else {
        report.texts().filter(|text| text.chars().any(is_unsafe)).count()
    };
    if acting > 0 {
        said.push(words::cleaned(lang, acting));
    }
    let elsewhere = if format == Format::Csv { csv::left_out(report) } else { 0 };
    if elsewhere > 0 {
        said.push(words::not_in_csv(lang, elsewhere));
    }
    let cut = if format == Format::Xlsx { xlsx::cut_cells(report) } else { 0 };
    if cut > 0 {
        said.push(office::cut(lang, cut));
    }
    let undated = if format == Format::Ics { ics::left_out(report) } else { 0 };
    if undated > 0 {
        said.push(office::not_in_calendar(lang, undated));
    }
    said
}

/// The name that a file gets where nobody named it: title, as-of and marking, in characters that every file system takes.
pub fn file_name(report: &Report, format: Format) -> String {
    let cover = report.cover;
    let day = cover.as_of.date().to_string();
    let parts = [report.paper.file.title.get(cover.lang), &day, &cover.marking];
    let parts: Vec<String> =
        parts.iter().map(|part| plain(part, PART)).filter(|part| !part.is_empty()).collect();
    format!("{}.{}", parts.join("_"), format.extension())
}

/// Characters of a name's part, at most.
const PART: usize = 48;

impl<'a> Report<'a> {
    /// How much of all cells has a position, in words.
    pub fn coverage(&self) -> String {
        let total = &self.snapshot.total;
        let cells = self.snapshot.cell_count();
        words::coverage(self.cover.lang, &Coverage::of(total, cells))
    }

    /// Whether a note goes in.
    pub fn takes(&self, note: &Note) -> bool {
        self.cover.notes.take(note.visibility) && self.has_note(note)
    }

    /// Whether something on some items is meant: on one of those that go in; on none only where all go in.
    fn has_items(&self, items: &[ItemId]) -> bool {
        self.cover.extent.items.is_none() || items.iter().any(|item| self.cover.extent.has_item(Some(item)))
    }

    fn has_note(&self, note: &Note) -> bool {
        self.cover.extent.has_note(note.who.as_ref(), note.item.as_ref())
    }

    /// Notes within the extent that are left out.
    pub fn notes_left_out(&self) -> usize {
        self.snapshot.notes().iter().filter(|note| self.has_note(note) && !self.takes(note)).count()
    }

    /// Texts of people that go in.
    fn texts(&self) -> impl Iterator<Item = &'a str> {
        let of_position = |row: PositionRow<'a>| {
            let reference = row.standing.source().map(|source| &*source.reference);
            [Some(row.standing.condition()), reference, Some(row.standing.by())].into_iter().flatten()
        };
        let positions = self.positions().flat_map(of_position);
        let notes = self.notes().flat_map(|note| [&*note.text, &note.by]);
        let commitments = self.commitments().flat_map(|made| [&*made.text, &made.evidence, &made.by]);
        let lines = self
            .lines()
            .flat_map(|line| [&*line.drawn.objective, &line.drawn.arguments, &line.drawn.asks, &line.by]);
        let points = self.points().map(|point| &*point.text);
        let meetings = self
            .meetings()
            .flat_map(|meeting| [&*meeting.place, meeting.outcome.as_deref().unwrap_or_default()]);
        positions.chain(notes).chain(commitments).chain(lines).chain(points).chain(meetings)
    }

    /// Positions that go in, in the order of `Snapshot::positions`.
    pub fn positions(&self) -> impl Iterator<Item = PositionRow<'a>> + use<'a> {
        let (extent, roster, items) = (&self.cover.extent, self.roster, &self.snapshot.items);
        let all = self.snapshot.positions(roster);
        all.filter(move |row| extent.is_all() || extent.has(roster.code(row.who), &items[row.item]))
    }

    /// Notes that go in, oldest first.
    pub fn notes(&self) -> impl Iterator<Item = &'a Note> + use<'a> {
        let report = *self;
        self.snapshot.notes().iter().filter(move |note| report.takes(note))
    }

    /// Commitments that go in, in the order of their names.
    pub fn commitments(&self) -> impl Iterator<Item = &'a Commitment> + use<'a> {
        let extent = &self.cover.extent;
        self.snapshot.commitments().iter().filter(move |made| extent.has(&made.who, &made.item))
    }

    /// Our lines that go in.
    pub fn lines(&self) -> impl Iterator<Item = &'a Line> + use<'a> {
        let extent = &self.cover.extent;
        self.snapshot.lines.iter().filter(move |line| extent.has_line(&line.drawn.item))
    }

    /// Points to raise that go in.
    pub fn points(&self) -> impl Iterator<Item = &'a Point> + use<'a> {
        let extent = &self.cover.extent;
        self.snapshot.points.iter().filter(move |point| extent.has(&point.who, &point.item))
    }

    /// Meetings that go in, in order of time.
    pub fn meetings(&self) -> impl Iterator<Item = &'a Meeting> + use<'a> {
        let extent = &self.cover.extent;
        self.snapshot.meetings().iter().filter(move |meeting| extent.has_meeting(meeting))
    }
}
