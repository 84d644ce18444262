//! The screen of a review session: the round with who has spoken and who is left, and the name that is being typed.
//!
//! Invariant: whoever has the floor is in view.

use super::{boxes::draw_input, layout::Parts, paint::Paint, rows, theme::Role};
use crate::{
    domain::{session::By, text},
    tui::{model::Model, walk::Walk},
};
use ratatui::layout::{Position as Point, Rect};

/// Draws the head: what the round is about, how far it is, and the name that is being typed; returns where the cursor belongs.
pub(super) fn head(paint: &mut Paint, model: &Model, parts: &Parts) -> Option<Point> {
    let walk = model.walk.as_ref()?;
    let stop = walk.session.stops.get(walk.at)?;
    let area = Rect { width: parts.head.width.saturating_sub(1), ..parts.head };
    let title = match walk.session.by {
        By::Item => model
            .paper
            .item(&stop.item)
            .map(|(_, item)| format!("{}  {}", item.key, item.text.get(model.lang))),
        By::Delegation => {
            model.roster.by_code(&stop.who).map(|who| format!("{}  {}", stop.who, model.name(who)))
        }
    };
    let room = usize::from(area.width).saturating_sub(1);
    paint.text(area, 1, 0, &text::fit(&title.unwrap_or_default(), room), Role::Heading);
    paint.text(area, 1, 1, &progress(model, walk), Role::Text);
    Some(prompt(paint, model, walk, Rect { y: area.y + 2, height: 1, ..area }))
}

/// How far the session is, for how long it has gone on, and what its records rest on.
fn progress(model: &Model, walk: &Walk) -> String {
    let words = model.words();
    let seconds = (model.now.millis() - walk.session.started.millis()).max(0) / 1000;
    let elapsed = format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    let said =
        words.walk_progress(walk.count_heard(), walk.count_skipped(), walk.session.stops.len(), &elapsed);
    let source = walk.session.source.as_ref().map(|source| format!("  {}", source.shown(model.lang)));
    let on = walk.session.on.map(|on| format!("  {}", words.taken_on(&on.short())));
    format!("{said}{}{}", source.unwrap_or_default(), on.unwrap_or_default())
}

fn prompt(paint: &mut Paint, model: &Model, walk: &Walk, area: Rect) -> Point {
    paint.text(area, 1, 0, ">", Role::Key);
    let input = Rect { x: area.x + 3, width: 24, ..area };
    let point = draw_input(paint, input, 0, 0, &walk.finder.input);
    let who = walk.subject(&model.roster).and_then(|(who, _)| model.roster.by_code(&who));
    let shown = match (walk.finder.input.value().is_empty(), walk.typed(), who) {
        (false, None, _) => model.words().nothing_found.to_owned(),
        (_, _, Some(who)) => model.words().has_the_floor(model.code(who).as_str(), model.name(who)),
        (_, _, None) => String::new(),
    };
    paint.text(area, 28, 0, &shown, Role::Heading);
    point
}

/// Draws the stops of the round, the one that has the floor under the cursor.
pub(super) fn list(paint: &mut Paint, model: &Model, parts: &Parts) {
    let Some(walk) = &model.walk else { return };
    let (area, round) = (parts.list, walk.session.round_of(walk.at));
    let height = usize::from(area.height);
    let cursor = round.iter().position(|stop| *stop == walk.at).unwrap_or(0);
    let top = cursor.saturating_sub(height / 2).min(round.len().saturating_sub(height));
    for (line, stop) in (0..area.height).zip(round.iter().skip(top)) {
        draw_stop(paint, model, walk, area, line, *stop);
        if *stop == walk.at {
            paint.row_style(area, line, Role::Selected);
        }
    }
    if top > 0 {
        paint.right(area, 0, 0, "^", Role::Key);
    }
    if top + height < round.len() && height > 0 {
        paint.right(area, 0, area.height - 1, "v", Role::Key);
    }
}

fn draw_stop(paint: &mut Paint, model: &Model, walk: &Walk, area: Rect, line: u16, index: usize) {
    let Some(stop) = walk.session.stops.get(index) else { return };
    let place = model.roster.by_code(&stop.who).zip(model.snapshot.item_index(&stop.item));
    let Some((who, item)) = place else { return };
    let name = match walk.session.by {
        By::Item => format!("{}  {}", text::pad(stop.who.as_str(), 4), model.name(who)),
        By::Delegation => {
            let label = model.item(item).map_or("", |(_, item)| item.label().get(model.lang));
            format!("{}  {label}", text::pad(model.paper.key(&stop.item).as_str(), 3))
        }
    };
    let heard = walk.heard.get(index) == Some(&true);
    let skipped = walk.session.skipped.contains(&index) && !heard;
    if heard || skipped {
        paint.text(area, 1, line, if heard { "v" } else { "/" }, Role::Done);
    }
    let role = if heard || skipped { Role::Dim } else { Role::Text };
    let room = usize::from((area.width / 2).saturating_sub(4));
    paint.text(area, 3, line, &text::fit(&name, room), role);
    let from = (area.width / 2).max(30);
    rows::draw_position(
        paint,
        model,
        Rect { x: area.x + from, width: area.width.saturating_sub(from + 2), ..area },
        line,
        who,
        item,
    );
}
