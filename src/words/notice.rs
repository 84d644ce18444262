//! What is said of what is worth knowing and no damage: records that others took back, and files that others can read.
//!
//! Invariant: as in the reports' words, what takes a value is a function.

use crate::domain::{
    lang::{Lang, Pair},
    paper::{Paper, Spoken},
};

/// Heading of the notices.
pub const TITLE: Pair = Pair("Worth knowing", "提示");
/// The key that puts back what somebody else took back.
pub const KEY_PUT_BACK: Pair = Pair("put back", "恢复");
/// There is nothing that somebody else took back.
pub const NOT_BY_OTHERS: Pair = Pair(
    "Only what somebody else took back is put back here; Ctrl-R puts back your own undo.",
    "此处只能恢复被他人撤销的记录；自己的撤销请用 Ctrl-R 恢复。",
);
/// How a putting back is taken back.
pub const TO_TAKE_BACK: Pair = Pair("To take it back: prepcom redo", "撤回此操作：prepcom redo");

/// In which language the paper is shown if it is not, or not all, in the reader's; empty if it is.
pub fn paper_language(lang: Lang, paper: &Paper) -> String {
    let languages = paper.languages();
    let other = languages.iter().find(|code| code.as_str() != lang.code()).map_or("", |code| code.as_str());
    let instead = language(lang, other);
    match (paper.spoken(lang), lang) {
        (Spoken::Whole, _) => String::new(),
        (Spoken::Partly, Lang::En) => {
            format!("Parts of the paper are not in English; they are shown in {instead}.")
        }
        (Spoken::Not, Lang::En) => format!("The paper is not in English; it is shown in {instead}."),
        (Spoken::Partly, Lang::Zh) => format!("文件部分内容没有中文文本，以{instead}显示。"),
        (Spoken::Not, Lang::Zh) => format!("文件没有中文文本，以{instead}显示。"),
    }
}

/// The name of a language; its code if it is not one of the official languages of the United Nations.
fn language(lang: Lang, code: &str) -> String {
    let names = match code {
        "en" => Pair("English", "英文"),
        "zh" => Pair("Chinese", "中文"),
        "fr" => Pair("French", "法文"),
        "es" => Pair("Spanish", "西班牙文"),
        "ru" => Pair("Russian", "俄文"),
        "ar" => Pair("Arabic", "阿拉伯文"),
        _ => return code.to_owned(),
    };
    names.get(lang).to_owned()
}

/// Who took an entry back, and when.
pub fn taken_back_by(lang: Lang, by: &str, at: &str) -> String {
    match lang {
        Lang::En => format!("taken back by {by} {at}"),
        Lang::Zh => format!("被 {by} 撤销于 {at}"),
    }
}

/// Problems of files and notices, with the key that shows them.
pub fn bar(lang: Lang, problems: usize, notices: usize) -> String {
    let several = |count: usize| if count == 1 { "" } else { "s" };
    let (ps, ns) = (several(problems), several(notices));
    match (lang, problems, notices) {
        (_, 0, 0) => String::new(),
        (Lang::En, _, 0) => format!("{problems} problem{ps} in files: P"),
        (Lang::En, 0, _) => format!("{notices} notice{ns}: P"),
        (Lang::En, ..) => format!("{problems} problem{ps}, {notices} notice{ns}: P"),
        (Lang::Zh, _, 0) => format!("文件有 {problems} 个问题：P"),
        (Lang::Zh, 0, _) => format!("{notices} 条提示：P"),
        (Lang::Zh, ..) => format!("{problems} 个问题，{notices} 条提示：P"),
    }
}

/// Notices, for standard error.
pub fn mention(lang: Lang, count: usize) -> String {
    match lang {
        Lang::En if count == 1 => "1 record was taken back by somebody else; see: prepcom check".to_owned(),
        Lang::En => format!("{count} records were taken back by somebody else; see: prepcom check"),
        Lang::Zh => format!("有 {count} 条记录被他人撤销；详见：prepcom check"),
    }
}

/// A file that was replaced keeps its permissions, by which others can read it.
pub fn readable(lang: Lang, path: &str, mode: &str) -> String {
    let quoted = shell_words::quote(path);
    match lang {
        Lang::En => {
            format!("others may read {path} ({mode}), as before; to keep it to yourself: chmod go= {quoted}")
        }
        Lang::Zh => format!("其他用户仍可读取 {path}（{mode}）；如仅供本人使用：chmod go= {quoted}"),
    }
}

/// No such entry that somebody else took back.
pub fn not_taken_back(lang: Lang, entry: &str) -> String {
    match lang {
        Lang::En => {
            format!("{entry} was not taken back by somebody else, so there is nothing to put back")
        }
        Lang::Zh => format!("{entry} 并未被他人撤销，无须恢复"),
    }
}
