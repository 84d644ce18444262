//! A workspace: the folder with `assets/` (the paper) and `state/` (what was recorded), known by the marker in `state/`.
//!
//! Invariant: finding one changes nothing on disk; its folders are made when something is first recorded, the marker before the others.

mod marker;

pub use self::marker::WorkspaceError;
use super::{
    clock,
    disk::{Disk, Real},
    files::{Below, FileError, Kind},
};
use crate::domain::{
    instant::Zones,
    lang::Bilingual,
    problem::{Place, Problem},
    text::clean_line,
};
use chrono_tz::Tz;
use std::{
    io,
    path::{Path, PathBuf},
};

/// Where the paper and what was recorded are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workspace {
    /// The folder, as an absolute path where the system could tell.
    pub root: PathBuf,
    /// The zone by which all its members understand days and hours.
    pub zone: Tz,
    /// The zone in which hours are shown here.
    pub shown: Tz,
}

impl Workspace {
    /// The workspace in a folder.
    pub fn at(root: &Path) -> Workspace {
        let root = std::path::absolute(root).unwrap_or_else(|_| root.to_owned());
        Workspace { root, zone: Tz::UTC, shown: Tz::UTC }
    }

    /// The workspace with hours shown in a zone.
    pub fn shown_in(self, zone: Tz) -> Workspace {
        Workspace { shown: zone, ..self }
    }

    /// The workspace of members that understand days and hours by a zone.
    fn by(self, zone: Tz) -> Workspace {
        Workspace { zone, shown: zone, ..self }
    }

    /// What is wrong with the zone in the marker, where something is.
    pub(super) fn zone_problem(&self) -> Option<Problem> {
        let found = marker::find(&self.root).ok()?.filter(|found| found.known_zone().is_none())?;
        let given = clean_line(&found.zone);
        let (en, zh) = match given.as_str() {
            "" => ("the workspace has no time zone".to_owned(), "工作区没有时区".to_owned()),
            given => {
                (format!("`{given}` is not a time zone that is known"), format!("{given}不是已知的时区"))
            }
        };
        Some(Problem {
            place: Place::file(&self.shown(&marker::path(&self.root))),
            what: Bilingual {
                en: format!("{en}; days and hours go by UTC").into(),
                zh: format!("{zh}；日期和时间按UTC计").into(),
            },
            hint: Bilingual {
                en: "give it the zone that all members use, such as \"zone\":\"Europe/Vienna\"".into(),
                zh: "请写入所有成员共用的时区，例如\"zone\":\"Europe/Vienna\"".into(),
            },
        })
    }

    /// The zones by which days are understood and hours shown.
    pub fn zones(&self) -> Zones {
        Zones { workspace: self.zone, shown: self.shown }
    }

    /// The nearest folder upward from `from` that has the marker of a workspace, else `fallback`.
    ///
    /// # Errors
    /// When something is in the place of the marker that is none, or the fallback can't be used.
    pub fn nearest(from: &Path, fallback: &Path) -> Result<Workspace, WorkspaceError> {
        for folder in from.ancestors() {
            if let Some(found) = marker::find(folder)? {
                return Ok(Workspace::at(folder).by(found.zone()));
            }
        }
        Workspace::given(fallback)
    }

    /// The workspace in a folder that somebody named: one that has the marker, or nothing in its `state/` yet.
    ///
    /// # Errors
    /// When it has a `state/` that is not a workspace's.
    pub fn given(root: &Path) -> Result<Workspace, WorkspaceError> {
        let workspace = Workspace::at(root);
        let state = workspace.state();
        if let Some(found) = marker::find(&workspace.root)? {
            return Ok(workspace.by(found.zone()));
        }
        match workspace.below().list(&state) {
            Ok(there) if there.is_empty() => Ok(workspace.by(clock::zone())),
            Ok(_) => {
                let root = workspace.root.display().to_string();
                let quoted = shell_words::quote(&root).into_owned();
                Err(WorkspaceError::NotOne { root, quoted })
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(workspace.by(clock::zone())),
            Err(error) => Err(FileError::on("read", &state)(error).into()),
        }
    }

    /// The files below it, which nothing else opens.
    pub fn below(&self) -> Below {
        Below::new(&self.root)
    }

    /// What was recorded, kept and begun.
    pub fn state(&self) -> PathBuf {
        self.root.join("state")
    }

    /// The user's own workspace, where no folder upward is one.
    pub fn of_user() -> Option<PathBuf> {
        use etcetera::BaseStrategy;
        Some(etcetera::choose_base_strategy().ok()?.data_dir().join("prepcom"))
    }

    /// Everybody's journals.
    pub fn journals(&self) -> PathBuf {
        self.state().join("journal")
    }

    /// Whether there is a journal of a device.
    pub fn has_journal(&self, device: &str) -> bool {
        let path = self.journals().join(format!("{device}.jsonl"));
        self.below().look(&path).is_ok_and(|named| named.kind == Kind::File)
    }

    /// What is this machine's alone: device, lock, drafts.
    pub fn local(&self) -> PathBuf {
        self.state().join("local")
    }

    /// The journals of what never leaves this machine.
    pub fn mine(&self) -> PathBuf {
        self.local().join("mine")
    }

    /// Makes a new workspace: its marker, its folders and a `.gitignore`. What is in its `state/` already stays.
    ///
    /// # Errors
    /// When the folder holds a workspace already, or the system refuses.
    pub fn init(root: &Path) -> Result<Workspace, InitError> {
        let workspace = Workspace::at(root).by(clock::zone());
        if marker::find(&workspace.root)?.is_some() {
            return Err(InitError::Exists(workspace.root));
        }
        workspace.make_folders()?;
        let ignored = workspace.state().join(".gitignore");
        match workspace.below().write_new(&ignored, IGNORED.as_bytes()) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                Err(FileError::on("write", &ignored)(error).into())
            }
            _ => Ok(workspace),
        }
    }

    /// Makes the folders in which things are recorded, and the marker if there is none.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn make_folders(&self) -> Result<(), FileError> {
        self.make_journals(&Real::below(&self.root))?;
        let local = self.local();
        self.below().make_folder(&local).map_err(FileError::on("make the folder", &local))
    }

    /// As `make_folders`, on a disk and for the journals alone.
    ///
    /// # Errors
    /// When the system refuses.
    pub(super) fn make_journals(&self, disk: &dyn Disk) -> Result<(), FileError> {
        let (state, marker, journals) = (self.state(), marker::path(&self.root), self.journals());
        disk.make_folder(&state).map_err(FileError::on("make the folder", &state))?;
        match disk.write_new(&marker, marker::text(self.zone).as_bytes()) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                return Err(FileError::on("write", &marker)(error));
            }
            _ => {}
        }
        disk.make_folder(&journals).map_err(FileError::on("make the folder", &journals))
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
    /// Something is in the place of the marker.
    #[error(transparent)]
    Marker(#[from] WorkspaceError),
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
        assert_eq!(made, [".gitignore", "journal", "local", "prepcom.json"]);
        assert_eq!(fs::read_to_string(workspace.root.join("state/.gitignore")).unwrap(), IGNORED);
    }
}
