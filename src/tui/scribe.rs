//! What the screens ask of the workspace's folder, done in a thread of its own, so that no key waits for a disk or a network.
//!
//! Invariant: what is asked is done in the order in which it was asked, and each asking is answered once, after all that came of it.

use super::{compared::Listed, message::Message, past::Days};
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
        snapshot::{
            Snapshot,
            image::{Image, Shelf},
        },
        sync::Standing,
        text::clean_line,
    },
    store::{
        checkpoint, drafts,
        journal::{AppendError, Journal, Take},
        scratch, sessions, settings, snapshots,
        snapshots::KeepError,
        sync::Remembered,
        workspace::Workspace,
    },
    words::changes,
};
use std::{
    collections::{BTreeMap, VecDeque},
    path::PathBuf,
    sync::{
        Arc,
        mpsc::{self, Receiver, RecvTimeoutError, Sender},
    },
    thread, time,
};

/// Something to be done in the workspace's folder.
#[derive(Debug)]
pub(super) enum Errand {
    /// Look what stood when the journals were last read; answered by `News::Recalled` where that is known.
    Recall(Opening),
    /// Read the journals for the first time; answered by `News::Opened`.
    Open(Opening),
    /// Look for what others recorded and how sharing stands; answered by `News::Looked`.
    Look,
    /// Put one act on disk; answered by `Message::Recorded`.
    Append { facts: Vec<Fact>, by: String, now: Instant },
    /// Remember in the settings who records.
    RememberAuthor(String),
    /// Keep unfinished texts.
    KeepDrafts(BTreeMap<String, String>),
    /// Keep the review session under way, or end it.
    KeepSession(Option<Box<Session>>),
    /// List the kept snapshots; answered by `Message::KeptListed`.
    ListKept,
    /// Read a kept snapshot; answered by `Message::KeptOpened`.
    OpenKept(PathBuf),
    /// Keep a snapshot; answered by `Message::Kept`.
    Keep { name: String, at: Instant, file: String },
    /// Keep the image of what stands, for the next start.
    KeepImage { of: Opening, image: Image },
}

/// What the journals are read against.
#[derive(Debug, Clone)]
pub(super) struct Opening {
    pub(super) paper: Arc<Paper>,
    pub(super) roster: Arc<Roster>,
    pub(super) view: View,
}

/// What the journals hold, and what follows from it.
#[derive(Debug)]
pub(super) struct Opened {
    pub(super) ledger: Ledger,
    pub(super) snapshot: Snapshot,
    pub(super) days: Days,
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
    pub(super) sharing: Option<(Standing, usize)>,
}

/// What came of an errand.
#[derive(Debug)]
pub(super) enum News {
    /// So many bytes of so many are read.
    Read(u64, u64),
    /// What stood when the journals were last read.
    Recalled(Box<Snapshot>),
    /// The notes, commitments and meetings that go with it.
    RecalledShelf(Box<Shelf>),
    /// The journals are read.
    Opened(Box<Opened>),
    /// Entries that others recorded.
    Grown(Vec<Entry>),
    /// How the journals stand now.
    Looked(Box<State>),
    /// The answer to an errand, where it is worth one.
    Said(Message),
    /// The errand is done.
    Done,
}

/// The thread that does the errands.
#[derive(Debug)]
pub(super) struct Scribe {
    errands: Sender<(Errand, Lang)>,
    news: Receiver<News>,
    /// What is not done, in order: whether it writes anything, and since when it waits.
    undone: VecDeque<(Kind, time::Instant)>,
}

/// What an errand is, as far as waiting for it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Opening,
    Reading,
    Looking,
    Writing,
}

impl Scribe {
    /// A thread for the errands in a workspace, with its journals.
    pub(super) fn new(workspace: Workspace, journal: Journal) -> Scribe {
        let (errands, asked) = mpsc::channel();
        let (tell, news) = mpsc::channel();
        thread::spawn(move || Clerk::new(workspace, journal, tell).work(&asked));
        Scribe { errands, news, undone: VecDeque::new() }
    }

    /// Asks for something to be done; words in the answer are of a language.
    pub(super) fn ask(&mut self, errand: Errand, lang: Lang) {
        let kind = match errand {
            Errand::Look => Kind::Looking,
            Errand::Recall(_) | Errand::Open(_) => Kind::Opening,
            Errand::ListKept | Errand::OpenKept(_) => Kind::Reading,
            _ => Kind::Writing,
        };
        // The thread ends with this end of the channel and not before it.
        if self.errands.send((errand, lang)).is_ok() {
            self.undone.push_back((kind, time::Instant::now()));
        }
    }

    /// What came of the errands, waiting so long for it.
    pub(super) fn news(&mut self, patience: time::Duration) -> Option<News> {
        let news = match self.news.recv_timeout(patience) {
            Ok(news) => news,
            Err(RecvTimeoutError::Timeout) => return None,
            Err(RecvTimeoutError::Disconnected) => {
                self.undone.clear();
                return None;
            }
        };
        if matches!(news, News::Done) {
            self.undone.pop_front();
        }
        Some(news)
    }

    /// Whether anything is not done yet.
    pub(super) fn is_busy(&self) -> bool {
        !self.undone.is_empty()
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

    /// Since when the errand that is being done is waited for.
    pub(super) fn waits_since(&self) -> Option<time::Instant> {
        self.undone.front().map(|(_, since)| *since)
    }
}

/// Who does the errands.
struct Clerk {
    workspace: Workspace,
    journal: Journal,
    remembered: Remembered,
    /// How sharing stood when it was last told.
    shared: Option<(Standing, usize)>,
    tell: Sender<News>,
}

impl Clerk {
    fn new(workspace: Workspace, journal: Journal, tell: Sender<News>) -> Clerk {
        Clerk { workspace, journal, remembered: Remembered::default(), shared: None, tell }
    }

    fn work(mut self, asked: &Receiver<(Errand, Lang)>) {
        while let Ok((errand, lang)) = asked.recv() {
            if let Some(message) = self.perform(errand, lang) {
                self.say(News::Said(message));
            }
            self.say(News::Done);
        }
    }

    /// Where nobody listens any more, the program is ending.
    fn say(&self, news: News) {
        let _ = self.tell.send(news);
    }

    fn perform(&mut self, errand: Errand, lang: Lang) -> Option<Message> {
        let failed = |error: &dyn std::fmt::Display| Message::Failed(error.to_string());
        match errand {
            Errand::Recall(opening) => {
                self.recall(&opening);
                None
            }
            Errand::Open(opening) => {
                self.open(opening);
                None
            }
            Errand::KeepImage { of: Opening { paper, roster, .. }, image } => {
                checkpoint::keep(&self.journal, &self.workspace, &paper, &roster, &image);
                None
            }
            Errand::Look => {
                self.look();
                None
            }
            Errand::Append { facts, by, now } => Some(self.append(facts, &by, now, lang)),
            Errand::RememberAuthor(name) => {
                settings::remember_author(&settings::path()?, &name).err().map(|error| failed(&error))
            }
            Errand::KeepDrafts(texts) => {
                drafts::keep(&self.workspace, &texts).err().map(|error| failed(&error))
            }
            Errand::KeepSession(session) => {
                sessions::keep(&self.workspace, session.as_deref()).err().map(|error| failed(&error))
            }
            Errand::ListKept => Some(Message::KeptListed(self.listed())),
            Errand::OpenKept(path) => {
                let why = |problem: Box<Problem>| format!("{}: {}", problem.place, problem.what.get(lang));
                Some(Message::KeptOpened(snapshots::read(&self.workspace, &path).map_err(why)))
            }
            Errand::Keep { name, at, file } => Some(Message::Kept(self.keep(name, at, &file, lang))),
        }
    }

    fn recall(&self, Opening { paper, roster, view }: &Opening) {
        if view.is_past() {
            return;
        }
        let Some((stood, body)) = checkpoint::recall(&self.journal, &self.workspace, paper, roster) else {
            return;
        };
        self.say(News::Recalled(Box::new(stood)));
        if let Some(shelf) = body().and_then(Shelf::of_body) {
            self.say(News::RecalledShelf(Box::new(shelf)));
        }
    }

    fn open(&mut self, Opening { paper, roster, view }: Opening) {
        let mut reading = Reading { ledger: Ledger::default(), tell: self.tell.clone() };
        self.journal.refresh(&mut reading);
        self.shared = self.remembered.look(&self.workspace);
        let ledger = reading.ledger;
        let known = View { as_of: None, ..view };
        let snapshot = Snapshot::new(&paper, &roster, &ledger, view);
        let image = snapshot.image().filter(|_| checkpoint::is_worth_it(&self.journal));
        let opened = Opened {
            snapshot,
            days: Days::of(&ledger, &ledger.undone(known), known),
            ledger,
            rescued: scratch::rescue(&self.workspace),
            drafts: drafts::load(&self.workspace),
            session: sessions::load(&self.workspace),
            state: self.state(),
        };
        self.say(News::Opened(Box::new(opened)));
        if let Some(image) = image {
            checkpoint::keep(&self.journal, &self.workspace, &paper, &roster, &image);
        }
    }

    fn look(&mut self) {
        let mut grown = Vec::new();
        let has_changed = self.journal.refresh(&mut grown);
        if !grown.is_empty() {
            self.say(News::Grown(grown));
        }
        let before = self.shared.take();
        self.shared = self.remembered.look(&self.workspace);
        if has_changed || self.shared != before {
            let state = self.state();
            self.say(News::Looked(Box::new(state)));
        }
    }

    fn state(&mut self) -> State {
        let sharing = self.shared.clone();
        let journal = &self.journal;
        let device = journal.device().map(str::to_owned);
        State { device, problems: journal.problems(), read_only: journal.read_only(), sharing }
    }

    fn append(&mut self, facts: Vec<Fact>, by: &str, now: Instant, lang: Lang) -> Message {
        let before = self.journal.read_only();
        let mut grown = Vec::new();
        let recorded = self.journal.append(facts, by, now, &mut grown);
        // The entry itself is in the answer.
        grown.truncate(grown.len() - usize::from(recorded.is_ok()));
        if !grown.is_empty() {
            self.say(News::Grown(grown));
        }
        if self.journal.read_only() != before {
            let state = self.state();
            self.say(News::Looked(Box::new(state)));
        }
        Message::Recorded(
            recorded.map(Box::new).map_err(|error: AppendError| error.said().get(lang).to_owned()),
        )
    }

    /// Kept snapshots, the newest first; those that do not prove themselves are left out, and `check` names them.
    fn listed(&self) -> Result<Vec<Listed>, String> {
        let found = snapshots::all(&self.workspace).map_err(|error| error.to_string())?;
        let whole = found.into_iter().rev().filter_map(|found| Some((found.path, found.read.ok()?.0)));
        let listed =
            whole.map(|(path, kept)| Listed { name: clean_line(&kept.name), kept_at: kept.kept_at, path });
        Ok(listed.collect())
    }

    /// Keeps a snapshot; returns its name and where it is.
    fn keep(&self, name: String, at: Instant, file: &str, lang: Lang) -> Result<(String, String), String> {
        let path = snapshots::keep(&self.workspace, &name, at, file);
        let path = path.map_err(|error| match error {
            KeepError::Exists(name) => changes::name_taken(lang, &name),
            KeepError::File(error) => error.to_string(),
        })?;
        Ok((name, self.workspace.shown(&path)))
    }
}

/// Takes what is read for the first time, and says how far it has got.
struct Reading {
    ledger: Ledger,
    tell: Sender<News>,
}

impl Take for Reading {
    fn take(&mut self, entry: Entry) {
        self.ledger.apply(entry);
    }

    fn read(&mut self, bytes: u64, of: u64) {
        let _ = self.tell.send(News::Read(bytes, of));
    }
}
