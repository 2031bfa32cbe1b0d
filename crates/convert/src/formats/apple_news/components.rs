//! Converts components by their role.

use super::figures::map_url;
use super::story::{Story, FIGURE_END, QUOTE_END};
use crate::formats::common::{
    balance_html, escape, has, html, link_object, open_tag, put, str_at, wrap_in,
};
use baca_wire::decoder::Decoder;
use serde_json::Value;

impl Story<'_> {
    /// Converts the components of a document or a container.
    pub(super) fn components(&mut self, r: &mut Decoder, v: &Value) {
        r.each_at(v, "components", &mut |r, v| self.component(r, v));
    }

    fn component(&mut self, r: &mut Decoder, v: &Value) {
        if v.get("hidden") == Some(&Value::Bool(true)) {
            return;
        }
        self.set_lead_from_fill(r, v);
        let role = str_at(v, "role");
        let text = self.inline(r, v);
        match role {
            "title" if !self.out.contains_key("headline") && !text.is_empty() => {
                // Line breaks of a title are layout.
                let title = text.replace("<br>", " ");
                put(&mut self.out, "headline", html(r, &title.into()));
                // A single heading above the title is its kicker.
                if !self.has_content && self.body.matches("</h").count() == 1 {
                    let kicker = std::mem::take(&mut self.body).replace("<hr>", "");
                    let kicker = html(r, &kicker.into()).map(|text| link_object(text, None));
                    put(&mut self.out, "kicker", kicker);
                }
            }
            "intro" if !self.has_content && !self.out.contains_key("dek") => {
                put(&mut self.out, "dek", html(r, &text.into()));
            }
            "title" | "heading" => wrap_in(&mut self.body, "h2", &text),
            "heading1" | "heading2" | "heading3" | "heading4" | "heading5" | "heading6" => {
                wrap_in(&mut self.body, role.replace("eading", "").as_str(), &text);
            }
            "byline" | "author" | "photographer" | "illustrator" => match self.has_content {
                true => self.attribute_to(&text),
                false => {
                    if !self.byline.is_empty() && !text.is_empty() {
                        self.byline.push_str("<br>");
                    }
                    self.byline.push_str(&text);
                }
            },
            "caption" => self.caption(r, &text),
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
                if !self.has_content && !self.out.contains_key("lead") && role != "logo" {
                    let lead = self.image(r, v);
                    put(&mut self.out, "lead", lead);
                } else {
                    let figure = self.figure(r, v);
                    self.push_content(&figure);
                }
            }
            "gallery" | "mosaic" => {
                open_tag(&mut self.body, "figure", &[("class", "wp-block-gallery")]);
                r.each_at(v, "items", &mut |r, v| {
                    let figure = self.figure(r, v);
                    self.push_content(&figure);
                });
                self.push_content(FIGURE_END);
            }
            "video" | "audio" | "music" => {
                let poster = str_at(v, "stillURL");
                let kind = if role == "video" { role } else { "audio" };
                self.push_content("<figure>");
                open_tag(&mut self.body, kind, &[("src", str_at(v, "URL")), ("poster", poster)]);
                self.push_content(if role == "video" { "</video>" } else { "</audio>" });
                self.close_figure(r, v);
            }
            "embedwebvideo" | "embedvideo" | "tweet" | "instagram" | "facebook_post" | "tiktok"
            | "podcast" => self.embed(r, v, str_at(v, "URL")),
            "map" | "place" => {
                let part = |key: &str| {
                    let place = v.get(key).or_else(|| v.pointer("/items/0")?.get(key))?;
                    place.as_f64()
                };
                let url = part("latitude").zip(part("longitude")).map(map_url);
                self.embed(r, v, &url.unwrap_or_default());
            }
            "datatable" => self.table(r, v),
            "divider" => {
                if !self.body.is_empty() {
                    self.body.push_str("<hr>");
                }
            }
            "aside" => {
                self.push_content("<aside>");
                self.convert_texts(r, v);
                self.push_content("</aside>");
            }
            "link_button" | "article_link" => {
                self.push_content("<div class=\"wp-block-button\">");
                open_tag(&mut self.body, "a", &[("href", str_at(v, "URL"))]);
                self.push_content(&text);
                self.components(r, v);
                if text.is_empty() && !has(v, "components") {
                    escape(&mut self.body, str_at(v, "URL"));
                }
                self.push_content("</a></div>");
            }
            "banner_advertisement"
            | "medium_rectangle_advertisement"
            | "replica_advertisement"
            | "flexible_spacer" => {}
            _ => {
                let url = str_at(v, "URL");
                let is_picture = ["photo", "image"].iter().any(|part| role.contains(part));
                if is_picture && !url.is_empty() {
                    let figure = self.figure(r, v);
                    return self.push_content(&figure);
                }
                if !url.is_empty() {
                    r.dropped("the file of a component", url);
                }
                return self.convert_texts(r, v);
            }
        }
        let captioned = [
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
        if !captioned.contains(&role) {
            // The caption of a component that does not write it itself.
            let caption = self.caption_at(r, v, "caption");
            if !caption.is_empty() {
                self.caption(r, &caption);
            }
        }
    }

    /// Converts the texts of a component of any role, and the components in it.
    fn convert_texts(&mut self, r: &mut Decoder, v: &Value) {
        let text = self.text(r, v);
        let caption = self.caption_at(r, v, "caption");
        let title = self.caption_at(r, v, "title");
        let before = self.has_content;
        wrap_in(&mut self.body, "h3", &title);
        self.push_content(&text);
        self.push_content(&balance_html(str_at(v, "html")));
        wrap_in(&mut self.body, "p", &caption);
        self.has_content = before || !text.is_empty() || has(v, "html|caption");
        self.components(r, v);
    }
}
