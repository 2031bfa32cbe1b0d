//! Tests of `render --template` and `--index`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("writable");
    folder
}

/// Runs the command in a folder. Returns whether it succeeded, and its messages.
fn baca(folder: &Path, arguments: &[&str]) -> (bool, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_baca"));
    let output = command.current_dir(folder).args(arguments).output().expect("the command starts");
    (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
}

const TEMPLATE: &str = "<!doctype html><html lang=\"%baca.lang%\" dir=\"%baca.dir%\"><head>%baca.head%</head>\n\
                        <body><header>News</header>%baca.article%<footer>%baca.title%</footer></body></html>";
const FEED: &str = r#"{"version":"https://jsonfeed.org/version/1.1","title":"F","language":"ar","items":[
    {"id":"b","title":"Salt & sea","summary":"Short","content_html":"<p>%baca.title%</p>","date_published":"2026-03-02T00:00:00Z"},
    {"id":"a","title":"Air","content_html":"<p>B</p>"}]}"#;

#[test]
fn a_feed_becomes_pages_of_the_sites_own_and_an_index() {
    let folder = folder("template");
    fs::write(folder.join("page.html"), TEMPLATE).expect("writable");
    fs::write(folder.join("feed.json"), FEED).expect("writable");
    fs::write(folder.join("config.json"), r#"{"site":{"name":"News"}}"#).expect("writable");
    let all =
        "render feed.json --items --out out --index --template page.html --config config.json";
    let (fine, said) = baca(&folder, &all.split(' ').collect::<Vec<_>>());
    assert!(fine, "{said}");
    let read = |name: &str| fs::read_to_string(folder.join("out").join(name)).expect("a page");
    let page = read("b.html");
    let start =
        "<!doctype html><html lang=\"ar\" dir=\"rtl\"><head><title>Salt &amp; sea – News</title>";
    assert!(page.starts_with(start), "{page}");
    for wanted in [
        "<header>News</header><baca-reader",
        "<script type=\"module\" src=\"/baca/baca-later.js\">",
        "\"@type\":\"NewsArticle\"",
        "%baca.title%</p>",
        "<footer>Salt &amp; sea</footer>",
    ] {
        assert!(page.contains(wanted), "{wanted}: {page}");
    }
    assert!(!page.contains("body{margin:0}"), "the page has its own style");
    let index = read("index.html");
    let first = index.find("<a href=\"b.html\">Salt &amp; sea</a>");
    let second = index.find("<a href=\"a.html\">Air</a>");
    assert!(first.is_some() && first < second, "{index}");
    assert!(index.contains("<title>News</title>") && index.contains("<p>Short</p>"), "{index}");
}

#[test]
fn a_template_without_a_place_and_a_page_named_index_are_errors() {
    let folder = folder("template-errors");
    fs::write(folder.join("page.html"), "<main></main>").expect("writable");
    fs::create_dir_all(folder.join("in")).expect("writable");
    let article = r#"{"baca":1,"headline":"A","body":["B"]}"#;
    fs::write(folder.join("in/index.json"), article).expect("writable");
    let (fine, said) = baca(&folder, &["render", "in/index.json", "--template", "page.html"]);
    assert!(!fine && said.contains("the template has no %baca.article%"), "{said}");
    let (fine, said) = baca(&folder, &["render", "in", "--out", "out", "--index"]);
    assert!(!fine && said.contains("index.html is the page of in/index.json already"), "{said}");
}
