//! A full export in each format against `serde_json` writing the same snapshot to memory, and how both grow.

use crate::{generate, pace};
use prepcom::{
    domain::{
        entry::Entry,
        extent::{Extent, Notes},
        instant::Instant,
        lang::Lang,
        ledger::{Ledger, View},
        snapshot::Snapshot,
    },
    export::{Cover, Format, Report, document::document, render, watch::Watch},
    store::assets::{self, Assets},
};
use std::hint::black_box;

pub(crate) fn run() {
    let assets = assets::load(None);
    for count in [10_000, 100_000] {
        let entries = generate::diary(&assets.paper, &assets.roster, count);
        of_entries(&assets, &format!("{count} entries"), entries);
    }
}

/// The rows of all formats for what some entries say.
fn of_entries(assets: &Assets, name: &str, entries: Vec<Entry>) {
    let mut ledger = Ledger::default();
    for entry in entries {
        ledger.apply(entry);
    }
    let (paper, roster) = (&assets.paper, &assets.roster);
    let snapshot = &Snapshot::new(paper, roster, &ledger, View::default());
    let cover = &Cover {
        lang: Lang::En,
        beside: false,
        as_of: Instant::from_millis(1_795_424_400_000),
        by: "A. Diplomat".into(),
        marking: "RESTRICTED".into(),
        notes: Notes::All,
        extent: Extent::default(),
    };
    let watch = &Watch::default();
    let report = Report { paper, roster, snapshot, cover, watch };
    for format in Format::ALL {
        let mut bytes = 0;
        let times = pace::in_turns(
            7,
            || {
                pace::timed(|| {
                    bytes = black_box(render(&report, format)).expect("a file").len();
                })
            },
            || {
                pace::timed(|| {
                    black_box(serde_json::to_vec(&document(&report))).expect("a document");
                })
            },
        );
        let limit = match format {
            Format::Markdown | Format::Csv | Format::Json | Format::Ron => 2.0,
        };
        pace::row(&format!("{name} as {} ({} kB)", format.extension(), bytes / 1000), times, limit);
    }
}
