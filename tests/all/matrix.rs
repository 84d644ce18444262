//! The matrix: keystrokes in, frames and facts out.

use crate::support::{NOW, Screens, has, has_not, lines};
use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use prepcom::{
    domain::{
        entry::{Entry, Fact, PositionSet},
        ids::{EntryId, Who},
        instant::Instant,
        lang::Lang,
        position::Position,
    },
    tui::{
        Options,
        message::{Effect, Message},
        view::{
            matrix::cell_at,
            theme::{Colors, Theme},
        },
    },
};
use ratatui::style::Modifier;

fn wide() -> Screens {
    Screens::new(200, 50, Lang::En)
}

fn appended(screens: &Screens) -> Vec<usize> {
    let facts = screens.effects.iter().filter_map(|effect| match effect {
        Effect::Append(facts) => Some(facts.len()),
        _ => None,
    });
    facts.collect()
}

/// Codes of the delegations in view, from top to bottom.
fn codes(screens: &Screens) -> Vec<String> {
    let rows = lines(&screens.buffer());
    let names = rows[3..].iter().take_while(|row| !row.starts_with(" recorded"));
    names.filter_map(|row| row.get(1..4)).map(str::to_owned).collect()
}

#[test]
fn all_delegations_meet_all_items_between_headers() {
    let mut screens = wide();
    screens.press("m");
    has(&screens, "191 delegations x 26 items  all items  by name");
    let header = lines(&screens.buffer())[2].clone();
    let keys: Vec<&str> = header.split_whitespace().skip(3).take(26).collect();
    assert_eq!((keys[0], keys[23], keys[25]), ("1a", "10a", "11"), "{header}");
    has(&screens, "AFG Afghanistan");
    screens.press("G");
    has(&screens, "ZWE Zimbabwe");
    has(&screens, "-191 of 191");
    assert_eq!(lines(&screens.buffer())[2].split_whitespace().nth(3), Some("1a"), "the header stays");
    screens.press("<esc>");
    has(&screens, "0 of 4966 recorded");
}

#[test]
fn the_cursor_keeps_its_cell_on_the_way_in_and_out() {
    let mut screens = wide();
    screens.press("faut<enter>jjm");
    has(&screens, "Austria (AUT)  2a");
    screens.press("ll<enter>");
    has(&screens, "Overview > AUT");
    has(&screens, "3a  ");
    screens.press("m");
    has(&screens, "prepcom  Overview > AUT > Matrix");
    screens.press("j<esc>");
    has(&screens, "Overview > AUT");
}

#[test]
fn delegations_are_sorted_by_similarity_to_the_one_under_the_cursor() {
    let mut screens = wide();
    screens.press("f1a<enter>fafg<enter>6<esc>firl<enter>1<esc>faut<enter>1<esc>");
    screens.press("<esc><esc>faut<enter>mSsimil<enter>");
    has(&screens, "by similarity to AUT");
    assert_eq!(codes(&screens)[..3], ["AUT", "IRL", "AFG"]);
    has(&screens, "1/1");
    screens.press("Sname<enter>");
    assert_eq!(codes(&screens)[..2], ["AFG", "ALB"]);
}

#[test]
fn delegations_are_filtered_by_group_region_position_record_and_text() {
    let mut screens = wide();
    screens.press("mFnac<enter>");
    assert_eq!(codes(&screens), ["BRA", "EGY", "IRL", "MEX", "NZL", "ZAF"]);
    has(&screens, "6 delegations x 26 items  only @NAC");
    screens.press("Fwestern<enter>");
    assert_eq!(codes(&screens), ["IRL", "NZL"]);
    screens.press("2Fsupports<enter>");
    assert_eq!(codes(&screens), ["IRL"]);
    has(&screens, "only @NAC + Western European and other States + Supports");
    screens.press("Fall del<enter>Fwithout<enter>");
    has(&screens, "190 delegations");
    screens.press("Fwithout<enter>/guinea<enter>");
    assert_eq!(codes(&screens), ["GNQ", "GIN", "GNB", "PNG"]);
    has(&screens, "/guinea: 4 found");
    screens.press("<esc>/nobody at all<enter>");
    has(&screens, "No delegation fits");
    screens.press("2");
    has(&screens, "Nothing to record on here");
    screens.press("<esc>");
    has(&screens, "191 delegations");
}

#[test]
fn it_zooms_to_clusters_and_areas_and_back() {
    let mut screens = wide();
    screens.press("mz");
    has(&screens, "191 delegations x 11 items  cluster 1");
    screens.press("ZZ");
    has(&screens, "area 11:");
    screens.press("zzzzz");
    has(&screens, "191 delegations x 2 items  area 1:");
}

#[test]
fn a_rectangle_of_thirty_cells_is_set_in_one_act_and_taken_back_in_one() {
    for keys in ["mvjjjjlllllv", "mvjjjjlllll"] {
        let mut screens = wide();
        screens.press(keys);
        has(&screens, "> 30 marked");
        screens.press("2");
        assert_eq!(appended(&screens), [30]);
        has(&screens, "Recorded: 30 positions");
        has_not(&screens, "marked");
        has(&screens, " + ");
        screens.press("u");
        assert_eq!(appended(&screens), [30, 1]);
        assert_eq!(screens.model.snapshot.total.recorded(), 0);
    }
}

#[test]
fn rows_columns_and_cells_are_marked_and_unmarked() {
    let mut screens = wide();
    screens.press("mV");
    has(&screens, "> 26 marked");
    screens.press("|");
    has(&screens, "> 216 marked");
    screens.press("V");
    has(&screens, "> 190 marked");
    screens.press("x ");
    has(&screens, "> 1 marked");
    screens.press(" ");
    has_not(&screens, "marked");
    screens.press("v<esc>");
    has(&screens, "Overview > Matrix");
    screens.press("Kzz0");
    has(&screens, "nothing to clear");
    screens.press("KFnac<enter>");
    has(&screens, "> 6 marked");
}

#[test]
fn only_what_stands_somewhere_is_cleared() {
    let mut screens = wide();
    screens.press("m2jj2KG0");
    assert_eq!(appended(&screens), [1, 1, 2]);
}

#[test]
fn own_inherited_conflict_and_missing_can_be_told_apart_without_colour() {
    let theme = Theme { colors: Colors::Mono, ascii: true, ..Theme::default() };
    let mut screens =
        Screens::with(200, 50, Options { theme, author: Some("Ana".into()), ..Options::default() });
    screens.press("f@nam<enter>2<esc>m4");
    let buffer = screens.buffer();
    let at = |row: usize, column: usize| {
        let places = (0..200).flat_map(|x| (0..50).map(move |y| (x, y)));
        let mut hits = places.filter(|(x, y)| cell_at(&screens.model, *x, *y) == Some((row, column)));
        let (x, y) = hits.next().unwrap();
        let cell = &buffer[(x + 1, y)];
        (cell.symbol().to_owned(), cell.modifier)
    };
    assert_eq!(at(0, 0), ("?".into(), Modifier::BOLD | Modifier::REVERSED), "its own, under the cursor");
    assert_eq!(at(1, 0), (".".into(), Modifier::DIM), "nothing recorded");
    assert_eq!(at(2, 0), ("+".into(), Modifier::DIM | Modifier::ITALIC), "through the group");
    assert!(buffer.content().iter().all(|cell| cell.symbol().is_ascii()));
}

#[test]
fn keys_of_a_cell_act_on_the_one_under_the_cursor() {
    let mut screens = wide();
    screens.press("mjl2");
    has(&screens, "Recorded: ALB on 1b: Supports");
    screens.press("nsaid so<c-s>cto report<c-s>");
    screens.press("e<tab>ready<c-s>");
    let facts: Vec<&Fact> = screens
        .effects
        .iter()
        .filter_map(|effect| if let Effect::Append(facts) = effect { facts.first() } else { None })
        .collect();
    assert!(matches!(facts[1], Fact::Note(note) if note.who.as_ref().unwrap().as_str() == "ALB"));
    assert!(matches!(facts[2], Fact::Commitment(made) if made.item == crate::support::item("1b")));
    assert!(matches!(facts[3], Fact::Position(stand) if stand.is == Some(Position::Supports)), "{facts:?}");
}

#[test]
fn cells_answer_for_their_place_and_nothing_else_does() {
    for (columns, rows) in [(80, 24), (139, 30), (140, 30), (200, 50)] {
        let mut screens = Screens::new(columns, rows, Lang::Zh);
        screens.press("mlllllllllllllllllllllG");
        let hits: Vec<(u16, u16)> = (0..columns)
            .flat_map(|x| (0..rows).map(move |y| (x, y)))
            .filter(|(x, y)| cell_at(&screens.model, *x, *y).is_some())
            .collect();
        let cursor = (screens.model.grid.row, screens.model.grid.column);
        assert!(
            hits.iter().any(|(x, y)| cell_at(&screens.model, *x, *y) == Some(cursor)),
            "{columns}x{rows}"
        );
        assert!(hits.iter().all(|(_, y)| (3..rows - 8).contains(y)), "{columns}x{rows}");
        let buffer = screens.buffer();
        let is_cell = |x: u16, y: u16| [" ", ".", ">"].contains(&buffer[(x, y)].symbol());
        assert!(hits.iter().all(|(x, y)| is_cell(*x, *y)), "{columns}x{rows}:\n{}", screens.frame());
        screens.send(Message::Resize(200, 50));
        assert_eq!(screens.model.grid.left, 0, "what fits is shown");
    }
}

#[test]
fn a_conflict_and_an_earlier_text_have_their_marks() {
    let mut screens = wide();
    screens.press("faut<enter>2");
    let other = |item: &str, number: u32, text: &str| {
        let at = Instant::from_millis(NOW);
        let (who, item) = (Who::new("AUT"), crate::support::item(item));
        let (is, condition, parents) = (Some(Position::Blocks), String::new(), Vec::new());
        let stand = PositionSet {
            who,
            item,
            is,
            condition,
            source: None,
            on: at,
            text: text.into(),
            parents,
            ..PositionSet::default()
        };
        let id = EntryId { device: "other".into(), number };
        Entry { v: 1, id, at, by: "Bo".into(), facts: vec![Fact::Position(stand)] }
    };
    screens.receive(other("1a", 1, ""));
    screens.receive(other("1b", 2, "00000000"));
    screens.press("m");
    has(&screens, "AUT Austria                        +!  x~ ");
    has(&screens, "! Red line (Bo)");
    screens.press("l");
    has(&screens, "~ taken on an earlier text");
}

#[test]
fn a_click_goes_to_a_cell_and_a_second_one_opens_it() {
    let mut screens = wide();
    screens.press("m");
    let click = |column, row| {
        let kind = MouseEventKind::Down(MouseButton::Left);
        Message::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE })
    };
    screens.send(click(40, 4));
    has(&screens, "Albania (ALB)  1b");
    screens.send(click(10, 10));
    screens.send(click(40, 4));
    has(&screens, "Overview > Matrix > ALB");
}

#[test]
fn the_past_is_shown_and_not_changed() {
    let at = Instant::from_millis(NOW);
    let view = prepcom::domain::ledger::View { as_of: Some(at), known_at: None };
    let mut past = Screens::with(80, 24, Options { view, author: Some("Ana".into()), ..Options::default() });
    past.press("mV2");
    has(&past, "Read-only");
    assert!(past.effects.is_empty());
}

#[test]
fn dragging_draws_a_rectangle_that_a_digit_sets_in_one_act() {
    let mut screens = wide();
    screens.press("m");
    let point = |screens: &Screens, cell: (usize, usize)| {
        let points = (0..50).flat_map(|y| (0..200).map(move |x| (x, y)));
        points.into_iter().find(|(x, y)| cell_at(&screens.model, *x, *y) == Some(cell)).unwrap()
    };
    let (from, to) = (point(&screens, (1, 1)), point(&screens, (3, 4)));
    let mouse =
        |kind, (column, row)| Message::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE });
    screens.send(mouse(MouseEventKind::Down(MouseButton::Left), from));
    screens.send(mouse(MouseEventKind::Drag(MouseButton::Left), to));
    screens.press("2");
    let Some(Effect::Append(facts)) = screens.effects.last() else { panic!("{:?}", screens.effects) };
    assert_eq!(facts.len(), 12);
}
