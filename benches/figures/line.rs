//! A line of 9,600 bit/s: how many bytes a move and a change of screens cost, how long they are under way, and how long the screen goes on
//! after a key that was held down.

use crate::{
    pace,
    seat::{self, Room, SIZES},
    terminal::{Line, Size, Terminal},
};
use std::time::{Duration, Instant};

/// Ten bits a byte, as a serial line has them.
const BYTES_A_SECOND: u32 = 960;
/// What a move of the matrix's cursor may cost.
const MOVE: usize = 600;
/// The screens of the round, the key that leads to each and what is seen there.
const CHANGES: [(&str, &[&str], &str); 9] = [
    ("matrix", &["m"], "Matrix"),
    ("timeline", &["t"], "Timeline"),
    ("who moved", &["M", "\u{13}"], "Who moved"),
    ("commitments", &["C"], "Commitments"),
    ("todo", &["A"], "To do"),
    ("item", &["f", "2a", "\r"], "2a  "),
    ("delegation", &["f", "aut", "\r"], "Austria (AUT)"),
    ("brief", &["b"], "Brief"),
    ("help", &["?"], "Keys"),
];

pub(crate) fn run() {
    println!("{:<58} {:>10} {:>12}  at most", "", "bytes", "under way");
    for count in seat::counts().into_iter().filter(|count| *count <= 5_000) {
        let room = Room::new(count);
        for size in SIZES {
            changes(&room, size);
            moves(&room, size);
        }
    }
}

/// The way through the screens.
fn changes(room: &Room, size: Size) {
    let copy = room.copy();
    let mut terminal = room.seat(&copy, size, Line::Slow(BYTES_A_SECOND));
    for (name, way, sign) in CHANGES {
        let (keys, last) = way.split_at(way.len() - 1);
        for key in keys {
            terminal.press(key);
        }
        let answer = terminal.press(last[0]);
        terminal.until(sign, |text| text.contains(sign));
        row(&room.named(size, &format!("to {name}")), answer.bytes, answer.last, None);
    }
}

/// The cursor of the matrix, step by step and held down.
fn moves(room: &Room, size: Size) {
    let copy = room.copy();
    let mut terminal = room.seat(&copy, size, Line::Slow(BYTES_A_SECOND));
    terminal.go(&["m"], "Matrix");
    for (name, keys) in [("down", ["j", "k"]), ("across", ["l", "h"])] {
        let answers: Vec<_> = keys.iter().cycle().take(8).map(|key| terminal.press(key)).collect();
        let most = answers.iter().max_by_key(|answer| answer.bytes);
        let Some(most) = most else { continue };
        row(&room.named(size, &format!("matrix: one step {name}")), most.bytes, most.last, Some(MOVE));
    }
    held(room, size, &mut terminal);
}

/// Thirty steps at the pace of a key that is held down.
fn held(room: &Room, size: Size, terminal: &mut Terminal) {
    let steps = 30;
    terminal.settle();
    for _ in 0..steps {
        terminal.send("j");
        std::thread::sleep(Duration::from_millis(33));
    }
    let released = Instant::now();
    let (last, bytes) = terminal.come_to_rest();
    let after = last.map_or(Duration::ZERO, |last| last.saturating_duration_since(released));
    let name = room.named(size, "matrix: 30 steps in a second");
    println!("{name:<58} {bytes:>10} {:>12}  after the key was let go", pace::shown(after));
}

fn row(name: &str, bytes: usize, under_way: Duration, limit: Option<usize>) {
    let limit =
        limit.map_or(String::new(), |most| format!("{most}{}", if bytes > most { "  OVER" } else { "" }));
    println!("{name:<58} {bytes:>10} {:>12}  {limit}", pace::shown(under_way));
}
