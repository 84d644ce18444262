//! What follows from a message: the model changes, and effects are asked for.
//!
//! Invariant: pure. It routes; each overlay and each kind of act has its own file.

mod act;
mod card;
mod conflicts;
mod forms;
mod go;
mod lists;
mod matrix;
mod mouse;
mod overlay;
mod past;
mod walk;

use super::{
    editor::Editor,
    keys::{self, Action, Key, Scope},
    message::{Effect, Message},
    model::{Model, Overlay, Place, Status},
    page, possible, view,
    walk::Walk,
};
use crate::domain::{
    entry::Entry,
    ids::{EntryId, ItemId, mine_of},
    instant::Instant,
    read_only::ReadOnly,
    session::Session,
    summary, text,
};
use crate::words::{conflict, waiting};
use crossterm::event::{KeyCode, KeyEvent, KeyEventKind};

/// Takes a message in at an instant. Returns what is to be done outside, in order.
pub fn update(model: &mut Model, message: Message, now: Instant) -> Vec<Effect> {
    model.tick(now);
    // What others record is shown with the next frame, since many such messages may come before it.
    let is_news = matches!(message, Message::Grown(_));
    let effects = match message {
        Message::Key(event) if event.kind == KeyEventKind::Release => Vec::new(),
        Message::Key(event) => press(model, event),
        Message::Mouse(event) => mouse::act(model, event),
        Message::Paste(text) => overlay::paste(model, &text),
        Message::Resize(columns, rows) => {
            model.size = (columns, rows);
            Vec::new()
        }
        Message::Tick => keep_draft(model),
        Message::Seek => {
            model.seek();
            Vec::new()
        }
        Message::Recorded(Ok(entry)) => recorded(model, &entry),
        Message::Recorded(Err(why)) => {
            model.recording = false;
            model.contests.left = 0;
            fail(model, why)
        }
        Message::Reading(bytes, of) => {
            let percent = u8::try_from(bytes.saturating_mul(100) / of.max(1)).unwrap_or(100);
            model.loading = model.loading.map(|_| percent);
            Vec::new()
        }
        Message::Grown(entries) => {
            model.take_in(&entries);
            Vec::new()
        }
        Message::Refreshed(problems) => {
            model.problems = problems;
            Vec::new()
        }
        Message::Closed(why) => {
            model.read_only = why;
            Vec::new()
        }
        Message::Silent(waits) => silent(model, waits),
        Message::Edited(text) => overlay::edited(model, text),
        Message::Exporting(status) => forms::exporting(model, status),
        Message::Exported(outcome) => forms::exported(model, outcome),
        Message::SavedListed(listed) => past::listed(model, listed),
        Message::SavedOpened(opened) => past::opened(model, opened),
        Message::Saved(kept) => past::kept(model, kept),
        Message::Failed(why) => fail(model, why),
    };
    if !is_news {
        show(model);
    }
    effects
}

/// Computes what is on screen anew where that has changed; to be done before it is drawn.
pub fn show(model: &mut Model) {
    model.freshen();
    page::read(model);
    view::keep_in_view(model);
}

/// Says something on the status line.
fn say(model: &mut Model, text: impl Into<String>) -> Vec<Effect> {
    model.status = Status { text: text.into(), failed: false };
    Vec::new()
}

/// Says that something failed, or can't be done now and why.
fn fail(model: &mut Model, text: impl Into<String>) -> Vec<Effect> {
    model.status = Status { text: text.into(), failed: true };
    Vec::new()
}

fn press(model: &mut Model, event: KeyEvent) -> Vec<Effect> {
    let scope = model.scope();
    let binding = keys::find(scope, Key::of(&event));
    if !matches!(
        scope,
        Scope::Jump | Scope::Palette | Scope::Filter | Scope::Choose | Scope::Editor | Scope::Form
    ) {
        model.status = Status::default();
    }
    let action = binding.map(|binding| binding.action);
    if action == Some(Action::Quit) {
        let mut effects = keep_draft(model);
        effects.push(Effect::Quit);
        return effects;
    }
    match scope {
        Scope::Jump => overlay::press_jump(model, action, &event),
        Scope::Palette => lists::press_palette(model, action, &event),
        Scope::Filter => overlay::press_filter(model, action, &event),
        Scope::Choose => matrix::press_chooser(model, action, &event),
        Scope::Editor => overlay::press_editor(model, action, &event),
        Scope::Form => forms::press_form(model, action, &event),
        Scope::Reading => overlay::press_reading(model, action),
        Scope::Session => walk::press(model, action, &event),
        _ => match action {
            Some(action) => act_on_screen(model, action, &event),
            None => unbound(model, &event),
        },
    }
}

/// A key that does nothing here says why, where it does something elsewhere.
fn unbound(model: &mut Model, event: &KeyEvent) -> Vec<Effect> {
    let key = Key::of(event);
    let words = model.words();
    let places = [
        (Scope::Item, None),
        (Scope::Participant, None),
        (Scope::Cards, None),
        (Scope::Commitments, Some("C")),
        (Scope::Timeline, Some("t")),
        (Scope::Matrix, Some("m")),
        (Scope::Conflicts, Some("!")),
    ];
    let elsewhere = places
        .into_iter()
        .find_map(|(scope, opens)| keys::find(scope, key).map(|binding| (scope, opens, binding)));
    match (elsewhere, event.code) {
        (Some((scope, opens, binding)), _) => {
            let (key, label, scope) = (key.to_string(), (binding.label)(words), scope.name(words));
            let text = match opens {
                Some(opens) => words.only_behind(&key, label, scope, opens),
                None => words.only_there(&key, label, scope, words.opens),
            };
            fail(model, text)
        }
        (None, KeyCode::Char(_)) => fail(model, words.no_such_key(&key.to_string())),
        (None, _) => Vec::new(),
    }
}

/// Does what a key of a screen does, or says why that can't be done now.
fn act_on_screen(model: &mut Model, action: Action, event: &KeyEvent) -> Vec<Effect> {
    if let Err(why) = possible::availability(model, action) {
        return fail(model, why);
    }
    if model.screen().is_some_and(|screen| screen.place == Place::Matrix)
        && let Some(effects) = matrix::act(model, action, event)
    {
        return effects;
    }
    if model.screen().is_some_and(|screen| screen.place == Place::Conflicts)
        && let Some(effects) = conflicts::act(model, action)
    {
        return effects;
    }
    match action {
        Action::Record | Action::Clear => act::record_by_key(model, event),
        Action::EditPosition => act::edit_position(model),
        Action::Note => act::write_note(model),
        Action::NoteOutside => act::write_note_outside(model),
        Action::Commitment => act::add_commitment(model),
        Action::OurLine => act::draw_line(model),
        Action::Point => act::point(model),
        Action::Undo => act::undo(model),
        Action::Redo => act::redo(model),
        Action::PutBack => act::put_back(model),
        Action::Session => walk::open(model),
        Action::Mouse => mouse::switch(model),
        Action::PlanMeeting => act::plan_meeting(model),
        Action::HoldMeeting => act::hold_meeting(model),
        Action::CloseMeeting => act::close_meeting(model),
        Action::Amend => card::amend(model),
        Action::Status => card::status(model),
        Action::Strike => card::strike(model),
        _ => go::act(model, action),
    }
}

/// Asks for an act to be recorded; asks who records first, where nobody knows yet.
fn append(model: &mut Model, facts: Vec<crate::domain::entry::Fact>) -> Vec<Effect> {
    if let Err(why) = possible::can_record(model) {
        return fail(model, why);
    }
    if model.recording {
        return vec![Effect::Again];
    }
    if model.options.author.is_none() {
        model.waiting = Some(facts);
        forms::ask_author(model);
        return Vec::new();
    }
    model.recording = true;
    vec![Effect::Append(facts)]
}

fn recorded(model: &mut Model, entry: &Entry) -> Vec<Effect> {
    model.recording = false;
    let device = entry.id.device.to_string();
    if model.device.as_deref().map(mine_of).as_ref() != Some(&device) {
        model.device = Some(device);
    }
    model.take_in(std::slice::from_ref(entry));
    model.freshen();
    matrix::set(model, entry);
    let mut effects = Vec::new();
    match model.overlay.take() {
        Some(Overlay::Editor(editor)) => effects.extend(drop_draft(model, &editor)),
        Some(Overlay::Form(_)) | None => {}
        other => model.overlay = other,
    }
    let words = model.words();
    let left = match std::mem::take(&mut model.contests.left) {
        0 => String::new(),
        count => format!(" {}", conflict::left(model.lang, count)),
    };
    let text = match entry.undoes() {
        Some(target) => words.taken_back(is_undo(model, target), &what_was(model, target)),
        None => {
            let room = usize::from(model.size.0).saturating_sub(UNDO_HINT + text::width(&left));
            words
                .recorded(&text::fit(&summary::summary(entry, &model.paper, &model.ledger, model.lang), room))
        }
    };
    let text = text + &left;
    say(model, text);
    walk::recorded(model, entry);
    effects
}

/// Says that the workspace's folder does not answer, or does again.
fn silent(model: &mut Model, waits: Option<bool>) -> Vec<Effect> {
    match waits {
        Some(true) => fail(model, waiting::SILENT.get(model.lang)),
        Some(false) => fail(model, waiting::SILENT_IDLE.get(model.lang)),
        None => say(model, waiting::ANSWERS.get(model.lang)),
    }
}

/// Says why nothing can be recorded, where that is so.
pub fn announce(model: &mut Model, read_only: Option<ReadOnly>) {
    model.read_only = read_only;
    if let Some(why) = read_only {
        fail(model, why.words().get(model.lang));
    }
}

/// Offers to go on with a session that was under way when the program ended.
pub fn offer(model: &mut Model, session: Session) {
    let walk = Walk::new(model, session);
    if walk.is_over() {
        return;
    }
    if let Some(stop) = walk.session.stops.get(walk.at) {
        let count = walk.session.stops.len();
        let text = model.words().walk_waits(
            walk.at + 1,
            count,
            stop.who.as_str(),
            model.paper.key(&stop.item).as_str(),
        );
        say(model, text);
    }
    model.walk = Some(walk);
}

/// Says that notes which were left behind in an editor are drafts now.
pub fn rescued(model: &mut Model, drafts: &[String]) {
    let shown = |part: &str| match model.paper.item(&ItemId::new(part)) {
        Some((_, item)) => item.key.to_string(),
        None => text::clean_line(part),
    };
    let on = drafts.iter().map(|draft| {
        let parts: Vec<String> = draft.split(' ').filter(|part| *part != "-").map(shown).collect();
        parts.join(" ")
    });
    let on: Vec<String> = on.collect();
    let said = model.words().rescued(&text::fit(&on.join(", "), 40));
    say(model, said);
}

/// Columns that the words around a summary take on the status line, how to undo it among them.
const UNDO_HINT: usize = 30;

fn is_undo(model: &Model, id: &EntryId) -> bool {
    model.ledger.entry(id).is_some_and(|entry| entry.undoes().is_some())
}

/// What the act was that an undo, or an undo of an undo, is about.
fn what_was(model: &Model, id: &EntryId) -> String {
    let entry = model.ledger.entry(id);
    let act = entry.and_then(|entry| entry.undoes()).and_then(|id| model.ledger.entry(id)).or(entry);
    act.map_or_else(
        || id.to_string(),
        |entry| summary::summary(entry, &model.paper, &model.ledger, model.lang),
    )
}

/// Keeps what is being typed, where it changed since the last time.
fn keep_draft(model: &mut Model) -> Vec<Effect> {
    let Some(Overlay::Editor(editor)) = &mut model.overlay else { return Vec::new() };
    if !std::mem::take(&mut editor.changed) {
        return Vec::new();
    }
    let (key, text) = (editor.target.draft_key(), editor.text());
    let same = text == editor.before.text || text.is_empty();
    if same {
        model.drafts.remove(&key);
    } else {
        model.drafts.insert(key, text);
    }
    vec![Effect::KeepDrafts(model.drafts.clone())]
}

fn drop_draft(model: &mut Model, editor: &Editor) -> Option<Effect> {
    model.drafts.remove(&editor.target.draft_key())?;
    Some(Effect::KeepDrafts(model.drafts.clone()))
}
