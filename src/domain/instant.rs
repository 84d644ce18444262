//! Instants, days and the zones by which they are understood.
//!
//! Invariant: the present never comes from here; it enters as a value. A day is a civil date and stays one wherever it is read; a moment
//! carries its offset.

mod when;

use super::ids::parse_str;
use chrono::{
    DateTime, Datelike, Duration, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeZone,
    Timelike, Utc,
};
use chrono_tz::Tz;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{
    cmp::Ordering,
    fmt,
    hash::{Hash, Hasher},
    str::FromStr,
};
pub use when::{BadWhen, Clock, When};

/// A moment to the millisecond, written `2024-07-22T15:05:09.123+02:00`, or a day as such, written `2024-07-22`.
///
/// Two are equal where they are the same moment, whatever their offsets; a day is the moment with which it begins in the zone of the
/// workspace, once `Zones::settle` has seen it, and comes before a moment at that very time.
#[derive(Debug, Clone, Copy, Default)]
pub struct Instant {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    millis: i64,
    /// Minutes by which the clock of the workspace is ahead of UTC at that moment.
    offset: i16,
    /// Minutes by which the clock that hours are shown by is ahead of UTC at that moment.
    shown: i16,
    /// The civil date, of a day as such.
    day: Option<NaiveDate>,
}

impl PartialEq for Instant {
    fn eq(&self, other: &Instant) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Instant {}

impl PartialOrd for Instant {
    fn partial_cmp(&self, other: &Instant) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Instant {
    fn cmp(&self, other: &Instant) -> Ordering {
        self.millis
            .cmp(&other.millis)
            .then(other.is_date().cmp(&self.is_date()))
            .then(self.day.cmp(&other.day))
    }
}

impl Hash for Instant {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.millis, self.day).hash(state);
    }
}

impl Instant {
    /// The moment so many milliseconds after 1970-01-01T00:00:00Z, in UTC.
    pub fn from_millis(millis: i64) -> Instant {
        Instant { millis: millis.clamp(FIRST, LAST), ..Instant::default() }
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub fn millis(self) -> i64 {
        self.millis
    }

    /// A day whose zone is not known yet.
    pub fn from_date(date: NaiveDate) -> Instant {
        let midnight = date.and_time(NaiveTime::MIN).and_utc().timestamp_millis();
        Instant { day: Some(date), ..Instant::from_millis(midnight) }
    }

    /// The civil date, by the clock of the workspace.
    pub fn date(self) -> NaiveDate {
        self.day.unwrap_or_else(|| self.by(self.offset).date_naive())
    }

    /// Whether it stands for a day as such.
    pub fn is_date(self) -> bool {
        self.day.is_some()
    }

    /// Whether it is the last millisecond of a day.
    pub fn ends_a_day(self) -> bool {
        let time = self.by(self.offset).time();
        self.day.is_none() && time.num_seconds_from_midnight() == 86_399 && time.nanosecond() >= 999_000_000
    }

    /// `days` times 24 hours earlier, as a moment.
    pub fn days_before(self, days: i64) -> Instant {
        let millis = self.millis.saturating_sub(days.saturating_mul(DAY)).clamp(FIRST, LAST);
        Instant { millis, day: None, ..self }
    }

    /// For people: `2024-07-22`, or `2024-07-22 13:05` where the time is known.
    pub fn short(self) -> String {
        let mut out = String::with_capacity(16);
        self.push_short(&mut out);
        out
    }

    /// `short`, behind what a text holds already.
    pub fn push_short(self, out: &mut String) {
        let push = |out: &mut String, part: &[u8]| out.extend(part.iter().map(|byte| char::from(*byte)));
        if let Some(day) = self.day {
            return push(out, &written(&day.and_time(NaiveTime::MIN))[..10]);
        }
        let written = written(&self.by(self.shown).naive_local());
        push(out, &written[..10]);
        out.push(' ');
        push(out, &written[11..16]);
    }

    /// The wall clock of the workspace.
    pub fn local(self) -> NaiveDateTime {
        self.by(self.offset).naive_local()
    }

    /// The moment in UTC.
    pub fn utc(self) -> DateTime<Utc> {
        Utc.timestamp_millis_opt(self.millis).single().unwrap_or_default()
    }

    fn by(self, offset: i16) -> DateTime<FixedOffset> {
        let offset = FixedOffset::east_opt(i32::from(offset) * 60).unwrap_or(Utc.fix());
        self.utc().with_timezone(&offset)
    }
}

/// `2024-07-22T13:05:09.123` in ASCII.
fn written(time: &NaiveDateTime) -> [u8; 23] {
    let mut out = *b"0000-00-00T00:00:00.000";
    let mut put = |at: std::ops::Range<usize>, mut number: u32| {
        for digit in out[at].iter_mut().rev() {
            *digit = b'0' + u8::try_from(number % 10).unwrap_or(0);
            number /= 10;
        }
    };
    put(0..4, u32::try_from(time.year()).unwrap_or(0));
    put(5..7, time.month());
    put(8..10, time.day());
    put(11..13, time.hour());
    put(14..16, time.minute());
    put(17..19, time.second());
    put(20..23, time.nanosecond() / 1_000_000);
    out
}

const DAY: i64 = 86_400_000;
/// Two days inside 0000-01-01 and 9999-12-31, so that every instant has a year of four digits in every zone.
const FIRST: i64 = -62_167_219_200_000 + 2 * DAY;
const LAST: i64 = 253_402_300_799_999 - 2 * DAY;

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(day) = self.day {
            return f.write_str(&String::from_utf8_lossy(&written(&day.and_time(NaiveTime::MIN))[..10]));
        }
        let bytes = written(&self.local());
        let text = String::from_utf8_lossy(&bytes);
        match self.offset {
            0 => write!(f, "{text}Z"),
            offset => {
                let (sign, minutes) = (if offset < 0 { '-' } else { '+' }, offset.unsigned_abs());
                write!(f, "{text}{sign}{:02}:{:02}", minutes / 60, minutes % 60)
            }
        }
    }
}

/// The zones by which days are understood and by which hours are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zones {
    /// The zone of the workspace, the same for all its members: *today*, the end of a day and typed hours go by it.
    pub workspace: Tz,
    /// The zone that hours are shown in; it changes nothing else.
    pub shown: Tz,
}

impl Default for Zones {
    fn default() -> Zones {
        Zones::of(Tz::UTC)
    }
}

impl Zones {
    /// One zone for both.
    pub fn of(zone: Tz) -> Zones {
        Zones { workspace: zone, shown: zone }
    }

    /// An instant with the offsets that hold at that time; of a day, the moment with which it begins.
    pub fn settle(self, instant: Instant) -> Instant {
        match instant.day {
            Some(date) => self.start_of(date),
            None => self.at_millis(instant.millis),
        }
    }

    /// The day as such.
    pub fn start_of(self, date: NaiveDate) -> Instant {
        Instant { day: Some(date), ..self.at(date.and_time(NaiveTime::MIN)) }
    }

    /// The last millisecond of a day.
    pub fn end_of(self, date: NaiveDate) -> Instant {
        let next = date.succ_opt().unwrap_or(date);
        self.at_millis(self.start_of(next).millis - 1)
    }

    /// What the wall clock of the workspace shows, as a moment. Where a clock is put back and shows a time twice, the first is meant; where it
    /// is put forward and never shows it, the moment at which it is put forward.
    pub fn at(self, local: NaiveDateTime) -> Instant {
        let found = self.workspace.from_local_datetime(&local).earliest();
        let millis = match found {
            Some(time) => time.timestamp_millis(),
            None => self.end_of_gap(local),
        };
        self.at_millis(millis)
    }

    /// The moment at which a clock is put forward over a time that it never shows.
    fn end_of_gap(self, local: NaiveDateTime) -> i64 {
        let shown = |minutes: i64| {
            let later = local.checked_add_signed(Duration::minutes(minutes))?;
            self.workspace.from_local_datetime(&later).earliest()
        };
        // A clock is put forward by a day at most (a change of side of the date line), on a full minute.
        let to_minute =
            i64::from(local.second()) * 1000 + i64::from(local.and_utc().timestamp_subsec_millis());
        let first = (1..=26 * 60).find_map(shown).map(|time| time.timestamp_millis() - to_minute);
        first.unwrap_or_else(|| local.and_utc().timestamp_millis())
    }

    fn at_millis(self, millis: i64) -> Instant {
        let instant = Instant::from_millis(millis);
        let offset = |zone: Tz| {
            let seconds = zone.offset_from_utc_datetime(&instant.utc().naive_utc()).fix().local_minus_utc();
            i16::try_from(seconds.div_euclid(60)).unwrap_or_default()
        };
        let workspace = offset(self.workspace);
        let shown = if self.shown == self.workspace { workspace } else { offset(self.shown) };
        Instant { offset: workspace, shown, ..instant }
    }
}

/// A text is not an instant.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an instant; one looks like 2024-07-22 or 2024-07-22T15:05:09.123+02:00")]
pub struct BadInstant(pub String);

impl FromStr for Instant {
    type Err = BadInstant;

    /// A day, or a moment with its offset (RFC 3339).
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bad = || BadInstant(text.to_owned());
        if let Ok(Day(date)) = text.parse::<Day>() {
            return Ok(Instant::from_date(date));
        }
        let time = DateTime::parse_from_rfc3339(text).map_err(|_| bad())?;
        let offset = i16::try_from(time.offset().local_minus_utc().div_euclid(60)).map_err(|_| bad())?;
        let millis = time.timestamp_millis();
        let is_known = (FIRST..=LAST).contains(&millis);
        is_known.then_some(Instant { millis, offset, shown: offset, day: None }).ok_or_else(bad)
    }
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        parse_str(deserializer)
    }
}

/// A day, written `2027-04-01`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Day(pub NaiveDate);

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A text is not a day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a date; one looks like 2027-04-01")]
pub struct BadDay(pub String);

impl FromStr for Day {
    type Err = BadDay;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // A year with a sign would be written with more digits, and not read back.
        let is_plain = text.len() == 10 && text.starts_with(|c: char| c.is_ascii_digit());
        let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|_| is_plain);
        date.map(Day).ok_or_else(|| BadDay(text.to_owned()))
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        parse_str(deserializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn clock(now: &str, zone: Tz) -> Clock {
        Clock::new(now.parse().unwrap(), Zones::of(zone))
    }

    #[test]
    fn a_moment_keeps_its_offset_and_is_equal_to_the_same_moment_elsewhere() {
        let vienna: Instant = "2024-07-22T15:05:09.123+02:00".parse().unwrap();
        let utc: Instant = "2024-07-22T13:05:09.123Z".parse().unwrap();
        assert_eq!(vienna, utc);
        assert_eq!(vienna.to_string(), "2024-07-22T15:05:09.123+02:00");
        assert_eq!(utc.to_string(), "2024-07-22T13:05:09.123Z");
        assert_eq!("2024-07-22".parse::<Instant>().unwrap().to_string(), "2024-07-22");
        assert!("2024-13-01T00:00:00.000Z".parse::<Instant>().is_err());
        assert!("yesterday".parse::<Instant>().is_err());
    }

    #[test]
    fn a_day_stays_the_same_civil_date_in_every_zone() {
        for zone in [Tz::America__New_York, Tz::Europe__Vienna, Tz::Asia__Shanghai, Tz::Pacific__Kiritimati] {
            let day = Zones::of(zone).settle("2018-12-05".parse().unwrap());
            assert_eq!((day.to_string(), day.short()), ("2018-12-05".to_owned(), "2018-12-05".to_owned()));
            let end = Zones::of(zone).end_of(day.date());
            assert!(end.ends_a_day() && end.date() == day.date(), "{zone}");
            assert!(day < end);
        }
    }

    #[test]
    fn today_is_that_of_the_workspace() {
        let late = clock("2027-04-26T21:30:00-04:00", Tz::America__New_York);
        assert_eq!(late.today().to_string(), "2027-04-26");
        let early = clock("2027-04-27T07:00:00+08:00", Tz::Asia__Shanghai);
        assert_eq!(early.today().to_string(), "2027-04-27");
        let since = |text: &str| text.parse::<When>().unwrap().since(late).to_string();
        assert_eq!(since("today"), "2027-04-26");
        assert_eq!(since("Yesterday"), "2027-04-25");
        assert_eq!(since("明天"), "2027-04-27");
        assert_eq!(since("15:00"), "2027-04-26T15:00:00.000-04:00");
        assert_eq!(since("2027-04-26T15:00"), "2027-04-26T15:00:00.000-04:00");
        assert_eq!(since("2027-04-26 15:00+02:00"), "2027-04-26T09:00:00.000-04:00");
    }

    #[test]
    fn hours_that_a_clock_skips_or_shows_twice_have_one_meaning() {
        let vienna = Zones::of(Tz::Europe__Vienna);
        let at = |text: &str| vienna.at(text.parse().unwrap()).to_string();
        assert_eq!(at("2027-03-28T02:30:00"), "2027-03-28T03:00:00.000+02:00", "skipped");
        assert_eq!(at("2027-10-31T02:30:00"), "2027-10-31T02:30:00.000+02:00", "shown twice");
        let day = |text: &str| vienna.start_of(text.parse().unwrap());
        assert_eq!(
            vienna.end_of("2027-03-28".parse().unwrap()).millis() - day("2027-03-28").millis() + 1,
            23 * 3_600_000
        );
        assert_eq!(
            vienna.end_of("2027-10-31".parse().unwrap()).millis() - day("2027-10-31").millis() + 1,
            25 * 3_600_000
        );
        // Samoa skipped a whole day when it changed sides of the date line.
        let samoa = Zones::of(Tz::Pacific__Apia);
        let skipped = samoa.start_of("2011-12-30".parse().unwrap());
        assert_eq!(skipped.to_string(), "2011-12-30");
        assert!(skipped < samoa.start_of("2011-12-31".parse().unwrap()));
    }

    #[test]
    fn hours_are_shown_in_another_zone_and_nothing_else_changes() {
        let zones = Zones { workspace: Tz::Europe__Vienna, shown: Tz::America__New_York };
        let moment = zones.settle("2027-04-27T01:30:00+02:00".parse().unwrap());
        assert_eq!(moment.short(), "2027-04-26 19:30");
        assert_eq!(moment.date().to_string(), "2027-04-27");
        assert_eq!(moment.to_string(), "2027-04-27T01:30:00.000+02:00");
    }

    #[test]
    fn a_day_is_read_only_as_it_is_written() {
        for text in ["2027-04-01", "0027-04-01"] {
            assert_eq!(text.parse::<Day>().map(|day| day.to_string()).as_deref(), Ok(text));
        }
        for text in ["-027-04-01", "+027-04-01", " 027-04-01", "2027-4-1", "2027-04-1 ", "20270-4-01"] {
            assert!(text.parse::<Day>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn a_day_asked_about_ends_with_its_last_millisecond() {
        let clock = clock("2026-11-23T10:00:00Z", Tz::UTC);
        let until = |text: &str| text.parse::<When>().unwrap().until(clock).to_string();
        assert_eq!(until("2024-07-22"), "2024-07-22T23:59:59.999Z");
        assert_eq!(until("2024-07-22T15:00"), "2024-07-22T15:00:00.000Z");
        assert_eq!(until("30d"), "2026-10-24T10:00:00.000Z");
        assert!("3e".parse::<When>().is_err());
    }

    proptest! {
        #[test]
        fn every_moment_reads_back_in_every_zone(millis in FIRST..LAST, zone in 0..chrono_tz::TZ_VARIANTS.len()) {
            let moment = Zones::of(chrono_tz::TZ_VARIANTS[zone]).settle(Instant::from_millis(millis));
            let read: Instant = moment.to_string().parse().unwrap();
            prop_assert_eq!(read, moment);
            prop_assert_eq!(read.to_string(), moment.to_string());
        }
    }
}
