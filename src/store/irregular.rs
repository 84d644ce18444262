//! What is in the state of a workspace and is neither a file nor a folder where one belongs.
//!
//! Invariant: nothing is opened and nothing followed. What the journals and the saved snapshots hold is told by those who read them.

use super::files::{Below, Kind, Named, Refusal};
use std::path::Path;

/// What of this machine's own, and of the state as such, can't be used for what it is.
pub(super) fn found(below: &Below, state: &Path) -> Vec<Refusal> {
    let listed = |folder: &Path| below.list(folder).unwrap_or_default();
    let in_state = listed(state);
    let in_local = listed(&state.join("local"));
    let being_edited = in_local.iter().filter(|named| is_being_edited(named));
    let in_those = being_edited.flat_map(|named| listed(&named.path)).collect::<Vec<_>>();
    let of_state = in_state.iter().filter(|named| !has_name(named, &["journal", "snapshots"]));
    of_state.chain(&in_local).chain(&in_those).filter_map(refused).collect()
}

fn refused(named: &Named) -> Option<Refusal> {
    let wanted = if has_name(named, &["local", "aside"]) { Kind::Folder } else { Kind::File };
    let is_good = match named.kind {
        Kind::File => wanted == Kind::File,
        Kind::Folder => wanted == Kind::Folder || !is_own_file(named),
        Kind::Link | Kind::Pipe | Kind::Socket | Kind::Device | Kind::Unknown => false,
    };
    (!is_good).then(|| Refusal { path: named.path.clone(), kind: named.kind, wanted })
}

/// Whether a name is that of a file that the program keeps.
fn is_own_file(named: &Named) -> bool {
    let ends = named.path.extension().is_some_and(|extension| extension == "json" || extension == "last");
    ends || has_name(named, &["lock", "note.md", "draft"])
}

fn is_being_edited(named: &Named) -> bool {
    let name = named.path.file_name().unwrap_or_default();
    named.kind == Kind::Folder && name.to_string_lossy().starts_with("editing-")
}

fn has_name(named: &Named, names: &[&str]) -> bool {
    named.path.file_name().is_some_and(|name| names.iter().any(|known| name == *known))
}
