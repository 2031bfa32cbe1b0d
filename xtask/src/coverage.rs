//! The table of interface languages in `docs/languages.md`: how many texts each has.

use crate::locale_files::FOLDER;
use crate::tools::{root, Outcome};
use serde_json::Value;
use std::fs;

const DOCUMENT: &str = "docs/languages.md";
const BEGIN: &str = "<!-- languages -->\n";
const END: &str = "<!-- /languages -->";

/// English names of the languages; a language that is not listed has none in the table.
const NAMES: &str = "ar=Arabic az=Azerbaijani bg=Bulgarian bn=Bengali ca=Catalan cs=Czech da=Danish \
    de=German el=Greek en=English es=Spanish et=Estonian eu=Basque fa=Persian fi=Finnish fr=French \
    he=Hebrew hi=Hindi hr=Croatian hu=Hungarian id=Indonesian it=Italian ja=Japanese jv=Javanese \
    ko=Korean lt=Lithuanian lv=Latvian ms=Malay nb=Norwegian nl=Dutch pl=Polish pt-BR=Portuguese,_Brazil \
    pt-PT=Portuguese,_Portugal ro=Romanian ru=Russian sk=Slovak sl=Slovenian sr=Serbian sv=Swedish \
    sw=Swahili ta=Tamil th=Thai tl=Filipino tr=Turkish uk=Ukrainian ur=Urdu uz=Uzbek vi=Vietnamese \
    zh-Hans=Chinese,_simplified zh-Hant=Chinese,_traditional";

/// Updates the table.
///
/// # Errors
/// If the committed table was out of date, after replacing it.
pub fn update() -> Outcome {
    let file = root().join(DOCUMENT);
    let old = fs::read_to_string(&file).map_err(|error| format!("{DOCUMENT}: {error}"))?;
    let (before, rest) = old.split_once(BEGIN).ok_or(format!("{DOCUMENT} has no {BEGIN}"))?;
    let (_, after) = rest.split_once(END).ok_or(format!("{DOCUMENT} has no {END}"))?;
    let new = [before, BEGIN, &table()?, END, after].concat();
    if new == old {
        return Ok(());
    }
    fs::write(&file, new).map_err(|error| format!("{DOCUMENT}: {error}"))?;
    Err(format!("{DOCUMENT} was out of date and has been updated: run this command again"))
}

fn table() -> Outcome<String> {
    let read = |lang: &str| {
        let path = root().join(FOLDER).join(lang).with_extension("json");
        let text = fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        serde_json::from_str::<Value>(&text).map_err(|e| format!("{}: {e}", path.display()))
    };
    let english = read("en")?;
    let entries = fs::read_dir(root().join(FOLDER)).map_err(|e| format!("{FOLDER}: {e}"))?;
    let stem = |path: std::path::PathBuf| Some(path.file_stem()?.to_string_lossy().into_owned());
    let mut names: Vec<String> = entries.filter_map(|entry| stem(entry.ok()?.path())).collect();
    names.sort();
    let mut rows = String::from("| language | | texts |\n|---|---|---|\n");
    for lang in names {
        let (written, all) = count(&english, &read(&lang)?);
        let find =
            |pair: &str| Some(pair.strip_prefix(&lang)?.strip_prefix('=')?.replace('_', " "));
        let name = NAMES.split_whitespace().find_map(find).unwrap_or_default();
        rows.push_str(&format!("| `{lang}` | {name} | {written} of {all} |\n"));
    }
    Ok(rows)
}

/// Counts the texts of `messages` that have a key in `english`, and the keys.
fn count(english: &Value, messages: &Value) -> (usize, usize) {
    let is_text = english.get("other").is_some() || !english.is_object();
    if is_text {
        return (usize::from(!messages.is_null()), 1);
    }
    let keys = english.as_object().into_iter().flatten();
    keys.fold((0, 0), |(written, all), (key, value)| {
        let (more, of) = count(value, messages.get(key).unwrap_or(&Value::Null));
        (written + more, all + of)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn texts_and_plurals_are_counted_once() {
        let english = json!({"a": "x", "group": {"b": "x", "c": {"one": "1", "other": "2"}}});
        assert_eq!(count(&english, &english), (3, 3));
        assert_eq!(count(&english, &json!({"group": {"c": {"other": "2"}}})), (1, 3));
        assert_eq!(count(&english, &json!({"a": "y", "d": "z"})), (1, 3));
    }
}
