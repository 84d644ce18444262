//! RON text as a tree of values, each with its place.
//!
//! Invariant: whatever the `ron` crate reads, this reads too. It judges no types and decodes no text; it never recurses deeper than `DEPTH`.

mod scan;

use std::ops::Range;

/// How deep values may nest.
pub(super) const DEPTH: usize = crate::domain::limits::NESTING;

/// How many missing commas are read over.
const FAULTS: usize = 500;

/// Bytes of the text.
pub(super) type Span = Range<usize>;

/// One value.
#[derive(Debug)]
pub(super) struct Node {
    /// Where it is.
    pub(super) span: Span,
    /// What it is.
    pub(super) value: Value,
    /// Whether it was read to its end.
    pub(super) whole: bool,
}

/// What a value is.
#[derive(Debug)]
pub(super) enum Value {
    /// Text in quotation marks.
    Text,
    /// A number.
    Number,
    /// A bare word, for example `true` or `WEOG`.
    Word,
    /// `[…]`.
    List(Vec<Node>),
    /// `Name(field: …)`, the name being left out mostly.
    Struct(Option<Span>, Vec<Field>),
    /// `Name(…, …)` without names of fields.
    Tuple(Option<Span>, Vec<Node>),
    /// `{…}`.
    Map,
    /// A character or a string of bytes.
    Other,
    /// Nothing could be read here.
    Nothing,
}

/// One field of a struct.
#[derive(Debug)]
pub(super) struct Field {
    /// Where its name is.
    pub(super) name: Span,
    /// What it holds.
    pub(super) value: Node,
}

/// The text is not RON at one place.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// Where.
    pub(super) span: Span,
    /// Why.
    pub(super) kind: FaultKind,
}

/// Why a text is not RON.
#[derive(Debug, PartialEq, Eq, Clone, Copy)]
pub(super) enum FaultKind {
    /// The text ends too early; what was opened at this byte is not closed.
    CutShort(Option<usize>),
    /// A comma is missing before this.
    Comma,
    /// A comma or this closing character should be here.
    CommaOr(char),
    /// A value should be here.
    Value,
    /// The name of a field should be here.
    FieldName,
    /// A colon should be here, behind the name of a field.
    Colon,
    /// Values nest deeper than `DEPTH`.
    TooDeep,
    /// Something follows the end.
    Stray,
}

/// A text that was read as far as possible.
#[derive(Debug)]
pub(super) struct Tree {
    /// The outermost value.
    pub(super) root: Node,
    /// What is no RON; where the last of them stopped the reading, `stopped` is set.
    pub(super) faults: Vec<Fault>,
    /// Whether the text was not read to its end.
    pub(super) stopped: bool,
}

/// What an attribute `#![schema = "…"]` ahead of a text says.
pub(super) fn schema(text: &str) -> Option<Span> {
    let mut reader = Reader { text, at: 0, open: Vec::new(), faults: Vec::new(), stopped: false };
    reader.space();
    while !reader.stopped && reader.peek() == Some('#') {
        let start = reader.at;
        reader.attribute();
        let attribute = &text[start..reader.at];
        if attribute.starts_with("#![schema") {
            let (from, until) = (attribute.find('"')? + 1, attribute.rfind('"')?);
            return (from <= until).then_some(start + from..start + until);
        }
        reader.space();
    }
    None
}

/// Reads a text. Goes on after a missing comma; stops at anything else that is no RON.
pub(super) fn read(text: &str) -> Tree {
    let mut reader = Reader { text, at: 0, open: Vec::new(), faults: Vec::new(), stopped: false };
    reader.attributes();
    reader.space();
    let root = reader.value();
    reader.space();
    if !reader.stopped && reader.at < text.len() {
        reader.stop(FaultKind::Stray);
    }
    Tree { root, faults: reader.faults, stopped: reader.stopped }
}

/// The name of a field or a word, without the `r#` of a raw one.
pub(super) fn plain(word: &str) -> &str {
    word.strip_prefix("r#").unwrap_or(word)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    open: Vec<usize>,
    faults: Vec<Fault>,
    stopped: bool,
}

impl Reader<'_> {
    /// Ends the reading with a fault here; at the end of the text it is always that the text is cut short.
    fn stop(&mut self, kind: FaultKind) {
        if self.stopped {
            return;
        }
        self.stopped = true;
        let fault = match self.rest() {
            "" => self.cut_short(self.open.last().copied()),
            rest => Fault { span: self.at..self.at + token_length(rest, kind), kind },
        };
        self.faults.push(fault);
    }

    fn cut_short(&self, opened: Option<usize>) -> Fault {
        let end = self.text.trim_end().len();
        Fault { span: end..end, kind: FaultKind::CutShort(opened) }
    }

    /// Ends the reading because what begins at `opened` has no end.
    fn stop_unclosed(&mut self, opened: usize) {
        if !self.stopped {
            self.stopped = true;
            self.faults.push(self.cut_short(Some(opened)));
        }
        self.at = self.text.len();
    }

    fn value(&mut self) -> Node {
        let start = self.at;
        let value = match self.peek() {
            _ if self.stopped => Value::Nothing,
            Some('(' | '[' | '{') => self.container(None),
            Some('"') => self.escaped(start, '"', Value::Text),
            Some('\'') => self.escaped(start, '\'', Value::Other),
            Some(c) if c.is_ascii_digit() || matches!(c, '+' | '-' | '.') => {
                self.skip_while(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '+' | '-' | '.'));
                Value::Number
            }
            Some(_) => self.quoted_or_word(),
            None => self.nothing(FaultKind::Value),
        };
        Node { span: start..self.at, value, whole: !self.stopped }
    }

    fn nothing(&mut self, kind: FaultKind) -> Value {
        self.stop(kind);
        Value::Nothing
    }

    /// Text or bytes behind a prefix, a word, or a word before a parenthesis.
    fn quoted_or_word(&mut self) -> Value {
        let start = self.at;
        if let Some(raw) = scan::raw_prefix(self.rest()) {
            return self.raw(start, raw);
        }
        if self.rest().starts_with("b\"") || self.rest().starts_with("b'") {
            self.at += 1;
            let quote = if self.peek() == Some('"') { '"' } else { '\'' };
            return self.escaped(start, quote, Value::Other);
        }
        let Some(name) = self.word() else { return self.nothing(FaultKind::Value) };
        let behind = self.at;
        self.space();
        match self.peek() {
            Some('(') if !self.stopped => self.container(Some(name)),
            _ => {
                self.at = if self.stopped { self.at } else { behind };
                Value::Word
            }
        }
    }

    fn container(&mut self, name: Option<Span>) -> Value {
        if self.open.len() >= DEPTH {
            return self.nothing(FaultKind::TooDeep);
        }
        let opening = self.peek();
        self.open.push(self.at);
        self.at += 1;
        self.space();
        let value = match opening {
            Some('[') => Value::List(self.items(']')),
            Some('{') => {
                self.entries();
                Value::Map
            }
            _ if self.begins_field() || self.peek() == Some(')') => Value::Struct(name, self.fields()),
            _ => Value::Tuple(name, self.items(')')),
        };
        self.open.pop();
        value
    }

    fn begins_field(&self) -> bool {
        let mut ahead =
            Reader { text: self.text, at: self.at, open: Vec::new(), faults: Vec::new(), stopped: false };
        ahead.word().is_some() && {
            ahead.space();
            ahead.peek().is_some_and(|c| matches!(c, ':' | '=' | '：'))
        }
    }

    fn items(&mut self, closing: char) -> Vec<Node> {
        let mut items: Vec<Node> = Vec::new();
        while !self.stopped && !self.closes(closing) {
            let first = self.peek();
            items.push(self.value());
            self.comma(closing, |reader| reader.peek() == first && first.is_some_and(|c| !c.is_alphabetic()));
        }
        items
    }

    fn fields(&mut self) -> Vec<Field> {
        let mut fields = Vec::new();
        while !self.stopped && !self.closes(')') {
            let Some(name) = self.word() else {
                self.stop(FaultKind::FieldName);
                break;
            };
            self.space();
            if !self.eat(":") {
                self.stop(FaultKind::Colon);
                break;
            }
            self.space();
            let value = self.value();
            fields.push(Field { name, value });
            self.comma(')', Reader::begins_field);
        }
        fields
    }

    fn entries(&mut self) {
        while !self.stopped && !self.closes('}') {
            self.value();
            self.space();
            if !self.eat(":") {
                return self.stop(FaultKind::Colon);
            }
            self.space();
            self.value();
            self.comma('}', |_| false);
        }
    }

    fn closes(&mut self, closing: char) -> bool {
        let found = self.peek() == Some(closing);
        if found {
            self.at += 1;
        }
        found
    }

    /// A comma or the end of what is open; a missing comma stops nothing where `goes_on` sees the next value.
    fn comma(&mut self, closing: char, goes_on: impl Fn(&Self) -> bool) {
        let behind = self.at;
        self.space();
        if self.stopped || self.peek() == Some(closing) {
        } else if self.eat(",") {
            self.space();
        } else if self.faults.len() < FAULTS && goes_on(self) {
            let start = self.text[..behind].char_indices().next_back().map_or(behind, |(index, _)| index);
            self.faults.push(Fault { span: start..behind, kind: FaultKind::Comma });
        } else {
            self.stop(FaultKind::CommaOr(closing));
        }
    }
}

/// Bytes of a fault: the word or character that is there; all that is left of the line where it is stray.
fn token_length(rest: &str, kind: FaultKind) -> usize {
    if kind == FaultKind::Stray {
        return rest.lines().next().map_or(0, |line| line.trim_end().len());
    }
    let word = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
    if word > 0 { word } else { rest.chars().next().map_or(0, char::len_utf8) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> Vec<FaultKind> {
        read(text).faults.into_iter().map(|fault| fault.kind).collect()
    }

    #[test]
    fn everything_that_ron_has_is_read() {
        for text in [
            "(a: 1, b: [\"x\", 'c',], c: {\"k\": 2, 3: 4,}, d: Some(5), e: r#\"a\"b\"#, f: br\"x\", g: b'q',)",
            "/* a /* b */ c */ Area( // x\n key : -1.5e3 , )",
            "#![enable(implicit_some)]\n#![type = \"]\"]\n#![schema = r#\"\"]\"#](r#key: r#WEOG, p: (1, (2,)), u: (), n: None)",
            "[]",
            "(x: \"\\\"\\\\\", y: '\\'', z: Name(a: 1), w: Name)",
        ] {
            assert_eq!(faults(text), [], "{text}");
        }
    }

    #[test]
    fn a_missing_comma_stops_nothing_and_every_other_fault_is_named() {
        assert_eq!(faults("(a: 1 b: 2)"), [FaultKind::Comma]);
        assert_eq!(faults("[(a: 1) (a: 2)\n(a: 3)]"), [FaultKind::Comma, FaultKind::Comma]);
        assert_eq!(faults("(a: 1]"), [FaultKind::CommaOr(')')]);
        assert_eq!(faults("(a = 1)"), [FaultKind::Colon]);
        assert_eq!(faults("(\"a\": 1)"), [FaultKind::CommaOr(')')]);
        assert_eq!(faults("(a: 1, \"b\": 1)"), [FaultKind::FieldName]);
        assert_eq!(faults("(a: )"), [FaultKind::Value]);
        assert_eq!(faults("(a: 1) x"), [FaultKind::Stray]);
        assert_eq!(faults(" "), [FaultKind::CutShort(None)]);
        assert_eq!(faults("(a: [1, "), [FaultKind::CutShort(Some(4))]);
        assert_eq!(faults("(a: \"x"), [FaultKind::CutShort(Some(4))]);
        assert_eq!(faults("(a: /* x"), [FaultKind::CutShort(Some(4))]);
    }

    #[test]
    fn nesting_thousands_deep_is_refused_calmly() {
        for opening in ["(", "[", "{", "Some(", "(a: ", "/*"] {
            let text = opening.repeat(100_000);
            assert_eq!(faults(&text).len(), 1, "{opening}");
        }
    }
}
