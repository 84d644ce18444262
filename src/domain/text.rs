//! Text that comes from a file or a person: cleaned, measured, cut and wrapped.
//!
//! Invariant: what `clean` returns carries no control character but the line feed, and no invisible direction or tag character.

use std::{borrow::Cow, ops::Range};
use unicode_linebreak::{BreakOpportunity, linebreaks};
use unicode_normalization::{
    IsNormalized, UnicodeNormalization,
    char::{decompose_compatible, is_combining_mark},
    is_nfc_quick,
};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Makes text from outside safe to show: NFC, LF line ends, tabs as spaces, no controls, escapes or direction overrides.
pub fn clean(text: &str) -> String {
    cleaned(text).into_owned()
}

/// `clean`, without a copy where nothing has to be changed.
pub fn cleaned(text: &str) -> Cow<'_, str> {
    if is_clean(text) {
        return text.into();
    }
    let unified = text.replace("\r\n", "\n").replace('\r', "\n");
    let without_escapes = drop_escape_sequences(&unified);
    let visible = without_escapes.chars().flat_map(|c| match c {
        '\t' => [Some(' '), Some(' ')],
        '\n' => [Some('\n'), None],
        c if is_unsafe(c) => [None, None],
        c => [Some(c), None],
    });
    visible.flatten().nfc().collect::<String>().into()
}

/// Whether `clean` is sure to give a text back as it is; where it isn't, this may be false too.
pub fn is_clean(text: &str) -> bool {
    let plain = |b: u8| b == b'\n' || (b' '..0x7f).contains(&b);
    text.bytes().all(plain)
        || text.chars().all(is_plain)
        || text.chars().all(|c| !is_unsafe(c)) && is_nfc_quick(text.chars()) == IsNormalized::Yes
}

/// Whether a character is safe, and in NFC whatever stands beside it: printable Latin, Chinese characters and their punctuation.
fn is_plain(c: char) -> bool {
    matches!(
        c,
        '\n' | ' '..='~' | '\u{a0}'..='\u{2ff}' | '\u{2010}'..='\u{2027}' | '\u{3001}'..='\u{3029}' | '\u{4e00}'..='\u{9fff}' | '\u{ff01}'..='\u{ff5e}'
    )
}

/// `clean`, with line feeds turned to spaces and the ends trimmed: for names, titles and other one-line values.
pub fn clean_line(text: &str) -> String {
    clean(text).replace('\n', " ").trim().to_owned()
}

/// Whether a character must never reach a terminal or a file as it is.
pub fn is_unsafe(c: char) -> bool {
    c.is_control() && c != '\n'
        || matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}')
        || matches!(c, '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

fn drop_escape_sequences(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match (c, rest.peek()) {
            ('\u{1b}', Some('[')) | ('\u{9b}', _) => {
                if c == '\u{1b}' {
                    rest.next();
                }
                while rest.next_if(|c| matches!(c, '\u{20}'..='\u{3f}')).is_some() {}
                rest.next_if(|c| matches!(c, '\u{40}'..='\u{7e}'));
            }
            _ => out.push(c),
        }
    }
    out
}

/// Columns that a text takes in a terminal.
pub fn width(text: &str) -> usize {
    if is_printable_ascii(text) { text.len() } else { UnicodeWidthStr::width(text) }
}

/// Whether every byte of a text is one character of one column.
pub fn is_printable_ascii(text: &str) -> bool {
    text.bytes().all(|b| (b' '..=b'~').contains(&b))
}

/// Cuts a one-line text to at most `columns`, ending in `~` where something was cut.
pub fn fit(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    if columns == 0 {
        return String::new();
    }
    let mut out = String::new();
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        let wide = width(grapheme);
        if used + wide > columns - 1 {
            break;
        }
        out.push_str(grapheme);
        used += wide;
    }
    out.push('~');
    out
}

/// `fit`, filled up with spaces to exactly `columns`.
pub fn pad(text: &str, columns: usize) -> String {
    let mut out = fit(text, columns);
    let missing = columns.saturating_sub(width(&out));
    out.extend(std::iter::repeat_n(' ', missing));
    out
}

/// Byte ranges of the lines into which a text wraps at `columns`; line feeds end a line; trailing spaces are left out.
///
/// Break opportunities follow Unicode Standard Annex 14, with “ and ” treated as brackets so that Chinese quotes can break.
pub fn wrap_ranges(text: &str, columns: usize) -> Vec<Range<usize>> {
    let columns = columns.max(1);
    let mut lines = Vec::new();
    let mut start = 0;
    for paragraph in text.split('\n') {
        wrap_paragraph(paragraph, start, columns, &mut lines);
        start += paragraph.len() + 1;
    }
    lines
}

fn wrap_paragraph(paragraph: &str, offset: usize, columns: usize, lines: &mut Vec<Range<usize>>) {
    let shadow = paragraph.replace('\u{201c}', "\u{300c}").replace('\u{201d}', "\u{300d}");
    let mut push = |range: Range<usize>| {
        let kept = paragraph[range.clone()].trim_end().len();
        lines.push(offset + range.start..offset + range.start + kept);
    };
    // The line that is being filled: where it begins, where it may end so far, and the columns between, so that each part is measured once.
    let (mut line_start, mut line_end, mut used) = (0, 0, 0);
    for (end, opportunity) in linebreaks(&shadow) {
        if matches!(opportunity, BreakOpportunity::Mandatory) && end < paragraph.len() {
            continue;
        }
        let part = &paragraph[line_end..end];
        let shown = part.trim_end();
        let mut wide = width(shown);
        if !shown.is_empty() && used + wide > columns {
            if line_end > line_start {
                push(line_start..line_end);
                line_start = line_end;
            }
            used = 0;
            if wide > columns {
                for cut in hard_cuts(shown, columns) {
                    push(line_start..line_end + cut);
                    line_start = line_end + cut;
                }
                wide = width(&paragraph[line_start..line_end + shown.len()]);
            }
        }
        used += wide + width(&part[shown.len()..]);
        line_end = end;
    }
    push(line_start..paragraph.len());
}

/// Where a text without a place to break is cut, so that no part but a single character is wider than `columns`.
fn hard_cuts(text: &str, columns: usize) -> Vec<usize> {
    if is_printable_ascii(text) {
        return (columns..text.len()).step_by(columns).collect();
    }
    let mut cuts = Cuts { columns, at: Vec::new(), used: 0, is_first: true };
    if text.chars().all(|c| plain_width(c).is_some()) {
        text.char_indices().for_each(|(index, c)| cuts.take(index, plain_width(c).unwrap_or_default()));
    } else {
        text.grapheme_indices(true).for_each(|(index, grapheme)| cuts.take(index, width(grapheme)));
    }
    cuts.at
}

/// Where lines are cut that are filled character by character.
struct Cuts {
    columns: usize,
    at: Vec<usize>,
    used: usize,
    is_first: bool,
}

impl Cuts {
    fn take(&mut self, index: usize, wide: usize) {
        if wide > 0 && self.used + wide > self.columns && !self.is_first {
            self.at.push(index);
            self.used = 0;
        }
        self.used += wide;
        self.is_first = false;
    }
}

/// How wide a Latin letter, a mark on one or a Chinese character is: those are told apart and measured one by one.
fn plain_width(c: char) -> Option<usize> {
    match c {
        ' '..='~' | '\u{c0}'..='\u{24f}' => Some(1),
        '\u{300}'..='\u{36f}' => Some(0),
        '\u{4e00}'..='\u{9fff}' => Some(2),
        _ => None,
    }
}

/// The lines into which a text wraps at `columns`.
pub fn wrap(text: &str, columns: usize) -> Vec<&str> {
    wrap_ranges(text, columns).into_iter().map(|range| &text[range]).collect()
}

/// Words of a text with a hyphen for whatever stands between, as many as there is room for: part of a file's name.
pub fn plain(text: &str, most: usize) -> String {
    let mut part = String::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if !part.is_empty() && part.chars().count() + 1 + word.chars().count() > most {
            break;
        }
        if !part.is_empty() {
            part.push('-');
        }
        part.extend(word.chars().take(most));
    }
    part
}

/// A text as people type it: no accents, case, punctuation or doubled spaces, so that `cote d'ivoire` finds Côte d’Ivoire.
pub fn fold(text: &str) -> String {
    let mut folded = Vec::with_capacity(text.len());
    fold_into(text, &mut folded);
    String::from_utf8(folded).unwrap_or_default()
}

/// `fold`, in UTF-8 and into what is there already, so that many texts need one room.
pub fn fold_into(text: &str, folded: &mut Vec<u8>) {
    folded.clear();
    for c in text.chars() {
        match u8::try_from(c) {
            Ok(byte) if byte.is_ascii() => match FOLDED[usize::from(byte)] {
                DROPPED => {}
                GAP => add_gap(folded),
                letter => folded.push(letter),
            },
            _ if ('\u{4e00}'..='\u{9fff}').contains(&c) => add(c, folded),
            // Marks are dropped, so that their order after what they stand on does not matter.
            _ => decompose_compatible(c, |part| {
                if !is_combining_mark(part) {
                    part.to_lowercase().for_each(|letter| fold_letter(letter, folded));
                }
            }),
        }
    }
    folded.truncate(folded.trim_ascii_end().len());
}

/// Nothing is left of it.
const DROPPED: u8 = 0;
/// It stands between words.
const GAP: u8 = b' ';

/// What becomes of each character of ASCII.
const FOLDED: [u8; 128] = {
    let mut all = [GAP; 128];
    let mut byte = 0;
    while byte < 128 {
        let c = byte as u8;
        if c.is_ascii_alphanumeric() {
            all[byte] = c.to_ascii_lowercase();
        } else if matches!(c, b'\'' | b'.') {
            all[byte] = DROPPED;
        }
        byte += 1;
    }
    all
};

fn fold_letter(c: char, folded: &mut Vec<u8>) {
    if c.is_alphanumeric() {
        add(c, folded);
    } else if !matches!(c, '\'' | '\u{2019}' | '.') {
        add_gap(folded);
    }
}

fn add(c: char, folded: &mut Vec<u8>) {
    folded.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
}

/// One space for whatever stands between letters and digits.
fn add_gap(folded: &mut Vec<u8>) {
    if folded.last().is_some_and(|last| *last != GAP) {
        folded.push(GAP);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn cleaning_drops_escapes_controls_and_direction_overrides() {
        assert_eq!(clean("a\u{1b}[31mred\u{1b}[0m\u{7}b"), "aredb");
        assert_eq!(clean("x\u{202e}y\u{2066}z\u{feff}"), "xyz");
        assert_eq!(clean("one\r\ntwo\rthree\tfour"), "one\ntwo\nthree  four");
    }

    proptest! {
        #[test]
        fn folding_is_that_of_the_compatibility_form_without_its_marks(text in "\\PC{0,40}") {
            let letters = text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
            let mut expected = Vec::new();
            letters.for_each(|letter| fold_letter(letter, &mut expected));
            let folded = fold(&text);
            prop_assert_eq!(folded.as_bytes(), expected.trim_ascii_end());
        }
    }

    #[test]
    fn folding_finds_what_people_type() {
        assert_eq!(fold("Côte d'Ivoire"), "cote divoire");
        assert_eq!(fold("cote d\u{2019}ivoire"), "cote divoire");
        assert_eq!(fold("Türkiye"), "turkiye");
        assert_eq!(fold("Guinea-Bissau"), "guinea bissau");
        assert_eq!(fold("法国"), "法国");
        assert_eq!(fold(" A.B's  (c)-D "), "abs c d");
    }

    #[test]
    fn a_cut_text_says_so_and_never_splits_a_wide_character() {
        assert_eq!(fit("核武器国家", 5), "核武~");
        assert_eq!(fit("核武器国家", 4), "核~");
        assert_eq!(pad("核武器国家", 4), "核~ ");
        assert_eq!(fit("abc", 3), "abc");
        assert_eq!(fit("abc", 0), "");
    }

    #[test]
    fn chinese_wraps_between_characters_and_not_before_a_full_stop() {
        assert_eq!(wrap("我们认为报告很重要。", 10), ["我们认为报", "告很重要。"]);
        assert_eq!(wrap("我们认为报告。", 12), ["我们认为报", "告。"]);
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("a\n\nb", 7), ["a", "", "b"]);
    }

    /// Lines as they are meant: what a line would hold is measured whole at every place where it may end.
    fn measured_whole(paragraph: &str, columns: usize) -> Vec<&str> {
        let shadow = paragraph.replace('\u{201c}', "\u{300c}").replace('\u{201d}', "\u{300d}");
        let fits = |start: usize, end: usize| width(paragraph[start..end].trim_end()) <= columns;
        let (mut lines, mut start, mut may_end) = (Vec::new(), 0, 0);
        for (end, _) in linebreaks(&shadow) {
            if !fits(start, end) && may_end > start {
                lines.push(paragraph[start..may_end].trim_end());
                start = may_end;
            }
            while !fits(start, end) {
                let ends =
                    paragraph[start..end].grapheme_indices(true).map(|(at, one)| start + at + one.len());
                let first = ends.clone().next().unwrap();
                let cut =
                    ends.take_while(|cut| width(&paragraph[start..*cut]) <= columns).last().unwrap_or(first);
                lines.push(paragraph[start..cut].trim_end());
                start = cut;
            }
            may_end = end;
        }
        lines.push(paragraph[start..].trim_end());
        lines
    }

    proptest! {
        #[test]
        fn what_is_measured_one_by_one_is_as_wide_as_what_it_is_part_of(text in "[ -~\u{c0}-\u{24f}\u{300}-\u{36f}\u{4e00}-\u{9fff}]{0,20}") {
            let by_one = text.chars().map(|c| (c, plain_width(c).unwrap()));
            prop_assert_eq!(by_one.clone().map(|(_, wide)| wide).sum::<usize>(), width(&text));
            let starts = by_one.enumerate().filter(|(place, (_, wide))| *place == 0 || *wide > 0).count();
            prop_assert_eq!(starts, text.graphemes(true).count());
        }
    }

    #[test]
    fn what_can_not_break_is_cut_between_characters_and_space_behind_it_takes_no_line() {
        assert_eq!(wrap("abcdefgh i", 3), ["abc", "def", "gh", "i"]);
        assert_eq!(wrap("ab      c", 4), ["ab", "c"]);
        assert_eq!(wrap("éééé\u{301}é", 2), ["éé", "éé\u{301}", "é"]);
        assert_eq!(wrap("核武", 1), ["核", "武"]);
        assert_eq!(wrap("", 3), [""]);
    }

    proptest! {
        // Without flags and joined emoji: a line may break within them, and their parts are wider than the whole.
        #[test]
        fn lines_are_those_of_measuring_each_whole(text in "[a-z 中文，。“”é\u{301}👩\u{a0}-]{0,60}", columns in 2usize..20) {
            prop_assert_eq!(wrap(&text, columns), measured_whole(&text, columns));
        }

        #[test]
        fn every_wrapped_line_fits_and_nothing_but_space_is_lost(text in "[a-z 中文，。“”A-Z\\n-]{0,80}", columns in 2usize..30) {
            let lines = wrap(&text, columns);
            for line in &lines {
                prop_assert!(width(line) <= columns, "{line:?}");
            }
            let squeeze = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(squeeze(&lines.concat()), squeeze(&text));
        }

        #[test]
        fn cleaned_text_holds_nothing_unsafe(text in any::<String>()) {
            prop_assert!(!clean(&text).chars().any(is_unsafe));
        }

        #[test]
        fn plain_characters_are_safe_and_composed_already(text in "[\n -~\u{a0}-\u{2ff}\u{2010}-\u{2027}\u{3001}-\u{3029}\u{4e00}-\u{9fff}\u{ff01}-\u{ff5e}]{0,40}") {
            prop_assert!(text.chars().all(is_plain) && !text.chars().any(is_unsafe));
            prop_assert_eq!(text.nfc().collect::<String>(), text);
        }

        #[test]
        fn what_is_called_clean_is_what_cleaning_gives_back(text in "[a-z\t\r\n\u{1b}\u{202e}\u{e9}\u{301}中é한\u{1100}\u{1161}]{0,12}") {
            prop_assert!(!is_clean(&text) || clean(&text) == text, "{text:?}");
        }
    }
}
