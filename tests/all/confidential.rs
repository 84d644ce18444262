//! What is kept is its owner's alone, wider permissions are said, and the marking is on every screen and in every file.

use crate::support::{Sandbox, Screens, has};
use prepcom::{
    domain::{lang::Lang, text::width},
    tui::Options,
};
use std::{
    io::{Cursor, Read},
    path::{Path, PathBuf},
};

const MARKING: &str = "RESTRICTED";

fn marked(sandbox: &Sandbox) {
    let settings = sandbox.home().join(".config/prepcom");
    prepcom::store::files::make_private_folder(&settings).unwrap();
    let path = settings.join("settings.ron");
    std::fs::write(&path, format!("(marking: \"{MARKING}\")")).unwrap();
    #[cfg(unix)]
    set(&path, 0o600);
}

#[cfg(unix)]
fn set(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

#[cfg(unix)]
fn mode(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}

/// A folder and everything below it.
fn below(folder: &Path) -> Vec<PathBuf> {
    let mut all = vec![folder.to_owned()];
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        match path.is_dir() {
            true => all.extend(below(&path)),
            false => all.push(path),
        }
    }
    all
}

#[cfg(unix)]
#[test]
fn everything_that_is_made_is_its_owners_alone() {
    let sandbox = Sandbox::new();
    let place = sandbox.workspace().parent().unwrap().join("made");
    let made = place.to_string_lossy().into_owned();
    sandbox.ok(&["init", &made]);
    let ok = |arguments: &[&str]| sandbox.ok(&[&["--workspace", &made], arguments].concat());
    ok(&["set", "aut", "1a", "supports"]);
    ok(&["note", "aut", "1a", "a word"]);
    ok(&["snapshot", "save", "day one"]);
    let out = |name: &str| place.join(name).to_string_lossy().into_owned();
    for format in ["md", "csv", "json", "ron", "html", "xlsx", "docx", "ics"] {
        ok(&["export", "--notes", "all", "-o", &out(&format!("out.{format}"))]);
    }
    ok(&["brief", "aut", "--format", "html", "-o", &out("brief.html")]);
    ok(&["diff", "day one", "now", "--format", "md", "-o", &out("diff.md")]);
    let wide: Vec<(PathBuf, u32)> = below(&place)
        .into_iter()
        .map(|path| (path.clone(), mode(&path)))
        .filter(|(path, mode)| *mode != if path.is_dir() { 0o700 } else { 0o600 })
        .collect();
    assert!(wide.is_empty(), "{wide:?}");
    assert!(below(&place).len() > 18);
}

#[cfg(unix)]
#[test]
fn what_others_can_read_is_said_at_the_start_with_the_command_that_narrows_it_and_shown_in_check() {
    let sandbox = Sandbox::new();
    assert_eq!(sandbox.run(&["set", "aut", "1a", "supports"]).err, "");
    let state = sandbox.workspace().join("state");
    set(&sandbox.journals()[0], 0o644);
    set(&state.join("journal"), 0o755);
    let command = format!("chmod -R go= {}", state.display());
    let said = sandbox.run(&["show"]).err;
    assert!(
        said.contains("others on this machine may read 1 file and 1 folder") && said.contains(&command),
        "{said}"
    );
    let checked = sandbox.run(&["check"]);
    assert_eq!((checked.code, checked.err.as_str()), (Some(0), ""));
    assert!(checked.out.contains("no problems") && checked.out.contains(&command), "{}", checked.out);
    let chinese = sandbox.run(&["--lang", "zh", "check"]).out;
    assert!(chinese.contains("本机其他用户可能读取 1 个文件和 1 个文件夹"), "{chinese}");
    let narrowed = std::process::Command::new("sh").args(["-c", &command]).status().unwrap();
    assert!(narrowed.success());
    assert_eq!(sandbox.run(&["show"]).err, "");
    marked(&sandbox);
    set(&sandbox.home().join(".config/prepcom/settings.ron"), 0o644);
    let said = sandbox.run(&["show"]).err;
    assert!(said.contains("settings.ron (0644)") && said.contains("chmod go= "), "{said}");
}

#[cfg(unix)]
#[test]
fn an_export_over_a_file_that_others_can_read_keeps_its_permissions_and_says_so() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["set", "aut", "1a", "supports"]);
    let out = sandbox.workspace().join("out.md");
    std::fs::write(&out, "old").unwrap();
    set(&out, 0o644);
    let shown = out.to_string_lossy();
    let ran = sandbox.run(&["export", "-o", &shown, "--force"]);
    let command = format!("chmod go= {shown}");
    assert!(ran.err.contains("others may read") && ran.err.contains(&command), "{}", ran.err);
    assert_eq!(mode(&out), 0o644);
    assert!(std::process::Command::new("sh").args(["-c", &command]).status().unwrap().success());
    assert!(!sandbox.run(&["export", "-o", &shown, "--force"]).err.contains("others may"));
    assert_eq!(mode(&out), 0o600);
}

/// Every screen, and everything that can lie over one.
const PLACES: [&str; 27] = [
    "",
    "f1a<enter>",
    "faut<enter>",
    "faut<enter><tab>",
    "f1a<enter>s<tab>aut, fra<c-s>",
    "m",
    "mS",
    "mF",
    "!",
    "C",
    "t",
    "tM",
    "tM<enter><enter>",
    "faut<enter>b",
    "A",
    "?",
    "P",
    "f",
    ":",
    "/",
    "faut<enter>n",
    "faut<enter>e",
    "faut<enter>c",
    "f1a<enter>o",
    "O",
    "@",
    "+",
];

#[test]
fn the_marking_is_on_every_screen_whatever_lies_over_it_and_however_long_the_way_there() {
    let long = "RESTRICTED - FOR THE DELEGATION OF AUSTRIA ONLY - NOT FOR ONWARD";
    for (columns, rows, lang, marking) in
        [(80, 24, Lang::En, MARKING), (80, 24, Lang::Zh, long), (200, 50, Lang::En, long)]
    {
        for place in PLACES {
            let author = Some("Ana".into());
            let options = Options { lang, marking: marking.into(), author, ..Options::default() };
            let mut screens = Screens::with(columns, rows, options);
            screens.press("faut<enter>2<esc>").press(place);
            let frame = screens.frame();
            let first = frame.lines().next().unwrap();
            assert!(first.contains(marking), "{place} at {columns}x{rows}:\n{frame}");
            assert!(width(first) <= usize::from(columns));
        }
    }
    let options = Options { marking: MARKING.into(), ..Options::default() };
    let small = Screens::with(40, 10, options);
    has(&small, MARKING);
    has(&small, "prepcom needs a terminal");
}

/// The parts of a packed file whose names hold a word.
fn packed(path: &Path, word: &str) -> Vec<String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(std::fs::read(path).unwrap())).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    let mut read = |name: &String| {
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    names.iter().filter(|name| name.contains(word)).map(&mut read).collect()
}

#[test]
fn the_marking_is_in_every_file_and_on_every_page_where_there_are_pages() {
    let sandbox = Sandbox::new();
    marked(&sandbox);
    sandbox.ok(&["set", "aut", "1a", "supports"]);
    sandbox.ok(&["meeting", "plan", "aut", "2027-04-01"]);
    let out = |name: &str| sandbox.workspace().join(name);
    let write = |command: &[&str], name: &str| {
        sandbox.ok(&[command, &["-o", &out(name).to_string_lossy()]].concat());
        std::fs::read(out(name)).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap()
    };
    for format in ["md", "json", "ron", "ics"] {
        assert!(write(&["export"], &format!("out.{format}")).contains(MARKING), "{format}");
    }
    let printed = ["running above", "running below", "position:fixed"];
    for (command, name) in [
        (&["export"][..], "out.html"),
        (&["brief", "aut", "--format", "html"], "brief.html"),
        (&["diff", "30d", "now", "--format", "html"], "diff.html"),
    ] {
        let html = write(command, name);
        assert!(printed.iter().all(|part| html.contains(part)), "{name}");
        assert_eq!(html.matches(&format!(">{MARKING}</div>")).count(), 2, "{name}");
    }
    for (command, name) in [
        (&["export"][..], "whole.md"),
        (&["brief", "aut", "--format", "md"], "brief.md"),
        (&["diff", "30d", "now", "--format", "md"], "diff.md"),
    ] {
        let text = write(command, name);
        assert!(text.ends_with(&format!("\n**{MARKING}**\n")), "{name}: {text}");
        assert!(text.matches(MARKING).count() >= 2, "{name}: {text}");
    }
    for (command, name) in
        [(&["export"][..], "out.docx"), (&["brief", "aut", "--format", "docx"], "brief.docx")]
    {
        write(command, name);
        for part in ["header", "footer"] {
            let parts = packed(&out(name), part);
            assert!(!parts.is_empty() && parts.iter().all(|part| part.contains(MARKING)), "{name} {part}");
        }
    }
    write(&["export"], "out.xlsx");
    let sheets = packed(&out("out.xlsx"), "worksheets/sheet");
    assert!(sheets.len() > 4);
    for sheet in sheets {
        let has = |part: &str| sheet.split(part).nth(1).is_some_and(|text| text.contains(MARKING));
        assert!(has("oddHeader") && has("oddFooter"));
    }
    for shown in [&["show"][..], &["show", "3a"], &["show", "aut"], &["brief", "aut"], &["todo"]] {
        assert!(sandbox.ok(shown).contains(MARKING), "{shown:?}");
    }
}
