//! The walk of a review session: who has the floor, and the name that is being typed.
//!
//! Invariant: what was heard is computed when something changes, never while drawing.

use super::{
    jump::{Jump, Target},
    model::Model,
};
use crate::domain::{
    ids::{ItemId, Who},
    roster::{ParticipantIndex, Roster},
    session::Session,
    snapshot::Snapshot,
};

/// A review session under way.
#[derive(Debug)]
pub struct Walk {
    /// Its stops and what every record rests on.
    pub session: Session,
    /// The stop that has the floor.
    pub at: usize,
    /// For each stop whether it was heard.
    pub heard: Vec<bool>,
    places: Vec<Option<(ParticipantIndex, usize)>>,
    /// Who is looked for by name, out of order.
    pub finder: Jump,
}

impl Walk {
    /// A walk at the first stop that was neither heard nor skipped.
    pub fn new(model: &Model, session: Session) -> Walk {
        let places = session.places(&model.roster, &model.snapshot);
        let heard = session.heard(&places, &model.snapshot);
        let at = session.next(0, &heard).unwrap_or(0);
        Walk { session, at, heard, places, finder: Jump::participants(model) }
    }

    /// Computes anew what was heard.
    pub fn listen(&mut self, snapshot: &Snapshot) {
        self.heard = self.session.heard(&self.places, snapshot);
    }

    /// How many stops were heard.
    pub fn count_heard(&self) -> usize {
        self.heard.iter().filter(|heard| **heard).count()
    }

    /// How many were passed over and not heard since.
    pub fn count_skipped(&self) -> usize {
        self.session.skipped.iter().filter(|stop| self.heard.get(**stop) == Some(&false)).count()
    }

    /// Whether every stop was heard or skipped.
    pub fn is_over(&self) -> bool {
        self.count_heard() + self.count_skipped() >= self.session.stops.len()
    }

    /// The participant whose name is being typed.
    pub fn typed(&self) -> Option<ParticipantIndex> {
        if self.finder.input.value().is_empty() {
            return None;
        }
        match self.finder.selected()? {
            Target::Participant(who) => Some(who),
            Target::Area(_) | Target::Item(_) => None,
        }
    }

    /// Forgets the name that is being typed.
    pub fn forget_typed(&mut self) {
        self.finder.input.reset();
        self.finder.search();
    }

    /// Looks for the name that is being typed; those who are still to be heard in this round come first.
    pub fn look(&mut self, roster: &Roster) {
        let open: Vec<Who> = self
            .session
            .round_of(self.at)
            .into_iter()
            .filter(|stop| self.heard.get(*stop) == Some(&false))
            .filter_map(|stop| self.session.stops.get(stop).map(|stop| stop.who))
            .collect();
        self.finder.search_preferring(|target| match target {
            Target::Participant(who) if open.contains(roster.code(who)) => 700,
            _ => 0,
        });
    }

    /// The participant and the item that a key acts on.
    pub fn subject(&self, roster: &Roster) -> Option<(Who, ItemId)> {
        let stop = self.session.stops.get(self.at)?;
        let who = self.typed().map_or(stop.who, |who| *roster.code(who));
        Some((who, stop.item))
    }

    /// Gives the floor to the next stop from one on; stays where none is left.
    pub fn go_on(&mut self, from: usize) {
        self.at = self.session.next(from, &self.heard).unwrap_or(self.at);
    }
}
