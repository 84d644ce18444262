//! A page for people: headings, paragraphs, facts, tables and quotes, in order; each text format only has to know these.
//!
//! Invariant: holds text as it was recorded; each format makes it safe for itself.

/// A page.
pub type Page = Vec<Block>;

/// One part of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading: its level from 1, and its text.
    Heading(u8, String),
    /// A paragraph.
    Text(String),
    /// Names and what they have.
    Facts(Vec<(String, String)>),
    /// Rows and columns.
    Table(Table),
    /// Somebody's words, and a line on where they are from.
    Quote(String, String),
}

/// Rows and columns; each row has as many cells as the head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Names of the columns.
    pub head: Vec<String>,
    /// Rows, a cell a column.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// A table without rows.
    pub fn new<const N: usize>(head: [&str; N]) -> Table {
        Table { head: head.map(str::to_owned).into(), rows: Vec::new() }
    }

    /// Whether a column holds numbers only, so that it reads better flush right.
    pub fn is_numeric(&self, column: usize) -> bool {
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        !self.rows.is_empty() && self.rows.iter().all(|row| is_number(&row[column]))
    }
}

/// A table as a block; nothing where it has no rows.
pub fn table(table: Table) -> Option<Block> {
    (!table.rows.is_empty()).then_some(Block::Table(table))
}

/// Names and what they have as a block, without those that have nothing; nothing where none has.
pub fn facts<const N: usize>(facts: [(&str, String); N]) -> Option<Block> {
    let kept: Vec<(String, String)> = facts
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    (!kept.is_empty()).then_some(Block::Facts(kept))
}
