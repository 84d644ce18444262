//! Putting text and lines into a buffer, never outside the rectangle that was given.
//!
//! Invariant: a wide character is drawn whole or not at all, nothing is drawn over a border, and no text reaches a cell uncleaned.

use super::theme::{Role, Theme};
use crate::domain::text;
use ratatui::{buffer::Buffer, layout::Rect, style::Style};

/// A buffer with a theme.
pub(super) struct Paint<'a> {
    /// Where it is drawn.
    pub(super) buffer: &'a mut Buffer,
    /// How.
    pub(super) theme: Theme,
}

impl Paint<'_> {
    /// Puts text on one row of `area`, `column` in from its left; returns the column behind it. What does not fit ends in `~`.
    pub(super) fn text(&mut self, area: Rect, column: u16, row: u16, content: &str, role: Role) -> u16 {
        self.styled(area, column, row, content, self.theme.style(role))
    }

    /// As `text`, with a style of its own. Whatever comes here, nothing that acts on a terminal goes on.
    pub(super) fn styled(&mut self, area: Rect, column: u16, row: u16, content: &str, style: Style) -> u16 {
        let content = &*text::cleaned(content);
        let room = usize::from(area.width.saturating_sub(column));
        if row >= area.height || room == 0 {
            return column;
        }
        let (x, y) = (area.x + column, area.y + row);
        let end = if text::width(content) <= room {
            self.put(x, y, content, style)
        } else {
            self.put(x, y, &text::fit(content, room), style)
        };
        end - area.x
    }

    /// Puts text that fits where it belongs; returns the column behind it.
    fn put(&mut self, x: u16, y: u16, content: &str, style: Style) -> u16 {
        if !text::is_printable_ascii(content) {
            return self.buffer.set_stringn(x, y, content, usize::MAX, style).0;
        }
        let room = usize::from(self.buffer.area.right().saturating_sub(x));
        let mut end = x;
        for place in 0..content.len().min(room) {
            self.buffer[(end, y)].set_symbol(&content[place..=place]).set_style(style);
            end += 1;
        }
        end
    }

    /// Puts text at the right end of a row of `area`, where it fits behind `from`.
    pub(super) fn right(&mut self, area: Rect, from: u16, row: u16, content: &str, role: Role) {
        let wide = u16::try_from(text::width(content)).unwrap_or(u16::MAX);
        if let Some(column) = area.width.checked_sub(wide)
            && column >= from
        {
            self.text(area, column, row, content, role);
        }
    }

    /// Styles a whole row of `area`.
    pub(super) fn row_style(&mut self, area: Rect, row: u16, role: Role) {
        if row < area.height {
            let line = Rect { y: area.y + row, height: 1, ..area };
            self.buffer.set_style(line, self.theme.style(role));
        }
    }

    /// Draws a line across, with a title.
    pub(super) fn rule(&mut self, area: Rect, title: &str) {
        let style = self.theme.style(Role::Border);
        for x in area.left()..area.right() {
            self.buffer[(x, area.y)].set_symbol(self.theme.border().horizontal_top).set_style(style);
        }
        if !title.is_empty() {
            self.text(
                area,
                1,
                0,
                &text::fit(&format!(" {title} "), usize::from(area.width.saturating_sub(2))),
                Role::Heading,
            );
        }
    }

    /// Draws a line down.
    pub(super) fn upright(&mut self, area: Rect) {
        let style = self.theme.style(Role::Border);
        for y in area.top()..area.bottom() {
            self.buffer[(area.x, y)].set_symbol(self.theme.border().vertical_left).set_style(style);
        }
    }

    /// Draws an empty box with a title over what is there; returns its inside.
    pub(super) fn boxed(&mut self, area: Rect, title: &str) -> Rect {
        self.clear(area);
        let set = self.theme.border();
        let style = self.theme.style(Role::Border);
        let (right, bottom) = (area.right().saturating_sub(1), area.bottom().saturating_sub(1));
        for x in area.left()..area.right() {
            self.buffer[(x, area.y)].set_symbol(set.horizontal_top).set_style(style);
            self.buffer[(x, bottom)].set_symbol(set.horizontal_bottom).set_style(style);
        }
        for y in area.top()..area.bottom() {
            self.buffer[(area.x, y)].set_symbol(set.vertical_left).set_style(style);
            self.buffer[(right, y)].set_symbol(set.vertical_right).set_style(style);
        }
        let corners = [(area.x, area.y, set.top_left), (right, area.y, set.top_right)];
        let corners =
            corners.into_iter().chain([(area.x, bottom, set.bottom_left), (right, bottom, set.bottom_right)]);
        for (x, y, symbol) in corners {
            self.buffer[(x, y)].set_symbol(symbol);
        }
        let heading = text::fit(&format!(" {title} "), usize::from(area.width.saturating_sub(4)));
        self.text(area, 2, 0, &heading, Role::Heading);
        area.inner(ratatui::layout::Margin::new(2, 1))
    }

    /// Empties a rectangle, and a wide character that reaches into it from the left.
    fn clear(&mut self, area: Rect) {
        for y in area.top()..area.bottom() {
            if let Some(x) = area.x.checked_sub(1)
                && text::width(self.buffer[(x, y)].symbol()) > 1
            {
                self.buffer[(x, y)].set_symbol(" ");
            }
            for x in area.left()..area.right() {
                self.buffer[(x, y)].reset();
            }
        }
    }
}
