//! Markdown (CommonMark with tables).
//!
//! Invariant: recorded text stays text: whatever could be markup or HTML in it is escaped.

use super::page::{Block, Table};
use crate::domain::text::cleaned;

/// A page as a file of its own: Markdown with the marking below it too, since a page above may be far up.
pub fn marked(page: &[Block], marking: &str) -> String {
    let mut out = write(page);
    if !marking.is_empty() {
        out.push_str("\n**");
        inline(&mut out, marking);
        out.push_str("**\n");
    }
    out
}

/// A page as Markdown.
fn write(page: &[Block]) -> String {
    let mut out = String::new();
    for block in page {
        if !out.is_empty() {
            out.push('\n');
        }
        match block {
            Block::Heading(level, text) => {
                (0..*level).for_each(|_| out.push('#'));
                out.push(' ');
                inline(&mut out, text);
                out.push('\n');
            }
            Block::Text(text) => {
                lines(&mut out, text, "");
                out.push('\n');
            }
            Block::Facts(facts) => {
                for (name, value) in facts {
                    out.push_str("- **");
                    inline(&mut out, name);
                    out.push_str("**: ");
                    inline(&mut out, value);
                    out.push('\n');
                }
            }
            Block::Table(table) => write_table(&mut out, table),
            Block::Quote(text, about) => {
                out.push_str("> ");
                lines(&mut out, text, "> ");
                out.push_str("\n>\n> ");
                inline(&mut out, about);
                out.push('\n');
            }
        }
    }
    out
}

fn write_table(out: &mut String, table: &Table) {
    write_row(out, &table.head);
    for column in 0..table.head.len() {
        out.push_str(if table.is_numeric(column) { "|--:" } else { "|---" });
    }
    out.push_str("|\n");
    table.rows.iter().for_each(|row| write_row(out, row));
}

fn write_row(out: &mut String, cells: &[String]) {
    for cell in cells {
        out.push_str("| ");
        inline(out, cell);
        out.push(' ');
    }
    out.push_str("|\n");
}

/// Text on one line, escaped.
fn inline(out: &mut String, text: &str) {
    let cleaned = cleaned(text);
    for (index, line) in cleaned.trim().split('\n').enumerate() {
        if index > 0 {
            out.push(' ');
        }
        escape(out, line);
    }
}

/// Text of several lines, escaped; each line but the first begins with `prefix`. A single line end stays one, an empty line one paragraph's end.
fn lines(out: &mut String, text: &str, prefix: &str) {
    let cleaned = cleaned(text);
    let mut was_empty = true;
    for (index, line) in cleaned.trim_end().lines().map(str::trim).enumerate() {
        if index > 0 {
            out.push_str(if was_empty || line.is_empty() { "\n" } else { "\\\n" });
            out.push_str(prefix);
        }
        was_empty = line.is_empty();
        escape_start(out, line);
    }
}

fn escape(out: &mut String, text: &str) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let is_markup = matches!(
            byte,
            b'\\' | b'`' | b'*' | b'_' | b'[' | b']' | b'<' | b'>' | b'#' | b'|' | b'~' | b'&' | b'!' | b'$'
        );
        if is_markup {
            out.push_str(&text[from..at]);
            out.push('\\');
            from = at;
        }
    }
    out.push_str(&text[from..]);
}

/// Escapes a line with what begins a list, a heading or a rule at its start.
fn escape_start(out: &mut String, line: &str) {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = line.split_at(digits);
    out.push_str(number);
    if digits > 0 && rest.starts_with(['.', ')']) || digits == 0 && rest.starts_with(['-', '+', '=']) {
        out.push('\\');
    }
    escape(out, rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recorded_text_never_becomes_markup() {
        let written = |write: &dyn Fn(&mut String)| {
            let mut out = String::new();
            write(&mut out);
            out
        };
        let markup = "<script>*a* | [b](c)\nd";
        assert_eq!(written(&|out| inline(out, markup)), "\\<script\\>\\*a\\* \\| \\[b\\](c) d");
        let said = "1. one\n- two\n\nthree";
        assert_eq!(written(&|out| lines(out, said, "> ")), "1\\. one\\\n> \\- two\n> \n> three");
    }

    #[test]
    fn a_table_marks_columns_of_numbers() {
        let table = Table { head: vec!["a".into(), "n".into()], rows: vec![vec!["x".into(), "12".into()]] };
        assert_eq!(write(&[Block::Table(table)]), "| a | n |\n|---|--:|\n| x | 12 |\n");
    }
}
