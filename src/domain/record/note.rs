//! Who may see a note.
//!
//! Invariant: what is for its author alone is in no file that leaves the device.

use crate::domain::{
    lang::{Lang, Pair},
    position::{BadName, by_name},
};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// Who may see a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Visibility {
    /// Its author on this device alone: it is in no file that leaves it.
    Mine,
    /// Us.
    #[default]
    Internal,
    /// Anybody who gets an export.
    Shareable,
}

impl Visibility {
    /// All of them.
    pub const ALL: [Visibility; 3] = [Visibility::Mine, Visibility::Internal, Visibility::Shareable];

    /// Name in a language.
    pub fn name(self, lang: Lang) -> &'static str {
        let names = [Pair("mine alone", "仅本人"), Pair("internal", "内部"), Pair("shareable", "可分享")];
        names[self as usize].get(lang)
    }

    /// What an edit makes of it: what is its author's alone stays so.
    #[must_use]
    pub fn amended(self, to: Visibility) -> Visibility {
        if self == Visibility::Mine { self } else { to }
    }

    /// Name in files: lower case.
    pub fn slug(self) -> &'static str {
        ["mine", "internal", "shareable"][self as usize]
    }
}

impl FromStr for Visibility {
    type Err = BadName;

    /// The English name in any case, or the Chinese one.
    fn from_str(text: &str) -> Result<Self, BadName> {
        by_name(text, "visibility of a note", &Visibility::ALL, Visibility::name, Visibility::slug)
    }
}
