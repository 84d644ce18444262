//! A note while it is in the user's editor: in a folder of its own in the workspace's local state, which goes with the editing.
//!
//! Invariant: whoever edits holds a lock in the folder; one that nobody holds was left behind, and its text becomes the draft.

use super::{
    drafts,
    files::{Below, FileError, Kind, Named},
    workspace::Workspace,
};
use crate::domain::{limits::LOCAL_BYTES, text::clean};
use std::{
    fs::File,
    io::{self, Write},
    path::{Path, PathBuf},
};

/// What folders of this kind begin with.
const PREFIX: &str = "editing-";
/// The text that is edited.
const TEXT: &str = "note.md";
/// The name of the draft that the text is one of.
const DRAFT: &str = "draft";
/// What the one who edits holds.
const LOCK: &str = "lock";

/// A note that is being edited; its folder goes when this goes.
#[derive(Debug)]
pub struct Scratch {
    below: Below,
    folder: PathBuf,
    _lock: File,
}

impl Scratch {
    /// A file with a text, for the draft of a name.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn new(workspace: &Workspace, draft: &str, text: &str) -> Result<Scratch, FileError> {
        workspace.make_folders()?;
        let name = format!("{PREFIX}{}-{}", std::process::id(), random());
        let folder = workspace.local().join(name);
        let below = workspace.below();
        below.make_folder(&folder).map_err(FileError::on("make the folder", &folder))?;
        let made = || -> io::Result<File> {
            let lock = below.make(&folder.join(LOCK))?;
            // A system without locks has no other way to tell; then a second program may take the text for left behind.
            let _ = lock.try_lock();
            for (name, content) in [(DRAFT, draft), (TEXT, text)] {
                let mut file = below.make(&folder.join(name))?;
                file.write_all(content.as_bytes())?;
            }
            Ok(lock)
        };
        match made() {
            Ok(lock) => Ok(Scratch { below, folder, _lock: lock }),
            Err(cause) => {
                let error = FileError::on("write", &folder)(cause);
                remove(workspace, &folder);
                Err(error)
            }
        }
    }

    /// Its folder, for whoever has to end the editing from beside.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The file to edit.
    pub fn path(&self) -> PathBuf {
        self.folder.join(TEXT)
    }

    /// What the file says now.
    ///
    /// # Errors
    /// When it can't be read, or is not UTF-8.
    pub fn text(&self) -> io::Result<String> {
        text(&self.below, &self.path())
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = self.below.remove_folder(&self.folder);
    }
}

/// Takes what was left behind into the drafts and removes it, whoever left it; returns the names of those drafts.
pub fn rescue(workspace: &Workspace) -> Vec<String> {
    left_behind(workspace).into_iter().filter_map(|folder| keep(workspace, &folder)).collect()
}

/// As `rescue`, for a folder whose editor has to end now, while it is still held.
pub fn rescue_from(workspace: &Workspace, folder: &Path) {
    keep(workspace, folder);
}

/// Folders that nobody holds.
fn left_behind(workspace: &Workspace) -> Vec<PathBuf> {
    let below = workspace.below();
    let is_ours = |named: &Named| {
        let name = named.path.file_name().unwrap_or_default();
        named.kind == Kind::Folder && name.to_string_lossy().starts_with(PREFIX)
    };
    let is_free = |folder: &PathBuf| match below.open_to_read(&folder.join(LOCK)) {
        Ok(lock) => lock.try_lock().is_ok(),
        Err(_) => true,
    };
    let there = below.list(&workspace.local()).unwrap_or_default();
    there.into_iter().filter(is_ours).map(|named| named.path).filter(is_free).collect()
}

/// Puts a text that was being edited among the drafts, unless it is empty or nobody knows what it is on, and removes it; returns the
/// name of the draft where there is a new one.
fn keep(workspace: &Workspace, folder: &Path) -> Option<String> {
    let below = workspace.below();
    let (text, draft) = (text(&below, &folder.join(TEXT)), text(&below, &folder.join(DRAFT)));
    // A text that is there and can't be read may be all that somebody has written.
    if text.as_ref().is_err_and(|error| error.kind() != io::ErrorKind::NotFound) {
        return None;
    }
    let named = draft.ok().zip(text.ok().map(|text| clean(&text).trim_end().to_owned()));
    let mut drafts = drafts::load(workspace);
    let is_new = |(draft, text): &(String, String)| !text.is_empty() && drafts.get(draft) != Some(text);
    let Some((draft, text)) = named.filter(is_new) else {
        remove(workspace, folder);
        return None;
    };
    drafts.insert(draft.clone(), text);
    // What can't be kept is not removed either.
    drafts::keep(workspace, &drafts).ok()?;
    remove(workspace, folder);
    Some(draft)
}

/// Removes a folder with all that an editor left in it; what fails is tried again at the next start.
pub fn remove(workspace: &Workspace, folder: &Path) {
    let _ = workspace.below().remove_folder(folder);
}

fn text(below: &Below, path: &Path) -> io::Result<String> {
    String::from_utf8(below.read(path, LOCAL_BYTES)?)
        .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
}

fn random() -> u64 {
    use std::hash::{BuildHasher, RandomState};
    RandomState::new().hash_one(std::process::id())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn workspace() -> (tempfile::TempDir, Workspace) {
        let folder = tempfile::tempdir().unwrap();
        let workspace = Workspace::at(folder.path());
        (folder, workspace)
    }

    fn is_gone(workspace: &Workspace) -> bool {
        fs::read_dir(workspace.local())
            .unwrap()
            .all(|file| !file.unwrap().file_name().to_string_lossy().starts_with(PREFIX))
    }

    #[test]
    fn a_text_is_gone_with_everything_beside_it_when_the_editing_ends() {
        let (_folder, workspace) = workspace();
        let scratch = Scratch::new(&workspace, "AUT 1a -", "a word").unwrap();
        assert_eq!(scratch.text().unwrap(), "a word");
        fs::write(scratch.folder().join(".note.md.swp"), "what an editor keeps").unwrap();
        drop(scratch);
        assert!(is_gone(&workspace));
    }

    #[cfg(unix)]
    #[test]
    fn only_its_owner_can_read_it() {
        use std::os::unix::fs::PermissionsExt;
        let (_folder, workspace) = workspace();
        let scratch = Scratch::new(&workspace, "AUT 1a -", "a word").unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(scratch.folder()), mode(&scratch.path())), (0o700, 0o600));
    }

    #[test]
    fn what_was_left_behind_becomes_the_draft_and_what_is_being_edited_stays() {
        let (_folder, workspace) = workspace();
        let held = Scratch::new(&workspace, "AUT 1a -", "a word").unwrap();
        assert!(rescue(&workspace).is_empty());
        assert!(held.path().exists());
        let left = Scratch::new(&workspace, "FRA 3a -", "half a note").unwrap();
        let folder = left.folder().to_owned();
        // As a kill leaves it: the lock is gone, the folder is not.
        let copy = workspace.local().join("editing-0-0");
        fs::create_dir(&copy).unwrap();
        for name in [DRAFT, TEXT, LOCK] {
            fs::copy(folder.join(name), copy.join(name)).unwrap();
        }
        drop(left);
        assert_eq!(rescue(&workspace), ["FRA 3a -"]);
        assert!(!copy.exists());
        assert_eq!(drafts::load(&workspace).get("FRA 3a -").map(String::as_str), Some("half a note"));
        drop(held);
        assert!(is_gone(&workspace));
    }

    #[test]
    fn what_was_left_half_made_or_empty_is_removed() {
        let (_folder, workspace) = workspace();
        workspace.make_folders().unwrap();
        fs::create_dir(workspace.local().join("editing-1-1")).unwrap();
        assert!(rescue(&workspace).is_empty());
        assert!(is_gone(&workspace));
    }
}
