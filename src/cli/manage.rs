//! Commands about the program and its folders: the screens, a new workspace, completions, the manual.
//!
//! Invariant: none of them records anything.

use super::{
    context::{Context, login},
    failure::Failure,
    output,
};
use crate::{
    store::{settings::ThemeName, workspace::Workspace},
    tui,
    tui::view::theme::{Colors, Ground, Theme},
};
use std::{
    io::{self, IsTerminal},
    path::Path,
};

/// Opens the screens.
pub(super) fn screens(context: Context) -> Result<(), Failure> {
    let terminal = io::stdin().is_terminal() && io::stdout().is_terminal();
    if !terminal || std::env::var("TERM").is_ok_and(|term| term == "dumb") {
        return Err(Failure::usage(
            "the screens need a terminal; prepcom show, log, commitment list and export work without one (prepcom --help)",
        ));
    }
    let theme = Theme { colors: colors(&context), ground: ground(context.theme), ascii: context.ascii };
    let options = tui::Options {
        view: context.view,
        lang: context.lang,
        theme,
        author: context.known_author(),
        login: login(),
        own: context.own()?,
        exposed: context.exposed(),
        marking: context.marking,
    };
    Ok(tui::run(context.desk, options)?)
}

/// How many colours to use: as decided, else as the terminal says.
fn colors(context: &Context) -> Colors {
    let decided = if context.theme == Some(ThemeName::Mono) { Some(false) } else { context.color() };
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
        "made {}; it uses the built-in paper unless it gets an assets/ folder of its own\nopen it with: prepcom --workspace {}",
        workspace.root.display(),
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
