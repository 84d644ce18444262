//! What is said of a file that is read back: what of it is new, what was recorded, what was left out.
//!
//! Invariant: whatever was not recorded is counted in a sentence of its own.

pub mod wrong;

use crate::domain::lang::{Lang, Pair};

/// Between parts of a list.
pub const COMMA: Pair = Pair(", ", "、");
/// No position stands.
pub const NOT_RECORDED: Pair = Pair("not recorded", "未记录");
/// Nothing of the file is new.
pub const NOTHING_NEW: Pair = Pair("nothing new: all of it is recorded already", "没有新内容：均已记录");
/// Positions.
pub const POSITIONS: What = What("position", "positions", "项立场");
/// Commitments.
pub const COMMITMENTS: What = What("commitment", "commitments", "项承诺");
/// Progress on commitments that were there.
pub const STATUS: What = What("status of a commitment", "progresses of commitments", "项承诺进展");
/// Our lines.
pub const LINES: What = What("line of ours", "lines of ours", "条我方口径");
/// Points to raise.
pub const RAISES: What = What("point to raise", "points to raise", "项待提事项");
/// Meetings.
pub const MEETINGS: What = What("meeting", "meetings", "次会晤");
/// Meetings that were planned here already.
pub const FINISHED: What = What("meeting finished", "meetings finished", "次已结束的会晤");

/// Sittings of the Committee.
pub const SITTINGS: What = What("sitting", "sittings", "次会议");
/// Interventions in them.
pub const INTERVENTIONS: What = What("intervention", "interventions", "次发言");
/// Documents that circulate.
pub const DOCUMENTS: What = What("document", "documents", "份文件");
/// Sponsors of documents, each counted once a document.
pub const SPONSORS: What = What("sponsor", "sponsors", "个提案方");
/// Amendments.
pub const AMENDMENTS: What = What("amendment", "amendments", "项修正案");
/// Things of the Committee that were here, and of which more is known now.
pub const COMPLETED: What =
    What("record of the Committee completed", "records of the Committee completed", "项委员会记录得到补充");

/// Something that is counted: one, several, and with its measure word.
#[derive(Debug, Clone, Copy)]
pub struct What(&'static str, &'static str, &'static str);

/// So many of something.
pub fn count(lang: Lang, what: What, n: usize) -> String {
    match lang {
        Lang::En => format!("{n} {}", if n == 1 { what.0 } else { what.1 }),
        Lang::Zh => format!("{n} {}", what.2),
    }
}

/// So many notes, and how many of them may leave.
pub fn notes(lang: Lang, all: usize, shareable: usize) -> String {
    match (lang, shareable) {
        (Lang::En, 0) => format!("{} (internal)", count(lang, What("note", "notes", ""), all)),
        (Lang::En, n) => format!("{} ({n} shareable)", count(lang, What("note", "notes", ""), all)),
        (Lang::Zh, 0) => format!("{all} 条笔记（内部）"),
        (Lang::Zh, n) => format!("{all} 条笔记（{n} 条可分享）"),
    }
}

/// How much is new, and how much is not.
pub fn would_record(lang: Lang, what: &str, known: usize) -> String {
    match lang {
        Lang::En => format!("would record {what}{}", known_already(lang, known)),
        Lang::Zh => format!("将记录 {what}{}", known_already(lang, known)),
    }
}

/// How many rows are not new.
pub fn known_already(lang: Lang, known: usize) -> String {
    match (known, lang) {
        (0, _) => String::new(),
        (1, Lang::En) => "; 1 row is recorded already".to_owned(),
        (n, Lang::En) => format!("; {n} rows are recorded already"),
        (n, Lang::Zh) => format!("；{n} 行此前已记录"),
    }
}

/// Names, and how many more.
pub fn listed(lang: Lang, names: &str, more: usize) -> String {
    match (more, lang) {
        (0, _) => names.to_owned(),
        (n, Lang::En) => format!("{names} and {n} more"),
        (n, Lang::Zh) => format!("{names} 等，另有 {n} 个"),
    }
}

/// Rows that are not listed.
pub fn and_more(lang: Lang, n: usize) -> String {
    match lang {
        Lang::En => format!("and {n} more"),
        Lang::Zh => format!("另有 {n} 项"),
    }
}

/// Positions that are history at once.
pub fn history(lang: Lang, n: usize) -> String {
    match lang {
        Lang::En => format!("history: {}, older than what is recorded", count(lang, POSITIONS, n)),
        Lang::Zh => format!("历史：{n} 项立场，早于现有立场"),
    }
}

/// A position with its condition.
pub fn with_condition(lang: Lang, position: &str, condition: &str) -> String {
    match lang {
        Lang::En => format!("{position}, if {condition}"),
        Lang::Zh => format!("{position}，条件：{condition}"),
    }
}

/// Something is wrong, so nothing was recorded.
pub fn refused(lang: Lang, rows: usize, bad: usize) -> String {
    match (lang, bad) {
        (Lang::En, 0) => "the file can't be read back; nothing was recorded".to_owned(),
        (Lang::En, bad) => {
            format!("{bad} of {rows} rows are bad; nothing was recorded; --skip-bad records the others")
        }
        (Lang::Zh, 0) => "无法读入该文件，未作任何记录".to_owned(),
        (Lang::Zh, bad) => format!("{rows} 行中有 {bad} 行有误，未作任何记录；--skip-bad 可记录其余各行"),
    }
}

/// Bad rows were passed over because the user said so.
pub fn skipped(lang: Lang, rows: usize, bad: usize) -> String {
    match lang {
        Lang::En => format!("{bad} of {rows} rows are bad and were skipped"),
        Lang::Zh => format!("{rows} 行中有 {bad} 行有误，已跳过"),
    }
}

/// Problems that are not listed.
pub fn more_problems(lang: Lang, n: usize) -> String {
    match lang {
        Lang::En => format!("and {n} more problems, which are not listed"),
        Lang::Zh => format!("另有 {n} 个问题未列出"),
    }
}

/// Rows that `--map WORD=-` leaves out.
pub fn left_out(lang: Lang, n: usize) -> String {
    match lang {
        Lang::En => format!("{} left out, as --map says", count(lang, What("row was", "rows were", ""), n)),
        Lang::Zh => format!("按 --map 略去 {n} 行"),
    }
}

/// Characters that act on a terminal were taken out.
pub fn cleaned(lang: Lang, n: usize) -> String {
    match lang {
        Lang::En => format!(
            "{} characters that act on a terminal or are invisible; they were taken out, as when typed",
            count(lang, What("text held", "texts held", ""), n)
        ),
        Lang::Zh => format!("{n} 处文字含控制字符或不可见字符，已按录入规则去除"),
    }
}

/// Interventions of a sitting that nobody knows.
pub fn without_sitting(lang: Lang, n: usize) -> String {
    match lang {
        Lang::En => format!(
            "{} in a sitting that is neither in the file nor recorded here and left out",
            count(lang, What("intervention is", "interventions are", ""), n)
        ),
        Lang::Zh => format!("{n} 次发言所属会议既不在文件中也未记录，已略去"),
    }
}

/// Lines of ours in the file that are older than those here.
pub fn older_lines(lang: Lang, n: usize) -> String {
    match lang {
        Lang::En => format!(
            "{} older than what is recorded here and left as it is",
            count(lang, What("line of ours is", "lines of ours are", ""), n)
        ),
        Lang::Zh => format!("{n} 条我方口径早于现有内容，未作改动"),
    }
}
