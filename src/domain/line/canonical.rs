//! A quick reader of lines in the very form in which this program writes them; every other form is left to `ron`.
//!
//! Invariant: what it reads, `ron` reads alike; where anything is unexpected, it reads nothing.

use crate::domain::{
    entry::{
        CommitmentAmended, CommitmentMade, Entry, Fact, LineDrawn, MeetingHeld, MeetingPlanned, NoteAmended,
        NoteStruck, NoteWritten, ProgressMade, Raised, Stand, Undone,
    },
    name::Name,
    position::Progress,
};
use memchr::memchr2;
use std::{borrow::Cow, str::FromStr};

/// Reads a line from behind its checksum on: `",v:1,id:"…",at:"…",by:"…",facts:[…])`.
pub(super) fn read(behind_sum: &str) -> Option<Entry> {
    let mut reader = Reader { rest: behind_sum.strip_prefix("\",")?, is_first: true };
    let v = reader.required("v", Reader::number)?;
    let id = reader.required("id", Reader::parsed)?;
    let at = reader.required("at", Reader::parsed)?;
    let by = reader.required("by", Reader::name)?;
    let mut facts = reader.required("facts", |reader| reader.list(Reader::fact))?;
    facts.shrink_to_fit();
    (reader.rest == ")").then_some(Entry { v, id, at, by, facts })
}

/// What is left of a line.
struct Reader<'a> {
    rest: &'a str,
    /// Whether the next field is the first of its value, so that no comma stands before it.
    is_first: bool,
}

impl<'a> Reader<'a> {
    /// Passes over a text where it comes next.
    fn passes(&mut self, text: &str) -> bool {
        let rest = self.rest.strip_prefix(text);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// Passes over a text that must come next.
    fn pass(&mut self, text: &str) -> Option<()> {
        self.passes(text).then_some(())
    }

    /// Passes over the name of a field where it comes next.
    fn passes_name(&mut self, name: &str) -> bool {
        let behind_comma = if self.is_first { Some(self.rest) } else { self.rest.strip_prefix(',') };
        let value =
            behind_comma.and_then(|rest| rest.strip_prefix(name)).and_then(|rest| rest.strip_prefix(':'));
        self.rest = value.unwrap_or(self.rest);
        self.is_first &= value.is_none();
        value.is_some()
    }

    /// A field that must come next.
    fn required<T>(&mut self, name: &str, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        if self.passes_name(name) { read(self) } else { None }
    }

    /// A field that may come next; its default where it does not.
    fn or_default<T: Default>(&mut self, name: &str, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        if self.passes_name(name) { read(self) } else { Some(T::default()) }
    }

    fn number(&mut self) -> Option<u32> {
        let end = self.rest.bytes().position(|byte| !byte.is_ascii_digit())?;
        let (digits, rest) = self.rest.split_at(end);
        self.rest = rest;
        if digits.len() > 1 && digits.starts_with('0') { None } else { digits.parse().ok() }
    }

    /// A flag, which is only written where it is set.
    fn flag(&mut self) -> Option<bool> {
        self.pass("true").map(|()| true)
    }

    fn text(&mut self) -> Option<Cow<'a, str>> {
        self.pass("\"")?;
        let end = memchr2(b'"', b'\\', self.rest.as_bytes())?;
        if self.rest.as_bytes().get(end) == Some(&b'"') {
            let (text, rest) = self.rest.split_at(end);
            self.rest = rest.get(1..)?;
            return Some(Cow::Borrowed(text));
        }
        self.escaped().map(Cow::Owned)
    }

    fn escaped(&mut self) -> Option<String> {
        let mut text = String::new();
        loop {
            let end = memchr2(b'"', b'\\', self.rest.as_bytes())?;
            text.push_str(&self.rest[..end]);
            let mut behind = self.rest[end..].chars();
            if behind.next() == Some('"') {
                self.rest = behind.as_str();
                text.shrink_to_fit();
                return Some(text);
            }
            text.push(match behind.next()? {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                '0' => '\0',
                same @ ('"' | '\'' | '\\') => same,
                'u' => {
                    let (digits, rest) = behind.as_str().strip_prefix('{')?.split_once('}')?;
                    let is_hex =
                        (1..=6).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_hexdigit());
                    behind = rest.chars();
                    u32::from_str_radix(digits, 16).ok().filter(|_| is_hex).and_then(char::from_u32)?
                }
                _ => return None,
            });
            self.rest = behind.as_str();
        }
    }

    fn string(&mut self) -> Option<String> {
        self.text().map(Cow::into_owned)
    }

    fn name(&mut self) -> Option<Name> {
        self.text().map(|text| Name::from(&*text))
    }

    fn parsed<T: FromStr>(&mut self) -> Option<T> {
        self.text()?.parse().ok()
    }

    /// A value that is written as a text, or as an empty one where it is absent.
    fn optional<T: FromStr>(&mut self) -> Option<Option<T>> {
        let text = self.text()?;
        if text.is_empty() { Some(None) } else { text.parse().ok().map(Some) }
    }

    fn list<T>(&mut self, read: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        self.pass("[")?;
        // Nearly all lists have one value.
        let mut list = Vec::with_capacity(1);
        if self.passes("]") {
            return Some(Vec::new());
        }
        loop {
            list.push(read(self)?);
            if self.passes("]") {
                return Some(list);
            }
            self.pass(",")?;
        }
    }

    /// What stands in parentheses behind the name of a fact.
    fn value<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let outside = std::mem::replace(&mut self.is_first, true);
        self.pass("((")?;
        let value = read(self)?;
        self.pass("))")?;
        self.is_first = outside;
        Some(value)
    }

    fn fact(&mut self) -> Option<Fact> {
        let (kind, rest) = self.rest.split_at(self.rest.find('(')?);
        self.rest = rest;
        Some(match kind {
            "Position" => Fact::Position(self.value(Reader::stand)?),
            "Note" => Fact::Note(self.value(Reader::note)?),
            "NoteAmended" => Fact::NoteAmended(self.value(Reader::note_amended)?),
            "NoteStruck" => Fact::NoteStruck(
                self.value(|reader| Some(NoteStruck { note: reader.required("note", Reader::parsed)? }))?,
            ),
            "Commitment" => Fact::Commitment(self.value(Reader::commitment)?),
            "CommitmentAmended" => Fact::CommitmentAmended(self.value(Reader::commitment_amended)?),
            "Progress" => Fact::Progress(self.value(Reader::progress)?),
            "Line" => Fact::Line(self.value(Reader::line)?),
            "Raise" => Fact::Raise(self.value(Reader::raise)?),
            "Meeting" => Fact::Meeting(self.value(Reader::meeting)?),
            "MeetingHeld" => Fact::MeetingHeld(self.value(Reader::meeting_held)?),
            "Undo" => Fact::Undo(
                self.value(|reader| Some(Undone { entry: reader.required("entry", Reader::parsed)? }))?,
            ),
            _ => return None,
        })
    }

    fn stand(&mut self) -> Option<Stand> {
        Some(Stand {
            who: self.required("who", Reader::parsed)?,
            item: self.required("item", Reader::parsed)?,
            is: self.or_default("is", Reader::optional)?,
            condition: self.or_default("if", Reader::string)?,
            source: self.or_default("source", Reader::optional)?,
            on: self.required("on", Reader::parsed)?,
            text: self.or_default("text", Reader::name)?,
            saw: self.or_default("saw", |reader| reader.list(Reader::parsed))?,
            apart: self.or_default("apart", Reader::flag)?,
        })
    }

    fn note(&mut self) -> Option<NoteWritten> {
        Some(NoteWritten {
            who: self.or_default("who", Reader::optional)?,
            item: self.or_default("item", Reader::optional)?,
            text: self.required("text", Reader::string)?,
            shareable: self.or_default("shareable", Reader::flag)?,
            on: self.required("on", Reader::parsed)?,
        })
    }

    fn note_amended(&mut self) -> Option<NoteAmended> {
        Some(NoteAmended {
            note: self.required("note", Reader::parsed)?,
            text: self.required("text", Reader::string)?,
            shareable: self.or_default("shareable", Reader::flag)?,
        })
    }

    fn commitment(&mut self) -> Option<CommitmentMade> {
        Some(CommitmentMade {
            who: self.required("who", Reader::parsed)?,
            item: self.required("item", Reader::parsed)?,
            text: self.required("text", Reader::string)?,
            due: self.or_default("due", Reader::optional)?,
            source: self.or_default("source", Reader::optional)?,
        })
    }

    fn commitment_amended(&mut self) -> Option<CommitmentAmended> {
        Some(CommitmentAmended {
            commitment: self.required("commitment", Reader::parsed)?,
            text: self.required("text", Reader::string)?,
            due: self.or_default("due", Reader::optional)?,
        })
    }

    fn line(&mut self) -> Option<LineDrawn> {
        Some(LineDrawn {
            item: self.required("item", Reader::parsed)?,
            objective: self.or_default("objective", Reader::string)?,
            arguments: self.or_default("arguments", Reader::string)?,
            ask: self.or_default("ask", Reader::string)?,
            saw: self.or_default("saw", |reader| reader.list(Reader::parsed))?,
            apart: self.or_default("apart", Reader::flag)?,
        })
    }

    fn raise(&mut self) -> Option<Raised> {
        Some(Raised {
            who: self.required("who", Reader::parsed)?,
            item: self.required("item", Reader::parsed)?,
            text: self.or_default("text", Reader::string)?,
            done: self.or_default("done", Reader::flag)?,
        })
    }

    fn meeting(&mut self) -> Option<MeetingPlanned> {
        Some(MeetingPlanned {
            participants: self.required("participants", |reader| reader.list(Reader::parsed))?,
            when: self.required("when", Reader::parsed)?,
            place: self.or_default("place", Reader::string)?,
            items: self.or_default("items", |reader| reader.list(Reader::parsed))?,
        })
    }

    fn meeting_held(&mut self) -> Option<MeetingHeld> {
        Some(MeetingHeld {
            meeting: self.required("meeting", Reader::parsed)?,
            outcome: self.or_default("outcome", Reader::string)?,
        })
    }

    fn progress(&mut self) -> Option<ProgressMade> {
        Some(ProgressMade {
            commitment: self.required("commitment", Reader::parsed)?,
            is: self.required("is", Reader::how_far)?,
            basis: self.or_default("basis", Reader::string)?,
        })
    }

    /// A progress, which is written as the name of its variant and not as a text.
    fn how_far(&mut self) -> Option<Progress> {
        let (name, rest) = self.rest.split_at(self.rest.find([',', ')'])?);
        self.rest = rest;
        ron::from_str(name).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        ids::{EntryId, FactId, ItemKey, Who},
        instant::{Day, Instant},
        position::{Position, Source, SourceKind},
    };
    use proptest::{collection::vec, option, prelude::*};

    /// A text of any kind: plain, empty, with quotes, escapes, controls or Chinese.
    fn text() -> impl Strategy<Value = String> {
        prop_oneof![
            "[a-z ]{0,12}",
            any::<String>(),
            Just("\"\\\n\r\t\0'\u{7f}\u{202e}“中文”\u{1f600}".to_owned())
        ]
    }

    fn id() -> impl Strategy<Value = EntryId> {
        ("[a-z0-9]{1,6}", any::<u32>().prop_map(|number| number.max(1)))
            .prop_map(|(device, number)| EntryId { device: device.into(), number })
    }

    fn fact_id() -> impl Strategy<Value = FactId> {
        (id(), 0..3_u32).prop_map(|(entry, index)| FactId { entry, index })
    }

    fn instant() -> impl Strategy<Value = Instant> {
        any::<i64>().prop_map(Instant::from_millis)
    }

    fn source() -> impl Strategy<Value = Option<Source>> {
        let kinds = prop::sample::select(SourceKind::ALL.as_slice());
        option::of((kinds, "[!-~中]{0,9}").prop_map(|(kind, text)| Source { kind, reference: text.into() }))
    }

    fn day() -> impl Strategy<Value = Option<Day>> {
        option::of((0..30_000_i64).prop_map(|days| Day(Instant::from_millis(days * 86_400_000).date())))
    }

    fn who() -> impl Strategy<Value = Who> {
        text().prop_map(|text| Who::new(&format!("@{text}")))
    }

    fn item() -> impl Strategy<Value = ItemKey> {
        text().prop_map(|text| ItemKey::new(&format!("1{text}")))
    }

    fn on_cells() -> impl Strategy<Value = Fact> {
        let position = option::of(prop::sample::select(Position::ALL.as_slice()));
        let rest = (source(), instant(), "[0-9a-f]{0,8}", vec(id(), 0..3), any::<bool>());
        let stand = (who(), item(), position, text(), rest).prop_map(|(who, item, is, condition, rest)| {
            let (source, on, text, saw, apart) = rest;
            Fact::Position(Stand { who, item, is, condition, source, on, text: text.into(), saw, apart })
        });
        let line = (item(), text(), text(), text(), vec(id(), 0..3), any::<bool>()).prop_map(
            |(item, objective, arguments, ask, saw, apart)| {
                Fact::Line(LineDrawn { item, objective, arguments, ask, saw, apart })
            },
        );
        let raise = (who(), item(), text(), any::<bool>())
            .prop_map(|(who, item, text, done)| Fact::Raise(Raised { who, item, text, done }));
        prop_oneof![stand, line, raise]
    }

    fn on_notes() -> impl Strategy<Value = Fact> {
        let note = (option::of(who()), option::of(item()), text(), any::<bool>(), instant()).prop_map(
            |(who, item, text, shareable, on)| Fact::Note(NoteWritten { who, item, text, shareable, on }),
        );
        let amended = (fact_id(), text(), any::<bool>())
            .prop_map(|(note, text, shareable)| Fact::NoteAmended(NoteAmended { note, text, shareable }));
        let struck = fact_id().prop_map(|note| Fact::NoteStruck(NoteStruck { note }));
        let undo = id().prop_map(|entry| Fact::Undo(Undone { entry }));
        prop_oneof![note, amended, struck, undo]
    }

    fn on_promises() -> impl Strategy<Value = Fact> {
        let made = (who(), item(), text(), day(), source()).prop_map(|(who, item, text, due, source)| {
            Fact::Commitment(CommitmentMade { who, item, text, due, source })
        });
        let amended = (fact_id(), text(), day()).prop_map(|(commitment, text, due)| {
            Fact::CommitmentAmended(CommitmentAmended { commitment, text, due })
        });
        let progress = (fact_id(), prop::sample::select(Progress::ALL.as_slice()), text())
            .prop_map(|(commitment, is, basis)| Fact::Progress(ProgressMade { commitment, is, basis }));
        let meeting = (vec(who(), 0..3), instant(), text(), vec(item(), 0..3)).prop_map(
            |(participants, when, place, items)| {
                Fact::Meeting(MeetingPlanned { participants, when, place, items })
            },
        );
        let held = (fact_id(), text())
            .prop_map(|(meeting, outcome)| Fact::MeetingHeld(MeetingHeld { meeting, outcome }));
        prop_oneof![made, amended, progress, meeting, held]
    }

    fn entry() -> impl Strategy<Value = Entry> {
        let facts = vec(prop_oneof![on_cells(), on_notes(), on_promises()], 0..4);
        (id(), instant(), text(), facts).prop_map(|(id, at, by, facts)| Entry {
            v: 1,
            id,
            at,
            by: by.into(),
            facts,
        })
    }

    /// What stands behind the checksum of a line, and the whole line for `ron`.
    fn written(entry: &Entry) -> (String, String) {
        let whole = crate::domain::line::write_line(entry).unwrap();
        (whole[14..].to_owned(), whole)
    }

    proptest! {
        #[test]
        fn every_entry_that_is_written_is_read_without_ron(entry in entry()) {
            let (rest, whole) = written(&entry);
            prop_assert_eq!(read(&rest), Some(entry.clone()));
            prop_assert_eq!(ron::from_str::<Entry>(&whole).unwrap(), entry);
        }

        #[test]
        fn what_is_read_of_a_changed_line_is_what_ron_reads(
            entry in entry(),
            place in any::<prop::sample::Index>(),
            put in "[ \"\\\\(),:\\[\\]a0u{}]{0,2}",
            take in 0..3_usize,
        ) {
            let (rest, whole) = written(&entry);
            let places: Vec<usize> = rest.char_indices().map(|(place, _)| place).collect();
            let from = place.index(places.len());
            let to = places.get(from + take).copied().unwrap_or(rest.len());
            let changed = format!("{}{put}{}", &rest[..places[from]], &rest[to..]);
            if let Some(read) = read(&changed) {
                let whole = format!("{}{changed}", &whole[..14]);
                prop_assert_eq!(ron::from_str::<Entry>(&whole).ok(), Some(read), "{}", whole);
            }
        }
    }
}
