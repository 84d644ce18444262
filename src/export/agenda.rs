//! An agenda as a page for people and as JSON, schema 1.
//!
//! Invariant: both list the same, all of it; a section without content is left out of the page and empty in JSON.

use super::{
    Report, brief,
    brief::{meeting, standing_row},
    document,
    page::{Block, Page, Table, facts, table},
    pages::section,
    tables::{commitments, meetings, raises},
};
use crate::{
    domain::{
        agenda::Agenda,
        lang::Lang,
        snapshot::{Commitment, Line},
    },
    words::{brief as words, report},
};
use serde_json::{Value, json};

/// The agenda as a page.
pub fn page(report: &Report, agenda: &Agenda) -> Page {
    let (cover, lang) = (report.cover, report.cover.lang);
    let mut page = vec![Block::Heading(1, words::AGENDA.get(lang).to_owned())];
    page.extend(facts([
        (report::MARKING.get(lang), cover.marking.clone()),
        (report::AS_OF.get(lang), cover.as_of.short()),
    ]));
    let reach = agenda.reach;
    page.extend(section(2, words::TO_COME.get(lang), meetings(lang, agenda.meetings.iter())));
    page.extend(section(2, words::TO_MARK.get(lang), meetings(lang, agenda.unmarked.iter())));
    page.extend(section(2, words::OVERDUE.get(lang), commitments(report, agenda.overdue.iter())));
    page.extend(section(2, &words::due_within(lang, reach.days), commitments(report, agenda.due.iter())));
    page.extend(section(2, report::TO_RAISE.get(lang), raises(lang, agenda.raises.iter())));
    page.extend(section(2, words::TO_SETTLE.get(lang), clashes(report, agenda)));
    page.extend(section(2, &words::quiet(lang, reach.quiet_days), quiet(report, agenda)));
    if agenda.is_empty() {
        page.push(Block::Text(words::NOTHING.get(lang).to_owned()));
    }
    page
}

fn clashes(report: &Report, agenda: &Agenda) -> Option<Block> {
    let lang = report.cover.lang;
    let head = [report::PARTICIPANT, report::ITEM, words::RECORDS];
    let mut listed = Table::new(head.map(|name| name.get(lang)));
    for clash in &agenda.clashes {
        let (who, item) = (report.roster.code(clash.who), &report.snapshot.items[clash.item]);
        listed.rows.push(vec![who.to_string(), item.to_string(), brief::records(lang, &clash.records)]);
    }
    for lines in &agenda.line_clashes {
        let item = lines.first().map_or(String::new(), |line| line.drawn.item.to_string());
        let said: Vec<String> = lines.iter().map(said).collect();
        let separator = if lang == Lang::Zh { "；" } else { "; " };
        listed.rows.push(vec![report::LINES.get(lang).to_owned(), item, said.join(separator)]);
    }
    table(listed)
}

/// What a line of ours says, with its author.
fn said(line: &Line) -> String {
    let drawn = &line.drawn;
    let parts = [&drawn.objective, &drawn.arguments, &drawn.ask];
    let parts: Vec<&str> = parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    format!("{} ({}, {})", parts.join(" / "), line.by, line.at.short())
}

/// Who was not heard for long, in one paragraph: it can be everybody.
fn quiet(report: &Report, agenda: &Agenda) -> Option<Block> {
    let lang = report.cover.lang;
    let one = |quiet: &crate::domain::agenda::Quiet| {
        let code = report.roster.code(quiet.who).as_str();
        words::quiet_one(lang, code, quiet.positions, &quiet.last.date().to_string())
    };
    let all: Vec<String> = agenda.quiet.iter().map(one).collect();
    let separator = if lang == Lang::Zh { "、" } else { ", " };
    (!all.is_empty()).then(|| Block::Text(all.join(separator)))
}

/// The agenda as a value of schema 1.
pub fn document(report: &Report, agenda: &Agenda) -> Value {
    let rows = |all: &[Commitment]| json!(all.iter().map(document::commitment).collect::<Vec<_>>());
    let raises = agenda.raises.iter();
    let raises = raises.map(|raise| {
        let text = (!raise.text.is_empty()).then_some(&raise.text);
        json!({ "participant": raise.who, "item": raise.item, "text": text })
    });
    let clashes = agenda.clashes.iter().map(|clash| {
        let records: Vec<Value> =
            clash.records.iter().map(|record| standing_row(report, record, None)).collect();
        let item = &report.snapshot.items[clash.item];
        json!({ "participant": report.roster.code(clash.who), "item": item, "records": records })
    });
    let lines = agenda.line_clashes.iter().map(|lines| {
        let one = |line: &Line| {
            let drawn = &line.drawn;
            json!({
                "objective": drawn.objective, "arguments": drawn.arguments, "ask": drawn.ask,
                "at": line.at, "by": line.by,
            })
        };
        let item = lines.first().map(|line| &line.drawn.item);
        json!({ "item": item, "records": lines.iter().map(one).collect::<Vec<_>>() })
    });
    let quiet = agenda.quiet.iter().map(|quiet| {
        let who = report.roster.code(quiet.who);
        json!({ "participant": who, "positions": quiet.positions, "last": quiet.last })
    });
    json!({
        "schema": 1,
        "as_of": report.cover.as_of,
        "days": agenda.reach.days,
        "quiet_days": agenda.reach.quiet_days,
        "meetings": agenda.meetings.iter().map(meeting).collect::<Vec<_>>(),
        "unmarked": agenda.unmarked.iter().map(meeting).collect::<Vec<_>>(),
        "overdue": rows(&agenda.overdue),
        "due": rows(&agenda.due),
        "raise": raises.collect::<Vec<_>>(),
        "clashes": clashes.collect::<Vec<_>>(),
        "line_clashes": lines.collect::<Vec<_>>(),
        "quiet": quiet.collect::<Vec<_>>(),
    })
}
