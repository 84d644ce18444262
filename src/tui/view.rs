//! From the model to a frame.
//!
//! Invariant: drawing changes nothing; drawing twice gives the same frame.

mod boxes;
mod choose;
pub mod chrome;
pub mod conflicts;
pub mod detail;
mod forms;
pub mod layout;
mod lists;
pub mod matrix;
mod paint;
mod rows;
mod session;
pub mod theme;

use crate::{
    domain::text,
    tui::{
        commitments,
        model::{Model, Place},
        page::Reading,
    },
};
pub use detail::Card;
use detail::Detail;
use paint::Paint;
use ratatui::{buffer::Buffer, layout::Position as Point, layout::Rect};
use theme::Role;

/// Draws the whole screen into a buffer; returns where the cursor belongs.
pub fn draw(buffer: &mut Buffer, model: &Model) -> Option<Point> {
    let area = *buffer.area();
    let mut paint = Paint { buffer, theme: model.options.theme };
    let Some(parts) = layout::parts(model).filter(|parts| parts.footer.bottom() <= area.bottom()) else {
        too_small(&mut paint, model, area);
        return None;
    };
    chrome::title(&mut paint, model, &parts);
    let mut cursor = None;
    if model.is_walking() {
        cursor = session::head(&mut paint, model, &parts);
        session::list(&mut paint, model, &parts);
        draw_detail(&mut paint, model, &parts);
    } else if let Some(reading) = &model.reading {
        chrome::head(&mut paint, model, &parts);
        draw_page(&mut paint, model, reading, parts.list);
    } else if is_matrix(model) {
        chrome::head(&mut paint, model, &parts);
        matrix::draw(&mut paint, model, parts.list);
        matrix::draw_detail(&mut paint, model, &parts);
    } else if model.screen().is_some_and(|screen| screen.place == Place::Conflicts) {
        chrome::head(&mut paint, model, &parts);
        rows::draw(&mut paint, model, parts.list);
        conflicts::draw_detail(&mut paint, model, &parts);
    } else {
        chrome::head(&mut paint, model, &parts);
        rows::draw(&mut paint, model, parts.list);
        draw_detail(&mut paint, model, &parts);
    }
    if model.overlay.is_some() {
        cursor = boxes::draw(&mut paint, model);
    }
    chrome::status(&mut paint, model, &parts);
    chrome::footer(&mut paint, model, &parts);
    cursor
}

/// Draws a page to read, with signs that there is more above and below.
fn draw_page(paint: &mut Paint, model: &Model, reading: &Reading, area: Rect) {
    for (row, line) in (0..area.height).zip(reading.lines.iter().skip(reading.top)) {
        paint.text(area, 1, row, &line.text, if line.heading { Role::Heading } else { Role::Text });
    }
    let height = usize::from(area.height);
    if reading.top > 0 {
        paint.right(area, 0, 0, "^", Role::Key);
    }
    let below = reading.lines.len().saturating_sub(reading.top + height);
    if below > 0 && height > 0 {
        let more = format!(" {} ", model.words().more_lines(below));
        paint.right(area, 0, area.height - 1, &more, Role::Key);
    }
}

fn is_matrix(model: &Model) -> bool {
    model.screen().is_some_and(|screen| screen.place == Place::Matrix)
}

fn too_small(paint: &mut Paint, model: &Model, area: Rect) {
    let words = model.words();
    let width = usize::from(area.width);
    let marking = text::clean_line(&model.options.marking);
    let marking = Some(marking.as_str()).filter(|marking| !marking.is_empty());
    let lines = marking.into_iter().flat_map(|marking| text::wrap(marking, width));
    let lines = lines.chain(text::wrap(words.too_small_1, width));
    let lines = lines.chain(text::wrap(words.too_small_2, width));
    for (row, line) in (0..area.height).zip(lines) {
        paint.text(area, 0, row, line, Role::Text);
    }
}

fn draw_detail(paint: &mut Paint, model: &Model, parts: &layout::Parts) {
    let is_first_start = model.ledger.is_empty()
        && model.loading.is_none()
        && matches!(model.screen().map(|s| s.place), Some(Place::Overview));
    let detail = Detail::new(model, usize::from(parts.detail.width));
    let selected = model.screen().and_then(|screen| screen.card);
    let height = usize::from(parts.detail.height);
    let top = selected.map_or(0, |card| top_of(&detail, card, height));
    let below = detail.lines.len().saturating_sub(top + height);
    let more = if below > 0 && !is_first_start { model.words().more_lines(below) } else { String::new() };
    if parts.rule.height == 1 {
        paint.rule(parts.rule, "");
        if !more.is_empty() {
            let inner = Rect { width: parts.rule.width - 2, ..parts.rule };
            paint.right(inner, 0, 0, &format!(" {more} "), Role::Dim);
        }
    } else {
        paint.upright(parts.rule);
    }
    if is_first_start {
        return first_start(paint, model, parts.detail);
    }
    for (row, line) in (0..parts.detail.height).zip(detail.lines.iter().skip(top)) {
        let is_last = row + 1 == parts.detail.height;
        if is_last && below > 0 && parts.rule.height > 1 {
            paint.text(parts.detail, 0, row, &model.words().more_lines(below + 1), Role::Dim);
            continue;
        }
        paint.text(parts.detail, line.indent, row, &line.text, line.role);
        if selected.is_some() && line.card == selected {
            paint.row_style(parts.detail, row, Role::Selected);
        }
    }
}

/// Columns of a key and the gap behind it in the words for a first start.
const FIRST_KEY: u16 = 9;

/// What to press first: a key and what it does a line, longer ones over several.
fn first_start(paint: &mut Paint, model: &Model, area: Rect) {
    let words = model.words();
    paint.text(area, 0, 0, words.first_title, Role::Heading);
    let mut row = 1;
    for (key, what) in words.first_steps {
        paint.text(area, 2, row, key, Role::Key);
        let what_from = 2 + FIRST_KEY;
        for part in text::wrap(what, usize::from(area.width.saturating_sub(what_from))) {
            paint.text(area, what_from, row, part, Role::Text);
            row += 1;
        }
    }
}

/// The first line to show, so that a card is in view.
fn top_of(detail: &Detail, card: usize, height: usize) -> usize {
    let of_card = |line: &detail::DetailLine| line.card == Some(card);
    let first = detail.lines.iter().position(of_card).unwrap_or(0);
    let last = detail.lines.iter().rposition(of_card).unwrap_or(0);
    (last + 1).saturating_sub(height).min(first)
}

/// Moves lists so that their cursors are in view, and cards to where there are some.
pub fn keep_in_view(model: &mut Model) {
    if layout::parts(model).is_none() {
        return;
    }
    if is_matrix(model) {
        return matrix::keep_in_view(model);
    }
    let height = list_height(model);
    let is_on_cards = model.screen().is_some_and(|screen| screen.card.is_some());
    let cards = if is_on_cards { card_count(model) } else { 0 };
    if let Some(screen) = model.screens.last_mut() {
        screen.list.scroll(height);
        screen.card = screen.card.filter(|_| cards > 0).map(|card| card.min(cards - 1));
    }
}

/// Rows that the list has room for.
pub fn list_height(model: &Model) -> usize {
    layout::parts(model).map_or(1, |parts| usize::from(parts.list.height))
}

/// The detail, where it is one whose cards can be selected.
fn current_detail(model: &Model) -> Option<Detail> {
    let place = model.screen().map(|screen| screen.place);
    if !matches!(place, Some(Place::Item(_) | Place::Participant(_))) {
        return None;
    }
    let parts = layout::parts(model)?;
    Detail::is_of_cell(model.subject()).then(|| Detail::new(model, usize::from(parts.detail.width)))
}

/// How many cards the detail has.
pub fn card_count(model: &Model) -> usize {
    let is_matrix = model.screen().is_some_and(|screen| screen.place == Place::Matrix);
    if is_matrix { 0 } else { current_detail(model).map_or(0, |detail| detail.cards.len()) }
}

/// The selected card; among the commitments the one under the cursor.
pub fn selected_card(model: &Model) -> Option<Card> {
    let screen = model.screen()?;
    if let Some(commitment) = screen.list.selected().and_then(|row| commitments::of_row(model, row)) {
        return Some(Card::Commitment(commitment.id));
    }
    let card = screen.card?;
    current_detail(model)?.cards.get(card).cloned()
}

/// The card that stands at a point of the screen.
pub fn card_at(model: &Model, at: Point) -> Option<usize> {
    let parts = layout::parts(model)?;
    let detail = current_detail(model)?;
    let selected = model.screen().and_then(|screen| screen.card);
    let top = selected.map_or(0, |card| top_of(&detail, card, usize::from(parts.detail.height)));
    detail.lines.get(top + usize::from(at.y.checked_sub(parts.detail.y)?))?.card
}

/// Rows of the help or the list of problems.
pub fn reading_rows(model: &Model) -> usize {
    match model.overlay {
        Some(crate::tui::model::Overlay::Help(_)) => boxes::help_rows(model).len(),
        Some(crate::tui::model::Overlay::Problems(_)) => boxes::problem_rows(model).len(),
        _ => 0,
    }
}

/// Rows that the box of help and problems has room for.
pub fn reading_height(model: &Model) -> usize {
    usize::from(boxes::reading_area(model).height.saturating_sub(2))
}
