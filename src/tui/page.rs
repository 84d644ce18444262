//! Pages to read: the brief of a participant, the list of what is to do and what changed, as lines for the width of the screen.
//!
//! Invariant: the page is the one that the command line prints; it is made when something changes, never while drawing.

use super::{
    compared,
    model::{Model, Place},
};
use crate::{
    domain::{
        brief::{Asked, Brief},
        extent::Notes,
        lang::Lang,
        to_do::{Reach, ToDo},
    },
    export::{
        Report, brief,
        page::Page,
        text::{self, Line},
        to_do,
        watch::Watch,
    },
};

/// Days within which the list of what is to do shows what falls due.
const DUE_DAYS: u32 = 30;
/// Days after which the list of what is to do shows who was not heard.
const QUIET_DAYS: u32 = 180;

/// A page that is read.
#[derive(Debug)]
pub struct Reading {
    place: Place,
    lang: Lang,
    columns: usize,
    /// Its lines.
    pub lines: Vec<Line>,
    /// The first line in view.
    pub top: usize,
}

impl Reading {
    /// Scrolls by so many lines in a view of so many rows.
    pub fn scroll(&mut self, lines: isize, rows: usize) {
        let last = self.lines.len().saturating_sub(rows);
        self.top = self.top.saturating_add_signed(lines).min(last);
    }
}

/// Makes the page of the screen where one is, if it is one to read and not made yet for this language and width.
pub fn read(model: &mut Model) {
    let Some(place) = model.screen().map(|screen| screen.place).filter(|_| model.is_reading()) else {
        model.reading = None;
        return;
    };
    let columns = usize::from(model.size.0.saturating_sub(3));
    let lang = model.lang;
    let is_made = |made: &Reading| made.place == place && made.lang == lang && made.columns == columns;
    if model.reading.as_ref().is_some_and(is_made) {
        return;
    }
    let top = model.reading.as_ref().filter(|made| made.place == place).map_or(0, |made| made.top);
    let lines = text::lines(&page(model, place), columns);
    model.reading = Some(Reading { place, lang, columns, lines, top });
}

fn page(model: &Model, place: Place) -> Page {
    let now = model.options.view.as_of.unwrap_or(model.now);
    let cover = compared::cover(model, model.options.view);
    let (paper, roster, snapshot) = (&model.paper, &model.roster, &model.snapshot);
    let report = Report { paper, roster, snapshot, cover: &cover, watch: &Watch::default() };
    match place {
        Place::Brief(who) => {
            let asked = Asked {
                who,
                own: model.options.own,
                now,
                zones: model.options.zones,
                since: None,
                notes: Notes::Here,
            };
            brief::page(&report, &Brief::new(paper, roster, &model.ledger, snapshot, &asked))
        }
        Place::Changes => {
            model.compared.as_ref().map_or_else(Page::new, |compared| compared::read(model, compared))
        }
        _ => {
            let reach = Reach { now, days: DUE_DAYS, quiet_days: QUIET_DAYS };
            to_do::page(&report, &ToDo::new(roster, snapshot, reach))
        }
    }
}
