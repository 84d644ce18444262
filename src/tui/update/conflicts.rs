//! Keys of the screen of conflicts: choosing a version, marking, and resolving one, several or all.
//!
//! Invariant: however many conflicts are resolved, that is one append; all of them at once are resolved only when asked again.

use super::{append, fail, go, say};
use crate::tui::{
    keys::{self, Action},
    list::Row,
    message::Effect,
    model::{Model, Place},
};
use crate::{
    domain::conflict::{Contested, Rule, Undecided, Versions},
    words::conflict as words,
};

/// Does what a key does here and nowhere else; `None` where it does what it does on every screen.
pub(super) fn act(model: &mut Model, action: Action) -> Option<Vec<Effect>> {
    let asked = model.contests.asked.take();
    match action {
        Action::KeepVersion => return Some(keep(model)),
        Action::VersionBefore => turn(model, -1),
        Action::VersionAfter => turn(model, 1),
        Action::ResolveLater => return Some(resolve(model, Rule::Later, asked)),
        Action::ResolveOnTheRecord => return Some(resolve(model, Rule::OnTheRecord, asked)),
        Action::Mark => mark(model),
        Action::Unmark => model.contests.marked.clear(),
        _ => return None,
    }
    Some(Vec::new())
}

/// Resolves the conflict under the cursor for the version that is chosen.
fn keep(model: &mut Model) -> Vec<Effect> {
    let Some(contested) = model.contested() else { return Vec::new() };
    let version = model.contests.version(contested, &model.conflicts().versions(contested));
    let kept = model.conflicts().keep(contested, version, model.now);
    match kept {
        Ok(fact) => append(model, vec![fact]),
        Err(why) => cant_keep(model, why),
    }
}

fn cant_keep(model: &mut Model, why: Undecided) -> Vec<Effect> {
    let said = words::not_kept(model.lang, why);
    fail(model, said)
}

/// Resolves those that are marked, else all, as a rule decides; all only when the key is pressed again.
fn resolve(model: &mut Model, rule: Rule, asked: Option<Rule>) -> Vec<Effect> {
    let resolved = model.resolved(rule);
    let (count, left, lang) = (resolved.facts.len(), resolved.left, model.lang);
    if count == 0 {
        let why = resolved.why.unwrap_or(Undecided::NotThere);
        return fail(model, words::decides_nothing(lang, rule, why, left));
    }
    if model.contests.marked.is_empty() && asked != Some(rule) {
        model.contests.asked = Some(rule);
        let key = keys::of(action(rule)).unwrap_or_default();
        return say(model, words::again_resolves(lang, rule, &key, count, left));
    }
    model.contests.left = left;
    append(model, resolved.facts)
}

fn action(rule: Rule) -> Action {
    match rule {
        Rule::Later => Action::ResolveLater,
        Rule::OnTheRecord => Action::ResolveOnTheRecord,
    }
}

/// Chooses the next version, round.
fn turn(model: &mut Model, by: isize) {
    let Some(contested) = model.contested() else { return };
    let versions = model.conflicts().versions(contested);
    let count = match &versions {
        Versions::Positions(versions) => versions.len(),
        Versions::Lines(versions) => versions.len(),
    };
    let next =
        (model.contests.version(contested, &versions) + count).saturating_add_signed(by) % count.max(1);
    model.contests.choose(contested, &versions, next);
}

/// Chooses a version by its place.
pub(super) fn choose(model: &mut Model, place: usize) {
    let Some(contested) = model.contested() else { return };
    let versions = model.conflicts().versions(contested);
    model.contests.choose(contested, &versions, place);
}

/// Marks the conflict under the cursor, or takes its mark off, and goes on to the next.
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
