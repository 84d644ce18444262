//! Workspaces to measure: a history as journals in a folder, as a colleague's file beside them, or as the lines of one device; and the votes of 2018.

use crate::history::{DEVICES, History};
use prepcom::{
    domain::{
        entry::{Entry, Fact, PositionSet},
        ids::{EntryId, ItemKey, Who},
        instant::Instant,
        line::write_line,
        paper::Paper,
        position::{Source, SourceKind},
        roster::Roster,
    },
    store::{assets, workspace::Workspace},
};
use std::{
    fs::File,
    io::{BufWriter, Write},
    path::Path,
};

/// Writes a workspace of so many entries into a folder, one journal for each of forty devices; returns how many bytes that is.
pub(crate) fn workspace(folder: &Path, count: u32) -> std::io::Result<u64> {
    let assets = assets::load(None);
    Workspace::at(folder).make_folders().map_err(std::io::Error::other)?;
    let file = |device| Some(BufWriter::new(File::create(journal(folder, device)).ok()?));
    let mut files: Vec<_> = (0..DEVICES).take(count as usize).filter_map(file).collect();
    let mut bytes = 0;
    for entry in History::new(&assets.paper, &assets.roster, count) {
        let line = write_line(&entry).map_err(std::io::Error::other)?;
        let device: usize = entry.id.device.trim_start_matches("desk").parse().unwrap_or(0);
        writeln!(files[device], "{line}")?;
        bytes += line.len() as u64 + 1;
    }
    files.into_iter().try_for_each(|mut file| file.flush())?;
    Ok(bytes)
}

/// The lines of so many entries that a colleague recorded after all those of a workspace, which come with his file.
pub(crate) fn late(before: u32, count: u32) -> String {
    let assets = assets::load(None);
    let entries = History::new(&assets.paper, &assets.roster, before).late(count);
    entries
        .filter_map(|entry| write_line(&entry).ok())
        .fold(String::new(), |lines, line| lines + &line + "\n")
}

/// The journal of a device in a workspace.
pub(crate) fn journal(folder: &Path, device: usize) -> std::path::PathBuf {
    folder.join("state/journal").join(format!("{}.jsonl", History::device(device)))
}

/// The lines of a history, one after the other as they were written.
pub(crate) fn lines(paper: &Paper, roster: &Roster, count: u32) -> Vec<String> {
    History::new(paper, roster, count).filter_map(|entry| write_line(&entry).ok()).collect()
}
/// The votes of the First Committee and the General Assembly in 2018, as one act.
pub(crate) fn votes(paper: &Paper, roster: &Roster) -> Entry {
    let mut rows = csv::Reader::from_path(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/votes-2018.csv"))
        .expect("the votes");
    let fact = |row: csv::StringRecord| {
        let (_, item) = paper.item_by_key(&ItemKey::new(&row[1])).expect("an item");
        assert!(roster.by_code(&Who::new(&row[0])).is_some());
        Fact::Position(PositionSet {
            who: Who::new(&row[0]),
            item: item.id,
            is: row[2].parse().ok(),
            condition: String::new(),
            source: Some(Source::new(SourceKind::Vote, &row[5])),
            on: row[3].parse().expect("a date"),
            text: item.fingerprint().into(),
            parents: Vec::new(),
            ..PositionSet::default()
        })
    };
    let facts = rows.records().map(|row| fact(row.expect("a row"))).collect();
    let id = EntryId { device: "dddddd".into(), number: 1 };
    Entry { v: 1, id, at: Instant::from_millis(1_720_000_000_000), by: "A. Diplomat".into(), facts }
}
