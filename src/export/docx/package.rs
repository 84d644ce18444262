//! What a document needs beside its body: styles, header and footer, properties, and the archive round it all.
//!
//! Invariant: no file of the archive has a time of its own; the only instant within is the one that is shown.

use super::{
    super::Cover,
    xml::{Done, RELATIONS, WORD, Xml},
};
use crate::{
    domain::{lang::Lang, text::clean_line},
    words::report as words,
};
use std::io::Write;
use zip::{CompressionMethod, DateTime, ZipWriter, result::ZipError, write::SimpleFileOptions};

const TYPES: &str = include_str!("content-types.xml");
const BELONGS: &str = include_str!("rels.xml");
const BELONGS_TO_BODY: &str = include_str!("document-rels.xml");
const STYLES: &str = include_str!("styles.xml");
const SETTINGS: &str = include_str!("settings.xml");

/// Why a document could not be written.
#[derive(Debug, thiserror::Error)]
pub(super) enum PackageError {
    #[error(transparent)]
    Xml(#[from] quick_xml::Error),
    #[error(transparent)]
    Zip(#[from] ZipError),
}

/// The archive with a body in it.
pub(super) fn zipped(body: &[u8], title: &str, cover: &Cover) -> Result<Vec<u8>, PackageError> {
    let (properties, header, footer) = (properties(title, cover)?, header(cover)?, footer(cover)?);
    let files: [(&str, &[u8]); 9] = [
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", BELONGS.as_bytes()),
        ("docProps/core.xml", &properties),
        ("word/document.xml", body),
        ("word/_rels/document.xml.rels", BELONGS_TO_BODY.as_bytes()),
        ("word/styles.xml", STYLES.as_bytes()),
        ("word/settings.xml", SETTINGS.as_bytes()),
        ("word/header1.xml", &header),
        ("word/footer1.xml", &footer),
    ];
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(3))
        .last_modified_time(DateTime::default());
    let mut archive = ZipWriter::new_stream(Vec::new());
    for (name, content) in files {
        archive.start_file(name, options)?;
        archive.write_all(content).map_err(ZipError::from)?;
    }
    Ok(archive.finish()?.into_inner())
}

fn properties(title: &str, cover: &Cover) -> Result<Vec<u8>, quick_xml::Error> {
    let mut out = Xml::new()?;
    let spaces = [
        ("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("xmlns:dcterms", "http://purl.org/dc/terms/"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ];
    out.open("cp:coreProperties", &spaces)?;
    let lang = if cover.lang == Lang::Zh { "zh-CN" } else { "en-GB" };
    let as_of = cover.as_of.to_string();
    let (by, marking) = (clean_line(&cover.by), clean_line(&cover.marking));
    for (name, value) in [
        ("dc:title", clean_line(title).as_str()),
        ("dc:subject", &marking),
        ("dc:creator", &by),
        ("dc:description", words::DISCLAIMER.get(cover.lang)),
        ("dc:language", lang),
        ("cp:lastModifiedBy", &by),
    ] {
        out.element(name, &[], value)?;
    }
    for name in ["dcterms:created", "dcterms:modified"] {
        out.element(name, &[("xsi:type", "dcterms:W3CDTF")], &as_of)?;
    }
    out.close("cp:coreProperties")?;
    Ok(out.done())
}

/// The marking.
fn header(cover: &Cover) -> Result<Vec<u8>, quick_xml::Error> {
    let mut out = Xml::new()?;
    out.open("w:hdr", &[("xmlns:w", WORD), ("xmlns:r", RELATIONS)])?;
    out.paragraph("Marking", &clean_line(&cover.marking))?;
    out.close("w:hdr")?;
    Ok(out.done())
}

/// The marking, what it is, the page and how many there are.
fn footer(cover: &Cover) -> Result<Vec<u8>, quick_xml::Error> {
    let mut out = Xml::new()?;
    out.open("w:ftr", &[("xmlns:w", WORD), ("xmlns:r", RELATIONS)])?;
    out.paragraph("Marking", &clean_line(&cover.marking))?;
    out.begin_paragraph("Footer")?;
    let as_of = format!("{} {}", words::AS_OF.get(cover.lang), cover.as_of.short());
    run(&mut out, &as_of)?;
    out.open("w:r", &[])?;
    out.empty("w:tab", &[])?;
    out.close("w:r")?;
    out.field("PAGE")?;
    run(&mut out, " / ")?;
    out.field("NUMPAGES")?;
    out.close("w:p")?;
    out.close("w:ftr")?;
    Ok(out.done())
}

fn run(out: &mut Xml, text: &str) -> Done {
    out.open("w:r", &[])?;
    out.text(text)?;
    out.close("w:r")
}
