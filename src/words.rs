//! What the program says, in both languages: one typed catalogue a place, so that a missing translation does not compile.
//!
//! Invariant: nothing here is data; names of positions and the like stand with their types in `domain`.

pub mod brief;
pub mod changes;
pub mod check;
pub mod committee;
pub mod conflict;
pub mod export;
pub mod html;
pub mod import;
pub mod notice;
pub mod office;
pub mod past;
pub mod report;
pub mod screen;
pub mod union;
pub mod waiting;
