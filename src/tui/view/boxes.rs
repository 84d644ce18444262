//! What lies over a screen: help, problems, jump, editor, forms.
//!
//! Invariant: the hardware cursor is where text goes in, so that input methods know where to look.

use super::{layout, paint::Paint, theme::Role};
use crate::{
    domain::{lang::Lang, position::Position, problem::Problem, text},
    tui::{
        editor::Editor,
        form::{Field, FieldName, Form, FormError, Purpose, Value},
        jump::{Jump, Target},
        keys::{self, Scope},
        model::{Model, Overlay},
    },
    words::screen::ScreenWords,
};
use ratatui::{
    layout::{Position as Point, Rect},
    style::Style,
    widgets::Widget,
};
use ratatui_textarea::TextArea;

/// Draws what lies over the screen; returns where the cursor belongs.
pub(super) fn draw(paint: &mut Paint, model: &Model) -> Option<Point> {
    match model.overlay.as_ref()? {
        Overlay::Help(top) => reading(paint, model, model.words().help_title, *top, &help_rows(model)),
        Overlay::Problems(top) => {
            reading(paint, model, model.words().problems_title, *top, &problem_rows(model))
        }
        Overlay::Jump(jump) => return Some(draw_jump(paint, model, jump)),
        Overlay::Editor(editor) => return Some(draw_editor(paint, model, editor)),
        Overlay::Form(form) => return draw_form(paint, model, form),
    }
    None
}

/// The box of help and problems.
pub(super) fn reading_area(model: &Model) -> Rect {
    layout::middle(model, 100, 46)
}

fn reading(paint: &mut Paint, model: &Model, title: &str, top: usize, rows: &[(String, Role)]) {
    let area = reading_area(model);
    let inside = paint.boxed(area, title);
    for (line, (content, role)) in (0..inside.height).zip(rows.iter().skip(top)) {
        paint.text(inside, 0, line, content, *role);
    }
    let below = rows.len().saturating_sub(top + usize::from(inside.height));
    if below > 0 {
        let more = format!(" {} ", model.words().more_lines(below));
        paint.right(Rect { width: area.width - 2, ..area }, 0, area.height - 1, &more, Role::Key);
    }
}

/// Rows of the help: keys of the screen below, the scale, the marks.
pub(super) fn help_rows(model: &Model) -> Vec<(String, Role)> {
    let words = model.words();
    let mut rows: Vec<(String, Role)> = Vec::new();
    for scope in [model.screen_scope(), Scope::Editor, Scope::Form, Scope::Jump] {
        let name = scope.name(words);
        rows.push((name.to_owned(), Role::Heading));
        for binding in keys::in_scope(scope) {
            rows.push((
                format!("  {} {}", text::pad(&binding.shown(), 26), (binding.label)(words)),
                Role::Text,
            ));
        }
        rows.push((String::new(), Role::Text));
        if scope == model.screen_scope() {
            rows.extend(scale_rows(words, model.lang));
        }
    }
    rows
}

fn scale_rows(words: &ScreenWords, lang: Lang) -> Vec<(String, Role)> {
    let mut rows = vec![(words.scale_title.to_owned(), Role::Heading)];
    for position in Position::ALL {
        let score = position.score().map_or(String::new(), |score| format!("{score:+}"));
        let name = text::pad(position.name(lang), 12);
        rows.push((format!("  {}  {} {name} {score}", position.key(), position.sign()), Role::Text));
    }
    rows.push((String::new(), Role::Text));
    rows.push((words.marks_title.to_owned(), Role::Heading));
    let marks = [
        words.mark_clash,
        words.mark_earlier,
        words.mark_departs,
        words.mark_notes,
        words.mark_commitments,
        words.mark_raise,
        words.mark_through,
    ];
    rows.extend(marks.into_iter().map(|mark| (format!("  {mark}"), Role::Text)));
    rows.push((String::new(), Role::Text));
    rows
}

/// Rows of the problems: each with its place, the line, a caret and what to do.
pub(super) fn problem_rows(model: &Model) -> Vec<(String, Role)> {
    let room = usize::from(reading_area(model).width.saturating_sub(4)).max(20);
    let mut rows = Vec::new();
    for problem in &model.problems {
        let mut wrapped = |content: &str, role: Role| {
            rows.extend(
                text::wrap(&text::clean_line(content), room).into_iter().map(|line| (line.to_owned(), role)),
            );
        };
        wrapped(&problem.place.to_string(), Role::Heading);
        wrapped(problem.what.get(model.lang), Role::Warning);
        rows.extend(caret_rows(problem, room));
        for line in text::wrap(problem.hint.get(model.lang), room) {
            rows.push((line.to_owned(), Role::Text));
        }
        rows.push((String::new(), Role::Text));
    }
    rows
}

/// The line of a problem and a caret below what is meant; cut on the left where it would not fit.
fn caret_rows(problem: &Problem, room: usize) -> Vec<(String, Role)> {
    let place = &problem.place;
    if place.excerpt.is_empty() || place.column == 0 {
        return Vec::new();
    }
    let before: String = place.excerpt.chars().take(place.column - 1).collect();
    let skip = text::width(&before).saturating_sub(room / 2);
    let skipped: String = before.chars().take(skip).collect();
    let shown: String = place.excerpt.chars().skip(skipped.chars().count()).collect();
    let column = text::width(&before) - text::width(&skipped);
    let meant: String = place.excerpt.chars().skip(place.column - 1).take(place.length.max(1)).collect();
    let carets = "^".repeat(text::width(&meant).clamp(1, room.saturating_sub(column).max(1)));
    vec![(text::fit(&shown, room), Role::Dim), (format!("{}{carets}", " ".repeat(column)), Role::Key)]
}

fn draw_jump(paint: &mut Paint, model: &Model, jump: &Jump) -> Point {
    let words = model.words();
    let area = layout::middle(model, 76, 22);
    let inside = paint.boxed(area, words.jump_title);
    let found = words.found(jump.found.len());
    paint.right(inside, 0, 0, &found, Role::Dim);
    let cursor =
        draw_input(paint, Rect { width: inside.width.saturating_sub(14), ..inside }, 0, 0, &jump.input);
    if jump.input.value().is_empty() {
        paint.text(inside, 2, 0, words.jump_hint, Role::Dim);
    }
    let list = Rect { y: inside.y + 2, height: inside.height - 2, ..inside };
    let height = usize::from(list.height);
    let top = (jump.cursor + 1).saturating_sub(height);
    for (line, (index, target)) in (0..list.height).zip(jump.found.iter().enumerate().skip(top)) {
        let (code, name) = described(model, *target);
        paint.text(list, 0, line, &code, Role::Heading);
        paint.text(list, 12, line, &name, Role::Text);
        if index == jump.cursor {
            paint.row_style(list, line, Role::Selected);
        }
    }
    let below = jump.found.len().saturating_sub(top + height);
    if below > 0 {
        paint.right(
            Rect { width: area.width - 2, ..area },
            0,
            area.height - 1,
            &format!(" {} ", words.more_lines(below)),
            Role::Key,
        );
    }
    cursor
}

fn described(model: &Model, target: Target) -> (String, String) {
    match target {
        Target::Participant(who) => (model.code(who).to_string(), model.name(who).to_owned()),
        Target::Item(item) => {
            let label = model.item(item).map_or("", |(_, entry)| entry.label().get(model.lang));
            (model.item_key(item).to_string(), label.to_owned())
        }
        Target::Area(area) => {
            let area = &model.paper.areas[area];
            (area.number.to_string(), area.title.get(model.lang).to_owned())
        }
    }
}

/// Draws one line of typing, scrolled so that its cursor is in view; returns where that is.
fn draw_input(paint: &mut Paint, area: Rect, column: u16, row: u16, input: &tui_input::Input) -> Point {
    let room = usize::from(area.width.saturating_sub(column + 1));
    let scroll = input.visual_scroll(room);
    let mut skipped = 0;
    let visible: String = input
        .value()
        .chars()
        .skip_while(|c| {
            let skip = skipped < scroll;
            skipped += text::width(c.encode_utf8(&mut [0; 4]));
            skip
        })
        .collect();
    let room_for =
        Rect { width: area.width.min(column + u16::try_from(room + 1).unwrap_or(u16::MAX)), ..area };
    paint.text(room_for, column, row, &visible, Role::Text);
    let at = u16::try_from(input.visual_cursor().saturating_sub(scroll)).unwrap_or(u16::MAX);
    Point { x: area.x + (column + at).min(area.width.saturating_sub(1)), y: area.y + row }
}

fn draw_editor(paint: &mut Paint, model: &Model, editor: &Editor) -> Point {
    let words = model.words();
    let area = layout::middle(model, 100, 30);
    let target = &editor.target;
    let on: Vec<String> = target
        .who
        .iter()
        .map(ToString::to_string)
        .chain(target.item.iter().map(ToString::to_string))
        .collect();
    let inside = paint.boxed(area, &format!("{}: {}", words.note_title, on.join(" ")));
    let (kind, role) =
        if editor.shareable { (words.shareable, Role::Warning) } else { (words.internal, Role::Dim) };
    paint.right(Rect { width: area.width - 2, ..area }, 0, 0, &format!(" {kind} "), role);
    draw_area(paint, inside, &editor.area)
}

/// Draws several lines of typing; returns where the cursor is.
fn draw_area(paint: &mut Paint, area: Rect, typing: &TextArea<'static>) -> Point {
    typing.render(area, paint.buffer);
    let cursor = typing.screen_cursor();
    let (top, left) = typing.scroll_offset();
    let x = u16::try_from(cursor.col).unwrap_or(u16::MAX).saturating_sub(left);
    let y = u16::try_from(cursor.row).unwrap_or(u16::MAX).saturating_sub(top);
    Point {
        x: area.x + x.min(area.width.saturating_sub(1)),
        y: area.y + y.min(area.height.saturating_sub(1)),
    }
}

fn form_title(model: &Model, purpose: &Purpose) -> String {
    let words = model.words();
    match purpose {
        Purpose::Position(who, item) => format!("{}: {who} {item}", words.position_title),
        Purpose::Commitment(who, item, _) => format!("{}: {who} {item}", words.commitment_title),
        Purpose::Progress(id) => format!("{}: {id}", words.progress_title),
        Purpose::OurLine(item) => format!("{}: {item}", words.our_line_title),
        Purpose::Raise(who, item) => format!("{}: {who} {item}", words.raise_title),
        Purpose::Author => words.author_title.to_owned(),
    }
}

fn field_label(words: &ScreenWords, name: FieldName) -> &'static str {
    match name {
        FieldName::Position => words.field_position,
        FieldName::Condition => words.field_condition,
        FieldName::SourceKind => words.field_source,
        FieldName::Reference => words.field_reference,
        FieldName::On => words.field_on,
        FieldName::Text => words.field_text,
        FieldName::Due => words.field_due,
        FieldName::Progress => words.field_progress,
        FieldName::Basis => words.field_basis,
        FieldName::Objective => words.objective,
        FieldName::Arguments => words.arguments,
        FieldName::Ask => words.ask,
        FieldName::Author => words.field_author,
    }
}

fn error_words(words: &ScreenWords, error: &FormError) -> &'static str {
    match error {
        FormError::Empty => words.error_empty,
        FormError::Day(_) => words.error_day,
        FormError::When(_) => words.error_when,
        FormError::Future => words.error_future,
    }
}

fn hint(words: &ScreenWords, form: &Form, field: &Field) -> &'static str {
    match (field.name, &field.value) {
        (FieldName::On, _) if form.before.is_some() => words.date_kept_hint,
        (FieldName::On, _) => words.date_hint,
        (FieldName::Due, _) => words.due_hint,
        (FieldName::Author, _) => words.author_hint,
        (_, Value::Choice { .. }) => words.choice_hint,
        _ => "",
    }
}

const LABEL: u16 = 16;

/// Rows of a field of several lines.
const AREA_ROWS: u16 = 5;

/// A form's widest box.
const FORM: u16 = 92;

/// Rows that a field takes in a width.
fn field_rows(words: &ScreenWords, field: &Field, width: u16) -> u16 {
    match &field.value {
        Value::Line(_) => 1,
        Value::Area(_) => AREA_ROWS,
        Value::Choice { .. } => choices(words, field, width).last().map_or(1, |choice| choice.row + 1),
    }
}

/// Draws a form: a label and a value a field, what helps with the field in focus below.
fn draw_form(paint: &mut Paint, model: &Model, form: &Form) -> Option<Point> {
    let words = model.words();
    let width = layout::middle(model, FORM, 0).width.saturating_sub(4 + LABEL);
    let rows: Vec<u16> = form.fields.iter().map(|field| field_rows(words, field, width)).collect();
    let wanted = rows.iter().map(|rows| rows + 1).sum::<u16>() + 3;
    let inside = paint.boxed(layout::middle(model, FORM, wanted), &form_title(model, &form.purpose));
    let mut row = 0;
    let mut cursor = None;
    for (index, (field, height)) in form.fields.iter().zip(rows).enumerate() {
        let focused = index == form.focus;
        let label = Rect { width: LABEL.min(inside.width), ..inside };
        paint.text(
            label,
            0,
            row,
            field_label(words, field.name),
            if focused { Role::Key } else { Role::Dim },
        );
        let value = Rect {
            x: inside.x + LABEL,
            y: inside.y + row,
            width: inside.width - LABEL,
            height: height.min(inside.height.saturating_sub(row)),
        };
        let point = draw_value(paint, words, value, field, focused);
        if let Value::Line(input) = &field.value
            && form.offers()
        {
            paint.text(value, 0, 0, input.value(), Role::Selected);
        }
        cursor = if focused { point } else { cursor };
        row += height + 1;
    }
    let bottom = inside.height.saturating_sub(1);
    match (&form.error, form.fields.get(form.focus)) {
        (Some((name, error)), _) => {
            let text = format!("{}: {}", field_label(words, *name), error_words(words, error));
            paint.text(inside, 0, bottom, &text, Role::Failed);
        }
        (None, Some(field)) => {
            paint.text(inside, 0, bottom, hint(words, form, field), Role::Dim);
        }
        (None, None) => {}
    }
    cursor
}

/// One name of a choice and its place in the field.
struct Choice {
    text: String,
    chosen: bool,
    column: u16,
    row: u16,
}

/// The names of a choice, each with its number, over as many rows as they need.
fn choices(words: &ScreenWords, field: &Field, width: u16) -> Vec<Choice> {
    let Value::Choice { names, chosen, optional } = &field.value else { return Vec::new() };
    let none = optional.then_some((0, words.none, chosen.is_none()));
    let named = names(words.lang).into_iter().enumerate().map(|(i, name)| (i + 1, name, *chosen == Some(i)));
    let (mut column, mut row) = (0, 0);
    let mut choices = Vec::new();
    for (number, name, chosen) in none.into_iter().chain(named) {
        let text = format!("{number} {name}");
        let wide = u16::try_from(text::width(&text)).unwrap_or(width);
        if column > 0 && column + wide > width {
            (column, row) = (0, row + 1);
        }
        choices.push(Choice { text, chosen, column, row });
        column += wide + 2;
    }
    choices
}

fn draw_value(
    paint: &mut Paint,
    words: &ScreenWords,
    area: Rect,
    field: &Field,
    focused: bool,
) -> Option<Point> {
    match &field.value {
        Value::Line(input) => {
            let style = Style::new().add_modifier(ratatui::style::Modifier::UNDERLINED);
            paint.buffer.set_style(area, style);
            Some(draw_input(paint, area, 0, 0, input))
        }
        Value::Area(typing) => Some(draw_area(paint, area, typing)),
        Value::Choice { .. } => {
            for choice in choices(words, field, area.width) {
                let role = match (choice.chosen, focused) {
                    (true, true) => Role::Selected,
                    (true, false) => Role::Heading,
                    (false, _) => Role::Dim,
                };
                paint.text(area, choice.column, choice.row, &choice.text, role);
            }
            None
        }
    }
}
