//! What this machine remembers of its last sync, in `state/local/sync.ron`.
//!
//! Invariant: never shared, and made anew by the next sync; reading it runs nothing and asks nobody.

use crate::{
    domain::sync::Standing,
    store::{
        disk::Real,
        files::{FileError, write_whole},
        journal::journal_files,
        workspace::Workspace,
    },
};
use std::{
    fs::{self, File},
    io::{Read, Seek, SeekFrom},
    path::{Path, PathBuf},
};

/// What is remembered, and how many entries wait to be sent; looked at often, so what did not change is not read again.
#[derive(Debug, Default)]
pub struct Remembered {
    text: String,
    standing: Option<Standing>,
    /// Lengths of the journals at the last look, and entries beyond what was sent.
    seen: Vec<(PathBuf, u64, usize)>,
}

impl Remembered {
    /// What stands now: none where this workspace was never shared.
    pub fn look(&mut self, workspace: &Workspace) -> Option<(Standing, usize)> {
        let text = fs::read_to_string(path(workspace)).unwrap_or_default();
        if text != self.text {
            self.standing = ron::from_str(&text).ok();
            self.text = text;
            self.seen.clear();
        }
        let standing = self.standing.clone()?;
        let unsent = self.count(workspace, &standing);
        Some((standing, unsent))
    }

    fn count(&mut self, workspace: &Workspace, standing: &Standing) -> usize {
        let files = journal_files(&Real, &workspace.journals()).unwrap_or_default();
        let before = std::mem::take(&mut self.seen);
        for path in files {
            let length = fs::metadata(&path).map_or(0, |data| data.len());
            let known = before.iter().find(|(seen, at, _)| *seen == path && *at == length);
            let unsent =
                known.map_or_else(|| lines_beyond(&path, sent(standing, &path)), |(.., count)| *count);
            self.seen.push((path, length, unsent));
        }
        self.seen.iter().map(|(.., count)| count).sum()
    }
}

fn sent(standing: &Standing, path: &Path) -> u64 {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    standing.sent.get(&*name).copied().unwrap_or(0)
}

/// Whole lines of a file beyond so many bytes.
fn lines_beyond(path: &Path, sent: u64) -> usize {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|mut file| {
        file.seek(SeekFrom::Start(sent))?;
        file.read_to_end(&mut bytes)
    });
    read.map_or(0, |_| bytes.iter().filter(|byte| **byte == b'\n').count())
}

fn path(workspace: &Workspace) -> PathBuf {
    workspace.local().join("sync.ron")
}

/// What is remembered; what can't be read is nothing.
pub(super) fn load(workspace: &Workspace) -> Option<Standing> {
    ron::from_str(&fs::read_to_string(path(workspace)).ok()?).ok()
}

/// Remembers what stands now.
///
/// # Errors
/// When the system refuses; what was remembered before still is.
pub(super) fn keep(workspace: &Workspace, standing: &Standing) -> Result<(), FileError> {
    let text = ron::to_string(standing).unwrap_or_default();
    write_whole(&path(workspace), text.as_bytes())
}
