//! The fold of the journals: total, commutative, idempotent, whatever devices, clocks and copies do.

use prepcom::domain::entry::Visibility;
use prepcom::domain::{
    entry::{
        CommitmentMade, Entry, Fact, LineSet, MeetingPlanned, NoteEdited, NoteRemoved, NoteWritten, PointSet,
        PositionSet, StatusSet, Undone,
    },
    ids::{EntryId, FactId, Who},
    instant::Instant,
    ledger::{Ledger, View},
    position::{Position, Status},
    roster::ParticipantIndex,
    snapshot::Snapshot,
};
use prepcom::{
    store::assets::{self, Assets},
    tui::model::{Model, Options},
};
use proptest::prelude::*;
use std::sync::OnceLock;

fn assets() -> &'static Assets {
    static ASSETS: OnceLock<Assets> = OnceLock::new();
    ASSETS.get_or_init(|| assets::load(None))
}

fn snapshot(entries: &[Entry], view: View) -> Snapshot {
    let mut ledger = Ledger::default();
    for entry in entries {
        ledger.apply(entry.clone());
    }
    let assets = assets();
    Snapshot::new(&assets.paper, &assets.roster, &ledger, view)
}

/// What one step of a random history does; numbers are taken modulo what there is.
#[derive(Debug, Clone)]
struct Step {
    device: usize,
    /// What this device's clock says, in minutes; clocks are not in step.
    clock: i64,
    /// Devices whose entries this one has before it.
    knows: u8,
    what: u8,
    target: usize,
    back: i64,
}

fn step() -> impl Strategy<Value = Step> {
    (0..4usize, 0..200i64, any::<u8>(), 0..12u8, 0..1000usize, 0..100i64).prop_map(
        |(device, clock, knows, what, target, back)| Step { device, clock, knows, what, target, back },
    )
}

const DEVICES: [&str; 4] = ["ana", "bo", "cy", "di"];
const WHO: [&str; 5] = ["AUT", "NAM", "@NAM", "@EU", "ZZZ"];

/// Plays steps as honest devices would: each entry names heads that its device had before it.
fn play(steps: &[Step]) -> Vec<Entry> {
    let mut all: Vec<Entry> = Vec::new();
    for step in steps {
        let device = DEVICES[step.device];
        let known: Vec<&Entry> = all
            .iter()
            .filter(|entry| {
                let place = DEVICES.iter().position(|name| entry.id.device == **name).unwrap();
                place == step.device || step.knows >> place & 1 == 1
            })
            .collect();
        let number = u32::try_from(all.iter().filter(|entry| entry.id.device == device).count()).unwrap() + 1;
        let at = Instant::from_millis(1_700_000_000_000 + step.clock * 60_000);
        let facts = vec![fact(step, &known, at)];
        all.push(Entry { v: 1, id: EntryId { device: device.into(), number }, at, by: device.into(), facts });
    }
    all
}

fn fact(step: &Step, known: &[&Entry], at: Instant) -> Fact {
    let who = Who::new(WHO[step.target % WHO.len()]);
    let item = crate::support::item(["1a", "8b"][step.target / 7 % 2]);
    let any_entry = known.get(step.target % known.len().max(1)).map(|entry| entry.id);
    let made = |entry: Option<EntryId>| FactId {
        entry: entry.unwrap_or(EntryId { device: "nobody".into(), number: 1 }),
        index: 0,
    };
    let mut ledger = Ledger::default();
    for entry in known {
        ledger.apply((*entry).clone());
    }
    let text = format!("text {}", step.target);
    match step.what {
        0 => Fact::Note(NoteWritten {
            who: Some(who),
            item: Some(item),
            text,
            visibility: Visibility::ALL[1 + usize::from(step.back % 2 == 0)],
            on: at,
            ..NoteWritten::default()
        }),
        1 => {
            let (note, visibility) = (made(any_entry), Visibility::Shareable);
            Fact::NoteEdited(NoteEdited { note, text, visibility })
        }
        2 => Fact::NoteRemoved(NoteRemoved { note: made(any_entry) }),
        3 => Fact::Commitment(CommitmentMade { who, item, text, due: None, source: None }),
        4 => Fact::Status(StatusSet { commitment: made(any_entry), is: Status::Limited, evidence: text }),
        5 => Fact::Point(PointSet { who, item, text, done: step.back % 2 == 0 }),
        6 => Fact::Meeting(MeetingPlanned {
            participants: vec![who],
            when: at,
            place: text,
            items: vec![item],
            ..MeetingPlanned::default()
        }),
        7 => Fact::Line(LineSet {
            parents: ledger.line_heads(&item),
            item,
            objective: text,
            ..LineSet::default()
        }),
        8 => match any_entry {
            Some(entry) => Fact::Undo(Undone { entry }),
            None => Fact::NoteRemoved(NoteRemoved { note: made(None) }),
        },
        _ => Fact::Position(PositionSet {
            is: Position::ALL.get(step.target % 9).copied(),
            condition: if step.back % 3 == 0 { text } else { String::new() },
            on: Instant::from_millis(at.millis() - step.back * 60_000),
            parents: ledger.heads(&who, &item),
            who,
            item,
            ..PositionSet::default()
        }),
    }
}

/// A history, in which now and then a copied device goes on under the name of the first.
fn history() -> impl Strategy<Value = Vec<Entry>> {
    let steps = (prop::collection::vec(step(), 0..40), any::<bool>());
    steps.prop_map(|(steps, is_copied)| {
        let mut entries = play(&steps);
        for entry in entries.iter_mut().filter(|entry| is_copied && entry.id.device == DEVICES[3]) {
            entry.id.device = DEVICES[0].into();
        }
        entries
    })
}

/// Undos that take each other back in a circle.
fn liars(ring: u32) -> impl Iterator<Item = Entry> {
    let id = |number| EntryId { device: "liar".into(), number };
    (1..=ring).map(move |number| Entry {
        v: 1,
        id: id(number),
        at: Instant::default(),
        by: "".into(),
        facts: vec![Fact::Undo(Undone { entry: id(number % ring + 1) })],
    })
}

/// The same entries in another order.
fn shuffled(entries: &[Entry], seed: u64) -> Vec<Entry> {
    let mut shuffled = entries.to_vec();
    let mut random = seed;
    for place in (1..shuffled.len()).rev() {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        shuffled.swap(place, usize::try_from(random >> 33).unwrap() % (place + 1));
    }
    shuffled
}

/// A view at some instant, or the present.
fn view() -> impl Strategy<Value = View> {
    let instant =
        || prop::option::of((0..200i64).prop_map(|m| Instant::from_millis(1_700_000_000_000 + m * 60_000)));
    (instant(), instant()).prop_map(|(as_of, known_at)| View { as_of, known_at })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn any_order_of_the_entries_says_the_same(entries in history(), seed in any::<u64>(), view in view()) {
        prop_assert_eq!(snapshot(&entries, view), snapshot(&shuffled(&entries, seed), view));
    }

    #[test]
    fn any_duplication_of_the_entries_says_the_same(entries in history(), copies in prop::collection::vec(0..40usize, 0..30), view in view()) {
        let mut more = entries.clone();
        more.extend(copies.iter().filter_map(|place| entries.get(*place).cloned()));
        prop_assert_eq!(snapshot(&entries, view), snapshot(&more, view));
    }

    #[test]
    fn taking_in_slice_by_slice_in_any_order_says_what_reading_all_at_once_says(
        entries in history(),
        seed in prop::option::of(any::<u64>()),
        slice in 1..5usize,
        ring in 0..3u32,
        view in view(),
    ) {
        let entries: Vec<Entry> = entries.into_iter().chain(liars(ring)).collect();
        let came = seed.map_or(entries.clone(), |seed| shuffled(&entries, seed));
        let assets = assets();
        let mut ledger = Ledger::default();
        let mut in_slices = Snapshot::new(&assets.paper, &assets.roster, &ledger, view);
        for slice in came.chunks(slice) {
            for entry in slice {
                ledger.apply(entry.clone());
            }
            in_slices.take_in(&assets.paper, &assets.roster, &ledger, slice);
        }
        prop_assert_eq!(in_slices, snapshot(&entries, view));
        let mut at_once = Ledger::default();
        for entry in &entries {
            at_once.apply(entry.clone());
        }
        prop_assert_eq!(ledger.undone(view), at_once.undone(view));
        for (who, item) in at_once.cells() {
            prop_assert_eq!(ledger.heads(who, item), at_once.heads(who, item));
            prop_assert_eq!(ledger.latest_on(who, item), at_once.latest_on(who, item));
        }
        for device in DEVICES {
            prop_assert_eq!(ledger.last_act(device), at_once.last_act(device));
            prop_assert_eq!(ledger.last_undo(device), at_once.last_undo(device));
        }
    }

    #[test]
    fn screens_that_take_in_slices_know_what_they_would_know_of_all_at_once(
        entries in history(),
        seed in proptest::option::of(any::<u64>()),
        slice in 1..9usize,
        ring in 0..3u32,
        known_at in proptest::option::of(0..400i64),
    ) {
        let entries: Vec<Entry> = entries.into_iter().chain(liars(ring)).collect();
        let came = seed.map_or(entries.clone(), |seed| shuffled(&entries, seed));
        let known_at = known_at.map(|minutes| Instant::from_millis(minutes * 60_000));
        let assets = assets();
        let model = |ledger| {
            let options = Options { view: View { known_at, as_of: None }, ..Options::default() };
            Model::new(assets.paper.clone(), assets.roster.clone(), ledger, options, (80, 24), Instant::default())
        };
        let mut in_slices = model(Ledger::default());
        came.chunks(slice).for_each(|slice| in_slices.take_in(slice));
        let mut at_once = Ledger::default();
        for entry in &entries {
            at_once.apply(entry.clone());
        }
        let at_once = model(at_once);
        prop_assert_eq!(&in_slices.undone, &at_once.undone);
        prop_assert_eq!(&in_slices.days, &at_once.days);
        let taken = |model: &Model| -> Vec<(Entry, Entry)> {
            let pairs = model.taken_back.iter();
            pairs.map(|taken| ((*taken.entry).clone(), (*taken.by).clone())).collect()
        };
        prop_assert_eq!(taken(&in_slices), taken(&at_once));
    }

    #[test]
    fn an_undo_and_its_undo_leave_what_was_there(entries in history(), which in 0..40usize) {
        prop_assume!(!entries.is_empty());
        let before = snapshot(&entries, View::default());
        let target = entries[which % entries.len()].id;
        let late = Instant::from_millis(1_800_000_000_000);
        let undo = |number: u32, entry: EntryId| Entry {
            v: 1,
            id: EntryId { device: "eve".into(), number },
            at: late,
            by: "eve".into(),
            facts: vec![Fact::Undo(Undone { entry })],
        };
        let mut more = entries.clone();
        more.push(undo(1, target));
        more.push(undo(2, more[more.len() - 1].id));
        prop_assert_eq!(before, snapshot(&more, View::default()));
    }

    #[test]
    fn entries_of_no_honest_device_are_taken_in_all_the_same(entries in history(), ring in 1..6u32) {
        let more: Vec<Entry> = entries.into_iter().chain(liars(ring)).collect();
        let mut backward = more.clone();
        backward.reverse();
        prop_assert_eq!(snapshot(&more, View::default()), snapshot(&backward, View::default()));
    }

    #[test]
    fn what_was_known_at_an_instant_is_what_a_ledger_of_then_said(entries in history(), minute in 0..200i64) {
        let then = Instant::from_millis(1_700_000_000_000 + minute * 60_000);
        let of_then: Vec<Entry> = entries.iter().filter(|entry| entry.at <= then).cloned().collect();
        let known_at = View { known_at: Some(then), ..View::default() };
        let mut now = snapshot(&entries, known_at);
        now.view = View::default();
        prop_assert_eq!(now, snapshot(&of_then, View::default()));
    }
}

#[test]
fn a_member_that_departs_is_marked_and_of_two_groups_that_differ_nothing_is_passed_on() {
    let mut entries = Vec::new();
    let mut record = |who: &str, is: Position, minute: i64| {
        let number = u32::try_from(entries.len()).unwrap() + 1;
        let at = Instant::from_millis(1_700_000_000_000 + minute * 60_000);
        let stand = PositionSet {
            who: Who::new(who),
            item: crate::support::item("8b"),
            is: Some(is),
            condition: String::new(),
            source: None,
            on: at,
            text: "".into(),
            parents: Vec::new(),
            ..PositionSet::default()
        };
        let id = EntryId { device: "ana".into(), number };
        entries.push(Entry { v: 1, id, at, by: "Ana".into(), facts: vec![Fact::Position(stand)] });
    };
    record("@NAM", Position::Supports, 1);
    record("@ARAB", Position::Concerns, 2);
    record("DZA", Position::Opposes, 3);
    let snapshot = snapshot(&entries, View::default());
    let roster = &assets().roster;
    let item = snapshot.item_index(&crate::support::item("8b")).unwrap();
    let who = |code: &str| roster.by_code(&Who::new(code)).unwrap();
    let position = |code: &str| snapshot.standing(who(code), item).unwrap().position().unwrap();
    let egypt = snapshot.cell(who("EGY"), item);
    assert_eq!((snapshot.standing(who("EGY"), item), &egypt.via[..]), (None, &[][..]));
    assert_eq!(egypt.differing, [who("@ARAB"), who("@NAM")], "the one that spoke last first");
    assert_eq!(position("CUB"), Position::Supports);
    assert_eq!(position("DZA"), Position::Opposes);
    assert_eq!(snapshot.cell(who("DZA"), item).departs_from, Some(who("@ARAB")));
    let tally = snapshot.tallies[item];
    let both = |code: &str| {
        ["@NAM", "@ARAB"].iter().all(|group| roster.members(who(group)).any(|member| member == who(code)))
    };
    let differ = (0..roster.delegation_count())
        .filter(|index| both(roster.code(ParticipantIndex(*index)).as_str()))
        .count();
    assert_eq!((tally.recorded(), tally.groups_differ), (1, differ - 1), "Algeria has its own");
}

/// Who took back whose entry is judged by an entry that may come last.
#[test]
fn an_entry_that_comes_after_its_undos_is_told_of_as_if_it_had_come_first() {
    let entry = |device: &str, number: u32, fact: Fact| Entry {
        v: 1,
        id: EntryId { device: device.into(), number },
        at: Instant::from_millis(1_700_000_000_000),
        by: device.into(),
        facts: vec![fact],
    };
    let undo = |entry: &Entry| Fact::Undo(Undone { entry: entry.id });
    let recorded = entry("ana", 1, Fact::NoteRemoved(NoteRemoved { note: "bo-9.0".parse().unwrap() }));
    let taken_back = entry("bo", 1, undo(&recorded));
    let put_back = entry("ana", 2, undo(&taken_back));
    let assets = assets();
    let told = |came: [&Entry; 3]| {
        let mut model = Model::new(
            assets.paper.clone(),
            assets.roster.clone(),
            Ledger::default(),
            Options::default(),
            (80, 24),
            Instant::default(),
        );
        came.into_iter().for_each(|entry| model.take_in(std::slice::from_ref(entry)));
        model.taken_back.iter().map(|taken| taken.entry.id).collect::<Vec<_>>()
    };
    assert_eq!(told([&recorded, &taken_back, &put_back]), []);
    assert_eq!(told([&put_back, &taken_back, &recorded]), []);
}
