//! What the report as HTML says beside what every report says, in both languages.
//!
//! Invariant: as in `words::report`, wordings without values are pairs, and a sentence with values is a function.

use crate::domain::lang::{Lang, Pair};

/// Leads past the navigation.
pub const SKIP: Pair = Pair("Skip to the report", "跳到正文");
/// Heading of the navigation.
pub const CONTENTS: Pair = Pair("Contents", "目录");
/// Heading of the numbers of every item.
pub const OVERVIEW: Pair = Pair("Overview", "概览");
/// Heading of participants × items.
pub const HEAT_MAP: Pair = Pair("Heat map", "热力图");
/// What a mark in the heat map means.
pub const LEGEND: Pair = Pair(
    "A framed sign is a position via a group; / where groups differ; ! marks a conflict; an empty cell is not recorded.",
    "带框的符号为随集团立场；/表示所属集团立场不一；!表示冲突；空格为未记录。",
);
/// Heading of the pages of items.
pub const ITEMS: Pair = Pair("Items", "议题");
/// Heading of the pages of participants.
pub const PARTICIPANTS: Pair = Pair("Participants", "与会方");
/// Heading of what is neither on an item nor on a participant.
pub const GENERAL_NOTES: Pair = Pair("General notes", "一般笔记");
/// Column of bars.
pub const SHARE: Pair = Pair("Share", "分布");
/// All items together.
pub const ALL_ITEMS: Pair = Pair("All items", "全部议题");
/// Label of the field in which words are looked for.
pub const FIND: Pair = Pair("Find in rows", "筛选文字");
/// Label of the positions that can be chosen.
pub const ONLY_POSITIONS: Pair = Pair("Only these positions", "仅看这些立场");
/// Takes a choice back.
pub const SHOW_ALL: Pair = Pair("Show all", "显示全部");
/// Label of the choice of language.
pub const LANGUAGE: Pair = Pair("Language", "语言");
/// Orders rows by a column.
pub const SORT_BY: Pair = Pair("Sort by", "排序依据");
/// Nothing is recorded at all.
pub const NOTHING: Pair = Pair("Nothing is recorded here yet.", "此处尚无记录。");
/// What is between counts and what is counted.
pub const OF: Pair = Pair("of", "/");
/// Rows of tables and notes.
pub const ROWS: Pair = Pair("rows", "行");
/// Nothing fits.
pub const NO_ROWS: Pair = Pair("No row fits.", "没有符合的行。");
/// A position that is a group's.
pub const THROUGH_GROUP: Pair = Pair("via a group", "随集团立场");
/// Column of groups.
pub const GROUP: Pair = Pair("Group", "集团");
/// Where an item stands in the paper.
pub const PARAGRAPH: Pair = Pair("Paragraph", "段落");
/// Both languages at once.
pub const BOTH: &str = "EN + 中文";

/// Caption of the positions on an item, or of a participant.
pub fn positions_of(lang: Lang, name: &str) -> String {
    match lang {
        Lang::En => format!("Positions: {name}"),
        Lang::Zh => format!("立场：{name}"),
    }
}

/// Caption of members for whom groups speak on an item.
pub fn through_of(lang: Lang, name: &str) -> String {
    match lang {
        Lang::En => format!("Through groups: {name}"),
        Lang::Zh => format!("经由集团：{name}"),
    }
}

/// Heading of an area.
pub fn area(lang: Lang, number: u32, title: &str) -> String {
    match lang {
        Lang::En => format!("Area {number}: {title}"),
        Lang::Zh => format!("领域 {number}：{title}"),
    }
}
