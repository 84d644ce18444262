//! The values of a row: names looked up, positions, sources and dates understood, text cleaned as it is when typed.
//!
//! Invariant: a row with one problem or several gives nothing but these problems.

use super::{
    Around, LISTED, NotesAre, Read,
    contents::{NoteIn, PositionIn},
    head::{COUNT, Column, nearest},
};
use crate::{
    domain::{
        entry::{Quote, Visibility},
        ids::{ItemId, Who},
        instant::{Instant, When},
        intent::Taken,
        lang::Lang,
        limits::{Limit, ROWS, VALUE_BYTES},
        position::{Position, Source, SourceKind},
        problem::{Place, Problem},
        roster::WhoError,
        text::{clean, clean_line, fold, is_unsafe},
    },
    export::csv::unguard,
    words::{import::wrong as words, report::CLEARED},
};
use std::{collections::HashMap, str::FromStr};
use words::Said;

/// A file while it is read.
pub struct Reading<'a> {
    /// What it is read against.
    pub around: Around<'a>,
    /// What was read so far.
    pub read: Read,
    participants: HashMap<String, Result<Who, Said>>,
    items: HashMap<String, Result<ItemId, Said>>,
}

/// A row of positions.
pub struct Row<'a> {
    /// What is in each column, empty where nothing does.
    pub cells: [&'a str; COUNT],
    /// Where the value of a column stands.
    pub place: &'a dyn Fn(Column) -> Place,
}

impl Row<'_> {
    fn get(&self, column: Column) -> &str {
        self.cells[column as usize].trim()
    }
}

impl<'a> Reading<'a> {
    /// Nothing read yet.
    pub fn new(around: Around<'a>) -> Reading<'a> {
        let (participants, items) = (HashMap::new(), HashMap::new());
        Reading { around, read: Read::default(), participants, items }
    }

    /// The file as such can't be understood.
    pub fn refuse(&mut self, problem: Problem) {
        self.read.refused = true;
        self.keep(problem);
    }

    /// The file goes beyond a limit, at a place.
    pub fn refuse_beyond(&mut self, limit: Limit, place: Place) {
        self.refuse(Problem { place, what: limit.what(), hint: limit.hint() });
    }

    /// Whether a list of the file, of which so many rows were read, may have another.
    pub fn takes_more(&self, rows: usize) -> bool {
        rows < ROWS
    }

    /// A problem is listed, or counted where there are many.
    fn keep(&mut self, problem: Problem) {
        if self.read.problems.len() < LISTED {
            self.read.problems.push(problem);
        } else {
            self.read.unlisted += 1;
        }
    }

    /// A row in which something is wrong.
    pub fn bad_row(&mut self, problems: impl IntoIterator<Item = Problem>) {
        self.read.rows += 1;
        self.read.bad += 1;
        problems.into_iter().for_each(|problem| self.keep(problem));
    }

    /// Takes a row of positions in, or what is wrong with it.
    pub fn take_row(&mut self, row: &Row) {
        let word = fold(row.get(Column::Position));
        if self.around.words.get(&word) == Some(&None) && !word.is_empty() {
            self.read.left_out += 1;
            return;
        }
        let mut wrong = Vec::new();
        if let Some(column) = Column::ALL.into_iter().find(|column| is_too_long(row.cells[*column as usize]))
        {
            let (what, hint) = too_long();
            return self.bad_row([Problem { place: (row.place)(column), what, hint }]);
        }
        let mut keep = |column: Column, said: Said| {
            wrong.push(Problem { place: (row.place)(column), what: said.0, hint: said.1 });
        };
        let who =
            self.participant(row.get(Column::Participant)).map_err(|s| keep(Column::Participant, s)).ok();
        let item = self.item(row.get(Column::Item)).map_err(|s| keep(Column::Item, s)).ok();
        let is = self.position(row.get(Column::Position), &word).map_err(|s| keep(Column::Position, s)).ok();
        let source = self.source(row).map_err(|(column, s)| keep(column, s)).ok();
        let on = self.date(row.get(Column::Date)).map_err(|s| keep(Column::Date, s)).ok();
        let visibility = row.get(Column::Visibility);
        let visibility =
            visibility_in_table(visibility).map_err(|s| keep(Column::Visibility, s)).ok().unwrap_or_default();
        if let Some(who) = who {
            _ = self.check_name(who, row.get(Column::Name)).map_err(|s| keep(Column::Name, s));
        }
        let (Some(who), Some(item), Some(is), Some(source), Some(on), true) =
            (who, item, is, source, on, wrong.is_empty())
        else {
            wrong.sort_by_key(|problem| (problem.place.line, problem.place.column));
            return self.bad_row(wrong);
        };
        self.read.rows += 1;
        let condition = self.line(unguard(row.get(Column::Condition)));
        let reason = self.text(unguard(row.get(Column::Reason)));
        let quote = self.quote(row);
        let text = self.text(unguard(row.cells[Column::Note as usize]));
        if !text.is_empty() {
            let visibility = self.visibility_of(visibility);
            self.read.contents.notes.push(NoteIn::on_cell(who, item, text, visibility, on));
        }
        let taken = Taken { is, condition, reason, quote, source, on, ..Taken::default() };
        self.read.contents.positions.push(PositionIn { who, item, taken, text: None, conflict: false });
    }

    fn quote(&mut self, row: &Row) -> Option<Quote> {
        let text = self.text(unguard(row.get(Column::Quote)));
        let language = self.line(unguard(row.get(Column::QuoteLanguage))).into();
        (!text.is_empty()).then_some(Quote { text, language })
    }

    /// Who may see a note of a table: what was asked for, else what its row says, else us.
    fn visibility_of(&self, said: Option<Visibility>) -> Visibility {
        match self.around.notes {
            NotesAre::AsWritten => said.unwrap_or_default(),
            NotesAre::Internal => Visibility::Internal,
            NotesAre::Shareable => Visibility::Shareable,
        }
    }

    /// A name that stands beside a code is there for people; it has to be that participant's.
    fn check_name(&self, who: Who, given: &str) -> Result<(), Said> {
        let (roster, given) = (self.around.roster, unguard(given));
        let Some(known) = roster.by_code(&who).filter(|_| !given.is_empty()) else { return Ok(()) };
        let name = roster.name(known);
        let fits = roster.find(given) == Ok(known)
            || [Lang::En, Lang::Zh].into_iter().any(|lang| fold(name.get(lang)) == fold(given));
        if fits { Ok(()) } else { Err(words::name_of_another(given, who.as_str(), name.get(Lang::En))) }
    }

    /// The participant with a name in any known form.
    ///
    /// # Errors
    /// What is wrong with the name.
    pub fn participant(&mut self, given: &str) -> Result<Who, Said> {
        if let Some(known) = self.participants.get(given) {
            return known.clone();
        }
        let roster = self.around.roster;
        let found = match roster.find(unguard(given)) {
            Ok(found) => Ok(*roster.code(found)),
            Err(WhoError::Missing) => Err(words::missing(Column::Participant.name())),
            Err(WhoError::Unknown { given, candidates }) => {
                Err(words::unknown_participant(&given, &candidates))
            }
            Err(WhoError::Ambiguous { given, candidates }) => {
                Err(words::ambiguous_participant(&given, &candidates))
            }
        };
        self.participants.insert(given.to_owned(), found.clone());
        found
    }

    /// The item with a key.
    ///
    /// # Errors
    /// What is wrong with the key.
    pub fn item(&mut self, given: &str) -> Result<ItemId, Said> {
        if let Some(known) = self.items.get(given) {
            return known.clone();
        }
        let found = self.find_item(given);
        self.items.insert(given.to_owned(), found.clone());
        found
    }

    fn find_item(&self, given: &str) -> Result<ItemId, Said> {
        if given.is_empty() {
            return Err(words::missing(Column::Item.name()));
        }
        let paper = self.around.paper;
        match paper.find_items(given).as_deref() {
            Ok([one]) => Ok(*one),
            Ok(several) => Err(words::several_items(&clean_line(given), &paper.keys(several))),
            Err(_) => {
                let keys = || paper.items().map(|(_, item)| item.key.as_str());
                let all: Vec<&str> = keys().collect();
                Err(words::unknown_item(&clean_line(given), nearest(given, keys()), &all.join(", ")))
            }
        }
    }

    /// The position that a word means; absent where it says that there is none any more.
    fn position(&self, given: &str, folded: &str) -> Result<Option<Position>, Said> {
        if let Some(Some(position)) = self.around.words.get(folded) {
            return Ok(Some(*position));
        }
        let cleared = [CLEARED.0, CLEARED.1].contains(&folded);
        if cleared { Ok(None) } else { position(given).map(Some) }
    }

    fn source(&mut self, row: &Row) -> Result<Option<Source>, (Column, Said)> {
        let (given, reference) = (row.get(Column::Source), self.line(unguard(row.get(Column::Reference))));
        let group = match row.get(Column::Group) {
            "" => None,
            group => Some(self.participant(group).map_err(|said| (Column::Group, said))?),
        };
        let source = match (given.is_empty(), reference.is_empty()) {
            (true, true) if group.is_none() => return Ok(None),
            (true, true) => {
                return Err((Column::Group, words::reference_without_source(row.get(Column::Group))));
            }
            (true, false) => return Err((Column::Reference, words::reference_without_source(&reference))),
            (false, false) => {
                Source::described(kind(given).map_err(|said| (Column::Source, said))?, &reference)
            }
            (false, true) => {
                let (name, reference) = given.split_once(':').unwrap_or((given, ""));
                let kind = kind(name).map_err(|said| (Column::Source, said))?;
                Source::described(kind, &self.line(reference))
            }
        };
        Ok(Some(Source { group: group.or(source.group), ..source }))
    }

    /// An instant, past or to come.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn instant(&mut self, given: &str) -> Result<Instant, Said> {
        let when: When = given.parse().map_err(|_| words::not_a_time(&clean_line(given)))?;
        Ok(when.since(self.around.clock))
    }

    /// When something was taken or said: not later than now; absent where nothing is given.
    ///
    /// # Errors
    /// What is wrong with the date.
    pub fn date(&self, given: &str) -> Result<Option<Instant>, Said> {
        if given.is_empty() {
            return Ok(None);
        }
        let bad = || words::not_a_time(&clean_line(given));
        let when: When = given.parse().or_else(|_| year_first(given).parse()).map_err(|_| bad())?;
        self.past(when.since(self.around.clock)).map(Some)
    }

    /// An instant that has passed.
    ///
    /// # Errors
    /// When it is still to come.
    pub fn past(&self, on: Instant) -> Result<Instant, Said> {
        if on > self.around.clock.now { Err(words::later_than_now(&on.short())) } else { Ok(on) }
    }

    /// Text of several lines, cleaned as when it is typed.
    pub fn text(&mut self, given: &str) -> String {
        self.note_cleaning(given);
        clean(given).trim().to_owned()
    }

    /// Text of one line, cleaned as when it is typed.
    pub fn line(&mut self, given: &str) -> String {
        if given.is_empty() {
            return String::new();
        }
        self.note_cleaning(given);
        clean_line(given)
    }

    fn note_cleaning(&mut self, given: &str) {
        self.read.cleaned += usize::from(given.chars().any(|c| is_unsafe(c) && !matches!(c, '\t' | '\r')));
    }
}

/// Who may see a note, by the name of that; absent where nothing is given.
///
/// # Errors
/// What is wrong with the name. A note for oneself alone is in no file, so that none is taken from one.
pub fn visibility(given: &str) -> Result<Visibility, Said> {
    let names = Visibility::ALL.map(Visibility::slug);
    match named::<Visibility, 3>(given, Column::Visibility.name(), names, words::not_a_visibility)? {
        Visibility::Mine => Err(words::mine_in_a_file()),
        other => Ok(other),
    }
}

fn visibility_in_table(given: &str) -> Result<Option<Visibility>, Said> {
    if given.is_empty() { Ok(None) } else { visibility(given).map(Some) }
}

/// Whether a value is longer than one may be.
pub fn is_too_long(value: &str) -> bool {
    value.len() > VALUE_BYTES
}

/// That a value is longer than one may be.
pub fn too_long() -> Said {
    let limit = Limit::ValueBytes(VALUE_BYTES);
    (limit.what(), limit.hint())
}

/// The position with a name.
///
/// # Errors
/// What is wrong with the name.
pub fn position(given: &str) -> Result<Position, Said> {
    named(given, Column::Position.name(), Position::ALL.map(Position::slug), words::not_a_position)
}

/// The kind of source with a name.
///
/// # Errors
/// What is wrong with the name.
pub fn kind(given: &str) -> Result<SourceKind, Said> {
    named(given, Column::Source.name(), SourceKind::ALL.map(SourceKind::slug), words::not_a_kind)
}

/// A value by its name, one of a few.
///
/// # Errors
/// What is wrong with the name, and which comes near.
pub fn named<T: FromStr, const N: usize>(
    given: &str,
    what: &str,
    names: [&str; N],
    wrong: fn(&str, Option<&str>, &str) -> Said,
) -> Result<T, Said> {
    let given = given.trim();
    if given.is_empty() {
        return Err(words::missing(what));
    }
    given.parse().map_err(|_| wrong(&clean_line(given), nearest(given, names.into_iter()), &names.join(", ")))
}

/// A date as spreadsheets write it, year first, in the form with hyphens; what is none comes back as it is.
fn year_first(given: &str) -> String {
    let parts: Vec<&str> = given
        .split(['/', '.', '年', '月', '日', '-'])
        .filter(|part| !part.is_empty())
        .map(str::trim)
        .collect();
    match parts[..] {
        [year, month, day] if year.len() == 4 => format!("{year}-{month:0>2}-{day:0>2}"),
        _ => given.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::year_first;

    #[test]
    fn a_date_that_begins_with_its_year_is_one_and_another_stays_as_it_is() {
        for text in ["2018/12/5", "2018.12.05", "2018年12月5日", "2018-12-5"] {
            assert_eq!(year_first(text), "2018-12-05");
        }
        assert_eq!(year_first("05/12/2018"), "05/12/2018");
    }
}
