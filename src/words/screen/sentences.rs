//! What the screens say around a value, in the order of words of each language.
//!
//! Invariant: one method a sentence, both languages side by side.

use super::ScreenWords;
use crate::{
    domain::{lang::Lang, snapshot::Tally},
    words::report,
};

impl ScreenWords {
    pub(super) fn pick(&self, en: String, zh: String) -> String {
        match self.lang {
            Lang::En => en,
            Lang::Zh => zh,
        }
    }

    /// A key works elsewhere only.
    pub fn only_there(&self, key: &str, label: &str, scope: &str, how: &str) -> String {
        self.pick(
            format!("{key} ({label}) works in: {scope}. {how}"),
            format!("{key}（{label}）仅用于：{scope}。{how}"),
        )
    }

    /// A key does nothing at all.
    pub fn no_such_key(&self, key: &str) -> String {
        self.pick(
            format!("{key} does nothing here; ? shows the keys that do."),
            format!("{key} 在此无作用；按 ? 查看可用按键。"),
        )
    }

    /// An act was recorded.
    pub fn recorded(&self, what: &str) -> String {
        self.pick(format!("Recorded: {what}. u undoes it."), format!("已记录：{what}。按 u 撤销。"))
    }

    /// An act was taken back, or put back.
    pub fn taken_back(&self, put_back: bool, what: &str) -> String {
        match put_back {
            true => self.pick(format!("Put back: {what}."), format!("已恢复：{what}。")),
            false => self.pick(
                format!("Undone: {what}. Ctrl-R puts it back."),
                format!("已撤销：{what}。Ctrl-R 恢复。"),
            ),
        }
    }

    /// Notes were left behind in an editor.
    pub fn rescued(&self, on: &str) -> String {
        self.pick(
            format!(
                "Left in your editor when the program ended, now a draft: note on {on}. n there opens it."
            ),
            format!("上次退出时留在编辑器中的笔记（{on}）已存为草稿，在该处按 n 打开。"),
        )
    }

    /// How many cells have a position.
    pub fn coverage(&self, recorded: usize, cells: usize, via: usize, differ: usize) -> String {
        let (en_via, zh_via) = match via {
            0 => (String::new(), String::new()),
            n => (format!(", {n} more via groups"), format!("，另有{n}项随集团立场")),
        };
        let (en_differ, zh_differ) = match differ {
            0 => (String::new(), String::new()),
            n => (format!(", {n} where groups differ"), format!("，所属集团立场不一{n}项")),
        };
        self.pick(
            format!("{recorded} of {cells} recorded{en_via}{en_differ}"),
            format!("已记录{recorded}/{cells}{zh_via}{zh_differ}"),
        )
    }

    /// How many conflicts there are.
    pub fn conflicts(&self, count: usize) -> String {
        let plural = if count == 1 { "conflict" } else { "conflicts" };
        self.pick(format!("! {count} {plural}"), format!("! 冲突 {count} 处"))
    }

    /// How many commitments are overdue, and due within thirty days.
    pub fn due_soon(&self, overdue: usize, soon: usize) -> String {
        self.pick(
            format!("{overdue} overdue, {soon} due within 30 days"),
            format!("逾期 {overdue} 项，30 天内到期 {soon} 项"),
        )
    }

    /// What is shown is the past.
    pub fn past(&self, as_of: Option<&str>, known_at: Option<&str>) -> String {
        let (as_of_en, as_of_zh) = as_of
            .map_or((String::new(), String::new()), |at| (format!(" as of {at}"), format!(" 截至 {at}")));
        let (known_en, known_zh) = known_at.map_or((String::new(), String::new()), |at| {
            (format!(" as known at {at}"), format!(" 当时所知 {at}"))
        });
        self.pick(format!("Read-only:{as_of_en}{known_en}"), format!("只读：{as_of_zh}{known_zh}"))
    }

    /// Who is for, has concerns and is against.
    pub fn sides(&self, tally: &Tally) -> String {
        report::sides(self.lang, tally)
    }

    /// Lines that do not fit.
    pub fn more_lines(&self, count: usize) -> String {
        let plural = if count == 1 { "line" } else { "lines" };
        self.pick(format!("{count} more {plural}"), format!("还有 {count} 行"))
    }

    /// How far a session is.
    pub fn walk_progress(&self, heard: usize, skipped: usize, all: usize, elapsed: &str) -> String {
        let left = all.saturating_sub(heard + skipped);
        let (en, zh) = match skipped {
            0 => (String::new(), String::new()),
            n => (format!(", {n} skipped"), format!("，跳过 {n}")),
        };
        self.pick(
            format!("{heard} of {all} heard{en}, {left} left  {elapsed}"),
            format!("已发言 {heard}/{all}{zh}，尚余 {left}  {elapsed}"),
        )
    }

    /// Who has the floor.
    pub fn has_the_floor(&self, code: &str, name: &str) -> String {
        self.pick(format!("{code}  {name} has the floor"), format!("{code}  {name} 发言"))
    }

    /// A session was under way when the program ended.
    pub fn walk_waits(&self, stop: usize, all: usize, who: &str, item: &str) -> String {
        self.pick(
            format!("A review session waits at {stop} of {all} ({who} on {item}): s goes on with it."),
            format!("审议停在第 {stop}/{all} 位（{who}，{item}）：按 s 继续。"),
        )
    }

    /// Every stop was heard or skipped.
    pub fn walk_is_over(&self, heard: usize, skipped: usize) -> String {
        self.pick(
            format!("That was the last: {heard} heard, {skipped} skipped. Ctrl-X ends the session."),
            format!("全部结束：发言 {heard}，跳过 {skipped}。Ctrl-X 结束审议。"),
        )
    }

    /// The session was ended.
    pub fn walk_ended(&self, heard: usize, all: usize) -> String {
        self.pick(
            format!("Session ended: {heard} of {all} heard."),
            format!("审议结束：已发言 {heard}/{all}。"),
        )
    }

    /// A filter is on.
    pub fn filtered(&self, text: &str, rows: usize) -> String {
        self.pick(
            format!("/{text}: {rows} found, Esc drops the filter"),
            format!("/{text}：找到 {rows} 项，Esc 取消筛选"),
        )
    }

    /// What fits a jump.
    pub fn found(&self, count: usize) -> String {
        self.pick(format!("{count} found"), format!("找到 {count} 项"))
    }

    /// A paragraph of the paper.
    pub fn paragraph_of(&self, number: &str) -> String {
        crate::words::report::paragraph(self.lang, number)
    }

    /// A cluster of the Committee's work.
    pub fn cluster_of(&self, number: u32) -> String {
        self.pick(format!("cluster {number}"), format!("第{number}组"))
    }

    /// Who recorded something, and when.
    pub fn recorded_by(&self, at: &str, by: &str) -> String {
        self.pick(format!("recorded {at} by {by}"), format!("{by} 记录于 {at}"))
    }

    /// When a position was taken.
    pub fn taken_on(&self, on: &str) -> String {
        self.pick(format!("taken {on}"), format!("{on} 表态"))
    }

    /// A condition.
    pub fn if_condition(&self, condition: &str) -> String {
        self.pick(format!("if {condition}"), format!("条件：{condition}"))
    }

    /// How many members a group has, and as of when.
    pub fn membership(&self, listed: &str, as_of: &str) -> String {
        self.pick(format!("Members: {listed} ({as_of})"), format!("成员：{listed}，{as_of}"))
    }
}
