//! The address of a remote as somebody gave it, and as it may be shown.
//!
//! Invariant: an address never becomes an option or a command, and a password in it is never shown.

use crate::domain::{sync::Trouble, text::clean_line};

/// An address that was given, where it can be one.
///
/// # Errors
/// When it looks like an option, names a program to run, or holds what no address holds.
pub(super) fn check(given: &str) -> Result<&str, Trouble> {
    let address = given.trim();
    let runs = address
        .split_once("::")
        .is_some_and(|(helper, _)| ["ext", "fd"].contains(&&*helper.to_ascii_lowercase()));
    let odd = address.is_empty() || address.starts_with('-') || address.chars().any(char::is_control);
    if odd || runs { Err(Trouble::Address(shown(address))) } else { Ok(address) }
}

/// Text with addresses in it, without what stands before the `@` of one.
pub(super) fn shown(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("://") {
        out.push_str(before);
        out.push_str("://");
        let end = after.find(|c: char| c == '/' || c == '\'' || c == '"' || c.is_whitespace());
        let host = &after[..end.unwrap_or(after.len())];
        rest = match host.rfind('@') {
            Some(at) => &after[at + 1..],
            None => after,
        };
    }
    out.push_str(rest);
    clean_line(&out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_address_becomes_an_option_or_a_command() {
        for bad in ["", "-x", "--upload-pack=touch x", "ext::sh -c x", " EXT::sh", "fd::3", "a\nb"] {
            assert!(check(bad).is_err(), "{bad}");
        }
        for good in
            ["../share.git", "git@host:a/b.git", "https://h/x::y", "ssh://h:22/~/x", "C:\\share\\x.git"]
        {
            assert_eq!(check(good), Ok(good));
        }
    }

    #[test]
    fn a_password_in_an_address_is_not_shown() {
        let said = "unable to access 'https://me:s3cret@host/x.git/': and ssh://git@h/y, http://h/z@w";
        let expected = "unable to access 'https://host/x.git/': and ssh://h/y, http://h/z@w";
        assert_eq!(shown(said), expected);
        assert_eq!(shown("https://to:k@en@host"), "https://host");
    }
}
