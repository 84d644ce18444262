//! One line of a journal: a JSON object that begins with its checksum, `{"sum":"9f3c01ab","v":1,"id":"k3f9x2-12","at":"…","by":"…","facts":[…]}`.
//!
//! Invariant: the checksum covers every byte of the line after it, so what reads well is what was written.

use super::{
    entry::{ENTRY_VERSION, Entry},
    limits::LINE_BYTES,
};
use serde::{Deserialize, Serialize};

/// Why a line of a journal is not an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadLine {
    /// Left behind by a merge: `<<<<<<<`, `=======` or `>>>>>>>`.
    MergeMarker,
    /// It does not begin with a checksum or does not end with a brace: cut short, or not ours.
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

/// How every line begins. Within a text the quotation marks are escaped, so it is found nowhere else.
pub(crate) const HEAD: &str = "{\"sum\":\"";
const SUM_END: usize = HEAD.len() + 8;
/// What is between the checksum and what it covers.
const AFTER_SUM: &str = "\",";

/// Writes an entry as one line without its line end.
///
/// # Errors
/// When the entry can't be written as JSON, which no value of this type causes.
pub fn write_line(entry: &Entry) -> Result<String, serde_json::Error> {
    seal(entry)
}

/// Writes a struct as one JSON object that begins with the checksum of the rest.
///
/// # Errors
/// When it can't be written as JSON.
pub(crate) fn seal(object: &impl Serialize) -> Result<String, serde_json::Error> {
    let object = serde_json::to_string(object)?;
    let members = object.strip_prefix('{').unwrap_or(&object);
    Ok(format!("{HEAD}{:08x}{AFTER_SUM}{members}", crc32fast::hash(members.as_bytes())))
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
    prove(line)?;
    match serde_json::from_str::<Entry>(line) {
        Ok(entry) if entry.v > ENTRY_VERSION => Err(BadLine::Newer(entry.v)),
        Ok(mut entry) => {
            entry.facts.shrink_to_fit();
            Ok(entry)
        }
        Err(error) => Err(newer(line).unwrap_or_else(|| BadLine::NotUnderstood(without_place(&error)))),
    }
}

/// Proves that a line is whole and as it was written.
///
/// # Errors
/// Where it is not.
pub(crate) fn prove(line: &str) -> Result<(), BadLine> {
    let is_whole = line.starts_with(HEAD) && line.ends_with('}');
    let sum = checksum(line).filter(|_| is_whole).ok_or(BadLine::NotAnEntry)?;
    let members = line[SUM_END..].strip_prefix(AFTER_SUM).ok_or(BadLine::Damaged)?;
    let is_proven = format!("{:08x}", crc32fast::hash(members.as_bytes())) == sum;
    if is_proven { Ok(()) } else { Err(BadLine::Damaged) }
}

/// The checksum at the head of a line.
pub(crate) fn checksum(line: &str) -> Option<&str> {
    line.get(HEAD.len()..SUM_END)
}

/// What `serde_json` says of a mistake, without line and column.
pub(super) fn without_place(error: &serde_json::Error) -> String {
    let said = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    said.strip_suffix(&place).unwrap_or(&said).to_owned()
}

/// The version that a line says, where it is newer than ours.
fn newer(line: &str) -> Option<BadLine> {
    #[derive(Deserialize)]
    struct Version {
        v: u32,
    }
    let Version { v } = serde_json::from_str(line).ok()?;
    (v > ENTRY_VERSION).then_some(BadLine::Newer(v))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        entry::{Fact, PositionSet, Quote},
        ids::{ItemId, Who},
        position::{Position, Source, SourceKind},
    };
    use proptest::prelude::*;

    /// Format 1. Every later version has to read it.
    const PINNED: &str = r#"{"sum":"6f72f6f9","v":1,"id":"k3f9x2-12","at":"2024-07-22T15:05:09.123+02:00","by":"A. Diplomat","facts":[{"position":{"participant":"AUT","item":"standard-reporting-nws","position":"supports","condition":"reports come yearly","reason":"transparency","quote":{"text":"nous appuyons","language":"fr"},"source":{"kind":"aligned","group":"@EU","reference":"NPT/CONF.2026/PC.II/SR.3"},"on":"2024-07-22","wording":"0a1b2c3d","parents":["k3f9x2-11"]}}]}"#;

    fn pinned() -> Entry {
        Entry {
            v: 1,
            id: "k3f9x2-12".parse().unwrap(),
            at: "2024-07-22T15:05:09.123+02:00".parse().unwrap(),
            by: "A. Diplomat".into(),
            facts: vec![Fact::Position(PositionSet {
                who: Who::new("AUT"),
                item: ItemId::new("standard-reporting-nws"),
                is: Some(Position::Supports),
                condition: "reports come yearly".into(),
                reason: "transparency".into(),
                quote: Some(Quote { text: "nous appuyons".into(), language: "fr".into() }),
                source: Some(Source {
                    group: Some(Who::new("@EU")),
                    ..Source::new(SourceKind::Aligned, "NPT/CONF.2026/PC.II/SR.3")
                }),
                on: "2024-07-22".parse().unwrap(),
                text: "0a1b2c3d".into(),
                parents: vec!["k3f9x2-11".parse().unwrap()],
                ..PositionSet::default()
            })],
        }
    }

    #[test]
    fn format_1_is_written_and_read_to_the_letter() {
        assert_eq!(write_line(&pinned()).unwrap(), PINNED);
        assert_eq!(read_line(PINNED), Ok(pinned()));
        assert_eq!(read_line(&format!("{PINNED}\r")), Ok(pinned()));
    }

    #[test]
    fn each_kind_of_bad_line_is_told_apart() {
        assert_eq!(read_line("<<<<<<< HEAD"), Err(BadLine::MergeMarker));
        assert_eq!(read_line(&PINNED[..90]), Err(BadLine::NotAnEntry));
        assert_eq!(read_line(&PINNED.replace("AUT", "AUS")), Err(BadLine::Damaged));
        assert_eq!(read_line(&PINNED.replacen("\",", "\" ,", 2)), Err(BadLine::Damaged));
        let sealed = |members: &str| format!("{HEAD}{:08x}\",{members}", crc32fast::hash(members.as_bytes()));
        assert_eq!(read_line(&sealed(r#""v":2,"id":12,"new":[{"shape":1}]}"#)), Err(BadLine::Newer(2)));
        let members = PINNED[SUM_END + AFTER_SUM.len()..].replace("{\"position\":", "{\"mood\":");
        let Err(BadLine::NotUnderstood(why)) = read_line(&sealed(&members)) else { panic!("{members}") };
        assert!(why.contains("`mood`") && !why.contains("column"), "{why}");
    }

    #[test]
    fn what_a_later_version_added_to_a_fact_or_an_entry_is_passed_over() {
        let members =
            PINNED[SUM_END + AFTER_SUM.len()..].replace("\"wording\":", "\"mood\":{\"is\":[1]},\"wording\":");
        let line = format!("{HEAD}{:08x}\",{members}", crc32fast::hash(members.as_bytes()));
        assert_eq!(read_line(&line), Ok(pinned()));
    }

    /// One fact of each kind. Every later version has to read them, and writes them so.
    const FACTS: &[&str] = &[
        r#"{"position":{"participant":"AUT","item":"standard-reporting-nws","on":"2024-07-22"}}"#,
        r#"{"position":{"participant":"AUT","item":"standard-reporting-nws","position":"blocks","source":{"kind":"vote","url":"https://example.org/v"},"on":"2024-07-22T10:00:00.000+02:00","intervention":"k3f9x2-4.1","corrects":"k3f9x2-9","concurrent":true}}"#,
        r#"{"note":{"participant":"AUT","item":"standard-reporting-nws","text":"new","visibility":"shareable","source":{"kind":"bilateral"},"quote":{"text":"yes"},"sitting":"k3f9x2-3","intervention":"k3f9x2-4","on":"2024-07-22"}}"#,
        r#"{"note_edited":{"note":"k3f9x2-1","text":"newer"}}"#,
        r#"{"note_removed":{"note":"k3f9x2-1"}}"#,
        r#"{"commitment":{"participant":"NLD","item":"negative-security-assurances","text":"a paper","due":"2027-04-01","source":{"kind":"statement"}}}"#,
        r#"{"commitment_edited":{"commitment":"k3f9x2-2","text":"two papers","due":"2027-05-01"}}"#,
        r#"{"status":{"commitment":"k3f9x2-2","status":"no-information","evidence":"none seen"}}"#,
        r#"{"line":{"item":"standard-reporting-nws","objective":"a form","arguments":"clarity","asks":"support","parents":["k3f9x2-1"]}}"#,
        r#"{"point":{"participant":"AUT","item":"standard-reporting-nws","text":"the form","done":true}}"#,
        r#"{"meeting":{"participants":["AUT","IRL"],"when":"2027-04-26T15:00:00.000+02:00","until":"2027-04-26T15:45:00.000+02:00","place":"M3","items":["standard-reporting-nws"]}}"#,
        r#"{"meeting_finished":{"meeting":"k3f9x2-5","outcome":"agreed"}}"#,
        r#"{"sitting":{"number":"3","kind":"specific-issue","title":"Cluster 1","begin":"2027-04-27T10:00:00.000+02:00","end":"2027-04-27T13:00:00.000+02:00","place":"Boardroom D","items":["standard-reporting-nws"],"symbol":"NPT/CONF.2026/PC.III/SR.3"}}"#,
        r#"{"sitting_edited":{"sitting":"k3f9x2-3","to":{"begin":"2027-04-27"}}}"#,
        r#"{"intervention":{"sitting":"k3f9x2-3","participant":"AUT","for":"@EU","kind":"right-of-reply","order":4,"to":"FRA","url":"https://example.org/aut","checked":true}}"#,
        r#"{"intervention_edited":{"intervention":"k3f9x2-4","url":"https://example.org/aut","checked":true}}"#,
        r#"{"document":{"symbol":"NPT/CONF.2026/PC.III/WP.1","title":"Reporting","date":"2027-04-20","items":["standard-reporting-nws"],"url":"https://example.org/wp1","group":"@NPDI","sponsors":["JPN"]}}"#,
        r#"{"document_edited":{"document":"k3f9x2-6","to":{"symbol":"NPT/CONF.2026/PC.III/WP.1/Rev.1"}}}"#,
        r#"{"sponsored":{"document":"k3f9x2-6","participants":["AUS"],"withdrawn":true}}"#,
        r#"{"amendment":{"item":"standard-reporting-nws","kind":"replace","passage":"yearly","words":"regularly","by":["CHE"]}}"#,
        r#"{"amendment_supported":{"amendment":"k3f9x2-7","participants":["AUT"]}}"#,
        r#"{"amendment_settled":{"amendment":"k3f9x2-7","state":"agreed"}}"#,
        r#"{"undo":{"entry":"k3f9x2-12"}}"#,
    ];

    #[test]
    fn every_kind_of_fact_is_written_and_read_to_the_letter() {
        for written in FACTS {
            let fact: Fact =
                serde_json::from_str(written).unwrap_or_else(|error| panic!("{error}: {written}"));
            assert_eq!(serde_json::to_string(&fact).unwrap(), *written);
        }
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
