//! The programs that the whole program is measured against: the least that draws a frame, and the least that answers a key.

use ratatui::{Terminal, backend::CrosstermBackend, style::Style};
use std::io::{BufWriter, Read, Write, stdin, stdout};

/// By this a process knows that it is a yardstick, and which.
const KIND: &str = "PREPCOM_BENCH_YARDSTICK";

/// A yardstick.
#[derive(Clone, Copy)]
pub(crate) enum Yardstick {
    /// A bare ratatui program: a frame that fills the terminal, and then it waits.
    Hello,
    /// Echoes each byte, in raw mode and without drawing: what the terminal itself costs.
    Echo,
}

impl Yardstick {
    /// What its process finds in its environment.
    pub(crate) fn mark(self) -> (String, String) {
        let kind = match self {
            Yardstick::Hello => "hello",
            Yardstick::Echo => "echo",
        };
        (KIND.to_owned(), kind.to_owned())
    }
}

/// Whether this process is a yardstick; then it has been one.
pub(crate) fn was_one() -> bool {
    match std::env::var(KIND).as_deref() {
        Ok("hello") => hello().expect("a terminal"),
        Ok(_) => echo().expect("a terminal"),
        Err(_) => return false,
    }
    true
}

/// What stands on the last row of the first frame, here as in the program.
const LAST: &str = "? help";

fn hello() -> std::io::Result<()> {
    crossterm::terminal::enable_raw_mode()?;
    let out = BufWriter::with_capacity(64 * 1024, stdout());
    let mut terminal = Terminal::new(CrosstermBackend::new(out))?;
    crossterm::execute!(stdout(), crossterm::terminal::EnterAlternateScreen)?;
    terminal.draw(|frame| {
        let area = frame.area();
        let full = "hello ".repeat(usize::from(area.width) / 6 + 1);
        for y in area.top()..area.bottom() {
            let line = if y + 1 == area.bottom() { LAST } else { full.as_str() };
            frame.buffer_mut().set_stringn(0, y, line, usize::from(area.width), Style::default());
        }
    })?;
    crossterm::event::read()?;
    crossterm::terminal::disable_raw_mode()
}

fn echo() -> std::io::Result<()> {
    crossterm::terminal::enable_raw_mode()?;
    let mut out = stdout();
    writeln!(out, "echo")?;
    let (mut keyboard, mut byte) = (stdin().lock(), [0]);
    while keyboard.read(&mut byte)? > 0 {
        out.write_all(&byte)?;
        out.flush()?;
    }
    Ok(())
}
