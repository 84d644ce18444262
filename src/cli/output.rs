//! Where words and data go.
//!
//! Invariant: a pipe that was closed is not an error, and nothing that acts on a terminal is printed.

use super::failure::Failure;
use crate::{
    domain::{
        lang::Lang,
        text::{clean, clean_line},
    },
    store::files::write_whole,
    words::report as words,
};
use std::{
    io::{self, Write},
    path::Path,
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

/// Gives a file away: on standard output, or written whole at a path, which is said.
///
/// # Errors
/// When it can't be written.
pub(super) fn hand_out(lang: Lang, path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if is_standard(path) {
        return Ok(print_bytes(bytes)?);
    }
    write_whole(path, bytes)?;
    to_terminal(&words::written(lang, &clean_line(&path.display().to_string()), bytes.len()));
    Ok(())
}

/// Whether a path means standard output.
fn is_standard(path: &Path) -> bool {
    path.as_os_str() == "-"
}
