//! What a build contains besides the modules: scripts, files of `static`, languages.

use crate::locale_files::{self, Locale};
use crate::tools::{root, Outcome};

/// The version of the release, which is also the name of its folder.
pub const RELEASE: &str = env!("CARGO_PKG_VERSION");

/// Entry point in `static/loader` and name of each script that pages load.
pub const LOADERS: [(&str, &str); 2] = [("main.ts", "baca.js"), ("deferred.ts", "baca-later.js")];
/// Entry files and names of the scripts that `baca.js` imports when it needs them.
pub const IMPORTED: [(&str, &str); 10] = [
    ("analytics/main.ts", "baca-analytics.js"),
    ("beside/main.ts", "baca-beside.js"),
    ("diagnostics/main.ts", "baca-diagnostics.js"),
    ("newsroom/main.ts", "baca-newsroom.js"),
    ("readable.ts", "baca-readable.js"),
    ("rendered-article.ts", "baca-rendered.js"),
    ("reports.ts", "baca-reports.js"),
    ("reading/main.ts", "baca-reading.js"),
    ("listen/main.ts", "baca-listen.js"),
    ("tabs/main.ts", "baca-tabs.js"),
];

/// Files and folders of `static` that are copied into the bundle.
pub const HOSTED: [&str; 7] = [
    "baca-offline.js",
    "baca-silence.wav",
    "baca-sw.js",
    "baca.d.ts",
    "custom-elements.json",
    "vscode.html-custom-data.json",
    "schema",
];

/// Name of the folder with the languages that scripts and modules do not contain.
pub const LOCALES: &str = "locales";

/// Reads the files of the languages.
pub fn locales() -> Outcome<Vec<Locale>> {
    locale_files::read(&root()).map_err(|error| format!("locales: {error}"))
}
