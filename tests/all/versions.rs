//! Files of every format that ever shipped read as they did; those of a newer one are read as far as they are understood, and never
//! overwritten.

use crate::support::{Sandbox, Screens, has, sealed};
use prepcom::{
    domain::{lang::Lang, line::read_line, read_only::ReadOnly, saved},
    store::{
        assets,
        disk::Real,
        drafts, local,
        missing::Missing,
        sessions,
        settings::{self, Settings},
        workspace::Workspace,
    },
    tui::update,
};
use std::{collections::BTreeMap, fs, path::Path};

const PAPER: &str = r#"title: (en: "Reflections", zh: "思考"), session: (en: "First", zh: "第一届"), place: (en: "Vienna", zh: "维也纳"), from: "2023-07-31", until: "2023-08-11", status: (en: "Draft", zh: "草案"), clusters: [(number: 1, title: (en: "Disarmament", zh: "裁军"))])"#;
const AREA: &str = r#"number: 1, cluster: 1, paragraphs: "1", title: (en: "A", zh: "甲"), items: [(key: "1a", paragraph: "1", text: (en: "a", zh: "甲"))])"#;
const DELEGATIONS: &str =
    r#"[(code: "AUT", iso2: "AT", name: (en: "Austria", zh: "奥地利"), region: WEOG, groups: ["X"])]"#;
const GROUPS: &str =
    r#"[(code: "X", name: (en: "Ex", zh: "某组"), members_as_of: "2024", basis: (en: "seen", zh: "已见"))]"#;
const LINE: &str = r#"{"sum":"6f72f6f9","v":1,"id":"k3f9x2-12","at":"2024-07-22T15:05:09.123+02:00","by":"A. Diplomat","facts":[{"position":{"participant":"AUT","item":"standard-reporting-nws","position":"supports","condition":"reports come yearly","reason":"transparency","quote":{"text":"nous appuyons","language":"fr"},"source":{"kind":"aligned","group":"@EU","reference":"NPT/CONF.2026/PC.II/SR.3"},"on":"2024-07-22","wording":"0a1b2c3d","parents":["k3f9x2-11"]}}]}"#;
const DRAFTS: &str = r#"{"v":1,"holds":{"AUT 1a":"half a sentence"}}"#;
const SESSION: &str = r#"{"v":1,"holds":{"started":"2024-07-22T13:00:00.000Z","by":"item","stops":[{"who":"AUT","item":"1a"}],"skipped":[0]}}"#;
const SETTINGS: [&str; 2] =
    ["(author: \"A\", lang: zh, own: \"AUT\")", "(schema: 1, author: \"A\", lang: zh, own: \"AUT\")"];

fn write(root: &Path, name: &str, text: &str) {
    let path = root.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// A workspace with the four kinds of files of the paper, each behind what says its format.
fn with_paper(sandbox: &Sandbox, paper: &str, area: &str, list: &str) {
    let root = sandbox.workspace();
    write(&root, "assets/paper.ron", &format!("({paper}{PAPER}"));
    write(&root, "assets/areas/01.ron", &format!("({area}{AREA}"));
    write(&root, "assets/delegations.ron", &format!("{list}{DELEGATIONS}"));
    write(&root, "assets/groups.ron", &format!("{list}{GROUPS}"));
}

#[test]
fn the_paper_of_format_1_reads_with_its_format_and_without() {
    for (schema, list) in [("", ""), ("schema: 1, ", "#![schema = \"1\"]\n")] {
        let sandbox = Sandbox::new();
        with_paper(&sandbox, schema, schema, list);
        let read = assets::load(Some(&sandbox.workspace()));
        assert_eq!(read.problems, []);
        assert_eq!((read.paper.items().count(), read.roster.delegation_count()), (1, 1));
        assert!(read.newer.is_empty());
        sandbox.ok(&["set", "@x", "1a", "supports"]);
        assert!(sandbox.ok(&["show", "1a"]).contains("@X"));
    }
}

#[test]
fn where_a_file_of_the_paper_is_newer_nothing_is_recorded_and_the_words_say_why() {
    let newer = "schema: 2, shape: New(1), ";
    let list = "// a comment\n#![schema = \"2\"]\n";
    for (file, paper, area, lists) in [
        ("assets/paper.ron", newer, "", ""),
        ("assets/areas/01.ron", "", newer, ""),
        ("assets/delegations.ron", "", "", list),
    ] {
        let sandbox = Sandbox::new();
        with_paper(&sandbox, paper, area, lists);
        for arguments in [
            &["set", "aut", "1a", "supports"][..],
            &["note", "aut", "1a", "text"],
            &["undo"],
            &["import", "nothing.csv"],
        ] {
            let ran = sandbox.run(arguments);
            assert_eq!(ran.code, Some(1), "{file} {arguments:?}: {}{}", ran.out, ran.err);
            assert!(ran.err.contains("Read-only: a file of the paper is of a newer version"), "{}", ran.err);
        }
        let zh = sandbox.run(&["--lang", "zh", "set", "aut", "1a", "supports"]);
        assert!(zh.err.contains("只读：有文件出自更新版本"), "{}", zh.err);
        assert!(sandbox.journals().is_empty(), "nothing was made for it");
        let checked = sandbox.run(&["check"]);
        assert!(checked.out.contains(file) && checked.out.contains("format 2"), "{}", checked.out);
        assert_eq!(sandbox.run(&["show"]).code, Some(0), "it is still shown");
    }
}

#[test]
fn the_screens_say_that_nothing_is_recorded_and_why_on_every_key_that_would() {
    for lang in [Lang::En, Lang::Zh] {
        let mut screens = Screens::new(120, 30, lang);
        update::announce(&mut screens.model, Some(ReadOnly::NewerPaper));
        let (bar, why) = match lang {
            Lang::En => ("READ-ONLY", "Read-only: a file of the paper is of a newer"),
            Lang::Zh => ("只读", "只读：有文件出自更新版本的"),
        };
        has(&screens, bar);
        has(&screens, why);
        for keys in ["<enter>2", "n", "u"] {
            screens.press(keys);
            has(&screens, why);
        }
        assert!(screens.effects.is_empty(), "{:?}", screens.effects);
    }
}

#[test]
fn a_newer_line_in_ones_own_journal_ends_recording_and_in_anothers_it_is_kept_and_reported() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["set", "aut", "1a", "supports"]);
    let own = sandbox.journals().remove(0);
    let device = own.file_stem().unwrap().to_str().unwrap().to_owned();
    for members in [
        r#""v":2,"id":"DEVICE-2","new":[{"shape":1}]}"#,
        r#""v":1,"id":"DEVICE-2","at":"2026-11-01T00:00:00.000Z","by":"A","facts":[{"mood":{"who":"AUT"}}]}"#,
    ] {
        let newer = sealed(&members.replace("DEVICE", &device)) + "\n";
        let before = fs::read_to_string(&own).unwrap();
        let other = own.with_file_name("zzzzzz.jsonl");
        fs::write(&other, &newer).unwrap();
        sandbox.ok(&["set", "aut", "1b", "supports"]);
        assert_eq!(sandbox.run(&["check"]).code, Some(3), "it is reported");
        fs::remove_file(&other).unwrap();
        let grown = format!("{before}{newer}");
        fs::write(&own, &grown).unwrap();
        let ran = sandbox.run(&["set", "aut", "2a", "supports"]);
        assert_eq!(ran.code, Some(1), "{}{}", ran.out, ran.err);
        assert!(ran.err.contains("a newer version of prepcom has recorded on this device"), "{}", ran.err);
        assert_eq!(fs::read_to_string(&own).unwrap(), grown, "the journal is as it was");
        assert!(sandbox.ok(&["show", "1a"]).contains("Austria"), "what is understood is shown");
        fs::write(&own, before).unwrap();
    }
}

#[test]
fn drafts_and_the_session_of_format_1_read_and_are_written_to_the_letter() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = Workspace::at(folder.path());
    write(folder.path(), "state/local/drafts.json", DRAFTS);
    write(folder.path(), "state/local/session.json", SESSION);
    assert_eq!(drafts::load(&workspace)["AUT 1a"], "half a sentence");
    let read = sessions::load(&workspace).unwrap();
    assert_eq!((read.stops.len(), read.skipped.len()), (1, 1));
    drafts::keep(&workspace, &drafts::load(&workspace)).unwrap();
    sessions::keep(&workspace, Some(&read)).unwrap();
    let written = |name: &str| fs::read_to_string(workspace.local().join(name)).unwrap();
    assert_eq!((written("drafts.json").as_str(), written("session.json").as_str()), (DRAFTS, SESSION));
}

#[test]
fn newer_drafts_and_a_newer_session_are_read_as_far_as_they_go_and_left_as_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = Workspace::at(folder.path());
    let drafts_text = r#"{"v":2,"holds":{"AUT 1a":"half"},"colour":"blue"}"#;
    let session_text = r#"{"v":2,"holds":{"shape":"new"}}"#;
    write(folder.path(), "state/local/drafts.json", drafts_text);
    write(folder.path(), "state/local/session.json", session_text);
    assert_eq!(drafts::load(&workspace)["AUT 1a"], "half");
    assert_eq!(sessions::load(&workspace), None);
    let refused = drafts::keep(&workspace, &BTreeMap::new()).unwrap_err().to_string();
    assert!(refused.contains("newer version"), "{refused}");
    assert!(sessions::keep(&workspace, None).unwrap_err().to_string().contains("newer version"));
    let text = |name: &str| fs::read_to_string(workspace.local().join(name)).unwrap();
    assert_eq!((text("drafts.json").as_str(), text("session.json").as_str()), (drafts_text, session_text));
    assert!(local::is_newer(r#"{"v":3,"keeps":[]}"#) && !local::is_newer(DRAFTS));
}

#[test]
fn what_is_known_to_be_lost_reads_and_a_newer_list_is_never_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = Workspace::at(folder.path());
    let text = r#"{"v":1,"holds":[{"device":"k3f9x2","from":3,"to":4}]}"#;
    write(folder.path(), "state/local/missing.json", text);
    let missing = Missing::read(&Real::below(&workspace.root), &workspace);
    assert!(missing.has("k3f9x2", 4) && !missing.has("k3f9x2", 5));
    missing.add(&Real::below(&workspace.root), &workspace, &[]).unwrap();
    assert_eq!(fs::read_to_string(workspace.local().join("missing.json")).unwrap(), text);
    write(folder.path(), "state/local/missing.json", r#"{"v":2,"holds":[]}"#);
    let refused =
        Missing::default().add(&Real::below(&workspace.root), &workspace, &[]).unwrap_err().to_string();
    assert!(refused.contains("newer version"), "{refused}");
}

#[test]
fn the_device_of_format_1_keeps_its_name_and_a_newer_one_is_never_replaced() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["set", "aut", "1a", "supports"]);
    let path = sandbox.workspace().join("state/local/device.json");
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.starts_with(r#"{"v":1,"id":""#), "{text}");
    fs::write(&path, text.replace(r#""v":1,"#, "")).unwrap();
    sandbox.ok(&["set", "aut", "1b", "supports"]);
    assert_eq!(sandbox.journals().len(), 1, "a file without a version is of version 1");
    fs::write(&path, text.replace(r#""v":1,"#, r#""v":2,"since":"2024","#)).unwrap();
    sandbox.ok(&["set", "aut", "2a", "supports"]);
    assert_eq!(sandbox.journals().len(), 1, "what is understood of a newer one holds");
    let newer = r#"{"v":2,"name":{"part":"x"}}"#;
    fs::write(&path, newer).unwrap();
    let ran = sandbox.run(&["set", "aut", "2b", "supports"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("device.json is of a newer version"), "{}", ran.err);
    assert_eq!(fs::read_to_string(&path).unwrap(), newer);
}

#[test]
fn settings_of_format_1_read_and_of_newer_ones_what_is_understood() {
    for text in SETTINGS {
        let read = settings::parse(text).unwrap();
        assert_eq!((read.author.as_str(), read.lang, read.own.as_str()), ("A", Some(Lang::Zh), "AUT"));
    }
    let newer = "(schema: 2, lang: zh, own: \"AUT\", [1]: x)";
    assert!(settings::parse(newer).is_err(), "what is no RON is an error in any version");
    let newer = "(schema: 2, theme: sepia)";
    let said = settings::parse(newer).unwrap_err().to_string();
    assert!(said.contains("sepia"), "a value that is not known is named in any version: {said}");
    let newer = "(schema: 2, lang: zh, moods: [Grim, Fair(2)], own: \"AUT\", palette: (first: \"A\"))";
    let read = settings::parse(newer).unwrap();
    let expected =
        Settings { schema: Some(2), lang: Some(Lang::Zh), own: "AUT".into(), ..Settings::default() };
    assert_eq!(read, expected);
    let said = settings::parse(&newer.replace("schema: 2, ", "")).unwrap_err().to_string();
    assert!(said.contains("moods"), "in format 1 each is a mistake: {said}");
    let twice = settings::parse("(ascii: true, ascii: false)").unwrap_err().to_string();
    assert!(twice.contains("ascii"), "{twice}");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("settings.ron");
    fs::write(&path, newer).unwrap();
    let refused = settings::remember_author(&path, "B").unwrap_err().to_string();
    assert!(refused.contains("newer version") && refused.contains("author: \"B\","), "{refused}");
    assert_eq!(fs::read_to_string(&path).unwrap(), newer);
}

#[test]
fn a_line_and_a_snapshot_of_format_1_read_and_newer_ones_say_so() {
    assert_eq!(read_line(LINE).map(|entry| entry.v), Ok(1));
    let snapshot = r#"{
  "format": 1,
  "sha256": "1bb85b5d00cea7413ad2833f9ea50c6652831a5299c996b17e8874c4f92eefd1",
"name":"day one","saved_at":"2024-07-22T15:05:09.123+02:00","by":"A","view":{"as_of":null,"known_at":null},"document":{"kind":"snapshot","schema":1,"problems":0,"title":{"en":"x","zh":"y"},"as_of":"2024-07-22T15:05:09.123+02:00","zone":"Europe/Vienna","by":"A","marking":"","audience":"internal","disclaimer":"d","coverage":{"recorded":0,"via_groups":0,"groups_differ":0,"cells":0,"conflicts":0},"areas":[],"participants":[],"positions":[],"sittings":[],"interventions":[],"documents":[],"amendments":[],"notes":[],"commitments":[],"lines":[],"points":[],"meetings":[]}}"#;
    assert!(saved::read(snapshot).is_ok());
    assert!(saved::read(&snapshot.replace("day one", "day two")).is_err(), "a wrong sum is told");
    let newer = saved::read(&snapshot.replace("\"format\": 1", "\"format\": 2")).unwrap_err();
    assert!(newer.what.en.contains("newer version") && newer.what.zh.contains("更新版本"), "{newer:?}");
}
