//! Snapshots kept under a name.
//!
//! Invariant: keeping one records nothing in a journal; one that does not prove itself is named and never shown as one.

use super::{Json, context::Context, failure::Failure, output};
use crate::{
    domain::{
        document::Document,
        extent::Notes,
        instant::Instant,
        saved::{self, SavedSnapshot, StoredView},
        text::{clean_line, fold},
    },
    export::{
        document::document,
        json,
        page::{Block, Page, Table, facts, table},
        saved::write,
        tables::tally_told,
        text,
    },
    store::snapshots::{self, Found},
    words::{changes as words, report},
};
use clap::Subcommand;

/// What can be done with saved snapshots.
#[derive(Debug, Subcommand)]
pub(super) enum Snapshot {
    /// Save the snapshot, as --as-of and --known-at say, under a name; internal notes too.
    Save {
        /// Its name, such as "end of second session".
        name: String,
    },
    /// All of them, oldest first.
    List {
        #[command(flatten)]
        json: Json,
    },
    /// One of them: what it says, and how to have it again.
    Show {
        /// Its name.
        name: String,
        #[command(flatten)]
        json: Json,
    },
}

/// Does what is asked with saved snapshots.
pub(super) fn snapshot(context: &Context, asked: Snapshot) -> Result<(), Failure> {
    match asked {
        Snapshot::Save { name } => keep(context, &name),
        Snapshot::List { json } => list(context, json),
        Snapshot::Show { name, json } => show(context, &name, json),
    }
}

fn keep(context: &Context, given: &str) -> Result<(), Failure> {
    let name = saved::name(given).map_err(Failure::usage)?;
    let (snapshot, cover) = (context.snapshot(), context.cover(Notes::All));
    let saved_at = context.desk.ledger.newest().max(Some(context.setup.now)).unwrap_or(context.setup.now);
    let kept = SavedSnapshot {
        name: (&*name).into(),
        saved_at,
        by: (&*cover.by).into(),
        view: StoredView { as_of: context.setup.view.as_of, known_at: context.setup.view.known_at },
        document: document(&context.report(&snapshot, &cover)),
    };
    let workspace = &context.desk.workspace;
    let path = snapshots::save(workspace, &name, saved_at, &write(&kept)?)?;
    let lang = context.setup.lang;
    let compare = format!("{}: {}", words::COMPARE.get(lang), compare(&name));
    Ok(output::print(&format!("{}\n{compare}", words::is_saved(lang, &name, &workspace.shown(&path))))?)
}

/// The command that compares a saved snapshot with the present.
fn compare(name: &str) -> String {
    format!("prepcom diff {} now", shell_words::quote(name))
}

/// The saved snapshot with a name, in any case; none where nothing is kept under it.
pub(super) fn find(context: &Context, given: &str) -> Result<Option<SavedSnapshot<'static>>, Failure> {
    Ok(find_file(context, given)?.map(|(kept, _, _)| *kept))
}

/// A saved snapshot, its file and its checksum.
type SavedFile = (Box<SavedSnapshot<'static>>, String, String);

fn find_file(context: &Context, given: &str) -> Result<Option<SavedFile>, Failure> {
    let workspace = &context.desk.workspace;
    let wanted = fold(&clean_line(given));
    let ending = format!("_{}", snapshots::slug(given));
    let mut meant = Vec::new();
    for Found { path, read } in snapshots::all(workspace)? {
        let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let (is_named, is_damaged) = (stem == given, stem == given || stem.ends_with(&ending));
        let file = workspace.shown(&path);
        match read {
            Ok((kept, sum)) if is_named || fold(&kept.name) == wanted => meant.push((kept, file, sum)),
            Err(problem) if is_damaged => {
                let (what, hint) =
                    (problem.what.get(context.setup.lang), problem.hint.get(context.setup.lang));
                return Err(Failure::failed(format!("{}: {what}; {hint}", problem.place)));
            }
            Ok(_) | Err(_) => {}
        }
    }
    if meant.len() > 1 {
        let files: Vec<&str> = meant.iter().map(|(_, file, _)| file.as_str()).collect();
        return Err(Failure::usage(format!(
            "several snapshots are saved as `{}`; name the file: {}",
            clean_line(given),
            files.join(", ")
        )));
    }
    Ok(meant.pop())
}

fn list(context: &Context, as_json: Json) -> Result<(), Failure> {
    let (workspace, lang) = (&context.desk.workspace, context.setup.lang);
    let found = snapshots::all(workspace)?;
    let (mut listed, mut rows) = (Table::new(head().map(|name| name.get(lang))), Vec::new());
    let mut problems = Vec::new();
    for Found { path, read } in &found {
        let file = workspace.shown(path);
        match read {
            Ok((kept, sum)) => {
                let all = &kept.document.coverage;
                listed.rows.push(vec![
                    kept.name.clone().into_owned(),
                    format!("{}, {}", kept.saved_at.short(), kept.by),
                    kept.document.as_of.short(),
                    all.recorded.to_string(),
                    path.file_name().map_or(String::new(), |name| name.to_string_lossy().into_owned()),
                ]);
                rows.push(serde_json::json!({
                    "name": kept.name, "saved_at": kept.saved_at, "by": kept.by, "view": kept.view,
                    "as_of": kept.document.as_of, "coverage": kept.document.coverage,
                    "file": file, "sha256": sum,
                }));
            }
            Err(problem) => problems.push(problem),
        }
    }
    if as_json.json {
        let document = serde_json::json!({ "schema": 1, "snapshots": rows });
        context.print_json(document)?;
    } else if let Some(listed) = table(listed) {
        output::print(&text::write(&[listed], output::columns()))?;
    } else if problems.is_empty() {
        output::to_terminal(words::NONE_SAVED.get(lang));
    }
    for problem in &problems {
        let (what, hint) = (problem.what.get(lang), problem.hint.get(lang));
        output::to_terminal(&format!("{}: {what}; {hint}", problem.place));
    }
    if problems.is_empty() { Ok(()) } else { Err(Failure::Problems) }
}

fn head() -> [crate::domain::lang::Pair; 5] {
    [words::NAME, words::SAVED_AT, report::AS_OF, report::RECORDED, words::FILE]
}

fn coverage(lang: crate::domain::lang::Lang, document: &Document) -> String {
    let all = &document.coverage;
    report::coverage(lang, all)
}

fn show(context: &Context, given: &str, as_json: Json) -> Result<(), Failure> {
    let Some((kept, file, sum)) = find_file(context, given)? else {
        let shown = clean_line(given);
        return Err(Failure::usage(format!(
            "no snapshot is saved as `{shown}`; prepcom snapshot list names those that are"
        )));
    };
    if as_json.json {
        return Ok(output::print_bytes(json::pretty(&kept.document)?.as_bytes())?);
    }
    let (lang, document) = (context.setup.lang, &kept.document);
    let shown = |at: Option<Instant>| at.map_or(String::new(), |at| at.to_string());
    let mut page: Page = vec![Block::Heading(1, kept.name.clone().into_owned())];
    page.extend(facts([
        (words::SAVED_AT.get(lang), format!("{}, {}", kept.saved_at, kept.by)),
        (report::AS_OF.get(lang), document.as_of.to_string()),
        (report::KNOWN_AT.get(lang), shown(document.known_at)),
        (report::MARKING.get(lang), document.marking.as_deref().unwrap_or("").to_owned()),
        (report::COVERAGE.get(lang), coverage(lang, document)),
        (words::FILE.get(lang), file),
        (words::CHECKSUM.get(lang), sum),
        (words::AGAIN.get(lang), format!("prepcom {} show", kept.flags())),
        (words::COMPARE.get(lang), compare(&kept.name)),
    ]));
    let mut listed = Table::new(
        [report::ITEM, report::RECORDED, report::THROUGH, report::POSITIONS].map(|name| name.get(lang)),
    );
    for item in document.areas.iter().flat_map(|area| &area.items) {
        let (recorded, through) = (item.recorded.to_string(), item.via_groups.to_string());
        listed.rows.push(vec![item.key.to_string(), recorded, through, tally_told(lang, &item.tally)]);
    }
    page.extend(table(listed));
    Ok(output::print(&text::write(&page, output::columns()))?)
}
