//! The journals of a workspace: read as they are and as they grow, appended to by this device.
//!
//! Invariant: an entry that was returned by `append` is on disk; a device records in its own two files and in no other, and what is mine alone
//! goes into the one that never leaves it. Only `unite` adds to the files of others, and only lines of theirs. Nothing here asks the ledger, so that the journals may be read and written beside it.

mod appending;
mod lines;
mod mark;
mod order;
mod own;
mod reading;
mod refusal;
mod roll;
mod take;
mod taking;
pub mod union;
mod wording;

pub(super) use self::{
    appending::lock,
    lines::{is_broken, read_one, whole_in},
    order::Order,
    reading::{device_of, journal_files},
};
use self::{
    own::Own,
    reading::{Progress, Source},
    roll::Roll,
    taking::{Meter, Reader},
    wording::Found,
};
pub use self::{refusal::AppendError, take::Take};
use super::{
    device::{self, Known},
    disk::{Disk, Real},
    files::Refusal,
    missing::{Missing, Range},
    workspace::Workspace,
};
use crate::domain::{
    entry::{Entry, Fact},
    ids::{self, EntryId},
    instant::Instant,
    problem::Problem,
    read_only::ReadOnly,
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
    /// What this device records for all.
    own: Own,
    /// What it records for itself alone.
    mine: Own,
    roll: Roll,
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
        let mine = Own::of(&*disk, &workspace, device.as_deref().map(ids::mine_of));
        let own = Own::of(&*disk, &workspace, device);
        let known_missing = Missing::read(&*disk, &workspace);
        Journal {
            read_only,
            disk,
            workspace,
            files: BTreeMap::new(),
            folder_problem: None,
            own,
            mine,
            roll: Roll::default(),
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
        self.own.device.as_deref()
    }

    /// Bytes of all journals, as far as shows without reading them.
    pub fn length(&self) -> u64 {
        let folders = [self.workspace.journals(), self.workspace.mine()];
        let names = folders.iter().filter_map(|folder| journal_files(&*self.disk, folder).ok());
        let names: Vec<PathBuf> = names.flatten().collect();
        Meter::of(&*self.disk, &names).of
    }

    /// Takes in what is new on disk. Returns whether anything changed, entries or problems.
    pub fn refresh(&mut self, take: &mut dyn Take) -> bool {
        let (mut names, folder_problem) = self.found();
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

    /// The journals that there are, sorted, and what is wrong with their folders.
    fn found(&self) -> (Vec<PathBuf>, Option<Problem>) {
        let (all, mine) = (self.workspace.journals(), self.workspace.mine());
        let (mut names, mut problem) = (Vec::new(), None);
        for folder in [&all, &mine] {
            let shown = self.workspace.shown(folder);
            match journal_files(&*self.disk, folder) {
                Ok(files) => names.extend(files),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    let is_gone = folder == &all && self.has_read();
                    problem = problem.or(is_gone.then(|| wording::gone(&shown)));
                }
                Err(error) => problem = problem.or(Some(wording::unreadable(&shown, &error))),
            }
        }
        names.sort();
        (names, problem)
    }

    /// The file of a device.
    pub(super) fn path_of(&self, device: &str) -> PathBuf {
        let is_mine = self.mine.is_of(device) || self.has_mine(device);
        let folder = if is_mine { self.workspace.mine() } else { self.workspace.journals() };
        folder.join(format!("{device}.jsonl"))
    }

    /// Whether a device's entries were read from what never leaves this one.
    pub fn has_mine(&self, device: &str) -> bool {
        self.files.contains_key(&self.workspace.mine().join(format!("{device}.jsonl")))
    }

    /// What this machine remembers of its own entries under a name.
    fn own_of(&self, device: &str) -> Option<&Own> {
        [&self.own, &self.mine].into_iter().find(|own| own.is_of(device))
    }

    /// The highest number that this machine remembers of a device; 0 where it remembers none.
    pub(super) fn marked(&self, device: &str) -> u32 {
        self.own_of(device).map_or(0, Own::number)
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
            owns: [&mut self.own, &mut self.mine],
            zones: self.workspace.zones(),
            roll: &mut self.roll,
            meter,
            take,
        };
        let mut source = Source { disk: &*self.disk, path: &path, shown: &shown, sink };
        let changed = progress.refresh(&mut source);
        if progress.is_newer && self.own_of(&device_of(&path)).is_some() {
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
        missing.extend(self.missing_at_the_end(&self.own));
        missing.extend(self.missing_at_the_end(&self.mine));
        missing
    }

    /// The parts of a range that no file has and that nobody has taken note of.
    fn unknown_in(&self, device: &str, from: u32, to: u32) -> Vec<Range> {
        self.known_missing.unknown(device, from, to, |number| self.roll.has(device, number))
    }

    fn missing_at_the_end(&self, own: &Own) -> Vec<(Range, Problem)> {
        let (Some(device), Some(mark)) = (own.device.as_deref(), &own.mark) else { return Vec::new() };
        let (path, last) = (self.path_of(device), self.roll.last_number(device));
        let shown = self.workspace.shown(&path);
        if last >= mark.number {
            let is_another = own.is_another() && !self.known_missing.has(device, mark.number);
            let other = is_another.then(|| {
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
        let mut id = self.next(&device, take)?;
        let facts = facts(&id);
        if own::are_mine(&facts, |device| self.has_mine(device))? {
            self.find_mine()?;
            id = self.next(&ids::mine_of(&device), take)?;
        }
        self.put(id, facts, by, now, take)
    }

    /// This device's name; made under the lock where there is none, unless another program has just made it.
    fn own_name(&mut self) -> Result<String, AppendError> {
        if let Some(device) = &self.own.device {
            return Ok(device.clone());
        }
        let device = device::get_or_make(&*self.disk, &self.workspace)?;
        self.own.device = Some(device.clone());
        self.mine.device = Some(ids::mine_of(&device));
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
        let own = if self.mine.is_of(device) { &mut self.mine } else { &mut self.own };
        if own.mark.is_some() && progress.is_some_and(|progress| progress.is_as_seen(&*self.disk, path)) {
            return;
        }
        own.read_mark(&*self.disk, &self.workspace);
        self.refresh_file(path.to_path_buf(), &mut Meter::default(), take);
    }
}
