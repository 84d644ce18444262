//! JSON, schema 1: what stood in a snapshot, its notes, commitments, lines, points to raise and meetings, and what it says of the Committee.
//!
//! Invariant: every value keeps its place and its path in the file; what follows from groups or is counted is never read.

mod committee;
mod list;
mod row;

use self::{
    list::Rows,
    row::{Fields, Row, named_by},
};
use super::{
    contents::{CommitmentIn, LineIn, MeetingIn, NoteIn, Origin, PositionIn},
    places::Places,
    values::{self, Reading, named},
};
use crate::{
    domain::{
        document::SCHEMA,
        entry::{CommitmentMade, LineSet, MeetingPlanned, PointSet},
        ids::{ItemId, ItemKey},
        intent::Taken,
        limits::{Limit, ROWS},
        name::Name,
        paper::{Paper, fingerprint},
        position::Status,
        problem::{Place, Problem},
        texts::Text,
    },
    words::import::wrong as words,
};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::HashMap;

/// What is written for the fingerprint of an earlier text that nobody knows any more.
const EARLIER: &str = "earlier";

#[derive(Debug, Deserialize)]
struct Outline<'a> {
    #[serde(borrow, default)]
    schema: Option<&'a RawValue>,
    #[serde(borrow, default)]
    areas: Option<&'a RawValue>,
    #[serde(borrow, default)]
    positions: Option<&'a RawValue>,
    #[serde(borrow, default)]
    notes: Option<&'a RawValue>,
    #[serde(borrow, default)]
    commitments: Option<&'a RawValue>,
    #[serde(borrow, default)]
    lines: Option<&'a RawValue>,
    #[serde(borrow, default)]
    points: Option<&'a RawValue>,
    #[serde(borrow, default)]
    sittings: Option<&'a RawValue>,
    #[serde(borrow, default)]
    interventions: Option<&'a RawValue>,
    #[serde(borrow, default)]
    documents: Option<&'a RawValue>,
    #[serde(borrow, default)]
    amendments: Option<&'a RawValue>,
    #[serde(borrow, default)]
    meetings: Option<&'a RawValue>,
}

#[derive(Debug, Deserialize)]
struct AreaOutline {
    items: Vec<ItemOutline>,
}

#[derive(Debug, Deserialize)]
struct ItemOutline {
    key: ItemKey,
    text: Text,
}

/// A document and the places in it.
struct Doc<'a> {
    text: &'a str,
    places: Places<'a>,
}

impl Doc<'_> {
    /// Where a value stands.
    fn place(&self, raw: &RawValue) -> Place {
        let start = raw.get().as_ptr().addr().saturating_sub(self.text.as_ptr().addr());
        self.places.at(start..start + raw.get().len())
    }

    /// Where the reader stopped, which counts columns in bytes.
    fn stopped(&self, error: &serde_json::Error) -> Place {
        let before: usize =
            self.text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
        let at = self.text.floor_char_boundary(before + error.column().saturating_sub(1));
        let end = self.text.ceil_char_boundary(at + 1);
        self.places.at(at..end)
    }
}

/// Reads a document.
pub fn read(reading: &mut Reading, text: &str) {
    let doc = Doc { text, places: Places::new(reading.around.file, text) };
    let outline: Outline = match serde_json::from_str(text) {
        Ok(outline) => outline,
        Err(error) => {
            let (what, hint) = words::not_json(&error.to_string());
            return reading.refuse(Problem { place: doc.stopped(&error), what, hint });
        }
    };
    if !text.trim_start().starts_with('{') {
        let (what, hint) = words::not_a_snapshot(SCHEMA);
        return reading.refuse(Problem { place: Place::file(reading.around.file), what, hint });
    }
    if let Err(problem) = is_ours(&doc, &outline, reading.around.file) {
        return reading.refuse(*problem);
    }
    let texts = fingerprints(reading.around.paper, outline.areas);
    let lists: [(&str, Option<&RawValue>, Take); 10] = [
        ("sittings", outline.sittings, Take::Sitting),
        ("interventions", outline.interventions, Take::Intervention),
        ("documents", outline.documents, Take::Document),
        ("amendments", outline.amendments, Take::Amendment),
        ("positions", outline.positions, Take::Position(&texts)),
        ("notes", outline.notes, Take::Note),
        ("commitments", outline.commitments, Take::Commitment),
        ("lines", outline.lines, Take::Line),
        ("points", outline.points, Take::Point),
        ("meetings", outline.meetings, Take::Meeting),
    ];
    for (name, list, take) in lists {
        let Some(list) = list else { continue };
        match serde_json::from_str::<Rows>(list.get()) {
            Ok(Rows { beyond: Some(first), .. }) => {
                reading.refuse_beyond(Limit::Rows(ROWS), doc.place(first));
            }
            Ok(Rows { rows, .. }) => {
                rows.iter().enumerate().for_each(|(i, raw)| take.row(reading, &doc, name, i, raw));
            }
            Err(_) => {
                let (what, hint) = words::not_a(name, words::LIST);
                reading.refuse(Problem { place: doc.place(list), what, hint });
            }
        }
    }
}

/// # Errors
/// When it is not a document of the schema that we read.
fn is_ours(doc: &Doc, outline: &Outline, file: &str) -> Result<(), Box<Problem>> {
    let number = outline.schema.and_then(|raw| raw.get().parse::<u64>().ok());
    let (what, hint) = match number {
        Some(n) if n == u64::from(SCHEMA) => return Ok(()),
        Some(n) if n > u64::from(SCHEMA) => words::newer_schema(n, SCHEMA),
        _ => words::not_a_snapshot(SCHEMA),
    };
    let place = outline.schema.map_or_else(|| Place::file(file), |raw| doc.place(raw));
    Err(Box::new(Problem { place, what, hint }))
}

/// Fingerprints of the items' texts as the file has them.
fn fingerprints(paper: &Paper, areas: Option<&RawValue>) -> HashMap<ItemId, Name> {
    let areas = areas.and_then(|raw| serde_json::from_str::<Vec<AreaOutline>>(raw.get()).ok());
    let items = areas.into_iter().flatten().flat_map(|area| area.items);
    let text = |item: ItemOutline| {
        let (_, ours) = paper.item_by_key(&item.key)?;
        Some((ours.id, fingerprint(&item.text).into()))
    };
    items.filter_map(text).collect()
}

/// What is taken from the rows of a list.
#[derive(Debug, Clone, Copy)]
enum Take<'a> {
    Position(&'a HashMap<ItemId, Name>),
    Note,
    Commitment,
    Line,
    Point,
    Meeting,
    Sitting,
    Intervention,
    Document,
    Amendment,
}

impl Take<'_> {
    fn row(self, reading: &mut Reading, doc: &Doc, list: &str, number: usize, raw: &RawValue) {
        let path = format!("{list}[{number}]");
        let Some(fields) = Fields::of(raw) else {
            let (what, hint) = words::not_a(&path, words::OBJECT);
            return reading.bad_row([Problem { place: doc.place(raw), what, hint }]);
        };
        if fields.via.is_some_and(|via| !matches!(via.get().trim(), "[]" | "null")) {
            return;
        }
        let mut row = Row::new(doc, reading, path, raw, fields);
        let taken = match self {
            Take::Position(texts) => position(&mut row, texts),
            Take::Note => note(&mut row),
            Take::Commitment => commitment(&mut row),
            Take::Line => line(&mut row),
            Take::Point => point(&mut row),
            Take::Meeting => meeting(&mut row),
            Take::Sitting => committee::sitting(&mut row),
            Take::Intervention => committee::intervention(&mut row),
            Take::Document => committee::document(&mut row),
            Take::Amendment => committee::amendment(&mut row),
        };
        let wrong = row.wrong;
        if wrong.is_empty() && taken.is_some() {
            reading.read.rows += 1;
        } else {
            reading.bad_row(wrong);
        }
    }
}

fn position(row: &mut Row, texts: &HashMap<ItemId, Name>) -> Option<()> {
    let conflict = row.flag("conflict", row.fields.conflict);
    let (who, item) = (row.participant(), row.item());
    let is = match row.fields.position {
        None if conflict => None,
        given => Some(row.required("position", given, |_, given| values::position(given))),
    };
    let (condition, source) = (row.line("condition", row.fields.condition), row.source());
    let (reason, quote) = (row.text("reason", row.fields.reason), row.quote());
    let on = row.optional("on", row.fields.on, |reading, given| reading.date(given)).flatten();
    let earlier = row.flag("earlier_wording", row.fields.earlier_text);
    let (who, item, is) = (who?, item?, is.map_or(Some(None), |is| is.map(Some))?);
    row.is_good()?;
    let text = if earlier { Some(EARLIER.into()) } else { texts.get(&item).cloned() };
    let (intervention, corrects) = (named_by(row.fields.intervention), named_by(row.fields.corrects));
    let taken = Taken { is, condition, reason, quote, source, intervention, corrects, on };
    row.contents().positions.push(PositionIn { who, item, taken, text, conflict });
    Some(())
}

fn note(row: &mut Row) -> Option<()> {
    let who = row.optional("participant", row.fields.participant, Reading::participant);
    let item = row.optional("item", row.fields.item, Reading::item);
    let text = row.text_required("text", row.fields.text);
    let on = row.optional("on", row.fields.on, |reading, given| reading.date(given)).flatten();
    let visibility = row.optional("visibility", row.fields.visibility, |_, given| values::visibility(given));
    let (source, quote) = (row.source(), row.quote());
    row.is_good()?;
    let (text, origin) = (text?, Origin::Row(row.id()));
    let (sitting, intervention) = (named_by(row.fields.sitting), named_by(row.fields.intervention));
    row.contents().notes.push(NoteIn {
        who,
        item,
        text,
        visibility: visibility.unwrap_or_default(),
        source,
        quote,
        sitting,
        intervention,
        on,
        origin,
    });
    Some(())
}

fn commitment(row: &mut Row) -> Option<()> {
    let (who, item) = (row.participant(), row.item());
    let text = row.text_required("text", row.fields.text);
    let due =
        row.optional("due", row.fields.due, |_, given| given.parse().map_err(|_| words::not_a_day(given)));
    let status = row.optional("status", row.fields.status, |_, given| {
        named::<Status, 6>(given, "status", Status::ALL.map(Status::slug), words::not_a_status)
    });
    let (source, evidence) = (row.source(), row.text("evidence", row.fields.evidence));
    row.is_good()?;
    let (who, item, text) = (who?, item?, text?);
    let (at, id) = (row.at(), row.id());
    let made = CommitmentMade { who, item, text, due, source };
    let status = status.unwrap_or_default();
    row.contents().commitments.push(CommitmentIn { made, status, evidence, at, id });
    Some(())
}

fn line(row: &mut Row) -> Option<()> {
    let item = row.item();
    let objective = row.text("objective", row.fields.objective);
    let arguments = row.text("arguments", row.fields.arguments);
    let asks = row.text("asks", row.fields.asks);
    row.is_good()?;
    let (item, at) = (item?, row.at());
    let drawn = LineSet { item, objective, arguments, asks, ..LineSet::default() };
    row.contents().lines.push(LineIn { drawn, at });
    Some(())
}

fn point(row: &mut Row) -> Option<()> {
    let (who, item) = (row.participant(), row.item());
    let text = row.text("text", row.fields.text);
    row.is_good()?;
    let (who, item) = (who?, item?);
    row.contents().points.push(PointSet { who, item, text, done: false });
    Some(())
}

fn meeting(row: &mut Row) -> Option<()> {
    let participants = row.list("participants", row.fields.participants, Reading::participant);
    let items = row.list("items", row.fields.items, Reading::item);
    let when = row.required("when", row.fields.when, Reading::instant);
    let until = row.optional("until", row.fields.until, Reading::instant);
    let place = row.line("place", row.fields.place);
    let finished = row.flag("finished", row.fields.finished);
    let outcome = row.text("outcome", row.fields.outcome);
    row.is_good()?;
    let (when, id) = (when?, row.id());
    let planned = MeetingPlanned { participants, when, until, place, items };
    row.contents().meetings.push(MeetingIn { planned, outcome: finished.then_some(outcome), id });
    Some(())
}
