//! One key and the finished frame, on every screen, against a bare ratatui frame that fills the same cells with the same text and styles.

use crate::{
    history::{History, Numbers},
    pace,
};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use prepcom::{
    domain::{
        entry::Entry,
        ids::EntryId,
        instant::Instant,
        intent::{self, Taken},
        ledger::Ledger,
        position::Position,
    },
    store::assets::{self, Assets},
    tui::{
        Options,
        message::{Effect, Message},
        model::Model,
        update::update,
        view,
    },
};
use ratatui::{Terminal, backend::CrosstermBackend, buffer::Buffer, layout::Rect, style::Style};
use std::io::{Sink, Write, sink};

const SIZE: (u16, u16) = (200, 50);
/// Screens that show nothing of what a vote leaves behind, and the keys that lead there.
const LIVED_IN: [(&str, &str); 6] = [
    ("timeline of 5,000 entries", "t"),
    ("commitments", "C"),
    ("who moved", "tM\u{13}"),
    ("todo", "A"),
    ("brief", "faut\nb"),
    ("delegation with ten years of notes", "faut\n"),
];

fn now() -> Instant {
    Instant::from_millis(1_795_424_400_000)
}

/// A terminal behind something to write to.
fn terminal<W: Write>(out: W) -> Terminal<CrosstermBackend<W>> {
    let viewport = ratatui::Viewport::Fixed(Rect::new(0, 0, SIZE.0, SIZE.1));
    let options = ratatui::TerminalOptions { viewport };
    Terminal::with_options(CrosstermBackend::new(out), options).expect("a terminal")
}

/// Draws as the loop of the screens does.
fn draw(frame: &mut ratatui::Frame, model: &Model) {
    if let Some(cursor) = view::draw(frame.buffer_mut(), model) {
        frame.set_cursor_position(cursor);
    }
}

/// A model with as many positions as a General Assembly votes on, about half of all cells.
fn model() -> Model {
    let assets = assets::load(None);
    let mut ledger = Ledger::default();
    let mut numbers = Numbers(42);
    let mut facts = Vec::new();
    for (_, item) in assets.paper.items().step_by(2) {
        for who in assets.roster.all() {
            let taken = Taken { is: Some(Position::ALL[numbers.skewed(8)]), ..Taken::default() };
            let code = assets.roster.code(who);
            facts.push(intent::position(&assets.paper, &ledger, code, &item.id, &taken, now()));
        }
    }
    let id = EntryId { device: "aaaaaa".into(), number: 1 };
    ledger.apply(Entry { v: 1, id, at: now(), by: "Votes".into(), facts });
    model_of(assets, ledger)
}

/// A model with everything that there is to show: notes, commitments, meetings, lines.
fn lived_in() -> Model {
    let assets = assets::load(None);
    let mut ledger = Ledger::default();
    for entry in History::new(&assets.paper, &assets.roster, 5_000) {
        ledger.apply(entry);
    }
    model_of(assets, ledger)
}

fn model_of(assets: Assets, ledger: Ledger) -> Model {
    let options = Options { author: Some("Ana".into()), ..Options::default() };
    let mut model = Model::new(assets.paper, assets.roster, ledger, options, SIZE, now());
    view::keep_in_view(&mut model);
    model
}

fn press(model: &mut Model, code: KeyCode) {
    send(model, KeyEvent::new(code, KeyModifiers::NONE));
}

fn control(model: &mut Model, c: char) {
    send(model, KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL));
}

fn send(model: &mut Model, key: KeyEvent) {
    for effect in update(model, Message::Key(key), now()) {
        let Effect::Append(facts) = effect else { continue };
        let number = model.ledger.last_number("dev") + 1;
        let id = EntryId { device: "dev".into(), number };
        let entry = Entry { v: 1, id, at: now(), by: "Ana".into(), facts };
        update(model, Message::Recorded(Ok(Box::new(entry))), now());
    }
}

/// A frame as runs of one style, the way a bare program would draw it.
fn runs(model: &Model) -> Vec<(u16, u16, String, Style)> {
    let mut buffer = Buffer::empty(Rect::new(0, 0, SIZE.0, SIZE.1));
    view::draw(&mut buffer, model);
    let mut runs: Vec<(u16, u16, String, Style)> = Vec::new();
    for y in 0..SIZE.1 {
        let mut x = 0;
        while x < SIZE.0 {
            let cell = &buffer[(x, y)];
            match runs.last_mut() {
                Some((_, row, text, style)) if *row == y && *style == cell.style() => {
                    text.push_str(cell.symbol())
                }
                _ => runs.push((x, y, cell.symbol().to_owned(), cell.style())),
            }
            x += u16::try_from(prepcom::domain::text::width(cell.symbol()).max(1)).unwrap_or(1);
        }
    }
    runs
}

/// Measures the keys of `turn`, one a round, after those of `between`, which are not timed.
fn measure(name: &str, before: &str, between: &[KeyCode], turn: [KeyCode; 2]) {
    measure_with(name, (model(), before), |_| between.to_vec(), turn);
}

/// As `measure`, where the keys between depend on the round.
fn measure_with(
    name: &str,
    (mut model, before): (Model, &str),
    between: impl Fn(usize) -> Vec<KeyCode>,
    turn: [KeyCode; 2],
) {
    for c in before.chars() {
        let code = match c {
            '\n' => KeyCode::Enter,
            '\t' => KeyCode::Tab,
            '\u{13}' => {
                control(&mut model, 's');
                continue;
            }
            c => KeyCode::Char(c),
        };
        press(&mut model, code);
    }
    let mut frames = Vec::new();
    for (round, code) in turn.into_iter().enumerate() {
        between(round).into_iter().for_each(|code| press(&mut model, code));
        press(&mut model, code);
        frames.push(runs(&model));
    }
    let (mut here, mut bare) = (terminal(sink()), terminal(sink()));
    let (mut round, mut bare_round) = (0, 0);
    let times = pace::in_turns(
        400,
        || {
            between(round + turn.len()).into_iter().for_each(|code| press(&mut model, code));
            here.draw(|frame| draw(frame, &model)).expect("a frame");
            round += 1;
            pace::timed(|| {
                press(&mut model, turn[round % 2]);
                here.draw(|frame| draw(frame, &model)).expect("a frame");
            })
        },
        || {
            bare_round += 1;
            pace::timed(|| {
                let fill = |frame: &mut ratatui::Frame| {
                    for (x, y, text, style) in &frames[bare_round % 2] {
                        frame.buffer_mut().set_string(*x, *y, text, *style);
                    }
                };
                bare.draw(fill).expect("a frame");
            })
        },
    );
    pace::row(name, times, 2.0);
}

/// Keys that mark five rows of six cells, elsewhere in each round, so that no cell gathers more history than it would in life.
fn rectangle(round: usize) -> Vec<KeyCode> {
    let (down, right) = (round * 5 % 185, round / 37 % 4 * 6);
    let steps = |code: KeyCode, count: usize| std::iter::repeat_n(code, count);
    let start = [KeyCode::Char('x'), KeyCode::Home].into_iter().chain(steps(KeyCode::Left, 26));
    let corner = steps(KeyCode::Down, down).chain(steps(KeyCode::Right, right)).chain([KeyCode::Char('v')]);
    let across = steps(KeyCode::Down, 4).chain(steps(KeyCode::Right, 5)).chain([KeyCode::Char('v')]);
    start.chain(corner).chain(across).collect()
}

/// The same key in the matrix with a ledger of 100,000 entries more and without; what is shown is the same.
fn measure_large() {
    let (mut large, mut small) = (model(), model());
    for entry in History::new(&large.paper, &large.roster, 100_000) {
        small.ledger.apply(entry.clone());
        large.ledger.apply(entry);
    }
    small.recompute();
    large.recompute();
    small.ledger = Ledger::default();
    let (mut with, mut without) = (terminal(sink()), terminal(sink()));
    let turn = [KeyCode::Down, KeyCode::Up];
    let rounds = std::cell::Cell::new(0);
    let timed = |model: &mut Model, frames: &mut Terminal<CrosstermBackend<Sink>>| {
        pace::timed(|| {
            press(model, turn[rounds.get() % 2]);
            frames.draw(|frame| draw(frame, model)).expect("a frame");
        })
    };
    press(&mut large, KeyCode::Char('m'));
    press(&mut small, KeyCode::Char('m'));
    let times = pace::in_turns(
        400,
        || {
            rounds.set(rounds.get() + 1);
            timed(&mut large, &mut with)
        },
        || timed(&mut small, &mut without),
    );
    pace::row("matrix: cursor, 100,000 entries / none", times, 1.1);
}

pub(crate) fn run() {
    let moves = [KeyCode::Down, KeyCode::Up];
    let types = [KeyCode::Char('a'), KeyCode::Backspace];
    let records = [KeyCode::Char('2'), KeyCode::Char('5')];
    measure("overview: cursor down, up", "", &[], moves);
    measure("item: cursor down, up", "f2a\n", &[], moves);
    measure("delegation: cursor down, up", "faut\n", &[], moves);
    measure("delegation: a position recorded", "faut\n", &[KeyCode::Char(']')], records);
    measure("item: a position recorded", "f2a\n", &[KeyCode::Char(']')], records);
    measure("matrix: cursor down, up", "m", &[], moves);
    measure_with("matrix: 30 cells recorded", (model(), "m"), rectangle, records);
    measure_large();
    measure("help: scroll", "?", &[], moves);
    measure("go to: a letter typed, deleted", "fa", &[], types);
    measure("item: a letter filtered, deleted", "f2a\n/", &[], types);
    measure("session of 4,966 stops: a position recorded", "As\t\u{13}", &[], records);
    measure("note: a letter typed, deleted", "faut\nnnote", &[], types);
    measure("form: a letter typed, deleted", "faut\ne", &[], types);
    for (name, before) in LIVED_IN {
        measure_with(&format!("{name}: cursor down, up"), (lived_in(), before), |_| Vec::new(), moves);
    }
}
