//! What conflicts, with everything that was recorded on each version, and how it is resolved.
//!
//! Invariant: a conflict is resolved by an ordinary record that saw all of it and is not older than any of it; nothing is dropped.

use super::{
    entry::{Fact, LineSet, PositionSet},
    ids::{EntryId, ItemId, Who},
    instant::Instant,
    intent::{self, OnCell, Taken},
    ledger::Ledger,
    paper::Paper,
    position::{Position, Source},
    roster::{ParticipantIndex, Roster},
    snapshot::{Line, Snapshot, Standing},
};
use std::{cmp::Reverse, collections::HashSet};

/// What records differ on without having known of each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Contested {
    /// The position of a participant on an item, by its place in the paper's order.
    Position(ParticipantIndex, usize),
    /// Our line on an item, by its place in the paper's order.
    Line(usize),
}

/// The versions of a conflict, the one that counts meanwhile first. Records of one version say the same: the one that would be kept first,
/// which is one on the record where there is one, then the latest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Versions {
    /// Of a position.
    Positions(Vec<Vec<Standing>>),
    /// Of our line.
    Lines(Vec<Vec<Line>>),
}

/// What decides between the versions of a conflict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// The one taken later; of our lines the one drawn later.
    Later,
    /// The only one that anybody can look up: a statement, a paper or a vote, before what was told, heard or inferred.
    OnTheRecord,
}

/// Why a conflict is left to people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undecided {
    /// Two versions are of the same time.
    SameTime,
    /// No version is on the record.
    NoneOnRecord,
    /// Several versions are on the record.
    SeveralOnRecord,
    /// Our lines have no source.
    LineWithoutSource,
    /// A line is of a time that has not come: its author's clock is ahead of ours.
    Ahead,
    /// There is no such version, or no conflict any more.
    NotThere,
}

/// What conflicts are read from.
#[derive(Debug, Clone, Copy)]
pub struct Conflicts<'a> {
    /// The paper.
    pub paper: &'a Paper,
    /// Delegations and groups.
    pub roster: &'a Roster,
    /// What was recorded.
    pub ledger: &'a Ledger,
    /// The snapshot.
    pub snapshot: &'a Snapshot,
    /// Entries that are taken back.
    pub undone: &'a HashSet<EntryId>,
}

/// Cells on which records conflict, in the roster's order and the paper's.
pub fn cells(roster: &Roster, snapshot: &Snapshot) -> Vec<(ParticipantIndex, usize)> {
    let cells = roster.all().flat_map(|who| (0..snapshot.items.len()).map(move |item| (who, item)));
    cells.filter(|(who, item)| snapshot.cell(*who, *item).conflicts()).collect()
}

/// Our lines that conflict, in the paper's order: the place of each item with the lines that differ.
pub fn lines(snapshot: &Snapshot) -> Vec<(usize, Vec<Line>)> {
    let on = |(place, item): (usize, &ItemId)| (place, snapshot.lines_on(item).cloned().collect());
    let differ = |(_, lines): &(usize, Vec<Line>)| lines.windows(2).any(|two| says(&two[0]) != says(&two[1]));
    snapshot.items.iter().enumerate().map(on).filter(differ).collect()
}

impl Conflicts<'_> {
    /// Everything that conflicts: positions in the roster's order and the paper's, then our lines.
    pub fn all(&self) -> Vec<Contested> {
        let positions = cells(self.roster, self.snapshot);
        let positions = positions.into_iter().map(|(who, item)| Contested::Position(who, item));
        let lines = lines(self.snapshot).into_iter().map(|(item, _)| Contested::Line(item));
        positions.chain(lines).collect()
    }

    /// The participant, where a position is meant, and the item.
    pub fn names(&self, contested: Contested) -> (Option<Who>, ItemId) {
        match contested {
            Contested::Position(who, item) => (Some(*self.roster.code(who)), self.key(item)),
            Contested::Line(item) => (None, self.key(item)),
        }
    }

    /// The versions of a conflict; one or none where nothing conflicts any more.
    pub fn versions(&self, contested: Contested) -> Versions {
        match contested {
            Contested::Position(who, item) => Versions::Positions(self.positions(who, item)),
            Contested::Line(item) => {
                Versions::Lines(grouped(self.snapshot.lines_on(&self.key(item)).cloned(), says))
            }
        }
    }

    fn key(&self, item: usize) -> ItemId {
        self.snapshot.items.get(item).cloned().unwrap_or_default()
    }

    fn positions(&self, who: ParticipantIndex, item: usize) -> Vec<Vec<Standing>> {
        let (code, key) = (self.roster.code(who), self.key(item));
        let fingerprint = self.paper.item(&key).map(|(_, item)| item.fingerprint()).unwrap_or_default();
        let records = self.ledger.standing(code, &key, self.snapshot.view, self.undone).into_iter();
        let value = |standing: &Standing| (standing.position(), standing.condition().to_owned());
        let mut versions = grouped(records.map(|fact| Standing::new(fact, &fingerprint)), value);
        for version in &mut versions {
            version.sort_by_key(|record| Reverse(is_on_record(record)));
        }
        // What was set counts before what was cleared.
        versions.sort_by_key(|version| version.first().is_none_or(|record| record.position().is_none()));
        versions
    }

    /// The fact that resolves a conflict for one of its versions, with that version's condition, source and text, and the newest date of all.
    ///
    /// # Errors
    /// When there is no such version, or a line is of a time that has not come.
    pub fn keep(&self, contested: Contested, version: usize, now: Instant) -> Result<Fact, Undecided> {
        match self.versions(contested) {
            Versions::Positions(versions) => {
                let kept =
                    versions.get(version).and_then(|version| version.first()).filter(|_| versions.len() > 1);
                let kept = kept.ok_or(Undecided::NotThere)?;
                let newest = versions.iter().flatten().map(Standing::on).max();
                Ok(self.position(contested, kept, newest, now))
            }
            Versions::Lines(versions) => {
                let kept =
                    versions.get(version).and_then(|version| version.first()).filter(|_| versions.len() > 1);
                let kept = kept.ok_or(Undecided::NotThere)?;
                if versions.iter().flatten().any(|line| line.at > now) {
                    return Err(Undecided::Ahead);
                }
                Ok(intent::line(self.ledger, LineSet { concurrent: false, ..kept.drawn.clone() }))
            }
        }
    }

    fn position(&self, contested: Contested, kept: &Standing, newest: Option<Instant>, now: Instant) -> Fact {
        let (who, item) = self.names(contested);
        let who = who.unwrap_or_default();
        let (is, condition, source) = (kept.position(), kept.condition().to_owned(), kept.source().cloned());
        let cell = OnCell::new(self.paper, self.ledger, &who, &item, now);
        let stand = cell.stand(&Taken { is, condition, source, on: newest, ..Taken::default() });
        // What was taken on an earlier text of the item was not taken anew.
        Fact::Position(PositionSet { text: kept.text().into(), ..stand })
    }

    /// The fact that resolves a conflict for the version with a position, where one has it.
    pub fn keep_position(
        &self,
        who: ParticipantIndex,
        item: usize,
        is: Position,
        now: Instant,
    ) -> Option<Fact> {
        let contested = Contested::Position(who, item);
        let Versions::Positions(versions) = self.versions(contested) else { return None };
        let has = |version: &Vec<Standing>| version.first().and_then(Standing::position) == Some(is);
        self.keep(contested, versions.iter().position(has)?, now).ok()
    }

    /// The fact that resolves a conflict as a rule decides.
    ///
    /// # Errors
    /// Why the rule does not decide.
    pub fn by_rule(&self, contested: Contested, rule: Rule, now: Instant) -> Result<Fact, Undecided> {
        let version = match (self.versions(contested), rule) {
            (Versions::Positions(versions), Rule::Later) => later(&versions, Standing::on),
            (Versions::Lines(versions), Rule::Later) => later(&versions, |line| line.at),
            (Versions::Positions(versions), Rule::OnTheRecord) => on_record(&versions),
            (Versions::Lines(_), Rule::OnTheRecord) => Err(Undecided::LineWithoutSource),
        };
        self.keep(contested, version?, now)
    }
}

/// Records that say the same put together, in the order in which their best ones come.
fn grouped<T, V: PartialEq>(records: impl Iterator<Item = T>, value: impl Fn(&T) -> V) -> Vec<Vec<T>> {
    let mut versions: Vec<(V, Vec<T>)> = Vec::new();
    for record in records {
        let says = value(&record);
        match versions.iter_mut().find(|version| version.0 == says) {
            Some((_, version)) => version.push(record),
            None => versions.push((says, vec![record])),
        }
    }
    versions.into_iter().map(|version| version.1).collect()
}

/// What a line says.
fn says(line: &Line) -> (String, String, String) {
    let drawn = &line.drawn;
    (drawn.objective.clone(), drawn.arguments.clone(), drawn.asks.clone())
}

/// The version with the newest record, where no other has one as new.
fn later<T>(versions: &[Vec<T>], at: impl Fn(&T) -> Instant) -> Result<usize, Undecided> {
    let newest = |version: &Vec<T>| version.iter().map(&at).max();
    let last = versions.iter().map(newest).max().ok_or(Undecided::NotThere)?;
    only(versions, |version| newest(version) == last, Undecided::NotThere, Undecided::SameTime)
}

/// The only version that somebody can look up.
fn on_record(versions: &[Vec<Standing>]) -> Result<usize, Undecided> {
    let is_on = |version: &Vec<Standing>| version.iter().any(is_on_record);
    only(versions, is_on, Undecided::NoneOnRecord, Undecided::SeveralOnRecord)
}

fn is_on_record(record: &Standing) -> bool {
    record.source().is_some_and(|Source { kind, .. }| kind.on_the_record())
}

/// The place of the only version for which something holds.
fn only<T>(
    versions: &[T],
    holds: impl Fn(&T) -> bool,
    none: Undecided,
    several: Undecided,
) -> Result<usize, Undecided> {
    let mut found = (0..versions.len()).filter(|place| holds(&versions[*place]));
    match (found.next(), found.next()) {
        (Some(only), None) => Ok(only),
        (None, _) => Err(none),
        (Some(_), Some(_)) => Err(several),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        ledger::View,
        position::SourceKind,
        told::{Told, day},
    };

    const NOW: &str = "2026-06-01T12:00:00.000Z";

    /// A position on Austria's 1a that knew of nothing.
    fn stand(is: Option<Position>, condition: &str, source: Option<SourceKind>, on: &str) -> Fact {
        Fact::Position(PositionSet {
            who: Who::new("AUT"),
            item: ItemId::new("1a"),
            is,
            condition: condition.into(),
            source: source.map(|kind| Source::new(kind, "SR.1")),
            on: day(on),
            text: "00000000".into(),
            parents: Vec::new(),
            ..PositionSet::default()
        })
    }

    fn line(objective: &str) -> Fact {
        let item = ItemId::new("2a");
        Fact::Line(LineSet { item, objective: objective.into(), ..LineSet::default() })
    }

    /// What is read from a ledger, given to a closure.
    fn reading<T>(told: &Told, read: impl FnOnce(&Conflicts) -> T) -> T {
        let snapshot = told.snapshot(View::default());
        let undone = told.ledger.undone(View::default());
        let (paper, roster, ledger) = (&told.paper, &told.roster, &told.ledger);
        read(&Conflicts { paper, roster, ledger, snapshot: &snapshot, undone: &undone })
    }

    /// Two that support, one of them on the record but earlier, and one that opposes, later and only reported.
    fn told() -> Told {
        let mut told = Told::default();
        let supports = |source, on| stand(Some(Position::Supports), "yearly", Some(source), on);
        told.tell("ana", day("2026-05-01"), vec![supports(SourceKind::ThirdParty, "2026-05-03")]);
        told.tell("bo", day("2026-05-01"), vec![supports(SourceKind::Statement, "2026-05-01")]);
        let opposes = stand(Some(Position::Opposes), "", Some(SourceKind::Bilateral), "2026-05-04");
        told.tell("cy", day("2026-05-05"), vec![opposes]);
        told
    }

    fn austria(told: &Told) -> Contested {
        Contested::Position(told.who("AUT"), 0)
    }

    #[test]
    fn every_version_has_all_its_records_the_one_on_the_record_first() {
        let told = told();
        let (all, versions) =
            reading(&told, |conflicts| (conflicts.all(), conflicts.versions(austria(&told))));
        assert_eq!(all, [austria(&told)]);
        let Versions::Positions(versions) = versions else { panic!("positions") };
        let by: Vec<Vec<&str>> =
            versions.iter().map(|version| version.iter().map(Standing::by).collect()).collect();
        assert_eq!(by, [vec!["cy"], vec!["bo", "ana"]]);
    }

    #[test]
    fn keeping_a_version_carries_condition_source_and_text_takes_the_newest_date_and_resolves() {
        let mut told = told();
        let kept = reading(&told, |conflicts| conflicts.keep(austria(&told), 1, day(NOW))).unwrap();
        let Fact::Position(stand) = &kept else { panic!("a position") };
        assert_eq!((stand.is, &*stand.condition), (Some(Position::Supports), "yearly"));
        assert_eq!(stand.source.as_ref().map(|source| source.kind), Some(SourceKind::Statement));
        assert_eq!((stand.on, &*stand.text), (day("2026-05-04"), "00000000"));
        told.tell("dan", day(NOW), vec![kept]);
        assert!(reading(&told, |conflicts| conflicts.all()).is_empty());
        let own = told.snapshot(View::default());
        assert_eq!(own.cell(told.who("AUT"), 0).own.as_ref().unwrap().by(), "dan");
        let again = reading(&told, |conflicts| conflicts.keep(austria(&told), 0, day(NOW)));
        assert_eq!(again, Err(Undecided::NotThere), "there is nothing left to resolve");
    }

    #[test]
    fn a_rule_decides_or_says_why_it_does_not() {
        let told = told();
        let is = |told: &Told, rule| {
            let fact = reading(told, |conflicts| conflicts.by_rule(austria(told), rule, day(NOW)));
            fact.map(|fact| fact.position().and_then(|stand| stand.is))
        };
        assert_eq!(is(&told, Rule::Later), Ok(Some(Position::Opposes)));
        assert_eq!(is(&told, Rule::OnTheRecord), Ok(Some(Position::Supports)));
        let pair = |first: Fact, second: Fact| {
            let mut told = Told::default();
            told.tell("ana", day("2026-05-01"), vec![first]);
            told.tell("bo", day("2026-05-01"), vec![second]);
            told
        };
        let takes = |is, source, on| stand(Some(is), "", source, on);
        let same = pair(
            takes(Position::Supports, None, "2026-05-01"),
            takes(Position::Opposes, Some(SourceKind::Assessment), "2026-05-01"),
        );
        assert_eq!(is(&same, Rule::Later), Err(Undecided::SameTime));
        assert_eq!(is(&same, Rule::OnTheRecord), Err(Undecided::NoneOnRecord));
        let both = pair(
            takes(Position::Supports, Some(SourceKind::Vote), "2026-05-01"),
            takes(Position::Opposes, Some(SourceKind::WorkingPaper), "2026-05-02"),
        );
        assert_eq!(is(&both, Rule::OnTheRecord), Err(Undecided::SeveralOnRecord));
    }

    #[test]
    fn what_was_cleared_is_a_version_that_can_be_kept() {
        let mut told = Told::default();
        told.tell("ana", day("2026-05-01"), vec![stand(Some(Position::Supports), "", None, "2026-05-01")]);
        told.tell("bo", day("2026-05-02"), vec![stand(None, "", None, "2026-05-02")]);
        let kept = reading(&told, |conflicts| conflicts.keep(austria(&told), 1, day(NOW))).unwrap();
        assert_eq!(kept.position().unwrap().is, None);
        told.tell("cy", day(NOW), vec![kept]);
        assert!(told.snapshot(View::default()).cell(told.who("AUT"), 0).own.is_none());
        assert!(reading(&told, |conflicts| conflicts.all()).is_empty());
    }

    #[test]
    fn our_lines_are_resolved_by_the_later_one_but_not_while_one_is_of_a_time_to_come() {
        let mut told = Told::default();
        told.tell("ana", day("2026-05-01"), vec![line("one")]);
        told.tell("bo", day("2026-05-02"), vec![line("two")]);
        let contested = Contested::Line(2);
        assert_eq!(reading(&told, |conflicts| conflicts.all()), [contested]);
        let by =
            |told: &Told, rule, now| reading(told, |conflicts| conflicts.by_rule(contested, rule, day(now)));
        assert_eq!(by(&told, Rule::OnTheRecord, NOW), Err(Undecided::LineWithoutSource));
        assert_eq!(by(&told, Rule::Later, "2026-05-01T12:00:00.000Z"), Err(Undecided::Ahead));
        let kept = by(&told, Rule::Later, NOW).unwrap();
        assert!(matches!(&kept, Fact::Line(drawn) if drawn.objective == "two"));
        told.tell("cy", day(NOW), vec![kept]);
        assert!(reading(&told, |conflicts| conflicts.all()).is_empty());
    }
}
