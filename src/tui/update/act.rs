//! Acts on what is under the cursor.
//!
//! Invariant: comes after `possible`, which says why an act can't be done; every act becomes one append.

use super::{append, fail, walk};
use crate::domain::{
    entry::{Fact, NoteWritten, PointSet, Undone},
    ids::{EntryId, ItemId, Who},
    intent::{self, Taken},
    position::{Position, Source, SourceKind},
    roster::ParticipantIndex,
    session::{By, Plan, Session},
};
use crate::tui::{
    editor::{Editor, NoteTarget},
    form::{self, FieldName, Form, Purpose},
    message::Effect,
    model::{Model, Overlay},
    possible,
};
use crossterm::event::{KeyCode, KeyEvent};

/// Does something with the cell under the cursor, where there is one.
fn on_cell(model: &mut Model, act: impl FnOnce(&mut Model, Who, ItemId) -> Vec<Effect>) -> Vec<Effect> {
    match possible::cell(model) {
        Some((who, item)) => act(model, who, item),
        None => Vec::new(),
    }
}

pub(super) fn record_by_key(model: &mut Model, event: &KeyEvent) -> Vec<Effect> {
    let KeyCode::Char(digit) = event.code else { return Vec::new() };
    let is = Position::of_key(digit);
    let subject = model.subject();
    let Some((who, item)) = subject.who.zip(subject.item) else { return Vec::new() };
    let fact = fact_by_key(model, who, item, is);
    append(model, vec![fact])
}

/// A position as its key means it: one that stands there already keeps its condition. Of one that conflicts, the key settles it as
/// keeping that side does.
pub(super) fn fact_by_key(model: &Model, who: ParticipantIndex, item: usize, is: Option<Position>) -> Fact {
    let cell = model.snapshot.cell(who, item);
    let kept = is.filter(|_| cell.conflicts());
    if let Some(fact) = kept.and_then(|is| model.conflicts().keep_position(who, item, is, model.now)) {
        return fact;
    }
    let same = cell.own.as_ref().filter(|own| is.is_some() && own.position() == is);
    let condition = same.map_or(String::new(), |same| same.condition().to_owned());
    let (code, item) = (model.code(who), model.item_id(item));
    let taken = Taken { is, condition, ..Taken::default() };
    intent::position(&model.paper, &model.ledger, code, &item, &taken, model.now)
}

pub(super) fn edit_position(model: &mut Model) -> Vec<Effect> {
    on_cell(model, |model, who, item| {
        let place = model.roster.by_code(&who).zip(model.snapshot.item_index(&item));
        let own = place.and_then(|(who, item)| model.snapshot.cell(who, item).own.as_ref());
        let source = own.and_then(|own| own.source());
        let fields = vec![
            form::positions(own.and_then(|own| own.position())),
            form::line(FieldName::Condition, own.map_or("", |own| own.condition())),
            form::source_kinds(source.map(|source| source.kind)),
            form::line(FieldName::Reference, &source.map_or(String::new(), Source::description)),
            form::line(FieldName::On, ""),
        ];
        let focus = if own.is_some() { FieldName::Condition } else { FieldName::Position };
        let before = own.and_then(|own| Some((own.position()?, own.on())));
        let form = Form { before, ..Form::new(Purpose::Position(who, item), fields).focused_on(focus) };
        model.overlay = Some(Overlay::Form(Box::new(form)));
        Vec::new()
    })
}

/// The editor for a new note on what is under the cursor.
pub(super) fn write_note(model: &mut Model) -> Vec<Effect> {
    let subject = model.subject();
    let who = subject.who.map(|who| *model.code(who));
    let item = subject.item.map(|item| model.item_id(item));
    let target = NoteTarget { who, item, note: None };
    let draft = model.drafts.get(&target.draft_key()).cloned();
    let before = NoteWritten { who, item, ..NoteWritten::default() };
    model.overlay = Some(Overlay::Editor(Box::new(Editor::new(target, before, draft.as_deref()))));
    Vec::new()
}

pub(super) fn write_note_outside(model: &mut Model) -> Vec<Effect> {
    write_note(model);
    match &model.overlay {
        Some(Overlay::Editor(editor)) => vec![editor.outside()],
        _ => Vec::new(),
    }
}

pub(super) fn add_commitment(model: &mut Model) -> Vec<Effect> {
    on_cell(model, |model, who, item| {
        let fields = vec![
            form::line(FieldName::Text, ""),
            form::line(FieldName::Due, ""),
            form::source_kinds(None),
            form::line(FieldName::Reference, ""),
        ];
        let form = Form::new(Purpose::Commitment(who, item, None), fields);
        model.overlay = Some(Overlay::Form(Box::new(form)));
        Vec::new()
    })
}

pub(super) fn draw_line(model: &mut Model) -> Vec<Effect> {
    let Some(item) = model.subject().item else { return Vec::new() };
    let item = model.item_id(item);
    let drawn = model.snapshot.lines_on(&item).next().map(|line| line.drawn.clone()).unwrap_or_default();
    let fields = vec![
        form::area(FieldName::Objective, &drawn.objective),
        form::area(FieldName::Arguments, &drawn.arguments),
        form::area(FieldName::Asks, &drawn.asks),
    ];
    model.overlay = Some(Overlay::Form(Box::new(Form::new(Purpose::OurLine(item), fields))));
    Vec::new()
}

/// Marks the item to be raised, asking what to say; one that is marked is taken off.
pub(super) fn point(model: &mut Model) -> Vec<Effect> {
    on_cell(model, |model, who, item| {
        let marked = model.snapshot.points_with(&who).any(|point| point.item == item);
        if marked {
            return append(model, vec![Fact::Point(PointSet { who, item, text: String::new(), done: true })]);
        }
        let form = Form::new(Purpose::Point(who, item), vec![form::line(FieldName::Text, "")]);
        model.overlay = Some(Overlay::Form(Box::new(form)));
        Vec::new()
    })
}

/// Plans a meeting with the participant that is meant.
pub(super) fn plan_meeting(model: &mut Model) -> Vec<Effect> {
    let Some(who) = model.subject().who else { return Vec::new() };
    let fields = vec![
        form::line(FieldName::When, ""),
        form::line(FieldName::Place, ""),
        form::line(FieldName::Items, ""),
    ];
    let form = Form::new(Purpose::Meeting(*model.code(who)), fields);
    model.overlay = Some(Overlay::Form(Box::new(form)));
    Vec::new()
}

/// Holds the next meeting: a review session over its items and participants.
pub(super) fn hold_meeting(model: &mut Model) -> Vec<Effect> {
    let Some(meeting) = possible::open_meeting(model) else { return Vec::new() };
    let join = |names: Vec<&str>| names.join(", ");
    let plan = Plan {
        items: model.paper.keys(&meeting.items),
        who: join(meeting.participants.iter().map(Who::as_str).collect()),
        by: By::Delegation,
        source: Some(Source::new(SourceKind::Bilateral, &meeting.when.short())),
        ..Plan::default()
    };
    match Session::plan(&model.paper, &model.roster, &model.snapshot, &plan, model.now) {
        Ok(session) => walk::begin(model, session),
        Err(error) => fail(model, error.to_string()),
    }
}

/// Closes the next meeting with an outcome.
pub(super) fn close_meeting(model: &mut Model) -> Vec<Effect> {
    let Some(meeting) = possible::open_meeting(model) else { return Vec::new() };
    let form = Form::new(Purpose::Outcome(meeting.id), vec![form::area(FieldName::Outcome, "")]);
    model.overlay = Some(Overlay::Form(Box::new(form)));
    Vec::new()
}

pub(super) fn undo(model: &mut Model) -> Vec<Effect> {
    take_back(model, possible::last_act(model))
}

pub(super) fn redo(model: &mut Model) -> Vec<Effect> {
    take_back(model, possible::last_undo(model))
}

pub(super) fn put_back(model: &mut Model) -> Vec<Effect> {
    possible::put_back(model).map_or_else(Vec::new, |facts| append(model, facts))
}

fn take_back(model: &mut Model, entry: Option<EntryId>) -> Vec<Effect> {
    entry.map_or_else(Vec::new, |entry| append(model, vec![Fact::Undo(Undone { entry })]))
}
