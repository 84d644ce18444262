//! Whether an act can be done now, and why not: the same words for its key and in the list of commands.
//!
//! Invariant: pure; says nothing of an act that can be done.

use super::{
    keys::Action,
    list::Row,
    model::{Model, Place},
    past,
    view::{self, Card},
};
use crate::domain::{
    authorship,
    conflict::Contested,
    entry::Fact,
    ids::{EntryId, ItemId, Who},
    snapshot::Meeting,
};
use crate::words::{conflict, notice, past as past_words, waiting};

/// Whether an act can be done now.
///
/// # Errors
/// Why it can't.
pub fn availability(model: &Model, action: Action) -> Result<(), &'static str> {
    let words = model.words();
    if records(action) {
        can_record(model)?;
    }
    if needs_all(action) {
        can_read(model)?;
    }
    let subject = model.subject();
    if is_at(model, Place::Conflicts) {
        on_conflicts(model, action)?;
    }
    match action {
        Action::Record | Action::EditPosition | Action::Commitment | Action::Point => {
            cell(model).map(drop).ok_or(words.no_cell)
        }
        Action::Clear => clear(model),
        Action::Note | Action::NoteOutside if subject.who.is_none() && subject.item.is_none() => {
            Err(words.no_note_here)
        }
        Action::PlanMeeting | Action::Brief if subject.who.is_none() => Err(words.walk.no_participant),
        Action::HoldMeeting | Action::CloseMeeting => {
            open_meeting(model).map(drop).ok_or(words.walk.no_meeting)
        }
        Action::OurLine if subject.item.is_none() => Err(words.no_item),
        Action::Amend => view::selected_card(model).map(drop).ok_or(no_card(model)),
        Action::Status => status(model),
        Action::Strike => strike(model),
        Action::Undo => last_act(model).map(drop).ok_or(words.nothing_to_undo),
        Action::Redo => last_undo(model).map(drop).ok_or(words.nothing_to_redo),
        Action::PutBack => put_back(model).map(drop).ok_or(notice::NOT_BY_OTHERS.get(model.lang)),
        Action::SwitchPane => match model.screen().is_some_and(|screen| screen.card.is_some()) {
            false if view::card_count(model) == 0 => Err(words.no_cards),
            _ => Ok(()),
        },
        Action::DayBefore if past::before(model).is_none() => Err(past_words::NOTHING_BEFORE.get(model.lang)),
        Action::DayAfter if model.options.view.as_of.is_none() => Err(past_words::IS_NOW.get(model.lang)),
        Action::Present if !model.options.view.is_past() => Err(past_words::IS_NOW.get(model.lang)),
        Action::Open => open(model),
        _ => Ok(()),
    }
}

/// Whether an act on conflicts has one to act on.
fn on_conflicts(model: &Model, action: Action) -> Result<(), &'static str> {
    let is_line = matches!(model.contested(), Some(Contested::Line(_)));
    match action {
        Action::KeepVersion | Action::VersionBefore | Action::VersionAfter | Action::Mark | Action::Open => {
            model.contested().map(drop).ok_or(conflict::NONE.get(model.lang))
        }
        Action::ResolveLater | Action::ResolveOnTheRecord if model.to_resolve().is_empty() => {
            Err(conflict::NONE.get(model.lang))
        }
        Action::Record | Action::Clear | Action::EditPosition if is_line => {
            Err(conflict::NO_POSITION.get(model.lang))
        }
        _ => Ok(()),
    }
}

/// Whether what there is can be read now, which it can once the journals are.
fn can_read(model: &Model) -> Result<(), &'static str> {
    if model.loading.is_some() { Err(waiting::NOT_READ_YET.get(model.lang)) } else { Ok(()) }
}

/// Whether an act hands on all that there is, or looks back, and so needs all of it.
fn needs_all(action: Action) -> bool {
    matches!(
        action,
        Action::Export
            | Action::SaveSnapshot
            | Action::Compare
            | Action::Brief
            | Action::ToDo
            | Action::Moves
            | Action::AsOf
            | Action::DayBefore
            | Action::DayAfter
            | Action::Present
    )
}

/// Whether anything can be recorded now.
///
/// # Errors
/// Why nothing can.
pub fn can_record(model: &Model) -> Result<(), &'static str> {
    can_read(model)?;
    match model.read_only {
        Some(why) => Err(why.words().get(model.lang)),
        None if model.options.view.is_past() => Err(past_words::NOT_IN_THE_PAST.get(model.lang)),
        None => Ok(()),
    }
}

/// Whether an act appends to the journal, at once or when a form or an editor is done.
fn records(action: Action) -> bool {
    matches!(
        action,
        Action::Record
            | Action::Clear
            | Action::EditPosition
            | Action::Note
            | Action::NoteOutside
            | Action::Commitment
            | Action::OurLine
            | Action::Point
            | Action::Amend
            | Action::Status
            | Action::Strike
            | Action::Session
            | Action::PlanMeeting
            | Action::HoldMeeting
            | Action::CloseMeeting
            | Action::KeepVersion
            | Action::ResolveLater
            | Action::ResolveOnTheRecord
            | Action::PutBack
            | Action::Undo
            | Action::Redo
    )
}

/// The cell under the cursor.
pub(super) fn cell(model: &Model) -> Option<(Who, ItemId)> {
    let subject = model.subject();
    Some((*model.code(subject.who?), model.item_id(subject.item?)))
}

/// The meeting with the participant that is meant: the next one, else the last that nobody marked as held.
pub(super) fn open_meeting(model: &Model) -> Option<&Meeting> {
    let code = model.code(model.subject().who?);
    let mut with =
        model.snapshot.meetings().iter().filter(|m| m.outcome.is_none() && m.participants.contains(code));
    let is_near = |meeting: &&Meeting| meeting.when.date() >= model.now.date();
    with.clone().find(is_near).or_else(|| with.next_back())
}

/// The act that an undo would take back.
pub(super) fn last_act(model: &Model) -> Option<EntryId> {
    model.device.as_deref().and_then(|device| model.ledger.last_act(device))
}

/// The undo that a redo would take back.
pub(super) fn last_undo(model: &Model) -> Option<EntryId> {
    model.device.as_deref().and_then(|device| model.ledger.last_undo(device))
}

/// The facts that put back the entry under the cursor: itself, or what it took back.
pub(super) fn put_back(model: &Model) -> Option<Vec<Fact>> {
    let Row::Entry(place) = model.screen()?.list.selected()? else { return None };
    let entry = model.ledger.entries().get(place)?;
    let facts = |id| authorship::put_back(id, &model.ledger, model.options.view, &model.undone);
    facts(&entry.id).or_else(|| facts(entry.undoes()?))
}

fn clear(model: &Model) -> Result<(), &'static str> {
    let subject = model.subject();
    let under_cursor = subject.who.zip(subject.item).ok_or(model.words().no_cell)?;
    let marked = if is_at(model, Place::Matrix) { model.grid.chosen() } else { Vec::new() };
    let mut cells = if marked.is_empty() { vec![under_cursor] } else { marked }.into_iter();
    let holds = |(who, item)| {
        let cell = model.snapshot.cell(who, item);
        cell.own.is_some() || cell.conflicts()
    };
    if cells.any(holds) { Ok(()) } else { Err(model.words().nothing_to_clear) }
}

fn is_at(model: &Model, place: Place) -> bool {
    model.screen().is_some_and(|screen| screen.place == place)
}

fn no_card(model: &Model) -> &'static str {
    let words = model.words();
    if is_at(model, Place::Commitments) { words.lists.nothing_selected } else { words.no_cards }
}

fn status(model: &Model) -> Result<(), &'static str> {
    match view::selected_card(model) {
        Some(Card::Commitment(_)) => Ok(()),
        _ if is_at(model, Place::Commitments) => Err(no_card(model)),
        _ => Err(model.words().not_a_commitment),
    }
}

fn strike(model: &Model) -> Result<(), &'static str> {
    let words = model.words();
    match view::selected_card(model) {
        Some(Card::Note(_) | Card::Point(..)) => Ok(()),
        Some(Card::Commitment(_)) => Err(words.withdraw_instead),
        Some(Card::Standing) => Err(words.clear_instead),
        Some(Card::OurLine) | None => Err(words.not_struck),
    }
}

fn open(model: &Model) -> Result<(), &'static str> {
    let lists = model.words().lists;
    let subject = model.subject();
    match model.screen().and_then(|screen| screen.list.selected()) {
        None if is_at(model, Place::Session) => Ok(()),
        None if is_at(model, Place::Matrix) && subject.who.is_some() => Ok(()),
        None => Err(lists.nothing_selected),
        Some(Row::Commitment(..) | Row::Entry(_)) if subject.who.is_none() && subject.item.is_none() => {
            Err(lists.not_in_paper)
        }
        Some(_) => Ok(()),
    }
}
