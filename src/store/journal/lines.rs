//! The lines of a journal as entries or problems, several parts of a long file at once.
//!
//! Invariant: what comes out, and in which order, does not depend on how many parts there were.

use crate::domain::{
    entry::{ENTRY_VERSION, Entry},
    lang::Bilingual,
    limits::{LINE_BYTES, Limit},
    line::{BadLine, HEAD, read_line},
    problem::{Place, Problem},
    text,
};
use std::thread;

/// What a line gave.
pub(in crate::store) type Read = Result<Entry, Box<Unread>>;

/// A line that gave no entry.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::store) struct Unread {
    /// What is wrong with it.
    pub(in crate::store) problem: Problem,
    /// Whether it is whole and of a newer version: its number is taken, though nobody here knows which it is.
    pub(in crate::store) is_newer: bool,
}

/// Bytes below which a second thread costs more than it brings.
const PART: usize = 128 * 1024;

/// What is put after a part of a line, so that it never ends as a whole one does: with a brace.
pub(super) const CLOSED_OFF: &[u8] = b"~\n";

/// Reads whole lines, each with its line end, the first of which has the number `before + 1`; takes each with its number and returns how many there were.
pub(super) fn read(bytes: &[u8], before: usize, shown: &str, take: &mut impl FnMut(usize, Read)) -> usize {
    // How many threads there are is asked of the system, and not for a few lines.
    let threads = match bytes.len() / PART {
        0 | 1 => 1,
        parts => thread::available_parallelism().map_or(1, usize::from).min(parts),
    };
    let parts = split(bytes, threads);
    if let [all] = parts[..] {
        return read_part(all, before, shown, take);
    }
    let read = |part: &[u8], before: usize| {
        let mut read = Vec::new();
        let lines = read_part(part, before, shown, &mut |number, line| read.push((number, line)));
        (lines, read)
    };
    thread::scope(|scope| {
        let mut number = before;
        let numbered = parts.into_iter().map(|part| {
            let before = number;
            number += part.iter().filter(|byte| **byte == b'\n').count();
            (part, before)
        });
        let numbered: Vec<(&[u8], usize)> = numbered.collect();
        let running: Vec<_> =
            numbered.into_iter().map(|(part, before)| scope.spawn(move || read(part, before))).collect();
        let mut lines = 0;
        for part in running {
            let (count, read) = part.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            lines += count;
            read.into_iter().for_each(|(number, line)| take(number, line));
        }
        lines
    })
}

/// Splits lines into so many parts of about the same length.
fn split(bytes: &[u8], parts: usize) -> Vec<&[u8]> {
    let mut left = bytes;
    let mut split = Vec::with_capacity(parts);
    for _ in 1..parts {
        let end = left.iter().skip(bytes.len() / parts).position(|byte| *byte == b'\n');
        let Some(end) = end else { break };
        let (part, rest) = left.split_at(bytes.len() / parts + end + 1);
        split.push(part);
        left = rest;
    }
    split.push(left);
    split
}

fn read_part(bytes: &[u8], before: usize, shown: &str, take: &mut impl FnMut(usize, Read)) -> usize {
    let mut number = before;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        number += 1;
        each_in(&line[..line.len() - 1], number, shown, &mut |read| take(number, read));
    }
    number - before
}

/// Takes what one line without its line end holds: an entry, or a problem and whatever entries are whole in it all the same.
fn each_in(line: &[u8], number: usize, shown: &str, take: &mut impl FnMut(Read)) {
    let Some(read) = read_one(line, number, shown) else { return };
    if read.is_err() {
        whole_in(line).into_iter().for_each(|(_, entry)| take(Ok(entry)));
    }
    take(read);
}

/// As a line, what follows the last line end: where it is no entry, it was cut short, whatever it ends with.
pub(super) fn each_in_last(line: &[u8], number: usize, shown: &str, take: &mut impl FnMut(Read)) {
    each_in(line, number, shown, &mut |read| {
        take(read.map_err(|unread| {
            let (what, hint) = words_for(&BadLine::NotAnEntry, line);
            Box::new(Unread { problem: Problem { what, hint, ..unread.problem }, ..*unread })
        }));
    });
}

/// Entries that are whole in a line that is none, with their bytes: a line end between them was damaged or is missing.
pub(in crate::store) fn whole_in(line: &[u8]) -> Vec<(&[u8], Entry)> {
    let starts: Vec<usize> = line
        .windows(HEAD.len())
        .enumerate()
        .filter(|(_, part)| *part == HEAD.as_bytes())
        .map(|(at, _)| at)
        .collect();
    let ends = starts.iter().skip(1).copied().chain([line.len()]);
    let whole = |(start, end): (&usize, usize)| {
        let part = &line[*start..end];
        // What is where the line end was is one byte at most.
        [part, &part[..part.len() - 1]].into_iter().find_map(|part| Some((part, read_bytes(part)?.ok()?)))
    };
    starts.iter().zip(ends).filter_map(whole).collect()
}

/// Reads one line without its line end; none where it is blank.
pub(in crate::store) fn read_one(line: &[u8], number: usize, shown: &str) -> Option<Read> {
    let line = without_mark(line, number);
    let bad = match read_bytes(line)? {
        Ok(entry) => return Some(Ok(entry)),
        Err(bad) => bad,
    };
    let (what, hint) = words_for(&bad, line);
    let is_newer = matches!(bad, BadLine::Newer(_) | BadLine::NotUnderstood(_));
    let place = place_of(line, number, shown);
    Some(Err(Box::new(Unread { problem: Problem { place, what, hint }, is_newer })))
}

/// Where a line is, with how it begins.
pub(super) fn place_of(line: &[u8], number: usize, shown: &str) -> Place {
    let excerpt: String = String::from_utf8_lossy(line).chars().take(120).collect();
    Place {
        file: shown.to_owned(),
        line: number,
        column: 1,
        length: excerpt.chars().count(),
        excerpt: text::clean_line(&excerpt),
    }
}

/// Whether a line is neither blank nor anything that some version of the program wrote.
pub(in crate::store) fn is_broken(line: &[u8], number: usize) -> bool {
    let read = read_bytes(without_mark(line, number));
    matches!(read, Some(Err(BadLine::MergeMarker | BadLine::NotAnEntry | BadLine::Damaged)))
}

/// A line without the byte order mark that an editor puts before the first one.
pub(super) fn without_mark(line: &[u8], number: usize) -> &[u8] {
    if number == 1 { line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line) } else { line }
}

/// Reads one line without its line end or mark; none where it is blank.
pub(super) fn read_bytes(line: &[u8]) -> Option<Result<Entry, BadLine>> {
    if line.trim_ascii().is_empty() {
        return None;
    }
    let not_text = |_| {
        let is_part = line.starts_with(HEAD.as_bytes()) && !line.ends_with(b"}");
        if is_part { BadLine::NotAnEntry } else { BadLine::Damaged }
    };
    Some(std::str::from_utf8(line).map_err(not_text).and_then(read_line))
}

/// Whether a line is the beginning of one that was being written, or room that was made for it.
pub(super) fn is_cut_short(line: &[u8]) -> bool {
    let line = line.strip_suffix(b"~").unwrap_or(line);
    line.starts_with(HEAD.as_bytes())
        || HEAD.as_bytes().starts_with(line)
        || line.iter().all(|byte| *byte == 0)
}

fn words_for(bad: &BadLine, line: &[u8]) -> (Bilingual, Bilingual) {
    let (en, zh, hint_en, hint_zh) = match bad {
        BadLine::MergeMarker => (
            "a merge left a marker here; the entries around it are read".into(),
            "此处留有合并标记；前后记录照常读取".into(),
            "prepcom check --repair moves it aside",
            "prepcom check --repair 可将其移出",
        ),
        BadLine::NotAnEntry if is_cut_short(line) => (
            "this line is cut short; all others are read".into(),
            "此行不完整；其余各行照常读取".into(),
            "it was being written when the machine or the program stopped; nothing that was shown as recorded is lost. prepcom check --repair moves it aside",
            "机器或程序停止时正在写入；凡显示已记录的均未丢失。prepcom check --repair 可将其移出",
        ),
        BadLine::NotAnEntry => (
            "this line is no entry: prepcom did not write it; all others are read".into(),
            "此行不是记录：并非 prepcom 所写；其余各行照常读取".into(),
            "prepcom check --repair moves it aside",
            "prepcom check --repair 可将其移出",
        ),
        BadLine::TooLong => {
            let limit = Limit::LineBytes(LINE_BYTES);
            return (limit.what(), limit.hint());
        }
        BadLine::Damaged => (
            "this line is damaged: its checksum does not match; all others are read".into(),
            "此行已损坏：校验和不符；其余各行照常读取".into(),
            "restore this line from a copy or from git; prepcom check --repair moves it aside",
            "请从备份或 git 恢复此行；prepcom check --repair 可将其移出",
        ),
        BadLine::Newer(version) => (
            format!(
                "this line is of format {version}, newer than this program's {ENTRY_VERSION}; it is kept and not shown"
            ),
            format!("此行为格式 {version}，比本程序的 {ENTRY_VERSION} 更新；保留但不显示"),
            "install a newer prepcom to see it",
            "安装新版 prepcom 即可查看",
        ),
        BadLine::NotUnderstood(why) => (
            format!(
                "this line is whole but holds something unknown to this program ({}); it is kept and not shown",
                text::clean_line(why)
            ),
            format!("此行完整，但含本程序不认识的内容（{}）；保留但不显示", text::clean_line(why)),
            "install a newer prepcom to see it",
            "安装新版 prepcom 即可查看",
        ),
    };
    (Bilingual { en: en.into(), zh: zh.into() }, Bilingual { en: hint_en.into(), zh: hint_zh.into() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_file_in_parts_reads_as_it_does_in_one() {
        let line = "no entry, but a line\n";
        let mut text = line.repeat(20 * PART / line.len());
        text.insert_str(line.len() * 100, "\n\n");
        let (mut one, mut many) = (Vec::new(), Vec::new());
        let number = |number, line: Read| {
            line.err().filter(|unread| unread.problem.place.line == number).map(|_| number)
        };
        let in_one = read_part(text.as_bytes(), 7, "x", &mut |line, read| one.extend(number(line, read)));
        let in_many = read(text.as_bytes(), 7, "x", &mut |line, read| many.extend(number(line, read)));
        assert_eq!((in_one, one), (in_many, many));
        assert_eq!(split(text.as_bytes(), 5).concat(), text.as_bytes());
        assert_eq!(split(b"", 3).len(), 1);
    }
}
