//! What goes for every command, from the command line or the environment.
//!
//! Invariant: what the screens are started with is the same whether clap reads it or not.

use super::names::{ColorChoice, LangName, ThemeChoice};
use crate::domain::instant::When;
use clap::Args;
use std::{env, ffi::OsString, path::PathBuf};

/// What goes for every command.
#[derive(Debug, Default, Args)]
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
    /// Who records; asked once, then remembered in the settings.
    #[arg(long, global = true, value_name = "NAME", env = "PREPCOM_AUTHOR")]
    pub(super) author: Option<String>,
    /// Our own delegation, beside which a brief puts the positions of others; default: the settings.
    #[arg(long, global = true, value_name = "WHO", env = "PREPCOM_OWN")]
    pub(super) own: Option<String>,
}

impl Global {
    /// What holds where the screens are all that is asked for and the environment has nothing to be understood: a start need not wait for all
    /// that the command line knows. None where clap is to read it.
    pub(super) fn alone(arguments: &[OsString]) -> Option<Global> {
        Global::plain(arguments, &|name| env::var_os(name))
    }

    fn plain(arguments: &[OsString], find: &dyn Fn(&str) -> Option<OsString>) -> Option<Global> {
        // Each of these is one of a few words.
        let has_choices =
            ["LANG", "COLOR", "THEME", "ASCII"].iter().any(|name| find(&format!("PREPCOM_{name}")).is_some());
        if arguments.len() != 1 || has_choices {
            return None;
        }
        let workspace = find("PREPCOM_WORKSPACE").map(PathBuf::from);
        if workspace.as_ref().is_some_and(|path| path.as_os_str().is_empty()) {
            return None;
        }
        let text = |name: &str| find(name).map(OsString::into_string).transpose().ok();
        let (author, own) = (text("PREPCOM_AUTHOR")?, text("PREPCOM_OWN")?);
        Some(Global { workspace, author, own, ..Global::default() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::{CommandFactory, Parser};

    #[derive(Debug, Parser)]
    struct Alone {
        #[command(flatten)]
        global: Global,
    }

    fn plain(name: &str, value: &str) -> Option<Global> {
        let find = |asked: &str| (asked == name).then(|| OsString::from(value));
        Global::plain(&["prepcom".into()], &find)
    }

    #[test]
    fn what_the_environment_says_is_found_as_clap_finds_it_or_left_to_clap() {
        let mut left = Vec::new();
        let command = Alone::command();
        for argument in command.get_arguments() {
            let (Some(name), Some(flag)) = (argument.get_env(), argument.get_long()) else { continue };
            for value in ["a", "two words", "..", "é", ""] {
                let Some(plain) = plain(name.to_str().unwrap(), value) else {
                    left.push((flag, value));
                    continue;
                };
                let given = Alone::try_parse_from(["prepcom", &format!("--{flag}"), value]).unwrap();
                assert_eq!(format!("{plain:?}"), format!("{:?}", given.global), "{flag} {value}");
            }
        }
        left.dedup_by_key(|(flag, _)| *flag);
        assert_eq!(left, [("workspace", ""), ("lang", "a"), ("color", "a"), ("theme", "a"), ("ascii", "a")]);
    }

    #[test]
    fn whatever_else_is_asked_for_is_left_to_clap() {
        assert!(Global::plain(&["prepcom".into(), "show".into()], &|_| None).is_none());
        assert!(Global::plain(&["prepcom".into()], &|_| None).is_some());
    }
}
