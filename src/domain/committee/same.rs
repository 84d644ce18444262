//! What two recorders say of one thing: how it is recognised, what one description adds to another, and what contradicts it.
//!
//! Invariant: filling in never replaces what is known.

use super::{Committee, Document, Intervention, InterventionKey, Sitting};
use crate::domain::{
    ids::ItemId,
    instant::Day,
    name::Name,
    record::{
        paper::DocumentAdded,
        sitting::{InterventionMade, SittingAdded},
    },
    text::fold,
};

/// What a description does to what is recorded of the same thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Adds {
    /// All of it is recorded.
    Nothing,
    /// It says something that is not recorded yet.
    Something,
    /// It says something else than what is recorded.
    Contradiction,
}

impl Committee {
    /// The sitting that a description is of.
    pub fn sitting_like(&self, is: &SittingAdded) -> Option<&Sitting> {
        self.sitting(*self.sittings_by.get(&sitting_key(is))?)
    }

    /// The document that a description is of.
    pub fn document_like(&self, is: &DocumentAdded) -> Option<&Document> {
        self.document(*self.documents_by.get(&document_key(is))?)
    }

    /// A speaker's interventions of one kind in a sitting, in their order.
    pub fn interventions_like(&self, made: &InterventionMade) -> impl Iterator<Item = &Intervention> {
        let key = self.intervention_key(made);
        self.interventions.iter().filter(move |one| self.intervention_key(&one.is) == key)
    }

    /// How many of these a device has recorded itself.
    pub fn recorded_on(&self, device: &str, made: &InterventionMade) -> usize {
        self.counted.get(&(self.intervention_key(made), device.into())).copied().unwrap_or_default()
    }

    pub(super) fn intervention_key(&self, made: &InterventionMade) -> InterventionKey {
        (self.name_of(made.sitting), made.who, made.on_behalf_of, made.kind)
    }
}

impl SittingAdded {
    /// What this says beside what is recorded.
    pub fn adds_to(&self, known: &SittingAdded) -> Adds {
        let mut both = known.clone();
        fill_sitting(&mut both, self);
        let begins =
            self.begin == both.begin || self.begin.is_date() && self.begin.date() == both.begin.date();
        let texts = [(&self.title, &both.title), (&self.place, &both.place)];
        let names = [(self.number, both.number), (self.symbol, both.symbol)];
        let agrees = begins
            && self.kind == both.kind
            && (self.end.is_none() || self.end == both.end)
            && texts.iter().all(|(given, known)| given.is_empty() || given == known)
            && names.iter().all(|(given, known)| given.is_empty() || given == known);
        adds(agrees, both == *known)
    }
}

impl DocumentAdded {
    /// What this says beside what is recorded.
    pub fn adds_to(&self, known: &DocumentAdded) -> Adds {
        let mut both = known.clone();
        fill_document(&mut both, self);
        let agrees = (self.title.is_empty() || self.title == both.title)
            && (self.url.is_empty() || self.url == both.url)
            && (self.date.is_none() || self.date == both.date)
            && (self.group.is_none() || self.group == both.group);
        let sponsors = self.sponsors.iter().all(|who| known.sponsors.contains(who));
        adds(agrees, both == *known && sponsors)
    }
}

fn adds(agrees: bool, is_known: bool) -> Adds {
    match (agrees, is_known) {
        (false, _) => Adds::Contradiction,
        (true, true) => Adds::Nothing,
        (true, false) => Adds::Something,
    }
}

/// What two recorders would both say of a sitting: the day, the kind and the number, or the title where it has no number.
pub fn sitting_key(is: &SittingAdded) -> (String, String) {
    let called = if is.number.is_empty() { fold(&is.title) } else { format!("#{}", fold(&is.number)) };
    (format!("{} {}", is.begin.date(), is.kind.slug()), called)
}

/// What two recorders would both say of a document: its symbol, or title and date where it has none.
pub fn document_key(is: &DocumentAdded) -> (String, String, Option<Day>) {
    match is.symbol.is_empty() {
        true => (String::new(), fold(&is.title), is.date),
        false => (folded_symbol(&is.symbol), String::new(), None),
    }
}

/// A symbol without regard to case and spaces.
pub(super) fn folded_symbol(symbol: &str) -> String {
    symbol.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect()
}

/// Adds to a sitting what another description of it knows besides.
pub fn fill_sitting(known: &mut SittingAdded, other: &SittingAdded) {
    fill_text(&mut known.title, &other.title);
    fill_text(&mut known.place, &other.place);
    fill_name(&mut known.symbol, other.symbol);
    fill_name(&mut known.number, other.number);
    known.end = known.end.or(other.end);
    if known.begin.is_date() && !other.begin.is_date() {
        known.begin = other.begin;
    }
    add_items(&mut known.items, &other.items);
}

/// Adds to an intervention what another record of it knows besides.
pub fn fill_intervention(known: &mut InterventionMade, other: &InterventionMade) {
    fill_name(&mut known.url, other.url);
    known.to = known.to.or(other.to);
    known.order = known.order.or(other.order);
    known.checked |= other.checked;
}

/// Adds to a document what another description of it knows besides; sponsors are their own matter.
pub fn fill_document(known: &mut DocumentAdded, other: &DocumentAdded) {
    fill_text(&mut known.title, &other.title);
    fill_name(&mut known.url, other.url);
    known.date = known.date.or(other.date);
    known.group = known.group.or(other.group);
    add_items(&mut known.items, &other.items);
}

fn fill_text(known: &mut String, other: &str) {
    if known.is_empty() {
        other.clone_into(known);
    }
}

fn fill_name(known: &mut Name, other: Name) {
    if known.is_empty() {
        *known = other;
    }
}

fn add_items(known: &mut Vec<ItemId>, others: &[ItemId]) {
    let new: Vec<ItemId> = others.iter().filter(|item| !known.contains(item)).copied().collect();
    known.extend(new);
}
