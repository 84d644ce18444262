//! The programs that the whole program is measured against: the least that draws a frame, and the least that answers a key.

use crate::{
    seat::{self, BUILT},
    terminal::{Line, Size, Terminal, environment},
};
use std::{
    env,
    io::{self, Read, Write, stdin, stdout},
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};

/// By this a process knows that it is the echo.
const ECHO: &str = "PREPCOM_BENCH_ECHO";

/// A bare ratatui program of its own (`benches/bare.rs`): a frame that fills the terminal, and then it waits.
pub(crate) fn bare(size: Size) -> Terminal {
    static FILE: OnceLock<String> = OnceLock::new();
    let file = FILE.get_or_init(|| seat::installed(&build_bare()));
    let folder = env::temp_dir();
    Terminal::start(&[file], &environment(&folder), &folder, size, Line::Fast)
}

/// Builds the bare program as ours was built, beside it; returns its file.
fn build_bare() -> PathBuf {
    let folder = Path::new(BUILT).parent().expect("a folder");
    let profile = match folder.file_name().and_then(|name| name.to_str()) {
        None | Some("debug") => "dev",
        Some(name) => name,
    };
    let built = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["build", "--quiet", "--locked", "--example", "bare", "--profile", profile])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .status()
        .expect("cargo");
    assert!(built.success(), "the bare program did not build");
    folder.join("examples/bare")
}

/// Echoes each byte, in raw mode and without drawing: what the terminal itself costs.
pub(crate) fn echo(size: Size) -> Terminal {
    let folder = env::temp_dir();
    let mut environment = environment(&folder);
    environment.insert(ECHO.to_owned(), "1".to_owned());
    let own = env::current_exe().expect("this program").to_string_lossy().into_owned();
    Terminal::start(&[&own], &environment, &folder, size, Line::Fast)
}

/// Whether this process is the echo; then it has been it.
pub(crate) fn was_echo() -> bool {
    let is_echo = env::var_os(ECHO).is_some();
    if is_echo {
        answer().expect("a terminal");
    }
    is_echo
}

fn answer() -> io::Result<()> {
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
