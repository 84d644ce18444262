//! A folder that does not answer, such as a network's: said after a while, and waited for.
//!
//! Invariant: what is waited for is never broken off; the user may do that.

use super::output;
use crate::{domain::lang::Lang, words::check as words};
use std::{sync::mpsc, thread, time::Duration};

/// How long a folder may take before it is said.
const PATIENCE: Duration = Duration::from_secs(3);

/// Does something with the workspace; says on standard error that the folder does not answer where that takes long.
pub(super) fn while_slow<T>(lang: Lang, work: impl FnOnce() -> T) -> T {
    say_when_slow(PATIENCE, move || output::to_terminal(words::SLOW.get(lang)), work)
}

fn say_when_slow<T>(patience: Duration, say: impl FnOnce() + Send + 'static, work: impl FnOnce() -> T) -> T {
    let (done, waiting) = mpsc::channel::<()>();
    // Nobody waits for the thread: it ends by itself once the work is done.
    thread::spawn(move || {
        if waiting.recv_timeout(patience) == Err(mpsc::RecvTimeoutError::Timeout) {
            say();
        }
    });
    let result = work();
    drop(done);
    result
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn it_is_said_once_and_only_of_what_takes_long() {
        static SAID: AtomicUsize = AtomicUsize::new(0);
        let said = &SAID;
        let say = || {
            SAID.fetch_add(1, Ordering::SeqCst);
        };
        assert_eq!(say_when_slow(Duration::from_secs(60), say, || 1), 1);
        assert_eq!(said.load(Ordering::SeqCst), 0);
        let slow = || thread::sleep(Duration::from_millis(200));
        say_when_slow(Duration::from_millis(1), say, slow);
        assert_eq!(said.load(Ordering::SeqCst), 1);
    }
}
