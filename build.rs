//! Prepares what is compiled in: a style sheet for each module from `src/view/style/*.css`, and the
//! words of each locale, both without white space and comments that a browser does not need; and how
//! fast people read.

use std::collections::BTreeMap;
use std::path::Path;
use std::{env, fs, io};

#[path = "src/view/style/sheets.rs"]
mod sheets;

fn main() -> io::Result<()> {
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    let out = Path::new(&out);

    // Where elements are the browser's: everywhere else articles become text (`src/render`).
    println!("cargo:rustc-check-cfg=cfg(browser)");
    let target = |part| env::var(["CARGO_CFG_TARGET_", part].concat()).unwrap_or_default();
    if target("ARCH") == "wasm32" && target("OS") == "unknown" {
        println!("cargo:rustc-cfg=browser");
    }

    for (module, names) in sheets::SHEETS {
        for name in names {
            println!("cargo:rerun-if-changed={}", sheets::file(name).display());
        }
        let css = sheets::read(names, fs::read_to_string)?;
        if module == sheets::READER {
            println!("cargo:rustc-env=BACA_STYLE_ID={}", sheets::id(&css));
        }
        fs::write(out.join(module).with_extension("css"), css)?;
    }

    let speeds = "src/article/speeds.json";
    println!("cargo:rerun-if-changed={speeds}");
    let speeds: BTreeMap<String, u32> = serde_json::from_str(&fs::read_to_string(speeds)?)?;
    fs::write(out.join("speeds.rs"), format!("&{:?}", Vec::from_iter(speeds)))?;

    println!("cargo:rerun-if-changed=static/locales");
    for entry in fs::read_dir("static/locales")? {
        let path = entry?.path();
        let text = fs::read_to_string(&path)?;
        let mut words: serde_json::Value = serde_json::from_str(&text)?;
        let mut take = |group| words.as_object_mut().and_then(|words| words.remove(group));
        // The loader has its own words: they are built into baca.js.
        take("loader");
        let rooms = take("rooms").unwrap_or_default();
        let thread = take("thread").unwrap_or_default();
        if let Some(name) = path.file_name() {
            fs::write(out.join(name), words.to_string())?;
            fs::write(out.join(name).with_extension("rooms.json"), rooms.to_string())?;
            fs::write(out.join(name).with_extension("thread.json"), thread.to_string())?;
        }
    }
    Ok(())
}
