//! The list of commands: every key of a screen with what it does, found by typing.
//!
//! Invariant: it reads the one table of keys; what it performs is the key itself, pressed.

use super::{
    keys::{self, Action, Binding, Key, Scope},
    model::Model,
    possible,
};
use crate::{
    domain::{lang::Lang, position::Position, text},
    words::screen::{self, ScreenWords},
};
use tui_input::Input;

/// One command.
#[derive(Debug)]
pub struct Command {
    /// The key that does it.
    pub key: Key,
    /// Its keys as people read them.
    pub keys: String,
    /// What it does, in the language of the screens.
    pub label: String,
    /// Why it can't be done now; absent where it can.
    pub why: Option<&'static str>,
    /// What it does in both languages, folded.
    folded: String,
}

/// The list of commands: what was typed and what fits, an exact key first.
#[derive(Debug)]
pub struct Palette {
    /// What was typed.
    pub input: Input,
    /// Places of those that fit.
    pub found: Vec<usize>,
    /// Which of them is selected.
    pub cursor: usize,
    commands: Vec<Command>,
}

impl Palette {
    /// Every command of the screen where one is.
    pub fn new(model: &Model) -> Palette {
        let commands = commands(model, model.screen_scope());
        let found = (0..commands.len()).collect();
        Palette { input: Input::default(), found, cursor: 0, commands }
    }

    /// Looks again for what fits what was typed: a key as it is, else what the label holds.
    pub fn search(&mut self) {
        let typed = self.input.value().trim();
        let folded = text::fold(typed);
        let is_key = |command: &Command| command.keys.split(", ").any(|key| key == typed);
        let fits = |command: &Command| {
            let key = command.keys.to_lowercase().starts_with(&typed.to_lowercase());
            key || (!folded.is_empty() && command.folded.contains(&folded))
        };
        let mut found: Vec<usize> = (0..self.commands.len())
            .filter(|place| {
                typed.is_empty() || is_key(&self.commands[*place]) || fits(&self.commands[*place])
            })
            .collect();
        found.sort_by_key(|place| !is_key(&self.commands[*place]));
        (self.found, self.cursor) = (found, 0);
    }

    /// Those that fit, in order.
    pub fn listed(&self) -> impl ExactSizeIterator<Item = &Command> {
        self.found.iter().map(|place| &self.commands[*place])
    }

    /// The selected one.
    pub fn selected(&self) -> Option<&Command> {
        self.found.get(self.cursor).map(|place| &self.commands[*place])
    }
}

/// Every command of a scope in the order of the table, one for each position.
fn commands(model: &Model, scope: Scope) -> Vec<Command> {
    keys::in_scope(scope)
        .flat_map(|binding| {
            let why = possible::availability(model, binding.action).err();
            let named = |key: &Key| command(model, binding, *key, why);
            match binding.action {
                Action::Record => binding.keys.iter().map(named).collect::<Vec<_>>(),
                _ => binding.keys.first().map(named).into_iter().collect(),
            }
        })
        .collect()
}

fn command(model: &Model, binding: &'static Binding, key: Key, why: Option<&'static str>) -> Command {
    let position = Position::ALL.into_iter().find(|position| position.key().is_some_and(|c| key.is_char(c)));
    let position = position.filter(|_| binding.action == Action::Record);
    let label = |words: &'static ScreenWords| match position {
        Some(position) => format!("{}: {}", (binding.label)(words), position.name(words.lang)),
        None => (binding.label)(words).to_owned(),
    };
    let keys = position.map_or_else(|| binding.shown(), |_| key.to_string());
    let both = [Lang::En, Lang::Zh].map(|lang| label(screen::words(lang)));
    Command { key, keys, label: label(model.words()), why, folded: text::fold(&both.join(" ")) }
}
