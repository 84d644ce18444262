//! This machine's name in this workspace.
//!
//! Invariant: a copied folder gets a name of its own, since a name holds for one machine and one path only.

use super::{disk::Disk, files::FileError, workspace::Workspace};
use serde::{Deserialize, Serialize};
use std::{
    fs,
    hash::{BuildHasher, RandomState},
};

#[derive(Serialize, Deserialize)]
struct DeviceFile {
    /// The name: lower-case letters and digits.
    id: String,
    /// The machine it holds for.
    machine: String,
    /// The workspace it holds for.
    path: String,
}

/// The device's name, where this machine has recorded in this workspace before.
pub fn known(disk: &dyn Disk, workspace: &Workspace) -> Option<String> {
    let mut bytes = Vec::new();
    disk.read(&workspace.local().join("device.ron"), 0, &mut bytes).ok()?;
    let file: DeviceFile = ron::de::from_bytes(&bytes).ok()?;
    let plain = !file.id.is_empty() && file.id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    (plain && file.machine == machine() && file.path == workspace.root.to_string_lossy()).then_some(file.id)
}

/// The device's name; a new one is made where there is none or where the folder came from elsewhere.
///
/// # Errors
/// When a new name can't be kept.
pub fn get_or_make(disk: &dyn Disk, workspace: &Workspace) -> Result<String, FileError> {
    if let Some(id) = known(disk, workspace) {
        return Ok(id);
    }
    let (folder, path) = (workspace.local(), workspace.local().join("device.ron"));
    disk.make_folder(&folder).map_err(FileError::on("make the folder", &folder))?;
    let mut id = new_id();
    while disk.length(&workspace.journals().join(format!("{id}.ron"))).is_ok() {
        id = new_id();
    }
    let root = workspace.root.to_string_lossy().into_owned();
    let file = DeviceFile { id: id.clone(), machine: machine(), path: root };
    let text = ron::to_string(&file).unwrap_or_default();
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

fn machine() -> String {
    let id = ["/etc/machine-id", "/var/lib/dbus/machine-id", "/etc/hostname"]
        .iter()
        .find_map(|path| fs::read_to_string(path).ok().filter(|text| !text.trim().is_empty()))
        .or_else(|| std::env::var("COMPUTERNAME").ok());
    format!("{:08x}", crc32fast::hash(id.unwrap_or_default().trim().as_bytes()))
}
