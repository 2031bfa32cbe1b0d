//! Tests that nothing is lost silently: every word and every image URL of HTML is in the article, in
//! order, or in a problem that says why it is not.

#![recursion_limit = "256"]

#[allow(dead_code)] // other tests use its functions on texts
mod formats_fixtures;
mod html_support;

use baca_convert::html;
use baca_sys::html::Node;
use html_support::*;
use serde_json::Value;

/// HTML of each kind from which the converter omits something, or whose structure it changes.
const SAMPLES: &[&str] = &[
    "<div style='display:none'>Ringkasan surat saja</div><p>Halo <b>pembaca</b>.</p><p hidden>Jebakan</p>",
    "<div class=t><div role=tablist><a role=tab>Jadwal</a><a role=tab>Tarif</a></div><div><h4 role=tab>Jadwal</h4>\
     <div role=tabpanel hidden><p>Pagi.</p></div><h4 role=tab>Tarif</h4><div role=tabpanel hidden>Murah.</div></div></div>",
    "<pre><code><table><tr><td class=gutter><pre>11\n12</pre></td><td class=code><pre>satu\ndua</pre></td></tr></table>\
     </code></pre><p>Sesudah</p>",
    "<pre><code>ls -l</code><button>Copy code</button></pre><p>Lagi</p>",
    "<ol reversed start=3><li>Perunggu<li>Perak<li value=7>Emas</ol>",
    "<p>Tahun<span class=sidenote>Kata dia.</span> itu</p>",
    "<h2 id=a>Kapal<a href='#a' title='Permalink'>Link to this heading</a></h2><p>Teks</p>",
    "<p>[vc_row][vc_column width=\"1/2\"]Sandar[/vc_column][/vc_row] pukul [1] enam</p>",
    "<p>[caption id=\"a\" width=\"640\"]<img src=/a.jpg> Nelayan[/caption]</p><p>Teks [gallery ids=\"4,5\"]</p>",
    "<div class='sharedaddy sd-sharing'><h3>Bagikan</h3><a href='?share=x'>X</a><img src=/tombol.png></div><p>Teks</p>",
    "<form><h2>Jadwal</h2><label for=e>Surel</label><input id=e><select><option>Demak</select><p>Isi</p>\
     <textarea>tulis</textarea><button>Kirim</button></form>",
    "<p>Sudah <progress>70%</progress>, <meter>setengah</meter></p><optgroup>dua</optgroup><rp>tiga</rp>",
    "<p>Teks</p><noscript>Nyalakan skrip</noscript><noscript><img src=/n.jpg></noscript>",
    "<noscript><img src=/n.jpg><p>Lanjutan tulisan.</p></noscript>",
    "<figure class=wp-block-table><table><tr><td>a<td>b</table><figcaption>Tarif</figcaption></figure>",
    "<table class=tr-caption-container><tr><td><img src=/p.jpg></td></tr><tr><td class=tr-caption>Pantai</td></tr></table>",
    "<img src=/dummy.png data-lazyload=/kapal.jpg alt=Kapal><p>a</p><img src=/hitung.gif width=1 height=1>",
    "<div><img src=/max/30/abc.jpeg class=thumb><img data-src=/max/800/abc.jpeg></div>",
    "<p>a <img src=/ikon.png width=20 height=20> b <a href=/x>c</a></p>",
    "<figure><img src=/a.jpg><figcaption>Teks <a href=/b>tautan</a> lagi. <span class=credit>Foto: Rara</span></figcaption></figure>",
    "<figure class=wp-block-embed>https://youtu.be/abcdefghijk<figcaption>Kapal</figcaption><img src=/a.jpg></figure>",
    "<div class=kg-bookmark-card><a href=/x>Judul</a><p>Isi</p><img src=/satu.jpg><img src=/dua.jpg></div>",
    "<svg><text>Grafik</text></svg><p>Teks</p><iframe src=https://a.example/x width=1 height=1></iframe>",
    "<div class=youtube_player videoid=abcdefghijk>Setujui kuki</div><p>Teks</p>",
    "<ul><li><a href=/a>Kapal</a><time>2 Maret</time></li></ul><details><p>isi</p><summary>Judul</summary></details>",
    "<p style='white-space:pre-wrap'>Satu\n  dua</p><p>Tiga<br>&nbsp;</p><p>&#8203;</p>",
    "<datalist><option>Demak</datalist><div class=screen-reader-text>Lompat ke isi</div><p>Isi</p>",
    "<video src=/a.mp4 poster=/p.jpg></video><p>Teks</p><audio></audio>",
    "<p>Rumus <math><mi>x</mi><annotation>x</annotation></math> itu</p>",
];

/// Splits a text into words.
fn words(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| !c.is_alphanumeric());
    parts.filter(|word| !word.is_empty()).map(Into::into).collect()
}

/// Collects the text and the image URLs that a page might show, without those that only scripts or
/// machines use. A table's caption and a `summary` come first, as they are rendered.
fn gather(nodes: &[Node], text: &mut String, pictures: &mut Vec<String>) {
    const UNSEEN: [&str; 9] = [
        "script",
        "style",
        "template",
        "title",
        "iframe",
        "noembed",
        "noframes",
        "annotation",
        "annotation-xml",
    ];
    for node in nodes {
        let e = match node {
            Node::Text(more) => {
                text.push_str(more);
                continue;
            }
            Node::Element(e) => e,
        };
        let class = e.attribute("class").unwrap_or_default();
        if UNSEEN.contains(&e.name.as_str()) || class.contains("katex-html") {
            continue;
        }
        // The fallback content of a player with a source is not shown.
        let has_media = matches!(e.name.as_str(), "video" | "audio")
            && (e.attribute("src").is_some() || count(e, "source") > 0);
        if has_media {
            continue;
        }
        if e.name == "img" && !class.contains("emoji") {
            for name in ["src", "data-src", "data-lazyload"] {
                pictures.extend(e.attribute(name).map(Into::into));
            }
        }
        text.push(' ');
        let leads = |node: &&Node| match node {
            Node::Element(inner) => match (e.name.as_str(), inner.name.as_str()) {
                ("table", "caption") | ("details", "summary") => true,
                ("figure", "figcaption") => count(e, "table") > 0 && count(e, "img") == 0,
                _ => false,
            },
            Node::Text(_) => false,
        };
        let (first, rest): (Vec<&Node>, Vec<&Node>) = e.children.iter().partition(leads);
        for node in first.into_iter().chain(rest) {
            gather(std::slice::from_ref(node), text, pictures);
        }
        text.push(' ');
    }
}

/// Returns the words and URLs that are neither in the article nor in a problem; words that only the
/// article has are marked with `+`.
fn lost(source: &str) -> Vec<String> {
    let nodes = parse(source);
    let mut r = decoder();
    let blocks = html::blocks(&nodes, &mut r);
    let problems: Vec<String> = r.problems().iter().map(|p| p.message.clone()).collect();
    let (mut text, mut pictures) = (String::new(), Vec::new());
    gather(&nodes, &mut text, &mut pictures);

    let shown = words(&visible(&blocks));
    let mut named: Vec<String> = Vec::new();
    for problem in &problems {
        let what = problem.strip_prefix("left out, ").and_then(|p| p.split_once(": "));
        named.extend(words(what.map_or("", |(_, what)| what)));
    }
    let mut out = Vec::new();
    let mut next = 0;
    for word in words(&text) {
        if shown.get(next) == Some(&word) {
            next += 1;
        } else if let Some(at) = named.iter().position(|name| *name == word) {
            named.remove(at);
        } else {
            out.push(word);
        }
    }
    out.extend(shown.get(next..).unwrap_or_default().iter().map(|word| format!("+{word}")));
    let addresses = urls(&blocks);
    for picture in pictures.iter().filter(|picture| !picture.starts_with("data:")) {
        let full = baca_sys::url::join(picture, BASE).unwrap_or_default();
        let there =
            addresses.contains(&full) || problems.iter().any(|p| p.contains(picture.as_str()));
        if !there {
            out.push(picture.clone());
        }
    }
    out
}

/// Collects every string in a document that looks like HTML.
fn markup(value: &Value, out: &mut Vec<String>) {
    match value {
        Value::String(text) if text.contains('<') && text.contains('>') => out.push(text.clone()),
        Value::Array(values) => values.iter().for_each(|value| markup(value, out)),
        Value::Object(members) => members.values().for_each(|value| markup(value, out)),
        _ => {}
    }
}

#[test]
fn every_omitted_part_of_html_is_reported() {
    for source in SAMPLES {
        assert_eq!(lost(source), [""; 0], "{source}");
    }
}

#[test]
fn every_omitted_part_of_other_formats_is_reported() {
    let mut sources = Vec::new();
    for document in [
        formats_fixtures::wordpress(),
        formats_fixtures::feed(),
        formats_fixtures::ghost(),
        formats_fixtures::activity(),
        formats_fixtures::ans(),
        formats_fixtures::apple_news(),
        formats_fixtures::guardian(),
        formats_fixtures::ghost_cards(),
    ] {
        markup(&document, &mut sources);
    }
    assert!(sources.len() > 10);
    for source in sources {
        assert_eq!(lost(&source), [""; 0], "{source}");
    }
}

#[test]
fn omitted_parts_are_reported_once_and_within_a_limit() {
    let mut r = decoder();
    let twice = "<p hidden>Satu dua</p>".repeat(3);
    html::blocks(&parse(&twice), &mut r);
    assert_eq!(r.problems().len(), 1);
    assert_eq!(r.problems()[0].message, "left out, a hidden text: Satu dua");

    let mut r = decoder();
    let many: String = (0..500).map(|n| format!("<p hidden>Nomor {n}</p>")).collect();
    html::blocks(&parse(&many), &mut r);
    assert_eq!(r.problems().len(), 201);
    assert_eq!(r.problems()[200].message, "left out as well: 300 more");

    let mut r = decoder();
    html::blocks(&parse("<p>Satu <b>dua</b></p><img src=/a.jpg>"), &mut r);
    assert_eq!(r.problems(), []);
}

/// Members that no article shows: other forms of its text, and facts about the site or for machines.
const UNSHOWN: [&str; 16] = [
    "excerpt",
    "plaintext",
    "lexical",
    "mobiledoc",
    "user_comment",
    "description",
    "about",
    "source",
    "address",
    "guid",
    "seo_title",
    "alternate",
    "sizes",
    "assets",
    "contentMap",
    "webTitle",
];

/// Collects the sentences and the image URLs of a JSON document, each with its path.
fn facts(value: &Value, path: &str, out: &mut Vec<(String, String)>) {
    const PICTURES: [&str; 5] = [".jpg", ".jpeg", ".png", ".webp", ".avif"];
    match value {
        Value::String(text) => {
            let text = text.trim();
            let is_url = text.starts_with("http") && !text.contains(char::is_whitespace);
            let is_picture = is_url && PICTURES.iter().any(|end| text.ends_with(end));
            let is_sentence = text.contains(' ') && text.chars().any(char::is_alphabetic);
            if is_picture || (is_sentence && !is_url) {
                out.push((path.into(), text.into()));
            }
        }
        Value::Array(values) => {
            // Of a feed, the first item is shown.
            let count = if path == ".items" { 1 } else { values.len() };
            for (index, value) in values.iter().enumerate().take(count) {
                facts(value, &format!("{path}[{index}]"), out);
            }
        }
        Value::Object(members) => {
            for (key, value) in members.iter().filter(|(key, _)| !UNSHOWN.contains(&key.as_str())) {
                facts(value, &format!("{path}.{key}"), out);
            }
        }
        _ => {}
    }
}

/// Returns the facts of a document that are neither in the article nor in a problem.
fn lost_of(document: &Value) -> Vec<String> {
    let decoded = baca_convert::formats::read(&document.to_string(), BASE, None, None)
        .unwrap_or_else(|error| panic!("{error}: {document}"));
    let mut shown = baca_wire::encode::article(&decoded.article).to_string();
    for problem in &decoded.problems {
        shown.push_str(&problem.line());
    }
    let known: std::collections::HashSet<String> = words(&shown).into_iter().collect();
    let mut all = Vec::new();
    facts(document, "", &mut all);
    all.retain(|(path, text)| {
        let has_problem =
            decoded.problems.iter().any(|p| !p.path.is_empty() && path.ends_with(&p.path));
        let mut plain = String::new();
        match text.contains(['<', '&']) {
            true => gather(&parse(text), &mut plain, &mut Vec::new()),
            false => plain.push_str(text),
        }
        !has_problem && words(&plain).iter().any(|word| !known.contains(word))
    });
    all.into_iter().map(|(path, text)| format!("{path}: {text}")).collect()
}

#[test]
fn every_text_and_image_of_other_formats_is_shown_or_reported() {
    let mut documents = vec![
        formats_fixtures::wordpress(),
        formats_fixtures::feed(),
        formats_fixtures::news_article(),
        formats_fixtures::ghost(),
        formats_fixtures::activity(),
        formats_fixtures::ans(),
        formats_fixtures::apple_news(),
        formats_fixtures::guardian(),
        formats_fixtures::atlassian(),
        formats_fixtures::ghost_cards(),
    ];
    documents.extend(formats_fixtures::rich_texts().into_iter().map(|(_, document)| document));
    let mut lost: Vec<String> = documents.iter().flat_map(lost_of).collect();
    // Another name of the author, the lead image in another size, and a text for the printed edition.
    let others = ["credits.by[0].name", "fields.thumbnail", "attachment[0].url", "Not for the web"];
    lost.retain(|line| !others.iter().any(|path| line.contains(path)));
    assert_eq!(lost, [""; 0], "{lost:#?}");
}
