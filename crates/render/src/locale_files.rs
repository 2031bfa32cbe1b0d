//! Reads `static/locales` for builds. Used by the build scripts of `baca` and `baca-render` and by `xtask`.

use serde_json::{Map, Value};
use std::path::Path;
use std::{env, fs, io};

/// Folder of the locale files, from the root of the repository.
pub const FOLDER: &str = "static/locales";
/// Language whose texts replace those that another language lacks.
const FALLBACK: &str = "en";
/// Environment variable with the languages that the scripts and modules contain, separated by commas.
pub const BUILT_IN: &str = "BACA_LANGUAGES";
/// The languages that they contain by default.
const BUILT_IN_BY_DEFAULT: &str = "id,en";
/// The value of [`BUILT_IN`] with which they contain no language, so that each is a file.
const NONE: &str = "none";
/// Name of the group that the texts outside of groups become: those of the article and its toolbar.
const READER: &str = "reader";
/// Plural category that every plural has; a group has no such key.
const OTHER: &str = "other";
/// Keys of the article's texts that the loader's preview needs too.
const PREVIEW_KEYS: [&str; 5] = ["by", "updated", "readingTime", "textSmaller", "textLarger"];
/// Keys of the panels' texts that the toolbar needs too: it has a bell before the panels are loaded.
const BELL_KEYS: [&str; 4] = ["promptLabel", "bellIsOff", "bellIsBlocked", "bellIsImpossible"];

/// The texts of one language.
pub struct Locale {
    /// Language, BCP 47: the name of the file.
    pub lang: String,
    /// The texts by group: `reader`, and each group of the file, such as `loader` and `panels`.
    pub groups: Map<String, Value>,
}

/// Reads all languages, sorted by name. Texts that a language lacks are the English ones.
///
/// # Errors
/// A file that cannot be read or is not a JSON object.
pub fn read(root: &Path) -> io::Result<Vec<Locale>> {
    let load = |path: &Path| {
        let error = |what: &str| io::Error::other(format!("{}: {what}", path.display()));
        let text = fs::read_to_string(path).map_err(|cause| error(&cause.to_string()))?;
        match serde_json::from_str(&text) {
            Ok(Value::Object(texts)) => Ok(texts),
            Ok(_) => Err(error("is not an object")),
            Err(cause) => Err(error(&cause.to_string())),
        }
    };
    let folder = root.join(FOLDER);
    let fallback = load(&folder.join(FALLBACK).with_extension("json"))?;
    let mut all = Vec::new();
    for entry in fs::read_dir(&folder)? {
        let path = entry?.path();
        let Some(lang) = path.file_stem().filter(|_| path.extension().is_some_and(|e| e == "json"))
        else {
            continue;
        };
        let mut texts = load(&path)?;
        complete(&mut texts, &fallback);
        all.push(Locale { lang: lang.to_string_lossy().into_owned(), groups: grouped(texts) });
    }
    all.sort_by(|a, b| a.lang.cmp(&b.lang));
    Ok(all)
}

/// Adds the texts of `fallback` that are missing.
fn complete(texts: &mut Map<String, Value>, fallback: &Map<String, Value>) {
    for (key, text) in fallback {
        match (texts.get_mut(key), text) {
            (None, _) => {
                texts.insert(key.clone(), text.clone());
            }
            (Some(Value::Object(group)), Value::Object(english)) if is_group(text) => {
                complete(group, english);
            }
            _ => {}
        }
    }
}

/// Returns whether a value is a group of texts, not a text or the forms of a plural.
fn is_group(value: &Value) -> bool {
    value.is_object() && value.get(OTHER).is_none()
}

fn grouped(texts: Map<String, Value>) -> Map<String, Value> {
    let (mut groups, mut texts): (Map<_, _>, Map<_, _>) =
        texts.into_iter().partition(|(_, value)| is_group(value));
    if let Some(loader) = groups.get_mut("loader").and_then(Value::as_object_mut) {
        for key in PREVIEW_KEYS {
            loader.insert(key.into(), texts.get(key).cloned().unwrap_or_default());
        }
    }
    for key in BELL_KEYS {
        let text = groups.get("panels").and_then(|panels| panels.get(key));
        texts.insert(key.into(), text.cloned().unwrap_or_default());
    }
    groups.insert(READER.into(), texts.into());
    groups
}

/// Returns the languages that scripts and modules contain, in the order in which the build names them; empty if
/// it names `none`.
///
/// # Errors
/// The build names nothing, or a language that has no file.
pub fn built_in(all: &[Locale]) -> io::Result<Vec<&Locale>> {
    named(all, &env::var(BUILT_IN).unwrap_or_else(|_| BUILT_IN_BY_DEFAULT.into()))
}

fn named<'l>(all: &'l [Locale], names: &str) -> io::Result<Vec<&'l Locale>> {
    if names.trim() == NONE {
        return Ok(Vec::new());
    }
    let names = names.split(',').map(str::trim).filter(|name| !name.is_empty());
    let find = |name: &str| {
        let found = all.iter().find(|locale| locale.lang == name);
        found
            .ok_or_else(|| io::Error::other(format!("{BUILT_IN}: {FOLDER}/{name}.json is missing")))
    };
    let found = names.map(find).collect::<io::Result<Vec<_>>>()?;
    if found.is_empty() {
        return Err(io::Error::other(format!("{BUILT_IN} has to name a language, or `none`")));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_build_names_its_languages_or_none() {
        let locale = |lang: &str| Locale { lang: lang.into(), groups: Map::new() };
        let all = [locale("de"), locale("en")];
        let langs = |names| {
            let found = named(&all, names).ok()?;
            Some(found.iter().map(|locale| locale.lang.as_str()).collect::<Vec<_>>())
        };
        assert_eq!(langs(" en, de"), Some(vec!["en", "de"]));
        assert_eq!(langs("none"), Some(vec![]));
        for wrong in ["", " , ", "tlh", "en,none"] {
            assert_eq!(langs(wrong), None, "{wrong:?}");
        }
    }
}
