//! The export that is under way: rendered and written beside the loop, so that no key waits for it.
//!
//! Invariant: a file is whole or not there; one that was there is replaced only where the order says so.

use super::{
    export_form::{Order, Outcome},
    message::Message,
    model::Model,
};
use crate::{
    domain::text::clean_line,
    export::{self, ExportError, Report, watch::Watch},
    store::{
        files::{Existing, FileError, write_given},
        privacy::wide_mode,
    },
};
use std::{
    io,
    path::{MAIN_SEPARATOR, Path, PathBuf},
    sync::Arc,
    thread::{self, JoinHandle},
};

/// An export that is under way.
pub(super) struct Writer {
    watch: Arc<Watch>,
    thread: JoinHandle<Outcome>,
    said: (usize, usize),
}

impl Writer {
    /// Begins to write what the screen shows.
    pub(super) fn begin(model: &Model, order: Order) -> Writer {
        let watch = Arc::new(Watch::default());
        let (paper, roster, snapshot) = (model.paper.clone(), model.roster.clone(), model.snapshot.clone());
        let seen = Arc::clone(&watch);
        let thread = thread::spawn(move || {
            let report = Report {
                paper: &paper,
                roster: &roster,
                snapshot: &snapshot,
                cover: &order.cover,
                watch: &seen,
            };
            write(&report, &order)
        });
        Writer { watch, thread, said: (0, 0) }
    }

    /// Asks it to stop.
    pub(super) fn stop(&self) {
        self.watch.stop();
    }

    /// Waits for its end.
    pub(super) fn wait(self) {
        drop(self.thread.join());
    }

    /// What there is to say of it: how it ended, or how far it has got since the last time.
    pub(super) fn replies(writer: &mut Option<Writer>) -> Option<Message> {
        if writer.as_ref()?.thread.is_finished() {
            let ended = writer.take()?.thread.join();
            let outcome = ended.unwrap_or_else(|_| Outcome::Failed("the export broke off".to_owned()));
            return Some(Message::Exported(outcome));
        }
        let under_way = writer.as_mut()?;
        let progress = under_way.watch.progress();
        let is_new = progress != std::mem::replace(&mut under_way.said, progress);
        is_new.then_some(Message::Exporting(progress))
    }
}

fn write(report: &Report, order: &Order) -> Outcome {
    let bytes = match export::render(report, order.format) {
        Ok(bytes) => bytes,
        Err(ExportError::Stopped) => return Outcome::Stopped,
        Err(why) => return Outcome::Failed(why.to_string()),
    };
    let path = match place(order) {
        Ok(path) => path,
        Err(why) => return Outcome::Failed(why),
    };
    let shown = clean_line(&path.display().to_string());
    let wide = if order.replace { wide_mode(&path) } else { None };
    let existing = if order.replace { Existing::IsReplaced } else { Existing::Stays };
    match write_given(&path, &bytes, existing) {
        Ok(()) => Outcome::Written { path: shown, bytes: bytes.len(), wide },
        Err(FileError { cause, .. }) if cause.kind() == io::ErrorKind::AlreadyExists => {
            Outcome::IsThere(shown)
        }
        Err(error) => Outcome::Failed(error.to_string()),
    }
}

/// The path that was typed: `~` is the user's home, and one that ends in a separator a folder.
fn place(order: &Order) -> Result<PathBuf, String> {
    let typed = match order.path.strip_prefix("~/") {
        Some(rest) => etcetera::home_dir().map_err(|error| error.to_string())?.join(rest),
        None => PathBuf::from(&order.path),
    };
    if order.path.ends_with(['/', MAIN_SEPARATOR]) {
        return Ok(typed.join(&order.own_name));
    }
    if Path::is_dir(&typed) {
        let (path, name) = (&order.path, &order.own_name);
        return Err(format!("{path} is a folder; {path}/ writes {path}/{name}"));
    }
    Ok(typed)
}
