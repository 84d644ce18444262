//! The present, and times as a person writes them.
//!
//! Invariant: what is written without an offset is meant by the clock of the workspace.

use super::{Day, Instant, Zones};
use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveDateTime, NaiveTime};
use std::str::FromStr;

/// The present, and the zones by which it is understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// The present.
    pub now: Instant,
    /// The zones by which days are understood and hours shown.
    pub zones: Zones,
}

impl Clock {
    /// The clock at a moment.
    pub fn new(now: Instant, zones: Zones) -> Clock {
        Clock { now: zones.settle(now), zones }
    }

    /// The civil date of the workspace.
    pub fn today(self) -> NaiveDate {
        self.now.date()
    }

    /// The last moment of today.
    pub fn end_of_today(self) -> Instant {
        self.zones.end_of(self.today())
    }
}

/// When something was said or is asked about, as a person writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// A day: `2024-07-22`.
    Day(NaiveDate),
    /// A moment with its offset: `2024-07-22T15:00+02:00`, or `Z`.
    At(Instant),
    /// What the clock of the workspace shows: `2024-07-22T15:00`.
    Local(NaiveDateTime),
    /// What the clock of the workspace shows today: `15:00`.
    Time(NaiveTime),
    /// So many days from today: `today`, `tomorrow`, `yesterday`.
    Days(i64),
    /// So many days before now: `30d`.
    DaysAgo(u32),
}

/// A text is none of the forms of `When`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a time; write 2024-07-22, 2024-07-22T15:00, 15:00, today, yesterday, tomorrow, or 30d for thirty days ago"
)]
pub struct BadWhen(pub String);

impl FromStr for When {
    type Err = BadWhen;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        if let Some(days) = named_day(text) {
            return Ok(When::Days(days));
        }
        if let Ok(day) = text.parse::<Day>() {
            return Ok(When::Day(day.0));
        }
        if let Some(days) = text.strip_suffix('d')
            && days.bytes().all(|b| b.is_ascii_digit())
            && let Ok(days) = days.parse()
        {
            return Ok(When::DaysAgo(days));
        }
        if let Ok(time) = NaiveTime::parse_from_str(text, "%H:%M") {
            return Ok(When::Time(time));
        }
        let joined = text.replacen(' ', "T", 1);
        if let Ok(moment) = joined.parse::<Instant>() {
            return Ok(When::At(moment));
        }
        if let Ok(time) = DateTime::parse_from_str(&joined.replace('Z', "+00:00"), "%Y-%m-%dT%H:%M%:z") {
            return Ok(When::At(Instant::from_millis(time.timestamp_millis())));
        }
        ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S%.3f"]
            .iter()
            .find_map(|format| NaiveDateTime::parse_from_str(&joined, format).ok())
            .filter(|time| (0..=9999).contains(&time.year()))
            .map(When::Local)
            .ok_or_else(|| BadWhen(text.to_owned()))
    }
}

/// How many days from today a word means.
fn named_day(word: &str) -> Option<i64> {
    match word.to_lowercase().as_str() {
        "yesterday" | "昨天" => Some(-1),
        "today" | "今天" => Some(0),
        "tomorrow" | "明天" => Some(1),
        _ => None,
    }
}

impl When {
    /// The last instant that is still meant: the end of a day.
    pub fn until(self, clock: Clock) -> Instant {
        match self.day(clock) {
            Some(date) => clock.zones.end_of(date),
            None => self.moment(clock),
        }
    }

    /// The first instant that is meant, and the way a date of a record is kept: the day as such.
    pub fn since(self, clock: Clock) -> Instant {
        match (self, self.day(clock)) {
            (_, Some(date)) => clock.zones.start_of(date),
            (When::DaysAgo(_), None) => clock.zones.start_of(self.moment(clock).date()),
            _ => self.moment(clock),
        }
    }

    /// The day that is meant, where it is a day.
    pub fn day(self, clock: Clock) -> Option<NaiveDate> {
        match self {
            When::Day(date) => Some(date),
            When::Days(days) => Some(clock.today() + Duration::days(days)),
            _ => None,
        }
    }

    fn moment(self, clock: Clock) -> Instant {
        let zones = clock.zones;
        match self {
            When::At(moment) => zones.settle(moment),
            When::Local(local) => zones.at(local),
            When::Time(time) => zones.at(clock.today().and_time(time)),
            When::DaysAgo(days) => zones.settle(clock.now.days_before(days.into())),
            When::Day(date) => zones.start_of(date),
            When::Days(_) => clock.now,
        }
    }
}
