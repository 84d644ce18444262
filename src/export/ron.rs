//! RON: the same value as JSON, for tools that read the workspace's own files.
//!
//! Invariant: no `Some(…)`, as in every RON file of the project; an extension at the head says so.

use super::{Report, document::document, json::escaped};
use ron::{
    extensions::Extensions,
    ser::{PrettyConfig, to_string_pretty},
};
use serde::Serialize;
use std::io::Write;

/// The snapshot as RON with two spaces of indentation and a line end at the end.
///
/// # Errors
/// When a value can't be written, which no snapshot causes.
pub fn render(report: &Report) -> Result<Vec<u8>, ron::Error> {
    bytes(&document(report))
}

/// Any value as RON. What could act on a terminal is written as an escape, which only ever stands within a text.
fn bytes(value: &impl Serialize) -> Result<Vec<u8>, ron::Error> {
    let config = PrettyConfig::new().new_line("\n").indentor("  ").extensions(Extensions::IMPLICIT_SOME);
    let written = to_string_pretty(value, config)?;
    let mut out = Vec::with_capacity(written.len() + 1);
    escaped(&mut out, &written, |out, c| write!(out, "\\u{{{:x}}}", u32::from(c)))?;
    out.push(b'\n');
    Ok(out)
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
