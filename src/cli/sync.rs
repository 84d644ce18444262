//! Sharing the workspace through git.
//!
//! Invariant: what did not happen is said with what to do; an interrupted sync leaves everything as it was.

use super::{context::Context, failure::Failure, output};
use crate::{
    domain::{
        sync::{Report, Trouble},
        text::clean_line,
    },
    export::json,
    store::sync::{self, Intent, Order, Stop},
    words::sync as words,
};
use clap::Args;
use std::{path::Path, time::Duration};

/// What is asked of a sync.
#[derive(Debug, Args)]
pub(super) struct Wanted {
    /// Where to share, where the workspace has no remote yet: a server's address, or the path of a bare repository.
    #[arg(long, value_name = "ADDRESS")]
    remote: Option<String>,
    /// Ask the remote and say what would be sent and received; change nothing.
    #[arg(long)]
    dry_run: bool,
    /// Give up once git has said nothing for so many seconds.
    #[arg(long, value_name = "SECONDS", default_value = "60", value_parser = clap::value_parser!(u64).range(1..=3600))]
    timeout: u64,
    /// As JSON.
    #[arg(long)]
    json: bool,
}

/// Shares the workspace.
pub(super) fn sync(context: &Context, wanted: &Wanted) -> Result<(), Failure> {
    context.refuse_in_the_past()?;
    let order = Order {
        remote: wanted.remote.as_deref().map(address),
        intent: if wanted.dry_run { Intent::Look } else { Intent::Sync },
        patience: Duration::from_secs(wanted.timeout),
    };
    let stop = Stop::default();
    let interrupted = interrupts(&stop)?;
    let result = sync::sync(&context.desk.workspace, &order, &stop, context.setup.now);
    if result == Err(Trouble::Stopped) {
        end(&interrupted);
    }
    match (&result, wanted.json) {
        (result, true) => output::print_bytes(json::pretty(&document(context, wanted, result))?.as_bytes())?,
        (Ok(report), false) => {
            let lang = context.setup.lang;
            let said = if wanted.dry_run { words::would(lang, report) } else { words::done(lang, report) };
            output::print(&said)?;
        }
        (Err(_), false) => {}
    }
    result.map(drop).map_err(|trouble| {
        let said = words::failed(context.setup.lang, &trouble);
        if trouble.is_usage() { Failure::usage(said) } else { Failure::failed(said) }
    })
}

/// The result for programs, schema 1.
fn document(context: &Context, wanted: &Wanted, result: &Result<Report, Trouble>) -> serde_json::Value {
    let (report, trouble) = match result {
        Ok(report) => (Some(report), None),
        Err(trouble) => (None, Some(trouble)),
    };
    serde_json::json!({
        "schema": 1,
        "dry_run": wanted.dry_run,
        "with": report.map(|report| &report.with),
        "sent": report.map(|report| &report.sent),
        "received": report.map(|report| &report.received),
        "commits_along": report.map(|report| report.along),
        "trouble": trouble.map(|trouble| serde_json::json!({
            "kind": trouble.kind(),
            "what": clean_line(&words::what(context.setup.lang, trouble)),
            "hint": words::hint(context.setup.lang, trouble),
        })),
    })
}

/// An address as git in the workspace's folder understands it: a path that is there from where the user is becomes a whole one.
fn address(given: &str) -> String {
    let path = Path::new(given);
    match path.exists().then(|| std::path::absolute(path)) {
        Some(Ok(whole)) => whole.display().to_string(),
        _ => given.to_owned(),
    }
}

/// Signals that stop the sync, so that it can tidy up; which one came is kept.
#[cfg(unix)]
fn interrupts(stop: &Stop) -> std::io::Result<std::sync::Arc<std::sync::atomic::AtomicUsize>> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    let came = std::sync::Arc::default();
    for signal in [SIGINT, SIGTERM, SIGHUP] {
        signal_hook::flag::register(signal, std::sync::Arc::clone(&stop.0))?;
        let number = usize::try_from(signal).unwrap_or_default();
        signal_hook::flag::register_usize(signal, std::sync::Arc::clone(&came), number)?;
    }
    Ok(came)
}

#[cfg(not(unix))]
fn interrupts(_: &Stop) -> std::io::Result<()> {
    Ok(())
}

/// Ends as the signal that came ends a program.
#[cfg(unix)]
fn end(came: &std::sync::atomic::AtomicUsize) {
    let signal = i32::try_from(came.load(std::sync::atomic::Ordering::Relaxed)).unwrap_or_default();
    // Where this fails, the command ends in the ordinary way.
    let _ = signal_hook::low_level::emulate_default_handler(signal);
}

#[cfg(not(unix))]
fn end(_: &()) {}
