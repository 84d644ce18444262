//! The screen of clashes: which side is chosen, which clashes are marked, and what a rule would settle.
//!
//! Invariant: pure; a chosen side stays the same record however others change the list meanwhile.

use super::{
    list::Row,
    model::{Model, Place},
    sieve::Sieve,
};
use crate::domain::{
    clash::{Clashes, Contested, Rule, Sides, Undecided},
    entry::Fact,
    ids::EntryId,
};
use std::collections::HashSet;

/// What the screen of clashes knows beside its rows.
#[derive(Debug, Default)]
pub struct Contests {
    /// Clashes that are marked.
    pub marked: HashSet<Contested>,
    /// The rule whose key was pressed last, where the next press settles everything.
    pub asked: Option<Rule>,
    /// Clashes that the act under way leaves undecided.
    pub left: usize,
    chosen: Option<(Contested, usize, EntryId)>,
}

impl Contests {
    /// The place of the chosen side of a clash; the first where none of it was chosen.
    pub fn side(&self, contested: Contested, sides: &Sides) -> usize {
        let Some((_, place, entry)) = self.chosen.as_ref().filter(|chosen| chosen.0 == contested) else {
            return 0;
        };
        let records = representatives(sides);
        match records.get(*place) {
            Some(record) if *record == entry => *place,
            _ => records.iter().position(|record| *record == entry).unwrap_or(0),
        }
    }

    /// Chooses a side of a clash by its place.
    pub fn choose(&mut self, contested: Contested, sides: &Sides, place: usize) {
        let record = representatives(sides).get(place).map(|record| *(*record));
        self.chosen = record.map(|record| (contested, place, record));
    }
}

/// The entry of the record that each side would be kept by.
fn representatives(sides: &Sides) -> Vec<&EntryId> {
    match sides {
        Sides::Positions(sides) => sides.iter().flat_map(|side| side.first()).map(|r| r.entry()).collect(),
        Sides::Lines(sides) => sides.iter().flat_map(|side| side.first()).map(|line| &line.entry).collect(),
    }
}

/// What a rule makes of several clashes.
#[derive(Debug, Default)]
pub struct Settled {
    /// The facts that settle those that it decides.
    pub facts: Vec<Fact>,
    /// How many it leaves.
    pub left: usize,
    /// Why it left the first of these.
    pub why: Option<Undecided>,
}

impl Model {
    /// What clashes are read from.
    pub fn clashes(&self) -> Clashes<'_> {
        Clashes {
            paper: &self.paper,
            roster: &self.roster,
            ledger: &self.ledger,
            snapshot: &self.snapshot,
            undone: &self.undone,
        }
    }

    /// The clash under the cursor.
    pub fn contested(&self) -> Option<Contested> {
        let screen = self.screen().filter(|screen| screen.place == Place::Clashes)?;
        match screen.list.selected()? {
            Row::Clash(contested) => Some(contested),
            _ => None,
        }
    }

    /// Those that are marked, else all that the list shows.
    pub fn to_settle(&self) -> Vec<Contested> {
        let rows = self.screen().map_or(&[][..], |screen| &screen.list.rows);
        let shown = rows.iter().filter_map(|row| match row {
            Row::Clash(contested) => Some(*contested),
            _ => None,
        });
        match self.contests.marked.is_empty() {
            true => shown.collect(),
            false => self.clashes().all().into_iter().filter(|c| self.contests.marked.contains(c)).collect(),
        }
    }

    /// What a rule makes of those that are to be settled.
    pub fn settled(&self, rule: Rule) -> Settled {
        let (clashes, mut settled) = (self.clashes(), Settled::default());
        for contested in self.to_settle() {
            match clashes.by_rule(contested, rule, self.now) {
                Ok(fact) => settled.facts.push(fact),
                Err(why) => {
                    settled.left += 1;
                    settled.why.get_or_insert(why);
                }
            }
        }
        settled
    }
}

/// The clashes that pass a sieve, in order.
pub fn rows(model: &Model, sieve: &Sieve) -> Vec<Row> {
    let passes = |contested: &Contested| match contested {
        Contested::Position(who, item) => sieve.takes_cell(who.0, *item) || says(model, sieve, *contested),
        Contested::Line(item) => sieve.takes_item(*item) || says(model, sieve, *contested),
    };
    model.clashes().all().into_iter().filter(passes).map(Row::Clash).collect()
}

/// Whether a record of a clash has the text of a sieve: its author, its position or its words.
fn says(model: &Model, sieve: &Sieve, contested: Contested) -> bool {
    match model.clashes().sides(contested) {
        Sides::Positions(sides) => sides.iter().flatten().any(|record| {
            record.position().is_some_and(|is| sieve.takes_position(is))
                || sieve.text(record.condition())
                || sieve.text(record.by())
                || record.source().is_some_and(|source| sieve.text(&source.reference))
        }),
        Sides::Lines(sides) => sides.iter().flatten().any(|line| {
            let drawn = &line.drawn;
            [&drawn.objective, &drawn.arguments, &drawn.ask].iter().any(|part| sieve.text(part))
                || sieve.text(&line.by)
        }),
    }
}
