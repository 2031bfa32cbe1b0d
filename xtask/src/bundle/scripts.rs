//! Bundles the loader and the scripts that it imports, with their texts and style sheets.

use super::contents::{locales, RELEASE};
use crate::locale_files::{self, Locale};
use crate::sheets;
use crate::tools::{command, root, run_quietly, Outcome};
use serde_json::{Map, Value};
use std::fs;
use std::path::Path;

/// A script that has interface texts and style sheets of its own.
struct Extra {
    /// Part of the names of its constants.
    name: &'static str,
    /// The group of its texts in the locales.
    group: &'static str,
    /// The texts of the group that it uses; empty if it uses all.
    keys: &'static [&'static str],
    sheets: &'static [&'static str],
}

const EXTRAS: [Extra; 4] = [
    Extra {
        name: "BESIDE",
        group: "panels",
        keys: &[
            "promptClose",
            "promptFailed",
            "promptLabel",
            "promptNo",
            "promptText",
            "promptTextNoSite",
            "promptWorking",
            "promptYes",
        ],
        sheets: &["src/panels/buttons.css", "static/loader/beside/prompt.css"],
    },
    Extra {
        name: "TABS",
        group: "panels",
        keys: &[
            "comments",
            "commentsFailed",
            "commentsLoading",
            "commentsOne",
            "commentsOpen",
            "commentsOwn",
            "commentsRetry",
            "commentsShow",
            "commentsTimeout",
        ],
        sheets: &["src/comments/style/comments.css", "src/panels/buttons.css"],
    },
    Extra {
        name: "READING",
        group: "reading",
        keys: &[],
        sheets: &["static/loader/reading/reading.css"],
    },
    Extra {
        name: "LISTEN",
        group: "player",
        keys: &[],
        sheets: &["static/loader/listen/listen.css"],
    },
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
    let loader_messages = script_messages(&locales, "loader", &[])?;
    let has_none = loader_messages.as_object().is_some_and(Map::is_empty);
    esbuild.arg(format!("--define:__BACA_LOCALES__={loader_messages}"));
    esbuild.arg(format!("--define:__BACA_NO_LANGUAGE__={has_none}"));
    let messages = script_messages(&locales, "newsroom", &[])?;
    esbuild.arg(format!("--define:__BACA_NEWSROOM_LOCALES__={messages}"));
    let newsroom = style(sheets::NEWSROOM)?;
    esbuild.arg(format!("--define:__BACA_NEWSROOM_STYLE__={}", Value::String(newsroom)));
    let preview = style(sheets::PREVIEW)?;
    let id = sheets::id(&[preview.as_str(), &style(sheets::ARTICLE)?].concat());
    esbuild.arg(format!("--define:__BACA_STYLE_ID__=\"{id}\""));
    esbuild.arg(format!("--define:__BACA_STYLE__={}", Value::String(preview)));
    for Extra { name, group, keys, sheets } in EXTRAS {
        let messages = script_messages(&locales, group, keys)?;
        esbuild.arg(format!("--define:__BACA_{name}_LOCALES__={messages}"));
        let style = sheets::read(sheets, |file| fs::read_to_string(root().join(file)));
        let style = style.map_err(|error| format!("the style sheets of {name}: {error}"))?;
        esbuild.arg(format!("--define:__BACA_{name}_STYLE__={}", Value::String(style)));
    }
    run_quietly(esbuild.arg(format!("--outfile={}", file.display())))?;
    if release && !place.package {
        squeeze(file, USED_AT_ONCE.contains(&entry))?;
    }
    Ok(())
}

/// Scripts that call nearly all of their functions as soon as they have arrived.
const USED_AT_ONCE: [&str; 2] = ["main.ts", "readable.ts"];

/// Makes a minified script smaller, by 3 % of its Brotli size: Terser finds more to shorten than esbuild, and names that
/// compress better. Functions become arrow functions, since none of ours is called with `new` or has its own `this`.
/// If a script is `used_at_once`, its first line says so: Chromium then compiles all its functions on another thread,
/// which saves 35 ms of a slow phone's main thread before a page of HTML shows its text.
pub fn squeeze(script: &Path, used_at_once: bool) -> Outcome {
    let mut terser = command("terser");
    terser.arg(script).args(["--module", "--ecma=2022", "--mangle"]);
    terser.arg("--compress=passes=5,booleans=false,unsafe_arrows,unsafe_methods");
    if used_at_once {
        terser.args(["--format", "preamble='//# allFunctionsCalledOnLoad'"]);
    }
    run_quietly(terser.arg("--output").arg(script))
}

/// Returns a minified style sheet.
fn style(sheet: &str) -> Outcome<String> {
    let names = sheets::SHEETS.iter().find(|(name, _)| *name == sheet);
    let (_, names) = names.ok_or("there is no such style sheet")?;
    sheets::read(names, |file| fs::read_to_string(root().join(file)))
        .map_err(|error| format!("style sheets: {error}"))
}

/// Returns the texts of a group with these keys, or all if there are none, in the languages that the build names, as JSON.
fn script_messages(locales: &[Locale], group: &str, keys: &[&str]) -> Outcome<Value> {
    let built_in = locale_files::built_in(locales).map_err(|error| error.to_string())?;
    let texts = |locale: &Locale| {
        let mut texts = locale.groups.get(group).cloned().unwrap_or_default();
        if let (Value::Object(texts), false) = (&mut texts, keys.is_empty()) {
            texts.retain(|key, _| keys.contains(&key.as_str()));
        }
        texts
    };
    Ok(built_in.into_iter().map(|locale| (locale.lang.clone(), texts(locale))).collect())
}
