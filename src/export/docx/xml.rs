//! WordprocessingML into memory.
//!
//! Invariant: what is written is well-formed as long as each `open` has its `close`; text holds no character that XML forbids.

use crate::domain::text::clean;
use quick_xml::{
    Writer,
    events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event},
};
use std::borrow::Cow;

/// The namespace of documents.
pub(super) const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
/// The namespace of what belongs to what.
pub(super) const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// What writing gives.
pub(super) type Done = Result<(), quick_xml::Error>;

/// One XML file.
pub(super) struct Xml(Writer<Vec<u8>>);

impl Xml {
    pub(super) fn new() -> Result<Xml, quick_xml::Error> {
        let mut writer = Writer::new(Vec::new());
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))))?;
        Ok(Xml(writer))
    }

    pub(super) fn done(self) -> Vec<u8> {
        self.0.into_inner()
    }

    pub(super) fn open(&mut self, name: &str, attributes: &[(&str, &str)]) -> Done {
        Ok(self.0.write_event(Event::Start(element(name, attributes)))?)
    }

    pub(super) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) -> Done {
        Ok(self.0.write_event(Event::Empty(element(name, attributes)))?)
    }

    pub(super) fn close(&mut self, name: &str) -> Done {
        Ok(self.0.write_event(Event::End(BytesEnd::new(name)))?)
    }

    /// An element that holds a text and nothing else.
    pub(super) fn element(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) -> Done {
        self.open(name, attributes)?;
        self.0.write_event(Event::Text(BytesText::new(&legal(text))))?;
        self.close(name)
    }

    /// Text within a run: a line end becomes a break.
    pub(super) fn text(&mut self, text: &str) -> Done {
        for (place, line) in legal(text).trim_end_matches('\n').split('\n').enumerate() {
            if place > 0 {
                self.empty("w:br", &[])?;
            }
            self.open("w:t", &[("xml:space", "preserve")])?;
            self.0.write_event(Event::Text(BytesText::new(line)))?;
            self.close("w:t")?;
        }
        Ok(())
    }

    /// The beginning of a paragraph in a style.
    pub(super) fn begin_paragraph(&mut self, style: &str) -> Done {
        self.open("w:p", &[])?;
        self.open("w:pPr", &[])?;
        self.empty("w:pStyle", &[("w:val", style)])?;
        self.close("w:pPr")
    }

    /// A paragraph of one text.
    pub(super) fn paragraph(&mut self, style: &str, text: &str) -> Done {
        self.begin_paragraph(style)?;
        self.open("w:r", &[])?;
        self.text(text)?;
        self.close("w:r")?;
        self.close("w:p")
    }

    /// A field that the word processor fills in.
    pub(super) fn field(&mut self, code: &str) -> Done {
        self.open("w:fldSimple", &[("w:instr", code)])?;
        self.open("w:r", &[])?;
        self.text("1")?;
        self.close("w:r")?;
        self.close("w:fldSimple")
    }
}

fn element<'a>(name: &'a str, attributes: &[(&'a str, &'a str)]) -> BytesStart<'a> {
    let mut element = BytesStart::new(name);
    attributes.iter().for_each(|attribute| element.push_attribute(*attribute));
    element
}

/// Text without what XML forbids or what could hide; unchanged where it is plain.
pub(super) fn legal(text: &str) -> Cow<'_, str> {
    let plain = |byte: u8| (0x20..0x7f).contains(&byte) || byte == b'\n';
    if text.bytes().all(plain) {
        return text.into();
    }
    let mut cleaned = clean(text);
    cleaned.retain(|c| !matches!(c, '\u{fffe}' | '\u{ffff}'));
    cleaned.into()
}
