//! What a person wants recorded, turned into facts: the one place where heads, fingerprints and dates are filled in.
//!
//! Invariant: a record that is not back-dated on purpose always counts, whatever the clocks of others say.

use super::{
    committee::Committee,
    entry::{Fact, LineSet, NoteWritten, PositionSet, Quote},
    ids::{EntryId, FactId, ItemId, Who},
    instant::Instant,
    ledger::{FactRef, Ledger, View},
    name::Name,
    paper::Paper,
    position::{Position, Source},
    record::sitting::{InterventionMade, SittingAdded},
};

/// A position to be recorded, as a person gives it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Taken {
    /// The position; absent: cleared.
    pub is: Option<Position>,
    /// "if …".
    pub condition: String,
    /// Why it is a red line, or what speaks for it.
    pub reason: String,
    /// The words that were said.
    pub quote: Option<Quote>,
    /// How we know.
    pub source: Option<Source>,
    /// The intervention in which it was taken.
    pub intervention: Option<FactId>,
    /// The record that was wrong and that this one corrects.
    pub corrects: Option<FactId>,
    /// When it was taken; absent: now.
    pub on: Option<Instant>,
}

impl Taken {
    /// What a record says.
    pub fn of(stand: &PositionSet) -> Taken {
        Taken {
            is: stand.is,
            condition: stand.condition.clone(),
            reason: stand.reason.clone(),
            quote: stand.quote.clone(),
            source: stand.source.clone(),
            intervention: stand.intervention,
            corrects: stand.corrects,
            on: Some(stand.on),
        }
    }
}

/// A cell on which something is about to be recorded, once or several times in one act.
#[derive(Debug)]
pub struct OnCell<'a> {
    who: &'a Who,
    item: &'a ItemId,
    /// When a record without a date of its own is taken: now, or with the newest that there is.
    undated: Instant,
    text: Name,
    parents: Vec<EntryId>,
}

impl<'a> OnCell<'a> {
    /// The cell with all that its next author has before him.
    pub fn new(paper: &Paper, ledger: &Ledger, who: &'a Who, item: &'a ItemId, now: Instant) -> OnCell<'a> {
        let fingerprint = paper.item(item).map(|(_, item)| item.fingerprint());
        let text = fingerprint.unwrap_or_default().into();
        OnCell {
            who,
            item,
            undated: now.max(ledger.latest_on(who, item).unwrap_or(now)),
            text,
            parents: ledger.heads(who, item),
        }
    }

    /// The fact that a position was taken.
    pub fn position(&self, taken: &Taken) -> Fact {
        Fact::Position(self.stand(taken))
    }

    /// What `position` states.
    pub fn stand(&self, taken: &Taken) -> PositionSet {
        PositionSet {
            who: *self.who,
            item: *self.item,
            is: taken.is,
            condition: taken.condition.clone(),
            reason: taken.reason.clone(),
            quote: taken.quote.clone(),
            source: taken.source.clone(),
            intervention: taken.intervention,
            corrects: taken.corrects,
            on: taken.on.unwrap_or(self.undated),
            text: self.text,
            parents: self.parents.clone(),
            ..PositionSet::default()
        }
    }
}

/// The fact that a position was taken on a cell.
pub fn position(
    paper: &Paper,
    ledger: &Ledger,
    who: &Who,
    item: &ItemId,
    taken: &Taken,
    now: Instant,
) -> Fact {
    OnCell::new(paper, ledger, who, item, now).position(taken)
}

/// The fact that our line on an item was drawn.
pub fn line(ledger: &Ledger, drawn: LineSet) -> Fact {
    Fact::Line(LineSet { parents: ledger.line_heads(&drawn.item), ..drawn })
}

/// The record of a position on a cell that a correction is of: the one with a name, or the one that counts.
pub fn record_to_correct(ledger: &Ledger, who: Who, item: ItemId, record: Option<FactId>) -> Option<FactRef> {
    let undone = ledger.undone(View::default());
    match record {
        Some(id) => {
            let mut history = ledger.history(&who, &item, View::default()).into_iter();
            history.find(|fact| fact.id() == id && !undone.contains(&fact.entry.id))
        }
        None => {
            let best = ledger.standing(&who, &item, View::default(), &undone).into_iter().next()?;
            best.fact().position()?.is.is_some().then_some(best)
        }
    }
}

/// The fact that a record was wrong: it takes over the day, and the source where no other is given.
pub fn correction(paper: &Paper, ledger: &Ledger, wrong: &FactRef, taken: &Taken, now: Instant) -> Fact {
    let Some(stand) = wrong.fact().position() else { return wrong.fact().clone() };
    let taken = Taken {
        source: taken.source.clone().or_else(|| stand.source.clone()),
        intervention: stand.intervention,
        corrects: Some(wrong.id()),
        on: Some(stand.on),
        ..taken.clone()
    };
    position(paper, ledger, &stand.who, &stand.item, &taken, now)
}

/// The facts that a participant made another intervention in a sitting. Those like it that the device knows of from others are stated first,
/// since one speaker's interventions are counted device by device.
pub fn another_intervention(committee: &Committee, device: &str, made: InterventionMade) -> Vec<Fact> {
    let known = committee.interventions_like(&made).count();
    let missing = known.saturating_sub(committee.recorded_on(device, &made));
    let plain = InterventionMade {
        on_behalf_of: made.on_behalf_of,
        kind: made.kind,
        ..InterventionMade::of(made.sitting, made.who)
    };
    let others = std::iter::repeat_n(plain, missing).map(Fact::Intervention);
    others.chain([Fact::Intervention(made)]).collect()
}

/// When something was said in a sitting: now, while it goes on; else its day.
pub fn time_in(sitting: &SittingAdded, now: Instant) -> Instant {
    match sitting.begin.date() == now.date() {
        true => now,
        false => sitting.begin,
    }
}

/// What was said in a sitting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// In which.
    pub sitting: FactId,
    /// The position, the same for all.
    pub taken: Taken,
    /// A note on each cell.
    pub note: Option<String>,
}

/// The facts that participants took a position in a sitting: an intervention for each that has none there, and what it said in it.
pub fn in_sitting(
    paper: &Paper,
    ledger: &Ledger,
    committee: &Committee,
    cells: &[(Who, ItemId)],
    said: &Said,
    now: Instant,
) -> impl FnOnce(&EntryId) -> Vec<Fact> + use<> {
    let mut speakers: Vec<(Who, Option<FactId>)> = Vec::new();
    for (who, _) in cells {
        if !speakers.iter().any(|(speaker, _)| speaker == who) {
            let there = committee.of_sitting(said.sitting).filter(|one| one.is.who == *who);
            speakers.push((*who, there.last().map(|one| one.id)));
        }
    }
    let taken: Vec<(Who, Fact)> = cells
        .iter()
        .map(|(who, item)| (*who, position(paper, ledger, who, item, &said.taken, now)))
        .collect();
    let (cells, said) = (cells.to_vec(), said.clone());
    move |entry| {
        let mut facts: Vec<Fact> = Vec::new();
        for (who, known) in &mut speakers {
            if known.is_none() {
                let index = u32::try_from(facts.len()).unwrap_or_default();
                facts.push(Fact::Intervention(InterventionMade::of(said.sitting, *who)));
                *known = Some(FactId { entry: *entry, index });
            }
        }
        let of = |who: Who| speakers.iter().find(|(speaker, _)| *speaker == who).and_then(|(_, id)| *id);
        facts.extend(taken.into_iter().map(|(who, fact)| match fact {
            Fact::Position(stand) => Fact::Position(PositionSet { intervention: of(who), ..stand }),
            other => other,
        }));
        if let Some(text) = said.note {
            facts.extend(cells.into_iter().map(|(who, item)| {
                let (sitting, intervention) = (Some(said.sitting), of(who));
                let on = said.taken.on.unwrap_or(now);
                let (who, item, text) = (Some(who), Some(item), text.clone());
                Fact::Note(NoteWritten {
                    who,
                    item,
                    text,
                    sitting,
                    intervention,
                    on,
                    ..NoteWritten::default()
                })
            }));
        }
        facts
    }
}
