//! What is to do as a page for people and as JSON, schema 1.
//!
//! Invariant: both list the same, all of it; a section without content is left out of the page and empty in JSON.

use super::{
    Report, brief,
    brief::{meeting, standing_row},
    document,
    page::{Block, Page, Table, facts, section, table},
    tables::{commitments, meetings, points},
};
use crate::{
    domain::{
        lang::Lang,
        snapshot::{Commitment, Line},
        to_do::ToDo,
    },
    words::{brief as words, report},
};
use serde_json::{Value, json};

/// The list of what is to do as a page.
pub fn page(report: &Report, to_do: &ToDo) -> Page {
    let (cover, lang) = (report.cover, report.cover.lang);
    let mut page = vec![Block::Heading(1, words::TO_DO.get(lang).to_owned())];
    page.extend(facts([
        (report::MARKING.get(lang), cover.marking.clone()),
        (report::AS_OF.get(lang), cover.as_of.short()),
    ]));
    let reach = to_do.reach;
    page.extend(section(2, words::TO_COME.get(lang), meetings(report, to_do.meetings.iter())));
    page.extend(section(2, words::TO_MARK.get(lang), meetings(report, to_do.unmarked.iter())));
    page.extend(section(2, words::OVERDUE.get(lang), commitments(report, to_do.overdue.iter())));
    page.extend(section(2, &words::due_within(lang, reach.days), commitments(report, to_do.due.iter())));
    page.extend(section(2, report::POINTS.get(lang), points(report, to_do.points.iter())));
    page.extend(section(2, words::TO_RESOLVE.get(lang), conflicts(report, to_do)));
    page.extend(section(2, &words::quiet(lang, reach.quiet_days), quiet(report, to_do)));
    if to_do.is_empty() {
        page.push(Block::Text(words::NOTHING.get(lang).to_owned()));
    }
    page
}

fn conflicts(report: &Report, to_do: &ToDo) -> Option<Block> {
    let lang = report.cover.lang;
    let head = [report::PARTICIPANT, report::ITEM, words::RECORDS];
    let mut listed = Table::new(head.map(|name| name.get(lang)));
    for conflict in &to_do.conflicts {
        let who = report.roster.code(conflict.who);
        let item = report.paper.key(&report.snapshot.items[conflict.item]);
        listed.rows.push(vec![who.to_string(), item.to_string(), brief::records(lang, &conflict.records)]);
    }
    for lines in &to_do.line_conflicts {
        let item = lines.first().map_or(String::new(), |line| report.paper.key(&line.drawn.item).to_string());
        let said: Vec<String> = lines.iter().map(said).collect();
        let separator = if lang == Lang::Zh { "；" } else { "; " };
        listed.rows.push(vec![report::LINES.get(lang).to_owned(), item, said.join(separator)]);
    }
    table(listed)
}

/// What a line of ours says, with its author.
fn said(line: &Line) -> String {
    let drawn = &line.drawn;
    let parts = [&drawn.objective, &drawn.arguments, &drawn.asks];
    let parts: Vec<&str> = parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    format!("{} ({}, {})", parts.join(" / "), line.by, line.at.short())
}

/// Who was not heard for long, in one paragraph: it can be everybody.
fn quiet(report: &Report, to_do: &ToDo) -> Option<Block> {
    let lang = report.cover.lang;
    let one = |quiet: &crate::domain::to_do::Quiet| {
        let code = report.roster.code(quiet.who).as_str();
        words::quiet_one(lang, code, quiet.positions, &quiet.last.date().to_string())
    };
    let all: Vec<String> = to_do.quiet.iter().map(one).collect();
    let separator = if lang == Lang::Zh { "、" } else { ", " };
    (!all.is_empty()).then(|| Block::Text(all.join(separator)))
}

/// The list of what is to do as a value of schema 1.
pub fn document(report: &Report, to_do: &ToDo) -> Value {
    let rows = |all: &[Commitment]| {
        json!(all.iter().map(|made| document::commitment(report.paper, made)).collect::<Vec<_>>())
    };
    let points = to_do.points.iter();
    let points = points.map(|point| {
        let text = (!point.text.is_empty()).then_some(&point.text);
        json!({ "participant": point.who, "item": report.paper.key(&point.item), "text": text })
    });
    let conflicts = to_do.conflicts.iter().map(|conflict| {
        let records: Vec<Value> =
            conflict.records.iter().map(|record| standing_row(report, record, None)).collect();
        let item = report.paper.key(&report.snapshot.items[conflict.item]);
        json!({ "participant": report.roster.code(conflict.who), "item": item, "records": records })
    });
    let lines = to_do.line_conflicts.iter().map(|lines| {
        let one = |line: &Line| {
            let drawn = &line.drawn;
            json!({
                "objective": drawn.objective, "arguments": drawn.arguments, "asks": drawn.asks,
                "at": line.at, "by": line.by,
            })
        };
        let item = lines.first().map(|line| report.paper.key(&line.drawn.item));
        json!({ "item": item, "records": lines.iter().map(one).collect::<Vec<_>>() })
    });
    let quiet = to_do.quiet.iter().map(|quiet| {
        let who = report.roster.code(quiet.who);
        json!({ "participant": who, "positions": quiet.positions, "last": quiet.last })
    });
    json!({
        "schema": 1,
        "as_of": report.cover.as_of,
        "days": to_do.reach.days,
        "quiet_days": to_do.reach.quiet_days,
        "meetings": to_do.meetings.iter().map(|one| meeting(report.paper, one)).collect::<Vec<_>>(),
        "unmarked": to_do.unmarked.iter().map(|one| meeting(report.paper, one)).collect::<Vec<_>>(),
        "overdue": rows(&to_do.overdue),
        "due": rows(&to_do.due),
        "points": points.collect::<Vec<_>>(),
        "conflicts": conflicts.collect::<Vec<_>>(),
        "line_conflicts": lines.collect::<Vec<_>>(),
        "quiet": quiet.collect::<Vec<_>>(),
    })
}
