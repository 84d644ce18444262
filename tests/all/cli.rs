//! The command line as scripts and colleagues rely on it.

use crate::support::Sandbox;

#[test]
fn one_act_on_three_delegations_is_recorded_logged_and_undone_as_one() {
    let sandbox = Sandbox::new();
    let said = sandbox.ok(&[
        "set",
        "fra,gbr,usa",
        "3a",
        "opposes",
        "--source",
        "statement:NPT/CONF.2026/PC.II/SR.3",
    ]);
    assert!(said.contains("Opposes on 3a: FRA, GBR, USA") && said.contains("prepcom undo"), "{said}");
    let shown = sandbox.ok(&["show", "3a"]);
    for part in ["FRA France", "GBR United Kingdom", "USA United States", "3 of 191", "SR.3"] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    let log = sandbox.json(&["log", "--json"]);
    assert_eq!(log["entries"].as_array().unwrap().len(), 1);
    assert_eq!(log["entries"][0]["facts"].as_array().unwrap().len(), 3);
    let undone = sandbox.ok(&["undo"]);
    assert!(undone.contains("undone: Opposes on 3a: FRA, GBR, USA"), "{undone}");
    assert!(sandbox.ok(&["show", "3a"]).contains("0 of 191"));
    assert!(sandbox.ok(&["redo"]).contains("Opposes on 3a"));
    assert!(sandbox.ok(&["show", "3a"]).contains("3 of 191"));
    let log = sandbox.json(&["log", "--json"]);
    assert_eq!(log["entries"].as_array().unwrap().len(), 3);
}

#[test]
fn nothing_to_undo_is_said_and_fails() {
    let sandbox = Sandbox::new();
    let ran = sandbox.run(&["undo"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""));
    assert!(ran.err.contains("nothing to undo"), "{}", ran.err);
}

#[test]
fn the_movement_speaks_for_members_that_have_not_spoken_and_nam_is_namibia() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["set", "@NAM", "8b", "supports"]);
    sandbox.ok(&["set", "cuba", "8b", "concerns"]);
    let json = sandbox.json(&["export", "--format", "json"]);
    let item = json["areas"].as_array().unwrap().iter().flat_map(|a| a["items"].as_array().unwrap());
    let item = item.into_iter().find(|item| item["key"] == "8b").unwrap();
    let members = sandbox.json(&["show", "@nam", "--json"]);
    assert_eq!(members["positions"].as_array().unwrap().len(), 1);
    let through: Vec<&serde_json::Value> =
        json["positions"].as_array().unwrap().iter().filter(|row| row["via"][0] == "@NAM").collect();
    assert_eq!(item["via_groups"], through.len());
    assert_eq!(item["recorded"], 1);
    assert_eq!(json["coverage"]["via_groups"], through.len());
    assert!(through.len() > 100, "{}", through.len());
    assert!(through.iter().any(|row| row["participant"] == "NAM"), "Namibia is a member");
    assert!(!through.iter().any(|row| row["participant"] == "CUB"), "Cuba has its own");
    assert!(sandbox.ok(&["show", "cub"]).contains("differs from @NAM"));
    sandbox.ok(&["set", "NAM", "8b", "champions"]);
    let shown = sandbox.ok(&["show", "nam"]);
    assert!(shown.contains("NAM Namibia") && shown.contains("Champions"), "{shown}");
}

#[test]
fn two_devices_that_did_not_know_of_each_other_conflict_until_somebody_settles_it() {
    let (ana, bo) = (Sandbox::new(), Sandbox::new());
    ana.ok(&["--author", "Ana", "set", "aut", "1a", "supports"]);
    bo.ok(&["--author", "Bo", "set", "aut", "1a", "concerns"]);
    let own = ana.json(&["export", "--format", "json"]);
    assert_eq!(own["coverage"]["conflicts"], 0);
    ana.receive(&bo);
    bo.receive(&ana);
    for sandbox in [&ana, &bo] {
        let json = sandbox.json(&["export", "--format", "json"]);
        assert_eq!(json["coverage"]["conflicts"], 1);
        assert_eq!(json["coverage"]["recorded"], 1);
        let rows = json["positions"].as_array().unwrap();
        assert_eq!(rows.len(), 2, "one row each");
        assert!(rows.iter().all(|row| row["conflict"] == true));
        let shown = sandbox.ok(&["show", "1a"]);
        for part in ["Ana", "Bo", "Supports", "Has concerns", "conflict"] {
            assert!(shown.contains(part), "{part}: {shown}");
        }
    }
    bo.ok(&["--author", "Bo", "set", "aut", "1a", "accepts"]);
    ana.receive(&bo);
    for sandbox in [&ana, &bo] {
        let json = sandbox.json(&["export", "--format", "json"]);
        assert_eq!(json["coverage"]["conflicts"], 0);
        assert_eq!(json["positions"][0]["position"], "accepts");
    }
}

#[test]
fn whoever_is_unknown_or_ambiguous_is_refused_with_candidates_and_nothing_is_recorded() {
    let sandbox = Sandbox::new();
    let ran = sandbox.run(&["set", "fra,frnace", "3a", "opposes"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("frnace") && ran.err.contains("FRA (France)"), "{}", ran.err);
    let ran = sandbox.run(&["set", "fra", "12z", "opposes"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("12z") && ran.err.contains("10b"), "{}", ran.err);
    let ran = sandbox.run(&["set", "fra", "3a", "against"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("opposes"), "{}", ran.err);
    assert!(sandbox.journals().is_empty());
}

#[test]
fn names_that_people_type_find_the_delegation() {
    let sandbox = Sandbox::new();
    for (typed, code) in [
        ("turkey", "TUR"),
        ("north korea", "PRK"),
        ("dprk", "PRK"),
        ("uk", "GBR"),
        ("ivory coast", "CIV"),
        ("cote d'ivoire", "CIV"),
        ("法国", "FRA"),
        ("中国", "CHN"),
        ("usa", "USA"),
        ("russia", "RUS"),
        ("Türkiye", "TUR"),
    ] {
        let shown = sandbox.ok(&["show", typed]);
        assert!(shown.starts_with(code), "{typed}: {shown}");
    }
}

#[test]
fn an_item_is_found_by_its_id_as_by_its_key() {
    let sandbox = Sandbox::new();
    assert_eq!(sandbox.ok(&["show", "standard-reporting-nws"]), sandbox.ok(&["show", "1a"]));
    sandbox.ok(&["set", "aut", "status-of-protocols", "supports"]);
    let exported = sandbox.json(&["export", "--format", "json"]);
    assert_eq!(exported["positions"][0]["item"], "3b");
    let item = &exported["areas"][2]["items"][1];
    assert_eq!([&item["key"], &item["id"]], ["3b", "status-of-protocols"]);
    assert_eq!(item["label"]["zh"], "议定书现况");
}

#[test]
fn an_area_means_all_its_items_in_one_act() {
    let sandbox = Sandbox::new();
    let said = sandbox.ok(&["set", "aut", "4*", "可接受"]);
    assert!(said.contains("AUT on 4a, 4b, 4c: Can accept"), "{said}");
    sandbox.ok(&["set", "aut", "11", "7"]);
    assert!(sandbox.ok(&["show", "4"]).contains("4c"));
    let ran = sandbox.run(&["note", "aut", "4", "which one?"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("4a, 4b, 4c"), "{}", ran.err);
}

#[test]
fn notes_commitments_lines_and_points_to_raise_are_kept_and_shown() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["note", "aut", "1a", "first line\nsecond line"]);
    let ran = sandbox.with_input(&["note", "1a", "-"], "从标准输入\n".as_bytes());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    sandbox.ok(&["note", "aut", "on the delegation as such", "--shareable"]);
    sandbox.ok(&["commitment", "add", "aut", "1a", "a draft form", "--due", "2027-04-01"]);
    sandbox.ok(&["line", "1a", "--objective", "a fixed form", "--asks", "yearly?"]);
    sandbox.ok(&["line", "1a", "--arguments", "comparable"]);
    sandbox.ok(&["point", "aut", "1a", "the draft"]);
    let item = sandbox.ok(&["show", "1a"]);
    for part in [
        "second line",
        "从标准输入",
        "a draft form",
        "2027-04-01",
        "a fixed form",
        "comparable",
        "yearly?",
        "the draft",
    ] {
        assert!(item.contains(part), "{part}: {item}");
    }
    assert!(sandbox.ok(&["line", "1a"]).contains("comparable"));
    let list = sandbox.json(&["commitment", "list", "--json"]);
    let id = list["commitments"][0]["id"].as_str().unwrap();
    assert_eq!(list["commitments"][0]["status"], "no-information");
    sandbox.ok(&["commitment", "status", id, "not-started", "--evidence", "asked them"]);
    let open = sandbox.json(&["commitment", "list", "--open", "--json"]);
    assert_eq!(open["commitments"][0]["status"], "not-started");
    sandbox.ok(&["commitment", "status", id, "complete"]);
    let open = sandbox.json(&["commitment", "list", "--open", "--json"]);
    assert_eq!(open["commitments"].as_array().unwrap().len(), 0);
    sandbox.ok(&["point", "aut", "1a", "--done"]);
    assert!(!sandbox.ok(&["show", "aut"]).contains("the draft"));
    assert_eq!(sandbox.run(&["point", "aut", "1a", "--done"]).code, Some(1));
    assert_eq!(sandbox.run(&["commitment", "status", "zzz-9", "complete"]).code, Some(2));
    assert_eq!(sandbox.run(&["note", "on nobody and nothing"]).code, Some(2));
}

#[test]
fn the_past_is_shown_and_never_written() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["set", "aut", "1a", "supports", "--on", "2024-07-22"]);
    sandbox.ok(&["set", "aut", "1a", "opposes", "--on", "2025-05-01"]);
    let position = |view: &[&str]| {
        let arguments: Vec<&str> = view.iter().copied().chain(["show", "aut", "--json"]).collect();
        let json = sandbox.json(&arguments);
        json["positions"].get(0).map(|row| row["position"].as_str().unwrap().to_owned())
    };
    assert_eq!(position(&["--as-of", "2024-07-22"]).as_deref(), Some("supports"));
    assert_eq!(position(&["--as-of", "2024-07-21"]), None);
    assert_eq!(position(&["--as-of", "2025-05-01T00:00"]).as_deref(), Some("opposes"));
    assert_eq!(position(&["--known-at", "2024-07-22"]), None);
    assert_eq!(position(&[]).as_deref(), Some("opposes"));
    let ran = sandbox.run(&["--as-of", "2024-07-22", "set", "aut", "1a", "supports"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("--on"), "{}", ran.err);
    assert_eq!(sandbox.run(&["set", "aut", "1a", "supports", "--on", "2999-01-01"]).code, Some(2));
}

#[test]
fn clearing_takes_back_to_not_recorded_and_only_what_is_there() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["set", "aut", "1a", "supports"]);
    sandbox.ok(&["clear", "aut,fra", "1a"]);
    let log = sandbox.json(&["log", "--json"]);
    assert_eq!(log["entries"][0]["facts"].as_array().unwrap().len(), 1);
    assert_eq!(sandbox.json(&["export", "--format", "json"])["coverage"]["recorded"], 0);
    assert_eq!(sandbox.run(&["clear", "aut", "1a"]).code, Some(1));
}

#[test]
fn the_log_is_filtered_by_participant_item_and_time() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["set", "aut", "1a", "supports"]);
    sandbox.ok(&["note", "fra", "3a", "a note"]);
    sandbox.ok(&["undo"]);
    let count = |arguments: &[&str]| {
        let arguments: Vec<&str> = ["log", "--json"].iter().chain(arguments).copied().collect();
        sandbox.json(&arguments)["entries"].as_array().unwrap().len()
    };
    assert_eq!(count(&[]), 3);
    assert_eq!(count(&["--who", "aut"]), 1);
    assert_eq!(count(&["--who", "fra"]), 2, "the undo of the note is about France as well");
    assert_eq!(count(&["--item", "3"]), 2);
    assert_eq!(count(&["--until", "2020-01-01"]), 0);
    assert_eq!(count(&["--since", "1d"]), 3);
}

#[test]
fn without_a_terminal_the_screens_are_refused_with_what_to_use_instead() {
    let ran = Sandbox::new().run(&[]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("prepcom show"), "{}", ran.err);
    assert_eq!(ran.out, "");
}

#[test]
fn chinese_is_spoken_when_asked_for_by_flag_environment_settings_or_locale() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["set", "aut", "1a", "supports"]);
    assert!(sandbox.ok(&["--lang", "zh", "show", "1a"]).contains("支持"));
    let spoken = |name: &str, value: &str| {
        let output = sandbox.command(&["show", "1a"]).env(name, value).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    assert!(spoken("PREPCOM_LANG", "zh").contains("支持"));
    assert!(spoken("LC_ALL", "zh_CN.UTF-8").contains("支持"));
    let settings = sandbox.home().join(".config/prepcom");
    std::fs::create_dir_all(&settings).unwrap();
    std::fs::write(settings.join("settings.ron"), "(lang: zh, marking: \"RESTRICTED\")").unwrap();
    assert!(sandbox.ok(&["show", "1a"]).contains("支持"));
    assert!(spoken("PREPCOM_LANG", "en").contains("Supports"));
    assert_eq!(sandbox.json(&["export", "--format", "json"])["marking"], "RESTRICTED");
}

#[test]
fn a_broken_setting_is_named_with_its_place() {
    let sandbox = Sandbox::new();
    let settings = sandbox.home().join(".config/prepcom");
    std::fs::create_dir_all(&settings).unwrap();
    std::fs::write(settings.join("settings.ron"), "(\n    colour: \"auto\",\n)").unwrap();
    let ran = sandbox.run(&["show"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("settings.ron:2:"), "{}", ran.err);
}

#[test]
fn a_workspace_is_found_upward_and_made_by_init() {
    let sandbox = Sandbox::new();
    let folder = sandbox.home().join("new");
    let said = sandbox.ok(&["init", folder.to_str().unwrap()]);
    assert!(said.contains("--workspace"), "{said}");
    assert_eq!(sandbox.run(&["init", folder.to_str().unwrap()]).code, Some(1), "there is one already");
    let below = folder.join("a/b");
    std::fs::create_dir_all(&below).unwrap();
    let mut command = sandbox.command(&["set", "aut", "1a", "supports"]);
    let output = command.env_remove("PREPCOM_WORKSPACE").current_dir(&below).output().unwrap();
    assert!(output.status.success());
    assert_eq!(std::fs::read_dir(folder.join("state/journal")).unwrap().count(), 1);
    let ran = sandbox.run(&["--workspace", "/nowhere/at/all", "show"]);
    assert_eq!(ran.code, Some(2));
}

#[test]
fn a_closed_pipe_is_not_an_error() {
    let sandbox = Sandbox::new();
    let mut command = sandbox.command(&["export", "--format", "json"]);
    command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
    let mut child = command.spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn recorded_text_reaches_a_terminal_without_controls() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["--author", "Eve\u{1b}[31m", "note", "aut", "1a", "a\u{1b}]0;title\u{7}b\u{202e}c"]);
    for arguments in [
        &["show", "1a"][..],
        &["log"],
        &["log", "--json"],
        &["export", "--format", "md", "--notes", "all"],
        &["export", "--format", "json", "--notes", "all"],
    ] {
        let out = sandbox.ok(arguments);
        assert!(!out.chars().any(prepcom::domain::text::is_unsafe), "{arguments:?}: {out:?}");
    }
}

#[test]
fn an_argument_that_is_refused_comes_back_without_what_would_act_on_the_terminal() {
    let sandbox = Sandbox::new();
    let hostile = "sh\u{1b}]0;title\u{7}\u{1b}[31mow\u{202e}";
    for arguments in [&[hostile][..], &["show", "--lang", hostile], &[&format!("--{hostile}")]] {
        let ran = sandbox.run(arguments);
        assert_eq!(ran.code, Some(2), "{arguments:?}");
        let is_bad = |c: char| c != '\n' && prepcom::domain::text::is_unsafe(c);
        assert!(
            ran.err.starts_with("error: ") && !ran.err.chars().any(is_bad),
            "{arguments:?}: {:?}",
            ran.err
        );
    }
    assert!(sandbox.run(&["shwo"]).err.contains("'show'"), "an honest one still gets its hint");
}

#[cfg(unix)]
#[test]
fn what_is_recorded_is_readable_by_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = Sandbox::new();
    sandbox.ok(&["set", "aut", "1a", "supports"]);
    let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&sandbox.journals()[0]), 0o600);
    assert_eq!(mode(&sandbox.workspace().join("state/journal")), 0o700);
    assert_eq!(mode(&sandbox.workspace().join("state/local/device.json")), 0o600);
}

#[test]
fn completions_and_the_manual_are_made_by_the_program_itself() {
    let sandbox = Sandbox::new();
    assert!(sandbox.ok(&["completions", "bash"]).contains("prepcom"));
    assert!(sandbox.ok(&["man"]).contains(".TH prepcom"));
    assert!(sandbox.ok(&["--help"]).contains("prepcom set fra,gbr,usa 3a opposes"));
}
