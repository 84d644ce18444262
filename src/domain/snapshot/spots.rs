//! Which notes and commitments are on which participant and item, so that nobody looks through all of them.
//!
//! Invariant: holds the keys of what is in the list that it belongs to, each once, in the order of that list.

use crate::domain::ids::{ItemId, Who};
use std::collections::BTreeMap;

/// Keys of things by what they are on.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Spots<K>(BTreeMap<(Option<Who>, Option<ItemId>), Vec<K>>);

impl<K> Default for Spots<K> {
    fn default() -> Spots<K> {
        Spots(BTreeMap::new())
    }
}

impl<K: Ord + Clone> Spots<K> {
    /// Puts a key where it belongs.
    pub(super) fn insert(&mut self, who: Option<Who>, item: Option<ItemId>, key: K) {
        let keys = self.0.entry((who, item)).or_default();
        if let Err(place) = keys.binary_search(&key) {
            keys.insert(place, key);
        }
    }

    /// Takes a key out.
    pub(super) fn remove(&mut self, who: Option<Who>, item: Option<ItemId>, key: &K) {
        let spot = (who, item);
        let Some(keys) = self.0.get_mut(&spot) else { return };
        if let Ok(place) = keys.binary_search(key) {
            keys.remove(place);
        }
        if keys.is_empty() {
            self.0.remove(&spot);
        }
    }

    /// Keys of what is on exactly this, in order.
    pub(super) fn at(&self, who: Option<&Who>, item: Option<&ItemId>) -> &[K] {
        self.0.get(&(who.cloned(), item.cloned())).map_or(&[], Vec::as_slice)
    }

    /// Keys of what is on a participant, an item or where both meet, in order; an absent one matches any.
    pub(super) fn on(&self, who: Option<&Who>, item: Option<&ItemId>) -> Vec<&K> {
        if who.is_some() && item.is_some() {
            return self.at(who, item).iter().collect();
        }
        let (who, item) = (who.cloned(), item.cloned());
        let of_who = self.0.range((who, None)..);
        let spots = of_who.take_while(|((on, _), _)| who.is_none() || *on == who);
        let fitting = spots.filter(|((_, on), _)| item.is_none() || *on == item);
        let mut keys: Vec<&K> = fitting.flat_map(|(_, keys)| keys).collect();
        keys.sort_unstable();
        keys
    }
}
