//! How settings are read: field by field, in one pass.
//!
//! Invariant: a setting that is not known is a mistake, named where it stands; in a file that begins with a newer schema it is passed over.

use super::Settings;
use serde::{
    Deserialize, Deserializer,
    de::{Error, IgnoredAny, MapAccess, Visitor},
};
use std::fmt;

const FIELDS: &[&str] = &["schema", "author", "lang", "color", "theme", "ascii", "marking", "own"];

impl<'de> Deserialize<'de> for Settings {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_struct("Settings", FIELDS, Fields)
    }
}

struct Fields;

impl<'de> Visitor<'de> for Fields {
    type Value = Settings;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("settings")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Settings, A::Error> {
        let mut settings = Settings::default();
        let mut seen = Vec::new();
        while let Some(given) = map.next_key::<String>()? {
            let Some(name) = FIELDS.iter().find(|field| **field == given) else {
                if !settings.is_newer() {
                    return Err(A::Error::unknown_field(&given, FIELDS));
                }
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            if seen.contains(name) {
                return Err(A::Error::duplicate_field(name));
            }
            seen.push(*name);
            match *name {
                "schema" => settings.schema = map.next_value()?,
                "author" => settings.author = map.next_value()?,
                "lang" => settings.lang = map.next_value()?,
                "color" => settings.color = map.next_value()?,
                "theme" => settings.theme = map.next_value()?,
                "ascii" => settings.ascii = map.next_value()?,
                "marking" => settings.marking = map.next_value()?,
                _ => settings.own = map.next_value()?,
            }
        }
        Ok(settings)
    }
}
