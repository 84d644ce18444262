//! What comes of reading a journal: where its entries go, and what the journals themselves take note of.
//!
//! Invariant: an entry is noted before it is passed on, and passed on once.

use super::{own::Own, reading::Sink, roll::Roll, take::Take};
use crate::{
    domain::{entry::Entry, instant::Zones},
    store::disk::Disk,
};
use std::path::PathBuf;

/// How far the first reading has got, in bytes.
#[derive(Debug, Default)]
pub(super) struct Meter {
    read: u64,
    pub(super) of: u64,
}

impl Meter {
    pub(super) fn of(disk: &dyn Disk, files: &[PathBuf]) -> Meter {
        let length = |path: &PathBuf| disk.look(path).map_or(0, |seen| seen.length);
        Meter { read: 0, of: files.iter().map(length).sum() }
    }
}

/// Takes note of what is read, and passes it on.
pub(super) struct Reader<'a> {
    pub(super) owns: [&'a mut Own; 2],
    pub(super) zones: Zones,
    pub(super) roll: &'a mut Roll,
    pub(super) meter: &'a mut Meter,
    pub(super) take: &'a mut dyn Take,
}

impl Sink for Reader<'_> {
    fn entry(&mut self, mut entry: Entry) -> bool {
        self.owns.iter_mut().for_each(|own| own.see(&entry));
        entry.settle(self.zones);
        let is_new = self.roll.take(&entry);
        self.take.take(entry);
        is_new
    }

    fn bytes(&mut self, count: u64) {
        self.meter.read += count;
        if self.meter.of > 0 {
            self.take.read(self.meter.read.min(self.meter.of), self.meter.of);
        }
    }
}
