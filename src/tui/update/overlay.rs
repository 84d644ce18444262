//! Keys in what lies over the screen: jump, filter, editor, reading; forms have a file of their own.
//!
//! Invariant: while text is typed, only the keys of the table act; all others type.

use super::{append, fail, forms, go, keep_draft, say};
use crate::domain::limits::{Limit, TYPED};
use crate::tui::{
    editor::Editor,
    form::Value,
    input,
    jump::Jump,
    keys::Action,
    message::Effect,
    model::{Model, Overlay},
    view,
};
use crossterm::event::KeyEvent;

pub(super) fn press_reading(model: &mut Model, action: Option<Action>) -> Vec<Effect> {
    let rows = view::reading_rows(model);
    let page = view::reading_height(model);
    let (Some(Overlay::Help(top) | Overlay::Problems(top)), Some(action)) = (&mut model.overlay, action)
    else {
        model.overlay = None;
        return Vec::new();
    };
    let last = rows.saturating_sub(page);
    *top = match action {
        Action::Up => top.saturating_sub(1),
        Action::Down => (*top + 1).min(last),
        Action::PageUp => top.saturating_sub(page),
        Action::PageDown => (*top + page).min(last),
        Action::First => 0,
        Action::Last => last,
        _ => {
            model.overlay = None;
            return Vec::new();
        }
    };
    Vec::new()
}

pub(super) fn press_jump(model: &mut Model, action: Option<Action>, event: &KeyEvent) -> Vec<Effect> {
    let Some(Overlay::Jump(jump)) = &mut model.overlay else { return Vec::new() };
    match action {
        Some(Action::Open) => {
            let target = jump.selected();
            match target {
                Some(target) => {
                    model.overlay = None;
                    go::jump_to(model, target);
                }
                None => return fail(model, model.words().nothing_found),
            }
        }
        Some(Action::Up) => jump.cursor = jump.cursor.saturating_sub(1),
        Some(Action::Down) => jump.cursor = (jump.cursor + 1).min(jump.found.len().saturating_sub(1)),
        Some(Action::Cancel) => model.overlay = None,
        _ => type_jump(jump, event),
    }
    Vec::new()
}

fn type_jump(jump: &mut Jump, event: &KeyEvent) {
    let Some(typing) = input::typing(event) else { return };
    let before = jump.input.value().to_owned();
    input::type_line(&mut jump.input, typing);
    if jump.input.value() != before {
        jump.search();
    }
}

/// Keys while a filter is typed: it acts at once; Enter leaves it on, Esc takes it off, the arrows move in what is left.
pub(super) fn press_filter(model: &mut Model, action: Option<Action>, event: &KeyEvent) -> Vec<Effect> {
    let Some(Overlay::Filter(input)) = &mut model.overlay else { return Vec::new() };
    match action {
        Some(Action::Open) => model.overlay = None,
        Some(Action::Cancel) => {
            model.overlay = None;
            model.set_filter("");
        }
        Some(Action::Up) => go::step(model, -1),
        Some(Action::Down) => go::step(model, 1),
        _ => {
            let Some(typing) = input::typing(event) else { return Vec::new() };
            let before = input.value().to_owned();
            input::type_line(input, typing);
            let text = input.value().to_owned();
            if text != before {
                model.set_filter(&text);
            }
        }
    }
    Vec::new()
}

pub(super) fn press_editor(model: &mut Model, action: Option<Action>, event: &KeyEvent) -> Vec<Effect> {
    let now = model.now;
    let Some(Overlay::Editor(editor)) = &mut model.overlay else { return Vec::new() };
    match action {
        Some(Action::Save) => match editor.facts(now) {
            Some(facts) => append(model, facts),
            None => fail(model, model.words().empty_note),
        },
        Some(Action::Cancel) => close_editor(model),
        Some(Action::Shareable) => match editor.show_to_next() {
            true => Vec::new(),
            false => say(model, model.words().stays_shared),
        },
        Some(Action::Outside) => vec![editor.outside()],
        Some(Action::UndoTyping) => type_into(editor, |editor| {
            editor.area.undo();
        }),
        Some(Action::RedoTyping) => type_into(editor, |editor| {
            editor.area.redo();
        }),
        _ => match input::typing(event) {
            Some(typing) => type_into(editor, |editor| input::type_area(&mut editor.area, typing)),
            None => Vec::new(),
        },
    }
}

fn type_into(editor: &mut Editor, typing: impl FnOnce(&mut Editor)) -> Vec<Effect> {
    typing(editor);
    editor.changed = true;
    Vec::new()
}

fn close_editor(model: &mut Model) -> Vec<Effect> {
    let effects = keep_draft(model);
    if let Some(Overlay::Editor(editor)) = model.overlay.take()
        && model.drafts.contains_key(&editor.target.draft_key())
    {
        say(model, model.words().draft_kept);
    }
    effects
}

/// The user's editor came back.
pub(super) fn edited(model: &mut Model, text: Result<Option<String>, String>) -> Vec<Effect> {
    let Some(Overlay::Editor(editor)) = &mut model.overlay else { return Vec::new() };
    match text {
        Ok(Some(text)) if text.trim() != editor.text() => {
            editor.replace(&text);
            say(model, model.words().edited_outside)
        }
        Ok(_) => say(model, model.words().edited_nothing),
        Err(why) => fail(model, why),
    }
}

pub(super) fn paste(model: &mut Model, text: &str) -> Vec<Effect> {
    if text.chars().count() > TYPED {
        return fail(model, Limit::Typed(TYPED).what().get(model.lang));
    }
    match &mut model.overlay {
        Some(Overlay::Jump(jump)) => {
            input::paste_line(&mut jump.input, text);
            jump.search();
        }
        Some(Overlay::Filter(input)) => {
            input::paste_line(input, text);
            let text = input.value().to_owned();
            model.set_filter(&text);
        }
        Some(Overlay::Palette(palette)) => {
            input::paste_line(&mut palette.input, text);
            palette.search();
        }
        Some(Overlay::Editor(editor)) => {
            editor.area.insert_str(crate::domain::text::clean(text));
            editor.changed = true;
        }
        Some(Overlay::Form(form)) => {
            form.changed = true;
            match form.focused().map(|field| &mut field.value) {
                Some(Value::Line(line)) => input::paste_line(line, text),
                Some(Value::Area(area)) => {
                    area.insert_str(crate::domain::text::clean(text));
                }
                Some(Value::Choice { .. }) | None => {}
            }
            forms::follow(model);
        }
        Some(Overlay::Choose(chooser)) => {
            input::paste_line(&mut chooser.input, text);
            chooser.search();
        }
        Some(Overlay::Help(_) | Overlay::Problems(_)) => {}
        None => return fail(model, model.words().paste_where),
    }
    Vec::new()
}
