//! The highest entry that this machine has put into its own file, remembered outside of it.
//!
//! Invariant: never ahead of what is on disk, and nothing depends on it but that a file put back or cut is noticed and no number is used twice.

use crate::{
    domain::{
        entry::Entry,
        line::{self, write_line},
    },
    store::{disk::Disk, local, workspace::Workspace},
};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// The highest entry in the own file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Mark {
    /// Its number.
    pub(super) number: u32,
    /// Length of the file up to its end, in bytes.
    pub(super) length: u64,
    /// The checksum of its line, eight digits.
    line: String,
}

/// A length that every mark fits into, so that one written over another leaves nothing of it.
const ROOM: usize = 128;

impl Mark {
    /// The mark of an entry whose line ends where the file does.
    pub(super) fn of(number: u32, line: &str, length: u64) -> Mark {
        Mark { number, length, line: checksum(line) }
    }

    /// Whether this is the entry that was marked.
    pub(super) fn is_of(&self, entry: &Entry) -> bool {
        entry.id.number == self.number && write_line(entry).is_ok_and(|line| checksum(&line) == self.line)
    }

    /// The mark of a device; none where there is none, or none that was written whole.
    pub(super) fn read(disk: &dyn Disk, workspace: &Workspace, device: &str) -> Option<Mark> {
        let bytes = local::bytes(disk, &path(workspace, device)).ok()?;
        let text = String::from_utf8(bytes).ok()?;
        let text = text.trim_end();
        line::prove(text).ok()?;
        serde_json::from_str(text).ok()
    }

    /// Keeps the mark of a device. It may fail or be lost: then the file is trusted as it is.
    pub(super) fn keep(&self, disk: &dyn Disk, workspace: &Workspace, device: &str) {
        let Ok(line) = line::seal(self) else { return };
        let _ = disk.put(&path(workspace, device), format!("{line:ROOM$}").as_bytes());
    }
}

fn path(workspace: &Workspace, device: &str) -> PathBuf {
    workspace.local().join(format!("{device}.last"))
}

fn checksum(line: &str) -> String {
    line::checksum(line).unwrap_or_default().to_owned()
}
