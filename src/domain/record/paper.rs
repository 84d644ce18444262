//! A document that circulates in the Committee, and who sponsors it.
//!
//! Invariant: several documents on one item are all there; sponsoring one is no position.

use crate::domain::{
    absent::is_default,
    ids::{FactId, ItemId, Who},
    instant::Day,
    name::Name,
};
use serde::{Deserialize, Serialize};

/// A working paper or the like.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DocumentAdded {
    /// Its symbol, for example `NPT/CONF.2026/PC.II/WP.12`; empty where it has none.
    #[serde(default, skip_serializing_if = "Name::is_empty")]
    pub symbol: Name,
    /// Its title.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// Its date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Day>,
    /// On which items; may be empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<ItemId>,
    /// Link to it; may be empty.
    #[serde(default, skip_serializing_if = "Name::is_empty")]
    pub url: Name,
    /// The group that submitted it, where one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<Who>,
    /// Who sponsors it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sponsors: Vec<Who>,
}

/// A document described anew; its sponsors stay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentEdited {
    /// Which.
    pub document: FactId,
    /// What it is now; sponsors given here are added.
    pub to: DocumentAdded,
}

/// Participants that sponsor a document, or no longer do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sponsored {
    /// Which.
    pub document: FactId,
    /// Who.
    pub participants: Vec<Who>,
    /// They no longer sponsor it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub withdrawn: bool,
}
