//! What is not a regular file is refused by name at each path that is read or written; what a person names is read and written through.

use crate::support::{MARKER, Ran, Sandbox};
use std::{
    ffi::OsString,
    fs,
    io::{Read, Write},
    os::unix::{
        fs::{FileTypeExt, PermissionsExt, symlink},
        net::UnixListener,
    },
    path::{Path, PathBuf},
    process::Stdio,
    time::{Duration, Instant},
};

/// What is put in the place of a file or a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Put {
    LinkOutside,
    LinkLoop,
    LinkDangling,
    LinkToDevice,
    Pipe,
    Socket,
    Device,
    Folder,
    File,
}

const ALL: [Put; 8] = [
    Put::LinkOutside,
    Put::LinkLoop,
    Put::LinkDangling,
    Put::LinkToDevice,
    Put::Pipe,
    Put::Socket,
    Put::Device,
    Put::Folder,
];

impl Put {
    /// What is said of it.
    fn said(self) -> &'static str {
        match self {
            Put::LinkOutside | Put::LinkLoop | Put::LinkDangling | Put::LinkToDevice => "is a link",
            Put::Pipe => "is a pipe",
            Put::Socket => "is a socket",
            Put::Device => "is a device",
            Put::Folder => "is a folder",
            Put::File => "is a file",
        }
    }

    /// Puts it there; false where this machine does not let the test.
    fn at(self, path: &Path, outside: &Path) -> bool {
        match self {
            Put::LinkOutside => symlink(outside, path).unwrap(),
            Put::LinkLoop => symlink(path, path).unwrap(),
            Put::LinkDangling => symlink(outside.with_extension("nothing"), path).unwrap(),
            Put::LinkToDevice => symlink("/dev/zero", path).unwrap(),
            Put::Pipe => pipe(path),
            Put::Socket => drop(UnixListener::bind(path).unwrap()),
            Put::Device => return device(path),
            Put::Folder => fs::create_dir(path).unwrap(),
            Put::File => fs::write(path, "a file").unwrap(),
        }
        true
    }
}

fn pipe(path: &Path) {
    use rustix::fs::{CWD, FileType, Mode, mknodat};
    mknodat(CWD, path, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
}

/// The device of endless zeros, where one may be made.
fn device(path: &Path) -> bool {
    use rustix::fs::{CWD, FileType, Mode, makedev, mknodat};
    mknodat(CWD, path, FileType::CharacterDevice, Mode::RUSR | Mode::WUSR, makedev(1, 5)).is_ok()
}

/// Every file below a folder with what it holds, links as such.
fn all_of(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match fs::symlink_metadata(&path).unwrap().is_dir() {
            true => all.extend(all_of(&path)),
            false => all.push((path.clone(), fs::read(&path).unwrap())),
        }
    }
    all.sort();
    all
}

/// Runs the program and expects it to end within a second, though not on a machine that is too busy three times over.
fn within_a_second(sandbox: &Sandbox, arguments: &[&str]) -> Ran {
    for attempt in 0.. {
        let mut command = sandbox.command(arguments);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let begun = Instant::now();
        let mut child = command.spawn().unwrap();
        while child.try_wait().unwrap().is_none() {
            if begun.elapsed() > Duration::from_secs(20) {
                child.kill().unwrap();
                panic!("{arguments:?} does not end");
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        let took = begun.elapsed();
        if took <= Duration::from_secs(1) || attempt == 3 {
            assert!(took <= Duration::from_secs(1), "{arguments:?} took {took:?}");
            return Ran::of(child.wait_with_output().unwrap());
        }
    }
    unreachable!()
}

/// A workspace in which everything is that the program keeps, and a folder outside of it.
struct Full {
    sandbox: Sandbox,
    outside: PathBuf,
    device: String,
}

impl Full {
    fn new() -> Full {
        let sandbox = Sandbox::new();
        sandbox.ok(&["set", "aut", "1a", "supports"]);
        sandbox.ok(&["snapshot", "save", "day one"]);
        let own = sandbox.journals().remove(0);
        let device = own.file_stem().unwrap().to_string_lossy().into_owned();
        let (root, config) = (sandbox.workspace(), sandbox.home().join(".config/prepcom"));
        fs::create_dir_all(root.join("assets/areas")).unwrap();
        fs::create_dir_all(root.join("state/aside")).unwrap();
        fs::create_dir_all(&config).unwrap();
        for name in ["paper.ron", "delegations.ron", "groups.ron", "areas/01-accountability.ron"] {
            let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets").join(name);
            fs::copy(shipped, root.join("assets").join(name)).unwrap();
        }
        for name in ["drafts.json", "session.json", "missing.json"] {
            fs::write(root.join("state/local").join(name), "{}").unwrap();
        }
        fs::write(config.join("settings.ron"), "(ascii: true)").unwrap();
        let outside = root.parent().unwrap().join("outside");
        fs::create_dir(&outside).unwrap();
        fs::write(outside.join("secret"), "SECRET WORDS\n").unwrap();
        Full { sandbox, outside, device }
    }

    /// Puts something in the place of a path, and expects one of the commands to refuse it by name and all to leave what is outside alone.
    fn refuses(&self, path: &Path, put: Put, outside: &Path, commands: &[&[&str]]) {
        let aside = self.outside.parent().unwrap().join("put-aside");
        fs::rename(path, &aside).unwrap();
        if put.at(path, outside) {
            let before = all_of(&self.outside);
            let mut said = String::new();
            let mut codes = Vec::new();
            for command in commands {
                let ran = within_a_second(&self.sandbox, command);
                said.push_str(&format!("$ {command:?}\n{}{}", ran.out, ran.err));
                codes.push(ran.code.unwrap());
            }
            let (name, shown) = (path.file_name().unwrap().to_string_lossy(), path.display());
            assert!(said.contains(&*name) && said.contains(put.said()), "{shown} {put:?}:\n{said}");
            assert!(said.contains("put the") || said.contains("move it away"), "{shown} {put:?}:\n{said}");
            assert!(codes.iter().any(|code| *code != 0), "{shown} {put:?}: {codes:?}\n{said}");
            assert!(!said.contains("SECRET"), "{shown} {put:?}:\n{said}");
            assert_eq!(all_of(&self.outside), before, "{shown} {put:?}:\n{said}");
            let still = fs::symlink_metadata(path).unwrap().file_type();
            assert_eq!(still.is_symlink(), put.said() == "is a link", "{shown} {put:?}:\n{said}");
            match still.is_dir() {
                true => fs::remove_dir_all(path).unwrap(),
                false => fs::remove_file(path).unwrap(),
            }
        }
        fs::rename(&aside, path).unwrap();
    }

    /// A file: everything but a file is refused.
    fn refuses_at(&self, path: &str, commands: &[&[&str]]) {
        let (path, secret) = (self.sandbox.workspace().join(path), self.outside.join("secret"));
        for put in ALL {
            self.refuses(&path, put, &secret, commands);
        }
    }

    /// A folder: everything but a folder is refused, also a link to one that holds the same.
    fn refuses_for_folder(&self, path: &Path, commands: &[&[&str]]) {
        let copy = self.outside.join("copy");
        let copied = std::process::Command::new("cp").arg("-r").args([path, &copy]).status().unwrap();
        assert!(copied.success());
        for put in ALL.into_iter().filter(|put| *put != Put::Folder).chain([Put::File]) {
            self.refuses(path, put, &copy, commands);
        }
        fs::remove_dir_all(copy).unwrap();
    }
}

const CHECK: &[&str] = &["check"];
const SET: &[&str] = &["set", "aut", "1a", "opposes"];
const KEEP: &[&str] = &["snapshot", "save", "day two"];
const LIST: &[&str] = &["snapshot", "list"];
const SHOW: &[&str] = &["show"];

#[test]
fn nothing_but_a_file_is_used_as_a_journal() {
    let full = Full::new();
    let own = format!("state/journal/{}.jsonl", full.device);
    let root = full.sandbox.workspace();
    fs::copy(root.join(&own), root.join("state/journal/other.jsonl")).unwrap();
    full.refuses_at(&own, &[CHECK]);
    full.refuses_at(&own, &[SET]);
    full.refuses_at("state/journal/other.jsonl", &[SET, CHECK]);
}

#[test]
fn nothing_but_a_file_is_used_for_what_is_this_machines_alone() {
    let full = Full::new();
    full.refuses_at("state/local/device.json", &[CHECK]);
    full.refuses_at("state/local/device.json", &[SET]);
    full.refuses_at("state/local/lock", &[SET]);
    for name in ["lock", "drafts.json", "session.json", "missing.json", &format!("{}.last", full.device)] {
        full.refuses_at(&format!("state/local/{name}"), &[SET, CHECK]);
    }
}

#[test]
fn nothing_but_a_file_is_used_of_the_paper_and_the_roster() {
    let full = Full::new();
    for name in ["paper.ron", "delegations.ron", "groups.ron", "areas/01-accountability.ron"] {
        full.refuses_at(&format!("assets/{name}"), &[SET, CHECK]);
    }
}

#[test]
fn nothing_but_a_file_is_used_as_a_marker_as_settings_or_as_a_kept_snapshot() {
    let full = Full::new();
    full.refuses_at("state/prepcom.json", &[SHOW]);
    full.refuses_at("state/prepcom.json", &[SET]);
    let kept = fs::read_dir(full.sandbox.workspace().join("state/snapshots")).unwrap().next().unwrap();
    let kept = format!("state/snapshots/{}", kept.unwrap().file_name().to_string_lossy());
    full.refuses_at(&kept, &[CHECK]);
    full.refuses_at(&kept, &[LIST]);
    let (settings, secret) =
        (full.sandbox.home().join(".config/prepcom/settings.ron"), full.outside.join("secret"));
    for put in ALL {
        full.refuses(&settings, put, &secret, &[SHOW]);
    }
}

#[test]
fn nothing_but_a_folder_is_used_as_a_folder_of_a_workspace() {
    let full = Full::new();
    let root = full.sandbox.workspace();
    full.refuses_for_folder(&root.join("state"), &[SHOW]);
    full.refuses_for_folder(&root.join("state"), &[SET]);
    full.refuses_for_folder(&root.join("state/journal"), &[CHECK]);
    full.refuses_for_folder(&root.join("state/journal"), &[SET]);
    full.refuses_for_folder(&root.join("state/local"), &[SET, CHECK]);
    full.refuses_for_folder(&root.join("state/snapshots"), &[KEEP]);
    full.refuses_for_folder(&root.join("state/snapshots"), &[CHECK]);
    full.refuses_for_folder(&root.join("state/aside"), &[SET, CHECK]);
    full.refuses_for_folder(&root.join("assets"), &[SET, CHECK]);
    full.refuses_for_folder(&root.join("assets/areas"), &[SET, CHECK]);
    full.refuses_for_folder(&full.sandbox.home().join(".config/prepcom"), &[SHOW]);
}

#[test]
fn a_repair_moves_nothing_through_a_link() {
    let full = Full::new();
    let (root, aside) = (full.sandbox.workspace(), full.sandbox.workspace().join("state/aside"));
    let own = root.join(format!("state/journal/{}.jsonl", full.device));
    let broken = [fs::read(&own).unwrap(), b"no entry\n".to_vec()].concat();
    fs::write(&own, &broken).unwrap();
    fs::remove_dir(&aside).unwrap();
    symlink(&full.outside, &aside).unwrap();
    let before = all_of(&full.outside);
    let ran = within_a_second(&full.sandbox, &["check", "--repair"]);
    assert_eq!(ran.code, Some(1), "{}{}", ran.out, ran.err);
    assert!(ran.err.contains("state/aside") && ran.err.contains("is a link"), "{}", ran.err);
    assert_eq!((all_of(&full.outside), fs::read(&own).unwrap()), (before, broken));
    let up = within_a_second(&full.sandbox, &["check", "--repair", "--device", "../../../outside/secret"]);
    assert_eq!(up.code, Some(2), "{}{}", up.out, up.err);
}

/// A place outside of the workspace with a workspace that has something to export.
fn exporting() -> (Sandbox, PathBuf) {
    let sandbox = Sandbox::new();
    sandbox.ok(&["set", "aut", "1a", "supports"]);
    let out = sandbox.workspace().parent().unwrap().join("out");
    fs::create_dir(&out).unwrap();
    (sandbox, out)
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn names(folder: &Path) -> Vec<OsString> {
    let mut names: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    names
}

#[test]
fn an_export_to_a_link_writes_what_it_leads_to_and_the_link_stays() {
    let (sandbox, out) = exporting();
    let (link, target) = (out.join("link.md"), out.join("target.md"));
    symlink("target.md", &link).unwrap();
    let shown = link.to_string_lossy();
    sandbox.ok(&["export", "-o", &shown]);
    let written = fs::read_to_string(&target).unwrap();
    assert!(written.contains('#'), "{written}");
    assert_eq!(mode(&target), 0o600);
    fs::write(&target, "old").unwrap();
    fs::set_permissions(&target, fs::Permissions::from_mode(0o640)).unwrap();
    let ran = sandbox.run(&["export", "-o", &shown]);
    assert_eq!((ran.code, fs::read_to_string(&target).unwrap().as_str()), (Some(1), "old"), "{}", ran.err);
    sandbox.ok(&["export", "--force", "-o", &shown]);
    assert!(fs::read_to_string(&target).unwrap().contains('#'));
    assert_eq!(mode(&target), 0o640);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(names(&out), ["link.md", "target.md"]);
}

#[test]
fn an_export_to_a_pipe_a_device_or_standard_output_writes_into_it() {
    let (sandbox, out) = exporting();
    let fifo = out.join("fifo.md");
    pipe(&fifo);
    let reading = std::thread::spawn({
        let fifo = fifo.clone();
        move || fs::read_to_string(fifo).unwrap()
    });
    sandbox.ok(&["export", "-o", &fifo.to_string_lossy()]);
    let read = reading.join().unwrap();
    assert!(read.contains('#'), "{read}");
    assert!(fs::symlink_metadata(&fifo).unwrap().file_type().is_fifo());
    let printed = sandbox.ok(&["export", "--format", "md", "-o", "/dev/stdout"]);
    assert!(printed.contains('#'), "{printed}");
    sandbox.ok(&["export", "--format", "md", "-o", "/dev/null"]);
    assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());
    let socket = out.join("socket.md");
    let _listener = UnixListener::bind(&socket).unwrap();
    let ran = within_a_second(&sandbox, &["export", "--force", "-o", &socket.to_string_lossy()]);
    assert!(ran.code == Some(1) && ran.err.contains("it is a socket"), "{}", ran.err);
    assert_eq!(names(&out), ["fifo.md", "socket.md"]);
}

#[test]
fn an_import_and_a_comparison_read_through_links_and_pipes() {
    let (sandbox, out) = exporting();
    let file = out.join("rows.csv");
    sandbox.ok(&["export", "-o", &file.to_string_lossy()]);
    let (link, fifo) = (out.join("link.csv"), out.join("fifo.csv"));
    symlink(&file, &link).unwrap();
    pipe(&fifo);
    sandbox.ok(&["import", "--dry-run", &link.to_string_lossy()]);
    let bytes = fs::read(&file).unwrap();
    let writing = std::thread::spawn({
        let fifo = fifo.clone();
        move || fs::OpenOptions::new().write(true).open(fifo).unwrap().write_all(&bytes).unwrap()
    });
    sandbox.ok(&["import", "--dry-run", &fifo.to_string_lossy()]);
    writing.join().unwrap();
    let (json, link) = (out.join("all.json"), out.join("link.json"));
    sandbox.ok(&["export", "-o", &json.to_string_lossy()]);
    symlink(&json, &link).unwrap();
    sandbox.ok(&["diff", &link.to_string_lossy(), "now"]);
    let told = [("import", &[][..], "no journal in"), ("diff", &["now"], "is a folder")];
    for (command, rest, said) in told {
        let folder = out.to_string_lossy();
        let ran = within_a_second(&sandbox, &[&[command, &*folder], rest].concat());
        assert!(ran.code == Some(1) && ran.err.contains(said), "{command} {}", ran.err);
    }
}

#[test]
fn a_workspace_is_known_by_its_marker_and_no_other_folder_that_is_called_state() {
    let sandbox = Sandbox::new();
    let root = sandbox.workspace().parent().unwrap().to_owned();
    let other = root.join("other");
    fs::create_dir_all(other.join("state")).unwrap();
    let shown = other.to_string_lossy().into_owned();
    sandbox.ok(&["--workspace", &shown, "show"]);
    fs::write(other.join("state/of-a-game"), "level 3").unwrap();
    let ran = sandbox.run(&["--workspace", &shown, "set", "aut", "1a", "supports"]);
    assert_eq!(ran.code, Some(2), "{}", ran.err);
    assert!(
        ran.err.contains("not a workspace") && ran.err.contains(&format!("prepcom init {shown}")),
        "{}",
        ran.err
    );
    assert_eq!(names(&other.join("state")), ["of-a-game"]);
    sandbox.ok(&["init", &shown]);
    sandbox.ok(&["--workspace", &shown, "set", "aut", "1a", "supports"]);
    assert_eq!(fs::read_to_string(other.join("state/prepcom.json")).unwrap(), MARKER);
    assert_eq!(fs::read_to_string(other.join("state/of-a-game")).unwrap(), "level 3");
    assert_eq!(sandbox.run(&["init", &shown]).code, Some(1));
}

#[test]
fn the_nearest_folder_with_a_marker_is_the_workspace_else_the_users_own_which_gets_one() {
    let sandbox = Sandbox::new();
    let deep = sandbox.workspace().join("papers/state/drafts");
    fs::create_dir_all(&deep).unwrap();
    let run = |from: &Path, arguments: &[&str]| {
        let mut command = sandbox.command(arguments);
        let output = command.env_remove("PREPCOM_WORKSPACE").current_dir(from).output().unwrap();
        Ran::of(output)
    };
    let found: serde_json::Value = serde_json::from_str(&run(&deep, &["check", "--json"]).out).unwrap();
    assert_eq!(found["workspace"], sandbox.workspace().to_string_lossy().as_ref());
    let elsewhere = sandbox.workspace().parent().unwrap().join("elsewhere");
    fs::create_dir_all(elsewhere.join("state")).unwrap();
    assert_eq!(run(&elsewhere, &["set", "aut", "1a", "supports"]).code, Some(0));
    let own = sandbox.home().join(".local/share/prepcom");
    assert_eq!(fs::read_to_string(own.join("state/prepcom.json")).unwrap(), MARKER);
    let said = run(&elsewhere, &["check"]).out;
    assert!(said.contains(&*own.to_string_lossy()), "{said}");
}

#[test]
fn a_marker_with_more_in_it_is_one_and_one_that_is_damaged_or_newer_is_told() {
    let sandbox = Sandbox::new();
    let marker = sandbox.workspace().join("state/prepcom.json");
    let told = |text: &str| {
        fs::write(&marker, text).unwrap();
        let ran = sandbox.run(&["show"]);
        (ran.code, ran.err)
    };
    assert_eq!(
        told("{\"kind\":\"prepcom-workspace\",\"format\":1,\"zone\":\"Europe/Vienna\"}"),
        (Some(0), String::new())
    );
    for (text, part) in [
        ("{\"kind\":\"prepcom-workspace\",\"format\":2}", "newer version"),
        ("{\"kind\":\"another\",\"format\":1}", "not the marker"),
        ("{\"kind\":\"prepcom-work", "not the marker"),
        ("", "not the marker"),
    ] {
        let (code, said) = told(text);
        assert!(code == Some(2) && said.contains(part) && said.contains("prepcom.json"), "{text}: {said}");
    }
}

#[test]
fn what_is_larger_than_it_ever_is_is_not_read() {
    let full = Full::new();
    let root = full.sandbox.workspace();
    for (name, length) in [
        ("assets/paper.ron", 5_u64 << 20),
        ("state/local/device.json", 1 << 40),
        ("state/local/drafts.json", 1 << 40),
        ("state/local/missing.json", 1 << 40),
        ("state/prepcom.json", 1 << 40),
    ] {
        let (path, aside) = (root.join(name), root.join("put-aside"));
        fs::rename(&path, &aside).unwrap();
        fs::File::create(&path).unwrap().set_len(length).unwrap();
        let ran = within_a_second(&full.sandbox, CHECK);
        assert!(ran.code.is_some(), "{name}");
        fs::rename(&aside, &path).unwrap();
    }
}

#[test]
fn what_a_pipe_that_was_given_holds_is_read_to_its_end() {
    let sandbox = Sandbox::new();
    let mut child = sandbox.command(&["import", "--dry-run", "--format", "csv", "/dev/stdin"]);
    let mut child =
        child.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"participant,item,position\nAUT,1a,supports\n").unwrap();
    let mut said = String::new();
    child.stdout.take().unwrap().read_to_string(&mut said).unwrap();
    assert!(child.wait().unwrap().success() && said.contains("AUT"), "{said}");
}
