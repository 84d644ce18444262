//! The journals of a workspace: replayed into the ledger, refreshed as they grow, appended to by this device.
//!
//! Invariant: an entry that was returned by `append` is on disk; a device appends to its own file and to no other.

mod lines;

use self::lines::Read;
use super::{
    device,
    files::{FileError, private, sync_folder},
    workspace::Workspace,
};
use crate::domain::{
    entry::{ENTRY_VERSION, Entry, Fact},
    ids::EntryId,
    instant::Instant,
    lang::{Lang, Text},
    ledger::Ledger,
    limits::{LINE_BYTES, Limit},
    line::write_line,
    problem::{Place, Problem},
    read_only::ReadOnly,
    text,
};
use std::{
    collections::BTreeMap,
    fs::{self, File, TryLockError},
    io::{self, Read as _, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
    time::Duration,
};

/// The journals of a workspace.
#[derive(Debug)]
pub struct Journal {
    workspace: Workspace,
    files: BTreeMap<PathBuf, Progress>,
    /// Problems with the folder as a whole.
    folder_problem: Option<Problem>,
    device: Option<String>,
    latest_own: Instant,
    read_only: Option<ReadOnly>,
}

/// How far a file has been read.
#[derive(Debug, Default)]
struct Progress {
    /// Bytes of whole lines that were read.
    read: u64,
    /// Lines that were read.
    lines: usize,
    /// Length at the last look.
    length: u64,
    /// The last bytes that were read, to notice a file that was replaced.
    tail: Vec<u8>,
    problems: Vec<Problem>,
    /// A last line without a line end that is no entry.
    torn: Option<Problem>,
    /// Whether a line is whole and of a newer version.
    is_newer: bool,
}

/// An entry could not be recorded.
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    /// The system refused.
    #[error("{0}; nothing was recorded")]
    File(#[from] FileError),
    /// Another program holds the lock and does not let go.
    #[error("another prepcom has been writing for {0} seconds; nothing was recorded, try again")]
    Busy(u64),
    /// A newer version of the program was here.
    #[error("{}", .0.words().get(Lang::En))]
    ReadOnly(ReadOnly),
    /// The act is larger than a line of a journal may be.
    #[error("{}; nothing was recorded; {}", .0.what().en, .0.hint().en)]
    TooLong(Limit),
    /// An entry can't be written as RON, which no value causes.
    #[error("the entry can't be written: {0}; nothing was recorded")]
    Format(#[from] ron::Error),
}

impl AppendError {
    /// What is said of it.
    pub fn said(&self, lang: Lang) -> String {
        match self {
            AppendError::ReadOnly(why) => why.words().get(lang).to_owned(),
            other => other.to_string(),
        }
    }
}

const TAIL: usize = 64;
const PATIENCE: u64 = 5;
const PROBLEMS_PER_FILE: usize = 100;

impl Journal {
    /// The journals of a workspace, nothing read yet.
    pub fn new(workspace: Workspace) -> Journal {
        let device = device::known(&workspace);
        Journal {
            read_only: device::is_newer(&workspace).then_some(ReadOnly::NewerDevice),
            workspace,
            files: BTreeMap::new(),
            folder_problem: None,
            device,
            latest_own: Instant::default(),
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

    /// Takes in what is new on disk. Returns whether anything changed, entries or problems.
    pub fn refresh(&mut self, ledger: &mut Ledger) -> bool {
        let folder = self.workspace.journals();
        let (names, folder_problem) = match journal_files(&folder) {
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
        let in_files = self.files.values().flat_map(|file| file.problems.iter().chain(&file.torn));
        self.folder_problem.iter().chain(in_files).cloned().collect()
    }

    fn refresh_file(&mut self, path: PathBuf, ledger: &mut Ledger) -> bool {
        let shown = self.workspace.shown(&path);
        let mut progress = self.files.remove(&path).unwrap_or_default();
        let length = fs::metadata(&path).map_or(0, |data| data.len());
        let mut changed = false;
        if length != progress.length {
            changed = true;
            progress.length = length;
            let device = self.device.clone();
            let latest_own = &mut self.latest_own;
            let mut take = |entry: Entry| {
                if Some(entry.id.device.as_str()) == device.as_deref() {
                    *latest_own = (*latest_own).max(entry.at);
                }
                ledger.apply(entry);
            };
            if let Err(error) = read_on(&path, &shown, &mut progress, &mut take) {
                progress.problems.push(unreadable(&shown, &error));
            }
        }
        let is_own = path.file_stem().is_some_and(|name| self.device.as_deref().is_some_and(|own| name == own));
        if progress.is_newer && is_own {
            self.close(ReadOnly::NewerJournal);
        }
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
        self.read_only.map_or(Ok(()), |why| Err(AppendError::ReadOnly(why)))?;
        let device = match &self.device {
            Some(device) => device.clone(),
            None => device::get_or_make(&self.workspace)?,
        };
        self.device = Some(device.clone());
        if !self.workspace.journals().is_dir() {
            self.workspace.make_folders()?;
        }
        let _lock = lock(&self.workspace)?;
        let path = self.workspace.journals().join(format!("{device}.ron"));
        self.refresh_file(path.clone(), ledger);
        self.read_only.map_or(Ok(()), |why| Err(AppendError::ReadOnly(why)))?;
        let number = ledger.last_number(&device).saturating_add(1);
        let at = now.max(self.latest_own);
        let id = EntryId { device: device.into(), number };
        let facts = facts(&id);
        let entry = Entry { v: ENTRY_VERSION, id, at, by: text::clean_line(by).into(), facts };
        let line = write_line(&entry)?;
        if line.len() > LINE_BYTES {
            return Err(AppendError::TooLong(Limit::LineBytes(LINE_BYTES)));
        }
        let progress = self.files.entry(path.clone()).or_default();
        append_line(&path, &line, progress).map_err(FileError::on("append to", &path))?;
        self.latest_own = at;
        ledger.apply(entry.clone());
        Ok(entry)
    }
}

fn journal_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut names = Vec::new();
    for file in fs::read_dir(folder)? {
        let path = file?.path();
        let hidden = path.file_name().is_none_or(|name| name.to_string_lossy().starts_with('.'));
        if path.extension().is_some_and(|extension| extension == "ron") && !hidden && path.is_file() {
            names.push(path);
        }
    }
    names.sort();
    Ok(names)
}

/// Waits for the lock for a few seconds; where the file system has no locks, goes on without.
fn lock(workspace: &Workspace) -> Result<File, AppendError> {
    let path = workspace.local().join("lock");
    let open = || private().read(true).write(true).create(true).truncate(false).open(&path);
    let file = match open() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            workspace.make_folders()?;
            open()
        }
        result => result,
    };
    let file = file.map_err(FileError::on("open the lock", &path))?;
    for _ in 0..PATIENCE * 100 {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(10)),
            Err(TryLockError::Error(_)) => return Ok(file),
        }
    }
    Err(AppendError::Busy(PATIENCE))
}

/// Appends a line and waits until it is on disk. Where that fails, the file is cut back to what it was.
fn append_line(path: &Path, line: &str, progress: &mut Progress) -> io::Result<()> {
    let mut file = private().read(true).append(true).create(true).open(path)?;
    let before = file.metadata()?.len();
    let mut bytes = Vec::with_capacity(line.len() + 2);
    if before > progress.read {
        bytes.push(b'\n');
    }
    bytes.extend_from_slice(line.as_bytes());
    bytes.push(b'\n');
    let written = file.write_all(&bytes).and_then(|()| file.sync_data());
    let written = match path.parent() {
        Some(folder) if before == 0 => written.and_then(|()| sync_folder(folder)),
        _ => written,
    };
    if let Err(error) = written {
        let _ = file.set_len(before).and_then(|()| file.sync_data());
        return Err(error);
    }
    if before > progress.read {
        progress.lines += 1;
        progress.problems.extend(progress.torn.take());
    }
    progress.read = before + bytes.len() as u64;
    progress.length = progress.read;
    progress.lines += 1;
    progress.tail = bytes[bytes.len().saturating_sub(TAIL)..].to_vec();
    Ok(())
}

/// Reads what a file has grown by; all of it again where it is no longer the file it was.
fn read_on(
    path: &Path,
    shown: &str,
    progress: &mut Progress,
    take: &mut impl FnMut(Entry),
) -> io::Result<()> {
    let mut file = File::open(path)?;
    if progress.length < progress.read || !still_there(&mut file, progress)? {
        let length = progress.length;
        *progress = Progress { length, ..Progress::default() };
        let words = Text {
            en: "the file is not the one that was read before: it was replaced or cut; what it held stays on screen until prepcom is closed".into(),
            zh: "文件已不是先前读取的那一份：被替换或截断；原有内容在退出前仍显示".into(),
        };
        let hint =
            Text { en: "restore it from a copy or from git".into(), zh: "请从备份或 git 恢复".into() };
        progress.problems.push(Problem { place: Place::file(shown), what: words, hint });
    }
    file.seek(SeekFrom::Start(progress.read))?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    let mut bad = Vec::new();
    let mut sort = |read: Read| match read {
        Ok(entry) => take(entry),
        Err(unread) => bad.push(unread),
    };
    progress.lines += lines::read(&bytes[..whole], progress.lines, shown, &mut sort);
    for unread in bad {
        progress.is_newer |= unread.is_newer;
        keep_problem(progress, unread.problem, shown);
    }
    progress.torn = match lines::read_one(&bytes[whole..], progress.lines + 1, shown) {
        None => None,
        Some(Ok(entry)) => {
            take(entry);
            None
        }
        Some(Err(unread)) => {
            progress.is_newer |= unread.is_newer;
            Some(unread.problem)
        }
    };
    progress.read += whole as u64;
    progress.tail = bytes[whole.saturating_sub(TAIL)..whole].to_vec();
    Ok(())
}

fn still_there(file: &mut File, progress: &Progress) -> io::Result<bool> {
    let mut there = vec![0; progress.tail.len()];
    file.seek(SeekFrom::Start(progress.read - progress.tail.len() as u64))?;
    file.read_exact(&mut there)?;
    Ok(there == progress.tail)
}

fn keep_problem(progress: &mut Progress, problem: Problem, shown: &str) {
    match progress.problems.len() {
        count if count < PROBLEMS_PER_FILE => progress.problems.push(problem),
        PROBLEMS_PER_FILE => progress.problems.push(Problem {
            place: Place::file(shown),
            what: Text {
                en: format!("more than {PROBLEMS_PER_FILE} lines are bad; the others are not listed"),
                zh: format!("损坏行超过 {PROBLEMS_PER_FILE} 行，其余不再列出"),
            },
            hint: Text::default(),
        }),
        _ => {}
    }
}

fn unreadable(shown: &str, error: &io::Error) -> Problem {
    Problem {
        place: Place::file(shown),
        what: Text { en: format!("it can't be read: {error}"), zh: format!("无法读取：{error}") },
        hint: Text { en: "check that you may read it".into(), zh: "请检查读取权限".into() },
    }
}
