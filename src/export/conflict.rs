//! Conflicts as a page for people and as JSON, schema 1: every version with all its records.
//!
//! Invariant: versions have the numbers by which the command line and the screen choose one.

use super::{
    Report, brief, document,
    page::{Block, Page, Table, facts, table},
    tables::notes,
};
use crate::{
    domain::{
        conflict::{Conflicts, Contested, Versions},
        lang::Lang,
        snapshot::{Line, Standing},
    },
    words::{conflict as words, report},
};
use serde_json::{Value, json};

/// What a conflict is called: the participant and the item, or our line and the item.
pub fn name(conflicts: &Conflicts, contested: Contested, lang: Lang) -> String {
    let (who, item) = conflicts.names(contested);
    let key = conflicts.paper.key(&item);
    match who {
        Some(who) => format!("{who} {key}"),
        None => format!("{} {key}", report::LINES.get(lang)),
    }
}

/// The conflicts as a page.
pub fn page(given: &Report, conflicts: &Conflicts) -> Page {
    let lang = given.cover.lang;
    let all = conflicts.all();
    if all.is_empty() {
        return [words::NONE, words::WHAT_IT_IS].map(|said| Block::Text(said.get(lang).to_owned())).into();
    }
    let mut page = Page::from_iter(facts([(report::MARKING.get(lang), given.cover.marking.clone())]));
    for contested in all {
        page.push(Block::Heading(2, heading(given, conflicts, contested)));
        page.extend(versions(conflicts.versions(contested), lang));
        let (who, item) = conflicts.names(contested);
        page.extend(notes(given, given.snapshot.notes_at(who.as_ref(), Some(&item))));
    }
    page
}

fn heading(given: &Report, conflicts: &Conflicts, contested: Contested) -> String {
    let lang = given.cover.lang;
    let name = name(conflicts, contested, lang);
    let (Contested::Position(_, item) | Contested::Line(item)) = contested;
    let label = given.paper.items().nth(item).map_or("", |(_, item)| item.label().get(lang));
    match contested {
        Contested::Position(who, _) => format!("{name}: {}, {label}", given.roster.name(who).get(lang)),
        Contested::Line(_) => format!("{name}: {label}"),
    }
}

fn versions(versions: Versions, lang: Lang) -> Option<Block> {
    match versions {
        Versions::Positions(versions) => positions(&versions, lang),
        Versions::Lines(versions) => lines(&versions, lang),
    }
}

fn positions(versions: &[Vec<Standing>], lang: Lang) -> Option<Block> {
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
    for (number, record) in numbered(versions) {
        let position = record.position().map_or(report::CLEARED.get(lang), |is| is.name(lang));
        let source = record.source().map_or(String::new(), |source| source.shown(lang));
        let by = format!("{}, {}", record.by(), record.at().short());
        let condition = record.condition().to_owned();
        listed.rows.push(vec![number, position.to_owned(), condition, source, record.on().short(), by]);
    }
    table(listed)
}

fn lines(versions: &[Vec<Line>], lang: Lang) -> Option<Block> {
    let names = [words::NUMBER, report::OBJECTIVE, report::ARGUMENTS, report::ASKS, report::RECORDED_BY];
    let mut listed = Table::new(names.map(|name| name.get(lang)));
    for (number, line) in numbered(versions) {
        let drawn = line.drawn.clone();
        let by = format!("{}, {}", line.by, line.at.short());
        listed.rows.push(vec![number, drawn.objective, drawn.arguments, drawn.asks, by]);
    }
    table(listed)
}

/// Every record with the number of its version, which the first of a version shows.
fn numbered<T>(versions: &[Vec<T>]) -> impl Iterator<Item = (String, &T)> {
    let shown =
        |version: usize, place: usize| if place == 0 { (version + 1).to_string() } else { String::new() };
    versions.iter().enumerate().flat_map(move |(version, records)| {
        records.iter().enumerate().map(move |(place, record)| (shown(version, place), record))
    })
}

/// The conflicts as a value of schema 1.
pub fn document(given: &Report, conflicts: &Conflicts) -> Value {
    let (mut positions, mut lines) = (Vec::new(), Vec::new());
    for contested in conflicts.all() {
        let (who, item) = conflicts.names(contested);
        let key = given.paper.key(&item);
        let noted: Vec<_> = given
            .snapshot
            .notes_at(who.as_ref(), Some(&item))
            .map(|note| document::note(given.paper, note))
            .collect();
        match conflicts.versions(contested) {
            Versions::Positions(versions) => positions.push(json!({
                "participant": who, "item": key, "notes": noted,
                "versions": rows(&versions, |record| brief::standing_row(given, record, None)),
            })),
            Versions::Lines(versions) => lines.push(json!({
                "item": key, "notes": noted, "versions": rows(&versions, line),
            })),
        }
    }
    json!({ "schema": 1, "conflicts": positions, "line_conflicts": lines })
}

fn rows<T>(versions: &[Vec<T>], row: impl Fn(&T) -> Value) -> Vec<Value> {
    let version = |(number, records): (usize, &Vec<T>)| json!({ "version": number, "records": records.iter().map(&row).collect::<Vec<_>>() });
    (1..).zip(versions).map(version).collect()
}

fn line(line: &Line) -> Value {
    let drawn = &line.drawn;
    json!({
        "objective": drawn.objective, "arguments": drawn.arguments, "asks": drawn.asks,
        "at": line.at, "by": line.by,
    })
}
