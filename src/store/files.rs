//! Opening files and folders, and errors that say what failed and where.
//!
//! Invariant: a file is written whole or not at all. Below a workspace `Below` alone opens anything, and `given` what a person names.

mod below;
mod given;
mod refusal;
#[cfg(unix)]
#[path = "files/unix.rs"]
mod system;
#[cfg(not(unix))]
#[path = "files/other.rs"]
mod system;

pub use self::{
    below::{Below, Named},
    given::{Existing, is_folder, is_regular, read_given, write_given},
    refusal::{Kind, Refusal},
};
use crate::domain::limits::Limit;
use std::{
    fmt, io,
    path::{Path, PathBuf},
};

/// Something could not be done with a file.
#[derive(Debug, thiserror::Error)]
pub struct FileError {
    /// What was tried, for example "read".
    pub act: &'static str,
    /// The file or folder.
    pub path: PathBuf,
    /// What the system said.
    #[source]
    pub cause: io::Error,
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let FileError { act, path, cause } = self;
        write!(f, "can't {act} {}: ", path.display())?;
        match Refusal::of(cause) {
            Some(refusal) => f.write_str(&refusal.after(path)),
            None => cause.fmt(f),
        }
    }
}

impl FileError {
    /// For `map_err`: an error on a path.
    pub fn on(act: &'static str, path: &Path) -> impl FnOnce(io::Error) -> FileError {
        move |cause| FileError { act, path: path.to_owned(), cause }
    }
}

/// Makes a folder that a person named and those above it, its owner's alone if they are new.
///
/// # Errors
/// When the system refuses.
pub fn make_private_folder(path: &Path) -> Result<(), FileError> {
    Below::new(path).make_folder(path).map_err(FileError::on("make the folder", path))
}

fn too_large(most: u64) -> io::Error {
    let limit = Limit::FileBytes(most);
    let words = format!("{}; {}", limit.what().en, limit.hint().en);
    io::Error::new(io::ErrorKind::FileTooLarge, words)
}
