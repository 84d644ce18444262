//! What all entries together say: a set of entries, indexed by what they are about.
//!
//! Invariant: applying is total, commutative and idempotent; any order, any duplication, any interleaving gives an equal ledger.

mod history;

use super::{
    cell::{self, Record},
    entry::{Entry, Fact, LineDrawn, Stand},
    ids::{EntryId, FactId, ItemKey, Who},
    instant::Instant,
    line,
};
use foldhash::{HashMap, HashMapExt};
use smol_str::SmolStr;
use std::{
    collections::{BTreeMap, HashSet},
    sync::Arc,
};

/// A fact in the ledger: an entry and the fact's place in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactRef {
    /// The entry.
    pub entry: Arc<Entry>,
    /// The fact's place in it.
    pub index: usize,
}

impl FactRef {
    /// The fact.
    pub fn fact(&self) -> &Fact {
        &self.entry.facts[self.index]
    }

    /// The name of what the fact made.
    pub fn id(&self) -> FactId {
        FactId { entry: self.entry.id.clone(), index: u32::try_from(self.index).unwrap_or(u32::MAX) }
    }
}

/// What is asked of the ledger: as of when, and as known when; each absent means now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct View {
    /// What had been taken and said by then.
    pub as_of: Option<Instant>,
    /// What had been recorded by then.
    pub known_at: Option<Instant>,
}

impl View {
    /// Whether it shows something other than the present.
    pub fn is_past(self) -> bool {
        self != View::default()
    }

    /// Whether something taken at an instant had been taken.
    pub fn reaches(self, on: Instant) -> bool {
        self.as_of.is_none_or(|until| on <= until)
    }

    /// Whether something recorded at an instant had been recorded.
    pub fn knows(self, at: Instant) -> bool {
        self.known_at.is_none_or(|until| at <= until)
    }
}

/// What all entries together say.
#[derive(Debug, Default)]
pub struct Ledger {
    entries: Vec<Arc<Entry>>,
    by_id: HashMap<EntryId, usize>,
    /// Of each name that different entries claim, all of them by what they say as a line.
    twins: HashMap<EntryId, BTreeMap<String, usize>>,
    cells: HashMap<(Who, ItemKey), Vec<(usize, usize)>>,
    lines: HashMap<ItemKey, Vec<(usize, usize)>>,
    others: Vec<(usize, usize)>,
    changes: HashMap<FactId, Vec<(usize, usize)>>,
    undos: HashMap<EntryId, Vec<usize>>,
    last_number: HashMap<SmolStr, u32>,
}

impl Ledger {
    /// Takes an entry in; one that is there already changes nothing.
    ///
    /// Returns whether it was new.
    pub fn apply(&mut self, entry: Entry) -> bool {
        let index = self.entries.len();
        match self.by_id.entry(entry.id.clone()) {
            std::collections::hash_map::Entry::Vacant(place) => {
                place.insert(index);
            }
            std::collections::hash_map::Entry::Occupied(first) => {
                let first = *first.get();
                if *self.entries[first] == entry {
                    return false;
                }
                let text = |entry: &Entry| line::write_line(entry).unwrap_or_default();
                let twins = self.twins.entry(entry.id.clone()).or_default();
                twins.entry(text(&self.entries[first])).or_insert(first);
                match twins.entry(text(&entry)) {
                    std::collections::btree_map::Entry::Occupied(_) => return false,
                    std::collections::btree_map::Entry::Vacant(place) => place.insert(index),
                };
            }
        }
        self.index_facts(&entry, index);
        match self.last_number.get_mut(&entry.id.device) {
            Some(last) => *last = entry.id.number.max(*last),
            None => {
                self.last_number.insert(entry.id.device.clone(), entry.id.number);
            }
        }
        self.entries.push(Arc::new(entry));
        true
    }

    fn index_facts(&mut self, entry: &Entry, index: usize) {
        for (place, fact) in entry.facts.iter().enumerate() {
            match fact {
                Fact::Position(stand) => {
                    self.cells
                        .entry((stand.who.clone(), stand.item.clone()))
                        .or_default()
                        .push((index, place));
                }
                Fact::Line(drawn) => self.lines.entry(drawn.item.clone()).or_default().push((index, place)),
                Fact::Undo(undone) => self.undos.entry(undone.entry.clone()).or_default().push(index),
                other => {
                    if let Some(changed) = other.changes() {
                        self.changes.entry(changed.clone()).or_default().push((index, place));
                    }
                    self.others.push((index, place));
                }
            }
        }
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether nothing was ever recorded.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Every entry, in no particular order.
    pub fn entries(&self) -> &[Arc<Entry>] {
        &self.entries
    }

    /// When the newest entry was recorded.
    pub fn newest(&self) -> Option<Instant> {
        self.entries.iter().map(|entry| entry.at).max()
    }

    /// The entry with a name; of several that claim it, the same one whatever order they came in.
    pub fn entry(&self, id: &EntryId) -> Option<&Arc<Entry>> {
        self.claiming(id).next().map(|place| &self.entries[place])
    }

    /// Places of all entries with a name: one in any honest journal.
    fn claiming<'a>(&'a self, id: &EntryId) -> impl Iterator<Item = usize> + use<'a> {
        let twins = self.twins.get(id);
        let only = self.by_id.get(id).filter(|_| twins.is_none());
        twins.into_iter().flat_map(BTreeMap::values).chain(only).copied()
    }

    /// Entries whose facts may count or not count because of an entry: itself, what it takes back, what that took back, and so on.
    pub fn touched_by(&self, entry: &Entry) -> Vec<Arc<Entry>> {
        let mut names = vec![&entry.id];
        let mut seen = HashSet::new();
        let mut touched = Vec::new();
        while let Some(name) = names.pop() {
            if !seen.insert(name) {
                continue;
            }
            for index in self.claiming(name) {
                let entry = &self.entries[index];
                names.extend(entry.facts.iter().filter_map(|fact| match fact {
                    Fact::Undo(undone) => Some(&undone.entry),
                    _ => None,
                }));
                touched.push(Arc::clone(entry));
            }
        }
        touched
    }

    /// The highest number used on a device; 0 where there is none.
    pub fn last_number(&self, device: &str) -> u32 {
        self.last_number.get(device).copied().unwrap_or(0)
    }

    /// Names that two different entries claim, which an honest journal never does.
    pub fn claimed_twice(&self) -> Vec<&EntryId> {
        let mut names: Vec<&EntryId> = self.twins.keys().collect();
        names.sort_unstable();
        names
    }

    /// Entries that are taken back in a view. An undo of an undo puts back.
    pub fn undone(&self, view: View) -> HashSet<EntryId> {
        let mut verdicts: HashMap<&EntryId, Option<bool>> = HashMap::new();
        let mut targets: Vec<&EntryId> = self.undos.keys().collect();
        targets.sort_unstable();
        for target in targets {
            self.judge(target, view, &mut verdicts);
        }
        verdicts.into_iter().filter(|(_, undone)| *undone == Some(true)).map(|(id, _)| id.clone()).collect()
    }

    /// Decides whether an entry is undone, without recursion. Undos in a circle, which no honest journal holds, end in one fixed way.
    fn judge<'a>(
        &'a self,
        target: &'a EntryId,
        view: View,
        verdicts: &mut HashMap<&'a EntryId, Option<bool>>,
    ) {
        let mut stack = vec![target];
        while let Some(id) = stack.last().copied() {
            if matches!(verdicts.get(id), Some(Some(_))) {
                stack.pop();
                continue;
            }
            let visible = |index: &&usize| view.knows(self.entries[**index].at);
            let undos = self.undos.get(id).into_iter().flatten().filter(visible);
            let mut undos: Vec<&EntryId> = undos.map(|i| &self.entries[*i].id).collect();
            undos.sort_unstable();
            let first_visit = verdicts.insert(id, None).is_none();
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
    }

    /// Cells on which something was recorded, in no particular order.
    pub fn cells(&self) -> impl Iterator<Item = &(Who, ItemKey)> {
        self.cells.keys()
    }

    /// Every record on a cell in a view, undone ones too, oldest `on` first.
    pub fn history(&self, who: &Who, item: &ItemKey, view: View) -> Vec<FactRef> {
        let refs = self.cells.get(&(who.clone(), item.clone()));
        let mut facts = self.facts(refs.map_or(&[], Vec::as_slice), view);
        facts.sort_by_cached_key(|fact| (on_of(fact), fact.entry.at, fact.id()));
        facts
    }

    /// What counts on a cell, best first; more than one where records clash or agree without knowing of each other.
    pub fn standing(&self, who: &Who, item: &ItemKey, view: View, undone: &HashSet<EntryId>) -> Vec<FactRef> {
        let refs = self.cells.get(&(who.clone(), item.clone()));
        self.contending(refs.map_or(&[], Vec::as_slice), view, undone)
    }

    /// What counts as our line on an item, best first.
    pub fn line(&self, item: &ItemKey, view: View, undone: &HashSet<EntryId>) -> Vec<FactRef> {
        self.contending(self.lines.get(item).map_or(&[], Vec::as_slice), view, undone)
    }

    /// Entries that the author of the next record on a cell has before him.
    pub fn heads(&self, who: &Who, item: &ItemKey) -> Vec<EntryId> {
        self.heads_of(self.cells.get(&(who.clone(), item.clone())))
    }

    /// Entries that the author of the next line on an item has before him.
    pub fn line_heads(&self, item: &ItemKey) -> Vec<EntryId> {
        self.heads_of(self.lines.get(item))
    }

    fn heads_of(&self, refs: Option<&Vec<(usize, usize)>>) -> Vec<EntryId> {
        let facts = self.facts(refs.map_or(&[], Vec::as_slice), View::default());
        cell::heads(&facts.iter().map(|fact| record(fact, true)).collect::<Vec<_>>())
    }

    fn contending(&self, refs: &[(usize, usize)], view: View, undone: &HashSet<EntryId>) -> Vec<FactRef> {
        let facts = self.facts(refs, view);
        let counts = |fact: &FactRef| view.reaches(on_of(fact)) && !undone.contains(&fact.entry.id);
        let records: Vec<Record> = facts.iter().map(|fact| record(fact, counts(fact))).collect();
        cell::contenders(&records).into_iter().map(|i| facts[i].clone()).collect()
    }

    /// Facts that a view knows of, in an order that depends on nothing but themselves.
    fn facts(&self, refs: &[(usize, usize)], view: View) -> Vec<FactRef> {
        let mut facts: Vec<FactRef> = refs
            .iter()
            .map(|(entry, index)| FactRef { entry: self.entries[*entry].clone(), index: *index })
            .filter(|fact| view.knows(fact.entry.at))
            .collect();
        match self.twins.is_empty() {
            true => facts.sort_by(|a, b| (&a.entry.id, a.index).cmp(&(&b.entry.id, b.index))),
            false => {
                facts.sort_by_cached_key(|fact| (fact.entry.id.clone(), self.twin_order(fact), fact.index));
            }
        }
        facts
    }

    /// What orders whole entries where several claim one name.
    fn twin_order(&self, fact: &FactRef) -> Option<(Instant, String)> {
        let is_twin = self.twins.contains_key(&fact.entry.id);
        is_twin.then(|| (fact.entry.at, line::write_line(&fact.entry).unwrap_or_default()))
    }

    /// Facts that are neither positions nor lines nor undos and that count in a view, in order of `at` and name.
    pub fn others(&self, view: View, undone: &HashSet<EntryId>) -> Vec<FactRef> {
        let mut facts = self.facts(&self.others, view);
        facts.retain(|fact| !undone.contains(&fact.entry.id));
        facts.sort_by(|a, b| (a.entry.at, &a.entry.id, a.index).cmp(&(b.entry.at, &b.entry.id, b.index)));
        facts
    }

    /// The last act on a device that an undo would take back.
    pub fn last_act(&self, device: &str) -> Option<EntryId> {
        self.acts(device).0.pop()
    }

    /// The undo on a device that a redo would take back.
    pub fn last_undo(&self, device: &str) -> Option<EntryId> {
        self.acts(device).1.pop()
    }

    /// Acts that can be undone, and undos that can be redone, on a device, the next last. A new act ends what can be redone.
    fn acts(&self, device: &str) -> (Vec<EntryId>, Vec<EntryId>) {
        let mut own: Vec<&Arc<Entry>> =
            self.entries.iter().filter(|entry| entry.id.device == device).collect();
        own.sort_by_key(|entry| entry.id.number);
        let undone = self.undone(View::default());
        let (mut acts, mut undos): (Vec<EntryId>, Vec<EntryId>) = (Vec::new(), Vec::new());
        for entry in own {
            match entry.undoes() {
                None => {
                    acts.push(entry.id.clone());
                    undos.clear();
                }
                Some(target) if undos.contains(target) => {
                    undos.retain(|undo| undo != target);
                    if let Some(act) = self.entry(target).and_then(|undo| undo.undoes()) {
                        acts.push(act.clone());
                    }
                }
                Some(target) => {
                    acts.retain(|act| act != target);
                    undos.push(entry.id.clone());
                }
            }
        }
        acts.retain(|act| !undone.contains(act));
        undos.retain(|undo| !undone.contains(undo));
        (acts, undos)
    }
}

/// When what a fact states was taken, said or drawn.
pub fn on_of(fact: &FactRef) -> Instant {
    match fact.fact() {
        Fact::Position(Stand { on, .. }) => *on,
        Fact::Note(note) => note.on,
        _ => fact.entry.at,
    }
}

fn record(fact: &FactRef, counts: bool) -> Record<'_> {
    let (saw, apart): (&[EntryId], bool) = match fact.fact() {
        Fact::Position(Stand { saw, apart, .. }) | Fact::Line(LineDrawn { saw, apart, .. }) => (saw, *apart),
        _ => (&[], false),
    };
    let of = Arc::as_ptr(&fact.entry).addr();
    Record { entry: &fact.entry.id, of, at: fact.entry.at, on: on_of(fact), saw, apart, counts }
}
