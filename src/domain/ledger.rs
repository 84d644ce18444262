//! What all entries together say: a set of entries, indexed by what they are about.
//!
//! Invariant: applying is total, commutative and idempotent; any order, any duplication, any interleaving gives an equal ledger.

mod cell;
mod history;
mod register;
mod undos;

use self::{
    cell::{Claim, Place, Present, Records},
    register::Register,
    undos::Undos,
};
use super::{
    cell::{Record, contenders, heads},
    entry::{Entry, Fact, LineDrawn, Stand},
    ids::{EntryId, FactId, ItemKey, Who},
    instant::Instant,
    line,
};
use foldhash::HashMap;
use std::{
    collections::{BTreeMap, HashSet, btree_map},
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
    register: Register,
    /// Of each name that different entries claim, the places of all of them by what they say as a line.
    claims: HashMap<EntryId, BTreeMap<String, usize>>,
    cells: HashMap<(Who, ItemKey), Records>,
    lines: HashMap<ItemKey, Vec<Place>>,
    others: Vec<Place>,
    changes: HashMap<FactId, Vec<Place>>,
    raises: HashMap<(Who, ItemKey), Vec<Place>>,
    undos: Undos,
    newest: Option<Instant>,
    /// Places of all entries in order of time, once somebody has asked.
    order: OnceLock<Vec<u32>>,
}

impl Ledger {
    /// Takes an entry in; one that is there already changes nothing.
    ///
    /// Returns whether it was new.
    pub fn apply(&mut self, entry: Entry) -> bool {
        let place = self.entries.len();
        if let Some(first) = self.register.first(&entry.id)
            && (*self.entries[first] == entry || !self.claim(first, &entry, place))
        {
            return false;
        }
        let entry = Arc::new(entry);
        self.register.insert(&entry.id, place);
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

    /// Takes note of another entry that claims a name. Returns whether it is another indeed.
    fn claim(&mut self, first: usize, entry: &Entry, place: usize) -> bool {
        let text = |entry: &Entry| line::write_line(entry).unwrap_or_default();
        let claims = self.claims.entry(entry.id.clone()).or_default();
        claims.entry(text(&self.entries[first])).or_insert(first);
        match claims.entry(text(entry)) {
            btree_map::Entry::Occupied(_) => false,
            btree_map::Entry::Vacant(free) => {
                free.insert(place);
                true
            }
        }
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
                    let cell = (stand.who.clone(), stand.item.clone());
                    self.cells.entry(cell).or_default().push((place, index), entry, stand, claim);
                }
                Fact::Line(drawn) => self.lines.entry(drawn.item.clone()).or_default().push((place, index)),
                Fact::Undo(undone) => self.undos.insert(&undone.entry, place),
                other => {
                    if let Some(changed) = other.changes() {
                        self.changes.entry(changed.clone()).or_default().push((place, index));
                    }
                    if let Fact::Raise(raised) = other {
                        let cell = (raised.who.clone(), raised.item.clone());
                        self.raises.entry(cell).or_default().push((place, index));
                    }
                    self.others.push((place, index));
                }
            }
        }
    }

    /// Forgets what counts on the cells that an undo may have changed.
    fn take_back(&mut self, id: &EntryId) {
        let Some(names) = self.settle_undos(id) else {
            self.cells.values_mut().for_each(Records::forget);
            return;
        };
        for place in names.iter().flat_map(|name| self.register.all(name)) {
            for stand in self.entries[place].facts.iter().filter_map(Fact::position) {
                if let Some(records) = self.cells.get_mut(&(stand.who.clone(), stand.item.clone())) {
                    records.forget();
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
        let claimed = self.claims.get(id).and_then(|claims| claims.values().next().copied());
        claimed.or_else(|| self.register.first(id)).map(|place| &self.entries[place])
    }

    /// A device's entries, the newest first.
    fn newest_of(&self, device: &str) -> impl Iterator<Item = &Arc<Entry>> {
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
    pub fn cells(&self) -> impl Iterator<Item = &(Who, ItemKey)> {
        self.cells.keys()
    }

    /// Every record on a cell in a view, undone ones too, oldest `on` first.
    pub fn history(&self, who: &Who, item: &ItemKey, view: View) -> Vec<FactRef> {
        let mut facts = self.facts(self.records(who, item).map_or(&[], |records| &records.places), view);
        facts.sort_by_cached_key(|fact| (on_of(fact), fact.entry.at, fact.id()));
        facts
    }

    /// The latest `on` of the records on a cell, undone ones too.
    pub fn latest_on(&self, who: &Who, item: &ItemKey) -> Option<Instant> {
        self.records(who, item)?.latest
    }

    /// What counts on a cell, best first; more than one where records clash or agree without knowing of each other. `undone` are the
    /// entries that are taken back in the view.
    pub fn standing(&self, who: &Who, item: &ItemKey, view: View, undone: &HashSet<EntryId>) -> Vec<FactRef> {
        let Some(records) = self.records(who, item) else { return Vec::new() };
        if view.is_past() {
            return self.contending(&records.places, view, undone);
        }
        self.present(records).standing.iter().map(|(place, _)| self.fact(*place)).collect()
    }

    /// What counts as our line on an item, best first.
    pub fn line(&self, item: &ItemKey, view: View, undone: &HashSet<EntryId>) -> Vec<FactRef> {
        self.contending(self.lines.get(item).map_or(&[], Vec::as_slice), view, undone)
    }

    /// Entries that the author of the next record on a cell has before him.
    pub fn heads(&self, who: &Who, item: &ItemKey) -> Vec<EntryId> {
        self.records(who, item).map(|records| self.present(records).heads.clone()).unwrap_or_default()
    }

    /// Entries that the author of the next line on an item has before him.
    pub fn line_heads(&self, item: &ItemKey) -> Vec<EntryId> {
        self.heads_of(self.lines.get(item).map_or(&[], Vec::as_slice))
    }

    fn records(&self, who: &Who, item: &ItemKey) -> Option<&Records> {
        self.cells.get(&(who.clone(), item.clone()))
    }

    fn present<'a>(&self, records: &'a Records) -> &'a Present {
        records.present(|| {
            let undone = self.undone(View::default());
            let places = self.in_order(&records.places, View::default());
            let facts: Vec<FactRef> = places.iter().map(|place| self.fact(*place)).collect();
            let known: Vec<Record> =
                facts.iter().map(|fact| record(fact, !undone.contains(&fact.entry.id))).collect();
            let names: HashSet<&EntryId> = known.iter().map(|record| record.entry).collect();
            let awaited = known.iter().flat_map(|record| record.saw).filter(|saw| !names.contains(saw));
            let standing = contenders(&known).into_iter().map(|i| (places[i], on_of(&facts[i])));
            Present {
                standing: standing.collect(),
                heads: heads(&known),
                awaited: awaited.cloned().collect(),
            }
        })
    }

    fn heads_of(&self, places: &[Place]) -> Vec<EntryId> {
        let facts = self.facts(places, View::default());
        heads(&facts.iter().map(|fact| record(fact, true)).collect::<Vec<_>>())
    }

    fn contending(&self, places: &[Place], view: View, undone: &HashSet<EntryId>) -> Vec<FactRef> {
        let facts = self.facts(places, view);
        let counts = |fact: &FactRef| view.reaches(on_of(fact)) && !undone.contains(&fact.entry.id);
        let records: Vec<Record> = facts.iter().map(|fact| record(fact, counts(fact))).collect();
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
        match self.claims.is_empty() {
            true => places.sort_by(|a, b| (&entry(a).id, a.1).cmp(&(&entry(b).id, b.1))),
            false => places.sort_by_cached_key(|place| {
                let entry = entry(place);
                (entry.id.clone(), self.order_among_claims(entry), place.1)
            }),
        }
        places
    }

    /// What orders whole entries where several claim one name.
    fn order_among_claims(&self, entry: &Entry) -> Option<(Instant, String)> {
        let is_claimed_twice = self.claims.contains_key(&entry.id);
        is_claimed_twice.then(|| (entry.at, line::write_line(entry).unwrap_or_default()))
    }

    /// Facts that are neither positions nor lines nor undos and that count in a view, in order of `at` and name.
    pub fn others(&self, view: View, undone: &HashSet<EntryId>) -> Vec<FactRef> {
        let mut facts = self.facts(&self.others, view);
        facts.retain(|fact| !undone.contains(&fact.entry.id));
        facts.sort_by(|a, b| (a.entry.at, &a.entry.id, a.index).cmp(&(b.entry.at, &b.entry.id, b.index)));
        facts
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
