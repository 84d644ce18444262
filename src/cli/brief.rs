//! Commands that prepare a meeting: the brief of one participant, and the list of what is to do with everybody.
//!
//! Invariant: they record nothing; a brief as JSON and one as text hold the same, in the same order.

use super::{
    Json,
    context::Context,
    failure::Failure,
    output::{self, Target},
};
use crate::{
    domain::{
        brief::{Asked, Brief},
        extent::Notes,
        instant::When,
        roster::ParticipantIndex,
        to_do::{Reach, ToDo},
    },
    export::{brief, docx, html, json, markdown, text, to_do},
};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// What is asked of a brief.
#[derive(Debug, Args)]
pub(super) struct Wanted {
    /// Of whom.
    who: String,
    /// The format.
    #[arg(long, value_name = "FORMAT", default_value = "txt", conflicts_with = "json")]
    format: FormatName,
    /// Where to; - is standard output.
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    output: PathBuf,
    /// Replace the file where there is one.
    #[arg(long)]
    force: bool,
    /// From when on moves are listed; default: since the last meeting finish, else for 365 days.
    #[arg(long, value_name = "WHEN")]
    since: Option<When>,
    #[command(flatten)]
    json: Json,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum FormatName {
    Txt,
    Md,
    Html,
    Docx,
}

impl FormatName {
    fn extension(self) -> &'static str {
        match self {
            FormatName::Txt => "txt",
            FormatName::Md => "md",
            FormatName::Html => "html",
            FormatName::Docx => "docx",
        }
    }
}

/// How far the list of what is to do looks.
#[derive(Debug, Clone, Copy, Args)]
pub(super) struct Days {
    /// Days within which commitments fall due.
    #[arg(long, value_name = "DAYS", default_value = "30", value_parser = super::read::days)]
    days: u32,
    /// Days after which a position counts as not heard for long.
    #[arg(long, value_name = "DAYS", default_value = "180", value_parser = super::read::days)]
    quiet_days: u32,
    #[command(flatten)]
    json: Json,
}

/// The one participant that is meant.
fn one(context: &Context, given: &str) -> Result<ParticipantIndex, Failure> {
    match context.participants(given)?[..] {
        [one] => Ok(one),
        _ => Err(Failure::usage("a brief is of one participant; name one")),
    }
}

/// Prints or writes the brief of one participant.
pub(super) fn brief(context: &Context, wanted: &Wanted) -> Result<(), Failure> {
    let snapshot = context.snapshot();
    let is_shown =
        matches!(wanted.format, FormatName::Txt) && wanted.output.as_os_str() == "-" && !wanted.json.json;
    let notes = if is_shown { Notes::Here } else { Notes::All };
    let cover = context.cover(notes);
    let report = context.report(&snapshot, &cover);
    let since = wanted.since.map(|when| when.since(context.setup.clock()));
    let (who, own) = (one(context, &wanted.who)?, context.setup.own(&context.desk.assets.roster)?);
    if let Some(since) = since.filter(|since| *since > cover.as_of) {
        let since = since.short();
        return Err(Failure::usage(format!("--since {since} is still to come; give a time that has passed")));
    }
    let asked = Asked { who, own, now: cover.as_of, zones: context.setup.zones, since, notes };
    let found = Brief::new(report.paper, report.roster, &context.desk.ledger, &snapshot, &asked);
    context.mention_problems(&snapshot);
    let page = || brief::page(&report, &found);
    let written = match wanted.format {
        _ if wanted.json.json => json::pretty(&brief::document(&report, &found))?.into_bytes(),
        FormatName::Txt => text::write(&page(), output::columns()).into_bytes(),
        FormatName::Md => markdown::marked(&page(), &cover.marking).into_bytes(),
        FormatName::Html => html::write(&page(), &cover).into_bytes(),
        FormatName::Docx => docx::write(&page(), &cover)?,
    };
    let own_name = || {
        let (code, day) = (report.roster.code(who).as_str().trim_start_matches('@'), cover.as_of.date());
        format!("brief-{code}_{day}.{}", wanted.format.extension())
    };
    let target = Target::new(&wanted.output, wanted.force, own_name)?;
    target.takes(!matches!(wanted.format, FormatName::Docx))?;
    target.hand_out(context.setup.lang, &written)
}

/// Shows what is to be done.
pub(super) fn to_do(context: &Context, wanted: Days) -> Result<(), Failure> {
    let snapshot = context.snapshot();
    let cover = context.cover(Notes::All);
    let report = context.report(&snapshot, &cover);
    let reach = Reach { now: cover.as_of, days: wanted.days, quiet_days: wanted.quiet_days };
    let found = ToDo::new(report.roster, &snapshot, reach);
    context.mention_problems(&snapshot);
    if wanted.json.json {
        return context.print_json(to_do::document(&report, &found));
    }
    let written = text::write(&to_do::page(&report, &found), output::columns());
    Ok(output::print_bytes(written.as_bytes())?)
}
