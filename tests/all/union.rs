//! Journals of colleagues, taken in by `import` as a union that overwrites nothing.

use crate::{
    simulated_disk::{Act, Fate, SimulatedDisk},
    support::{Ran, Sandbox, members, sealed},
};
use prepcom::{
    domain::{instant::Zones, ledger::Ledger},
    store::{
        assets,
        journal::{Journal, union::Gathered},
        workspace::Workspace,
    },
};
use serde_json::Value;
use std::{
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
    process::{Child, Stdio},
    sync::Arc,
};

/// The one journal of somebody who has recorded.
fn journal(sandbox: &Sandbox) -> PathBuf {
    let [one] = &sandbox.journals()[..] else { panic!("{:?}", sandbox.journals()) };
    one.clone()
}

fn given(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

fn take_in(sandbox: &Sandbox, from: &Sandbox) -> String {
    sandbox.ok(&["import", &given(&from.workspace())])
}

/// The snapshot, as the bytes that are handed out.
fn snapshot(sandbox: &Sandbox) -> String {
    sandbox.ok(&["export", "--format", "json", "--for", "internal", "--as-of", "2027-12-31"])
}

fn id_of(said: &str) -> String {
    said.strip_prefix("recorded ").unwrap().split(':').next().unwrap().to_owned()
}

fn recorded(text: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.ok(&["set", "aut", "1a", "supports", "--if", text]);
    sandbox
}

/// What three people record of two sittings on two days, each on a copy of one workspace.
fn team() -> [Sandbox; 3] {
    let start = Sandbox::new();
    start.ok(&["set", "@nam", "3a", "supports", "--on", "2026-07-20"]);
    let [ana, bo, cy] = [(); 3].map(|()| start.copy());
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
    ana.ok(&["set", "@arab", "3a", "supports", "--on", "2026-07-21"]);
    bo.ok(&["set", "@nac", "3a", "opposes", "--on", "2026-07-21"]);
    cy.ok(&["set", "irl", "3a", "opposes", "--on", "2026-07-22"]);
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

const ORDERS: [[usize; 3]; 6] = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];

/// The rows of Ireland in what `diff` says, as which way each moved.
fn ireland(reader: &Sandbox, from: &str, to: &str) -> Vec<String> {
    let moved = reader.json(&["diff", from, to, "--json"]);
    let rows = moved["positions"].as_array().unwrap().iter().filter(|row| row["participant"] == "IRL");
    rows.map(|row| row["direction"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_team_of_three_that_unites_its_journals_in_any_order_has_one_record() {
    let team = team();
    let readers = ORDERS.map(|order| {
        let reader = Sandbox::new();
        order.iter().for_each(|member| _ = take_in(&reader, &team[*member]));
        reader.ok(&["snapshot", "save", "before"]);
        reader
    });
    // Cy misheard Ireland, and records what was said.
    team[2].ok(&["set", "irl", "3a", "supports", "--corrects", "--reason", "misheard"]);
    let mut snapshots = Vec::new();
    for (reader, order) in readers.iter().zip(ORDERS) {
        assert!(take_in(reader, &team[2]).starts_with("took in 1 entry: "));
        assert_eq!(ireland(reader, "before", "now"), ["corrected"], "{order:?}");
        assert_eq!(ireland(reader, "2026-07-21", "2026-12-31"), ["new"], "{order:?}");
        assert!(ireland(reader, "2026-07-22", "2026-12-31").is_empty(), "{order:?}");
        assert!(!reader.ok(&["diff", "before", "now"]).contains("the text:"), "{order:?}");
        snapshots.push(snapshot(reader));
    }
    for (own, order) in ORDERS.iter().step_by(2).enumerate() {
        let others = order.iter().filter(|member| **member != own);
        let told: Vec<String> = others.map(|member| take_in(&team[own], &team[*member])).collect();
        assert!(told[0].contains("here already"), "all began with the same: {told:?}");
        snapshots.push(snapshot(&team[own]));
    }
    assert!(snapshots.iter().all(|one| *one == snapshots[0]), "the order of the journals matters");
    is_one_record(&serde_json::from_str(&snapshots[0]).unwrap());
    for reader in readers.iter().chain(&team) {
        let signs = "@NAC -, @ARAB +, @NAM +";
        let egypt = reader.ok(&["show", "egy"]);
        assert!(egypt.contains("Groups differ") && egypt.contains(signs), "{egypt}");
        assert_eq!(reader.json(&["brief", "egy", "--json"])["groups_differ"], serde_json::json!(["3a"]));
        assert_eq!(reader.run(&["check"]).code, Some(0));
    }
}

fn is_one_record(one: &Value) {
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
    let rows = one["positions"].as_array().unwrap();
    assert!(!rows.iter().any(|row| row["participant"] == "EGY"), "it inherits neither");
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
fn several_journals_and_paths_from_here_are_taken_in_at_once_and_named_as_they_were() {
    let (ana, bo, cy) = (recorded("yearly"), recorded("weekly"), Sandbox::new());
    let run_in = |folder: &Path, arguments: &[&str]| {
        let mut command = cy.command(arguments);
        Ran::of(command.current_dir(folder).output().unwrap())
    };
    let told = cy.ok(&["import", "--dry-run", &given(&journal(&ana)), &given(&bo.workspace())]);
    assert!(told.starts_with("would take in 2 entries: ") && cy.journals().is_empty(), "{told}");
    for named in [".", "state/journal", "../work"] {
        let ran = run_in(&ana.workspace(), &["import", "--dry-run", named]);
        assert!(ran.out.starts_with("would take in 1 entry: "), "{named}: {}{}", ran.out, ran.err);
    }
    fs::write(ana.workspace().join("state/journal/bad.jsonl"), "no entry\n").unwrap();
    let ran = run_in(ana.workspace().parent().unwrap(), &["import", "work"]);
    assert!(ran.code == Some(3) && ran.err.contains("work/state/journal/bad.jsonl:1"), "{}", ran.err);
    assert!(ran.err.contains("run where it was recorded") && !ran.err.contains("all others"), "{}", ran.err);
}

#[test]
fn a_journal_on_standard_input_or_with_the_name_of_another_file_is_taken_in_as_one() {
    let (ana, bo, out) = (recorded("yearly"), Sandbox::new(), tempfile::tempdir().unwrap());
    let bytes = fs::read(journal(&ana)).unwrap();
    let ran = bo.with_input(&["import", "-"], &bytes);
    assert!(ran.out.starts_with("took in 1 entry: "), "{}{}", ran.out, ran.err);
    assert_eq!(fs::read(journal(&bo)).unwrap(), bytes);
    let path = out.path().join("journal.jsonl.txt");
    fs::write(&path, bytes).unwrap();
    assert!(bo.ok(&["import", &given(&path)]).contains("nothing new"));
}

#[test]
fn what_is_mine_alone_is_not_taken_in_whoever_names_it() {
    let (ana, bo) = (recorded("yearly"), Sandbox::new());
    ana.ok(&["note", "aut", "1a", "for me", "--mine"]);
    ana.ok(&["undo"]);
    let mine = ana.workspace().join("state/local/mine");
    let ran = bo.run(&["import", &given(&mine)]);
    assert!(
        ran.code == Some(3) && ran.err.matches("mine alone; it is not taken in").count() == 2,
        "{}",
        ran.err
    );
    let ran = bo.run(&["import", "--skip-bad", &given(&mine), &given(&ana.workspace())]);
    assert!(ran.out.starts_with("took in 1 entry: ") && ran.code == Some(0), "{}{}", ran.out, ran.err);
    assert_eq!(bo.journals().len(), 1);
    assert!(ana.ok(&["import", &given(&mine)]).contains("nothing new"));
}

#[test]
fn nothing_new_is_said_only_of_what_was_read_and_is_the_same() {
    let (ana, out) = (recorded("yearly"), tempfile::tempdir().unwrap());
    let path = out.path().join("a.jsonl");
    fs::write(&path, "").unwrap();
    assert!(ana.ok(&["import", &given(&path)]).contains("have no entries"));
    fs::write(&path, "no entry\n".repeat(300)).unwrap();
    let ran = ana.run(&["import", "--skip-bad", &given(&path)]);
    assert!(ran.code == Some(3) && ran.err.contains("nothing was taken in: no line"), "{}", ran.err);
    assert!(ran.out.is_empty() && ran.err.contains("and 200 more problems"), "{}{}", ran.out, ran.err);
    fs::write(&path, [&fs::read(journal(&ana)).unwrap()[..], b"no entry\n"].concat()).unwrap();
    let ran = ana.run(&["import", "--skip-bad", &given(&path)]);
    assert_eq!((ran.code, ran.out.trim()), (Some(0), "nothing new; 1 here already"), "{}", ran.err);
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
fn a_newer_copy_of_ones_own_journal_is_not_taken_in_and_comes_back_in_the_way_that_is_said() {
    let (ana, out) = (recorded("yearly"), tempfile::tempdir().unwrap());
    let old = fs::read(journal(&ana)).unwrap();
    ana.ok(&["set", "fra", "3a", "opposes"]);
    let newer = out.path().join("newer.jsonl");
    fs::copy(journal(&ana), &newer).unwrap();
    fs::write(journal(&ana), &old).unwrap();
    let ran = ana.run(&["import", &given(&newer)]);
    assert!(ran.code == Some(3) && ran.err.contains("newer.jsonl:2"), "{}", ran.err);
    assert!(ran.err.replace("\n", " ").contains("under another name that ends in .jsonl"), "{}", ran.err);
    assert_eq!(fs::read(journal(&ana)).unwrap(), old);
    fs::copy(&newer, ana.workspace().join("state/journal/newer.jsonl")).unwrap();
    ana.ok(&["check", "--repair"]);
    assert!(fs::read_to_string(journal_of_ana(&ana, &old)).unwrap().contains("FRA"));
}

/// The journal that begins with some bytes.
fn journal_of_ana(ana: &Sandbox, begins: &[u8]) -> PathBuf {
    ana.journals().into_iter().find(|path| fs::read(path).unwrap().starts_with(begins)).unwrap()
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
    assert!(ran.err.contains("nothing was taken in; --skip-bad"), "{}", ran.err);
    let ran = bo.run(&["import", "--skip-bad", &given(&path)]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.err.contains("not taken in: 2, as listed above"), "{}", ran.err);
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
    let workspace = out.path().join("work");
    fs::create_dir_all(workspace.join("state")).unwrap();
    std::os::unix::fs::symlink(journal(&ana).parent().unwrap(), workspace.join("state/journal")).unwrap();
    let ran = bo.run(&["import", &given(&workspace)]);
    assert!(ran.code == Some(1) && ran.err.contains("state/journal: it is a link"), "{}", ran.err);
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

/// Two journals of two entries each, as they are taken in on a disk.
struct Coming {
    journals: [String; 2],
}

impl Coming {
    fn new() -> Coming {
        let ana = recorded("yearly");
        ana.ok(&["set", "fra", "3a", "opposes"]);
        let text = fs::read_to_string(journal(&ana)).unwrap();
        let device = journal(&ana).file_stem().unwrap().to_string_lossy().into_owned();
        let named = |name: &str| -> String {
            text.lines().map(|line| sealed(&members(line).replace(&device, name)) + "\n").collect()
        };
        Coming { journals: [named("aaaaaa"), named("bbbbbb")] }
    }

    /// What is on the disk of a workspace after these were to come in, and what was said.
    fn unite(&self, disk: &SimulatedDisk) -> Result<usize, String> {
        let workspace = Workspace::at(Path::new("/work"));
        let mut ledger = Ledger::default();
        let mut journal = Journal::on(Arc::new(disk.clone()), workspace);
        journal.refresh(&mut ledger);
        let mut gathered = Gathered::default();
        self.journals.iter().for_each(|text| gathered.take("a.jsonl", text.as_bytes()));
        let union = gathered.against(&journal, &ledger, Zones::default());
        let united = journal.unite(union, &mut ledger);
        united.map(|_| ledger.len()).map_err(|stopped| stopped.said().en.into_owned())
    }

    fn file(disk: &SimulatedDisk, device: &str) -> String {
        let path = Workspace::at(Path::new("/work")).journals().join(format!("{device}.jsonl"));
        String::from_utf8(disk.file(&path).unwrap_or_default()).unwrap()
    }
}

#[test]
fn a_disk_that_is_full_at_any_byte_leaves_whole_lines_and_it_is_said_what_came_in() {
    let coming = Coming::new();
    let [first, second] = &coming.journals;
    for part in (0..second.len()).step_by(7) {
        let disk = SimulatedDisk::new("a machine", Path::new("/work"));
        disk.plan(move |_, act, path| match act {
            Act::Write if path.ends_with("bbbbbb.jsonl") => Fate::Partly(part, ErrorKind::StorageFull),
            _ => Fate::Done,
        });
        let said = coming.unite(&disk).unwrap_err();
        assert!(said.starts_with("the disk is full: ") && said.contains("bbbbbb.jsonl"), "{said}");
        assert!(said.contains("taken in before that: aaaaaa 2; import the same again"), "{said}");
        assert_eq!((&Coming::file(&disk, "aaaaaa"), &*Coming::file(&disk, "bbbbbb")), (first, ""));
        disk.plan(|_, _, _| Fate::Done);
        assert_eq!(coming.unite(&disk), Ok(4));
        assert_eq!(&Coming::file(&disk, "bbbbbb"), second);
    }
}

#[test]
fn where_what_was_written_can_not_be_taken_back_the_same_again_brings_the_rest() {
    let coming = Coming::new();
    let [first, second] = &coming.journals;
    for part in (0..first.len()).step_by(7) {
        let disk = SimulatedDisk::new("a machine", Path::new("/work"));
        disk.plan(move |_, act, path| match act {
            Act::Write if path.ends_with("aaaaaa.jsonl") => Fate::Partly(part, ErrorKind::StorageFull),
            Act::Cut => Fate::Refused(ErrorKind::PermissionDenied),
            _ => Fate::Done,
        });
        let said = coming.unite(&disk).unwrap_err();
        assert!(said.contains("can't be taken back; what is whole of it counts"), "{said}");
        disk.plan(|_, _, _| Fate::Done);
        assert_eq!(coming.unite(&disk), Ok(4), "{part}");
        let lines = Coming::file(&disk, "aaaaaa");
        assert!(first.lines().all(|line| lines.lines().any(|there| there == line)), "{part}: {lines}");
        assert_eq!(&Coming::file(&disk, "bbbbbb"), second);
    }
}

#[test]
fn programs_that_take_in_the_same_at_once_add_each_entry_once_and_say_so() {
    let (ana, bo) = (recorded("yearly"), Sandbox::new());
    let from = given(&journal(&ana));
    let start = |_| bo.command(&["import", &from]).stdout(Stdio::piped()).spawn().unwrap();
    let running: Vec<Child> = (0..4).map(start).collect();
    let ran = running.into_iter().map(|child| Ran::of(child.wait_with_output().unwrap()));
    let mut said: Vec<String> = ran.map(|ran| ran.out).collect();
    said.sort();
    assert!(said[..3].iter().all(|said| said.contains("are here already")), "{said:?}");
    assert!(said[3].starts_with("took in 1 entry: "), "{said:?}");
    assert_eq!(fs::read(journal(&bo)).unwrap(), fs::read(journal(&ana)).unwrap());
}

/// The regular one of the journals.
fn journal_file(sandbox: &Sandbox) -> PathBuf {
    sandbox.journals().into_iter().find(|path| path.is_file()).unwrap()
}
