//! Where words and data go.
//!
//! Invariant: a pipe that was closed is not an error, and nothing that acts on a terminal is printed.

use super::failure::Failure;
use crate::{
    domain::{
        lang::Lang,
        text::{clean, clean_line},
    },
    export::{
        json,
        page::{Block, Page},
        text,
    },
    store::{
        files::{Existing, write_given},
        privacy::wide_mode,
    },
    words::{notice, report as words},
};
use serde::Serialize;
use std::{
    io::{self, Write},
    path::{Path, PathBuf},
};

/// Prints data, already safe, on standard output.
///
/// # Errors
/// When standard output refuses for another reason than that nobody reads it any more.
pub(super) fn print_bytes(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

/// Prints text on standard output, cleaned, with a line end at the end.
///
/// # Errors
/// As `print_bytes`.
pub(super) fn print(text: &str) -> io::Result<()> {
    print_bytes(format!("{}\n", clean(text).trim_end_matches('\n')).as_bytes())
}

/// Prints rows as a JSON document, schema 1, of which they are the one member that has their kind for its name.
///
/// # Errors
/// As `print_bytes`.
pub(super) fn print_rows(kind: &str, rows: &[impl Serialize]) -> Result<(), Failure> {
    let document = serde_json::json!({ "kind": kind, "schema": 1, kind: rows });
    Ok(print_bytes(json::pretty(&document)?.as_bytes())?)
}

/// Prints a page as plain text; nothing on it is said on standard error.
///
/// # Errors
/// As `print_bytes`.
pub(super) fn print_page(lang: Lang, page: impl IntoIterator<Item = Block>) -> Result<(), Failure> {
    let page: Page = page.into_iter().collect();
    match page.is_empty() {
        true => to_terminal(words::NONE.get(lang)),
        false => print(&text::write(&page, columns()))?,
    }
    Ok(())
}

/// Prints words on standard error, cleaned; nothing can be done where that fails.
pub(super) fn to_terminal(text: &str) {
    let _ = writeln!(io::stderr(), "{}", clean(text));
}

/// Columns of the terminal, between 60 and 140; 100 where there is none.
pub(super) fn columns() -> usize {
    use io::IsTerminal;
    let size = io::stdout().is_terminal().then(crossterm::terminal::size);
    size.and_then(Result::ok).map_or(100, |(columns, _)| usize::from(columns).clamp(60, 140))
}

/// Where a file goes.
#[derive(Debug)]
pub(super) enum Target {
    /// Standard output.
    Standard,
    /// A path; whether a file that is there is replaced.
    Path(PathBuf, bool),
}

impl Target {
    /// What a path means: `-` standard output, one that ends in `/` a folder in which the file gets a name of its own.
    ///
    /// # Errors
    /// When the path is a folder's without saying so, or a file's that may not be replaced.
    pub(super) fn new(path: &Path, force: bool, own_name: impl Fn() -> String) -> Result<Target, Failure> {
        if ["-", "/dev/stdout"].iter().any(|standard| path.as_os_str() == *standard) {
            return Ok(Target::Standard);
        }
        let shown = clean_line(&path.display().to_string());
        let path = match shown.ends_with(std::path::is_separator) {
            true => path.join(own_name()),
            false if path.is_dir() => {
                let name = own_name();
                return Err(Failure::failed(format!(
                    "{shown} is a folder; -o {shown}/ writes {shown}/{name}"
                )));
            }
            false => path.to_owned(),
        };
        Ok(Target::Path(path, force))
    }

    /// Makes sure that what is to be written can go there.
    ///
    /// # Errors
    /// When it is not text and a terminal would get it.
    pub(super) fn takes(&self, is_text: bool) -> Result<(), Failure> {
        use io::IsTerminal;
        match self {
            Target::Standard if !is_text && io::stdout().is_terminal() => {
                Err(Failure::usage("this format is not for a terminal; -o names a file"))
            }
            _ => Ok(()),
        }
    }

    /// Gives a file away; where it was written is said.
    ///
    /// # Errors
    /// When it can't be written; what was there before is then untouched.
    pub(super) fn hand_out(&self, lang: Lang, bytes: &[u8]) -> Result<(), Failure> {
        let wide = match self {
            Target::Path(path, true) => wide_mode(path),
            _ => None,
        };
        let (path, written) = match self {
            Target::Standard => return Ok(print_bytes(bytes)?),
            Target::Path(path, true) => (path, write_given(path, bytes, Existing::IsReplaced)),
            Target::Path(path, false) => (path, write_given(path, bytes, Existing::Stays)),
        };
        let shown = clean_line(&path.display().to_string());
        match written {
            Err(error) if error.cause.kind() == io::ErrorKind::AlreadyExists => {
                Err(Failure::failed(words::is_there(lang, &shown)))
            }
            Err(error) => Err(error.into()),
            Ok(()) => {
                to_terminal(&words::written(lang, &shown, bytes.len()));
                if let Some(mode) = wide {
                    to_terminal(&notice::readable(lang, &shown, &mode));
                }
                Ok(())
            }
        }
    }
}
