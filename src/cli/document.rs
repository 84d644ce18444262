//! Commands on documents that circulate: add one, edit it, who sponsors it, list them, show one.
//!
//! Invariant: as with sittings, what contradicts a record is refused; sponsoring records no position.

use super::{Json, context::Context, failure::Failure, output};
use crate::{
    domain::{
        committee::{Adds, Committee, Document as Known},
        entry::Fact,
        ids::{FactId, Who},
        instant::Day,
        record::paper::{DocumentAdded, DocumentEdited, Sponsored},
        text::clean_line,
    },
    export::{committee as tables, document::committee as rows},
};
use clap::{Args, Subcommand};

/// What is done with documents.
#[derive(Debug, Subcommand)]
pub(super) enum Document {
    /// Add a document, or what you know besides of one that a colleague added.
    Add {
        /// Its symbol; an empty one where it has none, and --title then.
        symbol: String,
        #[command(flatten)]
        described: Described,
        /// Who sponsors it, separated by commas.
        #[arg(long, value_name = "WHO,…")]
        sponsors: Option<String>,
    },
    /// Add sponsors, or take them off.
    Sponsor {
        /// Its symbol or id.
        #[arg(value_name = "SYMBOL|ID")]
        document: String,
        /// Who, separated by commas.
        #[arg(value_name = "WHO,…")]
        who: String,
        /// They no longer sponsor it.
        #[arg(long)]
        withdraw: bool,
    },
    /// Change what is recorded of a document; what is not given stays, and so do its sponsors.
    Edit {
        /// Its symbol or id.
        #[arg(value_name = "SYMBOL|ID")]
        document: String,
        /// Its symbol.
        #[arg(long)]
        symbol: Option<String>,
        #[command(flatten)]
        described: Described,
    },
    /// All of them in order of symbol, or those on some items.
    List {
        /// On these items.
        #[arg(long, value_name = "ITEM")]
        item: Option<String>,
        #[command(flatten)]
        json: Json,
    },
    /// One of them.
    Show {
        /// Its symbol or id.
        #[arg(value_name = "SYMBOL|ID")]
        document: String,
        #[command(flatten)]
        json: Json,
    },
}

/// What a document is.
#[derive(Debug, Args)]
pub(super) struct Described {
    /// Its title.
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Its date, as 2027-04-26.
    #[arg(long, value_name = "DATE")]
    date: Option<Day>,
    /// On which items, separated by commas.
    #[arg(long, value_name = "ITEM,…")]
    items: Option<String>,
    /// Link to it.
    #[arg(long, value_name = "URL")]
    url: Option<String>,
    /// The group that submitted it.
    #[arg(long, value_name = "@GROUP")]
    group: Option<String>,
}

/// Does what is asked.
pub(super) fn document(context: &mut Context, wanted: Document) -> Result<(), Failure> {
    match wanted {
        Document::Add { symbol, described, sponsors } => add(context, &symbol, &described, sponsors),
        Document::Sponsor { document, who, withdraw } => sponsor(context, &document, &who, withdraw),
        Document::Edit { document, symbol, described } => edit(context, &document, symbol, &described),
        Document::List { item, json } => list(context, item, json),
        Document::Show { document, json } => show(context, &document, json),
    }
}

/// The document with a symbol or an id.
fn known<'c>(committee: &'c Committee, given: &str) -> Result<&'c Known, Failure> {
    let by_id = || committee.document(given.trim().parse::<FactId>().ok()?);
    committee.document_called(given).or_else(by_id).ok_or_else(|| {
        let given = clean_line(given);
        Failure::usage(format!("there is no document `{given}`; prepcom document list shows them"))
    })
}

impl Described {
    /// What was known, with what is given in its place.
    fn onto(&self, context: &Context, known: DocumentAdded) -> Result<DocumentAdded, Failure> {
        let line = |given: &Option<String>| given.as_deref().map(clean_line);
        let items = self.items.as_deref().map(|items| context.items(items)).transpose()?;
        let is = DocumentAdded {
            title: line(&self.title).unwrap_or(known.title),
            date: self.date.or(known.date),
            items: items.unwrap_or(known.items),
            url: line(&self.url).map_or(known.url, |url| url.as_str().into()),
            group: self.group.as_deref().map(|group| context.group(group)).transpose()?.or(known.group),
            ..known
        };
        match is.symbol.is_empty() && is.title.is_empty() {
            true => Err(Failure::usage("a document needs a symbol or a title; nothing was recorded")),
            false => Ok(is),
        }
    }
}

fn add(
    context: &mut Context,
    symbol: &str,
    described: &Described,
    sponsors: Option<String>,
) -> Result<(), Failure> {
    context.refuse_read_only()?;
    let sponsors = sponsors.map(|who| context.who(&who)).transpose()?.unwrap_or_default();
    let empty = DocumentAdded { symbol: clean_line(symbol).into(), sponsors, ..DocumentAdded::default() };
    let is = described.onto(context, empty)?;
    let snapshot = context.snapshot();
    if let Some(known) = snapshot.committee.document_like(&is) {
        match is.adds_to(&known.is) {
            Adds::Nothing => return context.already_recorded(known.id),
            Adds::Something => {}
            Adds::Contradiction => {
                return Err(Failure::usage(format!(
                    "that document is recorded as {} with other particulars; prepcom document edit {} changes them",
                    known.id, known.id
                )));
            }
        }
    }
    context.record(vec![Fact::Document(is)])
}

fn edit(
    context: &mut Context,
    given: &str,
    symbol: Option<String>,
    described: &Described,
) -> Result<(), Failure> {
    context.refuse_read_only()?;
    let snapshot = context.snapshot();
    let known = known(&snapshot.committee, given)?;
    let symbol = symbol.map_or(known.is.symbol, |symbol| clean_line(&symbol).into());
    let to = described.onto(context, DocumentAdded { symbol, ..known.is.clone() })?;
    if to == known.is {
        return context.already_recorded(known.id);
    }
    let to = DocumentAdded { sponsors: Vec::new(), ..to };
    context.record(vec![Fact::DocumentEdited(DocumentEdited { document: known.id, to })])
}

fn sponsor(context: &mut Context, given: &str, who: &str, withdrawn: bool) -> Result<(), Failure> {
    context.refuse_read_only()?;
    let snapshot = context.snapshot();
    let known = known(&snapshot.committee, given)?;
    let participants = changed(context.who(who)?, &known.is.sponsors, withdrawn);
    if participants.is_empty() {
        return context.already_recorded(known.id);
    }
    context.record(vec![Fact::Sponsored(Sponsored { document: known.id, participants, withdrawn })])
}

/// Of these participants, those that are not in a list yet, or those that are and leave it.
pub(super) fn changed(mut who: Vec<Who>, known: &[Who], leave: bool) -> Vec<Who> {
    who.retain(|who| known.contains(who) == leave);
    who
}

fn list(context: &Context, item: Option<String>, json: Json) -> Result<(), Failure> {
    let items = item.map(|item| context.items(&item)).transpose()?;
    let snapshot = context.snapshot();
    let on = |one: &&Known| items.as_ref().is_none_or(|items| items.iter().any(|i| one.is.items.contains(i)));
    let all = snapshot.committee.documents.iter().filter(on);
    if json.json {
        return output::print_rows(
            "documents",
            &all.map(|one| rows::document(&context.desk.assets.paper, one)).collect::<Vec<_>>(),
        );
    }
    output::print_page(
        context.setup.lang,
        tables::documents(&context.desk.assets.paper, context.setup.lang, all),
    )
}

fn show(context: &Context, given: &str, json: Json) -> Result<(), Failure> {
    let snapshot = context.snapshot();
    let one = known(&snapshot.committee, given)?;
    if json.json {
        return output::print_rows("documents", &[rows::document(&context.desk.assets.paper, one)]);
    }
    output::print_page(
        context.setup.lang,
        tables::document(&context.desk.assets.paper, context.setup.lang, one),
    )
}
