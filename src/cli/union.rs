//! `import` of journals: what colleagues recorded is taken in beside what is here.
//!
//! Invariant: all is read and compared before anything is written; where a line is bad, nothing is, unless that was asked for.

use super::{context::Context, failure::Failure, output};
use crate::{
    domain::{diagnostic, lang::Lang, text::clean_line},
    store::{
        files::is_folder,
        journal::union::{Counts, Gathered, Refused},
    },
    words::{import::more_problems, union as words},
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
    let mut gathered = Gathered::default();
    for path in named {
        let before = gathered.met;
        gathered.read(path)?;
        if gathered.met == before {
            let shown = clean_line(&path.display().to_string());
            return Err(Failure::failed(words::no_journal(context.setup.lang, &shown)));
        }
    }
    take_in(context, gathered, how)
}

/// Takes in what is new of a journal that was read from something else than a file with the name of one.
pub(super) fn import_bytes(
    context: &mut Context,
    shown: &str,
    bytes: &[u8],
    how: How,
) -> Result<(), Failure> {
    let mut gathered = Gathered::default();
    gathered.take(shown, bytes);
    take_in(context, gathered, how)
}

fn take_in(context: &mut Context, gathered: Gathered, how: How) -> Result<(), Failure> {
    let lang = context.setup.lang;
    let zones = context.desk.workspace.zones();
    let union = gathered.against(&context.desk.journal, &context.desk.ledger, zones);
    let (bad, known) = (union.refused.count, union.known);
    let coming = count(&union.by_device());
    list(&union.refused, lang);
    if bad > 0 && !how.skip_bad {
        output::to_terminal(&words::left(lang, bad, true));
        return Err(Failure::Problems);
    }
    if bad > 0 && known == 0 && union.is_empty() {
        output::to_terminal(words::NONE_GOOD.get(lang));
        return Err(Failure::Problems);
    }
    let new: Counts = match union.is_empty() || how.dry_run {
        true => union.by_device(),
        false => {
            let united = context.desk.journal.unite(union, &mut context.desk.ledger);
            united.map_err(|stopped| Failure::failed(stopped.said().get(lang)))?
        }
    };
    // What is no longer new was taken in by another program meanwhile.
    let known = known + coming - count(&new);
    match (new.is_empty(), bad, known) {
        (true, 0, 0) => output::print(words::NO_ENTRIES.get(lang))?,
        (true, 0, _) => output::print(words::NOTHING_NEW.get(lang))?,
        (true, _, known) => output::print(&words::nothing_new_but(lang, known))?,
        (false, _, known) => output::print(&words::taken(lang, &new, known, !how.dry_run))?,
    }
    if bad > 0 {
        output::to_terminal(&words::left(lang, bad, false));
    }
    Ok(())
}

fn count(of: &Counts) -> usize {
    of.iter().map(|(_, count)| count).sum()
}

fn list(refused: &Refused, lang: Lang) {
    for problem in &refused.listed {
        output::to_terminal(&diagnostic::render(problem, lang, output::columns()));
    }
    let unlisted = refused.count - refused.listed.len();
    if unlisted > 0 {
        output::to_terminal(&more_problems(lang, unlisted));
    }
}
