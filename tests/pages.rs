//! Tests HTML as input: an `<article>` of the page, and whole pages at the article's URL.

use baca_convert::formats;
use baca_model::stats;
use baca_model::{plain_text, Byline, Kind};
use baca_wire::document::DecodedArticle;

fn read(html: &str, hint: Option<&str>) -> Result<DecodedArticle, baca_wire::document::Error> {
    formats::read(html, "https://news.example/a/", hint, None)
}

fn body(decoded: &DecodedArticle) -> String {
    decoded.article.body.iter().map(stats::text).collect::<String>().trim().to_string()
}

#[test]
fn the_fields_of_an_article_element_are_found() {
    let html = r#"<article lang="id" dir="ltr"><header><h1>Judul <em>besar</em></h1>
        <p class="dek">Kalimat.</p><p class="byline">Oleh <a rel="author" href="/ani">Ani</a></p>
        <time datetime="2026-03-01">1 Maret</time></header>
        <figure><img src="a.jpg" width="3" height="2" alt="Alt"><figcaption>Teks</figcaption></figure>
        <p>Satu.</p><h2>Dua</h2><p>Tiga.</p></article>"#;
    let decoded = read(html, Some("html")).expect("an article");
    let article = &decoded.article;
    assert_eq!(article.headline_text(), "Judul besar");
    assert_eq!(plain_text(&article.dek), "Kalimat.");
    assert!(matches!(&article.byline, Byline::Line(line) if plain_text(line) == "Oleh Ani"));
    assert_eq!(article.published.as_deref(), Some("2026-03-01"));
    assert_eq!(article.lang.as_deref(), Some("id"));
    assert!(matches!(article.lead.as_ref().map(|b| &b.kind), Some(Kind::Image(_))));
    assert_eq!(body(&decoded), "Satu. Dua Tiga.");
}

#[test]
fn only_a_heading_before_the_text_is_the_headline() {
    let decoded = read("<article><p>Satu.</p><h2>Dua</h2></article>", Some("html"));
    let decoded = decoded.expect("an article");
    assert_eq!(decoded.article.headline_text(), "");
    assert_eq!(body(&decoded), "Satu. Dua");
    let decoded = read("<div><h2>Judul</h2></div><p>Satu.</p>", Some("html")).expect("an article");
    assert_eq!(decoded.article.headline_text(), "Judul");
}

#[test]
fn a_page_is_read_from_its_largest_article_element_and_its_metadata() {
    let html = r#"<!doctype html><html><head><title>T</title><script type="application/ld+json">
        {"@context":"https://schema.org","@type":"NewsArticle","headline":"Lain","author":{"name":"Ani"},
        "datePublished":"2026-03-01T08:00:00+07:00"}</script></head><body><nav>Menu</nav>
        <article><h3>Teaser</h3></article><main><article><h1>Judul</h1><p>Satu dua tiga empat.</p>
        </article></main><footer>Kaki</footer></body></html>"#;
    let decoded = read(html, None).expect("an article");
    assert_eq!(decoded.format, "html");
    assert_eq!(decoded.article.headline_text(), "Judul");
    assert_eq!(body(&decoded), "Satu dua tiga empat.");
    assert_eq!(decoded.article.published.as_deref(), Some("2026-03-01T08:00:00+07:00"));
    assert!(matches!(&decoded.article.byline, Byline::People(p) if p[0].name == "Ani"));
}

#[test]
fn a_page_without_an_article_element_is_read_from_its_json_ld_if_that_has_the_text() {
    let page = |body: &str| {
        format!(
            r#"<html><head><script type="application/ld+json">{{"@context":"https://schema.org",
            "@type":"Article","headline":"Judul"{body}}}</script></head><body>x</body></html>"#
        )
    };
    let decoded = read(&page(r#","articleBody":"Satu.\n\nDua.""#), None).expect("an article");
    assert_eq!(body(&decoded), "Satu. Dua.");
    assert_eq!(read(&page(""), None).expect_err("no text").code(), "not-json");
}

#[test]
fn a_login_form_is_not_an_article() {
    let html =
        "<!doctype html><title>Log in</title><main><h1>Log in</h1><form><input></form></main>";
    assert_eq!(read(html, None).expect_err("a form").code(), "not-json");
}
