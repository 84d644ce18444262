//! What is said of the form of a file: its grammar, its fields and their types.
//!
//! Invariant: sentences only; what is found where is another's business.

use super::{Words, quoted};
use crate::domain::text;

/// The grammar.
impl Words {
    pub(in crate::store::assets) fn cut_short(opened: Option<(&str, usize)>) -> Words {
        let hint = match opened {
            Some((what, line)) => (
                format!("`{what}` in line {line} is never closed; compare with a copy of the file"),
                format!("第 {line} 行的 {what} 没有闭合；请与备份核对"),
            ),
            None => ("nothing is in it; restore it from a copy".into(), "文件为空；请从备份恢复".into()),
        };
        Words::new(("the file ends too early; it may be cut short", "文件过早结束，可能不完整"), hint)
    }

    pub(in crate::store::assets) fn comma_missing() -> Words {
        Words::new(("a comma is missing behind this", "此处之后缺少逗号"), ("write `,`", "请补上 ,"))
    }

    pub(in crate::store::assets) fn quoted_name() -> Words {
        Words::new(
            ("the name of a field should be here instead of a text", "此处应为字段名，而不是文本"),
            ("the name of a field has no quotation marks", "字段名不加引号"),
        )
    }

    pub(in crate::store::assets) fn expected(wanted: (&str, &str), found: &str) -> Words {
        Words::new(
            (
                format!("{} should be here instead of `{}`", wanted.0, quoted(found)),
                format!("此处应为{}，而不是 {}", wanted.1, quoted(found)),
            ),
            instead_of(found),
        )
    }

    pub(in crate::store::assets) fn too_deep(limit: usize) -> Words {
        Words::new(
            (format!("brackets nest more than {limit} deep"), format!("括号嵌套超过 {limit} 层")),
            ("the file was read up to here; close what is open", "只读取到此处；请闭合未闭合的括号"),
        )
    }

    pub(in crate::store::assets) fn stray() -> Words {
        Words::new(
            ("something follows the end", "结尾之后还有内容"),
            (
                "a closing bracket before this may be one too many; else delete this",
                "前面可能多了一个右括号；否则请删除此处内容",
            ),
        )
    }

    /// What the parser says where nothing else is known.
    pub(in crate::store::assets) fn from_ron(error: &ron::Error) -> Words {
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
    pub(in crate::store::assets) fn unknown_field(name: &str, near: Option<&str>, all: &str) -> Words {
        let hint = match near {
            Some(near) => (format!("did you mean `{near}`?"), format!("是否应为 {near}？")),
            None => (format!("here can be: {all}"), format!("此处可用：{all}")),
        };
        Words::new((format!("unknown field `{}`", quoted(name)), format!("未知字段 {}", quoted(name))), hint)
    }

    pub(in crate::store::assets) fn missing_field(name: &str, example: &str) -> Words {
        Words::new(
            (format!("the field `{name}` is missing"), format!("缺少字段 {name}")),
            (format!("add `{name}: {example}`"), format!("请补上 {name}: {example}")),
        )
    }

    pub(in crate::store::assets) fn empty_language(code: &str) -> Words {
        Words::new(
            (format!("the text in `{code}` is empty"), format!("语文 {code} 的文本为空")),
            ("fill it in, or leave the language out", "请填写，或省去该语文"),
        )
    }

    /// A text is in no language.
    pub(in crate::store::assets) fn no_language() -> Words {
        Words::new(
            ("the text is in no language", "文本没有任何语文"),
            ("write it in one at least: `(en: \"…\")`", "请至少写出一种语文：(en: \"…\")"),
        )
    }

    /// A name is not the code of a language.
    pub(in crate::store::assets) fn unknown_language(name: &str) -> Words {
        Words::new(
            (
                format!("`{}` is not the code of a language", quoted(name)),
                format!("{} 不是语文代码", quoted(name)),
            ),
            (
                "write a code such as `en`, `zh`, `fr`, `es`, `ru`, `ar` or `pt_BR`",
                "请写代码，例如 en、zh、fr、es、ru、ar 或 pt_BR",
            ),
        )
    }

    pub(in crate::store::assets) fn duplicate_field(name: &str) -> Words {
        Words::new(
            (format!("the field `{name}` is given twice"), format!("字段 {name} 重复")),
            ("keep one of the two", "请只保留一个"),
        )
    }

    pub(in crate::store::assets) fn wrong_type(
        wanted: (&str, &str),
        found: (String, String),
        example: &str,
    ) -> Words {
        Words::new(
            (
                format!("{} should be here, not {}", wanted.0, found.0),
                format!("此处应为{}，而不是{}", wanted.1, found.1),
            ),
            (format!("write it like `{example}`"), format!("请写成 {example}")),
        )
    }

    pub(in crate::store::assets) fn wrong_name(found: &str, wanted: &str) -> Words {
        Words::new(
            (
                format!("`{}` can't stand before this bracket", quoted(found)),
                format!("括号前不能写 {}", quoted(found)),
            ),
            (format!("delete it, or write `{wanted}`"), format!("请删除，或改为 {wanted}")),
        )
    }

    pub(in crate::store::assets) fn unknown_word(word: &str, near: Option<&str>, all: &str) -> Words {
        let hint = match near {
            Some(near) => (format!("did you mean `{near}`?"), format!("是否应为 {near}？")),
            None => (format!("it can be: {all}"), format!("可用：{all}")),
        };
        Words::new((format!("unknown word `{}`", quoted(word)), format!("未知的值 {}", quoted(word))), hint)
    }

    pub(in crate::store::assets) fn wrong_schema(found: &str) -> Words {
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
