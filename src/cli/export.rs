//! The snapshot as a file.
//!
//! Invariant: a file that is there already is replaced only where that was asked for, and what was left out of the new one is said.

use super::{
    context::Context,
    failure::Failure,
    names::{NotesName, formats},
    output::{self, Target},
};
use crate::domain::extent::{Audience, Notes};
use crate::{
    domain::extent::Extent,
    export::{self, Format},
};
use clap::Args;
use std::path::PathBuf;

/// What is asked of an export.
#[derive(Debug, Args)]
pub(super) struct Wanted {
    /// The format; default: what the name of the file ends in.
    #[arg(long, value_name = "FORMAT", value_parser = formats())]
    format: Option<Format>,
    /// Where to; - is standard output, a name that ends in / is a folder in which the file gets a name of its own.
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    output: PathBuf,
    /// Replace the file where there is one.
    #[arg(long)]
    force: bool,
    /// Who the file is for: outside, or internal, which is everything.
    #[arg(long = "for", value_name = "AUDIENCE", default_value = "outside")]
    audience: Audience,
    /// Which notes go in; default: shareable ones, all of them if the file is internal.
    #[arg(long, value_name = "WHICH")]
    notes: Option<NotesName>,
    /// Only these items: keys, or numbers of areas.
    #[arg(long, value_name = "ITEM")]
    item: Option<String>,
    /// Only these participants; a group takes its members along.
    #[arg(long, value_name = "WHO")]
    who: Option<String>,
    /// The other language beside that of --lang.
    #[arg(long)]
    both_languages: bool,
}

/// Writes the snapshot as a file.
pub(super) fn export(context: &Context, wanted: &Wanted) -> Result<(), Failure> {
    let format = format(wanted)?;
    let snapshot = context.snapshot();
    let mut cover = context.cover(wanted.notes.map_or_else(|| wanted.audience.notes(), Notes::from));
    cover.audience = wanted.audience;
    cover.problems = context.desk.problems(&snapshot).len();
    cover.beside = wanted.both_languages;
    cover.extent = extent(context, wanted.item.as_deref(), wanted.who.as_deref())?;
    let report = context.report(&snapshot, &cover);
    let own_name = || export::file_name(&report, format);
    let target = Target::new(&wanted.output, wanted.force, own_name)?;
    target.takes(format.is_text())?;
    let bytes = export::render(&report, format)?;
    let bytes = match target {
        // What reads from a pipe takes a byte order mark for a part of the first name.
        Target::Standard => bytes.strip_prefix(export::csv::MARK.as_bytes()).unwrap_or(&bytes),
        Target::Path(..) => &bytes,
    };
    target.hand_out(context.setup.lang, bytes)?;
    context.mention_problems(&snapshot);
    export::remarks(&report, format, context.setup.lang)
        .iter()
        .for_each(|remark| output::to_terminal(remark));
    Ok(())
}

/// The format that was named, or in which the file's name ends.
fn format(wanted: &Wanted) -> Result<Format, Failure> {
    if let Some(format) = wanted.format {
        return Ok(format);
    }
    let extension = wanted.output.extension().and_then(|extension| extension.to_str());
    extension.and_then(Format::of_extension).ok_or_else(|| {
        let names: Vec<&str> = Format::ALL.iter().map(|format| format.extension()).collect();
        Failure::usage(format!("which format? Give --format, one of {}", names.join(", ")))
    })
}

/// The items and participants that are named; a group takes its members along.
pub(super) fn extent(context: &Context, items: Option<&str>, who: Option<&str>) -> Result<Extent, Failure> {
    let items = items.map(|items| context.items(items)).transpose()?;
    let who = who.map(|who| context.participants(who)).transpose()?;
    let who = who.map(|who| Extent::with_members(&context.desk.assets.roster, &who));
    Ok(Extent { items, who })
}
