//! Notes, commitments, meetings and points to raise: read from what made them and from every change, in order of time.
//!
//! Invariant: one thing read alone is what it is when all are read; so what an entry changed is read anew and nothing else.

use super::{Commitment, Has, Meeting, Note, Point, Snapshot};
use crate::domain::{
    entry::Fact,
    ids::{EntryId, FactId, ItemId, Who},
    instant::Day,
    ledger::{FactRef, Ledger, View, on_of},
    position::Status,
    roster::Roster,
};
use std::{
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
};

/// Things by the names of the facts that made them.
#[derive(Debug, Default)]
struct Things {
    notes: BTreeMap<FactId, Note>,
    commitments: BTreeMap<FactId, Commitment>,
    meetings: BTreeMap<FactId, Meeting>,
    points: BTreeMap<(Who, ItemId), (FactId, String, bool)>,
}

impl Snapshot {
    /// Reads all notes, commitments, meetings and points to raise.
    pub(super) fn read_things(&mut self, ledger: &Ledger, undone: &HashSet<EntryId>) {
        let things = Things::of(&ledger.others(self.view, undone), self.view);
        self.points = things.points.into_iter().filter_map(point).collect();
        self.notes = things.notes.into_values().collect();
        self.notes.sort_by(by_on);
        self.commitments = things.commitments.into_values().collect();
        self.meetings = things.meetings.into_values().collect();
        self.meetings.sort_by(by_when);
        (self.noted, self.promised, self.due) = Default::default();
        for note in &self.notes {
            self.noted.insert(note.who, note.item, (note.on, note.id));
        }
        for Commitment { who, item, id, .. } in &self.commitments {
            self.promised.insert(Some(*who), Some(*item), *id);
        }
        for day in self.commitments.iter().filter_map(open_until) {
            *self.due.entry(day).or_default() += 1;
        }
    }

    /// Reads again what facts made or changed, each given with the name that it has or would have.
    pub(super) fn read_again<'a>(
        &mut self,
        facts: impl Iterator<Item = (FactId, &'a Fact)>,
        roster: &Roster,
        ledger: &Ledger,
        undone: &HashSet<EntryId>,
    ) {
        let (mut ids, mut cells) = (BTreeSet::new(), BTreeSet::new());
        for (id, fact) in facts {
            match fact {
                Fact::Point(raised) => _ = cells.insert((&raised.who, &raised.item)),
                Fact::Position(_) | Fact::Line(_) | Fact::Undo(_) => {}
                of_committee if of_committee.is_of_committee() => {}
                _ => _ = ids.insert(fact.changes().cloned().unwrap_or(id)),
            }
        }
        if ids.is_empty() && cells.is_empty() {
            return;
        }
        if ids.iter().any(|id| ledger.is_claimed_twice(&id.entry)) {
            self.read_things(ledger, undone);
            return self.mark(roster);
        }
        let view = self.view;
        let counting = |facts: Vec<FactRef>| -> Vec<FactRef> {
            facts.into_iter().filter(|fact| !undone.contains(&fact.entry.id)).collect()
        };
        let mut again = Things::default();
        for id in &ids {
            again.extend(&counting(ledger.history_of(id, view)), view);
        }
        // What claims to change a point to raise as if it were a note has none of it read.
        again.points.clear();
        for (who, item) in &cells {
            again.extend(&counting(ledger.points_on(who, item, view)), view);
        }
        self.put(&ids, &cells, again, roster, ledger);
    }

    /// Puts things where they belong; those of the names given that are not among them are no more.
    fn put(
        &mut self,
        ids: &BTreeSet<FactId>,
        cells: &BTreeSet<(&Who, &ItemId)>,
        mut again: Things,
        roster: &Roster,
        ledger: &Ledger,
    ) {
        let spots = again.spots();
        let (mut notes, mut commitments, mut meetings) = (Vec::new(), Vec::new(), Vec::new());
        for id in ids {
            match ledger.made(id) {
                Some(Fact::Note(made)) => {
                    let place = self.notes.binary_search_by(|note| (note.on, &note.id).cmp(&(made.on, id)));
                    notes.push((place, again.notes.remove(id)));
                }
                Some(Fact::Commitment(_)) => {
                    let place = self.commitments.binary_search_by(|commitment| commitment.id.cmp(id));
                    commitments.push((place, again.commitments.remove(id)));
                }
                Some(Fact::Meeting(made)) => {
                    let place = self
                        .meetings
                        .binary_search_by(|meeting| (meeting.when, &meeting.id).cmp(&(made.when, id)));
                    meetings.push((place, again.meetings.remove(id)));
                }
                _ => {}
            }
        }
        let mut points = Vec::new();
        for (who, item) in cells {
            let place = self.points.binary_search_by(|point| (&point.who, &point.item).cmp(&(who, item)));
            let cell = (*(*who), *(*item));
            points.push((place, again.points.remove_entry(&cell).and_then(point)));
        }
        self.follow_spots(&notes, &commitments);
        let is_less = gone(&notes) || gone(&commitments) || gone(&points);
        put_in(&mut self.notes, notes, by_on);
        put_in(&mut self.commitments, commitments, by_id);
        put_in(&mut self.meetings, meetings, by_when);
        put_in(&mut self.points, points, |a, b| (&a.who, &a.item).cmp(&(&b.who, &b.item)));
        match is_less {
            true => self.mark(roster),
            false => self.mark_spots(roster, spots),
        }
    }

    /// Brings up to date what is on which cell, before the lists themselves are.
    fn follow_spots(&mut self, notes: &[Put<Note>], commitments: &[Put<Commitment>]) {
        for put in notes {
            match put {
                (Err(_), Some(note)) => {
                    self.noted.insert(note.who, note.item, (note.on, note.id));
                }
                (Ok(place), None) => {
                    let note = &self.notes[*place];
                    self.noted.remove(note.who, note.item, &(note.on, note.id));
                }
                _ => {}
            }
        }
        for put in commitments {
            if let Some(day) = put.0.ok().and_then(|place| open_until(&self.commitments[place])) {
                let left = self.due.remove(&day).unwrap_or_default().saturating_sub(1);
                self.due.extend((left > 0).then_some((day, left)));
            }
            if let Some(day) = put.1.as_ref().and_then(open_until) {
                *self.due.entry(day).or_default() += 1;
            }
            match put {
                (Err(_), Some(Commitment { who, item, id, .. })) => {
                    self.promised.insert(Some(*who), Some(*item), *id);
                }
                (Ok(place), None) => {
                    let Commitment { who, item, id, .. } = &self.commitments[*place];
                    self.promised.remove(Some(*who), Some(*item), id);
                }
                _ => {}
            }
        }
    }

    /// Marks cells and items that have notes, commitments or something to raise.
    pub(super) fn mark(&mut self, roster: &Roster) {
        self.has.fill(Has::default());
        self.grid.forget_rest();
        let notes = self.notes.iter().map(Spot::of_note);
        let commitments = self.commitments.iter().map(Spot::of_commitment);
        let points = self.points.iter().map(|point| Spot::of_point(&point.who, &point.item));
        let spots = notes.chain(commitments).chain(points).collect();
        self.mark_spots(roster, spots);
    }

    fn mark_spots(&mut self, roster: &Roster, spots: Vec<Spot>) {
        let items: HashMap<&ItemId, usize> = self.items.iter().zip(0..).collect();
        for spot in spots {
            let Some(item) = spot.item.and_then(|item| items.get(&item)) else { continue };
            self.has[*item].add(spot.has);
            if let Some(who) = spot.who.and_then(|who| roster.by_code(&who)) {
                self.grid.change(who, *item, |cell| cell.has.add(spot.has));
            }
        }
    }
}

/// The day on which a commitment is due, if any, where it is open.
fn open_until(commitment: &Commitment) -> Option<Option<Day>> {
    commitment.status.is_open().then_some(commitment.due)
}

/// Where something is beside positions.
struct Spot {
    who: Option<Who>,
    item: Option<ItemId>,
    has: Has,
}

impl Spot {
    fn of_note(note: &Note) -> Spot {
        let has = Has { notes: true, ..Has::default() };
        Spot { who: note.who, item: note.item, has }
    }

    fn of_commitment(commitment: &Commitment) -> Spot {
        let has = Has { commitments: true, ..Has::default() };
        Spot { who: Some(commitment.who), item: Some(commitment.item), has }
    }

    fn of_point(who: &Who, item: &ItemId) -> Spot {
        let has = Has { points: true, ..Has::default() };
        Spot { who: Some(*who), item: Some(*item), has }
    }
}

impl Has {
    fn add(&mut self, other: Has) {
        self.notes |= other.notes;
        self.commitments |= other.commitments;
        self.points |= other.points;
    }
}

/// Where a thing is or belongs, and what it is now; none where it is no more.
type Put<T> = (Result<usize, usize>, Option<T>);

fn gone<T>(puts: &[Put<T>]) -> bool {
    puts.iter().any(|(place, thing)| place.is_ok() && thing.is_none())
}

/// Puts things into a sorted list.
fn put_in<T>(list: &mut Vec<T>, puts: Vec<Put<T>>, order: impl Fn(&T, &T) -> Ordering) {
    let is_one = puts.len() == 1;
    let (mut new, mut old) = (Vec::new(), HashSet::new());
    for (place, thing) in puts {
        match (place, thing) {
            (Ok(place), Some(thing)) => list[place] = thing,
            (Ok(place), None) => _ = old.insert(place),
            (Err(place), Some(thing)) if is_one => list.insert(place, thing),
            (Err(_), Some(thing)) => new.push(thing),
            (Err(_), None) => {}
        }
    }
    if !old.is_empty() {
        let mut place = 0..;
        list.retain(|_| place.next().is_none_or(|place| !old.contains(&place)));
    }
    if !new.is_empty() {
        list.append(&mut new);
        list.sort_by(order);
    }
}

fn by_on(a: &Note, b: &Note) -> Ordering {
    (a.on, &a.id).cmp(&(b.on, &b.id))
}

fn by_id(a: &Commitment, b: &Commitment) -> Ordering {
    a.id.cmp(&b.id)
}

fn by_when(a: &Meeting, b: &Meeting) -> Ordering {
    (a.when, &a.id).cmp(&(b.when, &b.id))
}

fn point(((who, item), (id, text, is_done)): ((Who, ItemId), (FactId, String, bool))) -> Option<Point> {
    (!is_done).then_some(Point { id, who, item, text })
}

impl Things {
    /// What facts in order of time made, and what became of it.
    fn of(facts: &[FactRef], view: View) -> Things {
        let mut things = Things::default();
        things.extend(facts, view);
        things
    }

    fn extend(&mut self, facts: &[FactRef], view: View) {
        let (made, changes): (Vec<_>, Vec<_>) = facts.iter().partition(|fact| makes_something(fact.fact()));
        for fact in made.into_iter().filter(|fact| view.reaches(on_of(fact))) {
            self.make(fact);
        }
        for fact in changes.into_iter().filter(|fact| view.reaches(fact.entry.at)) {
            self.change(fact);
        }
    }

    /// Where there is something.
    fn spots(&self) -> Vec<Spot> {
        let notes = self.notes.values().map(Spot::of_note);
        let commitments = self.commitments.values().map(Spot::of_commitment);
        let raised = self.points.iter().filter(|(_, (_, _, is_done))| !is_done);
        let points = raised.map(|((who, item), _)| Spot::of_point(who, item));
        notes.chain(commitments).chain(points).collect()
    }

    fn make(&mut self, fact: &FactRef) {
        let (id, at, by) = (fact.id(), fact.entry.at, fact.entry.by);
        match fact.fact() {
            Fact::Note(note) => {
                let (who, item, text) = (note.who, note.item, note.text.clone());
                self.notes.insert(
                    id,
                    Note {
                        id,
                        who,
                        item,
                        text,
                        visibility: note.visibility,
                        source: note.source.clone(),
                        quote: note.quote.clone(),
                        sitting: note.sitting,
                        intervention: note.intervention,
                        on: note.on,
                        at,
                        by,
                    },
                );
            }
            Fact::Commitment(made) => {
                let commitment = Commitment {
                    id,
                    who: made.who,
                    item: made.item,
                    text: made.text.clone(),
                    due: made.due,
                    source: made.source.clone(),
                    status: Status::default(),
                    evidence: String::new(),
                    at,
                    by,
                };
                self.commitments.insert(id, commitment);
            }
            Fact::Meeting(planned) => {
                let meeting = Meeting {
                    id,
                    participants: planned.participants.clone(),
                    when: planned.when,
                    until: planned.until,
                    place: planned.place.clone(),
                    items: planned.items.clone(),
                    outcome: None,
                };
                self.meetings.insert(id, meeting);
            }
            _ => {}
        }
    }

    fn change(&mut self, fact: &FactRef) {
        let (at, by) = (fact.entry.at, fact.entry.by);
        match fact.fact() {
            Fact::Point(raised) => {
                let cell = (raised.who, raised.item);
                self.points.insert(cell, (fact.id(), raised.text.clone(), raised.done));
            }
            Fact::NoteEdited(amended) => {
                if let Some(note) = self.notes.get_mut(&amended.note) {
                    note.visibility = note.visibility.amended(amended.visibility);
                    (note.text, note.at, note.by) = (amended.text.clone(), at, by);
                }
            }
            Fact::NoteRemoved(struck) => {
                self.notes.remove(&struck.note);
            }
            Fact::CommitmentEdited(amended) => {
                if let Some(commitment) = self.commitments.get_mut(&amended.commitment) {
                    (commitment.text, commitment.due) = (amended.text.clone(), amended.due);
                    (commitment.at, commitment.by) = (at, by);
                }
            }
            Fact::Status(made) => {
                if let Some(commitment) = self.commitments.get_mut(&made.commitment) {
                    (commitment.status, commitment.evidence) = (made.is, made.evidence.clone());
                    (commitment.at, commitment.by) = (at, by);
                }
            }
            Fact::MeetingFinished(finished) => {
                if let Some(meeting) = self.meetings.get_mut(&finished.meeting) {
                    meeting.outcome = Some(finished.outcome.clone());
                }
            }
            _ => {}
        }
    }
}

fn makes_something(fact: &Fact) -> bool {
    matches!(fact, Fact::Note(_) | Fact::Commitment(_) | Fact::Meeting(_))
}
