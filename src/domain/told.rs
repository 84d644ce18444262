//! For the tests of what is read from a snapshot: a small paper, a small roster, and facts that are told one by one.
//!
//! Invariant: whoever tells a fact knows of all that were told before, so nothing conflicts unless it is told as somebody else's.

use super::{
    entry::{Entry, Fact},
    ids::{EntryId, FactId, ItemId, ItemKey, Who},
    instant::Instant,
    intent::{self, Taken},
    ledger::{Ledger, View},
    paper::{Area, Item, Paper},
    position::Position,
    roster::{Delegation, Group, ParticipantIndex, Region, Roster},
    snapshot::Snapshot,
    texts::Text,
};

/// A ledger that grows by what is told.
pub(crate) struct Told {
    pub(crate) paper: Paper,
    pub(crate) roster: Roster,
    pub(crate) ledger: Ledger,
    number: u32,
}

/// An instant or a day.
pub(crate) fn day(text: &str) -> Instant {
    text.parse().unwrap()
}

fn text(en: &'static str) -> Text {
    Text::new(en, en)
}

fn area(number: u32, keys: &[&'static str]) -> Area {
    let item = |key: &&'static str| Item {
        id: ItemId((*key).into()),
        key: ItemKey::new(key),
        paragraph: "1".into(),
        label: text(key),
        text: text(key),
    };
    let items = keys.iter().map(item).collect();
    let (background, references) = (Vec::new(), Vec::new());
    Area {
        schema: 1,
        number,
        cluster: 1,
        paragraphs: "1".into(),
        title: text("area"),
        background,
        references,
        items,
    }
}

fn delegation(code: &'static str, groups: &[&'static str]) -> Delegation {
    Delegation {
        code: Who::new(code),
        iso2: code[..2].into(),
        name: text(code),
        region: Region::Weog,
        nuclear_weapon_state: false,
        groups: groups.iter().map(|group| (*group).into()).collect(),
        remark: Text::default(),
        aliases: Vec::new(),
    }
}

impl Default for Told {
    fn default() -> Told {
        let group = Group {
            code: "EU".into(),
            name: text("Union"),
            members_as_of: "2026".into(),
            members_in_all: None,
            basis: text("seen"),
            nuclear_weapon_states: false,
            aliases: Vec::new(),
        };
        let delegations =
            vec![delegation("AUT", &["EU"]), delegation("FRA", &["EU"]), delegation("USA", &[])];
        let areas = vec![area(1, &["1a", "1b"]), area(2, &["2a", "2b"]), area(10, &["10a"])];
        let roster = Roster::new(delegations, vec![group]);
        Told { paper: Paper { areas, ..Paper::default() }, roster, ledger: Ledger::default(), number: 0 }
    }
}

impl Told {
    /// Tells facts as one act on a device; returns the name of what the first one made.
    pub(crate) fn tell(&mut self, device: &str, at: Instant, facts: Vec<Fact>) -> FactId {
        self.number += 1;
        let id = EntryId { device: device.into(), number: self.number };
        self.ledger.apply(Entry { v: 1, id, at, by: device.into(), facts });
        FactId { entry: id, index: 0 }
    }

    /// A position taken on a day, or cleared.
    pub(crate) fn takes(
        &mut self,
        who: &str,
        item: &str,
        is: Option<Position>,
        condition: &str,
        on: &str,
    ) -> FactId {
        let taken =
            Taken { is, condition: condition.into(), source: None, on: Some(day(on)), ..Taken::default() };
        let (who, item) = (Who::new(who), ItemId::new(item));
        let fact = intent::position(&self.paper, &self.ledger, &who, &item, &taken, day(on));
        self.tell("dev", day(on), vec![fact])
    }

    /// A participant by its code.
    pub(crate) fn who(&self, code: &str) -> ParticipantIndex {
        self.roster.find(code).unwrap()
    }

    /// What a view shows.
    pub(crate) fn snapshot(&self, view: View) -> Snapshot {
        Snapshot::new(&self.paper, &self.roster, &self.ledger, view)
    }
}
