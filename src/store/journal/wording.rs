//! What is said of a journal as a whole: gone, replaced, put back, holes in it, entries of another.
//!
//! Invariant: each fault has words of its own, so that a report tells them apart.

use super::order::Astray;
use crate::{
    domain::{
        lang::Bilingual,
        problem::{Place, Problem},
    },
    store::{files::Refusal, missing::Range},
};
use std::io;

/// A file or folder that the system does not let us read.
pub(super) fn unreadable(shown: &str, error: &io::Error) -> Problem {
    if let Some(refusal) = Refusal::of(error) {
        return refusal.problem(shown);
    }
    Problem {
        place: Place::file(shown),
        what: Bilingual {
            en: format!("it can't be read: {error}").into(),
            zh: format!("无法读取：{error}").into(),
        },
        hint: text("check that you may read it", "请检查读取权限"),
    }
}

/// A file that was changed before where it had been read to, and no longer holds all that it did.
pub(super) fn replaced(shown: &str) -> Problem {
    Problem {
        place: Place::file(shown),
        what: text(
            "the file is not the one that was read before: it was replaced or cut; what it held stays on screen until prepcom is closed",
            "文件已不是先前读取的那一份：被替换或截断；原有内容在退出前仍显示",
        ),
        hint: text("restore it from a copy or from git", "请从备份或 git 恢复"),
    }
}

/// A file or folder that was there and is not any more.
pub(super) fn gone(shown: &str) -> Problem {
    Problem {
        place: Place::file(shown),
        what: text(
            "it was there and is gone; what it held stays on screen until prepcom is closed",
            "原本存在，现已消失；原有内容在退出前仍显示",
        ),
        hint: text(
            "bring it back: a drive, a network folder, a copy or git",
            "请恢复：移动盘、网络文件夹、备份或 git",
        ),
    }
}

/// More bad lines in a file than are listed.
pub(super) fn too_many(shown: &str, most: usize) -> Problem {
    Problem {
        place: Place::file(shown),
        what: Bilingual {
            en: format!("more than {most} lines are bad; the others are not listed").into(),
            zh: format!("损坏行超过 {most} 行，其余不再列出").into(),
        },
        hint: Bilingual::default(),
    }
}

/// Entries in a file that is named after a different device.
pub(super) fn astray(shown: &str, astray: &Astray) -> Problem {
    let Astray { device, line, count } = astray;
    let (en, zh) = match count {
        1 => (String::new(), String::new()),
        _ => (
            format!(", and {} more lines are not this file's", count - 1),
            format!("，另有 {} 行也不属于此文件", count - 1),
        ),
    };
    Problem {
        place: line_of(shown, *line),
        what: Bilingual {
            en: format!(
                "this entry is of the device {device}, not of the one that the file is named after{en}; it counts all the same"
            ).into(),
            zh: format!("此记录属于设备 {device}，与文件名所示设备不符{zh}；仍然有效").into(),
        },
        hint: text(
            "the file was renamed, or a synced folder made a second copy of it; prepcom check --repair on that device recovers what its own file lacks",
            "文件曾被改名，或同步文件夹生成了副本；在该设备上运行 prepcom check --repair 可取回其文件所缺的记录",
        ),
    }
}

/// Entries that a file does not have before a line.
pub(super) fn left_out(shown: &str, range: &Range, line: usize) -> Problem {
    Problem {
        place: line_of(shown, line),
        what: Bilingual {
            en: format!(
                "{range} should stand before this line and are nowhere: lines were taken out, or were lost with an older copy"
            ).into(),
            zh: format!("此行之前应有 {range}，现均不存在：有行被删去，或随旧副本丢失").into(),
        },
        hint: restore(),
    }
}

/// What became of the own file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// It is not there, or empty.
    Nothing,
    /// It is shorter than it was.
    Shorter,
    /// It is as long as it was, or longer.
    Other,
}

/// Entries that this machine has put into its file and that are no longer at its end, behind so many lines.
pub(super) fn put_back(shown: &str, range: &Range, line: usize, found: Found) -> Problem {
    let (en, zh) = match found {
        Found::Nothing => ("but the file is gone or empty", "但文件已消失或为空"),
        Found::Shorter => (
            "but the file ends before them: an older copy of it was put back, or its end was cut off",
            "但文件在其之前结束：被换回旧副本，或末尾被截去",
        ),
        Found::Other => {
            ("but the file does not have them: another hand changed it", "但文件中没有：文件已被他人改动")
        }
    };
    let what = Bilingual {
        en: format!("{range} were recorded here, {en}; their numbers are not used again").into(),
        zh: format!("此处曾记录 {range}，{zh}；其编号不再使用").into(),
    };
    Problem { place: line_of(shown, line), what, hint: restore() }
}

/// An entry that has the name, but not the content, of the last one that this machine has recorded.
pub(super) fn another(shown: &str, device: &str, number: u32) -> Problem {
    Problem {
        place: Place::file(shown),
        what: Bilingual {
            en: format!(
                "{device}-{number} is not the entry that this machine recorded under that name: another machine writes under the same name and its file took the place of this one"
            ).into(),
            zh: format!(
                "{device}-{number} 不是本机以此名记录的那一条：另一台机器用了同一名称，其文件取代了本机的文件"
            ).into(),
        },
        hint: text(
            "put this machine's file back from a backup or from git, beside the other under another name; delete state/local/ in the copied folder",
            "请从备份或 git 取回本机的文件，以别的文件名放在旁边；并在复制的文件夹中删除 state/local/",
        ),
    }
}

/// The system does not let this machine record.
pub(super) fn not_writable(shown: &str, why: &Bilingual, error: &io::Error) -> Problem {
    Problem {
        place: Place::file(shown),
        what: Bilingual {
            en: format!("nothing can be recorded here: {} ({error})", why.en).into(),
            zh: format!("此处无法记录：{}（{error}）", why.zh).into(),
        },
        hint: text("what is there is read all the same", "已有内容照常读取"),
    }
}

fn restore() -> Bilingual {
    text(
        "put the fuller file back from a backup or from git; prepcom check --repair takes note that they are lost",
        "请从备份或 git 取回较全的文件；prepcom check --repair 则登记其已丢失",
    )
}

fn line_of(shown: &str, line: usize) -> Place {
    Place { line, ..Place::file(shown) }
}

fn text(en: &'static str, zh: &'static str) -> Bilingual {
    Bilingual { en: en.into(), zh: zh.into() }
}
