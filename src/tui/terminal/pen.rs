//! A frame's changed cells in as few bytes as any terminal understands, since a line may be slow: 9,600 bit/s are 960 characters a second.
//!
//! Invariant: what appears is what ratatui's own backend would show; the pen is put down as it was taken up, without any style.

use crate::domain::text;
use foldhash::{HashMap, HashMapExt};
use ratatui::{
    buffer::{Buffer, Cell, CellWidth},
    style::{Color, Modifier},
};
use std::fmt::Write;

/// Blanks in a row from which on erasing them takes fewer bytes than writing them.
const BLANKS: usize = 8;

/// The same where nothing follows on the row, so that the cursor need not go behind them.
const LAST_BLANKS: usize = 5;

/// The same where they reach to the end of the row, which is erased without counting.
const ALL_BLANKS: usize = 4;

/// How the next characters look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Look {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

impl Look {
    fn of(cell: &Cell) -> Look {
        Look { fg: cell.fg, bg: cell.bg, modifier: cell.modifier }
    }
}

const PLAIN: Look = Look { fg: Color::Reset, bg: Color::Reset, modifier: Modifier::empty() };

/// The cells to draw where nothing is shown yet.
pub(super) fn not_blank(frame: &Buffer) -> Vec<(u16, u16, &Cell)> {
    let mut cells = Vec::with_capacity(frame.content.len());
    let mut covered = 0;
    for (place, cell) in frame.content.iter().enumerate() {
        if place < covered {
            continue;
        }
        covered = place + usize::from(cell.cell_width());
        if *cell != Cell::EMPTY {
            let (x, y) = frame.pos_of(place);
            cells.push((x, y, cell));
        }
    }
    cells
}

/// What draws cells of a frame, given in order of rows and columns, where the others are shown already.
pub(super) fn written(cells: &[(u16, u16, &Cell)], frame: &Buffer) -> String {
    let mut out = String::with_capacity(cells.len() * 2);
    let (mut look, mut at) = (PLAIN, None);
    let mut strokes = Strokes::new();
    let mut place = 0;
    while let Some((x, y, cell)) = cells.get(place) {
        go(&mut out, at, (*x, *y), look, frame);
        let next = Look::of(cell);
        let blanks = blanks_from(&cells[place..]);
        let is_last = cells.get(place + blanks).is_none_or(|(_, row, _)| row != y);
        // The first that is not among the cells may be what a wide character left there, which not every terminal takes off with its other half.
        let end = *x + u16::try_from(blanks).unwrap_or(u16::MAX);
        let erased = blanks + usize::from(frame.cell((end, *y)).is_some_and(is_empty));
        let is_all = usize::from(*x) + erased == usize::from(frame.area.width);
        let fewest = match (is_all, is_last) {
            (true, _) => ALL_BLANKS,
            (false, true) => LAST_BLANKS,
            (false, false) => BLANKS,
        };
        if blanks >= fewest {
            strokes.restyle(&mut out, look, PLAIN);
            let _ = if is_all { write!(out, "\u{1b}[K") } else { write!(out, "\u{1b}[{erased}X") };
            (look, at) = (PLAIN, Some((*x, *y)));
            place += blanks;
            continue;
        }
        let next = if is_blank(cell) { blank(look, &cells[place..]) } else { next };
        strokes.restyle(&mut out, look, next);
        look = next;
        out += cell.symbol();
        at = columns(cell.symbol()).map(|columns| (x + columns, *y));
        place += 1;
    }
    strokes.restyle(&mut out, look, PLAIN);
    out
}

/// Columns that a symbol takes on every terminal; none where they may differ about it.
fn columns(symbol: &str) -> Option<u16> {
    if let [b' '..=b'~'] = symbol.as_bytes() {
        return Some(1);
    }
    let mut chars = symbol.chars();
    let (first, is_one) = (chars.next()?, chars.next().is_none());
    let is_ideograph = matches!(first, '\u{3001}'..='\u{303d}' | '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}' | '\u{ff01}'..='\u{ff60}');
    match text::width(symbol) {
        1 if is_one => Some(1),
        2 if is_one && is_ideograph => Some(2),
        _ => None,
    }
}

/// What shows on a blank too.
const LINES: Modifier = Modifier::UNDERLINED
    .union(Modifier::REVERSED)
    .union(Modifier::CROSSED_OUT)
    .union(Modifier::SLOW_BLINK)
    .union(Modifier::RAPID_BLINK);

/// Whether a cell shows nothing but its ground.
fn is_blank(cell: &Cell) -> bool {
    cell.symbol() == " " && !cell.modifier.intersects(LINES)
}

/// Whether a cell shows nothing at all.
fn is_empty(cell: &Cell) -> bool {
    is_blank(cell) && cell.bg == Color::Reset
}

/// How a blank is written, the first of these cells: it looks the same in any colour of its own, bold or not, so where its ground has to
/// change, it takes what the next character on that ground will need.
fn blank(look: Look, cells: &[(u16, u16, &Cell)]) -> Look {
    let (x, y, cell) = cells[0];
    if look.bg == cell.bg && !look.modifier.intersects(LINES) {
        return look;
    }
    let on = cells
        .iter()
        .zip(x..)
        .take_while(|((column, row, next), expected)| column == expected && *row == y && next.bg == cell.bg);
    let next = on.map(|((.., next), _)| next).find(|next| !is_blank(next));
    match next {
        Some(next) => Look { fg: next.fg, bg: cell.bg, modifier: next.modifier - LINES },
        None if cell.bg == Color::Reset => PLAIN,
        None => Look { bg: cell.bg, modifier: look.modifier - LINES, ..look },
    }
}

/// How many cells in a row from the first on are blank on the terminal's own ground.
fn blanks_from(cells: &[(u16, u16, &Cell)]) -> usize {
    let Some((x, y, _)) = cells.first() else { return 0 };
    let in_row = cells.iter().zip(usize::from(*x)..);
    let is_next = |((column, row, cell), expected): &(&(u16, u16, &Cell), usize)| {
        usize::from(*column) == *expected && row == y && is_empty(cell)
    };
    in_row.take_while(is_next).count()
}

/// Moves the cursor, where it is not there already.
fn go(out: &mut String, at: Option<(u16, u16)>, to: (u16, u16), look: Look, frame: &Buffer) {
    let (x, y) = to;
    match at {
        Some(at) if at == to => {}
        Some((from, row)) if row == y && from < x => pass(out, (from, x), y, look, frame),
        // A terminal in raw mode takes them for what they say, also where the row is full and the next character would go to the next one.
        Some((_, row)) if row + 1 == y => {
            *out += "\r\n";
            pass(out, (0, x), y, look, frame);
        }
        _ if x == 0 => {
            let _ = write!(out, "\u{1b}[{}H", y + 1);
        }
        _ => {
            let _ = write!(out, "\u{1b}[{};{}H", y + 1, x + 1);
        }
    }
}

/// Characters in a row that are written once more rather than passed over by a longer sequence.
const FEW: u16 = 3;

/// Moves the cursor to the right on a row.
fn pass(out: &mut String, (from, to): (u16, u16), y: u16, look: Look, frame: &Buffer) {
    let shown = (from..to).map(|x| &frame[(x, y)]);
    let is_alike = |cell: &Cell| {
        let is_blank = is_blank(cell) && cell.bg == look.bg && !look.modifier.intersects(LINES);
        matches!(cell.symbol().as_bytes(), [b' '..=b'~']) && (is_blank || Look::of(cell) == look)
    };
    match to - from {
        0 => {}
        1..=FEW if shown.clone().all(is_alike) => shown.for_each(|cell| *out += cell.symbol()),
        1 => *out += "\u{1b}[C",
        columns => {
            let _ = write!(out, "\u{1b}[{columns}C");
        }
    }
}

/// The changes of looks that a frame has needed so far: there are few, and many cells.
struct Strokes(HashMap<(Look, Look), String>);

impl Strokes {
    fn new() -> Strokes {
        Strokes(HashMap::new())
    }

    /// Changes how the next characters look.
    fn restyle(&mut self, out: &mut String, from: Look, to: Look) {
        if from != to {
            *out += self.0.entry((from, to)).or_insert_with(|| stroke(from, to));
        }
    }
}

/// What changes one look to another, by the difference or from plain, whichever is shorter.
fn stroke(from: Look, to: Look) -> String {
    if to == PLAIN {
        return "\u{1b}[m".to_owned();
    }
    let (by_difference, from_plain) = (difference(from, to), format!("0;{}", difference(PLAIN, to)));
    let shorter = if by_difference.len() <= from_plain.len() { by_difference } else { from_plain };
    format!("\u{1b}[{shorter}m")
}

/// Parameters that switch attributes on, and those that switch them off.
const ATTRIBUTES: [(Modifier, &str, &str); 9] = [
    (Modifier::BOLD, "1", "22"),
    (Modifier::DIM, "2", "22"),
    (Modifier::ITALIC, "3", "23"),
    (Modifier::UNDERLINED, "4", "24"),
    (Modifier::SLOW_BLINK, "5", "25"),
    (Modifier::RAPID_BLINK, "6", "25"),
    (Modifier::REVERSED, "7", "27"),
    (Modifier::HIDDEN, "8", "28"),
    (Modifier::CROSSED_OUT, "9", "29"),
];

/// Parameters of the control sequence that leads from one look to another (ECMA-48, SGR).
fn difference(from: Look, to: Look) -> String {
    let mut parameters: Vec<String> = Vec::new();
    let gone = from.modifier - to.modifier;
    let mut kept = from.modifier & to.modifier;
    for (attribute, _, off) in ATTRIBUTES {
        if gone.contains(attribute) && parameters.last().is_none_or(|last| last != off) {
            parameters.push(off.to_owned());
            // Bold and dim, and both ways to blink, are switched off together.
            let together = ATTRIBUTES.iter().filter(|other| other.2 == off).map(|other| other.0);
            kept -= together.fold(Modifier::empty(), Modifier::union);
        }
    }
    let on = ATTRIBUTES.iter().filter(|(attribute, ..)| (to.modifier - kept).contains(*attribute));
    parameters.extend(on.map(|(_, on, _)| (*on).to_owned()));
    if from.fg != to.fg {
        parameters.push(color(to.fg, 30));
    }
    if from.bg != to.bg {
        parameters.push(color(to.bg, 40));
    }
    parameters.join(";")
}

/// Parameters of a colour, for what stands (`base` 30) or its ground (40).
fn color(color: Color, base: u8) -> String {
    let ansi = |number: u8| if number < 8 { base + number } else { base + 52 + number };
    let number = match color {
        Color::Reset => return (base + 9).to_string(),
        Color::Rgb(red, green, blue) => return format!("{};2;{red};{green};{blue}", base + 8),
        Color::Indexed(number) if number > 15 => return format!("{};5;{number}", base + 8),
        Color::Indexed(number) => number,
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
    };
    ansi(number).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::{layout::Rect, style::Style};

    #[test]
    fn a_style_changes_by_its_difference_or_from_plain_and_blanks_are_erased() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 30, 2));
        let bold = Style::new().fg(Color::Indexed(231)).bg(Color::Indexed(24)).add_modifier(Modifier::BOLD);
        buffer.set_string(0, 0, "ab", bold);
        buffer.set_string(2, 0, "cd", Style::new().fg(Color::Indexed(231)).bg(Color::Indexed(24)));
        buffer.set_string(4, 0, "e", Style::new().fg(Color::Red).bg(Color::Indexed(24)));
        let cells = |width| (0..width).map(|x| (x, 0, &buffer[(x, 0)])).collect::<Vec<_>>();
        let written = |cells: &[(u16, u16, &Cell)]| written(cells, &buffer);
        let expected = "\u{1b}[1H\u{1b}[1;38;5;231;48;5;24mab\u{1b}[22mcd\u{1b}[31me\u{1b}[m";
        assert_eq!(written(&cells(20)), format!("{expected}\u{1b}[16X"));
        assert_eq!(written(&cells(30)), format!("{expected}\u{1b}[K"));
        let apart = [(0, 0, &buffer[(0, 0)]), (4, 0, &buffer[(4, 0)]), (0, 1, &buffer[(0, 1)])];
        assert!(written(&apart).contains("\u{1b}[3C"));
    }

    #[test]
    fn a_few_characters_between_are_written_once_more_where_they_look_alike() {
        let buffer = Buffer::with_lines(["abcdefghi", "   x     ", "中 y      "]);
        let written = |places: &[(u16, u16)]| {
            let cells: Vec<_> = places.iter().map(|(x, y)| (*x, *y, &buffer[(*x, *y)])).collect();
            written(&cells, &buffer)
        };
        assert_eq!(written(&[(1, 0), (5, 0)]), "\u{1b}[1;2Hbcdef");
        assert_eq!(written(&[(1, 0), (6, 0)]), "\u{1b}[1;2Hb\u{1b}[4Cg");
        assert_eq!(written(&[(8, 0), (3, 1)]), "\u{1b}[1;9Hi\r\n   x");
        assert_eq!(written(&[(3, 1), (3, 2)]), "\u{1b}[2;4Hx\r\n\u{1b}[3Cy");
        assert_eq!(written(&[(3, 1), (3, 0)]), "\u{1b}[2;4Hx\u{1b}[1;4Hd");
    }
}
