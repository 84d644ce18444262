//! What a paper, a participant, a position, an entry, the ledger and a snapshot are.
//!
//! Invariant: pure. No disk, clock, terminal or randomness; whatever of these matters enters as a value.

pub mod ids;
pub mod instant;
pub mod lang;
pub mod paper;
pub mod position;
pub mod problem;
pub mod roster;
pub mod text;
