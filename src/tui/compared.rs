//! What changed, as a page: between two dates, or between a saved snapshot and what the screen shows; and what is kept of that.
//!
//! Invariant: the page is the one that `diff` prints, internal notes too, since a screen is our own.

use super::{model::Model, moved::Span};
use crate::{
    domain::{
        changes,
        extent::{Audience, Extent, Notes},
        instant::Instant,
        ledger::View,
        saved::{SavedSnapshot, StoredView},
        snapshot::Snapshot,
    },
    export::{
        Cover, Report,
        changes::{Comparison, End, Origin, page},
        document::document,
        page::Page,
        watch::Watch,
    },
};

/// A saved snapshot in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its name.
    pub name: String,
    /// When it was kept.
    pub saved_at: Instant,
    /// Its file.
    pub path: std::path::PathBuf,
}

/// What is compared.
#[derive(Debug, Clone, PartialEq)]
pub enum Compared {
    /// Two dates.
    Dates(Span),
    /// A saved snapshot with what the screen shows.
    Saved(Box<SavedSnapshot<'static>>),
}

/// What a page of the screens says of itself.
pub fn cover(model: &Model, view: View) -> Cover {
    Cover {
        lang: model.lang,
        beside: false,
        as_of: view.as_of.unwrap_or(model.now),
        by: model.options.author.clone().unwrap_or_else(|| model.options.login.clone()),
        marking: model.options.marking.clone(),
        audience: Audience::Internal,
        zone: model.options.zones.workspace,
        problems: model.problems.len(),
        notes: Notes::All,
        extent: Extent::default(),
    }
}

/// The page of a comparison.
pub fn read(model: &Model, compared: &Compared) -> Page {
    let shown = model.options.view;
    let (from, until) = match compared {
        Compared::Dates(span) => (Some(span.from), span.until.or(shown.as_of)),
        Compared::Saved(_) => (None, shown.as_of),
    };
    let view = |as_of| View { as_of, ..shown };
    let at = |view| Snapshot::new(&model.paper, &model.roster, &model.ledger, view);
    let (watch, cover_before, cover_after) =
        (Watch::default(), cover(model, view(from)), cover(model, view(until)));
    let (before, after) = (from.map(|from| at(view(Some(from)))), at(view(until)));
    let report = |snapshot, cover| {
        document(&Report { paper: &model.paper, roster: &model.roster, snapshot, cover, watch: &watch })
    };
    let after = report(&after, &cover_after);
    let to = if until.is_none() { Origin::Now } else { Origin::Instant };
    let told = |before, origin| {
        let changes = changes::between(before, &after, &Extent::default(), Notes::All);
        page(&Comparison {
            cover: &cover_after,
            paper: &model.paper,
            roster: &model.roster,
            from: End { origin, document: before },
            to: End { origin: to, document: &after },
            changes: &changes,
        })
    };
    match (compared, &before) {
        (Compared::Saved(kept), _) => told(&kept.document, Origin::Saved(&kept.name)),
        (Compared::Dates(_), Some(before)) => told(&report(before, &cover_before), Origin::Instant),
        (Compared::Dates(_), None) => Page::new(),
    }
}

/// What the screen shows, to be kept under a name.
pub fn kept<'a>(model: &'a Model, cover: &'a Cover, watch: &'a Watch, name: &'a str) -> SavedSnapshot<'a> {
    let View { as_of, known_at } = model.options.view;
    let (paper, roster, snapshot) = (&model.paper, &model.roster, &model.snapshot);
    SavedSnapshot {
        name: name.into(),
        saved_at: model.ledger.newest().map_or(model.now, |newest| newest.max(model.now)),
        by: (&*cover.by).into(),
        view: StoredView { as_of, known_at },
        document: document(&Report { paper, roster, snapshot, cover, watch }),
    }
}
