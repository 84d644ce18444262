//! Ten years of a workspace as forty colleagues would have written it: what they record, how often on whom, and what they had seen before.
//!
//! Invariant: the same count gives the same entries in every run; an entry names only entries before it, and the last of each device
//! fills a cell that nothing else touches, so that a count of cells tells whether all files have been read.

use prepcom::domain::entry::Visibility;
use prepcom::domain::{
    entry::{
        CommitmentEdited, CommitmentMade, Entry, Fact, LineSet, MeetingFinished, MeetingPlanned, NoteEdited,
        NoteRemoved, NoteWritten, PointSet, PositionSet, StatusSet, Undone,
    },
    ids::{EntryId, FactId, ItemId, Who},
    instant::{Day, Instant},
    paper::Paper,
    position::{Position, Source, SourceKind, Status},
    roster::Roster,
};

/// How many devices write a history; a colleague whose file comes later is one more.
pub(crate) const DEVICES: usize = 40;
/// Two sessions a year of thirty days each, for ten years.
const DAYS: u64 = 600;
/// 2016-01-01T00:00:00Z.
const START: i64 = 1_451_606_400_000;
const HOUR: i64 = 3_600_000;
/// How many of the latest notes, commitments and meetings people come back to.
const RECENT: usize = 400;

const TEXTS: [&str; 12] = [
    "wants yearly reports, will say so on the record",
    "希望在下届会议前收到书面答复",
    "waiting for capital; asked again after lunch",
    "原则上可接受，措辞待定",
    "spoke for a group of six",
    "can live with it if the deadline goes",
    "对第三段持保留意见",
    "said twice that this is a red line",
    "refers to the outcome of the last conference",
    "愿与主席另行商谈",
    "no instructions yet，下周再问",
    "will circulate a working paper",
];

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

    /// A number below `bound`, small ones far more often.
    pub(crate) fn skewed(&mut self, bound: usize) -> usize {
        let within = self.below(bound) + 1;
        self.below(within)
    }

    /// One of several.
    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// Whether something happens that does so many times in a thousand.
    fn happens(&mut self, in_thousand: usize) -> bool {
        self.below(1000) < in_thousand
    }
}

/// Picks the thing of rank `r` with a weight of `1 / r`, as activity is spread in a room.
struct Zipf(Vec<usize>);

impl Zipf {
    fn new(count: usize) -> Zipf {
        let weights = (1..=count).map(|rank| 1_000_000 / rank);
        let sums = weights.scan(0, |sum, weight| {
            *sum += weight;
            Some(*sum)
        });
        Zipf(sums.collect())
    }

    /// A number below the count; which numbers are frequent has nothing to do with their order.
    fn pick(&self, numbers: &mut Numbers) -> usize {
        let count = self.0.len();
        let at = numbers.below(self.0.last().copied().unwrap_or(1));
        let rank = self.0.partition_point(|sum| *sum <= at);
        let step = if count.is_multiple_of(73) { 71 } else { 73 };
        (rank * step + 11) % count
    }
}

/// The newest entries on a cell, and those that somebody saw who was away when the last came.
#[derive(Clone, Default)]
struct Heads {
    now: Vec<EntryId>,
    before: Vec<EntryId>,
}

impl Heads {
    /// What the author of an entry saw; from now on others see his.
    fn see(&mut self, id: &EntryId, numbers: &mut Numbers) -> Vec<EntryId> {
        if numbers.happens(20) {
            self.now.push(*id);
            return self.before.clone();
        }
        self.before = std::mem::replace(&mut self.now, vec![*id]);
        self.before.clone()
    }
}

/// The latest things of a kind.
#[derive(Default)]
struct Recent(Vec<FactId>);

impl Recent {
    fn add(&mut self, entry: &EntryId, numbers: &mut Numbers) {
        let id = FactId { entry: *entry, index: 0 };
        if self.0.len() < RECENT {
            self.0.push(id);
        } else {
            let place = numbers.below(RECENT);
            self.0[place] = id;
        }
    }

    fn pick(&self, numbers: &mut Numbers) -> Option<FactId> {
        (!self.0.is_empty()).then(|| *numbers.one(&self.0))
    }
}

/// Who is in the room and what is on the table.
struct Room {
    /// Keys and fingerprints.
    items: Vec<(ItemId, String)>,
    /// Delegations, then groups.
    who: Vec<Who>,
    delegations: usize,
}

impl Room {
    fn cell(&self, who: usize, item: usize) -> usize {
        who * self.items.len() + item
    }

    /// The cell that a device's last entry fills.
    fn reserved(&self, device: usize) -> (usize, usize) {
        (self.delegations - 1 - device, self.items.len() - 1)
    }
}

/// The entries of a history, oldest first.
pub(crate) struct History {
    room: Room,
    numbers: Numbers,
    delegations: Zipf,
    items: Zipf,
    devices: Zipf,
    cells: Vec<Heads>,
    lines: Vec<Heads>,
    notes: Recent,
    commitments: Recent,
    meetings: Recent,
    /// The number of each device's last entry.
    last: [u32; DEVICES + 1],
    /// What an undo on each device would take back.
    acts: [Option<EntryId>; DEVICES + 1],
    made: u32,
    count: u32,
    /// Whether the colleague who was away writes, and nobody else.
    late: bool,
}

impl History {
    /// So many entries on a paper by the delegations of a roster.
    pub(crate) fn new(paper: &Paper, roster: &Roster, count: u32) -> History {
        let items: Vec<_> =
            paper.items().map(|(_, item)| (item.id, item.fingerprint().to_string())).collect();
        let who: Vec<Who> = roster.all().map(|who| *roster.code(who)).collect();
        let delegations = roster.delegation_count();
        History {
            numbers: Numbers(0x9e37_79b9_7f4a_7c15),
            delegations: Zipf::new(delegations),
            items: Zipf::new(items.len()),
            devices: Zipf::new(DEVICES),
            cells: vec![Heads::default(); who.len() * items.len()],
            lines: vec![Heads::default(); items.len()],
            room: Room { items, who, delegations },
            notes: Recent::default(),
            commitments: Recent::default(),
            meetings: Recent::default(),
            last: [0; DEVICES + 1],
            acts: [const { None }; DEVICES + 1],
            made: 0,
            count,
            late: false,
        }
    }

    /// Lets one more colleague write so many entries after all that were made.
    pub(crate) fn late(mut self, count: u32) -> History {
        self.by_ref().for_each(drop);
        (self.made, self.count, self.late) = (0, count, true);
        self
    }

    /// What a device is called, and with it its file.
    pub(crate) fn device(number: usize) -> String {
        format!("desk{number:02}")
    }

    /// When an entry is recorded: on a day of a session, between nine and six.
    fn at(&self) -> Instant {
        let done = u64::from(self.made - 1) * DAYS;
        let (day, rest) = (done / u64::from(self.count), done % u64::from(self.count));
        let day = if self.late { DAYS } else { day };
        let (year, within) = (day / 60, day % 60);
        let session = if within < 30 { 90 } else { 245 };
        let hours = 9 * HOUR + i64::try_from(rest * 9).unwrap_or(0) * HOUR / i64::from(self.count);
        let days = i64::try_from(year * 365 + session + within).unwrap_or(0);
        Instant::from_millis(START + days * 24 * HOUR + hours)
    }

    fn facts(&mut self, id: &EntryId, device: usize, at: Instant) -> Vec<Fact> {
        match self.numbers.below(1000) {
            0..725 => vec![self.position(id, at)],
            725..740 => self.positions(id, at),
            740..850 => vec![self.note(id, at)],
            850..862 => self.note_again(id, at),
            862..895 => vec![self.commitment(id)],
            895..935 => self.progress(id, at),
            935..938 => vec![self.line(id)],
            938..962 => vec![self.point()],
            962..967 => vec![self.meeting(id, at)],
            967..971 => self.held(id, at),
            _ => self.undo(id, device, at),
        }
    }

    /// A cell that is nobody's last.
    fn spot(&mut self) -> (usize, usize) {
        let who = match self.numbers.happens(50) {
            true => self.room.delegations + self.numbers.below(self.room.who.len() - self.room.delegations),
            false => self.delegations.pick(&mut self.numbers),
        };
        let item = self.items.pick(&mut self.numbers);
        let is_reserved = item + 1 == self.room.items.len() && who + DEVICES + 1 >= self.room.delegations;
        (who, if is_reserved { 0 } else { item })
    }

    fn names(&mut self) -> (Who, ItemId) {
        let (who, item) = self.spot();
        (self.room.who[who], self.room.items[item].0)
    }

    fn position(&mut self, id: &EntryId, at: Instant) -> Fact {
        let spot = self.spot();
        let cleared = self.numbers.happens(20);
        let is = (!cleared).then(|| Position::ALL[self.numbers.skewed(8)]);
        self.stand(id, at, spot, is)
    }

    fn stand(
        &mut self,
        id: &EntryId,
        at: Instant,
        (who, item): (usize, usize),
        is: Option<Position>,
    ) -> Fact {
        let cell = self.room.cell(who, item);
        let parents = self.cells[cell].see(id, &mut self.numbers);
        let said_earlier = self.numbers.happens(80);
        let has_source = self.numbers.happens(250);
        let kind = *self.numbers.one(&[SourceKind::Statement, SourceKind::Bilateral, SourceKind::ThirdParty]);
        let source = Source::new(kind, &format!("SR.{}", self.numbers.below(40) + 1));
        let has_condition = self.numbers.happens(80);
        let (item, text) = &self.room.items[item];
        Fact::Position(PositionSet {
            who: self.room.who[who],
            item: *item,
            is,
            condition: if has_condition { "the deadline goes".into() } else { String::new() },
            source: has_source.then_some(source),
            on: if said_earlier { Instant::from_date(at.date()) } else { at },
            text: text.as_str().into(),
            parents,
            ..PositionSet::default()
        })
    }

    /// The same position for several, as when one speaks for others.
    fn positions(&mut self, id: &EntryId, at: Instant) -> Vec<Fact> {
        let is = Some(Position::ALL[self.numbers.skewed(8)]);
        let (first, item) = self.spot();
        let others = self.numbers.below(6) + 1;
        let room = self.room.delegations - DEVICES - 1;
        let who = (0..=others).map(|step| (first + step) % room);
        who.map(|who| self.stand(id, at, (who, item), is)).collect()
    }

    fn text(&mut self) -> String {
        (*self.numbers.one(&TEXTS)).to_owned()
    }

    fn note(&mut self, id: &EntryId, at: Instant) -> Fact {
        self.notes.add(id, &mut self.numbers);
        let (who, item) = self.names();
        let (text, shareable) = (self.text(), self.numbers.happens(400));
        Fact::Note(NoteWritten {
            who: Some(who),
            item: Some(item),
            text,
            visibility: if shareable {
                prepcom::domain::entry::Visibility::Shareable
            } else {
                prepcom::domain::entry::Visibility::Internal
            },
            on: at,
            ..NoteWritten::default()
        })
    }

    fn note_again(&mut self, id: &EntryId, at: Instant) -> Vec<Fact> {
        let Some(note) = self.notes.pick(&mut self.numbers) else { return vec![self.note(id, at)] };
        if self.numbers.happens(250) {
            return vec![Fact::NoteRemoved(NoteRemoved { note })];
        }
        vec![Fact::NoteEdited(NoteEdited {
            note,
            text: self.text(),
            visibility: if true { Visibility::Shareable } else { Visibility::Internal },
        })]
    }

    fn commitment(&mut self, id: &EntryId) -> Fact {
        self.commitments.add(id, &mut self.numbers);
        let (who, item) = self.names();
        let due = self.due();
        Fact::Commitment(CommitmentMade { who, item, text: self.text(), due: Some(due), source: None })
    }

    /// Some day of the years from 2020 on.
    fn due(&mut self) -> Day {
        let days = i64::try_from(self.numbers.below(3000)).unwrap_or(0);
        Day(Instant::from_millis(START + (days + 1461) * 24 * HOUR).date())
    }

    fn progress(&mut self, id: &EntryId, at: Instant) -> Vec<Fact> {
        let Some(commitment) = self.commitments.pick(&mut self.numbers) else {
            return vec![self.note(id, at)];
        };
        if self.numbers.happens(100) {
            let (text, due) = (self.text(), Some(self.due()));
            return vec![Fact::CommitmentEdited(CommitmentEdited { commitment, text, due })];
        }
        let is = *self.numbers.one(&Status::ALL);
        vec![Fact::Status(StatusSet { commitment, is, evidence: self.text() })]
    }

    fn line(&mut self, id: &EntryId) -> Fact {
        let item = self.items.pick(&mut self.numbers);
        let parents = self.lines[item].see(id, &mut self.numbers);
        Fact::Line(LineSet {
            item: self.room.items[item].0,
            objective: self.text(),
            arguments: self.text(),
            asks: self.text(),
            parents,
            concurrent: false,
        })
    }

    fn point(&mut self) -> Fact {
        let (who, item) = self.names();
        Fact::Point(PointSet { who, item, text: self.text(), done: self.numbers.happens(400) })
    }

    fn meeting(&mut self, id: &EntryId, at: Instant) -> Fact {
        self.meetings.add(id, &mut self.numbers);
        let (who, item) = self.names();
        let when = Instant::from_millis(at.millis() + 26 * HOUR);
        let place = "Vienna Café".into();
        Fact::Meeting(MeetingPlanned {
            participants: vec![who],
            when,
            place,
            items: vec![item],
            ..MeetingPlanned::default()
        })
    }

    fn held(&mut self, id: &EntryId, at: Instant) -> Vec<Fact> {
        let Some(meeting) = self.meetings.pick(&mut self.numbers) else { return vec![self.note(id, at)] };
        vec![Fact::MeetingFinished(MeetingFinished { meeting, outcome: self.text() })]
    }

    /// The last act on the device taken back, or an undo put back.
    fn undo(&mut self, id: &EntryId, device: usize, at: Instant) -> Vec<Fact> {
        let Some(entry) = self.acts[device].take() else { return vec![self.note(id, at)] };
        vec![Fact::Undo(Undone { entry })]
    }
}

impl Iterator for History {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        let left = usize::try_from(self.count - self.made).unwrap_or(0);
        if left == 0 {
            return None;
        }
        self.made += 1;
        let closing = if self.late { left == 1 } else { left <= DEVICES };
        let device = match (self.late, closing) {
            (true, _) => DEVICES,
            (false, true) => left - 1,
            (false, false) => self.devices.pick(&mut self.numbers),
        };
        self.last[device] += 1;
        let id = EntryId { device: History::device(device).into(), number: self.last[device] };
        let at = self.at();
        let facts = if closing {
            vec![self.stand(&id, at, self.room.reserved(device), Some(Position::Supports))]
        } else {
            self.facts(&id, device, at)
        };
        self.acts[device] = Some(id);
        Some(Entry { v: 1, id, at, by: format!("Colleague {device:02}").into(), facts })
    }
}
