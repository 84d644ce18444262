//! The scale of positions and the status of a commitment.
//!
//! Invariant: there is no number on the scale. People in a consensus body count who is for, who has concerns, who is against and who has a red
//! line; silence is not neutrality, and an abstention is neither.

mod source;

use super::{lang::Lang, text::fold};
use serde::{Deserialize, Serialize};
pub use source::{Source, SourceKind};
use std::str::FromStr;

/// Where a participant is on an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Position {
    /// Leads, drafts or co-sponsors.
    Champions,
    /// In favour.
    Supports,
    /// Can go along, would not stand in the way.
    Accepts,
    /// Abstained in a vote: a decision, neither for nor against.
    Abstained,
    /// Reservations, or conditions not met.
    Concerns,
    /// Against.
    Opposes,
    /// A red line: would not join consensus.
    Blocks,
    /// Open, studying.
    Undecided,
    /// Waiting for instructions from capital.
    Awaiting,
    /// Was there, took no position.
    Silent,
}

/// How many positions there are.
pub const POSITIONS: usize = Position::ALL.len();

/// What people in a consensus body count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Side {
    /// Champions, supports or can accept.
    For,
    /// Has concerns.
    Concerns,
    /// Opposes, or has a red line.
    Against,
}

impl Position {
    /// All positions in the order of the scale: the seven that are ordered, then the three that have no place in it.
    pub const ALL: [Position; 10] = [
        Position::Champions,
        Position::Supports,
        Position::Accepts,
        Position::Abstained,
        Position::Concerns,
        Position::Opposes,
        Position::Blocks,
        Position::Undecided,
        Position::Awaiting,
        Position::Silent,
    ];

    /// All positions as people choose one from a list: those with a key in the order of their keys, so that a number means one thing everywhere.
    pub const BY_KEY: [Position; 10] = [
        Position::Champions,
        Position::Supports,
        Position::Accepts,
        Position::Concerns,
        Position::Opposes,
        Position::Blocks,
        Position::Undecided,
        Position::Awaiting,
        Position::Silent,
        Position::Abstained,
    ];

    /// Place in `ALL`.
    pub fn index(self) -> usize {
        self as usize
    }

    /// Place in the order from the most in favour to the most against; none for Undecided, Awaiting and Silent.
    pub fn place(self) -> Option<u8> {
        match self {
            Position::Undecided | Position::Awaiting | Position::Silent => None,
            ordered => u8::try_from(ordered.index()).ok(),
        }
    }

    /// Whether it is counted as for, with concerns or against; none for the others.
    pub fn side(self) -> Option<Side> {
        match self {
            Position::Champions | Position::Supports | Position::Accepts => Some(Side::For),
            Position::Concerns => Some(Side::Concerns),
            Position::Opposes | Position::Blocks => Some(Side::Against),
            Position::Abstained | Position::Undecided | Position::Awaiting | Position::Silent => None,
        }
    }

    /// The key that records it; an abstention has none, since it comes from a vote.
    pub fn key(self) -> Option<char> {
        [
            Some('1'),
            Some('2'),
            Some('3'),
            None,
            Some('4'),
            Some('5'),
            Some('6'),
            Some('7'),
            Some('8'),
            Some('9'),
        ][self.index()]
    }

    /// The position that a key records.
    pub fn of_key(key: char) -> Option<Position> {
        Position::ALL.into_iter().find(|position| position.key() == Some(key))
    }

    /// The sign that tells it apart without colour; one column wide in every terminal.
    pub fn sign(self) -> &'static str {
        ["*", "+", "=", "a", "?", "-", "x", "u", "w", "o"][self.index()]
    }

    /// Name in a language.
    pub fn name(self, lang: Lang) -> &'static str {
        let (en, zh) = [
            ("Champions", "倡导"),
            ("Supports", "支持"),
            ("Can accept", "可接受"),
            ("Abstained", "弃权"),
            ("Has concerns", "有关切"),
            ("Opposes", "反对"),
            ("Red line", "红线"),
            ("Undecided", "立场未定"),
            ("Awaiting instructions", "待国内指示"),
            ("No position stated", "未表态"),
        ][self.index()];
        pick(lang, en, zh)
    }

    /// Name in files: lower case.
    pub fn slug(self) -> &'static str {
        [
            "champions",
            "supports",
            "accepts",
            "abstained",
            "concerns",
            "opposes",
            "blocks",
            "undecided",
            "awaiting",
            "silent",
        ][self.index()]
    }
}

/// How far a commitment has got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// We know nothing of it.
    #[default]
    NoInformation,
    /// Known not to have begun.
    NotStarted,
    /// Limited progress.
    Limited,
    /// Substantial progress.
    Substantial,
    /// Done.
    Complete,
    /// Withdrawn by the participant.
    Withdrawn,
}

impl Status {
    /// All, from nothing known to the end.
    pub const ALL: [Status; 6] = [
        Status::NoInformation,
        Status::NotStarted,
        Status::Limited,
        Status::Substantial,
        Status::Complete,
        Status::Withdrawn,
    ];

    /// Whether something is still to be done.
    pub fn is_open(self) -> bool {
        !matches!(self, Status::Complete | Status::Withdrawn)
    }

    /// Name in a language.
    pub fn name(self, lang: Lang) -> &'static str {
        let (en, zh) = [
            ("No information", "情况不明"),
            ("Not started", "未启动"),
            ("Limited", "有限进展"),
            ("Substantial", "重大进展"),
            ("Complete", "已落实"),
            ("Withdrawn", "已撤回"),
        ][self as usize];
        pick(lang, en, zh)
    }

    /// Name in files: lower case with hyphens.
    pub fn slug(self) -> &'static str {
        ["no-information", "not-started", "limited", "substantial", "complete", "withdrawn"][self as usize]
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

/// One of a few values by its name in files or in either language.
///
/// # Errors
/// When it is the name of none.
pub(super) fn by_name<T: Copy>(
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
    all.iter().find(|choice| matches(choice)).copied().ok_or_else(|| BadName {
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
        if let Some(position) = single(text).and_then(Position::of_key) {
            return Ok(position);
        }
        by_name(text, "position", &Position::ALL, Position::name, Position::slug)
    }
}

impl FromStr for Status {
    type Err = BadName;

    /// The English name in any case, with or without a hyphen, or the Chinese one.
    fn from_str(text: &str) -> Result<Self, BadName> {
        by_name(text, "status", &Status::ALL, Status::name, Status::slug)
    }
}

/// The only character of a text.
fn single(text: &str) -> Option<char> {
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}

impl std::fmt::Display for Position {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.slug())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_is_named_in_english_chinese_or_by_its_key() {
        for position in Position::ALL {
            let key = position.key().map_or(position.slug().to_owned(), String::from);
            for name in [position.name(Lang::En), position.name(Lang::Zh), position.slug(), &key] {
                assert_eq!(name.parse::<Position>().unwrap(), position);
            }
        }
        assert_eq!("SUPPORTS".parse::<Position>().unwrap(), Position::Supports);
        for bad in ["", "0", "10", "support", "neutral", "reserved"] {
            assert!(bad.parse::<Position>().is_err(), "{bad}");
        }
        assert_eq!("No-Information".parse::<Status>().unwrap(), Status::NoInformation);
    }

    #[test]
    fn every_key_is_its_own_and_an_abstention_has_none() {
        let keys: String = Position::ALL.iter().filter_map(|position| position.key()).collect();
        assert_eq!(keys.len(), 9);
        let by_key: String = Position::BY_KEY.iter().filter_map(|position| position.key()).collect();
        assert_eq!(by_key, "123456789");
        assert_eq!(Position::of_key('7'), Some(Position::Undecided));
        assert_eq!(Position::Abstained.key(), None);
    }

    #[test]
    fn the_ordered_positions_come_first_and_an_abstention_is_in_the_middle() {
        let places: Vec<_> = Position::ALL.iter().map_while(|position| position.place()).collect();
        assert_eq!(places, [0, 1, 2, 3, 4, 5, 6]);
        assert_eq!(Position::Abstained.place(), Some(3));
        assert_eq!(Position::Abstained.side(), None);
    }

    #[test]
    fn every_sign_is_its_own() {
        let signs: std::collections::HashSet<_> = Position::ALL.iter().map(|p| p.sign()).collect();
        assert_eq!(signs.len(), POSITIONS);
    }
}
