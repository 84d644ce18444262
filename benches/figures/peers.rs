//! Programs that people use instead, on the same 5,000 records in the same run: Taskwarrior, VisiData and Emacs with Org.
//!
//! Invariant: a peer that is not installed is named and left out; one that doesn't show what it should ends the run rather than give a figure.

mod records;

use self::records::{Records, records};
use crate::{
    history::History,
    pace,
    seat::{self, Copy, Room},
    start::started,
    terminal::{Line, Size, Terminal, environment},
};
use prepcom::store::assets;
use std::{
    collections::BTreeMap,
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

const ENTRIES: u32 = 5_000;
const SIZE: Size = (80, 24);
/// A peer's screen has settled when nothing came for so long; some of them write in several goes.
const QUIET: Duration = Duration::from_millis(250);
/// We are to be no slower than any of them.
const LIMIT: f64 = 1.0;
/// All is read and shown in so much of the time that any of them takes to start.
const START: f64 = 0.3;

pub(crate) fn run() {
    let room = Room::new(ENTRIES);
    let assets = assets::load(None);
    let records = records(History::new(&assets.paper, &assets.roster, ENTRIES));
    for (command, package, measure) in [
        ("task", "taskwarrior", taskwarrior as fn(&Room, &Records, &Peer)),
        ("vd", "visidata", visidata),
        ("emacs", "emacs-nox", org),
    ] {
        if !is_asked_for(command) {
            continue;
        }
        let Some(version) = version(command) else {
            println!("{command} is not there; on Debian it comes with `apt-get install {package}`");
            continue;
        };
        println!("{version}");
        measure(&room, &records, &Peer::new());
    }
}

/// Whether the command line names this peer, or none.
fn is_asked_for(command: &str) -> bool {
    let named = |name: &str| std::env::args().any(|argument| argument == name);
    named(command) || !["task", "vd", "emacs"].into_iter().any(named)
}

/// The first line that a command says of its version with a digit in it.
fn version(command: &str) -> Option<String> {
    let ran = Command::new(command).arg("--version").stdin(Stdio::null()).output().ok()?;
    let said = String::from_utf8_lossy(&ran.stdout).into_owned() + &String::from_utf8_lossy(&ran.stderr);
    let line = said.lines().find(|line| line.contains(|c: char| c.is_ascii_digit()))?;
    Some(format!("{command}: {line}"))
}

/// A home of its own for a peer.
struct Peer {
    folder: tempfile::TempDir,
}

impl Peer {
    fn new() -> Peer {
        Peer { folder: seat::folder() }
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path().join(name), text).expect("a file");
    }

    fn holds(&self, name: &str, text: &str) {
        let held = std::fs::read_to_string(self.path().join(name)).expect("a file");
        assert!(held.contains(text), "{name} does not hold {text}");
    }

    /// As within `screen`: Emacs asks what calls itself an xterm for its version and waits two seconds for what nobody answers here.
    fn environment(&self) -> BTreeMap<String, String> {
        let mut environment = environment(self.path());
        environment.insert("TERM".into(), "screen-256color".into());
        environment
    }

    /// Starts it in a terminal.
    fn open(&self, command: &[&str]) -> Terminal {
        Terminal::start(command, &self.environment(), self.path(), SIZE, Line::Fast).settles_in(QUIET)
    }

    /// How long a command takes that shows something and ends.
    fn shown(&self, command: &[&str]) -> Duration {
        let mut terminal = self.open(command);
        terminal.ends();
        terminal.begun().elapsed()
    }

    /// How long a command takes that shows nothing.
    fn runs(&self, command: &[&str]) -> Duration {
        run_in(self.path(), &self.environment(), command)
    }
}

fn run_in(folder: &Path, environment: &BTreeMap<String, String>, command: &[&str]) -> Duration {
    let start = Instant::now();
    let ran = Command::new(command[0])
        .args(&command[1..])
        .env_clear()
        .envs(environment)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .expect("a program");
    let took = start.elapsed();
    assert!(ran.status.success(), "{command:?}: {}", String::from_utf8_lossy(&ran.stderr));
    took
}

/// The program itself at what the peers do.
struct Ours<'a> {
    room: &'a Room,
    copy: Copy,
    terminal: Terminal,
}

impl Ours<'_> {
    fn new(room: &Room) -> Ours<'_> {
        let copy = room.copy();
        let terminal = room.seat(&copy, SIZE, Line::Fast);
        Ours { room, copy, terminal }
    }

    fn start(&self) -> Duration {
        started(self.room, &self.copy, SIZE).all
    }

    fn export(&self, format: &str) -> Duration {
        let command = [seat::program(), "export", "--format", format, "--force", "-o", "out"];
        run_in(self.copy.path(), &self.copy.environment(), &command)
    }

    /// A letter more in the filter of the timeline, and off again.
    fn filter(&mut self) -> Duration {
        let took = self.terminal.press("h").last;
        self.terminal.press("\u{7f}");
        took
    }

    fn open_timeline(&mut self) {
        self.terminal.go(&["t"], "Timeline");
    }

    fn open_filter(&mut self) {
        self.terminal.go(&["/", "lunc"], "lunc");
    }

    fn open_delegation(&mut self) {
        self.terminal.go(&["\u{1b}", "\u{1b}", "f", "aut", "\r"], "Austria (AUT)");
    }
}

fn row(name: &str, rounds: usize, here: impl FnMut() -> Duration, peer: impl FnMut() -> Duration) {
    let limit = if name.contains("start to a screen") { START } else { LIMIT };
    pace::row(name, pace::in_turns(rounds, here, peer), limit);
}

/// Presses two keys in turns.
fn turns<'a>(terminal: &'a mut Terminal, keys: [&'a str; 2]) -> impl FnMut() -> Duration + 'a {
    let mut keys = keys.into_iter().cycle();
    move || terminal.press(keys.next().unwrap_or_default()).last
}

/// It has no screen of its own: what is shown, filtered and changed is a command each time.
fn taskwarrior(room: &Room, records: &Records, peer: &Peer) {
    peer.write(".taskrc", "data.location=tasks\nconfirmation=off\nverbose=nothing\n");
    peer.write("records.json", &records.tasks);
    peer.runs(&["task", "import", "records.json"]);
    let mut ours = Ours::new(room);
    row("Taskwarrior: start to a screen (next)", 7, || ours.start(), || peer.shown(&["task", "next"]));
    println!("Taskwarrior has no cursor to move");
    ours.open_timeline();
    ours.open_filter();
    row("Taskwarrior: filter (a command)", 15, || ours.filter(), || peer.shown(&["task", "/lunch/", "list"]));
    ours.open_delegation();
    let mut priority = ["priority:H", "priority:L"].into_iter().cycle();
    let change = || peer.shown(&["task", "17", "modify", priority.next().unwrap_or_default()]);
    row("Taskwarrior: a change recorded (a command)", 15, turns(&mut ours.terminal, ["2", "5"]), change);
    let export = || peer.runs(&["sh", "-c", "task export > out.json"]);
    row("Taskwarrior: all exported as JSON", 7, || ours.export("json"), export);
    peer.holds("out.json", "priority");
}

/// It has no filter that follows the typing: rows are selected by a pattern and opened as a sheet.
fn visidata(room: &Room, records: &Records, peer: &Peer) {
    peer.write("records.csv", &records.csv);
    let open = || {
        let mut terminal = peer.open(&["vd", "--motd-url=", "records.csv"]);
        let shown = terminal.until("all rows", |text| text.contains("5000 rows"));
        let took = shown.saturating_duration_since(terminal.begun());
        (terminal, took)
    };
    let mut ours = Ours::new(room);
    row("VisiData: start to a screen", 7, || ours.start(), || open().1);
    let (mut terminal, _) = open();
    ours.open_timeline();
    let (here, there) = (turns(&mut ours.terminal, ["j", "k"]), turns(&mut terminal, ["j", "k"]));
    row("VisiData: cursor", 60, here, there);
    ours.open_filter();
    let filter = || {
        terminal.go(&["|", "lunch"], "lunch");
        let took = terminal.press("\r").last + terminal.press("\"").last;
        terminal.go(&["q", "gu"], "5000 rows");
        took
    };
    row("VisiData: filter (Enter and \")", 15, || ours.filter(), filter);
    ours.open_delegation();
    let mut round = 0;
    let change = || {
        round += 1;
        let mut took: Duration = ["e", &format!("changed {round}"), "\r", "\u{13}"]
            .map(|key| terminal.press(key).last)
            .iter()
            .sum();
        // It draws its question again and again, so that never settles.
        let asked = Instant::now();
        terminal.send("\r");
        took +=
            terminal.until("a question", |text| text.contains("overwrite")).saturating_duration_since(asked);
        took + terminal.press("y").last
    };
    row("VisiData: a change saved", 11, turns(&mut ours.terminal, ["2", "5"]), change);
    peer.holds("records.csv", &format!("changed {round}"));
    row(
        "VisiData: all exported as JSON",
        5,
        || ours.export("json"),
        || peer.runs(&["vd", "-b", "records.csv", "-o", "out.json"]),
    );
    peer.holds("out.json", "lunch");
}

/// Its filter follows a word that has been typed: a sparse tree.
fn org(room: &Room, records: &Records, peer: &Peer) {
    peer.write("records.org", &records.org);
    let open = || {
        let mut terminal = peer.open(&["emacs", "-nw", "-Q", "records.org"]);
        let shown = terminal.until("the mode", |text| text.contains("(Org"));
        let took = shown.saturating_duration_since(terminal.begun());
        (terminal, took)
    };
    let mut ours = Ours::new(room);
    row("Org: start to a screen", 7, || ours.start(), || open().1);
    let (mut terminal, _) = open();
    ours.open_timeline();
    let (here, there) = (turns(&mut ours.terminal, ["j", "k"]), turns(&mut terminal, ["\u{e}", "\u{10}"]));
    row("Org: cursor", 60, here, there);
    ours.open_filter();
    let filter = || {
        terminal.go(&["\u{3}/", "/", "lunch"], "Regexp: lunch");
        terminal.press("\r").last
    };
    row("Org: filter (sparse tree)", 11, || ours.filter(), filter);
    ours.open_delegation();
    let change = || {
        let took = terminal.press("\u{3}\u{14}\u{18}\u{13}").last;
        terminal.until("a word that it is saved", |text| text.contains("Wrote"));
        took
    };
    row("Org: a change saved", 11, turns(&mut ours.terminal, ["2", "5"]), change);
    let export = || peer.runs(&["emacs", "--batch", "-Q", "records.org", "-f", "org-html-export-to-html"]);
    row("Org: all exported as HTML", 1, || ours.export("html"), export);
    peer.holds("records.html", "lunch");
}
