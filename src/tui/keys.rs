//! Every key binding: dispatch, footer, help and the README's table all read the one table in `table`.
//!
//! Invariant: within one scope no key is claimed twice.

mod action;
mod key;
mod table;

use crate::words::{conflict, screen::ScreenWords};
pub use action::Action;
pub use key::Key;
use key::{ctrl, letter, plain};
pub use table::BINDINGS;

/// Where a key is pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// The overview.
    Overview,
    /// The screen of an item.
    Item,
    /// The screen of a participant.
    Participant,
    /// The cards beside the list of an item or a participant.
    Cards,
    /// A review session.
    Session,
    /// All commitments.
    Commitments,
    /// Entries, newest first.
    Timeline,
    /// Who moved between two dates.
    Moves,
    /// What conflicts.
    Conflicts,
    /// The matrix.
    Matrix,
    /// A page to read.
    Page,
    /// The jump by name.
    Jump,
    /// The list of commands.
    Palette,
    /// The text that filters a list.
    Filter,
    /// A list of choices.
    Choose,
    /// The note editor.
    Editor,
    /// A form.
    Form,
    /// The help, and the list of problems.
    Reading,
}

impl Scope {
    /// Every scope.
    pub const ALL: [Scope; 18] = [
        Scope::Overview,
        Scope::Item,
        Scope::Participant,
        Scope::Cards,
        Scope::Session,
        Scope::Commitments,
        Scope::Timeline,
        Scope::Moves,
        Scope::Conflicts,
        Scope::Matrix,
        Scope::Page,
        Scope::Jump,
        Scope::Palette,
        Scope::Filter,
        Scope::Choose,
        Scope::Editor,
        Scope::Form,
        Scope::Reading,
    ];

    /// What it is called.
    pub fn name(self, words: &'static ScreenWords) -> &'static str {
        match self {
            Scope::Overview => words.scope_overview,
            Scope::Item => words.scope_item,
            Scope::Participant => words.scope_participant,
            Scope::Cards => words.scope_cards,
            Scope::Session => words.walk.scope_session,
            Scope::Commitments => words.lists.scope_commitments,
            Scope::Timeline => words.lists.scope_timeline,
            Scope::Moves => words.lists.scope_moves,
            Scope::Conflicts => conflict::SCOPE.get(words.lang),
            Scope::Matrix => words.matrix.scope,
            Scope::Page => words.walk.scope_page,
            Scope::Jump => words.scope_jump,
            Scope::Palette => words.lists.scope_palette,
            Scope::Filter => words.scope_filter,
            Scope::Choose => words.matrix.scope_choose,
            Scope::Editor => words.scope_editor,
            Scope::Form => words.scope_form,
            Scope::Reading => words.scope_reading,
        }
    }
}

/// One row of the table.
#[derive(Debug)]
pub struct Binding {
    /// What it does.
    pub action: Action,
    /// Keys that do it, the one to show first.
    pub keys: &'static [Key],
    /// Where.
    pub scopes: &'static [Scope],
    /// How it is called.
    pub label: fn(&'static ScreenWords) -> &'static str,
    /// Place in the footer, from 1; 0: not there.
    pub footer: u8,
}

impl Binding {
    /// The key to show where there is room for one: `1-8`, or `j`.
    pub fn first(&self) -> String {
        match (self.action, self.keys.first()) {
            (Action::Record, _) => "1-9".into(),
            (_, Some(key)) => key.to_string(),
            (_, None) => String::new(),
        }
    }

    /// The keys as people read them: `1-8`, or `j, Down`.
    pub fn shown(&self) -> String {
        match self.action {
            Action::Record => "1-9".into(),
            _ => self.keys.iter().map(Key::to_string).collect::<Vec<_>>().join(", "),
        }
    }
}

/// The binding of a key in a scope.
pub fn find(scope: Scope, key: Key) -> Option<&'static Binding> {
    in_scope(scope).find(|binding| binding.keys.contains(&key))
}

/// The key to show for an action, wherever it is bound.
pub fn of(action: Action) -> Option<String> {
    BINDINGS.iter().find(|binding| binding.action == action).map(Binding::first)
}

/// Bindings of a scope, in the order of the table.
pub fn in_scope(scope: Scope) -> impl Iterator<Item = &'static Binding> {
    BINDINGS.iter().filter(move |binding| binding.scopes.contains(&scope))
}

/// Bindings of a scope's footer, in order.
pub fn footer(scope: Scope) -> Vec<&'static Binding> {
    let mut bindings: Vec<&Binding> = in_scope(scope).filter(|binding| binding.footer > 0).collect();
    bindings.sort_by_key(|binding| binding.footer);
    bindings
}

/// The table as Markdown, for the README: one row an action, with where it works.
pub fn markdown(words: &'static ScreenWords) -> String {
    let mut out = format!("| {} | {} | {} |\n|---|---|---|\n", words.keys, words.what, words.place);
    for binding in BINDINGS {
        let places: Vec<&str> = binding.scopes.iter().map(|scope| scope.name(words)).collect();
        let keys = binding.shown().replace('|', "\\|");
        out.push_str(&format!("| {keys} | {} | {} |\n", (binding.label)(words), places.join(", ")));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_is_claimed_twice_in_a_scope() {
        for scope in Scope::ALL {
            let mut seen = std::collections::HashSet::new();
            for key in in_scope(scope).flat_map(|binding| binding.keys) {
                assert!(seen.insert(key), "{key} in {scope:?}");
            }
        }
    }

    #[test]
    fn everything_can_be_left_and_asked_for_help() {
        for scope in Scope::ALL {
            assert!(
                in_scope(scope).any(|b| matches!(b.action, Action::Back | Action::Cancel | Action::Quit))
            );
        }
    }
}
