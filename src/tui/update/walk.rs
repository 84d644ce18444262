//! Keys in a review session: a digit records and the next speaker is up, letters look for a speaker out of order.
//!
//! Invariant: the walk goes on only when a record is on disk.

use super::{append, fail, go, say};
use crate::domain::{
    entry::{Entry, Fact},
    intent::{self, Taken},
    position::Position,
    session::Session,
};
use crate::tui::{
    form::{self, FieldName, Form, Purpose},
    input,
    keys::Action,
    message::Effect,
    model::{Model, Overlay, Place},
    walk::Walk,
};
use crossterm::event::{KeyCode, KeyEvent};

/// Goes on with the session that is under way, else asks what to walk.
pub(super) fn open(model: &mut Model) -> Vec<Effect> {
    if model.walk.as_ref().is_some_and(|walk| !walk.is_over()) {
        go::enter(model, Place::Session);
        return Vec::new();
    }
    let item = model.subject().item.map(|item| model.item_key(item).to_string()).unwrap_or_default();
    let fields = vec![
        form::line(FieldName::Items, &item),
        form::area(FieldName::Speakers, ""),
        form::onlys(),
        form::line(FieldName::Since, ""),
        form::orders(),
        form::source_kinds(None),
        form::line(FieldName::Reference, ""),
        form::line(FieldName::On, ""),
    ];
    model.overlay = Some(Overlay::Form(Box::new(Form::new(Purpose::Session, fields))));
    Vec::new()
}

/// Begins a session.
pub(super) fn begin(model: &mut Model, session: Session) -> Vec<Effect> {
    model.overlay = None;
    model.walk = Some(Walk::new(model, session.clone()));
    go::enter(model, Place::Session);
    vec![Effect::KeepSession(Some(Box::new(session)))]
}

pub(super) fn press(model: &mut Model, action: Option<Action>, event: &KeyEvent) -> Vec<Effect> {
    match action {
        Some(Action::Record | Action::Clear) => record(model, event),
        Some(Action::Skip) => skip(model),
        Some(Action::Up) => step(model, -1),
        Some(Action::Down) => step(model, 1),
        Some(Action::PageUp) => step_round(model, -1),
        Some(Action::PageDown) => step_round(model, 1),
        Some(Action::Open) => give_the_floor(model),
        Some(Action::EndSession) => end(model),
        Some(Action::Back)
            if model
                .walk
                .as_ref()
                .is_some_and(|walk| walk.typed().is_some() || !walk.finder.input.value().is_empty()) =>
        {
            forget_typed(model)
        }
        Some(action) => super::act_on_screen(model, action, event),
        None => look_for(model, event),
    }
}

fn forget_typed(model: &mut Model) -> Vec<Effect> {
    if let Some(walk) = &mut model.walk {
        walk.forget_typed();
    }
    Vec::new()
}

/// Types at the name of a speaker.
fn look_for(model: &mut Model, event: &KeyEvent) -> Vec<Effect> {
    let Some(typing) = input::typing(event) else { return Vec::new() };
    let Some(walk) = &mut model.walk else { return Vec::new() };
    input::type_line(&mut walk.finder.input, typing);
    walk.look(&model.roster);
    let nobody = walk.typed().is_none() && !walk.finder.input.value().is_empty();
    if nobody { fail(model, model.words().nothing_found) } else { Vec::new() }
}

/// Records the position of whoever has the floor, or whose name is typed, with the session's source and date.
fn record(model: &mut Model, event: &KeyEvent) -> Vec<Effect> {
    let KeyCode::Char(digit) = event.code else { return Vec::new() };
    let Some(walk) = &model.walk else { return Vec::new() };
    if walk.typed().is_none() && !walk.finder.input.value().is_empty() {
        return fail(model, model.words().nothing_found);
    }
    let Some((who, item)) = walk.subject(&model.roster) else { return Vec::new() };
    let is = Position::of_key(digit);
    let (source, on) = (walk.session.source.clone(), walk.session.on);
    if is.is_none() {
        return super::act_on_screen(model, Action::Clear, event);
    }
    let taken = Taken { is, condition: String::new(), source, on, ..Taken::default() };
    let fact = intent::position(&model.paper, &model.ledger, &who, &item, &taken, model.now);
    append(model, vec![fact])
}

/// An entry is on disk: the next speaker is up, or, after an undo, the one it is about.
pub(super) fn recorded(model: &mut Model, entry: &Entry) {
    if !model.is_walking() {
        return;
    }
    let target = entry.undoes().and_then(|id| model.ledger.entry(id)).map(|entry| entry.facts.clone());
    let words = model.words();
    let Some(walk) = &mut model.walk else { return };
    let first = target.as_ref().unwrap_or(&entry.facts).iter().find_map(Fact::position);
    let Some(stand) = first else { return };
    let stop = walk.session.find(&stand.who, &stand.item);
    walk.forget_typed();
    match (target.is_some(), stop) {
        (true, Some(stop)) => walk.at = stop,
        (true, None) => {}
        (false, _) => walk.go_on(walk.at),
    }
    if walk.is_over() {
        let text = words.walk_is_over(walk.count_heard(), walk.count_skipped());
        model.status.text = format!("{} {text}", model.status.text);
    }
}

fn skip(model: &mut Model) -> Vec<Effect> {
    let Some(walk) = &mut model.walk else { return Vec::new() };
    let at = walk.at;
    if walk.heard.get(at) == Some(&false) {
        walk.session.skipped.insert(at);
    }
    walk.go_on(at + 1);
    let session = walk.session.clone();
    vec![Effect::KeepSession(Some(Box::new(session)))]
}

fn step(model: &mut Model, by: isize) -> Vec<Effect> {
    if let Some(walk) = &mut model.walk {
        walk.at = walk.at.saturating_add_signed(by).min(walk.session.stops.len().saturating_sub(1));
    }
    Vec::new()
}

/// To the first open stop of the next or previous round: the next item, or the next delegation.
fn step_round(model: &mut Model, by: isize) -> Vec<Effect> {
    let Some(walk) = &mut model.walk else { return Vec::new() };
    let round = walk.session.round_of(walk.at);
    let edge = if by < 0 { round.first() } else { round.last() };
    let Some(to) = edge.and_then(|edge| edge.checked_add_signed(by)) else { return Vec::new() };
    let round = walk.session.round_of(to);
    let open = round.iter().copied().find(|stop| walk.heard.get(*stop) == Some(&false));
    walk.at = open.or(round.first().copied()).unwrap_or(walk.at);
    Vec::new()
}

/// Gives the floor to the one whose name is typed.
fn give_the_floor(model: &mut Model) -> Vec<Effect> {
    let Some(walk) = &mut model.walk else { return Vec::new() };
    let Some((who, item)) = walk.subject(&model.roster).filter(|_| walk.typed().is_some()) else {
        return Vec::new();
    };
    let stops = &walk.session.stops;
    let stop = walk.session.find(&who, &item).or_else(|| stops.iter().position(|stop| stop.who == who));
    match stop {
        Some(stop) => {
            walk.at = stop;
            walk.forget_typed();
            Vec::new()
        }
        None => fail(model, model.words().walk.not_in_session),
    }
}

/// Ends the session; what was recorded in it stays.
fn end(model: &mut Model) -> Vec<Effect> {
    let Some(walk) = model.walk.take() else { return Vec::new() };
    model.screens.retain(|screen| screen.place != Place::Session);
    let text = model.words().walk_ended(walk.count_heard(), walk.session.stops.len());
    say(model, text);
    vec![Effect::KeepSession(None)]
}
