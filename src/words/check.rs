//! What `check` and its repair say beside the problems themselves.
//!
//! Invariant: a sentence on what was done differs from the one on what would be done.

use crate::domain::lang::{Lang, Pair};

/// The folder takes long to answer, or there is much in it to read.
pub const SLOW: Pair = Pair(
    "the folder of the workspace takes more than 3 seconds: it holds much, or does not answer; still waiting, Ctrl-C gives up",
    "工作区文件夹用时超过 3 秒：内容很多，或没有响应；仍在等待，按 Ctrl-C 放弃",
);
/// Nothing was recorded here by this machine, so it has no file to repair.
pub const NO_OWN_FILE: Pair = Pair(
    "this machine has not recorded here, so there is no file of its own to repair; --device NAME repairs another's",
    "本机未在此记录过，没有本机文件可修复；--device NAME 可修复其他设备的文件",
);
/// Which workspace was checked.
pub const WORKSPACE: Pair = Pair("workspace", "工作区");
/// The name of this machine could not be read.
pub const NAME_DAMAGED: Pair = Pair(
    "state/local/device.json, which keeps this machine's name here, is damaged or was changed by hand: the next record goes under a new name, nothing is lost",
    "state/local/device.json（保存本机在此的名称）已损坏或被手工改动：下次记录将用新名称，不会丢失内容",
);

/// The folder came from another machine or place.
pub fn from_elsewhere(lang: Lang, device: &str) -> String {
    match lang {
        Lang::En => format!(
            "this folder was copied or moved here: it recorded as {device} elsewhere, and the next record here goes under a new name"
        ),
        Lang::Zh => format!("此文件夹由别处复制或移来：在原处以 {device} 记录，此处下次记录将用新名称"),
    }
}

/// What a line is moved for, and where to; none where it is only tried.
pub fn aside(lang: Lang, place: &str, what: &str, to: Option<&str>) -> String {
    match (lang, to) {
        (Lang::En, Some(to)) => format!("moved to {to}: {place} ({what})"),
        (Lang::En, None) => format!("would move aside: {place} ({what})"),
        (Lang::Zh, Some(to)) => format!("已移至 {to}：{place}（{what}）"),
        (Lang::Zh, None) => format!("将移出：{place}（{what}）"),
    }
}

/// Lines that one file recovers from another.
pub fn home(lang: Lang, file: &str, from: &str, count: usize, is_tried: Tried) -> String {
    match (lang, is_tried) {
        (Lang::En, Tried::Done) => format!("taken home into {file}: {count} of its entries that {from} had"),
        (Lang::En, Tried::Only) => {
            format!("would take home into {file}: {count} of its entries that {from} has")
        }
        (Lang::Zh, Tried::Done) => format!("已取回 {file}：{from} 中属于它的 {count} 条记录"),
        (Lang::Zh, Tried::Only) => format!("将取回 {file}：{from} 中属于它的 {count} 条记录"),
    }
}

/// A file that holds nothing of its own.
pub fn copy(lang: Lang, file: &str, folder: &str, is_tried: Tried) -> String {
    match (lang, is_tried) {
        (Lang::En, Tried::Done) => format!("moved to {folder}: {file}, a copy without anything of its own"),
        (Lang::En, Tried::Only) => {
            format!("would move to {folder}: {file}, a copy without anything of its own")
        }
        (Lang::Zh, Tried::Done) => format!("已移至 {folder}：{file}（副本，没有独有内容）"),
        (Lang::Zh, Tried::Only) => format!("将移至 {folder}：{file}（副本，没有独有内容）"),
    }
}

/// Entries that are taken note of as lost.
pub fn lost(lang: Lang, entries: &str, is_tried: Tried) -> String {
    match (lang, is_tried) {
        (Lang::En, Tried::Done) => format!(
            "noted as lost: {entries}; check does not name them again, and they count as ever should a backup bring them back"
        ),
        (Lang::En, Tried::Only) => format!("would note as lost: {entries}"),
        (Lang::Zh, Tried::Done) => {
            format!("已登记为丢失：{entries}；check 不再提示，日后由备份恢复仍照常有效")
        }
        (Lang::Zh, Tried::Only) => format!("将登记为丢失：{entries}"),
    }
}

/// Nothing to do in a file.
pub fn nothing(lang: Lang, file: &str) -> String {
    match lang {
        Lang::En => format!("nothing to repair in {file}"),
        Lang::Zh => format!("{file} 无需修复"),
    }
}

/// A file with problems that is not this machine's to repair.
pub fn of_another(lang: Lang, file: &str, device: &str) -> String {
    match lang {
        Lang::En => format!(
            "{file} is another device's: repair it there, or here with --device {device} once that device records no more"
        ),
        Lang::Zh => {
            format!("{file} 属于另一设备：请在该设备上修复；若其不再记录，可在此用 --device {device} 修复")
        }
    }
}

/// Whether something was done or is only looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tried {
    /// It was done.
    Done,
    /// It would be done.
    Only,
}
