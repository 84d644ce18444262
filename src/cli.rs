//! The command line: what can be asked for, and the exit code.
//!
//! Invariant: data goes to standard output, words to standard error; 0 done, 1 failed, 2 wrong usage, 3 the data has problems.

mod amendment;
mod brief;
mod check;
mod conflict;
mod context;
mod diff;
mod document;
mod export;
mod failure;
mod global;
mod import;
mod intervention;
mod manage;
mod meeting;
mod names;
mod output;
mod patience;
mod read;
mod record;
mod setup;
mod sitting;
mod snapshot;
mod union;

use crate::domain::{
    ids::{EntryId, FactId},
    instant::{Day, When},
    position::{Position, Source, Status},
    text::is_unsafe,
};
use clap::{Args, CommandFactory, Parser, Subcommand};
use context::Context;
use failure::Failure;
use global::Global;
use std::{ffi::OsString, path::PathBuf, process::ExitCode};

const EXAMPLES: &str = "\
Examples:
  prepcom                                            open the screens
  prepcom set fra,gbr,usa 3a opposes --source statement:NPT/CONF.2026/PC.II/SR.3
  prepcom show 3a
  prepcom note aut 1a \"wants a fixed form\" --shareable
  prepcom export --format md -o snapshot.md
  prepcom import --dry-run votes.csv --map yes=supports,no=opposes,abstain=abstained
  prepcom diff 30d now
  prepcom brief aut --own irl --format html -o brief.html

WHO is a code (aut), a group with @ (@nam), a name or a known alias; several are separated by commas.
ITEM is a key (3a); 4 or 4* means all items of area 4.
WHEN is 2024-07-22, 2024-07-22T15:00, 15:00, today, tomorrow, yesterday or 30d for thirty days ago, by the clock of the workspace.
Exit: 0 done, 1 failed, 2 wrong usage, 3 the data has problems.";

/// Where each delegation stands on each point of a Chair's paper: record it, keep it, hand it out.
#[derive(Debug, Parser)]
#[command(name = "prepcom", version, after_help = EXAMPLES, disable_help_subcommand = true)]
pub struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Read the paper and all journals and print every problem; exit 3 if there is one.
    Check(check::Wanted),
    /// The overview, an item or a participant as plain text.
    Show(Show),
    /// Record a position.
    Set(Set),
    /// Back to not recorded.
    Clear(Cell),
    /// Write a note on a participant, an item or both.
    Note(Note),
    /// Our own line on an item; without options, show it.
    Line(Line),
    /// Something to raise with a participant at the next meeting.
    Point(Point),
    /// Commitments: add one, set its status, list them.
    #[command(subcommand)]
    Commitment(Commitment),
    /// Meetings: plan one, mark it as finished, list them.
    #[command(subcommand)]
    Meeting(meeting::Meeting),
    /// Sittings of the Committee: add one, edit it, list them.
    #[command(subcommand)]
    Sitting(sitting::Sitting),
    /// Interventions: who spoke in a sitting, the link to the delivered text, the list.
    #[command(subcommand)]
    Intervention(intervention::Intervention),
    /// Documents that circulate: add one, edit it, who sponsors it, list them, show one.
    #[command(subcommand)]
    Document(document::Document),
    /// Amendments: add one, who supports it, what became of it, list them, show one.
    #[command(subcommand)]
    Amendment(amendment::Amendment),
    /// What to know before a meeting with somebody: ranked, one or two pages.
    Brief(brief::Wanted),
    /// What is to be done: meetings, commitments, points to raise, conflicts to resolve, who was not heard for long.
    #[command(name = "todo")]
    ToDo(brief::Days),
    /// Conflicts: list them, and resolve one or all.
    #[command(subcommand)]
    Conflict(conflict::Conflict),
    /// Take back the last act on this device.
    Undo,
    /// Put back what the last undo took back, or an entry that somebody else took back.
    Redo {
        /// The entry, as check and log name it.
        #[arg(value_name = "ENTRY")]
        entry: Option<EntryId>,
    },
    /// Entries, newest first.
    Log(Log),
    /// What changed between two instants, saved snapshots or files of snapshots.
    Diff(diff::Wanted),
    /// Snapshots saved under a name: save one, list them, show one.
    #[command(subcommand)]
    Snapshot(snapshot::Snapshot),
    /// The snapshot as a file.
    Export(export::Wanted),
    /// Positions, notes and commitments from a file: csv, json, or an xlsx of our own; or the journals of colleagues.
    Import(import::Wanted),
    /// Make a new workspace.
    Init(Init),
    /// Completions for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// The manual page, as roff.
    Man,
}

#[derive(Debug, Clone, Copy, Args)]
struct Json {
    /// As JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
struct Show {
    /// An item or several (3a, 4), or a participant (aut, @nam); without, the overview.
    #[arg(value_name = "ITEM|PARTICIPANT")]
    what: Option<String>,
    #[command(flatten)]
    json: Json,
}

#[derive(Debug, Args)]
struct Cell {
    /// Participants, separated by commas.
    who: String,
    /// Items, separated by commas.
    item: String,
}

#[derive(Debug, Args)]
struct Set {
    #[command(flatten)]
    cell: Cell,
    /// champions, supports, accepts, concerns, opposes, blocks, undecided, awaiting, silent (also 1 to 9) or abstained; or in Chinese.
    position: Position,
    /// The condition: "if …".
    #[arg(long = "if", value_name = "TEXT")]
    condition: Option<String>,
    /// How we know: statement, group-statement, aligned (both also with the group, aligned:@EU), explanation, working-paper, vote, bilateral, informal, third-party or assessment, with a reference.
    #[arg(long, value_name = "KIND[:REF]")]
    source: Option<Source>,
    /// Why it is a red line, or what speaks for the position.
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// The words that were said.
    #[arg(long, value_name = "TEXT")]
    quote: Option<String>,
    /// Code of the language of the quote, for example fr.
    #[arg(long, value_name = "CODE", requires = "quote")]
    quote_language: Option<String>,
    /// The sitting in which it was said: the participant's intervention there, which is added if there is none.
    #[arg(long, value_name = "ID")]
    sitting: Option<FactId>,
    /// Our record was wrong and this is what was said: the record with this id, or the one that counts. It is no move of theirs.
    #[arg(long, value_name = "ID", num_args = 0..=1, conflicts_with_all = ["on", "sitting"])]
    corrects: Option<Option<FactId>>,
    /// A note on the same cell, in the same action.
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// When the position was taken; default: now.
    #[arg(long, value_name = "WHEN")]
    on: Option<When>,
}

#[derive(Debug, Args)]
struct Note {
    /// On whom, on what, and the text; - reads it from standard input.
    #[arg(required = true, num_args = 1..=3, value_name = "[WHO] [ITEM] TEXT")]
    words: Vec<String>,
    /// It may leave in an export.
    #[arg(long, conflicts_with = "mine")]
    shareable: bool,
    /// For you alone: it is kept on this device and in no file that leaves it.
    #[arg(long)]
    mine: bool,
    /// How we know.
    #[arg(long, value_name = "KIND[:REF]")]
    source: Option<Source>,
    /// The words that were said.
    #[arg(long, value_name = "TEXT")]
    quote: Option<String>,
    /// Code of the language of the quote, for example fr.
    #[arg(long, value_name = "CODE", requires = "quote")]
    quote_language: Option<String>,
    /// The sitting that it is about.
    #[arg(long, value_name = "ID")]
    sitting: Option<FactId>,
    /// When it was said or seen; default: now.
    #[arg(long, value_name = "WHEN")]
    on: Option<When>,
}

#[derive(Debug, Args)]
struct Line {
    /// The item.
    item: String,
    /// What we want.
    #[arg(long, value_name = "TEXT")]
    objective: Option<String>,
    /// What speaks for it.
    #[arg(long, value_name = "TEXT")]
    arguments: Option<String>,
    /// What to ask of others.
    #[arg(long, value_name = "TEXT")]
    asks: Option<String>,
}

#[derive(Debug, Args)]
struct Point {
    #[command(flatten)]
    cell: Cell,
    /// What to say.
    text: Option<String>,
    /// Take it off again.
    #[arg(long)]
    done: bool,
}

#[derive(Debug, Subcommand)]
enum Commitment {
    /// A commitment under an item.
    Add {
        #[command(flatten)]
        cell: Cell,
        /// What was promised.
        text: String,
        /// By when, as 2027-04-01.
        #[arg(long, value_name = "DATE")]
        due: Option<Day>,
        /// How we know.
        #[arg(long, value_name = "KIND[:REF]")]
        source: Option<Source>,
    },
    /// How far it has got.
    Status {
        /// Its id, as the list shows it.
        id: String,
        /// no-information, not-started, limited, substantial, complete or withdrawn.
        status: Status,
        /// What that rests on.
        #[arg(long, value_name = "TEXT")]
        evidence: Option<String>,
    },
    /// All of them.
    List {
        /// Open ones whose date has passed.
        #[arg(long)]
        overdue: bool,
        /// Open ones due within so many days, as 30d, overdue ones too.
        #[arg(long, value_name = "DAYS", value_parser = read::days)]
        due_within: Option<u32>,
        /// Open ones.
        #[arg(long)]
        open: bool,
        #[command(flatten)]
        json: Json,
    },
}

#[derive(Debug, Args)]
struct Log {
    /// About these participants.
    #[arg(long, value_name = "WHO")]
    who: Option<String>,
    /// About these items.
    #[arg(long, value_name = "ITEM")]
    item: Option<String>,
    /// Recorded since then.
    #[arg(long, value_name = "WHEN")]
    since: Option<When>,
    /// Recorded until then.
    #[arg(long, value_name = "WHEN")]
    until: Option<When>,
    #[command(flatten)]
    json: Json,
}

#[derive(Debug, Args)]
struct Init {
    /// The folder; made where it does not exist.
    dir: PathBuf,
}

/// Runs the program with its arguments, the first of which is its name.
pub fn run(arguments: impl Iterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.collect();
    let acts = arguments.iter().any(|given| given.to_string_lossy().chars().any(is_unsafe));
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(said) => {
            let code = u8::try_from(said.exit_code()).unwrap_or(1);
            if acts {
                output::to_terminal(&said.render().to_string());
                return code.into();
            }
            return if said.print().is_ok() { code.into() } else { ExitCode::SUCCESS };
        }
    };
    let done = match cli.command {
        None => manage::screens(cli.global),
        Some(command) => dispatch(cli.global, command),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => report(failure),
    }
}

fn dispatch(global: Global, command: Command) -> Result<(), Failure> {
    match command {
        Command::Init(init) => manage::init(&init.dir),
        Command::Completions { shell } => manage::completions(shell, &mut Cli::command()),
        Command::Man => manage::man(Cli::command()),
        command => on_workspace(Context::open(global)?, command),
    }
}

fn on_workspace(mut context: Context, command: Command) -> Result<(), Failure> {
    if !matches!(command, Command::Check(_)) {
        context.mention_exposed();
    }
    match command {
        Command::Check(wanted) => check::check(context, &wanted),
        Command::Show(show) => read::show(&context, &show),
        Command::Set(set) => record::set(&mut context, set),
        Command::Clear(cell) => record::clear(&mut context, &cell),
        Command::Note(note) => record::note(&mut context, note),
        Command::Line(line) => record::line(&mut context, &line),
        Command::Point(point) => record::point(&mut context, &point),
        Command::Commitment(Commitment::Add { cell, text, due, source }) => {
            record::commitment(&mut context, &cell, &text, due, source)
        }
        Command::Commitment(Commitment::Status { id, status, evidence }) => {
            record::status(&mut context, &id, status, evidence)
        }
        Command::Commitment(Commitment::List { overdue, due_within, open, json }) => {
            read::commitments(&context, read::Wanted { overdue, due_within, open }, json)
        }
        Command::Meeting(meeting) => meeting::meeting(&mut context, meeting),
        Command::Sitting(sitting) => sitting::sitting(&mut context, sitting),
        Command::Intervention(intervention) => intervention::intervention(&mut context, intervention),
        Command::Document(document) => document::document(&mut context, document),
        Command::Amendment(amendment) => amendment::amendment(&mut context, amendment),
        Command::Brief(wanted) => brief::brief(&context, &wanted),
        Command::ToDo(days) => brief::to_do(&context, days),
        Command::Conflict(conflict) => conflict::conflict(&mut context, &conflict),
        Command::Undo => record::undo(&mut context),
        Command::Redo { entry } => record::redo(&mut context, entry.as_ref()),
        Command::Log(log) => read::log(&context, &log),
        Command::Diff(wanted) => diff::diff(&context, &wanted),
        Command::Snapshot(snapshot) => snapshot::snapshot(&context, snapshot),
        Command::Export(wanted) => export::export(&context, &wanted),
        Command::Import(wanted) => import::import(&mut context, &wanted),
        Command::Init(_) | Command::Completions { .. } | Command::Man => Ok(()),
    }
}

/// Says why a command ended early, and gives the exit code.
fn report(failure: Failure) -> ExitCode {
    let (text, code) = match failure {
        Failure::Failed(error) => (format!("prepcom: {error}"), 1),
        Failure::Usage(why) => (format!("prepcom: {why}"), 2),
        Failure::Problems => return ExitCode::from(3),
    };
    output::to_terminal(&text);
    ExitCode::from(code)
}
