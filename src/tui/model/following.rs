//! What follows from the ledger: figures, undone entries, rows of every screen.
//!
//! Invariant: computed when something changes and never while drawing; what one entry changes costs no more than what it touches.

use super::{Model, Place};
use crate::{
    domain::{
        authorship,
        entry::Entry,
        ids::EntryId,
        instant::Instant,
        ledger::{Ledger, View},
        snapshot::Snapshot,
    },
    tui::past::Days,
};
use std::{collections::HashSet, sync::Arc};

impl Model {
    /// Shows what was read from the journals; the snapshot and the days are of the view with which the program was started.
    pub fn open(&mut self, ledger: Ledger, snapshot: Snapshot, days: Days) {
        self.loading = None;
        let horizon = ledger.horizon();
        (self.ledger, self.days) = (ledger, days);
        self.ledger.set_horizon(self.clock().end_of_today());
        match snapshot.view == self.options.view && self.ledger.horizon() == horizon {
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

    /// Takes note of the present. With a new day, what is dated on it begins to count.
    pub fn tick(&mut self, now: Instant) {
        let is_new_day = now.date() != self.now.date();
        self.now = now;
        if is_new_day {
            self.ledger.set_horizon(self.clock().end_of_today());
            self.look(self.options.view);
        }
    }

    /// Shows another view.
    pub fn look(&mut self, view: View) {
        self.options.view = view;
        self.snapshot = Snapshot::new(&self.paper, &self.roster, &self.ledger, view);
        self.follow();
    }

    fn gather_days(&mut self) {
        let view = View { as_of: None, ..self.options.view };
        self.days = Days::of(&self.ledger, &self.ledger.undone(view), view);
    }

    /// Takes in further entries, and what they change. What is on screen follows with `freshen`.
    pub fn take_in(&mut self, entries: &[Entry]) {
        let known = self.ledger.len();
        for entry in entries {
            self.ledger.apply(entry.clone());
        }
        let view = self.options.view;
        let before = std::mem::replace(&mut self.undone, self.ledger.undone(view));
        let touched = self.touched_by(entries);
        let named: HashSet<EntryId> = touched.iter().map(|entry| entry.id).collect();
        // Undos in a circle may change what none of the entries names.
        let is_plain = Arc::ptr_eq(&before, &self.undone)
            || before.symmetric_difference(&self.undone).all(|id| named.contains(id));
        if is_plain {
            self.count_days(known, &before, &touched);
            authorship::taken_back_again(&mut self.taken_back, &touched, &self.ledger, view, &self.undone);
        } else {
            self.gather_days();
            self.taken_back = authorship::taken_back(&self.ledger, view, &self.undone);
        }
        self.snapshot.take_in(&self.paper, &self.roster, &self.ledger, entries);
        self.age();
    }

    /// Entries that may count or not because of others, each once.
    fn touched_by(&self, entries: &[Entry]) -> Vec<Arc<Entry>> {
        let mut met = HashSet::new();
        let touched = entries.iter().flat_map(|entry| self.ledger.touched_by(entry));
        touched.filter(|entry| met.insert(Arc::as_ptr(entry))).collect()
    }

    /// Brings the days up to date, of which those from a place on are new.
    fn count_days(&mut self, known: usize, before: &HashSet<EntryId>, touched: &[Arc<Entry>]) {
        let new: HashSet<_> = self.ledger.entries()[known..].iter().map(Arc::as_ptr).collect();
        for entry in touched.iter().filter(|entry| self.options.view.knows(entry.at)) {
            let counted = !new.contains(&Arc::as_ptr(entry)) && !before.contains(&entry.id);
            match (counted, !self.undone.contains(&entry.id)) {
                (false, true) => self.days.add(entry),
                (true, false) => self.days.remove(entry),
                _ => {}
            }
        }
    }

    /// Computes what follows from the snapshot and the ledger; the rows of other screens when one comes back to them.
    fn follow(&mut self) {
        let view = self.options.view;
        self.undone = self.ledger.undone(view);
        self.taken_back = authorship::taken_back(&self.ledger, view, &self.undone);
        self.age();
        self.freshen();
    }

    /// Takes note that no row of any screen is what it was.
    fn age(&mut self) {
        self.screens.iter_mut().for_each(|screen| screen.is_stale = true);
        self.is_aged = true;
    }

    /// Computes anew what is on screen, where what it shows has changed.
    pub fn freshen(&mut self) {
        if std::mem::take(&mut self.is_aged) {
            if !self.contests.marked.is_empty() {
                let all: HashSet<_> = self.conflicts().all().into_iter().collect();
                self.contests.marked.retain(|contested| all.contains(contested));
            }
            if let Some(walk) = &mut self.walk {
                walk.listen(&self.snapshot);
            }
            self.reading = None;
            self.rebuild();
            self.arrange();
        }
        self.rebuild();
    }

    /// Computes the rows of the screen where one is anew, where figures changed while one was elsewhere.
    fn rebuild(&mut self) {
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
