//! The screen of conflicts: which version is chosen, which conflicts are marked, and what a rule would resolve.
//!
//! Invariant: pure; a chosen version stays the same record however others change the list meanwhile.

use super::{
    list::Row,
    model::{Model, Place},
    row_filter::RowFilter,
};
use crate::domain::{
    conflict::{Conflicts, Contested, Rule, Undecided, Versions},
    entry::Fact,
    ids::EntryId,
};
use std::collections::HashSet;

/// What the screen of conflicts knows beside its rows.
#[derive(Debug, Default)]
pub struct Contests {
    /// Conflicts that are marked.
    pub marked: HashSet<Contested>,
    /// The rule whose key was pressed last, where the next press resolves everything.
    pub asked: Option<Rule>,
    /// Conflicts that the act under way leaves undecided.
    pub left: usize,
    chosen: Option<(Contested, usize, EntryId)>,
}

impl Contests {
    /// The place of the chosen version of a conflict; the first where none of it was chosen.
    pub fn version(&self, contested: Contested, versions: &Versions) -> usize {
        let Some((_, place, entry)) = self.chosen.as_ref().filter(|chosen| chosen.0 == contested) else {
            return 0;
        };
        let records = representatives(versions);
        match records.get(*place) {
            Some(record) if *record == entry => *place,
            _ => records.iter().position(|record| *record == entry).unwrap_or(0),
        }
    }

    /// Chooses a version of a conflict by its place.
    pub fn choose(&mut self, contested: Contested, versions: &Versions, place: usize) {
        let record = representatives(versions).get(place).map(|record| *(*record));
        self.chosen = record.map(|record| (contested, place, record));
    }
}

/// The entry of the record that each version would be kept by.
fn representatives(versions: &Versions) -> Vec<&EntryId> {
    match versions {
        Versions::Positions(versions) => {
            versions.iter().flat_map(|version| version.first()).map(|r| r.entry()).collect()
        }
        Versions::Lines(versions) => {
            versions.iter().flat_map(|version| version.first()).map(|line| &line.entry).collect()
        }
    }
}

/// What a rule makes of several conflicts.
#[derive(Debug, Default)]
pub struct Resolved {
    /// The facts that resolve those that it decides.
    pub facts: Vec<Fact>,
    /// How many it leaves.
    pub left: usize,
    /// Why it left the first of these.
    pub why: Option<Undecided>,
}

impl Model {
    /// What conflicts are read from.
    pub fn conflicts(&self) -> Conflicts<'_> {
        Conflicts {
            paper: &self.paper,
            roster: &self.roster,
            ledger: &self.ledger,
            snapshot: &self.snapshot,
            undone: &self.undone,
        }
    }

    /// The conflict under the cursor.
    pub fn contested(&self) -> Option<Contested> {
        let screen = self.screen().filter(|screen| screen.place == Place::Conflicts)?;
        match screen.list.selected()? {
            Row::Conflict(contested) => Some(contested),
            _ => None,
        }
    }

    /// Those that are marked, else all that the list shows.
    pub fn to_resolve(&self) -> Vec<Contested> {
        let rows = self.screen().map_or(&[][..], |screen| &screen.list.rows);
        let shown = rows.iter().filter_map(|row| match row {
            Row::Conflict(contested) => Some(*contested),
            _ => None,
        });
        match self.contests.marked.is_empty() {
            true => shown.collect(),
            false => {
                self.conflicts().all().into_iter().filter(|c| self.contests.marked.contains(c)).collect()
            }
        }
    }

    /// What a rule makes of those that are to be resolved.
    pub fn resolved(&self, rule: Rule) -> Resolved {
        let (conflicts, mut resolved) = (self.conflicts(), Resolved::default());
        for contested in self.to_resolve() {
            match conflicts.by_rule(contested, rule, self.now) {
                Ok(fact) => resolved.facts.push(fact),
                Err(why) => {
                    resolved.left += 1;
                    resolved.why.get_or_insert(why);
                }
            }
        }
        resolved
    }
}

/// The conflicts that pass a filter, in order.
pub fn rows(model: &Model, row_filter: &RowFilter) -> Vec<Row> {
    let passes = |contested: &Contested| match contested {
        Contested::Position(who, item) => {
            row_filter.takes_cell(who.0, *item) || says(model, row_filter, *contested)
        }
        Contested::Line(item) => row_filter.takes_item(*item) || says(model, row_filter, *contested),
    };
    model.conflicts().all().into_iter().filter(passes).map(Row::Conflict).collect()
}

/// Whether a record of a conflict has the text of a filter: its author, its position or its words.
fn says(model: &Model, row_filter: &RowFilter, contested: Contested) -> bool {
    match model.conflicts().versions(contested) {
        Versions::Positions(versions) => versions.iter().flatten().any(|record| {
            record.position().is_some_and(|is| row_filter.takes_position(is))
                || row_filter.text(record.condition())
                || row_filter.text(record.by())
                || record.source().is_some_and(|source| row_filter.text(&source.reference))
        }),
        Versions::Lines(versions) => versions.iter().flatten().any(|line| {
            let drawn = &line.drawn;
            [&drawn.objective, &drawn.arguments, &drawn.asks].iter().any(|part| row_filter.text(part))
                || row_filter.text(&line.by)
        }),
    }
}
