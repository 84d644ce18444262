//! Commands on sittings of the Committee: add one, edit it, list them.
//!
//! Invariant: what is given is recorded or refused, never dropped: what contradicts a record is refused with the command that changes it.

use super::{Json, context::Context, failure::Failure, output};
use crate::{
    domain::{
        committee::{Adds, Committee, Sitting as Known},
        entry::Fact,
        ids::FactId,
        instant::{Instant, When},
        record::sitting::{SittingAdded, SittingEdited, SittingKind},
        text::clean_line,
    },
    export::{committee as tables, document::committee as rows},
};
use clap::{Args, Subcommand};

/// What is done with sittings.
#[derive(Debug, Subcommand)]
pub(super) enum Sitting {
    /// Add a sitting, or what you know besides of one that a colleague added.
    Add {
        /// When it begins, or the day.
        begin: When,
        #[command(flatten)]
        described: Described,
    },
    /// Change what is recorded of a sitting; what is not given stays.
    Edit {
        /// Its id, as the list shows it.
        id: FactId,
        /// When it begins, or the day.
        #[arg(long, value_name = "WHEN")]
        begin: Option<When>,
        #[command(flatten)]
        described: Described,
    },
    /// All of them in order of time.
    List(Json),
}

/// What a sitting is.
#[derive(Debug, Args)]
pub(super) struct Described {
    /// Its number, as the Committee counts its meetings.
    #[arg(long, value_name = "N")]
    number: Option<String>,
    /// plenary, cluster, specific-issue or informal; default: plenary.
    #[arg(long, value_name = "KIND")]
    kind: Option<SittingKind>,
    /// What it is called.
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// When it ends.
    #[arg(long, value_name = "WHEN")]
    until: Option<When>,
    /// Where.
    #[arg(long, value_name = "TEXT")]
    place: Option<String>,
    /// On which items, separated by commas.
    #[arg(long, value_name = "ITEM,…")]
    items: Option<String>,
    /// Symbol of its record.
    #[arg(long, value_name = "SYMBOL")]
    symbol: Option<String>,
}

/// Does what is asked.
pub(super) fn sitting(context: &mut Context, wanted: Sitting) -> Result<(), Failure> {
    match wanted {
        Sitting::Add { begin, described } => add(context, begin, &described),
        Sitting::Edit { id, begin, described } => edit(context, id, begin, &described),
        Sitting::List(json) => list(context, json),
    }
}

/// The sitting with an id.
pub(super) fn known(committee: &Committee, id: FactId) -> Result<&Known, Failure> {
    let known = committee.sitting(id);
    known.ok_or_else(|| Failure::usage(format!("there is no sitting {id}; prepcom sitting list shows them")))
}

impl Described {
    /// What was known, with what is given in its place.
    fn onto(&self, context: &Context, known: SittingAdded) -> Result<SittingAdded, Failure> {
        let line = |given: &Option<String>| given.as_deref().map(clean_line);
        let items = self.items.as_deref().map(|items| context.items(items)).transpose()?;
        let is = SittingAdded {
            number: line(&self.number).map_or(known.number, |number| number.as_str().into()),
            kind: self.kind.unwrap_or(known.kind),
            title: line(&self.title).unwrap_or(known.title),
            begin: known.begin,
            end: self.until.map(|until| moment(context, until)).transpose()?.or(known.end),
            place: line(&self.place).unwrap_or(known.place),
            items: items.unwrap_or(known.items),
            symbol: line(&self.symbol).map_or(known.symbol, |symbol| symbol.as_str().into()),
        };
        match is.end {
            Some(end) if end < is.begin => Err(Failure::usage(format!(
                "the sitting would end at {}, before it begins at {}",
                end.short(),
                is.begin.short()
            ))),
            _ => Ok(is),
        }
    }
}

/// A time in the Committee's calendar, past or to come.
fn moment(context: &Context, when: When) -> Result<Instant, Failure> {
    match when {
        When::DaysAgo(_) => {
            Err(Failure::usage("give the day of the sitting, as 2027-04-26 or 2027-04-26T10:00"))
        }
        when => Ok(when.since(context.setup.clock())),
    }
}

fn add(context: &mut Context, begin: When, described: &Described) -> Result<(), Failure> {
    context.refuse_read_only()?;
    let begin = moment(context, begin)?;
    let empty = SittingAdded {
        number: Default::default(),
        kind: SittingKind::default(),
        title: String::new(),
        begin,
        end: None,
        place: String::new(),
        items: Vec::new(),
        symbol: Default::default(),
    };
    let is = described.onto(context, empty)?;
    let snapshot = context.snapshot();
    if let Some(known) = snapshot.committee.sitting_like(&is) {
        match is.adds_to(&known.is) {
            Adds::Nothing => return context.already_recorded(known.id),
            Adds::Something => {}
            Adds::Contradiction => {
                return Err(Failure::usage(format!(
                    "that sitting is recorded as {} with other particulars; prepcom sitting edit {} changes them",
                    known.id, known.id
                )));
            }
        }
    }
    context.record(vec![Fact::Sitting(is)])
}

fn edit(
    context: &mut Context,
    id: FactId,
    begin: Option<When>,
    described: &Described,
) -> Result<(), Failure> {
    context.refuse_read_only()?;
    let snapshot = context.snapshot();
    let known = known(&snapshot.committee, id)?;
    let begin = begin.map(|begin| moment(context, begin)).transpose()?.unwrap_or(known.is.begin);
    let to = described.onto(context, SittingAdded { begin, ..known.is.clone() })?;
    if to == known.is {
        return context.already_recorded(known.id);
    }
    context.record(vec![Fact::SittingEdited(SittingEdited { sitting: known.id, to })])
}

fn list(context: &Context, json: Json) -> Result<(), Failure> {
    let snapshot = context.snapshot();
    let all = &snapshot.committee.sittings;
    if json.json {
        let listed: Vec<_> = all.iter().map(|one| rows::sitting(&context.desk.assets.paper, one)).collect();
        return output::print_rows("sittings", &listed);
    }
    output::print_page(
        context.setup.lang,
        tables::sittings(&context.desk.assets.paper, context.setup.lang, all.iter()),
    )
}
