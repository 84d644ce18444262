//! What is recorded of the Committee, folded: sittings with their interventions, documents with their sponsors, amendments.
//!
//! Invariant: depends on the set of facts alone. What two recorders described without knowledge of each other is one thing, under the name
//! that was given first; what the other one knew besides is added to it.

mod same;
mod source;

use super::{
    entry::{Entry, Fact},
    ids::{FactId, ItemId, Who},
    instant::{Day, Instant},
    ledger::FactRef,
    name::Name,
    record::{
        amendment::{AmendmentProposed, AmendmentState},
        paper::DocumentAdded,
        sitting::{InterventionKind, InterventionMade, SittingAdded},
    },
};
use same::folded_symbol;
pub use same::{Adds, document_key, fill_document, fill_intervention, fill_sitting, sitting_key};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A sitting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sitting {
    /// Its name.
    pub id: FactId,
    /// What it is.
    pub is: SittingAdded,
    /// When it was last described.
    pub at: Instant,
    /// Who described it last.
    pub by: Name,
}

/// An intervention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intervention {
    /// Its name.
    pub id: FactId,
    /// What it is; its sitting by the name that counts.
    pub is: InterventionMade,
    /// Its place in the sitting, from 1.
    pub order: u32,
    /// When it was recorded.
    pub at: Instant,
    /// Who recorded it.
    pub by: Name,
}

/// A document that circulates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its name.
    pub id: FactId,
    /// What it is; its sponsors are those of now, in the order of their codes.
    pub is: DocumentAdded,
    /// When it was last described.
    pub at: Instant,
    /// Who described it last.
    pub by: Name,
}

/// A change to the text, or an idea on an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amendment {
    /// Its name.
    pub id: FactId,
    /// What it is.
    pub is: AmendmentProposed,
    /// Who supports it beside those who proposed it.
    pub supported_by: Vec<Who>,
    /// What became of it.
    pub state: AmendmentState,
    /// When it was recorded.
    pub at: Instant,
    /// Who recorded it.
    pub by: Name,
}

/// All of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Committee {
    /// Sittings in order of time.
    pub sittings: Vec<Sitting>,
    /// Interventions by sitting, in the order in which they were made.
    pub interventions: Vec<Intervention>,
    /// Documents in order of symbol and title.
    pub documents: Vec<Document>,
    /// Amendments in order of item and time.
    pub amendments: Vec<Amendment>,
    /// Other names of the same things, with the name that counts.
    same: HashMap<FactId, FactId>,
    sittings_by: HashMap<(String, String), FactId>,
    documents_by: HashMap<(String, String, Option<Day>), FactId>,
    /// How many interventions each device has recorded of each speaker, sitting and kind.
    counted: HashMap<(InterventionKey, Name), usize>,
}

/// One speaker's interventions of one kind in one sitting.
type InterventionKey = (FactId, Who, Option<Who>, InterventionKind);

impl Fact {
    /// Whether it is about the Committee.
    pub fn is_of_committee(&self) -> bool {
        matches!(
            self,
            Fact::Sitting(_)
                | Fact::SittingEdited(_)
                | Fact::Intervention(_)
                | Fact::InterventionEdited(_)
                | Fact::Document(_)
                | Fact::DocumentEdited(_)
                | Fact::Sponsored(_)
                | Fact::Amendment(_)
                | Fact::AmendmentSupported(_)
                | Fact::AmendmentSettled(_)
        )
    }
}

impl Committee {
    /// What facts that count say, given in order of time and name.
    pub fn of(facts: &[FactRef]) -> Committee {
        let mut committee = Committee::default();
        committee.fold_sittings(facts);
        committee.fold_interventions(facts);
        committee.fold_documents(facts);
        committee.fold_amendments(facts);
        committee
    }

    /// The name that counts of a sitting, an intervention or a document.
    pub fn name_of(&self, id: FactId) -> FactId {
        self.same.get(&id).copied().unwrap_or(id)
    }

    /// The sitting with a name.
    pub fn sitting(&self, id: FactId) -> Option<&Sitting> {
        let id = self.name_of(id);
        self.sittings.iter().find(|sitting| sitting.id == id)
    }

    /// The intervention with a name.
    pub fn intervention(&self, id: FactId) -> Option<&Intervention> {
        let id = self.name_of(id);
        self.interventions.iter().find(|intervention| intervention.id == id)
    }

    /// The document with a name, or the only one with a symbol.
    pub fn document(&self, id: FactId) -> Option<&Document> {
        let id = self.name_of(id);
        self.documents.iter().find(|document| document.id == id)
    }

    /// The document with a symbol, whatever its case and spaces.
    pub fn document_called(&self, symbol: &str) -> Option<&Document> {
        let symbol = folded_symbol(symbol);
        self.documents
            .iter()
            .find(|document| !symbol.is_empty() && folded_symbol(&document.is.symbol) == symbol)
    }

    /// Interventions of a sitting, in their order.
    pub fn of_sitting(&self, id: FactId) -> impl Iterator<Item = &Intervention> {
        let id = self.name_of(id);
        self.interventions.iter().filter(move |intervention| intervention.is.sitting == id)
    }

    /// The amendment with a name.
    pub fn amendment(&self, id: FactId) -> Option<&Amendment> {
        self.amendments.iter().find(|amendment| amendment.id == id)
    }

    fn fold_sittings(&mut self, facts: &[FactRef]) {
        let mut found: BTreeMap<FactId, Sitting> = BTreeMap::new();
        for fact in facts {
            match fact.fact() {
                Fact::Sitting(is) => {
                    let id = *self.sittings_by.entry(sitting_key(is)).or_insert_with(|| fact.id());
                    self.same.insert(fact.id(), id);
                    let sitting = |known: &mut Sitting| fill_sitting(&mut known.is, is);
                    found.entry(id).and_modify(sitting).or_insert_with(|| Sitting {
                        id,
                        is: is.clone(),
                        at: fact.entry.at,
                        by: fact.entry.by,
                    });
                }
                Fact::SittingEdited(edited) => {
                    let id = self.name_of(edited.sitting);
                    if let Some(sitting) = found.get_mut(&id) {
                        sitting.is = edited.to.clone();
                        self.sittings_by.entry(sitting_key(&edited.to)).or_insert(id);
                        (sitting.at, sitting.by) = by(&fact.entry);
                    }
                }
                _ => {}
            }
        }
        self.sittings = found.into_values().collect();
        self.sittings.sort_by(|a, b| (a.is.begin, &a.is.number, a.id).cmp(&(b.is.begin, &b.is.number, b.id)));
    }

    /// One speaker's interventions of one kind in one sitting, as two recorders count them, are the same in the same order.
    fn fold_interventions(&mut self, facts: &[FactRef]) {
        let mut by_key: HashMap<(InterventionKey, usize), FactId> = HashMap::new();
        let mut found: BTreeMap<FactId, Intervention> = BTreeMap::new();
        for fact in facts {
            match fact.fact() {
                Fact::Intervention(made) => {
                    let sitting = self.name_of(made.sitting);
                    let key = self.intervention_key(made);
                    let nth = self.counted.entry((key, fact.entry.id.device)).or_default();
                    *nth += 1;
                    let id = *by_key.entry((key, *nth)).or_insert_with(|| fact.id());
                    self.same.insert(fact.id(), id);
                    let is = InterventionMade { sitting, ..made.clone() };
                    let (at, by) = by(&fact.entry);
                    let fill = |known: &mut Intervention| fill_intervention(&mut known.is, made);
                    let new = || Intervention { id, is, order: 0, at, by };
                    found.entry(id).and_modify(fill).or_insert_with(new);
                }
                Fact::InterventionEdited(edited) => {
                    let id = self.name_of(edited.intervention);
                    if let Some(intervention) = found.get_mut(&id) {
                        (intervention.is.url, intervention.is.checked) = (edited.url, edited.checked);
                    }
                }
                _ => {}
            }
        }
        let place: HashMap<FactId, usize> =
            self.sittings.iter().enumerate().map(|(place, sitting)| (sitting.id, place)).collect();
        let mut all: Vec<Intervention> = found.into_values().collect();
        all.sort_by_key(|one| {
            let place = place.get(&one.is.sitting).copied().unwrap_or(usize::MAX);
            (place, one.is.sitting, one.is.order.unwrap_or(u32::MAX), one.at, one.id)
        });
        for of_one in all.chunk_by_mut(|a, b| a.is.sitting == b.is.sitting) {
            of_one.iter_mut().zip(1..).for_each(|(intervention, order)| intervention.order = order);
        }
        self.interventions = all;
    }

    fn fold_documents(&mut self, facts: &[FactRef]) {
        let mut found: BTreeMap<FactId, Document> = BTreeMap::new();
        let mut sponsors: BTreeMap<FactId, BTreeSet<Who>> = BTreeMap::new();
        for fact in facts {
            match fact.fact() {
                Fact::Document(is) => {
                    let id = *self.documents_by.entry(document_key(is)).or_insert_with(|| fact.id());
                    self.same.insert(fact.id(), id);
                    sponsors.entry(id).or_default().extend(&is.sponsors);
                    let (at, by) = by(&fact.entry);
                    let fill = |known: &mut Document| fill_document(&mut known.is, is);
                    let new = || Document { id, is: is.clone(), at, by };
                    found.entry(id).and_modify(fill).or_insert_with(new);
                }
                Fact::DocumentEdited(edited) => {
                    let id = self.name_of(edited.document);
                    if let Some(document) = found.get_mut(&id) {
                        document.is = edited.to.clone();
                        self.documents_by.entry(document_key(&edited.to)).or_insert(id);
                        sponsors.entry(id).or_default().extend(&edited.to.sponsors);
                        (document.at, document.by) = by(&fact.entry);
                    }
                }
                Fact::Sponsored(sponsored) => {
                    let known = sponsors.entry(self.name_of(sponsored.document)).or_default();
                    add_or_remove(known, &sponsored.participants, sponsored.withdrawn);
                }
                _ => {}
            }
        }
        for (id, document) in &mut found {
            document.is.sponsors = sponsors.remove(id).unwrap_or_default().into_iter().collect();
        }
        self.documents = found.into_values().collect();
        let order = |document: &Document| {
            (natural(&document.is.symbol), document.is.title.clone(), document.is.date, document.id)
        };
        self.documents.sort_by_cached_key(order);
    }

    fn fold_amendments(&mut self, facts: &[FactRef]) {
        let mut found: BTreeMap<FactId, Amendment> = BTreeMap::new();
        let mut support: BTreeMap<FactId, BTreeSet<Who>> = BTreeMap::new();
        for fact in facts {
            match fact.fact() {
                Fact::Amendment(is) => {
                    let (at, by) = by(&fact.entry);
                    let (id, state) = (fact.id(), AmendmentState::default());
                    let amendment = Amendment { id, is: is.clone(), supported_by: Vec::new(), state, at, by };
                    found.insert(id, amendment);
                }
                Fact::AmendmentSupported(supported) => {
                    let known = support.entry(supported.amendment).or_default();
                    add_or_remove(known, &supported.participants, supported.withdrawn);
                }
                Fact::AmendmentSettled(settled) => {
                    if let Some(amendment) = found.get_mut(&settled.amendment) {
                        amendment.state = settled.state;
                    }
                }
                _ => {}
            }
        }
        for (id, amendment) in &mut found {
            let supporting = support.remove(id).unwrap_or_default().into_iter();
            amendment.supported_by = supporting.filter(|who| !amendment.is.by.contains(who)).collect();
        }
        self.amendments = found.into_values().collect();
        self.amendments.sort_by_key(|amendment| (amendment.is.item, amendment.at, amendment.id));
    }

    /// Amendments on an item.
    pub fn amendments_on(&self, item: ItemId) -> impl Iterator<Item = &Amendment> {
        self.amendments.iter().filter(move |amendment| amendment.is.item == item)
    }

    /// Amendments that a participant proposes or supports.
    pub fn amendments_of(&self, who: Who) -> impl Iterator<Item = &Amendment> {
        let takes_part = move |amendment: &&Amendment| {
            amendment.is.by.contains(&who) || amendment.supported_by.contains(&who)
        };
        self.amendments.iter().filter(takes_part)
    }

    /// Documents that a participant sponsors, or that it submitted as a group.
    pub fn documents_of(&self, who: Who) -> impl Iterator<Item = &Document> {
        let takes_part =
            move |document: &&Document| document.is.sponsors.contains(&who) || document.is.group == Some(who);
        self.documents.iter().filter(takes_part)
    }

    /// Documents on an item.
    pub fn documents_on(&self, item: ItemId) -> impl Iterator<Item = &Document> {
        self.documents.iter().filter(move |document| document.is.items.contains(&item))
    }
}

fn by(entry: &Entry) -> (Instant, Name) {
    (entry.at, entry.by)
}

fn add_or_remove(known: &mut BTreeSet<Who>, participants: &[Who], withdrawn: bool) {
    match withdrawn {
        true => participants.iter().for_each(|who| _ = known.remove(who)),
        false => known.extend(participants),
    }
}

/// Parts of a symbol, numbers as such, so that WP.9 comes before WP.10; symbols before none.
fn natural(symbol: &str) -> (bool, Vec<(u64, String)>) {
    let mut parts: Vec<(u64, String)> = Vec::new();
    for c in symbol.chars() {
        let last = parts.last_mut();
        match (c.to_digit(10), last) {
            (Some(digit), Some((number, text))) if text.is_empty() => {
                *number = number.saturating_mul(10).saturating_add(digit.into());
            }
            (Some(digit), _) => parts.push((digit.into(), String::new())),
            (None, Some((_, text))) if !text.is_empty() => text.push(c),
            (None, _) => parts.push((u64::MAX, c.to_string())),
        }
    }
    (symbol.is_empty(), parts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        ids::EntryId,
        ledger::{Ledger, View},
        record::{
            amendment::{AmendmentProposed, AmendmentSettled, AmendmentSupported},
            paper::Sponsored,
            sitting::{InterventionEdited, SittingEdited, SittingKind},
        },
    };
    use proptest::prelude::*;
    use std::collections::HashSet;

    const DEVICES: [&str; 3] = ["ana", "bo", "cy"];
    const WHO: [&str; 4] = ["AUT", "FRA", "MEX", "@NAM"];

    fn sitting(number: u32, title: &str) -> SittingAdded {
        SittingAdded {
            number: Name::from(number.to_string().as_str()),
            kind: SittingKind::default(),
            title: title.to_owned(),
            begin: "2026-04-27".parse().unwrap(),
            end: None,
            place: String::new(),
            items: vec![ItemId::new("1a")],
            symbol: Name::default(),
        }
    }

    /// A fact that may be about what one of the first entries made.
    fn fact((kind, target, who, device): (u8, u32, usize, usize)) -> Fact {
        let entry = EntryId { device: DEVICES[device].into(), number: target % 6 + 1 };
        let (of, who) = (FactId { entry, index: 0 }, Who::new(WHO[who]));
        let symbol = Name::from(format!("WP.{}", target % 3).as_str());
        match kind {
            0 | 1 => Fact::Sitting(sitting(target % 3, if kind == 0 { "" } else { "Debate" })),
            2 => Fact::SittingEdited(SittingEdited { sitting: of, to: sitting(target % 3, "Edited") }),
            3 | 4 => Fact::Intervention(InterventionMade::of(of, who)),
            5 => {
                Fact::InterventionEdited(InterventionEdited { intervention: of, url: symbol, checked: true })
            }
            6 => Fact::Document(DocumentAdded { symbol, sponsors: vec![who], ..DocumentAdded::default() }),
            7 => Fact::Sponsored(Sponsored {
                document: of,
                participants: vec![who],
                withdrawn: target % 2 == 0,
            }),
            8 => Fact::Amendment(AmendmentProposed {
                item: ItemId::new("1a"),
                kind: Default::default(),
                passage: String::new(),
                words: "Insert".to_owned(),
                by: vec![who],
            }),
            9 => Fact::AmendmentSupported(AmendmentSupported {
                amendment: of,
                participants: vec![who],
                withdrawn: false,
            }),
            _ => Fact::AmendmentSettled(AmendmentSettled { amendment: of, state: AmendmentState::Agreed }),
        }
    }

    /// What a fact is about; its device; when it is recorded.
    type Step = ((u8, u32, usize, usize), usize, i64);

    fn entries(steps: Vec<Step>) -> Vec<Entry> {
        let mut counted = [0; DEVICES.len()];
        let entry = |(step, device, at): Step| {
            counted[device] += 1;
            let id = EntryId { device: DEVICES[device].into(), number: counted[device] };
            Entry { v: 1, id, at: Instant::from_millis(at), by: id.device, facts: vec![fact(step)] }
        };
        steps.into_iter().map(entry).collect()
    }

    fn folded(entries: &[Entry]) -> Committee {
        let mut ledger = Ledger::default();
        for entry in entries {
            ledger.apply(entry.clone());
        }
        Committee::of(&ledger.committee(View::default(), &HashSet::new()))
    }

    fn step() -> impl Strategy<Value = Step> {
        let what = (0..11u8, 0..6u32, 0..WHO.len(), 0..DEVICES.len());
        (what, 0..DEVICES.len(), 0..5i64)
    }

    proptest! {
        #[test]
        fn neither_the_order_nor_the_repetition_of_entries_means_anything(
            (all, mixed) in proptest::collection::vec(step(), 0..40).prop_map(entries).prop_flat_map(|all| {
                let twice = [all.clone(), all.clone()].concat();
                (Just(all), Just(twice).prop_shuffle())
            })
        ) {
            prop_assert_eq!(folded(&all), folded(&mixed));
        }
    }

    #[test]
    fn what_contradicts_a_record_is_neither_known_nor_new() {
        let known = sitting(1, "Opening");
        assert_eq!(sitting(1, "").adds_to(&known), Adds::Nothing);
        assert_eq!(known.adds_to(&sitting(1, "")), Adds::Something);
        assert_eq!(sitting(1, "Closing").adds_to(&known), Adds::Contradiction);
    }
}
