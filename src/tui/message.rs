//! What can happen to the screens, and what they ask the loop to do.
//!
//! Invariant: both are plain data; only the loop performs an effect, in order, and answers with a message.

use super::{
    compared::Listed,
    export_form::{Order, Outcome},
};
use crate::domain::{
    entry::{Entry, Fact},
    problem::Problem,
    read_only::ReadOnly,
    saved::SavedSnapshot,
    session::Session,
};
use crossterm::event::{KeyEvent, MouseEvent};
use std::{collections::BTreeMap, path::PathBuf};

/// Something happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Message {
    /// A key was pressed.
    Key(KeyEvent),
    /// The mouse did something.
    Mouse(MouseEvent),
    /// Text was pasted.
    Paste(String),
    /// The terminal has a new size: columns, rows.
    Resize(u16, u16),
    /// A while has passed in which nothing else happened.
    Tick,
    /// Nothing else is to be done, so a list may be searched on.
    Seek,
    /// What the loop was asked to append is on disk, or is not and why.
    Recorded(Result<Box<Entry>, String>),
    /// So many bytes of so many in the journals are read.
    Reading(u64, u64),
    /// Others recorded these.
    Grown(Vec<Entry>),
    /// These are the problems there are now.
    Refreshed(Vec<Problem>),
    /// Why nothing can be recorded, or that something can.
    Closed(Option<ReadOnly>),
    /// The workspace's folder does not answer, and whether something waits to be written; none where it answers again.
    Silent(Option<bool>),
    /// The user's editor came back with a text, with none, or failed.
    Edited(Result<Option<String>, String>),
    /// The export that is under way has done so many steps of so many.
    Exporting((usize, usize)),
    /// The export that was under way has ended.
    Exported(Outcome),
    /// These snapshots are kept, or why they can't be listed.
    SavedListed(Result<Vec<Listed>, String>),
    /// A saved snapshot was read, or was not and why.
    SavedOpened(Result<Box<SavedSnapshot<'static>>, String>),
    /// A snapshot is kept under a name in a file, or is not and why.
    Saved(Result<(String, String), String>),
    /// Something that the loop did in passing failed.
    Failed(String),
}

impl Message {
    /// Whether it is what the user did.
    pub fn is_input(&self) -> bool {
        matches!(self, Message::Key(_) | Message::Mouse(_) | Message::Paste(_))
    }
}

/// Something to be done outside.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Put one act on disk; answered by `Recorded`.
    Append(Vec<Fact>),
    /// Do what the user did once more when the act before it is on disk, since it rests on that.
    Again,
    /// Remember in the settings who records.
    RememberAuthor(String),
    /// Keep unfinished texts on disk.
    KeepDrafts(BTreeMap<String, String>),
    /// Keep the review session under way on disk, or end it.
    KeepSession(Option<Box<Session>>),
    /// Listen to the mouse, or leave it to the terminal.
    Mouse(bool),
    /// Hand a text to the user's editor; answered by `Edited`.
    Edit {
        /// The name of the draft that it is one of.
        draft: String,
        /// The text.
        text: String,
    },
    /// Stop as the shell's job control does, and come back.
    Suspend,
    /// Write what the screen shows as a file, beside everything else; answered by `Exporting` and `Exported`.
    Export(Box<Order>),
    /// Stop the export that is under way.
    StopExport,
    /// List the saved snapshots; answered by `KeptListed`.
    ListSaved,
    /// Read a saved snapshot; answered by `KeptOpened`.
    OpenSaved(PathBuf),
    /// Keep what the screen shows under a name; answered by `Saved`.
    Save(String),
    /// Look for what others recorded; answered by `Grown`, where there is anything.
    Refresh,
    /// End.
    Quit,
}
