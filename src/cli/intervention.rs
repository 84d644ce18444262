//! Commands on interventions: who spoke in a sitting, the link to the delivered text, the list.
//!
//! Invariant: one speaker's intervention of one kind in a sitting is recorded again only where that is said.

use super::{Json, context::Context, failure::Failure, output, sitting};
use crate::{
    domain::{
        committee::Intervention as Known,
        entry::Fact,
        ids::FactId,
        intent,
        record::sitting::{InterventionEdited, InterventionKind, InterventionMade},
        text::clean_line,
    },
    export::{committee as tables, document::committee as rows},
};
use clap::{Args, Subcommand};

/// What is done with interventions.
#[derive(Debug, Subcommand)]
pub(super) enum Intervention {
    /// Somebody spoke in a sitting.
    Add(Spoken),
    /// Set the link to the delivered text, or that it has been checked against.
    Edit {
        /// Its id, as the list shows it.
        id: FactId,
        /// Link to the delivered text; an empty one takes it away.
        #[arg(long, value_name = "URL", required_unless_present = "checked")]
        url: Option<String>,
        /// What was heard has been checked against the delivered text.
        #[arg(long)]
        checked: bool,
    },
    /// Those of one sitting, or all, in their order.
    List {
        /// Id of the sitting.
        sitting: Option<FactId>,
        #[command(flatten)]
        json: Json,
    },
}

/// Who spoke, and how.
#[derive(Debug, Args)]
pub(super) struct Spoken {
    /// Id of the sitting, as its list shows it.
    sitting: FactId,
    /// Who spoke.
    who: String,
    /// For which group.
    #[arg(long = "for", value_name = "@GROUP")]
    on_behalf_of: Option<String>,
    /// statement, right-of-reply or explanation; default: statement.
    #[arg(long, value_name = "KIND")]
    kind: Option<InterventionKind>,
    /// To whom it replies.
    #[arg(long, value_name = "WHO")]
    to: Option<String>,
    /// Its place among the speakers, from 1; default: after those before it.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    order: Option<u32>,
    /// Link to the delivered text.
    #[arg(long, value_name = "URL")]
    url: Option<String>,
    /// One more of a speaker who has spoken in this sitting before.
    #[arg(long)]
    again: bool,
}

/// Does what is asked.
pub(super) fn intervention(context: &mut Context, wanted: Intervention) -> Result<(), Failure> {
    match wanted {
        Intervention::Add(spoken) => add(context, &spoken),
        Intervention::Edit { id, url, checked } => edit(context, id, url, checked),
        Intervention::List { sitting, json } => list(context, sitting, json),
    }
}

fn add(context: &mut Context, spoken: &Spoken) -> Result<(), Failure> {
    context.refuse_read_only()?;
    let snapshot = context.snapshot();
    let committee = &snapshot.committee;
    let on_behalf_of = spoken.on_behalf_of.as_deref().map(|group| context.group(group)).transpose()?;
    let made = InterventionMade {
        on_behalf_of,
        kind: spoken.kind.unwrap_or_default(),
        order: spoken.order,
        to: spoken.to.as_deref().map(|to| context.one(to)).transpose()?,
        url: clean_line(spoken.url.as_deref().unwrap_or_default()).into(),
        ..InterventionMade::of(sitting::known(committee, spoken.sitting)?.id, context.one(&spoken.who)?)
    };
    let alike = committee.interventions_like(&made);
    let same = |known: &&Known| made.order.is_none_or(|order| known.is.order == Some(order));
    let alike: Vec<&Known> = alike.collect();
    let known = alike.iter().rev().copied().find(same).or(alike.last().copied());
    match known.filter(|_| !spoken.again) {
        Some(known) if says_nothing_new(&made, known) => context.already_recorded(known.id),
        Some(known) => Err(Failure::usage(format!(
            "this {} of {} is recorded as {}; --again records another one, prepcom intervention edit {} sets its link",
            made.kind.slug(),
            made.who,
            known.id,
            known.id
        ))),
        None => {
            let device = context.desk.journal.device().unwrap_or_default();
            let facts = intent::another_intervention(committee, device, made);
            context.record(facts)
        }
    }
}

fn says_nothing_new(made: &InterventionMade, known: &Known) -> bool {
    (made.url.is_empty() || made.url == known.is.url)
        && (made.to.is_none() || made.to == known.is.to)
        && (made.order.is_none() || made.order == known.is.order)
}

fn edit(context: &mut Context, id: FactId, url: Option<String>, checked: bool) -> Result<(), Failure> {
    context.refuse_read_only()?;
    let snapshot = context.snapshot();
    let known = snapshot.committee.intervention(id).ok_or_else(|| {
        Failure::usage(format!("there is no intervention {id}; prepcom intervention list shows them"))
    })?;
    let edited = InterventionEdited {
        intervention: known.id,
        url: url.map_or(known.is.url, |url| clean_line(&url).into()),
        checked: checked || known.is.checked,
    };
    if (edited.url, edited.checked) == (known.is.url, known.is.checked) {
        return context.already_recorded(known.id);
    }
    context.record(vec![Fact::InterventionEdited(edited)])
}

fn list(context: &Context, of: Option<FactId>, json: Json) -> Result<(), Failure> {
    let snapshot = context.snapshot();
    let committee = &snapshot.committee;
    let of = of.map(|id| sitting::known(committee, id)).transpose()?.map(|sitting| sitting.id);
    if json.json {
        let wanted = |one: &&Known| of.is_none_or(|id| one.is.sitting == id);
        let listed: Vec<_> = committee.interventions.iter().filter(wanted).map(rows::intervention).collect();
        return output::print_rows("interventions", &listed);
    }
    output::print_page(context.setup.lang, tables::interventions(context.setup.lang, committee, of))
}
