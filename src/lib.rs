//! prepcom: where each delegation stands on each item of a Chair's paper.
//!
//! ```text
//!   prepcom  Overview > 3a                                  RESTRICTED   ◂─ tui::view::chrome (title)
//!   3a  How to make progress on the provision of legally binding, …          ◂─ tui::view::chrome (head)
//!   180 of 191 recorded  mean +1.0 over 180 of 191  +123 ?57             ◂─ domain::snapshot
//!    +  Supports 123                          │ Austria (AUT)            ◂─ tui::view::rows │ tui::view::detail
//!       AFG  Afghanistan                      │  + Supports
//!       AUT  Austria            n  if …       │    if reports come yearly
//!    ?  Reserved 57                           │    taken 2018-12-05 …
//!   Recorded: AUT on 3a: Supports. u undoes it.                          ◂─ tui::update, domain::summary
//!   1-8 position  f go to  Enter open  e details  n note  ? help         ◂─ tui::keys
//!
//!   assets/*.ron ──store::assets──▶ Paper, Roster ─┐
//!   journals ──store::journal──▶ domain::Ledger ───┼──▶ domain::Snapshot ──▶ tui::view, export
//!   key ─▶ tui::message ─▶ tui::update ─▶ Effect::Append ─▶ store::journal (fsync) ─▶ Entry ─▶ Ledger
//!
//!   main ─▶ cli ─▶ { tui, export, import, store } ─▶ words ─▶ domain   each imports only what is to its right
//! ```
//!
//! Invariant: there is one way in, the journal, and one way out, the snapshot.

pub mod cli;
pub mod domain;
pub mod export;
pub mod import;
pub mod store;
pub mod tui;
pub mod words;
