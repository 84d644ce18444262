//! The first reading of the journals: begun beside the first frame where they are short, otherwise once it is drawn.
//!
//! Invariant: the first frame never waits for long journals.

use super::Outside;
use crate::tui::{message::Message, model::Model, worker::Request};
use std::time;

/// How long the first frame waits for the journals, so that it shows them where they are short.
const FIRST: time::Duration = time::Duration::from_millis(1);

impl Outside {
    /// Begins to read the journals, unless that has begun.
    pub(in crate::tui) fn read(&mut self, model: &Model) {
        if std::mem::take(&mut self.is_long) {
            self.ask(Request::Open(self.opening.clone()), model);
        }
    }

    /// Waits a little for what the first frame is to show, which is nothing recorded where that does not come.
    pub(in crate::tui) fn wait_opened(&mut self, model: &mut Model) {
        let since = time::Instant::now();
        while self.worker.is_opening() && model.loading.is_some() && since.elapsed() < FIRST {
            self.hear(model, FIRST.saturating_sub(since.elapsed()));
        }
        if model.loading.is_some() && model.snapshot.items.is_empty() {
            model.recompute();
        }
        if let Some(Message::Refreshed(problems)) = self.anew(model) {
            model.problems = problems;
        }
    }
}
