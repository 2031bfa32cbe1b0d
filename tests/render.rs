//! Articles as HTML: whole without script, and read by a parser as what was drawn.

use baca::article::model::{Article, Block};
use baca::article::{formats, stats};
use baca::html::Node;
use baca::platform::{current, parse_html};
use baca::render::{self, Options, Site};
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

const BASE: &str = "https://news.example/a/b.json";

fn read(text: &str) -> Rc<Article> {
    let outcome = formats::read(text, current(), BASE, None, None);
    Rc::new(outcome.expect("an article").article)
}

/// Articles with one of every block.
fn examples() -> Vec<(PathBuf, Rc<Article>)> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("static");
    let folders = [here.join("schema/examples"), here.join("demo/articles")];
    let paths = folders.iter().flat_map(|folder| fs::read_dir(folder).expect("a folder"));
    let paths: Vec<PathBuf> = paths.map(|entry| entry.expect("an entry").path()).collect();
    assert!(paths.len() > 5);
    let one = |path: PathBuf| {
        let article = read(&fs::read_to_string(&path).expect("readable"));
        (path, article)
    };
    paths.into_iter().map(one).collect()
}

/// What stands in the shadow root behind the style and the data.
fn drawn(html: &str) -> &str {
    let start = html.find("<div class=\"baca\"").expect("a root");
    let end = html.rfind("</template>").expect("a template");
    &html[start..end]
}

/// A tree of nodes as the renderer writes it.
fn print(nodes: &[Node], out: &mut String) {
    const VOID: [&str; 6] = ["br", "hr", "img", "source", "track", "wbr"];
    let escape = |text: &str| {
        let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        text.replace('"', "&quot;")
    };
    for node in nodes {
        match node {
            Node::Text(text) => out.push_str(&escape(text)),
            Node::Element(element) => {
                out.push_str(&format!("<{}", element.name));
                for (key, value) in &element.attributes {
                    if value.is_empty() {
                        out.push_str(&format!(" {key}"));
                    } else {
                        out.push_str(&format!(" {key}=\"{}\"", escape(value)));
                    }
                }
                out.push('>');
                if element.name == "pre"
                    && matches!(element.children.first(), Some(Node::Text(t)) if t.starts_with('\n'))
                {
                    out.push('\n');
                }
                print(&element.children, out);
                if !VOID.contains(&element.name.as_str()) {
                    out.push_str(&format!("</{}>", element.name));
                }
            }
        }
    }
}

fn text_of(nodes: &[Node], out: &mut String) {
    for node in nodes {
        match node {
            Node::Text(text) => out.push_str(text),
            Node::Element(element) => text_of(&element.children, out),
        }
    }
}

#[test]
fn a_parser_makes_of_it_what_was_drawn() {
    for (path, article) in examples() {
        let html = render::fragment(&article, &Options::default());
        let mut again = String::new();
        print(&parse_html(drawn(&html)), &mut again);
        assert_eq!(again, drawn(&html), "{}", path.display());
    }
}

#[test]
fn all_of_the_text_is_there_once_and_in_its_order() {
    let squeeze = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for (path, article) in examples() {
        let html = render::fragment(&article, &Options::default());
        let mut text = String::new();
        text_of(&parse_html(drawn(&html)), &mut text);
        // A formula is drawn instead of its spelling, and readings stand between characters.
        let spelled = |block: &&Block| {
            ["math: Some", "ruby: Some"].iter().any(|one| format!("{block:?}").contains(one))
        };
        for block in article.body.iter().filter(|block| !spelled(block)) {
            for word in stats::text(block).split_whitespace() {
                assert!(text.contains(word), "{}: {word}", path.display());
            }
        }
        let headline = squeeze(&article.headline_text());
        assert_eq!(squeeze(&text).matches(&headline).count(), 1, "{}", path.display());
    }
}

#[test]
fn nothing_in_it_runs_and_no_style_is_an_attribute() {
    let hostile = r##"{"baca":1,"headline":"</title><script>alert(1)</script>",
        "dek":"\"><img src=x onerror=alert(1)>","lang":"en\" onload=\"alert(1)",
        "url":"https://e.example/\"><script>alert(1)</script>",
        "body":["</template></baca-reader><script>alert(1)</script>",
            {"type":"paragraph","id":"\"><script>","text":[{"text":"x","href":"javascript:alert(1)"}]},
            {"type":"image","src":"https://e.example/a.png\" onerror=\"alert(1)","alt":"\" onload=\"alert(1)"}]}"##;
    let options = Options {
        src: Some("/a.json\"><script>alert(1)</script>".into()),
        site: Site { name: Some("</title><script>alert(1)</script>".into()), ..Site::default() },
        ..Options::default()
    };
    let page = render::document(&read(hostile), &options);
    let scripts: Vec<&str> = page.split("<script").skip(1).collect();
    assert_eq!(scripts.len(), 2, "{page}");
    for script in scripts {
        let (begin, rest) = script.split_once('>').expect("an end");
        assert!(begin == " type=\"application/json\"" || begin == " type=\"application/ld+json\"");
        assert!(!rest.split("</script>").next().unwrap_or_default().contains('<'));
    }
    assert_eq!(page.matches("</template>").count(), 1);
    assert!(!page.contains("javascript:"));
    for name in [" onerror=\"", " onload=\"", " style="] {
        assert!(!page.contains(name), "{name}");
    }
}

#[test]
fn a_page_tells_search_engines_and_networks_what_it_is() {
    let article = read(
        r#"{"baca":1,"headline":"Pasang & surut","dek":"Dek.","lang":"id","url":"https://e.example/1",
            "published":"2026-03-01T06:30:00+07:00","byline":["Sari","Tom"],"tags":["Laut"],
            "lead":{"type":"image","src":"/a.jpg","alt":"Laut"},"body":["Satu."]}"#,
    );
    let options = Options {
        site: Site::read(r#"{"site":{"name":"Warta"},"labels":{"id":{"by":"Ditulis"}}}"#)
            .expect("JSON"),
        script: Some("/baca/baca.js".into()),
        ..Options::default()
    };
    let page = render::document(&article, &options);
    for wanted in [
        "<html lang=\"id\" dir=\"ltr\">",
        "<title>Pasang &amp; surut – Warta</title>",
        "<link rel=\"canonical\" href=\"https://e.example/1\">",
        "<meta property=\"og:image\" content=\"https://news.example/a.jpg\">",
        "<meta property=\"og:title\" content=\"Pasang &amp; surut\">",
        "\"@type\":\"NewsArticle\"",
        "\"author\":[{\"@type\":\"Person\",\"name\":\"Sari\"},{\"@type\":\"Person\",\"name\":\"Tom\"}]",
        "<script type=\"module\" src=\"/baca/baca.js\"></script>",
        "Minggu, 1 Maret 2026 pukul 06.30 GMT+7",
        "Ditulis <span class=\"name\">Sari</span> dan <span class=\"name\">Tom</span>",
        "1 menit baca",
    ] {
        assert!(page.contains(wanted), "{wanted}: {page}");
    }
}

#[test]
fn style_is_allowed_by_its_hash_and_nothing_else_is_inline() {
    let page =
        render::document(&read(r#"{"baca":1,"headline":"x","body":["y"]}"#), &Options::default());
    let styles: Vec<String> = page
        .split("<style>")
        .skip(1)
        .map(|rest| render::hash_of(rest.split("</style>").next().unwrap_or_default()))
        .collect();
    assert_eq!(styles, [render::hash_of(render::PAGE_STYLE), render::style_hash()]);
}

#[test]
fn pieces_make_the_whole_and_a_long_body_comes_in_many() {
    let body: Vec<String> = (0..1000).map(|n| format!("\"Paragraph {n}.\"")).collect();
    let article = read(&format!(r#"{{"baca":1,"headline":"x","body":[{}]}}"#, body.join(",")));
    let pieces: Vec<String> = render::pieces(&article, &Options::default()).collect();
    assert_eq!(pieces.len(), 22);
    assert_eq!(pieces.concat(), render::fragment(&article, &Options::default()));
    assert!(pieces[1].starts_with("<div class=\"section long "), "{}", pieces[1]);
}

#[test]
fn two_articles_on_a_page_have_ids_of_their_own() {
    let article = |url: &str| {
        read(&format!(
            r#"{{"baca":1,"headline":"x","url":"{url}","body":[{{"type":"paragraph","id":"a","text":"y"}}]}}"#
        ))
    };
    let id = |html: String| {
        html.split(" id=\"").nth(1).and_then(|rest| rest.split('"').next().map(String::from))
    };
    let (one, two) = (article("https://e.example/1"), article("https://e.example/2"));
    let (one, two) =
        (render::fragment(&one, &Options::default()), render::fragment(&two, &Options::default()));
    assert!(id(one.clone()).is_some_and(|id| id.ends_with("-a")));
    assert_ne!(id(one), id(two));
}
