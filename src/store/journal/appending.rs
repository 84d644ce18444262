//! Appending one line to a journal: the lock, the write, and what is done when it fails.
//!
//! Invariant: a line is on disk when `append_line` succeeds; when it does not, it is taken back, or does not count and is taken back later.

use super::{
    reading::{Progress, Refused},
    refusal::AppendError,
};
use crate::{
    domain::ids::EntryId,
    store::{
        disk::{Disk, Lock, Seen},
        files::FileError,
        workspace::Workspace,
    },
};
use std::{io, path::Path, time::Duration};

const PATIENCE: u64 = 5;

/// Waits for the lock for a few seconds; where the file system has no locks, goes on without.
pub(in crate::store) fn lock(disk: &dyn Disk, workspace: &Workspace) -> Result<Lock, AppendError> {
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

/// Takes back what an earlier attempt left in the file and does not count.
///
/// # Errors
/// When it could be read as an entry and can't be taken back.
pub(super) fn take_back(disk: &dyn Disk, path: &Path, progress: &mut Progress) -> Result<(), AppendError> {
    let Some(refused) = &progress.refused else { return Ok(()) };
    let mut left = Vec::new();
    match disk.read(path, refused.from, &mut left) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(AppendError::Unsure(FileError::on("read", path)(error)));
        }
        _ => {}
    }
    // What others have appended behind it stays, and then it is theirs to have read it.
    if !left.is_empty() && refused.bytes.starts_with(&left) {
        let cut = disk.append(path).and_then(|mut file| file.cut(refused.from).and_then(|()| file.sync()));
        // A part of a line is no entry, so the next line may close it off where it can't be cut.
        let is_entry = left.len() + 1 >= refused.bytes.len();
        if let (Err(error), true) = (cut, is_entry) {
            return Err(AppendError::Unsure(FileError::on("cut back", path)(error)));
        }
    }
    progress.refused = None;
    Ok(())
}

/// Lines that are not on disk.
pub(super) struct Unwritten {
    /// Why.
    pub(super) error: FileError,
    /// Where they begin, where what was written of them could not be taken back.
    pub(super) left: Option<u64>,
}

/// Appends a line and waits until it is on disk. Where that fails, the file is cut back to what it was.
pub(super) fn append_line(
    disk: &dyn Disk,
    path: &Path,
    line: &str,
    id: &EntryId,
    progress: &mut Progress,
) -> Result<(), AppendError> {
    let bytes = [progress.closing(), line.as_bytes(), b"\n"].concat();
    match append(disk, path, &bytes) {
        Ok((before, seen)) => progress.wrote(before, &bytes, id, seen),
        Err(Unwritten { error, left: None }) => return Err(AppendError::File(error)),
        Err(Unwritten { error, left: Some(from) }) => {
            progress.refused = Some(Refused { from, bytes });
            return Err(AppendError::Unsure(error));
        }
    }
    Ok(())
}

/// Appends whole lines and waits until they are on disk; returns where they begin, and what showed of the file then. Where that fails,
/// the file is cut back to what it was.
pub(super) fn append(disk: &dyn Disk, path: &Path, lines: &[u8]) -> Result<(u64, Option<Seen>), Unwritten> {
    let on = |error| FileError::on("append to", path)(error);
    let unwritten = |error| Unwritten { error: on(error), left: None };
    let mut file = disk.append(path).map_err(unwritten)?;
    let before = file.seen().map_err(unwritten)?.length;
    let mut written = file.write(lines).and_then(|()| file.sync());
    if let Some(folder) = path.parent().filter(|_| before == 0) {
        written = written.and_then(|()| disk.sync_folder(folder));
    }
    let Err(error) = written else { return Ok((before, file.seen().ok())) };
    let is_cut = file.cut(before).and_then(|()| file.sync()).is_ok();
    Err(Unwritten { error: on(error), left: (!is_cut).then_some(before) })
}
