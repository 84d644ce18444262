//! Files that a person names: to read one in, or to write one that is handed out.
//!
//! Invariant: what is named may be a link or a pipe, and is read and written through, never replaced; only a regular file is replaced, whole.

use super::{
    Below, FileError,
    refusal::{Kind, Refusal},
    too_large,
};
use std::{
    fs::{self, File, Metadata, OpenOptions},
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

/// Whether a file that is there may be replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Existing {
    /// It stays.
    Stays,
    /// It is replaced and keeps its permissions.
    IsReplaced,
}

/// Whether a person named a folder; nothing is opened for it.
pub fn is_folder(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|about| about.is_dir())
}

/// Whether a person named a regular file, be it by a link; nothing is opened for it.
pub fn is_regular(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|about| about.is_file())
}

/// Reads what a person named, of at most the given number of bytes.
///
/// # Errors
/// When the system refuses, it is a folder, or it is larger: then the cause is of the kind `FileTooLarge`.
pub fn read_given(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    refuse(path, &fs::metadata(path)?, &[Kind::Folder, Kind::Socket])?;
    let mut bytes = Vec::new();
    File::open(path)?.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most { Err(too_large(most)) } else { Ok(bytes) }
}

/// Writes what a person named: a regular file whole or not at all, through whatever link leads to it; a pipe or a terminal as it comes.
///
/// # Errors
/// When the system refuses, it is neither, or a file that is there stays: then the cause is of the kind `AlreadyExists`.
pub fn write_given(path: &Path, bytes: &[u8], existing: Existing) -> Result<(), FileError> {
    write(path, bytes, existing).map_err(FileError::on("write", path))
}

fn write(path: &Path, bytes: &[u8], existing: Existing) -> io::Result<()> {
    match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => match fs::read_link(path) {
            // A link to a file that is yet to be made.
            Ok(target) => write(&beside(path).join(target), bytes, existing),
            Err(_) => below(path).write_new(&whole(path), bytes),
        },
        Err(error) => Err(error),
        Ok(about) if about.is_file() => match existing {
            Existing::Stays => Err(io::ErrorKind::AlreadyExists.into()),
            Existing::IsReplaced => {
                let target = fs::canonicalize(path)?;
                below(&target).replace_alike(&target, bytes)
            }
        },
        Ok(about) => {
            refuse(path, &about, &[Kind::Folder, Kind::Socket, Kind::Device])?;
            OpenOptions::new().write(true).open(path)?.write_all(bytes)
        }
    }
}

/// Refuses what is of one of these kinds; a terminal and the like are devices that take what is written.
fn refuse(path: &Path, about: &Metadata, refused: &[Kind]) -> io::Result<()> {
    let kind = kind(about);
    if !refused.contains(&kind) {
        return Ok(());
    }
    Err(Refusal { path: path.to_owned(), kind, wanted: Kind::File }.into())
}

#[cfg(unix)]
fn kind(about: &Metadata) -> Kind {
    use std::os::unix::fs::FileTypeExt;
    match about.file_type() {
        of if of.is_dir() => Kind::Folder,
        of if of.is_socket() => Kind::Socket,
        of if of.is_block_device() => Kind::Device,
        of if of.is_fifo() => Kind::Pipe,
        _ => Kind::File,
    }
}

#[cfg(not(unix))]
fn kind(about: &Metadata) -> Kind {
    if about.is_dir() { Kind::Folder } else { Kind::File }
}

fn beside(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn below(path: &Path) -> Below {
    Below::new(beside(path))
}

fn whole(path: &Path) -> PathBuf {
    path.file_name().map_or_else(|| path.to_owned(), |name| beside(path).join(name))
}
