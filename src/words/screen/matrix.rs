//! What the matrix says.
//!
//! Invariant: as for the other screens, plain words are fields in both languages and what takes a value is a method.

use super::ScreenWords;

/// Plain words of the matrix in one language.
#[derive(Debug)]
pub struct MatrixWords {
    /// “Matrix”.
    pub title: &'static str,
    /// “recorded”, above and below the figures.
    pub recorded: &'static str,
    /// “last heard”.
    pub last_heard: &'static str,
    /// “similar”.
    pub similar: &'static str,
    /// “Sort by”.
    pub sort_title: &'static str,
    /// “Show only”.
    pub filter_title: &'static str,
    /// “type to narrow the list”.
    pub choose_hint: &'static str,
    /// “all items”.
    pub all_items: &'static str,
    /// “all delegations”.
    pub everybody: &'static str,
    /// “with a position of its own”.
    pub has_record: &'static str,
    /// “without a position of its own”.
    pub has_no_record: &'static str,
    /// “region”.
    pub region: &'static str,
    /// “group”.
    pub group: &'static str,
    /// “by name”.
    pub by_name: &'static str,
    /// “by region”.
    pub by_region: &'static str,
    /// “by coverage”.
    pub by_coverage: &'static str,
    /// “for, most first”.
    pub by_for: &'static str,
    /// “against, most first”.
    pub by_against: &'static str,
    /// “+ ? -”.
    pub sides: &'static str,
    /// “against”.
    pub against: &'static str,
    /// “by when last heard”.
    pub by_last_heard: &'static str,
    /// “No delegation fits: …”.
    pub nobody: &'static str,
    /// “Go to the other corner: …”.
    pub rectangle_begun: &'static str,
    /// “>  marked in the matrix”.
    pub mark_marked: &'static str,
    /// “matrix”.
    pub scope: &'static str,
    /// “list of choices”.
    pub scope_choose: &'static str,
    /// “m opens it.”.
    pub opens: &'static str,
    /// “matrix”.
    pub key_matrix: &'static str,
    /// “left”.
    pub key_left: &'static str,
    /// “right”.
    pub key_right: &'static str,
    /// “mark”.
    pub key_mark: &'static str,
    /// “rectangle”.
    pub key_rectangle: &'static str,
    /// “mark the row”.
    pub key_mark_row: &'static str,
    /// “mark the column”.
    pub key_mark_column: &'static str,
    /// “take all marks off”.
    pub key_unmark: &'static str,
    /// “zoom”.
    pub key_zoom: &'static str,
    /// “zoom back”.
    pub key_zoom_back: &'static str,
    /// “sort”.
    pub key_sort: &'static str,
    /// “show only”.
    pub key_show_only: &'static str,
    /// “choose”.
    pub key_choose: &'static str,
}

pub(super) static ENGLISH: MatrixWords = MatrixWords {
    title: "Matrix",
    recorded: "recorded",
    last_heard: "last heard",
    similar: "similar",
    sort_title: "Sort by",
    filter_title: "Show only",
    choose_hint: "type to narrow the list",
    all_items: "all items",
    everybody: "all delegations",
    has_record: "with a position of its own",
    has_no_record: "without a position of its own",
    region: "Region",
    group: "Group",
    by_name: "by name",
    by_region: "by region",
    by_coverage: "by coverage",
    by_for: "for, most first",
    by_against: "against, most first",
    sides: "+ ? -",
    against: "against",
    by_last_heard: "by when last heard",
    nobody: "No delegation fits: F changes what is shown, Esc drops the text.",
    rectangle_begun: "Go to the other corner: v marks all of it, 1-9 record all of it, Esc leaves it.",
    mark_marked: ">  marked in the matrix",
    scope: "matrix",
    scope_choose: "list of choices",
    opens: "m opens it.",
    key_matrix: "matrix",
    key_left: "left",
    key_right: "right",
    key_mark: "mark",
    key_rectangle: "rectangle",
    key_mark_row: "mark the row",
    key_mark_column: "mark the column",
    key_unmark: "take all marks off",
    key_zoom: "zoom",
    key_zoom_back: "zoom back",
    key_sort: "sort",
    key_show_only: "show only",
    key_choose: "choose",
};

pub(super) static CHINESE: MatrixWords = MatrixWords {
    title: "矩阵",
    recorded: "已记录",
    last_heard: "最近表态",
    similar: "相似度",
    sort_title: "排序",
    filter_title: "只显示",
    choose_hint: "输入文字以缩小范围",
    all_items: "全部议题",
    everybody: "全部代表团",
    has_record: "有自身立场",
    has_no_record: "无自身立场",
    region: "区域组",
    group: "集团",
    by_name: "按国名",
    by_region: "按区域组",
    by_coverage: "按记录多少",
    by_for: "赞成最多者在前",
    by_against: "反对最多者在前",
    sides: "+ ? -",
    against: "反对",
    by_last_heard: "按最近表态",
    nobody: "没有符合条件的代表团：按 F 更改显示范围，按 Esc 取消文字筛选。",
    rectangle_begun: "请移到对角：v 全部标记，1-9 全部记录，Esc 放弃。",
    mark_marked: ">  在矩阵中已标记",
    scope: "矩阵",
    scope_choose: "选项列表",
    opens: "按 m 打开。",
    key_matrix: "矩阵",
    key_left: "左移",
    key_right: "右移",
    key_mark: "标记",
    key_rectangle: "矩形",
    key_mark_row: "标记整行",
    key_mark_column: "标记整列",
    key_unmark: "取消全部标记",
    key_zoom: "缩放",
    key_zoom_back: "反向缩放",
    key_sort: "排序",
    key_show_only: "只显示",
    key_choose: "选定",
};

impl ScreenWords {
    /// How many delegations and items the matrix shows.
    pub fn matrix_size(&self, delegations: usize, items: usize) -> String {
        let plural =
            |count: usize, one: &'static str, more: &'static str| if count == 1 { one } else { more };
        let (who, what) = (plural(delegations, "delegation", "delegations"), plural(items, "item", "items"));
        self.pick(
            format!("{delegations} {who} x {items} {what}"),
            format!("{delegations} 个代表团 x {items} 项议题"),
        )
    }

    /// The area that a matrix is zoomed to.
    pub fn area_of(&self, number: u32, title: &str) -> String {
        self.pick(format!("area {number}: {title}"), format!("第{number}领域：{title}"))
    }

    /// Delegations that stand like one come first.
    pub fn by_similarity(&self, code: &str) -> String {
        self.pick(format!("by similarity to {code}"), format!("按与 {code} 的相似度"))
    }

    /// Members of a group come first.
    pub fn members_first(&self, code: &str) -> String {
        self.pick(format!("members of {code} first"), format!("{code} 成员在前"))
    }

    /// Only some are shown.
    pub fn only(&self, what: &str) -> String {
        self.pick(format!("only {what}"), format!("只显示：{what}"))
    }

    /// So many cells are marked.
    pub fn marked(&self, count: usize) -> String {
        self.pick(format!("> {count} marked"), format!("> 已标记 {count} 格"))
    }

    /// Which rows of how many are in view.
    pub fn rows_in_view(&self, first: usize, last: usize, all: usize) -> String {
        self.pick(format!("{first}-{last} of {all}"), format!("{first}-{last}/{all}"))
    }
}
