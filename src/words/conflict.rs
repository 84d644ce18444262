//! What is said of conflicts and of resolving them, on screen and on the command line, in both languages.
//!
//! Invariant: as in the reports' words, what takes a value is a function.

use crate::domain::{
    conflict::{Rule, Undecided},
    lang::{Lang, Pair},
};

/// The screen.
pub const TITLE: Pair = Pair("Conflicting records", "记录冲突");
/// What it is called among the places where keys work.
pub const SCOPE: Pair = Pair("conflicts", "记录冲突");
/// The key that opens it.
pub const KEY: Pair = Pair("conflicts", "记录冲突");
/// The key that keeps the chosen version.
pub const KEY_KEEP: Pair = Pair("keep version", "保留此版本");
/// The key to the previous version.
pub const KEY_VERSION_BEFORE: Pair = Pair("previous version", "前一版本");
/// The key to the version after.
pub const KEY_VERSION_AFTER: Pair = Pair("next version", "后一版本");
/// The key that resolves by the later.
pub const KEY_LATER: Pair = Pair("marked or all: the later", "已标记或全部：取较晚者");
/// The key that resolves by what is on the record.
pub const KEY_ON_RECORD: Pair = Pair("marked or all: on the record", "已标记或全部：取有公开依据者");
/// The key that opens the cell.
pub const KEY_OPEN: Pair = Pair("open the delegation", "打开代表团");
/// There is none.
pub const NONE: Pair = Pair("No conflicts: nothing has to be resolved.", "没有记录冲突，无须解决。");
/// What a conflict is.
pub const WHAT_IT_IS: Pair = Pair(
    "A conflict is when two people record on the same position, or on our line on an item, without having seen each other's record, and differ. \
     Both are kept and shown until somebody who has seen both keeps one or records a third.",
    "两人在未见对方记录的情况下，就同一立场或同一议题的我方口径作出不同记录，即为记录冲突。\
     两个版本均予保留和显示，直至有人看过两个版本后保留其一或另作记录。",
);
/// How the date of what is kept comes about.
pub const SOURCE_NONE: Pair = Pair("no source", "无来源");
/// A line has no cell on which a position could be recorded.
pub const NO_POSITION: Pair = Pair(
    "Our line has no position: Enter keeps a version, o writes a third.",
    "我方口径没有立场：Enter 保留一个版本，o 另写。",
);
/// Heading of the notes on a cell.
pub const NOTES: Pair = Pair("Notes on this", "相关笔记");
/// No notes.
pub const NO_NOTES: Pair = Pair("No notes on this.", "没有相关笔记。");
/// The number of a version, as `--keep` takes it.
pub const NUMBER: Pair = Pair("No.", "编号");
/// Another record that says the same.
pub const ALSO: Pair = Pair("also", "另有");

/// How many conflicts there are.
pub fn head(lang: Lang, positions: usize, lines: usize, marked: usize) -> String {
    let (plural, lines_plural) = (ending(positions), if lines == 1 { "line" } else { "lines" });
    let (en_lines, zh_lines) = match lines {
        0 => (String::new(), String::new()),
        n => (format!(", {n} of our {lines_plural}"), format!("，我方口径 {n} 处")),
    };
    let (en_marked, zh_marked) = match marked {
        0 => (String::new(), String::new()),
        n => (format!("  {n} marked"), format!("  已标记 {n} 处")),
    };
    match lang {
        Lang::En => format!("{positions} conflict{plural} of positions{en_lines}{en_marked}"),
        Lang::Zh => format!("立场冲突 {positions} 处{zh_lines}{zh_marked}"),
    }
}

fn ending(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

/// Why a rule leaves a conflict to people.
pub fn undecided(lang: Lang, why: Undecided) -> &'static str {
    let pair = match why {
        Undecided::SameTime => Pair("of the same time", "时间相同"),
        Undecided::NoneOnRecord => Pair("none is on the record", "各版本均无公开依据"),
        Undecided::SeveralOnRecord => Pair("more than one is on the record", "不止一个版本有公开依据"),
        Undecided::LineWithoutSource => Pair("our lines have no source", "我方口径没有来源"),
        Undecided::Ahead => Pair(
            "one is dated later than now: a clock is wrong; try again later",
            "其中一个版本的时间晚于现在：有设备时钟不准，请稍后再试",
        ),
        Undecided::NotThere => Pair("it does not conflict any more", "已不再冲突"),
    };
    pair.get(lang)
}

/// Why a version can't be kept.
pub fn not_kept(lang: Lang, why: Undecided) -> String {
    let why = undecided(lang, why);
    match lang {
        Lang::En => format!("Not resolved: {why}."),
        Lang::Zh => format!("未予解决：{why}。"),
    }
}

/// Which version is chosen, of how many.
pub fn version_of(lang: Lang, version: usize, count: usize) -> String {
    match lang {
        Lang::En => format!("version {version} of {count}"),
        Lang::Zh => format!("版本{version}，共{count}个"),
    }
}

/// What a rule is called.
pub fn rule(lang: Lang, rule: Rule) -> &'static str {
    let pair = match rule {
        Rule::Later => Pair("by the later", "以较晚者为准"),
        Rule::OnTheRecord => Pair("on the record before hearsay", "以有公开依据者为准"),
    };
    pair.get(lang)
}

/// Before all conflicts are resolved at once: how many that would be, and how many stay.
pub fn again_resolves(lang: Lang, rule: Rule, key: &str, resolved: usize, left: usize) -> String {
    let name = self::rule(lang, rule);
    let stays = match (lang, left) {
        (_, 0) => String::new(),
        (Lang::En, n) => format!("; {n} stay{}, undecided", if n == 1 { "s" } else { "" }),
        (Lang::Zh, n) => format!("；{n} 处无法据此解决，予以保留"),
    };
    match lang {
        Lang::En => format!("{key} again resolves {resolved} conflict{} {name}{stays}.", ending(resolved)),
        Lang::Zh => format!("再按一次 {key} 解决 {resolved} 处冲突（{name}）{stays}。"),
    }
}

/// A rule decides nothing of what was asked.
pub fn decides_nothing(lang: Lang, rule: Rule, why: Undecided, count: usize) -> String {
    let (name, why) = (self::rule(lang, rule), undecided(lang, why));
    match (lang, count) {
        (Lang::En, 1) => format!("Nothing resolved {name}: {why}."),
        (Lang::En, n) => format!("Nothing resolved {name}: none of {n} is decided ({why})."),
        (Lang::Zh, 1) => format!("未予解决（{name}）：{why}。"),
        (Lang::Zh, n) => format!("未予解决（{name}）：{n} 处均无法据此解决（{why}）。"),
    }
}

/// Conflicts that a rule did not decide and that are there still.
pub fn left(lang: Lang, count: usize) -> String {
    match lang {
        Lang::En => format!("{count} left, undecided."),
        Lang::Zh => format!("{count} 处无法据此解决，予以保留。"),
    }
}

/// One conflict that a rule left, with why.
pub fn left_one(lang: Lang, what: &str, why: Undecided) -> String {
    match lang {
        Lang::En => format!("{what} stays: {}", undecided(lang, why)),
        Lang::Zh => format!("{what} 保留：{}", undecided(lang, why)),
    }
}
