//! What docs/trust.md says: each test that it names exists.

use crate::support::project_file;

/// Names in backticks that look like a test's: a module, two colons, a sentence.
fn named(text: &str) -> Vec<(String, String)> {
    let ticked = text.split('`').skip(1).step_by(2);
    let is_name = |part: &str| part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    ticked
        .filter_map(|name| name.split_once("::"))
        .filter(|(module, test)| is_name(module) && is_name(test) && test.contains('_'))
        .map(|(module, test)| (module.to_owned(), test.to_owned()))
        .collect()
}

#[test]
fn every_test_that_is_named_in_the_document_on_trust_exists() {
    let text = project_file("docs/trust.md");
    let names = named(&text);
    assert!(names.len() >= 25, "{} tests are named", names.len());
    for (module, test) in names {
        let source = project_file(&format!("tests/all/{module}.rs"));
        let place = source.find(&format!("fn {test}(")).or_else(|| source.find(&format!("fn {test} (")));
        let before = place.map(|place| source[..place].lines().rev().take(4).collect::<Vec<_>>().join(" "));
        assert!(before.is_some_and(|lines| lines.contains("#[test]")), "there is no test {module}::{test}");
    }
}

#[test]
fn every_row_of_a_table_of_faults_names_a_test_and_what_is_lost() {
    let text = project_file("docs/trust.md");
    let faults = text.split("## Faults").nth(1).unwrap().split("\n## ").next().unwrap();
    let rows: Vec<&str> =
        faults.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| fault")).collect();
    assert!(rows.len() >= 20, "{} faults", rows.len());
    for row in rows {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").map(str::trim).collect();
        let [_, tests, lost, told] = cells[..] else { panic!("four cells: {row}") };
        assert!(!named(tests).is_empty(), "no test: {row}");
        assert!(lost.contains("nothing") || lost.contains("the entry being written"), "{row}");
        assert!(!told.is_empty(), "{row}");
    }
}
