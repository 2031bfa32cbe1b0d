//! Prepares the embedded data: the article's style sheet from `src/style/*.css` and the messages of each
//! locale, both minified.

use std::path::Path;
use std::{env, fs, io};

use locale_files::Locale;
use serde_json::Value;

#[path = "src/locale_files.rs"]
mod locale_files;
#[path = "src/style/sheets.rs"]
mod sheets;

/// Path from this crate to the root of the repository.
const ROOT: &str = "../..";

fn main() -> io::Result<()> {
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    let out = Path::new(&out);

    // The cfg `browser` selects the DOM back end. Every other target renders HTML text.
    println!("cargo:rustc-check-cfg=cfg(browser)");
    let target = |part: &str| env::var(["CARGO_CFG_TARGET_", part].concat()).unwrap_or_default();
    let is_browser = target("ARCH") == "wasm32" && target("OS") == "unknown";
    if is_browser {
        println!("cargo:rustc-cfg=browser");
    }

    let root = Path::new(ROOT);
    let mut whole = String::new();
    for (sheet, files) in sheets::SHEETS {
        if !sheets::OF_READER.contains(&sheet) {
            continue;
        }
        for file in files {
            println!("cargo:rerun-if-changed={ROOT}/{file}");
        }
        let css = sheets::read(files, |file| fs::read_to_string(root.join(file)))?;
        fs::write(out.join(sheet).with_extension("css"), &css)?;
        if [sheets::PREVIEW, sheets::ARTICLE].contains(&sheet) {
            whole.push_str(&css);
        }
    }
    println!("cargo:rustc-env=BACA_STYLE_ID={}", sheets::id(&whole));

    println!("cargo:rerun-if-changed={ROOT}/{}", locale_files::FOLDER);
    println!("cargo:rerun-if-env-changed={}", locale_files::BUILT_IN);
    let locales = locale_files::read(root)?;
    // Modules for browsers fetch the other languages; the command and the edge worker contain all.
    let embedded = match is_browser {
        true => locale_files::built_in(&locales)?,
        false => locales.iter().collect(),
    };
    let json = |locale: &Locale| {
        let mut texts = locale.groups.get("reader").cloned()?;
        // In a browser, a script adds what newsrooms configure.
        let more = locale.groups.get("newsroom").filter(|_| !is_browser);
        if let (Some(texts), Some(more)) = (texts.as_object_mut(), more.and_then(Value::as_object))
        {
            texts.extend(more.clone());
        }
        Some(texts.to_string())
    };
    let messages: Vec<_> =
        embedded.iter().map(|l| (&l.lang, json(l).unwrap_or_default())).collect();
    fs::write(out.join("reader.rs"), format!("&{messages:?}"))
}
