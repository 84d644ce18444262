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
    measure_up_to(bytes, UNPACKED_BYTES, ELEMENTS)
}

fn measure_up_to(bytes: &[u8], most_bytes: u64, most_elements: u64) -> Result<(), Limit> {
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
            if size > most_bytes {
                return Err(Limit::UnpackedBytes(most_bytes));
            }
            if elements > most_elements {
                return Err(Limit::Elements(most_elements));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use zip::{ZipWriter, write::SimpleFileOptions};

    fn packed(parts: usize, text: &str) -> Vec<u8> {
        let mut file = ZipWriter::new(Cursor::new(Vec::new()));
        for part in 0..parts {
            file.start_file(format!("{part}.xml"), SimpleFileOptions::default()).unwrap();
            file.write_all(text.as_bytes()).unwrap();
        }
        file.finish().unwrap().into_inner()
    }

    #[test]
    fn a_small_file_that_unpacks_into_a_flood_is_told_by_what_comes_out_of_it() {
        let bomb = packed(8, &" ".repeat(1 << 20));
        assert!(bomb.len() < 64 << 10, "{}", bomb.len());
        let most = 8 << 20;
        assert_eq!(measure_up_to(&bomb, most, 0), Ok(()));
        assert_eq!(measure_up_to(&bomb, most - 1, 0), Err(Limit::UnpackedBytes(most - 1)));
    }

    #[test]
    fn elements_are_counted_over_all_parts() {
        let many = packed(3, &"<si/>".repeat(1000));
        assert_eq!(measure_up_to(&many, u64::MAX, 3000), Ok(()));
        assert_eq!(measure_up_to(&many, u64::MAX, 2999), Err(Limit::Elements(2999)));
    }

    #[test]
    fn a_file_that_says_less_of_its_size_gives_no_reader_more() {
        let mut bomb = packed(1, &" ".repeat(1 << 20));
        let size = (1_u32 << 20).to_le_bytes();
        let places: Vec<usize> = (0..bomb.len() - 4).filter(|at| bomb[*at..*at + 4] == size).collect();
        assert!(!places.is_empty());
        places.iter().for_each(|at| bomb[*at..*at + 4].copy_from_slice(&100_u32.to_le_bytes()));
        let mut book = ZipArchive::new(Cursor::new(&bomb)).unwrap();
        let mut given = Vec::new();
        let _ = book.by_index(0).unwrap().read_to_end(&mut given);
        assert!(given.len() <= PIECE, "{} bytes of one that says 100", given.len());
    }
}
