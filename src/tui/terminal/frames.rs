//! The frames on a terminal: which one it shows, and which one comes next.
//!
//! Invariant: the terminal shows `shown`; a frame is out before anything is made ready for the one after it, so that nobody waits for that.

use super::pen;
use crossterm::{
    cursor::{Hide, MoveTo, Show},
    queue,
    terminal::{BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate},
};
use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect, Size},
};
use std::io::{self, Write};

/// Frames for a terminal of some size.
#[derive(Debug)]
pub struct Frames<W: Write> {
    out: W,
    next: Buffer,
    /// None as long as the terminal is empty.
    shown: Option<Buffer>,
    /// Where the cursor is, unless it is hidden; None where nobody knows either.
    cursor: Option<Option<Position>>,
}

impl<W: Write> Frames<W> {
    /// For an empty terminal of so many columns and rows, behind something to write to.
    pub fn new(out: W, size: Size) -> Frames<W> {
        Frames { out, next: blank(size), shown: None, cursor: None }
    }

    /// Columns and rows.
    pub fn size(&self) -> Size {
        self.next.area.as_size()
    }

    /// Writes what is no frame, which arrives with the next one.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn queue(&mut self, command: impl crossterm::Command) -> io::Result<()> {
        queue!(self.out, command)
    }

    /// Empties a terminal that has this size now, whatever was there.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn clear(&mut self, size: Size) -> io::Result<()> {
        if size != self.size() {
            self.next = blank(size);
        }
        (self.shown, self.cursor) = (None, None);
        queue!(self.out, Clear(ClearType::All))
    }

    /// Draws a frame, which appears at once, with the cursor where drawing says that it belongs. A frame that changes nothing is told apart from
    /// no frame by an update that is empty.
    ///
    /// # Errors
    /// When the terminal is gone.
    pub fn draw(&mut self, render: impl FnOnce(&mut Buffer) -> Option<Position>) -> io::Result<()> {
        let cursor = render(&mut self.next);
        let changed = match &self.shown {
            Some(shown) => shown.diff(&self.next),
            None => pen::not_blank(&self.next),
        };
        let cells = pen::written(&changed, &self.next);
        queue!(self.out, BeginSynchronizedUpdate)?;
        self.out.write_all(cells.as_bytes())?;
        self.place(cursor)?;
        queue!(self.out, EndSynchronizedUpdate)?;
        self.out.flush()?;
        self.turn();
        Ok(())
    }

    /// Puts the cursor where it belongs, since it stands behind the cells that were written last.
    fn place(&mut self, cursor: Option<Position>) -> io::Result<()> {
        if let Some(Position { x, y }) = cursor {
            queue!(self.out, MoveTo(x, y))?;
        }
        let was_shown = self.cursor.replace(cursor).map(|before| before.is_some());
        match cursor.is_some() {
            is_shown if was_shown == Some(is_shown) => Ok(()),
            true => queue!(self.out, Show),
            false => queue!(self.out, Hide),
        }
    }

    /// What was to come is shown now, and there is a blank frame to draw the next one on.
    fn turn(&mut self) {
        let next = match self.shown.take() {
            Some(mut before) => {
                before.reset();
                before
            }
            None => blank(self.size()),
        };
        self.shown = Some(std::mem::replace(&mut self.next, next));
    }
}

fn blank(size: Size) -> Buffer {
    Buffer::empty(Rect::from(size))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use ratatui::{
        Terminal, TerminalOptions, Viewport,
        backend::CrosstermBackend,
        style::{Color, Modifier, Style},
    };

    fn colors() -> impl Strategy<Value = Color> {
        prop_oneof![
            Just(Color::Reset),
            Just(Color::Red),
            Just(Color::DarkGray),
            Just(Color::White),
            any::<u8>().prop_map(Color::Indexed),
            any::<(u8, u8, u8)>().prop_map(|(r, g, b)| Color::Rgb(r, g, b)),
        ]
    }

    fn styles() -> impl Strategy<Value = Style> {
        // Those that the terminal of the test shows whatever else is on.
        let shown = [Modifier::BOLD, Modifier::ITALIC, Modifier::UNDERLINED, Modifier::REVERSED];
        let modifiers = prop::collection::vec(prop::sample::select(shown.to_vec()), 0..3);
        (colors(), colors(), modifiers).prop_map(|(fg, bg, modifiers)| {
            let all = modifiers.into_iter().fold(Modifier::empty(), Modifier::union);
            Style::new().fg(fg).bg(bg).add_modifier(all)
        })
    }

    /// What a frame of 20 × 5 shows, and its cursor.
    #[derive(Debug, Clone)]
    struct Drawing {
        texts: Vec<(u16, u16, &'static str, Style)>,
        cursor: Option<Position>,
    }

    impl Drawing {
        fn draw(&self, buffer: &mut Buffer) {
            for (x, y, text, style) in &self.texts {
                buffer.set_stringn(*x, *y, text, usize::from(20 - x), *style);
            }
        }
    }

    fn drawings() -> impl Strategy<Value = Drawing> {
        let texts = ["word", "核武器", "a", "                    ", "─…", "x 国 y", "e\u{301}t"];
        let text = (0..20u16, 0..5u16, prop::sample::select(texts.to_vec()), styles());
        let cursor = prop::option::of((0..20u16, 0..5u16).prop_map(Position::from));
        (prop::collection::vec(text, 0..12), cursor).prop_map(|(texts, cursor)| Drawing { texts, cursor })
    }

    const SIZE: Size = Size { width: 20, height: 5 };

    /// What another program left in between, where one was there.
    fn disturbances() -> impl Strategy<Value = Option<&'static str>> {
        let noise = ["\x1b[3;4H\x1b[31mnoise\x1b[m\x1b[?25h", "\x1b[3;4Hnoise\x1b[?25l"];
        prop::option::weighted(0.3, prop::sample::select(noise.to_vec()))
    }

    /// Something to write to that others read.
    #[derive(Debug, Clone, Default)]
    struct Line(std::rc::Rc<std::cell::RefCell<Vec<u8>>>);

    impl Write for Line {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.borrow_mut().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// An empty terminal of ratatui's own.
    fn terminal(line: &Line) -> Terminal<CrosstermBackend<Line>> {
        let viewport = Viewport::Fixed(Rect::from(SIZE));
        Terminal::with_options(CrosstermBackend::new(line.clone()), TerminalOptions { viewport }).unwrap()
    }

    /// What a terminal shows that was sent this.
    fn seen(sent: &Line) -> Vec<String> {
        let size = |number| std::num::NonZeroU16::new(number).unwrap();
        let mut terminal = vt100::Parser::new(size(5), size(20), 0);
        terminal.process(&sent.0.borrow());
        let screen = terminal.screen();
        let cells = (0..5).flat_map(|row| (0..20).map(move |column| (row, column)));
        let cell = |(row, column)| {
            let cell = screen.cell(row, column).unwrap();
            let is_blank = cell.contents().trim().is_empty() && !cell.underline() && !cell.inverse();
            let fg = if is_blank { vt100::Color::Default } else { cell.fgcolor() };
            format!(
                "{:?} {fg:?} {:?} {} {} {} {} {}",
                cell.contents().trim_end(),
                cell.bgcolor(),
                cell.bold() && !is_blank,
                cell.dim() && !is_blank,
                cell.italic() && !is_blank,
                cell.underline(),
                cell.inverse()
            )
        };
        let cursor = (!screen.hide_cursor()).then(|| screen.cursor_position());
        cells.map(cell).chain([format!("{cursor:?}")]).collect()
    }

    proptest! {
        #[test]
        fn what_appears_is_what_ratatui_shows(
            drawings in prop::collection::vec((drawings(), disturbances()), 1..5),
        ) {
            crossterm::style::force_color_output(true);
            let (ours, theirs) = (Line::default(), Line::default());
            let mut frames = Frames::new(ours.clone(), SIZE);
            let mut terminal = terminal(&theirs);
            for (drawing, disturbance) in drawings {
                if let Some(noise) = disturbance {
                    [&ours, &theirs].iter().for_each(|line| line.0.borrow_mut().extend(noise.as_bytes()));
                    frames.clear(SIZE).unwrap();
                    theirs.0.borrow_mut().extend(b"\x1b[2J");
                    terminal = self::terminal(&theirs);
                }
                frames.draw(|buffer| { drawing.draw(buffer); drawing.cursor }).unwrap();
                // What is left of a wide character may take the ground of what was written over it; ratatui leaves that, and here it may go.
                let alone = Line::default();
                for terminal in [&mut terminal, &mut self::terminal(&alone)] {
                    let draw = |frame: &mut ratatui::Frame| {
                        drawing.draw(frame.buffer_mut());
                        drawing.cursor.into_iter().for_each(|cursor| frame.set_cursor_position(cursor));
                    };
                    terminal.draw(draw).unwrap();
                }
                for ((ours, theirs), meant) in seen(&ours).iter().zip(seen(&theirs)).zip(seen(&alone)) {
                    prop_assert!(*ours == theirs || *ours == meant, "{} for {} and {}", ours, theirs, meant);
                }
            }
        }
    }

    #[test]
    fn a_frame_that_changes_nothing_is_an_empty_update() {
        let sent = Line::default();
        let mut frames = Frames::new(sent.clone(), SIZE);
        let draw = |buffer: &mut Buffer| {
            buffer.set_string(0, 0, "word", Style::new());
            None
        };
        frames.draw(draw).unwrap();
        sent.0.borrow_mut().clear();
        frames.draw(draw).unwrap();
        assert_eq!(*sent.0.borrow(), b"\x1b[?2026h\x1b[?2026l");
    }

    #[test]
    fn a_terminal_of_another_size_is_drawn_in_full() {
        let sent = Line::default();
        let mut frames = Frames::new(sent.clone(), Size::new(4, 2));
        frames.draw(|_| None).unwrap();
        frames.clear(SIZE).unwrap();
        let draw = |buffer: &mut Buffer| {
            buffer.set_string(0, 4, "on the last row", Style::new());
            None
        };
        frames.draw(draw).unwrap();
        assert_eq!(frames.size(), SIZE);
        assert!(
            seen(&sent)
                .iter()
                .skip(80)
                .zip("on the last row".chars())
                .all(|(cell, letter)| { cell.starts_with(&format!("{:?}", letter.to_string().trim())) })
        );
    }
}
