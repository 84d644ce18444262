//! The screen of conflicts: a row a conflict, and below it the versions of the one under the cursor beside each other.
//!
//! Invariant: what is drawn of a version is what keeping it would carry, first.

use super::{layout::Parts, lists::column, paint::Paint, theme::Role};
use crate::{
    domain::{
        conflict::{Contested, Versions},
        position::Position,
        snapshot::{Line, Note, Standing},
        text,
    },
    tui::model::Model,
    words::conflict as words,
};
use ratatui::layout::{Position as Point, Rect};

/// Columns of a participant's code and of an item's key, each with its gap.
const WHO: u16 = 12;
const ITEM: u16 = 5;
/// The narrowest version, with its gap.
const NARROWEST: u16 = 26;
/// Columns from which the notes stand beside the versions.
const NOTES_BEVERSION: u16 = 120;
/// Rows that notes below the versions are left, where there are so many.
const NOTES_BELOW: usize = 4;

/// Draws how many conflicts there are.
pub(super) fn head(paint: &mut Paint, model: &Model, area: Rect, from: u16) {
    let rows = model.conflicts().all();
    let lines = rows.iter().filter(|row| matches!(row, Contested::Line(_))).count();
    let marked = model.contests.marked.len();
    let role = if rows.is_empty() { Role::Text } else { Role::Warning };
    let said = words::head(model.lang, rows.len() - lines, lines, marked);
    paint.text(area, from, 0, &said, role);
}

/// Draws the row of a conflict: whether it is marked, on what it is, and what each version says.
pub(super) fn row(paint: &mut Paint, model: &Model, area: Rect, line: u16, contested: Contested) {
    if model.contests.marked.contains(&contested) {
        paint.text(area, 0, line, "*", Role::Key);
    }
    let (who, item) = model.conflicts().names(contested);
    let who = who.map_or(model.words().our_line_title.to_owned(), |who| who.to_string());
    column(paint, area, 2, WHO, line, &who, Role::Text);
    column(paint, area, 2 + WHO, ITEM, line, model.paper.key(&item).as_str(), Role::Text);
    let from = 2 + WHO + ITEM;
    let said = match model.conflicts().versions(contested) {
        Versions::Positions(versions) => short(&versions, |record| position_in_short(model, record)),
        Versions::Lines(versions) => short(&versions, |line| {
            let drawn = &line.drawn;
            let says = [&drawn.objective, &drawn.arguments, &drawn.asks];
            let says = says.into_iter().find(|part| !part.is_empty()).map_or("", |part| part);
            format!("{} ({})", text::fit(&text::clean_line(says), 30), text::clean_line(&line.by))
        }),
    };
    paint.text(area, from, line, &said, Role::Text);
}

fn short<T>(versions: &[Vec<T>], one: impl Fn(&T) -> String) -> String {
    versions.iter().flat_map(|version| version.first()).map(one).collect::<Vec<_>>().join("  |  ")
}

fn position_in_short(model: &Model, record: &Standing) -> String {
    let by = text::clean_line(record.by());
    let condition = match record.condition() {
        "" => String::new(),
        condition => format!(" {}", model.words().if_condition(&text::fit(&text::clean_line(condition), 20))),
    };
    format!("{}{condition} ({by})", signed(model, record.position()))
}

fn signed(model: &Model, is: Option<Position>) -> String {
    match is {
        Some(is) => format!("{} {}", is.sign(), is.name(model.lang)),
        None => model.words().cleared.to_owned(),
    }
}

/// Draws the versions of the conflict under the cursor and the notes on it; without a conflict, what one is.
pub(super) fn draw_detail(paint: &mut Paint, model: &Model, parts: &Parts) {
    let Some(contested) = model.contested() else {
        paint.rule(parts.rule, "");
        let said = text::wrap(words::WHAT_IT_IS.get(model.lang), usize::from(parts.detail.width));
        for (row, line) in (0..parts.detail.height).zip(said) {
            paint.text(parts.detail, 0, row, line, Role::Dim);
        }
        return;
    };
    let versions = model.conflicts().versions(contested);
    let shown = geometry(model, parts.detail, contested, &versions);
    let columns: Vec<Vec<(String, Role)>> = shown
        .versions
        .iter()
        .map(|(place, area)| version(model, contested, &versions, *place, area.width))
        .collect();
    let tallest = columns.iter().map(Vec::len).max().unwrap_or(0);
    let notes = notes(model, contested, shown.notes.map_or(parts.detail.width, |area| area.width));
    let height = usize::from(parts.detail.height);
    let below = if shown.notes.is_some() { 0 } else { notes.len().min(NOTES_BELOW) + 1 };
    let room = height.saturating_sub(below).min(tallest);
    for ((_, area), lines) in shown.versions.iter().zip(&columns) {
        draw(paint, *area, &lines[..lines.len().min(room)]);
    }
    let from = u16::try_from(room + 1).unwrap_or(u16::MAX);
    let beneath = Rect {
        y: parts.detail.y + from.min(parts.detail.height),
        height: parts.detail.height.saturating_sub(from),
        ..parts.detail
    };
    let area = shown.notes.unwrap_or(beneath);
    draw(paint, area, &notes);
    let cut = (tallest - room) + notes.len().saturating_sub(usize::from(area.height));
    title(paint, model, parts.rule, contested, (shown.chosen, shown.count), cut);
}

fn draw(paint: &mut Paint, area: Rect, lines: &[(String, Role)]) {
    for (row, (line, role)) in (0..area.height).zip(lines) {
        paint.text(area, 0, row, line, *role);
    }
}

/// Draws the line above the versions: what they are about, which version is chosen, and whether something does not fit.
fn title(
    paint: &mut Paint,
    model: &Model,
    rule: Rect,
    contested: Contested,
    (chosen, count): (usize, usize),
    cut: usize,
) {
    let (Contested::Position(_, item) | Contested::Line(item)) = contested;
    let label = model.item(item).map_or("", |(_, item)| item.label().get(model.lang));
    let key = model.item_key(item);
    let name = match contested {
        Contested::Position(who, _) => format!("{} ({}), {key} {label}", model.name(who), model.code(who)),
        Contested::Line(_) => format!("{}, {key} {label}", model.words().our_line_title),
    };
    let more = if cut > 0 { format!("{}, ", model.words().more_lines(cut)) } else { String::new() };
    let which = format!(" {more}{} ", words::version_of(model.lang, chosen + 1, count));
    let room = usize::from(rule.width).saturating_sub(text::width(&which) + 6);
    paint.rule(rule, &text::fit(&name, room));
    paint.right(Rect { width: rule.width - 1, ..rule }, 0, 0, &which, Role::Key);
}

/// Where the versions that are in view stand, which is chosen, and where the notes stand where that is beside them.
struct Geometry {
    versions: Vec<(usize, Rect)>,
    chosen: usize,
    count: usize,
    notes: Option<Rect>,
}

fn geometry(model: &Model, area: Rect, contested: Contested, versions: &Versions) -> Geometry {
    let count = match versions {
        Versions::Positions(versions) => versions.len(),
        Versions::Lines(versions) => versions.len(),
    };
    let chosen = model.contests.version(contested, versions);
    let beside = area.width >= NOTES_BEVERSION;
    let for_versions = if beside { area.width * 2 / 3 } else { area.width };
    let fitting = usize::from(for_versions / NARROWEST).clamp(1, count.max(1));
    let first = (chosen + 1).saturating_sub(fitting).min(count - fitting.min(count));
    let wide = for_versions / u16::try_from(fitting).unwrap_or(1);
    let place = |(column, version): (u16, usize)| {
        (version, Rect { x: area.x + column * wide, width: wide.saturating_sub(2), ..area })
    };
    let versions = (0..).zip(first..first + fitting.min(count)).map(place).collect();
    let notes = beside.then(|| Rect { x: area.x + for_versions, width: area.width - for_versions, ..area });
    Geometry { versions, chosen, count, notes }
}

/// The version that stands at a point of the detail, by its place.
pub fn version_at(model: &Model, at: Point) -> Option<usize> {
    let parts = super::layout::parts(model)?;
    let contested = model.contested()?;
    let versions = model.conflicts().versions(contested);
    let shown = geometry(model, parts.detail, contested, &versions);
    shown.versions.into_iter().find(|(_, area)| area.contains(at)).map(|(place, _)| place)
}

/// The lines of one version: what it says, on what that rests, and who else says the same.
fn version(
    model: &Model,
    contested: Contested,
    versions: &Versions,
    place: usize,
    width: u16,
) -> Vec<(String, Role)> {
    let is_chosen = model.contests.version(contested, versions) == place;
    let mark = if is_chosen { ">" } else { " " };
    let role = |role| if is_chosen { Role::Selected } else { role };
    let mut lines = Lines { lines: Vec::new(), width: usize::from(width) };
    match versions {
        Versions::Positions(versions) => {
            for (index, record) in versions[place].iter().enumerate() {
                if index == 0 {
                    let head = format!("{mark} {}  {}", place + 1, signed(model, record.position()));
                    let own = record.position().map_or(Role::Heading, Role::Position);
                    lines.add(&text::pad(&head, usize::from(width)), role(own));
                } else {
                    lines.add(words::ALSO.get(model.lang), Role::Dim);
                }
                position(&mut lines, model, record, index == 0);
            }
        }
        Versions::Lines(versions) => {
            for (index, line) in versions[place].iter().enumerate() {
                let by = model.words().recorded_by(&line.at.short(), &text::clean_line(&line.by));
                if index == 0 {
                    let head = format!("{mark} {}  {}", place + 1, text::clean_line(&line.by));
                    lines.add(&text::pad(&head, usize::from(width)), role(Role::Heading));
                    our_line(&mut lines, model, line);
                }
                lines.add(&by, Role::Dim);
            }
        }
    }
    lines.lines
}

fn position(lines: &mut Lines, model: &Model, record: &Standing, is_first: bool) {
    let words_of = model.words();
    if is_first && !record.condition().is_empty() {
        lines.add(&words_of.if_condition(&text::clean(record.condition())), Role::Text);
    }
    match model.snapshot.committee.source_of(record) {
        Some(source) => {
            let said = format!("{}: {}", words_of.source, text::clean_line(&source.shown(model.lang)));
            lines.add(&said, Role::Text);
        }
        None => lines.add(words::SOURCE_NONE.get(model.lang), Role::Dim),
    }
    lines.add(&words_of.taken_on(&record.on().short()), Role::Text);
    let by = words_of.recorded_by(&record.at().short(), &text::clean_line(record.by()));
    lines.add(&by, Role::Text);
    if record.earlier_text {
        lines.add(&format!("~ {}", words_of.earlier_text), Role::Warning);
    }
}

fn our_line(lines: &mut Lines, model: &Model, line: &Line) {
    let words_of = model.words();
    let parts = [
        (words_of.objective, &line.drawn.objective),
        (words_of.arguments, &line.drawn.arguments),
        (words_of.asks, &line.drawn.asks),
    ];
    for (name, content) in parts.iter().filter(|(_, content)| !content.is_empty()) {
        lines.add(&format!("{name}: {}", text::clean(content)), Role::Text);
    }
}

/// The lines of the notes on what conflicts.
fn notes(model: &Model, contested: Contested, width: u16) -> Vec<(String, Role)> {
    let mut lines = Lines { lines: Vec::new(), width: usize::from(width) };
    let (who, item) = model.conflicts().names(contested);
    let notes: Vec<&Note> = model.snapshot.notes_at(who.as_ref(), Some(&item)).collect();
    if notes.is_empty() {
        lines.add(words::NO_NOTES.get(model.lang), Role::Dim);
        return lines.lines;
    }
    lines.add(words::NOTES.get(model.lang), Role::Heading);
    for note in notes {
        let kind = note.visibility.name(model.lang);
        let about = format!("{}, {}, {kind}", note.on.short(), text::clean_line(&note.by));
        lines.add(&format!("n {}", text::clean(&note.text)), Role::Text);
        lines.add(&format!("  {about}"), Role::Dim);
    }
    lines.lines
}

/// Lines that wrap at a width.
struct Lines {
    lines: Vec<(String, Role)>,
    width: usize,
}

impl Lines {
    fn add(&mut self, content: &str, role: Role) {
        let wrapped = text::wrap(content, self.width.max(8));
        self.lines.extend(wrapped.into_iter().map(|line| (line.to_owned(), role)));
    }
}
