//! Sittings, interventions, documents and amendments as tables and pages.
//!
//! Invariant: a table without rows is no table; everything that is recorded of a thing is on its page.

use super::page::{Block, Page, Table, facts, section, table};
use crate::{
    domain::{
        committee::{Amendment, Committee, Document, Intervention, Sitting},
        ids::{FactId, Who},
        lang::Lang,
        paper::Paper,
    },
    words::{brief, committee as words, report},
};

fn codes(who: &[Who]) -> String {
    who.iter().map(Who::as_str).collect::<Vec<_>>().join(", ")
}

/// Codes with their number ahead, where there are several.
fn counted(who: &[Who]) -> String {
    if who.len() > 1 { format!("{}: {}", who.len(), codes(who)) } else { codes(who) }
}

fn code(who: Option<Who>) -> String {
    who.map_or(String::new(), |who| who.to_string())
}

/// Sittings.
pub fn sittings<'a>(paper: &Paper, lang: Lang, all: impl Iterator<Item = &'a Sitting>) -> Option<Block> {
    let head = [
        brief::WHEN,
        words::UNTIL,
        words::KIND,
        words::NUMBER,
        words::TITLE,
        report::ITEM,
        brief::PLACE,
        words::SYMBOL,
        report::ID,
    ];
    let mut listed = Table::new(head.map(|name| name.get(lang)));
    for one in all {
        listed.rows.push(vec![
            one.is.begin.short(),
            one.is.end.map_or(String::new(), |end| end.short()),
            one.is.kind.name(lang).to_owned(),
            one.is.number.to_string(),
            one.is.title.clone(),
            paper.keys(&one.is.items),
            one.is.place.clone(),
            one.is.symbol.to_string(),
            one.id.to_string(),
        ]);
    }
    table(listed)
}

/// What a sitting is called: when, of which kind, its number and title.
fn called(lang: Lang, sitting: &Sitting) -> String {
    let is = &sitting.is;
    let parts = [&*is.begin.short(), is.kind.name(lang), is.number.as_str(), &is.title];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

/// Interventions of one sitting, or of all, sitting by sitting.
pub fn interventions(lang: Lang, committee: &Committee, of: Option<FactId>) -> Page {
    let mut page = Page::new();
    let wanted = |one: &&Intervention| of.is_none_or(|id| one.is.sitting == id);
    let all: Vec<&Intervention> = committee.interventions.iter().filter(wanted).collect();
    for of_one in all.chunk_by(|a, b| a.is.sitting == b.is.sitting) {
        let id = of_one.first().map(|one| one.is.sitting);
        let sitting = id.and_then(|id| committee.sitting(id));
        let title = match (sitting, id) {
            (Some(sitting), _) => called(lang, sitting),
            (None, id) => id.map_or(String::new(), |id| id.to_string()),
        };
        page.extend(section(2, &title, made(lang, of_one)));
    }
    page
}

fn made(lang: Lang, all: &[&Intervention]) -> Option<Block> {
    let head = [
        words::NUMBER,
        report::PARTICIPANT,
        words::ON_BEHALF_OF,
        words::KIND,
        words::TO,
        words::LINK,
        report::REMARK,
        report::ID,
    ];
    let mut listed = Table::new(head.map(|name| name.get(lang)));
    for one in all {
        let remark = if one.is.checked { words::CHECKED.get(lang) } else { "" };
        listed.rows.push(vec![
            one.order.to_string(),
            one.is.who.to_string(),
            code(one.is.on_behalf_of),
            one.is.kind.name(lang).to_owned(),
            code(one.is.to),
            one.is.url.to_string(),
            remark.to_owned(),
            one.id.to_string(),
        ]);
    }
    table(listed)
}

/// Documents.
pub fn documents<'a>(paper: &Paper, lang: Lang, all: impl Iterator<Item = &'a Document>) -> Option<Block> {
    let head = [
        words::SYMBOL,
        words::TITLE,
        words::DATE,
        report::ITEM,
        words::SUBMITTED_BY,
        words::SPONSORS,
        report::ID,
    ];
    let mut listed = Table::new(head.map(|name| name.get(lang)));
    for one in all {
        listed.rows.push(vec![
            one.is.symbol.to_string(),
            one.is.title.clone(),
            one.is.date.map_or(String::new(), |date| date.to_string()),
            paper.keys(&one.is.items),
            code(one.is.group),
            counted(&one.is.sponsors),
            one.id.to_string(),
        ]);
    }
    table(listed)
}

/// One document.
pub fn document(paper: &Paper, lang: Lang, one: &Document) -> Page {
    let symbol = one.is.symbol.as_str();
    let heading = if symbol.is_empty() { one.is.title.as_str() } else { symbol };
    let mut page = vec![Block::Heading(2, heading.to_owned())];
    page.extend(facts([
        (words::TITLE.get(lang), one.is.title.clone()),
        (words::DATE.get(lang), one.is.date.map_or(String::new(), |date| date.to_string())),
        (report::ITEM.get(lang), paper.keys(&one.is.items)),
        (words::SUBMITTED_BY.get(lang), code(one.is.group)),
        (words::SPONSORS.get(lang), counted(&one.is.sponsors)),
        (words::LINK.get(lang), one.is.url.to_string()),
        (report::RECORDED_BY.get(lang), format!("{}, {}", one.by, one.at.short())),
        (report::ID.get(lang), one.id.to_string()),
    ]));
    page
}

/// Amendments.
pub fn amendments<'a>(paper: &Paper, lang: Lang, all: impl Iterator<Item = &'a Amendment>) -> Option<Block> {
    let head = [
        report::ITEM,
        words::KIND,
        words::PASSAGE,
        words::WORDS,
        words::PROPOSED_BY,
        words::SUPPORTED_BY,
        words::STATE,
        report::ID,
    ];
    let mut listed = Table::new(head.map(|name| name.get(lang)));
    for one in all {
        listed.rows.push(vec![
            paper.key(&one.is.item).to_string(),
            one.is.kind.name(lang).to_owned(),
            one.is.passage.clone(),
            one.is.words.clone(),
            codes(&one.is.by),
            counted(&one.supported_by),
            one.state.name(lang).to_owned(),
            one.id.to_string(),
        ]);
    }
    table(listed)
}

/// One amendment.
pub fn amendment(paper: &Paper, lang: Lang, one: &Amendment) -> Page {
    let mut page = vec![Block::Heading(2, format!("{} {}", paper.key(&one.is.item), one.is.kind.name(lang)))];
    page.extend(facts([
        (words::PASSAGE.get(lang), one.is.passage.clone()),
        (words::WORDS.get(lang), one.is.words.clone()),
        (words::PROPOSED_BY.get(lang), codes(&one.is.by)),
        (words::SUPPORTED_BY.get(lang), counted(&one.supported_by)),
        (words::STATE.get(lang), one.state.name(lang).to_owned()),
        (report::RECORDED_BY.get(lang), format!("{}, {}", one.by, one.at.short())),
        (report::ID.get(lang), one.id.to_string()),
    ]));
    page
}

/// Documents and amendments that have to do with an item or a participant, each under its heading.
pub(super) fn section_of<'a>(
    paper: &Paper,
    lang: Lang,
    papers: impl Iterator<Item = &'a Document>,
    proposals: impl Iterator<Item = &'a Amendment>,
) -> Page {
    let mut page = section(3, words::DOCUMENTS.get(lang), documents(paper, lang, papers));
    page.extend(section(3, words::AMENDMENTS.get(lang), amendments(paper, lang, proposals)));
    page
}
