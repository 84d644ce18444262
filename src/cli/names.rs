//! Names that flags take, as clap reads them, and what they stand for.
//!
//! Invariant: each name stands for exactly one value of the settings.

use crate::{
    domain::{extent::Notes, lang::Lang},
    export::Format,
    store::settings::{Color, ThemeName},
};
use clap::{
    ValueEnum,
    builder::{PossibleValuesParser, TypedValueParser},
};

/// A language by its code.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum LangName {
    En,
    Zh,
}

impl From<LangName> for Lang {
    fn from(name: LangName) -> Lang {
        match name {
            LangName::En => Lang::En,
            LangName::Zh => Lang::Zh,
        }
    }
}

/// Whether to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ColorChoice {
    Auto,
    Always,
    Never,
}

/// What the colours stand on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ThemeChoice {
    Auto,
    Dark,
    Light,
    Contrast,
    Mono,
}

impl From<ThemeChoice> for ThemeName {
    fn from(choice: ThemeChoice) -> ThemeName {
        match choice {
            ThemeChoice::Auto => ThemeName::Auto,
            ThemeChoice::Dark => ThemeName::Dark,
            ThemeChoice::Light => ThemeName::Light,
            ThemeChoice::Contrast => ThemeName::Contrast,
            ThemeChoice::Mono => ThemeName::Mono,
        }
    }
}

impl From<ColorChoice> for Color {
    fn from(choice: ColorChoice) -> Color {
        match choice {
            ColorChoice::Auto => Color::Auto,
            ColorChoice::Always => Color::Always,
            ColorChoice::Never => Color::Never,
        }
    }
}

/// Which notes go in.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum NotesName {
    None,
    Shareable,
    All,
}

impl From<NotesName> for Notes {
    fn from(name: NotesName) -> Notes {
        match name {
            NotesName::None => Notes::None,
            NotesName::Shareable => Notes::Shareable,
            NotesName::All => Notes::All,
        }
    }
}

/// Reads the name of an export's format.
pub(super) fn formats() -> impl TypedValueParser<Value = Format> {
    let names = PossibleValuesParser::new(Format::ALL.map(Format::extension));
    names.try_map(|name| Format::of_extension(&name).ok_or("not a format"))
}

/// A zone of the IANA database, by its name.
#[derive(Debug, Clone, Copy)]
pub(super) struct ZoneName(pub(super) chrono_tz::Tz);

impl std::str::FromStr for ZoneName {
    type Err = String;

    fn from_str(text: &str) -> Result<ZoneName, String> {
        let zone = text.parse().map(ZoneName);
        zone.map_err(|_| {
            format!(
                "`{}` is not a time zone; one looks like Europe/Vienna",
                crate::domain::text::clean_line(text)
            )
        })
    }
}
