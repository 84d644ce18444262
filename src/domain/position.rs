//! The scale of positions, the kinds of source and the progress of a commitment.
//!
//! Invariant: there is no zero on the scale, for silence is not neutrality; what has no score never enters an average.

use super::{lang::Lang, name::Name, text::fold};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// Where a participant stands on an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Position {
    /// Leads, drafts or co-sponsors.
    Champions,
    /// In favour.
    Supports,
    /// Can go along, would not stand in the way.
    Accepts,
    /// Concerns, or conditions not met.
    Reserved,
    /// Against.
    Opposes,
    /// A red line: would break consensus.
    Blocks,
    /// Waiting for instructions from capital.
    Awaiting,
    /// Was there, took no position.
    Silent,
}

impl Position {
    /// All positions in the order of their keys, 1 to 8.
    pub const ALL: [Position; 8] = [
        Position::Champions,
        Position::Supports,
        Position::Accepts,
        Position::Reserved,
        Position::Opposes,
        Position::Blocks,
        Position::Awaiting,
        Position::Silent,
    ];

    /// Place on the scale, 0 to 7.
    pub fn index(self) -> usize {
        self as usize
    }

    /// Score from +3 to -3; none for Awaiting and Silent.
    pub fn score(self) -> Option<i8> {
        match self {
            Position::Champions => Some(3),
            Position::Supports => Some(2),
            Position::Accepts => Some(1),
            Position::Reserved => Some(-1),
            Position::Opposes => Some(-2),
            Position::Blocks => Some(-3),
            Position::Awaiting | Position::Silent => None,
        }
    }

    /// The key that records it.
    pub fn key(self) -> char {
        ['1', '2', '3', '4', '5', '6', '7', '8'][self.index()]
    }

    /// The sign that tells it apart without colour; one column wide in every terminal.
    pub fn sign(self) -> &'static str {
        ["*", "+", "=", "?", "-", "x", "w", "o"][self.index()]
    }

    /// Name in a language.
    pub fn name(self, lang: Lang) -> &'static str {
        let (en, zh) = [
            ("Champions", "倡导"),
            ("Supports", "支持"),
            ("Accepts", "可接受"),
            ("Reserved", "保留"),
            ("Opposes", "反对"),
            ("Blocks", "阻止"),
            ("Awaiting", "待指示"),
            ("Silent", "未表态"),
        ][self.index()];
        pick(lang, en, zh)
    }

    /// Name in files: lower case.
    pub fn slug(self) -> &'static str {
        ["champions", "supports", "accepts", "reserved", "opposes", "blocks", "awaiting", "silent"]
            [self.index()]
    }
}

/// How we know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum SourceKind {
    /// Said in a meeting, on the record.
    Statement,
    /// Written in a working paper.
    Paper,
    /// Voted.
    Vote,
    /// Said to us in private.
    Bilateral,
    /// Second hand.
    Reported,
    /// Our own conclusion.
    Inferred,
}

impl SourceKind {
    /// All kinds, from the strongest to the weakest.
    pub const ALL: [SourceKind; 6] = [
        SourceKind::Statement,
        SourceKind::Paper,
        SourceKind::Vote,
        SourceKind::Bilateral,
        SourceKind::Reported,
        SourceKind::Inferred,
    ];

    /// Whether anybody can look it up.
    pub fn on_the_record(self) -> bool {
        matches!(self, SourceKind::Statement | SourceKind::Paper | SourceKind::Vote)
    }

    /// Name in a language.
    pub fn name(self, lang: Lang) -> &'static str {
        let (en, zh) = [
            ("Statement", "发言"),
            ("Paper", "文件"),
            ("Vote", "表决"),
            ("Bilateral", "双边"),
            ("Reported", "转述"),
            ("Inferred", "推断"),
        ][self as usize];
        pick(lang, en, zh)
    }

    /// Name in files: lower case.
    pub fn slug(self) -> &'static str {
        ["statement", "paper", "vote", "bilateral", "reported", "inferred"][self as usize]
    }
}

/// How far a commitment has got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Progress {
    /// We know nothing of it.
    #[default]
    NoEvidence,
    /// Known not to have begun.
    NotStarted,
    /// Some.
    Limited,
    /// Much.
    Substantial,
    /// Done.
    Complete,
    /// Taken back.
    Withdrawn,
}

impl Progress {
    /// All, from nothing known to the end.
    pub const ALL: [Progress; 6] = [
        Progress::NoEvidence,
        Progress::NotStarted,
        Progress::Limited,
        Progress::Substantial,
        Progress::Complete,
        Progress::Withdrawn,
    ];

    /// Whether something is still to be done.
    pub fn is_open(self) -> bool {
        !matches!(self, Progress::Complete | Progress::Withdrawn)
    }

    /// Name in a language.
    pub fn name(self, lang: Lang) -> &'static str {
        let (en, zh) = [
            ("No evidence", "尚无证据"),
            ("Not started", "未开始"),
            ("Limited", "有限"),
            ("Substantial", "显著"),
            ("Complete", "已完成"),
            ("Withdrawn", "已撤回"),
        ][self as usize];
        pick(lang, en, zh)
    }

    /// Name in files: lower case with hyphens.
    pub fn slug(self) -> &'static str {
        ["no-evidence", "not-started", "limited", "substantial", "complete", "withdrawn"][self as usize]
    }
}

/// A text names none of the choices.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{given}` is not a {what}; it is one of {choices}")]
pub struct BadName {
    /// What was given.
    pub given: String,
    /// What was asked for.
    pub what: &'static str,
    /// What there is.
    pub choices: String,
}

fn pick(lang: Lang, en: &'static str, zh: &'static str) -> &'static str {
    match lang {
        Lang::En => en,
        Lang::Zh => zh,
    }
}

fn by_name<T: Copy>(
    text: &str,
    what: &'static str,
    all: &[T],
    name: fn(T, Lang) -> &'static str,
    slug: fn(T) -> &'static str,
) -> Result<T, BadName> {
    let given = fold(text);
    let matches = |choice: &T| {
        given == fold(slug(*choice))
            || given == fold(name(*choice, Lang::En))
            || given == name(*choice, Lang::Zh)
    };
    let by_number = || given.parse::<usize>().ok().and_then(|n| all.get(n.wrapping_sub(1)));
    all.iter().find(|choice| matches(choice)).or_else(by_number).copied().ok_or_else(|| BadName {
        given: super::text::clean_line(text),
        what,
        choices: all.iter().map(|choice| slug(*choice)).collect::<Vec<_>>().join(", "),
    })
}

impl FromStr for Position {
    type Err = BadName;

    /// The English name in any case, the Chinese one or the number key.
    fn from_str(text: &str) -> Result<Self, BadName> {
        if let Some(position) = Position::ALL.into_iter().find(|position| position.slug() == text) {
            return Ok(position);
        }
        by_name(text, "position", &Position::ALL, Position::name, Position::slug)
    }
}

impl FromStr for SourceKind {
    type Err = BadName;

    /// The English name in any case, the Chinese one or its number.
    fn from_str(text: &str) -> Result<Self, BadName> {
        if let Some(kind) = SourceKind::ALL.into_iter().find(|kind| kind.slug() == text) {
            return Ok(kind);
        }
        by_name(text, "kind of source", &SourceKind::ALL, SourceKind::name, SourceKind::slug)
    }
}

impl FromStr for Progress {
    type Err = BadName;

    /// The English name in any case, with or without a hyphen, the Chinese one or its number.
    fn from_str(text: &str) -> Result<Self, BadName> {
        by_name(text, "progress", &Progress::ALL, Progress::name, Progress::slug)
    }
}

impl std::fmt::Display for Position {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.slug())
    }
}

/// How we know: the kind and where to look it up. Written `kind:reference`, or `kind` alone.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Source {
    /// The kind.
    pub kind: SourceKind,
    /// Document symbol, link or time in a recording; may be empty.
    pub reference: Name,
}

impl Source {
    /// For people: the kind's name and the reference.
    pub fn shown(&self, lang: Lang) -> String {
        match self.reference.is_empty() {
            true => self.kind.name(lang).to_owned(),
            false => format!("{} {}", self.kind.name(lang), self.reference),
        }
    }
}

impl std::fmt::Display for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.reference.is_empty() {
            true => f.write_str(self.kind.slug()),
            false => write!(f, "{}:{}", self.kind.slug(), self.reference),
        }
    }
}

impl FromStr for Source {
    type Err = BadName;

    /// `KIND` or `KIND:REF`.
    fn from_str(text: &str) -> Result<Self, BadName> {
        let (kind, reference) = text.split_once(':').unwrap_or((text, ""));
        Ok(Source { kind: kind.parse()?, reference: reference.trim().into() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_is_named_in_english_chinese_or_by_its_key() {
        for position in Position::ALL {
            let key = position.key().to_string();
            for name in [position.name(Lang::En), position.name(Lang::Zh), position.slug(), &key] {
                assert_eq!(name.parse::<Position>().unwrap(), position);
            }
        }
        assert_eq!("SUPPORTS".parse::<Position>().unwrap(), Position::Supports);
        for bad in ["", "0", "9", "support", "neutral"] {
            assert!(bad.parse::<Position>().is_err(), "{bad}");
        }
        assert_eq!("No-Evidence".parse::<Progress>().unwrap(), Progress::NoEvidence);
    }

    #[test]
    fn a_source_may_have_colons_in_its_reference() {
        let source: Source = "statement:https://undocs.org/x".parse().unwrap();
        assert_eq!(source, Source { kind: SourceKind::Statement, reference: "https://undocs.org/x".into() });
        assert!("rumour:x".parse::<Source>().is_err());
    }

    #[test]
    fn every_sign_is_its_own() {
        let signs: std::collections::HashSet<_> = Position::ALL.iter().map(|p| p.sign()).collect();
        assert_eq!(signs.len(), 8);
    }
}
