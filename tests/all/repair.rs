//! `check` tells faults apart, and `check --repair` moves what is bad aside without deleting anything.

use crate::support::{NOW, Sandbox, members, sealed};
use prepcom::{
    domain::{
        entry::{Fact, NoteWritten},
        instant::Instant,
        ledger::Ledger,
    },
    store::{desk::Desk, journal::Journal, workspace::Workspace},
};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// A workspace with so many entries of this machine's; its file and the lines in it.
fn recorded(count: usize) -> (Sandbox, PathBuf, Vec<String>) {
    let sandbox = Sandbox::new();
    for who in ["aut", "fra", "chn", "usa", "irl"].iter().take(count) {
        sandbox.ok(&["set", who, "1a", "supports"]);
    }
    let path = sandbox.journals().remove(0);
    let lines = fs::read_to_string(&path).unwrap().lines().map(str::to_owned).collect();
    (sandbox, path, lines)
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap().to_str().unwrap().to_owned()
}

fn write(path: &Path, lines: &[&str]) {
    fs::write(path, lines.iter().flat_map(|line| [*line, "\n"]).collect::<String>()).unwrap();
}

/// What `check` finds, in one language: place and words.
fn told(sandbox: &Sandbox, lang: &str) -> Vec<String> {
    let ran = sandbox.run(&["check", "--json", "--lang", lang]);
    let document: Value = serde_json::from_str(&ran.out).unwrap();
    let problems = document["problems"].as_array().unwrap();
    assert_eq!(ran.code, Some(if problems.is_empty() { 0 } else { 3 }), "{}", ran.err);
    let said = |problem: &Value| {
        let line = problem["line"].as_u64().map_or(String::new(), |line| format!(":{line}"));
        format!("{}{line}: {}", problem["file"].as_str().unwrap(), problem["what"].as_str().unwrap())
    };
    problems.iter().map(said).collect()
}

/// Every file of a workspace with what it holds.
fn everything(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut all = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for file in fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            match path.is_dir() {
                true => folders.push(path),
                false => drop(all.insert(path.clone(), fs::read(path).unwrap())),
            }
        }
    }
    all
}

fn entries(sandbox: &Sandbox) -> usize {
    sandbox.json(&["log", "--json"])["entries"].as_array().unwrap().len()
}

/// What was set aside, file by file.
fn aside(sandbox: &Sandbox) -> Vec<String> {
    let folder = sandbox.workspace().join("state/aside");
    if !folder.is_dir() {
        return Vec::new();
    }
    everything(&folder).into_values().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).collect()
}

#[test]
fn bad_lines_go_aside_with_where_they_came_from_and_a_second_repair_finds_nothing() {
    let (sandbox, path, lines) = recorded(3);
    let bad = ["<<<<<<< HEAD", "a line of somebody's own", &lines[1][..60]];
    let damaged = lines[1].replace("FRA", "FRB");
    write(&path, &[bad[0], &lines[0], bad[1], &damaged, &lines[1], &lines[2]]);
    fs::write(&path, [fs::read(&path).unwrap(), bad[2].as_bytes().to_vec()].concat()).unwrap();
    let before = everything(&sandbox.workspace());

    let tried = sandbox.run(&["check", "--repair", "--dry-run"]);
    assert_eq!((tried.code, tried.out.matches("would move aside: ").count()), (Some(3), 4), "{}", tried.out);
    assert_eq!(everything(&sandbox.workspace()), before, "a dry run changes nothing");

    let done = sandbox.run(&["check", "--repair"]);
    assert_eq!(done.code, Some(0), "{}{}", done.out, done.err);
    let name = stem(&path);
    for (line, words) in [(1, "a merge left a marker"), (3, "no entry"), (4, "damaged"), (7, "cut short")] {
        let place = format!("state/journal/{name}.jsonl:{line}:1 (this line is {words}");
        let place = place.replace("this line is a merge", "a merge");
        assert!(
            done.out.contains("moved to state/aside/") && done.out.contains(&place),
            "{place}: {}",
            done.out
        );
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), lines.join("\n") + "\n");
    let [text] = &aside(&sandbox)[..] else { panic!("one file is set aside") };
    assert!(text.starts_with("# prepcom check --repair, 20"), "{text}");
    for line in bad.iter().chain([&damaged.as_str()]) {
        assert!(text.lines().any(|there| there == *line), "{line} is lost: {text}");
    }
    assert!(text.contains(&format!("# state/journal/{name}.jsonl:4:1: this line is damaged")), "{text}");

    let again = sandbox.ok(&["check", "--repair"]);
    assert!(again.starts_with(&format!("nothing to repair in state/journal/{name}.jsonl")), "{again}");
    assert_eq!((aside(&sandbox).len(), entries(&sandbox)), (1, 3));
    sandbox.ok(&["undo"]);
    assert_eq!(entries(&sandbox), 4);
}

#[test]
fn a_damaged_line_that_goes_aside_is_noted_as_lost_in_the_same_repair() {
    let (sandbox, path, lines) = recorded(4);
    let name = stem(&path);
    for (place, lost) in [(1, format!("{name}-2")), (3, format!("{name}-4"))] {
        let mut damaged = lines.clone();
        damaged[place] = damaged[place].replace("supports", "blocks");
        fs::write(&path, damaged.join("\n") + "\n").unwrap();
        let tried = sandbox.run(&["check", "--repair", "--dry-run"]);
        assert!(tried.out.contains(&format!("would note as lost: {lost}\n")), "{}", tried.out);
        let ran = sandbox.ok(&["check", "--repair"]);
        assert!(ran.contains(&format!("noted as lost: {lost};")), "{ran}");
        assert!(sandbox.ok(&["check", "--repair"]).starts_with("nothing to repair"));
        fs::remove_file(sandbox.workspace().join("state/local/missing.json")).unwrap();
        let said = told(&sandbox, "en");
        assert!(said.len() == 1 && said[0].contains(&lost), "{said:?}");
    }
}

#[test]
fn what_a_newer_version_wrote_stays_and_is_still_told() {
    let (sandbox, path, lines) = recorded(3);
    // It stands for the second entry, which is not lost.
    let newer = sealed(&format!("\"v\":2,\"id\":\"{}-2\",\"new\":[{{\"shape\":1}}]}}", stem(&path)));
    write(&path, &[&lines[0], &newer, "junk", &lines[2]]);
    let ran = sandbox.run(&["check", "--repair"]);
    assert!(ran.code == Some(3) && !ran.out.contains("noted as lost"), "{}", ran.out);
    assert_eq!(fs::read_to_string(&path).unwrap(), format!("{}\n{newer}\n{}\n", lines[0], lines[2]));
    assert_eq!(told(&sandbox, "en").len(), 1);
}

#[test]
fn a_line_end_that_is_no_more_costs_nothing_and_a_repair_puts_it_back() {
    let (sandbox, path, lines) = recorded(3);
    fs::write(&path, format!("{}\u{b}{}{}\n", lines[0], lines[1], lines[2])).unwrap();
    assert_eq!((entries(&sandbox), told(&sandbox, "en").len()), (3, 1));
    sandbox.ok(&["check", "--repair"]);
    assert_eq!(fs::read_to_string(&path).unwrap(), lines.join("\n") + "\n");
}

#[test]
fn the_file_of_another_device_is_left_alone_unless_it_is_named() {
    let (sandbox, _, _) = recorded(1);
    let (other, theirs, lines) = recorded(2);
    fs::write(&theirs, format!("junk\n{}\n{}\n", lines[0], lines[1])).unwrap();
    sandbox.receive(&other);
    let theirs = sandbox.workspace().join("state/journal").join(theirs.file_name().unwrap());
    let before = fs::read(&theirs).unwrap();
    let ran = sandbox.run(&["check", "--repair"]);
    assert_eq!(ran.code, Some(3));
    let hint = format!("with --device {} once that device records no more", stem(&theirs));
    assert!(ran.out.contains(&hint), "{}", ran.out);
    assert_eq!(fs::read(&theirs).unwrap(), before);
    let ran = sandbox.run(&["check", "--repair", "--device", &stem(&theirs)]);
    assert_eq!(ran.code, Some(0), "{}", ran.out);
    assert_eq!(fs::read_to_string(&theirs).unwrap(), lines.join("\n") + "\n");
    assert_eq!(sandbox.run(&["check", "--repair", "--device", "nobody"]).code, Some(2));
    assert_eq!(sandbox.run(&["check", "--device", "nobody"]).code, Some(2), "only with --repair");
}

#[test]
fn an_older_copy_put_back_is_told_noted_as_lost_and_whole_again_with_the_backup() {
    let (sandbox, path, lines) = recorded(4);
    let (whole, name) = (fs::read(&path).unwrap(), stem(&path));
    write(&path, &[&lines[0]]);
    let said = told(&sandbox, "en");
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(
        said[0].starts_with(&format!("state/journal/{name}.jsonl:1: {name}-2…4 were recorded here")),
        "{said:?}"
    );
    assert!(told(&sandbox, "zh")[0].contains("被换回旧副本"));

    let ran = sandbox.ok(&["check", "--repair"]);
    assert!(ran.contains(&format!("noted as lost: {name}-2…4")), "{ran}");
    sandbox.ok(&["check"]);
    assert!(sandbox.ok(&["check", "--repair"]).starts_with("nothing to repair"));
    sandbox.ok(&["note", "aut", "later"]);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.lines().nth(1).unwrap().contains(&format!("\"id\":\"{name}-5\"")), "{text}");
    sandbox.ok(&["check"]);

    // The backup turns up after all, beside what was recorded since.
    fs::write(path.with_file_name("backup.jsonl"), whole).unwrap();
    let ran = sandbox.ok(&["check", "--repair"]);
    assert!(ran.contains(&format!("taken home into state/journal/{name}.jsonl: 3 ")), "{ran}");
    assert!(ran.contains("state/journal/backup.jsonl, a copy without anything of its own"), "{ran}");
    assert_eq!((sandbox.journals().len(), entries(&sandbox)), (1, 5));
    assert!(sandbox.ok(&["check", "--repair"]).starts_with("nothing to repair"));
}

#[test]
fn a_second_copy_made_by_a_synced_folder_is_taken_home() {
    let (sandbox, path, lines) = recorded(4);
    write(&path, &[&lines[0], &lines[1], &lines[3]]);
    let copy = path.with_file_name(format!("{} (conflicted copy).jsonl", stem(&path)));
    write(&copy, &[&lines[0], &lines[1], &lines[2]]);
    let said = told(&sandbox, "en");
    assert_eq!((said.len(), entries(&sandbox)), (1, 4), "nothing is missing: {said:?}");
    let name = stem(&path);
    assert!(said[0].contains(&format!("this entry is of the device {name}, not of the one")), "{said:?}");
    let ran = sandbox.run(&["check", "--repair", "--json"]);
    let document: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((ran.code, &document["repairs"][0]["home"]), (Some(0), &1.into()), "{}", ran.out);
    assert_eq!((sandbox.journals(), entries(&sandbox)), (vec![path], 4));
    assert_eq!(aside(&sandbox), [format!("{}\n{}\n{}\n", lines[0], lines[1], lines[2])]);
}

#[test]
fn entries_of_another_in_ones_own_file_go_aside_where_they_are_at_home_too_and_stay_where_not() {
    let (sandbox, path, lines) = recorded(1);
    let (other, theirs, foreign) = recorded(2);
    write(&path, &[&lines[0], &foreign[0]]);
    let ran = sandbox.run(&["check", "--repair"]);
    assert_eq!(ran.code, Some(3), "it is nowhere else, so it stays: {}", ran.out);
    assert_eq!(entries(&sandbox), 2);
    sandbox.receive(&other);
    let ran = sandbox.ok(&["check", "--repair"]);
    assert!(ran.contains(&format!("belongs in state/journal/{}.jsonl", stem(&theirs))), "{ran}");
    assert_eq!((fs::read_to_string(&path).unwrap(), entries(&sandbox)), (format!("{}\n", lines[0]), 3));
}

#[test]
fn a_program_that_has_the_journal_open_does_not_mind_a_repair() {
    let (sandbox, path, lines) = recorded(3);
    write(&path, &[&lines[0], "junk", &lines[1], &lines[2]]);
    let mut desk = Desk::open(Workspace::at(&sandbox.workspace()));
    assert_eq!((desk.ledger.len(), desk.journal.problems().len()), (3, 1));
    sandbox.ok(&["check", "--repair"]);
    assert!(desk.refresh());
    assert_eq!((desk.ledger.len(), desk.journal.problems()), (3, Vec::new()));
    desk.record(|_| Vec::new(), "A", Instant::from_millis(NOW)).unwrap();
    sandbox.ok(&["check"]);
}

#[test]
fn a_check_changes_nothing() {
    let (sandbox, path, lines) = recorded(3);
    write(&path, &[&lines[0], "junk", &lines[2]]);
    let before = everything(&sandbox.workspace());
    assert_eq!(sandbox.run(&["check"]).code, Some(3));
    assert_eq!(everything(&sandbox.workspace()), before);
    let empty = Sandbox::new();
    empty.ok(&["check"]);
    assert!(empty.ok(&["check", "--repair"]).contains("this machine has not recorded here"));
    assert_eq!(everything(&empty.workspace()).len(), 1, "the marker, which was there");
}

#[test]
fn a_copied_folder_and_a_damaged_name_are_told_and_are_no_problem() {
    let (sandbox, path, _) = recorded(2);
    let copy = Sandbox::new();
    for (from, bytes) in everything(&sandbox.workspace()) {
        let to = copy.workspace().join(from.strip_prefix(sandbox.workspace()).unwrap());
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::write(to, bytes).unwrap();
    }
    let name = stem(&path);
    let said = copy.ok(&["check"]);
    assert!(said.contains(&format!("copied or moved here: it recorded as {name} elsewhere")), "{said}");
    fs::write(copy.workspace().join("state/local/device.json"), "{\"id\": \"x").unwrap();
    let said = copy.ok(&["check"]);
    assert!(said.contains("damaged or was changed by hand"), "{said}");
    let chinese = copy.ok(&["check", "--lang", "zh"]);
    assert!(chinese.contains("已损坏或被手工改动"), "{chinese}");
    copy.ok(&["set", "usa", "1a", "concerns"]);
    assert_eq!((copy.journals().len(), entries(&copy)), (2, 3));
    assert!(copy.ok(&["check"]).starts_with("no problems"));
}

#[test]
fn a_clock_that_was_ahead_is_told_with_the_entry_that_shows_it() {
    let (sandbox, path, _) = recorded(1);
    let (mut journal, mut ledger) = (Journal::new(Workspace::at(&sandbox.workspace())), Ledger::default());
    journal.refresh(&mut ledger);
    let ahead = chrono::Utc::now().timestamp_millis() + 400 * 86_400_000;
    let note = NoteWritten {
        who: None,
        item: None,
        text: "x".into(),
        on: Instant::default(),
        ..NoteWritten::default()
    };
    journal.append(vec![Fact::Note(note)], "A", Instant::from_millis(ahead), &mut ledger).unwrap();
    sandbox.ok(&["set", "fra", "1a", "supports"]);
    let said = told(&sandbox, "en");
    let name = stem(&path);
    assert!(said[0].starts_with(&format!("state/journal/{name}.jsonl: {name}-")), "{said:?}");
    assert!(said[0].contains("later than it is now") && said.len() == 1, "{said:?}");
    assert!(told(&sandbox, "zh")[0].contains("时钟现在或当时有误"));
}

#[test]
fn every_fault_has_words_of_its_own_in_both_languages_with_file_and_line() {
    let newer = sealed(r#""v":2,"id":"zzzzzz-1","new":[{"shape":1}]}"#);
    let not_understood = |line: &str| sealed(&members(line).replace("{\"position\":", "{\"mood\":"));
    let (_, _, foreign) = recorded(1);
    type Fault<'a> = (&'a str, Box<dyn Fn(&[String]) -> Vec<String> + 'a>, usize);
    let with = |line: usize, bad: String| {
        move |lines: &[String]| [&lines[..line - 1], std::slice::from_ref(&bad), &lines[line - 1..]].concat()
    };
    let faults: Vec<Fault> = vec![
        ("cut short", Box::new(|l| [&l[..3], &[l[3][..50].to_owned()]].concat()), 4),
        ("no entry", Box::new(with(2, "a note to self".into())), 2),
        ("a merge left a marker", Box::new(with(3, "=======".into())), 3),
        ("damaged", Box::new(|l| [&[l[0].clone(), l[1].replace("FRA", "FRB")], &l[2..]].concat()), 2),
        ("newer than this program", Box::new(with(2, newer)), 2),
        ("something unknown", Box::new(|l| [&[not_understood(&l[0])], &l[1..]].concat()), 1),
        ("not of the one that the file is named after", Box::new(with(4, foreign[0].clone())), 4),
        ("should stand before this line", Box::new(|l| [&l[..1], &l[3..]].concat()), 2),
        ("an older copy of it was put back", Box::new(|l| l[..2].to_vec()), 2),
    ];
    let (mut english, mut chinese) = (BTreeSet::new(), BTreeSet::new());
    for (words, break_it, line) in &faults {
        let (sandbox, path, lines) = recorded(4);
        let broken = break_it(&lines);
        write(&path, &broken.iter().map(String::as_str).collect::<Vec<_>>());
        let name = stem(&path);
        let said = told(&sandbox, "en");
        assert_eq!(said.len(), 1, "{words}: {said:?}");
        let place = format!("state/journal/{name}.jsonl:{line}: ");
        assert!(said[0].starts_with(&place) && said[0].contains(words), "{words}: {said:?}");
        let in_chinese = told(&sandbox, "zh");
        assert!(in_chinese[0].starts_with(&place) && !in_chinese[0].is_ascii(), "{in_chinese:?}");
        let bare = |said: &str| said.replace(&place, "").replace(&name, "");
        assert!(
            english.insert(bare(&said[0])) && chinese.insert(bare(&in_chinese[0])),
            "{words}: said twice"
        );
    }
}

#[test]
fn the_file_of_a_machine_that_took_the_same_name_in_place_of_ones_own_is_told() {
    let (sandbox, path, lines) = recorded(2);
    let (_, _, other) = recorded(3);
    let name = stem(&path);
    let their_name = other[0].split("\"id\":\"").nth(1).unwrap().split('-').next().unwrap().to_owned();
    let renamed =
        |line: &String| sealed(&members(line).replace(&their_name, &name).replace("A. Diplomat", "Another"));
    let theirs: Vec<String> = other.iter().map(renamed).collect();
    write(&path, &theirs.iter().map(String::as_str).collect::<Vec<_>>());
    let said = told(&sandbox, "en");
    assert!(said.len() == 1 && said[0].contains("another machine writes under the same name"), "{said:?}");
    write(&path.with_file_name("mine.jsonl"), &[&lines[0], &lines[1]]);
    let said = told(&sandbox, "en").join("\n");
    assert!(said.contains("two different entries are called") && entries(&sandbox) == 5, "{said}");
}

#[test]
fn a_folder_that_does_not_answer_is_said_after_a_while_and_waited_for() {
    use std::{
        io::{BufRead, BufReader, Read},
        process::Stdio,
    };
    let (sandbox, _, _) = recorded(1);
    // Whoever records waits for the lock, as for a network folder that stalls.
    let lock = fs::File::options().write(true).open(sandbox.workspace().join("state/local/lock")).unwrap();
    lock.lock().unwrap();
    let mut command = sandbox.command(&["set", "aut", "1a", "opposes"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut said = String::new();
    BufReader::new(child.stderr.take().unwrap()).read_line(&mut said).unwrap();
    assert!(said.contains("takes more than 3 seconds: it holds much, or does not answer"), "{said}");
    assert!(child.try_wait().unwrap().is_none(), "it still waits");
    drop(lock);
    let mut shown = String::new();
    child.stdout.take().unwrap().read_to_string(&mut shown).unwrap();
    assert!(child.wait().unwrap().success() && shown.contains("Opposes"), "{shown}");
}
