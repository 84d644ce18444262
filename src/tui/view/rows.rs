//! The list: one row for an area, an item, a position or a participant.
//!
//! Invariant: columns start at the same place on every row of a list, whatever the language.

use super::{lists, paint::Paint, theme::Role};
use crate::{
    domain::{
        position::{POSITIONS, Position},
        roster::ParticipantIndex,
        snapshot::{Cell, Has, Tally},
        text,
    },
    tui::{
        list::Row,
        model::{Model, Place},
    },
};
use ratatui::layout::Rect;

/// Draws the list of a screen.
pub(super) fn draw(paint: &mut Paint, model: &Model, area: Rect) {
    let Some(screen) = model.screen() else { return };
    let list = &screen.list;
    let visible = list.rows.iter().enumerate().skip(list.top).take(usize::from(area.height));
    for (line, (index, row)) in visible.enumerate() {
        let line = u16::try_from(line).unwrap_or(u16::MAX);
        match (*row, screen.place) {
            (Row::Area(area_index), place) => draw_area(paint, model, area, line, area_index, place),
            (Row::Item(item), Place::Participant(who)) => draw_cell_of(paint, model, area, line, who, item),
            (Row::Item(item), _) => draw_item(paint, model, area, line, item),
            (Row::Heading(position, own, through), _) => {
                draw_heading(paint, model, area, line, position, own, through)
            }
            (Row::Participant(who), Place::Item(item)) => {
                draw_participant(paint, model, area, line, who, item)
            }
            (Row::Participant(_), _) => {}
            (row, _) => lists::row(paint, model, area, line, (index, row)),
        }
        if index == list.cursor {
            let role = if screen.card.is_some() { Role::Marked } else { Role::Selected };
            paint.row_style(area, line, role);
        }
    }
    lists::empty(paint, model, area);
    draw_more(paint, model, area);
}

/// Signs at the right edge that there are rows above and below.
fn draw_more(paint: &mut Paint, model: &Model, area: Rect) {
    let Some(screen) = model.screen() else { return };
    let (top, count, height) = (screen.list.top, screen.list.rows.len(), usize::from(area.height));
    if top > 0 {
        paint.right(area, 0, 0, "^", Role::Key);
    }
    if top + height < count && height > 0 {
        paint.right(area, 0, area.height - 1, "v", Role::Key);
    }
}

fn draw_area(paint: &mut Paint, model: &Model, area: Rect, line: u16, index: usize, place: Place) {
    let Some(entry) = model.paper.areas.get(index) else { return };
    let width = usize::from(area.width);
    let cluster = model.words().cluster_of(entry.cluster);
    let title = format!("{} {}", entry.number, entry.title.get(model.lang));
    let role = if matches!(place, Place::Overview) { Role::Heading } else { Role::Dim };
    let room = width.saturating_sub(text::width(&cluster) + 5);
    let end = paint.text(area, 1, line, &text::fit(&title, room), role);
    paint.right(Rect { width: area.width.saturating_sub(2), ..area }, end + 1, line, &cluster, Role::Dim);
}

/// Columns of an item's row on the overview: label, bar, counts, marks.
fn draw_item(paint: &mut Paint, model: &Model, area: Rect, line: u16, item: usize) {
    let Some((_, entry)) = model.item(item) else { return };
    let tally = &model.snapshot.tallies[item];
    paint.text(area, 2, line, entry.key.as_str(), Role::Text);
    let label_width = (area.width * 2 / 5).clamp(34, 46);
    paint.text(
        area,
        6,
        line,
        &text::fit(entry.label().get(model.lang), usize::from(label_width)),
        Role::Text,
    );
    let bar_from = 6 + label_width + 1;
    let counts_from = area.width.saturating_sub(17);
    let bar = Rect {
        x: area.x + bar_from,
        y: area.y + line,
        width: counts_from.saturating_sub(bar_from + 1),
        height: 1,
    };
    draw_bar(paint, bar, tally, model.snapshot.delegations);
    paint.text(area, counts_from, line, &format!("{:>3}", tally.recorded()), Role::Text);
    if tally.via_groups() > 0 {
        paint.text(area, counts_from + 4, line, &format!("+{}", tally.via_groups()), Role::Inherited);
    }
    if tally.conflicts > 0 {
        paint.text(area, counts_from + 9, line, &format!("!{}", tally.conflicts), Role::Warning);
    }
    let marks: String = also(model.snapshot.has[item]).collect();
    paint.text(area, counts_from + 13, line, &marks, Role::Dim);
}

/// Draws positions as signs over a ground of dots: own ones as chips, those through a group plain, at least one each.
pub(super) fn draw_bar(paint: &mut Paint, area: Rect, tally: &Tally, delegations: usize) {
    let width = usize::from(area.width);
    let counts: Vec<usize> = tally.own.iter().chain(&tally.via).copied().collect();
    let shares = shares(&counts, delegations, width);
    let mut column = 0;
    for (place, share) in shares.into_iter().enumerate() {
        let position = Position::ALL[place % POSITIONS];
        let role = if place < POSITIONS { Role::Position(position) } else { Role::Inherited };
        let signs: String = position.sign().repeat(share);
        column = paint.text(area, column, 0, &signs, role);
    }
    let rest: String = std::iter::repeat_n('.', width.saturating_sub(usize::from(column))).collect();
    paint.text(area, column, 0, &rest, Role::Dim);
}

/// Parts of a width in proportion to counts out of a whole: each count that is not nothing gets a column while there are any.
pub(super) fn shares(counts: &[usize], whole: usize, width: usize) -> Vec<usize> {
    let whole = whole.max(counts.iter().sum()).max(1);
    let mut shares: Vec<usize> =
        counts.iter().map(|count| if *count == 0 { 0 } else { (count * width / whole).max(1) }).collect();
    while shares.iter().sum::<usize>() > width {
        let Some(largest) = shares.iter_mut().max() else { break };
        *largest = largest.saturating_sub(1);
    }
    shares
}

fn draw_heading(
    paint: &mut Paint,
    model: &Model,
    area: Rect,
    line: u16,
    position: Option<Position>,
    own: usize,
    through: usize,
) {
    let name = position.map_or(model.words().not_recorded, |position| position.name(model.lang));
    let mut column = 1;
    if let Some(position) = position {
        column =
            paint.text(area, column, line, &format!(" {} ", position.sign()), Role::Position(position)) + 1;
    }
    column = paint.text(area, column, line, &format!("{name} {own}"), Role::Heading);
    if through > 0 {
        paint.text(area, column + 1, line, &format!("+{through}"), Role::Inherited);
    }
}

/// Marks of a cell: conflict, earlier text, departs, notes, commitments, to raise.
fn marks(cell: &Cell) -> String {
    let has = [
        (cell.conflicts(), '!'),
        (cell.own.as_ref().is_some_and(|own| own.earlier_text), '~'),
        (cell.departs_from.is_some() || cell.older_than.is_some(), '#'),
    ];
    has.iter().filter(|(has, _)| *has).map(|(_, mark)| *mark).chain(also(cell.has)).collect()
}

fn also(has: Has) -> impl Iterator<Item = char> {
    let all = [(has.notes, 'n'), (has.commitments, 'c'), (has.points, 'r')];
    all.into_iter().filter(|(has, _)| *has).map(|(_, mark)| mark)
}

const MARKS: u16 = 7;

fn draw_participant(
    paint: &mut Paint,
    model: &Model,
    area: Rect,
    line: u16,
    who: ParticipantIndex,
    item: usize,
) {
    let cell = model.snapshot.cell(who, item);
    let code = model.code(who);
    let role = if cell.own.is_none() && cell.speaker().is_some() { Role::Inherited } else { Role::Text };
    let name_from = if code.is_group() { 3 + GROUP_CODE } else { 3 + CODE };
    let marks_from = (area.width * 5 / 8).min(56);
    paint.text(area, 3, line, code.as_str(), role);
    let room = usize::from(marks_from.saturating_sub(name_from + 1));
    paint.text(area, name_from, line, &text::fit(model.name(who), room), role);
    paint.text(area, marks_from, line, &marks(cell), Role::Warning);
    draw_value(paint, model, area, line, marks_from + MARKS, cell, item);
}

/// Columns of a delegation's code.
const CODE: u16 = 5;
/// Columns of a group's code.
const GROUP_CODE: u16 = 12;

/// Behind the name: the group that a position comes through, its condition, what it conflicts with.
fn draw_value(
    paint: &mut Paint,
    model: &Model,
    area: Rect,
    line: u16,
    column: u16,
    cell: &Cell,
    item: usize,
) {
    let words = model.words();
    let mut column = column;
    let area = Rect { width: area.width.saturating_sub(2), ..area };
    if let (None, Some(group)) = (&cell.own, cell.speaker()) {
        column = paint.text(area, column, line, &format!("({})", model.code(group)), Role::Inherited) + 1;
    }
    if cell.groups_differ() {
        column = paint.text(
            area,
            column,
            line,
            &super::matrix::differing(model, &cell.differing, item),
            Role::Inherited,
        ) + 1;
    }
    if let Some(own) = cell.own.as_ref().filter(|own| !own.condition().is_empty()) {
        column = paint.text(area, column, line, &words.if_condition(own.condition()), Role::Dim) + 1;
    }
    for rival in &cell.rivals {
        let name = rival.position().map_or(words.cleared, |position| position.name(model.lang));
        column = paint.text(area, column, line, &format!("! {name} ({})", rival.by()), Role::Warning) + 1;
    }
}

/// Columns of a label in the list of a participant's positions.
const LABEL: u16 = 30;

fn draw_cell_of(paint: &mut Paint, model: &Model, area: Rect, line: u16, who: ParticipantIndex, item: usize) {
    let Some((_, entry)) = model.item(item) else { return };
    paint.text(area, 2, line, entry.key.as_str(), Role::Text);
    let label = text::fit(entry.label().get(model.lang), usize::from(LABEL - 1));
    paint.text(area, 6, line, &label, Role::Text);
    draw_position(
        paint,
        model,
        Rect { x: area.x + 6 + LABEL, width: area.width.saturating_sub(6 + LABEL), ..area },
        line,
        who,
        item,
    );
}

/// Columns of a position: its chip, its marks, what is behind it.
pub(super) fn draw_position(
    paint: &mut Paint,
    model: &Model,
    area: Rect,
    line: u16,
    who: ParticipantIndex,
    item: usize,
) {
    let cell = model.snapshot.cell(who, item);
    let mut column = 0;
    if let Some(position) = model.snapshot.standing(who, item).and_then(|standing| standing.position()) {
        let chip = format!(" {} {}", position.sign(), position.name(model.lang));
        let role = if cell.own.is_some() { Role::Position(position) } else { Role::Inherited };
        paint.text(area, column, line, &text::pad(&chip, usize::from(CHIP)), role);
    }
    column += CHIP + 1;
    paint.text(area, column, line, &marks(cell), Role::Warning);
    draw_value(paint, model, area, line, column + MARKS, cell, item);
}

/// Columns of a position's sign and name.
const CHIP: u16 = 24;
