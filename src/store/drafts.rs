//! Unfinished notes, kept on this machine until they are recorded.
//!
//! Invariant: never shared and never exported; a draft that can't be read is no draft.

use super::{
    files::{FileError, write_whole},
    workspace::Workspace,
};
use std::{collections::BTreeMap, fs};

/// Drafts by what they are on; none where there are none.
pub fn load(workspace: &Workspace) -> BTreeMap<String, String> {
    let text = fs::read_to_string(workspace.local().join("drafts.ron")).unwrap_or_default();
    ron::from_str(&text).unwrap_or_default()
}

/// Keeps drafts in place of those that were kept before.
///
/// # Errors
/// When the system refuses; those that were kept before are then still there.
pub fn keep(workspace: &Workspace, drafts: &BTreeMap<String, String>) -> Result<(), FileError> {
    workspace.make_folders()?;
    let text = ron::to_string(drafts).unwrap_or_default();
    write_whole(&workspace.local().join("drafts.ron"), text.as_bytes())
}
