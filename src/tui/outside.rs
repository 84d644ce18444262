//! What the loop does outside: journal, settings, drafts, the user's editor.
//!
//! Invariant: every effect either happens or comes back as words; none is dropped in silence.

use super::{
    compared::{self, Listed},
    handout::Outcome,
    message::{Effect, Message},
    model::Model,
    writer::Writer,
};
use crate::{
    domain::{instant::Instant, problem::Problem, read_only::ReadOnly, session::Session, text::clean_line},
    export::{kept, watch::Watch},
    store::{
        desk, drafts,
        journal::{AppendError, Journal},
        sessions, settings, snapshots,
        snapshots::KeepError,
        templates,
        workspace::Workspace,
    },
    words::changes,
};
use std::{collections::BTreeMap, io::Write, process::Command, time::Duration};

/// What lies outside the screens.
pub(super) struct Outside {
    workspace: Workspace,
    journal: Journal,
    asset_problems: Vec<Problem>,
    writer: Option<Writer>,
}

/// How often the loop asks how far an export has got.
const GLANCE: Duration = Duration::from_millis(50);

impl Outside {
    pub(super) fn new(workspace: Workspace, journal: Journal, asset_problems: Vec<Problem>) -> Outside {
        Outside { workspace, journal, asset_problems, writer: None }
    }

    pub(super) fn device(&self) -> Option<String> {
        self.journal.device().map(str::to_owned)
    }

    pub(super) fn drafts(&self) -> BTreeMap<String, String> {
        drafts::load(&self.workspace)
    }

    /// The review session that was under way when the program ended.
    pub(super) fn session(&self) -> Option<Session> {
        sessions::load(&self.workspace)
    }

    /// What there is to say of the export that is under way.
    pub(super) fn export_news(&mut self) -> Option<Message> {
        Writer::news(&mut self.writer)
    }

    /// Stops an export that is under way and waits until it has tidied up behind itself.
    pub(super) fn close(&mut self) {
        if let Some(writer) = self.writer.take() {
            writer.stop();
            writer.wait();
        }
    }

    /// How long the loop may wait for a key.
    pub(super) fn patience(&self) -> Duration {
        if self.writer.is_some() { GLANCE } else { Duration::MAX }
    }

    /// Every problem there is now.
    pub(super) fn problems(&self, model: &Model) -> Vec<Problem> {
        desk::problems(&self.workspace, &self.asset_problems, &self.journal, &model.ledger, &model.snapshot)
    }

    /// Why nothing can be recorded, where that is so.
    pub(super) fn read_only(&self) -> Option<ReadOnly> {
        self.journal.read_only()
    }

    /// Takes in what others recorded; returns whether there was anything.
    pub(super) fn has_news(&mut self, model: &mut Model) -> bool {
        let has_news = self.journal.refresh(&mut model.ledger);
        model.read_only = self.journal.read_only();
        has_news
    }

    /// Performs an effect that needs no terminal; what follows comes back as a message.
    pub(super) fn perform(&mut self, effect: Effect, model: &mut Model, now: Instant) -> Option<Message> {
        match effect {
            Effect::Append(facts) => {
                let author = model.options.author.clone().unwrap_or_default();
                let recorded = self.journal.append(facts, &author, now, &mut model.ledger);
                model.read_only = self.journal.read_only();
                let said = |error: AppendError| error.said().get(model.lang).to_owned();
                Some(Message::Recorded(recorded.map(Box::new).map_err(said)))
            }
            Effect::RememberAuthor(name) => {
                let path = settings::path()?;
                settings::remember_author(&path, &name).err().map(|error| Message::Failed(error.to_string()))
            }
            Effect::KeepDrafts(texts) => {
                drafts::keep(&self.workspace, &texts).err().map(|error| Message::Failed(error.to_string()))
            }
            Effect::KeepSession(session) => sessions::keep(&self.workspace, session.as_deref())
                .err()
                .map(|error| Message::Failed(error.to_string())),
            Effect::Export(order) => {
                let own = order.format.markup().map(|_| format!("snapshot.{}", order.format.extension()));
                let template = own.map(|name| templates::of_workspace(&self.workspace, &name)).transpose();
                match template {
                    Ok(template) => self.writer = Some(Writer::begin(model, *order, template.flatten())),
                    Err(error) => return Some(Message::Exported(Outcome::Failed(error.to_string()))),
                }
                None
            }
            Effect::StopExport => {
                self.writer.as_ref().inspect(|writer| writer.stop());
                None
            }
            Effect::ListKept => Some(Message::KeptListed(self.listed())),
            Effect::OpenKept(path) => {
                let read = snapshots::read(&self.workspace, &path);
                let why =
                    |problem: Box<Problem>| format!("{}: {}", problem.place, problem.what.get(model.lang));
                Some(Message::KeptOpened(read.map_err(why)))
            }
            Effect::Keep(name) => Some(Message::Kept(self.keep(model, &name))),
            Effect::Refresh => {
                self.journal.refresh(&mut model.ledger);
                Some(Message::Refreshed(self.problems(model)))
            }
            Effect::Edit(_) | Effect::Mouse(_) | Effect::Suspend | Effect::Quit => None,
        }
    }

    /// Kept snapshots, the newest first; those that do not prove themselves are left out, and `check` names them.
    fn listed(&self) -> Result<Vec<Listed>, String> {
        let found = snapshots::all(&self.workspace).map_err(|error| error.to_string())?;
        let whole = found.into_iter().rev().filter_map(|found| Some((found.path, found.read.ok()?.0)));
        let listed =
            whole.map(|(path, kept)| Listed { name: clean_line(&kept.name), kept_at: kept.kept_at, path });
        Ok(listed.collect())
    }

    /// Keeps what the screen shows; returns its name and where it is.
    fn keep(&self, model: &Model, name: &str) -> Result<(String, String), String> {
        let (cover, watch) = (compared::cover(model, model.options.view), Watch::default());
        let kept = compared::kept(model, &cover, &watch, name);
        let file = kept::write(&kept).map_err(|error| error.to_string())?;
        let path = snapshots::keep(&self.workspace, name, kept.kept_at, &file);
        let path = path.map_err(|error| match error {
            KeepError::Exists(name) => changes::name_taken(model.lang, &name),
            KeepError::File(error) => error.to_string(),
        })?;
        Ok((name.to_owned(), self.workspace.shown(&path)))
    }

    /// Hands a text to the user's editor; none comes back where the editor ended in failure.
    pub(super) fn edit(&self, text: &str) -> Result<Option<String>, String> {
        let setting =
            ["VISUAL", "EDITOR"].iter().find_map(|name| std::env::var(name).ok().filter(|v| !v.is_empty()));
        let command = setting.unwrap_or_else(|| "vi".into());
        let words =
            shell_words::split(&command).map_err(|error| format!("$EDITOR is `{command}`: {error}"))?;
        let (program, arguments) = words.split_first().ok_or("$EDITOR is empty")?;
        let attempt = || -> std::io::Result<Option<String>> {
            let mut file = tempfile::Builder::new().prefix("prepcom-").suffix(".md").tempfile()?;
            file.write_all(text.as_bytes())?;
            file.flush()?;
            let path = file.into_temp_path();
            let status = Command::new(program).args(arguments).arg(&path).status()?;
            if status.success() { std::fs::read_to_string(&path).map(Some) } else { Ok(None) }
        };
        attempt().map_err(|error| {
            format!("`{command}` could not be used as editor: {error}; the text here is unchanged")
        })
    }
}
