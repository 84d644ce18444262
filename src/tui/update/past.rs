//! Acts on time: stepping through days past, comparing, keeping a snapshot.
//!
//! Invariant: nothing is recorded in a journal, and one key leads back to the present.

use super::{go, say};
use crate::{
    domain::{
        instant::Instant,
        ledger::View,
        saved::{self, SavedSnapshot},
    },
    tui::{
        choose::{Choice, Chooser},
        compared::{Compared, Listed},
        form::{self, FieldName, Form, FormError, Purpose},
        message::Effect,
        model::{Model, Overlay, Place},
        past,
    },
    words::changes as words,
};

/// To the day before on which something changed.
pub(super) fn back(model: &mut Model) {
    if let Some(stop) = past::before(model) {
        show(model, Some(stop));
    }
}

/// To the day after on which something changed, or to the present.
pub(super) fn forward(model: &mut Model) {
    let stop = past::after(model);
    show(model, stop);
}

/// To the present, whatever the program was started with.
pub(super) fn present(model: &mut Model) {
    let is_known = model.options.view.known_at.is_some();
    model.look(View::default());
    if is_known {
        model.recompute();
    }
}

fn show(model: &mut Model, as_of: Option<Instant>) {
    let view = View { as_of, ..model.options.view };
    model.look(view);
}

/// Asks as of when.
pub(super) fn ask_day(model: &mut Model) {
    ask(model, Purpose::AsOf, vec![form::line(FieldName::Day, "")]);
}

/// Asks under which name to keep what the screen shows.
pub(super) fn ask_name(model: &mut Model) {
    ask(model, Purpose::Save, vec![form::line(FieldName::Name, "")]);
}

fn ask(model: &mut Model, purpose: Purpose, fields: Vec<form::Field>) {
    model.overlay = Some(Overlay::Form(Box::new(Form::new(purpose, fields))));
}

/// Shows the day of a form.
pub(super) fn save_day(model: &mut Model) -> Vec<Effect> {
    let clock = model.clock();
    let Some(Overlay::Form(form)) = &mut model.overlay else { return Vec::new() };
    match form.day(clock) {
        Ok(as_of) => {
            model.overlay = None;
            show(model, as_of);
        }
        Err((field, error)) => form.refuse(field, error),
    }
    Vec::new()
}

/// Compares the dates of a form.
pub(super) fn save_dates(model: &mut Model) -> Vec<Effect> {
    let clock = model.clock();
    let Some(Overlay::Form(form)) = &mut model.overlay else { return Vec::new() };
    match form.span(clock, model.options.view) {
        Ok(span) => {
            model.overlay = None;
            compare(model, Compared::Dates(span));
        }
        Err((field, error)) => form.refuse(field, error),
    }
    Vec::new()
}

/// Asks for a snapshot to be kept under the name of a form.
pub(super) fn save_name(model: &mut Model) -> Vec<Effect> {
    let Some(Overlay::Form(form)) = &mut model.overlay else { return Vec::new() };
    match saved::name(&form.text(FieldName::Name)) {
        Ok(name) => vec![Effect::Save(name)],
        Err(error) => {
            let why = words::bad_name(model.lang, &error);
            form.refuse(FieldName::Name, FormError::Said(why));
            Vec::new()
        }
    }
}

/// A snapshot is kept; where it is not, the form stays open and says why.
pub(super) fn kept(model: &mut Model, kept: Result<(String, String), String>) -> Vec<Effect> {
    match (kept, &mut model.overlay) {
        (Ok((name, path)), _) => {
            model.overlay = None;
            let text = words::is_saved(model.lang, &name, &path);
            return say(model, text);
        }
        (Err(why), Some(Overlay::Form(form))) => form.refuse(FieldName::Name, FormError::Said(why)),
        (Err(why), _) => return super::fail(model, why),
    }
    Vec::new()
}

/// The saved snapshots are listed: which one to compare with, or which dates.
pub(super) fn listed(model: &mut Model, listed: Result<Vec<Listed>, String>) -> Vec<Effect> {
    match listed {
        Ok(listed) => model.saved = listed,
        Err(why) => return super::fail(model, why),
    }
    model.overlay = Some(Overlay::Choose(Box::new(Chooser::compare(model))));
    Vec::new()
}

/// What to compare with was chosen.
pub(super) fn choose(model: &mut Model, choice: Choice) -> Vec<Effect> {
    model.overlay = None;
    match choice {
        Choice::Saved(place) => {
            model.saved.get(place).map(|kept| Effect::OpenSaved(kept.path.clone())).into_iter().collect()
        }
        _ => {
            let fields = vec![form::line(FieldName::From, ""), form::line(FieldName::Until, "")];
            ask(model, Purpose::Compare, fields);
            Vec::new()
        }
    }
}

/// A saved snapshot was read.
pub(super) fn opened(model: &mut Model, opened: Result<Box<SavedSnapshot<'static>>, String>) -> Vec<Effect> {
    match opened {
        Ok(kept) => compare(model, Compared::Saved(kept)),
        Err(why) => return super::fail(model, why),
    }
    Vec::new()
}

fn compare(model: &mut Model, compared: Compared) {
    model.compared = Some(compared);
    model.reading = None;
    go::enter(model, Place::Changes);
}
