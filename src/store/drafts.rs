//! Unfinished notes, kept on this machine until they are recorded.
//!
//! Invariant: never shared and never exported; a draft that can't be read is no draft.

use super::{files::FileError, local, workspace::Workspace};
use std::collections::BTreeMap;

/// Drafts by what they are on; none where there are none.
pub fn load(workspace: &Workspace) -> BTreeMap<String, String> {
    local::load(workspace, &workspace.local().join("drafts.json")).unwrap_or_default()
}

/// Keeps drafts in place of those that were kept before.
///
/// # Errors
/// When the system refuses, or they are a newer version's; those that were kept before are then still there.
pub fn keep(workspace: &Workspace, drafts: &BTreeMap<String, String>) -> Result<(), FileError> {
    workspace.make_folders()?;
    local::keep(workspace, &workspace.local().join("drafts.json"), drafts)
}
