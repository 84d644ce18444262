//! What a terminal shows after the frames that it was sent, and how many bytes they take.

use crate::support::{Screens, lines};
use prepcom::{domain::lang::Lang, tui::view};
use ratatui::{Terminal, TerminalOptions, Viewport, backend::CrosstermBackend, layout::Rect};
use std::{
    cell::RefCell,
    io::{self, Write},
    num::NonZeroU16,
    rc::Rc,
};

/// What was sent, for two to hold.
#[derive(Clone, Default)]
struct Sent(Rc<RefCell<Vec<u8>>>);

impl Write for Sent {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The screens on a terminal.
struct Drawn {
    screens: Screens,
    sent: Sent,
    terminal: Terminal<CrosstermBackend<Sent>>,
    shown: vt100::Parser,
}

impl Drawn {
    fn new(columns: u16, rows: u16, lang: Lang) -> Drawn {
        crossterm::style::force_color_output(true);
        let viewport = Viewport::Fixed(Rect::new(0, 0, columns, rows));
        let sent = Sent::default();
        let backend = CrosstermBackend::new(sent.clone());
        let terminal = Terminal::with_options(backend, TerminalOptions { viewport }).unwrap();
        let of = |n: u16| NonZeroU16::new(n).unwrap();
        let shown = vt100::Parser::new(of(rows), of(columns), 0);
        Drawn { screens: Screens::new(columns, rows, lang), sent, terminal, shown }
    }

    /// Presses keys and draws one frame; returns how many bytes that took.
    fn press(&mut self, keys: &str) -> usize {
        self.screens.press(keys);
        let model = &self.screens.model;
        let draw = |frame: &mut ratatui::Frame| {
            if let Some(cursor) = view::draw(frame.buffer_mut(), model) {
                frame.set_cursor_position(cursor);
            }
        };
        self.terminal.draw(draw).unwrap();
        let sent = self.sent.0.take();
        self.shown.process(&sent);
        sent.len()
    }

    fn rows(&self) -> Vec<String> {
        let rows = self.shown.screen().rows(0, self.screens.model.size.0);
        rows.map(|row| row.trim_end().to_owned()).collect()
    }
}

#[test]
fn a_box_over_chinese_text_and_what_was_below_it_are_whole() {
    for (columns, rows) in [(80, 24), (81, 25), (200, 50)] {
        let mut drawn = Drawn::new(columns, rows, Lang::Zh);
        for keys in
            ["", "?", "<esc>", "f", "1", "<esc>", "f1a<enter>", "?", "<esc>", ":", "<esc>", "m", "?", "<esc>"]
        {
            drawn.press(keys);
            assert_eq!(drawn.rows(), lines(&drawn.screens.buffer()), "{keys} at {columns} x {rows}");
        }
    }
}

#[test]
fn a_step_of_the_cursor_in_the_matrix_takes_at_most_600_bytes() {
    let mut drawn = Drawn::new(80, 24, Lang::En);
    for keys in ["f1a<enter>2", "j5", "j7", "m"] {
        drawn.press(keys);
    }
    for key in ["j", "j", "k", "l", "l", "h"] {
        let bytes = drawn.press(key);
        assert!(bytes <= 600, "{key} took {bytes} bytes");
    }
}
