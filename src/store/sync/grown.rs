//! Two states of one journal: what one has beyond the other.
//!
//! Invariant: pure; no line that either has is ever lost.

use std::collections::HashSet;

/// What has to happen to a file so that it holds all that another state of it holds.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Grown {
    /// Nothing: it holds all of it.
    Nothing,
    /// These bytes go behind what it holds.
    By(Vec<u8>),
    /// It is replaced by this, since the other is not its continuation.
    Into(Vec<u8>),
}

/// How a file grows so that it also holds what came.
pub(super) fn grown(here: &[u8], came: &[u8]) -> Grown {
    if here.starts_with(came) {
        return Grown::Nothing;
    }
    if let Some(more) = came.strip_prefix(here) {
        return Grown::By(more.to_vec());
    }
    let known: HashSet<&[u8]> = lines(here).collect();
    if lines(came).all(|line| known.contains(line)) {
        return Grown::Nothing;
    }
    // The other way round where that is the longer beginning: so it stays the continuation of what others have.
    let theirs: HashSet<&[u8]> = lines(came).collect();
    Grown::Into(joined(came, lines(here).filter(|line| !theirs.contains(line))))
}

/// Lines that one state has and the other lacks.
pub(super) fn beyond<'a>(before: &[u8], after: &'a [u8]) -> Vec<&'a [u8]> {
    match after.strip_prefix(before) {
        Some(more) => lines(more).collect(),
        None => {
            let known: HashSet<&[u8]> = lines(before).collect();
            lines(after).filter(|line| !known.contains(line)).collect()
        }
    }
}

/// Whether a later state holds every line of an earlier one.
pub(super) fn holds_all(before: &[u8], after: &[u8]) -> bool {
    beyond(after, before).is_empty() || after.starts_with(before)
}

fn joined<'a>(first: &[u8], more: impl Iterator<Item = &'a [u8]>) -> Vec<u8> {
    let mut all = first.to_vec();
    for line in more {
        if all.last().is_some_and(|byte| *byte != b'\n') {
            all.push(b'\n');
        }
        all.extend_from_slice(line);
        all.push(b'\n');
    }
    all
}

/// Lines without their ends, those that are empty left out.
fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let lines = bytes.split(|byte| *byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    lines.filter(|line| !line.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_file_grows_by_what_came_and_keeps_its_own() {
        assert_eq!(grown(b"a\nb\n", b"a\n"), Grown::Nothing);
        assert_eq!(grown(b"a\n", b"a\nb\n"), Grown::By(b"b\n".to_vec()));
        assert_eq!(grown(b"a\ntor", b"a\ntorn\n"), Grown::By(b"n\n".to_vec()));
        assert_eq!(grown(b"b\na\n", b"a\nb\n"), Grown::Nothing);
        assert_eq!(grown(b"a\nx\n", b"a\nb\n"), Grown::Into(b"a\nb\nx\n".to_vec()));
        assert_eq!(grown(b"", b""), Grown::Nothing);
    }

    proptest! {
        #[test]
        fn no_line_of_either_is_lost(here in "[ab\n]{0,12}", came in "[ab\n]{0,12}") {
            let (here, came) = (here.as_bytes(), came.as_bytes());
            let after = match grown(here, came) {
                Grown::Nothing => here.to_vec(),
                Grown::By(more) => [here, &more].concat(),
                Grown::Into(all) => all,
            };
            prop_assert!(after.starts_with(here) || holds_all(here, &after), "{:?}", after);
            prop_assert!(after.starts_with(came) || holds_all(came, &after), "{:?}", after);
        }
    }
}
