//! Tests documents at the limits: very deep, very wide, or with unclosed elements. Each is read to its
//! end, the text within the limits is kept, and the article is marked as truncated.

use baca_convert::formats;
use baca_model::stats;
use baca_wire::document::{DecodedArticle, Error};

/// Depth or width of a hostile document.
const MANY: usize = 100_000;
/// Number of parts that each become a block; more than an article may have.
const MANY_BLOCKS: usize = 30_000;

fn read(text: &str, hint: Option<&str>) -> Result<DecodedArticle, Error> {
    formats::read(text, "https://a.example/", hint, None)
}

fn text(decoded: &DecodedArticle) -> String {
    decoded.article.body.iter().map(stats::text).collect()
}

#[test]
fn deeply_nested_html_is_read() {
    for (open, close) in [
        ("<div>", "</div>"),
        ("<b>", "</b>"),
        ("<b><p>", ""),
        ("<a href=/x>", "</a>"),
        ("<ul><li>", "</li></ul>"),
        ("<dl><dt>x<dd>", ""),
        ("<blockquote>", "</blockquote>"),
        ("<details><summary>", ""),
        ("<figure>", "</figure>"),
        ("<table><tr><td>", "</table>"),
        ("<ruby>a", "</ruby>"),
        ("<q>", "</q>"),
        ("<math><mtext>", ""),
        ("<article>", "</article>"),
        ("<font><nobr><p>", ""),
        ("<div class=gallery>", "</div>"),
        ("<div class=kg-bookmark-card><a href=/x>", "</a></div>"),
        ("<object>", "</object>"),
        ("<picture>", "</picture>"),
        ("<noscript>", ""),
    ] {
        let html = format!("<p>before</p>{}deep{}", open.repeat(MANY), close.repeat(MANY));
        let decoded = read(&html, Some("html")).unwrap_or_else(|error| panic!("{open}: {error}"));
        let text = text(&decoded);
        // The article of a page is the content of its `article` element.
        assert!(text.contains("before") || open == "<article>", "{open}");
        assert!(text.contains("deep") || open == "<noscript>", "{open}");
    }
}

#[test]
fn unclosed_html_is_read_to_the_end() {
    for part in [
        "<!--",
        "<",
        "</",
        "<p ",
        "&",
        "&#",
        "<script>",
        "<style>",
        "<textarea></",
        "<title>",
        "<svg>",
        "<template>",
        "<select><option>",
        "<frameset>",
        "<plaintext>",
        "<table>x",
        "<table><tr>x",
        "<p a=b",
        "<p a='",
        "\0",
        "\r",
        "<![CDATA[",
        "<?x",
        "</b></i>",
        "<li>",
        "<optgroup>",
        "<iframe>",
        "<noframes>",
        "<body a=1>",
        "<html b=2>",
        "<caption>",
        "<colgroup>",
        "<h1>",
        "<form>",
        "<button>",
        "<marquee>",
        "<annotation-xml>",
        "<isindex>",
    ] {
        let html = format!("<p>before</p>{}", part.repeat(MANY_BLOCKS));
        let decoded = read(&html, Some("html")).unwrap_or_else(|error| panic!("{part}: {error}"));
        assert!(text(&decoded).contains("before"), "{part}");
    }
}

#[test]
fn a_list_that_is_too_long_is_truncated() {
    for (start, part, end) in [
        ("", "<p>x</p>", ""),
        ("<ul>", "<li>x", "</ul>"),
        ("<dl>", "<dt>x<dd>y", "</dl>"),
        ("<table>", "<tr><td>x<td>y", "</table>"),
        ("<blockquote>", "<p>x</p>", "</blockquote>"),
        ("<aside>", "<p>x</p>", "</aside>"),
        ("<details><summary>y</summary>", "<p>x</p>", "</details>"),
        ("<figure>", "<img src=a.jpg>", "</figure>"),
        ("<div class=gallery>", "<img src=a.jpg>", "</div>"),
    ] {
        let html = format!("{start}{}{end}<p>after</p>", part.repeat(MANY_BLOCKS));
        let decoded =
            read(&html, Some("html")).unwrap_or_else(|error| panic!("{start}{part}: {error}"));
        assert!(decoded.article.truncated, "{start}{part}");
        let shown = text(&decoded);
        assert!(part.contains("img") || shown.matches('x').count() > 9_000, "{start}{part}");
        assert!(!shown.contains("after"), "{start}{part}");
    }
}

#[test]
fn long_texts_and_many_attributes_are_read() {
    let long = "word ".repeat(1_000_000);
    let decoded = read(&format!("<p>{long}</p>"), Some("html")).expect("an article");
    assert_eq!(text(&decoded).trim().len(), long.trim().len());
    let attributes: String = (0..MANY).map(|n| format!(" a{n}=1")).collect();
    let decoded = read(&format!("<p{attributes}>x</p>"), Some("html")).expect("an article");
    assert_eq!(text(&decoded).trim(), "x");
    let value = format!("<p title=\"{}\">x</p>", "w".repeat(5_000_000));
    assert_eq!(text(&read(&value, Some("html")).expect("an article")).trim(), "x");
}

#[test]
fn deeply_nested_json_is_read() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("{\"type\":\"doc\",\"content\":[", "]}")] {
        let deep = format!("{}1{}", open.repeat(MANY), close.repeat(MANY));
        let _ = read(&deep, None);
        let article = format!("{{\"baca\":1,\"headline\":\"h\",\"body\":[\"x\",{deep},\"y\"]}}");
        let decoded = read(&article, None).unwrap_or_else(|error| panic!("{open}: {error}"));
        assert!(decoded.article.truncated, "{open}");
        let text = text(&decoded);
        assert!(text.contains('x') && text.contains('y'), "{open}");
    }
    assert!(matches!(read(&"[".repeat(MANY), None), Err(Error::NotJson { .. })));
}

#[test]
fn unclosed_markdown_is_text() {
    for part in
        ["[", "![", "[a](", "<a ", "**a", "*a _b ", "`", "> ", "- a\\n  - b\\n", "#", "\\\\", "```"]
    {
        let text = part.repeat(MANY_BLOCKS);
        let article = format!(
            r#"{{"version":"1.7","identifier":"a","title":"t","components":[{{"role":"body","format":"markdown","text":"{text}x"}}]}}"#
        );
        let decoded = read(&article, None).unwrap_or_else(|error| panic!("{part}: {error}"));
        assert_eq!(decoded.article.headline_text(), "t", "{part}");
    }
}
