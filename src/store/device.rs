//! This machine's name in this workspace.
//!
//! Invariant: a copied folder gets a name of its own, since a name holds for one machine and one path only.

use super::{disk::Disk, files::FileError, local, workspace::Workspace};
use serde::{Deserialize, Serialize};
use std::{
    hash::{BuildHasher, RandomState},
    io,
};

/// What is known of this machine's name in a workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// The name under which it records.
    Own(String),
    /// It has never recorded here.
    New,
    /// The folder was copied or moved here from another machine or place, where it had a name.
    Elsewhere(String),
    /// There was a name, and what keeps it is damaged or was changed by hand.
    Damaged,
    /// There was a name, and a newer version of the program keeps it in a way that is not understood.
    Newer,
}

#[derive(Serialize, Deserialize)]
struct DeviceFile {
    /// Version of the file; 1 where it is absent.
    #[serde(default = "first")]
    v: u32,
    /// The name: lower-case letters and digits.
    id: String,
    /// The machine it holds for.
    machine: String,
    /// The workspace it holds for.
    path: String,
    /// Checksum of the others, so that a name is never taken over by a slip of an editor; empty where there is none.
    #[serde(default)]
    sum: String,
}

impl DeviceFile {
    fn sum(&self) -> String {
        let all = [&self.id, &self.machine, &self.path].map(String::as_str).join("\n");
        format!("{:08x}", crc32fast::hash(all.as_bytes()))
    }
}

/// The device's name, where this machine has recorded in this workspace before.
pub fn known(disk: &dyn Disk, workspace: &Workspace) -> Option<String> {
    look(disk, workspace).own()
}

impl Known {
    /// The name under which it records.
    pub fn own(self) -> Option<String> {
        match self {
            Known::Own(id) => Some(id),
            Known::New | Known::Elsewhere(_) | Known::Damaged | Known::Newer => None,
        }
    }
}

/// What is known of this machine's name in a workspace.
pub fn look(disk: &dyn Disk, workspace: &Workspace) -> Known {
    let bytes = match local::bytes(disk, &workspace.local().join("device.json")) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Known::New,
        Err(_) => return Known::Damaged,
        Ok(bytes) => bytes,
    };
    let text = String::from_utf8_lossy(&bytes);
    let Some(file) = read(&text) else {
        return if local::is_newer(&text) { Known::Newer } else { Known::Damaged };
    };
    let plain = !file.id.is_empty() && file.id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    if !plain || (!file.sum.is_empty() && file.sum != file.sum()) {
        return Known::Damaged;
    }
    match file.machine == machine(disk) && file.path == workspace.root.to_string_lossy() {
        true => Known::Own(file.id),
        false => Known::Elsewhere(file.id),
    }
}

fn first() -> u32 {
    1
}

fn read(text: &str) -> Option<DeviceFile> {
    serde_json::from_str(text).ok()
}

/// The device's name; a new one is made where there is none or where the folder came from elsewhere.
///
/// # Errors
/// When a new name can't be kept, or would stand in place of what a newer version wrote.
pub fn get_or_make(disk: &dyn Disk, workspace: &Workspace) -> Result<String, FileError> {
    if let Some(id) = known(disk, workspace) {
        return Ok(id);
    }
    let (folder, path) = (workspace.local(), workspace.local().join("device.json"));
    local::refuse_newer(workspace, &path)?;
    disk.make_folder(&folder).map_err(FileError::on("make the folder", &folder))?;
    let mut id = new_id();
    while disk.look(&workspace.journals().join(format!("{id}.jsonl"))).is_ok() {
        id = new_id();
    }
    let path_here = workspace.root.to_string_lossy().into_owned();
    let (v, machine) = (local::VERSION, machine(disk));
    let mut file = DeviceFile { v, id: id.clone(), machine, path: path_here, sum: String::new() };
    file.sum = file.sum();
    let text = serde_json::to_string(&file).unwrap_or_default();
    disk.replace(&path, text.as_bytes()).map_err(FileError::on("write", &path))?;
    Ok(id)
}

/// Six letters and digits from the system's randomness.
fn new_id() -> String {
    const DIGITS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";
    let mut random = RandomState::new().hash_one(std::process::id());
    let mut digit = || {
        let digit = DIGITS[usize::try_from(random % 32).unwrap_or(0)];
        random /= 32;
        char::from(digit)
    };
    (0..6).map(|_| digit()).collect()
}

/// A fingerprint of this machine, from what its system keeps for that.
fn machine(disk: &dyn Disk) -> String {
    let id = disk.machine().or_else(|| std::env::var("COMPUTERNAME").ok());
    format!("{:08x}", crc32fast::hash(id.unwrap_or_default().trim().as_bytes()))
}
