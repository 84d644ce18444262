//! From a key to the last byte that answers it, on every screen, beside the echo of a bare terminal; and what that costs in bytes and processor time.

use crate::{
    baseline, pace,
    seat::{self, Room, SIZES},
    terminal::{Answer, Line, Size, Terminal},
};
use std::{
    fs::OpenOptions,
    io::Write,
    path::Path,
    time::{Duration, Instant},
};

/// What a key may take beside the echo of the terminal, with as many entries as a large bureau has.
const LIMIT: Duration = Duration::from_millis(4);
/// The same with a million entries.
const LIMIT_OF_MANY: Duration = Duration::from_millis(16);
const ROUNDS: usize = 100;
const ESC: &str = "\u{1b}";
const DELETE: &str = "\u{7f}";

/// A place, the keys that are pressed there in turns, and the way back to the overview.
struct Figure {
    name: &'static str,
    way: &'static [&'static str],
    /// What shows that one has arrived.
    sign: &'static str,
    turn: [&'static str; 2],
    back: &'static [&'static str],
}

const FIGURES: [Figure; 12] = [
    Figure { name: "overview: cursor", way: &[], sign: "Overview", turn: ["j", "k"], back: &[] },
    Figure { name: "item: cursor", way: &["f", "2a", "\r"], sign: "2a  ", turn: ["j", "k"], back: &[ESC] },
    Figure {
        name: "delegation: cursor",
        way: &["f", "aut", "\r"],
        sign: "Austria (AUT)",
        turn: ["j", "k"],
        back: &[ESC],
    },
    Figure { name: "matrix: cursor down", way: &["m"], sign: "Matrix", turn: ["j", "k"], back: &[ESC] },
    Figure { name: "matrix: cursor across", way: &["m"], sign: "Matrix", turn: ["l", "h"], back: &[ESC] },
    Figure { name: "timeline: cursor", way: &["t"], sign: "Timeline", turn: ["j", "k"], back: &[ESC] },
    Figure { name: "commitments: cursor", way: &["C"], sign: "Commitments", turn: ["j", "k"], back: &[ESC] },
    Figure { name: "to do: scroll", way: &["A"], sign: "To do", turn: ["j", "k"], back: &[ESC] },
    Figure {
        name: "delegation: filter as one types",
        way: &["f", "aut", "\r", "/", "s"],
        sign: "drop the filter",
        turn: ["t", DELETE],
        back: &[ESC, ESC],
    },
    Figure {
        name: "timeline: filter as one types",
        way: &["t", "/", "u"],
        sign: "drop the filter",
        turn: ["k", DELETE],
        back: &[ESC, ESC],
    },
    Figure {
        name: "matrix: filter as one types",
        way: &["m", "/", "u"],
        sign: "drop the filter",
        turn: ["k", DELETE],
        back: &[ESC, ESC],
    },
    Figure { name: "overview to matrix and back", way: &[], sign: "Overview", turn: ["m", ESC], back: &[] },
];

pub(crate) fn run() {
    println!(
        "{:<58} {:>9} {:>9} {:>9} {:>9} {:>7} {:>7} {:>9}  p95 at most that of the echo and {}, with a million {}",
        "",
        "p50",
        "p95",
        "echo p50",
        "echo p95",
        "bytes",
        "most",
        "cpu",
        pace::shown(LIMIT),
        pace::shown(LIMIT_OF_MANY)
    );
    for count in seat::counts() {
        let room = Room::new(count);
        for size in SIZES {
            let copy = room.copy();
            let mut terminal = room.seat(&copy, size, Line::Fast);
            let mut echo = baseline::echo(size);
            echo.until("echo", |text| text.contains("echo"));
            for figure in &FIGURES {
                terminal.go(figure.way, figure.sign);
                measure(&room, size, figure, &mut terminal, &mut echo);
                terminal.go(figure.back, "Overview");
            }
            record(&room, size, &mut terminal, copy.path());
            println!("{:<58} {:>6} MB", room.named(size, "most memory"), terminal.peak() / 1_000_000);
        }
    }
}

fn measure(room: &Room, size: Size, figure: &Figure, terminal: &mut Terminal, echo: &mut Terminal) {
    let turn = figure.turn;
    turn.iter().cycle().take(4).for_each(|key| {
        terminal.press(key);
    });
    let spent = terminal.spent();
    let (mut here, mut bare) = (Vec::new(), Vec::new());
    for key in turn.iter().cycle().take(ROUNDS) {
        here.push(terminal.press(key));
        bare.push(echo.press("x").last);
    }
    let spent = (terminal.spent() - spent) / u32::try_from(ROUNDS).unwrap_or(1);
    row(&room.named(size, figure.name), &here, &bare, spent, limit(room));
}

fn limit(room: &Room) -> Duration {
    if room.count > 50_000 { LIMIT_OF_MANY } else { LIMIT }
}

fn row(name: &str, here: &[Answer], bare: &[Duration], spent: Duration, limit: Duration) {
    let times: Vec<Duration> = here.iter().map(|answer| answer.last).collect();
    let of = |durations: &[Duration], percent| pace::shown(pace::percentile(durations, percent));
    let bytes = here.iter().map(|answer| answer.bytes).sum::<usize>() / here.len();
    let most = here.iter().map(|answer| answer.bytes).max().unwrap_or(0);
    println!(
        "{name:<58} {:>9} {:>9} {:>9} {:>9} {bytes:>7} {most:>7} {:>9}{}",
        of(&times, 50),
        of(&times, 95),
        of(bare, 50),
        of(bare, 95),
        pace::shown(spent),
        pace::over(pace::percentile(&times, 95), pace::percentile(bare, 95) + limit)
    );
}

/// A position recorded, which is on disk when the screen says so, in turns with a bare append of as many bytes to a file beside it.
fn record(room: &Room, size: Size, terminal: &mut Terminal, folder: &Path) {
    terminal.go(&["f", "aut", "\r"], "Austria (AUT)");
    let line = "x".repeat(190) + "\n";
    let append = || {
        let start = Instant::now();
        let file = OpenOptions::new().append(true).create(true).open(folder.join("bare"));
        let mut file = file.expect("a file");
        file.write_all(line.as_bytes()).and_then(|()| file.sync_data()).expect("on disk");
        start.elapsed()
    };
    let turn = ["2", "5"];
    turn.iter().cycle().take(4).for_each(|key| {
        terminal.press(key);
    });
    let spent = terminal.spent();
    let (mut here, mut bare) = (Vec::new(), Vec::new());
    for key in turn.iter().cycle().take(ROUNDS) {
        here.push(terminal.press(key));
        bare.push(append());
    }
    let spent = (terminal.spent() - spent) / u32::try_from(ROUNDS).unwrap_or(1);
    row(&room.named(size, "a position recorded (echo: a bare fsync)"), &here, &bare, spent, limit(room));
    terminal.go(&[ESC], "Overview");
}
