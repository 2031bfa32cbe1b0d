//! Tests irregularities in documents of real sites: each fault that was found, and others of its kind.

#![recursion_limit = "512"]

use baca_convert::formats;
use baca_model::stats;
use baca_model::Dir;
use baca_wire::document::DecodedArticle;
use baca_wire::encode;
use serde_json::{json, Value};

const BASE: &str = "https://news.example/api/1.json";

fn decoded(document: &Value) -> DecodedArticle {
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

fn problems(document: &Value) -> Vec<String> {
    decoded(document).problems.iter().map(|problem| problem.line()).collect()
}

/// Returns whether a problem has a path that starts with `path`.
fn has_problem_at(document: &Value, path: &str) -> bool {
    decoded(document).problems.iter().any(|problem| problem.path.starts_with(path))
}

/// Returns the texts of the blocks, joined with `|`.
fn texts(document: &Value) -> String {
    let blocks = decoded(document).article.body;
    blocks.iter().map(stats::text).collect::<Vec<_>>().join("|")
}

/// Asserts that the article has the texts in this order.
fn assert_in_order(document: &Value, wanted: &[&str]) {
    let all = own(document).to_string();
    let mut from = 0;
    for text in wanted {
        let found = all.get(from..).and_then(|rest| rest.find(text));
        let at = found.unwrap_or_else(|| panic!("{text} after {from} in {all}"));
        from += at + text.len();
    }
}

fn ld(members: Value) -> Value {
    let mut document = json!({"@context": "https://schema.org", "@type": "NewsArticle",
        "headline": "Pasar buka", "articleBody": "Pasar buka sejak subuh."});
    for (key, value) in members.as_object().expect("members") {
        document[key] = value.clone();
    }
    document
}

fn feed(item: Value) -> Value {
    json!({"version": "https://jsonfeed.org/version/1.1", "title": "Warta", "items": [item]})
}

fn post(html: &str, members: Value) -> Value {
    let mut document = json!({"id": 1, "slug": "pasar", "link": "https://warta.example/pasar/",
        "title": {"rendered": "Pasar"}, "content": {"rendered": html}});
    for (key, value) in members.as_object().expect("members") {
        document[key] = value.clone();
    }
    document
}

fn page(head: &str, body: &str) -> Value {
    format!("<!doctype html><html lang=\"id\"><head>{head}</head><body>{body}</body></html>").into()
}

fn editorjs(blocks: Value) -> Value {
    json!({"time": 1, "version": "2.30.0", "blocks": blocks})
}

#[test]
fn an_unambiguous_date_is_read() {
    for (written, wanted) in [
        (json!("2026-3-2"), "2026-03-02"),
        (json!("2026/03/05 10:00"), "2026-03-05T10:00"),
        (json!("20260302T080000Z"), "2026-03-02T08:00:00Z"),
        (json!("2026-03-02T08:00:00+0700"), "2026-03-02T08:00:00+07:00"),
        (json!("2026-03-02 09:30:00 +07:00"), "2026-03-02T09:30:00+07:00"),
        (json!(1772413200000_i64), "2026-03-02T01:00:00Z"),
        (json!("1772413200"), "2026-03-02T01:00:00Z"),
        (json!("Mon Mar 02 2026 08:00:00 GMT+0700 (WIB)"), "2026-03-02T08:00:00+07:00"),
        (json!("Thursday, 05 March 2026"), "2026-03-05"),
        (json!({"@type": "Date", "@value": "March 5, 2026"}), "2026-03-05"),
    ] {
        check(ld(json!({"datePublished": written})), &[("/published", wanted.into())]);
        check(
            feed(json!({"id": "1", "content_text": "x", "date_published": written})),
            &[("/published", wanted.into())],
        );
    }
}

#[test]
fn an_ambiguous_or_invalid_date_is_dropped_and_reported() {
    for written in [
        json!("02/03/2026 08:00"),
        json!("0000-00-00"),
        json!("0001-01-01T00:00:00Z"),
        json!("1970-01-01T00:00:00Z"),
        json!(0),
        json!("soon"),
        json!("2026-02-30"),
    ] {
        let document = ld(json!({"datePublished": written}));
        check(document.clone(), &[("/published", Value::Null)]);
        assert!(has_problem_at(&document, "datePublished"), "{written}: {:?}", problems(&document));
    }
    let document = page(
        "<meta property=article:published_time content=\"02/03/2026\">",
        "<article><h1>Pasar</h1><p>Buka.</p></article>",
    );
    check(document.clone(), &[("/published", Value::Null)]);
    assert_eq!(problems(&document).len(), 1);
}

#[test]
fn a_converted_document_is_decoded_without_problems() {
    for written in
        ["2026-3-2", "2026/03/05 10:00", "1772413200", "Mon Mar 02 2026 08:00:00 GMT+0700"]
    {
        let written = own(&ld(json!({"datePublished": written, "dateModified": "5 March 2026"})));
        let again = decoded(&written);
        assert_eq!(again.problems, [], "{written}");
        assert_eq!(encode::article(&again.article), written);
    }
}

#[test]
fn a_time_element_without_a_date_stays_text() {
    let html = |time: &str| {
        json!(format!("<article><header><h1>Pasar</h1>{time}</header><p>Buka.</p></article>"))
    };
    check(
        html("<time datetime=\"2026-03-02 08:00 +07:00\">Senin</time>"),
        &[("/published", "2026-03-02T08:00+07:00".into()), ("/body", json!(["Buka."]))],
    );
    for time in ["<time datetime=\"PT3M\">3 menit</time>", "<time datetime=\"nanti\">Nanti</time>"]
    {
        check(html(time), &[("/published", Value::Null), ("/body/1", "Buka.".into())]);
    }
}

#[test]
fn relative_urls_of_an_item_are_resolved_against_the_item() {
    let html = "<p><a href=\"../ikan/\">Ikan</a></p><p><img src=\"dermaga.jpg\" alt=\"D\"></p>";
    let item = json!({"id": "1", "url": "https://warta.example/tulisan/kapal/", "title": "Kapal",
        "image": "sampul.jpg", "content_html": html});
    check(
        feed(item),
        &[
            ("/lead/src", "https://warta.example/tulisan/kapal/sampul.jpg".into()),
            ("/body/0/text/href", "https://warta.example/tulisan/ikan/".into()),
            ("/body/1/src", "https://warta.example/tulisan/kapal/dermaga.jpg".into()),
        ],
    );
    check(
        feed(json!({"id": "https://warta.example/k/", "title": "K", "content_html": html})),
        &[("/body/1/src", "https://warta.example/k/dermaga.jpg".into())],
    );
    check(
        feed(json!({"id": "7", "title": "K", "content_html": html})),
        &[("/body/1/src", "https://news.example/api/dermaga.jpg".into())],
    );
    check(
        post(html, json!({})),
        &[("/body/1/src", "https://warta.example/pasar/dermaga.jpg".into())],
    );
    // URLs of the feed itself are resolved against the feed.
    let mut document =
        feed(json!({"id": "1", "url": "https://warta.example/a/b/", "content_html": html}));
    document["icon"] = "ikon.png".into();
    check(document, &[("/publisher/image/src", "https://news.example/api/ikon.png".into())]);
}

#[test]
fn the_base_element_of_a_page_applies() {
    let body = "<article><h1>Kapal</h1><p>Lihat <a href=\"peta.pdf\">peta</a>.</p></article>";
    for (base, wanted) in [
        (
            "<base href=\"https://cdn.example/terbit/42/\">",
            "https://cdn.example/terbit/42/peta.pdf",
        ),
        ("<base href=\"/terbit/\">", "https://news.example/terbit/peta.pdf"),
        ("<base target=_blank>", "https://news.example/api/peta.pdf"),
        ("<base href=\"javascript:x\">", "https://news.example/api/peta.pdf"),
    ] {
        check(page(base, body), &[("/body/0/text/1/href", wanted.into())]);
    }
}

#[test]
fn entities_in_plain_fields_are_decoded_once() {
    check(
        ld(json!({"headline": "Tanya &amp; jawab: &#8220;Kapal&#8221; Pak Wahyu&#039;s",
            "articleBody": "Kapal &quot;Sinar&quot; &amp; sandar.\n\nSenang&hellip;",
            "description": "Harga &lt; Rp 10 ribu", "author": {"name": "D&#8217;Angelo &amp; Sari"},
            "keywords": "Ikan &amp; laut, R&D"})),
        &[
            ("/headline", "Tanya & jawab: “Kapal” Pak Wahyu's".into()),
            ("/body", json!(["Kapal \"Sinar\" & sandar.", "Senang…"])),
            ("/dek", "Harga < Rp 10 ribu".into()),
            ("/byline/0/name", "D’Angelo & Sari".into()),
            ("/tags", json!([{"text": "Ikan & laut"}, {"text": "R&D"}])),
        ],
    );
    check(
        ld(
            json!({"headline": "Nelayan &amp;#8220;tolak&amp;#8221;", "description": "A &amp;amp; B"}),
        ),
        &[("/headline", "Nelayan &#8220;tolak&#8221;".into()), ("/dek", "A &amp; B".into())],
    );
    // A text about HTML is a text.
    check(
        ld(
            json!({"articleBody": "Tulis </script> sebagai <\\/script>. Lalu </p> dan <br> dijelaskan."}),
        ),
        &[(
            "/body",
            json!(["Tulis </script> sebagai <\\/script>. Lalu </p> dan <br> dijelaskan."]),
        )],
    );
    check(
        ld(json!({"articleBody": "Satu <b>dua</b>.<br>Tiga."})),
        &[("/body/0/text/1", json!({"text": "dua", "bold": true}))],
    );
    // A value with a tag was not escaped, and a plain text is a text.
    for title in ["Mengapa </body> &amp; <hello-world>", "AT&T; dan R&D", "1 < 2 & 3"] {
        check(
            feed(json!({"id": "1", "title": title, "content_text": "1 &lt; 2"})),
            &[("/headline", title.into()), ("/body", json!(["1 &lt; 2"]))],
        );
    }
}

#[test]
fn plain_text_titles_keep_text_that_looks_like_tags() {
    let title = "Pakai tag <title> di kepala dan <b>tebal</b> di badan";
    let ghost = json!({"posts": [{"id": "1", "uuid": "u", "title": title, "slug": "t", "html": "<p>x</p>",
        "comment_id": "1", "published_at": "2026-01-02T03:04:05.000+00:00"}]});
    let ans = json!({"type": "story", "version": "0.10.9", "headlines": {"basic": title},
        "content_elements": [{"type": "text", "content": "x"}]});
    let guardian = json!({"response": {"content": {"id": "a", "webTitle": title, "sectionId": "s",
        "webUrl": "https://g.example/a", "fields": {"body": "<p>x</p>"}}}});
    for document in [ghost, ans, guardian] {
        check(document, &[("/headline", title.into())]);
    }
}

#[test]
fn a_byline_has_names_without_by() {
    let names = |author: Value, lang: &str| -> Vec<String> {
        let own = own(&ld(json!({"author": author, "inLanguage": lang})));
        let list = own["byline"].as_array().cloned().unwrap_or_default();
        list.iter().map(|v| v.as_str().or(v["name"].as_str()).unwrap_or_default().into()).collect()
    };
    let shapes = json!([{"name": "By Rara Wening"}, {"name": {"name": "Joko Laut"}}, null, {},
        {"name": "https://www.facebook.com/rara.wening"}, {"name": ["Sari Ombak", "Tono Karang"]}]);
    assert_eq!(names(shapes, "en"), ["Rara Wening", "Joko Laut", "Sari Ombak", "Tono Karang"]);
    for (author, lang, wanted) in [
        ("Oleh Rara Wening", "id", "Rara Wening"),
        ("oleh: Rara Wening", "ms", "Rara Wening"),
        ("Written by By Rara", "en", "Rara"),
        ("Von Anna Berg", "de", "Anna Berg"),
        ("Von Anna Berg", "en", "Von Anna Berg"),
        ("Byron Berg", "en", "Byron Berg"),
        ("Par Anna Berg", "fr-FR", "Anna Berg"),
        ("By", "en", "By"),
        ("作者：王小明", "zh", "王小明"),
        ("作者不詳", "zh", "作者不詳"),
        ("文・山田太郎", "ja", "山田太郎"),
        ("文在寅", "ko", "文在寅"),
        ("Автор: Анна Берг", "ru", "Анна Берг"),
        ("АВТОР:Анна", "ru", "Анна"),
        ("Автор", "ru", "Автор"),
        ("Autor: Jan Kowalski", "pl", "Jan Kowalski"),
        ("Autorowicz Jan", "pl", "Autorowicz Jan"),
        ("بقلم سارة علي", "ar", "سارة علي"),
        ("Yazan: Ayşe İnci", "tr", "Ayşe İnci"),
        ("Yazan Ali", "ar", "Yazan Ali"),
        ("Door Jan", "nl", "Jan"),
        ("Doorn", "nl", "Doorn"),
        ("Por Ana", "pt-BR", "Ana"),
        ("Por", "pt", "Por"),
        ("Von Trapp", "de", "Von Trapp"),
        ("https://x.com/a", "en", "x.com/a"),
        ("https://x.com/12345", "en", "x.com"),
        ("https://a.example/@rara", "en", "rara"),
        ("https://a.example/penulis/rara", "en", "rara"),
        ("www.w.example/rara", "en", "www.w.example/rara"),
    ] {
        assert_eq!(names(json!(author), lang), [wanted], "{author}");
    }
    for author in [
        json!(["Satu", "dua@warta.example", {"name": "Dua"}]),
        json!({"name": ["By Satu", "Dua"]}),
        json!([{"name": "Satu"}, {"name": "rara@warta.example"}, "Dua"]),
    ] {
        assert_eq!(names(author.clone(), "en"), ["Satu", "Dua"], "{author}");
    }
    assert_eq!(names(json!("@rara"), "id"), ["@rara"]);
    assert_eq!(names(json!("rara@warta.example"), "id"), [""; 0]);
    let document = ld(json!({"author": ["Rara", {"name": "https://a.example/b"}]}));
    assert!(has_problem_at(&document, "author"), "{:?}", problems(&document));
}

#[test]
fn json_ld_is_read_from_within_cdata_and_comments() {
    let data = r#"{"@context":"https://schema.org","@type":"NewsArticle","headline":"K",
        "datePublished":"2026-03-02","author":{"name":"Rara Wening"}}"#;
    let body = "<article><h1>Kapal</h1><p>Kapal kembali.</p></article>";
    let script = |text: &str| format!("<script type=\"application/ld+json\">{text}</script>");
    for wrapped in [
        format!("//<![CDATA[\n{data}\n//]]>"),
        format!("<![CDATA[\n{data}\n]]>"),
        format!("/*<![CDATA[*/ {data} /*]]>*/"),
        data.replace("Rara Wening\"", "Rara Wening\",\"description\":\"Satu\nDua\""),
    ] {
        check(
            page(&script(&wrapped), body),
            &[("/published", "2026-03-02".into()), ("/byline/0/name", "Rara Wening".into())],
        );
    }
    assert_eq!(problems(&page(&script("{\"@type\": oops}"), body)).len(), 1);
}

#[test]
fn the_headline_is_found_outside_of_the_article_element() {
    let text = "<p>Kapal kembali berlabuh setelah dua pekan.</p>";
    let head = "<meta property=\"og:title\" content=\"Dermaga ramai\"><meta name=author content=\"By Rara\">";
    check(
        page(head, &format!("<h1>Dermaga ramai</h1><article>{text}</article>")),
        &[("/headline", "Dermaga ramai".into()), ("/byline/0/name", "Rara".into())],
    );
    check(
        page("", &format!("<h1>Dermaga <em>ramai</em></h1><article>{text}</article>")),
        &[("/headline/0", "Dermaga ".into())],
    );
    let authors = "<meta name=Author content=Rara><meta name=author content=\"Oleh Joko\">\
        <meta name=author content=https://a.example/x>";
    let document = page(authors, &format!("<h1>D</h1><article>{text}</article>"));
    check(document.clone(), &[("/byline", json!([{"name": "Rara"}, {"name": "Joko"}]))]);
    assert_eq!(problems(&document).len(), 1);
    let site = "<meta property=og:site_name content=Warta>\
        <meta property=og:title content=\"Dermaga ramai – Warta\">";
    check(
        page(site, &format!("<article>{text}</article>")),
        &[("/headline", "Dermaga ramai".into())],
    );
    // A heading at the start of the text is a heading, unless it is the title of the page.
    check(
        page(head, &format!("<article><h2>Pagi hari</h2>{text}</article>")),
        &[("/headline", "Dermaga ramai".into()), ("/body/0/text", "Pagi hari".into())],
    );
    check(
        page(site, &format!("<article><h2>Dermaga ramai</h2>{text}</article>")),
        &[("/headline", "Dermaga ramai".into()), ("/body/0", text[3..text.len() - 4].into())],
    );
}

#[test]
fn json_ld_never_replaces_a_longer_text_of_the_page() {
    let paragraph = "<p>Alinea panjang tentang pasar di tepi air dan para pedagang.</p>";
    for count in [1, 8] {
        for teaser in ["Pasar buka +...", "Pasar buka", "<p>Pasar</p>"] {
            let head = format!(
                "<meta property=og:type content=article><script type=application/ld+json>{}</script>",
                ld(json!({"articleBody": teaser}))
            );
            let document = page(
                &head,
                &format!("<article><h1>Pasar</h1>{}</article>", paragraph.repeat(count)),
            );
            assert_eq!(own(&document)["body"].as_array().map(Vec::len), Some(count), "{teaser}");
        }
    }
}

#[test]
fn the_direction_is_that_of_most_letters() {
    let item =
        |title: &str, html: &str| feed(json!({"id": "1", "title": title, "content_html": html}));
    for (title, html, wanted) in [
        (
            "Apple تعلن عن هاتف جديد",
            "<p>Apple أعلنت اليوم عن هاتف جديد، وقالت إن البيع يبدأ.</p>",
            Dir::Rtl,
        ),
        ("iPhone يصل إلى الأسواق", "<p>قال المدير إن السعر مناسب.</p>", Dir::Rtl),
        ("Windows יוצא היום", "<p>USB הוא תקן ותיק מאוד בתעשייה.</p>", Dir::Rtl),
        ("سلام", "<p>The word for peace is told in many languages.</p>", Dir::Ltr),
    ] {
        assert_eq!(decoded(&item(title, html)).article.dir, Some(wanted), "{title}");
    }
    check(
        item(
            "قال المدير إن السعر مناسب",
            "<p>قال المدير إن السعر مناسب للجميع.</p><p>Quoted in English.</p>",
        ),
        &[("/dir", "rtl".into()), ("/body/1/dir", "ltr".into())],
    );
}

#[test]
fn reading_time_counts_cjk_characters() {
    let minutes = |text: &str, lang: Option<&str>| {
        let mut item = json!({"id": "1", "content_text": text});
        if let Some(lang) = lang {
            item["language"] = lang.into();
        }
        stats::minutes(&decoded(&feed(item)).article)
    };
    let text = "今天早上漁船回到港口，岸上的人們都很高興。".repeat(50);
    for lang in [None, Some("en"), Some("id"), Some("zh-Hant")] {
        assert_eq!(minutes(&text, lang), 5, "{lang:?}");
    }
    assert_eq!(minutes(&"word ".repeat(200), Some("zh")), 2);
}

#[test]
fn a_headline_is_not_repeated_in_the_body() {
    for (title, html, body) in [
        ("Kapal kembali", "<h1>Kapal kembali</h1><p>Teks.</p>", json!(["Teks."])),
        ("Kapal kembali", "<h2>KAPAL kembali!</h2><p>Teks.</p>", json!(["Teks."])),
        (
            "Kapal kembali",
            "<hr><h1>Kapal <em>kembali</em></h1><p>Teks.</p>",
            json!([{"type": "divider"}, "Teks."]),
        ),
    ] {
        check(feed(json!({"id": "1", "title": title, "content_html": html})), &[("/body", body)]);
    }
    for html in ["<h2>Kapal lain</h2><p>Teks.</p>", "<p>Teks.</p><h2>Kapal kembali</h2>"] {
        let document = feed(json!({"id": "1", "title": "Kapal kembali", "content_html": html}));
        assert_eq!(own(&document)["body"].as_array().map(Vec::len), Some(2), "{html}");
    }
}

#[test]
fn a_lead_image_is_not_repeated_in_the_body() {
    let lead = json!({"jetpack_featured_media_url": "https://warta.example/up/2026/dermaga.jpg"});
    for src in [
        "https://i0.wp.com/warta.example/up/2026/dermaga.jpg?resize=640%2C427&ssl=1",
        "https://warta.example/up/2026/dermaga-300x200.jpg",
        "https://warta.example/up/2026/dermaga.jpg?w=640",
        "https://cdn.warta.example/up/2026/dermaga.jpg",
        "https://warta.example/up/2026/dermaga.jpg.webp",
        "https://warta.example/up/2026/dermaga.jpg",
    ] {
        let html = format!("<p><img src=\"{src}\" alt=\"Dermaga\"></p><p>Teks.</p>");
        check(
            post(&html, lead.clone()),
            &[("/lead/alt", "Dermaga".into()), ("/body", json!(["Teks."]))],
        );
    }
    let html =
        "<p>Teks.</p><p><img src=\"https://warta.example/up/2026/dermaga-300x200.jpg\" alt=D></p>";
    check(post(html, lead.clone()), &[("/lead", Value::Null), ("/body/1/alt", "D".into())]);
    for other in [
        "warta.example/up/2026/kapal.jpg",
        "warta.example/up/2025/dermaga.jpg",
        "lain.example/up/2026/dermaga.jpg",
    ] {
        let html = format!("<p><img src=\"https://{other}\" alt=K></p><p>Teks.</p>");
        check(
            post(&html, lead.clone()),
            &[
                ("/lead/src", "https://warta.example/up/2026/dermaga.jpg".into()),
                ("/body/0/alt", "K".into()),
            ],
        );
    }
}

#[test]
fn unclosed_html_of_a_block_does_not_affect_other_blocks() {
    let unclosed = [
        "<textarea>",
        "<template>",
        "<select>",
        "<!-- iklan",
        "<b>tebal",
        "<iframe src=\"https://v.example/1\">",
        "<title>",
        "<xmp>",
        "<plaintext>",
        "<style>",
        "<script>",
        "<ul><li>",
        "<table><tr><td>",
    ];
    for html in unclosed {
        let blocks = |raw: Value| {
            json!([{"type": "paragraph", "data": {"text": "Kapal berangkat."}}, raw,
            {"type": "paragraph", "data": {"text": "Tarifnya dua puluh ribu."}}])
        };
        let own_body =
            |document: &Value| own(document)["body"].as_array().cloned().unwrap_or_default();
        let document = editorjs(blocks(json!({"type": "raw", "data": {"html": html}})));
        let body = own_body(&document);
        assert_eq!(body.first(), Some(&json!("Kapal berangkat.")), "{html}: {body:?}");
        assert_eq!(body.last(), Some(&json!("Tarifnya dua puluh ribu.")), "{html}: {body:?}");
        let apple = json!({"version": "1.9", "identifier": "a", "title": "D", "layout": {"columns": 7}, "components": [
            {"role": "body", "format": "html", "text": format!("<p>Kapal berangkat.</p>{html}")},
            {"role": "body", "format": "html", "text": "<p>Tarifnya dua puluh ribu.</p>"}]});
        assert_eq!(own_body(&apple).last(), Some(&json!("Tarifnya dua puluh ribu.")), "{html}");
        let lexical = json!({"root": {"children": [{"type": "html", "html": html},
            {"type": "paragraph", "children": [{"type": "text", "text": "Tarifnya dua puluh ribu."}]}]}});
        assert_eq!(own_body(&lexical).last(), Some(&json!("Tarifnya dua puluh ribu.")), "{html}");
        let portable = json!([{"_type": "embed", "html": html},
            {"_type": "block", "children": [{"_type": "span", "text": "Tarifnya dua puluh ribu."}]}]);
        assert_eq!(own_body(&portable).last(), Some(&json!("Tarifnya dua puluh ribu.")), "{html}");
        let ans = json!({"type": "story", "version": "0.10.9", "headlines": {"basic": "H"}, "content_elements": [
            {"type": "list", "items": [{"type": "text", "content": format!("Satu {html}")}, {"type": "text", "content": "Dua"}]}]});
        let items = own(&ans)["body"][0]["items"].as_array().cloned().unwrap_or_default();
        assert_eq!(items.last(), Some(&json!("Dua")), "{html}: {items:?}");
    }
}

#[test]
fn complete_html_of_a_block_is_converted_as_elsewhere() {
    let html = "A <b>b <i>c</i></b> <a href=\"https://x.example/?a=1&amp;b=2\" title='\"q\"'>d</a> &lt;e&gt; <code>f</code>";
    let document = editorjs(json!([{"type": "paragraph", "data": {"text": html}}]));
    let plain = post(&format!("<p>{html}</p>"), json!({}));
    assert_eq!(own(&document)["body"], own(&plain)["body"]);
    let code = "<pre><code class=\"language-rust\">\n\nlet a;\n  b < c</code></pre>";
    let document = editorjs(json!([{"type": "raw", "data": {"html": code}}]));
    assert_eq!(own(&document)["body"], own(&post(code, json!({})))["body"]);
}

#[test]
fn an_unknown_entry_keeps_all_its_texts() {
    let entry = |fields: Value| {
        json!({"nodeType": "embedded-entry-block", "content": [], "data": {"target": {
        "sys": {"id": "1"}, "fields": fields}}})
    };
    let text = json!({"nodeType": "paragraph", "data": {}, "content": [{"nodeType": "text", "value": "Awal.", "marks": []}]});
    for (fields, wanted) in [
        (
            json!({"title": "Judul kotak", "body": "Isi kotak yang penting."}),
            vec!["Judul kotak", "Isi kotak"],
        ),
        (
            json!({"quote": "Air tidak menunggu.", "author": "Nelayan"}),
            vec!["Air tidak", "Nelayan"],
        ),
        (
            json!({"headline": "Tahukah Anda", "copy": "Pasang naik dua kali."}),
            vec!["Tahukah", "Pasang naik"],
        ),
        (json!({"question": "Kapan?", "answer": "Pukul enam."}), vec!["Kapan?", "Pukul enam."]),
        (json!({"label": "Beli", "url": "https://t.example/"}), vec!["https://t.example/", "Beli"]),
        (
            json!({"title": "Galeri", "pictures": [
                {"sys": {"id": "2"}, "fields": {"description": "Satu", "file": {"url": "//i.example/1.jpg", "contentType": "image/jpeg"}}},
                {"sys": {"id": "3"}, "fields": {"description": "Dua", "file": {"url": "//i.example/2.jpg", "contentType": "image/jpeg"}}}]}),
            vec!["Galeri", "i.example/1.jpg", "i.example/2.jpg"],
        ),
        (
            json!({"title": "Kotak", "isi": {"nodeType": "document", "data": {}, "content": [text]}}),
            vec!["Kotak", "Awal."],
        ),
    ] {
        let document =
            json!({"nodeType": "document", "data": {}, "content": [text, entry(fields)]});
        assert_in_order(&document, &wanted);
        assert!(has_problem_at(&document, "content[1]"), "{:?}", problems(&document));
    }
}

#[test]
fn files_players_and_missing_entries_are_recognized() {
    let target = |kind: &str, target: Value| {
        json!({"nodeType": "document", "data": {}, "content": [
            {"nodeType": kind, "content": [], "data": {"target": target}},
            {"nodeType": "paragraph", "data": {}, "content": [{"nodeType": "text", "value": "Akhir.", "marks": []}]}]})
    };
    let pdf = json!({"sys": {"id": "7"}, "fields": {"title": "Laporan",
        "file": {"url": "//f.example/a.pdf", "contentType": "application/pdf", "fileName": "a.pdf"}}});
    check(
        target("embedded-asset-block", pdf),
        &[("/body/0/text", json!({"text": "Laporan", "href": "https://f.example/a.pdf"}))],
    );
    let film = json!({"sys": {"id": "9"}, "fields": {"title": "Film", "url": "https://www.youtube.com/watch?v=abcdefghijk"}});
    check(
        target("embedded-entry-block", film),
        &[("/body/0", "Film".into()), ("/body/1/provider", "YouTube".into())],
    );
    let lost = json!({"sys": {"id": "5", "type": "Link", "linkType": "Entry"}});
    let document = target("embedded-entry-block", lost);
    check(document.clone(), &[("/body", json!(["Akhir."]))]);
    assert!(has_problem_at(&document, "content[0]"), "{:?}", problems(&document));
    let document = json!({"root": {"children": [{"type": "signup", "header": "Daftar", "subheader": "Tiap hari",
        "disclaimer": "Gratis", "buttonText": "Kirim", "backgroundColor": "#fff"}]}});
    check(document.clone(), &[("/body", json!(["Daftar", "Tiap hari", "Kirim", "Gratis"]))]);
    let document =
        editorjs(json!([{"type": "image", "data": {"file": {"url": "https://e.example/x.jpg"},
        "caption": "Di bawah gambar", "title": "Judul gambar itu"}}]));
    assert!(has_problem_at(&document, "blocks[0].data.title"), "{:?}", problems(&document));
}

#[test]
fn an_unknown_tool_of_editorjs_keeps_all_its_texts() {
    let document = editorjs(json!([
        {"type": "paragraph", "data": {"text": "Awal."}},
        {"type": "callout", "data": {"title": "Perhatian", "body": "Bawa payung."}},
        {"type": "mystery", "data": {"title": "T judul", "body": "B isi"}},
        {"type": "button", "data": {"text": "Beli tiket", "link": "https://tiket.example/"}},
        {"type": "carousel", "data": [{"url": "https://e.example/1.jpg", "caption": "Satu"},
            {"url": "https://e.example/2.jpg", "caption": "Dua"}]},
        {"type": "faq", "data": {"items": [{"question": "Kapan?", "answer": "Besok."}]}}]));
    assert_in_order(
        &document,
        &[
            "Awal.",
            "Perhatian",
            "Bawa payung.",
            "T judul",
            "B isi",
            "https://tiket.example/",
            "Beli tiket",
            "Satu",
            "https://e.example/1.jpg",
            "Dua",
            "https://e.example/2.jpg",
            "Kapan?",
            "Besok.",
        ],
    );
    for at in ["blocks[1]", "blocks[2]", "blocks[4]", "blocks[5]"] {
        assert!(has_problem_at(&document, at), "{at}: {:?}", problems(&document));
    }
    // A word that may be a setting is reported.
    let document =
        editorjs(json!([{"type": "mood", "data": {"title": "Hari ini", "state": "calm"}}]));
    assert!(has_problem_at(&document, "blocks[0].data.state"), "{:?}", problems(&document));
}

#[test]
fn an_unknown_block_of_bacas_own_format_keeps_all_its_texts() {
    let document = json!({"baca": 1, "headline": "Blok", "body": ["Awal.",
        {"type": "ctaButton", "label": "Tekan ini", "url": "https://warta.example/x"},
        {"type": "faq", "question": "Kapan kapal datang?", "answer": "Pukul enam."},
        {"type": "card", "title": "Kartu", "image": "https://i.example/k.jpg", "rows": [{"text": "Satu"}, {"note": "Dua"}]},
        {"type": "poll", "options": ["Ya", "Tidak"], "caption": "Pilih"}]});
    assert_in_order(
        &document,
        &[
            "Awal.",
            "https://warta.example/x",
            "Tekan ini",
            "Kapan kapal",
            "Pukul enam.",
            "Kartu",
            "https://i.example/k.jpg",
            "Satu",
            "Dua",
            "Ya",
            "Tidak",
            "Pilih",
        ],
    );
    for at in ["body[1]", "body[2]", "body[3]", "body[4]"] {
        assert!(has_problem_at(&document, at), "{at}: {:?}", problems(&document));
    }
    let document = json!({"baca": 1, "headline": "Blok", "body": ["Awal.",
        {"type": "advert", "slot": "top"},
        {"type": "memo", "note": "Lihat https://a.example/ untuk lainnya.", "link": "Tanpa alamat"}]});
    check(
        document.clone(),
        &[("/body", json!(["Awal.", "Tanpa alamat", "Lihat https://a.example/ untuk lainnya."]))],
    );
    assert!(has_problem_at(&document, "body[1].slot"), "{:?}", problems(&document));
}

fn ans(members: Value, elements: Value) -> Value {
    let mut document = json!({"type": "story", "version": "0.10.9", "headlines": {"basic": "Pasar"},
        "content_elements": elements});
    for (key, value) in members.as_object().expect("members") {
        document[key] = value.clone();
    }
    document
}

#[test]
fn ans_keeps_notes_credits_and_texts_of_embeds() {
    let document = ans(
        json!({"credits": {"by": [{"name": "Rara Wening"}], "photos_by": [{"name": "Tono Foto"}]},
            "editor_note": "Diperbarui dengan angka terbaru."}),
        json!([{"type": "text", "content": "Kapal datang."},
            {"type": "custom_embed", "embed": {"id": "1", "url": "https://embed.example/1",
                "config": {"title": "Kotak", "text": "Kata di dalam kotak"}}},
            {"type": "reference", "referent": {"type": "tweet", "id": "https://x.example/a/status/1"}}]),
    );
    assert_in_order(
        &document,
        &[
            "Diperbarui",
            "Kapal datang.",
            "https://embed.example/1",
            "Kotak",
            "Kata di dalam kotak",
            "https://x.example/a/status/1",
        ],
    );
    check(
        document,
        &[
            ("/byline/0/name", "Rara Wening".into()),
            ("/byline/1", json!({"name": "Tono Foto", "role": "photos"})),
        ],
    );
    check(
        ans(
            json!({"vanity_credits": {"edited_by": [{"name": "Sari", "role": "Editor"}]},
                "credits": {"edited_by": [{"name": "S."}], "additional reporting by": [{"name": "Tom"}]}}),
            json!([]),
        ),
        &[(
            "/byline",
            json!([{"name": "Sari", "role": "Editor"}, {"name": "Tom", "role": "additional reporting"}]),
        )],
    );
    // A part that cannot be shown is reported.
    let document = ans(
        json!({}),
        json!([{"type": "reference", "referent": {"type": "story", "id": "ABC"}}, {"type": "oembed_response"},
            {"type": "video", "headlines": {}}, {"type": "poll", "question": "Setuju?", "choices": ["Ya", "Tidak"]}]),
    );
    for at in 0..4 {
        assert!(
            has_problem_at(&document, &format!("content_elements[{at}]")),
            "{at}: {:?}",
            problems(&document)
        );
    }
    assert_in_order(&document, &["Setuju?", "Ya", "Tidak"]);
}

fn dcr(format: &str, elements: Value) -> Value {
    json!({"id": "x", "headline": "A quiet harbour", "webTitle": "A quiet harbour", "byline": "Jo Quay",
        "format": {"design": format}, "webPublicationDate": "2026-01-02T03:04:05.000Z",
        "standfirst": "<p>Boats are back</p>", "mainMediaElements": [], "webURL": "https://g.example/2026/x",
        "sectionLabel": "Sea", "sectionUrl": "sea", "blocks": [{"id": "b", "title": "Noon", "elements": elements}]})
}

fn element(kind: &str, members: Value) -> Value {
    let mut element = members;
    element["_type"] = format!("model.dotcomrendering.pageElements.{kind}BlockElement").into();
    element["elementId"] = "1".into();
    element
}

#[test]
fn the_data_of_the_guardians_pages_is_read() {
    let picture = |width: &str| json!({"url": format!("https://m.example/{width}.jpg"), "fields": {"width": width, "height": "100"}});
    let document = dcr(
        "ArticleDesign",
        json!([
            element("Text", json!({"html": "<p>The harbour was quiet.</p>"})),
            element("Subheading", json!({"html": "<h2>Then boats came</h2>"})),
            element(
                "Image",
                json!({"media": {"allImages": [picture("140"), picture("1000")]}, "data": {"alt": "Boats", "caption": "Two <em>boats</em>", "credit": "Ayu"}})
            ),
            element("Pullquote", json!({"html": "So quiet", "attribution": "A sailor"})),
            element("RichLink", json!({"url": "https://g.example/y", "text": "More boats"})),
            element("Youtube", json!({"assetId": "abcdefghijk", "mediaTitle": "Harbour film"})),
            element(
                "KeyTakeaways",
                json!({"keyTakeaways": [{"title": "First", "body": [element("Text", json!({"html": "<p>Boats float.</p>"}))]}]})
            ),
            element(
                "ProfileAtom",
                json!({"label": "Profile", "title": "The master", "html": "<p>Born at sea.</p>"})
            ),
            element("Mystery", json!({"question": "Who knows?", "answer": "Nobody."}))
        ]),
    );
    assert_eq!(decoded(&document).format, "guardian");
    check(
        document.clone(),
        &[
            ("/headline", "A quiet harbour".into()),
            ("/dek", "Boats are back".into()),
            ("/kicker", json!({"text": "Sea", "url": "https://g.example/sea"})),
            ("/published", "2026-01-02T03:04:05.000Z".into()),
            ("/body/0", "The harbour was quiet.".into()),
            ("/body/1/type", "heading".into()),
            ("/body/2/src", "https://m.example/1000.jpg".into()),
            ("/body/2/alt", "Boats".into()),
        ],
    );
    assert_in_order(
        &document,
        &[
            "Two ",
            "boats",
            "So quiet",
            "More boats",
            "Harbour film",
            "First",
            "Boats float.",
            "The master",
            "Born at sea.",
            "Who knows?",
            "Nobody.",
        ],
    );
    let live = dcr("LiveBlogDesign", json!([element("Text", json!({"html": "<p>A boat.</p>"}))]));
    check(
        live,
        &[
            ("/body/0/type", "update".into()),
            ("/body/0/title", "Noon".into()),
            ("/body/0/body", json!(["A boat."])),
        ],
    );
    let rating = dcr(
        "ReviewDesign",
        json!([
            element("Text", json!({"html": "<p>Good.</p>"})),
            element("AdPlaceholder", json!({}))
        ]),
    );
    assert!(has_problem_at(&rating, "blocks[0].elements[1]"));
}

#[test]
fn captioned_components_of_apple_news_keep_their_captions() {
    let component = |role: &str| {
        json!({"role": role, "URL": "https://v.example/1", "caption": "Di bawah",
        "items": [{"URL": "bundle://g.jpg"}]})
    };
    for role in [
        "arkit",
        "gallery",
        "mosaic",
        "video",
        "map",
        "datatable",
        "link_button",
        "replica",
        "photo",
    ] {
        let document = json!({"version": "1.9", "identifier": "a", "title": "D", "layout": {"columns": 7},
            "components": [{"role": "body", "text": "Awal."}, component(role), {"role": "body", "text": "Akhir."}]});
        assert_in_order(&document, &["Awal.", "Di bawah", "Akhir."]);
    }
    let table = json!({"role": "datatable", "caption": "Tarif",
        "data": {"descriptors": [{"key": "k", "label": "K"}], "records": [{"k": "a"}]}});
    let document = json!({"version": "1.9", "identifier": "a", "title": "D", "layout": {"columns": 7},
        "components": [{"role": "body", "text": "Awal."}, table]});
    check(document, &[("/body/1/type", "table".into()), ("/body/1/caption", "Tarif".into())]);
}

#[test]
fn portable_text_of_code_or_pictures_alone_is_an_article() {
    let image = json!({"_type": "image", "_key": "a", "asset": {"url": "https://c.example/a.jpg"}, "alt": "A"});
    let code = json!({"_type": "code", "_key": "b", "language": "rust", "code": "let a;"});
    for document in [
        json!([image]),
        json!([code]),
        json!([code, image]),
        json!([{"_type": "own", "text": "Kata."}, code]),
    ] {
        assert_eq!(decoded(&document).format, "portable-text", "{document}");
    }
    let entry = json!({"title": "Entri", "gallery": [image], "tulisan": [{"_type": "block", "children": [{"_type": "span", "text": "Kata."}]}]});
    check(entry, &[("/headline", "Entri".into()), ("/body", json!(["Kata."]))]);
    for document in [json!([{"_type": "post", "_id": "x", "name": "X"}]), json!([{"_type": "tag"}])]
    {
        let read = formats::read(&document.to_string(), BASE, None, None);
        assert!(read.is_err(), "{document}");
    }
}

#[test]
fn an_unpaired_surrogate_becomes_a_replacement_character() {
    for (text, wanted) in [
        (r#"{"baca":1,"headline":"Ka\ud83dpal","body":["x"]}"#, "Ka\u{fffd}pal"),
        (r#"{"baca":1,"headline":"\udc00Kapal","body":["x"]}"#, "\u{fffd}Kapal"),
        (r#"{"baca":1,"headline":"Kapal \ud83d\ude00","body":["x"]}"#, "Kapal 😀"),
        (r#"{"baca":1,"headline":"C:\\ud83d","body":["x"]}"#, "C:\\ud83d"),
    ] {
        let decoded = formats::read(text, BASE, None, None).expect("an article");
        assert_eq!(decoded.article.headline_text(), wanted);
    }
}

#[test]
fn an_unknown_node_does_not_affect_its_neighbours() {
    let document = json!({"root": {"children": [
        {"type": "paragraph", "children": [{"type": "text", "text": "Satu."}]},
        {"type": "strange", "children": [{"type": "text", "text": "Dua."}], "attrs": {"note": "Kata lain"}},
        {"type": "stranger", "deep": {"deeper": [{"deepest": "Tiga kata ini."}]}},
        {"type": "strangest"},
        {"type": "paragraph", "children": [{"type": "text", "text": "Empat."}]}]}});
    assert_in_order(&document, &["Satu.", "Dua.", "Kata lain", "Tiga kata ini.", "Empat."]);
    assert!(texts(&document).ends_with("Empat. "));
    assert!(
        has_problem_at(&document, "root.children[2]")
            && has_problem_at(&document, "root.children[3]")
    );
}

#[test]
fn a_node_with_children_keeps_its_other_texts() {
    let text = json!([{"type": "text", "text": "Isi."}]);
    let paragraph = json!([{"type": "paragraph", "children": text, "content": text}]);
    for (document, wanted) in [
        (
            json!([{"type": "quiz", "question": "Kapan?", "children": text}, {"type": "paragraph", "children": text}]),
            ["Isi.", "Kapan?"].as_slice(),
        ),
        (
            json!({"type": "doc", "content": [{"type": "callout", "attrs": {"title": "Judul", "kind": "info"}, "content": paragraph}]}),
            &["Isi.", "Judul"],
        ),
        (
            json!({"root": {"children": [{"type": "box", "note": "Catatan lain", "mode": "normal", "children": paragraph}]}}),
            &["Isi.", "Catatan lain"],
        ),
        (
            json!({"root": {"children": [{"type": "product", "productTitle": "Jala", "productDescription": "Kuat.",
                "productButton": "Beli", "productUrl": "https://e.example/p"}]}}),
            &["https://e.example/p", "Jala", "Kuat.", "Beli"],
        ),
        (
            editorjs(
                json!([{"type": "person", "data": {"name": "Rara", "bio": "<b>nelayan</b>"}}]),
            ),
            &["Rara", "nelayan"],
        ),
    ] {
        assert_in_order(&document, wanted);
        assert!(
            !texts(&document).contains("info") && !texts(&document).contains("normal"),
            "{document}"
        );
    }
}

#[test]
fn numbered_lists_of_markdown_keep_their_start() {
    for (text, start) in [
        ("a\n\n3. c\n4. d", json!(3)),
        ("5) e", json!(5)),
        ("0. x\n1. y", json!(0)),
        ("1. a\n3. b", Value::Null),
        ("- a\n- b", Value::Null),
    ] {
        let document = json!({
            "version": "1.7", "identifier": "a", "title": "t",
            "components": [{"role": "body", "format": "markdown", "text": text}],
        });
        let own = own(&document);
        let body = own["body"].as_array().expect("a body");
        let list = body.iter().find(|block| block["type"] == "list").expect("a list");
        assert_eq!(list.get("start").cloned().unwrap_or_default(), start, "{text}");
    }
}

#[test]
fn numbered_lists_of_editors_keep_start_and_kind_of_number() {
    let tiptap = |attrs: Value| {
        let item = json!({"type": "listItem", "content": [{"type": "paragraph",
            "content": [{"type": "text", "text": "Satu"}]}]});
        json!({"type": "doc", "content": [
            {"type": "orderedList", "attrs": attrs, "content": [item]}]})
    };
    let tool = |members: Value| {
        let mut data = json!({"style": "ordered", "items": [{"content": "Satu", "items": []}]});
        for (key, value) in members.as_object().expect("an object") {
            data[key] = value.clone();
        }
        editorjs(json!([{"type": "list", "data": data}]))
    };
    for (document, start, marker) in [
        (tiptap(json!({"start": 4, "type": "a"})), json!(4), json!("lower-alpha")),
        (tiptap(json!({"start": 1, "type": "I"})), json!(1), json!("upper-roman")),
        (tiptap(json!({"start": 2, "type": null})), json!(2), Value::Null),
        (tiptap(json!({"type": "1"})), Value::Null, Value::Null),
        (
            tool(json!({"meta": {"start": 3, "counterType": "upper-alpha"}})),
            json!(3),
            json!("upper-alpha"),
        ),
        (tool(json!({"meta": {"counterType": "lower-roman"}})), Value::Null, json!("lower-roman")),
        (tool(json!({"meta": {"start": 2, "counterType": "numeric"}})), json!(2), Value::Null),
        (tool(json!({"meta": {}})), Value::Null, Value::Null),
    ] {
        check(document, &[("/body/0/start", start), ("/body/0/marker", marker)]);
    }
    // A nested list has the numbers of the list around it.
    let nested = json!({"content": "Satu", "items": [{"content": "Dua", "items": []}]});
    let nested = tool(json!({"meta": {"counterType": "lower-alpha"}, "items": [nested]}));
    check(nested, &[("/body/0/items/0/body/0/marker", json!("lower-alpha"))]);
}

#[test]
fn a_name_in_two_parts_is_one_name() {
    for (author, wanted) in [
        (json!({"givenName": "Ani", "familyName": "Lestari"}), json!("Ani Lestari")),
        (json!({"first_name": "Ani", "last_name": "Lestari"}), json!("Ani Lestari")),
        (json!([{"firstName": "Ani"}]), json!("Ani")),
        (json!({"name": "Ani L.", "familyName": "Lestari"}), json!("Ani L.")),
    ] {
        check(ld(json!({"author": author})), &[("/byline/0/name", wanted)]);
    }
}

#[test]
fn the_title_of_a_picture_beside_its_description_is_reported() {
    let document = |title: &str, description: &str| {
        json!({"title": "Kapal", "body": {"nodeType": "document", "content": [
            {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": "Isi."}]},
            {"nodeType": "embedded-asset-block", "data": {"target": {"fields": {
                "title": title, "description": description,
                "file": {"url": "https://x.example/a.jpg", "contentType": "image/jpeg"}}}}}]}})
    };
    for (title, description, reported) in [
        ("Dermaga", "Kapal sandar", true),
        ("Dermaga lama", "Kapal sandar", true),
        ("Dermaga", "", false),
        ("Dermaga", "Dermaga pada pagi hari", false),
    ] {
        let document = document(title, description);
        let at = "body.content[1].data.target.fields.title";
        assert_eq!(has_problem_at(&document, at), reported, "{title}: {:?}", problems(&document));
    }
}

#[test]
fn children_of_a_picture_or_a_player_are_its_caption() {
    let text = |text: &str| json!({"type": "text", "text": text});
    let caption = json!({"type": "figcaption", "content": [text("Ani")]});
    for (node, pointer) in [
        (json!({"type": "figure", "attrs": {"src": "/a.jpg"}, "content": [caption]}), "/caption"),
        (
            json!({"type": "figure", "attrs": {"src": "/a.jpg"}, "content": [text("Ani")]}),
            "/caption",
        ),
        (
            json!({"type": "image", "attrs": {"src": "/a.jpg"}, "content": [text("Ani")]}),
            "/caption",
        ),
        (
            json!({"type": "captionedImage", "content": [
                {"type": "image2", "attrs": {"src": "/a.jpg"}},
                {"type": "caption", "content": [text("Ani")]}]}),
            "/caption",
        ),
        (
            json!({"type": "mediaSingle", "content": [
                {"type": "media", "attrs": {"type": "external", "url": "/a.jpg"}},
                {"type": "caption", "content": [text("Ani")]}]}),
            "/caption",
        ),
        (
            json!({"type": "video", "attrs": {"src": "/a.mp4"}, "content": [text("Ani")]}),
            "/caption",
        ),
        (
            json!({"type": "embed", "attrs": {"url": "https://youtu.be/abcdefghijk"},
                "content": [text("Ani")]}),
            "/caption",
        ),
    ] {
        let document = json!({"type": "doc", "content": [
            {"type": "paragraph", "content": [text("Isi")]}, node,
            {"type": "paragraph", "content": [text("Akhir")]}]});
        check(
            document,
            &[(&["/body/1", pointer].concat(), json!("Ani")), ("/body/2", json!("Akhir"))],
        );
    }
}

#[test]
fn only_what_is_missing_is_reported() {
    // The reference of a picture has its address beside it.
    let picture = |asset: Value| {
        json!({"title": "Kapal", "body": [
            {"_type": "block", "children": [{"_type": "span", "text": "Isi"}]},
            {"_type": "image", "asset": asset}]})
    };
    let url = "https://cdn.example/a.jpg";
    assert!(problems(&picture(json!({"_ref": "image-a", "url": url}))).is_empty());
    assert!(problems(&picture(json!({"url": url}))).is_empty());
    assert_eq!(problems(&picture(json!({"_ref": "image-a"}))).len(), 1);
    // An entry in a line shows its title.
    let entry = |fields: Value| {
        json!({"title": "Kapal", "body": {"nodeType": "document", "content": [
            {"nodeType": "paragraph", "content": [
                {"nodeType": "text", "value": "Kata "},
                {"nodeType": "embedded-entry-inline", "content": [], "data": {
                    "target": {"fields": fields}}}]}]}})
    };
    assert!(problems(&entry(json!({"title": "Ketua"}))).is_empty());
    let both = problems(&entry(json!({"title": "Ketua", "name": "Ani Lestari"})));
    assert!(both.iter().any(|line| line.contains("fields.name: not shown")), "{both:?}");
}

#[test]
fn a_gallery_of_ans_shows_its_headline_and_its_description() {
    let gallery = |headline: &str, description: &str| {
        let items = json!([{"type": "image", "url": "https://x.example/a.jpg"}]);
        ans(
            json!({}),
            json!([{"type": "text", "content": "Isi"}, {"type": "gallery", "content_elements": items,
                "headlines": {"basic": headline}, "description": {"basic": description}}]),
        )
    };
    for (headline, description, wanted) in [
        ("Pasar", "Pagi di pasar", json!(["Pasar", {"break": true}, "Pagi di pasar"])),
        ("Pasar", "", json!("Pasar")),
        ("", "Pagi di pasar", json!("Pagi di pasar")),
        ("Pasar", "Pasar", json!("Pasar")),
    ] {
        check(gallery(headline, description), &[("/body/1/caption", wanted)]);
    }
}

#[test]
fn an_unknown_component_of_apple_news_loses_no_file_without_a_note() {
    let document = |component: Value| {
        json!({"version": "1.9", "identifier": "x", "language": "id", "title": "Kapal",
            "layout": {"columns": 7, "width": 1024}, "componentTextStyles": {},
            "components": [{"role": "body", "text": "Isi."}, component]})
    };
    let url = "https://x.example/a.jpg";
    let picture = document(json!({"role": "photo_of_day", "URL": url, "caption": "Ani"}));
    check(picture.clone(), &[("/body/1/src", json!(url)), ("/body/1/caption", json!("Ani"))]);
    assert!(problems(&picture).is_empty());
    let model = json!({"role": "arkit", "URL": "https://x.example/a.usdz", "caption": "Ani"});
    check(document(model.clone()), &[("/body/1", json!("Ani"))]);
    assert!(problems(&document(model)).iter().any(|line| line.ends_with("a.usdz")));
    let text = document(json!({"role": "sidebar", "text": "Sisi"}));
    check(text.clone(), &[("/body/1", json!("Sisi"))]);
    assert!(problems(&text).is_empty());
}
