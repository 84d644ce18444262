//! The repository that a workspace lies in: its branch, its remote, and what it is in the middle of.
//!
//! Invariant: looks and changes nothing, but for the ref that a fetch moves.

use super::{
    address,
    git::{Call, Git},
    said,
};
use crate::{
    domain::sync::{Trouble, Unfinished},
    store::workspace::Workspace,
};
use std::path::PathBuf;

/// A repository that a workspace lies in.
#[derive(Debug)]
pub(super) struct Repository {
    /// git at its top.
    pub(super) git: Git,
    /// Its own folder, `.git` as a rule.
    pub(super) own: PathBuf,
    /// The way from the top to the workspace: empty, or with `/` at its end.
    pub(super) prefix: String,
    /// The branch that is checked out; none where a commit is.
    pub(super) branch: Option<String>,
    /// The commit that is checked out; none before the first.
    pub(super) head: Option<String>,
}

/// Whether the paper's files are committed with what was recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PaperGoes {
    Along,
    Alone,
}

/// Where a branch is shared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Upstream {
    /// The remote's name.
    pub(super) remote: String,
    /// The branch's name there.
    pub(super) branch: String,
    /// Whether the repository says so already.
    pub(super) known: Known,
}

/// Whether the repository says where its branch is shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    Set,
    Found,
}

impl Upstream {
    /// Remote and branch, as `origin/main`.
    pub(super) fn shown(&self) -> String {
        format!("{}/{}", self.remote, self.branch)
    }

    /// The ref that remembers it here.
    pub(super) fn tracking(&self) -> String {
        format!("refs/remotes/{}/{}", self.remote, self.branch)
    }
}

impl Repository {
    /// The repository that the workspace lies in; none where it lies in none.
    ///
    /// # Errors
    /// When git refuses to say.
    pub(super) fn find(git: &Git, workspace: &Workspace) -> Result<Option<Repository>, Trouble> {
        let here = git.within(&workspace.root)?;
        let asked = ["rev-parse", "--absolute-git-dir", "--show-toplevel", "--show-prefix"];
        let said = here.run(Call::new(asked))?;
        if !said.is_done() {
            return match said.err.contains("not a git repository") {
                true => Ok(None),
                false => Err(said::local("rev-parse", &said.err)),
            };
        }
        let text = String::from_utf8(said.out)
            .map_err(|_| Trouble::File("the path of the repository is no UTF-8".into()))?;
        let mut lines = text.lines();
        let mut next = || lines.next().unwrap_or_default().to_owned();
        let (own, top, prefix) = (PathBuf::from(next()), PathBuf::from(next()), next());
        let git = here.within(&top)?;
        let branch = git.value(["symbolic-ref", "--quiet", "HEAD"])?;
        let branch = branch.and_then(|name| name.strip_prefix("refs/heads/").map(str::to_owned));
        let head = git.value(["rev-parse", "--verify", "--quiet", "HEAD^{commit}"])?;
        Ok(Some(Repository { git, own, prefix, branch, head }))
    }

    /// A path of the workspace from the top of the repository.
    pub(super) fn path(&self, of_workspace: &str) -> String {
        format!("{}{of_workspace}", self.prefix)
    }

    /// Whether it has anything of the workspace, or is the workspace's own.
    ///
    /// # Errors
    /// When git refuses to say.
    pub(super) fn has_workspace(&self) -> Result<bool, Trouble> {
        if self.prefix.is_empty() {
            return Ok(true);
        }
        let state = self.path("state");
        Ok(!self.git.ask(Call::new(["ls-files", "-z", "--", &state]))?.out.is_empty())
    }

    /// Whether a path is a journal's.
    pub(super) fn is_journal(&self, path: &str) -> bool {
        self.is_within(path, "state/journal/") && path.ends_with(".ron")
    }

    /// Whether a path is that of a file that is never rewritten: a journal or a kept snapshot.
    pub(super) fn is_kept(&self, path: &str) -> bool {
        self.is_journal(path) || self.is_within(path, "state/snapshots/") && path.ends_with(".json")
    }

    /// Whether a path is that of a file of the paper.
    pub(super) fn is_paper(&self, path: &str) -> bool {
        self.is_within(path, "assets/")
    }

    fn is_within(&self, path: &str, folder: &str) -> bool {
        path.strip_prefix(&self.prefix).is_some_and(|path| path.starts_with(folder))
    }

    /// Whether the paper's files go along: where the repository holds nothing but a workspace, they are in nobody's way.
    ///
    /// # Errors
    /// When git refuses to say.
    pub(super) fn paper(&self) -> Result<PaperGoes, Trouble> {
        const OURS: [&str; 4] = ["state", "assets", ".gitignore", ".gitattributes"];
        let listed = match &self.head {
            Some(head) => self.git.ask(Call::new(["ls-tree", "--name-only", "-z", head]))?.out,
            None => Vec::new(),
        };
        let is_alone = said::names(&listed).iter().all(|name| OURS.contains(&name.as_str()));
        Ok(if self.prefix.is_empty() && is_alone { PaperGoes::Along } else { PaperGoes::Alone })
    }

    /// Makes sure that nothing is half done.
    ///
    /// # Errors
    /// What is.
    pub(super) fn is_at_rest(&self) -> Result<(), Trouble> {
        let signs = [
            ("MERGE_HEAD", Unfinished::Merge),
            ("rebase-merge", Unfinished::Rebase),
            ("rebase-apply", Unfinished::Rebase),
            ("CHERRY_PICK_HEAD", Unfinished::CherryPick),
            ("REVERT_HEAD", Unfinished::Revert),
            ("BISECT_LOG", Unfinished::Bisect),
        ];
        if let Some((_, what)) = signs.into_iter().find(|(name, _)| self.own.join(name).exists()) {
            return Err(Trouble::Unfinished(what));
        }
        let unmerged = self.git.ask(Call::new(["diff", "--name-only", "--diff-filter=U", "-z"]))?;
        let unmerged = said::names(&unmerged.out);
        if !unmerged.is_empty() {
            return Err(Trouble::Unmerged(unmerged));
        }
        if self.branch.is_none() { Err(Trouble::Detached) } else { Ok(()) }
    }

    /// Names of its remotes.
    ///
    /// # Errors
    /// When git refuses to say.
    pub(super) fn remotes(&self) -> Result<Vec<String>, Trouble> {
        Ok(self.git.ask(Call::new(["remote"]))?.text().lines().map(str::to_owned).collect())
    }

    /// The address of a remote as git would use it.
    ///
    /// # Errors
    /// When git refuses to say.
    pub(super) fn address(&self, remote: &str) -> Result<String, Trouble> {
        Ok(self.git.ask(Call::new(["remote", "get-url", "--", remote]))?.text())
    }

    /// Where the branch is shared: as the repository says, else where its one remote has the same name or, before the first commit, its main branch.
    ///
    /// # Errors
    /// When there is no remote, or several and none is the branch's.
    pub(super) fn upstream(&self) -> Result<Upstream, Trouble> {
        let branch = self.branch.as_deref().ok_or(Trouble::Detached)?;
        let set = |name: &str| self.git.value(["config", "--get", &format!("branch.{branch}.{name}")]);
        let (remote, merged) = (set("remote")?, set("merge")?);
        let merged = merged.as_deref().and_then(|name| name.strip_prefix("refs/heads/"));
        if let (Some(remote), Some(merged)) = (remote.filter(|remote| remote != "."), merged) {
            return self.checked(Upstream { remote, branch: merged.to_owned(), known: Known::Set });
        }
        let mut remotes = self.remotes()?;
        let remote = match (remotes.len(), remotes.pop()) {
            (_, None) => return Err(Trouble::NoRemote),
            (1, Some(only)) => only,
            (_, Some(last)) => return Err(Trouble::WhichRemote([remotes, vec![last]].concat())),
        };
        let upstream = Upstream { remote, branch: branch.to_owned(), known: Known::Found };
        let upstream = self.checked(upstream)?;
        let main = if self.head.is_none() { self.main_branch(&upstream.remote)? } else { None };
        Ok(Upstream { branch: main.unwrap_or(upstream.branch), ..upstream })
    }

    fn checked(&self, upstream: Upstream) -> Result<Upstream, Trouble> {
        address::check(&self.address(&upstream.remote)?)?;
        Ok(upstream)
    }

    /// The branch that the remote calls its own.
    fn main_branch(&self, remote: &str) -> Result<Option<String>, Trouble> {
        let said = self.git.run(Call::new(["ls-remote", "--symref", "--", remote, "HEAD"]))?;
        if !said.is_done() {
            return Err(said::transport(&said.err));
        }
        let text = said.text();
        let named = text.lines().find_map(|line| line.strip_prefix("ref: refs/heads/")?.split('\t').next());
        Ok(named.map(str::to_owned))
    }

    /// Makes sure that git knows who commits, without guessing.
    ///
    /// # Errors
    /// When it does not.
    pub(super) fn knows_who(&self) -> Result<(), Trouble> {
        knows_who(&self.git)
    }

    /// Brings the branch here as it is there; none where it is not there yet.
    ///
    /// `tip` is the commit that was last sent or taken in, where one was.
    ///
    /// # Errors
    /// When the other side is out of reach or lets nobody in, or its history was rewritten.
    pub(super) fn fetch(&self, upstream: &Upstream, tip: &str) -> Result<Option<String>, Trouble> {
        let (tracking, branch) = (upstream.tracking(), &upstream.branch);
        let before = self.commit(&tracking)?;
        let spec = format!("+refs/heads/{branch}:{tracking}");
        let asked =
            ["fetch", "--no-tags", "--recurse-submodules=no", "--progress", "--", &upstream.remote, &spec];
        let said = self.git.run(Call::new(asked))?;
        if !said.is_done() {
            return match said.err.contains("couldn't find remote ref") {
                true if before.is_some() || !tip.is_empty() => Err(Trouble::Gone(upstream.shown())),
                true => Ok(None),
                false => Err(said::transport(&said.err)),
            };
        }
        let after = self.commit(&tracking)?;
        let (Some(head), Some(now)) = (&self.head, &after) else { return Ok(after) };
        if !self.is_related(head, now)? {
            return Ok(after);
        }
        for old in before.iter().map(String::as_str).chain(Some(tip).filter(|tip| !tip.is_empty())) {
            if self.holds(head, old)? && !self.holds(now, old)? && !self.holds(head, now)? {
                // What was there before is put back, so that the next sync sees it too.
                let kept = before.as_deref().unwrap_or(old);
                self.git.ask(Call::new(["update-ref", &tracking, kept]))?;
                return Err(Trouble::Rewritten(upstream.shown()));
            }
        }
        Ok(after)
    }

    /// The commit that a name stands for.
    ///
    /// # Errors
    /// As git's.
    pub(super) fn commit(&self, name: &str) -> Result<Option<String>, Trouble> {
        self.git.value(["rev-parse", "--verify", "--quiet", &format!("{name}^{{commit}}")])
    }

    /// Whether a commit's history holds another. One that is not here is in none.
    ///
    /// # Errors
    /// As git's.
    pub(super) fn holds(&self, commit: &str, other: &str) -> Result<bool, Trouble> {
        Ok(commit == other
            || self.git.run(Call::new(["merge-base", "--is-ancestor", other, commit]))?.is_done())
    }

    /// Whether two commits have any history in common.
    ///
    /// # Errors
    /// As git's.
    pub(super) fn is_related(&self, one: &str, other: &str) -> Result<bool, Trouble> {
        Ok(self.git.value(["merge-base", one, other])?.is_some())
    }

    /// What differs between two trees in these folders and files, all where none are named.
    ///
    /// # Errors
    /// As git's.
    pub(super) fn changes(
        &self,
        from: &str,
        to: &str,
        within: &[String],
    ) -> Result<Vec<said::Change>, Trouble> {
        let mut asked = vec!["diff-tree", "-r", "-z", "--no-renames", from, to, "--"];
        asked.extend(within.iter().map(String::as_str));
        Ok(said::changes(&self.git.ask(Call::new(asked))?.out))
    }

    /// A file of a commit or tree as it stands in a folder.
    ///
    /// # Errors
    /// As git's.
    pub(super) fn content(&self, of: &str, path: &str) -> Result<Vec<u8>, Trouble> {
        Ok(self.git.ask(Call::new(["cat-file", "--filters", &format!("{of}:{path}")]))?.out)
    }

    /// The name of a tree without files.
    ///
    /// # Errors
    /// As git's.
    pub(super) fn empty_tree(&self) -> Result<String, Trouble> {
        Ok(self.git.ask(Call::new(["mktree"]))?.text())
    }
}

/// Makes sure that git knows who commits, without guessing from the names of the machine.
///
/// # Errors
/// When it does not.
pub(super) fn knows_who(git: &Git) -> Result<(), Trouble> {
    git.ask(Call::new(["-c", "user.useConfigOnly=true", "var", "GIT_COMMITTER_IDENT"])).map(drop)
}
