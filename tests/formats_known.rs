//! Tests one document of each format and the article that it is converted to.

#![recursion_limit = "512"]

use baca_convert::formats;
use baca_model::Article;
use baca_model::*;
use baca_wire::document::{DecodedArticle, Error};
use formats_fixtures::*;
use serde_json::{json, Value};

mod formats_fixtures;

const BASE: &str = "https://news.example/api/1.json";

fn try_read(document: &Value, item: Option<&str>) -> Result<DecodedArticle, Error> {
    formats::read(&document.to_string(), BASE, None, item)
}

fn read(format: &str, document: Value) -> Article {
    let decoded = try_read(&document, None).expect("an article");
    assert_eq!(decoded.format, format);
    assert_eq!(decoded.problems, [], "a right document has no problems");
    decoded.article
}

fn people(article: &Article) -> &[Person] {
    match &article.byline {
        Byline::People(people) => people,
        Byline::Line(line) => panic!("a line instead of people: {line:?}"),
    }
}

fn names(article: &Article) -> Vec<&str> {
    people(article).iter().map(|person| person.name.as_str()).collect()
}

fn tags(article: &Article) -> Vec<String> {
    article.tags.iter().map(|tag| text(&tag.text)).collect()
}

fn lead_image(article: &Article) -> &Image {
    match article.lead.as_ref().map(|lead| &lead.kind) {
        Some(Kind::Image(image)) => image,
        other => panic!("no lead picture: {other:?}"),
    }
}

#[test]
fn a_wordpress_post_keeps_all_fields() {
    let a = read("wordpress", wordpress());
    assert_eq!(a.headline_text(), "Rice & salt: the long way – part\u{a0}1");
    assert_eq!(text(&a.dek), "A strain bred over twenty years.");
    assert_eq!(a.url.as_deref(), Some("https://news.example/rice/"));
    assert_eq!(a.lang.as_deref(), Some("en"));
    assert_eq!(a.published.as_deref(), Some("2026-03-01T08:00:00Z"));
    assert_eq!(a.modified.as_deref(), Some("2026-03-02T01:15:00Z"));
    let kicker = a.kicker.as_ref().expect("a category");
    assert_eq!(text(&kicker.text), "Food & Farms");
    assert_eq!(kicker.url.as_deref(), Some("https://news.example/food/"));
    let author = &people(&a)[0];
    assert_eq!(author.name, "Sari & Co");
    assert_eq!(author.url.as_deref(), Some("https://news.example/author/sari/"));
    assert_eq!(author.image.as_ref().expect("a portrait").src, "https://img.example/sari.png");
    assert_eq!(text(&author.bio), "Writes of rice.");
    let lead = lead_image(&a);
    assert_eq!(lead.src, "https://img.example/rice.jpg");
    assert_eq!((lead.width, lead.height), (Some(2000), Some(1000)));
    assert_eq!(lead.alt.as_deref(), Some("A field"));
    assert_eq!(text(&lead.caption), "Seedlings at low tide.");
    assert_eq!(text(&lead.credit), "Ayu Pratiwi");
    let widths: Vec<_> = lead.sources.iter().map(|source| source.width).collect();
    assert_eq!(widths, [Some(1024), Some(301)], "a crop is not the same picture");
    assert_eq!(tags(&a), ["Rice", "Salt"]);
    assert_eq!(a.tags[1].url.as_deref(), Some("https://news.example/tag/salt/"));
    assert_eq!(lines(&a.body), ["The tide came in at four.", "By six it was gone."]);
    let comments = a.comments.as_ref().expect("comments");
    assert_eq!(comments.open, Some(true));
    assert_eq!(comments.items.len(), 1, "a pingback is no comment");
    assert_eq!(comments.items[0].author.as_ref().expect("an author").name, "Ayu");
    let reply = &comments.items[0].replies[0];
    assert_eq!(lines(&reply.body), ["Yes & no"]);
    assert_eq!(reply.url.as_deref(), Some("https://news.example/rice/#c12"));
}

#[test]
fn a_wordpress_list_gives_its_first_or_the_requested_post() {
    let mut second = wordpress();
    second["id"] = json!(8);
    second["link"] = json!("https://news.example/second/");
    second["slug"] = json!("second");
    second["title"]["rendered"] = json!("Second");
    let list = json!([wordpress(), second]);
    let headline =
        |item: Option<&str>| try_read(&list, item).map(|decoded| decoded.article.headline_text());
    assert!(headline(None).expect("the first").starts_with("Rice"));
    for item in ["8", "https://news.example/second", "/second/", "second"] {
        assert_eq!(headline(Some(item)).expect(item), "Second");
    }
    assert!(headline(Some("nowhere")).is_err(), "another article is not the one asked for");
}

#[test]
fn a_wordpress_post_may_have_empty_lists_in_place_of_objects() {
    let mut post = wordpress();
    post["_embedded"]["author"] = json!([{"code": "rest_user_invalid_id", "message": "Invalid user ID.", "data": {"status": 404}}]);
    post["_embedded"]["wp:featuredmedia"][0]["media_details"]["sizes"] = json!([]);
    post["_embedded"]["wp:featuredmedia"][0]["caption"] = json!([]);
    post["date_gmt"] = json!(null);
    post["excerpt"] = json!([]);
    let decoded = try_read(&post, None).expect("an article");
    let a = decoded.article;
    assert_eq!(names(&a), Vec::<&str>::new());
    assert!(lead_image(&a).sources.is_empty());
    assert_eq!(a.published.as_deref(), Some("2026-03-01T15:00:00"), "naive as it is");
    let paths: Vec<_> = decoded.problems.iter().map(|p| p.path.as_str()).collect();
    assert_eq!(paths, ["_embedded.author[0]"]);
}

#[test]
fn an_excerpt_that_repeats_the_start_of_the_text_is_not_a_dek() {
    let mut post = wordpress();
    for (excerpt, kept) in [
        ("<p>The tide came in at four. By [&hellip;]</p>", false),
        ("<p>The tide came in at four.</p>", false),
        ("<p>The tide came in at noon [&hellip;]</p>", true),
    ] {
        post["excerpt"]["rendered"] = json!(excerpt);
        let article = try_read(&post, None).expect("an article").article;
        assert_eq!(!article.dek.is_empty(), kept, "{excerpt}");
    }
}

#[test]
fn a_protected_post_has_a_notice() {
    let mut post = wordpress();
    post["content"] = json!({"rendered": "", "protected": true});
    let decoded = try_read(&post, None).expect("an article");
    assert_eq!(decoded.article.headline_text(), "Rice & salt: the long way – part\u{a0}1");
    match &decoded.article.body[..] {
        [Block { kind: Kind::Aside { kind: Some(kind), body, .. }, .. }] => {
            assert_eq!(kind, "protected");
            assert!(!lines(body).is_empty());
        }
        other => panic!("no notice: {other:?}"),
    }
}

#[test]
fn comments_whose_parents_form_a_cycle_are_all_kept() {
    let mut post = wordpress();
    let comment = |id: u32, parent: u32| {
        json!({"id": id, "parent": parent, "author_name": "A", "type": "comment",
               "content": {"rendered": "<p>x</p>"}})
    };
    let mut list = vec![comment(1, 2), comment(2, 1), comment(3, 99), comment(4, 4)];
    list.extend((100..400).map(|id| comment(id, id - 1)));
    post["_embedded"]["replies"] = json!([list]);
    let article = try_read(&post, None).expect("an article").article;
    fn count(list: &[EmbeddedComment]) -> usize {
        list.iter().map(|comment| 1 + count(&comment.replies)).sum()
    }
    assert_eq!(count(&article.comments.expect("comments").items), 304);
}

#[test]
fn a_json_feed_gives_its_first_item_with_all_fields() {
    let a = read("json-feed", feed());
    assert_eq!(a.headline_text(), "Rice &amp; <b>salt</b>", "its titles are plain text");
    assert_eq!(text(&a.dek), "Short");
    assert_eq!(names(&a), ["Sari"]);
    assert_eq!(people(&a)[0].image.as_ref().expect("an avatar").src, "https://img.example/s.png");
    assert_eq!(a.lang.as_deref(), Some("en-GB"));
    assert_eq!(a.published.as_deref(), Some("2026-03-01T08:00:00+07:00"));
    assert_eq!(a.modified.as_deref(), Some("2026-03-02T08:00:00+07:00"));
    assert_eq!(lead_image(&a).src, "https://img.example/a.jpg");
    assert_eq!(tags(&a), ["rice", "salt"]);
    let publisher = a.publisher.as_ref().expect("a publisher");
    assert_eq!(publisher.name, "The <Tide>");
    assert_eq!(publisher.url.as_deref(), Some("https://tide.example/"));
    assert_eq!(lines(&a.body)[0], "One & two");
    let audio = a.body.iter().find_map(|block| match &block.kind {
        Kind::Audio(media) => Some(media),
        _ => None,
    });
    let audio = audio.expect("the attachment");
    assert_eq!(audio.sources.len(), 2, "the same title: the same in another encoding");
    assert_eq!(audio.sources[1].mime.as_deref(), Some("audio/ogg"));
    assert_eq!(audio.seconds, Some(90.0));
    assert!(lines(&a.body).contains(&"Paper".into()));
}

#[test]
fn an_item_of_a_json_feed_is_found_by_id_or_url_and_inherits_from_the_feed() {
    let a = try_read(&feed(), Some("2")).expect("the item").article;
    assert_eq!(names(&a), ["Desk"]);
    assert_eq!(a.lang.as_deref(), Some("id"));
    assert_eq!(a.url.as_deref(), Some("https://other.example/x"));
    assert_eq!(lines(&a.body), ["First.", "Second <i>as text</i>.\nA line."]);
    let a = try_read(&feed(), Some("https://tide.example/a/")).expect("the item").article;
    assert_eq!(names(&a), ["Sari"]);
    let alone = read("json-feed", json!({"id": "1", "content_text": "Alone."}));
    assert_eq!(lines(&alone.body), ["Alone."]);
}

#[test]
fn a_news_article_keeps_all_fields() {
    let a = read("schema-org", news_article());
    assert_eq!(a.headline_text(), "Rice & salt");
    assert_eq!(text(&a.dek), "A strain bred over twenty years.");
    assert_eq!(text(&a.kicker.as_ref().expect("a section").text), "Climate");
    assert_eq!(a.lang.as_deref(), Some("en-US"));
    assert_eq!(a.dateline.as_deref(), Some("DEMAK"));
    assert_eq!(names(&a), ["Sari", "Tom"]);
    assert_eq!(people(&a)[0].role.as_deref(), Some("Reporter"));
    assert_eq!(a.publisher.as_ref().expect("a publisher").name, "News");
    assert_eq!(a.published.as_deref(), Some("2026-03-01T08:00:00+07:00"));
    assert_eq!(a.modified.as_deref(), Some("2026-03-02T08:00:00"));
    let lead = lead_image(&a);
    assert_eq!((lead.src.as_str(), lead.width), ("https://img.example/a.jpg", Some(640)));
    assert_eq!((text(&lead.caption), text(&lead.credit)), ("A field".into(), "Ayu".into()));
    assert_eq!(a.url.as_deref(), Some("https://news.example/rice"));
    assert_eq!(tags(&a), ["rice", "salt"]);
    assert_eq!(a.minutes, Some(4));
    assert_eq!(lines(&a.body), ["First line.", "Second < third."]);
    match a.body.last().map(|block| &block.kind) {
        Some(Kind::Video(video)) => {
            assert_eq!(video.sources[0].src, "https://v.example/t.mp4");
            assert_eq!(video.seconds, Some(93.0));
            assert_eq!(video.poster.as_ref().expect("a still").src, "https://img.example/t.jpg");
        }
        other => panic!("no video: {other:?}"),
    }
    let comments = a.comments.as_ref().expect("comments");
    assert_eq!((comments.count, comments.items[0].likes), (Some(2), Some(4)));
    assert_eq!(lines(&comments.items[0].replies[0].body), ["Quite."]);
}

#[test]
fn references_in_a_json_ld_graph_are_resolved() {
    let a = read(
        "schema-org",
        json!({"@context": "https://schema.org", "@graph": [
            {"@type": "WebSite", "@id": "https://n.example/#site", "name": "N"},
            {"@type": ["Article", "NewsArticle"], "@id": "https://n.example/a/#article", "headline": "In a graph",
             "author": {"@id": "https://n.example/#sari"}, "image": {"@id": "https://n.example/a/#image"},
             "publisher": {"@id": "https://n.example/#org"}, "datePublished": "2026-03-01",
             "mainEntityOfPage": {"@id": "https://n.example/a/"}},
            {"@type": "Person", "@id": "https://n.example/#sari", "name": "Sari", "sameAs": ["https://sari.example/"],
             "image": {"@id": "https://n.example/#sari"}},
            {"@type": "ImageObject", "@id": "https://n.example/a/#image", "url": "https://img.example/g.jpg", "width": 10, "height": 5},
            {"@type": "Organization", "@id": "https://n.example/#org", "name": "Org"}]}),
    );
    assert_eq!(a.headline_text(), "In a graph");
    assert_eq!(names(&a), ["Sari"]);
    assert_eq!(lead_image(&a).src, "https://img.example/g.jpg");
    assert_eq!(a.publisher.expect("a publisher").name, "Org");
    assert_eq!(a.url.as_deref(), Some("https://n.example/a/"));
}

#[test]
fn authors_and_images_of_every_shape_are_read() {
    for (author, expected) in [
        (json!("Sari"), "Sari"),
        (json!(["Sari"]), "Sari"),
        (json!({"name": ["Sari"]}), "Sari"),
        (json!({"@type": "Person", "name": {"@value": "Sari", "@language": "id"}}), "Sari"),
        (json!("https://news.example/people/sari"), "sari"),
        (json!({"url": "https://news.example/@sari/"}), "sari"),
    ] {
        let mut document = news_article();
        document["author"] = author.clone();
        assert_eq!(names(&read("schema-org", document)), [expected], "{author}");
    }
    for image in [
        json!("https://img.example/a.jpg"),
        json!(["https://img.example/a.jpg", "https://img.example/b.jpg"]),
        json!({"contentUrl": "https://img.example/a.jpg"}),
        json!({"url": ["https://img.example/a.jpg"]}),
        json!([{"@type": "ImageObject", "url": {"@id": "https://img.example/a.jpg"}}]),
    ] {
        let mut document = news_article();
        document["image"] = image.clone();
        assert_eq!(
            lead_image(&read("schema-org", document)).src,
            "https://img.example/a.jpg",
            "{image}"
        );
    }
}

#[test]
fn a_live_blog_becomes_updates_and_a_paid_article_has_a_notice() {
    let a = read(
        "schema-org",
        json!({"@context": "https://schema.org", "@type": "LiveBlogPosting", "headline": "Live",
            "liveBlogUpdate": [
                {"@type": "BlogPosting", "headline": "Goal", "datePublished": "2026-03-01T08:00:00Z", "articleBody": "One nil."},
                {"@type": "BlogPosting", "articleBody": "<p>Half <b>time</b>.</p>"}]}),
    );
    match &a.body[..] {
        [Block { kind: Kind::Update(first), .. }, Block { kind: Kind::Update(second), .. }] => {
            assert_eq!(text(&first.title), "Goal");
            assert_eq!(first.published.as_deref(), Some("2026-03-01T08:00:00Z"));
            assert_eq!(lines(&second.body), ["Half time."]);
        }
        other => panic!("no updates: {other:?}"),
    }
    let paid = json!({"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Paid",
                      "isAccessibleForFree": "False"});
    let a = try_read(&paid, None).expect("an article").article;
    assert!(matches!(&a.body[0].kind, Kind::Aside { kind: Some(kind), .. } if kind == "paywall"));
}

#[test]
fn a_ghost_post_keeps_all_fields() {
    let a = read("ghost", ghost());
    assert_eq!(a.headline_text(), "Rice & salt <3");
    assert_eq!(text(&a.dek), "It rained.", "an excerpt somebody wrote stays");
    assert_eq!(a.url.as_deref(), Some("https://g.example/rice/"));
    assert_eq!(text(&a.kicker.as_ref().expect("a tag").text), "Climate");
    assert_eq!(tags(&a), ["Climate"]);
    assert_eq!(names(&a), ["Sari"]);
    assert_eq!(people(&a)[0].url.as_deref(), Some("https://g.example/author/sari/"));
    assert_eq!(a.published.as_deref(), Some("2026-03-01T08:00:00.000+00:00"));
    assert_eq!(lead_image(&a).alt.as_deref(), Some("Rain"));
    assert_eq!(text(&lead_image(&a).caption), "Rain in Demak");
    assert_eq!(a.minutes, Some(3));
    assert_eq!(lines(&a.body), ["It rained."]);
}

#[test]
fn the_excerpt_that_ghost_makes_is_no_dek() {
    let read_dek = |html: &str, excerpt: &str, custom: serde_json::Value| {
        let mut document = ghost();
        let post = &mut document["posts"][0];
        post["html"] = json!(html);
        post["excerpt"] = json!(excerpt);
        post["custom_excerpt"] = custom;
        text(&read("ghost", document).dek)
    };
    let html = "<p>It rained for <em>days</em>.</p><h2>Then</h2><p>It stopped.</p>";
    for (excerpt, custom, dek) in [
        ("It rained for days.\n\nThen\n\nIt st", json!(null), ""),
        ("It rained for", json!(""), ""),
        ("It rained for days. Then It stopped.", json!(null), ""),
        ("It rained for weeks.", json!(null), "It rained for weeks."),
        ("Rain", json!(null), "Rain"),
        ("It rained for", json!("It rained for"), "It rained for"),
    ] {
        assert_eq!(read_dek(html, excerpt, custom), dek, "{excerpt}");
    }
}

#[test]
fn a_ghost_post_without_html_is_read_from_its_lexical_document() {
    let mut document = ghost();
    let post = &mut document["posts"][0];
    post["html"] = json!(null);
    post["lexical"] = json!("{\"root\":{\"type\":\"root\",\"children\":[{\"type\":\"paragraph\",\"children\":[{\"type\":\"extended-text\",\"text\":\"From lexical.\",\"format\":1}]}]}}");
    post["access"] = json!(false);
    let decoded = try_read(&document, None).expect("an article");
    assert_eq!(lines(&decoded.article.body)[0], "From lexical.");
    let last = decoded.article.body.last().map(|block| &block.kind);
    assert!(matches!(last, Some(Kind::Aside { kind: Some(kind), .. }) if kind == "paywall"));
}

#[test]
fn an_activitypub_article_is_read_with_and_without_an_activity() {
    let wrapped = json!({"@context": "https://www.w3.org/ns/activitystreams", "type": "Create",
                         "actor": "https://b.example/@sari", "object": activity()});
    let announced = json!({"@context": "https://www.w3.org/ns/activitystreams", "type": "Announce",
                           "actor": "https://group.example/", "object": wrapped.clone()});
    for document in [activity(), wrapped, announced] {
        let a = read("activitypub", document);
        assert_eq!(a.headline_text(), "Rice & salt");
        assert_eq!(text(&a.dek), "A strain & more");
        assert_eq!(a.lang.as_deref(), Some("id"));
        assert_eq!(names(&a), ["sari"]);
        assert_eq!(people(&a)[0].url.as_deref(), Some("https://b.example/@sari"));
        assert_eq!(a.url.as_deref(), Some("https://b.example/rice.html"));
        assert_eq!(a.dateline.as_deref(), Some("Demak"));
        let lead = lead_image(&a);
        assert_eq!(lead.src, "https://img.example/a.jpg?x=1&y=2");
        assert_eq!(lead.alt.as_deref(), Some("A field"));
        assert_eq!(tags(&a), ["rice"]);
        assert_eq!(lines(&a.body), ["Hujan turun."]);
        assert!(
            matches!(&a.body[1].kind, Kind::Video(v) if v.sources[0].src == "https://v.example/a.mp4")
        );
        assert_eq!(a.body.len(), 2, "the lead's smaller twin is not shown again");
        let comments = a.comments.as_ref().expect("replies");
        assert_eq!((comments.count, comments.items.len()), (Some(3), 1));
        assert_eq!(comments.items[0].author.as_ref().expect("an author").name, "tom");
        assert_eq!(comments.items[0].likes, Some(5));
    }
}

#[test]
fn an_ans_story_keeps_all_fields() {
    let a = read("ans", ans());
    assert_eq!(a.headline_text(), "Rice & salt");
    assert_eq!(text(&a.dek), "A strain");
    assert_eq!(text(&a.kicker.as_ref().expect("a label").text), "Climate");
    assert_eq!(a.dateline.as_deref(), Some("Washington, D.C."));
    assert_eq!(a.url.as_deref(), Some("https://news.example/rice/"));
    assert_eq!(names(&a), ["Sari Wulandari"]);
    assert_eq!(people(&a)[0].org.as_deref(), Some("The Post"));
    assert_eq!(a.published.as_deref(), Some("2026-03-01T08:00:00Z"));
    assert_eq!(a.modified.as_deref(), Some("2026-03-06T08:00:00Z"));
    let lead = lead_image(&a);
    assert_eq!((text(&lead.caption), text(&lead.credit)), ("A field".into(), "Ansel / AP".into()));
    assert_eq!((lead.alt.as_deref(), lead.focus), (Some("Alt"), Some((0.25, 0.25))));
    assert_eq!(tags(&a), ["Rice"]);
    assert_eq!(text(&a.corrections[0].text), "It was four.");
    assert_eq!(a.copyright.as_deref(), Some("(c) 2026"));
    assert_eq!(a.rating.as_ref().map(|rating| (rating.value, rating.max)), Some((4.5, Some(5.0))));
    assert_eq!(
        lines(&a.body),
        [
            "First one & two",
            "Then",
            "A",
            "A1",
            "Said",
            "He",
            "Year",
            "2024",
            "a < b",
            "G",
            "Raw",
            "More",
            "X",
            "Corrected",
            "Grouped"
        ]
    );
    let kinds = |wanted: fn(&Kind) -> bool| a.body.iter().filter(|b| wanted(&b.kind)).count();
    assert_eq!(kinds(|k| matches!(k, Kind::Heading { level: 3, .. })), 1);
    assert_eq!(kinds(|k| matches!(k, Kind::Quote { pull: true, .. })), 1);
    assert_eq!(kinds(|k| matches!(k, Kind::Table { head: 1, .. })), 1);
    assert_eq!(
        kinds(|k| matches!(k, Kind::List { ordered: true, items, .. } if items.len() == 1)),
        1
    );
    assert_eq!(kinds(|k| matches!(k, Kind::Paragraph { dropcap: true, .. })), 1);
    assert_eq!(kinds(|k| matches!(k, Kind::Divider)), 1);
    let video = a.body.iter().find_map(|b| match &b.kind {
        Kind::Video(video) => Some(video),
        _ => None,
    });
    let video = video.expect("the video");
    assert_eq!(video.sources[0].src, "https://v.example/a.mp4", "what browsers play comes first");
    assert_eq!((video.seconds, video.tracks.len()), (Some(93.0), 1));
    assert_eq!(video.poster.as_ref().expect("a still").src, "https://img.example/v.jpg");
}

#[test]
fn an_unknown_ans_element_keeps_its_text() {
    let mut story = ans();
    story["content_elements"] = json!([
        {"type": "mystery", "content": "Who am <i>I</i>?", "content_elements": [{"type": "text", "content": "And you?"}]}]);
    let decoded = try_read(&story, None).expect("an article");
    assert_eq!(lines(&decoded.article.body), ["Who am I?", "And you?"]);
    assert_eq!(decoded.problems[0].path, "content_elements[0]");
}

#[test]
fn an_apple_news_article_keeps_all_fields() {
    let a = read("apple-news", apple_news());
    assert_eq!(a.headline_text(), "Rice and salt");
    assert_eq!(text(&a.kicker.as_ref().expect("a kicker").text), "CLIMATE");
    assert_eq!(text(&a.dek), "A strain.");
    assert_eq!(a.lang.as_deref(), Some("en-US"));
    assert_eq!(a.url.as_deref(), Some("https://n.example/rice"));
    assert_eq!(a.published.as_deref(), Some("2026-03-01T08:00:00Z"));
    assert!(matches!(&a.byline, Byline::Line(line) if text(line) == "By Sari | March 1"));
    assert_eq!(lead_image(&a).src, "https://news.example/api/head.jpg");
    assert_eq!(tags(&a), ["rice"]);
    let expected = [
        "Öl 😀 bold link.",
        "Second line.",
        "H & T",
        "Some soft and hard link.",
        "one",
        "two",
        "P\nUnder it",
        "Head",
        "Deep",
        "Said",
        "— He",
        "G",
        "Name",
        "Amelia",
        "data",
        "Beside",
        "Go",
    ];
    assert_eq!(lines(&a.body), expected);
    let Kind::Paragraph { text: first, dropcap, .. } = &a.body[0].kind else {
        panic!("a paragraph")
    };
    assert!(dropcap);
    let bold = first.iter().find(|span| span.text == "bold").expect("a range in UTF-16 units");
    assert_eq!(bold.marks, Marks::BOLD.with(Marks::ITALIC));
    let link = first.iter().find(|span| span.text == "link").expect("a link");
    assert_eq!(link.href(), Some("https://x.example/"));
    assert!(!matches!(a.body.last().map(|b| &b.kind), Some(Kind::Divider)));
}

#[test]
fn invalid_ranges_of_apple_news_lose_no_text() {
    let mut article = apple_news();
    article["components"] = json!([{"role": "body", "text": "😀😀 abc", "inlineTextStyles": [
        {"rangeStart": 1, "rangeLength": 1, "textStyle": "strong"},
        {"rangeStart": 3, "rangeLength": 99999, "textStyle": {"fontWeight": 700}},
        {"rangeStart": -4, "rangeLength": 2, "textStyle": "none"},
        {"rangeStart": 18446744073709551615u64, "rangeLength": 2, "textStyle": "strong"}]}]);
    let a = try_read(&article, None).expect("an article").article;
    assert_eq!(lines(&a.body), ["😀😀 abc"]);
}

#[test]
fn a_guardian_item_keeps_all_fields() {
    let a = read("guardian", guardian());
    assert_eq!(a.headline_text(), "Rice");
    assert_eq!(text(&a.dek), "A strain");
    assert_eq!(text(&a.kicker.as_ref().expect("a section").text), "Environment");
    let Byline::Line(line) = &a.byline else { panic!("the line says more than the name") };
    assert_eq!(text(line), "Sari W in Demak");
    assert_eq!(line[0].href(), Some("https://www.theguardian.com/profile/sari"));
    assert_eq!(a.published.as_deref(), Some("2026-03-01T08:00:00Z"));
    assert_eq!(a.modified.as_deref(), Some("2026-03-02T08:00:00Z"));
    let lead = lead_image(&a);
    assert_eq!(
        (lead.src.as_str(), lead.width),
        ("https://media.guim.example/1000.jpg", Some(1000))
    );
    assert_eq!(
        (text(&lead.caption), text(&lead.credit)),
        ("A field".into(), "Photograph: Ayu".into())
    );
    assert_eq!(lead.alt.as_deref(), Some("Alt"));
    assert_eq!(lead.sources.len(), 1);
    assert_eq!(tags(&a), ["Rice"]);
    assert_eq!(a.rating.as_ref().map(|rating| rating.value), Some(4.0));
    assert_eq!(lines(&a.body), ["It rained."]);
}

#[test]
fn a_guardian_live_blog_becomes_updates() {
    let mut document = guardian();
    let content = &mut document["response"]["content"];
    content["type"] = json!("liveblog");
    content["fields"]["byline"] = json!("Sari W");
    content["blocks"] = json!({"body": [
        {"title": "Goal", "bodyHtml": "<p>One nil.</p>", "publishedDate": "2026-03-01T09:00:00Z", "attributes": {"keyEvent": true}},
        {"bodyHtml": "<p>Kick off.</p>"}]});
    let a = read("guardian", document);
    assert_eq!(names(&a), ["Sari W"], "a line of names only is people");
    let Kind::Update(update) = &a.body[0].kind else { panic!("an update") };
    assert!(update.key);
    assert_eq!(lines(&a.body), ["Goal", "One nil.", "Kick off."]);
}

fn check_rich_text(format: &str, article: &Article) {
    let Kind::Paragraph { text: first, .. } = &article.body[0].kind else {
        panic!("{format}: no paragraph: {:?}", article.body)
    };
    assert_eq!(text(first), "Some bold and link.", "{format}");
    let bold = first.iter().find(|span| span.text == "bold").expect("bold");
    assert_eq!(bold.marks, Marks::BOLD, "{format}");
    let link = first.iter().find(|span| span.text == "link").expect("a link");
    assert_eq!(link.href(), Some("https://x.example/"), "{format}");
    let Kind::List { items, ordered: false, .. } = &article.body[1].kind else {
        panic!("{format}: no list: {:?}", article.body)
    };
    let texts: Vec<_> = items.iter().map(|item| text(&item.text)).collect();
    assert_eq!(texts, ["one", "two"], "{format}");
    assert_eq!(lines(&items[0].body), ["deep"], "{format}");
    if format != "contentful" {
        assert!(
            matches!(&article.body[2].kind, Kind::Code { text: code, .. } if text(code) == "a <\n b"),
            "{format}: {:?}",
            article.body[2]
        );
    }
    let Some(Kind::Image(image)) = article.body.last().map(|block| &block.kind) else {
        panic!("{format}: no picture: {:?}", article.body)
    };
    assert_eq!(image.src, "https://img.example/a.jpg", "{format}");
    assert_eq!(image.alt.as_deref(), Some("Alt"), "{format}");
}

#[test]
fn rich_text_of_every_kind_is_an_article() {
    for (format, document) in rich_texts() {
        let article = read(format, document);
        assert_eq!(article.headline_text(), "Title", "{format}");
        check_rich_text(format, &article);
    }
}

#[test]
fn rich_text_of_every_kind_is_a_body_in_bacas_own_format() {
    for (format, document) in rich_texts() {
        let article = read("baca", json!({"baca": 1, "headline": "Own", "body": document}));
        assert_eq!(article.headline_text(), "Own");
        let mut rest = article.clone();
        assert_eq!(lines(&rest.body[..1]), ["Title"], "{format}");
        rest.body.remove(0);
        check_rich_text(format, &rest);
    }
}

#[test]
fn the_fields_around_rich_text_in_a_headless_entry_are_read() {
    for (format, document) in rich_texts() {
        let fields = json!({"title": "Entry", "excerpt": "Short", "body": document, "publishedAt": "2026-03-01"});
        for document in [
            fields.clone(),
            json!({"data": {"id": 1, "attributes": fields}}),
            json!({"result": [fields]}),
            json!({"items": [{"sys": {"id": "1"}, "fields": fields}], "includes": {}}),
        ] {
            let article = read("headless", document);
            assert_eq!(article.headline_text(), "Entry", "{format}");
            assert_eq!(text(&article.dek), "Short", "{format}");
            assert_eq!(article.published.as_deref(), Some("2026-03-01"));
            assert!(lines(&article.body).contains(&"Some bold and link.".into()), "{format}");
        }
    }
}

#[test]
fn unknown_nodes_of_rich_text_keep_their_text() {
    for document in [
        json!({"type": "doc", "content": [{"type": "fancy", "content": [{"type": "text", "text": "Kept"}]},
            {"type": "paragraph", "content": [{"type": "mention", "attrs": {"text": "@sari"}}, {"type": "text", "text": " too"}]}]}),
        json!({"root": {"children": [{"type": "callout", "calloutText": "Kept", "calloutEmoji": "!"},
            {"type": "paragraph", "children": [{"type": "text", "text": "@sari too"}]}]}}),
        json!({"blocks": [{"type": "fancyTool", "data": {"anything": "Kept here"}}, {"type": "paragraph", "data": {"text": "@sari too"}}]}),
    ] {
        let article = try_read(&document, None).expect("an article").article;
        let all = [vec![article.headline_text()], lines(&article.body)].concat().join("|");
        assert!(all.contains("Kept") && all.contains("@sari too"), "{all}");
    }
}

#[test]
fn other_json_is_not_an_article() {
    for document in [
        json!({}),
        json!([]),
        json!(1),
        json!("text"),
        json!(null),
        json!([1, 2, 3]),
        json!({"name": "left-pad", "version": "1.3.0", "description": "x", "dependencies": {}}),
        json!({"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "T", "type": "object", "properties": {}}),
        json!({"type": "FeatureCollection", "features": []}),
        json!({"@context": "https://schema.org", "@type": "Product", "name": "Shoe", "description": "x"}),
        json!({"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": []}),
        json!([{"@context": "https://schema.org", "@type": "Organization", "name": "N"}, {"@context": "https://schema.org", "@type": "WebPage", "@id": "x"}]),
        json!({"@context": "https://www.w3.org/ns/activitystreams", "type": "Person", "name": "Sari", "id": "https://b.example/@sari"}),
        json!({"@context": "https://www.w3.org/ns/activitystreams", "type": "OrderedCollection", "totalItems": 3}),
        json!([{"id": 1, "post": 60, "parent": 0, "author_name": "A", "date_gmt": "2026-01-01T00:00:00", "content": {"rendered": "<p>x</p>"}, "_links": {"self": []}, "link": "https://x.example/"}]),
        json!({"code": "rest_post_invalid_id", "message": "Invalid post ID.", "data": {"status": 404}}),
        json!({"errors": [{"message": "Unknown Content API Key", "type": "UnauthorizedError"}]}),
        json!({"response": {"status": "error", "message": "not found"}}),
        json!({"response": {"status": "ok", "results": [{"id": "art", "webTitle": "Art", "webUrl": "https://g.example/art", "apiUrl": "https://g.example/api", "sectionId": "art"}]}}),
        json!({"@context": "https://www.w3.org/ns/activitystreams", "type": "Update", "actor": "https://b.example/", "object": {"type": "Group", "name": "G", "id": "https://b.example/g"}}),
        json!({"items": [{"name": "a"}, {"name": "b"}], "total": 2}),
        json!({"components": [{"name": "Button"}], "version": "1.0.0"}),
        json!({"data": {"id": 1, "attributes": {"title": "No text"}}}),
        json!({"title": "T", "url": "https://x.example/", "version": "1.0"}),
        json!({"type": "doc"}),
        json!([{"type": "a", "value": 1}]),
        json!({"blocks": [{"height": 1}]}),
        json!({"type": "video", "version": "2"}),
        json!({"slug": "x", "title": "T"}),
    ] {
        match try_read(&document, None) {
            Err(Error::NotAnArticle { .. }) => {}
            other => panic!("{document}: {:?}", other.map(|decoded| decoded.format)),
        }
    }
}

#[test]
fn dates_are_converted_to_iso_8601() {
    for (written, expected) in [
        (json!("2026-03-01"), Some("2026-03-01")),
        (json!(" 2026-03-01 08:00:00.0 "), Some("2026-03-01T08:00:00.0")),
        (json!("Fri, 31 May 2019 12:17:58 -0700"), Some("2019-05-31T12:17:58-07:00")),
        (json!("6 Feb 2018 06:34:12 GMT"), Some("2018-02-06T06:34:12Z")),
        (json!("0000-00-00T00:00:00"), None),
        (json!("yesterday"), None),
        (json!(1556000000), Some("2019-04-23T06:13:20Z")),
    ] {
        let mut document = feed();
        document["items"][0]["date_published"] = written.clone();
        let article = try_read(&document, None).expect("an article").article;
        assert_eq!(article.published.as_deref(), expected, "{written}");
    }
}

#[test]
fn a_wordpress_post_without_embed_has_no_problems() {
    let mut post = wordpress();
    post.as_object_mut().expect("an object").remove("_embedded");
    post["author"] = json!(3);
    post["tags"] = json!([1, 2]);
    post["categories"] = json!([4]);
    post["jetpack_featured_media_url"] = json!("https://img.example/j.jpg");
    let a = read("wordpress", post);
    assert_eq!(names(&a), Vec::<&str>::new());
    assert_eq!(lead_image(&a).src, "https://img.example/j.jpg");
    assert_eq!(tags(&a), Vec::<String>::new());
}

#[test]
fn contentful_links_are_resolved() {
    let link = |id: &str, kind: &str| json!({"sys": {"type": "Link", "linkType": kind, "id": id}});
    let file = json!({"url": "//img.example/a.jpg", "contentType": "image/jpeg", "details": {"image": {"width": 10, "height": 5}}});
    let a = read(
        "headless",
        json!({
            "sys": {"type": "Array"}, "total": 1,
            "items": [{"sys": {"id": "e", "createdAt": "2026-03-01T08:00:00Z", "updatedAt": "2026-03-02T08:00:00Z"},
                "fields": {"title": "Entry", "author": link("p", "Entry"), "heroImage": link("a", "Asset"),
                    "body": {"nodeType": "document", "data": {}, "content": [
                        {"nodeType": "paragraph", "data": {}, "content": [{"nodeType": "text", "value": "Text", "marks": []}]},
                        {"nodeType": "embedded-asset-block", "data": {"target": link("a", "Asset")}, "content": []}]}}}],
            "includes": {
                "Asset": [{"sys": {"id": "a", "type": "Asset"}, "fields": {"title": "T", "description": "Alt", "file": file}}],
                "Entry": [{"sys": {"id": "p", "type": "Entry"}, "fields": {"name": "Sari", "self": link("p", "Entry")}}]}
        }),
    );
    assert_eq!(names(&a), ["Sari"]);
    assert_eq!(a.published.as_deref(), Some("2026-03-01T08:00:00Z"));
    assert_eq!(lead_image(&a).src, "https://img.example/a.jpg");
    assert_eq!(lead_image(&a).alt.as_deref(), Some("Alt"));
    let Some(Kind::Image(image)) = a.body.get(1).map(|block| &block.kind) else {
        panic!("no picture: {:?}", a.body)
    };
    assert_eq!((image.src.as_str(), image.width), ("https://img.example/a.jpg", Some(10)));
}

#[test]
fn large_and_cyclic_documents_are_read_to_the_end() {
    let many: Vec<Value> = (0..3000).map(|_| json!({"@id": "#b"})).collect();
    let graph = json!({"@context": "https://schema.org", "@graph": [
        {"@type": "Article", "@id": "#a", "headline": "H", "author": many, "image": {"@id": "#a"}},
        {"@type": "Person", "@id": "#b", "name": "B".repeat(100_000), "knows": many}]});
    let article = try_read(&graph, None).expect("an article").article;
    assert_eq!(article.headline_text(), "H");
    let components: Vec<Value> = (0..6000)
        .flat_map(|_| {
            [
                json!({"role": "photo", "URL": "bundle://a.jpg"}),
                json!({"role": "caption", "text": "C"}),
            ]
        })
        .collect();
    let mut apple = apple_news();
    apple["components"] = json!(components);
    assert!(try_read(&apple, None).expect("an article").article.body.len() > 5000);
    let mut deep = json!({"type": "paragraph", "content": [{"type": "text", "text": "Deep"}]});
    for _ in 0..60 {
        deep = json!({"type": "blockquote", "content": [deep]});
    }
    let article = try_read(&json!({"type": "doc", "content": [deep]}), None).expect("an article");
    assert!(lines(&article.article.body).contains(&"Deep".into()));
}

#[test]
fn nodes_of_a_single_editor_are_converted() {
    let a = read("prosemirror", atlassian());
    let expected = [
        "@Sari says 😄H2\nhttps://x.example/aDONE",
        "Panel",
        "More",
        "Inside",
        "did",
        "will",
        "Head",
        "a",
        "b",
        "https://x.example/b",
        "three",
    ];
    assert_eq!(lines(&a.body), expected);
    assert!(a
        .body
        .iter()
        .any(|b| matches!(&b.kind, Kind::List { items, .. } if items[0].checked == Some(true))));
    assert!(a
        .body
        .iter()
        .any(|b| matches!(&b.kind, Kind::Image(i) if i.src == "https://img.example/a.jpg")));
    assert!(a.body.iter().any(|b| matches!(&b.kind, Kind::List { start: Some(3), .. })));
    let a = read("lexical", ghost_cards());
    let expected = [
        "a\nat",
        "Call out",
        "Toggle",
        "Inside",
        "Book",
        "Go",
        "File",
        "Gal",
        "Raw",
        "Mark down",
        "x < y",
        "Code",
        "Cap",
        "Header",
        "Sub",
        "Prod",
        "Desc",
        "Block title",
        "Block text",
        "As",
    ];
    assert_eq!(a.headline_text(), "Ghost");
    assert_eq!(lines(&a.body), expected);
    let count = |wanted: fn(&Kind) -> bool| a.body.iter().filter(|b| wanted(&b.kind)).count();
    assert_eq!(count(|k| matches!(k, Kind::Links { .. })), 3);
    assert_eq!(count(|k| matches!(k, Kind::Video(_) | Kind::Audio(_) | Kind::Embed(_))), 3);
    assert_eq!(count(|k| matches!(k, Kind::Gallery { items, .. } if items.len() == 2)), 1);
}

#[test]
fn the_articles_of_a_list_have_names_by_which_each_is_read() {
    let names = |value: &Value| formats::item_names(&value.to_string(), None);
    let some = |names: &[&str]| names.iter().map(|name| Some((*name).into())).collect::<Vec<_>>();
    let post = |id: u32| {
        let mut post = wordpress();
        post["id"] = json!(id);
        post["title"]["rendered"] = json!(format!("Post {id}"));
        post
    };
    assert_eq!(names(&json!([post(7), post(8)])), some(&["7", "8"]));
    assert_eq!(names(&post(7)), []);
    let feed = json!({"version": "https://jsonfeed.org/version/1.1", "title": "F", "items": [
        {"id": "a", "title": "A", "content_text": "a"},
        {"url": "https://n.example/b", "title": "B", "content_text": "b"},
        {"title": "C", "content_text": "c"},
        {"id": " a ", "title": "D", "content_text": "d"},
        "no item",
    ]});
    let mut wanted = some(&["a", "https://n.example/b"]);
    wanted.extend([None, None]);
    assert_eq!(names(&feed), wanted);
    let graph = json!({"@context": "https://schema.org", "@graph": [
        {"@type": "NewsArticle", "@id": "#one", "headline": "One", "articleBody": "1"},
        {"@type": "WebSite", "@id": "#site"},
        {"@type": "NewsArticle", "headline": "Two", "articleBody": "2"},
    ]});
    assert_eq!(names(&graph), some(&["#one", "Two"]));
    assert_eq!(names(&ghost()).len(), 1);
    assert_eq!(names(&json!({"baca": 1, "headline": "H"})), []);
    for (list, item, headline) in [
        (json!([post(7), post(8)]), "8", "Post 8"),
        (feed, "https://n.example/b", "B"),
        (graph, "Two", "Two"),
    ] {
        let decoded = formats::read(&list.to_string(), "", None, Some(item)).expect("an article");
        assert_eq!(decoded.article.headline_text(), headline);
    }
}

#[test]
fn an_empty_list_is_told_from_a_document_without_an_article() {
    for (text, wanted) in [
        ("[]", true),
        (r#"{"items":[]}"#, true),
        (r#"{"version":"https://jsonfeed.org/version/1.1","items":[]}"#, true),
        (r#"{"posts":[],"meta":{}}"#, true),
        (r#"{"response":{"status":"ok","results":[]}}"#, true),
        (r#"{"data":[],"meta":{}}"#, true),
        ("[{}]", false),
        ("{}", false),
        (r#"{"items":{}}"#, false),
        ("<html>", false),
        ("", false),
    ] {
        assert_eq!(formats::is_empty_list(text), wanted, "{text}");
        assert!(formats::read(text, "", None, None).is_err(), "{text}");
    }
}
