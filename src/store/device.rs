//! This machine's name in this workspace.
//!
//! Invariant: a copied folder gets a name of its own, since a name holds for one machine and one path only.

use super::{
    files::{FileError, write_whole},
    local,
    workspace::Workspace,
};
use crate::domain::limits::NESTING;
use serde::{Deserialize, Serialize};
use std::{
    fs,
    hash::{BuildHasher, RandomState},
};

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
}

/// The device's name, where this machine has recorded in this workspace before.
pub fn known(workspace: &Workspace) -> Option<String> {
    let file = read(&local::text(&workspace.local().join("device.ron"))?)?;
    let plain = !file.id.is_empty() && file.id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    (plain && file.machine == machine() && file.path == workspace.root.to_string_lossy()).then_some(file.id)
}

fn first() -> u32 {
    1
}

fn read(text: &str) -> Option<DeviceFile> {
    ron::Options::default().with_recursion_limit(NESTING).from_str(text).ok()
}

/// Whether a newer version wrote the file of the device's name in a way that is not understood.
pub fn is_newer(workspace: &Workspace) -> bool {
    let text = local::text(&workspace.local().join("device.ron"));
    text.is_some_and(|text| read(&text).is_none() && local::is_newer(&text))
}

/// The device's name; a new one is made where there is none or where the folder came from elsewhere.
///
/// # Errors
/// When a new name can't be kept, or would stand in place of what a newer version wrote.
pub fn get_or_make(workspace: &Workspace) -> Result<String, FileError> {
    if let Some(id) = known(workspace) {
        return Ok(id);
    }
    local::refuse_newer(&workspace.local().join("device.ron"))?;
    workspace.make_folders()?;
    let mut id = new_id();
    while workspace.journals().join(format!("{id}.ron")).exists() {
        id = new_id();
    }
    let path = workspace.root.to_string_lossy().into_owned();
    let file = DeviceFile { v: local::VERSION, id: id.clone(), machine: machine(), path };
    let text = ron::to_string(&file).unwrap_or_default();
    write_whole(&workspace.local().join("device.ron"), text.as_bytes())?;
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
