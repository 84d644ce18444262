//! A wording in the cover's language, or in both, one beside the other.
//!
//! Invariant: what reads the same in both languages stands once.

use super::Report;
use crate::domain::{
    lang::{Lang, Pair},
    texts::Text,
};

/// One language, or both.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wording {
    /// The first language.
    pub(super) lang: Lang,
    /// Whether the other stands beside it.
    pub(super) beside: bool,
}

impl Wording {
    pub(super) fn of(report: &Report) -> Wording {
        Wording { lang: report.cover.lang, beside: report.cover.beside }
    }

    /// A wording by language: `A`, or `A / B`.
    pub(super) fn both<T: AsRef<str>>(&self, wording: impl Fn(Lang) -> T) -> String {
        let own = wording(self.lang);
        if !self.beside {
            return own.as_ref().to_owned();
        }
        let other = wording(self.lang.other());
        match own.as_ref() == other.as_ref() {
            true => own.as_ref().to_owned(),
            false => format!("{} / {}", own.as_ref(), other.as_ref()),
        }
    }

    /// Fixed words.
    pub(super) fn pair(&self, pair: Pair) -> String {
        self.both(|lang| pair.get(lang))
    }

    /// A text of the paper or the roster.
    pub(super) fn text(&self, text: &Text) -> String {
        self.both(|lang| text.get(lang))
    }
}
