//! The head of a table: which column says what.
//!
//! Invariant: a column that nobody knows, stands twice or is missing is a problem; none is ever passed over in silence.

use crate::{
    domain::text::{clean_line, fold},
    words::import::wrong as words,
};

/// What a column can say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named after what it says")]
pub enum Column {
    Participant,
    Item,
    Position,
    Condition,
    Reason,
    Quote,
    QuoteLanguage,
    Source,
    Group,
    Reference,
    Date,
    Note,
    Visibility,
    Name,
    Region,
    Groups,
}

/// How many columns there can be.
pub const COUNT: usize = 16;

impl Column {
    /// All columns, in the order of an export.
    pub const ALL: [Column; COUNT] = [
        Column::Participant,
        Column::Item,
        Column::Position,
        Column::Condition,
        Column::Reason,
        Column::Quote,
        Column::QuoteLanguage,
        Column::Source,
        Column::Group,
        Column::Reference,
        Column::Date,
        Column::Note,
        Column::Visibility,
        Column::Name,
        Column::Region,
        Column::Groups,
    ];

    /// Its name in a file, then other names that it may have there.
    fn names(self) -> &'static [&'static str] {
        match self {
            Column::Participant => &["participant", "与会方"],
            Column::Item => &["item", "议题"],
            Column::Position => &["position", "立场"],
            Column::Condition => &["condition", "条件"],
            Column::Reason => &["reason", "原因"],
            Column::Quote => &["quote", "原话"],
            Column::QuoteLanguage => &["quote_language", "quote language", "原话语文"],
            Column::Source => &["source", "来源"],
            Column::Group => &["group", "集团"],
            Column::Reference => &["reference", "出处"],
            Column::Date => &["date", "taken", "said", "日期", "表态时间", "时间"],
            Column::Note => &["note", "notes", "笔记"],
            Column::Visibility => &["visibility", "for whom", "可见范围", "范围"],
            Column::Name => &["name", "名称"],
            Column::Region => &["region", "区域组"],
            Column::Groups => &["groups", "所属集团"],
        }
    }

    /// Its name in a file.
    pub fn name(self) -> &'static str {
        self.names().first().copied().unwrap_or_default()
    }

    /// The column with a name in either language, or in both with a stroke between.
    fn named(given: &str) -> Option<Column> {
        let one = |part: &str| {
            let part = fold(part);
            Column::ALL.into_iter().find(|column| column.names().contains(&part.as_str()))
        };
        let mut parts = given.split('/').map(one);
        let first = parts.next().flatten()?;
        parts.all(|part| part == Some(first)).then_some(first)
    }
}

/// Which column each field of a row belongs to.
#[derive(Debug)]
pub struct Head(pub Vec<Option<Column>>);

impl Head {
    /// Reads the fields of the first row; what is wrong comes with the number of the field, from 0.
    ///
    /// # Errors
    /// When the rows below can't be understood.
    pub fn read<'a>(fields: impl Iterator<Item = &'a str>) -> Result<Head, Vec<(usize, words::Said)>> {
        let (mut columns, mut wrong) = (Vec::new(), Vec::new());
        for (i, field) in fields.enumerate() {
            let name = clean_line(field);
            let column = Column::named(&name);
            match column {
                Some(column) if columns.contains(&Some(column)) => {
                    wrong.push((i, words::column_twice(&name)));
                }
                None if !name.is_empty() => {
                    wrong.push((i, words::unknown_column(&name, near(&name), &all_names())));
                }
                _ => {}
            }
            columns.push(column);
        }
        let required = [Column::Participant, Column::Item, Column::Position];
        for missing in required.into_iter().filter(|column| !columns.contains(&Some(*column))) {
            wrong.push((usize::MAX, words::column_missing(missing.name())));
        }
        if wrong.is_empty() { Ok(Head(columns)) } else { Err(wrong) }
    }
}

fn all_names() -> String {
    Column::ALL.map(Column::name).join(", ")
}

fn near(given: &str) -> Option<&'static str> {
    nearest(given, Column::ALL.iter().flat_map(|column| column.names()).copied())
}

/// Bytes beyond which nothing comes near.
const LONGEST: usize = 400;

/// The name that comes nearest to what was given, where one comes near.
pub fn nearest<'a>(given: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    if given.len() > LONGEST {
        return None;
    }
    let given = fold(given);
    let likeness = |name: &str| (strsim::jaro_winkler(&given, &fold(name)) * 1000.0).round() as u32;
    let best = names.map(|name| (likeness(name), name)).max_by_key(|(likeness, _)| *likeness);
    best.filter(|(likeness, _)| *likeness >= 780).map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_known_in_either_language_or_both() {
        let head = Head::read(["立场 / Position", " ITEM ", "与会方", "", "Taken"].into_iter()).unwrap();
        let expected =
            [Some(Column::Position), Some(Column::Item), Some(Column::Participant), None, Some(Column::Date)];
        assert_eq!(head.0, expected);
    }

    #[test]
    fn what_comes_near_is_named_and_what_does_not_is_not() {
        assert_eq!(near("postion"), Some("position"));
        assert_eq!(near("Partcipants"), Some("participant"));
        assert_eq!(near("colour"), None);
    }
}
