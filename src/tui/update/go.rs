//! Moving about: rows, screens, panes, neighbours.
//!
//! Invariant: nothing is recorded here, and one can always go back to where one was.

use super::{conflicts, forms, lists, past, say};
use crate::{
    tui::{
        jump::{Jump, Target},
        keys::Action,
        list::{List, Row},
        message::Effect,
        model::{Model, Overlay, Place, Screen},
        view,
    },
    words::notice,
};

/// Does what a key of moving about does.
pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let page = view::list_height(model).saturating_sub(1).max(1).cast_signed();
    match action {
        Action::Up => step(model, -1),
        Action::Down => step(model, 1),
        Action::PageUp => step(model, -page),
        Action::PageDown => step(model, page),
        Action::First => to_first(model),
        Action::Last => to_last(model),
        Action::Open => open(model),
        Action::Back => back(model),
        Action::Previous => neighbour(model, -1),
        Action::Next => neighbour(model, 1),
        Action::SwitchPane => switch_pane(model),
        Action::Matrix => {
            let subject = model.subject();
            enter(model, Place::Matrix);
            model.grid.go_to(subject.who, subject.item);
        }
        Action::Brief => {
            if let Some(who) = model.subject().who {
                enter(model, Place::Brief(who));
            }
        }
        Action::ToDo => enter(model, Place::ToDo),
        Action::Filter => {
            let typed = model.screen().map_or("", |screen| &screen.filter).to_owned();
            model.overlay = Some(Overlay::Filter(typed.into()));
        }
        Action::Commitments => enter(model, Place::Commitments),
        Action::Timeline => enter(model, Place::Timeline),
        Action::Conflicts => enter(model, Place::Conflicts),
        Action::Moves => lists::moves(model),
        Action::Sort => lists::sort(model),
        Action::OpenOnly => lists::open_only(model),
        Action::Palette => lists::open_palette(model),
        Action::Jump => model.overlay = Some(Overlay::Jump(Jump::new(model))),
        Action::Language => return other_language(model),
        Action::Problems if model.problems.is_empty() && model.notices().is_empty() => {
            return say(model, model.words().no_problems);
        }
        Action::Problems => model.overlay = Some(Overlay::Problems(0)),
        Action::Export => forms::export(model),
        Action::DayBefore => past::back(model),
        Action::DayAfter => past::forward(model),
        Action::Present => past::present(model),
        Action::AsOf => past::ask_day(model),
        Action::SaveSnapshot => past::ask_name(model),
        Action::Compare => return vec![Effect::ListSaved],
        Action::Help => model.overlay = Some(Overlay::Help(0)),
        Action::Refresh => return vec![Effect::Refresh],
        Action::Suspend => return vec![Effect::Suspend],
        _ => {}
    }
    Vec::new()
}

pub(super) fn step(model: &mut Model, rows: isize) {
    let rows_in_view = view::list_height(model);
    if let Some(reading) = &mut model.reading {
        return reading.scroll(rows, rows_in_view);
    }
    let cards = view::card_count(model);
    let Some(screen) = model.screens.last_mut() else { return };
    if screen.place == Place::Matrix {
        return model.grid.step(rows, 0);
    }
    match &mut screen.card {
        Some(card) => *card = card.saturating_add_signed(rows).min(cards.saturating_sub(1)),
        None => screen.list.step(rows),
    }
}

fn other_language(model: &mut Model) -> Vec<Effect> {
    model.lang = model.lang.other();
    model.arrange();
    let missing = notice::paper_language(model.lang, &model.paper);
    let text = if missing.is_empty() { model.words().this_language.to_owned() } else { missing };
    say(model, text)
}

fn to_first(model: &mut Model) {
    if let Some(reading) = &mut model.reading {
        reading.top = 0;
    }
    let Some(screen) = model.screens.last_mut() else { return };
    match &mut screen.card {
        Some(card) => *card = 0,
        None => screen.list.go_to_first(),
    }
}

fn to_last(model: &mut Model) {
    let rows = view::list_height(model);
    if let Some(reading) = &mut model.reading {
        reading.scroll(isize::MAX, rows);
    }
    let cards = view::card_count(model);
    let Some(screen) = model.screens.last_mut() else { return };
    match &mut screen.card {
        Some(card) => *card = cards.saturating_sub(1),
        None => screen.list.go_to_last(),
    }
}

fn open(model: &mut Model) {
    let subject = model.subject();
    match model.screen().map(|screen| screen.place) {
        Some(Place::Overview) => match (subject.item, subject.area) {
            (Some(item), _) => enter(model, Place::Item(item)),
            (None, Some(area)) => {
                let first = model.paper.areas[..area].iter().map(|area| area.items.len()).sum();
                enter(model, Place::Item(first));
            }
            (None, None) => {}
        },
        Some(Place::Item(item)) => {
            if let Some(who) = subject.who {
                enter(model, Place::Participant(who));
                select(model, Row::Item(item));
            }
        }
        Some(Place::Participant(who)) => {
            if let Some(item) = subject.item {
                enter(model, Place::Item(item));
                select(model, Row::Participant(who));
            }
        }
        Some(Place::Commitments | Place::Timeline | Place::Moves(_)) => lists::open_record(model),
        Some(Place::Matrix) => {
            if let (Some(who), Some(item)) = (subject.who, subject.item) {
                enter(model, Place::Participant(who));
                select(model, Row::Item(item));
            }
        }
        Some(Place::Conflicts) => conflicts::open(model),
        Some(Place::Session | Place::Brief(_) | Place::ToDo | Place::Changes) | None => {}
    }
}

/// Goes to a place; one that is on the way back already is gone back to.
pub(super) fn enter(model: &mut Model, place: Place) {
    let list = match place {
        Place::Overview => List::overview(model),
        Place::Item(item) => List::item(model, item),
        Place::Participant(_) => List::participant(model),
        Place::Session | Place::Matrix | Place::Brief(_) | Place::ToDo | Place::Changes => List::default(),
        Place::Commitments | Place::Timeline | Place::Moves(_) | Place::Conflicts => {
            List::records(model, place)
        }
    };
    match model.screens.iter().position(|screen| screen.place == place) {
        Some(depth) => {
            model.screens.truncate(depth + 1);
            if let Some(screen) = model.screens.last_mut() {
                screen.card = None;
            }
        }
        None => model.screens.push(Screen::new(place, list)),
    }
    model.arrange();
}

/// Puts the cursor on a row, and takes a filter off that hides it.
pub(super) fn select(model: &mut Model, row: Row) {
    let mut there = || model.screens.last_mut().is_some_and(|screen| screen.list.select(row));
    if !there() && model.screen().is_some_and(|screen| !screen.filter.is_empty()) {
        model.set_filter("");
        model.screens.last_mut().map(|screen| screen.list.select(row));
    }
}

fn back(model: &mut Model) {
    let depth = model.screens.len();
    match model.screens.last_mut() {
        Some(screen) if screen.card.is_some() => screen.card = None,
        Some(screen) if !screen.filter.is_empty() => model.set_filter(""),
        Some(_) if depth > 1 => {
            model.screens.pop();
        }
        _ => {}
    }
}

/// The next or previous item or participant, with the cursor on what it was on.
fn neighbour(model: &mut Model, by: isize) {
    let items = model.snapshot.items.len();
    let everybody = model.roster.len();
    let subject = model.subject();
    let Some(screen) = model.screens.last() else { return };
    let turn = |index: usize, count: usize| (index + count).saturating_add_signed(by) % count.max(1);
    let (place, row) = match screen.place {
        Place::Overview
        | Place::Brief(_)
        | Place::ToDo
        | Place::Changes
        | Place::Session
        | Place::Matrix
        | Place::Commitments
        | Place::Timeline
        | Place::Moves(_)
        | Place::Conflicts => return,
        Place::Item(item) => (Place::Item(turn(item, items)), subject.who.map(Row::Participant)),
        Place::Participant(who) => {
            let next = crate::domain::roster::ParticipantIndex(turn(who.0, everybody));
            (Place::Participant(next), subject.item.map(Row::Item))
        }
    };
    model.screens.pop();
    enter(model, place);
    if let Some(row) = row {
        select(model, row);
    }
}

fn switch_pane(model: &mut Model) {
    let cards = view::card_count(model);
    let Some(screen) = model.screens.last_mut() else { return };
    screen.card = if screen.card.is_none() && cards > 0 { Some(0) } else { None };
}

/// Goes where a jump leads. An item from a participant's screen, or the other way round, keeps the cursor on the cell of both.
pub(super) fn jump_to(model: &mut Model, target: Target) {
    let subject = model.subject();
    match target {
        Target::Participant(who) => {
            enter(model, Place::Participant(who));
            if let Some(item) = subject.item {
                select(model, Row::Item(item));
            }
        }
        Target::Item(item) => {
            enter(model, Place::Item(item));
            if let Some(who) = subject.who {
                select(model, Row::Participant(who));
            }
        }
        Target::Area(area) => {
            model.screens.truncate(1);
            select(model, Row::Area(area));
        }
    }
}
