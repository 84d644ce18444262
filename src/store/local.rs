//! Files that are this machine's alone and that only the program writes: `{"v":1,"holds":…}`.
//!
//! Invariant: a file of a newer version is read as far as it is understood and never overwritten; one without a version is of version 1.

use super::{disk::Disk, files::FileError, workspace::Workspace};
use crate::domain::limits::LOCAL_BYTES;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::{io, path::Path};

/// The version that this program writes.
pub const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
struct Versioned<T> {
    #[serde(default)]
    v: u32,
    holds: T,
}

/// What a file's text holds, as far as it is understood.
pub fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_str::<Versioned<T>>(text).ok().map(|file| file.holds)
}

/// Whether a file's text is of a newer version.
pub fn is_newer(text: &str) -> bool {
    #[derive(Deserialize)]
    struct Version {
        v: u32,
    }
    serde_json::from_str::<Version>(text).is_ok_and(|version| version.v > VERSION)
}

/// Reads a file on a disk, which is never larger than the program writes one.
///
/// # Errors
/// When the system refuses, or it is larger.
pub(super) fn bytes(disk: &dyn Disk, path: &Path) -> io::Result<Vec<u8>> {
    if disk.look(path)?.length > LOCAL_BYTES {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    let mut bytes = Vec::new();
    disk.read(path, 0, &mut bytes)?;
    Ok(bytes)
}

/// The text of a file; none where there is none, or it can't be read, or it is larger than the program ever writes.
fn text(workspace: &Workspace, path: &Path) -> Option<String> {
    String::from_utf8(workspace.below().read(path, LOCAL_BYTES).ok()?).ok()
}

/// What a file holds; none where there is none or it can't be read.
pub(super) fn load<T: DeserializeOwned>(workspace: &Workspace, path: &Path) -> Option<T> {
    read(&text(workspace, path)?)
}

/// Writes a file in place of the one before.
///
/// # Errors
/// When the system refuses, the one before is of a newer version, or this one would be too large to be read back; the one before is
/// then still there.
pub(super) fn keep<T: Serialize>(workspace: &Workspace, path: &Path, holds: T) -> Result<(), FileError> {
    refuse_newer(workspace, path)?;
    let text = written(holds);
    if text.len() as u64 > LOCAL_BYTES {
        let words = format!("it would be larger than {} MiB", LOCAL_BYTES >> 20);
        return Err(FileError::on("write", path)(io::Error::new(io::ErrorKind::FileTooLarge, words)));
    }
    workspace.below().replace(path, text.as_bytes()).map_err(FileError::on("write", path))
}

/// The text of a file.
pub(super) fn written<T: Serialize>(holds: T) -> String {
    serde_json::to_string(&Versioned { v: VERSION, holds }).unwrap_or_default()
}

/// # Errors
/// When a file is of a newer version, which is never overwritten and never removed.
pub(super) fn refuse_newer(workspace: &Workspace, path: &Path) -> Result<(), FileError> {
    match text(workspace, path) {
        Some(text) if is_newer(&text) => {
            let cause = io::Error::other("it is of a newer version of prepcom and stays as it is");
            Err(FileError::on("replace", path)(cause))
        }
        _ => Ok(()),
    }
}
