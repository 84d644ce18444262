//! An open folder and what is directly in it, on systems without calls that take an open folder and a name.
//!
//! Invariant: each name is looked at before it is used, and a link is never used.

use super::refusal::Kind;
use std::{
    ffi::{OsStr, OsString},
    fs::{self, File, FileType, OpenOptions},
    io,
    path::{Path, PathBuf},
};

/// A folder that was there when it was looked at.
pub(super) struct Folder(PathBuf);

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

impl Folder {
    /// A folder by its path, which may lead through links.
    pub(super) fn at(path: &Path) -> io::Result<Folder> {
        match fs::metadata(path)?.is_dir() {
            true => Ok(Folder(path.to_owned())),
            false => Err(io::ErrorKind::NotADirectory.into()),
        }
    }

    /// A folder in this one.
    pub(super) fn enter(&self, name: &OsStr) -> io::Result<Folder> {
        match self.look(name)?.0 {
            Kind::Folder => Ok(Folder(self.0.join(name))),
            _ => Err(io::ErrorKind::NotADirectory.into()),
        }
    }

    /// Makes a folder.
    pub(super) fn make(&self, name: &OsStr) -> io::Result<()> {
        fs::create_dir(self.0.join(name))
    }

    /// Opens what has a name, if it is a file.
    pub(super) fn open(&self, name: &OsStr, access: Access) -> io::Result<File> {
        if self.look(name).is_ok_and(|(kind, _)| kind != Kind::File) {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        let mut how = OpenOptions::new();
        match access {
            Access::Read => how.read(true),
            Access::Append => how.append(true),
            Access::AppendOrMake => how.read(true).append(true).create(true),
            Access::WriteOrMake => how.read(true).write(true).create(true).truncate(false),
            Access::Make => how.write(true).create_new(true),
        };
        how.open(self.0.join(name))
    }

    /// What has a name; there are no permissions to tell.
    pub(super) fn look(&self, name: &OsStr) -> io::Result<(Kind, u32)> {
        Ok((kind(fs::symlink_metadata(self.0.join(name))?.file_type()), 0))
    }

    /// The names in it, hidden ones too.
    pub(super) fn names(&self) -> io::Result<Vec<OsString>> {
        fs::read_dir(&self.0)?.map(|entry| entry.map(|entry| entry.file_name())).collect()
    }

    /// Gives a file a different name, in place of one that has it.
    pub(super) fn rename(&self, from: &OsStr, to: (&Folder, &OsStr)) -> io::Result<()> {
        fs::rename(self.0.join(from), to.0.0.join(to.1))
    }

    /// Gives a file a different name that no file has yet.
    pub(super) fn rename_new(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
        fs::hard_link(self.0.join(from), self.0.join(to))?;
        self.remove(from)
    }

    /// Removes a file, or a link as such.
    pub(super) fn remove(&self, name: &OsStr) -> io::Result<()> {
        fs::remove_file(self.0.join(name))
    }

    /// Removes an empty folder.
    pub(super) fn remove_folder(&self, name: &OsStr) -> io::Result<()> {
        fs::remove_dir(self.0.join(name))
    }

    /// There is nothing to wait for.
    pub(super) fn sync(&self) -> io::Result<()> {
        Ok(())
    }
}

/// What an open file is.
pub(super) fn kind_of(file: &File) -> io::Result<Kind> {
    Ok(kind(file.metadata()?.file_type()))
}

fn kind(of: FileType) -> Kind {
    match of {
        of if of.is_symlink() => Kind::Link,
        of if of.is_dir() => Kind::Folder,
        of if of.is_file() => Kind::File,
        _ => Kind::Unknown,
    }
}

/// Permissions are the system's own business.
pub(super) fn set_mode(_: &File, _: u32) -> io::Result<()> {
    Ok(())
}
