//! Names of things: participants, items, devices and entries.
//!
//! Invariant: a name is kept as it was written, even one that nobody knows; whether it is known is asked of the paper and the roster.

use super::name::Name;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::{borrow::Cow, fmt, str::FromStr};

/// Code of a participant: `AUT` for a delegation, `@NAM` for a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Who(pub Name);

impl Who {
    /// A participant's code from text.
    pub fn new(code: &str) -> Who {
        Who(code.into())
    }

    /// The code of a group from its code without `@`.
    pub fn group(code: &str) -> Who {
        Who(format!("@{code}").into())
    }

    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this is a group's code.
    pub fn is_group(&self) -> bool {
        self.0.starts_with('@')
    }
}

impl fmt::Display for Who {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// Bytes of the longest id of an item.
pub const LONGEST_ITEM_ID: usize = 40;

/// Identity of an item, `standard-reporting-nws`, which no renumbering changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ItemId(pub Name);

impl ItemId {
    /// An item's id from text.
    pub fn new(id: &str) -> ItemId {
        ItemId(id.into())
    }

    /// Whether it is a letter and then letters, digits and hyphens, so that it is nobody's key.
    pub fn is_well_formed(&self) -> bool {
        let is_part = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        self.0.len() <= LONGEST_ITEM_ID
            && self.0.starts_with(|first: char| first.is_ascii_lowercase())
            && self.0.bytes().all(is_part)
    }
}

/// Key of an item: `1a` to `10b`, and `11`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ItemKey(pub Name);

impl ItemKey {
    /// An item's key from text.
    pub fn new(key: &str) -> ItemKey {
        ItemKey(key.into())
    }

    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ItemKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl FromStr for Who {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Who::new(text))
    }
}

impl FromStr for ItemKey {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(ItemKey::new(text))
    }
}

/// Name of an entry: the device that wrote it and its number there, written `k3f9x2-12`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntryId {
    /// The device, lower-case letters and digits.
    pub device: Name,
    /// Its number on the device, from 1.
    pub number: u32,
}

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.device, self.number)
    }
}

/// The name under which a device records what never leaves it.
pub fn mine_of(device: &str) -> String {
    format!("{device}m")
}

/// A text is not of the form `k3f9x2-12`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not the name of an entry; one looks like k3f9x2-12")]
pub struct BadEntryId(pub String);

impl FromStr for EntryId {
    type Err = BadEntryId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bad = || BadEntryId(text.to_owned());
        let (device, number) = text.rsplit_once('-').ok_or_else(bad)?;
        let plain =
            !device.is_empty() && device.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        let canonical = !number.starts_with(['0', '+']);
        match number.parse() {
            Ok(number) if plain && canonical => Ok(EntryId { device: device.into(), number }),
            _ => Err(bad()),
        }
    }
}

impl Serialize for EntryId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for EntryId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        parse_str(deserializer)
    }
}

/// Name of a thing that an entry made (a note, a commitment): the entry, and the fact's place in it from the second on, written `k3f9x2-12` or `k3f9x2-12.1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FactId {
    /// The entry.
    pub entry: EntryId,
    /// The fact's place in the entry, from 0.
    pub index: u32,
}

impl fmt::Display for FactId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.index {
            0 => self.entry.fmt(f),
            index => write!(f, "{}.{index}", self.entry),
        }
    }
}

impl FromStr for FactId {
    type Err = BadEntryId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let Some((entry, index)) = text.split_once('.') else {
            return Ok(FactId { entry: text.parse()?, index: 0 });
        };
        let index = index.parse().map_err(|_| BadEntryId(text.to_owned()))?;
        Ok(FactId { entry: entry.parse()?, index })
    }
}

impl Serialize for FactId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for FactId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        parse_str(deserializer)
    }
}

/// Reads a value that is written as a string, without a copy where the reader can lend one.
pub(super) fn parse_str<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: FromStr,
    T::Err: fmt::Display,
{
    struct Visitor<T>(std::marker::PhantomData<T>);
    impl<T> de::Visitor<'_> for Visitor<T>
    where
        T: FromStr,
        T::Err: fmt::Display,
    {
        type Value = T;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a string")
        }
        fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
            text.parse().map_err(E::custom)
        }
    }
    deserializer.deserialize_str(Visitor(std::marker::PhantomData))
}

/// A name in a message, cleaned of what must not reach a terminal.
pub fn shown(name: &str) -> Cow<'_, str> {
    match name.chars().any(super::text::is_unsafe) {
        true => super::text::clean_line(name).into(),
        false => name.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entry_names_read_back_and_nothing_else_passes() {
        let id: EntryId = "k3f9x2-12".parse().unwrap();
        assert_eq!(id.to_string(), "k3f9x2-12");
        for bad in ["", "k3", "k3-", "-3", "K3-1", "k3-+1", "k3-01", "k3-4294967296", "../x-1"] {
            assert!(bad.parse::<EntryId>().is_err(), "{bad}");
        }
        assert_eq!("k3f9x2-12.4".parse::<FactId>().unwrap().to_string(), "k3f9x2-12.4");
    }
}
