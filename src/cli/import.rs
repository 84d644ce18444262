//! Reading back: what a file says becomes one act.
//!
//! Invariant: the whole file is read and compared before anything is recorded; where a row is bad, nothing is, unless that was asked for.

use super::{
    context::Context,
    failure::Failure,
    output,
    union::{self, How},
};
use crate::{
    domain::{
        diagnostic,
        lang::Lang,
        ledger::View,
        limits::{IMPORT_BYTES, Limit},
        position::Position,
        text::{clean_line, fold},
    },
    import::{
        self, Around, Format, NotesAre, Read, WordMap, diff,
        plan::{self, Recorded},
    },
    store::{files::read_given, journal::union::begins_as_journal},
    words::{import as words, report, union as words_of_union},
};
use clap::Args;
use encoding_rs::Encoding;
use std::{
    io::{self, Read as _},
    path::{Path, PathBuf},
};

/// What is asked of an import.
#[derive(Debug, Args)]
pub(super) struct Wanted {
    /// The file; - is standard input. Of journals (.jsonl) several, a folder of them or a colleague's workspace.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// What it is; default: what its name ends in, else what it holds.
    #[arg(long, value_name = "FORMAT", value_parser = format_named)]
    format: Option<Format>,
    /// Show what would change; record nothing.
    #[arg(long)]
    dry_run: bool,
    /// Record good rows although others are bad.
    #[arg(long)]
    skip_bad: bool,
    /// What words of the position column mean, as yes=supports,no=opposes; WORD=- leaves such rows out.
    #[arg(long, value_name = "WORD=POSITION", value_delimiter = ',', value_parser = mapped)]
    map: Vec<(String, Option<Position>)>,
    /// Encoding of the text where it is not UTF-8: gb18030, utf-16le, windows-1252 and the like.
    #[arg(long, value_name = "NAME", value_parser = encoding)]
    encoding: Option<&'static Encoding>,
    /// Notes of a table may leave in an export, whatever its column visibility says; default: as it says, else internal.
    #[arg(long, conflicts_with = "internal")]
    shareable: bool,
    /// Notes of a table are internal, whatever the table.
    #[arg(long)]
    internal: bool,
}

fn format_named(name: &str) -> Result<Format, String> {
    Format::of_extension(name)
        .ok_or_else(|| format!("one of {}", Format::ALL.map(Format::extension).join(", ")))
}

fn mapped(given: &str) -> Result<(String, Option<Position>), String> {
    let (word, position) = given.split_once('=').ok_or("write WORD=POSITION, as yes=supports")?;
    let position = match position.trim() {
        "-" => None,
        name => Some(name.parse::<Position>().map_err(|error| error.to_string())?),
    };
    match fold(word) {
        word if word.is_empty() => Err("the word before = is missing".to_owned()),
        word => Ok((word, position)),
    }
}

fn encoding(name: &str) -> Result<&'static Encoding, String> {
    let known = Encoding::for_label(name.as_bytes());
    known.ok_or_else(|| {
        "not an encoding; one of utf-8, utf-16le, utf-16be, gb18030, gbk, big5, shift_jis, windows-1252 …"
            .to_owned()
    })
}

/// Records what of a file is new.
pub(super) fn import(context: &mut Context, wanted: &Wanted) -> Result<(), Failure> {
    context.refuse_read_only()?;
    let lang = context.setup.lang;
    let journals = wanted.files.iter().filter(|path| union::is_journal(path)).count();
    let path = match &wanted.files[..] {
        all if journals == all.len() => {
            return union::import(context, all, how_of_journals(context, wanted)?);
        }
        [one] => one,
        _ => return Err(Failure::usage(words_of_union::MIXED.get(lang))),
    };
    let bytes = bytes(path, lang)?;
    let file = match path.as_os_str() == "-" {
        true => "-".to_owned(),
        false => clean_line(&path.display().to_string()),
    };
    if wanted.format.is_none() && begins_as_journal(&bytes) {
        return union::import_bytes(context, &file, &bytes, how_of_journals(context, wanted)?);
    }
    let words_of: WordMap = wanted.map.iter().cloned().collect();
    let around = Around {
        paper: &context.desk.assets.paper,
        roster: &context.desk.assets.roster,
        clock: context.setup.clock(),
        file: &file,
        encoding: wanted.encoding,
        words: &words_of,
        notes: notes_are(wanted),
    };
    let read = import::read(&bytes, format(wanted, path, &bytes)?, around);
    judge(context, &read, wanted.skip_bad)?;
    let Read { contents, rows, bad, left_out, cleaned, .. } = read;
    let snapshot = context.desk.snapshot(View::default());
    let recorded = Recorded {
        paper: &context.desk.assets.paper,
        ledger: &context.desk.ledger,
        snapshot: &snapshot,
        now: context.setup.now,
    };
    let plan = plan::plan(contents, recorded);
    let (counts, known, older, without_sitting) =
        (plan.counts, plan.known, plan.older_lines, plan.without_sitting);
    if plan.is_empty() {
        output::print(words::NOTHING_NEW.get(lang))?;
    } else if wanted.dry_run {
        output::print(&diff::write(&plan, &context.desk.assets.paper, lang))?;
    } else {
        let entry = context.append_made(|id| plan.facts(id))?;
        let recorded = report::RECORDED_AS.get(lang);
        let said = format!("{}{}", diff::counted(&counts, lang), words::known_already(lang, known));
        output::print(&format!("{recorded} {}: {said}\n{}", entry.id, report::TO_UNDO.get(lang)))?;
    }
    let remarks = [
        (bad, words::skipped(lang, rows, bad)),
        (left_out, words::left_out(lang, left_out)),
        (cleaned, words::cleaned(lang, cleaned)),
        (older, words::older_lines(lang, older)),
        (without_sitting, words::without_sitting(lang, without_sitting)),
    ];
    remarks.iter().filter(|(n, _)| *n > 0).for_each(|(_, remark)| output::to_terminal(remark));
    Ok(())
}

/// What is asked of an import of journals.
///
/// # Errors
/// When something is that only tables have.
fn how_of_journals(context: &Context, wanted: &Wanted) -> Result<How, Failure> {
    let is_of_tables = wanted.format.is_some() || wanted.encoding.is_some() || !wanted.map.is_empty();
    if is_of_tables || wanted.shareable || wanted.internal {
        return Err(Failure::usage(words_of_union::NO_TABLE.get(context.setup.lang)));
    }
    Ok(How { dry_run: wanted.dry_run, skip_bad: wanted.skip_bad })
}

/// Says what is wrong with a file.
///
/// # Errors
/// When nothing of it may be recorded.
fn judge(context: &Context, read: &Read, skip_bad: bool) -> Result<(), Failure> {
    let lang = context.setup.lang;
    for problem in &read.problems {
        output::to_terminal(&diagnostic::render(problem, lang, output::columns()));
    }
    if read.unlisted > 0 {
        output::to_terminal(&words::more_problems(lang, read.unlisted));
    }
    let none_is_good = read.bad > 0 && read.bad == read.rows;
    if read.refused || read.bad > 0 && (!skip_bad || none_is_good) {
        let bad = if read.refused { 0 } else { read.bad };
        output::to_terminal(&words::refused(lang, read.rows, bad));
        return Err(Failure::Problems);
    }
    Ok(())
}

fn notes_are(wanted: &Wanted) -> NotesAre {
    match (wanted.shareable, wanted.internal) {
        (true, _) => NotesAre::Shareable,
        (false, true) => NotesAre::Internal,
        (false, false) => NotesAre::AsWritten,
    }
}

/// What was named, else what the file's name ends in, else what it holds.
fn format(wanted: &Wanted, path: &Path, bytes: &[u8]) -> Result<Format, Failure> {
    if let Some(format) = wanted.format {
        return Ok(format);
    }
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    if ["xls", "ods", "xlsb", "xlsm"].iter().any(|other| extension.eq_ignore_ascii_case(other)) {
        return Err(Failure::usage(format!(".{extension} is not read; save it as .xlsx or .csv first")));
    }
    Ok(Format::of_extension(extension).unwrap_or_else(|| Format::of_content(bytes)))
}

fn bytes(path: &Path, lang: Lang) -> Result<Vec<u8>, Failure> {
    let shown = clean_line(&path.display().to_string());
    let read = match path.as_os_str() == "-" {
        true => standard_input(),
        false => read_given(path, IMPORT_BYTES),
    };
    read.map_err(|error| match error.kind() {
        io::ErrorKind::FileTooLarge => {
            let limit = Limit::FileBytes(IMPORT_BYTES);
            let (what, hint) = (limit.what(), limit.hint());
            Failure::failed(format!("{shown}: {}; {}", what.get(lang), hint.get(lang)))
        }
        _ => Failure::failed(format!("can't read {shown}: {error}; nothing was recorded")),
    })
}

fn standard_input() -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    io::stdin().lock().take(IMPORT_BYTES + 1).read_to_end(&mut bytes)?;
    let is_too_large = bytes.len() as u64 > IMPORT_BYTES;
    if is_too_large { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(bytes) }
}
