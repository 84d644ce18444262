//! The list of choices over a screen.
//!
//! Invariant: what is in force has a sign of its own, and the selected row is in view.

use super::{boxes, layout, paint::Paint, theme::Role};
use crate::{
    domain::text,
    tui::{
        choose::{Chooser, Kind},
        model::Model,
    },
    words::past,
};
use ratatui::layout::{Position as Point, Rect};

/// Columns of what a choice is about.
const KIND: usize = 10;

/// Draws the list; returns where the cursor belongs.
pub(super) fn draw(paint: &mut Paint, model: &Model, chooser: &Chooser) -> Point {
    let words = model.words();
    let title = match chooser.kind {
        Kind::Sort => words.matrix.sort_title,
        Kind::Filter => words.matrix.filter_title,
        Kind::Compare => past::COMPARE_TITLE.get(words.lang),
    };
    let rows = u16::try_from(chooser.entries.len()).unwrap_or(u16::MAX).saturating_add(4);
    let above_status = model.size.1.saturating_sub(4);
    let area = layout::middle(model, 64, rows.min(44).min(above_status));
    let inside = paint.boxed(area, title);
    let cursor = boxes::draw_input(paint, inside, 0, 0, &chooser.input);
    if chooser.input.value().is_empty() {
        paint.text(inside, 2, 0, words.matrix.choose_hint, Role::Dim);
    }
    let list = Rect { y: inside.y + 2, height: inside.height.saturating_sub(2), ..inside };
    let height = usize::from(list.height);
    let top = (chooser.cursor + 1).saturating_sub(height);
    for (line, (place, index)) in (0..list.height).zip(chooser.found.iter().enumerate().skip(top)) {
        let entry = &chooser.entries[*index];
        let sign = if entry.is_on { ">" } else { " " };
        let kind = if entry.kind.is_empty() { String::new() } else { text::pad(entry.kind, KIND) };
        let column = paint.text(list, 0, line, &format!("{sign} {kind}"), Role::Dim);
        paint.text(list, column, line, &entry.text, Role::Text);
        if place == chooser.cursor {
            paint.row_style(list, line, Role::Selected);
        }
    }
    let below = chooser.found.len().saturating_sub(top + height);
    if below > 0 {
        let more = format!(" {} ", words.more_lines(below));
        paint.right(Rect { width: area.width - 2, ..area }, 0, area.height - 1, &more, Role::Key);
    }
    cursor
}
