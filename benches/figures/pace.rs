//! Timing two things in turns, and one row of the table.

use std::time::{Duration, Instant};

/// How long something takes.
pub(crate) fn timed(what: impl FnOnce()) -> Duration {
    let start = Instant::now();
    what();
    start.elapsed()
}

/// Lets a subject and a baseline take turns, each of which times its own part; returns the median of each.
pub(crate) fn in_turns(
    rounds: usize,
    mut subject: impl FnMut() -> Duration,
    mut baseline: impl FnMut() -> Duration,
) -> (Duration, Duration) {
    for _ in 0..rounds / 10 + 1 {
        subject();
        baseline();
    }
    let pairs: Vec<(Duration, Duration)> = (0..rounds).map(|_| (subject(), baseline())).collect();
    (median(pairs.iter().map(|pair| pair.0)), median(pairs.iter().map(|pair| pair.1)))
}

/// The middle one.
pub(crate) fn median(durations: impl Iterator<Item = Duration>) -> Duration {
    let mut durations: Vec<Duration> = durations.collect();
    durations.sort_unstable();
    durations.get(durations.len() / 2).copied().unwrap_or_default()
}

/// The one below which so many of a hundred lie.
pub(crate) fn percentile(durations: &[Duration], of_hundred: usize) -> Duration {
    let mut durations = durations.to_vec();
    durations.sort_unstable();
    let place = (durations.len() * of_hundred).div_ceil(100).saturating_sub(1);
    durations.get(place).copied().unwrap_or_default()
}

/// A line of the system's account of a process, in bytes; 0 where it keeps none.
pub(crate) fn memory(account: &str, name: &str) -> usize {
    let status = std::fs::read_to_string(account).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
    line.split_whitespace().next().and_then(|kb| kb.parse::<usize>().ok()).unwrap_or(0) * 1024
}

/// Prints a row of the table; `limit` is the ratio that is promised.
pub(crate) fn row(name: &str, (subject, baseline): (Duration, Duration), limit: f64) {
    let ratio = subject.as_secs_f64() / baseline.as_secs_f64();
    let mark = if ratio > limit { "  OVER" } else { "" };
    println!("{name:<58} {:>12} {:>12} {ratio:>6.2}x  {limit:.1}x{mark}", shown(subject), shown(baseline));
}

/// Prints a row of bytes; `limit` is the ratio that is promised.
pub(crate) fn row_of_bytes(name: &str, (subject, baseline): (usize, usize), limit: f64) {
    #[expect(clippy::cast_precision_loss, reason = "some megabytes at most")]
    let ratio = subject as f64 / baseline as f64;
    let mark = if ratio > limit { "  OVER" } else { "" };
    println!("{name:<58} {subject:>10} B {baseline:>10} B {ratio:>6.2}x  {limit:.1}x{mark}");
}

/// The mark of a figure that is above what is promised.
pub(crate) fn over(subject: Duration, limit: Duration) -> &'static str {
    if subject > limit { "  OVER" } else { "" }
}

/// A duration in the unit that suits it.
pub(crate) fn shown(duration: Duration) -> String {
    let micros = duration.as_secs_f64() * 1e6;
    match micros {
        ..10_000.0 => format!("{micros:.0} us"),
        ..10_000_000.0 => format!("{:.1} ms", micros / 1000.0),
        _ => format!("{:.1} s", micros / 1e6),
    }
}
