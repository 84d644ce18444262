//! The screens: keystrokes in, frames out.

use crate::support::{NOW, Screens, has, has_not, lines};
use crossterm::event::KeyModifiers;
use prepcom::{
    domain::{
        entry::{Entry, Fact, PositionSet},
        ids::{EntryId, Who},
        instant::Instant,
        lang::{Bilingual, Lang},
        position::Position,
        problem::{Place, Problem},
        text,
    },
    tui::{
        Options,
        message::{Effect, Message},
        view::theme::{Colors, Role, Theme},
    },
};
use ratatui::buffer::Buffer;

fn english() -> Screens {
    Screens::new(80, 24, Lang::En)
}

fn by_somebody_else(who: &str, item: &str, is: Position) -> Entry {
    let at = Instant::from_millis(NOW);
    let stand = PositionSet {
        who: Who::new(who),
        item: crate::support::item(item),
        is: Some(is),
        condition: String::new(),
        source: None,
        on: at,
        text: "".into(),
        parents: Vec::new(),
        ..PositionSet::default()
    };
    let id = EntryId { device: "other".into(), number: 1 };
    Entry { v: 1, id, at, by: "Bo".into(), facts: vec![Fact::Position(stand)] }
}

#[test]
fn a_first_start_tells_what_to_press_first() {
    let screens = english();
    has(&screens, "0 of 4966 recorded");
    has(&screens, "Nothing is recorded yet");
    has(&screens, "1a  Standard reporting by the NWS");
    has(&screens, "f go to");
}

#[test]
fn a_position_is_two_letters_and_a_digit_away() {
    let mut screens = english();
    screens.press("faustria<enter>2");
    has(&screens, "Austria (AUT)");
    has(&screens, "+ Supports");
    has(&screens, "Recorded: AUT on 1a: Supports. u undoes it.");
    screens.press("u");
    has(&screens, "Undone: AUT on 1a: Supports. Ctrl-R puts it back.");
    has(&screens, "0 of 26 recorded");
    screens.press("<c-r>");
    has(&screens, "Put back: AUT on 1a: Supports.");
    has(&screens, "1 of 26 recorded");
}

#[test]
fn the_details_of_a_position_are_a_form_that_keeps_what_is_there() {
    let mut screens = english();
    screens.press("faut<enter>2");
    screens.press("ereports come yearly<tab>1<tab>NPT/SR.3<c-s>");
    has(&screens, "if reports come yearly");
    has(&screens, "source: National statement NPT/SR.3");
    let recorded = |screens: &Screens| -> Vec<PositionSet> {
        let facts = screens.effects.iter().filter_map(|effect| match effect {
            Effect::Append(facts) => Some(&facts[0]),
            _ => None,
        });
        facts
            .map(|fact| if let Fact::Position(stand) = fact { stand.clone() } else { panic!("{fact:?}") })
            .collect()
    };
    let stands = recorded(&screens);
    assert_eq!(stands[0].on, stands[1].on, "a position that is not another one keeps its time");
    screens.press("e<tab><tab><tab><backtab><backtab><backtab><backtab>5<c-s>");
    let stands = recorded(&screens);
    assert_eq!(stands[2].is, Some(Position::Opposes));
    assert!(stands[2].on > stands[1].on, "another position is of now");
}

#[test]
fn a_wrong_date_is_said_at_its_field_and_nothing_is_lost() {
    let mut screens = english();
    screens.press("faut<enter>ca commitment<tab>next spring<c-s>");
    has(&screens, "not a date");
    has(&screens, "a commitment");
    for _ in 0..11 {
        screens.press("<backspace>");
    }
    screens.press("2027-04-01<c-s>");
    has(&screens, "due 2027-04-01, No information");
}

#[test]
fn a_note_of_two_chinese_lines_is_written_amended_and_taken_off() {
    let mut screens = Screens::new(80, 24, Lang::Zh);
    screens.press("f奥地利<enter>n第一行<enter>第二行<c-s>");
    has(&screens, "n 第一行");
    has(&screens, "第二行");
    screens.press("<tab><enter>，改<c-s>");
    has(&screens, "第二行，改");
    screens.press("x");
    has_not(&screens, "第二行，改");
    screens.press("u");
    has(&screens, "第二行，改");
}

#[test]
fn a_note_that_is_left_is_kept_as_a_draft() {
    let mut screens = english();
    screens.press("faut<enter>nhalf a tho<esc>");
    has(&screens, "The draft is kept");
    assert!(
        screens
            .effects
            .iter()
            .any(|effect| matches!(effect, Effect::KeepDrafts(drafts) if drafts.len() == 1))
    );
    screens.press("nught<c-s>");
    has(&screens, "n half a thought");
    assert!(matches!(screens.effects.last(), Some(Effect::KeepDrafts(drafts)) if drafts.is_empty()));
}

#[test]
fn typing_is_taken_back_and_a_paste_is_cleaned() {
    let mut screens = english();
    screens.press("faut<enter>nab");
    screens.send(Message::Paste("keep me\r\nnext\u{1b}[31m".into()));
    has(&screens, "abkeep me");
    has(&screens, "next");
    screens.press("<c-z>");
    has(&screens, "ab");
    has_not(&screens, "keep me");
}

#[test]
fn commitments_get_a_progress_and_points_are_raised_and_taken_off() {
    let mut screens = english();
    screens.press("faut<enter>ca report<tab>2020-01-01<c-s>");
    has(&screens, "overdue");
    screens.press("<tab>p4<c-s>");
    has(&screens, "Substantial");
    screens.press("<esc>rthe report<c-s>");
    has(&screens, "r To raise at the next meeting: the report");
    screens.press("<esc><esc>");
    has(&screens, "1 overdue");
}

#[test]
fn our_line_is_drawn_on_an_item_and_amended() {
    let mut screens = english();
    screens.press("f1a<enter>oa fixed form<tab>comparable<tab>when?<c-s>");
    has(&screens, "Objective: a fixed form");
    screens.press("o, yearly<c-s>");
    has(&screens, "a fixed form, yearly");
}

#[test]
fn a_position_through_a_group_is_marked_and_not_counted_as_its_own() {
    let mut screens = english();
    screens.press("f@nam<enter>f8b<enter>");
    screens.press("2");
    has(&screens, "0 of 191 recorded, 118 more via groups");
    screens.press("fcuba<enter>");
    has(&screens, "(@NAM)");
    has(&screens, "via @NAM");
    screens.press("4");
    has(&screens, "differs from @NAM");
}

#[test]
fn a_conflict_shows_both_and_is_settled_with_one_key() {
    let mut screens = english();
    screens.press("faut<enter>2");
    screens.receive(by_somebody_else("AUT", "1a", Position::Concerns));
    has(&screens, "Conflict");
    has(&screens, "Supports, taken");
    has(&screens, "Has concerns, taken");
    has(&screens, "by Bo");
    screens.press("4");
    has_not(&screens, "Conflict");
    has(&screens, "? Has concerns");
}

#[test]
fn a_position_taken_on_an_earlier_text_is_marked() {
    let mut screens = english();
    let mut entry = by_somebody_else("AUT", "1a", Position::Supports);
    if let Fact::Position(stand) = &mut entry.facts[0] {
        stand.text = "00000000".into();
    }
    screens.receive(entry);
    screens.press("faut<enter>");
    has(&screens, "taken on an earlier text");
}

#[test]
fn the_language_is_switched_while_it_runs() {
    let mut screens = english();
    screens.press("faut<enter>2L");
    has(&screens, "奥地利 (AUT)");
    has(&screens, "+ 支持");
    screens.press("L");
    has(&screens, "Austria (AUT)");
}

#[test]
fn a_key_that_can_not_act_says_why() {
    let mut screens = english();
    screens.press("2");
    has(&screens, "works in: item");
    screens.press("u");
    has(&screens, "Nothing to undo");
    screens.press("y");
    has(&screens, "y does nothing here; ? shows the keys that do.");
    screens.press("faut<enter>0");
    has(&screens, "nothing to clear");
    let view = prepcom::domain::ledger::View { as_of: Some(Instant::from_millis(NOW)), known_at: None };
    let mut past = Screens::with(80, 24, Options { view, author: Some("Ana".into()), ..Options::default() });
    past.press("faut<enter>2");
    has(&past, "Read-only");
    assert!(past.effects.is_empty());
}

#[test]
fn who_records_is_asked_once_and_the_act_is_not_lost() {
    let mut screens = Screens::with(80, 24, Options { login: "ana".into(), ..Options::default() });
    screens.press("faut<enter>2");
    has(&screens, "Who records?");
    screens.press("Ana D<enter>");
    has(&screens, "+ Supports");
    assert!(screens.effects.contains(&Effect::RememberAuthor("Ana D".into())));
    screens.press("3");
    has(&screens, "= Can accept");
}

#[test]
fn the_jump_finds_by_code_name_alias_group_area_and_item() {
    for (typed, first) in [
        ("nam", "NAM"),
        ("@nam", "@NAM"),
        ("ivory", "CIV"),
        ("cote d", "CIV"),
        ("奥地利", "AUT"),
        ("4b", "4b"),
        ("turkiye", "TUR"),
        ("south korea", "KOR"),
        ("non-aligned", "@NAM"),
    ] {
        let mut screens = english();
        screens.press("f").press(typed);
        let first_row = lines(&screens.buffer())[4].clone();
        assert!(first_row.contains(&format!(" {first} ")), "{typed}: {first_row}");
    }
}

#[test]
fn problems_are_counted_at_the_top_and_listed_with_their_line() {
    let mut screens = english();
    let place = Place {
        file: "assets/areas/04-x.ron".into(),
        line: 12,
        column: 7,
        excerpt: "    title: 旧x,".into(),
        length: 1,
    };
    let what = Bilingual { en: "unknown field `titel`".into(), zh: "未知字段".into() };
    let hint = Bilingual { en: "did you mean `title`".into(), zh: "是否指 title".into() };
    screens.model.problems = vec![Problem { place, what, hint }];
    has(&screens, "1 problem in files: P");
    screens.press("P");
    for part in ["assets/areas/04-x.ron:12:7", "unknown field", "did you mean `title`", "^"] {
        has(&screens, part);
    }
}

#[test]
fn help_names_every_key_of_the_screen() {
    let mut screens = Screens::new(120, 60, Lang::En);
    screens.press("faut<enter>?");
    for part in ["1-9", "Ctrl-R", "note in $EDITOR"] {
        has(&screens, part);
    }
    screens.press("<pagedown>");
    for part in ["Champions", "records conflict"] {
        has(&screens, part);
    }
}

#[test]
fn a_filter_acts_while_it_is_typed_stays_on_and_is_dropped() {
    let mut screens = english();
    screens.press("f1a<enter>/guinea");
    for part in ["GIN  Guinea", "GNB  Guinea-Bissau", "PNG  Papua New Guinea", "4 found"] {
        has(&screens, part);
    }
    has_not(&screens, "Austria");
    screens.press("<down><enter>2");
    has(&screens, "Recorded: GIN on 1a: Supports");
    has(&screens, "+  Supports 1");
    screens.press("<esc>");
    has(&screens, "Afghanistan");
    let mut overview = english();
    overview.press("/出口管制");
    has(&overview, "7 Export controls");
    has_not(&overview, "1a  Standard");
    overview.press("<esc>");
    has(&overview, "6c  Technology and safeguards");
}

/// Every screen and everything that can lie over it, as the keys that lead there from the overview.
const PLACES: &[&str] = &[
    "",
    "<enter>",
    "faut<enter>",
    "f@nam<enter>",
    "f",
    "fzzzz",
    "s",
    "f1a<enter>s<tab>aut, fra, chn, @nam<c-s>2fr",
    "/出口",
    "f1a<enter>/nobody at all",
    "b",
    "f1a<enter>b",
    "faut<enter>b<down><down>",
    "A",
    "C",
    "Cw/承诺 nothing",
    "Cp",
    "t",
    "tM",
    "tM<enter><enter>",
    ":",
    "faut<enter>:立",
    "?",
    "P",
    "faut<enter>n写一条很长的笔记，看看它怎样换行 and some English words too",
    "faut<enter>e",
    "faut<enter>c",
    "f1a<enter>o一",
    "faut<enter><tab>",
    "faut<enter>r要点",
    "m",
    "mvjjlllGlllllllllllllllllllllll",
    "faut<enter>mSsimil<enter>zz/a<enter>V",
    "mS",
    "mF",
    "mF保留",
];

fn rich(columns: u16, rows: u16, lang: Lang) -> Screens {
    let mut screens = Screens::new(100, 30, lang);
    screens.press("faut<enter>2").press("e如果每年提交报告<tab>1<tab>NPT/CONF.2026/PC.II/SR.3<c-s>");
    screens
        .press("n第一行说明各方立场，第二句更长一些<enter>line two<c-s>")
        .press("c提交报告<tab>2020-01-01<c-s>");
    screens.press("r报告<c-s><esc>f@nam<enter>f8b<enter>2<esc><esc><esc>");
    screens.receive(by_somebody_else("AUT", "1a", Position::Blocks));
    let place =
        Place {
            file: "assets/paper.ron".into(), line: 3, column: 40, excerpt: "标题".repeat(60), length: 9
        };
    let words = Bilingual { en: "a problem".into(), zh: "一个问题".into() };
    screens.model.problems = vec![Problem { place, what: words.clone(), hint: words }];
    screens.send(Message::Resize(columns, rows));
    screens
}

/// A wide character has a blank behind it, and none is cut in half at the edge.
fn check_wide(buffer: &Buffer, at: &str) {
    let area = buffer.area();
    for y in area.top()..area.bottom() {
        let mut x = area.left();
        while x < area.right() {
            let wide = u16::try_from(text::width(buffer[(x, y)].symbol())).unwrap().max(1);
            assert!(x + wide <= area.right(), "{at}: a character is cut at {x},{y}");
            for behind in x + 1..x + wide {
                let symbol = buffer[(behind, y)].symbol();
                assert!(
                    symbol == " " || symbol.is_empty(),
                    "{at}: `{symbol}` inside a wide character at {behind},{y}"
                );
            }
            x += wide;
        }
    }
}

/// The sides and the bottom of a box are whole.
fn check_box(buffer: &Buffer, at: &str) {
    let area = buffer.area();
    let symbol = |x: u16, y: u16| buffer[(x, y)].symbol();
    for y in area.top()..area.bottom() {
        for x in area.left()..area.right() {
            if symbol(x, y) != "┌" {
                continue;
            }
            let right = (x..area.right()).find(|right| symbol(*right, y) == "┐");
            let bottom = (y..area.bottom()).find(|bottom| symbol(x, *bottom) == "└");
            let (Some(right), Some(bottom)) = (right, bottom) else {
                panic!("{at}: a box is open at {x},{y}\n{}", lines(buffer).join("\n"))
            };
            assert_eq!(symbol(right, bottom), "┘", "{at}");
            for row in y + 1..bottom {
                assert_eq!((symbol(x, row), symbol(right, row)), ("│", "│"), "{at}: row {row}");
                assert!(
                    x == 0 || text::width(symbol(x - 1, row)) < 2,
                    "{at}: a wide character reaches into the box"
                );
            }
        }
    }
}

/// Columns and rows around every size at which something changes.
const COLUMNS: [u16; 5] = [80, 101, 139, 140, 200];
const ROWS: [u16; 4] = [24, 25, 43, 60];

fn check(screens: &Screens, at: &str) {
    let buffer = screens.buffer();
    check_wide(&buffer, at);
    check_box(&buffer, at);
    assert_eq!(buffer, screens.buffer(), "{at}: drawing twice differs");
}

#[test]
fn every_screen_at_every_size_in_both_languages_keeps_within_its_lines() {
    for lang in [Lang::En, Lang::Zh] {
        for keys in PLACES.iter().copied() {
            let mut screens = rich(80, 24, lang);
            screens.press(keys);
            for (columns, rows) in COLUMNS.iter().flat_map(|columns| ROWS.map(|rows| (*columns, rows))) {
                screens.send(Message::Resize(columns, rows));
                check(&screens, &format!("{lang:?} `{keys}` {columns}x{rows}"));
            }
        }
    }
}

#[test]
fn every_screen_at_every_smaller_size_shows_a_plain_message_and_nothing_breaks() {
    for (lang, keys) in
        [(Lang::En, ""), (Lang::Zh, "faut<enter>n写"), (Lang::Zh, "?"), (Lang::En, "faut<enter>e")]
    {
        let mut screens = rich(80, 24, lang);
        screens.press(keys);
        let low = (1..=200).step_by(3).flat_map(|columns| (1..=24).map(move |rows| (columns, rows)));
        let narrow =
            (1..80).step_by(3).flat_map(|columns| (25..=60).step_by(5).map(move |rows| (columns, rows)));
        for (columns, rows) in low.chain(narrow) {
            screens.send(Message::Resize(columns, rows));
            check(&screens, &format!("{lang:?} `{keys}` {columns}x{rows}"));
        }
    }
}

#[test]
fn a_terminal_that_is_too_small_says_so_and_comes_back() {
    let mut screens = english();
    screens.send(Message::Resize(60, 10));
    has(&screens, "at least 80 x 24");
    screens.send(Message::Resize(80, 24));
    has(&screens, "1a  Standard reporting");
}

#[test]
fn without_colour_every_role_and_position_can_be_told_apart() {
    let mono = Theme { colors: Colors::Mono, ..Theme::default() };
    let roles =
        [Role::Text, Role::Dim, Role::Selected, Role::Heading, Role::Overdue, Role::Failed, Role::Inherited];
    for (place, role) in roles.iter().enumerate() {
        let style = mono.style(*role);
        assert_eq!((style.fg, style.bg), (None, None), "{role:?} has a colour");
        for other in &roles[place + 1..] {
            assert_ne!(style, mono.style(*other), "{role:?} and {other:?} look the same");
        }
    }
    let signs: std::collections::HashSet<&str> =
        Position::ALL.iter().map(|position| position.sign()).collect();
    assert_eq!(signs.len(), Position::ALL.len());
}

#[test]
fn with_plain_characters_nothing_but_words_is_outside_ascii() {
    let theme = Theme { ascii: true, ..Theme::default() };
    let mut screens =
        Screens::with(80, 24, Options { theme, author: Some("Ana".into()), ..Options::default() });
    screens.press("faut<enter>2e");
    assert!(screens.frame().is_ascii(), "{}", screens.frame());
}

#[test]
fn a_tour_in_order_is_one_key_a_speaker_and_each_record_has_the_sessions_source() {
    let mut screens = english();
    screens.press(
        "f3a<enter>s<tab>France, Austria, China, @NAM<tab><tab><tab><tab>1<tab>Cluster 1, 3rd meeting<c-s>",
    );
    has(&screens, "0 of 4 heard, 4 left");
    has(&screens, "FRA  France has the floor");
    screens.press("5");
    has(&screens, "AUT  Austria has the floor");
    screens.press("2 1");
    has(&screens, "3 of 4 heard, 1 skipped, 0 left");
    let sources = screens.effects.iter().filter_map(|effect| match effect {
        Effect::Append(facts) => facts[0].position().and_then(|stand| stand.source.clone()),
        _ => None,
    });
    let sources: Vec<String> = sources.map(|source| source.to_string()).collect();
    assert_eq!(sources, ["statement:Cluster 1, 3rd meeting"; 3]);
    has(&screens, "@NAM");
}

#[test]
fn a_speaker_out_of_order_is_found_by_name_code_or_pinyin_and_the_walk_goes_on_where_it_was() {
    let mut screens = english();
    screens.press("f3a<enter>s<tab><c-s>");
    has(&screens, "AFG  Afghanistan has the floor");
    for (typed, name) in
        [("aut", "AUT  Austria"), ("zg", "CHN  China"), ("ivory", "CIV"), ("法", "FRA  France")]
    {
        screens.press(typed);
        has(&screens, name);
        screens.press("2");
        has(&screens, "AFG  Afghanistan has the floor");
    }
    has(&screens, "4 of 191 heard");
    screens.press("@nam2");
    has(&screens, "Recorded: @NAM on 3a: Supports");
    screens.press("<c-u><c-u>");
    has(&screens, "3 of 191 heard");
    has(&screens, "FRA  France has the floor");
    screens.press("zzz");
    has(&screens, "Nobody and nothing is called that.");
    screens.press("2");
    has(&screens, "3 of 191 heard");
}

#[test]
fn forty_speakers_out_of_order_cost_at_most_four_keys_each_on_average_and_one_in_order() {
    let roster = prepcom::store::assets::load(None).roster;
    let speakers: Vec<String> =
        (0..40).map(|n| roster.delegations()[(n * 71 + 13) % 191].code.to_string()).collect();
    let mut screens = english();
    screens.press("f3a<enter>s<tab><tab><tab><tab><tab>1<tab>Cluster 1, 3rd meeting, 2024-07-24<c-s>");
    let mut keys = 0;
    for code in &speakers {
        let prompt = format!("{code}  ");
        let is_up =
            |screens: &Screens| screens.frame().lines().nth(3).is_some_and(|line| line.contains(&prompt));
        let mut typed = 0;
        for letter in code.to_lowercase().chars() {
            if !is_up(&screens) {
                screens.press(&letter.to_string());
                typed += 1;
            }
        }
        assert!(is_up(&screens), "{code}: {}", screens.frame());
        screens.press("2");
        keys += typed + 1;
        assert!(screens.frame().contains(&format!("Recorded: {code} on 3a")), "{}", screens.frame());
    }
    assert!(keys <= 4 * speakers.len(), "{keys} keys for {} speakers", speakers.len());
    has(&screens, "40 of 191 heard");
    let recorded = screens.effects.iter().filter_map(|effect| match effect {
        Effect::Append(facts) => facts[0].position(),
        _ => None,
    });
    assert!(recorded.clone().count() == 40 && recorded.clone().all(|stand| stand.source.is_some()));
    let before = screens.effects.len();
    screens.press("222222222");
    assert_eq!(screens.effects.len() - before, 9, "one key a speaker in order");
}

#[test]
fn a_plan_that_can_not_be_walked_says_which_field_and_why() {
    let mut screens = english();
    screens.press("s<tab>Atlantis<c-s>");
    has(&screens, "nobody is called `Atlantis`");
    screens.press("<c-s>");
    assert!(!screens.effects.iter().any(|effect| matches!(effect, Effect::KeepSession(_))));
}

#[test]
fn in_every_theme_positions_for_and_against_stand_on_grounds_that_differ_in_lightness() {
    use prepcom::tui::view::theme::Ground;
    for ground in [Ground::Either, Ground::Dark, Ground::Light, Ground::Contrast] {
        for colors in [Colors::Sixteen, Colors::Many] {
            let theme = Theme { colors, ground, ascii: false };
            let of = |position| theme.style(Role::Position(position));
            assert_ne!(of(Position::Supports).bg, of(Position::Opposes).bg, "{ground:?} {colors:?}");
            assert_ne!(of(Position::Supports), of(Position::Silent), "{ground:?} {colors:?}");
            assert!(
                Position::ALL.iter().all(|p| of(*p).fg.is_some() && of(*p).bg.is_some()),
                "{ground:?} {colors:?}"
            );
        }
    }
}

#[test]
fn a_click_selects_a_second_one_opens_and_the_wheel_moves() {
    use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
    let mut screens = english();
    let mouse =
        |kind, row| Message::Mouse(MouseEvent { kind, column: 10, row, modifiers: KeyModifiers::NONE });
    let click = MouseEventKind::Down(MouseButton::Left);
    screens.send(mouse(click, 6));
    screens.send(mouse(click, 6));
    has(&screens, "Overview > 2a");
    screens.send(mouse(MouseEventKind::ScrollDown, 8));
    has(&screens, "Andorra (AND)");
    screens.press("2");
    screens.send(mouse(click, 16));
    screens.send(mouse(click, 16));
    screens.press("<f2>");
    has(&screens, "Mouse off");
    assert_eq!(screens.effects.last(), Some(&Effect::Mouse(false)));
}

#[test]
fn a_meeting_is_planned_held_as_a_session_over_its_items_and_closed_with_an_outcome() {
    let mut screens = english();
    screens.press("faut<enter>W2027-04-01T15:00<tab>room 7<tab>3a, 11<c-s>");
    has(&screens, "Recorded: meeting 2027-04-01 15:00: AUT");
    screens.press("H");
    has(&screens, "0 of 2 heard");
    has(&screens, "Bilateral consultations 2027-04-01 15:00");
    screens.press("23");
    has(&screens, "2 of 2 heard");
    screens.press("<c-x>Xagreed to send a draft<c-s>");
    has(&screens, "Recorded: meeting finish");
    assert_eq!(screens.model.snapshot.meetings()[0].outcome.as_deref(), Some("agreed to send a draft"));
    screens.press("H");
    has(&screens, "No meeting with them is open");
}

#[test]
fn the_brief_of_a_delegation_is_one_key_away_and_follows_what_is_recorded() {
    let mut screens = Screens::new(100, 40, Lang::En);
    screens.press("faut<enter>2ca report<tab>2020-01-01<c-s>rthe report<c-s>");
    screens.press("b");
    for part in ["Brief: AUT Austria", "To raise", "the report", "2020-01-01 overdue", "Supports"] {
        has(&screens, part);
    }
    screens.press("nspoke to us in the corridor<c-s>");
    has(&screens, "Recorded: note on AUT");
    screens.press("G");
    has(&screens, "spoke to us in the corridor");
    screens.press("gL");
    has(&screens, "会晤要点：AUT 奥地利");
    screens.press("<esc>");
    has(&screens, "奥地利 (AUT)");
    let mut overview = english();
    overview.press("b");
    has(&overview, "Select a delegation or a group first.");
}

#[test]
fn to_do_shows_meetings_commitments_points_and_conflicts() {
    let mut screens = Screens::new(100, 40, Lang::En);
    screens.press("faut<enter>2ca report<tab>2020-01-01<c-s>rthe report<c-s>W2027-04-01<tab>room 7<c-s>");
    screens.receive(by_somebody_else("AUT", "1a", Position::Concerns));
    screens.press("A");
    for part in ["To do", "2027-04-01", "room 7", "a report", "the report", "Conflicts to resolve", "Bo"] {
        has(&screens, part);
    }
}
