//! What sheets, documents and calendars say beside what all reports say.
//!
//! Invariant: as in the other catalogues; the heads of columns are for people, reading back goes by the names in `export::xlsx`.

use crate::domain::lang::{Lang, Pair};

/// Sheet of participants and items.
pub const MATRIX: Pair = Pair("Matrix", "矩阵");
/// Sheet of what the file is.
pub const ABOUT: Pair = Pair("About", "说明");
/// Sheet of documents that circulate.
pub const DOCUMENTS: Pair = Pair("Documents", "文件");
/// Heading of names of participants.
pub const NAME: Pair = Pair("Name", "名称");
/// Heading of what an item is about.
pub const SUBJECT: Pair = Pair("Subject", "主题");
/// Heading of where to look a source up.
pub const REFERENCE: Pair = Pair("Reference", "出处");
/// Heading of the group that speaks for a participant.
pub const THROUGH: Pair = Pair("Via", "随集团");
/// Heading of who may see a note.
pub const VISIBILITY: Pair = Pair("Visibility", "可见范围");
/// Heading of what the status of a commitment rests on.
pub const BASIS: Pair = Pair("Evidence", "依据");
/// Heading of why a position is what it is.
pub const REASON: Pair = Pair("Reason", "原因");
/// Heading of what was said, word for word.
pub const QUOTE: Pair = Pair("Quote", "原话");
/// Heading of the language in which that was said.
pub const QUOTE_LANGUAGE: Pair = Pair("Quote language", "原话语文");
/// Heading of the group whose statement it was.
pub const GROUP: Pair = Pair("Group", "集团");
/// Heading of when a meeting ends.
pub const UNTIL: Pair = Pair("Until", "至");
/// Heading of whether records are in conflict.
pub const CONFLICT: Pair = Pair("Conflict", "冲突");
/// Heading of whether a position was taken on a text that has changed since.
pub const EARLIER_TEXT: Pair = Pair("Earlier wording", "旧案文");
/// Heading of whether a due date has passed.
pub const OVERDUE: Pair = Pair("Overdue", "逾期");
/// Heading of whether a meeting took place.
pub const FINISHED: Pair = Pair("Finished", "已结束");
/// Heading of when something was said.
pub const SAID: Pair = Pair("Said", "时间");
/// Heading of when something was recorded.
pub const RECORDED: Pair = Pair("Recorded", "记录时间");
/// Heading of numbers of areas.
pub const NUMBER: Pair = Pair("No.", "序号");
/// Heading of areas.
pub const AREA: Pair = Pair("Area", "领域");
/// Heading of clusters.
pub const CLUSTER: Pair = Pair("Cluster", "组别");
/// Heading of paragraphs.
pub const PARAGRAPH: Pair = Pair("Para.", "段落");
/// The row that sums all items.
pub const ALL_ITEMS: Pair = Pair("All items", "全部议题");
/// What is so.
pub const YES: Pair = Pair("yes", "是");
/// Heading of the title.
pub const TITLE: Pair = Pair("Title", "标题");
/// Heading of what the positions are worth.
pub const STANDING: Pair = Pair("Please note", "说明");
/// Heading of what the signs mean.
pub const SIGNS: Pair = Pair("Signs", "符号");
/// A position in brackets.
pub const IN_BRACKETS: Pair = Pair("(+) via a group, / groups differ", "(+) 随集团立场，/ 所属集团立场不一");
/// A position with a mark.
pub const MARKED: Pair = Pair("+! records conflict", "+! 记录冲突");
/// A commitment in a calendar.
pub const PROMISED: Pair = Pair("due", "到期");
/// A meeting in a calendar.
pub const MEETING: Pair = Pair("Meeting", "会晤");

/// Texts that are longer than a cell can be.
pub fn cut(lang: Lang, count: usize) -> String {
    match lang {
        Lang::En if count == 1 => {
            "1 text is longer than the 32,767 characters of a cell and is cut, ending in …; JSON has it whole"
                .to_owned()
        }
        Lang::En => format!(
            "{count} texts are longer than the 32,767 characters of a cell and are cut, ending in …; JSON has them whole"
        ),
        Lang::Zh => format!("{count} 段文字超过单元格上限 32,767 字，已截短并以“…”结尾；JSON 中有全文"),
    }
}

/// What a calendar has no place for.
pub fn not_in_calendar(lang: Lang, undated: usize) -> String {
    match lang {
        Lang::En if undated == 1 => {
            "a calendar has meetings and due dates only: 1 commitment without a date is not in it".to_owned()
        }
        Lang::En => format!(
            "a calendar has meetings and due dates only: {undated} commitments without a date are not in it"
        ),
        Lang::Zh => format!("日历仅含会晤和期限：{undated} 项未定期限的承诺不在其中"),
    }
}
