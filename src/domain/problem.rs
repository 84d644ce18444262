//! A problem in a file: what is wrong, where, and what to do.
//!
//! Invariant: a problem never stops the reading of anything else.

use super::lang::Bilingual;

/// Where in a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Place {
    /// Path as the user knows it, for example `assets/areas/04-prevention.ron`.
    pub file: String,
    /// Line from 1; 0 where the whole file is meant.
    pub line: usize,
    /// Column in characters from 1; 0 where the whole line is meant.
    pub column: usize,
    /// The line itself, cleaned and at most 400 characters; empty where there is none.
    pub excerpt: String,
    /// Characters of the excerpt that are meant, from `column`.
    pub length: usize,
}

impl Place {
    /// A whole file.
    pub fn file(path: &str) -> Place {
        Place { file: path.to_owned(), ..Place::default() }
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.line, self.column) {
            (0, _) => f.write_str(&self.file),
            (line, 0) => write!(f, "{}:{line}", self.file),
            (line, column) => write!(f, "{}:{line}:{column}", self.file),
        }
    }
}

/// What is wrong, where, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub place: Place,
    /// What is wrong, in one sentence without a full stop.
    pub what: Bilingual,
    /// What to do, in one sentence without a full stop.
    pub hint: Bilingual,
}
