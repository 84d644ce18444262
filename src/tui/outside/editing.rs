//! The user's editor with a note in it, and how both end when the program has to.
//!
//! Invariant: however the editing ends, no file with the note stays behind; what was saved in it is handed on or kept as the draft.

use crate::store::{scratch, scratch::Scratch, workspace::Workspace};
use std::{
    io,
    path::PathBuf,
    process::{Child, Command, ExitStatus},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

/// What is being edited, shared with what ends the program on a signal.
#[derive(Debug, Clone, Default)]
pub(crate) struct Editing(Arc<Mutex<State>>);

/// How far the editing is.
#[derive(Debug, Default)]
enum State {
    #[default]
    None,
    Under(Under),
    EndedAt(Instant),
}

/// How much later than the editor's end the interruption may arrive here that ended it.
const BELATED: Duration = Duration::from_millis(500);

/// A note in an editor.
#[derive(Debug)]
struct Under {
    workspace: Workspace,
    folder: PathBuf,
    editor: u32,
}

impl Editing {
    fn locked(&self) -> MutexGuard<'_, State> {
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
        *self.locked() = State::Under(Under { workspace: workspace.clone(), folder, editor: child.id() });
        let status = child.wait();
        *self.locked() = State::EndedAt(Instant::now());
        status
    }

    /// Whether an interruption is meant for an editor, which a note is in or was in until just now.
    pub(crate) fn is_interrupted(&self) -> bool {
        match &*self.locked() {
            State::None => false,
            State::Under(_) => true,
            State::EndedAt(end) => end.elapsed() < BELATED,
        }
    }

    /// Before the program ends: keeps what was saved so far as the draft, ends the editor and removes its file. Whoever waits for
    /// the editor waits until the program is gone.
    pub(crate) fn end(&self) {
        let state = self.locked();
        if let State::Under(under) = &*state {
            scratch::rescue_from(&under.workspace, &under.folder);
            end_editor(under.editor);
            scratch::remove(&under.workspace, &under.folder);
        }
        std::mem::forget(state);
    }
}

/// How long an editor has to leave the terminal as it was.
#[cfg(unix)]
const PATIENCE: Duration = Duration::from_secs(2);

/// Asks an editor to end, and ends it where it does not.
#[cfg(unix)]
fn end_editor(editor: u32) {
    use rustix::process::{Pid, Signal, kill_process, test_kill_process};
    let Some(pid) = i32::try_from(editor).ok().and_then(Pid::from_raw) else { return };
    let asked = kill_process(pid, Signal::TERM);
    let since = Instant::now();
    while asked.is_ok() && test_kill_process(pid).is_ok() {
        if since.elapsed() > PATIENCE {
            let _ = kill_process(pid, Signal::KILL);
            return;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// Where there are no signals, nothing ends the program while an editor is open.
#[cfg(not(unix))]
fn end_editor(_: u32) {}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn an_interruption_that_arrives_behind_the_end_of_the_editor_is_still_the_editors() {
        let folder = tempfile::tempdir().unwrap();
        let editing = Editing::default();
        assert!(!editing.is_interrupted());
        let text = editing.edit(&Workspace::at(folder.path()), "draft", "a note", ("true", &[])).unwrap();
        assert_eq!(text.as_deref(), Some("a note"));
        assert!(editing.is_interrupted());
        *editing.locked() = State::EndedAt(Instant::now().checked_sub(BELATED).unwrap());
        assert!(!editing.is_interrupted());
    }
}
