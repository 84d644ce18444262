//! The terminal: what is switched on when the screens open, and all of it off again however they end.
//!
//! Invariant: the only module that writes to the terminal.

use crossterm::{
    cursor::Show,
    event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture},
    execute, queue,
    style::force_color_output,
    terminal::{
        BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
        disable_raw_mode, enable_raw_mode,
    },
};
use ratatui::{Frame, Terminal, backend::CrosstermBackend};
use std::{
    io::{self, BufWriter, Stdout, stdout},
    sync::{Mutex, PoisonError},
    thread,
};

/// The terminal that the screens are drawn on.
pub type Screen = Terminal<CrosstermBackend<BufWriter<Stdout>>>;

/// Switches on what the screens need, and empties the terminal, so that the next frame is drawn in full. `Terminal::clear` would ask the
/// terminal where its cursor is, and fail where nobody answers.
///
/// # Errors
/// When the terminal refuses.
pub fn enter(screen: &mut Screen) -> io::Result<()> {
    enable_raw_mode()?;
    queue!(screen.backend_mut(), EnterAlternateScreen, EnableBracketedPaste)?;
    screen.resize(screen.size()?.into())
}

/// Switches all of it off again; what fails is passed over, since there is nobody left to tell.
pub fn leave() {
    let _ = execute!(stdout(), EndSynchronizedUpdate, DisableMouseCapture, DisableBracketedPaste);
    let _ = execute!(stdout(), LeaveAlternateScreen, Show);
    let _ = disable_raw_mode();
}

/// Why other threads than that of the screens have failed.
static FAULTS: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Switches on what the screens need, and off again should their thread panic. Another thread that does leaves them as they are, and why to be
/// told behind them.
///
/// # Errors
/// When the terminal refuses.
pub fn open(screen: &mut Screen) -> io::Result<()> {
    let usual = std::panic::take_hook();
    let here = thread::current().id();
    std::panic::set_hook(Box::new(move |panic| {
        if thread::current().id() == here {
            leave();
            usual(panic);
        } else {
            FAULTS.lock().unwrap_or_else(PoisonError::into_inner).push(panic.to_string());
        }
    }));
    enter(screen)
}

/// Why other threads have failed, each told once.
pub fn faults() -> Vec<String> {
    std::mem::take(&mut *FAULTS.lock().unwrap_or_else(PoisonError::into_inner))
}

/// Listens to the mouse, or leaves it to the terminal.
///
/// # Errors
/// When the terminal is gone.
pub fn mouse(on: bool) -> io::Result<()> {
    if on { execute!(stdout(), EnableMouseCapture) } else { execute!(stdout(), DisableMouseCapture) }
}

/// The terminal to draw on, which is yet to be entered.
///
/// # Errors
/// When there is none.
pub fn prepare() -> io::Result<Screen> {
    // The theme leaves colours out where none are wanted. crossterm would write a reset for each of them, which takes bold and reversed along.
    force_color_output(true);
    Terminal::new(CrosstermBackend::new(BufWriter::with_capacity(64 * 1024, stdout())))
}

/// Begins to listen for events, so that a window that changes its size before the first key is noticed.
///
/// # Errors
/// When the terminal refuses.
pub fn listen() -> io::Result<()> {
    crossterm::event::poll(std::time::Duration::ZERO).map(|_| ())
}

/// Draws a frame, which appears at once; in full where the terminal has another size than before.
///
/// # Errors
/// When the terminal is gone.
pub fn draw(screen: &mut Screen, render: impl FnOnce(&mut Frame)) -> io::Result<()> {
    queue!(screen.backend_mut(), BeginSynchronizedUpdate)?;
    screen.draw(render)?;
    execute!(screen.backend_mut(), EndSynchronizedUpdate)
}

/// The signal of an interruption.
pub const INTERRUPT: i32 = 2;

/// Ends the program as a signal asks, with the terminal as it was, once `ends` has tidied up and agreed.
#[cfg(unix)]
pub fn leave_on_signals(ends: impl Fn(i32) -> bool + Send + 'static) -> io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    let mut signals = signal_hook::iterator::Signals::new([SIGHUP, SIGINT, SIGTERM])?;
    thread::spawn(move || {
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
pub fn suspend(screen: &mut Screen) -> io::Result<()> {
    leave();
    #[cfg(unix)]
    signal_hook::low_level::raise(signal_hook::consts::SIGSTOP)?;
    enter(screen)
}
