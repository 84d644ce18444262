//! What holds for every command: the workspace, the language, the view and the present, from the flags, the environment and the settings.
//!
//! Invariant: a flag wins over the environment, that over the settings, those over the locale.

use super::{Global, failure::Failure};
use crate::{
    domain::{
        instant::{Clock, Instant, When, Zones},
        lang::Lang,
        ledger::View,
        problem::Problem,
        roster::{ParticipantIndex, Roster},
        text::clean_line,
    },
    store::{
        clock, privacy,
        settings::{self, Color, Settings, ThemeName},
        workspace::Workspace,
    },
};
use std::path::PathBuf;

/// What holds for every command.
#[derive(Debug)]
pub(super) struct Setup {
    /// Where the paper and what was recorded are.
    pub(super) workspace: Workspace,
    /// The language.
    pub(super) lang: Lang,
    /// As of when, and as known when.
    pub(super) view: View,
    /// The present.
    pub(super) now: Instant,
    /// The zones by which days are understood and hours shown.
    pub(super) zones: Zones,
    /// Plain characters.
    pub(super) ascii: bool,
    /// Marking on screens and exports; may be empty.
    pub(super) marking: String,
    /// What the colours are to stand on, where somebody decided.
    pub(super) theme: Option<ThemeName>,
    /// Who records, where that is known.
    pub(super) author: Option<String>,
    /// Where the settings are, where the system could tell.
    pub(super) settings_path: Option<PathBuf>,
    own: Option<String>,
    color: Option<Color>,
}

impl Setup {
    /// Puts together what was given, remembered and found.
    pub(super) fn of(global: Global) -> Result<Setup, Failure> {
        let settings_path = settings::path();
        let settings = match &settings_path {
            Some(path) => settings::load(path)?,
            None => Settings::default(),
        };
        let workspace = find_workspace(global.workspace)?;
        let zones =
            Zones { shown: global.zone.map_or(workspace.zone, |zone| zone.0), workspace: workspace.zone };
        let clock = Clock::new(clock::now(), zones);
        let until = |when: Option<When>| when.map(|when| when.until(clock));
        let author = named(global.author).unwrap_or(settings.author);
        let color = global.color.map(Color::from);
        Ok(Setup {
            workspace: workspace.shown_in(zones.shown),
            lang: global.lang.map(Lang::from).or(settings.lang).unwrap_or_else(lang_of_locale),
            view: View { as_of: until(global.as_of), known_at: until(global.known_at) },
            now: clock.now,
            zones,
            ascii: global.ascii || settings.ascii,
            marking: clean_line(&settings.marking),
            theme: global.theme.map(ThemeName::from).or(settings.theme),
            author: Some(clean_line(&author)).filter(|name| !name.is_empty()),
            settings_path,
            own: named(global.own).or(named(Some(settings.own))),
            color: color.or(settings.color),
        })
    }

    /// The present and the zones by which it is understood.
    pub(super) fn clock(&self) -> Clock {
        Clock { now: self.now, zones: self.zones }
    }

    /// Our own delegation, where somebody named it.
    pub(super) fn own(&self, roster: &Roster) -> Result<Option<ParticipantIndex>, Failure> {
        self.own.as_deref().map(|own| roster.find(own)).transpose().map_err(|why| {
            Failure::usage(format!(
                "our own delegation (--own, PREPCOM_OWN or own in the settings) is not known: {why}"
            ))
        })
    }

    /// What others on this machine can read.
    pub(super) fn exposed(&self) -> Vec<Problem> {
        privacy::notices(&self.workspace, self.settings_path.as_deref())
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
            true => Workspace::given(&folder).map_err(Failure::usage),
            false => Err(Failure::usage(format!(
                "there is no folder {}; prepcom init makes a workspace",
                folder.display()
            ))),
        };
    }
    let here = std::env::current_dir().unwrap_or_default();
    let own = Workspace::of_user().unwrap_or_else(|| here.clone());
    Workspace::nearest(&here, &own).map_err(Failure::usage)
}

fn lang_of_locale() -> Lang {
    let set = |name: &&str| std::env::var(name).is_ok_and(|value| !value.is_empty());
    let name = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find(|name| set(name));
    let locale = name.and_then(|name| std::env::var(name).ok()).unwrap_or_default();
    if locale.to_lowercase().starts_with("zh") { Lang::Zh } else { Lang::En }
}
