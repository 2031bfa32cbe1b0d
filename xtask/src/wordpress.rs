//! Builds the WordPress plugin: `integrations/wordpress` and the reader of `dist/baca` as one zip that WordPress
//! installs. Sets the version of the workspace and compiles the translations.

use crate::bundle::RELEASE;
use crate::files::{read, write};
use crate::package::{self, zip};
use crate::size;
use crate::tools::{root, Outcome};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// The version that the files of the plugin have in the repository.
const PLACEHOLDER: &str = "0.0.0-development";
/// The folder of the plugin in WordPress, which is its name there.
const SLUG: &str = "baca-reader";
/// The path of the zip, below the root.
pub const ZIP: &str = "dist/baca-wordpress.zip";

/// Writes the zip.
pub fn build() -> Outcome {
    let reader = size::hosted();
    if !reader.join("baca.js").is_file() {
        return Err("dist/ has no release of this version: run `cargo xtask dist` first".into());
    }
    let mut files = contents(&root().join("integrations/wordpress"))?;
    files.remove("phpcs.xml");
    for name in ["baca-reader.php", "readme.txt"] {
        let content = files.get_mut(name).ok_or_else(|| format!("the plugin has no {name}"))?;
        let text = String::from_utf8_lossy(content);
        if !text.contains(PLACEHOLDER) {
            return Err(format!("{name} does not contain {PLACEHOLDER}"));
        }
        *content = text.replace(PLACEHOLDER, RELEASE).into_bytes();
    }
    let translations: Vec<String> =
        files.keys().filter(|name| name.ends_with(".po")).cloned().collect();
    for name in translations {
        let text = files.get(&name).map(|po| String::from_utf8_lossy(po).into_owned());
        let compiled = mo(&messages(&text.unwrap_or_default()));
        files.insert(name.replace(".po", ".mo"), compiled);
    }
    let license = root().join("LICENSE-MIT");
    files.insert("LICENSE".into(), read(&license)?);
    for (name, content) in contents(&reader)? {
        if is_for_pages(&name) {
            files.insert(format!("reader/{RELEASE}/{name}"), content);
        }
    }
    for name in listed(&reader)? {
        if !files.contains_key(&format!("reader/{RELEASE}/{name}")) {
            return Err(format!("the plugin would have no {name}, which pages load"));
        }
    }
    let entries: Vec<_> =
        files.into_iter().map(|(name, content)| (format!("{SLUG}/{name}"), content)).collect();
    let bytes = zip(&entries)?;
    write(&root().join(ZIP), &bytes)?;
    println!("xtask: {ZIP} ({} files, {} bytes)", entries.len(), bytes.len());
    Ok(())
}

/// Returns the names of the files that `build.json` lists: all that a page may load after `baca.js`.
fn listed(reader: &Path) -> Outcome<Vec<String>> {
    let text = read(&reader.join("build.json"))?;
    let build: Value =
        serde_json::from_slice(&text).map_err(|error| format!("build.json: {error}"))?;
    let names = build.get("files").and_then(Value::as_array).into_iter().flatten();
    Ok(names.filter_map(Value::as_str).map(String::from).collect())
}

/// Returns whether pages may load a file of the reader. The others are types, schemas and descriptions for editors, and
/// compressed files, which only some servers send.
fn is_for_pages(name: &str) -> bool {
    const FOR_DEVELOPERS: [&str; 3] =
        ["custom-elements.json", "hints.html", "vscode.html-custom-data.json"];
    ![".d.ts", ".br", ".gz"].iter().any(|end| name.ends_with(end))
        && !name.starts_with("schema/")
        && !FOR_DEVELOPERS.contains(&name)
}

/// Returns the contents of all files of a folder, by their paths below it.
fn contents(folder: &Path) -> Outcome<BTreeMap<String, Vec<u8>>> {
    let mut found = BTreeMap::new();
    for file in package::files(folder)? {
        let name = file.strip_prefix(folder).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        found.insert(name, read(&file)?);
    }
    Ok(found)
}

/// Returns the translations of a `.po` file in the order of their originals. Texts with plural forms do not exist.
fn messages(po: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let (mut id, mut text): (Option<String>, Option<String>) = (None, None);
    for line in po.lines().chain([""]) {
        if let Some(rest) = line.strip_prefix("msgid ") {
            id = Some(unquote(rest));
        } else if let Some(rest) = line.strip_prefix("msgstr ") {
            text = Some(unquote(rest));
        } else if line.starts_with('"') {
            let part = unquote(line);
            match (&mut text, &mut id) {
                (Some(text), _) => text.push_str(&part),
                (None, Some(id)) => id.push_str(&part),
                _ => {}
            }
        } else if let (Some(id), Some(text)) = (id.take(), text.take()) {
            if !text.is_empty() {
                found.insert(id, text);
            }
        }
    }
    found
}

/// Returns the text of a quoted string of a `.po` file, with its escapes decoded.
fn unquote(line: &str) -> String {
    let line = line.trim();
    let line = line.strip_prefix('"').unwrap_or(line);
    let mut rest = line.strip_suffix('"').unwrap_or(line).chars();
    let mut text = String::new();
    while let Some(c) = rest.next() {
        text.extend(match c {
            '\\' => rest.next().map(|escaped| if escaped == 'n' { '\n' } else { escaped }),
            c => Some(c),
        });
    }
    text
}

/// Returns translations as a `.mo` file (GNU gettext, "The Format of GNU MO Files").
fn mo(messages: &BTreeMap<String, String>) -> Vec<u8> {
    const HEAD: usize = 28;
    let number = |value: usize| u32::try_from(value).unwrap_or(u32::MAX).to_le_bytes();
    let count = messages.len();
    let mut strings = Vec::new();
    let mut table = Vec::new();
    let first = HEAD + 16 * count;
    for text in messages.keys().chain(messages.values()) {
        table.extend(number(text.len()));
        table.extend(number(first + strings.len()));
        strings.extend(text.as_bytes());
        strings.push(0);
    }
    let mut out = 0x9504_12de_u32.to_le_bytes().to_vec();
    for value in [0, count, HEAD, HEAD + 8 * count, 0, first] {
        out.extend(number(value));
    }
    out.extend(table);
    out.extend(strings);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn texts_of_several_lines_and_with_escapes_are_compiled() {
        let po =
            "msgid \"\"\nmsgstr \"\"\n\"Language: id\\n\"\n\n#: a.php\nmsgid \"a \\\"b\\\"\"\n\
                  msgstr \"c\"\n\"d\"\n\nmsgid \"open\"\nmsgstr \"\"\n";
        let found = messages(po);
        let wanted = [("", "Language: id\n"), ("a \"b\"", "cd")];
        let wanted = wanted.map(|(id, text)| (id.to_string(), text.to_string()));
        assert_eq!(found, BTreeMap::from(wanted));
        let mo = mo(&found);
        assert_eq!(mo.get(..4), Some(&[0xde, 0x12, 0x04, 0x95][..]));
        assert_eq!(mo.get(8), Some(&2));
        assert!(mo.ends_with(b"a \"b\"\0Language: id\n\0cd\0"));
    }

    #[test]
    fn what_pages_load_is_in_the_zip_and_nothing_else() {
        let all = |names: &[&str], wanted| {
            for name in names {
                assert_eq!(is_for_pages(name), wanted, "{name}");
            }
        };
        let loaded = ["baca.js", "baca-app_bg.wasm", "baca-sw.js", "baca-silence.wav"];
        all(&loaded, true);
        // The list of files, which `baca doctor` reads.
        all(&["build.json", "locales/id.json"], true);
        all(&["baca.js.br", "baca-app_bg.wasm.gz", "baca.d.ts", "hints.html"], false);
        all(&["custom-elements.json", "schema/baca-config.schema.json"], false);
    }

    /// Returns the texts in a PHP file that are translated.
    fn texts(php: &str) -> impl Iterator<Item = String> + '_ {
        let calls = ["__( '", "esc_html__( '", "esc_attr__( '"];
        calls.into_iter().flat_map(|call| php.split(call).skip(1)).filter_map(|rest| {
            let end = rest.find("', 'baca-reader' )")?;
            rest.get(..end).map(|text| text.replace("\\'", "'"))
        })
    }

    #[test]
    fn every_text_of_the_plugin_is_translated_with_its_placeholders() {
        let folder = root().join("integrations/wordpress");
        let files = contents(&folder).expect("files");
        let mut used = BTreeSet::new();
        for (_, content) in files.iter().filter(|(name, _)| name.ends_with(".php")) {
            used.extend(texts(&String::from_utf8_lossy(content)));
        }
        assert!(used.len() > 80, "{}", used.len());
        let po = String::from_utf8_lossy(&files["languages/baca-reader-id_ID.po"]).into_owned();
        let pot = String::from_utf8_lossy(&files["languages/baca-reader.pot"]).into_owned();
        let translated = messages(&po);
        let known: BTreeSet<String> =
            translated.keys().filter(|id| !id.is_empty()).cloned().collect();
        assert_eq!(used.difference(&known).collect::<Vec<_>>(), Vec::<&String>::new());
        assert_eq!(known.difference(&used).collect::<Vec<_>>(), Vec::<&String>::new());
        let placeholders = |text: &str| {
            let mut parts: Vec<String> = text
                .split('%')
                .skip(1)
                .map(|rest| rest.chars().take_while(|c| !c.is_whitespace()).take(3).collect())
                .collect();
            parts.sort();
            parts.len()
        };
        for (id, text) in &translated {
            assert_eq!(placeholders(id), placeholders(text), "{id} → {text}");
        }
        let count =
            pot.lines().filter(|line| line.starts_with("msgid \"") && *line != "msgid \"\"");
        assert_eq!(count.count(), used.len(), "languages/baca-reader.pot is not up to date");
    }
}
