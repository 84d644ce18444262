//! What is recorded of the Committee, as rows of the document.
//!
//! Invariant: as in the document; what is on no item or nobody goes in only where all items or all participants do.

use super::{given, keys};
use crate::{
    domain::{
        committee::{Amendment, Document, Intervention, Sitting},
        document::{AmendmentRow, DocumentRow, InterventionRow, SittingRow},
        paper::Paper,
    },
    export::Report,
};

pub(super) fn sittings<'a>(report: &Report<'a>) -> Vec<SittingRow<'a>> {
    let all = report.snapshot.committee.sittings.iter();
    all.filter(|sitting| report.has_items(&sitting.is.items)).map(|one| sitting(report.paper, one)).collect()
}

/// The row of a sitting.
pub fn sitting<'a>(paper: &Paper, sitting: &'a Sitting) -> SittingRow<'a> {
    SittingRow {
        id: sitting.id,
        number: given(&sitting.is.number),
        kind: sitting.is.kind,
        title: given(&sitting.is.title),
        begin: sitting.is.begin,
        end: sitting.is.end,
        place: given(&sitting.is.place),
        items: keys(paper, &sitting.is.items),
        symbol: given(&sitting.is.symbol),
    }
}

pub(super) fn interventions<'a>(report: &Report<'a>) -> Vec<InterventionRow<'a>> {
    let committee = &report.snapshot.committee;
    let has_sitting = |id| committee.sitting(id).is_none_or(|sitting| report.has_items(&sitting.is.items));
    let wanted = committee
        .interventions
        .iter()
        .filter(|one| report.cover.extent.has_who(Some(&one.is.who)) && has_sitting(one.is.sitting));
    wanted.map(intervention).collect()
}

/// The row of an intervention.
pub fn intervention(one: &Intervention) -> InterventionRow<'_> {
    InterventionRow {
        id: one.id,
        sitting: one.is.sitting,
        order: one.order,
        participant: one.is.who,
        on_behalf_of: one.is.on_behalf_of,
        kind: one.is.kind,
        to: one.is.to,
        url: given(&one.is.url),
        checked: one.is.checked,
    }
}

pub(super) fn documents<'a>(report: &Report<'a>) -> Vec<DocumentRow<'a>> {
    let wanted = report.snapshot.committee.documents.iter().filter(|one| {
        let extent = &report.cover.extent;
        let has_sponsor = extent.who.is_none() || one.is.sponsors.iter().any(|who| extent.has_who(Some(who)));
        report.has_items(&one.is.items) && has_sponsor
    });
    wanted.map(|one| document(report.paper, one)).collect()
}

/// The row of a document.
pub fn document<'a>(paper: &Paper, one: &'a Document) -> DocumentRow<'a> {
    DocumentRow {
        id: one.id,
        symbol: given(&one.is.symbol),
        title: given(&one.is.title),
        date: one.is.date,
        items: keys(paper, &one.is.items),
        url: given(&one.is.url),
        sponsors: one.is.sponsors.clone(),
        group: one.is.group,
    }
}

pub(super) fn amendments<'a>(report: &Report<'a>) -> Vec<AmendmentRow<'a>> {
    let extent = &report.cover.extent;
    let wanted = report.snapshot.committee.amendments.iter().filter(|one| {
        let has_who = extent.who.is_none() || one.is.by.iter().any(|who| extent.has_who(Some(who)));
        extent.has_item(Some(&one.is.item)) && has_who
    });
    wanted.map(|one| amendment(report.paper, one)).collect()
}

/// The row of an amendment.
pub fn amendment<'a>(paper: &Paper, one: &'a Amendment) -> AmendmentRow<'a> {
    AmendmentRow {
        id: one.id,
        item: paper.key(&one.is.item),
        kind: one.is.kind,
        passage: given(&one.is.passage),
        words: given(&one.is.words),
        by: one.is.by.clone(),
        supported_by: one.supported_by.clone(),
        state: one.state,
    }
}
