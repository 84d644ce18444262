//! What a fact is about: itself, what it changes, or what it takes back.
//!
//! Invariant: pure reading, which ends whatever a ledger holds; a fact whose target nobody has is about nothing.

use super::{
    entry::{Entry, Fact},
    ids::{EntryId, FactId, ItemId, Who},
    ledger::Ledger,
};

/// Undos of undos that are followed to the act at their end.
const CHAIN: usize = 1000;

/// Where a participant and an item meet; either may be absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Spot<'a> {
    /// The participant.
    pub who: Option<&'a Who>,
    /// The item.
    pub item: Option<&'a ItemId>,
}

impl Fact {
    /// The thing that it changes, where it does: a note, a commitment or a meeting.
    pub fn changes(&self) -> Option<&FactId> {
        match self {
            Fact::NoteEdited(amended) => Some(&amended.note),
            Fact::NoteRemoved(struck) => Some(&struck.note),
            Fact::CommitmentEdited(amended) => Some(&amended.commitment),
            Fact::Status(made) => Some(&made.commitment),
            Fact::MeetingFinished(finished) => Some(&finished.meeting),
            Fact::SittingEdited(edited) => Some(&edited.sitting),
            Fact::InterventionEdited(edited) => Some(&edited.intervention),
            Fact::DocumentEdited(edited) => Some(&edited.document),
            Fact::Sponsored(sponsored) => Some(&sponsored.document),
            Fact::AmendmentSupported(supported) => Some(&supported.amendment),
            Fact::AmendmentSettled(settled) => Some(&settled.amendment),
            _ => None,
        }
    }

    /// The first participant and the first item that it names itself.
    pub fn spot(&self) -> Spot<'_> {
        let (who, item) = match self {
            Fact::Position(stand) => (Some(&stand.who), Some(&stand.item)),
            Fact::Note(note) => (note.who.as_ref(), note.item.as_ref()),
            Fact::Commitment(made) => (Some(&made.who), Some(&made.item)),
            Fact::Point(raised) => (Some(&raised.who), Some(&raised.item)),
            Fact::Line(drawn) => (None, Some(&drawn.item)),
            Fact::Meeting(planned) => (planned.participants.first(), planned.items.first()),
            Fact::Sitting(sitting) => (None, sitting.items.first()),
            Fact::Intervention(made) => (Some(&made.who), None),
            Fact::Document(document) => (None, document.items.first()),
            Fact::Amendment(amendment) => (amendment.by.first(), Some(&amendment.item)),
            _ => (None, None),
        };
        Spot { who, item }
    }
}

/// The first participant and item that an entry is about; both absent where it is about nothing that is there.
pub fn first_spot<'a>(entry: &'a Entry, ledger: &'a Ledger) -> Spot<'a> {
    let named = |fact: &'a Fact| Some(fact.spot()).filter(|cell| *cell != Spot::default());
    entry.facts.iter().find_map(|fact| first(fact, ledger, &named)).unwrap_or_default()
}

/// Whether something goes for a fact, for the one that it changes, or for one of an entry that it takes back.
pub fn any(fact: &Fact, ledger: &Ledger, goes: &dyn Fn(&Fact) -> bool) -> bool {
    first(fact, ledger, &|fact| goes(fact).then_some(())).is_some()
}

/// What is found first in a fact, in the one that it changes, or in those of the act that it takes back.
fn first<'a, T>(fact: &'a Fact, ledger: &'a Ledger, find: &dyn Fn(&'a Fact) -> Option<T>) -> Option<T> {
    if let Fact::Undo(undone) = fact {
        let act = act_taken_back(&undone.entry, ledger)?;
        let facts = act.facts.iter().filter(|fact| !matches!(fact, Fact::Undo(_)));
        return facts.into_iter().find_map(|fact| first(fact, ledger, find));
    }
    match fact.changes() {
        Some(id) => {
            let entry = ledger.entry(&id.entry)?;
            find(entry.facts.get(usize::try_from(id.index).ok()?)?)
        }
        None => find(fact),
    }
}

/// The act at the end of a chain of undos, where that is not too long.
pub(super) fn act_taken_back<'a>(id: &EntryId, ledger: &'a Ledger) -> Option<&'a Entry> {
    let mut entry = ledger.entry(id)?;
    for _ in 0..CHAIN {
        match entry.undoes() {
            Some(next) => entry = ledger.entry(next)?,
            None => return Some(entry),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::entry::{LineSet, PointSet, StatusSet, Undone};

    fn id(number: u32) -> EntryId {
        EntryId { device: "dev".into(), number }
    }

    fn entry(number: u32, fact: Fact) -> Entry {
        Entry { v: 1, id: id(number), at: Default::default(), by: "A".into(), facts: vec![fact] }
    }

    fn undo(number: u32, of: u32) -> Entry {
        entry(number, Fact::Undo(Undone { entry: id(of) }))
    }

    #[test]
    fn an_undo_of_an_undo_is_about_the_act_at_its_end() {
        let mut ledger = Ledger::default();
        let raised =
            PointSet { who: Who::new("FRA"), item: ItemId::new("3a"), text: String::new(), done: false };
        ledger.apply(entry(1, Fact::Point(raised)));
        ledger.apply(undo(2, 1));
        ledger.apply(undo(3, 2));
        let last = ledger.entry(&id(3)).unwrap();
        let cell = first_spot(last, &ledger);
        assert_eq!((cell.who, cell.item), (Some(&Who::new("FRA")), Some(&ItemId::new("3a"))));
        assert!(any(&last.facts[0], &ledger, &|fact| matches!(fact, Fact::Point(_))));
    }

    #[test]
    fn what_nobody_has_and_undos_in_a_circle_are_about_nothing() {
        let mut ledger = Ledger::default();
        ledger.apply(undo(1, 2));
        ledger.apply(undo(2, 1));
        let made = StatusSet {
            commitment: FactId { entry: id(9), index: 0 },
            is: Default::default(),
            evidence: String::new(),
        };
        let nothing = Spot::default();
        assert_eq!(first_spot(&undo(1, 2), &ledger), nothing);
        assert_eq!(first_spot(&entry(3, Fact::Status(made)), &ledger), nothing);
        let line = LineSet { item: ItemId::new("1a"), ..LineSet::default() };
        let line = entry(4, Fact::Line(line));
        assert_eq!(first_spot(&line, &ledger).item, Some(&ItemId::new("1a")));
    }
}
