//! What a cell of a sheet holds.
//!
//! Invariant: what can't be a date of a sheet is a text; a text that is too long ends in “…”.

use crate::domain::{
    instant::{Day, Instant},
    position::Position,
    text::width,
};
use chrono::NaiveDate;
use std::borrow::Cow;
use unicode_segmentation::UnicodeSegmentation;

/// Units of UTF-16 that a cell can hold.
const LIMIT: usize = 32_767;
/// 1900-03-01: before it, sheets count a day that never was.
const FIRST_DAY: f64 = 61.0;
/// 1970-01-01 as a sheet counts days.
const EPOCH: f64 = 25_569.0;
/// What lines that break between words take more than their letters.
const WRAPPED: f64 = 1.1;
/// More lines than the tallest row can show.
const MOST_LINES: usize = 60;
const DAY: f64 = 86_400_000.0;

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell<'a> {
    /// Nothing.
    Empty,
    /// A text, as it is.
    Text(Cow<'a, str>),
    /// A number.
    Number(f64),
    /// An instant, or a day as such.
    When(Instant),
    /// A position, whether it is the participant's own, and its name.
    Position(Position, bool, String),
}

impl<'a> Cell<'a> {
    pub(super) fn text(text: impl Into<Cow<'a, str>>) -> Cell<'a> {
        let text = text.into();
        if text.is_empty() { Cell::Empty } else { Cell::Text(text) }
    }

    pub(super) fn day(day: Option<Day>) -> Cell<'a> {
        day.map_or(Cell::Empty, |Day(date)| Cell::When(Instant::from_date(date)))
    }

    /// Lines that the cell takes in a column so many characters wide, at most some dozens.
    pub(super) fn lines(&self, columns: f64) -> u32 {
        let Cell::Text(text) = self else { return 1 };
        let fits = |line: &str| u32::try_from(width(line)).is_ok_and(|width| f64::from(width) <= columns);
        let of_line = |line: &str| match fits(line) {
            true => 1.0,
            false => (f64::from(u32::try_from(width(line)).unwrap_or(0)) * WRAPPED / columns).ceil(),
        };
        let lines: f64 = text.split('\n').take(MOST_LINES).map(of_line).sum();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and 60")]
        let lines = lines.clamp(1.0, 60.0) as u32;
        lines
    }

    pub(super) fn is_too_long(&self) -> bool {
        matches!(self, Cell::Text(text) if is_longer(text, LIMIT))
    }
}

fn is_longer(text: &str, units: usize) -> bool {
    text.len() > units && text.encode_utf16().count() > units
}

/// A text that a cell can hold.
pub(super) fn fitting(text: &str) -> Cow<'_, str> {
    if is_longer(text, LIMIT) { cut(text, LIMIT).into() } else { text.into() }
}

/// A text of at most so many units of UTF-16, ending in “…” where something was cut; never within a character.
pub(super) fn cut(text: &str, units: usize) -> String {
    if !is_longer(text, units) {
        return text.to_owned();
    }
    let mut used = 1;
    let fits = |part: &&str| {
        used += part.encode_utf16().count();
        used <= units
    };
    let mut kept: String = text.graphemes(true).take_while(fits).collect();
    kept.push('…');
    kept
}

/// An instant as a sheet counts days; `None` for one that it can't count.
pub(super) fn serial(when: Instant) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "milliseconds up to the year 9999 are far below 2^52")]
    let days = when.local().and_utc().timestamp_millis() as f64 / DAY + EPOCH;
    (days >= FIRST_DAY && when.date() <= NaiveDate::from_ymd_opt(9999, 12, 31)?).then_some(days)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_between_characters_and_says_so() {
        assert_eq!(cut("abcdef", 6), "abcdef");
        assert_eq!(cut("abcdefg", 6), "abcde…");
        assert_eq!(cut("ab👩‍🚀cd", 6), "ab…");
        let long = "核".repeat(40_000);
        assert_eq!(fitting(&long).encode_utf16().count(), LIMIT);
        assert!(Cell::text(long).is_too_long() && !Cell::text("核".repeat(LIMIT)).is_too_long());
    }

    #[test]
    fn days_are_counted_as_sheets_count_them() {
        let of = |text: &str| serial(text.parse().unwrap());
        assert_eq!(of("1900-03-01"), Some(61.0));
        assert_eq!(of("2024-07-22"), Some(45_495.0));
        assert_eq!(of("2024-07-22T12:00:00.000Z"), Some(45_495.5));
        assert_eq!(of("1899-12-31"), None);
    }
}
