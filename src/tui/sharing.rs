//! How the workspace is shared, as far as the screens tell.
//!
//! Invariant: plain values; what stands in them comes from a sync, or from what the last one left.

use crate::domain::{problem::Problem, sync::Standing};

/// How the workspace is shared.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sharing {
    /// How it stands, and how many entries wait to be sent; none where it was never shared.
    pub stands: Option<(Standing, usize)>,
    /// Whether a sync is under way.
    pub under_way: bool,
    /// Why the last one did not happen, and what to do.
    pub problem: Option<Problem>,
}
