//! The paper and the roster, from the files that are part of the program and those of a workspace.
//!
//! Invariant: loading never fails and hides nothing: whatever is left out or replaced has a problem that says so.

mod check;
mod files;
mod reading;
mod say;
mod shape;
mod source;
mod tidy;
mod tree;

use self::{
    files::Single,
    reading::Rows,
    say::{Instead, Words},
    source::{Origin, Source, Trail},
};
use crate::domain::{
    limits::{AREAS, ITEMS, Limit},
    paper::{Area, Paper, PaperFile},
    problem::{Place, Problem},
    read_only::ReadOnly,
    roster::{Delegation, Group, Roster},
};
use std::{collections::HashSet, path::Path};

/// The paper and the roster.
#[derive(Debug, Default)]
pub struct Assets {
    /// The paper.
    pub paper: Paper,
    /// Delegations and groups.
    pub roster: Roster,
    /// What is wrong with their files, file by file.
    pub problems: Vec<Problem>,
    /// Files that a newer version of the program wrote. While there is one nothing should be recorded: what is on the screen is not
    /// the paper that colleagues see.
    pub newer: Vec<String>,
}

impl Assets {
    /// Why nothing may be recorded, where the files say so.
    pub fn closed(&self) -> Option<ReadOnly> {
        (!self.newer.is_empty()).then_some(ReadOnly::NewerPaper)
    }
}

/// Loads the paper and the roster. A workspace's own `assets/paper.ron`, `delegations.ron`, `groups.ron` and `areas/` win over those that are part of the program.
pub fn load(workspace: Option<&Path>) -> Assets {
    let mut told = Told::default();
    let paper = single(files::PAPER, workspace, read_paper, &mut told);
    let mut delegations = single(files::DELEGATIONS, workspace, read_delegations, &mut told);
    let mut groups = single(files::GROUPS, workspace, read_groups, &mut told);
    if groups.stands == Stands::AsGiven {
        let known = check::group_codes(&groups.value, &groups.source);
        check::memberships(&delegations.value, &mut delegations.source, &known);
    }
    if [&delegations.source, &groups.source].iter().any(|source| source.origin == Origin::Workspace) {
        check::names((&delegations.value, &mut delegations.source), (&groups.value, &mut groups.source));
    }
    told.problems.extend(paper.source.into_problems());
    told.problems.extend(delegations.source.into_problems());
    told.problems.extend(groups.source.into_problems());
    let trusted = (paper.stands == Stands::AsGiven).then_some(&paper.value);
    let areas = load_areas(workspace, trusted, &mut told);
    Assets {
        paper: Paper { file: paper.value, areas },
        roster: Roster::new(values(delegations.value), values(groups.value)),
        problems: told.problems,
        newer: told.newer,
    }
}

/// One file of `assets/` by its name and bytes, held against nothing else: what it says and what is wrong with it.
pub fn alone(name: &str, bytes: Vec<u8>) -> Assets {
    let mut assets = Assets::default();
    let mut source = match Source::of_bytes(bytes, name) {
        Ok(source) => source,
        Err(problem) => return Assets { problems: vec![*problem], ..assets },
    };
    let roster = |delegations, groups| Roster::new(delegations, groups);
    match name {
        "paper.ron" => assets.paper.file = read_paper(&mut source).unwrap_or_default(),
        "delegations.ron" => {
            assets.roster = roster(values(read_delegations(&mut source).unwrap_or_default()), Vec::new());
        }
        "groups.ron" => {
            assets.roster = roster(Vec::new(), values(read_groups(&mut source).unwrap_or_default()));
        }
        _ => assets.paper.areas.extend(read_area(&mut source)),
    }
    assets.newer.extend(source.is_newer.then(|| source.file.clone()));
    assets.problems = source.into_problems();
    assets
}

/// What is told of files while they are read.
#[derive(Debug, Default)]
struct Told {
    problems: Vec<Problem>,
    newer: Vec<String>,
}

impl Told {
    fn newer_if(&mut self, source: &Source) {
        if source.is_newer {
            self.newer.push(source.file.clone());
        }
    }
}

/// A file that was read.
struct Loaded<T> {
    source: Source,
    value: T,
    stands: Stands,
}

/// Whether a file is what was given, or stands in for one that can't be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stands {
    AsGiven,
    InForAnother,
}

/// Reads the workspace's own file, else the built-in one.
fn single<T: Default>(
    file: Single,
    workspace: Option<&Path>,
    read: fn(&mut Source) -> Option<T>,
    told: &mut Told,
) -> Loaded<T> {
    let mut own_problems = match file.of_workspace(workspace) {
        Ok(None) => Vec::new(),
        Err(problem) => vec![*problem],
        Ok(Some(mut source)) => match read(&mut source) {
            Some(value) => return Loaded { source, value, stands: Stands::AsGiven },
            None => {
                told.newer_if(&source);
                source.into_problems()
            }
        },
    };
    Instead::BuiltIn.tell(&mut own_problems);
    let stands = if own_problems.is_empty() { Stands::AsGiven } else { Stands::InForAnother };
    told.problems.extend(own_problems);
    let mut source = file.built_in();
    let value = read(&mut source).unwrap_or_default();
    Loaded { source, value, stands }
}

fn read_paper(source: &mut Source) -> Option<PaperFile> {
    let mut paper = reading::whole(source, &shape::PAPER)?;
    check::paper(&mut paper, source)?;
    Some(paper)
}

fn read_delegations(source: &mut Source) -> Option<Rows<Delegation>> {
    let mut rows = reading::rows(source, &shape::DELEGATION_ROW)?;
    check::delegations(&mut rows, source);
    Some(rows)
}

fn read_groups(source: &mut Source) -> Option<Rows<Group>> {
    let mut rows = reading::rows(source, &shape::GROUP_ROW)?;
    check::groups(&mut rows, source);
    Some(rows)
}

fn read_area(source: &mut Source) -> Option<Area> {
    let mut area = reading::whole(source, &shape::AREA)?;
    check::area(&mut area, source)?;
    Some(area)
}

fn values<T>(rows: Rows<T>) -> Vec<T> {
    rows.good.into_iter().map(|row| row.value).collect()
}

/// The areas in order of number. Those that can't be used are left out; `paper` is what they are held against.
fn load_areas(workspace: Option<&Path>, paper: Option<&PaperFile>, told: &mut Told) -> Vec<Area> {
    let (sources, unread) = files::areas(workspace);
    told.problems.extend(unread);
    let mut areas: Vec<(Area, String)> = Vec::new();
    let mut ids = HashSet::new();
    for mut source in sources {
        let area = read_area(&mut source);
        if let (Some(area), Some(paper)) = (&area, paper) {
            check::references(area, &mut source, paper);
        }
        let area = area.filter(|area| is_new(area, &areas, &mut source)).map(|mut area| {
            check::ids(&mut area, &mut ids, &mut source);
            area
        });
        told.newer_if(&source);
        let file = source.file.clone();
        let mut found = source.into_problems();
        match area {
            Some(area) => areas.push((area, file)),
            None => Instead::NoArea.tell(&mut found),
        }
        told.problems.extend(found);
    }
    areas.sort_by_key(|(area, _)| area.number);
    keep_first(areas, &mut told.problems)
}

/// The areas up to the limits; one problem says of those beyond them that it is left out.
fn keep_first(areas: Vec<(Area, String)>, problems: &mut Vec<Problem>) -> Vec<Area> {
    let (mut kept, mut items) = (Vec::new(), 0);
    for (area, file) in areas {
        items += area.items.len();
        let limit = match (kept.len() >= AREAS, items > ITEMS) {
            (true, _) => Limit::Areas(AREAS),
            (false, true) => Limit::Items(ITEMS),
            (false, false) => {
                kept.push(area);
                continue;
            }
        };
        problems.push(Words::beyond(limit).at(Place::file(&file)));
        break;
    }
    kept
}

fn is_new(area: &Area, areas: &[(Area, String)], source: &mut Source) -> bool {
    match areas.iter().find(|(other, _)| other.number == area.number) {
        Some((_, file)) => {
            source.add(&Trail::Root.field("number"), Words::area_twice(area.number, file));
            false
        }
        None => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_part_of_the_program_has_no_problem() {
        let assets = load(None);
        assert_eq!(assets.problems, []);
        assert_eq!(assets.paper.areas.len(), 11);
        assert_eq!(assets.paper.items().count(), 26);
        let rows = files::DELEGATIONS.built_in.matches("(code: ").count();
        assert_eq!(assets.roster.delegations().len(), rows);
    }

    #[test]
    fn no_two_participants_that_are_part_of_the_program_share_a_name() {
        let mut told = Told::default();
        let mut delegations = single(files::DELEGATIONS, None, read_delegations, &mut told);
        let mut groups = single(files::GROUPS, None, read_groups, &mut told);
        let mut none = told.problems;
        check::names((&delegations.value, &mut delegations.source), (&groups.value, &mut groups.source));
        none.extend(delegations.source.into_problems().into_iter().chain(groups.source.into_problems()));
        assert_eq!(none, []);
    }
}
