//! Whether others on this machine can read what is kept: files of the state and the settings, by their permissions.
//!
//! Invariant: looks at permissions alone and opens and changes nothing; a few dozen looks, at the start and for `check`.

use super::{
    files::{Below, Kind, Named},
    workspace::Workspace,
};
use crate::domain::{
    lang::Bilingual,
    problem::{Place, Problem},
    text::clean_line,
};
use std::path::{Path, PathBuf};

/// Folders below `state/` with what was recorded, unfinished or kept.
const FOLDERS: [&str; 4] = ["journal", "local", "local/mine", "snapshots"];

/// What others can read, with what to do; nothing where nothing was recorded yet.
pub fn notices(workspace: &Workspace, settings: Option<&Path>) -> Vec<Problem> {
    let state = workspace.root.join("state");
    let in_state = of_state(&workspace.below(), &state);
    let of_state = in_state.first().map(|first| {
        let files = in_state.iter().filter(|wide| wide.kind == Kind::File).count();
        let shown = clean_line(&workspace.shown(&first.path));
        let command = format!("chmod -R go= {}", quoted(&state));
        notice(
            &clean_line(&workspace.shown(&state)),
            files,
            in_state.len() - files,
            (&shown, first.mode),
            &command,
        )
    });
    let of_settings = settings.and_then(wide_given).map(|wide| {
        let shown = clean_line(&wide.path.display().to_string());
        let command = format!("chmod go= {}", quoted(&wide.path));
        notice(&shown, 1, 0, (&shown, wide.mode), &command)
    });
    of_state.into_iter().chain(of_settings).collect()
}

/// Permissions of a file that more than its owner can read, as `chmod` takes them.
pub fn wide_mode(path: &Path) -> Option<String> {
    wide_given(path).map(|wide| format!("{:o}", wide.mode))
}

/// Files of the state that are wider than they should be, then folders; none where there is no file to protect.
fn of_state(below: &Below, state: &Path) -> Vec<Named> {
    let folders = FOLDERS.map(|name| state.join(name));
    let there = folders.iter().filter_map(|folder| below.list(folder).ok()).flatten();
    let files: Vec<Named> = there.filter(|named| matches!(named.kind, Kind::File | Kind::Folder)).collect();
    if files.is_empty() {
        return Vec::new();
    }
    let folders = folders.iter().map(PathBuf::as_path).chain([state]);
    let folders = folders.filter_map(|folder| below.look(folder).ok());
    files.into_iter().chain(folders.filter(|named| named.kind == Kind::Folder)).filter(is_wide).collect()
}

/// Whether the permissions let in more than the owner; on a system that has none, there is nothing to say.
fn is_wide(named: &Named) -> bool {
    named.mode & 0o077 != 0
}

/// A file that a person named, where its permissions let in more than its owner.
#[cfg(unix)]
fn wide_given(path: &Path) -> Option<Named> {
    use std::os::unix::fs::PermissionsExt;
    let data = std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file)?;
    let named = Named { path: path.to_owned(), kind: Kind::File, mode: data.permissions().mode() & 0o777 };
    is_wide(&named).then_some(named)
}

/// Where permissions are not the owner's, the group's and everybody's, they are the system's own business.
#[cfg(not(unix))]
fn wide_given(_: &Path) -> Option<Named> {
    None
}

fn quoted(path: &Path) -> String {
    shell_words::quote(&clean_line(&path.display().to_string())).into_owned()
}

fn notice(place: &str, files: usize, folders: usize, (first, mode): (&str, u32), command: &str) -> Problem {
    let count = |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
    let en = match (files, folders) {
        (files, 0) => count(files, "file"),
        (0, folders) => count(folders, "folder"),
        (files, folders) => format!("{} and {}", count(files, "file"), count(folders, "folder")),
    };
    let zh = match (files, folders) {
        (files, 0) => format!("{files} 个文件"),
        (0, folders) => format!("{folders} 个文件夹"),
        (files, folders) => format!("{files} 个文件和 {folders} 个文件夹"),
    };
    Problem {
        place: Place::file(place),
        what: Bilingual {
            en: format!("others on this machine may read {en}, such as {first} ({mode:04o})").into(),
            zh: format!("本机其他用户可能读取 {zh}，例如 {first}（{mode:04o}）").into(),
        },
        hint: Bilingual {
            en: format!("to keep it to yourself: {command}").into(),
            zh: format!("如仅供本人使用：{command}").into(),
        },
    }
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use super::*;
    use std::{fs, os::unix::fs::PermissionsExt};

    fn set(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    #[test]
    fn what_is_wider_than_its_owner_is_named_with_the_command_that_narrows_it() {
        let folder = tempfile::tempdir().unwrap();
        let workspace = Workspace::at(folder.path());
        workspace.make_folders().unwrap();
        let state = folder.path().join("state");
        assert!(notices(&workspace, None).is_empty(), "nothing is recorded");
        let journal = workspace.journals().join("abc.jsonl");
        fs::write(&journal, "").unwrap();
        set(&journal, 0o600);
        assert!(notices(&workspace, None).is_empty(), "all of it is the owner's alone");
        set(&journal, 0o640);
        set(&state, 0o755);
        let said = &notices(&workspace, None)[0];
        assert!(
            said.what.en.contains("1 file and 1 folder, such as state/journal/abc.jsonl (0640)"),
            "{said:?}"
        );
        assert!(said.hint.en.contains(&format!("chmod -R go= {}", state.display())), "{said:?}");
        let settings = folder.path().join("my settings.ron");
        fs::write(&settings, "()").unwrap();
        set(&settings, 0o644);
        let said = &notices(&workspace, Some(&settings))[1];
        assert!(said.hint.zh.contains("chmod go= '"), "{said:?}");
        assert_eq!(wide_mode(&settings), Some("644".to_owned()));
    }
}
