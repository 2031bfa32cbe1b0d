//! Prepares what is compiled in: a style sheet for each module from `src/view/style/*.css`, and the
//! words of each locale, both without white space and comments that a browser does not need.

use std::path::Path;
use std::{env, fs, io};

/// The style sheets of each module, in the order of the cascade.
const STYLES: [(&str, &[&str]); 3] = [
    ("style", &["base", "themes", "article", "blocks", "figures", "toolbar", "print"]),
    ("rooms", &["comments", "rooms"]),
    ("thread", &["thread"]),
];

fn main() -> io::Result<()> {
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    let out = Path::new(&out);

    // Where elements are the browser's: everywhere else articles become text (`src/render`).
    println!("cargo:rustc-check-cfg=cfg(browser)");
    let target = |part| env::var(["CARGO_CFG_TARGET_", part].concat()).unwrap_or_default();
    if target("ARCH") == "wasm32" && target("OS") == "unknown" {
        println!("cargo:rustc-cfg=browser");
    }

    for (module, names) in STYLES {
        let mut css = String::new();
        for name in names {
            let path = format!("src/view/style/{name}.css");
            println!("cargo:rerun-if-changed={path}");
            css.push_str(&minify_css(&fs::read_to_string(path)?));
        }
        if module == "style" {
            // Tells whether a page that was made elsewhere has this very style.
            println!("cargo:rustc-env=BACA_STYLE_ID={:08x}", hash(&css));
        }
        fs::write(out.join(module).with_extension("css"), css)?;
    }

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

/// FNV-1a: <https://datatracker.ietf.org/doc/html/draft-eastlake-fnv>
fn hash(text: &str) -> u32 {
    let step = |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    text.bytes().fold(0x811c_9dc5, step)
}

/// Takes comments and needless white space out of a style sheet.
fn minify_css(css: &str) -> String {
    let mut without_comments = String::new();
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        without_comments.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    without_comments.push_str(rest);

    let mut out = String::new();
    for c in without_comments.chars() {
        let last = out.chars().last().unwrap_or('\n');
        if c.is_whitespace() {
            if !last.is_whitespace() && !matches!(last, '{' | '}' | ';' | ',' | ':' | '>') {
                out.push(' ');
            }
            continue;
        }
        if matches!(c, '{' | '}' | ';' | ',' | '>') && last == ' ' {
            out.pop();
        }
        if c == '}' && out.ends_with(';') {
            out.pop();
        }
        out.push(c);
    }
    out
}
