//! Real disks that are full or can only be read, mounted where nobody else sees them and gone with the test.

use crate::support::Sandbox;
use std::{
    path::PathBuf,
    process::{Command, Stdio},
};

/// Set where a machine on which nothing can be mounted is to fail rather than to pass.
const MUST_MOUNT: &str = "PREPCOM_TEST_MOUNTS";

/// Runs a script in a mount namespace of its own, in which `$disk` is an empty folder to mount on and `prepcom` the program.
/// Returns what it printed; none where this machine lets nobody mount anything.
fn mounted(sandbox: &Sandbox, script: &str) -> Option<String> {
    let disk = sandbox.home().join("disk");
    std::fs::create_dir_all(&disk).unwrap();
    let script = format!("prepcom() {{ \"{}\" \"$@\"; }}\n{script}", env!("CARGO_BIN_EXE_prepcom"));
    for way in [&["-m"][..], &["-r", "-m"]] {
        let command = |script: &str| {
            let mut command = Command::new("unshare");
            command.args(way).args(["sh", "-c", script]).stdin(Stdio::null());
            command.env_clear().envs(sandbox.environment());
            command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
            command.env("PREPCOM_WORKSPACE", disk.join("work")).env("disk", &disk);
            command
        };
        let probe = command("mount -t tmpfs -o size=64k tmpfs \"$disk\"").output();
        if probe.is_ok_and(|output| output.status.success()) {
            let output = command(&script).output().unwrap();
            let said = [output.stdout, output.stderr].concat();
            return Some(String::from_utf8(said).unwrap());
        }
    }
    assert!(std::env::var_os(MUST_MOUNT).is_none(), "nothing can be mounted here");
    eprintln!("nothing can be mounted on this machine: there is nothing to see here");
    None
}

/// What a script printed behind a mark at the beginning of a line.
fn after<'a>(said: &'a str, mark: &str) -> Vec<&'a str> {
    said.lines().filter_map(|line| line.strip_prefix(mark)).map(str::trim).collect()
}

#[test]
fn a_disk_of_fixed_size_that_is_full_keeps_all_that_was_recorded_and_goes_on_when_there_is_room() {
    let sandbox = Sandbox::new();
    let script = r#"
        mount -t tmpfs -o size=96k tmpfs "$disk"
        umask 077; mkdir -p "$disk/work/state"
        dd if=/dev/zero of="$disk/filler" bs=1k count=24 2>/dev/null
        text=$(printf 'x%.0s' $(seq 1 3000))
        recorded=0
        while refused=$(prepcom note aut 1a "$recorded $text" 2>&1 >/dev/null); do
            recorded=$((recorded + 1))
            [ $recorded -lt 100 ] || break
        done
        echo "recorded $recorded"
        echo "refused $refused"
        echo "chinese $(prepcom --lang zh note aut 1a "more $text" 2>&1)"
        prepcom check >/dev/null; echo "check $?"
        echo "there $(prepcom log --json | grep -c '"id"')"
        rm "$disk/filler"
        prepcom note aut 1a "more $text" >/dev/null; echo "again $?"
        prepcom check >/dev/null; echo "check $?"
        echo "there $(prepcom log --json | grep -c '"id"')"
    "#;
    let Some(said) = mounted(&sandbox, script) else { return };
    let recorded: usize = after(&said, "recorded ")[0].parse().unwrap();
    assert!((5..40).contains(&recorded), "{said}");
    let refused = after(&said, "refused ")[0];
    assert!(refused.contains("the disk is full") && refused.contains("nothing was recorded"), "{refused}");
    assert!(after(&said, "chinese ")[0].contains("磁盘已满"), "{said}");
    assert_eq!(after(&said, "check "), ["0", "0"], "{said}");
    assert_eq!(after(&said, "again "), ["0"], "{said}");
    let there: Vec<usize> = after(&said, "there ").iter().map(|count| count.parse().unwrap()).collect();
    assert_eq!(there, [recorded, recorded + 1], "{said}");
}

#[test]
fn a_first_record_on_a_disk_without_any_room_is_refused_and_leaves_nothing_that_counts() {
    let sandbox = Sandbox::new();
    let script = r#"
        mount -t tmpfs -o size=64k tmpfs "$disk"
        umask 077; mkdir -p "$disk/work/state"
        dd if=/dev/zero of="$disk/filler" bs=1k count=64 2>/dev/null
        echo "refused $(prepcom set aut 1a supports 2>&1)"
        rm "$disk/filler"
        prepcom set aut 1a supports >/dev/null; echo "again $?"
        prepcom check >/dev/null; echo "check $?"
        echo "there $(prepcom log --json | grep -c '"id"')"
    "#;
    let Some(said) = mounted(&sandbox, script) else { return };
    assert!(after(&said, "refused ")[0].contains("nothing was recorded"), "{said}");
    assert_eq!((after(&said, "again "), after(&said, "check ")), (vec!["0"], vec!["0"]), "{said}");
    assert_eq!(after(&said, "there "), ["1"], "{said}");
}

#[test]
fn a_disk_that_can_only_be_read_is_shown_and_nothing_is_recorded_until_it_can_be_written() {
    let sandbox = Sandbox::new();
    let script = r#"
        mount -t tmpfs tmpfs "$disk"
        umask 077; mkdir -p "$disk/work/state"
        prepcom set aut 1a supports >/dev/null; echo "code $?"
        mount -o remount,ro "$disk"
        echo "refused $(prepcom set fra 1a opposes 2>&1)"
        echo "chinese $(prepcom --lang zh set fra 1a opposes 2>&1)"
        echo "shown $(prepcom show aut 2>&1 | grep -c Supports)"
        prepcom show aut >/dev/null; echo "code $?"
        echo "told $(prepcom check | grep 'nothing can be recorded here')"
        prepcom check >/dev/null; echo "code $?"
        mount -o remount,rw "$disk"
        prepcom set fra 1a opposes >/dev/null; echo "code $?"
        prepcom check >/dev/null; echo "code $?"
    "#;
    let Some(said) = mounted(&sandbox, script) else { return };
    let refused = after(&said, "refused ")[0];
    assert!(refused.contains("can only be read") && refused.contains("nothing was recorded"), "{said}");
    assert!(after(&said, "chinese ")[0].contains("只读"), "{said}");
    assert_ne!(after(&said, "shown "), ["0"], "{said}");
    assert!(after(&said, "told ")[0].contains("the folder can only be read"), "{said}");
    assert_eq!(after(&said, "code "), ["0", "0", "3", "0", "0"], "{said}");
}

#[test]
fn a_disk_that_is_taken_away_while_a_program_has_it_open_is_told_and_nothing_goes_below_where_it_was() {
    let sandbox = Sandbox::new();
    let folder: PathBuf = sandbox.workspace();
    sandbox.ok(&["set", "aut", "1a", "supports"]);
    let mut desk = prepcom::store::desk::Desk::open(prepcom::store::workspace::Workspace::at(&folder));
    let away = folder.with_file_name("away");
    std::fs::rename(&folder, &away).unwrap();
    std::fs::create_dir(&folder).unwrap();
    assert!(desk.refresh());
    let now = prepcom::domain::instant::Instant::from_millis(crate::support::NOW);
    let refused = desk.record(|_| Vec::new(), "A", now).unwrap_err().to_string();
    assert!(refused.contains("is gone; nothing was recorded"), "{refused}");
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0, "the empty folder stays empty");
    std::fs::remove_dir(&folder).unwrap();
    std::fs::rename(&away, &folder).unwrap();
    desk.refresh();
    assert!(desk.journal.problems().is_empty(), "{:?}", desk.journal.problems());
    sandbox.ok(&["check"]);
}
