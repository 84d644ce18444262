//! Files that are this machine's alone and that only the program writes: `{"v":1,"holds":…}`.
//!
//! Invariant: a file of a newer version is read as far as it is understood and never overwritten; one without a version is of version 1.

use super::files::{FileError, write_whole};
use crate::domain::limits::LOCAL_BYTES;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};

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

/// The text of a file; none where there is none, or it can't be read, or it is larger than the program ever writes.
pub(super) fn text(path: &Path) -> Option<String> {
    let mut text = String::new();
    let length =
        File::open(path).and_then(|file| file.take(LOCAL_BYTES + 1).read_to_string(&mut text)).ok()?;
    (length as u64 <= LOCAL_BYTES).then_some(text)
}

/// What a file holds; none where there is none or it can't be read.
pub(super) fn load<T: DeserializeOwned>(path: &Path) -> Option<T> {
    read(&text(path)?)
}

/// Writes a file in place of the one before.
///
/// # Errors
/// When the system refuses, the one before is of a newer version, or this one would be too large to be read back; the one before is
/// then still there.
pub(super) fn keep<T: Serialize>(path: &Path, holds: T) -> Result<(), FileError> {
    refuse_newer(path)?;
    let text = written(holds);
    if text.len() as u64 > LOCAL_BYTES {
        let words = format!("it would be larger than {} MiB", LOCAL_BYTES >> 20);
        return Err(FileError::on("write", path)(io::Error::new(io::ErrorKind::FileTooLarge, words)));
    }
    write_whole(path, text.as_bytes())
}

/// The text of a file.
pub(super) fn written<T: Serialize>(holds: T) -> String {
    serde_json::to_string(&Versioned { v: VERSION, holds }).unwrap_or_default()
}

/// # Errors
/// When a file is of a newer version, which is never overwritten and never removed.
pub(super) fn refuse_newer(path: &Path) -> Result<(), FileError> {
    match text(path) {
        Some(text) if is_newer(&text) => {
            let cause = io::Error::other("it is of a newer version of prepcom and stays as it is");
            Err(FileError::on("replace", path)(cause))
        }
        _ => Ok(()),
    }
}
