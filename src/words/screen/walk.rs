//! What review sessions and meetings say.
//!
//! Invariant: as in the catalogue that they belong to.

/// Words of review sessions and meetings in one language.
#[derive(Debug)]
pub struct WalkWords {
    /// “brief”.
    pub key_brief: &'static str,
    /// “to do”.
    pub key_to_do: &'static str,
    /// “brief, to do”.
    pub scope_page: &'static str,
    /// “session”.
    pub scope_session: &'static str,
    /// “Review session”.
    pub session_title: &'static str,
    /// “everything”.
    pub only_everything: &'static str,
    /// “not recorded yet”.
    pub only_unrecorded: &'static str,
    /// “changed since”.
    pub only_changed: &'static str,
    /// “item by item”.
    pub order_by_item: &'static str,
    /// “delegation by delegation”.
    pub order_by_delegation: &'static str,
    /// “Items”.
    pub field_items: &'static str,
    /// “Speakers”.
    pub field_speakers: &'static str,
    /// “Walk”.
    pub field_only: &'static str,
    /// “Since”.
    pub field_since: &'static str,
    /// “Order”.
    pub field_order: &'static str,
    /// “3a, 4, cluster 1; empty: all”.
    pub items_hint: &'static str,
    /// “a speakers' list, a region, or one group with its members; empty: all”.
    pub speakers_hint: &'static str,
    /// “goes onto every record, for example: Cluster 1, 3rd meeting, 2024-07-24”.
    pub session_source_hint: &'static str,
    /// “Not among those that this session walks; a digit records its position all the same.”.
    pub not_in_session: &'static str,
    /// “review session”.
    pub key_session: &'static str,
    /// “skip”.
    pub key_skip: &'static str,
    /// “give the floor to the name typed”.
    pub key_floor: &'static str,
    /// “end the session”.
    pub key_end_session: &'static str,
    /// “speaker before”.
    pub key_stop_before: &'static str,
    /// “speaker after”.
    pub key_stop_after: &'static str,
    /// “item or delegation before”.
    pub key_round_before: &'static str,
    /// “item or delegation after”.
    pub key_round_after: &'static str,
    /// “Meeting with”.
    pub meeting_title: &'static str,
    /// “Close the meeting”.
    pub outcome_title: &'static str,
    /// “When”.
    pub field_when: &'static str,
    /// “Where”.
    pub field_place: &'static str,
    /// “Outcome”.
    pub field_outcome: &'static str,
    /// “2027-04-01 or 2027-04-01T15:00”.
    pub when_hint: &'static str,
    /// “3a, 4; may be empty”.
    pub meeting_items_hint: &'static str,
    /// “Select a delegation or a group first.”.
    pub no_participant: &'static str,
    /// “No meeting with them is open; W plans one.”.
    pub no_meeting: &'static str,
    /// “plan a meeting”.
    pub key_plan_meeting: &'static str,
    /// “hold the next meeting”.
    pub key_hold_meeting: &'static str,
    /// “close the meeting”.
    pub key_close_meeting: &'static str,
}

pub(super) static ENGLISH: WalkWords = WalkWords {
    key_brief: "brief",
    key_to_do: "to do",
    scope_page: "brief, to do",
    scope_session: "session",
    session_title: "Review session: what to walk",
    only_everything: "everything",
    only_unrecorded: "not recorded yet",
    only_changed: "changed since",
    order_by_item: "item by item",
    order_by_delegation: "delegation by delegation",
    field_items: "Items",
    field_speakers: "Speakers",
    field_only: "Walk",
    field_since: "Since",
    field_order: "Order",
    items_hint: "3a, 4, cluster 1; empty: all items",
    speakers_hint: "a list in its order, a region, or one group with its members; empty: all",
    session_source_hint: "goes onto every record, such as: Cluster 1, 3rd meeting, 2024-07-24",
    not_in_session: "Not among those that this session walks; a digit records its position all the same.",
    key_session: "review session",
    key_skip: "skip",
    key_floor: "give the floor",
    key_end_session: "end the session",
    key_stop_before: "speaker before",
    key_stop_after: "speaker after",
    key_round_before: "item or delegation before",
    key_round_after: "item or delegation after",
    meeting_title: "Meeting with",
    outcome_title: "Close the meeting",
    field_when: "When",
    field_place: "Where",
    field_outcome: "Outcome",
    when_hint: "2027-04-01 or 2027-04-01T15:00",
    meeting_items_hint: "3a, 4; may be empty",
    no_participant: "Select a delegation or a group first.",
    no_meeting: "No meeting with them is open; W plans one.",
    key_plan_meeting: "plan a meeting",
    key_hold_meeting: "hold the next meeting",
    key_close_meeting: "close the meeting",
};

pub(super) static CHINESE: WalkWords = WalkWords {
    key_brief: "会晤要点",
    key_to_do: "待办事项",
    scope_page: "会晤要点、日程",
    scope_session: "审议",
    session_title: "审议：选择范围",
    only_everything: "全部",
    only_unrecorded: "尚未记录",
    only_changed: "此后有变",
    order_by_item: "逐项",
    order_by_delegation: "逐团",
    field_items: "议题",
    field_speakers: "发言名单",
    field_only: "范围",
    field_since: "自何时",
    field_order: "顺序",
    items_hint: "3a、4、cluster 1；留空：全部议题",
    speakers_hint: "按顺序列出，或一个地区组，或一个集团及其成员；留空：全部",
    session_source_hint: "写入每条记录，例如：第一专题组第3次会议，2024-07-24",
    not_in_session: "不在本次审议范围内；按数字键仍可记录其立场。",
    key_session: "审议",
    key_skip: "跳过",
    key_floor: "请其发言",
    key_end_session: "结束审议",
    key_stop_before: "上一位",
    key_stop_after: "下一位",
    key_round_before: "上一议题或代表团",
    key_round_after: "下一议题或代表团",
    meeting_title: "会晤",
    outcome_title: "结束会晤",
    field_when: "时间",
    field_place: "地点",
    field_outcome: "结果",
    when_hint: "2027-04-01 或 2027-04-01T15:00",
    meeting_items_hint: "3a、4；可留空",
    no_participant: "请先选择一个代表团或集团。",
    no_meeting: "与其没有待举行的会晤；按 W 安排。",
    key_plan_meeting: "安排会晤",
    key_hold_meeting: "举行下次会晤",
    key_close_meeting: "结束会晤",
};
