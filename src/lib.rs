//! prepcom.
pub mod domain;
