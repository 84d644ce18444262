//! Who does the requests: at work in the thread of the worker, one after the other.
//!
//! Invariant: an act is told as soon as it is on disk, and whatever it found new in the own file is told before it.

use super::{Found, LONG, Opened, Opening, Reply, Request, State};
use crate::{
    domain::{
        entry::{Entry, Fact},
        instant::Instant,
        lang::Lang,
        ledger::Ledger,
        problem::Problem,
        text::clean_line,
    },
    store::{
        assets, drafts,
        journal::{AppendError, Journal, Take},
        scratch, sessions, settings, snapshots,
        snapshots::SaveError,
        workspace::Workspace,
    },
    tui::{compared::Listed, message::Message},
    words::changes,
};
use std::sync::mpsc::{Receiver, Sender};

/// Who does the requests.
pub(super) struct Service {
    workspace: Workspace,
    journal: Journal,
    tell: Sender<Reply>,
}

impl Service {
    /// Looks what there is in a workspace, and reads its journals where they are short.
    pub(super) fn begin(workspace: Workspace, tell: Sender<Reply>) -> Service {
        let assets = assets::load(Some(&workspace.root));
        let mut journal = Journal::new(workspace.clone());
        if let Some(why) = assets.closed() {
            journal.close(why);
        }
        let is_long = journal.length() > LONG;
        let mut service = Service { workspace, journal, tell };
        service.say(Reply::Found(Box::new(Found { assets, is_long })));
        if !is_long {
            service.open(None);
        }
        service.say(Reply::Done);
        service
    }

    pub(super) fn work(mut self, asked: &Receiver<(Request, Lang)>) {
        while let Ok((request, lang)) = asked.recv() {
            if let Some(message) = self.perform(request, lang) {
                self.say(Reply::Said(message));
            }
            self.say(Reply::Done);
        }
    }

    /// Where nobody listens any more, the program is ending.
    fn say(&self, replies: Reply) {
        let _ = self.tell.send(replies);
    }

    fn perform(&mut self, request: Request, lang: Lang) -> Option<Message> {
        let failed = |error: &dyn std::fmt::Display| Message::Failed(error.to_string());
        match request {
            Request::Open(opening) => {
                self.open(Some(&opening));
                None
            }
            Request::Look => {
                self.look();
                None
            }
            Request::Append { facts, by, now } => self.append(facts, &by, now, lang),
            Request::RememberAuthor(name) => {
                settings::remember_author(&settings::path()?, &name).err().map(|error| failed(&error))
            }
            Request::KeepDrafts(texts) => {
                drafts::keep(&self.workspace, &texts).err().map(|error| failed(&error))
            }
            Request::KeepSession(session) => {
                sessions::keep(&self.workspace, session.as_deref()).err().map(|error| failed(&error))
            }
            Request::ListSaved => Some(Message::SavedListed(self.listed())),
            Request::OpenSaved(path) => {
                let why = |problem: Box<Problem>| format!("{}: {}", problem.place, problem.what.get(lang));
                Some(Message::SavedOpened(snapshots::read(&self.workspace, &path).map_err(why)))
            }
            Request::Save { name, at, file } => Some(Message::Saved(self.keep(name, at, &file, lang))),
        }
    }

    /// Reads the journals; what follows from them is computed here where they are read against something.
    fn open(&mut self, opening: Option<&Opening>) {
        let mut reading = Reading { ledger: Ledger::default(), tell: self.tell.clone() };
        self.journal.refresh(&mut reading);
        let mut ledger = reading.ledger;
        if let Some(opening) = opening {
            ledger.set_horizon(opening.horizon);
        }
        let follows = opening.map(|opening| opening.followed(&ledger));
        let opened = Opened {
            ledger,
            follows,
            rescued: scratch::rescue(&self.workspace),
            drafts: drafts::load(&self.workspace),
            session: sessions::load(&self.workspace),
            state: self.state(),
        };
        self.say(Reply::Opened(Box::new(opened)));
    }

    fn look(&mut self) {
        let mut grown = Vec::new();
        let has_changed = self.journal.refresh(&mut grown);
        if !grown.is_empty() {
            self.say(Reply::Grown(grown));
        }
        if has_changed {
            let state = self.state();
            self.say(Reply::Looked(Box::new(state)));
        }
    }

    fn state(&mut self) -> State {
        let journal = &self.journal;
        let device = journal.device().map(str::to_owned);
        State { device, problems: journal.problems(), read_only: journal.read_only() }
    }

    fn append(&mut self, facts: Vec<Fact>, by: &str, now: Instant, lang: Lang) -> Option<Message> {
        let before = self.journal.read_only();
        let mut act = Act { grown: Vec::new(), is_told: false, tell: self.tell.clone() };
        let recorded = self.journal.append(facts, by, now, &mut act);
        act.tell_grown();
        if self.journal.read_only() != before {
            let state = self.state();
            self.say(Reply::Looked(Box::new(state)));
        }
        let said = |error: AppendError| Message::Recorded(Err(error.said().get(lang).to_owned()));
        recorded.err().map(said)
    }

    /// Saved snapshots, the newest first; those that do not prove themselves are left out, and `check` names them.
    fn listed(&self) -> Result<Vec<Listed>, String> {
        let found = snapshots::all(&self.workspace).map_err(|error| error.to_string())?;
        let whole = found.into_iter().rev().filter_map(|found| Some((found.path, found.read.ok()?.0)));
        let listed =
            whole.map(|(path, kept)| Listed { name: clean_line(&kept.name), saved_at: kept.saved_at, path });
        Ok(listed.collect())
    }

    /// Keeps a snapshot; returns its name and where it is.
    fn keep(&self, name: String, at: Instant, file: &str, lang: Lang) -> Result<(String, String), String> {
        let path = snapshots::save(&self.workspace, &name, at, file);
        let path = path.map_err(|error| match error {
            SaveError::Exists(name) => changes::name_taken(lang, &name),
            SaveError::File(error) => error.to_string(),
        })?;
        Ok((name, self.workspace.shown(&path)))
    }
}

/// Takes what is read for the first time, and says how far it has got.
struct Reading {
    ledger: Ledger,
    tell: Sender<Reply>,
}

impl Take for Reading {
    fn take(&mut self, entry: Entry) {
        self.ledger.apply(entry);
    }

    fn read(&mut self, bytes: u64, of: u64) {
        let _ = self.tell.send(Reply::Read(bytes, of));
    }
}

/// Takes what an act finds new in the own file, and says that the act is on disk as soon as it is.
struct Act {
    grown: Vec<Entry>,
    is_told: bool,
    tell: Sender<Reply>,
}

impl Act {
    fn tell_grown(&mut self) {
        if !self.grown.is_empty() {
            let _ = self.tell.send(Reply::Grown(std::mem::take(&mut self.grown)));
        }
    }
}

impl Take for Act {
    fn take(&mut self, entry: Entry) {
        // The entry itself comes last, and is told already.
        if !self.is_told {
            self.grown.push(entry);
        }
    }

    fn recorded(&mut self, entry: &Entry) {
        self.tell_grown();
        self.is_told = true;
        let _ = self.tell.send(Reply::Said(Message::Recorded(Ok(Box::new(entry.clone())))));
    }
}
