//! What stood when long journals were last read: shown at the next start until they are read again, and only where nothing has changed.

use crate::{
    support::{Sandbox, Screens},
    terminal::Terminal,
    waits::{hold, let_go, stall},
};
use prepcom::{
    domain::{
        entry::{Entry, Fact, NoteWritten},
        ids::{EntryId, ItemKey, Who},
        instant::Instant,
        lang::Lang,
        ledger::{Ledger, View},
        line::{read_line, write_line},
        position::Position,
        roster::Roster,
        snapshot::{
            Snapshot, Standing,
            image::{self, Body, Image},
        },
    },
    store::{
        assets::{self, Assets},
        checkpoint,
        journal::Journal,
        workspace::Workspace,
    },
};
use std::{
    fs::{self, File},
    path::PathBuf,
    sync::{Arc, OnceLock},
    thread::sleep,
    time::Duration,
};

fn assets() -> &'static Assets {
    static ASSETS: OnceLock<Assets> = OnceLock::new();
    ASSETS.get_or_init(|| assets::load(None))
}

/// A workspace with a position of one's own and a colleague's journal of notes, so many of 100,000 bytes and a short one.
fn recorded(long_notes: u32) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.ok(&["set", "aut", "1a", "supports"]);
    sandbox.ok(&["commitment", "add", "aut", "1a", "circulates a draft"]);
    let note = |number, text: String, who: &str, item: &str| {
        let at = Instant::from_millis(1_780_000_000_000);
        let (who, item) = (Some(Who::new(who)), Some(ItemKey::new(item)));
        let fact = Fact::Note(NoteWritten { who, item, text, shareable: true, on: at });
        let id = EntryId { device: "colleague".into(), number };
        let entry = Entry { v: 1, id, at, by: "A. Colleague".into(), facts: vec![fact] };
        write_line(&entry).unwrap() + "\n"
    };
    let long = (1..=long_notes).map(|number| note(number, "a".repeat(100_000), "USA", "9a"));
    let short = note(long_notes + 1, "asked for time".into(), "AUT", "1a");
    fs::write(colleague(&sandbox), long.chain([short]).collect::<String>()).unwrap();
    sandbox
}

/// One whose journals are long enough.
fn long() -> Sandbox {
    recorded(45)
}

fn colleague(sandbox: &Sandbox) -> PathBuf {
    sandbox.workspace().join("state/journal/colleague.ron")
}

fn kept(sandbox: &Sandbox) -> PathBuf {
    sandbox.workspace().join("state/local/checkpoint")
}

/// What stands where one of each kind of fact was recorded.
fn snapshot_of_all() -> Snapshot {
    let facts = [
        r#"Position((who:"AUT",item:"1a",is:"supports",if:"if text",source:"statement:A/C.1/1",on:"2026-01-02T00:00:00.000Z",text:"12345678"))"#,
        r#"Position((who:"@NAM",item:"1b",is:"champions",on:"2026-01-02T00:00:00.000Z"))"#,
        r#"Note((who:"AUT",item:"1a",text:"asked for time",on:"2026-01-02T10:00:00.000Z"))"#,
        r#"Note((item:"1a",text:"要求给时间",shareable:true,on:"2026-01-01T10:00:00.000Z"))"#,
        r#"Commitment((who:"AUT",item:"1a",text:"a draft",due:"2027-04-01",source:"vote"))"#,
        r#"Raise((who:"AUT",item:"1a",text:"the draft"))"#,
        r#"Meeting((participants:["AUT"],when:"2026-01-03T10:00:00.000Z",place:"Vienna Café",items:["1a"]))"#,
        r#"Line((item:"1a",objective:"a text",ask:"to co-sponsor"))"#,
    ];
    snapshot(&[("ana-1", &facts.join(","))])
}

/// What stands where each of these entries states such facts.
fn snapshot(entries: &[(&str, &str)]) -> Snapshot {
    let mut ledger = Ledger::default();
    for (id, facts) in entries {
        let head = format!(r#"",v:1,id:"{id}",at:"2026-01-02T03:04:05.678Z",by:"A. Diplomat""#);
        let rest = format!("{head},facts:[{facts}])");
        let line = format!(r#"(sum:"{:08x}{rest}"#, crc32fast::hash(rest.as_bytes()));
        ledger.apply(read_line(&line).unwrap());
    }
    Snapshot::new(&assets().paper, &assets().roster, &ledger, View::default())
}

/// Reads the journals and keeps what stands.
fn keep(sandbox: &Sandbox) -> Snapshot {
    let workspace = Workspace::at(&sandbox.workspace());
    let (mut journal, mut ledger) = (Journal::new(workspace.clone()), Ledger::default());
    journal.refresh(&mut ledger);
    let Assets { paper, roster, .. } = assets();
    let stands = Snapshot::new(paper, roster, &ledger, View::default());
    checkpoint::keep(&journal, &workspace, paper, roster, &stands.image().unwrap());
    stands
}

fn recall_for(sandbox: &Sandbox, roster: &Roster) -> Option<Snapshot> {
    let workspace = Workspace::at(&sandbox.workspace());
    let journal = Journal::new(workspace.clone());
    let (stood, read_all) = checkpoint::recall(&journal, &workspace, &assets().paper, roster)?;
    let stood = stood.snapshot(&assets().paper, roster)?;
    // These are read as a part; whatever else is asked for comes from all of them.
    let has_notes = !stood.notes().is_empty();
    read_all().then(|| assert!(has_notes)).map(|()| stood)
}

fn recall(sandbox: &Sandbox) -> Option<Snapshot> {
    recall_for(sandbox, &assets().roster)
}

#[test]
fn what_was_kept_is_recalled_while_nothing_changes() {
    let sandbox = long();
    assert_eq!(recall(&sandbox), None);
    let stands = keep(&sandbox);
    let stood = recall(&sandbox).unwrap();
    assert_eq!(stood.total, stands.total);
    assert_eq!(stood.notes(), stands.notes());
    assert_eq!(stood.commitments(), stands.commitments());
    let who = assets().roster.find("aut").unwrap();
    assert_eq!(stood.cell(who, 0).own.as_ref().unwrap().by(), "A. Diplomat");
}

#[test]
fn short_journals_need_no_checkpoint() {
    let sandbox = recorded(1);
    keep(&sandbox);
    assert!(!kept(&sandbox).exists());
}

#[test]
fn a_journal_that_has_changed_in_any_way_makes_it_worthless() {
    let changes: [fn(&Sandbox); 6] = [
        |sandbox| _ = sandbox.ok(&["set", "aut", "1b", "supports"]),
        |sandbox| fs::write(colleague(sandbox).with_file_name("another.ron"), "").unwrap(),
        |sandbox| fs::remove_file(colleague(sandbox)).unwrap(),
        |sandbox| {
            let text = fs::read_to_string(colleague(sandbox)).unwrap();
            fs::write(colleague(sandbox), text.replace("AUT", "FRA")).unwrap();
        },
        // Not even one that has the age and the length of the one before, where its end is another.
        |sandbox| {
            let age = fs::metadata(colleague(sandbox)).unwrap().modified().unwrap();
            let text = fs::read_to_string(colleague(sandbox)).unwrap();
            fs::write(colleague(sandbox), text.replace("AUT", "FRA")).unwrap();
            File::options().write(true).open(colleague(sandbox)).unwrap().set_modified(age).unwrap();
        },
        |sandbox| fs::rename(colleague(sandbox), colleague(sandbox).with_file_name("renamed.ron")).unwrap(),
    ];
    for (place, change) in changes.into_iter().enumerate() {
        let sandbox = long();
        keep(&sandbox);
        assert!(recall(&sandbox).is_some());
        change(&sandbox);
        assert_eq!(recall(&sandbox), None, "change {place}");
    }
}

#[test]
fn another_roster_makes_it_worthless() {
    let sandbox = long();
    keep(&sandbox);
    let Assets { roster, .. } = assets();
    let mut delegations = roster.delegations().to_vec();
    let leaves = delegations.iter_mut().find(|delegation| !delegation.groups.is_empty()).unwrap();
    leaves.groups.pop();
    let other = Roster::new(delegations, roster.groups().to_vec());
    assert_eq!(recall_for(&sandbox, &other), None);
    assert!(recall_for(&sandbox, &roster.clone()).is_some());
}

#[test]
fn one_that_is_torn_or_damaged_anywhere_says_nothing() {
    let sandbox = long();
    keep(&sandbox);
    let whole = fs::read(kept(&sandbox)).unwrap();
    let places = (0..64).chain((64..whole.len()).step_by(whole.len() / 60));
    for place in places {
        let mut damaged = whole.clone();
        damaged[place] ^= 1;
        fs::write(kept(&sandbox), &damaged).unwrap();
        assert_eq!(recall(&sandbox), None, "byte {place} is another");
        fs::write(kept(&sandbox), &whole[..place]).unwrap();
        assert_eq!(recall(&sandbox), None, "it ends at byte {place}");
    }
    fs::write(kept(&sandbox), &whole).unwrap();
    assert!(recall(&sandbox).is_some());
}

/// Whoever changes what is in an image, or how, has to give it a new version. The head has a cell for everybody in the roster, too.
#[test]
fn the_image_of_version_3_stays_what_it_is() {
    let image = snapshot_of_all().image().unwrap();
    let sums = [&image.head, &image.body].map(|bytes| crc32fast::hash(bytes));
    assert_eq!(
        (image::VERSION, image.head.len(), image.body.len(), sums),
        (3, 7534, 194, [3_418_884_776, 818_461_978])
    );
}

#[test]
fn what_needs_the_histories_says_that_they_are_still_being_read() {
    let mut screens = Screens::new(100, 30, Lang::En);
    screens.model.loading = Some(0);
    let side = |is| format!(r#"Position((who:"AUT",item:"1a",is:"{is}",on:"2026-01-02T00:00:00.000Z"))"#);
    let stood = snapshot(&[("ana-1", &side("supports")), ("bo-1", &side("opposes"))]);
    assert_eq!(stood.total.clashes, 1);
    screens.model.recall(stood);
    let frame = screens.press("!").frame();
    assert!(frame.contains("The journals are still being read"), "sides are records: {frame}");
    for keys in ["M", "<", "@", "D", "A"] {
        screens.press("\u{1b}t").press(keys);
        let frame = screens.frame();
        assert!(frame.contains("The journals are still being read"), "{keys}: {frame}");
        assert!(!frame.contains("0 entries") && screens.model.overlay.is_none(), "{keys}: {frame}");
    }
}

#[test]
fn what_is_found_not_to_be_as_it_was_kept_is_shown_no_more() {
    let mut screens = Screens::new(100, 30, Lang::En);
    screens.model.loading = Some(0);
    let side = r#"Position((who:"AUT",item:"1a",is:"supports",on:"2026-01-02T00:00:00.000Z"))"#;
    screens.model.recall(snapshot(&[("ana-1", side)]));
    assert_eq!(screens.model.snapshot.total.recorded(), 1);
    screens.model.forget();
    assert_eq!(screens.model.snapshot.total.recorded(), 0);
    screens.model.loading = None;
    screens.model.recall(snapshot(&[("ana-1", side)]));
    assert_eq!(screens.model.snapshot.total.recorded(), 0, "nothing is recalled once the journals are read");
}

#[test]
fn an_image_in_which_any_byte_is_another_is_none_or_can_be_shown() {
    let Assets { paper, roster, .. } = assets();
    let Image { head, body } = snapshot_of_all().image().unwrap();
    let changed = |bytes: &[u8], place: usize, by: u8| {
        let mut bytes = bytes.to_vec();
        bytes[place] ^= by;
        bytes
    };
    let of_head = (0..head.len()).map(|place| (place, head.len()));
    let of_body = (0..body.len()).map(|place| (head.len(), place));
    let mut shown = 0;
    for ((in_head, in_body), by) in of_head.chain(of_body).flat_map(|place| [(place, 1), (place, 128)]) {
        let head = if in_head < head.len() { changed(&head, in_head, by) } else { head.clone() };
        let body = if in_body < body.len() { changed(&body, in_body, by) } else { body.clone() };
        let Some(stood) = Snapshot::of_head(&head, Arc::new(Body::from(body)), paper, roster) else {
            continue;
        };
        if shown % 40 == 0 {
            let mut screens = Screens::new(80, 24, Lang::En);
            screens.model.loading = Some(0);
            screens.model.recall(stood.clone());
            screens.press("jm").frame();
            screens.press("\u{1b}Caut").frame();
        }
        shown += 1;
        let meetings = stood.meetings().len();
        let notes = stood.notes_on(None, None).count();
        assert!(notes <= stood.notes().len() && meetings < 10 && stood.commitments().len() < 10);
    }
    assert!(shown > 100, "{shown}");
}

fn start(sandbox: &Sandbox) -> Terminal {
    Terminal::open(sandbox, 100, 50, &["--color", "never"], &[])
}

fn end(mut terminal: Terminal) {
    terminal.keys("q", "");
    assert_eq!(terminal.ends(), 0, "{}", terminal.text());
}

fn is_read(text: &str) -> bool {
    text.contains("of 4966 recorded") && !text.contains("reading the journals")
}

#[test]
fn a_start_shows_what_stood_until_the_journals_are_read_and_lets_nobody_record_on_it() {
    let sandbox = long();
    let terminal = start(&sandbox);
    terminal.until("everything", is_read);
    end(terminal);
    assert!(recall(&sandbox).is_some(), "it was kept");

    // As long as this stalls, nothing that is read now is shown.
    let Some(pipe) = stall(&sandbox, "drafts.ron") else { return };
    let mut terminal = start(&sandbox);
    terminal.wait("reading the journals");
    terminal.wait("1 of 4966 recorded");
    terminal.keys("faustria\r", "Supports");
    terminal.wait("circulates a draft");
    terminal.wait("asked for time");
    terminal.wait("still being read");
    terminal.keys("3", "The journals are still being read");
    terminal.keys("C", "circulates a draft");
    let_go(&pipe);
    terminal.until("the end of the reading", |text| !text.contains("reading the journals"));
    terminal.keys("faustria\r", "Supports");
    terminal.keys("3", "Recorded: AUT on 1a: Accepts");
    end(terminal);

    let pipe = stall(&sandbox, "drafts.ron").unwrap();
    let mut terminal = start(&sandbox);
    terminal.wait("reading the journals");
    terminal.keys("faustria\r", "Accepts");
    let_go(&pipe);
    terminal.until("the end of the reading", |text| !text.contains("reading the journals"));
    end(terminal);

    // What somebody else records makes it worthless: nothing that is no longer so is shown.
    sandbox.ok(&["set", "aut", "1a", "champions"]);
    let pipe = stall(&sandbox, "drafts.ron").unwrap();
    let mut terminal = start(&sandbox);
    terminal.wait("reading the journals");
    terminal.keys("faustria\r", "Austria (AUT)");
    let text = terminal.text();
    assert!(["Supports", "Accepts"].iter().all(|stood| !text.contains(stood)), "{text}");
    let_go(&pipe);
    terminal.wait("Champions");
    end(terminal);
}

#[test]
fn an_act_that_the_disk_confirms_while_the_program_ends_is_in_no_checkpoint_that_says_otherwise() {
    let sandbox = long();
    let mut terminal = start(&sandbox);
    terminal.until("everything", is_read);
    terminal.keys("faustria\r", "Supports");
    terminal.keys("4", "Recorded: AUT on 1a: Reserved");
    let held = hold(&sandbox);
    terminal.keys("6q", "");
    sleep(Duration::from_millis(300));
    drop(held);
    assert_eq!(terminal.ends(), 0);
    assert!(sandbox.ok(&["show", "aut"]).contains("Blocks"));
    let who = assets().roster.find("aut").unwrap();
    let own = |stood: Snapshot| stood.cell(who, 0).own.as_ref().and_then(Standing::position);
    assert!(recall(&sandbox).is_none_or(|stood| own(stood) == Some(Position::Blocks)));
}

#[test]
fn a_checkpoint_that_can_not_be_kept_is_no_reason_to_doubt_what_was_recorded() {
    let sandbox = long();
    let mut terminal = start(&sandbox);
    terminal.until("everything", is_read);
    terminal.keys("faustria\r", "Supports");
    terminal.keys("5", "Recorded: AUT on 1a: Opposes");
    fs::remove_file(kept(&sandbox)).unwrap();
    let pipe = stall(&sandbox, "checkpoint");
    end(terminal);
    assert!(pipe.is_none_or(|pipe| pipe.exists()));
    sandbox.ok(&["check"]);
    assert!(sandbox.ok(&["show", "aut"]).contains("Opposes"));
}
