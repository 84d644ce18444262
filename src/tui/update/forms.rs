//! Keys in a form, and the fact that it becomes.
//!
//! Invariant: a form that does not hold stays open, with its reason at the field that it is about.

use super::{append, fail, lists, past, say, walk};
use crate::domain::{
    entry::{
        CommitmentEdited, CommitmentMade, Fact, LineSet, MeetingFinished, MeetingPlanned, PointSet, StatusSet,
    },
    ids::ItemId,
    intent::{self, Taken},
    position::Status,
    session::{PlanError, Session},
};
use crate::tui::{
    export_form::{self, Outcome},
    form::{self, FieldName, Form, FormError, Purpose, Value},
    input::{self, Typing},
    keys::Action,
    message::Effect,
    model::{Model, Overlay},
};
use crate::words::{export as words, notice, report};
use crossterm::event::{KeyCode, KeyEvent};

pub(super) fn press_form(model: &mut Model, action: Option<Action>, event: &KeyEvent) -> Vec<Effect> {
    let Some(Overlay::Form(form)) = &mut model.overlay else { return Vec::new() };
    let leaving = std::mem::take(&mut form.leaving);
    if form.export_form.progress.is_some() {
        return if action == Some(Action::Cancel) { vec![Effect::StopExport] } else { Vec::new() };
    }
    match action {
        Some(Action::Save) => save(model),
        Some(Action::Cancel) if form.changed && !leaving && form.asks() => {
            form.leaving = true;
            fail(model, model.words().esc_again)
        }
        Some(Action::Cancel) => {
            (model.overlay, model.waiting) = (model.beneath.take(), None);
            say(model, "")
        }
        Some(Action::NextField) => {
            form.next();
            Vec::new()
        }
        Some(Action::PreviousField) => {
            form.previous();
            Vec::new()
        }
        Some(Action::UndoTyping | Action::RedoTyping) => {
            if let Some(Value::Area(area)) = form.focused().map(|field| &mut field.value) {
                if action == Some(Action::UndoTyping) {
                    area.undo()
                } else {
                    area.redo()
                };
            }
            Vec::new()
        }
        _ => type_form(model, event),
    }
}

/// Types into the field in focus. Enter goes on to the next field and records from the last; in a field of several lines it ends the line.
fn type_form(model: &mut Model, event: &KeyEvent) -> Vec<Effect> {
    let Some(Overlay::Form(form)) = &mut model.overlay else { return Vec::new() };
    let (typing, at_last) = (input::typing(event), form.at_last());
    let replaces = form.offers() && matches!(typing, Some(Typing::Insert(_) | Typing::DeleteBack));
    let Some(field) = form.focused() else { return Vec::new() };
    match (&mut field.value, typing) {
        (Value::Area(area), Some(typing)) => input::type_area(area, typing),
        (_, Some(Typing::NewLine)) if at_last => return save(model),
        (_, Some(Typing::NewLine)) => {
            form.next();
            return Vec::new();
        }
        (_, Some(Typing::Move(ratatui_textarea::CursorMove::Down))) => {
            form.next();
            return Vec::new();
        }
        (_, Some(Typing::Move(ratatui_textarea::CursorMove::Up))) => {
            form.previous();
            return Vec::new();
        }
        (Value::Line(line), Some(typing)) => {
            if replaces {
                line.reset();
            }
            input::type_line(line, typing);
        }
        (Value::Choice { names, chosen, optional }, _) => {
            let count = names(crate::domain::lang::Lang::En).len();
            *chosen = choose(event, *chosen, count, *optional);
        }
        (_, None) => return Vec::new(),
    }
    form.changed = true;
    form.error = None;
    follow(model);
    Vec::new()
}

/// What follows from a change of the fields.
pub(super) fn follow(model: &mut Model) {
    let Some(Overlay::Form(mut form)) = model.overlay.take_if(is_export) else { return };
    export_form::look(model, &mut form);
    model.overlay = Some(Overlay::Form(form));
}

fn is_export(overlay: &mut Overlay) -> bool {
    matches!(overlay, Overlay::Form(form) if form.purpose == Purpose::Export)
}

/// Opens the export form.
pub(super) fn export(model: &mut Model) {
    model.overlay = Some(Overlay::Form(Box::new(export_form::form(model))));
}

fn save_export(model: &mut Model) -> Vec<Effect> {
    let Some(Overlay::Form(form)) = &model.overlay else { return Vec::new() };
    let ordered = export_form::order(model, form);
    let Some(Overlay::Form(form)) = &mut model.overlay else { return Vec::new() };
    match ordered {
        Ok(order) => {
            form.export_form.progress = Some((0, 0));
            vec![Effect::Export(Box::new(order))]
        }
        Err((field, error)) => {
            form.refuse(field, error);
            Vec::new()
        }
    }
}

/// An export that is under way has got so far.
pub(super) fn exporting(model: &mut Model, progress: (usize, usize)) -> Vec<Effect> {
    if let Some(Overlay::Form(form)) = &mut model.overlay {
        form.export_form.progress = Some(progress);
    }
    Vec::new()
}

/// An export has ended; where it did not, the form stays open and says why.
pub(super) fn exported(model: &mut Model, outcome: Outcome) -> Vec<Effect> {
    let lang = model.lang;
    let Some(Overlay::Form(form)) = &mut model.overlay else { return Vec::new() };
    form.export_form.progress = None;
    let why = match outcome {
        Outcome::Written { path, bytes, wide } => {
            model.overlay = None;
            let readable = wide.map(|mode| format!("; {}", notice::readable(lang, &path, &mode)));
            let written = report::written(lang, &path, bytes);
            return say(model, written + &readable.unwrap_or_default());
        }
        Outcome::IsThere(path) => {
            form.export_form.replaces = Some(form.text(FieldName::File));
            words::replace(lang, &path)
        }
        Outcome::Stopped => words::STOPPED.get(lang).to_owned(),
        Outcome::Failed(why) => why,
    };
    form.refuse(FieldName::File, FormError::Said(why));
    Vec::new()
}

/// Another choice: by its number, by 0 for none, or one on or back.
fn choose(event: &KeyEvent, chosen: Option<usize>, count: usize, optional: bool) -> Option<usize> {
    let first = usize::from(optional);
    let now = chosen.map_or(0, |index| index + first);
    let places = count + first;
    let next = match event.code {
        KeyCode::Right | KeyCode::Char(' ') => (now + 1) % places,
        KeyCode::Left => (now + places - 1) % places,
        KeyCode::Char(c) => match c.to_digit(10).map(|digit| digit as usize) {
            Some(0) if optional => 0,
            Some(digit) if (1..=count).contains(&digit) => digit - 1 + first,
            _ => now,
        },
        _ => now,
    };
    next.checked_sub(first)
}

pub(super) fn ask_author(model: &mut Model) {
    let form = Form::new(Purpose::Author, vec![form::line(FieldName::Author, &model.options.login)]);
    model.beneath = model.overlay.take();
    model.overlay = Some(Overlay::Form(Box::new(form)));
}

fn save(model: &mut Model) -> Vec<Effect> {
    let Some(Overlay::Form(form)) = &model.overlay else { return Vec::new() };
    match form.purpose {
        Purpose::Author => return save_author(model),
        Purpose::Moves => return lists::show_moves(model),
        Purpose::Session => return save_session(model),
        Purpose::Export => return save_export(model),
        Purpose::AsOf => return past::save_day(model),
        Purpose::Compare => return past::save_dates(model),
        Purpose::Save => return past::save_name(model),
        _ => {}
    }
    match fact(model, form) {
        Ok(fact) => append(model, vec![fact]),
        Err((field, error)) => {
            if let Some(Overlay::Form(form)) = &mut model.overlay {
                form.refuse(field, error);
            }
            Vec::new()
        }
    }
}

fn save_session(model: &mut Model) -> Vec<Effect> {
    let clock = model.clock();
    let Some(Overlay::Form(form)) = &mut model.overlay else { return Vec::new() };
    let planned = form.plan(clock).and_then(|plan| {
        Session::plan(&model.paper, &model.roster, &model.snapshot, &plan, model.now).map_err(plan_error)
    });
    match planned {
        Ok(session) => walk::begin(model, session),
        Err((field, error)) => {
            form.focus = form.fields.iter().position(|f| f.name == field).unwrap_or(form.focus);
            form.error = Some((field, error));
            Vec::new()
        }
    }
}

/// The field that a plan fails at, and why.
fn plan_error(error: PlanError) -> (FieldName, FormError) {
    let field = match error {
        PlanError::Who(_) => FieldName::Speakers,
        PlanError::Item(_) | PlanError::Cluster(_) => FieldName::Items,
        PlanError::Empty => FieldName::Only,
    };
    (field, FormError::Said(error.to_string()))
}

/// The items of a meeting; none where none are given.
fn meeting_items(model: &Model, given: &str) -> Result<Vec<ItemId>, (FieldName, FormError)> {
    if given.is_empty() {
        return Ok(Vec::new());
    }
    model.paper.find_items(given).map_err(|error| (FieldName::Items, FormError::Said(error.to_string())))
}

fn save_author(model: &mut Model) -> Vec<Effect> {
    let Some(Overlay::Form(form)) = &mut model.overlay else { return Vec::new() };
    let name = form.text(FieldName::Author);
    if name.is_empty() {
        form.error = Some((FieldName::Author, FormError::Empty));
        return Vec::new();
    }
    model.overlay = model.beneath.take();
    model.options.author = Some(name.clone());
    let mut effects = vec![Effect::RememberAuthor(name)];
    if let Some(facts) = model.waiting.take() {
        effects.extend(append(model, facts));
    }
    effects
}

/// The fact that a form states.
fn fact(model: &Model, form: &Form) -> Result<Fact, (FieldName, FormError)> {
    Ok(match &form.purpose {
        Purpose::Position(who, item) => {
            let is = form.position();
            let condition = form.text(FieldName::Condition);
            let taken = Taken {
                is,
                condition,
                source: form.source(),
                on: form.on(model.clock())?,
                ..Taken::default()
            };
            intent::position(&model.paper, &model.ledger, who, item, &taken, model.now)
        }
        Purpose::Commitment(who, item, None) => Fact::Commitment(CommitmentMade {
            who: *who,
            item: *item,
            text: form.required(FieldName::Text)?,
            due: form.due(model.clock())?,
            source: form.source(),
        }),
        Purpose::Commitment(_, _, Some(id)) => Fact::CommitmentEdited(CommitmentEdited {
            commitment: *id,
            text: form.required(FieldName::Text)?,
            due: form.due(model.clock())?,
        }),
        Purpose::Status(id) => {
            let is = form.chosen(FieldName::Status).and_then(|index| Status::ALL.get(index).copied());
            let evidence = form.text(FieldName::Evidence);
            Fact::Status(StatusSet { commitment: *id, is: is.unwrap_or_default(), evidence })
        }
        Purpose::OurLine(item) => {
            let text = |name| form.text(name);
            let (objective, arguments) = (text(FieldName::Objective), text(FieldName::Arguments));
            let drawn = LineSet {
                item: *item,
                objective,
                arguments,
                asks: text(FieldName::Asks),
                parents: vec![],
                concurrent: false,
            };
            intent::line(&model.ledger, drawn)
        }
        Purpose::Point(who, item) => {
            let text = form.text(FieldName::Text);
            Fact::Point(PointSet { who: *who, item: *item, text, done: false })
        }
        Purpose::Meeting(who) => Fact::Meeting(MeetingPlanned {
            participants: vec![*who],
            when: form.when(model.clock())?,
            place: form.text(FieldName::Place),
            items: meeting_items(model, &form.text(FieldName::Items))?,
            ..MeetingPlanned::default()
        }),
        Purpose::Outcome(meeting) => Fact::MeetingFinished(MeetingFinished {
            meeting: *meeting,
            outcome: form.text(FieldName::Outcome),
        }),
        _ => return Err((FieldName::Author, FormError::Empty)),
    })
}
