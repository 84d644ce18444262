//! Commands that record: each turns what was asked into facts and appends them as one act.
//!
//! Invariant: everything is looked up before anything is recorded, so a command records all of what was asked or nothing.

use super::{Cell, Line, Note, Point, Set, context::Context, failure::Failure, output, sitting};
use crate::{
    domain::{
        authorship,
        entry::{CommitmentMade, Fact, LineSet, NoteWritten, PointSet, Quote, StatusSet, Visibility},
        extent::Notes,
        ids::{EntryId, FactId, ItemId, Who},
        instant::{Day, Instant},
        intent::{self, Taken},
        position::{Source, Status},
        repeat::Dated,
        summary::summary,
        text::{clean, clean_line},
    },
    export::text,
    store::desk,
    words::{notice, report as words},
};
use std::io::Read;

/// Every cell where the participants meet the items.
fn cells(context: &Context, cell: &Cell) -> Result<Vec<(Who, ItemId)>, Failure> {
    context.refuse_read_only()?;
    let (who, items) = (context.who(&cell.who)?, context.items(&cell.item)?);
    Ok(who.iter().flat_map(|who| items.iter().map(move |item| (*who, *item))).collect())
}

/// Text that has to say something.
fn required(text: &str, what: &str) -> Result<String, Failure> {
    let text = clean(text).trim().to_owned();
    if text.is_empty() {
        Err(Failure::usage(format!("the {what} is empty; nothing was recorded")))
    } else {
        Ok(text)
    }
}

fn cleaned(source: Option<Source>) -> Option<Source> {
    source.map(|source| Source::described(source.kind, &clean_line(&source.description())))
}

fn positions(context: &Context, cells: &[(Who, ItemId)], taken: &Taken) -> Vec<Fact> {
    let (paper, ledger) = (&context.desk.assets.paper, &context.desk.ledger);
    cells
        .iter()
        .map(|(who, item)| intent::position(paper, ledger, who, item, taken, context.setup.now))
        .collect()
}

/// Records a position.
pub(super) fn set(context: &mut Context, set: Set) -> Result<(), Failure> {
    let cells = cells(context, &set.cell)?;
    let on = context.on(set.on)?;
    let taken = Taken {
        is: Some(set.position),
        condition: clean_line(&set.condition.unwrap_or_default()),
        reason: clean(&set.reason.unwrap_or_default()).trim().to_owned(),
        quote: quote(set.quote, set.quote_language)?,
        source: cleaned(set.source),
        on,
        ..Taken::default()
    };
    let mut facts = match (set.corrects, set.sitting) {
        (Some(record), _) => corrections(context, &cells, &taken, record)?,
        (None, Some(sitting)) => return in_sitting(context, &cells, &taken, sitting, set.note),
        (None, None) => positions(context, &cells, &taken),
    };
    if let Some(note) = set.note {
        let text = required(&note, "note")?;
        let on = on.unwrap_or(context.setup.now);
        facts.extend(cells.into_iter().map(|(who, item)| {
            let (who, item, text) = (Some(who), Some(item), text.clone());
            Fact::Note(NoteWritten { who, item, text, on, ..NoteWritten::default() })
        }));
    }
    context.record_new(dated(on), |_| |_: &EntryId| facts.clone())
}

/// Whether a date was given.
fn dated(on: Option<Instant>) -> Dated {
    if on.is_some() { Dated::Given } else { Dated::Now }
}

/// Words that were said, with the code of their language.
fn quote(text: Option<String>, language: Option<String>) -> Result<Option<Quote>, Failure> {
    let Some(text) = text else { return Ok(None) };
    let language = clean_line(&language.unwrap_or_default()).to_lowercase();
    Ok(Some(Quote { text: required(&text, "quote")?, language: language.into() }))
}

/// The records that correct those that count on some cells, or the one with a name: with their day and source, unless another source is given.
fn corrections(
    context: &Context,
    cells: &[(Who, ItemId)],
    taken: &Taken,
    record: Option<FactId>,
) -> Result<Vec<Fact>, Failure> {
    let assets = &context.desk.assets;
    let ledger = &context.desk.ledger;
    let mut facts = Vec::new();
    for (who, item) in cells {
        let key = assets.paper.key(item);
        let wrong = intent::record_to_correct(ledger, *who, *item, record).ok_or_else(|| match record {
            Some(id) => Failure::usage(format!(
                "{id} is no position of {who} on {key}; prepcom log --who {who} --item {key} shows them"
            )),
            None => {
                Failure::usage(format!("no position of {who} on {key} is recorded that could be corrected"))
            }
        })?;
        facts.push(intent::correction(&assets.paper, ledger, &wrong, taken, context.setup.now));
    }
    Ok(facts)
}

/// Records positions that were taken in a sitting: each participant's intervention there, added if there is none, and what it said.
fn in_sitting(
    context: &mut Context,
    cells: &[(Who, ItemId)],
    taken: &Taken,
    id: FactId,
    note: Option<String>,
) -> Result<(), Failure> {
    let snapshot = context.snapshot();
    let known = sitting::known(&snapshot.committee, id)?;
    let note = note.map(|note| required(&note, "note")).transpose()?;
    let on = taken.on.unwrap_or_else(|| intent::time_in(&known.is, context.setup.now));
    let said = intent::Said { sitting: known.id, taken: Taken { on: Some(on), ..taken.clone() }, note };
    let now = context.setup.now;
    context.record_new(dated(taken.on), |context| {
        let (paper, ledger) = (&context.desk.assets.paper, &context.desk.ledger);
        intent::in_sitting(paper, ledger, &snapshot.committee, cells, &said, now)
    })
}

/// Takes positions back to not recorded.
pub(super) fn clear(context: &mut Context, cell: &Cell) -> Result<(), Failure> {
    let mut cells = cells(context, cell)?;
    let (snapshot, roster) = (context.snapshot(), &context.desk.assets.roster);
    cells.retain(|(who, item)| {
        let place = roster.by_code(who).zip(snapshot.item_index(item));
        place.is_some_and(|(who, item)| {
            let cell = snapshot.cell(who, item);
            cell.own.is_some() || cell.conflicts()
        })
    });
    if cells.is_empty() {
        return Err(Failure::failed(
            "no position of its own is recorded there, so there is nothing to clear",
        ));
    }
    let facts = positions(context, &cells, &Taken::default());
    context.record(facts)
}

/// Writes a note.
pub(super) fn note(context: &mut Context, note: Note) -> Result<(), Failure> {
    context.refuse_read_only()?;
    let Some((text, place)) = note.words.split_last() else { return Ok(()) };
    let (who, item) = match place {
        [] => {
            return Err(Failure::usage(
                "say on whom or on what the note is: prepcom note AUT \"…\", prepcom note 1a \"…\" or prepcom note AUT 1a \"…\"",
            ));
        }
        [one] if one.trim_start().starts_with(|c: char| c.is_ascii_digit()) => (None, Some(one)),
        [one] => (Some(one), None),
        [who, item, ..] => (Some(who), Some(item)),
    };
    let who = who.map(|who| context.who(who)).transpose()?.unwrap_or_default();
    let item = item.map(|item| context.item(item)).transpose()?;
    let on = context.on(note.on)?;
    let (dated, on) = (dated(on), on.unwrap_or(context.setup.now));
    let sitting = match note.sitting {
        Some(id) => Some(sitting::known(&context.snapshot().committee, id)?.id),
        None => None,
    };
    let visibility = match (note.mine, note.shareable) {
        (true, _) => Visibility::Mine,
        (false, true) => Visibility::Shareable,
        (false, false) => Visibility::Internal,
    };
    let (source, quote) = (cleaned(note.source), quote(note.quote, note.quote_language)?);
    let text = required(&if text == "-" { standard_input()? } else { text.clone() }, "note")?;
    let written = |who| NoteWritten {
        who,
        item,
        text: text.clone(),
        visibility,
        source: source.clone(),
        quote: quote.clone(),
        sitting,
        on,
        ..NoteWritten::default()
    };
    let facts = match who.is_empty() {
        true => vec![Fact::Note(written(None))],
        false => who.into_iter().map(|who| Fact::Note(written(Some(who)))).collect(),
    };
    context.record_new(dated, |_| |_: &EntryId| facts.clone())
}

/// The longest text that is taken from standard input, in bytes.
const LONGEST: u64 = 1 << 20;

fn standard_input() -> Result<String, Failure> {
    let mut text = Vec::new();
    std::io::stdin().lock().take(LONGEST + 1).read_to_end(&mut text)?;
    if text.len() as u64 > LONGEST {
        return Err(Failure::failed("the note is longer than 1 MiB; nothing was recorded"));
    }
    String::from_utf8(text)
        .map_err(|_| Failure::failed("standard input is not UTF-8 text; nothing was recorded"))
}

/// Draws our line on an item, or shows it where nothing is given.
pub(super) fn line(context: &mut Context, line: &Line) -> Result<(), Failure> {
    let item = context.item(&line.item)?;
    let snapshot = context.snapshot();
    if [&line.objective, &line.arguments, &line.asks].iter().all(|given| given.is_none()) {
        let cover = context.cover(Notes::All);
        let page = crate::export::pages::line(&context.report(&snapshot, &cover), &item);
        return Ok(output::print(&text::write(&page, output::columns()))?);
    }
    let before = snapshot.lines_on(&item).next().map(|line| line.drawn.clone()).unwrap_or_default();
    let part = |given: &Option<String>, before: String| match given {
        Some(given) => clean(given).trim().to_owned(),
        None => before,
    };
    let drawn = LineSet {
        item,
        objective: part(&line.objective, before.objective),
        arguments: part(&line.arguments, before.arguments),
        asks: part(&line.asks, before.asks),
        ..LineSet::default()
    };
    let fact = intent::line(&context.desk.ledger, drawn);
    context.record(vec![fact])
}

/// Something to raise, or no longer.
pub(super) fn point(context: &mut Context, point: &Point) -> Result<(), Failure> {
    let mut cells = cells(context, &point.cell)?;
    if point.done {
        let snapshot = context.snapshot();
        cells.retain(|(who, item)| snapshot.points_with(who).any(|point| point.item == *item));
        if cells.is_empty() {
            return Err(Failure::failed("that is not among what is to be raised; prepcom show WHO lists it"));
        }
    }
    let text = clean(point.text.as_deref().unwrap_or_default()).trim().to_owned();
    let fact = |(who, item)| Fact::Point(PointSet { who, item, text: text.clone(), done: point.done });
    context.record(cells.into_iter().map(fact).collect())
}

/// A commitment under an item.
pub(super) fn commitment(
    context: &mut Context,
    cell: &Cell,
    text: &str,
    due: Option<Day>,
    source: Option<Source>,
) -> Result<(), Failure> {
    let cells = cells(context, cell)?;
    let (text, source) = (required(text, "commitment")?, cleaned(source));
    let fact = |(who, item)| {
        Fact::Commitment(CommitmentMade { who, item, text: text.clone(), due, source: source.clone() })
    };
    context.record(cells.into_iter().map(fact).collect())
}

/// How far a commitment has got.
pub(super) fn status(
    context: &mut Context,
    id: &str,
    status: Status,
    evidence: Option<String>,
) -> Result<(), Failure> {
    context.refuse_read_only()?;
    let commitment: FactId = id.parse().map_err(Failure::usage)?;
    let snapshot = context.snapshot();
    if !snapshot.commitments().iter().any(|known| known.id == commitment) {
        return Err(Failure::usage(format!(
            "there is no commitment {commitment}; prepcom commitment list shows them"
        )));
    }
    let evidence = clean(&evidence.unwrap_or_default()).trim().to_owned();
    context.record(vec![Fact::Status(StatusSet { commitment, is: status, evidence })])
}

/// Takes back the last act on this device.
pub(super) fn undo(context: &mut Context) -> Result<(), Failure> {
    context.refuse_read_only()?;
    let act = context.desk.last_act();
    let act = act.ok_or_else(|| Failure::failed(words::NOTHING_TO_UNDO.get(context.setup.lang)))?;
    let entry = context.append(desk::undo(act))?;
    let said = summary(&entry, &context.desk.assets.paper, &context.desk.ledger, context.setup.lang);
    Ok(output::print(&format!("{said}\n{}", words::TO_REDO.get(context.setup.lang)))?)
}

/// Puts back what the last undo took back, or an entry that somebody else took back.
pub(super) fn redo(context: &mut Context, entry: Option<&EntryId>) -> Result<(), Failure> {
    context.refuse_read_only()?;
    if let Some(entry) = entry {
        return put_back(context, entry);
    }
    let undo = context.desk.last_undo();
    let undo = undo.ok_or_else(|| Failure::failed(words::NOTHING_TO_REDO.get(context.setup.lang)))?;
    let entry = context.append(desk::undo(undo))?;
    let said = summary(&entry, &context.desk.assets.paper, &context.desk.ledger, context.setup.lang);
    Ok(output::print(&format!("{said}\n{}", words::TO_UNDO.get(context.setup.lang)))?)
}

/// Puts back an entry that somebody else took back.
fn put_back(context: &mut Context, id: &EntryId) -> Result<(), Failure> {
    let ledger = &context.desk.ledger;
    let facts = authorship::put_back(id, ledger, context.setup.view, &ledger.undone(context.setup.view));
    let not_so = || Failure::failed(notice::not_taken_back(context.setup.lang, &id.to_string()));
    let entry = context.append(facts.ok_or_else(not_so)?)?;
    let said = summary(&entry, &context.desk.assets.paper, &context.desk.ledger, context.setup.lang);
    Ok(output::print(&format!("{said}\n{}", notice::TO_TAKE_BACK.get(context.setup.lang)))?)
}
