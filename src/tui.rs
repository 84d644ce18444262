//! The terminal program: messages in, effects out, a frame after each.
//!
//! Invariant: only the loop here touches the terminal, the disk or the clock; `update` and `view` are pure.

pub mod choose;
pub mod commitments;
pub mod compared;
pub mod conflicts;
pub mod editor;
pub mod export_form;
pub mod form;
pub mod input;
pub mod jump;
pub mod keys;
pub mod list;
pub mod matrix;
pub mod message;
pub mod model;
pub mod moved;
pub mod options;
mod outside;
pub mod page;
pub mod palette;
pub mod past;
pub mod possible;
pub mod row_filter;
pub mod screen;
pub mod terminal;
pub mod update;
pub mod view;
pub mod walk;
mod worker;
mod writer;

use crate::{
    domain::instant::{Instant, Zones},
    store::clock,
    words::waiting,
};
use crossterm::event::{self, Event};
use message::{Effect, Message};
use model::Model;
pub use options::Options;
use outside::Editing;
pub use outside::Outside;
use std::{collections::VecDeque, io, time};
use worker::Opening;

/// How often the loop looks for what others recorded.
const LOOK: time::Duration = time::Duration::from_millis(500);
/// How long a second act waits for the one before it.
const PATIENCE: time::Duration = time::Duration::from_secs(1);
/// How often a frame is drawn while much is taken in and no key is pressed.
const PACE: time::Duration = time::Duration::from_millis(100);

/// Opens the screens and runs until the user leaves.
///
/// The journals are read beside them.
///
/// # Errors
/// When the terminal refuses or is gone, or the disk had not answered at the end.
pub fn run(mut outside: Outside, options: Options) -> io::Result<()> {
    let mut screen = terminal::prepare()?;
    let now = now_in(options.zones);
    let Opening { paper, roster, .. } = outside.opening().clone();
    let mut model = Model::unread(paper, roster, options, screen.size()?.into(), now);
    outside.wait_opened(&mut model);
    terminal::open(&mut screen)?;
    let editing = outside.editing();
    terminal::leave_on_signals(move |signal| end_on(signal, &editing))?;
    show(&mut screen, &mut model)?;
    outside.read(&model);
    terminal::mouse(model.mouse)?;
    terminal::listen()?;
    let result = run_on(&mut screen, &mut outside, &mut model);
    terminal::leave();
    let outcome = result.and(outside.close(&mut model).map_err(io::Error::other));
    let faults = terminal::faults();
    if faults.is_empty() {
        return outcome;
    }
    let mut told = vec![waiting::FAILED.get(model.lang).to_owned()];
    told.extend(faults);
    told.extend(outcome.err().map(|error| error.to_string()));
    Err(io::Error::other(told.join("\n")))
}

/// Whether the program ends on a signal, which an interruption that is meant for the user's editor is not; then nothing of the editing stays.
fn end_on(signal: i32, editing: &Editing) -> bool {
    if signal == terminal::INTERRUPT && editing.is_interrupted() {
        return false;
    }
    editing.end();
    true
}

fn run_on(screen: &mut terminal::Screen, outside: &mut Outside, model: &mut Model) -> io::Result<()> {
    let mut looked = time::Instant::now();
    let mut drawn: Option<time::Instant> = None;
    let mut has_looked = false;
    let mut is_key = true;
    loop {
        let has_more = outside.has_more() || model.is_seeking();
        if is_key || !has_more || drawn.is_none_or(|drawn| drawn.elapsed() >= PACE) {
            show(screen, model)?;
            drawn = Some(time::Instant::now());
        }
        // However long a frame took, keys come first for a while after each look.
        if std::mem::take(&mut has_looked) {
            looked = time::Instant::now();
        }
        let message = loop {
            if let Some(message) = next_message(time::Duration::ZERO)? {
                break message;
            }
            if let Some(message) = outside.replies(model) {
                break message;
            }
            if outside.is_gone() {
                return Err(io::Error::other(waiting::LEFT_UNSURE.get(model.lang)));
            }
            if model.is_seeking() {
                break Message::Seek;
            }
            if looked.elapsed() >= LOOK {
                (looked, has_looked) = (time::Instant::now(), true);
                outside.look(model);
                if model.is_unkept() || model.is_walking() {
                    break Message::Tick;
                }
                continue;
            }
            let patience = LOOK.saturating_sub(looked.elapsed());
            if let Some(message) = next_message(patience.min(outside.patience()))? {
                break message;
            }
        };
        is_key = message.is_input();
        if !settle(screen, outside, model, message)? {
            return Ok(());
        }
    }
}

fn show(screen: &mut terminal::Screen, model: &mut Model) -> io::Result<()> {
    update::show(model);
    terminal::draw(screen, |frame| {
        let area = frame.area();
        if model.size != (area.width, area.height) {
            update::update(model, Message::Resize(area.width, area.height), now_in(model.options.zones));
        }
        if let Some(cursor) = view::draw(frame.buffer_mut(), model) {
            frame.set_cursor_position(cursor);
        }
    })
}

/// Takes a message in, and all that follows from it. Returns whether to go on.
fn settle(
    screen: &mut terminal::Screen,
    outside: &mut Outside,
    model: &mut Model,
    message: Message,
) -> io::Result<bool> {
    let mut messages = VecDeque::from([message]);
    while let Some(message) = messages.pop_front() {
        let input = message.is_input().then(|| message.clone());
        for effect in update::update(model, message, now_in(model.options.zones)) {
            match effect {
                Effect::Quit => return Ok(false),
                Effect::Suspend => {
                    terminal::suspend(screen)?;
                    terminal::mouse(model.mouse)?;
                }
                Effect::Edit { draft, text } => {
                    terminal::leave();
                    let edited = outside.edit(&draft, &text);
                    terminal::enter(screen)?;
                    terminal::mouse(model.mouse)?;
                    messages.push_back(Message::Edited(edited));
                }
                Effect::Mouse(on) => terminal::mouse(on)?,
                Effect::Again => {
                    let next = match outside.answer(model, PATIENCE) {
                        Some(answer) => [Some(answer), input.clone()],
                        None => [Some(still_waiting(model)), None],
                    };
                    next.into_iter().flatten().rev().for_each(|message| messages.push_front(message));
                }
                effect => messages.extend(outside.perform(effect, model, now_in(model.options.zones))),
            }
        }
    }
    Ok(true)
}

/// Why an act is not recorded that came too soon after another.
fn still_waiting(model: &Model) -> Message {
    Message::Failed(waiting::STILL_WAITING.get(model.lang).to_owned())
}

/// Waits so long for what happens next.
fn next_message(patience: time::Duration) -> io::Result<Option<Message>> {
    if !event::poll(patience)? {
        return Ok(None);
    }
    Ok(match event::read()? {
        Event::Key(key) => Some(Message::Key(key)),
        Event::Paste(text) => Some(Message::Paste(text)),
        Event::Resize(columns, rows) => Some(Message::Resize(columns, rows)),
        Event::Mouse(mouse) => Some(Message::Mouse(mouse)),
        Event::FocusGained | Event::FocusLost => None,
    })
}

/// The present. The one place in the screens that reads the clock.
fn now_in(zones: Zones) -> Instant {
    zones.settle(clock::now())
}
