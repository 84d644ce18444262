//! What the screens say.
//!
//! Invariant: plain words and sentences are fields; whatever takes a value is a method, so that each language has its own order of words.

mod en;
mod lists;
mod matrix;
mod sentences;
mod walk;
mod zh;

use crate::domain::lang::Lang;
pub use lists::ListWords;
pub use matrix::MatrixWords;
pub use walk::WalkWords;

/// What the screens say in one language.
#[derive(Debug)]
pub struct ScreenWords {
    /// The language.
    pub lang: Lang,
    /// Words of the commitments, the timeline, who moved and the commands.
    pub lists: &'static ListWords,
    /// What the matrix says.
    pub matrix: &'static MatrixWords,
    /// Words of review sessions and meetings.
    pub walk: &'static WalkWords,
    /// “Overview”.
    pub overview: &'static str,
    /// “Key”.
    pub keys: &'static str,
    /// “What it does”.
    pub what: &'static str,
    /// “Where”.
    pub place: &'static str,
    /// “Keys that work here”.
    pub help_title: &'static str,
    /// “Positions”.
    pub scale_title: &'static str,
    /// “Marks”.
    pub marks_title: &'static str,
    /// “Problems in files”.
    pub problems_title: &'static str,
    /// “Go to”.
    pub jump_title: &'static str,
    /// “name, code, @group or item key”.
    pub jump_hint: &'static str,
    /// “Note”.
    pub note_title: &'static str,
    /// “Position”.
    pub position_title: &'static str,
    /// “Commitment”.
    pub commitment_title: &'static str,
    /// “Status”.
    pub status_title: &'static str,
    /// “Our line”.
    pub our_line_title: &'static str,
    /// “To raise at the next meeting”.
    pub point_title: &'static str,
    /// “Who records?”.
    pub author_title: &'static str,
    /// “Asked once and kept in your settings; every entry carries this name.”.
    pub author_hint: &'static str,
    /// “Not recorded”.
    pub not_recorded: &'static str,
    /// “History”.
    pub history: &'static str,
    /// “Notes on”.
    pub notes_on: &'static str,
    /// “References”.
    pub references: &'static str,
    /// “Background”.
    pub background: &'static str,
    /// “source”.
    pub source: &'static str,
    /// “due”.
    pub due: &'static str,
    /// “overdue”.
    pub overdue: &'static str,
    /// “no date”.
    pub no_due: &'static str,
    /// “undone”.
    pub undone_mark: &'static str,
    /// “cleared”.
    pub cleared: &'static str,
    /// “nuclear-weapon State”.
    pub nuclear_weapon_state: &'static str,
    /// “Conflict: recorded without knowledge of each other”.
    pub conflict_title: &'static str,
    /// “press the position that holds to resolve it”.
    pub conflict_hint: &'static str,
    /// “taken on an earlier text of the item”.
    pub earlier_text: &'static str,
    /// “Objective”.
    pub objective: &'static str,
    /// “Arguments”.
    pub arguments: &'static str,
    /// “To ask”.
    pub asks: &'static str,
    /// “Nothing is recorded yet. To begin:”.
    pub first_title: &'static str,
    /// What to press first: keys, and what they do.
    pub first_steps: [(&'static str, &'static str); 5],
    /// “prepcom needs a terminal of at least 80 x 24.”.
    pub too_small_1: &'static str,
    /// “Make the window larger or the letters smaller; q leaves.”.
    pub too_small_2: &'static str,
    /// “Nothing to record on here: open an item or a delegation first (Enter, or f).”.
    pub no_cell: &'static str,
    /// “Open one with Enter or f.”.
    pub opens: &'static str,
    /// “No item is selected here.”.
    pub no_item: &'static str,
    /// “Select an item or a participant first; an area as such takes no note.”.
    pub no_note_here: &'static str,
    /// “Nothing of its own is recorded here, so there is nothing to clear.”.
    pub nothing_to_clear: &'static str,
    /// “Nothing to undo: this device has recorded no act that still counts.”.
    pub nothing_to_undo: &'static str,
    /// “Nothing to redo.”.
    pub nothing_to_redo: &'static str,
    /// “There is nothing to select here yet: record a position, a note or a commitment first.”.
    pub no_cards: &'static str,
    /// “Only a commitment has a status; select one with Tab and the arrows.”.
    pub not_a_commitment: &'static str,
    /// “A commitment stays on record: set its status to Withdrawn with p, or undo with u.”.
    pub withdraw_instead: &'static str,
    /// “Press 0 to clear a position.”.
    pub clear_instead: &'static str,
    /// “This can't be taken off; amend it with Enter.”.
    pub not_struck: &'static str,
    /// “Nobody and nothing is called that.”.
    pub nothing_found: &'static str,
    /// “The note is empty; write something, or leave with Esc.”.
    pub empty_note: &'static str,
    /// “Shared already, so it can't become yours alone.”.
    pub stays_shared: &'static str,
    /// “Not recorded. The draft is kept; the same key opens it again.”.
    pub draft_kept: &'static str,
    /// “Text taken over from your editor; Ctrl-S records it.”.
    pub edited_outside: &'static str,
    /// “The editor came back without a change.”.
    pub edited_nothing: &'static str,
    /// “Nothing to paste into: open a note with n first.”.
    pub paste_where: &'static str,
    /// “Not recorded: Ctrl-S records, Esc once more leaves without.”.
    pub esc_again: &'static str,
    /// “No problems: every file and every line was read.”.
    pub no_problems: &'static str,
    /// “English”.
    pub this_language: &'static str,
    /// “none”.
    pub none: &'static str,
    /// “number, or left and right”.
    pub choice_hint: &'static str,
    /// “such as 2024-07-22 or 30d; empty: as it was, or now for another position”.
    pub date_saved_hint: &'static str,
    /// “2024-07-22, 2024-07-22T15:00, 30d; empty: now”.
    pub date_hint: &'static str,
    /// “2027-04-01; may be empty”.
    pub due_hint: &'static str,
    /// “this has to be given”.
    pub error_empty: &'static str,
    /// “this is later than now”.
    pub error_future: &'static str,
    /// “not a date; one looks like 2027-04-01”.
    pub error_day: &'static str,
    /// “not a time; write 2024-07-22, 2024-07-22T15:00, 15:00, today or 30d”.
    pub error_when: &'static str,
    /// “Position”.
    pub field_position: &'static str,
    /// “Condition: if”.
    pub field_condition: &'static str,
    /// “Source”.
    pub field_source: &'static str,
    /// “Reference”.
    pub field_reference: &'static str,
    /// “Taken on”.
    pub field_on: &'static str,
    /// “Text”.
    pub field_text: &'static str,
    /// “Due”.
    pub field_due: &'static str,
    /// “Status”.
    pub field_status: &'static str,
    /// “Rests on”.
    pub field_basis: &'static str,
    /// “Name”.
    pub field_author: &'static str,
    /// “(@NAM) via a group; not counted as its own”.
    pub mark_through: &'static str,
    /// “!  records conflict”.
    pub mark_conflict: &'static str,
    /// “~  taken on an earlier text (also: text cut short)”.
    pub mark_earlier: &'static str,
    /// “#  differs from a group it belongs to”.
    pub mark_departs: &'static str,
    /// “n  has notes”.
    pub mark_notes: &'static str,
    /// “c  has commitments”.
    pub mark_commitments: &'static str,
    /// “r  to raise at the next meeting”.
    pub mark_point: &'static str,
    /// “overview”.
    pub scope_overview: &'static str,
    /// “item”.
    pub scope_item: &'static str,
    /// “delegation”.
    pub scope_participant: &'static str,
    /// “cards”.
    pub scope_cards: &'static str,
    /// “mouse on or off”.
    pub key_mouse: &'static str,
    /// “Mouse on: click selects, click again opens, the wheel moves. F2 leaves it to the terminal.”.
    pub mouse_on: &'static str,
    /// “Mouse off: the terminal selects text as usual. F2 switches it on.”.
    pub mouse_off: &'static str,
    /// “go to”.
    pub scope_jump: &'static str,
    /// “filter”.
    pub scope_filter: &'static str,
    /// “note”.
    pub scope_editor: &'static str,
    /// “form”.
    pub scope_form: &'static str,
    /// “help”.
    pub scope_reading: &'static str,
    /// “position”.
    pub key_record: &'static str,
    /// “clear the position”.
    pub key_clear: &'static str,
    /// “details”.
    pub key_edit_position: &'static str,
    /// “note”.
    pub key_note: &'static str,
    /// “note in $EDITOR”.
    pub key_note_outside: &'static str,
    /// “commitment”.
    pub key_commitment: &'static str,
    /// “our line”.
    pub key_our_line: &'static str,
    /// “raise”.
    pub key_point: &'static str,
    /// “change”.
    pub key_amend: &'static str,
    /// “progress”.
    pub key_status: &'static str,
    /// “take off”.
    pub key_strike: &'static str,
    /// “up”.
    pub key_up: &'static str,
    /// “down”.
    pub key_down: &'static str,
    /// “page up”.
    pub key_page_up: &'static str,
    /// “page down”.
    pub key_page_down: &'static str,
    /// “first”.
    pub key_first: &'static str,
    /// “last”.
    pub key_last: &'static str,
    /// “open”.
    pub key_open: &'static str,
    /// “back”.
    pub key_back: &'static str,
    /// “previous item or delegation”.
    pub key_previous: &'static str,
    /// “next item or delegation”.
    pub key_next: &'static str,
    /// “cards”.
    pub key_switch_pane: &'static str,
    /// “go to”.
    pub key_jump: &'static str,
    /// “filter”.
    pub key_filter: &'static str,
    /// “keep the filter”.
    pub key_keep_filter: &'static str,
    /// “drop the filter”.
    pub key_drop_filter: &'static str,
    /// “undo”.
    pub key_undo: &'static str,
    /// “redo”.
    pub key_redo: &'static str,
    /// “Chinese”.
    pub key_language: &'static str,
    /// “problems in files”.
    pub key_problems: &'static str,
    /// “look for what others recorded”.
    pub key_refresh: &'static str,
    /// “suspend”.
    pub key_suspend: &'static str,
    /// “help”.
    pub key_help: &'static str,
    /// “quit”.
    pub key_quit: &'static str,
    /// “record”.
    pub key_save: &'static str,
    /// “leave”.
    pub key_cancel: &'static str,
    /// “next field”.
    pub key_next_field: &'static str,
    /// “field before”.
    pub key_previous_field: &'static str,
    /// “who may see it”.
    pub key_shareable: &'static str,
    /// “in $EDITOR”.
    pub key_outside: &'static str,
    /// “undo typing”.
    pub key_undo_typing: &'static str,
    /// “redo typing”.
    pub key_redo_typing: &'static str,
}

/// The words of a language.
pub fn words(lang: Lang) -> &'static ScreenWords {
    match lang {
        Lang::En => &en::WORDS,
        Lang::Zh => &zh::WORDS,
    }
}
