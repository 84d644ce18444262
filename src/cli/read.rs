//! Commands that read: show, log, the list of commitments.
//!
//! Invariant: they change nothing.

use super::{Json, Log, Show, context::Context, failure::Failure, output};
use crate::{
    domain::{
        entry::Entry,
        extent::{Extent, Notes},
        ids::EntryId,
        instant::Day,
        roster::ParticipantIndex,
        snapshot::Commitment,
    },
    export::{
        document, json,
        log::{self, LogRow},
        page::{Page, facts},
        pages, tables, text,
    },
    words::report as words,
};
use std::sync::Arc;

/// A number of days, `30d` or `30`.
pub(super) fn days(text: &str) -> Result<u32, String> {
    let number = text.strip_suffix('d').unwrap_or(text);
    number.parse().map_err(|_| "write a number of days, such as 30d".to_owned())
}

/// Shows the overview, items or participants.
pub(super) fn show(context: &Context, show: &Show) -> Result<(), Failure> {
    let snapshot = context.snapshot();
    let mut cover = context.cover(if show.json.json { Notes::All } else { Notes::Here });
    let what = show.what.as_deref().map(str::trim);
    let paper = &context.desk.assets.paper;
    let is_item = |what: &str| what.starts_with(|c: char| c.is_ascii_digit()) || paper.has_item(what);
    let (items, who) = match what {
        None => (None, None),
        Some(what) if is_item(what) => (Some(context.items(what)?), None),
        Some(what) => (None, Some(context.participants(what)?)),
    };
    context.mention_problems(&snapshot);
    if show.json.json {
        let code = |who: &ParticipantIndex| *context.desk.assets.roster.code(*who);
        cover.extent = Extent { items, who: who.map(|who| who.iter().map(code).collect()) };
        let document = document::document(&context.report(&snapshot, &cover));
        return Ok(output::print_bytes(json::pretty(&document)?.as_bytes())?);
    }
    let report = context.report(&snapshot, &cover);
    let mut shown = Page::new();
    if items.is_some() || who.is_some() {
        shown.extend(facts([(words::MARKING.get(context.setup.lang), cover.marking.clone())]));
    }
    let page: Page = match (items, who) {
        (Some(items), _) => items.iter().flat_map(|item| pages::item(&report, item)).collect(),
        (None, Some(who)) => who.into_iter().flat_map(|who| pages::participant(&report, who)).collect(),
        (None, None) => pages::overview(&report),
    };
    shown.extend(page);
    Ok(output::print(&text::write(&shown, output::columns()))?)
}

/// Lists entries, newest first.
pub(super) fn log(context: &Context, wanted: &Log) -> Result<(), Failure> {
    let who = wanted.who.as_deref().map(|who| context.who(who)).transpose()?;
    let items = wanted.item.as_deref().map(|item| context.items(item)).transpose()?;
    let since = wanted.since.map(|when| when.since(context.setup.clock()));
    let until = wanted.until.map(|when| when.until(context.setup.clock()));
    let ledger = &context.desk.ledger;
    let fits = |entry: &&&Arc<Entry>| {
        let about = |fact| {
            who.as_ref().is_none_or(|who| log::is_about(fact, who, ledger))
                && items.as_ref().is_none_or(|items| log::is_on(fact, items, ledger))
        };
        since.is_none_or(|since| entry.at >= since)
            && until.is_none_or(|until| entry.at <= until)
            && !(wanted.json.json && context.desk.journal.has_mine(&entry.id.device))
            && context.setup.view.knows(entry.at)
            && context.setup.view.reaches(entry.at)
            && ((who.is_none() && items.is_none()) || entry.facts.iter().any(about))
    };
    let undone = ledger.undone(context.setup.view);
    let newest = ledger.newest_first();
    let taken = context.taken_back();
    let undone_by = |id: &EntryId| taken.iter().find(|taken| taken.entry.id == *id).map(|taken| &*taken.by);
    let rows: Vec<LogRow> = newest
        .iter()
        .filter(fits)
        .map(|entry| LogRow { entry, undone: undone.contains(&entry.id), by: undone_by(&entry.id) })
        .collect();
    if wanted.json.json {
        let document = log::document(&rows, &context.desk.assets.paper, ledger, context.setup.lang);
        return context.print_json(document);
    }
    let page = log::page(&rows, &context.desk.assets.paper, ledger, context.setup.lang);
    Ok(output::print(&text::write(&page, output::columns()))?)
}

/// Which commitments are wanted; those that fit all of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted {
    /// Open and past their date.
    pub(super) overdue: bool,
    /// Open and due within so many days, or overdue.
    pub(super) due_within: Option<u32>,
    /// Open.
    pub(super) open: bool,
}

impl Wanted {
    fn takes(self, commitment: &Commitment, today: Day) -> bool {
        let soon = |days: u32| {
            let last = today.0.checked_add_days(chrono::Days::new(u64::from(days)));
            let due = commitment.due.is_some_and(|due| last.is_none_or(|last| due.0 <= last));
            due && commitment.status.is_open()
        };
        (!self.overdue || commitment.is_overdue(today))
            && self.due_within.is_none_or(soon)
            && (!self.open || commitment.status.is_open())
    }
}

/// Lists commitments.
pub(super) fn commitments(context: &Context, wanted: Wanted, as_json: Json) -> Result<(), Failure> {
    let snapshot = context.snapshot();
    let cover = context.cover(Notes::All);
    let report = context.report(&snapshot, &cover);
    let today = Day(cover.as_of.date());
    let taken = snapshot.commitments().iter().filter(|commitment| wanted.takes(commitment, today));
    if as_json.json {
        let rows: Vec<_> = taken.map(|made| document::commitment(report.paper, made)).collect();
        let document = serde_json::json!({ "schema": 1, "commitments": rows });
        return context.print_json(document);
    }
    match tables::commitments(&report, taken) {
        Some(table) => output::print(&text::write(&[table], output::columns()))?,
        None => output::to_terminal(words::NONE.get(context.setup.lang)),
    }
    Ok(())
}
