//! Colours and characters: every style is a role.
//!
//! Invariant: without colour every role and every position can still be told apart, by modifier or by sign.

use crate::domain::position::Position;
use ratatui::{
    style::{Color, Modifier, Style},
    symbols::border,
};

/// How many colours the terminal shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Colors {
    /// None.
    Mono,
    /// The sixteen of ANSI.
    Sixteen,
    /// The 256 of xterm.
    #[default]
    Many,
}

/// What the colours are meant to stand on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ground {
    /// Nobody knows: colours that read on dark and on light.
    #[default]
    Either,
    /// A dark terminal.
    Dark,
    /// A light terminal.
    Light,
    /// Any, with the strongest contrast there is.
    Contrast,
}

/// What a piece of the screen is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The bar at the top.
    Title,
    /// A heading.
    Heading,
    /// Text.
    Text,
    /// Text in the second row.
    Dim,
    /// The row under the cursor.
    Selected,
    /// The row under the cursor of a pane that does not have the keys.
    Marked,
    /// A key in the footer.
    Key,
    /// A conflict, or something to look at.
    Warning,
    /// Past its due date.
    Overdue,
    /// Something failed.
    Failed,
    /// Something was done.
    Done,
    /// A line between panes or around a box.
    Border,
    /// What is shown often and is said quietly: faint by attribute, since the number of a colour is long on a slow line.
    Faint,
    /// A position through a group.
    Inherited,
    /// A position.
    Position(Position),
}

/// Colours and characters of the screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Theme {
    /// Colours.
    pub colors: Colors,
    /// What they stand on.
    pub ground: Ground,
    /// Plain characters for lines.
    pub ascii: bool,
}

impl Theme {
    /// The style of a role.
    pub fn style(self, role: Role) -> Style {
        let plain = Style::new();
        let modified = match role {
            Role::Title => plain.add_modifier(Modifier::REVERSED | Modifier::BOLD),
            Role::Heading | Role::Key | Role::Done => plain.add_modifier(Modifier::BOLD),
            Role::Text => plain,
            Role::Dim | Role::Border | Role::Faint => plain.add_modifier(Modifier::DIM),
            Role::Selected => plain.add_modifier(Modifier::REVERSED),
            Role::Marked => plain.add_modifier(Modifier::UNDERLINED),
            Role::Warning => plain.add_modifier(Modifier::BOLD),
            Role::Overdue => plain.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            Role::Failed => plain.add_modifier(Modifier::BOLD | Modifier::REVERSED),
            Role::Inherited => plain.add_modifier(Modifier::DIM | Modifier::ITALIC),
            Role::Position(_) => plain.add_modifier(Modifier::BOLD),
        };
        match self.colors {
            Colors::Mono => modified,
            _ if self.ground == Ground::Contrast => contrast(role, modified),
            Colors::Sixteen => sixteen(role, modified),
            Colors::Many => many(role, modified, self.ground),
        }
    }

    /// Characters of borders.
    pub fn border(self) -> border::Set<'static> {
        if !self.ascii {
            return border::PLAIN;
        }
        border::Set {
            top_left: "+",
            top_right: "+",
            bottom_left: "+",
            bottom_right: "+",
            vertical_left: "|",
            vertical_right: "|",
            horizontal_top: "-",
            horizontal_bottom: "-",
        }
    }
}

fn sixteen(role: Role, modified: Style) -> Style {
    match role {
        Role::Title => Style::new().fg(Color::White).bg(Color::Blue).add_modifier(Modifier::BOLD),
        Role::Key => modified.fg(Color::Cyan),
        Role::Warning | Role::Overdue => modified.fg(Color::Magenta),
        Role::Failed => Style::new().fg(Color::White).bg(Color::Red).add_modifier(Modifier::BOLD),
        Role::Done => modified.fg(Color::Green),
        Role::Position(position) => match position {
            Position::Champions | Position::Supports => modified.fg(Color::White).bg(Color::Blue),
            Position::Accepts => modified.fg(Color::Black).bg(Color::Cyan),
            Position::Concerns => modified.fg(Color::Black).bg(Color::Yellow),
            Position::Opposes | Position::Blocks => modified.fg(Color::White).bg(Color::Red),
            Position::Abstained | Position::Undecided | Position::Awaiting | Position::Silent => {
                modified.fg(Color::Black).bg(Color::Gray)
            }
        },
        _ => modified,
    }
}

/// Black and white alone, but for positions: white on dark blue for, black on yellow against.
fn contrast(role: Role, modified: Style) -> Style {
    let chip = |front: Color, ground: Color| Style::new().fg(front).bg(ground).add_modifier(Modifier::BOLD);
    match role {
        Role::Dim | Role::Border | Role::Faint => Style::new(),
        Role::Inherited => Style::new().add_modifier(Modifier::ITALIC),
        Role::Failed => chip(Color::White, Color::Red),
        Role::Position(position) => match position {
            Position::Champions | Position::Supports | Position::Accepts => chip(Color::White, Color::Blue),
            Position::Concerns | Position::Opposes | Position::Blocks => chip(Color::Black, Color::Yellow),
            Position::Abstained | Position::Undecided | Position::Awaiting | Position::Silent => {
                chip(Color::Black, Color::White)
            }
        },
        _ => modified,
    }
}

/// Blue for, orange against, grey for neither; front and ground of a position are both set, so that it reads on dark and on light.
fn many(role: Role, modified: Style, ground: Ground) -> Style {
    let (key, warning, done, dim) = match ground {
        Ground::Dark => (80, 211, 79, 247),
        Ground::Light => (25, 125, 23, 240),
        Ground::Either | Ground::Contrast => (31, 162, 30, 243),
    };
    let front = |color: u8| modified.fg(Color::Indexed(color));
    let chip = |front: Color, ground: u8| Style::new().fg(front).bg(Color::Indexed(ground));
    match role {
        Role::Title => chip(Color::White, 24).add_modifier(Modifier::BOLD),
        Role::Key => front(key),
        Role::Warning | Role::Overdue => front(warning),
        Role::Failed => chip(Color::White, 124).add_modifier(Modifier::BOLD),
        Role::Done => front(done),
        Role::Border | Role::Dim => Style::new().fg(Color::Indexed(dim)),
        Role::Position(position) => match position {
            Position::Champions => chip(Color::White, 25),
            Position::Supports => chip(Color::Black, 74),
            Position::Accepts => chip(Color::Black, 152),
            Position::Abstained => chip(Color::Black, 254),
            Position::Concerns => chip(Color::Black, 223),
            Position::Opposes => chip(Color::Black, 214),
            Position::Blocks => chip(Color::White, 130),
            Position::Undecided => chip(Color::Black, 189),
            Position::Awaiting => chip(Color::Black, 252),
            Position::Silent => chip(Color::Black, 246),
        },
        _ => modified,
    }
}
