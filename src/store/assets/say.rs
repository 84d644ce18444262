//! What is said of a file of the paper, in both languages.
//!
//! Invariant: whatever comes from a file is cleaned and cut here, so a sentence is always safe to show and never endless.

mod files;
mod form;
mod meaning;

use crate::domain::{
    lang::{Bilingual, Phrase},
    limits::Limit,
    problem::{Place, Problem},
    text,
};

/// What is wrong and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Words {
    what: Bilingual,
    hint: Bilingual,
}

impl Words {
    fn new(
        what: (impl Into<Phrase>, impl Into<Phrase>),
        hint: (impl Into<Phrase>, impl Into<Phrase>),
    ) -> Words {
        Words {
            what: Bilingual { en: what.0.into(), zh: what.1.into() },
            hint: Bilingual { en: hint.0.into(), zh: hint.1.into() },
        }
    }

    /// That there is too much of something.
    pub(super) fn beyond(limit: Limit) -> Words {
        Words { what: limit.what(), hint: limit.hint() }
    }

    /// These words at a place.
    pub(super) fn at(self, place: Place) -> Problem {
        Problem { place, what: self.what, hint: self.hint }
    }
}

/// A short piece of a file within a sentence.
pub(super) fn quoted(given: &str) -> String {
    let start: String = given.chars().take(200).collect();
    text::fit(&text::clean_line(&start), 40)
}

/// What is done about a file that can't be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Instead {
    /// The built-in file is used.
    BuiltIn,
    /// The area is left out.
    NoArea,
    /// The row is left out.
    NoRow,
}

impl Instead {
    /// Adds this to what a file's first problem says.
    pub(super) fn tell(self, problems: &mut [Problem]) {
        if let Some(problem) = problems.first_mut() {
            self.add(&mut problem.hint);
        }
    }

    /// Adds this to what is said.
    pub(super) fn tell_in(self, words: &mut Words) {
        self.add(&mut words.hint);
    }

    fn add(self, hint: &mut Bilingual) {
        let (en, zh) = match self {
            Instead::BuiltIn => ("ntil then the built-in file is used", "在此之前使用内置文件"),
            Instead::NoRow => ("ntil then this row is left out", "在此之前略去此行"),
            Instead::NoArea => ("ntil then the area is left out", "在此之前略去此领域"),
        };
        let (hint_en, hint_zh) = (hint.en.to_mut(), hint.zh.to_mut());
        hint_en.push_str(match hint_en.chars().last() {
            None => "u",
            Some('?') => " U",
            Some(_) => "; u",
        });
        hint_en.push_str(en);
        if !hint_zh.is_empty() && !hint_zh.ends_with('？') {
            hint_zh.push('；');
        }
        hint_zh.push_str(zh);
    }
}
