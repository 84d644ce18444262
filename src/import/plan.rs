//! What of a file is new here: its rows beside what is recorded, as facts for one entry.
//!
//! Invariant: what is recorded already gives no fact, so that the same file twice records nothing; the work is linear in the rows.

mod committee;
mod lines;

use self::committee::Names;
use super::contents::{CommitmentIn, Contents, MeetingIn, NoteIn, Origin, PositionIn};
use crate::domain::{
    entry::{Fact, MeetingFinished, NoteWritten, StatusSet, Visibility},
    ids::{EntryId, FactId, ItemId, Who},
    instant::Instant,
    intent::{OnCell, Taken},
    ledger::{Ledger, View},
    paper::Paper,
    position::{Position, Status},
    snapshot::{Commitment, Snapshot},
};
use foldhash::{HashMap, HashMapExt, HashSet};

/// What a file is compared with.
#[derive(Debug, Clone, Copy)]
pub struct Recorded<'a> {
    /// The paper.
    pub paper: &'a Paper,
    /// What was recorded.
    pub ledger: &'a Ledger,
    /// What counts now.
    pub snapshot: &'a Snapshot,
    /// The present.
    pub now: Instant,
}

/// What would be recorded.
#[derive(Debug, Default)]
pub struct Plan {
    facts: Vec<Fact>,
    /// Names of the file that mean something here.
    names: Names,
    /// Positions by what they change.
    pub moves: Vec<Move>,
    /// How much of what is new.
    pub counts: Counts,
    /// Rows that are recorded already.
    pub known: usize,
    /// Our lines in the file that are older than those that stand.
    pub older_lines: usize,
    /// Interventions whose sitting is neither in the file nor here.
    pub without_sitting: usize,
}

/// How much of what is new.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(missing_docs, reason = "each is named after what it counts")]
pub struct Counts {
    pub positions: usize,
    pub notes: usize,
    pub shareable: usize,
    pub commitments: usize,
    pub status: usize,
    pub lines: usize,
    pub points: usize,
    pub meetings: usize,
    pub finished: usize,
    pub sittings: usize,
    pub interventions: usize,
    pub documents: usize,
    pub sponsors: usize,
    pub amendments: usize,
    pub completed: usize,
}

/// A position and a condition.
pub type Value = (Option<Position>, String);

/// What happens on a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// Whose position.
    pub who: Who,
    /// On what.
    pub item: ItemId,
    /// What counts now.
    pub from: Option<Value>,
    /// What will stand.
    pub to: Value,
    /// Positions that will be history at once.
    pub history: usize,
    /// Whether what counts changes.
    pub counts: bool,
}

impl Plan {
    /// Whether there is nothing to record.
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty()
    }

    /// The facts of the entry with a name.
    pub fn facts(self, id: &EntryId) -> Vec<Fact> {
        let mut facts = self.facts;
        facts.iter_mut().for_each(|fact| committee::settle(fact, id));
        facts
    }

    /// Facts that say nothing of what is only to come, in order, for a summary.
    pub fn plain_facts(&self) -> impl Iterator<Item = &Fact> {
        self.facts.iter().filter(|fact| !committee::is_on_what_is_to_come(fact))
    }

    /// Adds a fact; returns what the thing that it makes is called until the entry has a name.
    fn add(&mut self, fact: Fact) -> FactId {
        self.facts.push(fact);
        committee::to_come(self.facts.len() - 1)
    }
}

/// What of a file is new.
pub fn plan(contents: Contents, recorded: Recorded) -> Plan {
    let mut plan = Plan::default();
    let contents = plan.committee(contents, recorded);
    plan.positions(contents.positions, recorded);
    plan.notes(contents.notes, recorded);
    plan.commitments(contents.commitments, recorded);
    plan.lines(contents.lines, recorded);
    plan.points(contents.points, recorded);
    plan.meetings(contents.meetings, recorded);
    plan
}

impl Plan {
    fn positions(&mut self, rows: Vec<PositionIn>, recorded: Recorded) {
        let undone = recorded.ledger.undone(View::default());
        let mut places: HashMap<(Who, ItemId), usize> = HashMap::new();
        let mut cells: Vec<Vec<PositionIn>> = Vec::new();
        for row in rows {
            let place = *places.entry((row.who, row.item)).or_insert(cells.len());
            match cells.get_mut(place) {
                Some(cell) => cell.push(row),
                None => cells.push(vec![row]),
            }
        }
        for ((who, item), rows) in cells.into_iter().filter_map(|rows| {
            let first = rows.first()?;
            Some(((first.who, first.item), rows))
        }) {
            self.cell(&who, &item, rows, recorded, &undone);
        }
    }

    /// The rows of one cell: dated ones in order of date, then those without.
    fn cell(
        &mut self,
        who: &Who,
        item: &ItemId,
        mut rows: Vec<PositionIn>,
        recorded: Recorded,
        undone: &std::collections::HashSet<EntryId>,
    ) {
        let ledger = recorded.ledger;
        let all = rows.len();
        let taken_here = committee::taken(&rows, recorded.snapshot);
        rows.sort_by_key(|row| (row.taken.on.is_none(), row.taken.on));
        rows.dedup_by(|row, before| row.taken == before.taken);
        let mut there: HashMap<Taken, usize> = HashMap::new();
        for fact in ledger.history(who, item, View::default()) {
            if let (Some(stand), false) = (fact.fact().position(), undone.contains(&fact.entry.id)) {
                *there.entry(taken_here(stand)).or_default() += 1;
            }
        }
        let best = ledger.standing(who, item, View::default(), undone).into_iter().next();
        let before = best.as_ref().and_then(|fact| fact.fact().position()).map(&taken_here);
        let undated = rows.split_off(rows.partition_point(|row| row.taken.on.is_some()));
        rows.retain(|row| match there.get_mut(&row.taken) {
            Some(left) if *left > 0 => {
                *left -= 1;
                false
            }
            _ => true,
        });
        let newest = rows.last().map(|row| row.taken.clone());
        let newest = newest.filter(|new| before.as_ref().is_none_or(|before| new.on >= before.on));
        let mut after = newest.or_else(|| before.clone());
        let undated_is_known = match (undated.last(), &after) {
            (Some(last), Some(after)) => last.taken == Taken { on: None, ..after.clone() },
            _ => false,
        };
        if !undated_is_known && let Some(last) = undated.last() {
            after = Some(last.taken.clone());
            rows.extend(undated);
        }
        self.known += all - rows.len();
        let Some(after) = after.filter(|_| !rows.is_empty()) else { return };
        self.counts.positions += rows.len();
        let value = |taken: &Taken| (taken.is, taken.condition.clone());
        let counts = before.as_ref() != Some(&after);
        let history = rows.len() - usize::from(counts);
        let from = before.as_ref().filter(|before| before.is.is_some()).map(value);
        let (who, item) = (*who, *item);
        self.moves.push(Move { who, item, from, to: value(&after), history, counts });
        let rival_is_known = rows.iter().any(|row| row.conflict) && rows.len() < all;
        let cell = OnCell::new(recorded.paper, ledger, &who, &item, recorded.now);
        for PositionIn { taken, text, conflict, .. } in rows {
            let mut stand = cell.stand(&taken);
            stand.text = text.unwrap_or(stand.text);
            stand.concurrent = conflict;
            if conflict && rival_is_known {
                stand.parents.clear();
            }
            self.add(Fact::Position(stand));
        }
    }

    fn notes(&mut self, notes: Vec<NoteIn>, recorded: Recorded) {
        if notes.is_empty() {
            return;
        }
        let mut there: HashMap<(Option<Who>, Option<ItemId>), NotesThere> = HashMap::new();
        for note in recorded.snapshot.notes() {
            let cell = there.entry((note.who, note.item)).or_default();
            cell.parts.extend(parts(&note.text).map(str::to_owned));
            cell.rows.entry(note.text.clone()).or_default().push(note.on);
            cell.names.insert(note.id);
        }
        // A note without a date is any of its text, so those with one find theirs first.
        let mut new: Vec<Option<String>> = vec![None; notes.len()];
        let mut order: Vec<usize> = (0..notes.len()).collect();
        order.sort_by_key(|place| notes[*place].is_of_any_date());
        for place in order {
            let note = &notes[place];
            new[place] = there.entry((note.who, note.item)).or_default().new_text(note);
        }
        for (note, text) in notes.into_iter().zip(new) {
            let on = note.on.unwrap_or(recorded.now);
            let Some(text) = text else {
                self.known += usize::from(note.origin != Origin::Field);
                continue;
            };
            self.counts.notes += 1;
            self.counts.shareable += usize::from(note.visibility == Visibility::Shareable);
            let (sitting, intervention) = (self.names.of(note.sitting), self.names.of(note.intervention));
            let NoteIn { who, item, visibility, source, quote, .. } = note;
            let written =
                NoteWritten { who, item, text, visibility, source, quote, sitting, intervention, on };
            self.add(Fact::Note(written));
        }
    }

    fn commitments(&mut self, rows: Vec<CommitmentIn>, recorded: Recorded) {
        let mut there: HashMap<(Who, ItemId), Vec<_>> = HashMap::new();
        for known in recorded.snapshot.commitments() {
            there.entry((known.who, known.item)).or_default().push(known);
        }
        for row in rows {
            let same_cell = there.get_mut(&(row.made.who, row.made.item));
            let known = same_cell.and_then(|cell| {
                let same = |known: &Commitment| {
                    row.id.as_ref() == Some(&known.id)
                        || (&known.text, known.due, &known.source)
                            == (&row.made.text, row.made.due, &row.made.source)
                };
                let place = cell.iter().position(|known| same(known))?;
                Some(cell.swap_remove(place))
            });
            let Some(known) = known else {
                self.counts.commitments += 1;
                let commitment = self.add(Fact::Commitment(row.made));
                if row.status != Status::default() || !row.evidence.is_empty() {
                    self.add(Fact::Status(StatusSet { commitment, is: row.status, evidence: row.evidence }));
                }
                continue;
            };
            let differs = (known.status, &known.evidence) != (row.status, &row.evidence);
            if differs && row.at.is_some_and(|at| at > known.at) {
                self.counts.status += 1;
                let commitment = known.id;
                self.add(Fact::Status(StatusSet { commitment, is: row.status, evidence: row.evidence }));
            } else {
                self.known += 1;
            }
        }
    }

    /// The best line of an item comes first in a file and last in an entry, for there the later one counts.
    fn meetings(&mut self, rows: Vec<MeetingIn>, recorded: Recorded) {
        let mut there: HashMap<Instant, Vec<_>> = HashMap::new();
        for known in recorded.snapshot.meetings() {
            there.entry(known.when).or_default().push(known);
        }
        for row in rows {
            let planned = &row.planned;
            let known = there.get_mut(&planned.when).and_then(|same_time| {
                let place = same_time.iter().position(|known| {
                    let same = (&known.participants, &known.items, &known.place)
                        == (&planned.participants, &planned.items, &planned.place);
                    same || row.id.as_ref() == Some(&known.id) && known.participants == planned.participants
                })?;
                Some(same_time.swap_remove(place))
            });
            match (known, row.outcome) {
                (None, outcome) => {
                    self.counts.meetings += 1;
                    let meeting = self.add(Fact::Meeting(row.planned));
                    if let Some(outcome) = outcome {
                        self.add(Fact::MeetingFinished(MeetingFinished { meeting, outcome }));
                    }
                }
                (Some(known), Some(outcome)) if known.outcome.is_none() => {
                    self.counts.finished += 1;
                    self.add(Fact::MeetingFinished(MeetingFinished { meeting: known.id, outcome }));
                }
                (Some(_), _) => self.known += 1,
            }
        }
    }
}

/// Notes that stand on a cell.
#[derive(Debug, Default)]
struct NotesThere {
    parts: HashSet<String>,
    rows: HashMap<String, Vec<Instant>>,
    names: HashSet<FactId>,
}

impl NotesThere {
    /// What of a note does not stand yet.
    fn new_text(&mut self, note: &NoteIn) -> Option<String> {
        match &note.origin {
            Origin::Field => {
                let new: Vec<&str> = parts(&note.text).filter(|part| !self.parts.contains(*part)).collect();
                let text = if new.is_empty() { None } else { Some(new.join("\n\n")) };
                self.parts.extend(parts(&note.text).map(str::to_owned));
                text
            }
            Origin::Row(id) => {
                if let Some(same) = self.rows.get_mut(&note.text)
                    && let Some(place) = same.iter().position(|on| note.on.is_none_or(|wanted| wanted == *on))
                {
                    same.swap_remove(place);
                    return None;
                }
                let known = id.as_ref().is_some_and(|id| self.names.contains(id));
                (!known).then(|| note.text.clone())
            }
        }
    }
}

/// Parts of a text with an empty line between two.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split("\n\n")
}
