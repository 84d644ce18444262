//! A disk in memory that fails, waits or loses its power where a test says so, and knows all that may be left of it afterwards.
//!
//! What was written is there for whoever reads, and on the simulated disk only once it was waited for. What was not may be lost, whole, cut
//! short, or nothing but room; each of it by itself, so in any order. After a wait that failed, the same bytes are never on the simulated disk
//! unless they are written again, as on Linux.

use prepcom::store::disk::{Appending, Disk, Lock, Seen};
use std::{
    collections::{BTreeMap, HashSet},
    io::{self, ErrorKind},
    ops::Range,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard},
    time::{Duration, SystemTime},
};

/// What is done to the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Act {
    Create,
    Write,
    Sync,
    Cut,
    Rename,
    MakeFolder,
    SyncFolder,
}

/// What becomes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    Done,
    /// It is refused.
    Refused(ErrorKind),
    /// Of what is to be written so many bytes get into the file; then it is refused.
    Partly(usize, ErrorKind),
    /// It takes so long.
    Slow(Duration),
    /// The power is cut before it is done.
    PowerCut,
}

type Plan = Box<dyn FnMut(usize, Act, &Path) -> Fate + Send>;

/// The disk; a clone is the same disk.
#[derive(Clone)]
pub(crate) struct SimulatedDisk(Arc<Mutex<State>>);

struct State {
    files: Vec<File>,
    names: Names,
    saved_names: Names,
    unsynced_names: Vec<Vec<(PathBuf, Option<Name>)>>,
    locks: Arc<Mutex<HashSet<PathBuf>>>,
    acts: usize,
    plan: Plan,
    is_dead: bool,
}

type Names = BTreeMap<PathBuf, Name>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Name {
    File(usize),
    Folder,
}

#[derive(Clone, Default)]
struct File {
    bytes: Vec<u8>,
    kept: Vec<u8>,
    unsynced: Vec<Change>,
    /// Bytes that a wait has failed for.
    forgotten: Vec<Range<usize>>,
    /// How often it was changed, which is what its clock shows.
    changes: u64,
}

#[derive(Clone)]
enum Change {
    Write(usize, Vec<u8>),
    Cut(usize),
}

/// What is left of one thing that was not waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Left {
    Nothing,
    All,
    Room,
    Part(usize),
}

impl SimulatedDisk {
    /// An empty disk of a machine, with one folder.
    pub(crate) fn new(machine: &str, folder: &Path) -> SimulatedDisk {
        let mut names: Names = folder.ancestors().map(|folder| (folder.to_owned(), Name::Folder)).collect();
        names.insert("/etc".into(), Name::Folder);
        names.insert("/etc/machine-id".into(), Name::File(0));
        let id = File { bytes: machine.into(), kept: machine.into(), ..File::default() };
        SimulatedDisk::of(vec![id], names)
    }

    fn of(files: Vec<File>, names: Names) -> SimulatedDisk {
        let state = State {
            files,
            saved_names: names.clone(),
            names,
            unsynced_names: Vec::new(),
            locks: Arc::default(),
            acts: 0,
            plan: Box::new(|_, _, _| Fate::Done),
            is_dead: false,
        };
        SimulatedDisk(Arc::new(Mutex::new(state)))
    }

    /// Has what is done from now on meet its fate; acts that change something are counted from 0.
    pub(crate) fn plan(&self, plan: impl FnMut(usize, Act, &Path) -> Fate + Send + 'static) {
        let mut state = self.lock_state();
        (state.acts, state.plan) = (0, Box::new(plan));
    }

    /// How many acts there were since the last plan.
    pub(crate) fn acts(&self) -> usize {
        self.lock_state().acts
    }

    /// Puts a file there, on the simulated disk.
    pub(crate) fn put_file(&self, path: &Path, bytes: &[u8]) {
        let mut state = self.lock_state();
        let file = File { bytes: bytes.to_vec(), kept: bytes.to_vec(), ..File::default() };
        match state.names.get(path) {
            Some(Name::File(at)) => {
                let at = *at;
                let changes = state.files[at].changes + 1;
                state.files[at] = File { changes, ..file };
            }
            _ => {
                state.files.push(file);
                let name = Name::File(state.files.len() - 1);
                state.names.insert(path.to_owned(), name);
                state.saved_names.insert(path.to_owned(), name);
            }
        }
    }

    /// What a file holds; none where there is none.
    pub(crate) fn file(&self, path: &Path) -> Option<Vec<u8>> {
        let state = self.lock_state();
        state.at(path).ok().map(|at| state.files[at].bytes.clone())
    }

    /// Takes a file or a folder with all below it away.
    pub(crate) fn take_away(&self, path: &Path) {
        let mut state = self.lock_state();
        state.names.retain(|name, _| !name.starts_with(path));
        state.saved_names.retain(|name, _| !name.starts_with(path));
    }

    /// Puts all that another disk has there.
    pub(crate) fn bring_back(&self, other: &SimulatedDisk) {
        let other = other.lock_state();
        let files: Vec<File> = other.files.clone();
        let names = other.names.clone();
        let mut state = self.lock_state();
        (state.files, state.saved_names, state.names) = (files, names.clone(), names);
    }

    /// All that is in files, as text.
    pub(crate) fn all_bytes(&self) -> String {
        let state = self.lock_state();
        let files = state.names.values().filter_map(|name| match name {
            Name::File(at) => Some(String::from_utf8_lossy(&state.files[*at].bytes).into_owned()),
            Name::Folder => None,
        });
        files.collect::<Vec<_>>().join("\n")
    }

    /// A copy of the disk as a reader sees it, put into another machine.
    pub(crate) fn copy_to(&self, machine: &str) -> SimulatedDisk {
        let state = self.lock_state();
        let kept =
            |file: &File| File { bytes: file.bytes.clone(), kept: file.bytes.clone(), ..File::default() };
        let copy = SimulatedDisk::of(state.files.iter().map(kept).collect(), state.names.clone());
        copy.put_file(Path::new("/etc/machine-id"), machine.as_bytes());
        copy
    }

    /// Every disk that may be left after the power was cut: what was not waited for in every combination of lost, whole and nothing but
    /// room, and each write cut short at every byte, beside the others lost or whole in turn.
    pub(crate) fn after_the_power_cut(&self) -> Vec<SimulatedDisk> {
        let state = self.lock_state();
        let lengths: Vec<Option<usize>> = state
            .files
            .iter()
            .flat_map(|file| &file.unsynced)
            .map(|change| match change {
                Change::Write(_, bytes) => Some(bytes.len()),
                Change::Cut(_) => None,
            })
            .chain(state.unsynced_names.iter().map(|_| None))
            .collect();
        let mut all: Vec<Vec<Left>> = vec![Vec::new()];
        for length in &lengths {
            let outcomes: &[Left] = match length {
                Some(_) => &[Left::Nothing, Left::All, Left::Room],
                None => &[Left::Nothing, Left::All],
            };
            all = all
                .iter()
                .flat_map(|lot| outcomes.iter().map(|left| [&lot[..], &[*left]].concat()))
                .collect();
        }
        for (place, length) in lengths.iter().enumerate() {
            for part in 1..length.unwrap_or(1) {
                let others = if part % 2 == 0 { Left::Nothing } else { Left::All };
                let mut lot = vec![others; lengths.len()];
                lot[place] = Left::Part(part);
                all.push(lot);
            }
        }
        all.iter().map(|lot| state.left(lot)).collect()
    }

    fn lock_state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap()
    }

    /// Counts an act and asks the plan for its fate.
    fn meet(&self, act: Act, path: &Path) -> io::Result<()> {
        match self.lock_state().fate(act, path)? {
            Fate::Refused(kind) | Fate::Partly(_, kind) => Err(kind.into()),
            Fate::Slow(time) => {
                std::thread::sleep(time);
                Ok(())
            }
            Fate::Done | Fate::PowerCut => Ok(()),
        }
    }
}

impl State {
    fn fate(&mut self, act: Act, path: &Path) -> io::Result<Fate> {
        self.is_alive()?;
        let fate = (self.plan)(self.acts, act, path);
        self.acts += 1;
        if fate == Fate::PowerCut {
            self.is_dead = true;
            self.is_alive()?;
        }
        Ok(fate)
    }

    fn is_alive(&self) -> io::Result<()> {
        if self.is_dead { Err(io::Error::other("the power is off")) } else { Ok(()) }
    }

    fn at(&self, path: &Path) -> io::Result<usize> {
        self.is_alive()?;
        match self.names.get(path) {
            Some(Name::File(at)) => Ok(*at),
            _ => Err(ErrorKind::NotFound.into()),
        }
    }

    fn in_folder(&self, path: &Path) -> io::Result<()> {
        self.is_alive()?;
        match self.names.get(path.parent().unwrap()) {
            Some(Name::Folder) => Ok(()),
            _ => Err(ErrorKind::NotFound.into()),
        }
    }

    fn name(&mut self, changes: Vec<(PathBuf, Option<Name>)>) {
        apply_names(&mut self.names, &changes);
        self.unsynced_names.push(changes);
    }

    /// The disk on which so much is left of each thing that was not waited for.
    fn left(&self, lot: &[Left]) -> SimulatedDisk {
        let mut lot = lot.iter();
        let mut files = Vec::new();
        for file in &self.files {
            let mut bytes = file.kept.clone();
            for (change, left) in file.unsynced.iter().zip(&mut lot) {
                apply(&mut bytes, change, *left);
            }
            files.push(File { kept: bytes.clone(), bytes, ..File::default() });
        }
        let mut names = self.saved_names.clone();
        for (changes, left) in self.unsynced_names.iter().zip(&mut lot) {
            if *left == Left::All {
                apply_names(&mut names, changes);
            }
        }
        let folders: HashSet<PathBuf> =
            names.iter().filter(|(_, name)| **name == Name::Folder).map(|(path, _)| path.clone()).collect();
        names.retain(|path, _| path.ancestors().skip(1).all(|folder| folders.contains(folder)));
        SimulatedDisk::of(files, names)
    }
}

fn apply_names(names: &mut Names, changes: &[(PathBuf, Option<Name>)]) {
    for (path, name) in changes {
        match name {
            Some(name) => names.insert(path.clone(), *name),
            None => names.remove(path),
        };
    }
}

fn apply(bytes: &mut Vec<u8>, change: &Change, left: Left) {
    match (change, left) {
        (_, Left::Nothing) => {}
        (Change::Cut(length), _) => bytes.truncate(*length),
        (Change::Write(at, new), left) => {
            let (room, part) = match left {
                Left::Part(part) => (part, part),
                Left::Room => (new.len(), 0),
                _ => (new.len(), new.len()),
            };
            bytes.resize(bytes.len().max(at + room), 0);
            bytes[*at..at + part].copy_from_slice(&new[..part]);
        }
    }
}

impl File {
    fn seen(&self) -> Seen {
        let changed = SystemTime::UNIX_EPOCH + Duration::from_secs(self.changes);
        Seen { length: self.bytes.len() as u64, changed: Some(changed) }
    }

    fn write(&mut self, at: usize, bytes: &[u8]) {
        let change = Change::Write(at, bytes.to_vec());
        apply(&mut self.bytes, &change, Left::All);
        self.unsynced.push(change);
        self.changes += 1;
    }

    fn cut(&mut self, length: usize) {
        self.bytes.truncate(length);
        self.unsynced.push(Change::Cut(length));
        self.changes += 1;
        self.forgotten.iter_mut().for_each(|range| range.end = range.end.min(length));
        self.forgotten.retain(|range| range.start < range.end);
    }

    fn sync(&mut self) {
        self.kept.clone_from(&self.bytes);
        for range in &self.forgotten {
            self.kept[range.clone()].fill(0);
        }
        self.unsynced.clear();
    }

    fn forget(&mut self) {
        let written = self.unsynced.iter().filter_map(|change| match change {
            Change::Write(at, bytes) => Some(*at..(at + bytes.len()).min(self.bytes.len())),
            Change::Cut(_) => None,
        });
        self.forgotten.extend(written.filter(|range| range.start < range.end).collect::<Vec<_>>());
    }
}

impl std::fmt::Debug for SimulatedDisk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SimulatedDisk")
    }
}

/// A file of the simulated disk that is open to be appended to.
#[derive(Debug)]
struct Open {
    simulated_disk: SimulatedDisk,
    path: PathBuf,
    at: usize,
}

impl Appending for Open {
    fn seen(&self) -> io::Result<Seen> {
        let state = self.simulated_disk.lock_state();
        state.is_alive()?;
        Ok(state.files[self.at].seen())
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut state = self.simulated_disk.lock_state();
        let fate = state.fate(Act::Write, &self.path)?;
        let at = state.files[self.at].bytes.len();
        match fate {
            Fate::Refused(kind) => Err(kind.into()),
            Fate::Partly(part, kind) => {
                state.files[self.at].write(at, &bytes[..part]);
                Err(kind.into())
            }
            Fate::Slow(time) => {
                state.files[self.at].write(at, bytes);
                drop(state);
                std::thread::sleep(time);
                Ok(())
            }
            Fate::Done | Fate::PowerCut => {
                state.files[self.at].write(at, bytes);
                Ok(())
            }
        }
    }

    fn sync(&mut self) -> io::Result<()> {
        let met = self.simulated_disk.meet(Act::Sync, &self.path);
        let mut state = self.simulated_disk.lock_state();
        state.is_alive()?;
        let file = &mut state.files[self.at];
        if met.is_ok() {
            file.sync()
        } else {
            file.forget()
        }
        met
    }

    fn cut(&mut self, length: u64) -> io::Result<()> {
        self.simulated_disk.meet(Act::Cut, &self.path)?;
        self.simulated_disk.lock_state().files[self.at].cut(usize::try_from(length).unwrap());
        Ok(())
    }
}

impl Disk for SimulatedDisk {
    fn files(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        let state = self.lock_state();
        state.in_folder(&folder.join("any"))?;
        let within = |(path, name): (&PathBuf, &Name)| {
            (path.parent() == Some(folder) && *name != Name::Folder).then(|| path.clone())
        };
        Ok(state.names.iter().filter_map(within).collect())
    }

    fn look(&self, path: &Path) -> io::Result<Seen> {
        let state = self.lock_state();
        Ok(state.files[state.at(path)?].seen())
    }

    fn find_folder(&self, folder: &Path) -> io::Result<()> {
        self.lock_state().in_folder(&folder.join("any"))
    }

    fn machine(&self) -> Option<String> {
        self.file(Path::new("/etc/machine-id")).map(|id| String::from_utf8(id).unwrap())
    }

    fn read(&self, path: &Path, from: u64, buffer: &mut Vec<u8>) -> io::Result<()> {
        let state = self.lock_state();
        let bytes = &state.files[state.at(path)?].bytes;
        buffer.extend_from_slice(bytes.get(usize::try_from(from).unwrap()..).unwrap_or_default());
        Ok(())
    }

    fn append(&self, path: &Path) -> io::Result<Box<dyn Appending>> {
        let is_there = self.lock_state().at(path).is_ok();
        if !is_there {
            self.lock_state().in_folder(path)?;
            self.meet(Act::Create, path)?;
        }
        let mut state = self.lock_state();
        if !is_there {
            state.files.push(File::default());
            let name = Name::File(state.files.len() - 1);
            state.name(vec![(path.to_owned(), Some(name))]);
        }
        let at = state.at(path)?;
        drop(state);
        Ok(Box::new(Open { simulated_disk: self.clone(), path: path.to_owned(), at }))
    }

    fn may_append(&self, path: &Path) -> io::Result<()> {
        self.lock_state().at(path).map(drop)
    }

    fn put(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        drop(self.append(path)?);
        self.meet(Act::Write, path)?;
        let mut state = self.lock_state();
        let at = state.at(path)?;
        state.files[at].write(0, bytes);
        Ok(())
    }

    fn replace(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let names = (0..).map(|number| path.with_file_name(format!(".prepcom-{number}")));
        let mut free = names.filter(|name| self.lock_state().at(name).is_err());
        let neighbour = free.next().unwrap();
        self.lock_state().is_alive()?;
        let mut file = self.append(&neighbour)?;
        file.write(bytes)?;
        file.sync()?;
        self.rename(&neighbour, path)
    }

    fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        if self.lock_state().at(path).is_ok() {
            return Err(ErrorKind::AlreadyExists.into());
        }
        self.replace(path, bytes)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.meet(Act::Rename, to)?;
        let mut state = self.lock_state();
        let name = Name::File(state.at(from)?);
        state.name(vec![(to.to_owned(), Some(name)), (from.to_owned(), None)]);
        drop(state);
        self.sync_folder(to.parent().unwrap())
    }

    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        if self.lock_state().names.get(folder) == Some(&Name::Folder) {
            return Ok(());
        }
        let above = folder.parent().unwrap();
        self.make_folder(above)?;
        self.meet(Act::MakeFolder, folder)?;
        self.lock_state().name(vec![(folder.to_owned(), Some(Name::Folder))]);
        self.sync_folder(above)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.meet(Act::SyncFolder, folder)?;
        let mut state = self.lock_state();
        let is_in = |changes: &Vec<(PathBuf, Option<Name>)>| {
            changes.iter().any(|(path, _)| path.parent() == Some(folder))
        };
        let (synced, left): (Vec<_>, Vec<_>) =
            std::mem::take(&mut state.unsynced_names).into_iter().partition(is_in);
        state.unsynced_names = left;
        synced.iter().for_each(|changes| apply_names(&mut state.saved_names, changes));
        Ok(())
    }

    fn lock(&self, path: &Path) -> io::Result<Option<Lock>> {
        drop(self.append(path)?);
        let locks = Arc::clone(&self.lock_state().locks);
        let is_free = locks.lock().unwrap().insert(path.to_owned());
        Ok(is_free.then(|| -> Lock { Box::new(Held { locks, path: path.to_owned() }) }))
    }
}

#[derive(Debug)]
struct Held {
    locks: Arc<Mutex<HashSet<PathBuf>>>,
    path: PathBuf,
}

impl Drop for Held {
    fn drop(&mut self) {
        self.locks.lock().unwrap().remove(&self.path);
    }
}
