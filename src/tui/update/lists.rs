//! Acts in the commitments, the timeline, who moved and the list of commands.
//!
//! Invariant: only the order and the choice of rows change here, and what is performed is performed by its key.

use super::{fail, go, press};
use crate::tui::{
    form::{self, FieldName, Form, Purpose},
    input,
    keys::Action,
    list::Row,
    message::Effect,
    model::{Model, Overlay, Place},
    palette::Palette,
};
use crossterm::event::KeyEvent;

/// Another order of the commitments.
pub(super) fn sort(model: &mut Model) {
    model.commitments.sort = model.commitments.sort.next();
    again(model);
}

/// Open commitments only, or all.
pub(super) fn open_only(model: &mut Model) {
    model.commitments.shown = model.commitments.shown.other();
    again(model);
}

/// Computes the rows anew, with the cursor on what it was on.
fn again(model: &mut Model) {
    let filter = model.screen().map_or(String::new(), |screen| screen.filter.clone());
    model.set_filter(&filter);
}

/// Asks between which dates; from who moved back to the entries.
pub(super) fn moves(model: &mut Model) {
    if matches!(model.screen().map(|screen| screen.place), Some(Place::Moves(_))) {
        go::enter(model, Place::Timeline);
        return;
    }
    let fields = vec![form::line(FieldName::From, ""), form::line(FieldName::Until, "")];
    model.overlay = Some(Overlay::Form(Box::new(Form::new(Purpose::Moves, fields))));
}

/// Goes to who moved between the dates of a form.
pub(super) fn show_moves(model: &mut Model) -> Vec<Effect> {
    let clock = model.clock();
    let Some(Overlay::Form(form)) = &mut model.overlay else { return Vec::new() };
    match form.span(clock, model.options.view) {
        Ok(span) => {
            model.overlay = None;
            go::enter(model, Place::Moves(span));
        }
        Err((field, error)) => form.refuse(field, error),
    }
    Vec::new()
}

/// Goes to the cell that the row under the cursor is about: the participant with the cursor on the item, or the one that there is.
/// A screen of it on the way here gives way, so that one comes back to the list.
pub(super) fn open_record(model: &mut Model) {
    let subject = model.subject();
    let place = match (subject.who, subject.item) {
        (Some(who), _) => Place::Participant(who),
        (None, Some(item)) => Place::Item(item),
        (None, None) => return,
    };
    model.screens.retain(|screen| screen.place != place);
    go::enter(model, place);
    if let (Some(_), Some(item)) = (subject.who, subject.item) {
        go::select(model, Row::Item(item));
    }
}

/// Opens the list of commands.
pub(super) fn open_palette(model: &mut Model) {
    model.overlay = Some(Overlay::Palette(Palette::new(model)));
}

/// Keys in the list of commands: Enter presses the key of the selected one.
pub(super) fn press_palette(model: &mut Model, action: Option<Action>, event: &KeyEvent) -> Vec<Effect> {
    let Some(Overlay::Palette(palette)) = &mut model.overlay else { return Vec::new() };
    match action {
        Some(Action::Open) => {
            let Some(key) = palette.selected().map(|command| command.key) else {
                return fail(model, model.words().nothing_found);
            };
            model.overlay = None;
            return press(model, key.event());
        }
        Some(Action::Up) => palette.cursor = palette.cursor.saturating_sub(1),
        Some(Action::Down) => {
            palette.cursor = (palette.cursor + 1).min(palette.found.len().saturating_sub(1))
        }
        Some(Action::Cancel) => model.overlay = None,
        _ => {
            let Some(typing) = input::typing(event) else { return Vec::new() };
            let before = palette.input.value().to_owned();
            input::type_line(&mut palette.input, typing);
            if palette.input.value() != before {
                palette.search();
            }
        }
    }
    Vec::new()
}
