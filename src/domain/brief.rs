//! What to know before a meeting with one participant, as data: the brief, ranked by what matters most in the room.
//!
//! Invariant: nothing is counted or settled here; every part is read from the snapshot, so that the brief and the screens can't disagree.

use super::{
    extent::Notes,
    ids::Who,
    instant::{Day, Instant, Zones},
    ledger::{Ledger, View},
    moves::{self, Move},
    paper::Paper,
    position::{Position, Side},
    roster::{ParticipantIndex, Roster},
    snapshot::{Commitment, Line, Meeting, Note, Point, Snapshot, Standing},
};
use std::cmp::Reverse;

/// Notes of each kind that a brief holds; the newest.
pub const NOTES: usize = 5;
/// Steps of the scale from which on two participants differ.
pub const DIFFERS: u8 = 2;
/// Days that are looked back where there was no meeting.
const YEAR: i64 = 365;

/// Of whom a brief is, for whom and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// Of whom.
    pub who: ParticipantIndex,
    /// Our own delegation, where it is known.
    pub own: Option<ParticipantIndex>,
    /// The instant that is the present of the brief.
    pub now: Instant,
    /// The zones by which days are understood.
    pub zones: Zones,
    /// From when on moves are wanted; absent: since the last meeting finish, else for a year.
    pub since: Option<Instant>,
    /// Which notes are wanted.
    pub notes: Notes,
}

/// From when on moves are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// Since a meeting finish then; a day as such counts to its end.
    Met(Instant),
    /// From an instant on.
    From(Instant),
}

/// The brief of one participant; its fields stand in order of rank.
#[derive(Debug, Clone, PartialEq)]
pub struct Brief {
    /// Of whom.
    pub who: ParticipantIndex,
    /// Our own delegation, where it is known and another one.
    pub own: Option<ParticipantIndex>,
    /// What to raise, in the paper's order.
    pub points: Vec<Point>,
    /// Open commitments: overdue ones first, then by due date, those without a date last.
    pub owes: Vec<Owed>,
    /// Items on which they have a position: those that differ from ours first, the furthest apart before the others.
    pub stances: Vec<Stance>,
    /// Places of the items on which they have none.
    pub unheard: Vec<usize>,
    /// Items on which they have no position of their own and their groups have taken different ones.
    pub divided: Vec<usize>,
    /// From when on moves are listed.
    pub since: Since,
    /// Their own moves, newest first.
    pub moves: Vec<Move>,
    /// The newest notes on them and an item, newest first.
    pub notes: Vec<Note>,
    /// The newest notes on them as such, newest first.
    pub about: Vec<Note>,
    /// Older notes on them that are left out.
    pub older_notes: usize,
    /// Meetings to come, the next one first.
    pub next: Vec<Meeting>,
    /// Meetings whose day has passed and that nobody marked as held.
    pub unmarked: Vec<Meeting>,
    /// The last meeting finish.
    pub last: Option<Meeting>,
}

/// Something that they promised and that is still open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    /// What.
    pub commitment: Commitment,
    /// Whether its due date has passed.
    pub overdue: bool,
}

/// Where they stand on an item beside where we stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stance {
    /// Place of the item in the paper's order.
    pub item: usize,
    /// Their position, their own or their group's.
    pub theirs: Standing,
    /// The group whose position it is, where they have none of their own.
    pub via: Option<ParticipantIndex>,
    /// What conflicts with it.
    pub rivals: Vec<Standing>,
    /// A group of theirs that has taken another position, and not since they took theirs.
    pub departs_from: Option<ParticipantIndex>,
    /// A group of theirs that has taken another position since they took theirs.
    pub older_than: Option<ParticipantIndex>,
    /// Our position, our own or our group's.
    pub ours: Option<Standing>,
    /// The group whose position it is, where we have none of our own.
    pub ours_via: Option<ParticipantIndex>,
    /// Our lines on the item, best first.
    pub lines: Vec<Line>,
    /// How many steps of the scale the two are apart; absent where one has no place in its order.
    pub apart: Option<u8>,
}

impl Since {
    /// The last instant before what is listed.
    pub fn before(self, zones: Zones) -> Instant {
        match self {
            Since::Met(when) if when.is_date() => zones.end_of(when.date()),
            Since::Met(when) => when,
            Since::From(first) => Instant::from_millis(first.millis() - 1),
        }
    }

    /// The instant for people.
    pub fn instant(self) -> Instant {
        match self {
            Since::Met(instant) | Since::From(instant) => instant,
        }
    }
}

impl Stance {
    /// Whether they differ from us: on the other side of the scale, or two steps or more apart on the same one.
    pub fn differs(&self) -> bool {
        self.apart.is_some_and(|apart| apart >= DIFFERS)
    }

    /// Whether they are on the other side of the scale.
    fn is_opposite(&self) -> bool {
        let side = |standing: &Standing| {
            let side = standing.position().and_then(Position::side);
            side.map(|side| side == Side::For)
        };
        self.ours.as_ref().is_some_and(|ours| side(ours) != side(&self.theirs))
    }

    /// Those that differ first, the furthest apart before the others, the other side before the same; then in the paper's order.
    fn rank(&self) -> (Reverse<u8>, bool, usize) {
        match self.differs() {
            true => (Reverse(self.apart.unwrap_or(0)), !self.is_opposite(), self.item),
            false => (Reverse(0), true, self.item),
        }
    }
}

impl Brief {
    /// The brief of one participant, from what a view shows.
    pub fn new(paper: &Paper, roster: &Roster, ledger: &Ledger, snapshot: &Snapshot, asked: &Asked) -> Brief {
        let code = roster.code(asked.who);
        let own = asked.own.filter(|own| *own != asked.who);
        let stances = (0..snapshot.items.len()).filter_map(|item| stance(snapshot, asked.who, own, item));
        let mut stances: Vec<Stance> = stances.collect();
        stances.sort_by_key(Stance::rank);
        let heard = |item: &usize| stances.iter().any(|stance| stance.item == *item);
        let (divided, unheard) = (0..snapshot.items.len())
            .filter(|item| !heard(item))
            .partition(|item| snapshot.cell(asked.who, *item).groups_differ());
        let (next, unmarked, last) = meetings(snapshot, code, asked.now);
        let since = since(asked, last.as_ref());
        let before = View { as_of: Some(since.before(asked.zones).min(asked.now)), ..snapshot.view };
        let before = Snapshot::new(paper, roster, ledger, before);
        let (notes, older) =
            newest(snapshot, code, |note| asked.notes.take(note.visibility) && note.item.is_some());
        let (about, older_about) =
            newest(snapshot, code, |note| asked.notes.take(note.visibility) && note.item.is_none());
        Brief {
            who: asked.who,
            own,
            points: points(snapshot, code),
            owes: owes(snapshot, code, Day(asked.now.date())),
            stances,
            divided,
            unheard,
            since,
            moves: moves::of(asked.who, ledger, &before, snapshot),
            notes,
            about,
            older_notes: older + older_about,
            next,
            unmarked,
            last,
        }
    }
}

fn since(asked: &Asked, last: Option<&Meeting>) -> Since {
    match (asked.since, last) {
        (Some(since), _) => Since::From(since),
        (None, Some(meeting)) => Since::Met(meeting.when),
        (None, None) => Since::From(asked.zones.start_of(asked.now.days_before(YEAR).date())),
    }
}

/// What to raise, in the paper's order; an item that the paper does not have comes last.
fn points(snapshot: &Snapshot, who: &Who) -> Vec<Point> {
    let mut points: Vec<Point> = snapshot.points_with(who).cloned().collect();
    points.sort_by_key(|point| snapshot.item_index(&point.item).unwrap_or(usize::MAX));
    points
}

fn owes(snapshot: &Snapshot, who: &Who, today: Day) -> Vec<Owed> {
    let open = snapshot.commitments_on(Some(who), None).filter(|made| made.status.is_open());
    let mut owes: Vec<Owed> =
        open.map(|made| Owed { overdue: made.is_overdue(today), commitment: made.clone() }).collect();
    owes.sort_by_key(|owed| {
        let made = &owed.commitment;
        (!owed.overdue, made.due.is_none(), made.due, made.id)
    });
    owes
}

/// A participant's position on an item, and the group through which it has it.
fn standing(
    snapshot: &Snapshot,
    who: ParticipantIndex,
    item: usize,
) -> Option<(Standing, Option<ParticipantIndex>)> {
    let standing = snapshot.standing(who, item)?.clone();
    Some((standing, snapshot.cell(who, item).speaker()))
}

fn stance(
    snapshot: &Snapshot,
    who: ParticipantIndex,
    own: Option<ParticipantIndex>,
    item: usize,
) -> Option<Stance> {
    let (theirs, via) = standing(snapshot, who, item)?;
    let (ours, ours_via) = match own.and_then(|own| standing(snapshot, own, item)) {
        Some((ours, via)) => (Some(ours), via),
        None => (None, None),
    };
    let place = |standing: &Standing| standing.position().and_then(Position::place);
    let apart = ours.as_ref().and_then(place).zip(place(&theirs)).map(|(a, b)| a.abs_diff(b));
    Some(Stance {
        item,
        rivals: snapshot.cell(via.unwrap_or(who), item).rivals.clone(),
        departs_from: snapshot.cell(who, item).departs_from,
        older_than: snapshot.cell(who, item).older_than,
        theirs,
        via,
        ours,
        ours_via,
        lines: snapshot.lines_on(&snapshot.items[item]).cloned().collect(),
        apart,
    })
}

/// The newest notes of a kind on a participant, newest first, and how many older ones there are.
fn newest(snapshot: &Snapshot, who: &Who, fits: impl Fn(&Note) -> bool) -> (Vec<Note>, usize) {
    let mut notes: Vec<&Note> = snapshot.notes_on(Some(who), None).filter(|note| fits(note)).collect();
    notes.reverse();
    let older = notes.len().saturating_sub(NOTES);
    (notes.into_iter().take(NOTES).cloned().collect(), older)
}

/// Meetings with a participant: to come, past and not marked as finished, and the last one held.
fn meetings(snapshot: &Snapshot, who: &Who, now: Instant) -> (Vec<Meeting>, Vec<Meeting>, Option<Meeting>) {
    let with = snapshot.meetings().iter().filter(|meeting| meeting.participants.contains(who)).cloned();
    let (finished, planned): (Vec<Meeting>, Vec<Meeting>) =
        with.partition(|meeting| meeting.outcome.is_some());
    let (next, unmarked) = planned.into_iter().partition(|meeting| meeting.is_to_come(now));
    (next, unmarked, finished.into_iter().next_back())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        entry::{CommitmentMade, Fact, MeetingFinished, MeetingPlanned, NoteWritten, PointSet, StatusSet},
        ids::ItemId,
        position::Status,
        told::{Told, day},
    };

    const NOW: &str = "2026-06-01T12:00:00.000Z";

    fn brief_of(told: &Told, who: &str, own: Option<&str>) -> Brief {
        let snapshot = told.snapshot(View::default());
        let own = own.map(|own| told.who(own));
        let asked = Asked {
            who: told.who(who),
            own,
            now: day(NOW),
            zones: Zones::default(),
            since: None,
            notes: Notes::All,
        };
        Brief::new(&told.paper, &told.roster, &told.ledger, &snapshot, &asked)
    }

    fn meeting(told: &mut Told, when: &str, finished: Option<&str>) {
        let participants = vec![Who::new("FRA")];
        let (place, items) = (String::new(), Vec::new());
        let planned = Fact::Meeting(MeetingPlanned {
            participants,
            when: day(when),
            place,
            items,
            ..MeetingPlanned::default()
        });
        let meeting = told.tell("dev", day("2025-01-01"), vec![planned]);
        if let Some(outcome) = finished {
            let outcome = outcome.into();
            told.tell(
                "dev",
                day("2026-03-01"),
                vec![Fact::MeetingFinished(MeetingFinished { meeting, outcome })],
            );
        }
    }

    #[test]
    fn items_on_which_they_differ_from_us_come_first_and_the_furthest_apart_before_the_others() {
        let mut told = Told::default();
        for (item, theirs, ours) in [
            ("1a", Position::Supports, Position::Accepts),
            ("1b", Position::Champions, Position::Accepts),
            ("2a", Position::Accepts, Position::Concerns),
            ("2b", Position::Blocks, Position::Supports),
        ] {
            told.takes("USA", item, Some(theirs), "", "2026-02-01");
            told.takes("FRA", item, Some(ours), "", "2026-02-01");
        }
        let brief = brief_of(&told, "USA", Some("FRA"));
        let seen: Vec<(usize, Option<u8>, bool)> =
            brief.stances.iter().map(|stance| (stance.item, stance.apart, stance.differs())).collect();
        let expected = [(3, Some(5), true), (2, Some(2), true), (1, Some(2), true), (0, Some(1), false)];
        assert_eq!(seen, expected, "at equal distance the other side of the scale comes first");
        assert_eq!(brief.unheard, [4]);
        assert_eq!(brief_of(&told, "USA", None).stances[0].apart, None);
        let own = brief_of(&told, "FRA", Some("FRA"));
        assert!(own.own.is_none() && own.stances.iter().all(|stance| stance.ours.is_none()));
    }

    #[test]
    fn what_a_group_says_and_what_departs_from_it_is_told_apart() {
        let mut told = Told::default();
        told.takes("@EU", "1a", Some(Position::Supports), "", "2026-02-01");
        told.takes("@EU", "1b", Some(Position::Supports), "", "2026-02-01");
        told.takes("AUT", "1b", Some(Position::Awaiting), "", "2026-02-01");
        let brief = brief_of(&told, "AUT", Some("FRA"));
        let of = |item: usize| brief.stances.iter().find(|stance| stance.item == item).unwrap();
        assert_eq!((of(0).via, of(0).apart), (Some(told.who("@EU")), Some(0)));
        assert_eq!((of(1).via, of(1).departs_from), (None, Some(told.who("@EU"))));
        assert_eq!(of(1).apart, None, "awaiting has no place on the scale and is no difference");
        assert_eq!(of(1).ours_via, Some(told.who("@EU")));
    }

    #[test]
    fn moves_are_those_since_the_last_meeting_that_was_held() {
        let mut told = Told::default();
        told.takes("FRA", "1a", Some(Position::Supports), "", "2025-01-01");
        told.takes("FRA", "1a", Some(Position::Opposes), "", "2026-02-01");
        told.takes("FRA", "1b", Some(Position::Opposes), "", "2026-02-02");
        assert_eq!(brief_of(&told, "FRA", None).since, Since::From(day("2025-06-01")));
        assert_eq!(brief_of(&told, "FRA", None).moves.len(), 2);
        meeting(&mut told, "2025-12-01", Some("first"));
        meeting(&mut told, "2026-02-01", Some("second"));
        meeting(&mut told, "2026-02-02", None);
        meeting(&mut told, "2026-07-01", None);
        meeting(&mut told, "2026-06-01T09:00:00.000Z", None);
        let brief = brief_of(&told, "FRA", None);
        assert_eq!(brief.since, Since::Met(day("2026-02-01")));
        assert_eq!(brief.moves.iter().map(|moved| moved.item).collect::<Vec<_>>(), [1]);
        assert_eq!(brief.last.unwrap().outcome.as_deref(), Some("second"));
        let next: Vec<String> = brief.next.iter().map(|meeting| meeting.when.short()).collect();
        assert_eq!(next, ["2026-06-01 09:00", "2026-07-01"], "today's is still to come");
        assert_eq!(brief.unmarked.len(), 1);
        assert!(brief_of(&told, "AUT", None).last.is_none());
    }

    #[test]
    fn an_instant_that_is_asked_for_is_itself_within() {
        let mut told = Told::default();
        told.takes("FRA", "1a", Some(Position::Supports), "", "2026-02-01");
        let snapshot = told.snapshot(View::default());
        for (since, moves) in [("2026-02-01", 1), ("2026-02-02", 0)] {
            let asked = Asked {
                who: told.who("FRA"),
                own: None,
                now: day(NOW),
                zones: Zones::default(),
                since: Some(day(since)),
                notes: Notes::All,
            };
            let brief = Brief::new(&told.paper, &told.roster, &told.ledger, &snapshot, &asked);
            assert_eq!(brief.moves.len(), moves, "{since}");
        }
    }

    #[test]
    fn commitments_points_and_notes_come_in_order() {
        let mut told = Told::default();
        let commitment = |text: &str, due: Option<&str>| {
            let (who, item) = (Who::new("FRA"), ItemId::new("1a"));
            let due = due.map(|due| due.parse().unwrap());
            Fact::Commitment(CommitmentMade { who, item, text: text.into(), due, source: None })
        };
        let at = day("2026-01-01");
        told.tell("dev", at, vec![commitment("undated", None), commitment("later", Some("2027-01-01"))]);
        told.tell(
            "dev",
            at,
            vec![commitment("late", Some("2026-05-31")), commitment("today", Some("2026-06-01"))],
        );
        let done = told.tell("dev", at, vec![commitment("done", Some("2026-01-01"))]);
        let is = Status::Complete;
        told.tell("dev", at, vec![Fact::Status(StatusSet { commitment: done, is, evidence: "".into() })]);
        for item in ["10a", "2a", "1b"] {
            let (who, item) = (Who::new("FRA"), ItemId::new(item));
            told.tell("dev", at, vec![Fact::Point(PointSet { who, item, text: "x".into(), done: false })]);
        }
        for number in 1..=7 {
            let on = Instant::from_millis(at.millis() + number);
            for item in [None, Some(ItemId::new("1a"))] {
                let (who, text) = (Some(Who::new("FRA")), number.to_string());
                told.tell(
                    "dev",
                    at,
                    vec![Fact::Note(NoteWritten { who, item, text, on, ..NoteWritten::default() })],
                );
            }
        }
        let brief = brief_of(&told, "FRA", None);
        let owes: Vec<(&str, bool)> =
            brief.owes.iter().map(|owed| (owed.commitment.text.as_str(), owed.overdue)).collect();
        assert_eq!(owes, [("late", true), ("today", false), ("later", false), ("undated", false)]);
        let points: Vec<&str> = brief.points.iter().map(|point| &*point.item.0).collect();
        assert_eq!(points, ["1b", "2a", "10a"], "in the paper's order");
        let notes = |notes: &[Note]| notes.iter().map(|note| note.text.clone()).collect::<Vec<_>>().join(" ");
        assert_eq!((notes(&brief.notes), notes(&brief.about)), ("7 6 5 4 3".into(), "7 6 5 4 3".into()));
        assert_eq!(brief.older_notes, 4);
    }
}
