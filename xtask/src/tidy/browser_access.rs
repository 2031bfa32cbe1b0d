//! Rule: only `src/web` uses network, storage and timers of the browser; in scripts, only the files in
//! [`SCRIPTS`] do. This keeps limits, failures and clean-up in one place.

use super::element_makers::is_script;
use super::finding::Finding;
use super::rust::Packages;
use super::script;
use super::tree::SourceTree;

const RULE: &str = "browser-access";

/// The folder of the Rust code that may use them.
const ALLOWED_FOLDER: &str = "src/web";

/// Functions, types and crates that give access.
const NAMES: [&str; 17] = [
    "fetch_with_request",
    "fetch_with_request_and_init",
    "fetch_with_str",
    "fetch_with_str_and_init",
    "local_storage",
    "session_storage",
    "Storage",
    "StorageEvent",
    "gloo_net",
    "gloo_storage",
    "gloo_timers",
    "set_timeout_with_callback",
    "set_timeout_with_callback_and_timeout_and_arguments_0",
    "set_interval_with_callback",
    "set_interval_with_callback_and_timeout_and_arguments_0",
    "request_animation_frame",
    "request_idle_callback",
];

/// Functions and objects of the browser. Scripts use them by name, Rust can call them by a string.
const GLOBALS: [&str; 9] = [
    "fetch",
    "XMLHttpRequest",
    "localStorage",
    "sessionStorage",
    "indexedDB",
    "setTimeout",
    "setInterval",
    "requestAnimationFrame",
    "requestIdleCallback",
];

/// Script files, without extension, and the globals that each may use.
const SCRIPTS: [(&str, &[&str]); 13] = [
    ("static/loader/fetch-text", &["fetch"]),
    ("static/loader/files", &["fetch"]),
    ("static/loader/silence-limit", &["setTimeout"]),
    ("static/loader/modules", &["fetch"]),
    // Live coverage needs the status and the headers of responses.
    ("static/loader/newsroom/polling", &["fetch"]),
    // Fetches a file that has failed again, with other options, to find out why.
    ("static/loader/diagnostics/failed-request", &["fetch"]),
    ("static/loader/reports", &["fetch"]),
    ("static/loader/settings", &["localStorage"]),
    // Counts the seconds of reading.
    ("static/loader/beside/prompt", &["setInterval"]),
    ("static/loader/storage", &["localStorage"]),
    ("static/loader/scheduling", &["setTimeout", "requestAnimationFrame", "requestIdleCallback"]),
    // Calls each trap listener in its own task, so that one failure does not stop the others.
    ("static/loader/wasm-supervisor", &["setTimeout"]),
    // Is a bundle of its own and should stay small.
    ("static/loader/deferred", &["setTimeout"]),
];

/// Folders of scripts that run in a site's page.
const IN_PAGES: [&str; 1] = ["static/loader"];

/// Returns a finding for each use of network, storage or timers outside of the allowed files.
pub fn check(tree: &SourceTree, packages: &Packages) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, scan) in packages.code() {
        let Some(file) = tree.file(path) else { continue };
        if !file.is_in(&["src", "crates"]) || file.is_in(&[ALLOWED_FOLDER]) {
            continue;
        }
        let names = scan.words.iter().filter(|word| !word.test);
        let names =
            names.map(|word| (word.line, &word.text)).filter(|(_, t)| NAMES.contains(&t.as_str()));
        let texts = scan.literals.iter().filter(|text| !text.test);
        let texts = texts
            .map(|text| (text.line, &text.text))
            .filter(|(_, t)| GLOBALS.contains(&t.as_str()));
        for (line, name) in names.chain(texts) {
            let message = format!("`{name}` is allowed only in {ALLOWED_FOLDER}");
            findings.push(Finding::new(RULE, path, line, message));
        }
    }
    for file in tree.files.iter().filter(|file| file.is_script() && file.is_in(&IN_PAGES)) {
        let own = SCRIPTS.iter().find(|(name, _)| is_script(&file.path, name));
        let allowed = own.map_or(&[] as &[&str], |(_, allowed)| allowed);
        let code = script::code_only(&file.text, true);
        for (line, word) in script::words(&code) {
            if GLOBALS.contains(&word) && !allowed.contains(&word) && !is_member(&code, line, word)
            {
                let message =
                    format!("`{word}` is not allowed here; see xtask/src/tidy/browser_access.rs");
                findings.push(Finding::new(RULE, &file.path, line, message));
            }
        }
    }
    // A `use` of several names contains its first names once for each of them.
    findings.dedup();
    findings
}

/// Returns whether each `word` in the line is a member or a key, such as `source.fetch`.
fn is_member(code: &str, line: usize, word: &str) -> bool {
    let line = code.lines().nth(line.saturating_sub(1)).unwrap_or_default();
    line.match_indices(word).all(|(at, _)| {
        let before = line.get(..at).unwrap_or_default();
        let after = line.get(at + word.len()..).unwrap_or_default();
        let global = ["globalThis.", "window.", "self."].iter().any(|name| before.ends_with(name));
        (before.ends_with(['.', '#']) && !before.ends_with("...") && !global)
            || after.trim_start().starts_with(':')
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::findings;
    use super::*;

    #[test]
    fn network_storage_and_timers_outside_of_the_folder_are_reported() {
        let text = "//! A.\nuse gloo_timers::callback::{Interval, Timeout};\nuse web_sys::{Event, Storage};\n\
                    fn f() { call(&window, \"fetch\", &[]); }\nfn fetch() { tell(\"other\") }\n\
                    #[cfg(test)]\nmod tests { use gloo_timers::callback::Timeout; }";
        let files =
            [("src/comments/a.rs", text), ("src/web/timers.rs", text), ("cli/src/a.rs", text)];
        assert_eq!(
            findings(&files, check),
            [
                "src/comments/a.rs:2: browser-access: `gloo_timers` is allowed only in src/web",
                "src/comments/a.rs:3: browser-access: `Storage` is allowed only in src/web",
                "src/comments/a.rs:4: browser-access: `fetch` is allowed only in src/web"
            ]
        );
    }

    #[test]
    fn a_script_uses_only_the_globals_that_its_file_may() {
        let text = "/** A. */\nsetTimeout(go, 0);\nawait fetch(url);\nsource.fetch(url);\nconst a = { fetch: 1 };\n\
                    globalThis.fetch(url);\n";
        let files = [("static/loader/fetch-text.ts", text), ("static/loader/deferred.js", text)];
        let end = "is not allowed here; see xtask/src/tidy/browser_access.rs";
        assert_eq!(
            findings(&files, check),
            [
                format!("static/loader/deferred.js:3: browser-access: `fetch` {end}"),
                format!("static/loader/deferred.js:6: browser-access: `fetch` {end}"),
                format!("static/loader/fetch-text.ts:2: browser-access: `setTimeout` {end}")
            ]
        );
    }
}
