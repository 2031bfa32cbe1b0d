//! The interface texts: data from `static/locales`, overridden by the site's own labels. Dates, numbers and
//! plurals come from the platform's `Intl` through [`baca_sys::intl`].

use baca_sys::{json, text};
use serde_json::{Map, Value};

/// The built-in languages, each with its messages as a JSON object, minified by the build. The first is used
/// where English is not built in.
pub type BuiltIn = &'static [(&'static str, &'static str)];

/// A function that returns the messages of a language that is not built in, if they have been fetched: the
/// language's usual spelling, and the messages as a JSON object.
pub type Fetched<'f> = &'f dyn Fn(&str) -> Option<(String, String)>;

/// The messages of the article and its toolbar. Modules for browsers contain the languages that the build
/// names; outside of a browser all languages are contained.
pub const READER: BuiltIn = include!(concat!(env!("OUT_DIR"), "/reader.rs"));

/// Old codes, macrolanguages and regions, each on a line with the language whose messages it uses.
const ALIASES: &str = include_str!("aliases.txt");

/// The language used when no wanted language has messages.
const FALLBACK: &str = "en";

/// Stands for any message until messages arrive: a build may contain no language.
const MISSING: &str = "…";

/// Has no language: the value of [`Fetched`] where all languages are built in.
pub fn none_fetched(_: &str) -> Option<(String, String)> {
    None
}

/// The messages of one language.
#[derive(Debug)]
pub struct Messages {
    lang: String,
    /// The site's own messages by key. Each form of a plural has its own key: `readingTime.one`. In this form
    /// they take less code to copy and compare than JSON.
    own: Vec<(String, String)>,
    /// The language of `built_in`.
    base: String,
    built_in: Map<String, Value>,
}

impl PartialEq for Messages {
    fn eq(&self, other: &Self) -> bool {
        // The language determines the messages that are not the site's.
        self.lang == other.lang && self.base == other.base && self.own == other.own
    }
}

impl Messages {
    /// Chooses the first language of `wanted` (BCP 47) that has messages in `labels`, `built_in` or `fetched`,
    /// otherwise English. Each tag is looked up as RFC 4647, section 3.4, describes: subtags are removed from
    /// its end until a language is found, so `id-ID` finds `id`; after each tag its alias is looked up, so
    /// `pt` finds `pt-BR`. `labels` are the site's own messages by language, which override the others.
    /// The loader chooses by the same rule (`static/loader/interface-language.ts`).
    ///
    /// ```
    /// use baca_render::messages::{none_fetched, Messages, READER};
    /// use serde_json::Map;
    ///
    /// let messages = Messages::choose(&["tlh", "ID_id", "en"], &Map::new(), READER, &none_fetched);
    /// assert_eq!((messages.lang(), messages.t("share")), ("id", "Bagikan"));
    /// ```
    pub fn choose(
        wanted: &[&str],
        labels: &Map<String, Value>,
        built_in: BuiltIn,
        fetched: Fetched,
    ) -> Self {
        let fallback = built_in.iter().find(|(lang, _)| *lang == FALLBACK).or(built_in.first());
        let fallback = fallback.map_or(FALLBACK, |(lang, _)| lang);
        let mut lang = None;
        for tag in wanted {
            let found = lookup(tag, &mut |tag| {
                lang = known_language(tag, labels, built_in, fetched);
                lang.is_some()
            });
            if found {
                break;
            }
        }
        let mut lang = lang.unwrap_or_else(|| fallback.into());
        let own = own_messages(&lang, labels).map(|(_, messages)| flat(messages));
        let mut base = fallback.to_string();
        let mut messages = None;
        lookup(&lang, &mut |tag| {
            messages = load(tag, built_in, fetched);
            if messages.is_some() {
                base = tag.into();
            }
            messages.is_some()
        });
        let built_in = messages.or_else(|| load(fallback, built_in, fetched)).unwrap_or_default();
        if built_in.is_empty() {
            lang.clear();
            base.clear();
        }
        Self { lang, own: own.unwrap_or_default(), base, built_in }
    }

    /// Returns the language of the messages, BCP 47. It is empty if the build contains no language and none has
    /// been fetched; the style sheet hides the controls then.
    pub fn lang(&self) -> &str {
        &self.lang
    }

    /// Returns the message `key`, or an empty string if there is none; an ellipsis as long as there are no
    /// messages at all.
    pub fn t(&self, key: &str) -> &str {
        let missing = if self.lang.is_empty() { MISSING } else { "" };
        self.own(key).or_else(|| self.built_in.get(key).and_then(Value::as_str)).unwrap_or(missing)
    }

    /// Returns the message `key` with each `{name}` replaced by `value`; `value` as long as there are no messages.
    pub fn fill(&self, key: &str, name: &str, value: &str) -> String {
        match self.t(key) {
            MISSING => value.into(),
            message => replace(message, name, value),
        }
    }

    /// Returns the message `key` that precedes something else, or an empty string if there is none.
    pub fn prefix(&self, key: &str) -> &str {
        match self.t(key) {
            MISSING => "",
            message => message,
        }
    }

    /// Returns the message `key` for a CLDR plural category (`one`, `other` …), with `{n}` replaced by `n`.
    /// A missing category falls back to `other`, and labels without it to the built-in message.
    pub fn plural(&self, key: &str, category: &str, n: &str) -> String {
        let own =
            || self.own(&form_key(key, category)).or_else(|| self.own(&form_key(key, "other")));
        let form = own().or_else(|| {
            let forms = self.built_in.get(key)?;
            forms.get(category).or_else(|| forms.get("other"))?.as_str()
        });
        replace(form.unwrap_or_default(), "n", n)
    }

    fn own(&self, key: &str) -> Option<&str> {
        let (_, text) = self.own.iter().find(|(known, _)| known == key)?;
        Some(text)
    }
}

/// Returns the key of a form of a plural.
fn form_key(key: &str, category: &str) -> String {
    text::concat(&[key, ".", category])
}

/// Lists messages and their forms by key. A message of another type is empty.
fn flat(messages: &Map<String, Value>) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_string();
    let mut out = Vec::new();
    for (key, value) in messages {
        out.push((key.clone(), text(value)));
        if let Value::Object(forms) = value {
            for (category, form) in forms {
                out.push((form_key(key, category), text(form)));
            }
        }
    }
    out
}

/// Calls `find` with a language tag, its alias, and the tag without its last subtags, until it returns `true`
/// (RFC 4647, section 3.4). Returns whether it did.
fn lookup(tag: &str, find: &mut dyn FnMut(&str) -> bool) -> bool {
    let mut tag = tag.trim();
    while !tag.is_empty() {
        let lines = text::split(ALIASES, "\n").into_iter();
        let alias = lines.filter_map(|line| text::split_once(line, " "));
        let alias = alias.into_iter().find(|(name, _)| is_same(name, tag));
        if find(tag) || alias.is_some_and(|(_, lang)| find(lang)) {
            return true;
        }
        tag = without_last(tag);
        // A single letter begins an extension, which has no meaning without the subtag after it.
        let shorter = without_last(tag);
        if !shorter.is_empty() && shorter.len() + 2 == tag.len() {
            tag = shorter;
        }
    }
    false
}

/// Returns a tag without its last subtag.
fn without_last(tag: &str) -> &str {
    tag.rsplit_once(['-', '_']).map_or("", |(begin, _)| begin)
}

/// Returns the spelling of a language in the built-in messages, the fetched ones or the site's, if one of them
/// has it.
fn known_language(
    tag: &str,
    labels: &Map<String, Value>,
    built_in: BuiltIn,
    fetched: Fetched,
) -> Option<String> {
    let known = built_in.iter().map(|(known, _)| *known).find(|known| is_same(known, tag));
    let known = known.or_else(|| own_messages(tag, labels).map(|(lang, _)| lang));
    known.map(String::from).or_else(|| fetched(tag).map(|(lang, _)| lang))
}

/// Returns the site's messages of a language, and how the site spells the language.
fn own_messages<'l>(
    tag: &str,
    labels: &'l Map<String, Value>,
) -> Option<(&'l str, &'l Map<String, Value>)> {
    labels.iter().find_map(|(lang, messages)| {
        is_same(lang, tag).then_some(lang.as_str()).zip(messages.as_object())
    })
}

/// Compares language tags without regard to case; underscores count as hyphens.
fn is_same(a: &str, b: &str) -> bool {
    let hyphen = |byte: u8| if byte == b'_' { b'-' } else { byte.to_ascii_lowercase() };
    a.bytes().map(hyphen).eq(b.bytes().map(hyphen))
}

/// Parses the built-in or fetched messages of a language.
fn load(tag: &str, built_in: BuiltIn, fetched: Fetched) -> Option<Map<String, Value>> {
    let known = built_in.iter().find(|(known, _)| is_same(known, tag));
    let text = match known {
        Some((_, text)) => (*text).into(),
        None => fetched(tag)?.1,
    };
    match json::parse(&text) {
        Ok((Value::Object(messages), _)) => Some(messages),
        _ => None,
    }
}

/// Replaces each `{name}` in a text.
fn replace(text: &str, name: &str, value: &str) -> String {
    let mut placeholder = String::from("{");
    placeholder.push_str(name);
    placeholder.push('}');
    text::replace(text, &placeholder, value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(text: &str) -> Map<String, Value> {
        serde_json::from_str(text).expect("labels are an object")
    }

    /// The languages that modules contain by default.
    const TWO: BuiltIn = &[
        ("id", r#"{"share":"Bagikan","readingTime":{"other":"{n} menit baca"}}"#),
        ("en", r#"{"share":"Share","readingTime":{"one":"{n} minute","other":"{n} minutes"}}"#),
    ];

    fn chosen(wanted: &[&str], labels: &Map<String, Value>) -> Messages {
        Messages::choose(wanted, labels, TWO, &none_fetched)
    }

    #[test]
    fn the_first_language_with_messages_is_chosen() {
        let none = Map::new();
        assert_eq!(chosen(&["ar", "id-ID", "en"], &none).lang(), "id");
        assert_eq!(chosen(&["xx-invalid", ""], &none).lang(), "en");
        assert_eq!(chosen(&[], &none).lang(), "en");
        assert_eq!(chosen(&["en-u-nu-arab", "id"], &none).lang(), "en");
        assert_eq!(chosen(&["in"], &none).lang(), "id");
    }

    #[test]
    fn without_english_the_first_built_in_language_is_the_fallback() {
        let one: BuiltIn = &[("de", r#"{"share":"Teilen"}"#)];
        let messages = Messages::choose(&["fr"], &Map::new(), one, &none_fetched);
        assert_eq!((messages.lang(), messages.t("share")), ("de", "Teilen"));
    }

    #[test]
    fn a_build_without_languages_has_neither_keys_nor_empty_controls() {
        let labels = labels(r#"{"de":{"share":"Teilen"}}"#);
        let nothing = Messages::choose(&["de", "fr"], &labels, &[], &none_fetched);
        assert_eq!((nothing.lang(), nothing.t("share"), nothing.t("more")), ("", "Teilen", "…"));
        assert_eq!(nothing.fill("embedOpen", "name", "example.com"), "example.com");
        assert_eq!((nothing.prefix("by"), &*nothing.plural("readingTime", "one", "1")), ("", ""));

        let file = |tag: &str| {
            is_same(tag, "en").then(|| ("en".into(), r#"{"by":"By","share":"Share"}"#.into()))
        };
        let english = Messages::choose(&["fr"], &Map::new(), &[], &file);
        assert_eq!(
            (english.lang(), english.t("share"), english.prefix("by")),
            ("en", "Share", "By")
        );
        assert_ne!(nothing, english);
    }

    #[test]
    fn fetched_messages_are_used_like_built_in_ones() {
        let fetched = |tag: &str| {
            is_same(tag, "zh-Hant").then(|| ("zh-Hant".into(), r#"{"share":"分享"}"#.into()))
        };
        for (wanted, lang, share) in [
            ("zh_TW", "zh-Hant", "分享"),
            ("zh-Hant-HK", "zh-Hant", "分享"),
            ("ZH-HANT", "zh-Hant", "分享"),
            ("zh", "en", "Share"),
        ] {
            let messages = Messages::choose(&[wanted], &Map::new(), TWO, &fetched);
            assert_eq!((messages.lang(), messages.t("share")), (lang, share), "{wanted}");
        }
        let damaged = |_: &str| Some(("fr".into(), "<!doctype html>".into()));
        assert_eq!(Messages::choose(&["fr"], &Map::new(), TWO, &damaged).t("share"), "Share");
    }

    #[test]
    fn a_sites_labels_win_and_can_add_a_language() {
        let labels = labels(r#"{"id":{"top":"Ke atas"},"tlh":{"top":"Dung"}}"#);
        let id = chosen(&["id"], &labels);
        assert_eq!((id.t("top"), id.t("share")), ("Ke atas", "Bagikan"));
        let added = chosen(&["tlh-KX"], &labels);
        assert_eq!((added.lang(), added.t("top"), added.t("share")), ("tlh", "Dung", "Share"));
    }

    #[test]
    fn tags_match_without_regard_to_case() {
        let labels = labels(r#"{"ID":{"top":"Ke atas"},"pt-BR":{"top":"Topo"},"ms":7}"#);
        let of = |wanted| {
            let messages = chosen(&[wanted], &labels);
            (messages.lang().to_string(), messages.t("top").to_string())
        };
        assert_eq!(of("id-ID"), ("id".into(), "Ke atas".into()));
        assert_eq!(of("pt_br"), ("pt-BR".into(), "Topo".into()));
        assert_eq!(of("PT-BR"), ("pt-BR".into(), "Topo".into()));
        assert_eq!(of("pt"), ("pt-BR".into(), "Topo".into()));
        assert_eq!(of("MS").0, "en");
    }

    #[test]
    fn labels_of_a_wrong_type_are_ignored() {
        let labels = labels(r#"{"id":7,"en":{"top":["x"]}}"#);
        assert_eq!(chosen(&["id"], &labels).t("share"), "Bagikan");
        assert_eq!(chosen(&["en"], &labels).t("top"), "");
    }

    #[test]
    fn plurals_fall_back_to_other() {
        let none = Map::new();
        assert_eq!(chosen(&["id"], &none).plural("readingTime", "one", "1"), "1 menit baca");
        assert_eq!(chosen(&["en"], &none).plural("readingTime", "one", "1"), "1 minute");
        assert_eq!(chosen(&["en"], &none).plural("readingTime", "few", "3"), "3 minutes");
        let one_form = labels(r#"{"en":{"readingTime":{"one":"one"}},"id":{"readingTime":7}}"#);
        assert_eq!(chosen(&["en"], &one_form).plural("readingTime", "one", "1"), "one");
        assert_eq!(chosen(&["en"], &one_form).plural("readingTime", "other", "2"), "2 minutes");
        assert_eq!(chosen(&["id"], &one_form).plural("readingTime", "other", "2"), "2 menit baca");
    }

    #[test]
    fn a_sites_plural_replaces_all_forms() {
        let labels = labels(r#"{"en":{"readingTime":{"other":"{n} min"}},"id":{"readingTime":7}}"#);
        let en = chosen(&["en"], &labels);
        assert_eq!(en.plural("readingTime", "one", "1"), "1 min");
        assert_eq!(en, chosen(&["en-GB"], &labels));
        assert_ne!(en, chosen(&["en"], &Map::new()));
    }

    #[test]
    fn messages_that_have_been_fetched_later_differ() {
        let labels = labels(r#"{"de":{"top":"Hinauf"}}"#);
        let fetched =
            |tag: &str| is_same(tag, "de").then(|| ("de".into(), r#"{"share":"Teilen"}"#.into()));
        let before = chosen(&["de"], &labels);
        let after = Messages::choose(&["de"], &labels, TWO, &fetched);
        assert_eq!((before.t("share"), after.t("share")), ("Share", "Teilen"));
        assert_ne!(before, after);
    }

    #[test]
    fn all_languages_have_the_same_messages() {
        let keys = |lang| {
            let messages = load(lang, READER, &none_fetched).expect("an object");
            messages.keys().cloned().collect::<Vec<_>>()
        };
        assert!(!keys("en").is_empty());
        for (lang, _) in READER {
            assert_eq!(keys(lang), keys("en"), "{lang}");
        }
    }
}
