//! A comparison as JSON, schema 1.
//!
//! Invariant: a row stands as in the document that it is from; what is absent is `null`.

use super::{Comparison, End, Origin};
use crate::domain::{
    changes::{CellChange, Change, Field, Turn},
    document::{ItemRow, PositionEntry, SCHEMA},
    moves::Direction,
};
use serde::Serialize;
use serde_json::{Value, json};

/// A comparison as a value of schema 1.
pub fn document(comparison: &Comparison) -> Value {
    let changes = comparison.changes;
    let compared = &changes.compared;
    let (before, after) = changes.coverage;
    let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    json!({
        "schema": SCHEMA,
        "from": end(&comparison.from),
        "to": end(&comparison.to),
        "by": given(&comparison.cover.by),
        "marking": given(&comparison.cover.marking),
        "compared": {
            "items": compared.extent.items,
            "participants": compared.extent.who,
            "notes": compared.notes.slug(),
            "items_of_one": compared.items_of_one,
            "notes_left_out": compared.notes_left_out,
            "other_paper": compared.other_paper,
        },
        "coverage": { "before": before, "after": after },
        "items": changes.items.iter().map(|item| {
            json!({
                "key": item.after.key,
                "reworded": item.is_reworded(),
                "before": numbers(item.before),
                "after": numbers(item.after),
            })
        }).collect::<Vec<_>>(),
        "positions": changes.cells.iter().map(cell).collect::<Vec<_>>(),
        "notes": rows(&changes.notes),
        "commitments": rows(&changes.commitments),
        "lines": rows(&changes.lines),
        "points": rows(&changes.points),
        "meetings": rows(&changes.meetings),
    })
}

fn end(end: &End) -> Value {
    let (kind, name) = match end.origin {
        Origin::Now => ("now", None),
        Origin::Instant => ("instant", None),
        Origin::Saved(name) => ("saved", Some(name)),
        Origin::File(path) => ("file", Some(path)),
    };
    let document = end.document;
    json!({
        "kind": kind, "name": name, "title": document.title, "as_of": document.as_of,
        "known_at": document.known_at, "by": document.by,
    })
}

fn numbers(item: &ItemRow) -> Value {
    json!({
        "text": item.text, "tally": item.tally, "recorded": item.recorded,
        "via_groups": item.via_groups,
    })
}

fn cell(cell: &CellChange) -> Value {
    let side = |row: Option<&PositionEntry>| {
        row.map(|row| {
            json!({
                "position": row.position.map(|position| position.slug()),
                "condition": row.condition, "corrects": row.corrects, "source": row.source, "on": row.on, "at": row.at, "by": row.by,
            })
        })
    };
    let conflict = cell.conflict.map(|turn| match turn {
        Turn::Begun => "begun",
        Turn::Ended => "ended",
    });
    json!({
        "participant": cell.who, "item": cell.item,
        "direction": cell.direction.map(Direction::slug),
        "source": cell.has_other_source, "date": cell.has_other_date, "conflict": conflict,
        "before": side(cell.before), "after": side(cell.after),
    })
}

fn rows<T: Serialize>(changes: &[Change<T>]) -> Vec<Value> {
    let row = |change: &Change<T>| {
        let what = match (change.before, change.after) {
            (None, _) => "new",
            (_, None) => "gone",
            (Some(_), Some(_)) => "changed",
        };
        let fields: Vec<&str> = change.fields.iter().copied().map(Field::slug).collect();
        json!({ "change": what, "fields": fields, "before": change.before, "after": change.after })
    };
    changes.iter().map(row).collect()
}
