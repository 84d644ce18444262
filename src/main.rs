//! prepcom.
fn main() {}
