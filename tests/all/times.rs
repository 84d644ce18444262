//! Days, hours and zones: the present is put in by PREPCOM_NOW, the machine's zone by TZ.

use crate::support::{Ran, Sandbox};
use serde_json::Value;
use std::process::Command;

/// A workspace whose members use a zone, made on a machine that is set to it.
struct Workspace {
    sandbox: Sandbox,
    now: String,
    zone: &'static str,
}

impl Workspace {
    fn new(zone: &'static str, now: &str) -> Workspace {
        let workspace = Workspace { sandbox: Sandbox::new(), now: now.into(), zone };
        std::fs::remove_dir_all(workspace.sandbox.workspace()).unwrap();
        let folder = workspace.sandbox.workspace();
        workspace.ok(&["init", folder.to_str().unwrap()]);
        workspace
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.sandbox.command(arguments);
        command.env("TZ", self.zone).env("PREPCOM_NOW", &self.now);
        command
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(self.command(arguments).output().unwrap())
    }

    fn ok(&self, arguments: &[&str]) -> String {
        let ran = self.run(arguments);
        assert_eq!(ran.code, Some(0), "{arguments:?}: {}{}", ran.out, ran.err);
        ran.out
    }

    fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.ok(arguments)).unwrap()
    }

    /// The same from a machine that is set to another zone.
    fn seen_from(&self, zone: &str, arguments: &[&str]) -> String {
        let ran = Ran::of(self.command(arguments).env("TZ", zone).output().unwrap());
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        ran.out
    }

    fn journal(&self) -> String {
        std::fs::read_to_string(&self.sandbox.journals()[0]).unwrap()
    }
}

const ZONES: [&str; 3] = ["America/New_York", "Europe/Vienna", "Asia/Shanghai"];

#[test]
fn a_new_workspace_has_the_zone_of_the_machine_that_made_it() {
    for zone in ZONES {
        let workspace = Workspace::new(zone, "2027-04-26T10:00:00Z");
        let marker =
            std::fs::read_to_string(workspace.sandbox.workspace().join("state/prepcom.json")).unwrap();
        assert!(marker.contains(&format!("\"zone\":\"{zone}\"")), "{marker}");
    }
}

#[test]
fn today_is_today_in_the_evening_in_new_york_and_in_the_morning_in_beijing() {
    for (zone, now, today, tomorrow) in [
        ("America/New_York", "2027-04-26T21:30:00-04:00", "2027-04-26", "2027-04-27"),
        ("Asia/Shanghai", "2027-04-27T07:00:00+08:00", "2027-04-27", "2027-04-28"),
    ] {
        let workspace = Workspace::new(zone, now);
        workspace.ok(&["set", "aut", "3a", "supports", "--on", "today"]);
        workspace.ok(&["set", "fra", "3a", "supports", "--on", today]);
        let refused = workspace.run(&["set", "chn", "3a", "supports", "--on", tomorrow]);
        assert!(refused.code == Some(2) && refused.err.contains("later than now"), "{}", refused.err);
        let json = workspace.json(&["export", "--format", "json"]);
        let days: Vec<&str> =
            json["positions"].as_array().unwrap().iter().map(|row| row["on"].as_str().unwrap()).collect();
        assert_eq!(days, [today, today]);
        assert!(json["as_of"].as_str().unwrap().starts_with(today), "{}", json["as_of"]);
    }
}

#[test]
fn a_meeting_at_fifteen_hours_in_vienna_is_at_fifteen_hours_there_in_every_file() {
    let workspace = Workspace::new("Europe/Vienna", "2027-04-26T10:00:00+02:00");
    workspace.ok(&["meeting", "plan", "aut", "2027-04-27T15:00", "--place", "Room C"]);
    for zone in ZONES {
        let ics = workspace.seen_from(zone, &["export", "--format", "ics"]);
        assert!(ics.contains("DTSTART:20270427T130000Z"), "{ics}");
        let list = workspace.seen_from(zone, &["meeting", "list"]);
        assert!(list.contains("2027-04-27 15:00"), "{list}");
        let json = workspace.seen_from(zone, &["meeting", "list", "--json"]);
        assert!(json.contains("2027-04-27T15:00:00.000+02:00"), "{json}");
    }
    let elsewhere = workspace.ok(&["--zone", "America/New_York", "meeting", "list"]);
    assert!(elsewhere.contains("2027-04-27 09:00"), "hours as they are in New York: {elsewhere}");
    let bad = workspace.run(&["--zone", "Vienna", "meeting", "list"]);
    assert!(bad.code == Some(2) && bad.err.contains("Europe/Vienna"), "{}", bad.err);
}

#[test]
fn a_workspace_says_the_same_byte_for_byte_wherever_it_is_opened() {
    for zone in ZONES {
        // The nights on which clocks are put forward and back, in Vienna and in New York.
        let mut workspace = Workspace::new(zone, "2027-03-14T06:30:00Z");
        workspace.ok(&["set", "@nam", "3a", "supports", "--on", "2027-03-13"]);
        for (day, now) in [
            ("2027-03-13", "2027-03-14T07:30:00Z"),
            ("2027-03-27", "2027-03-28T00:59:00Z"),
            ("2027-03-27", "2027-03-28T01:01:00Z"),
            ("2027-10-30", "2027-10-31T00:59:00Z"),
            ("2027-10-30", "2027-10-31T01:01:00Z"),
            ("2027-11-06", "2027-11-07T05:59:00Z"),
            ("2027-11-06", "2027-11-07T06:01:00Z"),
        ] {
            workspace.now = now.into();
            workspace.ok(&["set", "aut", "1a", "supports", "--on", day]);
            workspace.ok(&["set", "fra", "1a", "opposes"]);
            workspace.ok(&["note", "chn", "1a", "said at that hour"]);
        }
        let files = |from: &str| {
            let export = workspace.seen_from(from, &["export", "--format", "json", "--notes", "all"]);
            let past = workspace.seen_from(from, &["--as-of", "2027-03-27", "export", "--format", "json"]);
            (export, past)
        };
        let here = files(zone);
        for from in ZONES {
            assert_eq!(files(from), here, "{zone} from {from}");
        }
        workspace.ok(&["snapshot", "save", "kept"]);
        let diff = workspace.seen_from("Asia/Shanghai", &["diff", "kept", "now", "--json"]);
        let diff: Value = serde_json::from_str(&diff).unwrap();
        assert_eq!(diff["positions"], serde_json::json!([]), "{zone}");
    }
}

#[test]
fn a_snapshots_days_are_those_of_the_workspace_that_compares_it() {
    let vienna = Workspace::new("Europe/Vienna", "2027-04-26T10:00:00+02:00");
    let beijing = Workspace::new("Asia/Shanghai", "2027-04-26T10:00:00+02:00");
    for workspace in [&vienna, &beijing] {
        workspace.ok(&["set", "aut", "3a", "supports", "--on", "2018-12-05"]);
    }
    let file = vienna.sandbox.home().join("vienna.json");
    std::fs::create_dir_all(vienna.sandbox.home()).unwrap();
    std::fs::write(&file, vienna.ok(&["export", "--format", "json"])).unwrap();
    let diff = beijing.json(&["diff", file.to_str().unwrap(), "now", "--json"]);
    assert_eq!(diff["positions"], serde_json::json!([]), "{diff}");
}

#[test]
fn a_date_that_is_still_to_come_waits_and_is_listed() {
    let mut workspace = Workspace::new("Europe/Vienna", "2027-05-10T10:00:00+02:00");
    workspace.ok(&["set", "aut", "3a", "opposes", "--on", "2027-05-10"]);
    // Somebody's clock is set right after that.
    workspace.now = "2027-05-08T10:00:00+02:00".into();
    let position = |workspace: &Workspace| {
        let json = workspace.json(&["export", "--format", "json"]);
        json["positions"].as_array().unwrap().iter().map(|row| row["position"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(position(&workspace), [] as [Value; 0], "not yet");
    workspace.ok(&["set", "aut", "3a", "supports"]);
    assert_eq!(position(&workspace), ["supports"], "what is recorded now counts now");
    let checked = workspace.run(&["check"]);
    assert!(checked.err.contains("clock") || checked.out.contains("clock"), "{}{}", checked.out, checked.err);
    workspace.now = "2027-05-09T23:59:00+02:00".into();
    assert_eq!(position(&workspace), ["supports"]);
    workspace.now = "2027-05-10T00:01:00+02:00".into();
    assert_eq!(position(&workspace), ["opposes"], "its day has come");
}

#[test]
fn a_clock_before_1970_is_believed_and_nothing_stops() {
    let workspace = Workspace::new("America/New_York", "1969-07-20T20:17:00Z");
    workspace.ok(&["set", "usa", "3a", "supports"]);
    workspace.ok(&["set", "usa", "3a", "opposes"]);
    assert!(workspace.journal().contains("1969-07-20T16:17:00.000-04:00"), "{}", workspace.journal());
    assert!(workspace.ok(&["show", "usa"]).contains("Opposes"));
    workspace.ok(&["log"]);
    workspace.ok(&["export", "--format", "ics"]);
    workspace.ok(&["undo"]);
    assert!(workspace.ok(&["show", "usa"]).contains("Supports"));
}

#[test]
fn a_clock_that_jumped_to_2062_and_back_recovers_and_check_says_so() {
    let mut workspace = Workspace::new("Europe/Vienna", "2027-05-10T10:00:00+02:00");
    workspace.ok(&["set", "aut", "3a", "supports"]);
    workspace.now = "2062-01-01T00:00:00Z".into();
    workspace.ok(&["set", "aut", "3a", "opposes"]);
    workspace.now = "2027-05-10T11:00:00+02:00".into();
    assert!(workspace.ok(&["show", "aut"]).contains("Supports"), "what is dated 2062 does not count");
    workspace.ok(&["set", "aut", "3a", "accepts"]);
    assert!(workspace.ok(&["show", "aut"]).contains("Can accept"));
    let last = workspace.journal().lines().last().unwrap().to_owned();
    assert!(last.contains("\"at\":\"2027-05-10T11:00:00.000+02:00\""), "{last}");
    let checked = workspace.run(&["check"]);
    assert_eq!(checked.code, Some(3));
    assert!(checked.out.contains("2062") && checked.out.contains("clock"), "{}", checked.out);
}

#[test]
fn a_marker_without_a_zone_that_is_known_means_utc_and_is_a_problem() {
    let workspace = Workspace::new("Europe/Vienna", "2027-05-10T01:00:00+02:00");
    let marker = workspace.sandbox.workspace().join("state/prepcom.json");
    for (zone, said) in
        [("", "has no time zone"), (",\"zone\":\"Mars/Olympus\"", "`Mars/Olympus` is not a time zone")]
    {
        std::fs::write(&marker, format!("{{\"kind\":\"prepcom-workspace\",\"format\":1{zone}}}\n")).unwrap();
        let checked = workspace.run(&["check"]);
        assert!(checked.code == Some(3) && checked.out.contains(said), "{}", checked.out);
        let json = workspace.json(&["export", "--format", "json"]);
        assert_eq!(json["as_of"], "2027-05-09T23:00:00.000Z");
    }
}
