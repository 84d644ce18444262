//! What reports and commands say, in both languages.
//!
//! Invariant: wordings without values are pairs; a sentence with values is a function, so that each language has its own order of words.

use crate::domain::{
    document::Coverage,
    entry::Quote,
    lang::{Lang, Pair},
    paper::Reference,
    snapshot::Tally,
};

/// What every export says of itself.
pub const DISCLAIMER: Pair = Pair(
    "The recorder's reading of what was said and written; not agreed language, and without prejudice to any delegation's position.",
    "本件为记录者对有关发言和文件的理解，并非商定措辞，不影响任何代表团的立场。",
);
/// Heading of the numbers.
pub const COVERAGE: Pair = Pair("Coverage", "覆盖情况");
/// The instant that is shown.
pub const AS_OF: Pair = Pair("As of", "截至");
/// Until when it had been recorded.
pub const KNOWN_AT: Pair = Pair("As known at", "当时所知");
/// What a narrowed report holds.
pub const EXTENT: Pair = Pair("Only", "范围");
/// Who wrote it.
pub const BY: Pair = Pair("By", "记录者");
/// The marking.
pub const MARKING: Pair = Pair("Marking", "密级标识");
/// Heading of positions.
pub const POSITIONS: Pair = Pair("Positions", "立场");
/// Heading of one position.
pub const POSITION: Pair = Pair("Position", "立场");
/// Heading of items.
pub const ITEM: Pair = Pair("Item", "议题");
/// Heading of participants.
pub const PARTICIPANT: Pair = Pair("Participant", "与会方");
/// Heading of conditions.
pub const CONDITION: Pair = Pair("Condition", "条件");
/// Heading of sources.
pub const SOURCE: Pair = Pair("Source", "来源");
/// Heading of when a position was taken.
pub const TAKEN: Pair = Pair("Taken", "表态时间");
/// Heading of who recorded.
pub const RECORDED_BY: Pair = Pair("Recorded by", "记录");
/// Heading of what is odd about a row.
pub const REMARK: Pair = Pair("Remark", "备注");
/// Heading of notes.
pub const NOTES: Pair = Pair("Notes", "笔记");
/// A note that stays inside.
pub const INTERNAL: Pair = Pair("internal", "内部");
/// A note that may leave.
pub const SHAREABLE: Pair = Pair("shareable", "可分享");
/// Heading of commitments.
pub const COMMITMENTS: Pair = Pair("Commitments", "承诺");
/// Heading of due dates.
pub const DUE: Pair = Pair("Due", "期限");
/// An open commitment whose date has passed.
pub const OVERDUE: Pair = Pair("overdue", "逾期");
/// Heading of progress.
pub const STATUS: Pair = Pair("Status", "进展");
/// Heading of texts.
pub const TEXT: Pair = Pair("Text", "内容");
/// Heading of names of things.
pub const ID: Pair = Pair("Id", "编号");
/// Heading of our lines.
pub const LINES: Pair = Pair("Our line", "我方口径");
/// What we want.
pub const OBJECTIVE: Pair = Pair("Objective", "目标");
/// What speaks for it.
pub const ARGUMENTS: Pair = Pair("Arguments", "理由");
/// What to ask.
pub const ASKS: Pair = Pair("To ask", "要提的问题");
/// Heading of points to raise.
pub const POINTS: Pair = Pair("To raise", "待提出");
/// Heading of meetings.
pub const MEETINGS: Pair = Pair("Meetings", "会晤");
/// A meeting that took place.
pub const FINISHED: Pair = Pair("finished", "已结束");
/// Heading of references.
pub const REFERENCES: Pair = Pair("References", "依据");
/// Heading of regional groups.
pub const REGION: Pair = Pair("Region", "地区组");
/// Heading of groups.
pub const GROUPS: Pair = Pair("Groups", "集团");
/// Heading of members.
pub const MEMBERS: Pair = Pair("Members", "成员");
/// Heading of own positions.
pub const RECORDED: Pair = Pair("Recorded", "已记录");
/// Heading of positions through a group.
pub const THROUGH: Pair = Pair("Via groups", "随集团立场");
/// Heading of members whose groups have taken different positions.
pub const GROUPS_DIFFER: Pair = Pair("Groups differ", "所属集团立场不一");
/// Heading of conflicts.
pub const CONFLICTS: Pair = Pair("Conflicts", "冲突");
/// Heading of how many are for.
pub const FOR: Pair = Pair("For", "赞成");
/// Heading of how many are against, red lines among them.
pub const AGAINST: Pair = Pair("Against", "反对");
/// Heading of who is for, has concerns and is against.
pub const SIDES: Pair = Pair("Sides", "赞成与反对");
/// A position taken on a text that has changed since.
pub const EARLIER_TEXT: Pair = Pair("on an earlier text", "针对旧文本");
/// Our record was wrong; no move of theirs.
pub const CORRECTED: Pair = Pair("corrected by us", "我方更正");
/// One of two records that differ.
pub const CONFLICT: Pair = Pair("conflict", "冲突");
/// A position taken back to nothing.
pub const CLEARED: Pair = Pair("cleared", "清除");
/// An entry that was taken back.
pub const UNDONE: Pair = Pair("undone", "已撤销");
/// A nuclear-weapon State.
pub const NUCLEAR_WEAPON_STATE: Pair = Pair("nuclear-weapon State", "核武器国家");
/// Nothing to list.
pub const NONE: Pair = Pair("none", "无");
/// How to take an act back.
pub const TO_UNDO: Pair = Pair("To take it back: prepcom undo", "撤销：prepcom undo");
/// How to put it back.
pub const TO_REDO: Pair = Pair("To put it back: prepcom redo", "恢复：prepcom redo");
/// Nothing that an undo could take back.
pub const NOTHING_TO_UNDO: Pair = Pair(
    "nothing to undo: this device has recorded no act here that still counts",
    "没有可撤销的操作：本机在此没有仍然有效的记录",
);
/// Nothing that a redo could put back.
pub const NOTHING_TO_REDO: Pair = Pair("nothing to redo", "没有可恢复的操作");
/// What an entry id is followed by.
pub const RECORDED_AS: Pair = Pair("recorded", "已记录");

/// How much of all cells has a position.
pub fn coverage(lang: Lang, coverage: &Coverage) -> String {
    let Coverage { recorded, via_groups: via, groups_differ: differ, cells, conflicts } = *coverage;
    match lang {
        Lang::En => {
            let plural = if conflicts == 1 { "conflict" } else { "conflicts" };
            let differ = match differ {
                0 => String::new(),
                count => format!(", {count} where groups differ"),
            };
            format!("{recorded} of {cells} recorded, {via} more via groups{differ}, {conflicts} {plural}")
        }
        Lang::Zh => {
            let differ = match differ {
                0 => String::new(),
                count => format!("，所属集团立场不一{count}"),
            };
            format!("已记录{recorded}/{cells}，另有{via}项随集团立场{differ}，记录冲突{conflicts}")
        }
    }
}

/// Who is for, has concerns and is against.
pub fn sides(lang: Lang, tally: &Tally) -> String {
    let (for_it, concerns, against) = (tally.in_favour(), tally.with_concerns(), tally.against());
    let red = tally.red_lines();
    match (lang, red) {
        (Lang::En, 0) => format!("for {for_it}, concerns {concerns}, against {against}"),
        (Lang::En, 1) => format!("for {for_it}, concerns {concerns}, against {against} (1 red line)"),
        (Lang::En, _) => format!("for {for_it}, concerns {concerns}, against {against} ({red} red lines)"),
        (Lang::Zh, 0) => format!("赞成{for_it}，有关切{concerns}，反对{against}"),
        (Lang::Zh, _) => format!("赞成{for_it}，有关切{concerns}，反对{against}（其中红线{red}）"),
    }
}

/// A position that is a group's.
pub fn via(lang: Lang, group: &str) -> String {
    match lang {
        Lang::En => format!("via {group}"),
        Lang::Zh => format!("随{group}立场"),
    }
}

/// Groups of a member that has no position of its own, which have taken different ones: `@NAM +, @AFRICAN ?`.
pub fn groups_differ(lang: Lang, groups: &str) -> String {
    match lang {
        Lang::En => format!("groups differ ({groups})"),
        Lang::Zh => format!("所属集团立场不一（{groups}）"),
    }
}

/// A position that was taken before a group's that differs.
pub fn older_than(lang: Lang, group: &str, on: &str) -> String {
    match lang {
        Lang::En => format!("older than {group}'s position of {on}"),
        Lang::Zh => format!("早于{group}{on}的立场"),
    }
}

/// A position that differs from a group's.
pub fn departs(lang: Lang, group: &str) -> String {
    match lang {
        Lang::En => format!("differs from {group}"),
        Lang::Zh => format!("与{group}立场不同"),
    }
}

/// Why a position is a red line, or what speaks for it.
pub fn reason(lang: Lang, reason: &str) -> String {
    match lang {
        Lang::En => format!("reason: {reason}"),
        Lang::Zh => format!("理由：{reason}"),
    }
}

/// Words that were said, with the code of their language.
pub fn quoted(lang: Lang, quote: &Quote) -> String {
    let (text, language) = (&quote.text, quote.language.as_str());
    match lang {
        _ if language.is_empty() => format!("“{text}”"),
        Lang::En => format!("“{text}” ({language})"),
        Lang::Zh => format!("“{text}”（{language}）"),
    }
}

/// A paragraph of the paper.
pub fn paragraph(lang: Lang, number: &str) -> String {
    match lang {
        Lang::En => format!("para. {number}"),
        Lang::Zh => format!("第{}段", number.replace(' ', "")),
    }
}

/// What an area refers to, with the symbols of the documents.
pub fn reference(lang: Lang, reference: &Reference) -> String {
    let text = reference.text.get(lang);
    match (reference.symbols.is_empty(), lang) {
        (true, _) => text.to_owned(),
        (false, Lang::En) => format!("{text} ({})", reference.symbols.join(", ")),
        (false, Lang::Zh) => format!("{text}（{}）", reference.symbols.join("、")),
    }
}

/// A cluster of the Committee's work.
pub fn cluster(lang: Lang, number: u32) -> String {
    match lang {
        Lang::En => format!("cluster {number}"),
        Lang::Zh => format!("第{number}组"),
    }
}

/// How many members of a group are listed, and of how many.
pub fn members_listed(lang: Lang, listed: usize, in_all: Option<u32>) -> String {
    match (in_all, lang) {
        (None, _) => listed.to_string(),
        (Some(in_all), Lang::En) => format!("{listed} of {in_all}"),
        (Some(in_all), Lang::Zh) => format!("{listed}个（共{in_all}个）"),
    }
}

/// The date of a list of members and what it rests on.
pub fn members_as_of(lang: Lang, date: &str, basis: &str) -> String {
    match lang {
        Lang::En => format!("as of {date}; {basis}"),
        Lang::Zh => format!("截至{date}；{basis}"),
    }
}

/// Files have problems.
pub fn problems(lang: Lang, count: usize) -> String {
    match lang {
        Lang::En if count == 1 => "1 problem in files; see: prepcom check".to_owned(),
        Lang::En => format!("{count} problems in files; see: prepcom check"),
        Lang::Zh => format!("文件有 {count} 个问题；详见：prepcom check"),
    }
}

/// Everything was read.
pub fn no_problems(
    lang: Lang,
    areas: usize,
    items: usize,
    delegations: usize,
    groups: usize,
    entries: usize,
) -> String {
    match lang {
        Lang::En => format!(
            "no problems: {areas} areas, {items} items, {delegations} delegations, {groups} groups, {entries} entries"
        ),
        Lang::Zh => format!(
            "没有问题：{areas} 个领域，{items} 个议题，{delegations} 个代表团，{groups} 个集团，{entries} 条记录"
        ),
    }
}

/// Internal notes that an export leaves out.
pub fn notes_left_out(lang: Lang, count: usize) -> String {
    match lang {
        Lang::En if count == 1 => "1 internal note is left out (notes: all takes it in)".to_owned(),
        Lang::En => format!("{count} internal notes are left out (notes: all takes them in)"),
        Lang::Zh => format!("略去 {count} 条内部笔记（笔记选“全部”可一并导出）"),
    }
}

/// Texts that lose characters.
pub fn cleaned(lang: Lang, count: usize) -> String {
    match lang {
        Lang::En => format!(
            "{count} texts hold control or hidden direction characters, which are left out here; JSON and RON keep them"
        ),
        Lang::Zh => format!("{count} 处文字含控制字符或隐藏的方向字符，此格式将其略去；JSON 和 RON 予以保留"),
    }
}

/// What a table of positions has no row for.
pub fn not_in_csv(lang: Lang, count: usize) -> String {
    match lang {
        Lang::En => format!(
            "CSV has positions and their notes only: {count} other notes, commitments, lines or points to raise are not in it; JSON has them"
        ),
        Lang::Zh => {
            format!("CSV 仅含立场及其笔记：另有 {count} 条笔记、承诺、立场要点或待提事项不在其中；JSON 中有")
        }
    }
}

/// A file was written.
pub fn written(lang: Lang, path: &str, bytes: usize) -> String {
    match lang {
        Lang::En => format!("wrote {path} ({bytes} bytes)"),
        Lang::Zh => format!("已写入 {path}（{bytes} 字节）"),
    }
}

/// There is a file where one is to be written.
pub fn is_there(lang: Lang, path: &str) -> String {
    match lang {
        Lang::En => format!("{path} is there already and was left as it is; --force replaces it"),
        Lang::Zh => format!("{path} 已存在，未作改动；--force 可替换"),
    }
}
