//! How values that may be absent are written.
//!
//! Invariant: what is absent is left out, or an empty text where a text has to be.

/// Whether a value is what is meant where it is absent.
pub(super) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// Reads and writes a value that may be absent as a plain string, in the words that people use for it.
pub(super) mod optional {
    use crate::domain::ids::parse_str;
    use serde::{Deserializer, Serializer};
    use std::{fmt::Display, str::FromStr};

    pub(in crate::domain) fn serialize<T: Display, S: Serializer>(
        value: &Option<T>,
        s: S,
    ) -> Result<S::Ok, S::Error> {
        match value {
            Some(value) => s.collect_str(value),
            None => s.serialize_str(""),
        }
    }

    pub(in crate::domain) fn deserialize<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
    where
        D: Deserializer<'de>,
        T: FromStr,
        T::Err: Display,
    {
        parse_str(deserializer).map(|OrEmpty(value)| value)
    }

    struct OrEmpty<T>(Option<T>);

    impl<T: FromStr> FromStr for OrEmpty<T> {
        type Err = T::Err;

        fn from_str(text: &str) -> Result<Self, T::Err> {
            if text.is_empty() { Ok(OrEmpty(None)) } else { text.parse().map(|value| OrEmpty(Some(value))) }
        }
    }
}
