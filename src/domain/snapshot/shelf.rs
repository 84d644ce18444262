//! Notes, commitments and meetings of an image: read from its body only when somebody looks, and only those that he looks at.
//!
//! Invariant: says what the lists that it was made of said, in their order; bytes that are not those that were kept say nothing.

use super::{
    Commitment, Meeting, Note,
    things::{by_id, by_on, by_when},
};
use crate::domain::ids::{ItemKey, Who};
use foldhash::{HashMap, HashMapExt};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::{
    borrow::Cow,
    cmp::Ordering,
    fmt,
    ops::Range,
    sync::{Arc, OnceLock},
};

/// Reads a part of a body, by its place in it; none where that fails.
type Part = dyn Fn(Range<usize>) -> Option<Vec<u8>> + Send + Sync;

/// The bytes of notes, commitments and meetings: read part by part where they are kept until all of them are at hand.
pub struct Body {
    whole: OnceLock<Vec<u8>>,
    part: Box<Part>,
}

impl Body {
    /// A body that is kept somewhere.
    pub fn new(part: impl Fn(Range<usize>) -> Option<Vec<u8>> + Send + Sync + 'static) -> Body {
        Body { whole: OnceLock::new(), part: Box::new(part) }
    }

    /// Reads all of it, so many bytes with a CRC-32, so that no part has to be read any more. Returns whether they are those.
    pub fn read_all(&self, length: usize, sum: u32) -> bool {
        let whole = (self.part)(0..length).filter(|whole| crc32fast::hash(whole) == sum);
        whole.is_some_and(|whole| self.whole.set(whole).is_ok())
    }

    fn part(&self, at: Range<usize>) -> Option<Cow<'_, [u8]>> {
        match self.whole.get() {
            Some(whole) => whole.get(at).map(Cow::Borrowed),
            None => (self.part)(at).map(Cow::Owned),
        }
    }
}

impl From<Vec<u8>> for Body {
    fn from(whole: Vec<u8>) -> Body {
        Body { whole: OnceLock::from(whole), part: Box::new(|_| None) }
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Body").field("whole", &self.whole.get().map(Vec::len)).finish_non_exhaustive()
    }
}

/// Things of one kind, found by what they are on.
#[derive(Clone)]
pub(super) struct Rack<T> {
    body: Arc<Body>,
    /// In order of who and what, an absent one before all others.
    spots: Vec<Spot<T>>,
    order: fn(&T, &T) -> Ordering,
    all: OnceLock<Vec<T>>,
}

#[derive(Clone)]
struct Spot<T> {
    on: On,
    at: Range<usize>,
    sum: u32,
    things: OnceLock<Vec<T>>,
}

/// On whom, on what.
pub(super) type On = (Option<Who>, Option<ItemKey>);

/// On whom and on what things are, in order, each with the bytes that they take and the CRC-32 of those.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Index(Vec<(Option<Who>, Vec<Stretch>)>);

/// On what, how many bytes, and their CRC-32.
type Stretch = (Option<ItemKey>, usize, u32);

/// Notes, commitments and meetings of an image.
#[derive(Debug, Clone)]
pub(super) struct Shelf {
    index: Vec<u8>,
    body: Arc<Body>,
    racks: OnceLock<Racks>,
}

/// Notes, commitments and meetings, found by what they are on.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Racks {
    pub(super) notes: Rack<Note>,
    pub(super) commitments: Rack<Commitment>,
    pub(super) meetings: Rack<Meeting>,
}

impl Shelf {
    /// A shelf of where things are and of their bytes.
    pub(super) fn new(index: &[u8], body: Arc<Body>) -> Shelf {
        Shelf { index: index.to_vec(), body, racks: OnceLock::new() }
    }

    /// What is on it.
    pub(super) fn racks(&self) -> &Racks {
        self.racks.get_or_init(|| {
            let [notes, commitments, meetings]: [Index; 3] =
                postcard::from_bytes(&self.index).unwrap_or_default();
            let mut from = 0;
            Racks {
                notes: Rack::new(notes, &mut from, &self.body, by_on),
                commitments: Rack::new(commitments, &mut from, &self.body, by_id),
                meetings: Rack::new(meetings, &mut from, &self.body, by_when),
            }
        })
    }
}

impl PartialEq for Shelf {
    fn eq(&self, other: &Shelf) -> bool {
        self.racks() == other.racks()
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
        let mut index = Index::default();
        for ((who, item), things) in spots {
            let from = bytes.len();
            *bytes = postcard::to_extend(&things, std::mem::take(bytes))?;
            let spot = (item, bytes.len() - from, crc32fast::hash(&bytes[from..]));
            match index.0.last_mut().filter(|(of, _)| *of == who) {
                Some((_, spots)) => spots.push(spot),
                None => index.0.push((who, vec![spot])),
            }
        }
        Ok(index)
    }
}

impl<T: DeserializeOwned> Rack<T> {
    fn new(index: Index, from: &mut usize, body: &Arc<Body>, order: fn(&T, &T) -> Ordering) -> Rack<T> {
        let mut spots = Vec::new();
        for (who, items) in index.0 {
            for (item, length, sum) in items {
                let at = *from..from.saturating_add(length);
                *from = at.end;
                spots.push(Spot { on: (who.clone(), item), at, sum, things: OnceLock::new() });
            }
        }
        Rack { spots, body: Arc::clone(body), order, all: OnceLock::new() }
    }

    /// All of them, in their order.
    pub(super) fn all(&self) -> &[T] {
        self.all.get_or_init(|| {
            let (Some(first), Some(last)) = (self.spots.first(), self.spots.last()) else {
                return Vec::new();
            };
            let from = first.at.start;
            let bytes = self.body.part(from..last.at.end).unwrap_or_default();
            let of = |spot: &Spot<T>| bytes.get(spot.at.start - from..spot.at.end - from);
            let mut all: Vec<T> = self.spots.iter().flat_map(|spot| spot.unpack(of(spot))).collect();
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
        spot.unpack(self.body.part(spot.at.clone()).as_deref())
    }
}

impl<T: DeserializeOwned> Spot<T> {
    fn unpack(&self, bytes: Option<&[u8]>) -> Vec<T> {
        let kept = bytes.filter(|bytes| crc32fast::hash(bytes) == self.sum);
        kept.and_then(|bytes| postcard::from_bytes(bytes).ok()).unwrap_or_default()
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
        f.debug_struct("Rack").field("spots", &self.spots.len()).finish_non_exhaustive()
    }
}
