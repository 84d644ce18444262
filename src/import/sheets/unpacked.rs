//! How large a workbook becomes once it is unpacked, found out before anything of it is kept.
//!
//! Invariant: takes the memory of one small piece, whatever the file says of itself.

use crate::domain::limits::{ELEMENTS, Limit, PARTS, UNPACKED_BYTES};
use std::io::{Cursor, Read};
use zip::ZipArchive;

const PIECE: usize = 64 * 1024;

/// Unpacks a workbook and keeps nothing of it. What is no workbook passes: its reader says so better.
///
/// # Errors
/// The first limit that it goes beyond.
pub(super) fn measure(bytes: &[u8]) -> Result<(), Limit> {
    let Ok(mut book) = ZipArchive::new(Cursor::new(bytes)) else { return Ok(()) };
    if book.len() > PARTS {
        return Err(Limit::Parts(PARTS));
    }
    let (mut size, mut elements) = (0, 0);
    let mut piece = vec![0; PIECE];
    for part in 0..book.len() {
        let Ok(mut part) = book.by_index(part) else { continue };
        while let Ok(length @ 1..) = part.read(&mut piece) {
            size += length as u64;
            elements += piece[..length].iter().filter(|byte| **byte == b'<').count() as u64;
            if size > UNPACKED_BYTES {
                return Err(Limit::UnpackedBytes(UNPACKED_BYTES));
            }
            if elements > ELEMENTS {
                return Err(Limit::Elements(ELEMENTS));
            }
        }
    }
    Ok(())
}
