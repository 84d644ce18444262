//! prepcom.
pub mod domain;
pub mod store;
