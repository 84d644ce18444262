//! A workspace: the folder with `assets/` (the paper) and `state/` (what was recorded).
//!
//! Invariant: finding one changes nothing on disk; its folders are made when something is first recorded.

use super::files::{FileError, make_private_folder, write_whole};
use std::{
    fs, io,
    path::{Path, PathBuf},
};

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

    /// Makes a new workspace: its folders and what git needs to know of them.
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
        workspace.tell_git()?;
        Ok(workspace)
    }

    /// Tells git what it needs to know of `state/`, as far as it is not told yet; what somebody wrote there stays. Returns the files that it wrote, each with what it held before.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn tell_git(&self) -> Result<Vec<Told>, FileError> {
        let mut written = Vec::new();
        for (name, told) in FOR_GIT {
            let path = self.root.join("state").join(name);
            let before = match fs::read(&path) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => None,
                read => Some(read.map_err(FileError::on("read", &path))?),
            };
            if let Some(text) = with_lines(before.as_deref(), told) {
                write_whole(&path, &text)?;
                written.push((path, before));
            }
        }
        Ok(written)
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

/// A file that was written, and what it held before; none where it is new.
pub type Told = (PathBuf, Option<Vec<u8>>);

/// What git needs to know of `state/`, by the name of the file in it.
const FOR_GIT: [(&str, &str); 2] = [
    (
        ".gitignore",
        "# This machine's alone: device, lock, drafts.\n/local/\n# What a repair moved aside: read it, restore from it, or delete it.\n/aside/\n",
    ),
    (
        ".gitattributes",
        "# A journal is never merged by content: each device appends to its own file.\njournal/*.ron -text merge=union\n# A kept snapshot proves itself byte by byte.\nsnapshots/*.json -text\n",
    ),
];

/// A file with those lines added that it lacks, comments aside; none where it lacks none.
fn with_lines(before: Option<&[u8]>, told: &str) -> Option<Vec<u8>> {
    let Some(before) = before else { return Some(told.as_bytes().to_vec()) };
    let text = String::from_utf8_lossy(before);
    let is_there = |line: &str| line.starts_with('#') || text.lines().any(|there| there.trim() == line);
    let lacking: Vec<&str> = told.lines().filter(|line| !is_there(line)).collect();
    let end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    let added = || format!("{end}{}\n", lacking.join("\n"));
    (!lacking.is_empty()).then(|| [before, added().as_bytes()].concat())
}

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

    #[test]
    fn what_git_is_told_is_added_to_what_somebody_wrote_and_only_once() {
        let folder = tempfile::tempdir().unwrap();
        let workspace = Workspace::init(&folder.path().join("new")).unwrap();
        assert_eq!(workspace.tell_git().unwrap(), []);
        let path = workspace.root.join("state/.gitattributes");
        fs::write(&path, "snapshots/*.json -text\nown.txt text").unwrap();
        let written = workspace.tell_git().unwrap();
        assert_eq!(written, [(path.clone(), Some(b"snapshots/*.json -text\nown.txt text".to_vec()))]);
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(text, "snapshots/*.json -text\nown.txt text\njournal/*.ron -text merge=union\n");
        assert_eq!(workspace.tell_git().unwrap(), []);
    }
}
