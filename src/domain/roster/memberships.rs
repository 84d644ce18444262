//! Who is in which group, and which groups somebody is in.
//!
//! Invariant: follows from the rows of the roster alone; places ascend.

use super::{Delegation, Group};
use foldhash::{HashMap, HashMapExt};

/// Who is in which group.
#[derive(Debug, Clone)]
pub(super) struct Memberships {
    /// Of each group the places of its delegations.
    pub(super) members: Sets,
    /// Of each delegation the places of its groups in the roster, behind all delegations.
    pub(super) groups_of: Sets,
}

impl Memberships {
    /// Those that the delegations' rows name.
    pub(super) fn of(delegations: &[Delegation], groups: &[Group]) -> Memberships {
        let mut places: HashMap<&str, usize> = HashMap::new();
        let mut of_nuclear_weapon_states = Vec::new();
        for (group, row) in groups.iter().enumerate() {
            if row.nuclear_weapon_states {
                of_nuclear_weapon_states.push(group);
            } else {
                places.entry(&row.code).or_insert(group);
            }
        }
        let mut joined = Vec::with_capacity(4 * delegations.len());
        for (index, delegation) in delegations.iter().enumerate() {
            let begin = joined.len();
            let named = delegation.groups.iter().filter_map(|code| places.get(&**code));
            joined.extend(named.map(|group| (index, *group)));
            if delegation.nuclear_weapon_state {
                joined.extend(of_nuclear_weapon_states.iter().map(|group| (index, *group)));
            }
            joined[begin..].sort_unstable();
        }
        joined.dedup();
        let count = delegations.len();
        let groups_of = Sets::of(count, joined.iter().map(|(who, group)| (*who, count + group)));
        joined.sort_by_key(|(_, group)| *group);
        let members = Sets::of(groups.len(), joined.iter().map(|(who, group)| (*group, *who)));
        Memberships { members, groups_of }
    }
}

/// Sets of places, kept one behind the other.
#[derive(Debug, Clone, Default)]
pub(super) struct Sets {
    places: Vec<usize>,
    /// Where each set ends.
    ends: Vec<usize>,
}

impl Sets {
    /// So many sets, from each set's number and a place in it; the numbers ascend.
    fn of(count: usize, pairs: impl ExactSizeIterator<Item = (usize, usize)>) -> Sets {
        let mut sets = Sets { places: Vec::with_capacity(pairs.len()), ends: Vec::with_capacity(count) };
        for (set, place) in pairs {
            sets.end_before(set);
            sets.places.push(place);
        }
        sets.end_before(count);
        sets
    }

    fn end_before(&mut self, set: usize) {
        self.ends.resize(self.ends.len().max(set), self.places.len());
    }

    /// The places in a set; none in one that there is not.
    pub(super) fn get(&self, set: usize) -> &[usize] {
        let begin = set.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.ends.get(set).map_or(&[], |end| &self.places[begin..*end])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_set_has_its_places_and_others_none() {
        let sets = Sets::of(5, [(1, 7), (1, 9), (3, 4)].into_iter());
        assert_eq!(
            [0, 1, 2, 3, 4, 5].map(|set| sets.get(set).to_vec()),
            [vec![], vec![7, 9], vec![], vec![4], vec![], vec![]]
        );
    }
}
