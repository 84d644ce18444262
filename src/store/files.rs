//! Files and folders that only their owner can read, and errors that say what failed and where.
//!
//! Invariant: a file is written whole or not at all.

use crate::domain::limits::Limit;
use std::{
    fs::{self, File, OpenOptions},
    io::{
        self,
        ErrorKind::{InvalidInput, PermissionDenied, Unsupported},
        Read, Write,
    },
    path::{Path, PathBuf},
};
use tempfile::{NamedTempFile, PersistError};

/// Something could not be done with a file.
#[derive(Debug, thiserror::Error)]
#[error("can't {act} {}: {cause}", .path.display())]
pub struct FileError {
    /// What was tried, for example "read".
    pub act: &'static str,
    /// The file or folder.
    pub path: PathBuf,
    /// What the system said.
    #[source]
    pub cause: io::Error,
}

impl FileError {
    /// For `map_err`: an error on a path.
    pub fn on(act: &'static str, path: &Path) -> impl FnOnce(io::Error) -> FileError {
        move |cause| FileError { act, path: path.to_owned(), cause }
    }
}

/// Makes a folder and those above it, readable by the owner alone where they are new; new ones are on disk when this returns.
///
/// # Errors
/// When the system refuses.
pub fn make_private_folder(path: &Path) -> Result<(), FileError> {
    if path.is_dir() {
        return Ok(());
    }
    let new: Vec<&Path> = path.ancestors().take_while(|folder| !folder.is_dir()).collect();
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(FileError::on("make the folder", path))?;
    for above in new.iter().filter_map(|folder| folder.parent()).filter(|above| !above.as_os_str().is_empty())
    {
        sync_folder(above).map_err(FileError::on("make the folder", path))?;
    }
    Ok(())
}

/// Options to open a file that is readable by the owner alone where it is new.
pub fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Reads a file of so many bytes at most.
///
/// # Errors
/// When the system refuses, or the file is larger: then the cause is of the kind `FileTooLarge`.
pub fn read_bounded(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        let limit = Limit::FileBytes(most);
        let words = format!("{}; {}", limit.what().en, limit.hint().en);
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, words));
    }
    Ok(bytes)
}

/// Writes a whole file through a neighbour that takes its place once it is on disk.
///
/// # Errors
/// When the system refuses; the old file, if any, is then untouched.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    through_a_neighbour(path, bytes, |file| file.persist(path))
}

/// Writes a whole new file as `write_whole` does, never over one that is there.
///
/// # Errors
/// When the system refuses, or there is a file already: then the cause is of the kind `AlreadyExists`.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    through_a_neighbour(path, bytes, |file| file.persist_noclobber(path))
}

fn through_a_neighbour(
    path: &Path,
    bytes: &[u8],
    put: impl FnOnce(NamedTempFile) -> Result<File, PersistError>,
) -> Result<(), FileError> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let attempt = || {
        let neighbour = tempfile::Builder::new().prefix(".prepcom-").tempfile_in(folder);
        let file = neighbour.map_err(without_path)?;
        file.as_file().write_all(bytes)?;
        file.as_file().sync_all()?;
        put(file).map_err(|error| error.error)?;
        sync_folder(folder)
    };
    attempt().map_err(FileError::on("write", path))
}

/// An error without the name of the neighbour, which would tell the user nothing.
fn without_path(error: io::Error) -> io::Error {
    let said = error.to_string();
    let why = said.rsplit_once(" at path ").map_or(said.as_str(), |(why, _)| why);
    io::Error::new(error.kind(), why)
}

/// Makes sure that a folder's list of files is on disk, as far as the file system lets anybody.
///
/// # Errors
/// When the system refuses.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    if !cfg!(unix) {
        return Ok(());
    }
    match File::open(folder).and_then(|folder| folder.sync_all()) {
        // Some network folders can't be waited for, and one that may be written but not read can't be opened.
        Err(error) if matches!(error.kind(), InvalidInput | Unsupported | PermissionDenied) => Ok(()),
        synced => synced,
    }
}
