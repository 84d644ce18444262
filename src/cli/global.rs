//! What goes for every command, from the command line or the environment.
//!
//! Invariant: every command takes all of it, and the environment holds where the command line says nothing.

use super::names::{ColorChoice, LangName, ThemeChoice, ZoneName};
use crate::domain::instant::When;
use clap::Args;
use std::path::PathBuf;

/// What goes for every command.
#[derive(Debug, Args)]
pub(super) struct Global {
    /// Folder with assets/ and state/; default: the nearest one upward, else the user's own.
    #[arg(long, global = true, value_name = "DIR", env = "PREPCOM_WORKSPACE")]
    pub(super) workspace: Option<PathBuf>,
    /// What had been taken and said by then; read-only.
    #[arg(long, global = true, value_name = "WHEN")]
    pub(super) as_of: Option<When>,
    /// What had been recorded by then; read-only.
    #[arg(long, global = true, value_name = "WHEN")]
    pub(super) known_at: Option<When>,
    /// Language; default: the settings, then the locale.
    #[arg(long, global = true, value_name = "LANG", env = "PREPCOM_LANG")]
    pub(super) lang: Option<LangName>,
    /// Whether to use colour.
    #[arg(long, global = true, value_name = "WHEN", env = "PREPCOM_COLOR")]
    pub(super) color: Option<ColorChoice>,
    /// What the colours of the screens stand on.
    #[arg(long, global = true, value_name = "THEME", env = "PREPCOM_THEME")]
    pub(super) theme: Option<ThemeChoice>,
    /// Plain characters for lines and marks.
    #[arg(long, global = true, env = "PREPCOM_ASCII", value_parser = clap::builder::FalseyValueParser::new(), action = clap::ArgAction::SetTrue)]
    pub(super) ascii: bool,
    /// Zone in which hours are shown, for example Europe/Vienna; default: the workspace's.
    #[arg(long, global = true, value_name = "ZONE", env = "PREPCOM_ZONE")]
    pub(super) zone: Option<ZoneName>,
    /// Who records; asked once, then remembered in the settings.
    #[arg(long, global = true, value_name = "NAME", env = "PREPCOM_AUTHOR")]
    pub(super) author: Option<String>,
    /// Our own delegation, beside which a brief puts the positions of others; default: the settings.
    #[arg(long, global = true, value_name = "WHO", env = "PREPCOM_OWN")]
    pub(super) own: Option<String>,
}
