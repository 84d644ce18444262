//! Bytes as text: UTF-8 unless a mark at the beginning or the user says otherwise.
//!
//! Invariant: nothing is replaced or guessed; the first byte that does not fit ends the reading.

use super::places::Places;
use crate::{
    domain::problem::{Place, Problem},
    words::import::wrong as words,
};
use encoding_rs::{DecoderResult, Encoding, UTF_8};
use std::borrow::Cow;

/// The text of a file, without its mark.
///
/// # Errors
/// Where the first byte stands that the encoding does not have.
pub fn decode<'a>(
    bytes: &'a [u8],
    encoding: Option<&'static Encoding>,
    file: &str,
) -> Result<Cow<'a, str>, Box<Problem>> {
    let mark = Encoding::for_bom(bytes);
    let (of_mark, length) = mark.map_or((None, 0), |(encoding, length)| (Some(encoding), length));
    let used = of_mark.or(encoding).unwrap_or(UTF_8);
    let body = &bytes[length..];
    if used != UTF_8 {
        return decode_as(body, used, file).map(Cow::from);
    }
    if body.iter().take(4).any(|byte| *byte == 0) {
        let (what, hint) = words::utf_16_without_mark();
        return Err(Box::new(Problem { place: Place::file(file), what, hint }));
    }
    match std::str::from_utf8(body) {
        Ok(text) => Ok(text.into()),
        Err(error) => {
            let good = body.get(..error.valid_up_to()).and_then(|good| std::str::from_utf8(good).ok());
            let byte = body.get(error.valid_up_to()).copied().unwrap_or_default();
            Err(ends_at(good.unwrap_or_default(), file, words::not_utf_8(byte)))
        }
    }
}

fn decode_as(body: &[u8], encoding: &'static Encoding, file: &str) -> Result<String, Box<Problem>> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let room = decoder.max_utf8_buffer_length_without_replacement(body.len()).unwrap_or(body.len());
    let mut text = String::with_capacity(room);
    match decoder.decode_to_string_without_replacement(body, &mut text, true).0 {
        DecoderResult::InputEmpty => Ok(text),
        DecoderResult::OutputFull | DecoderResult::Malformed(..) => {
            Err(ends_at(&text, file, words::not_of_encoding(encoding.name())))
        }
    }
}

fn ends_at(good: &str, file: &str, (what, hint): words::Said) -> Box<Problem> {
    let place = Places::new(file, good).at(good.len()..good.len());
    Box::new(Problem { place, what, hint })
}
