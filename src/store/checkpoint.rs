//! What stood when long journals were last read, so that a start can show it at once. It can be thrown away at any time.
//!
//! Invariant: shown for no other journals, paper or roster than it was made of, and only until they are read; nothing is recorded, handed
//! on or decided by it.

use super::{
    files,
    journal::{Covered, Journal},
    workspace::Workspace,
};
use crate::domain::{
    limits::CHECKPOINT_BYTES,
    paper::Paper,
    roster::{ParticipantIndex, Roster},
    snapshot::{
        Snapshot,
        image::{self, Body, Image},
    },
};
use serde::{Deserialize, Serialize};
use std::{
    fs::File,
    io::{Read, Seek, SeekFrom},
    ops::Range,
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};

/// Bytes of journals from which on one is kept; shorter ones are read sooner than anybody looks.
pub const WORTH: u64 = 4 << 20;

/// What a checkpoint was made of and by.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Key {
    /// Version of the image.
    image: u32,
    /// Version of the program.
    program: String,
    /// Fingerprint of paper and roster.
    assets: u32,
    /// The journals.
    journals: Vec<Covered>,
}

impl Key {
    fn of(journals: Vec<Covered>, paper: &Paper, roster: &Roster) -> Key {
        let program = env!("CARGO_PKG_VERSION").to_owned();
        Key { image: image::VERSION, program, assets: fingerprint(paper, roster), journals }
    }
}

/// What the file begins with, behind its checksum and its length.
#[derive(Serialize, Deserialize)]
struct Front<'a> {
    key: Key,
    head: &'a [u8],
    /// Bytes of the body, which follows.
    length: u64,
    /// Their CRC-32; the head has those of its parts.
    sum: u32,
}

/// What stood when the journals were last read, as it was kept.
#[derive(Debug)]
pub struct Stood {
    front: Vec<u8>,
    body: Arc<Body>,
}

impl Stood {
    /// The snapshot. None where it was kept of another paper or roster.
    pub fn snapshot(&self, paper: &Paper, roster: &Roster) -> Option<Snapshot> {
        let Front { head, .. } = postcard::from_bytes(&self.front).ok()?;
        Snapshot::of_head(head, Arc::clone(&self.body), paper, roster)
    }
}

/// What stood when the journals were last read, and what reads all of its body beforehand and says whether it is as it was kept. Neither where
/// it is not known, or any of them has changed since.
pub fn recall(
    journal: &Journal,
    workspace: &Workspace,
    paper: &Paper,
    roster: &Roster,
) -> Option<(Stood, impl FnOnce() -> bool + use<>)> {
    let mut file = File::open(path(workspace)).ok()?;
    let front = front(&mut file)?;
    let Front { key, length, sum, .. } = postcard::from_bytes(&front).ok()?;
    (key == Key::of(journal.glance()?, paper, roster)).then_some(())?;
    let from = file.stream_position().ok()?;
    let whole = file.metadata().ok()?.len();
    (whole <= CHECKPOINT_BYTES && from.checked_add(length) == Some(whole)).then_some(())?;
    let length = usize::try_from(length).ok()?;
    let body = Arc::new(Body::new(parts(file, from..whole)));
    let stood = Stood { front, body: Arc::clone(&body) };
    Some((stood, move || body.read_all(length, sum)))
}

/// Reads parts of a stretch of a file.
fn parts(file: File, all: Range<u64>) -> impl Fn(Range<usize>) -> Option<Vec<u8>> + Send + Sync {
    let file = Mutex::new(file);
    move |part| {
        let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
        let start = all.start.checked_add(part.start as u64)?;
        let end = all.start.checked_add(part.end as u64)?;
        (start <= end && end <= all.end).then_some(())?;
        file.seek(SeekFrom::Start(start)).ok()?;
        let mut bytes = Vec::with_capacity(part.len());
        (&mut *file).take(part.len() as u64).read_to_end(&mut bytes).ok()?;
        (bytes.len() == part.len()).then_some(bytes)
    }
}

/// Whether one is kept in a workspace.
pub fn is_kept(workspace: &Workspace) -> bool {
    path(workspace).exists()
}

/// The journals, where all of them was read and they are so long that what stands is kept for the next start.
fn worth_it(journal: &Journal) -> Option<Vec<Covered>> {
    let length = |covered: &Covered| covered.length;
    journal.covered().filter(|journals| journals.iter().map(length).sum::<u64>() >= WORTH)
}

/// Whether what stands is kept for the next start, once all of it was read.
pub fn is_worth_it(journal: &Journal) -> bool {
    worth_it(journal).is_some()
}

/// Keeps the image of what stands, which has to be of all that the journals hold as far as they are read, where they are long.
///
/// What can't be kept is not: that costs the next start its haste and nothing else.
pub fn keep(journal: &Journal, workspace: &Workspace, paper: &Paper, roster: &Roster, image: &Image) {
    let Some(journals) = worth_it(journal) else { return };
    let key = Key::of(journals, paper, roster);
    let (Some(file), path) = (sealed(key, image), path(workspace)) else { return };
    let is_there = files::read_bounded(&path, CHECKPOINT_BYTES).is_ok_and(|before| before == file);
    if !is_there && file.len() as u64 <= CHECKPOINT_BYTES {
        let _ = workspace.make_folders().and_then(|()| files::put_whole(&path, &file));
    }
}

fn path(workspace: &Workspace) -> PathBuf {
    workspace.local().join("checkpoint")
}

/// The bytes of a file: CRC-32 of its front and the length of that, four bytes each with the lowest first; the front; the body.
fn sealed(key: Key, Image { head, body }: &Image) -> Option<Vec<u8>> {
    let front = Front { key, head, length: body.len() as u64, sum: crc32fast::hash(body) };
    let front = postcard::to_allocvec(&front).ok()?;
    let length = u32::try_from(front.len()).ok()?;
    Some([&crc32fast::hash(&front).to_le_bytes()[..], &length.to_le_bytes(), &front, body].concat())
}

/// The front of a file; none where it is not whole.
fn front(file: &mut File) -> Option<Vec<u8>> {
    let (mut sum, mut length) = ([0; 4], [0; 4]);
    file.read_exact(&mut sum).and_then(|()| file.read_exact(&mut length)).ok()?;
    exactly(file, u32::from_le_bytes(length).into(), u32::from_le_bytes(sum))
}

/// So many bytes from where a file is read, which have to have a sum.
fn exactly(file: &mut File, length: u64, sum: u32) -> Option<Vec<u8>> {
    let is_there = length <= file.metadata().ok()?.len().min(CHECKPOINT_BYTES);
    let mut bytes = Vec::with_capacity(usize::try_from(length).ok().filter(|_| is_there)?);
    file.take(length).read_to_end(&mut bytes).ok()?;
    (bytes.len() as u64 == length && crc32fast::hash(&bytes) == sum).then_some(bytes)
}

/// A number that changes when an item, its text, a participant or the members of a group do.
fn fingerprint(paper: &Paper, roster: &Roster) -> u32 {
    let mut sum = crc32fast::Hasher::new();
    let mut add = |text: &str| {
        sum.update(text.as_bytes());
        sum.update(b"\n");
    };
    for (_, item) in paper.items() {
        add(item.key.as_str());
        add(&item.fingerprint());
    }
    for who in (0..roster.len()).map(ParticipantIndex) {
        add(roster.code(who).as_str());
        roster.members(who).for_each(|member| add(&member.0.to_string()));
    }
    add(&roster.delegation_count().to_string());
    sum.finalize()
}
