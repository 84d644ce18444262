//! Taking in the journals of colleagues: every entry that is not here yet, as the line that it is, into the file of its own device.
//!
//! Invariant: a line is only ever added; what this device recorded itself is never written, and nothing that is mine alone is taken in.

use super::{Journal, Take, appending, lines, reading::journal_files, refusal::AppendError};
use crate::{
    domain::{
        entry::{Entry, Fact},
        ids::{EntryId, mine_of},
        instant::Zones,
        lang::Bilingual,
        ledger::Ledger,
        limits::IMPORT_BYTES,
        line::HEAD,
        name::Name,
        problem::{Place, Problem},
        text::clean_line,
    },
    store::{
        disk::{Disk, Real},
        files::{FileError, Refusal, is_folder, is_regular, read_given},
        workspace::Workspace,
    },
    words::union as words,
};
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    io::ErrorKind,
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

/// What can't be taken in.
#[derive(Debug, Default)]
pub struct Refused {
    /// Each with why; the first hundred.
    pub listed: Vec<Problem>,
    /// How many there are.
    pub count: usize,
}

/// What the journals hold that were named.
#[derive(Debug, Default)]
pub struct Gathered {
    lines: Vec<Line>,
    refused: Refused,
    /// Journals that were met.
    pub met: usize,
}

/// What there is to be taken in.
#[derive(Debug, Default)]
pub struct Union {
    new: BTreeMap<Name, Vec<Line>>,
    /// Entries that are here already.
    pub known: usize,
    /// What can't be taken in.
    pub refused: Refused,
}

/// How many entries of which devices are new, or were taken in.
pub type Counts = Vec<(Name, usize)>;

/// A union came to a stop.
#[derive(Debug)]
pub struct Stopped {
    /// What was taken in before.
    taken: Counts,
    error: AppendError,
}

const LISTED: usize = 100;

impl Refused {
    fn push(&mut self, problem: Problem) {
        self.count += 1;
        if self.listed.len() < LISTED {
            self.listed.push(problem);
        }
    }
}

/// Whether bytes begin as a journal does, whatever their file is called.
pub fn begins_as_journal(bytes: &[u8]) -> bool {
    lines::without_mark(bytes, 1).starts_with(HEAD.as_bytes())
}

impl Gathered {
    /// Reads what a person named: a journal, a folder of journals, or a workspace.
    ///
    /// # Errors
    /// When a file or folder can't be read, or something else is in its place.
    pub fn read(&mut self, named: &Path) -> Result<(), FileError> {
        if is_folder(named) {
            return self.read_folder(named);
        }
        // A journal may be of any length; what comes through a pipe may never end.
        let most = if is_regular(named) { u64::MAX } else { IMPORT_BYTES };
        let bytes = read_given(named, most).map_err(FileError::on("read", named))?;
        self.take(&shown(named), &bytes);
        Ok(())
    }

    fn read_folder(&mut self, named: &Path) -> Result<(), FileError> {
        let workspace = Workspace::at(named);
        let disk = Real::below(&workspace.root);
        let as_named = |path: &Path| match path.strip_prefix(&workspace.root) {
            Ok(below) if !below.as_os_str().is_empty() => named.join(below),
            _ => named.to_owned(),
        };
        let folder = match disk.find_folder(&workspace.journals()) {
            Ok(()) => workspace.journals(),
            Err(error) if error.kind() == ErrorKind::NotFound => workspace.root.clone(),
            Err(error) => return Err(FileError::on("read", &as_named(&workspace.journals()))(error)),
        };
        for path in journal_files(&disk, &folder).map_err(FileError::on("read", &as_named(&folder)))? {
            let mut bytes = Vec::new();
            match disk.read(&path, 0, &mut bytes) {
                Ok(()) => self.take(&shown(&as_named(&path)), &bytes),
                Err(error) => match Refusal::of(&error) {
                    Some(refusal) => {
                        self.met += 1;
                        self.refused.push(refusal.problem(&shown(&as_named(&path))));
                    }
                    None => return Err(FileError::on("read", &as_named(&path))(error)),
                },
            }
        }
        Ok(())
    }

    /// Takes the lines of one journal, as its file is shown.
    pub fn take(&mut self, shown: &str, bytes: &[u8]) {
        self.met += 1;
        for (index, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
            let number = index + 1;
            let line = lines::without_mark(line, number);
            match lines::read_bytes(line) {
                None => {}
                Some(Err(bad)) => {
                    let place = lines::place_of(line, number, shown);
                    self.refused.push(words::bad(place, &bad, lines::is_cut_short(line)));
                }
                Some(Ok(entry)) => {
                    let place = Place { line: number, ..Place::file(shown) };
                    let bytes = line.strip_suffix(b"\r").unwrap_or(line).to_vec();
                    self.lines.push(Line { entry, bytes, place });
                }
            }
        }
    }

    /// Compares what was read with what is here.
    pub fn against(self, journal: &Journal, ledger: &Ledger, zones: Zones) -> Union {
        let own: Vec<String> =
            journal.device().into_iter().flat_map(|device| [device.to_owned(), mine_of(device)]).collect();
        let is_own = |device: &str| own.iter().any(|own| own == device) || journal.has_mine(device);
        // All that such a device records is mine alone, also where an entry by itself does not say so.
        let are_mine = |line: &&Line| line.entry.facts.iter().any(Fact::is_mine);
        let mine: HashSet<Name> =
            self.lines.iter().filter(are_mine).map(|line| line.entry.id.device).collect();
        let mut union = Union { refused: self.refused, ..Union::default() };
        let mut met: HashMap<EntryId, Entry> = HashMap::new();
        for mut line in self.lines {
            line.entry.settle(zones);
            let id = line.entry.id;
            let here = ledger.claims(&id).map(|entry| &**entry).chain(met.get(&id));
            let same: Vec<bool> = here.map(|entry| *entry == line.entry).collect();
            if same.contains(&true) {
                union.known += usize::from(!met.contains_key(&id));
            } else if mine.contains(&id.device) {
                union.refused.push(words::mine(line.place, &id));
            } else if !same.is_empty() {
                union.refused.push(words::differs(line.place, &id));
            } else if is_own(&id.device) {
                union.refused.push(words::own(line.place, &id));
            } else {
                met.insert(id, line.entry.clone());
                union.new.entry(id.device).or_default().push(line);
            }
        }
        union.new.values_mut().for_each(|lines| lines.sort_by_key(|line| line.entry.id.number));
        union
    }
}

fn shown(path: &Path) -> String {
    clean_line(&path.display().to_string())
}

impl Union {
    /// How many entries are new, by device.
    pub fn by_device(&self) -> Counts {
        self.new.iter().map(|(device, lines)| (*device, lines.len())).collect()
    }

    /// Whether nothing is new.
    pub fn is_empty(&self) -> bool {
        self.new.is_empty()
    }
}

impl Stopped {
    fn before(error: AppendError) -> Stopped {
        Stopped { taken: Counts::new(), error }
    }

    /// What to tell the user, in one sentence without a full stop.
    pub fn said(&self) -> Bilingual {
        match self.error.refused() {
            None => self.error.said(),
            Some(why) => words::stopped(why, &self.taken, matches!(self.error, AppendError::Unsure(_))),
        }
    }
}

impl Journal {
    /// Takes in what is new of a union, under the lock; every line is on disk when this returns. Returns what was taken in.
    ///
    /// # Errors
    /// When a file can't be written: that file is as it was, and those of the devices before it have their lines.
    pub fn unite(&mut self, union: Union, take: &mut dyn Take) -> Result<Counts, Stopped> {
        self.refuse_read_only().map_err(Stopped::before)?;
        self.find_folder().map_err(Stopped::before)?;
        let disk = Arc::clone(&self.disk);
        let _lock = appending::lock(&*disk, &self.workspace).map_err(Stopped::before)?;
        let mut taken = Counts::new();
        for (device, lines) in union.new {
            let path = self.path_of(&device);
            self.refresh_file(path.clone(), &mut super::Meter::default(), take);
            // Another program may have taken in the same meanwhile.
            let lines: Vec<&Line> =
                lines.iter().filter(|line| !self.roll.has(&device, line.entry.id.number)).collect();
            let added = self.add(&*disk, &path, &lines);
            self.refresh_file(path, &mut super::Meter::default(), take);
            match added {
                Ok(()) if lines.is_empty() => {}
                Ok(()) => taken.push((device, lines.len())),
                Err(error) => return Err(Stopped { taken, error }),
            }
        }
        Ok(taken)
    }

    fn add(&self, disk: &dyn Disk, path: &PathBuf, lines: &[&Line]) -> Result<(), AppendError> {
        if lines.is_empty() {
            return Ok(());
        }
        let closing = self.files.get(path).map_or(&b""[..], super::Progress::closing);
        let lines = lines.iter().flat_map(|line| [&line.bytes[..], b"\n"]);
        let bytes: Vec<u8> = std::iter::once(closing).chain(lines).flatten().copied().collect();
        appending::append(disk, path, &bytes).map(drop).map_err(|unwritten| match unwritten.left {
            None => AppendError::File(unwritten.error),
            Some(_) => AppendError::Unsure(unwritten.error),
        })
    }
}
