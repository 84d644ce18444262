//! A page as one HTML file that needs nothing else: no script, no picture, no address.
//!
//! Invariant: every text goes through `escape`, so that none of it becomes markup; the policy in the head forbids whatever is not the style here.

mod heat;
mod items;
mod lists;
mod overview;
mod participants;
mod parts;
mod policy;
mod sheet;
pub mod snapshot;
mod text;

use super::{
    Cover,
    page::{Block, Table},
};
use crate::domain::lang::Lang;
use text::{line, lines};

const STYLE: &str = "\
:root{color-scheme:light dark;--ink:#1b1b1b;--paper:#fff;--faint:#5a5a5a;--rule:#c4c4c4}
@media (prefers-color-scheme:dark){:root{--ink:#e6e6e6;--paper:#161616;--faint:#a8a8a8;--rule:#4a4a4a}}
body{margin:2rem auto;max-width:60rem;padding:0 1rem;color:var(--ink);background:var(--paper);\
font:1rem/1.4 system-ui,\"Noto Sans\",\"Noto Sans CJK SC\",sans-serif}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin:1.4rem 0 .4rem}h3{font-size:1rem}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.2rem .5rem;border-bottom:1px solid var(--rule);\
overflow-wrap:anywhere}
thead th{color:var(--faint)}tbody th{font-weight:inherit}.number{text-align:right}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;margin:.6rem 0}
dt{color:var(--faint)}dd{margin:0}
blockquote{margin:.5rem 0;padding-left:.8rem;border-left:3px solid var(--rule)}
blockquote p{margin:0}blockquote footer{color:var(--faint);font-size:.9rem}
.marking{text-align:center;font-weight:bold;letter-spacing:.05em}.running{display:none}
@media print{:root{--ink:#000;--paper:#fff;--faint:#333;--rule:#888}@page{margin:12mm 15mm}\
body{margin:0;max-width:none;padding:9mm 0;font-size:9.5pt;box-decoration-break:clone;\
-webkit-box-decoration-break:clone}h2{break-after:avoid}tr,blockquote{break-inside:avoid}\
.running{display:block;position:fixed;left:0;right:0;text-align:center;font-weight:bold;letter-spacing:.05em}\
.above{top:0}.below{bottom:0}.marking{display:none}\
thead{display:table-header-group}}";

/// A page as an HTML document in the cover's language, with its marking above and below, of every page where it is printed.
pub fn write(page: &[Block], cover: &Cover) -> String {
    let lang = code(cover.lang);
    let title = page.iter().find_map(|block| match block {
        Block::Heading(_, text) => Some(line(text)),
        _ => None,
    });
    let title = title.unwrap_or_default();
    let marking = match line(&cover.marking).as_str() {
        "" => String::new(),
        marking => format!("<p class=\"marking\">{marking}</p>\n"),
    };
    let running = |side: &str| match line(&cover.marking).as_str() {
        "" => String::new(),
        marking => format!("<div class=\"running {side}\" aria-hidden=\"true\">{marking}</div>\n"),
    };
    let (above, below) = (running("above"), running("below"));
    let body = body(page);
    let policy = policy::policy(STYLE, "");
    format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
         {above}{below}<header>{marking}</header>\n<main>\n{body}</main>\n<footer>{marking}</footer>\n</body>\n</html>\n"
    )
}

/// A page as what is in the middle of a document.
fn body(page: &[Block]) -> String {
    let mut body = String::new();
    page.iter().for_each(|block| write_block(&mut body, block));
    body
}

/// What HTML calls a language.
fn code(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "en",
        Lang::Zh => "zh-Hans",
    }
}

fn write_block(out: &mut String, block: &Block) {
    match block {
        Block::Heading(level, text) => {
            let level = level.clamp(&1, &6);
            out.push_str(&format!("<h{level}>{}</h{level}>\n", line(text)));
        }
        Block::Text(text) => out.push_str(&format!("<p>{}</p>\n", lines(text))),
        Block::Facts(facts) => {
            out.push_str("<dl>\n");
            for (name, value) in facts {
                out.push_str(&format!("<dt>{}</dt><dd>{}</dd>\n", lines(name), lines(value)));
            }
            out.push_str("</dl>\n");
        }
        Block::Table(table) => write_table(out, table),
        Block::Quote(text, about) => out.push_str(&format!(
            "<blockquote><p>{}</p><footer>{}</footer></blockquote>\n",
            lines(text),
            lines(about)
        )),
    }
}

/// A table without the columns that hold nothing.
fn write_table(out: &mut String, table: &Table) {
    let used = |column: &usize| table.rows.iter().any(|row| !row[*column].is_empty());
    let used: Vec<usize> = (0..table.head.len()).filter(used).collect();
    let class = |column: usize| if table.is_numeric(column) { " class=\"number\"" } else { "" };
    out.push_str("<table>\n<thead><tr>");
    for column in &used {
        out.push_str(&format!("<th scope=\"col\"{}>{}</th>", class(*column), lines(&table.head[*column])));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in &table.rows {
        out.push_str("<tr>");
        for (place, column) in used.iter().enumerate() {
            let (tag, scope) = if place == 0 { ("th", " scope=\"row\"") } else { ("td", "") };
            out.push_str(&format!("<{tag}{scope}{}>{}</{tag}>", class(*column), lines(&row[*column])));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        extent::{Extent, Notes},
        instant::Instant,
    };

    #[test]
    fn text_never_becomes_markup_wherever_it_stands() {
        let evil = "</title><script>\"a\" & 'b'\u{1b}[2J\u{202e}</script>\nnext";
        let text = || evil.to_owned();
        let table = Table { head: vec![text()], rows: vec![vec![text()]] };
        let page = [
            Block::Heading(1, text()),
            Block::Text(text()),
            Block::Facts(vec![(text(), text())]),
            Block::Table(table),
            Block::Quote(text(), text()),
        ];
        let (as_of, by, marking) = (Instant::default(), text(), text());
        let (notes, extent) = (Notes::All, Extent::default());
        let cover = Cover {
            lang: Lang::En,
            beside: false,
            as_of,
            by,
            marking,
            audience: crate::domain::extent::Audience::Outside,
            zone: chrono_tz::Tz::UTC,
            problems: 0,
            notes,
            extent,
        };
        let written = write(&page, &cover);
        assert!(!written.contains("<script"), "{written}");
        assert_eq!(written.matches("</title>").count(), 1);
        assert_eq!(written.matches("&lt;script&gt;&quot;a&quot; &amp; &#39;b&#39;").count(), 13);
        assert!(!written.chars().any(crate::domain::text::is_unsafe));
    }
}
