//! Prepares the embedded data of panels and discussions: style sheets and messages, both minified.

use std::path::Path;
use std::{env, fs, io};

use locale_files::Locale;

#[path = "crates/render/src/locale_files.rs"]
mod locale_files;
#[path = "crates/render/src/style/sheets.rs"]
mod sheets;

fn main() -> io::Result<()> {
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    let out = Path::new(&out);

    println!("cargo:rustc-check-cfg=cfg(browser)");
    let target = |part: &str| env::var(["CARGO_CFG_TARGET_", part].concat()).unwrap_or_default();
    if target("ARCH") == "wasm32" && target("OS") == "unknown" {
        println!("cargo:rustc-cfg=browser");
    }

    for (sheet, files) in sheets::SHEETS {
        if sheets::OF_READER.contains(&sheet) {
            continue;
        }
        for file in files {
            println!("cargo:rerun-if-changed={file}");
        }
        let css = sheets::read(files, fs::read_to_string)?;
        fs::write(out.join(sheet).with_extension("css"), css)?;
    }

    println!("cargo:rerun-if-changed={}", locale_files::FOLDER);
    println!("cargo:rerun-if-env-changed={}", locale_files::BUILT_IN);
    let locales = locale_files::read(Path::new("."))?;
    let embedded = locale_files::built_in(&locales)?;
    let groups = locales.first().map(|locale| locale.groups.keys()).into_iter().flatten();
    for group in groups {
        let json = |locale: &Locale| locale.groups.get(group).map(ToString::to_string);
        let messages: Vec<_> =
            embedded.iter().map(|l| (&l.lang, json(l).unwrap_or_default())).collect();
        fs::write(out.join(group).with_extension("rs"), format!("&{messages:?}"))?;
    }
    Ok(())
}
