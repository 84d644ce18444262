//! Files below a folder: a workspace, or where the settings are. This is the only way to open any of them.
//!
//! Invariant: the folder itself may be reached through links, as whoever named it meant it; nothing below it is. What is opened is a
//! regular file, and what is made is its owner's alone.

use super::{
    refusal::{Kind, Refusal},
    system::{Access, Folder, kind_of, set_mode},
    too_large,
};
use std::{
    ffi::{OsStr, OsString},
    fs::{self, File},
    hash::{BuildHasher, RandomState},
    io::{
        self,
        ErrorKind::{AlreadyExists, InvalidInput, NotFound, PermissionDenied, Unsupported},
        Read, Seek, SeekFrom, Write,
    },
    path::{Component, Path, PathBuf},
};

/// A folder below which files are opened. Paths are given whole, as they are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Below {
    root: PathBuf,
}

/// A name in a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Its path.
    pub path: PathBuf,
    /// What it is, without following it.
    pub kind: Kind,
    /// Its permissions, where the system has them.
    pub mode: u32,
}

impl Below {
    /// What is below a folder.
    pub fn new(root: &Path) -> Below {
        Below { root: root.to_owned() }
    }

    /// Reads a file of at most the given number of bytes.
    ///
    /// # Errors
    /// When the system refuses, it is no regular file, or it is larger: then of the kind `FileTooLarge`.
    pub fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.open(path, Access::Read)?.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > most { Err(too_large(most)) } else { Ok(bytes) }
    }

    /// Reads a file from an offset to its end, after what the buffer holds.
    ///
    /// # Errors
    /// When the system refuses, or it is no regular file.
    pub fn read_from(&self, path: &Path, from: u64, buffer: &mut Vec<u8>) -> io::Result<()> {
        let mut file = self.open(path, Access::Read)?;
        if from > 0 {
            file.seek(SeekFrom::Start(from))?;
        }
        file.read_to_end(buffer).map(drop)
    }

    /// Opens a file that is there, to look at it or to try its lock.
    ///
    /// # Errors
    /// When the system refuses, or it is no regular file.
    pub fn open_to_read(&self, path: &Path) -> io::Result<File> {
        self.open(path, Access::Read)
    }

    /// Opens a file to append to it; it is made if it is not there.
    ///
    /// # Errors
    /// When the system refuses, or it is no regular file.
    pub fn open_to_append(&self, path: &Path) -> io::Result<File> {
        self.open(path, Access::AppendOrMake)
    }

    /// Opens a file that is there to append to it.
    ///
    /// # Errors
    /// When the system refuses, it is not there, or it is no regular file.
    pub fn may_append(&self, path: &Path) -> io::Result<()> {
        self.open(path, Access::Append).map(drop)
    }

    /// Opens a file to write over it or to lock it; it is made if it is not there.
    ///
    /// # Errors
    /// When the system refuses, or it is no regular file.
    pub fn open_to_write(&self, path: &Path) -> io::Result<File> {
        self.open(path, Access::WriteOrMake)
    }

    /// Makes a file that must not be there yet.
    ///
    /// # Errors
    /// When the system refuses, or there is one.
    pub fn make(&self, path: &Path) -> io::Result<File> {
        self.open(path, Access::Make)
    }

    /// What a path is, without opening it; a path that leads through anything but folders is refused.
    ///
    /// # Errors
    /// When the system refuses, or there is nothing.
    pub fn look(&self, path: &Path) -> io::Result<Named> {
        let (folder, name) = self.parent(path)?;
        let (kind, mode) = folder.look(name)?;
        Ok(Named { path: path.to_owned(), kind, mode })
    }

    /// Length and time of a regular file.
    ///
    /// # Errors
    /// When the system refuses, or it is no regular file.
    pub fn metadata(&self, path: &Path) -> io::Result<fs::Metadata> {
        self.open(path, Access::Read)?.metadata()
    }

    /// What is in a folder by name, sorted, hidden names aside.
    ///
    /// # Errors
    /// When the system refuses, or it is no folder.
    pub fn list(&self, path: &Path) -> io::Result<Vec<Named>> {
        let folder = self.folder(path)?;
        let mut names = folder.names()?;
        names.retain(|name| !name.to_string_lossy().starts_with('.'));
        names.sort();
        let mut listed = Vec::with_capacity(names.len());
        for name in names {
            match folder.look(&name) {
                Ok((kind, mode)) => listed.push(Named { path: path.join(name), kind, mode }),
                // It went meanwhile.
                Err(error) if error.kind() == NotFound => {}
                Err(error) => return Err(error),
            }
        }
        Ok(listed)
    }

    /// Whether a folder is there.
    ///
    /// # Errors
    /// When it is not, or it is no folder, or the system refuses.
    pub fn find_folder(&self, path: &Path) -> io::Result<()> {
        self.folder(path).map(drop)
    }

    /// Puts a whole file in the place of another, on disk when this returns.
    ///
    /// # Errors
    /// When the system refuses, or what is there is no regular file; it is then untouched.
    pub fn replace(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.write(path, bytes, None)
    }

    /// As `replace`, and the file keeps the permissions of the one before.
    ///
    /// # Errors
    /// As `replace`.
    pub fn replace_alike(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mode = self.look(path).ok().map(|named| named.mode);
        self.write(path, bytes, mode)
    }

    fn write(&self, path: &Path, bytes: &[u8], mode: Option<u32>) -> io::Result<()> {
        let (folder, name) = self.parent(path)?;
        if let Ok((kind, _)) = folder.look(name) {
            refuse_unless(kind, Kind::File, path)?;
        }
        through_a_neighbour(&folder, bytes, mode, |neighbour| folder.rename(neighbour, (&folder, name)))
    }

    /// Writes a whole new file, on disk when this returns, never over one that is there.
    ///
    /// # Errors
    /// When the system refuses, or there is one already: then of the kind `AlreadyExists`.
    pub fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let (folder, name) = self.parent(path)?;
        match folder.look(name) {
            Ok((Kind::File, _)) => return Err(AlreadyExists.into()),
            Ok((kind, _)) => refuse_unless(kind, Kind::File, path)?,
            Err(_) => {}
        }
        through_a_neighbour(&folder, bytes, None, |neighbour| folder.rename_new(neighbour, name))
    }

    /// Gives a file a different name, on disk when this returns; one that has the name is replaced.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let ((folder, old), (other, new)) = (self.parent(from)?, self.parent(to)?);
        folder.rename(old, (&other, new))?;
        synced(&other)?;
        synced(&folder)
    }

    /// Removes a file, or a link as such.
    ///
    /// # Errors
    /// When the system refuses, or there is none.
    pub fn remove(&self, path: &Path) -> io::Result<()> {
        let (folder, name) = self.parent(path)?;
        folder.remove(name)
    }

    /// Removes a folder with all that is in it; links go as such.
    ///
    /// # Errors
    /// When the system refuses; some of it may then be gone.
    pub fn remove_folder(&self, path: &Path) -> io::Result<()> {
        let (folder, name) = self.parent(path)?;
        empty(&folder.enter(name)?)?;
        folder.remove_folder(name)
    }

    /// Makes a folder and those above it, their owner's alone if they are new; new ones are on disk when this returns.
    ///
    /// # Errors
    /// When the system refuses, or something else is in the way.
    pub fn make_folder(&self, path: &Path) -> io::Result<()> {
        make_root(&self.root)?;
        let (mut folder, mut at) = (Folder::at(&self.root)?, self.root.clone());
        for name in self.names(path)? {
            at.push(name);
            folder = match enter(&folder, name, &at) {
                Err(error) if error.kind() == NotFound => {
                    match folder.make(name) {
                        Err(error) if error.kind() != AlreadyExists => return Err(error),
                        _ => synced(&folder)?,
                    }
                    enter(&folder, name, &at)?
                }
                entered => entered?,
            };
        }
        Ok(())
    }

    /// Waits until a folder's list of files is on disk, as far as the file system lets anybody.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn sync_folder(&self, path: &Path) -> io::Result<()> {
        synced(&self.folder(path)?)
    }

    fn open(&self, path: &Path, access: Access) -> io::Result<File> {
        let (folder, name) = self.parent(path)?;
        let file = match folder.open(name, access) {
            Ok(file) => file,
            Err(error) if access == Access::Make => return Err(error),
            Err(error) => {
                if let Ok((kind, _)) = folder.look(name) {
                    refuse_unless(kind, Kind::File, path)?;
                }
                return Err(error);
            }
        };
        refuse_unless(kind_of(&file)?, Kind::File, path)?;
        Ok(file)
    }

    /// The folder that a path names.
    fn folder(&self, path: &Path) -> io::Result<Folder> {
        let (mut folder, mut at) = (Folder::at(&self.root)?, self.root.clone());
        for name in self.names(path)? {
            at.push(name);
            folder = enter(&folder, name, &at)?;
        }
        Ok(folder)
    }

    /// The folder in which a path is, and its name there.
    fn parent<'a>(&self, path: &'a Path) -> io::Result<(Folder, &'a OsStr)> {
        match (path.parent(), self.names(path)?.pop()) {
            (Some(parent), Some(name)) => Ok((self.folder(parent)?, name)),
            _ => Err(InvalidInput.into()),
        }
    }

    /// The names that lead from the root to a path; none of them leads up again.
    fn names<'a>(&self, path: &'a Path) -> io::Result<Vec<&'a OsStr>> {
        let below = path.strip_prefix(&self.root).map_err(|_| io::Error::from(InvalidInput))?;
        let plain = |part| match part {
            Component::Normal(name) => Ok(name),
            _ => Err(io::Error::from(InvalidInput)),
        };
        below.components().map(plain).collect()
    }
}

fn enter(folder: &Folder, name: &OsStr, path: &Path) -> io::Result<Folder> {
    folder.enter(name).map_err(|error| match folder.look(name) {
        Ok((kind, _)) if kind != Kind::Folder => refusal(kind, Kind::Folder, path).into(),
        _ => error,
    })
}

fn refuse_unless(kind: Kind, wanted: Kind, path: &Path) -> io::Result<()> {
    if kind == wanted { Ok(()) } else { Err(refusal(kind, wanted, path).into()) }
}

fn refusal(kind: Kind, wanted: Kind, path: &Path) -> Refusal {
    Refusal { path: path.to_owned(), kind, wanted }
}

/// Writes a new file beside the one that is meant, and gives it that one's name once it is on disk.
fn through_a_neighbour(
    folder: &Folder,
    bytes: &[u8],
    mode: Option<u32>,
    put: impl FnOnce(&OsStr) -> io::Result<()>,
) -> io::Result<()> {
    let (name, mut file) = neighbour(folder)?;
    let mut written = || {
        file.write_all(bytes)?;
        mode.map_or(Ok(()), |mode| set_mode(&file, mode))?;
        file.sync_all()
    };
    match written().and_then(|()| put(&name)) {
        Ok(()) => synced(folder),
        Err(error) => {
            let _ = folder.remove(&name);
            Err(error)
        }
    }
}

/// A new file with a name of its own.
fn neighbour(folder: &Folder) -> io::Result<(OsString, File)> {
    let mut random = RandomState::new().hash_one(std::process::id());
    loop {
        let name = OsString::from(format!(".prepcom-{random:016x}"));
        match folder.open(&name, Access::Make) {
            Err(error) if error.kind() == AlreadyExists => random = random.wrapping_add(1),
            made => return Ok((name, made?)),
        }
    }
}

/// Removes all that is in a folder.
fn empty(folder: &Folder) -> io::Result<()> {
    for name in folder.names()? {
        match folder.look(&name)?.0 {
            Kind::Folder => {
                empty(&folder.enter(&name)?)?;
                folder.remove_folder(&name)?;
            }
            _ => folder.remove(&name)?,
        }
    }
    Ok(())
}

fn synced(folder: &Folder) -> io::Result<()> {
    match folder.sync() {
        // Some network folders can't be waited for, and one that may be written but not read can't be opened.
        Err(error) if matches!(error.kind(), InvalidInput | Unsupported | PermissionDenied) => Ok(()),
        synced => synced,
    }
}

/// Makes the folder below which everything is, and those above it, if they are not there.
fn make_root(root: &Path) -> io::Result<()> {
    if root.is_dir() {
        return Ok(());
    }
    let new: Vec<&Path> = root.ancestors().take_while(|folder| !folder.is_dir()).collect();
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(root)?;
    let mut above =
        new.iter().filter_map(|folder| folder.parent()).filter(|above| !above.as_os_str().is_empty());
    above.try_for_each(|above| synced(&Folder::at(above)?))
}
