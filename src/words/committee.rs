//! What lists of sittings, interventions, documents and amendments say, in both languages.
//!
//! Invariant: as in `words::report`, wordings without values are pairs, and a sentence with values is a function.

use crate::domain::{
    ids::FactId,
    lang::{Lang, Pair},
};

/// Heading of documents.
pub const DOCUMENTS: Pair = Pair("Documents", "文件");
/// Heading of amendments.
pub const AMENDMENTS: Pair = Pair("Amendments", "修正案");
/// Heading of kinds.
pub const KIND: Pair = Pair("Kind", "类型");
/// Heading of numbers and places in an order.
pub const NUMBER: Pair = Pair("No.", "序号");
/// Heading of titles.
pub const TITLE: Pair = Pair("Title", "标题");
/// Heading of symbols.
pub const SYMBOL: Pair = Pair("Symbol", "文号");
/// Heading of dates.
pub const DATE: Pair = Pair("Date", "日期");
/// Heading of when something ends.
pub const UNTIL: Pair = Pair("Until", "至");
/// Heading of sponsors.
pub const SPONSORS: Pair = Pair("Sponsors", "提案国");
/// Heading of the group that submitted a document.
pub const SUBMITTED_BY: Pair = Pair("Submitted by", "提交方");
/// Heading of links.
pub const LINK: Pair = Pair("Link", "链接");
/// Heading of for whom somebody spoke.
pub const ON_BEHALF_OF: Pair = Pair("For", "代表");
/// Heading of to whom a reply is addressed.
pub const TO: Pair = Pair("To", "答辩对象");
/// What was heard has been checked against the delivered text.
pub const CHECKED: Pair = Pair("checked", "已核对");
/// Heading of the passage that an amendment is about.
pub const PASSAGE: Pair = Pair("Passage", "原文");
/// Heading of the words that are proposed.
pub const WORDS: Pair = Pair("Words", "拟议案文");
/// Heading of who proposes an amendment.
pub const PROPOSED_BY: Pair = Pair("Proposed by", "提案方");
/// Heading of who supports an amendment.
pub const SUPPORTED_BY: Pair = Pair("Supported by", "支持方");
/// Heading of what became of an amendment.
pub const STATE: Pair = Pair("State", "状态");

/// Nothing new was given.
pub fn already_recorded(lang: Lang, id: FactId) -> String {
    match lang {
        Lang::En => format!("already recorded as {id}"),
        Lang::Zh => format!("已有记录：{id}"),
    }
}

/// Some of what was given is nothing new.
pub fn already_recorded_of(lang: Lang, known: usize, all: usize) -> String {
    match lang {
        Lang::En => format!("already recorded: {known} of {all}"),
        Lang::Zh => format!("已有记录：{all}项中的{known}项"),
    }
}
