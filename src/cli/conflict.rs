//! Commands on conflicts: list them, and resolve one, several or all as one act.
//!
//! Invariant: a conflict that is not decided is left and named; what is resolved is recorded as any position or line is.

use super::{Json, context::Context, failure::Failure, output};
use crate::{
    domain::{
        conflict::{Conflicts, Contested, Rule, Undecided, Versions},
        entry::Fact,
        extent::Notes,
        ids::ItemId,
    },
    export::{conflict, text},
    words::conflict as words,
};
use clap::{ArgGroup, Args, Subcommand};

/// What is done with conflicts.
#[derive(Debug, Subcommand)]
pub(super) enum Conflict {
    /// All of them, each with all that was recorded.
    List(Json),
    /// Resolve them as one act, which undo takes back.
    Resolve(Resolve),
}

/// Which conflicts are resolved, and how.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("how").required(true).args(["keep", "later", "on_the_record"])))]
pub(super) struct Resolve {
    /// Whose position on what; ITEM alone means our line on it.
    #[arg(num_args = 0..=2, value_names = ["WHO", "ITEM"])]
    on: Vec<String>,
    /// Keep the version with this number, as the list shows it.
    #[arg(long, value_name = "N")]
    keep: Option<usize>,
    /// Keep what was taken later, of our lines what was drawn later.
    #[arg(long)]
    later: bool,
    /// Keep the only version that is on the record: a statement, a paper or a vote.
    #[arg(long)]
    on_the_record: bool,
    /// Everything that conflicts.
    #[arg(long, conflicts_with_all = ["on", "keep"])]
    all: bool,
}

/// Does what is asked.
pub(super) fn conflict(context: &mut Context, wanted: &Conflict) -> Result<(), Failure> {
    match wanted {
        Conflict::List(json) => list(context, *json),
        Conflict::Resolve(resolve) => self::resolve(context, resolve),
    }
}

/// Reads the conflicts in the view.
fn reading<T>(
    context: &Context,
    read: impl FnOnce(&Context, &Conflicts) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let snapshot = context.snapshot();
    let ledger = &context.desk.ledger;
    let undone = ledger.undone(context.setup.view);
    let (paper, roster) = (&context.desk.assets.paper, &context.desk.assets.roster);
    read(context, &Conflicts { paper, roster, ledger, snapshot: &snapshot, undone: &undone })
}

fn list(context: &Context, as_json: Json) -> Result<(), Failure> {
    let cover = context.cover(Notes::All);
    reading(context, |context, conflicts| {
        let report = context.report(conflicts.snapshot, &cover);
        if as_json.json {
            let document = conflict::document(&report, conflicts);
            return context.print_json(document);
        }
        Ok(output::print(&text::write(&conflict::page(&report, conflicts), output::columns()))?)
    })
}

fn resolve(context: &mut Context, wanted: &Resolve) -> Result<(), Failure> {
    context.refuse_read_only()?;
    let (facts, left) = reading(context, |context, conflicts| resolved(context, conflicts, wanted))?;
    context.record(facts)?;
    left.iter().for_each(|said| output::to_terminal(said));
    Ok(())
}

/// The facts that resolve what is asked, and what is left and why.
fn resolved(
    context: &Context,
    conflicts: &Conflicts,
    wanted: &Resolve,
) -> Result<(Vec<Fact>, Vec<String>), Failure> {
    let (mut facts, mut left) = (Vec::new(), Vec::new());
    let meant = meant(context, conflicts, wanted)?;
    for contested in &meant {
        let name = conflict::name(conflicts, *contested, context.setup.lang);
        match decided(context, conflicts, wanted, *contested) {
            Ok(fact) => facts.push(fact),
            Err(Undecided::NotThere) => return Err(no_such_version(conflicts, *contested, &name)),
            Err(why) => left.push(words::left_one(context.setup.lang, &name, why)),
        }
    }
    match facts.is_empty() {
        false => Ok((facts, left)),
        true if left.is_empty() => Err(Failure::failed("nothing conflicts, so there is nothing to resolve")),
        true => Err(Failure::failed(format!("{}; nothing was recorded", left.join("\n")))),
    }
}

fn decided(
    context: &Context,
    conflicts: &Conflicts,
    wanted: &Resolve,
    contested: Contested,
) -> Result<Fact, Undecided> {
    match wanted.keep {
        Some(number) => {
            let version = number.checked_sub(1).ok_or(Undecided::NotThere)?;
            conflicts.keep(contested, version, context.setup.now)
        }
        None => {
            let rule = if wanted.later { Rule::Later } else { Rule::OnTheRecord };
            conflicts.by_rule(contested, rule, context.setup.now)
        }
    }
}

fn no_such_version(conflicts: &Conflicts, contested: Contested, name: &str) -> Failure {
    let count = match conflicts.versions(contested) {
        Versions::Positions(versions) => versions.len(),
        Versions::Lines(versions) => versions.len(),
    };
    Failure::usage(format!("{name} has versions 1 to {count}; prepcom conflict list shows them"))
}

/// The conflicts that are meant: all, or those that are named, which have to be some.
fn meant(context: &Context, conflicts: &Conflicts, wanted: &Resolve) -> Result<Vec<Contested>, Failure> {
    let all = conflicts.all();
    let place = |item: &ItemId| conflicts.snapshot.item_index(item);
    let named: Vec<Contested> = match &wanted.on[..] {
        [] if wanted.all => return Ok(all),
        [] => {
            return Err(Failure::usage(
                "say which: prepcom conflict resolve WHO ITEM, ITEM alone for our line on it, or --all",
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
        0 => Err(Failure::failed("nothing conflicts there; prepcom conflict list shows what does")),
        1 => Ok(found),
        n if wanted.keep.is_some() => Err(Failure::usage(format!(
            "--keep resolves one conflict, and {n} are meant; name one, or use --later or --on-the-record"
        ))),
        _ => Ok(found),
    }
}
