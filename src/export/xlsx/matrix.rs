//! The sheet to look at: participants and items, a sign in its colour where both meet.
//!
//! Invariant: every sign is that of a position that goes in; participants without any are left out.

use super::{super::Report, Wording, cells::fitting, coverage, style::Styles};
use crate::{
    domain::{
        lang::Lang,
        paper::{Area, Item},
        position::Position,
        rows::PositionRow,
        text::{clean_line, width},
    },
    words::{office, report as words},
};
use rust_xlsxwriter::{Worksheet, XlsxError};

const TITLE: u32 = 0;
const FACTS: u32 = 1;
const LEGEND: u32 = 2;
const AREAS: u32 = 4;
const KEYS: u32 = 5;
/// The last row of the head, which has the filters.
const LABELS: u32 = 6;
/// Columns of code and name.
const NAMES: u16 = 2;

/// Writes the matrix.
pub(super) fn write(
    sheet: &mut Worksheet,
    report: &Report,
    words: &Wording,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let items: Vec<(usize, (&Area, &Item))> = report.paper.items().enumerate().collect();
    let has = |item: &Item| report.cover.extent.has_item(Some(&item.id));
    let items: Vec<_> = items.into_iter().filter(|(_, (_, item))| has(item)).collect();
    head(sheet, report, words, styles)?;
    sheet.set_column_width(0, 10)?;
    let mut widest = 0;
    heads(sheet, words, styles, &items)?;
    let mut row = LABELS;
    let mut rows = report.positions().peekable();
    while let Some(who) = rows.peek().map(|found| found.who) {
        if !report.watch.goes_on() {
            break;
        }
        row += 1;
        let roster = report.roster;
        sheet.write_string_with_format(row, 0, roster.code(who).as_str(), &styles.bold)?;
        let name = words.text(roster.name(who));
        widest = widest.max(width(&name));
        sheet.write_string(row, 1, name)?;
        let mut found: Vec<Option<PositionRow>> = vec![None; report.snapshot.items.len()];
        while let Some(one) = rows.next_if(|next| next.who == who) {
            found[one.item] = Some(one);
        }
        for (column, (item, _)) in (NAMES..).zip(&items) {
            let differ = report.snapshot.cell(who, *item).groups_differ();
            cell(sheet, (row, column), found[*item], differ, styles)?;
        }
    }
    let last = NAMES + u16::try_from(items.len()).unwrap_or(0).saturating_sub(1);
    sheet.set_column_width(1, u32::try_from(widest.clamp(14, 60)).unwrap_or(60))?;
    sheet.set_freeze_panes(LABELS + 1, NAMES)?;
    sheet.set_repeat_rows(AREAS, LABELS)?;
    sheet.set_repeat_columns(0, NAMES - 1)?;
    sheet.autofilter(LABELS, 0, row, last)?;
    Ok(())
}

/// One cell: the sign in its colour, in brackets where a group speaks, with `!` where records conflict.
fn cell(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    found: Option<PositionRow>,
    differ: bool,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let Some(found) = found else {
        if differ {
            sheet.write_string_with_format(row, column, "/", &styles.vacant)?;
            return Ok(());
        }
        sheet.write_blank(row, column, &styles.vacant)?;
        return Ok(());
    };
    let position = found.standing.position().filter(|_| found.counts);
    let conflict = if found.conflict { "!" } else { "" };
    match position {
        Some(position) => {
            let (sign, is_own) = (position.sign(), found.via.is_none());
            let sign = if is_own { format!("{sign}{conflict}") } else { format!("({sign})") };
            sheet.write_string_with_format(row, column, sign, styles.chip(position, is_own))?
        }
        None => sheet.write_string_with_format(row, column, conflict, &styles.vacant)?,
    };
    Ok(())
}

/// Title, marking, what it is of, and what the signs mean.
fn head(sheet: &mut Worksheet, report: &Report, words: &Wording, styles: &Styles) -> Result<(), XlsxError> {
    let cover = report.cover;
    let title = clean_line(&words.text(&report.paper.file.title));
    sheet.write_string_with_format(TITLE, NAMES, title, &styles.title)?;
    sheet.write_string_with_format(TITLE, 0, fitting(&clean_line(&cover.marking)), &styles.marking)?;
    let as_of = format!("{} {}", words.pair(words::AS_OF), cover.as_of.short());
    sheet.write_string_with_format(FACTS, 0, as_of, &styles.faint)?;
    sheet.write_string_with_format(FACTS, NAMES, coverage(report, words), &styles.faint)?;
    for (place, position) in (0..).zip(Position::ALL) {
        let from = NAMES + place % 5 * 5;
        let text = format!("{}  {}", position.sign(), words.both(|lang| position.name(lang)));
        let row = LEGEND + u32::from(place / 5);
        sheet.merge_range(row, from, row, from + 4, &text, styles.chip(position, true))?;
    }
    sheet.write_string_with_format(LEGEND, 0, words.pair(office::IN_BRACKETS), &styles.faint)?;
    sheet.write_string_with_format(LEGEND + 1, 0, words.pair(office::MARKED), &styles.faint)?;
    Ok(())
}

/// Areas above their items, and for each item its key and what it is about.
fn heads(
    sheet: &mut Worksheet,
    words: &Wording,
    styles: &Styles,
    items: &[(usize, (&Area, &Item))],
) -> Result<(), XlsxError> {
    let is_chinese = words.lang == Lang::Zh && !words.beside;
    let upright = if is_chinese { &styles.stacked } else { &styles.upright };
    let mut from = NAMES;
    for area in items.chunk_by(|(_, (one, _)), (_, (next, _))| one.number == next.number) {
        let (_, (about, _)) = area[0];
        let to = from + u16::try_from(area.len()).unwrap_or(1) - 1;
        let title = format!("{}  {}", about.number, words.text(&about.title));
        match from == to {
            true => sheet.write_string_with_format(
                AREAS,
                from,
                title,
                if is_chinese { &styles.area } else { upright },
            )?,
            false => sheet.merge_range(AREAS, from, AREAS, to, &title, &styles.area)?,
        };
        from = to + 1;
    }
    for (column, (_, (_, item))) in (NAMES..).zip(items) {
        sheet.set_column_width(column, 6)?;
        sheet.write_string_with_format(KEYS, column, item.key.as_str(), &styles.key)?;
        sheet.write_string_with_format(LABELS, column, words.text(item.label()), upright)?;
    }
    for column in 0..NAMES {
        for row in [AREAS, KEYS] {
            sheet.write_blank(row, column, &styles.head)?;
        }
    }
    sheet.write_string_with_format(LABELS, 0, words.pair(words::PARTICIPANT), &styles.head)?;
    sheet.write_string_with_format(LABELS, 1, words.pair(office::NAME), &styles.head)?;
    sheet.set_row_height(AREAS, if words.beside { 165 } else { 110 })?;
    sheet.set_row_height(LABELS, if words.beside || is_chinese { 200 } else { 160 })?;
    Ok(())
}
