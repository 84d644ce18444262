//! Forms on the screen: a label and a value a field, over as many rows as it needs.
//!
//! Invariant: the hardware cursor is in the field in focus, where that is typed into.

use super::{
    boxes::{draw_area, draw_input},
    layout,
    paint::Paint,
    theme::Role,
};
use crate::{
    domain::text,
    tui::{
        form::{Field, FieldName, Form, FormError, Purpose, Value},
        model::Model,
    },
    words::{export, past, screen::ScreenWords},
};
use ratatui::{
    layout::{Position as Point, Rect},
    style::Style,
};

fn form_title(model: &Model, purpose: &Purpose) -> String {
    let (words, key) = (model.words(), |item| model.paper.key(item));
    match purpose {
        Purpose::Position(who, item) => format!("{}: {who} {}", words.position_title, key(item)),
        Purpose::Commitment(who, item, _) => format!("{}: {who} {}", words.commitment_title, key(item)),
        Purpose::Status(id) => format!("{}: {id}", words.status_title),
        Purpose::OurLine(item) => format!("{}: {}", words.our_line_title, key(item)),
        Purpose::Point(who, item) => format!("{}: {who} {}", words.point_title, key(item)),
        Purpose::Session => words.walk.session_title.to_owned(),
        Purpose::Meeting(who) => format!("{}: {who}", words.walk.meeting_title),
        Purpose::Outcome(id) => format!("{}: {id}", words.walk.outcome_title),
        Purpose::Author => words.author_title.to_owned(),
        Purpose::Moves => words.lists.moves_title.to_owned(),
        Purpose::Export => export::TITLE.get(words.lang).to_owned(),
        Purpose::AsOf => past::AS_OF_TITLE.get(words.lang).to_owned(),
        Purpose::Compare => past::DATES_TITLE.get(words.lang).to_owned(),
        Purpose::Save => past::SAVE_TITLE.get(words.lang).to_owned(),
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
        FieldName::Status => words.field_status,
        FieldName::Evidence => words.field_basis,
        FieldName::Objective => words.objective,
        FieldName::Arguments => words.arguments,
        FieldName::Asks => words.asks,
        FieldName::Items => words.walk.field_items,
        FieldName::Speakers => words.walk.field_speakers,
        FieldName::Only => words.walk.field_only,
        FieldName::Since => words.walk.field_since,
        FieldName::Order => words.walk.field_order,
        FieldName::When => words.walk.field_when,
        FieldName::Place => words.walk.field_place,
        FieldName::Outcome => words.walk.field_outcome,
        FieldName::Author => words.field_author,
        FieldName::From => words.lists.field_from,
        FieldName::Until => words.lists.field_until,
        FieldName::Format => export::FORMAT.get(words.lang),
        FieldName::Notes => export::NOTES.get(words.lang),
        FieldName::Language => export::LANGUAGE.get(words.lang),
        FieldName::Delegations => export::WHO.get(words.lang),
        FieldName::File => export::FILE.get(words.lang),
        FieldName::Day => past::FIELD_DAY.get(words.lang),
        FieldName::Name => past::FIELD_NAME.get(words.lang),
    }
}

fn error_words<'a>(words: &ScreenWords, error: &'a FormError) -> &'a str {
    match error {
        FormError::Empty => words.error_empty,
        FormError::Day(_) => words.error_day,
        FormError::When(_) => words.error_when,
        FormError::Future => words.error_future,
        FormError::Said(why) => why,
        FormError::Backwards => words.lists.error_backwards,
    }
}

fn hint(words: &ScreenWords, form: &Form, field: &Field) -> &'static str {
    match (field.name, &field.value) {
        (FieldName::On, _) if form.before.is_some() => words.date_saved_hint,
        (FieldName::On, _) => words.date_hint,
        (FieldName::Due, _) => words.due_hint,
        (FieldName::When, _) => words.walk.when_hint,
        (FieldName::Items, _) if form.purpose == Purpose::Export => export::ITEMS_HINT.get(words.lang),
        (FieldName::Delegations, _) => export::WHO_HINT.get(words.lang),
        (FieldName::File, _) => export::FILE_HINT.get(words.lang),
        (FieldName::Day, _) => past::DAY_HINT.get(words.lang),
        (FieldName::Name, _) => past::NAME_HINT.get(words.lang),
        (FieldName::Items, _) if form.purpose != Purpose::Session => words.walk.meeting_items_hint,
        (FieldName::Items, _) => words.walk.items_hint,
        (FieldName::Speakers, _) => words.walk.speakers_hint,
        (FieldName::Reference, _) if form.purpose == Purpose::Session => words.walk.session_source_hint,
        (FieldName::Author, _) => words.author_hint,
        (FieldName::From, _) => words.lists.from_hint,
        (FieldName::Until, _) => words.lists.until_hint,
        (_, Value::Choice { .. }) => words.choice_hint,
        _ => "",
    }
}

const LABEL: u16 = 16;

/// Rows of a field of several lines.
const AREA_ROWS: u16 = 5;

/// Rows of a list of speakers.
const SPEAKERS_ROWS: u16 = 3;

/// A form's widest box.
const FORM: u16 = 92;

/// Rows that a field takes in a width.
fn field_rows(words: &ScreenWords, field: &Field, width: u16) -> u16 {
    match &field.value {
        Value::Line(_) => 1,
        Value::Area(_) if field.name == FieldName::Speakers => SPEAKERS_ROWS,
        Value::Area(_) => AREA_ROWS,
        Value::Choice { .. } => choices(words, field, width).last().map_or(1, |choice| choice.row + 1),
    }
}

/// Draws a form: a label and a value a field, what helps with the field in focus below.
pub(super) fn draw_form(paint: &mut Paint, model: &Model, form: &Form) -> Option<Point> {
    let words = model.words();
    let width = layout::middle(model, FORM, 0).width.saturating_sub(4 + LABEL);
    let rows: Vec<u16> = form.fields.iter().map(|field| field_rows(words, field, width)).collect();
    let summary = summary(form, width + LABEL);
    let apart = if form.purpose == Purpose::Export { 0 } else { 1 };
    let wanted = rows.iter().map(|rows| rows + apart).sum::<u16>() + room_of(&summary) + 3;
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
        row += height + apart;
    }
    for line in summary {
        row += 1;
        paint.text(inside, 0, row, line, Role::Text);
    }
    let bottom = inside.height.saturating_sub(1);
    if let Some((done, all)) = form.export_form.progress {
        paint.text(inside, 0, bottom, &export::progress(words.lang, done, all), Role::Key);
        return None;
    }
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

/// What an export form says of what is about to leave, a row each in a width.
fn summary(form: &Form, width: u16) -> Vec<&str> {
    form.export_form.summary.iter().flat_map(|said| text::wrap(said, usize::from(width))).collect()
}

/// Rows of a summary with a blank one above and below; none where there is none.
fn room_of(summary: &[&str]) -> u16 {
    if summary.is_empty() { 0 } else { u16::try_from(summary.len() + 2).unwrap_or(u16::MAX) }
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
        // No key chooses the tenth, only the arrows.
        let text = if number > 9 { name.to_owned() } else { format!("{number} {name}") };
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
