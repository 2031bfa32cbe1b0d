//! The command as a publisher uses it.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Command, Output};
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
