//! What the tests share: a sandbox for the program, and screens that are driven by keys without a terminal.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use prepcom::{
    domain::{
        entry::{Entry, Fact},
        ids::{EntryId, ItemId, ItemKey},
        instant::{Clock, Instant, Zones},
        lang::Lang,
        ledger::Ledger,
        paper::Paper,
    },
    store::assets,
    tui::{
        Options,
        message::{Effect, Message},
        model::Model,
        update::update,
        view,
    },
};
use ratatui::{buffer::Buffer, layout::Rect};
use std::{
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    sync::OnceLock,
};

/// What makes a folder a workspace.
pub(crate) const MARKER: &str = "{\"kind\":\"prepcom-workspace\",\"format\":1,\"zone\":\"UTC\"}\n";

/// The id that records give to an item of the shipped paper, by its key; another text is the id of an item that nobody has.
pub(crate) fn item(key: &str) -> ItemId {
    static PAPER: OnceLock<Paper> = OnceLock::new();
    let paper = PAPER.get_or_init(|| assets::load(None).paper);
    paper.item_by_key(&ItemKey::new(key)).map_or_else(|| ItemId::new(key), |(_, item)| item.id)
}

/// The program in a home and a workspace of its own.
pub(crate) struct Sandbox {
    folder: tempfile::TempDir,
}

impl Sandbox {
    pub(crate) fn new() -> Sandbox {
        let sandbox = Sandbox { folder: tempfile::tempdir().unwrap() };
        let state = sandbox.workspace().join("state");
        prepcom::store::files::make_private_folder(&state).unwrap();
        std::fs::write(state.join("prepcom.json"), MARKER).unwrap();
        sandbox
    }

    pub(crate) fn workspace(&self) -> PathBuf {
        self.folder.path().join("work")
    }

    pub(crate) fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    /// The program with nothing of this machine's environment.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_prepcom"));
        command.args(arguments).env_clear().current_dir(self.folder.path()).stdin(Stdio::null());
        for (name, value) in self.environment() {
            command.env(name, value);
        }
        command
    }

    pub(crate) fn environment(&self) -> Vec<(&'static str, String)> {
        let shown = |path: PathBuf| path.to_string_lossy().into_owned();
        vec![
            ("HOME", shown(self.home())),
            ("PREPCOM_WORKSPACE", shown(self.workspace())),
            ("PREPCOM_AUTHOR", "A. Diplomat".into()),
            ("LANG", "C.UTF-8".into()),
            ("TERM", "xterm-256color".into()),
            ("TZ", "UTC".into()),
        ]
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(self.command(arguments).output().unwrap())
    }

    /// Runs and expects success; returns standard output.
    pub(crate) fn ok(&self, arguments: &[&str]) -> String {
        let ran = self.run(arguments);
        assert_eq!(ran.code, Some(0), "{arguments:?}: {}{}", ran.out, ran.err);
        ran.out
    }

    pub(crate) fn with_input(&self, arguments: &[&str], input: &[u8]) -> Ran {
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(input).unwrap();
        Ran::of(child.wait_with_output().unwrap())
    }

    pub(crate) fn json(&self, arguments: &[&str]) -> serde_json::Value {
        serde_json::from_str(&self.ok(arguments)).unwrap()
    }

    /// The journals, sorted by name.
    pub(crate) fn journals(&self) -> Vec<PathBuf> {
        let mut files: Vec<PathBuf> = std::fs::read_dir(self.workspace().join("state/journal"))
            .map(|files| files.map(|file| file.unwrap().path()).collect())
            .unwrap_or_default();
        files.sort();
        files
    }

    /// A copy of the workspace on another machine.
    pub(crate) fn copy(&self) -> Sandbox {
        let copy = Sandbox::new();
        copy_folder(&self.workspace(), &copy.workspace());
        std::fs::remove_dir_all(copy.workspace().join("state/local")).unwrap();
        copy
    }

    /// Puts copies of another workspace's journals beside one's own.
    pub(crate) fn receive(&self, other: &Sandbox) {
        let folder = self.workspace().join("state/journal");
        std::fs::create_dir_all(&folder).unwrap();
        for file in other.journals() {
            std::fs::copy(&file, folder.join(file.file_name().unwrap())).unwrap();
        }
    }
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for file in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(file.file_name());
        match file.file_type().unwrap().is_dir() {
            true => copy_folder(&file.path(), &target),
            false => _ = std::fs::copy(file.path(), target).unwrap(),
        }
    }
}

/// What a run printed and how it ended.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) out: String,
    pub(crate) err: String,
    pub(crate) code: Option<i32>,
}

impl Ran {
    pub(crate) fn of(output: Output) -> Ran {
        Ran {
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
            code: output.status.code(),
        }
    }
}

/// The screens on the shipped paper, driven by keys; what they append goes straight into the ledger.
pub(crate) struct Screens {
    pub(crate) model: Model,
    pub(crate) effects: Vec<Effect>,
    now: i64,
    number: u32,
}

/// 2026-11-23T09:00:00Z.
pub(crate) const NOW: i64 = 1_795_424_400_000;

/// The present, in UTC.
pub(crate) fn clock() -> Clock {
    Clock::new(Instant::from_millis(NOW), Zones::default())
}

impl Screens {
    pub(crate) fn new(columns: u16, rows: u16, lang: Lang) -> Screens {
        Screens::with(columns, rows, Options { lang, author: Some("Ana".into()), ..Options::default() })
    }

    pub(crate) fn with(columns: u16, rows: u16, options: Options) -> Screens {
        let assets = assets::load(None);
        let now = Instant::from_millis(NOW);
        let (paper, roster) = (assets.paper, assets.roster);
        let mut model = Model::new(paper, roster, Ledger::default(), options, (columns, rows), now);
        view::keep_in_view(&mut model);
        Screens { model, effects: Vec::new(), now: NOW, number: 0 }
    }

    /// Presses keys: plain characters, and names in angle brackets such as `<enter>` or `<c-s>`.
    pub(crate) fn press(&mut self, keys: &str) -> &mut Screens {
        let mut rest = keys;
        while let Some(c) = rest.chars().next() {
            let named = rest.strip_prefix('<').and_then(|rest| rest.split_once('>'));
            let event = match named {
                Some((name, after)) => {
                    rest = after;
                    key(name)
                }
                None => {
                    rest = &rest[c.len_utf8()..];
                    KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE)
                }
            };
            self.send(Message::Key(event));
        }
        self
    }

    /// Sends a message, and performs what follows from it.
    pub(crate) fn send(&mut self, message: Message) {
        self.now += 1000;
        let mut effects = update(&mut self.model, message, Instant::from_millis(self.now));
        while !effects.is_empty() {
            let effect = effects.remove(0);
            if let Effect::Append(facts) = &effect {
                let entry = self.append(facts.clone());
                let answer = Message::Recorded(Ok(Box::new(entry)));
                effects.extend(update(&mut self.model, answer, Instant::from_millis(self.now)));
            }
            self.effects.push(effect);
        }
        while self.model.is_seeking() {
            update(&mut self.model, Message::Seek, Instant::from_millis(self.now));
        }
    }

    fn append(&mut self, facts: Vec<Fact>) -> Entry {
        self.number += 1;
        let id = EntryId { device: "dev".into(), number: self.number };
        let by = self.model.options.author.clone().unwrap_or_default().into();
        Entry { v: 1, id, at: Instant::from_millis(self.now), by, facts }
    }

    /// Takes in an entry of somebody else's.
    pub(crate) fn receive(&mut self, entry: Entry) {
        self.send(Message::Grown(vec![entry]));
        prepcom::tui::update::show(&mut self.model);
    }

    pub(crate) fn buffer(&self) -> Buffer {
        let (columns, rows) = self.model.size;
        let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
        view::draw(&mut buffer, &self.model);
        buffer
    }

    /// The frame as text, without trailing blanks.
    pub(crate) fn frame(&self) -> String {
        lines(&self.buffer()).join("\n")
    }
}

/// The rows of a buffer as text.
pub(crate) fn lines(buffer: &Buffer) -> Vec<String> {
    let area = buffer.area();
    let row = |y: u16| {
        let mut line = String::new();
        let mut x = area.left();
        while x < area.right() {
            let symbol = buffer[(x, y)].symbol();
            line.push_str(symbol);
            x += u16::try_from(prepcom::domain::text::width(symbol).max(1)).unwrap();
        }
        line.trim_end().to_owned()
    };
    (area.top()..area.bottom()).map(row).collect()
}

fn key(name: &str) -> KeyEvent {
    let code = match name {
        "enter" => KeyCode::Enter,
        "esc" => KeyCode::Esc,
        "tab" => KeyCode::Tab,
        "backtab" => KeyCode::BackTab,
        "down" => KeyCode::Down,
        "up" => KeyCode::Up,
        "left" => KeyCode::Left,
        "right" => KeyCode::Right,
        "backspace" => KeyCode::Backspace,
        "pagedown" => KeyCode::PageDown,
        "f2" => KeyCode::F(2),
        _ => {
            let c = name.strip_prefix("c-").and_then(|rest| rest.chars().next());
            let c = c.unwrap_or_else(|| panic!("no key is called {name}"));
            return KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL);
        }
    };
    KeyEvent::new(code, KeyModifiers::NONE)
}

/// Text of a file of the project.
pub(crate) fn project_file(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Expects a part of the frame.
pub(crate) fn has(screens: &Screens, part: &str) {
    let frame = screens.frame();
    assert!(frame.contains(part), "no `{part}` in:\n{frame}");
}

/// Expects a part not to be in the frame.
pub(crate) fn has_not(screens: &Screens, part: &str) {
    let frame = screens.frame();
    assert!(!frame.contains(part), "`{part}` in:\n{frame}");
}

/// A line of a journal from its members, `"v":1,…}`, with the checksum that they have.
pub(crate) fn sealed(members: &str) -> String {
    format!("{{\"sum\":\"{:08x}\",{members}", crc32fast::hash(members.as_bytes()))
}

/// The members of a line of a journal, without its checksum.
pub(crate) fn members(line: &str) -> &str {
    &line["{\"sum\":\"00000000\",".len()..]
}
