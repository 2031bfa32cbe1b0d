//! Bundles the loader and the scripts that it imports, with their texts and style sheets.

use super::contents::{locales, RELEASE};
use crate::locale_files::{self, Locale};
use crate::sheets;
use crate::tools::{command, root, run_quietly, Outcome};
use serde_json::{Map, Value};
use std::fs;
use std::path::Path;

/// Scripts that have interface texts and a style sheet of their own: the constants' name, the group of texts
/// in the locales, the sheet.
const EXTRAS: [(&str, &str, &str); 2] = [
    ("READING", "reading", "static/loader/reading/reading.css"),
    ("LISTEN", "player", "static/loader/listen/listen.css"),
];

/// Where a script is, and thus where it finds the other files.
#[derive(Clone, Copy)]
pub struct ScriptPlace<'a> {
    /// The hash in the URLs of the other files.
    version: &'a str,
    /// The folder of the other files, relative to the script.
    folder: &'a str,
    /// Whether the script is that of the npm package.
    package: bool,
}

impl<'a> ScriptPlace<'a> {
    /// In the folder of the version, beside the other files.
    pub fn folder(version: &'a str) -> Self {
        Self { version, folder: "./", package: false }
    }

    /// Beside the folder of the version.
    pub fn top(version: &'a str) -> Self {
        Self { folder: concat!("./", env!("CARGO_PKG_VERSION"), "/"), ..Self::folder(version) }
    }

    /// In the npm package.
    pub fn package(version: &'a str) -> Self {
        Self { package: true, ..Self::folder(version) }
    }
}

/// Bundles the loader's modules into one file with the version, the texts and the style sheet as
/// constants. Minifies it in a release.
pub fn loader(entry: &str, place: ScriptPlace, release: bool, file: &Path) -> Outcome {
    let mut esbuild = command("esbuild");
    esbuild.arg(root().join("static/loader").join(entry));
    esbuild.args(["--bundle", "--format=esm", "--charset=utf8", "--external:./baca*.js"]);
    // Minified scripts of a package would lose the comments that bundlers read.
    let style_of_code = match (place.package, release) {
        (true, _) => "--minify-syntax",
        (_, true) => "--minify",
        _ => "--sourcemap",
    };
    esbuild.arg("--log-level=warning").arg(style_of_code);
    esbuild.arg(format!("--define:__BACA_VERSION__=\"{}\"", place.version));
    esbuild.arg(format!("--define:__BACA_FOLDER__=\"{}\"", place.folder));
    esbuild.arg(format!("--define:__BACA_PACKAGE__={}", place.package));
    esbuild.arg(format!("--define:__BACA_RELEASE__=\"{RELEASE}\""));
    let locales = locales()?;
    let languages: Vec<&str> = locales.iter().map(|locale| locale.lang.as_str()).collect();
    esbuild.arg(format!("--define:__BACA_LANGUAGES__=\"{}\"", languages.join(" ")));
    let loader_messages = script_messages(&locales, "loader")?;
    let has_none = loader_messages.as_object().is_some_and(Map::is_empty);
    esbuild.arg(format!("--define:__BACA_LOCALES__={loader_messages}"));
    esbuild.arg(format!("--define:__BACA_NO_LANGUAGE__={has_none}"));
    let messages = script_messages(&locales, "newsroom")?;
    esbuild.arg(format!("--define:__BACA_NEWSROOM_LOCALES__={messages}"));
    let newsroom = style(sheets::NEWSROOM)?;
    esbuild.arg(format!("--define:__BACA_NEWSROOM_STYLE__={}", Value::String(newsroom)));
    let style = style(sheets::READER)?;
    esbuild.arg(format!("--define:__BACA_STYLE_ID__=\"{}\"", sheets::id(&style)));
    esbuild.arg(format!("--define:__BACA_STYLE__={}", Value::String(style)));
    for (name, group, sheet) in EXTRAS {
        esbuild
            .arg(format!("--define:__BACA_{name}_LOCALES__={}", script_messages(&locales, group)?));
        let style = sheets::read(&[sheet], |file| fs::read_to_string(root().join(file)));
        let style = style.map_err(|error| format!("{sheet}: {error}"))?;
        esbuild.arg(format!("--define:__BACA_{name}_STYLE__={}", Value::String(style)));
    }
    run_quietly(esbuild.arg(format!("--outfile={}", file.display())))
}

/// Returns a minified style sheet.
fn style(sheet: &str) -> Outcome<String> {
    let names = sheets::SHEETS.iter().find(|(name, _)| *name == sheet);
    let (_, names) = names.ok_or("there is no such style sheet")?;
    sheets::read(names, |file| fs::read_to_string(root().join(file)))
        .map_err(|error| format!("style sheets: {error}"))
}

/// Returns a group of texts in the languages that the build names, as JSON.
fn script_messages(locales: &[Locale], group: &str) -> Outcome<Value> {
    let built_in = locale_files::built_in(locales).map_err(|error| error.to_string())?;
    let texts = |locale: &Locale| locale.groups.get(group).cloned().unwrap_or_default();
    Ok(built_in.into_iter().map(|locale| (locale.lang.clone(), texts(locale))).collect())
}
