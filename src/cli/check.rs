//! The command that reads everything and names every problem, and the repair of journals.
//!
//! Invariant: without `--repair` nothing is changed; with it, what is said to be moved is on disk in its new place.

use super::{context::Context, failure::Failure, output};
use crate::{
    domain::{diagnostic::render, ids::mine_of, problem::Problem, text::clean_line},
    store::{
        desk::{self, Desk},
        device::{self, Known},
        disk::Real,
        repair::{self, Repair},
        snapshots,
    },
    words::{
        check::{self as words, Tried},
        notice, report,
    },
};
use clap::Args;
use std::path::Path;

/// What is to be checked.
#[derive(Debug, Args)]
pub(super) struct Wanted {
    /// As JSON.
    #[arg(long)]
    json: bool,
    /// Move bad lines of this machine's journal to state/aside/, take home what copies of it hold, note what is lost.
    #[arg(long)]
    repair: bool,
    /// Only say what a repair would do.
    #[arg(long, requires = "repair")]
    dry_run: bool,
    /// Repair the journal of another device, one that no longer records.
    #[arg(long, value_name = "NAME", requires = "repair")]
    device: Option<String>,
}

/// Prints every problem, after the repair where one is asked for.
pub(super) fn check(mut context: Context, wanted: &Wanted) -> Result<(), Failure> {
    let repairs = wanted.repair.then(|| repaired(&mut context, wanted)).transpose()?;
    let problems = problems(&context);
    let notices = context.notices();
    let said = said(&context, wanted, repairs.as_deref(), &problems);
    if wanted.json {
        let document = document(&context, repairs.as_deref(), &problems, &notices, &said);
        context.print_json(document)?;
    } else {
        let columns = output::columns();
        let shown = |all: &[Problem]| -> Vec<String> {
            all.iter().map(|problem| render(problem, context.setup.lang, columns)).collect()
        };
        let all = if problems.is_empty() { none(&context) } else { shown(&problems).join("\n\n") };
        let mut all = said.iter().chain([&all]).cloned().collect::<Vec<_>>().join("\n");
        if !notices.is_empty() {
            let title = notice::TITLE.get(context.setup.lang);
            all.push_str(&format!("\n\n{title}:\n\n{}", shown(&notices).join("\n\n")));
        }
        let root = clean_line(&context.desk.workspace.root.display().to_string());
        all.push_str(&format!("\n\n{}: {root}", words::WORKSPACE.get(context.setup.lang)));
        output::print(&all)?;
    }
    if problems.is_empty() { Ok(()) } else { Err(Failure::Problems) }
}

fn problems(context: &Context) -> Vec<Problem> {
    let Desk { workspace, journal, ledger, .. } = &context.desk;
    let mut problems = context.desk.problems(&context.snapshot());
    problems.extend(desk::problems_of_today(workspace, journal, ledger, context.setup.clock()));
    problems.extend(snapshots::problems(workspace));
    problems
}

/// What a repair of each file did, or would do; the desk is opened anew after one. None where there is no file to repair.
fn repaired(context: &mut Context, wanted: &Wanted) -> Result<Vec<Repair>, Failure> {
    let Desk { workspace, journal, .. } = &context.desk;
    let devices = match wanted.device.as_deref().map(|name| name.trim_end_matches(".jsonl")) {
        Some(name) if !workspace.has_journal(name) => {
            let shown = clean_line(name);
            return Err(Failure::usage(format!("there is no file state/journal/{shown}.jsonl")));
        }
        Some(name) => vec![name.to_owned()],
        None => {
            let own = journal.device().map(|device| [device.to_owned(), mine_of(device)]);
            let is_there = |name: &String| Some(&**name) == journal.device() || journal.has_mine(name);
            own.into_iter().flatten().filter(is_there).collect()
        }
    };
    let mut repairs = Vec::new();
    for device in devices {
        repairs.push(match wanted.dry_run {
            true => repair::plan(workspace, journal, &device)?,
            false => repair::perform(workspace, journal, &device, context.setup.now)
                .map_err(|error| Failure::failed(error.said().get(context.setup.lang)))?,
        });
    }
    if !wanted.dry_run && !repairs.is_empty() {
        context.desk = Desk::open(context.desk.workspace.clone());
    }
    Ok(repairs)
}

/// What there is to say beside the problems.
fn said(context: &Context, wanted: &Wanted, repairs: Option<&[Repair]>, problems: &[Problem]) -> Vec<String> {
    let lang = context.setup.lang;
    let mut said = match repairs {
        None => Vec::new(),
        Some([]) => vec![words::NO_OWN_FILE.get(lang).to_owned()],
        Some(all) => all.iter().flat_map(|repair| done(context, wanted, repair)).collect(),
    };
    if repairs.is_some() {
        said.extend(others(context, wanted, problems));
    }
    match device::look(&Real::below(&context.desk.workspace.root), &context.desk.workspace) {
        Known::Elsewhere(device) => said.push(words::from_elsewhere(lang, &device)),
        Known::Damaged => said.push(words::NAME_DAMAGED.get(lang).to_owned()),
        Known::Own(_) | Known::New | Known::Newer => {}
    }
    said.extend(context.desk.journal.read_only().map(|why| why.words().get(lang).to_owned()));
    said
}

fn done(context: &Context, wanted: &Wanted, repair: &Repair) -> Vec<String> {
    let (lang, workspace) = (context.setup.lang, &context.desk.workspace);
    let shown = |path: &Path| workspace.shown(path);
    let tried = if wanted.dry_run { Tried::Only } else { Tried::Done };
    let (file, folder) = (shown(&repair.file), shown(&repair::aside(workspace, &repair.file)));
    if repair.is_empty() {
        return vec![words::nothing(lang, &file)];
    }
    let to = repair.aside.as_deref().map(shown);
    let bad = repair
        .bad
        .iter()
        .map(|problem| words::aside(lang, &problem.place.to_string(), problem.what.get(lang), to.as_deref()));
    let home = repair.home.iter().map(|(from, count)| words::home(lang, &file, &shown(from), *count, tried));
    let copies = repair.copies.iter().map(|copy| words::copy(lang, &shown(copy), &folder, tried));
    let lost = repair.lost.iter().map(|range| words::lost(lang, &range.to_string(), tried));
    bad.chain(home).chain(copies).chain(lost).collect()
}

/// The files of other devices that have problems with their lines.
fn others(context: &Context, wanted: &Wanted, problems: &[Problem]) -> Vec<String> {
    let own = context.desk.journal.device();
    let mut said: Vec<String> = Vec::new();
    for problem in problems.iter().filter(|problem| problem.place.line > 0) {
        let file = Path::new(&problem.place.file);
        let is_journal = file.parent().is_some_and(|folder| folder.ends_with("state/journal"));
        let device = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let is_asked = Some(&*device) == own || wanted.device.as_deref() == Some(&*device);
        if is_journal && !is_asked {
            said.push(words::of_another(context.setup.lang, &problem.place.file, &device));
        }
    }
    said.dedup();
    said
}

fn none(context: &Context) -> String {
    let assets = &context.desk.assets;
    report::no_problems(
        context.setup.lang,
        assets.paper.areas.len(),
        assets.paper.items().count(),
        assets.roster.delegation_count(),
        assets.roster.groups().len(),
        context.desk.ledger.len(),
    )
}

fn document(
    context: &Context,
    repairs: Option<&[Repair]>,
    problems: &[Problem],
    notices: &[Problem],
    said: &[String],
) -> serde_json::Value {
    let workspace = &context.desk.workspace;
    let row = |problem: &Problem| {
        let place = &problem.place;
        let at = |number: usize| (number > 0).then_some(number);
        serde_json::json!({
            "file": place.file, "line": at(place.line), "column": at(place.column),
            "what": problem.what.get(context.setup.lang), "hint": problem.hint.get(context.setup.lang),
        })
    };
    let rows = |problems: &[Problem]| problems.iter().map(row).collect::<Vec<_>>();
    let mut document = serde_json::json!({
        "schema": 1, "problems": rows(problems), "notices": rows(notices), "said": said,
    });
    let of_file = |repair: &Repair| {
        serde_json::json!({
            "file": workspace.shown(&repair.file),
            "moved": rows(&repair.bad),
            "aside": repair.aside.as_deref().map(|path| workspace.shown(path)),
            "home": repair.home.values().sum::<usize>(),
            "copies": repair.copies.iter().map(|path| workspace.shown(path)).collect::<Vec<_>>(),
            "lost": repair.lost.iter().map(ToString::to_string).collect::<Vec<_>>(),
        })
    };
    if let Some(repairs) = repairs {
        document["repairs"] = repairs.iter().map(of_file).collect();
    }
    document
}
