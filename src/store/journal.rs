//! The journals of a workspace: replayed into the ledger, refreshed as they grow, appended to by this device.
//!
//! Invariant: an entry that was returned by `append` is on disk; a device appends to its own file and to no other.

mod appending;
mod lines;
mod reading;

pub use self::appending::AppendError;
use self::{
    appending::{append_line, lock},
    reading::{Progress, journal_files, unreadable},
};
use super::{
    device,
    disk::{Disk, Real},
    files::FileError,
    workspace::Workspace,
};
use crate::domain::{
    entry::{ENTRY_VERSION, Entry, Fact},
    ids::EntryId,
    instant::Instant,
    ledger::Ledger,
    line::write_line,
    problem::Problem,
    text,
};
use std::{collections::BTreeMap, io, path::PathBuf, sync::Arc};

/// The journals of a workspace.
#[derive(Debug, Clone)]
pub struct Journal {
    disk: Arc<dyn Disk>,
    workspace: Workspace,
    files: BTreeMap<PathBuf, Progress>,
    /// Problems with the folder as a whole.
    folder_problem: Option<Problem>,
    device: Option<String>,
    latest_own: Instant,
}

impl Journal {
    /// The journals of a workspace, nothing read yet.
    pub fn new(workspace: Workspace) -> Journal {
        Journal::on(Arc::new(Real), workspace)
    }

    /// The journals of a workspace on a disk, nothing read yet.
    pub fn on(disk: Arc<dyn Disk>, workspace: Workspace) -> Journal {
        let device = device::known(&*disk, &workspace);
        Journal {
            disk,
            workspace,
            files: BTreeMap::new(),
            folder_problem: None,
            device,
            latest_own: Instant::default(),
        }
    }

    /// This device's name, where it has recorded here before.
    pub fn device(&self) -> Option<&str> {
        self.device.as_deref()
    }

    /// Takes in what is new on disk. Returns whether anything changed, entries or problems.
    pub fn refresh(&mut self, ledger: &mut Ledger) -> bool {
        let folder = self.workspace.journals();
        let (names, folder_problem) = match journal_files(&*self.disk, &folder) {
            Ok(names) => (names, None),
            Err(error) if error.kind() == io::ErrorKind::NotFound => (Vec::new(), None),
            Err(error) => (Vec::new(), Some(unreadable(&self.workspace.shown(&folder), &error))),
        };
        let mut changed = folder_problem != self.folder_problem;
        self.folder_problem = folder_problem;
        for path in names {
            changed |= self.refresh_file(path, ledger);
        }
        changed
    }

    /// Every problem met so far: which file, which line, what to do.
    pub fn problems(&self) -> Vec<Problem> {
        let in_files = self.files.values().flat_map(Progress::problems);
        self.folder_problem.iter().chain(in_files).cloned().collect()
    }

    fn refresh_file(&mut self, path: PathBuf, ledger: &mut Ledger) -> bool {
        let shown = self.workspace.shown(&path);
        let mut progress = self.files.remove(&path).unwrap_or_default();
        let device = self.device.as_deref();
        let latest_own = &mut self.latest_own;
        let mut take = |entry: Entry| {
            if Some(entry.id.device.as_str()) == device {
                *latest_own = (*latest_own).max(entry.at);
            }
            ledger.apply(entry);
        };
        let changed = progress.refresh(&*self.disk, &path, &shown, &mut take);
        self.files.insert(path, progress);
        changed
    }

    /// Records one act: its facts as one entry, on disk before this returns.
    ///
    /// # Errors
    /// When it is not on disk; then nothing was recorded, and what was half written is taken back or passed over.
    pub fn append(
        &mut self,
        facts: Vec<Fact>,
        by: &str,
        now: Instant,
        ledger: &mut Ledger,
    ) -> Result<Entry, AppendError> {
        self.append_made(|_| facts, by, now, ledger)
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
        ledger: &mut Ledger,
    ) -> Result<Entry, AppendError> {
        let device = match &self.device {
            Some(device) => device.clone(),
            None => device::get_or_make(&*self.disk, &self.workspace)?,
        };
        self.device = Some(device.clone());
        let (folder, disk) = (self.workspace.journals(), Arc::clone(&self.disk));
        disk.make_folder(&folder).map_err(FileError::on("make the folder", &folder))?;
        let _lock = lock(&*disk, &self.workspace)?;
        let path = folder.join(format!("{device}.ron"));
        self.refresh_file(path.clone(), ledger);
        let number = ledger.last_number(&device).saturating_add(1);
        let at = now.max(self.latest_own);
        let id = EntryId { device: device.into(), number };
        let facts = facts(&id);
        let entry = Entry { v: ENTRY_VERSION, id, at, by: text::clean_line(by).into(), facts };
        let line = write_line(&entry)?;
        let progress = self.files.entry(path.clone()).or_default();
        append_line(&*disk, &path, &line, progress).map_err(FileError::on("append to", &path))?;
        self.latest_own = at;
        ledger.apply(entry.clone());
        Ok(entry)
    }
}
