//! What counts on one cell: who knew of what, what is history, and what conflicts.
//!
//! Invariant: the result depends on the set of records alone, never on the order in which they came; time and memory are linear in them.

use super::{ids::EntryId, instant::Instant};
use foldhash::{HashMap, HashMapExt};

/// One record on a cell, as far as deciding what counts needs it.
#[derive(Debug, Clone)]
pub struct Record<'a> {
    /// The entry that made it.
    pub entry: &'a EntryId,
    /// Tells entries apart that claim the same name; of one entry it is the same for all its records.
    pub of: usize,
    /// When it was recorded; decides ties.
    pub at: Instant,
    /// When it was taken; the latest counts.
    pub on: Instant,
    /// Entries that its author had before him.
    pub parents: &'a [EntryId],
    /// Made without knowledge of what is before it in the same entry.
    pub concurrent: bool,
    /// Whether it can count: not undone, and taken by the instant that is asked about. One that can't still tells who knew of what.
    pub counts: bool,
}

/// Records that nothing has overtaken, best first: the latest `on`, then the latest `at`, then the entry's name.
///
/// Of two records of which one was made in knowledge of the other, the one with the later `on` supersedes, at equal `on` the one
/// that knew. Records made without knowledge of each other never overtake one another: where they differ, they conflict.
pub fn contenders(records: &[Record]) -> Vec<usize> {
    if let [only] = records {
        return if only.counts { vec![0] } else { Vec::new() };
    }
    let knowledge = Knowledge::of(records);
    let newest_known = knowledge.newest_before(records);
    let newest_knowing = knowledge.newest_after(records);
    let overtaken = |i: usize| {
        let on = records[i].on;
        newest_knowing[i].is_some_and(|knowing| knowing >= on)
            || newest_known[i].is_some_and(|known| known > on)
    };
    let mut left: Vec<usize> = (0..records.len()).filter(|i| records[*i].counts && !overtaken(*i)).collect();
    left.sort_by_key(|i| std::cmp::Reverse((records[*i].on, records[*i].at, records[*i].entry, *i)));
    left
}

/// Entries that no other record knew of: what the author of the next record has before him.
pub fn heads(records: &[Record]) -> Vec<EntryId> {
    let knowledge = Knowledge::of(records);
    let mut known = vec![false; knowledge.parents.len()];
    for (node, parents) in knowledge.parents.iter().enumerate() {
        if node < records.len() || known[node] {
            parents.iter().for_each(|parent| known[*parent] = true);
        }
    }
    let unknown = (0..records.len()).filter(|i| !known[*i]);
    let mut heads: Vec<EntryId> = unknown.map(|i| *records[i].entry).collect();
    heads.sort_unstable();
    heads.dedup();
    heads
}

/// Who knew of whom, without cycles.
///
/// Behind the records there is a node for each name that several entries claim: whoever knew of the name knew of all of them, and the
/// node keeps that from being written down once for each pair.
struct Knowledge {
    /// For each record, and each such node, those it knew of directly.
    parents: Vec<Vec<usize>>,
    /// Records, each after all it knew of.
    order: Vec<usize>,
}

impl Knowledge {
    fn of(records: &[Record]) -> Knowledge {
        let mut last_of: HashMap<usize, usize> = HashMap::with_capacity(records.len());
        let mut is_known = vec![false; records.len()];
        let earlier: Vec<Option<usize>> = records
            .iter()
            .enumerate()
            .map(|(i, record)| last_of.insert(record.of, i).filter(|_| !record.concurrent))
            .collect();
        earlier.iter().flatten().for_each(|known| is_known[*known] = true);
        let mut last_by_name: HashMap<&EntryId, Vec<usize>> = HashMap::with_capacity(last_of.len());
        for (i, record) in records.iter().enumerate().filter(|(i, _)| !is_known[*i]) {
            last_by_name.entry(record.entry).or_default().push(i);
        }
        let mut claimed: Vec<Vec<usize>> = Vec::new();
        let mut node_of: HashMap<&EntryId, usize> = HashMap::with_capacity(last_by_name.len());
        for (name, last) in last_by_name {
            let node = if let [only] = last[..] { only } else { records.len() + claimed.len() };
            node_of.insert(name, node);
            claimed.extend((last.len() > 1).then_some(last));
        }
        let parents = (0..records.len()).map(|i| {
            let seen = records[i].parents.iter().filter(|seen| *seen != records[i].entry);
            seen.filter_map(|seen| node_of.get(seen).copied()).chain(earlier[i]).collect()
        });
        Knowledge::without_cycles(parents.chain(claimed).collect(), records)
    }

    /// Kahn's algorithm. Where knowledge runs in a circle, which no honest journal holds, the earliest record there is taken to know of nothing.
    fn without_cycles(mut parents: Vec<Vec<usize>>, records: &[Record]) -> Knowledge {
        let nodes = parents.len();
        let mut children = vec![Vec::new(); nodes];
        let mut waiting_for: Vec<usize> = parents.iter().map(Vec::len).collect();
        for (i, known) in parents.iter().enumerate() {
            for parent in known {
                children[*parent].push(i);
            }
        }
        let mut order: Vec<usize> = (0..nodes).filter(|i| waiting_for[*i] == 0).collect();
        let mut stuck: Vec<usize> = (0..records.len()).collect();
        stuck.sort_by_key(|i| std::cmp::Reverse((records[*i].at, records[*i].entry, *i)));
        let mut placed: Vec<bool> = waiting_for.iter().map(|n| *n == 0).collect();
        let mut next = 0;
        while order.len() < nodes || next < order.len() {
            if next == order.len() {
                let Some(first) = stuck.pop() else { break };
                if placed[first] {
                    continue;
                }
                parents[first].retain(|parent| placed[*parent]);
                placed[first] = true;
                order.push(first);
            }
            let ready = order[next];
            next += 1;
            for child in std::mem::take(&mut children[ready]) {
                waiting_for[child] = waiting_for[child].saturating_sub(1);
                if waiting_for[child] == 0 && !placed[child] {
                    placed[child] = true;
                    order.push(child);
                }
            }
        }
        Knowledge { parents, order }
    }

    /// For each record the latest `on` among those that count and that it knew of.
    fn newest_before(&self, records: &[Record]) -> Vec<Option<Instant>> {
        let mut newest = vec![None; self.parents.len()];
        for i in &self.order {
            let on = |p: &usize| newest[*p].max(records.get(*p).and_then(counting_on));
            newest[*i] = self.parents[*i].iter().map(on).max().flatten();
        }
        newest
    }

    /// For each record the latest `on` among those that count and that knew of it.
    fn newest_after(&self, records: &[Record]) -> Vec<Option<Instant>> {
        let mut newest = vec![None; self.parents.len()];
        for i in self.order.iter().rev() {
            let here = newest[*i].max(records.get(*i).and_then(counting_on));
            for parent in &self.parents[*i] {
                newest[*parent] = newest[*parent].max(here);
            }
        }
        newest
    }
}

fn counting_on(record: &Record) -> Option<Instant> {
    record.counts.then_some(record.on)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Log(Vec<(EntryId, i64, i64, Vec<EntryId>, bool)>);

    impl Log {
        fn new(rows: &[(&str, i64, i64, &[&str])]) -> Log {
            let row = |(id, at, on, parents): &(&str, i64, i64, &[&str])| {
                (id.parse().unwrap(), *at, *on, parents.iter().map(|s| s.parse().unwrap()).collect(), true)
            };
            Log(rows.iter().map(row).collect())
        }

        fn records(&self) -> Vec<Record<'_>> {
            self.0
                .iter()
                .enumerate()
                .map(|(of, (entry, at, on, parents, counts))| Record {
                    entry,
                    of,
                    at: Instant::from_millis(*at),
                    on: Instant::from_millis(*on),
                    parents,
                    concurrent: false,
                    counts: *counts,
                })
                .collect()
        }

        fn contenders(&self) -> Vec<String> {
            let records = self.records();
            contenders(&records).into_iter().map(|i| records[i].entry.to_string()).collect()
        }
    }

    #[test]
    fn a_record_made_in_knowledge_of_another_supersedes_it() {
        assert_eq!(Log::new(&[("a-1", 1, 1, &[]), ("a-2", 2, 2, &["a-1"])]).contenders(), ["a-2"]);
        assert_eq!(Log::new(&[("a-2", 2, 1, &["a-1"]), ("a-1", 1, 1, &[])]).contenders(), ["a-2"]);
    }

    #[test]
    fn two_records_that_did_not_know_of_each_other_both_stand() {
        assert_eq!(Log::new(&[("a-1", 1, 1, &[]), ("b-1", 2, 2, &[])]).contenders(), ["b-1", "a-1"]);
    }

    #[test]
    fn a_record_that_saw_both_resolves_a_conflict() {
        let log = Log::new(&[("a-1", 1, 1, &[]), ("b-1", 2, 2, &[]), ("a-2", 3, 3, &["a-1", "b-1"])]);
        assert_eq!(log.contenders(), ["a-2"]);
    }

    #[test]
    fn a_back_dated_record_made_in_knowledge_of_a_newer_one_is_history() {
        let log = Log::new(&[("a-1", 1, 10, &[]), ("b-1", 2, 5, &["a-1"])]);
        assert_eq!(log.contenders(), ["a-1"]);
    }

    #[test]
    fn knowledge_passes_through_records_that_were_undone() {
        let mut log = Log::new(&[("a-1", 1, 1, &[]), ("a-2", 2, 2, &["a-1"]), ("b-1", 3, 3, &["a-2"])]);
        log.0[1].4 = false;
        assert_eq!(log.contenders(), ["b-1"]);
        log.0[2].4 = false;
        assert_eq!(log.contenders(), ["a-1"]);
    }

    #[test]
    fn two_entries_of_one_name_did_not_know_of_each_other() {
        let log = Log::new(&[("a-1", 1, 1, &[]), ("a-1", 2, 2, &[])]);
        assert_eq!(log.contenders(), ["a-1", "a-1"]);
        let settled = Log::new(&[("a-1", 1, 1, &[]), ("a-1", 2, 2, &[]), ("b-1", 3, 3, &["a-1"])]);
        assert_eq!(settled.contenders(), ["b-1"]);
    }

    #[test]
    fn knowledge_in_a_circle_ends_and_leaves_something() {
        let log = Log::new(&[("a-1", 1, 1, &["b-1"]), ("b-1", 2, 1, &["a-1"]), ("c-1", 3, 1, &["c-1"])]);
        assert!(!log.contenders().is_empty());
    }

    #[test]
    fn records_of_one_entry_follow_each_other_unless_they_were_made_apart() {
        let (one, two): (EntryId, EntryId) = ("a-1".parse().unwrap(), "b-1".parse().unwrap());
        let parents = [one];
        let record = |entry, of, concurrent, parents| {
            let at = Instant::from_millis(1);
            Record { entry, of, at, on: at, parents, concurrent, counts: true }
        };
        let of_one = |concurrent| [record(&one, 0, false, &[]), record(&one, 0, concurrent, &[])];
        assert_eq!(contenders(&of_one(false)), [1]);
        assert_eq!(contenders(&of_one(true)), [1, 0], "they conflict");
        let [first, second] = of_one(true);
        assert_eq!(
            contenders(&[first, second, record(&two, 1, false, &parents)]),
            [2],
            "until somebody saw both"
        );
        assert_eq!(heads(&of_one(true)), std::slice::from_ref(&one));
    }

    #[test]
    fn the_next_author_has_the_heads_before_him() {
        let log = Log::new(&[("a-1", 1, 1, &[]), ("b-1", 2, 2, &["a-1"]), ("c-1", 3, 3, &["a-1"])]);
        let names: Vec<String> = heads(&log.records()).iter().map(EntryId::to_string).collect();
        assert_eq!(names, ["b-1", "c-1"]);
    }
}
