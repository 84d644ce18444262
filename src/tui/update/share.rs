//! Sharing through git: a sync begins, and ends.
//!
//! Invariant: one sync at a time; what came is taken in by the same refresh as anything that others record.

use super::{fail, say};
use crate::{
    domain::sync::{Report, Trouble},
    tui::{
        message::Effect,
        model::{Model, Sharing},
    },
    words::sync as words,
};

/// Begins a sync, where none is under way.
pub(super) fn begin(model: &mut Model) -> Vec<Effect> {
    if model.sharing.under_way {
        return say(model, words::UNDER_WAY.get(model.lang));
    }
    model.sharing.under_way = true;
    say(model, words::BEGUN.get(model.lang));
    vec![Effect::Sync]
}

/// A sync has ended; what came is looked for.
pub(super) fn synced(model: &mut Model, ended: Option<Result<Box<Report>, Trouble>>) -> Vec<Effect> {
    model.sharing = Sharing { under_way: false, problem: None, ..std::mem::take(&mut model.sharing) };
    let lang = model.lang;
    match ended {
        Some(Ok(report)) => say(model, words::done(lang, &report)),
        Some(Err(Trouble::Stopped)) => Vec::new(),
        Some(Err(trouble)) => {
            let room = usize::from(model.size.0).saturating_sub(2);
            model.sharing.problem = Some(words::problem(&trouble));
            fail(model, words::failed_within(lang, &trouble, room))
        }
        None => fail(model, words::BROKE_OFF.get(lang)),
    };
    vec![Effect::Refresh]
}
