//! Tests articles that are rendered as HTML: they are complete without script, and the parser gives
//! back the rendered nodes.

use baca_convert::formats;
use baca_model::stats;
use baca_model::{Article, Block};
use baca_render::page;
use baca_render::page::{Options, Site};
use baca_sys::html::parse as parse_html;
use baca_sys::html::Node;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

const BASE: &str = "https://news.example/a/b.json";

fn read(text: &str) -> Rc<Article> {
    let decoded = formats::read(text, BASE, None, None);
    Rc::new(decoded.expect("an article").article)
}

/// Returns articles that together have every type of block.
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

/// Returns the HTML of the shadow root after the style and the metadata.
fn rendered(html: &str) -> &str {
    let start = html.find("<div class=\"baca\"").expect("a root");
    let end = html.rfind("</template>").expect("a template");
    let root = &html[start..end];
    // The blocks stored as JSON follow the root.
    let root = root.split_once("<script").map_or(root, |(root, _)| root);
    root.strip_suffix("</div>").expect("the box around the root")
}

/// Writes a tree of nodes as the renderer does.
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
fn parsing_gives_the_rendered_nodes() {
    for (path, article) in examples() {
        let html = page::fragment(&article, &Options::default());
        let mut again = String::new();
        print(&parse_html(rendered(&html)), &mut again);
        assert_eq!(again, rendered(&html), "{}", path.display());
    }
}

#[test]
fn all_text_is_rendered_and_the_headline_once() {
    let squeeze = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for (path, article) in examples() {
        let html = page::fragment(&article, &Options::default());
        let mut text = String::new();
        text_of(&parse_html(rendered(&html)), &mut text);
        // Formulas are rendered instead of their text, and ruby is inserted between characters.
        let differs = |block: &&Block| {
            ["math: Some", "ruby: Some"].iter().any(|one| format!("{block:?}").contains(one))
        };
        for block in article.body.iter().filter(|block| !differs(block)) {
            for word in stats::text(block).split_whitespace() {
                assert!(text.contains(word), "{}: {word}", path.display());
            }
        }
        let headline = squeeze(&article.headline_text());
        assert_eq!(squeeze(&text).matches(&headline).count(), 1, "{}", path.display());
    }
}

#[test]
fn a_hostile_article_adds_no_script_and_no_style_attribute() {
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
    let page = page::document(&read(hostile), &options);
    let scripts: Vec<&str> = page.split("<script").skip(1).collect();
    // The page's metadata, the article's, and the blocks that only JSON holds.
    assert_eq!(scripts.len(), 3, "{page}");
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
fn an_embeds_card_names_the_host_that_will_be_contacted() {
    let card = |embed: &str| {
        let text = format!(
            r#"{{"baca":1,"headline":"x","lang":"en","body":[{{"type":"embed",{embed}}}]}}"#
        );
        let html = page::fragment(&read(&text), &Options::default());
        html.split_once("class=\"card\"")
            .expect("a card")
            .1
            .split("</div>")
            .next()
            .unwrap_or_default()
            .to_string()
    };
    for (embed, host) in [
        (r#""url":"https://www.youtube.com/watch?v=aaaaaaaaaaa""#, "www.youtube-nocookie.com"),
        (
            r#""url":"https://a.example/","provider":"YouTube","frame":"https://www.youtube.com@evil.example/x""#,
            "evil.example",
        ),
        (
            r#""url":"https://a.example/","provider":"YouTube","frame":"https://evil.example\\@www.youtube.com/x""#,
            "evil.example",
        ),
        (
            r#""url":"https://a.example/","frame":"https://yоutube.com/embed/x""#,
            "xn--yutube-wqf.com",
        ),
    ] {
        let card = card(embed);
        assert!(card.contains(&format!(" {host} ")), "{embed}: {card}");
    }
    let link = card(r#""url":"https://www.good.example@evil.example/x""#);
    assert!(link.contains("evil.example</a>") && !link.contains(">good"), "{link}");
}

#[test]
fn names_of_persons_are_shown_harmless() {
    let long = "é".repeat(150);
    let text = format!(
        r#"{{"baca":1,"headline":"x","lang":"en","byline":["Ad\u200bmin","\u202enimdA \u2066b","{long}"],"body":["x"]}}"#
    );
    let html = page::document(&read(&text), &Options::default());
    let (_, byline) = html.split_once("part=\"byline\"").expect("a byline");
    let names: Vec<&str> = byline
        .split("class=\"name\">")
        .skip(1)
        .map(|rest| rest.split('<').next().unwrap_or_default())
        .collect();
    assert_eq!(names, ["Admin", "nimdA b", &format!("{}…", "é".repeat(99))]);
    // Only the article's own data, which the script reads, has them as they are.
    let metadata =
        html.split("application/ld+json").nth(1).and_then(|rest| rest.split("</script>").next());
    assert!(!metadata.expect("metadata").contains(['\u{200b}', '\u{202e}', '\u{2066}']));
}

#[test]
fn a_page_has_metadata_for_search_engines_and_social_networks() {
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
    let page = page::document(&article, &options);
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
fn the_policy_has_the_hash_of_each_inline_style() {
    let page =
        page::document(&read(r#"{"baca":1,"headline":"x","body":["y"]}"#), &Options::default());
    let styles: Vec<String> = page
        .split("<style>")
        .skip(1)
        .map(|rest| page::csp_hash(rest.split("</style>").next().unwrap_or_default()))
        .collect();
    assert_eq!(styles, [page::csp_hash(page::PAGE_STYLE), page::style_hash()]);
}

#[test]
fn a_long_body_is_rendered_in_pieces_that_form_the_whole() {
    let body: Vec<String> = (0..1000).map(|n| format!("\"Paragraph {n}.\"")).collect();
    let article = read(&format!(r#"{{"baca":1,"headline":"x","body":[{}]}}"#, body.join(",")));
    let pieces: Vec<String> = page::pieces(&article, &Options::default()).collect();
    assert_eq!(pieces.len(), 22);
    assert_eq!(pieces.concat(), page::fragment(&article, &Options::default()));
    assert!(pieces[1].starts_with("<div class=\"section long "), "{}", pieces[1]);
}

#[test]
fn the_ids_of_two_articles_on_a_page_differ() {
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
        (page::fragment(&one, &Options::default()), page::fragment(&two, &Options::default()));
    assert!(id(one.clone()).is_some_and(|id| id.ends_with("-a")));
    assert_ne!(id(one), id(two));
}

/// Returns the HTML of an article with this body.
fn body(blocks: &str) -> String {
    let article = read(&format!(r#"{{"baca":1,"lang":"en","headline":"x","body":[{blocks}]}}"#));
    rendered(&page::fragment(&article, &Options::default())).into()
}

#[test]
fn header_cells_are_aligned_as_their_column() {
    let html = body(
        r#"{"type":"table","head":1,"rows":[
            ["Name", {"text":"Both","colspan":2}, "Sum", {"text":"Own","align":"center"}],
            ["a", {"text":"1","align":"center"}, {"text":"2","align":"end"}, {"text":"3","align":"end"}, {"text":"4","align":"end"}],
            ["b", "5", "6", "7", "8"]]}"#,
    );
    let head = html.split("<tbody>").next().expect("a head");
    let cells: Vec<&str> = head.split("<th").skip(2).collect();
    let aligned = |cell: &str, align: &str| cell.contains(&format!("data-align=\"{align}\""));
    assert!(!cells[0].contains("data-align"), "{head}");
    assert!(!cells[1].contains("data-align"), "a cell of two columns: {head}");
    assert!(aligned(cells[2], "end"), "{head}");
    assert!(aligned(cells[3], "center"), "its own alignment: {head}");
}

#[test]
fn updates_of_one_day_show_the_date_once() {
    let update = |time: &str| {
        format!(r#"{{"type":"update","published":"{time}","title":"t","body":["x"]}}"#)
    };
    let all = |times: &[&str]| {
        let html = body(&times.iter().map(|time| update(time)).collect::<Vec<_>>().join(","));
        let times = html.split("<p class=\"when\">").skip(1);
        times
            .map(|part| part.split("</p>").next().expect("a line").contains("March"))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        all(&[
            "2026-03-03T19:20:00Z",
            "2026-03-03T18:41:00Z",
            "2026-03-02T23:00:00Z",
            "2026-03-02T22:00:00Z"
        ]),
        [true, false, true, false]
    );
    assert_eq!(all(&["2026-03-03", "2026-03-03"]), [true, true], "dates without a time");
    assert_eq!(all(&["soon", "2026-03-03T18:41:00Z"]), [false, true], "what is not a date");
}

#[test]
fn asides_updates_and_code_have_a_role_or_a_name() {
    for (block, wanted) in [
        (r#"{"type":"aside","title":"Facts","body":["x"]}"#, "aria-label=\"Facts\""),
        (r#"{"type":"aside","body":["x"]}"#, "role=\"note\""),
        (
            r#"{"type":"links","items":[{"text":"x","url":"https://a.example/"}]}"#,
            "aria-label=\"Read next\"",
        ),
        (
            r#"{"type":"update","title":"Tide","body":["x"]}"#,
            "role=\"article\" aria-label=\"Tide\"",
        ),
        (r#"{"type":"code","text":"x"}"#, "role=\"group\" tabindex=\"0\" aria-label=\"Code\""),
    ] {
        let html = body(block);
        assert!(html.contains(wanted), "{block}: {html}");
    }
}

#[test]
fn the_title_of_an_embed_has_the_language_of_the_article() {
    let article = read(
        r#"{"baca":1,"lang":"ar","headline":"x","body":[{"type":"embed","url":"https://a.example/1","title":"t"}]}"#,
    );
    let html = page::fragment(&article, &Options { lang: Some("en".into()), ..Options::default() });
    assert!(html.contains("<p class=\"title\" lang=\"ar\" dir=\"rtl\">t</p>"), "{html}");
}

/// Returns the attributes of the first image of an article with this block as its body.
fn img(block: &str) -> String {
    let article = read(&format!(r#"{{"baca":1,"headline":"H","body":[{block}]}}"#));
    let html = page::fragment(&article, &Options::default());
    let (_, rest) = html.split_once("<img ").expect("an image");
    rest.split('>').next().unwrap_or_default().into()
}

#[test]
fn an_image_has_the_size_of_its_largest_file() {
    let image = |members: &str| format!(r#"{{"type":"image","src":"/a.jpg"{members}}}"#);
    for (members, wanted) in [
        (r#","width":22,"height":15"#, r#"width="22" height="15" alt"#),
        (r#","width":22"#, r#"width="22" class="unsized""#),
        ("", r#"class="unsized" alt"#),
        (
            r#","width":800,"height":533,"sources":[{"src":"/b.jpg","width":1600}]"#,
            r#"width="1600" height="1066""#,
        ),
        (r#","sources":[{"src":"/b.jpg","width":400}]"#, r#"width="400" class="unsized""#),
        (
            r#","width":800,"height":533,"sources":[{"src":"/b.jpg","width":90,"media":"print"}]"#,
            r#"width="800" height="533""#,
        ),
        (r#","width":600,"height":601"#, r#"class="tall""#),
        (r#","width":600,"height":800"#, r#"class="tall""#),
        (r#","width":600,"height":1000"#, r#"class="taller""#),
        (r#","width":600,"height":6000"#, r#"class="taller""#),
        (r#","width":600,"height":600"#, r#"height="600" alt"#),
    ] {
        let html = img(&image(members));
        assert!(html.contains(wanted), "{members}: {html}");
    }
}

#[test]
fn sizes_say_how_wide_an_image_is_shown() {
    let files =
        r#""src":"/a.jpg","width":800,"height":400,"sources":[{"src":"/b.jpg","width":2400}]"#;
    let image = |size: &str| format!(r#"{{"type":"image","size":"{size}",{files}}}"#);
    for (block, wanted) in [
        (image("inline"), "(max-width: 594px) 100vw, 594px"),
        (image("wide"), "(max-width: 891px) 100vw, 891px"),
        (image("full"), "(max-width: 2400px) 100vw, 2400px"),
        (image("left"), "(min-width: 40em) 324px, 100vw"),
        (image("thumb"), "(min-width: 40em) 144px, 100vw"),
        (
            format!(r#"{{"type":"gallery","items":[{{{files}}}]}}"#),
            "(min-width: 40em) 291px, 100vw",
        ),
        (
            format!(r#"{{"type":"gallery","layout":"slides","items":[{{{files}}}]}}"#),
            "(min-width: 40em) 576px, 100vw",
        ),
        (
            r#"{"type":"image","src":"/a.jpg","sources":[{"src":"/b.jpg","width":300}]}"#.into(),
            "(max-width: 300px) 100vw, 300px",
        ),
        (
            r#"{"type":"image","size":"full","src":"/a.jpg","sources":[{"src":"/b.jpg"}]}"#.into(),
            "100vw",
        ),
    ] {
        let html = img(&block);
        assert!(html.contains(&format!("sizes=\"{wanted}\"")), "{wanted}: {html}");
    }
    // Each `source` of a `picture` has them too, and the lead image is wider than the column.
    let lead = read(
        r#"{"baca":1,"headline":"H","lead":{"type":"image","src":"/a.jpg","width":1200,"height":800,
            "sources":[{"src":"/a.avif","type":"image/avif","width":1200}]},"body":["Text."]}"#,
    );
    let html = page::fragment(&lead, &Options::default());
    assert!(
        html.contains("type=\"image/avif\" sizes=\"(max-width: 891px) 100vw, 891px\""),
        "{html}"
    );
}
