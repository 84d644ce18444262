//! Positions one after the other: the rows that every export and every list of positions shows.
//!
//! Invariant: a cell without a conflict gives one row at most; where records conflict, the one that counts is the last of its cell.

use super::{
    roster::{ParticipantIndex, Roster},
    snapshot::{Snapshot, Standing},
};

/// One position as it stands.
#[derive(Debug, Clone, Copy)]
pub struct PositionRow<'a> {
    /// Whose it is.
    pub who: ParticipantIndex,
    /// Place of the item in the paper's order.
    pub item: usize,
    /// The position.
    pub standing: &'a Standing,
    /// The group whose position it is, where the participant has none of its own.
    pub via: Option<ParticipantIndex>,
    /// Whether another record, made without knowledge of this one, differs.
    pub conflict: bool,
    /// Whether it is the one that counts on its cell.
    pub counts: bool,
}

impl Snapshot {
    /// Every position that stands, participants in the roster's order, items in the paper's.
    pub fn positions<'a>(&'a self, roster: &'a Roster) -> impl Iterator<Item = PositionRow<'a>> {
        let cells = roster.all().flat_map(|who| (0..self.items.len()).map(move |item| (who, item)));
        cells.flat_map(|(who, item)| {
            let cell = self.cell(who, item);
            let (conflict, via) = (cell.conflicts(), None);
            let rivals = cell.rivals.iter().rev().map(move |standing| (standing, via, conflict, false));
            let own = cell.own.iter().map(move |standing| (standing, via, conflict, true));
            let of_group =
                cell.speaker().and_then(|group| Some((group, self.cell(group, item).own.as_ref()?)));
            let inherited = of_group.map(|(group, standing)| (standing, Some(group), false, true));
            let all = rivals.chain(own).chain(inherited);
            all.map(move |(standing, via, conflict, counts)| PositionRow {
                who,
                item,
                standing,
                via,
                conflict,
                counts,
            })
        })
    }
}
