//! What the screens say while the journals are read and while a disk takes its time, in both languages.
//!
//! Invariant: what is not known to be on disk is never called recorded.

use crate::domain::lang::{Lang, Pair};

/// Why something has to wait for the journals.
pub const NOT_READ_YET: Pair =
    Pair("The journals are still being read; try again in a moment.", "日志尚在读取，请稍后再试。");
/// An act that came while the disk had not answered to the one before.
pub const STILL_WAITING: Pair = Pair(
    "The disk has not answered to the act before; this one was not recorded. Try again in a moment.",
    "磁盘尚未确认上一次操作；本次未记录。请稍后再试。",
);
/// The folder takes long.
pub const SILENT: Pair = Pair(
    "The workspace's folder does not answer. Keys go on; the last act is not recorded before it does.",
    "工作区文件夹没有响应。可继续按键；在其响应之前，上一次操作不算已记录。",
);
/// The folder takes long, and no act waits for it.
pub const SILENT_IDLE: Pair = Pair(
    "The workspace's folder does not answer. What was read stays on screen.",
    "工作区文件夹没有响应。已读取的内容仍可查看。",
);
/// The folder has answered after all.
pub const ANSWERS: Pair = Pair("The workspace's folder answers again.", "工作区文件夹已恢复响应。");
/// The program ended before the disk had answered.
pub const LEFT_UNSURE: Pair = Pair(
    "the workspace's folder did not answer: what was done last may not be recorded; prepcom log shows whether it is",
    "工作区文件夹没有响应：最后的操作可能未记录；可用 prepcom log 查看",
);
/// A thread has failed, which is a mistake of the program's.
pub const FAILED: Pair = Pair(
    "a part of the program has failed; all that was said to be recorded is on disk. Tell its developers, please:",
    "程序的一部分出错；凡提示已记录的内容均已存盘。请告知开发者：",
);

/// How far the journals are read, as a share of a hundred.
pub fn reading(lang: Lang, percent: u8) -> String {
    match lang {
        Lang::En => format!("reading the journals, {percent} %"),
        Lang::Zh => format!("正在读取日志，{percent}%"),
    }
}
