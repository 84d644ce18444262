//! A text of the paper or the roster, in any languages, and the codes of languages.
//!
//! Invariant: what is shown in a language that a text lacks is shown in one that it has; nobody sees an empty text where there is another.

use super::{
    lang::{Lang, Phrase},
    name::Name,
};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser::SerializeStruct};
use std::{cmp::Ordering, fmt};

/// A text of the paper or the roster, in any languages.
///
/// Codes look like `en` or `pt-BR`. English and Chinese come first, then the others by their codes; an empty text
/// counts as none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text(Vec<(Name, Phrase)>);

impl Text {
    /// A text in English and Chinese.
    pub fn new(en: impl Into<Phrase>, zh: impl Into<Phrase>) -> Text {
        [("en", en.into()), ("zh", zh.into())].into_iter().collect()
    }

    /// The text in one language; if it has none, in English, and then in its first language.
    pub fn get(&self, lang: Lang) -> &str {
        let first = self.0.iter().find(|(_, text)| !text.is_empty());
        self.exactly(lang)
            .or_else(|| self.exactly(Lang::En))
            .or(first.map(|(_, text)| &**text))
            .unwrap_or_default()
    }

    /// The text in one language or a variety of it.
    pub fn exactly(&self, lang: Lang) -> Option<&str> {
        let is_variety =
            |code: &str| code.strip_prefix(lang.code()).is_some_and(|rest| rest.starts_with('-'));
        let found = |fits: &dyn Fn(&str) -> bool| {
            self.0.iter().find(|(code, text)| fits(code) && !text.is_empty()).map(|(_, text)| &**text)
        };
        found(&|code| code == lang.code()).or_else(|| found(&is_variety))
    }

    /// Each language's code with its text.
    pub fn each(&self) -> impl Iterator<Item = (&Name, &str)> {
        self.0.iter().map(|(code, text)| (code, &**text))
    }

    /// The texts, whatever their languages.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(_, text)| &**text)
    }

    /// Each language's code with its text, to be changed.
    pub fn each_mut(&mut self) -> impl Iterator<Item = (&Name, &mut Phrase)> {
        self.0.iter_mut().map(|(code, text)| (&*code, text))
    }

    /// Leaves out the languages whose text is empty.
    pub fn drop_empty(&mut self) {
        self.0.retain(|(_, text)| !text.is_empty());
    }

    /// The text with a place for each of some languages.
    pub fn among(&self, languages: &[Name]) -> Text {
        let text = |code: &Name| self.0.iter().find(|(own, _)| own == code).map(|(_, text)| text.clone());
        languages.iter().map(|code| (code.as_str(), text(code).unwrap_or_default())).collect()
    }

    /// Whether no language has a text.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|(_, text)| text.is_empty())
    }
}

impl<'a> FromIterator<(&'a str, Phrase)> for Text {
    fn from_iter<T: IntoIterator<Item = (&'a str, Phrase)>>(texts: T) -> Text {
        let mut texts: Vec<(Name, Phrase)> =
            texts.into_iter().map(|(code, text)| (Name::from(code), text)).collect();
        texts.sort_by(|(a, _), (b, _)| by_language(a, b));
        Text(texts)
    }
}

/// English first, then Chinese, then the others by their codes.
pub fn by_language(a: &Name, b: &Name) -> Ordering {
    let place = |code: &str| ["en", "zh"].iter().position(|first| *first == code).unwrap_or(2);
    place(a).cmp(&place(b)).then_with(|| a.cmp(b))
}

/// The code of a language as it is written in a file, where `_` may replace `-`; none if it is not one.
pub fn language_code(written: &str) -> Option<String> {
    let code = written.replace('_', "-");
    let mut parts = code.split('-');
    let first = parts.next().unwrap_or_default();
    let is_first = matches!(first.len(), 2..=3) && first.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_part =
        |part: &str| matches!(part.len(), 2..=8) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (is_first && parts.all(is_part) && code.len() <= LONGEST_CODE).then_some(code)
}

/// Bytes of the longest code of a language.
const LONGEST_CODE: usize = 20;

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Text", self.0.len())?;
        for (code, text) in &self.0 {
            fields.serialize_field(code.as_str(), text)?;
        }
        fields.end()
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Text, D::Error> {
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = Text;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text by language")
            }
            fn visit_map<A: de::MapAccess<'de>>(self, mut fields: A) -> Result<Text, A::Error> {
                let mut texts: Vec<(String, Phrase)> = Vec::new();
                while let Some(written) = fields.next_key::<Field>()? {
                    let Some(code) = language_code(&written.0) else {
                        return Err(de::Error::custom(format!("`{}` is no language", written.0)));
                    };
                    if texts.iter().any(|(other, _)| *other == code) {
                        return Err(de::Error::custom(format!("the language `{code}` is there twice")));
                    }
                    texts.push((code, fields.next_value::<String>()?.into()));
                }
                if texts.is_empty() {
                    return Err(de::Error::custom("a text needs a language"));
                }
                Ok(texts.iter().map(|(code, text)| (code.as_str(), text.clone())).collect())
            }
        }
        deserializer.deserialize_struct("Text", &[], Visitor)
    }
}

/// The name of a field.
struct Field(String);

impl<'de> Deserialize<'de> for Field {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Field, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = Field;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the code of a language")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Field, E> {
                Ok(Field(text.to_owned()))
            }
        }
        deserializer.deserialize_identifier(Visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(ron: &str) -> Text {
        ron::from_str(ron).unwrap()
    }

    #[test]
    fn a_missing_language_is_shown_in_english_or_in_the_first_one() {
        let both = text("(zh: \"核\", en: \"nuclear\", ar: \"x\")");
        assert_eq!((both.get(Lang::En), both.get(Lang::Zh)), ("nuclear", "核"));
        assert_eq!(both.each().map(|(code, _)| code.as_str()).collect::<Vec<_>>(), ["en", "zh", "ar"]);
        assert_eq!(text("(fr: \"a\", en: \"b\")").get(Lang::Zh), "b");
        assert_eq!(text("(ru: \"a\", fr: \"b\")").get(Lang::Zh), "b", "by code");
        assert_eq!(text("(zh: \"\", zh_Hant: \"核\", en: \"n\")").get(Lang::Zh), "核");
        assert_eq!(Text::default().get(Lang::En), "");
    }

    #[test]
    fn a_text_has_a_language_at_least_and_each_once() {
        for wrong in ["()", "(english: \"a\")", "(en: 1)", "(en: \"a\", en: \"b\")", "(En: \"a\")"] {
            assert!(ron::from_str::<Text>(wrong).is_err(), "{wrong}");
        }
        let given = "{\"en\":\"a\",\"pt-BR\":\"b\"}";
        assert_eq!(serde_json::to_string(&serde_json::from_str::<Text>(given).unwrap()).unwrap(), given);
        assert_eq!(text("(pt_BR: \"b\", en: \"a\")"), text("(en: \"a\", r#pt-BR: \"b\")"));
    }
}
