//! The journals of a workspace: read as they are and as they grow, appended to by this device.
//!
//! Invariant: an entry that was returned by `append` is on disk; a device appends to its own file and to no other. Nothing here asks the
//! ledger, so that the journals may be read and written beside it.

mod appending;
mod lines;
mod mark;
mod order;
mod reading;
mod refusal;
mod roll;
mod taking;
mod wording;

pub(super) use self::{
    appending::lock,
    lines::{is_broken, read_one, whole_in},
    order::Order,
    reading::{device_of, journal_files},
};
use self::{
    appending::{append_line, take_back},
    mark::Mark,
    reading::{Progress, Source},
    roll::Roll,
    taking::{Meter, Reader, Sighted},
    wording::Found,
};
pub use self::{refusal::AppendError, taking::Take};
use super::{
    device::{self, Known},
    disk::{Disk, Real},
    files::Refusal,
    missing::{Missing, Range},
    workspace::Workspace,
};
use crate::domain::{
    entry::{ENTRY_VERSION, Entry, Fact},
    ids::EntryId,
    instant::Instant,
    line::write_line,
    problem::Problem,
    read_only::ReadOnly,
    text,
};
use std::{
    collections::BTreeMap,
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

/// The journals of a workspace.
#[derive(Debug, Clone)]
pub struct Journal {
    disk: Arc<dyn Disk>,
    workspace: Workspace,
    files: BTreeMap<PathBuf, Progress>,
    /// Problems with the folder as a whole.
    folder_problem: Option<Problem>,
    device: Option<String>,
    roll: Roll,
    /// The highest entry that this machine has put into its file.
    mark: Option<Mark>,
    /// What was read under the name of that entry.
    sighted: Sighted,
    /// What is in the state and is no file where one belongs, once that was looked at.
    irregular: Vec<Problem>,
    /// Entries that the user knows to be lost.
    known_missing: Missing,
    /// Entries that should be there and are nowhere, each with its words.
    missing: Option<Vec<(Range, Problem)>>,
    read_only: Option<ReadOnly>,
}

impl Journal {
    /// The journals of a workspace, nothing read yet.
    pub fn new(workspace: Workspace) -> Journal {
        Journal::on(Arc::new(Real::below(&workspace.root)), workspace)
    }

    /// The journals of a workspace on a disk, nothing read yet.
    pub fn on(disk: Arc<dyn Disk>, workspace: Workspace) -> Journal {
        let known = device::look(&*disk, &workspace);
        let read_only = (known == Known::Newer).then_some(ReadOnly::NewerDevice);
        let device = known.own();
        let mark = device.as_deref().and_then(|device| Mark::read(&*disk, &workspace, device));
        let known_missing = Missing::read(&*disk, &workspace);
        Journal {
            read_only,
            disk,
            workspace,
            files: BTreeMap::new(),
            folder_problem: None,
            device,
            roll: Roll::default(),
            mark,
            sighted: Sighted::default(),
            known_missing,
            irregular: Vec::new(),
            missing: None,
        }
    }

    /// Lets nothing be recorded any more.
    pub fn close(&mut self, why: ReadOnly) {
        self.read_only.get_or_insert(why);
    }

    /// Why nothing can be recorded, where that is so.
    pub fn read_only(&self) -> Option<ReadOnly> {
        self.read_only
    }

    /// This device's name, where it has recorded here before.
    pub fn device(&self) -> Option<&str> {
        self.device.as_deref()
    }

    /// Bytes of all journals, as far as shows without reading them.
    pub fn length(&self) -> u64 {
        let names = journal_files(&*self.disk, &self.workspace.journals()).unwrap_or_default();
        Meter::of(&*self.disk, &names).of
    }

    /// Takes in what is new on disk. Returns whether anything changed, entries or problems.
    pub fn refresh(&mut self, take: &mut dyn Take) -> bool {
        let folder = self.workspace.journals();
        let (mut names, folder_problem) = match journal_files(&*self.disk, &folder) {
            Ok(names) => (names, None),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let gone = self.has_read().then(|| wording::gone(&self.workspace.shown(&folder)));
                (Vec::new(), gone)
            }
            Err(error) => (Vec::new(), Some(wording::unreadable(&self.workspace.shown(&folder), &error))),
        };
        let mut changed = folder_problem != self.folder_problem;
        if folder_problem.is_none() {
            let is_new = |path: &&PathBuf| names.binary_search(path).is_err();
            let known: Vec<PathBuf> = self.files.keys().filter(is_new).cloned().collect();
            names.extend(known);
        }
        self.folder_problem = folder_problem;
        let mut meter = if self.has_read() { Meter::default() } else { Meter::of(&*self.disk, &names) };
        for path in names {
            changed |= self.refresh_file(path, &mut meter, take);
        }
        if self.missing.is_none() {
            let refused = self.disk.irregular(&self.workspace.state());
            let problem = |refusal: Refusal| refusal.problem(&self.workspace.shown(&refusal.path));
            self.irregular = refused.into_iter().map(problem).collect();
            changed |= !self.irregular.is_empty();
        }
        if changed || self.missing.is_none() {
            let missing = self.find_missing();
            changed |= !missing.is_empty();
            self.missing = Some(missing);
        }
        changed
    }

    /// Every problem met so far: which file, which line, what to do.
    pub fn problems(&self) -> Vec<Problem> {
        let mut problems: Vec<Problem> = self.folder_problem.iter().chain(&self.irregular).cloned().collect();
        for (path, progress) in &self.files {
            let shown = self.workspace.shown(path);
            problems.extend(progress.problems().cloned());
            problems.extend(progress.is_gone.then(|| wording::gone(&shown)));
            problems.extend(progress.order.astray.as_ref().map(|astray| wording::astray(&shown, astray)));
        }
        problems.extend(self.missing.iter().flatten().map(|(_, problem)| problem.clone()));
        problems
    }

    /// Entries that should be there and are nowhere, and that nobody has taken note of.
    pub fn missing(&self) -> impl Iterator<Item = &Range> {
        self.missing.iter().flatten().map(|(range, _)| range)
    }

    /// Why this machine can't record here, where that shows without writing anything.
    pub fn obstacle(&self) -> Option<Problem> {
        let path = self.path_of(self.device()?);
        let error = self.disk.may_append(&path).err()?;
        // What is no file was told when it was to be read.
        if error.kind() == io::ErrorKind::NotFound || Refusal::of(&error).is_some() {
            return None;
        }
        Some(wording::not_writable(&self.workspace.shown(&path), &refusal::reason(&error), &error))
    }

    /// The file of a device.
    pub(super) fn path_of(&self, device: &str) -> PathBuf {
        self.workspace.journals().join(format!("{device}.jsonl"))
    }

    /// The highest number that this machine remembers of a device; 0 where it remembers none.
    pub(super) fn marked(&self, device: &str) -> u32 {
        let mark = self.mark.as_ref().filter(|_| self.device() == Some(device));
        mark.map_or(0, |mark| mark.number)
    }

    /// The disk that the journals are on.
    pub(super) fn disk(&self) -> &dyn Disk {
        &*self.disk
    }

    fn has_read(&self) -> bool {
        self.files.values().any(|progress| progress.seen.length > 0)
    }

    fn refresh_file(&mut self, path: PathBuf, meter: &mut Meter, take: &mut dyn Take) -> bool {
        let shown = self.workspace.shown(&path);
        let mut progress = self.files.remove(&path).unwrap_or_default();
        let sink = Reader {
            device: self.device.as_deref(),
            zones: self.workspace.zones(),
            mark: self.mark.as_ref(),
            sighted: &mut self.sighted,
            roll: &mut self.roll,
            meter,
            take,
        };
        let mut source = Source { disk: &*self.disk, path: &path, shown: &shown, sink };
        let changed = progress.refresh(&mut source);
        if progress.is_newer && self.device.as_deref() == Some(&*device_of(&path)) {
            self.close(ReadOnly::NewerJournal);
        }
        self.files.insert(path, progress);
        changed
    }

    /// Looks for entries that should be there and are nowhere: between others, or at the end of the own file.
    fn find_missing(&self) -> Vec<(Range, Problem)> {
        let mut missing = Vec::new();
        for (path, progress) in &self.files {
            let (device, shown) = (device_of(path), self.workspace.shown(path));
            for gap in &progress.order.gaps {
                let parts = self.unknown_in(&device, gap.from, gap.to).into_iter();
                missing.extend(parts.map(|range| {
                    let problem = wording::left_out(&shown, &range, gap.line);
                    (range, problem)
                }));
            }
        }
        missing.extend(self.missing_at_the_end());
        missing
    }

    /// The parts of a range that no file has and that nobody has taken note of.
    fn unknown_in(&self, device: &str, from: u32, to: u32) -> Vec<Range> {
        self.known_missing.unknown(device, from, to, |number| self.roll.has(device, number))
    }

    fn missing_at_the_end(&self) -> Vec<(Range, Problem)> {
        let (Some(device), Some(mark)) = (self.device(), &self.mark) else { return Vec::new() };
        let (path, last) = (self.path_of(device), self.roll.last_number(device));
        let shown = self.workspace.shown(&path);
        if last >= mark.number {
            let other = self.is_another(device, mark).then(|| {
                let range = Range { device: device.to_owned(), from: mark.number, to: mark.number };
                (range, wording::another(&shown, device, mark.number))
            });
            return other.into_iter().collect();
        }
        let progress = self.files.get(&path);
        let (lines, length) = progress.map_or((0, 0), |progress| (progress.lines, progress.seen.length));
        if mark.number - last <= progress.map_or(0, Progress::bad_at_the_end) {
            return Vec::new();
        }
        let found = match length {
            0 => Found::Nothing,
            length if length < mark.length => Found::Shorter,
            _ => Found::Other,
        };
        let told = |range: Range| {
            let problem = wording::put_back(&shown, &range, lines, found);
            (range, problem)
        };
        self.unknown_in(device, last + 1, mark.number).into_iter().map(told).collect()
    }

    /// Whether the last entry that this machine has recorded was replaced by another of the same name.
    fn is_another(&self, device: &str, mark: &Mark) -> bool {
        self.sighted == Sighted::Another && !self.known_missing.has(device, mark.number)
    }

    /// Records one act: its facts as one entry, on disk before this returns. What the own file has grown by is taken first, the entry last.
    ///
    /// # Errors
    /// When it is not on disk; then nothing was recorded, and what was half written is taken back or passed over.
    pub fn append(
        &mut self,
        facts: Vec<Fact>,
        by: &str,
        now: Instant,
        take: &mut dyn Take,
    ) -> Result<Entry, AppendError> {
        self.append_made(|_| facts, by, now, take)
    }

    /// Records one act whose facts name what the same entry makes, and so are made when its name is known.
    ///
    /// # Errors
    /// As `append`.
    pub fn append_made(
        &mut self,
        facts: impl FnOnce(&EntryId) -> Vec<Fact>,
        by: &str,
        now: Instant,
        take: &mut dyn Take,
    ) -> Result<Entry, AppendError> {
        self.refuse_read_only()?;
        self.find_folder()?;
        let disk = Arc::clone(&self.disk);
        let _lock = lock(&*disk, &self.workspace)?;
        let device = self.own_name()?;
        let path = self.path_of(&device);
        take_back(&*disk, &path, self.files.entry(path.clone()).or_default())?;
        self.catch_up(&device, &path, take);
        self.refuse_read_only()?;
        let marked = self.mark.as_ref().map_or(0, |mark| mark.number);
        let number = self.roll.last_number(&device).max(marked).saturating_add(1);
        let at = recorded_at(now, self.roll.latest(&device));
        let id = EntryId { device: device.as_str().into(), number };
        let facts = facts(&id);
        let mut entry = Entry { v: ENTRY_VERSION, id, at, by: text::clean_line(by).into(), facts };
        entry.settle(self.workspace.zones());
        let line = write_line(&entry)?;
        AppendError::refuse_too_long(&line)?;
        let progress = self.files.entry(path.clone()).or_default();
        append_line(&*disk, &path, &line, &entry.id, progress)?;
        take.recorded(&entry);
        let mark = Mark::of(number, &line, progress.read);
        mark.keep(&*disk, &self.workspace, &device);
        (self.mark, self.sighted) = (Some(mark), Sighted::Itself);
        self.roll.take(&entry);
        take.take(entry.clone());
        Ok(entry)
    }

    /// This device's name; made under the lock where there is none, unless another program has just made it.
    fn own_name(&mut self) -> Result<String, AppendError> {
        if let Some(device) = &self.device {
            return Ok(device.clone());
        }
        let device = device::get_or_make(&*self.disk, &self.workspace)?;
        self.device = Some(device.clone());
        Ok(device)
    }

    fn refuse_read_only(&self) -> Result<(), AppendError> {
        self.read_only.map_or(Ok(()), |why| Err(AppendError::ReadOnly(why)))
    }

    /// Sees to it that there is a folder for the journals.
    fn find_folder(&self) -> Result<(), AppendError> {
        let folder = self.workspace.journals();
        let Err(error) = self.disk.find_folder(&folder) else { return Ok(()) };
        if self.has_read() && error.kind() == io::ErrorKind::NotFound {
            return Err(AppendError::Vanished(folder));
        }
        Ok(self.workspace.make_journals(&*self.disk)?)
    }

    /// Reads what other programs of this device have recorded. Each adds to its file under the lock, so where that is as it was left,
    /// so is the mark.
    fn catch_up(&mut self, device: &str, path: &Path, take: &mut dyn Take) {
        let progress = self.files.get(path);
        if self.mark.is_some() && progress.is_some_and(|progress| progress.is_as_seen(&*self.disk, path)) {
            return;
        }
        let mark = Mark::read(&*self.disk, &self.workspace, device);
        if let Some(mark) = mark.filter(|mark| Some(mark) != self.mark.as_ref()) {
            (self.mark, self.sighted) = (Some(mark), Sighted::Nothing);
        }
        self.refresh_file(path.to_path_buf(), &mut Meter::default(), take);
    }
}

/// How far a device's clock may seem to go back while its entries keep their order, in milliseconds.
const UNSTEADY: i64 = 10 * 60 * 1000;

/// When an entry is recorded: now, but not before the one before it on its device. Where that one is from a clock that was far ahead, the
/// present is believed again.
fn recorded_at(now: Instant, latest: Instant) -> Instant {
    let is_ahead = latest.millis().saturating_sub(now.millis());
    if (1..=UNSTEADY).contains(&is_ahead) { latest } else { now }
}
