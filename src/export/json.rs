//! JSON, schema 1.
//!
//! Invariant: no character that could act on a terminal stands in it as such; those are written as escapes.

use super::{Report, document::document};
use crate::domain::text::is_unsafe;
use serde::Serialize;
use serde_json::{
    Serializer,
    ser::{Formatter, PrettyFormatter},
};
use std::io::{self, Write};

/// The snapshot as JSON with two spaces of indentation and a line end at the end.
///
/// # Errors
/// When a value can't be written, which no snapshot causes.
pub fn render(report: &Report) -> Result<Vec<u8>, serde_json::Error> {
    bytes(&document(report))
}

/// Any value as JSON with two spaces of indentation and a line end at the end, safe to show in a terminal.
///
/// # Errors
/// When the value can't be written as JSON.
pub fn pretty(value: &impl Serialize) -> Result<String, serde_json::Error> {
    let written = String::from_utf8(bytes(value)?);
    written.map_err(serde::ser::Error::custom)
}

fn bytes(value: &impl Serialize) -> Result<Vec<u8>, serde_json::Error> {
    let mut out = Vec::new();
    value.serialize(&mut Serializer::with_formatter(&mut out, Safe(PrettyFormatter::new())))?;
    out.push(b'\n');
    Ok(out)
}

/// Pretty JSON that escapes what could act on a terminal, which JSON itself would let stand.
struct Safe<'a>(PrettyFormatter<'a>);

impl Formatter for Safe<'_> {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        escaped(out, fragment, |out, c| {
            let mut units = [0; 2];
            c.encode_utf16(&mut units).iter().try_for_each(|unit| write!(out, "\\u{unit:04x}"))
        })
    }

    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_array(out)
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array(out)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(out, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array_value(out)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object(out)
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object(out)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object_value(out)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object_value(out)
    }
}

/// Writes a text, characters that could act on a terminal by `escape`.
pub(super) fn escaped<W: ?Sized + Write>(
    out: &mut W,
    text: &str,
    escape: impl Fn(&mut W, char) -> io::Result<()>,
) -> io::Result<()> {
    let may_act = |b: u8| matches!(b, 0..0x20 | 0x7f | 0xc2 | 0xe2 | 0xef | 0xf3);
    if !text.bytes().any(may_act) {
        return out.write_all(text.as_bytes());
    }
    let mut from = 0;
    for (at, c) in text.char_indices().filter(|(_, c)| is_unsafe(*c)) {
        out.write_all(&text.as_bytes()[from..at])?;
        escape(out, c)?;
        from = at + c.len_utf8();
    }
    out.write_all(&text.as_bytes()[from..])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    #[test]
    fn what_could_act_on_a_terminal_is_an_escape_and_reads_back() {
        let text = "a\u{1b}[2Jb\u{9b}31m\u{202e}c\u{e0041}\nd";
        let written = super::pretty(&text).unwrap();
        assert!(!written.trim_end().chars().any(crate::domain::text::is_unsafe), "{written}");
        assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
    }

    proptest! {
        #[test]
        fn every_text_reads_back_and_none_acts(text in any::<String>()) {
            let written = super::pretty(&[&text]).unwrap();
            prop_assert!(!written.chars().any(crate::domain::text::is_unsafe));
            prop_assert_eq!(serde_json::from_str::<[String; 1]>(&written).unwrap(), [text]);
        }
    }
}
