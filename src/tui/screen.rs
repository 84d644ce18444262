//! Where one is, and what lies over it.
//!
//! Invariant: plain values; what follows from them is the model's business.

use super::{
    choose::Chooser, editor::Editor, form::Form, jump::Jump, list::List, moved::Span, palette::Palette,
};
use crate::domain::roster::ParticipantIndex;
use tui_input::Input;

/// A place that the screens can be at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Areas and items.
    Overview,
    /// One item and everybody's position on it.
    Item(usize),
    /// One participant and its position on everything.
    Participant(ParticipantIndex),
    /// The review session under way.
    Session,
    /// All commitments.
    Commitments,
    /// Entries, newest first.
    Timeline,
    /// Who moved between two dates.
    Moves(Span),
    /// Delegations and items.
    Matrix,
    /// What to know before a meeting with one participant.
    Brief(ParticipantIndex),
    /// What is to be done with everybody.
    ToDo,
    /// What changed between two snapshots.
    Changes,
    /// What conflicts.
    Conflicts,
}

/// A screen: a place, its list and its cards.
#[derive(Debug, Clone, PartialEq)]
pub struct Screen {
    /// Where.
    pub place: Place,
    /// Its rows.
    pub list: List,
    /// The selected card, while the cards have the keys.
    pub card: Option<usize>,
    /// Only rows that hold this text are shown; empty shows all.
    pub filter: String,
    /// Whether its rows are older than the figures, since one was elsewhere.
    pub is_stale: bool,
}

impl Screen {
    /// A place with its rows, nothing filtered and no card selected.
    pub fn new(place: Place, list: List) -> Screen {
        Screen { place, list, card: None, filter: String::new(), is_stale: false }
    }
}

/// What lies over the screen and has the keys.
#[derive(Debug)]
pub enum Overlay {
    /// Keys that work here; scrolled by so many rows.
    Help(usize),
    /// What is wrong with files; scrolled by so many rows.
    Problems(usize),
    /// The jump by name.
    Jump(Jump),
    /// The list of commands.
    Palette(Palette),
    /// The text that filters the list.
    Filter(Input),
    /// A list of choices.
    Choose(Box<Chooser>),
    /// The note editor.
    Editor(Box<Editor>),
    /// A form.
    Form(Box<Form>),
}

/// The last thing that was said to the user.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Status {
    /// The words.
    pub text: String,
    /// Whether something failed.
    pub failed: bool,
}

/// What is meant by the row under the cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Subject {
    /// The participant.
    pub who: Option<ParticipantIndex>,
    /// The item.
    pub item: Option<usize>,
    /// The area, where a whole one is meant.
    pub area: Option<usize>,
}
