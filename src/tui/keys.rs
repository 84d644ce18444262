//! Every key binding: dispatch, footer, help and the README's table all read the one table in `table`.
//!
//! Invariant: within one scope no key is claimed twice.

mod table;

use crate::words::screen::ScreenWords;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use std::fmt;
pub use table::BINDINGS;

/// What a key does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Record the position of the key's digit.
    Record,
    /// Back to not recorded.
    Clear,
    /// Condition, source and date of the position.
    EditPosition,
    /// Write a note.
    Note,
    /// Write a note in the user's editor.
    NoteOutside,
    /// A new commitment.
    Commitment,
    /// Our own line on the item.
    OurLine,
    /// To raise at the next meeting, or no longer.
    Raise,
    /// Change the selected card.
    Amend,
    /// Progress of the selected commitment.
    Progress,
    /// Take the selected card off.
    Strike,
    /// Up one row.
    Up,
    /// Down one row.
    Down,
    /// Up one page.
    PageUp,
    /// Down one page.
    PageDown,
    /// To the first row.
    First,
    /// To the last row.
    Last,
    /// Open what is selected.
    Open,
    /// Back to where one came from.
    Back,
    /// The neighbour before.
    Previous,
    /// The neighbour after.
    Next,
    /// Between the list and the cards.
    SwitchPane,
    /// Go on with the review session, or begin one.
    Session,
    /// Pass the speaker over.
    Skip,
    /// End the review session.
    EndSession,
    /// Plan a meeting with the participant.
    PlanMeeting,
    /// Hold the next meeting with it: a review session over its items.
    HoldMeeting,
    /// Close the next meeting with it.
    CloseMeeting,
    /// Listen to the mouse, or leave it to the terminal.
    Mouse,
    /// Show only what holds a text.
    Filter,
    /// Jump to anything by name.
    Jump,
    /// Take the last act back.
    Undo,
    /// Put it back.
    Redo,
    /// The other language.
    Language,
    /// What is wrong with files.
    Problems,
    /// Keys that work here.
    Help,
    /// Look for what others recorded.
    Refresh,
    /// Stop as the shell's job control does.
    Suspend,
    /// End.
    Quit,
    /// Record what is in the form or editor.
    Save,
    /// Leave the form or editor.
    Cancel,
    /// The next field.
    NextField,
    /// The field before.
    PreviousField,
    /// Internal or shareable.
    Shareable,
    /// Hand the text to the user's editor.
    Outside,
    /// Take the last typing back.
    UndoTyping,
    /// Put the last typing back.
    RedoTyping,
    /// Delegations and items.
    Matrix,
    /// Left one column.
    Left,
    /// Right one column.
    Right,
    /// Mark the cell.
    Mark,
    /// Begin or mark a rectangle.
    Rectangle,
    /// Mark the row.
    MarkRow,
    /// Mark the column.
    MarkColumn,
    /// Take all marks off.
    Unmark,
    /// The next part of the paper.
    Zoom,
    /// The part before.
    ZoomBack,
    /// Choose an order.
    Sort,
    /// Choose who is shown.
    ShowOnly,
}

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
    /// The matrix.
    Matrix,
    /// The jump by name.
    Jump,
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
    pub const ALL: [Scope; 12] = [
        Scope::Overview,
        Scope::Item,
        Scope::Participant,
        Scope::Cards,
        Scope::Session,
        Scope::Matrix,
        Scope::Jump,
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
            Scope::Session => words.scope_session,
            Scope::Matrix => words.matrix.scope,
            Scope::Jump => words.scope_jump,
            Scope::Filter => words.scope_filter,
            Scope::Choose => words.matrix.scope_choose,
            Scope::Editor => words.scope_editor,
            Scope::Form => words.scope_form,
            Scope::Reading => words.scope_reading,
        }
    }
}

/// A key with its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    code: KeyCode,
    ctrl: bool,
}

const fn plain(code: KeyCode) -> Key {
    Key { code, ctrl: false }
}

const fn letter(c: char) -> Key {
    plain(KeyCode::Char(c))
}

const fn ctrl(c: char) -> Key {
    Key { code: KeyCode::Char(c), ctrl: true }
}

impl Key {
    /// The key of an event.
    pub fn of(event: &KeyEvent) -> Key {
        Key { code: event.code, ctrl: event.modifiers.contains(KeyModifiers::CONTROL) }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            f.write_str("Ctrl-")?;
        }
        match self.code {
            KeyCode::Char(' ') => f.write_str("Space"),
            KeyCode::Char(c) if self.ctrl => write!(f, "{}", c.to_ascii_uppercase()),
            KeyCode::Char(c) => write!(f, "{c}"),
            KeyCode::BackTab => f.write_str("Shift-Tab"),
            KeyCode::PageUp => f.write_str("PgUp"),
            KeyCode::PageDown => f.write_str("PgDn"),
            KeyCode::F(n) => write!(f, "F{n}"),
            code => write!(f, "{code}"),
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
            (Action::Record, _) => "1-8".into(),
            (_, Some(key)) => key.to_string(),
            (_, None) => String::new(),
        }
    }

    /// The keys as people read them: `1-8`, or `j, Down`.
    pub fn shown(&self) -> String {
        match self.action {
            Action::Record => "1-8".into(),
            _ => self.keys.iter().map(Key::to_string).collect::<Vec<_>>().join(", "),
        }
    }
}

/// The binding of a key in a scope.
pub fn find(scope: Scope, key: Key) -> Option<&'static Binding> {
    in_scope(scope).find(|binding| binding.keys.contains(&key))
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
