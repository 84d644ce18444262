//! Forms: a few fields that become one act.
//!
//! Invariant: a form that does not hold says which field and why, and keeps what was typed.

mod fields;

use super::{export_form::ExportForm, input, moved::Span};
use crate::domain::{
    ids::{FactId, ItemId, Who},
    instant::{BadDay, BadWhen, Clock, Day, Instant, When},
    lang::Lang,
    ledger::View,
    position::{Position, Source, SourceKind},
    session::{By, Only, Plan},
    text,
};
pub use fields::{area, line, onlys, orders, positions, source_kinds, statuses};
use ratatui_textarea::TextArea;
use tui_input::Input;

/// What a form is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Purpose {
    /// Position, condition, source and date.
    Position(Who, ItemId),
    /// A commitment, made or amended.
    Commitment(Who, ItemId, Option<FactId>),
    /// How far a commitment has got.
    Status(FactId),
    /// Our line on an item.
    OurLine(ItemId),
    /// A point to raise.
    Point(Who, ItemId),
    /// What a review session is to be.
    Session,
    /// A meeting planned with a participant.
    Meeting(Who),
    /// What came of a meeting.
    Outcome(FactId),
    /// Who records.
    Author,
    /// Between which dates to compare.
    Moves,
    /// What to export, and where to.
    Export,
    /// As of when to show everything.
    AsOf,
    /// Between which dates to list what changed.
    Compare,
    /// Under which name to keep a snapshot.
    Save,
}

/// A field.
#[derive(Debug)]
pub struct Field {
    /// Which.
    pub name: FieldName,
    /// What is in it.
    pub value: Value,
}

/// Which field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FieldName {
    /// The position.
    Position,
    /// "if …".
    Condition,
    /// How we know.
    SourceKind,
    /// Where to look it up.
    Reference,
    /// When it was taken.
    On,
    /// What was promised, or what to say.
    Text,
    /// By when.
    Due,
    /// How far.
    Status,
    /// What that rests on.
    Evidence,
    /// What we want.
    Objective,
    /// What speaks for it.
    Arguments,
    /// What to ask.
    Asks,
    /// What a session walks.
    Items,
    /// Whom it walks, in order.
    Speakers,
    /// Which of the cells.
    Only,
    /// Changed since when.
    Since,
    /// In which order.
    Order,
    /// When a meeting is to be.
    When,
    /// Where it is to be.
    Place,
    /// What came of it.
    Outcome,
    /// Who records.
    Author,
    /// From when.
    From,
    /// Until when.
    Until,
    /// The format of a file.
    Format,
    /// Which notes go in.
    Notes,
    /// In which language.
    Language,
    /// Which participants go in.
    Delegations,
    /// Where a file goes.
    File,
    /// As of when.
    Day,
    /// Under which name.
    Name,
}

/// What is in a field.
#[derive(Debug)]
pub enum Value {
    /// One line.
    Line(Input),
    /// Several lines.
    Area(Box<TextArea<'static>>),
    /// One of several names, or none where that is allowed.
    Choice {
        /// Names in a language.
        names: fn(Lang) -> Vec<&'static str>,
        /// Which.
        chosen: Option<usize>,
        /// Whether none is a choice.
        optional: bool,
    },
}

/// Days between the dates where none is given.
const YEAR: i64 = 365;

/// A form.
#[derive(Debug)]
pub struct Form {
    /// What it is for.
    pub purpose: Purpose,
    /// Its fields.
    pub fields: Vec<Field>,
    /// The field that has the keys.
    pub focus: usize,
    /// What does not hold, and in which field.
    pub error: Option<(FieldName, FormError)>,
    /// The position that is being changed and when it was taken, where there is one.
    pub before: Option<(Position, Instant)>,
    /// Whether something was typed or chosen.
    pub changed: bool,
    /// Whether Esc was pressed once on a changed form.
    pub leaving: bool,
    /// What an export knows beside its fields.
    pub export_form: ExportForm,
}

/// Why a form does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormError {
    /// Something has to be given.
    Empty,
    /// Not a date.
    Day(BadDay),
    /// Not a time.
    When(BadWhen),
    /// Later than now.
    Future,
    /// Something else, in words.
    Said(String),
    /// An end before the beginning.
    Backwards,
}

impl Form {
    /// A form with its first field in focus.
    pub fn new(purpose: Purpose, fields: Vec<Field>) -> Form {
        let export_form = ExportForm::default();
        Form {
            purpose,
            fields,
            focus: 0,
            error: None,
            before: None,
            changed: false,
            leaving: false,
            export_form,
        }
    }

    /// The same, with another field in focus.
    pub fn focused_on(mut self, name: FieldName) -> Form {
        self.focus = self.fields.iter().position(|field| field.name == name).unwrap_or(0);
        self
    }

    /// The next field, round.
    pub fn next(&mut self) {
        self.focus = (self.focus + 1) % self.fields.len().max(1);
    }

    /// The field before, round.
    pub fn previous(&mut self) {
        self.focus = (self.focus + self.fields.len().saturating_sub(1)) % self.fields.len().max(1);
    }

    /// Whether the last field is in focus.
    pub fn at_last(&self) -> bool {
        self.focus + 1 >= self.fields.len()
    }

    /// Whether leaving it with changes takes a second Esc: where something would be recorded.
    pub fn asks(&self) -> bool {
        !matches!(
            self.purpose,
            Purpose::Moves | Purpose::Export | Purpose::AsOf | Purpose::Compare | Purpose::Save
        )
    }

    /// Whether it only offers a value, which the first typing replaces.
    pub fn offers(&self) -> bool {
        self.purpose == Purpose::Author && !self.changed
    }

    /// The field in focus.
    pub fn focused(&mut self) -> Option<&mut Field> {
        self.fields.get_mut(self.focus)
    }

    /// What a field of text holds, cleaned.
    pub fn text(&self, name: FieldName) -> String {
        match self.value(name) {
            Some(Value::Line(input)) => text::clean_line(input.value()),
            Some(Value::Area(area)) => input::area_text(area),
            _ => String::new(),
        }
    }

    /// Which name was chosen.
    pub fn chosen(&self, name: FieldName) -> Option<usize> {
        match self.value(name) {
            Some(Value::Choice { chosen, .. }) => *chosen,
            _ => None,
        }
    }

    /// The source that the fields name.
    pub fn source(&self) -> Option<Source> {
        let kind = self.chosen(FieldName::SourceKind).and_then(|index| SourceKind::ALL.get(index))?;
        Some(Source::described(*kind, &self.text(FieldName::Reference)))
    }

    /// The position that was chosen.
    pub fn position(&self) -> Option<Position> {
        self.chosen(FieldName::Position).and_then(|index| Position::BY_KEY.get(index).copied())
    }

    /// A text that has to be given.
    ///
    /// # Errors
    /// When it is empty.
    pub fn required(&self, name: FieldName) -> Result<String, (FieldName, FormError)> {
        let text = self.text(name);
        if text.is_empty() { Err((name, FormError::Empty)) } else { Ok(text) }
    }

    /// The due date; none where the field is empty.
    ///
    /// # Errors
    /// When it is not a date.
    pub fn due(&self, clock: Clock) -> Result<Option<Day>, (FieldName, FormError)> {
        let text = self.text(FieldName::Due);
        if text.is_empty() {
            return Ok(None);
        }
        let day = text.parse::<When>().ok().and_then(|when| when.day(clock));
        day.map(|day| Some(Day(day))).ok_or((FieldName::Due, FormError::Day(BadDay(text))))
    }

    /// When it was taken. Where the field is empty, a position that is not another one keeps its time, and any other is of now.
    ///
    /// # Errors
    /// When it is not a time, or later than now.
    pub fn on(&self, clock: Clock) -> Result<Option<Instant>, (FieldName, FormError)> {
        let text = self.text(FieldName::On);
        if text.is_empty() {
            let chosen = self.position();
            let same = self.before.filter(|(position, _)| chosen == Some(*position));
            return Ok(same.map(|(_, on)| on));
        }
        let when: When = text.parse().map_err(|error| (FieldName::On, FormError::When(error)))?;
        let on = when.since(clock);
        if on > clock.now { Err((FieldName::On, FormError::Future)) } else { Ok(Some(on)) }
    }

    /// When a meeting is to be.
    ///
    /// # Errors
    /// When nothing is given, or not a time.
    pub fn when(&self, clock: Clock) -> Result<Instant, (FieldName, FormError)> {
        let when: When = self
            .required(FieldName::When)?
            .parse()
            .map_err(|error| (FieldName::When, FormError::When(error)))?;
        Ok(when.since(clock))
    }

    /// What a session is to be.
    ///
    /// # Errors
    /// When a date is none, or one is missing.
    pub fn plan(&self, clock: Clock) -> Result<Plan, (FieldName, FormError)> {
        let since = self.text(FieldName::Since);
        let only = match self.chosen(FieldName::Only) {
            Some(1) => Only::Unrecorded,
            Some(2) if since.is_empty() => return Err((FieldName::Since, FormError::Empty)),
            Some(2) => {
                let when: When = since.parse().map_err(|error| (FieldName::Since, FormError::When(error)))?;
                Only::ChangedSince(when.since(clock))
            }
            _ => Only::Everything,
        };
        let by = if self.chosen(FieldName::Order) == Some(1) { By::Delegation } else { By::Item };
        let (items, who) = (self.text(FieldName::Items), self.text(FieldName::Speakers));
        Ok(Plan { items, who, only, by, source: self.source(), on: self.on(clock)? })
    }

    /// As of when; none where the field is empty.
    ///
    /// # Errors
    /// When it is not a time, or later than now.
    pub fn day(&self, clock: Clock) -> Result<Option<Instant>, (FieldName, FormError)> {
        let text = self.text(FieldName::Day);
        if text.is_empty() {
            return Ok(None);
        }
        match text.parse::<When>().map(|when| when.until(clock)) {
            Ok(at) if at.date() > clock.today() => Err((FieldName::Day, FormError::Future)),
            Ok(at) => Ok(Some(at)),
            Err(error) => Err((FieldName::Day, FormError::When(error))),
        }
    }

    /// Between which dates; an empty one is a year ago, and now.
    ///
    /// # Errors
    /// When one is not a time or later than now, or when the second comes before the first.
    pub fn span(&self, clock: Clock, view: View) -> Result<Span, (FieldName, FormError)> {
        let end = view.as_of.unwrap_or(clock.now);
        let read = |name: FieldName| match self.text(name) {
            text if text.is_empty() => Ok(None),
            text => match text.parse::<When>().map(|when| when.until(clock)) {
                Ok(at) if at.date() > clock.today() => Err((name, FormError::Future)),
                Ok(at) => Ok(Some(at)),
                Err(error) => Err((name, FormError::When(error))),
            },
        };
        let (from, until) = (read(FieldName::From)?, read(FieldName::Until)?.or(view.as_of));
        let from = from.unwrap_or_else(|| until.unwrap_or(end).days_before(YEAR));
        if until.unwrap_or(clock.now) < from {
            return Err((FieldName::Until, FormError::Backwards));
        }
        Ok(Span { from, until })
    }

    /// Puts the focus on a field that does not hold, and says why.
    pub fn refuse(&mut self, name: FieldName, error: FormError) {
        self.focus = self.fields.iter().position(|field| field.name == name).unwrap_or(self.focus);
        self.error = Some((name, error));
    }

    fn value(&self, name: FieldName) -> Option<&Value> {
        self.fields.iter().find(|field| field.name == name).map(|field| &field.value)
    }
}
