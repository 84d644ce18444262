//! Words that were said.
//!
//! Invariant: kept as they were said, in their own language.

use crate::domain::name::Name;
use serde::{Deserialize, Serialize};

/// Words that were said, as they were said.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Quote {
    /// The words.
    pub text: String,
    /// Code of the language, for example `en`; empty where it is not known.
    #[serde(default, skip_serializing_if = "Name::is_empty")]
    pub language: Name,
}
