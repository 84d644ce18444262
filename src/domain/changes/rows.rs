//! Rows of two documents matched with each other: by their names, and where those differ, as between two machines, by what they are about.
//!
//! Invariant: each row is matched with one other at most; one that reads the same on both sides is no change.

use super::super::document::{CommitmentRow, LineRow, MeetingRow, NoteRow, PointRow};
use std::collections::{HashMap, VecDeque};

/// A row that is in one document only, or that reads otherwise in the second.
#[derive(Debug, Clone, PartialEq)]
pub struct Change<'a, T> {
    /// Before; absent where it is new.
    pub before: Option<&'a T>,
    /// After; absent where it is gone.
    pub after: Option<&'a T>,
    /// What is another, where it is in both.
    pub fields: Vec<Field>,
}

impl<'a, T> Change<'a, T> {
    /// The row to name it by: the newer one.
    pub fn row(&self) -> Option<&'a T> {
        self.after.or(self.before)
    }

    /// Whether a field is another.
    pub fn has(&self, field: Field) -> bool {
        self.fields.contains(&field)
    }
}

/// What can be another in a row that is in both documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is a field of the document's rows")]
pub enum Field {
    Text,
    Shareable,
    Due,
    Status,
    Evidence,
    Objective,
    Arguments,
    Asks,
    Place,
    Items,
    Finished,
    Outcome,
}

impl Field {
    /// Name in files: that of the document's field.
    pub fn slug(self) -> &'static str {
        match self {
            Field::Text => "text",
            Field::Shareable => "visibility",
            Field::Due => "due",
            Field::Status => "status",
            Field::Evidence => "evidence",
            Field::Objective => "objective",
            Field::Arguments => "arguments",
            Field::Asks => "asks",
            Field::Place => "place",
            Field::Items => "items",
            Field::Finished => "finished",
            Field::Outcome => "outcome",
        }
    }
}

/// What rows are matched by, the surest first.
type Keys<'k, T> = &'k [fn(&T) -> String];

pub(super) fn notes<'a>(
    before: Vec<&'a NoteRow<'a>>,
    after: Vec<&'a NoteRow<'a>>,
) -> Vec<Change<'a, NoteRow<'a>>> {
    fn about(note: &NoteRow) -> String {
        format!("{:?} {:?}", note.participant, note.item)
    }
    let keys: Keys<NoteRow<'a>> =
        &[|note| format!("{} {}", note.id, about(note)), |note| format!("{} {}", about(note), note.text)];
    changes(before, after, keys, |old, new| {
        differing([(Field::Text, old.text != new.text), (Field::Shareable, old.visibility != new.visibility)])
    })
}

pub(super) fn commitments<'a>(
    before: Vec<&'a CommitmentRow<'a>>,
    after: Vec<&'a CommitmentRow<'a>>,
) -> Vec<Change<'a, CommitmentRow<'a>>> {
    fn about(made: &CommitmentRow) -> String {
        format!("{} {}", made.participant, made.item)
    }
    let keys: Keys<CommitmentRow<'a>> =
        &[|made| format!("{} {}", made.id, about(made)), |made| format!("{} {}", about(made), made.text)];
    changes(before, after, keys, |old, new| {
        differing([
            (Field::Text, old.text != new.text),
            (Field::Due, old.due != new.due),
            (Field::Status, old.status != new.status),
            (Field::Evidence, old.evidence != new.evidence),
        ])
    })
}

pub(super) fn lines<'a>(
    before: Vec<&'a LineRow<'a>>,
    after: Vec<&'a LineRow<'a>>,
) -> Vec<Change<'a, LineRow<'a>>> {
    let keys: Keys<LineRow<'a>> = &[
        |line| format!("{} {:?} {:?} {:?}", line.item, line.objective, line.arguments, line.asks),
        |line| line.item.to_string(),
    ];
    changes(before, after, keys, |old, new| {
        differing([
            (Field::Objective, old.objective != new.objective),
            (Field::Arguments, old.arguments != new.arguments),
            (Field::Asks, old.asks != new.asks),
        ])
    })
}

pub(super) fn points<'a>(
    before: Vec<&'a PointRow<'a>>,
    after: Vec<&'a PointRow<'a>>,
) -> Vec<Change<'a, PointRow<'a>>> {
    let keys: Keys<PointRow<'a>> = &[|point| format!("{} {}", point.participant, point.item)];
    changes(before, after, keys, |old, new| differing([(Field::Text, old.text != new.text)]))
}

pub(super) fn meetings<'a>(
    before: Vec<&'a MeetingRow<'a>>,
    after: Vec<&'a MeetingRow<'a>>,
) -> Vec<Change<'a, MeetingRow<'a>>> {
    fn about(meeting: &MeetingRow) -> String {
        format!("{:?} {}", meeting.participants, meeting.when)
    }
    let keys: Keys<MeetingRow<'a>> =
        &[|meeting| format!("{} {}", meeting.id, about(meeting)), |meeting| about(meeting)];
    changes(before, after, keys, |old, new| {
        differing([
            (Field::Place, old.place != new.place),
            (Field::Items, old.items != new.items),
            (Field::Finished, old.finished != new.finished),
            (Field::Outcome, old.outcome != new.outcome),
        ])
    })
}

fn differing<const N: usize>(fields: [(Field, bool); N]) -> Vec<Field> {
    fields.into_iter().filter(|(_, differs)| *differs).map(|(field, _)| field).collect()
}

/// Changed and new rows in the order of the second document, then those that are gone.
fn changes<'a, T>(
    before: Vec<&'a T>,
    after: Vec<&'a T>,
    keys: Keys<T>,
    fields: impl Fn(&T, &T) -> Vec<Field>,
) -> Vec<Change<'a, T>> {
    let mut partners: Vec<Option<usize>> = vec![None; after.len()];
    let mut is_matched = vec![false; before.len()];
    for key in keys {
        let mut waiting: HashMap<String, VecDeque<usize>> = HashMap::new();
        for (place, row) in before.iter().enumerate().filter(|(place, _)| !is_matched[*place]) {
            waiting.entry(key(row)).or_default().push_back(place);
        }
        for (partner, row) in partners.iter_mut().zip(&after).filter(|(partner, _)| partner.is_none()) {
            *partner = waiting.get_mut(&key(row)).and_then(VecDeque::pop_front);
            partner.iter().for_each(|place| is_matched[*place] = true);
        }
    }
    let mut found = Vec::new();
    for (partner, new) in partners.into_iter().zip(after) {
        let old = partner.map(|place| before[place]);
        let fields = old.map_or(Vec::new(), |old| fields(old, new));
        if old.is_none() || !fields.is_empty() {
            found.push(Change { before: old, after: Some(new), fields });
        }
    }
    let gone = before.iter().zip(is_matched).filter(|(_, is_matched)| !is_matched);
    found.extend(gone.map(|(old, _)| Change { before: Some(*old), after: None, fields: Vec::new() }));
    found
}
