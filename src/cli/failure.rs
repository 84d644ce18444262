//! Why a command ends without having done what was asked, and with which exit code.
//!
//! Invariant: printed once, by `run`, on standard error.

use std::fmt::Display;

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
}

impl<E: Into<anyhow::Error>> From<E> for Failure {
    fn from(error: E) -> Failure {
        Failure::Failed(error.into())
    }
}
