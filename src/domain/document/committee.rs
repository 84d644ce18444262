//! Rows of what is recorded of the Committee.
//!
//! Invariant: as in the document; an id is one of the workspace that wrote it.

use super::name;
use crate::domain::{
    ids::{FactId, ItemKey, Who},
    instant::{Day, Instant},
    record::{
        amendment::{AmendmentKind, AmendmentState},
        sitting::{InterventionKind, SittingKind},
    },
};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A sitting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SittingRow<'a> {
    /// Its name.
    pub id: FactId,
    /// Its number.
    pub number: Option<Cow<'a, str>>,
    /// Its kind.
    #[serde(with = "name")]
    pub kind: SittingKind,
    /// What it is called.
    pub title: Option<Cow<'a, str>>,
    /// When it begins, or the day.
    pub begin: Instant,
    /// When it ends.
    pub end: Option<Instant>,
    /// Where.
    pub place: Option<Cow<'a, str>>,
    /// On which items.
    pub items: Vec<ItemKey>,
    /// Symbol of its record.
    pub symbol: Option<Cow<'a, str>>,
}

/// An intervention.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InterventionRow<'a> {
    /// Its name.
    pub id: FactId,
    /// In which sitting.
    pub sitting: FactId,
    /// Its place in the sitting, from 1.
    pub order: u32,
    /// Who spoke.
    pub participant: Who,
    /// For which group.
    #[serde(rename = "for")]
    pub on_behalf_of: Option<Who>,
    /// Its kind.
    #[serde(with = "name")]
    pub kind: InterventionKind,
    /// To whom it is addressed.
    pub to: Option<Who>,
    /// Link to the delivered text.
    pub url: Option<Cow<'a, str>>,
    /// Whether what was heard was checked against it.
    pub checked: bool,
}

/// A document that circulates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentRow<'a> {
    /// Its name.
    pub id: FactId,
    /// Its symbol.
    pub symbol: Option<Cow<'a, str>>,
    /// Its title.
    pub title: Option<Cow<'a, str>>,
    /// Its date.
    pub date: Option<Day>,
    /// On which items.
    pub items: Vec<ItemKey>,
    /// Link to it.
    pub url: Option<Cow<'a, str>>,
    /// Who sponsors it.
    pub sponsors: Vec<Who>,
    /// The group that submitted it.
    pub group: Option<Who>,
}

/// A change to the text, or an idea on an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AmendmentRow<'a> {
    /// Its name.
    pub id: FactId,
    /// On what.
    pub item: ItemKey,
    /// What it does.
    #[serde(with = "name")]
    pub kind: AmendmentKind,
    /// The passage that it is about.
    pub passage: Option<Cow<'a, str>>,
    /// The words that are proposed.
    pub words: Option<Cow<'a, str>>,
    /// Who proposes it.
    pub by: Vec<Who>,
    /// Who supports it.
    #[serde(default)]
    pub supported_by: Vec<Who>,
    /// What became of it.
    #[serde(with = "name")]
    pub state: AmendmentState,
}
