//! Entries as colleagues would write them: positions mostly, notes in both languages, some delegations far more often than others.

use prepcom::domain::{
    entry::{Entry, Fact, NoteWritten, Stand},
    ids::{EntryId, ItemKey, Who},
    instant::Instant,
    line::write_line,
    paper::Paper,
    position::{Position, Source, SourceKind},
    roster::Roster,
};
use std::collections::HashMap;

/// A generator that gives the same numbers in every run.
pub(crate) struct Numbers(pub(crate) u64);

impl Numbers {
    /// A number below `bound`.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % bound.max(1) as u64).unwrap_or(0)
    }

    /// A number below `bound`, small ones far more often, as activity is spread in a room.
    pub(crate) fn skewed(&mut self, bound: usize) -> usize {
        let within = self.below(bound) + 1;
        self.below(within)
    }
}

/// The lines of a journal of one device, one entry in ten a note; nobody looked at what stood before.
pub(crate) fn lines(paper: &Paper, roster: &Roster, device: &str, count: u32) -> Vec<String> {
    entries(paper, roster, device, count, 1).iter().filter_map(|entry| write_line(entry).ok()).collect()
}

/// Entries of one device, one in five a note; each position was recorded in knowledge of the one before it on its cell.
pub(crate) fn diary(paper: &Paper, roster: &Roster, count: u32) -> Vec<Entry> {
    let mut last = HashMap::new();
    let mut entries = entries(paper, roster, "cccccc", count, 2);
    for entry in &mut entries {
        for fact in &mut entry.facts {
            if let Fact::Position(stand) = fact {
                stand.saw.extend(last.insert((stand.who.clone(), stand.item.clone()), entry.id.clone()));
            }
        }
    }
    entries
}

/// The votes of the First Committee and the General Assembly in 2018, as one act.
pub(crate) fn votes(paper: &Paper, roster: &Roster) -> Entry {
    let mut rows = csv::Reader::from_path(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/votes-2018.csv"))
        .expect("the votes");
    let fact = |row: csv::StringRecord| {
        let (_, item) = paper.item(&ItemKey::new(&row[1])).expect("an item");
        assert!(roster.by_code(&Who::new(&row[0])).is_some());
        Fact::Position(Stand {
            who: Who::new(&row[0]),
            item: item.key.clone(),
            is: row[2].parse().ok(),
            condition: String::new(),
            source: Some(Source { kind: SourceKind::Vote, reference: row[5].into() }),
            on: row[3].parse().expect("a date"),
            text: item.fingerprint().into(),
            saw: Vec::new(),
            apart: false,
        })
    };
    let facts = rows.records().map(|row| fact(row.expect("a row"))).collect();
    let id = EntryId { device: "dddddd".into(), number: 1 };
    Entry { v: 1, id, at: Instant::from_millis(1_720_000_000_000), by: "A. Diplomat".into(), facts }
}

fn entries(paper: &Paper, roster: &Roster, device: &str, count: u32, notes_in_ten: usize) -> Vec<Entry> {
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15 ^ device.len() as u64);
    let items: Vec<_> = paper.items().map(|(_, item)| (item.key.clone(), item.fingerprint())).collect();
    let who: Vec<_> = roster.all().map(|who| roster.code(who).clone()).collect();
    let entry = |number: u32| {
        let (item, fingerprint) = items[numbers.below(items.len())].clone();
        let who = who[numbers.skewed(who.len())].clone();
        let at = Instant::from_millis(1_720_000_000_000 + i64::from(number) * 61_000);
        let fact = match numbers.below(10) {
            one if one < notes_in_ten => Fact::Note(NoteWritten {
                who: Some(who),
                item: Some(item),
                text: "希望在下届会议前收到书面答复；said so twice, second time on the record".into(),
                shareable: numbers.below(3) == 0,
                on: at,
            }),
            _ => Fact::Position(Stand {
                who,
                item,
                is: Some(Position::ALL[numbers.skewed(8)]),
                condition: if numbers.below(5) == 0 {
                    "reports come every year".into()
                } else {
                    String::new()
                },
                source: Some(Source {
                    kind: SourceKind::Statement,
                    reference: format!("NPT/CONF.2026/PC.II/SR.{}", number % 20).into(),
                }),
                on: at,
                text: fingerprint.into(),
                saw: Vec::new(),
                apart: false,
            }),
        };
        let id = EntryId { device: device.into(), number };
        Entry { v: 1, id, at, by: "A. Diplomat".into(), facts: vec![fact] }
    };
    (1..=count).map(entry).collect()
}
