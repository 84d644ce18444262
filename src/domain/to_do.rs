//! What is to be done with everybody, as data: meetings, commitments that fall due, points to raise, conflicts to resolve, and who was not heard for long.
//!
//! Invariant: as in the brief, nothing is counted or settled here that the snapshot does not say.

use super::{
    conflict,
    instant::{Day, Instant},
    roster::{ParticipantIndex, Roster},
    snapshot::{Commitment, Line, Meeting, Point, Snapshot, Standing},
};
use std::cmp::Reverse;

/// How far a list of what is to do looks, and from when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reach {
    /// The present.
    pub now: Instant,
    /// Days within which commitments fall due.
    pub days: u32,
    /// Days after which a position counts as not heard for long.
    pub quiet_days: u32,
}

/// What is to be done.
#[derive(Debug, Clone, PartialEq)]
pub struct ToDo {
    /// How far it looks.
    pub reach: Reach,
    /// Meetings to come, the next one first.
    pub meetings: Vec<Meeting>,
    /// Meetings whose day has passed and that nobody marked as held.
    pub unmarked: Vec<Meeting>,
    /// Open commitments whose due date has passed, the oldest first.
    pub overdue: Vec<Commitment>,
    /// Open commitments that fall due within the reach, by due date.
    pub due: Vec<Commitment>,
    /// Points to raise, in the roster's order and the paper's.
    pub points: Vec<Point>,
    /// Positions on which records conflict, in the roster's order and the paper's.
    pub conflicts: Vec<Conflict>,
    /// Lines of ours that conflict, in the paper's order.
    pub line_conflicts: Vec<Vec<Line>>,
    /// Participants with positions that were not heard for long, those with most of them first.
    pub quiet: Vec<Quiet>,
}

/// Records on one cell that differ and did not know of each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// Whose position.
    pub who: ParticipantIndex,
    /// Place of the item in the paper's order.
    pub item: usize,
    /// The records, the one that counts first.
    pub records: Vec<Standing>,
}

/// A participant with positions that were not heard for long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quiet {
    /// Who.
    pub who: ParticipantIndex,
    /// How many such positions of its own.
    pub positions: usize,
    /// When it last took a position on anything.
    pub last: Instant,
}

impl ToDo {
    /// The list of what is to do from what a view shows.
    pub fn new(roster: &Roster, snapshot: &Snapshot, reach: Reach) -> ToDo {
        let planned = snapshot.meetings().iter().filter(|meeting| meeting.outcome.is_none()).cloned();
        let (meetings, unmarked) = planned.partition(|meeting| meeting.is_to_come(reach.now));
        let (overdue, due) = commitments(snapshot, reach);
        ToDo {
            reach,
            meetings,
            unmarked,
            overdue,
            due,
            points: points(roster, snapshot),
            conflicts: conflicts(roster, snapshot),
            line_conflicts: conflict::lines(snapshot).into_iter().map(|(_, lines)| lines).collect(),
            quiet: quiet(roster, snapshot, reach),
        }
    }

    /// Whether there is nothing to be done.
    pub fn is_empty(&self) -> bool {
        self.meetings.is_empty()
            && self.unmarked.is_empty()
            && self.overdue.is_empty()
            && self.due.is_empty()
            && self.points.is_empty()
            && self.conflicts.is_empty()
            && self.line_conflicts.is_empty()
            && self.quiet.is_empty()
    }
}

/// Open commitments that are overdue, and those that fall due within the reach.
fn commitments(snapshot: &Snapshot, reach: Reach) -> (Vec<Commitment>, Vec<Commitment>) {
    let today = Day(reach.now.date());
    let last = today.0.checked_add_days(chrono::Days::new(reach.days.into())).map(Day);
    let soon = |made: &&Commitment| {
        made.status.is_open() && made.due.is_some_and(|due| last.is_none_or(|last| due <= last))
    };
    let mut open: Vec<Commitment> = snapshot.commitments().iter().filter(soon).cloned().collect();
    open.sort_by_key(|made| (made.due, made.id));
    open.into_iter().partition(|made| made.is_overdue(today))
}

fn points(roster: &Roster, snapshot: &Snapshot) -> Vec<Point> {
    let mut points = snapshot.points.clone();
    let last = ParticipantIndex(usize::MAX);
    points.sort_by_key(|point| {
        let who = roster.by_code(&point.who).unwrap_or(last);
        (who, snapshot.item_index(&point.item).unwrap_or(usize::MAX))
    });
    points
}

fn conflicts(roster: &Roster, snapshot: &Snapshot) -> Vec<Conflict> {
    let conflict = |(who, item)| {
        let cell = snapshot.cell(who, item);
        let counting = cell.own.iter().chain(&cell.cleared);
        Conflict { who, item, records: counting.chain(&cell.rivals).cloned().collect() }
    };
    conflict::cells(roster, snapshot).into_iter().map(conflict).collect()
}

fn quiet(roster: &Roster, snapshot: &Snapshot, reach: Reach) -> Vec<Quiet> {
    let limit = reach.now.days_before(reach.quiet_days.into());
    let mut quiet: Vec<Quiet> = roster
        .all()
        .filter_map(|who| {
            let own = (0..snapshot.items.len()).filter_map(|item| snapshot.cell(who, item).own.as_ref());
            let heard: Vec<Instant> = own.map(Standing::on).collect();
            let positions = heard.iter().filter(|on| **on < limit).count();
            let last = heard.into_iter().max()?;
            (positions > 0).then_some(Quiet { who, positions, last })
        })
        .collect();
    quiet.sort_by_key(|quiet| (Reverse(quiet.positions), quiet.who));
    quiet
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        entry::{CommitmentMade, Fact, LineSet, MeetingPlanned, PositionSet},
        ids::{ItemId, Who},
        ledger::View,
        position::Position,
        told::{Told, day},
    };

    const NOW: &str = "2026-06-01T12:00:00.000Z";

    fn to_do(told: &Told) -> ToDo {
        let reach = Reach { now: day(NOW), days: 30, quiet_days: 180 };
        ToDo::new(&told.roster, &told.snapshot(View::default()), reach)
    }

    #[test]
    fn an_empty_ledger_leaves_nothing_to_be_done() {
        assert!(to_do(&Told::default()).is_empty());
    }

    #[test]
    fn commitments_fall_due_within_the_reach_and_meetings_are_to_come_or_unmarked() {
        let mut told = Told::default();
        for due in ["2026-05-31", "2026-06-01", "2026-07-01", "2026-07-02"] {
            let (who, item) = (Who::new("FRA"), ItemId::new("1a"));
            let due_day = Some(due.parse().unwrap());
            let made = CommitmentMade { who, item, text: due.into(), due: due_day, source: None };
            told.tell("dev", day("2026-01-01"), vec![Fact::Commitment(made)]);
        }
        for when in ["2026-06-02", "2026-05-01"] {
            let participants = vec![Who::new("FRA")];
            let (place, items) = (String::new(), Vec::new());
            let planned =
                MeetingPlanned { participants, when: day(when), place, items, ..MeetingPlanned::default() };
            told.tell("dev", day("2026-01-01"), vec![Fact::Meeting(planned)]);
        }
        let to_do = to_do(&told);
        let texts = |all: &[Commitment]| all.iter().map(|made| made.text.clone()).collect::<Vec<_>>();
        assert_eq!(texts(&to_do.overdue), ["2026-05-31"]);
        assert_eq!(texts(&to_do.due), ["2026-06-01", "2026-07-01"]);
        assert_eq!((to_do.meetings.len(), to_do.unmarked.len()), (1, 1));
    }

    #[test]
    fn conflicts_of_positions_and_of_lines_are_to_be_resolved() {
        let mut told = Told::default();
        told.takes("FRA", "2a", Some(Position::Supports), "", "2026-05-01");
        let rival = PositionSet {
            who: Who::new("FRA"),
            item: ItemId::new("2a"),
            is: Some(Position::Opposes),
            condition: String::new(),
            source: None,
            on: day("2026-05-02"),
            text: "".into(),
            parents: Vec::new(),
            ..PositionSet::default()
        };
        told.tell("other", day("2026-05-02"), vec![Fact::Position(rival)]);
        for (device, objective) in [("dev", "one"), ("other", "two")] {
            let item = ItemId::new("1a");
            let drawn = LineSet { item, objective: objective.into(), ..LineSet::default() };
            told.tell(device, day("2026-05-02"), vec![Fact::Line(drawn)]);
        }
        let to_do = to_do(&told);
        let conflict = &to_do.conflicts[0];
        assert_eq!((to_do.conflicts.len(), conflict.who, conflict.item), (1, told.who("FRA"), 2));
        let positions: Vec<_> = conflict.records.iter().map(Standing::position).collect();
        assert_eq!(positions, [Some(Position::Opposes), Some(Position::Supports)]);
        assert_eq!(to_do.line_conflicts.len(), 1);
    }

    #[test]
    fn who_was_not_heard_for_long_is_counted_by_positions_and_only_where_something_is_recorded() {
        let mut told = Told::default();
        told.takes("FRA", "1a", Some(Position::Supports), "", "2024-01-01");
        told.takes("USA", "1a", Some(Position::Supports), "", "2024-01-01");
        told.takes("USA", "1b", Some(Position::Supports), "", "2024-02-01");
        told.takes("USA", "2a", Some(Position::Supports), "", "2026-05-01");
        let quiet = to_do(&told).quiet;
        let usa = Quiet { who: told.who("USA"), positions: 2, last: day("2026-05-01") };
        let fra = Quiet { who: told.who("FRA"), positions: 1, last: day("2024-01-01") };
        assert_eq!(quiet, [usa, fra]);
    }
}
