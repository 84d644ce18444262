//! Rows and heads of the commitments, the timeline and who moved, and the list of commands.
//!
//! Invariant: only what is in view is put into words.

use super::{boxes::draw_input, conflicts, layout, paint::Paint, theme::Role};
use crate::{
    domain::{
        ids,
        instant::Instant,
        moves::{Direction, Move},
        position::Position,
        snapshot::Commitment,
        summary, text,
    },
    tui::{
        commitments::{self, Shown},
        list::Row,
        model::{Model, Place},
        moved::{self, Span},
        palette::{Command, Palette},
    },
    words::{conflict, waiting},
};
use ratatui::layout::{Position as Point, Rect};

/// Draws what a list of records is about.
pub(super) fn head(paint: &mut Paint, model: &Model, area: Rect, from: u16) {
    let words = model.words();
    match model.screen().map(|screen| screen.place) {
        Some(Place::Commitments) => {
            let (said, late) = commitments_head(model);
            let role = if late { Role::Overdue } else { Role::Text };
            let end = paint.text(area, from, 0, &said, role);
            let (sort, shown) =
                (model.commitments.sort.name(words.lists), model.commitments.shown.name(words.lists));
            let right = Rect { width: area.width - 1, ..area };
            paint.right(right, end + 2, 0, &words.sorted(sort, shown), Role::Dim);
        }
        Some(Place::Timeline) if model.loading.is_none() => {
            let said = words.entries_head(model.ledger.len(), model.undone.len());
            paint.text(area, from, 0, &said, Role::Text);
        }
        Some(Place::Conflicts) => conflicts::head(paint, model, area, from),
        Some(Place::Moves(span)) => {
            paint.text(area, from, 0, &moves_head(model, span), Role::Text);
        }
        _ => {}
    }
}

/// How many commitments there are, open and overdue, and whether any is overdue.
fn commitments_head(model: &Model) -> (String, bool) {
    let (all, open) = (model.snapshot.commitments().len(), model.snapshot.open());
    let overdue = model.snapshot.due_within(..model.today());
    (model.words().commitments_head(all, open, overdue), overdue > 0)
}

/// From when to when, and how many moved which way.
fn moves_head(model: &Model, span: Span) -> String {
    let words = model.words();
    let moves = model.screen().map_or(&[][..], |screen| &screen.list.moves);
    let count = |direction| moves.iter().filter(|moved| moved.direction == direction).count();
    let shown = |at: Instant| if at.ends_a_day() { at.date().to_string() } else { at.short() };
    let until = span.until.map_or(words.lists.now.to_owned(), shown);
    let (towards, away) = (count(Direction::Towards), count(Direction::Away));
    let moved = moves.len() - count(Direction::Corrected);
    words.moves_head(moved, towards, away, &shown(span.from), &until)
}

/// Draws a row of a list of records.
pub(super) fn row(paint: &mut Paint, model: &Model, area: Rect, line: u16, (index, row): (usize, Row)) {
    let area = Rect { width: area.width.saturating_sub(2), ..area };
    match row {
        Row::Commitment(..) => {
            if let Some(made) = commitments::of_row(model, row) {
                commitment(paint, model, area, line, made);
            }
        }
        Row::Conflict(contested) => conflicts::row(paint, model, area, line, contested),
        Row::Entry(place) => entry(paint, model, area, line, place),
        Row::Move(..) => {
            if let Some(moved) = model.screen().and_then(|screen| screen.list.moves.get(index)) {
                draw_move(paint, model, area, line, moved);
            }
        }
        _ => {}
    }
}

/// Says why a list of records has no rows.
pub(super) fn empty(paint: &mut Paint, model: &Model, area: Rect) {
    let Some(screen) = model.screen().filter(|screen| screen.list.rows.is_empty()) else { return };
    let words = model.words().lists;
    let why = match screen.place {
        _ if model.loading.is_some() => waiting::NOT_READ_YET.get(model.lang),
        _ if screen.list.is_seeking() => "…",
        _ if !screen.filter.is_empty() => model.words().nothing_found,
        Place::Commitments
            if model.commitments.shown == Shown::Open && !model.snapshot.commitments().is_empty() =>
        {
            words.none_open
        }
        Place::Commitments => words.no_commitments,
        Place::Timeline => words.no_entries,
        Place::Moves(_) => words.nobody_moved,
        Place::Conflicts => conflict::NONE.get(model.lang),
        _ => return,
    };
    paint.text(area, 1, 0, why, Role::Dim);
}

/// Columns of a commitment's due date, of a participant's code and of an item's key, each with its gap.
const DUE: u16 = 13;
const WHO: u16 = 12;
const ITEM: u16 = 5;
/// Columns of a commitment's progress.
const STATUS: u16 = 15;

fn commitment(paint: &mut Paint, model: &Model, area: Rect, line: u16, commitment: &Commitment) {
    let overdue = commitment.is_overdue(model.today());
    let role = match (overdue, commitment.status.is_open()) {
        (true, _) => Role::Overdue,
        (false, true) => Role::Text,
        (false, false) => Role::Inherited,
    };
    let rest = if overdue { Role::Text } else { role };
    let due = commitment.due.map_or(model.words().no_due.to_owned(), |due| due.to_string());
    let mark = if overdue { "! " } else { "  " };
    paint.text(area, 0, line, mark, Role::Overdue);
    paint.text(area, 2, line, &due, role);
    let key = model.paper.key(&commitment.item);
    let (who, item) = (ids::shown(commitment.who.as_str()), ids::shown(key.as_str()));
    column(paint, area, DUE, WHO, line, &who, rest);
    column(paint, area, DUE + WHO, ITEM, line, &item, rest);
    let text_from = DUE + WHO + ITEM;
    let status_from = area.width.saturating_sub(STATUS);
    let room = status_from.saturating_sub(text_from);
    column(paint, area, text_from, room, line, &text::clean_line(&commitment.text), rest);
    paint.text(area, status_from, line, commitment.status.name(model.lang), rest);
}

/// Puts text into a column with a gap behind it.
pub(super) fn column(
    paint: &mut Paint,
    area: Rect,
    from: u16,
    wide: u16,
    line: u16,
    content: &str,
    role: Role,
) {
    let room = usize::from(wide.saturating_sub(1));
    paint.text(area, from, line, &text::fit(content, room), role);
}

/// Columns of an entry's time, author and name, each with its gap.
const TIME: u16 = 17;
const AUTHOR: u16 = 11;
const NAME: u16 = 12;

fn entry(paint: &mut Paint, model: &Model, area: Rect, line: u16, place: usize) {
    let Some(entry) = model.ledger.entries().get(place) else { return };
    let undone = model.undone.contains(&entry.id);
    let (role, dim) = if undone { (Role::Inherited, Role::Inherited) } else { (Role::Text, Role::Dim) };
    paint.text(area, 1, line, &entry.at.short(), dim);
    column(paint, area, 1 + TIME, AUTHOR, line, &text::clean_line(&entry.by), dim);
    column(paint, area, 1 + TIME + AUTHOR, NAME, line, &entry.id.to_string(), dim);
    let mut from = 1 + TIME + AUTHOR + NAME;
    if let Some(mark) = model.undone_mark(&entry.id) {
        from = paint.text(area, from, line, &format!("({mark})"), Role::Warning) + 1;
    }
    paint.text(area, from, line, &summary::summary(entry, &model.paper, &model.ledger, model.lang), role);
}

/// Columns of which way somebody moved, of a position's name (the second where there is room for the longest), and of a date.
const WAY: u16 = 13;
const POSITION: [u16; 2] = [13, 22];
const DATE: u16 = 10;

fn draw_move(paint: &mut Paint, model: &Model, area: Rect, line: u16, moved: &Move) {
    let words = model.words();
    let name = |is: Option<Position>| is.map_or(words.not_recorded, |is| is.name(model.lang));
    let role = if moved.direction == Direction::Away { Role::Warning } else { Role::Text };
    let way = format!("{} {}", moved::sign(moved.direction), words.direction(moved.direction));
    column(paint, area, 1, WAY, line, &way, role);
    column(paint, area, 1 + WAY, WHO, line, model.code(moved.who).as_str(), Role::Text);
    column(paint, area, 1 + WAY + WHO, ITEM, line, model.item_key(moved.item).as_str(), Role::Text);
    let from = 1 + WAY + WHO + ITEM;
    let wide = POSITION[usize::from(area.width >= 100)];
    column(paint, area, from, wide, line, name(moved.from), Role::Dim);
    paint.text(area, from + wide, line, "->", Role::Dim);
    let condition = match moved.to_condition.as_str() {
        "" => String::new(),
        condition => format!(" {}", words.if_condition(&text::clean_line(condition))),
    };
    let to = from + wide + 3;
    let room = area.width.saturating_sub(to + DATE);
    column(paint, area, to, room, line, &format!("{}{condition}", name(moved.to)), role);
    if let Some(on) = moved.on {
        paint.text(area, area.width.saturating_sub(DATE), line, &on.date().to_string(), Role::Dim);
    }
}

/// Draws the list of commands over the screen; returns where the cursor belongs.
pub(super) fn palette(paint: &mut Paint, model: &Model, palette: &Palette) -> Point {
    let words = model.words();
    let area = layout::middle(model, 96, 22);
    let inside = paint.boxed(area, words.lists.palette_title);
    paint.right(inside, 0, 0, &words.found(palette.found.len()), Role::Dim);
    let field = Rect { width: inside.width.saturating_sub(14), ..inside };
    let cursor = draw_input(paint, field, 0, 0, &palette.input);
    if palette.input.value().is_empty() {
        paint.text(inside, 2, 0, words.lists.palette_hint, Role::Dim);
    }
    let list = Rect { y: inside.y + 2, height: inside.height.saturating_sub(2), ..inside };
    let height = usize::from(list.height);
    let top = (palette.cursor + 1).saturating_sub(height);
    for (line, (index, command)) in (0..list.height).zip(palette.listed().enumerate().skip(top)) {
        draw_command(paint, list, line, command);
        if index == palette.cursor {
            paint.row_style(list, line, Role::Selected);
        }
    }
    let below = palette.found.len().saturating_sub(top + height);
    if below > 0 {
        let edge = Rect { width: area.width - 2, ..area };
        paint.right(edge, 0, area.height - 1, &format!(" {} ", words.more_lines(below)), Role::Key);
    }
    cursor
}

/// Columns of a command's keys, and of what it does.
const KEYS: u16 = 14;
const LABEL: u16 = 32;

/// A command: its keys, what it does, and why it can't be done now.
fn draw_command(paint: &mut Paint, area: Rect, line: u16, command: &Command) {
    let (key, role) = match command.why {
        None => (Role::Key, Role::Text),
        Some(_) => (Role::Dim, Role::Dim),
    };
    column(paint, area, 0, KEYS, line, &command.keys, key);
    let label = command.label.as_str();
    let end = paint.text(area, KEYS, line, &text::fit(label, usize::from(area.width - KEYS)), role);
    if let Some(why) = command.why {
        paint.text(area, (end + 2).max(KEYS + LABEL / 2), line, why, Role::Dim);
    }
}
