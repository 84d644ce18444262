//! Commands about the program and its folders: the screens, a new workspace, completions, the manual.
//!
//! Invariant: none of them records anything.

use super::{context::login, failure::Failure, global::Global, output, patience::while_slow, setup::Setup};
use crate::{
    store::{settings::ThemeName, workspace::Workspace},
    tui::view::theme::{Colors, Ground, Theme},
    tui::{self, Outside},
};
use std::{
    io::{self, IsTerminal},
    path::Path,
};

/// Whether there is a terminal that can show the screens.
fn has_terminal() -> bool {
    let is_dumb = || std::env::var("TERM").is_ok_and(|term| term == "dumb");
    io::stdin().is_terminal() && io::stdout().is_terminal() && !is_dumb()
}

/// Opens the screens.
pub(super) fn screens(global: Global) -> Result<(), Failure> {
    if !has_terminal() {
        return Err(Failure::usage(
            "the screens need a terminal; prepcom show, log, commitment list and export work without one (prepcom --help)",
        ));
    }
    let setup = Setup::of(global)?;
    let theme = Theme { colors: colors(&setup), ground: ground(setup.theme), ascii: setup.ascii };
    let outside =
        while_slow(setup.lang, || Outside::open(setup.workspace.clone(), setup.view, setup.clock()))?;
    let options = tui::Options {
        view: setup.view,
        zones: setup.zones,
        lang: setup.lang,
        theme,
        login: login(),
        own: setup.own(outside.roster())?,
        exposed: setup.exposed(),
        author: setup.author,
        marking: setup.marking,
    };
    Ok(tui::run(outside, options)?)
}

/// How many colours to use: as decided, else as the terminal says.
fn colors(setup: &Setup) -> Colors {
    let decided = if setup.theme == Some(ThemeName::Mono) { Some(false) } else { setup.color() };
    let forced = decided == Some(true) || (decided.is_none() && anstyle_query::clicolor_force());
    let refused = decided == Some(false)
        || (decided.is_none() && (anstyle_query::no_color() || anstyle_query::clicolor() == Some(false)));
    let many = anstyle_query::truecolor() || std::env::var("TERM").is_ok_and(|term| term.contains("256"));
    match (refused && !forced, many, forced || anstyle_query::term_supports_color()) {
        (true, ..) | (false, false, false) => Colors::Mono,
        (false, true, _) => Colors::Many,
        (false, false, true) => Colors::Sixteen,
    }
}

/// What the colours stand on: as decided, else as the terminal says in COLORFGBG, where 7 and 15 are a light ground.
fn ground(decided: Option<ThemeName>) -> Ground {
    match decided {
        Some(ThemeName::Dark) => Ground::Dark,
        Some(ThemeName::Light) => Ground::Light,
        Some(ThemeName::Contrast) => Ground::Contrast,
        Some(ThemeName::Auto | ThemeName::Mono) | None => {
            let said = std::env::var("COLORFGBG").unwrap_or_default();
            match said.rsplit(';').next().and_then(|ground| ground.parse::<u8>().ok()) {
                Some(7 | 15) => Ground::Light,
                Some(0..=6 | 8) => Ground::Dark,
                _ => Ground::Either,
            }
        }
    }
}

/// Makes a new workspace.
pub(super) fn init(folder: &Path) -> Result<(), Failure> {
    let workspace = Workspace::init(folder)?;
    let said = format!(
        "made {}; it uses the built-in paper unless it gets an assets/ folder of its own\nits days and hours go by {}, for all its members (state/prepcom.json)\nopen it with: prepcom --workspace {}",
        workspace.root.display(),
        workspace.zone.name(),
        folder.display()
    );
    Ok(output::print(&said)?)
}

/// Prints completions for a shell.
pub(super) fn completions(shell: clap_complete::Shell, command: &mut clap::Command) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, command, "prepcom", &mut script);
    Ok(output::print_bytes(&script)?)
}

/// Prints the manual page.
pub(super) fn man(command: clap::Command) -> Result<(), Failure> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page)?;
    Ok(output::print_bytes(&page)?)
}
