//! What an import would change, for people: from what to what on which item, who in a few words.
//!
//! Invariant: every number is of all that would be recorded, however much of it is listed; no text acts on a terminal.

use super::plan::{Counts, Move, Plan, Value};
use crate::{
    domain::{
        entry::Fact,
        ids::ItemId,
        lang::Lang,
        paper::Paper,
        text::{clean_line, fit},
    },
    words::import as words,
};
use std::collections::BTreeMap;

/// Names that a line lists before it counts the others.
const LISTED: usize = 12;
/// Notes and the like that are listed before the others are counted.
const ROWS: usize = 20;
/// Columns of a text that is listed.
const COLUMNS: usize = 100;

/// The whole of it: how much, then item by item, then what is no position.
pub fn write(plan: &Plan, paper: &Paper, lang: Lang) -> String {
    let mut out = words::would_record(lang, &counted(&plan.counts, lang), plan.known);
    let order = |item: &ItemId| paper.items().position(|(_, known)| known.id == *item).unwrap_or(usize::MAX);
    let mut items: BTreeMap<(usize, &ItemId), Vec<&Move>> = BTreeMap::new();
    let mut orders: BTreeMap<&ItemId, usize> = BTreeMap::new();
    for change in &plan.moves {
        let place = *orders.entry(&change.item).or_insert_with(|| order(&change.item));
        items.entry((place, &change.item)).or_default().push(change);
    }
    for ((_, item), moves) in items {
        out.push_str(&format!("\n{}", paper.key(item)));
        on_item(&mut out, &moves, lang);
    }
    others(&mut out, plan, paper, lang);
    out
}

/// How much of what, in words.
pub fn counted(counts: &Counts, lang: Lang) -> String {
    let Counts {
        positions, notes, shareable, commitments, status, lines, points, meetings, finished, ..
    } = *counts;
    let Counts { sittings, interventions, documents, sponsors, amendments, completed, .. } = *counts;
    let rest = [
        (words::COMMITMENTS, commitments),
        (words::STATUS, status),
        (words::LINES, lines),
        (words::RAISES, points),
        (words::MEETINGS, meetings),
        (words::FINISHED, finished),
        (words::SITTINGS, sittings),
        (words::INTERVENTIONS, interventions),
        (words::DOCUMENTS, documents),
        (words::SPONSORS, sponsors),
        (words::AMENDMENTS, amendments),
        (words::COMPLETED, completed),
    ];
    let mut parts = vec![(positions > 0).then(|| words::count(lang, words::POSITIONS, positions))];
    parts.push((notes > 0).then(|| words::notes(lang, notes, shareable)));
    parts.extend(rest.map(|(what, n)| (n > 0).then(|| words::count(lang, what, n))));
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(words::COMMA.get(lang))
}

fn on_item(out: &mut String, moves: &[&Move], lang: Lang) {
    let mut same: BTreeMap<(String, String), Vec<&str>> = BTreeMap::new();
    for change in moves.iter().filter(|change| change.counts) {
        let from =
            change.from.as_ref().map_or(words::NOT_RECORDED.get(lang).to_owned(), |from| value(from, lang));
        same.entry((from, value(&change.to, lang))).or_default().push(change.who.as_str());
    }
    for ((from, to), who) in same {
        let names = who.iter().take(LISTED).map(|name| clean_line(name)).collect::<Vec<_>>();
        let names =
            words::listed(lang, &names.join(words::COMMA.get(lang)), who.len().saturating_sub(LISTED));
        out.push_str(&format!("\n  {from} -> {to} ({}): {names}", who.len()));
    }
    let history: usize = moves.iter().map(|change| change.history).sum();
    if history > 0 {
        out.push_str(&format!("\n  {}", words::history(lang, history)));
    }
}

/// A position with its condition.
fn value((position, condition): &Value, lang: Lang) -> String {
    let position = position.map_or(words::NOT_RECORDED.get(lang), |position| position.name(lang));
    match condition.is_empty() {
        true => position.to_owned(),
        false => words::with_condition(lang, position, &fit(&clean_line(condition), COLUMNS / 2)),
    }
}

fn others(out: &mut String, plan: &Plan, paper: &Paper, lang: Lang) {
    let rows: Vec<String> = plan
        .plain_facts()
        .filter(|fact| !matches!(fact, Fact::Position(_)))
        .take(ROWS + 1)
        .map(|fact| {
            fit(&crate::domain::summary::fact_in_full(fact, None, paper, &Default::default(), lang), COLUMNS)
        })
        .collect();
    if rows.is_empty() {
        return;
    }
    let all = plan.plain_facts().filter(|fact| !matches!(fact, Fact::Position(_))).count();
    out.push('\n');
    for row in rows.iter().take(ROWS) {
        out.push_str(&format!("\n{row}"));
    }
    if all > ROWS {
        out.push_str(&format!("\n{}", words::and_more(lang, all - ROWS)));
    }
}
