//! How large what is read may be, so that no file takes all memory or all time. docs/format.md lists the same figures, and a test holds
//! the two together.
//!
//! Invariant: a limit lies far above what people make and what this program writes; what exceeds one is refused in words, never cut.

use super::lang::Bilingual;

/// Bytes of one file of the paper.
pub const ASSET_BYTES: u64 = 4 << 20;
/// Areas of a paper.
pub const AREAS: usize = 100;
/// Items of a paper, all areas together.
pub const ITEMS: usize = 600;
/// Delegations.
pub const DELEGATIONS: usize = 600;
/// Groups.
pub const GROUPS: usize = 200;
/// How deep values nest in a file of the paper, the settings or what is this machine's alone.
pub const NESTING: usize = 64;
/// Bytes of one line of a journal; a journal as a whole has no limit.
pub const LINE_BYTES: usize = 256 << 20;
/// Bytes of a file that is read back.
pub const IMPORT_BYTES: u64 = 256 << 20;
/// Rows of a file that is read back, each list of it for itself.
pub const ROWS: usize = 500_000;
/// Columns of a table that is read back.
pub const COLUMNS: usize = 200;
/// Bytes of one value of a file that is read back.
pub const VALUE_BYTES: usize = 1 << 20;
/// Files within a workbook.
pub const PARTS: usize = 10_000;
/// Bytes of a workbook once it is unpacked, and of the texts of one of its sheets.
pub const UNPACKED_BYTES: u64 = 512 << 20;
/// Elements of XML in a workbook once it is unpacked.
pub const ELEMENTS: u64 = 20_000_000;
/// Bytes of a file of a snapshot.
pub const SNAPSHOT_BYTES: u64 = 256 << 20;
/// Bytes of the settings.
pub const SETTINGS_BYTES: u64 = 1 << 20;
/// Bytes of a file that is this machine's alone: its name, drafts, the session under way.
pub const LOCAL_BYTES: u64 = 16 << 20;
/// Characters of one text as it is typed or pasted.
pub const TYPED: usize = 100_000;

/// What there is too much of, with how much there may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named after what it limits")]
pub enum Limit {
    FileBytes(u64),
    LineBytes(usize),
    Areas(usize),
    Items(usize),
    Delegations(usize),
    Groups(usize),
    Rows(usize),
    Columns(usize),
    ValueBytes(usize),
    Parts(usize),
    UnpackedBytes(u64),
    Elements(u64),
    Typed(usize),
}

impl Limit {
    /// What is too large or too many, and how much there may be, without a full stop.
    pub fn what(self) -> Bilingual {
        let text = |en: String, zh: String| Bilingual { en: en.into(), zh: zh.into() };
        let count = |most: usize, en: &str, zh: &str| {
            text(format!("it has more than {most} {en}"), format!("超过 {most} {zh}"))
        };
        match self {
            Limit::FileBytes(most) => text(
                format!("it is larger than {} and was not read", size(most)),
                format!("超过 {}，未读取", size(most)),
            ),
            Limit::LineBytes(most) => text(
                format!("this line is longer than {}", size(most as u64)),
                format!("此行超过 {}", size(most as u64)),
            ),
            Limit::ValueBytes(most) => text(
                format!("this value is longer than {}", size(most as u64)),
                format!("此值超过 {}", size(most as u64)),
            ),
            Limit::UnpackedBytes(most) => text(
                format!("unpacked it is larger than {}", size(most)),
                format!("解压后超过 {}", size(most)),
            ),
            Limit::Elements(most) => text(
                format!("unpacked it has more than {most} elements"),
                format!("解压后元素超过 {most} 个"),
            ),
            Limit::Typed(most) => text(
                format!("a text has {most} characters at most; nothing was put in"),
                format!("一段文字最多 {most} 个字符；未作任何插入"),
            ),
            Limit::Areas(most) => count(most, "areas", "个领域"),
            Limit::Items(most) => count(most, "items", "个议题"),
            Limit::Delegations(most) => count(most, "delegations", "个代表团"),
            Limit::Groups(most) => count(most, "groups", "个国家组"),
            Limit::Rows(most) => count(most, "rows", "行"),
            Limit::Columns(most) => count(most, "columns", "列"),
            Limit::Parts(most) => count(most, "files in it", "个内部文件"),
        }
    }

    /// What to do about it, without a full stop.
    pub fn hint(self) -> Bilingual {
        let (en, zh) = match self {
            Limit::FileBytes(_) => ("check that it is the right file", "请检查文件是否正确"),
            Limit::LineBytes(_) => {
                ("record it in several acts, or import the file in parts", "请分几次记录，或将文件分开导入")
            }
            Limit::Rows(_) => ("split it and read the parts one after the other", "请拆分后依次读取"),
            Limit::Columns(_) => {
                ("keep the columns that are read and delete the others", "请只保留可读取的列，删去其余")
            }
            Limit::ValueBytes(_) => ("shorten it, or split it into several notes", "请缩短，或拆成几条笔记"),
            Limit::Areas(_) | Limit::Items(_) | Limit::Delegations(_) | Limit::Groups(_) => {
                ("everything beyond that is left out; move it away", "超出部分不予采用；请移走")
            }
            Limit::Parts(_) | Limit::UnpackedBytes(_) | Limit::Elements(_) => {
                ("save the sheet as CSV, or split it", "请将表格另存为 CSV，或予以拆分")
            }
            Limit::Typed(_) => ("put it in a file and name the file", "请存为文件并注明文件名"),
        };
        Bilingual { en: en.into(), zh: zh.into() }
    }
}

/// A number of bytes as people say it.
fn size(bytes: u64) -> String {
    match bytes {
        _ if bytes >= 1 << 30 && bytes.is_multiple_of(1 << 30) => format!("{} GiB", bytes >> 30),
        _ if bytes >= 1 << 20 => format!("{} MiB", bytes >> 20),
        _ => format!("{} KiB", bytes >> 10),
    }
}
