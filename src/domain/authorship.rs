//! What somebody does to the record of somebody else: entries taken back, notes struck, notes and commitments amended.
//!
//! Invariant: names that differ in any byte are two people. Nothing is kept from counting here; it is only said.

use super::{
    about,
    entry::{Entry, Fact, Undone},
    ids::{EntryId, FactId},
    ledger::{Ledger, View},
    text::{clean_line, fit},
};
use std::{cmp::Ordering, collections::HashSet, sync::Arc};

/// The longest name of a person that is shown in full, in columns.
const NAME: usize = 40;

/// An entry that was taken back, but not by who recorded it there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenBack {
    /// What was taken back.
    pub entry: Arc<Entry>,
    /// The entry that took it back.
    pub by: Arc<Entry>,
}

/// A person's name as it is shown: one clean line, cut where it is long.
pub fn name(by: &str) -> String {
    fit(&clean_line(by), NAME)
}

/// Whether an undo is of somebody else's entry: of another name, or of the same name on another device, which the program never
/// makes. Taking back what took back one's own entry is one's own affair.
pub fn reaches_over(undo: &Entry, entry: &Entry, ledger: &Ledger) -> bool {
    let restores_own = || {
        let act = entry.undoes().and_then(|id| ledger.entry(id));
        act.is_some_and(|act| act.by == undo.by)
    };
    (undo.by != entry.by || undo.id.device != entry.id.device) && !restores_own()
}

/// Who took an entry back, where that was somebody else alone.
pub fn taken_back_by(
    id: &EntryId,
    ledger: &Ledger,
    view: View,
    undone: &HashSet<EntryId>,
) -> Option<TakenBack> {
    if !undone.contains(id) {
        return None;
    }
    let entry = ledger.entry(id)?;
    let mut counting = ledger.undoing(id, view).into_iter().filter(|undo| !undone.contains(&undo.id));
    let by = counting.next()?;
    let own = |undo: &Arc<Entry>| !reaches_over(undo, entry, ledger);
    if own(&by) || counting.any(|undo| own(&undo)) {
        return None;
    }
    // An undo that is taken back matters where what it took back counts again; else that is told itself.
    let act = entry.undoes().and_then(|act| about::act_taken_back(act, ledger));
    if act.is_some_and(|act| undone.contains(&act.id)) {
        return None;
    }
    Some(TakenBack { entry: Arc::clone(entry), by })
}

/// The facts that put back an entry which somebody else took back.
pub fn put_back(id: &EntryId, ledger: &Ledger, view: View, undone: &HashSet<EntryId>) -> Option<Vec<Fact>> {
    taken_back_by(id, ledger, view, undone)?;
    let counting = ledger.undoing(id, view).into_iter().filter(|undo| !undone.contains(&undo.id));
    Some(counting.map(|undo| Fact::Undo(Undone { entry: undo.id })).collect())
}

/// Every entry that somebody else alone took back, the last taken back first.
pub fn taken_back(ledger: &Ledger, view: View, undone: &HashSet<EntryId>) -> Vec<TakenBack> {
    let mut taken: Vec<TakenBack> =
        undone.iter().filter_map(|id| taken_back_by(id, ledger, view, undone)).collect();
    taken.sort_by(newest_first);
    taken
}

/// Brings a list of what was taken back up to date, where nothing counts otherwise than before but what these entries say or take back.
pub fn taken_back_again(
    list: &mut Vec<TakenBack>,
    touched: &[Arc<Entry>],
    ledger: &Ledger,
    view: View,
    undone: &HashSet<EntryId>,
) {
    // What takes back an undo is told by what that undo took back, and so on.
    let mut names: HashSet<EntryId> = HashSet::new();
    let mut left: Vec<EntryId> = touched.iter().map(|entry| entry.id).collect();
    while let Some(name) = left.pop() {
        if names.insert(name) {
            left.extend(ledger.undoing(&name, view).iter().map(|undo| undo.id));
        }
    }
    let again: Vec<TakenBack> =
        names.iter().filter_map(|id| taken_back_by(id, ledger, view, undone)).collect();
    let was = list.len();
    list.retain(|taken| !names.contains(&taken.entry.id));
    if list.len() != was || !again.is_empty() {
        list.extend(again);
        list.sort_by(newest_first);
    }
}

fn newest_first(a: &TakenBack, b: &TakenBack) -> Ordering {
    (b.by.at, &b.by.id, &b.entry.id).cmp(&(a.by.at, &a.by.id, &a.entry.id))
}

/// Who made the note or the commitment that a fact strikes or amends, where that is somebody else.
pub fn owner<'a>(fact: &Fact, by: &str, ledger: &'a Ledger) -> Option<&'a Entry> {
    let id: &FactId = match fact {
        Fact::NoteEdited(amended) => &amended.note,
        Fact::NoteRemoved(struck) => &struck.note,
        Fact::CommitmentEdited(amended) => &amended.commitment,
        _ => return None,
    };
    ledger.entry(&id.entry).map(|entry| &**entry).filter(|entry| entry.by != by)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        ids::{ItemId, Who},
        intent::{self, Taken},
        position::Position,
        told::{Told, day},
    };

    /// Ana's entry `ana-1`, and what others and she herself did to it, by device and target.
    fn told(undos: &[(&str, &str)]) -> Told {
        let mut told = Told::default();
        let taken = Taken { is: Some(Position::Supports), ..Taken::default() };
        let (who, item) = (Who::new("AUT"), ItemId::new("1a"));
        let fact = intent::position(&told.paper, &told.ledger, &who, &item, &taken, day("2026-05-01"));
        told.tell("ana", day("2026-05-01"), vec![fact]);
        for (device, target) in undos {
            let undo = Undone { entry: target.parse().unwrap() };
            told.tell(device, day("2026-05-02"), vec![Fact::Undo(undo)]);
        }
        told
    }

    fn names(told: &Told) -> Vec<(String, String)> {
        let undone = told.ledger.undone(View::default());
        let taken = taken_back(&told.ledger, View::default(), &undone);
        taken.into_iter().map(|taken| (taken.by.id.to_string(), taken.entry.id.to_string())).collect()
    }

    fn pair(by: &str, entry: &str) -> (String, String) {
        (by.to_owned(), entry.to_owned())
    }

    #[test]
    fn ones_own_undo_is_not_told_and_somebody_elses_is() {
        assert!(names(&told(&[("ana", "ana-1")])).is_empty());
        assert_eq!(names(&told(&[("bo", "ana-1")])), [pair("bo-2", "ana-1")]);
        assert!(
            names(&told(&[("bo", "ana-1"), ("ana", "ana-1")])).is_empty(),
            "she took it back herself too"
        );
    }

    #[test]
    fn putting_ones_own_entry_back_ends_it_and_is_not_told_itself() {
        assert!(names(&told(&[("bo", "ana-1"), ("ana", "bo-2")])).is_empty());
        let again = told(&[("bo", "ana-1"), ("ana", "bo-2"), ("bo", "ana-3")]);
        assert_eq!(names(&again), [pair("bo-2", "ana-1")], "told once");
    }

    #[test]
    fn what_others_took_back_is_put_back_by_one_act_and_what_its_author_took_back_is_not() {
        let mut told = told(&[("bo", "ana-1"), ("cy", "ana-1")]);
        let (id, view) = ("ana-1".parse().unwrap(), View::default());
        let facts = put_back(&id, &told.ledger, view, &told.ledger.undone(view)).unwrap();
        assert_eq!(facts.len(), 2);
        told.tell("ana", day("2026-05-03"), facts);
        assert!(told.ledger.undone(view).iter().all(|undone| *undone != id) && names(&told).is_empty());
        let own = self::told(&[("ana", "ana-1")]);
        assert_eq!(put_back(&id, &own.ledger, view, &own.ledger.undone(view)), None);
    }

    #[test]
    fn putting_back_what_its_author_took_back_is_told() {
        assert_eq!(names(&told(&[("ana", "ana-1"), ("bo", "ana-2")])), [pair("bo-3", "ana-2")]);
    }

    #[test]
    fn the_same_name_on_another_device_reaches_over_as_well() {
        let mut told = told(&[]);
        let id = EntryId { device: "evil".into(), number: 1 };
        let facts = vec![Fact::Undo(Undone { entry: "ana-1".parse().unwrap() })];
        told.ledger.apply(Entry { v: 1, id, at: day("2026-05-03"), by: "ana".into(), facts });
        assert_eq!(names(&told), [pair("evil-1", "ana-1")]);
    }

    #[test]
    fn a_notice_says_who_took_back_what_of_whom_and_how_to_put_it_back() {
        let told = told(&[("bo", "ana-1")]);
        let undone = told.ledger.undone(View::default());
        let notice = taken_back(&told.ledger, View::default(), &undone)[0].notice(&told.paper, &told.ledger);
        assert_eq!(notice.place.file, "state/journal/bo.jsonl");
        assert!(
            notice.what.en.contains("took back ana's entry ana-1: AUT on 1a: Supports"),
            "{:?}",
            notice.what
        );
        assert!(notice.what.zh.contains("撤销了 ana 的记录 ana-1"), "{:?}", notice.what);
        assert!(notice.hint.en.contains("prepcom redo ana-1"));
    }
}
