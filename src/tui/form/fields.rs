//! Fields of forms.
//!
//! Invariant: names of a choice stand in the order of what they stand for.

use super::{Field, FieldName, Value};
use crate::{
    domain::{
        position::{Position, SourceKind, Status},
        text,
    },
    tui::input,
    words::screen,
};
use tui_input::Input;

/// A field of one line.
pub fn line(name: FieldName, content: &str) -> Field {
    Field { name, value: Value::Line(Input::new(text::clean_line(content))) }
}

/// A field of several lines.
pub fn area(name: FieldName, content: &str) -> Field {
    Field { name, value: Value::Area(Box::new(input::area(content))) }
}

/// The choice of a position.
pub fn positions(chosen: Option<Position>) -> Field {
    let names = |lang| Position::BY_KEY.iter().map(|position| position.name(lang)).collect();
    let chosen = chosen.and_then(|chosen| Position::BY_KEY.iter().position(|position| *position == chosen));
    Field { name: FieldName::Position, value: Value::Choice { names, chosen, optional: true } }
}

/// The choice of a kind of source.
pub fn source_kinds(chosen: Option<SourceKind>) -> Field {
    let names = |lang| SourceKind::ALL.iter().map(|kind| kind.name(lang)).collect();
    let chosen = chosen.map(|kind| kind as usize);
    Field { name: FieldName::SourceKind, value: Value::Choice { names, chosen, optional: true } }
}

/// The choice of which cells a session walks.
pub fn onlys() -> Field {
    let names = |lang| {
        let words = screen::words(lang);
        vec![words.walk.only_everything, words.walk.only_unrecorded, words.walk.only_changed]
    };
    Field { name: FieldName::Only, value: Value::Choice { names, chosen: Some(0), optional: false } }
}

/// The choice of the order in which a session walks.
pub fn orders() -> Field {
    let names = |lang| {
        let words = screen::words(lang);
        vec![words.walk.order_by_item, words.walk.order_by_delegation]
    };
    Field { name: FieldName::Order, value: Value::Choice { names, chosen: Some(0), optional: false } }
}

/// The choice of a progress.
pub fn statuses(chosen: Status) -> Field {
    let names = |lang| Status::ALL.iter().map(|status| status.name(lang)).collect();
    Field {
        name: FieldName::Status,
        value: Value::Choice { names, chosen: Some(chosen as usize), optional: false },
    }
}
