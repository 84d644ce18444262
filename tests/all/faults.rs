//! What an export says when it can't be written, and that what was there stays as it was.

use crate::support::{Ran, Sandbox};
use std::{fs, path::PathBuf, process::Command};

/// A workspace with something to export, and a folder to export to.
fn ready() -> (Sandbox, PathBuf) {
    let sandbox = Sandbox::new();
    sandbox.ok(&["set", "@nam", "8b,3a,1a,1b", "supports", "--on", "2024-07-22"]);
    let out = sandbox.home().join("out");
    fs::create_dir_all(&out).unwrap();
    (sandbox, out)
}

/// Every format by name.
fn formats() -> impl Iterator<Item = &'static str> {
    prepcom::export::Format::ALL.into_iter().map(prepcom::export::Format::extension)
}

fn export(sandbox: &Sandbox, format: &str, path: &str, more: &[&str]) -> Ran {
    sandbox.run(&[&["export", "--format", format, "-o", path], more].concat())
}

fn names(folder: &std::path::Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn a_file_that_is_there_is_replaced_only_with_force() {
    let (sandbox, out) = ready();
    for format in formats() {
        let path = out.join(format!("old.{format}"));
        fs::write(&path, "old").unwrap();
        let shown = path.to_str().unwrap();
        let ran = export(&sandbox, format, shown, &[]);
        assert_eq!(ran.code, Some(1), "{format}");
        assert!(ran.err.contains("is there already") && ran.err.contains("--force"), "{}", ran.err);
        assert_eq!(fs::read(&path).unwrap(), b"old");
        let ran = export(&sandbox, format, shown, &["--force"]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        assert_ne!(fs::read(&path).unwrap(), b"old");
    }
    assert_eq!(names(&out).len(), formats().count(), "no neighbour is left behind");
}

#[test]
fn a_folder_in_the_way_is_named_with_what_to_write_instead() {
    let (sandbox, out) = ready();
    let shown = out.to_str().unwrap().to_owned();
    let ran = export(&sandbox, "md", &shown, &["--force"]);
    assert_eq!(ran.code, Some(1));
    assert!(
        ran.err.contains("is a folder") && ran.err.contains(&format!("-o {shown}/ writes")),
        "{}",
        ran.err
    );
    assert!(names(&out).is_empty());
    let ran = export(&sandbox, "md", &format!("{shown}/"), &[]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let [name] = &names(&out)[..] else { panic!("{:?}", names(&out)) };
    assert!(name.starts_with("Reflections-of-the-Chair") && name.ends_with(".md"), "{name}");
}

#[test]
fn a_folder_that_is_missing_or_a_file_in_its_place_is_said() {
    let (sandbox, out) = ready();
    fs::write(out.join("file"), "").unwrap();
    for folder in ["missing", "file"] {
        let path = out.join(folder).join("x.json");
        let ran = export(&sandbox, "json", path.to_str().unwrap(), &[]);
        assert_eq!(ran.code, Some(1));
        assert!(ran.err.contains("can't write") && ran.err.contains(folder), "{}", ran.err);
    }
    assert_eq!(names(&out), ["file"]);
}

#[cfg(unix)]
#[test]
fn a_disk_that_is_full_leaves_the_old_file_and_nothing_else() {
    let (sandbox, out) = ready();
    for format in formats() {
        let path = out.join("old");
        fs::write(&path, "old").unwrap();
        let (shown, program) = (path.to_str().unwrap(), env!("CARGO_BIN_EXE_prepcom"));
        // A limit on the size of files fails as a full disk does: in the middle of a write.
        let script = format!(
            "ulimit -f 1; trap '' XFSZ; exec \"{program}\" export --format {format} --force -o \"{shown}\""
        );
        let mut command = Command::new("sh");
        command.args(["-c", &script]).env_clear().envs(sandbox.environment());
        let ran = command.output().unwrap();
        let said = String::from_utf8_lossy(&ran.stderr).into_owned();
        let is_small = said.contains("wrote");
        assert_eq!(ran.status.code(), Some(i32::from(!is_small)), "{format}: {said}");
        if !is_small {
            assert!(said.contains("can't write") && said.contains("old"), "{format}: {said}");
            assert_eq!(fs::read(&path).unwrap(), b"old", "{format}");
        }
        assert_eq!(names(&out), ["old"], "{format}");
    }
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_is_said_and_its_file_stays() {
    use std::os::unix::fs::PermissionsExt;
    let (sandbox, out) = ready();
    let path = out.join("old.md");
    fs::write(&path, "old").unwrap();
    fs::set_permissions(&out, fs::Permissions::from_mode(0o500)).unwrap();
    let is_finished = fs::write(out.join("probe"), "").is_err();
    let ran = export(&sandbox, "md", path.to_str().unwrap(), &["--force"]);
    fs::set_permissions(&out, fs::Permissions::from_mode(0o700)).unwrap();
    // The superuser writes into every folder, and then rightly succeeds.
    if is_finished {
        assert_eq!(ran.code, Some(1));
        assert!(ran.err.contains("can't write") && ran.err.contains("ermission denied"), "{}", ran.err);
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert_eq!(names(&out), ["old.md"]);
    } else {
        assert_eq!(ran.code, Some(0), "{}", ran.err);
    }
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_no_error_in_any_format() {
    let (sandbox, _) = ready();
    for format in formats() {
        let script = format!(
            "{{ \"{}\" export --format {format}; echo $? >&2; }} | head -c 1 >/dev/null",
            env!("CARGO_BIN_EXE_prepcom")
        );
        let mut command = Command::new("bash");
        command.args(["-c", &script]).env_clear().envs(sandbox.environment());
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        let said = String::from_utf8_lossy(&command.output().unwrap().stderr).into_owned();
        assert!(said.lines().any(|line| line == "0"), "{format}: {said}");
        assert!(!said.contains("panicked") && !said.contains("roken pipe"), "{format}: {said}");
    }
}

#[test]
fn a_format_that_nobody_named_comes_from_the_name_of_the_file() {
    let (sandbox, out) = ready();
    let path = out.join("snapshot.CSV");
    sandbox.ok(&["export", "-o", path.to_str().unwrap()]);
    assert!(fs::read_to_string(&path).unwrap().contains("participant,item,position"));
    let ran = sandbox.run(&["export", "-o", out.join("snapshot").to_str().unwrap()]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("which format?") && ran.err.contains("md"), "{}", ran.err);
}

#[test]
fn items_participants_and_both_languages_narrow_and_widen_what_goes_out() {
    let (sandbox, _) = ready();
    sandbox.ok(&["set", "fra", "3a", "opposes"]);
    let narrow = sandbox.json(&["export", "--format", "json", "--item", "3a", "--who", "fra"]);
    let rows = narrow["positions"].as_array().unwrap();
    assert_eq!((rows.len(), &rows[0]["participant"]), (1, &"FRA".into()));
    assert_eq!(narrow["extent"]["items"][0], "3a");
    let members = sandbox.json(&["export", "--format", "json", "--who", "@nam", "--item", "3a"]);
    assert!(members["positions"].as_array().unwrap().len() > 100, "a group takes its members along");
    let both = sandbox.ok(&["export", "--format", "md", "--both-languages", "--item", "3a"]);
    for part in ["Positions / 立场", "Only / 范围", "Supports / + 支持"] {
        assert!(both.contains(part), "{part}: {both}");
    }
    assert!(!both.contains("## 8"), "other areas stay out");
}
