//! What a document says of the Committee: sittings, interventions, documents, amendments.
//!
//! Invariant: names are those of where the file comes from; what they are called here is for the plan to say.

use super::row::Row;
use crate::{
    domain::{
        ids::FactId,
        record::{
            amendment::{AmendmentKind, AmendmentProposed, AmendmentState},
            paper::DocumentAdded,
            sitting::{InterventionKind, InterventionMade, SittingAdded, SittingKind},
        },
    },
    import::{
        contents::{AmendmentIn, Named},
        values::{Reading, named},
    },
    words::import::wrong as words,
};

pub(super) fn sitting(row: &mut Row) -> Option<()> {
    let kind = row.optional("kind", row.fields.kind, |_, given| {
        named::<SittingKind, 4>(given, "kind", SittingKind::ALL.map(SittingKind::slug), words::not_one_of)
    });
    let begin = row.required("begin", row.fields.begin, Reading::instant);
    let end = row.optional("end", row.fields.end, Reading::instant);
    let (number, title) = (row.line("number", row.fields.number), row.line("title", row.fields.title));
    let (place, symbol) = (row.line("place", row.fields.place), row.line("symbol", row.fields.symbol));
    let items = row.list("items", row.fields.items, Reading::item);
    row.is_good()?;
    let (begin, id) = (begin?, row.id());
    let kind = kind.unwrap_or_default();
    let (number, symbol) = (number.into(), symbol.into());
    let is = SittingAdded { number, kind, title, begin, end, place, items, symbol };
    row.contents().sittings.push(Named { id, is });
    Some(())
}

pub(super) fn intervention(row: &mut Row) -> Option<()> {
    let sitting = row.required("sitting", row.fields.sitting, |_, given| {
        given.parse::<FactId>().map_err(|_| words::not_a_name(given))
    });
    let who = row.participant();
    let on_behalf_of = row.optional("for", row.fields.on_behalf_of, Reading::participant);
    let kinds = InterventionKind::ALL.map(InterventionKind::slug);
    let kind = row.optional("kind", row.fields.kind, |_, given| {
        named::<InterventionKind, 3>(given, "kind", kinds, words::not_one_of)
    });
    let order = row.number("order", row.fields.order);
    let to = row.optional("to", row.fields.to, Reading::participant);
    let (url, checked) = (row.line("url", row.fields.url), row.flag("checked", row.fields.checked));
    row.is_good()?;
    let (sitting, who, id) = (sitting?, who?, row.id());
    let (kind, url) = (kind.unwrap_or_default(), url.into());
    let is = InterventionMade { sitting, who, on_behalf_of, kind, order, to, url, checked };
    row.contents().interventions.push(Named { id, is });
    Some(())
}

pub(super) fn document(row: &mut Row) -> Option<()> {
    let (symbol, title) = (row.line("symbol", row.fields.symbol), row.line("title", row.fields.title));
    let date =
        row.optional("date", row.fields.date, |_, given| given.parse().map_err(|_| words::not_a_day(given)));
    let items = row.list("items", row.fields.items, Reading::item);
    let sponsors = row.list("sponsors", row.fields.sponsors, Reading::participant);
    let url = row.line("url", row.fields.url);
    let group = row.optional("group", row.fields.group, Reading::participant);
    if symbol.is_empty() && title.is_empty() {
        row.refuse("symbol", row.whole, words::missing("symbol"));
    }
    row.is_good()?;
    let (symbol, url, id) = (symbol.into(), url.into(), row.id());
    let is = DocumentAdded { symbol, title, date, items, url, group, sponsors };
    row.contents().documents.push(Named { id, is });
    Some(())
}

pub(super) fn amendment(row: &mut Row) -> Option<()> {
    let item = row.item();
    let kinds = AmendmentKind::ALL.map(AmendmentKind::slug);
    let kind = row.optional("kind", row.fields.kind, |_, given| {
        named::<AmendmentKind, 4>(given, "kind", kinds, words::not_one_of)
    });
    let states = AmendmentState::ALL.map(AmendmentState::slug);
    let state = row.optional("state", row.fields.state, |_, given| {
        named::<AmendmentState, 4>(given, "state", states, words::not_one_of)
    });
    let (passage, words) = (row.text("passage", row.fields.passage), row.text("words", row.fields.words));
    let by = row.list("by", row.fields.proposed_by, Reading::participant);
    let supported_by = row.list("supported_by", row.fields.supported_by, Reading::participant);
    row.is_good()?;
    let (item, id) = (item?, row.id());
    let is = AmendmentProposed { item, kind: kind.unwrap_or_default(), passage, words, by };
    let state = state.unwrap_or_default();
    row.contents().amendments.push(AmendmentIn { is, supported_by, state, id });
    Some(())
}
