//! prepcom.
pub mod domain;
pub mod store;
pub mod tui;
pub mod words;
