//! The characters of RON: space, comments, words and what is in quotation marks.
//!
//! Invariant: each step moves forward over whole characters, and what has no end stops the reading.

use super::{Reader, Span, Value};

impl<'a> Reader<'a> {
    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn eat(&mut self, wanted: &str) -> bool {
        let found = self.rest().starts_with(wanted);
        if found {
            self.at += wanted.len();
        }
        found
    }

    pub(super) fn skip_while(&mut self, wanted: impl Fn(char) -> bool) {
        let rest = self.rest();
        self.at += rest.find(|c| !wanted(c)).unwrap_or(rest.len());
    }

    pub(super) fn attributes(&mut self) {
        self.space();
        while !self.stopped && self.peek() == Some('#') {
            self.attribute();
            self.space();
        }
    }

    /// One `#![…]`; a bracket within quotation marks does not end it.
    pub(super) fn attribute(&mut self) {
        let opened = self.at;
        while !self.stopped && !self.eat("]") {
            self.space();
            let start = self.at;
            match (self.peek(), raw_prefix(self.rest())) {
                (None, _) => self.stop_unclosed(opened),
                (Some('"'), _) => drop(self.escaped(start, '"', Value::Text)),
                (_, Some(raw)) => drop(self.raw(start, raw)),
                (Some(']'), _) => {}
                (Some(c), _) => self.at += c.len_utf8(),
            }
        }
    }

    pub(super) fn space(&mut self) {
        loop {
            self.skip_while(is_space);
            if self.rest().starts_with("//") {
                self.skip_while(|c| c != '\n');
            } else if self.rest().starts_with("/*") {
                self.block_comment();
            } else {
                return;
            }
        }
    }

    pub(super) fn block_comment(&mut self) {
        let opened = self.at;
        let mut level = 0_usize;
        loop {
            if self.eat("/*") {
                level += 1;
            } else if self.eat("*/") {
                level -= 1;
                if level == 0 {
                    return;
                }
            } else if let Some(c) = self.peek() {
                self.at += c.len_utf8();
            } else {
                return self.stop_unclosed(opened);
            }
        }
    }

    pub(super) fn word(&mut self) -> Option<Span> {
        let start = self.at;
        if raw_prefix(self.rest()).is_some() {
            return None;
        }
        if self.eat("r#") {
            self.skip_while(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '+' | '-'));
        } else if self.peek().is_some_and(|c| c == '_' || c.is_alphabetic()) {
            self.skip_while(|c| c.is_alphanumeric() || c == '_');
        }
        (self.at > start).then_some(start..self.at)
    }

    pub(super) fn escaped(&mut self, opened: usize, quote: char, value: Value) -> Value {
        self.at += 1;
        let mut rest = self.rest().char_indices();
        while let Some((index, c)) = rest.next() {
            if c == quote {
                self.at += index + 1;
                return value;
            }
            if c == '\\' {
                rest.next();
            }
        }
        self.stop_unclosed(opened);
        value
    }

    pub(super) fn raw(&mut self, opened: usize, raw: Raw) -> Value {
        self.at += raw.prefix;
        let ending = format!("\"{}", "#".repeat(raw.hashes));
        match self.rest().find(&ending) {
            Some(end) => self.at += end + ending.len(),
            None => self.stop_unclosed(opened),
        }
        raw.value
    }
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0B' | '\x0C' | '\u{85}')
        || matches!(c, '\u{200E}' | '\u{200F}' | '\u{2028}' | '\u{2029}')
}

/// The opening of raw text or raw bytes.
pub(super) struct Raw {
    prefix: usize,
    hashes: usize,
    value: Value,
}

/// The opening of raw text or raw bytes, where there is one.
pub(super) fn raw_prefix(rest: &str) -> Option<Raw> {
    let (value, behind) = match rest.strip_prefix("br") {
        Some(behind) => (Value::Other, behind),
        None => (Value::Text, rest.strip_prefix('r')?),
    };
    let hashes = behind.bytes().take_while(|byte| *byte == b'#').count();
    let prefix = rest.len() - behind.len() + hashes + 1;
    behind[hashes..].starts_with('"').then_some(Raw { prefix, hashes, value })
}
