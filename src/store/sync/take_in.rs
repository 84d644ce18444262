//! Takes in what came: journals grow in place, other files and the branch follow.
//!
//! Invariant: a journal that somebody reads only grows. The user's staged and unstaged changes stay as they are.

use super::{
    aim::{Aim, entry_after, entry_before},
    git::Call,
    grown::{Grown, grown},
    repository::Repository,
    stage::Staged,
};
use crate::{
    domain::sync::Trouble,
    store::{
        disk::Real,
        files::{make_private_folder, private, sync_folder, write_new, write_whole},
        journal::lock,
        workspace::Workspace,
    },
};
use std::{collections::BTreeMap, fs, io, io::Write, path::Path};

/// Brings files, index and branch to where they are to be. Returns how long journals are that came.
///
/// # Errors
/// When git or the system refuses; journals may have grown then, the branch and the index are as they were.
pub(super) fn take_in(
    repository: &Repository,
    workspace: &Workspace,
    staged: &Staged,
    aim: &Aim,
) -> Result<BTreeMap<String, u64>, Trouble> {
    let mut lengths = BTreeMap::new();
    let mut came = Vec::new();
    for change in aim.came.iter().filter(|change| repository.is_kept(&change.path)) {
        came.push((change, repository.content(&aim.commit, &change.path)?));
    }
    let held = lock(&Real, workspace).map_err(system)?;
    for (change, bytes) in &came {
        let path = repository.git.folder().join(&change.path);
        write(&path, bytes)
            .map_err(|error| Trouble::File(format!("can't write {}: {error}", workspace.shown(&path))))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if repository.is_journal(&change.path) {
            lengths.insert(name, bytes.len() as u64);
        }
    }
    drop(held);
    let own = repository.changes(&staged.head_tree, &staged.tree, &staged.ours)?;
    let kept = || aim.came.iter().filter(|change| repository.is_kept(&change.path));
    let after = own.iter().chain(kept()).map(entry_after).collect::<String>();
    let before = kept().chain(&own).map(entry_before).collect::<String>();
    let git = &repository.git;
    let told = |entries: &str| {
        git.ask(Call::new(["update-index", "-z", "--index-info"]).fed(entries.as_bytes().to_vec()))?;
        git.run(Call::new(["update-index", "-q", "--refresh"]))
    };
    told(&after)?;
    let moved = follow(repository, staged, aim);
    if moved.is_err() {
        told(&before)?;
    }
    moved.map(|()| lengths)
}

/// Lets other files and the branch follow; where the branch can't, neither do they.
fn follow(repository: &Repository, staged: &Staged, aim: &Aim) -> Result<(), Trouble> {
    let git = &repository.git;
    let files = |from: &str, to: &str| git.ask(Call::new(["read-tree", "-m", "-u", from, to]));
    files(&staged.tree, &aim.commit)?;
    let was = repository.head.clone().unwrap_or_default();
    let moved = git.ask(Call::new(["update-ref", "-m", "prepcom sync", "HEAD", &aim.commit, &was]));
    if moved.is_err() {
        files(&aim.commit, &staged.tree)?;
    }
    moved.map(drop)
}

/// Writes what came of a file that is never rewritten: a journal grows, a snapshot that is there stays.
fn write(path: &Path, came: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        make_private_folder(folder).map_err(|error| error.cause)?;
    }
    let here = match fs::read(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        read => Some(read?),
    };
    let is_snapshot = path.extension().is_some_and(|extension| extension == "json");
    match here {
        None => write_new(path, came).map_err(|error| error.cause),
        Some(_) if is_snapshot => Ok(()),
        Some(here) => match grown(&here, came) {
            Grown::Nothing => Ok(()),
            Grown::By(more) => append(path, here.len() as u64, &more),
            Grown::Into(all) => write_whole(path, &all).map_err(|error| error.cause),
        },
    }
}

/// Appends to a journal and waits until it is on disk; where that fails, the file is cut back to what it was.
fn append(path: &Path, before: u64, more: &[u8]) -> io::Result<()> {
    let mut file = private().append(true).open(path)?;
    file.write_all(more).and_then(|()| file.sync_data()).or_else(|error| {
        file.set_len(before)?;
        Err(error)
    })?;
    path.parent().map_or(Ok(()), sync_folder)
}

fn system(error: impl std::fmt::Display) -> Trouble {
    Trouble::File(error.to_string())
}
