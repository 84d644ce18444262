//! The paper that is tracked: areas and their items.
//!
//! Invariant: holds only what its files say; which entry is about which item is the ledger's business.

use super::{
    ids::{ItemId, ItemKey},
    lang::{Lang, Phrase},
    name::Name,
    texts::{Text, by_language},
};
use serde::Deserialize;

/// The newest format of the files of the paper that this program reads.
pub const PAPER_SCHEMA: u32 = 1;

/// What `assets/paper.ron` says, without the areas.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaperFile {
    /// Format of the file; this program reads 1, which is also what is meant where it is absent.
    #[serde(default = "first_schema")]
    pub schema: u32,
    /// Title of the paper.
    pub title: Text,
    /// Its symbol; empty if it is not known.
    #[serde(default)]
    pub symbol: Phrase,
    /// The meeting at which the paper was made.
    pub session: Text,
    /// Where that meeting was.
    pub place: Text,
    /// First day of that meeting, ISO 8601.
    pub from: Phrase,
    /// Last day of that meeting, ISO 8601.
    pub until: Phrase,
    /// What the paper says of its own standing.
    pub status: Text,
    /// The paper's opening paragraphs.
    #[serde(default)]
    pub preamble: Vec<Paragraph>,
    /// The clusters of the Committee's work.
    pub clusters: Vec<Cluster>,
    /// What to know about the clusters' titles and the areas' places in them.
    #[serde(default)]
    pub clusters_remark: Text,
    /// Documents that the areas cite.
    #[serde(default)]
    pub documents: Vec<Document>,
}

/// A numbered paragraph of the paper, in our own words.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paragraph {
    /// Its number in the paper.
    pub paragraph: Phrase,
    /// What it says.
    pub text: Text,
}

/// A cluster of the Committee's work.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cluster {
    /// 1 to 3 in the Committee's practice.
    pub number: u32,
    /// Its subject.
    pub title: Text,
}

/// A document that is cited.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Symbol, for example `NPT/CONF.2010/50 (Vol. I)`.
    pub symbol: Phrase,
    /// What it is.
    pub title: Text,
}

/// A proposed focus area: what one file in `assets/areas/` says.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Area {
    /// Its number in the paper.
    pub number: u32,
    /// The cluster it belongs to.
    pub cluster: u32,
    /// Paragraphs of the paper, for example `4-5`.
    pub paragraphs: Phrase,
    /// Title.
    pub title: Text,
    /// What the paper says about it, paragraph by paragraph.
    #[serde(default)]
    pub background: Vec<Paragraph>,
    /// What it refers to.
    #[serde(default)]
    pub references: Vec<Reference>,
    /// Its items, at least one.
    pub items: Vec<Item>,
    /// Format of the file; this program reads 1, which is also what is meant where it is absent.
    #[serde(default = "first_schema")]
    pub schema: u32,
}

/// What an area refers to.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reference {
    /// Where it is cited and what, for example "Para. 10: 2010 action plan, action 5 (f)".
    pub text: Text,
    /// Symbols of documents in `paper.ron`.
    #[serde(default)]
    pub symbols: Vec<Phrase>,
}

/// A sub-item: the thing on which a position is taken.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// What it is called whatever its number, for example `standard-reporting-nws`; its key if the file has none.
    #[serde(default)]
    pub id: ItemId,
    /// Key, for example `1a`.
    pub key: ItemKey,
    /// Paragraph of the paper, for example `5 (a)`.
    pub paragraph: Phrase,
    /// A few words for lists; where empty, the text is used.
    #[serde(default)]
    pub label: Text,
    /// Full text.
    pub text: Text,
}

/// The format of a file that names none.
fn first_schema() -> u32 {
    1
}

impl Item {
    /// Eight hexadecimal digits that change when the text changes in any language.
    pub fn fingerprint(&self) -> String {
        fingerprint(&self.text)
    }

    /// Whether a folded text is its key or its id.
    fn is_called(&self, folded: &str) -> bool {
        self.key.as_str() == folded || super::text::fold(&self.id.0) == folded
    }

    /// The few words for lists.
    pub fn label(&self) -> &Text {
        if self.label.is_empty() { &self.text } else { &self.label }
    }
}

/// Eight hexadecimal digits that change when a text changes in any language.
pub fn fingerprint(text: &Text) -> String {
    let mut hasher = crc32fast::Hasher::new();
    for (code, words) in text.each().filter(|(_, words)| !words.is_empty()) {
        for part in [code.as_bytes(), b":", words.as_bytes(), b"\n"] {
            hasher.update(part);
        }
    }
    format!("{:08x}", hasher.finalize())
}

/// The whole paper: its file and its areas in order of number.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Paper {
    /// What `paper.ron` says.
    pub file: PaperFile,
    /// Areas in order of number.
    pub areas: Vec<Area>,
}

impl Paper {
    /// Items in the paper's order, each with its area.
    pub fn items(&self) -> impl Iterator<Item = (&Area, &Item)> {
        self.areas.iter().flat_map(|area| area.items.iter().map(move |item| (area, item)))
    }

    /// Every text that is shown of the paper's areas.
    fn texts(&self) -> impl Iterator<Item = &Text> {
        self.areas.iter().flat_map(|area| {
            std::iter::once(&area.title).chain(area.items.iter().flat_map(|item| [&item.text, item.label()]))
        })
    }

    /// The languages that the paper has, English and Chinese first.
    pub fn languages(&self) -> Vec<Name> {
        let texts = std::iter::once(&self.file.title).chain(self.texts());
        let mut found: Vec<Name> = texts.flat_map(|text| text.each().map(|(code, _)| *code)).collect();
        found.sort_by(by_language);
        found.dedup();
        found
    }

    /// How much of the paper is in a language.
    pub fn spoken(&self, lang: Lang) -> Spoken {
        let texts = std::iter::once(&self.file.title).chain(self.texts()).filter(|text| !text.is_empty());
        let (mut some, mut all) = (false, true);
        for text in texts {
            let is_there = text.exactly(lang).is_some();
            some |= is_there;
            all &= is_there;
        }
        match (some, all) {
            (_, true) => Spoken::Whole,
            (true, false) => Spoken::Partly,
            (false, false) => Spoken::Not,
        }
    }

    /// The item with an id.
    pub fn item(&self, id: &ItemId) -> Option<(&Area, &Item)> {
        self.items().find(|(_, item)| item.id == *id)
    }

    /// The item with a key, as a document names it.
    pub fn item_by_key(&self, key: &ItemKey) -> Option<(&Area, &Item)> {
        self.items().find(|(_, item)| item.key == *key)
    }

    /// What people call an item: its key, or its id where the paper has no such item.
    pub fn key(&self, id: &ItemId) -> ItemKey {
        self.item(id).map_or(ItemKey(id.0), |(_, item)| item.key)
    }

    /// The keys of several items, separated by commas.
    pub fn keys(&self, ids: &[ItemId]) -> String {
        ids.iter().map(|id| self.key(id).to_string()).collect::<Vec<_>>().join(", ")
    }

    /// Whether one item is called so, by its key or its id.
    pub fn has_item(&self, given: &str) -> bool {
        let folded = super::text::fold(given);
        self.items().any(|(_, item)| item.is_called(&folded))
    }

    /// The items that a person means by keys, ids and numbers of areas, `3a`, `status-of-protocols`, `4` or `4*`, several separated by commas; each once, in the order given.
    ///
    /// # Errors
    /// When one of them is nothing that the paper has.
    pub fn find_items(&self, given: &str) -> Result<Vec<ItemId>, ItemError> {
        let mut found: Vec<ItemId> = Vec::new();
        for one in given.split([',', '，', '、']) {
            let folded = super::text::fold(one);
            let area = folded.strip_suffix('*').unwrap_or(&folded);
            let ids: Vec<&ItemId> = match self.items().find(|(_, item)| item.is_called(&folded)) {
                Some((_, item)) => vec![&item.id],
                None => {
                    self.items().filter(|(a, _)| a.number.to_string() == area).map(|(_, i)| &i.id).collect()
                }
            };
            if ids.is_empty() {
                let known: Vec<&str> = self.items().map(|(_, item)| item.key.as_str()).collect();
                return Err(ItemError { given: super::text::clean_line(one), known: known.join(", ") });
            }
            found.extend(ids.into_iter().filter(|id| !found.contains(id)).cloned().collect::<Vec<_>>());
        }
        Ok(found)
    }
}

impl PaperFile {
    /// The document with a symbol.
    pub fn document(&self, symbol: &str) -> Option<&Document> {
        self.documents.iter().find(|document| document.symbol == symbol)
    }
}

/// How much of the paper is in a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spoken {
    /// All of it.
    Whole,
    /// A part; the rest is shown in another language.
    Partly,
    /// Nothing; all is shown in another language.
    Not,
}

/// No item or area is called so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no item is called `{given}`; the paper has {known}")]
pub struct ItemError {
    /// What was given.
    pub given: String,
    /// Keys that there are.
    pub known: String,
}
