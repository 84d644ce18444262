//! The rows of the two files that say who there is.
//!
//! Invariant: a row says what its file says, and nothing that follows from it.

use crate::domain::{
    ids::Who,
    lang::{Lang, Phrase},
    text,
    texts::Text,
};
use serde::{Deserialize, Deserializer, Serialize};

/// A State party or an observer: one row of `assets/delegations.ron`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Delegation {
    /// ISO 3166-1 alpha-3 code, upper case.
    pub code: Who,
    /// ISO 3166-1 alpha-2 code, upper case.
    pub iso2: Phrase,
    /// Name.
    pub name: Text,
    /// Regional group.
    pub region: Region,
    /// Nuclear-weapon State in the sense of article IX, paragraph 3, of the Treaty.
    #[serde(default)]
    pub nuclear_weapon_state: bool,
    /// Codes of its groups, without `@`.
    #[serde(default)]
    pub groups: Vec<Phrase>,
    /// What to know about its being listed; empty for most.
    #[serde(default)]
    pub remark: Text,
    /// Other names that people type, in any language.
    #[serde(default)]
    pub aliases: Vec<Phrase>,
}

/// Regional group of the United Nations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Region {
    /// African States.
    African,
    /// Asia-Pacific States.
    AsiaPacific,
    /// Eastern European States.
    EasternEuropean,
    /// Latin American and Caribbean States.
    Grulac,
    /// Western European and other States.
    Weog,
    /// In no regional group.
    None,
}

/// A group of States that speaks with one voice: one row of `assets/groups.ron`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Code without `@`, upper case.
    pub code: Phrase,
    /// Name.
    pub name: Text,
    /// Date of the membership list: year, month or day.
    pub members_as_of: Phrase,
    /// How many members there are in all, if they are not only those that are listed.
    #[serde(default, deserialize_with = "number")]
    pub members_in_all: Option<u32>,
    /// What the membership list rests on.
    pub basis: Text,
    /// Its members are the nuclear-weapon States instead of those that name it.
    #[serde(default)]
    pub nuclear_weapon_states: bool,
    /// Other names that people type.
    #[serde(default)]
    pub aliases: Vec<Phrase>,
}

/// A number that may be left out, written without `Some`.
fn number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u32>, D::Error> {
    u32::deserialize(deserializer).map(Some)
}

impl Region {
    /// All regions in alphabetical order of their English names.
    pub const ALL: [Region; 6] = [
        Region::African,
        Region::AsiaPacific,
        Region::EasternEuropean,
        Region::Grulac,
        Region::Weog,
        Region::None,
    ];

    /// The region that a person means by its name, a word of it or the usual abbreviation.
    pub fn named(given: &str) -> Option<Region> {
        let short = |region: Region| match region {
            Region::African => ["african", "africa", "非洲"],
            Region::AsiaPacific => ["asia-pacific", "asia", "亚太"],
            Region::EasternEuropean => ["eastern european", "eeg", "东欧"],
            Region::Grulac => ["grulac", "latin american and caribbean", "拉美"],
            Region::Weog => ["weog", "western european", "西欧"],
            Region::None => ["no group", "none", "无"],
        };
        let given = text::fold(given);
        let names = |region: Region| {
            let full = [region.name(Lang::En), region.name(Lang::Zh)];
            short(region).into_iter().chain(full).any(|name| text::fold(name) == given)
        };
        Region::ALL.into_iter().find(|region| names(*region))
    }

    /// Name in files: lower case with hyphens.
    pub fn slug(self) -> &'static str {
        ["african", "asia-pacific", "eastern-european", "grulac", "weog", "none"][self as usize]
    }

    /// Name.
    pub fn name(self, lang: Lang) -> &'static str {
        let (en, zh) = match self {
            Region::African => ("African States", "非洲国家"),
            Region::AsiaPacific => ("Asia-Pacific States", "亚太国家"),
            Region::EasternEuropean => ("Eastern European States", "东欧国家"),
            Region::Grulac => ("Latin American and Caribbean States", "拉美和加勒比国家"),
            Region::Weog => ("Western European and other States", "西欧和其他国家"),
            Region::None => ("No regional group", "不属任何区域组"),
        };
        match lang {
            Lang::En => en,
            Lang::Zh => zh,
        }
    }
}

/// Who there is.
#[derive(Debug, Clone)]
pub(super) struct Rows {
    pub(super) delegations: Vec<Delegation>,
    pub(super) groups: Vec<Group>,
    /// Of everybody, delegations first.
    pub(super) codes: Vec<Who>,
}

impl Rows {
    /// What the rows of both files say.
    pub(super) fn new(delegations: Vec<Delegation>, groups: Vec<Group>) -> Rows {
        let codes = delegations.iter().map(|delegation| delegation.code);
        let codes = codes.chain(groups.iter().map(|group| Who::group(&group.code))).collect();
        Rows { delegations, groups, codes }
    }
}
