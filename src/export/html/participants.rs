//! The pages of participants: who they are, their positions, notes on them as such, and links to the rest.
//!
//! Invariant: whoever has nothing that goes in has no page.

use super::{
    lists,
    parts::{part, section},
    sheet::Sheet,
    text::Html,
};
use crate::{
    domain::roster::ParticipantIndex,
    words::{html as own_words, report as words},
};

/// Writes the pages of all who have one.
pub(super) fn write(html: &mut Html, sheet: &Sheet) {
    section(html, "participants", own_words::PARTICIPANTS, |html| {
        let with_page = || sheet.report.roster.all().filter(|who| sheet.has_who[who.0]);
        if with_page().next().is_none() {
            return;
        }
        html.raw("<p class=\"codes index\">");
        with_page().for_each(|who| {
            html.raw(&sheet.codes[who.0]).raw(" ");
        });
        html.raw("</p>\n");
        for who in with_page() {
            if !sheet.report.watch.goes_on() {
                return;
            }
            page(html, sheet, who);
        }
    });
}

fn page(html: &mut Html, sheet: &Sheet, who: ParticipantIndex) {
    let roster = sheet.report.roster;
    let code = roster.code(who).as_str();
    html.raw("<article class=\"page\" id=\"who-").text(code).raw("\" data-box>\n<h3>");
    html.raw("<span class=\"key\">").text(code).raw("</span> ").of(roster.name(who)).raw("</h3>\n");
    facts(html, sheet, who);
    let rows = &sheet.of_positions.on_who[who.0];
    part(html, "4", words::POSITIONS, |html| {
        let caption = |html: &mut Html| {
            html.each(|lang| own_words::positions_of(lang, code));
        };
        if !rows.is_empty() {
            sheet.positions(html, rows, words::ITEM, |row| &*sheet.labels[row.item], caption);
        }
    });
    let (here, elsewhere): (Vec<usize>, Vec<usize>) = sheet.of_notes.on_who[who.0].iter().partition(|note| {
        let item = sheet.notes[**note].item.as_ref();
        !item.is_some_and(|item| sheet.has_page(item))
    });
    part(html, "4", words::NOTES, |html| {
        lists::notes(html, sheet, &here);
        lists::notes_elsewhere(html, sheet, &elsewhere);
    });
    let (made, raised) = (&sheet.of_commitments.on_who[who.0], &sheet.of_raises.on_who[who.0]);
    lists::links(html, sheet, "4", made, raised, &sheet.meetings_of[who.0]);
    html.raw("</article>\n");
}

fn facts(html: &mut Html, sheet: &Sheet, who: ParticipantIndex) {
    let roster = sheet.report.roster;
    html.raw("<dl>\n");
    let list = |html: &mut Html, of: &mut dyn Iterator<Item = ParticipantIndex>| {
        for (number, who) in of.enumerate() {
            html.raw(if number == 0 { "" } else { ", " }).raw(&sheet.codes[who.0]);
        }
    };
    if let Some(delegation) = roster.delegation(who) {
        html.raw("<dt>").pair(words::REGION).raw("</dt><dd>");
        html.each(|lang| delegation.region.name(lang).to_owned());
        if delegation.nuclear_weapon_state {
            html.raw(", ").pair(words::NUCLEAR_WEAPON_STATE);
        }
        html.raw("</dd>\n");
        if !delegation.remark.is_empty() {
            html.raw("<dt>").pair(words::REMARK).raw("</dt><dd>").of(&delegation.remark).raw("</dd>\n");
        }
        if roster.groups_of(who).next().is_some() {
            html.raw("<dt>").pair(words::GROUPS).raw("</dt><dd>");
            list(html, &mut roster.groups_of(who));
            html.raw("</dd>\n");
        }
    }
    if let Some(group) = roster.group(who) {
        html.raw("<dt>").pair(words::MEMBERS).raw("</dt><dd class=\"codes\">");
        let listed = roster.members(who).count();
        html.each(|lang| words::members_listed(lang, listed, group.members_in_all)).raw(" (");
        html.each(|lang| words::members_as_of(lang, &group.members_as_of, group.basis.get(lang)));
        html.raw("): ");
        list(html, &mut roster.members(who));
        html.raw("</dd>\n");
    }
    html.raw("</dl>\n");
}
