//! The terminal: what is switched on when the screens open, and all of it off again however they end.
//!
//! Invariant: the only module that writes to the terminal.

mod pen;

use crossterm::{
    cursor::Show,
    event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture},
    execute, queue,
    terminal::{
        BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
        disable_raw_mode, enable_raw_mode,
    },
};
pub use pen::Pen;
use ratatui::{Terminal, backend::Backend, layout::Rect};
use std::io::{self, BufWriter, Stdout, Write, stdout};

/// The terminal that the screens are drawn on.
pub type Screen = Terminal<Pen<BufWriter<Stdout>>>;

/// Switches on what the screens need; it shows with the next frame.
///
/// # Errors
/// When the terminal refuses.
pub fn enter(screen: &mut Screen) -> io::Result<()> {
    enable_raw_mode()?;
    queue!(screen.backend_mut(), EnterAlternateScreen, EnableBracketedPaste)
}

/// Switches all of it off again; what fails is passed over, since there is nobody left to tell.
pub fn leave() {
    let _ = execute!(stdout(), EndSynchronizedUpdate, DisableMouseCapture, DisableBracketedPaste);
    let _ = execute!(stdout(), LeaveAlternateScreen, Show);
    let _ = disable_raw_mode();
}

/// Switches on what the screens need, and off again should the program panic.
///
/// # Errors
/// When the terminal refuses.
pub fn open(screen: &mut Screen) -> io::Result<()> {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        leave();
        usual(panic);
    }));
    enter(screen)
}

/// Listens to the mouse, or leaves it to the terminal.
///
/// # Errors
/// When the terminal is gone.
pub fn mouse(on: bool) -> io::Result<()> {
    if on { execute!(stdout(), EnableMouseCapture) } else { execute!(stdout(), DisableMouseCapture) }
}

/// A terminal to draw on, which is yet to be entered.
///
/// # Errors
/// When there is none.
pub fn prepare() -> io::Result<Screen> {
    crossterm::style::force_color_output(true);
    Terminal::new(Pen::new(BufWriter::with_capacity(64 * 1024, stdout())))
}

/// Begins to listen for events, so that a window that changes its size before the first key is noticed.
///
/// # Errors
/// When the terminal refuses.
pub fn listen() -> io::Result<()> {
    crossterm::event::poll(std::time::Duration::ZERO).map(|_| ())
}

/// Draws a frame, which appears at once.
///
/// # Errors
/// When the terminal is gone.
pub fn draw<B: Backend<Error = io::Error> + Write>(
    screen: &mut Terminal<B>,
    render: impl FnOnce(&mut ratatui::Frame),
) -> io::Result<()> {
    queue!(screen.backend_mut(), BeginSynchronizedUpdate)?;
    screen.draw(render)?;
    queue!(screen.backend_mut(), EndSynchronizedUpdate)?;
    Write::flush(screen.backend_mut())
}

/// Draws all of the next frame, whatever was there.
///
/// # Errors
/// When the terminal is gone.
pub fn redraw_all(screen: &mut Screen) -> io::Result<(u16, u16)> {
    let (width, height) = crossterm::terminal::size()?;
    screen.resize(Rect::new(0, 0, width, height))?;
    Ok((width, height))
}

/// The signal of an interruption.
pub const INTERRUPT: i32 = 2;

/// Ends the program as a signal asks, with the terminal as it was, once `ends` has tidied up and agreed.
#[cfg(unix)]
pub fn leave_on_signals(ends: impl Fn(i32) -> bool + Send + 'static) -> io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    let mut signals = signal_hook::iterator::Signals::new([SIGHUP, SIGINT, SIGTERM])?;
    std::thread::spawn(move || {
        if let Some(signal) = signals.forever().find(|signal| ends(*signal)) {
            leave();
            std::process::exit(128 + signal);
        }
    });
    Ok(())
}

/// Ends the program as a signal asks, where there are signals.
#[cfg(not(unix))]
pub fn leave_on_signals(_: impl Fn(i32) -> bool + Send + 'static) -> io::Result<()> {
    Ok(())
}

/// Stops as the shell's job control does; returns when the shell goes on with the program.
///
/// # Errors
/// When the terminal refuses.
pub fn suspend(screen: &mut Screen) -> io::Result<(u16, u16)> {
    leave();
    #[cfg(unix)]
    signal_hook::low_level::raise(signal_hook::consts::SIGSTOP)?;
    enter(screen)?;
    redraw_all(screen)
}
