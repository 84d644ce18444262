//! Our lines and points to raise in a file, beside those that stand.
//!
//! Invariant: the work is linear in the rows and in what is recorded; a line that says nothing is none.

use super::{Plan, Recorded};
use crate::{
    domain::{
        entry::{Fact, LineSet, PointSet},
        ids::{EntryId, ItemId, Who},
        instant::Instant,
        snapshot::Snapshot,
    },
    import::contents::LineIn,
};
use foldhash::{HashMap, HashMapExt, HashSet};

impl Plan {
    pub(super) fn lines(&mut self, mut rows: Vec<LineIn>, recorded: Recorded) {
        let stand = StandingLines::of(recorded.snapshot);
        let all = rows.len();
        // Beside a line that says something, or another like it, one that says nothing is none.
        let mut speaks: HashSet<ItemId> =
            rows.iter().filter(|row| !is_empty(&row.drawn)).map(|row| row.drawn.item).collect();
        rows.retain(|row| !is_empty(&row.drawn) || speaks.insert(row.drawn.item));
        let mut of_item: HashMap<ItemId, usize> = HashMap::new();
        rows.iter().for_each(|row| *of_item.entry(row.drawn.item).or_default() += 1);
        rows.retain(|row| !stand.say(&row.drawn));
        self.known += all - rows.len();
        let mut left: HashMap<ItemId, usize> = HashMap::new();
        rows.iter().for_each(|row| *left.entry(row.drawn.item).or_default() += 1);
        let mut heads: HashMap<ItemId, Vec<EntryId>> = HashMap::new();
        for row in rows.into_iter().rev() {
            let item = &row.drawn.item;
            let conflict = of_item.get(item).is_some_and(|rows| *rows > 1);
            let is_older = row.at.zip(stand.newest.get(item)).is_some_and(|(at, newest)| *newest > at);
            if !conflict && is_older {
                self.older_lines += 1;
                continue;
            }
            self.counts.lines += 1;
            let rival_is_known = conflict && left.get(item) != of_item.get(item);
            let parents = if rival_is_known {
                Vec::new()
            } else {
                heads.entry(*item).or_insert_with(|| recorded.ledger.line_heads(item)).clone()
            };
            self.add(Fact::Line(LineSet { parents, concurrent: conflict, ..row.drawn }));
        }
    }

    /// Points to raise; of several with one participant under one item the last one counts, as it would once recorded.
    pub(super) fn points(&mut self, rows: Vec<PointSet>, recorded: Recorded) {
        let there: HashMap<(&Who, &ItemId), &str> = recorded
            .snapshot
            .points
            .iter()
            .map(|point| ((&point.who, &point.item), point.text.as_str()))
            .collect();
        let mut last: HashMap<(Who, ItemId), usize> = HashMap::new();
        for (place, row) in rows.iter().enumerate() {
            last.insert((row.who, row.item), place);
        }
        for (place, row) in rows.into_iter().enumerate() {
            let is_last = last.get(&(row.who, row.item)) == Some(&place);
            if !is_last || there.get(&(&row.who, &row.item)) == Some(&row.text.as_str()) {
                self.known += 1;
            } else {
                self.counts.points += 1;
                self.add(Fact::Point(row));
            }
        }
    }
}

/// Our lines as they stand, to be asked of each row of a file.
struct StandingLines<'a> {
    says: HashSet<(&'a ItemId, [&'a str; 3])>,
    newest: HashMap<&'a ItemId, Instant>,
}

impl<'a> StandingLines<'a> {
    fn of(snapshot: &'a Snapshot) -> StandingLines<'a> {
        let says = snapshot.lines.iter().map(|line| (&line.drawn.item, said(&line.drawn))).collect();
        let mut newest: HashMap<&ItemId, Instant> = HashMap::new();
        for line in &snapshot.lines {
            let latest = newest.entry(&line.drawn.item).or_insert(line.at);
            *latest = line.at.max(*latest);
        }
        StandingLines { says, newest }
    }

    /// Whether they say a line already; one that says nothing they say where none stands.
    fn say(&self, line: &LineSet) -> bool {
        self.says.contains(&(&line.item, said(line)))
            || is_empty(line) && !self.newest.contains_key(&line.item)
    }
}

fn is_empty(line: &LineSet) -> bool {
    said(line).iter().all(|part| part.is_empty())
}

fn said(line: &LineSet) -> [&str; 3] {
    [&line.objective, &line.arguments, &line.asks]
}
