//! What the screens say of days past, of comparing and of keeping a snapshot, in both languages.
//!
//! Invariant: as in the reports' words, what takes a value is a function.

use crate::domain::lang::{Lang, Pair};

/// The key to the day of changes before.
pub const KEY_BACK: Pair = Pair("as of the day before that has changes", "回到前一个有变化的日子");
/// The key to the day of changes after.
pub const KEY_FORWARD: Pair = Pair("as of the next day that has changes", "前往后一个有变化的日子");
/// The key to the present.
pub const KEY_NOW: Pair = Pair("back to now", "回到现在");
/// The key to any day.
pub const KEY_AS_OF: Pair = Pair("as of a day", "查看某一天的状况");
/// The key to a comparison.
pub const KEY_COMPARE: Pair = Pair("compare", "比较");
/// The key that keeps a snapshot.
pub const KEY_SAVE: Pair = Pair("save a snapshot", "保存快照");
/// Nothing changed earlier.
pub const NOTHING_BEFORE: Pair = Pair("Nothing changed on a day before.", "此前没有任何变化。");
/// The present is shown.
pub const IS_NOW: Pair = Pair("This is the present.", "当前显示的就是现在。");
/// What to press in the past to record.
pub const NOT_IN_THE_PAST: Pair = Pair(
    "Read-only: this shows the past. . goes to the present, where you can record.",
    "只读：当前显示过去。按 . 回到现在后方可记录。",
);
/// In the bar at the top, where nothing can be recorded.
pub const READ_ONLY: Pair = Pair("READ-ONLY", "只读");
/// Title of the form that asks for a day.
pub const AS_OF_TITLE: Pair = Pair("As of which day", "查看哪一天的状况");
/// Label of the day.
pub const FIELD_DAY: Pair = Pair("As of", "截至");
/// What helps with the day.
pub const DAY_HINT: Pair = Pair(
    "2024-07-22 (its end), 2024-07-22T15:00, 30d; empty: now",
    "2024-07-22（当日结束时）、2024-07-22T15:00、30d；空：现在",
);
/// Title of the list of what to compare with.
pub const COMPARE_TITLE: Pair = Pair("Compare what the screen shows with", "与当前显示内容比较");
/// The choice of two dates.
pub const TWO_DATES: Pair = Pair("two dates…", "两个日期…");
/// Title of the form with two dates.
pub const DATES_TITLE: Pair = Pair("Changes between two dates", "两个日期之间的变化");
/// What a saved snapshot is marked with in the list.
pub const SAVED: Pair = Pair("saved", "快照");
/// Title of the form that keeps a snapshot.
pub const SAVE_TITLE: Pair = Pair("Save a snapshot of what the screen shows", "将当前显示内容存为快照");
/// Label of its name.
pub const FIELD_NAME: Pair = Pair("Name", "名称");
/// What helps with the name.
pub const NAME_HINT: Pair = Pair(
    "such as: end of second session; internal notes are saved too, inside the workspace",
    "例如：第二届会议结束；内部笔记一并保存，不离开工作区",
);

/// What is shown instead of the present, and the keys that lead on.
pub fn banner(lang: Lang, as_of: &str, number: usize, all: usize) -> String {
    match lang {
        Lang::En => {
            format!("As of {as_of} ({number} of {all}), recording is off: > forward, < back, . to now")
        }
        Lang::Zh => {
            format!("截至 {as_of}（第 {number} 天，共 {all} 天），不可记录：> 前进，< 后退，. 回到现在")
        }
    }
}
