//! Tests of `baca doctor`: a healthy site, and the same site with one fault in each row of a table.

use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::sync::Arc;
use std::thread;

/// A response: status, headers, body.
#[derive(Clone)]
struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

/// Responses by path. A path may begin with a method: `OPTIONS /collect`.
type Site = BTreeMap<String, Answer>;

fn answer(kind: &str, body: impl Into<Vec<u8>>) -> Answer {
    Answer { status: 200, headers: vec![("content-type".into(), kind.into())], body: body.into() }
}

fn with(mut answer: Answer, name: &str, value: &str) -> Answer {
    answer.headers.retain(|(key, _)| key != name);
    answer.headers.push((name.into(), value.into()));
    answer
}

fn status(status: u16) -> Answer {
    Answer { status, headers: Vec::new(), body: Vec::new() }
}

/// Serves a site until the test ends. Returns its origin.
fn serve(site: Site) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let origin = format!("http://{}", listener.local_addr().expect("an address"));
    let site = Arc::new(site);
    let own = origin.clone();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let (site, own) = (site.clone(), own.clone());
            thread::spawn(move || respond(stream, &site, &own));
        }
    });
    origin
}

fn respond(mut stream: TcpStream, site: &Site, origin: &str) {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|read| read == 1) {
        head.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let mut words = head.split_whitespace();
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let path = target.split('?').next().unwrap_or_default();
    let is_browser = head.contains("Mozilla/5.0");
    let missing = status(if path.starts_with("/only-browsers") && !is_browser { 403 } else { 404 });
    let found =
        site.get(&format!("{method} {path}")).or_else(|| site.get(path)).unwrap_or(&missing);
    let mut text = format!(
        "HTTP/1.1 {} -\r\nconnection: close\r\ncontent-length: {}\r\n",
        found.status,
        found.body.len()
    );
    for (name, value) in &found.headers {
        // Compressed files go only to clients that name the encoding; this one's own requests do not.
        if name == "content-encoding" && !head.contains("zstd") {
            continue;
        }
        let _ = write!(text, "{name}: {}\r\n", value.replace("ORIGIN", origin));
    }
    let _ = stream.write_all((text + "\r\n").as_bytes());
    let _ = stream.write_all(&found.body);
}

const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; trusted-types baca";
const PAGE: &str = r#"<!doctype html><html lang="id"><head><title>A</title>
    <meta property="og:image" content="https://a.example/a.png">
    <script type="module" src="/baca/baca.js"></script></head><body>
    <baca-reader src="/a.json" config="/config.json"><article>A</article></baca-reader></body></html>"#;
const CONFIG: &str = r#"{"site":{"name":"A"},"analytics":{"endpoint":"/collect"},
    "comments":{"providers":[{"type":"isso","url":"/isso/"}]},
    "notifications":{"serviceWorker":"/baca-sw.js","subscribe":"/push","vapidPublicKey":
    "BFOjdM6AsCL_sX5AYu197RBc0vffI93hcrU1tmujoMfPvIt18HvDnZeoz6khD37k0QmeESLLpeLMfBrMKXpaXzg"}}"#;
const FILES: [&str; 14] = [
    "baca-app.js",
    "baca-app_bg.wasm",
    "baca-panels.js",
    "baca-panels_bg.wasm",
    "baca-discussion.js",
    "baca-discussion_bg.wasm",
    "baca-formats.js",
    "baca-formats_bg.wasm",
    "baca-html.js",
    "baca-html_bg.wasm",
    "baca-analytics.js",
    "baca-diagnostics.js",
    "baca-readable.js",
    "baca-reports.js",
];

/// Returns a site without a fault.
fn healthy() -> Site {
    let mut site = Site::new();
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for name in FILES {
        let kind = if name.ends_with(".js") { "text/javascript" } else { "application/wasm" };
        for byte in name.bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        site.insert(
            format!("/baca/0.1.0/{name}"),
            with(answer(kind, name), "content-encoding", "br"),
        );
    }
    let list = format!("{{\"files\":{FILES:?}}}");
    site.insert("/baca/0.1.0/build.json".into(), answer("application/json", list));
    let script =
        format!("x=\"baca-reader\";new URL(\"./0.1.0/\"+`${{t}}?v={hash:016x}`,import.meta.url)");
    let script = with(
        with(answer("text/javascript", script), "content-encoding", "br"),
        "cache-control",
        "no-cache",
    );
    site.insert("/baca/baca.js".into(), script);
    site.insert("/".into(), with(answer("text/html", PAGE), "content-security-policy", POLICY));
    site.insert(
        "/a.json".into(),
        answer("application/json", r#"{"baca":1,"headline":"A","body":["B"]}"#),
    );
    site.insert("/config.json".into(), answer("application/json", CONFIG));
    site.insert("/baca-sw.js".into(), answer("text/javascript", "//"));
    site.insert("/collect".into(), status(405));
    site.insert("/push".into(), status(405));
    site
}

fn doctor(url: &str, more: &[&str]) -> (Option<i32>, Value) {
    let output = Command::new(env!("CARGO_BIN_EXE_baca"))
        .args(["doctor", url, "--json", "--timeout", "5"])
        .args(more)
        .output()
        .expect("the command starts");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    (output.status.code(), serde_json::from_str(&text).unwrap_or_else(|_| panic!("JSON: {text}")))
}

/// Returns the findings that are not `ok`, as `level check`.
fn faults(report: &Value) -> Vec<String> {
    let all = report["findings"].as_array().cloned().unwrap_or_default();
    let text = |finding: &Value, key: &str| finding[key].as_str().unwrap_or_default().to_string();
    let bad = all.iter().filter(|finding| finding["level"] != "ok");
    bad.map(|finding| {
        assert!(!text(finding, "fix").is_empty(), "{finding}");
        format!("{} {}", text(finding, "level"), text(finding, "check"))
    })
    .collect()
}

#[test]
fn a_healthy_site_has_no_finding_and_exit_code_0() {
    let (code, report) = doctor(&serve(healthy()), &[]);
    assert_eq!(faults(&report), Vec::<String>::new(), "{report:#}");
    assert_eq!(code, Some(0));
    let checks: Vec<&str> = report["findings"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|f| f["check"].as_str())
        .collect();
    for check in [
        "page",
        "lang",
        "module",
        "script",
        "script-type",
        "compression",
        "caching",
        "csp-wasm",
        "csp-types",
        "module-type",
        "wasm-type",
        "build",
        "attributes",
        "article",
        "config",
        "key",
        "worker",
        "subscribe",
        "analytics",
        "provider",
    ] {
        assert!(checks.contains(&check), "{check}: {checks:?}");
    }
}

/// Changes the text of a file.
fn change(site: &mut Site, path: &str, from: &str, to: &str) {
    let file = site.get_mut(path).expect("a file");
    let text = String::from_utf8(file.body.clone()).expect("text");
    assert!(text.contains(from), "{path}: {from}");
    file.body = text.replace(from, to).into_bytes();
}

/// Changes a header of a file.
fn header(site: &mut Site, path: &str, name: &str, value: &str) {
    let file = site.remove(path).expect("a file");
    site.insert(path.into(), with(file, name, value));
}

fn policy(site: &mut Site, policy: &str) {
    header(site, "/", "content-security-policy", policy);
}

/// A fault: what changes in the healthy site, and the finding that names it.
type Fault = (&'static str, fn(&mut Site), &'static str);

const FAULTS: &[Fault] = &[
    ("no element", |s| change(s, "/", "baca-reader", "div"), "error tag"),
    ("no script", |s| change(s, "/", "/baca/baca.js", "/other.js"), "warning script"),
    ("a classic script", |s| change(s, "/", " type=\"module\"", ""), "error module"),
    ("a script that is missing", |s| drop(s.remove("/baca/baca.js")), "error script"),
    (
        "a page instead of the script",
        |s| change(s, "/baca/baca.js", "baca-reader", "<html>"),
        "error script",
    ),
    (
        "a script as text",
        |s| header(s, "/baca/baca.js", "content-type", "text/plain"),
        "error script-type",
    ),
    (
        "an uncompressed script",
        |s| header(s, "/baca/baca.js", "content-encoding", "identity"),
        "warning compression",
    ),
    (
        "a script that is kept for a year",
        |s| header(s, "/baca/baca.js", "cache-control", "max-age=31536000, immutable"),
        "warning caching",
    ),
    (
        "a module that is missing",
        |s| drop(s.remove("/baca/0.1.0/baca-panels_bg.wasm")),
        "error modules",
    ),
    (
        "a module as text",
        |s| header(s, "/baca/0.1.0/baca-app.js", "content-type", "text/html"),
        "error module-type",
    ),
    (
        "WebAssembly as bytes",
        |s| header(s, "/baca/0.1.0/baca-app_bg.wasm", "content-type", "application/octet-stream"),
        "warning wasm-type",
    ),
    (
        "a list of the build that is none",
        |s| change(s, "/baca/0.1.0/build.json", "files", "x"),
        "error modules",
    ),
    (
        "a module of another build",
        |s| change(s, "/baca/0.1.0/baca-formats.js", "baca", "Baca"),
        "error build",
    ),
    ("a policy without WebAssembly", |s| policy(s, "script-src 'self'"), "error csp-wasm"),
    (
        "a policy without the script",
        |s| policy(s, "script-src https://b.example 'wasm-unsafe-eval'"),
        "error csp-script",
    ),
    (
        "a policy that forbids the elements of scripts",
        |s| policy(s, "script-src 'self' 'wasm-unsafe-eval'; script-src-elem 'none'"),
        "error csp-script",
    ),
    (
        "a script without the nonce that counts alone",
        |s| policy(s, "script-src 'self' 'nonce-a' 'strict-dynamic' 'wasm-unsafe-eval'"),
        "error csp-script",
    ),
    (
        "a policy that forbids the script and WebAssembly",
        |s| policy(s, "script-src https://b.example"),
        "error csp-wasm",
    ),
    ("a policy without requests", |s| policy(s, "connect-src 'none'"), "error csp-connect"),
    (
        "a policy without the policy of types",
        |s| policy(s, "trusted-types other"),
        "error csp-types",
    ),
    (
        "a policy without the rendered style",
        |s| {
            policy(s, "style-src 'self'");
            change(
                s,
                "/",
                "<article>A</article>",
                "<template shadowrootmode=\"open\"><style>a{}</style></template><p>A</p>",
            );
        },
        "error csp-style",
    ),
    (
        "a policy in the page",
        |s| {
            change(s, "/", "<title>", "<meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'self'\"><title>")
        },
        "error csp-wasm",
    ),
    ("a policy without the worker", |s| policy(s, "worker-src 'none'"), "error csp-worker"),
    (
        "a policy without the provider",
        |s| {
            policy(s, "frame-src 'self'");
            change(s, "/config.json", "\"isso\",\"url\":\"/isso/\"", "\"giscus\",\"repo\":\"a/b\",\"repoId\":\"a\",\"category\":\"a\",\"categoryId\":\"a\"");
        },
        "error provider",
    ),
    ("an unknown attribute", |s| change(s, "/", "config=", "conf="), "warning attributes"),
    (
        "an unknown format",
        |s| change(s, "/", "config=", "format=\"wordpres\" config="),
        "error attributes",
    ),
    (
        "no article",
        |s| change(s, "/", "src=\"/a.json\" config=\"/config.json\"><article>A</article>", ">"),
        "warning article",
    ),
    ("no text without script", |s| change(s, "/", "<article>A</article>", ""), "warning fallback"),
    ("an article that is missing", |s| drop(s.remove("/a.json")), "error article"),
    (
        "JSON that is no article",
        |s| change(s, "/a.json", "\"baca\":1,\"headline\"", "\"x\""),
        "error article",
    ),
    (
        "an article that is too long",
        |s| {
            s.insert("/a.json".into(), answer("application/json", vec![b' '; 9 << 20]));
        },
        "error article",
    ),
    (
        "a member that is dropped",
        |s| change(s, "/a.json", "\"body\"", "\"dek\":{},\"titel\":1,\"body\""),
        "warning article-parts",
    ),
    ("a configuration that is missing", |s| drop(s.remove("/config.json")), "error config"),
    (
        "a configuration that is not JSON",
        |s| change(s, "/config.json", "{\"site\"", "{site"),
        "error config",
    ),
    ("an unknown member", |s| change(s, "/config.json", "\"name\"", "\"nama\""), "error config"),
    ("a key that is none", |s| change(s, "/config.json", "BFOj", "AFOj"), "error key"),
    (
        "a worker on another origin",
        |s| change(s, "/config.json", "/baca-sw.js", "https://127.0.0.1:9/sw.js"),
        "error worker",
    ),
    ("a worker that is missing", |s| drop(s.remove("/baca-sw.js")), "error worker"),
    (
        "a worker as text",
        |s| header(s, "/baca-sw.js", "content-type", "text/plain"),
        "error worker",
    ),
    (
        "a scope beyond the worker",
        |s| {
            s.insert("/deep/sw.js".into(), answer("text/javascript", "//"));
            change(s, "/config.json", "/baca-sw.js\"", "/deep/sw.js\",\"scope\":\"/\"");
        },
        "error worker",
    ),
    ("an endpoint that is missing", |s| drop(s.remove("/push")), "error subscribe"),
    (
        "statistics that nobody receives",
        |s| drop(s.insert("/collect".into(), status(502))),
        "error analytics",
    ),
    ("two headlines", |s| change(s, "/", "<body>", "<body><h1>Site</h1>"), "warning h1"),
    ("no language", |s| change(s, "/", " lang=\"id\"", ""), "warning lang"),
    (
        "a relative og:image",
        |s| change(s, "/", "https://a.example/a.png", "/a.png"),
        "error og-image",
    ),
    (
        "HTML of 10 MB",
        |s| {
            let page = s.get_mut("/").expect("a page");
            page.body.resize(10 << 20, b' ');
        },
        "warning page",
    ),
    (
        "an element after 8 MB",
        |s| change(s, "/", "<body>", &format!("<body><!--{}-->", "x".repeat(9 << 20))),
        "error tag",
    ),
    (
        "a page without an article",
        |s| drop(s.insert("/a.json".into(), answer("text/html", "<!doctype html><p>Sign in</p>"))),
        "error article",
    ),
];

#[test]
fn each_fault_is_named() {
    for (name, fault, wanted) in FAULTS {
        let mut site = healthy();
        fault(&mut site);
        let (code, report) = doctor(&serve(site), &[]);
        let all = faults(&report);
        assert!(
            all.iter().any(|found| found == wanted),
            "{name}: {wanted} is not among {all:?}\n{report:#}"
        );
        let errors = all.iter().any(|found| found.starts_with("error"));
        assert_eq!(code, Some(i32::from(errors)), "{name}");
    }
}

#[test]
fn files_on_another_origin_need_cors() {
    let mut other = healthy();
    for (file, open) in [("/a.json", false), ("/config.json", true)] {
        let file_of = other.remove(file).expect("a file");
        let allowed =
            if open { with(file_of, "access-control-allow-origin", "*") } else { file_of };
        other.insert(file.into(), allowed);
    }
    let allows = |methods| {
        let answer = with(status(204), "access-control-allow-origin", "*");
        with(
            with(answer, "access-control-allow-methods", methods),
            "access-control-allow-headers",
            "content-type",
        )
    };
    other.insert("OPTIONS /push".into(), allows("POST"));
    let other = serve(other);
    let mut site = healthy();
    policy(&mut site, "default-src * 'wasm-unsafe-eval'");
    change(
        &mut site,
        "/",
        "src=\"/a.json\" config=\"/config.json\"",
        &format!("src=\"{other}/a.json\" config=\"{other}/config.json\""),
    );
    let (_, report) = doctor(&serve(site), &[]);
    let all = faults(&report);
    assert_eq!(all.iter().filter(|found| *found == "error cors").count(), 1, "{report:#}");
    // POST is allowed, DELETE is not; the worker is on another origin.
    assert_eq!(all.iter().filter(|found| *found == "error subscribe").count(), 1, "{report:#}");
    assert!(all.contains(&"error worker".into()), "{all:?}");
}

#[test]
fn a_page_that_cannot_be_examined_has_exit_code_2() {
    let mut site = healthy();
    site.insert("/circle".into(), with(status(302), "location", "/circle"));
    site.insert("/image".into(), answer("image/png", "x"));
    let origin = serve(site);
    for (path, more) in [
        ("/none", &[][..]),
        ("/circle", &[]),
        ("/image", &[]),
        ("/only-browsers", &["--user-agent", "curl"]),
    ] {
        let (code, report) = doctor(&format!("{origin}{path}"), more);
        assert_eq!(
            (code, faults(&report)),
            (Some(2), vec!["error page".to_string()]),
            "{path}: {report:#}"
        );
    }
    for url in ["http://127.0.0.1:1/", "127.0.0.1/", "ftp://127.0.0.1/", "not a URL", ""] {
        let (code, report) = doctor(url, &[]);
        assert_eq!((code, faults(&report)), (Some(2), vec!["error page".to_string()]), "{url}");
    }
}
