//! The least ratatui program that fills the terminal, which is what a start is measured against: a file of its own, with nothing else in it.
//!
//! Invariant: does what any program must to show a frame, and nothing that only ours does.

use crossterm::{
    event, execute,
    terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode},
};
use ratatui::{Frame, Terminal, backend::CrosstermBackend, style::Style};
use std::io::{self, BufWriter, stdout};

/// What stands on the last row of the first frame, here as in the program.
const LAST: &str = "? help";

fn main() -> io::Result<()> {
    enable_raw_mode()?;
    execute!(stdout(), EnterAlternateScreen)?;
    let mut terminal = Terminal::new(CrosstermBackend::new(BufWriter::new(stdout())))?;
    terminal.draw(hello)?;
    event::read()?;
    execute!(stdout(), LeaveAlternateScreen)?;
    disable_raw_mode()
}

fn hello(frame: &mut Frame) {
    let area = frame.area();
    let full = "hello ".repeat(usize::from(area.width) / 6 + 1);
    for y in area.top()..area.bottom() {
        let line = if y + 1 == area.bottom() { LAST } else { full.as_str() };
        frame.buffer_mut().set_stringn(0, y, line, usize::from(area.width), Style::default());
    }
}
