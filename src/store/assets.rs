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
    paper::{Area, Paper, PaperFile},
    problem::Problem,
    roster::{Delegation, Group, Roster},
};
use std::path::Path;

/// The paper and the roster.
#[derive(Debug, Default)]
pub struct Assets {
    /// The paper.
    pub paper: Paper,
    /// Delegations and groups.
    pub roster: Roster,
    /// What is wrong with their files, file by file.
    pub problems: Vec<Problem>,
}

/// Loads the paper and the roster. A workspace's own `assets/paper.ron`, `delegations.ron`, `groups.ron` and `areas/` win over those that are part of the program.
pub fn load(workspace: Option<&Path>) -> Assets {
    let mut problems = Vec::new();
    let paper = single(files::PAPER, workspace, read_paper, &mut problems);
    let mut delegations = single(files::DELEGATIONS, workspace, read_delegations, &mut problems);
    let mut groups = single(files::GROUPS, workspace, read_groups, &mut problems);
    if groups.stands == Stands::AsGiven {
        let known = check::group_codes(&groups.value, &groups.source);
        check::memberships(&delegations.value, &mut delegations.source, &known);
    }
    if [&delegations.source, &groups.source].iter().any(|source| source.origin == Origin::Workspace) {
        check::names((&delegations.value, &mut delegations.source), (&groups.value, &mut groups.source));
    }
    problems.extend(paper.source.into_problems());
    problems.extend(delegations.source.into_problems());
    problems.extend(groups.source.into_problems());
    let trusted = (paper.stands == Stands::AsGiven).then_some(&paper.value);
    let areas = load_areas(workspace, trusted, &mut problems);
    Assets {
        paper: Paper { file: paper.value, areas },
        roster: Roster::new(values(delegations.value), values(groups.value)),
        problems,
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
    problems: &mut Vec<Problem>,
) -> Loaded<T> {
    let mut own_problems = match file.of_workspace(workspace) {
        Ok(None) => Vec::new(),
        Err(problem) => vec![*problem],
        Ok(Some(mut source)) => match read(&mut source) {
            Some(value) => return Loaded { source, value, stands: Stands::AsGiven },
            None => source.into_problems(),
        },
    };
    Instead::BuiltIn.tell(&mut own_problems);
    let stands = if own_problems.is_empty() { Stands::AsGiven } else { Stands::InForAnother };
    problems.extend(own_problems);
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
fn load_areas(workspace: Option<&Path>, paper: Option<&PaperFile>, problems: &mut Vec<Problem>) -> Vec<Area> {
    let (sources, unread) = files::areas(workspace);
    problems.extend(unread);
    let mut areas: Vec<(Area, String)> = Vec::new();
    for mut source in sources {
        let area = read_area(&mut source);
        if let (Some(area), Some(paper)) = (&area, paper) {
            check::references(area, &mut source, paper);
        }
        let area = area.filter(|area| is_new(area, &areas, &mut source));
        let file = source.file.clone();
        let mut found = source.into_problems();
        match area {
            Some(area) => areas.push((area, file)),
            None => Instead::NoArea.tell(&mut found),
        }
        problems.extend(found);
    }
    areas.sort_by_key(|(area, _)| area.number);
    areas.into_iter().map(|(area, _)| area).collect()
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
        assert_eq!(assets.roster.delegations.len(), rows);
    }

    #[test]
    fn no_two_participants_that_are_part_of_the_program_share_a_name() {
        let mut none = Vec::new();
        let mut delegations = single(files::DELEGATIONS, None, read_delegations, &mut none);
        let mut groups = single(files::GROUPS, None, read_groups, &mut none);
        check::names((&delegations.value, &mut delegations.source), (&groups.value, &mut groups.source));
        none.extend(delegations.source.into_problems().into_iter().chain(groups.source.into_problems()));
        assert_eq!(none, []);
    }
}
