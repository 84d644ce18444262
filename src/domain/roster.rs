//! Who can take a position: delegations and groups.
//!
//! Invariant: a group's code begins with `@` everywhere but in the two asset files, so `NAM` is always Namibia.

mod memberships;
mod names;
mod rows;

use super::{ids::Who, lang::Lang, text, texts::Text};
use foldhash::HashMap;
use memberships::Memberships;
use names::{Names, sounds};
use rows::Rows;
pub use rows::{Delegation, Group, Region};
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;

/// A participant's place in the roster: delegations first, then groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ParticipantIndex(pub usize);

/// Delegations and groups with every way to name them.
#[derive(Debug, Clone)]
pub struct Roster {
    rows: Rows,
    // Each is made when it is first asked, which a start with nothing recorded does not.
    by_code: OnceLock<HashMap<Who, usize>>,
    memberships: OnceLock<Memberships>,
    names: OnceLock<Names>,
}

impl Default for Roster {
    fn default() -> Roster {
        Roster::new(Vec::new(), Vec::new())
    }
}

/// No participant, or more than one, has a name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WhoError {
    /// Nobody has it; those who come near are named.
    #[error("nobody is called `{given}`{}", candidates_clause(.candidates, "; did you mean"))]
    Unknown {
        /// What was given.
        given: String,
        /// Code and English name of those who come near.
        candidates: Vec<String>,
    },
    /// Several have it.
    #[error("`{given}` can be several participants{}", candidates_clause(.candidates, ":"))]
    Ambiguous {
        /// What was given.
        given: String,
        /// Code and English name of each.
        candidates: Vec<String>,
    },
    /// Nothing was given.
    #[error("a participant is missing; name one by code (AUT), group (@NAM) or name (turkey, 法国)")]
    Missing,
}

fn candidates_clause(candidates: &[String], lead: &str) -> String {
    match candidates {
        [] => String::new(),
        some => format!("{lead} {}", some.join(", ")),
    }
}

impl Roster {
    /// A roster of delegations and groups; membership is taken from the delegations' rows.
    pub fn new(delegations: Vec<Delegation>, groups: Vec<Group>) -> Roster {
        Roster {
            rows: Rows::new(delegations, groups),
            by_code: OnceLock::new(),
            memberships: OnceLock::new(),
            names: OnceLock::new(),
        }
    }

    /// Delegations in the order of their file.
    pub fn delegations(&self) -> &[Delegation] {
        &self.rows.delegations
    }

    /// Groups in the order of their file.
    pub fn groups(&self) -> &[Group] {
        &self.rows.groups
    }

    fn memberships(&self) -> &Memberships {
        self.memberships.get_or_init(|| Memberships::of(self.delegations(), self.groups()))
    }

    fn looked_up(&self) -> &Names {
        self.names.get_or_init(|| Names::of(self))
    }

    /// How many participants there are.
    pub fn len(&self) -> usize {
        self.rows.delegations.len() + self.rows.groups.len()
    }

    /// How many of them are delegations.
    pub fn delegation_count(&self) -> usize {
        self.rows.delegations.len()
    }

    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Everybody, delegations first.
    pub fn all(&self) -> impl Iterator<Item = ParticipantIndex> + use<> {
        (0..self.len()).map(ParticipantIndex)
    }

    /// The code of a participant.
    pub fn code(&self, participant: ParticipantIndex) -> &Who {
        &self.rows.codes[participant.0]
    }

    /// The name of a participant.
    pub fn name(&self, participant: ParticipantIndex) -> &Text {
        match self.delegation(participant) {
            Some(delegation) => &delegation.name,
            None => &self.groups()[participant.0 - self.delegation_count()].name,
        }
    }

    /// The delegation, where the participant is one.
    pub fn delegation(&self, participant: ParticipantIndex) -> Option<&Delegation> {
        self.delegations().get(participant.0)
    }

    /// The group, where the participant is one.
    pub fn group(&self, participant: ParticipantIndex) -> Option<&Group> {
        self.groups().get(participant.0.checked_sub(self.delegation_count())?)
    }

    /// Members of a group; none for a delegation.
    pub fn members(&self, participant: ParticipantIndex) -> impl Iterator<Item = ParticipantIndex> + '_ {
        let group = participant.0.checked_sub(self.delegation_count());
        group
            .map_or(&[][..], |group| self.memberships().members.get(group))
            .iter()
            .copied()
            .map(ParticipantIndex)
    }

    /// Groups of a delegation; none for a group.
    pub fn groups_of(&self, participant: ParticipantIndex) -> impl Iterator<Item = ParticipantIndex> + '_ {
        self.memberships().groups_of.get(participant.0).iter().copied().map(ParticipantIndex)
    }

    /// Whether a participant's code or one of its names holds a folded text.
    pub fn matches(&self, participant: ParticipantIndex, folded: &str) -> bool {
        self.looked_up().lines[participant.0].contains(folded)
    }

    /// The participant with exactly this code.
    pub fn by_code(&self, code: &Who) -> Option<ParticipantIndex> {
        let places = self.by_code.get_or_init(|| self.rows.codes.iter().cloned().zip(0..).collect());
        places.get(code).copied().map(ParticipantIndex)
    }

    /// Every way to name a participant, folded; a group's are without `@` and found behind an `@` only, but for its full name.
    pub fn names(&self, participant: ParticipantIndex) -> Vec<String> {
        let name = self.name(participant);
        let aliases = match (self.delegation(participant), self.group(participant)) {
            (Some(delegation), _) => &delegation.aliases,
            (None, Some(group)) => &group.aliases,
            (None, None) => return Vec::new(),
        };
        name.all()
            .chain(aliases.iter().map(|alias| &**alias))
            .map(text::fold)
            .filter(|name| !name.is_empty())
            .collect()
    }

    /// Every way to type a participant while looking for it: its names, and how its Chinese name sounds, in full and by initials.
    pub fn search_names(&self, participant: ParticipantIndex) -> Vec<String> {
        let mut names = self.names(participant);
        names.extend(sounds(self.name(participant).get(Lang::Zh)));
        names
    }

    /// How a participant's Chinese name sounds, by which Chinese lists are sorted.
    pub fn sound(&self, participant: ParticipantIndex) -> String {
        sounds(self.name(participant).get(Lang::Zh)).into_iter().next().unwrap_or_default()
    }

    /// Who is meant by a code in any case, a group's code with `@`, a name or a known alias.
    ///
    /// # Errors
    /// When nobody or more than one is meant; the candidates are named.
    pub fn find(&self, given: &str) -> Result<ParticipantIndex, WhoError> {
        let trimmed = given.trim();
        if trimmed.is_empty() {
            return Err(WhoError::Missing);
        }
        if let Some(found) = self.by_code(&Who::new(&trimmed.to_uppercase())) {
            return Ok(found);
        }
        let (wants_group, bare) = match trimmed.strip_prefix('@') {
            Some(bare) => (true, text::fold(bare)),
            None => (false, text::fold(trimmed)),
        };
        let fits = |index: &usize| !wants_group || *index >= self.delegation_count();
        let called = self.looked_up().by_name.get(&bare);
        let exact: Vec<usize> = called.into_iter().flatten().copied().filter(fits).collect();
        let given = text::clean_line(trimmed);
        match exact[..] {
            [one] => Ok(ParticipantIndex(one)),
            [] => Err(WhoError::Unknown { given, candidates: self.near(&bare, wants_group) }),
            _ => Err(WhoError::Ambiguous { given, candidates: self.described(&exact) }),
        }
    }

    /// Everybody in a list separated by commas, each once, in the order given.
    ///
    /// # Errors
    /// As `find`, for the first that fails.
    pub fn find_all(&self, given: &str) -> Result<Vec<ParticipantIndex>, WhoError> {
        let mut found = Vec::new();
        for one in given.split([',', '，', '、']) {
            let participant = self.find(one)?;
            if !found.contains(&participant) {
                found.push(participant);
            }
        }
        Ok(found)
    }

    fn near(&self, folded: &str, wants_group: bool) -> Vec<String> {
        let mut near: Vec<(usize, usize)> = Vec::new();
        if folded.len() > LONGEST_NAME {
            return Vec::new();
        }
        for index in 0..self.len() {
            if wants_group && index < self.delegation_count() {
                continue;
            }
            let mut names = self.names(ParticipantIndex(index));
            names.push(text::fold(self.code(ParticipantIndex(index)).as_str()));
            let distance = names.iter().map(|name| nearness(folded, name)).min().unwrap_or(usize::MAX);
            if distance <= 2 {
                near.push((distance, index));
            }
        }
        near.sort_unstable();
        near.truncate(5);
        self.described(&near.into_iter().map(|(_, index)| index).collect::<Vec<_>>())
    }

    fn described(&self, indices: &[usize]) -> Vec<String> {
        indices
            .iter()
            .map(|index| ParticipantIndex(*index))
            .map(|who| format!("{} ({})", self.code(who), self.name(who).get(Lang::En)))
            .collect()
    }
}

/// Bytes of a name beyond which nobody is looked for who might have been meant.
const LONGEST_NAME: usize = 400;

/// 0 where a name begins with what was typed, 1 where it contains it, else the edits between the two (one for a swap); 3 for anything further.
fn nearness(typed: &str, name: &str) -> usize {
    let length = typed.chars().count();
    if length >= 2 && name.starts_with(typed) {
        return 0;
    }
    if length >= 3 && name.contains(typed) {
        return 1;
    }
    match (length, name.chars().count()) {
        (3, 3) if strsim::osa_distance(typed, name) == 1 => 2,
        (0..=3, _) => 3,
        (_, other) if other.abs_diff(length) > 2 => 3,
        _ => strsim::osa_distance(typed, name).min(3),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roster() -> Roster {
        let text = |en: &'static str, zh: &'static str| Text::new(en, zh);
        let delegation =
            |code: &'static str, en, zh, groups: &[&'static str], aliases: &[&'static str]| Delegation {
                code: Who::new(code),
                iso2: code[..2].into(),
                name: text(en, zh),
                region: Region::African,
                nuclear_weapon_state: code == "FRA",
                groups: groups.iter().map(|g| (*g).into()).collect(),
                remark: Text::default(),
                aliases: aliases.iter().map(|a| (*a).into()).collect(),
            };
        let group = |code: &'static str, en, p5: bool| Group {
            code: code.into(),
            name: text(en, en),
            members_as_of: "2024".into(),
            members_in_all: None,
            basis: text("seen", "已见"),
            nuclear_weapon_states: p5,
            aliases: Vec::new(),
        };
        Roster::new(
            vec![
                delegation("NAM", "Namibia", "纳米比亚", &["NAM"], &[]),
                delegation("CIV", "Côte d'Ivoire", "科特迪瓦", &["NAM"], &["ivory coast"]),
                delegation("FRA", "France", "法国", &[], &["congo"]),
                delegation("COD", "DR Congo", "刚果民主共和国", &[], &["congo"]),
            ],
            vec![group("NAM", "Non-Aligned Movement", false), group("P5", "Nuclear-weapon States", true)],
        )
    }

    #[test]
    fn nam_is_namibia_and_the_movement_has_an_at_sign() {
        let roster = roster();
        let found = |given: &str| roster.code(roster.find(given).unwrap()).to_string();
        assert_eq!(found("NAM"), "NAM");
        assert_eq!(found("nam"), "NAM");
        assert_eq!(found("@nam"), "@NAM");
        assert_eq!(found("non-aligned movement"), "@NAM");
        assert_eq!(found("cote d’ivoire"), "CIV");
        assert_eq!(found("Ivory  Coast"), "CIV");
        assert_eq!(found("法国"), "FRA");
    }

    #[test]
    fn whoever_is_unknown_or_ambiguous_is_refused_with_candidates() {
        let roster = roster();
        let said = |given: &str| roster.find(given).unwrap_err().to_string();
        assert_eq!(said("frnace"), "nobody is called `frnace`; did you mean FRA (France)");
        assert_eq!(said("congo"), "`congo` can be several participants: FRA (France), COD (DR Congo)");
        assert!(said("p5").ends_with("did you mean @P5 (Nuclear-weapon States)"), "{}", said("p5"));
        assert!(roster.find_all("fra,,civ").is_err());
        assert_eq!(roster.find_all("fra，civ,fra").unwrap().len(), 2);
    }

    #[test]
    fn the_nuclear_weapon_states_are_the_members_of_the_p5() {
        let roster = roster();
        let p5 = roster.find("@P5").unwrap();
        assert_eq!(roster.members(p5).map(|m| roster.code(m).to_string()).collect::<Vec<_>>(), ["FRA"]);
        let namibia = roster.find("NAM").unwrap();
        assert_eq!(roster.groups_of(namibia).count(), 1);
    }
}
