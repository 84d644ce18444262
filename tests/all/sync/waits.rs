//! Nothing hangs: who does not answer is ended with all that it started, and nobody is asked for a password.

use super::*;
use std::{
    io::{Read, Write},
    net::TcpListener,
    time::{Duration, Instant as Clock},
};

/// A workspace whose remote is reached by a command that never answers and says who it is in a file.
#[cfg(unix)]
fn silent(share: &Share) -> (Sandbox, PathBuf, PathBuf) {
    let ours = share.join("aut");
    ours.ok(&["set", "aut", "3a", "supports"]);
    git(&ours, &["remote", "set-url", "origin", "ssh://me@example.org/x.git"]);
    let (ssh, pids) = (ours.home().join("ssh"), ours.home().join("pids"));
    let text = format!("sleep 300 &\necho $! $$ > '{}.new' && mv '{0}.new' '{0}'\nwait", pids.display());
    script(&ssh, &text);
    (ours, ssh, pids)
}

/// Whether a process is there and no zombie.
#[cfg(unix)]
fn runs(pid: &str) -> bool {
    let listed = Command::new("ps").args(["-o", "stat=", "-p", pid]).output();
    let stat = listed.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    stat.is_ok_and(|stat| !stat.is_empty() && !stat.starts_with('Z'))
}

#[cfg(unix)]
fn all_gone(pids: &Path) {
    let pids = fs::read_to_string(pids).unwrap();
    for pid in pids.split_whitespace() {
        let end = Clock::now() + Duration::from_secs(5);
        while runs(pid) {
            assert!(Clock::now() < end, "{pid} still runs");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

#[cfg(unix)]
#[test]
fn a_remote_that_never_answers_is_given_up_with_all_that_was_started_for_it() {
    let Some(share) = Share::new() else { return };
    let (ours, ssh, pids) = silent(&share);
    let before = troubles::picture(&ours);
    let begun = Clock::now();
    let mut command = program(&ours, &["sync", "--timeout", "1"]);
    command.env("GIT_SSH_COMMAND", &ssh);
    let ran = ended(command);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("git said nothing for 1 second and was stopped"), "{}", ran.err);
    assert!(begun.elapsed() < Duration::from_secs(15), "{:?}", begun.elapsed());
    all_gone(&pids);
    assert_eq!(troubles::picture(&ours), before);
}

#[cfg(unix)]
#[test]
fn a_remote_helper_that_never_answers_is_given_up_too() {
    let Some(share) = Share::new() else { return };
    let ours = share.join("aut");
    git(&ours, &["remote", "set-url", "origin", "slow://x"]);
    script(&ours.home().join("bin/git-remote-slow"), "exec sleep 300");
    let path = std::env::var("PATH").unwrap_or_default();
    let mut command = program(&ours, &["sync", "--timeout", "1"]);
    command.env("PATH", format!("{}:{path}", ours.home().join("bin").display()));
    let begun = Clock::now();
    let ran = ended(command);
    assert!(ran.err.contains("git said nothing for 1 second"), "{}", ran.err);
    assert!(begun.elapsed() < Duration::from_secs(15), "{:?}", begun.elapsed());
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_a_sync_that_waits_and_leaves_nothing_running() {
    use std::os::unix::process::ExitStatusExt;
    let Some(share) = Share::new() else { return };
    let (ours, ssh, pids) = silent(&share);
    let mut command = program(&ours, &["sync"]);
    let mut child = command.env("GIT_SSH_COMMAND", &ssh).stderr(Stdio::null()).spawn().unwrap();
    let end = Clock::now() + Duration::from_secs(20);
    while !pids.exists() {
        assert!(Clock::now() < end, "it never got as far as ssh");
        std::thread::sleep(Duration::from_millis(10));
    }
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    assert_eq!(child.wait().unwrap().signal(), Some(2));
    all_gone(&pids);
}

#[cfg(unix)]
#[test]
fn the_screens_close_at_once_while_a_sync_waits() {
    let Some(share) = Share::new() else { return };
    let (ours, ssh, pids) = silent(&share);
    let more = [("GIT_SSH_COMMAND", ssh.to_str().unwrap())];
    let mut terminal = Terminal::open(&ours, 100, 30, &[], &more);
    terminal.keys("", "Overview");
    terminal.keys("Y", "syncing…");
    let end = Clock::now() + Duration::from_secs(20);
    while !pids.exists() {
        assert!(Clock::now() < end, "it never got as far as ssh");
        std::thread::sleep(Duration::from_millis(10));
    }
    let begun = Clock::now();
    terminal.keys("q", "");
    assert_eq!(terminal.ends(), 0);
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    all_gone(&pids);
}

#[test]
fn nobody_is_asked_for_a_password() {
    let Some(share) = Share::new() else { return };
    let ours = share.join("aut");
    let server = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = server.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in server.incoming() {
            let Ok(mut stream) = stream else { break };
            let mut asked = [0; 4096];
            let _ = stream.read(&mut asked);
            let answer = "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    let (ask, mark) = (ours.home().join("ask"), ours.home().join("asked"));
    script(&ask, &format!("touch '{}'; echo secret", mark.display()));
    git(&ours, &["config", "core.askPass", ask.to_str().unwrap()]);
    git(&ours, &["remote", "set-url", "origin", &format!("http://me@127.0.0.1:{port}/x.git")]);
    let before = troubles::picture(&ours);
    let mut command = program(&ours, &["sync", "--timeout", "20"]);
    for name in ["GIT_ASKPASS", "SSH_ASKPASS"] {
        command.env(name, &ask);
    }
    command.env("DISPLAY", ":0").env("no_proxy", "*");
    let begun = Clock::now();
    let ran = ended(command);
    if ran.err.contains("remote-http") {
        println!("this git can't speak http: nothing was tested");
        return;
    }
    assert!(ran.err.contains("the remote does not let you in"), "{}", ran.err);
    assert!(begun.elapsed() < Duration::from_secs(15), "{:?}", begun.elapsed());
    assert!(!mark.exists(), "a program was asked for the password");
    assert_eq!(troubles::picture(&ours), before);
}
