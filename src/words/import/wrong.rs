//! What is wrong with a file that is read back, and what to do about it.
//!
//! Invariant: what is wrong names the value and what was expected; what to do, or what comes nearest, stands in the hint.

use crate::domain::lang::{Bilingual, Pair};

/// What is wrong, and what to do.
pub type Said = (Bilingual, Bilingual);

fn both(en: impl Into<String>, zh: impl Into<String>) -> Bilingual {
    Bilingual { en: en.into().into(), zh: zh.into().into() }
}

/// "did you mean", where something comes near; else what there is.
fn near_or(near: Option<&str>, en: String, zh: String) -> Bilingual {
    match near {
        Some(near) => both(format!("did you mean {near}? {en}"), format!("是否应为 {near}？{zh}")),
        None => both(en, zh),
    }
}

/// A value at most forty characters long.
fn short(given: &str) -> String {
    crate::domain::text::fit(&crate::domain::text::clean_line(given), 40)
}

/// The file says nothing.
pub fn empty_file() -> Said {
    (
        both("the file is empty", "文件为空"),
        both(
            "its first line names the columns: participant,item,position",
            "首行应为列名：participant,item,position",
        ),
    )
}

/// Bytes are not UTF-8.
pub fn not_utf_8(byte: u8) -> Said {
    (
        both(format!("byte {byte:#04x} is not UTF-8 text"), format!("字节 {byte:#04x} 不是 UTF-8 文本")),
        both(
            "say how it was saved: --encoding gb18030 for Chinese, --encoding windows-1252 for Western European spreadsheets",
            "请说明保存时的编码：中文表格用 --encoding gb18030，西欧表格用 --encoding windows-1252",
        ),
    )
}

/// UTF-16 without a byte order mark.
pub fn utf_16_without_mark() -> Said {
    (
        both("the file is not text, or UTF-16 without its mark", "文件不是文本，或为无标记的 UTF-16"),
        both(
            "if it is UTF-16, say --encoding utf-16le or utf-16be",
            "若为 UTF-16，请用 --encoding utf-16le 或 utf-16be",
        ),
    )
}

/// Bytes are not of the encoding that was named.
pub fn not_of_encoding(name: &str) -> Said {
    (
        both(format!("what comes here is not {name}"), format!("此处内容不是 {name}")),
        both("name the encoding in which it was saved with --encoding", "请用 --encoding 说明保存时的编码"),
    )
}

/// A column that nobody knows.
pub fn unknown_column(given: &str, near: Option<&str>, all: &str) -> Said {
    let given = short(given);
    (
        both(format!("unknown column `{given}`"), format!("未知的列 {given}")),
        near_or(near, format!("columns are {all}"), format!("可用的列：{all}")),
    )
}

/// A column that stands twice.
pub fn column_twice(given: &str) -> Said {
    let given = short(given);
    (
        both(format!("the column `{given}` stands twice"), format!("列 {given} 出现两次")),
        both("leave one of the two", "请只保留其一"),
    )
}

/// A column that has to be there.
pub fn column_missing(name: &str) -> Said {
    (
        both(format!("the column `{name}` is missing"), format!("缺少列 {name}")),
        both(
            "the first line names the columns; participant, item and position have to be among them",
            "首行为列名，须含 participant、item、position",
        ),
    )
}

/// A value to the right of the last column, or below an empty head.
pub fn value_without_head(given: &str) -> Said {
    let given = short(given);
    (
        both(format!("`{given}` stands in no column that has a name"), format!("{given} 所在的列没有列名")),
        both("text that holds the separator stands in double quotes", "含分隔符的文字须加双引号"),
    )
}

/// A quote without its end.
pub fn open_quote() -> Said {
    (
        both("a double quote is opened here and never closed", "此处的双引号没有结束"),
        both("close it; a quote within quoted text is written twice", "请补上；引号内的引号须写两次"),
    )
}

/// A value that has to be there.
pub fn missing(name: &str) -> Said {
    (
        both(format!("{name} is empty"), format!("{name} 为空")),
        both("it is required in every row", "每行必填"),
    )
}

/// Nobody is called so.
pub fn unknown_participant(given: &str, candidates: &[String]) -> Said {
    let (given, near) = (short(given), candidates.join(", "));
    let near = (!near.is_empty()).then_some(near);
    let hint = match near {
        Some(near) => both(format!("did you mean {near}?"), format!("是否应为 {near}？")),
        None => both(
            "a code (AUT), a group (@NAM), a name or a known alias",
            "可用代码（AUT）、集团（@NAM）、名称或别名",
        ),
    };
    (both(format!("nobody is called `{given}`"), format!("没有名为 {given} 的与会方")), hint)
}

/// Several are called so.
pub fn ambiguous_participant(given: &str, candidates: &[String]) -> Said {
    let (given, all) = (short(given), candidates.join(", "));
    (
        both(format!("`{given}` can be several participants"), format!("{given} 可指多个与会方")),
        both(format!("name one by its code: {all}"), format!("请用代码指明：{all}")),
    )
}

/// No item is called so.
pub fn unknown_item(given: &str, near: Option<&str>, all: &str) -> Said {
    let given = short(given);
    (
        both(format!("no item is called `{given}`"), format!("没有名为 {given} 的议题")),
        near_or(near, format!("the paper has {all}"), format!("文件所含议题：{all}")),
    )
}

/// A row is about one item.
pub fn several_items(given: &str, keys: &str) -> Said {
    let given = short(given);
    (
        both(format!("`{given}` means several items"), format!("{given} 指多个议题")),
        both(format!("a row is about one of {keys}"), format!("每行只能是其中之一：{keys}")),
    )
}

/// No position is called so.
pub fn not_a_position(given: &str, near: Option<&str>, all: &str) -> Said {
    let given = short(given);
    (
        both(format!("`{given}` is not a position"), format!("{given} 不是立场")),
        near_or(
            near,
            format!("it is one of {all}; --map {given}=supports would take the word as that"),
            format!("立场为 {all} 之一；--map {given}=supports 可指定该词的含义"),
        ),
    )
}

/// No kind of source is called so.
pub fn not_a_kind(given: &str, near: Option<&str>, all: &str) -> Said {
    let given = short(given);
    (
        both(format!("`{given}` is not a kind of source"), format!("{given} 不是来源类别")),
        near_or(near, format!("it is one of {all}"), format!("来源为 {all} 之一")),
    )
}

/// Nothing of a kind is called so.
pub fn not_one_of(given: &str, near: Option<&str>, all: &str) -> Said {
    let given = short(given);
    (
        both(format!("`{given}` is none of what can stand here"), format!("此处不能填 {given}")),
        near_or(near, format!("it is one of {all}"), format!("可填：{all}")),
    )
}

/// Nothing that an entry made is called so.
pub fn not_a_name(given: &str) -> Said {
    let given = short(given);
    (
        both(
            format!("`{given}` is not a name that an export gives"),
            format!("{given} 不是导出文件所用的编号"),
        ),
        both("a name looks like k3f9x2-12 or k3f9x2-12.1", "编号形如 k3f9x2-12 或 k3f9x2-12.1"),
    )
}

/// A name that stands beside the code of somebody else.
pub fn name_of_another(given: &str, code: &str, name: &str) -> Said {
    let given = short(given);
    (
        both(format!("`{given}` is not a name of {code}"), format!("{given} 不是 {code} 的名称")),
        both(
            format!("{code} is {name}; correct the code, or leave the name out"),
            format!("{code} 是{name}；请改正代码，或删去名称"),
        ),
    )
}

/// A note for oneself alone, in a file.
pub fn mine_in_a_file() -> Said {
    (
        both("a note for oneself alone is taken from no file", "仅本人可见的笔记不从文件读入"),
        both(
            "write it here with prepcom note --mine, or give it as internal",
            "请用 prepcom note --mine 录入，或改为 internal",
        ),
    )
}

/// No visibility is called so.
pub fn not_a_visibility(given: &str, near: Option<&str>, all: &str) -> Said {
    let given = short(given);
    (
        both(format!("`{given}` does not say who may see a note"), format!("{given}不是笔记的可见范围")),
        near_or(near, format!("it is one of {all}"), format!("可见范围为{all}之一")),
    )
}

/// No progress is called so.
pub fn not_a_status(given: &str, near: Option<&str>, all: &str) -> Said {
    let given = short(given);
    (
        both(format!("`{given}` is not a status"), format!("{given} 不是进展状况")),
        near_or(near, format!("it is one of {all}"), format!("进展为 {all} 之一")),
    )
}

/// Not a time.
pub fn not_a_time(given: &str) -> Said {
    let given = short(given);
    (
        both(format!("`{given}` is not a date"), format!("{given} 不是日期")),
        both(
            "write 2018-12-05, 2018-12-05T15:00, today or 30d for thirty days ago",
            "请写作 2018-12-05、2018-12-05T15:00、今天或 30d（三十天前）",
        ),
    )
}

/// A time that is still to come.
pub fn later_than_now(given: &str) -> Said {
    (
        both(format!("{given} is later than now"), format!("{given} 晚于当前时间")),
        both("a position or a note has a time that has passed, in UTC", "立场和笔记的时间须已过（UTC）"),
    )
}

/// Where to look it up, without how we know.
pub fn reference_without_source(given: &str) -> Said {
    let given = short(given);
    (
        both(format!("`{given}` is a reference without a source"), format!("出处 {given} 没有来源类别")),
        both(
            "put statement, paper, vote, bilateral, reported or inferred in the source column",
            "请在 source 列填写 statement、paper、vote、bilateral、reported 或 inferred",
        ),
    )
}

/// What a text of JSON is.
pub const TEXT: Pair = Pair("a string", "字符串");
/// What a list of JSON is.
pub const LIST: Pair = Pair("a list", "列表");
/// What an object of JSON is.
pub const OBJECT: Pair = Pair("an object", "对象");
/// A whole number.
pub const NUMBER: Pair = Pair("a whole number", "整数");
/// What a truth of JSON is.
pub const YES_OR_NO: Pair = Pair("true or false", "true 或 false");

/// What is wrong with the value at a path.
pub fn at_path(path: &str, what: Bilingual) -> Bilingual {
    both(format!("{path}: {}", what.en), format!("{path}：{}", what.zh))
}

/// The file is not JSON.
pub fn not_json(why: &str) -> Said {
    let why = why.split(" at line ").next().unwrap_or(why);
    (
        both(format!("not JSON: {why}"), format!("不是有效的 JSON：{why}")),
        both("a file that was cut off ends like this; export it again", "文件可能不完整，请重新导出"),
    )
}

/// A value is of another type.
pub fn wrong_type(given: &str, expected: Pair) -> Said {
    let given = short(given);
    (
        both(format!("`{given}` is not {}", expected.0), format!("{given} 不是{}", expected.1)),
        both(format!("{} is expected here", expected.0), format!("此处应为{}", expected.1)),
    )
}

/// What is at a path is of another type.
pub fn not_a(path: &str, expected: Pair) -> Said {
    (
        both(format!("{path} is not {}", expected.0), format!("{path} 不是{}", expected.1)),
        both(format!("{} is expected here", expected.0), format!("此处应为{}", expected.1)),
    )
}

/// The document says that it is newer.
pub fn newer_schema(given: u64, ours: u32) -> Said {
    (
        both(
            format!("the file has schema {given}, and this prepcom reads schema {ours}"),
            format!("文件的 schema 为 {given}，本程序只读 schema {ours}"),
        ),
        both(
            "read it with a newer prepcom, or export it as CSV there",
            "请用更新的 prepcom 读取，或在原处导出为 CSV",
        ),
    )
}

/// The document is something else.
pub fn not_a_snapshot(ours: u32) -> Said {
    (
        both(format!("this is not a snapshot of schema {ours}"), format!("这不是 schema {ours} 的快照")),
        both("prepcom export --format json writes one", "prepcom export --format json 可生成快照"),
    )
}

/// Not a day.
pub fn not_a_day(given: &str) -> Said {
    let given = short(given);
    (
        both(format!("`{given}` is not a date"), format!("{given} 不是日期")),
        both("write 2027-04-01", "请写作 2027-04-01"),
    )
}

/// The file is not a workbook.
pub fn not_a_workbook(why: &str) -> Said {
    let why = short(why);
    (
        both(format!("this is not a workbook that can be read: {why}"), format!("无法作为工作簿读取：{why}")),
        both("save it as .xlsx without a password", "请另存为不加密的 .xlsx"),
    )
}

/// The workbook has no sheet that is a list.
pub fn no_sheet() -> Said {
    (
        both("the workbook has no sheet", "工作簿没有工作表"),
        both(
            "sheets are called Positions, Notes, Commitments and so on, as an export writes them",
            "工作表名应与导出时一致：立场、笔记、承诺等",
        ),
    )
}

/// A text that fills its cell.
pub fn cut_cell() -> Said {
    (
        both("the text fills its cell and was cut there", "文字已达单元格上限，可能被截断"),
        both("JSON holds it in full", "JSON 可保存全文"),
    )
}
