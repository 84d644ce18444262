//! The present and the zone of this machine: the one place that asks the system for them.
//!
//! Invariant: whatever the system says, there is an answer; a clock that stands before 1970 is believed like any other.

use crate::domain::instant::Instant;
use chrono_tz::Tz;
use std::env;

/// The variable that puts a moment in the place of the present, for tests and demonstrations.
const AS_IF: &str = "PREPCOM_NOW";

/// The present.
pub fn now() -> Instant {
    let as_if = env::var(AS_IF).ok().and_then(|text| text.parse().ok());
    as_if.unwrap_or_else(|| Instant::from_millis(chrono::Utc::now().timestamp_millis()))
}

/// The zone of this machine: of `TZ` if it names one, else what the system is set to, else UTC.
pub fn zone() -> Tz {
    let named = env::var("TZ").ok().and_then(|name| name.trim_start_matches(':').parse().ok());
    let set = || iana_time_zone::get_timezone().ok().and_then(|name| name.parse().ok());
    named.or_else(set).unwrap_or(Tz::UTC)
}
