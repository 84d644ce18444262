//! Journals of colleagues, taken in by `import` as a union that overwrites nothing.

use crate::support::{Sandbox, members, sealed};
use prepcom::store::assets;
use serde_json::Value;
use std::{fs, path::PathBuf};

/// The one journal of somebody who has recorded.
fn journal(sandbox: &Sandbox) -> PathBuf {
    let [one] = &sandbox.journals()[..] else { panic!("{:?}", sandbox.journals()) };
    one.clone()
}

fn given(path: &std::path::Path) -> String {
    path.to_string_lossy().into_owned()
}

fn take_in(sandbox: &Sandbox, from: &Sandbox) -> String {
    sandbox.ok(&["import", &given(&from.workspace())])
}

/// The snapshot, without the moment at which it was asked for and who asked.
fn snapshot(sandbox: &Sandbox) -> Value {
    let mut json =
        sandbox.json(&["export", "--format", "json", "--for", "internal", "--as-of", "2027-12-31"]);
    json["by"] = Value::Null;
    json["problems"] = Value::Null;
    json
}

fn id_of(said: &str) -> String {
    said.strip_prefix("recorded ").unwrap().split(':').next().unwrap().to_owned()
}

fn recorded(text: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.ok(&["set", "aut", "1a", "supports", "--if", text]);
    sandbox
}

/// What three people record of two sittings on two days, each on a copy of the workspace.
fn team() -> [Sandbox; 3] {
    let [ana, bo, cy] = [(); 3].map(|()| Sandbox::new());
    let first = ["sitting", "add", "2026-07-21T10:00", "--number", "3", "--kind", "cluster", "--items", "3a"];
    let second = ["sitting", "add", "2026-07-22T15:00", "--number", "5", "--kind", "plenary"];
    for (member, speakers) in [(&ana, ["egy", "aut"]), (&bo, ["aut", "mex"]), (&cy, ["idn", "egy"])] {
        for sitting in [&first[..], &second] {
            let id = id_of(&member.ok(sitting));
            for speaker in speakers {
                member.ok(&["intervention", "add", &id, speaker]);
            }
        }
    }
    ana.ok(&["set", "@nam", "3a", "supports", "--on", "2026-07-21"]);
    bo.ok(&["set", "@nac", "3a", "opposes", "--on", "2026-07-21"]);
    cy.ok(&["set", "irl", "3a", "opposes", "--on", "2026-07-21"]);
    let roster = assets::load(None).roster;
    let codes: Vec<&str> = roster.delegations().iter().map(|delegation| delegation.code.as_str()).collect();
    for number in 0..60 {
        let count = 26 + usize::from(number < 13);
        let sponsors: Vec<&str> = (0..count).map(|place| codes[(number * 7 + place) % codes.len()]).collect();
        let symbol = format!("NPT/CONF.2026/PC.III/WP.{}", number + 1);
        let member = [&ana, &bo, &cy][number % 3];
        member.ok(&["document", "add", &symbol, "--items", "3a", "--sponsors", &sponsors.join(",")]);
    }
    [ana, bo, cy]
}

#[test]
fn a_team_of_three_that_unites_its_journals_in_any_order_has_one_record() {
    let team = team();
    // Cy misheard Ireland, and records what was said.
    team[2].ok(&["set", "irl", "3a", "supports", "--corrects", "--reason", "misheard"]);
    let mut snapshots = Vec::new();
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let reader = Sandbox::new();
        for member in order {
            take_in(&reader, &team[member]);
        }
        let moved = reader.json(&["diff", "2026-07-20", "2026-12-31", "--json"]);
        let of_ireland = moved["positions"].as_array().unwrap();
        let of_ireland: Vec<&Value> = of_ireland.iter().filter(|row| row["participant"] == "IRL").collect();
        assert!(
            of_ireland.iter().all(|row| row["direction"] == "new" && row["after"]["position"] == "supports"),
            "{of_ireland:?}"
        );
        snapshots.push(snapshot(&reader));
    }
    assert!(snapshots.iter().all(|one| *one == snapshots[0]), "the order of the journals matters");
    let one = &snapshots[0];
    assert_eq!(one["sittings"].as_array().unwrap().len(), 2, "{}", one["sittings"]);
    for sitting in one["sittings"].as_array().unwrap() {
        let all = one["interventions"].as_array().unwrap();
        let mut speakers: Vec<&str> = all
            .iter()
            .filter(|made| made["sitting"] == sitting["id"])
            .map(|made| made["participant"].as_str().unwrap())
            .collect();
        speakers.sort_unstable();
        assert_eq!(speakers, ["AUT", "EGY", "IDN", "MEX"], "those whom two heard are there once");
    }
    let documents = one["documents"].as_array().unwrap();
    let sponsorships: usize = documents.iter().map(|row| row["sponsors"].as_array().unwrap().len()).sum();
    assert_eq!((documents.len(), sponsorships), (60, 1573));
    let item = one["areas"].as_array().unwrap().iter().flat_map(|area| area["items"].as_array().unwrap());
    let item = item.into_iter().find(|item| item["key"] == "3a").unwrap();
    assert!(item["groups_differ"].as_u64().unwrap() > 0);
    let egypt = take_all(&team).ok(&["show", "egy"]);
    assert!(egypt.contains("@NAM +") && egypt.contains("@NAC"), "{egypt}");
}

fn take_all(team: &[Sandbox]) -> Sandbox {
    let reader = Sandbox::new();
    let journals: Vec<String> = team.iter().map(|member| given(&journal(member))).collect();
    let arguments: Vec<&str> = std::iter::once("import").chain(journals.iter().map(String::as_str)).collect();
    reader.ok(&arguments);
    reader
}

#[test]
fn a_journal_a_folder_of_them_and_a_workspace_are_taken_in_byte_for_byte_and_once() {
    let (ana, bo) = (recorded("yearly"), Sandbox::new());
    ana.ok(&["note", "aut", "1a", "for me", "--mine"]);
    let told = bo.ok(&["import", "--dry-run", &given(&journal(&ana))]);
    assert!(told.starts_with("would take in 1 entry: ") && bo.journals().is_empty(), "{told}");
    assert!(bo.ok(&["import", &given(&journal(&ana))]).starts_with("took in 1 entry: "));
    assert_eq!(fs::read(journal(&bo)).unwrap(), fs::read(journal(&ana)).unwrap());
    ana.ok(&["set", "fra", "3a", "opposes"]);
    let folder = journal(&ana).parent().unwrap().to_owned();
    let told = bo.ok(&["import", &given(&folder)]);
    assert!(told.contains("took in 1 entry") && told.contains("1 here already"), "{told}");
    assert_eq!(fs::read(journal(&bo)).unwrap(), fs::read(journal(&ana)).unwrap());
    assert!(take_in(&bo, &ana).contains("nothing new"));
    assert!(!bo.ok(&["log"]).contains("for me") && !bo.workspace().join("state/local/mine").exists());
}

#[test]
fn an_older_copy_of_ones_own_journal_takes_nothing_away() {
    let ana = recorded("yearly");
    let old = ana.home().join("old.jsonl");
    fs::create_dir_all(ana.home()).unwrap();
    fs::copy(journal(&ana), &old).unwrap();
    ana.ok(&["set", "fra", "3a", "opposes"]);
    let before = fs::read(journal(&ana)).unwrap();
    assert!(ana.ok(&["import", &given(&old)]).contains("nothing new"));
    assert_eq!(fs::read(journal(&ana)).unwrap(), before);
}

#[test]
fn an_entry_under_ones_own_name_that_one_never_recorded_is_refused() {
    let (ana, out) = (recorded("yearly"), tempfile::tempdir().unwrap());
    let own = fs::read_to_string(journal(&ana)).unwrap();
    let forged = sealed(&members(own.trim()).replace("-1\"", "-2\""));
    let path = out.path().join("forged.jsonl");
    fs::write(&path, format!("{forged}\n")).unwrap();
    let ran = ana.run(&["import", &given(&path)]);
    assert_eq!(ran.code, Some(3));
    assert!(
        ran.err.contains("forged.jsonl:1") && ran.err.contains("has the name of this device"),
        "{}",
        ran.err
    );
    assert_eq!(fs::read_to_string(journal(&ana)).unwrap(), own);
}

#[test]
fn a_different_entry_of_a_known_name_is_refused_by_name_and_the_rest_only_when_asked() {
    let (ana, bo, out) = (recorded("yearly"), Sandbox::new(), tempfile::tempdir().unwrap());
    ana.ok(&["set", "fra", "3a", "opposes"]);
    take_in(&bo, &ana);
    let text = fs::read_to_string(journal(&ana)).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let changed = sealed(&members(lines[0]).replace("yearly", "weekly"));
    let further = sealed(&members(lines[1]).replace("-2\"", "-3\""));
    let path = out.path().join("a.jsonl");
    fs::write(&path, format!("{changed}\nno entry\n{further}\n")).unwrap();
    let before = fs::read_to_string(journal(&bo)).unwrap();
    let ran = bo.run(&["import", &given(&path)]);
    assert_eq!((ran.code, fs::read_to_string(journal(&bo)).unwrap()), (Some(3), before.clone()));
    assert!(ran.err.contains("a.jsonl:1") && ran.err.contains("a.jsonl:2"), "{}", ran.err);
    assert!(ran.err.contains("but these 2 lines"), "{}", ran.err);
    let ran = bo.run(&["import", "--skip-bad", &given(&path)]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.err.contains("2 lines were not taken in"), "{}", ran.err);
    assert_eq!(fs::read_to_string(journal(&bo)).unwrap(), format!("{before}{further}\n"));
}

#[test]
fn lines_go_to_the_file_of_their_device_whatever_theirs_is_called() {
    let (ana, bo, out) = (recorded("yearly"), Sandbox::new(), tempfile::tempdir().unwrap());
    let text = fs::read_to_string(journal(&ana)).unwrap();
    let other = sealed(
        &members(text.trim()).replace(&*journal(&ana).file_stem().unwrap().to_string_lossy(), "zzzzzz"),
    );
    let path = out.path().join("From Ana (2).jsonl");
    fs::write(&path, format!("\u{feff}{}\r\n\n{other}", text.trim())).unwrap();
    bo.ok(&["import", &given(&path)]);
    let names: Vec<String> =
        bo.journals().iter().map(|path| path.file_name().unwrap().to_string_lossy().into_owned()).collect();
    assert!(names.contains(&"zzzzzz.jsonl".to_owned()) && names.len() == 2, "{names:?}");
    assert!(bo.ok(&["check"]).contains("no problems") || bo.run(&["check"]).code == Some(0));
}

#[test]
fn tables_and_journals_are_not_taken_in_together_and_a_folder_without_journals_is_said() {
    let (ana, out) = (recorded("yearly"), tempfile::tempdir().unwrap());
    fs::write(out.path().join("a.csv"), "participant,item,position\n").unwrap();
    let (table, journal) = (given(&out.path().join("a.csv")), given(&journal(&ana)));
    let ran = ana.run(&["import", &table, &journal]);
    assert!(ran.code == Some(2) && ran.err.contains("one at a time"), "{}", ran.err);
    let ran = ana.run(&["import", "--shareable", &journal]);
    assert!(ran.code == Some(2) && ran.err.contains("for tables"), "{}", ran.err);
    let ran = ana.run(&["import", &given(out.path())]);
    assert!(ran.code == Some(1) && ran.err.contains("no journal in"), "{}", ran.err);
}

#[cfg(unix)]
#[test]
fn what_is_no_file_in_a_folder_is_refused_by_name_and_nothing_waits_for_it() {
    let (ana, bo, out) = (recorded("yearly"), Sandbox::new(), tempfile::tempdir().unwrap());
    std::os::unix::fs::symlink(journal(&ana), out.path().join("link.jsonl")).unwrap();
    let pipe = out.path().join("pipe.jsonl");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let ran = bo.run(&["import", &given(out.path())]);
    assert!(ran.err.contains("link.jsonl") && ran.err.contains("pipe.jsonl"), "{}", ran.err);
    assert!(ran.code != Some(0) && bo.journals().is_empty());
    // What a person names may be a link.
    bo.ok(&["import", &given(&out.path().join("link.jsonl"))]);
    assert_eq!(fs::read(journal(&bo)).unwrap(), fs::read(journal(&ana)).unwrap());
}

#[test]
fn a_workspace_that_can_not_be_written_says_so_and_keeps_what_it_has() {
    let (ana, bo) = (recorded("yearly"), recorded("weekly"));
    let folder = journal(&bo).parent().unwrap().to_owned();
    let device = journal(&ana).file_name().unwrap().to_owned();
    fs::create_dir(folder.join(&device)).unwrap();
    let before = fs::read(journal_file(&bo)).unwrap();
    let ran = bo.run(&["import", &given(&ana.workspace())]);
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    assert!(ran.err.contains(&*device.to_string_lossy()), "{}", ran.err);
    assert_eq!(fs::read(journal_file(&bo)).unwrap(), before);
}

/// The regular one of the journals.
fn journal_file(sandbox: &Sandbox) -> PathBuf {
    sandbox.journals().into_iter().find(|path| path.is_file()).unwrap()
}
