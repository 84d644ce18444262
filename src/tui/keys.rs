//! Every key binding: dispatch, footer, help and the README's table all read this one table.
//!
//! Invariant: within one scope no key is claimed twice.

mod action;
mod key;

use crate::words::screen::ScreenWords;
pub use action::Action;
use crossterm::event::KeyCode;
pub use key::Key;
use key::{ctrl, letter, plain};

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
    /// The jump by name.
    Jump,
    /// The list of commands.
    Palette,
    /// The text that filters a list.
    Filter,
    /// The note editor.
    Editor,
    /// A form.
    Form,
    /// The help, and the list of problems.
    Reading,
}

impl Scope {
    /// Every scope.
    pub const ALL: [Scope; 14] = [
        Scope::Overview,
        Scope::Item,
        Scope::Participant,
        Scope::Cards,
        Scope::Session,
        Scope::Commitments,
        Scope::Timeline,
        Scope::Moves,
        Scope::Jump,
        Scope::Palette,
        Scope::Filter,
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
            Scope::Commitments => words.lists.scope_commitments,
            Scope::Timeline => words.lists.scope_timeline,
            Scope::Moves => words.lists.scope_moves,
            Scope::Jump => words.scope_jump,
            Scope::Palette => words.lists.scope_palette,
            Scope::Filter => words.scope_filter,
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

const SCREENS: &[Scope] = &[
    Scope::Overview,
    Scope::Item,
    Scope::Participant,
    Scope::Cards,
    Scope::Commitments,
    Scope::Timeline,
    Scope::Moves,
];
const LISTS: &[Scope] =
    &[Scope::Overview, Scope::Item, Scope::Participant, Scope::Commitments, Scope::Timeline, Scope::Moves];
const CELLS: &[Scope] = &[Scope::Item, Scope::Participant];
const RECORDING: &[Scope] = &[Scope::Item, Scope::Participant, Scope::Cards, Scope::Session];
const SESSION: &[Scope] = &[Scope::Session];
const CELLS_AND_CARDS: &[Scope] = &[Scope::Item, Scope::Participant, Scope::Cards];
const MOVING: &[Scope] = &[
    Scope::Overview,
    Scope::Item,
    Scope::Participant,
    Scope::Cards,
    Scope::Commitments,
    Scope::Timeline,
    Scope::Moves,
    Scope::Reading,
];
const DIGITS: &[Key] =
    &[letter('1'), letter('2'), letter('3'), letter('4'), letter('5'), letter('6'), letter('7'), letter('8')];

macro_rules! bind {
    ($action:ident, $scopes:expr, $footer:expr, $($label:ident).+, $($key:expr),+) => {
        Binding { action: Action::$action, keys: &[$($key),+], scopes: $scopes, label: |w| w.$($label).+, footer: $footer }
    };
}

/// The table.
pub const BINDINGS: &[Binding] = &[
    Binding { action: Action::Record, keys: DIGITS, scopes: RECORDING, label: |w| w.key_record, footer: 1 },
    bind!(Clear, RECORDING, 0, key_clear, letter('0')),
    bind!(EditPosition, CELLS_AND_CARDS, 3, key_edit_position, letter('e')),
    bind!(Note, SCREENS, 4, key_note, letter('n')),
    bind!(NoteOutside, SCREENS, 0, key_note_outside, letter('E')),
    bind!(Commitment, CELLS_AND_CARDS, 5, key_commitment, letter('c')),
    bind!(OurLine, SCREENS, 6, key_our_line, letter('o')),
    bind!(Raise, CELLS_AND_CARDS, 7, key_raise, letter('r')),
    bind!(Amend, &[Scope::Cards], 2, key_amend, plain(KeyCode::Enter), letter('a')),
    bind!(Amend, &[Scope::Commitments], 4, key_amend, letter('a')),
    bind!(Progress, &[Scope::Cards, Scope::Commitments], 3, key_progress, letter('p')),
    bind!(Strike, &[Scope::Cards], 4, key_strike, letter('x'), plain(KeyCode::Delete)),
    bind!(Up, MOVING, 0, key_up, letter('k'), plain(KeyCode::Up)),
    bind!(Down, MOVING, 0, key_down, letter('j'), plain(KeyCode::Down)),
    bind!(PageUp, MOVING, 0, key_page_up, plain(KeyCode::PageUp), ctrl('u')),
    bind!(PageDown, MOVING, 0, key_page_down, plain(KeyCode::PageDown), ctrl('d')),
    bind!(First, MOVING, 0, key_first, letter('g'), plain(KeyCode::Home)),
    bind!(Last, MOVING, 0, key_last, letter('G'), plain(KeyCode::End)),
    bind!(Open, LISTS, 2, key_open, plain(KeyCode::Enter), letter('l'), plain(KeyCode::Right)),
    bind!(
        Back,
        &[
            Scope::Item,
            Scope::Participant,
            Scope::Cards,
            Scope::Commitments,
            Scope::Timeline,
            Scope::Moves,
            Scope::Reading
        ],
        8,
        key_back,
        plain(KeyCode::Esc),
        letter('h'),
        plain(KeyCode::Left),
        plain(KeyCode::Backspace)
    ),
    bind!(Previous, CELLS, 0, key_previous, letter('[')),
    bind!(Next, CELLS, 0, key_next, letter(']')),
    bind!(SwitchPane, CELLS_AND_CARDS, 9, key_switch_pane, plain(KeyCode::Tab)),
    bind!(Jump, SCREENS, 1, key_jump, letter('f'), ctrl('p')),
    bind!(Filter, LISTS, 0, key_filter, letter('/')),
    bind!(Commitments, SCREENS, 13, lists.key_commitments, letter('C')),
    bind!(Sort, &[Scope::Commitments], 5, lists.key_sort, letter('S')),
    bind!(OpenOnly, &[Scope::Commitments], 5, lists.key_open_only, letter('w')),
    bind!(Timeline, SCREENS, 13, lists.key_timeline, letter('t')),
    bind!(Moves, &[Scope::Timeline, Scope::Moves], 3, lists.key_moves, letter('M')),
    bind!(Palette, SCREENS, 10, lists.key_palette, letter(':')),
    bind!(Undo, SCREENS, 10, key_undo, letter('u')),
    bind!(Redo, SCREENS, 0, key_redo, ctrl('r')),
    bind!(Language, SCREENS, 0, key_language, letter('L')),
    bind!(Problems, SCREENS, 0, key_problems, letter('P')),
    bind!(Refresh, SCREENS, 0, key_refresh, letter('R'), plain(KeyCode::F(5))),
    bind!(PlanMeeting, CELLS, 0, key_plan_meeting, letter('W')),
    bind!(HoldMeeting, CELLS, 0, key_hold_meeting, letter('H')),
    bind!(CloseMeeting, CELLS, 0, key_close_meeting, letter('X')),
    bind!(Mouse, SCREENS, 0, key_mouse, plain(KeyCode::F(2))),
    bind!(Suspend, SCREENS, 0, key_suspend, ctrl('z')),
    bind!(Help, SCREENS, 11, key_help, letter('?'), plain(KeyCode::F(1))),
    bind!(Quit, SCREENS, 12, key_quit, letter('q'), ctrl('c')),
    bind!(Session, SCREENS, 0, key_session, letter('s')),
    bind!(Skip, SESSION, 2, key_skip, letter(' ')),
    bind!(Open, SESSION, 10, key_floor, plain(KeyCode::Enter)),
    bind!(Note, SESSION, 3, key_note, ctrl('n')),
    bind!(EditPosition, SESSION, 5, key_edit_position, ctrl('e')),
    bind!(Raise, SESSION, 6, key_raise, ctrl('f')),
    bind!(Undo, SESSION, 4, key_undo, ctrl('u')),
    bind!(Commitment, SESSION, 0, key_commitment, ctrl('t')),
    bind!(Redo, SESSION, 0, key_redo, ctrl('r')),
    bind!(Up, SESSION, 0, key_stop_before, plain(KeyCode::Up)),
    bind!(Down, SESSION, 0, key_stop_after, plain(KeyCode::Down)),
    bind!(PageUp, SESSION, 0, key_round_before, plain(KeyCode::PageUp)),
    bind!(PageDown, SESSION, 0, key_round_after, plain(KeyCode::PageDown)),
    bind!(Jump, SESSION, 0, key_jump, ctrl('p')),
    bind!(Palette, SESSION, 0, lists.key_palette, letter(':')),
    bind!(Language, SESSION, 0, key_language, ctrl('l')),
    bind!(Suspend, SESSION, 0, key_suspend, ctrl('z')),
    bind!(Refresh, SESSION, 0, key_refresh, plain(KeyCode::F(5))),
    bind!(EndSession, SESSION, 9, key_end_session, ctrl('x')),
    bind!(Back, SESSION, 7, key_back, plain(KeyCode::Esc)),
    bind!(Help, SESSION, 11, key_help, letter('?'), plain(KeyCode::F(1))),
    bind!(Quit, SESSION, 0, key_quit, ctrl('c')),
    bind!(Save, &[Scope::Editor, Scope::Form], 1, key_save, ctrl('s')),
    bind!(Open, &[Scope::Jump], 1, key_open, plain(KeyCode::Enter)),
    bind!(Open, &[Scope::Palette], 1, lists.key_perform, plain(KeyCode::Enter)),
    bind!(Open, &[Scope::Filter], 1, key_keep_filter, plain(KeyCode::Enter)),
    bind!(Up, &[Scope::Jump, Scope::Palette, Scope::Filter], 0, key_up, plain(KeyCode::Up), ctrl('k')),
    bind!(Down, &[Scope::Jump, Scope::Palette, Scope::Filter], 0, key_down, plain(KeyCode::Down), ctrl('n')),
    bind!(NextField, &[Scope::Form], 2, key_next_field, plain(KeyCode::Tab)),
    bind!(PreviousField, &[Scope::Form], 3, key_previous_field, plain(KeyCode::BackTab)),
    bind!(Shareable, &[Scope::Editor], 2, key_shareable, ctrl('t')),
    bind!(Outside, &[Scope::Editor], 3, key_outside, ctrl('o')),
    bind!(UndoTyping, &[Scope::Editor, Scope::Form], 4, key_undo_typing, ctrl('z')),
    bind!(RedoTyping, &[Scope::Editor, Scope::Form], 0, key_redo_typing, ctrl('y')),
    bind!(Cancel, &[Scope::Filter], 2, key_drop_filter, plain(KeyCode::Esc)),
    bind!(
        Cancel,
        &[Scope::Editor, Scope::Form, Scope::Jump, Scope::Palette],
        5,
        key_cancel,
        plain(KeyCode::Esc)
    ),
    bind!(
        Quit,
        &[Scope::Editor, Scope::Form, Scope::Jump, Scope::Palette, Scope::Filter, Scope::Reading],
        0,
        key_quit,
        ctrl('c')
    ),
];

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
