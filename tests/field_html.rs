//! Tests HTML of real sites: output of page builders, highlighters, consent managers and editors. Each
//! case is tested together with similar ones.

mod html_support;

use baca_convert::formats;
use baca_convert::html;
use baca_model::stats;
use baca_model::*;
use html_support::*;

/// Returns the blocks of HTML and the messages of the problems.
fn read(source: &str) -> (Vec<Block>, Vec<String>) {
    let mut r = decoder();
    let blocks = html::blocks(&parse(source), &mut r);
    (blocks, r.problems().iter().map(|problem| problem.message.clone()).collect())
}

/// Returns all text, with white space collapsed to single spaces.
fn words(source: &str) -> String {
    visible(&read(source).0).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Asserts the text of each document.
fn assert_words(cases: &[(&str, &str)]) {
    for (source, wanted) in cases {
        assert_eq!(words(source), *wanted, "{source}");
    }
}

/// Returns the kinds of all blocks, including nested ones.
fn kinds(source: &str) -> Vec<Kind> {
    let mut out = Vec::new();
    each_block(&read(source).0, &mut |block| out.push(block.kind.clone()));
    out
}

fn images(source: &str) -> Vec<Image> {
    let mut out = Vec::new();
    for kind in kinds(source) {
        match kind {
            Kind::Image(image) => out.push(image),
            Kind::Gallery { items, .. } => out.extend(items),
            _ => {}
        }
    }
    out
}

fn embeds(source: &str) -> Vec<String> {
    let embeds = kinds(source).into_iter().filter_map(|kind| match kind {
        Kind::Embed(embed) => Some(embed.url),
        _ => None,
    });
    embeds.collect()
}

fn codes(source: &str) -> Vec<(String, Option<String>)> {
    let codes = kinds(source).into_iter().filter_map(|kind| match kind {
        Kind::Code { text, language, .. } => Some((plain_text(&text), language)),
        _ => None,
    });
    codes.collect()
}

fn article(text: &str) -> Article {
    formats::read(text, BASE, None, None).expect("an article").article
}

fn feed(title: &str, lang: &str, html: &str) -> Article {
    let item = serde_json::json!({
        "id": "1", "url": "https://warta.example/1", "title": title, "language": lang,
        "content_html": html,
    });
    let feed = serde_json::json!({
        "version": "https://jsonfeed.org/version/1.1", "title": "Warta", "items": [item],
    });
    article(&feed.to_string())
}

fn has_problem(source: &str, part: &str) -> bool {
    read(source).1.iter().any(|message| message.contains(part))
}

#[test]
fn hidden_content_with_a_control_is_text() {
    assert_words(&[
        (
            "<div class=tabs><div role=tablist><div role=tab aria-controls=a>Jadwal</div>\
             <div role=tab aria-controls=b>Tarif</div></div><div><div role=tab>Jadwal</div>\
             <div role=tabpanel id=a hidden=false><p>Pukul enam.</p></div><div role=tab>Tarif</div>\
             <div role=tabpanel id=b hidden><p>Dua puluh ribu.</p></div></div></div>",
            "Jadwal Pukul enam. Tarif Dua puluh ribu.",
        ),
        (
            "<button aria-controls=syarat aria-expanded=false>Syarat</button>\
             <div id=syarat hidden><p>Bawa kartu.</p></div>",
            "Syarat Bawa kartu.",
        ),
        (
            "<p>Awal<span id=dots>…</span><span id=sisa style='display:none'> dan sisanya.</span></p>\
             <button onclick=\"buka('sisa')\">Baca lagi</button>",
            "Awal… dan sisanya. Baca lagi",
        ),
        (
            "<h3><a href='#' class=su-spoiler-title>Jawaban</a></h3>\
             <div class=su-spoiler-content style='display: none'>Ya, boleh.</div>",
            "Jawaban Ya, boleh.",
        ),
    ]);
}

#[test]
fn what_is_hidden_within_a_button_is_no_text() {
    assert_words(&[
        (
            "<p>Daftar isi</p><a href='#'><span><span style='display:none'>Toggle</span>\
             <span class=icon-toggle-span><i></i></span></span></a><p>Isi</p>",
            "Daftar isi Isi",
        ),
        (
            "<a href='javascript:void(0)'>Baca <i class=toggle></i><b hidden>Tutup</b></a><p>Isi</p>",
            "Baca Isi",
        ),
        (
            "<button><i class=trigger></i><span>Buka</span><b hidden>Tutup</b></button><p>Isi</p>",
            "Buka Isi",
        ),
        (
            "<p><a href='#' class=toggle>Baca</a> <span style='display:none'>sisanya</span></p>",
            "Baca sisanya",
        ),
    ]);
}

#[test]
fn hidden_content_without_a_control_is_dropped_and_reported() {
    let source = "<div class=preview style='display:none;opacity:0'>Ringkasan surat</div>\
        <p>Halo pembaca.</p><p style='DISPLAY: none !important'>Jebakan</p>\
        <span class=screen-reader-text>Buka di tab baru</span>";
    assert_words(&[
        (source, "Halo pembaca."),
        ("<p>Satu <span hidden>dua</span> tiga</p>", "Satu tiga"),
        // The text of a script does not make a link visible.
        ("<a href=/a><i class=sr-only>dua</i><script>x</script></a><p>Satu</p>", "Satu"),
        ("<a href=/a>Satu <i class=sr-only>dua</i><script>x</script></a>", "Satu dua"),
        ("<p hidden=until-found>Dicari</p>", "Dicari"),
        ("<div style='max-height:0;overflow:hidden'>Pratinjau</div><p>Isi</p>", "Isi"),
        ("<span style='font-size:1px;opacity:0'>Pratinjau</span><p>Isi</p>", "Isi"),
        ("<div style='font-size:0;line-height:0'><b>Isi</b></div>", "Isi"),
        ("<p style='visibility:hidden'>Tak tampak</p><p aria-hidden=true>Tampak</p>", "Tampak"),
        // The hidden form of a formula for screen readers is the formula.
        ("<p>Luas <span style='display:none'><math><mi>r</mi></math></span>.</p>", "Luas r."),
    ]);
    assert!(has_problem(source, "Ringkasan surat"));
    assert!(has_problem(source, "Jebakan"));
}

#[test]
fn pictures_behind_text_are_reported_and_those_with_a_role_are_shown() {
    for (source, address) in [
        ("<div style='background-image:url(/laut.jpg)'><p>Isi</p></div>", "/laut.jpg"),
        ("<p style='color:red;background: #fff url(\"/a.png\") no-repeat'>Isi</p>", "/a.png"),
        ("<section style='color:red; background-image: url( /b.webp )'>Isi</section>", "/b.webp"),
        ("<h2 style='background-color:#eee;background:url(/c.gif)'>Isi</h2>", "/c.gif"),
    ] {
        let (blocks, problems) = read(source);
        assert_eq!(visible(&blocks).trim(), "Isi", "{source}");
        assert!(problems.iter().any(|problem| problem.contains(address)), "{source}: {problems:?}");
    }
    // Neither a picture within the style nor another property is a loss.
    for source in [
        "<p style='background:url(data:image/png;base64,AAAA)'>Isi</p>",
        "<p style='background-color:red;cursor:url(/d.cur),auto'>Isi</p>",
        "<p style='background:url()'>Isi</p>",
    ] {
        assert_eq!(read(source).1, Vec::<String>::new(), "{source}");
    }
    // WordPress writes covers that stay while the page scrolls so.
    let cover = "<div class=wp-block-cover><div role=img aria-label='Laut' class='has-parallax' \
        style='background-image:url(https://warta.example/laut.jpg)'></div><p>Isi</p></div>";
    let (blocks, problems) = read(cover);
    let image = blocks.iter().find_map(|block| match &block.kind {
        Kind::Image(image) => Some((image.src.as_str(), image.alt.as_deref())),
        _ => None,
    });
    assert_eq!(image, Some(("https://warta.example/laut.jpg", Some("Laut"))));
    assert_eq!(problems, Vec::<String>::new());
}

#[test]
fn code_is_one_block_without_line_numbers_and_buttons() {
    for (source, wanted, language) in [
        (
            "<div class='language-ruby highlighter-rouge'><div class=highlight><pre class=highlight>\
             <code><table class=rouge-table><tbody><tr><td class='rouge-gutter gl'><pre class=lineno>\
             1\n2\n3\n</pre></td><td class=rouge-code><pre><span class=k>def</span> kapal\n  puts 1\n\
             <span class=k>end</span>\n</pre></td></tr></tbody></table></code></pre></div></div>",
            "def kapal\n  puts 1\nend",
            Some("ruby"),
        ),
        (
            "<figure class='highlight js'><table><tr><td class=gutter><pre><span class=line>1</span>\
             <br><span class=line>2</span><br></pre></td><td class=code><pre><span class=line>a = 1;\
             </span><br><span class=line>  b(a);</span><br></pre></td></tr></table></figure>",
            "a = 1;\n  b(a);",
            Some("js"),
        ),
        (
            "<pre class=chroma><code class=language-go><span class=line><span class=ln>1</span>\
             <span class=cl>func main() {\n</span></span><span class=line><span class=ln>2</span>\
             <span class=cl>}\n</span></span></code></pre>",
            "func main() {\n}",
            Some("go"),
        ),
        (
            "<div class=chroma><table class=lntable><tr><td class=lntd><pre><code><span class=lnt>1\n\
             </span><span class=lnt>2\n</span></code></pre></td><td class=lntd><pre><code \
             class=language-sh>ls\ncd ..\n</code></pre></td></tr></table></div>",
            "ls\ncd ..",
            Some("sh"),
        ),
        (
            "<div class=gist><div class='blob-wrapper data type-python'><table><tbody><tr>\
             <td class='blob-num js-line-number' data-line-number=1></td><td class='blob-code'>def f(n):\
             </td></tr><tr><td class='blob-num' data-line-number=2></td><td class='blob-code'>    \
             return n</td></tr></tbody></table></div></div>",
            "def f(n):\n    return n",
            Some("python"),
        ),
        ("<pre><code>ls -l</code><button class=copy>Copy code</button></pre>", "ls -l", None),
        (
            "<div class=code-toolbar><pre><code>npm i</code></pre><div class=toolbar><div class=item>\
             <button>Copy</button></div></div></div>",
            "npm i",
            None,
        ),
        (
            "<div><pre><code>npm i</code></pre><button type=button class=btn>Salin</button></div>",
            "npm i",
            None,
        ),
    ] {
        assert_eq!(codes(source), [(wanted.into(), language.map(String::from))], "{source}");
        let numbers = words(source);
        assert_eq!(numbers, wanted.split_whitespace().collect::<Vec<_>>().join(" "), "{source}");
    }
    // The name of the file stays above its code.
    let hexo = "<figure class='highlight js'><figcaption><span>kapal.js</span></figcaption><table><tr>\
        <td class=gutter><pre>1</pre></td><td class=code><pre>a = 1;</pre></td></tr></table></figure>";
    let below =
        "<figure><table><tr><td class=gutter><pre>1</pre></td><td class=code><pre>a = 1;</pre>\
        </td></tr></table><figcaption>kapal.js</figcaption></figure>";
    for source in [hexo, below] {
        let texts: Vec<String> = codes(source).into_iter().map(|(text, _)| text).collect();
        assert_eq!(texts, ["a = 1;"], "{source}");
        assert!(words(source).contains("kapal.js"), "{source}");
    }
    let crayon =
        "<table class=crayon-table><tr><td class=crayon-nums><div class=crayon-num>1</div>\
        <div class=crayon-num>2</div></td><td class=crayon-code><div class=crayon-line>ls</div>\
        <div class=crayon-line>cd ..</div></td></tr></table>";
    assert_eq!(codes(crayon), [("ls\ncd ..".into(), None)]);
    // A table with code and other content is a table; a button outside of code is text.
    let table = "<table><tr><td><code>ls</code></td><td>Daftar</td></tr><tr><td>2</td><td>3</td></tr></table>";
    assert!(matches!(kinds(table).first(), Some(Kind::Table { .. })));
    assert_eq!(words("<p>Tekan <button>Kirim</button></p>"), "Tekan Kirim");
}

#[test]
fn lists_keep_their_numbering() {
    let list = |source: &str| match read(source).0.remove(0).kind {
        Kind::List { items, start, reversed, marker, .. } => {
            let values: Vec<_> = items.iter().map(|item| item.value).collect();
            (start, reversed, marker, values)
        }
        other => panic!("{other:?}"),
    };
    let of = |start, reversed, marker, second| (start, reversed, marker, vec![None, second]);
    for (source, wanted) in [
        ("<ol reversed start=3><li>a<li>b</ol>", of(Some(3), true, Marker::Default, None)),
        ("<ol type=a><li>a<li>b</ol>", of(None, false, Marker::LowerAlpha, None)),
        ("<ol type=I><li>a<li>b</ol>", of(None, false, Marker::UpperRoman, None)),
        ("<ol><li>a<li value=5>b</ol>", of(None, false, Marker::Default, Some(5))),
        ("<ol><li value=4>a<li>b</ol>", of(Some(4), false, Marker::Default, None)),
        (
            "<ol style='list-style-type:upper-roman'><li>a<li>b</ol>",
            of(None, false, Marker::UpperRoman, None),
        ),
        (
            "<ol style='list-style: lower-greek inside'><li>a<li>b</ol>",
            of(None, false, Marker::LowerGreek, None),
        ),
        ("<ul type=circle><li>a<li value=3>b</ul>", of(None, false, Marker::Circle, None)),
        ("<ul reversed start=3><li>a<li>b</ul>", of(None, false, Marker::Default, None)),
        ("<ol><li>a<li>&nbsp;<li>c</ol>", of(None, false, Marker::Default, Some(3))),
        ("<ol><li>&nbsp;<li>b<li>c</ol>", of(Some(2), false, Marker::Default, None)),
        ("<ol start=5><li>a<li value=8> <li>c</ol>", of(Some(5), false, Marker::Default, Some(9))),
        ("<ol reversed><li>a<li><li>c</ol>", of(Some(3), true, Marker::Default, Some(1))),
        ("<ul><li>a<li>&nbsp;<li>c</ul>", of(None, false, Marker::Default, None)),
        ("<ol><li>a<li>b<li>&nbsp;</ol>", of(None, false, Marker::Default, None)),
    ] {
        assert_eq!(list(source), wanted, "{source}");
    }
}

#[test]
fn text_between_the_items_of_a_numbered_list_has_no_number() {
    let items = |source: &str| -> Vec<Vec<usize>> {
        let lists = read(source).0.into_iter().map(|block| match block.kind {
            Kind::List { items, .. } => items.iter().map(|item| item.body.len()).collect(),
            _ => Vec::new(),
        });
        lists.collect()
    };
    for (source, wanted) in [
        ("<ol><li>1</li><p>x</p><li>2</li></ol>", vec![vec![1, 0]]),
        ("<ol><li>1</li>x<li>2</li></ol>", vec![vec![1, 0]]),
        ("<ol><p>x</p><li>1</li></ol>", vec![vec![], vec![0]]),
        ("<ol><p>x</p></ol>", vec![vec![]]),
        ("<ul><li>1</li><p>x</p><li>2</li></ul>", vec![vec![0, 0, 0]]),
    ] {
        assert_eq!(items(source), wanted, "{source}");
        assert!(words(source).contains('x'), "{source}");
    }
}

#[test]
fn notes_in_a_sentence_are_put_in_brackets() {
    assert_words(&[
        (
            "<p>Tahun 2019<sup><a role=button href='javascript:void(0)'>1</a></sup>\
             <span role=tooltip class=modern-footnotes-footnote__note>Kata syahbandar.</span> di Demak.</p>",
            "Tahun 20191 [Kata syahbandar.] di Demak.",
        ),
        (
            "<p>Putih<label for=sn class='margin-toggle sidenote-number'></label><input type=checkbox \
             id=sn><span class=sidenote>Dari kapas.</span> dan lebar.</p>",
            "Putih [Dari kapas.] dan lebar.",
        ),
        (
            "<p>Empat<span class=ref><span class=refnum>[1]</span><span class=refbody>Juru masak \
             juga.</span></span> orang.</p>",
            "Empat[1] [Juru masak juga.] orang.",
        ),
        ("<p>Satu<small class=marginnote>Kira-kira.</small>, dua</p>", "Satu [Kira-kira.], dua"),
        ("<p>Satu<sup class=footnote-ref><a href='#f1'>1</a></sup> dua</p>", "Satu1 dua"),
        ("<p>Satu <span class=footnote>(kata dia)</span> dua</p>", "Satu (kata dia) dua"),
    ]);
}

#[test]
fn inline_styles_with_a_meaning_become_marks() {
    let marks = |source: &str, word: &str| {
        let mut found = None;
        each_inline(&read(source).0, &mut |text| {
            found = found.or(text.iter().find(|s| s.text.contains(word)).map(|s| s.marks));
        });
        found.unwrap_or_else(|| panic!("{word} in {source}"))
    };
    for (source, wanted) in [
        ("<p>a <span style='text-decoration: line-through;'>x</span></p>", Marks::STRIKE),
        ("<p>a <span style='font-weight:700'>x</span></p>", Marks::BOLD),
        ("<p>a <span style='FONT-WEIGHT: bold'>x</span></p>", Marks::BOLD),
        ("<p>a <span style='font-weight:500'>x</span></p>", Marks::default()),
        ("<p>a <span style='font-style:italic'>x</span></p>", Marks::ITALIC),
        ("<p>m<span style='vertical-align: super; font-size:smaller'>x</span></p>", Marks::SUP),
        ("<p>H<span style='vertical-align:sub'>x</span>O</p>", Marks::SUB),
        ("<p>a <b style='font-weight:normal'>x</b></p>", Marks::default()),
        ("<p>a <i style='font-style:normal'>x</i></p>", Marks::default()),
        ("<p><b>a <span style='font-weight:normal'>x</span></b></p>", Marks::default()),
        ("<p><s>a <span style='text-decoration:none'>x</span></s></p>", Marks::STRIKE),
        ("<p style='font-style:italic'>x</p>", Marks::ITALIC),
        ("<p>a <span style='vertical-align:middle'>x</span></p>", Marks::default()),
        ("<p>a <span style='font: bold 12px serif'>x</span></p>", Marks::BOLD),
        ("<p>a <span style='font: italic 12px serif'>x</span></p>", Marks::ITALIC),
        ("<p>a <span style='font: 12px serif'>x</span></p>", Marks::default()),
    ] {
        assert_eq!(marks(source, "x"), wanted, "{source}");
    }
}

#[test]
fn lazy_images_are_found_in_any_attribute() {
    for (source, wanted) in [
        (
            "<img alt=A nitro-lazy-src=https://c.example/a.jpg src='data:image/svg+xml;id=1;base64,PHN2Zz48L3N2Zz4='>",
            "https://c.example/a.jpg",
        ),
        (
            "<img nitro-lazy-srcset='https://c.example/a.jpg 800w, https://c.example/b.jpg 300w' src='data:image/gif;base64,AA=='>",
            "https://c.example/a.jpg",
        ),
        ("<img src=dummy.png data-lazyload=/kapal.jpg alt=K>", "https://site.example/kapal.jpg"),
        ("<img src=/x/s.gif data-bild=/kapal.jpg>", "https://site.example/kapal.jpg"),
        ("<img data-anything=/kapal.webp>", "https://site.example/kapal.webp"),
        ("<img src=/a.jpg data-hover=/b.jpg>", "https://site.example/a.jpg"),
        ("<img src=/a.jpg data-pin-media=/b.jpg>", "https://site.example/a.jpg"),
        ("<img src=/a.jpg data-permalink=/b/>", "https://site.example/a.jpg"),
        // Addresses of reports, and attributes of old browsers.
        ("<img src=/a.jpg attributionsrc=https://b.example/report.jpg>", "https://site.example/a.jpg"),
        ("<img src=/a.gif attributionsrc='/b.jpg /c.jpg' dynsrc=/b.mpg lowsrc=/b.jpg>", "https://site.example/a.gif"),
        ("<img src=/a.jpg data-src=/b.jpg attributionsrc=/c.jpg>", "https://site.example/b.jpg"),
    ] {
        let found: Vec<String> = images(source).into_iter().map(|image| image.src).collect();
        assert_eq!(found, [wanted], "{source}");
    }
}

#[test]
fn a_preview_beside_its_image_is_dropped() {
    let both = "<div><img src='https://c.example/max/30/abc.jpeg?q=20' class=thumb>\
        <img data-src=https://c.example/max/800/abc.jpeg></div>";
    let other = "<div><img src='https://c.example/max/30/abc.jpeg'><img src=https://c.example/d.jpeg></div>";
    let same_name =
        "<div><img src=https://c.example/one/1.jpg><img src=https://c.example/two/1.jpg></div>";
    let canvas = both.replace("thumb>", "thumb><canvas></canvas>");
    let boxed = both.replace("thumb>", "thumb><div class=ratio style='padding-top:66%'></div>");
    for source in [both, &canvas, &boxed] {
        assert_eq!(images(source).len(), 1, "{source}");
        assert!(images(source)[0].src.contains("800"), "{source}");
    }
    let divided = both.replace("thumb>", "thumb><p>Kata</p>");
    assert_eq!(images(&divided).len(), 2);
    assert_eq!(images(both)[0].src, "https://c.example/max/800/abc.jpeg");
    assert_eq!(images(other).len(), 2);
    assert_eq!(images(same_name).len(), 2);
}

#[test]
fn spacers_are_recognized_and_other_images_are_kept() {
    for (source, count) in [
        ("<figure><img src=/2026/pixel.jpg width=800 height=600 alt='Telepon'></figure>", 1),
        ("<figure><img src=/2026/clear.jpg><figcaption>Langit cerah</figcaption></figure>", 1),
        ("<p><img src=/2026/blank.png alt='Kertas kosong'></p>", 1),
        ("<p><img src=/spacer.gif></p>", 0),
        ("<p><img src=/kapal.jpg width=1 height=1></p>", 0),
        ("<p><img src=/kapal.jpg width=1 height=1 alt='Foto penting'></p>", 1),
        ("<figure><img src=/a.jpg width=1 height=1><figcaption>Kapal</figcaption></figure>", 1),
        ("<p><img src=/kapal.jpg width=1 height=1 alt=''></p>", 0),
        ("<p><img src=/pixel.gif width=1 height=1 alt='Hitung'></p>", 0),
        ("<p><img src=/kapal.jpg></p>", 1),
    ] {
        assert_eq!(images(source).len(), count, "{source}");
    }
    assert!(has_problem("<p>a</p><img src=/hitung.gif width=1 height=1>", "/hitung.gif"));
}

#[test]
fn a_table_of_an_image_and_its_caption_is_a_figure() {
    let blogger = "<table class=tr-caption-container align=center><tbody><tr><td><a href=/s1600/p.jpg>\
        <img src=/s640/p.jpg width=640 height=480></a></td></tr><tr><td class=tr-caption>Pantai</td></tr></tbody></table>";
    let plain = "<table><tr><td><img src=/p.jpg></td></tr><tr><td>Pantai <a href=/x>Kartini</a></td></tr></table>";
    for (source, caption) in [(blogger, "Pantai"), (plain, "Pantai Kartini")] {
        let found = images(source);
        assert_eq!(found.len(), 1, "{source}");
        assert_eq!(plain_text(&found[0].caption), caption, "{source}");
    }
    for table in [
        "<table><tr><td>Nama</td></tr><tr><td>Rara</td></tr></table>",
        "<table><tr><td><img src=/p.jpg></td><td>a</td></tr><tr><td>b</td><td>c</td></tr></table>",
        "<table><caption>Peta</caption><tr><td><img src=/p.jpg></td></tr><tr><td>b</td></tr></table>",
    ] {
        assert!(matches!(kinds(table).first(), Some(Kind::Table { .. })), "{table}");
    }
}

#[test]
fn players_that_wait_for_consent_are_embeds() {
    let wanted = "https://www.youtube.com/watch?v=abcdefghijk";
    for source in [
        "<iframe data-src-cmplz=https://www.youtube.com/embed/abcdefghijk src=about:blank></iframe>",
        "<iframe data-cookieblock-src=https://www.youtube.com/embed/abcdefghijk></iframe>",
        "<iframe uc-src=https://www.youtube.com/embed/abcdefghijk data-uc-allowed=false></iframe>",
        "<iframe suppressedsrc=https://www.youtube.com/embed/abcdefghijk src=about:blank></iframe>",
        "<iframe data-consent=//www.youtube.com/embed/abcdefghijk src=/izin.html></iframe>",
        "<div class=youtube_player videoID=abcdefghijk width=560></div>",
        "<div data-settings='{\"youtube_url\":\"https:\\/\\/www.youtube.com\\/watch?v=abcdefghijk\"}'><div></div></div>",
        "<div class=lite data-embed=https://youtu.be/abcdefghijk><p>Putar video</p></div>",
    ] {
        assert_eq!(embeds(source), [wanted], "{source}");
    }
    for none in [
        "<section data-settings='{\"background_video_link\":\"https://youtu.be/abcdefghijk\"}'></section>",
        "<div class=author data-id=abcdefghijk>Rara</div>",
        "<p data-href=/x>Teks <a href=https://youtu.be/abcdefghijk>video</a></p>",
    ] {
        assert_eq!(embeds(none), [""; 0], "{none}");
    }
}

#[test]
fn headings_lose_the_links_to_their_anchors() {
    assert_words(&[
        ("<h2 id=a>Pelabuhan<a class=headerlink href='#a'>¶</a></h2>", "Pelabuhan"),
        ("<h2 id=a>Kapal<a class=anchor aria-hidden=true href='#a'>#</a></h2>", "Kapal"),
        (
            "<h2 id=a>Kapal <a href='#a'><span class=visually-hidden>Link to this heading</span></a></h2>",
            "Kapal",
        ),
        ("<h2 id=a>Kapal<a href='#a' title='Permalink'>Link to this heading</a></h2>", "Kapal"),
        (
            "<h3><button><span>Syarat?</span><span aria-hidden=true>+</span></button></h3>\
             <div inert><p>Kartu.</p></div>",
            "Syarat? Kartu.",
        ),
        ("<h2 id=a><a href='#a'>Kapal</a></h2>", "Kapal"),
        (
            "<h2>Sejarah<span class=mw-editsection>[<a href='/w?action=edit'>sunting</a>]</span></h2>",
            "Sejarah",
        ),
        ("<h2><a class=toc-backref href='#id1'>Kapal</a></h2>", "Kapal"),
        ("<h2 id=c>Bahasa C# dan <a href='#d'>D</a></h2>", "Bahasa C# dan D"),
    ]);
}

#[test]
fn shortcodes_are_dropped_and_their_content_is_kept() {
    assert_words(&[
        (
            "<p>[vc_row][vc_column width=&#8221;1/1&#8243;]Sandar pukul enam.[/vc_column][/vc_row]</p>",
            "Sandar pukul enam.",
        ),
        ("<p>Angka [1] dan [catatan redaksi] tetap, [sic] juga.</p>", "Angka [1] dan [catatan redaksi] tetap, [sic] juga."),
        ("<p>[su_box title=\"Jadwal\"]Pukul enam[/su_box]</p>", "Pukul enam"),
        ("<pre>[vc_row]kode[/vc_row]</pre>", "[vc_row]kode[/vc_row]"),
        ("<p>[quote]Air tidak menunggu.[/quote]</p>", "Air tidak menunggu."),
        ("<p>Tulis [quote] sebelum kutipan.</p>", "Tulis [quote] sebelum kutipan."),
        ("<p>[toggle title=\"Berapa?\"]Dua ribu.[/toggle]</p>", "Berapa? Dua ribu."),
        ("<p>[et_pb_section fb_built=\"1\"]</p><p>Teks</p><p>[/et_pb_section]</p>", "Teks"),
    ]);
    let caption =
        "<p>[caption id=\"attachment_12\" align=\"alignright\" width=\"640\"]<a href=/b.jpg>\
        <img src=/a.jpg width=640 height=400></a>Nelayan di Demak[/caption]</p>";
    let found = images(caption);
    assert_eq!(plain_text(&found[0].caption), "Nelayan di Demak");
    assert_eq!(
        embeds("<p>[embed]https://www.youtube.com/watch?v=abcdefghijk[/embed]</p>"),
        ["https://www.youtube.com/watch?v=abcdefghijk"]
    );
    assert_eq!(
        embeds("<p>[youtube https://youtu.be/abcdefghijk]</p>"),
        ["https://www.youtube.com/watch?v=abcdefghijk"]
    );
    assert!(has_problem("<p>[gallery ids=\"1,2\"]</p>", "[gallery ids=\"1,2\"]"));
}

#[test]
fn quotations_have_the_quotation_marks_of_their_language() {
    let body = |lang, html| {
        let article = feed("Kutipan", lang, html);
        visible(&article.body).split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(body("de", "<p>Er sagte <q>Guten <q>Tag</q></q>.</p>"), "Er sagte „Guten ‚Tag‘“.");
    assert_eq!(body("de", "<p lang=fr>Il dit <q>bonjour</q>.</p>"), "Il dit «bonjour».");
    assert_eq!(body("de", "<p lang=ja>彼は<q>はい</q>と言った。</p>"), "彼は「はい」と言った。");
    assert_eq!(body("en", "<p>He said <q>yes</q>.</p>"), "He said “yes”.");
    assert_eq!(
        body("en", "<blockquote lang=sv><p>Han sa <q>ja</q>.</p></blockquote>"),
        "Han sa ”ja”."
    );
}

#[test]
fn line_breaks_that_the_style_preserves_are_kept() {
    let lines = |source: &str| {
        let mut out = Vec::new();
        each_inline(&read(source).0, &mut |text| out.push(plain_text(text)));
        out.retain(|text| !text.is_empty());
        out
    };
    assert_eq!(
        lines("<p style='white-space: pre-wrap'>Ombak pulang\nke pantai\n  membawa pasir</p>"),
        ["Ombak pulang\nke pantai\n\u{a0}\u{a0}membawa pasir"]
    );
    assert_eq!(
        lines("<blockquote style='white-space:pre-line'>Baris  satu\nBaris dua</blockquote>"),
        ["Baris satu\nBaris dua"]
    );
    assert_eq!(lines("<p style='white-space:pre-line'>Satu\n\nDua</p>"), ["Satu", "Dua"]);
    assert_eq!(lines("<p>Ombak\npulang</p>"), ["Ombak pulang"]);
    assert_eq!(
        lines("<div style='white-space:pre'>a\n<p style='white-space:normal'>b\nc</p></div>"),
        ["a", "b c"]
    );
    // A space at the end of an element belongs to the line, which may go on after it.
    const KEPT: &str = "style='white-space: pre-wrap'";
    assert_eq!(lines(&format!("<p><span {KEPT}>Satu </span><b>dua</b></p>")), ["Satu dua"]);
    assert_eq!(
        lines(&format!("<p><i {KEPT}>Satu</i><span {KEPT}> </span><i>dua </i></p>")),
        ["Satu dua"]
    );
    assert_eq!(
        lines(&format!("<p {KEPT}>Satu  <b> dua</b> \n tiga  </p>")),
        ["Satu \u{a0}dua\n\u{a0}tiga"]
    );
    assert_eq!(
        lines("<p style='white-space:pre-line'>Satu <b>dua </b>\ntiga <i> empat</i></p>"),
        ["Satu dua\ntiga empat"]
    );
}

#[test]
fn share_buttons_are_dropped_and_reported() {
    let jetpack = "<p>Berita.</p><div class='sharedaddy sd-sharing-enabled'><h3>Bagikan ini:</h3>\
        <ul><li><a href='/kapal/?share=twitter'>Klik untuk berbagi</a></li></ul></div>\
        <div id=jp-relatedposts class=jp-relatedposts><h3><em>Terkait</em></h3></div>";
    let plain = "<p>Berita.</p><ul><li><a href='https://www.facebook.com/sharer/sharer.php?u=x'>Facebook</a>\
        <li><a href='https://twitter.com/intent/tweet?url=x'>X</a></ul>";
    assert_words(&[
        (jetpack, "Berita."),
        (plain, "Berita."),
        (
            "<ul><li><a href=https://www.facebook.com/warta>Facebook kami</a><li><a href=https://x.com/warta>X kami</a></ul>",
            "Facebook kami X kami",
        ),
        (
            "<p>Lihat <a href='https://twitter.com/intent/user?id=1'>dia</a> dan yang lain.</p>",
            "Lihat dia dan yang lain.",
        ),
        ("<div class=share-price>Harga saham naik.</div>", "Harga saham naik."),
        (
            "<div class=ss-social-share><a href='https://www.linkedin.com/shareArticle?url=x'>in</a></div><p>Isi</p>",
            "Isi",
        ),
    ]);
    assert!(has_problem(jetpack, "Bagikan ini"));
}

#[test]
fn empty_paragraphs_are_dropped() {
    let source =
        "<p>&nbsp;</p><p> </p><p>Satu<br>\n&nbsp;</p><p>Dua<br>\n<br>\nTiga</p><p>&#8203;</p>\
        <p>&zwnj;</p><h2>&nbsp;</h2><ul><li>&nbsp;</li><li>Isi</li></ul>";
    let texts: Vec<String> = read(source).0.iter().map(|b| stats::text(b).trim().into()).collect();
    assert_eq!(texts, ["Satu", "Dua", "Tiga", "Isi"]);
    for (source, count) in [
        ("<p>&shy;&#xfeff;</p>", 0),
        ("<p>\u{200e}a</p>", 1),
        ("<p>&middot;</p>", 1),
        ("<p>0</p>", 1),
    ] {
        assert_eq!(read(source).0.len(), count, "{source}");
    }
}

#[test]
fn a_small_image_in_a_sentence_becomes_an_icon() {
    let icons_in = |source: &str| {
        let mut out = Vec::new();
        each_inline(&read(source).0, &mut |text| {
            out.extend(icons(text).map(|icon| (icon.width, icon.height)));
        });
        out
    };
    for source in [
        "<p>a <img src=/x.png alt='' width=20 height=20> b</p>",
        "<p><img src=/x.png alt='Ya' width=22 height=15> b</p>",
        "<p>a <a href=/y><img src=/x.png style='width:16px;height:16px'></a></p>",
        "<ul><li><img src=/x.png width=20 height=20> b</ul>",
        "<p>x <img src=/512.svg style='height:1.1em'> y</p>",
        "<p>x <img src=/512.svg style='max-height: 1.5rem; max-width:4ch'> y</p>",
        "<p>x <img src=/512.svg width=512 height=512 style='height:2ex'> y</p>",
        "<p><img src=/512.svg height=18></p>",
    ] {
        assert_eq!(icons_in(source).len(), 1, "{source}");
        assert_eq!(images(source).len(), 0, "{source}");
    }
    for source in [
        "<p><img src=/x.png width=22 height=15></p>",
        "<p>a <img src=/x.png width=640 height=480> b</p>",
        "<p>a <img src=/x.png> b</p>",
        "<p>a <img src=/x.png style='height:30em'> b</p>",
        "<p>a <img src=/x.png style='max-width:100%'> b</p>",
        "<p>a <img src=/x.png width=640 height=480 style='max-width:20rem;height:auto'> b</p>",
        "<figure><img src=/x.png width=20 height=20><figcaption>a</figcaption></figure>",
    ] {
        assert_eq!(icons_in(source).len(), 0, "{source}");
        assert_eq!(images(source).len(), 1, "{source}");
    }
    for (source, size) in [
        ("<p>x <img src=/a.svg style='height:1.1em'> y</p>", (None, Some(17))),
        (
            "<p>x <img src=/a.svg width=512 height=256 style='height:1em'> y</p>",
            (Some(32), Some(16)),
        ),
        (
            "<p>x <img src=/a.svg width=512 height=256 style='max-width:1em'> y</p>",
            (Some(16), Some(8)),
        ),
        ("<p>x <img src=/a.svg width=20 height=16> y</p>", (Some(20), Some(16))),
        ("<p><img src=/a.svg height=18></p>", (None, Some(18))),
    ] {
        assert_eq!(icons_in(source), [size], "{source}");
    }
    let spans = "<p>a <img src=/x.png width=20 height=20> b</p>";
    let (blocks, _) = read(spans);
    let Kind::Paragraph { text, .. } = &blocks[0].kind else { panic!("{blocks:?}") };
    assert_eq!(text.iter().map(|s| s.text.as_str()).collect::<Vec<_>>(), ["a ", "", " b"]);
}

#[test]
fn an_image_never_gets_a_size_larger_than_its_file() {
    let size = |source: &str| {
        let image = images(source).remove(0);
        (image.width, image.height)
    };
    for (source, wanted) in [
        ("<img src=/a.jpg width=640 height=480 data-orig-size='320,240'>", (Some(320), Some(240))),
        ("<img src=/a.jpg data-image-dimensions=320x240>", (Some(320), Some(240))),
        (
            "<img src=/a.jpg width=640 height=480 data-original-width=1600 data-original-height=1200>",
            (Some(640), Some(480)),
        ),
        ("<img src=/a.jpg width=640 height=480>", (Some(640), Some(480))),
        ("<img src=/a.jpg style='width: 640px; height: auto'>", (Some(640), None)),
    ] {
        assert_eq!(size(source), wanted, "{source}");
    }
}

#[test]
fn headline_and_lead_image_are_not_repeated_in_the_body() {
    let texts = |article: &Article| -> Vec<String> {
        article.body.iter().map(|b| stats::text(b).trim().to_string()).collect()
    };
    for heading in
        ["<h1>Kapal  kembali</h1>", "<h2>KAPAL kembali.</h2>", "<div><h2>Kapal kembali</h2></div>"]
    {
        let html = [heading, "<p>Teks.</p>"].concat();
        assert_eq!(texts(&feed("Kapal kembali", "id", &html)), ["Teks."], "{heading}");
    }
    assert_eq!(
        texts(&feed("Kapal", "id", "<p>Teks.</p><h2>Kapal</h2><p>Lagi.</p>")),
        ["Teks.", "Kapal", "Lagi."]
    );
    assert_eq!(
        texts(&feed("Kapal", "id", "<h2>Kapal lain</h2><p>Teks.</p>")),
        ["Kapal lain", "Teks."]
    );

    let post = |src: &str| {
        let post = serde_json::json!({
            "id": 7, "slug": "kapal", "link": "https://warta.example/kapal",
            "date_gmt": "2026-03-02T01:00:00", "title": {"rendered": "Kapal"},
            "content": {"rendered": format!("<p><img src=\"{src}\" alt=Dermaga></p><p>Teks.</p>")},
            "jetpack_featured_media_url": "https://warta.example/uploads/2026/03/dermaga.jpg",
        });
        let article = article(&post.to_string());
        let lead = usize::from(article.lead.is_some());
        lead + article.body.iter().filter(|b| matches!(b.kind, Kind::Image(_))).count()
    };
    for (src, count) in [
        ("https://i0.wp.com/warta.example/uploads/2026/03/dermaga.jpg?resize=640%2C427", 1),
        ("https://warta.example/uploads/2026/03/dermaga-1024x683.jpg", 1),
        ("https://img.example/_next/image?url=https%3A%2F%2Fwarta.example%2Fuploads%2F2026%2F03%2Fdermaga.jpg&w=640", 1),
        ("https://warta.example/uploads/2026/03/dermaga-2.jpg", 2),
        ("https://warta.example/uploads/2026/04/dermaga.jpg", 2),
        ("https://lain.example/uploads/2026/03/dermaga.jpg", 2),
    ] {
        assert_eq!(post(src), count, "{src}");
    }
}

#[test]
fn a_form_loses_its_fields_but_keeps_its_text() {
    assert_words(&[
        (
            "<form><h2>Jadwal</h2><ul><li>Senin<li>Selasa</ul><table><tr><td>06.00</td><td>07.00</td></tr></table></form>",
            "Jadwal Senin Selasa 06.00 07.00",
        ),
        (
            "<form><p>Satu.</p><label for=e>Surel</label><input id=e><button>Kirim</button></form>",
            "Satu.",
        ),
        ("<form><label>Nama <input></label><select><option>Demak</select><textarea>isi</textarea></form><p>Teks</p>", "Teks"),
        ("<form><p>Satu</p><p>Dua</p><p>Tiga</p><p>Empat</p></form>", "Satu Dua Tiga Empat"),
    ]);
    assert!(has_problem("<form><label for=e>Surel</label><input id=e></form>", "Surel"));
}

#[test]
fn text_that_browsers_show_is_kept() {
    assert_words(&[
        ("<p>Satu <rp>dua</rp> tiga</p>", "Satu dua tiga"),
        ("<p><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby></p>", "漢かん"),
        ("<p>Satu</p><optgroup>dua<p>tiga</p></optgroup>", "Satu dua tiga"),
        ("<p>Sudah <progress value=70 max=100>70%</progress> jadi</p>", "Sudah 70% jadi"),
        ("<p>Isi <meter value=0.5>setengah</meter></p>", "Isi setengah"),
        ("<datalist><p>Satu</p></datalist><p>Dua</p>", "Satu Dua"),
        ("<datalist><option>Demak</datalist><p>Dua</p>", "Dua"),
        ("<p>Satu</p><noscript><img src=/a.jpg><p>Dua.</p><p>Tiga.</p>", "Satu Dua. Tiga."),
        ("<p>Satu</p><noscript>Nyalakan JavaScript.</noscript>", "Satu"),
    ]);
}

#[test]
fn a_playlist_becomes_players_or_links() {
    let shell = |inside: &str| {
        format!(
            "<div class='wp-playlist wp-audio-playlist'><div class=wp-playlist-current-item></div>\
             <audio controls preload=none></audio>{inside}</div>"
        )
    };
    let script = "<script type='application/json' class='wp-playlist-script'>{\"type\":\"audio\",\"tracks\":[\
        {\"src\":\"https://w.example/satu.mp3\",\"title\":\"Satu\",\"caption\":\"\"},\
        {\"src\":\"https://w.example/dua.mp3\",\"title\":\"Dua\"}]}</script>";
    let list = "<noscript><ol><li><a href=/satu.mp3>Satu</a></li><li><a href=/dua.mp3>Dua</a></li></ol></noscript>";
    let sounds =
        |source: &str| kinds(source).iter().filter(|kind| matches!(kind, Kind::Audio(_))).count();
    assert_eq!(sounds(&shell(&[list, script].concat())), 2);
    assert_eq!(words(&shell(&[list, script].concat())), "Satu Dua");
    assert_eq!(words(&shell(list)), "Satu Dua");
    let links = urls(&read(&shell(list)).0);
    assert_eq!(links, ["https://site.example/satu.mp3", "https://site.example/dua.mp3"]);
    let video = script.replace("\"audio\"", "\"video\"");
    assert!(matches!(kinds(&shell(&video)).first(), Some(Kind::Video(_))));
}

#[test]
fn the_caption_of_a_figure_with_a_table_becomes_the_tables_caption() {
    for source in [
        "<figure class=wp-block-table><table><tr><td>a<td>b</table><figcaption>Tarif</figcaption></figure>",
        "<figure><figcaption>Tarif</figcaption><table><tr><td>a<td>b</table></figure>",
        "<figure><div class=wrap><table><tr><td>a<td>b</table></div><figcaption>Tarif</figcaption></figure>",
    ] {
        let Some(Kind::Table { caption, .. }) = kinds(source).into_iter().next() else {
            panic!("{source}");
        };
        assert_eq!(plain_text(&caption), "Tarif", "{source}");
    }
    let both = "<figure><table><caption>Satu</caption><tr><td>a<td>b</table><figcaption>Dua</figcaption></figure>";
    assert_eq!(words(both), "Satu a b Dua");
}

#[test]
fn words_of_adjacent_inline_elements_are_separated() {
    assert_words(&[
        (
            "<ul><li><a href=/a>Kapal pulang</a><time datetime=2026-03-02>2 Maret</time></li></ul>",
            "Kapal pulang 2 Maret",
        ),
        (
            "<footer><a href=/r>Rara</a> on <a href=/k>Kapal</a><time>2 Maret</time></footer>",
            "Rara on Kapal 2 Maret",
        ),
        ("<p>(<time>pagi</time>)</p>", "(pagi)"),
        ("<div class=tags><a href=/1>satu</a><a href=/2>dua</a></div>", "satu dua"),
        ("<p><a href=/1>a</a>b<span class=big>K</span><span>apal</span></p>", "abKapal"),
        ("<p><a href=/1>中国</a><a href=/2>北京</a></p>", "中国北京"),
        ("<p><a href=/1>Kapal</a><a href=/1>ku</a> (<a href=/2>x</a>)</p>", "Kapalku (x)"),
        ("<p>Pukul <time>06.00</time>.</p>", "Pukul 06.00."),
    ]);
}

#[test]
fn words_beside_dates_and_buttons_are_separated() {
    assert_words(&[
        ("<p><time>08:05</time>Gempa di laut</p>", "08:05 Gempa di laut"),
        ("<p><time>08:05</time><a href=/a>Gempa</a></p>", "08:05 Gempa"),
        (
            "<p>Tahun <time>1990</time>an, <time>1990</time>. Selesai</p>",
            "Tahun 1990an, 1990. Selesai",
        ),
        ("<p><a href=/a>Judul</a><span class=date>2 Maret</span></p>", "Judul 2 Maret"),
        ("<p><a href=/a>Judul</a><small>2 Maret</small></p>", "Judul 2 Maret"),
        ("<p>Judul<small>nya</small> <a href=/a>satu</a><b>nya</b></p>", "Judulnya satunya"),
        ("<p>per<span class=update>barui</span></p>", "perbarui"),
        ("<button>A</button><button>B</button>", "A B"),
        ("<div role=tablist><a role=tab>Satu</a><a role=tab>Dua</a></div>", "Satu Dua"),
        ("<p>(<button>A</button>), B</p>", "(A), B"),
        ("<p>2019<sup><button>1</button></sup>, dua</p>", "20191, dua"),
        ("<h2>Delapan<button>Salin tautan</button></h2>", "Delapan Salin tautan"),
        ("<p>Halo<textarea>x</textarea>dunia</p>", "Halo dunia"),
        ("<p><b>Halo</b><select><option>x</select><i>dunia</i></p>", "Halo dunia"),
        ("<form><p>Halo<button>Kirim</button>dunia</p></form>", "Halo dunia"),
        ("<p>Halo<input type=hidden>kan, <input>, dunia</p>", "Halokan, , dunia"),
    ]);
}

#[test]
fn words_beside_boxes_and_notes_are_separated() {
    assert_words(&[
        ("<p>Isi<span style='display:block'>baris</span>lain</p>", "Isi baris lain"),
        ("<h2><span style='display: block'>Laut</span>Kapal</h2>", "Laut Kapal"),
        ("<p>Isi<span style='display:inline-block'>kotak</span>lain</p>", "Isi kotak lain"),
        ("<p><span style='display:inline-block'>K</span>apal</p>", "Kapal"),
        ("<p>Isi<span style='display:inline'>nya</span></p>", "Isinya"),
        ("<div style='display:flex'><span>Satu</span><span>Dua</span></div>", "Satu Dua"),
        ("<p style='display: grid'><b>Satu</b><i>Du<u>a</u></i></p>", "Satu Dua"),
        ("<ul><li style='display:flex'><a href=/a>Satu</a><span>2</span></ul>", "Satu 2"),
        ("<ul style='display:flex'><li><b>Sa</b>tu<li>dua</ul>", "Satu dua"),
        (
            "<p>Satu<span class=sidenote-wrapper><span class=sidenote>Dua.</span></span>tiga</p>",
            "Satu [Dua.] tiga",
        ),
        ("<p>Satu<span class=sidenote>Dua.</span><b>tiga</b></p>", "Satu [Dua.] tiga"),
        ("<p>Satu<span class=sidenote>Dua.</span>, tiga</p>", "Satu [Dua.], tiga"),
    ]);
    let (blocks, _) =
        read("<p>a<span style='display:block'>b</span><span style='display:block'>c</span>d</p>");
    let [Block { kind: Kind::Paragraph { text, .. }, .. }] = blocks.as_slice() else {
        panic!("{blocks:?}")
    };
    assert_eq!(plain_text(text), "a\nb\nc\nd");
}

#[test]
fn shortcodes_of_lines_separate_words() {
    assert_words(&[
        (
            "<p>[vc_column_text]Akhir.[/vc_column_text][vc_column_text]Awal.[/vc_column_text]</p>",
            "Akhir. Awal.",
        ),
        ("<p>[column]Kiri[/column][column]Kanan[/column]</p>", "Kiri Kanan"),
        ("<p>[one_half]Kiri[/one_half][one_half_last]Kanan[/one_half_last]</p>", "Kiri Kanan"),
        ("<p>[vc_custom_heading]Judul[/vc_custom_heading]Teks</p>", "Judul Teks"),
        ("<p>[button]Satu[/button][button]Dua[/button]</p>", "Satu Dua"),
        ("<p>[dropcap]K[/dropcap]apal [highlight]ku[/highlight]!</p>", "Kapal ku!"),
        ("<p>[su_dropcap]K[/su_dropcap]apal [su_label]ku[/su_label]!</p>", "Kapal ku!"),
        ("<p>Kata[x-istilah id=\"1\"]nya[/x-istilah]</p>", "Katanya"),
    ]);
}

#[test]
fn a_picture_within_a_paragraph_separates_its_texts() {
    let order = |source: &str| -> Vec<String> {
        let name = |kind: Kind| match kind {
            Kind::Paragraph { text, .. } | Kind::Heading { text, .. } => plain_text(&text),
            Kind::Image(_) => "image".into(),
            Kind::Embed(_) => "embed".into(),
            Kind::Video(_) | Kind::Audio(_) => "media".into(),
            other => panic!("{other:?}"),
        };
        kinds(source).into_iter().map(name).collect()
    };
    let picture = "<img src=/a.jpg width=600 height=400>";
    for (source, wanted) in [
        (format!("<p>Satu.{picture}Dua.</p>"), ["Satu.", "image", "Dua."].as_slice()),
        (format!("<p>Satu. <a href=/b>{picture}</a> Dua.</p>"), &["Satu.", "image", "Dua."]),
        (
            "<p>Satu.<iframe src=https://www.youtube.com/embed/abcdefghijk></iframe>Dua.</p>"
                .into(),
            &["Satu.", "embed", "Dua."],
        ),
        ("<p>Satu.<video src=/a.mp4></video>Dua.</p>".into(), &["Satu.", "media", "Dua."]),
        ("<p>Satu<audio src=/a.mp3></audio>dua.</p>".into(), &["Satu dua.", "media"]),
        (format!("<p>Satu{picture}, dua.</p>"), &["Satu, dua.", "image"]),
        (format!("<h2>Satu.{picture}Dua.</h2>"), &["Satu. Dua.", "image"]),
        (
            "<p>Satu.<img src=/a.jpg width=600 height=400 style=float:left>Dua.</p>".into(),
            &["Satu. Dua.", "image"],
        ),
    ] {
        assert_eq!(order(&source), wanted, "{source}");
    }
}

#[test]
fn reading_time_counts_cjk_characters_in_every_language() {
    let minutes = |lang: &str, text: &str| {
        let lang = Some(lang.to_string()).filter(|lang| !lang.is_empty());
        let body = vec![Kind::Paragraph {
            text: vec![Span::plain(text)],
            dropcap: false,
            align: Align::Start,
        }
        .into()];
        stats::minutes(&Article { body, lang, ..Article::default() })
    };
    let signs = "漁船".repeat(1275);
    for lang in ["", "en", "zh-Hant", "id"] {
        assert_eq!(minutes(lang, &signs), 10, "{lang}");
    }
    assert_eq!(minutes("", &"ひらがな".repeat(357)), 4);
    assert_eq!(minutes("ko", &"가나".repeat(987 / 2)), 2);
    assert_eq!(minutes("zh", &"word ".repeat(1974 / 5)), 2);
    assert_eq!(minutes("en", &"word ".repeat(987 / 5)), 1);
}

#[test]
fn the_video_file_of_a_stream_is_found() {
    let video = |link: serde_json::Value| {
        let video = serde_json::json!({
            "@context": "https://www.w3.org/ns/activitystreams", "type": "Video",
            "id": "https://tv.example/w/1", "name": "Kapal", "content": "Pagi.",
            "attributedTo": "https://tv.example/a/rara",
            "url": [{"type": "Link", "mediaType": "text/html", "href": "https://tv.example/w/1"}, link],
        });
        let article = article(&video.to_string());
        let blocks: Vec<Block> = article.lead.into_iter().chain(article.body).collect();
        let files = blocks.iter().filter_map(|block| match &block.kind {
            Kind::Video(media) => Some(media.sources.iter().map(|s| s.src.clone())),
            _ => None,
        });
        files.flatten().collect::<Vec<_>>()
    };
    let file = |kind: &str| {
        serde_json::json!({
            "type": "Link", "mediaType": kind, "href": "https://tv.example/720.mp4", "height": 720,
        })
    };
    let stream = |tags: serde_json::Value| {
        serde_json::json!({
            "type": "Link", "mediaType": "application/x-mpegURL",
            "href": "https://tv.example/master.m3u8", "tag": tags,
        })
    };
    let sha = serde_json::json!({"type": "Link", "mediaType": "application/json", "href": "https://tv.example/s.json"});
    assert_eq!(
        video(stream(serde_json::json!([sha, file("video/mp4")]))),
        ["https://tv.example/720.mp4"]
    );
    assert_eq!(video(stream(file("video/mp4"))), ["https://tv.example/720.mp4"]);
    assert_eq!(video(file("video/mp4")), ["https://tv.example/720.mp4"]);
    assert_eq!(video(stream(serde_json::json!([sha]))), [""; 0]);
}

#[test]
fn lists_and_icons_are_rendered_with_their_attributes() {
    use baca_render::page;
    use baca_render::page::Options;
    let html =
        "<ol reversed start=3 type=I><li>a<li value=9>b</ol><ul style='list-style:none'><li>c</ul>\
        <p>d <img src=/x.png alt=e width=20 height=15> f</p>";
    let article = std::rc::Rc::new(feed("Gambar", "id", html));
    let rendered = page::fragment(&article, &Options::default());
    for wanted in [
        "start=\"3\" reversed type=\"I\"",
        "<li value=\"9\">b</li>",
        "data-marker=\"none\"",
        "d <img class=\"icon\" width=\"20\" height=\"15\" alt=\"e\"",
    ] {
        assert!(rendered.contains(wanted), "{wanted}");
    }
}

#[test]
fn frames_and_images_without_a_file_are_reported() {
    let framed = "<iframe srcdoc='<p>Isi bingkai</p>'></iframe><p>Akhir</p>";
    assert_eq!(words(framed), "Akhir");
    assert!(has_problem(framed, "Isi bingkai"));
    for source in [
        "<p>a</p><img alt='Grafik harga'>",
        "<p>a <img src='' alt='Grafik harga'> b</p>",
        "<picture><img alt='Grafik harga'></picture>",
    ] {
        assert!(has_problem(source, "Grafik harga"), "{source}");
    }
}

#[test]
fn the_style_of_a_lists_numbers_is_kept_or_reported() {
    let list = |source: &str| match read(source).0.remove(0).kind {
        Kind::List { ordered, marker, .. } => (ordered, marker),
        other => panic!("{other:?}"),
    };
    for (source, wanted, reported) in [
        ("<ol style='list-style-type:decimal-leading-zero'>", (true, Marker::LeadingZero), ""),
        // The kind of list follows what is shown.
        ("<ul style='list-style-type:lower-alpha'>", (true, Marker::LowerAlpha), ""),
        ("<ul style='list-style:decimal'>", (true, Marker::Default), ""),
        ("<ol style='list-style-type:square !important'>", (false, Marker::Square), ""),
        ("<ol style='list-style: none'>", (true, Marker::None), ""),
        // `type` has the numbers of `ol` and the bullets of `ul` only.
        ("<ol type=disc>", (true, Marker::Default), ""),
        ("<ul type=i>", (false, Marker::Default), ""),
        ("<ol style='list-style-type:persian'>", (true, Marker::Default), "persian"),
        ("<ol style='list-style: cjk-ideographic inside'>", (true, Marker::Default), "cjk-"),
        ("<ol style='list-style-type:arabic-indic' type=A>", (true, Marker::UpperAlpha), "arabic"),
        ("<ul style=\"list-style-type:'✓ '\">", (false, Marker::Default), "✓"),
        ("<ol style='list-style: inside'>", (true, Marker::Default), ""),
        ("<ul style='list-style: url(x.png) outside'>", (false, Marker::Default), ""),
        ("<ol style='list-style-type:inherit'>", (true, Marker::Default), ""),
    ] {
        let source = format!("{source}<li>a<li>b");
        assert_eq!(list(&source), wanted, "{source}");
        let problems = read(&source).1;
        match reported {
            "" => assert!(problems.is_empty(), "{source}: {problems:?}"),
            part => {
                assert!(has_problem(&source, "the style of a list's numbers"), "{source}");
                assert!(has_problem(&source, part), "{source}");
            }
        }
    }
}

#[test]
fn a_figure_of_several_tables_has_one_caption_above_them() {
    let captions = |source: &str| -> Vec<String> {
        let captions = kinds(source).into_iter().map(|kind| match kind {
            Kind::Table { caption, .. } => format!("table {}", plain_text(&caption)),
            Kind::Image(image) => format!("image {}", plain_text(&image.caption)),
            Kind::Paragraph { text, .. } => plain_text(&text),
            other => panic!("{other:?}"),
        });
        captions.collect()
    };
    const ONE: &str = "<table><tr><td>1<td>2</table>";
    const PICTURE: &str = "<img src=/a.jpg width=600 height=400>";
    for (source, wanted) in [
        (format!("{ONE}{ONE}<figcaption>Harga</figcaption>"), vec!["table Harga", "table "]),
        (format!("<figcaption>Harga</figcaption>{ONE}{ONE}"), vec!["table Harga", "table "]),
        (
            format!("{ONE}<figcaption>A</figcaption>{ONE}<figcaption>B</figcaption>"),
            vec!["table A", "table B"],
        ),
        (format!("{ONE}{PICTURE}<figcaption>Pasar</figcaption>"), vec!["table ", "image Pasar"]),
        (format!("{ONE}<p>Sumber</p><p>BPS</p>"), vec!["table ", "Sumber", "BPS"]),
        (
            "<table><caption>Harga<tr><td>1<td>2</table><figcaption>BPS</figcaption>".to_string(),
            vec!["table Harga", "BPS"],
        ),
        // A table of a picture and its caption, which stands above it.
        (format!("<table><tr><td>Pasar<tr><td>{PICTURE}</table>"), vec!["image Pasar"]),
        (format!("<table><caption>Pasar<tr><td>{PICTURE}</table>"), vec!["image Pasar"]),
        (
            format!("<table><tr><th>Pasar<tr><td>{PICTURE}</table><figcaption>Ani</figcaption>"),
            vec!["image Pasar\nAni"],
        ),
    ] {
        let source = format!("<figure>{source}</figure>");
        assert_eq!(captions(&source), wanted, "{source}");
    }
    // Outside of a figure, a row above a picture is a row.
    let table = format!("<table><tr><td>Pasar<tr><td>{PICTURE}</table>");
    assert!(matches!(kinds(&table).first(), Some(Kind::Table { .. })));
}

#[test]
fn the_caption_of_code_is_the_paragraph_beside_it() {
    let order = |source: &str| -> Vec<String> {
        read(source).0.iter().map(|block| stats::text(block).trim().into()).collect()
    };
    const CODE: &str = "<pre><code>let a = 1;</code></pre>";
    let after = format!("<figure>{CODE}<figcaption>Contoh</figcaption></figure><p>Akhir</p>");
    assert_eq!(order(&after), ["let a = 1;", "Contoh", "Akhir"]);
    let before = format!("<figure><figcaption>Contoh</figcaption>{CODE}</figure><p>Akhir</p>");
    assert_eq!(order(&before), ["Contoh", "let a = 1;", "Akhir"]);
    let two = format!("<figure>{CODE}{CODE}<figcaption>Contoh</figcaption></figure>");
    assert_eq!(order(&two), ["let a = 1;", "let a = 1;", "Contoh"]);
    let bare = format!("<figure>{CODE}</figure>");
    assert_eq!(order(&bare), ["let a = 1;"]);
}

#[test]
fn a_vector_image_without_a_size_in_a_sentence_is_an_icon() {
    let icons = |source: &str| {
        let heights = read(source).0.into_iter().map(|block| match block.kind {
            Kind::Paragraph { text, .. } => {
                let icon = text.into_iter().find_map(|span| span.extra?.icon);
                icon.and_then(|icon| icon.height)
            }
            Kind::Image(_) => Some(0),
            _ => None,
        });
        heights.collect::<Vec<_>>()
    };
    for (source, wanted) in [
        ("<p>Tekan <img src=/simpan.svg alt=simpan> untuk menyimpan.</p>", vec![Some(20)]),
        ("<p>Buka <a href=/x>tautan <img src=/luar.svg?v=2></a></p>", vec![Some(20)]),
        ("<p><img src=/centang.svg alt=''> Buka setiap hari.</p>", vec![Some(20)]),
        ("<p><img src=/x.svg class=icon-phone alt=Telepon> 021</p>", vec![Some(20)]),
        // A drawing is a block: alone, after a sentence or a line break, with a text that describes it, or
        // with a size.
        ("<p><img src=/alur.svg></p>", vec![Some(0)]),
        ("<p>Begini alurnya: <img src=/alur.svg></p>", vec![None, Some(0)]),
        ("<p>Alurnya<br><img src=/alur.svg></p>", vec![None, Some(0)]),
        (
            "<p>Alurnya <img src=/alur.svg alt='Alur pengiriman beras dari gudang ke pasar'></p>",
            vec![None, Some(0)],
        ),
        ("<p>Alurnya <img src=/alur.svg width=600 height=300></p>", vec![None, Some(0)]),
        ("<p>Alurnya <img src=/alur.png></p>", vec![None, Some(0)]),
    ] {
        assert_eq!(icons(source), wanted, "{source}");
    }
}

#[test]
fn what_a_checkbox_reveals_by_style_is_text() {
    const HIDDEN: &str = "<div style='display:none'><p>Sisanya.</p></div>";
    for (source, wanted) in [
        (
            format!("<input type=checkbox id=a><p>Awal.</p>{HIDDEN}<label for=a>Baca lagi</label>"),
            "Awal. Sisanya. Baca lagi",
        ),
        (
            format!("<input type=checkbox id=a><label for=a>Baca lagi</label>{HIDDEN}"),
            "Baca lagi Sisanya.",
        ),
        (
            format!("<input type=radio id=a><label for=a>Satu</label><ul><li>x{HIDDEN}</ul>"),
            "Satu x Sisanya.",
        ),
        (format!("<label><input type=checkbox>Baca lagi</label>{HIDDEN}"), "Baca lagi Sisanya."),
        // Without a label, or before the checkbox, nothing reveals it.
        (format!("<input type=checkbox><p>Awal.</p>{HIDDEN}"), "Awal."),
        (
            format!("{HIDDEN}<p>Awal.</p><input type=checkbox id=a><label for=a>Baca</label>"),
            "Awal. Baca",
        ),
        (
            format!("<form><input type=checkbox id=a><p>Awal.</p>{HIDDEN}<label for=a>Ya</label>"),
            "Awal.",
        ),
    ] {
        assert_words(&[(&source, wanted)]);
    }
}

#[test]
fn encoded_markup_and_pictures_of_page_builders_are_shown() {
    assert_words(&[
        // `<p>Halo <b>dunia</b></p>`
        (
            "[vc_row][vc_raw_html]JTNDcCUzRUhhbG8lMjAlM0NiJTNFZHVuaWElM0MlMkZiJTNFJTNDJTJGcCUzRQ==\
             [/vc_raw_html][/vc_row]",
            "Halo dunia",
        ),
        // `<script>x</script>`
        ("<p>A[vc_raw_js]JTNDc2NyaXB0JTNFeCUzQyUyRnNjcmlwdCUzRQ==[/vc_raw_js]B</p>", "A B"),
        ("[vc_raw_html]<p>Halo</p>[/vc_raw_html]", "Halo"),
        ("[vc_raw_html]Bukan kode[/vc_raw_html]", "Bukan kode"),
    ]);
    let of = |source: &str| {
        let found = images(source);
        let [image] = found.as_slice() else { panic!("{source}: {found:?}") };
        assert!(image.src.ends_with("/a.jpg"), "{source}");
        (image.alt.clone().unwrap_or_default(), plain_text(&image.caption))
    };
    let both = |alt: &str, caption: &str| (alt.to_string(), caption.to_string());
    for (source, wanted) in [
        (
            "[fusion_imageframe alt=\"Kapal\" align=\"left\"]https://x.example/a.jpg[/fusion_imageframe]",
            both("Kapal", ""),
        ),
        (
            "[et_pb_image src=\"https://x.example/a.jpg\" alt=\"Kapal\"][/et_pb_image]",
            both("Kapal", ""),
        ),
        ("[et_pb_image src=\"https://x.example/a.jpg\" /]", both("", "")),
        (
            "[av_image src='https://x.example/a.jpg' attachment='5']Di dermaga[/av_image]",
            both("", "Di dermaga"),
        ),
        (
            "[kc_single_image image_external_link=\"https://x.example/a.jpg\" caption=\"Di dermaga\"]",
            both("", "Di dermaga"),
        ),
    ] {
        assert_eq!(of(source), wanted, "{source}");
    }
}

#[test]
fn an_image_floats_by_its_align_attribute() {
    let size = |attributes: &str| {
        let source = format!("<img {attributes} src=/a.jpg width=300 height=200><p>Teks</p>");
        read(&source).0.first().map(|block| block.size)
    };
    for (attributes, wanted) in [
        ("align=left", Size::Left),
        ("align=RIGHT", Size::Right),
        ("align=right style='margin:4px'", Size::Right),
        ("align=right style='float: left'", Size::Left),
        ("align=middle", Size::Inline),
        ("align=left class=alignright", Size::Right),
    ] {
        assert_eq!(size(attributes), Some(wanted), "{attributes}");
    }
}

#[test]
fn titles_of_drawings_are_never_text() {
    for source in [
        "<p>A</p><div hidden><svg><title>Panah</title></svg></div><p>B</p>",
        "<p>A <span style='display:none'><svg><title>Panah</title></svg></span></p><p>B</p>",
        "<p>A <button aria-expanded=false><svg><title>Panah</title></svg></button></p><p>B</p>",
        "<p>A</p><svg style='display:none'><symbol id=a><title>Panah</title></symbol></svg><p>B</p>",
        "<p>A</p><svg><g><title>Panah</title></g></svg><p>B</p>",
        "<p>A</p><p><a href=#a>B<svg aria-hidden=true><title>Panah</title></svg></a></p>",
        "<p>A</p><button aria-expanded=false></button><div style='display:none' id=a>\
         <svg><title>Panah</title></svg>B</div>",
    ] {
        assert_words(&[(source, "A B")]);
    }
}

#[test]
fn a_script_that_shows_a_player_becomes_an_embed() {
    for (source, wanted) in [
        (
            "<script src='https://cdn.jwplayer.com/players/abcD1234-xYz09876.js'></script>",
            vec!["https://cdn.jwplayer.com/players/abcD1234-xYz09876.html"],
        ),
        (
            "<script src='//content.jwplatform.com/players/abcD1234-xYz09876.js?a=1'></script>",
            vec!["https://content.jwplatform.com/players/abcD1234-xYz09876.html"],
        ),
        (
            "<script src='https://gist.github.com/ani/0123abc.js'></script>",
            vec!["https://gist.github.com/ani/0123abc"],
        ),
        (
            "<script async src='https://telegram.org/js/telegram-widget.js?22' \
             data-telegram-post='warta/123'></script>",
            vec!["https://t.me/warta/123"],
        ),
        (
            "<script src='https://geo.dailymotion.com/player/x1.js' data-video=x8abcde></script>",
            vec!["https://www.dailymotion.com/video/x8abcde"],
        ),
        // The library of a player shows nothing by itself.
        ("<script src='https://cdn.jwplayer.com/libraries/abcD1234.js'></script>", vec![]),
        ("<script src='https://x.example/players/a.js' data-id=abcdefgh></script>", vec![]),
        ("<script>jwplayer('a').setup({})</script>", vec![]),
    ] {
        assert_eq!(embeds(&format!("<p>A</p>{source}<p>B</p>")), wanted, "{source}");
    }
}

#[test]
fn numbers_to_which_a_script_counts_are_shown() {
    assert_words(&[
        ("<p><span data-from-value=0 data-to-value=120>0</span>+ desa</p>", "120+ desa"),
        ("<p><span data-from-value=10 data-to-value=-5.5>10</span> derajat</p>", "-5.5 derajat"),
        ("<p><span data-number-value=75></span> persen</p>", "75 persen"),
        ("<p><span data-to-value=120>115</span> desa</p>", "115 desa"),
        ("<p><span data-to-value='banyak'>0</span> desa</p>", "0 desa"),
    ]);
}

#[test]
fn characters_of_icon_fonts_are_no_text() {
    assert_words(&[
        ("<p><span class=et-pb-icon>&#xe000;</span></p><p>Isi</p>", "Isi"),
        ("<p><i>&#xf095;</i> 021 500</p>", "021 500"),
        ("<a href=/x>Unduh <span> &#xe0a1;&#xf101; </span></a>", "Unduh"),
        ("<p><span>A&#xe000;</span></p>", "A\u{e000}"),
    ]);
}

#[test]
fn words_of_adjacent_controls_are_separated() {
    assert_words(&[
        ("<div><span role=button>Satu</span><span role=button>Dua</span></div>", "Satu Dua"),
        ("<div><label>Nama</label><label>Umur</label></div>", "Nama Umur"),
        ("<p><label>Nama</label>: Ani</p>", "Nama: Ani"),
        ("<h2 id=a>Judul<button aria-label='Copy link'>🔗</button></h2>", "Judul"),
        // The names of tabs stand above their panels as well.
        (
            "<div><ul><li><a href='#a'><span class=vc_tta-title-text>A</span></a></ul><div>\
             <div class=vc_tta-panel id=a><h4><span class=vc_tta-title-text>A</span></h4>Isi</div>\
             </div></div>",
            "A Isi",
        ),
    ]);
}

#[test]
fn text_outside_of_the_page_is_hidden() {
    for (source, is_shown) in [
        ("<div style='position:absolute;left:-9999px'>Jauh</div>", false),
        ("<p style='text-indent: -9999px'>Jauh</p>", false),
        ("<span style='position:fixed; top:-999em'>Jauh</span>", false),
        ("<div style='position:relative;left:-99px'>Jauh</div>", true),
        ("<p style='text-indent:-1em'>Jauh</p>", true),
    ] {
        assert_eq!(words(&format!("<p>A</p>{source}")).contains("Jauh"), is_shown, "{source}");
        assert_eq!(has_problem(source, "Jauh"), !is_shown, "{source}");
    }
}

#[test]
fn a_waiting_player_is_not_replaced_by_its_still() {
    for attributes in [
        "data-placeholder-image='https://x.example/a.webp' data-src-cmplz='https://youtu.be/abcdefghijk'",
        "data-still='https://x.example/a.jpg?w=2' data-cookieblock-src='https://youtu.be/abcdefghijk'",
        "data-src-cmplz='https://youtu.be/abcdefghijk' data-placeholder-image='https://x.example/a.png'",
    ] {
        let source = format!("<iframe {attributes} src='about:blank'></iframe>");
        assert_eq!(embeds(&source), ["https://www.youtube.com/watch?v=abcdefghijk"], "{source}");
    }
    // A value that is code is no address.
    let image = "<img :src=\"'https://x.example/' + name\" src=https://x.example/a.jpg>";
    assert_eq!(images(image)[0].src, "https://x.example/a.jpg");
}

#[test]
fn titles_and_buttons_of_page_builders_are_shown() {
    assert_words(&[
        (
            "[et_pb_blurb title=\"Mengapa\" image=\"https://x.example/a.png\"]Sebab[/et_pb_blurb]",
            "Mengapa Sebab",
        ),
        ("[vc_cta h2=\"Judul\" h4=\"Anak\"]Isi[/vc_cta]", "Judul Anak Isi"),
        ("[et_pb_testimonial author=\"Ani\"]Harga naik.[/et_pb_testimonial]", "Ani Harga naik."),
        ("[fusion_code]PHA+SGFsbyAxMDAlPC9wPg==[/fusion_code]", "Halo 100%"),
        ("[vc_row title=\"Baris\"]Isi[/vc_row] [contact-form-7 title=\"Kontak\"]", "Isi"),
    ]);
    for (source, wanted) in [
        (
            "[vc_btn title=\"Unduh\" link=\"url:https%3A%2F%2Fx.example%2Fa.pdf|title:Unduh\"]",
            "https://x.example/a.pdf",
        ),
        ("[fusion_button link=\"https://x.example/a\"]Beli[/fusion_button]", "https://x.example/a"),
        (
            "[et_pb_button button_url=\"https://x.example/a\" button_text=\"Beli\"][/et_pb_button]",
            "https://x.example/a",
        ),
        ("[fusion_youtube id=\"abcdefghijk\" /]", "https://www.youtube.com/watch?v=abcdefghijk"),
        ("[youtube]abcdefghijk[/youtube]", "https://www.youtube.com/watch?v=abcdefghijk"),
    ] {
        let found = urls(&read(source).0);
        assert!(found.iter().any(|url| url == wanted), "{source}: {found:?}");
    }
}

#[test]
fn attributes_of_shortcodes_can_be_empty_and_have_quotes_in_them() {
    assert_words(&[
        (
            "[vc_toggle title=\"Hari Jum'at?\" open=\"\" css='a\"b']Ya[/vc_toggle]",
            "Hari Jum'at? Ya",
        ),
        ("<p>[vc_row width=&#8221;1/1&#8243; css=&#8221;&#8221;]Isi[/vc_row]</p>", "Isi"),
        ("<p>[vc_cta h2='Jum'at' h4='']Isi[/vc_cta]</p>", "Jum'at Isi"),
        ("<p>[vc_cta h2=Judul h4=]Isi[/vc_cta]</p>", "Judul Isi"),
        // The end tag goes with its start tag, also in another paragraph.
        ("<p>[kotak warna=\"merah\"]</p><p>Isi</p><p>[/kotak]</p>", "Isi"),
        ("<p>[tombol jenis=\"a\"]Satu[/tombol] [tombol]Dua[/tombol]</p>", "Satu Dua"),
        ("<p>[catatan]Satu[/catatan] [lihat]</p>", "[catatan]Satu[/catatan] [lihat]"),
    ]);
    let file = "[video src=\"https://x.example/a.mp4?b=1&c=2\" poster=\"\"][/video]";
    let found = urls(&read(file).0);
    assert!(found.iter().any(|url| url == "https://x.example/a.mp4?b=1&c=2"), "{found:?}");
}

#[test]
fn an_icon_stays_in_its_line_whatever_its_align_attribute_says() {
    for (attributes, is_icon) in [
        ("align=left width=20 height=20", true),
        ("align=absmiddle width=20 height=20", true),
        ("class=alignleft width=20 height=20", false),
        ("align=left width=300 height=200", false),
    ] {
        let source = format!("<p><img {attributes} src=/a.png>Teks</p>");
        assert_eq!(images(&source).is_empty(), is_icon, "{source}");
    }
}

#[test]
fn a_side_is_the_one_that_class_style_or_align_names() {
    let align = |source: &str| match kinds(source).as_slice() {
        [Kind::Paragraph { align, .. }] => *align,
        blocks => panic!("{source}: {blocks:?}"),
    };
    for (paragraph, ltr, rtl) in [
        ("<p style='text-align: justify'>", Align::Start, Align::Start),
        ("<p style='text-align:start'>", Align::Start, Align::Start),
        ("<p style='text-align:inherit'>", Align::Start, Align::Start),
        ("<p style='text-align:left'>", Align::Start, Align::End),
        ("<p style='text-align: right'>", Align::End, Align::Start),
        ("<p style='text-align:end'>", Align::End, Align::End),
        ("<p style='color:red;Text-Align : CENTER !important'>", Align::Center, Align::Center),
        ("<p style='text-align:left;text-align:-webkit-center'>", Align::Center, Align::Center),
        ("<p align=Center>", Align::Center, Align::Center),
        ("<p align=justify>", Align::Start, Align::Start),
        ("<p class=has-text-align-center>", Align::Center, Align::Center),
        ("<p class=has-text-align-full style='text-align:center'>", Align::Center, Align::Center),
    ] {
        assert_eq!(align(&format!("{paragraph}text</p>")), ltr, "{paragraph}");
        assert_eq!(align(&format!("<div dir=rtl>{paragraph}text</p></div>")), rtl, "{paragraph}");
    }
    // A paragraph that names no side has that of the element around it; `justify` and `start` name one.
    let centered = |p: &str| align(&format!("<div align=center>{p}text</p></div>"));
    assert_eq!(centered("<p>"), Align::Center);
    assert_eq!(centered("<p style='text-align:inherit'>"), Align::Center);
    assert_eq!(centered("<p style='text-align:justify'>"), Align::Start);
    assert_eq!(centered("<p align=left>"), Align::Start);
}

#[test]
fn classes_of_other_systems_float_an_image() {
    for (class, wanted) in [
        ("align-left", Size::Left),
        ("pull-right", Size::Right),
        ("floatleft", Size::Left),
        ("wide alignright", Size::Right),
        ("pull-quote", Size::Inline),
        ("align-center", Size::Inline),
        ("vc_align_left", Size::Inline),
    ] {
        let source = format!("<img class='{class}' src=/a.jpg width=300 height=200><p>Teks</p>");
        assert_eq!(read(&source).0.first().map(|block| block.size), Some(wanted), "{class}");
    }
}

#[test]
fn a_frame_around_a_known_page_is_that_pages_embed() {
    let page = "https://www.youtube.com/watch?v=abcdefghijk";
    for (source, wanted) in [
        (
            "<iframe src='/media/oembed?url=https%3A//www.youtube.com/watch%3Fv%3Dabcdefghijk&max_width=0'></iframe>",
            page,
        ),
        ("<amp-youtube data-videoid=abcdefghijk width=4 height=3></amp-youtube>", page),
        (
            "<iframe src='https://x.example/media/oembed?url=https%3A//y.example/a'></iframe>",
            "https://x.example/media/oembed?url=https%3A//y.example/a",
        ),
        (
            "<iframe src='https://x.example/oembed?url=https%3A//youtu.be/a'></iframe>",
            "https://x.example/oembed?url=https%3A//youtu.be/a",
        ),
    ] {
        assert_eq!(embeds(source), [wanted], "{source}");
        assert!(read(source).1.is_empty(), "{source}: {:?}", read(source).1);
    }
}
