//! Apple News Format: components with roles; layouts and styles are thrown away, except those that
//! say bold or italic. <https://developer.apple.com/documentation/applenewsformat>
//!
//! The components become markup, which the HTML converter reads.

use super::common::*;
use super::{markdown, Format};
use crate::article::json::{self, Reading, Texts};
use crate::article::model::{Article, Kind};
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

    /// Publishers like to put the lead picture behind the header.
    fn backdrop(&mut self, r: &mut Reading, v: &Value) {
        if !self.told && !self.out.contains_key("lead") {
            let fill = r.at(v, "style.fill", |r, v| match str_at(v, "type") {
                "image" => image(r, v),
                "video" => r.at(v, "stillURL", image),
                _ => None,
            });
            put(&mut self.out, "lead", fill);
        }
    }

    fn image(&self, r: &mut Reading, v: &Value) -> Option<Value> {
        let mut image = image(r, v)?;
        let caption = self.worded_at(r, v, "caption");
        put(image.as_object_mut()?, "caption", html(r, &caption.into()));
        Some(image)
    }

    fn figure(&self, r: &mut Reading, v: &Value) -> String {
        let mut out = String::from("<figure>");
        let alt = str_at(v, "accessibilityCaption");
        open(&mut out, "img", &[("src", str_at(v, "URL")), ("alt", alt)]);
        wrap(&mut out, "figcaption", &self.worded_at(r, v, "caption"));
        out.push_str(FIGURE);
        out
    }

    fn close_figure(&mut self, r: &mut Reading, v: &Value) {
        let mut caption = self.worded_at(r, v, "caption");
        r.each_at(v, "items", &mut |r, v| {
            let more = self.worded_at(r, v, "caption");
            if !caption.is_empty() && !more.is_empty() {
                caption.push_str("<br>");
            }
            caption.push_str(&more);
        });
        wrap(&mut self.body, "figcaption", &caption);
        self.tell(FIGURE);
    }

    fn embed(&mut self, r: &mut Reading, v: &Value, url: &str) {
        self.tell("<figure>");
        if !url.is_empty() {
            open(&mut self.body, "iframe", &[("src", url)]);
            self.tell("</iframe>");
        }
        self.close_figure(r, v);
    }

    /// A caption of its own belongs to the figure before it.
    fn caption(&mut self, r: &mut Reading, text: &str) {
        if self.body.is_empty() {
            if let Some(Value::Object(lead)) = self.out.get_mut("lead") {
                let before = lead.get("caption").map(|c| str_at(c, "html")).unwrap_or_default();
                let between = if before.is_empty() { "" } else { "<br>" };
                let caption = [before, between, text].concat();
                let caption = html(r, &caption.into());
                return put(lead, "caption", caption);
            }
        }
        if !self.body.ends_with(FIGURE) {
            self.told = true;
            return wrap(&mut self.body, "p", text);
        }
        self.body.truncate(self.body.len() - FIGURE.len());
        const CAPTION: &str = "</figcaption>";
        if self.body.ends_with(CAPTION) {
            self.body.truncate(self.body.len() - CAPTION.len());
            self.body.push_str("<br>");
        } else {
            self.body.push_str("<figcaption>");
        }
        self.body.push_str(text);
        self.body.push_str(CAPTION);
        self.body.push_str(FIGURE);
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

    /// A `datatable`: descriptors are its columns.
    fn table(&mut self, r: &mut Reading, v: &Value) {
        let mut keys = Vec::new();
        let mut rows = String::new();
        let mut head = String::new();
        r.each_at(v, "data.descriptors", &mut |r, v| {
            keys.push(str_at(v, "key").to_string());
            let label = self.worded_at(r, v, "label");
            head.push_str("<th>");
            head.push_str(&label);
            head.push_str("</th>");
        });
        if v.get("showDescriptorLabels") != Some(&Value::Bool(false)) {
            wrap(&mut rows, "tr", &head);
        }
        r.each_at(v, "data.records", &mut |r, record| {
            let mut cells = String::new();
            for key in &keys {
                cells.push_str("<td>");
                cells.push_str(&self.worded_at(r, record, key));
                cells.push_str("</td>");
            }
            wrap(&mut rows, "tr", &cells);
        });
        self.told = true;
        wrap(&mut self.body, "table", &rows);
    }

    /// A text component as blocks.
    fn text(&self, r: &mut Reading, v: &Value) -> String {
        let text = str_at(v, "text");
        match str_at(v, "format") {
            "html" => text.into(),
            "markdown" => markdown::html(text),
            _ => {
                let mut out = String::new();
                let style = self.style("componentTextStyles", v.get("textStyle"));
                let dropcap = style.is_some_and(|style| has(style, "dropCapStyle"));
                let mut class = if dropcap { "dropcap" } else { "" };
                for line in self.styled(r, v, text) {
                    open(&mut out, "p", &[("class", class)]);
                    class = "";
                    out.push_str(&line);
                    out.push_str("</p>");
                }
                out
            }
        }
    }

    /// A text component as one line.
    fn inline(&self, r: &mut Reading, v: &Value) -> String {
        let text = str_at(v, "text");
        match str_at(v, "format") {
            "html" => text.into(),
            "markdown" => markdown::inline_html(text),
            _ => {
                let mut out = String::new();
                for line in self.styled(r, v, text) {
                    out.push_str(if out.is_empty() { "" } else { "<br>" });
                    out.push_str(&line);
                }
                out
            }
        }
    }

    /// A caption, a label: a text, or a text component of its own.
    fn worded_at(&self, r: &mut Reading, v: &Value, key: &str) -> String {
        let mut out = String::new();
        match v.get(key) {
            Some(Value::String(text)) => escape(&mut out, text),
            Some(Value::Number(number)) => out = json::digits(number),
            Some(component) => out = self.inline(r, component),
            None => {}
        }
        out
    }

    /// A style by name, or as it stands.
    fn style<'a>(&'a self, styles: &str, name: Option<&'a Value>) -> Option<&'a Value> {
        match name? {
            Value::String(name) => self.document.get(styles)?.get(name),
            style => Some(style),
        }
    }

    /// Plain text with its ranges of style and links as markup, one for each line. Ranges count
    /// UTF-16 units, as the format's own readers do.
    fn styled(&self, r: &mut Reading, v: &Value, text: &str) -> Vec<String> {
        let mut ranges: Vec<(usize, usize, Vec<&str>, String)> = Vec::new();
        for key in ["inlineTextStyles", "additions"] {
            r.each_at(v, key, &mut |_, v| {
                let number = |key: &str| v.get(key).and_then(Value::as_u64).map(|n| n as usize);
                let Some((start, length)) = number("rangeStart").zip(number("rangeLength")) else {
                    return;
                };
                let style = self.style("textStyles", v.get("textStyle"));
                let marks = style.map(marks).unwrap_or_default();
                ranges.push((start, start.saturating_add(length), marks, str_at(v, "URL").into()));
            });
        }
        ranges.truncate(500);
        let next_cut = |after: usize| {
            let ends = ranges.iter().flat_map(|(start, end, ..)| [*start, *end]);
            ends.filter(|end| *end > after).min().unwrap_or(usize::MAX)
        };
        let mut lines = vec![String::new()];
        let mut run = String::new();
        let (mut at, mut start, mut cut) = (0, 0, next_cut(0));
        for c in text.chars().chain(['\n']) {
            let ends_line = matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}');
            if cut <= at || ends_line {
                let here = ranges.iter().filter(|(from, to, ..)| *from <= start && start < *to);
                let mut html = String::new();
                escape(&mut html, &std::mem::take(&mut run));
                for (_, _, marks, url) in here {
                    for mark in marks {
                        let inner = std::mem::take(&mut html);
                        wrap(&mut html, mark, &inner);
                    }
                    if !url.is_empty() && !html.is_empty() {
                        let inner = std::mem::take(&mut html);
                        open(&mut html, "a", &[("href", url)]);
                        html.push_str(&inner);
                        html.push_str("</a>");
                    }
                }
                if let Some(line) = lines.last_mut() {
                    line.push_str(&html);
                }
                start = at;
                cut = next_cut(at);
            }
            match ends_line {
                true => {
                    start = at + 1;
                    lines.push(String::new());
                }
                false => run.push(c),
            }
            at += c.len_utf16();
        }
        lines.retain(|line| !line.trim().is_empty());
        lines
    }
}

/// The frame of a map around a point, some two kilometres wide.
fn map((latitude, longitude): (f64, f64)) -> String {
    const AROUND: f64 = 0.01;
    let digits = |degrees: f64| crate::platform::current().digits(degrees);
    let (lat, lon) = (digits(latitude), digits(longitude));
    let west = digits(longitude - AROUND);
    let (south, east) = (digits(latitude - AROUND), digits(longitude + AROUND));
    let north = digits(latitude + AROUND);
    const MAP: &str = "https://www.openstreetmap.org/export/embed.html?bbox=";
    [MAP, &west, ",", &south, ",", &east, ",", &north, "&marker=", &lat, ",", &lon].concat()
}

/// What a text style says of weight and slope, as elements.
fn marks(style: &Value) -> Vec<&'static str> {
    let font = str_at(style, "fontName").to_ascii_lowercase();
    let weight = style.get("fontWeight");
    let heavy = weight.and_then(Value::as_u64).is_some_and(|w| w > 500)
        || str_at(style, "fontWeight").contains("bold");
    let slope = str_at(style, "fontStyle");
    let lift = str_at(style, "verticalAlignment");
    let on = |key: &str| style.get(key).is_some_and(|v| *v == Value::Bool(true) || v.is_object());
    let oblique = |text: &str| text.contains("italic") || text.contains("oblique");
    let found = [
        (heavy || font.contains("bold"), "strong"),
        (oblique(&font) || oblique(slope), "em"),
        (on("underline"), "u"),
        (on("strikethrough"), "s"),
        (lift == "superscript", "sup"),
        (lift == "subscript", "sub"),
    ];
    found.iter().filter(|(yes, _)| *yes).map(|(_, mark)| *mark).collect()
}
