//! The program at work on a workspace of some size, in a terminal of some size.
//!
//! Invariant: a workspace that is measured is a copy, so that nothing that was recorded in one run is there in the next.

use crate::{
    generate,
    terminal::{Line, Size, Terminal, environment},
};
use prepcom::store::workspace::Workspace;
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};

/// How many entries the workspaces have.
const COUNTS: [u32; 4] = [0, 5_000, 50_000, 1_000_000];
/// The terminals.
pub(crate) const SIZES: [Size; 2] = [(80, 24), (200, 50)];
/// The program as it was built.
pub(crate) const BUILT: &str = env!("CARGO_BIN_EXE_prepcom");

/// The numbers of entries that are asked for on the command line; all where none is.
pub(crate) fn counts() -> Vec<u32> {
    let named: Vec<u32> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    COUNTS.into_iter().filter(|count| named.is_empty() || named.contains(count)).collect()
}

/// The program as it is installed.
pub(crate) fn program() -> &'static str {
    static FILE: OnceLock<String> = OnceLock::new();
    FILE.get_or_init(|| installed(Path::new(BUILT)))
}

/// Installs a program, which is to copy it: a file right from the linker may lie in memory page by page until it is read from the disk again,
/// and starts more slowly until then.
pub(crate) fn installed(built: &Path) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("installed");
    fs::create_dir_all(&folder).expect("a folder");
    let file = folder.join(built.file_name().expect("a file"));
    let _ = fs::remove_file(&file);
    fs::copy(built, &file).expect("the program");
    file.to_string_lossy().into_owned()
}

/// A workspace of so many entries, from which copies are made.
pub(crate) struct Room {
    folder: tempfile::TempDir,
    /// How many entries it has.
    pub(crate) count: u32,
    /// Bytes of its journals.
    pub(crate) bytes: u64,
    /// What the overview says once all of it is read.
    pub(crate) coverage: String,
}

impl Room {
    /// Writes a workspace on the disk where the project is.
    pub(crate) fn new(count: u32) -> Room {
        let folder = folder();
        let bytes = generate::workspace(&folder.path().join("origin"), count).expect("a workspace");
        let mut room = Room { folder, count, bytes, coverage: String::new() };
        room.coverage = room.coverage_of(&room.copy());
        room
    }

    /// A copy whose journals are those of the origin; nothing has been opened in it.
    pub(crate) fn copy(&self) -> Copy {
        let copy = Copy { folder: tempfile::tempdir_in(self.folder.path()).expect("a folder") };
        let workspace = Workspace::at(copy.path());
        workspace.make_folders().expect("folders");
        let to = workspace.journals();
        for file in fs::read_dir(self.folder.path().join("origin/state/journal")).expect("journals") {
            let file = file.expect("a journal");
            fs::hard_link(file.path(), to.join(file.file_name())).expect("a journal");
        }
        copy
    }

    /// Whether the overview says the coverage, and not that anything is yet to be read.
    pub(crate) fn is_read(&self, text: &str) -> bool {
        text.contains(&self.coverage) && !text.contains("reading the journals")
    }

    /// What the overview of a copy says of its coverage.
    pub(crate) fn coverage_of(&self, copy: &Copy) -> String {
        let ran = Command::new(program())
            .arg("show")
            .env_clear()
            .envs(copy.environment())
            .current_dir(copy.path())
            .output()
            .expect("the program");
        let text = String::from_utf8_lossy(&ran.stdout).into_owned();
        let coverage = text.lines().find_map(|line| line.strip_prefix("Coverage: ")).expect("the coverage");
        let end = coverage.find(" recorded").expect("a number") + " recorded".len();
        coverage[..end].to_owned()
    }

    /// The name of a figure of this workspace.
    pub(crate) fn named(&self, size: Size, name: &str) -> String {
        format!("{} entries, {}x{}, {name}", self.count, size.0, size.1)
    }

    /// The program on a copy, with everything read.
    pub(crate) fn seat(&self, copy: &Copy, size: Size, line: Line) -> Terminal {
        let mut terminal = copy.start(size, line);
        terminal.until(&self.coverage, |text| self.is_read(text));
        terminal.settle();
        terminal
    }
}

/// A folder on the disk where the project is; what is in memory alone would be no measure of recording.
pub(crate) fn folder() -> tempfile::TempDir {
    tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder")
}

/// A workspace of its own.
pub(crate) struct Copy {
    folder: tempfile::TempDir,
}

impl Copy {
    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Where its journals are.
    pub(crate) fn journals(&self) -> PathBuf {
        self.path().join("state/journal")
    }

    pub(crate) fn environment(&self) -> std::collections::BTreeMap<String, String> {
        let mut environment = environment(self.path());
        environment.insert("PREPCOM_WORKSPACE".into(), self.path().to_string_lossy().into_owned());
        environment.insert("PREPCOM_AUTHOR".into(), "A. Diplomat".into());
        environment
    }

    /// Starts the program.
    pub(crate) fn start(&self, size: Size, line: Line) -> Terminal {
        Terminal::start(&[program()], &self.environment(), self.path(), size, line)
    }
}

/// The size of the program's file in bytes.
pub(crate) fn program_size() -> u64 {
    fs::metadata(BUILT).map_or(0, |data| data.len())
}

/// Whether a screen is there to its last row.
pub(crate) fn shows_frame(text: &str) -> bool {
    text.lines().last().is_some_and(|last| last.contains("help"))
}
