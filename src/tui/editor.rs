//! The note editor.
//!
//! Invariant: what is typed is never lost: it is recorded, or kept as a draft.

use super::{input, message::Effect};
use crate::domain::entry::Visibility;
use crate::domain::{
    entry::{Fact, NoteEdited, NoteRemoved, NoteWritten},
    ids::{FactId, ItemId, Who},
    instant::Instant,
};
use ratatui_textarea::TextArea;

/// What a note is on, and which one where it exists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteTarget {
    /// On whom.
    pub who: Option<Who>,
    /// On what.
    pub item: Option<ItemId>,
    /// The note that is being amended.
    pub note: Option<FactId>,
}

impl NoteTarget {
    /// The name of its draft.
    pub fn draft_key(&self) -> String {
        let part = |text: Option<&str>| text.unwrap_or("-").to_owned();
        let note = self.note.as_ref().map(ToString::to_string);
        let (who, item) = (self.who.as_ref().map(Who::as_str), self.item.as_ref().map(|item| &*item.0));
        format!("{} {} {}", part(who), part(item), part(note.as_deref()))
    }
}

/// The note editor.
#[derive(Debug)]
pub struct Editor {
    /// What the note is on.
    pub target: NoteTarget,
    /// The text.
    pub area: TextArea<'static>,
    /// Who may see it.
    pub visibility: Visibility,
    /// The note when the editor opened.
    pub before: NoteWritten,
    /// Whether something was typed since the draft was last kept.
    pub changed: bool,
}

impl Editor {
    /// An editor on a note as it is, with the draft if there is one.
    pub fn new(target: NoteTarget, before: NoteWritten, draft: Option<&str>) -> Editor {
        let area = input::area(draft.unwrap_or(&before.text));
        Editor { target, area, visibility: before.visibility, before, changed: false }
    }

    /// The text, cleaned.
    pub fn text(&self) -> String {
        input::area_text(&self.area)
    }

    /// Puts another text in its place, as one step that can be taken back.
    pub fn replace(&mut self, text: &str) {
        self.area.select_all();
        self.area.insert_str(crate::domain::text::clean(text).trim_end());
        self.changed = true;
    }

    /// The next of those who may see it: us, whoever we show it to, oneself alone. What was shared can't be taken back from those who
    /// have it, so a note that was never becomes one's own. Returns whether that was not passed over.
    pub fn show_to_next(&mut self) -> bool {
        let was_shared = self.target.note.is_some() && self.before.visibility != Visibility::Mine;
        let passes_over = was_shared && self.visibility == Visibility::Shareable;
        self.visibility = match self.visibility {
            Visibility::Mine => Visibility::Internal,
            Visibility::Internal => Visibility::Shareable,
            Visibility::Shareable if was_shared => Visibility::Internal,
            Visibility::Shareable => Visibility::Mine,
        };
        !passes_over
    }

    /// What hands the text to the user's editor.
    pub fn outside(&self) -> Effect {
        Effect::Edit { draft: self.target.draft_key(), text: self.text() }
    }

    /// The facts that the note says this; `None` while it is empty. One that was its author's alone is shared as another, which takes
    /// its place.
    pub fn facts(&self, now: Instant) -> Option<Vec<Fact>> {
        let text = self.text();
        if text.is_empty() {
            return None;
        }
        let visibility = self.visibility;
        let leaves = self.before.visibility == Visibility::Mine && visibility != Visibility::Mine;
        let written = |text, on| Fact::Note(NoteWritten { text, visibility, on, ..self.before.clone() });
        Some(match self.target.note {
            None => vec![written(text, now)],
            Some(note) if leaves => {
                vec![written(text, self.before.on), Fact::NoteRemoved(NoteRemoved { note })]
            }
            Some(note) => vec![Fact::NoteEdited(NoteEdited { note, text, visibility })],
        })
    }
}
