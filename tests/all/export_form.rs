//! The export form: keystrokes in, frames and orders out.

use crate::support::{Screens, has, has_not};
use prepcom::{
    domain::{extent::Notes, lang::Lang},
    export::Format,
    tui::{
        export_form::{Order, Outcome},
        message::{Effect, Message},
    },
};

/// A position, an internal note and a commitment of Austria's, and the form over them.
fn opened(lang: Lang) -> Screens {
    let mut screens = Screens::new(80, 24, lang);
    screens.press("f1a<enter>faut<enter>2nfor our eyes<c-s>ca yearly report<c-s>");
    screens.press("O");
    screens
}

/// The order that the last key gave.
fn order(screens: &Screens) -> Order {
    match screens.effects.last() {
        Some(Effect::Export(order)) => (**order).clone(),
        other => panic!("no export was asked for, but {other:?}"),
    }
}

#[test]
fn the_form_says_what_is_about_to_leave_and_what_is_left_out() {
    let mut screens = opened(Lang::En);
    has(&screens, "Goes in: 1 position, 0 notes, 1 commitment,");
    has(&screens, "1 internal note is left out");
    has(&screens, "without a marking");
    has(&screens, "2026-11-23.md");
    screens.press("<tab>3");
    has(&screens, "Goes in: 1 position, 1 note, 1 commitment,");
    has(&screens, "1 internal note leaves with it");
    has_not(&screens, "left out");
}

#[test]
fn the_form_reads_in_chinese() {
    let screens = opened(Lang::Zh);
    has(&screens, "将导出：1 项立场");
    has(&screens, "略去 1 条内部笔记");
}

#[test]
fn the_name_of_the_file_follows_the_format_until_somebody_types_one() {
    let mut screens = opened(Lang::En);
    screens.press("7");
    has(&screens, "2026-11-23.json");
    screens.press("<backtab><c-a>my-");
    has(&screens, "my-Reflections-of-the-Chair");
    screens.press("<tab>5");
    has(&screens, "2026-11-23.cs");
}

#[test]
fn what_was_chosen_is_what_is_ordered() {
    let mut screens = opened(Lang::En);
    screens.press("5<tab>3<tab>3<tab>3a<tab>@nam<tab><c-s>");
    let order = order(&screens);
    assert_eq!(order.format, Format::Csv);
    assert_eq!(order.cover.notes, Notes::All);
    assert!(order.cover.beside && !order.replace);
    assert_eq!(order.cover.extent.items.as_ref().unwrap()[0], crate::support::item("3a"));
    let who = order.cover.extent.who.as_ref().unwrap();
    assert_eq!(who[0].as_str(), "@NAM");
    assert!(who.len() > 100, "the group's members go with it, not only {}", who.len());
}

#[test]
fn an_unknown_item_or_delegation_is_said_at_its_field_and_nothing_is_written() {
    let mut screens = opened(Lang::En);
    screens.press("<tab><tab><tab>99z<c-s>");
    has(&screens, "99z");
    assert!(!screens.effects.iter().any(|effect| matches!(effect, Effect::Export(_))));
}

#[test]
fn a_file_that_is_there_is_replaced_only_when_asked_a_second_time() {
    let mut screens = opened(Lang::En);
    screens.press("<c-s>");
    assert!(!order(&screens).replace);
    screens.send(Message::Exported(Outcome::IsThere("there.md".into())));
    has(&screens, "there.md is there already; the same key again replaces it");
    screens.press("<c-s>");
    assert!(order(&screens).replace);
    screens.send(Message::Exported(Outcome::IsThere("there.md".into())));
    screens.press("x<c-s>");
    assert!(!order(&screens).replace, "another name is another file");
}

#[test]
fn an_export_that_fails_keeps_the_form_and_says_why() {
    let mut screens = opened(Lang::En);
    screens.press("<c-s>");
    screens.send(Message::Exported(Outcome::Failed("can't write x: No space left on device".into())));
    has(&screens, "No space left on device");
    has(&screens, "Goes in");
}

#[test]
fn a_long_export_shows_how_far_it_is_and_esc_stops_it() {
    let mut screens = opened(Lang::En);
    screens.press("<c-s>");
    screens.send(Message::Exporting((30, 120)));
    has(&screens, "writing; Esc stops it 25 %");
    screens.press("x<c-s>");
    assert!(matches!(screens.effects.last(), Some(Effect::Export(_))), "keys wait for the end");
    screens.press("<esc>");
    assert_eq!(screens.effects.last(), Some(&Effect::StopExport));
    screens.send(Message::Exported(Outcome::Stopped));
    has(&screens, "Stopped; no file was written");
}

#[test]
fn what_was_written_is_said_and_the_form_is_gone() {
    let mut screens = opened(Lang::En);
    screens.press("<c-s>");
    screens.send(Message::Exported(Outcome::Written { path: "out.md".into(), bytes: 4321, wide: None }));
    has(&screens, "wrote out.md (4321 bytes)");
    has_not(&screens, "Goes in");
}

#[test]
fn internal_notes_are_chosen_anew_for_each_export() {
    let mut screens = opened(Lang::En);
    screens.press("<tab>3<c-s>");
    let orders = |screens: &Screens| {
        let orders = screens.effects.iter().filter_map(|effect| match effect {
            Effect::Export(order) => Some(order.cover.notes),
            _ => None,
        });
        orders.collect::<Vec<_>>()
    };
    screens.send(Message::Exported(Outcome::Written {
        path: "out.md".into(),
        bytes: 4321,
        wide: Some("644".into()),
    }));
    has(&screens, "others may read out.md (644), as before");
    screens.press("O<c-s>");
    assert_eq!(orders(&screens), [Notes::All, Notes::Shareable]);
}
