//! The first reading of the journals: begun beside the first frame where they are short, else behind it; and what a start shows until then.
//!
//! Invariant: what stood when they were last read is shown only until they are; it is kept only of all that was read.

use super::Outside;
use crate::tui::{message::Message, model::Model, scribe::Errand};
use std::time;

/// How long the first frame waits for the journals, so that it shows them where they are short.
const FIRST: time::Duration = time::Duration::from_millis(1);
/// How long it waits for what stood when long ones were last read.
const RECALL: time::Duration = time::Duration::from_millis(20);
/// How long the program's end waits for what stands to be kept for the next start.
const HASTE: time::Duration = time::Duration::from_secs(1);

impl Outside {
    /// Begins to read the journals, unless that has begun.
    pub(in crate::tui) fn read(&mut self, model: &Model) {
        if std::mem::take(&mut self.is_long) {
            self.ask(Errand::Open(self.opening.clone()), model);
        }
    }

    /// Waits a little for what the first frame is to show, which is nothing recorded where that does not come.
    pub(in crate::tui) fn wait_opened(&mut self, model: &mut Model) {
        let since = time::Instant::now();
        let patience = if self.is_long { RECALL } else { FIRST };
        let is_to_come = |outside: &Outside, model: &Model| {
            outside.scribe.is_opening() && !outside.has_recalled && model.loading.is_some()
        };
        while is_to_come(self, model) && since.elapsed() < patience {
            self.hear(model, patience.saturating_sub(since.elapsed()));
        }
        if model.loading.is_some() && model.snapshot.items.is_empty() {
            model.recompute();
        }
        if let Some(Message::Refreshed(problems)) = self.anew(model) {
            model.problems = problems;
        }
    }

    /// Keeps the image of what stands for the next start, where it has changed and is of all that was read. That never takes long: a
    /// folder that does not answer keeps none.
    pub(super) fn keep_image(&mut self, model: &mut Model) {
        let Some(kept) = self.kept.filter(|_| model.loading.is_none()) else { return };
        let since = time::Instant::now();
        self.wait_idle(model, since);
        let is_ahead =
            self.has_more() || self.said.iter().any(|said| matches!(said, Message::Recorded(Ok(_))));
        if self.scribe.is_busy() || is_ahead || kept == model.ledger.len() {
            return;
        }
        if let Some(image) = model.snapshot.image() {
            self.ask(Errand::KeepImage { of: self.opening.clone(), image }, model);
            self.wait_idle(model, since);
        }
    }

    fn wait_idle(&mut self, model: &mut Model, since: time::Instant) {
        while self.scribe.is_busy() && since.elapsed() < HASTE {
            self.hear(model, HASTE.saturating_sub(since.elapsed()));
        }
    }
}
