//! Plain text for a terminal or a mail: aligned by the width of characters, wrapped at a given width.
//!
//! Invariant: no line is wider than asked for unless one character is; no control character of recorded text comes through.

use super::page::{Block, Table};
use crate::domain::text::{clean, clean_line, pad, width, wrap};

/// A page as plain text, at most `columns` wide.
pub fn write(page: &[Block], columns: usize) -> String {
    let mut out = String::new();
    for block in page {
        if !out.is_empty() {
            out.push('\n');
        }
        write_block(&mut out, block, columns);
    }
    out
}

/// One line of a page on a screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The text.
    pub text: String,
    /// Whether it is part of a heading.
    pub heading: bool,
}

/// A page as lines for a screen, at most `columns` wide; headings are marked instead of underlined.
pub fn lines(page: &[Block], columns: usize) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for block in page {
        let mut written = String::new();
        let heading = matches!(block, Block::Heading(..));
        match block {
            Block::Heading(_, text) => indented(&mut written, &clean_line(text), "", columns),
            block => write_block(&mut written, block, columns),
        }
        if lines.last().is_some_and(|line| !line.heading) {
            lines.push(Line { text: String::new(), heading: false });
        }
        lines.extend(written.lines().map(|text| Line { text: text.to_owned(), heading }));
    }
    lines
}

fn write_block(out: &mut String, block: &Block, columns: usize) {
    match block {
        Block::Heading(level, text) => heading(out, *level, &clean_line(text), columns),
        Block::Text(text) => indented(out, &clean(text), "", columns),
        Block::Facts(facts) => {
            for (name, value) in facts {
                indented(out, &format!("{}: {}", clean_line(name), clean(value)), "", columns);
            }
        }
        Block::Table(table) => write_table(out, table, columns),
        Block::Quote(text, about) => {
            indented(out, &clean(text), "  ", columns);
            indented(out, &format!("({})", clean_line(about)), "    ", columns);
        }
    }
}

fn heading(out: &mut String, level: u8, text: &str, columns: usize) {
    indented(out, text, "", columns);
    let underline = match level {
        1 => "=",
        2 => "-",
        _ => return,
    };
    out.push_str(&underline.repeat(width(text).min(columns)));
    out.push('\n');
}

fn indented(out: &mut String, text: &str, indent: &str, columns: usize) {
    for line in wrap(text.trim_end(), columns.saturating_sub(indent.len())) {
        out.push_str(format!("{indent}{line}").trim_end());
        out.push('\n');
    }
}

const GAP: usize = 2;
/// No column of a table becomes narrower than this, unless its content is.
const LEAST: usize = 8;

fn write_table(out: &mut String, table: &Table, columns: usize) {
    let cells: Vec<Vec<String>> = std::iter::once(&table.head)
        .chain(&table.rows)
        .map(|row| row.iter().map(|c| clean_line(c)).collect())
        .collect();
    let used: Vec<usize> = (0..table.head.len())
        .filter(|column| cells[1..].iter().any(|row| !row[*column].is_empty()))
        .collect();
    let widths = fit_widths(&cells, &used, columns);
    for (number, row) in cells.iter().enumerate() {
        let wrapped: Vec<Vec<&str>> =
            used.iter().zip(&widths).map(|(column, wide)| wrap(&row[*column], *wide)).collect();
        for height in 0..wrapped.iter().map(Vec::len).max().unwrap_or(0) {
            let mut line = String::new();
            for ((cell, wide), column) in wrapped.iter().zip(&widths).zip(&used) {
                let text = cell.get(height).copied().unwrap_or("");
                let missing = wide.saturating_sub(width(text));
                if table.is_numeric(*column) {
                    line.push_str(&" ".repeat(missing));
                    line.push_str(text);
                } else {
                    line.push_str(&pad(text, *wide));
                }
                line.push_str(&" ".repeat(GAP));
            }
            out.push_str(line.trim_end());
            out.push('\n');
        }
        if number == 0 {
            let rule: Vec<String> = widths.iter().map(|wide| "-".repeat(*wide)).collect();
            out.push_str(&rule.join(&" ".repeat(GAP)));
            out.push('\n');
        }
    }
}

/// Widths of the used columns: as wide as their content, the widest made narrower until all fit.
fn fit_widths(cells: &[Vec<String>], used: &[usize], columns: usize) -> Vec<usize> {
    let widest = |column: &usize| cells.iter().map(|row| width(&row[*column])).max().unwrap_or(0).max(1);
    let mut widths: Vec<usize> = used.iter().map(widest).collect();
    let room = columns.saturating_sub(GAP * used.len().saturating_sub(1));
    while widths.iter().sum::<usize>() > room {
        let Some(widest) = widths.iter_mut().max() else { break };
        if *widest <= LEAST {
            break;
        }
        *widest -= 1;
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_aligns_chinese_and_wraps_its_widest_column() {
        let table = Table {
            head: vec!["item".into(), "text".into(), "n".into()],
            rows: vec![
                vec!["1a".into(), "改进核武器国家的标准化报告并充实其内容".into(), "7".into()],
                vec!["1b".into(), "short".into(), "12".into()],
            ],
        };
        let written = write(&[Block::Table(table)], 30);
        let expected = "\
item  text                   n
----  --------------------  --
1a    改进核武器国家的标准   7
      化报告并充实其内容
1b    short                 12
";
        assert_eq!(written, expected);
    }

    #[test]
    fn escapes_in_recorded_text_do_not_reach_the_terminal() {
        let written = write(&[Block::Quote("a\u{1b}[2Jb".into(), "by\nx".into())], 40);
        assert_eq!(written, "  ab\n    (by x)\n");
    }
}
