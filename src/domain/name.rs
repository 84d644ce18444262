//! A short text that recurs in many entries: a code, a key, a device, an author, a reference. Kept once, passed on as one word.
//!
//! Invariant: names are equal where their texts are, and sort as their texts do. A text that was once a name is kept until the program ends.

use foldhash::{HashSet, fast::RandomState};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::{
    cell::RefCell,
    cmp::Ordering,
    fmt,
    hash::{Hash, Hasher},
    ops::Deref,
    ptr,
    sync::{LazyLock, Mutex, PoisonError},
};

/// A short text that recurs.
#[derive(Clone, Copy)]
pub struct Name(&'static str);

/// The one empty name.
static EMPTY: &str = "";

/// All names.
static ALL: LazyLock<Mutex<HashSet<&'static str>>> =
    LazyLock::new(|| Mutex::new(HashSet::with_capacity_and_hasher(SOME, RandomState::default())));

/// How many there are in a small workspace.
const SOME: usize = 400;

thread_local! {
    /// Those that a thread has met, so that threads which read at once do not wait for each other.
    static MET: RefCell<HashSet<&'static str>> = RefCell::default();
}

/// The one place where a text is kept.
fn kept(text: &str) -> &'static str {
    let mut all = ALL.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = all.get(text) {
        return known;
    }
    let new = Box::leak(Box::from(text));
    all.insert(new);
    new
}

impl Name {
    /// The text.
    pub fn as_str(&self) -> &'static str {
        self.0
    }

    /// Whether the text is empty.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Default for Name {
    fn default() -> Name {
        Name(EMPTY)
    }
}

impl PartialEq for Name {
    fn eq(&self, other: &Name) -> bool {
        ptr::eq(self.0, other.0)
    }
}

impl Eq for Name {}

impl Hash for Name {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.as_ptr().addr().hash(state);
    }
}

impl Deref for Name {
    type Target = str;

    fn deref(&self) -> &str {
        self.0
    }
}

impl Ord for Name {
    fn cmp(&self, other: &Name) -> Ordering {
        if self == other { Ordering::Equal } else { self.as_str().cmp(other.as_str()) }
    }
}

impl PartialOrd for Name {
    fn partial_cmp(&self, other: &Name) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq<str> for Name {
    fn eq(&self, text: &str) -> bool {
        self.as_str() == text
    }
}

impl PartialEq<&str> for Name {
    fn eq(&self, text: &&str) -> bool {
        self.as_str() == *text
    }
}

impl From<&str> for Name {
    fn from(text: &str) -> Name {
        if text.is_empty() {
            return Name::default();
        }
        MET.with_borrow_mut(|met| match met.get(text) {
            Some(known) => Name(known),
            None => {
                let kept = kept(text);
                met.insert(kept);
                Name(kept)
            }
        })
    }
}

impl From<String> for Name {
    fn from(text: String) -> Name {
        Name::from(text.as_str())
    }
}

impl From<&String> for Name {
    fn from(text: &String) -> Name {
        Name::from(text.as_str())
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self)
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl Serialize for Name {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = Name;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Name, E> {
                Ok(text.into())
            }
        }
        deserializer.deserialize_str(Visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_equal_and_sort_as_their_texts_do() {
        let texts = ["", "AUT", "AUS", "@NAM", "奥地利", "AUT "];
        for (a, b) in texts.iter().flat_map(|a| texts.iter().map(move |b| (*a, *b))) {
            let names = (Name::from(a), Name::from(b));
            assert_eq!(names.0 == names.1, a == b);
            let elsewhere = std::thread::spawn(move || Name::from(b)).join().unwrap();
            assert_eq!(elsewhere, names.1, "whichever thread made it");
            assert_eq!(names.0.cmp(&names.1), a.cmp(b));
        }
        assert_eq!(Name::default(), "");
        assert_eq!(Name::default(), Name::from(String::new()));
    }
}
