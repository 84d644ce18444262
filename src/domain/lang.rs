//! The two languages of the program, what it says in both, and their codes.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A text that is part of the program, and not copied then, or that was read or put together.
pub type Phrase = Cow<'static, str>;

/// A language that the program speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Chinese, simplified.
    Zh,
}

impl Lang {
    /// Its code.
    pub fn code(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::Zh => "zh",
        }
    }

    /// The other language.
    pub fn other(self) -> Lang {
        match self {
            Lang::En => Lang::Zh,
            Lang::Zh => Lang::En,
        }
    }
}

/// What the program says, in both of its languages.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Bilingual {
    /// English.
    pub en: Phrase,
    /// Chinese, simplified.
    pub zh: Phrase,
}

impl Bilingual {
    /// The text in one language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Zh => &self.zh,
        }
    }

    /// Whether neither language has a text.
    pub fn is_empty(&self) -> bool {
        self.en.is_empty() && self.zh.is_empty()
    }
}

/// A fixed wording in both languages, English first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair(pub &'static str, pub &'static str);

impl Pair {
    /// The wording in one language.
    pub fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.0,
            Lang::Zh => self.1,
        }
    }
}
