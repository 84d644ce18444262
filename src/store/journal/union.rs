//! Taking in the journals of colleagues: every entry that is not here yet, as the line that it is, into the file of its own device.
//!
//! Invariant: a line is only ever added; what this device recorded itself is never written, and nothing that is mine alone is read elsewhere.

use super::{Journal, Take, appending, lines, reading::journal_files, refusal::AppendError};
use crate::{
    domain::{
        entry::Entry,
        ids::{EntryId, mine_of},
        instant::Zones,
        ledger::Ledger,
        limits::IMPORT_BYTES,
        name::Name,
        problem::{Place, Problem},
        text::clean_line,
    },
    store::{
        disk::{Disk, Real},
        files::{FileError, Refusal, is_folder, read_given},
        workspace::Workspace,
    },
    words::union as words,
};
use std::{
    collections::{BTreeMap, HashMap},
    path::{Path, PathBuf},
    sync::Arc,
};

/// A line that holds an entry, and where it was found.
#[derive(Debug)]
struct Line {
    entry: Entry,
    bytes: Vec<u8>,
    place: Place,
}

/// What the journals hold that were named.
#[derive(Debug, Default)]
pub struct Gathered {
    lines: Vec<Line>,
    problems: Vec<Problem>,
    /// Journals that were met.
    pub met: usize,
}

/// What there is to be taken in.
#[derive(Debug, Default)]
pub struct Union {
    new: BTreeMap<Name, Vec<Line>>,
    /// Entries that are here already.
    pub known: usize,
    /// Lines that can't be taken in, each with why.
    pub problems: Vec<Problem>,
}

impl Gathered {
    /// Reads what a person named: a journal, a folder of journals, or a workspace.
    ///
    /// # Errors
    /// When a file or folder can't be read, or there is no journal in the folder.
    pub fn read(&mut self, named: &Path) -> Result<(), FileError> {
        if !is_folder(named) {
            let bytes = read_given(named, IMPORT_BYTES).map_err(FileError::on("read", named))?;
            self.met += 1;
            self.take(named, &bytes);
            return Ok(());
        }
        let disk = Real::below(named);
        let of_workspace = Workspace::at(named).journals();
        let folder = if disk.find_folder(&of_workspace).is_ok() { of_workspace } else { named.to_owned() };
        let files = journal_files(&disk, &folder).map_err(FileError::on("read", &folder))?;
        self.met += files.len();
        for path in files {
            let mut bytes = Vec::new();
            match disk.read(&path, 0, &mut bytes) {
                Ok(()) => self.take(&path, &bytes),
                Err(error) => match Refusal::of(&error) {
                    Some(refusal) => {
                        self.problems.push(refusal.problem(&clean_line(&path.display().to_string())))
                    }
                    None => return Err(FileError::on("read", &path)(error)),
                },
            }
        }
        Ok(())
    }

    /// Takes the lines of one journal.
    fn take(&mut self, path: &Path, bytes: &[u8]) {
        let shown = clean_line(&path.display().to_string());
        for (index, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
            match lines::read_one(line, index + 1, &shown) {
                None => {}
                Some(Err(unread)) => self.problems.push(unread.problem),
                Some(Ok(entry)) => {
                    let place = Place { line: index + 1, ..Place::file(&shown) };
                    let bytes = lines::without_mark(line, index + 1);
                    let bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes).to_vec();
                    self.lines.push(Line { entry, bytes, place });
                }
            }
        }
    }

    /// Compares what was read with what is here.
    pub fn against(self, journal: &Journal, ledger: &Ledger, zones: Zones) -> Union {
        let own: Vec<String> =
            journal.device().into_iter().flat_map(|device| [device.to_owned(), mine_of(device)]).collect();
        let mut union = Union { problems: self.problems, ..Union::default() };
        let mut met: HashMap<EntryId, Entry> = HashMap::new();
        for mut line in self.lines {
            line.entry.settle(zones);
            let id = line.entry.id;
            let here = ledger.claims(&id).map(|entry| &**entry).chain(met.get(&id));
            let same: Vec<bool> = here.map(|entry| *entry == line.entry).collect();
            if same.contains(&true) {
                union.known += usize::from(!met.contains_key(&id));
            } else if !same.is_empty() {
                union.problems.push(words::differs(line.place, &id));
            } else if own.iter().any(|own| *own == *id.device) || journal.has_mine(&id.device) {
                union.problems.push(words::own(line.place, &id));
            } else {
                met.insert(id, line.entry.clone());
                union.new.entry(id.device).or_default().push(line);
            }
        }
        union.new.values_mut().for_each(|lines| lines.sort_by_key(|line| line.entry.id.number));
        union
    }
}

impl Union {
    /// How many entries are new, by device.
    pub fn by_device(&self) -> impl Iterator<Item = (&Name, usize)> {
        self.new.iter().map(|(device, lines)| (device, lines.len()))
    }

    /// Whether nothing is new.
    pub fn is_empty(&self) -> bool {
        self.new.is_empty()
    }
}

impl Journal {
    /// Takes in what is new of a union, under the lock; every line is on disk when this returns.
    ///
    /// # Errors
    /// When a file can't be written: that file is as it was, and those of the devices before it have their lines.
    pub fn unite(&mut self, union: Union, take: &mut dyn Take) -> Result<(), AppendError> {
        self.refuse_read_only()?;
        self.find_folder()?;
        let disk = Arc::clone(&self.disk);
        let _lock = appending::lock(&*disk, &self.workspace)?;
        for (device, lines) in union.new {
            let path = self.path_of(&device);
            self.refresh_file(path.clone(), &mut super::Meter::default(), take);
            // Another program may have taken in the same meanwhile.
            let lines: Vec<&Line> =
                lines.iter().filter(|line| !self.roll.has(&device, line.entry.id.number)).collect();
            self.add(&*disk, &path, &lines)?;
            self.refresh_file(path, &mut super::Meter::default(), take);
        }
        Ok(())
    }

    fn add(&self, disk: &dyn Disk, path: &PathBuf, lines: &[&Line]) -> Result<(), AppendError> {
        if lines.is_empty() {
            return Ok(());
        }
        let closing = self.files.get(path).map_or(&b""[..], super::Progress::closing);
        let lines = lines.iter().flat_map(|line| [&line.bytes[..], b"\n"]);
        let bytes: Vec<u8> = std::iter::once(closing).chain(lines).flatten().copied().collect();
        match appending::append(disk, path, &bytes) {
            Ok(_) => Ok(()),
            Err(unwritten) => Err(AppendError::File(unwritten.error)),
        }
    }
}
