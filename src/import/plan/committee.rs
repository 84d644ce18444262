//! What a file says of the Committee, beside what is recorded: what is new, and what is known here under which name.
//!
//! Invariant: what the file names as it is named here, and describes as the same thing, is described anew; what is the same thing under
//! another name only gains what was not known; nobody is taken off a list. What is neither is new.

use super::{Plan, Recorded};
use crate::{
    domain::{
        committee::{self, Committee, fill_document, fill_intervention, fill_sitting},
        entry::{Fact, PositionSet},
        ids::{EntryId, FactId, ItemId, Who},
        intent::Taken,
        name::Name,
        position::Source,
        record::{
            amendment::{
                AmendmentKind, AmendmentProposed, AmendmentSettled, AmendmentState, AmendmentSupported,
            },
            paper::{DocumentAdded, DocumentEdited, Sponsored},
            sitting::{InterventionEdited, InterventionKind, InterventionMade, SittingAdded, SittingEdited},
        },
        snapshot::Snapshot,
    },
    import::contents::{AmendmentIn, Contents, Named, PositionIn},
};
use foldhash::{HashMap, HashMapExt};
use std::{collections::VecDeque, hash::Hash};

/// Names of a file, with what the same things are called here.
#[derive(Debug, Default)]
pub(super) struct Names(HashMap<FactId, FactId>);

impl Names {
    /// What a thing that the file names is called here.
    pub(super) fn of(&self, there: Option<FactId>) -> Option<FactId> {
        self.0.get(&there?).copied()
    }

    fn put(&mut self, there: Option<FactId>, here: FactId) {
        self.0.extend(there.map(|there| (there, here)));
    }
}

/// What a thing that a fact of the coming entry makes is called until that has a name; no entry is called so.
pub(super) fn to_come(place: usize) -> FactId {
    let entry = EntryId { device: Name::default(), number: 0 };
    FactId { entry, index: u32::try_from(place).unwrap_or(u32::MAX) }
}

/// Gives what a fact names the name of its entry, where it is of that entry.
pub(super) fn settle(fact: &mut Fact, entry: &EntryId) {
    let settle = |id: &mut FactId| {
        if id.entry.device.is_empty() {
            id.entry = *entry;
        }
    };
    match fact {
        Fact::Position(stand) => stand.intervention.iter_mut().for_each(settle),
        Fact::Note(note) => note.sitting.iter_mut().chain(&mut note.intervention).for_each(settle),
        Fact::Status(set) => settle(&mut set.commitment),
        Fact::MeetingFinished(finished) => settle(&mut finished.meeting),
        Fact::Intervention(made) => settle(&mut made.sitting),
        Fact::AmendmentSupported(supported) => settle(&mut supported.amendment),
        Fact::AmendmentSettled(settled) => settle(&mut settled.amendment),
        _ => {}
    }
}

/// Whether a fact is told by the name of what the same entry makes, which is not known yet.
pub(super) fn is_on_what_is_to_come(fact: &Fact) -> bool {
    let of = match fact {
        Fact::Status(set) => set.commitment,
        Fact::MeetingFinished(finished) => finished.meeting,
        Fact::Intervention(made) => made.sitting,
        Fact::AmendmentSupported(supported) => supported.amendment,
        Fact::AmendmentSettled(settled) => settled.amendment,
        _ => return false,
    };
    !found_again(of)
}

/// What a record says, as rows of a file would say it: plain ones name no intervention and correct nothing.
pub(super) fn taken<'s>(
    rows: &[PositionIn],
    snapshot: &'s Snapshot,
) -> impl Fn(&PositionSet) -> Taken + use<'s> {
    let is_plain = rows.iter().all(|row| row.taken.intervention.is_none() && row.taken.corrects.is_none());
    move |stand| taken_here(stand, snapshot, is_plain)
}

fn taken_here(stand: &PositionSet, snapshot: &Snapshot, is_plain: bool) -> Taken {
    let (here, taken) = (&snapshot.committee, Taken::of(stand));
    if !is_plain {
        return Taken { intervention: taken.intervention.map(|id| here.name_of(id)), ..taken };
    }
    let intervention = taken.intervention.and_then(|id| here.intervention(id));
    let source = taken.source.or_else(|| {
        let made = &intervention?.is;
        Some(made.source(here.sitting(made.sitting).map(|sitting| &sitting.is)))
    });
    Taken { source, intervention: None, corrects: None, ..taken }
}

/// Things that are here, by what two recorders would both say of them.
struct Known<K, T> {
    by_key: HashMap<K, VecDeque<(FactId, T)>>,
}

impl<K: Eq + Hash, T> Known<K, T> {
    fn of(all: impl Iterator<Item = (K, FactId, T)>) -> Known<K, T> {
        let mut by_key: HashMap<K, VecDeque<(FactId, T)>> = HashMap::new();
        all.for_each(|(key, id, one)| by_key.entry(key).or_default().push_back((id, one)));
        Known { by_key }
    }

    /// Takes the thing of a key that has a name.
    fn take(&mut self, key: &K, id: FactId) -> Option<T> {
        let same = self.by_key.get_mut(key)?;
        let place = same.iter().position(|(known, _)| *known == id)?;
        same.remove(place).map(|(_, one)| one)
    }

    /// Takes the first thing of a key.
    fn first(&mut self, key: &K) -> Option<(FactId, T)> {
        self.by_key.get_mut(key)?.pop_front()
    }
}

/// Which of the things that are here each row is, and whether by its name. Rows that are known by name find theirs first.
fn pair<R, K: Eq + Hash, T>(
    rows: &[Named<R>],
    key: impl Fn(&R) -> K,
    name_of: impl Fn(FactId) -> FactId,
    mut known: Known<K, T>,
) -> Vec<Option<(FactId, T, bool)>> {
    let by_name = |row: &Named<R>, known: &mut Known<K, T>| {
        let id = name_of(row.id?);
        Some((id, known.take(&key(&row.is), id)?, true))
    };
    let mut found: Vec<Option<(FactId, T, bool)>> = rows.iter().map(|row| by_name(row, &mut known)).collect();
    for (row, found) in rows.iter().zip(&mut found).filter(|(_, found)| found.is_none()) {
        *found = known.first(&key(&row.is)).map(|(id, one)| (id, one, false));
    }
    found
}

/// What two recorders would both say of an intervention, but for which of several it is.
type InterventionKey = (FactId, Who, Option<Who>, InterventionKind);

fn intervention_key(is: &InterventionMade) -> InterventionKey {
    (is.sitting, is.who, is.on_behalf_of, is.kind)
}

/// What two recorders would both say of an amendment.
type AmendmentKey = (ItemId, AmendmentKind, String, String, Vec<Who>);

fn amendment_key(is: &AmendmentProposed) -> AmendmentKey {
    let mut by = is.by.clone();
    by.sort_unstable();
    (is.item, is.kind, is.passage.clone(), is.words.clone(), by)
}

impl Plan {
    /// Takes out of a file what it says of the Committee; what is left names things as they are named here.
    pub(super) fn committee(&mut self, mut contents: Contents, recorded: Recorded) -> Contents {
        let here = &recorded.snapshot.committee;
        let sources = Sources::of(&contents);
        self.sittings(std::mem::take(&mut contents.sittings), here);
        self.interventions(std::mem::take(&mut contents.interventions), here);
        self.documents(std::mem::take(&mut contents.documents), here);
        self.amendments(std::mem::take(&mut contents.amendments), here);
        for row in &mut contents.positions {
            sources.leave_out(&mut row.taken);
            row.taken.intervention = row.taken.intervention.and_then(|id| self.name_here(id, here));
            let is_here = |id: &FactId| {
                let corrected = recorded.ledger.made(id).and_then(Fact::position);
                corrected.is_some_and(|stand| stand.who == row.who && stand.item == row.item)
            };
            row.taken.corrects = row.taken.corrects.filter(is_here);
        }
        contents
    }

    /// What an intervention is called here: by the file's own list, or because it is known under this name.
    fn name_here(&self, id: FactId, here: &Committee) -> Option<FactId> {
        self.names.of(Some(id)).or_else(|| here.intervention(id).map(|known| known.id))
    }

    fn sittings(&mut self, rows: Vec<Named<SittingAdded>>, here: &Committee) {
        let known =
            here.sittings.iter().map(|known| (committee::sitting_key(&known.is), known.id, &known.is));
        let found = pair(&rows, committee::sitting_key, |id| here.name_of(id), Known::of(known));
        for (Named { id: there, is }, found) in rows.into_iter().zip(found) {
            let id = match found {
                None => {
                    self.counts.sittings += 1;
                    self.add(Fact::Sitting(is))
                }
                Some((id, known, by_name)) => {
                    let (mut first, second) = if by_name { (is, known) } else { (known.clone(), &is) };
                    fill_sitting(&mut first, second);
                    if first == *known {
                        self.known += 1;
                    } else {
                        self.counts.completed += 1;
                        self.add(Fact::SittingEdited(SittingEdited { sitting: id, to: first }));
                    }
                    id
                }
            };
            self.names.put(there, id);
        }
    }

    fn interventions(&mut self, mut rows: Vec<Named<InterventionMade>>, here: &Committee) {
        let all = rows.len();
        rows.retain_mut(|row| {
            let sitting = self.names.of(Some(row.is.sitting));
            let sitting = sitting.or_else(|| here.sitting(row.is.sitting).map(|known| known.id));
            row.is.sitting = sitting.unwrap_or(row.is.sitting);
            sitting.is_some()
        });
        self.without_sitting += all - rows.len();
        let known = here.interventions.iter().map(|known| (intervention_key(&known.is), known.id, &known.is));
        let found = pair(&rows, intervention_key, |id| here.name_of(id), Known::of(known));
        for (Named { id: there, is }, found) in rows.into_iter().zip(found) {
            let id = match found {
                None => {
                    self.counts.interventions += 1;
                    self.add(Fact::Intervention(is))
                }
                Some((intervention, known, by_name)) => {
                    let (mut first, second) = if by_name { (is, known) } else { (known.clone(), &is) };
                    fill_intervention(&mut first, second);
                    let (url, checked) = (first.url, first.checked);
                    if (url, checked) == (known.url, known.checked) {
                        self.known += 1;
                    } else {
                        self.counts.completed += 1;
                        let edited = InterventionEdited { intervention, url, checked };
                        self.add(Fact::InterventionEdited(edited));
                    }
                    intervention
                }
            };
            self.names.put(there, id);
        }
    }

    /// Documents; several rows on one are one document with the sponsors of all.
    fn documents(&mut self, rows: Vec<Named<DocumentAdded>>, here: &Committee) {
        let rows = one_each(rows);
        let known =
            here.documents.iter().map(|known| (committee::document_key(&known.is), known.id, &known.is));
        let found = pair(&rows, committee::document_key, |id| here.name_of(id), Known::of(known));
        for (Named { id: there, is }, found) in rows.into_iter().zip(found) {
            let id = match found {
                None => {
                    self.counts.documents += 1;
                    self.counts.sponsors += is.sponsors.len();
                    self.add(Fact::Document(is))
                }
                Some((id, known, by_name)) => {
                    self.describe(id, is, known, by_name);
                    id
                }
            };
            self.names.put(there, id);
        }
    }

    /// What a file adds to a document that is known.
    fn describe(&mut self, document: FactId, is: DocumentAdded, known: &DocumentAdded, by_name: bool) {
        let new = |who: &&Who| known.sponsors.binary_search(who).is_err();
        let participants: Vec<Who> = is.sponsors.iter().filter(new).copied().collect();
        let (mut first, second) = if by_name { (is, known) } else { (known.clone(), &is) };
        fill_document(&mut first, second);
        first.sponsors.clone_from(&known.sponsors);
        let differs = first != *known;
        self.known += usize::from(!differs && participants.is_empty());
        if differs {
            self.counts.completed += 1;
            let to = DocumentAdded { sponsors: Vec::new(), ..first };
            self.add(Fact::DocumentEdited(DocumentEdited { document, to }));
        }
        if !participants.is_empty() {
            self.counts.sponsors += participants.len();
            self.add(Fact::Sponsored(Sponsored { document, participants, withdrawn: false }));
        }
    }

    fn amendments(&mut self, rows: Vec<AmendmentIn>, here: &Committee) {
        let known = here.amendments.iter().map(|known| (amendment_key(&known.is), known.id, known));
        let rows: Vec<Named<AmendmentIn>> = rows.into_iter().map(|is| Named { id: is.id, is }).collect();
        let found = pair(&rows, |row| amendment_key(&row.is), |id| id, Known::of(known));
        for (Named { is: row, .. }, found) in rows.into_iter().zip(found) {
            let (amendment, state, mut supporting) = match found {
                None => {
                    self.counts.amendments += 1;
                    (self.add(Fact::Amendment(row.is)), AmendmentState::default(), row.supported_by)
                }
                Some((id, known, _)) => {
                    let new = |who: &Who| !known.supported_by.contains(who) && !known.is.by.contains(who);
                    let supporting = row.supported_by.into_iter().filter(new).collect();
                    (id, known.state, supporting)
                }
            };
            supporting.dedup();
            let settles = row.state != AmendmentState::default() && row.state != state;
            let is_known = found_again(amendment) && supporting.is_empty() && !settles;
            self.known += usize::from(is_known);
            self.counts.completed += usize::from(found_again(amendment) && !is_known);
            if !supporting.is_empty() {
                let supported = AmendmentSupported { amendment, participants: supporting, withdrawn: false };
                self.add(Fact::AmendmentSupported(supported));
            }
            if settles {
                self.add(Fact::AmendmentSettled(AmendmentSettled { amendment, state: row.state }));
            }
        }
    }
}

/// Whether a name is of something that is recorded already.
fn found_again(id: FactId) -> bool {
    !id.entry.device.is_empty()
}

/// Each document once, with the sponsors of all its rows.
fn one_each(rows: Vec<Named<DocumentAdded>>) -> Vec<Named<DocumentAdded>> {
    let mut places = HashMap::new();
    let mut each: Vec<Named<DocumentAdded>> = Vec::new();
    for row in rows {
        let place = *places.entry(committee::document_key(&row.is)).or_insert(each.len());
        match each.get_mut(place) {
            None => each.push(row),
            Some(first) => {
                fill_document(&mut first.is, &row.is);
                first.is.sponsors.extend(row.is.sponsors);
            }
        }
    }
    for Named { is, .. } in &mut each {
        is.sponsors.sort_unstable();
        is.sponsors.dedup();
    }
    each
}

/// What a file gives as the source of a position where only the intervention in which it was taken says it.
struct Sources(HashMap<FactId, Source>);

impl Sources {
    fn of(contents: &Contents) -> Sources {
        let sittings: HashMap<FactId, &SittingAdded> =
            contents.sittings.iter().filter_map(|sitting| Some((sitting.id?, &sitting.is))).collect();
        let source = |made: &Named<InterventionMade>| {
            Some((made.id?, made.is.source(sittings.get(&made.is.sitting).copied())))
        };
        Sources(contents.interventions.iter().filter_map(source).collect())
    }

    /// Leaves out a source that follows from the intervention.
    fn leave_out(&self, taken: &mut Taken) {
        let follows = taken.intervention.and_then(|id| self.0.get(&id));
        if follows.is_some() && taken.source.as_ref() == follows {
            taken.source = None;
        }
    }
}
