//! Images, players, frames and tables with their captions.

use super::story::{Story, FIGURE_END};
use crate::formats::common::{html, image, open_tag, put, str_at, wrap_in};
use baca_wire::decoder::Decoder;
use serde_json::Value;

impl Story<'_> {
    /// Sets the lead from the background of a header: publishers put the lead image there.
    pub(super) fn set_lead_from_fill(&mut self, decoder: &mut Decoder, value: &Value) {
        if !self.has_content && !self.out.contains_key("lead") {
            let fill = decoder.first_at(value, "style.fill", |decoder, value| {
                match str_at(value, "type") {
                    "image" => image(decoder, value),
                    "video" => decoder.first_at(value, "stillURL", image),
                    _ => None,
                }
            });
            put(&mut self.out, "lead", fill);
        }
    }

    /// Reads an image with its caption.
    pub(super) fn image(&self, decoder: &mut Decoder, value: &Value) -> Option<Value> {
        let mut image = image(decoder, value)?;
        let caption = self.caption_at(decoder, value, "caption");
        put(image.as_object_mut()?, "caption", html(decoder, &caption.into()));
        Some(image)
    }

    /// Returns an image with its caption as HTML.
    pub(super) fn figure(&self, decoder: &mut Decoder, value: &Value) -> String {
        let mut out = String::from("<figure>");
        let alt = str_at(value, "accessibilityCaption");
        open_tag(&mut out, "img", &[("src", str_at(value, "URL")), ("alt", alt)]);
        wrap_in(&mut out, "figcaption", &self.caption_at(decoder, value, "caption"));
        out.push_str(FIGURE_END);
        out
    }

    /// Writes the captions of a component and ends its figure.
    pub(super) fn close_figure(&mut self, decoder: &mut Decoder, value: &Value) {
        let mut caption = String::new();
        let mut add = |more: String| {
            if !caption.is_empty() && !more.is_empty() {
                caption.push_str("<br>");
            }
            caption.push_str(&more);
        };
        for key in ["title", "caption"] {
            add(self.caption_at(decoder, value, key));
        }
        decoder.each_at(value, "items", &mut |decoder, value| {
            for key in ["title", "caption"] {
                add(self.caption_at(decoder, value, key));
            }
        });
        wrap_in(&mut self.body, "figcaption", &caption);
        self.push_content(FIGURE_END);
    }

    /// Writes an embed with its caption.
    pub(super) fn embed(&mut self, decoder: &mut Decoder, value: &Value, url: &str) {
        self.push_content("<figure>");
        if !url.is_empty() {
            open_tag(&mut self.body, "iframe", &[("src", url)]);
            self.push_content("</iframe>");
        }
        self.close_figure(decoder, value);
    }

    /// Adds a caption component to the figure before it, to the lead, or as a paragraph.
    pub(super) fn caption(&mut self, decoder: &mut Decoder, text: &str) {
        if self.body.is_empty() {
            if let Some(Value::Object(lead)) = self.out.get_mut("lead") {
                let before = lead.get("caption").map(|c| str_at(c, "html")).unwrap_or_default();
                let between = if before.is_empty() { "" } else { "<br>" };
                let caption = [before, between, text].concat();
                let caption = html(decoder, &caption.into());
                return put(lead, "caption", caption);
            }
        }
        if !self.body.ends_with(FIGURE_END) {
            self.has_content = true;
            return wrap_in(&mut self.body, "p", text);
        }
        self.body.truncate(self.body.len() - FIGURE_END.len());
        const CAPTION: &str = "</figcaption>";
        if self.body.ends_with(CAPTION) {
            self.body.truncate(self.body.len() - CAPTION.len());
            self.body.push_str("<br>");
        } else {
            self.body.push_str("<figcaption>");
        }
        self.body.push_str(text);
        self.body.push_str(CAPTION);
        self.body.push_str(FIGURE_END);
    }

    /// Writes a `datatable`, whose descriptors are its columns.
    pub(super) fn table(&mut self, decoder: &mut Decoder, value: &Value) {
        let mut keys = Vec::new();
        let mut rows = String::new();
        let mut head = String::new();
        decoder.each_at(value, "data.descriptors", &mut |decoder, value| {
            keys.push(str_at(value, "key").to_string());
            let label = self.caption_at(decoder, value, "label");
            head.push_str("<th>");
            head.push_str(&label);
            head.push_str("</th>");
        });
        if value.get("showDescriptorLabels") != Some(&Value::Bool(false)) {
            wrap_in(&mut rows, "tr", &head);
        }
        decoder.each_at(value, "data.records", &mut |decoder, record| {
            let mut cells = String::new();
            for key in &keys {
                cells.push_str("<td>");
                cells.push_str(&self.caption_at(decoder, record, key));
                cells.push_str("</td>");
            }
            wrap_in(&mut rows, "tr", &cells);
        });
        // A caption can be added to a figure.
        self.push_content("<figure>");
        wrap_in(&mut self.body, "table", &rows);
        self.push_content(FIGURE_END);
    }
}

/// Returns the address of a map around a point, about two kilometres wide.
pub(super) fn map_url((latitude, longitude): (f64, f64)) -> String {
    const MARGIN_DEGREES: f64 = 0.01;
    let digits = |degrees: f64| baca_sys::number::shortest(degrees);
    let (lat, lon) = (digits(latitude), digits(longitude));
    let west = digits(longitude - MARGIN_DEGREES);
    let (south, east) = (digits(latitude - MARGIN_DEGREES), digits(longitude + MARGIN_DEGREES));
    let north = digits(latitude + MARGIN_DEGREES);
    const MAP: &str = "https://www.openstreetmap.org/export/embed.html?bbox=";
    [MAP, &west, ",", &south, ",", &east, ",", &north, "&marker=", &lat, ",", &lon].concat()
}
