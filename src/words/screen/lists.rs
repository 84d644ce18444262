//! What the commitments, the timeline, who moved and the commands say, both languages side by side.
//!
//! Invariant: as in the catalogue above it, plain words are fields, whatever takes a value is a method.

use super::ScreenWords;
use crate::domain::{lang::Pair, moves::Direction};

/// Plain words of the commitments, the timeline, who moved and the commands.
#[derive(Debug)]
pub struct ListWords {
    /// “Commitments”.
    pub commitments: &'static str,
    /// “Timeline”.
    pub timeline: &'static str,
    /// “Who moved”.
    pub moves: &'static str,
    /// “Commands”.
    pub palette_title: &'static str,
    /// “what it does, or its key”.
    pub palette_hint: &'static str,
    /// “Who moved between two dates”.
    pub moves_title: &'static str,
    /// “From”.
    pub field_from: &'static str,
    /// “Until”.
    pub field_until: &'static str,
    /// “2024-07-22, 2024-07-22T15:00, 30d; empty: a year ago”.
    pub from_hint: &'static str,
    /// “2024-07-22, 2024-07-22T15:00, 30d; empty: now”.
    pub until_hint: &'static str,
    /// “this is before the first date”.
    pub error_backwards: &'static str,
    /// “No commitments here; c beside a position adds one.”.
    pub no_commitments: &'static str,
    /// “Every commitment is done or withdrawn; w shows all.”.
    pub none_open: &'static str,
    /// “Nothing is recorded yet.”.
    pub no_entries: &'static str,
    /// “Nobody moved between these dates.”.
    pub nobody_moved: &'static str,
    /// “Nothing is selected here.”.
    pub nothing_selected: &'static str,
    /// “The paper has neither the item nor the delegation that this is about.”.
    pub not_in_paper: &'static str,
    /// “by due date”.
    pub by_due: &'static str,
    /// “by participant”.
    pub by_participant: &'static str,
    /// “by item”.
    pub by_item: &'static str,
    /// “by status”.
    pub by_status: &'static str,
    /// “open only”.
    pub open_only: &'static str,
    /// “all”.
    pub open_and_done: &'static str,
    /// “made”.
    pub made: &'static str,
    /// “changed”.
    pub amended: &'static str,
    /// “now”.
    pub now: &'static str,
    /// “commitments”.
    pub scope_commitments: &'static str,
    /// “timeline”.
    pub scope_timeline: &'static str,
    /// “who moved”.
    pub scope_moves: &'static str,
    /// “commands”.
    pub scope_palette: &'static str,
    /// “commitments”.
    pub key_commitments: &'static str,
    /// “timeline”.
    pub key_timeline: &'static str,
    /// “who moved, or entries”.
    pub key_moves: &'static str,
    /// “sort by the next column”.
    pub key_sort: &'static str,
    /// “open only, or all”.
    pub key_open_only: &'static str,
    /// “commands”.
    pub key_palette: &'static str,
    /// “do it”.
    pub key_perform: &'static str,
}

pub(super) static EN: ListWords = ListWords {
    commitments: "Commitments",
    timeline: "Timeline",
    moves: "Who moved",
    palette_title: "Commands",
    palette_hint: "what it does, or its key",
    moves_title: "Who moved between two dates",
    field_from: "From",
    field_until: "Until",
    from_hint: "2024-07-22, 2024-07-22T15:00, 30d; empty: a year ago",
    until_hint: "2024-07-22, 2024-07-22T15:00, 30d; empty: now",
    error_backwards: "this is before the first date",
    no_commitments: "No commitments yet: c beside a position adds one.",
    none_open: "Every commitment is complete or withdrawn; w shows all.",
    no_entries: "Nothing is recorded yet.",
    nobody_moved: "Nobody moved between these dates.",
    nothing_selected: "Nothing is selected here.",
    not_in_paper: "The paper has neither the item nor the delegation that this is about.",
    by_due: "by due date",
    by_participant: "by participant",
    by_item: "by item",
    by_status: "by status",
    open_only: "open only",
    open_and_done: "all",
    made: "made",
    amended: "changed",
    now: "now",
    scope_commitments: "commitments",
    scope_timeline: "timeline",
    scope_moves: "who moved",
    scope_palette: "commands",
    key_commitments: "commitments",
    key_timeline: "timeline",
    key_moves: "who moved, or entries",
    key_sort: "sort",
    key_open_only: "open only, or all",
    key_palette: "commands",
    key_perform: "do it",
};

pub(super) static ZH: ListWords = ListWords {
    commitments: "承诺",
    timeline: "时间线",
    moves: "立场变化",
    palette_title: "命令",
    palette_hint: "作用或按键",
    moves_title: "两个日期之间的立场变化",
    field_from: "从",
    field_until: "至",
    from_hint: "2024-07-22、2024-07-22T15:00、30d；空：一年前",
    until_hint: "2024-07-22、2024-07-22T15:00、30d；空：现在",
    error_backwards: "早于起始日期",
    no_commitments: "尚无承诺：在议题或代表团中按 c 添加。",
    none_open: "所有承诺均已完成或撤回；按 w 显示全部。",
    no_entries: "尚无记录。",
    nobody_moved: "这两个日期之间无人改变立场。",
    nothing_selected: "此处未选中任何内容。",
    not_in_paper: "文件中没有此项所涉的议题或代表团。",
    by_due: "按期限",
    by_participant: "按参与方",
    by_item: "按议题",
    by_status: "按进展",
    open_only: "仅未完成",
    open_and_done: "全部",
    made: "作出",
    amended: "修改",
    now: "现在",
    scope_commitments: "承诺一览",
    scope_timeline: "时间线",
    scope_moves: "立场变化",
    scope_palette: "命令",
    key_commitments: "承诺一览",
    key_timeline: "时间线",
    key_moves: "立场变化或记录",
    key_sort: "排序",
    key_open_only: "仅未完成或全部",
    key_palette: "命令",
    key_perform: "执行",
};

impl ScreenWords {
    /// How many commitments there are, how many of them are open, and overdue.
    pub fn commitments_head(&self, all: usize, open: usize, overdue: usize) -> String {
        let plural = if all == 1 { "commitment" } else { "commitments" };
        self.pick(
            format!("{all} {plural}, {open} open, {overdue} overdue"),
            format!("承诺 {all} 项，未完成 {open} 项，逾期 {overdue} 项"),
        )
    }

    /// How a list is sorted and what of it is shown.
    pub fn sorted(&self, by: &str, shown: &str) -> String {
        self.pick(format!("{by} (S), {shown} (w)"), format!("{by}排序（S），{shown}（w）"))
    }

    /// How many entries there are, and how many of them are taken back.
    pub fn entries_head(&self, all: usize, undone: usize) -> String {
        let plural = if all == 1 { "entry" } else { "entries" };
        let (en_undone, zh_undone) = match undone {
            0 => (String::new(), String::new()),
            n => (format!(", {n} undone"), format!("，其中 {n} 条已撤销")),
        };
        self.pick(
            format!("{all} {plural}, newest first{en_undone}"),
            format!("记录 {all} 条，最新在前{zh_undone}"),
        )
    }

    /// How many cells moved between two dates, and how many of them towards the text and away.
    pub fn moves_head(&self, moves: usize, up: usize, down: usize, from: &str, until: &str) -> String {
        let plural = if moves == 1 { "move" } else { "moves" };
        self.pick(
            format!("{from} to {until}: {moves} {plural}, {up} towards the text, {down} away"),
            format!("{from} 至 {until}：变化 {moves} 处，趋于赞成 {up}，趋于反对 {down}"),
        )
    }

    /// Which way somebody moved, as seen from the text of the item.
    pub fn direction(&self, direction: Direction) -> &'static str {
        let pair = match direction {
            Direction::Towards => Pair("towards", "趋于赞成"),
            Direction::Away => Pair("away", "趋于反对"),
            Direction::New => Pair("new", "新立场"),
            Direction::Gone => Pair("gone", "不再有立场"),
            Direction::Condition => Pair("condition", "条件改变"),
            Direction::Corrected => crate::words::report::CORRECTED,
        };
        pair.get(self.lang)
    }

    /// Facts of an entry that are left out.
    pub fn more_facts(&self, count: usize) -> String {
        self.pick(format!("and {count} more"), format!("另有 {count} 项"))
    }

    /// How a commitment's due date reads.
    pub fn due_on(&self, due: Option<&str>) -> String {
        due.map_or(self.no_due.to_owned(), |due| format!("{} {due}", self.due))
    }

    /// What a progress rests on.
    pub fn rests_on(&self, evidence: &str) -> String {
        self.pick(format!("rests on: {evidence}"), format!("依据：{evidence}"))
    }

    /// A key works in a list only that another key opens.
    pub fn only_behind(&self, key: &str, label: &str, scope: &str, opens: &str) -> String {
        self.pick(
            format!("{key} ({label}) works in: {scope}, which {opens} opens."),
            format!("{key}（{label}）仅用于：{scope}。按 {opens} 打开。"),
        )
    }
}
