//! Snapshots as files: those that were kept under a name and prove themselves, and exports of schema 1, from here or from a colleague.
//!
//! Invariant: of a saved snapshot the checksum covers every byte behind it, so what reads well is what was written; nothing else is taken for one.

use super::{
    document::{Document, SCHEMA},
    instant::{Instant, When, Zones},
    lang::Bilingual,
    ledger::View,
    line::without_place,
    text::clean_line,
};
use ron::extensions::Extensions;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};
use std::borrow::Cow;

/// The version of the file of a saved snapshot.
pub const KEPT_FORMAT: u32 = 1;

/// A snapshot that is kept under a name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SavedSnapshot<'a> {
    /// Its name.
    pub name: Cow<'a, str>,
    /// When it was kept; all that is in it had been recorded by then.
    pub saved_at: Instant,
    /// Who kept it.
    pub by: Cow<'a, str>,
    /// What was asked for.
    pub view: StoredView,
    /// What it said.
    pub document: Document<'a>,
}

/// As of when, and as known when, a snapshot was kept; `null` where the present was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredView {
    /// What had been taken and said by then.
    pub as_of: Option<Instant>,
    /// What had been recorded by then.
    pub known_at: Option<Instant>,
}

impl SavedSnapshot<'_> {
    /// The view that says the same again, whatever was recorded since.
    pub fn again(&self) -> View {
        View { as_of: self.view.as_of, known_at: Some(self.view.known_at.unwrap_or(self.saved_at)) }
    }

    /// The flags that ask for it on the command line.
    pub fn flags(&self) -> String {
        let View { as_of, known_at } = self.again();
        let flag = |name: &str, at: Option<Instant>| at.map(|at| format!("--{name} {at}"));
        [flag("as-of", as_of), flag("known-at", known_at)].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

/// A snapshot's file as it was read.
#[derive(Debug, Clone, PartialEq)]
pub enum SnapshotFile {
    /// One that was kept under a name, and its checksum.
    Saved(Box<SavedSnapshot<'static>>, String),
    /// An export.
    Export(Box<Document<'static>>),
}

impl SnapshotFile {
    /// Days and moments as the members of a workspace understand them.
    #[must_use]
    pub fn settled(mut self, zones: Zones) -> SnapshotFile {
        match &mut self {
            SnapshotFile::Export(document) => document.settle(zones),
            SnapshotFile::Saved(kept, _) => {
                let StoredView { as_of, known_at } = &mut kept.view;
                for at in [Some(&mut kept.saved_at), as_of.as_mut(), known_at.as_mut()].into_iter().flatten()
                {
                    *at = zones.settle(*at);
                }
                kept.document.settle(zones);
            }
        }
        self
    }

    /// What the snapshot says.
    pub fn document(self) -> Document<'static> {
        match self {
            SnapshotFile::Saved(kept, _) => kept.document,
            SnapshotFile::Export(document) => *document,
        }
    }
}

/// Why a text is not a snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadSnapshot {
    /// The line from 1; 0 where the whole text is meant.
    pub line: usize,
    /// The column from 1; 0 where the whole line is meant.
    pub column: usize,
    /// What is wrong, in one sentence without a full stop.
    pub what: Bilingual,
    /// What to do, in one sentence without a full stop.
    pub hint: Bilingual,
}

/// A text can't be the name of a saved snapshot.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadSavedName {
    /// Nothing is left of it.
    #[error("a saved snapshot needs a name")]
    Empty,
    /// It is longer than a line.
    #[error("a name of a saved snapshot has {NAME} characters at most")]
    Long,
    /// A comparison would take it for an instant.
    #[error("`{0}` would be taken for a time; give the snapshot another name, such as `end of day one`")]
    Time(String),
}

/// Characters that a name can have.
pub const NAME: usize = 100;

/// The name that a text gives, without what no terminal should get.
///
/// # Errors
/// When it is empty, too long or reads as a time.
pub fn name(given: &str) -> Result<String, BadSavedName> {
    let name = clean_line(given).trim().to_owned();
    match name.chars().count() {
        0 => Err(BadSavedName::Empty),
        count if count > NAME => Err(BadSavedName::Long),
        _ if name == "now" || name.parse::<When>().is_ok() => Err(BadSavedName::Time(name)),
        _ => Ok(name),
    }
}

/// The file of a saved snapshot from its JSON, which begins with a line `{`: the same with format and checksum ahead of it.
pub fn seal(json: &str) -> String {
    let rest = json.strip_prefix("{\n").unwrap_or(json);
    format!("{{\n  \"format\": {KEPT_FORMAT},\n{SUM}{}\",\n{rest}", sum(rest))
}

const SUM: &str = "  \"sha256\": \"";

fn sum(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What a file says of itself before the rest is read.
#[derive(Deserialize)]
struct Head {
    #[serde(default)]
    format: Option<u32>,
    #[serde(default)]
    schema: Option<u32>,
}

/// Reads a snapshot: JSON or RON of schema 1, or one that was kept.
///
/// # Errors
/// What is wrong, where, and what to do.
pub fn read(text: &str) -> Result<SnapshotFile, BadSnapshot> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let is_ron = text.trim_start().starts_with(['(', '#']);
    let head: Result<Head, BadSnapshot> = if is_ron { from_ron(text) } else { from_json(text) };
    let head = match head {
        Err(_) if text.lines().take(3).any(|line| line.starts_with(SUM)) => return Err(changed()),
        head => head?,
    };
    match (head.format, head.schema) {
        (Some(format), _) if format > KEPT_FORMAT => Err(newer(text, "format", format)),
        (Some(_), _) => kept(text),
        (None, Some(schema)) if schema > SCHEMA => Err(newer(text, "schema", schema)),
        (None, Some(_)) if is_ron => Ok(SnapshotFile::Export(Box::new(from_ron(text)?))),
        (None, Some(_)) => Ok(SnapshotFile::Export(Box::new(from_json(text)?))),
        (None, None) => Err(no_snapshot(0, 0, "it names no schema", "没有 schema")),
    }
}

fn kept(text: &str) -> Result<SnapshotFile, BadSnapshot> {
    let text = text.replace("\r\n", "\n");
    let behind = text.split_once(SUM).and_then(|(_, behind)| behind.split_once("\",\n"));
    let (told, rest) = behind.unwrap_or_default();
    if sum(rest) != told {
        return Err(changed());
    }
    let kept: SavedSnapshot = from_json(&text)?;
    match kept.document.schema {
        schema if schema > SCHEMA => Err(newer(&text, "schema", schema)),
        _ => Ok(SnapshotFile::Saved(Box::new(kept), told.to_owned())),
    }
}

fn changed() -> BadSnapshot {
    BadSnapshot {
        line: 0,
        column: 0,
        what: Bilingual {
            en: "it was changed since it was saved: its checksum does not fit".into(),
            zh: "保存后内容有改动：校验和不符".into(),
        },
        hint: Bilingual {
            en: "take it from a copy; --known-at with the instant in its name says the same again".into(),
            zh: "请从副本恢复；也可用 --known-at 加文件名中的时间重现其内容".into(),
        },
    }
}

fn from_json<T: DeserializeOwned>(text: &str) -> Result<T, BadSnapshot> {
    serde_json::from_str(text).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        let why = without_place(&error);
        no_snapshot(line, column, &why, &why)
    })
}

fn from_ron<T: DeserializeOwned>(text: &str) -> Result<T, BadSnapshot> {
    let options = ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
    options.from_str(text).map_err(|error| {
        let why = error.code.to_string();
        no_snapshot(error.span.start.line, error.span.start.col, &why, &why)
    })
}

fn no_snapshot(line: usize, column: usize, en: &str, zh: &str) -> BadSnapshot {
    let (en, zh) = (clean_line(en), clean_line(zh));
    BadSnapshot {
        line,
        column,
        what: Bilingual {
            en: format!("this is no snapshot: {en}").into(),
            zh: format!("这不是快照：{zh}").into(),
        },
        hint: Bilingual {
            en: "give what prepcom export --format json or ron wrote, or the name of a saved snapshot".into(),
            zh: "请给出 prepcom export --format json 或 ron 写出的文件，或已保存快照的名称".into(),
        },
    }
}

fn newer(text: &str, field: &str, version: u32) -> BadSnapshot {
    let place = text.find(field).unwrap_or(0);
    let line_start = text[..place].rfind('\n').map_or(0, |end| end + 1);
    BadSnapshot {
        line: text[..place].matches('\n').count() + 1,
        column: text[line_start..place].chars().count() + 1,
        what: Bilingual {
            en: format!("{field} {version} is of a newer version of the program").into(),
            zh: format!("{field} {version} 出自更新版本的程序").into(),
        },
        hint: Bilingual { en: "update prepcom, then try again".into(), zh: "请先更新 prepcom".into() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_lines_that_no_comparison_takes_for_a_time() {
        assert_eq!(name("  end of\u{1b}[2J day\none ").unwrap(), "end of day one");
        assert_eq!(name(" \n"), Err(BadSavedName::Empty));
        assert_eq!(name(&"x".repeat(101)), Err(BadSavedName::Long));
        for time in ["now", "2018-12-04", "30d", "2018-12-04T10:00"] {
            assert!(matches!(name(time), Err(BadSavedName::Time(_))), "{time}");
        }
    }

    #[test]
    fn what_is_wrong_is_said_with_line_and_column() {
        let place = |text: &str| read(text).map_err(|bad| (bad.line, bad.column, bad.what.en)).unwrap_err();
        assert_eq!(place("{\n  \"schema\": 1,\n  \"title\": }").0, 3);
        let newer = place("{\n  \"schema\": 9\n}");
        assert_eq!((newer.0, newer.1), (2, 4));
        assert!(newer.2.contains("newer version"), "{newer:?}");
        assert!(place("{}").2.contains("names no schema"));
        assert!(place("a letter").2.contains("no snapshot"));
        assert!(place("").2.contains("no snapshot"));
        assert!(place("(schema: 7)").2.contains("newer version"));
    }
}
