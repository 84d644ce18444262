//! What is on disk: assets are read here, journals are replayed and appended here.
//!
//! Invariant: the only writer of the workspace. Nothing here reads the terminal, and nothing outside writes a file of the workspace.

pub mod assets;
pub mod clock;
pub mod desk;
pub mod device;
pub mod disk;
pub mod drafts;
pub mod files;
mod irregular;
pub mod journal;
pub mod local;
pub mod missing;
pub mod privacy;
pub mod repair;
pub mod scratch;
pub mod sessions;
pub mod settings;
pub mod snapshots;
pub mod workspace;
