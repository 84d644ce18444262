//! A start: the paper that is part of the program is read here, while a thread looks what is on the disk.
//!
//! Invariant: the terminal is as it was until there is something to show on it.

use super::{
    outside::Outside,
    scribe::{Found, News, Opening, Scribe},
    terminal::{self, Screen},
};
use crate::{
    domain::{ledger::View, roster::Roster},
    store::{
        assets::{self, Assets},
        workspace::Workspace,
    },
};
use std::{io, sync::Arc, time};

/// A program that starts.
pub struct Start(Scribe);

/// A workspace in which is looked what there is.
pub struct Begun {
    workspace: Workspace,
    view: View,
    scribe: Scribe,
    screen: Screen,
    built_in: Assets,
    found: Option<Found>,
}

/// A workspace whose paper is known.
pub struct Ready {
    pub(super) outside: Outside,
    pub(super) screen: Screen,
    pub(super) opening: Opening,
}

impl Start {
    /// Begins, wherever that will be.
    pub fn begin() -> Start {
        Start(Scribe::new())
    }

    /// Begins to look what there is in a workspace, of which a view is to be shown.
    ///
    /// # Errors
    /// When there is no terminal.
    pub fn read(self, workspace: Workspace, view: View) -> io::Result<Begun> {
        let Start(mut scribe) = self;
        scribe.begin(workspace.clone());
        let (built_in, screen) = (assets::built_in(), terminal::prepare()?);
        Ok(Begun { workspace, view, scribe, screen, built_in, found: None })
    }
}

impl Begun {
    /// Whether it is known what there is, waiting so long for it.
    pub fn is_known_within(&mut self, patience: time::Duration) -> bool {
        let since = time::Instant::now();
        while self.found.is_none() && self.scribe.is_busy() && since.elapsed() < patience {
            if let Some(News::Found(found)) = self.scribe.news(patience.saturating_sub(since.elapsed())) {
                self.found = Some(*found);
            }
        }
        self.found.is_some()
    }

    /// The workspace with its paper, as soon as that is known.
    ///
    /// # Errors
    /// When whoever looks for it has ended without a word.
    pub fn ready(mut self) -> io::Result<Ready> {
        self.is_known_within(time::Duration::MAX);
        let Begun { workspace, view, scribe, screen, built_in, found } = self;
        let found = found.ok_or_else(|| io::Error::other("the folder could not be read"))?;
        let Found { assets, journals } = found;
        let Assets { paper, roster, problems, .. } = assets.unwrap_or(built_in);
        let opening = Opening { paper: Arc::new(paper), roster: Arc::new(roster), view };
        let outside = Outside::new(workspace, scribe, opening.clone(), problems, journals);
        Ok(Ready { outside, screen, opening })
    }
}

impl Ready {
    /// Who can take a position.
    pub fn roster(&self) -> &Roster {
        &self.opening.roster
    }
}
