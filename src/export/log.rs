//! Entries as a list: who recorded what, when, and whether it was taken back.
//!
//! Invariant: an entry is never left out because one of its facts is unknown.

use super::page::{Block, Page, Table};
use crate::{
    domain::{
        about, authorship,
        entry::{Entry, Fact},
        ids::{ItemId, Who},
        lang::Lang,
        ledger::Ledger,
        paper::Paper,
        summary::summary,
    },
    words::{notice, report as words},
};
use serde_json::{Value, json};

/// An entry in a list.
#[derive(Debug, Clone, Copy)]
pub struct LogRow<'a> {
    /// The entry.
    pub entry: &'a Entry,
    /// Whether it was taken back.
    pub undone: bool,
    /// The entry that took it back, where that is somebody else's.
    pub by: Option<&'a Entry>,
}

/// The list for people.
pub fn page(rows: &[LogRow], paper: &Paper, ledger: &Ledger, lang: Lang) -> Page {
    let mut table = Table::new([
        words::RECORDED.get(lang),
        words::ID.get(lang),
        words::BY.get(lang),
        words::TEXT.get(lang),
        words::REMARK.get(lang),
    ]);
    for row in rows {
        let remark = match row.by {
            Some(by) => notice::taken_back_by(lang, &authorship::name(&by.by), &by.at.short()),
            None if row.undone => words::UNDONE.get(lang).to_owned(),
            None => String::new(),
        };
        table.rows.push(vec![
            row.entry.at.short(),
            row.entry.id.to_string(),
            row.entry.by.to_string(),
            summary(row.entry, paper, ledger, lang),
            remark,
        ]);
    }
    match table.rows.is_empty() {
        true => vec![Block::Text(words::NONE.get(lang).to_owned())],
        false => vec![Block::Table(table)],
    }
}

/// The list for programs.
pub fn document(rows: &[LogRow], paper: &Paper, ledger: &Ledger, lang: Lang) -> Value {
    let entries: Vec<Value> = rows
        .iter()
        .map(|row| {
            let facts: Vec<Value> =
                row.entry.facts.iter().map(|fact| with_owner(fact, row.entry, ledger)).collect();
            let taken = row.by.map(|by| json!({ "entry": by.id, "by": by.by, "at": by.at }));
            json!({
                "id": row.entry.id, "at": row.entry.at, "by": row.entry.by, "undone": row.undone,
                "taken_back_by": taken,
                "summary": summary(row.entry, paper, ledger, lang), "facts": facts,
            })
        })
        .collect();
    json!({ "schema": 1, "entries": entries })
}

/// A fact with whose record it takes back, strikes or amends, where that is somebody else's.
fn with_owner(said: &Fact, entry: &Entry, ledger: &Ledger) -> Value {
    let mut row = fact(said);
    let owner = match said {
        Fact::Undo(undone) => ledger
            .entry(&undone.entry)
            .map(|target| &**target)
            .filter(|target| authorship::reaches_over(entry, target, ledger)),
        said => authorship::owner(said, &entry.by, ledger),
    };
    if let (Some(fields), Some(owner)) = (row.as_object_mut(), owner) {
        fields.insert("of".to_owned(), json!(owner.by));
    }
    row
}

/// A fact as the journal has it, with its kind among its members.
fn fact(fact: &Fact) -> Value {
    let Ok(Value::Object(tagged)) = serde_json::to_value(fact) else { return Value::Null };
    let Some((kind, Value::Object(members))) = tagged.into_iter().next() else { return Value::Null };
    let kind = ("kind".to_owned(), Value::String(kind));
    Value::Object(std::iter::once(kind).chain(members).collect())
}

/// Whether a fact is about one of these participants, itself or through what it changes or takes back.
pub fn is_about(fact: &Fact, who: &[Who], ledger: &Ledger) -> bool {
    about::any(fact, ledger, &|fact| match fact {
        Fact::Position(stand) => who.contains(&stand.who),
        Fact::Note(note) => note.who.as_ref().is_some_and(|on| who.contains(on)),
        Fact::Commitment(made) => who.contains(&made.who),
        Fact::Point(raised) => who.contains(&raised.who),
        Fact::Meeting(planned) => planned.participants.iter().any(|with| who.contains(with)),
        Fact::Intervention(made) => who.contains(&made.who),
        Fact::Document(document) => document.sponsors.iter().any(|with| who.contains(with)),
        Fact::Sponsored(sponsored) => sponsored.participants.iter().any(|with| who.contains(with)),
        Fact::Amendment(amendment) => amendment.by.iter().any(|with| who.contains(with)),
        Fact::AmendmentSupported(supported) => supported.participants.iter().any(|with| who.contains(with)),
        _ => false,
    })
}

/// Whether a fact is on one of these items, itself or through what it changes or takes back.
pub fn is_on(fact: &Fact, items: &[ItemId], ledger: &Ledger) -> bool {
    about::any(fact, ledger, &|fact| match fact {
        Fact::Position(stand) => items.contains(&stand.item),
        Fact::Note(note) => note.item.as_ref().is_some_and(|on| items.contains(on)),
        Fact::Commitment(made) => items.contains(&made.item),
        Fact::Point(raised) => items.contains(&raised.item),
        Fact::Line(drawn) => items.contains(&drawn.item),
        Fact::Meeting(planned) => planned.items.iter().any(|on| items.contains(on)),
        Fact::Sitting(sitting) => sitting.items.iter().any(|on| items.contains(on)),
        Fact::Document(document) => document.items.iter().any(|on| items.contains(on)),
        Fact::Amendment(amendment) => items.contains(&amendment.item),
        _ => false,
    })
}
