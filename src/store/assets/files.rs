//! Which files there are: those that are part of the program, and a workspace's own that win over them.
//!
//! Invariant: a workspace's folder of areas replaces all built-in areas, even where it is empty.

use super::{
    say::{Instead, Words},
    source::Source,
};
use crate::{
    domain::problem::{Place, Problem},
    store::files::Below,
};
use std::{io, path::Path};

/// A file of which there is one, with its built-in text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Single {
    /// Its name in `assets/`.
    pub(super) name: &'static str,
    /// What it says where a workspace has none.
    pub(super) built_in: &'static str,
}

/// The paper without its areas.
pub(super) const PAPER: Single =
    Single { name: "paper.ron", built_in: include_str!("../../../assets/paper.ron") };

/// The delegations.
pub(super) const DELEGATIONS: Single =
    Single { name: "delegations.ron", built_in: include_str!("../../../assets/delegations.ron") };

/// The groups.
pub(super) const GROUPS: Single =
    Single { name: "groups.ron", built_in: include_str!("../../../assets/groups.ron") };

macro_rules! areas {
    ($($name:literal),* $(,)?) => {
        &[$(Single { name: $name, built_in: include_str!(concat!("../../../assets/areas/", $name)) }),*]
    };
}

/// The areas, one file for each.
pub(super) const AREAS: &[Single] = areas![
    "01-accountability.ron",
    "02-doctrines.ron",
    "03-security-assurances.ron",
    "04-preventing-use.ron",
    "05-humanitarian.ron",
    "06-safeguards.ron",
    "07-export-controls.ron",
    "08-zones.ron",
    "09-peaceful-uses.ron",
    "10-armed-conflict.ron",
    "11-review-process.ron",
];

const FOLDER: &str = "assets/areas/";

impl Single {
    /// The built-in file.
    pub(super) fn built_in(self) -> Source {
        Source::built_in(&format!("assets/{}", self.name), self.built_in)
    }

    /// The workspace's own file, where it has one.
    ///
    /// # Errors
    /// When it is there and can't be read as text.
    pub(super) fn of_workspace(self, workspace: Option<&Path>) -> Result<Option<Source>, Box<Problem>> {
        let Some(root) = workspace else { return Ok(None) };
        Source::read(
            &Below::new(root),
            &root.join("assets").join(self.name),
            &format!("assets/{}", self.name),
        )
    }
}

/// The files of all areas in order of name, and what is wrong with those that can't be read as text.
pub(super) fn areas(workspace: Option<&Path>) -> (Vec<Source>, Vec<Problem>) {
    let built_in =
        || AREAS.iter().map(|area| Source::built_in(&format!("{FOLDER}{}", area.name), area.built_in));
    let Some(root) = workspace else {
        return (built_in().collect(), Vec::new());
    };
    let (below, folder) = (Below::new(root), root.join("assets").join("areas"));
    match names(&below, &folder) {
        Ok(names) if names.is_empty() => (Vec::new(), vec![Words::no_area().at(Place::file(FOLDER))]),
        Ok(names) => read_all(&below, &folder, &names),
        Err(error) if error.kind() == io::ErrorKind::NotFound => (built_in().collect(), Vec::new()),
        Err(error) => (Vec::new(), vec![Words::folder_unreadable(&error, FOLDER).at(Place::file(FOLDER))]),
    }
}

/// Names of the files of areas; a name that begins with a dot is an editor's own business.
fn names(below: &Below, folder: &Path) -> io::Result<Vec<std::ffi::OsString>> {
    let names = below.list(folder)?.into_iter().filter_map(|named| Some(named.path.file_name()?.to_owned()));
    Ok(names.filter(|name| name.to_string_lossy().to_ascii_lowercase().ends_with(".ron")).collect())
}

fn read_all(below: &Below, folder: &Path, names: &[std::ffi::OsString]) -> (Vec<Source>, Vec<Problem>) {
    let (mut sources, mut problems) = (Vec::new(), Vec::new());
    for name in names {
        let shown = crate::domain::text::clean_line(&name.to_string_lossy());
        match Source::read(below, &folder.join(name), &format!("{FOLDER}{shown}")) {
            Ok(source) => sources.extend(source),
            Err(problem) => problems.push(*problem),
        }
    }
    for problem in &mut problems {
        Instead::NoArea.tell(std::slice::from_mut(problem));
    }
    (sources, problems)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_area_in_the_folder_is_built_in() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let found = names(&Below::new(root), &root.join("assets/areas")).unwrap();
        let built_in: Vec<&str> = AREAS.iter().map(|area| area.name).collect();
        assert_eq!(found, built_in);
    }
}
