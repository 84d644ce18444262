//! From starting the program to its first frame and to everything read, for the first time and again, and the memory that takes.

use crate::{
    pace,
    seat::{self, Copy, Room, SIZES, shows_frame},
    terminal::{Line, Size, Terminal},
    yardstick,
};
use std::time::Duration;

/// How much longer than a bare program's the first frame may take.
fn limit(entries: u32) -> f64 {
    if entries == 0 { 1.5 } else { 2.0 }
}

/// How large the program's file is.
pub(crate) fn size() {
    #[expect(clippy::cast_precision_loss, reason = "a file of a few megabytes")]
    let megabytes = seat::program_size() as f64 / 1e6;
    println!("{:<58} {megabytes:>9.1} MB {:>22}", "size of the program", "10 MB");
}

pub(crate) fn run() {
    for count in seat::counts() {
        let room = Room::new(count);
        SIZES.into_iter().for_each(|size| of_room(&room, size));
    }
}

/// How long one start took.
pub(crate) struct Started {
    frame: Duration,
    /// Until everything was read and shown.
    pub(crate) all: Duration,
    peak: usize,
}

fn of_room(room: &Room, size: Size) {
    let rounds = match room.count {
        ..=5_000 => 31,
        5_001..=100_000 => 9,
        _ => 5,
    };
    let (mut first, mut again, mut bare) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..rounds {
        let copy = room.copy();
        // Whatever starts right behind the copying of files takes longer, so each of ours follows a bare one.
        for starts in [&mut first, &mut again] {
            bare.push(to_frame(&mut yardstick::bare(size)));
            starts.push(started(room, &copy, size));
        }
    }
    let bare = pace::median(bare.into_iter());
    for (name, starts) in [("the first time", &first), ("again", &again)] {
        let of = |part: fn(&Started) -> Duration| pace::median(starts.iter().map(part));
        let name = |what: &str| room.named(size, &format!("{what}, {name}"));
        pace::row(&name("first frame"), (of(|start| start.frame), bare), limit(room.count));
        let peak = starts.iter().map(|start| start.peak).max().unwrap_or(0) / 1_000_000;
        println!(
            "{:<58} {:>12} {:>9} MB at most in memory",
            name("all read"),
            pace::shown(of(|start| start.all)),
            peak
        );
    }
}

/// Starts the program, waits until all is there and leaves it.
pub(crate) fn started(room: &Room, copy: &Copy, size: Size) -> Started {
    let mut terminal = copy.start(size, Line::Fast);
    let frame = to_frame(&mut terminal);
    let read = terminal.until(&room.coverage, |text| room.is_read(text));
    let all = read.saturating_duration_since(terminal.begun()).max(frame);
    terminal.settle();
    let peak = terminal.peak();
    terminal.send("q");
    terminal.ends();
    Started { frame, all, peak }
}

fn to_frame(terminal: &mut Terminal) -> Duration {
    terminal.until("a frame", shows_frame).saturating_duration_since(terminal.begun())
}
