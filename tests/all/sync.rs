//! Sharing: through git, with real repositories; and without, by files that somebody drops.
//!
//! These tests need a git. Where there is none they say so and are done.

mod troubles;
mod waits;

use crate::{
    support::{NOW, Ran, Sandbox, Screens},
    terminal::Terminal,
};
use prepcom::{
    domain::{
        entry::{CommitmentMade, Fact, NoteWritten, ProgressMade, Raised},
        ids::{FactId, ItemKey, Who},
        instant::Instant,
        intent::{self, Taken},
        lang::Lang,
        position::{Position, Progress},
        sync::{Parcel, Report, Standing, Trouble},
    },
    store::{
        desk::{self, Desk},
        workspace::Workspace,
    },
    tui::message::{Effect, Message},
};
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time,
};

/// Whether there is a git to test with; where there is none it is said.
pub(crate) fn git_is_here() -> bool {
    let is_here = Command::new("git").arg("version").output().is_ok();
    if !is_here {
        println!("there is no git on this machine: nothing was tested");
    }
    is_here
}

/// A bare repository that workspaces share, in a folder of its own.
struct Share {
    folder: tempfile::TempDir,
}

impl Share {
    /// An empty one; none where there is no git.
    fn new() -> Option<Share> {
        if !git_is_here() {
            return None;
        }
        let share = Share { folder: tempfile::tempdir().unwrap() };
        run_git(share.folder.path(), &["init", "--quiet", "--bare", "--initial-branch=main", "there.git"]);
        Some(share)
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("there.git")
    }

    fn address(&self) -> String {
        self.path().to_str().unwrap().to_owned()
    }

    /// A workspace with something recorded that shares here.
    fn join(&self, who: &str) -> Sandbox {
        let sandbox = alone();
        sandbox.ok(&["set", who, "1a", "supports"]);
        let ran = sync(&sandbox, &["--remote", &self.address()]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        sandbox
    }

    /// What the share's branch holds of a file.
    fn holds(&self, file: &str) -> String {
        run_git(&self.path(), &["show", &format!("main:{file}")])
    }
}

/// A workspace of somebody whom git knows.
fn alone() -> Sandbox {
    let sandbox = Sandbox::new();
    fs::create_dir_all(sandbox.home()).unwrap();
    fs::write(sandbox.home().join(".gitconfig"), "[user]\nname = Ana\nemail = ana@example.org\n").unwrap();
    sandbox
}

/// The program as the user of a sandbox has it, with a git.
fn program(sandbox: &Sandbox, arguments: &[&str]) -> Command {
    let mut command = sandbox.command(arguments);
    command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command
}

fn ended(mut command: Command) -> Ran {
    let output = command.output().unwrap();
    Ran {
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
        code: output.status.code(),
    }
}

/// Syncs.
fn sync(sandbox: &Sandbox, more: &[&str]) -> Ran {
    ended(program(sandbox, &[&["sync"], more].concat()))
}

/// Syncs, and expects it to be done.
fn synced(sandbox: &Sandbox) -> String {
    let ran = sync(sandbox, &[]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
    ran.out
}

/// Runs git with nothing of this machine's settings.
fn run_git(folder: &Path, arguments: &[&str]) -> String {
    let output = git_command(folder, arguments).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "git {arguments:?}: {said}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn git_command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("git");
    command.args(arguments).current_dir(folder).env_clear().stdin(Stdio::null());
    command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command.env("GIT_CONFIG_NOSYSTEM", "1").env("HOME", folder);
    for role in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{role}_NAME"), "Bo").env(format!("GIT_{role}_EMAIL"), "bo@example.org");
    }
    command
}

/// Runs git in a workspace.
fn git(sandbox: &Sandbox, arguments: &[&str]) -> String {
    run_git(&sandbox.workspace(), arguments)
}

/// Puts a script where git or the shell looks for it.
fn script(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, format!("#!/bin/sh\n{text}\n")).unwrap();
    #[cfg(unix)]
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
}

/// What the snapshot says, whenever it is asked.
fn snapshot(sandbox: &Sandbox, format: &str) -> String {
    sandbox.ok(&["export", "--format", format, "--notes", "all", "--as-of", "2099-01-01"])
}

/// Numbers that are the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }
}

/// Records one act of any kind on a desk.
fn record(desk: &mut Desk, random: &mut Random, step: usize) {
    const WHO: [&str; 6] = ["AUT", "NAM", "@NAM", "@EU", "IRL", "MEX"];
    let now = Instant::from_millis(NOW + i64::try_from(step).unwrap() * 1000);
    let (who, item) = (Who::new(WHO[random.below(6)]), ItemKey::new(["1a", "3a", "8b"][random.below(3)]));
    desk.refresh();
    let entries = desk.ledger.entries();
    let any = (!entries.is_empty()).then(|| entries[random.below(entries.len())].id.clone());
    let text = format!("text {step}, 第{step}条");
    let fact = match (random.below(12), any) {
        (0, _) => {
            Fact::Note(NoteWritten { who: Some(who), item: Some(item), text, shareable: false, on: now })
        }
        (1, _) => Fact::Commitment(CommitmentMade { who, item, text, due: None, source: None }),
        (2, Some(entry)) => {
            let commitment = FactId { entry, index: 0 };
            Fact::Progress(ProgressMade { commitment, is: Progress::Limited, basis: text })
        }
        (3, _) => Fact::Raise(Raised { who, item, text, done: false }),
        (4, _) => {
            let drawn = prepcom::domain::entry::LineDrawn { item, objective: text, ..Default::default() };
            intent::line(&desk.ledger, drawn)
        }
        (5 | 6, Some(entry)) => desk::undo(entry).remove(0),
        _ => {
            let is = Position::ALL.get(random.below(9)).copied();
            let taken = Taken { is, condition: text, source: None, on: None };
            intent::position(&desk.assets.paper, &desk.ledger, &who, &item, &taken, now)
        }
    };
    desk.record(|_| vec![fact], ["Ana", "Bo", "Cy"][step % 3], now).unwrap();
}

#[test]
fn three_clones_that_record_and_sync_at_once_end_with_the_same_snapshot_and_every_entry() {
    let Some(share) = Share::new() else { return };
    let clones = ["irl", "nzl", "mex"].map(|who| share.join(who));
    let mut desks: Vec<Desk> = clones.iter().map(|c| Desk::open(Workspace::at(&c.workspace()))).collect();
    let mut random = Random(22);
    let mut overtaken = 0;
    for step in 0..300 {
        record(&mut desks[random.below(3)], &mut random, step);
        if random.below(18) == 0 {
            let who: Vec<usize> = (0..3).filter(|_| random.below(4) > 0).collect();
            let running: Vec<_> = who
                .iter()
                .map(|clone| {
                    let mut command = program(&clones[*clone], &["sync"]);
                    command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
                })
                .collect();
            // Somebody goes on recording meanwhile.
            record(&mut desks[random.below(3)], &mut random, step);
            for child in running {
                let ended = child.wait_with_output().unwrap();
                assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
            }
            overtaken += usize::from(who.len() > 1);
        }
    }
    assert!(overtaken > 5, "pushes raced {overtaken} times");
    for _ in 0..2 {
        clones.iter().for_each(|clone| drop(synced(clone)));
    }
    let written: usize = desks
        .iter()
        .map(|desk| usize::try_from(desk.ledger.last_number(desk.journal.device().unwrap())).unwrap())
        .sum();
    assert!(written > 303);
    let (json, ron) = (snapshot(&clones[0], "json"), snapshot(&clones[0], "ron"));
    for clone in &clones {
        assert_eq!(
            clone
                .json(&["log", "--json"])
                .as_array()
                .or(clone.json(&["log", "--json"])["entries"].as_array())
                .unwrap()
                .len(),
            written
        );
        assert_eq!(snapshot(clone, "json"), json);
        assert_eq!(snapshot(clone, "ron"), ron);
        assert_eq!(clone.journals().len(), 3);
        for (ours, first) in clone.journals().iter().zip(clones[0].journals()) {
            assert_eq!(fs::read(ours).unwrap(), fs::read(first).unwrap());
        }
        clone.ok(&["check"]);
        assert_eq!(git(clone, &["status", "--porcelain"]), "");
        assert_eq!(git(clone, &["rev-list", "--count", "--merges", "HEAD"]), "0\n", "history is one line");
    }
}

#[test]
fn no_commit_ever_holds_half_a_line_however_fast_somebody_records() {
    let Some(share) = Share::new() else { return };
    let clone = share.join("aut");
    let mut desk = Desk::open(Workspace::at(&clone.workspace()));
    let mut random = Random(7);
    for round in 0..4 {
        let mut child = program(&clone, &["sync"]).stdout(Stdio::null()).spawn().unwrap();
        let mut step = round * 1000;
        while child.try_wait().unwrap().is_none() {
            record(&mut desk, &mut random, step);
            step += 1;
        }
        assert!(child.wait().unwrap().success());
    }
    let device = desk.journal.device().unwrap().to_owned();
    let commits = run_git(&share.path(), &["rev-list", "main"]);
    assert!(commits.lines().count() >= 4);
    for commit in commits.lines() {
        let held = run_git(&share.path(), &["show", &format!("{commit}:state/journal/{device}.ron")]);
        assert!(held.ends_with(")\n"), "{commit} ends in {:?}", &held[held.len().saturating_sub(40)..]);
    }
}

#[test]
fn a_commit_says_how_much_was_recorded_and_by_whom_and_nothing_of_what() {
    let Some(share) = Share::new() else { return };
    let clone = share.join("aut");
    clone.ok(&["note", "aut", "3a", "said in confidence"]);
    clone.ok(&["set", "irl,nzl", "3a", "supports", "--if", "reports come yearly"]);
    assert!(synced(&clone).contains("Synced with origin/main: 2 entries sent, 0 entries received."));
    let told = run_git(&share.path(), &["log", "-1", "--format=%an <%ae>%n%B", "main"]);
    let expected = "Ana <ana@example.org>\nprepcom: 2 positions, 1 note\n\nBy A. Diplomat (2)\n\n";
    assert_eq!(told, expected);
    let sent = sync(&clone, &["--json"]);
    let sent: serde_json::Value = serde_json::from_str(&sent.out).unwrap();
    assert_eq!((sent["sent"]["entries"].as_u64(), sent["trouble"].is_null()), (Some(0), true));
}

#[test]
fn a_trial_says_what_would_travel_and_changes_nothing() {
    let Some(share) = Share::new() else { return };
    let (ours, theirs) = (share.join("aut"), share.join("irl"));
    theirs.ok(&["set", "irl", "3a", "opposes"]);
    synced(&theirs);
    ours.ok(&["note", "aut", "3a", "not yet sent"]);
    let before = troubles::picture(&ours);
    let ran = sync(&ours, &["--dry-run"]);
    assert_eq!(ran.out, "With origin/main: 1 entry to send, 2 entries to receive.\n");
    assert_eq!(troubles::picture(&ours), before);
    let newcomer = alone();
    newcomer.ok(&["set", "nzl", "1a", "supports"]);
    let ran = sync(&newcomer, &["--dry-run", "--remote", &share.address()]);
    assert_eq!(ran.out, "With origin/main: 1 entry to send, 3 entries to receive.\n");
    assert!(!newcomer.workspace().join(".git").exists());
    assert!(!newcomer.workspace().join("state/.gitattributes").exists());
}

#[test]
fn what_is_not_ours_in_the_repository_stays_as_it_is() {
    let Some(share) = Share::new() else { return };
    let (ours, theirs) = (share.join("aut"), share.join("irl"));
    let file = |name: &str, text: &str| fs::write(ours.workspace().join(name), text).unwrap();
    file("README", "one\n");
    file("plan.txt", "one\n");
    git(&ours, &["add", "README", "plan.txt"]);
    git(&ours, &["commit", "--quiet", "-m", "Notes of mine"]);
    assert!(synced(&ours).contains("1 commit of yours goes along"));
    file("README", "staged\n");
    git(&ours, &["add", "README"]);
    file("README", "staged and changed again\n");
    file("plan.txt", "changed\n");
    file("new.txt", "untracked\n");
    theirs.ok(&["note", "irl", "3a", "from the other side"]);
    synced(&theirs);
    ours.ok(&["set", "aut", "3a", "supports"]);
    let changed = || (git(&ours, &["diff", "--cached"]), git(&ours, &["diff", "--", "README", "plan.txt"]));
    let before = changed();
    assert!(synced(&ours).contains("1 entry sent, 1 entry received"));
    assert_eq!(changed(), before);
    assert_eq!(git(&ours, &["status", "--porcelain"]), "MM README\n M plan.txt\n?? new.txt\n");
    assert_eq!(share.holds("README"), "one\n");
    assert!(ours.ok(&["show", "irl"]).contains("from the other side"));
}

#[test]
fn commits_of_both_sides_are_put_together_and_no_history_is_rewritten() {
    let Some(share) = Share::new() else { return };
    let (ours, theirs) = (share.join("aut"), share.join("irl"));
    synced(&ours);
    for (clone, name) in [(&theirs, "theirs.txt"), (&ours, "ours.txt")] {
        fs::write(clone.workspace().join(name), "x\n").unwrap();
        git(clone, &["add", name]);
        git(clone, &["commit", "--quiet", "-m", name]);
        clone.ok(&["set", "nzl", "3a", "supports"]);
    }
    let head = git(&ours, &["rev-parse", "HEAD"]);
    synced(&theirs);
    synced(&ours);
    assert!(ours.workspace().join("theirs.txt").exists());
    git(&ours, &["merge-base", "--is-ancestor", head.trim(), "HEAD"]);
    assert_eq!(git(&ours, &["status", "--porcelain"]), "");
    synced(&theirs);
    assert_eq!(snapshot(&ours, "json"), snapshot(&theirs, "json"));
}

#[test]
fn a_workspace_within_a_larger_repository_shares_its_own_files_only() {
    let Some(share) = Share::new() else { return };
    let sandbox = alone();
    let top = sandbox.workspace();
    let inner = top.join("mission/prepcom 文");
    fs::create_dir_all(inner.join("assets")).unwrap();
    fs::write(inner.join("assets/note.txt"), "not sent\n").unwrap();
    fs::write(top.join("other.txt"), "x\n").unwrap();
    run_git(&top, &["init", "--quiet", "--initial-branch=main"]);
    run_git(&top, &["remote", "add", "origin", &share.address()]);
    run_git(&top, &["add", "other.txt"]);
    run_git(&top, &["commit", "--quiet", "-m", "Begin"]);
    let workspace = inner.to_str().unwrap();
    sandbox.ok(&["--workspace", workspace, "set", "aut", "1a", "supports"]);
    let run = |more: &[&str]| ended(program(&sandbox, &[&["--workspace", workspace, "sync"], more].concat()));
    let ran = run(&[]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("which has nothing of it") && ran.err.contains("git add state"), "{}", ran.err);
    fs::write(inner.join("state/.gitignore"), "/local/\n").unwrap();
    run_git(&inner, &["add", "state"]);
    run_git(&inner, &["commit", "--quiet", "-m", "Share the workspace"]);
    sandbox.ok(&["--workspace", workspace, "set", "aut", "3a", "supports"]);
    let ran = run(&[]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert_eq!(run_git(&top, &["status", "--porcelain"]), "?? \"mission/prepcom \\346\\226\\207/assets/\"\n");
    let files =
        run_git(&share.path(), &["-c", "core.quotePath=false", "ls-tree", "-r", "--name-only", "main"]);
    assert!(files.contains("mission/prepcom 文/state/journal/") && !files.contains("assets"), "{files}");
}

#[test]
fn the_paper_goes_along_where_the_repository_holds_nothing_but_the_workspace() {
    let Some(share) = Share::new() else { return };
    let ours = alone();
    fs::create_dir_all(ours.workspace().join("assets")).unwrap();
    let text = crate::support::project_file("assets/groups.ron");
    fs::write(ours.workspace().join("assets/groups.ron"), &text).unwrap();
    ours.ok(&["set", "aut", "1a", "supports"]);
    sync(&ours, &["--remote", &share.address()]);
    let theirs = alone();
    let ran = sync(&theirs, &["--remote", &share.address()]);
    assert!(ran.out.contains("the paper changed: open prepcom again to see it"), "{}{}", ran.out, ran.err);
    assert_eq!(fs::read_to_string(theirs.workspace().join("assets/groups.ron")).unwrap(), text);
    fs::write(theirs.workspace().join("assets/groups.ron"), format!("// Ours.\n{text}")).unwrap();
    synced(&theirs);
    synced(&ours);
    assert!(fs::read_to_string(ours.workspace().join("assets/groups.ron")).unwrap().starts_with("// Ours."));
}

#[test]
fn a_kept_snapshot_travels_and_stays_what_it_was() {
    let Some(share) = Share::new() else { return };
    let (ours, theirs) = (share.join("aut"), share.join("irl"));
    ours.ok(&["snapshot", "keep", "end of session"]);
    assert!(synced(&ours).contains("0 entries and 1 snapshot sent"));
    synced(&theirs);
    assert!(theirs.ok(&["snapshot", "list"]).contains("end of session"));
    theirs.ok(&["check"]);
}

#[cfg(unix)]
#[test]
fn what_came_is_readable_by_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let Some(share) = Share::new() else { return };
    let (ours, _theirs) = (share.join("aut"), share.join("irl"));
    synced(&ours);
    assert_eq!(ours.journals().len(), 2);
    for file in ours.journals() {
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600, "{}", file.display());
    }
}

#[test]
fn without_git_a_dropped_file_is_enough_even_one_that_is_copied_slowly() {
    let (ours, theirs) = (Sandbox::new(), Sandbox::new());
    ours.ok(&["set", "aut", "1a", "supports"]);
    for (item, text) in [("1a", "one"), ("3a", "两")] {
        theirs.ok(&["note", "irl", item, text]);
    }
    let from = theirs.journals().remove(0);
    let to = ours.workspace().join("state/journal").join(from.file_name().unwrap());
    let whole = fs::read(&from).unwrap();
    let mut desk = Desk::open(Workspace::at(&ours.workspace()));
    for end in [whole.len() / 3, whole.len() * 2 / 3, whole.len()] {
        fs::write(&to, &whole[..end]).unwrap();
        desk.refresh();
    }
    assert_eq!(desk.ledger.entries().len(), 3);
    assert_eq!(desk.journal.problems(), []);
    theirs.receive(&ours);
    ours.ok(&["check"]);
    assert_eq!(snapshot(&ours, "json"), snapshot(&theirs, "json"));
    theirs.ok(&["set", "irl", "3a", "opposes"]);
    ours.receive(&theirs);
    assert_eq!(snapshot(&ours, "ron"), snapshot(&theirs, "ron"));
}

#[test]
fn a_file_that_comes_both_by_hand_and_through_git_is_one_file() {
    let Some(share) = Share::new() else { return };
    let (ours, theirs) = (share.join("aut"), share.join("irl"));
    theirs.ok(&["set", "irl", "3a", "opposes"]);
    ours.receive(&theirs);
    theirs.ok(&["set", "irl", "3a", "reserved"]);
    synced(&theirs);
    ours.ok(&["set", "aut", "3a", "accepts"]);
    synced(&ours);
    synced(&theirs);
    ours.receive(&theirs);
    assert!(synced(&ours).contains("0 entries sent, 0 entries received"));
    assert_eq!(snapshot(&ours, "json"), snapshot(&theirs, "json"));
    for (ours, theirs) in ours.journals().iter().zip(theirs.journals()) {
        assert_eq!(fs::read(ours).unwrap(), fs::read(theirs).unwrap());
    }
    ours.ok(&["check"]);
}

#[test]
fn a_key_begins_one_sync_and_its_end_is_said_with_what_to_do() {
    let mut screens = Screens::new(100, 30, Lang::En);
    screens.press("Y");
    assert_eq!(screens.effects.pop(), Some(Effect::Sync));
    assert!(screens.frame().contains("syncing…"), "{}", screens.frame());
    screens.press("Y");
    assert_ne!(screens.effects.pop(), Some(Effect::Sync), "one at a time");
    assert!(screens.frame().contains("A sync is under way"), "{}", screens.frame());
    let sent = Parcel { entries: 2, ..Parcel::default() };
    let report = Report { with: "origin/main".into(), sent, ..Report::default() };
    screens.send(Message::Synced(Some(Ok(Box::new(report)))));
    assert_eq!(screens.effects.pop(), Some(Effect::Refresh));
    assert!(screens.frame().contains("Synced with origin/main: 2 entries sent, 0 entries received."));
    screens.press("Y");
    let trouble = Trouble::Refused(
        "could not read Username for 'https://example.org': terminal prompts disabled".into(),
    );
    screens.send(Message::Synced(Some(Err(trouble))));
    assert!(screens.frame().contains("P says what to do"), "{}", screens.frame());
    screens.press("P");
    assert!(screens.frame().contains("run git fetch in this folder once"), "{}", screens.frame());
    screens.press("<esc>");
    let now = Instant::from_millis(NOW);
    let standing = Standing { synced: Some(now), ..Standing::default() }.failed(&Trouble::Silent(60), now);
    screens.send(Message::Shared(Some((standing, 3))));
    assert!(screens.frame().contains("offline since 09:00, 3 to send"), "{}", screens.frame());
    screens.press("L");
    assert!(screens.frame().contains("离线自 09:00, 待发送 3"), "{}", screens.frame());
}

#[cfg(unix)]
#[test]
fn in_the_screens_keys_go_on_working_during_a_sync_and_what_came_is_shown() {
    let Some(share) = Share::new() else { return };
    let (ours, theirs) = (share.join("aut"), share.join("irl"));
    synced(&ours);
    theirs.ok(&["note", "--shareable", "aut", "1a", "the other one heard this"]);
    synced(&theirs);
    let pushing = ours.home().join("pushing");
    script(&ours.workspace().join(".git/hooks/pre-push"), &format!("touch '{}'; sleep 3", pushing.display()));
    let ssh = ours.home().join("no-ssh");
    script(&ssh, "echo 'ssh: Could not resolve hostname nowhere: Name or service not known' >&2; exit 255");
    let more = [("GIT_SSH_COMMAND", ssh.to_str().unwrap())];
    let mut terminal = Terminal::open(&ours, 110, 30, &[], &more);
    terminal.wait("synced ");
    terminal.keys("faustria", "AUT         Austria");
    terminal.keys("\r", "Austria (AUT)");
    terminal.keys("3", "Recorded: AUT on 1a: Accepts");
    terminal.wait("1 to send");
    terminal.keys("Y", "syncing…");
    terminal.until("a push", |_| pushing.exists());
    let begun = time::Instant::now();
    terminal.keys("j", "");
    terminal.keys("4", "Recorded: AUT on 1b: Reserved");
    terminal.keys("n", "Note: AUT 1b");
    terminal.keys("typed meanwhile", "typed meanwhile");
    assert!(
        terminal.text().contains("syncing…") && begun.elapsed() < time::Duration::from_secs(3),
        "{}",
        terminal.text()
    );
    terminal.until("the end of the sync", |text| !text.contains("syncing…"));
    terminal.wait("typed meanwhile");
    terminal.keys("\u{13}", "Recorded: note on AUT 1b");
    terminal.wait("2 to send");
    terminal.keys("k", "the other one heard this");

    git(&ours, &["remote", "set-url", "origin", "ssh://nowhere/x.git"]);
    terminal.keys("Y", "offline since ");
    terminal.wait("the remote is out of reach");
    git(&ours, &["remote", "set-url", "origin", &share.address()]);
    for (clone, text) in [(&theirs, "theirs\n"), (&ours, "ours\n")] {
        fs::write(clone.workspace().join("README"), text).unwrap();
        git(clone, &["add", "README"]);
        git(clone, &["commit", "--quiet", "-m", "README"]);
    }
    theirs.ok(&["set", "irl", "3a", "opposes"]);
    synced(&theirs);
    terminal.keys("Y", "sync fails since ");
    terminal.wait("2 to send, 1 to receive");
    terminal.keys("q", "");
    assert_eq!(terminal.ends(), 0);
}
