//! What participants are found by: codes, names and how those in Chinese sound, folded.
//!
//! Invariant: made once and when first asked for, since most of what is done looks for nobody by name.

use super::{ParticipantIndex, Roster};
use crate::domain::{lang::Lang, text};
use std::collections::HashMap;

/// What participants are found by, folded.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    /// Who has a name.
    pub(super) by_name: HashMap<String, Vec<usize>>,
    /// Code and names of each, a line each.
    pub(super) lines: Vec<String>,
}

impl Names {
    /// The names of everybody.
    pub(super) fn of(roster: &Roster) -> Names {
        let mut found = Names::default();
        for index in 0..roster.len() {
            let names = roster.names(ParticipantIndex(index));
            let code = text::fold(roster.code(ParticipantIndex(index)).as_str());
            let sounds = sounds(roster.name(ParticipantIndex(index)).get(Lang::Zh));
            let line = names.iter().chain(&sounds).fold(code, |line, name| line + "\n" + name);
            found.lines.push(line);
            for name in names {
                let same_name = found.by_name.entry(name).or_default();
                if !same_name.contains(&index) {
                    same_name.push(index);
                }
            }
        }
        found
    }
}

/// Pinyin of a Chinese name without tones: in full, and initials only; none where nothing in it has a pinyin.
pub(super) fn sounds(name: &str) -> Vec<String> {
    use pinyin::ToPinyin;
    let syllables: Vec<&str> = name.to_pinyin().flatten().map(|syllable| syllable.plain()).collect();
    let initials: String = syllables.iter().filter_map(|syllable| syllable.chars().next()).collect();
    if syllables.is_empty() { Vec::new() } else { vec![syllables.concat(), initials] }
}
