//! How a ledger becomes a snapshot: positions settled, passed on from groups and counted, everything else read in order of time.
//!
//! Invariant: reads the ledger only through its views, so that as-of, known-at and undo hold everywhere alike.

use super::{Cell, Has, Line, Snapshot, Standing, Tally, grid::Grid};
use crate::domain::{
    committee::Committee,
    entry::{Entry, Fact},
    ids::{self, EntryId, FactId, ItemId},
    ledger::{FactRef, Ledger, View},
    paper::Paper,
    roster::{ParticipantIndex, Roster},
};
use std::{
    cmp::Reverse,
    collections::{BTreeSet, HashMap, HashSet},
    sync::Arc,
};

impl Snapshot {
    /// What a ledger says in a view.
    pub fn new(paper: &Paper, roster: &Roster, ledger: &Ledger, view: View) -> Snapshot {
        let items: Vec<ItemId> = paper.items().map(|(_, item)| item.id).collect();
        let mut snapshot = Snapshot {
            view,
            delegations: roster.delegation_count(),
            grid: Grid::new(roster.len(), items.len()),
            tallies: vec![Tally::default(); items.len()],
            has: vec![Has::default(); items.len()],
            items,
            ..Snapshot::default()
        };
        if ledger.is_empty() {
            return snapshot;
        }
        let undone = ledger.undone(view);
        snapshot.place_positions(paper, roster, ledger, &undone);
        snapshot.count_all(roster);
        let items = snapshot.items.clone();
        snapshot.draw_lines(&items.iter().collect(), ledger, &undone);
        snapshot.read_things(ledger, &undone);
        snapshot.committee = Committee::of(&ledger.committee(view, &undone));
        snapshot.mark(roster);
        snapshot
    }

    /// Takes in what further entries changed, which the ledger has already. The snapshot is then what `new` would make of the ledger.
    pub fn take_in(&mut self, paper: &Paper, roster: &Roster, ledger: &Ledger, entries: &[Entry]) {
        let touched = touched_by(ledger, entries);
        let facts = || touched.iter().flat_map(|entry| &entry.facts);
        let undone = ledger.undone(self.view);
        let mut items = BTreeSet::new();
        let mut known = HashSet::new();
        for stand in facts().filter_map(Fact::position) {
            if !known.insert((&stand.who, &stand.item)) {
                continue;
            }
            let place = roster.by_code(&stand.who).zip(self.item_index(&stand.item));
            let Some(((who, index), (_, item))) = place.zip(paper.item(&stand.item)) else {
                *self = Snapshot::new(paper, roster, ledger, self.view);
                return;
            };
            let standing = ledger.standing(&stand.who, &stand.item, self.view, &undone);
            self.place(who, index, standing, &item.fingerprint());
            for changed in roster.members(who).chain([who]).filter(|who| who.0 < roster.delegation_count()) {
                self.pass_on(roster, changed, index);
            }
            items.insert(index);
        }
        items.into_iter().for_each(|item| self.count(item));
        self.sum();
        let drawn =
            facts().filter_map(|fact| if let Fact::Line(drawn) = fact { Some(&drawn.item) } else { None });
        self.draw_lines(&drawn.collect(), ledger, &undone);
        if facts().any(Fact::is_of_committee) {
            self.committee = Committee::of(&ledger.committee(self.view, &undone));
        }
        let named = touched.iter().flat_map(|entry| {
            let id = |index| FactId { entry: entry.id, index };
            entry.facts.iter().zip(0..).map(move |(fact, index)| (id(index), fact))
        });
        self.read_again(named, roster, ledger, &undone);
    }

    /// Passes on what groups say, and counts.
    fn count_all(&mut self, roster: &Roster) {
        if self.grid.is_empty() {
            return;
        }
        for item in 0..self.items.len() {
            for who in (0..self.delegations).map(ParticipantIndex) {
                self.pass_on(roster, who, item);
            }
            self.count(item);
        }
        self.sum();
    }

    fn place_positions(
        &mut self,
        paper: &Paper,
        roster: &Roster,
        ledger: &Ledger,
        undone: &HashSet<EntryId>,
    ) {
        let mut cells = ledger.cells().peekable();
        if cells.peek().is_none() {
            return;
        }
        let places: HashMap<&ItemId, (usize, String)> =
            paper.items().enumerate().map(|(i, (_, item))| (&item.id, (i, item.fingerprint()))).collect();
        for (who, key) in cells {
            let standing = ledger.standing(who, key, self.view, undone);
            let (Some(participant), Some((item, fingerprint))) = (roster.by_code(who), places.get(key))
            else {
                let name = if roster.by_code(who).is_none() { who.as_str() } else { &key.0 };
                if !standing.is_empty() {
                    *self.unknown.entry(ids::shown(name).into_owned()).or_default() += standing.len();
                }
                continue;
            };
            self.place(participant, *item, standing, fingerprint);
        }
    }

    /// Settles what counts on a cell.
    fn place(&mut self, who: ParticipantIndex, item: usize, standing: Vec<FactRef>, fingerprint: &str) {
        let settled = settle(standing, fingerprint);
        self.grid.change(who, item, |cell| *cell = Cell { has: cell.has, ..settled });
    }

    /// Gives a member that has no position of its own that of its groups, where they agree. Where they have taken different positions,
    /// nothing is passed on.
    fn pass_on(&mut self, roster: &Roster, who: ParticipantIndex, item: usize) {
        let mut speaking: Vec<(&Standing, ParticipantIndex)> = roster
            .groups_of(who)
            .filter_map(|group| Some((self.cell(group, item).own.as_ref()?, group)))
            .collect();
        speaking.sort_by_key(|(standing, group)| (Reverse((standing.on(), standing.at())), *group));
        let groups =
            |those: &[(&Standing, ParticipantIndex)]| those.iter().map(|(_, group)| *group).collect();
        let (mut via, mut differing, mut departs_from, mut older_than) = (Vec::new(), Vec::new(), None, None);
        match &self.cell(who, item).own {
            Some(own) => {
                let other = speaking.iter().find(|(standing, _)| standing.position() != own.position());
                let is_newer = |standing: &Standing| standing.on().date() > own.on().date();
                older_than = other.filter(|(standing, _)| is_newer(standing)).map(|(_, group)| *group);
                departs_from = other.filter(|(standing, _)| !is_newer(standing)).map(|(_, group)| *group);
            }
            None => match speaking.windows(2).all(|two| two[0].0.position() == two[1].0.position()) {
                true => via = groups(&speaking),
                false => differing = groups(&speaking),
            },
        }
        let cell = self.cell(who, item);
        let is_same = cell.via == via
            && cell.differing == differing
            && (cell.departs_from, cell.older_than) == (departs_from, older_than);
        if !is_same {
            self.grid.change(who, item, |cell| {
                (cell.via, cell.differing) = (via, differing);
                (cell.departs_from, cell.older_than) = (departs_from, older_than);
            });
        }
    }

    /// Counts how delegations stand on an item.
    fn count(&mut self, item: usize) {
        let mut tally = Tally::default();
        for who in (0..self.grid.participants()).map(ParticipantIndex) {
            self.count_in(&mut tally, who, item);
        }
        self.tallies[item] = tally;
    }

    /// Adds one participant's position on an item to a tally; of a group only whether its records conflict.
    pub fn count_in(&self, tally: &mut Tally, who: ParticipantIndex, item: usize) {
        let position = |who: ParticipantIndex| self.cell(who, item).own.as_ref().and_then(Standing::position);
        let cell = self.cell(who, item);
        tally.conflicts += usize::from(cell.conflicts());
        if who.0 >= self.delegations {
            return;
        }
        tally.groups_differ += usize::from(cell.groups_differ());
        match (position(who), cell.speaker().and_then(position)) {
            (Some(own), _) => tally.own[own.index()] += 1,
            (None, Some(via)) => tally.via[via.index()] += 1,
            (None, None) => {}
        }
    }

    /// Adds up the items.
    fn sum(&mut self) {
        self.total = Tally::default();
        for tally in &self.tallies {
            self.total.add(tally);
        }
    }

    /// Draws our lines on these items anew.
    fn draw_lines(&mut self, on: &HashSet<&ItemId>, ledger: &Ledger, undone: &HashSet<EntryId>) {
        if on.is_empty() {
            return;
        }
        let mut others = std::mem::take(&mut self.lines).into_iter().peekable();
        for item in self.items.clone() {
            let is_here = |line: &Line| line.drawn.item == item;
            let there: Vec<Line> = std::iter::from_fn(|| others.next_if(is_here)).collect();
            if !on.contains(&item) {
                self.lines.extend(there);
                continue;
            }
            for fact in ledger.line(&item, self.view, undone) {
                let Fact::Line(drawn) = fact.fact() else { continue };
                if [&drawn.objective, &drawn.arguments, &drawn.asks].iter().all(|part| part.is_empty()) {
                    continue;
                }
                let entry = &fact.entry;
                let line = Line { drawn: drawn.clone(), at: entry.at, by: entry.by, entry: entry.id };
                self.lines.push(line);
            }
        }
    }
}

/// Entries whose facts may count or not count because of others, each once.
fn touched_by(ledger: &Ledger, entries: &[Entry]) -> Vec<Arc<Entry>> {
    let mut names = HashSet::new();
    let touched = entries.iter().flat_map(|entry| ledger.touched_by(entry));
    touched.filter(|entry| names.insert(Arc::as_ptr(entry))).collect()
}

/// What counts on a cell: the best contender that is set, and those that differ.
fn settle(contenders: Vec<FactRef>, fingerprint: &str) -> Cell {
    let mut standings = contenders.into_iter().map(|fact| Standing::new(fact, fingerprint));
    let Some(best) = standings.next() else { return Cell::default() };
    let value = |standing: &Standing| (standing.position(), standing.condition().to_owned());
    let mut rivals: Vec<Standing> = Vec::new();
    let mut seen = HashSet::from([value(&best)]);
    for standing in standings {
        if seen.insert(value(&standing)) {
            rivals.push(standing);
        }
    }
    if best.position().is_some() {
        return Cell { own: Some(best), rivals, ..Cell::default() };
    }
    let set = rivals.iter().position(|rival| rival.position().is_some());
    let own = set.map(|place| rivals.remove(place));
    if own.is_none() {
        return Cell { cleared: Some(best), rivals, ..Cell::default() };
    }
    rivals.insert(0, best);
    Cell { own, rivals, ..Cell::default() }
}
