//! The note editor.
//!
//! Invariant: what is typed is never lost: it is recorded, or kept as a draft.

use super::{input, message::Effect};
use crate::domain::entry::Visibility;
use crate::domain::{
    entry::{Fact, NoteEdited, NoteWritten},
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
    /// What the note said when the editor opened.
    pub before: String,
    /// Whether something was typed since the draft was last kept.
    pub changed: bool,
}

impl Editor {
    /// An editor on a note that said `before`, with the draft if there is one.
    pub fn new(target: NoteTarget, before: &str, draft: Option<&str>, visibility: Visibility) -> Editor {
        let area = input::area(draft.unwrap_or(before));
        Editor { target, area, visibility, before: before.to_owned(), changed: false }
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

    /// The next of those who may see it: of a new note us, whoever we show it to, oneself alone. A note that is there was shared
    /// or not, so what is mine alone stays so, and nothing else becomes it. Returns whether there is a next.
    pub fn show_to_next(&mut self) -> bool {
        let is_new = self.target.note.is_none();
        self.visibility = match self.visibility {
            Visibility::Mine if !is_new => return false,
            Visibility::Mine => Visibility::Internal,
            Visibility::Internal => Visibility::Shareable,
            Visibility::Shareable if is_new => Visibility::Mine,
            Visibility::Shareable => Visibility::Internal,
        };
        true
    }

    /// What hands the text to the user's editor.
    pub fn outside(&self) -> Effect {
        Effect::Edit { draft: self.target.draft_key(), text: self.text() }
    }

    /// The fact that the note says this; `None` while it is empty.
    pub fn fact(&self, now: Instant) -> Option<Fact> {
        let text = self.text();
        if text.is_empty() {
            return None;
        }
        let visibility = self.visibility;
        Some(match &self.target.note {
            Some(note) => Fact::NoteEdited(NoteEdited { note: *note, text, visibility }),
            None => Fact::Note(NoteWritten {
                who: self.target.who,
                item: self.target.item,
                text,
                visibility,
                on: now,
                ..NoteWritten::default()
            }),
        })
    }
}
