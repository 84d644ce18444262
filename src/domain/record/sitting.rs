//! A sitting of the Committee, and the interventions in it.
//!
//! Invariant: shared by all who record it. Two records of one sitting or of one intervention are one, whoever made them.

use crate::domain::{
    absent::is_default,
    ids::{FactId, ItemId, Who},
    instant::{Instant, Zones},
    lang::{Lang, Pair},
    name::Name,
    position::{BadName, Source, SourceKind, by_name},
};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// What kind of meeting of the Committee a sitting is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SittingKind {
    /// A plenary meeting.
    #[default]
    Plenary,
    /// On the items of a cluster.
    Cluster,
    /// On a specific issue.
    SpecificIssue,
    /// Without a record.
    Informal,
}

impl SittingKind {
    /// All kinds.
    pub const ALL: [SittingKind; 4] =
        [SittingKind::Plenary, SittingKind::Cluster, SittingKind::SpecificIssue, SittingKind::Informal];

    /// Name in a language.
    pub fn name(self, lang: Lang) -> &'static str {
        let names = [
            Pair("plenary", "全体会议"),
            Pair("cluster", "各组"),
            Pair("specific issue", "具体问题"),
            Pair("informal", "非正式"),
        ];
        names[self as usize].get(lang)
    }

    /// Name in files: lower case with hyphens.
    pub fn slug(self) -> &'static str {
        ["plenary", "cluster", "specific-issue", "informal"][self as usize]
    }
}

impl FromStr for SittingKind {
    type Err = BadName;

    /// The English name in any case, or the Chinese one.
    fn from_str(text: &str) -> Result<Self, BadName> {
        by_name(text, "kind of sitting", &SittingKind::ALL, SittingKind::name, SittingKind::slug)
    }
}

/// A sitting, as one who records it describes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SittingAdded {
    /// Its number as the Committee counts its meetings, for example `3`; empty where it has none.
    #[serde(default, skip_serializing_if = "Name::is_empty")]
    pub number: Name,
    /// Its kind.
    #[serde(default, skip_serializing_if = "is_default")]
    pub kind: SittingKind,
    /// What it is called, for example "Cluster 1, continued"; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// When it begins, or the day.
    pub begin: Instant,
    /// When it ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<Instant>,
    /// Where; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// On which items; may be empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<ItemId>,
    /// Symbol of its record, for example `NPT/CONF.2026/PC.II/SR.3`; may be empty.
    #[serde(default, skip_serializing_if = "Name::is_empty")]
    pub symbol: Name,
}

impl SittingAdded {
    /// Gives its moments the offsets that hold in the zones of a workspace.
    pub fn settle(&mut self, zones: Zones) {
        self.begin = zones.settle(self.begin);
        self.end = self.end.map(|end| zones.settle(end));
    }
}

/// A sitting described anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SittingEdited {
    /// Which.
    pub sitting: FactId,
    /// What it is now.
    pub to: SittingAdded,
}

/// What kind of intervention it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum InterventionKind {
    /// A statement.
    #[default]
    Statement,
    /// A right of reply.
    RightOfReply,
    /// An explanation of vote or position.
    Explanation,
}

impl InterventionKind {
    /// All kinds.
    pub const ALL: [InterventionKind; 3] =
        [InterventionKind::Statement, InterventionKind::RightOfReply, InterventionKind::Explanation];

    /// Name in a language.
    pub fn name(self, lang: Lang) -> &'static str {
        let names = [Pair("statement", "发言"), Pair("right of reply", "答辩"), Pair("explanation", "解释")];
        names[self as usize].get(lang)
    }

    /// Name in files: lower case with hyphens.
    pub fn slug(self) -> &'static str {
        ["statement", "right-of-reply", "explanation"][self as usize]
    }
}

impl FromStr for InterventionKind {
    type Err = BadName;

    /// The English name in any case, or the Chinese one.
    fn from_str(text: &str) -> Result<Self, BadName> {
        let all = &InterventionKind::ALL;
        by_name(text, "kind of intervention", all, InterventionKind::name, InterventionKind::slug)
    }
}

/// One speaker's time in a sitting; it may be on several items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InterventionMade {
    /// In which sitting.
    pub sitting: FactId,
    /// Who spoke.
    #[serde(rename = "participant")]
    pub who: Who,
    /// For which group; absent: for itself.
    #[serde(default, rename = "for", skip_serializing_if = "Option::is_none")]
    pub on_behalf_of: Option<Who>,
    /// Its kind.
    #[serde(default, skip_serializing_if = "is_default")]
    pub kind: InterventionKind,
    /// Its place in the sitting as its recorder counts, from 1; absent: after those before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<u32>,
    /// To whom a right of reply is addressed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Who>,
    /// Link to the delivered text; may be empty.
    #[serde(default, skip_serializing_if = "Name::is_empty")]
    pub url: Name,
    /// Whether what was heard has been checked against the delivered text.
    #[serde(default, skip_serializing_if = "is_default")]
    pub checked: bool,
}

impl InterventionMade {
    /// A participant's statement for itself in a sitting, of which nothing else is known.
    pub fn of(sitting: FactId, who: Who) -> InterventionMade {
        InterventionMade {
            sitting,
            who,
            on_behalf_of: None,
            kind: InterventionKind::default(),
            order: None,
            to: None,
            url: Name::default(),
            checked: false,
        }
    }
}

impl InterventionMade {
    /// How a position that was taken in it is known, where nothing else was said.
    pub fn source(&self, sitting: Option<&SittingAdded>) -> Source {
        let kind = match (self.kind, self.on_behalf_of) {
            (InterventionKind::Explanation, _) => SourceKind::Explanation,
            (_, Some(_)) => SourceKind::GroupStatement,
            (_, None) => SourceKind::Statement,
        };
        let reference = sitting.map_or_else(Name::default, |sitting| match sitting.symbol.is_empty() {
            true => sitting.title.as_str().into(),
            false => sitting.symbol,
        });
        Source { kind, group: self.on_behalf_of, reference, url: self.url }
    }
}

/// What came to be known of an intervention later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InterventionEdited {
    /// Which.
    pub intervention: FactId,
    /// Link to the delivered text; may be empty.
    #[serde(default, skip_serializing_if = "Name::is_empty")]
    pub url: Name,
    /// Whether what was heard has been checked against the delivered text.
    #[serde(default, skip_serializing_if = "is_default")]
    pub checked: bool,
}
