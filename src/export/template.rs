//! A file written in a template of the user's own: house style.
//!
//! Invariant: whatever a template prints of the data is escaped as the format needs it, and no filter turns that off; a template reads
//! no file and takes a bounded number of steps.

use super::{ExportError, Report, document::document, html, markdown, page::Block};
use crate::{
    domain::{limits::TEMPLATE_STEPS, template::Template, text::clean_line},
    words::report as words,
};
use minijinja::{
    AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, Value,
    value::{Serde, ValueKind},
};
use std::collections::{BTreeMap, HashSet};

/// Filters that would declare text from the data to be markup.
const UNSAFE_FILTERS: [&str; 4] = ["safe", "escape", "e", "format"];

/// The formats that can be written in a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Markup {
    /// Markdown.
    Markdown,
    /// HTML.
    Html,
}

impl Markup {
    fn escape(self, text: &str) -> String {
        match self {
            Markup::Markdown => markdown::line(text),
            Markup::Html => html::text::lines(text),
        }
    }
}

/// What a template finds: names, each with a value that is made when it is asked for.
struct Values {
    used: HashSet<String>,
    found: BTreeMap<&'static str, Value>,
}

impl Values {
    fn markup(&mut self, name: &'static str, make: impl FnOnce() -> String) {
        if self.used.contains(name) {
            self.found.insert(name, Value::from_safe_string(make()));
        }
    }

    fn value(&mut self, name: &'static str, make: impl FnOnce() -> Value) {
        if self.used.contains(name) {
            self.found.insert(name, make());
        }
    }
}

/// The report in a template.
///
/// # Errors
/// When the template is not one, asks for what there isn't, or takes too many steps: where, and why.
pub fn render(report: &Report, markup: Markup, template: &Template) -> Result<String, ExportError> {
    write(template, markup, |values| {
        common(values, report);
        values.value("doc", || Value::from(Serde(&document(report))));
        match markup {
            Markup::Markdown => values.markup("body", || markdown::render(report)),
            Markup::Html => {
                let (style, script) = (html::snapshot::STYLE, html::snapshot::SCRIPT);
                values.markup("style", || style.to_owned());
                values.markup("script", || script.to_owned());
                values.markup("policy", || html::policy::policy(style, script));
                values.value("show", || Value::from(html::snapshot::show(report.cover)));
                values.markup("body", || html::snapshot::body(report));
            }
        }
    })
}

/// A page, such as a brief, in a template.
///
/// # Errors
/// As `render`.
pub fn page(
    report: &Report,
    page: &[Block],
    document: impl serde::Serialize,
    markup: Markup,
    template: &Template,
) -> Result<String, ExportError> {
    write(template, markup, |values| {
        common(values, report);
        if let Some(title) = title(page) {
            values.value("title", || Value::from(title));
        }
        values.value("doc", || Value::from(Serde(&document)));
        match markup {
            Markup::Markdown => values.markup("body", || markdown::write(page)),
            Markup::Html => {
                values.markup("style", || html::STYLE.to_owned());
                values.markup("policy", || html::policy::policy(html::STYLE, ""));
                values.markup("body", || html::body(page));
            }
        }
    })
}

fn title(page: &[Block]) -> Option<&str> {
    page.iter().find_map(|block| match block {
        Block::Heading(_, text) => Some(&**text),
        _ => None,
    })
}

/// What both kinds of file have.
fn common(values: &mut Values, report: &Report) {
    let cover = report.cover;
    values.value("title", || Value::from(report.paper.file.title.get(cover.lang)));
    values.value("marking", || Value::from(&cover.marking));
    values.value("as_of", || Value::from(&cover.as_of.to_string()));
    values.value("by", || Value::from(&cover.by));
    values.value("coverage", || Value::from(&report.coverage()));
    values.value("disclaimer", || Value::from(words::DISCLAIMER.get(cover.lang)));
    values.value("lang", || Value::from(html::code(cover.lang)));
}

fn write(template: &Template, markup: Markup, fill: impl FnOnce(&mut Values)) -> Result<String, ExportError> {
    let environment = environment(markup);
    let failed = |error: Error| broken(template, &error);
    let read = environment.template_from_named_str(&template.name, &template.text).map_err(failed)?;
    let mut values = Values { used: read.undeclared_variables(false), found: BTreeMap::new() };
    fill(&mut values);
    let mut written = read.render(Value::from_pairs(values.found)).map_err(failed)?;
    if !written.ends_with('\n') {
        written.push('\n');
    }
    Ok(written)
}

fn environment(markup: Markup) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_debug(true);
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_fuel(Some(TEMPLATE_STEPS));
    environment.set_auto_escape_callback(|_| AutoEscape::Custom("format".into()));
    environment.set_formatter(move |out, state, value| print(markup, out, state, value));
    UNSAFE_FILTERS.iter().for_each(|name| environment.remove_filter(name));
    environment.add_filter("sha256", |text: &str| html::policy::source(text));
    environment
}

/// What `{{ … }}` writes: markup of ours as it is, everything else escaped.
fn print(markup: Markup, out: &mut Output, _: &mut State, value: &Value) -> Result<(), Error> {
    match value.kind() {
        ValueKind::Undefined => return Err(Error::from(ErrorKind::UndefinedError)),
        ValueKind::None => return Ok(()),
        _ => (),
    }
    let written = match value.as_str() {
        Some(text) if value.is_safe() => out.write_str(text),
        Some(text) => out.write_str(&markup.escape(text)),
        None => out.write_str(&markup.escape(&value.to_string())),
    };
    written.map_err(|_| Error::from(ErrorKind::WriteFailure))
}

/// What is wrong with a template, and where.
fn broken(template: &Template, error: &Error) -> ExportError {
    let before = error.range().and_then(|range| template.text.get(..range.start)).unwrap_or_default();
    let from_range = before.matches('\n').count() + 1;
    let (line, column) = match error.line() {
        Some(line) if line != from_range => (line, 1),
        _ => (from_range, before.chars().rev().take_while(|c| *c != '\n').count() + 1),
    };
    let why = match error.kind() {
        ErrorKind::OutOfFuel => "it takes too many steps".to_owned(),
        kind => error.detail().map_or_else(|| kind.to_string(), |detail| format!("{kind}: {detail}")),
    };
    let name = &template.name;
    ExportError::Template { place: format!("{name}:{line}:{column}"), why: clean_line(&why) }
}
