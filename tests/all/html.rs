//! The report as HTML, read back by a parser that browsers' rules were written into.

use crate::support::Sandbox;
use prepcom::domain::position::Position;
use scraper::{ElementRef, Html, Selector};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

const HOSTILE: [&str; 8] = [
    "</span></td></table><script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "</style><style>*{display:none}</style>",
    "javascript:alert(1)",
    "<!-- ]]> <![CDATA[ {{ title }} {% raw %} &lt;b&gt; &#x3c;",
    "\u{1b}[31mred\u{1b}]8;;https://example.org\u{7}link\u{202e}txt.exe\u{feff}",
    "=cmd|' /C calc'!A0\n@SUM(1)\n../../etc/passwd",
];

/// A workspace with everything that there is, each text of it hostile.
fn hostile() -> Sandbox {
    let (sandbox, other) = (Sandbox::new(), Sandbox::new());
    for (text, who) in HOSTILE.iter().zip(["aut", "fra", "gbr", "usa", "chn", "rus", "egy", "irl"]) {
        let source = format!("statement:{text}");
        sandbox.ok(&["set", who, "1a", "supports", "--if", text, "--source", &source]);
        sandbox.ok(&["note", who, "1a", text, "--shareable"]);
        sandbox.ok(&["note", who, text, "--shareable"]);
        sandbox.ok(&["commitment", "add", who, "2a", text, "--due", "2024-09-01", "--source", &source]);
        sandbox.ok(&["point", who, "3a", text]);
        sandbox.ok(&["meeting", "plan", who, "2027-01-10T15:00", "--place", text, "--items", "1a"]);
    }
    sandbox.ok(&["line", "1a", "--objective", HOSTILE[0], "--arguments", HOSTILE[5], "--asks", HOSTILE[1]]);
    sandbox.ok(&["set", "@nam", "8b", "supports"]);
    sandbox.ok(&["set", "egy", "8b", "blocks"]);
    other.ok(&["--author", "Bo <b>bold</b>", "set", "aut", "1a", "opposes"]);
    sandbox.receive(&other);
    sandbox
}

fn export(sandbox: &Sandbox, arguments: &[&str]) -> (String, Html) {
    let text = sandbox.ok(&[&["export", "--format", "html"], arguments].concat());
    let parsed = Html::parse_document(&text);
    (text, parsed)
}

fn all<'a>(html: &'a Html, query: &str) -> Vec<ElementRef<'a>> {
    html.select(&Selector::parse(query).unwrap()).collect()
}

fn within<'a>(element: &ElementRef<'a>, query: &str) -> Vec<ElementRef<'a>> {
    element.select(&Selector::parse(query).unwrap()).collect()
}

fn text(element: &ElementRef) -> String {
    element.text().collect::<String>().trim().to_owned()
}

#[test]
fn the_tallies_of_all_items_are_those_of_json() {
    let sandbox = hostile();
    let (_, html) = export(&sandbox, &[]);
    let json = sandbox.json(&["export", "--format", "json"]);
    let rows: BTreeMap<String, Vec<String>> = all(&html, "#overview tbody tr")
        .iter()
        .map(|row| {
            let cells = within(row, "td:not(.bar)").iter().map(text).collect();
            (text(&within(row, "th a")[0]), cells)
        })
        .collect();
    assert_eq!(rows.len(), 26);
    let mut sums = [0; 15];
    for item in json["areas"].as_array().unwrap().iter().flat_map(|area| area["items"].as_array().unwrap()) {
        let count = |value: &Value| value.as_u64().unwrap();
        let own = Position::ALL.map(|position| count(&item["tally"][position.slug()]));
        let others = ["recorded", "via_groups", "groups_differ"].map(|name| count(&item[name]));
        let expected: Vec<u64> =
            own.into_iter().chain([own[..3].iter().sum(), own[5] + own[6]]).chain(others).collect();
        sums.iter_mut().zip(&expected).for_each(|(sum, count)| *sum += count);
        let expected: Vec<String> = expected.iter().map(u64::to_string).collect();
        assert_eq!(rows[item["key"].as_str().unwrap()][..15], expected, "{}", item["key"]);
    }
    let foot: Vec<String> =
        within(&all(&html, "#overview tfoot tr")[0], "td:not(.bar)").iter().map(text).collect();
    assert_eq!(foot[..15], sums.map(|sum| sum.to_string()));
    assert_eq!(rows["1a"][15..], ["1"], "one conflict");
}

fn is_own(row: &Value) -> bool {
    row["via"].as_array().unwrap().is_empty()
}

#[test]
fn every_position_stands_in_the_heat_map_and_on_both_pages() {
    let sandbox = hostile();
    let (_, html) = export(&sandbox, &[]);
    let json = sandbox.json(&["export", "--format", "json"]);
    let heads: Vec<String> = all(&html, "#heat-map thead th").iter().map(text).collect();
    let mut seen = BTreeSet::new();
    for row in all(&html, "#heat-map tbody tr") {
        let who = text(&within(&row, "th")[0]).split(' ').next().unwrap().to_owned();
        for (cell, item) in
            within(&row, "td").iter().zip(&heads[1..]).filter(|(cell, _)| !text(cell).is_empty())
        {
            let sign = text(&within(cell, "[aria-hidden]")[0]);
            let said = text(&within(cell, ".heard [lang=en]")[0]);
            assert_eq!(sign.ends_with('!'), said.contains("conflict"), "{who} {item}");
            let name = said.split(',').next().unwrap().parse::<Position>().unwrap().to_string();
            seen.insert((who.clone(), item.clone(), name, said.contains("via a group")));
        }
    }
    let rows = json["positions"].as_array().unwrap();
    let name = |row: &Value, field: &str| row[field].as_str().unwrap().to_owned();
    let mut last_of_cell = BTreeMap::new();
    for row in rows {
        let value = (name(row, "position"), !is_own(row));
        last_of_cell.insert((name(row, "participant"), name(row, "item")), value);
    }
    let expected: BTreeSet<_> = last_of_cell
        .into_iter()
        .map(|((who, item), (position, through))| (who, item, position, through))
        .collect();
    assert_eq!(seen, expected);
    assert_eq!(all(&html, "#participants tbody tr").len(), rows.len());
    let own = rows.iter().filter(|row| is_own(row)).count();
    let through = rows.iter().filter(|row| !is_own(row)).count();
    assert_eq!(all(&html, "#items .sort tbody tr").len(), own);
    assert_eq!(all(&html, "#items table:not(.sort) .codes a").len(), through);
}

#[test]
fn hostile_text_stays_text_and_nothing_loads_or_runs_but_the_files_own_script() {
    let sandbox = hostile();
    for arguments in [&[][..], &["--both-languages"], &["--notes", "all", "--item", "1a"]] {
        let (written, html) = export(&sandbox, arguments);
        assert!(html.errors.is_empty(), "{:?}", html.errors);
        assert!(!written.chars().any(prepcom::domain::text::is_unsafe));
        assert_eq!(all(&html, "script").len(), 1);
        assert_eq!(all(&html, "style").len(), 1);
        let loads = "img, iframe, frame, object, embed, link, base, audio, video, source, track, picture, form, \
                     applet, portal, image, use, foreignObject, animate, set, a[target], [style], meta[http-equiv=refresh]";
        assert_eq!(all(&html, loads).len(), 0);
        for element in all(&html, "*") {
            for (name, value) in element.value().attrs() {
                assert!(!name.starts_with("on"), "{name}");
                let loads = [
                    "src",
                    "srcset",
                    "action",
                    "formaction",
                    "background",
                    "data",
                    "poster",
                    "ping",
                    "srcdoc",
                ];
                assert!(!loads.contains(&name), "{name}");
                assert!(name != "href" || value.starts_with('#'), "{value}");
            }
        }
    }
    let (_, html) = export(&sandbox, &[]);
    let notes: Vec<String> = all(&html, "li.note p:first-child").iter().map(text).collect();
    assert_eq!(notes.len(), 2 * HOSTILE.len(), "each note stands once");
    for hostile in HOSTILE {
        let shown = prepcom::domain::text::clean(hostile);
        assert_eq!(notes.iter().filter(|note| **note == shown).count(), 2, "{shown}: {notes:?}");
    }
    let places: Vec<String> = all(&html, "#meetings td:nth-child(4)").iter().map(text).collect();
    assert!(places.contains(&HOSTILE[0].to_owned()), "{places:?}");
}

#[test]
fn the_policy_names_the_style_and_the_script_of_the_file_by_their_hashes() {
    use base64::{Engine, prelude::BASE64_STANDARD};
    use sha2::{Digest, Sha256};
    let (_, html) = export(&Sandbox::new(), &[]);
    let policy = all(&html, "meta[http-equiv=Content-Security-Policy]")[0].attr("content").unwrap();
    let hash = |query: &str| {
        let content: String = all(&html, query)[0].text().collect();
        format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(content)))
    };
    let (style, script) = (hash("style"), hash("script"));
    assert_eq!(
        policy,
        format!(
            "default-src 'none'; style-src {style}; script-src {script}; base-uri 'none'; form-action 'none'"
        )
    );
}

#[test]
fn every_link_has_its_target_and_headings_go_down_one_step_at_a_time() {
    let sandbox = hostile();
    for arguments in [&[][..], &["--item", "1a", "--who", "aut,@nam"], &["--item", "9b"]] {
        let (_, html) = export(&sandbox, arguments);
        let ids: Vec<&str> = all(&html, "[id]").iter().filter_map(|element| element.attr("id")).collect();
        let distinct: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), distinct.len(), "no name is given twice");
        for link in all(&html, "a") {
            let target = link.attr("href").unwrap().trim_start_matches('#');
            assert!(distinct.contains(target), "{target} in {arguments:?}");
        }
        for query in ["label[for]", "[aria-labelledby]"] {
            for element in all(&html, query) {
                let name = element.attr("for").or(element.attr("aria-labelledby")).unwrap();
                assert!(distinct.contains(name), "{name}");
            }
        }
        let levels: Vec<u32> = all(&html, "h1, h2, h3, h4, h5, h6")
            .iter()
            .map(|heading| heading.value().name()[1..].parse().unwrap())
            .collect();
        assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1);
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
        for table in all(&html, "table") {
            assert_eq!(within(&table, "caption").len(), 1);
            assert!(within(&table, "th").iter().all(|head| head.attr("scope").is_some()));
        }
    }
}

#[test]
fn labels_stand_in_both_languages_and_what_was_recorded_stands_once() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["note", "aut", "1a", "only once 只有一次", "--shareable"]);
    let english = sandbox.ok(&["export", "--format", "html"]);
    let chinese = sandbox.ok(&["--lang", "zh", "export", "--format", "html"]);
    let both = sandbox.ok(&["--lang", "zh", "export", "--format", "html", "--both-languages"]);
    for (written, root, title) in [
        (&english, "<html lang=\"en\" data-show=\"en\">", "<title>Reflections of the Chair"),
        (&chinese, "<html lang=\"zh-Hans\" data-show=\"zh\">", "<title>筹备委员会第一届会议"),
        (&both, "<html lang=\"zh-Hans\" data-show=\"both\">", "<title>筹备委员会第一届会议"),
    ] {
        assert!(written.contains(root) && written.contains(title), "{root}");
        assert_eq!(written.matches("only once").count(), 1);
    }
    let html = Html::parse_document(&english);
    let labels = |lang: &str| all(&html, &format!("body [lang={lang}]")).len();
    assert_eq!(labels("en"), labels("zh-Hans"));
    for pair in all(&html, "body [lang=en]") {
        let next = pair.next_sibling().and_then(ElementRef::wrap).unwrap();
        assert_eq!(next.attr("lang"), Some("zh-Hans"), "{}", text(&pair));
        assert!(!text(&pair).is_empty() && !text(&next).is_empty());
    }
}

#[test]
fn internal_notes_and_what_is_out_of_the_extent_are_not_in_the_file() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["set", "aut", "1a", "supports", "--note", "in confidence"]);
    sandbox.ok(&["set", "fra", "2a", "opposes", "--if", "a condition of theirs"]);
    sandbox.ok(&["note", "fra", "2a", "to be shared", "--shareable"]);
    let ran = sandbox.run(&["export", "--format", "html"]);
    assert!(!ran.out.contains("in confidence"));
    assert!(ran.err.contains("1 internal note is left out"), "{}", ran.err);
    assert!(sandbox.ok(&["export", "--format", "html", "--notes", "all"]).contains("in confidence"));
    assert!(!sandbox.ok(&["export", "--format", "html", "--notes", "none"]).contains("to be shared"));
    let (written, html) = export(&sandbox, &["--item", "1a"]);
    assert!(!written.contains("a condition of theirs") && !written.contains("to be shared"));
    assert_eq!(
        all(&html, ".page").iter().filter_map(|page| page.attr("id")).collect::<Vec<_>>(),
        ["item-1a", "who-AUT"]
    );
    assert_eq!(
        all(&html, "header dd").iter().filter(|fact| text(fact) == "1a").count(),
        1,
        "the cover says so"
    );
}

#[test]
fn the_marking_stands_above_and_below_on_the_screen_and_on_every_printed_page() {
    let sandbox = hostile();
    let settings = sandbox.home().join(".config/prepcom");
    std::fs::create_dir_all(&settings).unwrap();
    std::fs::write(settings.join("settings.ron"), "(marking: \"NOT FOR <b>OTHERS</b>\")").unwrap();
    let (_, html) = export(&sandbox, &[]);
    for query in ["header .marking", "footer .marking", ".running.above", ".running.below"] {
        let found = all(&html, query);
        assert_eq!(found.iter().map(text).collect::<Vec<_>>(), ["NOT FOR <b>OTHERS</b>"], "{query}");
    }
    let style: String = all(&html, "style")[0].text().collect();
    assert!(style.contains(".running{display:block!important;position:fixed"));
}
