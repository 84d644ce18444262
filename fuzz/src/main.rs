//! One reader of prepcom under libFuzzer: `PREPCOM_READER=line prepcom-fuzz CORPUS`.
//!
//! Invariant: the readers and what must hold for them stand in `readers.rs`, which the program's own tests replay too.

#![no_main]

mod readers;

use libfuzzer_sys::{Corpus, fuzz_target};
use std::sync::OnceLock;

static READER: OnceLock<fn(&[u8])> = OnceLock::new();

fuzz_target!(|bytes: &[u8]| -> Corpus {
    let reader = READER.get_or_init(|| {
        let name = std::env::var("PREPCOM_READER").unwrap_or_default();
        let known = readers::READERS.iter().find(|(known, _)| *known == name);
        known.unwrap_or_else(|| panic!("PREPCOM_READER is none of the readers: {name}")).1
    });
    reader(bytes);
    Corpus::Keep
});
