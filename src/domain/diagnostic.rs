//! A problem as plain text, with the line it is in and a mark below it.
//!
//! Invariant: no wider than asked for but for the sentences themselves, and the mark stands below what is meant, wide characters or not.

use super::{
    lang::Lang,
    problem::{Place, Problem},
    text::width,
};

const NUMBER: usize = 5;
const BAR: &str = " | ";

/// A problem as several lines without a line feed at the end: place and what is wrong, the line with a mark at most `columns` wide, what to do.
pub fn render(problem: &Problem, lang: Lang, columns: usize) -> String {
    let mut out = format!("{}: {}", problem.place, problem.what.get(lang));
    if let Some(lines) = marked(&problem.place, columns) {
        out.push_str(&lines);
    }
    let hint = problem.hint.get(lang);
    if !hint.is_empty() {
        let (label, gap) = match lang {
            Lang::En => ("hint:", " "),
            Lang::Zh => ("提示：", ""),
        };
        out.push_str(&format!("\n   {label}{gap}{hint}"));
    }
    out
}

/// The line with its number, and a mark below the characters that are meant.
fn marked(place: &Place, columns: usize) -> Option<String> {
    if place.line == 0 || place.excerpt.trim().is_empty() {
        return None;
    }
    let line: Vec<char> = place.excerpt.chars().collect();
    let start = place.column.saturating_sub(1).min(line.len());
    let end = (start + place.length).clamp(start, line.len());
    let window = window(&line, start, columns.saturating_sub(NUMBER + BAR.len()).max(10));
    let cut_before = if window.start > 0 { "~" } else { "" };
    let cut_behind = if window.end < line.len() { "~" } else { "" };
    let shown: String = line[window.clone()].iter().collect();
    let mut out = format!("\n{:>NUMBER$}{BAR}{cut_before}{shown}{cut_behind}", place.line);
    if place.column > 0 && place.column <= line.len() + 1 {
        let before: String = line[window.start..start].iter().collect();
        let meant: String = line[start..end.min(window.end)].iter().collect();
        let indent = " ".repeat(cut_before.len() + width(&before));
        let mark = "^".repeat(width(&meant).max(1));
        out.push_str(&format!("\n{:>NUMBER$}{BAR}{indent}{mark}", ""));
    }
    Some(out)
}

/// The part of a line to show: all where it fits, else as much around `start` as does.
fn window(line: &[char], start: usize, columns: usize) -> std::ops::Range<usize> {
    let wide = |range: &[char]| width(&range.iter().collect::<String>());
    if wide(line) <= columns {
        return 0..line.len();
    }
    let room = columns - 2;
    let mut first = start;
    while first > 0 && wide(&line[first - 1..start]) <= room / 3 {
        first -= 1;
    }
    let mut last = first;
    while last < line.len() && wide(&line[first..=last]) <= room {
        last += 1;
    }
    while first > 0 && wide(&line[first - 1..last]) <= room {
        first -= 1;
    }
    first..last
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::lang::Bilingual;

    const COLUMNS: usize = 100;

    fn problem(excerpt: &str, column: usize, length: usize) -> Problem {
        Problem {
            place: Place { file: "assets/x.ron".into(), line: 12, column, excerpt: excerpt.into(), length },
            what: Bilingual { en: "unknown field `titel`".into(), zh: "未知字段 titel".into() },
            hint: Bilingual { en: "did you mean `title`?".into(), zh: "是否应为 title？".into() },
        }
    }

    #[test]
    fn a_problem_shows_its_line_with_a_mark_and_a_hint() {
        let problem = problem("  titel: 1,", 3, 5);
        let expected = "assets/x.ron:12:3: unknown field `titel`\n   12 |   titel: 1,\n      |   ^^^^^\n   hint: did you mean `title`?";
        assert_eq!(render(&problem, Lang::En, COLUMNS), expected);
        assert!(render(&problem, Lang::Zh, COLUMNS).ends_with("\n   提示：是否应为 title？"));
    }

    #[test]
    fn the_mark_stands_below_wide_characters() {
        let text = render(&problem("zh: 核武器, x: 国", 9, 1), Lang::En, COLUMNS);
        let mark = text.lines().nth(2).unwrap();
        assert_eq!(mark, "      |            ^");
        let text = render(&problem("zh: \"核武器\"", 6, 3), Lang::En, COLUMNS);
        assert_eq!(text.lines().nth(2).unwrap(), "      |      ^^^^^^");
    }

    #[test]
    fn a_long_line_is_cut_around_the_mark_and_stays_within_a_hundred_columns() {
        for column in [1, 2, 50, 99, 150, 199, 200, 201] {
            for excerpt in ["a".repeat(200), "核".repeat(200)] {
                let text = render(&problem(&excerpt, column, 400), Lang::En, COLUMNS);
                let lines: Vec<&str> = text.lines().collect();
                assert!(lines[1..3].iter().all(|line| width(line) <= COLUMNS), "{text}");
                assert!(lines[2].contains('^'), "{text}");
            }
        }
    }

    #[test]
    fn a_whole_file_and_a_place_beyond_the_excerpt_have_no_mark() {
        let mut whole = problem("", 0, 0);
        whole.place = Place::file("assets/x.ron");
        assert_eq!(render(&whole, Lang::En, COLUMNS).lines().count(), 2);
        assert_eq!(render(&problem("abc", 500, 1), Lang::En, COLUMNS).matches('^').count(), 0);
    }
}
