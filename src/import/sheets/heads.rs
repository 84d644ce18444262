//! Sheets and the names of their columns.
//!
//! Invariant: a column is known by its name in a file, by its head in either language, or by both with a stroke between.

use crate::{
    domain::{lang::Pair, text::fold},
    import::{documents, head::nearest},
    words::{brief, office, report},
};
use std::collections::BTreeMap;

/// A sheet that is a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sheet {
    Positions,
    Notes,
    Commitments,
    Lines,
    Points,
    Meetings,
    Documents,
}

/// Columns by their name in a file, with their heads for people.
const COLUMNS: [(&str, Pair); 38] = [
    ("participant", report::PARTICIPANT),
    ("participants", report::PARTICIPANT),
    ("name", office::NAME),
    ("item", report::ITEM),
    ("items", report::ITEM),
    ("subject", office::SUBJECT),
    ("position", report::POSITION),
    ("condition", report::CONDITION),
    ("reason", office::REASON),
    ("quote", office::QUOTE),
    ("quote_language", office::QUOTE_LANGUAGE),
    ("source", report::SOURCE),
    ("group", office::GROUP),
    ("reference", office::REFERENCE),
    ("date", office::SAID),
    ("when", brief::WHEN),
    ("until", office::UNTIL),
    ("recorded", office::RECORDED),
    ("by", report::BY),
    ("via", office::THROUGH),
    ("conflict", office::CONFLICT),
    ("earlier_wording", office::EARLIER_TEXT),
    ("id", report::ID),
    ("text", report::TEXT),
    ("visibility", office::VISIBILITY),
    ("due", report::DUE),
    ("overdue", office::OVERDUE),
    ("status", report::STATUS),
    ("evidence", office::BASIS),
    ("objective", report::OBJECTIVE),
    ("arguments", report::ARGUMENTS),
    ("asks", report::ASKS),
    ("place", brief::PLACE),
    ("finished", office::FINISHED),
    ("outcome", brief::OUTCOME),
    ("note", Pair("Note", "笔记")),
    ("region", report::REGION),
    ("groups", report::GROUPS),
];

impl Sheet {
    pub(super) const ALL: [Sheet; 7] = [
        Sheet::Positions,
        Sheet::Notes,
        Sheet::Commitments,
        Sheet::Lines,
        Sheet::Points,
        Sheet::Meetings,
        Sheet::Documents,
    ];

    fn title(self) -> Pair {
        match self {
            Sheet::Positions => report::POSITIONS,
            Sheet::Notes => report::NOTES,
            Sheet::Commitments => report::COMMITMENTS,
            Sheet::Lines => report::LINES,
            Sheet::Points => report::POINTS,
            Sheet::Meetings => report::MEETINGS,
            Sheet::Documents => office::DOCUMENTS,
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
                "conflict",
                "earlier_wording",
                "reason",
                "quote",
                "quote_language",
                "group",
                "note",
                "visibility",
            ],
            Sheet::Notes => {
                &["id", "participant", "name", "item", "text", "visibility", "date", "recorded", "by"]
            }
            Sheet::Commitments => &[
                "id",
                "participant",
                "name",
                "item",
                "text",
                "due",
                "overdue",
                "status",
                "evidence",
                "source",
                "reference",
                "recorded",
                "by",
                "group",
            ],
            Sheet::Lines => &["item", "subject", "objective", "arguments", "asks", "recorded", "by"],
            Sheet::Points => &["participant", "name", "item", "subject", "text"],
            Sheet::Meetings => {
                &["id", "participants", "when", "until", "place", "items", "finished", "outcome"]
            }
            Sheet::Documents => &documents::COLUMNS,
        }
    }

    /// Columns without which its rows can't be understood.
    fn required(self) -> &'static [&'static str] {
        match self {
            Sheet::Positions => &["participant", "item", "position"],
            Sheet::Notes => &["text"],
            Sheet::Commitments => &["participant", "item", "text"],
            Sheet::Lines => &["item", "objective"],
            Sheet::Points => &["participant", "item"],
            Sheet::Meetings => &["participants", "when"],
            Sheet::Documents => &["symbol"],
        }
    }

    pub(super) fn all_names(self) -> String {
        self.columns().join(", ")
    }

    fn named(self, given: &str) -> Option<&'static str> {
        if self == Sheet::Documents {
            return documents::column(given);
        }
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
