//! What a first sync sets up: the repository, the remote, the files that tell git about `state/`.
//!
//! Invariant: whatever was set up for a sync that failed is taken back, so that nothing but the failure is left.

use super::{
    address,
    git::{Call, Git},
    repository::{self, Repository},
    said,
};
use crate::{
    domain::sync::Trouble,
    store::{
        files::{passing_folder, write_whole},
        workspace::{Told, Workspace},
    },
};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// What was set up so far.
#[derive(Debug, Default)]
pub(super) struct Begun {
    files: Vec<Told>,
    remote: Option<String>,
    repository: Option<PathBuf>,
}

impl Begun {
    /// The repository of a workspace, made anew where there is none and an address is given.
    ///
    /// # Errors
    /// When there is none and no address, or the address can't be used.
    pub(super) fn repository(
        &mut self,
        git: &Git,
        workspace: &Workspace,
        given: Option<&str>,
    ) -> Result<Repository, Trouble> {
        let given = given.map(address::check).transpose()?;
        let found = Repository::find(git, workspace)?;
        let (mine, elsewhere) = match found {
            Some(repository) if repository.has_workspace()? => (Some(repository), None),
            Some(other) => (None, Some(other.git.folder().display().to_string())),
            None => (None, None),
        };
        match (mine, given) {
            (Some(repository), None) => Ok(repository),
            (Some(repository), Some(address)) => {
                self.add_remote(&repository, address)?;
                Ok(repository)
            }
            (None, None) => Err(elsewhere.map_or(Trouble::NoRepository, Trouble::Elsewhere)),
            (None, Some(address)) => {
                self.clone_to(git, workspace, address)?;
                Repository::find(git, workspace)?.ok_or(Trouble::NoRepository)
            }
        }
    }

    /// Gives a repository the remote that was asked for, where it has none.
    fn add_remote(&mut self, repository: &Repository, address: &str) -> Result<(), Trouble> {
        let names = repository.remotes()?;
        if let Some(name) = names.first() {
            let mut all = Vec::new();
            for name in &names {
                all.push(repository.address(name)?);
            }
            return match all.iter().any(|there| there == address) {
                true => Ok(()),
                false => Err(Trouble::OtherRemote(name.clone(), address::shown(&all[0]))),
            };
        }
        repository.git.ask(Call::new(["remote", "add", "--", "origin", address]))?;
        self.remote = Some("origin".into());
        Ok(())
    }

    /// Makes the workspace a repository: git's own folder of a clone, put in place once it is whole.
    fn clone_to(&mut self, git: &Git, workspace: &Workspace, address: &str) -> Result<(), Trouble> {
        repository::knows_who(&git.within(&workspace.root)?)?;
        let beside = passing_folder(&workspace.root, ".prepcom-").map_err(system)?;
        let folder = beside.path().join("clone");
        let mut asked: Vec<std::ffi::OsString> =
            ["clone", "--no-checkout", "--no-hardlinks", "--progress", "--origin", "origin"]
                .map(Into::into)
                .to_vec();
        asked.extend(["--config", "core.sharedRepository=0600", "--", address].map(Into::into));
        asked.push(folder.clone().into());
        let said = git.within(&workspace.root)?.run(Call::new(asked))?;
        if !said.is_done() {
            return Err(said::transport(&said.err));
        }
        let there = workspace.root.join(".git");
        fs::rename(folder.join(".git"), &there).map_err(system)?;
        self.repository = Some(there);
        // What came stays aside as the remote's; the workspace itself has no commit yet, like any folder that joins.
        let git = git.within(&workspace.root)?;
        if git.value(["rev-parse", "--verify", "--quiet", "HEAD"])?.is_some() {
            git.ask(Call::new(["update-ref", "-d", "HEAD"]))?;
        }
        Ok(())
    }

    /// Writes what git needs to know of `state/`.
    ///
    /// # Errors
    /// When the system refuses.
    pub(super) fn tell_git(&mut self, workspace: &Workspace) -> Result<(), Trouble> {
        self.files = workspace.tell_git().map_err(system)?;
        Ok(())
    }

    /// Takes back what was set up.
    pub(super) fn take_back(self, git: &Git, root: &Path) {
        for (path, before) in self.files {
            // Nothing more can be done where the system refuses; what is left then are files that do no harm.
            let _ = match before {
                Some(bytes) => write_whole(&path, &bytes).map_err(|error| error.cause),
                None => fs::remove_file(&path),
            };
        }
        if let Some(name) = self.remote
            && let Ok(git) = git.within(root)
        {
            let _ = git.run(Call::new(["remote", "remove", name.as_str()]));
        }
        if let Some(folder) = self.repository {
            let _ = fs::remove_dir_all(folder);
        }
    }
}

fn system(error: impl std::fmt::Display) -> Trouble {
    Trouble::File(error.to_string())
}
