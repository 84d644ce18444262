//! The matrix: a heat map between a frozen row of items and a frozen column of delegations, with figures at its edges.
//!
//! Invariant: header, names and figures stay where they are while cells move below them; drawing and `cell_at` share one geometry.

use super::{chrome, layout, layout::Parts, paint::Paint, theme::Role};
use crate::{domain::roster::ParticipantIndex, export::tables::differing_groups, words::report};
use crate::{
    domain::{
        matrix::{Column, Row, Sort, Zoom},
        snapshot::{Standing, Tally},
        text,
    },
    tui::{
        choose::described_sort,
        matrix::{Grid, Spot},
        model::Model,
    },
};
use ratatui::layout::Rect;

/// Columns of a screen from which cells are wide, names long and figures many.
const WIDE: u16 = 140;
/// Rows below the cells: recorded, against.
const TALLIES: u16 = 2;

/// A figure at the end of each row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Figure {
    Recorded,
    Sides,
    LastHeard,
    Similarity,
}

/// Where everything is.
struct Geometry {
    /// Names, from the header to the tallies.
    names: Rect,
    /// Cells without header and tallies.
    cells: Rect,
    /// Each column in view: its place, where it begins, its width.
    columns: Vec<(usize, u16, u16)>,
    /// Figures with where they begin and their widths.
    figures: Vec<(Figure, u16, u16)>,
}

fn is_wide(model: &Model) -> bool {
    model.size.0 >= WIDE
}

/// Columns of the frozen names.
fn names_width(model: &Model) -> u16 {
    if is_wide(model) { 34 } else { 20 }
}

/// What is at the end of each row, with its width: what it is sorted by first.
fn figures(model: &Model) -> Vec<(Figure, u16)> {
    let asked = match model.grid.arrangement.sort {
        Sort::SimilarTo(_) => (Figure::Similarity, 11),
        Sort::Coverage => (Figure::Recorded, 10),
        Sort::LastHeard => (Figure::LastHeard, 12),
        _ => (Figure::Sides, 11),
    };
    let all = [(Figure::Recorded, 10), (Figure::Sides, 11), (Figure::LastHeard, 12)];
    let others = all.into_iter().filter(|other| is_wide(model) && *other != asked);
    [asked].into_iter().chain(others).collect()
}

/// Columns of an item: room for its key and, where cells are narrow, for a gap before its count.
fn column_width(model: &Model, column: &Column) -> u16 {
    let key = model.snapshot.items.get(column.item).map_or(0, |id| model.paper.key(id).as_str().len());
    let count = column.tally.recorded().to_string().len();
    let base = if is_wide(model) { 4 } else { 3 };
    u16::try_from((key.max(count) + 1).max(base)).unwrap_or(4)
}

/// Columns that cells have room for, a blank at either end left out.
fn cells_room(model: &Model, area: Rect) -> u16 {
    let figures: u16 = figures(model).iter().map(|(_, width)| width).sum();
    area.width.saturating_sub(names_width(model) + 2 + figures)
}

fn geometry(model: &Model, area: Rect) -> Geometry {
    let names_width = names_width(model).min(area.width);
    let height = area.height.saturating_sub(1 + TALLIES);
    let room = cells_room(model, area);
    let from = area.x + names_width + 1;
    let mut columns = Vec::new();
    let mut used = 0;
    for (place, column) in model.grid.matrix.columns.iter().enumerate().skip(model.grid.left) {
        let width = column_width(model, column);
        if used + width > room {
            break;
        }
        columns.push((place, from + used, width));
        used += width;
    }
    let mut x = from + used + 1;
    let figures = figures(model).into_iter().map(|(figure, width)| {
        x += width;
        (figure, x - width, width)
    });
    let figures = figures.collect();
    let cells = Rect { x: from, y: area.y + 1, width: used, height };
    Geometry { names: Rect { width: names_width, ..area }, cells, columns, figures }
}

/// Rows of delegations that there is room for.
pub fn height(model: &Model) -> usize {
    layout::parts(model).map_or(1, |parts| usize::from(parts.list.height.saturating_sub(1 + TALLIES)))
}

/// The row and the column of the cell at a place on the screen.
pub fn cell_at(model: &Model, column: u16, row: u16) -> Option<(usize, usize)> {
    let geometry = geometry(model, layout::parts(model)?.list);
    let is_inside = (geometry.cells.top()..geometry.cells.bottom()).contains(&row);
    let line = model.grid.top + usize::from(row.checked_sub(geometry.cells.top())?);
    let is_hit = |(_, x, width): &&(usize, u16, u16)| (*x..x + width).contains(&column);
    let place = geometry.columns.iter().find(is_hit)?.0;
    (is_inside && line < model.grid.matrix.rows.len()).then_some((line, place))
}

/// Moves the view so that the cursor is in it, and no further than there are rows and columns.
pub(super) fn keep_in_view(model: &mut Model) {
    let Some(parts) = layout::parts(model) else { return };
    let (height, room) = (height(model).max(1), cells_room(model, parts.list));
    let widths: Vec<u16> =
        model.grid.matrix.columns.iter().map(|column| column_width(model, column)).collect();
    let taken = |first: usize, behind: usize| widths[first..behind].iter().sum::<u16>();
    let Grid { row, column, top, left, matrix, .. } = &mut model.grid;
    *top = (*top).min(*row).max((*row + 1).saturating_sub(height));
    *top = (*top).min(matrix.rows.len().saturating_sub(height));
    *left = (*left).min(*column);
    while *left < *column && taken(*left, *column + 1) > room {
        *left += 1;
    }
    while *left > 0 && taken(*left - 1, widths.len()) <= room {
        *left -= 1;
    }
}

/// Draws what is shown and how.
pub(super) fn head(paint: &mut Paint, model: &Model, area: Rect) {
    let words = model.words();
    let grid = &model.grid;
    let mut column = 1;
    if let Some(past) = chrome::past(model) {
        column = paint.text(area, column, 0, &past, Role::Warning) + 2;
    }
    let chosen = grid.chosen_count();
    if chosen > 0 {
        column = paint.text(area, column, 0, &words.marked(chosen), Role::Warning) + 2;
    }
    let size = words.matrix_size(grid.matrix.rows.len(), grid.matrix.columns.len());
    column = paint.text(area, column, 0, &size, Role::Heading) + 2;
    let only = filters(model);
    if !only.is_empty() {
        column = paint.text(area, column, 0, &words.only(&only), Role::Warning) + 2;
    }
    let sort = described_sort(model, grid.arrangement.sort);
    paint.text(area, column, 0, &format!("{}  {sort}", zoom(model)), Role::Text);
}

fn zoom(model: &Model) -> String {
    let words = model.words();
    match model.grid.arrangement.zoom {
        Zoom::All => words.matrix.all_items.to_owned(),
        Zoom::Cluster(number) => words.cluster_of(number),
        Zoom::Area(place) => model.paper.areas.get(place).map_or_else(String::new, |area| {
            words.area_of(area.number, &text::fit(area.title.get(model.lang), 40))
        }),
    }
}

/// Filters in force, but for the text, which stands at the foot of the screen.
fn filters(model: &Model) -> String {
    let (words, filter) = (model.words(), &model.grid.arrangement.filter);
    let record = filter.record.map(|record| match record {
        crate::domain::matrix::Record::Some => words.matrix.has_record.to_owned(),
        crate::domain::matrix::Record::None => words.matrix.has_no_record.to_owned(),
    });
    let position = filter.position.map(|position| position.name(model.lang).to_owned());
    let region = filter.region.map(|region| region.name(model.lang).to_owned());
    let group = filter.group.map(|group| model.code(group).to_string());
    [group, region, position, record].into_iter().flatten().collect::<Vec<_>>().join(" + ")
}

/// Draws the heat map.
pub(super) fn draw(paint: &mut Paint, model: &Model, area: Rect) {
    let geometry = geometry(model, area);
    let grid = &model.grid;
    draw_header(paint, model, area, &geometry);
    if grid.matrix.rows.is_empty() {
        paint.text(area, 1, 2, model.words().matrix.nobody, Role::Warning);
        return;
    }
    let bounds = grid.bounds();
    let rows = grid.matrix.rows.iter().enumerate().skip(grid.top);
    for (line, (place, row)) in (0..geometry.cells.height).zip(rows) {
        draw_name(paint, model, geometry.names, line + 1, place, row);
        for (column, x, width) in &geometry.columns {
            let Some(spot) = grid.at(place, *column) else { continue };
            let is_inside = bounds.is_some_and(|[rows, columns]| {
                (rows.0..=rows.1).contains(&place) && (columns.0..=columns.1).contains(column)
            });
            let cell = Rect { x: *x, y: geometry.cells.y + line, width: *width, height: 1 };
            draw_cell(paint, model, cell, spot, is_inside || grid.is_marked(spot));
            if (place, *column) == (grid.row, grid.column) {
                paint.row_style(cell, 0, Role::Selected);
            }
        }
        draw_figures(paint, model, area, line + 1, row, &geometry);
    }
    draw_tallies(paint, model, area, &geometry);
}

/// Draws the frozen row: which delegations are in view, the items, what the figures are, and whether there is more to either side.
fn draw_header(paint: &mut Paint, model: &Model, area: Rect, geometry: &Geometry) {
    let (words, grid) = (model.words(), &model.grid);
    let rows = grid.matrix.rows.len();
    let last = (grid.top + usize::from(geometry.cells.height)).min(rows);
    let range = words.rows_in_view((grid.top + 1).min(rows), last, rows);
    paint.text(geometry.names, 1, 0, &range, Role::Faint);
    for (place, x, width) in &geometry.columns {
        let item = grid.matrix.columns[*place].item;
        let head = Rect { x: *x, y: area.y, width: *width, height: 1 };
        let from = u16::from(*width > 1);
        paint.text(head, from, 0, model.item_key(item).as_str(), Role::Heading);
        if *place == grid.column {
            paint.row_style(head, 0, Role::Selected);
        }
    }
    let edges = geometry.columns.first().zip(geometry.columns.last());
    if let Some(((first, x, _), (last, y, width))) = edges {
        if *first > 0 {
            paint.text(area, x - 1 - area.x, 0, "<", Role::Key);
        }
        if last + 1 < grid.matrix.columns.len() {
            paint.text(area, y + width - area.x, 0, ">", Role::Key);
        }
    }
    for (figure, x, width) in &geometry.figures {
        let name = match figure {
            Figure::Recorded => words.matrix.recorded,
            Figure::Sides => words.matrix.sides,
            Figure::LastHeard => words.matrix.last_heard,
            Figure::Similarity => words.matrix.similar,
        };
        paint.text(Rect { x: *x, width: *width, ..area }, 0, 0, name, Role::Faint);
    }
}

/// Columns of a code.
const CODE: u16 = 5;

fn draw_name(paint: &mut Paint, model: &Model, names: Rect, line: u16, place: usize, row: &Row) {
    let names = Rect { width: names.width - 1, ..names };
    paint.text(names, 1, line, model.code(row.who).as_str(), Role::Heading);
    paint.text(names, CODE, line, model.name(row.who), Role::Text);
    if place == model.grid.row {
        paint.row_style(names, line, Role::Selected);
    }
}

/// Draws the sign of a position on its colour, behind it `!` for a conflict and `~` for an earlier text, before it `>` for a mark.
fn draw_cell(paint: &mut Paint, model: &Model, area: Rect, spot: Spot, is_marked: bool) {
    let cell = model.snapshot.cell(spot.0, spot.1);
    let standing = model.snapshot.standing(spot.0, spot.1);
    let (sign, role) = match standing.and_then(Standing::position) {
        Some(position) if cell.own.is_some() => (position.sign(), Role::Position(position)),
        Some(position) => (position.sign(), Role::Inherited),
        None if cell.groups_differ() => ("/", Role::Inherited),
        None => (".", Role::Faint),
    };
    let mut style = paint.theme.style(role);
    if is_marked {
        style = style.patch(paint.theme.style(Role::Marked));
    }
    let conflict = if cell.conflicts() { "!" } else { "" };
    let earlier = if standing.is_some_and(|standing| standing.earlier_text) { "~" } else { "" };
    let signs = [if is_marked { ">" } else { " " }, sign].into_iter();
    let mut signs = signs.chain([conflict, earlier].into_iter().filter(|mark| !mark.is_empty()));
    for x in area.left()..area.right() {
        paint.buffer[(x, area.y)].set_symbol(signs.next().unwrap_or(" ")).set_style(style);
    }
}

fn draw_figures(paint: &mut Paint, model: &Model, area: Rect, line: u16, row: &Row, geometry: &Geometry) {
    for (figure, x, width) in &geometry.figures {
        let shown = match figure {
            Figure::Recorded => format!("{}/{}", row.tally.recorded(), model.grid.matrix.columns.len()),
            Figure::Sides => sides(&row.tally),
            Figure::LastHeard => row.last_heard.map_or_else(String::new, |at| at.date().to_string()),
            Figure::Similarity => row
                .similarity
                .map_or_else(String::new, |similarity| format!("{}/{}", similarity.alike, similarity.items)),
        };
        paint.text(Rect { x: *x, width: *width, ..area }, 0, line, &shown, Role::Text);
    }
}

/// How often a delegation is for, has concerns and is against.
fn sides(tally: &Tally) -> String {
    match tally.recorded() {
        0 => String::new(),
        _ => format!("+{} ?{} -{}", tally.in_favour(), tally.with_concerns(), tally.against()),
    }
}

/// Draws the rows below the cells: how many delegations have a position, and how many are against.
fn draw_tallies(paint: &mut Paint, model: &Model, area: Rect, geometry: &Geometry) {
    let words = model.words();
    let line = area.height.saturating_sub(TALLIES);
    paint.text(geometry.names, 1, line, words.matrix.recorded, Role::Faint);
    paint.text(geometry.names, 1, line + 1, words.matrix.against, Role::Faint);
    for (place, x, width) in &geometry.columns {
        let tally = &model.grid.matrix.columns[*place].tally;
        let below = Rect { x: *x, width: *width, ..area };
        let room = usize::from(*width);
        paint.text(below, 0, line, &format!("{:>room$}", tally.recorded()), Role::Text);
        paint.text(below, 0, line + 1, &format!("{:>room$}", tally.against()), Role::Text);
    }
}

/// Draws what is under the cursor: who and what, how it stands, and the figures of its row and its column.
pub(super) fn draw_detail(paint: &mut Paint, model: &Model, parts: &Parts) {
    paint.rule(parts.rule, "");
    let grid = &model.grid;
    let (Some((who, item)), Some(row)) = (grid.spot(), grid.matrix.rows.get(grid.row)) else { return };
    let (Some((_, entry)), Some(column)) = (model.item(item), grid.matrix.columns.get(grid.column)) else {
        return;
    };
    let (area, words) = (parts.detail, model.words());
    let title = format!(
        "{} ({})  {}  {}",
        model.name(who),
        model.code(who),
        entry.key,
        entry.label().get(model.lang)
    );
    paint.text(area, 0, 0, &title, Role::Heading);
    draw_standing(paint, model, area, (who, item));
    let figures = |name: &str, tally: &Tally, all: usize| {
        let sides = (tally.recorded() > 0).then(|| words.sides(tally));
        let coverage = words.coverage(tally.recorded(), all, tally.via_groups(), tally.groups_differ);
        format!("{name}: {}", [Some(coverage), sides].into_iter().flatten().collect::<Vec<_>>().join(", "))
    };
    let of_row = figures(model.code(who).as_str(), &row.tally, grid.matrix.columns.len());
    let of_column = figures(entry.key.as_str(), &column.tally, grid.matrix.rows.len());
    paint.text(area, 0, 2, &format!("{of_row}   {of_column}"), Role::Faint);
}

/// The position on a cell in one line: sign and name, conflict, condition, source, when.
fn draw_standing(paint: &mut Paint, model: &Model, area: Rect, spot: Spot) {
    let words = model.words();
    let cell = model.snapshot.cell(spot.0, spot.1);
    let Some(standing) = model.snapshot.standing(spot.0, spot.1) else {
        let said = match &*cell.differing {
            [] => words.not_recorded.to_owned(),
            groups => differing(model, groups, spot.1),
        };
        paint.text(area, 0, 1, &said, Role::Faint);
        return;
    };
    let Some(position) = standing.position() else { return };
    let role = if cell.own.is_some() { Role::Position(position) } else { Role::Inherited };
    let chip = format!(" {} {} ", position.sign(), position.name(model.lang));
    let mut column = paint.text(area, 0, 1, &chip, role) + 1;
    if let (None, Some(group)) = (&cell.own, cell.speaker()) {
        let through = report::via(model.lang, model.code(group).as_str());
        column = paint.text(area, column, 1, &through, Role::Inherited) + 1;
    }
    for rival in &cell.rivals {
        let name = rival.position().map_or(words.cleared, |position| position.name(model.lang));
        column = paint.text(area, column, 1, &format!("! {name} ({})", rival.by()), Role::Warning) + 1;
    }
    if standing.earlier_text {
        column = paint.text(area, column, 1, &format!("~ {}", words.earlier_text), Role::Warning) + 1;
    }
    let condition = (!standing.condition().is_empty()).then(|| words.if_condition(standing.condition()));
    let source = model.snapshot.committee.source_of(standing).map(|source| source.shown(model.lang));
    let taken = Some(words.taken_on(&standing.on().short()));
    let said = [condition, source, taken].into_iter().flatten().collect::<Vec<_>>().join(", ");
    paint.text(area, column, 1, &said, Role::Text);
}

/// That the groups of a member have taken different positions, and which.
pub(super) fn differing(model: &Model, groups: &[ParticipantIndex], item: usize) -> String {
    report::groups_differ(model.lang, &differing_groups(&model.snapshot, &model.roster, groups, item))
}
