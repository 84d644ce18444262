//! What a paper, a participant, a position, an entry, the ledger and a snapshot are.
//!
//! Invariant: pure. No disk, clock, terminal or randomness; whatever of these matters enters as a value.

pub mod about;
mod absent;
pub mod authorship;
pub mod brief;
pub mod cell;
pub mod changes;
pub mod committee;
pub mod conflict;
pub mod diagnostic;
pub mod document;
pub mod entry;
pub mod extent;
pub mod ids;
pub mod instant;
pub mod intent;
pub mod lang;
pub mod ledger;
pub mod limits;
pub mod line;
pub mod matrix;
pub mod moves;
pub mod name;
mod notice;
pub mod paper;
pub mod position;
pub mod problem;
pub mod read_only;
pub mod record;
pub mod repeat;
pub mod roster;
pub mod rows;
pub mod saved;
pub mod session;
pub mod snapshot;
pub mod summary;
pub mod text;
pub mod texts;
pub mod to_do;
#[cfg(test)]
pub(crate) mod told;
