//! Instants and days, all in UTC, so that colleagues in different places read the same date.
//!
//! Invariant: the present never comes from here; it enters as a value.

use super::ids::parse_str;
use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Timelike, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{fmt, str::FromStr};

/// An instant in UTC to the millisecond, written `2024-07-22T13:05:09.123Z`.
///
/// One at exactly midnight stands for the day as such and is shown as a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Instant(i64);

impl Instant {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub fn from_millis(millis: i64) -> Instant {
        Instant(millis.clamp(FIRST, LAST))
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub fn millis(self) -> i64 {
        self.0
    }

    /// The day as such.
    pub fn from_date(date: NaiveDate) -> Instant {
        Instant::from_millis(date.and_time(NaiveTime::MIN).and_utc().timestamp_millis())
    }

    /// The last millisecond of a day.
    pub fn end_of(date: NaiveDate) -> Instant {
        Instant::from_millis(Instant::from_date(date).0 + DAY - 1)
    }

    /// The day in UTC.
    pub fn date(self) -> NaiveDate {
        self.utc().date_naive()
    }

    /// Whether it stands for a day as such.
    pub fn is_date(self) -> bool {
        self.0.rem_euclid(DAY) == 0
    }

    /// `days` earlier.
    pub fn days_before(self, days: i64) -> Instant {
        Instant::from_millis(self.0.saturating_sub(days.saturating_mul(DAY)))
    }

    /// For people: `2024-07-22`, or `2024-07-22 13:05` where the time is known.
    pub fn short(self) -> String {
        let mut out = String::with_capacity(16);
        self.push_short(&mut out);
        out
    }

    /// `short`, behind what a text holds already.
    pub fn push_short(self, out: &mut String) {
        let written = self.written();
        let push = |out: &mut String, part: &[u8]| out.extend(part.iter().map(|byte| char::from(*byte)));
        push(out, &written[..10]);
        if !self.is_date() {
            out.push(' ');
            push(out, &written[11..16]);
        }
    }

    /// For reading back: `2024-07-22`, or the full instant where the time is known.
    pub fn exact(self) -> String {
        if self.is_date() { self.date().to_string() } else { self.to_string() }
    }

    /// `2024-07-22T13:05:09.123Z` in ASCII.
    fn written(self) -> [u8; 24] {
        let (utc, mut out) = (self.utc(), *b"0000-00-00T00:00:00.000Z");
        let mut put = |at: std::ops::Range<usize>, mut number: u32| {
            for digit in out[at].iter_mut().rev() {
                *digit = b'0' + u8::try_from(number % 10).unwrap_or(0);
                number /= 10;
            }
        };
        put(0..4, u32::try_from(utc.year()).unwrap_or(0));
        put(5..7, utc.month());
        put(8..10, utc.day());
        put(11..13, utc.hour());
        put(14..16, utc.minute());
        put(17..19, utc.second());
        put(20..23, utc.timestamp_subsec_millis());
        out
    }

    fn utc(self) -> DateTime<Utc> {
        Utc.timestamp_millis_opt(self.0).single().unwrap_or_default()
    }
}

const DAY: i64 = 86_400_000;
/// 0000-01-01 and 9999-12-31, so that every instant has a year of four digits.
const FIRST: i64 = -62_167_219_200_000;
const LAST: i64 = 253_402_300_799_999;

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&String::from_utf8_lossy(&self.written()))
    }
}

/// A text is not an instant.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an instant; one looks like 2024-07-22T13:05:09.123Z")]
pub struct BadInstant(pub String);

impl FromStr for Instant {
    type Err = BadInstant;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Some(millis) = read_canonical(text.as_bytes()) {
            return Ok(Instant(millis));
        }
        let bad = || BadInstant(text.to_owned());
        if let Ok(date) = NaiveDate::from_str(text) {
            return Ok(Instant::from_date(date));
        }
        let time = DateTime::parse_from_rfc3339(text).map_err(|_| bad())?;
        let millis = time.timestamp_millis();
        (FIRST..=LAST).contains(&millis).then_some(Instant(millis)).ok_or_else(bad)
    }
}

/// Reads `YYYY-MM-DDTHH:MM:SS.mmmZ`, the form that this program writes; `None` for anything else.
fn read_canonical(text: &[u8]) -> Option<i64> {
    let [
        y1,
        y2,
        y3,
        y4,
        b'-',
        m1,
        m2,
        b'-',
        d1,
        d2,
        b'T',
        h1,
        h2,
        b':',
        n1,
        n2,
        b':',
        s1,
        s2,
        b'.',
        t1,
        t2,
        t3,
        b'Z',
    ] = *text
    else {
        return None;
    };
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0, |n: u32, d| d.is_ascii_digit().then(|| n * 10 + u32::from(d - b'0')))
    };
    let year = i32::try_from(number(&[y1, y2, y3, y4])?).ok()?;
    let date = NaiveDate::from_ymd_opt(year, number(&[m1, m2])?, number(&[d1, d2])?)?;
    let (hour, minute, second) = (number(&[h1, h2])?, number(&[n1, n2])?, number(&[s1, s2])?);
    let time = NaiveTime::from_hms_milli_opt(hour, minute, second, number(&[t1, t2, t3])?)?;
    Some(date.and_time(time).and_utc().timestamp_millis())
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

/// When something was said or is asked about, as a person writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// A day: `2024-07-22`.
    Day(NaiveDate),
    /// An instant: `2024-07-22T15:00`, with or without seconds and `Z`.
    At(Instant),
    /// So many days before now: `30d`.
    DaysAgo(u32),
}

/// A text is none of the forms of `When`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a time; write 2024-07-22, 2024-07-22T15:00 (UTC) or 30d for thirty days ago")]
pub struct BadWhen(pub String);

impl FromStr for When {
    type Err = BadWhen;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        if let Ok(day) = text.parse::<Day>() {
            return Ok(When::Day(day.0));
        }
        if let Some(days) = text.strip_suffix('d')
            && days.bytes().all(|b| b.is_ascii_digit())
            && let Ok(days) = days.parse()
        {
            return Ok(When::DaysAgo(days));
        }
        if let Ok(instant) = text.parse::<Instant>() {
            return Ok(When::At(instant));
        }
        let bare = text.strip_suffix('Z').unwrap_or(text).replacen(' ', "T", 1);
        ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S%.3f"]
            .iter()
            .find_map(|format| NaiveDateTime::parse_from_str(&bare, format).ok())
            .map(|time| When::At(Instant::from_millis(time.and_utc().timestamp_millis())))
            .ok_or_else(|| BadWhen(text.to_owned()))
    }
}

impl When {
    /// The last instant that is still meant: the end of a day.
    pub fn until(self, now: Instant) -> Instant {
        match self {
            When::Day(date) => Instant::end_of(date),
            When::At(instant) => instant,
            When::DaysAgo(days) => now.days_before(days.into()),
        }
    }

    /// The first instant that is meant, and the way a date of a record is kept: the day as such.
    pub fn since(self, now: Instant) -> Instant {
        match self {
            When::Day(date) => Instant::from_date(date),
            When::At(instant) => instant,
            When::DaysAgo(days) => Instant::from_date((now.utc() - Duration::days(days.into())).date_naive()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn instants_read_in_every_form_and_write_in_one() {
        for text in ["2024-07-22T13:05:09.123Z", "2024-07-22T15:05:09.123+02:00"] {
            assert_eq!(text.parse::<Instant>().unwrap().to_string(), "2024-07-22T13:05:09.123Z");
        }
        assert_eq!("2024-07-22".parse::<Instant>().unwrap().short(), "2024-07-22");
        assert!("2024-13-01T00:00:00.000Z".parse::<Instant>().is_err());
        assert!("yesterday".parse::<Instant>().is_err());
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
        let now = "2026-11-23T10:00:00Z".parse().unwrap();
        let until = |text: &str| text.parse::<When>().unwrap().until(now).to_string();
        assert_eq!(until("2024-07-22"), "2024-07-22T23:59:59.999Z");
        assert_eq!(until("2024-07-22T15:00"), "2024-07-22T15:00:00.000Z");
        assert_eq!(until("30d"), "2026-10-24T10:00:00.000Z");
        assert!("3e".parse::<When>().is_err());
    }

    proptest! {
        #[test]
        fn every_instant_reads_back(millis in FIRST..LAST) {
            let instant = Instant::from_millis(millis);
            prop_assert_eq!(instant.to_string().parse::<Instant>().unwrap(), instant);
            let by_chrono = instant.utc().to_rfc3339_opts(chrono::SecondsFormat::Millis, true);
            prop_assert_eq!(instant.to_string(), by_chrono);
        }
    }
}
