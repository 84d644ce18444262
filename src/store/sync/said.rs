//! What git says, understood: lists of changes, how a push went, what went wrong.
//!
//! Invariant: pure; reads only formats made for programs, and messages in the C locale. A message that is not known is passed on, never dropped.

use super::address;
use crate::domain::sync::Trouble;

/// A file that differs between two trees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change {
    /// Mode and name of the content before; zeros where there was none.
    pub(super) old: (String, String),
    /// Mode and name of the content after; zeros where there is none.
    pub(super) new: (String, String),
    /// Path from the top of the repository.
    pub(super) path: String,
}

impl Change {
    /// Whether the file is there after.
    pub(super) fn is_there(&self) -> bool {
        self.new.0 != GONE
    }

    /// Whether the file was there before.
    pub(super) fn was_there(&self) -> bool {
        self.old.0 != GONE
    }
}

const GONE: &str = "000000";

/// Reads what `diff-tree -r -z` lists.
pub(super) fn changes(listed: &[u8]) -> Vec<Change> {
    let mut parts = listed.split(|byte| *byte == 0).map(String::from_utf8_lossy);
    let mut changes = Vec::new();
    while let (Some(head), Some(path)) = (parts.next(), parts.next()) {
        if let [old_mode, new_mode, old, new, _] =
            head.trim_start_matches(':').split(' ').collect::<Vec<_>>()[..]
        {
            changes.push(Change {
                old: (old_mode.to_owned(), old.to_owned()),
                new: (new_mode.to_owned(), new.to_owned()),
                path: path.into_owned(),
            });
        }
    }
    changes
}

/// Names that a zero byte ends.
pub(super) fn names(listed: &[u8]) -> Vec<String> {
    let names = listed.split(|byte| *byte == 0).filter(|name| !name.is_empty());
    names.map(|name| String::from_utf8_lossy(name).into_owned()).collect()
}

/// The version that `git version` says, as two numbers and as written.
pub(super) fn version(said: &str) -> Option<((u32, u32), String)> {
    let written = said.strip_prefix("git version ")?.split_whitespace().next()?.to_owned();
    let mut numbers = written.split('.').map_while(|part| part.parse::<u32>().ok());
    Some(((numbers.next()?, numbers.next()?), written))
}

/// How a push went.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Pushed {
    /// It is there.
    Done,
    /// Somebody was faster.
    Overtaken,
    /// It was not taken, and why.
    Failed(Trouble),
}

/// Understands what `push --porcelain` says.
pub(super) fn pushed(code: Option<i32>, out: &str, err: &str) -> Pushed {
    if code == Some(0) {
        return Pushed::Done;
    }
    let refused = out.lines().find_map(|line| line.strip_prefix("!\t")?.split_once('\t').map(|(_, why)| why));
    // A lock or a tip that is no longer what it was: another push was in between.
    const FASTER: [&str; 7] = [
        "fetch first",
        "non-fast-forward",
        "needs force",
        "stale info",
        "cannot lock ref",
        "incorrect old value provided",
        "failed to update ref",
    ];
    match refused {
        Some(why) if FASTER.iter().any(|faster| why.contains(faster)) => Pushed::Overtaken,
        Some(why) => {
            let told = gist(err, "remote:");
            let why = address::shown(why.trim_start_matches("[remote rejected] "));
            Pushed::Failed(Trouble::NotTaken(if told.is_empty() { why } else { format!("{why}: {told}") }))
        }
        None if err.lines().any(|line| line.starts_with("fatal:")) => Pushed::Failed(transport(err)),
        None => Pushed::Failed(Trouble::Hook("pre-push".into(), tail(err))),
    }
}

/// What went wrong on the way to the other side.
pub(super) fn transport(err: &str) -> Trouble {
    const OFFLINE: [&str; 17] = [
        "Could not resolve host",
        "Could not resolve hostname",
        "Couldn't resolve host",
        "Temporary failure in name resolution",
        "Name or service not known",
        "Network is unreachable",
        "No route to host",
        "Host is down",
        "Connection refused",
        "Connection timed out",
        "Connection reset",
        "Connection closed",
        "Operation timed out",
        "Failed to connect to",
        "Couldn't connect to server",
        "unable to connect to",
        "The requested URL returned error: 5",
    ];
    const REFUSED: [&str; 13] = [
        "Permission denied",
        "Authentication failed",
        "could not read Username",
        "could not read Password",
        "terminal prompts disabled",
        "Invalid username or",
        "Host key verification failed",
        "The requested URL returned error: 401",
        "The requested URL returned error: 403",
        "access denied",
        "Access denied",
        "not authorized",
        "HTTP Basic: Access",
    ];
    const NOT_THERE: [&str; 7] = [
        "does not appear to be a git repository",
        "does not exist",
        "epository not found",
        "not found",
        "no such repository",
        "not a git repository",
        "The requested URL returned error: 404",
    ];
    let says = |known: &[&str]| known.iter().any(|words| err.contains(words));
    let told = gist(err, "");
    if says(&["dubious ownership"]) {
        Trouble::Ownership(told)
    } else if says(&["transport 'ext' not allowed", "' not allowed", "strange hostname", "strange pathname"])
    {
        Trouble::Address(told)
    } else if says(&OFFLINE) {
        Trouble::Offline(told)
    } else if says(&REFUSED) {
        Trouble::Refused(told)
    } else if says(&NOT_THERE) {
        Trouble::NotThere(told)
    } else {
        local("fetch", err)
    }
}

/// What went wrong here, when git was asked for something.
pub(super) fn local(asked: &str, err: &str) -> Trouble {
    let says = |words: &str| err.contains(words);
    let told = gist(err, "");
    if says("dubious ownership") {
        Trouble::Ownership(told)
    } else if says(".lock'") && says("File exists") {
        Trouble::Locked(told)
    } else if says("Please tell me who you are") || says("empty ident name") || says("no email was given") {
        Trouble::NoIdentity
    } else if says("failed to sign the data") || says("failed to write commit object") && says("gpg") {
        Trouble::Signing(told)
    } else if says("would be overwritten by")
        || says("not uptodate. Cannot")
        || says("would lose untracked files")
    {
        Trouble::InTheWay(told)
    } else {
        Trouble::Git(asked.to_owned(), if told.is_empty() { tail(err) } else { told })
    }
}

/// What matters of a message: lines that are errors, or those that begin with a mark, at most three.
pub(super) fn gist(err: &str, mark: &str) -> String {
    let errors = ["fatal:", "error:", "ssh:", "gpg:", "remote: error", "remote: fatal"];
    let matters = |line: &&str| match mark {
        "" => errors.iter().any(|error| line.starts_with(error)) || line.contains("Permission denied"),
        mark => line.starts_with(mark),
    };
    let lines = err.split(['\n', '\r']).map(str::trim).filter(matters);
    let lines = lines.filter(|line| !line.contains("failed to push some refs"));
    let bare = lines.map(|line| {
        ["fatal: ", "error: ", "remote: "].iter().fold(line, |l, p| l.strip_prefix(p).unwrap_or(l))
    });
    shortened(bare.filter(|line| !line.trim().is_empty()).take(3))
}

/// The last lines of a message of any shape.
pub(super) fn tail(err: &str) -> String {
    let lines = err.split(['\n', '\r']).map(str::trim);
    let lines = lines.filter(|line| !line.is_empty() && !line.contains("failed to push some refs"));
    let lines: Vec<&str> = lines.collect();
    shortened(lines[lines.len().saturating_sub(3)..].iter().copied())
}

/// Characters of git's words that are passed on.
const TOLD: usize = 300;

fn shortened<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    let text = address::shown(&lines.collect::<Vec<_>>().join("; "));
    match text.char_indices().nth(TOLD) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_changes_is_read_whatever_the_names() {
        let one = b":100644 100644 aa bb M\0state/journal/a b.ron\0".as_slice();
        let listed = [one, b":000000 100600 00 cc A\0\xe6\x96\x87\n\0"].concat();
        let read = changes(&listed);
        assert_eq!(read[0].path, "state/journal/a b.ron");
        assert_eq!((read[1].path.as_str(), read[1].was_there(), read[1].is_there()), ("文\n", false, true));
        assert_eq!(changes(b""), []);
    }

    #[test]
    fn versions_of_every_system_are_read() {
        for (said, version_of) in [
            ("git version 2.47.3", (2, 47)),
            ("git version 2.39.5 (Apple Git-154)", (2, 39)),
            ("git version 2.45.1.windows.1", (2, 45)),
        ] {
            assert_eq!(version(said).map(|(numbers, _)| numbers), Some(version_of));
        }
        assert_eq!(version("gut"), None);
    }

    #[test]
    fn how_a_push_went_is_told_apart() {
        let faster = "To x\n!\ta:refs/heads/m\t[rejected] (fetch first)\nDone\n";
        assert_eq!(pushed(Some(1), faster, ""), Pushed::Overtaken);
        let lock =
            "!\ta:refs/heads/m\t[remote rejected] (cannot lock ref 'refs/heads/m': is at 1 but expected 2)\n";
        assert_eq!(pushed(Some(1), lock, ""), Pushed::Overtaken);
        let hook = "!\ta:refs/heads/m\t[remote rejected] (pre-receive hook declined)\n";
        let told = "remote: no entry for you        \nerror: failed to push some refs to 'x'\n";
        let expected = Trouble::NotTaken("(pre-receive hook declined): no entry for you".into());
        assert_eq!(pushed(Some(1), hook, told), Pushed::Failed(expected));
        let own = pushed(Some(1), "", "not on a Friday\nerror: failed to push some refs to 'x'\n");
        assert_eq!(own, Pushed::Failed(Trouble::Hook("pre-push".into(), "not on a Friday".into())));
    }

    #[test]
    fn what_goes_wrong_on_the_way_is_told_apart() {
        let kind = |err: &str| transport(err).kind();
        assert_eq!(
            kind(
                "ssh: Could not resolve hostname x: Name or service not known\nfatal: Could not read from remote repository.\n"
            ),
            "offline"
        );
        assert_eq!(
            kind(
                "fatal: unable to access 'http://x/': Failed to connect to x port 1 after 0 ms: Couldn't connect to server"
            ),
            "offline"
        );
        assert_eq!(
            kind("fatal: could not read Username for 'https://x': terminal prompts disabled"),
            "refused"
        );
        assert_eq!(
            kind("git@x: Permission denied (publickey).\nfatal: Could not read from remote repository."),
            "refused"
        );
        assert_eq!(kind("fatal: '/nowhere/x.git' does not appear to be a git repository"), "not-there");
        assert_eq!(kind("fatal: transport 'ext' not allowed"), "address");
        assert_eq!(kind("fatal: detected dubious ownership in repository at '/x'"), "ownership");
        assert_eq!(
            transport("fatal: a new kind of failure\n"),
            Trouble::Git("fetch".into(), "a new kind of failure".into())
        );
    }
}
