//! Articles as HTML, where there is no browser: made once by a command, or for each request at the
//! edge. What comes out is whole without script, with the article once, in a declarative shadow
//! root; with script, `baca.js` takes over what is there (`docs/server-rendering.md`).
//!
//! - here: the element, piece by piece ([`pieces`]) or whole ([`fragment`]).
//! - [`document`]: a page around it, with what search engines and social networks read.
//! - [`style_hash`]: how a strict page allows the style in it.

mod document;

use crate::article::{json, write, Article};
use crate::i18n::{Words, READER};
use crate::view::page::{Frame, Page};
use crate::view::paper::{tag, Tag};
use crate::view::{body, STYLE, STYLE_ID};
use base64::prelude::{Engine, BASE64_STANDARD};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use std::rc::Rc;

pub use document::{document, document_pieces, PAGE_STYLE};

/// How an article is to be rendered; nothing has to be said.
#[derive(Clone, Default)]
pub struct Options {
    /// Address of the article's JSON: `src` of the element.
    pub src: Option<String>,
    /// Address of the site's configuration: `config` of the element.
    pub config: Option<String>,
    /// What the site configured.
    pub site: Site,
    /// Language of the controls, BCP 47; else the article's.
    pub lang: Option<String>,
    /// `theme` of the element.
    pub theme: Option<String>,
    /// Address of `baca-later.js` or `baca.js`; a page without it has no script.
    pub script: Option<String>,
    /// A nonce for inline style, for pages that allow it by nonce instead of by hash (CSP).
    pub nonce: Option<String>,
    /// The format that the article was in; `baca` if nothing is said.
    pub format: Option<String>,
    /// Prefix of the ids in the article, unique on the page; else one of its address.
    pub prefix: Option<String>,
}

/// What rendering needs of the site's configuration.
#[derive(Clone, Default)]
pub struct Site {
    /// The site's name.
    pub name: Option<String>,
    /// The site's own words, by language and key.
    pub labels: Map<String, Value>,
}

impl Site {
    /// Reads it out of the site's configuration; what is of a wrong type is as if it were not there.
    ///
    /// # Errors
    /// The place where the text stops being JSON.
    pub fn read(text: &str) -> Result<Self, json::Malformed> {
        let (config, _) = json::parse(text)?;
        let name = config.get("site").and_then(|site| site.get("name")).and_then(Value::as_str);
        let labels = config.get("labels").and_then(Value::as_object);
        Ok(Self { name: name.map(Into::into), labels: labels.cloned().unwrap_or_default() })
    }
}

/// The style of what is rendered, as it stands in the page.
fn style() -> String {
    // The element's own box, which `baca.js` makes as well.
    [":host{display:flow-root}:host([hidden]){display:none}", STYLE].concat()
}

/// What a `style-src` of CSP names to allow a style: `'sha256-…'`
/// (<https://www.w3.org/TR/CSP3/#match-element-to-source-list>).
pub fn hash_of(style: &str) -> String {
    ["'sha256-", &BASE64_STANDARD.encode(Sha256::digest(style)), "'"].concat()
}

/// The hash of the style in each element.
pub fn style_hash() -> String {
    hash_of(&style())
}

/// The element, whole.
pub fn fragment(article: &Rc<Article>, options: &Options) -> String {
    pieces(article, options).collect()
}

/// The element, in pieces that can be sent as they are made: what stands above the text, each
/// section of it, the rest.
pub fn pieces(article: &Rc<Article>, options: &Options) -> impl Iterator<Item = String> {
    let page = page(article, options);
    let frame = Frame::of(&page);
    let element = tag("baca-reader")
        .maybe("src", options.src.as_deref())
        .maybe("config", options.config.as_deref())
        .maybe("lang", options.lang.as_deref())
        .maybe("theme", options.theme.as_deref());
    // The reader may press nothing yet: places stay empty until script comes.
    let root = frame.root.maybe("data-theme", options.theme.as_deref());
    let template = tag("template").set("shadowrootmode", "open");
    let around = [element.around(), template.around(), root.around(), frame.article.around()];
    let inner = frame.body.around();

    let mut above = String::new();
    for (index, (begin, _)) in around.iter().enumerate() {
        above.push_str(begin);
        match index {
            1 => {
                let style = tag("style").maybe("nonce", options.nonce.as_deref());
                style.with_html(&self::style()).print(&mut above);
                facts(&page, options).print(&mut above);
            }
            2 => frame.above.iter().for_each(|tag| tag.print(&mut above)),
            _ => {}
        }
    }
    frame.top.iter().for_each(|tag| tag.print(&mut above));
    above.push_str(&inner.0);

    let mut below = inner.1;
    frame.foot.print(&mut below);
    for (index, (_, end)) in around.iter().enumerate().rev() {
        if index == 2 {
            frame.below.iter().for_each(|tag| tag.print(&mut below));
        }
        below.push_str(end);
    }
    let mut at = 0;
    let count = body::count(&page);
    let sections = std::iter::from_fn(move || {
        while at < count {
            at += 1;
            if let Some(section) = body::section(&page, at - 1) {
                return Some(section.to_string());
            }
        }
        None
    });
    std::iter::once(above).chain(sections).chain(std::iter::once(below))
}

/// What script needs to know of the article besides what it finds in the page: all but its body, in
/// Baca's own format.
fn facts(page: &Page, options: &Options) -> Tag {
    let mut head = write::article(&page.article);
    if let Some(head) = head.as_object_mut() {
        head.remove("body");
        head.insert("_prefix".into(), (*page.prefix).into());
        head.insert("_style".into(), STYLE_ID.into());
        head.insert("_format".into(), options.format.as_deref().unwrap_or("baca").into());
        head.insert("_blocks".into(), page.article.body.len().into());
    }
    data("application/json", &head)
}

/// JSON in a page: nothing in it ends the element.
fn data(kind: &str, value: &Value) -> Tag {
    let text = value.to_string().replace('<', "\\u003c");
    tag("script").set("type", kind).with_html(&text)
}

fn page(article: &Rc<Article>, options: &Options) -> Page {
    let wanted = [options.lang.as_deref(), article.lang.as_deref()];
    let words = Words::choose(wanted.into_iter().flatten(), &options.site.labels, &READER);
    let lang = article.lang.clone().unwrap_or_else(|| words.lang().into());
    let url = article.url.clone().unwrap_or_default();
    let prefix = options.prefix.clone().unwrap_or_else(|| {
        let name = article.url.as_deref().or(article.id.as_deref()).or(options.src.as_deref());
        let digest = Sha256::digest(name.unwrap_or_default());
        let short: String = digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
        ["baca-", &short, "-"].concat()
    });
    Page { article: article.clone(), words, lang, url, prefix: prefix.into() }
}
