//! What changed between two snapshots, and snapshots saved under a name: the built program, its text read back by other readers.

use crate::support::{Ran, Sandbox, Screens, has, has_not, project_file};
use prepcom::{
    domain::{
        entry::{Entry, Fact, PositionSet},
        ids::{EntryId, Who},
        instant::Instant,
        lang::Lang,
        ledger::View,
        line::write_line,
        moves,
        position::{Position, Source},
        saved::{self, SnapshotFile},
    },
    store::{desk::Desk, workspace::Workspace},
    tui::{
        compared::Listed,
        message::{Effect, Message},
    },
};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

/// A cell by participant and item.
type Cell = (String, String);

/// The votes of December 2018, each by its cell.
fn votes() -> BTreeMap<Cell, csv::StringRecord> {
    let text = project_file("tests/data/votes-2018.csv");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows = reader.records().map(Result::unwrap);
    rows.map(|row| ((row[0].to_owned(), row[1].to_owned()), row)).collect()
}

fn stand(cell: &Cell, position: Position, on: &str, source: Option<Source>) -> Fact {
    Fact::Position(PositionSet {
        who: Who::new(&cell.0),
        item: crate::support::item(&cell.1),
        is: Some(position),
        condition: String::new(),
        source,
        on: on.parse().unwrap(),
        text: "".into(),
        parents: Vec::new(),
        ..PositionSet::default()
    })
}

fn vote(cell: &Cell, row: &csv::StringRecord) -> Fact {
    let source: Source = format!("{}:{}", &row[4], &row[5]).parse().unwrap();
    stand(cell, row[2].parse().unwrap(), &row[3], Some(source))
}

/// Writes a journal of one device, an entry each.
fn write_journal(sandbox: &Sandbox, device: &str, acts: Vec<Vec<Fact>>) {
    let folder = sandbox.workspace().join("state/journal");
    std::fs::create_dir_all(&folder).unwrap();
    let mut text = String::new();
    for (number, facts) in (1u32..).zip(acts) {
        let id = EntryId { device: device.into(), number };
        let at: Instant = format!("2019-01-01T00:00:{number:02}.000Z").parse().unwrap();
        let mut facts = facts;
        for fact in &mut facts {
            if let Fact::Position(stand) = fact {
                stand.parents = (1..number).map(|number| EntryId { device: device.into(), number }).collect();
            }
        }
        text += &write_line(&Entry { v: 1, id, at, by: "Test".into(), facts }).unwrap();
        text.push('\n');
    }
    std::fs::write(folder.join(format!("{device}.jsonl")), text).unwrap();
}

fn cell(row: &Value) -> Cell {
    (row["participant"].as_str().unwrap().to_owned(), row["item"].as_str().unwrap().to_owned())
}

fn rows<'a>(document: &'a Value, name: &str) -> &'a Vec<Value> {
    document[name].as_array().unwrap()
}

#[test]
fn the_day_of_the_votes_names_every_cell_that_changed_and_nothing_else() {
    let (sandbox, votes) = (Sandbox::new(), votes());
    assert_eq!(votes.len(), 2183);
    let facts = votes.iter().map(|(cell, row)| vote(cell, row)).collect();
    write_journal(&sandbox, "votes1", vec![facts]);
    let json = sandbox.json(&["diff", "2018-12-04", "2018-12-06", "--json"]);
    let changed = rows(&json, "positions");
    let found: BTreeMap<Cell, &Value> = changed.iter().map(|row| (cell(row), row)).collect();
    assert_eq!(changed.len(), votes.len(), "each cell once");
    for (cell, row) in &votes {
        let change = found[cell];
        assert_eq!(change["direction"], "new", "{cell:?}");
        assert_eq!(change["before"], Value::Null);
        assert_eq!(change["after"]["position"], row[2], "{cell:?}");
        assert_eq!(change["after"]["source"]["reference"], row[5]);
    }
    for section in ["notes", "commitments", "lines", "points", "meetings"] {
        assert_eq!(rows(&json, section).len(), 0, "{section}");
    }
    assert_eq!(json["coverage"]["after"]["recorded"], 2183);
    let items: BTreeSet<&str> = votes.keys().map(|cell| cell.1.as_str()).collect();
    let counted: BTreeSet<&str> =
        rows(&json, "items").iter().map(|item| item["key"].as_str().unwrap()).collect();
    assert_eq!(counted, items);
    let text = sandbox.ok(&["diff", "2018-12-04", "2018-12-06"]);
    assert!(text.contains("Positions (2183)"), "{}", &text[..400]);
    for same in [["2018-12-05", "2018-12-06"], ["2018-12-06", "2018-12-06"], ["2018-12-03", "2018-12-04"]] {
        let text = sandbox.ok(&["diff", same[0], same[1]]);
        assert!(text.contains("Nothing changed.") && !text.contains("Positions"), "{text}");
    }
}

#[test]
fn moves_new_positions_and_what_was_only_told_anew_are_told_apart() {
    let (sandbox, votes) = (Sandbox::new(), votes());
    let (mut before, mut on_the_day, mut after) = (Vec::new(), Vec::new(), Vec::new());
    let mut expected: BTreeMap<Cell, (&str, bool)> = BTreeMap::new();
    for (number, (cell, row)) in votes.iter().enumerate() {
        let position: Position = row[2].parse().unwrap();
        let source: Source = format!("{}:{}", &row[4], &row[5]).parse().unwrap();
        match number % 5 {
            0 => {
                before.push(stand(cell, Position::Accepts, "2018-12-01", None));
                let way = if position.place() < Position::Accepts.place() { "towards" } else { "away" };
                let way = if position.place().is_none() { "gone" } else { way };
                expected.insert(cell.clone(), (way, false));
            }
            1 => {
                before.push(stand(cell, position, "2018-12-01", Some(source)));
                expected.insert(cell.clone(), ("", true));
            }
            2 => {
                before.push(vote_on(cell, row, "2018-12-04"));
                after.push(stand(cell, Position::Blocks, "2018-12-07", None));
                continue;
            }
            3 => {
                after.push(stand(cell, Position::Blocks, "2018-12-07", None));
                expected.insert(cell.clone(), ("new", false));
            }
            _ => {
                expected.insert(cell.clone(), ("new", false));
            }
        }
        on_the_day.push(vote(cell, row));
    }
    assert!(votes.values().all(|row| row[2].parse::<Position>().unwrap() != Position::Accepts));
    write_journal(&sandbox, "votes1", vec![before, on_the_day, after]);
    let json = sandbox.json(&["diff", "2018-12-04", "2018-12-06", "--json"]);
    let found: BTreeMap<Cell, (&str, bool)> = rows(&json, "positions")
        .iter()
        .map(|row| {
            assert_eq!((&row["source"], &row["conflict"]), (&Value::Bool(false), &Value::Null));
            (cell(row), (row["direction"].as_str().unwrap_or(""), row["date"].as_bool().unwrap()))
        })
        .collect();
    assert_eq!(found, expected);
    let moved: BTreeSet<(String, String, &str)> = expected
        .into_iter()
        .filter(|(_, (way, _))| !way.is_empty())
        .map(|((who, item), (way, _))| (who, item, way))
        .collect();
    assert_eq!(moves(&sandbox), moved, "who moved is who moved in the lists of the screens");
}

/// Who moved from the end of one day to the end of the other, as the screens list it.
fn moves(sandbox: &Sandbox) -> BTreeSet<(String, String, &'static str)> {
    let desk = Desk::open(Workspace::at(&sandbox.workspace()));
    let at = |day: &str| {
        let as_of = Some(format!("{day}T23:59:59.999Z").parse().unwrap());
        desk.snapshot(View { as_of, known_at: None })
    };
    let (before, after) = (at("2018-12-04"), at("2018-12-06"));
    let roster = &desk.assets.roster;
    let moves = moves::between(roster, &desk.ledger, &before, &after).into_iter();
    moves
        .map(|m| {
            (
                roster.code(m.who).to_string(),
                desk.assets.paper.key(&after.items[m.item]).to_string(),
                m.direction.slug(),
            )
        })
        .collect()
}

fn vote_on(cell: &Cell, row: &csv::StringRecord, day: &str) -> Fact {
    let mut fact = vote(cell, row);
    if let Fact::Position(stand) = &mut fact {
        stand.on = day.parse().unwrap();
    }
    fact
}

/// Everything that can change, in two states a snapshot each.
fn changing() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.ok(&["set", "aut", "1a", "supports", "--source", "statement:SR.1"]);
    sandbox.ok(&["set", "fra", "3a", "opposes"]);
    sandbox.ok(&["set", "@nam", "8b", "supports"]);
    sandbox.ok(&["note", "aut", "1a", "kept inside"]);
    sandbox.ok(&["note", "aut", "1a", "for all", "--shareable"]);
    sandbox.ok(&["commitment", "add", "aut", "1a", "a report", "--due", "2027-04-01"]);
    sandbox.ok(&["line", "1a", "--objective", "a form"]);
    sandbox.ok(&["point", "aut", "1a", "the report"]);
    sandbox.ok(&["meeting", "plan", "aut", "2020-01-01", "--items", "1a"]);
    sandbox.ok(&["snapshot", "save", "before"]);
    let json = sandbox.json(&["export", "--format", "json"]);
    let made = json["commitments"][0]["id"].as_str().unwrap();
    let meeting = json["meetings"][0]["id"].as_str().unwrap();
    sandbox.ok(&["set", "aut", "1a", "supports", "--if", "yearly", "--source", "statement:SR.1"]);
    sandbox.ok(&["clear", "fra", "3a"]);
    sandbox.ok(&["set", "chn", "11", "awaiting"]);
    sandbox.ok(&["note", "chn", "11", "a second inside"]);
    sandbox.ok(&["commitment", "status", made, "limited", "--evidence", "a letter"]);
    sandbox.ok(&["commitment", "add", "chn", "11", "a paper"]);
    sandbox.ok(&["line", "1a", "--objective", "a form, yearly"]);
    sandbox.ok(&["point", "aut", "1a", "--done"]);
    sandbox.ok(&["point", "chn", "11", "instructions"]);
    sandbox.ok(&["meeting", "finish", meeting, "--outcome", "agreed"]);
    sandbox
}

/// Changes as one line each.
fn told(document: &Value, name: &str) -> Vec<String> {
    rows(document, name)
        .iter()
        .map(|row| {
            let fields: Vec<&str> =
                row["fields"].as_array().unwrap().iter().map(|field| field.as_str().unwrap()).collect();
            format!("{} {}", row["change"].as_str().unwrap(), fields.join(",")).trim_end().to_owned()
        })
        .collect()
}

#[test]
fn every_kind_of_thing_that_changes_is_named() {
    let sandbox = changing();
    let json = sandbox.json(&["diff", "before", "now", "--json", "--notes", "all"]);
    let cells: Vec<String> = rows(&json, "positions")
        .iter()
        .map(|row| format!("{} {} {}", row["participant"], row["item"], row["direction"]).replace('"', ""))
        .collect();
    assert_eq!(cells, ["AUT 1a condition", "FRA 3a gone", "CHN 11 new"], "a group's members did not move");
    assert_eq!(told(&json, "notes"), ["new"]);
    assert_eq!(told(&json, "commitments"), ["changed status,evidence", "new"]);
    assert_eq!(told(&json, "lines"), ["changed objective"]);
    assert_eq!(told(&json, "points"), ["new", "gone"]);
    assert_eq!(told(&json, "meetings"), ["changed finished,outcome"]);
    let back = sandbox.json(&["diff", "now", "before", "--json", "--notes", "all"]);
    assert_eq!(told(&back, "notes"), ["gone"]);
    let ran = sandbox.run(&["diff", "before", "now", "--format", "md"]);
    for part in ["Supports, if yearly", "condition changed", "a report, Due 2027-04-01, Limited, a letter"] {
        assert!(ran.out.contains(part), "{part}: {}", ran.out);
    }
    assert!(!ran.out.contains("second inside"), "internal notes stay inside");
    assert!(ran.err.contains("1 changed internal note is left out"), "{}", ran.err);
    let only = sandbox.json(&["diff", "before", "now", "--json", "--who", "chn", "--item", "11"]);
    assert_eq!(rows(&only, "positions").len(), 1);
    assert_eq!(told(&only, "commitments"), ["new"]);
}

#[test]
fn each_format_holds_the_same_changes_and_lands_in_a_file_once() {
    let sandbox = changing();
    std::fs::create_dir_all(sandbox.home()).unwrap();
    for (name, part) in [("a.md", "### 3a "), ("a.html", "<h3>3a "), ("a.txt", "3a "), ("a.json", "\"3a\"")] {
        let path = sandbox.home().join(name);
        let shown = path.to_str().unwrap();
        sandbox.ok(&["diff", "before", "now", "-o", shown]);
        let written = std::fs::read_to_string(&path).unwrap();
        assert!(
            written.contains(part) && written.contains("awaiting") | written.contains("Awaiting"),
            "{name}"
        );
        assert!(!written.contains("second inside"), "{name}");
        let again = sandbox.run(&["diff", "before", "now", "-o", shown]);
        assert_eq!(again.code, Some(1), "{}", again.err);
        sandbox.ok(&["diff", "before", "now", "-o", shown, "--force"]);
    }
    let chinese = sandbox.ok(&["--lang", "zh", "diff", "before", "now"]);
    assert!(
        chinese.contains("条件改变") && chinese.contains("新立场") && chinese.contains("承诺"),
        "{chinese}"
    );
}

#[test]
fn a_colleagues_file_is_matched_by_what_its_rows_are_about() {
    let (ours, theirs) = (Sandbox::new(), Sandbox::new());
    for sandbox in [&ours, &theirs] {
        sandbox.ok(&["set", "aut", "1a", "supports", "--on", "2026-01-01"]);
        sandbox.ok(&["note", "aut", "1a", "the same", "--shareable"]);
        sandbox.ok(&["commitment", "add", "aut", "1a", "a report"]);
    }
    theirs.ok(&["set", "fra", "1a", "opposes", "--on", "2026-01-02"]);
    theirs.ok(&["note", "fra", "1a", "theirs", "--shareable"]);
    theirs.ok(&["note", "fra", "1a", "theirs inside"]);
    std::fs::create_dir_all(ours.home()).unwrap();
    for format in ["json", "ron"] {
        let path = ours.home().join(format!("theirs.{format}"));
        let shown = path.to_str().unwrap();
        std::fs::write(&path, theirs.ok(&["export", "--format", format])).unwrap();
        let json = ours.json(&["diff", "now", shown, "--json", "--notes", "all"]);
        assert_eq!(rows(&json, "positions").len(), 1, "{format}");
        assert_eq!(told(&json, "notes"), ["new"]);
        assert_eq!(told(&json, "commitments"), Vec::<String>::new());
        let text = ours.ok(&["diff", "now", shown, "--notes", "all"]);
        assert!(text.contains("only shareable notes"), "{text}");
        let same = ours.ok(&["diff", shown, shown]);
        assert!(same.contains("Nothing changed."), "{same}");
    }
    let narrow = ours.home().join("narrow.json");
    std::fs::write(&narrow, theirs.ok(&["export", "--format", "json", "--who", "aut"])).unwrap();
    let text = ours.ok(&["diff", "now", narrow.to_str().unwrap()]);
    assert!(text.contains("only AUT") && !text.contains("FRA"), "{text}");
}

#[test]
fn conflicts_begin_and_end_in_a_comparison() {
    let (sandbox, other) = (Sandbox::new(), Sandbox::new());
    sandbox.ok(&["set", "aut", "1a", "supports", "--on", "2026-01-02"]);
    sandbox.ok(&["snapshot", "save", "calm"]);
    other.ok(&["set", "aut", "1a", "concerns", "--on", "2026-01-01"]);
    sandbox.receive(&other);
    sandbox.ok(&["snapshot", "save", "torn"]);
    sandbox.ok(&["set", "aut", "1a", "supports", "--on", "2026-01-02"]);
    let conflict = |from: &str, to: &str| sandbox.json(&["diff", from, to, "--json"])["positions"][0].clone();
    let begun = conflict("calm", "torn");
    assert_eq!((&begun["conflict"], &begun["direction"]), (&Value::from("begun"), &Value::Null));
    assert_eq!(conflict("torn", "now")["conflict"], "ended");
    assert!(sandbox.ok(&["diff", "calm", "torn"]).contains("conflict begun"));
}

/// The files of saved snapshots.
fn saved_files(sandbox: &Sandbox) -> Vec<PathBuf> {
    let folder = sandbox.workspace().join("state/snapshots");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn what_a_kept_snapshot_said_can_be_had_again_after_more_was_recorded() {
    let sandbox = changing();
    let shown = sandbox.ok(&["snapshot", "show", "BEFORE"]);
    let again = shown.lines().find_map(|line| line.strip_prefix("The same again: prepcom ")).unwrap();
    let flags: Vec<&str> = again.split(' ').filter(|word| *word != "show").collect();
    let mut arguments = flags.clone();
    arguments.extend(["export", "--format", "json", "--notes", "all"]);
    let mut again = sandbox.json(&arguments);
    let mut kept = sandbox.json(&["snapshot", "show", "before", "--json"]);
    for document in [&mut again, &mut kept] {
        document["as_of"] = Value::Null;
        document["known_at"] = Value::Null;
    }
    assert_eq!(again, kept);
    assert_ne!(kept["positions"], sandbox.json(&["export", "--format", "json"])["positions"]);
    let at = flags[1].to_owned();
    let until = ["--as-of", "9999-12-31", "--known-at", &at, "show", "--json"];
    let mut later = sandbox.json(&until);
    later["as_of"] = Value::Null;
    later["known_at"] = Value::Null;
    assert_eq!(later, kept, "also with an --as-of that takes nothing away");
    sandbox.ok(&["--as-of", "2026-01-01", "snapshot", "save", "the past"]);
    let shown = sandbox.ok(&["snapshot", "show", "the past"]);
    assert!(shown.contains("prepcom --as-of 2026-01-01T23:59:59.999Z --known-at 2"), "{shown}");
}

#[test]
fn a_kept_snapshot_proves_itself_and_one_that_was_changed_is_named() {
    let sandbox = changing();
    sandbox.ok(&["snapshot", "save", "../../../../tmp/évasion\n*?"]);
    let files = saved_files(&sandbox);
    assert_eq!(files.len(), 2, "{files:?}");
    let name = files[1].file_name().unwrap().to_str().unwrap();
    assert!(name.ends_with("_tmp-évasion.json"), "{name}");
    let listed = sandbox.json(&["snapshot", "list", "--json"]);
    assert_eq!(listed["snapshots"].as_array().unwrap().len(), 2);
    let text = std::fs::read_to_string(&files[0]).unwrap();
    let below: String = text.split_inclusive('\n').skip(3).collect();
    let mut sums = std::process::Command::new("sha256sum");
    if let Ok(mut child) =
        sums.stdin(std::process::Stdio::piped()).stdout(std::process::Stdio::piped()).spawn()
    {
        std::io::Write::write_all(&mut child.stdin.take().unwrap(), below.as_bytes()).unwrap();
        let said = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
        assert_eq!(said.split(' ').next(), listed["snapshots"][0]["sha256"].as_str());
    }
    sandbox.ok(&["check"]);
    std::fs::write(&files[0], text.replace("\"opposes\"", "\"accepts\"")).unwrap();
    let checked = sandbox.run(&["check"]);
    assert_eq!(checked.code, Some(3));
    let said = |ran: &Ran| ran.out.contains("its checksum does not fit") || ran.err.contains("does not fit");
    assert!(said(&checked), "{}", checked.out);
    assert!(checked.out.contains("state/snapshots/"), "{}", checked.out);
    let list = sandbox.run(&["snapshot", "list"]);
    assert!(list.code == Some(3) && said(&list), "{}{}", list.out, list.err);
    let by_path = sandbox.run(&["diff", files[0].to_str().unwrap(), "now"]);
    assert!(by_path.code == Some(1) && said(&by_path), "{}", by_path.err);
    for by_name in [&["snapshot", "show", "before"][..], &["diff", "before", "now"]] {
        let ran = sandbox.run(by_name);
        assert!(ran.code == Some(1) && said(&ran), "{}", ran.err);
    }
    assert_eq!(sandbox.run(&["snapshot", "show", "after"]).code, Some(2));
    for bad in ["now", "2018-12-04", " ", &"x".repeat(101)] {
        assert_eq!(sandbox.run(&["snapshot", "save", bad]).code, Some(2), "{bad}");
    }
}

#[cfg(unix)]
#[test]
fn a_kept_snapshot_is_its_owners_alone_and_never_replaced() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = changing();
    let path = saved_files(&sandbox).remove(0);
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    let before = std::fs::read(&path).unwrap();
    let again = sandbox.run(&["snapshot", "save", "Before"]);
    assert!(again.code == Some(1) && again.err.contains("choose another name"), "{}", again.err);
    assert_eq!(std::fs::read(&path).unwrap(), before);
    assert_eq!(saved_files(&sandbox).len(), 1);
}

#[test]
fn what_is_no_snapshot_is_named_with_line_column_and_what_to_do() {
    let sandbox = Sandbox::new();
    std::fs::create_dir_all(sandbox.home()).unwrap();
    let document = sandbox.ok(&["export", "--format", "json"]);
    let cases = [
        ("newer.json", document.replace("\"schema\": 1", "\"schema\": 2"), ":3:4: schema 2 is of a newer"),
        ("torn.json", document[..document.len() / 2].to_owned(), "this is no snapshot: EOF"),
        ("other.json", "{\"a\": 1}".to_owned(), "names no schema"),
        ("letter.txt", "Dear colleague".to_owned(), ":1:1: this is no snapshot"),
    ];
    for (name, text, part) in cases {
        let path = sandbox.home().join(name);
        std::fs::write(&path, text).unwrap();
        let ran = sandbox.run(&["diff", path.to_str().unwrap(), "now"]);
        assert_eq!(ran.code, Some(1), "{name}");
        assert!(ran.err.contains(name) && ran.err.contains(part), "{name}: {}", ran.err);
    }
    let folder = sandbox.run(&["diff", sandbox.home().to_str().unwrap(), "now"]);
    assert!(folder.code == Some(1) && folder.err.contains("can't read"), "{}", folder.err);
    let nothing = sandbox.run(&["diff", "lastweek", "now"]);
    assert!(nothing.code == Some(2) && nothing.err.contains("no saved snapshot"), "{}", nothing.err);
}

/// Screens with three days of changes before today.
fn days(columns: u16, lang: Lang) -> Screens {
    let mut screens = Screens::new(columns, 24, lang);
    for (number, (position, on)) in [
        (Position::Opposes, "2018-12-05"),
        (Position::Concerns, "2020-01-01"),
        (Position::Supports, "2022-03-04"),
    ]
    .into_iter()
    .enumerate()
    {
        let mut fact = stand(&("AUT".into(), "1a".into()), position, on, None);
        if let Fact::Position(stand) = &mut fact {
            stand.parents = (0..number).map(|n| format!("k{n}-1").parse().unwrap()).collect();
        }
        let id = format!("k{number}-1").parse().unwrap();
        let at = format!("{on}T10:00:00.000Z").parse().unwrap();
        screens.receive(Entry { v: 1, id, at, by: "Bo".into(), facts: vec![fact] });
    }
    screens
}

#[test]
fn keys_step_through_the_days_on_which_something_changed_and_back_to_now() {
    for (lang, first, read_only) in [
        (Lang::En, "As of 2022-03-04 (3 of 3), recording is off: > forward, < back, . to now", "Read-only"),
        (Lang::Zh, "截至 2022-03-04（第 3 天，共 3 天），不可记录：> 前进，< 后退，. 回到现在", "只读"),
    ] {
        let mut screens = days(80, lang);
        screens.press("faustria<enter>");
        screens.press("<");
        has(&screens, first);
        screens.press("<");
        has(&screens, "2020-01-01 (2 of 3)".split(' ').next().unwrap());
        has(&screens, Position::Concerns.name(lang));
        screens.press("2");
        has(&screens, read_only);
        assert_eq!(screens.effects, [], "nothing is recorded in the past");
        screens.press("<");
        has(&screens, Position::Opposes.name(lang));
        screens.press("<");
        has(&screens, if lang == Lang::En { "Nothing changed on a day before." } else { "此前没有任何变化" });
        screens.press(">");
        has(&screens, Position::Concerns.name(lang));
        screens.press(">").press(">");
        has_not(&screens, "(3 of 3), recording");
        has(&screens, Position::Supports.name(lang));
        screens.press(">");
        has(&screens, if lang == Lang::En { "This is the present." } else { "当前显示的就是现在" });
        screens.press("<").press("<").press(".");
        assert!(!screens.model.options.view.is_past());
        screens.press("4");
        assert_eq!(screens.effects.len(), 1, "recording is on again");
    }
}

#[test]
fn the_banner_stands_on_every_screen_and_a_day_is_a_stop_only_while_it_counts() {
    let mut screens = days(80, Lang::En);
    screens.press("<").press("<");
    for keys in ["", "<enter>", "m", "C", "t", "A", "faut<enter>", "b"] {
        screens.press(keys);
        has(&screens, "As of 2020-01-01 (2 of 3), recording is off");
    }
    let mut screens = days(80, Lang::En);
    let undo = Fact::Undo(prepcom::domain::entry::Undone { entry: "k1-1".parse().unwrap() });
    let at = "2022-04-01T10:00:00.000Z".parse().unwrap();
    screens.receive(Entry { v: 1, id: "k0-2".parse().unwrap(), at, by: "Bo".into(), facts: vec![undo] });
    screens.press("<").press("<");
    has(&screens, "As of 2018-12-05 (1 of 2)");
}

#[test]
fn a_day_can_be_typed_and_stepping_goes_on_from_a_start_in_the_past() {
    let mut screens = days(80, Lang::En);
    screens.press("@2021-05-05<enter>");
    has(&screens, "As of 2021-05-05 (2 of 3)");
    screens.press("@2999-01-01<enter>");
    has(&screens, "As of: ");
    screens.press("<esc>@<enter>");
    has_not(&screens, "recording is off");
    let view = View { as_of: Some("2020-06-01T00:00:00.000Z".parse().unwrap()), known_at: None };
    let mut started = days(80, Lang::En);
    started.model.look(view);
    started.press("<");
    has(&started, "As of 2020-01-01 (2 of 3)");
    started.press(">");
    has(&started, "As of 2022-03-04 (3 of 3)");
}

#[test]
fn stepping_makes_one_snapshot_a_step_and_drawing_none() {
    let mut screens = days(80, Lang::En);
    screens.press("<");
    let before = screens.model.snapshot.clone();
    assert_eq!(screens.frame(), screens.frame());
    assert_eq!(screens.model.snapshot, before);
    assert_eq!(before.view.as_of.unwrap().to_string(), "2022-03-04T23:59:59.999Z");
    assert_eq!(screens.model.days.count(), 3);
    screens.press(".").press("<enter>faut<enter>4");
    assert_eq!(screens.model.days.count(), 4, "what is recorded has a day too");
}

#[test]
fn a_page_tells_what_changed_between_two_dates() {
    let mut screens = days(100, Lang::En);
    screens.press("D");
    assert_eq!(screens.effects, [Effect::ListSaved]);
    screens.send(Message::SavedListed(Ok(Vec::new())));
    has(&screens, "two dates…");
    screens.press("<enter>2019-01-01<tab>2021-01-01<enter>");
    for part in ["From: 2019-01-01", "To: 2021-01-01", "Positions (1)", "AUT Austria", "towards the text"] {
        has(&screens, part);
    }
    screens.press("L");
    has(&screens, "趋于赞成");
    screens.press("<esc>");
    has_not(&screens, "趋于赞成");
}

#[test]
fn a_kept_snapshot_is_chosen_from_a_list_and_compared_with_what_the_screen_shows() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["snapshot", "save", "empty"]);
    let SnapshotFile::Saved(file, _) =
        saved::read(&std::fs::read_to_string(&saved_files(&sandbox)[0]).unwrap()).unwrap()
    else {
        panic!("no saved snapshot")
    };
    let mut screens = days(100, Lang::En);
    screens.press("<").press("<").press("D");
    let path = PathBuf::from("state/snapshots/a.json");
    let listed = Listed { name: "empty".into(), saved_at: file.saved_at, path: path.clone() };
    screens.send(Message::SavedListed(Ok(vec![listed])));
    screens.press("empt<enter>");
    assert_eq!(screens.effects.last(), Some(&Effect::OpenSaved(path)));
    screens.send(Message::SavedOpened(Ok(file)));
    for part in ["From: “empty”", "To: 2020-01-01", "Positions (1)", "AUT Austria", "Has concerns"] {
        has(&screens, part);
    }
    screens.press(".");
    has(&screens, "Supports");
    screens.send(Message::SavedOpened(Err("it was changed".into())));
    has(&screens, "it was changed");
}

#[test]
fn a_snapshot_is_kept_from_the_screen_and_a_name_that_is_taken_stays_in_the_form() {
    let mut screens = days(80, Lang::En);
    screens.press("+").press("now<enter>");
    has(&screens, "would be taken for a time");
    screens.press("<c-u>").press("<backspace><backspace><backspace>day one<enter>");
    assert_eq!(screens.effects, [Effect::Save("day one".into())]);
    screens.send(Message::Saved(Err("a snapshot is saved as `day one` already".into())));
    has(&screens, "already");
    screens.model.lang = Lang::Zh;
    screens.press("<enter>");
    assert_eq!(screens.effects.len(), 2, "it can be tried again");
    screens.model.lang = Lang::En;
    screens.send(Message::Saved(Ok(("day one".into(), "state/snapshots/x.json".into()))));
    has(&screens, "saved “day one” in state/snapshots/x.json");
}

#[test]
fn what_a_strangers_file_says_acts_on_no_terminal_and_is_no_markup() {
    let (ours, theirs) = (Sandbox::new(), Sandbox::new());
    theirs.ok(&["set", "aut", "1a", "supports", "--if", "COND"]);
    theirs.ok(&["note", "aut", "1a", "NOTE", "--shareable"]);
    theirs.ok(&["snapshot", "save", "theirs"]);
    let evil = "<script>x</script>\\u001b[2J\\u202e|\\r\\n`=1+1`";
    let document = theirs.ok(&["export", "--format", "json"]);
    let document =
        document.replace("COND", evil).replace("NOTE", evil).replace("\"AUT\"", "\"A\\u001b[2JT<b>\"");
    std::fs::create_dir_all(ours.home()).unwrap();
    let path = ours.home().join("theirs.json");
    std::fs::write(&path, document).unwrap();
    for format in ["txt", "md", "html", "json"] {
        let out = ours.ok(&["diff", "now", path.to_str().unwrap(), "--format", format]);
        assert!(!out.contains(|c: char| prepcom::domain::text::is_unsafe(c) && c != '\n'), "{format}: {out}");
        assert!(
            format == "json"
                || format == "txt"
                || !out.replace("\\<", "").contains("<script") && !out.replace("\\<", "").contains("<b>"),
            "{out}"
        );
        assert!(out.contains("x</script>") || out.contains("script"), "{format} tells it nevertheless");
    }
}
