//! Tests of the command `baca`.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
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
fn check_prints_the_format_the_blocks_and_the_line_of_each_dropped_part() {
    let path = file("article.json", ARTICLE);
    let output = baca(&["check", path.to_str().expect("a name")]);
    assert!(output.status.success());
    let printed = String::from_utf8(output.stdout).expect("text");
    for wanted in
        ["format     baca", "Pasang", "1 paragraph, 1 quote", "line 4: dek", "line 6: body[2]"]
    {
        assert!(printed.contains(wanted), "{wanted}: {printed}");
    }
}

#[test]
fn convert_writes_bacas_own_format() {
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
fn check_fetches_a_url() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}/a.json", listener.local_addr().expect("an address"));
    let server = thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("a request");
        let mut request = [0; 2048];
        let _ = stream.read(&mut request).expect("readable");
        let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close";
        let response = format!("{head}\r\ncontent-length: {}\r\n\r\n{ARTICLE}", ARTICLE.len());
        stream.write_all(response.as_bytes()).expect("writable");
    });
    let output = baca(&["check", &address]);
    server.join().expect("served");
    assert!(String::from_utf8_lossy(&output.stdout).contains("Pasang"));
}

#[test]
fn a_document_without_an_article_fails_with_its_code() {
    for (name, content, code) in [
        ("not.json", "{\"a\":", "not-json"),
        ("other.json", "{\"a\":1}", "not-an-article"),
        ("page.json", "<html>", "not-json"),
    ] {
        let path = file(name, content);
        let output = baca(&["check", path.to_str().expect("a name")]);
        assert!(!output.status.success());
        let message = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(message.contains(code), "{message}");
    }
    assert!(!baca(&["check", "/does/not/exist.json"]).status.success());
}

#[test]
fn render_writes_a_page_or_only_the_element() {
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
fn render_prints_the_policy_that_the_pages_need() {
    let path = file("strict.json", ARTICLE);
    let page = String::from_utf8(baca(&["render", path.to_str().expect("a name")]).stdout);
    let page = page.expect("text");
    let policy = String::from_utf8(baca(&["render", "--csp"]).stdout).expect("text");
    assert!(policy.starts_with("style-src 'sha256-"), "{policy}");
    // The third is that of live coverage with key updates.
    assert_eq!(page.matches("<style>").count(), 2);
    assert_eq!(policy.matches("'sha256-").count(), 3);
    let live = r#"{"baca": 1, "headline": "Live", "live": true, "body": [
        {"type": "update", "id": "a", "key": true, "title": "First", "body": ["Text."]},
        {"type": "update", "id": "b", "key": true, "body": ["Untitled."]},
        {"type": "update", "key": true, "title": "Without an id", "body": ["Text."]},
        {"type": "update", "id": "c", "title": "Not a key", "body": ["Text."]}]}"#;
    let live = file("live.json", live);
    let live = baca(&["render", live.to_str().expect("a name"), "--lang", "en"]).stdout;
    let live = String::from_utf8(live).expect("text");
    assert_eq!(live.matches("<style>").count(), 3);
    let list = "<nav part=\"key-updates\" class=\"key-updates\" aria-label=\"Key updates\">\
                <p class=\"label\" lang=\"en\" dir=\"ltr\">Key updates</p><ol>\
                <li><a href=\"#a\"><span>First</span></a></li>\
                <li><a href=\"#b\"><span>Untitled.</span></a></li></ol></nav>";
    assert!(live.contains(list), "{live}");
    let nonce = ["render", path.to_str().expect("a name"), "--nonce", "abc"].to_vec();
    let page = String::from_utf8(baca(&nonce).stdout).expect("text");
    assert_eq!(page.matches("<style nonce=\"abc\">").count(), 2);
}

#[test]
fn render_writes_a_page_for_each_file_of_a_folder_even_if_one_fails() {
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
    let messages = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(messages.contains("broken.json: not-json"), "{messages}");
    assert!(messages.contains("1 of 41 articles could not be rendered"), "{messages}");
}

/// Creates an empty folder for a test.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

/// Runs the command in a folder. Returns whether it succeeded, and its standard error.
fn baca_in(folder: &Path, arguments: &[&str]) -> (bool, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_baca"));
    let output = command.args(arguments).current_dir(folder).output().expect("the command starts");
    (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
}

/// Returns the files under a folder, relative to it.
fn files_in(folder: &Path) -> Vec<String> {
    let mut out = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).expect("readable") {
            let path = entry.expect("an entry").path();
            if path.is_dir() && !path.is_symlink() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("under it").to_string_lossy();
                out.push(name.into_owned());
            }
        }
    }
    out.sort();
    out
}

fn article(headline: &str) -> String {
    format!(r#"{{"baca":1,"headline":"{headline}","body":["Text."]}}"#)
}

#[test]
fn a_page_is_written_under_out_wherever_its_source_is() {
    let folder = folder("under-out");
    fs::create_dir_all(folder.join("a/b")).expect("a folder");
    fs::write(folder.join("top.json"), article("Top")).expect("writable");
    fs::write(folder.join("a/side.json"), article("Side")).expect("writable");
    let absolute = folder.join("top.json").to_string_lossy().into_owned();
    for (source, page) in [
        ("../../top.json", "top.html"),
        ("../side.json", "side.html"),
        (&absolute, "top.html"),
        (".././side.json", "side.html"),
    ] {
        let (fine, said) = baca_in(&folder.join("a/b"), &["render", source, "--out", "out"]);
        assert!(fine, "{source}: {said}");
        assert_eq!(files_in(&folder.join("a/b")), [["out/", page].concat()], "{source}");
        fs::remove_dir_all(folder.join("a/b/out")).expect("removable");
    }
    assert_eq!(files_in(&folder), ["a/side.json", "top.json"]);
}

#[test]
fn a_page_is_never_written_over_a_source() {
    let folder = folder("over-a-source");
    let page = "<article><h1>By hand</h1><p>Text.</p></article>";
    for (name, text) in
        [("a.json", article("A")), ("a.html", page.into()), ("b.json", article("B"))]
    {
        fs::write(folder.join(name), text).expect("writable");
    }
    let (fine, said) = baca_in(&folder, &["render", ".", "--out", "."]);
    assert!(!fine && said.contains("is a source"), "{said}");
    assert_eq!(fs::read_to_string(folder.join("a.html")).expect("readable"), page);
    // Other pages are written.
    assert!(fs::read_to_string(folder.join("b.html")).expect("a page").contains(">B</h1>"));
    assert_eq!(files_in(&folder), ["a.html", "a.json", "b.html", "b.json"]);
    // A single file, by another path; then the configuration.
    let (fine, said) = baca_in(&folder, &["render", "a.html", "--out", "../over-a-source"]);
    assert!(!fine && said.contains("is a source"), "{said}");
    fs::write(folder.join("c.html"), "{}").expect("writable");
    fs::write(folder.join("c.json"), article("C")).expect("writable");
    let (fine, said) = baca_in(&folder, &["render", "c.json", "--config", "c.html", "--out", "."]);
    assert!(!fine && said.contains("is a source"), "{said}");
    assert_eq!(fs::read_to_string(folder.join("c.html")).expect("readable"), "{}");
}

#[test]
fn two_sources_of_one_page_are_an_error_that_names_both() {
    let folder = folder("one-name");
    fs::create_dir_all(folder.join("in/x")).expect("a folder");
    for name in ["in/a.html", "in/a.json", "in/x/a.json", "in/b.json"] {
        let text = if name.ends_with("html") {
            "<article><h1>Page</h1><p>Text.</p></article>".into()
        } else {
            article(name)
        };
        fs::write(folder.join(name), text).expect("writable");
    }
    let (fine, said) = baca_in(&folder, &["render", "in", "--out", "out"]);
    assert!(!fine, "{said}");
    assert!(said.contains("in/a.json: out/a.html is the page of in/a.html already"), "{said}");
    assert!(said.contains("1 of 4 articles could not be rendered"), "{said}");
    assert_eq!(files_in(&folder.join("out")), ["a.html", "b.html", "x/a.html"]);
}

#[test]
fn pages_of_an_earlier_run_are_no_sources() {
    let folder = folder("again");
    fs::create_dir_all(folder.join("in")).expect("a folder");
    fs::write(folder.join("in/a.json"), article("A")).expect("writable");
    for _ in 0..2 {
        let (fine, said) = baca_in(&folder, &["render", "in", "--out", "in/pages"]);
        assert!(fine, "{said}");
        assert_eq!(files_in(&folder), ["in/a.json", "in/pages/a.html"]);
    }
}

#[cfg(unix)]
#[test]
fn links_are_followed_once_and_never_out_of_the_folder() {
    use std::os::unix::fs::symlink;
    let folder = folder("links");
    for name in ["in/one", "in/two", "elsewhere", "out"] {
        fs::create_dir_all(folder.join(name)).expect("a folder");
    }
    fs::write(folder.join("in/one/a.json"), article("A")).expect("writable");
    fs::write(folder.join("in/two/b.json"), article("B")).expect("writable");
    fs::write(folder.join("elsewhere/c.json"), article("C")).expect("writable");
    for (to, link) in [
        (".", "in/again"),
        ("../two", "in/one/over"),
        ("../one", "in/two/back"),
        ("../..", "in/one/up"),
        ("../elsewhere", "in/more"),
        ("nowhere.json", "in/broken.json"),
        ("itself.json", "in/itself.json"),
    ] {
        symlink(to, folder.join(link)).expect("a link");
    }
    let (fine, said) = baca_in(&folder, &["render", "in", "--out", "out"]);
    assert!(!fine && said.contains("in/broken.json") && said.contains("in/itself.json"), "{said}");
    let pages = files_in(&folder.join("out"));
    for page in ["one/a.html", "two/b.html", "more/c.html"] {
        assert!(pages.iter().any(|name| name == page), "{page}: {pages:?}");
    }
    assert_eq!(pages.iter().filter(|name| name.ends_with("a.html")).count(), 1, "{pages:?}");

    // A link in place of a page is replaced, not followed. A link in place of a folder is refused.
    fs::write(folder.join("precious.html"), "precious").expect("writable");
    fs::remove_file(folder.join("out/one/a.html")).expect("removable");
    symlink("../../precious.html", folder.join("out/one/a.html")).expect("a link");
    fs::remove_dir_all(folder.join("out/two")).expect("removable");
    symlink("../elsewhere", folder.join("out/two")).expect("a link");
    let (_, said) = baca_in(&folder, &["render", "in", "--out", "out"]);
    assert!(said.contains("out/two: leads out of out"), "{said}");
    assert_eq!(fs::read_to_string(folder.join("precious.html")).expect("readable"), "precious");
    assert!(fs::read_to_string(folder.join("out/one/a.html")).expect("a page").contains(">A</h1>"));
    assert_eq!(files_in(&folder.join("elsewhere")), ["c.json"]);
}

#[cfg(unix)]
#[test]
fn a_pipe_is_reported_and_not_read() {
    let folder = folder("pipe");
    fs::create_dir_all(folder.join("in")).expect("a folder");
    fs::write(folder.join("in/a.json"), article("A")).expect("writable");
    let made = Command::new("mkfifo").arg(folder.join("in/b.json")).status().expect("mkfifo");
    assert!(made.success());
    let (fine, said) = baca_in(&folder, &["render", "in", "--out", "out"]);
    assert!(!fine && said.contains("in/b.json: not a file"), "{said}");
    assert_eq!(files_in(&folder.join("out")), ["a.html"]);
}

#[test]
fn a_closed_pipe_is_no_error() {
    let body: Vec<String> = (0..20_000).map(|n| format!("\"Paragraph {n}.\"")).collect();
    let text = format!(r#"{{"baca":1,"headline":"Long","dek":{{}},"body":[{}]}}"#, body.join(","));
    let path = file("long.json", &text);
    for task in ["convert", "render", "check"] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_baca"))
            .args([task, path.to_str().expect("a name")])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the command starts");
        let mut start = [0; 8];
        let mut out = child.stdout.take().expect("output");
        out.read_exact(&mut start).expect("a beginning");
        drop(out);
        let output = child.wait_with_output().expect("the command ends");
        assert!(output.status.success(), "{task}: {:?}", output.status);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!said.contains("panicked") && !said.contains("pipe"), "{task}: {said}");
    }
    // Standard error may be closed too.
    let mut child = Command::new(env!("CARGO_BIN_EXE_baca"))
        .args(["convert", path.to_str().expect("a name")])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    drop(child.stderr.take());
    assert!(child.wait().expect("the command ends").success());
}

#[test]
fn a_silent_or_slow_server_is_given_up_after_the_timeout() {
    let silent = TcpListener::bind("127.0.0.1:0").expect("a port");
    let trickling = TcpListener::bind("127.0.0.1:0").expect("a port");
    let addresses =
        [&silent, &trickling].map(|listener| listener.local_addr().expect("an address"));
    thread::spawn(move || {
        let (mut stream, _) = trickling.accept().expect("a request");
        let head = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n ";
        let mut fine = stream.write_all(head).is_ok();
        while fine {
            thread::sleep(std::time::Duration::from_millis(50));
            fine = stream.write_all(b" ").is_ok();
        }
    });
    for address in addresses {
        let begun = std::time::Instant::now();
        let output = baca(&["check", &format!("http://{address}/a.json"), "--timeout", "1"]);
        assert!(!output.status.success());
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains("timeout"), "{said}");
        assert!(begun.elapsed().as_secs() < 15, "{:?}", begun.elapsed());
    }
    for wrong in ["0", "-1", "soon", "1e9"] {
        assert!(!baca(&["check", "x.json", "--timeout", wrong]).status.success(), "{wrong}");
    }
}

#[test]
fn a_document_that_is_too_long_is_refused() {
    let path = file("huge.json", &" ".repeat(8 * 1024 * 1024 + 1));
    let output = baca(&["check", path.to_str().expect("a name")]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && said.contains("too-large"), "{said}");
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}/a.json", listener.local_addr().expect("an address"));
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("a request");
        let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n\r\n";
        let _ = stream.write_all(head.as_bytes());
        // The body has no end.
        while stream.write_all(&[b' '; 65_536]).is_ok() {}
    });
    let output = baca(&["check", &address]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && said.contains("too-large"), "{said}");
}

#[test]
fn convert_is_idempotent() {
    let feed = r#"{"version":"https://jsonfeed.org/version/1.1","title":"F","items":[
        {"id":"1","title":"T","date_published":" Sun, 01 Mar 2026 08:00:00 +0700 ",
        "content_html":"<p><ruby>a<rt> </rt></ruby> <img src=/i.png width=0 height=16></p><blockquote><p></p><cite>He</cite></blockquote>"}]}"#;
    let own = r#"{"baca":1,"headline":7,"published":" 2026-03-01 ","lead":5,"byline":["A ",3],
        "rating":{"value":0.30000000000000004,"max":"5"},"body":[{"type":"list","items":[{"text":{"text":"x","id":"i"}}]},
        {"type":"table","rows":[[{"text":{"text":"x","id":"i"}}]]}],
        "comments":{"items":[{"text":[{"type":"paragraph","text":"a"},"b"]}]}}"#;
    for (name, text) in [("feed-again.json", feed), ("own-again.json", own)] {
        let path = file(name, text);
        let first = baca(&["convert", path.to_str().expect("a name")]).stdout;
        let path = file(name, &String::from_utf8(first.clone()).expect("text"));
        let second = baca(&["convert", path.to_str().expect("a name")]).stdout;
        assert_eq!(String::from_utf8_lossy(&second), String::from_utf8_lossy(&first));
        assert!(!first.is_empty());
    }
}

#[test]
fn render_writes_a_page_for_each_item_of_a_feed() {
    let folder = folder("items");
    let feed = r#"{"version":"https://jsonfeed.org/version/1.1","title":"F","items":[
        {"id":"https://news.example/2026/03/salt/","title":"Salt","content_html":"<p>A</p>"},
        {"id":"https://news.example/?p=7","title":"Seven","content_html":"<p>B</p>"},
        {"id":8,"title":"Eight","content_html":"<p>C</p>","image":"/c.jpg"},
        {"id":"../../../up","title":"Up","content_html":"<p>D</p>"},
        {"title":"Nameless","content_html":"<p>E</p>"},
        {"id":"https://other.example/salt","title":"Salt again","content_html":"<p>F</p>"}]}"#;
    fs::write(folder.join("feed.json"), feed).expect("writable");
    let arguments = ["render", "feed.json", "--items", "--out", "out", "--src", "/{name}.json"];
    let (fine, said) = baca_in(&folder, &arguments);
    assert!(!fine, "{said}");
    for wanted in [
        "article 5 has no id or URL of its own",
        "https://other.example/salt: out/salt.html is the page of feed.json: https://news.example/2026/03/salt/",
        "/c.jpg: no og:image",
        "2 of 6 articles could not be rendered",
    ] {
        assert!(said.contains(wanted), "{wanted}: {said}");
    }
    let names = ["8.html", "p-7.html", "salt.html", "up.html"];
    assert_eq!(files_in(&folder.join("out")), names);
    for (name, wanted) in
        names.into_iter().zip([">Eight</h1>", ">Seven</h1>", ">Salt</h1>", ">Up</h1>"])
    {
        let page = fs::read_to_string(folder.join("out").join(name)).expect("a page");
        assert!(page.contains(wanted), "{name}");
    }
    let page = fs::read_to_string(folder.join("out/salt.html")).expect("a page");
    let element = "<baca-reader src=\"/salt.json\" item=\"https://news.example/2026/03/salt/\">";
    assert!(page.contains(element), "{page}");

    // A list of WordPress; one post; no list at all.
    let post = |id: u32| {
        format!(
            r#"{{"id":{id},"slug":"a-{id}","link":"https://news.example/{id}/","title":{{"rendered":"Post {id}"}},
            "content":{{"rendered":"<p>Text.</p>"}}}}"#
        )
    };
    fs::write(folder.join("posts.json"), format!("[{},{}]", post(1), post(2))).expect("writable");
    let (fine, said) = baca_in(&folder, &["render", "posts.json", "--items", "--out", "posts"]);
    assert!(fine, "{said}");
    assert_eq!(files_in(&folder.join("posts")), ["1.html", "2.html"]);
    fs::write(folder.join("one.json"), article("One")).expect("writable");
    let (fine, said) = baca_in(&folder, &["render", "one.json", "--items", "--out", "one"]);
    assert!(!fine && said.contains("no list of articles"), "{said}");
    assert!(!baca_in(&folder, &["render", "posts.json", "--items"]).0);
}
