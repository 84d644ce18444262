//! The brief, the list of what is to do and meetings: every format says the same in the same order, and text stays text.

use crate::support::Sandbox;
use prepcom::domain::text::is_unsafe;
use serde_json::Value;

/// A workspace in which much is recorded of Egypt: a group's position, two points to raise, commitments, a meeting finish and five moves since.
fn prepared() -> Sandbox {
    let sandbox = Sandbox::new();
    let run = |line: &str| {
        let words = shell_words(line);
        sandbox.ok(&words.iter().map(String::as_str).collect::<Vec<_>>())
    };
    run("set @nam 9a supports --on 2024-01-10 --source statement:SR.1");
    for (item, position) in [("1a", "supports"), ("2a", "accepts"), ("3a", "opposes"), ("4a", "supports")] {
        run(&format!("set egy {item} {position} --on 2024-01-10"));
    }
    run("meeting plan egy 2024-07-22 --place Geneva --items 1a,4");
    let id = sandbox.json(&["meeting", "list", "--json"])["meetings"][0]["id"].as_str().unwrap().to_owned();
    run(&format!("meeting finish {id} --outcome 'will ask capital'"));
    run("meeting plan egy,@nam 2099-04-26T15:00 --place 'Room C'");
    run("set egy 1a concerns --if yearly --on 2025-01-01 --source statement:SR.3");
    run("set egy 2a supports --on 2025-01-02");
    run("set egy 4a supports --if voluntary --on 2025-01-03");
    run("set egy 8b opposes --on 2025-01-04");
    run("clear egy 3a");
    run("set aut 1a,8b champions --on 2024-01-10");
    run("set aut 2a supports --on 2024-01-10");
    run("line 1a --objective formal --asks which");
    run("point egy 10a pillars");
    run("point egy 1a shape");
    run("commitment add egy 2a list --due 2099-01-01");
    run("commitment add egy 1a draft --due 2024-12-01");
    run("note egy 1a secretly --on 2025-02-01");
    run("note egy friendly --shareable --on 2025-02-01");
    let settings = sandbox.home().join(".config/prepcom");
    std::fs::create_dir_all(&settings).unwrap();
    std::fs::write(settings.join("settings.ron"), "(marking: \"RESTRICTED\", own: \"aut\")").unwrap();
    sandbox
}

/// The words of a line, with single quotes around those that hold blanks.
fn shell_words(line: &str) -> Vec<String> {
    let parts = line.split('\'').enumerate();
    parts
        .flat_map(|(number, part)| match number % 2 {
            1 => vec![part.to_owned()],
            _ => part.split_whitespace().map(str::to_owned).collect(),
        })
        .collect()
}

const ENGLISH: [&str; 34] = [
    "Brief: EGY Egypt",
    "RESTRICTED",
    "AUT Austria",
    "@NAM",
    "To raise",
    "shape",
    "which",
    "pillars",
    "What they owe",
    "2024-12-01 overdue",
    "draft",
    "2099-01-01",
    "Positions beside ours",
    "- Opposes",
    "differs",
    "? Has",
    "formal",
    "SR.3",
    "+ Supports",
    "via",
    "No position known on",
    "1b, 2b, 3a",
    "Moved since we last met (2024-07-22)",
    "gone",
    "new",
    "condition changed",
    "towards the text",
    "away from the text",
    "Last notes",
    "secretly",
    "internal",
    "friendly",
    "Room C",
    "will ask capital",
];

const CHINESE: [&str; 26] = [
    "会晤要点：EGY 埃及",
    "RESTRICTED",
    "AUT 奥地利",
    "待提出",
    "shape",
    "pillars",
    "未兑现的承诺",
    "2024-12-01 逾期",
    "draft",
    "立场对照",
    "- 反对",
    "相差",
    "? 有关切",
    "+ 支持",
    "随@NAM",
    "尚无立场",
    "上次会晤（2024-07-22）以来的立场变化",
    "不再有立场",
    "新立场",
    "条件改变",
    "趋于赞成",
    "趋于反对",
    "secretly",
    "内部",
    "friendly",
    "Room C",
];

/// The text of an HTML file, without its head; panics where a tag is not closed in order or is none that a page has.
fn text_of(html: &str) -> String {
    let known = "html head meta title style body header main footer h1 h2 h3 p dl dt dd table thead tbody tr th td blockquote br div";
    let (mut open, mut text): (Vec<&str>, String) = (Vec::new(), String::new());
    let mut rest = html.strip_prefix("<!DOCTYPE html>").unwrap();
    while let Some((before, after)) = rest.split_once('<') {
        if !open.iter().any(|tag| *tag == "style" || *tag == "title") {
            text.push_str(before);
            text.push(' ');
        }
        let (tag, after) = after.split_once('>').unwrap();
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "{html}");
            continue;
        }
        let name = tag.split(' ').next().unwrap();
        assert!(known.split(' ').any(|known| known == name), "<{tag}> is not a tag of ours");
        if !["meta", "br"].contains(&name) {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?}");
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#96;", "`"), ("&amp;", "&")]
        .iter()
        .fold(text, |text, (from, to)| text.replace(from, to))
}

fn in_order(what: &str, text: &str, parts: &[&str]) {
    let mut from = 0;
    for part in parts {
        let place = text[from..].find(part);
        let place = place.unwrap_or_else(|| panic!("{what}: {part} is not behind the one before: {text}"));
        from += place + part.len();
    }
}

#[test]
fn every_format_says_the_same_in_order_of_rank_in_both_languages() {
    let sandbox = prepared();
    for (lang, parts) in [("en", &ENGLISH[..]), ("zh", &CHINESE[..])] {
        for format in ["txt", "md", "html"] {
            let written = sandbox.ok(&["--lang", lang, "brief", "egy", "--format", format]);
            let text = match format {
                "html" => text_of(&written),
                _ => written.replace('\\', ""),
            };
            in_order(&format!("{lang} {format}"), &text, parts);
        }
    }
    let text = sandbox.ok(&["brief", "egypt"]);
    assert!(text.lines().count() < 110, "two pages at most: {text}");
}

#[test]
fn the_html_file_stands_alone_and_runs_nothing() {
    let sandbox = prepared();
    let html = sandbox.ok(&["--lang", "zh", "brief", "egy", "--format", "html"]);
    for part in [
        "<html lang=\"zh-Hans\">",
        "<meta charset=\"utf-8\">",
        "content=\"default-src 'none'; style-src 'sha256-",
        "<title>会晤要点：EGY 埃及</title>",
        "@media print",
        "prefers-color-scheme:dark",
        "<th scope=\"col\">",
        "<th scope=\"row\">",
    ] {
        assert!(html.contains(part), "{part}: {html}");
    }
    for part in ["<script", "http://", "https://", "url(", "src=", "href="] {
        assert!(!html.contains(part), "{part}: {html}");
    }
    assert_eq!(html.matches("<p class=\"marking\">RESTRICTED</p>").count(), 2, "above and below");
}

#[test]
fn hostile_text_stays_text_in_every_format() {
    let sandbox = Sandbox::new();
    let evil = "</td><script>alert(\"1\")</script>&amp;\u{1b}[31mred\u{202e}\u{7}";
    sandbox.ok(&["set", "egy", "1a", "opposes", "--if", evil, "--note", evil]);
    sandbox.ok(&["point", "egy", "1a", evil]);
    sandbox.ok(&["note", "egy", evil]);
    sandbox.ok(&["commitment", "add", "egy", "1a", evil]);
    sandbox.ok(&["line", "1a", "--objective", evil, "--asks", evil]);
    sandbox.ok(&["meeting", "plan", "egy", "2099-01-01", "--place", evil]);
    for format in ["txt", "md", "html"] {
        let written = sandbox.ok(&["--author", evil, "brief", "egy", "--format", format]);
        assert!(!written.chars().any(is_unsafe), "{format}: {written:?}");
        if format == "html" {
            assert!(!written.contains("<script") && written.contains("&lt;script&gt;"), "{written}");
            assert!(text_of(&written).contains("<script>alert(\"1\")</script>&amp;"), "{written}");
        }
        if format == "md" {
            assert!(!written.contains(" <script>") && written.contains("\\<script\\>"), "{written}");
        }
    }
    for arguments in [&["brief", "egy", "--json"][..], &["todo"], &["todo", "--json"], &["meeting", "list"]] {
        let written = sandbox.ok(arguments);
        assert!(!written.chars().any(is_unsafe), "{arguments:?}: {written:?}");
    }
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

fn column<'a>(rows: &'a Value, name: &str) -> Vec<&'a str> {
    rows.as_array().unwrap().iter().map(|row| row[name].as_str().unwrap_or("")).collect()
}

#[test]
fn the_brief_as_json_has_stable_fields_in_order_of_rank() {
    let json = prepared().json(&["brief", "egy", "--json"]);
    let fields = "as_of by groups_differ marking meetings moves name notes older_notes owes own participant points positions schema since unheard";
    assert_eq!(keys(&json).join(" "), fields);
    assert_eq!((json["schema"].as_u64(), json["own"].as_str()), (Some(1), Some("AUT")));
    assert_eq!(column(&json["points"], "item"), ["1a", "10a"]);
    assert_eq!(column(&json["owes"], "text"), ["draft", "list"]);
    assert_eq!((&json["owes"][0]["overdue"], &json["owes"][1]["overdue"]), (&true.into(), &false.into()));
    assert_eq!(column(&json["positions"], "item"), ["8b", "1a", "2a", "4a", "9a"]);
    let first = &json["positions"][0];
    assert_eq!(
        keys(first).join(" "),
        "apart asks conflicts_with departs_from differs item objective older_than ours theirs"
    );
    assert_eq!(keys(&first["theirs"]).join(" "), "at by condition earlier_wording on position source via");
    assert_eq!((first["apart"].as_u64(), first["differs"].as_bool()), (Some(5), Some(true)));
    assert_eq!(json["positions"][4]["theirs"]["via"], "@NAM");
    assert_eq!(json["since"]["last_met"], true);
    assert_eq!(column(&json["moves"], "item"), ["3a", "8b", "4a", "2a", "1a"]);
    assert_eq!(column(&json["moves"], "direction"), ["gone", "new", "condition", "towards", "away"]);
    assert_eq!(json["unheard"].as_array().unwrap().len(), 21);
    assert_eq!(json["meetings"]["last"]["outcome"], "will ask capital");
    assert_eq!(json["meetings"]["next"][0]["place"], "Room C");
    assert_eq!(column(&json["notes"], "text"), ["secretly", "friendly"]);
}

#[test]
fn moves_since_a_day_that_is_asked_for_and_of_a_group() {
    let sandbox = prepared();
    let since = |when: &str| {
        let json = sandbox.json(&["brief", "egy", "--since", when, "--json"]);
        column(&json["moves"], "item").join(" ")
    };
    assert_eq!(since("2025-01-03"), "3a 8b 4a");
    assert_eq!(since("2024-01-10"), "8b 4a 2a 1a");
    assert_eq!(sandbox.run(&["brief", "egy", "--since", "2999-01-01"]).code, Some(2));
    let group = sandbox.json(&["brief", "@nam", "--since", "2024-01-01", "--json"]);
    assert_eq!(column(&group["moves"], "item"), ["9a"]);
    assert_eq!(group["meetings"]["next"][0]["participants"][1], "@NAM");
    let before = sandbox.json(&["--as-of", "2025-01-01", "brief", "egy", "--since", "2024-07-23", "--json"]);
    assert_eq!(column(&before["moves"], "item"), ["1a"], "as of a day nothing later has moved");
}

#[test]
fn to_do_lists_all_that_is_to_be_done() {
    let (sandbox, other) = (prepared(), Sandbox::new());
    sandbox.ok(&["commitment", "add", "fra", "2a", "answer", "--due", "2098-12-31"]);
    sandbox.ok(&["meeting", "plan", "fra", "2024-01-01"]);
    other.ok(&["--author", "Bo", "set", "egy", "8b", "champions", "--on", "2025-01-04"]);
    sandbox.receive(&other);
    let days = ["--days", "40000d", "--quiet-days", "180"];
    let text = sandbox.ok(&[&["todo"], &days[..]].concat());
    let parts = [
        "To do",
        "RESTRICTED",
        "Meetings to come",
        "2099-04-26 15:00",
        "not marked as finished",
        "FRA",
        "Commitments overdue",
        "draft",
        "due within 40000 days",
        "answer",
        "list",
        "To raise",
        "shape",
        "pillars",
        "Conflicts to resolve",
        "EGY",
        "Bo",
        "Not heard for 180 days",
        "EGY 4 (2025-01-04)",
    ];
    in_order("todo", &text, &parts);
    let json = sandbox.json(&[&["todo", "--json"], &days[..]].concat());
    let fields = "as_of conflicts days due line_conflicts meetings overdue points quiet quiet_days schema unmarked workspace";
    assert_eq!(keys(&json).join(" "), fields);
    assert_eq!(column(&json["due"], "text"), ["answer", "list"]);
    assert_eq!(json["conflicts"][0]["records"].as_array().unwrap().len(), 2);
    assert_eq!(json["quiet"][0]["positions"], 4);
    let soon = sandbox.json(&["todo", "--json"]);
    assert_eq!((soon["days"].as_u64(), soon["due"].as_array().unwrap().len()), (Some(30), 0));
    assert!(sandbox.ok(&["--lang", "zh", "todo"]).contains("待解决的冲突"));
    assert!(Sandbox::new().ok(&["todo"]).contains("Nothing is to be done."));
}

#[test]
fn a_meeting_is_planned_held_listed_and_undone() {
    let sandbox = Sandbox::new();
    let said =
        sandbox.ok(&["meeting", "plan", "aut,@nam", "2024-05-01T15:00", "--items", "3", "--place", "Hall"]);
    assert!(said.contains("AUT, @NAM") && said.contains("prepcom undo"), "{said}");
    let meeting = || sandbox.json(&["meeting", "list", "--json"])["meetings"][0].clone();
    let id = meeting()["id"].as_str().unwrap().to_owned();
    assert_eq!((meeting()["items"][1].as_str(), meeting()["finished"].as_bool()), (Some("3b"), Some(false)));
    sandbox.ok(&["meeting", "finish", &id, "--outcome", "agreed"]);
    assert!(sandbox.ok(&["meeting", "list"]).contains("finished: agreed"));
    sandbox.ok(&["undo"]);
    assert_eq!(meeting()["finished"], false);
    for wrong in [
        &["meeting", "finish", "zzz-9"][..],
        &["meeting", "finish", "no id"],
        &["meeting", "plan", "nobody", "2099-01-01"],
        &["meeting", "plan", "aut", "30d"],
        &["meeting", "plan", "aut", "2099-01-01", "--items", "99"],
        &["--as-of", "2024-01-01", "meeting", "plan", "aut", "2099-01-01"],
    ] {
        assert_eq!(sandbox.run(wrong).code, Some(2), "{wrong:?}");
    }
    sandbox.ok(&["meeting", "plan", "aut", "2099-01-01"]);
    let later =
        sandbox.json(&["meeting", "list", "--json"])["meetings"][1]["id"].as_str().unwrap().to_owned();
    let ran = sandbox.run(&["meeting", "finish", &later]);
    assert!(ran.code == Some(2) && ran.err.contains("still to come"), "{}", ran.err);
}

#[test]
fn our_own_delegation_comes_from_flag_environment_or_settings_and_a_bad_one_is_named() {
    let sandbox = prepared();
    let own = |arguments: &[&str]| {
        let arguments = [arguments, &["brief", "egy", "--json"]].concat();
        sandbox.json(&arguments)["own"].as_str().map(str::to_owned)
    };
    assert_eq!(own(&[]).as_deref(), Some("AUT"));
    assert_eq!(own(&["--own", "法国"]).as_deref(), Some("FRA"));
    let output = sandbox.command(&["brief", "egy", "--json"]).env("PREPCOM_OWN", "irl").output().unwrap();
    assert!(String::from_utf8(output.stdout).unwrap().contains("\"own\": \"IRL\""));
    let ran = sandbox.run(&["--own", "frnace", "brief", "egy"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
    assert!(ran.err.contains("own delegation") && ran.err.contains("FRA (France)"), "{}", ran.err);
    let none = Sandbox::new();
    none.ok(&["set", "egy", "1a", "opposes"]);
    assert!(none.ok(&["brief", "egy"]).contains("not set, so no positions are compared"));
}

#[test]
fn a_brief_goes_to_a_file_and_no_format_is_promised_that_is_not_there() {
    let sandbox = prepared();
    let path = sandbox.home().join("brief.html");
    sandbox.ok(&["brief", "egy", "--format", "html", "-o", path.to_str().unwrap()]);
    assert!(std::fs::read_to_string(&path).unwrap().starts_with("<!DOCTYPE html>"));
    assert_eq!(sandbox.run(&["brief", "egy", "--format", "odt"]).code, Some(2));
    assert_eq!(sandbox.run(&["brief", "egy", "--format", "md", "--json"]).code, Some(2));
    assert_eq!(sandbox.run(&["brief", "egy,fra"]).code, Some(2));
    assert_eq!(sandbox.run(&["brief", "frnace"]).code, Some(2));
}
