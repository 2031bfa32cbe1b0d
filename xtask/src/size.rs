//! The sizes that a reader pays for, as they travel: Brotli at its best. A budget that is exceeded
//! fails the build.

use crate::tools::{root, Outcome};
use std::fs;

/// Everything that showing an article in Baca's own format takes; the style sheet is in the module.
const FIRST_LOAD: [&str; 3] = ["baca.js", "baca-app.js", "baca-app_bg.wasm"];
/// What comments and notifications take besides, once the text is there.
const ROOMS: [&str; 2] = ["baca-rooms.js", "baca-rooms_bg.wasm"];
/// What a discussion that Baca draws takes besides, once it is opened.
const THREAD: [&str; 2] = ["baca-thread.js", "baca-thread_bg.wasm"];
/// What an article in another format takes besides.
const FORMATS: [&str; 2] = ["baca-formats.js", "baca-formats_bg.wasm"];

/// What is loaded together, its files, and the bytes it may have.
const PARTS: [(&str, &[&str], usize); 4] = [
    ("first load", &FIRST_LOAD, 120_000),
    ("rooms", &ROOMS, 112_000),
    ("discussions", &THREAD, 112_000),
    ("other formats", &FORMATS, 120_000),
];

/// Prints the table and holds the budgets.
pub fn check() -> Outcome {
    println!("{:<24}{:>10}{:>10}", "dist/baca", "bytes", "brotli");
    let mut above = Vec::new();
    for (name, files, budget) in PARTS {
        let size = sum(name, files)?;
        if size > budget {
            above.push(format!("{name}: {size} bytes of Brotli are above the {budget} agreed on"));
        }
    }
    if above.is_empty() {
        Ok(())
    } else {
        Err(above.join("; "))
    }
}

fn sum(title: &str, names: &[&str]) -> Outcome<usize> {
    let mut total = (0, 0);
    for name in names {
        let file = root().join("dist/baca").join(name);
        let content = fs::read(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        let compressed = compress(&content)?;
        println!("  {name:<22}{:>10}{compressed:>10}", content.len());
        total = (total.0 + content.len(), total.1 + compressed);
    }
    println!("{title:<24}{:>10}{:>10}", total.0, total.1);
    Ok(total.1)
}

/// Bytes of Brotli at its best.
pub fn compress(content: &[u8]) -> Outcome<usize> {
    let mut out = Vec::new();
    let settings =
        brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut &content[..], &mut out, &settings)
        .map_err(|error| format!("cannot compress: {error}"))?;
    Ok(out.len())
}
