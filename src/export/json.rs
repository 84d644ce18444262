//! JSON, schema 1.
//!
//! Invariant: no character that could act on a terminal stands in it as such; those are written as escapes.

use super::{Report, document::document};
use crate::domain::text::is_unsafe;
use serde::Serialize;

/// The snapshot as JSON with two spaces of indentation and a line end at the end.
///
/// # Errors
/// When a value can't be written, which no snapshot causes.
pub fn render(report: &Report) -> Result<Vec<u8>, serde_json::Error> {
    Ok(pretty(&document(report))?.into_bytes())
}

/// Any value as JSON with two spaces of indentation and a line end at the end, safe to show in a terminal.
///
/// # Errors
/// When the value can't be written as JSON.
pub fn pretty(value: &impl Serialize) -> Result<String, serde_json::Error> {
    let written = serde_json::to_string_pretty(value)?;
    let mut safe = String::with_capacity(written.len() + 1);
    for c in written.chars() {
        if !is_unsafe(c) {
            safe.push(c);
            continue;
        }
        let mut units = [0; 2];
        for unit in c.encode_utf16(&mut units) {
            safe.push_str(&format!("\\u{unit:04x}"));
        }
    }
    safe.push('\n');
    Ok(safe)
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_could_act_on_a_terminal_is_an_escape_and_reads_back() {
        let text = "a\u{1b}[2Jb\u{9b}31m\u{202e}c\u{e0041}\nd";
        let written = super::pretty(&text).unwrap();
        assert!(!written.trim_end().chars().any(crate::domain::text::is_unsafe), "{written}");
        assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
    }
}
