//! The terminal program: messages in, effects out, a frame after each.
//!
//! Invariant: only the loop here touches the terminal, the disk or the clock; `update` and `view` are pure.

pub mod choose;
pub mod clashes;
pub mod compared;
mod courier;
pub mod editor;
pub mod form;
pub mod handout;
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
pub mod promises;
pub mod screen;
pub mod sharing;
pub mod sieve;
pub mod terminal;
pub mod update;
pub mod view;
pub mod walk;
mod writer;

use crate::{domain::instant::Instant, store::desk::Desk};
use crossterm::event::{self, Event};
use message::{Effect, Message};
use model::Model;
pub use options::Options;
use outside::{Editing, Outside};
use std::{io, time};

/// How often the loop looks for what others recorded.
const LOOK: time::Duration = time::Duration::from_secs(1);

/// Opens the screens and runs until the user leaves.
///
/// # Errors
/// When the terminal refuses or is gone.
pub fn run(desk: Desk, options: Options) -> io::Result<()> {
    let size = crossterm::terminal::size()?;
    let (mut outside, mut model) = open(desk, options, size);
    let mut screen = terminal::open()?;
    let editing = outside.editing();
    terminal::leave_on_signals(move |signal| end_on(signal, &editing))?;
    terminal::mouse(model.mouse)?;
    terminal::listen()?;
    let (columns, rows) = crossterm::terminal::size()?;
    update::update(&mut model, Message::Resize(columns, rows), clock());
    let result = run_on(&mut screen, &mut outside, &mut model);
    terminal::leave();
    outside.close();
    result
}

/// Whether the program ends on a signal, which an interruption of the user's editor is not; then nothing of the editing stays.
fn end_on(signal: i32, editing: &Editing) -> bool {
    if signal == terminal::INTERRUPT && editing.is_under_way() {
        return false;
    }
    editing.end();
    true
}

/// The outside and the model of an open workspace.
fn open(desk: Desk, options: Options, size: (u16, u16)) -> (Outside, Model) {
    let Desk { workspace, assets, ledger, journal } = desk;
    let mut outside = Outside::new(workspace, journal, assets.problems);
    let mut model = Model::new(assets.paper, assets.roster, ledger, options, size, clock());
    model.device = outside.device();
    let rescued = outside.rescue();
    model.drafts = outside.drafts();
    model.problems = outside.problems(&model);
    if let Some(Message::Shared(shared)) = outside.sharing(&model) {
        model.sharing.stands = shared;
    }
    update::announce(&mut model, outside.read_only());
    if let Some(session) = outside.session() {
        update::offer(&mut model, session);
    }
    if !rescued.is_empty() {
        update::rescued(&mut model, &rescued);
    }
    view::keep_in_view(&mut model);
    (outside, model)
}

fn run_on(screen: &mut terminal::Screen, outside: &mut Outside, model: &mut Model) -> io::Result<()> {
    let mut looked = time::Instant::now();
    let mut has_looked = false;
    loop {
        terminal::draw(screen, |frame| view::render(frame, model))?;
        // However long a frame took, keys come first for a while after each look.
        if std::mem::take(&mut has_looked) {
            looked = time::Instant::now();
        }
        let message = loop {
            if looked.elapsed() >= LOOK {
                (looked, has_looked) = (time::Instant::now(), true);
                if outside.has_news(model) {
                    break Message::Refreshed(outside.problems(model));
                }
                if let Some(message) = outside.sharing(model) {
                    break message;
                }
                if model.overlay.is_some() || model.is_walking() {
                    break Message::Tick;
                }
            }
            if let Some(message) = outside.news() {
                break message;
            }
            let patience = LOOK.saturating_sub(looked.elapsed());
            if let Some(message) = next_message(patience.min(outside.patience()))? {
                break message;
            }
        };
        if !settle(screen, outside, model, message)? {
            return Ok(());
        }
    }
}

/// Takes a message in, and all that follows from it. Returns whether to go on.
fn settle(
    screen: &mut terminal::Screen,
    outside: &mut Outside,
    model: &mut Model,
    message: Message,
) -> io::Result<bool> {
    let mut effects: std::collections::VecDeque<Effect> = update::update(model, message, clock()).into();
    while let Some(effect) = effects.pop_front() {
        let answer = match effect {
            Effect::Quit => return Ok(false),
            Effect::Suspend => {
                let (columns, rows) = terminal::suspend(screen)?;
                terminal::mouse(model.mouse)?;
                Some(Message::Resize(columns, rows))
            }
            Effect::Edit { draft, text } => {
                terminal::leave();
                let edited = outside.edit(&draft, &text);
                terminal::enter()?;
                terminal::mouse(model.mouse)?;
                terminal::redraw_all(screen)?;
                Some(Message::Edited(edited))
            }
            Effect::Mouse(on) => {
                terminal::mouse(on)?;
                None
            }
            effect => outside.perform(effect, model, clock()),
        };
        if let Some(answer) = answer {
            effects.extend(update::update(model, answer, clock()));
        }
    }
    Ok(true)
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
fn clock() -> Instant {
    Instant::from_millis(chrono::Utc::now().timestamp_millis())
}
