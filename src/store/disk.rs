//! What the journal needs of a disk, so that a test can put one in its place that fails, loses or waits.
//!
//! Invariant: nothing below the journal touches files but through here; `Real` adds nothing of its own.

use super::{
    files::{Below, Named, Refusal},
    irregular,
};
use std::{
    fmt,
    fs::{self, File, TryLockError},
    io::{self, Write},
    path::{Path, PathBuf},
    time::SystemTime,
};

/// A disk.
pub trait Disk: fmt::Debug + Send + Sync {
    /// What is in a folder, whatever it is, in no particular order.
    ///
    /// # Errors
    /// When the system refuses.
    fn files(&self, folder: &Path) -> io::Result<Vec<PathBuf>>;

    /// How long a file is and when it was changed.
    ///
    /// # Errors
    /// When the system refuses, or it is no file.
    fn look(&self, path: &Path) -> io::Result<Seen>;

    /// Whether a folder is there.
    ///
    /// # Errors
    /// When the system refuses, or it is not there or no folder.
    fn find_folder(&self, folder: &Path) -> io::Result<()>;

    /// What is in the state of a workspace and can't be used for what it is.
    fn irregular(&self, _state: &Path) -> Vec<Refusal> {
        Vec::new()
    }

    /// What the system keeps to tell this machine from others, if it keeps anything.
    fn machine(&self) -> Option<String>;

    /// Reads a file from an offset to its end, behind what the buffer holds.
    ///
    /// # Errors
    /// When the system refuses.
    fn read(&self, path: &Path, from: u64, buffer: &mut Vec<u8>) -> io::Result<()>;

    /// Opens a file to append to it; it is made, readable by its owner alone, where there is none.
    ///
    /// # Errors
    /// When the system refuses.
    fn append(&self, path: &Path) -> io::Result<Box<dyn Appending>>;

    /// Whether a file could be appended to; neither makes nor changes it.
    ///
    /// # Errors
    /// When the system would refuse, or there is no such file.
    fn may_append(&self, path: &Path) -> io::Result<()>;

    /// Puts a whole file in the place of another, on disk when this returns.
    ///
    /// # Errors
    /// When the system refuses; the old file, if any, is then untouched.
    fn replace(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;

    /// Writes a whole new file, on disk when this returns, never over one that is there.
    ///
    /// # Errors
    /// When the system refuses, or there is one already: then of the kind `AlreadyExists`.
    fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;

    /// Writes over the beginning of a file, made where there is none, without waiting for the disk: for what may be lost.
    ///
    /// # Errors
    /// When the system refuses.
    fn put(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;

    /// Gives a file another name in the same file system, on disk when this returns; one that has the name is replaced.
    ///
    /// # Errors
    /// When the system refuses.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Makes a folder and those above it, readable by their owner alone where they are new.
    ///
    /// # Errors
    /// When the system refuses.
    fn make_folder(&self, folder: &Path) -> io::Result<()>;

    /// Waits until a folder's list of files is on disk.
    ///
    /// # Errors
    /// When the system refuses.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;

    /// Takes the lock of a file, which is made where there is none; none where another holds it.
    ///
    /// # Errors
    /// When the file can't be opened. Where the file system has no locks, one is given all the same.
    fn lock(&self, path: &Path) -> io::Result<Option<Lock>>;
}

/// What shows of a file without reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Seen {
    /// Length in bytes.
    pub length: u64,
    /// When it was changed last, where the system knows.
    pub changed: Option<SystemTime>,
}

/// A file that is open to be appended to.
pub trait Appending: fmt::Debug {
    /// How long it is and when it was changed.
    ///
    /// # Errors
    /// When the system refuses.
    fn seen(&self) -> io::Result<Seen>;

    /// Appends bytes, without waiting for the disk.
    ///
    /// # Errors
    /// When the system refuses; some of the bytes may then be in the file.
    fn write(&mut self, bytes: &[u8]) -> io::Result<()>;

    /// Waits until all that was written is on disk.
    ///
    /// # Errors
    /// When the system refuses; what was written may then be on disk or not.
    fn sync(&mut self) -> io::Result<()>;

    /// Cuts the file back to a length, without waiting for the disk.
    ///
    /// # Errors
    /// When the system refuses.
    fn cut(&mut self, length: u64) -> io::Result<()>;
}

/// A lock that is held until this is dropped.
pub type Lock = Box<dyn fmt::Debug + Send>;

/// The disk of this machine, as far as it is below a folder.
#[derive(Debug, Clone)]
pub struct Real(Below);

impl Real {
    /// What is below a folder.
    pub fn below(root: &Path) -> Real {
        Real(Below::new(root))
    }
}

impl Disk for Real {
    fn files(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        Ok(self.0.list(folder)?.into_iter().map(|Named { path, .. }| path).collect())
    }

    fn look(&self, path: &Path) -> io::Result<Seen> {
        self.0.metadata(path).map(|data| seen(&data))
    }

    fn find_folder(&self, folder: &Path) -> io::Result<()> {
        self.0.find_folder(folder)
    }

    fn irregular(&self, state: &Path) -> Vec<Refusal> {
        irregular::found(&self.0, state)
    }

    fn machine(&self) -> Option<String> {
        let read = |path: &&str| fs::read_to_string(path).ok().filter(|text| !text.trim().is_empty());
        ["/etc/machine-id", "/var/lib/dbus/machine-id", "/etc/hostname"].iter().find_map(read)
    }

    fn read(&self, path: &Path, from: u64, buffer: &mut Vec<u8>) -> io::Result<()> {
        self.0.read_from(path, from, buffer)
    }

    fn append(&self, path: &Path) -> io::Result<Box<dyn Appending>> {
        Ok(Box::new(self.0.open_to_append(path)?))
    }

    fn may_append(&self, path: &Path) -> io::Result<()> {
        self.0.may_append(path)
    }

    fn replace(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.0.replace(path, bytes)
    }

    fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.0.write_new(path, bytes)
    }

    fn put(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.0.open_to_write(path)?.write_all(bytes)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.0.rename(from, to)
    }

    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        self.0.make_folder(folder)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.0.sync_folder(folder)
    }

    fn lock(&self, path: &Path) -> io::Result<Option<Lock>> {
        let file = self.0.open_to_write(path)?;
        Ok(match file.try_lock() {
            Ok(()) | Err(TryLockError::Error(_)) => Some(Box::new(file)),
            Err(TryLockError::WouldBlock) => None,
        })
    }
}

fn seen(data: &fs::Metadata) -> Seen {
    Seen { length: data.len(), changed: data.modified().ok() }
}

impl Appending for File {
    fn seen(&self) -> io::Result<Seen> {
        self.metadata().map(|data| seen(&data))
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.write_all(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.sync_data()
    }

    fn cut(&mut self, length: u64) -> io::Result<()> {
        self.set_len(length)
    }
}
