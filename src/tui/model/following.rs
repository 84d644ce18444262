//! What follows from the ledger: figures, undone entries, rows of every screen.
//!
//! Invariant: computed when something changes and never while drawing; what one entry changes costs no more than what it touches.

use super::{Model, Place};
use crate::{
    domain::{
        entry::Entry,
        ledger::{Ledger, View},
        snapshot::Snapshot,
        stranger,
    },
    tui::past,
};
use chrono::NaiveDate;
use std::collections::{BTreeSet, HashSet};

impl Model {
    /// Shows what was read from the journals; the snapshot and the days are of the view with which the program was started.
    pub fn open(&mut self, ledger: Ledger, snapshot: Snapshot, days: BTreeSet<NaiveDate>) {
        self.loading = None;
        (self.ledger, self.days) = (ledger, days);
        match snapshot.view == self.options.view {
            true => {
                self.snapshot = snapshot;
                self.follow();
            }
            false => self.look(self.options.view),
        }
    }

    /// Computes anew what follows from the ledger: figures, undone entries, rows of every screen.
    pub fn recompute(&mut self) {
        self.gather_days();
        self.look(self.options.view);
    }

    /// Shows another view.
    pub fn look(&mut self, view: View) {
        self.options.view = view;
        self.snapshot = Snapshot::new(&self.paper, &self.roster, &self.ledger, view);
        self.follow();
    }

    fn gather_days(&mut self) {
        let view = View { as_of: None, ..self.options.view };
        self.days = past::days(&self.ledger, &self.ledger.undone(view), view);
    }

    /// Takes in further entries, and what they change.
    pub fn take_in(&mut self, entries: &[Entry]) {
        for entry in entries {
            self.ledger.apply(entry.clone());
        }
        match entries.iter().any(|entry| entry.undoes().is_some()) {
            true => self.gather_days(),
            false => self.days.extend(entries.iter().flat_map(past::of)),
        }
        self.snapshot.take_in(&self.paper, &self.roster, &self.ledger, entries);
        self.follow();
    }

    /// Computes what follows from the snapshot and the ledger; the rows of other screens when one comes back to them.
    fn follow(&mut self) {
        let view = self.options.view;
        self.undone = self.ledger.undone(view);
        self.taken_back = stranger::taken_back(&self.ledger, view, &self.undone);
        self.screens.iter_mut().for_each(|screen| screen.is_stale = true);
        self.freshen();
        if !self.contests.marked.is_empty() {
            let all: HashSet<_> = self.clashes().all().into_iter().collect();
            self.contests.marked.retain(|contested| all.contains(contested));
        }
        if let Some(walk) = &mut self.walk {
            walk.listen(&self.snapshot);
        }
        self.reading = None;
        self.arrange();
    }

    /// Computes the rows of the screen where one is anew, where figures changed while one was elsewhere.
    pub fn freshen(&mut self) {
        let Some(mut screen) = self.screens.pop() else { return };
        if std::mem::take(&mut screen.is_stale) {
            screen.list.rebuild(self, screen.place, &screen.filter);
        }
        self.screens.push(screen);
    }

    /// Computes anew what the matrix shows, where one came by it.
    pub fn arrange(&mut self) {
        let screen = self.screens.iter().find(|screen| screen.place == Place::Matrix);
        let Some(text) = screen.map(|screen| screen.filter.clone()) else { return };
        let mut grid = std::mem::take(&mut self.grid);
        grid.arrange(self, &text);
        self.grid = grid;
    }
}
