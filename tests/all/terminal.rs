//! The whole program in a real pseudo-terminal.

use crate::support::Sandbox;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::{
    io::{Read, Write},
    num::NonZeroU16,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

/// The program in a terminal of its own, which ends with it.
pub(crate) struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    pub(crate) writer: Box<dyn Write + Send>,
    screen: Arc<Mutex<vt100::Parser>>,
    pub(crate) bytes: Arc<Mutex<Vec<u8>>>,
    master: Box<dyn MasterPty + Send>,
}

impl Terminal {
    pub(crate) fn open(
        sandbox: &Sandbox,
        columns: u16,
        rows: u16,
        arguments: &[&str],
        more: &[(&str, &str)],
    ) -> Terminal {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_prepcom"));
        command.args(arguments);
        command.env_clear();
        command.env("PATH", std::env::var("PATH").unwrap_or_default());
        for (name, value) in sandbox.environment() {
            command.env(name, value);
        }
        for (name, value) in more {
            command.env(name, value);
        }
        command.cwd(sandbox.workspace());
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let of = |n: u16| NonZeroU16::new(n).unwrap();
        let screen = Arc::new(Mutex::new(vt100::Parser::new(of(rows), of(columns), 0)));
        let bytes = Arc::new(Mutex::new(Vec::new()));
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (shown, kept) = (Arc::clone(&screen), Arc::clone(&bytes));
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(read) = reader.read(&mut buffer) {
                if read == 0 {
                    break;
                }
                kept.lock().unwrap().extend_from_slice(&buffer[..read]);
                shown.lock().unwrap().process(&buffer[..read]);
            }
        });
        let writer = pair.master.take_writer().unwrap();
        Terminal { child, writer, screen, bytes, master: pair.master }
    }

    pub(crate) fn text(&self) -> String {
        self.screen.lock().unwrap().screen().contents()
    }

    fn cursor(&self) -> (u16, u16) {
        self.screen.lock().unwrap().screen().cursor_position()
    }

    /// Types, and waits until the screen shows something.
    pub(crate) fn keys(&mut self, keys: &str, then: &str) {
        self.writer.write_all(keys.as_bytes()).unwrap();
        self.writer.flush().unwrap();
        self.wait(then);
    }

    pub(crate) fn wait(&self, part: &str) {
        self.until(part, |text| text.contains(part));
    }

    pub(crate) fn until(&self, what: &str, holds: impl Fn(&str) -> bool) {
        let end = Instant::now() + Duration::from_secs(20);
        while !holds(&self.text()) {
            assert!(Instant::now() < end, "no `{what}` in:\n{}", self.text());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    pub(crate) fn ends(&mut self) -> u32 {
        let end = Instant::now() + Duration::from_secs(20);
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.exit_code();
            }
            assert!(Instant::now() < end, "still running:\n{}", self.text());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    fn signal(&self, name: &str) {
        let pid = self.child.process_id().unwrap().to_string();
        assert!(std::process::Command::new("kill").args([name, &pid]).status().unwrap().success());
    }

    /// Ends it as a power cut would: nothing of the program runs any more.
    fn kill(&mut self) {
        self.signal("-KILL");
        self.child.wait().unwrap();
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const ENTER: &str = "\r";
const TAB: &str = "\t";
const SAVE: &str = "\u{13}";

#[test]
fn everything_recorded_by_keys_alone_is_there_after_a_kill_and_undo_works_after_the_restart() {
    let sandbox = Sandbox::new();
    let mut terminal = Terminal::open(&sandbox, 100, 30, &[], &[]);
    terminal.wait("Nothing is recorded yet");
    terminal.keys("faustria", "AUT         Austria");
    terminal.keys(ENTER, "Austria (AUT)");
    terminal.keys("2", "Recorded: AUT on 1a: Supports");
    terminal.keys("e", "Condition: if");
    terminal.keys("reports come yearly", "reports come yearly");
    terminal.keys(TAB, "left and right");
    terminal.keys("1", "1 National statement");
    terminal.keys(TAB, "Reference");
    terminal.keys("NPT/CONF.2026/PC.II/SR.3", "SR.3");
    terminal.keys(SAVE, "source: National statement NPT/CONF.2026/PC.II/SR.3");
    terminal.keys("n", "Note: AUT 1a");
    terminal.keys("第一行", "第一行");
    terminal.keys(ENTER, "第一行");
    terminal.keys("第二行", "第二行");
    let (row, column) = terminal.cursor();
    assert_eq!((row, column), (3, 10), "the cursor is behind the last character, where input methods look");
    terminal.keys(SAVE, "Recorded: note on AUT 1a");
    terminal.keys("c", "Commitment: AUT 1a");
    terminal.keys("a draft form", "a draft form");
    terminal.keys(TAB, "may be empty");
    terminal.keys("2027-04-01", "2027-04-01");
    terminal.keys(SAVE, "Recorded: commitment AUT 1a");
    terminal.kill();

    let mut terminal = Terminal::open(&sandbox, 200, 50, &[], &[]);
    terminal.wait("1 of 4966 recorded");
    terminal.keys("faut", "Austria");
    terminal.keys(ENTER, "if reports come yearly");
    for part in ["+ Supports", "SR.3", "n 第一行", "第二行", "a draft form", "due 2027-04-01"] {
        terminal.wait(part);
    }
    terminal.keys("u", "Undone: commitment AUT 1a: a draft form");
    terminal.until("the commitment gone", |text| !text.contains("due 2027-04-01, No"));
    terminal.keys("u", "Undone: note on AUT 1a");
    terminal.keys("\u{12}", "Put back: note on AUT 1a");
    terminal.keys("q", "");
    assert_eq!(terminal.ends(), 0);
    sandbox.ok(&["check"]);
    assert!(sandbox.ok(&["show", "aut"]).contains("第二行"));
}

#[test]
fn a_session_that_was_killed_after_17_of_40_waits_at_18_with_all_17_on_disk() {
    let sandbox = Sandbox::new();
    let roster = prepcom::store::assets::load(None).roster;
    let speakers: Vec<&str> = roster.delegations().iter().take(40).map(|d| d.code.as_str()).collect();
    let mut terminal = Terminal::open(&sandbox, 100, 30, &[], &[]);
    terminal.wait("Nothing is recorded yet");
    terminal.keys("s", "Review session");
    terminal.keys(TAB, "a list in its order");
    terminal.keys(&format!("\u{1b}[200~{}\u{1b}[201~", speakers.join("\r")), speakers[39]);
    terminal.keys(SAVE, "0 of 40 heard");
    for heard in 1..=17 {
        terminal.keys("2", &format!("{heard} of 40 heard"));
    }
    terminal.kill();

    let mut terminal = Terminal::open(&sandbox, 100, 30, &[], &[]);
    terminal.wait(&format!("waits at 18 of 40 ({} on 1a)", speakers[17]));
    terminal.keys("s", "17 of 40 heard, 23 left");
    terminal.wait(&format!(
        "{}  {} has the floor",
        speakers[17],
        roster.delegations()[17].name.get(prepcom::domain::lang::Lang::En)
    ));
    let json = sandbox.json(&["export", "--format", "json"]);
    assert_eq!(json["coverage"]["recorded"], 17);
    terminal.keys("\u{18}", "Session ended: 17 of 40 heard");
}

#[test]
fn what_another_program_records_is_shown_by_itself_even_while_keys_are_pressed() {
    let sandbox = Sandbox::new();
    let mut terminal = Terminal::open(&sandbox, 80, 24, &[], &[]);
    terminal.wait("0 of 4966 recorded");
    sandbox.ok(&["set", "aut", "1a", "supports"]);
    let start = Instant::now();
    while !terminal.text().contains("1 of 4966 recorded") {
        assert!(start.elapsed() < Duration::from_secs(10), "{}", terminal.text());
        terminal.keys("jk", "");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn the_terminal_is_left_as_it_was_after_quit_and_after_a_signal() {
    let sandbox = Sandbox::new();
    let mut terminal = Terminal::open(&sandbox, 80, 24, &[], &[]);
    terminal.wait("Overview");
    terminal.keys("q", "");
    assert_eq!(terminal.ends(), 0);
    let left = |terminal: &Terminal| {
        let bytes = String::from_utf8_lossy(&terminal.bytes.lock().unwrap()).into_owned();
        bytes.contains("\u{1b}[?1049l") && bytes.contains("\u{1b}[?2004l") && bytes.contains("\u{1b}[?25h")
    };
    terminal.until("the end of the alternate screen", |_| left(&terminal));
    let mut terminal = Terminal::open(&sandbox, 80, 24, &[], &[]);
    terminal.wait("Overview");
    terminal.signal("-TERM");
    assert_eq!(terminal.ends(), 128 + 15);
    terminal.until("the end of the alternate screen", |_| left(&terminal));
}

#[test]
fn a_note_goes_through_the_users_editor() {
    let sandbox = Sandbox::new();
    let editor = "sh -c 'printf \"from the editor\\n第二行\\n\" >> \"$0\"'";
    let mut terminal = Terminal::open(&sandbox, 100, 30, &[], &[("EDITOR", editor)]);
    terminal.wait("Overview");
    terminal.keys("faut", "Austria");
    terminal.keys(ENTER, "Austria (AUT)");
    terminal.keys("E", "from the editor");
    terminal.keys(SAVE, "Recorded: note on AUT 1a: from the editor");
    terminal.keys("q", "");
    assert_eq!(terminal.ends(), 0);
    assert!(sandbox.ok(&["show", "aut"]).contains("第二行"));
}

/// An editor that saves a line, says so in a file, and waits.
fn slow_editor(sandbox: &Sandbox) -> (String, std::path::PathBuf) {
    let ready = sandbox.workspace().join("ready");
    let script = format!("echo \"half a note\" >> \"$0\"; echo $$ > {}; sleep 60 & wait", ready.display());
    (format!("sh -c '{script}'"), ready)
}

/// Opens the editor on Austria's 1a and waits until it has saved; returns its process.
fn editing(terminal: &mut Terminal, ready: &std::path::Path) -> String {
    terminal.wait("Overview");
    terminal.keys("faut", "Austria");
    terminal.keys(ENTER, "Austria (AUT)");
    terminal.keys("E", "");
    let end = Instant::now() + Duration::from_secs(20);
    loop {
        let editor = std::fs::read_to_string(ready).unwrap_or_default();
        if editor.ends_with('\n') {
            return editor.trim().to_owned();
        }
        assert!(Instant::now() < end, "the editor did not start");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Files that notes are edited in.
fn being_edited(sandbox: &Sandbox) -> Vec<String> {
    let files = std::fs::read_dir(sandbox.workspace().join("state/local")).unwrap();
    let names = files.map(|file| file.unwrap().file_name().to_string_lossy().into_owned());
    names.filter(|name| name.starts_with("editing-")).collect()
}

fn is_running(process: &str) -> bool {
    std::process::Command::new("kill").args(["-0", process]).status().unwrap().success()
}

#[test]
fn a_signal_while_the_editor_is_open_ends_both_leaves_no_file_and_keeps_what_was_saved_as_draft() {
    for (signal, code) in [("-TERM", 128 + 15), ("-HUP", 128 + 1)] {
        let sandbox = Sandbox::new();
        let (editor, ready) = slow_editor(&sandbox);
        let mut terminal = Terminal::open(&sandbox, 100, 30, &[], &[("EDITOR", &editor)]);
        let process = editing(&mut terminal, &ready);
        assert_eq!(being_edited(&sandbox).len(), 1);
        terminal.signal(signal);
        assert_eq!(terminal.ends(), code);
        assert!(being_edited(&sandbox).is_empty(), "{signal}");
        assert!(!is_running(&process), "{signal}");
        let mut terminal = Terminal::open(&sandbox, 100, 30, &[], &[]);
        terminal.wait("Overview");
        terminal.keys("faut", "Austria");
        terminal.keys(ENTER, "Austria (AUT)");
        terminal.keys("n", "half a note");
    }
}

#[test]
fn a_note_left_behind_by_a_kill_is_found_at_the_next_start_offered_as_draft_and_removed() {
    let sandbox = Sandbox::new();
    let (editor, ready) = slow_editor(&sandbox);
    let mut terminal = Terminal::open(&sandbox, 100, 30, &[], &[("EDITOR", &editor)]);
    let process = editing(&mut terminal, &ready);
    // A second program in the same workspace leaves it alone while it is being edited.
    let other = Terminal::open(&sandbox, 100, 30, &[], &[]);
    other.wait("Overview");
    assert_eq!(being_edited(&sandbox).len(), 1);
    terminal.kill();
    let mut terminal = Terminal::open(&sandbox, 100, 30, &[], &[]);
    terminal.wait("Left in your editor when the program ended, now a draft: note on AUT 1a");
    assert!(being_edited(&sandbox).is_empty());
    terminal.keys("faut", "Austria");
    terminal.keys(ENTER, "Austria (AUT)");
    terminal.keys("n", "half a note");
    terminal.keys(SAVE, "Recorded: note on AUT 1a: half a note");
    let _ = std::process::Command::new("kill").args(["-KILL", &process]).status();
}

#[test]
fn an_editor_that_is_killed_leaves_no_file_and_an_interruption_is_its_own() {
    let sandbox = Sandbox::new();
    let (editor, ready) = slow_editor(&sandbox);
    let mut terminal = Terminal::open(&sandbox, 100, 30, &[], &[("EDITOR", &editor)]);
    let process = editing(&mut terminal, &ready);
    terminal.signal("-INT");
    assert!(std::process::Command::new("kill").args(["-KILL", &process]).status().unwrap().success());
    terminal.wait("The editor came back without a change.");
    assert!(being_edited(&sandbox).is_empty());
    terminal.keys("\u{1b}", "Austria (AUT)");
}

#[test]
fn a_window_that_changes_its_size_is_drawn_anew() {
    let sandbox = Sandbox::new();
    let terminal = Terminal::open(&sandbox, 80, 24, &[], &[]);
    terminal.wait("Overview");
    let resize = |columns: u16, rows: u16| {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let of = |n: u16| NonZeroU16::new(n).unwrap();
        terminal.screen.lock().unwrap().screen_mut().set_size(of(rows), of(columns));
        terminal.master.resize(size).unwrap();
    };
    resize(60, 12);
    terminal.wait("at least 80 x 24");
    resize(150, 45);
    terminal.wait("11  Improving the review process");
}

#[test]
fn a_program_that_was_stopped_goes_on_with_a_whole_screen() {
    let sandbox = Sandbox::new();
    let mut terminal = Terminal::open(&sandbox, 80, 24, &[], &[]);
    terminal.wait("Overview");
    terminal.keys("\u{1a}", "");
    terminal.until("the screen of before", |text| text.trim().is_empty());
    terminal.signal("-CONT");
    terminal.wait("Overview");
    terminal.wait("? help");
    let bytes = terminal.bytes.lock().unwrap().clone();
    assert!(!bytes.windows(4).any(|part| part == b"\x1b[6n"), "nobody answers where the cursor is");
}

#[test]
fn without_colour_the_selection_is_still_seen() {
    let sandbox = Sandbox::new();
    let terminal = Terminal::open(&sandbox, 80, 24, &[], &[("NO_COLOR", "1")]);
    terminal.wait("1a  Standard reporting");
    let screen = terminal.screen.lock().unwrap();
    let row =
        (0..24).find(|row| screen.screen().contents_between(*row, 0, *row, 80).contains("1a  Standard"));
    let cell = screen.screen().cell(row.unwrap(), 10).unwrap();
    assert!(cell.inverse());
    assert_eq!(cell.fgcolor(), vt100::Color::Default);
}

#[test]
fn an_export_from_the_screens_is_a_whole_file_and_replaces_another_only_when_asked_again() {
    let sandbox = Sandbox::new();
    let mut terminal = Terminal::open(&sandbox, 100, 30, &[], &[]);
    terminal.wait("Nothing is recorded yet");
    terminal.keys("faustria", "AUT         Austria");
    terminal.keys(ENTER, "Austria (AUT)");
    terminal.keys("2", "Recorded: AUT on 1a: Supports");
    let file = sandbox.workspace().join("out.json");
    std::fs::write(&file, "old").unwrap();
    terminal.keys("O", "Goes in: 1 position");
    terminal.keys("\u{1b}[Z", "Reflections-of-the-Chair");
    terminal.keys(&"\u{7f}".repeat(100), "File");
    terminal.keys("out.json\t7", "json");
    terminal.keys(SAVE, "out.json is there already");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "old");
    terminal.keys(SAVE, "wrote out.json");
    let written: serde_json::Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
    assert_eq!(written["coverage"]["recorded"], 1);
    terminal.keys("q", "");
    assert_eq!(terminal.ends(), 0);
}
