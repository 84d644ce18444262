//! A colleague's 10,000 entries arrive while the screens are open: how long until they are shown, and how long a key waits meanwhile.

use crate::{
    generate,
    history::DEVICES,
    pace,
    seat::{self, Room, SIZES},
    terminal::{Line, Size, Terminal},
};
use std::{
    fs, thread,
    time::{Duration, Instant},
};

const ENTRIES: u32 = 10_000;
/// How long it may take until they are shown.
const SHOWN: Duration = Duration::from_secs(1);
/// How long a key may wait.
const KEY: Duration = Duration::from_millis(50);
/// How long keys are pressed after all is shown.
const AFTER: Duration = Duration::from_secs(2);
/// How long after the answer to one the next is pressed.
const PAUSE: Duration = Duration::from_millis(20);
/// Keys, and what the screen says of the item that each goes to.
const KEYS: [(&str, &str); 2] =
    [("j", "Ways to further institutionalize"), ("k", "Strengthening standard reporting")];

pub(crate) fn run() {
    println!(
        "{:<58} {:>12} {:>12}   at most {}, {}",
        "",
        "until shown",
        "longest key",
        pace::shown(SHOWN),
        pace::shown(KEY)
    );
    // Where nothing is recorded yet, what one sees is how to begin.
    for count in seat::counts().into_iter().filter(|count| *count > 0) {
        let room = Room::new(count);
        let lines = generate::late(count, ENTRIES);
        for size in SIZES {
            arrive(&room, size, &lines);
        }
    }
}

fn arrive(room: &Room, size: Size, lines: &str) {
    let (copy, with) = (room.copy(), room.copy());
    fs::write(generate::journal(with.path(), DEVICES), lines).expect("a journal");
    let coverage = room.coverage_of(&with);
    assert_ne!(coverage, room.coverage, "the colleague's last entry is seen");
    let mut terminal = room.seat(&copy, size, Line::Fast);
    let under_way = copy.journals().join(".under-way");
    fs::write(&under_way, lines).expect("a journal");
    let mut keys = KEYS.into_iter().cycle();
    let mut longest = Duration::ZERO;
    // What is drawn beside it is no part of the answer to a key, which is there when it shows where that went.
    let mut press = |terminal: &mut Terminal| {
        let (key, shows) = keys.next().unwrap_or(KEYS[0]);
        thread::sleep(PAUSE);
        terminal.come();
        let pressed = Instant::now();
        terminal.send(key);
        let answered = terminal.until(shows, |text| text.contains(shows));
        longest = longest.max(answered.saturating_duration_since(pressed));
        answered
    };
    for _ in 0..10 {
        press(&mut terminal);
    }
    let arrived = Instant::now();
    fs::rename(under_way, generate::journal(copy.path(), DEVICES)).expect("a journal");
    let mut shown = arrived;
    while !terminal.text().contains(&coverage) {
        shown = press(&mut terminal);
        assert!(shown - arrived < Duration::from_secs(120), "never shown:\n{}", terminal.text());
    }
    let end = Instant::now() + AFTER;
    while Instant::now() < end {
        press(&mut terminal);
    }
    let shown = shown.saturating_duration_since(arrived);
    println!(
        "{:<58} {:>12} {:>12}{}{}",
        room.named(size, "10,000 more"),
        pace::shown(shown),
        pace::shown(longest),
        pace::over(shown, SHOWN),
        pace::over(longest, KEY)
    );
}
