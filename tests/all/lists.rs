//! Commitments, timeline, who moved and the list of commands: keystrokes in, frames out.

use crate::support::{NOW, Screens, has, has_not, lines, project_file};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use prepcom::{
    domain::{
        entry::{Entry, Fact, NoteWritten, PositionSet},
        ids::{EntryId, Who},
        instant::Instant,
        lang::Lang,
        ledger::View,
        position::Position,
    },
    tui::{
        Options,
        keys::{self, Action, Scope},
        message::Message,
        model::Overlay,
        possible::availability,
        update::update,
    },
    words::screen,
};

/// Three commitments: one overdue, one due later, one without a date and complete.
fn commitments(lang: Lang) -> Screens {
    let mut screens = Screens::new(80, 30, lang);
    screens.press("faut<enter>ca yearly report<tab>2020-01-01<c-s>");
    screens.press("f1b<enter>fchina<enter>cone paper<c-s>");
    screens.press("f3a<enter>fbrazil<enter>can event<tab>2027-03-01<c-s>");
    screens.press("C");
    screens
}

/// The rows of the frame that hold a part, by their place from the top.
fn row_of(screens: &Screens, part: &str) -> usize {
    let lines = lines(&screens.buffer());
    lines.iter().position(|line| line.contains(part)).unwrap_or_else(|| panic!("no `{part}` in {lines:#?}"))
}

fn in_order(screens: &Screens, parts: &[&str]) {
    let rows: Vec<usize> = parts.iter().map(|part| row_of(screens, part)).collect();
    assert!(rows.is_sorted(), "{parts:?} are at {rows:?} in:\n{}", screens.frame());
}

#[test]
fn commitments_come_by_due_date_and_s_goes_through_the_other_orders() {
    let mut screens = commitments(Lang::En);
    has(&screens, "3 commitments, 3 open, 1 overdue");
    has(&screens, "by due date (S), all (w)");
    in_order(&screens, &["! 2020-01-01 AUT", "  2027-03-01 BRA", "no date    CHN"]);
    screens.press("S");
    has(&screens, "by participant (S)");
    in_order(&screens, &["2020-01-01 AUT", "2027-03-01 BRA", "no date    CHN"]);
    screens.press("S");
    has(&screens, "by item (S)");
    in_order(&screens, &["2020-01-01 AUT", "no date    CHN", "2027-03-01 BRA"]);
    screens.press("gp4<c-s>S");
    has(&screens, "by status (S)");
    in_order(&screens, &["2027-03-01 BRA", "no date    CHN", "2020-01-01 AUT"]);
    screens.press("S");
    has(&screens, "by due date (S)");
}

#[test]
fn progress_changes_in_place_and_the_detail_tells_the_whole_history() {
    let mut screens = commitments(Lang::En);
    screens.press("p3<tab>letter of 3 May<c-s>");
    has(&screens, "Limited");
    has(&screens, "rests on: letter of 3 May");
    screens.press("a, in English<c-s>");
    has(&screens, "a yearly report, in English");
    screens.press("p5<c-s>");
    for part in [
        "Austria (AUT): 1a",
        "due 2020-01-01, Complete",
        "History",
        "made: a yearly report, due 2020-01-01, Ana",
        "changed: a yearly report, in English",
        "Limited, rests on: letter of 3 May",
    ] {
        has(&screens, part);
    }
    screens.press("u");
    has(&screens, "! due 2020-01-01 overdue, Limited");
    has(&screens, "Complete, rests on: letter of 3 May (undone), Ana");
}

#[test]
fn what_is_done_can_be_left_out_and_enter_goes_to_the_cell() {
    let mut screens = commitments(Lang::En);
    screens.press("p5<c-s>w");
    has(&screens, "open only (w)");
    has(&screens, "3 commitments, 2 open, 0 overdue");
    has_not(&screens, "2020-01-01 AUT");
    screens.press("<enter>");
    has(&screens, "Brazil (BRA)");
    has(&screens, "c an event");
    screens.press("<esc>");
    has(&screens, "open only (w)");
    screens.press("<esc><esc><esc><esc>C");
    has(&screens, "open only (w)");
}

#[test]
fn commitments_read_in_chinese() {
    let mut screens = commitments(Lang::Zh);
    for part in [
        "承诺 3 项，未完成 3 项，逾期 1 项",
        "按期限排序（S），全部（w）",
        "无期限",
        "情况不明",
        "奥地利 (AUT)",
        "作出",
    ] {
        has(&screens, part);
    }
    screens.press("p3<tab>五月三日来函<c-s>");
    has(&screens, "依据：五月三日来函");
}

#[test]
fn a_filter_finds_commitments_by_name_item_text_and_author() {
    for (typed, found) in [("奥地利", "AUT"), ("brazil", "BRA"), ("event", "BRA"), ("paper", "CHN")] {
        let mut screens = commitments(Lang::En);
        screens.press("/").press(typed);
        has(&screens, "1 found");
        has(&screens, &format!("{found}    "));
    }
    let mut screens = commitments(Lang::En);
    screens.press("/ana");
    has(&screens, "3 found");
    screens.press("zzz<enter>");
    has(&screens, "Nobody and nothing is called that.");
    screens.press("p");
    has(&screens, "Nothing is selected here.");
    screens.press("<enter>");
    has(&screens, "Nothing is selected here.");
}

#[test]
fn an_empty_list_says_how_it_fills() {
    let mut screens = Screens::new(80, 24, Lang::En);
    screens.press("C");
    has(&screens, "No commitments yet: c beside a position adds one.");
    screens.press("t");
    has(&screens, "Nothing is recorded yet.");
    screens.press("MS");
    has(&screens, "Who moved between two dates");
    screens.press("<esc>");
    let mut chinese = Screens::new(80, 24, Lang::Zh);
    chinese.press("CpC");
    has(&chinese, "尚无承诺");
}

#[test]
fn entries_come_newest_first_and_enter_goes_to_what_they_are_about() {
    let mut screens = Screens::new(100, 24, Lang::En);
    screens.press("faut<enter>2f3a<enter>fbrazil<enter>5nfirst line<enter>second<c-s>");
    screens.press("uut");
    has(&screens, "5 entries, newest first, 2 undone");
    in_order(
        &screens,
        &["undone: BRA on 3a: Opposes", "undone: note on BRA 3a", "(undone) note on BRA", "AUT on 1a"],
    );
    has(&screens, "dev-5");
    has(&screens, "Ana");
    screens.press("G");
    has(&screens, "dev-1: recorded 2026-11-23 09:00 by Ana");
    screens.press("<enter>");
    has(&screens, "Austria (AUT)");
    has(&screens, "+ Supports");
    screens.press("<esc>");
    has(&screens, "> Timeline");
    screens.press("g<enter>");
    has(&screens, "Brazil (BRA)");
    has(&screens, "3a  ");
}

#[test]
fn an_entry_of_many_facts_is_listed_as_far_as_there_is_room_and_counts_the_rest() {
    let mut screens = Screens::new(80, 24, Lang::En);
    let stand = |who: usize| {
        Fact::Position(PositionSet {
            who: Who::new(&format!("X{who}")),
            item: crate::support::item("1a"),
            is: Some(Position::Supports),
            condition: String::new(),
            source: None,
            on: Instant::from_millis(NOW),
            text: "".into(),
            parents: Vec::new(),
            ..PositionSet::default()
        })
    };
    let id = EntryId { device: "other".into(), number: 1 };
    let facts = (0..5000).map(stand).collect();
    screens.receive(Entry { v: 1, id, at: Instant::from_millis(NOW), by: "Bo".into(), facts });
    screens.press("t");
    has(&screens, "Supports on 1a: X0, X1");
    has(&screens, "X0 on 1a: Supports");
    has(&screens, "more lines");
    screens.send(Message::Resize(200, 120));
    has(&screens, "X99 on 1a: Supports");
    has(&screens, "and 4900 more");
    screens.press("<enter>");
    has(&screens, "0 of 191 recorded");
}

#[test]
fn a_filter_finds_entries_by_what_they_and_what_they_take_back_are_about() {
    let mut screens = Screens::new(100, 30, Lang::En);
    screens.press("faut<enter>2f3a<enter>fbrazil<enter>5nabout verification<c-s>ut");
    for (typed, count) in [
        ("brazil", 3),
        ("austria", 1),
        ("奥地利", 1),
        ("verification", 2),
        ("3a", 3),
        ("ana", 4),
        ("dev-2", 1),
        ("反对", 1),
    ] {
        screens.press("/").press(typed);
        has(&screens, &format!("{count} found"));
        screens.press("<esc>");
    }
}

/// Austria moved twice, Brazil once, China changed nothing but its condition.
fn moved(lang: Lang) -> Screens {
    let mut screens = Screens::new(100, 30, lang);
    let records = [
        ("AUT", "1a", Position::Concerns, "", "2024-01-10"),
        ("CHN", "1a", Position::Accepts, "", "2024-01-10"),
        ("BRA", "2a", Position::Supports, "", "2024-01-10"),
        ("AUT", "1a", Position::Supports, "", "2026-05-01"),
        ("BRA", "2a", Position::Blocks, "", "2026-06-01"),
        ("CHN", "1a", Position::Accepts, "yearly", "2026-07-01"),
        ("AUT", "5a", Position::Champions, "", "2026-08-01"),
    ];
    for (number, (who, item, is, condition, on)) in (1..).zip(records) {
        let at: Instant = on.parse().unwrap();
        let stand = PositionSet {
            who: Who::new(who),
            item: crate::support::item(item),
            is: Some(is),
            condition: condition.into(),
            source: None,
            on: at,
            text: "".into(),
            parents: screens.model.ledger.heads(&Who::new(who), &crate::support::item(item)),
            ..PositionSet::default()
        };
        let id = EntryId { device: "other".into(), number };
        let facts = vec![Fact::Position(stand)];
        screens.receive(Entry { v: 1, id, at, by: "Bo".into(), facts });
    }
    screens
}

#[test]
fn who_moved_in_a_year_is_one_enter_away_with_the_direction_of_each() {
    let mut screens = moved(Lang::En);
    screens.press("tM");
    has(&screens, "empty: a year ago");
    screens.press("<enter><enter>");
    has(&screens, "to now: 4 moves, 1 towards the text, 1 away");
    in_order(&screens, &["> new", "~ condition", "v away", "^ towards"]);
    in_order(&screens, &["Has concerns ", "-> Supports"]);
    has(&screens, "Can accept if yearly");
    has(&screens, "2026-08-01");
    screens.press("G<enter>");
    has(&screens, "Austria (AUT)");
    screens.press("<esc>/away<esc>/brazil<enter>");
    has(&screens, "1 found");
    screens.press("M");
    has(&screens, "7 entries");
    let mut chinese = moved(Lang::Zh);
    chinese.press("tM<enter><enter>");
    for part in
        ["变化 4 处，趋于赞成 1，趋于反对 1", "^ 趋于赞成", "v 趋于反对", "> 新立场", "~ 条件改变", "至 现在"]
    {
        has(&chinese, part);
    }
}

#[test]
fn dates_that_do_not_hold_are_said_at_their_field() {
    let mut screens = moved(Lang::En);
    screens.press("tMlast year<c-s>");
    has(&screens, "From: not a time");
    screens.press("<esc>M2026-06-15<tab>2026-06-01<c-s>");
    has(&screens, "Until: this is before the first date");
    screens.press("<esc>M2030-01-01<c-s>");
    has(&screens, "From: this is later than now");
    screens.press("<esc>M2026-05-15<tab>2026-06-15<c-s>");
    has(&screens, "2026-05-15 to 2026-06-15: 1 move, 0 towards the text, 1 away");
    has(&screens, "BRA");
}

#[test]
fn what_is_recorded_while_who_moved_is_open_is_there_at_once() {
    let mut screens = moved(Lang::En);
    screens.press("tM<enter><enter>G<enter>4");
    screens.press("<esc>");
    has(&screens, "3 moves");
}

#[test]
fn a_command_is_found_by_what_it_does_in_either_language_or_by_its_key_and_performed() {
    for typed in ["go to", "跳转", "f"] {
        let mut screens = Screens::new(80, 24, Lang::En);
        screens.press(":").press(typed).press("<enter>");
        assert!(matches!(screens.model.overlay, Some(Overlay::Jump(_))), "{typed}:\n{}", screens.frame());
    }
    let mut screens = Screens::new(80, 24, Lang::En);
    screens.press("faut<enter>:champ<enter>");
    has(&screens, "Recorded: AUT on 1a: Champions");
    screens.press(":undo");
    has_not(&screens, "Nothing to undo");
    screens.press("<enter>");
    has(&screens, "Undone: AUT on 1a: Champions");
    let mut chinese = Screens::new(80, 24, Lang::Zh);
    chinese.press("f奥地利<enter>:立场：反<enter>");
    has(&chinese, "反对");
    has(&chinese, "已记录");
}

#[test]
fn a_command_that_can_not_act_says_why_in_the_words_of_its_key() {
    let mut screens = Screens::new(100, 24, Lang::En);
    screens.press(":undo");
    has(&screens, "Nothing to undo: this device has recorded no act");
    screens.press("<enter>");
    has(&screens, "Nothing to undo: this device has recorded no act that still counts.");
    assert!(screens.model.overlay.is_none());
    let view = View { as_of: Some(Instant::from_millis(NOW)), known_at: None };
    let mut past = Screens::with(100, 24, Options { view, author: Some("Ana".into()), ..Options::default() });
    past.press("faut<enter>:champions");
    has(&past, "Read-only");
    past.press("<enter>");
    has(&past, "Read-only: this shows the past.");
    assert!(past.effects.is_empty());
    let mut chinese = Screens::new(100, 24, Lang::Zh);
    chinese.press(":撤销");
    has(&chinese, "无可撤销");
}

/// Where each screen is, from the overview.
const SCREENS: [(&str, Scope); 11] = [
    ("", Scope::Overview),
    ("f1a<enter>", Scope::Item),
    ("faut<enter>", Scope::Participant),
    ("faut<enter>2<tab>", Scope::Cards),
    ("f1a<enter>s<tab>aut, fra<c-s>", Scope::Session),
    ("m", Scope::Matrix),
    ("faut<enter>b", Scope::Page),
    ("C", Scope::Commitments),
    ("t", Scope::Timeline),
    ("tM<enter><enter>", Scope::Moves),
    ("!", Scope::Conflicts),
];

#[test]
fn every_action_of_every_screen_is_a_command_in_the_help_and_in_the_readme() {
    let readme = project_file("README.md");
    for lang in [Lang::En, Lang::Zh] {
        for (way, scope) in SCREENS {
            let mut screens = Screens::new(120, 140, lang);
            screens.press(way);
            assert_eq!(screens.model.scope(), scope, "{way}");
            let help = screens.press("?").frame() + &screens.press("<pagedown>").frame();
            screens.press("<esc>:");
            let Some(Overlay::Palette(palette)) = &screens.model.overlay else { panic!("{way}") };
            let commands: Vec<(&str, &str)> =
                palette.listed().map(|command| (command.keys.as_str(), command.label.as_str())).collect();
            for binding in keys::in_scope(scope) {
                let label = (binding.label)(screen::words(lang));
                let shown = binding.shown();
                let listed = match binding.action {
                    Action::Record => Position::ALL.iter().filter(|is| is.key().is_some()).all(|is| {
                        let key = is.key().map(String::from).unwrap_or_default();
                        commands.contains(&(&key, &format!("{label}: {}", is.name(lang))))
                    }),
                    _ => commands.contains(&(&shown, label)),
                };
                assert!(listed, "{shown} {label} is no command of {scope:?}: {commands:?}");
                let in_help = help.lines().any(|line| line.contains(&shown) && line.contains(label));
                assert!(in_help, "{shown} {label} of {scope:?} is not in the help");
                let label = (binding.label)(screen::words(Lang::En));
                let row = format!("| {} | {label} |", shown.replace('|', "\\|"));
                assert!(readme.contains(&row), "README has no {row}");
            }
        }
    }
}

#[test]
fn a_key_that_can_not_act_says_what_availability_says() {
    for (way, scope) in SCREENS {
        for binding in keys::in_scope(scope) {
            let mut screens = Screens::new(120, 40, Lang::En);
            screens.press(way);
            let Err(why) = availability(&screens.model, binding.action) else { continue };
            screens.send(Message::Key(binding.keys[0].event()));
            assert_eq!(screens.model.status.text, why, "{:?} in {scope:?}", binding.action);
            assert!(screens.model.status.failed);
        }
    }
}

#[test]
fn keys_of_other_lists_say_what_opens_them() {
    let mut screens = Screens::new(100, 24, Lang::En);
    screens.press("S");
    has(&screens, "S (sort) works in: commitments, which C opens.");
    screens.press("M");
    has(&screens, "M (who moved, or entries) works in: timeline, which t opens.");
}

#[test]
fn a_filter_of_a_long_timeline_shows_what_it_has_found_and_searches_on_between_keys() {
    let mut screens = Screens::new(100, 30, Lang::En);
    let note = |number: u32| {
        let text = if number == 1 { "a rare word".into() } else { format!("word {number}") };
        let (who, item) = (Some(Who::new("AUT")), Some(crate::support::item("1a")));
        let on = Instant::from_millis(i64::from(number) * 1000);
        let facts = vec![Fact::Note(NoteWritten { who, item, text, on, ..NoteWritten::default() })];
        let id = EntryId { device: "colleague".into(), number };
        Entry { v: 1, id, at: on, by: "Colleague".into(), facts }
    };
    screens.send(Message::Grown((1..=4_000).map(note).collect()));
    screens.press("t/");
    let now = Instant::from_millis(NOW);
    for c in "rare".chars() {
        let key = KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE);
        update(&mut screens.model, Message::Key(key), now);
    }
    assert!(screens.model.is_seeking() && screens.model.count() == 0, "the newest are searched first");
    assert!(screens.frame().contains('…'), "{}", screens.frame());
    let mut pauses = 0;
    while screens.model.is_seeking() {
        update(&mut screens.model, Message::Seek, now);
        pauses += 1;
    }
    assert!(pauses > 1, "a key may come in between");
    assert_eq!(screens.model.count(), 1);
    assert!(screens.frame().contains("a rare word"), "{}", screens.frame());
    screens.press("x");
    assert_eq!(screens.model.count(), 0);
    screens.press("<backspace>");
    assert_eq!(screens.model.count(), 1, "a letter less finds it again");
}
