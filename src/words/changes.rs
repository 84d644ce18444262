//! What a comparison of two snapshots and the saved snapshots say, in both languages.
//!
//! Invariant: as in `words::report`, wordings without values are pairs, and a sentence with values is a function.

use crate::domain::{
    changes::{Field, Turn},
    lang::{Lang, Pair},
    saved::{BadSavedName, NAME as LONGEST},
};

/// Title of a comparison.
pub const TITLE: Pair = Pair("Changes", "变化");
/// The earlier one.
pub const FROM: Pair = Pair("From", "自");
/// The later one.
pub const TO: Pair = Pair("To", "至");
/// Nothing is another.
pub const NOTHING: Pair = Pair("Nothing changed.", "没有变化。");
/// What was compared.
pub const COMPARED: Pair = Pair("Compared", "比较范围");
/// Heading of positions that are others.
pub const MOVED: Pair = Pair("Positions", "立场");
/// Heading of records that were wrong.
pub const CORRECTED: Pair = Pair("Corrected by us", "我方更正");
/// Heading of positions that are the same but told anew.
pub const TOLD_ANEW: Pair = Pair("Same position, other source or date", "立场相同，来源或时间不同");
/// What the earlier one says.
pub const BEFORE: Pair = Pair("Before", "之前");
/// What the later one says.
pub const AFTER: Pair = Pair("After", "之后");
/// Heading of what is another about a row.
pub const CHANGE: Pair = Pair("Change", "变化");
/// Heading of numbers.
pub const TALLY: Pair = Pair("Positions counted", "立场计数");
/// Heading of numbers of each item.
pub const BY_ITEM: Pair = Pair("Item by item", "各议题");
/// Delegations × items.
pub const CELLS: Pair = Pair("Cells", "格数");
/// Heading of items that read otherwise.
pub const REWORDED_ITEMS: Pair = Pair("Items that read otherwise", "措辞有变的议题");
/// A row that was not there before.
pub const NEW: Pair = Pair("new", "新增");
/// A row that is not there any more.
pub const GONE: Pair = Pair("gone", "不再有");
/// A source is another.
pub const OTHER_SOURCE: Pair = Pair("source", "来源");
/// A date is another.
pub const OTHER_DATE: Pair = Pair("date", "时间");
/// The present.
pub const NOW: Pair = Pair("now", "现在");
/// The papers have different titles.
pub const OTHER_PAPER: Pair = Pair("the two are of papers with different titles", "两者所依据的文件标题不同");
/// Heading of names of saved snapshots.
pub const NAME: Pair = Pair("Name", "名称");
/// Heading of when one was saved.
pub const SAVED_AT: Pair = Pair("Saved", "保存时间");
/// Heading of files.
pub const FILE: Pair = Pair("File", "文件");
/// What the checksum is.
pub const CHECKSUM: Pair = Pair("SHA-256, proven", "SHA-256（已核实）");
/// How to have again what a saved snapshot said.
pub const AGAIN: Pair = Pair("The same again", "重现方法");
/// How to compare it.
pub const COMPARE: Pair = Pair("Compare with now", "与现在比较");
/// No snapshot is saved.
pub const NONE_SAVED: Pair = Pair(
    "no snapshot is saved here; prepcom snapshot save \"NAME\" saves one",
    "尚未保存快照；prepcom snapshot save \"名称\" 可保存一份",
);

/// Whether conflicts began or ended.
pub fn conflict(lang: Lang, turn: Turn) -> &'static str {
    let pair = match turn {
        Turn::Begun => Pair("conflict begun", "出现冲突"),
        Turn::Ended => Pair("conflict ended", "冲突已解决"),
    };
    pair.get(lang)
}

/// What is another about a row.
pub fn field(lang: Lang, field: Field) -> &'static str {
    let pair = match field {
        Field::Text => Pair("reworded", "措辞改变"),
        Field::Shareable => Pair("internal or shareable", "内部或可分享"),
        Field::Due => Pair("re-dated", "期限改变"),
        Field::Status => Pair("status", "进展"),
        Field::Evidence => Pair("what it rests on", "进展依据"),
        Field::Objective => Pair("objective", "目标"),
        Field::Arguments => Pair("arguments", "理由"),
        Field::Asks => Pair("to ask", "要提的问题"),
        Field::Place => Pair("place", "地点"),
        Field::Items => Pair("items", "议题"),
        Field::Finished => Pair("finished", "已结束"),
        Field::Outcome => Pair("outcome", "结果"),
    };
    pair.get(lang)
}

/// A saved snapshot by its name.
pub fn kept(lang: Lang, name: &str, as_of: &str) -> String {
    match lang {
        Lang::En => format!("“{name}”, as of {as_of}"),
        Lang::Zh => format!("“{name}”，截至 {as_of}"),
    }
}

/// A file by its name, its instant and who handed it out.
pub fn file(lang: Lang, path: &str, as_of: &str, by: Option<&str>) -> String {
    match (lang, by) {
        (Lang::En, Some(by)) => format!("{path}, as of {as_of}, by {by}"),
        (Lang::En, None) => format!("{path}, as of {as_of}"),
        (Lang::Zh, Some(by)) => format!("{path}，截至 {as_of}，记录者 {by}"),
        (Lang::Zh, None) => format!("{path}，截至 {as_of}"),
    }
}

/// Only these items were compared.
pub fn only_items(lang: Lang, items: &str) -> String {
    match (lang, items) {
        (Lang::En, "") => "no item is in both".to_owned(),
        (Lang::En, _) => format!("only items {items}"),
        (Lang::Zh, "") => "两者没有共同的议题".to_owned(),
        (Lang::Zh, _) => format!("仅议题 {items}"),
    }
}

/// Only these participants were compared.
pub fn only_participants(lang: Lang, participants: &str) -> String {
    match (lang, participants) {
        (Lang::En, "") => "no participant is in both".to_owned(),
        (Lang::En, _) => format!("only {participants}"),
        (Lang::Zh, "") => "两者没有共同的与会方".to_owned(),
        (Lang::Zh, _) => format!("仅 {participants}"),
    }
}

/// Internal notes are not in both.
pub fn only_shareable(lang: Lang) -> &'static str {
    Pair("only shareable notes, for one of the two has no others", "仅可分享的笔记，因其中一方不含其他笔记")
        .get(lang)
}

/// One has no notes.
pub fn no_notes(lang: Lang) -> &'static str {
    Pair("no notes, for one of the two has none", "不含笔记，因其中一方没有笔记").get(lang)
}

/// Items that only one of the papers has.
pub fn items_of_one(lang: Lang, items: &str) -> String {
    match lang {
        Lang::En => format!("not items {items}, which only one of the papers has"),
        Lang::Zh => format!("不含议题 {items}，仅其中一份文件有"),
    }
}

/// Changed notes that were not asked for.
pub fn notes_left_out(lang: Lang, count: usize) -> String {
    match lang {
        Lang::En if count == 1 => "1 changed internal note is left out; --notes all takes it in".to_owned(),
        Lang::En => format!("{count} changed internal notes are left out; --notes all takes them in"),
        Lang::Zh => format!("略去 {count} 条有变化的内部笔记；--notes all 可一并列出"),
    }
}

/// How many positions are others.
pub fn moved(lang: Lang, count: usize) -> String {
    match lang {
        Lang::En => format!("{} ({count})", MOVED.get(lang)),
        Lang::Zh => format!("{}（{count}）", MOVED.get(lang)),
    }
}

/// A snapshot was saved.
pub fn is_saved(lang: Lang, name: &str, path: &str) -> String {
    match lang {
        Lang::En => format!("saved “{name}” in {path}"),
        Lang::Zh => format!("已将“{name}”保存于 {path}"),
    }
}

/// A text can't be the name of a saved snapshot.
pub fn bad_name(lang: Lang, why: &BadSavedName) -> String {
    match (lang, why) {
        (Lang::En, why) => why.to_string(),
        (Lang::Zh, BadSavedName::Empty) => "快照须有名称".to_owned(),
        (Lang::Zh, BadSavedName::Long) => format!("快照名称最多 {LONGEST} 个字符"),
        (Lang::Zh, BadSavedName::Time(name)) => format!("“{name}”会被当作时间；请另取名称，例如“首日结束”"),
    }
}

/// A snapshot is saved under a name already.
pub fn name_taken(lang: Lang, name: &str) -> String {
    match lang {
        Lang::En => {
            format!("a snapshot is saved as “{name}” already and stays as it is; choose another name")
        }
        Lang::Zh => format!("已有名为“{name}”的快照，未作改动；请另取名称"),
    }
}
