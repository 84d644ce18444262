//! The user's settings: one RON file that a person edits, in the user's configuration folder.
//!
//! Invariant: a setting is changed by editing its one line, so comments and order stay as the user left them.

mod fields;

use super::files::{Below, FileError};
use crate::domain::{
    lang::Lang,
    limits::{Limit, NESTING, SETTINGS_BYTES},
};
use serde::Deserialize;
use std::{
    io,
    path::{Path, PathBuf},
};

/// The newest format of the settings that this program reads in full; it is also what is meant where none is named.
pub const SCHEMA: u32 = 1;

/// What the user has set. What is absent is found out or asked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings {
    /// Format of the file; it is its first setting.
    pub schema: Option<u32>,
    /// Who records.
    pub author: String,
    /// Language of the screens.
    pub lang: Option<Lang>,
    /// Whether to use colour; found out where absent.
    pub color: Option<Color>,
    /// What the colours are to stand on; found out where absent.
    pub theme: Option<ThemeName>,
    /// Plain characters for lines and marks.
    pub ascii: bool,
    /// Marking on screens and exports, for example "RESTRICTED".
    pub marking: String,
    /// Code of our own delegation.
    pub own: String,
}

/// Whether to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Color {
    /// As the terminal says.
    Auto,
    /// Even where the terminal says nothing.
    Always,
    /// Not at all.
    Never,
}

/// What the colours are to stand on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ThemeName {
    /// As the terminal says, else what reads on both.
    Auto,
    /// A dark terminal.
    Dark,
    /// A light terminal.
    Light,
    /// The strongest contrast there is.
    Contrast,
    /// No colour at all.
    Mono,
}

/// The settings file can't be used.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The system refused.
    #[error(transparent)]
    File(#[from] FileError),
    /// It is not what settings look like.
    #[error(
        "{path}:{line}:{column}: {what}; the settings are author, lang, color, theme, ascii, marking and own"
    )]
    Format {
        /// The file.
        path: String,
        /// Line from 1.
        line: usize,
        /// Column from 1.
        column: usize,
        /// What is wrong.
        what: String,
    },
    /// It is larger than settings are.
    #[error("{0}: {what}; {hint}", what = .1.what().en, hint = .1.hint().en)]
    TooLarge(String, Limit),
    /// A newer version of the program wrote it, so it is not touched.
    #[error("{0} is of a newer version of prepcom and stays as it is; add this by hand: {1}")]
    Newer(String, String),
    /// The name can't be kept without touching the rest.
    #[error("{0} has no line to keep this in; add one by hand: {1}")]
    NoPlace(String, String),
}

const TEMPLATE: &str = "// Settings of prepcom. What is left out is found out or asked.\n(\n    schema: 1,\n    // lang: en,               // en or zh\n    // color: auto,            // auto, always or never\n    // theme: dark,            // auto, dark, light, contrast or mono\n    // ascii: true,            // plain characters for lines and marks\n    // marking: \"RESTRICTED\",  // on screens and exports\n    // own: \"AUT\",             // our own delegation\n)\n";

/// Where the settings are, for a user with a home.
pub fn path() -> Option<PathBuf> {
    use etcetera::BaseStrategy;
    Some(etcetera::choose_base_strategy().ok()?.config_dir().join("prepcom").join("settings.ron"))
}

/// Reads the settings; none where there is no file.
///
/// # Errors
/// When there is a file and it can't be read or is not what settings look like.
pub fn load(path: &Path) -> Result<Settings, SettingsError> {
    let Some(text) = text(path)? else { return Ok(Settings::default()) };
    parse(&text).map_err(|error| SettingsError::Format {
        path: path.display().to_string(),
        line: error.span.start.line,
        column: error.span.start.col,
        what: crate::domain::text::clean_line(&error.code.to_string()),
    })
}

/// The text of the file; none where there is none.
fn text(path: &Path) -> Result<Option<String>, SettingsError> {
    let read = below(path).read(path, SETTINGS_BYTES);
    match read.and_then(|bytes| {
        String::from_utf8(bytes).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
    }) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) if error.kind() == io::ErrorKind::FileTooLarge => {
            Err(SettingsError::TooLarge(path.display().to_string(), Limit::FileBytes(SETTINGS_BYTES)))
        }
        Err(error) => Err(FileError::on("read", path)(error).into()),
    }
}

/// The folder of the user's configuration, below which prepcom's folder and the file in it are.
fn below(path: &Path) -> Below {
    Below::new(path.parent().and_then(Path::parent).unwrap_or(path))
}

/// Reads the text of settings; of those of a newer version the ones that are known.
///
/// # Errors
/// Where it is not what settings look like.
pub fn parse(text: &str) -> Result<Settings, ron::error::SpannedError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let options = ron::Options::default()
        .with_recursion_limit(NESTING)
        .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    options.from_str(text)
}

impl Settings {
    /// Whether a newer version of the program wrote them.
    pub fn is_newer(&self) -> bool {
        self.schema.is_some_and(|schema| schema > SCHEMA)
    }
}

/// Remembers who records.
///
/// # Errors
/// When the file can't be written, is of a newer version, or has no place for the name.
pub fn remember_author(path: &Path, author: &str) -> Result<(), SettingsError> {
    let old = text(path)?.unwrap_or_else(|| TEMPLATE.to_owned());
    let line = format!("author: {},", ron::to_string(author).unwrap_or_default());
    if parse(&old).is_ok_and(|settings| settings.is_newer()) {
        return Err(SettingsError::Newer(path.display().to_string(), line));
    }
    let new = with_author(&old, &line);
    let kept = new.filter(|text| parse(text).is_ok_and(|settings| settings.author == author));
    let Some(text) = kept else {
        return Err(SettingsError::NoPlace(path.display().to_string(), line));
    };
    if let Some(folder) = path.parent() {
        below(path).make_folder(folder).map_err(FileError::on("make the folder", folder))?;
    }
    Ok(below(path).replace(path, text.as_bytes()).map_err(FileError::on("write", path))?)
}

/// The text with its author's line changed, or with one added behind the opening parenthesis.
fn with_author(old: &str, line: &str) -> Option<String> {
    let is_author = |text: &str| text.trim_start().starts_with("author:");
    if old.lines().any(is_author) {
        let changed =
            old.lines().map(|l| if is_author(l) { format!("    {line}\n") } else { format!("{l}\n") });
        return Some(changed.collect());
    }
    let opening = old.lines().position(|l| l.trim() == "(")?;
    let mut lines: Vec<String> = old.lines().map(str::to_owned).collect();
    lines.insert(opening + 1, format!("    {line}"));
    Some(lines.join("\n") + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn remembering_the_author_leaves_comments_and_other_settings_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("prepcom/settings.ron");
        remember_author(&path, "A. \"Quoted\" Diplomat").unwrap();
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains("// lang: en"), "{text}");
        fs::write(&path, text.replace("// lang: en,", "lang: zh,")).unwrap();
        remember_author(&path, "B").unwrap();
        let settings = load(&path).unwrap();
        assert_eq!((settings.author.as_str(), settings.lang), ("B", Some(Lang::Zh)));
    }

    #[test]
    fn every_line_of_the_template_is_a_setting_once_it_is_no_comment() {
        let settings = parse(&TEMPLATE.replace("\n    // ", "\n    ")).unwrap();
        assert_eq!((settings.lang, settings.own.as_str()), (Some(Lang::En), "AUT"));
        assert!(settings.ascii && settings.color.is_some() && settings.marking == "RESTRICTED");
    }

    #[test]
    fn a_wrong_setting_is_named_with_line_and_column() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.ron");
        fs::write(&path, "(\n  colour: auto,\n)").unwrap();
        let said = load(&path).unwrap_err().to_string();
        assert!(said.contains("settings.ron:2:"), "{said}");
        assert!(said.contains("colour"), "{said}");
    }
}
