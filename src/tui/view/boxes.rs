//! What lies over a screen: help, problems, jump, editor; forms have a file of their own.
//!
//! Invariant: the hardware cursor is where text goes in, so that input methods know where to look.

use super::{choose, forms, layout, lists, paint::Paint, theme::Role};
use crate::{
    domain::{diagnostic, entry::Visibility, lang::Lang, position::Position, problem::Problem, text},
    tui::{
        editor::Editor,
        jump::{Jump, Target},
        keys::{self, Scope},
        model::{Model, Overlay},
    },
    words::{notice, screen::ScreenWords},
};
use ratatui::{
    layout::{Position as Point, Rect},
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
        Overlay::Filter(input) => return draw_filter(paint, model, input),
        Overlay::Palette(palette) => return Some(lists::palette(paint, model, palette)),
        Overlay::Choose(chooser) => return Some(choose::draw(paint, model, chooser)),
        Overlay::Jump(jump) => return Some(draw_jump(paint, model, jump)),
        Overlay::Editor(editor) => return Some(draw_editor(paint, model, editor)),
        Overlay::Form(form) => return forms::draw_form(paint, model, form),
    }
    None
}

/// The box of help and problems.
pub(super) fn reading_area(model: &Model) -> Rect {
    layout::middle(model, 100, 60)
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
        let key = position.key().unwrap_or(' ');
        rows.push((format!("  {key}  {} {}", position.sign(), position.name(lang)), Role::Text));
    }
    rows.push((String::new(), Role::Text));
    rows.push((words.marks_title.to_owned(), Role::Heading));
    let marks = [
        words.mark_conflict,
        words.mark_earlier,
        words.mark_departs,
        words.mark_notes,
        words.mark_commitments,
        words.mark_point,
        words.mark_through,
        words.matrix.mark_marked,
    ];
    rows.extend(marks.into_iter().map(|mark| (format!("  {mark}"), Role::Text)));
    rows.push((String::new(), Role::Text));
    rows
}

/// Rows of the problems, each with its place, the line, a mark and what to do; and below them what is worth knowing.
pub(super) fn problem_rows(model: &Model) -> Vec<(String, Role)> {
    let room = usize::from(reading_area(model).width.saturating_sub(4)).max(20);
    let mut rows = Vec::new();
    let notices = model.notices();
    if model.problems.is_empty() {
        rows.push((model.words().no_problems.to_owned(), Role::Text));
        rows.push((String::new(), Role::Text));
    }
    add_problems(&mut rows, &model.problems, model.lang, room);
    if !notices.is_empty() {
        rows.push((notice::TITLE.get(model.lang).to_owned(), Role::Heading));
        add_problems(&mut rows, &notices, model.lang, room);
    }
    rows
}

fn add_problems<'a>(
    rows: &mut Vec<(String, Role)>,
    problems: impl IntoIterator<Item = &'a Problem>,
    lang: Lang,
    room: usize,
) {
    for problem in problems {
        let shown = diagnostic::render(problem, lang, room);
        for (index, line) in shown.lines().enumerate() {
            let role = if index == 0 { Role::Heading } else { Role::Text };
            let line = text::clean(line);
            rows.extend(text::wrap(&line, room).into_iter().map(|part| (part.to_owned(), role)));
        }
        rows.push((String::new(), Role::Text));
    }
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

/// Draws the text that filters the list on the row where things are said.
fn draw_filter(paint: &mut Paint, model: &Model, input: &tui_input::Input) -> Option<Point> {
    let area = layout::parts(model)?.status;
    let found = model.words().found(model.count());
    paint.text(area, 1, 0, "/", Role::Key);
    paint.right(Rect { width: area.width - 1, ..area }, 0, 0, &found, Role::Dim);
    let room = Rect { x: area.x + 2, width: area.width.saturating_sub(20), ..area };
    Some(draw_input(paint, room, 0, 0, input))
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
pub(super) fn draw_input(
    paint: &mut Paint,
    area: Rect,
    column: u16,
    row: u16,
    input: &tui_input::Input,
) -> Point {
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
        .chain(target.item.iter().map(|item| model.paper.key(item).to_string()))
        .collect();
    let inside = paint.boxed(area, &format!("{}: {}", words.note_title, on.join(" ")));
    let kind = editor.visibility.name(model.lang);
    let role = if editor.visibility == Visibility::Shareable { Role::Warning } else { Role::Dim };
    paint.right(Rect { width: area.width - 2, ..area }, 0, 0, &format!(" {kind} "), role);
    draw_area(paint, inside, &editor.area)
}

/// Draws several lines of typing; returns where the cursor is.
pub(super) fn draw_area(paint: &mut Paint, area: Rect, typing: &TextArea<'static>) -> Point {
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
