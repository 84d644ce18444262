//! House style: exports and briefs in templates of the user's own.

use crate::support::Sandbox;
use scraper::{Html, Selector};
use std::path::PathBuf;

const HOSTILE: &str = "</p><script>alert(1)</script> *bold* [a](javascript:b) \u{1b}[31m| `x`\n# heading";

/// A workspace with one hostile note.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.ok(&["set", "aut", "1a", "supports", "--if", HOSTILE, "--on", "2024-07-22"]);
    sandbox.ok(&["note", "aut", "1a", HOSTILE, "--shareable"]);
    sandbox.ok(&["note", "aut", "1a", "in confidence"]);
    sandbox
}

/// Puts a template where the workspace has its own.
fn own(sandbox: &Sandbox, name: &str, text: &str) -> PathBuf {
    let folder = sandbox.workspace().join("assets/templates");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join(name), text).unwrap();
    folder.join(name)
}

const HOUSE: &str = "\
<!DOCTYPE html>
<html lang=\"{{ lang }}\" data-show=\"{{ show }}\"><head><meta charset=\"utf-8\">
{%- set ours %}.house{color:navy}{% endset %}
<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '{{ style|sha256 }}' '{{ ours|sha256 }}'; script-src '{{ script|sha256 }}'\">
<title>{{ title }}</title><style>{{ style }}</style><style>{{ ours }}</style></head><body>
<p class=\"house\">Mission of Utopia, {{ as_of }}, {{ by }}</p>
<ul class=\"house\">{% for note in doc.notes %}<li title=\"{{ note.text }}\">{{ note.participant }} {{ note.text }}</li>{% endfor %}</ul>
{{ body }}<script>{{ script }}</script></body></html>";

#[test]
fn a_house_template_frames_the_report_and_loops_over_its_document_in_html() {
    let sandbox = sandbox();
    own(&sandbox, "snapshot.html", HOUSE);
    let written = sandbox.ok(&["export", "--format", "html"]);
    let html = Html::parse_document(&written);
    let found = |query: &str| html.select(&Selector::parse(query).unwrap()).collect::<Vec<_>>();
    assert!(html.errors.is_empty(), "{:?}", html.errors);
    assert!(found("p.house")[0].text().collect::<String>().starts_with("Mission of Utopia, 20"));
    assert_eq!(found("#overview tbody tr").len(), 26, "the report's own body is there");
    let note = found("ul.house li")[0];
    let clean = prepcom::domain::text::clean(HOSTILE);
    assert_eq!(note.text().collect::<String>(), format!("AUT {clean}"));
    assert_eq!(found("script").len(), 1);
    assert!(!written.contains('\u{1b}') && !written.contains("in confidence"));
    let policy = found("meta[http-equiv]")[0].attr("content").unwrap();
    for style in found("style") {
        use base64::{Engine, prelude::BASE64_STANDARD};
        use sha2::{Digest, Sha256};
        let hash = BASE64_STANDARD.encode(Sha256::digest(style.text().collect::<String>()));
        assert!(policy.contains(&format!("'sha256-{hash}'")), "{policy}");
    }
}

#[test]
fn a_house_template_frames_the_report_in_markdown_and_text_is_escaped_as_markdown() {
    let sandbox = sandbox();
    let plain = sandbox.ok(&["--as-of", "2099-01-01", "export", "--format", "md"]);
    let template = "Mission of Utopia\n\n{{ body }}\n{% for row in doc.positions %}- {{ row.participant }}: {{ row.condition }}\n{% endfor %}";
    let path = own(&sandbox, "house.txt", template);
    let named = path.to_str().unwrap();
    let written = sandbox.ok(&["--as-of", "2099-01-01", "export", "--format", "md", "--template", named]);
    let rest = written.strip_prefix("Mission of Utopia\n\n").unwrap();
    let rest = rest.strip_prefix(&plain).expect("the body is what there is without a template");
    let escaped = "- AUT: \\</p\\>\\<script\\>alert(1)\\</script\\> \\*bold\\* \\[a\\](javascript:b) \\| \\`x\\` \\# heading\n";
    assert_eq!(rest.trim_start(), escaped);
}

#[test]
fn a_brief_has_a_template_of_its_own() {
    let sandbox = sandbox();
    own(&sandbox, "brief.md", "# House: {{ title }}\n\n{{ body }}");
    own(
        &sandbox,
        "brief.html",
        "<title>{{ title }}</title><style>{{ style }}</style><main>{{ body }}</main>",
    );
    assert!(
        sandbox
            .ok(&["brief", "aut", "--format", "md"])
            .starts_with("# House: Brief: AUT Austria\n\n# Brief: AUT")
    );
    assert!(
        sandbox.ok(&["brief", "aut", "--format", "html"]).starts_with("<title>Brief: AUT Austria</title>")
    );
    assert!(!sandbox.ok(&["brief", "aut"]).contains("House"), "plain text has no template");
}

#[test]
fn a_broken_template_is_named_with_line_and_column_and_nothing_is_written() {
    let sandbox = sandbox();
    let target = sandbox.workspace().join("out.html");
    for (text, place, why) in [
        ("one\ntwo {{ nothing }}\n", ":2:8: ", "undefined"),
        ("{% for x in doc.notes %}\nnever ended", ":", "end of input"),
        ("a\n  {% unknown %}", ":2:6: ", "unknown statement"),
        ("äö {{ title|safe }}", ":1:13: ", "safe"),
        ("{% include \"/etc/passwd\" %}", ":1:4: ", "include"),
        ("{{ doc.notes[0].nothing.more }}", ":1:16: ", "undefined"),
        ("{{ \"x\" * 900000000 }}", ":1:4: ", "too many steps"),
    ] {
        let path = own(&sandbox, "snapshot.html", text);
        let ran = sandbox.run(&["export", "-o", target.to_str().unwrap()]);
        let shown = format!("{}{place}", path.display());
        assert_eq!(ran.code, Some(1), "{text}: {}", ran.err);
        assert!(ran.err.contains(&shown) && ran.err.contains(why), "{text}: {}", ran.err);
        assert!(!target.exists());
    }
}

#[test]
fn a_template_that_cannot_be_read_or_used_is_an_error_too() {
    let sandbox = sandbox();
    let missing = sandbox.run(&["export", "--format", "md", "--template", "missing.md"]);
    assert_eq!(missing.code, Some(1));
    assert!(missing.err.contains("can't read the template missing.md"), "{}", missing.err);
    let unfit = sandbox.run(&["export", "--format", "json", "--template", "house.md"]);
    assert_eq!(unfit.code, Some(2), "{}", unfit.err);
    let path = own(&sandbox, "snapshot.md", "");
    std::fs::write(&path, b"\xff\xfe").unwrap();
    assert_eq!(sandbox.run(&["export", "--format", "md"]).code, Some(1), "it is not passed over");
    assert_eq!(sandbox.run(&["export", "--format", "json"]).code, Some(0));
    assert_eq!(sandbox.run(&["check"]).code, Some(0), "a template is no file of the paper");
}
