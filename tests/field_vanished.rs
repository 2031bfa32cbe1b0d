//! Tests what has vanished from real articles without a note: each case is tested together with similar ones.
//! What is not shown is reported.

mod html_support;

use baca_convert::formats;
use baca_convert::html;
use baca_model::*;
use html_support::*;
use serde_json::{json, Value};

/// Returns the blocks of HTML and the messages of the problems.
fn read(source: &str) -> (Vec<Block>, String) {
    let mut r = decoder();
    let blocks = html::blocks(&parse(source), &mut r);
    let problems: Vec<String> = r.problems().iter().map(|p| p.message.clone()).collect();
    (blocks, problems.join("\n"))
}

/// Returns all visible text, with white space collapsed to single spaces.
fn words(blocks: &[Block]) -> String {
    visible(blocks).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Asserts the visible text of each document, and the end of a note about what it lacks.
fn assert_noted(cases: &[(&str, &str, &str)]) {
    for (source, wanted, note) in cases {
        let (blocks, problems) = read(source);
        assert_eq!(words(&blocks), *wanted, "{source}");
        let noted = problems.lines().any(|line| line.ends_with(note));
        assert!(noted, "{source}: {problems}");
    }
}

/// Asserts the addresses in each document, in which nothing is left out.
fn assert_shown(cases: &[(&str, &[&str])]) {
    for (source, wanted) in cases {
        let (blocks, problems) = read(source);
        assert_eq!(urls(&blocks).first_chunk::<1>().is_some(), !wanted.is_empty(), "{source}");
        for url in *wanted {
            assert!(
                urls(&blocks).iter().any(|shown| shown == url),
                "{source}: {:?}",
                urls(&blocks)
            );
        }
        assert_eq!(problems, "", "{source}");
    }
}

fn decoded(document: &str) -> (Article, String) {
    let decoded = formats::read(document, BASE, None, None).expect("an article");
    let problems: Vec<String> = decoded.problems.iter().map(|p| p.message.clone()).collect();
    (decoded.article, problems.join("\n"))
}

fn article(document: &Value) -> Article {
    decoded(&document.to_string()).0
}

#[test]
fn labels_and_pictures_of_drawings_are_noted() {
    assert_noted(&[
        (
            "<p>Lihat <svg role=img aria-label='Peta pasar'><title>Denah</title><desc>Tiga los</desc>\
             <rect/></svg> ini</p>",
            "Lihat ini",
            ": Peta pasar Denah Tiga los",
        ),
        ("<svg><g><title>Denah</title><path/></g></svg><p>A</p>", "A", ": Denah"),
        ("<svg aria-label='Peta'><title>Peta</title></svg><p>A</p>", "A", ": Peta"),
        ("<svg><text>12 kg</text></svg><p>A</p>", "A", ": 12 kg"),
        ("<svg><image href='/denah.png'/></svg><p>A</p>", "A", ": /denah.png"),
        ("<svg><g><image xlink:href='/denah.png'/></g></svg><p>A</p>", "A", ": /denah.png"),
    ]);
    assert_eq!(read("<p>A <svg><path d='M0 0'/></svg></p>").1, "");
}

#[test]
fn pictures_of_scripts_are_noted() {
    assert_noted(&[
        ("<div data-bgset='/a.jpg 300w, /b.jpg 600w'>T</div>", "T", ": /a.jpg"),
        ("<div data-bg='/a.jpg'>T</div>", "T", ": /a.jpg"),
        ("<div data-bg='url(/img/7)'>T</div>", "T", ": /img/7"),
        ("<section data-background-image='https://s.example/a.webp'>T</section>", "T", "/a.webp"),
        ("<div data-thumbnail='/a.jpg'></div><p>T</p>", "T", ": /a.jpg"),
        ("<p><a data-src='/a.jpg' href='/foto'>T</a></p>", "T", ": /a.jpg"),
        ("<p><span data-src='/a.jpg'></span>T</p>", "T", ": /a.jpg"),
        ("<p>T</p><input type=image src='/a.png'>", "T", ": /a.png"),
        ("<p>T</p><div style='display:none'><b data-bg='/a.png'></b></div>", "T", ": /a.png"),
    ]);
    // What is shown, and what is no picture.
    for source in [
        "<p><a href='/a.jpg' data-src='/a.jpg'><img src='/a-300x200.jpg'></a></p>",
        "<div data-bg='dark' data-src='#x'>T</div>",
        "<div data-thumbnail='/a.jpg'><img src='/a.jpg'></div>",
        "<p>T</p><input type=text src='/a.png'>",
    ] {
        assert_eq!(read(source).1, "", "{source}");
    }
    let gallery = "<a href='/a.jpg'><div role=img data-thumbnail='/a-300x200.jpg'></div></a>";
    assert_shown(&[(gallery, &["https://site.example/a-300x200.jpg"])]);
}

#[test]
fn players_of_scripts_are_embeds() {
    let youtube = "https://www.youtube.com/watch?v=abcdefghij1";
    let x = "https://x.com/i/status/1234567890";
    // Base64 of `<iframe src="https://www.youtube.com/embed/abcdefghij1"></iframe>`.
    let code =
        "PGlmcmFtZSBzcmM9Imh0dHBzOi8vd3d3LnlvdXR1YmUuY29tL2VtYmVkL2FiY2RlZmdoaWoxIj48L2lmcmFtZT4=";
    let script = format!("<div><script type='text/template'>{code}</script></div>");
    let attribute = format!("<div data-borlabs-cookie-content='{code}'></div>");
    assert_shown(&[
        (&script, &[youtube]),
        (&attribute, &[youtube]),
        ("<div data-service=youtube data-id=abcdefghij1></div>", &[youtube]),
        ("<div data-service=vimeo data-id=7654321></div>", &["https://vimeo.com/7654321"]),
        ("<amp-twitter data-tweetid='1234567890'></amp-twitter>", &[x]),
        ("<div data-tweet-id='1234567890'></div>", &[x]),
        (
            "<amp-instagram data-shortcode='AbCdEf_-123'></amp-instagram>",
            &["https://www.instagram.com/p/AbCdEf_-123/"],
        ),
        ("<amp-vimeo data-videoid='7654321'></amp-vimeo>", &["https://vimeo.com/7654321"]),
        ("<youtube-video src='https://youtu.be/abcdefghij1'></youtube-video>", &[youtube]),
        (
            "<div class='wistia_embed wistia_async_a1b2c3d4e5 videoFoam=true'></div>",
            &["https://fast.wistia.net/embed/iframe/a1b2c3d4e5"],
        ),
        (
            "<video-js data-account='12' data-video-id='345' data-player='P1'></video-js>",
            &["https://players.brightcove.net/12/P1_default/index.html?videoId=345"],
        ),
        (
            "<video class='video-js' data-account='12' data-video-id='345'></video>",
            &["https://players.brightcove.net/12/default_default/index.html?videoId=345"],
        ),
        (
            "<video data-setup='{\"sources\": [{\"src\": \"https://youtu.be/abcdefghij1\"}]}'></video>",
            &[youtube],
        ),
        (
            "<video data-setup='{\"sources\": [{\"src\": \"/a.mp4\"}]}'><p>Tanpa video</p></video>",
            &["https://site.example/a.mp4"],
        ),
        ("<div data-setup='{\"file\": \"/a.mp3\"}'></div>", &["https://site.example/a.mp3"]),
    ]);
    assert_noted(&[
        ("<p>T</p><div data-service=petang data-id=77></div>", "T", ": petang 77"),
        ("<p>T</p><amp-petang data-videoid='x 1'></amp-petang>", "T", ": petang x 1"),
        (
            "<p>T</p><div style='display:none'><iframe src='https://a.example/x'></iframe></div>",
            "T",
            ": https://a.example/x",
        ),
        ("<p>T</p><video hidden src='/a.mp4'></video>", "T", ": /a.mp4"),
        ("<p>T</p><div hidden><audio><source src='/a.mp3'></audio></div>", "T", ": /a.mp3"),
    ]);
    // No players: text, other templates, a share button.
    for source in [
        "<p>T</p><script type='text/template'><b>x</b></script>",
        "<p>T</p><div class='twitter-share' data-id='1234567890'></div>",
        "<div data-shortcode='caption' class='youtube'>T</div>",
    ] {
        let (blocks, problems) = read(source);
        assert_eq!((urls(&blocks), words(&blocks)), (vec![], "T".into()), "{source}");
        assert_eq!(problems, "", "{source}");
    }
}

#[test]
fn signs_of_accordions_and_buttons_of_code_are_noted() {
    assert_noted(&[
        ("<h3><button>Apa?<span>+</span></button></h3>", "Apa?", ": +"),
        ("<h3><button><span>Apa</span> <i>▾</i></button></h3><p>B</p>", "Apa B", ": ▾"),
        ("<h2><button>Apa <span>−</span></button></h2>", "Apa", ": −"),
        (
            "<div class='code-toolbar'><pre>a{}</pre><div class='toolbar'><div><span>CSS</span></div></div></div>",
            "a{}",
            ": CSS",
        ),
        ("<div><pre>a</pre><a class='copy'>Kopieren</a></div>", "a", ": Kopieren"),
        ("<div><a href='#' class='copy'>Salin</a><pre>a</pre></div>", "a", ": Salin"),
        ("<div><div class='snippet-toolbar'><b>Copy</b></div><pre>a</pre></div>", "a", ": Copy"),
    ]);
    for (source, wanted) in [
        ("<h3>Google<span>+</span></h3>", "Google+"),
        ("<h3><button>Apa? <span>A+</span></button></h3>", "Apa? A+"),
        ("<h3><button><span>+</span></button></h3>", "+"),
        ("<p><span>2</span><span>+</span></p>", "2+"),
        ("<div><pre>a</pre><p><a href='/copy'>Copyright</a></p></div>", "a Copyright"),
        ("<div><p><a id='x'>Kopie</a> ini</p><pre>a</pre></div>", "Kopie ini a"),
        (
            "<div><div class='toolbar'><a href='/raw'>app.css</a></div><pre>a</pre></div>",
            "app.css a",
        ),
        ("<div><pre>a</pre><p>Copy it.</p></div>", "a Copy it."),
        ("<div class='toolbar'>CSS</div><p>A</p>", "CSS A"),
    ] {
        let (blocks, problems) = read(source);
        assert_eq!((words(&blocks).as_str(), problems.as_str()), (wanted, ""), "{source}");
    }
}

#[test]
fn authors_in_lists_of_lists_are_kept() {
    for (authors, wanted) in [
        (json!(["A", ["B", "C"]]), vec!["A", "B", "C"]),
        (json!([["A"], [{"@type": "Person", "name": "B"}, ["C"]]]), vec!["A", "B", "C"]),
        (json!(["A", "B"]), vec!["A", "B"]),
        (json!({"name": ["A", "B"]}), vec!["A", "B"]),
    ] {
        let document = json!({"@context": "https://schema.org", "@type": "NewsArticle",
            "headline": "T", "articleBody": "One.", "author": authors});
        let Byline::People(people) = article(&document).byline else { panic!("no people") };
        let names: Vec<String> = people.into_iter().map(|p| p.name).collect();
        assert_eq!(names, wanted, "{authors}");
    }
}

#[test]
fn the_type_of_json_ld_can_have_parameters() {
    for (kind, wanted) in [
        ("application/ld+json; charset=utf-8", true),
        ("application/ld+json;charset=UTF-8", true),
        (" Application/LD+JSON ", true),
        ("application/ld+json", true),
        ("application/json", false),
    ] {
        let page = format!(
            "<html><head><script type='{kind}'>{{\"@context\": \"https://schema.org\", \
             \"@type\": \"NewsArticle\", \"headline\": \"Pasar\", \"articleSection\": \"Kota\"}}</script></head>\
             <body><article><h1>Pasar</h1><p>Ramai.</p></article></body></html>"
        );
        let kicker = decoded(&page).0.kicker.is_some();
        assert_eq!(kicker, wanted, "{kind}");
    }
}

#[test]
fn titles_are_compared_without_the_form_of_quotes() {
    for (declared, heading) in [
        ("“Pasar” baru — ramai", "\"Pasar\" baru - ramai"),
        ("\"Pasar\" baru - ramai", "„Pasar“ baru – ramai"),
        ("«Pasar» itu ‘baru’", "\"Pasar\" itu 'baru'"),
    ] {
        let page = format!(
            "<html><head><meta property='og:title' content='{}'></head>\
             <body><article><h1>{heading}</h1><p>Ramai.</p></article></body></html>",
            declared.replace('\'', "&#39;")
        );
        assert_eq!(decoded(&page).0.body.len(), 1, "{declared}");
        let feed = json!({"version": "https://jsonfeed.org/version/1.1", "title": "W",
            "items": [{"id": "1", "title": declared,
                "content_html": format!("<h1>{heading}</h1><p>Ramai.</p>")}]});
        assert_eq!(article(&feed).body.len(), 1, "{declared}");
    }
    let feed = json!({"version": "https://jsonfeed.org/version/1.1", "title": "W",
        "items": [{"id": "1", "title": "“Pasar” baru", "content_html": "<h1>Pasar lama</h1><p>A</p>"}]});
    assert_eq!(article(&feed).body.len(), 2);
}

#[test]
fn titles_of_wordpress_keep_literal_tags() {
    for (title, wanted) in [
        ("A <title>x</title> b", "A <title>x</title> b"),
        ("A <textarea>x</textarea> b", "A <textarea>x</textarea> b"),
        ("A <em>x</em> b", "A x b"),
        ("A &lt;title&gt; &amp; b", "A <title> & b"),
        ("A<script>x()</script> b", "A b"),
    ] {
        let post = json!({"id": 7, "slug": "a", "link": "https://site.example/a",
            "date_gmt": "2026-05-01T06:00:00", "title": {"rendered": title},
            "content": {"rendered": "<p>One.</p>"}});
        assert_eq!(article(&post).headline_text(), wanted, "{title}");
    }
    assert_noted(&[("<p>A <title>x</title> b</p>", "A b", ": x")]);
}

#[test]
fn titles_of_components_are_shown() {
    for component in [
        json!({"role": "place", "latitude": 1.5, "longitude": 2.5, "title": "Dermaga", "caption": "K"}),
        json!({"role": "map", "latitude": 1.5, "longitude": 2.5,
            "items": [{"title": "Dermaga", "latitude": 1.5, "longitude": 2.5}]}),
        json!({"role": "petang", "title": "Dermaga", "text": "K"}),
        json!({"role": "section", "title": "Dermaga", "components": [{"role": "body", "text": "K"}]}),
    ] {
        let document = json!({"version": "1.9", "identifier": "a", "title": "T", "components":
            [{"role": "title", "text": "T"}, {"role": "body", "text": "One."}, component]});
        let text = words(&article(&document).body);
        assert_eq!(text.matches("Dermaga").count(), 1, "{component}: {text}");
    }
}

fn contentful(fields: &Value) -> (Article, String) {
    let node = json!({"nodeType": "embedded-asset-block", "content": [],
        "data": {"target": {"sys": {"type": "Asset"}, "fields": fields}}});
    let text = json!({"nodeType": "text", "value": "One.", "marks": [], "data": {}});
    let paragraph = json!({"nodeType": "paragraph", "data": {}, "content": [text]});
    let document = json!({"nodeType": "document", "data": {}, "content": [paragraph, node]});
    decoded(&document.to_string())
}

#[test]
fn titles_of_assets_are_shown_or_noted() {
    let image = json!({"url": "https://a.example/a.jpg", "contentType": "image/jpeg"});
    let alt = |article: &Article| {
        let images = article.body.iter().find_map(|block| match &block.kind {
            Kind::Image(image) => image.alt.clone(),
            _ => None,
        });
        images.unwrap_or_default()
    };
    let (only, problems) = contentful(&json!({"title": "Dermaga", "file": image}));
    assert_eq!((alt(&only).as_str(), problems.as_str()), ("Dermaga", ""));
    let both = json!({"title": "Dermaga lama", "description": "Kapal di sana", "file": image});
    let (both, problems) = contentful(&both);
    assert_eq!(alt(&both), "Kapal di sana");
    assert!(problems.contains("not shown"), "{problems}");
    let (_, problems) = contentful(&json!({"description": "Kapal di sana", "file": image}));
    assert_eq!(problems, "");
    let video = json!({"url": "https://a.example/a.mp4", "contentType": "video/mp4"});
    let (film, problems) = contentful(&json!({"title": "Dermaga", "file": video}));
    let titles: Vec<&Block> = film
        .body
        .iter()
        .filter(
            |b| matches!(&b.kind, Kind::Video(media) if media.title.as_deref() == Some("Dermaga")),
        )
        .collect();
    assert_eq!((titles.len(), problems.as_str()), (1, ""));
}

#[test]
fn files_of_unknown_nodes_are_what_their_names_say() {
    let body = |node: Value| {
        let text = json!({"_type": "block", "style": "normal", "markDefs": [],
            "children": [{"_type": "span", "text": "One.", "marks": []}]});
        let body = article(&json!([text, node])).body;
        let images = body.iter().filter(|b| matches!(b.kind, Kind::Image(_))).count();
        (images, words(&body), urls(&body))
    };
    for (node, images, text) in [
        (json!({"_type": "petang", "name": "Sari", "photo": "x.jpg"}), 1, "One. Sari"),
        (
            json!({"_type": "petang", "name": "Sari", "photo": "https://a.example/x.jpg"}),
            1,
            "One. Sari",
        ),
        (json!({"_type": "petang", "name": "Sari", "link": "https://a.example/x"}), 0, "One. Sari"),
        (
            json!({"_type": "petang", "name": "Sari", "cover": "https://a.example/x.mp4"}),
            0,
            "One. Sari",
        ),
        (
            json!({"_type": "petang", "name": "Sari", "image": {"src": "https://a.example/x.mp4"}}),
            0,
            "One. Sari https://a.example/x.mp4",
        ),
        (json!({"_type": "media", "src": "https://a.example/x.mp4"}), 0, "One."),
    ] {
        let found = body(node.clone());
        assert_eq!((found.0, found.1.as_str()), (images, text), "{node}");
        assert_eq!(found.2.len(), 1, "{node}: {:?}", found.2);
    }
}
