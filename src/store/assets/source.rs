//! One file of the paper: its text, the places in it, and what is wrong with it.
//!
//! Invariant: a problem's column counts characters of the line as it is in the file, and its excerpt has a character for each of them.

use super::{
    say::Words,
    tree::{self, Node, Span, Tree, Value},
};
use crate::{
    domain::{
        limits::{ASSET_BYTES, Limit},
        problem::{Place, Problem},
        text,
    },
    store::files::Below,
};
use std::{borrow::Cow, cell::OnceCell, io, path::Path};

/// Problems that are listed of one file.
pub(super) const PROBLEMS_PER_FILE: usize = 500;

const EXCERPT: usize = 400;

/// Who a file is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// Part of the program.
    BuiltIn,
    /// In the workspace.
    Workspace,
}

/// One file.
#[derive(Debug)]
pub(super) struct Source {
    /// Its path as the user knows it.
    pub(super) file: String,
    /// Who it is from.
    pub(super) origin: Origin,
    /// What it says, without a byte order mark.
    pub(super) text: Cow<'static, str>,
    /// Whether a newer version of the program wrote it, so that nothing of it is read.
    pub(super) is_newer: bool,
    tree: OnceCell<Tree>,
    problems: Vec<Problem>,
    unlisted: usize,
}

/// Where a value is within a file, from the value up.
#[derive(Debug, Clone, Copy)]
pub(super) enum Trail<'a> {
    /// The outermost value.
    Root,
    /// A field of a struct.
    Field(&'a Trail<'a>, &'static str),
    /// One of a list, from 0.
    Index(&'a Trail<'a>, usize),
}

impl Trail<'_> {
    /// A field of this.
    pub(super) fn field<'a>(&'a self, name: &'static str) -> Trail<'a> {
        Trail::Field(self, name)
    }

    /// One of this list.
    pub(super) fn index(&self, index: usize) -> Trail<'_> {
        Trail::Index(self, index)
    }
}

impl Source {
    /// A file that is part of the program.
    pub(super) fn built_in(file: &str, text: &'static str) -> Source {
        Source::new(format!("{file} (built in)"), Origin::BuiltIn, text.into())
    }

    fn new(file: String, origin: Origin, text: Cow<'static, str>) -> Source {
        Source {
            file,
            origin,
            text,
            is_newer: false,
            tree: OnceCell::new(),
            problems: Vec::new(),
            unlisted: 0,
        }
    }

    /// Reads a file; nothing where there is none.
    ///
    /// # Errors
    /// When it is there and can't be read as text.
    pub(super) fn read(below: &Below, path: &Path, file: &str) -> Result<Option<Source>, Box<Problem>> {
        match read_bytes(below, path, file) {
            Ok(Some(bytes)) => Source::of_bytes(bytes, file).map(Some),
            Ok(None) => Ok(None),
            Err(words) => Err(Box::new(words.at(Place::file(file)))),
        }
    }

    /// A workspace's file that was read.
    ///
    /// # Errors
    /// When it is not text.
    pub(super) fn of_bytes(bytes: Vec<u8>, file: &str) -> Result<Source, Box<Problem>> {
        let text = String::from_utf8(bytes).map_err(|error| {
            let (good, lossy) = (error.utf8_error().valid_up_to(), String::from_utf8_lossy(error.as_bytes()));
            Box::new(Words::not_utf8(error.as_bytes()).at(place(file, &lossy, good..good + 1)))
        })?;
        let text = match text.strip_prefix('\u{feff}') {
            Some(rest) => rest.to_owned(),
            None => text,
        };
        Ok(Source::new(file.to_owned(), Origin::Workspace, text.into()))
    }

    /// The text as a tree.
    pub(super) fn tree(&self) -> &Tree {
        self.tree.get_or_init(|| tree::read(&self.text))
    }

    /// Adds a problem at a value.
    pub(super) fn add(&mut self, trail: &Trail<'_>, words: Words) {
        let span = self.locate(trail);
        self.add_at(span, words);
    }

    /// Adds a problem at bytes of the text. Beyond what is listed it is only counted: a place is costly to find.
    pub(super) fn add_at(&mut self, span: Span, words: Words) {
        if self.problems.len() < PROBLEMS_PER_FILE {
            self.problems.push(words.at(place(&self.file, &self.text, span)));
        } else {
            self.unlisted += 1;
        }
    }

    /// All that is wrong, in the order of the text.
    pub(super) fn into_problems(mut self) -> Vec<Problem> {
        self.problems.sort_by_key(|problem| (problem.place.line, problem.place.column));
        if self.unlisted > 0 {
            self.problems.push(Words::more_unlisted(self.unlisted).at(Place::file(&self.file)));
        }
        self.problems
    }

    /// Where the value at a trail is, or what of it is nearest.
    fn locate(&self, trail: &Trail<'_>) -> Span {
        match (self.node(trail), trail) {
            (Some(node), _) => node.span.clone(),
            (None, Trail::Root) => 0..0,
            (None, Trail::Field(up, _) | Trail::Index(up, _)) => self.locate(up),
        }
    }

    /// The value at a trail.
    pub(super) fn node(&self, trail: &Trail<'_>) -> Option<&Node> {
        let up = match trail {
            Trail::Root => return Some(inside_some(&self.text, &self.tree().root)),
            Trail::Field(up, _) | Trail::Index(up, _) => self.node(up)?,
        };
        let found = match (trail, &up.value) {
            (Trail::Field(_, name), Value::Struct(_, fields)) => {
                let written =
                    |field: &tree::Field| tree::plain(&self.text[field.name.clone()]).replace('_', "-");
                let name = name.replace('_', "-");
                &fields.iter().find(|field| written(field) == name)?.value
            }
            (Trail::Index(_, index), Value::List(items)) => items.get(*index)?,
            _ => return None,
        };
        Some(inside_some(&self.text, found))
    }

    /// What a value in quotation marks says.
    pub(super) fn said(&self, trail: &Trail<'_>) -> Option<String> {
        let node = self.node(trail)?;
        ron::from_str(&self.text[node.span.clone()]).ok()
    }
}

/// The value that is meant: `Some(x)` means `x`.
pub(super) fn inside_some<'a>(text: &str, node: &'a Node) -> &'a Node {
    match &node.value {
        Value::Tuple(Some(name), items) if &text[name.clone()] == "Some" && node.whole => match &items[..] {
            [inner] => inside_some(text, inner),
            _ => node,
        },
        _ => node,
    }
}

fn read_bytes(below: &Below, path: &Path, file: &str) -> Result<Option<Vec<u8>>, Words> {
    match below.read(path, ASSET_BYTES) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) if error.kind() == io::ErrorKind::FileTooLarge => {
            Err(Words::beyond(Limit::FileBytes(ASSET_BYTES)))
        }
        Err(error) => Err(Words::unreadable(&error, file)),
    }
}

/// The place of bytes of a text; of what runs over several lines, only the first is marked.
fn place(file: &str, text: &str, span: Span) -> Place {
    let start = text.floor_char_boundary(span.start.min(text.len()));
    let line_start = text[..start].rfind('\n').map_or(0, |end| end + 1);
    let line = text[line_start..].split('\n').next().unwrap_or_default();
    let line = line.strip_suffix('\r').unwrap_or(line);
    let end = text.floor_char_boundary(span.end).clamp(start, (line_start + line.len()).max(start));
    Place {
        file: file.to_owned(),
        line: text[..start].matches('\n').count() + 1,
        column: text[line_start..start].chars().count() + 1,
        excerpt: excerpt(line),
        length: text[start..end].chars().count().max(1),
    }
}

/// A line that is safe to show and has as many characters as it had.
fn excerpt(line: &str) -> String {
    let safe = line.chars().take(EXCERPT).map(|c| match c {
        '\t' => ' ',
        c if text::is_unsafe(c) => '\u{fffd}',
        c => c,
    });
    safe.collect()
}

/// The byte at a line and column, both from 1.
pub(super) fn offset(text: &str, line: usize, column: usize) -> usize {
    let line_start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let in_line = text[line_start..].char_indices().nth(column.saturating_sub(1));
    in_line.map_or(text.len(), |(index, _)| line_start + index)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_an_excerpt_keeps_as_many() {
        let text = "a\r\n\t核\u{1b}x\u{202e}y\r\nz";
        let at = text.find('y').unwrap();
        let found = place("f", text, at..at + 1);
        assert_eq!((found.line, found.column, found.length), (2, 6, 1));
        assert_eq!(found.excerpt, " 核\u{fffd}x\u{fffd}y");
        assert_eq!(offset(text, 2, 6), at);
        assert_eq!(offset(text, 9, 9), text.len());
    }

    #[test]
    fn the_excerpt_of_an_endless_line_is_cut() {
        let found = place("f", &"核".repeat(5000), 12_000..12_003);
        assert_eq!((found.column, found.excerpt.chars().count()), (4001, 400));
    }
}
