//! What tells a workspace from any other folder that has a `state/`: `state/prepcom.json`.
//!
//! Invariant: a marker that can't be read as one is told and never passed over, so that nothing is recorded in a different place.

use crate::{
    domain::limits::LOCAL_BYTES,
    store::files::{Below, FileError, Refusal},
};
use chrono_tz::Tz;
use serde::Deserialize;
use std::{
    io,
    path::{Path, PathBuf},
};

/// The format that this program writes.
const FORMAT: u32 = 1;
/// What it is a marker of.
const KIND: &str = "prepcom-workspace";

/// What the file says; members of which nothing is known here are left alone.
#[derive(Deserialize)]
struct Marker {
    kind: String,
    format: u32,
    #[serde(default)]
    zone: String,
}

/// A marker that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// The zone that it gives as it is written; empty where it gives none.
    pub(super) zone: String,
}

impl Found {
    /// The zone by which the members of the workspace understand days and hours; UTC where the marker gives none that is known.
    pub(super) fn zone(&self) -> Tz {
        self.known_zone().unwrap_or(Tz::UTC)
    }

    /// The zone, where it is known.
    pub(super) fn known_zone(&self) -> Option<Tz> {
        self.zone.parse().ok()
    }
}

/// A folder can't be used as a workspace.
#[derive(Debug, thiserror::Error)]
pub enum WorkspaceError {
    /// The system refused, or something that is no file or folder is in the way.
    #[error(transparent)]
    File(#[from] FileError),
    /// There is a `state/` that is not prepcom's, as far as anybody knows.
    #[error(
        "{root} has a state folder without prepcom.json in it, so it is not a workspace; to make it one and keep what is there, run: prepcom init {quoted}"
    )]
    NotOne {
        /// The folder.
        root: String,
        /// The folder as a shell takes it.
        quoted: String,
    },
    /// The marker is not what one looks like.
    #[error("{} is not the marker of a workspace: {why}; bring it back from a copy, or delete it and run prepcom init", path.display())]
    Damaged {
        /// The marker.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// A newer version made the workspace.
    #[error("{} is of a newer version of prepcom, which has to be used here", .0.display())]
    Newer(PathBuf),
}

/// The path of the marker below a folder.
pub(super) fn path(root: &Path) -> PathBuf {
    root.join("state").join("prepcom.json")
}

/// What a new marker holds.
pub(super) fn text(zone: Tz) -> String {
    format!("{{\"kind\":\"{KIND}\",\"format\":{FORMAT},\"zone\":\"{}\"}}\n", zone.name())
}

/// The marker of a workspace in a folder, where it has one.
///
/// # Errors
/// When something is there that is none.
pub(super) fn find(root: &Path) -> Result<Option<Found>, WorkspaceError> {
    let path = path(root);
    match Below::new(root).read(&path, LOCAL_BYTES) {
        Ok(bytes) => read(path, &bytes).map(Some),
        Err(error) if is_absent(&path, &error) => Ok(None),
        Err(error) => Err(FileError::on("read", &path)(error).into()),
    }
}

fn read(path: PathBuf, bytes: &[u8]) -> Result<Found, WorkspaceError> {
    match serde_json::from_slice::<Marker>(bytes) {
        Err(error) => Err(WorkspaceError::Damaged { path, why: error.to_string() }),
        Ok(Marker { kind, .. }) if kind != KIND => {
            Err(WorkspaceError::Damaged { path, why: format!("its kind is not {KIND}") })
        }
        Ok(Marker { format, .. }) if format > FORMAT => Err(WorkspaceError::Newer(path)),
        Ok(Marker { zone, .. }) => Ok(Found { zone }),
    }
}

/// Whether an error means that there is no marker, for all that can be known: what others call `state` is their own business.
fn is_absent(path: &Path, error: &io::Error) -> bool {
    use io::ErrorKind::{NotADirectory, NotFound, PermissionDenied};
    match Refusal::of(error) {
        Some(refusal) => refusal.path != path && !path.exists(),
        None => matches!(error.kind(), NotFound | NotADirectory | PermissionDenied),
    }
}
