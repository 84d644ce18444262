//! What is said of sharing through git, in both languages.
//!
//! Invariant: of every trouble it is said what it is and what to do.

mod trouble;

use crate::domain::{
    instant::Instant,
    lang::{Lang, Pair, Text},
    problem::{Place, Problem},
    sync::{Cut, Paper, Parcel, Report, Standing, Trouble},
    text,
};

pub use trouble::{hint, what};

/// The key that syncs.
pub const KEY: Pair = Pair("sync", "同步");
/// A sync has begun.
pub const BEGUN: Pair = Pair("Syncing; every key goes on working.", "正在同步，所有按键照常可用。");
/// A sync is under way already.
pub const UNDER_WAY: Pair = Pair("A sync is under way; it ends by itself.", "同步正在进行，会自行结束。");
/// A sync is under way, at the top.
pub const NOW: Pair = Pair("syncing…", "同步中…");
/// A sync broke off.
pub const BROKE_OFF: Pair = Pair("the sync broke off", "同步中断");

/// What a sync did.
pub fn done(lang: Lang, report: &Report) -> String {
    told(lang, report, Pair("Synced with", "已与"), Pair("sent", "发送"), Pair("received", "接收"))
}

/// What a sync would do.
pub fn would(lang: Lang, report: &Report) -> String {
    told(lang, report, Pair("With", "与"), Pair("to send", "待发送"), Pair("to receive", "待接收"))
}

fn told(lang: Lang, report: &Report, begin: Pair, sent: Pair, received: Pair) -> String {
    let (sent, received) = (moved(lang, sent, &report.sent), moved(lang, received, &report.received));
    let along = match (report.along, lang) {
        (0, _) => String::new(),
        (1, Lang::En) => "; 1 commit of yours goes along".into(),
        (count, Lang::En) => format!("; {count} commits of yours go along"),
        (count, Lang::Zh) => format!("；另有 {count} 个您的提交一并发送"),
    };
    let paper = match (report.paper, lang) {
        (Paper::Same, _) => "",
        (Paper::Changed, Lang::En) => "; the paper changed: open prepcom again to see it",
        (Paper::Changed, Lang::Zh) => "；文件有更新：重新打开 prepcom 后显示",
    };
    let with = &report.with;
    match lang {
        Lang::En => format!("{} {with}: {sent}, {received}{along}{paper}.", begin.get(lang)),
        Lang::Zh => format!("{} {with} 同步：{sent}，{received}{along}{paper}。", begin.get(lang)),
    }
}

fn moved(lang: Lang, how: Pair, parcel: &Parcel) -> String {
    let how = how.get(lang);
    let entries = parcel.entries;
    let snapshots = match (parcel.snapshots, lang) {
        (0, _) => String::new(),
        (1, Lang::En) => " and 1 snapshot".into(),
        (count, Lang::En) => format!(" and {count} snapshots"),
        (count, Lang::Zh) => format!("、快照 {count} 份"),
    };
    match (entries, lang) {
        (1, Lang::En) => format!("1 entry{snapshots} {how}"),
        (_, Lang::En) => format!("{entries} entries{snapshots} {how}"),
        (_, Lang::Zh) => format!("{how}记录 {entries} 条{snapshots}"),
    }
}

/// Why a sync did not happen, and what to do.
pub fn failed(lang: Lang, trouble: &Trouble) -> String {
    let (what, hint) = (what(lang, trouble), hint(lang, trouble));
    match lang {
        Lang::En => format!("{what}; {hint}"),
        Lang::Zh => format!("{what}；{hint}"),
    }
}

/// The same within so many columns; where that is too much, the key that shows it whole.
pub fn failed_within(lang: Lang, trouble: &Trouble, room: usize) -> String {
    let whole = failed(lang, trouble);
    if text::width(&whole) <= room {
        return whole;
    }
    let more = Pair("; P says what to do", "；按 P 查看如何处理").get(lang);
    format!("{}{more}", text::fit(&what(lang, trouble), room.saturating_sub(text::width(more))))
}

/// The same as a problem, in both languages.
pub fn problem(trouble: &Trouble) -> Problem {
    let both = |say: &dyn Fn(Lang) -> String| Text { en: say(Lang::En).into(), zh: say(Lang::Zh).into() };
    Problem {
        place: Place::file("git"),
        what: both(&|lang| what(lang, trouble)),
        hint: both(&|lang| hint(lang, trouble).to_owned()),
    }
}

/// How sharing stands, for the bar at the top: since when offline or failing, what waits on either side.
pub fn bar(lang: Lang, standing: &Standing, unsent: usize, now: Instant) -> String {
    let state = match (standing.failing, standing.cut, standing.synced) {
        (Some(since), Cut::Offline, _) => Some((Pair("offline since", "离线自"), since)),
        (Some(since), Cut::Other, _) => Some((Pair("sync fails since", "同步失败自"), since)),
        (None, _, Some(at)) => Some((Pair("synced", "已同步"), at)),
        (None, _, None) => None,
    };
    let state = state.map(|(words, at)| format!("{} {}", words.get(lang), time(at, now)));
    let waits = |count: usize, words: Pair| match lang {
        _ if count == 0 => None,
        Lang::En => Some(format!("{count} {}", words.get(lang))),
        Lang::Zh => Some(format!("{} {count}", words.get(lang))),
    };
    let parts = [
        state,
        waits(unsent, Pair("to send", "待发送")),
        waits(standing.behind, Pair("to receive", "待接收")),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// The time of day of an instant of today, else its day.
fn time(at: Instant, now: Instant) -> String {
    let short = at.short();
    match short.split_once(' ') {
        Some((_, time)) if at.date() == now.date() => time.to_owned(),
        Some((day, _)) => day.to_owned(),
        None => short,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_says_what_waits_and_since_when() {
        let now: Instant = "2026-11-23T15:00:00.000Z".parse().unwrap();
        let at: Instant = "2026-11-23T14:05:00.000Z".parse().unwrap();
        let mut standing = Standing { synced: Some(at), ..Standing::default() };
        assert_eq!(bar(Lang::En, &standing, 0, now), "synced 14:05");
        assert_eq!(bar(Lang::Zh, &standing, 2, now), "已同步 14:05, 待发送 2");
        standing.behind = 3;
        standing = standing.failed(&Trouble::Stopped, now.days_before(1));
        assert_eq!(bar(Lang::En, &standing, 1, now), "sync fails since 2026-11-22, 1 to send, 3 to receive");
        standing = standing.failed(&Trouble::Silent(1), at);
        assert_eq!(bar(Lang::En, &standing, 0, now), "offline since 14:05, 3 to receive");
    }
}
