//! Why an entry could not be recorded, in words of both languages.
//!
//! Invariant: a refusal that says that nothing was recorded is true.

use crate::{
    domain::{
        lang::{Bilingual, Lang},
        limits::{LINE_BYTES, Limit},
        read_only::ReadOnly,
    },
    store::files::{FileError, Refusal},
};
use std::{
    fmt,
    io::{self, ErrorKind},
    path::PathBuf,
};

/// An entry could not be recorded.
#[derive(Debug)]
pub enum AppendError {
    /// The system refused.
    File(FileError),
    /// The folder that was read before is gone.
    Vanished(PathBuf),
    /// The system refused, and also to take back what may have been written.
    Unsure(FileError),
    /// Another program holds the lock and does not let go, for so many seconds.
    Busy(u64),
    /// A newer version of the program was here.
    ReadOnly(ReadOnly),
    /// The act is larger than a line of a journal may be.
    TooLong(Limit),
    /// A part of the act is mine alone, and another is not.
    Mixed,
    /// An entry can't be written as JSON, which no value causes.
    Format(serde_json::Error),
}

impl AppendError {
    /// # Errors
    /// When a line is longer than one may be, so that it would not be read back.
    pub(super) fn refuse_too_long(line: &str) -> Result<(), AppendError> {
        let is_too_long = line.len() > LINE_BYTES;
        if is_too_long { Err(AppendError::TooLong(Limit::LineBytes(LINE_BYTES))) } else { Ok(()) }
    }

    /// Why the system refused, where that is the reason.
    pub(super) fn refused(&self) -> Option<Bilingual> {
        match self {
            AppendError::File(error) | AppendError::Unsure(error) => Some(why(error)),
            _ => None,
        }
    }

    /// What to tell the user, in one sentence without a full stop.
    pub fn said(&self) -> Bilingual {
        match self {
            AppendError::File(error) => {
                let why = why(error);
                Bilingual {
                    en: format!("{}; nothing was recorded", why.en).into(),
                    zh: format!("{}；未记录任何内容", why.zh).into(),
                }
            }
            AppendError::Vanished(folder) => Bilingual {
                en: format!(
                    "the folder {} was there and is gone; nothing was recorded. Bring it back (a drive, a network folder), then record it again",
                    folder.display()
                ).into(),
                zh: format!(
                    "文件夹 {} 已消失；未记录任何内容。请恢复该文件夹（移动盘、网络文件夹），再重新记录",
                    folder.display()
                ).into(),
            },
            AppendError::Unsure(error) => {
                let why = why(error);
                Bilingual {
                    en: format!(
                        "{}, and what was written can't be taken back either; it does not count as recorded, and the next record takes it back first",
                        why.en
                    ).into(),
                    zh: format!("{}，且已写入的部分也无法撤回；不算已记录，下次记录时会先将其撤回", why.zh).into(),
                }
            }
            AppendError::Busy(seconds) => Bilingual {
                en: format!(
                    "another prepcom has been writing for {seconds} seconds; nothing was recorded, try again"
                ).into(),
                zh: format!("另一个 prepcom 已写入 {seconds} 秒仍未结束；未记录任何内容，请重试").into(),
            },
            AppendError::ReadOnly(why) => {
                Bilingual { en: why.words().get(Lang::En).to_owned().into(), zh: why.words().get(Lang::Zh).to_owned().into() }
            }
            AppendError::TooLong(limit) => {
                let (what, hint) = (limit.what(), limit.hint());
                Bilingual {
                    en: format!("{}; nothing was recorded; {}", what.en, hint.en).into(),
                    zh: format!("{}；未记录任何内容；{}", what.zh, hint.zh).into(),
                }
            }
            AppendError::Mixed => Bilingual {
                en: "a note that is mine alone can't be part of an act with anything else; nothing was recorded; record the two apart".into(),
                zh: "仅本人可见的笔记不能与其他内容一并记录；未记录任何内容；请分别记录".into(),
            },
            AppendError::Format(error) => Bilingual {
                en: format!("the entry can't be written: {error}; nothing was recorded").into(),
                zh: format!("记录无法写出：{error}；未记录任何内容").into(),
            },
        }
    }
}

impl fmt::Display for AppendError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.said().en)
    }
}

impl std::error::Error for AppendError {}

impl From<FileError> for AppendError {
    fn from(error: FileError) -> AppendError {
        AppendError::File(error)
    }
}

impl From<serde_json::Error> for AppendError {
    fn from(error: serde_json::Error) -> AppendError {
        AppendError::Format(error)
    }
}

/// What failed and where, with the usual reasons in words beside the system's.
fn why(error: &FileError) -> Bilingual {
    let (path, cause) = (error.path.display(), &error.cause);
    if let Some(refusal) = Refusal::of(cause) {
        let (at, what, hint) = (refusal.path.display(), refusal.what(), refusal.hint());
        let zh = format!("无法写入 {path}：{at}：{}；{}", what.zh, hint.zh);
        return Bilingual { en: error.to_string().into(), zh: zh.into() };
    }
    let Bilingual { en, zh } = reason(cause);
    if en.is_empty() {
        return Bilingual {
            en: error.to_string().into(), zh: format!("无法写入 {path}：{cause}").into()
        };
    }
    Bilingual {
        en: format!("{en}: {error}").into(), zh: format!("{zh}：无法写入 {path}：{cause}").into()
    }
}

/// The usual reasons for which a disk refuses; empty for any other.
pub(super) fn reason(error: &io::Error) -> Bilingual {
    let (en, zh) = match error.kind() {
        ErrorKind::StorageFull => ("the disk is full", "磁盘已满"),
        ErrorKind::QuotaExceeded => ("your quota on this disk is used up", "磁盘配额已用尽"),
        ErrorKind::FileTooLarge => ("a file may not grow any further here", "文件已达此处允许的最大长度"),
        ErrorKind::ReadOnlyFilesystem => ("the folder can only be read", "该文件夹只读"),
        ErrorKind::PermissionDenied => ("you may not write there", "没有写入权限"),
        ErrorKind::NotFound => ("it is no longer there", "它已不存在"),
        ErrorKind::StaleNetworkFileHandle
        | ErrorKind::HostUnreachable
        | ErrorKind::NetworkUnreachable
        | ErrorKind::NetworkDown
        | ErrorKind::NotConnected
        | ErrorKind::TimedOut => ("the network folder does not answer", "网络文件夹没有响应"),
        _ => ("", ""),
    };
    Bilingual { en: en.into(), zh: zh.into() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::line::{BadLine, read_line};

    #[test]
    fn what_would_be_too_long_to_be_read_back_is_not_written() {
        let longest = " ".repeat(LINE_BYTES);
        assert!(AppendError::refuse_too_long(&longest).is_ok());
        assert_ne!(read_line(&longest), Err(BadLine::TooLong));
        let longer = longest + " ";
        let refused = AppendError::refuse_too_long(&longer).unwrap_err().said();
        assert!(
            refused.en.contains("longer than 256 MiB; nothing was recorded; record it in"),
            "{refused:?}"
        );
        assert!(refused.zh.contains("此行超过 256 MiB；未记录任何内容；请分几次"), "{refused:?}");
        assert_eq!(read_line(&longer), Err(BadLine::TooLong));
    }
}
