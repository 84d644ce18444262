//! The files of the paper as a person may leave them.
//!
//! A fixture in `tests/assets/` is one file, put where its name says (`area-…`, `delegations-…`, `paper-…`), or a folder that is
//! a workspace's whole `assets/`. Next to an invalid one stands its report in both languages; `UPDATE=1 cargo test` writes the reports anew.

use crate::support::Sandbox;
use prepcom::{
    domain::{
        diagnostic,
        lang::Lang,
        paper::{Area, PaperFile},
        problem::Problem,
        roster::{Delegation, Group},
    },
    store::assets::{Assets, load},
};
use proptest::prelude::*;
use serde::de::DeserializeOwned;
use std::{
    fs,
    path::{Path, PathBuf},
    time::Instant,
};
use tempfile::TempDir;

fn root(kind: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/assets").join(kind)
}

fn fixtures(kind: &str) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(root(kind)).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_none_or(|extension| extension == "ron"));
    paths.retain(|path| !path.file_name().unwrap().to_str().unwrap().starts_with('.'));
    paths.sort();
    assert!(!paths.is_empty());
    paths
}

/// A workspace with files below `assets/`.
fn workspace(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join("assets").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

fn loaded(files: &[(&str, &[u8])]) -> Assets {
    load(Some(workspace(files).path()))
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let goal = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &goal);
        } else {
            fs::copy(&path, goal).unwrap();
        }
    }
}

fn load_fixture(path: &Path) -> Assets {
    let name = path.file_name().unwrap().to_str().unwrap();
    if path.is_dir() {
        let folder = tempfile::tempdir().unwrap();
        copy(path, &folder.path().join("assets"));
        return load(Some(folder.path()));
    }
    let bytes = fs::read(path).unwrap();
    let goal = match name.split(['-', '.']).next() {
        Some("area") => format!("areas/{name}"),
        Some(single) => format!("{single}.ron"),
        None => unreachable!(),
    };
    let area = fs::read(root("valid/area-plain.ron")).unwrap();
    match goal.as_str() {
        "paper.ron" => loaded(&[("paper.ron", &bytes), ("areas/04-plain.ron", &area)]),
        _ => loaded(&[(&goal, &bytes)]),
    }
}

fn report(problems: &[Problem]) -> String {
    let in_language = |lang| {
        problems
            .iter()
            .map(|problem| diagnostic::render(problem, lang, 100) + "\n")
            .collect::<Vec<_>>()
            .join("\n")
    };
    format!("{}\n----\n\n{}", in_language(Lang::En), in_language(Lang::Zh))
}

fn said(assets: &Assets) -> Vec<String> {
    let line = |problem: &Problem| format!("{}: {} ({})", problem.place, problem.what.en, problem.hint.en);
    assets.problems.iter().map(line).collect()
}

#[test]
fn every_valid_file_loads_without_a_problem() {
    for path in fixtures("valid") {
        let assets = load_fixture(&path);
        assert!(assets.problems.is_empty(), "{}\n{}", path.display(), report(&assets.problems));
        assert!(!assets.paper.areas.is_empty() && !assets.roster.is_empty(), "{}", path.display());
    }
}

#[test]
fn every_problem_of_every_invalid_file_is_reported_where_it_is() {
    for path in fixtures("invalid") {
        let assets = load_fixture(&path);
        assert!(!assets.problems.is_empty(), "{}", path.display());
        let found = report(&assets.problems);
        let expected = path.with_extension("txt");
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&expected, &found).unwrap();
        }
        let expected = fs::read_to_string(&expected).unwrap_or_default().replace("\r\n", "\n");
        assert_eq!(found, expected, "{}", path.display());
    }
}

#[test]
fn a_broken_row_is_left_out_and_all_others_load() {
    let assets = load_fixture(&root("invalid/delegations-rows.ron"));
    let codes: Vec<&str> = assets.roster.delegations().iter().map(|row| row.code.as_str()).collect();
    assert_eq!(codes, ["AUT", "AUS", "SWE"]);
    assert_eq!(assets.paper.areas.len(), 11);
}

#[test]
fn a_broken_area_is_left_out_and_all_others_load() {
    let assets = load_fixture(&root("invalid/several-areas"));
    let numbers: Vec<u32> = assets.paper.areas.iter().map(|area| area.number).collect();
    assert_eq!(numbers, [1, 2]);
}

#[test]
fn a_workspace_without_files_of_its_own_has_the_built_in_ones() {
    let assets = loaded(&[]);
    assert_eq!(said(&assets), [""; 0]);
    assert_eq!(assets.paper, load(None).paper);
}

#[test]
fn own_files_win_over_the_built_in_ones_one_by_one() {
    let delegations =
        b"[(code: \"AUT\", iso2: \"AT\", name: (en: \"Austria\", zh: \"\xe5\xa5\xa5\"), region: WEOG)]";
    let assets = loaded(&[("delegations.ron", delegations)]);
    assert_eq!((said(&assets).len(), assets.roster.delegation_count()), (0, 1));
    assert_eq!(assets.roster.groups(), load(None).roster.groups());
}

#[test]
fn what_was_recorded_stays_with_its_item_when_the_items_are_numbered_anew() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["set", "aut", "1a", "supports"]);
    sandbox.ok(&["line", "1a", "--objective", "a form"]);
    let shipped = include_str!("../../assets/areas/01-accountability.ron");
    let renumbered = shipped.replace("key: \"1a\"", "key: \"1c\"").replace("key: \"1b\"", "key: \"1a\"");
    let areas = sandbox.workspace().join("assets/areas");
    std::fs::create_dir_all(&areas).unwrap();
    std::fs::write(areas.join("1.ron"), renumbered).unwrap();
    let json = sandbox.json(&["export", "--format", "json"]);
    let at = |list: &str| json[list][0]["item"].as_str().unwrap().to_owned();
    assert_eq!((at("positions"), at("lines")), ("1c".into(), "1c".into()));
    assert!(!sandbox.ok(&["show", "1a"]).contains("Austria"));
    assert!(sandbox.ok(&["log"]).contains("AUT on 1c: Supports"));
}

#[test]
fn groups_that_built_in_delegations_name_in_vain_are_told_once_each() {
    let assets = loaded(&[("groups.ron", b"[]")]);
    let of_nam = said(&assets).into_iter().filter(|line| line.contains("no group `NAM`")).count();
    assert_eq!(of_nam, 1);
    assert!(said(&assets).iter().all(|line| line.starts_with("assets/delegations.ron (built in):")));
}

#[test]
fn an_empty_folder_of_areas_is_a_problem_and_the_paper_has_no_areas() {
    let assets = loaded(&[("areas/notes.txt", b"not an area"), ("areas/.hidden.ron", b"")]);
    assert_eq!(
        said(&assets),
        [
            "assets/areas/: no area in assets/areas/ (put one file for each area there, or delete the folder to use the built-in areas)"
        ]
    );
    assert!(assets.paper.areas.is_empty());
}

#[test]
fn a_folder_where_a_file_should_be_is_a_problem_and_the_built_in_file_is_used() {
    let assets = loaded(&[("paper.ron/x", b""), ("areas/01-x.ron/x", b"")]);
    assert_eq!(
        said(&assets),
        [
            "assets/paper.ron: it is a folder (move it away; a regular file belongs here; until then the built-in file is used)",
            "assets/areas/01-x.ron: it is a folder (move it away; a regular file belongs here; until then the area is left out)",
        ]
    );
    assert_eq!(assets.paper.file, load(None).paper.file);
}

#[test]
fn a_file_where_the_folder_of_areas_should_be_is_a_problem() {
    let assets = loaded(&[("areas", b"")]);
    assert!(said(&assets)[0].starts_with("assets/areas/: it is a file, so the paper has no areas"));
    assert_eq!((said(&assets).len(), assets.paper.areas.len()), (1, 0));
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_a_problem() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = workspace(&[("groups.ron", b"[]")]);
    let groups = folder.path().join("assets/groups.ron");
    fs::set_permissions(&groups, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&groups).is_ok() {
        fs::remove_file(&groups).unwrap();
        symlink("nowhere", &groups).unwrap();
    }
    let assets = load(Some(folder.path()));
    let what = ["it can't be read: ", "it is a link"].map(|what| format!("assets/groups.ron: {what}"));
    assert!(what.iter().any(|what| said(&assets)[0].starts_with(what)), "{:?}", said(&assets));
    assert_eq!(assets.roster.groups(), load(None).roster.groups());
}

#[test]
fn a_file_over_four_mebibytes_is_not_read() {
    let assets = loaded(&[("delegations.ron", " ".repeat((4 << 20) + 1).as_bytes())]);
    assert_eq!(
        said(&assets),
        [
            "assets/delegations.ron: it is larger than 4 MiB and was not read (check that it is the right file; until then the built-in file is used)"
        ]
    );
}

#[test]
fn five_hundred_problems_of_a_file_are_listed_and_the_others_counted() {
    let rows = "    (code: \"aut\", iso2: \"at\", name: (en: \"\", zh: \"\"), region: WEOG),\n".repeat(600);
    let assets = loaded(&[("delegations.ron", format!("[\n{rows}]").as_bytes())]);
    assert_eq!(assets.problems.len(), 501);
    assert_eq!(
        said(&assets)[500],
        "assets/delegations.ron: it has 1900 more problems; the first 500 are listed (mend these first)"
    );
}

#[test]
fn a_long_file_full_of_mistakes_is_read_in_no_time() {
    let row = "(code: \"AUT\", iso2: \"AT\", name: (en: \"A\", zh: \"B\"), region: WEOG)";
    let rows = [
        format!("{row}\n"),
        format!("{}\n", row.replace(", ", " ")),
        format!("{},\n", row.replace("code", "kode")),
        format!("{},\n", row.replace("\"AT\"", "Some(\"AT\")")),
        format!("{},\n", row.replace("region", "groups: [\"X\", \"Y\"], region")),
        "{},\n".into(),
        "[\n".into(),
        "\"\\q\",\n".into(),
        "/*".into(),
    ];
    for row in rows {
        let text = format!("[\n{}]", row.repeat((1 << 20) / row.len()));
        let start = Instant::now();
        let assets = loaded(&[("delegations.ron", text.as_bytes())]);
        assert!((1..=501).contains(&assets.problems.len()), "{row}");
        assert!(start.elapsed().as_secs() < 20, "{row} {:?}", start.elapsed());
    }
}

#[test]
fn brackets_thousands_deep_are_a_problem_and_no_crash() {
    for opening in ["(", "[", "{", "(a: ", "Some(", "/*"] {
        let text = opening.repeat(200_000);
        let assets = loaded(&[("paper.ron", text.as_bytes()), ("areas/1.ron", text.as_bytes())]);
        assert!((2..=4).contains(&assets.problems.len()), "{opening}: {:?}", said(&assets));
        assert_eq!(assets.paper.file, load(None).paper.file);
    }
}

fn built_in(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets").join(name)).unwrap()
}

fn parsed<T: DeserializeOwned>(text: &str) -> Option<T> {
    ron::from_str(text.strip_prefix('\u{feff}').unwrap_or(text)).ok()
}

/// Bytes that mean something in the files, and some that never should be there.
fn byte() -> impl Strategy<Value = u8> {
    prop_oneof![prop::sample::select(b"()[]{},:\"'\\/*#r-0 \n\tSomeNaN".to_vec()), any::<u8>(),]
}

fn change() -> impl Strategy<Value = (prop::sample::Index, usize, Vec<u8>)> {
    (any::<prop::sample::Index>(), 0_usize..6, prop::collection::vec(byte(), 0..4))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_damaged_file_loads_whole_or_has_a_problem(
        name in prop::sample::select(vec!["paper.ron", "delegations.ron", "groups.ron", "areas/01-accountability.ron"]),
        changes in prop::collection::vec(change(), 1..4),
    ) {
        let mut bytes = built_in(name);
        for (at, cut, put) in changes {
            let at = at.index(bytes.len());
            let end = (at + cut).min(bytes.len());
            bytes.splice(at..end, put);
        }
        let assets = loaded(&[(name, &bytes)]);
        let text = String::from_utf8(bytes).unwrap_or_default();
        let (read, wanted) = match name {
            "paper.ron" => (assets.paper.file.clusters.len(), parsed::<PaperFile>(&text).map(|p| p.clusters.len())),
            "groups.ron" => (assets.roster.groups().len(), parsed::<Vec<Group>>(&text).map(|rows| rows.len())),
            "delegations.ron" => {
                (assets.roster.delegation_count(), parsed::<Vec<Delegation>>(&text).map(|rows| rows.len()))
            }
            _ => (assets.paper.items().count(), parsed::<Area>(&text).map(|area| area.items.len())),
        };
        prop_assert!(wanted == Some(read) || !assets.problems.is_empty(), "{wanted:?} {read}");
        for problem in &assets.problems {
            diagnostic::render(problem, Lang::En, 100);
            diagnostic::render(problem, Lang::Zh, 100);
        }
    }
}

#[test]
fn a_paper_in_other_languages_is_shown_in_the_one_there_is_and_says_so() {
    let sandbox = Sandbox::new();
    let write = |name: &str, text: &str| {
        let path = sandbox.workspace().join("assets").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    let paper = read_fixture("own-everything/paper.ron");
    write("paper.ron", &paper.replace("(en: \"Reflections\", zh: \"思考\")", "(fr: \"Réflexions\")"));
    let area = "(number: 1, cluster: 1, paragraphs: \"1\", title: (fr: \"Responsabilité\"), items: [\
        (key: \"1a\", paragraph: \"1\", text: (fr: \"Rapports\")), (key: \"1b\", paragraph: \"2\", text: (fr: \"Suite\"))])";
    write("areas/01.ron", area);
    let ran = sandbox.run(&["show"]);
    assert!(ran.out.contains("Responsabilité") && ran.out.contains("Rapports"), "{}", ran.out);
    assert_eq!(
        ran.err.matches("The paper is not in English; it is shown in French.").count(),
        1,
        "{}",
        ran.err
    );
    let chinese = sandbox.run(&["--lang", "zh", "show", "1a"]);
    assert!(chinese.err.contains("文件没有中文文本，以法文显示。"), "{}", chinese.err);
    write("areas/01.ron", &area.replace("(fr: \"Rapports\")", "(fr: \"Rapports\", en: \"Reports\")"));
    let item = sandbox.json(&["export", "--format", "json"])["areas"][0]["items"].clone();
    assert_eq!(item[0]["text"], serde_json::json!({ "en": "Reports", "fr": "Rapports" }));
    assert_eq!(item[1]["text"], serde_json::json!({ "en": "", "fr": "Suite" }));
    let ran = sandbox.run(&["show"]);
    assert!(
        ran.err.contains("Parts of the paper are not in English; they are shown in French."),
        "{}",
        ran.err
    );
    assert_eq!(sandbox.run(&["check"]).code, Some(0));
}

fn read_fixture(name: &str) -> String {
    fs::read_to_string(root("valid").join(name)).unwrap()
}
