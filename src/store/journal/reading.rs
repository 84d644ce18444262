//! How far each journal has been read, and what was wrong in it.
//!
//! Invariant: what was read is never read again, unless the file is no longer the one it was; a bad line costs only itself.

use super::lines::{self, Read};
use crate::{
    domain::{
        entry::Entry,
        lang::Text,
        problem::{Place, Problem},
    },
    store::disk::Disk,
};
use std::{
    io,
    path::{Path, PathBuf},
};

/// How far a file has been read.
#[derive(Debug, Clone, Default)]
pub(super) struct Progress {
    /// Bytes of whole lines that were read.
    pub(super) read: u64,
    /// Lines that were read.
    lines: usize,
    /// Length at the last look.
    length: u64,
    /// The last bytes that were read, to notice a file that was replaced.
    tail: Vec<u8>,
    problems: Vec<Problem>,
    /// A last line without a line end that is no entry.
    torn: Option<Problem>,
}

const TAIL: usize = 64;
const PROBLEMS_PER_FILE: usize = 100;

/// The journals in a folder, sorted by name.
pub(super) fn journal_files(disk: &dyn Disk, folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut names = disk.files(folder)?;
    names.retain(|path| {
        let hidden = path.file_name().is_none_or(|name| name.to_string_lossy().starts_with('.'));
        !hidden && path.extension().is_some_and(|extension| extension == "ron")
    });
    names.sort();
    Ok(names)
}

impl Progress {
    /// Every problem met so far.
    pub(super) fn problems(&self) -> impl Iterator<Item = &Problem> {
        self.problems.iter().chain(&self.torn)
    }

    /// Reads what a file has grown by. Returns whether its length has changed.
    pub(super) fn refresh(
        &mut self,
        disk: &dyn Disk,
        path: &Path,
        shown: &str,
        take: &mut impl FnMut(Entry),
    ) -> bool {
        let length = disk.length(path).unwrap_or(0);
        if length == self.length {
            return false;
        }
        self.length = length;
        if let Err(error) = self.read_on(disk, path, shown, take) {
            self.problems.push(unreadable(shown, &error));
        }
        true
    }

    /// Reads what a file has grown by; all of it again where it is no longer the file it was.
    fn read_on(
        &mut self,
        disk: &dyn Disk,
        path: &Path,
        shown: &str,
        take: &mut impl FnMut(Entry),
    ) -> io::Result<()> {
        let mut bytes = Vec::new();
        if self.length >= self.read {
            disk.read(path, self.read - self.tail.len() as u64, &mut bytes)?;
        }
        if !bytes.starts_with(&self.tail) || self.length < self.read {
            *self = Progress { length: self.length, ..Progress::default() };
            self.problems.push(replaced(shown));
            bytes.clear();
            disk.read(path, 0, &mut bytes)?;
        }
        let new = &bytes[self.tail.len()..];
        let whole = new.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        let mut bad = Vec::new();
        let mut sort = |read: Read| match read {
            Ok(entry) => take(entry),
            Err(problem) => bad.push(problem),
        };
        self.lines += lines::read(&new[..whole], self.lines, shown, &mut sort);
        for problem in bad {
            self.keep_problem(*problem, shown);
        }
        self.torn = match lines::read_one(&new[whole..], self.lines + 1, shown) {
            None => None,
            Some(Ok(entry)) => {
                take(entry);
                None
            }
            Some(Err(problem)) => Some(*problem),
        };
        self.read += whole as u64;
        if whole > 0 {
            self.tail = new[whole.saturating_sub(TAIL)..whole].to_vec();
        }
        Ok(())
    }

    /// Takes note that a last line without a line end has got one.
    pub(super) fn close_off(&mut self) {
        self.lines += 1;
        self.problems.extend(self.torn.take());
    }

    /// Takes note that bytes that end with a line were written at an offset.
    pub(super) fn wrote(&mut self, at: u64, bytes: &[u8]) {
        self.read = at + bytes.len() as u64;
        self.length = self.read;
        self.lines += 1;
        self.tail = bytes[bytes.len().saturating_sub(TAIL)..].to_vec();
    }

    fn keep_problem(&mut self, problem: Problem, shown: &str) {
        match self.problems.len() {
            count if count < PROBLEMS_PER_FILE => self.problems.push(problem),
            PROBLEMS_PER_FILE => self.problems.push(Problem {
                place: Place::file(shown),
                what: Text {
                    en: format!("more than {PROBLEMS_PER_FILE} lines are bad; the others are not listed"),
                    zh: format!("损坏行超过 {PROBLEMS_PER_FILE} 行，其余不再列出"),
                },
                hint: Text::default(),
            }),
            _ => {}
        }
    }
}

fn replaced(shown: &str) -> Problem {
    let what = Text {
        en: "the file is not the one that was read before: it was replaced or cut; what it held stays on screen until prepcom is closed".into(),
        zh: "文件已不是先前读取的那一份：被替换或截断；原有内容在退出前仍显示".into(),
    };
    let hint =
        Text { en: "restore it from a copy or from git".into(), zh: "请从备份或 git 恢复".into() };
    Problem { place: Place::file(shown), what, hint }
}

/// A file or folder that the system does not let us read.
pub(super) fn unreadable(shown: &str, error: &io::Error) -> Problem {
    Problem {
        place: Place::file(shown),
        what: Text { en: format!("it can't be read: {error}"), zh: format!("无法读取：{error}") },
        hint: Text { en: "check that you may read it".into(), zh: "请检查读取权限".into() },
    }
}
