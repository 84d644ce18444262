//! What is said of clashes and of settling them, on screen and on the command line, in both languages.
//!
//! Invariant: as in the reports' words, what takes a value is a function.

use crate::domain::{
    clash::{Rule, Undecided},
    lang::{Lang, Pair},
};

/// The screen.
pub const TITLE: Pair = Pair("Clashes", "冲突");
/// What it is called among the places where keys work.
pub const SCOPE: Pair = Pair("clashes", "冲突一览");
/// The key that opens it.
pub const KEY: Pair = Pair("clashes", "冲突一览");
/// The key that keeps the chosen side.
pub const KEY_KEEP: Pair = Pair("keep side", "保留此方");
/// The key to the side before.
pub const KEY_SIDE_BEFORE: Pair = Pair("side before", "前一方");
/// The key to the side after.
pub const KEY_SIDE_AFTER: Pair = Pair("next side", "后一方");
/// The key that settles by the later.
pub const KEY_LATER: Pair = Pair("marked or all: the later", "已标记或全部：取较晚者");
/// The key that settles by what is on the record.
pub const KEY_ON_RECORD: Pair = Pair("marked or all: on the record", "已标记或全部：取有据可查者");
/// The key that opens the cell.
pub const KEY_OPEN: Pair = Pair("open the delegation", "打开代表团");
/// There is none.
pub const NONE: Pair = Pair("No clashes: nothing has to be settled.", "没有冲突，无须裁定。");
/// What a clash is.
pub const WHAT_IT_IS: Pair = Pair(
    "A clash is when two people record on the same position, or on our line on an item, without having seen each other's record, and differ. \
     Both are kept and shown until somebody who has seen both keeps one or records a third.",
    "两人在未见对方记录的情况下，就同一立场或同一议题的我方口径作出不同记录，即为冲突。\
     双方记录均予保留和显示，直至有人看过双方记录后保留其一或另作记录。",
);
/// How the date of what is kept comes about.
pub const SOURCE_NONE: Pair = Pair("no source", "无来源");
/// A line has no cell on which a position could be recorded.
pub const NO_POSITION: Pair = Pair(
    "Our line has no position: Enter keeps a side, o writes a third.",
    "我方口径没有立场：Enter 保留一方，o 另写。",
);
/// Heading of the notes on a cell.
pub const NOTES: Pair = Pair("Notes on this", "相关笔记");
/// No notes.
pub const NO_NOTES: Pair = Pair("No notes on this.", "没有相关笔记。");
/// The number of a side, as `--keep` takes it.
pub const NUMBER: Pair = Pair("No.", "编号");
/// Another record that says the same.
pub const ALSO: Pair = Pair("also", "另有");

/// How many clashes there are.
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
        Lang::En => format!("{positions} clash{plural} of positions{en_lines}{en_marked}"),
        Lang::Zh => format!("立场冲突 {positions} 处{zh_lines}{zh_marked}"),
    }
}

fn ending(count: usize) -> &'static str {
    if count == 1 { "" } else { "es" }
}

/// Why a rule leaves a clash to people.
pub fn undecided(lang: Lang, why: Undecided) -> &'static str {
    let pair = match why {
        Undecided::SameTime => Pair("of the same time", "时间相同"),
        Undecided::NoneOnRecord => Pair("none is on the record", "均无公开依据"),
        Undecided::SeveralOnRecord => Pair("more than one is on the record", "不止一方有公开依据"),
        Undecided::LineWithoutSource => Pair("our lines have no source", "我方口径没有来源"),
        Undecided::Ahead => Pair(
            "one is dated later than now: a clock is wrong; try again later",
            "其中一方的时间晚于现在：有设备时钟不准，请稍后再试",
        ),
        Undecided::NotThere => Pair("it does not clash any more", "已不再冲突"),
    };
    pair.get(lang)
}

/// Why a side can't be kept.
pub fn not_kept(lang: Lang, why: Undecided) -> String {
    let why = undecided(lang, why);
    match lang {
        Lang::En => format!("Not settled: {why}."),
        Lang::Zh => format!("未作裁定：{why}。"),
    }
}

/// Which side is chosen, of how many.
pub fn side_of(lang: Lang, side: usize, count: usize) -> String {
    match lang {
        Lang::En => format!("side {side} of {count}"),
        Lang::Zh => format!("第 {side} 方，共 {count} 方"),
    }
}

/// What a rule is called.
pub fn rule(lang: Lang, rule: Rule) -> &'static str {
    let pair = match rule {
        Rule::Later => Pair("by the later", "以较晚者为准"),
        Rule::OnTheRecord => Pair("on the record before hearsay", "以有据可查者为准"),
    };
    pair.get(lang)
}

/// Before all clashes are settled at once: how many that would be, and how many stay.
pub fn again_settles(lang: Lang, rule: Rule, key: &str, settled: usize, left: usize) -> String {
    let name = self::rule(lang, rule);
    let stays = match (lang, left) {
        (_, 0) => String::new(),
        (Lang::En, n) => format!("; {n} stay{}, undecided", if n == 1 { "s" } else { "" }),
        (Lang::Zh, n) => format!("；{n} 处无法裁定，予以保留"),
    };
    match lang {
        Lang::En => format!("{key} again settles {settled} clash{} {name}{stays}.", ending(settled)),
        Lang::Zh => format!("再按一次 {key} 裁定 {settled} 处冲突（{name}）{stays}。"),
    }
}

/// A rule decides nothing of what was asked.
pub fn decides_nothing(lang: Lang, rule: Rule, why: Undecided, count: usize) -> String {
    let (name, why) = (self::rule(lang, rule), undecided(lang, why));
    match (lang, count) {
        (Lang::En, 1) => format!("Nothing settled {name}: {why}."),
        (Lang::En, n) => format!("Nothing settled {name}: none of {n} is decided ({why})."),
        (Lang::Zh, 1) => format!("未作裁定（{name}）：{why}。"),
        (Lang::Zh, n) => format!("未作裁定（{name}）：{n} 处均无法裁定（{why}）。"),
    }
}

/// Clashes that a rule did not decide and that are there still.
pub fn left(lang: Lang, count: usize) -> String {
    match lang {
        Lang::En => format!("{count} left, undecided."),
        Lang::Zh => format!("{count} 处无法裁定，予以保留。"),
    }
}

/// One clash that a rule left, with why.
pub fn left_one(lang: Lang, what: &str, why: Undecided) -> String {
    match lang {
        Lang::En => format!("{what} stays: {}", undecided(lang, why)),
        Lang::Zh => format!("{what} 保留：{}", undecided(lang, why)),
    }
}
