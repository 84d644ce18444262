//! The jump by name to any delegation, group, area or item.
//!
//! Invariant: an exact code or name comes first, so `NAM` is Namibia and `@NAM` the movement.

use super::model::Model;
use crate::domain::{roster::ParticipantIndex, text, texts::Text};
use nucleo_matcher::{
    Config, Matcher, Utf32String,
    pattern::{AtomKind, CaseMatching, Normalization, Pattern},
};
use tui_input::Input;

/// Where a jump can lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A delegation or a group.
    Participant(ParticipantIndex),
    /// An area.
    Area(usize),
    /// An item.
    Item(usize),
}

#[derive(Debug)]
struct Candidate {
    target: Target,
    /// Folded names, which fit whole, in part or with letters left out.
    names: Vec<Name>,
    /// Folded text in which what was typed can stand as it is.
    text: String,
}

#[derive(Debug)]
struct Name {
    plain: String,
    letters: Utf32String,
}

/// The jump: what was typed and what fits, best first.
#[derive(Debug)]
pub struct Jump {
    /// What was typed.
    pub input: Input,
    /// What fits.
    pub found: Vec<Target>,
    /// Which of them is selected.
    pub cursor: usize,
    candidates: Vec<Candidate>,
}

impl Jump {
    /// A jump over everything that the model has.
    pub fn new(model: &Model) -> Jump {
        let participants = model.roster.all().map(|who| participant(model, who));
        let areas = model.paper.areas.iter().enumerate().map(|(index, area)| {
            let names = vec![area.number.to_string()];
            candidate(Target::Area(index), names, &joined([&area.title]))
        });
        let items = model.paper.items().enumerate().map(|(index, (_, item))| {
            let text = joined([item.label(), &item.text]);
            candidate(Target::Item(index), vec![text::fold(item.key.as_str())], &text)
        });
        let candidates: Vec<Candidate> = participants.chain(items).chain(areas).collect();
        let found = candidates.iter().map(|candidate| candidate.target).collect();
        Jump { input: Input::default(), found, cursor: 0, candidates }
    }

    /// A jump over delegations and groups only.
    pub fn participants(model: &Model) -> Jump {
        let candidates: Vec<Candidate> = model.roster.all().map(|who| participant(model, who)).collect();
        let found = candidates.iter().map(|candidate| candidate.target).collect();
        Jump { input: Input::default(), found, cursor: 0, candidates }
    }

    /// Looks again for what fits what was typed.
    pub fn search(&mut self) {
        self.search_preferring(|_| 0);
    }

    /// Looks again for what fits what was typed; `more` is added to the rank of what fits.
    pub fn search_preferring(&mut self, more: impl Fn(Target) -> u32) {
        let value = self.input.value().trim();
        let folded = text::fold(value);
        let typed =
            if value.starts_with('@') { format!("@{}", folded.trim_start_matches('@')) } else { folded };
        self.cursor = 0;
        if typed.is_empty() {
            self.found = self.candidates.iter().map(|candidate| candidate.target).collect();
            return;
        }
        let bare = typed.strip_prefix('@').unwrap_or(&typed);
        let pattern = Pattern::new(bare, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut rank = |candidate: &Candidate| {
            let in_text = (!typed.starts_with('@') && candidate.text.contains(&typed)).then_some(100);
            let of_name =
                candidate.names.iter().filter_map(|name| fit(name, &typed, &pattern, &mut matcher)).max();
            of_name.max(in_text)
        };
        let mut ranked: Vec<(u32, usize)> = Vec::new();
        for (index, candidate) in self.candidates.iter().enumerate() {
            ranked.extend(rank(candidate).map(|score| (score + more(candidate.target), index)));
        }
        ranked.sort_by_key(|(score, index)| (std::cmp::Reverse(*score), *index));
        self.found = ranked.into_iter().map(|(_, index)| self.candidates[index].target).collect();
    }

    /// What is selected.
    pub fn selected(&self) -> Option<Target> {
        self.found.get(self.cursor).copied()
    }
}

/// How well a name fits what was typed: whole, at its beginning, at the beginning of a word, inside, with letters left out.
/// A name that is kept with `@` fits only behind an `@`, and only such a one does.
fn fit(name: &Name, typed: &str, pattern: &Pattern, matcher: &mut Matcher) -> Option<u32> {
    if name.plain.starts_with('@') != typed.starts_with('@') {
        return None;
    }
    let found = name.plain.match_indices(typed).map(|(place, _)| place);
    let at_word = |place: usize| place == 0 || name.plain[..place].ends_with([' ', '-', '(', '\'']);
    let places: Vec<usize> = found.collect();
    match (name.plain == *typed, &places[..]) {
        (true, _) => Some(10_000),
        (false, [0, ..]) => Some(5_000),
        (false, places) if places.iter().any(|place| at_word(*place)) => Some(4_000),
        (false, [_, ..]) => Some(2_000),
        (false, []) => pattern.score(name.letters.slice(..), matcher).map(|score| score.min(1_500)),
    }
}

fn participant(model: &Model, who: ParticipantIndex) -> Candidate {
    let roster = &model.roster;
    let code = text::fold(roster.code(who).as_str());
    let mut names = roster.search_names(who);
    if roster.group(who).is_some() {
        let bare = code.trim_start_matches('@');
        let with_at: Vec<String> = names.iter().map(|name| format!("@{name}")).collect();
        names.extend(with_at);
        names.push(format!("@{bare}"));
    } else {
        names.push(code);
    }
    candidate(Target::Participant(who), names, "")
}

/// Texts in all their languages, one after the other.
fn joined<const N: usize>(texts: [&Text; N]) -> String {
    texts.into_iter().flat_map(Text::all).collect::<Vec<_>>().join(" ")
}

fn candidate(target: Target, names: Vec<String>, text: &str) -> Candidate {
    let name = |plain: String| Name { letters: Utf32String::from(plain.trim_start_matches('@')), plain };
    Candidate { target, names: names.into_iter().map(name).collect(), text: text::fold(text) }
}
