//! Entries that are lost and known to be: the user was told, and `check` does not tell him again.
//!
//! Invariant: a list of names and nothing more; an entry that comes back after all counts as ever.

use super::{disk::Disk, files::FileError, local, workspace::Workspace};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// Entries of one device from one number to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Range {
    /// The device.
    pub device: String,
    /// The first number.
    pub from: u32,
    /// The last number.
    pub to: u32,
}

impl std::fmt::Display for Range {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.from == self.to {
            true => write!(f, "{}-{}", self.device, self.from),
            false => write!(f, "{}-{}…{}", self.device, self.from, self.to),
        }
    }
}

/// Entries that are known to be lost.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Missing(Vec<Range>);

impl Missing {
    /// What was taken note of in a workspace; nothing where that can't be read.
    pub fn read(disk: &dyn Disk, workspace: &Workspace) -> Missing {
        let read = local::bytes(disk, &path(workspace));
        read.ok().and_then(|bytes| local::read(&String::from_utf8_lossy(&bytes))).unwrap_or_default()
    }

    /// Whether an entry is known to be lost.
    pub fn has(&self, device: &str, number: u32) -> bool {
        self.0.iter().any(|range| range.device == device && (range.from..=range.to).contains(&number))
    }

    /// The parts of a range that are neither there nor known to be lost.
    pub fn unknown(&self, device: &str, from: u32, to: u32, is_there: impl Fn(u32) -> bool) -> Vec<Range> {
        let is_known = |number: u32| self.has(device, number) || is_there(number);
        // More than anybody can have recorded is one number gone wrong, and not worth looking into.
        if to - from > 100_000 {
            let all = Range { device: device.to_owned(), from, to };
            return if is_known(from) { Vec::new() } else { vec![all] };
        }
        let mut parts: Vec<Range> = Vec::new();
        for number in (from..=to).filter(|number| !is_known(*number)) {
            match parts.last_mut() {
                Some(part) if part.to + 1 == number => part.to = number,
                _ => parts.push(Range { device: device.to_owned(), from: number, to: number }),
            }
        }
        parts
    }

    /// Takes note of more.
    ///
    /// # Errors
    /// When the system refuses, or a newer version wrote the list; it is then still there.
    pub fn add(mut self, disk: &dyn Disk, workspace: &Workspace, more: &[Range]) -> Result<(), FileError> {
        self.0.extend_from_slice(more);
        let path = path(workspace);
        local::refuse_newer(workspace, &path)?;
        let text = local::written(&self);
        disk.replace(&path, text.as_bytes()).map_err(FileError::on("write", &path))
    }
}

fn path(workspace: &Workspace) -> PathBuf {
    workspace.local().join("missing.json")
}
