//! Pictures, players, frames and tables, with what is said under them.

use super::{Story, FIGURE};
use crate::article::formats::common::*;
use crate::article::json::Reading;
use serde_json::Value;

impl Story<'_> {
    /// Publishers like to put the lead picture behind the header.
    pub(super) fn backdrop(&mut self, r: &mut Reading, v: &Value) {
        if !self.told && !self.out.contains_key("lead") {
            let fill = r.at(v, "style.fill", |r, v| match str_at(v, "type") {
                "image" => image(r, v),
                "video" => r.at(v, "stillURL", image),
                _ => None,
            });
            put(&mut self.out, "lead", fill);
        }
    }

    pub(super) fn image(&self, r: &mut Reading, v: &Value) -> Option<Value> {
        let mut image = image(r, v)?;
        let caption = self.worded_at(r, v, "caption");
        put(image.as_object_mut()?, "caption", html(r, &caption.into()));
        Some(image)
    }

    pub(super) fn figure(&self, r: &mut Reading, v: &Value) -> String {
        let mut out = String::from("<figure>");
        let alt = str_at(v, "accessibilityCaption");
        open(&mut out, "img", &[("src", str_at(v, "URL")), ("alt", alt)]);
        wrap(&mut out, "figcaption", &self.worded_at(r, v, "caption"));
        out.push_str(FIGURE);
        out
    }

    pub(super) fn close_figure(&mut self, r: &mut Reading, v: &Value) {
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

    pub(super) fn embed(&mut self, r: &mut Reading, v: &Value, url: &str) {
        self.tell("<figure>");
        if !url.is_empty() {
            open(&mut self.body, "iframe", &[("src", url)]);
            self.tell("</iframe>");
        }
        self.close_figure(r, v);
    }

    /// A caption of its own belongs to the figure before it.
    pub(super) fn caption(&mut self, r: &mut Reading, text: &str) {
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

    /// A `datatable`: descriptors are its columns.
    pub(super) fn table(&mut self, r: &mut Reading, v: &Value) {
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
}

/// The frame of a map around a point, some two kilometres wide.
pub(super) fn map((latitude, longitude): (f64, f64)) -> String {
    const AROUND: f64 = 0.01;
    let digits = |degrees: f64| crate::platform::current().digits(degrees);
    let (lat, lon) = (digits(latitude), digits(longitude));
    let west = digits(longitude - AROUND);
    let (south, east) = (digits(latitude - AROUND), digits(longitude + AROUND));
    let north = digits(latitude + AROUND);
    const MAP: &str = "https://www.openstreetmap.org/export/embed.html?bbox=";
    [MAP, &west, ",", &south, ",", &east, ",", &north, "&marker=", &lat, ",", &lon].concat()
}
