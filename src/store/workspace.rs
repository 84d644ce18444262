//! A workspace: the folder with `assets/` (the paper) and `state/` (what was recorded).
//!
//! Invariant: finding one changes nothing on disk; its folders are made when something is first recorded.

use super::files::{FileError, make_private_folder, write_new};
use std::path::{Path, PathBuf};

/// Where the paper and what was recorded are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workspace {
    /// The folder, as an absolute path where the system could tell.
    pub root: PathBuf,
}

impl Workspace {
    /// The workspace in a folder.
    pub fn at(root: &Path) -> Workspace {
        Workspace { root: std::path::absolute(root).unwrap_or_else(|_| root.to_owned()) }
    }

    /// The nearest folder upward from `from` that has a `state/`, else `fallback`.
    pub fn nearest(from: &Path, fallback: &Path) -> Workspace {
        let found = from.ancestors().find(|folder| folder.join("state").is_dir());
        Workspace::at(found.unwrap_or(fallback))
    }

    /// The user's own workspace, where no folder upward is one.
    pub fn of_user() -> Option<PathBuf> {
        use etcetera::BaseStrategy;
        Some(etcetera::choose_base_strategy().ok()?.data_dir().join("prepcom"))
    }

    /// Everybody's journals.
    pub fn journals(&self) -> PathBuf {
        self.root.join("state").join("journal")
    }

    /// What is this machine's alone: device, lock, drafts.
    pub fn local(&self) -> PathBuf {
        self.root.join("state").join("local")
    }

    /// Makes a new workspace: its folders and a `.gitignore`.
    ///
    /// # Errors
    /// When the folder holds a workspace already, or the system refuses.
    pub fn init(root: &Path) -> Result<Workspace, InitError> {
        let workspace = Workspace::at(root);
        let state = workspace.root.join("state");
        if state.exists() {
            return Err(InitError::Exists(workspace.root));
        }
        workspace.make_folders()?;
        write_new(&state.join(".gitignore"), IGNORED.as_bytes())?;
        Ok(workspace)
    }

    /// Makes the folders in which things are recorded.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn make_folders(&self) -> Result<(), FileError> {
        make_private_folder(&self.journals())?;
        make_private_folder(&self.local())
    }

    /// A path as the user knows it: from the workspace on.
    pub fn shown(&self, path: &Path) -> String {
        path.strip_prefix(&self.root).unwrap_or(path).display().to_string()
    }
}

/// What git leaves alone in `state/`, for a workspace that somebody keeps in a repository.
const IGNORED: &str = "\
# This machine's alone: device, lock, drafts.
/local/
# What a repair moved aside: read it, restore from it, or delete it.
/aside/
";

/// A new workspace could not be made.
#[derive(Debug, thiserror::Error)]
pub enum InitError {
    /// There is one already.
    #[error("{} is a workspace already; nothing was changed", .0.display())]
    Exists(PathBuf),
    /// The system refused.
    #[error(transparent)]
    File(#[from] FileError),
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_new_workspace_says_what_git_is_to_ignore_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let workspace = Workspace::init(&folder.path().join("new")).unwrap();
        let mut made: Vec<_> = fs::read_dir(workspace.root.join("state"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        made.sort();
        assert_eq!(made, [".gitignore", "journal", "local"]);
        assert_eq!(fs::read_to_string(workspace.root.join("state/.gitignore")).unwrap(), IGNORED);
    }
}
