//! The version of a build: a hash of its files, which is part of their URLs.

use super::contents::{locales, IMPORTED, RELEASE};
use crate::files::read;
use crate::tools::Outcome;
use std::path::Path;

/// Returns a hash of the `modules`, of the scripts that `baca.js` imports, and of the languages. It is part of
/// their URLs, so that no cache mixes two releases.
pub fn version(modules: &[&str], folder: &Path) -> Outcome<String> {
    let mut hash = FNV_START;
    for name in hashed(modules)? {
        hash = fnv1a(hash, &read(&folder.join(name))?);
    }
    Ok(format!("{hash:016x}"))
}

/// Returns the names of the files that the version is a hash of, in this order.
pub fn hashed(modules: &[&str]) -> Outcome<Vec<String>> {
    let modules = modules.iter().flat_map(|name| [format!("{name}.js"), format!("{name}_bg.wasm")]);
    let locales = locales()?.into_iter().map(|locale| format!("locales/{}.json", locale.lang));
    let scripts = IMPORTED.map(|(_, file)| file.to_string());
    Ok(modules.chain(scripts).chain(locales).collect())
}

pub const FNV_START: u64 = 0xcbf2_9ce4_8422_2325;

/// Continues a hash, FNV-1a: <https://datatracker.ietf.org/doc/html/draft-eastlake-fnv>
pub fn fnv1a(start: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(start, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Returns `link` elements for the head of a page, with which all files are requested at once
/// (`docs/speed.md`).
pub fn hints(version: &str) -> String {
    format!(
        "<link rel=\"modulepreload\" href=\"/baca/baca.js\">\n\
         <link rel=\"modulepreload\" href=\"/baca/{RELEASE}/baca-app.js?v={version}\" fetchpriority=\"low\">\n\
         <link rel=\"preload\" href=\"/baca/{RELEASE}/baca-app_bg.wasm?v={version}\" as=\"fetch\" crossorigin \
         fetchpriority=\"low\">\n"
    )
}
