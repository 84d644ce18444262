//! What the files of the paper may hold, as tables, and a look at a tree through them that finds everything at once.
//!
//! Invariant: the tables say what the types of `domain` say; a test holds the two together.

use super::{
    say::{Words, quoted},
    source::inside_some,
    tree::{self, Field as Found, Node, Span, Value},
};
use crate::domain::texts::language_code;

/// What a value may be.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    /// A whole number that is not negative.
    Number,
    /// `true` or `false`.
    Flag,
    /// Text in quotation marks.
    Text,
    /// One of some words.
    Word(&'static [&'static str]),
    /// A list of values that are alike.
    List(&'static Kind),
    /// A text in one language or several, each under its code.
    Languages,
    /// A struct.
    Struct(&'static Shape),
}

/// The fields of a struct.
#[derive(Debug)]
pub(super) struct Shape {
    /// Its name in `domain`.
    pub(super) name: &'static str,
    /// Its fields.
    pub(super) fields: &'static [Field],
}

/// A field of a struct.
#[derive(Debug)]
pub(super) struct Field {
    name: &'static str,
    kind: Kind,
    need: Need,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Need {
    Needed,
    Spared,
}

const fn needed(name: &'static str, kind: Kind) -> Field {
    Field { name, kind, need: Need::Needed }
}

const fn spared(name: &'static str, kind: Kind) -> Field {
    Field { name, kind, need: Need::Spared }
}

const TEXTS: Kind = Kind::List(&Kind::Text);
const PARAGRAPHS: Kind = Kind::List(&Kind::Struct(&PARAGRAPH));

/// The name that a text in several languages may have.
const TEXT: &str = "Text";

static PARAGRAPH: Shape =
    Shape { name: "Paragraph", fields: &[needed("paragraph", Kind::Text), needed("text", Kind::Languages)] };

static CLUSTER: Shape =
    Shape { name: "Cluster", fields: &[needed("number", Kind::Number), needed("title", Kind::Languages)] };

static DOCUMENT: Shape =
    Shape { name: "Document", fields: &[needed("symbol", Kind::Text), needed("title", Kind::Languages)] };

/// `assets/paper.ron`.
pub(super) static PAPER: Shape = Shape {
    name: "PaperFile",
    fields: &[
        spared("schema", Kind::Number),
        needed("title", Kind::Languages),
        spared("symbol", Kind::Text),
        needed("session", Kind::Languages),
        needed("place", Kind::Languages),
        needed("from", Kind::Text),
        needed("until", Kind::Text),
        needed("status", Kind::Languages),
        spared("preamble", PARAGRAPHS),
        needed("clusters", Kind::List(&Kind::Struct(&CLUSTER))),
        spared("clusters_remark", Kind::Languages),
        spared("documents", Kind::List(&Kind::Struct(&DOCUMENT))),
    ],
};

static REFERENCE: Shape =
    Shape { name: "Reference", fields: &[needed("text", Kind::Languages), spared("symbols", TEXTS)] };

static ITEM: Shape = Shape {
    name: "Item",
    fields: &[
        spared("id", Kind::Text),
        needed("key", Kind::Text),
        needed("paragraph", Kind::Text),
        spared("label", Kind::Languages),
        needed("text", Kind::Languages),
    ],
};

/// A file in `assets/areas/`.
pub(super) static AREA: Shape = Shape {
    name: "Area",
    fields: &[
        needed("number", Kind::Number),
        needed("cluster", Kind::Number),
        needed("paragraphs", Kind::Text),
        needed("title", Kind::Languages),
        spared("background", PARAGRAPHS),
        spared("references", Kind::List(&Kind::Struct(&REFERENCE))),
        needed("items", Kind::List(&Kind::Struct(&ITEM))),
        spared("schema", Kind::Number),
    ],
};

const REGIONS: &[&str] = &["AFRICAN", "ASIA_PACIFIC", "EASTERN_EUROPEAN", "GRULAC", "WEOG", "NONE"];

/// A row of `assets/delegations.ron`.
pub(super) static DELEGATION_ROW: Kind = Kind::Struct(&DELEGATION);

static DELEGATION: Shape = Shape {
    name: "Delegation",
    fields: &[
        needed("code", Kind::Text),
        needed("iso2", Kind::Text),
        needed("name", Kind::Languages),
        needed("region", Kind::Word(REGIONS)),
        spared("nuclear_weapon_state", Kind::Flag),
        spared("groups", TEXTS),
        spared("remark", Kind::Languages),
        spared("aliases", TEXTS),
    ],
};

/// A row of `assets/groups.ron`.
pub(super) static GROUP_ROW: Kind = Kind::Struct(&GROUP);

static GROUP: Shape = Shape {
    name: "Group",
    fields: &[
        needed("code", Kind::Text),
        needed("name", Kind::Languages),
        needed("members_as_of", Kind::Text),
        spared("members_in_all", Kind::Number),
        needed("basis", Kind::Languages),
        spared("nuclear_weapon_states", Kind::Flag),
        spared("aliases", TEXTS),
    ],
};

/// What a look at a value found.
#[derive(Debug, Default)]
pub(super) struct Look {
    /// What is wrong, and where.
    pub(super) problems: Vec<(Span, Words)>,
    /// The bytes of `Some(` and its closing parenthesis, which can be left out.
    pub(super) idle: Vec<Span>,
}

/// Looks at a value through its table.
pub(super) fn look(text: &str, node: &Node, kind: &Kind) -> Look {
    let mut looking = Looking { text, look: Look::default() };
    looking.value(node, kind);
    looking.look
}

/// The name of those given that is nearest to what was written, where one is near.
pub(super) fn nearest<'a>(written: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let near = 1 + written.chars().count().min(40) / 4;
    let distance = |name: &str| strsim::osa_distance(&written.to_lowercase(), &name.to_lowercase());
    if written.chars().count() > 100 {
        return None;
    }
    names
        .into_iter()
        .map(|name| (distance(name), name))
        .filter(|(d, _)| *d <= near)
        .min()
        .map(|(_, name)| name)
}

struct Looking<'a> {
    text: &'a str,
    look: Look,
}

impl Looking<'_> {
    fn add(&mut self, span: Span, words: Words) {
        self.look.problems.push((span, words));
    }

    fn value(&mut self, node: &Node, kind: &Kind) {
        let inner = inside_some(self.text, node);
        if inner.span != node.span {
            self.look.idle.extend([node.span.start..inner.span.start, inner.span.end..node.span.end]);
        }
        let written = &self.text[inner.span.clone()];
        match (kind, &inner.value) {
            (_, Value::Nothing) => {}
            (Kind::Text, Value::Text) => {}
            (Kind::Number, Value::Number) if ron::from_str::<u32>(written).is_ok() => {}
            (Kind::Flag, Value::Word) if matches!(written, "true" | "false") => {}
            (Kind::Word(words), Value::Word) => self.word(inner, words),
            (Kind::List(kind), Value::List(items)) => items.iter().for_each(|item| self.value(item, kind)),
            (Kind::Languages, Value::Struct(name, fields)) => {
                self.name(name.as_ref(), TEXT);
                self.languages(inner, fields);
            }
            (Kind::Struct(shape), Value::Struct(name, fields)) => {
                self.name(name.as_ref(), shape.name);
                self.fields(inner, fields, shape);
            }
            (_, _) if !inner.whole => {}
            (_, value) => {
                let words = Words::wrong_type(wanted(kind), found(kind, value, written), &example(kind));
                self.add(inner.span.clone(), words);
            }
        }
    }

    fn word(&mut self, node: &Node, words: &'static [&'static str]) {
        let written = tree::plain(&self.text[node.span.clone()]);
        if !words.contains(&written) {
            let near = nearest(written, words.iter().copied());
            self.add(node.span.clone(), Words::unknown_word(written, near, &words.join(", ")));
        }
    }

    fn languages(&mut self, node: &Node, fields: &[Found]) {
        let mut seen: Vec<String> = Vec::new();
        for field in fields {
            let name = tree::plain(&self.text[field.name.clone()]);
            match language_code(name) {
                Some(code) if seen.contains(&code) => {
                    self.add(field.name.clone(), Words::duplicate_field(name));
                }
                Some(code) => {
                    seen.push(code);
                    self.value(&field.value, &Kind::Text);
                }
                None => self.add(field.name.clone(), Words::unknown_language(name)),
            }
        }
        if node.whole && fields.is_empty() {
            self.add(node.span.end - 1..node.span.end, Words::no_language());
        }
    }

    fn name(&mut self, name: Option<&Span>, expected: &str) {
        let Some(span) = name else { return };
        let written = tree::plain(&self.text[span.clone()]);
        if written != expected {
            self.add(span.clone(), Words::wrong_name(written, expected));
        }
    }

    fn fields(&mut self, node: &Node, fields: &[Found], shape: &'static Shape) {
        let mut seen: Vec<&str> = Vec::new();
        for field in fields {
            let name = tree::plain(&self.text[field.name.clone()]);
            if seen.contains(&name) {
                self.add(field.name.clone(), Words::duplicate_field(name));
                continue;
            }
            match shape.fields.iter().find(|known| known.name == name) {
                Some(known) => {
                    seen.push(known.name);
                    self.value(&field.value, &known.kind);
                }
                None => self.unknown_field(field, name, shape),
            }
        }
        if node.whole {
            let missing = shape.fields.iter().filter(|f| f.need == Need::Needed && !seen.contains(&f.name));
            missing.for_each(|field| self.missing(node, field));
        }
    }

    fn unknown_field(&mut self, field: &Found, name: &str, shape: &Shape) {
        let names = || shape.fields.iter().map(|field| field.name);
        let all = names().collect::<Vec<_>>().join(", ");
        self.add(field.name.clone(), Words::unknown_field(name, nearest(name, names()), &all));
    }

    fn missing(&mut self, node: &Node, field: &Field) {
        let closing = node.span.end - 1..node.span.end;
        self.add(closing, Words::missing_field(field.name, &example(&field.kind)));
    }
}

fn wanted(kind: &Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Number => ("a whole number", "整数"),
        Kind::Flag => ("true or false", " true 或 false"),
        Kind::Text => ("a text in quotation marks", "带引号的文本"),
        Kind::Word(_) => ("a plain word", "不带引号的词"),
        Kind::List(_) => ("a list in [ ]", "方括号 [ ] 中的列表"),
        Kind::Languages => ("a text by language", "分语文列出的文本"),
        Kind::Struct(_) => ("fields in ( )", "圆括号 ( ) 中的字段"),
    }
}

fn found(kind: &Kind, value: &Value, written: &str) -> (String, String) {
    let (en, zh) = match value {
        Value::Number if matches!(kind, Kind::Number) => {
            return (format!("`{}`", quoted(written)), format!(" {}", quoted(written)));
        }
        Value::Word => return (format!("the word `{}`", quoted(written)), format!("词 {}", quoted(written))),
        Value::Text if matches!(kind, Kind::Languages | Kind::Struct(_)) => ("a single text", "单个文本"),
        Value::Text => ("a text", "文本"),
        Value::Number => ("a number", "数字"),
        Value::List(_) => ("a list", "列表"),
        Value::Struct(..) => ("fields in ( )", "圆括号 ( ) 中的字段"),
        Value::Tuple(..) => ("values in ( ) without names", "圆括号 ( ) 中未命名的值"),
        Value::Map => ("a map in { }", "花括号 { } 中的映射"),
        Value::Other | Value::Nothing => ("this", "此内容"),
    };
    (en.into(), zh.into())
}

fn example(kind: &Kind) -> String {
    match kind {
        Kind::Number => "1".into(),
        Kind::Flag => "true".into(),
        Kind::Text => "\"…\"".into(),
        Kind::Word(words) => words.first().copied().unwrap_or_default().into(),
        Kind::List(kind) => format!("[{}]", example(kind)),
        Kind::Languages => "(en: \"…\", zh: \"…\")".into(),
        Kind::Struct(shape) => {
            let first =
                shape.fields.first().map(|field| format!("{}: {}, ", field.name, example(&field.kind)));
            format!("({}…)", first.unwrap_or_default())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{paper, roster};
    use serde::de::DeserializeOwned;

    /// A value with all its fields, and at the outermost struct without one.
    fn written(kind: &Kind, without: Option<&str>) -> String {
        match kind {
            Kind::Number => "1".into(),
            Kind::Flag => "true".into(),
            Kind::Text => "\"x\"".into(),
            Kind::Word(words) => words[0].into(),
            Kind::List(kind) => format!("[{}]", written(kind, None)),
            Kind::Languages => "Text(en: \"x\", pt_BR: \"x\")".into(),
            Kind::Struct(shape) => {
                let fields = shape.fields.iter().filter(|field| Some(field.name) != without);
                let fields: Vec<String> =
                    fields.map(|field| format!("{}: {}", field.name, written(&field.kind, None))).collect();
                format!("{}({})", shape.name, fields.join(", "))
            }
        }
    }

    fn agrees<T: DeserializeOwned>(shape: &'static Shape) {
        let kind = Kind::Struct(shape);
        assert!(ron::from_str::<T>(&written(&kind, None)).is_ok(), "{}", shape.name);
        for field in shape.fields {
            let text = written(&kind, Some(field.name));
            let spared = ron::from_str::<T>(&text).is_ok();
            assert_eq!(spared, field.need == Need::Spared, "{} {}", shape.name, field.name);
        }
        let error = ron::from_str::<T>("(nothing: 1)").map(|_| ()).unwrap_err().code;
        let ron::Error::NoSuchStructField { expected, .. } = error else { panic!("{error}") };
        assert_eq!(expected, shape.fields.iter().map(|field| field.name).collect::<Vec<_>>());
    }

    #[test]
    fn the_tables_say_what_the_types_say() {
        agrees::<paper::Paragraph>(&PARAGRAPH);
        agrees::<paper::Cluster>(&CLUSTER);
        agrees::<paper::Document>(&DOCUMENT);
        agrees::<paper::PaperFile>(&PAPER);
        agrees::<paper::Reference>(&REFERENCE);
        agrees::<paper::Item>(&ITEM);
        agrees::<paper::Area>(&AREA);
        agrees::<roster::Delegation>(&DELEGATION);
        agrees::<roster::Group>(&GROUP);
        let regions = REGIONS.iter().map(|word| ron::from_str::<roster::Region>(word).unwrap());
        assert!(roster::Region::ALL.iter().all(|region| regions.clone().any(|known| known == *region)));
    }

    #[test]
    fn the_nearest_name_is_near() {
        assert_eq!(nearest("titel", ["title", "text"]), Some("title"));
        assert_eq!(nearest("colour", ["title", "text"]), None);
        assert_eq!(nearest("WEO", ["WEOG", "NONE"]), Some("WEOG"));
    }
}
