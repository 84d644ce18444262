//! What is to be committed: the workspace's own files as they stand, in a tree made beside the user's index.
//!
//! Invariant: reads the workspace under the journal's lock, so no half line is in it; touches neither the user's index nor a branch.

use super::{
    git::Call,
    grown::{beyond, holds_all},
    repository::{PaperGoes, Repository},
    said,
};
use crate::{
    domain::sync::{Parcel, Trouble},
    store::{
        disk::Real,
        files::passing_folder,
        journal::{journal_files, lock},
        workspace::Workspace,
    },
};
use std::{collections::BTreeMap, fs, io, path::Path};
use tempfile::TempDir;

/// What is to be committed.
#[derive(Debug)]
pub(super) struct Staged {
    /// The tree of the commit that is checked out; one without files before the first.
    pub(super) head_tree: String,
    /// That tree with the workspace's files as they stand.
    pub(super) tree: String,
    /// Files and folders that are ours, from the top of the repository.
    pub(super) ours: Vec<String>,
    /// What was recorded since the commit that is checked out.
    pub(super) recorded: Parcel,
    /// Bytes of each journal, by its name.
    pub(super) lengths: BTreeMap<String, u64>,
    /// A folder for an index or a message.
    pub(super) beside: TempDir,
}

/// Makes the tree.
///
/// # Errors
/// When git or the system refuses, git is told to ignore a file of ours, or one no longer holds what the repository has.
pub(super) fn stage(repository: &Repository, workspace: &Workspace) -> Result<Staged, Trouble> {
    let beside = passing_folder(&workspace.local(), "sync-").map_err(system)?;
    let index = beside.path().join("index");
    let git = &repository.git;
    let head_tree = match &repository.head {
        Some(head) => git.ask(Call::new(["rev-parse", &format!("{head}^{{tree}}")]))?.text(),
        None => repository.empty_tree()?,
    };
    git.ask(Call::new(["read-tree", &head_tree]).on(&index))?;
    let paper = repository.paper()?;
    let lengths = add(repository, workspace, &index, paper)?;
    let tree = git.ask(Call::new(["write-tree"]).on(&index))?.text();
    let ours = own_paths(repository, paper);
    let mut staged = Staged { head_tree, tree, ours, recorded: Parcel::default(), lengths, beside };
    staged.recorded = recorded(repository, &staged)?;
    Ok(staged)
}

/// Puts the workspace's files into an index, under the journal's lock. Files that are gone stay in it.
fn add(
    repository: &Repository,
    workspace: &Workspace,
    index: &Path,
    paper: PaperGoes,
) -> Result<BTreeMap<String, u64>, Trouble> {
    let snapshots = files(&workspace.root.join("state").join("snapshots"), "json").map_err(system)?;
    let assets = workspace.root.join("assets");
    let held = lock(&Real, workspace).map_err(system)?;
    let journals = journal_files(&Real, &workspace.journals()).map_err(system)?;
    let mut names = vec!["state/.gitignore".to_owned(), "state/.gitattributes".into()];
    let mut lengths = BTreeMap::new();
    for path in &journals {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        lengths.insert(name.clone(), fs::metadata(path).map_err(system)?.len());
        names.push(format!("state/journal/{name}"));
    }
    names.extend(snapshots.iter().map(|name| format!("state/snapshots/{name}")));
    if paper == PaperGoes::Along && assets.is_dir() {
        names.push("assets".into());
    }
    let listed = names.iter().map(|name| format!("{}\0", repository.path(name))).collect::<String>();
    let asked = ["add", "--ignore-removal", "--pathspec-from-file=-", "--pathspec-file-nul"];
    let said = repository.git.run(Call::new(asked).on(index).fed(listed.into_bytes()))?;
    drop(held);
    match said.is_done() {
        true => Ok(lengths),
        false if said.err.contains("are ignored by one of your .gitignore") => {
            let ignored = said.err.lines().nth(1).unwrap_or_default();
            Err(Trouble::Ignored(super::address::shown(ignored)))
        }
        false => Err(said::local("add", &said.err)),
    }
}

/// What is ours in a repository, from its top.
fn own_paths(repository: &Repository, paper: PaperGoes) -> Vec<String> {
    let state = ["journal", "snapshots", ".gitignore", ".gitattributes"].map(|name| format!("state/{name}"));
    let assets = (paper == PaperGoes::Along).then(|| "assets".to_owned());
    state.into_iter().chain(assets).map(|name| repository.path(&name)).collect()
}

/// Names of the files in a folder that end so, hidden ones left out; none where there is no folder.
fn files(folder: &Path, extension: &str) -> io::Result<Vec<String>> {
    let listed = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        listed => listed?,
    };
    let mut names = Vec::new();
    for file in listed {
        let file = file?;
        let name = file.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.') && name.ends_with(&format!(".{extension}")) && file.path().is_file() {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// What was recorded since the commit that is checked out.
fn recorded(repository: &Repository, staged: &Staged) -> Result<Parcel, Trouble> {
    let changes = repository.changes(&staged.head_tree, &staged.tree, &staged.ours)?;
    for change in changes.iter().filter(|change| change.was_there() && repository.is_kept(&change.path)) {
        let before = repository.content(&staged.head_tree, &change.path)?;
        let after = repository.content(&staged.tree, &change.path)?;
        let is_whole = repository.is_journal(&change.path) && holds_all(&before, &after);
        if !is_whole {
            return Err(Trouble::Cut(change.path.clone()));
        }
    }
    parcel(repository, &staged.head_tree, &staged.tree, &changes)
}

/// What the changes between two trees bring.
///
/// # Errors
/// As git's.
pub(super) fn parcel(
    repository: &Repository,
    from: &str,
    to: &str,
    changes: &[said::Change],
) -> Result<Parcel, Trouble> {
    let mut parcel = Parcel::default();
    for change in changes.iter().filter(|change| change.is_there() && repository.is_kept(&change.path)) {
        if !repository.is_journal(&change.path) {
            parcel.snapshots += usize::from(!change.was_there());
            continue;
        }
        let after = repository.content(to, &change.path)?;
        let before = if change.was_there() { repository.content(from, &change.path)? } else { Vec::new() };
        parcel.add_lines(beyond(&before, &after));
    }
    Ok(parcel)
}

fn system(error: impl std::fmt::Display) -> Trouble {
    Trouble::File(error.to_string())
}
