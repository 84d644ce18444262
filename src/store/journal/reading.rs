//! How far each journal has been read, and what was wrong in it.
//!
//! Invariant: what was read is never read again, unless the file is no longer the one it was; a bad line costs only itself.

use super::{lines, order::Order, wording};
use crate::{
    domain::{entry::Entry, ids::EntryId, problem::Problem},
    store::{
        disk::{Disk, Seen},
        files::Refusal,
    },
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
    pub(super) lines: usize,
    /// What showed of it at the last look.
    pub(super) seen: Seen,
    /// Whether it was there and is no more.
    pub(super) is_gone: bool,
    /// Whether it holds what its name says.
    pub(super) order: Order,
    /// Whether a line is whole and of a newer version.
    pub(super) is_newer: bool,
    /// What this program wrote without being sure that it is on disk, and could not take back.
    pub(super) refused: Option<Refused>,
    /// Entries that were read.
    entries: usize,
    /// The last line that was read, or its end: its checksum at the head tells one file from another.
    tail: Vec<u8>,
    problems: Vec<Problem>,
    /// A last line without a line end that is no entry.
    torn: Option<Problem>,
    /// The entries on a last line without a line end.
    unended: Vec<EntryId>,
}

/// Bytes at the end of a file that do not count.
#[derive(Debug, Clone)]
pub(super) struct Refused {
    /// Where they begin.
    pub(super) from: u64,
    /// What was to be written.
    pub(super) bytes: Vec<u8>,
}

/// Where what is in a file goes.
pub(super) trait Sink {
    /// Takes an entry; returns whether none of its name had come before.
    fn entry(&mut self, entry: Entry) -> bool;

    /// So many bytes more were read.
    fn bytes(&mut self, count: u64);
}

/// A file to be read, and where what is in it goes.
pub(super) struct Source<'a, T: Sink> {
    /// The disk.
    pub(super) disk: &'a dyn Disk,
    /// The file.
    pub(super) path: &'a Path,
    /// The path as the user knows it.
    pub(super) shown: &'a str,
    /// Where what is in it goes.
    pub(super) sink: T,
}

/// From where a file was read.
enum Read {
    On,
    Anew,
}

const TAIL: usize = 4096;
const BLOCK: usize = 1024 * 1024;
const PROBLEMS_PER_FILE: usize = 100;

/// The journals in a folder, sorted by name.
pub(in crate::store) fn journal_files(disk: &dyn Disk, folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut names = disk.files(folder)?;
    names.retain(|path| {
        let hidden = path.file_name().is_none_or(|name| name.to_string_lossy().starts_with('.'));
        !hidden && path.extension().is_some_and(|extension| extension == "jsonl")
    });
    names.sort();
    Ok(names)
}

/// Lines in blocks of whole ones, so that no more of a long file is in work at once.
fn blocks(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut left = bytes;
    std::iter::from_fn(move || {
        let end = left.iter().skip(BLOCK).position(|byte| *byte == b'\n').map(|end| BLOCK + end + 1);
        let (block, rest) = left.split_at(end.unwrap_or(left.len()));
        left = rest;
        (!block.is_empty()).then_some(block)
    })
}

/// The last of some lines with its line end, or as much of its end as is kept.
fn last_line(lines: &[u8]) -> &[u8] {
    let before = lines.strip_suffix(b"\n").unwrap_or(lines);
    let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    &lines[start.max(lines.len().saturating_sub(TAIL))..]
}

/// The device after which a file is called.
pub(in crate::store) fn device_of(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

impl Progress {
    /// Every problem met so far.
    pub(super) fn problems(&self) -> impl Iterator<Item = &Problem> {
        self.problems.iter().chain(&self.torn)
    }

    /// Reads what a file has grown by. Returns whether it has changed.
    pub(super) fn refresh<T: Sink>(&mut self, source: &mut Source<T>) -> bool {
        let seen = match source.disk.look(source.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return self.vanish(),
            Err(error) if Refusal::of(&error).is_some() => {
                return self.keep_problem_once(wording::unreadable(source.shown, &error), source.shown);
            }
            seen => seen.unwrap_or_default(),
        };
        let was_gone = std::mem::take(&mut self.is_gone);
        if seen == self.seen {
            return was_gone;
        }
        let is_as_long = seen.length == self.seen.length;
        self.seen = seen;
        if self.is_refused(source.disk, source.path) {
            return was_gone;
        }
        match self.read_on(source) {
            Ok(Read::On) => !is_as_long || was_gone,
            Ok(Read::Anew) => true,
            Err(error) => {
                self.keep_problem(wording::unreadable(source.shown, &error), source.shown);
                true
            }
        }
    }

    /// Whether a file is as it was at the last look.
    pub(super) fn is_as_seen(&self, disk: &dyn Disk, path: &Path) -> bool {
        self.seen.changed.is_some() && disk.look(path).is_ok_and(|seen| seen == self.seen)
    }

    /// Begins anew, since the file is not there; told once, where it was.
    fn vanish(&mut self) -> bool {
        if self.seen.length == 0 {
            return false;
        }
        *self = Progress { is_gone: true, ..Progress::default() };
        true
    }

    /// Whether the file has grown by nothing but what does not count.
    fn is_refused(&mut self, disk: &dyn Disk, path: &Path) -> bool {
        let Some(refused) = &self.refused else { return false };
        let mut bytes = Vec::new();
        let is_ours = disk.read(path, refused.from, &mut bytes).is_ok() && refused.bytes.starts_with(&bytes);
        if !is_ours {
            self.refused = None;
        }
        is_ours
    }

    /// Reads what a file has grown by; all of it again where it is no longer the file it was.
    fn read_on<T: Sink>(&mut self, source: &mut Source<T>) -> io::Result<Read> {
        let mut bytes = Vec::new();
        if self.seen.length >= self.read {
            source.disk.read(source.path, self.read - self.tail.len() as u64, &mut bytes)?;
        }
        if bytes.starts_with(&self.tail) && self.seen.length >= self.read {
            let tail = self.tail.len();
            self.take_in(&bytes[tail..], source);
            return Ok(Read::On);
        }
        let before = self.entries;
        *self = Progress { seen: self.seen, ..Progress::default() };
        bytes.clear();
        source.disk.read(source.path, 0, &mut bytes)?;
        let new = self.take_in(&bytes, source);
        if self.entries - new < before {
            self.problems.insert(0, wording::replaced(source.shown));
        }
        Ok(Read::Anew)
    }

    /// Takes in bytes that follow what was read. Returns how many of the entries on whole lines were new.
    fn take_in<T: Sink>(&mut self, bytes: &[u8], source: &mut Source<T>) -> usize {
        let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        let device = device_of(source.path);
        let mut new = 0;
        for block in blocks(&bytes[..whole]) {
            let before = self.lines;
            self.lines += lines::read(block, before, source.shown, &mut |number, read| match read {
                Ok(entry) => {
                    self.order.entry(&device, &entry.id, number);
                    self.entries += 1;
                    new += usize::from(source.sink.entry(entry));
                }
                Err(unread) => {
                    self.order.bad_line();
                    self.is_newer |= unread.is_newer;
                    self.keep_problem(unread.problem, source.shown);
                }
            });
            source.sink.bytes(block.len() as u64);
        }
        (self.torn, self.unended) = (None, Vec::new());
        lines::each_in_last(&bytes[whole..], self.lines + 1, source.shown, &mut |read| match read {
            Ok(entry) => {
                self.unended.push(entry.id);
                source.sink.entry(entry);
            }
            Err(unread) => {
                self.is_newer |= unread.is_newer;
                self.torn = Some(unread.problem);
            }
        });
        self.read += whole as u64;
        if whole > 0 {
            self.tail = last_line(&bytes[..whole]).to_vec();
        }
        new
    }

    /// What closes off a last line without a line end, before anything is appended behind it.
    pub(super) fn closing(&self) -> &'static [u8] {
        match (self.seen.length > self.read, &self.torn) {
            (false, _) => b"",
            (true, None) => b"\n",
            (true, Some(_)) => lines::CLOSED_OFF,
        }
    }

    /// Lines after the last good one that may have been entries of the device.
    pub(super) fn bad_at_the_end(&self) -> u32 {
        self.order.bad.saturating_add(self.torn.is_some().into())
    }

    /// Takes note that an entry was written at an offset, as bytes that end with its line, and what showed of the file then.
    pub(super) fn wrote(&mut self, at: u64, bytes: &[u8], id: &EntryId, seen: Option<Seen>) {
        if at > self.read {
            self.close_off(&id.device);
        }
        self.lines += 1;
        self.entries += 1;
        self.order.entry(&id.device, id, self.lines);
        self.read = at + bytes.len() as u64;
        // Where it is longer or shorter, others wrote to it at the same time: the next look has to see a change.
        let is_ours = |seen: &Seen| seen.length == self.read;
        self.seen = seen.filter(is_ours).unwrap_or(Seen { length: self.read, changed: None });
        self.tail = last_line(bytes).to_vec();
    }

    /// Takes note that a last line without a line end has got one.
    fn close_off(&mut self, device: &str) {
        self.lines += 1;
        for id in std::mem::take(&mut self.unended) {
            self.order.entry(device, &id, self.lines);
            self.entries += 1;
        }
        if let Some(torn) = self.torn.take() {
            self.order.bad_line();
            self.problems.push(torn);
        }
    }

    /// Returns whether it was not kept before.
    fn keep_problem_once(&mut self, problem: Problem, shown: &str) -> bool {
        let is_new = !self.problems.contains(&problem);
        if is_new {
            self.keep_problem(problem, shown);
        }
        is_new
    }

    fn keep_problem(&mut self, problem: Problem, shown: &str) {
        match self.problems.len() {
            count if count < PROBLEMS_PER_FILE => self.problems.push(problem),
            PROBLEMS_PER_FILE => self.problems.push(wording::too_many(shown, PROBLEMS_PER_FILE)),
            _ => {}
        }
    }
}
