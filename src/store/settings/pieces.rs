//! Settings of a newer version, field by field, so that those that are understood hold.
//!
//! Invariant: a field that is not understood is passed over; nothing is guessed for it.

use ron::value::RawValue;
use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor},
};
use std::fmt;

/// The fields of a struct as they are written, whatever they are called and hold.
#[derive(Debug)]
pub(super) struct Pieces(pub(super) Vec<String>);

impl<'de> Deserialize<'de> for Pieces {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_struct("Settings", &[], Fields)
    }
}

struct Fields;

impl<'de> Visitor<'de> for Fields {
    type Value = Pieces;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("settings")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pieces, A::Error> {
        let mut pieces = Vec::new();
        while let Some((name, value)) = map.next_entry::<String, Box<RawValue>>()? {
            pieces.push(format!("{name}: {}", value.get_ron()));
        }
        Ok(Pieces(pieces))
    }
}
