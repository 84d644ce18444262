//! What the fuzzer begins with and what it has found goes through every reader again, on every run of the tests.

#[path = "../../fuzz/src/readers.rs"]
mod readers;

use std::{fs, path::Path};

#[test]
fn no_seed_and_no_finding_of_the_fuzzer_breaks_what_must_hold() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds");
    for (name, reader) in readers::READERS {
        let files: Vec<_> =
            fs::read_dir(seeds.join(name)).unwrap().map(|file| file.unwrap().path()).collect();
        assert!(!files.is_empty(), "{name} has no seed");
        for file in files {
            let bytes = fs::read(&file).unwrap();
            let outcome = std::panic::catch_unwind(|| reader(&bytes));
            assert!(outcome.is_ok(), "{}", file.display());
        }
    }
}

#[test]
fn every_folder_of_seeds_belongs_to_a_reader_and_ci_runs_each() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders: Vec<String> = fs::read_dir(root.join("fuzz/seeds"))
        .unwrap()
        .map(|folder| folder.unwrap().file_name().into_string().unwrap())
        .collect();
    folders.sort();
    let mut known = readers::READERS.map(|(name, _)| name.to_owned());
    known.sort();
    assert_eq!(folders, known);
    let script = fs::read_to_string(root.join(".ci/fuzz.sh")).unwrap();
    assert!(script.contains("for reader in fuzz/seeds/*"), "the script takes its readers from the seeds");
}
