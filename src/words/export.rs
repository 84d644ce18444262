//! What the export screen says, in both languages.
//!
//! Invariant: as in the reports' words, what takes a value is a function.

use crate::domain::lang::{Lang, Pair};

/// Title of the form.
pub const TITLE: Pair = Pair("Export: what the screen shows, as a file", "导出：将当前内容存为文件");
/// Its key.
pub const KEY: Pair = Pair("export", "导出");
/// The format.
pub const FORMAT: Pair = Pair("Format", "格式");
/// Which notes.
pub const NOTES: Pair = Pair("Notes", "笔记");
/// No notes.
pub const NOTES_NONE: Pair = Pair("none", "不含");
/// Shareable notes.
pub const NOTES_SHAREABLE: Pair = Pair("shareable", "可分享");
/// Internal notes too.
pub const NOTES_ALL: Pair = Pair("all, internal ones too", "全部（含内部）");
/// In which language.
pub const LANGUAGE: Pair = Pair("Language", "语言");
/// Both languages.
pub const BOTH: Pair = Pair("both side by side", "双语并列");
/// Which participants.
pub const WHO: Pair = Pair("Delegations", "代表团");
/// Where to.
pub const FILE: Pair = Pair("File", "文件");
/// What helps with the file.
pub const FILE_HINT: Pair =
    Pair("~ is your home; a name that ends in / is a folder", "~ 为主目录；以 / 结尾者为文件夹");
/// What helps with the items.
pub const ITEMS_HINT: Pair =
    Pair("3a, 4 for all of area 4; empty: all", "3a；4 表示领域 4 的全部议题；留空为全部");
/// What helps with the participants.
pub const WHO_HINT: Pair =
    Pair("aut, @nam with its members; empty: everybody", "aut；@nam 连同其成员；留空为全体");
/// While it is being written.
pub const WRITING: Pair = Pair("writing; Esc stops it", "正在写入；Esc 取消");
/// It was stopped.
pub const STOPPED: Pair = Pair("Stopped; no file was written", "已取消，未写入文件");

/// So many of a thing, in English.
fn many(count: usize, thing: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {thing}{ending}")
}

/// How much goes in.
pub fn goes_in(lang: Lang, positions: usize, notes: usize, commitments: usize, others: usize) -> String {
    match lang {
        Lang::En => format!(
            "Goes in: {}, {}, {}, {others} lines, points and meetings",
            many(positions, "position"),
            many(notes, "note"),
            many(commitments, "commitment"),
        ),
        Lang::Zh => {
            format!(
                "将导出：{positions} 项立场、{notes} 条笔记、{commitments} 项承诺，另有 {others} 条口径、待提事项和会晤"
            )
        }
    }
}

/// Internal notes go in.
pub fn internal_leaves(lang: Lang, count: usize) -> String {
    match lang {
        Lang::En if count == 1 => "1 internal note leaves with it: for your own colleagues only".to_owned(),
        Lang::En => format!("{count} internal notes leave with it: for your own colleagues only"),
        Lang::Zh => format!("含 {count} 条内部笔记：仅限本方同事"),
    }
}

/// The instant and the marking that it carries.
pub fn carries(lang: Lang, as_of: &str, marking: &str) -> String {
    match (lang, marking.is_empty()) {
        (Lang::En, true) => format!("As of {as_of}, without a marking"),
        (Lang::En, false) => format!("As of {as_of}, marked {marking}"),
        (Lang::Zh, true) => format!("截至 {as_of}，无密级标识"),
        (Lang::Zh, false) => format!("截至 {as_of}，密级标识：{marking}"),
    }
}

/// There is a file already.
pub fn replace(lang: Lang, path: &str) -> String {
    match lang {
        Lang::En => format!("{path} is there already; the same key again replaces it"),
        Lang::Zh => format!("{path} 已存在；再按一次则替换"),
    }
}

/// How far it has got.
pub fn progress(lang: Lang, done: usize, all: usize) -> String {
    let percent = (done.min(all) * 100).checked_div(all);
    let percent = percent.map_or(String::new(), |percent| format!(" {percent} %"));
    format!("{}{percent}", WRITING.get(lang))
}
