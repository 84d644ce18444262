//! What is to be known of an entry that somebody else took back.
//!
//! Invariant: it is said where the entry that took it back is, with how to put it back.

use super::{
    authorship::{TakenBack, name},
    lang::{Bilingual, Lang},
    ledger::Ledger,
    paper::Paper,
    problem::{Place, Problem},
    summary,
};

impl TakenBack {
    /// What is to be known of it, and what to do.
    pub fn notice(&self, paper: &Paper, ledger: &Ledger) -> Problem {
        let id = &self.entry.id;
        Problem {
            place: Place::file(&format!("state/journal/{}.jsonl", self.by.id.device)),
            what: Bilingual { en: self.said(paper, ledger, Lang::En).into(), zh: self.said(paper, ledger, Lang::Zh).into() },
            hint: Bilingual {
                en: format!(
                    "the record is kept; if this was not agreed: prepcom redo {id}, or U on it in the timeline, puts it back"
                ).into(),
                zh: format!("记录仍在；若未经商定，可用 prepcom redo {id} 或在时间线上按 U 恢复").into(),
            },
        }
    }

    fn said(&self, paper: &Paper, ledger: &Ledger, lang: Lang) -> String {
        let what = summary::summary(&self.by, paper, ledger, lang);
        let (by, at) = (name(&self.by.by), self.by.at.short());
        match lang {
            Lang::En => format!("{by}, {at}: {what}"),
            Lang::Zh => format!("{by}，{at}：{what}"),
        }
    }
}
