//! What the screens ask of the workspace's folder, done in a thread of its own, so that no key waits for a disk or a network.
//!
//! Invariant: what is asked is done in the order in which it was asked, and each asking is answered once, after all that came of it.

mod service;

use super::{message::Message, past::Days};
use crate::{
    domain::{
        entry::{Entry, Fact},
        instant::Instant,
        lang::Lang,
        ledger::{Ledger, View},
        paper::Paper,
        problem::Problem,
        read_only::ReadOnly,
        roster::Roster,
        session::Session,
        snapshot::Snapshot,
    },
    store::{assets::Assets, workspace::Workspace},
};
use service::Service;
use std::{
    collections::{BTreeMap, VecDeque},
    path::PathBuf,
    sync::{
        Arc,
        mpsc::{self, Receiver, RecvTimeoutError, Sender},
    },
    thread, time,
};

/// Bytes of journals that are not read within that; longer ones are read once the first frame is drawn.
pub(super) const LONG: u64 = 64 * 1024;

/// Something to be done in the workspace's folder.
#[derive(Debug)]
pub(super) enum Request {
    /// Read journals that are long for the first time; answered by `Reply::Opened`.
    Open(Opening),
    /// Look for what others recorded; answered by `Reply::Looked`.
    Look,
    /// Put one act on disk; answered by `Message::Recorded`.
    Append { facts: Vec<Fact>, by: String, now: Instant },
    /// Remember in the settings who records.
    RememberAuthor(String),
    /// Keep unfinished texts.
    KeepDrafts(BTreeMap<String, String>),
    /// Keep the review session under way, or end it.
    KeepSession(Option<Box<Session>>),
    /// List the saved snapshots; answered by `Message::KeptListed`.
    ListSaved,
    /// Read a saved snapshot; answered by `Message::KeptOpened`.
    OpenSaved(PathBuf),
    /// Keep a snapshot; answered by `Message::Saved`.
    Save { name: String, at: Instant, file: String },
}

/// What there is of a workspace before its journals are read.
#[derive(Debug)]
pub(super) struct Found {
    /// Its paper and roster.
    pub(super) assets: Assets,
    /// Whether the journals are so long that they are read once the first frame is drawn; short ones come unasked.
    pub(super) is_long: bool,
}

/// What the journals are read against.
#[derive(Debug, Clone)]
pub(super) struct Opening {
    pub(super) paper: Arc<Paper>,
    pub(super) roster: Arc<Roster>,
    pub(super) view: View,
    /// The end of today.
    pub(super) horizon: Instant,
}

impl Opening {
    /// What follows from a ledger: the snapshot, and the days on which something changed.
    pub(super) fn followed(&self, ledger: &Ledger) -> (Snapshot, Days) {
        let Opening { paper, roster, view, .. } = self;
        let known = View { as_of: None, ..*view };
        (Snapshot::new(paper, roster, ledger, *view), Days::of(ledger, &ledger.undone(known), known))
    }
}

/// What the journals hold, and what follows from it.
#[derive(Debug)]
pub(super) struct Opened {
    pub(super) ledger: Ledger,
    /// What follows from it, where that takes long.
    pub(super) follows: Option<(Snapshot, Days)>,
    pub(super) drafts: BTreeMap<String, String>,
    /// Names of drafts that were left behind in an editor.
    pub(super) rescued: Vec<String>,
    /// The review session that was under way when the program ended.
    pub(super) session: Option<Session>,
    pub(super) state: State,
}

/// How the journals stand beside what is in them.
#[derive(Debug)]
pub(super) struct State {
    pub(super) device: Option<String>,
    pub(super) problems: Vec<Problem>,
    pub(super) read_only: Option<ReadOnly>,
}

/// What came of a request.
#[derive(Debug)]
pub(super) enum Reply {
    /// What there is in the folder.
    Found(Box<Found>),
    /// So many bytes of so many are read.
    Read(u64, u64),
    /// The journals are read.
    Opened(Box<Opened>),
    /// Entries that others recorded.
    Grown(Vec<Entry>),
    /// How the journals stand now.
    Looked(Box<State>),
    /// The answer to a request, where it is worth one.
    Said(Message),
    /// The request is done.
    Done,
}

/// The thread that does the requests.
#[derive(Debug)]
pub(super) struct Worker {
    requests: Sender<(Request, Lang)>,
    replies: Receiver<Reply>,
    /// What is not done, in order: whether it writes anything, and since when it waits.
    undone: VecDeque<(Kind, time::Instant)>,
    is_gone: bool,
}

/// What a request is, as far as waiting for it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Opening,
    Aside,
    Looking,
    Writing,
}

impl Worker {
    /// A thread for the requests in a workspace. What is found there comes unasked (`Reply::Found`), and behind it the journals where they are short
    /// (`Reply::Opened`).
    pub(super) fn begin(workspace: Workspace) -> Worker {
        let (requests, asked) = mpsc::channel();
        let (tell, replies) = mpsc::channel();
        thread::spawn(move || Service::begin(workspace, tell).work(&asked));
        let undone = VecDeque::from([(Kind::Opening, time::Instant::now())]);
        Worker { requests, replies, undone, is_gone: false }
    }

    /// What there is in the workspace, which comes first; none where the thread has failed.
    pub(super) fn found(&mut self) -> Option<Found> {
        match self.replies.recv() {
            Ok(Reply::Found(found)) => Some(*found),
            _ => None,
        }
    }

    /// Asks for something to be done; words in the answer are of a language.
    pub(super) fn ask(&mut self, request: Request, lang: Lang) {
        let kind = match request {
            Request::Look => Kind::Looking,
            Request::Open(_) => Kind::Opening,
            Request::ListSaved | Request::OpenSaved(_) => Kind::Aside,
            _ => Kind::Writing,
        };
        // The thread ends with this end of the channel and not before it.
        if self.requests.send((request, lang)).is_ok() {
            self.undone.push_back((kind, time::Instant::now()));
        }
    }

    /// What came of the requests, waiting so long for it.
    pub(super) fn replies(&mut self, patience: time::Duration) -> Option<Reply> {
        let replies = match self.replies.recv_timeout(patience) {
            Ok(replies) => replies,
            Err(RecvTimeoutError::Timeout) => return None,
            Err(RecvTimeoutError::Disconnected) => {
                self.undone.clear();
                self.is_gone = true;
                return None;
            }
        };
        if matches!(replies, Reply::Done) {
            self.undone.pop_front();
        }
        Some(replies)
    }

    /// Whether anything is not done yet.
    pub(super) fn is_busy(&self) -> bool {
        !self.undone.is_empty()
    }

    /// Whether the thread has ended, which it does not while this end of it is there unless it fails: nothing that is asked is done any more.
    pub(super) fn is_gone(&self) -> bool {
        self.is_gone
    }

    /// Whether a look is under way or about to be.
    pub(super) fn is_looking(&self) -> bool {
        self.undone.iter().any(|(kind, _)| *kind == Kind::Looking)
    }

    /// Whether the journals are being read for the first time.
    pub(super) fn is_opening(&self) -> bool {
        self.undone.iter().any(|(kind, _)| *kind == Kind::Opening)
    }

    /// Whether something that is to be written is not on disk yet.
    pub(super) fn is_writing(&self) -> bool {
        self.undone.iter().any(|(kind, _)| *kind == Kind::Writing)
    }

    /// Since when the request that is being done is waited for.
    pub(super) fn waits_since(&self) -> Option<time::Instant> {
        self.undone.front().map(|(_, since)| *since)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_worker_whose_thread_has_ended_is_gone_and_no_one_waits_for_it() {
        let (requests, asked) = mpsc::channel();
        let (tell, replies) = mpsc::channel();
        let undone = VecDeque::from([(Kind::Writing, time::Instant::now())]);
        let mut worker = Worker { requests, replies, undone, is_gone: false };
        assert!(worker.replies(time::Duration::from_millis(1)).is_none() && !worker.is_gone());
        drop((tell, asked));
        assert!(worker.replies(time::Duration::from_secs(60)).is_none());
        assert!(worker.is_gone() && !worker.is_busy());
    }
}
