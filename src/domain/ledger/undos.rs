//! Which entries are taken back.
//!
//! Invariant: an undo is an entry like any other, so an undo of an undo puts back; the verdict depends on the set of entries alone.

use super::Ledger;
use crate::domain::{
    entry::{Entry, Fact},
    ids::{EntryId, mine_of},
    ledger::View,
};
use foldhash::{HashMap, HashMapExt};
use std::{
    collections::HashSet,
    sync::{Arc, OnceLock},
};

/// Undos, and what they amount to at present once somebody has asked.
#[derive(Debug, Default)]
pub(super) struct Undos {
    /// Places of the entries that take an entry back.
    of: HashMap<EntryId, Vec<u32>>,
    at_present: OnceLock<Arc<HashSet<EntryId>>>,
}

/// Undos of one entry, or of each other in a row, beyond which the present is rather found anew when it is asked for.
const FEW: usize = 64;

/// Whether undos run straight to the act at their end, as those of honest journals do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// They do.
    Straight,
    /// They meet again, or run in a circle.
    Knotted,
}

impl Undos {
    /// Keeps that the entry at a place takes another back.
    pub(super) fn insert(&mut self, target: &EntryId, place: u32) {
        self.of.entry(*target).or_default().push(place);
    }

    /// Places of the entries that take a name back.
    pub(super) fn places_of(&self, id: &EntryId) -> impl Iterator<Item = usize> {
        self.of.get(id).into_iter().flatten().map(|place| *place as usize)
    }

    /// Whether an entry takes a name back.
    pub(super) fn are_there_of(&self, id: &EntryId) -> bool {
        self.of.contains_key(id)
    }
}

impl Ledger {
    /// Entries that are taken back in a view. An undo of an undo puts back.
    pub fn undone(&self, view: View) -> Arc<HashSet<EntryId>> {
        if view.known_at.is_some() {
            return Arc::new(self.judge_all(view));
        }
        Arc::clone(self.undos.at_present.get_or_init(|| Arc::new(self.judge_all(View::default()))))
    }

    /// Entries that take an entry back, where a view knows of them, whether or not they count, in the order of their times and names.
    pub fn undoing(&self, id: &EntryId, view: View) -> Vec<Arc<Entry>> {
        let mut undos: Vec<Arc<Entry>> =
            self.undos.places_of(id).map(|place| Arc::clone(&self.entries[place])).collect();
        undos.retain(|undo| view.knows(undo.at));
        undos.sort_by(|a, b| (a.at, &a.id).cmp(&(b.at, &b.id)));
        undos
    }

    /// Entries whose facts may count or not count because of an entry: itself, what it takes back, what that took back, and so on.
    pub fn touched_by(&self, entry: &Entry) -> Vec<Arc<Entry>> {
        let (names, _) = self.names_touched_by(&entry.id, usize::MAX);
        let places = names.iter().flat_map(|name| self.register.all(name));
        places.map(|place| Arc::clone(&self.entries[place])).collect()
    }

    /// Takes in that an entry came that takes others back or is taken back itself. Returns the names whose verdict may have changed,
    /// or none where any may have.
    pub(super) fn settle_undos(&mut self, id: &EntryId) -> Option<Vec<EntryId>> {
        let mut undone = self.undos.at_present.take()?;
        let (names, shape) = self.names_touched_by(id, FEW);
        let is_short = |name| self.undos.of.get(name).is_none_or(|undos| undos.len() < FEW);
        if shape == Shape::Knotted || names.len() >= FEW || !names.iter().all(is_short) {
            return None;
        }
        let mut verdicts = HashMap::new();
        for name in &names {
            if self.judge(name, View::default(), &mut verdicts) == Shape::Knotted {
                return None;
            }
        }
        let set = Arc::make_mut(&mut undone);
        for name in &names {
            match verdicts.get(name) {
                Some(Some(true)) => set.insert(*name),
                _ => set.remove(name),
            };
        }
        self.undos.at_present = OnceLock::from(undone);
        Some(names)
    }

    /// An entry's name, those of what it takes back, of what that took back, and so on, until there are so many.
    fn names_touched_by(&self, id: &EntryId, most: usize) -> (Vec<EntryId>, Shape) {
        let mut shape = Shape::Straight;
        let mut names = vec![*id];
        let mut seen = HashSet::from([*id]);
        let mut next = 0;
        while next < names.len() && names.len() < most {
            let entries: Vec<usize> = self.register.all(&names[next]).collect();
            next += 1;
            for fact in entries.into_iter().flat_map(|place| &self.entries[place].facts) {
                let Fact::Undo(undone) = fact else { continue };
                match seen.insert(undone.entry) {
                    true => names.push(undone.entry),
                    false => shape = Shape::Knotted,
                }
            }
        }
        (names, shape)
    }

    fn judge_all(&self, view: View) -> HashSet<EntryId> {
        let mut verdicts: HashMap<&EntryId, Option<bool>> = HashMap::new();
        let mut targets: Vec<&EntryId> = self.undos.of.keys().collect();
        targets.sort_unstable();
        for target in targets {
            self.judge(target, view, &mut verdicts);
        }
        verdicts.into_iter().filter(|(_, undone)| *undone == Some(true)).map(|(id, _)| *id).collect()
    }

    /// Decides whether an entry is undone, without recursion. Undos in a circle, which no honest journal holds, end in one fixed way
    /// as long as all are judged in one fixed order.
    fn judge<'a>(
        &'a self,
        target: &'a EntryId,
        view: View,
        verdicts: &mut HashMap<&'a EntryId, Option<bool>>,
    ) -> Shape {
        let (mut stack, mut shape) = (vec![target], Shape::Straight);
        while let Some(id) = stack.last().copied() {
            if matches!(verdicts.get(id), Some(Some(_))) {
                stack.pop();
                continue;
            }
            let entry = |place: &u32| &self.entries[*place as usize];
            let undos = self.undos.of.get(id).into_iter().flatten().map(entry);
            let mut undos: Vec<&EntryId> =
                undos.filter(|entry| view.knows(entry.at)).map(|entry| &entry.id).collect();
            undos.sort_unstable();
            let first_visit = verdicts.insert(id, None).is_none();
            if first_visit && undos.iter().any(|undo| matches!(verdicts.get(undo), Some(None))) {
                shape = Shape::Knotted;
            }
            let open: Vec<&EntryId> =
                undos.iter().copied().filter(|undo| first_visit && !verdicts.contains_key(undo)).collect();
            if open.is_empty() {
                let undone = undos.iter().any(|undo| matches!(verdicts.get(undo), Some(Some(false))));
                verdicts.insert(id, Some(undone));
                stack.pop();
            } else {
                stack.extend(open);
            }
        }
        shape
    }

    /// Entries of a device, those that never leave it among them, the newest first.
    fn newest_here(&self, device: &str) -> impl Iterator<Item = &Arc<Entry>> {
        let mut own = self.newest_of(device).peekable();
        let mut mine = self.newest_of(&mine_of(device)).peekable();
        std::iter::from_fn(move || match (own.peek(), mine.peek()) {
            (Some(one), Some(other)) if one.at >= other.at => own.next(),
            (_, Some(_)) => mine.next(),
            _ => own.next(),
        })
    }

    /// The last act on a device that an undo would take back.
    pub fn last_act(&self, device: &str) -> Option<EntryId> {
        let undone = self.undone(View::default());
        let own = self.newest_here(device);
        let mut acts = own.filter(|entry| entry.undoes().is_none());
        acts.find(|entry| !undone.contains(&entry.id)).map(|entry| entry.id)
    }

    /// The undo on a device that a redo would take back: the last that still holds since the last act there.
    pub fn last_undo(&self, device: &str) -> Option<EntryId> {
        let undone = self.undone(View::default());
        let own = self.newest_here(device);
        let undos = own.map_while(|entry| entry.undoes().map(|target| (&entry.id, target)));
        let takes_back_an_act = |target| self.entry(target).is_none_or(|entry| entry.undoes().is_none());
        let mut holding = undos.filter(|(id, target)| !undone.contains(*id) && takes_back_an_act(target));
        holding.next().map(|(id, _)| *id)
    }
}
