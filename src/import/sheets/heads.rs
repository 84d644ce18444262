//! Sheets and the names of their columns.
//!
//! Invariant: a column is known by its name in a file, by its head in either language, or by both with a stroke between.

use crate::{
    domain::{lang::Pair, text::fold},
    import::head::nearest,
    words::report,
};
use std::collections::BTreeMap;

/// A sheet that is a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sheet {
    Positions,
    Notes,
    Commitments,
    Lines,
    Raises,
    Meetings,
}

/// Columns by their name in a file, with their heads for people.
const COLUMNS: [(&str, Pair); 30] = [
    ("participant", Pair("Participant", "与会方")),
    ("participants", Pair("Participant", "与会方")),
    ("name", Pair("Name", "名称")),
    ("item", Pair("Item", "议题")),
    ("items", Pair("Item", "议题")),
    ("subject", Pair("Subject", "主题")),
    ("position", Pair("Position", "立场")),
    ("condition", Pair("Condition", "条件")),
    ("source", Pair("Source", "来源")),
    ("reference", Pair("Reference", "出处")),
    ("date", Pair("Said", "时间")),
    ("recorded", Pair("Recorded", "记录时间")),
    ("by", Pair("By", "记录者")),
    ("via", Pair("Via", "随集团")),
    ("clash", Pair("clash", "冲突")),
    ("earlier_text", Pair("on an earlier text", "针对旧文本")),
    ("id", Pair("Id", "编号")),
    ("text", Pair("Text", "内容")),
    ("for_whom", Pair("For whom", "范围")),
    ("due", Pair("Due", "期限")),
    ("overdue", Pair("overdue", "逾期")),
    ("progress", Pair("Status", "进展")),
    ("basis", Pair("Basis", "依据")),
    ("objective", Pair("Objective", "目标")),
    ("arguments", Pair("Arguments", "理由")),
    ("ask", Pair("To ask", "要提的问题")),
    ("place", Pair("Place", "地点")),
    ("held", Pair("held", "已举行")),
    ("outcome", Pair("Outcome", "结果")),
    ("note", Pair("Note", "笔记")),
];

impl Sheet {
    pub(super) const ALL: [Sheet; 6] =
        [Sheet::Positions, Sheet::Notes, Sheet::Commitments, Sheet::Lines, Sheet::Raises, Sheet::Meetings];

    fn title(self) -> Pair {
        match self {
            Sheet::Positions => report::POSITIONS,
            Sheet::Notes => report::NOTES,
            Sheet::Commitments => report::COMMITMENTS,
            Sheet::Lines => report::LINES,
            Sheet::Raises => report::TO_RAISE,
            Sheet::Meetings => report::MEETINGS,
        }
    }

    /// Whether a sheet of this name is meant: in either language, or in both.
    pub(super) fn is_called(self, name: &str) -> bool {
        let Pair(en, zh) = self.title();
        let (name, en, zh) = (fold(name), fold(en), fold(zh));
        name == en || name == zh || name == format!("{en} {zh}") || name == format!("{zh} {en}")
    }

    /// Columns that it can have.
    fn columns(self) -> &'static [&'static str] {
        match self {
            Sheet::Positions => &[
                "participant",
                "name",
                "item",
                "subject",
                "position",
                "condition",
                "source",
                "reference",
                "date",
                "recorded",
                "by",
                "via",
                "clash",
                "earlier_text",
                "note",
            ],
            Sheet::Notes => {
                &["id", "participant", "name", "item", "text", "for_whom", "date", "recorded", "by"]
            }
            Sheet::Commitments => &[
                "id",
                "participant",
                "name",
                "item",
                "text",
                "due",
                "overdue",
                "progress",
                "basis",
                "source",
                "reference",
                "recorded",
                "by",
            ],
            Sheet::Lines => &["item", "subject", "objective", "arguments", "ask", "recorded", "by"],
            Sheet::Raises => &["participant", "name", "item", "subject", "text"],
            Sheet::Meetings => &["id", "participants", "date", "place", "items", "held", "outcome"],
        }
    }

    /// Columns without which its rows can't be understood.
    fn required(self) -> &'static [&'static str] {
        match self {
            Sheet::Positions => &["participant", "item", "position"],
            Sheet::Notes => &["text"],
            Sheet::Commitments => &["participant", "item", "text"],
            Sheet::Lines => &["item", "objective"],
            Sheet::Raises => &["participant", "item"],
            Sheet::Meetings => &["participants", "date"],
        }
    }

    pub(super) fn all_names(self) -> String {
        self.columns().join(", ")
    }

    fn named(self, given: &str) -> Option<&'static str> {
        let one = |part: &str| {
            let part = fold(part);
            let fits = |(name, Pair(en, zh)): &&(&str, Pair)| {
                fold(name) == part
                    || fold(en) == part
                    || fold(zh) == part
                    || *name == "date" && part == "date"
            };
            let known = self.columns();
            COLUMNS.iter().filter(|(name, _)| known.contains(name)).find(fits).map(|(name, _)| *name)
        };
        let mut parts = given.split('/').map(one);
        let first = parts.next().flatten()?;
        parts.all(|part| part == Some(first)).then_some(first)
    }
}

/// The names of a sheet's columns, by their number from 0.
#[derive(Debug, Default)]
pub(super) struct Names(BTreeMap<u32, &'static str>);

impl Names {
    /// What a row names; of a name that stands twice the first counts.
    pub(super) fn of(sheet: Sheet, cells: &BTreeMap<u32, String>) -> Names {
        let mut names = BTreeMap::new();
        for (column, text) in cells {
            if let Some(name) = sheet.named(text)
                && !names.values().any(|known| *known == name)
            {
                names.insert(*column, name);
            }
        }
        Names(names)
    }

    pub(super) fn missing(&self, sheet: Sheet) -> impl Iterator<Item = &'static str> {
        sheet.required().iter().filter(|name| !self.0.values().any(|known| known == *name)).copied()
    }

    pub(super) fn are_enough(&self, sheet: Sheet) -> bool {
        self.missing(sheet).next().is_none()
    }

    pub(super) fn has(&self, column: u32) -> bool {
        self.0.contains_key(&column)
    }

    pub(super) fn name(&self, column: u32) -> Option<&'static str> {
        self.0.get(&column).copied()
    }

    pub(super) fn column(&self, name: &str) -> Option<u32> {
        self.0.iter().find(|(_, known)| **known == name).map(|(column, _)| *column)
    }

    /// The name that comes nearest to a head that nobody knows.
    pub(super) fn near(&self, sheet: Sheet, given: &str) -> Option<&'static str> {
        nearest(given, sheet.columns().iter().copied())
    }
}
