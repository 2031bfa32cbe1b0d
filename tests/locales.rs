//! The texts of all interface languages (`static/locales`): complete, with the placeholders of the English
//! text and the plural forms, quotation marks and spaces of the language. `cargo xtask tidy` lists missing
//! texts.

use baca_sys::intl;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;

/// Texts that may be equal to the English ones in any language: names, abbreviations and words that many
/// languages share.
const SHARED: [&str; 26] = [
    "(optional)",
    "Article",
    "Audio",
    "Code",
    "Corrections",
    "Editor",
    "Email",
    "Font",
    "Name",
    "No",
    "Normal",
    "Notifications",
    "Pause",
    "Sans",
    "Send",
    "Sepia",
    "Serif",
    "Top",
    "Transcript",
    "Video",
    "Website",
    "{name}",
    "{n} like",
    "{n} likes",
    "{n} vote",
    "{n} votes",
];

/// The texts of one language: the path of each, with its text. A plural has a path for each category.
fn texts(lang: &str) -> Vec<(String, String)> {
    let file = format!("static/locales/{lang}.json");
    let text = fs::read_to_string(&file).expect("a locale file");
    let mut all = Vec::new();
    collect(&serde_json::from_str(&text).expect("JSON"), "", &mut all);
    all
}

fn collect(value: &Value, path: &str, all: &mut Vec<(String, String)>) {
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                collect(value, format!("{path}.{key}").trim_start_matches('.'), all);
            }
        }
        _ => all.push((path.into(), value.as_str().expect("a text").into())),
    }
}

fn languages() -> Vec<String> {
    let entries = fs::read_dir("static/locales").expect("the folder");
    let name = |entry: fs::DirEntry| entry.path().file_stem().map(|s| s.to_string_lossy().into());
    entries.filter_map(|entry| name(entry.expect("an entry"))).collect()
}

const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// Splits the path of a plural form into the path of the plural and the category.
fn plural_of(path: &str) -> Option<(&str, &str)> {
    path.rsplit_once('.').filter(|(_, last)| CATEGORIES.contains(last))
}

/// Returns the placeholders of a text, sorted.
fn placeholders(text: &str) -> Vec<&str> {
    let parts = text.split('{').skip(1);
    let mut all: Vec<&str> = parts.filter_map(|part| Some(part.split_once('}')?.0)).collect();
    all.sort_unstable();
    all
}

#[test]
fn there_are_at_least_forty_languages() {
    assert!(languages().len() >= 40, "{:?}", languages());
}

#[test]
fn the_texts_have_the_placeholders_of_the_english_ones() {
    let english = texts("en");
    for lang in languages() {
        for (path, text) in texts(&lang) {
            assert!(!text.trim().is_empty() && text.trim() == text, "{lang}: {path}: {text:?}");
            let plural = plural_of(&path);
            let key = plural.map_or(path.clone(), |(key, _)| [key, ".other"].concat());
            let found = english.iter().find(|(path, _)| *path == key);
            let (_, original) = found.unwrap_or_else(|| panic!("{lang}: {path} is not a key"));
            let written = placeholders(&text);
            // "One comment" needs no number where the category has one number only.
            if plural.is_some_and(|(_, category)| category != "other") && written.is_empty() {
                continue;
            }
            assert_eq!(written, placeholders(original), "{lang}: {path}: {text}");
        }
    }
}

#[test]
fn plurals_have_all_forms_of_their_language() {
    let numbers = (0..=200).map(f64::from).chain([0.5, 1.5, 1e6, 2e6, 1_000_001.0]);
    let numbers: Vec<f64> = numbers.collect();
    for lang in languages() {
        let used: BTreeSet<String> = numbers.iter().map(|n| intl::plural(&lang, *n)).collect();
        let texts = texts(&lang);
        let plurals: BTreeSet<&str> =
            texts.iter().filter_map(|(path, _)| Some(plural_of(path)?.0)).collect();
        assert!(plurals.len() >= 6, "{lang}");
        for plural in plurals {
            for category in &used {
                let path = format!("{plural}.{category}");
                assert!(texts.iter().any(|(known, _)| *known == path), "{lang}: {path}");
            }
        }
    }
}

#[test]
fn no_text_is_left_in_english() {
    let english = texts("en");
    for lang in languages().iter().filter(|lang| *lang != "en") {
        let texts = texts(lang);
        let is_equal = |(path, text): &&(String, String)| {
            english.iter().any(|(key, original)| key == path && original == text)
        };
        let equal: Vec<_> = texts.iter().filter(is_equal).collect();
        for (path, text) in &equal {
            assert!(SHARED.contains(&text.as_str()), "{lang}: {path}: {text}");
        }
        assert!(equal.len() < 20, "{lang}: {equal:?}");
    }
}

#[test]
fn quotation_marks_and_spaces_are_those_of_the_language() {
    let quotes = |lang: &str| match lang {
        "de" | "bg" | "cs" | "et" | "lt" | "sk" | "sl" | "sr" => "„“»«",
        "hr" | "hu" | "pl" | "ro" => "„”",
        "ar" | "ca" | "el" | "es" | "fa" | "fr" | "it" | "nb" | "pt-PT" | "ru" | "uk" => "«»„“",
        "ja" | "zh-Hant" => "「」",
        "ko" => "‘’",
        "he" => "״",
        "ur" => "”“",
        _ => "“”",
    };
    for lang in languages() {
        for (path, text) in texts(&lang) {
            let place = format!("{lang}: {path}: {text}");
            assert!(!text.contains(['"', '\'', '`']), "typographic marks: {place}");
            assert!(!text.contains("...") && !text.contains("  "), "{place}");
            let marks = text.chars().filter(|c| "„“”«»「」『』‘״".contains(*c));
            for mark in marks {
                assert!(quotes(&lang).contains(mark), "{mark}: {place}");
            }
            if lang == "fr" {
                for mark in [" :", " ;", " !", " ?", "« ", " »"] {
                    assert!(!text.contains(mark), "a space that breaks: {place}");
                }
            }
            if matches!(lang.as_str(), "ja" | "zh-Hans" | "zh-Hant") {
                let begin = text.trim_start_matches(['A', 'a', '−', '+']).trim_start();
                assert!(!begin.contains(' '), "no spaces: {place}");
                assert!(!begin.contains(['(', ')', ',', ';', '!', '?']), "wide marks: {place}");
            }
        }
    }
}
