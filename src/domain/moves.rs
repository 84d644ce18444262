//! Who moved between two views of a ledger.
//!
//! Invariant: only what a participant said itself is a move of it; what changed because its group spoke is the group's move.

use super::{
    instant::Instant,
    ledger::Ledger,
    name::Name,
    position::Position,
    roster::{ParticipantIndex, Roster},
    snapshot::{Snapshot, Standing},
};
use std::cmp::Reverse;

/// A participant's own position on an item that is another one than before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// Who moved.
    pub who: ParticipantIndex,
    /// Place of the item in the paper's order.
    pub item: usize,
    /// The position before; absent where none was recorded.
    pub from: Option<Position>,
    /// The position after; absent where none is recorded any more.
    pub to: Option<Position>,
    /// The condition before; empty where there was none.
    pub from_condition: String,
    /// The condition after; empty where there is none.
    pub to_condition: String,
    /// Which way.
    pub direction: Direction,
    /// When the position after was taken or cleared; absent where the one before was undone.
    pub on: Option<Instant>,
    /// Who recorded that; empty where the one before was undone.
    pub by: Name,
}

/// Which way a participant moved, as seen from the text of the item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// To a place nearer to being for.
    Towards,
    /// To a place nearer to being against.
    Away,
    /// To a position, from none or from one without a place in the order.
    New,
    /// To nothing or to a position without a place in the order, from one with a place; or to nothing at all.
    Gone,
    /// The same position under another condition.
    Condition,
    /// Our record was wrong: no move of the participant.
    Corrected,
}

impl Direction {
    /// Name in files: lower case.
    pub fn slug(self) -> &'static str {
        match self {
            Direction::Towards => "towards",
            Direction::Away => "away",
            Direction::New => "new",
            Direction::Gone => "gone",
            Direction::Condition => "condition",
            Direction::Corrected => "corrected",
        }
    }

    /// Which way it is from one position to another.
    pub fn of(from: Option<Position>, to: Option<Position>) -> Direction {
        let place = |position: Option<Position>| position.and_then(Position::place);
        match (place(from), place(to)) {
            _ if from == to => Direction::Condition,
            (Some(from), Some(to)) if to < from => Direction::Towards,
            (Some(_), Some(_)) => Direction::Away,
            (Some(_), None) => Direction::Gone,
            (None, _) if to.is_some() => Direction::New,
            (None, _) => Direction::Gone,
        }
    }
}

/// Everybody's moves from one view to another of the same paper and roster, newest first.
pub fn between(roster: &Roster, ledger: &Ledger, before: &Snapshot, after: &Snapshot) -> Vec<Move> {
    sorted(roster.all().flat_map(|who| moves(who, ledger, before, after)).collect())
}

/// One participant's moves from one view to another of the same paper and roster, newest first.
pub fn of(who: ParticipantIndex, ledger: &Ledger, before: &Snapshot, after: &Snapshot) -> Vec<Move> {
    sorted(moves(who, ledger, before, after).collect())
}

fn sorted(mut moves: Vec<Move>) -> Vec<Move> {
    moves.sort_by_key(|moved| (Reverse(moved.on), moved.who, moved.item));
    moves
}

fn moves<'a>(
    who: ParticipantIndex,
    ledger: &'a Ledger,
    before: &'a Snapshot,
    after: &'a Snapshot,
) -> impl Iterator<Item = Move> + 'a {
    (0..after.items.len()).filter_map(move |item| moved(who, item, ledger, before, after))
}

fn moved(
    who: ParticipantIndex,
    item: usize,
    ledger: &Ledger,
    before: &Snapshot,
    after: &Snapshot,
) -> Option<Move> {
    let (old, new) = (before.cell(who, item), after.cell(who, item));
    let (from, to) = (said(old.own.as_ref()), said(new.own.as_ref()));
    if from == to {
        return None;
    }
    let record = new.own.as_ref().or(new.cleared.as_ref());
    let is_corrected =
        old.own.as_ref().zip(record).is_some_and(|(old, new)| ledger.is_correction_of(new.id(), old.id()));
    Some(Move {
        who,
        item,
        from: from.0,
        to: to.0,
        from_condition: from.1.to_owned(),
        to_condition: to.1.to_owned(),
        direction: if is_corrected { Direction::Corrected } else { Direction::of(from.0, to.0) },
        on: record.map(Standing::on),
        by: record.map_or(Name::default(), |record| record.by().into()),
    })
}

/// What a standing comes to: its position and condition.
fn said(standing: Option<&Standing>) -> (Option<Position>, &str) {
    (standing.and_then(Standing::position), standing.map_or("", Standing::condition))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        ledger::View,
        told::{Told, day},
    };

    fn view(told: &Told, until: &str) -> Snapshot {
        told.snapshot(View { as_of: Some(day(until)), known_at: None })
    }

    #[test]
    fn moves_have_a_direction_and_come_newest_first() {
        let mut told = Told::default();
        told.takes("AUT", "1a", Some(Position::Supports), "", "2026-01-10");
        told.takes("AUT", "1b", Some(Position::Concerns), "", "2026-01-10");
        told.takes("FRA", "1a", Some(Position::Awaiting), "", "2026-01-10");
        told.takes("FRA", "2a", Some(Position::Opposes), "", "2026-01-10");
        told.takes("AUT", "2a", Some(Position::Accepts), "", "2026-01-10");
        told.takes("AUT", "1a", Some(Position::Concerns), "", "2026-02-05");
        told.takes("AUT", "1b", Some(Position::Accepts), "", "2026-02-01");
        told.takes("FRA", "1a", Some(Position::Supports), "", "2026-02-03");
        told.takes("FRA", "2a", None, "", "2026-02-02");
        told.takes("AUT", "2a", Some(Position::Accepts), "yearly", "2026-02-04");
        let (before, after) = (view(&told, "2026-01-31"), view(&told, "2026-03-01"));
        let all = between(&told.roster, &told.ledger, &before, &after);
        let seen: Vec<(&str, &str, &str)> = all
            .iter()
            .map(|m| (told.roster.code(m.who).as_str(), &*after.items[m.item].0, m.direction.slug()))
            .collect();
        let expected = [
            ("AUT", "1a", "away"),
            ("AUT", "2a", "condition"),
            ("FRA", "1a", "new"),
            ("FRA", "2a", "gone"),
            ("AUT", "1b", "towards"),
        ];
        assert_eq!(seen, expected);
        assert_eq!(all[3].on, Some(day("2026-02-02")), "a clearing has a day as well");
        assert_eq!(all[1].to_condition, "yearly");
        assert_eq!(of(told.who("FRA"), &told.ledger, &before, &after).len(), 2);
        assert_eq!(between(&told.roster, &told.ledger, &after, &after), []);
    }

    #[test]
    fn a_group_that_speaks_moves_itself_and_not_its_members() {
        let mut told = Told::default();
        told.takes("@EU", "1a", Some(Position::Supports), "", "2026-02-05");
        let (before, after) = (view(&told, "2026-01-31"), view(&told, "2026-03-01"));
        assert_eq!(between(&told.roster, &told.ledger, &before, &after).len(), 1);
        assert_eq!(of(told.who("AUT"), &told.ledger, &before, &after), []);
        assert_eq!(of(told.who("@EU"), &told.ledger, &before, &after)[0].direction, Direction::New);
    }

    #[test]
    fn every_step_has_a_direction() {
        let all = || Position::ALL.into_iter().map(Some).chain([None]);
        for (from, to) in all().flat_map(|from| all().map(move |to| (from, to))) {
            let there = Direction::of(from, to);
            let back = Direction::of(to, from);
            match there {
                Direction::Towards => assert_eq!(back, Direction::Away),
                Direction::Away => assert_eq!(back, Direction::Towards),
                Direction::Gone => assert_eq!(back, Direction::New),
                Direction::New => assert!(matches!(back, Direction::Gone | Direction::New)),
                Direction::Condition => assert_eq!(from, to),
                Direction::Corrected => panic!("positions alone don't say that a record was wrong"),
            }
        }
    }
}
