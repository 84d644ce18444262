//! The whole report as one HTML file: cover, contents, tools, and every section; it needs nothing else and loads nothing.
//!
//! Invariant: what is recorded stands once whatever the language; without its script all of it can be read.

use super::{
    code, heat, items, lists, overview, participants,
    parts::mark,
    policy::policy,
    sheet::Sheet,
    text::{Html, line},
};
use crate::{
    domain::{
        document::Coverage,
        lang::{Lang, Pair},
        position::Position,
    },
    export::{Cover, Report},
    words::{html as own_words, report as words},
};

/// The style of the file.
const STYLE: &str = include_str!("snapshot.css");
/// The script of the file.
const SCRIPT: &str = include_str!("snapshot.js");

/// The report as an HTML document.
pub fn render(report: &Report) -> String {
    let (cover, body) = (report.cover, body(report));
    let title = &report.paper.file.title;
    let shown = [cover.lang, cover.lang.other()].map(|lang| line(title.get(lang)));
    let title = if cover.beside { shown.join(" / ") } else { shown[0].clone() };
    let mut file = String::with_capacity(body.len() + STYLE.len() + SCRIPT.len() + 1024);
    for part in [
        "<!DOCTYPE html>\n<html lang=\"",
        code(cover.lang),
        "\" data-show=\"",
        show(cover),
        "\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"",
        &policy(STYLE, SCRIPT),
        "\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<title>",
        &title,
        "</title>\n<style>",
        STYLE,
        "</style>\n</head>\n<body>\n",
        &body,
        "<script>",
        SCRIPT,
        "</script>\n</body>\n</html>\n",
    ] {
        file.push_str(part);
    }
    file
}

/// Which languages the style shows: `en`, `zh` or `both`.
fn show(cover: &Cover) -> &'static str {
    match (cover.beside, cover.lang) {
        (true, _) => "both",
        (false, Lang::En) => "en",
        (false, Lang::Zh) => "zh",
    }
}

/// What is in the body of the document, but for the script.
fn body(report: &Report) -> String {
    let sheet = Sheet::new(report);
    let with_page = sheet.has_who.iter().chain(&sheet.has_item).filter(|has| **has).count();
    report.watch.expect(with_page + sheet.notes.len() + sheet.commitments.len());
    put_together(&sheet)
}

fn put_together(sheet: &Sheet) -> String {
    let mut content = Html::default();
    overview::write(&mut content, sheet);
    heat::write(&mut content, sheet);
    items::write(&mut content, sheet);
    participants::write(&mut content, sheet);
    lists::write(&mut content, sheet);
    if sheet.is_empty() {
        content.raw("<p>").pair(own_words::NOTHING).raw("</p>\n");
    }
    let mut html = Html(String::with_capacity(content.0.len() + 8192));
    html.raw("<a class=\"skip\" href=\"#report\">").pair(own_words::SKIP).raw("</a>\n");
    running(&mut html, sheet);
    cover(&mut html, sheet);
    tools(&mut html, sheet);
    html.raw("<div class=\"frame\">\n");
    contents(&mut html, sheet, &content.0);
    html.raw("<main id=\"report\" tabindex=\"-1\">\n").raw(&content.0).raw("</main>\n</div>\n<footer>");
    marking(&mut html, sheet);
    html.raw("<p>").pair(words::DISCLAIMER).raw("</p></footer>\n");
    html.0
}

/// The marking as it stands above and below the report.
fn marking(html: &mut Html, sheet: &Sheet) {
    if !sheet.report.cover.marking.is_empty() {
        html.raw("<p class=\"marking\">").text(&sheet.report.cover.marking).raw("</p>\n");
    }
}

/// The marking as it stands above and below each printed page.
fn running(html: &mut Html, sheet: &Sheet) {
    if sheet.report.cover.marking.is_empty() {
        return;
    }
    for side in ["above", "below"] {
        html.raw("<div class=\"running ").raw(side).raw("\" aria-hidden=\"true\">");
        html.text(&sheet.report.cover.marking).raw("</div>\n");
    }
}

fn cover(html: &mut Html, sheet: &Sheet) {
    let report = sheet.report;
    let (cover, file) = (report.cover, &report.paper.file);
    html.raw("<header>\n");
    marking(html, sheet);
    html.raw("<h1>").of(&file.title).raw("</h1>\n<p class=\"about\">").of(&file.session).raw("</p>\n<dl>\n");
    let fact = |html: &mut Html, title: Pair, write: &dyn Fn(&mut Html)| {
        html.raw("<dt>").pair(title).raw("</dt><dd>");
        write(html);
        html.raw("</dd>\n");
    };
    let text = |html: &mut Html, title: Pair, text: &str| {
        if !text.is_empty() {
            fact(html, title, &|html| {
                html.text(text);
            });
        }
    };
    text(html, words::MARKING, &cover.marking);
    text(html, words::AS_OF, &cover.as_of.to_string());
    text(html, words::KNOWN_AT, &report.snapshot.view.known_at.map_or(String::new(), |at| at.to_string()));
    text(html, words::BY, &cover.by);
    if !cover.extent.is_all() {
        fact(html, words::EXTENT, &|html| lists::extent(html, sheet));
    }
    let (total, cells) = (&report.snapshot.total, report.snapshot.cell_count());
    fact(html, words::COVERAGE, &|html| {
        html.each(|lang| words::coverage(lang, &Coverage::of(total, cells)));
    });
    html.raw("</dl>\n<p class=\"disclaimer\">").pair(words::DISCLAIMER).raw("</p>\n</header>\n");
}

/// What the script works: words to look for, positions, language. The style shows it once the script runs.
fn tools(html: &mut Html, sheet: &Sheet) {
    html.raw("<div class=\"tools\" role=\"search\" aria-labelledby=\"find-label\">\n<p class=\"find\">");
    html.raw("<label id=\"find-label\" for=\"find\">").pair(own_words::FIND).raw("</label> ");
    html.raw("<input id=\"find\" type=\"search\" autocomplete=\"off\" spellcheck=\"false\"> ");
    html.raw("<button type=\"button\" id=\"all\">").pair(own_words::SHOW_ALL).raw("</button></p>\n");
    html.raw("<fieldset><legend class=\"heard\">").pair(own_words::ONLY_POSITIONS).raw("</legend>");
    for (position, chip) in Position::ALL.iter().zip(&sheet.chips) {
        html.raw("<label><input type=\"checkbox\" class=\"only\" value=\"");
        html.0.push(mark(*position));
        html.raw("\">").raw(chip).raw("</label> ");
    }
    html.raw("</fieldset>\n<div class=\"langs\" role=\"group\" aria-labelledby=\"lang-label\">");
    html.raw("<span class=\"heard\" id=\"lang-label\">").pair(own_words::LANGUAGE).raw("</span>");
    for (show, lang, name) in
        [("en", "en-GB", "English"), ("zh", "zh-CN", "中文"), ("both", "mul", own_words::BOTH)]
    {
        html.raw("<button type=\"button\" data-to=\"").raw(show).raw("\" lang=\"").raw(lang).raw("\">");
        html.raw(name).raw("</button>");
    }
    html.raw("</div>\n<p class=\"found\" role=\"status\"><span hidden><b id=\"shown\"></b> ");
    html.pair(own_words::OF).raw(" <b id=\"rows\"></b> ").pair(own_words::ROWS).raw("</span><span hidden>");
    html.pair(own_words::NO_ROWS).raw("</span></p>\n<template id=\"sorter\"><button type=\"button\">");
    html.raw("<span class=\"heard\">").pair(own_words::SORT_BY).raw(" </span></button></template>\n</div>\n");
}

/// Links to the sections that there are.
fn contents(html: &mut Html, sheet: &Sheet, content: &str) {
    html.raw("<nav aria-labelledby=\"contents\">\n<h2 id=\"contents\">").pair(own_words::CONTENTS);
    html.raw("</h2>\n<ul>\n");
    for (name, title) in [
        ("overview", own_words::OVERVIEW),
        ("heat-map", own_words::HEAT_MAP),
        ("items", own_words::ITEMS),
        ("participants", own_words::PARTICIPANTS),
        ("commitments", words::COMMITMENTS),
        ("points", words::POINTS),
        ("meetings", words::MEETINGS),
        ("notes", own_words::GENERAL_NOTES),
    ] {
        if !content.contains(&format!("<section id=\"{name}\"")) {
            continue;
        }
        html.raw("<li><a href=\"#").raw(name).raw("\">").pair(title).raw("</a>");
        if name == "items" {
            html.raw("<p class=\"codes\">");
            sheet.keys.iter().zip(&sheet.has_item).filter(|(_, has)| **has).for_each(|(key, _)| {
                html.raw(key).raw(" ");
            });
            html.raw("</p>");
        }
        html.raw("</li>\n");
    }
    html.raw("</ul>\n</nav>\n");
}
