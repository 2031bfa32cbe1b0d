//! The words of the controls: data from `static/locales`, with the site's own words over them.
//! Dates, numbers and plurals come from the platform's `Intl`, in [`crate::intl`].

use crate::article::json;
use serde_json::{Map, Value};

/// Languages that come with Baca, each with its words: JSON, white space taken out by the build.
pub type BuiltIn = [(&'static str, &'static str); 2];

/// The words of the article and its tools.
pub const READER: BuiltIn = [
    ("id", include_str!(concat!(env!("OUT_DIR"), "/id.json"))),
    ("en", include_str!(concat!(env!("OUT_DIR"), "/en.json"))),
];

/// The words of the rooms beside it.
pub const ROOMS: BuiltIn = [
    ("id", include_str!(concat!(env!("OUT_DIR"), "/id.rooms.json"))),
    ("en", include_str!(concat!(env!("OUT_DIR"), "/en.rooms.json"))),
];

/// The words of discussions that Baca draws itself.
pub const THREAD: BuiltIn = [
    ("id", include_str!(concat!(env!("OUT_DIR"), "/id.thread.json"))),
    ("en", include_str!(concat!(env!("OUT_DIR"), "/en.thread.json"))),
];

/// The language of last resort.
const FALLBACK: &str = "en";

/// The words of one language.
#[derive(Debug, Clone, PartialEq)]
pub struct Words {
    lang: String,
    own: Map<String, Value>,
    built_in: Map<String, Value>,
}

impl Words {
    /// The words of the first of `wanted` (BCP 47) that there are words for; `labels` are the
    /// site's own words by language.
    pub fn choose<'a>(
        wanted: impl IntoIterator<Item = &'a str>,
        labels: &Map<String, Value>,
        words: &BuiltIn,
    ) -> Self {
        let known = |lang: &str| words.iter().any(|(l, _)| *l == lang);
        let mut chosen = FALLBACK;
        'wanted: for lang in wanted {
            for candidate in [lang, primary(lang)] {
                if known(candidate) || labels.get(candidate).is_some_and(Value::is_object) {
                    chosen = candidate;
                    break 'wanted;
                }
            }
        }
        let built_in = if known(primary(chosen)) { primary(chosen) } else { FALLBACK };
        let own = labels.get(chosen).and_then(Value::as_object).cloned().unwrap_or_default();
        Self { lang: chosen.into(), own, built_in: load(words, built_in) }
    }

    /// The language of these words, BCP 47.
    pub fn lang(&self) -> &str {
        &self.lang
    }

    /// The words named `key`, or nothing if there are none.
    pub fn t(&self, key: &str) -> &str {
        self.value(key).and_then(Value::as_str).unwrap_or_default()
    }

    /// The words named `key` with each `{name}` replaced.
    pub fn fill(&self, key: &str, name: &str, value: &str) -> String {
        replace(self.t(key), name, value)
    }

    /// The words named `key` for a plural category of CLDR (`one`, `other` …), with `{n}` replaced.
    pub fn plural(&self, key: &str, category: &str, n: &str) -> String {
        let forms = self.value(key);
        let form = forms.and_then(|f| f.get(category).or_else(|| f.get("other")));
        replace(form.and_then(Value::as_str).unwrap_or_default(), "n", n)
    }

    fn value(&self, key: &str) -> Option<&Value> {
        self.own.get(key).or_else(|| self.built_in.get(key))
    }
}

fn primary(lang: &str) -> &str {
    lang.split(['-', '_']).next().unwrap_or(lang)
}

fn load(words: &BuiltIn, lang: &str) -> Map<String, Value> {
    let text = words.iter().find(|(l, _)| *l == lang).map_or("{}", |(_, text)| text);
    match json::parse(text) {
        Ok((Value::Object(words), _)) => words,
        _ => Map::new(),
    }
}

fn replace(text: &str, name: &str, value: &str) -> String {
    let mut placeholder = String::from("{");
    placeholder.push_str(name);
    placeholder.push('}');
    text.replace(&placeholder, value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(text: &str) -> Map<String, Value> {
        serde_json::from_str(text).expect("labels are an object")
    }

    #[test]
    fn the_first_language_with_words_is_taken() {
        let none = Map::new();
        assert_eq!(Words::choose(["ar", "id-ID", "en"], &none, &READER).lang(), "id");
        assert_eq!(Words::choose(["xx-invalid", ""], &none, &READER).lang(), "en");
        assert_eq!(Words::choose([], &none, &READER).lang(), "en");
    }

    #[test]
    fn a_sites_own_words_win_and_can_be_a_new_language() {
        let labels = labels(r#"{"id":{"top":"Ke atas"},"ms":{"top":"Atas"}}"#);
        let id = Words::choose(["id"], &labels, &READER);
        assert_eq!((id.t("top"), id.t("share")), ("Ke atas", "Bagikan"));
        let ms = Words::choose(["ms-MY"], &labels, &READER);
        assert_eq!((ms.lang(), ms.t("top"), ms.t("share")), ("ms", "Atas", "Share"));
    }

    #[test]
    fn labels_of_a_wrong_type_are_passed_over() {
        let labels = labels(r#"{"id":7,"en":{"top":["x"]}}"#);
        assert_eq!(Words::choose(["id"], &labels, &READER).t("share"), "Bagikan");
        assert_eq!(Words::choose(["en"], &labels, &READER).t("top"), "");
    }

    #[test]
    fn plurals_fall_back_to_other() {
        let id = Words::choose(["id"], &Map::new(), &READER);
        assert_eq!(id.plural("readingTime", "one", "1"), "1 menit baca");
        let en = Words::choose(["en"], &Map::new(), &READER);
        assert_eq!(en.plural("readingTime", "one", "1"), "1 minute read");
    }

    #[test]
    fn both_languages_have_the_same_words() {
        for words in [READER, ROOMS, THREAD] {
            let keys = |lang| load(&words, lang).keys().cloned().collect::<Vec<_>>();
            assert_eq!(keys("id"), keys("en"));
            assert!(!keys("en").is_empty());
        }
    }
}
