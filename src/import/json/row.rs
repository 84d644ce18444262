//! One row of a list in a document: its fields, each read with its path and place.
//!
//! Invariant: whatever can't be read is among `wrong`, and nothing of such a row is kept.

use super::{Doc, list::Rows};
use crate::{
    domain::{
        entry::Quote,
        ids::{FactId, ItemId, Who},
        instant::Instant,
        limits::{Limit, ROWS},
        position::{Source, SourceKind},
        problem::Problem,
        text::clean_line,
    },
    import::{
        contents::Contents,
        values::{Reading, is_too_long, kind, too_long},
    },
    words::import::wrong::{self as words, Said},
};
use serde::Deserialize;
use serde_json::value::RawValue;

/// Every field that a row of any list can have; one that is absent or null is `None`.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(default)]
pub(super) struct Fields<'a> {
    #[serde(borrow)]
    pub participant: Option<&'a RawValue>,
    pub item: Option<&'a RawValue>,
    pub position: Option<&'a RawValue>,
    pub condition: Option<&'a RawValue>,
    pub source: Option<&'a RawValue>,
    pub kind: Option<&'a RawValue>,
    pub group: Option<&'a RawValue>,
    pub reference: Option<&'a RawValue>,
    pub url: Option<&'a RawValue>,
    pub on: Option<&'a RawValue>,
    pub at: Option<&'a RawValue>,
    pub via: Option<&'a RawValue>,
    #[serde(rename = "conflict")]
    pub conflict: Option<&'a RawValue>,
    #[serde(rename = "earlier_wording")]
    pub earlier_text: Option<&'a RawValue>,
    pub id: Option<&'a RawValue>,
    pub text: Option<&'a RawValue>,
    pub visibility: Option<&'a RawValue>,
    pub reason: Option<&'a RawValue>,
    pub quote: Option<&'a RawValue>,
    pub language: Option<&'a RawValue>,
    pub until: Option<&'a RawValue>,
    pub sitting: Option<&'a RawValue>,
    pub intervention: Option<&'a RawValue>,
    pub corrects: Option<&'a RawValue>,
    pub number: Option<&'a RawValue>,
    pub title: Option<&'a RawValue>,
    pub begin: Option<&'a RawValue>,
    pub end: Option<&'a RawValue>,
    pub symbol: Option<&'a RawValue>,
    pub order: Option<&'a RawValue>,
    #[serde(rename = "for")]
    pub on_behalf_of: Option<&'a RawValue>,
    pub to: Option<&'a RawValue>,
    pub checked: Option<&'a RawValue>,
    pub date: Option<&'a RawValue>,
    pub sponsors: Option<&'a RawValue>,
    pub passage: Option<&'a RawValue>,
    pub words: Option<&'a RawValue>,
    #[serde(rename = "by")]
    pub proposed_by: Option<&'a RawValue>,
    pub supported_by: Option<&'a RawValue>,
    pub state: Option<&'a RawValue>,
    pub due: Option<&'a RawValue>,
    #[serde(rename = "status")]
    pub status: Option<&'a RawValue>,
    #[serde(rename = "evidence")]
    pub evidence: Option<&'a RawValue>,
    pub objective: Option<&'a RawValue>,
    pub arguments: Option<&'a RawValue>,
    #[serde(rename = "asks")]
    pub asks: Option<&'a RawValue>,
    pub participants: Option<&'a RawValue>,
    pub when: Option<&'a RawValue>,
    pub place: Option<&'a RawValue>,
    pub items: Option<&'a RawValue>,
    #[serde(rename = "finished")]
    pub finished: Option<&'a RawValue>,
    pub outcome: Option<&'a RawValue>,
}

impl<'a> Fields<'a> {
    /// The fields of an object; `None` for anything else.
    pub(super) fn of(raw: &'a RawValue) -> Option<Fields<'a>> {
        let is_object = raw.get().starts_with('{');
        is_object.then(|| serde_json::from_str(raw.get()).ok()).flatten()
    }
}

/// One row while it is read.
pub(super) struct Row<'r, 'd, 'a> {
    doc: &'d Doc<'d>,
    reading: &'r mut Reading<'a>,
    path: String,
    /// The row as it stands.
    pub(super) whole: &'d RawValue,
    /// Its fields.
    pub(super) fields: Fields<'d>,
    /// What is wrong with it.
    pub(super) wrong: Vec<Problem>,
}

impl<'r, 'd, 'a> Row<'r, 'd, 'a> {
    /// Nothing read yet.
    pub(super) fn new(
        doc: &'d Doc<'d>,
        reading: &'r mut Reading<'a>,
        path: String,
        whole: &'d RawValue,
        fields: Fields<'d>,
    ) -> Row<'r, 'd, 'a> {
        Row { doc, reading, path, whole, fields, wrong: Vec::new() }
    }

    /// Where what was read goes.
    pub(super) fn contents(&mut self) -> &mut Contents {
        &mut self.reading.read.contents
    }

    /// `None` where something is wrong.
    pub(super) fn is_good(&self) -> Option<()> {
        self.wrong.is_empty().then_some(())
    }

    pub(super) fn refuse(&mut self, name: &str, at: &RawValue, (what, hint): Said) {
        let path = format!("{}.{name}", self.path);
        let place = self.doc.place(at);
        self.wrong.push(Problem { place, what: words::at_path(&path, what), hint });
    }

    /// A value of a type as JSON has it.
    fn value<T: for<'de> Deserialize<'de>>(
        &mut self,
        name: &str,
        raw: &RawValue,
        expected: crate::domain::lang::Pair,
    ) -> Option<T> {
        let value = serde_json::from_str(raw.get());
        if value.is_err() {
            let said = words::wrong_type(&clean_line(raw.get()), expected);
            self.refuse(name, raw, said);
        }
        value.ok()
    }

    /// A text that is understood further.
    pub(super) fn optional<T>(
        &mut self,
        name: &str,
        raw: Option<&'d RawValue>,
        read: impl FnOnce(&mut Reading<'a>, &str) -> Result<T, Said>,
    ) -> Option<T> {
        let raw = raw?;
        if is_too_long(raw.get()) {
            self.refuse(name, raw, too_long());
            return None;
        }
        let text: String = self.value(name, raw, words::TEXT)?;
        match read(self.reading, text.trim()) {
            Ok(value) => Some(value),
            Err(said) => {
                self.refuse(name, raw, said);
                None
            }
        }
    }

    /// A text that has to be there and is understood further.
    pub(super) fn required<T>(
        &mut self,
        name: &str,
        raw: Option<&'d RawValue>,
        read: impl FnOnce(&mut Reading<'a>, &str) -> Result<T, Said>,
    ) -> Option<T> {
        if raw.is_none() {
            self.refuse(name, self.whole, words::missing(name));
        }
        self.optional(name, raw, read)
    }

    /// Text of several lines; empty where there is none.
    pub(super) fn text(&mut self, name: &str, raw: Option<&'d RawValue>) -> String {
        self.optional(name, raw, |reading, text| Ok(reading.text(text))).unwrap_or_default()
    }

    /// Text of several lines that has to say something.
    pub(super) fn text_required(&mut self, name: &str, raw: Option<&'d RawValue>) -> Option<String> {
        self.required(name, raw, |reading, text| match reading.text(text) {
            text if text.is_empty() => Err(words::missing(name)),
            text => Ok(text),
        })
    }

    /// Text of one line; empty where there is none.
    pub(super) fn line(&mut self, name: &str, raw: Option<&'d RawValue>) -> String {
        self.optional(name, raw, |reading, text| Ok(reading.line(text))).unwrap_or_default()
    }

    /// A whole number; absent where there is none.
    pub(super) fn number(&mut self, name: &str, raw: Option<&'d RawValue>) -> Option<u32> {
        raw.and_then(|raw| self.value(name, raw, words::NUMBER))
    }

    /// Yes or no; no where it is absent.
    pub(super) fn flag(&mut self, name: &str, raw: Option<&'d RawValue>) -> bool {
        raw.and_then(|raw| self.value(name, raw, words::YES_OR_NO)).unwrap_or_default()
    }

    /// Whose it is.
    pub(super) fn participant(&mut self) -> Option<Who> {
        self.required("participant", self.fields.participant, Reading::participant)
    }

    /// On what it is.
    pub(super) fn item(&mut self) -> Option<ItemId> {
        self.required("item", self.fields.item, Reading::item)
    }

    /// Each of a list of texts.
    pub(super) fn list<T>(
        &mut self,
        name: &str,
        raw: Option<&'d RawValue>,
        read: fn(&mut Reading<'a>, &str) -> Result<T, Said>,
    ) -> Vec<T> {
        let Some(raw) = raw else { return Vec::new() };
        let values = match serde_json::from_str(raw.get()) {
            Ok(Rows { rows, beyond: None }) => rows,
            Ok(Rows { .. }) => {
                let limit = Limit::Rows(ROWS);
                self.refuse(name, raw, (limit.what(), limit.hint()));
                return Vec::new();
            }
            Err(_) => {
                self.refuse(name, raw, words::wrong_type(&clean_line(raw.get()), words::LIST));
                return Vec::new();
            }
        };
        let each = values.into_iter().enumerate();
        each.filter_map(|(i, value)| self.optional(&format!("{name}[{i}]"), Some(value), read)).collect()
    }

    /// How we know.
    pub(super) fn source(&mut self) -> Option<Source> {
        let raw = self.fields.source?;
        let Some(source) = Fields::of(raw) else {
            self.refuse("source", raw, words::wrong_type(&clean_line(raw.get()), words::OBJECT));
            return None;
        };
        if source.kind.is_none() {
            self.refuse("source.kind", raw, words::missing("kind"));
        }
        let known = self.optional("source.kind", source.kind, |_, given| kind(given));
        let group =
            self.optional("source.group", source.group, |_, given| Ok(Who::new(&given.to_uppercase())));
        let reference = self.line("source.reference", source.reference);
        let url = self.line("source.url", source.url);
        let group = group.filter(|_| known.is_some_and(SourceKind::names_group));
        known.map(|kind| Source { group, ..Source::new(kind, &format!("{reference} {url}")) })
    }

    /// The words that were said.
    pub(super) fn quote(&mut self) -> Option<Quote> {
        let raw = self.fields.quote?;
        let Some(quote) = Fields::of(raw) else {
            self.refuse("quote", raw, words::wrong_type(&clean_line(raw.get()), words::OBJECT));
            return None;
        };
        let text = self.text_required("quote.text", quote.text)?;
        Some(Quote { text, language: self.line("quote.language", quote.language).into() })
    }

    /// When it was last changed where it comes from; what can't be read is as if absent, for it decides little.
    pub(super) fn at(&self) -> Option<Instant> {
        self.fields.at.and_then(|raw| serde_json::from_str(raw.get()).ok())
    }

    /// Its name where it comes from.
    pub(super) fn id(&self) -> Option<FactId> {
        named_by(self.fields.id)
    }
}

/// A name where it comes from; what can't be read is as if absent, for nothing here is called so.
pub(super) fn named_by(raw: Option<&RawValue>) -> Option<FactId> {
    raw.and_then(|raw| serde_json::from_str(raw.get()).ok())
}
