//! What surrounds every screen: title, head, status, footer.
//!
//! Invariant: what does not fit is dropped whole, the least important first.

use super::{layout::Parts, lists, matrix, paint::Paint, theme::Role};
use crate::{
    domain::{position::Position, snapshot::Tally, text},
    tui::{
        keys,
        model::{Model, Overlay, Place},
    },
    words::{changes, conflict, notice, past as past_words, report, waiting},
};
use ratatui::layout::{Position as Point, Rect};

/// Draws the bar at the top: where one is, the marking, problems.
pub(super) fn title(paint: &mut Paint, model: &Model, parts: &Parts) {
    let words = model.words();
    paint.row_style(parts.title, 0, Role::Title);
    let path: Vec<String> = model
        .screens
        .iter()
        .map(|screen| match screen.place {
            Place::Overview => words.overview.to_owned(),
            Place::Item(item) => model.item_key(item).to_string(),
            Place::Participant(who) => model.code(who).to_string(),
            Place::Session => words.walk.scope_session.to_owned(),
            Place::Commitments => words.lists.commitments.to_owned(),
            Place::Timeline => words.lists.timeline.to_owned(),
            Place::Moves(_) => words.lists.moves.to_owned(),
            Place::Conflicts => conflict::TITLE.get(words.lang).to_owned(),
            Place::Matrix => words.matrix.title.to_owned(),
            Place::Brief(who) => format!("{}: {}", words.walk.key_brief, model.code(who)),
            Place::ToDo => words.walk.key_to_do.to_owned(),
            Place::Changes => changes::TITLE.get(words.lang).to_owned(),
        })
        .collect();
    let path = format!("prepcom  {}", path.join(" > "));
    let marking = text::clean_line(&model.options.marking);
    let notices = model.options.exposed.len() + model.taken_back.len();
    let files = notice::bar(model.lang, model.problems.len(), notices);
    let read_only = model.read_only.map(|_| past_words::READ_ONLY.get(model.lang).to_owned());
    let state = reading(model).or(read_only).unwrap_or_default();
    bar(paint, parts.title, &path, [state, files], &marking);
}

/// How far the journals are read, until they are.
fn reading(model: &Model) -> Option<String> {
    model.loading.map(|percent| waiting::reading(model.lang, percent))
}

/// Columns of the path that are left to it whatever stands at the right.
const PATH: u16 = 12;

/// Draws the bar: the marking whole at the right end as far as there is room at all, what else is to be said before it where it
/// fits, the first first, and the path in what is left.
fn bar(paint: &mut Paint, area: Rect, path: &str, rest: [String; 2], marking: &str) {
    let inside = Rect { width: area.width.saturating_sub(1), ..area };
    let room = usize::from(inside.width.saturating_sub(PATH + 2));
    let mut right = text::fit(marking, room);
    for part in rest.into_iter().filter(|part| !part.is_empty()) {
        let with = if right.is_empty() { part } else { format!("{part}  {right}") };
        if text::width(&with) <= room {
            right = with;
        }
    }
    let wide = u16::try_from(text::width(&right)).unwrap_or(u16::MAX);
    let left = Rect { width: inside.width.saturating_sub(wide + 1), ..inside };
    paint.text(left, 1, 0, path, Role::Title);
    paint.right(inside, 0, 0, &right, Role::Title);
}

/// Draws what the screen is about.
pub(super) fn head(paint: &mut Paint, model: &Model, parts: &Parts) {
    match model.screen().map(|screen| screen.place) {
        Some(Place::Overview | Place::Session | Place::Brief(_) | Place::ToDo | Place::Changes) | None => {
            overview(paint, model, parts.head)
        }
        Some(Place::Item(item)) => item_head(paint, model, parts.head, item),
        Some(Place::Participant(who)) => participant_head(paint, model, parts.head, who),
        Some(Place::Commitments | Place::Timeline | Place::Moves(_) | Place::Conflicts) => {
            let past = past(model).map_or(1, |past| paint.text(parts.head, 1, 0, &past, Role::Warning) + 3);
            lists::head(paint, model, parts.head, past);
        }
        Some(Place::Matrix) => matrix::head(paint, model, parts.head),
    }
}

/// What the past is called that is shown, where it is.
pub(super) fn past(model: &Model) -> Option<String> {
    let view = model.options.view;
    let shown = |at: crate::domain::instant::Instant| at.short();
    let (as_of, known_at) = (view.as_of.map(shown), view.known_at.map(shown));
    view.is_past().then(|| model.words().past(as_of.as_deref(), known_at.as_deref()))
}

fn overview(paint: &mut Paint, model: &Model, area: Rect) {
    let words = model.words();
    let total = &model.snapshot.total;
    let mut column = 1;
    if let Some(past) = past(model) {
        column = paint.text(area, column, 0, &past, Role::Warning) + 3;
    }
    if let Some(reading) = reading(model) {
        paint.text(area, column, 0, &reading, Role::Warning);
        return;
    }
    let coverage = words.coverage(
        total.recorded(),
        model.snapshot.cell_count(),
        total.via_groups(),
        total.groups_differ,
    );
    column = paint.text(area, column, 0, &coverage, Role::Text) + 3;
    if total.conflicts > 0 {
        column = paint.text(area, column, 0, &words.conflicts(total.conflicts), Role::Warning) + 3;
    }
    let (overdue, soon) = due(model);
    if overdue + soon > 0 {
        let role = if overdue > 0 { Role::Overdue } else { Role::Text };
        paint.text(area, column, 0, &words.due_soon(overdue, soon), role);
    }
}

/// The column at which the head counts conflicts.
fn conflicts_from(model: &Model) -> u16 {
    let total = &model.snapshot.total;
    let (recorded, through) = (total.recorded(), total.via_groups());
    let coverage =
        model.words().coverage(recorded, model.snapshot.cell_count(), through, total.groups_differ);
    let before = past(model).into_iter().chain([coverage]);
    let width = |said: String| u16::try_from(text::width(&said)).unwrap_or(u16::MAX).saturating_add(3);
    before.map(width).fold(1, u16::saturating_add)
}

/// Whether a point is on the count of conflicts at the head of the screen.
pub fn is_on_conflicts(model: &Model, at: Point) -> bool {
    let Some(parts) = super::layout::parts(model) else { return false };
    let width = |count| u16::try_from(text::width(&model.words().conflicts(count))).unwrap_or(u16::MAX);
    let (from, count) = match model.screen().map(|screen| screen.place) {
        Some(Place::Overview | Place::Brief(_) | Place::ToDo | Place::Changes) => {
            (conflicts_from(model), model.snapshot.total.conflicts)
        }
        Some(Place::Item(item)) => {
            let count = model.snapshot.tallies[item].conflicts;
            (parts.head.width.saturating_sub(width(count)), count)
        }
        _ => return false,
    };
    let last = parts.head.bottom().saturating_sub(1);
    count > 0 && at.y == last && (from..from.saturating_add(width(count))).contains(&at.x)
}

fn due(model: &Model) -> (usize, usize) {
    let today = model.today();
    let horizon = crate::domain::instant::Day(today.0 + chrono::Duration::days(30));
    (model.snapshot.due_within(..today), model.snapshot.due_within(today..=horizon))
}

fn item_head(paint: &mut Paint, model: &Model, area: Rect, item: usize) {
    let Some((_, entry)) = model.item(item) else { return };
    let key = format!("{}  ", entry.key);
    let from = 1 + u16::try_from(text::width(&key)).unwrap_or(0);
    let rows = area.height - 1;
    let room = usize::from(area.width.saturating_sub(8));
    let lines = text::wrap(entry.text.get(model.lang), room);
    paint.text(area, 1, 0, &key, Role::Heading);
    for (row, line) in (0..rows).zip(&lines) {
        let rest = lines.get(usize::from(row) + 1).filter(|_| row + 1 == rows);
        let shown = rest.map_or((*line).to_owned(), |rest| text::fit(&format!("{line} {rest}"), room));
        paint.text(area, from, row, &shown, Role::Heading);
    }
    tally_line(paint, model, Rect { y: area.y + rows, height: 1, ..area }, &model.snapshot.tallies[item]);
}

/// Figures of an item: who is for, has concerns and is against, and each position with its count.
fn tally_line(paint: &mut Paint, model: &Model, area: Rect, tally: &Tally) {
    let words = model.words();
    let mut column = 1;
    if let Some(past) = past(model) {
        column = paint.text(area, column, 0, &past, Role::Warning) + 2;
    }
    let coverage =
        words.coverage(tally.recorded(), model.snapshot.delegations, tally.via_groups(), tally.groups_differ);
    column = paint.text(area, column, 0, &coverage, Role::Text) + 2;
    if tally.recorded() > 0 {
        column = paint.text(area, column, 0, &words.sides(tally), Role::Text) + 2;
    }
    let shown: Vec<(Position, usize)> =
        Position::ALL.into_iter().zip(tally.own).filter(|(_, count)| *count > 0).collect();
    for (position, count) in shown {
        let chip = format!("{}{count}", position.sign());
        if usize::from(column) + chip.len() < usize::from(area.width) {
            column = paint.text(area, column, 0, &chip, Role::Position(position)) + 1;
        }
    }
    if tally.conflicts > 0 {
        paint.right(area, column, 0, &words.conflicts(tally.conflicts), Role::Warning);
    }
}

fn participant_head(
    paint: &mut Paint,
    model: &Model,
    area: Rect,
    who: crate::domain::roster::ParticipantIndex,
) {
    let words = model.words();
    let roster = &model.roster;
    let end = paint.text(area, 1, 0, &format!("{} ({})", model.name(who), model.code(who)), Role::Heading);
    let cells = || (0..model.snapshot.items.len()).map(|item| model.snapshot.cell(who, item));
    let recorded = cells().filter(|cell| cell.own.is_some()).count();
    let via = cells().filter(|cell| cell.speaker().is_some()).count();
    let differ = cells().filter(|cell| cell.groups_differ()).count();
    let coverage = words.coverage(recorded, model.snapshot.items.len(), via, differ);
    paint.right(Rect { width: area.width - 1, ..area }, end + 2, 0, &coverage, Role::Text);
    let about = match (roster.delegation(who), roster.group(who)) {
        (Some(delegation), _) => {
            let groups: Vec<&str> = roster.groups_of(who).map(|group| roster.code(group).as_str()).collect();
            let nuclear = if delegation.nuclear_weapon_state { words.nuclear_weapon_state } else { "" };
            let region = delegation.region.name(model.lang);
            let remark = delegation.remark.get(model.lang);
            let parts = [region.to_owned(), nuclear.to_owned(), groups.join(" "), remark.to_owned()];
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
        }
        (None, Some(group)) => {
            let listed =
                report::members_listed(model.lang, roster.members(who).count(), group.members_in_all);
            let basis = group.basis.get(model.lang);
            words.membership(&listed, &report::members_as_of(model.lang, &group.members_as_of, basis))
        }
        (None, None) => String::new(),
    };
    let mut column = 1;
    if let Some(past) = past(model) {
        column = paint.text(area, column, 1, &past, Role::Warning) + 2;
    }
    paint.text(area, column, 1, &about, Role::Dim);
}

/// Draws what was last said.
pub(super) fn status(paint: &mut Paint, model: &Model, parts: &Parts) {
    let role = if model.status.failed { Role::Warning } else { Role::Done };
    let area = Rect { width: parts.status.width - 1, ..parts.status };
    if matches!(model.overlay, Some(Overlay::Filter(_))) {
        return;
    }
    if let Some(screen) = model.screen().filter(|s| !s.filter.is_empty() && model.status.text.is_empty()) {
        let said = model.words().filtered(&text::clean_line(&screen.filter), model.count());
        let more = if model.is_seeking() { "…" } else { "" };
        paint.text(area, 1, 0, &format!("{said} {more}"), Role::Dim);
        return;
    }
    if let Some(banner) = crate::tui::past::banner(model).filter(|_| model.status.text.is_empty()) {
        paint.text(area, 1, 0, &banner, Role::Warning);
        return;
    }
    paint.text(area, 1, 0, &text::clean_line(&model.status.text), role);
}

/// Draws the keys that matter here, as many as fit.
pub(super) fn footer(paint: &mut Paint, model: &Model, parts: &Parts) {
    let words = model.words();
    let mut hints: Vec<(String, &str)> = keys::footer(model.scope())
        .into_iter()
        .map(|binding| (binding.first(), (binding.label)(words)))
        .collect();
    let help = hints.iter().position(|hint| hint.0 == "?").map(|place| hints.remove(place));
    let room = usize::from(parts.footer.width) - 2;
    let width = |hint: &(String, &str)| text::width(&hint.0) + text::width(hint.1) + 3;
    let kept = help.iter().map(width).sum::<usize>();
    let mut used = kept;
    let mut shown = Vec::new();
    for hint in hints {
        used += width(&hint);
        if used > room {
            break;
        }
        shown.push(hint);
    }
    let mut column = 1;
    for (key, label) in shown.into_iter().chain(help) {
        column = paint.text(parts.footer, column, 0, &key, Role::Key) + 1;
        column = paint.text(parts.footer, column, 0, label, Role::Faint) + 2;
    }
}
