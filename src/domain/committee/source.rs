//! How a position is known that was taken in a sitting.
//!
//! Invariant: a source that was recorded comes before what the intervention says.

use super::Committee;
use crate::domain::{
    position::{Source, SourceKind},
    record::sitting::InterventionKind,
    snapshot::Standing,
};

impl Committee {
    /// How we know a position: what was recorded, or else the intervention in which it was taken.
    pub fn source_of(&self, standing: &Standing) -> Option<Source> {
        if let Some(source) = standing.source() {
            return Some(source.clone());
        }
        let intervention = self.intervention(standing.intervention()?)?;
        let group = intervention.is.on_behalf_of;
        let kind = match (intervention.is.kind, group) {
            (InterventionKind::Explanation, _) => SourceKind::Explanation,
            (_, Some(_)) => SourceKind::GroupStatement,
            (_, None) => SourceKind::Statement,
        };
        let sitting = self.sitting(intervention.is.sitting);
        let reference = sitting.map(|sitting| match sitting.is.symbol.is_empty() {
            true => sitting.is.title.as_str().into(),
            false => sitting.is.symbol,
        });
        Some(Source { kind, group, reference: reference.unwrap_or_default(), url: intervention.is.url })
    }
}
