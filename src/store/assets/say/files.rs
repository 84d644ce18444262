//! What is said of files and folders as such.
//!
//! Invariant: sentences only; what is found where is another's business.

use super::Words;
use crate::{
    domain::lang::Bilingual,
    store::{assets::source::PROBLEMS_PER_FILE, files::Refusal},
};

impl Words {
    /// A file, as it is shown, that can't be opened or read.
    pub(in crate::store::assets) fn unreadable(error: &std::io::Error, file: &str) -> Words {
        if let Some(refusal) = Refusal::of(error) {
            return Words { what: refusal.what_of(file), hint: refusal.hint() };
        }
        Words::new(
            (format!("it can't be read: {error}"), format!("无法读取：{error}")),
            ("check that it is there and that you may read it", "请检查文件是否存在以及读取权限"),
        )
    }

    pub(in crate::store::assets) fn not_utf8(bytes: &[u8]) -> Words {
        let what = ("this byte is not UTF-8, so the file was not read", "此字节不是 UTF-8 编码，文件未读取");
        match bytes {
            [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Words::new(
                what,
                ("the file is UTF-16; save it as UTF-8", "文件是 UTF-16 编码；请另存为 UTF-8"),
            ),
            _ => Words::new(what, ("save the file as UTF-8", "请将文件另存为 UTF-8")),
        }
    }

    pub(in crate::store::assets) fn more_unlisted(count: usize) -> Words {
        Words::new(
            (
                format!("it has {count} more problems; the first {PROBLEMS_PER_FILE} are listed"),
                format!("另有 {count} 处问题；仅列出前 {PROBLEMS_PER_FILE} 处"),
            ),
            ("mend these first", "请先修正已列出的"),
        )
    }

    pub(in crate::store::assets) fn no_area() -> Words {
        Words::new(
            ("no area in assets/areas/", "assets/areas/ 中没有任何领域"),
            (
                "put one file for each area there, or delete the folder to use the built-in areas",
                "请为每个领域放置一个文件，或删除该文件夹以使用内置领域",
            ),
        )
    }

    /// The folder of areas, as it is shown, that can't be opened or listed.
    pub(in crate::store::assets) fn folder_unreadable(error: &std::io::Error, folder: &str) -> Words {
        if let Some(refusal) = Refusal::of(error) {
            let (what, hint) = (refusal.what_of(folder), refusal.hint());
            let en = format!("{}, so the paper has no areas", what.en).into();
            let zh = format!("{}，因此没有任何领域", what.zh).into();
            return Words { what: Bilingual { en, zh }, hint };
        }
        Words::new(
            (
                format!("the folder can't be read, so the paper has no areas: {error}"),
                format!("无法读取该文件夹，因此没有任何领域：{error}"),
            ),
            ("check that you may read it", "请检查读取权限"),
        )
    }
}
