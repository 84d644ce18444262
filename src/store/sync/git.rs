//! Runs the git program: no shell, no prompt, no terminal, and nothing that outlives its patience.
//!
//! Invariant: what git is asked is a list of arguments of ours; names from outside stand behind `--` or within a full name of a ref.

use super::said;
use crate::domain::sync::Trouble;
use std::{
    ffi::OsString,
    fs::File,
    io::{self, Read, Seek, Write},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

/// Tells a sync that is under way to stop.
#[derive(Debug, Clone, Default)]
pub struct Stop(pub Arc<AtomicBool>);

impl Stop {
    /// Asks for it.
    pub fn now(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    fn is_asked(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// The git program in one folder.
#[derive(Debug)]
pub(super) struct Git {
    folder: PathBuf,
    patience: Duration,
    stop: Stop,
    /// Whether the user has a command of his own for ssh, which is left as it is.
    own_ssh: bool,
}

/// One question to git.
#[derive(Debug, Default)]
pub(super) struct Call<'a> {
    arguments: Vec<OsString>,
    index: Option<&'a Path>,
    input: Vec<u8>,
}

/// What git answered.
#[derive(Debug)]
pub(super) struct Said {
    /// Its exit code; none where a signal ended it.
    pub(super) code: Option<i32>,
    /// Its standard output.
    pub(super) out: Vec<u8>,
    /// Its standard error.
    pub(super) err: String,
}

/// Variables of git's own that stay: who the user is, how he reaches others, where git and its settings are.
const KEPT: [&str; 14] = [
    "GIT_AUTHOR_EMAIL",
    "GIT_AUTHOR_NAME",
    "GIT_CEILING_DIRECTORIES",
    "GIT_COMMITTER_EMAIL",
    "GIT_COMMITTER_NAME",
    "GIT_CONFIG_GLOBAL",
    "GIT_CONFIG_NOSYSTEM",
    "GIT_CONFIG_SYSTEM",
    "GIT_EXEC_PATH",
    "GIT_PROXY_COMMAND",
    "GIT_SSH",
    "GIT_SSH_COMMAND",
    "GIT_SSH_VARIANT",
    "GIT_TEMPLATE_DIR",
];

/// What goes for every call: nothing beside it runs on, no command hides in an address, names come as they are.
const ALWAYS: [&str; 12] = [
    "--no-pager",
    "--literal-pathspecs",
    "-c",
    "core.quotePath=false",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "maintenance.auto=false",
    "-c",
    "protocol.ext.allow=never",
    "-c",
    "gc.auto=0",
];

impl<'a> Call<'a> {
    /// A question of these arguments.
    pub(super) fn new<A: Into<OsString>>(arguments: impl IntoIterator<Item = A>) -> Call<'a> {
        Call { arguments: arguments.into_iter().map(Into::into).collect(), ..Call::default() }
    }

    /// On another index than the repository's.
    pub(super) fn on(self, index: &'a Path) -> Call<'a> {
        Call { index: Some(index), ..self }
    }

    /// With something to read.
    pub(super) fn fed(self, input: Vec<u8>) -> Call<'a> {
        Call { input, ..self }
    }
}

impl Said {
    /// Whether git did what it was asked.
    pub(super) fn is_done(&self) -> bool {
        self.code == Some(0)
    }

    /// Its standard output as text without the last line end.
    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.out).trim_end_matches('\n').to_owned()
    }
}

impl Git {
    /// git in a folder. It may be silent for so long.
    pub(super) fn new(folder: &Path, patience: Duration, stop: Stop) -> Git {
        let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        Git { folder: folder.to_owned(), patience, stop, own_ssh: set("GIT_SSH_COMMAND") || set("GIT_SSH") }
    }

    /// The same git in another folder; whether it has an ssh command of its own is looked up there.
    ///
    /// # Errors
    /// As `run`.
    pub(super) fn within(&self, folder: &Path) -> Result<Git, Trouble> {
        let mut git = Git { folder: folder.to_owned(), stop: self.stop.clone(), ..*self };
        git.own_ssh |= git.run(Call::new(["config", "--get", "core.sshCommand"]))?.is_done();
        Ok(git)
    }

    /// The same git for what has to be brought to its end, whoever asks to stop.
    pub(super) fn unstoppable(self) -> Git {
        Git { stop: Stop::default(), ..self }
    }

    /// Where it works.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Asks, and gives the answer whatever it is.
    ///
    /// # Errors
    /// When there is no git, it is silent for too long, or the user stops it.
    pub(super) fn run(&self, call: Call) -> Result<Said, Trouble> {
        let system = |error: io::Error| Trouble::File(error.to_string());
        let mut input = tempfile::tempfile().map_err(system)?;
        input.write_all(&call.input).and_then(|()| input.rewind()).map_err(system)?;
        // Files and no pipes: a process that git leaves behind would keep a pipe open for as long as it lives.
        let (out, err) = (tempfile::tempfile().map_err(system)?, tempfile::tempfile().map_err(system)?);
        let mut command = self.command(&call);
        let standard = |file: &File| file.try_clone().map(Stdio::from).map_err(system);
        command.stdin(Stdio::from(input)).stdout(standard(&out)?).stderr(standard(&err)?);
        let child = command.spawn().map_err(|error| match error.kind() {
            io::ErrorKind::NotFound if self.folder.is_dir() => Trouble::NoGit,
            _ => system(error),
        })?;
        let code = self.wait(child, &[&out, &err])?;
        let read = |mut file: File| -> io::Result<Vec<u8>> {
            let mut bytes = Vec::new();
            file.rewind()?;
            file.read_to_end(&mut bytes).map(|_| bytes)
        };
        let err = String::from_utf8_lossy(&read(err).map_err(system)?).into_owned();
        Ok(Said { code, out: read(out).map_err(system)?, err })
    }

    /// Asks, and expects git to do it.
    ///
    /// # Errors
    /// As `run`, and what git says where it does not do it.
    pub(super) fn ask(&self, call: Call) -> Result<Said, Trouble> {
        let asked = call.arguments.first().map(|name| name.to_string_lossy().into_owned());
        let said = self.run(call)?;
        match said.is_done() {
            true => Ok(said),
            false => Err(said::local(&asked.unwrap_or_default(), &said.err)),
        }
    }

    /// Asks for one value; none where git has none.
    ///
    /// # Errors
    /// As `run`.
    pub(super) fn value<A: Into<OsString>>(
        &self,
        arguments: impl IntoIterator<Item = A>,
    ) -> Result<Option<String>, Trouble> {
        let said = self.run(Call::new(arguments))?;
        Ok(said.is_done().then(|| said.text()).filter(|value| !value.is_empty()))
    }

    fn command(&self, call: &Call) -> Command {
        let mut command = Command::new("git");
        command.args(ALWAYS).args(&call.arguments).current_dir(&self.folder);
        for (name, _) in std::env::vars_os() {
            let shown = name.to_string_lossy();
            if shown.starts_with("GIT_") && !shown.starts_with("GIT_SSL_") && !KEPT.contains(&&*shown) {
                command.env_remove(&name);
            }
        }
        command.env("LC_ALL", "C").env_remove("LANGUAGE").env_remove("GPG_TTY");
        command.env("GIT_TERMINAL_PROMPT", "0").env("GCM_INTERACTIVE", "never").env("GIT_EDITOR", ":");
        // Set and empty, git asks no program; ssh is told to ask one, and it always refuses.
        command.env("GIT_ASKPASS", "").env("SSH_ASKPASS", "false").env("SSH_ASKPASS_REQUIRE", "force");
        if let Ok(allowed) = std::env::var("GIT_ALLOW_PROTOCOL") {
            let allowed: Vec<&str> = allowed.split(':').filter(|name| *name != "ext").collect();
            command.env("GIT_ALLOW_PROTOCOL", allowed.join(":"));
        }
        if !self.own_ssh {
            command.env("GIT_SSH_COMMAND", "ssh -oBatchMode=yes -oConnectTimeout=20");
        }
        if let Some(index) = call.index {
            command.env("GIT_INDEX_FILE", index);
        }
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        command
    }

    /// Waits for the end of a child, as long as it says something now and then.
    fn wait(&self, mut child: Child, says: &[&File]) -> Result<Option<i32>, Trouble> {
        let begun = Instant::now();
        let (mut heard, mut said, mut nap) = (begun, 0, Duration::from_millis(1));
        loop {
            match child.try_wait() {
                Ok(None) => {}
                Ok(Some(status)) => return Ok(status.code()),
                Err(error) => return Err(Trouble::File(error.to_string())),
            }
            let length = says.iter().map(|file| file.metadata().map_or(0, |data| data.len())).sum::<u64>();
            if std::mem::replace(&mut said, length) != length {
                heard = Instant::now();
            }
            let why = if self.stop.is_asked() {
                Some(Trouble::Stopped)
            } else if heard.elapsed() > self.patience || begun.elapsed() > self.patience * LONGEST {
                Some(Trouble::Silent(self.patience.as_secs()))
            } else {
                None
            };
            if let Some(why) = why {
                end(&mut child);
                return Err(why);
            }
            thread::sleep(nap);
            nap = (nap * 2).min(Duration::from_millis(20));
        }
    }
}

/// How many times its patience git may take in all, however much it says.
const LONGEST: u32 = 20;

/// Ends a child and all that it started: first so that git takes its locks off, then for good.
fn end(child: &mut Child) {
    signal(child, Force::Ask);
    for _ in 0..30 {
        if !matches!(child.try_wait(), Ok(None)) {
            break;
        }
        thread::sleep(Duration::from_millis(10));
    }
    signal(child, Force::Kill);
    let _ = child.wait();
}

#[derive(Clone, Copy)]
enum Force {
    Ask,
    Kill,
}

#[cfg(unix)]
fn signal(child: &mut Child, force: Force) {
    use rustix::process::{Pid, Signal, kill_process_group};
    let signal = match force {
        Force::Ask => Signal::TERM,
        Force::Kill => Signal::KILL,
    };
    let group = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
    let _ = group.map(|group| kill_process_group(group, signal));
}

#[cfg(not(unix))]
fn signal(child: &mut Child, force: Force) {
    if matches!(force, Force::Kill) {
        let _ = child.kill();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_outer_git_left_in_the_environment_does_not_reach_ours() {
        let git = Git::new(Path::new("."), Duration::from_secs(1), Stop::default());
        let command = git.command(&Call::new(["status"]));
        let value = |name: &str| {
            command.get_envs().find(|(key, _)| *key == name).map(|(_, value)| value.map(OsString::from))
        };
        assert_eq!(value("GIT_TERMINAL_PROMPT"), Some(Some("0".into())));
        assert_eq!(value("GIT_ASKPASS"), Some(Some("".into())));
        for (name, _) in std::env::vars_os() {
            let name = name.to_string_lossy().into_owned();
            let is_ours =
                ["GIT_ALLOW_PROTOCOL", "GIT_ASKPASS", "GIT_EDITOR", "GIT_TERMINAL_PROMPT"].contains(&&*name);
            if name.starts_with("GIT_")
                && !name.starts_with("GIT_SSL_")
                && !KEPT.contains(&&*name)
                && !is_ours
            {
                assert_eq!(value(&name), Some(None), "{name}");
            }
        }
    }
}
