//! An open folder and what is directly in it, by the calls of Unix that take an open folder and a name.
//!
//! Invariant: no name here is followed if it is a link, and opening never waits, as it would for a pipe.

use super::refusal::Kind;
use rustix::{
    fd::OwnedFd,
    fs::{self, AtFlags, CWD, Dir, FileType, Mode, OFlags},
    io::Errno,
};
use std::{
    ffi::{OsStr, OsString},
    fs::File,
    io,
    os::unix::ffi::OsStrExt,
    path::Path,
};

/// An open folder.
pub(super) struct Folder(OwnedFd);

/// How a file is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    /// To read it.
    Read,
    /// To append to it; it has to be there.
    Append,
    /// To read it and append to it; made if it is not there.
    AppendOrMake,
    /// To write over it; made if it is not there.
    WriteOrMake,
    /// To write it; it must not be there yet.
    Make,
}

const OWN_FILE: Mode = Mode::RUSR.union(Mode::WUSR);
const OWN_FOLDER: Mode = OWN_FILE.union(Mode::XUSR);

/// Enough to reach what is in a folder, also in one that can't be listed.
#[cfg(target_os = "linux")]
const REACH: OFlags = OFlags::PATH;
#[cfg(not(target_os = "linux"))]
const REACH: OFlags = OFlags::RDONLY;

impl Folder {
    /// A folder by its path, which may lead through links.
    pub(super) fn at(path: &Path) -> io::Result<Folder> {
        let flags = REACH | OFlags::DIRECTORY | OFlags::CLOEXEC;
        Ok(Folder(fs::openat(CWD, path, flags, Mode::empty())?))
    }

    /// A folder in this one.
    pub(super) fn enter(&self, name: &OsStr) -> io::Result<Folder> {
        let flags = REACH | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        Ok(Folder(fs::openat(&self.0, name, flags, Mode::empty())?))
    }

    /// Makes a folder, its owner's alone.
    pub(super) fn make(&self, name: &OsStr) -> io::Result<()> {
        Ok(fs::mkdirat(&self.0, name, OWN_FOLDER)?)
    }

    /// Opens what has a name, whatever it is.
    pub(super) fn open(&self, name: &OsStr, access: Access) -> io::Result<File> {
        let how = match access {
            Access::Read => OFlags::RDONLY,
            Access::Append => OFlags::WRONLY | OFlags::APPEND,
            Access::AppendOrMake => OFlags::RDWR | OFlags::APPEND | OFlags::CREATE,
            Access::WriteOrMake => OFlags::RDWR | OFlags::CREATE,
            Access::Make => OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL,
        };
        let careful = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
        let mode = if how.contains(OFlags::CREATE) { OWN_FILE } else { Mode::empty() };
        Ok(File::from(fs::openat(&self.0, name, how | careful, mode)?))
    }

    /// What has a name, and its permissions.
    pub(super) fn look(&self, name: &OsStr) -> io::Result<(Kind, u32)> {
        let stat = fs::statat(&self.0, name, AtFlags::SYMLINK_NOFOLLOW)?;
        let mode = stat.st_mode;
        // It is of a different width on each system.
        let permissions = u32::try_from(i64::from(mode) & 0o777).unwrap_or_default();
        Ok((kind(FileType::from_raw_mode(mode)), permissions))
    }

    /// The names in it, hidden ones too.
    pub(super) fn names(&self) -> io::Result<Vec<OsString>> {
        let mut names = Vec::new();
        for entry in Dir::read_from(&self.listed()?)? {
            let name = entry?.file_name().to_bytes().to_owned();
            if name != b"." && name != b".." {
                names.push(OsStr::from_bytes(&name).to_owned());
            }
        }
        Ok(names)
    }

    /// Gives a file a different name, in place of one that has it.
    pub(super) fn rename(&self, from: &OsStr, to: (&Folder, &OsStr)) -> io::Result<()> {
        Ok(fs::renameat(&self.0, from, &to.0.0, to.1)?)
    }

    /// Gives a file a different name that no file has yet.
    pub(super) fn rename_new(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
        #[cfg(target_os = "linux")]
        match fs::renameat_with(&self.0, from, &self.0, to, fs::RenameFlags::NOREPLACE) {
            // An old system, or a file system that does not know it.
            Err(Errno::NOSYS | Errno::INVAL | Errno::OPNOTSUPP) => {}
            done => return Ok(done?),
        }
        fs::linkat(&self.0, from, &self.0, to, AtFlags::empty())?;
        Ok(fs::unlinkat(&self.0, from, AtFlags::empty())?)
    }

    /// Removes a file, or a link as such.
    pub(super) fn remove(&self, name: &OsStr) -> io::Result<()> {
        Ok(fs::unlinkat(&self.0, name, AtFlags::empty())?)
    }

    /// Removes an empty folder.
    pub(super) fn remove_folder(&self, name: &OsStr) -> io::Result<()> {
        Ok(fs::unlinkat(&self.0, name, AtFlags::REMOVEDIR)?)
    }

    /// Waits until the list of files is on disk.
    pub(super) fn sync(&self) -> io::Result<()> {
        Ok(fs::fsync(self.listed()?)?)
    }

    /// The folder, open to be listed.
    fn listed(&self) -> io::Result<OwnedFd> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        Ok(fs::openat(&self.0, ".", flags, Mode::empty())?)
    }
}

/// What an open file is.
pub(super) fn kind_of(file: &File) -> io::Result<Kind> {
    Ok(kind(FileType::from_raw_mode(fs::fstat(file)?.st_mode)))
}

fn kind(of: FileType) -> Kind {
    match of {
        FileType::RegularFile => Kind::File,
        FileType::Directory => Kind::Folder,
        FileType::Symlink => Kind::Link,
        FileType::Fifo => Kind::Pipe,
        FileType::Socket => Kind::Socket,
        FileType::CharacterDevice | FileType::BlockDevice => Kind::Device,
        _ => Kind::Unknown,
    }
}

/// Sets the permissions of an open file.
pub(super) fn set_mode(file: &File, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(mode))
}
