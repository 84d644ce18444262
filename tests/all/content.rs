//! `docs/content.md` lists every paragraph and item clause by clause; what it says is what the files of the paper say.

use prepcom::domain::{
    lang::Lang,
    paper::{Area, PaperFile, Paragraph},
};
use std::{collections::BTreeMap, fs, path::Path};

/// The languages of the page.
const LANGUAGES: [Lang; 2] = [Lang::En, Lang::Zh];

/// Texts in English and Chinese by their heading in the page.
type Texts = BTreeMap<String, [String; 2]>;

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap().replace("\r\n", "\n")
}

/// What the files say, each text under the heading that it has in the page.
fn in_files() -> Texts {
    let mut texts = Texts::new();
    let paragraphs = |list: &[Paragraph], path: &str, field: &str| {
        let texts = list.iter().map(|paragraph| {
            let heading = format!("Paragraph {}: `{path}`, `{field}`", paragraph.paragraph);
            (heading, LANGUAGES.map(|lang| paragraph.text.exactly(lang).unwrap().to_owned()))
        });
        texts.collect::<Vec<_>>()
    };
    let paper: PaperFile = ron::from_str(&read("assets/paper.ron")).unwrap();
    texts.extend(paragraphs(&paper.preamble, "assets/paper.ron", "preamble"));
    for file in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/areas")).unwrap() {
        let path = format!("assets/areas/{}", file.unwrap().file_name().to_str().unwrap());
        let area: Area = ron::from_str(&read(&path)).unwrap();
        texts.extend(paragraphs(&area.background, &path, "background"));
        texts.extend(area.items.iter().map(|item| {
            let heading = format!("Item {}, para. {}: `{path}`, `items`", item.key, item.paragraph);
            (heading, LANGUAGES.map(|lang| item.text.exactly(lang).unwrap().to_owned()))
        }));
    }
    texts
}

/// The clauses that the page lists, by heading.
fn in_page() -> BTreeMap<String, Vec<[String; 2]>> {
    let mut tables: BTreeMap<String, Vec<[String; 2]>> = BTreeMap::new();
    let mut heading = String::new();
    for line in read("docs/content.md").lines() {
        if let Some(title) = line.strip_prefix("### ") {
            heading = title.to_owned();
            assert!(tables.insert(heading.clone(), Vec::new()).is_none(), "twice: {heading}");
        }
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        if let ["", number, en, zh, ""] = cells[..]
            && number.parse::<usize>().is_ok()
        {
            tables.get_mut(&heading).unwrap().push([en.to_owned(), zh.to_owned()]);
        }
    }
    tables
}

/// What is left of a text without its clauses, each taken out once, the longest first.
fn without<'a>(text: &str, clauses: impl Iterator<Item = &'a str>) -> String {
    let mut clauses: Vec<&str> = clauses.collect();
    clauses.sort_by_key(|clause| std::cmp::Reverse(clause.len()));
    clauses.into_iter().fold(text.to_owned(), |left, clause| {
        assert!(!clause.is_empty() && left.contains(clause), "`{clause}` is not in: {text}");
        left.replacen(clause, "\n", 1)
    })
}

#[test]
fn every_clause_is_in_its_file_and_no_text_has_a_clause_more() {
    let (files, page) = (in_files(), in_page());
    assert_eq!(page.keys().collect::<Vec<_>>(), files.keys().collect::<Vec<_>>());
    for (heading, texts) in &files {
        let clauses = &page[heading];
        for (language, text) in texts.iter().enumerate() {
            let left = without(text, clauses.iter().map(|clause| &*clause[language]));
            assert_eq!(left.trim(), "", "{heading}: this is in the file and not in the page");
        }
    }
}

#[test]
fn the_page_has_all_paragraphs_and_all_items() {
    let page = in_page();
    let paragraph = |number: u32| page.keys().any(|key| key.starts_with(&format!("Paragraph {number}:")));
    assert!((1..=20).all(paragraph));
    let count = |kind: &str| page.keys().filter(|key| key.starts_with(kind)).count();
    assert_eq!((count("Paragraph "), count("Item ")), (20, 26));
}
