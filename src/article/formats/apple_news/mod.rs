//! Apple News Format: components with roles; layouts and styles are thrown away, except those that
//! say bold or italic. <https://developer.apple.com/documentation/applenewsformat>
//!
//! The components become markup, which the HTML converter reads.
//!
//! - this file: the document, and what each role becomes.
//! - `figures`: pictures, players, frames and tables, with what is said under them.
//! - `text`: text with its styles.

mod figures;
mod text;

use super::common::*;
use super::Format;
use crate::article::json::{Reading, Texts};
use crate::article::model::{Article, Kind};
use figures::map;
use serde_json::Value;

/// The format's line in the table.
pub const FORMAT: Format = Format { name: "apple-news", detect, read };

const TABLE: &Table = &[
    ("id", "identifier", text),
    ("url", "metadata.canonicalURL", page),
    ("lang", "language", language),
    ("byline", "*metadata.authors", person),
    ("published", "metadata.datePublished|metadata.dateCreated", date),
    ("modified", "metadata.dateModified", date),
    ("tags", "*metadata.keywords", link),
];

/// What stands in for components that are not there.
const WITHOUT: &Table = &[("headline", "title", words), ("dek", "subtitle", words)];

fn detect(v: &Value) -> bool {
    let Some(components) = v.get("components").and_then(Value::as_array) else { return false };
    let roles = components.iter().any(|c| !str_at(c, "role").is_empty());
    const SIGNS: [&str; 6] =
        ["version", "identifier", "layout", "componentTextStyles", "title", "componentLayouts"];
    let signs = SIGNS.iter().filter(|sign| has(v, sign)).count();
    (roles && signs > 0) || signs > 2
}

fn read(v: &Value, r: &mut Reading, _item: Option<&str>) -> Option<Article> {
    r.texts = Texts::Plain;
    let out = object(r, v, TABLE);
    let (body, byline) = Default::default();
    let mut story = Story { document: v, out, body, told: false, byline };
    story.components(r, v);
    let Story { mut out, body, byline, .. } = story;
    if !byline.is_empty() {
        put(&mut out, "byline", html(r, &byline.into()));
    }
    for (key, value) in object(r, v, WITHOUT) {
        out.entry(key).or_insert(value);
    }
    if !out.contains_key("lead") && !body.contains("<img") {
        put(&mut out, "lead", r.at(v, "metadata.thumbnailURL", image));
    }
    append(&mut out, vec![html_block(body)]);
    let mut article = read_document(r, &out)?;
    while matches!(article.body.last().map(|b| &b.kind), Some(Kind::Divider)) {
        article.body.pop();
    }
    Some(article)
}

/// An article being read.
struct Story<'v> {
    document: &'v Value,
    /// The document of ours.
    out: Object,
    /// The body so far.
    body: String,
    /// Whether the body has more than headings.
    told: bool,
    byline: String,
}

/// Ends of what can still take a caption or a name.
const FIGURE: &str = "</figure>";
const QUOTE: &str = "</blockquote>";

impl Story<'_> {
    fn components(&mut self, r: &mut Reading, v: &Value) {
        r.each_at(v, "components", &mut |r, v| self.component(r, v));
    }

    fn component(&mut self, r: &mut Reading, v: &Value) {
        if v.get("hidden") == Some(&Value::Bool(true)) {
            return;
        }
        self.backdrop(r, v);
        let role = str_at(v, "role");
        let text = self.inline(r, v);
        match role {
            "title" if !self.out.contains_key("headline") && !text.is_empty() => {
                // Its lines are layout.
                let title = text.replace("<br>", " ");
                put(&mut self.out, "headline", html(r, &title.into()));
                // What stands alone above the title is its kicker.
                if !self.told && self.body.matches("</h").count() == 1 {
                    let kicker = std::mem::take(&mut self.body).replace("<hr>", "");
                    let kicker = html(r, &kicker.into()).map(|text| linked(text, None));
                    put(&mut self.out, "kicker", kicker);
                }
            }
            "intro" if !self.told && !self.out.contains_key("dek") => {
                put(&mut self.out, "dek", html(r, &text.into()));
            }
            "title" | "heading" => wrap(&mut self.body, "h2", &text),
            "heading1" | "heading2" | "heading3" | "heading4" | "heading5" | "heading6" => {
                wrap(&mut self.body, role.replace("eading", "").as_str(), &text);
            }
            "byline" | "author" | "photographer" | "illustrator" => match self.told {
                true => self.signed(&text),
                false => {
                    if !self.byline.is_empty() && !text.is_empty() {
                        self.byline.push_str("<br>");
                    }
                    self.byline.push_str(&text);
                }
            },
            "caption" => self.caption(r, &text),
            "quote" | "pullquote" => {
                let words = text.trim_start();
                if words.starts_with(['—', '–', '―']) && self.body.ends_with(QUOTE) {
                    return self.signed(words);
                }
                let pull = role == "pullquote";
                open(&mut self.body, "blockquote", &[("class", if pull { role } else { "" })]);
                self.tell(&text);
                self.tell(QUOTE);
            }
            "photo" | "figure" | "image" | "portrait" | "logo" | "article_thumbnail" => {
                if !self.told && !self.out.contains_key("lead") && role != "logo" {
                    let lead = self.image(r, v);
                    put(&mut self.out, "lead", lead);
                } else {
                    let figure = self.figure(r, v);
                    self.tell(&figure);
                }
            }
            "gallery" | "mosaic" => {
                open(&mut self.body, "figure", &[("class", "wp-block-gallery")]);
                r.each_at(v, "items", &mut |r, v| {
                    let figure = self.figure(r, v);
                    self.tell(&figure);
                });
                self.tell(FIGURE);
            }
            "video" | "audio" | "music" => {
                let poster = str_at(v, "stillURL");
                let kind = if role == "video" { role } else { "audio" };
                self.tell("<figure>");
                open(&mut self.body, kind, &[("src", str_at(v, "URL")), ("poster", poster)]);
                self.tell(if role == "video" { "</video>" } else { "</audio>" });
                self.close_figure(r, v);
            }
            "embedwebvideo" | "embedvideo" | "tweet" | "instagram" | "facebook_post" | "tiktok"
            | "podcast" => self.embed(r, v, str_at(v, "URL")),
            "map" | "place" => {
                let part = |key: &str| {
                    let place = v.get(key).or_else(|| v.pointer("/items/0")?.get(key))?;
                    place.as_f64()
                };
                let url = part("latitude").zip(part("longitude")).map(map);
                self.embed(r, v, &url.unwrap_or_default());
            }
            "datatable" => self.table(r, v),
            "divider" => {
                if !self.body.is_empty() {
                    self.body.push_str("<hr>");
                }
            }
            "aside" => {
                self.tell("<aside>");
                self.rescue(r, v);
                self.tell("</aside>");
            }
            "link_button" | "article_link" => {
                self.tell("<div class=\"wp-block-button\">");
                open(&mut self.body, "a", &[("href", str_at(v, "URL"))]);
                self.tell(&text);
                self.components(r, v);
                if text.is_empty() && !has(v, "components") {
                    escape(&mut self.body, str_at(v, "URL"));
                }
                self.tell("</a></div>");
            }
            "banner_advertisement"
            | "medium_rectangle_advertisement"
            | "replica_advertisement"
            | "flexible_spacer"
            | "arkit" => {}
            _ => self.rescue(r, v),
        }
    }

    /// Adds markup to the body.
    fn tell(&mut self, html: &str) {
        self.told = true;
        self.body.push_str(html);
    }

    /// Text of any role, and what is in a container.
    fn rescue(&mut self, r: &mut Reading, v: &Value) {
        let text = self.text(r, v);
        let caption = self.worded_at(r, v, "caption");
        let before = self.told;
        self.tell(&text);
        self.tell(str_at(v, "html"));
        wrap(&mut self.body, "p", &caption);
        self.told = before || !text.is_empty() || has(v, "html|caption");
        self.components(r, v);
    }

    /// A name in the text: under a quotation it is whose that is.
    fn signed(&mut self, text: &str) {
        if !self.body.ends_with(QUOTE) || self.body.ends_with("</cite></blockquote>") {
            return wrap(&mut self.body, "p", text);
        }
        self.body.truncate(self.body.len() - QUOTE.len());
        wrap(&mut self.body, "cite", text);
        self.body.push_str(QUOTE);
    }
}
