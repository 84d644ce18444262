//! Repairing a journal: what is no entry goes aside, what belongs to it comes home, what is lost is taken note of.
//!
//! Invariant: nothing is deleted; a line is on disk in its new place before it leaves the old one, and only the file that was named is rewritten.

use super::{
    disk::Disk,
    files::FileError,
    journal::{AppendError, Journal, Order, device_of, is_broken, journal_files, lock, read_one, whole_in},
    missing::{Missing, Range},
    workspace::Workspace,
};
use crate::domain::{
    instant::Instant,
    lang::Bilingual,
    problem::{Place, Problem},
};
use std::{
    collections::{BTreeMap, HashSet},
    io,
    path::{Path, PathBuf},
};

/// What a repair does, or would do.
#[derive(Debug, Clone, Default)]
pub struct Repair {
    /// The file that is repaired.
    pub file: PathBuf,
    /// Lines that go aside, each with what is wrong with it.
    pub bad: Vec<Problem>,
    /// How many lines come home, by the file that has them.
    pub home: BTreeMap<PathBuf, usize>,
    /// Files that hold nothing that is not in the repaired file by then, and go aside whole.
    pub copies: Vec<PathBuf>,
    /// Entries that are taken note of as lost.
    pub lost: Vec<Range>,
    /// Where the lines went; none where none did.
    pub aside: Option<PathBuf>,
    /// What the aside file holds of the bad lines.
    set_aside: Vec<u8>,
    /// What the file is to hold; none where it stays as it is.
    content: Option<Vec<u8>>,
}

impl Repair {
    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.bad.is_empty() && self.home.is_empty() && self.copies.is_empty() && self.lost.is_empty()
    }
}

/// What a repair of the file of a device would do. Changes nothing.
///
/// # Errors
/// When a file can't be read.
pub fn plan(workspace: &Workspace, journal: &Journal, device: &str) -> Result<Repair, FileError> {
    let disk = journal.disk();
    let mut files = BTreeMap::new();
    let file = journal.path_of(device);
    let folder = file.parent().map_or_else(|| workspace.journals(), Path::to_owned);
    let paths = match journal_files(disk, &folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        paths => paths.map_err(FileError::on("read", &folder))?,
    };
    for path in paths {
        let mut bytes = Vec::new();
        disk.read(&path, 0, &mut bytes).map_err(FileError::on("read", &path))?;
        files.insert(path, bytes);
    }
    let mut repair = Repair { file: file.clone(), ..Repair::default() };
    let own = files.remove(&file).unwrap_or_default();
    let mut kept = keep_good(workspace, &own, device, &files, &mut repair);
    bring_home(&files, device, &mut kept, &mut repair);
    repair.lost = lost(workspace, journal, device, &kept);
    if !repair.bad.is_empty() || !repair.home.is_empty() {
        repair.content = Some(kept.iter().flat_map(|line| [*line, b"\n"]).flatten().copied().collect());
    }
    Ok(repair)
}

/// Entries that are nowhere once the file holds these lines, and that nobody has taken note of.
fn lost(workspace: &Workspace, journal: &Journal, device: &str, kept: &[&[u8]]) -> Vec<Range> {
    let known = Missing::read(journal.disk(), workspace);
    let (mut order, mut there) = (Order::default(), HashSet::new());
    for (place, line) in kept.iter().enumerate() {
        match read_one(line, place + 1, "") {
            None => {}
            Some(Ok(entry)) => {
                order.entry(device, &entry.id, place + 1);
                there.insert(entry.id.number);
            }
            Some(Err(_)) => order.bad_line(),
        }
    }
    let mut holes: Vec<(u32, u32)> = order.gaps.iter().map(|gap| (gap.from, gap.to)).collect();
    let marked = journal.marked(device);
    if marked.saturating_sub(order.last) > order.bad {
        holes.push((order.last + 1, marked));
    }
    let mut lost: Vec<Range> =
        holes.into_iter().flat_map(|(from, to)| known.unknown(device, from, to, |_| false)).collect();
    let is_there = |range: &Range| range.device == device && there.contains(&range.from);
    lost.extend(journal.missing().filter(|range| range.device != device || is_there(range)).cloned());
    lost
}

/// The lines of the file that stay; the others are set aside.
fn keep_good<'a>(
    workspace: &Workspace,
    own: &'a [u8],
    device: &str,
    others: &'a BTreeMap<PathBuf, Vec<u8>>,
    repair: &mut Repair,
) -> Vec<&'a [u8]> {
    let shown = workspace.shown(&repair.file);
    let mut kept = Vec::new();
    for (number, line) in numbered(own) {
        let bad = match read_one(line, number, &shown) {
            Some(Err(unread)) if is_broken(line, number) => Some(unread.problem),
            Some(Ok(entry)) if entry.id.device != device => {
                let home = repair.file.with_file_name(format!("{}.jsonl", entry.id.device));
                let is_home =
                    others.get(&home).is_some_and(|bytes| numbered(bytes).any(|(_, other)| other == line));
                is_home.then(|| stands_twice(&shown, number, &workspace.shown(&home)))
            }
            _ => None,
        };
        match bad {
            Some(problem) => {
                let head = format!("# {}: {}\n", problem.place, problem.what.en);
                repair.set_aside.extend([head.as_bytes(), line, b"\n"].concat());
                repair.bad.push(problem);
                kept.extend(
                    whole_in(line).into_iter().map(|(part, _)| part).filter(|_| is_broken(line, number)),
                );
            }
            None => kept.push(line),
        }
    }
    kept
}

/// Recovers the device's lines that other files have and its own has not, and finds the files that are mere copies.
fn bring_home<'a>(
    others: &'a BTreeMap<PathBuf, Vec<u8>>,
    device: &str,
    kept: &mut Vec<&'a [u8]>,
    repair: &mut Repair,
) {
    let mut there: HashSet<&[u8]> = kept.iter().map(|line| plain(line)).collect();
    for (path, bytes) in others {
        let (mut strays, mut foreign) = (0, 0);
        for (number, line) in numbered(bytes) {
            match read_one(line, number, "") {
                None => {}
                Some(Ok(entry)) if entry.id.device == device => {
                    strays += 1;
                    if there.insert(plain(line)) {
                        kept.push(plain(line));
                        *repair.home.entry(path.clone()).or_default() += 1;
                    }
                }
                Some(_) => foreign += 1,
            }
        }
        if strays > 0 && foreign == 0 && device_of(path) != device {
            repair.copies.push(path.clone());
        }
    }
}

/// Repairs the file of a device under the lock.
///
/// # Errors
/// When a file can't be read or written; every line is then still where it was, and may stand aside as well.
pub fn perform(
    workspace: &Workspace,
    journal: &Journal,
    device: &str,
    now: Instant,
) -> Result<Repair, AppendError> {
    let disk = journal.disk();
    let _lock = lock(disk, workspace)?;
    let mut repair = plan(workspace, journal, device)?;
    if !repair.set_aside.is_empty() || !repair.copies.is_empty() {
        let folder = aside(workspace, &repair.file);
        disk.make_folder(&folder).map_err(FileError::on("make the folder", &folder))?;
    }
    if !repair.set_aside.is_empty() {
        let text = [format!("# prepcom check --repair, {now}\n").as_bytes(), &repair.set_aside].concat();
        let name = format!("{device}-{}", now.to_string().replace([':', '.'], "-"));
        repair.aside = Some(set_aside(disk, &aside(workspace, &repair.file), &name, &text)?);
    }
    if let Some(content) = &repair.content {
        disk.replace(&repair.file, content).map_err(FileError::on("write", &repair.file))?;
    }
    for copy in &repair.copies {
        let name = format!("{}-{}", device_of(copy), now.to_string().replace([':', '.'], "-"));
        disk.rename(copy, &aside(workspace, copy).join(name)).map_err(FileError::on("move aside", copy))?;
    }
    if !repair.lost.is_empty() {
        Missing::read(disk, workspace).add(disk, workspace, &repair.lost)?;
    }
    Ok(repair)
}

/// Writes a new file under a name that is free.
fn set_aside(disk: &dyn Disk, folder: &Path, name: &str, text: &[u8]) -> Result<PathBuf, FileError> {
    let mut path = folder.join(format!("{name}.txt"));
    for number in 2_u32.. {
        match disk.write_new(&path, text) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            written => return written.map(|()| path.clone()).map_err(FileError::on("write", &path)),
        }
        path = folder.join(format!("{name}-{number}.txt"));
    }
    Ok(path)
}

/// Where what is no entry of a journal goes: never shared, and not among what may be thrown away. What is mine alone stays with it.
pub fn aside(workspace: &Workspace, journal: &Path) -> PathBuf {
    let mine = workspace.mine();
    if journal.starts_with(&mine) { mine.join("aside") } else { workspace.state().join("aside") }
}

fn stands_twice(shown: &str, number: usize, home: &str) -> Problem {
    Problem {
        place: Place { line: number, ..Place::file(shown) },
        what: Bilingual {
            en: format!("this entry belongs in {home} and stands there too").into(),
            zh: format!("此记录属于 {home}，该文件中也有").into(),
        },
        hint: Bilingual::default(),
    }
}

/// Lines without their line ends, from 1; what follows the last line end only where there is something.
fn numbered(bytes: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    bytes
        .split_inclusive(|byte| *byte == b'\n')
        .enumerate()
        .map(|(place, line)| (place + 1, line.strip_suffix(b"\n").unwrap_or(line)))
}

/// A line without what an editor may have added at its end.
fn plain(line: &[u8]) -> &[u8] {
    line.strip_suffix(b"\r").unwrap_or(line)
}
