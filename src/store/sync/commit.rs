//! Commits: what their message says, the user's hooks, his signature.
//!
//! Invariant: a message has counts and names of who recorded, and no word of what was recorded. A commit here moves no branch.

use super::{git::Call, repository::Repository, said, stage::Staged};
use crate::{
    domain::{
        sync::{Parcel, Trouble},
        text::clean_line,
    },
    store::files::private,
};
use std::{fs, io::Write, path::Path};

/// What a commit says and how it is made.
#[derive(Debug)]
pub(super) struct Manner {
    message: String,
    signed: Signed,
}

/// Whether commits are signed, as the user set it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Signed {
    Yes,
    No,
}

/// Asks the user's hooks about what is to be committed, where anything is.
///
/// # Errors
/// When a hook refuses.
pub(super) fn manner(repository: &Repository, staged: &Staged) -> Result<Manner, Trouble> {
    let set = repository.git.value(["config", "--type=bool", "--get", "commit.gpgSign"])?;
    let signed = if set.as_deref() == Some("true") { Signed::Yes } else { Signed::No };
    let message = message(&staged.recorded);
    if staged.tree == staged.head_tree {
        return Ok(Manner { message, signed });
    }
    let index = staged.beside.path().join("index");
    let file = staged.beside.path().join("message");
    let open = private().write(true).create(true).truncate(true).open(&file);
    let written = open.and_then(|mut open| open.write_all(message.as_ref()));
    written.map_err(|error| Trouble::File(error.to_string()))?;
    hook(repository, &index, "pre-commit", &[])?;
    hook(repository, &index, "prepare-commit-msg", &[&file, Path::new("message")])?;
    hook(repository, &index, "commit-msg", &[&file])?;
    let message = fs::read_to_string(&file).map_err(|error| Trouble::File(error.to_string()))?;
    Ok(Manner { message, signed })
}

fn hook(repository: &Repository, index: &Path, name: &str, given: &[&Path]) -> Result<(), Trouble> {
    let mut asked: Vec<std::ffi::OsString> =
        ["hook", "run", "--ignore-missing", name].map(Into::into).to_vec();
    if !given.is_empty() {
        asked.push("--".into());
        asked.extend(given.iter().map(Into::into));
    }
    let said = repository.git.run(Call::new(asked).on(index))?;
    match said.is_done() {
        true => Ok(()),
        false => Err(Trouble::Hook(name.to_owned(), said::tail(&said.err))),
    }
}

/// Makes a commit for keeps.
///
/// # Errors
/// When git refuses, or it can't be signed.
pub(super) fn commit(
    repository: &Repository,
    tree: &str,
    parents: &[&str],
    manner: &Manner,
) -> Result<String, Trouble> {
    let mut asked = vec!["commit-tree", tree];
    asked.extend(parents.iter().flat_map(|parent| ["-p", parent]));
    if manner.signed == Signed::Yes {
        asked.push("-S");
    }
    Ok(repository.git.ask(Call::new(asked).fed(manner.message.clone().into_bytes()))?.text())
}

/// Makes a commit that nothing will ever name, to compare with.
///
/// # Errors
/// When git refuses.
pub(super) fn passing(repository: &Repository, tree: &str, parent: Option<&str>) -> Result<String, Trouble> {
    let mut asked = vec!["commit-tree", tree];
    asked.extend(parent.iter().flat_map(|parent| ["-p", parent]));
    Ok(repository.git.ask(Call::new(asked).fed(b"prepcom sync\n".to_vec()))?.text())
}

/// The message of a commit: what was recorded in numbers, and by whom.
fn message(recorded: &Parcel) -> String {
    let kinds = [
        (recorded.positions, "position", "positions"),
        (recorded.notes, "note", "notes"),
        (recorded.commitments, "commitment", "commitments"),
        (recorded.lines, "line of ours", "lines of ours"),
        (recorded.raise, "point to raise", "points to raise"),
        (recorded.meetings, "meeting", "meetings"),
        (recorded.undone, "act undone", "acts undone"),
        (recorded.snapshots, "kept snapshot", "kept snapshots"),
    ];
    let told = kinds.into_iter().filter(|(count, ..)| *count > 0);
    let told: Vec<String> =
        told.map(|(count, one, many)| format!("{count} {}", if count == 1 { one } else { many })).collect();
    let head = if told.is_empty() { "Workspace files".to_owned() } else { told.join(", ") };
    let by: Vec<String> =
        recorded.by.iter().map(|(name, count)| format!("{} ({count})", clean_line(name))).collect();
    let by = if by.is_empty() { String::new() } else { format!("By {}\n", by.join(", ")) };
    format!("prepcom: {head}\n\n{by}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_has_counts_and_names_only() {
        let by = [("A. Diplomat".to_owned(), 3), ("B\u{1b}[2J".to_owned(), 1)].into();
        let recorded = Parcel { entries: 4, positions: 12, notes: 1, undone: 2, by, ..Parcel::default() };
        let expected = "prepcom: 12 positions, 1 note, 2 acts undone\n\nBy A. Diplomat (3), B (1)\n";
        assert_eq!(message(&recorded), expected);
        assert_eq!(message(&Parcel::default()), "prepcom: Workspace files\n\n");
    }
}
