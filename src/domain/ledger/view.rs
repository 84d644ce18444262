//! As of when, and as known when, the ledger is asked.
//!
//! Invariant: the present is a view with neither.

use crate::domain::instant::Instant;

/// What is asked of the ledger: as of when, and as known when; each absent means now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct View {
    /// What had been taken and said by then.
    pub as_of: Option<Instant>,
    /// What had been recorded by then.
    pub known_at: Option<Instant>,
}

impl View {
    /// Whether it shows something other than the present.
    pub fn is_past(self) -> bool {
        self != View::default()
    }

    /// Whether something taken at an instant had been taken.
    pub fn reaches(self, on: Instant) -> bool {
        self.as_of.is_none_or(|until| on <= until)
    }

    /// Whether something recorded at an instant had been recorded.
    pub fn knows(self, at: Instant) -> bool {
        self.known_at.is_none_or(|until| at <= until)
    }
}
