//! RON: the same value as JSON, for tools that read the workspace's own files.
//!
//! Invariant: no `Some(…)`, as in every RON file of the project; an extension at the head says so.

use super::{Report, document::document};
use ron::{extensions::Extensions, ser::PrettyConfig};

/// The snapshot as RON with two spaces of indentation and a line end at the end.
///
/// # Errors
/// When a value can't be written, which no snapshot causes.
pub fn render(report: &Report) -> Result<Vec<u8>, ron::Error> {
    let config = PrettyConfig::new()
        .indentor("  ")
        .new_line("\n")
        .escape_strings(true)
        .extensions(Extensions::IMPLICIT_SOME);
    let written = ron::ser::to_string_pretty(&document(report), config)?;
    Ok((written + "\n").into_bytes())
}
