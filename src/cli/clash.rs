//! Commands on clashes: list them, and settle one, several or all as one act.
//!
//! Invariant: a clash that is not decided is left and named; what is settled is recorded as any position or line is.

use super::{Json, context::Context, failure::Failure, output};
use crate::{
    domain::{
        clash::{Clashes, Contested, Rule, Sides, Undecided},
        entry::Fact,
        extent::Notes,
        ids::ItemKey,
    },
    export::{clash, text},
    words::clash as words,
};
use clap::{ArgGroup, Args, Subcommand};

/// What is done with clashes.
#[derive(Debug, Subcommand)]
pub(super) enum Clash {
    /// All of them, each with all that was recorded.
    List(Json),
    /// Settle them as one act, which undo takes back.
    Settle(Settle),
}

/// Which clashes are settled, and how.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("how").required(true).args(["keep", "later", "on_the_record"])))]
pub(super) struct Settle {
    /// Whose position on what; ITEM alone means our line on it.
    #[arg(num_args = 0..=2, value_names = ["WHO", "ITEM"])]
    on: Vec<String>,
    /// Keep the side with this number, as the list shows it.
    #[arg(long, value_name = "N")]
    keep: Option<usize>,
    /// Keep what was taken later, of our lines what was drawn later.
    #[arg(long)]
    later: bool,
    /// Keep the only side that is on the record: a statement, a paper or a vote.
    #[arg(long)]
    on_the_record: bool,
    /// Everything that clashes.
    #[arg(long, conflicts_with_all = ["on", "keep"])]
    all: bool,
}

/// Does what is asked.
pub(super) fn clash(context: &mut Context, wanted: &Clash) -> Result<(), Failure> {
    match wanted {
        Clash::List(json) => list(context, *json),
        Clash::Settle(settle) => self::settle(context, settle),
    }
}

/// Reads the clashes in the view.
fn reading<T>(
    context: &Context,
    read: impl FnOnce(&Context, &Clashes) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let snapshot = context.snapshot();
    let ledger = &context.desk.ledger;
    let undone = ledger.undone(context.setup.view);
    let (paper, roster) = (&context.desk.assets.paper, &context.desk.assets.roster);
    read(context, &Clashes { paper, roster, ledger, snapshot: &snapshot, undone: &undone })
}

fn list(context: &Context, as_json: Json) -> Result<(), Failure> {
    let cover = context.cover(Notes::All);
    reading(context, |context, clashes| {
        let report = context.report(clashes.snapshot, &cover);
        if as_json.json {
            let document = clash::document(&report, clashes);
            return context.print_json(document);
        }
        Ok(output::print(&text::write(&clash::page(&report, clashes), output::columns()))?)
    })
}

fn settle(context: &mut Context, wanted: &Settle) -> Result<(), Failure> {
    context.refuse_read_only()?;
    let (facts, left) = reading(context, |context, clashes| settled(context, clashes, wanted))?;
    context.record(facts)?;
    left.iter().for_each(|said| output::to_terminal(said));
    Ok(())
}

/// The facts that settle what is asked, and what is left and why.
fn settled(
    context: &Context,
    clashes: &Clashes,
    wanted: &Settle,
) -> Result<(Vec<Fact>, Vec<String>), Failure> {
    let (mut facts, mut left) = (Vec::new(), Vec::new());
    let meant = meant(context, clashes, wanted)?;
    for contested in &meant {
        let name = clash::name(clashes, *contested, context.setup.lang);
        match decided(context, clashes, wanted, *contested) {
            Ok(fact) => facts.push(fact),
            Err(Undecided::NotThere) => return Err(no_such_side(clashes, *contested, &name)),
            Err(why) => left.push(words::left_one(context.setup.lang, &name, why)),
        }
    }
    match facts.is_empty() {
        false => Ok((facts, left)),
        true if left.is_empty() => Err(Failure::failed("nothing clashes, so there is nothing to settle")),
        true => Err(Failure::failed(format!("{}; nothing was recorded", left.join("\n")))),
    }
}

fn decided(
    context: &Context,
    clashes: &Clashes,
    wanted: &Settle,
    contested: Contested,
) -> Result<Fact, Undecided> {
    match wanted.keep {
        Some(number) => {
            let side = number.checked_sub(1).ok_or(Undecided::NotThere)?;
            clashes.keep(contested, side, context.setup.now)
        }
        None => {
            let rule = if wanted.later { Rule::Later } else { Rule::OnTheRecord };
            clashes.by_rule(contested, rule, context.setup.now)
        }
    }
}

fn no_such_side(clashes: &Clashes, contested: Contested, name: &str) -> Failure {
    let count = match clashes.sides(contested) {
        Sides::Positions(sides) => sides.len(),
        Sides::Lines(sides) => sides.len(),
    };
    Failure::usage(format!("{name} has sides 1 to {count}; prepcom clash list shows them"))
}

/// The clashes that are meant: all, or those that are named, which have to be some.
fn meant(context: &Context, clashes: &Clashes, wanted: &Settle) -> Result<Vec<Contested>, Failure> {
    let all = clashes.all();
    let place = |item: &ItemKey| clashes.snapshot.item_index(item);
    let named: Vec<Contested> = match &wanted.on[..] {
        [] if wanted.all => return Ok(all),
        [] => {
            return Err(Failure::usage(
                "say which: prepcom clash settle WHO ITEM, ITEM alone for our line on it, or --all",
            ));
        }
        [item] => context.items(item)?.iter().filter_map(place).map(Contested::Line).collect(),
        [who, item, ..] => {
            let (who, items) = (context.participants(who)?, context.items(item)?);
            let items: Vec<usize> = items.iter().filter_map(place).collect();
            who.iter().flat_map(|who| items.iter().map(|item| Contested::Position(*who, *item))).collect()
        }
    };
    let found: Vec<Contested> = named.into_iter().filter(|contested| all.contains(contested)).collect();
    match found.len() {
        0 => Err(Failure::failed("nothing clashes there; prepcom clash list shows what does")),
        1 => Ok(found),
        n if wanted.keep.is_some() => Err(Failure::usage(format!(
            "--keep settles one clash, and {n} are meant; name one, or use --later or --on-the-record"
        ))),
        _ => Ok(found),
    }
}
