//! What changed between two snapshots: instants of this workspace, kept ones, files.
//!
//! Invariant: nothing is recorded; text, page and JSON hold the same changes.

use super::{
    Json,
    context::Context,
    export::extent,
    failure::Failure,
    names::NotesName,
    output::{self, Target},
    snapshot,
};
use crate::{
    domain::{
        changes,
        document::Document,
        extent::Notes,
        instant::When,
        ledger::View,
        snapshot::Snapshot,
        text::{clean_line, plain},
    },
    export::{
        Cover,
        changes::{Comparison, End, Origin, document, page},
        document as whole, html, json, markdown, text,
    },
    store::snapshots,
    words::changes as words,
};
use clap::{Args, ValueEnum};
use std::{
    borrow::Cow,
    path::{Path, PathBuf},
};

/// What is asked of a comparison.
#[derive(Debug, Args)]
pub(super) struct Wanted {
    /// The earlier one: a time (2018-12-04, the end of that day; 30d), now, the name of a saved snapshot, or a file of one.
    from: String,
    /// The later one, in the same ways.
    to: String,
    /// The format; default: what the name of the file ends in, else txt.
    #[arg(long, value_name = "FORMAT", conflicts_with = "json")]
    format: Option<FormatName>,
    /// Where to; - is standard output, a name that ends in / is a folder in which the file gets a name of its own.
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    output: PathBuf,
    /// Replace the file where there is one.
    #[arg(long)]
    force: bool,
    /// Which notes are compared.
    #[arg(long, value_name = "WHICH", default_value = "shareable")]
    notes: NotesName,
    /// Only these items: keys, or numbers of areas.
    #[arg(long, value_name = "ITEM")]
    item: Option<String>,
    /// Only these participants; a group takes its members along.
    #[arg(long, value_name = "WHO")]
    who: Option<String>,
    #[command(flatten)]
    json: Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FormatName {
    Txt,
    Md,
    Json,
    Html,
}

impl FormatName {
    fn extension(self) -> &'static str {
        match self {
            FormatName::Txt => "txt",
            FormatName::Md => "md",
            FormatName::Json => "json",
            FormatName::Html => "html",
        }
    }

    /// The format that was named, or in which the file's name ends.
    fn of(wanted: &Wanted) -> FormatName {
        let extension = wanted.output.extension().and_then(|extension| extension.to_str());
        let ends = extension.and_then(|extension| FormatName::from_str(extension, true).ok());
        if wanted.json.json { FormatName::Json } else { wanted.format.or(ends).unwrap_or(FormatName::Txt) }
    }
}

/// Prints or writes what changed.
pub(super) fn diff(context: &Context, wanted: &Wanted) -> Result<(), Failure> {
    let asked =
        extent(context, wanted.item.as_deref(), wanted.who.as_deref())?.by_keys(&context.desk.assets.paper);
    let (from, to) = (Side::open(context, &wanted.from)?, Side::open(context, &wanted.to)?);
    let (before, after) = (from.document(context), to.document(context));
    let notes: Notes = wanted.notes.into();
    let changes = changes::between(&before, &after, &asked, notes);
    let cover = context.cover(notes);
    let comparison = Comparison {
        cover: &cover,
        paper: &context.desk.assets.paper,
        roster: &context.desk.assets.roster,
        from: End { origin: from.origin(), document: &before },
        to: End { origin: to.origin(), document: &after },
        changes: &changes,
    };
    let written = match FormatName::of(wanted) {
        FormatName::Json => json::pretty(&document(&comparison))?,
        FormatName::Txt => text::write(&page(&comparison), output::columns()),
        FormatName::Md => markdown::marked(&page(&comparison), &cover.marking),
        FormatName::Html => html::write(&page(&comparison), &cover),
    };
    let own_name = || {
        let (from, to) = (plain(&wanted.from, 40), plain(&wanted.to, 40));
        format!("changes_{from}_{to}.{}", FormatName::of(wanted).extension())
    };
    Target::new(&wanted.output, wanted.force, own_name)?.hand_out(context.setup.lang, written.as_bytes())?;
    if let count @ 1.. = changes.compared.notes_left_out
        && notes == Notes::Shareable
    {
        output::to_terminal(&words::notes_left_out(context.setup.lang, count));
    }
    Ok(())
}

/// One of the two that are compared.
enum Side {
    /// This workspace; whether the present is meant.
    Here(Box<Snapshot>, Box<Cover>, bool),
    /// A saved snapshot.
    Saved(String, Box<Document<'static>>),
    /// A file.
    File(String, Box<Document<'static>>),
}

impl Side {
    /// What is meant by a time, `now`, the name of a saved snapshot or a path, in this order.
    fn open(context: &Context, given: &str) -> Result<Side, Failure> {
        let here = |as_of, is_now| {
            let view = View { as_of, ..context.setup.view };
            let cover = Cover { as_of: as_of.unwrap_or(context.setup.now), ..context.cover(Notes::All) };
            Side::Here(Box::new(context.desk.snapshot(view)), Box::new(cover), is_now)
        };
        if given == "now" {
            return Ok(here(context.setup.view.as_of, context.setup.view.as_of.is_none()));
        }
        if let Ok(when) = given.parse::<When>() {
            return Ok(here(Some(when.until(context.setup.clock())), false));
        }
        if let Some(kept) = snapshot::find(context, given)? {
            return Ok(Side::Saved(kept.name.clone().into_owned(), Box::new(kept.document)));
        }
        let path = Path::new(given);
        let shown = clean_line(given);
        if !path.exists() {
            return Err(Failure::usage(format!(
                "`{shown}` is no time, no saved snapshot and no file; write 2024-07-22, 2024-07-22T15:00, 30d or now, the name of a saved snapshot (prepcom snapshot list) or the path of a snapshot's file"
            )));
        }
        Ok(Side::File(shown, Box::new(snapshots::open(path, context.setup.zones)?.document())))
    }

    fn origin(&self) -> Origin<'_> {
        match self {
            Side::Here(_, _, true) => Origin::Now,
            Side::Here(_, _, false) => Origin::Instant,
            Side::Saved(name, _) => Origin::Saved(name),
            Side::File(path, _) => Origin::File(path),
        }
    }

    fn document<'a>(&'a self, context: &'a Context) -> Cow<'a, Document<'a>> {
        match self {
            Side::Here(snapshot, cover, _) => Cow::Owned(whole::document(&context.report(snapshot, cover))),
            Side::Saved(_, document) | Side::File(_, document) => Cow::Borrowed(document),
        }
    }
}
