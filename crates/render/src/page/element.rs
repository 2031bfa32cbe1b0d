//! The server-rendered element: options, style hash, and the element in pieces or as one string.

use super::newsroom::NewsroomConfig;
use super::stored_blocks::stored_blocks;
use crate::article::body;
use crate::article::frame::Frame;
use crate::article::layout;
use crate::article::view::ArticleView;
use crate::el::{tag, ElementBuilder};
use crate::messages::none_fetched;
use crate::style::{ARTICLE_STYLE, NEWSROOM_STYLE, PREVIEW_STYLE, STYLE_ID};
use baca_model::places::At;
use baca_model::Article;
use baca_sys::json;
use baca_wire::encode;
use base64::prelude::{Engine, BASE64_STANDARD};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use std::rc::Rc;

/// Options of server rendering; all are optional.
#[derive(Clone, Default)]
pub struct Options {
    /// URL of the article's JSON: the element's `src`.
    pub src: Option<String>,
    /// Id or URL of the article in the list at `src`: the element's `item`.
    pub item: Option<String>,
    /// URL of the site's configuration: the element's `config`.
    pub config: Option<String>,
    /// The values of the site's configuration that rendering needs.
    pub site: Site,
    /// Interface language, BCP 47; by default the article's.
    pub lang: Option<String>,
    /// The element's `theme`.
    pub theme: Option<String>,
    /// URL of `baca-later.js` or `baca.js`; without it the page has no script.
    pub script: Option<String>,
    /// CSP nonce of the inline style, for pages that allow it by nonce instead of by hash.
    pub nonce: Option<String>,
    /// Name of the article's original format; by default `baca`.
    pub format: Option<String>,
    /// Prefix of the article's element ids, unique on the page; by default derived from its URL.
    pub prefix: Option<String>,
}

/// The values of the site's configuration that rendering needs.
#[derive(Clone, Default)]
pub struct Site {
    /// The site's name.
    pub name: Option<String>,
    /// The site's labels, by language and key.
    pub labels: Map<String, Value>,
    /// Places, access and parts.
    pub newsroom: NewsroomConfig,
}

impl Site {
    /// Reads the site's configuration, a JSON text. Ignores values of the wrong type.
    ///
    /// # Errors
    /// The position at which the text is not well-formed JSON.
    ///
    /// ```
    /// use baca_render::page::Site;
    ///
    /// let site = Site::read(r#"{"site": {"name": "News"}}"#).expect("well-formed JSON");
    /// assert_eq!(site.name.as_deref(), Some("News"));
    /// assert!(Site::read("{").is_err());
    /// ```
    pub fn read(text: &str) -> Result<Self, json::Malformed> {
        let (config, _) = json::parse(text)?;
        let name = config.get("site").and_then(|site| site.get("name")).and_then(Value::as_str);
        let labels = config.get("labels").and_then(Value::as_object);
        Ok(Self {
            name: name.map(Into::into),
            labels: labels.cloned().unwrap_or_default(),
            newsroom: NewsroomConfig::read(&config),
        })
    }
}

/// Returns the content of the rendered `style` element.
fn style() -> String {
    // The first rules style the element's own box; `baca.js` has them too (`static/loader/placeholder.ts`).
    [":host{display:flow-root}:host([hidden]){display:none}", PREVIEW_STYLE, ARTICLE_STYLE].concat()
}

/// Returns the CSP source expression `'sha256-…'` that allows an inline style in `style-src`
/// (<https://www.w3.org/TR/CSP3/#match-element-to-source-list>).
///
/// ```
/// let hash = baca_render::page::csp_hash("body{margin:0}");
/// assert!(hash.starts_with("'sha256-") && hash.ends_with("='"));
/// ```
pub fn csp_hash(style: &str) -> String {
    ["'sha256-", &BASE64_STANDARD.encode(Sha256::digest(style)), "'"].concat()
}

/// Returns the CSP source expression of the style in each rendered element.
pub fn style_hash() -> String {
    csp_hash(&style())
}

/// Returns the CSP source expression of the style that an article with a list of key updates has in addition.
pub fn live_style_hash() -> String {
    csp_hash(NEWSROOM_STYLE)
}

/// Renders the element as one string.
pub fn fragment(article: &Rc<Article>, options: &Options) -> String {
    pieces(article, options).collect()
}

/// Renders the element in pieces that can be streamed: everything above the body, each section of the body,
/// and the rest.
pub fn pieces(article: &Rc<Article>, options: &Options) -> impl Iterator<Item = String> {
    let newsroom = &options.site.newsroom;
    let view = article_view(article, options);
    let frame = Frame::new(&view);
    let element = tag("baca-reader")
        .attr_opt("src", options.src.as_deref())
        .attr_opt("item", options.src.as_ref().and(options.item.as_deref()))
        .attr_opt("config", options.config.as_deref())
        .attr_opt("lang", options.lang.as_deref())
        .attr_opt("theme", options.theme.as_deref());
    // Controls work only with script, so their mount points stay empty.
    let root = frame.root.attr_opt("data-theme", options.theme.as_deref());
    let template = tag("template").attr("shadowrootmode", "open");
    // `baca.js` makes this element around an article as well; the style sheet sets its text size.
    let container = tag("div");
    let ancestors =
        [element.tags(), template.tags(), container.tags(), root.tags(), frame.article.tags()];
    let body_tags = frame.body.tags();

    let mut above = String::new();
    for (index, (begin, _)) in ancestors.iter().enumerate() {
        above.push_str(begin);
        match index {
            1 => {
                let style = tag("style").attr_opt("nonce", options.nonce.as_deref());
                style.raw_html(&self::style()).write_html(&mut above);
                let mut styles = vec![newsroom.style()];
                // The list of key updates depends on the article, the other style on the configuration.
                if frame.has_key_updates && !newsroom.has_sheet() {
                    styles.push(NEWSROOM_STYLE.into());
                }
                for more in styles.iter().filter(|more| !more.is_empty()) {
                    let style = tag("style").attr_opt("nonce", options.nonce.as_deref());
                    style.raw_html(more).write_html(&mut above);
                }
                embedded_metadata(&view, options).write_html(&mut above);
            }
            3 => frame.before_article.iter().for_each(|tag| tag.write_html(&mut above)),
            _ => {}
        }
    }
    frame.before_body.iter().for_each(|tag| tag.write_html(&mut above));
    above.push_str(&body_tags.0);
    if let Some(place) = view.layout.place_at(At::BeforeBody) {
        place.write_html(&mut above);
    }

    let mut below = String::new();
    if view.layout.is_withheld {
        layout::paywall().write_html(&mut below);
    }
    if let Some(place) = view.layout.place_at(At::End) {
        place.write_html(&mut below);
    }
    below.push_str(&body_tags.1);
    frame.footer.write_html(&mut below);
    for (index, (_, end)) in ancestors.iter().enumerate().rev() {
        if index == 3 {
            frame.after_article.iter().for_each(|tag| tag.write_html(&mut below));
        }
        if index == 1 {
            let blocks = stored_blocks(&view.article.body);
            if !blocks.is_empty() {
                json_script("application/json", &Value::Object(blocks)).write_html(&mut below);
            }
        }
        below.push_str(end);
    }
    let sections = (0..body::section_count(&view))
        .filter_map(move |index| body::section(&view, index).map(|section| section.to_string()));
    std::iter::once(above).chain(sections).chain(std::iter::once(below))
}

/// Returns a JSON script with the article's metadata for `baca.js`: the own format without the body.
fn embedded_metadata(view: &ArticleView, options: &Options) -> ElementBuilder {
    let mut head = encode::article(&view.article);
    if let Some(head) = head.as_object_mut() {
        head.remove("body");
        head.insert("_prefix".into(), (*view.prefix).into());
        head.insert("_style".into(), STYLE_ID.into());
        head.insert("_format".into(), options.format.as_deref().unwrap_or("baca").into());
        head.insert("_blocks".into(), view.article.body.len().into());
    }
    json_script("application/json", &head)
}

/// Creates a `script` element with JSON. `<` is escaped, so that the JSON cannot end the element.
pub(super) fn json_script(mime_type: &str, value: &Value) -> ElementBuilder {
    let text = value.to_string().replace('<', "\\u003c");
    tag("script").attr("type", mime_type).raw_html(&text)
}

fn article_view(article: &Rc<Article>, options: &Options) -> ArticleView {
    let prefix = options.prefix.clone().unwrap_or_else(|| {
        let name = article.url.as_deref().or(article.id.as_deref()).or(options.src.as_deref());
        let digest = Sha256::digest(name.unwrap_or_default());
        let short: String = digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
        ["baca-", &short, "-"].concat()
    });
    let (article, layout) = options.site.newsroom.apply(article);
    let lang: Vec<&str> = options.lang.as_deref().into_iter().collect();
    let (labels, prefix) = (&options.site.labels, prefix.into());
    ArticleView {
        layout,
        ..ArticleView::new(article, &lang, labels, &none_fetched, String::new, prefix)
    }
}
