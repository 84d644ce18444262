//! `import` of journals: what colleagues recorded is taken in beside what is here.
//!
//! Invariant: all is read and compared before anything is written; where a line is bad, nothing is, unless that was asked for.

use super::{context::Context, failure::Failure, output};
use crate::{
    domain::{diagnostic, text::clean_line},
    store::{files::is_folder, journal::union::Gathered},
    words::union as words,
};
use std::path::{Path, PathBuf};

/// What is asked of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct How {
    /// Only show what would be taken in.
    pub(super) dry_run: bool,
    /// Take in good lines although others are bad.
    pub(super) skip_bad: bool,
}

/// Whether a path is of a journal or of a folder that may hold some; nothing is opened for it.
pub(super) fn is_journal(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("jsonl")) || is_folder(path)
}

/// Takes in what is new of some journals, folders of journals and workspaces.
pub(super) fn import(context: &mut Context, named: &[PathBuf], how: How) -> Result<(), Failure> {
    let lang = context.setup.lang;
    let mut gathered = Gathered::default();
    for path in named {
        let before = gathered.met;
        gathered.read(path)?;
        if gathered.met == before {
            return Err(Failure::failed(words::no_journal(lang, &clean_line(&path.display().to_string()))));
        }
    }
    let zones = context.desk.workspace.zones();
    let union = gathered.against(&context.desk.journal, &context.desk.ledger, zones);
    for problem in &union.problems {
        output::to_terminal(&diagnostic::render(problem, lang, output::columns()));
    }
    let bad = union.problems.len();
    if bad > 0 && !how.skip_bad {
        output::to_terminal(&words::left(lang, bad, true));
        return Err(Failure::Problems);
    }
    let new: Vec<(String, usize)> =
        union.by_device().map(|(device, count)| (device.to_string(), count)).collect();
    let known = union.known;
    if !union.is_empty() && !how.dry_run {
        context.desk.journal.unite(union, &mut context.desk.ledger)?;
    }
    match new.is_empty() {
        true => output::print(words::NOTHING_NEW.get(lang))?,
        false => output::print(&words::taken(lang, &new, known, !how.dry_run))?,
    }
    if bad > 0 {
        output::to_terminal(&words::left(lang, bad, false));
    }
    Ok(())
}
