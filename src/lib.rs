//! prepcom.
pub mod cli;
pub mod domain;
pub mod export;
pub mod store;
pub mod tui;
pub mod words;
