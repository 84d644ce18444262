//! Where the entries of a journal go, and what was seen of the last one that is one's own.
//!
//! Invariant: whoever takes an entry may be given it more than once.

use crate::domain::{entry::Entry, ledger::Ledger};

/// Where entries go as they are read.
pub trait Take {
    /// Takes an entry; it may have come before.
    fn take(&mut self, entry: Entry);

    /// An entry of one's own is on disk, and will be taken once it is noted that it is.
    fn recorded(&mut self, _entry: &Entry) {}

    /// So many bytes of so many were read, where the journals are read for the first time.
    fn read(&mut self, _bytes: u64, _of: u64) {}
}

impl Take for Ledger {
    fn take(&mut self, entry: Entry) {
        self.apply(entry);
    }
}

impl Take for Vec<Entry> {
    fn take(&mut self, entry: Entry) {
        self.push(entry);
    }
}

/// What was read under the name of the highest entry that this machine has put into its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Sighted {
    #[default]
    Nothing,
    /// That entry.
    Itself,
    /// Another, and not that one.
    Another,
}

impl Sighted {
    /// Takes note of what was read under the name: the entry itself, or another.
    pub(super) fn see(&mut self, is_itself: bool) {
        *self = if is_itself || *self == Sighted::Itself { Sighted::Itself } else { Sighted::Another };
    }
}
