//! Entries as a list: who recorded what, when, and whether it was taken back.
//!
//! Invariant: an entry is never left out because one of its facts is unknown.

use super::page::{Block, Page, Table};
use crate::{
    domain::{
        about,
        entry::{Entry, Fact},
        ids::{ItemKey, Who},
        lang::Lang,
        ledger::Ledger,
        position::{Position, Source},
        stranger,
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
pub fn page(rows: &[LogRow], ledger: &Ledger, lang: Lang) -> Page {
    let mut table = Table::new([
        words::RECORDED.get(lang),
        words::ID.get(lang),
        words::BY.get(lang),
        words::TEXT.get(lang),
        words::REMARK.get(lang),
    ]);
    for row in rows {
        let remark = match row.by {
            Some(by) => notice::taken_back_by(lang, &stranger::name(&by.by), &by.at.short()),
            None if row.undone => words::UNDONE.get(lang).to_owned(),
            None => String::new(),
        };
        table.rows.push(vec![
            row.entry.at.short(),
            row.entry.id.to_string(),
            row.entry.by.to_string(),
            summary(row.entry, ledger, lang),
            remark,
        ]);
    }
    match table.rows.is_empty() {
        true => vec![Block::Text(words::NONE.get(lang).to_owned())],
        false => vec![Block::Table(table)],
    }
}

/// The list for programs.
pub fn document(rows: &[LogRow], ledger: &Ledger, lang: Lang) -> Value {
    let entries: Vec<Value> = rows
        .iter()
        .map(|row| {
            let facts: Vec<Value> =
                row.entry.facts.iter().map(|fact| with_owner(fact, row.entry, ledger)).collect();
            let taken = row.by.map(|by| json!({ "entry": by.id, "by": by.by, "at": by.at }));
            json!({
                "id": row.entry.id, "at": row.entry.at, "by": row.entry.by, "undone": row.undone,
                "taken_back_by": taken,
                "summary": summary(row.entry, ledger, lang), "facts": facts,
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
            .filter(|target| stranger::reaches_over(entry, target, ledger)),
        said => stranger::owner(said, &entry.by, ledger),
    };
    if let (Some(fields), Some(owner)) = (row.as_object_mut(), owner) {
        fields.insert("of".to_owned(), json!(owner.by));
    }
    row
}

fn given(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

fn source(source: Option<&Source>) -> Value {
    source.map_or(
        Value::Null,
        |source| json!({ "kind": source.kind.slug(), "reference": given(&source.reference) }),
    )
}

fn fact(fact: &Fact) -> Value {
    match fact {
        Fact::Position(s) => json!({
            "kind": "position", "participant": s.who, "item": s.item, "position": s.is.map(Position::slug),
            "condition": given(&s.condition), "source": source(s.source.as_ref()), "on": s.on, "saw": s.saw,
        }),
        Fact::Note(n) => json!({
            "kind": "note", "participant": n.who, "item": n.item, "text": n.text, "shareable": n.shareable, "on": n.on,
        }),
        Fact::NoteAmended(n) => json!({
            "kind": "note-amended", "note": n.note, "text": n.text, "shareable": n.shareable,
        }),
        Fact::NoteStruck(n) => json!({ "kind": "note-struck", "note": n.note }),
        Fact::Commitment(c) => json!({
            "kind": "commitment", "participant": c.who, "item": c.item, "text": c.text, "due": c.due,
            "source": source(c.source.as_ref()),
        }),
        Fact::CommitmentAmended(c) => json!({
            "kind": "commitment-amended", "commitment": c.commitment, "text": c.text, "due": c.due,
        }),
        Fact::Status(p) => json!({
            "kind": "progress", "commitment": p.commitment, "progress": p.is.slug(), "basis": given(&p.basis),
        }),
        Fact::Line(l) => json!({
            "kind": "line", "item": l.item, "objective": given(&l.objective), "arguments": given(&l.arguments),
            "ask": given(&l.ask), "saw": l.saw,
        }),
        Fact::Raise(r) => json!({
            "kind": "raise", "participant": r.who, "item": r.item, "text": given(&r.text), "done": r.done,
        }),
        Fact::Meeting(m) => json!({
            "kind": "meeting", "participants": m.participants, "when": m.when, "place": given(&m.place), "items": m.items,
        }),
        Fact::MeetingHeld(m) => {
            json!({ "kind": "meeting-held", "meeting": m.meeting, "outcome": given(&m.outcome) })
        }
        Fact::Undo(u) => json!({ "kind": "undo", "entry": u.entry }),
    }
}

/// Whether a fact is about one of these participants, itself or through what it changes or takes back.
pub fn is_about(fact: &Fact, who: &[Who], ledger: &Ledger) -> bool {
    about::any(fact, ledger, &|fact| match fact {
        Fact::Position(stand) => who.contains(&stand.who),
        Fact::Note(note) => note.who.as_ref().is_some_and(|on| who.contains(on)),
        Fact::Commitment(made) => who.contains(&made.who),
        Fact::Raise(raised) => who.contains(&raised.who),
        Fact::Meeting(planned) => planned.participants.iter().any(|with| who.contains(with)),
        _ => false,
    })
}

/// Whether a fact is on one of these items, itself or through what it changes or takes back.
pub fn is_on(fact: &Fact, items: &[ItemKey], ledger: &Ledger) -> bool {
    about::any(fact, ledger, &|fact| match fact {
        Fact::Position(stand) => items.contains(&stand.item),
        Fact::Note(note) => note.item.as_ref().is_some_and(|on| items.contains(on)),
        Fact::Commitment(made) => items.contains(&made.item),
        Fact::Raise(raised) => items.contains(&raised.item),
        Fact::Line(drawn) => items.contains(&drawn.item),
        Fact::Meeting(planned) => planned.items.iter().any(|on| items.contains(on)),
        _ => false,
    })
}
