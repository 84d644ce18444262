//! What sharing through git can come to: what travelled, what stood in the way, and what is known since.
//!
//! Invariant: plain values; of what was recorded only counts and the names of who recorded, never its text.

use super::{
    entry::{Entry, Fact},
    instant::Instant,
    line::read_line,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What travels in one direction.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Parcel {
    /// Entries.
    pub entries: usize,
    /// Positions set or cleared.
    pub positions: usize,
    /// Notes written, amended or taken off.
    pub notes: usize,
    /// Commitments made, amended or gone on with.
    pub commitments: usize,
    /// Our lines.
    pub lines: usize,
    /// Points to raise.
    pub raise: usize,
    /// Meetings planned or held.
    pub meetings: usize,
    /// Acts taken back or put back.
    pub undone: usize,
    /// Kept snapshots.
    pub snapshots: usize,
    /// Entries by who recorded them.
    pub by: BTreeMap<String, usize>,
}

impl Parcel {
    /// Adds the entries of whole lines of a journal; a line that is none counts for nothing.
    pub fn add_lines<'a>(&mut self, lines: impl IntoIterator<Item = &'a [u8]>) {
        let lines = lines.into_iter().filter_map(|line| std::str::from_utf8(line).ok());
        lines.filter_map(|line| read_line(line).ok()).for_each(|entry| self.add(&entry));
    }

    fn add(&mut self, entry: &Entry) {
        self.entries += 1;
        *self.by.entry(entry.by.to_string()).or_default() += 1;
        for fact in &entry.facts {
            *match fact {
                Fact::Position(_) => &mut self.positions,
                Fact::Note(_) | Fact::NoteAmended(_) | Fact::NoteStruck(_) => &mut self.notes,
                Fact::Commitment(_) | Fact::CommitmentAmended(_) | Fact::Progress(_) => &mut self.commitments,
                Fact::Line(_) => &mut self.lines,
                Fact::Raise(_) => &mut self.raise,
                Fact::Meeting(_) | Fact::MeetingHeld(_) => &mut self.meetings,
                Fact::Undo(_) => &mut self.undone,
            } += 1;
        }
    }

    /// Whether nothing travels.
    pub fn is_empty(&self) -> bool {
        self.entries == 0 && self.snapshots == 0
    }
}

/// What a sync did, or of a trial what one would do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// With what: remote and branch, as `origin/main`.
    pub with: String,
    /// What was sent.
    pub sent: Parcel,
    /// What was taken in.
    pub received: Parcel,
    /// Commits of the branch that are not of a sync and were sent along.
    pub along: usize,
    /// Whether files of the paper came.
    pub paper: Paper,
}

/// Whether files of the paper came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Paper {
    /// It is as it was.
    #[default]
    Same,
    /// Some are others now; programs that are open show them when they are opened again.
    Changed,
}

/// What is known of sharing since the last sync, kept on this machine.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Standing {
    /// With what: remote and branch, as `origin/main`.
    pub with: String,
    /// The commit there that was last sent or taken in.
    pub tip: String,
    /// When everything was last sent and taken in.
    #[serde(with = "super::entry::optional")]
    pub synced: Option<Instant>,
    /// Since when it fails.
    #[serde(with = "super::entry::optional")]
    pub failing: Option<Instant>,
    /// Why it fails.
    pub cut: Cut,
    /// Entries that are there and not here.
    pub behind: usize,
    /// Bytes of each journal that are there, by the file's name.
    pub sent: BTreeMap<String, u64>,
}

/// Why a sync fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Cut {
    /// The other side is out of reach.
    #[default]
    Offline,
    /// Something is in the way that somebody has to see to.
    Other,
}

impl Standing {
    /// What stands after a sync failed.
    pub fn failed(mut self, trouble: &Trouble, now: Instant) -> Standing {
        let cut = if trouble.is_offline() { Cut::Offline } else { Cut::Other };
        if self.failing.is_none() || self.cut != cut {
            self.failing = Some(now);
        }
        self.cut = cut;
        self
    }
}

/// Something that git was in the middle of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfinished {
    /// A merge.
    Merge,
    /// A rebase, or patches from mails.
    Rebase,
    /// A cherry-pick.
    CherryPick,
    /// A revert.
    Revert,
    /// A search for the commit that broke something.
    Bisect,
}

/// Why a sync did not happen. Nothing is changed then, neither here nor there; `NotTakenIn` alone comes after something was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// There is no git on this machine.
    NoGit,
    /// Its git is of this version, too old.
    OldGit(String),
    /// The workspace is in no repository.
    NoRepository,
    /// The workspace lies in this repository, which has nothing of it.
    Elsewhere(String),
    /// The repository belongs to somebody else, as git says.
    Ownership(String),
    /// git is told to ignore this file.
    Ignored(String),
    /// The repository has no remote.
    NoRemote,
    /// It has these remotes, and the branch belongs to none.
    WhichRemote(Vec<String>),
    /// It has another remote than the one that was asked for: its name and its address.
    OtherRemote(String, String),
    /// This can't be the address of a remote.
    Address(String),
    /// No branch is checked out.
    Detached,
    /// git is in the middle of something.
    Unfinished(Unfinished),
    /// Files with conflicts that nobody settled.
    Unmerged(Vec<String>),
    /// git does not know who commits.
    NoIdentity,
    /// Another sync of this workspace is under way.
    Busy,
    /// Another program works in the repository, as git says.
    Locked(String),
    /// The other side is out of reach, as git says.
    Offline(String),
    /// The other side did not say anything for so many seconds.
    Silent(u64),
    /// The other side lets nobody in, or not us, as git says.
    Refused(String),
    /// There is no repository at the address, as git says.
    NotThere(String),
    /// The other side does not take what is sent, as it says.
    NotTaken(String),
    /// The branch is gone there.
    Gone(String),
    /// The history of the branch was rewritten there.
    Rewritten(String),
    /// The two repositories have no history in common.
    Unrelated(String),
    /// A file of ours no longer holds what the repository has of it.
    Cut(String),
    /// The other side takes something out of a file that only grows.
    Dropped(String),
    /// Both sides changed these files, and they can't be put together.
    Conflict(Vec<String>),
    /// What somebody changed here stands in the way of what came, as git says.
    InTheWay(String),
    /// A hook of the repository refused: its name, and what it said.
    Hook(String, String),
    /// The commit could not be signed, as git says.
    Signing(String),
    /// What was recorded here is there, and what came could not be taken in, in words.
    NotTakenIn(String),
    /// Others were faster, so many times.
    Overtaken(usize),
    /// The user stopped it.
    Stopped,
    /// The system refused, in words.
    File(String),
    /// git failed: what it was asked, and what it said.
    Git(String, String),
}

impl Trouble {
    /// A name for programs.
    pub fn kind(&self) -> &'static str {
        match self {
            Trouble::NoGit => "no-git",
            Trouble::OldGit(_) => "old-git",
            Trouble::NoRepository => "no-repository",
            Trouble::Elsewhere(_) => "elsewhere",
            Trouble::Ownership(_) => "ownership",
            Trouble::Ignored(_) => "ignored",
            Trouble::NoRemote => "no-remote",
            Trouble::WhichRemote(_) => "which-remote",
            Trouble::OtherRemote(..) => "other-remote",
            Trouble::Address(_) => "address",
            Trouble::Detached => "detached",
            Trouble::Unfinished(_) => "unfinished",
            Trouble::Unmerged(_) => "unmerged",
            Trouble::NoIdentity => "no-identity",
            Trouble::Busy => "busy",
            Trouble::Locked(_) => "locked",
            Trouble::Offline(_) => "offline",
            Trouble::Silent(_) => "silent",
            Trouble::Refused(_) => "refused",
            Trouble::NotThere(_) => "not-there",
            Trouble::NotTaken(_) => "not-taken",
            Trouble::Gone(_) => "gone",
            Trouble::Rewritten(_) => "rewritten",
            Trouble::Unrelated(_) => "unrelated",
            Trouble::Cut(_) => "cut",
            Trouble::Dropped(_) => "dropped",
            Trouble::Conflict(_) => "conflict",
            Trouble::InTheWay(_) => "in-the-way",
            Trouble::Hook(..) => "hook",
            Trouble::Signing(_) => "signing",
            Trouble::NotTakenIn(_) => "not-taken-in",
            Trouble::Overtaken(_) => "overtaken",
            Trouble::Stopped => "stopped",
            Trouble::File(_) => "file",
            Trouble::Git(..) => "git",
        }
    }

    /// Whether the other side was out of reach.
    pub fn is_offline(&self) -> bool {
        matches!(self, Trouble::Offline(_) | Trouble::Silent(_))
    }

    /// Whether it was asked for in a way that can't be.
    pub fn is_usage(&self) -> bool {
        matches!(
            self,
            Trouble::NoRepository
                | Trouble::Elsewhere(_)
                | Trouble::NoRemote
                | Trouble::WhichRemote(_)
                | Trouble::OtherRemote(..)
                | Trouble::Address(_)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn since_when_it_fails_is_the_first_time_of_the_same_cause() {
        let at = |minute: i64| Instant::from_millis(minute * 60_000);
        let offline = Trouble::Offline("no route".into());
        let standing = Standing::default().failed(&offline, at(1)).failed(&Trouble::Silent(60), at(2));
        assert_eq!((standing.failing, standing.cut), (Some(at(1)), Cut::Offline));
        let standing = standing.failed(&Trouble::Refused("no".into()), at(3));
        assert_eq!((standing.failing, standing.cut), (Some(at(3)), Cut::Other));
    }

    #[test]
    fn a_parcel_counts_and_keeps_no_text() {
        let line = br#"(sum:"c17fdc3f",v:1,id:"k3f9x2-12",at:"2024-07-22T13:05:09.123Z",by:"A. Diplomat",facts:[Position((who:"AUT",item:"1a",is:"supports",if:"reports come yearly",source:"statement:NPT/CONF.2026/PC.II/SR.3",on:"2024-07-22T00:00:00.000Z",text:"0a1b2c3d",saw:["k3f9x2-11"]))])"#;
        let mut parcel = Parcel::default();
        parcel.add_lines([&line[..], b"no entry", b"\xff"]);
        assert_eq!((parcel.entries, parcel.positions, parcel.by["A. Diplomat"]), (1, 1, 1));
        let told = format!("{parcel:?}");
        assert!(!told.contains("yearly") && !told.contains("AUT"), "{told}");
    }
}
