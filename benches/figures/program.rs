//! The whole program from outside, in a pseudo-terminal: start to first frame, work while idle, size.

use crate::pace;
use portable_pty::{Child, CommandBuilder, PtySize, native_pty_system};
use std::{
    io::Read,
    path::Path,
    time::{Duration, Instant},
};

const HELLO: &str = "PREPCOM_BENCH_HELLO";
/// What is on the last row of both first frames.
const DONE: &str = "? help";

/// Whether this process is the yardstick: a bare ratatui program.
pub(crate) fn is_hello() -> bool {
    std::env::var_os(HELLO).is_some()
}

/// The smallest ratatui program: a frame of text, and then it waits.
pub(crate) fn hello() {
    let mut terminal = ratatui::init();
    let drawn = terminal.draw(|frame| {
        let area = frame.area();
        for y in area.top()..area.bottom() {
            let line = if y + 1 == area.bottom() {
                DONE.to_owned()
            } else {
                "hello ".repeat(usize::from(area.width) / 6)
            };
            frame.buffer_mut().set_stringn(
                0,
                y,
                line,
                usize::from(area.width),
                ratatui::style::Style::default(),
            );
        }
    });
    if drawn.is_ok() {
        let _ = crossterm::event::read();
    }
    ratatui::restore();
}

fn spawn(
    program: &str,
    hello: bool,
    workspace: &Path,
) -> (Box<dyn Child + Send + Sync>, Box<dyn Read + Send>) {
    let size = PtySize { rows: 50, cols: 200, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).expect("a terminal");
    let mut command = CommandBuilder::new(program);
    command.env_clear();
    command.env("TERM", "xterm-256color");
    command.env("HOME", workspace);
    command.env("PREPCOM_WORKSPACE", workspace);
    if hello {
        command.env(HELLO, "1");
    }
    let child = pair.slave.spawn_command(command).expect("the program");
    let reader = pair.master.try_clone_reader().expect("its output");
    std::mem::forget(pair.master);
    (child, reader)
}

fn to_first_frame(program: &str, hello: bool, workspace: &Path) -> Duration {
    let start = Instant::now();
    let (mut child, mut reader) = spawn(program, hello, workspace);
    let mut seen: Vec<u8> = Vec::new();
    let mut buffer = [0; 65536];
    while !shows_help(&seen) {
        let read = reader.read(&mut buffer).expect("output");
        seen.extend_from_slice(&buffer[..read]);
    }
    let elapsed = start.elapsed();
    let _ = child.kill();
    let _ = child.wait();
    elapsed
}

/// Whether the last row is there, whatever styles stand between its characters.
fn shows_help(bytes: &[u8]) -> bool {
    let mut text = String::new();
    let mut rest = bytes.iter();
    while let Some(byte) = rest.next() {
        if *byte == 0x1b {
            rest.find(|byte| byte.is_ascii_alphabetic());
        } else {
            text.push(char::from(*byte));
        }
    }
    text.contains("help") && text.contains('?')
}

pub(crate) fn start() {
    let folder = tempfile::tempdir().expect("a folder");
    let (here, bare) = (env!("CARGO_BIN_EXE_prepcom"), std::env::current_exe().expect("this program"));
    let bare = bare.to_string_lossy().into_owned();
    let mut times = (Vec::new(), Vec::new());
    for _ in 0..60 {
        times.0.push(to_first_frame(here, false, folder.path()));
        times.1.push(to_first_frame(&bare, true, folder.path()));
    }
    let medians = (pace::median(times.0.into_iter()), pace::median(times.1.into_iter()));
    pace::row("spawn to first frame / bare ratatui hello", medians, 2.0);
    let size = std::fs::metadata(here).map_or(0, |data| data.len());
    #[expect(clippy::cast_precision_loss, reason = "a file of a few megabytes")]
    let megabytes = size as f64 / 1e6;
    println!("{:<44} {megabytes:>9.1} MB {:>22}", "size of the program", "10 MB");
}

#[cfg(target_os = "linux")]
pub(crate) fn idle() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut child, mut reader) = spawn(env!("CARGO_BIN_EXE_prepcom"), false, folder.path());
    std::thread::spawn(move || {
        let mut buffer = [0; 65536];
        while matches!(reader.read(&mut buffer), Ok(1..)) {}
    });
    std::thread::sleep(Duration::from_secs(2));
    let pid = child.process_id().unwrap_or(0);
    let spent = || {
        let stat = std::fs::read_to_string(format!("/proc/{pid}/schedstat")).unwrap_or_default();
        stat.split_whitespace()
            .next()
            .and_then(|nanos| nanos.parse().ok())
            .map_or(Duration::ZERO, Duration::from_nanos)
    };
    let before = spent();
    std::thread::sleep(Duration::from_secs(30));
    let after = spent();
    println!(
        "{:<44} {:>9.2} ms",
        "processor time while idle for 30 s",
        (after - before).as_secs_f64() * 1000.0
    );
    let _ = child.kill();
    let _ = child.wait();
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn idle() {
    println!("processor time while idle is read from /proc, which this system does not have");
}
