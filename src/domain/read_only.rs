//! Why nothing can be recorded in a workspace: a newer version of the program wrote something that decides what a record would mean.
//!
//! Invariant: everything else goes on; what is understood is read and shown.

use super::lang::Pair;

/// Why nothing can be recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadOnly {
    /// A file of the paper is of a newer format, so the paper that is shown is not the one that colleagues see.
    NewerPaper,
    /// This device's own journal holds what is not understood, so a number would be given twice.
    NewerJournal,
    /// This device's name stands in a file of a newer format.
    NewerDevice,
}

impl ReadOnly {
    /// What is said of it.
    pub fn words(self) -> Pair {
        match self {
            ReadOnly::NewerPaper => Pair(
                "Read-only: a file of the paper is of a newer version of prepcom; install that to record. `prepcom check` names the file.",
                "只读：有文件出自更新版本的 prepcom；安装新版后方可记录。prepcom check 会列出该文件。",
            ),
            ReadOnly::NewerJournal => Pair(
                "Read-only: a newer version of prepcom has recorded on this device; install that to record. `prepcom check` names the lines.",
                "只读：更新版本的 prepcom 曾在本机记录；安装新版后方可记录。prepcom check 会列出相关各行。",
            ),
            ReadOnly::NewerDevice => Pair(
                "Read-only: state/local/device.json is of a newer version of prepcom; install that to record.",
                "只读：state/local/device.json 出自更新版本的 prepcom；安装新版后方可记录。",
            ),
        }
    }
}
