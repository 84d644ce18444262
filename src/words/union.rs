//! What is said of taking in the journals of colleagues.
//!
//! Invariant: an entry is called by its name, a line by its file and number.

use crate::domain::{
    entry::ENTRY_VERSION,
    ids::EntryId,
    lang::{Bilingual, Lang, Pair},
    limits::{LINE_BYTES, Limit},
    line::BadLine,
    name::Name,
    problem::{Place, Problem},
    text::clean_line,
};

/// Nothing was new.
pub const NOTHING_NEW: Pair =
    Pair("nothing new: all of these entries are here already", "无新内容：这些记录均已在此");
/// There was nothing at all.
pub const NO_ENTRIES: Pair =
    Pair("nothing new: these journals have no entries", "无新内容：这些日志中没有记录");
/// Every line is bad.
pub const NONE_GOOD: Pair = Pair(
    "nothing was taken in: no line of these journals can be",
    "未导入任何内容：这些日志中没有可导入的行",
);
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

/// What can't be read as an entry.
pub fn bad(place: Place, bad: &BadLine, is_cut_short: bool) -> Problem {
    let what = match bad {
        BadLine::MergeMarker => pair("a merge left a marker here", "此处留有合并标记"),
        BadLine::NotAnEntry if is_cut_short => pair("this line is cut short", "此行不完整"),
        BadLine::NotAnEntry => {
            pair("this line is no entry: prepcom did not write it", "此行不是记录：并非 prepcom 所写")
        }
        BadLine::TooLong => Limit::LineBytes(LINE_BYTES).what(),
        BadLine::Damaged => {
            pair("this line is damaged: its checksum does not match", "此行已损坏：校验和不符")
        }
        BadLine::Newer(version) => Bilingual {
            en: format!("this line is of format {version}, newer than this program's {ENTRY_VERSION}").into(),
            zh: format!("此行为格式 {version}，比本程序的 {ENTRY_VERSION} 更新").into(),
        },
        BadLine::NotUnderstood(why) => Bilingual {
            en: format!(
                "this line is whole but holds something unknown to this program ({})",
                clean_line(why)
            )
            .into(),
            zh: format!("此行完整，但含本程序不认识的内容（{}）", clean_line(why)).into(),
        },
    };
    let hint = match bad {
        BadLine::Newer(_) | BadLine::NotUnderstood(_) => {
            pair("install a newer prepcom, then import this again", "请安装新版 prepcom 后重新导入")
        }
        _ => pair(
            "if it was copied while prepcom was writing, copy it again; else have prepcom check --repair run where it was recorded",
            "若复制时 prepcom 正在写入，请重新复制；否则请在记录它的工作区运行 prepcom check --repair",
        ),
    };
    Problem { place, what, hint }
}

fn pair(en: &'static str, zh: &'static str) -> Bilingual {
    Bilingual { en: en.into(), zh: zh.into() }
}

/// What never leaves the device that recorded it.
pub fn mine(place: Place, id: &EntryId) -> Problem {
    Problem {
        place,
        what: Bilingual {
            en: format!("entry {id} is of somebody's own, mine alone; it is not taken in").into(),
            zh: format!("记录 {id} 仅供记录者本人，未予导入").into(),
        },
        hint: pair(
            "name the workspace or its state/journal; state/local is not to be shared",
            "请指定工作区或其中的 state/journal；state/local 不应共享",
        ),
    }
}

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
            en: "if this workspace is an older copy of yours, put this file into state/journal under another name that ends in .jsonl and run prepcom check --repair, before you record anything"
                .into(),
            zh: "若此工作区是您较早的副本，请在记录任何内容之前将此文件以另一个 .jsonl 文件名放入 state/journal，再运行 prepcom check --repair"
                .into(),
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
pub fn taken(lang: Lang, of: &[(Name, usize)], known: usize, is_done: bool) -> String {
    let all: usize = of.iter().map(|(_, count)| count).sum();
    let (each, entries) = (listed(of), if all == 1 { "entry" } else { "entries" });
    let rest = here_already(lang, known);
    match (lang, is_done) {
        (Lang::En, true) => format!("took in {all} {entries}: {each}{rest}"),
        (Lang::En, false) => format!("would take in {all} {entries}: {each}{rest}"),
        (Lang::Zh, true) => format!("已导入 {all} 条记录：{each}{rest}"),
        (Lang::Zh, false) => format!("将导入 {all} 条记录：{each}{rest}"),
    }
}

/// Nothing was new, and some could not be taken in.
pub fn nothing_new_but(lang: Lang, known: usize) -> String {
    let nothing = Pair("nothing new", "无新内容").get(lang);
    format!("{nothing}{}", here_already(lang, known))
}

fn here_already(lang: Lang, known: usize) -> String {
    match (known, lang) {
        (0, _) => String::new(),
        (n, Lang::En) => format!("; {n} here already"),
        (n, Lang::Zh) => format!("；另有 {n} 条已在此"),
    }
}

fn listed(of: &[(Name, usize)]) -> String {
    of.iter().map(|(device, count)| format!("{device} {count}")).collect::<Vec<_>>().join(", ")
}

/// Why not all was taken in, and what was.
pub fn stopped(why: Bilingual, taken: &[(Name, usize)], is_unsure: bool) -> Bilingual {
    let (mut en, mut zh) = (why.en.into_owned(), why.zh.into_owned());
    if is_unsure {
        en.push_str(", and what was written can't be taken back; what is whole of it counts");
        zh.push_str("，且已写入的部分无法撤回；其中完整的记录有效");
    }
    match (taken, is_unsure) {
        ([], false) => {
            en.push_str("; nothing was taken in");
            zh.push_str("；未导入任何内容");
        }
        ([], true) => {
            en.push_str("; import the same again to take in the rest");
            zh.push_str("；重新导入即可补入其余部分");
        }
        (taken, _) => {
            let taken = listed(taken);
            en = format!("{en}; taken in before that: {taken}; import the same again to take in the rest");
            zh = format!("{zh}；此前已导入：{taken}；重新导入即可补入其余部分");
        }
    }
    Bilingual { en: en.into(), zh: zh.into() }
}

/// What was listed is not taken in; nor is anything else where that is refused.
pub fn left(lang: Lang, count: usize, is_refused: bool) -> String {
    match (lang, is_refused) {
        (Lang::En, true) => "nothing was taken in; --skip-bad takes in everything else".into(),
        (Lang::En, false) => format!("not taken in: {count}, as listed above"),
        (Lang::Zh, true) => "未导入任何内容；--skip-bad 可导入其余全部内容".into(),
        (Lang::Zh, false) => format!("未导入：{count} 项，见上"),
    }
}
