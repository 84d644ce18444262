//! What is recorded of the Committee itself: its sittings, the papers that circulate, the changes that are proposed.
//!
//! Invariant: one file per kind of fact, each with its form in the journal; names of fields are that form.

pub mod amendment;
pub mod note;
pub mod paper;
pub mod quote;
pub mod sitting;
