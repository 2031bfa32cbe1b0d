//! Converts components by their role.

use super::figures::map_url;
use super::story::{Story, FIGURE_END, QUOTE_END};
use crate::formats::common::{
    balance_html, escape, has, html, link_object, open_tag, put, str_at, wrap_in,
};
use baca_wire::decoder::Decoder;
use serde_json::Value;

/// Roles of components that write their caption themselves.
const CAPTIONED: [&str; 19] = [
    "photo",
    "figure",
    "image",
    "portrait",
    "logo",
    "article_thumbnail",
    "video",
    "audio",
    "music",
    "embedwebvideo",
    "embedvideo",
    "tweet",
    "instagram",
    "facebook_post",
    "tiktok",
    "podcast",
    "map",
    "place",
    "aside",
];

impl Story<'_> {
    /// Converts the components of a document or a container.
    pub(super) fn components(&mut self, decoder: &mut Decoder, value: &Value) {
        decoder.each_at(value, "components", &mut |decoder, value| self.component(decoder, value));
    }

    /// Converts a component, with the components in it and its caption.
    fn component(&mut self, decoder: &mut Decoder, value: &Value) {
        if value.get("hidden") == Some(&Value::Bool(true)) {
            return;
        }
        self.set_lead_from_fill(decoder, value);
        let role = str_at(value, "role");
        let text = self.inline(decoder, value);
        match role {
            "title" if !self.out.contains_key("headline") && !text.is_empty() => {
                self.set_headline(decoder, &text);
            }
            "intro" if !self.has_content && !self.out.contains_key("dek") => {
                put(&mut self.out, "dek", html(decoder, &text.into()));
            }
            "title" | "heading" => wrap_in(&mut self.body, "h2", &text),
            "heading1" | "heading2" | "heading3" | "heading4" | "heading5" | "heading6" => {
                wrap_in(&mut self.body, role.replace("eading", "").as_str(), &text);
            }
            "byline" | "author" | "photographer" | "illustrator" => self.add_byline(&text),
            "caption" => self.caption(decoder, &text),
            "quote" | "pullquote" => {
                let line = text.trim_start();
                if line.starts_with(['—', '–', '―']) && self.body.ends_with(QUOTE_END) {
                    return self.attribute_to(line);
                }
                let pull = role == "pullquote";
                open_tag(&mut self.body, "blockquote", &[("class", if pull { role } else { "" })]);
                self.push_content(&text);
                self.push_content(QUOTE_END);
            }
            "photo" | "figure" | "image" | "portrait" | "logo" | "article_thumbnail" => {
                self.picture(decoder, value, role);
            }
            "gallery" | "mosaic" => self.gallery(decoder, value),
            "video" | "audio" | "music" => self.player(decoder, value, role),
            "embedwebvideo" | "embedvideo" | "tweet" | "instagram" | "facebook_post" | "tiktok"
            | "podcast" => self.embed(decoder, value, str_at(value, "URL")),
            "map" | "place" => self.map(decoder, value),
            "datatable" => self.table(decoder, value),
            "divider" => {
                if !self.body.is_empty() {
                    self.body.push_str("<hr>");
                }
            }
            "aside" => {
                self.push_content("<aside>");
                self.convert_texts(decoder, value);
                self.push_content("</aside>");
            }
            "link_button" | "article_link" => self.button(decoder, value, &text),
            "banner_advertisement"
            | "medium_rectangle_advertisement"
            | "replica_advertisement"
            | "flexible_spacer" => {}
            _ => return self.unknown(decoder, value, role),
        }
        if !CAPTIONED.contains(&role) {
            let caption = self.caption_at(decoder, value, "caption");
            if !caption.is_empty() {
                self.caption(decoder, &caption);
            }
        }
    }

    /// Sets the headline. A single heading above it becomes its kicker.
    fn set_headline(&mut self, decoder: &mut Decoder, text: &str) {
        // Line breaks of a title are layout.
        let title = text.replace("<br>", " ");
        put(&mut self.out, "headline", html(decoder, &title.into()));
        if !self.has_content && self.body.matches("</h").count() == 1 {
            let kicker = std::mem::take(&mut self.body).replace("<hr>", "");
            let kicker = html(decoder, &kicker.into()).map(|text| link_object(text, None));
            put(&mut self.out, "kicker", kicker);
        }
    }

    /// Adds a line to the byline; after the start of the text, it names the author of a quote.
    fn add_byline(&mut self, text: &str) {
        if self.has_content {
            return self.attribute_to(text);
        }
        if !self.byline.is_empty() && !text.is_empty() {
            self.byline.push_str("<br>");
        }
        self.byline.push_str(text);
    }

    /// Converts a picture: before the text it is the lead, unless it is a logo.
    fn picture(&mut self, decoder: &mut Decoder, value: &Value, role: &str) {
        if !self.has_content && !self.out.contains_key("lead") && role != "logo" {
            let lead = self.image(decoder, value);
            put(&mut self.out, "lead", lead);
        } else {
            let figure = self.figure(decoder, value);
            self.push_content(&figure);
        }
    }

    fn gallery(&mut self, decoder: &mut Decoder, value: &Value) {
        open_tag(&mut self.body, "figure", &[("class", "wp-block-gallery")]);
        decoder.each_at(value, "items", &mut |decoder, value| {
            let figure = self.figure(decoder, value);
            self.push_content(&figure);
        });
        self.push_content(FIGURE_END);
    }

    fn player(&mut self, decoder: &mut Decoder, value: &Value, role: &str) {
        let kind = if role == "video" { role } else { "audio" };
        let given = [("src", str_at(value, "URL")), ("poster", str_at(value, "stillURL"))];
        self.push_content("<figure>");
        open_tag(&mut self.body, kind, &given);
        self.push_content(if role == "video" { "</video>" } else { "</audio>" });
        self.close_figure(decoder, value);
    }

    fn map(&mut self, decoder: &mut Decoder, value: &Value) {
        let part = |key: &str| {
            let place = value.get(key).or_else(|| value.pointer("/items/0")?.get(key))?;
            place.as_f64()
        };
        let url = part("latitude").zip(part("longitude")).map(map_url);
        self.embed(decoder, value, &url.unwrap_or_default());
    }

    /// Converts a link with the look of a button. Without text and components, its text is its address.
    fn button(&mut self, decoder: &mut Decoder, value: &Value, text: &str) {
        self.push_content("<div class=\"wp-block-button\">");
        open_tag(&mut self.body, "a", &[("href", str_at(value, "URL"))]);
        self.push_content(text);
        self.components(decoder, value);
        if text.is_empty() && !has(value, "components") {
            escape(&mut self.body, str_at(value, "URL"));
        }
        self.push_content("</a></div>");
    }

    /// Converts a component of an unknown role: a picture if it says so, else its texts.
    fn unknown(&mut self, decoder: &mut Decoder, value: &Value, role: &str) {
        let url = str_at(value, "URL");
        let is_picture = ["photo", "image"].iter().any(|part| role.contains(part));
        if is_picture && !url.is_empty() {
            let figure = self.figure(decoder, value);
            return self.push_content(&figure);
        }
        if !url.is_empty() {
            decoder.dropped("the file of a component", url);
        }
        self.convert_texts(decoder, value);
    }

    /// Converts the texts of a component of any role, and the components in it.
    fn convert_texts(&mut self, decoder: &mut Decoder, value: &Value) {
        let text = self.text(decoder, value);
        let caption = self.caption_at(decoder, value, "caption");
        let title = self.caption_at(decoder, value, "title");
        let before = self.has_content;
        wrap_in(&mut self.body, "h3", &title);
        self.push_content(&text);
        self.push_content(&balance_html(str_at(value, "html")));
        wrap_in(&mut self.body, "p", &caption);
        self.has_content = before || !text.is_empty() || has(value, "html|caption");
        self.components(decoder, value);
    }
}
