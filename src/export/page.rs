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

/// A page in two languages, block by block: what reads the same in both stands once, and the second language behind or below the first.
/// Both are of the same blocks, since both are made from the same snapshot.
pub fn beside(first: Page, second: Page) -> Page {
    first.into_iter().zip(second).flat_map(|(first, second)| both(first, second)).collect()
}

fn both(first: Block, second: Block) -> Vec<Block> {
    match (first, second) {
        (Block::Heading(level, a), Block::Heading(_, b)) => vec![Block::Heading(level, pair(a, b))],
        (Block::Text(a), Block::Text(b)) if a != b => vec![Block::Text(a), Block::Text(b)],
        (Block::Facts(a), Block::Facts(b)) => {
            let facts = a.into_iter().zip(b);
            vec![Block::Facts(facts.map(|(a, b)| (pair(a.0, b.0), pair(a.1, b.1))).collect())]
        }
        (Block::Table(a), Block::Table(b)) => {
            let line =
                |a: Vec<String>, b: Vec<String>| a.into_iter().zip(b).map(|(a, b)| pair(a, b)).collect();
            let rows = a.rows.into_iter().zip(b.rows).map(|(a, b)| line(a, b)).collect();
            vec![Block::Table(Table { head: line(a.head, b.head), rows })]
        }
        (Block::Quote(text, a), Block::Quote(_, b)) => vec![Block::Quote(text, pair(a, b))],
        (first, _) => vec![first],
    }
}

/// Both wordings, or the one that is the same in both.
fn pair(a: String, b: String) -> String {
    if a == b { a } else { format!("{a} / {b}") }
}

/// A heading with what is under it; nothing where there is nothing.
pub(super) fn section(level: u8, title: &str, content: impl IntoIterator<Item = Block>) -> Page {
    let mut page = vec![Block::Heading(level, title.to_owned())];
    page.extend(content);
    if page.len() > 1 { page } else { Page::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_reads_the_same_in_both_languages_stands_once() {
        let page = |heading: &str, text: &str| {
            vec![
                Block::Heading(1, heading.into()),
                Block::Text(text.into()),
                Block::Quote("said".into(), "AUT".into()),
            ]
        };
        let merged = beside(page("Item", "To report"), page("议题", "报告"));
        let expected = [
            Block::Heading(1, "Item / 议题".into()),
            Block::Text("To report".into()),
            Block::Text("报告".into()),
            Block::Quote("said".into(), "AUT".into()),
        ];
        assert_eq!(merged, expected);
    }
}
