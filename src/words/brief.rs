//! What a brief, a list of what is to do and the commands on meetings say, in both languages.
//!
//! Invariant: as in `words::report`, wordings without values are pairs, and a sentence with values is a function.

use crate::domain::{
    brief::Since,
    lang::{Lang, Pair},
    moves::Direction,
};

/// Who we are.
pub const OURS: Pair = Pair("Ours", "我方");
/// Who they are.
pub const THEIRS: Pair = Pair("Theirs", "对方");
/// Our own delegation.
pub const OWN: Pair = Pair("Our delegation", "我方代表团");
/// Nothing is compared.
pub const NO_OWN: Pair = Pair(
    "not set, so no positions are compared; --own or own in the settings sets it",
    "未设定，故不作立场比较；可用 --own 或设置中的 own 设定",
);
/// Heading of what they owe.
pub const OWED: Pair = Pair("What they owe", "对方未兑现的承诺");
/// Heading of positions beside ours.
pub const BESIDE_OURS: Pair = Pair("Positions beside ours", "立场对照");
/// Heading of our objective.
pub const OUR_OBJECTIVE: Pair = Pair("Our objective", "我方目标");
/// Items on which they have no position.
pub const UNHEARD: Pair = Pair("No position known on", "尚无立场的议题");
/// Heading of notes on items.
pub const LAST_NOTES: Pair = Pair("Last notes", "最近的笔记");
/// Heading of notes on a participant as such.
pub const NOTES_ON_THEM: Pair = Pair("Notes on them as such", "关于该方的笔记");
/// Heading of meetings with them.
pub const MEETINGS_WITH: Pair = Pair("Meetings with them", "与对方的会晤");
/// The next meeting.
pub const NEXT: Pair = Pair("Next", "下次");
/// The last meeting.
pub const LAST: Pair = Pair("Last", "上次");
/// A meeting that nobody marked as finished.
pub const UNMARKED: Pair = Pair("not marked as finished", "未标记为已结束");
/// What came before.
pub const BEFORE: Pair = Pair("Before", "此前");
/// What holds now.
pub const AFTER: Pair = Pair("Now", "现在");
/// Which way they moved.
pub const DIRECTION: Pair = Pair("Direction", "变化");
/// Heading of when.
pub const WHEN: Pair = Pair("When", "时间");
/// Heading of where.
pub const PLACE: Pair = Pair("Place", "地点");
/// Heading of what came of a meeting.
pub const OUTCOME: Pair = Pair("Outcome", "结果");
/// Our own paper.
pub const OUR_PAPER: Pair = Pair(
    "Our own paper: it has internal notes, our lines and what we mean to raise. Not for handing out.",
    "内部文件：含内部笔记、我方口径和待提事项，请勿外传。",
);
/// Title of that list.
pub const TO_DO: Pair = Pair("To do", "待办事项");
/// Meetings that are planned.
pub const TO_COME: Pair = Pair("Meetings to come", "即将举行的会晤");
/// Meetings that nobody marked as finished.
pub const TO_MARK: Pair = Pair("Meetings past and not marked as finished", "已过期而未标记为已结束的会晤");
/// Commitments past their date.
pub const OVERDUE: Pair = Pair("Commitments overdue", "逾期的承诺");
/// Conflicts.
pub const TO_RESOLVE: Pair = Pair("Conflicts to resolve", "待解决的冲突");
/// Records that conflict.
pub const RECORDS: Pair = Pair("Records", "记录");
/// Nothing to be done.
pub const NOTHING: Pair = Pair("Nothing is to be done.", "没有待办事项。");

/// Title of a brief.
pub fn title(lang: Lang, code: &str, name: &str) -> String {
    match lang {
        Lang::En => format!("Brief: {code} {name}"),
        Lang::Zh => format!("会晤要点：{code} {name}"),
    }
}

/// Heading of moves since a meeting or an instant.
pub fn moved(lang: Lang, since: Since) -> String {
    let when = since.instant().short();
    match (lang, since) {
        (Lang::En, Since::Met(_)) => format!("Moved since we last met ({when})"),
        (Lang::En, Since::From(_)) => format!("Moved since {when}"),
        (Lang::Zh, Since::Met(_)) => format!("上次会晤（{when}）以来的立场变化"),
        (Lang::Zh, Since::From(_)) => format!("{when} 以来的立场变化"),
    }
}

/// Which way a participant moved.
pub fn direction(lang: Lang, direction: Direction) -> &'static str {
    let pair = match direction {
        Direction::Towards => Pair("towards the text", "趋于赞成"),
        Direction::Away => Pair("away from the text", "趋于反对"),
        Direction::New => Pair("new", "新立场"),
        Direction::Gone => Pair("gone", "不再有立场"),
        Direction::Condition => Pair("condition changed", "条件改变"),
        Direction::Corrected => super::report::CORRECTED,
    };
    pair.get(lang)
}

/// How far two positions are apart, where that counts as differing.
pub fn differs(lang: Lang, apart: u8) -> String {
    match lang {
        Lang::En => format!("differs from us by {apart}"),
        Lang::Zh => format!("与我方相差 {apart}"),
    }
}

/// What conflicts with a position.
pub fn conflicts_with(lang: Lang, records: &str) -> String {
    match lang {
        Lang::En => format!("conflict with {records}"),
        Lang::Zh => format!("与以下记录冲突：{records}"),
    }
}

/// A position with its condition.
pub fn under(lang: Lang, position: &str, condition: &str) -> String {
    match (condition, lang) {
        ("", _) => position.to_owned(),
        (_, Lang::En) => format!("{position}, if {condition}"),
        (_, Lang::Zh) => format!("{position}，条件：{condition}"),
    }
}

/// Older notes that are left out.
pub fn older_notes(lang: Lang, count: usize, code: &str) -> String {
    match lang {
        Lang::En if count == 1 => format!("1 older note is left out; prepcom show {code} has it"),
        Lang::En => format!("{count} older notes are left out; prepcom show {code} has them"),
        Lang::Zh => format!("略去较早的 {count} 条笔记；详见 prepcom show {code}"),
    }
}

/// Commitments that fall due.
pub fn due_within(lang: Lang, days: u32) -> String {
    match lang {
        Lang::En => format!("Commitments due within {days} days"),
        Lang::Zh => format!("{days} 天内到期的承诺"),
    }
}

/// Who was not heard for long.
pub fn quiet(lang: Lang, days: u32) -> String {
    match lang {
        Lang::En => format!("Not heard for {days} days (positions, last heard)"),
        Lang::Zh => format!("{days} 天未更新的立场（立场数，最近表态）"),
    }
}

/// A participant that was not heard for long: how many positions, and when it last took one.
pub fn quiet_one(lang: Lang, code: &str, positions: usize, last: &str) -> String {
    match lang {
        Lang::En => format!("{code} {positions} ({last})"),
        Lang::Zh => format!("{code} {positions}（{last}）"),
    }
}
