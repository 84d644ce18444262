//! A table of documents: one row a document, or one a sponsor.
//!
//! Invariant: rows on one document are that document with the sponsors of all; which are is for the plan to say.

use super::{
    contents::Named,
    values::{Reading, is_too_long, too_long},
};
use crate::{
    domain::{
        ids::Who,
        problem::{Place, Problem},
        record::paper::DocumentAdded,
        text::{clean_line, fold},
    },
    export::csv::unguard,
    words::import::wrong::{self as words, Said},
};

/// Columns by their names; a table that has the first is one of documents. The last is for people.
pub const COLUMNS: [&str; 10] =
    ["symbol", "title", "date", "items", "url", "group", "sponsors", "sponsor", "participant", "name"];

/// Other names of columns.
const OTHERS: [(&str, &str); 11] = [
    ("文号", "symbol"),
    ("标题", "title"),
    ("日期", "date"),
    ("item", "items"),
    ("议题", "items"),
    ("link", "url"),
    ("链接", "url"),
    ("集团", "group"),
    ("提案国", "sponsors"),
    ("与会方", "participant"),
    ("名称", "name"),
];

/// The column with a name in either language, or in both with a stroke between.
pub fn column(given: &str) -> Option<&'static str> {
    let one = |part: &str| {
        let part = fold(part);
        let other = OTHERS.iter().find(|(other, _)| *other == part).map(|(_, name)| *name);
        COLUMNS.into_iter().find(|name| *name == part).or(other)
    };
    let mut parts = given.split('/').map(one);
    let first = parts.next().flatten()?;
    parts.all(|part| part == Some(first)).then_some(first)
}

/// Which column each field of a row belongs to, or what is wrong with the head, each with the number of the field from 0.
pub type Columns = Result<Vec<Option<&'static str>>, Vec<(usize, Said)>>;

/// Reads the head of a table of documents; none where it is the head of something else.
pub fn head<'a>(fields: impl Iterator<Item = &'a str> + Clone) -> Option<Columns> {
    fields.clone().any(|field| column(field) == Some("symbol")).then_some(())?;
    let (mut columns, mut wrong) = (Vec::new(), Vec::new());
    for (i, field) in fields.enumerate() {
        let name = clean_line(field);
        let column = column(&name);
        match column {
            Some(column) if columns.contains(&Some(column)) => wrong.push((i, words::column_twice(&name))),
            None if !name.is_empty() => {
                let near = super::head::nearest(&name, COLUMNS.into_iter());
                wrong.push((i, words::unknown_column(&name, near, &COLUMNS.join(", "))));
            }
            _ => {}
        }
        columns.push(column);
    }
    Some(if wrong.is_empty() { Ok(columns) } else { Err(wrong) })
}

/// Takes in a row, or what is wrong with it.
pub fn take<'t>(reading: &mut Reading, get: impl Fn(&str) -> &'t str, place: impl Fn(&str) -> Place) {
    let mut wrong = Vec::new();
    let is = document(reading, get, |column, (what, hint)| {
        wrong.push(Problem { place: place(column), what, hint });
    });
    if wrong.is_empty() {
        reading.read.rows += 1;
        reading.read.contents.documents.push(Named { id: None, is });
    } else {
        reading.bad_row(wrong);
    }
}

fn document<'t>(
    reading: &mut Reading,
    get: impl Fn(&str) -> &'t str,
    mut refuse: impl FnMut(&str, Said),
) -> DocumentAdded {
    let mut is = DocumentAdded::default();
    if let Some(column) = COLUMNS.into_iter().find(|column| is_too_long(get(column))) {
        refuse(column, too_long());
        return is;
    }
    is.symbol = reading.line(unguard(get("symbol").trim())).into();
    is.title = reading.line(unguard(get("title").trim()));
    is.url = reading.line(unguard(get("url").trim())).into();
    if is.symbol.is_empty() && is.title.is_empty() {
        refuse("symbol", words::missing("symbol"));
    }
    let date = get("date").trim();
    if !date.is_empty() {
        match date.parse() {
            Ok(day) => is.date = Some(day),
            Err(_) => refuse("date", words::not_a_day(date)),
        }
    }
    for item in parts(get("items")) {
        reading.item(item).map_or_else(|said| refuse("items", said), |item| is.items.push(item));
    }
    for group in parts(get("group")).take(1) {
        reading.participant(group).map_or_else(|said| refuse("group", said), |group| is.group = Some(group));
    }
    for column in ["sponsors", "sponsor", "participant"] {
        for sponsor in sponsors(reading, get(column)) {
            sponsor.map_or_else(|said| refuse(column, said), |sponsor| is.sponsors.push(sponsor));
        }
    }
    is
}

/// Each sponsor of a list; a name with a comma in it is one where it is known as such.
fn sponsors(reading: &mut Reading, given: &str) -> Vec<Result<Who, Said>> {
    let mut all = Vec::new();
    for part in given.split([';', '；']).map(str::trim).filter(|part| !part.is_empty()) {
        match reading.participant(part) {
            Ok(who) => all.push(Ok(who)),
            Err(_) => all.extend(parts(part).map(|one| reading.participant(one))),
        }
    }
    all
}

fn parts(given: &str) -> impl Iterator<Item = &str> {
    given.split([',', ';', '，', '；', '、']).map(str::trim).filter(|part| !part.is_empty())
}
