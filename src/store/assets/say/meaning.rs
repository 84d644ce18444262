//! What is said of what a file means.
//!
//! Invariant: sentences only; what is found where is another's business.

use super::{Words, quoted};
use crate::domain::ids::LONGEST_ITEM_ID;

impl Words {
    pub(in crate::store::assets) fn invisible() -> Words {
        Words::new(
            ("it holds invisible control characters, which are left out", "含不可见的控制字符，已略去"),
            ("type this text anew", "请重新输入此文本"),
        )
    }

    pub(in crate::store::assets) fn bad_date(given: &str, form: (&str, &str)) -> Words {
        Words::new(
            (format!("`{}` is not a date", quoted(given)), format!("{} 不是日期", quoted(given))),
            (format!("write it like {}", form.0), format!("请写成 {}", form.1)),
        )
    }

    pub(in crate::store::assets) fn until_before_from() -> Words {
        Words::new(
            ("the last day is before the first", "末日早于首日"),
            ("check `from` and `until`", "请检查 from 与 until"),
        )
    }

    pub(in crate::store::assets) fn twice(what: (&str, &str), given: &str, left_out: (&str, &str)) -> Words {
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

    pub(in crate::store::assets) fn area_twice(number: u32, other: &str) -> Words {
        Words::new(
            (format!("area {number} is in {other} already"), format!("领域 {number} 已见于 {other}")),
            ("give it another number", "请另取编号"),
        )
    }

    pub(in crate::store::assets) fn bad_delegation_code(given: &str) -> Words {
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

    pub(in crate::store::assets) fn bad_iso2(given: &str) -> Words {
        Words::new(
            (
                format!("`{}` is not a code of two capital letters", quoted(given)),
                format!("{} 不是两个大写字母的代码", quoted(given)),
            ),
            ("write the ISO 3166 code, for example `AT`", "请写 ISO 3166 代码，如 AT"),
        )
    }

    pub(in crate::store::assets) fn bad_group_code(given: &str) -> Words {
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

    pub(in crate::store::assets) fn unknown_group(given: &str, near: Option<&str>) -> Words {
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

    pub(in crate::store::assets) fn ambiguous_name(given: &str, other: &str) -> Words {
        Words::new(
            (
                format!("`{}` is also a name of {other}", quoted(given)),
                format!("{} 也是 {other} 的名称", quoted(given)),
            ),
            ("whoever types it is asked which is meant", "输入该名称时将询问所指"),
        )
    }

    pub(in crate::store::assets) fn bad_item_id(given: &str) -> Words {
        Words::new(
            (
                format!("`{}` can't be the id of an item", quoted(given)),
                format!("{} 不能作为议题标识", quoted(given)),
            ),
            (
                format!(
                    "write a letter, then letters, digits and hyphens, lower case and at most {LONGEST_ITEM_ID} in all, such as `status-of-protocols`; until then the item is left out"
                ),
                format!(
                    "请以小写字母开头，其后为小写字母、数字和连字符，合计至多{LONGEST_ITEM_ID}个，例如 status-of-protocols；在此之前略去此议题"
                ),
            ),
        )
    }

    pub(in crate::store::assets) fn bad_item_key(given: &str, area: u32) -> Words {
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

    pub(in crate::store::assets) fn no_items() -> Words {
        Words::new(
            ("this area has no item", "此领域没有任何议题"),
            ("add one to `items`", "请在 items 中补上一个"),
        )
    }

    pub(in crate::store::assets) fn unknown_cluster(number: u32, known: &str) -> Words {
        Words::new(
            (
                format!("cluster {number} is not in assets/paper.ron"),
                format!("assets/paper.ron 中没有专题组 {number}"),
            ),
            (format!("it has {known}"), format!("现有 {known}")),
        )
    }

    pub(in crate::store::assets) fn unknown_symbol(symbol: &str, near: Option<&str>) -> Words {
        let hint = match near {
            Some(near) => (format!("did you mean `{near}`?"), format!("是否应为 {near}？")),
            None => (
                "add it to `documents` there, or leave it out here".into(),
                "请在该文件 documents 中补上，或在此省去".into(),
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
