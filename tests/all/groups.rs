//! Members of several groups: Egypt, which is in @NAM, @NAC, @ARAB and @AFRICAN.

use crate::support::{Sandbox, Screens, has, has_not};
use prepcom::domain::lang::Lang;
use serde_json::Value;

/// The row of Egypt on 3a in JSON, and the item's numbers via groups and where they differ.
fn egypt(sandbox: &Sandbox) -> (Option<Value>, u64, u64) {
    let json = sandbox.json(&["export", "--format", "json"]);
    let mut rows = json["positions"].as_array().unwrap().iter();
    let row = rows.find(|row| row["participant"] == "EGY" && row["item"] == "3a").cloned();
    let mut items =
        json["areas"].as_array().unwrap().iter().flat_map(|area| area["items"].as_array().unwrap());
    let item = items.find(|item| item["key"] == "3a").unwrap();
    let count = |name: &str| item[name].as_u64().unwrap();
    assert_eq!(json["coverage"]["groups_differ"], item["groups_differ"]);
    (row, count("via_groups"), count("groups_differ"))
}

fn agreed() -> Sandbox {
    let sandbox = Sandbox::new();
    for (group, on) in [("@nam", "2024-07-22"), ("@nac", "2024-07-23"), ("@arab", "2024-07-24")] {
        sandbox.ok(&["set", group, "3a", "supports", "--on", on]);
    }
    sandbox
}

#[test]
fn a_member_whose_groups_agree_has_their_position_and_it_is_counted_apart() {
    let sandbox = agreed();
    let (row, via, differ) = egypt(&sandbox);
    let row = row.unwrap();
    assert_eq!((row["position"].as_str(), differ), (Some("supports"), 0));
    assert_eq!(row["via"], serde_json::json!(["@ARAB", "@NAC", "@NAM"]), "the one that spoke last first");
    assert!(via > 120, "{via}");
    assert!(sandbox.ok(&["show", "egy"]).contains("via @ARAB"));
    assert!(sandbox.ok(&["show", "3a"]).contains("0 of 191 recorded"));
}

#[test]
fn a_member_whose_groups_differ_inherits_nothing_and_every_page_says_so() {
    let sandbox = agreed();
    let (_, before, _) = egypt(&sandbox);
    sandbox.ok(&["set", "@african", "3a", "concerns", "--on", "2024-07-25"]);
    let (row, via, differ) = egypt(&sandbox);
    assert_eq!(row, None);
    assert!(differ > 40 && via < before, "{differ} {via}");
    let signs = "@AFRICAN ?, @ARAB +, @NAC +, @NAM +";
    for page in ["3a", "egy"] {
        let shown = sandbox.ok(&["show", page]);
        assert!(shown.contains("Groups differ") && shown.contains(signs), "{shown}");
    }
    assert!(sandbox.ok(&["show", "3a"]).contains(&format!("{differ} where groups differ")));
    let brief = sandbox.ok(&["brief", "egy"]);
    assert!(brief.contains(signs), "{brief}");
    assert_eq!(sandbox.json(&["brief", "egy", "--json"])["groups_differ"], serde_json::json!(["3a"]));
    for format in ["html", "md"] {
        let file = sandbox.ok(&["export", "--format", format]).replace('\\', "");
        assert!(file.contains(signs), "{format}");
    }
    let html = sandbox.ok(&["export", "--format", "html"]);
    assert_eq!(html.matches("<span aria-hidden=\"true\">/</span>").count() as u64, differ);
}

#[test]
fn a_statement_of_one_group_turns_nobody_who_has_heard_another() {
    let sandbox = Sandbox::new();
    for group in ["@nam", "@nac", "@arab"] {
        sandbox.ok(&["set", group, "3a", "supports"]);
    }
    let (_, before, _) = egypt(&sandbox);
    sandbox.ok(&["set", "@african", "3a", "concerns"]);
    let json = sandbox.json(&["export", "--format", "json"]);
    let turned = json["positions"].as_array().unwrap().iter().filter(|row| {
        row["item"] == "3a" && row["position"] == "concerns" && row["participant"] != "@AFRICAN"
    });
    assert!(turned.clone().all(|row| row["via"] == serde_json::json!(["@AFRICAN"])), "only of one group");
    let (_, via, differ) = egypt(&sandbox);
    assert_eq!(via - turned.count() as u64 + differ, before, "the others say the same, or nothing");
}

#[test]
fn a_position_older_than_the_groups_is_one_to_ask_and_no_difference() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["set", "egy,zaf", "3a", "concerns", "--source", "vote:A/RES/73/29", "--on", "2018-12-05"]);
    sandbox.ok(&["set", "@nam", "3a", "supports"]);
    let shown = sandbox.ok(&["show", "egy"]);
    assert!(shown.contains("older than") && shown.contains("@NAM"), "{shown}");
    assert!(!shown.contains("differs from"), "{shown}");
    sandbox.ok(&["set", "egy", "3a", "opposes"]);
    assert!(sandbox.ok(&["show", "egy"]).contains("differs from @NAM"));
    assert!(sandbox.ok(&["show", "zaf"]).contains("older than"));
}

#[test]
fn screens_mark_a_cell_on_which_groups_differ() {
    let mut screens = Screens::new(160, 40, Lang::En);
    screens.press("f@nam<enter>f3a<enter>2");
    screens.press("<esc><esc>f@african<enter>f3a<enter>4");
    screens.press("<esc><esc>fegy<enter>jjjj");
    has(&screens, "groups differ (@AFRICAN ?, @NAM +)");
    has_not(&screens, "via @NAM");
    screens.press("<esc>f3a<enter>/egy<enter>");
    has(&screens, "where groups differ");
    has(&screens, "groups differ (@AFRICAN ?");
    screens.press("<esc><esc><esc>mFnac<enter>");
    let row = screens.frame().lines().find(|line| line.contains("EGY Egypt")).unwrap().to_owned();
    assert!(row.contains('/'), "{row}");
}
