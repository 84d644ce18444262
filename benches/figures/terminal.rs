//! A program in a pseudo-terminal, driven by keys and timed by what comes out.
//!
//! Invariant: a byte's time is taken where it is read, in a thread that does nothing else; a screen has settled when nothing came for a while,
//! and then the time of the last byte counts, not the end of the wait.

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::{
    collections::BTreeMap,
    io::{Read, Write},
    num::NonZeroU16,
    path::Path,
    sync::mpsc::{Receiver, channel},
    time::{Duration, Instant},
};

/// Columns and rows.
pub(crate) type Size = (u16, u16);

/// How fast what the program writes is taken from it.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Line {
    /// As fast as it comes.
    Fast,
    /// So many bytes a second.
    Slow(u32),
}

/// Which bytes count when it is asked when the last one came.
#[derive(Clone, Copy, PartialEq)]
enum Counts {
    /// All of them.
    All,
    /// Those that change a character or its colours; there are programs that put the cursor back where it is for ever.
    Seen,
}

/// A program and the terminal it runs in, which ends with it.
pub(crate) struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    writer: Box<dyn Write + Send>,
    chunks: Receiver<(Instant, Vec<u8>)>,
    screen: vt100::Parser,
    begun: Instant,
    quiet: Duration,
    counts: Counts,
    _master: Box<dyn MasterPty + Send>,
}

/// What came of a key.
#[derive(Clone, Copy)]
pub(crate) struct Answer {
    /// From the key to the last byte.
    pub(crate) last: Duration,
    /// How many came.
    pub(crate) bytes: usize,
}

/// How long a program that is stuck is waited for.
const PATIENCE: Duration = Duration::from_secs(180);

impl Terminal {
    /// Starts a program; its clock begins here.
    pub(crate) fn start(
        program: &[&str],
        environment: &BTreeMap<String, String>,
        folder: &Path,
        (columns, rows): Size,
        line: Line,
    ) -> Terminal {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a terminal");
        let mut command = CommandBuilder::new(program[0]);
        command.args(&program[1..]);
        command.env_clear();
        for (name, value) in environment {
            command.env(name, value);
        }
        command.cwd(folder);
        let mut reader = pair.master.try_clone_reader().expect("its output");
        let (sender, chunks) = channel();
        std::thread::spawn(move || {
            let mut buffer = vec![0; 65536];
            let part = match line {
                Line::Fast => buffer.len(),
                Line::Slow(a_second) => a_second as usize / 40,
            };
            while let Ok(read @ 1..) = reader.read(&mut buffer[..part]) {
                if sender.send((Instant::now(), buffer[..read].to_vec())).is_err() {
                    break;
                }
                if let Line::Slow(a_second) = line {
                    std::thread::sleep(Duration::from_secs_f64(read as f64 / f64::from(a_second)));
                }
            }
        });
        let begun = Instant::now();
        let child = pair.slave.spawn_command(command).expect("the program");
        drop(pair.slave);
        let writer = pair.master.take_writer().expect("its input");
        let of = |n: u16| NonZeroU16::new(n).expect("a size");
        let screen = vt100::Parser::new(of(rows), of(columns), 0);
        let quiet = Duration::from_millis(if line == Line::Fast { 20 } else { 200 });
        Terminal { child, writer, chunks, screen, begun, quiet, counts: Counts::All, _master: pair.master }
    }

    /// Takes the screen for settled when nothing that can be seen came for so long.
    pub(crate) fn settles_in(mut self, quiet: Duration) -> Terminal {
        (self.quiet, self.counts) = (quiet, Counts::Seen);
        self
    }

    /// What is on the screen.
    pub(crate) fn text(&self) -> String {
        self.screen.screen().contents()
    }

    /// When it was started.
    pub(crate) fn begun(&self) -> Instant {
        self.begun
    }

    /// The number of the process.
    pub(crate) fn pid(&self) -> u32 {
        self.child.process_id().unwrap_or(0)
    }

    /// Writes keys and does not wait.
    pub(crate) fn send(&mut self, keys: &str) {
        self.writer.write_all(keys.as_bytes()).and_then(|()| self.writer.flush()).expect("a key sent");
    }

    /// Writes a key and waits until the screen has settled.
    pub(crate) fn press(&mut self, keys: &str) -> Answer {
        self.rest(Duration::ZERO);
        let pressed = Instant::now();
        self.send(keys);
        let (last, bytes) = self.rest(PATIENCE);
        let Some(last) = last else { panic!("no answer to {keys:?}:\n{}", self.text()) };
        Answer { last: last.saturating_duration_since(pressed), bytes }
    }

    /// Waits until nothing has come for a while.
    pub(crate) fn settle(&mut self) {
        while self.rest(self.quiet).0.is_some() {}
    }

    /// Takes what has come until now; returns how many bytes that is.
    pub(crate) fn come(&mut self) -> usize {
        self.rest(Duration::ZERO).1
    }

    /// Waits until the screen has settled; returns when its last byte came, and how many did.
    pub(crate) fn come_to_rest(&mut self) -> (Option<Instant>, usize) {
        self.rest(Duration::from_secs(3))
    }

    /// Reads on until the screen has settled; waits for its first byte for a while. Returns when the last came, and how many.
    fn rest(&mut self, first: Duration) -> (Option<Instant>, usize) {
        let (mut last, mut bytes, mut unseen) = (None, 0, Vec::new());
        let mut end = Instant::now() + first;
        while let Ok((at, chunk)) = self.chunks.recv_timeout(end.saturating_duration_since(Instant::now())) {
            bytes += chunk.len();
            if self.counts == Counts::All {
                unseen.extend_from_slice(&chunk);
            } else if !self.changes(&chunk) {
                continue;
            }
            last = Some(at);
            end = Instant::now() + self.quiet;
        }
        self.screen.process(&unseen);
        (last, bytes)
    }

    /// Shows bytes; returns whether that is seen.
    fn changes(&mut self, bytes: &[u8]) -> bool {
        let picture =
            |screen: &vt100::Screen| -> Vec<String> { screen.rows_formatted(0, u16::MAX).collect() };
        let before = picture(self.screen.screen());
        self.screen.process(bytes);
        before != picture(self.screen.screen())
    }

    /// Reads until the screen shows something; returns when the byte came that completed it.
    pub(crate) fn until(&mut self, what: &str, holds: impl Fn(&str) -> bool) -> Instant {
        let end = Instant::now() + PATIENCE;
        let mut at = Instant::now();
        while !holds(&self.text()) {
            let left = end.saturating_duration_since(Instant::now());
            match self.chunks.recv_timeout(left) {
                Ok((read, chunk)) => {
                    at = read;
                    self.screen.process(&chunk);
                }
                Err(_) => panic!("never {what}:\n{}", self.text()),
            }
        }
        at
    }

    /// Presses keys, one after the other, until the screen shows something.
    pub(crate) fn go(&mut self, keys: &[&str], then: &str) {
        self.settle();
        for key in keys {
            self.send(key);
            self.rest(Duration::from_secs(3));
        }
        self.until(then, |text| text.contains(then));
    }

    /// Reads until the program has ended.
    pub(crate) fn ends(&mut self) {
        while self.chunks.recv_timeout(PATIENCE).is_ok() {}
        let _ = self.child.wait();
    }

    /// Processor time so far of all threads that still run.
    pub(crate) fn spent(&self) -> Duration {
        let tasks = std::fs::read_dir(format!("/proc/{}/task", self.pid())).into_iter().flatten().flatten();
        let of = |task: std::fs::DirEntry| {
            let stat = std::fs::read_to_string(task.path().join("schedstat")).ok()?;
            stat.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
        };
        tasks.filter_map(of).sum()
    }

    /// The most memory it ever had, in bytes; 0 where the system keeps no account.
    pub(crate) fn peak(&self) -> usize {
        crate::pace::memory(&format!("/proc/{}/status", self.pid()), "VmHWM:")
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The environment of a program: nothing of this machine's but the search path.
pub(crate) fn environment(home: &Path) -> BTreeMap<String, String> {
    let path = std::env::var("PATH").unwrap_or_default();
    let home = home.to_string_lossy().into_owned();
    let pairs =
        [("PATH", path), ("HOME", home), ("TERM", "xterm-256color".into()), ("LANG", "C.UTF-8".into())];
    pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
