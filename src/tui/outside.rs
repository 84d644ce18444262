//! What the loop does outside: journal, settings, drafts, the user's editor.
//!
//! Invariant: every effect either happens or comes back as words; none is dropped in silence.

mod editing;
mod reading;

pub(super) use self::editing::Editing;
use super::{
    compared,
    message::{Effect, Message},
    model::Model,
    update,
    worker::{Found, Opened, Opening, Reply, Request, State, Worker},
    writer::Writer,
};
use crate::{
    domain::{
        entry::Entry,
        instant::{Clock, Instant},
        ledger::View,
        problem::Problem,
        roster::Roster,
    },
    export::{saved, watch::Watch},
    store::{assets::Assets, desk, workspace::Workspace},
    words::waiting,
};
use std::{collections::VecDeque, io, sync::Arc, time};

/// What lies outside the screens.
pub struct Outside {
    workspace: Workspace,
    asset_problems: Vec<Problem>,
    journal_problems: Vec<Problem>,
    worker: Worker,
    /// What the journals are read against.
    opening: Opening,
    /// Whether they are so long that they are read once the first frame is drawn.
    is_long: bool,
    /// What is still to be said of what came, the first first.
    said: VecDeque<Message>,
    /// What others recorded and the model has not yet taken in.
    grown: VecDeque<Entry>,
    slice: Slice,
    /// Whether problems are to be told anew once all that came is taken in.
    is_stale: bool,
    /// Whether it was said that the folder does not answer.
    is_silent: bool,
    writer: Option<Writer>,
    editing: Editing,
}

/// How many entries the model takes in at a time.
#[derive(Debug)]
struct Slice {
    entries: usize,
    handed: Option<time::Instant>,
}

const MILLIS: time::Duration = time::Duration::from_millis(1);
/// How often the loop asks how far an export or a slow disk has got.
const GLANCE: time::Duration = time::Duration::from_millis(50);
/// How long a frame may wait for the answer to what a key asked for, so that most are shown with it.
const FRAME: time::Duration = time::Duration::from_millis(15);
/// After how long it is said that a folder does not answer.
const SILENCE: time::Duration = time::Duration::from_secs(2);
/// How long the program's end waits for a disk.
const FAREWELL: time::Duration = time::Duration::from_secs(3);

impl Outside {
    /// The outside of a workspace, of which a view is to be shown, as soon as its paper is known; its journals are read beside what follows.
    ///
    /// # Errors
    /// When the thread that looks for the paper has failed.
    pub fn open(workspace: Workspace, view: View, clock: Clock) -> io::Result<Outside> {
        let mut worker = Worker::begin(workspace.clone());
        let found = worker.found().ok_or_else(|| io::Error::other("the folder could not be read"))?;
        let Found { assets: Assets { paper, roster, problems, .. }, is_long } = found;
        let opening =
            Opening { paper: Arc::new(paper), roster: Arc::new(roster), view, horizon: clock.end_of_today() };
        Ok(Outside {
            worker,
            opening,
            is_long,
            workspace,
            asset_problems: problems,
            journal_problems: Vec::new(),
            said: VecDeque::new(),
            grown: VecDeque::new(),
            slice: Slice { entries: 32, handed: None },
            is_stale: false,
            is_silent: false,
            writer: None,
            editing: Editing::default(),
        })
    }

    /// Who can take a position.
    pub fn roster(&self) -> &Roster {
        &self.opening.roster
    }

    /// What the journals are read against.
    pub(super) fn opening(&self) -> &Opening {
        &self.opening
    }

    /// What there is to say of all that goes on beside the loop.
    pub(super) fn replies(&mut self, model: &mut Model) -> Option<Message> {
        while self.hear(model, time::Duration::ZERO) {}
        let said = self.said.pop_front();
        said.or_else(|| Writer::replies(&mut self.writer))
            .or_else(|| self.next_grown())
            .or_else(|| self.anew(model))
            .or_else(|| self.silence())
    }

    /// Whether nothing that is asked of the folder is done any more.
    pub(super) fn is_gone(&self) -> bool {
        self.worker.is_gone() && self.said.is_empty()
    }

    /// Takes note of one reply, waiting so long for it. Returns whether there was one.
    fn hear(&mut self, model: &mut Model, patience: time::Duration) -> bool {
        let Some(replies) = self.worker.replies(patience) else { return false };
        match replies {
            // What there is is told once, before there is a model.
            Reply::Found(_) => {}
            Reply::Read(bytes, of) => self.progress(bytes, of),
            Reply::Opened(opened) => self.show(model, *opened),
            Reply::Grown(entries) => {
                self.grown.extend(entries);
                self.is_stale = true;
            }
            Reply::Looked(state) => self.looked(*state),
            Reply::Said(message) => self.said.push_back(message),
            // What an act's answer says is more than that there is one.
            Reply::Done => {
                let was_silent = std::mem::take(&mut self.is_silent);
                let is_told = self.said.iter().any(|said| matches!(said, Message::Recorded(_)));
                self.said.extend((was_silent && !is_told).then_some(Message::Silent(None)));
            }
        }
        true
    }

    /// Only the last of several tellings how far it has got is worth a frame.
    fn progress(&mut self, bytes: u64, of: u64) {
        let message = Message::Reading(bytes, of);
        match self.said.back_mut() {
            Some(last @ Message::Reading(..)) => *last = message,
            _ => self.said.push_back(message),
        }
    }

    /// Shows what was read.
    fn show(&mut self, model: &mut Model, opened: Opened) {
        let Opened { ledger, follows, drafts, rescued, session, state } = opened;
        self.said.retain(|message| !matches!(message, Message::Reading(..)));
        let (snapshot, days) = follows.unwrap_or_else(|| self.opening.followed(&ledger));
        model.open(ledger, snapshot, days);
        (model.device, model.drafts) = (state.device, drafts);
        self.journal_problems = state.problems;
        self.is_stale = true;
        update::announce(model, state.read_only);
        if let Some(session) = session {
            update::offer(model, session);
        }
        if !rescued.is_empty() {
            update::rescued(model, &rescued);
        }
    }

    fn looked(&mut self, state: State) {
        self.journal_problems = state.problems;
        self.is_stale = true;
        self.said.push_back(Message::Closed(state.read_only));
    }

    /// As many of the entries that came as the model takes in without a key having to wait.
    fn next_grown(&mut self) -> Option<Message> {
        if self.grown.is_empty() {
            self.slice.handed = None;
            return None;
        }
        let count = self.slice.next().min(self.grown.len());
        Some(Message::Grown(self.grown.drain(..count).collect()))
    }

    /// Problems, where what came may have changed them.
    fn anew(&mut self, model: &Model) -> Option<Message> {
        let is_due = std::mem::take(&mut self.is_stale);
        is_due.then(|| Message::Refreshed(self.problems(model)))
    }

    /// That the folder does not answer, once.
    fn silence(&mut self) -> Option<Message> {
        let waits = self.worker.waits_since().is_some_and(|since| since.elapsed() >= SILENCE);
        // The first reading says itself how far it has got.
        let is_new = waits && !self.worker.is_opening() && !std::mem::replace(&mut self.is_silent, waits);
        is_new.then(|| Message::Silent(Some(self.worker.is_writing())))
    }

    /// The next answer, waiting so long for it.
    pub(super) fn answer(&mut self, model: &mut Model, patience: time::Duration) -> Option<Message> {
        let since = time::Instant::now();
        loop {
            if let Some(place) = self.said.iter().position(|said| matches!(said, Message::Recorded(_))) {
                return self.said.remove(place);
            }
            if since.elapsed() >= patience || !self.worker.is_busy() {
                return None;
            }
            self.hear(model, patience.saturating_sub(since.elapsed()));
        }
    }

    /// Looks for what others recorded, where no look is under way.
    pub(super) fn look(&mut self, model: &Model) {
        if self.worker.is_looking() {
            return;
        }
        self.ask(Request::Look, model);
    }

    /// Stops what is under way and waits until it has tidied up behind itself.
    ///
    /// # Errors
    /// What was to be written last and is not on disk, or may not be, in words that nobody has seen yet.
    pub(super) fn close(&mut self, model: &mut Model) -> Result<(), String> {
        if let Some(writer) = self.writer.take() {
            writer.stop();
            writer.wait();
        }
        let since = time::Instant::now();
        while self.worker.is_writing() && since.elapsed() < FAREWELL {
            self.hear(model, FAREWELL.saturating_sub(since.elapsed()));
        }
        if self.worker.is_writing() {
            return Err(waiting::LEFT_UNSURE.get(model.lang).to_owned());
        }
        let refused = self.said.iter().find_map(|said| match said {
            Message::Recorded(Err(why)) | Message::Failed(why) => Some(why.clone()),
            _ => None,
        });
        refused.map_or(Ok(()), Err)
    }

    /// How long the loop may wait for a key.
    pub(super) fn patience(&self) -> time::Duration {
        if !self.said.is_empty() || !self.grown.is_empty() || self.is_stale {
            return time::Duration::ZERO;
        }
        let beside = if self.writer.is_some() { GLANCE } else { time::Duration::MAX };
        // What takes long already is asked after less often.
        let disk = self.worker.waits_since().map(|since| (since.elapsed() / 8).clamp(MILLIS, GLANCE));
        beside.min(disk.unwrap_or(time::Duration::MAX))
    }

    /// Whether more entries that came wait to be taken in.
    pub(super) fn has_more(&self) -> bool {
        !self.grown.is_empty()
    }

    /// Every problem there is now.
    fn problems(&self, model: &Model) -> Vec<Problem> {
        let of_journals = self.journal_problems.clone();
        desk::problems(&self.workspace, &self.asset_problems, of_journals, &model.ledger, &model.snapshot)
    }

    fn ask(&mut self, request: Request, model: &Model) {
        self.worker.ask(request, model.lang);
    }

    /// Performs an effect that needs no terminal; what follows at once comes back as a message.
    pub(super) fn perform(&mut self, effect: Effect, model: &mut Model, now: Instant) -> Option<Message> {
        let request = match effect {
            Effect::Append(facts) => {
                let by = model.options.author.clone().unwrap_or_default();
                self.ask(Request::Append { facts, by, now }, model);
                return self.answer(model, FRAME);
            }
            Effect::RememberAuthor(name) => Request::RememberAuthor(name),
            Effect::KeepDrafts(texts) => Request::KeepDrafts(texts),
            Effect::KeepSession(session) => Request::KeepSession(session),
            Effect::ListSaved => Request::ListSaved,
            Effect::OpenSaved(path) => Request::OpenSaved(path),
            Effect::Save(name) => match saved_file(model, &name) {
                Ok((at, file)) => Request::Save { name, at, file },
                Err(why) => return Some(Message::Saved(Err(why))),
            },
            Effect::Refresh => {
                self.look(model);
                return None;
            }
            Effect::Export(order) => {
                self.writer = Some(Writer::begin(model, *order));
                return None;
            }
            Effect::StopExport => {
                self.writer.as_ref().inspect(|writer| writer.stop());
                return None;
            }
            Effect::Edit { .. } | Effect::Mouse(_) | Effect::Suspend | Effect::Again | Effect::Quit => {
                return None;
            }
        };
        self.ask(request, model);
        None
    }

    /// Hands a text to the user's editor; none comes back where the editor ended in failure.
    pub(super) fn edit(&self, draft: &str, text: &str) -> Result<Option<String>, String> {
        let setting =
            ["VISUAL", "EDITOR"].iter().find_map(|name| std::env::var(name).ok().filter(|v| !v.is_empty()));
        let command = setting.unwrap_or_else(|| "vi".into());
        let words =
            shell_words::split(&command).map_err(|error| format!("$EDITOR is `{command}`: {error}"))?;
        let (program, arguments) = words.split_first().ok_or("$EDITOR is empty")?;
        self.editing.edit(&self.workspace, draft, text, (program, arguments)).map_err(|error| {
            format!("`{command}` could not be used as editor: {error}; the text here is unchanged")
        })
    }

    /// What is being edited, for whatever has to end it.
    pub(super) fn editing(&self) -> Editing {
        self.editing.clone()
    }
}

impl Slice {
    /// How many entries come next: more where the last ones took no time, fewer where they took long.
    fn next(&mut self) -> usize {
        let took = self.handed.replace(time::Instant::now()).map(|handed| handed.elapsed());
        match took {
            Some(took) if took < 2 * MILLIS => self.entries = (self.entries * 2).min(1024),
            Some(took) if took > 4 * MILLIS => self.entries = (self.entries / 2).max(16),
            _ => {}
        }
        self.entries
    }
}

/// What the screen shows as the file of a saved snapshot, and as of when.
fn saved_file(model: &Model, name: &str) -> Result<(Instant, String), String> {
    let (cover, watch) = (compared::cover(model, model.options.view), Watch::default());
    let kept = compared::kept(model, &cover, &watch, name);
    saved::write(&kept).map(|file| (kept.saved_at, file)).map_err(|error| error.to_string())
}
