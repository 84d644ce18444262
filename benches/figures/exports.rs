//! A full export in each format against `serde_json` writing the same snapshot to memory, and how time and memory grow with the file.

use crate::{generate, history::History, pace};
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
use std::{hint::black_box, process::Command, time::Duration};

/// The format and the number of entries, by which a process knows that it only measures its own memory.
const PEAK: &str = "PREPCOM_BENCH_PEAK";
const SMALL: u32 = 20_000;
const LARGE: u32 = 100_000;
/// How much more an entry may cost where there are five times as many, and a byte of the file in memory.
const GROWTH: f64 = 1.5;

pub(crate) fn run() {
    let assets = assets::load(None);
    let votes = generate::votes(&assets.paper, &assets.roster);
    of_entries(&assets, "votes", vec![votes]);
    let entries = |count| History::new(&assets.paper, &assets.roster, count).collect();
    let small = of_entries(&assets, &format!("{SMALL} entries"), entries(SMALL));
    let large = of_entries(&assets, &format!("{LARGE} entries"), entries(LARGE));
    for (format, (small, large)) in Format::ALL.into_iter().zip(small.into_iter().zip(large)) {
        let name = format!("{}: {LARGE} entries / {SMALL}", format.extension());
        let expected = small.time.mul_f64(f64::from(LARGE) / f64::from(SMALL));
        pace::row(&format!("{name}, time of an entry"), (large.time, expected), GROWTH);
        let peak = |count: u32, bytes: usize| 1000 * peak_of(format, count) / bytes.max(1);
        let peaks = (peak(LARGE, large.bytes), peak(SMALL, small.bytes));
        pace::row_of_bytes(&format!("{name}, memory of a kB"), peaks, GROWTH);
    }
}

/// How long a format took, and how long its file is.
struct Written {
    time: Duration,
    bytes: usize,
}

/// The rows of all formats for what some entries say.
fn of_entries(assets: &Assets, name: &str, entries: Vec<Entry>) -> Vec<Written> {
    reporting(assets, entries, |report| {
        let measured = Format::ALL.map(|format| {
            let mut bytes = 0;
            let times = pace::in_turns(
                7,
                || {
                    pace::timed(|| {
                        bytes = black_box(render(report, format)).expect("a file").len();
                    })
                },
                || {
                    pace::timed(|| {
                        black_box(serde_json::to_vec(&document(report))).expect("a document");
                    })
                },
            );
            pace::row(
                &format!("{name} as {} ({} kB)", format.extension(), bytes / 1000),
                times,
                limit(format),
            );
            Written { time: times.0, bytes }
        });
        measured.into()
    })
}

/// How much longer than the baseline a format may take.
fn limit(format: Format) -> f64 {
    match format {
        Format::Markdown | Format::Csv | Format::Json => 2.0,
        Format::Ron => 8.0,
        Format::Html => 5.0,
        Format::Xlsx | Format::Docx | Format::Ics => 20.0,
    }
}

fn reporting<T>(assets: &Assets, entries: Vec<Entry>, then: impl FnOnce(&Report) -> T) -> T {
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
        audience: prepcom::domain::extent::Audience::Internal,
        zone: chrono_tz::Tz::UTC,
        problems: 0,
        notes: Notes::All,
        extent: Extent::default(),
    };
    then(&Report { paper, roster, snapshot, cover, watch: &Watch::default() })
}

/// Most bytes that a process of its own needs to write a format beside what it needed before.
fn peak_of(format: Format, count: u32) -> usize {
    let program = std::env::current_exe().expect("this program");
    let wanted = format!("{} {count}", format.extension());
    let ran = Command::new(program).env(PEAK, wanted).output().expect("a process");
    String::from_utf8_lossy(&ran.stdout).trim().parse().expect("a number of bytes")
}

/// Whether this process is one that measures its own memory; then it has done so.
pub(crate) fn was_peak() -> bool {
    let Ok(wanted) = std::env::var(PEAK) else { return false };
    let (extension, count) = wanted.split_once(' ').expect("a format and a count");
    let format = Format::of_extension(extension).expect("a format");
    let assets = assets::load(None);
    let entries = History::new(&assets.paper, &assets.roster, count.parse().expect("a count")).collect();
    reporting(&assets, entries, |report| {
        // Forgets the peak so far, which reading the entries made.
        let _ = std::fs::write("/proc/self/clear_refs", "5");
        let before = pace::memory("/proc/self/status", "VmRSS:");
        let written = render(report, format).expect("a file");
        println!("{}", pace::memory("/proc/self/status", "VmHWM:").max(before) - before);
        black_box(written);
    });
    true
}
