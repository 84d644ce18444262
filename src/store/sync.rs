//! Sharing through git: what was recorded here goes to the branch's remote, and what others recorded comes.
//!
//! Invariant: all or nothing. The branch, the index and files here move only after the other side has taken what is sent; history only grows, on both sides.

mod address;
mod aim;
mod begun;
mod commit;
mod git;
mod grown;
mod repository;
mod said;
mod stage;
mod standing;
mod take_in;

use self::{
    aim::Aim,
    begun::Begun,
    git::{Call, Git},
    repository::{Known, Repository, Upstream},
    said::Pushed,
    stage::Staged,
};
use super::{files::private, workspace::Workspace};
use crate::domain::{
    instant::Instant,
    sync::{Paper, Report, Standing, Trouble},
};
pub use git::Stop;
pub use standing::Remembered;
use std::{
    fs::{File, TryLockError},
    thread,
    time::Duration,
};

/// What is asked of a sync.
#[derive(Debug, Clone)]
pub struct Order {
    /// The address of the remote, where the workspace has none yet.
    pub remote: Option<String>,
    /// Whether to do it, or only to say what it would do.
    pub intent: Intent,
    /// For how long git may be silent.
    pub patience: Duration,
}

/// Whether to do it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Intent {
    /// Send and take in.
    Sync,
    /// Look at the other side and say what would be done.
    Look,
}

impl Default for Order {
    fn default() -> Order {
        Order { remote: None, intent: Intent::Sync, patience: Duration::from_secs(60) }
    }
}

/// How often somebody else may be faster before it is given up.
const ROUNDS: usize = 12;
/// The oldest git that can put two commits together without touching a file.
const OLDEST: (u32, u32) = (2, 38);
/// For how long at most another sync of the same workspace is waited for.
const BUSY: Duration = Duration::from_secs(10);

/// Sends what was recorded here and takes in what others recorded.
///
/// # Errors
/// Why it did not happen; then repository and workspace are as they were. Only `NotTakenIn` comes when the other side has taken what was sent already, and what was on its way when it was stopped may have arrived; the next sync goes on from there.
pub fn sync(workspace: &Workspace, order: &Order, stop: &Stop, now: Instant) -> Result<Report, Trouble> {
    let git = Git::new(&workspace.root, order.patience, stop.clone());
    workspace.make_folders().map_err(system)?;
    let _alone = alone(workspace, order.patience.min(BUSY))?;
    let before = standing::load(workspace);
    let mut standing = before.clone().unwrap_or_default();
    let mut begun = Begun::default();
    let result = run(&git, workspace, order, &mut begun, &mut standing);
    let stays = matches!(result, Err(Trouble::NotTakenIn(_)));
    if !stays && (result.is_err() || order.intent == Intent::Look) {
        begun.take_back(&git, &workspace.root);
    }
    match &result {
        Ok(_) if order.intent == Intent::Sync => standing.synced = Some(now),
        Ok(_) => {}
        Err(trouble) => standing = standing.failed(trouble, now),
    }
    if result.is_ok() {
        standing.failing = None;
    }
    // Where nothing was ever shared there is nothing to remember.
    let is_shared = before.is_some() || result.is_ok() && order.intent == Intent::Sync;
    if is_shared || (!standing.with.is_empty() && order.remote.is_none()) {
        standing::keep(workspace, &standing).map_err(system)?;
    }
    result
}

fn run(
    git: &Git,
    workspace: &Workspace,
    order: &Order,
    begun: &mut Begun,
    standing: &mut Standing,
) -> Result<Report, Trouble> {
    is_new_enough(git)?;
    let repository = begun.repository(git, workspace, order.remote.as_deref())?;
    repository.is_at_rest()?;
    repository.knows_who()?;
    let upstream = repository.upstream()?;
    standing.with = upstream.shown();
    let tip = repository.commit(&standing.tip)?.unwrap_or_default();
    let mut there = repository.fetch(&upstream, &tip)?;
    begun.tell_git(workspace)?;
    standing.behind = behind(&repository, there.as_deref())?;
    let staged = stage::stage(&repository, workspace)?;
    let manner = commit::manner(&repository, &staged)?;
    for round in 0..ROUNDS {
        let aim = aim::aim(&repository, &staged, &manner, there.as_deref(), &upstream.shown())?;
        if order.intent == Intent::Look {
            let report = report(&repository, &staged, &aim, &upstream, there.as_deref())?;
            standing.behind = report.received.entries;
            return Ok(report);
        }
        if there.as_deref() != Some(&*aim.commit) && push(&repository, &upstream, &aim)? == Pushed::Overtaken
        {
            thread::sleep(pause(round));
            there = repository.fetch(&upstream, &tip)?;
            continue;
        }
        let report = report(&repository, &staged, &aim, &upstream, there.as_deref())?;
        let repository = Repository { git: repository.git.unstoppable(), ..repository };
        let settled = settle(&repository, workspace, &staged, &aim, &upstream, standing);
        return settled.map(|()| report).map_err(not_taken_in);
    }
    Err(Trouble::Overtaken(ROUNDS))
}

/// Takes in what came, and remembers how far both sides are.
fn settle(
    repository: &Repository,
    workspace: &Workspace,
    staged: &Staged,
    aim: &Aim,
    upstream: &Upstream,
    standing: &mut Standing,
) -> Result<(), Trouble> {
    let is_moved = repository.head.as_deref() != Some(&*aim.commit);
    let came = match is_moved {
        true => take_in::take_in(repository, workspace, staged, aim)?,
        false => Default::default(),
    };
    if upstream.known == Known::Found {
        let branch = repository.branch.as_deref().unwrap_or_default();
        let set = |name: &str, value: &str| {
            repository.git.ask(Call::new(["config", &format!("branch.{branch}.{name}"), value]))
        };
        set("remote", &upstream.remote)?;
        set("merge", &format!("refs/heads/{}", upstream.branch))?;
    }
    standing.tip.clone_from(&aim.commit);
    standing.behind = 0;
    standing.sent.clone_from(&staged.lengths);
    for (name, length) in came {
        let sent = standing.sent.entry(name).or_default();
        *sent = length.max(*sent);
    }
    Ok(())
}

fn not_taken_in(why: Trouble) -> Trouble {
    Trouble::NotTakenIn(match why {
        Trouble::File(said) | Trouble::InTheWay(said) | Trouble::Locked(said) | Trouble::Git(_, said) => said,
        other => other.kind().to_owned(),
    })
}

fn is_new_enough(git: &Git) -> Result<(), Trouble> {
    let said = git.ask(Call::new(["version"]))?.text();
    match said::version(&said) {
        Some((numbers, written)) if numbers < OLDEST => Err(Trouble::OldGit(written)),
        _ => Ok(()),
    }
}

/// Waits until no other sync of this workspace is under way, and then is the only one for as long as what it returns is held.
fn alone(workspace: &Workspace, patience: Duration) -> Result<File, Trouble> {
    let path = workspace.local().join("sync.lock");
    let file = private().read(true).write(true).create(true).truncate(false).open(path).map_err(system)?;
    let nap = Duration::from_millis(50);
    for _ in 0..patience.as_millis() / nap.as_millis() {
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => thread::sleep(nap),
            // Where the file system has no locks, it goes on without.
            Ok(()) | Err(TryLockError::Error(_)) => return Ok(file),
        }
    }
    Err(Trouble::Busy)
}

/// Entries that are there and not in the commit that is checked out.
fn behind(repository: &Repository, there: Option<&str>) -> Result<usize, Trouble> {
    let Some(there) = there else { return Ok(0) };
    let head = match &repository.head {
        Some(head) if repository.holds(head, there)? => return Ok(0),
        Some(head) => head.clone(),
        None => repository.empty_tree()?,
    };
    let changes = repository.changes(&head, there, &[repository.path("state/journal")])?;
    Ok(stage::parcel(repository, &head, there, &changes)?.entries)
}

/// Sends the branch, and nothing else.
fn push(repository: &Repository, upstream: &Upstream, aim: &Aim) -> Result<Pushed, Trouble> {
    let spec = format!("{}:refs/heads/{}", aim.commit, upstream.branch);
    let asked = [
        "push",
        "--porcelain",
        "--no-follow-tags",
        "--recurse-submodules=no",
        "--progress",
        "--",
        &upstream.remote,
        &spec,
    ];
    let said = repository.git.run(Call::new(asked))?;
    match said::pushed(said.code, &said.text(), &said.err) {
        Pushed::Failed(why) => Err(why),
        done => Ok(done),
    }
}

/// How long to wait before the next round: longer each time, and not the same for all.
fn pause(round: usize) -> Duration {
    let uneven = u64::from(std::process::id()) * 37 % 40;
    Duration::from_millis(20 + uneven) * u32::try_from(round + 1).unwrap_or(1)
}

/// What is sent and what comes.
fn report(
    repository: &Repository,
    staged: &Staged,
    aim: &Aim,
    upstream: &Upstream,
    there: Option<&str>,
) -> Result<Report, Trouble> {
    let from = match there {
        Some(there) => there.to_owned(),
        None => repository.empty_tree()?,
    };
    let sent = repository.changes(&from, &aim.commit, &[])?;
    let along = match (&repository.head, there) {
        (None, _) => 0,
        (Some(head), there) => {
            let mut asked = vec!["rev-list".to_owned(), "--count".into(), "--no-merges".into(), head.clone()];
            asked.extend(there.map(|there| format!("^{there}")));
            repository.git.ask(Call::new(asked))?.text().parse().unwrap_or(0)
        }
    };
    let paper = aim.came.iter().any(|change| repository.is_paper(&change.path));
    Ok(Report {
        with: upstream.shown(),
        sent: stage::parcel(repository, &from, &aim.commit, &sent)?,
        received: stage::parcel(repository, &staged.tree, &aim.commit, &aim.came)?,
        along,
        paper: if paper { Paper::Changed } else { Paper::Same },
    })
}

fn system(error: impl std::fmt::Display) -> Trouble {
    Trouble::File(error.to_string())
}
