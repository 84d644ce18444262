//! A snapshot of the present as bytes, and back: what a start can show before the journals are read.
//!
//! Invariant: an image says all that its snapshot says, but not what its records knew of; bytes that do not fit paper and roster are no image.

use super::{
    Commitment, Has, Line, Note, Raise, Snapshot, Standing, Tally,
    grid::Grid,
    shelf::{Index, On, Shelf},
};
use crate::domain::{
    entry::{ENTRY_VERSION, Entry, Fact, LineDrawn, Stand},
    ids::{EntryId, ItemKey},
    instant::{Day, Instant},
    ledger::{FactRef, View},
    name::Name,
    paper::Paper,
    position::{Position, Source},
    roster::{ParticipantIndex, Roster},
};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{collections::BTreeMap, sync::Arc};

pub use super::shelf::Body;

/// The version of images; it goes up whenever anything that is in them changes.
pub const VERSION: u32 = 3;

/// What is known of a position: who recorded it where and when, what it is, and how we know.
type Known<P> = (EntryId, Instant, Name, Option<Position>, P, Option<Source>, Instant, Name, bool);
/// A line: on what, objective, arguments, what to ask, when, by whom, in which entry.
type Drawn<P> = (ItemKey, P, P, P, Instant, Name, EntryId);
/// What is read at once: cells and figures, what is due, lines and points to raise, and where all others are.
type Head<'a> = (
    (Vec<ItemKey>, usize, Grid, Vec<Tally>, Vec<Has>, Tally),
    (BTreeMap<Option<Day>, usize>, Vec<Line>, Vec<Raise>, BTreeMap<String, usize>),
    &'a [u8],
);

/// A snapshot of the present as bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// What is read at once.
    pub head: Vec<u8>,
    /// Notes, commitments and meetings, which are read when somebody looks.
    pub body: Vec<u8>,
}

impl Snapshot {
    /// The snapshot as bytes; none where it is not of the present, or an image itself.
    pub fn image(&self) -> Option<Image> {
        if self.view != View::default() || self.shelf.is_some() {
            return None;
        }
        let mut body = Vec::new();
        let on = |note: &Note| (note.who.clone(), note.item.clone());
        let notes = Index::pack(&self.notes, on, &mut body).ok()?;
        let on = |made: &Commitment| (Some(made.who.clone()), Some(made.item.clone()));
        let commitments = Index::pack(&self.commitments, on, &mut body).ok()?;
        let meetings = Index::pack(&self.meetings, |_| On::default(), &mut body).ok()?;
        let index = postcard::to_allocvec(&[notes, commitments, meetings]).ok()?;
        let head = (
            (&self.items, self.delegations, &self.grid, &self.tallies, &self.has, &self.total),
            (&self.due, &self.lines, &self.raises, &self.unknown),
            &index[..],
        );
        let head = postcard::to_allocvec(&head).ok()?;
        Some(Image { head, body })
    }

    /// The snapshot of the head of an image that was made for this paper and this roster, which takes the rest from the image's body when
    /// somebody looks. None of bytes that are no such head.
    pub fn of_head(head: &[u8], body: Arc<Body>, paper: &Paper, roster: &Roster) -> Option<Snapshot> {
        let (cells, others, index): Head = postcard::from_bytes(head).ok()?;
        let (items, delegations, grid, tallies, has, total) = cells;
        let (due, lines, raises, unknown) = others;
        let snapshot = Snapshot {
            items,
            delegations,
            grid,
            due,
            tallies,
            has,
            total,
            lines,
            raises,
            unknown,
            shelf: Some(Box::new(Shelf::new(index, body))),
            ..Snapshot::default()
        };
        snapshot.fits(paper, roster).then_some(snapshot)
    }

    fn fits(&self, paper: &Paper, roster: &Roster) -> bool {
        self.items.iter().eq(paper.items().map(|(_, item)| &item.key))
            && self.delegations == roster.delegation_count()
            && self.tallies.len() == self.items.len()
            && self.has.len() == self.items.len()
            && self.grid.fits(roster.len(), self.items.len())
    }
}

impl Grid {
    /// Whether it is of so many participants and items, and no cell names another participant.
    fn fits(&self, participants: usize, items: usize) -> bool {
        let is_there = |who: &Option<ParticipantIndex>| who.is_none_or(|who| who.0 < participants);
        (self.participants, self.items) == (participants, items)
            && [0, participants * items].contains(&self.cells.len())
            && self.cells.iter().flatten().all(|cell| is_there(&cell.through) && is_there(&cell.departs_from))
    }
}

impl Serialize for Standing {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let entry = &self.fact.entry;
        let known: Known<&str> = (
            entry.id.clone(),
            entry.at,
            entry.by.clone(),
            self.position(),
            self.condition(),
            self.source().cloned(),
            self.on(),
            self.text().into(),
            self.earlier_text,
        );
        known.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Standing {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (id, at, by, is, condition, source, on, text, earlier_text) =
            Known::<String>::deserialize(deserializer)?;
        let (who, item) = Default::default();
        let stand = Stand { who, item, is, condition, source, on, text, saw: Vec::new(), apart: false };
        let entry = Entry { v: ENTRY_VERSION, id, at, by, facts: vec![Fact::Position(stand)] };
        Ok(Standing { fact: FactRef { entry: Arc::new(entry), index: 0 }, is, on, earlier_text })
    }
}

impl Serialize for Line {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let LineDrawn { item, objective, arguments, ask, .. } = &self.drawn;
        let (by, entry) = (self.by.clone(), self.entry.clone());
        let drawn: Drawn<&str> = (item.clone(), objective, arguments, ask, self.at, by, entry);
        drawn.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Line {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (item, objective, arguments, ask, at, by, entry) = Drawn::<String>::deserialize(deserializer)?;
        let drawn = LineDrawn { item, objective, arguments, ask, saw: Vec::new(), apart: false };
        Ok(Line { drawn, at, by, entry })
    }
}
