//! The paper that is part of the program in a form that is read at once, since every start reads it.
//!
//! Invariant: says what the files of `assets/` say, to the letter; a test holds the two together and `UPDATE=1 cargo test` writes it anew.

use crate::domain::{
    paper::{Area, Paper, PaperFile},
    roster::{Delegation, Group, Roster},
};
use serde::{Deserialize, Serialize};

/// What the built-in files say.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct BuiltIn {
    paper: PaperFile,
    areas: Vec<Area>,
    delegations: Vec<Delegation>,
    groups: Vec<Group>,
}

/// The built-in paper and roster; none where the form does not read, which a test rules out.
pub(super) fn read() -> Option<(Paper, Roster)> {
    let BuiltIn { paper, areas, delegations, groups } =
        postcard::from_bytes(include_bytes!("built_in.postcard")).ok()?;
    Some((Paper { file: paper, areas }, Roster::new(delegations, groups)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::assets::from_ron;

    #[test]
    fn it_says_what_the_files_say() {
        let assets = from_ron(None);
        let files = BuiltIn {
            paper: assets.paper.file.clone(),
            areas: assets.paper.areas.clone(),
            delegations: assets.roster.delegations.clone(),
            groups: assets.roster.groups.clone(),
        };
        let bytes = postcard::to_allocvec(&files).unwrap();
        if std::env::var_os("UPDATE").is_some() {
            let path =
                std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store/assets/built_in.postcard");
            std::fs::write(path, &bytes).unwrap();
            return;
        }
        assert!(include_bytes!("built_in.postcard") == &bytes[..], "UPDATE=1 cargo test writes it anew");
        let (paper, roster) = read().unwrap();
        assert_eq!(paper, assets.paper);
        assert_eq!((roster.delegations, roster.groups), (files.delegations, files.groups));
    }
}
