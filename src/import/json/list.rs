//! The rows of a list in a document, as many as one may have.
//!
//! Invariant: what is beyond the limit takes no memory.

use crate::domain::limits::ROWS;
use serde::{
    Deserialize, Deserializer,
    de::{IgnoredAny, SeqAccess, Visitor},
};
use serde_json::value::RawValue;
use std::fmt;

/// The rows of a list.
#[derive(Debug, Default)]
pub(super) struct Rows<'a> {
    /// Those that count.
    pub(super) rows: Vec<&'a RawValue>,
    /// The first of those that are too many.
    pub(super) beyond: Option<&'a RawValue>,
}

impl<'de> Deserialize<'de> for Rows<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(List)
    }
}

struct List;

impl<'de> Visitor<'de> for List {
    type Value = Rows<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Rows<'de>, A::Error> {
        let mut read = Rows::default();
        while read.rows.len() < ROWS
            && let Some(row) = list.next_element()?
        {
            read.rows.push(row);
        }
        read.beyond = if read.rows.len() < ROWS { None } else { list.next_element()? };
        while read.beyond.is_some() && list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(read)
    }
}
