//! Every figure of `docs/performance.md`, each beside its yardstick in the same run: `cargo bench`, or `cargo bench -- NAME` for some.
//!
//! Invariant: subject and yardstick take turns, so that what else the machine does meets both.

#![expect(clippy::expect_used, reason = "a figure that can not be taken is no figure")]

mod exports;
mod frames;
mod generate;
mod journal;
mod pace;
mod program;

fn main() {
    if program::is_hello() {
        return program::hello();
    }
    if exports::was_peak() {
        return;
    }
    let wanted: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let is_wanted = |name: &str| wanted.is_empty() || wanted.iter().any(|part| name.contains(part.as_str()));
    println!("{:<44} {:>12} {:>12} {:>7}  at most", "", "here", "yardstick", "ratio");
    for (name, run) in [
        ("frames", frames::run as fn()),
        ("replay", journal::replay),
        ("append", journal::append),
        ("exports", exports::run),
        ("start", program::start),
        ("idle", program::idle),
    ] {
        if is_wanted(name) {
            run();
        }
    }
}
