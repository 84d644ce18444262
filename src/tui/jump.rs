//! The jump by name to any delegation, group, area or item.
//!
//! Invariant: an exact code or name comes first, so `NAM` is Namibia and `@NAM` the movement.

use super::model::Model;
use crate::domain::{roster::ParticipantIndex, text};
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
    /// Folded names that win outright when typed in full, and that match first when typed in part.
    names: Vec<String>,
    haystack: Utf32String,
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
            let names = vec![format!("area {}", area.number), area.number.to_string()];
            candidate(Target::Area(index), names, &format!("{} {}", area.title.en, area.title.zh))
        });
        let items = model.paper.items().enumerate().map(|(index, (_, item))| {
            let label = item.label();
            let hay = format!("{} {} {} {}", label.en, label.zh, item.text.en, item.text.zh);
            candidate(Target::Item(index), vec![text::fold(item.key.as_str())], &hay)
        });
        let candidates: Vec<Candidate> = participants.chain(items).chain(areas).collect();
        let found = candidates.iter().map(|candidate| candidate.target).collect();
        Jump { input: Input::default(), found, cursor: 0, candidates }
    }

    /// Looks again for what fits what was typed.
    pub fn search(&mut self) {
        let typed = self.input.value().trim().to_owned();
        self.cursor = 0;
        if typed.is_empty() {
            self.found = self.candidates.iter().map(|candidate| candidate.target).collect();
            return;
        }
        let only_groups = typed.starts_with('@');
        let folded = text::fold(&typed);
        let pattern = Pattern::new(&folded, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut ranked: Vec<(u32, usize)> = Vec::new();
        for (index, candidate) in self.candidates.iter().enumerate() {
            let fuzzy = pattern.score(candidate.haystack.slice(..), &mut matcher);
            let by_name =
                candidate.names.iter().map(|name| bonus(name, &folded, only_groups)).max().unwrap_or(0);
            if by_name > 0 || (fuzzy.is_some() && !only_groups) {
                ranked.push((by_name + fuzzy.unwrap_or(0), index));
            }
        }
        ranked.sort_by_key(|(score, index)| (std::cmp::Reverse(*score), *index));
        self.found = ranked.into_iter().map(|(_, index)| self.candidates[index].target).collect();
    }

    /// What is selected.
    pub fn selected(&self) -> Option<Target> {
        self.found.get(self.cursor).copied()
    }
}

/// What a name adds to the rank: most where it was typed in full, much where it begins so. A group's code, kept with `@`, fits only behind an `@`.
fn bonus(name: &str, folded: &str, only_groups: bool) -> u32 {
    let name = match (name.strip_prefix('@'), only_groups) {
        (Some(code), true) => code,
        (Some(_), false) | (None, true) => return 0,
        (None, false) => name,
    };
    if name == folded {
        10_000
    } else if name.starts_with(folded) {
        5_000
    } else {
        0
    }
}

fn participant(model: &Model, who: ParticipantIndex) -> Candidate {
    let roster = &model.roster;
    let code = text::fold(roster.code(who).as_str());
    let mut names = roster.names(who);
    let hay = names.join(" ");
    if roster.group(who).is_some() {
        let with_at: Vec<String> = names.iter().chain([&code]).map(|name| format!("@{name}")).collect();
        names.extend(with_at);
    } else {
        names.push(code.clone());
    }
    candidate(Target::Participant(who), names, &format!("{hay} {code}"))
}

fn candidate(target: Target, names: Vec<String>, hay: &str) -> Candidate {
    Candidate { target, names, haystack: Utf32String::from(text::fold(hay)) }
}
