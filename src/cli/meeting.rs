//! Commands on meetings: plan one, mark it as finished, list them.
//!
//! Invariant: as with every command that records, all is looked up before anything is recorded.

use super::{Json, context::Context, failure::Failure, output};
use crate::{
    domain::{
        entry::{Fact, MeetingFinished, MeetingPlanned},
        extent::Notes,
        ids::FactId,
        instant::When,
        text::{clean, clean_line},
    },
    export::{brief, tables, text},
    words::report as words,
};
use clap::Subcommand;

/// What is done with meetings.
#[derive(Debug, Subcommand)]
pub(super) enum Meeting {
    /// Plan a meeting.
    Plan {
        /// With whom, separated by commas.
        who: String,
        /// When, as 2027-04-26, 2027-04-26T15:00 or tomorrow.
        when: When,
        /// Where.
        #[arg(long, value_name = "TEXT")]
        place: Option<String>,
        /// On which items, separated by commas.
        #[arg(long, value_name = "ITEM,…")]
        items: Option<String>,
    },
    /// Mark a meeting as finished.
    Finish {
        /// Its id, as the list shows it.
        id: String,
        /// What came of it.
        #[arg(long, value_name = "TEXT")]
        outcome: Option<String>,
    },
    /// All of them in order of time.
    List(Json),
}

/// Does what is asked.
pub(super) fn meeting(context: &mut Context, wanted: Meeting) -> Result<(), Failure> {
    match wanted {
        Meeting::Plan { who, when, place, items } => plan(context, &who, when, place, items),
        Meeting::Finish { id, outcome } => finish(context, &id, outcome),
        Meeting::List(json) => list(context, json),
    }
}

fn plan(
    context: &mut Context,
    who: &str,
    when: When,
    place: Option<String>,
    items: Option<String>,
) -> Result<(), Failure> {
    context.refuse_read_only()?;
    if matches!(when, When::DaysAgo(_)) {
        return Err(Failure::usage("give the day of the meeting, as 2027-04-26 or 2027-04-26T15:00"));
    }
    let when = when.since(context.setup.clock());
    let participants = context.who(who)?;
    let items = items.map(|items| context.items(&items)).transpose()?.unwrap_or_default();
    let place = clean_line(&place.unwrap_or_default());
    context.record(vec![Fact::Meeting(MeetingPlanned {
        participants,
        when,
        place,
        items,
        ..MeetingPlanned::default()
    })])
}

fn finish(context: &mut Context, id: &str, outcome: Option<String>) -> Result<(), Failure> {
    context.refuse_read_only()?;
    let meeting: FactId = id.parse().map_err(Failure::usage)?;
    let snapshot = context.snapshot();
    let Some(known) = snapshot.meetings().iter().find(|known| known.id == meeting) else {
        return Err(Failure::usage(format!(
            "there is no meeting {meeting}; prepcom meeting list shows them"
        )));
    };
    if known.when.date() > context.setup.now.date() {
        let when = known.when.short();
        return Err(Failure::usage(format!("meeting {meeting} is on {when}, which is still to come")));
    }
    let outcome = clean(&outcome.unwrap_or_default()).trim().to_owned();
    context.record(vec![Fact::MeetingFinished(MeetingFinished { meeting, outcome })])
}

fn list(context: &Context, as_json: Json) -> Result<(), Failure> {
    let snapshot = context.snapshot();
    let meetings = snapshot.meetings();
    let cover = context.cover(Notes::All);
    let report = context.report(&snapshot, &cover);
    if as_json.json {
        let rows: Vec<serde_json::Value> =
            meetings.iter().map(|one| brief::meeting(report.paper, one)).collect();
        let document = serde_json::json!({ "schema": 1, "meetings": rows });
        return context.print_json(document);
    }
    match tables::meetings(&report, meetings.iter()) {
        Some(table) => output::print(&text::write(&[table], output::columns()))?,
        None => output::to_terminal(words::NONE.get(context.setup.lang)),
    }
    Ok(())
}
