//! What is said of taking in the journals of colleagues.
//!
//! Invariant: an entry is called by its name, a line by its file and number.

use crate::domain::{
    ids::EntryId,
    lang::{Bilingual, Lang, Pair},
    problem::{Place, Problem},
};

/// Nothing was new.
pub const NOTHING_NEW: Pair =
    Pair("nothing new: all of these entries are here already", "无新内容：这些记录均已在此");
/// Journals and tables don't go together.
pub const MIXED: Pair = Pair(
    "journals and folders are taken in by themselves; import the other files one at a time",
    "日志和文件夹须单独导入；其他文件请逐个导入",
);
/// What is asked of a table was asked of journals.
pub const NO_TABLE: Pair = Pair(
    "--format, --map, --encoding, --shareable and --internal are for tables; a journal is taken in as it is",
    "--format、--map、--encoding、--shareable 和 --internal 用于表格；日志按原样导入",
);

/// A different entry of this name is here.
pub fn differs(place: Place, id: &EntryId) -> Problem {
    Problem {
        place,
        what: Bilingual {
            en: format!("entry {id} is not the {id} that is here; it is not taken in").into(),
            zh: format!("记录 {id} 与此处的 {id} 不同，未予导入").into(),
        },
        hint: Bilingual {
            en: "one of the two files was changed by hand, or a copied folder recorded under the same name; ask who recorded it"
                .into(),
            zh: "两份文件之一被手工改动，或有人用复制的文件夹以同一名称作了记录；请询问记录者".into(),
        },
    }
}

/// An entry under this device's own name that it has not recorded.
pub fn own(place: Place, id: &EntryId) -> Problem {
    Problem {
        place,
        what: Bilingual {
            en: format!("entry {id} has the name of this device, which has no such entry; it is not taken in")
                .into(),
            zh: format!("记录 {id} 使用本设备的名称，但本设备没有此记录，未予导入").into(),
        },
        hint: Bilingual {
            en: "if this folder is an older copy of yours, put the newer journal in its place before you record more"
                .into(),
            zh: "若此文件夹是您较早的副本，请在继续记录之前换回较新的日志".into(),
        },
    }
}

/// There is no journal in a folder.
pub fn no_journal(lang: Lang, folder: &str) -> String {
    match lang {
        Lang::En => format!("there is no journal in {folder}: no file whose name ends in .jsonl"),
        Lang::Zh => format!("{folder} 中没有日志，即没有以 .jsonl 结尾的文件"),
    }
}

/// How much of which devices was taken in, or would be, and how much was here already.
pub fn taken(lang: Lang, of: &[(String, usize)], known: usize, is_done: bool) -> String {
    let all: usize = of.iter().map(|(_, count)| count).sum();
    let each: Vec<String> = of.iter().map(|(device, count)| format!("{device} {count}")).collect();
    let (each, entries) = (each.join(", "), if all == 1 { "entry" } else { "entries" });
    let rest = match (known, lang) {
        (0, _) => String::new(),
        (n, Lang::En) => format!("; {n} here already"),
        (n, Lang::Zh) => format!("；另有 {n} 条已在此"),
    };
    match (lang, is_done) {
        (Lang::En, true) => format!("took in {all} {entries}: {each}{rest}"),
        (Lang::En, false) => format!("would take in {all} {entries}: {each}{rest}"),
        (Lang::Zh, true) => format!("已导入 {all} 条记录：{each}{rest}"),
        (Lang::Zh, false) => format!("将导入 {all} 条记录：{each}{rest}"),
    }
}

/// Lines that were not taken in.
pub fn left(lang: Lang, count: usize, is_refused: bool) -> String {
    match (lang, is_refused, count) {
        (Lang::En, true, 1) => "nothing was taken in; --skip-bad takes in everything but this line".into(),
        (Lang::En, true, n) => {
            format!("nothing was taken in; --skip-bad takes in everything but these {n} lines")
        }
        (Lang::En, false, 1) => "1 line was not taken in".into(),
        (Lang::En, false, n) => format!("{n} lines were not taken in"),
        (Lang::Zh, true, n) => format!("未导入任何内容；--skip-bad 可导入除这 {n} 行之外的全部内容"),
        (Lang::Zh, false, n) => format!("{n} 行未予导入"),
    }
}
