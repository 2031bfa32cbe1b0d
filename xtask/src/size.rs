//! The sizes that a reader pays for, as they travel: Brotli at its best. A budget that is exceeded
//! fails the build.

use crate::tools::{root, Outcome};
use std::fs;

/// Everything that showing an article in Baca's own format takes; the style sheet is in `baca.js`.
const FIRST_LOAD: [&str; 3] = ["baca.js", "baca-app.js", "baca-app_bg.wasm"];
/// What a page that brings its article along fetches before its pictures are there.
const LATER: [&str; 1] = ["baca-later.js"];
/// What comments and notifications take besides, once the text is there.
const ROOMS: [&str; 2] = ["baca-rooms.js", "baca-rooms_bg.wasm"];
/// What a discussion that Baca draws takes besides, once it is opened.
const THREAD: [&str; 2] = ["baca-thread.js", "baca-thread_bg.wasm"];
/// What an article in another format takes besides.
const FORMATS: [&str; 2] = ["baca-formats.js", "baca-formats_bg.wasm"];

/// What is loaded together, its files, and the bytes it may have.
const PARTS: [(&str, &[&str], usize); 5] = [
    ("first load", &FIRST_LOAD, 100_000),
    ("before pictures", &LATER, 600),
    ("rooms", &ROOMS, 125_000),
    ("discussions", &THREAD, 112_000),
    ("other formats", &FORMATS, 120_000),
];

/// The sizes that the last change was merged with, a file and its bytes of Brotli on each line: what a
/// change is measured against.
const RECORD: &str = "xtask/sizes.txt";

/// Prints the table with its difference to the record, and holds the budgets.
pub fn check() -> Outcome {
    let record = fs::read_to_string(root().join(RECORD)).unwrap_or_default();
    println!("{:<24}{:>10}{:>10}{:>10}", "dist/baca", "bytes", "brotli", "change");
    let mut above = Vec::new();
    for (name, files, budget) in PARTS {
        let size = sum(name, files, &record)?;
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

/// Takes the present sizes as the record.
pub fn record() -> Outcome {
    let mut lines = String::new();
    for name in PARTS.iter().flat_map(|(_, files, _)| files.iter()) {
        lines.push_str(&format!("{name} {}\n", compress(&read(name)?)?));
    }
    fs::write(root().join(RECORD), lines).map_err(|error| format!("{RECORD}: {error}"))
}

fn read(name: &str) -> Outcome<Vec<u8>> {
    let file = root().join("dist/baca").join(name);
    fs::read(&file).map_err(|error| format!("{}: {error}", file.display()))
}

fn sum(title: &str, names: &[&str], record: &str) -> Outcome<usize> {
    let mut total = (0, 0, 0);
    for name in names {
        let content = read(name)?;
        let compressed = compress(&content)?;
        let before = recorded(record, name).unwrap_or(compressed);
        let change = compressed as i64 - before as i64;
        println!("  {name:<22}{:>10}{compressed:>10}{change:>+10}", content.len());
        total = (total.0 + content.len(), total.1 + compressed, total.2 + change);
    }
    println!("{title:<24}{:>10}{:>10}{:>+10}", total.0, total.1, total.2);
    Ok(total.1)
}

fn recorded(record: &str, name: &str) -> Option<usize> {
    let mut lines = record.lines().filter_map(|line| line.split_once(' '));
    lines.find(|(file, _)| *file == name)?.1.parse().ok()
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
