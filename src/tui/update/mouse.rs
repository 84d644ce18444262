//! The mouse: click to select, click again to open, the wheel to move; never needed.
//!
//! Invariant: what a click means is computed from the same parts that were drawn.

use super::{conflicts, go, overlay, say};
use crate::tui::{
    keys::{Action, Scope},
    message::Effect,
    model::{Model, Overlay},
    view::{self, layout},
};
use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::{Position as Point, Rect};

/// Rows that one notch of the wheel moves.
const NOTCH: isize = 3;

/// Takes in what the mouse did.
pub(super) fn act(model: &mut Model, event: MouseEvent) -> Vec<Effect> {
    match event.kind {
        MouseEventKind::ScrollUp => wheel(model, -NOTCH),
        MouseEventKind::ScrollDown => wheel(model, NOTCH),
        MouseEventKind::Down(MouseButton::Left) if model.overlay.is_none() => {
            click(model, Point { x: event.column, y: event.row })
        }
        MouseEventKind::Drag(MouseButton::Left) if model.overlay.is_none() => {
            drag(model, Point { x: event.column, y: event.row });
            Vec::new()
        }
        _ => Vec::new(),
    }
}

/// Draws a rectangle in the matrix from where the button went down; a digit sets it, `v` marks it.
fn drag(model: &mut Model, at: Point) {
    if model.screen_scope() != Scope::Matrix {
        return;
    }
    let Some((row, column)) = view::matrix::cell_at(model, at.x, at.y) else { return };
    if model.grid.anchor.is_none() {
        model.grid.anchor = model.grid.spot();
    }
    (model.grid.row, model.grid.column) = (row, column);
}

/// Switches the mouse off, so that the terminal selects text as usual, or on again.
pub(super) fn switch(model: &mut Model) -> Vec<Effect> {
    model.mouse = !model.mouse;
    let words = model.words();
    say(model, if model.mouse { words.mouse_on } else { words.mouse_off });
    vec![Effect::Mouse(model.mouse)]
}

fn wheel(model: &mut Model, rows: isize) -> Vec<Effect> {
    let action = if rows < 0 { Action::Up } else { Action::Down };
    match &mut model.overlay {
        Some(Overlay::Help(_) | Overlay::Problems(_)) => {
            for _ in 0..rows.unsigned_abs() {
                overlay::press_reading(model, Some(action));
            }
        }
        Some(Overlay::Jump(jump)) => {
            let last = jump.found.len().saturating_sub(1);
            jump.cursor = jump.cursor.saturating_add_signed(rows).min(last);
        }
        Some(Overlay::Palette(palette)) => {
            let last = palette.found.len().saturating_sub(1);
            palette.cursor = palette.cursor.saturating_add_signed(rows).min(last);
        }
        Some(Overlay::Choose(chooser)) => chooser.step(rows),
        Some(Overlay::Editor(_) | Overlay::Form(_)) => {}
        Some(Overlay::Filter(_)) | None => go::step(model, rows),
    }
    Vec::new()
}

fn click(model: &mut Model, at: Point) -> Vec<Effect> {
    if model.screen_scope() == Scope::Matrix {
        return click_cell(model, at);
    }
    let Some(parts) = layout::parts(model) else { return Vec::new() };
    if parts.list.contains(at) {
        return click_list(model, parts.list, at);
    }
    if view::chrome::is_on_conflicts(model, at) {
        return go::act(model, Action::Conflicts);
    }
    if let Some(side) = view::conflicts::version_at(model, at) {
        conflicts::choose(model, side);
        return Vec::new();
    }
    if parts.detail.contains(at)
        && let Some(card) = view::card_at(model, at)
        && let Some(screen) = model.screens.last_mut()
    {
        screen.card = Some(card);
    }
    Vec::new()
}

/// Goes to a cell of the matrix; opens the one under the cursor.
fn click_cell(model: &mut Model, at: Point) -> Vec<Effect> {
    let Some((row, column)) = view::matrix::cell_at(model, at.x, at.y) else { return Vec::new() };
    model.grid.anchor = None;
    if (row, column) == (model.grid.row, model.grid.column) {
        return go::act(model, Action::Open);
    }
    (model.grid.row, model.grid.column) = (row, column);
    Vec::new()
}

fn click_list(model: &mut Model, area: Rect, at: Point) -> Vec<Effect> {
    let Some(screen) = model.screens.last_mut() else { return Vec::new() };
    screen.card = None;
    let index = screen.list.top + usize::from(at.y - area.y);
    let again = screen.list.cursor == index;
    if screen.list.point_at(index) && again {
        return go::act(model, Action::Open);
    }
    Vec::new()
}
