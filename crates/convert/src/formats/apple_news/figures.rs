//! Images, players, frames and tables with their captions.

use super::story::{Story, FIGURE_END};
use crate::formats::common::{html, image, open_tag, put, str_at, wrap_in};
use baca_wire::decoder::Decoder;
use serde_json::Value;

impl Story<'_> {
    /// Sets the lead from the background of a header: publishers put the lead image there.
    pub(super) fn set_lead_from_fill(&mut self, r: &mut Decoder, v: &Value) {
        if !self.has_content && !self.out.contains_key("lead") {
            let fill = r.first_at(v, "style.fill", |r, v| match str_at(v, "type") {
                "image" => image(r, v),
                "video" => r.first_at(v, "stillURL", image),
                _ => None,
            });
            put(&mut self.out, "lead", fill);
        }
    }

    /// Reads an image with its caption.
    pub(super) fn image(&self, r: &mut Decoder, v: &Value) -> Option<Value> {
        let mut image = image(r, v)?;
        let caption = self.caption_at(r, v, "caption");
        put(image.as_object_mut()?, "caption", html(r, &caption.into()));
        Some(image)
    }

    /// Returns an image with its caption as HTML.
    pub(super) fn figure(&self, r: &mut Decoder, v: &Value) -> String {
        let mut out = String::from("<figure>");
        let alt = str_at(v, "accessibilityCaption");
        open_tag(&mut out, "img", &[("src", str_at(v, "URL")), ("alt", alt)]);
        wrap_in(&mut out, "figcaption", &self.caption_at(r, v, "caption"));
        out.push_str(FIGURE_END);
        out
    }

    /// Writes the captions of a component and ends its figure.
    pub(super) fn close_figure(&mut self, r: &mut Decoder, v: &Value) {
        let mut caption = String::new();
        let mut add = |more: String| {
            if !caption.is_empty() && !more.is_empty() {
                caption.push_str("<br>");
            }
            caption.push_str(&more);
        };
        for key in ["title", "caption"] {
            add(self.caption_at(r, v, key));
        }
        r.each_at(v, "items", &mut |r, v| {
            for key in ["title", "caption"] {
                add(self.caption_at(r, v, key));
            }
        });
        wrap_in(&mut self.body, "figcaption", &caption);
        self.push_content(FIGURE_END);
    }

    /// Writes an embed with its caption.
    pub(super) fn embed(&mut self, r: &mut Decoder, v: &Value, url: &str) {
        self.push_content("<figure>");
        if !url.is_empty() {
            open_tag(&mut self.body, "iframe", &[("src", url)]);
            self.push_content("</iframe>");
        }
        self.close_figure(r, v);
    }

    /// Adds a caption component to the figure before it, to the lead, or as a paragraph.
    pub(super) fn caption(&mut self, r: &mut Decoder, text: &str) {
        if self.body.is_empty() {
            if let Some(Value::Object(lead)) = self.out.get_mut("lead") {
                let before = lead.get("caption").map(|c| str_at(c, "html")).unwrap_or_default();
                let between = if before.is_empty() { "" } else { "<br>" };
                let caption = [before, between, text].concat();
                let caption = html(r, &caption.into());
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
    pub(super) fn table(&mut self, r: &mut Decoder, v: &Value) {
        let mut keys = Vec::new();
        let mut rows = String::new();
        let mut head = String::new();
        r.each_at(v, "data.descriptors", &mut |r, v| {
            keys.push(str_at(v, "key").to_string());
            let label = self.caption_at(r, v, "label");
            head.push_str("<th>");
            head.push_str(&label);
            head.push_str("</th>");
        });
        if v.get("showDescriptorLabels") != Some(&Value::Bool(false)) {
            wrap_in(&mut rows, "tr", &head);
        }
        r.each_at(v, "data.records", &mut |r, record| {
            let mut cells = String::new();
            for key in &keys {
                cells.push_str("<td>");
                cells.push_str(&self.caption_at(r, record, key));
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
