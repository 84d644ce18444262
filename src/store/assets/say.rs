//! What is said of a file of the paper, in both languages.
//!
//! Invariant: whatever comes from a file is cleaned and cut here, so a sentence is always safe to show and never endless.

use super::source::{LARGEST, PROBLEMS_PER_FILE};
use crate::domain::{
    lang::Text,
    problem::{Place, Problem},
    text,
};

/// What is wrong and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Words {
    what: Text,
    hint: Text,
}

impl Words {
    fn new(
        what: (impl Into<String>, impl Into<String>),
        hint: (impl Into<String>, impl Into<String>),
    ) -> Words {
        Words {
            what: Text { en: what.0.into(), zh: what.1.into() },
            hint: Text { en: hint.0.into(), zh: hint.1.into() },
        }
    }

    /// These words at a place.
    pub(super) fn at(self, place: Place) -> Problem {
        Problem { place, what: self.what, hint: self.hint }
    }
}

/// A short piece of a file within a sentence.
pub(super) fn quoted(given: &str) -> String {
    let start: String = given.chars().take(200).collect();
    text::fit(&text::clean_line(&start), 40)
}

/// Files and folders as such.
impl Words {
    pub(super) fn unreadable(error: &std::io::Error) -> Words {
        Words::new(
            (format!("it can't be read: {error}"), format!("无法读取：{error}")),
            ("check that it is there and that you may read it", "请检查文件是否存在以及读取权限"),
        )
    }

    pub(super) fn is_folder() -> Words {
        Words::new(
            ("it is a folder; a file should be here", "这是文件夹，此处应为文件"),
            ("move the folder away", "请移走该文件夹"),
        )
    }

    pub(super) fn is_no_file() -> Words {
        Words::new(
            ("it is neither a file nor a folder", "这既不是文件也不是文件夹"),
            ("put an ordinary file here", "请放置普通文件"),
        )
    }

    pub(super) fn too_large() -> Words {
        let largest = LARGEST >> 20;
        Words::new(
            (
                format!("it is larger than {largest} MiB and was not read"),
                format!("超过 {largest} MiB，未读取"),
            ),
            ("check that it is the right file", "请检查文件是否正确"),
        )
    }

    pub(super) fn not_utf8(bytes: &[u8]) -> Words {
        let what = ("this byte is not UTF-8, so the file was not read", "此字节不是 UTF-8 编码，文件未读取");
        match bytes {
            [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Words::new(
                what,
                ("the file is UTF-16; save it as UTF-8", "文件是 UTF-16 编码；请另存为 UTF-8"),
            ),
            _ => Words::new(what, ("save the file as UTF-8", "请将文件另存为 UTF-8")),
        }
    }

    pub(super) fn more_unlisted(count: usize) -> Words {
        Words::new(
            (
                format!("it has {count} more problems; the first {PROBLEMS_PER_FILE} are listed"),
                format!("另有 {count} 处问题；仅列出前 {PROBLEMS_PER_FILE} 处"),
            ),
            ("mend these first", "请先修正已列出的"),
        )
    }

    pub(super) fn no_area() -> Words {
        Words::new(
            ("no area in assets/areas/", "assets/areas/ 中没有任何领域"),
            (
                "put one file for each area there, or delete the folder to use the built-in areas",
                "请为每个领域放置一个文件，或删除该文件夹以使用内置领域",
            ),
        )
    }

    pub(super) fn folder_unreadable(error: &std::io::Error) -> Words {
        Words::new(
            (
                format!("the folder can't be read, so the paper has no areas: {error}"),
                format!("无法读取该文件夹，因此没有任何领域：{error}"),
            ),
            ("check that it is a folder and that you may read it", "请检查它是否为文件夹以及读取权限"),
        )
    }
}

/// The grammar.
impl Words {
    pub(super) fn cut_short(opened: Option<(&str, usize)>) -> Words {
        let hint = match opened {
            Some((what, line)) => (
                format!("`{what}` in line {line} is never closed; compare with a copy of the file"),
                format!("第 {line} 行的 {what} 没有闭合；请与备份核对"),
            ),
            None => ("nothing is in it; restore it from a copy".into(), "文件为空；请从备份恢复".into()),
        };
        Words::new(("the file ends too early; it may be cut short", "文件过早结束，可能不完整"), hint)
    }

    pub(super) fn comma_missing() -> Words {
        Words::new(("a comma is missing behind this", "此处之后缺少逗号"), ("write `,`", "请补上 ,"))
    }

    pub(super) fn quoted_name() -> Words {
        Words::new(
            ("the name of a field should be here instead of a text", "此处应为字段名，而不是文本"),
            ("the name of a field has no quotation marks", "字段名不加引号"),
        )
    }

    pub(super) fn expected(wanted: (&str, &str), found: &str) -> Words {
        Words::new(
            (
                format!("{} should be here instead of `{}`", wanted.0, quoted(found)),
                format!("此处应为{}，而不是 {}", wanted.1, quoted(found)),
            ),
            instead_of(found),
        )
    }

    pub(super) fn too_deep(limit: usize) -> Words {
        Words::new(
            (format!("brackets nest more than {limit} deep"), format!("括号嵌套超过 {limit} 层")),
            ("the file was read up to here; close what is open", "只读取到此处；请闭合未闭合的括号"),
        )
    }

    pub(super) fn stray() -> Words {
        Words::new(
            ("something follows the end", "结尾之后还有内容"),
            (
                "a closing bracket before this may be one too many; else delete this",
                "前面可能多了一个右括号；否则请删除此处内容",
            ),
        )
    }

    /// What the parser says where nothing else is known.
    pub(super) fn from_ron(error: &ron::Error) -> Words {
        let said = text::clean_line(&error.to_string());
        let said = text::fit(&said, 300);
        let hint = match error {
            ron::Error::InvalidEscape(_) => (
                "in a text, a backslash is written `\\\\` and a quotation mark `\\\"`",
                "文本中反斜杠写作 \\\\，引号写作 \\\"",
            ),
            _ => ("", ""),
        };
        Words::new((format!("it can't be read: {said}"), format!("无法解析：{said}")), hint)
    }
}

/// What to do about a character that stands where another should.
fn instead_of(found: &str) -> (String, String) {
    let half = match found.chars().next() {
        Some('，' | '、') => ',',
        Some('：') => ':',
        Some('（') => '(',
        Some('）') => ')',
        Some('【' | '［') => '[',
        Some('】' | '］') => ']',
        Some('“' | '”' | '„' | '«' | '»' | '＂' | '「' | '」') => '"',
        Some('=') => {
            return ("a field and its value are parted by `:`".into(), "字段与值之间用 : 分隔".into());
        }
        Some(':') => {
            return ("the name of a field has no quotation marks".into(), "字段名不加引号".into());
        }
        Some(';') => return ("write `,`".into(), "请改为 ,".into()),
        _ => {
            return (
                "a bracket, comma or quotation mark before this may be missing".into(),
                "前面可能缺少括号、逗号或引号".into(),
            );
        }
    };
    (format!("write the plain `{half}`"), format!("请改用半角 {half}"))
}

/// Fields and values.
impl Words {
    pub(super) fn unknown_field(name: &str, near: Option<&str>, all: &str) -> Words {
        let hint = match near {
            Some(near) => (format!("did you mean `{near}`?"), format!("是否应为 {near}？")),
            None => (format!("here can be: {all}"), format!("此处可用：{all}")),
        };
        Words::new((format!("unknown field `{}`", quoted(name)), format!("未知字段 {}", quoted(name))), hint)
    }

    pub(super) fn missing_field(name: &str, example: &str) -> Words {
        Words::new(
            (format!("the field `{name}` is missing"), format!("缺少字段 {name}")),
            (format!("add `{name}: {example}`"), format!("请补上 {name}: {example}")),
        )
    }

    pub(super) fn missing_language(name: &str) -> Words {
        let (en, zh) = match name {
            "en" => ("English", "英文"),
            _ => ("Chinese", "中文"),
        };
        Words::new(
            (format!("the {en} text is missing"), format!("缺少{zh}文本")),
            (format!("fill in `{name}: \"…\"`"), format!("请填写 {name}: \"…\"")),
        )
    }

    pub(super) fn duplicate_field(name: &str) -> Words {
        Words::new(
            (format!("the field `{name}` is given twice"), format!("字段 {name} 重复")),
            ("keep one of the two", "请只保留一个"),
        )
    }

    pub(super) fn wrong_type(wanted: (&str, &str), found: (String, String), example: &str) -> Words {
        Words::new(
            (
                format!("{} should be here, not {}", wanted.0, found.0),
                format!("此处应为{}，而不是{}", wanted.1, found.1),
            ),
            (format!("write it like `{example}`"), format!("请写成 {example}")),
        )
    }

    pub(super) fn wrong_name(found: &str, wanted: &str) -> Words {
        Words::new(
            (
                format!("`{}` can't stand before this bracket", quoted(found)),
                format!("括号前不能写 {}", quoted(found)),
            ),
            (format!("delete it, or write `{wanted}`"), format!("请删除，或改为 {wanted}")),
        )
    }

    pub(super) fn unknown_word(word: &str, near: Option<&str>, all: &str) -> Words {
        let hint = match near {
            Some(near) => (format!("did you mean `{near}`?"), format!("是否应为 {near}？")),
            None => (format!("it can be: {all}"), format!("可用：{all}")),
        };
        Words::new((format!("unknown word `{}`", quoted(word)), format!("未知的值 {}", quoted(word))), hint)
    }

    pub(super) fn wrong_schema(found: &str) -> Words {
        let what = (
            format!("this file is of format {}, not 1", quoted(found)),
            format!("此文件为格式 {}，而非 1", quoted(found)),
        );
        match found {
            "0" => Words::new(what, ("write `schema: 1`", "请写 schema: 1")),
            _ => Words::new(
                what,
                (
                    "it is newer than this program; install a newer prepcom",
                    "比本程序更新；请安装新版 prepcom",
                ),
            ),
        }
    }
}

/// What the files mean.
impl Words {
    pub(super) fn invisible() -> Words {
        Words::new(
            ("it holds invisible control characters, which are left out", "含不可见的控制字符，已略去"),
            ("type this text anew", "请重新输入此文本"),
        )
    }

    pub(super) fn bad_date(given: &str, form: (&str, &str)) -> Words {
        Words::new(
            (format!("`{}` is not a date", quoted(given)), format!("{} 不是日期", quoted(given))),
            (format!("write it like {}", form.0), format!("请写成 {}", form.1)),
        )
    }

    pub(super) fn until_before_from() -> Words {
        Words::new(
            ("the last day is before the first", "末日早于首日"),
            ("check `from` and `until`", "请检查 from 与 until"),
        )
    }

    pub(super) fn twice(what: (&str, &str), given: &str, left_out: (&str, &str)) -> Words {
        Words::new(
            (
                format!("the {} `{}` is taken already", what.0, quoted(given)),
                format!("{}{} 已被使用", what.1, quoted(given)),
            ),
            (
                format!("give it another one; until then {} is left out", left_out.0),
                format!("请另取一个；在此之前略去{}", left_out.1),
            ),
        )
    }

    pub(super) fn area_twice(number: u32, other: &str) -> Words {
        Words::new(
            (format!("area {number} is in {other} already"), format!("领域 {number} 已见于 {other}")),
            ("give it another number", "请另取编号"),
        )
    }

    pub(super) fn bad_delegation_code(given: &str) -> Words {
        Words::new(
            (
                format!("`{}` is not a code of three capital letters", quoted(given)),
                format!("{} 不是三个大写字母的代码", quoted(given)),
            ),
            (
                "write the ISO 3166 code, for example `AUT`; until then the row is left out",
                "请写 ISO 3166 代码，如 AUT；在此之前略去此行",
            ),
        )
    }

    pub(super) fn bad_iso2(given: &str) -> Words {
        Words::new(
            (
                format!("`{}` is not a code of two capital letters", quoted(given)),
                format!("{} 不是两个大写字母的代码", quoted(given)),
            ),
            ("write the ISO 3166 code, for example `AT`", "请写 ISO 3166 代码，如 AT"),
        )
    }

    pub(super) fn bad_group_code(given: &str) -> Words {
        Words::new(
            (
                format!("`{}` can't be the code of a group", quoted(given)),
                format!("{} 不能作为组的代码", quoted(given)),
            ),
            (
                "write capital letters and digits without `@`, for example `NAM`; until then the group is left out",
                "请用大写字母和数字，不加 @，如 NAM；在此之前略去此组",
            ),
        )
    }

    pub(super) fn unknown_group(given: &str, near: Option<&str>) -> Words {
        let hint = match near {
            Some(near) => (format!("did you mean `{near}`?"), format!("是否应为 {near}？")),
            None => ("add it to assets/groups.ron".into(), "请在 assets/groups.ron 中补上".into()),
        };
        Words::new(
            (
                format!("no group `{}` in assets/groups.ron", quoted(given)),
                format!("assets/groups.ron 中没有组 {}", quoted(given)),
            ),
            hint,
        )
    }

    pub(super) fn ambiguous_name(given: &str, other: &str) -> Words {
        Words::new(
            (
                format!("`{}` is also a name of {other}", quoted(given)),
                format!("{} 也是 {other} 的名称", quoted(given)),
            ),
            ("whoever types it is asked which is meant", "输入该名称时将询问所指"),
        )
    }

    pub(super) fn bad_item_key(given: &str, area: u32) -> Words {
        Words::new(
            (
                format!("`{}` can't be the key of an item of area {area}", quoted(given)),
                format!("{} 不能作为领域 {area} 的议题编号", quoted(given)),
            ),
            (
                format!("write `{area}a`, `{area}b` and so on, or `{area}`; until then the item is left out"),
                format!("请写 {area}a、{area}b 等，或 {area}；在此之前略去此议题"),
            ),
        )
    }

    pub(super) fn no_items() -> Words {
        Words::new(
            ("this area has no item", "此领域没有任何议题"),
            ("add one to `items`", "请在 items 中补上一个"),
        )
    }

    pub(super) fn unknown_cluster(number: u32, known: &str) -> Words {
        Words::new(
            (
                format!("cluster {number} is not in assets/paper.ron"),
                format!("assets/paper.ron 中没有专题组 {number}"),
            ),
            (format!("it has {known}"), format!("现有 {known}")),
        )
    }

    pub(super) fn unknown_symbol(symbol: &str, near: Option<&str>) -> Words {
        let hint = match near {
            Some(near) => (format!("did you mean `{near}`?"), format!("是否应为 {near}？")),
            None => (
                "add it to `documents` there, or leave `symbol` out".into(),
                "请在该文件 documents 中补上，或省去 symbol".into(),
            ),
        };
        Words::new(
            (
                format!("no document `{}` in assets/paper.ron", quoted(symbol)),
                format!("assets/paper.ron 中没有文件 {}", quoted(symbol)),
            ),
            hint,
        )
    }
}

/// What is done about a file that can't be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Instead {
    /// The built-in file is used.
    BuiltIn,
    /// The area is left out.
    NoArea,
    /// The row is left out.
    NoRow,
}

impl Instead {
    /// Adds this to what a file's first problem says.
    pub(super) fn tell(self, problems: &mut [Problem]) {
        if let Some(problem) = problems.first_mut() {
            self.add(&mut problem.hint);
        }
    }

    /// Adds this to what is said.
    pub(super) fn tell_in(self, words: &mut Words) {
        self.add(&mut words.hint);
    }

    fn add(self, hint: &mut Text) {
        let (en, zh) = match self {
            Instead::BuiltIn => ("ntil then the built-in file is used", "在此之前使用内置文件"),
            Instead::NoRow => ("ntil then this row is left out", "在此之前略去此行"),
            Instead::NoArea => ("ntil then the area is left out", "在此之前略去此领域"),
        };
        let Text { en: hint_en, zh: hint_zh } = hint;
        hint_en.push_str(match hint_en.chars().last() {
            None => "u",
            Some('?') => " U",
            Some(_) => "; u",
        });
        hint_en.push_str(en);
        if !hint_zh.is_empty() && !hint_zh.ends_with('？') {
            hint_zh.push('；');
        }
        hint_zh.push_str(zh);
    }
}
