//! What a command works with: what holds for every command, and the open workspace.
//!
//! Invariant: what a command asks for is found here or refused here, in the same words for all of them.

use super::{Global, failure::Failure, output, patience::while_slow, setup::Setup};
use crate::{
    domain::{
        authorship::{self, TakenBack},
        entry::{Entry, Fact},
        extent::{Audience, Extent, Notes},
        ids::{EntryId, FactId, ItemId, Who},
        instant::{Instant, When},
        name::Name,
        problem::Problem,
        repeat::{Dated, Recorded},
        roster::ParticipantIndex,
        snapshot::Snapshot,
        summary::summary,
        text::clean_line,
    },
    export::{Cover, Report, json, watch::Watch},
    store::{desk::Desk, settings},
    words::{
        committee::{already_recorded, already_recorded_of},
        notice, report as words,
    },
};
use std::io::{self, BufRead, IsTerminal, Write};

/// What a command works with.
#[derive(Debug)]
pub(super) struct Context {
    /// What holds for every command.
    pub(super) setup: Setup,
    /// The open workspace.
    pub(super) desk: Desk,
    watch: Watch,
}

impl Context {
    /// Opens the workspace that is meant.
    pub(super) fn open(global: Global) -> Result<Context, Failure> {
        let setup = Setup::of(global)?;
        let mut desk = while_slow(setup.lang, || Desk::open(setup.workspace.clone()));
        desk.ledger.set_horizon(setup.clock().end_of_today());
        Ok(Context { setup, desk, watch: Watch::default() })
    }

    /// What the view shows.
    pub(super) fn snapshot(&self) -> Snapshot {
        self.desk.snapshot(self.setup.view)
    }

    /// What a report says of itself.
    pub(super) fn cover(&self, notes: Notes) -> Cover {
        let as_of = self.setup.view.as_of.unwrap_or(self.setup.now);
        let (by, marking) = (self.setup.author.clone().unwrap_or_else(login), self.setup.marking.clone());
        Cover {
            lang: self.setup.lang,
            beside: false,
            as_of,
            by,
            marking,
            audience: Audience::default(),
            zone: self.setup.zones.workspace,
            problems: 0,
            notes,
            extent: Extent::default(),
        }
    }

    /// A report on a snapshot.
    pub(super) fn report<'a>(&'a self, snapshot: &'a Snapshot, cover: &'a Cover) -> Report<'a> {
        let assets = &self.desk.assets;
        Report { paper: &assets.paper, roster: &assets.roster, snapshot, cover, watch: &self.watch }
    }

    /// The participants that are meant.
    pub(super) fn participants(&self, given: &str) -> Result<Vec<ParticipantIndex>, Failure> {
        self.desk.assets.roster.find_all(given).map_err(Failure::usage)
    }

    /// Codes of the participants that are meant.
    pub(super) fn who(&self, given: &str) -> Result<Vec<Who>, Failure> {
        let roster = &self.desk.assets.roster;
        Ok(self.participants(given)?.into_iter().map(|who| *roster.code(who)).collect())
    }

    /// The one participant that is meant.
    pub(super) fn one(&self, given: &str) -> Result<Who, Failure> {
        match self.who(given)?[..] {
            [one] => Ok(one),
            _ => Err(Failure::usage(format!("`{}` means several; name one of them", clean_line(given)))),
        }
    }

    /// The one group that is meant.
    pub(super) fn group(&self, given: &str) -> Result<Who, Failure> {
        let one = self.one(given)?;
        let roster = &self.desk.assets.roster;
        match roster.by_code(&one).and_then(|who| roster.group(who)) {
            Some(_) => Ok(one),
            None => Err(Failure::usage(format!("{one} is no group; name one with its sign, as @nam"))),
        }
    }

    /// The items that are meant.
    pub(super) fn items(&self, given: &str) -> Result<Vec<ItemId>, Failure> {
        self.desk.assets.paper.find_items(given).map_err(Failure::usage)
    }

    /// The one item that is meant.
    pub(super) fn item(&self, given: &str) -> Result<ItemId, Failure> {
        match &self.items(given)?[..] {
            [one] => Ok(*one),
            several => {
                let keys = self.desk.assets.paper.keys(several);
                Err(Failure::usage(format!(
                    "`{}` means several items; name one of {}",
                    clean_line(given),
                    keys
                )))
            }
        }
    }

    /// When something was taken or said: not later than now.
    pub(super) fn on(&self, given: Option<When>) -> Result<Option<Instant>, Failure> {
        let on = given.map(|when| when.since(self.setup.clock()));
        match on {
            Some(on) if on > self.setup.now => Err(Failure::usage(format!(
                "--on {} is later than now; give a time that has passed",
                on.short()
            ))),
            on => Ok(on),
        }
    }

    /// Records one act and says what it was and how to take it back.
    pub(super) fn record(&mut self, facts: Vec<Fact>) -> Result<(), Failure> {
        let entry = self.append(facts)?;
        self.acknowledge(&entry)
    }

    /// Says that what was given is recorded already, and under which name.
    pub(super) fn already_recorded(&self, id: FactId) -> Result<(), Failure> {
        Ok(output::print(&already_recorded(self.setup.lang, id))?)
    }

    /// Records as one action what of it is not recorded yet, and says what that was; where all is, says so. Facts may name what the same
    /// entry makes.
    pub(super) fn record_new<F: FnOnce(&EntryId) -> Vec<Fact>>(
        &mut self,
        dated: Dated,
        facts: impl Fn(&Context) -> F,
    ) -> Result<(), Failure> {
        let snapshot = self.snapshot();
        let recorded = Recorded::new(&self.desk.ledger, &snapshot);
        let nobody = EntryId { device: Name::default(), number: 0 };
        let known: Vec<Option<FactId>> =
            facts(self)(&nobody).iter().map(|fact| recorded.find(fact, dated)).collect();
        let (count, all) = (known.iter().flatten().count(), known.len());
        match known.iter().flatten().next() {
            Some(id) if all == 1 => return self.already_recorded(*id),
            Some(_) if count == all => {
                return Ok(output::print(&already_recorded_of(self.setup.lang, count, all))?);
            }
            _ => {}
        }
        let facts = facts(self);
        self.record_made(|entry| {
            let facts = facts(entry).into_iter().zip(&known);
            facts.filter(|(_, known)| known.is_none()).map(|(fact, _)| fact).collect()
        })?;
        if count > 0 {
            output::to_terminal(&already_recorded_of(self.setup.lang, count, all));
        }
        Ok(())
    }

    fn acknowledge(&self, entry: &Entry) -> Result<(), Failure> {
        let said = summary(entry, &self.desk.assets.paper, &self.desk.ledger, self.setup.lang);
        let recorded = words::RECORDED_AS.get(self.setup.lang);
        output::print(&format!("{recorded} {}: {said}\n{}", entry.id, words::TO_UNDO.get(self.setup.lang)))?;
        Ok(())
    }

    /// Records one action whose facts name what the same entry makes, and says what it was and how to take it back.
    pub(super) fn record_made(&mut self, facts: impl FnOnce(&EntryId) -> Vec<Fact>) -> Result<(), Failure> {
        let entry = self.append_made(facts)?;
        self.acknowledge(&entry)
    }

    /// Puts one act on disk.
    pub(super) fn append(&mut self, facts: Vec<Fact>) -> Result<Entry, Failure> {
        self.append_made(|_| facts)
    }

    /// Puts one act on disk whose facts name what the same entry makes.
    pub(super) fn append_made(
        &mut self,
        facts: impl FnOnce(&EntryId) -> Vec<Fact>,
    ) -> Result<Entry, Failure> {
        self.refuse_read_only()?;
        let author = self.author()?;
        let recorded = while_slow(self.setup.lang, || self.desk.record(facts, &author, self.setup.now));
        recorded.map_err(|error| Failure::failed(error.said().get(self.setup.lang)))
    }

    /// Nothing can be recorded while the past is shown, nor where a newer version of the program was at work.
    pub(super) fn refuse_read_only(&self) -> Result<(), Failure> {
        if let Some(why) = self.desk.journal.read_only() {
            return Err(Failure::failed(why.words().get(self.setup.lang)));
        }
        self.refuse_in_the_past()
    }

    /// Nothing can be changed while the past is shown.
    pub(super) fn refuse_in_the_past(&self) -> Result<(), Failure> {
        match self.setup.view.is_past() {
            true => Err(Failure::usage(
                "--as-of and --known-at show the past, which can't be changed; leave them out, or use --on to say when something was taken",
            )),
            false => Ok(()),
        }
    }

    /// Who records: as given or remembered; else asked, else the login name.
    fn author(&mut self) -> Result<String, Failure> {
        if let Some(author) = &self.setup.author {
            return Ok(author.clone());
        }
        let author = match ask_author()? {
            Some(author) => author,
            None => {
                let login = login();
                output::to_terminal(&format!(
                    "recorded as `{login}`; --author, PREPCOM_AUTHOR or the settings give another name"
                ));
                return Ok(login);
            }
        };
        if let Some(path) = &self.setup.settings_path {
            settings::remember_author(path, &author)?;
        }
        self.setup.author = Some(author.clone());
        Ok(author)
    }

    /// Prints a document as JSON, with the workspace that it is of.
    pub(super) fn print_json(&self, mut document: serde_json::Value) -> Result<(), Failure> {
        document["workspace"] = self.desk.workspace.root.to_string_lossy().into();
        Ok(output::print_bytes(json::pretty(&document)?.as_bytes())?)
    }

    /// Says on standard error that files have problems, that others took records back and that the paper is in another language, if that is so.
    pub(super) fn mention_problems(&self, snapshot: &Snapshot) {
        let count = self.desk.problems(snapshot).len();
        if count > 0 {
            output::to_terminal(&words::problems(self.setup.lang, count));
        }
        let taken = self.taken_back().len();
        if taken > 0 {
            output::to_terminal(&notice::mention(self.setup.lang, taken));
        }
        let language = notice::paper_language(self.setup.lang, &self.desk.assets.paper);
        if !language.is_empty() {
            output::to_terminal(&language);
        }
    }

    /// What others took back.
    pub(super) fn taken_back(&self) -> Vec<TakenBack> {
        let ledger = &self.desk.ledger;
        authorship::taken_back(ledger, self.setup.view, &ledger.undone(self.setup.view))
    }

    /// Everything worth knowing that is no problem.
    pub(super) fn notices(&self) -> Vec<Problem> {
        let taken = self.taken_back();
        self.setup
            .exposed()
            .into_iter()
            .chain(taken.iter().map(|taken| taken.notice(&self.desk.assets.paper, &self.desk.ledger)))
            .collect()
    }

    /// Says on standard error what others on this machine can read, and what to do.
    pub(super) fn mention_exposed(&self) {
        for problem in self.setup.exposed() {
            let (what, hint) = (problem.what.get(self.setup.lang), problem.hint.get(self.setup.lang));
            output::to_terminal(&format!("{what}; {hint}"));
        }
    }
}

/// The name with which the user is logged in.
pub(super) fn login() -> String {
    let name = ["USER", "LOGNAME", "USERNAME"].iter().find_map(|name| std::env::var(name).ok());
    name.map(|name| clean_line(&name)).filter(|name| !name.is_empty()).unwrap_or_else(|| "unknown".into())
}

/// Asks who records, where somebody is there to answer.
fn ask_author() -> io::Result<Option<String>> {
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return Ok(None);
    }
    let login = login();
    write!(io::stderr(), "Who records? Asked once and kept in your settings [{login}]: ")?;
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    let name = clean_line(&line);
    Ok(Some(if name.is_empty() { login } else { name }))
}
