//! What a command works with: the workspace, the settings, the language, the view and the present.
//!
//! Invariant: a flag wins over the environment, that over the settings, those over the locale.

use super::{Global, failure::Failure, output, patience::while_slow};
use crate::{
    domain::{
        entry::{Entry, Fact},
        extent::{Extent, Notes},
        ids::{EntryId, ItemKey, Who},
        instant::{Instant, When},
        lang::Lang,
        ledger::View,
        problem::Problem,
        roster::ParticipantIndex,
        snapshot::Snapshot,
        stranger::{self, TakenBack},
        summary::summary,
        text::clean_line,
    },
    export::{Cover, Report, watch::Watch},
    store::{
        desk::Desk,
        privacy,
        settings::{self, Color, Settings, ThemeName},
        workspace::Workspace,
    },
    words::{notice, report as words},
};
use std::{
    io::{self, BufRead, IsTerminal, Write},
    path::PathBuf,
};

/// What a command works with.
#[derive(Debug)]
pub(super) struct Context {
    /// The open workspace.
    pub(super) desk: Desk,
    /// The language.
    pub(super) lang: Lang,
    /// As of when, and as known when.
    pub(super) view: View,
    /// The present.
    pub(super) now: Instant,
    /// Plain characters.
    pub(super) ascii: bool,
    /// Marking on screens and exports; may be empty.
    pub(super) marking: String,
    own: Option<String>,
    color: Option<Color>,
    /// What the colours are to stand on, where somebody decided.
    pub(super) theme: Option<ThemeName>,
    author: Option<String>,
    settings_path: Option<PathBuf>,
    watch: Watch,
}

impl Context {
    /// Opens the workspace that is meant.
    pub(super) fn open(global: Global) -> Result<Context, Failure> {
        Context::open_as(global, Desk::open)
    }

    /// Opens the workspace that is meant as far as its paper, for what reads the journals itself.
    pub(super) fn open_unread(global: Global) -> Result<Context, Failure> {
        Context::open_as(global, Desk::unread)
    }

    fn open_as(global: Global, open: impl FnOnce(Workspace) -> Desk) -> Result<Context, Failure> {
        let settings_path = settings::path();
        let settings = match &settings_path {
            Some(path) => settings::load(path)?,
            None => Settings::default(),
        };
        let now = Instant::from_millis(chrono::Utc::now().timestamp_millis());
        let until = |when: Option<When>| when.map(|when| when.until(now));
        let author = named(global.author).unwrap_or(settings.author);
        let color = global.color.map(Color::from);
        let lang = global.lang.map(Lang::from).or(settings.lang).unwrap_or_else(lang_of_locale);
        let workspace = find_workspace(global.workspace)?;
        Ok(Context {
            desk: while_slow(lang, || open(workspace)),
            lang,
            view: View { as_of: until(global.as_of), known_at: until(global.known_at) },
            now,
            ascii: global.ascii || settings.ascii,
            marking: clean_line(&settings.marking),
            own: named(global.own).or(named(Some(settings.own))),
            color: color.or(settings.color),
            theme: global.theme.map(ThemeName::from).or(settings.theme),
            author: Some(clean_line(&author)).filter(|name| !name.is_empty()),
            settings_path,
            watch: Watch::default(),
        })
    }

    /// What stands in the view.
    pub(super) fn snapshot(&self) -> Snapshot {
        self.desk.snapshot(self.view)
    }

    /// What a report says of itself.
    pub(super) fn cover(&self, notes: Notes) -> Cover {
        let as_of = self.view.as_of.unwrap_or(self.now);
        let (by, marking) = (self.author.clone().unwrap_or_else(login), self.marking.clone());
        Cover { lang: self.lang, beside: false, as_of, by, marking, notes, extent: Extent::default() }
    }

    /// A report on a snapshot.
    pub(super) fn report<'a>(&'a self, snapshot: &'a Snapshot, cover: &'a Cover) -> Report<'a> {
        let assets = &self.desk.assets;
        Report { paper: &assets.paper, roster: &assets.roster, snapshot, cover, watch: &self.watch }
    }

    /// The participants that are meant.
    pub(super) fn participants(&self, given: &str) -> Result<Vec<ParticipantIndex>, Failure> {
        self.desk.assets.roster.find_all(given).map_err(Failure::usage)
    }

    /// Our own delegation, where somebody named it.
    pub(super) fn own(&self) -> Result<Option<ParticipantIndex>, Failure> {
        let find = |own: &str| self.desk.assets.roster.find(own);
        self.own.as_deref().map(find).transpose().map_err(|why| {
            Failure::usage(format!(
                "our own delegation (--own, PREPCOM_OWN or own in the settings) is not known: {why}"
            ))
        })
    }

    /// Codes of the participants that are meant.
    pub(super) fn who(&self, given: &str) -> Result<Vec<Who>, Failure> {
        let roster = &self.desk.assets.roster;
        Ok(self.participants(given)?.into_iter().map(|who| roster.code(who).clone()).collect())
    }

    /// The items that are meant.
    pub(super) fn items(&self, given: &str) -> Result<Vec<ItemKey>, Failure> {
        self.desk.assets.paper.find_items(given).map_err(Failure::usage)
    }

    /// The one item that is meant.
    pub(super) fn item(&self, given: &str) -> Result<ItemKey, Failure> {
        match &self.items(given)?[..] {
            [one] => Ok(one.clone()),
            several => {
                let keys: Vec<&str> = several.iter().map(ItemKey::as_str).collect();
                Err(Failure::usage(format!(
                    "`{}` means several items; name one of {}",
                    clean_line(given),
                    keys.join(", ")
                )))
            }
        }
    }

    /// When something was taken or said: not later than now.
    pub(super) fn on(&self, given: Option<When>) -> Result<Option<Instant>, Failure> {
        let on = given.map(|when| when.since(self.now));
        match on {
            Some(on) if on > self.now => Err(Failure::usage(format!(
                "--on {} is later than now; give a time that has passed",
                on.short()
            ))),
            on => Ok(on),
        }
    }

    /// Records one act and says what it was and how to take it back.
    pub(super) fn record(&mut self, facts: Vec<Fact>) -> Result<(), Failure> {
        let entry = self.append(facts)?;
        let said = summary(&entry, &self.desk.ledger, self.lang);
        let recorded = words::RECORDED_AS.get(self.lang);
        output::print(&format!("{recorded} {}: {said}\n{}", entry.id, words::TO_UNDO.get(self.lang)))?;
        Ok(())
    }

    /// Puts one act on disk.
    pub(super) fn append(&mut self, facts: Vec<Fact>) -> Result<Entry, Failure> {
        self.append_made(|_| facts)
    }

    /// Puts one act on disk whose facts name what the same entry makes.
    pub(super) fn append_made(
        &mut self,
        facts: impl FnOnce(&EntryId) -> Vec<Fact>,
    ) -> Result<Entry, Failure> {
        self.refuse_read_only()?;
        let author = self.author()?;
        let recorded = while_slow(self.lang, || self.desk.record(facts, &author, self.now));
        recorded.map_err(|error| Failure::failed(error.said().get(self.lang)))
    }

    /// Nothing can be recorded while the past is shown, nor where a newer version of the program was at work.
    pub(super) fn refuse_read_only(&self) -> Result<(), Failure> {
        if let Some(why) = self.desk.journal.read_only() {
            return Err(Failure::failed(why.words().get(self.lang)));
        }
        self.refuse_in_the_past()
    }

    /// Nothing can be changed while the past is shown.
    pub(super) fn refuse_in_the_past(&self) -> Result<(), Failure> {
        match self.view.is_past() {
            true => Err(Failure::usage(
                "--as-of and --known-at show the past, which can't be changed; leave them out, or use --on to say when something was taken",
            )),
            false => Ok(()),
        }
    }

    /// Who records: as given or remembered; else asked, else the login name.
    fn author(&mut self) -> Result<String, Failure> {
        if let Some(author) = &self.author {
            return Ok(author.clone());
        }
        let author = match ask_author()? {
            Some(author) => author,
            None => {
                let login = login();
                output::to_terminal(&format!(
                    "recorded as `{login}`; --author, PREPCOM_AUTHOR or the settings give another name"
                ));
                return Ok(login);
            }
        };
        if let Some(path) = &self.settings_path {
            settings::remember_author(path, &author)?;
        }
        self.author = Some(author.clone());
        Ok(author)
    }

    /// Who records, where that is known.
    pub(super) fn known_author(&self) -> Option<String> {
        self.author.clone()
    }

    /// Says on standard error that files have problems and that others took records back, where that is so.
    pub(super) fn mention_problems(&self, snapshot: &Snapshot) {
        let count = self.desk.problems(snapshot).len();
        if count > 0 {
            output::to_terminal(&words::problems(self.lang, count));
        }
        let taken = self.taken_back().len();
        if taken > 0 {
            output::to_terminal(&notice::mention(self.lang, taken));
        }
    }

    /// What others took back.
    pub(super) fn taken_back(&self) -> Vec<TakenBack> {
        let ledger = &self.desk.ledger;
        stranger::taken_back(ledger, self.view, &ledger.undone(self.view))
    }

    /// What others on this machine can read.
    pub(super) fn exposed(&self) -> Vec<Problem> {
        privacy::notices(&self.desk.workspace, self.settings_path.as_deref())
    }

    /// Everything worth knowing that is no problem.
    pub(super) fn notices(&self) -> Vec<Problem> {
        let taken = self.taken_back();
        self.exposed().into_iter().chain(taken.iter().map(|taken| taken.notice(&self.desk.ledger))).collect()
    }

    /// Says on standard error what others on this machine can read, and what to do.
    pub(super) fn mention_exposed(&self) {
        for problem in self.exposed() {
            let (what, hint) = (problem.what.get(self.lang), problem.hint.get(self.lang));
            output::to_terminal(&format!("{what}; {hint}"));
        }
    }

    /// Whether to use colour: `Some` where somebody decided, `None` where it is to be found out.
    pub(super) fn color(&self) -> Option<bool> {
        match self.color {
            Some(Color::Always) => Some(true),
            Some(Color::Never) => Some(false),
            Some(Color::Auto) | None => None,
        }
    }
}

/// A name that is given and not blank.
fn named(given: Option<String>) -> Option<String> {
    given.filter(|name| !name.trim().is_empty())
}

fn find_workspace(given: Option<PathBuf>) -> Result<Workspace, Failure> {
    if let Some(folder) = given {
        return match folder.is_dir() {
            true => Ok(Workspace::at(&folder)),
            false => Err(Failure::usage(format!(
                "there is no folder {}; prepcom init makes a workspace",
                folder.display()
            ))),
        };
    }
    let here = std::env::current_dir().unwrap_or_default();
    let own = Workspace::of_user().unwrap_or_else(|| here.clone());
    Ok(Workspace::nearest(&here, &own))
}

fn lang_of_locale() -> Lang {
    let set = |name: &&str| std::env::var(name).is_ok_and(|value| !value.is_empty());
    let name = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find(|name| set(name));
    let locale = name.and_then(|name| std::env::var(name).ok()).unwrap_or_default();
    if locale.to_lowercase().starts_with("zh") { Lang::Zh } else { Lang::En }
}

/// The name with which the user is logged in.
pub(super) fn login() -> String {
    let name = ["USER", "LOGNAME", "USERNAME"].iter().find_map(|name| std::env::var(name).ok());
    name.map(|name| clean_line(&name)).filter(|name| !name.is_empty()).unwrap_or_else(|| "unknown".into())
}

/// Asks who records, where somebody is there to answer.
fn ask_author() -> io::Result<Option<String>> {
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return Ok(None);
    }
    let login = login();
    write!(io::stderr(), "Who records? Asked once and kept in your settings [{login}]: ")?;
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    let name = clean_line(&line);
    Ok(Some(if name.is_empty() { login } else { name }))
}
