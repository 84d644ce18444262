//! What the files of the paper mean, and what they say of each other.
//!
//! Invariant: whatever passes here can be named without doubt: no two areas, items, delegations or groups share a code.

use super::{
    reading::{Row, Rows},
    say::Words,
    shape::nearest,
    source::{Origin, Source, Trail},
    tidy,
};
use crate::domain::{
    ids::ItemId,
    lang::Phrase,
    limits::{DELEGATIONS, GROUPS, ITEMS, Limit},
    paper::{Area, PAPER_SCHEMA, PaperFile},
    roster::{Delegation, Group},
    text,
    texts::Text,
};
use chrono::NaiveDate;
use std::collections::{HashMap, HashSet};

/// Checks `paper.ron` as such. Returns whether it can be used.
pub(super) fn paper(paper: &mut PaperFile, source: &mut Source) -> Option<()> {
    let root = Trail::Root;
    schema(paper.schema, source)?;
    tidy::paper(paper, source);
    let mut date = |given: &str, field| {
        let date = day(given);
        if date.is_none() {
            let form = "`2023-07-31`";
            source.add(&root.field(field), Words::bad_date(given, (form, "2023-07-31")));
        }
        date
    };
    let (from, until) = (date(&paper.from, "from"), date(&paper.until, "until"));
    if from.zip(until).is_some_and(|(from, until)| until < from) {
        source.add(&root.field("until"), Words::until_before_from());
    }
    Some(())
}

/// Checks which format a file is of.
fn schema(schema: u32, source: &mut Source) -> Option<()> {
    if schema == PAPER_SCHEMA {
        return Some(());
    }
    source.is_newer = schema > PAPER_SCHEMA;
    source.add(&Trail::Root.field("schema"), Words::wrong_schema(&schema.to_string()));
    None
}

fn day(given: &str) -> Option<NaiveDate> {
    let shaped = given.len() == 10 && given.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    NaiveDate::parse_from_str(given, "%Y-%m-%d").ok().filter(|_| shaped)
}

/// Whether a text is a year, a month or a day.
fn is_day_or_longer(given: &str) -> bool {
    let filled = match given.len() {
        4 => format!("{given}-01-01"),
        7 => format!("{given}-01"),
        _ => given.to_owned(),
    };
    day(&filled).is_some()
}

/// Checks the groups as such; those that can't be named are left out.
pub(super) fn groups(groups: &mut Rows<Group>, source: &mut Source) {
    keep_first(groups, GROUPS, Limit::Groups(GROUPS), source);
    let mut taken: HashSet<Phrase> = HashSet::new();
    keep_rows(groups, |row| {
        let root = Trail::Root;
        let at = root.index(row.index);
        tidy::group(&mut row.value, &at, source);
        let group = &row.value;
        if !is_day_or_longer(&group.members_as_of) {
            let words = Words::bad_date(
                &group.members_as_of,
                ("`2024`, `2024-01` or `2024-01-31`", "2024、2024-01 或 2024-01-31"),
            );
            source.add(&at.field("members_as_of"), words);
        }
        let code = &group.code;
        let named = code.starts_with(|c: char| c.is_ascii_uppercase())
            && code.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        if !named {
            source.add(&at.field("code"), Words::bad_group_code(code));
        } else if !taken.insert(code.clone()) {
            let words = Words::twice(("code", "代码 "), code, ("this group", "此组"));
            source.add(&at.field("code"), words);
        } else {
            return true;
        }
        false
    });
}

/// Checks the delegations as such; those that can't be named are left out.
pub(super) fn delegations(delegations: &mut Rows<Delegation>, source: &mut Source) {
    keep_first(delegations, DELEGATIONS, Limit::Delegations(DELEGATIONS), source);
    let mut taken: HashSet<String> = HashSet::new();
    keep_rows(delegations, |row| {
        let root = Trail::Root;
        let at = root.index(row.index);
        tidy::delegation(&mut row.value, &at, source);
        let delegation = &row.value;
        if !is_code(&delegation.iso2, 2) {
            source.add(&at.field("iso2"), Words::bad_iso2(&delegation.iso2));
        }
        let code = delegation.code.as_str();
        if !is_code(code, 3) {
            source.add(&at.field("code"), Words::bad_delegation_code(code));
        } else if !taken.insert(code.to_owned()) {
            let words = Words::twice(("code", "代码 "), code, ("this row", "此行"));
            source.add(&at.field("code"), words);
        } else {
            return true;
        }
        false
    });
}

fn is_code(code: &str, length: usize) -> bool {
    code.len() == length && code.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Leaves out the rows beyond so many, and says so at the first of them.
fn keep_first<T>(rows: &mut Rows<T>, most: usize, limit: Limit, source: &mut Source) {
    if rows.good.len() > most {
        let beyond = rows.good.split_off(most);
        rows.left_out.extend(beyond.iter().map(|row| row.index));
        source.add(&Trail::Root.index(beyond[0].index), Words::beyond(limit));
    }
}

fn keep_rows<T>(rows: &mut Rows<T>, mut keep: impl FnMut(&mut Row<T>) -> bool) {
    let Rows { good, left_out } = rows;
    good.retain_mut(|row| {
        let kept = keep(row);
        if !kept {
            left_out.push(row.index);
        }
        kept
    });
}

/// Checks that the groups in the delegations' rows are there. Of a built-in file each absent group is named once.
pub(super) fn memberships(delegations: &Rows<Delegation>, source: &mut Source, known: &HashSet<Phrase>) {
    let mut told: HashSet<&str> = HashSet::new();
    for Row { index, value } in &delegations.good {
        let root = Trail::Root;
        let row = root.index(*index);
        let groups = row.field("groups");
        for (place, group) in value.groups.iter().enumerate().filter(|(_, group)| !known.contains(*group)) {
            if source.origin == Origin::Workspace || told.insert(group) {
                let near = nearest(group, known.iter().map(AsRef::as_ref));
                source.add(&groups.index(place), Words::unknown_group(group, near));
            }
        }
    }
}

/// Codes of all groups of a file, also of those that were left out, so that one mistake is told once.
pub(super) fn group_codes(groups: &Rows<Group>, source: &Source) -> HashSet<Phrase> {
    let root = Trail::Root;
    let left_out = groups.left_out.iter().filter_map(|index| source.said(&root.index(*index).field("code")));
    groups.good.iter().map(|row| row.value.code.clone()).chain(left_out.map(Phrase::from)).collect()
}

/// Checks that no two participants share a name; it is told of the second one.
pub(super) fn names(delegations: (&Rows<Delegation>, &mut Source), groups: (&Rows<Group>, &mut Source)) {
    let mut met = Met::default();
    let ((rows, source), root) = (delegations, Trail::Root);
    for Row { index, value } in &rows.good {
        met.participant(value.code.as_str(), &value.name, &value.aliases, &root.index(*index), source);
    }
    let (rows, source) = groups;
    for Row { index, value } in &rows.good {
        let code = format!("@{}", value.code);
        met.participant(&code, &value.name, &value.aliases, &root.index(*index), source);
    }
}

/// Who was met under which folded name.
#[derive(Default)]
struct Met(HashMap<String, String>);

impl Met {
    fn participant(
        &mut self,
        code: &str,
        name: &Text,
        aliases: &[Phrase],
        row: &Trail<'_>,
        source: &mut Source,
    ) {
        let (both, list) = (row.field("name"), row.field("aliases"));
        for (language, name) in name.each() {
            self.name(code, name, &both.field(language.as_str()), source);
        }
        for (place, alias) in aliases.iter().enumerate() {
            self.name(code, alias, &list.index(place), source);
        }
    }

    fn name(&mut self, code: &str, name: &str, at: &Trail<'_>, source: &mut Source) {
        let folded = text::fold(name);
        if folded.is_empty() {
            return;
        }
        let other = self.0.entry(folded).or_insert_with(|| code.to_owned());
        if other != code {
            source.add(at, Words::ambiguous_name(name, other));
        }
    }
}

/// Checks an area as such; items that can't be named are left out. Returns whether it can be used.
pub(super) fn area(area: &mut Area, source: &mut Source) -> Option<()> {
    schema(area.schema, source)?;
    tidy::area(area, source);
    let root = Trail::Root;
    let items = root.field("items");
    if area.items.is_empty() {
        source.add(&items, Words::no_items());
        return None;
    }
    let number = area.number;
    let mut taken: HashSet<String> = HashSet::new();
    let mut index = 0;
    area.items.retain(|item| {
        let row = items.index(index);
        index += 1;
        if !item.id.0.is_empty() && !item.id.is_well_formed() {
            source.add(&row.field("id"), Words::bad_item_id(&item.id.0));
            return false;
        }
        let (key, at) = (item.key.as_str(), row.field("key"));
        if !fits_area(key, number) {
            source.add(&at, Words::bad_item_key(key, number));
        } else if !taken.insert(key.to_owned()) {
            source.add(&at, Words::twice(("key", "编号 "), key, ("this item", "此议题")));
        } else {
            return true;
        }
        false
    });
    for item in area.items.iter_mut().filter(|item| item.id.0.is_empty()) {
        item.id = ItemId(item.key.0);
    }
    (!area.items.is_empty()).then_some(())
}

/// Leaves out the items of an area whose id is taken by an item of a file before it, or by one before it in this file.
pub(super) fn ids(area: &mut Area, taken: &mut HashSet<ItemId>, source: &mut Source) {
    let root = Trail::Root;
    let items = root.field("items");
    area.items.retain(|item| {
        if taken.insert(item.id) {
            return true;
        }
        let (id, key) = (&*item.id.0, item.key.as_str());
        let is_here = |row: &usize| {
            source.said(&items.index(*row).field("key")).is_some_and(|written| written.trim() == key)
        };
        let row = items.index((0..ITEMS).find(is_here).unwrap_or_default());
        source.add(&row.field("id"), Words::twice(("id", "标识 "), id, ("this item", "此议题")));
        false
    });
}

fn fits_area(key: &str, number: u32) -> bool {
    let letters = key.strip_prefix(&number.to_string());
    letters.is_some_and(|rest| rest.len() <= 1 && rest.bytes().all(|byte| byte.is_ascii_lowercase()))
}

/// Checks what an area says of the paper's clusters and documents.
pub(super) fn references(area: &Area, source: &mut Source, paper: &PaperFile) {
    let root = Trail::Root;
    if !paper.clusters.iter().any(|cluster| cluster.number == area.cluster) {
        let known: Vec<String> = paper.clusters.iter().map(|cluster| cluster.number.to_string()).collect();
        source.add(&root.field("cluster"), Words::unknown_cluster(area.cluster, &known.join(", ")));
    }
    let list = root.field("references");
    for (index, reference) in area.references.iter().enumerate() {
        let row = list.index(index);
        let symbols = row.field("symbols");
        for (place, symbol) in reference.symbols.iter().enumerate() {
            if paper.document(symbol).is_none() {
                let near = nearest(symbol, paper.documents.iter().map(|document| &*document.symbol));
                source.add(&symbols.index(place), Words::unknown_symbol(symbol, near));
            }
        }
    }
}
