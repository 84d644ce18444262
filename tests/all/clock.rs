//! How the time of some work grows with its input: the best of several goes, so that a busy machine does not count.
//!
//! Invariant: only the wall's clock is read. A thread's processor time counts in ticks of ten milliseconds on some machines, and is zero there for
//! what takes less.

use std::time::{Duration, Instant};

/// How often a machine may have been busy with something else.
pub(crate) const GOES: usize = 12;

pub(crate) fn timed(what: impl FnOnce()) -> Duration {
    let start = Instant::now();
    what();
    start.elapsed()
}

/// How many times as long the best go of many takes as the best go of few; ends with the first that is within a limit.
pub(crate) fn growth(
    limit: f64,
    mut few: impl FnMut() -> Duration,
    mut many: impl FnMut() -> Duration,
) -> f64 {
    let (mut least_few, mut least_many) = (Duration::MAX, Duration::MAX);
    let mut ratio = f64::INFINITY;
    for _ in 0..GOES {
        least_few = least_few.min(few());
        least_many = least_many.min(many());
        ratio = least_many.as_secs_f64() / least_few.as_secs_f64();
        if ratio <= limit {
            break;
        }
    }
    ratio
}

#[test]
fn a_loop_within_a_loop_would_be_noticed() {
    let quadratic = |count: u64| {
        move || {
            timed(|| {
                for i in 0..count * count {
                    std::hint::black_box(i);
                }
            })
        }
    };
    assert!(growth(32.0, quadratic(300), quadratic(2400)) > 32.0);
}
