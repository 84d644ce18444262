//! A value of few by the name that files have for it, as a text in every format.
//!
//! Invariant: what is written is read back as the same value.

use crate::domain::{
    entry::Visibility,
    extent::{Audience, Notes},
    ids::parse_str,
    position::{BadName, Position, SourceKind, Status},
    record::{
        amendment::{AmendmentKind, AmendmentState},
        sitting::{InterventionKind, SittingKind},
    },
};
use serde::{Deserializer, Serializer};
use std::str::FromStr;

/// A value by the name that files have for it.
pub(super) trait Named: Copy + FromStr<Err = BadName> {
    fn name_in_files(self) -> &'static str;
}

macro_rules! named {
    ($($kind:ty),*) => {$(
        impl Named for $kind {
            fn name_in_files(self) -> &'static str {
                self.slug()
            }
        }
    )*};
}

named!(
    Position,
    SourceKind,
    Status,
    Visibility,
    Audience,
    Notes,
    SittingKind,
    InterventionKind,
    AmendmentKind,
    AmendmentState
);

pub(super) fn serialize<T: Named, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(value.name_in_files())
}

pub(super) fn deserialize<'de, T: Named, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    parse_str(deserializer)
}
