//! Snapshots that were kept under a name, a file each in `state/snapshots/`, and snapshots in any other file.
//!
//! Invariant: a file is written once and whole, never changed and never replaced; one that does not prove itself is not read as one.

use super::{
    files::{FileError, Named, Refusal, read_given},
    workspace::Workspace,
};
use crate::domain::{
    instant::{Instant, Zones},
    lang::Bilingual,
    limits::SNAPSHOT_BYTES,
    problem::{Place, Problem},
    saved::{self, BadSnapshot, SavedSnapshot, SnapshotFile},
    text,
};
use std::{
    io,
    path::{Path, PathBuf},
};

/// A file among the saved snapshots.
#[derive(Debug)]
pub struct Found {
    /// Where it is.
    pub path: PathBuf,
    /// The snapshot and its checksum, or what is wrong with the file.
    pub read: Result<(Box<SavedSnapshot<'static>>, String), Box<Problem>>,
}

/// A snapshot could not be kept.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// There is one of that name.
    #[error("a snapshot is saved as `{0}` already and stays as it is; choose another name")]
    Exists(String),
    /// The system refused.
    #[error(transparent)]
    File(#[from] FileError),
}

/// A file could not be read as a snapshot.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The system refused.
    #[error(transparent)]
    File(#[from] FileError),
    /// It is none.
    #[error("{}: {}; {}", .0.place, .0.what.en, .0.hint.en)]
    NoSnapshot(Box<Problem>),
}

fn folder(workspace: &Workspace) -> PathBuf {
    workspace.root.join("state").join("snapshots")
}

/// Puts a new snapshot on disk; returns where.
///
/// # Errors
/// When there is one of that name, or the system refuses; then nothing was written.
pub fn save(workspace: &Workspace, name: &str, at: Instant, file: &str) -> Result<PathBuf, SaveError> {
    let is_taken =
        |found: &Found| found.read.as_ref().is_ok_and(|(kept, _)| text::fold(&kept.name) == text::fold(name));
    if all(workspace)?.iter().any(is_taken) {
        return Err(SaveError::Exists(name.to_owned()));
    }
    let folder = folder(workspace);
    workspace.below().make_folder(&folder).map_err(FileError::on("make the folder", &folder))?;
    let (day, slug) = (at.to_string().replace(':', ""), slug(name));
    let parts = [day.as_str(), &slug];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let path = folder.join(format!("{}.json", parts.join("_")));
    match workspace.below().write_new(&path, file.as_bytes()) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(SaveError::Exists(name.to_owned())),
        written => Ok(written.map(|()| path.clone()).map_err(FileError::on("write", &path))?),
    }
}

/// Characters of a name that its file's name has.
const SLUG: usize = 40;

/// What of a name stands in its file's name.
pub fn slug(name: &str) -> String {
    text::plain(name, SLUG)
}

/// Reads one file among the saved snapshots.
///
/// # Errors
/// What is wrong with it.
pub fn read(workspace: &Workspace, path: &Path) -> Result<Box<SavedSnapshot<'static>>, Box<Problem>> {
    found(workspace, path.to_owned()).read.map(|(kept, _)| kept)
}

/// Every file among the saved snapshots, oldest first.
///
/// # Errors
/// When the folder can't be read; none is an empty one.
pub fn all(workspace: &Workspace) -> Result<Vec<Found>, FileError> {
    let folder = folder(workspace);
    let files = match workspace.below().list(&folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        files => files.map_err(FileError::on("read", &folder))?,
    };
    let is_snapshot = |file: &Named| file.path.extension().is_some_and(|extension| extension == "json");
    Ok(files.into_iter().filter(is_snapshot).map(|file| found(workspace, file.path)).collect())
}

fn found(workspace: &Workspace, path: PathBuf) -> Found {
    let shown = workspace.shown(&path);
    let bytes = workspace.below().read(&path, SNAPSHOT_BYTES);
    let read = match bytes
        .map_err(FileError::on("read", &path))
        .map_err(OpenError::from)
        .and_then(|bytes| read_bytes(&path, &bytes, workspace.zones()))
    {
        Ok(SnapshotFile::Saved(kept, sum)) => Ok((kept, sum)),
        Ok(SnapshotFile::Export(_)) => Err(not_kept(&shown)),
        Err(OpenError::NoSnapshot(problem)) => {
            Err(Problem { place: Place { file: shown, ..problem.place }, ..*problem })
        }
        Err(OpenError::File(error)) => Err(unreadable(&shown, &error)),
    };
    Found { path, read: read.map_err(Box::new) }
}

fn not_kept(shown: &str) -> Problem {
    Problem {
        place: Place::file(shown),
        what: Bilingual {
            en: "this is an export and no saved snapshot: it can't prove that it is unchanged".into(),
            zh: "这是导出文件而非保存的快照：无法证明其未经改动".into(),
        },
        hint: Bilingual {
            en: "move it elsewhere; diff takes it by its path".into(),
            zh: "请移至他处；diff 可按路径读取".into(),
        },
    }
}

fn unreadable(shown: &str, error: &FileError) -> Problem {
    if let Some(refusal) = Refusal::of(&error.cause) {
        return refusal.problem(shown);
    }
    let said = text::clean_line(&error.cause.to_string());
    Problem {
        place: Place::file(shown),
        what: Bilingual {
            en: format!("it can't be read: {said}").into(),
            zh: format!("无法读取：{said}").into(),
        },
        hint: Bilingual { en: "look at its permissions".into(), zh: "请检查文件权限".into() },
    }
}

/// Files among the saved snapshots that are none, or were changed since.
pub fn problems(workspace: &Workspace) -> Vec<Problem> {
    match all(workspace) {
        Ok(found) => found.into_iter().filter_map(|found| found.read.err()).map(|problem| *problem).collect(),
        Err(error) => vec![unreadable(&workspace.shown(&folder(workspace)), &error)],
    }
}

/// Reads a snapshot from any file that a person names.
///
/// # Errors
/// When the system refuses, or it is none.
pub fn open(path: &Path, zones: Zones) -> Result<SnapshotFile, OpenError> {
    let bytes = read_given(path, SNAPSHOT_BYTES).map_err(FileError::on("read", path))?;
    read_bytes(path, &bytes, zones)
}

fn read_bytes(path: &Path, bytes: &[u8], zones: Zones) -> Result<SnapshotFile, OpenError> {
    let shown = text::clean_line(&path.display().to_string());
    let read = saved::read(&String::from_utf8_lossy(bytes)).map(|read| read.settled(zones));
    read.map_err(|BadSnapshot { line, column, what, hint }| {
        let place = Place { line, column, ..Place::file(&shown) };
        OpenError::NoSnapshot(Box::new(Problem { place, what, hint }))
    })
}
