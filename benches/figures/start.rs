//! From starting the program to its first frame and to everything read, and the memory that takes.

use crate::{
    baseline, pace,
    seat::{self, Copy, Room, SIZES, shows_frame},
    terminal::{Line, Size, Terminal},
};
use std::time::Duration;

/// How long it may take from spawning the program to its first frame.
const FRAME: Duration = Duration::from_millis(20);
/// How long until 50,000 entries are read.
const READ: Duration = Duration::from_millis(500);
/// How many times the bytes of its journals the program may take in memory.
const MEMORY: f64 = 3.0;

/// How large the program's file is.
pub(crate) fn size() {
    #[expect(clippy::cast_precision_loss, reason = "a file of a few megabytes")]
    let megabytes = seat::program_size() as f64 / 1e6;
    println!("{:<58} {megabytes:>9.1} MB", "size of the program");
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
        5_001..=50_000 => 15,
        _ => 5,
    };
    let (mut starts, mut bare) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        let copy = room.copy();
        // Whatever starts right behind the copying of files takes longer, so ours follows a bare one.
        bare.push(to_frame(&mut baseline::bare(size)));
        starts.push(started(room, &copy, size));
    }
    let of = |part: fn(&Started) -> Duration| pace::median(starts.iter().map(part));
    let (frame, all, bare) = (of(|start| start.frame), of(|start| start.all), pace::median(bare.into_iter()));
    println!(
        "{:<58} {:>12} {:>12} a bare program; at most {}{}",
        room.named(size, "first frame"),
        pace::shown(frame),
        pace::shown(bare),
        pace::shown(FRAME),
        if room.count <= 50_000 { pace::over(frame, FRAME) } else { "" }
    );
    let read = if room.count == 50_000 { pace::over(all, READ) } else { "" };
    println!("{:<58} {:>12}{read}", room.named(size, "all read"), pace::shown(all));
    let peak = starts.iter().map(|start| start.peak).max().unwrap_or(0);
    #[expect(clippy::cast_precision_loss, reason = "some gigabytes at most")]
    let (peak, journals) = (peak as f64 / 1e6, room.bytes as f64 / 1e6);
    let most = if room.count == 1_000_000 && peak > MEMORY * journals { "  OVER" } else { "" };
    println!("{:<58} {peak:>9.0} MB of journals of {journals:.0} MB{most}", room.named(size, "most memory"));
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
