//! All that is open of one workspace: the paper, the roster, the ledger and the journals behind it.
//!
//! Invariant: whatever is recorded goes through `record`; the ledger here never says more than what is on disk.

use super::{
    assets::{self, Assets},
    journal::{AppendError, Journal},
    workspace::Workspace,
};
use crate::domain::{
    entry::{Entry, Fact, Undone},
    ids::EntryId,
    instant::{Clock, Instant},
    lang::Bilingual,
    ledger::{Ledger, View},
    problem::{Place, Problem},
    snapshot::Snapshot,
};
use std::collections::BTreeMap;

/// One open workspace.
#[derive(Debug)]
pub struct Desk {
    /// Where it is.
    pub workspace: Workspace,
    /// The paper, the roster and what is wrong with their files.
    pub assets: Assets,
    /// What was recorded.
    pub ledger: Ledger,
    /// The journals behind it.
    pub journal: Journal,
}

impl Desk {
    /// Opens a workspace: reads its paper and replays its journals. Never fails; what is wrong is among the problems.
    pub fn open(workspace: Workspace) -> Desk {
        let assets = assets::load(Some(&workspace.root));
        let mut journal = Journal::new(workspace.clone());
        if let Some(why) = assets.closed() {
            journal.close(why);
        }
        let mut desk = Desk { workspace, assets, ledger: Ledger::default(), journal };
        desk.refresh();
        desk
    }

    /// Takes in what others recorded meanwhile. Returns whether anything changed.
    pub fn refresh(&mut self) -> bool {
        self.journal.refresh(&mut self.ledger)
    }

    /// Records one act; its facts may name what the same entry makes.
    ///
    /// # Errors
    /// When it is not on disk; then nothing was recorded.
    pub fn record(
        &mut self,
        facts: impl FnOnce(&EntryId) -> Vec<Fact>,
        by: &str,
        now: Instant,
    ) -> Result<Entry, AppendError> {
        self.journal.append_made(facts, by, now, &mut self.ledger)
    }

    /// The act that an undo on this device takes back.
    pub fn last_act(&self) -> Option<EntryId> {
        self.ledger.last_act(self.journal.device()?)
    }

    /// The undo that a redo on this device takes back.
    pub fn last_undo(&self) -> Option<EntryId> {
        self.ledger.last_undo(self.journal.device()?)
    }

    /// What the ledger says in a view.
    pub fn snapshot(&self, view: View) -> Snapshot {
        Snapshot::new(&self.assets.paper, &self.assets.roster, &self.ledger, view)
    }

    /// Every problem: of the paper's files, of the journals, and of what they say of each other.
    pub fn problems(&self, snapshot: &Snapshot) -> Vec<Problem> {
        let of_journals = self.journal.problems();
        problems(&self.workspace, &self.assets.problems, of_journals, &self.ledger, snapshot)
    }
}

/// Every problem: of the paper's files, of the journals, and of what they say of each other.
pub fn problems(
    workspace: &Workspace,
    of_assets: &[Problem],
    of_journals: Vec<Problem>,
    ledger: &Ledger,
    snapshot: &Snapshot,
) -> Vec<Problem> {
    let mut problems = of_assets.to_vec();
    problems.extend(of_journals);
    let journals = workspace.shown(&workspace.journals());
    for id in ledger.claimed_twice() {
        problems.push(Problem {
            place: Place::file(&journals),
            what: Bilingual {
                en: format!("two different entries are called {id}; both are kept").into(),
                zh: format!("两条不同的记录同名 {id}；均予保留").into(),
            },
            hint: Bilingual {
                en: "a folder with this machine's own files was copied; delete state/local/ in the copy"
                    .into(),
                zh: "本机专属文件曾随文件夹被复制；请在副本中删除 state/local/".into(),
            },
        });
    }
    for (name, count) in &snapshot.unknown {
        problems.push(Problem {
            place: Place::file(&journals),
            what: Bilingual {
                en: format!("{count} recorded on `{name}`, which the paper and the roster do not have")
                    .into(),
                zh: format!("有 {count} 条记录涉及 {name}，文件与名单中均无此项").into(),
            },
            hint: Bilingual {
                en: "the entries are kept; add it to assets/ to see them".into(),
                zh: "记录予以保留；在 assets/ 中补上即可显示".into(),
            },
        });
    }
    problems
}

/// What shows only against the present: devices that have recorded later than now, and a folder that can't be written.
pub fn problems_of_today(
    workspace: &Workspace,
    journal: &Journal,
    ledger: &Ledger,
    clock: Clock,
) -> Vec<Problem> {
    let now = clock.now;
    let mut newest: BTreeMap<&str, &Entry> = BTreeMap::new();
    for entry in ledger.entries() {
        let best = newest.entry(&entry.id.device).or_insert(entry);
        if entry.at > best.at {
            *best = entry;
        }
    }
    let ahead = newest.values().filter(|entry| entry.at.days_before(1) > now).map(|entry| {
        let Entry { id, at, .. } = entry;
        Problem {
            place: Place::file(&workspace.shown(&journal.path_of(&id.device))),
            what: Bilingual {
                en: format!("{id} was recorded on {}, later than it is now ({}): a clock is or was wrong", at.short(), now.short()).into(),
                zh: format!("{id} 记录于 {}，晚于当前时间（{}）：时钟现在或当时有误", at.short(), now.short()).into(),
            },
            hint: Bilingual {
                en: "set the clock if it is still wrong: what that device records after that has the right time again".into(),
                zh: "如时钟仍有误，请校准：该设备此后的记录即恢复正确的时间".into(),
            },
        }
    });
    let zone = workspace.zone_problem();
    zone.into_iter()
        .chain(ahead)
        .chain(to_come(workspace, journal, ledger, clock))
        .chain(journal.obstacle())
        .collect()
}

/// Devices that have recorded something under a date that is still to come.
fn to_come<'a>(
    workspace: &'a Workspace,
    journal: &'a Journal,
    ledger: &Ledger,
    clock: Clock,
) -> impl Iterator<Item = Problem> + use<'a> {
    let horizon = clock.end_of_today();
    let mut found: BTreeMap<String, (usize, String, String)> = BTreeMap::new();
    for entry in ledger.entries().iter().filter(|entry| entry.at <= horizon) {
        let on = entry.facts.iter().filter_map(Fact::on).find(|on| *on > horizon);
        let Some(on) = on else { continue };
        let first = || (0, entry.id.to_string(), on.short());
        found.entry(entry.id.device.to_string()).or_insert_with(first).0 += 1;
    }
    found.into_iter().map(|(device, (count, first, on))| Problem {
        place: Place::file(&workspace.shown(&journal.path_of(&device))),
        what: Bilingual {
            en: format!("recorded under a date that is still to come: {count}, of them {first} on {on}").into(),
            zh: format!("记在未来日期下的记录：{count}条，其中{first}记于{on}").into(),
        },
        hint: Bilingual {
            en: "a position counts when its day has come; if the date is wrong, undo the entry and record it anew".into(),
            zh: "立场在该日到来后才计入；如日期有误，请撤销该记录并重新记录".into(),
        },
    })
}

/// The fact that an entry is taken back, or, of an undo, put back.
pub fn undo(entry: EntryId) -> Vec<Fact> {
    vec![Fact::Undo(Undone { entry })]
}
