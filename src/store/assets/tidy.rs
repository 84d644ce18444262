//! Every text that a file brings in, made safe to show.
//!
//! Invariant: behind this, no text of the paper or the roster carries a control character, and each is there in a language or has a problem.

use super::{
    say::Words,
    source::{Source, Trail},
};
use crate::domain::{
    ids::{ItemId, ItemKey, Who},
    lang::Phrase,
    paper::{Area, PaperFile, Paragraph},
    roster::{Delegation, Group},
    text,
    texts::Text,
};
use unicode_normalization::{IsNormalized, is_nfc_quick};

/// Tidies what `paper.ron` says.
pub(super) fn paper(paper: &mut PaperFile, source: &mut Source) {
    let root = Trail::Root;
    both(&mut paper.title, Form::Line, &root.field("title"), source);
    string(&mut paper.symbol, Form::Line, &root.field("symbol"), source);
    both(&mut paper.session, Form::Line, &root.field("session"), source);
    both(&mut paper.place, Form::Line, &root.field("place"), source);
    string(&mut paper.from, Form::Line, &root.field("from"), source);
    string(&mut paper.until, Form::Line, &root.field("until"), source);
    both(&mut paper.status, Form::Lines, &root.field("status"), source);
    paragraphs(&mut paper.preamble, &root.field("preamble"), source);
    let clusters = root.field("clusters");
    for (index, cluster) in paper.clusters.iter_mut().enumerate() {
        both(&mut cluster.title, Form::Line, &clusters.index(index).field("title"), source);
    }
    if !paper.clusters_remark.is_empty() {
        both(&mut paper.clusters_remark, Form::Line, &root.field("clusters_remark"), source);
    }
    let documents = root.field("documents");
    for (index, document) in paper.documents.iter_mut().enumerate() {
        let at = documents.index(index);
        string(&mut document.symbol, Form::Line, &at.field("symbol"), source);
        both(&mut document.title, Form::Line, &at.field("title"), source);
    }
}

/// Tidies an area.
pub(super) fn area(area: &mut Area, source: &mut Source) {
    let root = Trail::Root;
    string(&mut area.paragraphs, Form::Line, &root.field("paragraphs"), source);
    both(&mut area.title, Form::Line, &root.field("title"), source);
    paragraphs(&mut area.background, &root.field("background"), source);
    let references = root.field("references");
    for (index, reference) in area.references.iter_mut().enumerate() {
        let at = references.index(index);
        both(&mut reference.text, Form::Line, &at.field("text"), source);
        strings(&mut reference.symbols, &at.field("symbols"), source);
    }
    let items = root.field("items");
    for (index, item) in area.items.iter_mut().enumerate() {
        let at = items.index(index);
        let ItemId(id) = &mut item.id;
        name(id, &at.field("id"), source);
        let ItemKey(key) = &mut item.key;
        name(key, &at.field("key"), source);
        string(&mut item.paragraph, Form::Line, &at.field("paragraph"), source);
        if !item.label.is_empty() {
            both(&mut item.label, Form::Line, &at.field("label"), source);
        }
        both(&mut item.text, Form::Lines, &at.field("text"), source);
    }
}

/// Tidies a delegation.
pub(super) fn delegation(delegation: &mut Delegation, at: &Trail<'_>, source: &mut Source) {
    let Who(code) = &mut delegation.code;
    name(code, &at.field("code"), source);
    string(&mut delegation.iso2, Form::Line, &at.field("iso2"), source);
    both(&mut delegation.name, Form::Line, &at.field("name"), source);
    strings(&mut delegation.groups, &at.field("groups"), source);
    if !delegation.remark.is_empty() {
        both(&mut delegation.remark, Form::Line, &at.field("remark"), source);
    }
    strings(&mut delegation.aliases, &at.field("aliases"), source);
}

/// Tidies a group.
pub(super) fn group(group: &mut Group, at: &Trail<'_>, source: &mut Source) {
    string(&mut group.code, Form::Line, &at.field("code"), source);
    both(&mut group.name, Form::Line, &at.field("name"), source);
    string(&mut group.members_as_of, Form::Line, &at.field("members_as_of"), source);
    both(&mut group.basis, Form::Line, &at.field("basis"), source);
    strings(&mut group.aliases, &at.field("aliases"), source);
}

/// Whether a text may run over several lines.
#[derive(Debug, Clone, Copy)]
enum Form {
    Line,
    Lines,
}

fn paragraphs(paragraphs: &mut [Paragraph], at: &Trail<'_>, source: &mut Source) {
    for (index, paragraph) in paragraphs.iter_mut().enumerate() {
        let at = at.index(index);
        string(&mut paragraph.paragraph, Form::Line, &at.field("paragraph"), source);
        both(&mut paragraph.text, Form::Lines, &at.field("text"), source);
    }
}

fn both(text: &mut Text, form: Form, at: &Trail<'_>, source: &mut Source) {
    for (code, words) in text.each_mut() {
        let at = at.field(code.as_str());
        string(words, form, &at, source);
        if words.is_empty() {
            source.add(&at, Words::empty_language(code));
        }
    }
    text.drop_empty();
}

fn strings(strings: &mut [Phrase], at: &Trail<'_>, source: &mut Source) {
    for (index, one) in strings.iter_mut().enumerate() {
        string(one, Form::Line, &at.index(index), source);
    }
}

fn name(name: &mut crate::domain::name::Name, at: &Trail<'_>, source: &mut Source) {
    if let Some(tidied) = tidied(name, Form::Line, at, source) {
        *name = tidied.into();
    }
}

fn string(string: &mut Phrase, form: Form, at: &Trail<'_>, source: &mut Source) {
    if let Some(tidied) = tidied(string, form, at, source) {
        *string = tidied.into();
    }
}

/// The tidied text, where it may differ.
fn tidied(given: &str, form: Form, at: &Trail<'_>, source: &mut Source) -> Option<String> {
    if is_tidy(given) {
        return None;
    }
    if given.chars().any(|c| text::is_unsafe(c) && !matches!(c, '\r' | '\t')) {
        source.add(at, Words::invisible());
    }
    Some(match form {
        Form::Line => text::clean_line(given),
        Form::Lines => text::clean(given).trim().to_owned(),
    })
}

/// Whether a text surely needs no tidying; most don't, and this is much faster.
fn is_tidy(given: &str) -> bool {
    let trimmed = given.trim().len() == given.len();
    let ascii = || given.bytes().all(|byte| (0x20..0x7f).contains(&byte));
    let other = || {
        !given.chars().any(|c| c == '\n' || text::is_unsafe(c))
            && is_nfc_quick(given.chars()) == IsNormalized::Yes
    };
    trimmed && (ascii() || other())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_tidy_text_is_one_that_cleaning_would_leave_alone(given in "[ a-z\\n\\r\\té\u{301}国\u{202e}\u{1b}\u{3000}]{0,8}") {
            if is_tidy(&given) {
                prop_assert_eq!(text::clean_line(&given), given);
            }
        }
    }
}
