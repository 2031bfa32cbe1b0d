//! Checks of the script and the modules: how they are linked and served, and whether they are of one build.

use super::context::CheckContext;
use super::findings::Findings;
use super::http::{origin_of, Response};
use super::page::{file_of, Page};
use baca_render::page::style_hash;
use baca_sys::html::Element;
use baca_sys::url::join;
use serde_json::Value;

/// Names of the scripts that pages link.
const SCRIPTS: [&str; 2] = ["baca.js", "baca-later.js"];
/// The file in the folder of a release that lists the files of the build.
const BUILD: &str = "build.json";
/// Longest time in seconds that a cache may use `baca.js` without asking the server. Later, pages get a new
/// release too late.
const MAX_AGE: u64 = 86_400;

/// Checks the page's script and what it loads.
pub fn check(found: &mut Findings, context: &CheckContext, page: &Page) {
    let scripts: Vec<&Element> = page.scripts_named(&SCRIPTS).collect();
    let Some(script) = scripts.first() else {
        let fix = "add `<script type=\"module\" src=\"/baca/baca.js\"></script>`. If a bundler has put baca-reader into \
                   another script, its files cannot be examined";
        return found.warn("script", "the page links no script named baca.js", fix);
    };
    let url = context.resolve(script.filled("src").unwrap_or_default());
    check_tag(found, context, script, &url);
    if !context.policy.allows_script(&url, script.filled("nonce")) {
        let fix = context.policy.script_fix(&url);
        found.error("csp-script", format!("the policy forbids the script {url}"), &fix);
    }
    let folder = join("./", &url).unwrap_or_default();
    // `baca-later.js` imports `baca.js` from its own folder.
    let loader = if file_of(script) == "baca.js" { url } else { format!("{folder}baca.js") };
    let Some(response) = fetch(found, context, &loader, "script") else { return };
    check_mime(found, &response, &["text/javascript", "application/javascript"], "script-type");
    check_compression(found, context, &loader);
    check_caching(found, &response);
    let text = response.text();
    let Some(build) = build_of(&text) else {
        let fix = "is it another file, or a page of the site instead of the script?";
        return found.error("script", format!("{loader}: is not the script of Baca"), fix);
    };
    found.ok("script", format!("{loader}: build {}", build.hash));
    policy(found, context, page);
    modules(found, context, &format!("{folder}{}", build.folder), build.hash);
}

/// Checks `type=module`, and that there is only one script.
fn check_tag(found: &mut Findings, context: &CheckContext, script: &Element, url: &str) {
    if script.filled("type").is_some_and(|kind| kind.eq_ignore_ascii_case("module")) {
        found.ok("module", "the script is a module");
    } else {
        let fix = "write `<script type=\"module\" src=\"…\">`: as a classic script it fails with a syntax error";
        found.error("module", format!("the script {url} has no type=\"module\""), fix);
    }
    if context.url.starts_with("https:") && url.starts_with("http:") {
        let fix = "link it by https: browsers block mixed content";
        found.error("script", format!("{url} is linked by http from an https page"), fix);
    }
}

/// Fetches a file as the page does. Reports if it cannot.
fn fetch(
    found: &mut Findings,
    context: &CheckContext,
    url: &str,
    what: &'static str,
) -> Option<Response> {
    let response = match context.client.get(url, &[("origin", &context.origin)]) {
        Ok(response) => response,
        Err(error) => {
            found.error(what, format!("{url}: {}", error.message), error.fix);
            return None;
        }
    };
    if !response.is_success() {
        let fix = "copy all files of dist/baca, and keep their folders";
        found.error(what, format!("{url}: answered {}", response.status), fix);
        return None;
    }
    let other = !context.is_same_origin(url);
    if other {
        let allowed = response.header("access-control-allow-origin");
        match allowed {
            Some(value) if value == "*" || value == context.origin => {}
            _ => {
                let fix = format!(
                    "send `Access-Control-Allow-Origin: {}` (or `*`) with all files of Baca",
                    context.origin
                );
                let value = allowed.unwrap_or("missing");
                found.error("cors", format!("{url} is on another origin, and its Access-Control-Allow-Origin is {value}"), &fix);
            }
        }
    }
    Some(response)
}

/// Checks the media type. Module scripts with another type do not run.
fn check_mime(found: &mut Findings, response: &Response, wanted: &[&str], check: &'static str) {
    let kind = response.media_type();
    if wanted.contains(&kind.as_str()) {
        return found.ok(check, format!("{}: {kind}", response.url));
    }
    let first = wanted.first().copied().unwrap_or_default();
    let shown = if kind.is_empty() { "no media type" } else { &kind };
    let fix = format!("send `Content-Type: {first}`");
    if first == "application/wasm" {
        let line = format!(
            "{}: {shown}: it is compiled only after it has arrived completely",
            response.url
        );
        return found.warn(check, line, &fix);
    }
    found.error(check, format!("{}: {shown}: browsers do not run it", response.url), &fix);
}

/// Checks that the server sends a compressed file to browsers.
fn check_compression(found: &mut Findings, context: &CheckContext, url: &str) {
    let Ok(response) = context.client.headers(url, &[("origin", &context.origin)]) else { return };
    match response.header("content-encoding") {
        Some(name) if name != "identity" => found.ok("compression", format!("{url}: {name}")),
        _ => {
            let fix = "send the files .br or .gz of dist/baca, or let the server compress (docs/hosting.md)";
            found.warn("compression", format!("{url}: is not compressed"), fix);
        }
    }
}

/// Checks that browsers notice a new release soon.
fn check_caching(found: &mut Findings, response: &Response) {
    let control = response.header("cache-control").unwrap_or_default().to_ascii_lowercase();
    let age = control
        .split(',')
        .find_map(|part| part.trim().strip_prefix("max-age=")?.parse::<u64>().ok());
    let is_long = control.contains("immutable") || age.is_some_and(|age| age > MAX_AGE);
    // In the folder of its version, the file never changes.
    let is_versioned = response.url.rsplit('/').nth(1).is_some_and(is_version);
    if is_long && !is_versioned {
        let fix = "send `Cache-Control: no-cache` for baca.js: it names the folder of the release";
        return found.warn("caching", format!("{}: Cache-Control: {control}", response.url), fix);
    }
    if control.is_empty() {
        let fix = "send `Cache-Control: no-cache` for baca.js, so that no cache guesses how long it is fresh";
        return found.warn("caching", format!("{}: no Cache-Control", response.url), fix);
    }
    found.ok("caching", format!("{}: Cache-Control: {control}", response.url));
}

fn is_version(folder: &str) -> bool {
    let parts: Vec<&str> = folder.split('.').collect();
    parts.len() == 3
        && parts.iter().all(|part| part.bytes().next().is_some_and(|byte| byte.is_ascii_digit()))
}

/// The build that a `baca.js` belongs to.
struct Build<'a> {
    /// Hash of the modules, in their URLs.
    hash: &'a str,
    /// Folder of the modules, relative to the script.
    folder: &'a str,
}

/// Finds the build that a script names; `None` if it is not the script of Baca.
fn build_of(script: &str) -> Option<Build<'_>> {
    if !script.contains("baca-reader") {
        return None;
    }
    let is_hash =
        |text: &&str| text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    // The bundler writes one template: `./0.1.0/${name}?v=hash`.
    let hash = script
        .split("?v=")
        .skip(1)
        .filter_map(|rest| rest.get(..16))
        .find(is_hash)
        .or_else(|| script.split(['"', '\'', '`']).find(is_hash))?;
    let folder = script
        .split(['"', '\'', '`'])
        .filter_map(|text| text.strip_prefix("./"))
        .find_map(|rest| {
            let folder = rest
                .split('/')
                .next()
                .filter(|name| is_version(name) && rest.len() > name.len())?;
            rest.get(..=folder.len())
        });
    Some(Build { hash, folder: folder.unwrap_or_default() })
}

/// Checks what the page's policy must allow for WebAssembly and Trusted Types, and the style of a rendered article.
fn policy(found: &mut Findings, context: &CheckContext, page: &Page) {
    let policy = &context.policy;
    if policy.is_empty() {
        return found.ok("csp", "the page has no content security policy");
    }
    if policy.has("script-src", &["'wasm-unsafe-eval'", "'unsafe-eval'"]) {
        found.ok("csp-wasm", "the policy allows WebAssembly");
    } else {
        let fix = "add 'wasm-unsafe-eval' to script-src";
        found.error(
            "csp-wasm",
            "the policy forbids WebAssembly: only the plain text can be shown",
            fix,
        );
    }
    if policy.names("trusted-types") {
        if policy.has("trusted-types", &["baca", "*"]) {
            found.ok("csp-types", "the policy allows the Trusted Types policy `baca`");
        } else {
            let fix = "add baca to trusted-types";
            found.error(
                "csp-types",
                "the policy forbids the Trusted Types policy `baca`: HTML cannot be parsed",
                fix,
            );
        }
    }
    if page.is_server_rendered {
        let hash = style_hash();
        let nonce = page.nonce.as_ref().map(|nonce| format!("'nonce-{nonce}'"));
        let wanted =
            [hash.as_str(), "'unsafe-inline'", nonce.as_deref().unwrap_or("'unsafe-inline'")];
        if policy.has("style-src", &wanted) {
            found.ok("csp-style", "the policy allows the style of the rendered article");
        } else {
            let fix =
                format!("add {hash} to style-src (`baca render --csp`), or render with --nonce");
            found.error("csp-style", "the policy forbids the style of the rendered article", &fix);
        }
    }
}

/// Checks that all modules are there and of the build that the script names.
fn modules(found: &mut Findings, context: &CheckContext, folder: &str, wanted: &str) {
    let list = format!("{folder}{BUILD}?v={wanted}");
    let Some(response) = fetch(found, context, &list, "modules") else { return };
    let build: Value = serde_json::from_str(&response.text()).unwrap_or_default();
    let files = build["files"].as_array().cloned().unwrap_or_default();
    let names: Vec<&str> = files.iter().filter_map(Value::as_str).collect();
    if names.is_empty() {
        let fix = "copy all files of dist/baca, and keep their folders";
        return found.error("modules", format!("{list}: is not the list of a build"), fix);
    }
    // The hash of FNV-1a over all files in the order of the list (`xtask/src/bundle/version.rs`).
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut is_complete = true;
    for name in names {
        let url = format!("{folder}{name}?v={wanted}");
        let Some(response) = fetch(found, context, &url, "modules") else {
            is_complete = false;
            continue;
        };
        let next = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        hash = response.body.iter().fold(hash, next);
        match name {
            "baca-app.js" => {
                let wanted = ["text/javascript", "application/javascript"];
                check_mime(found, &response, &wanted, "module-type");
            }
            "baca-app_bg.wasm" => {
                check_mime(found, &response, &["application/wasm"], "wasm-type");
                check_compression(found, context, &url);
                if !context.policy.allows("connect-src", &url) {
                    let fix = format!("add {} to connect-src", origin_of(&url));
                    let line = format!("the policy forbids the page to fetch {url}");
                    found.error("csp-connect", line, &fix);
                }
            }
            _ => {}
        }
    }
    if !is_complete {
        return;
    }
    let hash = format!("{hash:016x}");
    if hash == wanted {
        return found.ok("build", format!("{folder}: script and modules are of one build"));
    }
    let fix = "copy all files of one dist/baca; if they are, empty the cache of the CDN";
    let line = format!("{folder}: the modules are of build {hash}, the script of {wanted}");
    found.error("build", line, fix);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_build_is_found_in_a_minified_script() {
        let script = "d=\"baca-reader\";let u=(t,e=\"\")=>new URL(`${\"./0.1.0/\"}${t}?v=0123456789abcdef${e}`,b)";
        let build = build_of(script).map(|build| (build.hash, build.folder));
        assert_eq!(build, Some(("0123456789abcdef", "0.1.0/")));
        let inlined = "d=\"baca-reader\";new URL(`./0.1.0/${t}?v=0123456789abcdef${e}`,b)";
        assert_eq!(build_of(inlined).map(|build| build.folder), Some("0.1.0/"));
        let beside = "d=\"baca-reader\";new URL(`./${t}?v=0123456789abcdef`,b)";
        assert_eq!(build_of(beside).map(|build| build.folder), Some(""));
        assert!(build_of("<!doctype html>").is_none());
    }
}
