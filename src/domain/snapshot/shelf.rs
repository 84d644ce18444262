//! Notes, commitments and meetings of an image: read from its bytes only when somebody looks, and only those that he looks at.
//!
//! Invariant: says what the lists that it was made of said, in their order; bytes that make no sense say nothing.

use super::{
    Commitment, Meeting, Note,
    things::{by_id, by_on, by_when},
};
use crate::domain::ids::{ItemKey, Who};
use foldhash::{HashMap, HashMapExt};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::{
    cmp::Ordering,
    fmt,
    ops::Range,
    sync::{Arc, OnceLock},
};

/// Things of one kind, found by what they are on.
#[derive(Clone)]
pub(super) struct Rack<T> {
    /// Of all kinds together.
    bytes: Arc<Vec<u8>>,
    /// In order of who and what, an absent one before all others.
    spots: Vec<Spot<T>>,
    order: fn(&T, &T) -> Ordering,
    all: OnceLock<Vec<T>>,
}

#[derive(Clone)]
struct Spot<T> {
    on: On,
    at: Range<usize>,
    things: OnceLock<Vec<T>>,
}

/// On whom, on what.
pub(super) type On = (Option<Who>, Option<ItemKey>);

/// On what things are, in order, each with the bytes that they take.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Index(Vec<(On, usize)>);

/// Notes, commitments and meetings of an image.
#[derive(Debug, Clone, PartialEq)]
pub struct Shelf {
    pub(super) notes: Rack<Note>,
    pub(super) commitments: Rack<Commitment>,
    pub(super) meetings: Rack<Meeting>,
}

impl Default for Shelf {
    fn default() -> Shelf {
        Shelf::of_parts(Default::default(), 0, Vec::new())
    }
}

impl Shelf {
    /// A shelf of the body of an image; none of bytes that are no such body.
    pub fn of_body(body: Vec<u8>) -> Option<Shelf> {
        let (index, things): ([Index; 3], &[u8]) = postcard::take_from_bytes(&body).ok()?;
        let from = body.len() - things.len();
        Some(Shelf::of_parts(index, from, body))
    }

    fn of_parts([notes, commitments, meetings]: [Index; 3], mut from: usize, bytes: Vec<u8>) -> Shelf {
        let bytes = Arc::new(bytes);
        Shelf {
            notes: Rack::new(notes, &mut from, &bytes, by_on),
            commitments: Rack::new(commitments, &mut from, &bytes, by_id),
            meetings: Rack::new(meetings, &mut from, &bytes, by_when),
        }
    }

    /// The body of an image: where things are, then their bytes, kind by kind.
    pub(super) fn pack(index: &[Index; 3], bytes: &[u8]) -> Option<Vec<u8>> {
        Some([&postcard::to_allocvec(index).ok()?, bytes].concat())
    }
}

impl Index {
    /// Puts things into bytes behind others, those on one spot together and in their order.
    pub(super) fn pack<T: Serialize>(
        things: &[T],
        on: impl Fn(&T) -> On,
        bytes: &mut Vec<u8>,
    ) -> postcard::Result<Index> {
        let mut spots: HashMap<On, Vec<&T>> = HashMap::new();
        things.iter().for_each(|thing| spots.entry(on(thing)).or_default().push(thing));
        let mut spots: Vec<_> = spots.into_iter().collect();
        spots.sort_by(|a, b| a.0.cmp(&b.0));
        let pack = |(on, things): (On, Vec<&T>)| {
            let from = bytes.len();
            *bytes = postcard::to_extend(&things, std::mem::take(bytes))?;
            Ok((on, bytes.len() - from))
        };
        spots.into_iter().map(pack).collect::<postcard::Result<_>>().map(Index)
    }
}

impl<T: DeserializeOwned> Rack<T> {
    fn new(index: Index, from: &mut usize, bytes: &Arc<Vec<u8>>, order: fn(&T, &T) -> Ordering) -> Rack<T> {
        let spot = |(on, length)| {
            let at = *from..from.saturating_add(length);
            *from = at.end;
            Spot { on, at, things: OnceLock::new() }
        };
        let spots = index.0.into_iter().map(spot).collect();
        Rack { spots, bytes: Arc::clone(bytes), order, all: OnceLock::new() }
    }

    /// All of them, in their order.
    pub(super) fn all(&self) -> &[T] {
        self.all.get_or_init(|| {
            let mut all: Vec<T> = self.spots.iter().flat_map(|spot| self.read(spot)).collect();
            all.sort_by(self.order);
            all
        })
    }

    /// Those on exactly this, in their order.
    pub(super) fn at(&self, who: Option<&Who>, item: Option<&ItemKey>) -> &[T] {
        let place = self.spots.binary_search_by(|spot| as_ref(&spot.on).cmp(&(who, item)));
        place.map_or(&[], |place| self.things(&self.spots[place]))
    }

    /// Those on a participant, an item or where both meet, in their order; an absent one matches any.
    pub(super) fn on(&self, who: Option<&Who>, item: Option<&ItemKey>) -> Vec<&T> {
        let fits = |spot: &&Spot<T>| {
            let on = as_ref(&spot.on);
            (who.is_none() || on.0 == who) && (item.is_none() || on.1 == item)
        };
        let mut things: Vec<&T> = self.spots.iter().filter(fits).flat_map(|spot| self.things(spot)).collect();
        things.sort_by(|a, b| (self.order)(a, b));
        things
    }

    fn things<'a>(&'a self, spot: &'a Spot<T>) -> &'a [T] {
        spot.things.get_or_init(|| self.read(spot))
    }

    fn read(&self, spot: &Spot<T>) -> Vec<T> {
        let bytes = self.bytes.get(spot.at.clone()).unwrap_or_default();
        postcard::from_bytes(bytes).unwrap_or_default()
    }
}

fn as_ref((who, item): &On) -> (Option<&Who>, Option<&ItemKey>) {
    (who.as_ref(), item.as_ref())
}

impl<T: DeserializeOwned + PartialEq> PartialEq for Rack<T> {
    fn eq(&self, other: &Rack<T>) -> bool {
        self.all() == other.all()
    }
}

impl<T> fmt::Debug for Rack<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rack").field("bytes", &self.bytes.len()).finish_non_exhaustive()
    }
}
