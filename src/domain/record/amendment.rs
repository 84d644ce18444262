//! A change to the text, or an idea on an item, that somebody proposes.
//!
//! Invariant: an amendment keeps the words that were proposed; a change of mind is another amendment.

use crate::domain::{
    absent::is_default,
    ids::{FactId, ItemId, Who},
    lang::{Lang, Pair},
    position::{BadName, by_name},
};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// What an amendment does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AmendmentKind {
    /// Deletes a passage.
    Delete,
    /// Inserts words after a passage.
    Insert,
    /// Replaces a passage.
    Replace,
    /// An idea on an item, not yet a text.
    #[default]
    Proposal,
}

impl AmendmentKind {
    /// All kinds.
    pub const ALL: [AmendmentKind; 4] =
        [AmendmentKind::Delete, AmendmentKind::Insert, AmendmentKind::Replace, AmendmentKind::Proposal];

    /// Whether it proposes words.
    pub fn has_words(self) -> bool {
        self != AmendmentKind::Delete
    }

    /// Whether it is about a passage that is in the text.
    pub fn has_passage(self) -> bool {
        matches!(self, AmendmentKind::Delete | AmendmentKind::Replace)
    }

    /// Name in a language.
    pub fn name(self, lang: Lang) -> &'static str {
        let names = [
            Pair("delete", "删除"),
            Pair("insert", "插入"),
            Pair("replace", "替换"),
            Pair("proposal", "提议"),
        ];
        names[self as usize].get(lang)
    }

    /// Name in files: lower case.
    pub fn slug(self) -> &'static str {
        ["delete", "insert", "replace", "proposal"][self as usize]
    }
}

impl FromStr for AmendmentKind {
    type Err = BadName;

    /// The English name in any case, or the Chinese one.
    fn from_str(text: &str) -> Result<Self, BadName> {
        by_name(text, "kind of amendment", &AmendmentKind::ALL, AmendmentKind::name, AmendmentKind::slug)
    }
}

/// What became of an amendment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AmendmentState {
    /// On the table.
    #[default]
    Proposed,
    /// In the text.
    Agreed,
    /// Not taken up.
    Rejected,
    /// Withdrawn by those who proposed it.
    Withdrawn,
}

impl AmendmentState {
    /// All states.
    pub const ALL: [AmendmentState; 4] = [
        AmendmentState::Proposed,
        AmendmentState::Agreed,
        AmendmentState::Rejected,
        AmendmentState::Withdrawn,
    ];

    /// Name in a language.
    pub fn name(self, lang: Lang) -> &'static str {
        let names = [
            Pair("proposed", "已提出"),
            Pair("agreed", "已议定"),
            Pair("rejected", "未采纳"),
            Pair("withdrawn", "已撤回"),
        ];
        names[self as usize].get(lang)
    }

    /// Name in files: lower case.
    pub fn slug(self) -> &'static str {
        ["proposed", "agreed", "rejected", "withdrawn"][self as usize]
    }
}

impl FromStr for AmendmentState {
    type Err = BadName;

    /// The English name in any case, or the Chinese one.
    fn from_str(text: &str) -> Result<Self, BadName> {
        let all = &AmendmentState::ALL;
        by_name(text, "state of an amendment", all, AmendmentState::name, AmendmentState::slug)
    }
}

/// A change to the text, or an idea on an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AmendmentProposed {
    /// On what.
    pub item: ItemId,
    /// What it does.
    #[serde(default)]
    pub kind: AmendmentKind,
    /// The passage of the text that it is about; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub passage: String,
    /// The words that are proposed; empty of one that deletes.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// Who proposes it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by: Vec<Who>,
}

/// Participants that support an amendment, or no longer do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AmendmentSupported {
    /// Which.
    pub amendment: FactId,
    /// Who.
    pub participants: Vec<Who>,
    /// They no longer support it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub withdrawn: bool,
}

/// What became of an amendment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AmendmentSettled {
    /// Which.
    pub amendment: FactId,
    /// What became of it.
    pub state: AmendmentState,
}
