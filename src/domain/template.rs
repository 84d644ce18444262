//! A template of the user's own, in which a file is written instead of the built-in one.
//!
//! Invariant: text as it was read; whether it can be used shows when it is.

/// A template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// Where it is, as it is shown in errors.
    pub name: String,
    /// What it says.
    pub text: String,
}
