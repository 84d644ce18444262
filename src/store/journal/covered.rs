//! Which journals there are and how they stand, so that what was made of them can be held against them later.
//!
//! Invariant: nothing is said of a journal of which any byte was not read, or not taken for a whole line.

use super::{
    Journal,
    reading::{Progress, TAIL, journal_files, last_line},
};
use crate::store::disk::{Disk, Seen};
use serde::{Deserialize, Serialize};
use std::{path::Path, time::SystemTime};

/// How one journal stands, as far as shows from its end and its place in the file system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Covered {
    /// The name of the file.
    pub file: String,
    /// Its length in bytes.
    pub length: u64,
    /// When it was changed last.
    pub changed: SystemTime,
    /// CRC-32 of its last line, or of the last 4,096 bytes of that.
    pub last: u32,
}

impl Covered {
    fn of(path: &Path, seen: Seen, last: &[u8]) -> Option<Covered> {
        let file = path.file_name()?.to_str()?.to_owned();
        Some(Covered { file, length: seen.length, changed: seen.changed?, last: crc32fast::hash(last) })
    }
}

impl Journal {
    /// The journals as they were when they were read; none where something in them is yet to be read or to be written to its end.
    pub fn covered(&self) -> Option<Vec<Covered>> {
        if self.folder_problem.is_some() {
            return None;
        }
        self.files.iter().map(|(path, progress)| progress.covered(path)).collect()
    }

    /// The journals as they are now, without reading them; none where they can't be looked at.
    pub fn glance(&self) -> Option<Vec<Covered>> {
        let names = journal_files(&*self.disk, &self.workspace.journals()).ok()?;
        names.iter().map(|path| glance(&*self.disk, path)).collect()
    }
}

impl Progress {
    fn covered(&self, path: &Path) -> Option<Covered> {
        let is_whole = self.read == self.seen.length && !self.is_gone && self.refused.is_none();
        is_whole.then(|| Covered::of(path, self.seen, &self.tail))?
    }
}

fn glance(disk: &dyn Disk, path: &Path) -> Option<Covered> {
    let seen = disk.look(path).ok()?;
    let mut end = Vec::new();
    disk.read(path, seen.length.saturating_sub(TAIL as u64), &mut end).ok()?;
    Covered::of(path, seen, last_line(&end))
}
