//! Typed values from a file: `ron` is the judge, and the tree tells everything that it refuses.
//!
//! Invariant: either a value comes back or its file has a problem; the tree is built only where `ron` refuses.

use super::{
    say::{Instead, Words},
    shape::{self, Kind, Look, Shape},
    source::{Source, Trail, offset},
    tree::{self, DEPTH, Fault, FaultKind, Node, Span, Value},
};
use crate::domain::paper::PAPER_SCHEMA;
use ron::{Options, error::SpannedError, extensions::Extensions};
use serde::de::DeserializeOwned;

/// A row of a list, with its place in the list as it is written.
#[derive(Debug)]
pub(super) struct Row<T> {
    /// Place in the list, from 0.
    pub(super) index: usize,
    /// What it says.
    pub(super) value: T,
}

/// The rows of a list.
#[derive(Debug)]
pub(super) struct Rows<T> {
    /// Rows that could be read, in the order of the file.
    pub(super) good: Vec<Row<T>>,
    /// Places of rows that are left out.
    pub(super) left_out: Vec<usize>,
}

impl<T> Default for Rows<T> {
    fn default() -> Rows<T> {
        Rows { good: Vec::new(), left_out: Vec::new() }
    }
}

type Found = Vec<(Span, Words)>;

/// Reads a file that holds one struct.
pub(super) fn whole<T: DeserializeOwned>(source: &mut Source, shape: &'static Shape) -> Option<T> {
    let refusal = match parse(&source.text) {
        Ok(value) => return Some(value),
        Err(refusal) => refusal,
    };
    if let Some(words) = newer(source) {
        source.is_newer = true;
        source.add(&Trail::Root.field("schema"), words);
        return None;
    }
    let tree = source.tree();
    let mut found = faults(source);
    let look = shape::look(&source.text, &tree.root, &Kind::Struct(shape));
    found.extend(look.problems);
    if found.is_empty() {
        match second_try(&source.text, 0..source.text.len(), &look.idle, refusal) {
            Ok(value) => return Some(value),
            Err(refusal) => found.push(refusal),
        }
    }
    found.into_iter().for_each(|(span, words)| source.add_at(span, words));
    None
}

/// Reads a file that holds a list; rows that can't be read are left out of it.
pub(super) fn rows<T: DeserializeOwned>(source: &mut Source, kind: &'static Kind) -> Option<Rows<T>> {
    if let Some((span, words)) = newer_list(source) {
        source.is_newer = true;
        source.add_at(span, words);
        return None;
    }
    let refusal = match parse::<Vec<T>>(&source.text) {
        Ok(values) => {
            let good = values.into_iter().enumerate().map(|(index, value)| Row { index, value }).collect();
            return Some(Rows { good, left_out: Vec::new() });
        }
        Err(refusal) => refusal,
    };
    let mut found = faults(source);
    let mut read = Rows::default();
    let look = each_row(source, kind, &mut read, &mut found);
    found.extend(look.problems);
    let mut usable = is_usable(source);
    if found.is_empty()
        && let Err(refusal) = second_try::<Vec<T>>(&source.text, 0..source.text.len(), &look.idle, refusal)
    {
        found.push(refusal);
        usable = false;
    }
    found.into_iter().for_each(|(span, words)| source.add_at(span, words));
    usable.then_some(read)
}

/// Whether a file is a list that was read to its end.
fn is_usable(source: &Source) -> bool {
    !source.tree().stopped && matches!(list(source), Some(Value::List(_)))
}

fn list(source: &Source) -> Option<&Value> {
    source.node(&Trail::Root).map(|node| &node.value)
}

/// Reads row for row what is refused as a whole; `faults` are told of rows that hold one.
fn each_row<T: DeserializeOwned>(
    source: &Source,
    kind: &'static Kind,
    read: &mut Rows<T>,
    faults: &mut Found,
) -> Look {
    let whole = shape::look(&source.text, &source.tree().root, &Kind::List(kind));
    let Some(Value::List(items)) = list(source) else { return whole };
    let mut all = Look { problems: Vec::new(), idle: whole.idle };
    for (index, item) in items.iter().enumerate() {
        match row(source, item, kind) {
            Ok(value) => read.good.push(Row { index, value }),
            Err(mut problems) => {
                read.left_out.push(index);
                if is_usable(source) {
                    tell_left_out(&item.span, if problems.is_empty() { faults } else { &mut problems });
                }
                all.problems.extend(problems);
            }
        }
    }
    all
}

/// Says of the first problem in a row that the row is left out.
fn tell_left_out(row: &Span, problems: &mut Found) {
    let in_row = problems.iter_mut().filter(|(span, _)| lies_in(span, row));
    if let Some((_, words)) = in_row.min_by_key(|(span, _)| span.start) {
        Instead::NoRow.tell_in(words);
    }
}

fn lies_in(inner: &Span, outer: &Span) -> bool {
    inner.start >= outer.start && inner.end <= outer.end
}

fn row<T: DeserializeOwned>(source: &Source, node: &Node, kind: &'static Kind) -> Result<T, Found> {
    let look = shape::look(&source.text, node, kind);
    if !look.problems.is_empty() {
        return Err(look.problems);
    }
    if !node.whole || source.tree().faults.iter().any(|fault| lies_in(&fault.span, &node.span)) {
        return Err(Vec::new());
    }
    let written = without(&source.text, node.span.clone(), &look.idle);
    parse(&written).map_err(|refusal| vec![refused(&source.text, node.span.clone(), &refusal)])
}

/// Reads again without what `ron` does not need to see.
fn second_try<T: DeserializeOwned>(
    text: &str,
    span: Span,
    idle: &[Span],
    refusal: SpannedError,
) -> Result<T, (Span, Words)> {
    let again = match idle {
        [] => Err(refusal),
        _ => parse(&without(text, span.clone(), idle)),
    };
    again.map_err(|refusal| refused(text, span, &refusal))
}

fn parse<T: DeserializeOwned>(text: &str) -> Result<T, SpannedError> {
    let options = Options::default().with_recursion_limit(DEPTH);
    options.with_default_extension(Extensions::IMPLICIT_SOME).from_str(text)
}

/// A piece of a text with spaces, one for each character, where it is idle.
fn without(text: &str, piece: Span, idle: &[Span]) -> String {
    let mut blank = vec![false; piece.len()];
    for span in idle {
        blank[span.start - piece.start..span.end - piece.start].fill(true);
    }
    let blanked =
        text[piece].char_indices().map(|(index, c)| if c != '\n' && blank[index] { ' ' } else { c });
    blanked.collect()
}

/// What `ron` says of a piece of a text.
fn refused(text: &str, piece: Span, refusal: &SpannedError) -> (Span, Words) {
    let written = &text[piece.clone()];
    let at = |position: ron::error::Position| piece.start + offset(written, position.line, position.col);
    let (start, end) = (at(refusal.span.start), at(refusal.span.end));
    (start..end.max(start), Words::from_ron(&refusal.code))
}

fn newer(source: &Source) -> Option<Words> {
    let schema = source.node(&Trail::Root.field("schema"))?;
    let written = source.text.get(schema.span.clone())?;
    ron::from_str::<u32>(written)
        .is_ok_and(|schema| schema > PAPER_SCHEMA)
        .then(|| Words::wrong_schema(written))
}

/// The format that a list names ahead of itself, as `#![schema = "2"]`, where it is newer than ours.
fn newer_list(source: &Source) -> Option<(Span, Words)> {
    let span = tree::schema(&source.text)?;
    let written = &source.text[span.clone()];
    let is_newer = written.parse::<u32>().is_ok_and(|schema| schema > PAPER_SCHEMA);
    is_newer.then(|| (span, Words::wrong_schema(written)))
}

/// Where the text is no RON.
fn faults(source: &Source) -> Found {
    let text: &str = &source.text;
    let tell = |fault: &Fault| (fault.span.clone(), fault_words(text, fault));
    source.tree().faults.iter().map(tell).collect()
}

fn fault_words(text: &str, fault: &Fault) -> Words {
    let here = &text[fault.span.clone()];
    match fault.kind {
        FaultKind::CutShort(opened) => Words::cut_short(opened.map(|at| {
            let length = if text[at..].starts_with("/*") { 2 } else { 1 };
            (&text[at..at + length], text[..at].matches('\n').count() + 1)
        })),
        FaultKind::Comma => Words::comma_missing(),
        FaultKind::CommaOr(closing) => {
            Words::expected((&format!("`,` or `{closing}`"), &format!(" , 或 {closing} ")), here)
        }
        FaultKind::Value => Words::expected(("a value", "值"), here),
        FaultKind::FieldName if here == "\"" => Words::quoted_name(),
        FaultKind::FieldName => Words::expected(("the name of a field", "字段名"), here),
        FaultKind::Colon => Words::expected(("`:`", " : "), here),
        FaultKind::TooDeep => Words::too_deep(DEPTH),
        FaultKind::Stray => Words::stray(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::{
            paper::{Area, PaperFile},
            roster::{Delegation, Group},
        },
        store::assets::{files, tree},
    };
    use proptest::prelude::*;

    #[test]
    fn a_refusal_points_into_its_piece_of_the_text() {
        let text = "[\n  核 (a: x),\n]";
        let piece = text.find('(').unwrap()..text.find(')').unwrap() + 1;
        let refusal = parse::<u32>(&text[piece.clone()]).unwrap_err();
        let (span, _) = refused(text, piece.clone(), &refusal);
        assert!(piece.contains(&span.start), "{span:?}");
    }

    #[test]
    fn idle_pieces_become_as_many_spaces_as_they_had_characters() {
        assert_eq!(without("x Some(/*核\n*/ 1)", 2..18, &[2..16, 17..18]), "        \n   1 ");
    }

    /// Whether `ron` reads a text that the tree or the tables refuse.
    fn disagrees<T: DeserializeOwned>(text: &str, kind: &Kind) -> bool {
        let tree = tree::read(text);
        let refused = !tree.faults.is_empty() || !shape::look(text, &tree.root, kind).problems.is_empty();
        refused && parse::<T>(text).is_ok()
    }

    fn snippet() -> impl Strategy<Value = &'static str> {
        prop::sample::select(vec![
            "",
            " ",
            "\n",
            ",",
            ":",
            "(",
            ")",
            "[",
            "]",
            "\"",
            "\\",
            "\\u{41}",
            "\\\"",
            "\\\n",
            "'",
            "r",
            "r#",
            "r#\"",
            "\"#",
            "//",
            "/*",
            "*/",
            "/**/",
            "\u{2028}",
            "\u{85}",
            "\r",
            "#",
            "#![type = \"]\"]",
            "0",
            "1_0",
            "0x1",
            "u32",
            "+",
            "-",
            ".",
            "Text",
            "Area",
            "Item ",
            "true",
            "None",
            "_",
            "核",
            "：",
            "b'",
            "{",
            "}",
        ])
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(3000))]

        #[test]
        fn whatever_ron_reads_the_tree_and_the_tables_accept(
            which in 0..4_usize,
            changes in prop::collection::vec((any::<prop::sample::Index>(), 0..3_usize, snippet()), 1..5),
        ) {
            let start = match which {
                0 => "(number: 1, cluster: 1, paragraphs: \"4\", title: (en: \"A\", zh: \"B\"), items: [(key: \"1a\", paragraph: \"4\", text: (en: r#\"x\"#, zh: \"y\"),), ],)",
                1 => "#![enable(implicit_some)] [(code: \"AUT\", iso2: \"AT\", name: (en: \"A\", zh: \"B\"), region: WEOG, nuclear_weapon_state: true, groups: [\"EU\"])] // end",
                2 => "[(code: \"EU\", name: Text(en: \"A\", zh: \"B\"), members_as_of: \"2026\", basis: (en: \"\\u{41}\", zh: \"\\x41\"))]",
                _ => files::PAPER.built_in,
            };
            let mut text: Vec<char> = start.chars().collect();
            for (at, cut, put) in changes {
                let at = at.index(text.len() + 1);
                let end = (at + cut).min(text.len());
                text.splice(at..end, put.chars());
            }
            let text: String = text.into_iter().collect();
            let disagrees = match which {
                0 => disagrees::<Area>(&text, &Kind::Struct(&shape::AREA)),
                1 => disagrees::<Vec<Delegation>>(&text, &Kind::List(&shape::DELEGATION_ROW)),
                2 => disagrees::<Vec<Group>>(&text, &Kind::List(&shape::GROUP_ROW)),
                _ => disagrees::<PaperFile>(&text, &Kind::Struct(&shape::PAPER)),
            };
            prop_assert!(!disagrees, "{}", text);
        }
    }
}
