//! Sittings, interventions, documents and amendments by the command line, and what two recorders of one sitting come to together.

use crate::support::Sandbox;
use prepcom::store::assets;
use serde_json::Value;

const DAY_1: &str = "2026-04-27T10:00";
const DAY_2: &str = "2026-04-28T10:00";

fn id_of(sandbox: &Sandbox, kind: &str, number: usize) -> String {
    sandbox.json(&[kind, "list", "--json"])[format!("{kind}s")][number]["id"].as_str().unwrap().to_owned()
}

/// Expects a refusal that says something, after which nothing was recorded.
fn refused(sandbox: &Sandbox, arguments: &[&str], part: &str) {
    let before = sandbox.json(&["log", "--json"]);
    let ran = sandbox.run(arguments);
    assert_eq!(ran.code, Some(2), "{arguments:?}: {}{}", ran.out, ran.err);
    assert!(ran.err.contains(part), "{arguments:?}: no `{part}` in {}", ran.err);
    assert_eq!(sandbox.json(&["log", "--json"]), before, "{arguments:?}");
}

/// Expects that a command records nothing new.
fn known(sandbox: &Sandbox, arguments: &[&str]) {
    let before = sandbox.json(&["log", "--json"]);
    let said = sandbox.ok(arguments);
    assert!(said.starts_with("already recorded as "), "{arguments:?}: {said}");
    assert_eq!(sandbox.json(&["log", "--json"]), before, "{arguments:?}");
}

#[test]
fn a_sitting_is_added_edited_and_listed() {
    let sandbox = Sandbox::new();
    let add = ["sitting", "add", DAY_1, "--number", "1", "--title", "Opening", "--items", "1a,3a"];
    assert!(sandbox.ok(&add).starts_with("recorded "));
    known(&sandbox, &add);
    known(&sandbox, &["sitting", "add", "2026-04-27", "--number", "1"]);
    refused(
        &sandbox,
        &["sitting", "add", DAY_1, "--number", "1", "--title", "Closing"],
        "prepcom sitting edit",
    );
    refused(&sandbox, &["sitting", "add", DAY_1, "--until", "2026-04-27T09:00"], "before it begins");
    refused(&sandbox, &["sitting", "add", DAY_1, "--kind", "secret"], "kind of sitting");
    refused(&sandbox, &["sitting", "edit", "nobody-9", "--place", "Room C"], "there is no sitting nobody-9");
    refused(&sandbox, &["sitting", "edit", "!", "--place", "Room C"], "invalid value");
    sandbox.ok(&["sitting", "add", "2026-04-27", "--number", "1", "--place", "Hall"]);
    let id = id_of(&sandbox, "sitting", 0);
    sandbox.ok(&[
        "sitting",
        "edit",
        &id,
        "--symbol",
        "NPT/CONF.2026/PC.II/SR.1\u{1b}[2J",
        "--until",
        "2026-04-27T13:00",
    ]);
    let listed = sandbox.json(&["sitting", "list", "--json"]);
    assert_eq!((&listed["kind"], &listed["schema"]), (&"sittings".into(), &1.into()));
    let rows = listed["sittings"].as_array().unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0]["place"], "Hall");
    assert_eq!(rows[0]["title"], "Opening");
    assert!(!rows[0]["symbol"].as_str().unwrap().contains('\u{1b}'));
    let text = sandbox.ok(&["sitting", "list"]);
    assert!(text.contains("Opening") && text.contains("plenary") && text.contains(&id), "{text}");
    assert!(sandbox.ok(&["--lang", "zh", "sitting", "list"]).contains("全体会议"));
}

#[test]
fn interventions_are_in_their_order_and_a_link_set_later_is_the_source_of_what_was_said() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["sitting", "add", DAY_1, "--number", "1", "--symbol", "SR.1"]);
    let sitting = id_of(&sandbox, "sitting", 0);
    sandbox.ok(&[
        "set",
        "aut",
        "3a",
        "supports",
        "--sitting",
        &sitting,
        "--reason",
        "long held",
        "--quote",
        "oui",
        "--quote-language",
        "fr",
    ]);
    sandbox.ok(&["intervention", "add", &sitting, "egy", "--for", "@nac"]);
    sandbox.ok(&["intervention", "add", &sitting, "usa", "--kind", "right-of-reply", "--to", "egy"]);
    known(&sandbox, &["intervention", "add", &sitting, "aut"]);
    known(&sandbox, &["intervention", "add", &sitting, "egy", "--for", "@nac"]);
    sandbox.ok(&["intervention", "add", &sitting, "aut", "--again"]);
    refused(&sandbox, &["intervention", "add", &sitting, "egy", "--for", "aut"], "no group");
    refused(&sandbox, &["intervention", "add", "nobody-1", "egy"], "there is no sitting");
    refused(&sandbox, &["intervention", "add", &sitting, "egy,aut"], "several");
    let first = id_of(&sandbox, "intervention", 0);
    refused(&sandbox, &["intervention", "edit", &first], "--url");
    sandbox.ok(&["intervention", "edit", &first, "--url", "https://un.example/aut", "--checked"]);
    known(&sandbox, &["intervention", "edit", &first, "--checked"]);
    let listed = sandbox.json(&["intervention", "list", &sitting, "--json"]);
    let rows = listed["interventions"].as_array().unwrap();
    let who: Vec<&str> = rows.iter().map(|row| row["participant"].as_str().unwrap()).collect();
    assert_eq!(who, ["AUT", "EGY", "USA", "AUT"]);
    assert_eq!(rows[1]["for"], "@NAC");
    let text = sandbox.ok(&["intervention", "list"]);
    assert!(text.contains("right of reply") && text.contains("checked"), "{text}");
    let shown = sandbox.ok(&["show", "aut"]);
    for part in ["SR.1", "un.example", "reason: long", "“oui”"] {
        assert!(shown.replace('\n', " ").contains(part), "{part}: {shown}");
    }
    for format in ["csv", "html", "md"] {
        assert!(sandbox.ok(&["export", "--format", format]).contains("SR.1"), "{format}");
    }
}

#[test]
fn documents_have_sponsors_and_are_shown_with_items_and_participants() {
    let sandbox = Sandbox::new();
    let add =
        ["document", "add", "NPT/WP.12", "--title", "Reporting", "--items", "1a", "--sponsors", "aut,irl"];
    sandbox.ok(&add);
    known(&sandbox, &add);
    known(&sandbox, &["document", "add", "npt/wp.12"]);
    refused(&sandbox, &["document", "add", "NPT/WP.12", "--title", "Verification"], "prepcom document edit");
    refused(&sandbox, &["document", "add", " "], "a symbol or a title");
    refused(&sandbox, &["document", "sponsor", "NPT/WP.99", "aut"], "there is no document `NPT/WP.99`");
    refused(&sandbox, &["document", "edit", "NPT/WP.12", "--group", "aut"], "no group");
    sandbox.ok(&["document", "add", "NPT/WP.9", "--sponsors", "mex"]);
    sandbox.ok(&["document", "sponsor", "npt/wp.12", "mex,irl"]);
    known(&sandbox, &["document", "sponsor", "npt/wp.12", "mex"]);
    sandbox.ok(&["document", "sponsor", "NPT/WP.12", "irl", "--withdraw"]);
    known(&sandbox, &["document", "sponsor", "NPT/WP.12", "irl", "--withdraw"]);
    sandbox.ok(&["document", "edit", "NPT/WP.12", "--date", "2026-04-20", "--url", "https://un.example/12"]);
    let listed = sandbox.json(&["document", "list", "--json"]);
    let symbols: Vec<&Value> =
        listed["documents"].as_array().unwrap().iter().map(|row| &row["symbol"]).collect();
    assert_eq!(symbols, ["NPT/WP.9", "NPT/WP.12"], "numbers are read as numbers");
    let one = sandbox.json(&["document", "show", "NPT/WP.12", "--json"]);
    assert_eq!(one["documents"][0]["sponsors"], serde_json::json!(["AUT", "MEX"]));
    assert_eq!(one["documents"][0]["title"], "Reporting", "what is not given stays");
    assert_eq!(
        sandbox.json(&["document", "list", "--item", "1a", "--json"])["documents"].as_array().unwrap().len(),
        1
    );
    for shown in [
        sandbox.ok(&["show", "1a"]),
        sandbox.ok(&["show", "mex"]),
        sandbox.ok(&["document", "show", "NPT/WP.12"]),
    ] {
        assert!(shown.contains("NPT/WP.12"), "{shown}");
    }
    assert_eq!(
        sandbox.json(&["export", "--format", "json"])["coverage"]["recorded"],
        0,
        "sponsoring is no position"
    );
}

#[test]
fn amendments_are_supported_and_settled_and_the_same_one_is_one() {
    let sandbox = Sandbox::new();
    let add = [
        "amendment",
        "add",
        "3a",
        "--kind",
        "replace",
        "--passage",
        "urge",
        "--words",
        "call upon",
        "--by",
        "irl",
    ];
    sandbox.ok(&add);
    known(&sandbox, &add);
    let other = [
        "amendment",
        "add",
        "3a",
        "--kind",
        "replace",
        "--passage",
        "urge",
        "--words",
        "call upon",
        "--by",
        "mex",
    ];
    refused(&sandbox, &other, "prepcom amendment support");
    refused(&sandbox, &["amendment", "add", "3a", "--kind", "delete", "--by", "irl"], "--passage");
    refused(
        &sandbox,
        &["amendment", "add", "3a", "--kind", "insert", "--words", " ", "--by", "irl"],
        "--words",
    );
    refused(&sandbox, &["amendment", "add", "3a", "--kind", "rewrite", "--by", "irl"], "kind of amendment");
    let id = id_of(&sandbox, "amendment", 0);
    sandbox.ok(&["amendment", "support", &id, "mex,irl"]);
    known(&sandbox, &["amendment", "support", &id, "mex"]);
    sandbox.ok(&["amendment", "settle", &id, "agreed"]);
    known(&sandbox, &["amendment", "settle", &id, "agreed"]);
    refused(&sandbox, &["amendment", "settle", "nobody-1", "agreed"], "there is no amendment");
    let row = &sandbox.json(&["amendment", "show", &id, "--json"])["amendments"][0];
    assert_eq!((&row["state"], &row["supported_by"]), (&"agreed".into(), &serde_json::json!(["MEX"])));
    assert_eq!(sandbox.json(&["amendment", "list", "1a", "--json"])["amendments"], serde_json::json!([]));
    for shown in
        [sandbox.ok(&["show", "3a"]), sandbox.ok(&["show", "mex"]), sandbox.ok(&["amendment", "show", &id])]
    {
        assert!(shown.contains("call upon") && shown.contains("agreed"), "{shown}");
    }
}

#[test]
fn a_mishearing_that_is_corrected_is_no_move() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["set", "aut", "3a", "supports", "--on", "2026-04-27"]);
    sandbox.ok(&["snapshot", "save", "before"]);
    sandbox.ok(&["set", "aut", "3a", "opposes", "--corrects"]);
    sandbox.ok(&["set", "aut", "3a", "concerns", "--corrects"]);
    let json = sandbox.json(&["diff", "before", "now", "--json"]);
    assert_eq!(json["positions"][0]["direction"], "corrected", "also a correction of a correction");
    let text = sandbox.ok(&["diff", "before", "now"]);
    assert!(text.contains("Corrected by us") && !text.contains("away from the text"), "{text}");
    assert!(sandbox.ok(&["--lang", "zh", "diff", "before", "now"]).contains("我方更正"));
    assert!(sandbox.ok(&["show", "aut"]).replace('\n', " ").contains("corrected"));
    sandbox.ok(&["set", "aut", "3a", "opposes"]);
    assert_eq!(sandbox.json(&["diff", "before", "now", "--json"])["positions"][0]["direction"], "away");
}

fn record_two_days(sandbox: &Sandbox, speakers: [&[&str]; 2], title: &str) {
    for (number, (day, speakers)) in [DAY_1, DAY_2].into_iter().zip(speakers).enumerate() {
        let number_given = (number + 1).to_string();
        sandbox.ok(&["sitting", "add", day, "--number", &number_given, "--title", title]);
        let sitting = id_of(sandbox, "sitting", number);
        for who in speakers {
            sandbox.ok(&["set", who, "3a", "supports", "--sitting", &sitting]);
        }
    }
}

#[test]
fn two_recorders_of_two_sittings_come_to_one_report_in_whatever_order_their_journals_arrive() {
    let start = Sandbox::new();
    start.ok(&["set", "mex", "1a", "champions"]);
    let (ana, bo) = (start.copy(), start.copy());
    record_two_days(&ana, [&["aut", "irl", "usa"], &["fra"]], "");
    record_two_days(&bo, [&["aut", "usa", "gbr"], &["fra", "chn"]], "General debate");
    let all = [&start, &ana, &bo];
    let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
    let mut found: Option<Value> = None;
    for order in orders {
        let united = Sandbox::new();
        order.into_iter().for_each(|place| united.receive(all[place]));
        united.receive(all[order[0]]);
        let mut json = united.json(&["export", "--format", "json"]);
        json.as_object_mut().unwrap().remove("as_of");
        assert_eq!(found.get_or_insert_with(|| json.clone()), &json, "{order:?}");
    }
    let json = found.unwrap();
    let sittings = json["sittings"].as_array().unwrap();
    assert_eq!(sittings.len(), 2);
    assert!(sittings.iter().all(|sitting| sitting["title"] == "General debate"));
    let spoke = |sitting: &Value| -> Vec<&str> {
        let rows = json["interventions"].as_array().unwrap().iter();
        let there = rows.filter(|row| row["sitting"] == sitting["id"]);
        there.map(|row| row["participant"].as_str().unwrap()).collect()
    };
    assert_eq!(spoke(&sittings[0]), ["AUT", "IRL", "USA", "GBR"]);
    assert_eq!(spoke(&sittings[1]), ["FRA", "CHN"]);
    assert_eq!(json["coverage"]["conflicts"], 0);
    let interventions = json["interventions"].as_array().unwrap();
    let positions = json["positions"].as_array().unwrap().iter().filter(|row| row["item"] == "3a");
    for row in positions {
        assert!(interventions.iter().any(|one| one["id"] == row["intervention"]), "{row}");
    }
    let again = ana.copy();
    again.receive(&bo);
    let first = id_of(&again, "sitting", 0);
    known(&again, &["intervention", "add", &first, "gbr"]);
    again.ok(&["intervention", "add", &first, "gbr", "--again"]);
    let rows = again.json(&["intervention", "list", &first, "--json"]);
    let spoke: Vec<&Value> =
        rows["interventions"].as_array().unwrap().iter().map(|row| &row["participant"]).collect();
    assert_eq!(
        spoke,
        ["AUT", "IRL", "USA", "GBR", "GBR"],
        "a second time, though a colleague recorded the first"
    );
}

#[test]
fn sixty_documents_with_1573_sponsorships_are_all_there() {
    let roster = assets::load(None).roster;
    let codes: Vec<&str> = roster.delegations().iter().map(|delegation| delegation.code.as_str()).collect();
    let sandbox = Sandbox::new();
    for number in 0..60 {
        let sponsors = 26 + usize::from(number < 13);
        let sponsors: Vec<&str> =
            (0..sponsors).map(|place| codes[(number * 7 + place) % codes.len()]).collect();
        let symbol = format!("NPT/CONF.2026/PC.II/WP.{}", number + 1);
        sandbox.ok(&["document", "add", &symbol, "--items", "3a", "--sponsors", &sponsors.join(",")]);
    }
    let json = sandbox.json(&["export", "--format", "json"]);
    let documents = json["documents"].as_array().unwrap();
    let sponsorships: usize = documents.iter().map(|row| row["sponsors"].as_array().unwrap().len()).sum();
    assert_eq!((documents.len(), sponsorships), (60, 1573));
}
