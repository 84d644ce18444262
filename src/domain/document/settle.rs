//! The days and moments of a snapshot that was read.
//!
//! Invariant: every instant of a document is settled here, so that a comparison finds no change where only the offset differs.

use super::Document;
use crate::domain::instant::{Instant, Zones};

impl Document<'_> {
    /// Days and moments as the members of a workspace understand them, so that they compare with its own.
    pub fn settle(&mut self, zones: Zones) {
        let settle = |at: &mut Instant| *at = zones.settle(*at);
        settle(&mut self.as_of);
        self.known_at.iter_mut().for_each(settle);
        for row in &mut self.positions {
            settle(&mut row.on);
            settle(&mut row.at);
        }
        for row in &mut self.notes {
            settle(&mut row.on);
            settle(&mut row.at);
        }
        self.commitments.iter_mut().for_each(|row| settle(&mut row.at));
        self.lines.iter_mut().for_each(|row| settle(&mut row.at));
        for row in &mut self.meetings {
            settle(&mut row.when);
            row.until.iter_mut().for_each(settle);
        }
        for row in &mut self.sittings {
            settle(&mut row.begin);
            row.end.iter_mut().for_each(settle);
        }
    }
}
