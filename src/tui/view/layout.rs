//! Where everything is on a screen of a size.
//!
//! Invariant: the parts never overlap and together fill the screen.

use crate::{
    domain::text,
    tui::model::{Model, Place},
};
use ratatui::layout::Rect;

/// The smallest terminal: columns and rows.
pub const SMALLEST: (u16, u16) = (80, 24);

/// Columns from which the detail stands beside the list.
const BESIDE: u16 = 140;

/// Rows of the detail below the matrix.
const MATRIX_DETAIL: u16 = 3;

/// The parts of a screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts {
    /// The bar at the top.
    pub title: Rect,
    /// What the screen is about.
    pub head: Rect,
    /// The list.
    pub list: Rect,
    /// The line between list and detail; flat where the detail is below, upright where it is beside.
    pub rule: Rect,
    /// The detail of what is selected.
    pub detail: Rect,
    /// What was last said.
    pub status: Rect,
    /// The keys.
    pub footer: Rect,
}

/// The parts of the screen; `None` where the terminal is too small.
pub fn parts(model: &Model) -> Option<Parts> {
    let (columns, rows) = model.size;
    if columns < SMALLEST.0 || rows < SMALLEST.1 {
        return None;
    }
    let row = |y: u16, height: u16| Rect { x: 0, y, width: columns, height };
    let head_rows = match model.screen().map(|screen| screen.place) {
        Some(Place::Item(item)) => item_head(model, item, columns) + 1,
        Some(Place::Participant(_)) => 2,
        Some(Place::Session) => 3,
        _ => 1,
    };
    let body = row(1 + head_rows, rows - 3 - head_rows);
    let is_matrix = model.screen().is_some_and(|screen| screen.place == Place::Matrix);
    let is_conflicts = model.screen().is_some_and(|screen| screen.place == Place::Conflicts);
    let (list, rule, detail) = match columns >= BESIDE {
        _ if model.is_reading() => whole(body),
        _ if is_matrix => below(body, body.height.saturating_sub(1 + MATRIX_DETAIL)),
        // The sides of a conflict stand beside each other.
        _ if is_conflicts => below(body, (body.height * 7 / 20).max(4)),
        true => beside(body),
        false => below(body, body.height * 11 / 20),
    };
    Some(Parts {
        title: row(0, 1),
        head: row(1, head_rows),
        list,
        rule,
        detail,
        status: row(rows - 2, 1),
        footer: row(rows - 1, 1),
    })
}

/// Rows that the text of an item takes in its head: three at most.
fn item_head(model: &Model, item: usize, columns: u16) -> u16 {
    let text = model.item(item).map_or("", |(_, item)| item.text.get(model.lang));
    let key_and_margins = 8;
    let lines = text::wrap(text, usize::from(columns.saturating_sub(key_and_margins))).len();
    u16::try_from(lines.clamp(1, 3)).unwrap_or(3)
}

/// A page to read takes all of it.
fn whole(body: Rect) -> (Rect, Rect, Rect) {
    let nothing = Rect { y: body.bottom(), height: 0, ..body };
    (body, nothing, nothing)
}

fn beside(body: Rect) -> (Rect, Rect, Rect) {
    let left = body.width * 11 / 20;
    let list = Rect { width: left, ..body };
    let rule = Rect { x: left, width: 1, ..body };
    let detail = Rect { x: left + 2, width: body.width - left - 3, ..body };
    (list, rule, detail)
}

/// A list of so many rows with the detail below it.
fn below(body: Rect, upper: u16) -> (Rect, Rect, Rect) {
    let list = Rect { height: upper, ..body };
    let rule = Rect { y: body.y + upper, height: 1, ..body };
    let detail =
        Rect { x: body.x + 1, y: body.y + upper + 1, width: body.width - 2, height: body.height - upper - 1 };
    (list, rule, detail)
}

/// A box in the middle of the screen, as large as wanted and possible; title, status and keys stay in sight.
pub fn middle(model: &Model, columns: u16, rows: u16) -> Rect {
    let (width, height) =
        (columns.min(model.size.0.saturating_sub(4)), rows.min(model.size.1.saturating_sub(3)));
    let above = (model.size.1.saturating_sub(3) - height) / 2;
    Rect { x: (model.size.0 - width) / 2, y: 1 + above, width, height }
}
