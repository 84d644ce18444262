//! Where the branch is to go, here and there: what was recorded and what came, put together.
//!
//! Invariant: history only grows. Nothing that either side has of a journal or a kept snapshot is missing from what is aimed at.

use super::{
    commit::{self, Manner},
    git::Call,
    grown::holds_all,
    repository::Repository,
    said::{self, Change},
    stage::Staged,
};
use crate::domain::sync::Trouble;
use std::fs;

/// Where the branch is to go.
#[derive(Debug)]
pub(super) struct Aim {
    /// The commit, which may be the one that is checked out or the one that is there.
    pub(super) commit: String,
    /// What it brings beyond what the workspace holds.
    pub(super) came: Vec<Change>,
}

/// Puts together what is staged and what is there.
///
/// # Errors
/// When they can't be put together, something would be lost, or changes of somebody's stand in the way.
pub(super) fn aim(
    repository: &Repository,
    staged: &Staged,
    manner: &Manner,
    there: Option<&str>,
    shown: &str,
) -> Result<Aim, Trouble> {
    let commit = together(repository, staged, manner, there, shown)?;
    let came = repository.changes(&staged.tree, &commit, &[])?;
    for change in came.iter().filter(|change| change.was_there() && repository.is_kept(&change.path)) {
        let is_whole = change.is_there()
            && repository.is_journal(&change.path)
            && holds_all(
                &repository.content(&staged.tree, &change.path)?,
                &repository.content(&commit, &change.path)?,
            );
        if !is_whole {
            return Err(Trouble::Dropped(change.path.clone()));
        }
    }
    let aim = Aim { commit, came };
    is_free(repository, staged, &aim)?;
    Ok(aim)
}

fn together(
    repository: &Repository,
    staged: &Staged,
    manner: &Manner,
    there: Option<&str>,
    shown: &str,
) -> Result<String, Trouble> {
    let head = repository.head.as_deref();
    let is_new = staged.tree != staged.head_tree || head.is_none();
    let on_head = || match head {
        Some(head) if !is_new => Ok(head.to_owned()),
        head => commit::commit(repository, &staged.tree, head.as_slice(), manner),
    };
    let Some(there) = there else { return on_head() };
    if let Some(head) = head {
        if repository.holds(head, there)? {
            return on_head();
        }
        let is_behind = repository.holds(there, head)?;
        if is_behind && !is_new {
            return Ok(there.to_owned());
        }
        if !is_behind {
            if !repository.is_related(head, there)? {
                return Err(Trouble::Unrelated(shown.to_owned()));
            }
            let ours = on_head()?;
            let tree = merged(repository, &ours, there)?;
            return commit::commit(repository, &tree, &[&ours, there], manner);
        }
    }
    // Nothing of ours is in a branch yet, so it goes on top of what is there and history stays one line.
    let passing = commit::passing(repository, &staged.tree, head)?;
    let tree = merged(repository, &passing, there)?;
    match tree == repository.git.ask(Call::new(["rev-parse", &format!("{there}^{{tree}}")]))?.text() {
        true => Ok(there.to_owned()),
        false => commit::commit(repository, &tree, &[there], manner),
    }
}

/// The tree of two commits put together, without touching a file.
fn merged(repository: &Repository, ours: &str, there: &str) -> Result<String, Trouble> {
    let asked =
        ["merge-tree", "--write-tree", "--allow-unrelated-histories", "--name-only", "--no-messages", "-z"];
    let said = repository.git.run(Call::new(asked.into_iter().chain([ours, there])))?;
    let mut names = said::names(&said.out).into_iter();
    match (said.code, names.next()) {
        (Some(0), Some(tree)) => Ok(tree),
        (Some(1), Some(_)) => {
            let mut files: Vec<String> = names.collect();
            files.dedup();
            Err(Trouble::Conflict(files))
        }
        _ => Err(said::local("merge-tree", &said.err)),
    }
}

/// Makes sure that the user's files and index can follow, by trying it on a copy of the index.
fn is_free(repository: &Repository, staged: &Staged, aim: &Aim) -> Result<(), Trouble> {
    let (index, held) = (staged.beside.path().join("trial"), repository.own.join("index.lock"));
    if held.exists() {
        return Err(Trouble::Locked(held.display().to_string()));
    }
    match fs::copy(repository.own.join("index"), &index) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => drop(fs::remove_file(&index)),
        copied => drop(copied.map_err(|error| Trouble::File(error.to_string()))?),
    }
    let git = &repository.git;
    let own = repository.changes(&staged.head_tree, &staged.tree, &staged.ours)?;
    let kept = aim.came.iter().filter(|change| repository.is_kept(&change.path));
    let entries = own.iter().chain(kept).map(entry_after).collect::<String>();
    git.ask(Call::new(["update-index", "-z", "--index-info"]).on(&index).fed(entries.into_bytes()))?;
    git.run(Call::new(["update-index", "-q", "--refresh"]).on(&index))?;
    let asked = ["read-tree", "--dry-run", "-m", "-u", &staged.tree, &aim.commit];
    git.ask(Call::new(asked).on(&index)).map(drop)
}

/// What an index says of a file after a change.
pub(super) fn entry_after(change: &Change) -> String {
    format!("{} {} 0\t{}\0", change.new.0, change.new.1, change.path)
}

/// What an index said of it before.
pub(super) fn entry_before(change: &Change) -> String {
    format!("{} {} 0\t{}\0", change.old.0, change.old.1, change.path)
}
