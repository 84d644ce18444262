//! Appending one line to a journal: the lock, the write, and what is done when it fails.
//!
//! Invariant: a line is on disk when `append_line` succeeds, and taken back or closed off when it does not.

use super::reading::Progress;
use crate::store::{
    disk::{Disk, Lock},
    files::FileError,
    workspace::Workspace,
};
use std::{io, path::Path, time::Duration};

/// An entry could not be recorded.
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    /// The system refused.
    #[error("{0}; nothing was recorded")]
    File(#[from] FileError),
    /// Another program holds the lock and does not let go.
    #[error("another prepcom has been writing for {0} seconds; nothing was recorded, try again")]
    Busy(u64),
    /// An entry can't be written as RON, which no value causes.
    #[error("the entry can't be written: {0}; nothing was recorded")]
    Format(#[from] ron::Error),
}

const PATIENCE: u64 = 5;

/// Waits for the lock for a few seconds; where the file system has no locks, goes on without.
pub(super) fn lock(disk: &dyn Disk, workspace: &Workspace) -> Result<Lock, AppendError> {
    let (folder, path) = (workspace.local(), workspace.local().join("lock"));
    let mut attempt = disk.lock(&path);
    if attempt.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::NotFound) {
        disk.make_folder(&folder).map_err(FileError::on("make the folder", &folder))?;
        attempt = disk.lock(&path);
    }
    for _ in 0..PATIENCE * 100 {
        if let Some(lock) = attempt.map_err(FileError::on("open the lock", &path))? {
            return Ok(lock);
        }
        std::thread::sleep(Duration::from_millis(10));
        attempt = disk.lock(&path);
    }
    Err(AppendError::Busy(PATIENCE))
}

/// Appends a line and waits until it is on disk. Where that fails, the file is cut back to what it was.
pub(super) fn append_line(
    disk: &dyn Disk,
    path: &Path,
    line: &str,
    progress: &mut Progress,
) -> io::Result<()> {
    let mut file = disk.append(path)?;
    let before = file.length()?;
    let closes_off = before > progress.read;
    let mut bytes = Vec::with_capacity(line.len() + 2);
    if closes_off {
        bytes.push(b'\n');
    }
    bytes.extend_from_slice(line.as_bytes());
    bytes.push(b'\n');
    let mut written = file.write(&bytes).and_then(|()| file.sync());
    if let Some(folder) = path.parent().filter(|_| before == 0) {
        written = written.and_then(|()| disk.sync_folder(folder));
    }
    if let Err(error) = written {
        let _ = file.cut(before).and_then(|()| file.sync());
        return Err(error);
    }
    if closes_off {
        progress.close_off();
    }
    progress.wrote(before, &bytes);
    Ok(())
}
