//! Templates in which exports are written: the workspace's own in `assets/templates/`, or a file that somebody names.
//!
//! Invariant: a template that is there and can't be read is an error; it is never passed over.

use super::{
    files::{FileError, read_bounded},
    workspace::Workspace,
};
use crate::domain::{limits::TEMPLATE_BYTES, template::Template, text::clean_line};
use std::{io, path::Path};

/// The template in a file.
///
/// # Errors
/// When it can't be read, is larger than templates are, or isn't UTF-8.
pub fn read(path: &Path) -> Result<Template, FileError> {
    let bytes = read_bounded(path, TEMPLATE_BYTES).map_err(FileError::on("read the template", path))?;
    let text =
        String::from_utf8(bytes).map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "it is not UTF-8"));
    let text = text.map_err(FileError::on("read the template", path))?;
    let text = text.strip_prefix('\u{feff}').map_or(text.clone(), str::to_owned);
    Ok(Template { name: clean_line(&path.display().to_string()), text })
}

/// The workspace's own template for what an export, or a brief, is written as; none where it has none.
///
/// # Errors
/// As `read`.
pub fn of_workspace(workspace: &Workspace, name: &str) -> Result<Option<Template>, FileError> {
    let path = workspace.root.join("assets").join("templates").join(name);
    match read(&path) {
        Err(error) if error.cause.kind() == io::ErrorKind::NotFound => Ok(None),
        read => read.map(Some),
    }
}
