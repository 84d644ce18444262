//! Where in a text something stands: line, column and the line itself.
//!
//! Invariant: lines end with LF, CR LF or a lone CR; the text is looked through once, and only where something is wrong.

use crate::domain::{problem::Place, text::is_unsafe};
use std::{cell::OnceCell, ops::Range};

/// The longest excerpt of a line, in characters.
const EXCERPT: usize = 400;

/// A text that places are asked of.
#[derive(Debug)]
pub struct Places<'a> {
    file: &'a str,
    text: &'a str,
    starts: OnceCell<Vec<usize>>,
}

impl<'a> Places<'a> {
    /// The places of a file's text.
    pub fn new(file: &'a str, text: &'a str) -> Places<'a> {
        Places { file, text, starts: OnceCell::new() }
    }

    /// The place of a range of bytes.
    pub fn at(&self, range: Range<usize>) -> Place {
        let starts = self.starts.get_or_init(|| line_starts(self.text));
        let line = starts.partition_point(|start| *start <= range.start).saturating_sub(1);
        let begin = starts.get(line).copied().unwrap_or(0);
        let next = starts.get(line + 1).copied().unwrap_or(self.text.len());
        let content = self.text.get(begin..next).unwrap_or_default().trim_end_matches(['\r', '\n']);
        let before = content.get(..range.start.saturating_sub(begin)).unwrap_or(content);
        let meant = content.get(before.len()..range.end.saturating_sub(begin).min(content.len()));
        let column = before.chars().count() + 1;
        let excerpt = match column <= EXCERPT {
            true => content.chars().take(EXCERPT).map(|c| if is_unsafe(c) { ' ' } else { c }).collect(),
            false => String::new(),
        };
        let length = meant.unwrap_or_default().chars().count().min(EXCERPT);
        Place { file: self.file.to_owned(), line: line + 1, column, excerpt, length }
    }
}

fn line_starts(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let ends = bytes.iter().enumerate().filter(|(i, byte)| match byte {
        b'\n' => true,
        b'\r' => bytes.get(i + 1) != Some(&b'\n'),
        _ => false,
    });
    std::iter::once(0).chain(ends.map(|(i, _)| i + 1)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_in_three_ways_and_columns_are_characters() {
        let text = "a\r\n核武器,b\rc\nd";
        let places = Places::new("x.csv", text);
        let at = |part: &str| {
            let start = text.find(part).unwrap();
            places.at(start..start + part.len())
        };
        assert_eq!(at("b").to_string(), "x.csv:2:5");
        assert_eq!(at("武器").length, 2);
        assert_eq!((at("c").line, at("d").line, at("d").excerpt.as_str()), (3, 4, "d"));
        assert_eq!(places.at(text.len()..text.len()).to_string(), "x.csv:4:2");
    }
}
