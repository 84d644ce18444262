//! JSON, schema 1.
//!
//! Invariant: every value keeps its place in the file.

use super::values::Reading;

/// Reads a document.
pub fn read(_reading: &mut Reading, _text: &str) {}
