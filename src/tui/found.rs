//! What filters of the timeline have found: a letter more looks through that only, and a letter less finds it again.
//!
//! Invariant: kept only of searches that went through every entry, and only while there are the same entries in the same view.

use super::list::Row;
use crate::domain::ledger::View;

/// How many rows all of them may have found, so that a copy keeps no key waiting and all take a few megabytes.
const ROWS: usize = 200_000;
/// How many are looked through at once.
const AT_ONCE: usize = 4000;

/// What filters have found, the last search at the end.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Found {
    entries: usize,
    view: View,
    searches: Vec<(String, Vec<Row>)>,
}

impl Found {
    /// Forgets what was found among other entries or in another view.
    pub(super) fn among(&mut self, entries: usize, view: View) {
        if (self.entries, self.view) != (entries, view) {
            *self = Found { entries, view, searches: Vec::new() };
        }
    }

    /// What a folded text has found.
    pub(super) fn by(&self, folded: &str) -> Option<&[Row]> {
        self.searches.iter().find(|(text, _)| text == folded).map(|(_, rows)| &rows[..])
    }

    /// Few rows among which is all that a folded text finds: what a part of it has found. A digit finds names of entries, which a text
    /// without one does not.
    pub(super) fn around(&self, folded: &str) -> Option<&[Row]> {
        let has_digit = |text: &str| text.bytes().any(|byte| byte.is_ascii_digit());
        let holds = |text: &str| folded.contains(text) && (has_digit(text) || !has_digit(folded));
        let around = self.searches.iter().filter(|(text, _)| holds(text));
        around.map(|(_, rows)| &rows[..]).filter(|rows| rows.len() <= AT_ONCE).min_by_key(|rows| rows.len())
    }

    /// Keeps what a folded text has found.
    pub(super) fn keep(&mut self, folded: &str, rows: &[Row]) {
        if folded.is_empty() || rows.len() > ROWS || self.by(folded).is_some() {
            return;
        }
        let mut rows_kept = rows.len();
        let fits = self.searches.iter().rev().take_while(|(text, others)| {
            rows_kept += others.len() + text.len();
            rows_kept <= ROWS
        });
        let kept = fits.count();
        self.searches.drain(..self.searches.len() - kept);
        self.searches.push((folded.to_owned(), rows.to_vec()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_longer_text_is_looked_for_among_what_its_part_has_found_unless_a_digit_is_new() {
        let mut found = Found::default();
        found.among(9, View::default());
        found.keep("u", &[Row::Entry(1), Row::Entry(2)]);
        found.keep("uk", &[Row::Entry(2)]);
        assert_eq!(found.by("u"), Some(&[Row::Entry(1), Row::Entry(2)][..]));
        assert_eq!(found.around("uk a"), Some(&[Row::Entry(2)][..]));
        assert_eq!((found.around("uk 1"), found.around("a")), (None, None));
        found.keep("e", &[Row::Entry(0); ROWS - 20]);
        assert!(found.by("uk").is_some() && found.by("u").is_some());
        found.keep("i", &[Row::Entry(0); 30]);
        assert!(found.by("uk").is_none() && found.by("e").is_none(), "the oldest make room");
        assert_eq!(found.by("i").map(<[Row]>::len), Some(30));
        found.among(10, View::default());
        assert_eq!(found.by("i"), None);
    }
}
