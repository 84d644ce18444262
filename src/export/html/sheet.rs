//! What goes into the report as HTML, sorted once by the pages on which it stands, and what is written often, written once.
//!
//! Invariant: everything comes from the report, so that its extent and its choice of notes hold; a link is made only to what has a page.

use super::text::Html;
use crate::{
    domain::{
        ids::{ItemId, Who},
        paper::{Area, Item},
        position::{POSITIONS, Position},
        roster::ParticipantIndex,
        rows::PositionRow,
        snapshot::{Commitment, Line, Meeting, Note, Point},
    },
    export::Report,
    words::report as words,
};
use std::collections::HashMap;

/// Places in a list, by the item and by the participant that they are on.
#[derive(Debug)]
pub(super) struct Places {
    /// By place of the item.
    pub(super) on_item: Vec<Vec<usize>>,
    /// By place of the participant.
    pub(super) on_who: Vec<Vec<usize>>,
    /// On neither, as far as the paper and the roster know.
    pub(super) loose: Vec<usize>,
}

/// What goes in.
pub(super) struct Sheet<'a> {
    /// The report.
    pub(super) report: &'a Report<'a>,
    /// Items with their areas, in the paper's order.
    pub(super) items: Vec<(&'a Area, &'a Item)>,
    /// Positions, by participant and then by item.
    pub(super) positions: Vec<PositionRow<'a>>,
    /// Where the positions are.
    pub(super) of_positions: Places,
    /// Notes.
    pub(super) notes: Vec<&'a Note>,
    /// Where the notes are.
    pub(super) of_notes: Places,
    /// Commitments, those with a date first.
    pub(super) commitments: Vec<&'a Commitment>,
    /// Where the commitments are.
    pub(super) of_commitments: Places,
    /// Points to raise.
    pub(super) points: Vec<&'a Point>,
    /// Where they are.
    pub(super) of_raises: Places,
    /// Our lines.
    pub(super) lines: Vec<&'a Line>,
    /// Where they are.
    pub(super) of_lines: Places,
    /// Meetings.
    pub(super) meetings: Vec<&'a Meeting>,
    /// Which a participant is at.
    pub(super) meetings_of: Vec<Vec<usize>>,
    /// Whether an item has a page.
    pub(super) has_item: Vec<bool>,
    /// Whether a participant has a page.
    pub(super) has_who: Vec<bool>,
    /// Each position's sign and name, own ones and behind them those through a group.
    pub(super) chips: Vec<String>,
    /// Each participant's code, with a link.
    pub(super) codes: Vec<String>,
    /// Each participant's code and name, with a link.
    pub(super) names: Vec<String>,
    /// Each item's key, with a link.
    pub(super) keys: Vec<String>,
    /// Each item's key and label, with a link.
    pub(super) labels: Vec<String>,
    place_of_item: HashMap<&'a ItemId, usize>,
}

impl<'a> Sheet<'a> {
    /// Sorts what goes in.
    pub(super) fn new(report: &'a Report<'a>) -> Sheet<'a> {
        let items: Vec<(&Area, &Item)> = report.paper.items().collect();
        let place_of_item: HashMap<&ItemId, usize> =
            items.iter().enumerate().map(|(place, (_, item))| (&item.id, place)).collect();
        let (item_count, who_count) = (items.len(), report.roster.len());
        let who = |who: &Who| report.roster.by_code(who).map(|who| who.0);
        let item = |item: &ItemId| place_of_item.get(item).copied();
        let by = |found: Vec<(Option<usize>, Option<usize>)>| places(&found, who_count, item_count);
        let positions: Vec<PositionRow> = report.positions().collect();
        let of_positions = by(positions.iter().map(|row| (Some(row.who.0), Some(row.item))).collect());
        let notes: Vec<&Note> = report.notes().collect();
        let on = |note: &&Note| (note.who.as_ref().and_then(who), note.item.as_ref().and_then(item));
        let of_notes = by(notes.iter().map(on).collect());
        let mut commitments: Vec<&Commitment> = report.commitments().collect();
        commitments.sort_by_key(|made| (made.due.is_none(), made.due, &made.id));
        let of_commitments = by(commitments.iter().map(|made| (who(&made.who), item(&made.item))).collect());
        let points: Vec<&Point> = report.points().collect();
        let of_raises = by(points.iter().map(|point| (who(&point.who), item(&point.item))).collect());
        let lines: Vec<&Line> = report.lines().collect();
        let of_lines = by(lines.iter().map(|line| (None, item(&line.drawn.item))).collect());
        let meetings: Vec<&Meeting> = report.meetings().collect();
        let mut meetings_of = vec![Vec::new(); who_count];
        for (place, meeting) in meetings.iter().enumerate() {
            meeting.participants.iter().filter_map(who).for_each(|who| meetings_of[who].push(place));
        }
        let has_item: Vec<bool> =
            items.iter().map(|(_, item)| report.cover.extent.has_item(Some(&item.id))).collect();
        let on_who = [&of_positions, &of_notes, &of_commitments, &of_raises].map(|places| &places.on_who);
        let has = |who: &usize| on_who.iter().any(|places| !places[*who].is_empty());
        let has_who: Vec<bool> =
            (0..who_count).map(|who| has(&who) || !meetings_of[who].is_empty()).collect();
        let mut sheet = Sheet {
            report,
            items,
            positions,
            of_positions,
            notes,
            of_notes,
            commitments,
            of_commitments,
            points,
            of_raises,
            lines,
            of_lines,
            meetings,
            meetings_of,
            has_item,
            has_who,
            chips: Vec::new(),
            codes: Vec::new(),
            names: Vec::new(),
            keys: Vec::new(),
            labels: Vec::new(),
            place_of_item,
        };
        sheet.write_often();
        sheet
    }

    /// Whether nothing at all is recorded.
    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.notes.is_empty() && !self.has_who.contains(&true)
    }

    fn write_often(&mut self) {
        let (roster, items) = (self.report.roster, &self.items);
        let chip = |position: &Position, through: bool| {
            let mut html = Html::default();
            html.raw("<span class=\"chip p").count(position.index() + 1);
            html.raw(if through { " via\">" } else { "\">" }).text(position.sign()).raw(" ");
            html.each(|lang| position.name(lang).to_owned()).raw("</span>");
            html.0
        };
        let own = Position::ALL.iter().map(|position| chip(position, false));
        self.chips = own.chain(Position::ALL.iter().map(|position| chip(position, true))).collect();
        for who in roster.all() {
            let code = link("who", roster.code(who).as_str(), self.has_who[who.0]);
            let mut name = Html(code.clone());
            name.raw(" ").of(roster.name(who));
            self.codes.push(code);
            self.names.push(name.0);
        }
        for (place, (_, item)) in items.iter().enumerate() {
            let key = link("item", item.key.as_str(), self.has_item[place]);
            let mut label = Html(key.clone());
            label.raw(" ").of(item.label());
            self.keys.push(key);
            self.labels.push(label.0);
        }
    }

    /// A participant's code, with a link where there is a page.
    pub(super) fn code(&self, html: &mut Html, who: &Who) {
        match self.report.roster.by_code(who) {
            Some(ParticipantIndex(who)) => html.raw(&self.codes[who]),
            None => html.text(who.as_str()),
        };
    }

    /// An item's key, with a link where there is a page.
    pub(super) fn key(&self, html: &mut Html, item: &ItemId) {
        match self.place_of_item.get(item) {
            Some(place) => html.raw(&self.keys[*place]),
            None => html.text(self.report.paper.key(item).as_str()),
        };
    }

    /// Whether an item has a page, on which notes on it stand.
    pub(super) fn has_page(&self, item: &ItemId) -> bool {
        self.place_of_item.get(item).is_some_and(|place| self.has_item[*place])
    }

    /// A position as a sign and a name.
    pub(super) fn chip(&self, html: &mut Html, position: Option<Position>, through: bool) {
        match position {
            Some(position) => html.raw(&self.chips[position.index() + if through { POSITIONS } else { 0 }]),
            None => html.pair(words::CLEARED),
        };
    }

    /// What is odd about a position.
    pub(super) fn remarks(&self, html: &mut Html, row: &PositionRow) {
        let roster = self.report.roster;
        let cell = self.report.snapshot.cell(row.who, row.item);
        let departs = cell.departs_from.filter(|_| row.counts);
        let older = cell.older_than.filter(|_| row.counts);
        let mut separator = "";
        let mut remark = |write: &dyn Fn(&mut Html)| {
            html.raw(separator);
            write(html);
            separator = ", ";
        };
        let standing = row.standing;
        if !standing.reason().is_empty() {
            remark(&|html| {
                html.each(|lang| words::reason(lang, standing.reason()));
            });
        }
        if let Some(quote) = standing.quote() {
            remark(&|html| {
                html.each(|lang| words::quoted(lang, quote));
            });
        }
        if standing.corrects().is_some() {
            remark(&|html| {
                html.pair(words::CORRECTED);
            });
        }
        if row.conflict {
            remark(&|html| {
                html.raw("<strong>").pair(words::CONFLICT).raw("</strong>");
            });
        }
        if let Some(group) = row.via {
            let code = roster.code(group).as_str();
            remark(&|html| {
                html.each(|lang| words::via(lang, code));
            });
        }
        if let Some(group) = departs {
            let code = roster.code(group).as_str();
            remark(&|html| {
                html.each(|lang| words::departs(lang, code));
            });
        }
        if let Some(group) = older {
            let on = self.report.snapshot.taken_on(group, row.item);
            let code = roster.code(group).as_str();
            remark(&|html| {
                html.each(|lang| words::older_than(lang, code, &on));
            });
        }
        if row.standing.earlier_text {
            remark(&|html| {
                html.pair(words::EARLIER_TEXT);
            });
        }
    }

    /// Whether anything is odd about a position.
    pub(super) fn has_remark(&self, row: &PositionRow) -> bool {
        let cell = self.report.snapshot.cell(row.who, row.item);
        let departs = || row.counts && (cell.departs_from.is_some() || cell.older_than.is_some());
        let standing = row.standing;
        let says =
            !standing.reason().is_empty() || standing.quote().is_some() || standing.corrects().is_some();
        says || row.conflict || row.via.is_some() || standing.earlier_text || departs()
    }
}

/// A name, with a link to its page where it has one.
fn link(kind: &str, name: &str, has_page: bool) -> String {
    let mut html = Html::default();
    match has_page {
        true => html.raw("<a href=\"#").raw(kind).raw("-").text(name).raw("\">").text(name).raw("</a>"),
        false => html.text(name),
    };
    html.0
}

/// Each thing's place, under the participant and the item that it is on.
fn places(found: &[(Option<usize>, Option<usize>)], who: usize, items: usize) -> Places {
    let mut places =
        Places { on_item: vec![Vec::new(); items], on_who: vec![Vec::new(); who], loose: Vec::new() };
    for (place, (who, item)) in found.iter().enumerate() {
        who.iter().for_each(|who| places.on_who[*who].push(place));
        item.iter().for_each(|item| places.on_item[*item].push(place));
        if who.is_none() && item.is_none() {
            places.loose.push(place);
        }
    }
    places
}
