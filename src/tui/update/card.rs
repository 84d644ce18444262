//! Acts on the selected card.
//!
//! Invariant: comes after `possible`, which says why an act does not fit a card.

use super::{act, append};
use crate::domain::{
    entry::{Fact, NoteRemoved, PointSet},
    ids::FactId,
};
use crate::tui::{
    editor::{Editor, NoteTarget},
    form::{self, FieldName, Form, Purpose},
    message::Effect,
    model::{Model, Overlay},
    view::{self, Card},
};

pub(super) fn amend(model: &mut Model) -> Vec<Effect> {
    match view::selected_card(model) {
        Some(Card::Standing) => act::edit_position(model),
        Some(Card::OurLine) => act::draw_line(model),
        Some(Card::Note(id)) => amend_note(model, id),
        Some(Card::Commitment(id)) => amend_commitment(model, &id),
        Some(Card::Point(who, item)) => {
            let point = model.snapshot.points_with(&who).find(|point| point.item == item);
            let text = point.map_or("", |point| &point.text);
            let form = Form::new(Purpose::Point(who, item), vec![form::line(FieldName::Text, text)]);
            model.overlay = Some(Overlay::Form(Box::new(form)));
            Vec::new()
        }
        None => Vec::new(),
    }
}

fn amend_note(model: &mut Model, id: FactId) -> Vec<Effect> {
    let Some(note) = model.snapshot.notes().iter().find(|note| note.id == id) else { return Vec::new() };
    let target = NoteTarget { who: note.who, item: note.item, note: Some(id) };
    let draft = model.drafts.get(&target.draft_key());
    let editor = Editor::new(target, note.written(), draft.map(String::as_str));
    model.overlay = Some(Overlay::Editor(Box::new(editor)));
    Vec::new()
}

fn amend_commitment(model: &mut Model, id: &FactId) -> Vec<Effect> {
    let Some(commitment) = model.snapshot.commitment(id) else { return Vec::new() };
    let due = commitment.due.map(|due| due.to_string()).unwrap_or_default();
    let fields = vec![form::line(FieldName::Text, &commitment.text), form::line(FieldName::Due, &due)];
    let purpose = Purpose::Commitment(commitment.who, commitment.item, Some(*id));
    model.overlay = Some(Overlay::Form(Box::new(Form::new(purpose, fields))));
    Vec::new()
}

pub(super) fn status(model: &mut Model) -> Vec<Effect> {
    let Some(Card::Commitment(id)) = view::selected_card(model) else { return Vec::new() };
    let Some(commitment) = model.snapshot.commitment(&id) else { return Vec::new() };
    let fields =
        vec![form::statuses(commitment.status), form::line(FieldName::Evidence, &commitment.evidence)];
    model.overlay = Some(Overlay::Form(Box::new(Form::new(Purpose::Status(id), fields))));
    Vec::new()
}

pub(super) fn strike(model: &mut Model) -> Vec<Effect> {
    match view::selected_card(model) {
        Some(Card::Note(note)) => append(model, vec![Fact::NoteRemoved(NoteRemoved { note })]),
        Some(Card::Point(who, item)) => {
            append(model, vec![Fact::Point(PointSet { who, item, text: String::new(), done: true })])
        }
        Some(Card::Commitment(_) | Card::Standing | Card::OurLine) | None => Vec::new(),
    }
}
