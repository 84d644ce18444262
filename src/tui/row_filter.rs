//! A filter's text, prepared once, so that long lists pass it quickly.
//!
//! Invariant: names of the paper and the roster are compared once for a text, not once for every row.

use super::model::Model;
use crate::domain::name::Name;
use crate::domain::record::{paper::DocumentAdded, sitting::SittingAdded};
use crate::domain::{
    about,
    entry::{Entry, Fact},
    ids::{ItemId, Who},
    lang::Lang,
    position::{POSITIONS, Position},
    snapshot::Commitment,
    text,
};
use foldhash::{HashMap, HashMapExt};
use memchr::memmem::Finder;
use std::cell::RefCell;

/// A filter's text and what of the paper and the roster holds it.
#[derive(Debug)]
pub struct RowFilter<'a> {
    model: &'a Model,
    folded: String,
    participants: Vec<bool>,
    items: Vec<bool>,
    positions: [bool; POSITIONS],
    names: RefCell<HashMap<Name, bool>>,
    /// Where texts are folded, one after the other.
    room: RefCell<Vec<u8>>,
    finder: Finder<'static>,
    has_digit: bool,
}

impl<'a> RowFilter<'a> {
    /// A filter for a text; an empty one lets everything through.
    pub fn new(model: &'a Model, filter: &str) -> RowFilter<'a> {
        let folded = text::fold(filter);
        let holds = |content: &str| text::fold(content).contains(&folded);
        let items = model.paper.items().map(|(_, item)| {
            let label = item.label();
            holds(item.key.as_str()) || label.all().any(holds)
        });
        let names = |position: Position| [Lang::En, Lang::Zh].map(|lang| position.name(lang));
        RowFilter {
            participants: model.roster.all().map(|who| model.roster.matches(who, &folded)).collect(),
            items: items.collect(),
            positions: Position::ALL.map(|position| names(position).into_iter().any(holds)),
            names: RefCell::new(HashMap::new()),
            room: RefCell::default(),
            finder: Finder::new(&folded).into_owned(),
            has_digit: folded.bytes().any(|byte| byte.is_ascii_digit()),
            model,
            folded,
        }
    }

    /// Whether a commitment's participant, item, text, basis or author holds the text.
    pub fn takes_commitment(&self, commitment: &Commitment) -> bool {
        self.folded.is_empty()
            || self.who(&commitment.who)
            || self.item(&commitment.item)
            || self.text(&commitment.text)
            || self.text(&commitment.evidence)
            || self.name(&commitment.by)
    }

    /// Whether an entry's author or name holds the text, or one of its facts, what that changes or what it takes back.
    pub fn takes_entry(&self, entry: &Entry) -> bool {
        let takes = |fact: &Fact| self.takes_fact(fact);
        self.folded.is_empty()
            || self.name(&entry.by)
            || self.name(&entry.id.device)
            || self.has_digit && self.text(&entry.id.to_string())
            || entry.facts.iter().any(|fact| {
                let changes = fact.changes().is_some() && takes(fact);
                changes || about::any(fact, &self.model.ledger, &takes)
            })
    }

    /// Whether a participant or an item, by their places, holds the text.
    pub fn takes_cell(&self, who: usize, item: usize) -> bool {
        self.participants.get(who).copied().unwrap_or_default() || self.takes_item(item)
    }

    /// Whether an item, by its place, holds the text.
    pub fn takes_item(&self, item: usize) -> bool {
        self.folded.is_empty() || self.items.get(item).copied().unwrap_or_default()
    }

    /// Whether a position's name holds the text.
    pub fn takes_position(&self, position: Position) -> bool {
        self.positions[position.index()]
    }

    /// Whether the name of an author or a device holds the text.
    pub fn name(&self, by: &Name) -> bool {
        let known = self.names.borrow().get(by).copied();
        known.unwrap_or_else(|| {
            let holds = self.text(by);
            self.names.borrow_mut().insert(*by, holds);
            holds
        })
    }

    /// Whether a text holds the text.
    pub fn text(&self, content: &str) -> bool {
        if content.is_empty() {
            return false;
        }
        let mut room = self.room.borrow_mut();
        text::fold_into(content, &mut room);
        self.finder.find(&room).is_some()
    }

    fn takes_fact(&self, fact: &Fact) -> bool {
        let texts = |texts: &[&str]| texts.iter().any(|content| self.text(content));
        let spot = fact.spot();
        if spot.who.is_some_and(|who| self.who(who)) || spot.item.is_some_and(|item| self.item(item)) {
            return true;
        }
        match fact {
            Fact::Position(stand) => {
                stand.is.is_some_and(|is| self.takes_position(is))
                    || texts(&[&stand.condition, &stand.reason])
                    || stand.quote.as_ref().is_some_and(|quote| self.text(&quote.text))
                    || stand.source.as_ref().is_some_and(|source| self.text(&source.reference))
            }
            Fact::Note(note) => self.text(&note.text),
            Fact::NoteEdited(amended) => self.text(&amended.text),
            Fact::Commitment(made) => self.text(&made.text),
            Fact::CommitmentEdited(amended) => self.text(&amended.text),
            Fact::Status(made) => self.text(&made.evidence),
            Fact::Line(drawn) => texts(&[&drawn.objective, &drawn.arguments, &drawn.asks]),
            Fact::Point(raised) => self.text(&raised.text),
            Fact::Meeting(planned) => {
                planned.participants.iter().any(|who| self.who(who))
                    || planned.items.iter().any(|item| self.item(item))
                    || self.text(&planned.place)
            }
            Fact::MeetingFinished(finished) => self.text(&finished.outcome),
            Fact::Sitting(sitting) => self.takes_sitting(sitting),
            Fact::SittingEdited(edited) => self.takes_sitting(&edited.to),
            Fact::Intervention(made) => {
                made.on_behalf_of.is_some_and(|group| self.who(&group)) || self.text(&made.url)
            }
            Fact::InterventionEdited(edited) => self.text(&edited.url),
            Fact::Document(document) => self.takes_document(document),
            Fact::DocumentEdited(edited) => self.takes_document(&edited.to),
            Fact::Sponsored(sponsored) => sponsored.participants.iter().any(|who| self.who(who)),
            Fact::Amendment(amendment) => {
                amendment.by.iter().any(|who| self.who(who)) || texts(&[&amendment.passage, &amendment.words])
            }
            Fact::AmendmentSupported(supported) => supported.participants.iter().any(|who| self.who(who)),
            Fact::NoteRemoved(_) | Fact::Undo(_) | Fact::AmendmentSettled(_) => false,
        }
    }

    fn takes_sitting(&self, sitting: &SittingAdded) -> bool {
        self.text(&sitting.title)
            || self.text(&sitting.symbol)
            || self.text(&sitting.place)
            || sitting.items.iter().any(|item| self.item(item))
    }

    fn takes_document(&self, document: &DocumentAdded) -> bool {
        self.text(&document.symbol)
            || self.text(&document.title)
            || document.items.iter().any(|item| self.item(item))
            || document.sponsors.iter().any(|who| self.who(who))
    }

    fn who(&self, code: &Who) -> bool {
        match self.model.roster.by_code(code) {
            Some(who) => self.participants[who.0],
            None => self.text(code.as_str()),
        }
    }

    fn item(&self, key: &ItemId) -> bool {
        match self.model.snapshot.item_index(key) {
            Some(item) => self.items[item],
            None => self.text(self.model.paper.key(key).as_str()),
        }
    }
}
