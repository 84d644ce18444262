//! Clashes as a page for people and as JSON, schema 1: every side with all its records.
//!
//! Invariant: sides have the numbers by which the command line and the screen choose one.

use super::{
    Report, brief, document,
    page::{Block, Page, Table, facts, table},
    tables::notes,
};
use crate::{
    domain::{
        clash::{Clashes, Contested, Sides},
        lang::Lang,
        snapshot::{Line, Standing},
    },
    words::{clash as words, report},
};
use serde_json::{Value, json};

/// What a clash is called: the participant and the item, or our line and the item.
pub fn name(clashes: &Clashes, contested: Contested, lang: Lang) -> String {
    match clashes.names(contested) {
        (Some(who), item) => format!("{who} {item}"),
        (None, item) => format!("{} {item}", report::LINES.get(lang)),
    }
}

/// The clashes as a page.
pub fn page(given: &Report, clashes: &Clashes) -> Page {
    let lang = given.cover.lang;
    let all = clashes.all();
    if all.is_empty() {
        return [words::NONE, words::WHAT_IT_IS].map(|said| Block::Text(said.get(lang).to_owned())).into();
    }
    let mut page = Page::from_iter(facts([(report::MARKING.get(lang), given.cover.marking.clone())]));
    for contested in all {
        page.push(Block::Heading(2, heading(given, clashes, contested)));
        page.extend(sides(clashes.sides(contested), lang));
        let (who, item) = clashes.names(contested);
        page.extend(notes(given, given.snapshot.notes_at(who.as_ref(), Some(&item))));
    }
    page
}

fn heading(given: &Report, clashes: &Clashes, contested: Contested) -> String {
    let lang = given.cover.lang;
    let name = name(clashes, contested, lang);
    let (Contested::Position(_, item) | Contested::Line(item)) = contested;
    let label = given.paper.items().nth(item).map_or("", |(_, item)| item.label().get(lang));
    match contested {
        Contested::Position(who, _) => format!("{name}: {}, {label}", given.roster.name(who).get(lang)),
        Contested::Line(_) => format!("{name}: {label}"),
    }
}

fn sides(sides: Sides, lang: Lang) -> Option<Block> {
    match sides {
        Sides::Positions(sides) => positions(&sides, lang),
        Sides::Lines(sides) => lines(&sides, lang),
    }
}

fn positions(sides: &[Vec<Standing>], lang: Lang) -> Option<Block> {
    let mut listed = Table::new(
        [
            words::NUMBER,
            report::POSITION,
            report::CONDITION,
            report::SOURCE,
            report::TAKEN,
            report::RECORDED_BY,
        ]
        .map(|name| name.get(lang)),
    );
    for (number, record) in numbered(sides) {
        let position = record.position().map_or(report::CLEARED.get(lang), |is| is.name(lang));
        let source = record.source().map_or(String::new(), |source| source.shown(lang));
        let by = format!("{}, {}", record.by(), record.at().short());
        let condition = record.condition().to_owned();
        listed.rows.push(vec![number, position.to_owned(), condition, source, record.on().short(), by]);
    }
    table(listed)
}

fn lines(sides: &[Vec<Line>], lang: Lang) -> Option<Block> {
    let names = [words::NUMBER, report::OBJECTIVE, report::ARGUMENTS, report::ASK, report::RECORDED_BY];
    let mut listed = Table::new(names.map(|name| name.get(lang)));
    for (number, line) in numbered(sides) {
        let drawn = line.drawn.clone();
        let by = format!("{}, {}", line.by, line.at.short());
        listed.rows.push(vec![number, drawn.objective, drawn.arguments, drawn.ask, by]);
    }
    table(listed)
}

/// Every record with the number of its side, which the first of a side shows.
fn numbered<T>(sides: &[Vec<T>]) -> impl Iterator<Item = (String, &T)> {
    let shown = |side: usize, place: usize| if place == 0 { (side + 1).to_string() } else { String::new() };
    sides.iter().enumerate().flat_map(move |(side, records)| {
        records.iter().enumerate().map(move |(place, record)| (shown(side, place), record))
    })
}

/// The clashes as a value of schema 1.
pub fn document(given: &Report, clashes: &Clashes) -> Value {
    let (mut positions, mut lines) = (Vec::new(), Vec::new());
    for contested in clashes.all() {
        let (who, item) = clashes.names(contested);
        let noted: Vec<_> = given.snapshot.notes_at(who.as_ref(), Some(&item)).map(document::note).collect();
        match clashes.sides(contested) {
            Sides::Positions(sides) => positions.push(json!({
                "participant": who, "item": item, "notes": noted,
                "sides": rows(&sides, |record| brief::standing_row(given, record, None)),
            })),
            Sides::Lines(sides) => lines.push(json!({
                "item": item, "notes": noted, "sides": rows(&sides, line),
            })),
        }
    }
    json!({ "schema": 1, "clashes": positions, "line_clashes": lines })
}

fn rows<T>(sides: &[Vec<T>], row: impl Fn(&T) -> Value) -> Vec<Value> {
    let side = |(number, records): (usize, &Vec<T>)| json!({ "keep": number, "records": records.iter().map(&row).collect::<Vec<_>>() });
    (1..).zip(sides).map(side).collect()
}

fn line(line: &Line) -> Value {
    let drawn = &line.drawn;
    json!({
        "objective": drawn.objective, "arguments": drawn.arguments, "ask": drawn.ask,
        "at": line.at, "by": line.by,
    })
}
