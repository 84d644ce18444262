//! What is not a regular file or a folder where one belongs: a link, a pipe, a socket, a device.
//!
//! Invariant: a refusal says which path, what it is, and what to do.

use crate::domain::{
    lang::Bilingual,
    problem::{Place, Problem},
    text::clean_line,
};
use std::{
    fmt, io,
    path::{Path, PathBuf},
};

/// What a path is, without following it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is what its name says")]
pub enum Kind {
    File,
    Folder,
    Link,
    Pipe,
    Socket,
    Device,
    Unknown,
}

/// Something that is there and is not what belongs there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Where.
    pub path: PathBuf,
    /// What it is.
    pub kind: Kind,
    /// What belongs there: a file or a folder.
    pub wanted: Kind,
}

impl Refusal {
    /// The refusal that an error is, if it is one.
    pub fn of(error: &io::Error) -> Option<&Refusal> {
        error.get_ref()?.downcast_ref()
    }

    /// What it is, without a full stop.
    pub fn what(&self) -> Bilingual {
        let (en, zh) = match self.kind {
            Kind::File => ("it is a file", "这是文件"),
            Kind::Folder => ("it is a folder", "这是文件夹"),
            Kind::Link => ("it is a link", "这是链接"),
            Kind::Pipe => ("it is a pipe", "这是管道"),
            Kind::Socket => ("it is a socket", "这是套接字"),
            Kind::Device => ("it is a device", "这是设备"),
            Kind::Unknown => ("it is neither a file nor a folder", "这既不是文件也不是文件夹"),
        };
        Bilingual { en: en.into(), zh: zh.into() }
    }

    /// What to do about it, without a full stop.
    pub fn hint(&self) -> Bilingual {
        let (en, zh) = match (self.kind, self.wanted) {
            (Kind::Link, Kind::Folder) => (
                "links are not followed here; put the folder itself in its place",
                "此处不跟随链接；请放置文件夹本身",
            ),
            (Kind::Link, _) => (
                "links are not followed here; put the file itself in its place",
                "此处不跟随链接；请放置文件本身",
            ),
            (_, Kind::Folder) => ("move it away; a folder belongs here", "请移走；此处应为文件夹"),
            _ => ("move it away; a regular file belongs here", "请移走；此处应为普通文件"),
        };
        Bilingual { en: en.into(), zh: zh.into() }
    }

    /// The problem of a file as it is shown, which may be in a folder that is refused.
    pub fn problem(&self, shown: &str) -> Problem {
        Problem { place: Place::file(&clean_line(shown)), what: self.what_of(shown), hint: self.hint() }
    }

    /// What is said of a file as it is shown: what it is, or what the folder in which it is meant to be is.
    pub fn what_of(&self, shown: &str) -> Bilingual {
        let what = self.what();
        if self.path.ends_with(shown.trim_end_matches('/')) {
            return what;
        }
        let path = clean_line(&self.path.display().to_string());
        let en = what.en.strip_prefix("it ").unwrap_or(&what.en);
        Bilingual { en: format!("{path} {en}").into(), zh: format!("{path}：{}", what.zh).into() }
    }

    /// What is said of it after the name of a file: named again only if it is a different path.
    pub(super) fn after(&self, named: &Path) -> String {
        if self.path == named { format!("{}; {}", self.what().en, self.hint().en) } else { self.to_string() }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = self.what();
        let what = what.en.strip_prefix("it ").unwrap_or(&what.en);
        write!(f, "{} {what}; {}", self.path.display(), self.hint().en)
    }
}

impl std::error::Error for Refusal {}

impl From<Refusal> for io::Error {
    fn from(refusal: Refusal) -> io::Error {
        io::Error::other(refusal)
    }
}
