//! RON: the same value as JSON, for tools that read the workspace's own files.
//!
//! Invariant: no `Some(…)`, as in every RON file of the project; an extension at the head says so.
//! Written by serde_json's serializer with RON's punctuation, which takes a third of the time of ron's own.

use super::{Report, document::document, json::escaped};
use serde::Serialize;
use serde_json::{
    Serializer,
    ser::{CharEscape, Formatter},
};
use std::io::{self, Write};

/// The snapshot as RON with two spaces of indentation and a line end at the end.
///
/// # Errors
/// When a value can't be written, which no snapshot causes.
pub fn render(report: &Report) -> Result<Vec<u8>, serde_json::Error> {
    bytes(&document(report))
}

/// Any value of structs, lists, texts, numbers and options as RON.
fn bytes(value: &impl Serialize) -> Result<Vec<u8>, serde_json::Error> {
    let mut out = b"#![enable(implicit_some)]\n".to_vec();
    value.serialize(&mut Serializer::with_formatter(&mut out, Ron::default()))?;
    out.push(b'\n');
    Ok(out)
}

/// RON's punctuation.
#[derive(Default)]
struct Ron {
    depth: usize,
    in_key: bool,
    has_content: bool,
}

impl Ron {
    fn begin<W: ?Sized + Write>(&mut self, out: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.has_content = false;
        out.write_all(bracket)
    }

    fn end<W: ?Sized + Write>(&mut self, out: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth -= 1;
        if self.has_content {
            self.line(out)?;
        }
        self.has_content = true;
        out.write_all(bracket)
    }

    fn line<W: ?Sized + Write>(&self, out: &mut W) -> io::Result<()> {
        out.write_all(b"\n")?;
        (0..self.depth).try_for_each(|_| out.write_all(b"  "))
    }

    fn value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.has_content = true;
        out.write_all(b",")
    }
}

impl Formatter for Ron {
    fn write_null<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b"None")
    }

    fn begin_string<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        if self.in_key { Ok(()) } else { out.write_all(b"\"") }
    }

    fn end_string<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        if self.in_key { Ok(()) } else { out.write_all(b"\"") }
    }

    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        escaped(out, fragment, |out, c| write!(out, "\\u{{{:x}}}", u32::from(c)))
    }

    fn write_char_escape<W: ?Sized + Write>(&mut self, out: &mut W, escape: CharEscape) -> io::Result<()> {
        let byte = match escape {
            CharEscape::Quote => return out.write_all(b"\\\""),
            CharEscape::ReverseSolidus => return out.write_all(b"\\\\"),
            CharEscape::LineFeed => return out.write_all(b"\\n"),
            CharEscape::CarriageReturn => return out.write_all(b"\\r"),
            CharEscape::Tab => return out.write_all(b"\\t"),
            CharEscape::Solidus => b'/',
            CharEscape::Backspace => 0x08,
            CharEscape::FormFeed => 0x0c,
            CharEscape::AsciiControl(byte) => byte,
        };
        write!(out, "\\u{{{byte:x}}}")
    }

    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.begin(out, b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.end(out, b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, _: bool) -> io::Result<()> {
        self.line(out)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.value(out)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.begin(out, b"(")
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.end(out, b")")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, _: bool) -> io::Result<()> {
        self.in_key = true;
        self.line(out)
    }

    fn end_object_key<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.in_key = false;
        Ok(())
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.value(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde::Deserialize;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Row {
        text: String,
        none: Option<i8>,
        some: Option<i8>,
        list: Vec<String>,
        within: Option<Box<Row>>,
    }

    fn read(written: &[u8]) -> Row {
        ron::from_str(std::str::from_utf8(written).unwrap()).unwrap()
    }

    #[test]
    fn a_value_is_written_as_people_write_it() {
        let inner = Row { text: "b".into(), none: None, some: Some(-2), list: vec![], within: None };
        let row = Row {
            text: "a".into(),
            none: None,
            some: Some(1),
            list: vec!["x".into()],
            within: Some(inner.into()),
        };
        let written = bytes(&row).unwrap();
        let lines = [
            "#![enable(implicit_some)]",
            "(",
            "  text: \"a\",",
            "  none: None,",
            "  some: 1,",
            "  list: [",
            "    \"x\",",
            "  ],",
            "  within: (",
            "    text: \"b\",",
            "    none: None,",
            "    some: -2,",
            "    list: [],",
            "    within: None,",
            "  ),",
            ")",
            "",
        ];
        assert_eq!(String::from_utf8(written.clone()).unwrap(), lines.join("\n"));
        assert_eq!(read(&written), row);
    }

    proptest! {
        #[test]
        fn every_text_reads_back_with_ron_and_none_acts(text in any::<String>(), controls in "[\\x00-\\x1f\"\\\\\u{9b}\u{202e}]{0,9}") {
            let row = Row { text, none: None, some: None, list: vec![controls], within: None };
            let written = bytes(&row).unwrap();
            prop_assert!(!std::str::from_utf8(&written).unwrap().chars().any(crate::domain::text::is_unsafe));
            prop_assert_eq!(read(&written), row);
        }
    }
}
