//! Keys of the screen of clashes: choosing a side, marking, and settling one, several or all.
//!
//! Invariant: however many clashes are settled, that is one append; all of them at once are settled only when asked again.

use super::{append, fail, go, say};
use crate::tui::{
    keys::{self, Action},
    list::Row,
    message::Effect,
    model::{Model, Place},
};
use crate::{
    domain::clash::{Contested, Rule, Sides, Undecided},
    words::clash as words,
};

/// Does what a key does here and nowhere else; `None` where it does what it does on every screen.
pub(super) fn act(model: &mut Model, action: Action) -> Option<Vec<Effect>> {
    let asked = model.contests.asked.take();
    match action {
        Action::KeepSide => return Some(keep(model)),
        Action::SideBefore => turn(model, -1),
        Action::SideAfter => turn(model, 1),
        Action::SettleLater => return Some(settle(model, Rule::Later, asked)),
        Action::SettleOnTheRecord => return Some(settle(model, Rule::OnTheRecord, asked)),
        Action::Mark => mark(model),
        Action::Unmark => model.contests.marked.clear(),
        _ => return None,
    }
    Some(Vec::new())
}

/// Settles the clash under the cursor for the side that is chosen.
fn keep(model: &mut Model) -> Vec<Effect> {
    let Some(contested) = model.contested() else { return Vec::new() };
    let side = model.contests.side(contested, &model.clashes().sides(contested));
    let kept = model.clashes().keep(contested, side, model.now);
    match kept {
        Ok(fact) => append(model, vec![fact]),
        Err(why) => cant_keep(model, why),
    }
}

fn cant_keep(model: &mut Model, why: Undecided) -> Vec<Effect> {
    let said = words::not_kept(model.lang, why);
    fail(model, said)
}

/// Settles those that are marked, else all, as a rule decides; all only when the key is pressed again.
fn settle(model: &mut Model, rule: Rule, asked: Option<Rule>) -> Vec<Effect> {
    let settled = model.settled(rule);
    let (count, left, lang) = (settled.facts.len(), settled.left, model.lang);
    if count == 0 {
        let why = settled.why.unwrap_or(Undecided::NotThere);
        return fail(model, words::decides_nothing(lang, rule, why, left));
    }
    if model.contests.marked.is_empty() && asked != Some(rule) {
        model.contests.asked = Some(rule);
        let key = keys::of(action(rule)).unwrap_or_default();
        return say(model, words::again_settles(lang, rule, &key, count, left));
    }
    model.contests.left = left;
    append(model, settled.facts)
}

fn action(rule: Rule) -> Action {
    match rule {
        Rule::Later => Action::SettleLater,
        Rule::OnTheRecord => Action::SettleOnTheRecord,
    }
}

/// Chooses the next side, round.
fn turn(model: &mut Model, by: isize) {
    let Some(contested) = model.contested() else { return };
    let sides = model.clashes().sides(contested);
    let count = match &sides {
        Sides::Positions(sides) => sides.len(),
        Sides::Lines(sides) => sides.len(),
    };
    let next = (model.contests.side(contested, &sides) + count).saturating_add_signed(by) % count.max(1);
    model.contests.choose(contested, &sides, next);
}

/// Chooses a side by its place.
pub(super) fn choose(model: &mut Model, place: usize) {
    let Some(contested) = model.contested() else { return };
    let sides = model.clashes().sides(contested);
    model.contests.choose(contested, &sides, place);
}

/// Marks the clash under the cursor, or takes its mark off, and goes on to the next.
fn mark(model: &mut Model) {
    let Some(contested) = model.contested() else { return };
    if !model.contests.marked.remove(&contested) {
        model.contests.marked.insert(contested);
    }
    go::step(model, 1);
}

/// Goes to the delegation with the cursor on the item; for our line to the item.
pub(super) fn open(model: &mut Model) {
    match model.contested() {
        Some(Contested::Position(who, item)) => {
            go::enter(model, Place::Participant(who));
            go::select(model, Row::Item(item));
        }
        Some(Contested::Line(item)) => go::enter(model, Place::Item(item)),
        None => {}
    }
}
