//! HTML as it grows: text made safe, wordings in both languages, numbers and dates.
//!
//! Invariant: `raw` takes literals and what was escaped before; everything else goes through `text` or `lines`.

use crate::domain::{
    instant::Instant,
    lang::{Lang, Pair},
    text::cleaned,
    texts::Text,
};

/// HTML that grows at its end.
#[derive(Debug, Default)]
pub(in crate::export) struct Html(pub(in crate::export) String);

impl Html {
    /// Markup as it is.
    pub(super) fn raw(&mut self, markup: &str) -> &mut Html {
        self.0.push_str(markup);
        self
    }

    /// Text on one line.
    pub(super) fn text(&mut self, text: &str) -> &mut Html {
        escape_into(&mut self.0, cleaned(text).trim(), " ");
        self
    }

    /// Text of several lines.
    pub(super) fn lines(&mut self, text: &str) -> &mut Html {
        escape_into(&mut self.0, cleaned(text).trim(), "<br>\n");
        self
    }

    /// A wording in both languages, one of which the style hides; one that reads the same stands once.
    pub(super) fn both(&mut self, en: &str, zh: &str) -> &mut Html {
        if en == zh {
            return self.text(en);
        }
        self.raw("<span lang=\"en\">").text(en).raw("</span><span lang=\"zh-Hans\">").text(zh).raw("</span>")
    }

    /// A fixed wording in both languages.
    pub(super) fn pair(&mut self, pair: Pair) -> &mut Html {
        self.both(pair.0, pair.1)
    }

    /// A text of the paper or the roster in both languages.
    pub(super) fn of(&mut self, text: &Text) -> &mut Html {
        self.both(text.get(Lang::En), text.get(Lang::Zh))
    }

    /// A sentence in both languages.
    pub(super) fn each(&mut self, said: impl Fn(Lang) -> String) -> &mut Html {
        self.both(&said(Lang::En), &said(Lang::Zh))
    }

    /// A date, with the time where it is known.
    pub(super) fn instant(&mut self, instant: Instant) -> &mut Html {
        instant.push_short(&mut self.0);
        self
    }

    /// A number.
    pub(super) fn count(&mut self, count: usize) -> &mut Html {
        self.raw(&count.to_string())
    }
}

/// Text without any character that could be markup, in an element and in an attribute alike.
pub(super) fn escape_into(out: &mut String, text: &str, line_end: &str) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let instead = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            b'`' => "&#96;",
            b'\n' => line_end,
            _ => continue,
        };
        out.push_str(&text[from..at]);
        out.push_str(instead);
        from = at + 1;
    }
    out.push_str(&text[from..]);
}

/// One line of text, escaped.
pub(in crate::export) fn line(text: &str) -> String {
    let mut html = Html::default();
    html.text(text);
    html.0
}

/// Text of several lines, escaped.
pub(in crate::export) fn lines(text: &str) -> String {
    let mut html = Html::default();
    html.lines(text);
    html.0
}
