//! The export form: what is chosen in it, what is about to leave, and the order that it becomes.
//!
//! Invariant: pure; what is exported is what the screen shows, in the same view.

use super::{
    form::{self, Field, FieldName, Form, FormError, Purpose, Value},
    model::Model,
};
use crate::{
    domain::{
        extent::{Audience, Extent, Notes},
        lang::Lang,
        text::clean_line,
    },
    export::{self, Cover, Format, Report, watch::Watch},
    words::export as words,
};
use tui_input::Input;

/// A file that is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// The format.
    pub format: Format,
    /// What it says of itself, and what goes in.
    pub cover: Cover,
    /// Where to, as typed; one that ends in `/` is a folder.
    pub path: String,
    /// The name that it gets in a folder.
    pub own_name: String,
    /// Whether a file that is there is replaced.
    pub replace: bool,
}

/// How an export ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Written.
    Written {
        /// At which path.
        path: String,
        /// So many bytes.
        bytes: usize,
        /// Permissions of the file that it replaced, where others could read that.
        wide: Option<String>,
    },
    /// There is a file at the path, and it was left as it is.
    IsThere(String),
    /// The user stopped it.
    Stopped,
    /// Something failed, in words.
    Failed(String),
}

/// What an export form knows beside its fields.
#[derive(Debug, Default)]
pub struct ExportForm {
    /// What is about to leave and what is left out, a line each.
    pub summary: Vec<String>,
    /// The name that was put into the field of the file.
    pub offered: Option<String>,
    /// What was typed as the file that is there already and may be replaced.
    pub replaces: Option<String>,
    /// Steps done and steps in all, while it is being written.
    pub progress: Option<(usize, usize)>,
}

/// Which notes, in the order of the choice.
const NOTES: [Notes; 3] = [Notes::None, Notes::Shareable, Notes::All];

/// The form as it opens: on the item or the participant where one is.
pub fn form(model: &Model) -> Form {
    let formats = |_: Lang| Format::ALL.map(Format::extension).to_vec();
    let notes = |lang| {
        [words::NOTES_NONE, words::NOTES_SHAREABLE, words::NOTES_ALL].map(|name| name.get(lang)).to_vec()
    };
    let languages = |lang: Lang| vec!["English", "中文", words::BOTH.get(lang)];
    let choice = |name, names: fn(Lang) -> Vec<&'static str>, chosen| Field {
        name,
        value: Value::Choice { names, chosen: Some(chosen), optional: false },
    };
    let mut form = Form::new(
        Purpose::Export,
        vec![
            choice(FieldName::Format, formats, 0),
            choice(FieldName::Notes, notes, 1),
            choice(FieldName::Language, languages, usize::from(model.lang == Lang::Zh)),
            form::line(FieldName::Items, ""),
            form::line(FieldName::Delegations, ""),
            form::line(FieldName::File, ""),
        ],
    );
    look(model, &mut form);
    form
}

/// Follows a change of the form: the name of the file, or how one that somebody typed ends, and what is about to leave.
pub fn look(model: &Model, form: &mut Form) {
    let own_name = match cover(model, form) {
        Ok(cover) => {
            let watch = Watch::default();
            let report = report(model, &cover, &watch);
            let format = format(form);
            form.export_form.summary = summary(&report, format, model.lang);
            export::file_name(&report, format)
        }
        Err(_) => {
            form.export_form.summary.clear();
            return;
        }
    };
    let typed = form.text(FieldName::File);
    let is_offered = form.export_form.offered.as_ref().is_none_or(|offered| *offered == typed);
    if is_offered && typed != own_name {
        put_file(form, own_name.clone());
        form.export_form.offered = Some(own_name);
    } else if !is_offered && form.focused().is_some_and(|field| field.name == FieldName::Format) {
        let ended = typed.rsplit_once('.').filter(|(_, ending)| Format::of_extension(ending).is_some());
        if let Some((stem, _)) = ended {
            put_file(form, format!("{stem}.{}", format(form).extension()));
        }
    }
}

/// Puts a name into the field of the file.
fn put_file(form: &mut Form, name: String) {
    let field = form.fields.iter_mut().find(|field| field.name == FieldName::File);
    if let Some(Field { value: Value::Line(input), .. }) = field {
        *input = Input::new(name);
    }
}

/// What the form asks for.
///
/// # Errors
/// When a field does not hold.
pub fn order(model: &Model, form: &Form) -> Result<Order, (FieldName, FormError)> {
    let (cover, path, format) = (cover(model, form)?, form.required(FieldName::File)?, format(form));
    let own_name = export::file_name(&report(model, &cover, &Watch::default()), format);
    let replace = form.export_form.replaces.as_deref() == Some(&path);
    Ok(Order { format, cover, path, own_name, replace })
}

fn format(form: &Form) -> Format {
    let chosen = form.chosen(FieldName::Format).and_then(|index| Format::ALL.get(index));
    chosen.copied().unwrap_or(Format::Markdown)
}

fn cover(model: &Model, form: &Form) -> Result<Cover, (FieldName, FormError)> {
    let notes = form.chosen(FieldName::Notes).and_then(|index| NOTES.get(index)).copied();
    let (lang, beside) = match form.chosen(FieldName::Language) {
        Some(0) => (Lang::En, false),
        Some(1) => (Lang::Zh, false),
        _ => (model.lang, true),
    };
    Ok(Cover {
        lang,
        beside,
        as_of: model.options.view.as_of.unwrap_or(model.now),
        by: model.options.author.clone().unwrap_or_else(|| model.options.login.clone()),
        marking: model.options.marking.clone(),
        audience: Audience::Outside,
        zone: model.options.zones.workspace,
        problems: model.problems.len(),
        notes: notes.unwrap_or_default(),
        extent: extent(model, form)?,
    })
}

fn extent(model: &Model, form: &Form) -> Result<Extent, (FieldName, FormError)> {
    let (items, who) = (form.text(FieldName::Items), form.text(FieldName::Delegations));
    let mut extent = Extent::default();
    if !items.is_empty() {
        let found = model.paper.find_items(&items);
        extent.items = Some(found.map_err(|why| (FieldName::Items, FormError::Said(why.to_string())))?);
    }
    if !who.is_empty() {
        let found = model.roster.find_all(&who);
        let found = found.map_err(|why| (FieldName::Delegations, FormError::Said(why.to_string())))?;
        extent.who = Some(Extent::with_members(&model.roster, &found));
    }
    Ok(extent)
}

fn report<'a>(model: &'a Model, cover: &'a Cover, watch: &'a Watch) -> Report<'a> {
    Report { paper: &model.paper, roster: &model.roster, snapshot: &model.snapshot, cover, watch }
}

/// What is about to leave, and what is left out, a line each.
fn summary(report: &Report, format: Format, lang: Lang) -> Vec<String> {
    let others = report.lines().count() + report.points().count() + report.meetings().count();
    let own = report.positions().filter(|row| row.via.is_none()).count();
    let (notes, commitments) = (report.notes().count(), report.commitments().count());
    let mut said = vec![
        words::goes_in(lang, own, notes, commitments, others),
        words::carries(lang, &report.cover.as_of.short(), &clean_line(&report.cover.marking)),
    ];
    let internal = report.notes().filter(|note| !note.is_shareable()).count();
    if internal > 0 {
        said.push(words::internal_leaves(lang, internal));
    }
    said.extend(export::remarks(report, format, lang));
    said
}
