//! Typing: one line with `tui-input`, several with `ratatui-textarea`, both by the same keys.
//!
//! Invariant: text that is typed or pasted is cleaned before it is kept; no key destroys more than a word.

use crate::domain::text;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::style::Style;
use ratatui_textarea::{CursorMove, TextArea, WrapMode};
use tui_input::{Input, InputRequest};

/// What a key means to text that is being typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typing {
    /// A character.
    Insert(char),
    /// Enter.
    NewLine,
    /// The character before.
    DeleteBack,
    /// The character after.
    DeleteForward,
    /// The word before.
    DeleteWord,
    /// The cursor.
    Move(CursorMove),
}

/// What a key means to text that is being typed; `None` where it means nothing.
pub fn typing(event: &KeyEvent) -> Option<Typing> {
    let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
    let alt = event.modifiers.contains(KeyModifiers::ALT);
    Some(match (event.code, ctrl) {
        (KeyCode::Char('j'), true) | (KeyCode::Enter, _) => Typing::NewLine,
        (KeyCode::Char('w'), true) => Typing::DeleteWord,
        (KeyCode::Char('a'), true) | (KeyCode::Home, false) => Typing::Move(CursorMove::Head),
        (KeyCode::Char('e'), true) | (KeyCode::End, false) => Typing::Move(CursorMove::End),
        (KeyCode::Char(c), false) if !alt && !text::is_unsafe(c) => Typing::Insert(c),
        (KeyCode::Backspace, true) => Typing::DeleteWord,
        (KeyCode::Backspace, false) if alt => Typing::DeleteWord,
        (KeyCode::Backspace, false) => Typing::DeleteBack,
        (KeyCode::Delete, false) => Typing::DeleteForward,
        (KeyCode::Left, true) => Typing::Move(CursorMove::WordBack),
        (KeyCode::Right, true) => Typing::Move(CursorMove::WordForward),
        (KeyCode::Left, false) => Typing::Move(CursorMove::Back),
        (KeyCode::Right, false) => Typing::Move(CursorMove::Forward),
        (KeyCode::Up, false) => Typing::Move(CursorMove::Up),
        (KeyCode::Down, false) => Typing::Move(CursorMove::Down),
        (KeyCode::Home, true) => Typing::Move(CursorMove::Top),
        (KeyCode::End, true) => Typing::Move(CursorMove::Bottom),
        (KeyCode::PageUp, _) => Typing::Move(CursorMove::ParagraphBack),
        (KeyCode::PageDown, _) => Typing::Move(CursorMove::ParagraphForward),
        _ => return None,
    })
}

/// Types into one line. Returns whether the key meant something.
pub fn type_line(input: &mut Input, typing: Typing) -> bool {
    let request = match typing {
        Typing::Insert(c) => InputRequest::InsertChar(c),
        Typing::DeleteBack => InputRequest::DeletePrevChar,
        Typing::DeleteForward => InputRequest::DeleteNextChar,
        Typing::DeleteWord => InputRequest::DeletePrevWord,
        Typing::Move(CursorMove::Back) => InputRequest::GoToPrevChar,
        Typing::Move(CursorMove::Forward) => InputRequest::GoToNextChar,
        Typing::Move(CursorMove::WordBack) => InputRequest::GoToPrevWord,
        Typing::Move(CursorMove::WordForward) => InputRequest::GoToNextWord,
        Typing::Move(CursorMove::Head) => InputRequest::GoToStart,
        Typing::Move(CursorMove::End) => InputRequest::GoToEnd,
        Typing::Move(_) | Typing::NewLine => return false,
    };
    input.handle(request);
    true
}

/// Puts pasted text into one line.
pub fn paste_line(input: &mut Input, pasted: &str) {
    let pasted = text::clean(pasted).trim().replace('\n', " ");
    let (before, after): (String, String) = {
        let at = input.value().char_indices().nth(input.cursor()).map_or(input.value().len(), |(at, _)| at);
        (input.value()[..at].to_owned(), input.value()[at..].to_owned())
    };
    let cursor = input.cursor() + pasted.chars().count();
    *input = Input::new(before + &pasted + &after).with_cursor(cursor);
}

/// A text area with soft wrap and a history long enough for a page of typing.
pub fn area(content: &str) -> TextArea<'static> {
    let mut area = TextArea::new(text::clean(content).split('\n').map(str::to_owned).collect());
    area.set_max_histories(10_000);
    area.set_wrap_mode(WrapMode::WordOrGlyph);
    area.set_cursor_line_style(Style::default());
    area.set_cursor_style(Style::default());
    area.move_cursor(CursorMove::Bottom);
    area.move_cursor(CursorMove::End);
    area
}

/// Types into several lines.
pub fn type_area(area: &mut TextArea<'static>, typing: Typing) {
    match typing {
        Typing::Insert(c) => area.insert_char(c),
        Typing::NewLine => area.insert_newline(),
        Typing::DeleteBack => {
            area.delete_char();
        }
        Typing::DeleteForward => {
            area.delete_next_char();
        }
        Typing::DeleteWord => {
            area.delete_word();
        }
        Typing::Move(step) => area.move_cursor(step),
    }
}

/// What a text area holds, cleaned, without blank ends.
pub fn area_text(area: &TextArea) -> String {
    text::clean(&area.lines().join("\n")).trim().to_owned()
}
