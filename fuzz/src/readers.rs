//! Every reader of bytes that are not ours, and what must hold whatever they are.
//!
//! Invariant: a reader here panics where the program has a fault and on nothing else. The program's tests replay the seeds through this file.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use prepcom::{
    domain::{
        entry::{ENTRY_VERSION, Entry},
        ids::EntryId,
        instant::{Clock, Instant, Zones},
        ledger::{Ledger, View},
        line::{BadLine, read_line, write_line},
        saved,
        snapshot::Snapshot,
        text,
    },
    import::{self, Around, Format, NotesAre, WordMap, plan},
    store::{
        assets::{self, Assets},
        journal::Journal,
        settings,
        workspace::Workspace,
    },
    tui::{
        Options,
        message::{Effect, Message},
        model::Model,
        update::update,
        view,
    },
};
use ratatui::{buffer::Buffer, layout::Rect};
use std::{collections::VecDeque, io::Write, sync::OnceLock};

/// What reads bytes.
pub(crate) type Reader = fn(&[u8]);

/// Every reader by its name, which is also its folder of seeds.
pub(crate) const READERS: [(&str, Reader); 12] = [
    ("area", area),
    ("paper", paper),
    ("delegations", delegations),
    ("groups", groups),
    ("line", line),
    ("journal", journal),
    ("csv", csv),
    ("json", json),
    ("xlsx", xlsx),
    ("saved", saved_snapshot),
    ("settings", settings),
    ("keys", keys),
];

const NOW: i64 = 1_795_424_400_000;

fn now() -> Instant {
    Instant::from_millis(NOW)
}

/// The paper and the roster that are part of the program.
fn shipped() -> &'static Assets {
    static SHIPPED: OnceLock<Assets> = OnceLock::new();
    SHIPPED.get_or_init(|| assets::load(None))
}

fn snapshot(ledger: &Ledger) -> Snapshot {
    Snapshot::new(&shipped().paper, &shipped().roster, ledger, View::default())
}

fn area(bytes: &[u8]) {
    let read = assets::alone("areas/12-new.ron", bytes.to_vec());
    assert!(!read.paper.areas.is_empty() || !read.problems.is_empty(), "an area is left out in silence");
    for (_, item) in read.paper.items() {
        let found = read.paper.find_items(item.key.as_str()).expect("an item that passed can be named");
        assert!(found.contains(&item.id));
        let _ = item.fingerprint();
    }
    all_is_clean(&read);
}

fn paper(bytes: &[u8]) {
    all_is_clean(&assets::alone("paper.ron", bytes.to_vec()));
}

fn delegations(bytes: &[u8]) {
    roster(&assets::alone("delegations.ron", bytes.to_vec()));
}

fn groups(bytes: &[u8]) {
    roster(&assets::alone("groups.ron", bytes.to_vec()));
}

/// Whoever is in a roster can be named by its code.
fn roster(read: &Assets) {
    for who in read.roster.all() {
        let code = read.roster.code(who);
        assert_eq!(read.roster.find(code.as_str()).ok(), Some(who), "{code}");
        assert_eq!(read.roster.by_code(code), Some(who));
        let _ = read.roster.search_names(who);
    }
    all_is_clean(read);
}

/// No problem shows what acts on a terminal.
fn all_is_clean(read: &Assets) {
    for problem in &read.problems {
        let shown = [&*problem.place.excerpt, &problem.what.en, &problem.what.zh, &problem.hint.en];
        assert!(!shown.into_iter().any(|text| text.chars().any(text::is_unsafe)), "{problem:?}");
    }
}

/// A line with its checksum as it should be, from its other members.
fn summed(members: &str) -> String {
    format!("{{\"sum\":\"{:08x}\",{members}", crc32fast::hash(members.as_bytes()))
}

/// One line: what begins with `+` gets the right checksum, so that what stands behind it is reached.
fn line(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let line = match text.strip_prefix('+') {
        Some(members) => summed(members),
        None => text.to_owned(),
    };
    let bare = line.strip_suffix('\r').unwrap_or(&line);
    match read_line(&line) {
        Ok(entry) => {
            let written = write_line(&entry).expect("an entry can be written");
            assert!(!written.contains('\n'));
            assert_eq!(read_line(&written), Ok(entry), "what is written reads back");
        }
        Err(BadLine::NotUnderstood(_)) => {
            assert!(serde_json::from_str::<Entry>(bare).is_err(), "what can be read is understood");
        }
        Err(BadLine::Newer(version)) => assert!(version > ENTRY_VERSION),
        Err(BadLine::MergeMarker | BadLine::NotAnEntry | BadLine::TooLong | BadLine::Damaged) => {}
    }
}

/// A journal: lines that begin with `+` get the right checksum; `@` alone on a line begins another device's file.
fn journal(bytes: &[u8]) {
    let folder = tempfile::tempdir_in(scratch()).expect("there is room for a file");
    let workspace = Workspace::at(folder.path());
    workspace.make_folders().expect("there is room for a folder");
    let files: Vec<Vec<u8>> = split_files(bytes);
    let path = |number: usize| workspace.journals().join(format!("d{number}.jsonl"));
    let mut ledger = Ledger::default();
    let mut journal = Journal::new(workspace.clone());
    for (number, file) in files.iter().enumerate() {
        std::fs::write(path(number), &file[..file.len() / 2]).expect("there is room for a file");
    }
    journal.refresh(&mut ledger);
    for (number, file) in files.iter().enumerate() {
        let mut grown = std::fs::OpenOptions::new().append(true).open(path(number)).expect("it is there");
        grown.write_all(&file[file.len() / 2..]).expect("there is room for more");
    }
    journal.refresh(&mut ledger);
    let mut whole = Ledger::default();
    let mut at_once = Journal::new(workspace.clone());
    at_once.refresh(&mut whole);
    let shown = snapshot(&whole);
    assert_eq!(snapshot(&ledger), shown, "a journal that grew says something else");
    assert_eq!(journal.problems(), at_once.problems(), "a journal that grew has other problems");
    let mut backwards = Ledger::default();
    for entry in whole.entries().iter().rev().chain(whole.entries()) {
        backwards.apply(Entry::clone(entry));
    }
    assert_eq!(snapshot(&backwards), shown, "order or repetition matters");
}

fn split_files(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut files = vec![Vec::new()];
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let last = files.last_mut().expect("there is one");
        match (line, std::str::from_utf8(line)) {
            (b"@\n", _) => files.push(Vec::new()),
            ([b'+', ..], Ok(text)) => {
                let body = text[1..].trim_end_matches('\n');
                last.extend_from_slice(summed(body).as_bytes());
                last.extend_from_slice(&text.as_bytes()[1 + body.len()..]);
            }
            _ => last.extend_from_slice(line),
        }
    }
    files.truncate(4);
    files
}

/// Where files of a moment are put: in memory, where the system has such a place.
fn scratch() -> std::path::PathBuf {
    let memory = std::path::Path::new("/dev/shm");
    if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() }
}

fn csv(bytes: &[u8]) {
    import_twice(bytes, Format::Csv);
}

fn json(bytes: &[u8]) {
    import_twice(bytes, Format::Json);
}

/// A workbook as it is, or, behind a first byte `s`, sheets and shared strings that are packed first.
fn xlsx(bytes: &[u8]) {
    match bytes.strip_prefix(b"s") {
        Some(parts) => import_twice(&packed(parts), Format::Xlsx),
        None => import_twice(bytes, Format::Xlsx),
    }
}

/// Parts between bytes 0 as a workbook: the sheet, shared strings, styles, the workbook itself.
fn packed(parts: &[u8]) -> Vec<u8> {
    const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;
    const BOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Positions" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
    const RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
    let mut parts = parts.splitn(4, |byte| *byte == 0);
    let mut next = || parts.next().unwrap_or_default();
    let (sheet, strings, styles, book) = (next(), next(), next(), next());
    let book = if book.is_empty() { BOOK.as_bytes() } else { book };
    let mut file = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, part) in [
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/sharedStrings.xml", strings),
        ("xl/styles.xml", styles),
    ] {
        if !part.is_empty() {
            let options =
                zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
            file.start_file(name, options).expect("a part can be packed");
            file.write_all(part).expect("a part can be packed");
        }
    }
    file.finish().expect("a file can be packed").into_inner()
}

/// What a file says is recorded as one entry that reads back; the same file again says nothing new.
fn import_twice(bytes: &[u8], format: Format) {
    let mut ledger = Ledger::default();
    for round in 0..2 {
        let words = WordMap::default();
        let around = Around {
            paper: &shipped().paper,
            roster: &shipped().roster,
            clock: Clock::new(now(), Zones::default()),
            file: "x",
            encoding: None,
            words: &words,
            notes: NotesAre::AsWritten,
        };
        let read = import::read(bytes, format, around);
        assert!(read.bad <= read.rows, "more bad rows than rows");
        assert_eq!(read.refused || read.bad > 0, !read.problems.is_empty(), "{:?}", read.problems);
        for problem in &read.problems {
            let shown = [&*problem.place.excerpt, &problem.what.en, &problem.what.zh, &problem.hint.en];
            assert!(!shown.into_iter().any(|text| text.chars().any(text::is_unsafe)), "{problem:?}");
        }
        if read.refused {
            return;
        }
        let shown = snapshot(&ledger);
        let recorded =
            plan::Recorded { paper: &shipped().paper, ledger: &ledger, snapshot: &shown, now: now() };
        let plan = plan::plan(read.contents, recorded);
        if plan.is_empty() {
            return;
        }
        assert_eq!(round, 0, "the same file again says something new: {:?}", plan.plain_facts().next());
        let id = EntryId { device: "fuzz".into(), number: 1 };
        let entry = Entry { v: 1, facts: plan.facts(&id), id, at: now(), by: "A".into() };
        let written = write_line(&entry).expect("an entry can be written");
        assert_eq!(read_line(&written), Ok(entry.clone()));
        ledger.apply(entry);
    }
}

fn saved_snapshot(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let text = match text.strip_prefix('+') {
        Some(rest) => saved::seal(rest).into(),
        None => text,
    };
    match saved::read(&text) {
        Ok(file) => {
            let document = file.document();
            let written = serde_json::to_string(&document).expect("a document can be written");
            assert!(saved::read(&written).is_ok_and(|again| again.document() == document), "{written}");
        }
        Err(bad) => {
            assert!(!bad.what.en.chars().chain(bad.what.zh.chars()).any(text::is_unsafe), "{bad:?}");
        }
    }
}

fn settings(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if settings::parse(text).is_ok() {
        let folder = tempfile::tempdir_in(scratch()).expect("there is room for a file");
        let path = folder.path().join("settings.ron");
        std::fs::write(&path, text).expect("there is room for a file");
        if settings::remember_author(&path, "A. \"Diplomat\"").is_ok() {
            let read = settings::load(&path).expect("what was changed reads");
            assert_eq!(read.author, "A. \"Diplomat\"");
        }
    }
}

/// What happens at a terminal, from bytes.
fn keys(bytes: &[u8]) {
    let (paper, roster) = (shipped().paper.clone(), shipped().roster.clone());
    let options = Options { author: Some("Ana".into()), ..Options::default() };
    let mut model = Model::new(paper, roster, Ledger::default(), options, (80, 24), now());
    view::keep_in_view(&mut model);
    let (mut left, mut time, mut number) = (bytes, NOW, 0_u32);
    for step in 0..400 {
        let Some(message) = happening(&mut left) else { break };
        time += 1000;
        let now = Instant::from_millis(time);
        let mut effects: VecDeque<Effect> = update(&mut model, message, now).into();
        while let Some(effect) = effects.pop_front() {
            if effect == Effect::Quit {
                return;
            }
            if let Some(answer) = answer(effect, &mut model, &mut number, now) {
                effects.extend(update(&mut model, answer, now));
            }
        }
        if step % 3 == 0 {
            draw(&model);
        }
    }
    draw(&model);
    let whole = Snapshot::new(&model.paper, &model.roster, &model.ledger, model.options.view);
    assert_eq!(model.snapshot, whole, "what is shown is not what is recorded");
}

fn draw(model: &Model) {
    let (columns, rows) = model.size;
    let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
    view::draw(&mut buffer, model);
}

fn answer(effect: Effect, model: &mut Model, number: &mut u32, now: Instant) -> Option<Message> {
    match effect {
        Effect::Append(facts) => {
            *number += 1;
            let id = EntryId { device: "dev".into(), number: *number };
            let entry = Entry { v: 1, id, at: now, by: "Ana".into(), facts };
            let written = write_line(&entry).expect("an entry can be written");
            assert_eq!(read_line(&written), Ok(entry.clone()), "what is recorded reads back");
            model.ledger.apply(entry.clone());
            Some(Message::Recorded(Ok(Box::new(entry))))
        }
        Effect::Edit { text, .. } => Some(Message::Edited(Ok(Some(format!("{text}\u{1b}[2J edited\n"))))),
        Effect::ListSaved => Some(Message::SavedListed(Ok(Vec::new()))),
        Effect::OpenSaved(_) => Some(Message::SavedOpened(Err("there is none".into()))),
        Effect::Save(name) => Some(Message::Saved(Ok((name, "state/snapshots/x.json".into())))),
        Effect::Refresh => Some(Message::Refreshed(Vec::new())),
        Effect::Suspend => Some(Message::Resize(model.size.0, model.size.1)),
        Effect::Export(order) => {
            use prepcom::tui::export_form::Outcome;
            assert!(!order.own_name.contains(['/', '\\']), "a name of data is a path: {}", order.own_name);
            Some(Message::Exported(Outcome::Written { path: order.path, bytes: 7, wide: None }))
        }
        _ => None,
    }
}

/// Keys with names.
const NAMED: [KeyCode; 18] = [
    KeyCode::Enter,
    KeyCode::Esc,
    KeyCode::Tab,
    KeyCode::BackTab,
    KeyCode::Up,
    KeyCode::Down,
    KeyCode::Left,
    KeyCode::Right,
    KeyCode::PageUp,
    KeyCode::PageDown,
    KeyCode::Home,
    KeyCode::End,
    KeyCode::Backspace,
    KeyCode::Delete,
    KeyCode::F(1),
    KeyCode::F(2),
    KeyCode::Insert,
    KeyCode::Null,
];

const MOUSE: [MouseEventKind; 8] = [
    MouseEventKind::Down(MouseButton::Left),
    MouseEventKind::Up(MouseButton::Left),
    MouseEventKind::Drag(MouseButton::Left),
    MouseEventKind::Down(MouseButton::Right),
    MouseEventKind::ScrollDown,
    MouseEventKind::ScrollUp,
    MouseEventKind::Moved,
    MouseEventKind::Down(MouseButton::Middle),
];

/// The next thing that happens: a key mostly; from 0x80 on the rest.
fn happening(left: &mut &[u8]) -> Option<Message> {
    let mut byte = || {
        let (first, rest) = left.split_first()?;
        *left = rest;
        Some(*first)
    };
    let first = byte()?;
    let key = |code, modifiers| Some(Message::Key(KeyEvent::new(code, modifiers)));
    match first {
        0..0x20 => key(NAMED[usize::from(first) % NAMED.len()], KeyModifiers::NONE),
        0x20..0x7f => key(KeyCode::Char(char::from(first)), KeyModifiers::NONE),
        0x7f => Some(Message::Tick),
        0x80..0x9a => key(KeyCode::Char(char::from(first - 0x80 + b'a')), KeyModifiers::CONTROL),
        0x9a..0xa0 => key(NAMED[usize::from(first - 0x9a) + 2], KeyModifiers::SHIFT),
        0xa0..0xa8 => Some(Message::Resize(u16::from(byte()?) * 2, u16::from(byte()?))),
        0xa8..0xb8 => {
            let (column, row) = (u16::from(byte()?), u16::from(byte()?));
            let kind = MOUSE[usize::from(first) % MOUSE.len()];
            Some(Message::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }))
        }
        0xb8..0xc0 => {
            let length = usize::from(byte()?).min(left.len());
            let (pasted, rest) = left.split_at(length);
            *left = rest;
            Some(Message::Paste(String::from_utf8_lossy(pasted).into_owned()))
        }
        0xc0..0xc8 => Some(Message::Refreshed(Vec::new())),
        0xc8..0xcc => Some(Message::Edited(Ok(None))),
        0xcc..0xd0 => Some(Message::Edited(Err("no editor".into()))),
        0xd0..0xd8 => Some(Message::Recorded(Err("the disk is full".into()))),
        0xd8..0xdc => Some(Message::Exporting((usize::from(first), 7))),
        0xdc..0xe0 => Some(Message::SavedListed(Err("no folder".into()))),
        0xe0..0xf0 => key(
            KeyCode::Char(['é', '中', '0', '/', 'й', '\u{301}', '\u{202e}', '🇦'][usize::from(first) % 8]),
            KeyModifiers::NONE,
        ),
        _ => key(KeyCode::Char(char::from(first - 0xf0 + b'a')), KeyModifiers::ALT),
    }
}
