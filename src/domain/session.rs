//! A review session: the stops of a walk through items and participants, and which of them were heard.
//!
//! Invariant: where the walk goes on follows from the ledger and from what was skipped, so a crash between two stops loses nothing.

use super::{
    absent::optional,
    ids::{ItemId, Who},
    instant::Instant,
    paper::{ItemError, Paper},
    position::Source,
    roster::{ParticipantIndex, Region, Roster, WhoError},
    snapshot::{Snapshot, Standing},
    text::fold,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One stop: a participant and an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stop {
    /// Who has the floor.
    pub who: Who,
    /// On what.
    pub item: ItemId,
}

/// In which order a session walks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// Everybody on one item, then the next item: a tour de table.
    #[default]
    Item,
    /// One participant on all items, then the next participant.
    Delegation,
}

/// Which of the cells are walked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Only {
    /// All of them.
    #[default]
    Everything,
    /// Those without a position of their own.
    Unrecorded,
    /// Those whose position was taken or recorded since an instant.
    ChangedSince(Instant),
}

/// What a session is to be, as a person gives it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// Keys, areas, `cluster 1`; empty for all.
    pub items: String,
    /// A region, a group with its members, or names in the order of a speakers' list; empty for all delegations.
    pub who: String,
    /// Which of the cells.
    pub only: Only,
    /// In which order.
    pub by: By,
    /// What every record of the session rests on.
    pub source: Option<Source>,
    /// When everything in it was said; now, where absent.
    pub on: Option<Instant>,
}

/// A plan that can't be walked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// Nobody is called so.
    #[error(transparent)]
    Who(#[from] WhoError),
    /// No item is called so.
    #[error(transparent)]
    Item(#[from] ItemError),
    /// There is no such cluster.
    #[error("the paper has no cluster {0}")]
    Cluster(String),
    /// No cell is left.
    #[error("nothing is left to walk: no cell of those fits")]
    Empty,
}

/// A review session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// When it began; what was recorded since then was heard in it.
    pub started: Instant,
    /// In which order it walks.
    pub by: By,
    /// What every record rests on.
    #[serde(default, with = "optional", skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// When everything in it was said.
    #[serde(default, with = "optional", skip_serializing_if = "Option::is_none")]
    pub on: Option<Instant>,
    /// The stops in order.
    pub stops: Vec<Stop>,
    /// Stops that were passed over.
    #[serde(default)]
    pub skipped: BTreeSet<usize>,
}

impl Session {
    /// The session that a plan describes.
    ///
    /// # Errors
    /// When the plan names what is not there, or leaves nothing to walk.
    pub fn plan(
        paper: &Paper,
        roster: &Roster,
        snapshot: &Snapshot,
        plan: &Plan,
        now: Instant,
    ) -> Result<Session, PlanError> {
        let items = items_of(paper, &plan.items)?;
        let who = who_of(roster, &plan.who)?;
        let stop = |who: ParticipantIndex, item: &ItemId| Stop { who: *roster.code(who), item: *item };
        let stops: Vec<Stop> = match plan.by {
            By::Item => items.iter().flat_map(|item| who.iter().map(|who| stop(*who, item))).collect(),
            By::Delegation => who.iter().flat_map(|who| items.iter().map(|item| stop(*who, item))).collect(),
        };
        let stops: Vec<Stop> =
            stops.into_iter().filter(|stop| fits(plan.only, stop, roster, snapshot)).collect();
        if stops.is_empty() {
            return Err(PlanError::Empty);
        }
        let (source, on) = (plan.source.clone(), plan.on);
        Ok(Session { started: now, by: plan.by, source, on, stops, skipped: BTreeSet::new() })
    }

    /// For each stop whether it was heard: its position was recorded since the session began. `places` are those of `places`.
    pub fn heard(&self, places: &[Option<(ParticipantIndex, usize)>], snapshot: &Snapshot) -> Vec<bool> {
        let at =
            |(who, item): (ParticipantIndex, usize)| snapshot.cell(who, item).own.as_ref().map(Standing::at);
        places.iter().map(|place| place.and_then(at).is_some_and(|at| at >= self.started)).collect()
    }

    /// For each stop where its cell is; none where the paper or the roster do not have it.
    pub fn places(&self, roster: &Roster, snapshot: &Snapshot) -> Vec<Option<(ParticipantIndex, usize)>> {
        let place = |stop: &Stop| roster.by_code(&stop.who).zip(snapshot.item_index(&stop.item));
        self.stops.iter().map(place).collect()
    }

    /// The next stop from one on, round to the beginning, that was neither heard nor skipped; none where there is none left.
    pub fn next(&self, from: usize, heard: &[bool]) -> Option<usize> {
        let count = self.stops.len();
        let mut order = (from..count).chain(0..from.min(count));
        order.find(|stop| !self.skipped.contains(stop) && heard.get(*stop) == Some(&false))
    }

    /// The stop of a participant on an item.
    pub fn find(&self, who: &Who, item: &ItemId) -> Option<usize> {
        self.stops.iter().position(|stop| stop.who == *who && stop.item == *item)
    }

    /// Stops that belong together with one: those on the same item, or of the same participant.
    pub fn round_of(&self, stop: usize) -> Vec<usize> {
        let Some(here) = self.stops.get(stop) else { return Vec::new() };
        let same = |stop: &Stop| match self.by {
            By::Item => stop.item == here.item,
            By::Delegation => stop.who == here.who,
        };
        (0..self.stops.len()).filter(|stop| same(&self.stops[*stop])).collect()
    }
}

/// The items that are meant, in the order given.
fn items_of(paper: &Paper, given: &str) -> Result<Vec<ItemId>, PlanError> {
    let folded = fold(given);
    if folded.is_empty() || folded == "all" || given.trim() == "全部" {
        return Ok(paper.items().map(|(_, item)| item.id).collect());
    }
    let cluster = folded.strip_prefix("cluster").or_else(|| given.trim().strip_prefix("专题组"));
    let Some(cluster) = cluster.map(str::trim) else { return Ok(paper.find_items(given)?) };
    let in_cluster = paper.items().filter(|(area, _)| area.cluster.to_string() == cluster);
    let items: Vec<ItemId> = in_cluster.map(|(_, item)| item.id).collect();
    if items.is_empty() { Err(PlanError::Cluster(cluster.to_owned())) } else { Ok(items) }
}

/// The participants that are meant, in the order given, each once.
fn who_of(roster: &Roster, given: &str) -> Result<Vec<ParticipantIndex>, PlanError> {
    let named: Vec<&str> = given.split([',', '，', '、', ';', '；', '\n']).map(without_number).collect();
    let named: Vec<&str> = named.into_iter().filter(|name| !name.is_empty()).collect();
    let everybody = || (0..roster.delegation_count()).map(ParticipantIndex);
    match named[..] {
        [] => return Ok(everybody().collect()),
        [one] if fold(one) == "all" || one == "全部" => return Ok(everybody().collect()),
        [one] => {
            if let Some(region) = Region::named(one) {
                let of_region =
                    |who: &ParticipantIndex| roster.delegation(*who).is_some_and(|d| d.region == region);
                return Ok(everybody().filter(of_region).collect());
            }
            let found = roster.find(one)?;
            return Ok([found].into_iter().chain(roster.members(found)).collect());
        }
        _ => {}
    }
    let mut who = Vec::new();
    for name in named {
        let found = roster.find(name)?;
        if !who.contains(&found) {
            who.push(found);
        }
    }
    Ok(who)
}

/// A line of a speakers' list without its number: `12. Austria`.
fn without_number(line: &str) -> &str {
    let line = line.trim();
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = rest.len() < line.len() && rest.starts_with(['.', ')', ' ', '\t', '、']);
    if numbered { rest.trim_start_matches(['.', ')', '、']).trim() } else { line }
}

fn fits(only: Only, stop: &Stop, roster: &Roster, snapshot: &Snapshot) -> bool {
    let place = roster.by_code(&stop.who).zip(snapshot.item_index(&stop.item));
    let own = place.and_then(|(who, item)| snapshot.cell(who, item).own.as_ref());
    match only {
        Only::Everything => true,
        Only::Unrecorded => own.is_none(),
        Only::ChangedSince(since) => own.is_some_and(|own| own.on() >= since || own.at() >= since),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::ledger::{Ledger, View},
        store::assets,
    };

    fn planned(plan: &Plan) -> Result<Session, PlanError> {
        let assets = assets::load(None);
        let snapshot = Snapshot::new(&assets.paper, &assets.roster, &Ledger::default(), View::default());
        Session::plan(&assets.paper, &assets.roster, &snapshot, plan, Instant::from_millis(0))
    }

    fn stops(items: &str, who: &str, by: By) -> Vec<String> {
        let plan = Plan { items: items.into(), who: who.into(), by, ..Plan::default() };
        let (planned, assets) = (planned(&plan).unwrap(), assets::load(None));
        planned.stops.iter().map(|stop| format!("{} {}", stop.who, assets.paper.key(&stop.item))).collect()
    }

    #[test]
    fn a_speakers_list_is_walked_in_its_order_by_item_or_by_delegation() {
        let list = "1. France\n2) Österreich, @NAM\n中国";
        assert!(
            planned(&Plan { who: list.into(), ..Plan::default() }).is_err(),
            "nobody is called Österreich here"
        );
        let list = "1. France\n2) Austria, @NAM\n中国; fra";
        assert_eq!(stops("3a", list, By::Item), ["FRA 3a", "AUT 3a", "@NAM 3a", "CHN 3a"]);
        assert_eq!(stops("3a, 1b", "fra, aut", By::Delegation), ["FRA 3a", "FRA 1b", "AUT 3a", "AUT 1b"]);
    }

    #[test]
    fn groups_regions_clusters_and_everything_can_be_walked() {
        assert_eq!(stops("11", "@NAC", By::Item).len(), 7, "the group and its six members");
        assert_eq!(stops("all", "", By::Item).len(), 191 * 26);
        assert_eq!(stops("cluster 3", "aut", By::Item).len(), 7);
        assert!(stops("4", "weog", By::Item).contains(&"AUT 4c".to_owned()));
        assert_eq!(
            planned(&Plan { items: "cluster 9".into(), ..Plan::default() }),
            Err(PlanError::Cluster("9".into()))
        );
    }

    #[test]
    fn nothing_to_walk_is_said() {
        let changed = Only::ChangedSince(Instant::from_millis(0));
        assert_eq!(planned(&Plan { only: changed, ..Plan::default() }), Err(PlanError::Empty));
    }
}
