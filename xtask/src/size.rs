//! Measures the files that browsers fetch, compressed with Brotli at its highest level, and checks
//! them against their budgets.

use crate::tools::{root, Outcome};
use std::fs;

/// Files that an article in Baca's own format needs; the style sheet is in `baca.js`.
const FIRST_LOAD: [&str; 3] = ["baca.js", "baca-app.js", "baca-app_bg.wasm"];
/// Files that a server-rendered page fetches before its pictures have loaded.
const DEFERRED: [&str; 1] = ["baca-later.js"];
/// The script for the bell and the notification prompt, fetched after the text is shown; that for the tabs of comments,
/// fetched near them; and the module that both load when the reader needs it.
const BESIDE: [&str; 1] = ["baca-beside.js"];
const TABS: [&str; 1] = ["baca-tabs.js"];
const PANELS: [&str; 2] = ["baca-panels.js", "baca-panels_bg.wasm"];
/// Files that a discussion rendered by Baca needs in addition, fetched when it is opened.
const DISCUSSION: [&str; 2] = ["baca-discussion.js", "baca-discussion_bg.wasm"];
/// Files that an article in another format needs in addition: the script that reads what is plain, and unless that is all
/// of it, one of two modules that convert it, the smaller one for the most common formats.
const READABLE: [&str; 1] = ["baca-readable.js"];
const HTML: [&str; 2] = ["baca-html.js", "baca-html_bg.wasm"];
const FORMATS: [&str; 2] = ["baca-formats.js", "baca-formats_bg.wasm"];

/// The script that passes events to analytics tools; it is fetched if the site configures one.
const ANALYTICS: [&str; 1] = ["baca-analytics.js"];

/// The script for places, access, live articles and the next article; fetched by pages that have them.
const NEWSROOM: [&str; 1] = ["baca-newsroom.js"];

/// The script that explains failures and mistakes to developers; it is fetched when there are any.
const DIAGNOSTICS: [&str; 1] = ["baca-diagnostics.js"];

/// The aids to reading, fetched when the article is on screen and somebody is at the page.
const READING: [&str; 1] = ["baca-reading.js"];
/// The player, fetched when somebody presses "Listen".
const LISTEN: [&str; 1] = ["baca-listen.js"];

/// The script that sends reports of reading, for sites that want them.
const REPORTS: [&str; 1] = ["baca-reports.js"];
/// The script that reads server-rendered articles for the property `article`, fetched by pages that have one.
const RENDERED: [&str; 1] = ["baca-rendered.js"];

/// Files that are fetched together, and their budget in bytes of Brotli.
const PARTS: [(&str, &[&str], usize); 16] = [
    ("first load", &FIRST_LOAD, 92_000),
    ("before pictures", &DEFERRED, 600),
    ("beside the article", &BESIDE, 6_300),
    ("tabs of comments", &TABS, 6_500),
    ("panels", &PANELS, 125_200),
    ("discussions", &DISCUSSION, 108_500),
    ("text of formats", &READABLE, 25_200),
    ("common formats", &HTML, 132_000),
    ("all formats", &FORMATS, 173_500),
    ("analytics", &ANALYTICS, 1_500),
    ("diagnostics", &DIAGNOSTICS, 6_000),
    ("aids to reading", &READING, 16_000),
    ("listening", &LISTEN, 6_000),
    ("newsroom", &NEWSROOM, 12_500),
    ("reports", &REPORTS, 1_000),
    ("rendered articles", &RENDERED, 1_000),
];

/// The recorded sizes: on each line a file and its bytes after Brotli. A commit that changes sizes
/// updates the record.
const RECORD: &str = "xtask/sizes.txt";

/// Prints the table of sizes with the differences to the record. Fails if a size is above its budget.
pub fn check() -> Outcome {
    let record = fs::read_to_string(root().join(RECORD)).unwrap_or_default();
    println!("{:<24}{:>10}{:>10}{:>10}", "dist/baca", "bytes", "brotli", "change");
    let mut above = Vec::new();
    for (name, files, budget) in PARTS {
        let size = sum(name, files, &record)?;
        if size > budget {
            above.push(format!("{name}: {size} bytes of Brotli are above the budget of {budget}"));
        }
    }
    if above.is_empty() {
        Ok(())
    } else {
        Err(above.join("; "))
    }
}

/// Writes the current sizes to the record.
pub fn record() -> Outcome {
    fs::write(root().join(RECORD), current()?).map_err(|error| format!("{RECORD}: {error}"))
}

/// Returns whether the record has the current sizes.
pub fn is_recorded() -> Outcome<bool> {
    Ok(fs::read_to_string(root().join(RECORD)).unwrap_or_default() == current()?)
}

/// Returns the lines of the record for the current files.
fn current() -> Outcome<String> {
    let mut lines = String::new();
    for name in PARTS.iter().flat_map(|(_, files, _)| files.iter()) {
        lines.push_str(&format!("{name} {}\n", compress(&read(name)?)?));
    }
    Ok(lines)
}

/// Returns the folder of the release in `dist/baca`.
pub fn hosted() -> std::path::PathBuf {
    root().join("dist/baca").join(crate::bundle::RELEASE)
}

fn read(name: &str) -> Outcome<Vec<u8>> {
    let file = hosted().join(name);
    fs::read(&file).map_err(|error| format!("{}: {error}", file.display()))
}

/// Prints a row for each file and one for their sum. Returns the sum of bytes after Brotli.
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

/// Returns the recorded size of a file.
fn recorded(record: &str, name: &str) -> Option<usize> {
    let mut lines = record.lines().filter_map(|line| line.split_once(' '));
    lines.find(|(file, _)| *file == name)?.1.parse().ok()
}

/// Returns the number of bytes after Brotli compression at the highest level.
pub fn compress(content: &[u8]) -> Outcome<usize> {
    Ok(brotli(content)?.len())
}

/// Compresses with Brotli at the highest level.
pub fn brotli(content: &[u8]) -> Outcome<Vec<u8>> {
    let mut out = Vec::new();
    let settings =
        brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut &content[..], &mut out, &settings)
        .map_err(|error| format!("cannot compress: {error}"))?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The documents give these sizes in KB of 1,000 bytes.
    #[test]
    fn the_documents_give_the_recorded_sizes() {
        let record = include_str!("../sizes.txt");
        let readme = include_str!("../../README.md");
        let speed = include_str!("../../docs/speed.md");
        let cases: [(&str, &str, &[&str]); 15] = [
            (readme, "# KB of Brotli show an article", &FIRST_LOAD),
            (readme, "reading tools (# KB)", &READING),
            (readme, "needs one more script (# KB)", &READABLE),
            (readme, "one more module (# KB for WordPress, JSON Feed and Ghost,", &HTML),
            (readme, "# KB for the others)", &FORMATS),
            (readme, "Comments and notifications begin as two scripts (# KB each)", &BESIDE),
            (readme, "Comments and notifications begin as two scripts (# KB each)", &TABS),
            (readme, "whose module (# KB) loads when a person uses them", &PANELS),
            (readme, "discussions that Baca renders (# KB)", &DISCUSSION),
            (speed, "| # KB; the text waits for none of it", &FIRST_LOAD),
            (speed, "the module that reads the format (# KB)", &HTML),
            (speed, "`baca-beside.js` (# KB)", &BESIDE),
            (speed, "`baca-tabs.js` (# KB)", &TABS),
            (speed, "Their module (# KB)", &PANELS),
            (speed, "A discussion that Baca renders needs another module (# KB)", &DISCUSSION),
        ];
        for (document, sentence, files) in cases {
            let bytes: usize = files.iter().map(|file| recorded(record, file).expect(file)).sum();
            let wanted = sentence.replace('#', &((bytes + 500) / 1000).to_string());
            let text = document.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(text.contains(&wanted), "{wanted}");
        }
    }
}
