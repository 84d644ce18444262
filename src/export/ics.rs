//! Meetings and due dates as an iCalendar file.
//!
//! Invariant: each has the name of its fact for ever and a number that grows with the instant that is shown, so that a calendar that reads a later
//! file replaces what it has and never doubles it. What is no longer open stays in, marked as such, so that calendars learn of it.

use super::{Report, wording::Wording};
use crate::{
    domain::{
        ids::{FactId, ItemId, Who},
        instant::{Day, Instant},
        position,
        snapshot::{Commitment, Meeting},
        text::{clean, clean_line, fit},
    },
    words::{brief, office, report as words},
};
use calcard::{
    common::PartialDateTime,
    icalendar::{
        ICalendar, ICalendarClassification as Class, ICalendarComponent, ICalendarComponentType as Kind,
        ICalendarMethod, ICalendarParameter, ICalendarProperty as Property, ICalendarStatus as Status,
        ICalendarTransparency as Transparency, ICalendarValueType as ValueType,
    },
};
use chrono::{Datelike, NaiveTime, Timelike};

/// 2000-01-01, from which numbers of versions count seconds; they fit into 32 bits until 2068.
const EPOCH: i64 = 946_684_800_000;
/// Columns of the commitment in the line that calendars show.
const SHOWN: usize = 80;

/// The calendar.
pub fn render(report: &Report) -> String {
    let mut calendar = ICalendar { components: vec![cover(report)] };
    let dated = report.commitments().filter_map(|made| Some(commitment(report, made, made.due?)));
    let events = report.meetings().map(|with| meeting(report, with)).chain(dated);
    for (place, event) in (1..).zip(events.take_while(|_| report.watch.goes_on())) {
        calendar.components[0].component_ids.push(place);
        calendar.components.push(event);
    }
    calendar.to_string()
}

/// Commitments that a calendar has no day for.
pub fn left_out(report: &Report) -> usize {
    report.commitments().filter(|made| made.due.is_none()).count()
}

fn cover(report: &Report) -> ICalendarComponent {
    let (cover, words) = (report.cover, Wording::of(report));
    let title = clean_line(&words.text(&report.paper.file.title));
    let name = [title, clean_line(&cover.marking)].join(" ");
    let about =
        format!("{} {}\n{}", words.pair(words::AS_OF), cover.as_of.short(), words.pair(words::DISCLAIMER));
    let mut calendar = ICalendarComponent::new(Kind::VCalendar);
    calendar.add_property(Property::Version, "2.0");
    calendar.add_property(Property::Prodid, concat!("-//prepcom//", env!("CARGO_PKG_VERSION"), "//EN"));
    calendar.add_property(Property::Method, ICalendarMethod::Publish);
    for property in [Property::Name, Property::Other("X-WR-CALNAME".into())] {
        calendar.add_property(property, name.trim_end());
    }
    calendar.add_property(Property::Description, about);
    calendar
}

/// What every event has.
fn event(report: &Report, id: &FactId, when: Instant, summary: &str, about: &[String]) -> ICalendarComponent {
    let cover = report.cover;
    let mut event = ICalendarComponent::new(Kind::VEvent);
    event.add_uid(&format!("{id}@prepcom"));
    event.add_dtstamp(moment(cover.as_of));
    event.add_sequence((cover.as_of.millis() - EPOCH).max(0) / 1000);
    if when.is_date() {
        let day = [ICalendarParameter::value(ValueType::Date)];
        event.add_property_with_params(Property::Dtstart, day, moment(when));
    } else {
        event.add_property(Property::Dtstart, moment(when));
    }
    event.add_property(Property::Summary, clean_line(summary));
    let about: Vec<String> = about.iter().map(|line| clean(line)).filter(|line| !line.is_empty()).collect();
    event.add_property(Property::Description, about.join("\n"));
    if !cover.marking.is_empty() {
        event.add_property(Property::Class, Class::Confidential);
    }
    event
}

fn meeting(report: &Report, meeting: &Meeting) -> ICalendarComponent {
    let words = Wording::of(report);
    let who: Vec<&str> = meeting.participants.iter().map(Who::as_str).collect();
    let items = report.paper.keys(&meeting.items);
    let mut summary = format!("{}: {}", words.pair(office::MEETING), who.join(", "));
    if !items.is_empty() {
        summary.push_str(&format!(" ({})", items));
    }
    let mut about: Vec<String> = meeting.participants.iter().map(|who| named(report, who)).collect();
    about.extend(meeting.items.iter().map(|item| labelled(report, item)));
    if let Some(outcome) = &meeting.outcome {
        let finished = words.pair(words::FINISHED);
        about.push(if outcome.is_empty() {
            finished
        } else {
            format!("{}: {outcome}", words.pair(brief::OUTCOME))
        });
        summary.push_str(&format!(" – {}", words.pair(words::FINISHED)));
    }
    let mut event = event(report, &meeting.id, meeting.when, &summary, &about);
    if !meeting.place.is_empty() {
        event.add_property(Property::Location, clean_line(&meeting.place));
    }
    event.add_property(Property::Status, Status::Confirmed);
    event
}

/// The day on which a commitment falls due; it takes nobody's time.
fn commitment(report: &Report, made: &Commitment, due: Day) -> ICalendarComponent {
    let words = Wording::of(report);
    let is_overdue = made.is_overdue(Day(report.cover.as_of.date()));
    let state = match made.status {
        position::Status::Complete | position::Status::Withdrawn => words.both(|lang| made.status.name(lang)),
        _ if is_overdue => words.pair(words::OVERDUE),
        _ => words.pair(office::PROMISED),
    };
    let text = fit(&clean_line(&made.text), SHOWN);
    let summary = format!("{} {}: {text} – {state}", made.who, report.paper.key(&made.item));
    let status = format!("{}: {}", words.pair(words::STATUS), words.both(|lang| made.status.name(lang)));
    let source = made.source.as_ref().map_or(String::new(), |source| words.both(|lang| source.shown(lang)));
    let about = [
        made.text.clone(),
        named(report, &made.who),
        labelled(report, &made.item),
        status,
        made.evidence.clone(),
        source,
    ];
    let mut event = event(report, &made.id, Instant::from_date(due.0), &summary, &about);
    event.add_property(Property::LastModified, moment(made.at));
    event.add_property(Property::Transp, Transparency::Transparent);
    let is_withdrawn = made.status == position::Status::Withdrawn;
    event.add_property(Property::Status, if is_withdrawn { Status::Cancelled } else { Status::Confirmed });
    event
}

fn named(report: &Report, who: &Who) -> String {
    let name = report.roster.by_code(who).map(|who| Wording::of(report).text(report.roster.name(who)));
    format!("{who} {}", name.unwrap_or_default())
}

fn labelled(report: &Report, item: &ItemId) -> String {
    let label = report.paper.item(item).map(|(_, item)| Wording::of(report).text(item.label()));
    format!("{} {}", report.paper.key(item), label.unwrap_or_default())
}

/// An instant in UTC as calendars count it, without its milliseconds.
fn moment(when: Instant) -> PartialDateTime {
    let time = match when.is_date() {
        true => when.date().and_time(NaiveTime::MIN),
        false => when.utc().naive_utc(),
    };
    PartialDateTime {
        year: u16::try_from(time.year()).ok(),
        month: u8::try_from(time.month()).ok(),
        day: u8::try_from(time.day()).ok(),
        hour: u8::try_from(time.hour()).ok(),
        minute: u8::try_from(time.minute()).ok(),
        second: u8::try_from(time.second()).ok(),
        tz_hour: Some(0),
        tz_minute: Some(0),
        tz_minus: false,
    }
}
