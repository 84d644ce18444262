//! Entries as colleagues would write them: positions mostly, notes in both languages, some delegations far more often than others.

use prepcom::domain::{
    entry::{Entry, Fact, NoteWritten, Stand},
    ids::EntryId,
    instant::Instant,
    line::write_line,
    paper::Paper,
    position::{Position, Source, SourceKind},
    roster::Roster,
};

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

/// The lines of a journal of one device.
pub(crate) fn lines(paper: &Paper, roster: &Roster, device: &str, count: u32) -> Vec<String> {
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15 ^ device.len() as u64);
    let items: Vec<_> = paper.items().map(|(_, item)| (item.key.clone(), item.fingerprint())).collect();
    let who: Vec<_> = roster.all().map(|who| roster.code(who).clone()).collect();
    let entry = |number: u32| {
        let (item, fingerprint) = items[numbers.below(items.len())].clone();
        let who = who[numbers.skewed(who.len())].clone();
        let at = Instant::from_millis(1_720_000_000_000 + i64::from(number) * 61_000);
        let fact = match numbers.below(10) {
            0 => Fact::Note(NoteWritten {
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
                    reference: format!("NPT/CONF.2026/PC.II/SR.{}", number % 20),
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
    (1..=count).map(entry).filter_map(|entry| write_line(&entry).ok()).collect()
}
