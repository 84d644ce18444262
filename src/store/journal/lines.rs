//! The lines of a journal as entries or problems, several parts of a long file at once.
//!
//! Invariant: what comes out, and in which order, does not depend on how many parts there were.

use crate::domain::{
    entry::{ENTRY_VERSION, Entry},
    lang::Text,
    limits::{LINE_BYTES, Limit},
    line::{BadLine, read_line},
    problem::{Place, Problem},
    text,
};
use std::thread;

/// What a line gave.
pub(super) type Read = Result<Entry, Box<Unread>>;

/// A line that gave no entry.
#[derive(Debug)]
pub(super) struct Unread {
    /// What is wrong with it.
    pub(super) problem: Problem,
    /// Whether it is whole and of a newer version: its number is taken, though nobody here knows which it is.
    pub(super) is_newer: bool,
}

/// Bytes below which a second thread costs more than it brings.
const PART: usize = 128 * 1024;

/// Reads whole lines, each with its line end, the first of which has the number `before + 1`; returns how many there were.
pub(super) fn read(bytes: &[u8], before: usize, shown: &str, take: &mut impl FnMut(Read)) -> usize {
    let threads = thread::available_parallelism().map_or(1, usize::from).min(bytes.len() / PART).max(1);
    let parts = split(bytes, threads);
    if let [all] = parts[..] {
        return read_part(all, before, shown, take);
    }
    let read = |part: &[u8], before: usize| {
        let mut read = Vec::new();
        let lines = read_part(part, before, shown, &mut |line| read.push(line));
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
            read.into_iter().for_each(&mut *take);
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

fn read_part(bytes: &[u8], before: usize, shown: &str, take: &mut impl FnMut(Read)) -> usize {
    let mut number = before;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        number += 1;
        if let Some(read) = read_one(&line[..line.len() - 1], number, shown) {
            take(read);
        }
    }
    number - before
}

/// Reads one line without its line end; none where it is blank.
pub(super) fn read_one(line: &[u8], number: usize, shown: &str) -> Option<Read> {
    let line = if number == 1 { line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line) } else { line };
    if line.trim_ascii().is_empty() {
        return None;
    }
    let bad = match std::str::from_utf8(line).map(read_line) {
        Ok(Ok(entry)) => return Some(Ok(entry)),
        Ok(Err(bad)) => bad,
        Err(_) => BadLine::Damaged,
    };
    let excerpt: String = String::from_utf8_lossy(line).chars().take(120).collect();
    let place = Place {
        file: shown.to_owned(),
        line: number,
        column: 1,
        length: excerpt.chars().count(),
        excerpt: text::clean_line(&excerpt),
    };
    let (what, hint) = words_for(&bad);
    let is_newer = matches!(bad, BadLine::Newer(_) | BadLine::NotUnderstood(_));
    Some(Err(Box::new(Unread { problem: Problem { place, what, hint }, is_newer })))
}

fn words_for(bad: &BadLine) -> (Text, Text) {
    let (en, zh, hint_en, hint_zh) = match bad {
        BadLine::MergeMarker => (
            "a merge left a marker here; the entries around it are read".into(),
            "此处留有合并标记；前后记录照常读取".into(),
            "delete this line",
            "删除此行",
        ),
        BadLine::NotAnEntry => (
            "this line is cut short or is no entry; all others are read".into(),
            "此行不完整或不是记录；其余各行照常读取".into(),
            "it was being written when the machine stopped; nothing that was shown as recorded is lost",
            "机器停止时正在写入；凡显示已记录的均未丢失",
        ),
        BadLine::TooLong => {
            let limit = Limit::LineBytes(LINE_BYTES);
            return (limit.what(), limit.hint());
        }
        BadLine::Damaged => (
            "this line is damaged: its checksum does not match; all others are read".into(),
            "此行已损坏：校验和不符；其余各行照常读取".into(),
            "restore this line from a copy or from git",
            "请从备份或 git 恢复此行",
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
    (Text { en, zh }, Text { en: hint_en.into(), zh: hint_zh.into() })
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
        let number = |line: Read| line.err().map(|unread| unread.problem.place.line);
        let in_one = read_part(text.as_bytes(), 7, "x", &mut |line| one.extend(number(line)));
        let in_many = read(text.as_bytes(), 7, "x", &mut |line| many.extend(number(line)));
        assert_eq!((in_one, one), (in_many, many));
        assert_eq!(split(text.as_bytes(), 5).concat(), text.as_bytes());
        assert_eq!(split(b"", 3).len(), 1);
    }
}
