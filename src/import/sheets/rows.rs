//! One row of a sheet: its cells by the names of their columns, understood as what the sheet lists.
//!
//! Invariant: whatever can't be read is a problem with its cell, and nothing of such a row is kept.

use super::{
    heads::{Names, Sheet},
    place_of,
};
use crate::{
    domain::{
        entry::{CommitmentMade, LineSet, MeetingPlanned, PointSet},
        position::{Source, Status},
        problem::{Place, Problem},
    },
    import::{
        contents::{CommitmentIn, LineIn, MeetingIn, NoteIn, Origin},
        documents,
        head::{COUNT, Column},
        values::{Reading, Row, kind, named, visibility},
    },
    words::import::wrong::{self as words, Said},
};
use std::collections::BTreeMap;

/// Units of UTF-16 that a cell can hold; a text of as many was cut.
const LONGEST: usize = 32_767;

/// One row of a sheet.
pub(super) struct SheetRow<'s> {
    file: &'s str,
    number: u32,
    names: &'s Names,
    cells: &'s BTreeMap<u32, String>,
    wrong: Vec<Problem>,
}

impl<'s> SheetRow<'s> {
    pub(super) fn new(
        file: &'s str,
        number: u32,
        names: &'s Names,
        cells: &'s BTreeMap<u32, String>,
    ) -> SheetRow<'s> {
        SheetRow { file, number, names, cells, wrong: Vec::new() }
    }

    /// What is in a column; empty where nothing does.
    pub(super) fn get(&self, name: &str) -> &'s str {
        let cell = self.names.column(name).and_then(|column| self.cells.get(&column));
        cell.map_or("", |text| text.trim())
    }

    /// A name out of a few, which may stand in both languages.
    fn choice(&self, name: &str) -> &'s str {
        let both = self.get(name);
        both.split_once(" / ").map_or(both, |(first, _)| first.trim())
    }

    fn place(&self, column: u32) -> Place {
        Place::file(&format!("{}!{}", self.file, place_of(self.number, column)))
    }

    fn place_named(&self, name: &str) -> Place {
        self.place(self.names.column(name).unwrap_or(0))
    }

    /// Cells that no row of this sheet can have.
    pub(super) fn check(&mut self) {
        for (column, text) in self.cells {
            let said = match self.names.name(*column) {
                None => words::value_without_head(text),
                Some(_) if text.len() >= LONGEST && text.encode_utf16().count() >= LONGEST => {
                    words::cut_cell()
                }
                Some(_) => continue,
            };
            let place = self.place(*column);
            self.wrong.push(Problem { place, what: said.0, hint: said.1 });
        }
    }

    fn read<T>(&mut self, name: &str, read: impl FnOnce(&'s str) -> Result<T, Said>) -> Option<T> {
        match read(self.choice(name)) {
            Ok(value) => Some(value),
            Err((what, hint)) => {
                let place = self.place_named(name);
                self.wrong.push(Problem { place, what, hint });
                None
            }
        }
    }

    fn read_if<T>(&mut self, name: &str, read: impl FnOnce(&'s str) -> Result<T, Said>) -> Option<T> {
        if self.get(name).is_empty() { None } else { self.read(name, read) }
    }

    /// Takes what the row says, or what is wrong with it.
    pub(super) fn take(mut self, reading: &mut Reading, sheet: Sheet) {
        if sheet == Sheet::Positions && self.wrong.is_empty() {
            return self.position(reading);
        }
        if sheet == Sheet::Documents && self.wrong.is_empty() {
            return documents::take(reading, |name| self.get(name), |name| self.place_named(name));
        }
        let taken = match sheet {
            Sheet::Positions | Sheet::Documents => None,
            Sheet::Notes => self.note(reading),
            Sheet::Commitments => self.commitment(reading),
            Sheet::Lines => self.line(reading),
            Sheet::Points => self.point(reading),
            Sheet::Meetings => self.meeting(reading),
        };
        match taken {
            Some(()) => reading.read.rows += 1,
            None => reading.bad_row(self.wrong),
        }
    }

    fn position(&self, reading: &mut Reading) {
        let mut cells = [""; COUNT];
        for column in Column::ALL {
            cells[column as usize] = match column {
                Column::Position | Column::Source | Column::Visibility => self.choice(column.name()),
                // A sheet may have names in two languages; its codes are what counts.
                Column::Name | Column::Region | Column::Groups => "",
                _ => self.get(column.name()),
            };
        }
        reading.take_row(&Row { cells, place: &|column| self.place_named(column.name()) });
    }

    fn note(&mut self, reading: &mut Reading) -> Option<()> {
        let who = self.read_if("participant", |given| reading.participant(given));
        let item = self.read_if("item", |given| reading.item(given));
        let on = self.read("date", |given| reading.date(given)).flatten();
        let visibility = self.read_if("visibility", visibility).unwrap_or_default();
        let text = self.text(reading, "text");
        self.wrong.is_empty().then_some(())?;
        let (text, origin) = (text?, Origin::Row(self.get("id").parse().ok()));
        reading.read.contents.notes.push(NoteIn {
            who,
            item,
            text,
            visibility,
            source: None,
            quote: None,
            sitting: None,
            intervention: None,
            on,
            origin,
        });
        Some(())
    }

    fn text(&mut self, reading: &mut Reading, name: &str) -> Option<String> {
        let text = reading.text(self.get(name));
        self.read(name, |_| if text.is_empty() { Err(words::missing(name)) } else { Ok(text) })
    }

    fn commitment(&mut self, reading: &mut Reading) -> Option<()> {
        let who = self.read("participant", |given| reading.participant(given));
        let item = self.read("item", |given| reading.item(given));
        let text = self.text(reading, "text");
        let due = self.read_if("due", |given| given.parse().map_err(|_| words::not_a_day(given)));
        let status = self.read_if("status", |given| {
            named::<Status, 6>(given, "status", Status::ALL.map(Status::slug), words::not_a_status)
        });
        let source = self.read_if("source", kind);
        let reference = reading.line(self.get("reference"));
        if source.is_none() && !reference.is_empty() && self.get("source").is_empty() {
            self.read::<()>("reference", |_| Err(words::reference_without_source(&reference)));
        }
        let (evidence, at) = (reading.text(self.get("evidence")), self.get("recorded").parse().ok());
        self.wrong.is_empty().then_some(())?;
        let group = self.read_if("group", |given| reading.participant(given));
        self.wrong.is_empty().then_some(())?;
        let source = source.map(|kind| Source { group, ..Source::new(kind, &reference) });
        let made = CommitmentMade { who: who?, item: item?, text: text?, due, source };
        let (status, id) = (status.unwrap_or_default(), self.get("id").parse().ok());
        reading.read.contents.commitments.push(CommitmentIn { made, status, evidence, at, id });
        Some(())
    }

    fn line(&mut self, reading: &mut Reading) -> Option<()> {
        let item = self.read("item", |given| reading.item(given));
        let [objective, arguments, asks] =
            ["objective", "arguments", "asks"].map(|name| reading.text(self.get(name)));
        self.wrong.is_empty().then_some(())?;
        let drawn = LineSet { item: item?, objective, arguments, asks, ..LineSet::default() };
        let at = self.get("recorded").parse().ok();
        reading.read.contents.lines.push(LineIn { drawn, at });
        Some(())
    }

    fn point(&mut self, reading: &mut Reading) -> Option<()> {
        let who = self.read("participant", |given| reading.participant(given));
        let item = self.read("item", |given| reading.item(given));
        let text = reading.text(self.get("text"));
        self.wrong.is_empty().then_some(())?;
        reading.read.contents.points.push(PointSet { who: who?, item: item?, text, done: false });
        Some(())
    }

    fn meeting(&mut self, reading: &mut Reading) -> Option<()> {
        let parts =
            |given: &'s str| given.split([',', '，', '、']).map(str::trim).filter(|part| !part.is_empty());
        let participants = self.read("participants", |given| match parts(given).next() {
            None => Err(words::missing("participants")),
            Some(_) => parts(given).map(|one| reading.participant(one)).collect::<Result<Vec<_>, Said>>(),
        });
        let items = self.read("items", |given| {
            parts(given).map(|one| reading.item(one)).collect::<Result<Vec<_>, Said>>()
        });
        let when = self.read("when", |given| reading.instant(given));
        let until = self.read_if("until", |given| reading.instant(given));
        let (place, outcome) = (reading.line(self.get("place")), reading.text(self.get("outcome")));
        self.wrong.is_empty().then_some(())?;
        let finished = !self.get("finished").is_empty() || !outcome.is_empty();
        let planned =
            MeetingPlanned { participants: participants?, when: when?, until, place, items: items? };
        let id = self.get("id").parse().ok();
        reading.read.contents.meetings.push(MeetingIn { planned, outcome: finished.then_some(outcome), id });
        Some(())
    }
}
