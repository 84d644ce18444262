//! Markdown (CommonMark with tables).
//!
//! Invariant: recorded text stays text: whatever could be markup or HTML in it is escaped.

use super::{
    Report,
    page::{Block, Table},
    pages,
};
use crate::domain::text::{clean, clean_line};

/// The whole snapshot as Markdown.
pub fn render(report: &Report) -> String {
    write(&pages::whole(report))
}

/// A page as Markdown.
pub fn write(page: &[Block]) -> String {
    let mut out = String::new();
    for block in page {
        if !out.is_empty() {
            out.push('\n');
        }
        match block {
            Block::Heading(level, text) => {
                out.push_str(&format!("{} {}\n", "#".repeat(usize::from(*level)), inline(text)));
            }
            Block::Text(text) => out.push_str(&format!("{}\n", lines(text, ""))),
            Block::Facts(facts) => {
                for (name, value) in facts {
                    out.push_str(&format!("- **{}**: {}\n", inline(name), inline(value)));
                }
            }
            Block::Table(table) => write_table(&mut out, table),
            Block::Quote(text, about) => {
                out.push_str(&format!("> {}\n>\n> {}\n", lines(text, "> "), inline(about)));
            }
        }
    }
    out
}

fn write_table(out: &mut String, table: &Table) {
    let row = |cells: &[String]| {
        format!("| {} |\n", cells.iter().map(|c| inline(c)).collect::<Vec<_>>().join(" | "))
    };
    out.push_str(&row(&table.head));
    for column in 0..table.head.len() {
        out.push_str(if table.is_numeric(column) { "|--:" } else { "|---" });
    }
    out.push_str("|\n");
    for cells in &table.rows {
        out.push_str(&row(cells));
    }
}

/// Text on one line, escaped.
fn inline(text: &str) -> String {
    escape(&clean_line(text))
}

/// Text of several lines, escaped; each line but the first begins with `prefix`, and a single line end stays one.
fn lines(text: &str, prefix: &str) -> String {
    let cleaned = clean(text);
    let escaped: Vec<String> =
        cleaned.trim_end().lines().map(|line| escape_start(&escape(line.trim()))).collect();
    escaped
        .join(&format!("\\\n{prefix}"))
        .replace(&format!("\\\n{prefix}\\\n{prefix}"), &format!("\n{prefix}\n{prefix}"))
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '!' | '$') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Escapes what begins a list, a heading or a rule at the start of a line.
fn escape_start(line: &str) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &line[digits..];
    if digits > 0 && rest.starts_with(['.', ')']) {
        return format!("{}\\{rest}", &line[..digits]);
    }
    if line.starts_with(['-', '+', '=']) { format!("\\{line}") } else { line.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recorded_text_never_becomes_markup() {
        assert_eq!(inline("<script>*a* | [b](c)\nd"), "\\<script\\>\\*a\\* \\| \\[b\\](c) d");
        assert_eq!(lines("1. one\n- two\n\nthree", "> "), "1\\. one\\\n> \\- two\n> \n> three");
    }

    #[test]
    fn a_table_marks_columns_of_numbers() {
        let table = Table { head: vec!["a".into(), "n".into()], rows: vec![vec!["x".into(), "12".into()]] };
        assert_eq!(write(&[Block::Table(table)]), "| a | n |\n|---|--:|\n| x | 12 |\n");
    }
}
