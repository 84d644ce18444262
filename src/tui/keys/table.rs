//! The table of keys.
//!
//! Invariant: one row an action and a set of scopes; nothing else says which key does what.

use super::{Action, Binding, Key, Scope, ctrl, letter, plain};
use crate::words::{clash, export, notice, past};
use crossterm::event::KeyCode;

const SCREENS: &[Scope] = &[
    Scope::Overview,
    Scope::Item,
    Scope::Participant,
    Scope::Cards,
    Scope::Matrix,
    Scope::Commitments,
    Scope::Timeline,
    Scope::Moves,
    Scope::Clashes,
    Scope::Page,
];
const LISTS: &[Scope] =
    &[Scope::Overview, Scope::Item, Scope::Participant, Scope::Commitments, Scope::Timeline, Scope::Moves];
const MEETING: &[Scope] = &[Scope::Item, Scope::Participant, Scope::Matrix, Scope::Page];
const CELLS: &[Scope] = &[Scope::Item, Scope::Participant];
const RECORDING: &[Scope] =
    &[Scope::Item, Scope::Participant, Scope::Cards, Scope::Session, Scope::Matrix, Scope::Clashes];
const SESSION: &[Scope] = &[Scope::Session];
const CELLS_AND_CARDS: &[Scope] = &[Scope::Item, Scope::Participant, Scope::Cards];
const FILTERED: &[Scope] = &[
    Scope::Overview,
    Scope::Item,
    Scope::Participant,
    Scope::Matrix,
    Scope::Commitments,
    Scope::Timeline,
    Scope::Moves,
    Scope::Clashes,
];
const ON_CELLS: &[Scope] = &[Scope::Item, Scope::Participant, Scope::Cards, Scope::Matrix, Scope::Clashes];
const MATRIX: &[Scope] = &[Scope::Matrix];
const CLASHES: &[Scope] = &[Scope::Clashes];
const MARKED: &[Scope] = &[Scope::Matrix, Scope::Clashes];
const MOVING: &[Scope] = &[
    Scope::Overview,
    Scope::Item,
    Scope::Participant,
    Scope::Cards,
    Scope::Matrix,
    Scope::Commitments,
    Scope::Timeline,
    Scope::Moves,
    Scope::Clashes,
    Scope::Page,
    Scope::Reading,
];
const TYPED_LISTS: &[Scope] = &[Scope::Jump, Scope::Palette, Scope::Filter, Scope::Choose];
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
    bind!(EditPosition, ON_CELLS, 3, key_edit_position, letter('e')),
    bind!(Note, SCREENS, 4, key_note, letter('n')),
    bind!(NoteOutside, SCREENS, 0, key_note_outside, letter('E')),
    bind!(Commitment, ON_CELLS, 5, key_commitment, letter('c')),
    bind!(OurLine, SCREENS, 6, key_our_line, letter('o')),
    bind!(Raise, ON_CELLS, 7, key_raise, letter('r')),
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
            Scope::Page,
            Scope::Reading,
        ],
        8,
        key_back,
        plain(KeyCode::Esc),
        letter('h'),
        plain(KeyCode::Left),
        plain(KeyCode::Backspace)
    ),
    bind!(Open, MATRIX, 2, key_open, plain(KeyCode::Enter)),
    bind!(Mark, MARKED, 2, matrix.key_mark, letter(' ')),
    bind!(Rectangle, MATRIX, 2, matrix.key_rectangle, letter('v')),
    bind!(MarkRow, MATRIX, 0, matrix.key_mark_row, letter('V')),
    bind!(MarkColumn, MATRIX, 0, matrix.key_mark_column, letter('K'), letter('|')),
    bind!(Unmark, MARKED, 0, matrix.key_unmark, letter('x')),
    bind!(Left, MATRIX, 0, matrix.key_left, letter('h'), plain(KeyCode::Left)),
    bind!(Right, MATRIX, 0, matrix.key_right, letter('l'), plain(KeyCode::Right)),
    bind!(Zoom, MATRIX, 2, matrix.key_zoom, letter('z')),
    bind!(ZoomBack, MATRIX, 0, matrix.key_zoom_back, letter('Z')),
    bind!(Sort, MATRIX, 2, matrix.key_sort, letter('S')),
    bind!(ShowOnly, MATRIX, 2, matrix.key_show_only, letter('F')),
    bind!(Back, MARKED, 8, key_back, plain(KeyCode::Esc), plain(KeyCode::Backspace)),
    Binding {
        action: Action::KeepSide,
        keys: &[plain(KeyCode::Enter)],
        scopes: CLASHES,
        label: |w| clash::KEY_KEEP.get(w.lang),
        footer: 2,
    },
    Binding {
        action: Action::SideAfter,
        keys: &[letter(']'), letter('l'), plain(KeyCode::Right)],
        scopes: CLASHES,
        label: |w| clash::KEY_SIDE_AFTER.get(w.lang),
        footer: 2,
    },
    Binding {
        action: Action::SideBefore,
        keys: &[letter('['), letter('h'), plain(KeyCode::Left)],
        scopes: CLASHES,
        label: |w| clash::KEY_SIDE_BEFORE.get(w.lang),
        footer: 0,
    },
    Binding {
        action: Action::SettleLater,
        keys: &[letter('d')],
        scopes: CLASHES,
        label: |w| clash::KEY_LATER.get(w.lang),
        footer: 2,
    },
    Binding {
        action: Action::SettleOnTheRecord,
        keys: &[letter('p')],
        scopes: CLASHES,
        label: |w| clash::KEY_ON_RECORD.get(w.lang),
        footer: 2,
    },
    Binding {
        action: Action::Open,
        keys: &[plain(KeyCode::Tab)],
        scopes: CLASHES,
        label: |w| clash::KEY_OPEN.get(w.lang),
        footer: 9,
    },
    bind!(Previous, CELLS, 0, key_previous, letter('[')),
    bind!(Next, CELLS, 0, key_next, letter(']')),
    bind!(SwitchPane, CELLS_AND_CARDS, 9, key_switch_pane, plain(KeyCode::Tab)),
    bind!(Jump, SCREENS, 1, key_jump, letter('f'), ctrl('p')),
    bind!(Matrix, SCREENS, 7, matrix.key_matrix, letter('m')),
    bind!(Filter, FILTERED, 0, key_filter, letter('/')),
    bind!(Commitments, SCREENS, 13, lists.key_commitments, letter('C')),
    bind!(Sort, &[Scope::Commitments], 5, lists.key_sort, letter('S')),
    bind!(OpenOnly, &[Scope::Commitments], 5, lists.key_open_only, letter('w')),
    Binding {
        action: Action::Clashes,
        keys: &[letter('!')],
        scopes: SCREENS,
        label: |w| clash::KEY.get(w.lang),
        footer: 13,
    },
    bind!(Timeline, SCREENS, 13, lists.key_timeline, letter('t')),
    bind!(Moves, &[Scope::Timeline, Scope::Moves], 3, lists.key_moves, letter('M')),
    bind!(Palette, SCREENS, 10, lists.key_palette, letter(':')),
    bind!(Undo, SCREENS, 10, key_undo, letter('u')),
    bind!(Redo, SCREENS, 0, key_redo, ctrl('r')),
    Binding {
        action: Action::PutBack,
        keys: &[letter('U')],
        scopes: &[Scope::Timeline],
        label: |w| notice::KEY_PUT_BACK.get(w.lang),
        footer: 4,
    },
    bind!(Language, SCREENS, 0, key_language, letter('L')),
    bind!(Problems, SCREENS, 0, key_problems, letter('P')),
    bind!(Refresh, SCREENS, 0, key_refresh, letter('R'), plain(KeyCode::F(5))),
    Binding {
        action: Action::Export,
        keys: &[letter('O'), ctrl('s')],
        scopes: SCREENS,
        label: |w| export::KEY.get(w.lang),
        footer: 13,
    },
    Binding {
        action: Action::DayBefore,
        keys: &[letter('<')],
        scopes: SCREENS,
        label: |w| past::KEY_BACK.get(w.lang),
        footer: 0,
    },
    Binding {
        action: Action::DayAfter,
        keys: &[letter('>')],
        scopes: SCREENS,
        label: |w| past::KEY_FORWARD.get(w.lang),
        footer: 0,
    },
    Binding {
        action: Action::Present,
        keys: &[letter('.')],
        scopes: SCREENS,
        label: |w| past::KEY_NOW.get(w.lang),
        footer: 0,
    },
    Binding {
        action: Action::AsOf,
        keys: &[letter('@')],
        scopes: SCREENS,
        label: |w| past::KEY_AS_OF.get(w.lang),
        footer: 0,
    },
    Binding {
        action: Action::Compare,
        keys: &[letter('D')],
        scopes: SCREENS,
        label: |w| past::KEY_COMPARE.get(w.lang),
        footer: 13,
    },
    Binding {
        action: Action::Keep,
        keys: &[letter('+')],
        scopes: SCREENS,
        label: |w| past::KEY_KEEP.get(w.lang),
        footer: 0,
    },
    bind!(Brief, SCREENS, 8, walk.key_brief, letter('b')),
    bind!(Agenda, SCREENS, 13, walk.key_agenda, letter('A')),
    bind!(PlanMeeting, MEETING, 0, walk.key_plan_meeting, letter('W')),
    bind!(HoldMeeting, MEETING, 0, walk.key_hold_meeting, letter('H')),
    bind!(CloseMeeting, MEETING, 0, walk.key_close_meeting, letter('X')),
    bind!(Mouse, SCREENS, 0, key_mouse, plain(KeyCode::F(2))),
    bind!(Suspend, SCREENS, 0, key_suspend, ctrl('z')),
    bind!(Help, SCREENS, 11, key_help, letter('?'), plain(KeyCode::F(1))),
    bind!(Quit, SCREENS, 12, key_quit, letter('q'), ctrl('c')),
    bind!(Session, SCREENS, 0, walk.key_session, letter('s')),
    bind!(Skip, SESSION, 2, walk.key_skip, letter(' ')),
    bind!(Open, SESSION, 10, walk.key_floor, plain(KeyCode::Enter)),
    bind!(Note, SESSION, 3, key_note, ctrl('n')),
    bind!(EditPosition, SESSION, 5, key_edit_position, ctrl('e')),
    bind!(Raise, SESSION, 6, key_raise, ctrl('f')),
    bind!(Undo, SESSION, 4, key_undo, ctrl('u')),
    bind!(Commitment, SESSION, 0, key_commitment, ctrl('t')),
    bind!(Redo, SESSION, 0, key_redo, ctrl('r')),
    bind!(Up, SESSION, 0, walk.key_stop_before, plain(KeyCode::Up)),
    bind!(Down, SESSION, 0, walk.key_stop_after, plain(KeyCode::Down)),
    bind!(PageUp, SESSION, 0, walk.key_round_before, plain(KeyCode::PageUp)),
    bind!(PageDown, SESSION, 0, walk.key_round_after, plain(KeyCode::PageDown)),
    bind!(Jump, SESSION, 0, key_jump, ctrl('p')),
    bind!(Palette, SESSION, 0, lists.key_palette, letter(':')),
    bind!(Language, SESSION, 0, key_language, ctrl('l')),
    bind!(Suspend, SESSION, 0, key_suspend, ctrl('z')),
    bind!(Refresh, SESSION, 0, key_refresh, plain(KeyCode::F(5))),
    bind!(EndSession, SESSION, 9, walk.key_end_session, ctrl('x')),
    bind!(Back, SESSION, 7, key_back, plain(KeyCode::Esc)),
    bind!(Help, SESSION, 11, key_help, letter('?'), plain(KeyCode::F(1))),
    bind!(Quit, SESSION, 0, key_quit, ctrl('c')),
    bind!(Save, &[Scope::Editor, Scope::Form], 1, key_save, ctrl('s')),
    bind!(Open, &[Scope::Jump], 1, key_open, plain(KeyCode::Enter)),
    bind!(Open, &[Scope::Palette], 1, lists.key_perform, plain(KeyCode::Enter)),
    bind!(Open, &[Scope::Choose], 1, matrix.key_choose, plain(KeyCode::Enter)),
    bind!(Open, &[Scope::Filter], 1, key_keep_filter, plain(KeyCode::Enter)),
    bind!(Up, TYPED_LISTS, 0, key_up, plain(KeyCode::Up), ctrl('k')),
    bind!(Down, TYPED_LISTS, 0, key_down, plain(KeyCode::Down), ctrl('n')),
    bind!(NextField, &[Scope::Form], 2, key_next_field, plain(KeyCode::Tab)),
    bind!(PreviousField, &[Scope::Form], 3, key_previous_field, plain(KeyCode::BackTab)),
    bind!(Shareable, &[Scope::Editor], 2, key_shareable, ctrl('t')),
    bind!(Outside, &[Scope::Editor], 3, key_outside, ctrl('o')),
    bind!(UndoTyping, &[Scope::Editor, Scope::Form], 4, key_undo_typing, ctrl('z')),
    bind!(RedoTyping, &[Scope::Editor, Scope::Form], 0, key_redo_typing, ctrl('y')),
    bind!(Cancel, &[Scope::Filter], 2, key_drop_filter, plain(KeyCode::Esc)),
    bind!(
        Cancel,
        &[Scope::Editor, Scope::Form, Scope::Jump, Scope::Palette, Scope::Choose],
        5,
        key_cancel,
        plain(KeyCode::Esc)
    ),
    bind!(
        Quit,
        &[
            Scope::Editor,
            Scope::Form,
            Scope::Jump,
            Scope::Palette,
            Scope::Filter,
            Scope::Choose,
            Scope::Reading,
        ],
        0,
        key_quit,
        ctrl('c')
    ),
];
