//! The review session that is under way on this machine, so that it can be gone on with.
//!
//! Invariant: never shared; what was heard stands in the journal, so losing this file loses no record.

use super::{files::FileError, local, workspace::Workspace};
use crate::domain::session::Session;
use std::io;

/// The session that is under way; none where there is none or its file can't be read.
pub fn load(workspace: &Workspace) -> Option<Session> {
    local::load(workspace, &workspace.local().join("session.json"))
}

/// Keeps a session in place of the one before; none ends it.
///
/// # Errors
/// When the system refuses, or the one before is a newer version's; the one before is then still there.
pub fn keep(workspace: &Workspace, session: Option<&Session>) -> Result<(), FileError> {
    let path = workspace.local().join("session.json");
    let Some(session) = session else {
        local::refuse_newer(workspace, &path)?;
        return match workspace.below().remove(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(FileError::on("remove", &path)(error))
            }
            _ => Ok(()),
        };
    };
    workspace.make_folders()?;
    local::keep(workspace, &path, session)
}
