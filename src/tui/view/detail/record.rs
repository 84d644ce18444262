//! The detail of a whole commitment and of a whole entry.
//!
//! Invariant: an entry of any number of facts takes a bounded number of lines, and says how many it left out.

use super::{Detail, LISTED};
use crate::{
    domain::{
        entry::{Entry, Fact},
        ids,
        ledger::FactRef,
        snapshot::Commitment,
        summary, text,
    },
    tui::{commitments, list::Row, model::Model, view::theme::Role},
};

impl Detail {
    /// The record of a row. Returns whether the row is one.
    pub(super) fn record(&mut self, model: &Model, row: Row) -> bool {
        match row {
            Row::Commitment(..) => {
                if let Some(commitment) = commitments::of_row(model, row) {
                    self.commitment_record(model, commitment);
                }
            }
            Row::Entry(place) => {
                if let Some(entry) = model.ledger.entries().get(place) {
                    self.entry(model, entry);
                }
            }
            _ => return false,
        }
        true
    }

    /// A commitment: who promised what under which item, how it stands, and how it came to that.
    fn commitment_record(&mut self, model: &Model, commitment: &Commitment) {
        let words = model.words();
        let who = model.roster.by_code(&commitment.who).map_or("", |who| model.name(who));
        let who = format!("{who} ({})", ids::shown(commitment.who.as_str()));
        let item = model.snapshot.item_index(&commitment.item).and_then(|item| model.item(item));
        let label = item.map_or("", |(_, item)| item.label().get(model.lang));
        let key = model.paper.key(&commitment.item);
        let key = ids::shown(key.as_str());
        self.line(Role::Heading, 0, format!("{}: {key}  {label}", who.trim_start()).trim_end());
        self.line(Role::Text, 0, &text::clean(&commitment.text));
        let due = words.due_on(commitment.due.map(|due| due.to_string()).as_deref());
        let status = commitment.status.name(model.lang);
        match commitment.is_overdue(model.today()) {
            true => self.line(Role::Overdue, 0, &format!("! {due} {}, {status}", words.overdue)),
            false => self.line(Role::Text, 0, &format!("{due}, {status}")),
        }
        if !commitment.evidence.is_empty() {
            self.line(Role::Text, 2, &words.rests_on(&text::clean(&commitment.evidence)));
        }
        if let Some(source) = &commitment.source {
            self.line(
                Role::Text,
                0,
                &format!("{}: {}", words.source, text::clean_line(&source.shown(model.lang))),
            );
        }
        let history = model.ledger.history_of(&commitment.id, model.options.view);
        self.heading(words.history);
        for fact in history.iter().rev().take(LISTED) {
            let role = if model.undone.contains(&fact.entry.id) { Role::Inherited } else { Role::Dim };
            self.line(role, 0, &step(model, fact));
        }
        if history.len() > LISTED {
            self.line(Role::Dim, 0, &words.more_facts(history.len() - LISTED));
        }
    }

    /// An entry: who recorded it and when, and each of its facts.
    fn entry(&mut self, model: &Model, entry: &Entry) {
        let words = model.words();
        let by = words.recorded_by(&entry.at.short(), &text::clean_line(&entry.by));
        self.line(Role::Heading, 0, &format!("{}: {by}", entry.id));
        if let Some(mark) = model.undone_mark(&entry.id) {
            self.line(Role::Warning, 0, &mark);
        }
        for fact in entry.facts.iter().take(LISTED) {
            let role = if model.undone.contains(&entry.id) { Role::Inherited } else { Role::Text };
            self.line(
                role,
                0,
                &summary::fact_in_full(fact, Some(entry), &model.paper, &model.ledger, model.lang),
            );
        }
        if entry.facts.len() > LISTED {
            self.line(Role::Dim, 0, &words.more_facts(entry.facts.len() - LISTED));
        }
    }
}

/// One step of a commitment: when, what, whether it was undone, and who recorded it.
fn step(model: &Model, fact: &FactRef) -> String {
    let words = model.words();
    let promised = |what: &str, content: &str, due: Option<String>| {
        format!("{what}: {}, {}", text::clean_line(content), words.due_on(due.as_deref()))
    };
    let what = match fact.fact() {
        Fact::Commitment(made) => promised(words.lists.made, &made.text, made.due.map(|due| due.to_string())),
        Fact::CommitmentEdited(amended) => {
            promised(words.lists.amended, &amended.text, amended.due.map(|due| due.to_string()))
        }
        Fact::Status(made) if made.evidence.is_empty() => made.is.name(model.lang).to_owned(),
        Fact::Status(made) => {
            let evidence = words.rests_on(&text::clean_line(&made.evidence));
            format!("{}, {evidence}", made.is.name(model.lang))
        }
        _ => String::new(),
    };
    let undone = model.undone_mark(&fact.entry.id).map_or_else(String::new, |mark| format!(" ({mark})"));
    format!("{}  {what}{undone}, {}", fact.entry.at.short(), text::clean_line(&fact.entry.by))
}
