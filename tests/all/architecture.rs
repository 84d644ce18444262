//! What the code and the documents say of each other.

use crate::support::project_file;
use prepcom::{domain::lang::Lang, tui::keys, words::screen};
use std::path::{Path, PathBuf};

/// Every source file below a folder of the project and the one of its name beside it, as its path and text.
fn sources(folder: &str) -> Vec<(String, String)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    walk(&root.join(folder), &mut found);
    found.extend(Some(root.join(format!("{folder}.rs"))).filter(|beside| beside.is_file()));
    found.sort();
    let shown = |path: &PathBuf| path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
    found.iter().map(|path| (shown(path), std::fs::read_to_string(path).unwrap())).collect()
}

/// The part of a file before its tests.
fn without_tests(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap_or(text)
}

#[test]
fn a_layer_imports_only_what_is_to_its_right() {
    let layers = [
        ("src/domain", &["cli", "tui", "export", "import", "store", "words"][..]),
        ("src/words", &["cli", "tui", "export", "import", "store"][..]),
        ("src/export", &["cli", "tui", "import", "store"][..]),
        ("src/import", &["cli", "tui", "store"][..]),
        ("src/store", &["cli", "tui", "export", "import"][..]),
        ("src/tui", &["cli"][..]),
    ];
    for (folder, forbidden) in layers {
        for (path, text) in sources(folder) {
            for layer in forbidden {
                let code = without_tests(&text);
                let names = [
                    format!("crate::{layer}::"),
                    format!("crate::{{{layer}"),
                    format!("    {layer}::{{"),
                    format!("    {layer}::"),
                ];
                let imported = names.iter().any(|name| {
                    code.lines().take_while(|l| !l.starts_with("fn ")).any(|l| {
                        l.starts_with(name.as_str()) || l.contains(&name.clone()) && l.contains("crate")
                    })
                });
                assert!(!imported, "{path} imports {layer}");
            }
        }
    }
}

#[test]
fn only_the_loop_and_what_it_calls_touch_store_or_terminal() {
    let outside = [
        "src/tui.rs",
        "src/tui/outside.rs",
        "src/tui/outside/editing.rs",
        "src/tui/outside/reading.rs",
        "src/tui/worker.rs",
        "src/tui/worker/service.rs",
        "src/tui/writer.rs",
        "src/tui/terminal.rs",
    ];
    for (path, text) in sources("src/tui") {
        if outside.contains(&path.as_str()) {
            continue;
        }
        let code = without_tests(&text);
        for name in ["std::fs", "std::io", "std::env", "Utc::now", "Instant::now", "crossterm::execute"] {
            assert!(!code.contains(name), "{path} uses {name}");
        }
        assert!(!code.contains("store::"), "{path} uses the store");
    }
}

#[test]
fn the_domain_is_pure() {
    for (path, text) in ["src/domain", "src/export", "src/import", "src/words"].into_iter().flat_map(sources)
    {
        // Writing into memory and reading from it touches nothing.
        let code = without_tests(&text)
            .replace("use std::io::Write;", "")
            .replace("use std::io::{self, Write};", "")
            .replace("use std::io::{Cursor, Read};", "");
        for name in [
            "std::fs",
            "std::io",
            "std::env",
            "Utc::now",
            "Local::now",
            "SystemTime",
            "Instant::now",
            "println!",
        ] {
            assert!(!code.contains(name), "{path} uses {name}");
        }
    }
}

#[test]
fn below_a_workspace_one_module_opens_files() {
    // What is named by a person or kept by the system is no file of a workspace.
    let outside = ["src/store/disk.rs", "src/store/privacy.rs"];
    for (path, text) in sources("src") {
        if path.starts_with("src/store/files") || outside.contains(&path.as_str()) {
            continue;
        }
        let code = without_tests(&text);
        for name in
            ["use std::fs", "fs::{self", " fs,", "std::fs::", "File::open", "File::create", "OpenOptions"]
        {
            assert!(!code.contains(name), "{path} uses {name}");
        }
    }
}

#[test]
fn files_are_small_and_say_what_they_are_and_what_holds() {
    for (path, text) in sources("src") {
        let lines = without_tests(&text).lines().count();
        assert!(lines <= 400, "{path} has {lines} lines");
        assert!(text.starts_with("//! "), "{path} does not say what it is");
    }
}

/// What is between two marks of a document. `UPDATE=1 cargo test` puts `expected` there.
fn between(file: &str, mark: &str, expected: &str) -> String {
    let (open, close) = (format!("<!-- {mark} -->"), format!("<!-- /{mark} -->"));
    let text = project_file(file);
    let (before, rest) = text.split_once(&open).unwrap_or_else(|| panic!("{file} has no {open}"));
    let (shown, after) = rest.split_once(&close).unwrap_or_else(|| panic!("{file} has no {close}"));
    if std::env::var_os("UPDATE").is_some() {
        let text = format!("{before}{open}\n\n{}\n\n{close}{after}", expected.trim());
        std::fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join(file), text).unwrap();
        return expected.trim().to_owned();
    }
    shown.trim().to_owned()
}

#[test]
fn the_readme_shows_the_table_of_keys_as_the_program_has_it() {
    let table = keys::markdown(screen::words(Lang::En));
    assert_eq!(between("README.md", "keys", &table), table.trim());
}

#[test]
fn the_repository_is_a_workspace_without_records() {
    let ignored = project_file("state/.gitignore");
    assert!(["/local/", "/aside/"].iter().all(|folder| ignored.lines().any(|line| line == *folder)));
}
