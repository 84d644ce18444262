//! The two files that this machine appends to: what all get, and what never leaves the device.
//!
//! Invariant: an act goes into one of them, and what is mine alone into the second.

use super::{
    Journal,
    appending::{append_line, take_back},
    mark::Mark,
    refusal::AppendError,
    take::{Sighted, Take},
};
use crate::{
    domain::{
        entry::{ENTRY_VERSION, Entry, Fact},
        ids::EntryId,
        instant::Instant,
        line::write_line,
        text,
    },
    store::{disk::Disk, files::FileError, workspace::Workspace},
};

/// What this machine remembers of one of its files.
#[derive(Debug, Clone, Default)]
pub(super) struct Own {
    /// The name under which it records there.
    pub(super) device: Option<String>,
    /// The highest entry that it has put there.
    pub(super) mark: Option<Mark>,
    /// What was read under the name of that entry.
    sighted: Sighted,
}

impl Own {
    /// What is remembered under a name.
    pub(super) fn of(disk: &dyn Disk, workspace: &Workspace, device: Option<String>) -> Own {
        let mark = device.as_deref().and_then(|device| Mark::read(disk, workspace, device));
        Own { device, mark, sighted: Sighted::default() }
    }

    /// Whether this is the name.
    pub(super) fn is_of(&self, device: &str) -> bool {
        self.device.as_deref() == Some(device)
    }

    /// The highest number that is remembered; 0 where none is.
    pub(super) fn number(&self) -> u32 {
        self.mark.as_ref().map_or(0, |mark| mark.number)
    }

    /// Whether the last entry was replaced by another of the same name.
    pub(super) fn is_another(&self) -> bool {
        self.sighted == Sighted::Another
    }

    /// Takes note of an entry that was read.
    pub(super) fn see(&mut self, entry: &Entry) {
        let is_marked = |mark: &&Mark| mark.number == entry.id.number && self.is_of(&entry.id.device);
        if let Some(is_itself) = self.mark.as_ref().filter(is_marked).map(|mark| mark.is_of(entry)) {
            self.sighted.see(is_itself);
        }
    }

    /// Takes note of what another program has put there.
    pub(super) fn read_mark(&mut self, disk: &dyn Disk, workspace: &Workspace) {
        let mark = self.device.as_deref().and_then(|device| Mark::read(disk, workspace, device));
        if let Some(mark) = mark.filter(|mark| Some(mark) != self.mark.as_ref()) {
            (self.mark, self.sighted) = (Some(mark), Sighted::Nothing);
        }
    }

    /// Takes note of an entry that is on disk.
    pub(super) fn recorded(&mut self, mark: Mark) {
        (self.mark, self.sighted) = (Some(mark), Sighted::Itself);
    }
}

impl Journal {
    /// The name of the next entry in one of the own files, once what that has grown by is read.
    pub(super) fn next(&mut self, device: &str, take: &mut dyn Take) -> Result<EntryId, AppendError> {
        let path = self.path_of(device);
        take_back(&*self.disk, &path, self.files.entry(path.clone()).or_default())?;
        self.catch_up(device, &path, take);
        self.refuse_read_only()?;
        let number = self.roll.last_number(device).max(self.marked(device)).saturating_add(1);
        Ok(EntryId { device: device.into(), number })
    }

    /// Puts an entry on disk.
    pub(super) fn put(
        &mut self,
        id: EntryId,
        facts: Vec<Fact>,
        by: &str,
        now: Instant,
        take: &mut dyn Take,
    ) -> Result<Entry, AppendError> {
        let (device, number) = (id.device.as_str().to_owned(), id.number);
        let path = self.path_of(&device);
        let other = if self.mine.is_of(&device) { &self.own } else { &self.mine };
        let latest_beside = other.device.as_deref().map(|device| self.roll.latest(device));
        let at = behind(recorded_at(now, self.roll.latest(&device)), latest_beside.unwrap_or_default());
        let mut entry = Entry { v: ENTRY_VERSION, id, at, by: text::clean_line(by).into(), facts };
        entry.settle(self.workspace.zones());
        let line = write_line(&entry)?;
        AppendError::refuse_too_long(&line)?;
        let progress = self.files.entry(path.clone()).or_default();
        append_line(&*self.disk, &path, &line, &entry.id, progress)?;
        take.recorded(&entry);
        let mark = Mark::of(number, &line, progress.read);
        mark.keep(&*self.disk, &self.workspace, &device);
        let own = if self.mine.is_of(&device) { &mut self.mine } else { &mut self.own };
        own.recorded(mark);
        self.roll.take(&entry);
        take.take(entry.clone());
        Ok(entry)
    }

    /// Sees to it that there is a folder for what is mine alone.
    pub(super) fn find_mine(&self) -> Result<(), AppendError> {
        let folder = self.workspace.mine();
        Ok(self.disk.make_folder(&folder).map_err(FileError::on("make the folder", &folder))?)
    }
}

/// Whether an act is mine alone: notes that are, and what changes, removes, takes back or puts back such. A note that is shared from now
/// on goes to all, with the removal of the one that it takes the place of, which names that and says nothing of it.
///
/// # Errors
/// When a part of it is and another is not.
pub(super) fn are_mine(facts: &[Fact], has_mine: impl Fn(&str) -> bool) -> Result<bool, AppendError> {
    let (mine, shared): (Vec<&Fact>, Vec<&Fact>) = facts
        .iter()
        .partition(|fact| fact.is_mine() || fact.of_entry().is_some_and(|entry| has_mine(&entry.device)));
    let moves = || {
        mine.iter().all(|fact| matches!(fact, Fact::NoteRemoved(_)))
            && shared.iter().all(|fact| matches!(fact, Fact::Note(_)))
    };
    match (mine.is_empty(), shared.is_empty()) {
        (true, _) => Ok(false),
        (false, true) => Ok(true),
        (false, false) if moves() => Ok(false),
        (false, false) => Err(AppendError::Mixed),
    }
}

/// When an entry is recorded, behind the latest in the other file, so that the newer of the two is known.
pub(super) fn behind(at: Instant, beside: Instant) -> Instant {
    let is_ahead = beside.millis().saturating_sub(at.millis());
    if (0..=UNSTEADY).contains(&is_ahead) { Instant::from_millis(beside.millis() + 1) } else { at }
}

/// How far a device's clock may seem to go back while its entries keep their order, in milliseconds.
const UNSTEADY: i64 = 10 * 60 * 1000;

/// When an entry is recorded: now, but not before the one before it on its device. Where that one is from a clock that was far ahead, the
/// present is believed again.
pub(super) fn recorded_at(now: Instant, latest: Instant) -> Instant {
    let is_ahead = latest.millis().saturating_sub(now.millis());
    if (1..=UNSTEADY).contains(&is_ahead) { latest } else { now }
}
