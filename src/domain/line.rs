//! One line of a journal as text: `(sum:"9f3c01ab",v:1,id:"k3f9x2-12",at:"…",by:"…",facts:[…])`.
//!
//! Invariant: the checksum covers every byte of the line behind it, so what reads well is what was written.

mod canonical;

use super::{
    entry::{ENTRY_VERSION, Entry},
    limits::LINE_BYTES,
};

/// Why a line of a journal is not an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadLine {
    /// Left behind by a merge: `<<<<<<<`, `=======` or `>>>>>>>`.
    MergeMarker,
    /// It does not begin with a checksum or does not end with a parenthesis: cut short, or not ours.
    NotAnEntry,
    /// It is longer than a line is ever written.
    TooLong,
    /// Its bytes are not those that were written.
    Damaged,
    /// Well written by a newer version of the program.
    Newer(u32),
    /// Well written, with something that this version does not understand.
    NotUnderstood(String),
}

const HEAD: &str = "(sum:\"";
const SUM_END: usize = HEAD.len() + 8;

/// Writes an entry as one line without its line end.
///
/// # Errors
/// When the entry can't be written as RON, which no value of this type causes.
pub fn write_line(entry: &Entry) -> Result<String, ron::Error> {
    let body = ron::to_string(entry)?;
    let rest = format!("\",{}", &body[1..]);
    Ok(format!("{HEAD}{:08x}{rest}", crc32fast::hash(rest.as_bytes())))
}

/// Reads one line without its line end.
///
/// # Errors
/// What is wrong with the line.
pub fn read_line(line: &str) -> Result<Entry, BadLine> {
    if line.len() > LINE_BYTES {
        return Err(BadLine::TooLong);
    }
    let line = line.strip_suffix('\r').unwrap_or(line);
    if ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].iter().any(|marker| line.starts_with(marker)) {
        return Err(BadLine::MergeMarker);
    }
    let is_whole = line.starts_with(HEAD) && line.ends_with(')') && line.is_char_boundary(SUM_END);
    let rest = line.get(SUM_END..).filter(|_| is_whole).ok_or(BadLine::NotAnEntry)?;
    let digits = &line[HEAD.len()..SUM_END];
    let sum =
        u32::from_str_radix(digits, 16).ok().filter(|_| !digits.bytes().any(|b| b.is_ascii_uppercase()));
    if sum != Some(crc32fast::hash(rest.as_bytes())) {
        return Err(BadLine::Damaged);
    }
    if let Some(entry) = canonical::read(rest).filter(|entry| entry.v <= ENTRY_VERSION) {
        return Ok(entry);
    }
    match read_any(line) {
        Ok(entry) if entry.v > ENTRY_VERSION => Err(BadLine::Newer(entry.v)),
        Ok(entry) => Ok(entry),
        Err(error) => {
            Err(version_of(rest).map_or(BadLine::NotUnderstood(error.code.to_string()), BadLine::Newer))
        }
    }
}

/// Reads a line in whatever form RON allows.
fn read_any(line: &str) -> Result<Entry, ron::error::SpannedError> {
    let mut entry: Entry = ron::from_str(line)?;
    entry.facts.shrink_to_fit();
    Ok(entry)
}

/// The version that a line names, where it is newer than ours.
fn version_of(rest: &str) -> Option<u32> {
    let digits: String = rest.strip_prefix("\",v:")?.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok().filter(|version| *version > ENTRY_VERSION)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        entry::{Fact, Stand},
        ids::{ItemKey, Who},
        position::{Position, Source, SourceKind},
    };
    use proptest::prelude::*;

    /// Format 1 as it was first shipped. Must stay readable for ever.
    const PINNED: &str = r#"(sum:"c17fdc3f",v:1,id:"k3f9x2-12",at:"2024-07-22T13:05:09.123Z",by:"A. Diplomat",facts:[Position((who:"AUT",item:"1a",is:"supports",if:"reports come yearly",source:"statement:NPT/CONF.2026/PC.II/SR.3",on:"2024-07-22T00:00:00.000Z",text:"0a1b2c3d",saw:["k3f9x2-11"]))])"#;

    fn pinned() -> Entry {
        Entry {
            v: 1,
            id: "k3f9x2-12".parse().unwrap(),
            at: "2024-07-22T13:05:09.123Z".parse().unwrap(),
            by: "A. Diplomat".into(),
            facts: vec![Fact::Position(Stand {
                who: Who::new("AUT"),
                item: ItemKey::new("1a"),
                is: Some(Position::Supports),
                condition: "reports come yearly".into(),
                source: Some(Source {
                    kind: SourceKind::Statement,
                    reference: "NPT/CONF.2026/PC.II/SR.3".into(),
                }),
                on: "2024-07-22".parse().unwrap(),
                text: "0a1b2c3d".into(),
                saw: vec!["k3f9x2-11".parse().unwrap()],
                apart: false,
            })],
        }
    }

    #[test]
    fn format_1_is_written_and_read_as_it_was_shipped() {
        assert_eq!(write_line(&pinned()).unwrap(), PINNED);
        assert_eq!(read_line(PINNED), Ok(pinned()));
        assert_eq!(read_line(&format!("{PINNED}\r")), Ok(pinned()));
    }

    #[test]
    fn each_kind_of_bad_line_is_told_apart() {
        assert_eq!(read_line("<<<<<<< HEAD"), Err(BadLine::MergeMarker));
        assert_eq!(read_line(&PINNED[..90]), Err(BadLine::NotAnEntry));
        assert_eq!(read_line(&PINNED.replace("AUT", "AUS")), Err(BadLine::Damaged));
        let resum = |body: &str| format!("(sum:\"{:08x}{body}", crc32fast::hash(body.as_bytes()));
        assert_eq!(read_line(&resum("\",v:2,id:12,new:[Shape(1)])")), Err(BadLine::Newer(2)));
        let body = PINNED[SUM_END..].replace("Position(", "Mood(");
        assert!(matches!(read_line(&resum(&body)), Err(BadLine::NotUnderstood(_))));
    }

    proptest! {
        #[test]
        fn no_single_flipped_bit_passes(byte in 0..PINNED.len(), bit in 0..8u8) {
            let mut bytes = PINNED.as_bytes().to_vec();
            bytes[byte] ^= 1 << bit;
            let read = String::from_utf8(bytes).map(|line| read_line(&line));
            prop_assert!(!matches!(read, Ok(Ok(_))), "{:?}", read);
        }

        #[test]
        fn any_text_survives_the_way_there_and_back(condition in any::<String>(), by in any::<String>()) {
            let mut entry = pinned();
            entry.by = by.into();
            if let Fact::Position(stand) = &mut entry.facts[0] {
                stand.condition = condition;
            }
            let line = write_line(&entry).unwrap();
            prop_assert!(!line.contains('\n'));
            prop_assert_eq!(read_line(&line), Ok(entry));
        }
    }
}
