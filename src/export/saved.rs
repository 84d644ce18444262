//! The file of a saved snapshot.
//!
//! Invariant: it reads back with `domain::kept`, and what it says of itself is as safe to show as any JSON of ours.

use super::{ExportError, json};
use crate::domain::saved::{SavedSnapshot, seal};

/// The text of the file.
///
/// # Errors
/// When a value can't be written, which no snapshot causes.
pub fn write(kept: &SavedSnapshot) -> Result<String, ExportError> {
    Ok(seal(&json::pretty(kept).map_err(ExportError::of("JSON"))?))
}
