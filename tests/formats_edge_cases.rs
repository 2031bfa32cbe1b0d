//! Tests edge cases of the CMS formats: each test has a document and the fields of Baca's own format
//! that it is converted to.

#![recursion_limit = "512"]

use baca_convert::formats;
use baca_wire::encode;
use serde_json::{json, Value};

const BASE: &str = "https://news.example/a/b";

fn decoded(document: &Value) -> baca_wire::document::DecodedArticle {
    let text = document.as_str().map_or_else(|| document.to_string(), Into::into);
    formats::read(&text, BASE, None, None).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn own(document: &Value) -> Value {
    encode::article(&decoded(document).article)
}

/// Asserts the values at the pointers of a document's article.
fn check(document: Value, wanted: &[(&str, Value)]) {
    let own = own(&document);
    for (pointer, value) in wanted {
        let found = own.pointer(pointer).unwrap_or(&Value::Null);
        assert_eq!(found, value, "{pointer} of {own:#}");
    }
}

fn post(html: &str) -> Value {
    json!({"id": 1, "type": "post", "slug": "x", "link": "/x", "title": {"rendered": "T"}, "content": {"rendered": html}})
}

fn page(head: &str, body: &str) -> Value {
    format!("<!doctype html>\n<html lang=\"fa-IR\" dir=\"rtl\"><head>{head}</head><body>{body}</body></html>").into()
}

#[test]
fn language_url_and_dates_of_a_page_are_read() {
    let head = r#"<link rel="canonical" href="/canon"><meta property="og:site_name" content="Site">
        <meta name="author" content="Sari"><meta property="article:published_time" content="2026-01-01">
        <meta property="article:modified_time" content="2026-01-02">"#;
    check(
        page(head, "<nav>menu</nav><article><h1>Head</h1><p>One</p></article>"),
        &[
            ("/lang", "fa-IR".into()),
            ("/dir", "rtl".into()),
            ("/url", "https://news.example/canon".into()),
            ("/publisher/name", "Site".into()),
            ("/byline/0/name", "Sari".into()),
            ("/published", "2026-01-01".into()),
            ("/modified", "2026-01-02".into()),
            ("/body", json!(["One"])),
        ],
    );
}

#[test]
fn a_page_with_several_article_elements_is_one_text() {
    let parts = "<article><h2>1</h2><p>One</p></article>".repeat(3);
    let own = own(&page("", &format!("<h1>Head</h1><p>Zero</p>{parts}")));
    assert_eq!(own["headline"], "Head");
    assert_eq!(own["body"].as_array().expect("a list").len(), 7);
}

#[test]
fn a_page_without_an_article_element_needs_json_ld() {
    let head = r##"<script type="application/ld+json">{"@context":"https://schema.org","@graph":[
        {"@type":"WebPage","@id":"#w","description":"What it is about"},
        {"@type":["NewsArticle"],"headline":"LD","mainEntityOfPage":{"@id":"#w"},"author":{"@id":"#p"}},
        {"@type":"Person","@id":"#p","name":"Sari","url":"/sari"}]}</script>"##;
    check(
        page(head, "<main><h1>Head</h1><p>One</p></main>"),
        &[
            ("/headline", "Head".into()),
            ("/dek", "What it is about".into()),
            ("/byline/0/name", "Sari".into()),
            ("/body", json!(["One"])),
        ],
    );
}

#[test]
fn only_the_header_before_the_text_is_read_as_fields() {
    let html = "<article><header><p class=kicker><a href=/s>Kota</a></p><h1>H</h1><time itemprop=dateModified datetime=2026-01-02>x</time></header>\
        <p>One</p><section><header><h2>Two</h2></header><p>Three</p></section></article>";
    check(
        html.into(),
        &[
            ("/kicker", json!({"text": "Kota", "url": "https://news.example/s"})),
            ("/modified", "2026-01-02".into()),
            ("/body", json!(["One", {"type": "heading", "level": 2, "text": "Two"}, "Three"])),
        ],
    );
}

#[test]
fn list_items_keep_the_ids_of_footnotes() {
    let html = r##"<p>x<sup><a id="r1" href="#f1">1</a></sup></p><ol><li id="f1">Note <a href="#r1">↩</a></li></ol>"##;
    check(post(html), &[("/body/1/items/0/id", "f1".into()), ("/body/0/text/1/id", "r1".into())]);
}

#[test]
fn wordpress_excerpts_lose_the_link_to_the_whole_post() {
    let mut document = post("<p>Body</p>");
    document["excerpt"] = json!({"rendered": "<p>Words &hellip; <a href=\"/x\" class=\"more-link\">Continue <span>\"T\"</span></a></p>"});
    check(document, &[("/dek", "Words …".into())]);
}

#[test]
fn wordpress_files_separate_name_and_button() {
    let html = r#"<div class="wp-block-file"><a href="/f.pdf">Report</a><a href="/f.pdf" class="wp-block-file__button" download>Download</a></div>"#;
    let own = own(&post(html));
    let text: String = own["body"][0]["items"][0]["text"]
        .as_array()
        .expect("spans")
        .iter()
        .filter_map(|s| s.as_str().or(s["text"].as_str()))
        .collect();
    assert_eq!(text, "Report Download");
}

#[test]
fn ghost_players_have_the_poster_of_their_style() {
    let html = r#"<figure class="kg-card kg-video-card"><video src="/v.mp4" poster="https://img.spacergif.org/v1/1x1/0a/spacer.png" style="background: transparent url('/th.jpg') 50% 50%"></video></figure>"#;
    check(post(html), &[("/body/0/poster/src", "https://news.example/th.jpg".into())]);
}

#[test]
fn images_of_unknown_width_keep_the_file_with_the_highest_density() {
    let html = r#"<picture><source srcset="a.webp 1x, b.webp 2x" type="image/webp"><img src="a.jpg"></picture>"#;
    check(
        post(html),
        &[(
            "/body/0/sources",
            json!([{"src": "https://news.example/a/b.webp", "type": "image/webp"}]),
        )],
    );
}

#[test]
fn apple_news_markdown_and_maps_are_converted() {
    let document = json!({"version": "1.7", "identifier": "x", "title": "T", "components": [
        {"role": "body", "format": "markdown", "text": "a ***b*** c"},
        {"role": "map", "latitude": -6.25, "longitude": 106.5, "caption": "Here"}]});
    check(
        document,
        &[
            ("/body/0/text", json!(["a ", {"text": "b", "bold": true, "italic": true}, " c"])),
            ("/body/1/provider", "OpenStreetMap".into()),
            ("/body/1/caption", "Here".into()),
        ],
    );
}

#[test]
fn guardian_images_have_sizes_but_no_type() {
    let asset = |width: u32| json!({"type": "image", "mimeType": "image/jpeg", "file": format!("https://m.example/{width}.jpg"), "typeData": {"width": width, "height": width / 2}});
    let document = json!({"response": {"content": {"id": "a", "webTitle": "T", "webUrl": "https://g.example/a", "sectionId": "s", "fields": {"body": "<p>x</p>"},
        "elements": [{"relation": "main", "type": "image", "assets": [asset(500), asset(1000)]}]}}});
    check(
        document,
        &[
            ("/lead/src", "https://m.example/1000.jpg".into()),
            (
                "/lead/sources",
                json!([{"src": "https://m.example/500.jpg", "width": 500, "height": 250}]),
            ),
        ],
    );
}

#[test]
fn schema_org_audio_becomes_an_audio_block() {
    let document = json!({"@context": "https://schema.org", "@type": "NewsArticle", "headline": "H", "articleBody": "x",
        "datePublished": {"@type": "Date", "@value": "2026-01-02"}, "audio": {"@type": "AudioObject", "contentUrl": "/a.mp3", "name": "Listen"}});
    check(
        document,
        &[
            ("/published", "2026-01-02".into()),
            (
                "/body/1",
                json!({"type": "audio", "src": "https://news.example/a.mp3", "title": "Listen"}),
            ),
        ],
    );
}

#[test]
fn ans_groups_have_titles_and_links_have_descriptions() {
    let document = json!({"type": "story", "version": "0.10.11", "headlines": {"basic": "H"}, "content_elements": [
        {"type": "element_group", "title": "Group", "content_elements": [{"type": "text", "content": "In it"}]},
        {"type": "text", "content": "<br/>"},
        {"type": "interstitial_link", "content": "More", "url": "/more", "description": {"basic": "Why"}}]});
    check(
        document.clone(),
        &[
            ("/body/0/text", "Group".into()),
            ("/body/1", "In it".into()),
            ("/body/2/items/0/dek", "Why".into()),
        ],
    );
    assert_eq!(decoded(&document).problems, []);
}

fn lexical(children: Value) -> Value {
    json!({"root": {"type": "root", "direction": "rtl", "children": children}})
}

#[test]
fn lexical_directions_alignments_and_formulas_are_converted() {
    let text = |text: &str| json!([{"type": "text", "text": text}]);
    check(
        lexical(json!([
            {"type": "heading", "tag": "h1", "direction": "rtl", "children": text("عنوان")},
            {"type": "paragraph", "direction": "rtl", "children": text("نص")},
            {"type": "paragraph", "direction": "ltr", "format": "center", "children": text("left to right")},
            {"type": "equation", "equation": "x^2", "inline": false},
            {"type": "collapsible-container", "open": true, "children": [
                {"type": "collapsible-title", "children": text("Title")},
                {"type": "collapsible-content", "children": [{"type": "paragraph", "children": text("In it")}]}]},
            {"type": "tweet", "id": "123"},
            {"type": "block", "fields": {"blockType": "mediaBlock", "media": {"url": "/m.jpg", "alt": "A", "width": 3, "height": 2}}},
            {"type": "block", "fields": {"blockType": "code", "language": "ts", "code": "let a"}}
        ])),
        &[
            ("/dir", "rtl".into()),
            ("/body/0", "نص".into()),
            (
                "/body/1",
                json!({"type": "paragraph", "dir": "ltr", "align": "center", "text": "left to right"}),
            ),
            ("/body/2/text", json!({"text": "x^2", "code": true})),
            (
                "/body/3",
                json!({"type": "aside", "open": true, "title": "Title", "body": ["In it"]}),
            ),
            ("/body/4/url", "https://x.com/i/status/123".into()),
            ("/body/5/src", "https://news.example/m.jpg".into()),
            ("/body/6/language", "ts".into()),
        ],
    );
}

#[test]
fn prosemirror_attributes_and_figures_are_converted() {
    let text = |text: &str| json!([{"type": "text", "text": text}]);
    check(
        json!({"type": "doc", "content": [
            {"type": "paragraph", "attrs": {"textAlign": "center", "dir": "rtl"}, "content": text("a")},
            {"type": "figure", "content": [{"type": "image", "attrs": {"src": "/i.jpg"}}, {"type": "figcaption", "content": text("cap")}]},
            {"type": "blockMath", "attrs": {"latex": "E=mc^2"}},
            {"type": "details", "attrs": {"open": true}, "content": [{"type": "detailsSummary", "content": text("s")}, {"type": "detailsContent", "content": [{"type": "paragraph", "content": text("d")}]}]}]}),
        &[
            ("/dir", Value::Null),
            ("/body/0/align", "center".into()),
            ("/body/0/dir", "rtl".into()),
            ("/body/1/caption", "cap".into()),
            ("/body/2/text/text", "E=mc^2".into()),
            ("/body/3/open", true.into()),
        ],
    );
}

#[test]
fn portable_text_keeps_credits_and_the_text_of_unknown_blocks() {
    check(
        json!([
            {"_type": "block", "children": [{"_type": "span", "text": "a\nb"}]},
            {"_type": "image", "asset": {"url": "https://c.example/a.jpg"}, "caption": "Cap", "attribution": "Ph"},
            {"_type": "ourOwn", "text": "kept"}]),
        &[
            ("/body/0/text", json!(["a", {"break": true}, "b"])),
            ("/body/1/caption", "Cap".into()),
            ("/body/1/credit", "Ph".into()),
            ("/body/2", "kept".into()),
        ],
    );
}

#[test]
fn editorjs_tools_of_all_kinds_keep_their_texts() {
    let own = own(&json!({"time": 1, "version": "2.30", "blocks": [
        {"type": "paragraph", "data": {"text": "mid", "alignment": "center"}},
        {"type": "List", "data": {"style": "ordered", "meta": {"start": 3}, "items": [{"content": "one", "items": []}]}},
        {"type": "linkTool", "data": {"link": "https://l.example", "meta": {"title": "LT", "description": "LD", "image": {"url": "/l.jpg"}}}},
        {"type": "personality", "data": {"name": "Sari", "description": "Writes here"}},
        {"type": "columns", "data": {"cols": [{"blocks": [{"type": "paragraph", "data": {"text": "column"}}]}]}}]}));
    assert_eq!(own.pointer("/body/0/align"), Some(&json!("center")));
    assert_eq!(own.pointer("/body/1/start"), Some(&json!(3)));
    assert_eq!(
        own.pointer("/body/2/items/0/image/src"),
        Some(&json!("https://news.example/l.jpg"))
    );
    let text = own.to_string();
    for wanted in ["Sari", "Writes here", "column"] {
        assert!(text.contains(wanted), "{wanted}: {text}");
    }
}

#[test]
fn problems_have_the_paths_of_the_source() {
    let mut document = post("<p><a href=\"javascript:x\">x</a></p>");
    document["_embedded"] = json!({"author": [{"code": "rest_user_invalid_id", "message": "No."}], "wp:featuredmedia": [{"source_url": "javascript:x"}]});
    let decoded = decoded(&document);
    let paths: Vec<&str> = decoded.problems.iter().map(|problem| problem.path.as_str()).collect();
    for wanted in
        ["_embedded.author[0]", "_embedded.wp:featuredmedia[0].source_url", "content.rendered"]
    {
        assert!(paths.contains(&wanted), "{wanted}: {paths:?}");
    }
}
