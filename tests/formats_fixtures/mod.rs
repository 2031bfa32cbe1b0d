//! Test documents of each format with all its fields, and functions that return the text of blocks.

use baca_model::*;
use serde_json::{json, Value};

/// Returns the text of all blocks, one line for each block, item and cell.
pub fn lines(blocks: &[Block]) -> Vec<String> {
    let mut out = Vec::new();
    for block in blocks {
        match &block.kind {
            Kind::Paragraph { text: words, .. }
            | Kind::Heading { text: words, .. }
            | Kind::Code { text: words, .. } => out.push(text(words)),
            Kind::Quote { text: words, body, attribution, .. } => {
                out.push(text(words));
                out.extend(lines(body));
                out.push(text(attribution));
            }
            Kind::List { items, .. } => {
                for item in items {
                    out.push(text(&item.text));
                    out.extend(lines(&item.body));
                }
            }
            Kind::Table { rows, .. } => {
                for cell in rows.iter().flatten() {
                    out.push(text(&cell.text));
                    out.extend(lines(&cell.body));
                }
            }
            Kind::Aside { title, body, .. } => {
                out.push(text(title));
                out.extend(lines(body));
            }
            Kind::Update(update) => {
                out.push(text(&update.title));
                out.extend(lines(&update.body));
            }
            Kind::Links { items, .. } => out.extend(items.iter().map(|link| text(&link.text))),
            Kind::Image(image) => out.push(text(&image.caption)),
            Kind::Gallery { items, caption, .. } => {
                out.extend(items.iter().map(|image| text(&image.caption)));
                out.push(text(caption));
            }
            Kind::Group(inner) => out.extend(lines(inner)),
            Kind::Video(_) | Kind::Audio(_) | Kind::Embed(_) | Kind::Divider => {}
        }
    }
    out.retain(|line| !line.is_empty());
    out
}

/// Returns the plain text of an inline.
pub fn text(inline: &[Span]) -> String {
    plain_text(inline)
}

/// Returns a WordPress post with all fields of the format.
pub fn wordpress() -> Value {
    json!({
        "id": 7, "date": "2026-03-01T15:00:00", "date_gmt": "2026-03-01T08:00:00",
        "modified_gmt": "2026-03-02T01:15:00", "slug": "rice", "type": "post",
        "link": "https://news.example/rice/", "lang": "en",
        "title": {"rendered": "Rice &#038; salt: the <em>long</em> way &#8211; part&nbsp;1"},
        "content": {"rendered": "\n<p>The tide came in at four.</p>\n<p>By six it was gone.</p>", "protected": false},
        "excerpt": {"rendered": "<p>A strain bred over twenty years.</p>\n", "protected": false},
        "comment_status": "open", "featured_media": 9, "meta": [],
        "_links": {"self": [{"href": "https://news.example/wp-json/wp/v2/posts/7"}]},
        "_embedded": {
            "author": [{"id": 3, "name": "Sari &amp; Co", "link": "https://news.example/author/sari/",
                "description": "Writes of <b>rice</b>.", "avatar_urls": {"96": "https://img.example/sari.png"}}],
            "wp:featuredmedia": [{"id": 9, "media_type": "image", "author": 3,
                "source_url": "https://img.example/rice.jpg", "alt_text": "A field",
                "caption": {"rendered": "<p>Seedlings at low tide.</p>\n"},
                "media_details": {"width": 2000, "height": 1000,
                    "image_meta": {"credit": "Ayu Pratiwi"},
                    "sizes": {
                        "large": {"source_url": "https://img.example/rice-1024x512.jpg", "width": 1024, "height": 512, "mime_type": "image/jpeg"},
                        "medium": {"source_url": "https://img.example/rice-301x150.jpg", "width": 301, "height": 150},
                        "thumbnail": {"source_url": "https://img.example/rice-150x150.jpg", "width": 150, "height": 150}}}}],
            "wp:term": [
                [{"taxonomy": "category", "name": "Food &amp; Farms", "link": "https://news.example/food/"}],
                [{"taxonomy": "post_tag", "name": "Rice", "link": "https://news.example/tag/rice/"},
                 {"taxonomy": "post_tag", "name": "Salt", "link": "https://news.example/tag/salt/"}]],
            "replies": [[
                {"id": 12, "parent": 11, "author_name": "Tom", "date": "2026-03-01T20:00:00", "type": "comment",
                 "content": {"rendered": "<p>Yes &amp; no</p>"}, "link": "https://news.example/rice/#c12"},
                {"id": 11, "parent": 0, "author_name": "Ayu", "author_url": "https://ayu.example/", "type": "comment",
                 "content": {"rendered": "<p>Is it?</p>"}},
                {"id": 13, "parent": 0, "author_name": "Elsewhere", "type": "pingback", "content": {"rendered": "<p>[…]</p>"}}]]
        }
    })
}

/// Returns a JSON Feed with all fields of the format.
pub fn feed() -> Value {
    json!({
        "version": "https://jsonfeed.org/version/1.1", "title": "The <Tide>", "language": "id",
        "home_page_url": "https://tide.example/", "icon": "https://tide.example/i.png",
        "authors": [{"name": "Desk", "url": "https://tide.example/desk"}],
        "items": [
            {"id": "a", "url": "https://tide.example/a", "title": "Rice &amp; <b>salt</b>",
             "summary": "Short", "content_html": "<p>One &amp; two</p>",
             "date_published": "2026-03-01T08:00:00+07:00", "date_modified": "2026-03-02T08:00:00+07:00",
             "image": "https://img.example/a.jpg", "banner_image": "https://img.example/b.jpg",
             "authors": [{"name": "Sari", "url": "https://tide.example/sari", "avatar": "https://img.example/s.png"}],
             "tags": ["rice", "salt"], "language": "en-GB",
             "attachments": [
                {"url": "https://v.example/a.mp3", "mime_type": "audio/mpeg", "title": "Listen", "duration_in_seconds": 90},
                {"url": "https://v.example/a.ogg", "mime_type": "audio/ogg", "title": "Listen"},
                {"url": "https://v.example/a.pdf", "mime_type": "application/pdf", "title": "Paper"}]},
            {"id": 2, "external_url": "https://other.example/x", "content_text": "First.\n\nSecond <i>as text</i>.\nA line."}
        ]
    })
}

/// Returns a schema.org `NewsArticle` with all fields that are read.
pub fn news_article() -> Value {
    json!({
        "@context": "https://schema.org", "@type": "NewsArticle",
        "headline": "Rice & salt", "description": "A strain bred over twenty years.",
        "articleSection": ["Climate", "Food"], "inLanguage": "en_US", "dateline": "DEMAK",
        "author": [{"@type": "Person", "name": "Sari", "url": "https://news.example/sari", "jobTitle": "Reporter"}, "Tom"],
        "publisher": [{"@type": "Organization", "name": "News", "logo": {"@type": "ImageObject", "url": "https://img.example/logo.png"}}],
        "datePublished": "2026-03-01T08:00:00+07:00", "dateModified": "2026-03-02 08:00:00",
        "image": [{"@type": "ImageObject", "url": "https://img.example/a.jpg", "width": "640px", "height": 480,
                   "caption": "A field", "creditText": "Ayu"}],
        "mainEntityOfPage": {"@type": "WebPage", "@id": "https://news.example/rice"},
        "keywords": "rice, salt,", "timeRequired": "PT3M9S",
        "articleBody": "First line.\nSecond < third.",
        "video": {"@type": "VideoObject", "name": "Tide", "contentUrl": "https://v.example/t.mp4",
                  "thumbnailUrl": ["https://img.example/t.jpg"], "duration": "PT1M33S"},
        "commentCount": 2,
        "comment": [{"@type": "Comment", "text": "Fine.", "author": {"name": "Ayu"}, "dateCreated": "2026-03-03",
                     "upvoteCount": 4, "comment": {"@type": "Comment", "text": "Quite."}}]
    })
}

/// Returns a Ghost post with all fields that are read.
pub fn ghost() -> Value {
    json!({"posts": [{
        "id": "5c", "uuid": "3a", "slug": "rice", "title": "Rice & salt <3", "html": "<p>It rained.</p>",
        "feature_image": "https://img.example/f.jpg", "feature_image_alt": "Rain",
        "feature_image_caption": "Rain in <a href=\"https://x.example/\">Demak</a>",
        "custom_excerpt": "It rained.", "excerpt": "It rained.",
        "published_at": "2026-03-01T08:00:00.000+00:00", "updated_at": "2026-03-02T08:00:00.000+00:00",
        "authors": [{"id": "1", "name": "Sari", "url": "https://g.example/author/sari/", "profile_image": "https://img.example/s.jpg", "bio": "Writes"}],
        "primary_author": {"name": "Sari"},
        "tags": [{"name": "Climate", "url": "https://g.example/tag/climate/"}, {"name": "#internal", "url": "https://g.example/404/"}],
        "primary_tag": {"name": "Climate", "url": "https://g.example/tag/climate/"},
        "url": "https://g.example/rice/", "canonical_url": null, "reading_time": 3, "access": true
    }], "meta": {"pagination": {"page": 1}}})
}

/// Returns an ActivityPub `Article` with all fields that are read.
pub fn activity() -> Value {
    json!({
        "@context": ["https://www.w3.org/ns/activitystreams", {"Hashtag": "as:Hashtag"}],
        "id": "https://b.example/rice", "type": "Article", "name": "Rice & salt",
        "summary": "<p>A strain &amp; more</p>", "content": "<p>Hujan turun.</p>",
        "contentMap": {"id": "<p>Hujan turun.</p>", "en": "<p>It rained.</p>"},
        "attributedTo": "https://b.example/@sari", "published": "2026-03-01T08:00:00.123456+00:00",
        "updated": "2026-03-02T08:00:00Z", "url": [{"type": "Link", "href": "https://b.example/rice.html"}],
        "image": {"type": "Image", "url": "https://img.example/a.jpg?x=1&#038;y=2", "name": "A field", "width": 10, "height": 5},
        "attachment": [
            {"type": "Image", "url": "https://img.example/a-300x200.jpg", "name": "A field"},
            {"type": "Document", "mediaType": "video/mp4", "url": "https://v.example/a.mp4", "name": "Tide"}],
        "tag": {"type": "Hashtag", "name": "#rice", "href": "https://b.example/tag/rice"},
        "location": {"type": "Place", "name": "Demak"},
        "replies": {"type": "Collection", "totalItems": 3, "first": {"type": "CollectionPage", "items": [
            "https://elsewhere.example/1",
            {"type": "Note", "id": "https://e.example/2", "content": "<p>Good &amp; bad</p>", "attributedTo": "https://e.example/users/tom",
             "published": "2026-03-03T00:00:00Z", "likes": {"totalItems": 5}}]}}
    })
}

/// Returns an ANS story with all fields that are read.
pub fn ans() -> Value {
    json!({
        "_id": "X1", "type": "story", "version": "0.10.11", "language": "en-US", "location": "Washington, D.C.",
        "canonical_url": "/rice/", "headlines": {"basic": "Rice &amp; salt"}, "subheadlines": {"basic": "A strain"},
        "description": {"basic": "Other"}, "label": {"basic": {"text": "Climate", "url": "https://n.example/climate"}},
        "credits": {"by": [{"type": "author", "name": "S. W.", "byline": "Sari Wulandari", "org": "The Post",
                            "url": "https://n.example/sari", "image": {"url": "https://img.example/s.jpg"}}]},
        "first_publish_date": "2026-03-01T08:00:00Z", "publish_date": "2026-03-05T08:00:00Z", "last_updated_date": "2026-03-06T08:00:00Z",
        "taxonomy": {"tags": [{"text": "Rice"}], "primary_section": {"name": "News"}}, "copyright": "(c) 2026",
        "promo_items": {"basic": {"type": "image", "url": "https://img.example/a.jpg", "width": 800, "height": 400, "alt_text": "Alt",
            "caption": "A <i>field</i>", "focal_point": {"x": 200, "y": 100},
            "credits": {"by": [{"name": "Ansel"}], "affiliation": [{"name": "AP"}]}}},
        "corrections": [{"type": "correction", "text": "It was four."}],
        "content_elements": [
            {"type": "text", "content": "First <b>one</b> &amp; two", "block_properties": {"dropcap": "letter"}},
            {"type": "header", "level": 3, "content": "Then"},
            {"type": "list", "list_type": "ordered", "items": [
                {"type": "text", "content": "A"}, {"type": "list", "list_type": "unordered", "items": [{"type": "text", "content": "A1"}]}]},
            {"type": "quote", "subtype": "pullquote", "content_elements": [{"type": "text", "content": "Said"}], "citation": {"type": "text", "content": "<em>He</em>"}},
            {"type": "table", "header": [{"type": "text", "content": "Year"}], "rows": [[{"type": "text", "content": "2024"}]]},
            {"type": "code", "language": "rust", "content": "a < b"},
            {"type": "divider"},
            {"type": "gallery", "content_elements": [{"type": "image", "url": "https://img.example/g.jpg", "caption": "G"}]},
            {"type": "video", "headlines": {"basic": "V"}, "duration": 93000, "streams": [
                {"url": "https://v.example/a.m3u8", "stream_type": "ts"}, {"url": "https://v.example/a.mp4", "stream_type": "mp4", "width": 640, "height": 360}],
             "promo_image": {"type": "image", "url": "https://img.example/v.jpg"},
             "subtitles": {"urls": [{"format": "WEB_VTT", "url": "https://v.example/a.vtt"}, {"format": "SRT", "url": "https://v.example/a.srt"}]}},
            {"type": "raw_html", "content": "<p>Raw</p>"},
            {"type": "interstitial_link", "url": "https://n.example/more", "content": "More"},
            {"type": "link_list", "title": "Read", "items": [{"type": "interstitial_link", "url": "https://n.example/x", "content": "X", "description": {"content": "D"}}]},
            {"type": "correction", "text": "Corrected"},
            {"type": "text", "content": "Not for the web", "channels": ["print"]},
            {"type": "element_group", "content_elements": [{"type": "text", "content": "Grouped"}]},
            {"type": "reference", "referent": {"id": "1"}},
            {"type": "numeric_rating", "numeric_rating": 4.5, "min": 0, "max": 5, "units": "stars"}]
    })
}

/// Returns an Apple News document with all fields that are read.
pub fn apple_news() -> Value {
    json!({
        "version": "1.7", "identifier": "rice", "title": "Rice", "subtitle": "Sub", "language": "en_US",
        "layout": {"columns": 7, "width": 1024}, "componentTextStyles": {"default": {}, "drop": {"dropCapStyle": {"numberOfLines": 2}}},
        "textStyles": {"strong": {"fontName": "Helvetica-BoldOblique"}},
        "metadata": {"datePublished": "2026-03-01T08:00:00Z", "authors": ["Sari"], "keywords": ["rice"],
                     "canonicalURL": "https://n.example/rice", "thumbnailURL": "bundle://t.jpg"},
        "components": [
            {"role": "header", "style": {"fill": {"type": "image", "URL": "bundle://head.jpg"}}, "components": [
                {"role": "heading", "text": "CLIMATE"}, {"role": "title", "text": "Rice and salt"}]},
            {"role": "intro", "text": "A strain."},
            {"role": "byline", "text": "By Sari | March 1"},
            {"role": "body", "textStyle": "drop", "text": "Öl 😀 bold link.\nSecond line.\n",
             "inlineTextStyles": [{"rangeStart": 6, "rangeLength": 4, "textStyle": "strong"}],
             "additions": [{"type": "link", "rangeStart": 11, "rangeLength": 4, "URL": "https://x.example/"}]},
            {"role": "body", "format": "html", "text": "<p>H &amp; T</p>"},
            {"role": "body", "format": "markdown", "text": "Some *soft* and **hard** [link](https://y.example/).\n\n- one\n- two"},
            {"role": "photo", "URL": "bundle://p.jpg", "caption": {"text": "<b>P</b>", "format": "html"}, "accessibilityCaption": "Alt"},
            {"role": "caption", "text": "Under it"},
            {"role": "section", "components": [{"role": "heading2", "text": "Head"}, {"role": "container", "components": [{"role": "body", "text": "Deep"}]}]},
            {"role": "pullquote", "text": "Said"}, {"role": "pullquote", "text": "— He"},
            {"role": "gallery", "items": [{"URL": "bundle://g.jpg", "caption": "G"}]},
            {"role": "video", "URL": "https://v.example/a.mp4", "stillURL": "bundle://v.jpg"},
            {"role": "embedwebvideo", "URL": "https://www.youtube.com/embed/abc"},
            {"role": "map", "latitude": 35.0, "longitude": -109.5, "caption": "Here"},
            {"role": "datatable", "data": {"descriptors": [{"key": "n", "label": "Name"}], "records": [{"n": "Amelia"}]}},
            {"role": "htmltable", "html": "<table><tr><td>data</td></tr></table>"},
            {"role": "aside", "components": [{"role": "body", "text": "Beside"}]},
            {"role": "link_button", "URL": "https://z.example/", "text": "Go"},
            {"role": "body", "text": "Secret", "hidden": true},
            {"role": "banner_advertisement", "bannerType": "any"},
            {"role": "divider"}]
    })
}

/// Returns a Guardian item with all fields that are read.
pub fn guardian() -> Value {
    json!({"response": {"status": "ok", "content": {
        "id": "env/2026/rice", "type": "article", "sectionId": "environment", "sectionName": "Environment",
        "webPublicationDate": "2026-03-01T08:00:00Z", "webTitle": "Rice | News", "webUrl": "https://www.theguardian.com/env/2026/rice",
        "fields": {"headline": "Rice", "standfirst": "<p>A <strong>strain</strong></p>", "byline": "Sari W in Demak", "lang": "en",
                   "lastModified": "2026-03-02T08:00:00Z", "body": "<p>It rained.</p>", "starRating": "4",
                   "thumbnail": "https://media.guim.example/t.jpg", "publication": "theguardian.com"},
        "tags": [
            {"type": "contributor", "webTitle": "Sari W", "webUrl": "https://www.theguardian.com/profile/sari"},
            {"type": "keyword", "webTitle": "Rice", "webUrl": "https://www.theguardian.com/env/rice"},
            {"type": "tone", "webTitle": "News"}],
        "elements": [{"relation": "main", "type": "image", "assets": [
            {"type": "image", "mimeType": "image/jpeg", "file": "https://media.guim.example/500.jpg", "typeData": {"width": 500, "height": 300, "altText": "Alt", "caption": "A <em>field</em>", "credit": "Photograph: Ayu"}},
            {"type": "image", "file": "https://media.guim.example/1000.jpg", "typeData": {"width": "1000", "height": "600"}},
            {"type": "image", "file": "https://media.guim.example/140.jpg", "typeData": {"width": 140, "height": 140}}]}]
    }}})
}

/// Returns one short text in each of the six formats of rich text.
pub fn rich_texts() -> Vec<(&'static str, Value)> {
    let block = |style: &str, text: &str| json!({"_type": "block", "style": style, "markDefs": [], "children": [{"_type": "span", "text": text, "marks": []}]});
    let item = |level: u32, text: &str| {
        let mut block = block("normal", text);
        block["listItem"] = json!("bullet");
        block["level"] = json!(level);
        block
    };
    let lexical_text = |text: &str, format: u32| json!({"type": "text", "text": text, "format": format, "version": 1});
    let contentful_text = |text: &str, marks: Value| json!({"nodeType": "text", "value": text, "marks": marks, "data": {}});
    let contentful =
        |kind: &str, content: Value| json!({"nodeType": kind, "data": {}, "content": content});
    vec![
        (
            "prosemirror",
            json!({"type": "doc", "content": [
            {"type": "heading", "attrs": {"level": 1}, "content": [{"type": "text", "text": "Title"}]},
            {"type": "paragraph", "content": [
                {"type": "text", "text": "Some "}, {"type": "text", "text": "bold", "marks": [{"type": "strong"}]}, {"type": "text", "text": " and "},
                {"type": "text", "text": "link", "marks": [{"type": "link", "attrs": {"href": "https://x.example/"}}]}, {"type": "text", "text": "."}]},
            {"type": "bullet_list", "content": [
                {"type": "list_item", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "one"}]},
                    {"type": "bulletList", "content": [{"type": "listItem", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "deep"}]}]}]}]},
                {"type": "list_item", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "two"}]}]}]},
            {"type": "codeBlock", "attrs": {"language": "rust"}, "content": [{"type": "text", "text": "a <\n b"}]},
            {"type": "image", "attrs": {"src": "https://img.example/a.jpg", "alt": "Alt"}}]}),
        ),
        (
            "lexical",
            json!({"root": {"type": "root", "children": [
            {"type": "heading", "tag": "h1", "children": [lexical_text("Title", 0)]},
            {"type": "paragraph", "children": [lexical_text("Some ", 0), lexical_text("bold", 1), lexical_text(" and ", 0),
                {"type": "link", "url": "https://x.example/", "children": [lexical_text("link", 0)]}, lexical_text(".", 0)]},
            {"type": "list", "listType": "bullet", "children": [
                {"type": "listitem", "value": 1, "children": [lexical_text("one", 0)]},
                {"type": "listitem", "value": 2, "children": [{"type": "list", "listType": "bullet", "children": [{"type": "listitem", "children": [lexical_text("deep", 0)]}]}]},
                {"type": "listitem", "value": 2, "children": [lexical_text("two", 0)]}]},
            {"type": "code", "language": "rust", "children": [{"type": "code-highlight", "text": "a <"}, {"type": "linebreak"}, {"type": "code-highlight", "text": " b"}]},
            {"type": "image", "src": "https://img.example/a.jpg", "alt": "Alt", "caption": ""}]}}),
        ),
        (
            "contentful",
            contentful(
                "document",
                json!([
            contentful("heading-1", json!([contentful_text("Title", json!([]))])),
            contentful("paragraph", json!([contentful_text("Some ", json!([])), contentful_text("bold", json!([{"type": "bold"}])), contentful_text(" and ", json!([])),
                {"nodeType": "hyperlink", "data": {"uri": "https://x.example/"}, "content": [contentful_text("link", json!([]))]}, contentful_text(".", json!([]))])),
            contentful("unordered-list", json!([
                contentful("list-item", json!([contentful("paragraph", json!([contentful_text("one", json!([]))])),
                    contentful("unordered-list", json!([contentful("list-item", json!([contentful("paragraph", json!([contentful_text("deep", json!([]))]))]))]))])),
                contentful("list-item", json!([contentful("paragraph", json!([contentful_text("two", json!([]))]))]))])),
            contentful("paragraph", json!([contentful_text("a <\n b", json!([{"type": "code"}]))])),
            {"nodeType": "embedded-asset-block", "content": [], "data": {"target": {"fields": {"title": "T", "description": "Alt",
                "file": {"url": "//img.example/a.jpg", "contentType": "image/jpeg", "details": {"image": {"width": 10, "height": 5}}}}}}}]),
            ),
        ),
        (
            "editorjs",
            json!({"time": 1, "version": "2.28.0", "blocks": [
            {"type": "header", "data": {"text": "Title", "level": 1}},
            {"type": "paragraph", "data": {"text": "Some <b>bold</b> and <a href=\"https://x.example/\">link</a>."}},
            {"type": "list", "data": {"style": "unordered", "items": [{"content": "one", "items": [{"content": "deep", "items": []}]}, "two"]}},
            {"type": "code", "data": {"code": "a <\n b"}},
            {"type": "image", "data": {"file": {"url": "https://img.example/a.jpg"}, "alt": "Alt", "caption": ""}}]}),
        ),
        (
            "portable-text",
            json!([
            block("h1", "Title"),
            {"_type": "block", "style": "normal", "markDefs": [{"_key": "k", "_type": "link", "href": "https://x.example/"}], "children": [
                {"_type": "span", "text": "Some "}, {"_type": "span", "text": "bold", "marks": ["strong"]}, {"_type": "span", "text": " and "},
                {"_type": "span", "text": "link", "marks": ["k"]}, {"_type": "span", "text": "."}]},
            item(1, "one"), item(2, "deep"), item(1, "two"),
            {"_type": "code", "language": "rust", "code": "a <\n b"},
            {"_type": "image", "asset": {"url": "https://img.example/a.jpg"}, "alt": "Alt"}]),
        ),
        (
            "strapi",
            json!([
            {"type": "heading", "level": 1, "children": [{"type": "text", "text": "Title"}]},
            {"type": "paragraph", "children": [{"type": "text", "text": "Some "}, {"type": "text", "text": "bold", "bold": true}, {"type": "text", "text": " and "},
                {"type": "link", "url": "https://x.example/", "children": [{"type": "text", "text": "link"}]}, {"type": "text", "text": "."}]},
            {"type": "list", "format": "unordered", "children": [
                {"type": "list-item", "children": [{"type": "text", "text": "one"}]},
                {"type": "list", "format": "unordered", "children": [{"type": "list-item", "children": [{"type": "text", "text": "deep"}]}]},
                {"type": "list-item", "children": [{"type": "text", "text": "two"}]}]},
            {"type": "code", "children": [{"type": "text", "text": "a <\n b"}]},
            {"type": "image", "image": {"url": "https://img.example/a.jpg", "alternativeText": "Alt", "width": 10, "height": 5}, "children": [{"type": "text", "text": ""}]}]),
        ),
    ]
}

/// Returns a document in Atlassian's format: ProseMirror with additional nodes.
pub fn atlassian() -> Value {
    json!({
     "version": 1,
     "type": "doc",
     "content": [
      {
       "type": "paragraph",
       "content": [
        {
         "type": "mention",
         "attrs": {
          "id": "1",
          "text": "@Sari"
         }
        },
        {
         "type": "text",
         "text": " says "
        },
        {
         "type": "emoji",
         "attrs": {
          "shortName": ":smile:",
          "text": "😄"
         }
        },
        {
         "type": "text",
         "text": "H"
        },
        {
         "type": "text",
         "text": "2",
         "marks": [
          {
           "type": "subsup",
           "attrs": {
            "type": "sub"
           }
          }
         ]
        },
        {
         "type": "hardBreak"
        },
        {
         "type": "inlineCard",
         "attrs": {
          "url": "https://x.example/a"
         }
        },
        {
         "type": "status",
         "attrs": {
          "text": "DONE",
          "color": "green"
         }
        }
       ]
      },
      {
       "type": "panel",
       "attrs": {
        "panelType": "info"
       },
       "content": [
        {
         "type": "paragraph",
         "content": [
          {
           "type": "text",
           "text": "Panel"
          }
         ]
        }
       ]
      },
      {
       "type": "expand",
       "attrs": {
        "title": "More"
       },
       "content": [
        {
         "type": "paragraph",
         "content": [
          {
           "type": "text",
           "text": "Inside"
          }
         ]
        }
       ]
      },
      {
       "type": "taskList",
       "content": [
        {
         "type": "taskItem",
         "attrs": {
          "state": "DONE"
         },
         "content": [
          {
           "type": "text",
           "text": "did"
          }
         ]
        },
        {
         "type": "taskItem",
         "attrs": {
          "state": "TODO"
         },
         "content": [
          {
           "type": "text",
           "text": "will"
          }
         ]
        }
       ]
      },
      {
       "type": "table",
       "content": [
        {
         "type": "tableRow",
         "content": [
          {
           "type": "tableHeader",
           "attrs": {
            "colspan": 2
           },
           "content": [
            {
             "type": "paragraph",
             "content": [
              {
               "type": "text",
               "text": "Head"
              }
             ]
            }
           ]
          }
         ]
        },
        {
         "type": "tableRow",
         "content": [
          {
           "type": "tableCell",
           "content": [
            {
             "type": "paragraph",
             "content": [
              {
               "type": "text",
               "text": "a"
              }
             ]
            },
            {
             "type": "paragraph",
             "content": [
              {
               "type": "text",
               "text": "b"
              }
             ]
            }
           ]
          },
          {
           "type": "tableCell",
           "content": []
          }
         ]
        }
       ]
      },
      {
       "type": "mediaSingle",
       "content": [
        {
         "type": "media",
         "attrs": {
          "type": "external",
          "url": "https://img.example/a.jpg",
          "alt": "A"
         }
        }
       ]
      },
      {
       "type": "blockCard",
       "attrs": {
        "url": "https://x.example/b"
       }
      },
      {
       "type": "rule"
      },
      {
       "type": "orderedList",
       "attrs": {
        "order": 3
       },
       "content": [
        {
         "type": "listItem",
         "content": [
          {
           "type": "paragraph",
           "content": [
            {
             "type": "text",
             "text": "three"
            }
           ]
          }
         ]
        }
       ]
      }
     ]
    })
}

/// Returns a Lexical document with Ghost's cards.
pub fn ghost_cards() -> Value {
    json!({
     "root": {
      "type": "root",
      "children": [
       {
        "type": "extended-heading",
        "tag": "h2",
        "children": [
         {
          "type": "extended-text",
          "text": "Ghost",
          "format": 0
         }
        ]
       },
       {
        "type": "paragraph",
        "children": [
         {
          "type": "extended-text",
          "text": "a",
          "format": 3
         },
         {
          "type": "linebreak"
         },
         {
          "type": "at-link",
          "url": "https://x.example/",
          "children": [
           {
            "type": "text",
            "text": "at"
           }
          ]
         }
        ]
       },
       {
        "type": "callout",
        "calloutText": "<b>Call</b> out",
        "calloutEmoji": "💡"
       },
       {
        "type": "toggle",
        "heading": "<p>Toggle</p>",
        "content": "<p>Inside</p>"
       },
       {
        "type": "bookmark",
        "url": "https://b.example/",
        "metadata": {
         "title": "Book",
         "description": "Mark",
         "thumbnail": "https://img.example/t.jpg"
        },
        "caption": "cap"
       },
       {
        "type": "button",
        "buttonText": "Go",
        "buttonUrl": "https://go.example/"
       },
       {
        "type": "file",
        "src": "https://f.example/a.pdf",
        "fileTitle": "File",
        "fileCaption": "Fc"
       },
       {
        "type": "gallery",
        "images": [
         {
          "src": "https://img.example/1.jpg",
          "alt": "1"
         },
         {
          "src": "https://img.example/2.jpg"
         }
        ],
        "caption": "Gal"
       },
       {
        "type": "video",
        "src": "https://v.example/a.mp4",
        "thumbnailSrc": "https://img.example/v.jpg",
        "caption": "Vid"
       },
       {
        "type": "audio",
        "src": "https://v.example/a.mp3",
        "title": "Aud"
       },
       {
        "type": "embed",
        "url": "https://www.youtube.com/watch?v=abc",
        "html": "<iframe src=\"https://www.youtube.com/embed/abc\"></iframe>",
        "caption": "Emb"
       },
       {
        "type": "html",
        "html": "<p>Raw</p>"
       },
       {
        "type": "markdown",
        "markdown": "**Mark** down"
       },
       {
        "type": "codeblock",
        "code": "x < y",
        "language": "rs",
        "caption": "Code"
       },
       {
        "type": "horizontalrule"
       },
       {
        "type": "image",
        "src": "https://img.example/c.jpg",
        "alt": "C",
        "caption": "<span>Cap</span>",
        "width": 10,
        "height": 5,
        "href": "https://h.example/"
       },
       {
        "type": "header",
        "heading": "Header",
        "subheading": "Sub"
       },
       {
        "type": "product",
        "productTitle": "Prod",
        "productDescription": "<p>Desc</p>",
        "productImageSrc": "https://img.example/p.jpg",
        "productUrl": "https://p.example/"
       },
       {
        "type": "upload",
        "relationTo": "media",
        "value": {
         "url": "/media/u.jpg",
         "alt": "U",
         "width": 5,
         "height": 5,
         "mimeType": "image/jpeg"
        }
       },
       {
        "type": "block",
        "fields": {
         "blockType": "quote",
         "text": "Block text",
         "title": "Block title"
        }
       },
       {
        "type": "aside",
        "children": [
         {
          "type": "text",
          "text": "As"
         }
        ]
       },
       {
        "type": "paywall"
       }
      ]
     }
    })
}
