//! The entries of a history as other programs hold them: tasks, rows of a table, headlines.

use prepcom::domain::entry::{Entry, Fact};
use std::fmt::Write;

/// The same records in three formats.
pub(crate) struct Records {
    /// For `task import`.
    pub(crate) tasks: String,
    /// With a head of names.
    pub(crate) csv: String,
    /// A headline each.
    pub(crate) org: String,
}

/// What an entry comes to in a program that has rows.
struct Record {
    who: String,
    item: String,
    what: String,
    text: String,
}

/// Every entry as a record.
pub(crate) fn records(entries: impl Iterator<Item = Entry>) -> Records {
    let mut tasks = Vec::new();
    let mut csv = "date,who,item,what,text\n".to_owned();
    let mut org = String::new();
    for entry in entries {
        let date = entry.at.date();
        let Record { who, item, what, text } = record(&entry);
        tasks.push(serde_json::json!({
            "description": format!("{who} {item} {what} {text}"), "project": item, "tags": [what],
            "status": "pending", "entry": date.format("%Y%m%dT000000Z").to_string(),
        }));
        let _ = writeln!(csv, "{date},{who},{item},{what},\"{text}\"");
        let _ = writeln!(org, "* TODO {who} {item} {what} {text}\n  [{date}]");
    }
    Records { tasks: serde_json::Value::Array(tasks).to_string(), csv, org }
}

fn record(entry: &Entry) -> Record {
    let new = |who: &str, item: &str, what: &str, text: &str| Record {
        who: who.into(),
        item: item.into(),
        what: what.into(),
        text: text.into(),
    };
    match &entry.facts[0] {
        Fact::Position(stand) => {
            let is = stand.is.map_or("cleared", |is| is.slug());
            new(stand.who.as_str(), &stand.item.0, is, &stand.condition)
        }
        Fact::Note(note) => {
            let who = note.who.as_ref().map_or("", |who| who.as_str());
            new(who, note.item.as_ref().map_or("", |item| &item.0), "note", &note.text)
        }
        Fact::Commitment(made) => new(made.who.as_str(), &made.item.0, "commitment", &made.text),
        Fact::Status(made) => new("", "", "status", &made.evidence),
        Fact::Point(raised) => new(raised.who.as_str(), &raised.item.0, "point", &raised.text),
        Fact::Undo(undone) => new("", "", "undo", &undone.entry.to_string()),
        _ => new("", "", "other", ""),
    }
}
