//! What all entries together say: a set of entries, indexed by what they are about.
//!
//! Invariant: applying is total, commutative and idempotent; any order, any duplication, any interleaving gives an equal ledger.

mod cell;
mod history;
mod register;
mod undos;
mod view;

pub use self::view::View;

use self::{
    cell::{Claim, Place, Present, Records},
    register::Register,
    undos::Undos,
};
use super::{
    cell::{Record, contenders, heads},
    entry::{Entry, Fact, LineSet, PositionSet},
    ids::{EntryId, FactId, ItemId, Who},
    instant::Instant,
    line,
};
use foldhash::HashMap;
use std::{
    collections::HashSet,
    sync::{Arc, OnceLock},
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
        FactId { entry: self.entry.id, index: u32::try_from(self.index).unwrap_or(u32::MAX) }
    }
}

/// What all entries together say.
#[derive(Debug, Default)]
pub struct Ledger {
    entries: Vec<Arc<Entry>>,
    register: Register,
    cells: HashMap<(Who, ItemId), Records>,
    lines: HashMap<ItemId, Vec<Place>>,
    others: Vec<Place>,
    committee: Vec<Place>,
    changes: HashMap<FactId, Vec<Place>>,
    points: HashMap<(Who, ItemId), Vec<Place>>,
    undos: Undos,
    newest: Option<Instant>,
    /// The end of today: at present, what is dated later does not count yet.
    horizon: Option<Instant>,
    /// Places of all entries in order of time, once somebody has asked.
    order: OnceLock<Vec<u32>>,
}

impl Ledger {
    /// Takes an entry in; one that is there already changes nothing.
    ///
    /// Returns whether it was new.
    pub fn apply(&mut self, entry: Entry) -> bool {
        if !self.register.insert(&entry, &self.entries) {
            return false;
        }
        let (place, entry) = (self.entries.len(), Arc::new(entry));
        self.newest = self.newest.max(Some(entry.at));
        self.entries.push(Arc::clone(&entry));
        let place = u32::try_from(place).unwrap_or(u32::MAX);
        self.put_in_order(place);
        self.index_facts(&entry, place);
        if entry.undoes().is_some() || self.undos.are_there_of(&entry.id) {
            self.take_back(&entry.id);
        }
        true
    }

    /// Keeps the order of time where an entry is the newest of all, as most are that come while the program runs.
    fn put_in_order(&mut self, place: u32) {
        let Some(mut order) = self.order.take() else { return };
        if order.last().is_none_or(|last| self.time_of(*last) < self.time_of(place)) {
            order.push(place);
            self.order = OnceLock::from(order);
        }
    }

    fn index_facts(&mut self, entry: &Entry, place: u32) {
        let is_disputed = self.register.is_claimed_twice(&entry.id) || self.undos.are_there_of(&entry.id);
        let claim = if is_disputed { Claim::Disputed } else { Claim::Plain };
        for (fact, index) in entry.facts.iter().zip(0..) {
            match fact {
                Fact::Position(stand) => {
                    let cell = (stand.who, stand.item);
                    self.cells.entry(cell).or_default().push((place, index), entry, stand, claim);
                }
                Fact::Line(drawn) => self.lines.entry(drawn.item).or_default().push((place, index)),
                Fact::Undo(undone) => self.undos.insert(&undone.entry, place),
                other if other.is_of_committee() => {
                    if let Some(changed) = other.changes() {
                        self.changes.entry(*changed).or_default().push((place, index));
                    }
                    self.committee.push((place, index));
                }
                other => {
                    if let Some(changed) = other.changes() {
                        self.changes.entry(*changed).or_default().push((place, index));
                    }
                    if let Fact::Point(raised) = other {
                        let cell = (raised.who, raised.item);
                        self.points.entry(cell).or_default().push((place, index));
                    }
                    self.others.push((place, index));
                }
            }
        }
    }

    /// Forgets what counts on the cells that an undo may have changed.
    fn take_back(&mut self, id: &EntryId) {
        let Some(names) = self.settle_undos(id) else {
            self.cells.values_mut().for_each(Records::forget_all);
            return;
        };
        for place in names.iter().flat_map(|name| self.register.all(name)) {
            for stand in self.entries[place].facts.iter().filter_map(Fact::position) {
                if let Some(records) = self.cells.get_mut(&(stand.who, stand.item)) {
                    records.forget(u32::try_from(place).unwrap_or(0));
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
        self.newest
    }

    /// The entry with a name; of several that claim it, the same one whatever order they came in.
    pub fn entry(&self, id: &EntryId) -> Option<&Arc<Entry>> {
        self.register.all(id).next().map(|place| &self.entries[place])
    }

    /// The record that a record of a position corrects.
    fn corrected_by(&self, record: FactId) -> Option<FactId> {
        let fact = self.entry(&record.entry)?.facts.get(usize::try_from(record.index).ok()?)?;
        fact.position()?.corrects
    }

    /// Whether a record corrects another, or a correction of it.
    pub fn is_correction_of(&self, record: FactId, wrong: FactId) -> bool {
        let mut met = HashSet::new();
        let mut next = self.corrected_by(record);
        while let Some(corrected) = next.filter(|corrected| met.insert(*corrected)) {
            if corrected == wrong {
                return true;
            }
            next = self.corrected_by(corrected);
        }
        false
    }

    /// A device's entries, the newest first.
    fn newest_of(&self, device: &str) -> impl Iterator<Item = &Arc<Entry>> + use<'_> {
        self.register.newest_of(&device.into()).filter_map(|place| self.entry(&self.entries[place].id))
    }

    /// The highest number used on a device; 0 where there is none.
    pub fn last_number(&self, device: &str) -> u32 {
        self.register.last_number(&device.into())
    }

    /// Whether two different entries claim a name.
    pub fn is_claimed_twice(&self, id: &EntryId) -> bool {
        self.register.is_claimed_twice(id)
    }

    /// Names that two different entries claim, which an honest journal never does.
    pub fn claimed_twice(&self) -> Vec<&EntryId> {
        let mut names: Vec<&EntryId> = self.register.claimed_twice().collect();
        names.sort_unstable();
        names
    }

    /// Cells on which something was recorded, in no particular order.
    pub fn cells(&self) -> impl Iterator<Item = &(Who, ItemId)> {
        self.cells.keys()
    }

    /// Every record on a cell in a view, undone ones too, oldest `on` first.
    pub fn history(&self, who: &Who, item: &ItemId, view: View) -> Vec<FactRef> {
        let mut facts = self.facts(self.records(who, item).map_or(&[], |records| &records.places), view);
        facts.sort_by_cached_key(|fact| (on_of(fact), fact.entry.at, fact.id()));
        facts
    }

    /// Says until when the present reaches: the end of today. What is dated later waits until that day has come.
    pub fn set_horizon(&mut self, horizon: Instant) {
        self.horizon = Some(horizon);
    }

    /// Until when the present reaches.
    pub fn horizon(&self) -> Option<Instant> {
        self.horizon
    }

    /// The latest `on` of the records on a cell, undone ones too; but not of those that are dated later than today.
    pub fn latest_on(&self, who: &Who, item: &ItemId) -> Option<Instant> {
        let records = self.records(who, item)?;
        if !self.is_beyond(records) {
            return records.latest;
        }
        let on = |place: &Place| on_in(&self.entries[place.0 as usize], place.1 as usize);
        records.places.iter().map(on).filter(|on| self.horizon.is_none_or(|horizon| *on <= horizon)).max()
    }

    /// Whether a cell has a record that is dated later than today.
    fn is_beyond(&self, records: &Records) -> bool {
        self.horizon.is_some_and(|horizon| records.latest > Some(horizon))
    }

    /// What counts on a cell, best first; more than one where records conflict or agree without knowing of each other. `undone` are the
    /// entries that are taken back in the view.
    pub fn standing(&self, who: &Who, item: &ItemId, view: View, undone: &HashSet<EntryId>) -> Vec<FactRef> {
        let Some(records) = self.records(who, item) else { return Vec::new() };
        let view = match view.as_of {
            None if self.is_beyond(records) => View { as_of: self.horizon, ..view },
            _ => view,
        };
        if view.is_past() {
            return self.contending(&records.places, view, undone);
        }
        self.present(records).standing.iter().map(|(place, _)| self.fact(*place)).collect()
    }

    /// What counts as our line on an item, best first.
    pub fn line(&self, item: &ItemId, view: View, undone: &HashSet<EntryId>) -> Vec<FactRef> {
        self.contending(self.lines.get(item).map_or(&[], Vec::as_slice), view, undone)
    }

    /// Entries that the author of the next record on a cell has before him.
    pub fn heads(&self, who: &Who, item: &ItemId) -> Vec<EntryId> {
        self.records(who, item).map(|records| self.present(records).heads.clone()).unwrap_or_default()
    }

    /// Entries that the author of the next line on an item has before him.
    pub fn line_heads(&self, item: &ItemId) -> Vec<EntryId> {
        self.heads_of(self.lines.get(item).map_or(&[], Vec::as_slice))
    }

    fn records(&self, who: &Who, item: &ItemId) -> Option<&Records> {
        self.cells.get(&(*who, *item))
    }

    fn present<'a>(&self, records: &'a Records) -> &'a Present {
        records.present(|| {
            let undone = self.undone(View::default());
            // Only of entries that claim one name does it matter which is first.
            if self.register.has_twins() {
                return self.found(&self.in_order(&records.places, View::default()), &[], &undone);
            }
            let base = records.bases().find(|base| self.is_whole(&records.places[base.from..]));
            let (from, awaited) = base.map_or((0, &[][..]), |base| (base.from, &base.awaited));
            self.found(&records.places[from..], awaited, &undone)
        })
    }

    /// Whether all that the authors of some records knew of, but the first's, is among them or nowhere.
    fn is_whole(&self, places: &[Place]) -> bool {
        let names: foldhash::HashSet<&EntryId> =
            places.iter().map(|place| &self.entries[place.0 as usize].id).collect();
        let is_there = |parents: &EntryId| names.contains(parents) || self.register.first(parents).is_none();
        places.iter().skip(1).all(|place| self.record(*place, true).parents.iter().all(is_there))
    }

    /// What counts of some records at present; `awaited` is what those below them knew and may be missing.
    fn found(&self, places: &[Place], awaited: &[EntryId], undone: &HashSet<EntryId>) -> Present {
        let counts = |place: &Place| !undone.contains(&self.entries[place.0 as usize].id);
        let known: Vec<Record> = places.iter().map(|place| self.record(*place, counts(place))).collect();
        let names: foldhash::HashSet<&EntryId> = known.iter().map(|record| record.entry).collect();
        let missing =
            known.iter().flat_map(|record| record.parents).filter(|parents| !names.contains(parents));
        Present {
            standing: contenders(&known).into_iter().map(|i| (places[i], known[i].on)).collect(),
            heads: heads(&known),
            awaited: missing.chain(awaited).cloned().collect(),
        }
    }

    fn record(&self, (entry, index): Place, counts: bool) -> Record<'_> {
        record(&self.entries[entry as usize], index as usize, counts)
    }

    fn heads_of(&self, places: &[Place]) -> Vec<EntryId> {
        let facts = self.facts(places, View::default());
        heads(&facts.iter().map(|fact| record(&fact.entry, fact.index, true)).collect::<Vec<_>>())
    }

    fn contending(&self, places: &[Place], view: View, undone: &HashSet<EntryId>) -> Vec<FactRef> {
        let facts = self.facts(places, view);
        let counts = |fact: &FactRef| view.reaches(on_of(fact)) && !undone.contains(&fact.entry.id);
        let records: Vec<Record> =
            facts.iter().map(|fact| record(&fact.entry, fact.index, counts(fact))).collect();
        contenders(&records).into_iter().map(|i| facts[i].clone()).collect()
    }

    fn fact(&self, (entry, index): Place) -> FactRef {
        FactRef { entry: Arc::clone(&self.entries[entry as usize]), index: index as usize }
    }

    /// Facts that a view knows of, in an order that depends on nothing but themselves.
    fn facts(&self, places: &[Place], view: View) -> Vec<FactRef> {
        self.in_order(places, view).into_iter().map(|place| self.fact(place)).collect()
    }

    fn in_order(&self, places: &[Place], view: View) -> Vec<Place> {
        let entry = |place: &Place| &self.entries[place.0 as usize];
        let mut places: Vec<Place> =
            places.iter().filter(|place| view.knows(entry(place).at)).copied().collect();
        match self.register.has_twins() {
            false => places.sort_by(|a, b| (&entry(a).id, a.1).cmp(&(&entry(b).id, b.1))),
            true => places.sort_by_cached_key(|place| {
                let entry = entry(place);
                (entry.id, self.twin_order(entry), place.1)
            }),
        }
        places
    }

    /// What orders whole entries where several claim one name.
    fn twin_order(&self, entry: &Entry) -> Option<(Instant, String)> {
        let is_twin = self.register.is_claimed_twice(&entry.id);
        is_twin.then(|| (entry.at, line::write_line(entry).unwrap_or_default()))
    }

    /// Facts about the Committee that count in a view, in order of `at` and name.
    pub fn committee(&self, view: View, undone: &HashSet<EntryId>) -> Vec<FactRef> {
        self.counting(&self.committee, view, undone)
    }

    /// Facts about notes, commitments, meetings and points that count in a view, in order of `at` and name.
    pub fn others(&self, view: View, undone: &HashSet<EntryId>) -> Vec<FactRef> {
        self.counting(&self.others, view, undone)
    }

    fn counting(&self, places: &[Place], view: View, undone: &HashSet<EntryId>) -> Vec<FactRef> {
        let mut facts = self.facts(places, view);
        facts.retain(|fact| !undone.contains(&fact.entry.id));
        facts.sort_by(|a, b| (a.entry.at, &a.entry.id, a.index).cmp(&(b.entry.at, &b.entry.id, b.index)));
        facts
    }
}

/// When what a fact states was taken, said or drawn.
pub fn on_of(fact: &FactRef) -> Instant {
    on_in(&fact.entry, fact.index)
}

fn on_in(entry: &Entry, index: usize) -> Instant {
    entry.facts[index].on().unwrap_or(entry.at)
}

fn record(entry: &Arc<Entry>, index: usize, counts: bool) -> Record<'_> {
    let (parents, concurrent): (&[EntryId], bool) = match &entry.facts[index] {
        Fact::Position(PositionSet { parents, concurrent, .. })
        | Fact::Line(LineSet { parents, concurrent, .. }) => (parents, *concurrent),
        _ => (&[], false),
    };
    let of = Arc::as_ptr(entry).addr();
    Record { entry: &entry.id, of, at: entry.at, on: on_in(entry, index), parents, concurrent, counts }
}
