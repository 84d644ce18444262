//! The sync that is under way: git runs beside the loop, so that no key waits for it.
//!
//! Invariant: the screens learn of it only how it ended; what came is read from the journals like anything that others record.

use super::message::Message;
use crate::{
    domain::{
        instant::Instant,
        sync::{Report, Trouble},
    },
    store::{
        sync::{self, Order, Stop},
        workspace::Workspace,
    },
};
use std::thread::{self, JoinHandle};

/// A sync that is under way.
pub(super) struct Courier {
    stop: Stop,
    thread: JoinHandle<Result<Report, Trouble>>,
}

impl Courier {
    /// Begins to share a workspace.
    pub(super) fn begin(workspace: &Workspace, now: Instant) -> Courier {
        let (stop, workspace) = (Stop::default(), workspace.clone());
        let asked = stop.clone();
        let thread = thread::spawn(move || sync::sync(&workspace, &Order::default(), &asked, now));
        Courier { stop, thread }
    }

    /// Asks it to stop.
    pub(super) fn stop(&self) {
        self.stop.now();
    }

    /// Waits for its end.
    pub(super) fn wait(self) {
        drop(self.thread.join());
    }

    /// How it ended, once it has.
    pub(super) fn news(courier: &mut Option<Courier>) -> Option<Message> {
        if !courier.as_ref()?.thread.is_finished() {
            return None;
        }
        let ended = courier.take()?.thread.join();
        Some(Message::Synced(ended.map(|result| result.map(Box::new)).ok()))
    }
}
