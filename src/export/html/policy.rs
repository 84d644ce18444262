//! What a file lets a browser do: show itself, with its own style and script, and nothing else.
//!
//! Invariant: style and script are named by what they hash to, so that nothing that slips in runs or paints.

use base64::{Engine, prelude::BASE64_STANDARD};
use sha2::{Digest, Sha256};

/// The content security policy of a file with this style and this script, either of which may be empty.
pub(in crate::export) fn policy(style: &str, script: &str) -> String {
    let named = |kind: &str, text: &str| match text {
        "" => String::new(),
        text => format!("; {kind} '{}'", source(text)),
    };
    let (style, script) = (named("style-src", style), named("script-src", script));
    format!("default-src 'none'{style}{script}; base-uri 'none'; form-action 'none'")
}

/// How a policy names a style or a script.
fn source(text: &str) -> String {
    format!("sha256-{}", hash(text))
}

fn hash(text: &str) -> String {
    BASE64_STANDARD.encode(Sha256::digest(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_what_a_browser_computes() {
        // The example of the specification of content security policies, level 3.
        assert_eq!(hash("doSomething();"), "RFWPLDbv2BY+rCkDzsE+0fr8ylGr2R2faWMhq4lfEQc=");
        assert_eq!(policy("", ""), "default-src 'none'; base-uri 'none'; form-action 'none'");
    }
}
