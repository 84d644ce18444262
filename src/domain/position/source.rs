//! How we know: the kinds of source, and a source with its reference.
//!
//! Invariant: what is written is read as the same source.

use super::{BadName, by_name, pick};
use crate::domain::{ids::Who, lang::Lang, name::Name};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// How we know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SourceKind {
    /// A national statement.
    Statement,
    /// A statement of a group.
    GroupStatement,
    /// Aligned itself with a group's statement.
    Aligned,
    /// An explanation of vote or position.
    Explanation,
    /// A working paper or a national report.
    WorkingPaper,
    /// A vote.
    Vote,
    /// Bilateral consultations.
    Bilateral,
    /// Informal consultations, non-papers.
    Informal,
    /// Reported by somebody else.
    ThirdParty,
    /// Our own assessment.
    Assessment,
}

impl SourceKind {
    /// All kinds: those on the record first.
    pub const ALL: [SourceKind; 10] = [
        SourceKind::Statement,
        SourceKind::GroupStatement,
        SourceKind::Aligned,
        SourceKind::Explanation,
        SourceKind::WorkingPaper,
        SourceKind::Vote,
        SourceKind::Bilateral,
        SourceKind::Informal,
        SourceKind::ThirdParty,
        SourceKind::Assessment,
    ];

    /// Whether anybody can look it up.
    pub fn on_the_record(self) -> bool {
        self <= SourceKind::Vote
    }

    /// Whether a group's statement is what it refers to.
    pub fn names_group(self) -> bool {
        matches!(self, SourceKind::GroupStatement | SourceKind::Aligned)
    }

    /// Name in a language.
    pub fn name(self, lang: Lang) -> &'static str {
        let (en, zh) = [
            ("National statement", "国家发言"),
            ("Group statement", "集团发言"),
            ("Aligned with a group's statement", "赞同集团发言"),
            ("Explanation of vote or position", "解释投票或立场的发言"),
            ("Working paper or national report", "工作文件（含国家报告）"),
            ("Vote", "表决"),
            ("Bilateral consultations", "双边磋商"),
            ("Informal consultations or non-paper", "非正式磋商（含非文件）"),
            ("Reported by a third party", "第三方转述"),
            ("Our assessment", "我方研判"),
        ][self as usize];
        pick(lang, en, zh)
    }

    /// Name in files: lower case with hyphens.
    pub fn slug(self) -> &'static str {
        [
            "statement",
            "group-statement",
            "aligned",
            "explanation",
            "working-paper",
            "vote",
            "bilateral",
            "informal",
            "third-party",
            "assessment",
        ][self as usize]
    }
}

impl FromStr for SourceKind {
    type Err = BadName;

    /// The English name in any case, or the Chinese one.
    fn from_str(text: &str) -> Result<Self, BadName> {
        if let Some(kind) = SourceKind::ALL.into_iter().find(|kind| kind.slug() == text) {
            return Ok(kind);
        }
        by_name(text, "kind of source", &SourceKind::ALL, SourceKind::name, SourceKind::slug)
    }
}

/// How we know: the kind, the group whose statement it is, and where to look it up.
///
/// Written `KIND`, `KIND:REF`, `KIND:@GROUP` or `KIND:@GROUP:REF`; a last word of REF that is a web address is the link.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Source {
    /// The kind.
    pub kind: SourceKind,
    /// The group whose statement it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<Who>,
    /// Document symbol or time in a recording; may be empty.
    #[serde(default, skip_serializing_if = "Name::is_empty")]
    pub reference: Name,
    /// Link to the text; may be empty.
    #[serde(default, skip_serializing_if = "Name::is_empty")]
    pub url: Name,
}

impl Source {
    /// A source of a kind with a reference, which may be empty or end in a link.
    pub fn new(kind: SourceKind, reference: &str) -> Source {
        let reference = reference.trim();
        let (before, last) = reference.rsplit_once(char::is_whitespace).unwrap_or(("", reference));
        let (reference, url) = if is_url(last) { (before.trim_end(), last) } else { (reference, "") };
        Source { kind, group: None, reference: reference.into(), url: url.into() }
    }

    /// A source of a kind with what a person writes after it: a reference, ahead of it the group whose statement it is.
    pub fn described(kind: SourceKind, text: &str) -> Source {
        let text = text.trim_start();
        if !kind.names_group() || !text.starts_with('@') {
            return Source::new(kind, text);
        }
        let (group, reference) = text.split_once(':').unwrap_or((text, ""));
        Source { group: Some(Who::new(&group.trim().to_uppercase())), ..Source::new(kind, reference) }
    }

    /// What `described` reads.
    pub fn description(&self) -> String {
        match (&self.group, self.referred()) {
            (None, referred) => referred,
            (Some(group), referred) if referred.is_empty() => group.to_string(),
            (Some(group), referred) => format!("{group}:{referred}"),
        }
    }

    /// The reference and the link as one text, as `new` takes them apart.
    pub fn referred(&self) -> String {
        let parts = [&*self.reference, &*self.url];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// For people: the kind's name, the group and the reference.
    pub fn shown(&self, lang: Lang) -> String {
        let group = self.group.as_ref().map_or("", |group| group.as_str());
        let parts = [self.kind.name(lang), group, &*self.reference, &*self.url];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }
}

fn is_url(word: &str) -> bool {
    word.starts_with("https://") || word.starts_with("http://")
}

impl std::fmt::Display for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.description() {
            text if text.is_empty() => f.write_str(self.kind.slug()),
            text => write!(f, "{}:{text}", self.kind.slug()),
        }
    }
}

impl FromStr for Source {
    type Err = BadName;

    /// `KIND`, `KIND:REF`, `KIND:@GROUP` or `KIND:@GROUP:REF`.
    fn from_str(text: &str) -> Result<Self, BadName> {
        let (kind, rest) = text.split_once(':').unwrap_or((text, ""));
        Ok(Source::described(kind.parse()?, rest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_may_have_colons_in_its_reference() {
        let source: Source = "statement:https://undocs.org/x".parse().unwrap();
        assert_eq!((source.kind, &*source.url), (SourceKind::Statement, "https://undocs.org/x"));
        assert!("rumour:x".parse::<Source>().is_err());
    }

    #[test]
    fn a_source_is_written_as_it_is_read() {
        for text in [
            "statement",
            "statement:NPT/CONF.2026/PC.II/SR.3",
            "group-statement:@NAM",
            "aligned:@EU:general debate https://example.org/eu",
            "vote:A/RES/73/56: as a whole",
        ] {
            assert_eq!(text.parse::<Source>().unwrap().to_string(), text);
        }
        let source: Source = "aligned:@eu".parse().unwrap();
        assert_eq!(source.group, Some(Who::new("@EU")));
    }
}
