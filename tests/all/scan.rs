//! All bytes that reach a terminal while a hostile workspace is open: on every screen, under every overlay, from every command.

use crate::{support::Sandbox, terminal::Terminal};
use prepcom::{
    domain::{
        entry::{
            CommitmentEdited, CommitmentMade, Entry, Fact, LineSet, MeetingFinished, MeetingPlanned,
            NoteEdited, NoteRemoved, NoteWritten, PointSet, PositionSet, StatusSet, Undone,
        },
        ids::{EntryId, FactId, ItemId, Who},
        instant::Instant,
        line::write_line,
        position::{Position, Source, SourceKind, Status},
        saved,
        text::is_unsafe,
    },
    store::{drafts, workspace::Workspace},
};
use std::{
    collections::BTreeMap,
    path::Path,
    time::{Duration, Instant as Clock},
};

/// What somebody might write to make a terminal do something: titles, clipboard, colours, queries, modes, hyperlinks, bells, NUL,
/// characters of C1, directions, tags, and a text that is very long.
const HOSTILE: [&str; 8] = [
    "a\u{1b}]0;title\u{7}b\u{1b}]52;c;cm0=\u{1b}\\c",
    "a\u{1b}[2J\u{1b}[31mred\u{1b}[6n\u{1b}[?1049l\u{1b}cb",
    "a\u{9b}31mred\u{9d}0;title\u{9c}\u{90}q\u{9c}b",
    "a\u{202e}desrever\u{2066}\u{200b}\u{2028}\u{feff}b",
    "nul\0 del\u{7f} bell\u{7} back\u{8} tab\t cr\r vt\u{b} so\u{e}\u{f}",
    "a\u{1b}P1$r0m\u{1b}\\b\u{1b}]8;;http://x\u{1b}\\c\u{1b}_G\u{1b}\\",
    "a\u{e0041}\u{fff9}b\u{1b}\u{1b}[[A\u{1b}",
    "行\u{1b}[1;1H一\n二\r\n\u{85}三\u{2029}四",
];

/// A hostile text for each place; every ninth is long.
fn hostile(number: usize) -> String {
    let text = HOSTILE[number % HOSTILE.len()];
    if number % 9 == 8 { format!("{text}{}", "x\u{1b}[7m".repeat(4_000)) } else { text.to_owned() }
}

/// A stand that knew of nothing.
fn stand(who: &str, item: &str, is: Option<Position>, text: &str) -> Fact {
    Fact::Position(PositionSet {
        who: Who::new(who),
        item: crate::support::item(item),
        is,
        condition: text.into(),
        source: Some(Source::new(SourceKind::WorkingPaper, text)),
        on: Instant::from_millis(1_720_000_000_000),
        text: text.into(),
        parents: Vec::new(),
        concurrent: true,
        ..PositionSet::default()
    })
}

/// Facts with a hostile text in every field, on names that are known, hostile and both.
fn facts(number: usize, this: &EntryId) -> Vec<Fact> {
    let text = || hostile(number);
    let on = Instant::from_millis(1_720_000_000_000);
    let (who, item) = (Who::new("AUT"), crate::support::item("1a"));
    let made = |index| FactId { entry: *this, index };
    let note = |who: Option<Who>, item: Option<ItemId>, shareable| {
        Fact::Note(NoteWritten {
            who,
            item,
            text: text(),
            visibility: if shareable {
                prepcom::domain::entry::Visibility::Shareable
            } else {
                prepcom::domain::entry::Visibility::Internal
            },
            on,
            ..NoteWritten::default()
        })
    };
    vec![
        stand("AUT", "1a", Position::ALL.get(number % 8).copied(), &text()),
        note(Some(who), Some(item), false),
        Fact::Commitment(CommitmentMade {
            who,
            item,
            text: text(),
            due: Some("2020-04-01".parse().unwrap()),
            source: Some(Source::new(SourceKind::Statement, &text())),
        }),
        Fact::Meeting(MeetingPlanned {
            participants: vec![who, Who::new(&text())],
            when: Instant::from_millis(4_000_000_000_000),
            place: text(),
            items: vec![item, crate::support::item(&text())],
            ..MeetingPlanned::default()
        }),
        Fact::Status(StatusSet { commitment: made(2), is: Status::Limited, evidence: text() }),
        Fact::CommitmentEdited(CommitmentEdited { commitment: made(2), text: text(), due: None }),
        Fact::NoteEdited(NoteEdited {
            note: made(1),
            text: text(),
            visibility: prepcom::domain::entry::Visibility::Shareable,
        }),
        Fact::Line(LineSet {
            item,
            objective: text(),
            arguments: text(),
            asks: text(),
            parents: Vec::new(),
            concurrent: true,
        }),
        Fact::Point(PointSet { who, item, text: text(), done: false }),
        note(Some(who), None, true),
        note(None, Some(item), false),
        stand(&text(), "1a", Some(Position::Supports), &text()),
        stand("AUT", &text(), Some(Position::Supports), &text()),
        stand("@NAM", "1a", Some(Position::Opposes), &text()),
        Fact::MeetingFinished(MeetingFinished { meeting: made(3), outcome: text() }),
        Fact::NoteRemoved(NoteRemoved { note: made(9) }),
    ]
}

/// A journal of many authors, each of whom takes back what another recorded, and below it lines that are none.
fn write_journals(folder: &Path) {
    let mut lines = String::new();
    for number in 1..=18u32 {
        let id = EntryId { device: "evil".into(), number };
        let place = usize::try_from(number).unwrap();
        let facts = match number % 6 {
            0 => vec![Fact::Undo(Undone { entry: EntryId { device: "evil".into(), number: number - 1 } })],
            _ => facts(place, &id),
        };
        let at = Instant::from_millis(1_720_000_000_000 + i64::from(number));
        let entry = Entry { v: 1, id, at, by: hostile(place).into(), facts };
        lines += &(write_line(&entry).unwrap() + "\n");
    }
    lines += &HOSTILE.map(|text| text.replace(['\n', '\r'], " ") + "\n").concat();
    lines += "<<<<<<< \u{1b}[31mHEAD\n";
    std::fs::write(folder.join("evil.jsonl"), &lines).unwrap();
    std::fs::write(folder.join("\u{1b}[31m\u{202e}name\u{9b}2J.jsonl"), "\u{1b}]0;x\u{7}\n").unwrap();
}

/// Texts of a kind in a file that are hostile, at most: each is a problem of the file, and hundreds of them tell no more.
const MOST: usize = 12;

/// The paper, delegations and groups with a hostile text before their texts.
fn write_assets(root: &Path) {
    let escaped = |text: &str| text.chars().map(|c| format!("\\u{{{:x}}}", u32::from(c))).collect::<String>();
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets");
    std::fs::create_dir_all(root.join("assets/areas")).unwrap();
    let areas = std::fs::read_dir(shipped.join("areas")).unwrap().map(|file| file.unwrap().file_name());
    let areas: Vec<String> = areas.map(|name| format!("areas/{}", name.to_string_lossy())).collect();
    let files = ["paper.ron", "delegations.ron", "groups.ron"].map(str::to_owned).into_iter().chain(areas);
    for (number, name) in files.enumerate() {
        let mut text = std::fs::read_to_string(shipped.join(&name)).unwrap();
        for field in ["en: \"", "zh: \"", "symbol: \"", "symbols: [\"", "members_as_of: \"", "aliases: [\""] {
            let marked = format!("{field}{}", escaped(HOSTILE[number % HOSTILE.len()]));
            text = text.replacen(field, &marked, MOST);
        }
        std::fs::write(root.join("assets").join(name), text).unwrap();
    }
}

/// A workspace and settings in which everything that can be text is hostile.
fn workspace() -> Sandbox {
    let sandbox = Sandbox::new();
    let root = sandbox.workspace();
    sandbox.ok(&["set", "aut", "1a", "supports", "--if", "a word"]);
    sandbox.ok(&["snapshot", "save", "a name"]);
    let folder = root.join("state/snapshots");
    let saved_file = std::fs::read_dir(&folder).unwrap().next().unwrap().unwrap().path();
    let text = std::fs::read_to_string(&saved_file).unwrap();
    let rest = text.splitn(4, '\n').nth(3).unwrap().replace("\"a name\"", "\"a \\u001b[31m \\u009b2J name\"");
    std::fs::write(folder.join("hostile.json"), saved::seal(&format!("{{\n{rest}"))).unwrap();
    write_journals(&root.join("state/journal"));
    write_assets(&root);
    let texts = BTreeMap::from([("AUT 1a -".to_owned(), hostile(1)), ("AUT 1b -".to_owned(), hostile(7))]);
    drafts::keep(&Workspace::at(&root), &texts).unwrap();
    let settings = sandbox.home().join(".config/prepcom");
    std::fs::create_dir_all(&settings).unwrap();
    let hostile_settings =
        "(author: \"A\\u{1b}[31m\\u{202e}\", marking: \"MARK\\u{1b}]0;x\\u{7}\\u{9b}1m\\u{202e}ED\")";
    std::fs::write(settings.join("settings.ron"), hostile_settings).unwrap();
    sandbox
}

/// What is wrong with the bytes that a terminal got: the grammar is all that the program may send. Plain characters that are safe,
/// and of control sequences: where the cursor goes, how the next characters look, the screen emptied, and the modes that it sets.
fn wrong(bytes: &[u8]) -> Option<String> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap()
        }
        Err(error) => return Some(format!("not UTF-8 at {}", error.valid_up_to())),
    };
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let here = || text[text.len() - rest.len()..].chars().take(40).collect::<String>();
        match c {
            '\u{1b}' => match sequence(rest) {
                Some(length) => rest = &rest[length..],
                None => return Some(format!("{:?}", here())),
            },
            c if is_unsafe(c) || c == '\n' => return Some(format!("{:?}", here())),
            c => rest = &rest[c.len_utf8()..],
        }
    }
    None
}

/// The modes that are set and reset: cursor, alternate screen, pasted text, frames at once, mouse.
const MODES: [&str; 9] = ["25", "1049", "2004", "2026", "1000", "1002", "1003", "1015", "1006"];

/// The length of a control sequence of ours at the beginning of a text.
fn sequence(text: &str) -> Option<usize> {
    let inside = text.strip_prefix("\u{1b}[")?;
    let end = inside.find(|c: char| c.is_ascii_alphabetic())?;
    let (parameters, last) = (&inside[..end], inside.as_bytes()[end]);
    let numbers =
        |separators: &[char]| parameters.chars().all(|c| c.is_ascii_digit() || separators.contains(&c));
    let is_ours = match last {
        b'H' => numbers(&[';']) && parameters.split(';').count() <= 2,
        b'm' => numbers(&[';', ':']),
        b'J' => parameters == "2",
        b'h' | b'l' => parameters.strip_prefix('?').is_some_and(|mode| MODES.contains(&mode)),
        _ => false,
    };
    is_ours.then_some(2 + end + 1)
}

#[test]
fn the_scan_finds_what_is_not_the_programs_own() {
    for bad in [
        "\u{1b}]0;x\u{7}",
        "\u{1b}[6n",
        "\u{1b}c",
        "\u{1b}[?47h",
        "\u{1b}[3J",
        "\u{9b}1m",
        "a\0",
        "a\u{7f}",
        "\u{202e}",
        "\u{1b}[31",
        "a\r",
        "a\r\n",
        "\u{1b}[K",
        "\u{1b}P",
        "\u{1b}[1;2;3H",
        "\n",
    ] {
        assert!(wrong(bad.as_bytes()).is_some(), "{bad:?}");
    }
    assert_eq!(wrong("\u{1b}[2J\u{1b}[12;3Ha\u{1b}[1;38;5;231m中\u{1b}[?25h\u{1b}[?1049l".as_bytes()), None);
    assert!(wrong(b"\xff").is_some());
}

/// Keys that lead from the overview to every screen and everything that lies over one, and `<` for Escape.
const WAYS: [&str; 40] = [
    "j",
    "\r",
    "]",
    "P",
    "P\u{1b}[6~",
    "faut\r",
    "faut\r\t",
    "faut\rn",
    "faut\rjn",
    "faut\re",
    "faut\rc",
    "faut\rr",
    "f1a\ro",
    "f@nam\r",
    "f",
    "fzz",
    "faut\r2",
    "faut\r2u",
    "m",
    "mS",
    "mF",
    "m \u{1b}[C",
    "!",
    "!]",
    "!G",
    "!dd",
    "C",
    "CS",
    "tP",
    "t\u{1b}[6~",
    "tM",
    "tM\r\r",
    "faut\rb",
    "faut\rW",
    "A",
    "A\u{1b}[6~",
    "?",
    ":",
    "O",
    "D",
];

#[test]
fn no_control_sequence_but_the_programs_own_reaches_the_terminal_whatever_the_workspace_holds() {
    for (lang, columns, rows) in [("en", 80, 24), ("zh", 200, 50)] {
        let sandbox = workspace();
        let mut terminal = Terminal::open(
            &sandbox,
            columns,
            rows,
            &["--lang", lang],
            &[("EDITOR", "/no/\u{1b}]0;x\u{7}editor"), ("PREPCOM_AUTHOR", "")],
        );
        terminal.wait("prepcom  ");
        let mut seen = std::collections::HashSet::new();
        for way in WAYS.into_iter().chain([
            "/aut\r",
            "@2024-07-04\r",
            "<",
            ".",
            "+a name\r",
            "faut\rE",
            "s\x13",
            "4",
            "\x18",
        ]) {
            seen.insert(type_and_settle(&mut terminal, way));
            // Escape leaves what lies over the screen and then the screens; a second one leaves a form that asks.
            type_and_settle(&mut terminal, "\u{1b}");
            type_and_settle(&mut terminal, "\u{1b}");
            type_and_settle(&mut terminal, "\u{1b}");
        }
        assert!(seen.len() > 40, "only {} different screens were seen", seen.len());
        let shown = seen.iter().any(|text| text.contains("MARK]0;xED"));
        assert!(shown && seen.iter().any(|text| text.contains("desrever")), "the hostile texts are shown");
        terminal.writer.write_all(b"q").unwrap();
        terminal.ends();
        let bytes = terminal.bytes.lock().unwrap().clone();
        assert!(bytes.len() > 100_000, "{}", bytes.len());
        assert_eq!(wrong(&bytes), None, "{lang}");
    }
}

/// Types, and waits until a frame was drawn for every key and nothing more comes; returns what the screen shows.
fn type_and_settle(terminal: &mut Terminal, keys: &str) -> String {
    let before = terminal.bytes.lock().unwrap().len();
    let frames = |terminal: &Terminal| {
        let bytes = terminal.bytes.lock().unwrap();
        bytes[before..].windows(8).filter(|window| *window == b"\x1b[?2026l").count()
    };
    let pressed = keys.replace("\u{1b}[6~", "v").replace("\u{1b}[C", ">").chars().count();
    let end = Clock::now() + Duration::from_secs(60);
    terminal.writer.write_all(keys.as_bytes()).unwrap();
    while frames(terminal) < pressed {
        assert!(Clock::now() < end, "{keys:?} was not answered:\n{}", terminal.text());
        std::thread::sleep(Duration::from_millis(5));
    }
    std::thread::sleep(Duration::from_millis(20));
    terminal.text()
}

/// Commands, in which HOSTILE is a hostile word and FILE a hostile file with a hostile name.
const COMMANDS: [&str; 44] = [
    "show",
    "show 1a",
    "show aut",
    "show @nam",
    "show 1a --json",
    "log",
    "log --json",
    "todo",
    "todo --json",
    "brief aut",
    "brief aut --json",
    "brief aut --format md",
    "diff 2018-01-01 now --notes all",
    "diff 2018-01-01 now --json",
    "check",
    "check --json",
    "commitment list",
    "commitment list --json",
    "meeting list",
    "conflict list",
    "conflict list --json",
    "conflict resolve aut 1a --on-the-record",
    "conflict resolve --all --later",
    "snapshot list",
    "snapshot show HOSTILE",
    "line 1a",
    "export --format md --notes all",
    "export --format html --notes all",
    "export --format json --notes all",
    "import FILE",
    "import --dry-run --skip-bad FILE",
    "show HOSTILE",
    "set HOSTILE 1a supports",
    "set aut 1a HOSTILE",
    "set aut 1a supports --if HOSTILE --source paper:HOSTILE",
    "note aut HOSTILE",
    "commitment progress evil-1 limited",
    "export --format HOSTILE",
    "HOSTILE",
    "redo evil-1",
    "redo HOSTILE",
    "undo",
    "redo",
    "export -o FILE",
];

#[test]
fn no_command_prints_a_control_character_whatever_the_workspace_holds() {
    let sandbox = workspace();
    let word = HOSTILE[1];
    let file = sandbox.workspace().join("\u{1b}[31mbad\u{202e}.csv");
    std::fs::write(&file, format!("participant,item,position\n{word},1a,supports\naut,1a,\u{9b}2Jx\n"))
        .unwrap();
    let file = file.to_string_lossy();
    // What prints is the same in both languages; a part of the commands shows that.
    for (lang, every) in [("en", 1), ("zh", 4)] {
        for command in COMMANDS.iter().step_by(every) {
            let given = command.split(' ').map(|part| part.replace("HOSTILE", word).replace("FILE", &file));
            let given: Vec<String> = given.collect();
            let arguments: Vec<&str> =
                ["--lang", lang].into_iter().chain(given.iter().map(String::as_str)).collect();
            let output = sandbox.command(&arguments).output().unwrap();
            for (stream, bytes) in [("out", &output.stdout), ("err", &output.stderr)] {
                let text = String::from_utf8(bytes.clone()).unwrap();
                let bad = text.char_indices().find(|(_, c)| is_unsafe(*c));
                let place = bad.map(|(at, _)| text[at..].chars().take(40).collect::<String>());
                assert_eq!(place, None, "{command} on std{stream}");
            }
            assert!(!output.stdout.is_empty() || !output.stderr.is_empty(), "{command} says nothing");
        }
    }
}
