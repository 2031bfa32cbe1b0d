//! The command as a publisher uses it.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::thread;

const ARTICLE: &str = r#"{
  "baca": 1,
  "headline": "Pasang",
  "dek": {},
  "body": ["Satu.", {"type": "quote", "text": "Dua."},
    {"type": "image"}]
}"#;

fn baca(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_baca")).args(arguments).output().expect("the command starts")
}

fn file(name: &str, content: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, content).expect("writable");
    path
}

#[test]
fn check_tells_format_blocks_and_what_was_dropped_with_its_line() {
    let path = file("article.json", ARTICLE);
    let output = baca(&["check", path.to_str().expect("a name")]);
    assert!(output.status.success());
    let said = String::from_utf8(output.stdout).expect("text");
    for wanted in
        ["format     baca", "Pasang", "1 paragraph, 1 quote", "line 4: dek", "line 6: body[2]"]
    {
        assert!(said.contains(wanted), "{wanted}: {said}");
    }
}

#[test]
fn convert_writes_our_own_format() {
    let feed = r#"{"version":"https://jsonfeed.org/version/1.1","title":"F","items":[
        {"id":"1","title":"T","content_html":"<p>Hello <b>you</b></p>"}]}"#;
    let path = file("feed.json", feed);
    let output = baca(&["convert", path.to_str().expect("a name")]);
    let value: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(value["baca"], 1);
    assert_eq!(value["headline"], "T");
    assert_eq!(value["body"][0]["text"][0], "Hello ");
}

#[test]
fn check_fetches_an_address() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}/a.json", listener.local_addr().expect("an address"));
    let server = thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("a request");
        let mut request = [0; 2048];
        let _ = stream.read(&mut request).expect("readable");
        let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close";
        let answer = format!("{head}\r\ncontent-length: {}\r\n\r\n{ARTICLE}", ARTICLE.len());
        stream.write_all(answer.as_bytes()).expect("writable");
    });
    let output = baca(&["check", &address]);
    server.join().expect("served");
    assert!(String::from_utf8_lossy(&output.stdout).contains("Pasang"));
}

#[test]
fn what_is_no_article_fails_with_its_code() {
    for (name, content, code) in [
        ("not.json", "{\"a\":", "not-json"),
        ("other.json", "{\"a\":1}", "not-an-article"),
        ("page.json", "<html>", "not-json"),
    ] {
        let path = file(name, content);
        let output = baca(&["check", path.to_str().expect("a name")]);
        assert!(!output.status.success());
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains(code), "{said}");
    }
    assert!(!baca(&["check", "/does/not/exist.json"]).status.success());
}

#[test]
fn render_writes_a_page_or_the_element_alone() {
    let path = file("render.json", ARTICLE);
    let path = path.to_str().expect("a name");
    let page = String::from_utf8(baca(&["render", path]).stdout).expect("text");
    assert!(page.starts_with("<!doctype html>") && page.contains("Satu."), "{page}");
    let arguments = ["render", path, "--fragment", "--src", "/articles/{name}.json"];
    let element = String::from_utf8(baca(&arguments).stdout).expect("text");
    let begin = "<baca-reader src=\"/articles/render.json\"><template shadowrootmode=\"open\">";
    assert!(element.starts_with(begin), "{element}");
    assert!(element.ends_with("</template></baca-reader>\n"), "{element}");
}

#[test]
fn render_reads_standard_input_and_the_sites_configuration() {
    let config = file("config.json", r#"{"site":{"name":"Warta"}}"#);
    let mut child = Command::new(env!("CARGO_BIN_EXE_baca"))
        .args(["render", "--config", config.to_str().expect("a name"), "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the command starts");
    child.stdin.take().expect("input").write_all(ARTICLE.as_bytes()).expect("writable");
    let output = child.wait_with_output().expect("the command ends");
    assert!(String::from_utf8_lossy(&output.stdout).contains("<title>Pasang – Warta</title>"));
}

#[test]
fn render_tells_what_a_strict_page_has_to_allow() {
    let path = file("strict.json", ARTICLE);
    let page = String::from_utf8(baca(&["render", path.to_str().expect("a name")]).stdout);
    let page = page.expect("text");
    let policy = String::from_utf8(baca(&["render", "--csp"]).stdout).expect("text");
    assert!(policy.starts_with("style-src 'sha256-"), "{policy}");
    assert_eq!(page.matches("<style>").count(), policy.matches("'sha256-").count());
    let nonce = ["render", path.to_str().expect("a name"), "--nonce", "abc"].to_vec();
    let page = String::from_utf8(baca(&nonce).stdout).expect("text");
    assert_eq!(page.matches("<style nonce=\"abc\">").count(), 2);
}

#[test]
fn render_makes_a_page_of_each_file_in_a_folder_and_one_that_fails_keeps_no_other() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("many");
    let out = folder.join("out");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("in/2026")).expect("a folder");
    for n in 0..40 {
        let article = format!(r#"{{"baca":1,"headline":"Article {n}","body":["Text {n}."]}}"#);
        let name = if n % 2 == 0 { format!("in/{n}.json") } else { format!("in/2026/{n}.json") };
        fs::write(folder.join(name), article).expect("writable");
    }
    let text = |path: &std::path::Path| path.to_string_lossy().into_owned();
    let arguments = ["render", &text(&folder.join("in")), "--out", &text(&out)].map(String::from);
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    assert!(baca(&arguments).status.success());
    for n in 0..40 {
        let name = if n % 2 == 0 { format!("{n}.html") } else { format!("2026/{n}.html") };
        let page = fs::read_to_string(out.join(name)).expect("a page");
        assert!(page.contains(&format!("Article {n}")));
    }
    fs::write(folder.join("in/broken.json"), "{").expect("writable");
    let output = baca(&arguments);
    assert!(!output.status.success());
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("broken.json: not-json"), "{said}");
    assert!(said.contains("1 of 41 articles could not be rendered"), "{said}");
}
