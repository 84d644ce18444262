//! The user's editor with a note in it, and how both end when the program has to.
//!
//! Invariant: however the editing ends, no file with the note stays behind; what was saved in it is handed on or kept as the draft.

use crate::store::{scratch, scratch::Scratch, workspace::Workspace};
use std::{
    io,
    path::PathBuf,
    process::{Child, Command, ExitStatus},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// What is being edited, shared with what ends the program on a signal.
#[derive(Debug, Clone, Default)]
pub(crate) struct Editing(Arc<Mutex<Option<Under>>>);

/// A note in an editor.
#[derive(Debug)]
struct Under {
    workspace: Workspace,
    folder: PathBuf,
    editor: u32,
}

impl Editing {
    fn locked(&self) -> MutexGuard<'_, Option<Under>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Hands a text to the editor that a command names; none comes back where that ended in failure.
    ///
    /// # Errors
    /// When there is no place for the text, or the editor can't be started.
    pub(super) fn edit(
        &self,
        workspace: &Workspace,
        draft: &str,
        text: &str,
        (program, arguments): (&str, &[String]),
    ) -> io::Result<Option<String>> {
        let scratch = Scratch::new(workspace, draft, text).map_err(|error| error.cause)?;
        let child = Command::new(program).args(arguments).arg(scratch.path()).spawn()?;
        let status = self.wait(workspace, &scratch, child)?;
        if status.success() { scratch.text().map(Some) } else { Ok(None) }
    }

    /// Waits for an editor; does not come back where the program is ending meanwhile.
    fn wait(&self, workspace: &Workspace, scratch: &Scratch, mut child: Child) -> io::Result<ExitStatus> {
        let folder = scratch.folder().to_owned();
        *self.locked() = Some(Under { workspace: workspace.clone(), folder, editor: child.id() });
        let status = child.wait();
        *self.locked() = None;
        status
    }

    /// Whether a note is in an editor.
    pub(crate) fn is_under_way(&self) -> bool {
        self.locked().is_some()
    }

    /// Before the program ends: keeps what was saved so far as the draft, ends the editor and removes its file. Whoever waits for
    /// the editor waits until the program is gone.
    pub(crate) fn end(&self) {
        let under = self.locked();
        if let Some(under) = &*under {
            scratch::rescue_from(&under.workspace, &under.folder);
            end_editor(under.editor);
            scratch::remove(&under.folder);
        }
        std::mem::forget(under);
    }
}

/// How long an editor has to leave the terminal as it was.
#[cfg(unix)]
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(2);

/// Asks an editor to end, and ends it where it does not.
#[cfg(unix)]
fn end_editor(editor: u32) {
    use rustix::process::{Pid, Signal, kill_process, test_kill_process};
    let Some(pid) = i32::try_from(editor).ok().and_then(Pid::from_raw) else { return };
    let asked = kill_process(pid, Signal::TERM);
    let since = std::time::Instant::now();
    while asked.is_ok() && test_kill_process(pid).is_ok() {
        if since.elapsed() > PATIENCE {
            let _ = kill_process(pid, Signal::KILL);
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
}

/// Where there are no signals, nothing ends the program while an editor is open.
#[cfg(not(unix))]
fn end_editor(_: u32) {}
