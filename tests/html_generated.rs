//! Tests generated HTML with randomly nested elements: every character of text, except white space, is
//! kept once and in order, except in elements that are dropped by name. `BACA_SEED=n` sets the seed,
//! `BACA_CASES=n` the number of documents.

mod html_support;

use baca_convert::formats;
use baca_model::Article;
use baca_model::{plain_text, Byline};
use baca_wire::encode;
use html_support::*;

/// Inline elements, block elements, elements of tables and lists, and unknown ones. An element that is
/// listed twice is generated more often.
const ELEMENTS: &[&str] = &[
    "p",
    "p",
    "p",
    "p",
    "div",
    "div",
    "section",
    "article",
    "main",
    "header",
    "footer",
    "nav",
    "aside",
    "figure",
    "figure",
    "figcaption",
    "blockquote",
    "cite",
    "ul",
    "ol",
    "li",
    "li",
    "dl",
    "dt",
    "dd",
    "table",
    "caption",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "tr",
    "td",
    "td",
    "th",
    "colgroup",
    "pre",
    "code",
    "details",
    "summary",
    "h1",
    "h2",
    "h3",
    "h6",
    "hgroup",
    "a",
    "a",
    "b",
    "i",
    "em",
    "strong",
    "u",
    "s",
    "del",
    "ins",
    "sub",
    "sup",
    "small",
    "mark",
    "q",
    "abbr",
    "dfn",
    "kbd",
    "samp",
    "var",
    "time",
    "data",
    "bdi",
    "bdo",
    "span",
    "span",
    "font",
    "center",
    "tt",
    "big",
    "nobr",
    "label",
    "button",
    "fieldset",
    "legend",
    "output",
    "address",
    "dialog",
    "menu",
    "dir",
    "form",
    "ruby",
    "rb",
    "rt",
    "rtc",
    "rp",
    "math",
    "mi",
    "mfrac",
    "mrow",
    "mtext",
    "svg",
    "foreignObject",
    "select",
    "option",
    "textarea",
    "noscript",
    "template",
    "script",
    "style",
    "iframe",
    "object",
    "video",
    "audio",
    "map",
    "canvas",
    "marquee",
    "x-box",
    "amp-img",
    "amp-video",
    "search",
    "listing",
    "xmp",
    "summary",
    "optgroup",
    "meter",
    "progress",
    "picture",
    "frameset",
    "noframes",
    "slot",
    "annotation",
];
/// Void elements.
const VOID: &[&str] = &[
    "br", "br", "br", "hr", "wbr", "img", "img", "input", "source", "track", "col", "embed",
    "area", "link", "meta", "base",
];
const CLASSES: &[&str] = &[
    "wp-caption",
    "wp-caption-text",
    "wp-block-gallery",
    "blocks-gallery-grid",
    "gallery",
    "kg-gallery-card",
    "wp-block-pullquote",
    "pullquote",
    "wp-block-verse",
    "poem",
    "wp-block-buttons",
    "wp-block-button",
    "wp-block-file",
    "kg-button-card",
    "kg-bookmark-card",
    "kg-file-card",
    "kg-callout-card",
    "kg-toggle-card",
    "kg-product-card",
    "kg-audio-card",
    "twitter-tweet",
    "instagram-media",
    "wp-embedded-content",
    "fb-post",
    "wp-block-embed",
    "credit",
    "photographer",
    "caption",
    "image-caption",
    "attribution",
    "author",
    "dropcap",
    "drop-cap",
    "language-rust",
    "alignleft",
    "has-text-align-center",
    "emoji",
    "latex",
    "footnotes",
    "x",
];
const ATTRIBUTES: &[(&str, &[&str])] = &[
    ("id", &["a", "b", "c", ""]),
    ("lang", &["ar", "en", "zh-Hans", "x y"]),
    ("dir", &["rtl", "ltr", "auto", "RTL", "up"]),
    (
        "href",
        &["/x", "#a", "https://www.youtube.com/watch?v=abc", "javascript:x", "mailto:a@b.example"],
    ),
    (
        "src",
        &[
            "a.jpg",
            "https://www.youtube.com/embed/abc",
            "https://e.example/b.mp4",
            "data:image/png;base64,AA==",
        ],
    ),
    ("data-src", &["late.jpg", "late.webp"]),
    ("srcset", &["a.jpg 1x, b.jpg 2x", "a.jpg 100w"]),
    ("alt", &["", "words"]),
    ("title", &["tip"]),
    ("cite", &["https://q.example/"]),
    ("style", &["text-align:right", "float:left", "font-weight:normal", "color:red"]),
    ("align", &["left", "right", "center"]),
    ("width", &["1", "300", "50%"]),
    ("height", &["1", "200"]),
    ("colspan", &["0", "2", "99999", "x"]),
    ("rowspan", &["0", "2", "65536"]),
    ("start", &["0", "-3", "x"]),
    ("type", &["checkbox", "video/mp4", "text/html"]),
    ("checked", &[""]),
    ("open", &[""]),
    ("role", &["presentation", "none", "button"]),
    ("name", &["a", "body"]),
    ("itemprop", &["author", "caption"]),
    ("data-checked", &["true", "false"]),
    ("datetime", &["2026-01-01"]),
    ("kind", &["captions"]),
];
/// Parts of texts, each added to a running number.
const TEXTS: &[&str] = &[
    " ",
    "\n\n",
    "\u{a0}",
    "\t",
    "&amp;lt;",
    "&#x1F600;",
    "é",
    "سلام",
    "字",
    "&shy;",
    "'",
    "&quot;",
    "—",
    "",
    "e\u{301}",
    "\u{200b}",
    "&nbsp;",
    "©",
    "https://youtu.be/abc",
];

/// A xorshift generator, whose numbers depend only on the seed.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }
}

struct Generator {
    random: Random,
    words: usize,
    out: String,
}

impl Generator {
    fn text(&mut self) {
        for _ in 0..=self.random.below(3) {
            self.words += 1;
            let piece = self.random.one(TEXTS);
            self.out.push_str(&format!("w{}{piece}", self.words));
            if self.random.below(3) > 0 {
                self.out.push(' ');
            }
        }
    }

    fn open(&mut self, name: &str) {
        self.out.push('<');
        self.out.push_str(name);
        if self.random.below(3) == 0 {
            let class = self.random.one(CLASSES);
            self.out.push_str(&format!(" class=\"{class}\""));
        }
        for _ in 0..self.random.below(3) {
            let (name, values) = self.random.one(ATTRIBUTES);
            let value = self.random.one(values);
            self.out.push_str(&format!(" {name}=\"{value}\""));
        }
        self.out.push('>');
    }

    fn nodes(&mut self, depth: usize) {
        for _ in 0..=self.random.below(4) {
            match self.random.below(10) {
                0..=3 => self.text(),
                4 => {
                    let name = self.random.one(VOID);
                    self.open(name);
                }
                5 => self.out.push_str(self.random.one(&[
                    "\n  ",
                    "<!-- x -->",
                    " ",
                    "</p>",
                    "</b>",
                    "</div>",
                    "</table>",
                    "<![CDATA[y]]>",
                ])),
                _ if depth == 0 => self.text(),
                _ => {
                    let name = self.random.one(ELEMENTS);
                    self.open(name);
                    self.nodes(depth - 1);
                    // Some elements get no end tag or that of another element.
                    match self.random.below(12) {
                        0 => {}
                        1 => {
                            let other = self.random.one(ELEMENTS);
                            self.out.push_str(&format!("</{other}>"));
                        }
                        _ => self.out.push_str(&format!("</{name}>")),
                    }
                }
            }
        }
    }
}

/// Returns the generated document of a seed.
fn document(seed: u64) -> String {
    let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    random.below(9);
    let mut generator = Generator { random, words: 0, out: String::new() };
    let depth = 2 + generator.random.below(6);
    generator.nodes(depth);
    generator.out
}

fn letters(text: &str) -> String {
    // The quotation marks of `q` are not in the source.
    text.chars().filter(|c| !is_unseen(*c) && !"“”‘’".contains(*c)).collect()
}

/// Returns the expected and the actual text, if they differ.
fn difference(source: &str) -> Option<(String, String)> {
    let mut wanted = String::new();
    expected(&parse(source), &mut wanted);
    let wanted = letters(&wanted);
    let kept = letters(&visible(&blocks(source)));
    (kept != wanted).then_some((wanted, kept))
}

/// Shrinks HTML that fails: removes parts as long as it still fails.
fn shrink(source: &str) -> String {
    let mut best: Vec<String> = Vec::new();
    let mut rest = source;
    while let Some(at) =
        rest.char_indices().skip(1).find(|(at, c)| *c == '<' || rest[..*at].ends_with('>'))
    {
        best.push(rest[..at.0].into());
        rest = &rest[at.0..];
    }
    best.push(rest.into());
    let mut size = best.len();
    while size > 0 {
        let mut at = 0;
        while at < best.len() {
            let mut less = best.clone();
            less.drain(at..(at + size).min(best.len()));
            if difference(&less.concat()).is_some() {
                best = less;
            } else {
                at += size;
            }
        }
        size /= 2;
    }
    best.concat()
}

#[test]
fn every_character_of_generated_html_is_kept_in_order() {
    let number = |name, or| std::env::var(name).ok().and_then(|n| n.parse().ok()).unwrap_or(or);
    let start: u64 = number("BACA_SEED", 1);
    let cases: u64 = number("BACA_CASES", 2000);
    let mut lost = Vec::new();
    for seed in start..start + cases {
        let source = document(seed);
        if difference(&source).is_some() {
            let small = shrink(&source);
            let (wanted, kept) = difference(&small).expect("still wrong");
            lost.push(format!("seed {seed}: {small}\n  wanted {wanted}\n  kept   {kept}"));
            if lost.len() >= 20 {
                break;
            }
        }
    }
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}

#[test]
fn converted_generated_html_is_encoded_and_decoded_unchanged() {
    for seed in 1..1000 {
        let source = document(seed);
        let mut article = Article { body: blocks(&source), ..Article::default() };
        if article.body.is_empty() {
            continue;
        }
        // The decoder infers the directions of every document.
        baca_model::inferred_direction::infer_directions(&mut article);
        let written = encode::article(&article);
        let again = baca_wire::document::read_own(&written, false, BASE, true);
        let again = again.unwrap_or_else(|error| panic!("seed {seed}: {error}: {source}"));
        for (again, block) in again.article.body.iter().zip(&article.body) {
            assert_eq!(again, block, "seed {seed}: {source}");
        }
        assert_eq!(
            again.article.body.len(),
            article.body.len(),
            "seed {seed}: {source}\n{written}"
        );
        assert_eq!(again.problems, [], "seed {seed}: {source}\n{written}");
    }
}

#[test]
fn headline_byline_lead_and_body_of_generated_html_have_all_its_text() {
    let sorted = |text: &str| {
        let mut letters: Vec<char> = letters(text).chars().collect();
        letters.sort_unstable();
        letters
    };
    for seed in 1..2000 {
        // A page may have several articles, dates are formatted, and the fallback content of a player
        // cannot contain the headline.
        let source = document(seed).replace("<article", "<section").replace("<time", "<span");
        let source =
            source.replace("<amp-video", "<b").replace("<video", "<b").replace("<audio", "<b");
        let mut wanted = String::new();
        expected(&parse(&source), &mut wanted);
        let Ok(decoded) = formats::read(&source, BASE, Some("html"), None) else {
            assert_eq!(wanted.trim(), "", "seed {seed}: {source}");
            continue;
        };
        let article = decoded.article;
        let byline = match &article.byline {
            Byline::Line(line) => plain_text(line),
            Byline::People(people) => people.iter().map(|person| person.name.as_str()).collect(),
        };
        let shown = visible(article.lead.as_slice()) + &visible(&article.body);
        let shown = article.headline_text() + &byline + &shown;
        assert_eq!(sorted(&shown), sorted(&wanted), "seed {seed}: {source}\n{article:?}");
    }
}

#[test]
fn a_caption_before_the_text_of_a_term_stays_before_it() {
    let term = "<figure><img src=a.jpg><figcaption>One</figcaption></figure>two";
    for source in [
        format!("<dl><dt>{term}</dt><dd>three</dd></dl>"),
        format!("<dl><dt><ul><li>{term}</ul>three</dt><dd>four</dd></dl>"),
        "<dl><dt><b>one</b></dt><dd>two</dd></dl>".to_string(),
    ] {
        assert_eq!(difference(&source), None, "{source}");
    }
}
