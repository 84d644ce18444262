//! The detail of what is selected: lines of text, some of them cards that can be selected and changed.
//!
//! Invariant: cards come in the order of their lines.

mod record;

use super::theme::Role;
use crate::words::report;
use crate::{
    domain::{
        entry::Fact,
        ids::{FactId, ItemId, Who},
        ledger::{FactRef, on_of},
        paper::{Area, Paragraph, Reference},
        roster::ParticipantIndex,
        snapshot::{Cell, Commitment, Note, Standing},
        text,
    },
    tui::model::{Model, Place, Subject},
};

/// Facts of an entry, and acts of a history, that are listed before the others are counted.
const LISTED: usize = 100;

/// Something in the detail that can be selected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Card {
    /// The position that counts.
    Standing,
    /// Our line.
    OurLine,
    /// A note.
    Note(FactId),
    /// A commitment.
    Commitment(FactId),
    /// A point to raise.
    Point(Who, ItemId),
}

/// One line of the detail.
#[derive(Debug, Clone, PartialEq)]
pub struct DetailLine {
    /// The text, wrapped already.
    pub text: String,
    /// What it is for.
    pub role: Role,
    /// Columns to the left.
    pub indent: u16,
    /// The card that it belongs to.
    pub card: Option<usize>,
}

/// The detail of what is selected.
#[derive(Debug, Default)]
pub struct Detail {
    /// Its lines.
    pub lines: Vec<DetailLine>,
    /// Its cards.
    pub cards: Vec<Card>,
    width: usize,
}

impl Detail {
    /// The detail of what is selected, for a width.
    pub fn new(model: &Model, width: usize) -> Detail {
        let mut detail = Detail { width, ..Detail::default() };
        let row = model.screen().and_then(|screen| screen.list.selected());
        if row.is_some_and(|row| detail.record(model, row)) {
            return detail;
        }
        let subject = model.subject();
        match (subject.who, subject.item, subject.area) {
            (Some(who), Some(item), _) => detail.cell(model, who, item),
            (None, Some(item), _) => detail.item(model, item),
            (_, None, Some(area)) => detail.area(model, &model.paper.areas[area]),
            (Some(who), None, _) => detail.participant(model, who),
            (None, None, None) => {}
        }
        detail
    }

    /// Whether the detail of a subject shows the cell of both.
    pub fn is_of_cell(subject: Subject) -> bool {
        subject.who.is_some() && subject.item.is_some()
    }

    fn line(&mut self, role: Role, indent: u16, content: &str) {
        let card = None;
        let room = self.width.saturating_sub(usize::from(indent)).max(8);
        for wrapped in text::wrap(content, room) {
            self.lines.push(DetailLine { text: wrapped.to_owned(), role, indent, card });
        }
    }

    fn gap(&mut self) {
        if self.lines.last().is_some_and(|line| !line.text.is_empty()) {
            self.lines.push(DetailLine { text: String::new(), role: Role::Text, indent: 0, card: None });
        }
    }

    fn heading(&mut self, content: &str) {
        self.gap();
        self.line(Role::Heading, 0, content);
    }

    /// Makes a card of the lines that `fill` adds.
    fn card(&mut self, card: Card, fill: impl FnOnce(&mut Detail)) {
        let first = self.lines.len();
        fill(self);
        let index = self.cards.len();
        self.cards.push(card);
        for line in &mut self.lines[first..] {
            line.card = Some(index);
        }
    }

    fn cell(&mut self, model: &Model, who: ParticipantIndex, item: usize) {
        let cell = model.snapshot.cell(who, item);
        let (code, id) = (*model.code(who), model.item_id(item));
        let place = model.screen().map(|screen| screen.place);
        if matches!(place, Some(Place::Item(_) | Place::Session | Place::Moves(_))) {
            self.line(Role::Heading, 0, &format!("{} ({code})", model.name(who)));
        }
        let is_known = matches!(place, Some(Place::Item(_) | Place::Session));
        if let Some((_, entry)) = model.item(item).filter(|_| !is_known) {
            self.line(Role::Heading, 0, &format!("{}  {}", entry.key, entry.text.get(model.lang)));
        }
        self.position(model, who, item, cell);
        self.points(model, &code, Some(&id));
        self.commitments(model, &code, &id);
        let notes: Vec<&Note> = model.snapshot.notes_at(Some(&code), Some(&id)).collect();
        self.notes(model, &notes);
        self.our_line(model, &id);
        let on_participant: Vec<&Note> = model.snapshot.notes_at(Some(&code), None).collect();
        if !on_participant.is_empty() {
            self.heading(&format!("{} {}", model.words().notes_on, model.name(who)));
            self.notes(model, &on_participant);
        }
        self.history(model, &code, &id);
    }

    fn position(&mut self, model: &Model, who: ParticipantIndex, item: usize, cell: &Cell) {
        let words = model.words();
        match &cell.own {
            Some(own) => self.card(Card::Standing, |detail| detail.standing(model, own)),
            None => self.line(Role::Dim, 0, words.not_recorded),
        }
        if cell.conflicts() {
            self.line(Role::Warning, 0, &format!("! {}", words.conflict_title));
            for standing in cell.own.iter().chain(&cell.rivals) {
                self.line(Role::Warning, 2, &one_line(model, standing));
            }
            self.line(Role::Dim, 2, words.conflict_hint);
        }
        if cell.own.as_ref().is_some_and(|own| own.earlier_text) {
            self.line(Role::Warning, 0, &format!("~ {}", words.earlier_text));
        }
        if let Some(group) = cell.departs_from {
            let theirs = model.snapshot.cell(group, item).own.as_ref().and_then(Standing::position);
            let theirs = theirs.map_or("", |position| position.name(model.lang));
            let departs = report::departs(model.lang, model.code(group).as_str());
            self.line(Role::Warning, 0, &format!("# {departs}: {theirs}"));
        }
        if let Some(group) = cell.older_than {
            let on = model.snapshot.taken_on(group, item);
            let older = report::older_than(model.lang, model.code(group).as_str(), &on);
            self.line(Role::Warning, 0, &format!("# {older}"));
        }
        if cell.groups_differ() {
            self.line(Role::Warning, 0, &super::matrix::differing(model, &cell.differing, item));
        }
        for group in model.roster.groups_of(who) {
            if let Some(own) = &model.snapshot.cell(group, item).own {
                let code = model.code(group).as_str();
                let said =
                    if cell.via.contains(&group) { report::via(model.lang, code) } else { code.to_owned() };
                let text = format!("{said}: {}", one_line(model, own));
                self.line(if cell.own.is_none() { Role::Inherited } else { Role::Dim }, 0, &text);
            }
        }
    }

    fn standing(&mut self, model: &Model, own: &Standing) {
        let words = model.words();
        let Some(position) = own.position() else { return };
        self.line(
            Role::Position(position),
            0,
            &format!(" {} {} ", position.sign(), position.name(model.lang)),
        );
        if !own.condition().is_empty() {
            self.line(Role::Text, 2, &words.if_condition(own.condition()));
        }
        if let Some(source) = model.snapshot.committee.source_of(own) {
            let kind = source.kind.name(model.lang);
            self.line(Role::Text, 2, &format!("{}: {kind} {}", words.source, source.reference));
        }
        let when = format!(
            "{}, {}",
            words.taken_on(&own.on().short()),
            words.recorded_by(&own.at().short(), own.by())
        );
        self.line(Role::Dim, 2, &when);
    }

    fn points(&mut self, model: &Model, code: &Who, key: Option<&ItemId>) {
        for point in model.snapshot.points_with(code).filter(|point| key.is_none_or(|key| point.item == *key))
        {
            self.gap();
            let title = format!("r {}: {}", model.words().point_title, point.text);
            self.card(Card::Point(point.who, point.item), |detail| {
                detail.line(Role::Text, 0, title.trim_end_matches(": "));
            });
        }
    }

    fn commitments(&mut self, model: &Model, code: &Who, key: &ItemId) {
        for commitment in model.snapshot.commitments_on(Some(code), Some(key)) {
            self.gap();
            self.card(Card::Commitment(commitment.id), |detail| detail.commitment(model, commitment));
        }
    }

    fn commitment(&mut self, model: &Model, commitment: &Commitment) {
        let words = model.words();
        self.line(Role::Text, 0, &format!("c {}", commitment.text));
        let due = commitment.due.map_or(words.no_due.to_owned(), |due| format!("{} {due}", words.due));
        let overdue = commitment.is_overdue(model.today());
        let (late, role) = if overdue { (words.overdue, Role::Overdue) } else { ("", Role::Dim) };
        let status = commitment.status.name(model.lang);
        let evidence = if commitment.evidence.is_empty() {
            String::new()
        } else {
            format!(" ({})", commitment.evidence)
        };
        let state = format!("{due} {late}").trim_end().to_owned();
        self.line(role, 2, &format!("{state}, {status}{evidence}"));
        let source = commitment
            .source
            .as_ref()
            .map(|source| format!("{} {}, ", source.kind.name(model.lang), source.reference));
        let by = words.recorded_by(&commitment.at.short(), &commitment.by);
        self.line(Role::Dim, 2, &format!("{}{by}", source.unwrap_or_default()));
    }

    fn notes(&mut self, model: &Model, notes: &[&Note]) {
        for note in notes.iter().rev() {
            self.gap();
            self.card(Card::Note(note.id), |detail| {
                detail.line(Role::Text, 0, &format!("n {}", note.text));
                let kind = note.visibility.name(model.lang);
                detail.line(Role::Dim, 2, &format!("{kind}, {}, {}", note.on.short(), note.by));
            });
        }
    }

    fn our_line(&mut self, model: &Model, key: &ItemId) {
        let words = model.words();
        for line in model.snapshot.lines_on(key) {
            self.heading(&format!("{} ({}, {})", words.our_line_title, line.by, line.at.short()));
            let parts = [
                (words.objective, &line.drawn.objective),
                (words.arguments, &line.drawn.arguments),
                (words.asks, &line.drawn.asks),
            ];
            self.card(Card::OurLine, |detail| {
                for (name, content) in parts.iter().filter(|(_, content)| !content.is_empty()) {
                    detail.line(Role::Text, 0, &format!("{name}: {content}"));
                }
            });
        }
    }

    fn history(&mut self, model: &Model, code: &Who, key: &ItemId) {
        let (records, count) = model.ledger.history_end(code, key, model.options.view, LISTED);
        let taken = |record: &FactRef| model.taken_back.iter().any(|taken| taken.entry.id == record.entry.id);
        if records.len() < 2 && !records.iter().any(taken) {
            return;
        }
        self.heading(model.words().history);
        for record in records.iter().rev() {
            let role = if model.undone.contains(&record.entry.id) { Role::Inherited } else { Role::Dim };
            let line = history_line(model, record);
            self.line(role, 0, &line);
        }
        if count > LISTED {
            self.line(Role::Dim, 0, &model.words().more_lines(count - LISTED));
        }
    }

    fn item(&mut self, model: &Model, item: usize) {
        let Some((area, entry)) = model.item(item) else { return };
        let words = model.words();
        let title = format!("{}  {}", entry.key, entry.text.get(model.lang));
        self.line(Role::Text, 0, &title);
        let tally = &model.snapshot.tallies[item];
        if tally.recorded() > 0 {
            self.line(Role::Text, 0, &words.sides(tally));
        }
        self.line(
            Role::Dim,
            0,
            &format!("{}: {}", words.paragraph_of(&entry.paragraph), area.title.get(model.lang)),
        );
        self.our_line(model, &entry.id);
        let notes: Vec<&Note> = model.snapshot.notes_at(None, Some(&entry.id)).collect();
        self.notes(model, &notes);
        self.references(model, &area.references);
        self.background(model, &area.background);
    }

    fn area(&mut self, model: &Model, area: &Area) {
        self.line(Role::Text, 0, &format!("{}  {}", area.number, area.title.get(model.lang)));
        let cluster = model.paper.file.clusters.iter().find(|cluster| cluster.number == area.cluster);
        let cluster = cluster.map_or("", |cluster| cluster.title.get(model.lang));
        let paragraphs = model.words().paragraph_of(&area.paragraphs);
        let number = model.words().cluster_of(area.cluster);
        self.line(Role::Dim, 0, &format!("{paragraphs}, {number}: {cluster}"));
        let remark = model.paper.file.clusters_remark.get(model.lang);
        if !remark.is_empty() {
            self.line(Role::Dim, 0, remark);
        }
        self.references(model, &area.references);
        self.background(model, &area.background);
    }

    fn references(&mut self, model: &Model, references: &[Reference]) {
        if !references.is_empty() {
            self.heading(model.words().references);
        }
        for reference in references {
            self.line(Role::Text, 0, &report::reference(model.lang, reference));
        }
    }

    fn background(&mut self, model: &Model, background: &[Paragraph]) {
        if !background.is_empty() {
            self.heading(model.words().background);
        }
        for paragraph in background {
            let number = &paragraph.paragraph;
            self.line(Role::Text, 0, &format!("{number}. {}", paragraph.text.get(model.lang)));
        }
    }

    fn participant(&mut self, model: &Model, who: ParticipantIndex) {
        let code = *model.code(who);
        self.line(Role::Heading, 0, &format!("{} ({code})", model.name(who)));
        self.points(model, &code, None);
    }
}

/// A position with who recorded it and when, in one line.
fn one_line(model: &Model, standing: &Standing) -> String {
    let words = model.words();
    let name = standing.position().map_or(words.cleared, |position| position.name(model.lang));
    let sign = standing.position().map_or(" ", |position| position.sign());
    let condition = match standing.condition() {
        "" => String::new(),
        condition => format!(" {}", words.if_condition(condition)),
    };
    let taken = words.taken_on(&standing.on().short());
    format!("{sign} {name}{condition}, {taken}, {}", words.recorded_by(&standing.at().short(), standing.by()))
}

fn history_line(model: &Model, record: &FactRef) -> String {
    let words = model.words();
    let Fact::Position(stand) = record.fact() else { return String::new() };
    let name = stand.is.map_or(words.cleared, |position| position.name(model.lang));
    let undone = model.undone_mark(&record.entry.id).map_or_else(String::new, |mark| format!(" ({mark})"));
    let condition = if stand.condition.is_empty() {
        String::new()
    } else {
        format!(" {}", words.if_condition(&stand.condition))
    };
    let by = words.recorded_by(&record.entry.at.short(), &record.entry.by);
    format!("{}  {name}{condition}{undone}, {by}", on_of(record).short())
}
