//! Conflicts: seen version by version, kept, resolved by rule one by one or all at once, on screen and on the command line.

use crate::support::{NOW, Sandbox, Screens, has, has_not};
use prepcom::{
    domain::{
        entry::{Entry, Fact, LineSet, NoteWritten, PositionSet},
        ids::{EntryId, Who},
        instant::Instant,
        lang::Lang,
        position::{Position, Source, SourceKind},
    },
    tui::{
        message::{Effect, Message},
        model::Place,
    },
};

fn stand(who: &str, item: &str, is: Position, source: Option<SourceKind>, on: &str) -> Fact {
    Fact::Position(PositionSet {
        who: Who::new(who),
        item: crate::support::item(item),
        is: Some(is),
        condition: if is == Position::Supports { "reports come yearly".into() } else { String::new() },
        source: source.map(|kind| Source::new(kind, "SR.3")),
        on: on.parse().unwrap(),
        text: "".into(),
        parents: Vec::new(),
        ..PositionSet::default()
    })
}

fn line(objective: &str) -> Fact {
    let item = crate::support::item("2a");
    Fact::Line(LineSet { item, objective: objective.into(), ..LineSet::default() })
}

/// Ana and Bo on AUT 1a (Ana's on the record, Bo's later), FRA 3a (neither on the record, Bo's later) and our line on 2a.
fn conflicting(columns: u16, rows: u16, lang: Lang) -> Screens {
    let mut screens = Screens::new(columns, rows, lang);
    let at = Instant::from_millis(NOW - 86_400_000);
    let facts = |by: &str| {
        let (is, source, on) = match by {
            "Ana" => (Position::Supports, Some(SourceKind::Statement), "2026-07-22"),
            _ => (Position::Opposes, Some(SourceKind::ThirdParty), "2026-07-23"),
        };
        let on_item = Some(crate::support::item("1a"));
        let note = NoteWritten {
            who: Some(Who::new("AUT")),
            item: on_item,
            text: format!("noted by {by}"),
            on: at,
            ..NoteWritten::default()
        };
        vec![stand("AUT", "1a", is, source, on), stand("FRA", "3a", is, None, on), line(by), Fact::Note(note)]
    };
    for (device, by) in [("ana", "Ana"), ("bo", "Bo")] {
        let id = EntryId { device: device.into(), number: 1 };
        screens.receive(Entry { v: 1, id, at, by: by.into(), facts: facts(by) });
    }
    screens.press("!");
    screens
}

fn appended(screens: &Screens) -> Vec<Vec<Fact>> {
    let appends = screens.effects.iter().filter_map(|effect| match effect {
        Effect::Append(facts) => Some(facts.clone()),
        _ => None,
    });
    appends.collect()
}

#[test]
fn both_versions_stand_beside_each_other_with_all_that_is_known_of_them() {
    for (columns, rows) in [(80, 24), (200, 50)] {
        let screens = conflicting(columns, rows, Lang::En);
        for part in [
            "2 conflicts of positions, 1 of our line",
            "- Opposes (Bo)  |  + Supports if reports come yearly (Ana)",
            "Austria (AUT), 1a",
            "version 1 of 2",
            "> 1  - Opposes",
            "  2  + Supports",
            "if reports come yearly",
            "source: National statement SR.3",
            "source: Reported by a third party",
            "taken 2026-07-22",
            "taken 2026-07-23",
            "by Ana",
            "n noted by Bo",
        ] {
            has(&screens, part);
        }
        let frame = screens.frame();
        let heads = frame.lines().find(|line| line.contains("> 1  - Opposes")).unwrap();
        assert!(heads.contains("2  + Supports"), "one row: {heads}");
    }
    let chinese = conflicting(80, 24, Lang::Zh);
    for part in ["立场冲突 2 处，我方口径 1 处", "版本1，共2个", "> 1  - 反对", "来源: 国家发言 SR.3"]
    {
        has(&chinese, part);
    }
}

#[test]
fn enter_keeps_the_chosen_version_with_condition_source_and_the_newest_date_and_undo_brings_the_conflict_back()
 {
    for keys in ["]<enter>", "<right><enter>", "[<enter>"] {
        let mut screens = conflicting(80, 24, Lang::En);
        screens.press(keys);
        let facts = &appended(&screens)[0];
        let stand = facts[0].position().unwrap();
        assert_eq!((facts.len(), stand.is), (1, Some(Position::Supports)));
        assert_eq!(&stand.condition, "reports come yearly");
        assert_eq!(stand.source.as_ref().unwrap().kind, SourceKind::Statement);
        assert_eq!(stand.on, "2026-07-23".parse().unwrap());
        has(&screens, "1 conflict of positions, 1 of our line");
        screens.press("u");
        has(&screens, "2 conflicts of positions");
    }
}

#[test]
fn a_digit_records_a_third_position_and_resolves() {
    let mut screens = conflicting(80, 24, Lang::En);
    screens.press("4");
    let facts = &appended(&screens)[0];
    assert_eq!(facts[0].position().unwrap().is, Some(Position::Concerns));
    has(&screens, "1 conflict of positions");
    let mut history = conflicting(100, 50, Lang::En);
    history.press("]<enter><esc>faustria<enter>");
    for part in ["History", "Opposes", "Supports if reports come yearly"] {
        has(&history, part);
    }
    history.press("t");
    has(&history, "AUT on 1a: Supports, if reports come yearly (National statement SR.3)");
}

#[test]
fn all_are_resolved_by_the_later_as_one_act_when_asked_again_and_one_undo_takes_it_back() {
    let mut screens = conflicting(100, 30, Lang::En);
    // Our lines were drawn at the same instant, so nothing tells which is later.
    screens.press("d");
    has(&screens, "d again resolves 2 conflicts by the later; 1 stays, undecided.");
    assert!(appended(&screens).is_empty());
    screens.press("jd");
    assert!(appended(&screens).is_empty(), "another key came between");
    screens.press("d");
    assert_eq!(appended(&screens).iter().map(Vec::len).collect::<Vec<_>>(), [2]);
    has(&screens, "2 positions");
    has(&screens, "1 left, undecided.");
    has(&screens, "0 conflicts of positions, 1 of our line");
    screens.press("u");
    has(&screens, "2 conflicts of positions, 1 of our line");
}

#[test]
fn what_is_on_the_record_goes_before_hearsay_and_what_that_does_not_decide_is_left_and_said() {
    let mut screens = conflicting(100, 30, Lang::En);
    screens.press("pp");
    let facts = &appended(&screens)[0];
    assert_eq!(facts.len(), 1);
    assert_eq!(facts[0].position().unwrap().is, Some(Position::Supports));
    has(&screens, "2 left, undecided.");
    screens.press("p");
    has(&screens, "none of 2 is decided (none is on the record)");
    assert_eq!(appended(&screens).len(), 1);
}

#[test]
fn only_what_is_marked_is_resolved_and_the_marks_go_with_it() {
    let mut screens = conflicting(100, 30, Lang::En);
    screens.press("j ");
    has(&screens, "1 marked");
    has(&screens, "* FRA");
    screens.press("d");
    let facts = &appended(&screens)[0];
    assert_eq!((facts.len(), facts[0].position().unwrap().who.as_str()), (1, "FRA"));
    has_not(&screens, "marked");
    screens.press(" x");
    has_not(&screens, "1 marked");
}

#[test]
fn our_lines_are_kept_by_version_and_have_no_position() {
    let mut screens = conflicting(100, 30, Lang::En);
    screens.press("G4");
    has(&screens, "Our line has no position");
    screens.press("]<enter>");
    assert!(matches!(&appended(&screens)[0][..], [Fact::Line(drawn)] if drawn.objective == "Ana"));
    has(&screens, "2 conflicts of positions");
}

#[test]
fn without_conflicts_the_screen_says_so_and_what_one_is_in_both_languages() {
    for (lang, none, what) in [
        (Lang::En, "No conflicts: nothing has to be resolved.", "A conflict is when two people record"),
        (Lang::Zh, "没有记录冲突，无须解决。", "两人在未见对方记录的情况下"),
    ] {
        let mut screens = Screens::new(80, 24, lang);
        screens.press("!");
        has(&screens, none);
        has(&screens, what);
        screens.press("<enter>");
        has(&screens, none);
        assert!(appended(&screens).is_empty());
    }
}

#[test]
fn the_screen_is_reached_from_the_list_of_commands_and_from_the_count_and_left_again() {
    let mut screens = conflicting(100, 30, Lang::En);
    screens.press("<esc>");
    has(&screens, "! 2 conflicts");
    screens.press(":conflicts<enter>");
    assert_eq!(screens.model.screen().unwrap().place, Place::Conflicts);
    screens.press("<esc>");
    let frame = screens.frame();
    let row = frame.lines().position(|line| line.contains("! 2 conflicts")).unwrap();
    let column = frame.lines().nth(row).unwrap().find("! 2 conflicts").unwrap() + 3;
    click(&mut screens, column, row);
    assert_eq!(screens.model.screen().unwrap().place, Place::Conflicts);
    screens.press("<tab>");
    has(&screens, "Austria (AUT)");
}

fn click(screens: &mut Screens, column: usize, row: usize) {
    use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
    let (column, row) = (u16::try_from(column).unwrap(), u16::try_from(row).unwrap());
    let kind = MouseEventKind::Down(MouseButton::Left);
    screens.send(Message::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }));
}

#[test]
fn the_mouse_chooses_a_conflict_and_a_version_and_never_records() {
    let mut screens = conflicting(100, 30, Lang::En);
    let row_of = |screens: &Screens, part: &str| {
        let frame = screens.frame();
        frame.lines().position(|line| line.contains(part)).unwrap()
    };
    let france = row_of(&screens, "FRA ");
    click(&mut screens, 5, france);
    has(&screens, "France (FRA), 3a");
    let versions = row_of(&screens, "> 1  - Opposes");
    click(&mut screens, 60, versions);
    has(&screens, "> 2  + Supports");
    has(&screens, "version 2 of 2");
    click(&mut screens, 5, france);
    has(&screens, "France (FRA)");
    assert_eq!(
        screens.model.screen().unwrap().place,
        Place::Participant(screens.model.roster.find("fra").unwrap())
    );
    assert!(appended(&screens).is_empty());
}

#[test]
fn the_filter_narrows_what_all_means() {
    let mut screens = conflicting(100, 30, Lang::En);
    screens.press("/france<enter>");
    has(&screens, "1 found");
    screens.press("dd");
    let facts = &appended(&screens)[0];
    assert_eq!((facts.len(), facts[0].position().unwrap().who.as_str()), (1, "FRA"));
}

#[test]
fn many_versions_and_long_texts_keep_the_chosen_one_in_view() {
    let mut screens = conflicting(80, 24, Lang::En);
    for number in 2..8 {
        let id = EntryId { device: "cy".into(), number };
        let mut fact = stand("AUT", "1a", Position::Blocks, None, "2026-07-20");
        if let Fact::Position(stand) = &mut fact {
            stand.condition = format!("{} {number}", "a long condition ".repeat(60));
        }
        screens.receive(Entry {
            v: 1,
            id,
            at: Instant::from_millis(NOW),
            by: "Cy".into(),
            facts: vec![fact],
        });
    }
    has(&screens, "version 1 of 8");
    screens.press("[");
    has(&screens, "version 8 of 8");
    has(&screens, "> 8  x Red line");
    has(&screens, "more lines");
}

/// Two workspaces that recorded apart, brought together in the first.
fn concurrent() -> Sandbox {
    let (ana, bo) = (Sandbox::new(), Sandbox::new());
    ana.ok(&[
        "--author",
        "Ana",
        "set",
        "aut",
        "1a,1b",
        "supports",
        "--source",
        "vote:L.1",
        "--on",
        "2024-07-22",
    ]);
    bo.ok(&[
        "--author",
        "Bo",
        "set",
        "aut",
        "1a,1b",
        "concerns",
        "--source",
        "third-party",
        "--on",
        "2024-07-23",
    ]);
    ana.ok(&["--author", "Ana", "set", "fra", "3a", "opposes"]);
    bo.ok(&["--author", "Bo", "set", "fra", "3a", "accepts"]);
    ana.ok(&["--author", "Ana", "line", "2a", "--objective", "one"]);
    bo.ok(&["--author", "Bo", "line", "2a", "--objective", "two"]);
    bo.ok(&["--author", "Bo", "note", "aut", "1a", "heard in the corridor"]);
    ana.receive(&bo);
    ana
}

#[test]
fn the_command_line_lists_conflicts_and_resolves_one_several_or_all_as_one_act() {
    let sandbox = concurrent();
    let listed = sandbox.ok(&["conflict", "list"]);
    for part in ["AUT 1a", "Has concerns", "Vote L.1", "Bo, ", "heard in the corridor", "Our line 2a"] {
        assert!(listed.contains(part), "{part}: {listed}");
    }
    let json = sandbox.json(&["conflict", "list", "--json"]);
    assert_eq!(json["conflicts"].as_array().unwrap().len(), 3);
    assert_eq!(json["conflicts"][0]["versions"][1]["version"], 2);
    assert_eq!(json["conflicts"][0]["versions"][1]["records"][0]["source"]["kind"], "vote");
    assert_eq!(json["line_conflicts"][0]["versions"][0]["records"][0]["objective"], "two");
    assert_eq!(json["conflicts"][0]["notes"][0]["text"], "heard in the corridor");

    let said = sandbox.run(&["conflict", "resolve", "--all", "--on-the-record"]);
    assert_eq!(said.code, Some(0));
    assert!(
        said.out.contains("AUT on 1a, 1b: Supports") && said.out.contains("prepcom undo"),
        "{}",
        said.out
    );
    assert!(said.err.contains("FRA 3a stays: none is on the record"), "{}", said.err);
    assert!(said.err.contains("Our line 2a stays"), "{}", said.err);
    assert_eq!(sandbox.json(&["conflict", "list", "--json"])["conflicts"].as_array().unwrap().len(), 1);
    sandbox.ok(&["undo"]);
    assert_eq!(sandbox.json(&["conflict", "list", "--json"])["conflicts"].as_array().unwrap().len(), 3);

    assert!(sandbox.ok(&["conflict", "resolve", "aut", "1a", "--keep", "2"]).contains("(Vote L.1)"));
    assert!(sandbox.ok(&["conflict", "resolve", "2a", "--keep", "2"]).contains("our line on 2a: one"));
    assert!(sandbox.ok(&["conflict", "resolve", "fra", "3a", "--later"]).contains("FRA on 3a: Can accept"));
    sandbox.ok(&["conflict", "resolve", "--all", "--later"]);
    assert!(sandbox.ok(&["conflict", "list"]).contains("A conflict is when"));
    assert!(sandbox.ok(&["log", "--who", "aut"]).contains("AUT on 1a: Supports (Vote L.1)"));
}

#[test]
fn what_can_not_be_resolved_is_refused_and_nothing_is_recorded() {
    let sandbox = concurrent();
    let before = sandbox.journals().iter().map(|path| std::fs::read(path).unwrap()).collect::<Vec<_>>();
    for (arguments, code, why) in [
        (&["resolve", "aut", "1a", "--keep", "3"][..], 2, "versions 1 to 2"),
        (&["resolve", "aut", "1a", "--keep", "0"], 2, "versions 1 to 2"),
        (&["resolve", "aut", "1", "--keep", "1"], 2, "2 are meant"),
        (&["resolve", "aut", "1a"], 2, "--on-the-record"),
        (&["resolve", "--later"], 2, "say which"),
        (&["resolve", "--all", "--keep", "1"], 2, "cannot be used with"),
        (&["resolve", "che", "1a", "--later"], 1, "nothing conflicts there"),
        (&["resolve", "fra", "3a", "--on-the-record"], 1, "none is on the record; nothing was recorded"),
    ] {
        let ran = sandbox.run(&[&["conflict"], arguments].concat());
        assert_eq!(ran.code, Some(code), "{arguments:?}: {}", ran.err);
        assert!(ran.err.contains(why), "{arguments:?}: {}", ran.err);
    }
    let past = sandbox.run(&["--as-of", "2024-07-30", "conflict", "resolve", "aut", "1a", "--later"]);
    assert_eq!(past.code, Some(2));
    let after = sandbox.journals().iter().map(|path| std::fs::read(path).unwrap()).collect::<Vec<_>>();
    assert_eq!(before, after);
}
