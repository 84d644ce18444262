//! Keys of the matrix and of its lists of choices.
//!
//! Invariant: however many cells are marked, setting them is one append; what acts on one cell elsewhere acts here on the one under the cursor.

use super::{act, append, fail, say};
use crate::domain::{
    entry::{Entry, Fact},
    position::Position,
};
use crate::tui::{
    choose::{Chooser, Kind},
    input,
    keys::Action,
    matrix::Spot,
    message::Effect,
    model::{Model, Overlay},
    possible, view,
};
use crossterm::event::{KeyCode, KeyEvent};

/// Does what a key does here and nowhere else; `None` where it does what it does on every screen.
pub(super) fn act(model: &mut Model, action: Action, event: &KeyEvent) -> Option<Vec<Effect>> {
    let page = view::matrix::height(model).saturating_sub(1).max(1).cast_signed();
    let all = model.grid.matrix.rows.len().cast_signed();
    match action {
        Action::Record | Action::Clear => return Some(set_chosen(model, event)),
        Action::Rectangle => return Some(rectangle(model)),
        Action::Up => model.grid.step(-1, 0),
        Action::Down => model.grid.step(1, 0),
        Action::Left => model.grid.step(0, -1),
        Action::Right => model.grid.step(0, 1),
        Action::PageUp => model.grid.step(-page, 0),
        Action::PageDown => model.grid.step(page, 0),
        Action::First => model.grid.step(-all, 0),
        Action::Last => model.grid.step(all, 0),
        Action::Mark => mark(model, model.grid.spot().into_iter().collect()),
        Action::MarkRow => mark(model, model.grid.whole_row()),
        Action::MarkColumn => mark(model, model.grid.whole_column()),
        Action::Unmark => model.grid.unmark_all(),
        Action::Zoom => zoom(model, 1),
        Action::ZoomBack => zoom(model, -1),
        Action::Sort => {
            let chooser = Chooser::sorts(model, model.subject().who);
            model.overlay = Some(Overlay::Choose(Box::new(chooser)));
        }
        Action::ShowOnly => {
            let chooser = Chooser::filters(model);
            model.overlay = Some(Overlay::Choose(Box::new(chooser)));
        }
        Action::Back if model.grid.anchor.is_some() => model.grid.anchor = None,
        _ => return None,
    }
    Some(Vec::new())
}

fn mark(model: &mut Model, spots: Vec<Spot>) {
    model.grid.mark(&spots);
}

fn zoom(model: &mut Model, by: isize) {
    let mut grid = std::mem::take(&mut model.grid);
    grid.zoom(model, by);
    model.grid = grid;
    model.arrange();
}

fn rectangle(model: &mut Model) -> Vec<Effect> {
    model.grid.rectangle();
    match model.grid.anchor {
        Some(_) => say(model, model.words().matrix.rectangle_begun),
        None => Vec::new(),
    }
}

/// Records the position of a key on every cell that is marked, else on the one under the cursor.
fn set_chosen(model: &mut Model, event: &KeyEvent) -> Vec<Effect> {
    let chosen = model.grid.chosen();
    if chosen.is_empty() {
        return act::record_by_key(model, event);
    }
    if let Err(why) = possible::can_record(model) {
        return fail(model, why);
    }
    let is = match event.code {
        KeyCode::Char(key) => Position::of_key(key),
        _ => None,
    };
    let facts: Vec<Fact> = chosen.into_iter().filter_map(|spot| fact(model, spot, is)).collect();
    if facts.is_empty() {
        return fail(model, model.words().nothing_to_clear);
    }
    append(model, facts)
}

/// The fact that a key states on a cell; `None` where there is nothing to clear.
fn fact(model: &Model, spot: Spot, is: Option<Position>) -> Option<Fact> {
    let cell = model.snapshot.cell(spot.0, spot.1);
    if is.is_none() && cell.own.is_none() && !cell.conflicts() {
        return None;
    }
    Some(act::fact_by_key(model, spot.0, spot.1, is))
}

/// Takes the marks off cells that an entry has set.
pub(super) fn set(model: &mut Model, entry: &Entry) {
    let stands: Vec<Spot> = entry
        .facts
        .iter()
        .filter_map(Fact::position)
        .filter_map(|stand| model.roster.by_code(&stand.who).zip(model.snapshot.item_index(&stand.item)))
        .collect();
    if stands.is_empty() {
        return;
    }
    stands.into_iter().for_each(|spot| model.grid.unmark(spot));
    model.grid.anchor = None;
}

/// Keys while one chooses: Enter puts what is selected in force, letters narrow the list.
pub(super) fn press_chooser(model: &mut Model, action: Option<Action>, event: &KeyEvent) -> Vec<Effect> {
    let Some(Overlay::Choose(chooser)) = &mut model.overlay else { return Vec::new() };
    match action {
        Some(Action::Open) => return choose(model),
        Some(Action::Cancel) => model.overlay = None,
        Some(Action::Up) => chooser.step(-1),
        Some(Action::Down) => chooser.step(1),
        _ => {
            let Some(typing) = input::typing(event) else { return Vec::new() };
            let before = chooser.input.value().to_owned();
            input::type_line(&mut chooser.input, typing);
            if chooser.input.value() != before {
                chooser.search();
            }
        }
    }
    Vec::new()
}

fn choose(model: &mut Model) -> Vec<Effect> {
    let Some(Overlay::Choose(chooser)) = &model.overlay else { return Vec::new() };
    let Some(choice) = chooser.selected() else { return fail(model, model.words().nothing_found) };
    let is_sort = chooser.kind == Kind::Sort;
    if chooser.kind == Kind::Compare {
        return super::past::choose(model, choice);
    }
    model.overlay = None;
    choice.apply(&mut model.grid.arrangement);
    model.arrange();
    if is_sort {
        model.grid.to_top();
    }
    Vec::new()
}
