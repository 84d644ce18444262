//! How the program was started.
//!
//! Invariant: plain values; only the view among them changes while it runs.

use super::view::theme::Theme;
use crate::domain::{instant::Zones, lang::Lang, ledger::View, problem::Problem, roster::ParticipantIndex};

/// How the program was started.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Options {
    /// As of when, and as known when; the present where absent.
    pub view: View,
    /// The zones by which days are understood and hours shown.
    pub zones: Zones,
    /// Language to begin with.
    pub lang: Lang,
    /// Colours and characters.
    pub theme: Theme,
    /// Who records, where that is known.
    pub author: Option<String>,
    /// What to offer as the name of who records.
    pub login: String,
    /// Marking on every screen; may be empty.
    pub marking: String,
    /// Our own delegation, where it is known.
    pub own: Option<ParticipantIndex>,
    /// Files that others on this machine can read.
    pub exposed: Vec<Problem>,
}
