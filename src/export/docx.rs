//! A page as a document of a word processor (WordprocessingML): real headings, tables whose heads repeat, page numbers, the marking on every page.
//!
//! Invariant: every text goes through `Xml::text` or an attribute of its writer, so that none of it becomes markup; the same page gives the same bytes.

mod package;
mod table;
mod xml;

use super::{Cover, ExportError, Report, page::Block, pages, watch::Watch};
use xml::{Done, Xml};

/// Twentieths of a point between the margins of a page of A4.
const ROOM: usize = 9638;

/// The whole snapshot as a document.
///
/// # Errors
/// When the writers refuse, which writing to memory does not cause.
pub fn render(report: &Report) -> Result<Vec<u8>, ExportError> {
    watched(&pages::whole(report), report.cover, report.watch)
}

/// A page as a document, with the cover's marking above and below.
///
/// # Errors
/// As `render`.
pub fn write(page: &[Block], cover: &Cover) -> Result<Vec<u8>, ExportError> {
    watched(page, cover, &Watch::default())
}

fn watched(page: &[Block], cover: &Cover, watch: &Watch) -> Result<Vec<u8>, ExportError> {
    let body = document(page, watch).map_err(ExportError::of("DOCX"))?;
    let title = page.iter().find_map(|block| match block {
        Block::Heading(_, text) => Some(text.as_str()),
        _ => None,
    });
    package::zipped(&body, title.unwrap_or_default(), cover).map_err(ExportError::of("DOCX"))
}

fn document(page: &[Block], watch: &Watch) -> Result<Vec<u8>, quick_xml::Error> {
    let mut out = Xml::new()?;
    out.open("w:document", &[("xmlns:w", xml::WORD), ("xmlns:r", xml::RELATIONS)])?;
    out.open("w:body", &[])?;
    for block in page {
        if !watch.goes_on() {
            break;
        }
        write_block(&mut out, block)?;
    }
    out.open("w:sectPr", &[])?;
    out.empty("w:headerReference", &[("w:type", "default"), ("r:id", "rId3")])?;
    out.empty("w:footerReference", &[("w:type", "default"), ("r:id", "rId4")])?;
    out.empty("w:pgSz", &[("w:w", "11906"), ("w:h", "16838")])?;
    let side = [("w:top", "1247"), ("w:right", "1134"), ("w:bottom", "1247"), ("w:left", "1134")];
    out.empty(
        "w:pgMar",
        &[&side[..], &[("w:header", "567"), ("w:footer", "567"), ("w:gutter", "0")]].concat(),
    )?;
    for name in ["w:sectPr", "w:body", "w:document"] {
        out.close(name)?;
    }
    Ok(out.done())
}

fn write_block(out: &mut Xml, block: &Block) -> Done {
    match block {
        Block::Heading(level, text) => {
            let style = ["Heading1", "Heading2", "Heading3"][usize::from(level.clamp(&1, &3) - 1)];
            out.paragraph(style, text)
        }
        Block::Text(text) => out.paragraph("BodyText", text),
        Block::Facts(facts) => facts.iter().try_for_each(|(name, value)| fact(out, name, value)),
        Block::Table(listed) => table::write(out, listed),
        Block::Quote(text, about) => {
            out.paragraph("Quote", text)?;
            out.paragraph("QuoteSource", about)
        }
    }
}

/// A name in bold, and what it has behind a tab.
fn fact(out: &mut Xml, name: &str, value: &str) -> Done {
    out.begin_paragraph("Fact")?;
    out.open("w:r", &[])?;
    out.open("w:rPr", &[])?;
    out.empty("w:b", &[])?;
    out.close("w:rPr")?;
    out.text(name)?;
    out.close("w:r")?;
    out.open("w:r", &[])?;
    out.empty("w:tab", &[])?;
    out.text(value)?;
    out.close("w:r")?;
    out.close("w:p")
}
