//! Why a command ends without having done what was asked, and with which exit code.
//!
//! Invariant: printed once, here, on standard error.

use super::output::to_terminal;
use std::{fmt::Display, process::ExitCode};

/// Why a command ends early.
#[derive(Debug)]
pub(super) enum Failure {
    /// It was tried and failed.
    Failed(anyhow::Error),
    /// It can't be meant that way.
    Usage(String),
    /// The data has problems, which were printed.
    Problems,
}

impl Failure {
    /// A wrong use, with what to do instead.
    pub(super) fn usage(why: impl Display) -> Failure {
        Failure::Usage(why.to_string())
    }

    /// Something that was tried and failed.
    pub(super) fn failed(why: impl Display) -> Failure {
        Failure::Failed(anyhow::Error::msg(why.to_string()))
    }

    /// Says why, and gives the exit code.
    pub(super) fn report(self) -> ExitCode {
        let (text, code) = match self {
            Failure::Failed(error) => (format!("prepcom: {error}"), 1),
            Failure::Usage(why) => (format!("prepcom: {why}"), 2),
            Failure::Problems => return ExitCode::from(3),
        };
        to_terminal(&text);
        ExitCode::from(code)
    }
}

impl<E: Into<anyhow::Error>> From<E> for Failure {
    fn from(error: E) -> Failure {
        Failure::Failed(error.into())
    }
}
