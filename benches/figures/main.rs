//! Every figure of `docs/performance.md`, each beside its baseline in the same run: `cargo bench`, or `cargo bench -- NAME` for some.
//!
//! Invariant: subject and baseline take turns, so that what else the machine does meets both.

#![expect(clippy::expect_used, clippy::panic, reason = "a figure that can not be taken is no figure")]

mod arrival;
mod baseline;
mod exports;
mod frames;
mod generate;
mod history;
mod idle;
mod journal;
mod keys;
mod line;
mod pace;
mod parts;
mod peers;
mod seat;
mod start;
mod terminal;

/// What can be measured, in the order of the tables.
const FIGURES: [(&str, fn()); 12] = [
    ("frames", frames::run),
    ("replay", journal::replay),
    ("append", journal::append),
    ("parts", parts::run),
    ("exports", exports::run),
    ("size", start::size),
    ("start", start::run),
    ("keys", keys::run),
    ("line", line::run),
    ("arrival", arrival::run),
    ("idle", idle::run),
    ("peers", peers::run),
];

fn main() {
    if baseline::was_echo() || exports::was_peak() {
        return;
    }
    let wanted: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    if let [verb, count, folder] = &wanted[..]
        && verb == "generate"
    {
        let count = count.parse().expect("a number of entries");
        let bytes = generate::workspace(folder.as_ref(), count).expect("a workspace");
        return println!("{count} entries, {bytes} bytes, in {folder}");
    }
    let names: Vec<&String> = wanted.iter().filter(|name| name.parse::<u32>().is_err()).collect();
    let is_wanted =
        |name: &str| names.is_empty() || names.iter().any(|wanted| name.contains(wanted.as_str()));
    println!("{:<58} {:>12} {:>12} {:>7}  at most", "", "here", "baseline", "ratio");
    for (name, run) in FIGURES.into_iter().filter(|(name, _)| is_wanted(name)) {
        println!("\n{name}");
        run();
    }
}
