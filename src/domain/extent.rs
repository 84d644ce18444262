//! How much of a snapshot is meant: some items, some participants, some notes.
//!
//! Invariant: an absent part means all; numbers stay those of the whole snapshot, however narrow an extent is.

use super::{
    entry::Visibility,
    ids::{ItemId, ItemKey, Who},
    paper::Paper,
    position::BadName,
    roster::{ParticipantIndex, Roster},
    snapshot::Meeting,
    text::clean_line,
};
use std::str::FromStr;

/// Some items and participants.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Extent<Item = ItemId> {
    /// Only these items; of a document, by their keys.
    pub items: Option<Vec<Item>>,
    /// Only these participants, and notes and the like on them.
    pub who: Option<Vec<Who>>,
}

/// Which notes go into a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Notes {
    /// None at all.
    None,
    /// Those that were marked as shareable.
    #[default]
    Shareable,
    /// Internal ones too.
    All,
    /// Also those that are mine alone: for what is shown here and goes into no file.
    Here,
}

impl Notes {
    /// Name in files: lower case.
    pub fn slug(self) -> &'static str {
        match self {
            Notes::None => "none",
            Notes::Shareable => "shareable",
            Notes::All | Notes::Here => "all",
        }
    }

    /// Whether a note goes in.
    pub fn take(self, visibility: Visibility) -> bool {
        match self {
            Notes::None => false,
            Notes::Shareable => visibility == Visibility::Shareable,
            Notes::All => visibility != Visibility::Mine,
            Notes::Here => true,
        }
    }
}

impl FromStr for Notes {
    type Err = BadName;

    fn from_str(text: &str) -> Result<Self, BadName> {
        let all = [Notes::None, Notes::Shareable, Notes::All];
        all.into_iter().find(|notes| notes.slug() == text).ok_or_else(|| BadName {
            given: clean_line(text),
            what: "choice of notes",
            choices: "none, shareable, all".to_owned(),
        })
    }
}

/// Who a file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Audience {
    /// Anybody.
    #[default]
    Outside,
    /// Us: everything.
    Internal,
}

impl Audience {
    /// All of them.
    pub const ALL: [Audience; 2] = [Audience::Outside, Audience::Internal];

    /// Name in files: lower case.
    pub fn slug(self) -> &'static str {
        ["outside", "internal"][self as usize]
    }

    /// Which notes it gets where nobody says.
    pub fn notes(self) -> Notes {
        [Notes::Shareable, Notes::All][self as usize]
    }
}

impl FromStr for Audience {
    type Err = BadName;

    fn from_str(text: &str) -> Result<Self, BadName> {
        let found = Audience::ALL.into_iter().find(|audience| audience.slug() == text);
        found.ok_or_else(|| BadName {
            given: clean_line(text),
            what: "audience",
            choices: "outside, internal".to_owned(),
        })
    }
}

impl Extent {
    /// The same by the keys of a paper, as documents name items.
    pub fn by_keys(&self, paper: &Paper) -> Extent<ItemKey> {
        let keys = |items: &Vec<ItemId>| items.iter().map(|item| paper.key(item)).collect();
        Extent { items: self.items.as_ref().map(keys), who: self.who.clone() }
    }

    /// Codes of participants, those of a group's members behind it; each once.
    pub fn with_members(roster: &Roster, named: &[ParticipantIndex]) -> Vec<Who> {
        let all = named.iter().flat_map(|one| std::iter::once(*one).chain(roster.members(*one)));
        let mut seen = std::collections::HashSet::new();
        all.filter(|one| seen.insert(*one)).map(|one| *roster.code(one)).collect()
    }

    /// Whether a meeting is meant: one of its participants, and one of its items.
    pub fn has_meeting(&self, meeting: &Meeting) -> bool {
        self.has_meeting_of(&meeting.participants, &meeting.items)
    }
}

impl<Item: Copy + PartialEq> Extent<Item> {
    /// Whether all is meant.
    pub fn is_all(&self) -> bool {
        self.items.is_none() && self.who.is_none()
    }

    /// What is meant by this one and by another.
    pub fn within(&self, other: &Extent<Item>) -> Extent<Item> {
        Extent { items: both(&self.items, &other.items), who: both(&self.who, &other.who) }
    }

    /// Whether something on an item is meant; what is on no item only where all items are.
    pub fn has_item(&self, item: Option<&Item>) -> bool {
        self.items.as_ref().is_none_or(|items| item.is_some_and(|item| items.contains(item)))
    }

    /// Whether something on a participant is meant; what is on nobody only where all are.
    pub fn has_who(&self, who: Option<&Who>) -> bool {
        self.who.as_ref().is_none_or(|wanted| who.is_some_and(|who| wanted.contains(who)))
    }

    /// Whether something on a participant under an item is meant.
    pub fn has(&self, who: &Who, item: &Item) -> bool {
        self.has_who(Some(who)) && self.has_item(Some(item))
    }

    /// Whether something on either, both or neither is meant.
    pub fn has_note(&self, who: Option<&Who>, item: Option<&Item>) -> bool {
        self.has_who(who) && self.has_item(item)
    }

    /// Whether our line on an item is meant: it is on nobody.
    pub fn has_line(&self, item: &Item) -> bool {
        self.has_note(None, Some(item))
    }

    /// Whether a meeting of some participants on some items is meant.
    pub fn has_meeting_of(&self, participants: &[Who], items: &[Item]) -> bool {
        let with = || participants.iter().any(|who| self.has_who(Some(who)));
        let on = || items.iter().any(|item| self.has_item(Some(item)));
        (self.who.is_none() || with()) && (self.items.is_none() || on())
    }
}

/// What two parts have in common; an absent one has all.
fn both<T: Clone + PartialEq>(one: &Option<Vec<T>>, other: &Option<Vec<T>>) -> Option<Vec<T>> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.iter().filter(|name| other.contains(name)).cloned().collect()),
        (one, other) => one.as_ref().or(other.as_ref()).cloned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_on_nobody_or_nothing_is_left_out_of_a_narrow_extent() {
        let narrow = Extent { items: Some(vec![ItemId::new("3a")]), who: Some(vec![Who::new("AUT")]) };
        assert!(narrow.has(&Who::new("AUT"), &ItemId::new("3a")));
        assert!(!narrow.has(&Who::new("FRA"), &ItemId::new("3a")));
        assert!(!narrow.has_note(None, Some(&ItemId::new("3a"))));
        assert!(!narrow.has_line(&ItemId::new("3a")));
        assert!(<Extent>::default().is_all() && <Extent>::default().has_note(None, None));
    }
}
