//! Commands on amendments: add one, who supports it, what became of it, list them, show one.
//!
//! Invariant: the same words on the same passage are one amendment; others support it.

use super::{Json, context::Context, document::changed, failure::Failure, output};
use crate::{
    domain::{
        committee::{Amendment as Known, Committee},
        entry::Fact,
        ids::FactId,
        record::amendment::{
            AmendmentKind, AmendmentProposed, AmendmentSettled, AmendmentState, AmendmentSupported,
        },
        text::clean,
    },
    export::{committee as tables, document::committee as rows},
};
use clap::Subcommand;

/// What is done with amendments.
#[derive(Debug, Subcommand)]
pub(super) enum Amendment {
    /// Somebody proposes a change to the text, or an idea on an item.
    Add {
        /// The item.
        item: String,
        /// delete, insert, replace or proposal.
        #[arg(long, value_name = "KIND")]
        kind: AmendmentKind,
        /// The passage of the text that it is about.
        #[arg(long, value_name = "TEXT")]
        passage: Option<String>,
        /// The words that are proposed.
        #[arg(long, value_name = "TEXT")]
        words: Option<String>,
        /// Who proposes it, separated by commas.
        #[arg(long, value_name = "WHO,…")]
        by: String,
    },
    /// Somebody supports it, or no longer does.
    Support {
        /// Its id, as the list shows it.
        id: FactId,
        /// Who, separated by commas.
        #[arg(value_name = "WHO,…")]
        who: String,
        /// They no longer support it.
        #[arg(long)]
        withdraw: bool,
    },
    /// What became of it.
    Settle {
        /// Its id, as the list shows it.
        id: FactId,
        /// agreed, rejected, withdrawn, or proposed again.
        state: AmendmentState,
    },
    /// All of them, or those on some items.
    List {
        /// On these items.
        item: Option<String>,
        #[command(flatten)]
        json: Json,
    },
    /// One of them.
    Show {
        /// Its id, as the list shows it.
        id: FactId,
        #[command(flatten)]
        json: Json,
    },
}

/// Does what is asked.
pub(super) fn amendment(context: &mut Context, wanted: Amendment) -> Result<(), Failure> {
    match wanted {
        Amendment::Add { item, kind, passage, words, by } => {
            let (passage, words) = (text(passage), text(words));
            let (item, by) = (context.item(&item)?, context.who(&by)?);
            add(context, AmendmentProposed { item, kind, passage, words, by })
        }
        Amendment::Support { id, who, withdraw } => support(context, id, &who, withdraw),
        Amendment::Settle { id, state } => settle(context, id, state),
        Amendment::List { item, json } => list(context, item, json),
        Amendment::Show { id, json } => show(context, id, json),
    }
}

fn text(given: Option<String>) -> String {
    clean(&given.unwrap_or_default()).trim().to_owned()
}

fn known(committee: &Committee, id: FactId) -> Result<&Known, Failure> {
    let known = committee.amendment(id);
    known.ok_or_else(|| {
        Failure::usage(format!("there is no amendment {id}; prepcom amendment list shows them"))
    })
}

/// Says what an amendment of its kind lacks or has too much.
fn refuse_unfit(is: &AmendmentProposed) -> Result<(), Failure> {
    let kind = is.kind.slug();
    let why = match (is.kind.has_passage() && is.passage.is_empty(), is.kind.has_words(), is.words.is_empty())
    {
        (true, ..) => {
            format!("an amendment of kind {kind} needs --passage, the passage of the text that it is about")
        }
        (_, true, true) => format!("an amendment of kind {kind} needs --words, the words that are proposed"),
        (_, false, false) => {
            format!("an amendment of kind {kind} has no --words; replace puts words in the place of others")
        }
        _ => return Ok(()),
    };
    Err(Failure::usage(why))
}

fn add(context: &mut Context, is: AmendmentProposed) -> Result<(), Failure> {
    context.refuse_read_only()?;
    refuse_unfit(&is)?;
    let snapshot = context.snapshot();
    let same = |known: &&Known| {
        known.is.kind == is.kind && known.is.passage == is.passage && known.is.words == is.words
    };
    let Some(known) = snapshot.committee.amendments_on(is.item).find(same) else {
        return context.record(vec![Fact::Amendment(is)]);
    };
    let takes_part = |who| known.is.by.contains(who) || known.supported_by.contains(who);
    if is.by.iter().all(takes_part) {
        return context.already_recorded(known.id);
    }
    Err(Failure::usage(format!(
        "the same amendment is recorded as {}; prepcom amendment support {} adds to those who support it",
        known.id, known.id
    )))
}

fn support(context: &mut Context, id: FactId, who: &str, withdrawn: bool) -> Result<(), Failure> {
    context.refuse_read_only()?;
    let snapshot = context.snapshot();
    let known = known(&snapshot.committee, id)?;
    let mut participants = changed(context.who(who)?, &known.supported_by, withdrawn);
    participants.retain(|who| withdrawn || !known.is.by.contains(who));
    if participants.is_empty() {
        return context.already_recorded(known.id);
    }
    let supported = AmendmentSupported { amendment: known.id, participants, withdrawn };
    context.record(vec![Fact::AmendmentSupported(supported)])
}

fn settle(context: &mut Context, id: FactId, state: AmendmentState) -> Result<(), Failure> {
    context.refuse_read_only()?;
    let snapshot = context.snapshot();
    let known = known(&snapshot.committee, id)?;
    if known.state == state {
        return context.already_recorded(known.id);
    }
    context.record(vec![Fact::AmendmentSettled(AmendmentSettled { amendment: known.id, state })])
}

fn list(context: &Context, item: Option<String>, json: Json) -> Result<(), Failure> {
    let items = item.map(|item| context.items(&item)).transpose()?;
    let snapshot = context.snapshot();
    let on = |one: &&Known| items.as_ref().is_none_or(|items| items.contains(&one.is.item));
    let all = snapshot.committee.amendments.iter().filter(on);
    if json.json {
        return output::print_rows(
            "amendments",
            &all.map(|one| rows::amendment(&context.desk.assets.paper, one)).collect::<Vec<_>>(),
        );
    }
    output::print_page(
        context.setup.lang,
        tables::amendments(&context.desk.assets.paper, context.setup.lang, all),
    )
}

fn show(context: &Context, id: FactId, json: Json) -> Result<(), Failure> {
    let snapshot = context.snapshot();
    let one = known(&snapshot.committee, id)?;
    if json.json {
        return output::print_rows("amendments", &[rows::amendment(&context.desk.assets.paper, one)]);
    }
    output::print_page(
        context.setup.lang,
        tables::amendment(&context.desk.assets.paper, context.setup.lang, one),
    )
}
